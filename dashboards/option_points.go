package dashboards

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"
)

// pointSize is the width of a point that stands for an organisation.
const pointSize = 9

// pointStyle colours a point by its tone, with a shape of its own for bad.
func pointStyle(t tone) (symbol string, style *markStyle) {
	switch t {
	case good:
		return "circle", &markStyle{Color: "@good-fill", Opacity: 1}
	case bad:
		return "diamond", &markStyle{Color: "@bad-fill", Opacity: .9}
	}
	return "circle", &markStyle{Color: roleActual, Opacity: .6}
}

// spreadPoint is one member on the scale of changes.
type spreadPoint struct {
	at   decimal.Decimal
	tone tone
	tip  []string
	href string // of the figure's passport
}

// spreadColumns is how many places side by side the scale of changes has;
// points of one place stand on each other.
const spreadColumns = 32

// spreadOption is the ECharts option of points on a scale, in ascending order,
// with zero, the middle of them and the figures below. named writes a figure.
func spreadOption(points []spreadPoint, middle decimal.Decimal, named func(decimal.Decimal) string) ([]byte, error) {
	low, high := decimal.Min(decimal.Zero, points[0].at), decimal.Max(decimal.Zero, points[len(points)-1].at)
	span := high.Sub(low)
	if span.IsZero() {
		span = decimal.NewFromInt(1)
	}
	place := span.Div(decimal.NewFromInt(spreadColumns))
	stacks := map[int64]int{}
	top := 2
	var members, ticks []mark
	for _, p := range points {
		column := p.at.Sub(low).Div(place).Round(0).IntPart()
		stacks[column]++
		top = max(top, stacks[column]+1)
		m := mark{Value: []float64{float(low.Add(place.Mul(decimal.NewFromInt(column)))), float64(stacks[column]) - .4}, Size: pointSize, Tip: p.tip, Href: p.href}
		m.Symbol, m.Style = pointStyle(p.tone)
		members = append(members, m)
	}
	for _, at := range ticksOf(low, high) {
		l := label(named(at), roleInk3, 400, true)
		l.Distance = 8
		ticks = append(ticks, mark{Value: []float64{float(at), 0}, Symbol: "rect", Size: []float64{1, 5}, Style: &markStyle{Color: roleAxis, Opacity: 1}, Label: l})
	}
	scatter := charts.NewScatter()
	scatter.SetGlobalOptions(charts.WithAnimation(false), itemTooltip,
		charts.WithXAxisOpts(hiddenScale(low.Sub(place), high.Add(place))),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: top, AxisLabel: &opts.AxisLabel{}}),
		charts.WithGridOpts(opts.Grid{Left: "16", Right: "16", Top: "8", Bottom: "24"}))
	scatter.AddSeries("ticks", nil, data(ticks))
	scatter.AddSeries("members", nil, data(members))
	scatter.Overlap(ruler("axis", roleAxis, "solid", low.Sub(place), high.Add(place), 0, 0), ruler("median", roleInk, "dotted", middle, middle, 0, top))
	scatter.Validate()
	return finish(scatter.JSON(), nil)
}

// hiddenScale is a scale whose figures are marks of their own, finished.
func hiddenScale(low, high decimal.Decimal) opts.XAxis {
	return opts.XAxis{Type: "value", Show: opts.Bool(false), Min: float(low), Max: float(high), AxisLabel: &opts.AxisLabel{}}
}

// ruler is a straight line from one point to another.
func ruler(name, color, dash string, x1, x2 decimal.Decimal, y1, y2 int) *charts.Line {
	line := charts.NewLine()
	ends := []mark{{Value: []float64{float(x1), float64(y1)}}, {Value: []float64{float(x2), float64(y2)}}}
	line.AddSeries(name, nil, data(ends), charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.ShowSymbol = opts.Bool(false)
		s.LineStyle = &opts.LineStyle{Color: color, Width: 1, Type: dash}
	}))
	return line
}

// reachedLine is how far the units have come with one plan.
type reachedLine struct {
	name  string
	pace  *decimal.Decimal
	units []spreadPoint
}

// reachedOption is the ECharts option of units on a scale of attainment, a line
// for each plan, with the pace of each; who is beyond scaleEnd stands at its end.
func (w words) reachedOption(lines []reachedLine) ([]byte, error) {
	var names []string
	var units, paces, scale []mark
	at := func(pct decimal.Decimal, line int) []any {
		return []any{float(decimal.Min(decimal.Max(pct, decimal.Zero), decimal.NewFromInt(scaleEnd))), line}
	}
	for n, line := range lines {
		names = append(names, line.name)
		if line.pace != nil {
			paces = append(paces, mark{Value: at(*line.pace, n), Symbol: "rect", Size: []float64{2, 22}, Style: &markStyle{Color: roleInk, Opacity: 1}})
		}
		for _, u := range line.units {
			m := mark{Value: at(u.at, n), Size: pointSize, Tip: u.tip, Href: u.href}
			m.Symbol, m.Style = pointStyle(u.tone)
			units = append(units, m)
		}
	}
	names = append(names, "")
	for _, pct := range []int64{0, 25, 50, 75, 100, scaleEnd} {
		text := w.percent(decimal.NewFromInt(pct), 0)
		if pct == scaleEnd {
			text = w.scaleEnd()
		}
		l := label(text, roleInk3, 400, false)
		l.Position, l.Distance = "inside", 0
		scale = append(scale, mark{Value: at(decimal.NewFromInt(pct), len(lines)), Symbol: "rect", Size: 1, Style: &markStyle{Color: roleNone}, Label: l})
	}
	scatter := charts.NewScatter()
	scatter.SetGlobalOptions(charts.WithAnimation(false), itemTooltip,
		charts.WithXAxisOpts(hiddenScale(decimal.Zero, decimal.NewFromInt(scaleEnd))),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: names,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Color: roleInk, FontSize: 12},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)}}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "28", Top: "0", Bottom: "0", ContainLabel: opts.Bool(true)}))
	scatter.AddSeries("scale", nil, data(scale))
	scatter.AddSeries("paces", nil, data(paces))
	scatter.AddSeries("units", nil, data(units))
	scatter.Overlap(ruler("plan", roleInk3, "solid", hundred, hundred, 0, len(lines)-1))
	scatter.Validate()
	return finish(scatter.JSON(), nil)
}
