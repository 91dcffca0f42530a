package dashboards

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// cumulation is a year of running totals, with what its plan requires of the
// rest of it.
type cumulation struct {
	totals []runningTotal
	last   int                   // the latest known total; −1 where none is
	plan   *warehouse.Attainment // of the year; nil where it has none
	lens   warehouse.Lens

	// each is what every part after the last must bring for the plan to be
	// reached; nil where that cannot be said, zero where it has been.
	each *decimal.Decimal
}

// cumulate is the year of a course; false where there is nothing to show of it.
func (c courses) cumulate() (cumulation, bool) {
	out := cumulation{totals: slices.Clone(c.totals), last: -1, lens: c.lens}
	known := false
	for n, t := range out.totals {
		if c.lens == warehouse.LikeForLike {
			t.row.Plan = nil // that is of all units
			out.totals[n] = t
		}
		known = known || t.base() != nil
		if t.row.Value != nil {
			out.last = n
		}
		if p := t.row.Plan; p != nil && p.Period.Grain() == catalog.Year {
			out.plan = p
		}
	}
	if out.last < 0 {
		return out, known
	}
	now := out.totals[out.last].row
	left := len(out.totals) - 1 - out.last
	if out.plan == nil || left == 0 {
		return out, true
	}
	// Neither what some of the units reached nor a plan of some leads from here to
	// the plan of all: as on its own page, nothing is required until they are in.
	if !out.plan.Comparable || lacksUnits(now) {
		return out, true
	}
	each := decimal.Max(decimal.Zero, out.plan.Value.Sub(*now.Value)).Div(decimal.NewFromInt(int64(left)))
	out.each = &each
	return out, true
}

// required is the total that the plan requires at the end of a part after the
// last known one; nil for the others.
func (y cumulation) required(n int) *decimal.Decimal {
	if y.each == nil || y.each.IsZero() || n <= y.last {
		return nil
	}
	if n == len(y.totals)-1 {
		return &y.plan.Value
	}
	v := y.totals[y.last].row.Value.Add(y.each.Mul(decimal.NewFromInt(int64(n - y.last))))
	return &v
}

// joined reports whether the n-th total leads on from the one before it: both
// are of the same units, as far as their numbers tell of those that lack some.
func (y cumulation) joined(n int) bool {
	if n == 0 {
		return true // from nothing on 1 January
	}
	a, b := y.totals[n-1], y.totals[n]
	switch {
	case a.row.Value == nil || b.row.Value == nil:
		return false
	case lacksUnits(a.row) || lacksUnits(b.row):
		return a.row.Coverage == b.row.Coverage
	}
	return a.units == b.units || y.lens == warehouse.LikeForLike
}

// joinedBefore reports the same of the totals of the year before.
func (y cumulation) joinedBefore(n int) bool {
	if n == 0 {
		return true
	}
	a, b := y.totals[n-1], y.totals[n]
	if a.base() == nil || b.base() == nil {
		return false
	}
	if c, d := a.row.Yoy.BaseCoverage, b.row.Yoy.BaseCoverage; !c.Complete() || !d.Complete() {
		return c == d
	}
	return a.before == b.before || y.lens == warehouse.LikeForLike
}

// broken reports whether the line of either year ends where units came or went.
func (y cumulation) broken() bool {
	for n := 1; n < len(y.totals); n++ {
		a, b := y.totals[n-1], y.totals[n]
		if a.row.Value != nil && b.row.Value != nil && !y.joined(n) || a.base() != nil && b.base() != nil && !y.joinedBefore(n) {
			return true
		}
	}
	return false
}

// unneeded reports whether the rest of the year would have something required
// of it, were no figures missing.
func (y cumulation) unneeded() bool {
	return y.plan != nil && y.last >= 0 && y.last < len(y.totals)-1 && lacksUnits(y.totals[y.last].row)
}

// lacking are the parts that have passed and have no total, though one is due.
func (y cumulation) lacking() []runningTotal {
	return slices.DeleteFunc(slices.Clone(y.totals), func(t runningTotal) bool { return !t.passed || t.row.Value != nil || t.absent() == notDue })
}

// otherUnits reports whether the year before is one of other units, so that its
// line is no measure of this one.
func (y cumulation) otherUnits(w words, i catalog.Indicator) bool {
	if y.last < 0 {
		return false
	}
	r := y.totals[y.last].row
	return w.likeOnly(r, i) != nil || r.Yoy != nil && r.Yoy.BaseValue != nil && !r.Yoy.Comparable
}

// cumulativePanel shows a flow as it adds up over the year that the range ends
// in, against the year before and the year's plan with what that requires from
// here; nil for what does not add up over time, and for periods of no year.
func (w words) cumulativePanel(c courses, i catalog.Indicator) (*panel, error) {
	w.manner.lens = c.lens
	y, ok := c.cumulate()
	if !ok {
		return nil, nil
	}
	option, err := w.cumulativeOption(y, i)
	if err != nil {
		return nil, fmt.Errorf("chart cumulative: %w", err)
	}
	p := &panel{
		Name: "cumulative", Asked: w.askedCourse(c.only(i.Code)), Height: "tall", Option: template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Title: w.cumulativeTitle(y, i), Table: w.cumulativeTable(y, i), Key: w.cumulativeKey(y, i),
	}
	what := []string{w.say("trend.cumulative.what", "name", w.name(i), "from", w.date(c.totals[0].part.First()), "unit", w.unitOf(i))}
	said := w.cumulativeLacks(y)
	p.Subtitle = strings.Join(append(what, said...), "; ")
	p.Sentence = w.cumulativeSentence(y, i, said)
	return p, nil
}

