package dashboards

import (
	"fmt"
	"html/template"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// step is one member's part of a change.
type step struct {
	name     string
	change   decimal.Decimal
	tip      []string
	href     string // of the member's figure; "" for several members
	reported string // see [words.reported]; "" for several members
}

// waterfallSteps is how many members a waterfall names; the others are one step.
const waterfallSteps = 8

// contributions splits the change of the whole into the changes of the members
// that are made of the same units as before, and one step for what came and
// went with units. The parts add up to the change exactly; nil when the whole
// cannot be compared.
func (w words) contributions(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) []step {
	d := s.total.Yoy
	if !adds(i) || d == nil || !d.Comparable || d.Change == nil || d.BaseValue == nil || s.total.Basis == catalog.Cumulative {
		return nil
	}
	var out []step
	rest := *d.Change
	for _, m := range s.members {
		v, b := alone(m), base(m)
		if v == nil || b == nil {
			continue
		}
		if c := w.change(m, i); c == nil || c.Tone == none || c.Units > 0 {
			continue // its own units came or went: that is not what it did
		}
		change := v.Sub(*b)
		rest = rest.Sub(change)
		out = append(out, step{name: w.unitName(names[m.Org]), change: change, tip: w.tip(m, i), href: w.sourceHref(m), reported: w.reported(m)})
	}
	if len(out) < 2 {
		return nil
	}
	slices.SortStableFunc(out, func(a, b step) int { return b.change.Abs().Cmp(a.change.Abs()) })
	if len(out) > waterfallSteps+1 {
		others := step{name: w.say("compare.waterfall.others", "n", len(out)-waterfallSteps, "units", w.many(s.kin(names)))}
		for _, one := range out[waterfallSteps:] {
			others.change = others.change.Add(one.change)
		}
		out = append(out[:waterfallSteps], others)
	}
	slices.SortStableFunc(out, func(a, b step) int { return b.change.Cmp(a.change) })
	if !rest.IsZero() {
		out = append(out, step{name: w.say("compare.waterfall.moved"), change: rest})
	}
	return out
}

// waterfall shows how the members' changes lead from the same period to the
// period.
func (w words) waterfall(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) (*panel, error) {
	steps := w.contributions(s, i, names)
	if steps == nil {
		return nil, nil
	}
	d := s.total.Yoy
	places := chartPlaces(*s.total.Value, i)
	signedAmount := func(v decimal.Decimal) string {
		text := w.number(v, places)
		if v.Sign() > 0 {
			text = "+" + text
		}
		return text
	}
	p := &panel{Name: "waterfall",
		Subtitle: w.say("compare.waterfall.what", "change", signedAmount(*d.Change)+" "+w.short(i.Unit), "period", w.inSentence(d.BasePeriod)),
		Table:    table{Head: []string{capital(w.one(s.kin(names))), w.say("compare.waterfall.change", "unit", w.unitOf(i))}, Unit: w.unitOf(i)},
	}
	p.Title = w.waterfallTitle(steps, *d.Change, i, s.kin(names))
	var hidden, gains, losses, totals []mark
	var texts, reported []string
	running := *d.BaseValue
	// The totals are cut so that the steps can be seen: the axis begins below
	// the lowest running sum.
	lowest, highest := decimal.Min(running, *s.total.Value), decimal.Max(running, *s.total.Value)
	for _, one := range steps {
		running = running.Add(one.change)
		lowest, highest = decimal.Min(lowest, running), decimal.Max(highest, running)
	}
	floor := lowest.Sub(highest.Sub(lowest).Mul(decimal.New(3, -1)))
	if floor.Sign() < 0 && lowest.Sign() >= 0 || highest.Sub(lowest).Mul(decimal.NewFromInt(3)).GreaterThan(highest) {
		floor = decimal.Min(decimal.Zero, lowest)
	}
	above := func(v decimal.Decimal) float64 { return float(v.Sub(floor)) }
	words := func(text, color string, weight int) *markLabel {
		return &markLabel{Show: true, Formatter: text, Position: "right", Distance: 6, Color: color, FontSize: 12, FontWeight: weight}
	}
	add := func(name string, low decimal.Decimal, into *[]mark, m mark) {
		texts = append(texts, name)
		hidden = append(hidden, mark{Value: above(low), Style: &markStyle{Color: roleNone}})
		for _, list := range []*[]mark{&gains, &losses, &totals} {
			if list == into {
				*list = append(*list, m)
			} else {
				*list = append(*list, mark{})
			}
		}
	}
	total := func(name string, v decimal.Decimal, style *markStyle, of warehouse.Coverage) {
		ends := s.total
		ends.Coverage = of
		reported = append(reported, w.reported(ends))
		add(name, floor, &totals, mark{Value: above(v), Style: style, Label: words(w.number(v, places), roleInk, 600)})
		p.Table.Rows = append(p.Table.Rows, []tableCell{said(name), exactly(w.value(v, i), &v)})
	}
	total(w.period(d.BasePeriod), *d.BaseValue, previousStyle, d.BaseCoverage)
	running = *d.BaseValue
	for _, one := range steps {
		next := running.Add(one.change)
		into, color, ink := &gains, "@good-fill", "@good"
		if one.change.Sign()*int(i.Direction) < 0 {
			into, color, ink = &losses, "@bad-fill", "@bad"
		}
		if i.Direction == 0 || one.change.IsZero() {
			color, ink = roleEdge, roleInk2
		}
		add(one.name, decimal.Min(running, next), into,
			mark{Value: float(one.change.Abs()), Style: &markStyle{Color: color}, Label: words(signedAmount(one.change), ink, 500), Tip: one.tip, Href: one.href})
		p.Table.Rows = append(p.Table.Rows, []tableCell{said(one.name), exactly(signedAmount(one.change), &one.change)})
		reported = append(reported, one.reported)
		running = next
	}
	total(w.period(s.total.Period), *s.total.Value, actualStyle(s.total.Status), s.total.Coverage)
	p.Table.add(w.say("page.table.coverage"), reported)
	p.Sentence = p.Title + ". " + p.Subtitle
	p.Height = rowsOf(texts)

	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: "dataMax"}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: texts,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Color: roleInk, FontSize: 12}}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "76", Top: "0", Bottom: "0", ContainLabel: opts.Bool(true)}))
	bar.SetXAxis(texts)
	stacked := charts.WithSeriesOpts(func(one *charts.SingleSeries) { one.Stack, one.BarWidth = "steps", "58%" })
	bar.AddSeries("hidden", nil, data(hidden), stacked)
	bar.AddSeries("gains", nil, data(gains), stacked)
	bar.AddSeries("losses", nil, data(losses), stacked)
	bar.AddSeries("totals", nil, data(totals), stacked)
	bar.XYReversal()
	bar.Validate()
	option, err := finish(bar.JSON(), nil)
	if err != nil {
		return nil, fmt.Errorf("chart waterfall: %w", err)
	}
	p.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	if floor.Sign() != 0 {
		p.Subtitle += w.say("compare.waterfall.cut")
	}
	return p, nil
}

// waterfallTitle says how much of the change its largest movers make.
func (w words) waterfallTitle(steps []step, change decimal.Decimal, i catalog.Indicator, k kin) string {
	sum, n := decimal.Zero, 0
	if change.Sign() > 0 {
		for n < min(largest, len(steps)) && steps[n].change.Sign() > 0 {
			sum = sum.Add(steps[n].change)
			n++
		}
		if n == largest && sum.LessThan(change) {
			return w.say("compare.waterfall.made", "n", n, "units", w.many(k), "pct", w.percent(sum.Mul(hundred).Div(change), 0))
		}
	}
	return capital(w.say("compare.waterfall.title", "unit", w.one(k), "name", w.inside(w.name(i))))
}
