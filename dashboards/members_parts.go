package dashboards

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// step is one member's part of a change.
type step struct {
	name   string
	change decimal.Decimal
	tip    []string
}

// waterfallSteps is how many members a waterfall names; the others are one step.
const waterfallSteps = 8

// contributions splits the change of the whole into its members' changes and
// what came and went with units. The parts add up to the change exactly; nil
// when the whole cannot be compared.
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
		change := v.Sub(*b)
		rest = rest.Sub(change)
		out = append(out, step{name: w.unitName(names[m.Org]), change: change, tip: w.tip(m, i)})
	}
	if len(out) < 2 {
		return nil
	}
	slices.SortStableFunc(out, func(a, b step) int { return b.change.Abs().Cmp(a.change.Abs()) })
	if len(out) > waterfallSteps+1 {
		others := step{name: w.say("compare.waterfall.others", "n", len(out)-waterfallSteps)}
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
	p := &panel{Name: "waterfall", Height: "steps" + strconv.Itoa(min(len(steps)+2, 12)),
		Subtitle: w.say("compare.waterfall.what", "change", signedAmount(*d.Change)+" "+w.short(i.Unit), "period", w.inSentence(d.BasePeriod)),
		Table:    table{Head: []string{w.say("passport.unit"), w.say("compare.waterfall.change", "unit", w.unitOf(i))}},
	}
	p.Title = w.waterfallTitle(steps, *d.Change, i)
	var hidden, gains, losses, totals []mark
	var texts []string
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
	total := func(name string, v decimal.Decimal, style *markStyle) {
		add(name, floor, &totals, mark{Value: above(v), Style: style, Label: words(w.number(v, places), roleInk, 600)})
		p.Table.Rows = append(p.Table.Rows, []string{name, w.value(v, i)})
	}
	total(w.period(d.BasePeriod), *d.BaseValue, previousStyle)
	running = *d.BaseValue
	for _, one := range steps {
		next := running.Add(one.change)
		into, color, ink := &gains, "@good-fill", "@good"
		if one.change.Sign()*int(i.Direction) < 0 {
			into, color, ink = &losses, "@bad-fill", "@bad"
		}
		if i.Direction == 0 {
			color, ink = roleEdge, roleInk2
		}
		add(one.name, decimal.Min(running, next), into,
			mark{Value: float(one.change.Abs()), Style: &markStyle{Color: color}, Label: words(signedAmount(one.change), ink, 500), Tip: one.tip})
		p.Table.Rows = append(p.Table.Rows, []string{one.name, signedAmount(one.change)})
		running = next
	}
	total(w.period(s.total.Period), *s.total.Value, actualStyle(s.total.Status))
	p.Sentence = p.Title + ". " + p.Subtitle

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
func (w words) waterfallTitle(steps []step, change decimal.Decimal, i catalog.Indicator) string {
	sum, n := decimal.Zero, 0
	if change.Sign() > 0 {
		for n < min(largest, len(steps)) && steps[n].change.Sign() > 0 {
			sum = sum.Add(steps[n].change)
			n++
		}
		if n == largest && sum.LessThan(change) {
			return w.say("compare.waterfall.made", "n", n, "pct", w.percent(sum.Mul(hundred).Div(change), 0))
		}
	}
	return w.say("compare.waterfall.title", "name", w.inside(w.name(i)))
}

// spread is how the members' changes are distributed.
type spread struct {
	Title, Subtitle string
	Dots            []dot
	Zero            string
	Median          string // where its line stands
	Ticks           []tickMark
	Figures         []spreadFigure
	Text            string
}

type dot struct {
	X, Y, Text string
	Tone       tone
}

type tickMark struct{ X, Text string }

type spreadFigure struct {
	Name, Value, Who string
	Tone             tone
}

// The drawing of a spread is 360 wide; dots are 10 wide and stand on each other.
const (
	spreadWidth = 360
	spreadFoot  = 96
	dotSize     = 11
)

// spread draws one dot per member that can be compared; nil below four.
func (w words) spread(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) *spread {
	type one struct {
		row    warehouse.Row
		height decimal.Decimal
		tone   tone
	}
	var all []one
	for _, m := range s.members {
		c := w.change(m, i)
		if h, _ := w.pinHeight(m, i, c); h != nil {
			all = append(all, one{m, *h, c.Tone})
		}
	}
	if len(all) < 4 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b one) int { return a.height.Cmp(b.height) })
	low, high := decimal.Min(decimal.Zero, all[0].height), decimal.Max(decimal.Zero, all[len(all)-1].height)
	span := high.Sub(low)
	if span.IsZero() {
		span = decimal.NewFromInt(1)
	}
	at := func(d decimal.Decimal) decimal.Decimal {
		return d.Sub(low).Mul(decimal.NewFromInt(spreadWidth - 32)).Div(span).Add(decimal.NewFromInt(16))
	}
	middle := all[len(all)/2].height
	if len(all)%2 == 0 {
		middle = middle.Add(all[len(all)/2-1].height).Div(decimal.NewFromInt(2))
	}
	text := func(d decimal.Decimal) string {
		if i.Kind == catalog.Ratio {
			return w.points(d)
		}
		return w.signed(d)
	}
	out := &spread{Zero: length(at(decimal.Zero)), Median: length(at(middle)),
		Title:    w.say("compare.spread.title", "median", text(middle)),
		Subtitle: w.say("compare.spread.what", "name", w.inside(w.name(i)), "n", len(all))}
	stacks := map[int64]int{}
	for _, o := range all {
		x := at(o.height)
		column := x.Div(decimal.NewFromInt(dotSize)).Round(0).IntPart()
		y := spreadFoot - 8 - dotSize*stacks[column]
		stacks[column]++
		if y < 8 {
			y = 8
		}
		out.Dots = append(out.Dots, dot{X: length(decimal.NewFromInt(column * dotSize)), Y: strconv.Itoa(y), Tone: o.tone,
			Text: w.unitName(names[o.row.Org]) + ": " + text(o.height)})
	}
	for _, tick := range ticksOf(low, high) {
		out.Ticks = append(out.Ticks, tickMark{length(at(tick)), w.tickText(tick, i)})
	}
	first, last := all[0], all[len(all)-1]
	out.Figures = []spreadFigure{
		{w.say("compare.spread.lowest"), text(first.height), w.unitName(names[first.row.Org]), first.tone},
		{w.say("compare.spread.median"), text(middle), w.say("page.picker.members", "n", len(all)), plain},
		{w.say("compare.spread.highest"), text(last.height), w.unitName(names[last.row.Org]), last.tone},
	}
	out.Text = w.say("compare.spread.text", "low", text(first.height), "low_org", out.Figures[0].Who, "median", text(middle),
		"high", text(last.height), "high_org", out.Figures[2].Who)
	return out
}

