package warehouse

import (
	"context"
	"fmt"
	"time"

	"giaoban/ingest"
)

// older is an accepted submission that a new one takes the place of.
type older struct {
	id        int64
	sha, name string
	layout    ingest.Layout
}

// supersede retires the submissions that the new one replaces: those of the
// same sender, period, kind, family of layout and status that it covers, which
// means that it reports a figure they report too and something on every span
// of months they report on. Two forms that share no figure, one on the economy
// and one on Party work, stand beside each other; so do a workbook of four
// quarters and a correction of the last. A plan workbook without one sender or
// period replaces none as a whole. Where nothing is replaced the newer figures
// win one by one. Figures that the old workbook had and the new one lacks are
// noted, because they leave the answers.
func (w *writer) supersede(ctx context.Context, id int64, sub *ingest.Submission, at time.Time) ([]ingest.Finding, error) {
	if sub.Org == "" || sub.Period.IsZero() {
		return nil, nil
	}
	replaced, err := w.olderThan(ctx, id, sub)
	if err != nil {
		return nil, err
	}
	var out []ingest.Finding
	for _, o := range replaced {
		if err := w.exec(ctx, `UPDATE submission SET superseded_at = ?, superseded_by = ? WHERE id = ?`, at, id, o.id); err != nil {
			return nil, err
		}
		if err := w.decide(ctx, at, "supersede", o.id, o.sha, o.name, fmt.Sprintf("by %d", id)); err != nil {
			return nil, err
		}
		var missing int
		err := w.tx.QueryRowContext(ctx, `SELECT count(*) FROM fact AS o WHERE o.submission = ? AND NOT EXISTS (
			SELECT 1 FROM fact AS n WHERE n.submission = ? AND n.org = o.org AND n.indicator = o.indicator
			AND n.scenario = o.scenario AND n.first_month = o.first_month AND n.last_month = o.last_month AND n.role = o.role)`,
			o.id, id).Scan(&missing)
		if err != nil {
			return nil, err
		}
		if missing > 0 {
			out = append(out, ingest.Finding{Severity: ingest.Warning, Code: "store_figures_dropped",
				Args: ingest.Args{"file": o.name, "count": missing}})
		} else {
			out = append(out, ingest.Finding{Severity: ingest.Note, Code: "store_superseded", Args: ingest.Args{"file": o.name}})
		}
	}
	return out, nil
}

func (w *writer) olderThan(ctx context.Context, id int64, sub *ingest.Submission) ([]older, error) {
	rows, err := w.tx.QueryContext(ctx, `SELECT id, sha256, name, layout FROM submission AS s
		WHERE state = 'accepted' AND superseded_at IS NULL AND id <> ?
		  AND org = ? AND period = ? AND kind = ? AND status = ?
		  AND EXISTS (SELECT 1 FROM fact AS o JOIN fact AS n
		              ON n.org = o.org AND n.indicator = o.indicator AND n.scenario = o.scenario AND n.role = o.role
		             AND n.first_month = o.first_month AND n.last_month = o.last_month
		              WHERE o.submission = s.id AND n.submission = ? AND o.role = 'report')
		  AND NOT EXISTS (SELECT 1 FROM fact AS o
		              WHERE o.submission = s.id AND o.role = 'report' AND NOT EXISTS (
		                  SELECT 1 FROM fact AS n WHERE n.submission = ? AND n.role = 'report'
		                  AND n.first_month = o.first_month AND n.last_month = o.last_month))
		ORDER BY id`, id, sub.Org, sub.Period.Code(), string(sub.Kind), int(sub.Status), id, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []older
	for rows.Next() {
		var o older
		if err := rows.Scan(&o.id, &o.sha, &o.name, &o.layout); err != nil {
			return nil, err
		}
		if family(o.layout) == family(sub.Layout) {
			out = append(out, o)
		}
	}
	return out, rows.Err()
}
