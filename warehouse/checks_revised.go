package warehouse

import (
	"context"
	"database/sql"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// revisionsTold is how many changed figures of a workbook are told one by one;
// of more, the greatest change speaks for all, and the page of the difference
// has them.
const revisionsTold = 10

// greatRevision is the share of a figure, in percent, from which its change
// needs a word whatever its status. A threshold of ours, not of a rule in
// writing: estimates move by less as a rule.
var greatRevision = decimal.NewFromInt(20)

// revised is a figure that its sender has reported otherwise before.
type revised struct {
	known                   // as it comes
	old    known            // as it was
	absent [2]bool          // not applicable: now, before
	change *decimal.Decimal // percent of the old value, without sign; nil when that is no measure
}

// revisions tells the submissions of a batch which figures they change that
// their senders reported before: a note where it is said to be a correction, or
// an earlier estimate moves by little; else a warning, so that somebody must
// say why. Changes within rounding are none.
func (s *Store) revisions(ctx context.Context, w *writer, byID map[int64]*candidate, v *vocabulary, first, last int64) error {
	changed := map[int64][]revised{}
	args := map[string]any{"first": first, "last": last}
	err := s.queries["revised_figures"].run(ctx, w.tx, args, func(rows *sql.Rows) error {
		r, err := scanRevised(rows)
		if err != nil {
			return err
		}
		if r.measure(v.Catalogue) {
			changed[r.submission] = append(changed[r.submission], r)
		}
		return nil
	})
	if err != nil {
		return w.note(err)
	}
	for id, list := range changed {
		if c := byID[id]; len(c.barred) == 0 {
			check{candidate: c, v: v}.sayRevised(list)
		}
	}
	return nil
}

func scanRevised(rows *sql.Rows) (r revised, err error) {
	var code, file string
	var figures [6]any
	err = rows.Scan(&r.submission, &r.org, &r.indicator, &r.scenario, &code, &r.status,
		&figures[0], &figures[1], &r.absent[0], &figures[2], &r.sheet, &r.cell,
		&r.old.status, &figures[3], &figures[4], &r.absent[1], &figures[5], &file, &r.old.sheet, &r.old.cell)
	if err != nil {
		return r, err
	}
	r.old.places = []string{place(file, r.old.sheet, r.old.cell)}
	for i, into := range []**decimal.Decimal{&r.num, &r.den, &r.step, &r.old.num, &r.old.den, &r.old.step} {
		if *into, err = number(figures[i]); err != nil {
			return r, err
		}
	}
	r.period, err = catalog.ParsePeriod(code)
	return r, err
}

// measure sizes the change and reports whether there is one beyond rounding.
func (r *revised) measure(c *catalog.Catalogue) bool {
	if r.absent[0] != r.absent[1] {
		return true
	}
	d, known := define(c, r.indicator)
	if !known {
		return false
	}
	step := decimal.Max(*r.step, *r.old.step)
	if d.disagreement([]*side{{num: r.num, den: r.den, otherNum: r.old.num, otherDen: r.old.den, step: &step}}) == nil {
		return false
	}
	before, now := d.value(r.old.num, r.old.den), d.value(r.num, r.den)
	if !before.IsZero() {
		pct := quotient(now.Sub(*before).Mul(hundred), *before, false).Abs()
		r.change = &pct
	}
	return true
}

// greater orders changes by size; one that has no measure is beyond all others.
func (r *revised) greater(o *revised) bool {
	switch {
	case o.change == nil:
		return false
	case r.change == nil:
		return true
	}
	return r.change.GreaterThan(*o.change)
}

func (r *revised) severity() ingest.Severity {
	switch {
	case r.status == catalog.Corrected:
		return ingest.Note
	case r.old.status >= catalog.Final, r.change == nil, r.change.GreaterThanOrEqual(greatRevision):
		return ingest.Warning
	}
	return ingest.Note
}

// written is a figure in a sentence.
func (c check) written(r *revised, k *known, absent bool) any {
	d, _ := define(c.v.Catalogue, r.indicator)
	if v := d.value(k.num, k.den); v != nil && !absent {
		return *v
	}
	return "x" // as forms have it
}

// sayRevised adds the findings about the changed figures of one submission.
func (c check) sayRevised(list []revised) {
	told := list
	severity, greatest, corrected := ingest.Note, &list[0], true
	for i := range list {
		r := &list[i]
		if r.greater(greatest) {
			greatest = r
		}
		if r.severity() == ingest.Warning {
			severity = ingest.Warning
		}
		corrected = corrected && r.status == catalog.Corrected
	}
	many := ""
	if len(list) > revisionsTold {
		many, told = "_many", []revised{*greatest}
	}
	for _, r := range told {
		code := "store_revised" + many
		if corrected || many == "" && r.status == catalog.Corrected {
			code = "store_corrected" + many // which need not be advised to say so
		}
		f := ingest.Finding{Severity: r.severity(), Code: code, Sheet: r.sheet, Cell: r.cell,
			Args: c.args(r.scenario, r.org, r.indicator, r.period, ingest.Args{"value": c.written(&r, &r.known, r.absent[0]),
				"earlier": c.written(&r, &r.old, r.absent[1]), "earlier_at": r.old.where(), "cell": r.cell})}
		if len(list) > revisionsTold {
			f.Severity, f.Args["count"] = severity, len(list)
		}
		c.found = append(c.found, f)
	}
}