// ticksOf returns three to six round values between low and high.
func ticksOf(low, high decimal.Decimal) []decimal.Decimal {
	span := high.Sub(low)
	step := decimal.NewFromInt(1)
	for n := 0; span.Div(step).GreaterThan(decimal.NewFromInt(5)); n++ {
		step = step.Mul([]decimal.Decimal{decimal.NewFromInt(2), decimal.New(25, -1), decimal.NewFromInt(2)}[n%3])
	}
	var out []decimal.Decimal
	for v := low.Div(step).Ceil().Mul(step); v.LessThanOrEqual(high); v = v.Add(step) {
		out = append(out, v)
	}
	return out
}

func (w words) tickText(d decimal.Decimal, i catalog.Indicator) string {
	text := w.number(d, 0)
	if d.Sign() > 0 {
		text = "+" + text
	}
	if i.Kind == catalog.Ratio {
		return text
	}
	return text + w.percentSign()
}

// heatMap is members × periods, coloured by the change on the same period.
type heatMap struct {
	Title, Subtitle string
	Columns         []string
	Rows            []heatRow
	Legend          []heatStep
}

type heatRow struct {
	Name, Href string
	Cells      []heatCell
}

type heatCell struct {
	Step string // class: "s0" … "s6", "none", "missing"
	Text string
	Tip  string
	Href string
}

