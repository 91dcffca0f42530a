package dashboards

import (
	"fmt"
	"html/template"
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// pacePanel says what is left to do of the year's plan. Under its bars stand
// lines of figures, one for each bar, where they are few; else they are only in
// its table.
type pacePanel struct {
	panel
	Lines []paceLine
	Total string // what stands above the running totals
}

// paceRows is how many bars may have a line of figures each below them.
const paceRows = 4

// paceLine is one period of the year: its change on the same period, and what the
// year and its plan have come to at its end.
type paceLine struct {
	Period, Change, Total, Share string
	Late                         bool // the share is behind the pace
}

// pacePanel compares the year until the range ends with the year's plan: what each of the
// remaining periods must bring, and how that compares with the same periods
// of the year before. There is none for levels, for years without a plan, where
// a period that has passed is missing, and where the periods of the year are not
// of the same units, whose sum the plan would not be for.
func (w words) pacePanel(c courses, i catalog.Indicator) (*pacePanel, error) {
	w.manner.lens = c.lens
	if i.Kind != catalog.Flow || len(c.year) == 0 || c.lens == warehouse.LikeForLike || c.moved() {
		return nil, nil
	}
	c.year = openAfter(c.year, c.to)
	var plan *warehouse.Attainment
	done, sum := 0, decimal.Zero
	for n, r := range c.year {
		if alone(r) == nil {
			break
		}
		if !r.Coverage.Complete() {
			return nil, nil
		}
		done, sum = n+1, sum.Add(*r.Value)
		if r.Plan != nil && r.Plan.Period.Grain() == catalog.Year && r.Plan.Comparable {
			plan = r.Plan
		}
	}
	if done > 0 {
		sum = c.toDate(done-1, sum)
	}
	if plan == nil || done == 0 || slices.ContainsFunc(c.year[done:], func(r warehouse.Row) bool { return r.Value != nil }) {
		return nil, nil
	}
	left := len(c.year) - done
	var need decimal.Decimal
	if left > 0 {
		need = decimal.Max(decimal.Zero, plan.Value.Sub(sum)).Div(decimal.NewFromInt(int64(left)))
	}
	bases := w.paceBases(c, done, i)
	option, err := w.paceOption(c.year, bases, done, need, i)
	if err != nil {
		return nil, fmt.Errorf("chart pace: %w", err)
	}
	p := &pacePanel{panel: panel{
		Name: "pace", Asked: w.askedCourse(c.only(i.Code)), Height: "medium", Option: template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Subtitle: w.say("trend.pace.subtitle", "name", w.name(i), "year", year(c.to), "unit", w.unitOf(i)),
		Key:      []keyEntry{{"actual", w.say("page.key.actual")}, {"required", w.say("trend.key.required")}, {"previous", w.say("page.key.previous")}},
	}}
	if c.year[done-1].Status == catalog.Estimate {
		p.Key[0] = keyEntry{"estimate", w.say("page.key.estimate")}
	}
	if left == 0 {
		p.Key = slices.Delete(p.Key, 1, 2)
	}
	p.Title = w.paceTitle(c.year, bases, done, need, sum, *plan, i)
	if left > 0 && need.Sign() > 0 {
		p.Sentence = w.say("trend.pace.need", "amount", w.each(need, left, i), "grain", w.grain(c.to))
	}
	steps := w.paceSteps(c, bases, done, need, *plan, i)
	p.Table = w.paceTable(c.year, bases, steps, done, need, i)
	if len(steps) <= paceRows {
		w.paceLines(p, c.year, steps, i)
	}
	return p, nil
}

// toDate is the running total at the end of the n-th period of the year, as the
// store has it, else the sum given.
func (c courses) toDate(n int, sum decimal.Decimal) decimal.Decimal {
	if n < len(c.totals) && c.totals[n].row.Value != nil {
		return *c.totals[n].row.Value
	}
	return sum
}

// openAfter leaves of the periods after p what was known of them when p ended:
// the same period of the year before.
func openAfter(year []warehouse.Row, p catalog.Period) []warehouse.Row {
	out := slices.Clone(year)
	for n, r := range out {
		if !r.Period.Last().After(p.Last()) || r.Value == nil {
			continue
		}
		out[n] = unknownYet(r)
	}
	return out
}

// paceTable is the year as figures: what was done or is needed, the year before,
// and how far the year and its plan have come by then.
func (w words) paceTable(rows []warehouse.Row, bases []*decimal.Decimal, steps []paceStep, done int, need decimal.Decimal, i catalog.Indicator) table {
	t := table{Unit: w.unitOf(i), Head: []string{w.say("page.table.period"), w.say("page.table.actual"), capital(w.say("trend.key.required")), w.say("page.table.previous"),
		w.say("page.table.change"), capital(w.say("trend.pace.total", "unit", w.short(i.Unit))), capital(w.say("trend.pace.share"))}}
	reported := make([]string, len(rows))
	for n, r := range rows {
		row := []tableCell{said(w.period(r.Period)), said("–"), said("–"), said("–"), said(steps[n].change),
			divided(w.value(steps[n].total.Round(exactPlaces), i), steps[n].total), divided(w.percent(steps[n].share, 1), steps[n].share)}
		if n < done {
			row[1], reported[n] = exactly(w.value(*r.Value, i), r.Value).from(w.sourceHref(r)), w.reported(r)
			row[5] = row[5].from(steps[n].href)
		} else {
			row[2] = divided(w.value(enough(need, i, i.Precision), i), need)
		}
		if b := bases[n]; b != nil {
			row[3] = exactly(w.value(*b, i), b).from(w.baseHref(r, r.Yoy))
		}
		t.Rows = append(t.Rows, row)
	}
	t.add(w.say("page.table.coverage"), reported)
	return t
}

// paceBases are the same periods of the year before, nil where they were of
// other units.
func (w words) paceBases(c courses, done int, i catalog.Indicator) []*decimal.Decimal {
	out := make([]*decimal.Decimal, len(c.year))
	for n, r := range c.year {
		other := w.likeOnly(r, i) != nil
		if n >= done {
			other = c.units[r.Period] != c.units[r.Period.AddYears(-1)]
		}
		if !other {
			out[n] = base(r)
		}
	}
	return out
}

// moved reports whether the periods of the year are of different units.
func (c courses) moved() bool {
	return slices.ContainsFunc(c.year, func(r warehouse.Row) bool { return c.units[r.Period] != c.units[c.year[0].Period] })
}

// paceTitle says how the rest of the year must compare with the year before.
func (w words) paceTitle(rows []warehouse.Row, bases []*decimal.Decimal, done int, need, sum decimal.Decimal, plan warehouse.Attainment, i catalog.Indicator) string {
	left := len(rows) - done
	if left == 0 || need.Sign() <= 0 {
		return w.say("trend.pace.reached", "pct", w.percent(sum.Mul(hundred).Div(plan.Value), 1))
	}
	before := decimal.Zero
	for _, b := range bases[done:] {
		if b == nil {
			return w.say("trend.pace.each", "amount", w.each(need, left, i), "grain", w.grain(rows[0].Period))
		}
		before = before.Add(*b)
	}
	if before.Sign() <= 0 {
		return w.say("trend.pace.each", "amount", w.each(need, left, i), "grain", w.grain(rows[0].Period))
	}
	grown := need.Mul(decimal.NewFromInt(int64(left))).Sub(before).Mul(hundred).Div(before)
	if grown.Sign() <= 0 {
		return w.say("trend.pace.less", "pct", w.percent(grown.Abs(), 1), "n", left, "grain", w.grain(rows[0].Period))
	}
	return w.say("trend.pace.more", "pct", w.percent(grown, 1), "n", left, "grain", w.grain(rows[0].Period))
}

// paceStep is one period of the year as it was or is required to be.
type paceStep struct {
	change       string          // on the same period; "–" where that is not known
	total, share decimal.Decimal // at its end, in the indicator's unit and in per cent of the plan
	late         bool
	href         string // of the total's passport; "" where it is none of the store's
}

// paceSteps reckons the year period by period.
func (w words) paceSteps(c courses, bases []*decimal.Decimal, done int, need decimal.Decimal, plan warehouse.Attainment, i catalog.Indicator) []paceStep {
	var out []paceStep
	sum := decimal.Zero
	for n, r := range c.year {
		value := need
		if n < done {
			value = *r.Value
		}
		if sum = sum.Add(value); n < done {
			sum = c.toDate(n, sum)
		}
		one := paceStep{change: "–", total: sum, share: sum.Mul(hundred).Div(plan.Value)}
		if n < done && n < len(c.totals) && c.totals[n].row.Value != nil {
			one.href = w.totalHref(c.totals[n])
		}
		switch b, like := bases[n], w.likeOnly(r, i); {
		case like != nil:
			one.change = w.say("trend.pace.like", "change", like.Text, "units", like.Units)
		case b != nil && b.Sign() > 0:
			one.change = w.signed(value.Sub(*b).Mul(hundred).Div(*b))
		}
		due := hundred.Mul(decimal.NewFromInt(int64(n + 1))).Div(decimal.NewFromInt(int64(len(c.year))))
		one.late = n < done && i.Direction == catalog.MoreIsBetter && isLate(one.share.Round(1).Sub(due.Round(1)))
		out = append(out, one)
	}
	return out
}

// paceLines are the figures under the bars: change, running total, share of
// the plan.
func (w words) paceLines(p *pacePanel, year []warehouse.Row, steps []paceStep, i catalog.Indicator) {
	p.Total = w.say("trend.pace.total", "unit", w.short(i.Unit))
	for n, one := range steps {
		p.Lines = append(p.Lines, paceLine{Period: capital(w.brief(year[n].Period)), Change: one.change, Total: w.number(one.total, chartPlaces(one.total, i)),
			Share: w.percent(one.share, 1), Late: one.late})
	}
}
