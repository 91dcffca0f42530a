package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
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

// brought is a figure that a workbook brings.
type brought struct {
	figureName
	role   ingest.Role
	period catalog.Period
	status catalog.Status
}

// broughtBy returns what a workbook brings.
func broughtBy(sub *ingest.Submission) []brought {
	out := make([]brought, len(sub.Facts))
	for i := range sub.Facts {
		f := &sub.Facts[i]
		out[i] = brought{nameOf(f), f.Role, f.Period, f.Status}
	}
	return out
}

// takesPlace reports whether a workbook takes the place of an older one of the
// same form, and which figures of that one it lacks. It does when it reports
// a figure that the older one reports too, something on every span of months
// that one reports on, and nothing of a lower status: neither a figure they
// share, nor all that it says for the months of one that it lacks. Columns have
// their status each, so the forms' own does not tell.
func takesPlace(newer, older []brought) (missing []brought, does bool) {
	type span struct{ first, last int }
	type part struct {
		span
		scenario ingest.Scenario
	}
	type figure struct {
		figureName
		role ingest.Role
	}
	figures, parts, spans := map[figure]catalog.Status{}, map[part]catalog.Status{}, map[span]bool{}
	for _, f := range newer {
		k := figure{f.figureName, f.role}
		figures[k] = max(figures[k], f.status)
		if f.role == ingest.Reported {
			p := part{span{f.first, f.last}, f.scenario}
			parts[p] = max(parts[p], f.status)
			spans[p.span] = true
		}
	}
	for _, f := range older {
		status, has := figures[figure{f.figureName, f.role}]
		if !has {
			missing = append(missing, f)
		}
		if f.role != ingest.Reported {
			continue
		}
		months := span{f.first, f.last}
		speaks := true // for the months and the scenario
		if has {
			does = true
		} else {
			status, speaks = parts[part{months, f.scenario}]
		}
		if !spans[months] || speaks && status < f.status {
			return nil, false
		}
	}
	return missing, does
}

// broughtFigures returns what submissions have brought.
func (s *Store) broughtFigures(ctx context.Context, tx *sql.Tx, ids []int64) (map[int64][]brought, error) {
	out := make(map[int64][]brought, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = strconv.FormatInt(id, 10)
	}
	args := map[string]any{"submissions": strings.Join(list, ",")}
	err := s.queries["brought_figures"].run(ctx, tx, args, func(rows *sql.Rows) error {
		var id int64
		var f brought
		var code string
		err := rows.Scan(&id, &f.org, &f.indicator, &f.scenario, &f.role, &code, &f.first, &f.last, &f.status)
		if err != nil {
			return err
		}
		f.period, err = catalog.ParsePeriod(code)
		out[id] = append(out[id], f)
		return err
	})
	return out, err
}

// supersede retires the submissions that those of the batch replace: those of
// the same sender, period, kind, family of layout and status whose place they
// take by their figures (see takesPlace). Two forms that share no figure, one on
// the economy and one on Party work, stand beside each other; so do a workbook of
// four quarters and a correction of the last. Where nothing is replaced the
// newer figures win one by one. Whether a submission of the batch is accepted
// is not known yet: of one that is not, [writer.withdraw] takes this back, and
// meanwhile it holds for itself only. Figures that the old workbook had and the new
// one lacks are noted, because they leave the answers.
func (s *Store) supersede(ctx context.Context, w *writer, byID map[int64]*candidate, v *vocabulary, first, last int64) error {
	type pair struct {
		id int64
		o  older
	}
	var may []pair
	var ids []int64
	args := map[string]any{"first": first, "last": last}
	err := s.queries["replaced_submissions"].run(ctx, w.tx, args, func(rows *sql.Rows) error {
		var p pair
		err := rows.Scan(&p.id, &p.o.id, &p.o.sha, &p.o.name)
		if byID[p.id] != nil { // else it brings no figures
			may, ids = append(may, p), append(ids, p.o.id)
		}
		return err
	})
	if err != nil {
		return w.note(err)
	}
	figures, err := s.broughtFigures(ctx, w.tx, ids)
	if err != nil {
		return w.note(err)
	}
	var pairs []string // rows of (old, new, instant)
	for _, p := range may {
		c := byID[p.id]
		missing, replaced := takesPlace(broughtBy(c.sub), figures[p.o.id])
		if !replaced {
			continue
		}
		pairs = append(pairs, fmt.Sprintf("(%d, %d, %s)", p.o.id, p.id, c.supersedes(c.r.State)))
		c.replaced = append(c.replaced, p.o)
		f := ingest.Finding{Severity: ingest.Note, Code: "store_superseded", Args: ingest.Args{"file": p.o.name}}
		if len(missing) > 0 {
			f = ingest.Finding{Severity: ingest.Warning, Code: "store_figures_dropped",
				Args: ingest.Args{"file": p.o.name, "count": len(missing), "figures": check{candidate: c, v: v}.list(missing)}}
		}
		c.standing = append(c.standing, f)
	}
	if len(pairs) == 0 {
		return nil
	}
	return w.exec(ctx, `UPDATE submission SET superseded_at = p.instant, superseded_by = p.by_id
		FROM (VALUES `+strings.Join(pairs, ", ")+`) AS p (replaced, by_id, instant) WHERE submission.id = p.replaced`)
}

// figuresNamed bounds the figures that one sentence names.
const figuresNamed = 10

// list names figures in a sentence.
func (c check) list(figures []brought) name {
	var vi, en []string
	for i, f := range figures {
		if i == figuresNamed {
			vi, en = append(vi, "…"), append(en, "…")
			break
		}
		a := c.args(f.scenario, f.org, f.indicator, f.period, ingest.Args{})
		say := func(lang locale.Lang) string {
			return locale.Fill(lang, "{org}: {indicator}, {period}", a)
		}
		vi, en = append(vi, say(locale.VI)), append(en, say(locale.EN))
	}
	return name{strings.Join(vi, "; "), strings.Join(en, "; ")}
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