type heatStep struct{ Step, Text string }

// heatSteps are the bounds between the seven colours, in per cent (or points).
var heatSteps = []int64{-20, -10, -2, 2, 10, 20}

func (w words) heatMap(r ranking, s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) *heatMap {
	h := &heatMap{Title: w.say("compare.heat.title", "name", w.name(i)), Subtitle: w.say("compare.heat.what")}
	for n, p := range s.periods {
		h.Columns = append(h.Columns, w.tick(p, n == 0 || startsYear(p)))
	}
	var orgs []string
	for _, m := range s.members {
		orgs = append(orgs, m.Org)
	}
	for org := range s.course {
		if !slices.Contains(orgs, org) {
			orgs = append(orgs, org) // it left before the last period
		}
	}
	slices.SortStableFunc(orgs[len(s.members):], func(a, b string) int { return cmp.Compare(a, b) })
	for _, org := range orgs {
		row := heatRow{Name: w.unitName(names[org]), Href: w.href(org, r.period)}
		for _, p := range s.periods {
			at := slices.IndexFunc(s.course[org], func(x warehouse.Row) bool { return x.Period == p })
			if at < 0 {
				row.Cells = append(row.Cells, heatCell{Step: "away", Tip: w.say("compare.heat.away", "period", w.inSentence(p))})
				continue
			}
			row.Cells = append(row.Cells, w.heatCell(s.course[org][at], i))
		}
		h.Rows = append(h.Rows, row)
	}
	for n := range len(heatSteps) + 1 {
		text := ""
		switch {
		case n == 0:
			text = w.say("compare.heat.below", "value", w.number(decimal.NewFromInt(heatSteps[0]), 0))
		case n == len(heatSteps):
			text = w.say("compare.heat.above", "value", w.number(decimal.NewFromInt(heatSteps[n-1]), 0))
		default:
			text = w.say("compare.heat.between", "low", w.number(decimal.NewFromInt(heatSteps[n-1]), 0), "high", w.number(decimal.NewFromInt(heatSteps[n]), 0))
		}
		h.Legend = append(h.Legend, heatStep{w.heatClass(n, i), text})
	}
	return h
}

// heatClass turns the scale round where less is better.
func (w words) heatClass(n int, i catalog.Indicator) string {
	if i.Direction == catalog.LessIsBetter {
		n = len(heatSteps) - n
	}
	return "s" + strconv.Itoa(n)
}

func (w words) heatCell(r warehouse.Row, i catalog.Indicator) heatCell {
	c := heatCell{Tip: "", Href: figureHref(r.Org, r.Indicator, r.Period)}
	for n, line := range w.tip(r, i) {
		if n > 0 {
			c.Tip += " · "
		}
		c.Tip += line
	}
	h, _ := w.pinHeight(r, i, w.change(r, i))
	switch {
	case alone(r) == nil:
		c.Step, c.Text = "missing", "–"
	case h == nil:
		c.Step, c.Text = "none", w.number(*r.Value, chartPlaces(*r.Value, i))
	default:
		n := 0
		for n < len(heatSteps) && h.GreaterThanOrEqual(decimal.NewFromInt(heatSteps[n])) {
			n++
		}
		c.Step, c.Text = w.heatClass(n, i), w.tickText(h.Round(0), i)
		if h.Round(0).Sign() < 0 {
			c.Text = w.number(h.Round(0), 0) + w.percentSign()
		}
	}
	return c
}
