package dashboards

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// alone is the value of the period by itself, nil when there is none: a
// cumulative figure is not the figure of its quarter.
func alone(r warehouse.Row) *decimal.Decimal {
	if r.Basis == catalog.Cumulative {
		return nil
	}
	return r.Value
}

// base is the value of the same period of the year before, nil when unknown or
// known only since January.
func base(r warehouse.Row) *decimal.Decimal {
	if r.Yoy == nil || r.Basis == catalog.Cumulative {
		return nil
	}
	return baseAlone(r.Yoy)
}

// baseAlone is the base of a comparison if it is of its period alone, nil when it
// is not.
func baseAlone(d *warehouse.Delta) *decimal.Decimal {
	if d.BaseBasis == catalog.Cumulative {
		return nil
	}
	return d.BaseValue
}

// courseTitle says the finding of a chart over time in one sentence: the
// highest value, the change, or only the value. It gives no cause. Values and
// changes are ranked only among periods of the same units.
func (w words) courseTitle(s series, main bool) string {
	last := s.rows[len(s.rows)-1]
	name := w.name(s.indicator)
	switch {
	case undue(last):
		return w.say("page.title.not_due", "name", name, "period", w.inSentence(last.Period))
	case last.Value == nil:
		return w.say("page.title.missing", "name", name, "period", w.inSentence(last.Period))
	}
	steady := s.rows[len(s.rows)-min(s.steady, len(s.rows)):]
	lowest, highest, count := extremes(steady)
	if n := growthRank(steady, s.indicator); n >= 4 && s.indicator.Direction != catalog.LessIsBetter {
		since := w.inSentence(firstCompared(steady).Period)
		if main {
			return w.say("page.title.fastest", "period", since) // its name stands beside it
		}
		return w.say("page.title.fastest_of", "name", name, "period", since)
	}
	if count >= 4 && last.Basis != catalog.Cumulative && last.Value.Equal(highest) && !highest.Equal(lowest) {
		return w.say("page.title.highest", "name", name, "period", w.inSentence(steady[0].Period))
	}
	if title := w.changeTitle(name, w.change(last, s.indicator)); title != "" {
		return title
	}
	return w.valueTitle(last, s.indicator, w.span(last.Period, last.Basis))
}

// valueTitle says a figure that is known, and of how many units where it lacks
// some.
func (w words) valueTitle(r warehouse.Row, i catalog.Indicator, span string) string {
	return w.say("page.title.value", "name", w.name(i), "value", w.amountOf(r, i, lacksUnits(r)), "period", span)
}

// amountOf is a figure that is known, with whose reports it is made of where
// that is to be said.
func (w words) amountOf(r warehouse.Row, i catalog.Indicator, labelled bool) string {
	amount := w.amount(*r.Value, i, i.Precision)
	if of := w.reported(r); labelled && of != "" {
		return w.say("page.value.of", "value", amount, "of", of)
	}
	return amount
}

// changeTitle says how something changed on the same period of the year before;
// "" where that is not known.
func (w words) changeTitle(name string, c *change) string {
	if c == nil || c.Tone == none {
		return ""
	}
	switch c.Arrow {
	case up:
		return w.say("page.title.up", "name", name, "change", strings.TrimPrefix(c.Text, "+"), "over", w.over(c.Units))
	case down:
		return w.say("page.title.down", "name", name, "change", strings.TrimPrefix(c.Text, "−"), "over", w.over(c.Units))
	case same:
		return w.say("page.title.same", "name", name, "over", w.over(c.Units))
	}
	return ""
}

// growthRank returns the number of comparable changes when the last period has
// the highest of them, else 0.
func growthRank(rows []warehouse.Row, i catalog.Indicator) int {
	if len(rows) == 0 {
		return 0
	}
	last := rows[len(rows)-1].Yoy
	if last == nil || last.ChangePct == nil || last.ChangePct.Sign() <= 0 {
		return 0
	}
	if slices.ContainsFunc(rows, func(r warehouse.Row) bool { return apart(r, i) || r.Basis == catalog.Cumulative }) {
		return 0
	}
	n := 0
	for _, r := range rows {
		if r.Yoy == nil || r.Yoy.ChangePct == nil {
			continue
		}
		if n++; r.Yoy != last && !r.Yoy.ChangePct.Round(1).LessThan(last.ChangePct.Round(1)) {
			return 0
		}
	}
	return n
}

func firstCompared(rows []warehouse.Row) warehouse.Row {
	for _, r := range rows {
		if r.Yoy != nil && r.Yoy.ChangePct != nil {
			return r
		}
	}
	return rows[0]
}