// toDateName is "Doanh thu lũy kế 6 tháng/2024".
func (w words) toDateName(t runningTotal, i catalog.Indicator) string {
	return w.say("trend.cumulative.name", "name", w.name(i), "span", w.span(t.part, catalog.Cumulative))
}

// cumulativeTitle says the finding: the change on the year before, and how much
// of the plan is reached.
func (w words) cumulativeTitle(y cumulation, i catalog.Indicator) string {
	if y.last < 0 {
		return w.say("trend.cumulative.none", "name", w.inside(w.name(i)), "year", year(y.totals[0].part))
	}
	t := y.totals[y.last]
	title := w.changeTitle(w.toDateName(t, i), w.change(t.row, i))
	if title == "" {
		title = w.valueTitle(t.row, i, w.span(t.part, catalog.Cumulative))
	}
	if b := w.bullet(t.row, i); b != nil {
		title += "; " + w.say("trend.cumulative.attained", "pct", b.Text)
	}
	return title
}

// cumulativeLacks says what a reader must know of the totals that no line shows.
func (w words) cumulativeLacks(y cumulation) []string {
	var out []string
	if lacking := y.lacking(); len(lacking) > 0 {
		out = append(out, w.noTotal(lacking[0]))
	}
	if y.last >= 0 {
		if r := y.totals[y.last].row; lacksUnits(r) {
			reports := w.say("plan.part.reports", "n", r.Coverage.Expected-r.Coverage.Reported)
			if y.unneeded() {
				reports = w.say("trend.cumulative.unneeded", "reports", reports)
			}
			out = append(out, reports)
		}
	}
	if y.broken() {
		out = append(out, w.say("trend.cumulative.broken"))
	}
	if p := y.plan; p != nil && !p.Coverage.Complete() {
		out = append(out, w.say("trend.cumulative.plan_part", "coverage", w.coverage(p.Coverage)))
	}
	return out
}

// cumulativeSentence is the drawing in words.
func (w words) cumulativeSentence(y cumulation, i catalog.Indicator, lacks []string) string {
	var parts []string
	add := func(text string) { parts = append(parts, capital(text)+".") }
	if y.last < 0 {
		add(w.cumulativeTitle(y, i))
	} else {
		t := y.totals[y.last]
		told := []string{w.amount(*t.row.Value, i, i.Precision)}
		for _, one := range []string{w.inside(w.status(t.row.Status)), w.reported(t.row)} {
			if one != "" {
				told = append(told, one)
			}
		}
		add(w.toDateName(t, i) + ": " + strings.Join(told, ", "))
		if c := w.change(t.row, i); c != nil {
			add(w.say("trend.cumulative.change", "change", w.noted(*c)))
		}
		if b := w.bullet(t.row, i); b != nil {
			add(w.say("trend.cumulative.of", "pct", b.Text, "of", b.Of))
		} else if t.row.Plan != nil {
			add(w.planNote(t.row, i))
		}
	}
	if need := w.cumulativeNeed(y, i); need != "" {
		add(need)
	}
	for _, one := range lacks {
		add(one)
	}
	return strings.Join(parts, " ")
}

// cumulativeNeed says what each of the parts that are left must bring; "" where
// that is nothing or not known.
func (w words) cumulativeNeed(y cumulation, i catalog.Indicator) string {
	if y.each == nil || y.each.IsZero() {
		return ""
	}
	now := y.totals[y.last]
	return w.say("trend.pace.each", "amount", w.each(*y.each, len(y.totals)-1-y.last, i), "grain", w.grain(now.part))
}

// cumulativeTable is the year as figures, part by part: what was reached or is
// required, and the year before.
func (w words) cumulativeTable(y cumulation, i catalog.Indicator) table {
	t := table{Unit: w.unitOf(i), Head: []string{w.say("trend.cumulative.until"), w.say("page.table.actual"), capital(w.say("trend.key.required")),
		w.say("page.table.previous"), w.say("page.table.change"), w.say("plan.attained"), w.say("page.table.status")}}
	var reported, notes []string
	for n, one := range y.totals {
		r := one.row
		row := []tableCell{said(w.period(one.part)), said("–"), said("–"), said("–"), said("–"), said("–"), said(w.status(r.Status))}
		owed, note := "", ""
		switch need := y.required(n); {
		case r.Value != nil:
			row[1], owed = exactly(w.value(*r.Value, i), r.Value).from(w.totalHref(one)), w.reported(r)
			if c := w.change(r, i); c != nil {
				row[4] = said(w.noted(*c))
			}
			if b := w.bullet(r, i); b != nil {
				row[5] = divided(b.Text, b.attained)
			}
			note = w.madeOf(one)
		case one.passed && one.mixed:
			row[1], note = said(w.briefly(unreported)), w.noTotal(one)
		case one.passed:
			row[1] = said(w.briefly(one.absent()))
		case need != nil:
			row[2] = divided(w.value(enough(*need, i, i.Precision), i), *need)
		}
		if b := one.base(); b != nil {
			row[3] = exactly(w.value(*b, i), b).from(w.totalBaseHref(one))
			if r.Value != nil && w.likeOnly(r, i) != nil {
				note = strings.TrimPrefix(note+"; "+w.say("page.change.other_base"), "; ")
			}
		}
		t.Rows = append(t.Rows, row)
		reported, notes = append(reported, owed), append(notes, note)
	}
	t.add(w.say("page.table.coverage"), reported)
	t.add(w.say("page.table.note"), notes)
	return t
}

// madeOf says which periods were added up; "" for a figure of one.
func (w words) madeOf(t runningTotal) string {
	if t.single() {
		return ""
	}
	var names []string
	for _, p := range t.span {
		names = append(names, w.inSentence(p))
	}
	return "= " + strings.Join(names, " + ")
}
