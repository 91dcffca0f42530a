package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// supersession is what two workbooks must have in common for the newer to
// take the older one's place. The zero value takes nobody's.
type supersession struct {
	org    string
	period catalog.Period
	kind   ingest.WorkbookKind
	family string
	status catalog.Status
}

// keyOf returns what a workbook may supersede. A plan workbook without one
// sender or period replaces none as a whole.
func keyOf(sub *ingest.Submission) supersession {
	if sub.Org == "" || sub.Period.IsZero() {
		return supersession{}
	}
	return supersession{sub.Org, sub.Period, sub.Kind, family(sub.Layout), sub.Status}
}

// family groups layouts that carry the same form: a unit's form replaces the
// unit's form, whether written by hand or on a template.
func family(l ingest.Layout) string {
	if l == ingest.LayoutTemplate {
		return string(ingest.LayoutIndicators)
	}
	return string(l)
}

// older is an accepted submission that a new one takes the place of.
type older struct {
	id        int64
	sha, name string
}

// supersede retires the submissions that those of the batch replace: those of
// the same sender, period, kind, family of layout and status that they cover,
// which means that one reports a figure they report too and something on every
// span of months they report on. Two forms that share no figure, one on the
// economy and one on Party work, stand beside each other; so do a workbook of
// four quarters and a correction of the last. Where nothing is replaced the
// newer figures win one by one. Whether a submission of the batch is accepted
// is not known yet: of one that is not, [writer.withdraw] takes this back, and
// meanwhile it holds for itself only. Figures that the old workbook had and the new
// one lacks are noted, because they leave the answers.
func (s *Store) supersede(ctx context.Context, w *writer, byID map[int64]*candidate, first, last int64) error {
	var pairs []string // rows of (old, new, instant)
	args := map[string]any{"first": first, "last": last}
	err := s.queries["replaced_submissions"].run(ctx, w.tx, args, func(rows *sql.Rows) error {
		var id int64
		var o older
		var missing int
		if err := rows.Scan(&id, &o.id, &o.sha, &o.name, &missing); err != nil {
			return err
		}
		c := byID[id]
		pairs = append(pairs, fmt.Sprintf("(%d, %d, %s)", o.id, id, c.supersedes(c.r.State)))
		c.replaced = append(c.replaced, o)
		f := ingest.Finding{Severity: ingest.Note, Code: "store_superseded", Args: ingest.Args{"file": o.name}}
		if missing > 0 {
			f = ingest.Finding{Severity: ingest.Warning, Code: "store_figures_dropped", Args: ingest.Args{"file": o.name, "count": missing}}
		}
		c.standing = append(c.standing, f)
		return nil
	})
	if err != nil || len(pairs) == 0 {
		return w.note(err)
	}
	return w.exec(ctx, `UPDATE submission SET superseded_at = p.instant, superseded_by = p.by_id
		FROM (VALUES `+strings.Join(pairs, ", ")+`) AS p (replaced, by_id, instant) WHERE submission.id = p.replaced`)
}

// supersedes is when the candidate takes the place of others, in SQL: at its
// own time, or in the end of time while it is not accepted.
func (c *candidate) supersedes(state State) string {
	at := endOfTime
	if state == Accepted {
		at = c.at
	}
	return timestamp(at)
}

// timestamp writes a time in SQL.
func timestamp(t time.Time) string { return fmt.Sprintf("make_timestamp(%d)", t.UnixMicro()) }