// courseSentence is a chart over time in words, for those who do not see it. Its
// lowest and highest are of periods that all units reported, if there are such,
// and say of how many where these are not always the same.
func (w words) courseSentence(s series) string {
	var whole, part []warehouse.Row
	missing, notDue := 0, 0
	for _, r := range s.rows {
		switch {
		case undue(r):
			notDue++
		case alone(r) == nil:
			missing++
		case lacksUnits(r):
			part = append(part, r)
		default:
			whole = append(whole, r)
		}
	}
	count := len(whole) + len(part)
	ranked := whole
	if len(whole) == 0 {
		ranked = part
	}
	changes := w.unitChanges(s)
	said := func(better func(a, b decimal.Decimal) bool) string {
		if count == 0 {
			return w.amount(decimal.Zero, s.indicator, s.indicator.Precision)
		}
		best := ranked[0]
		for _, r := range ranked[1:] {
			if better(*r.Value, *best.Value) {
				best = r
			}
		}
		return w.amountOf(best, s.indicator, lacksUnits(best) || len(changes) > 0)
	}
	last := s.rows[len(s.rows)-1]
	parts := []string{w.say("page.sentence.course",
		"name", w.name(s.indicator), "n", count,
		"first", w.inSentence(s.rows[0].Period), "last", w.inSentence(last.Period),
		"low", said(decimal.Decimal.LessThan), "high", said(decimal.Decimal.GreaterThan))}
	if len(whole) > 0 && len(part) > 0 {
		parts = append(parts, w.say("page.sentence.part", "n", len(part)))
	}
	parts = append(parts, changes...)
	if last.Value != nil {
		parts = append(parts, w.say("page.sentence.last", "period", w.span(last.Period, last.Basis), "value", w.amountOf(last, s.indicator, lacksUnits(last))))
	}
	if missing > 0 {
		parts = append(parts, w.say("page.sentence.missing", "n", missing))
	}
	if notDue > 0 {
		parts = append(parts, w.say("page.sentence.not_due", "n", notDue))
	}
	return strings.Join(parts, " ")
}

// unitChanges says from which of its periods with figures on a course is of
// other units.
func (w words) unitChanges(s series) []string {
	var out []string
	var before *warehouse.Row
	for n, r := range s.rows {
		if alone(r) == nil {
			continue
		}
		switch {
		case before == nil || s.units[r.Period] == s.units[before.Period]:
		case before.Coverage.Expected == 0 || r.Coverage.Expected == 0 || r.Coverage.Expected == before.Coverage.Expected:
			out = append(out, w.say("page.sentence.other_units", "period", w.inSentence(r.Period)))
		default:
			out = append(out, w.say("page.sentence.units", "period", w.inSentence(r.Period), "n", r.Coverage.Expected, "before", before.Coverage.Expected))
		}
		before = &s.rows[n]
	}
	return out
}

// courseTable is a chart over time as figures, newest first.
func (w words) courseTable(s series) table {
	t := table{Unit: w.unitOf(s.indicator), Head: []string{
		w.say("page.table.period"), w.say("page.table.actual"), w.say("page.table.previous"), w.say("page.table.change"), w.say("page.table.status"),
	}}
	var reported, notes []string
	for n := len(s.rows) - 1; n >= 0; n-- {
		r := s.rows[n]
		value, before, changed := w.briefly(absenceOf(r)), "–", "–"
		if r.Value != nil {
			value = w.value(*r.Value, s.indicator)
			if r.Basis == catalog.Cumulative {
				value += " (" + w.cumulated(r.Period) + ")"
			}
		}
		if b := base(r); b != nil {
			before = w.value(*b, s.indicator)
		}
		if c := w.change(r, s.indicator); c != nil && r.Value != nil {
			changed = w.noted(*c)
		}
		t.Rows = append(t.Rows, []tableCell{said(w.period(r.Period)), exactly(value, r.Value).from(w.sourceHref(r)), exactly(before, base(r)).from(w.baseHref(r, r.Yoy)), said(changed), said(w.status(r.Status))})
		reported, notes = append(reported, w.reported(r)), append(notes, w.otherBase(r, s.indicator))
	}
	t.add(w.say("page.table.coverage"), reported)
	t.add(w.say("page.table.note"), notes)
	return t
}

// stageTitle says how many steps of the process are above the same period.
func (w words) stageTitle(steps []figure) string {
	higher, compared, units := 0, 0, 0
	for _, f := range steps {
		if f.Change == nil || f.Change.Tone == none {
			continue
		}
		if compared++; compared > 1 && f.Change.Units != units {
			return w.say("page.title.stages") // no one sentence for different sets of units
		}
		units = f.Change.Units
		if f.Change.Arrow == up {
			higher++
		}
	}
	switch {
	case compared == 0:
		return w.say("page.title.stages")
	case higher == compared && compared == len(steps):
		return w.say("page.title.stages_all", "n", len(steps), "over", w.over(units))
	case higher == 0:
		return w.say("page.title.stages_none", "n", compared, "over", w.over(units))
	}
	return w.say("page.title.stages_some", "n", higher, "of", compared, "over", w.over(units))
}

// stageSentence is the steps in words.
func (w words) stageSentence(steps []figure) string {
	parts := make([]string, 0, len(steps))
	for _, f := range steps {
		parts = append(parts, w.inside(f.Name)+" "+f.Value)
	}
	return w.say("page.sentence.stages", "period", w.period(steps[0].row.Period), "steps", strings.Join(parts, "; "))
}
