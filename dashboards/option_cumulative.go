package dashboards

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// requiredStyle is the notation of what a plan requires: an outline, empty.
var requiredStyle = &markStyle{Color: roleSurface, BorderColor: roleActual, BorderWidth: 1.5, Opacity: 1}

// cumulativeOption is the ECharts option of running totals: from nothing on 1
// January, the year as a line that breaks at gaps and where other units report,
// the year before behind it, and dashed from the last total, in empty squares, what the plan requires.
func (w words) cumulativeOption(y cumulation, i catalog.Indicator) ([]byte, error) {
	largest := decimal.Zero
	for n, t := range y.totals {
		for _, v := range []*decimal.Decimal{t.row.Value, t.base(), y.required(n)} {
			if v != nil {
				largest = decimal.Max(largest, v.Abs())
			}
		}
	}
	if y.plan != nil {
		largest = decimal.Max(largest, y.plan.Value.Abs())
	}
	places := chartPlaces(largest, i)
	start := mark{Value: 0.0, Symbol: "circle", Size: 0}
	ticks := []string{w.say("trend.cumulative.start")}
	actual, previous, required, missing := []mark{start}, []mark{start}, []mark{{Value: "-"}}, []mark{{}}
	other := y.otherUnits(w, i)
	for n, t := range y.totals {
		tick := capital(w.brief(t.part))
		if len(y.totals) > wordsAcross && n%2 == 0 {
			tick = "" // twelve names are too many for a phone
		}
		ticks = append(ticks, tick)
		now, before, need := w.totalMark(t, i, n == y.last, places), w.totalBefore(t, i, n == len(y.totals)-1, other, places), w.requiredMark(y, n, i, places)
		told(&now, &need, &before)
		actual, previous, required = append(actual, now), append(previous, before), append(required, need)
		gone := mark{}
		if t.passed && t.row.Value == nil {
			gone = w.absentMark(t.absent())
		}
		missing = append(missing, gone)
	}
	word := w.briefly(unreported)
	sayOnce(missing, func(m mark) bool { return m.Label != nil && m.Label.Formatter == word })
	end := len(y.totals)
	lowest, highest := extent(actual, required, previous)
	fanOut(lowest, highest, &actual[end], &required[end], &previous[end])
	below := figuresBelow(lowest, 1)
	before := lineShape(rolePrevious, 2, true)
	if other {
		before = dashed(lineShape(roleEdge, 1.5, true), "dotted")
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "line"}}),
		charts.WithXAxisOpts(lowered(below)),
		charts.WithYAxisOpts(spanning(lowest, highest)),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "76", Top: strconv.Itoa(wordsAbove(24, lowest, highest, missing)), Bottom: strconv.Itoa(24 + below)}))
	bar.SetXAxis(ticks)
	line := charts.NewLine()
	past := func(n int) bool { return y.totals[n].base() != nil && !y.joinedBefore(n) }
	for _, run := range runs(previous, past) {
		line.AddSeries("previous", nil, data(run), before)
	}
	line.AddSeries("required", nil, data(required), dashed(lineShape(roleActual, 1.5, true), "dashed"))
	present := func(n int) bool { return y.totals[n].row.Value != nil && !y.joined(n) }
	for _, run := range runs(actual, present) {
		line.AddSeries("actual", nil, data(run), lineShape(roleActual, 2.5, true))
	}
	bar.Overlap(line)
	points := charts.NewScatter()
	points.AddSeries("missing", nil, data(missing))
	bar.Overlap(points)
	bar.Validate()
	return finish(bar.JSON(), nil)
}

// runs are the marks of totals, the beginning of the year before them, as lines
// of the same units each; a new one begins with the total of which begins is true.
func runs(marks []mark, begins func(total int) bool) [][]mark {
	var out [][]mark
	for n, m := range marks {
		if n == 0 || begins(n-1) {
			out = append(out, slices.Repeat([]mark{{Value: "-"}}, len(marks)))
		}
		out[len(out)-1][n] = m
	}
	return out
}

// dashed is a line of another kind.
func dashed(shape charts.SeriesOpts, kind string) charts.SeriesOpts {
	return func(s *charts.SingleSeries) {
		shape(s)
		s.LineStyle.Type = kind
	}
}

// fanOut puts the labels of what ends together beside their points, and as far
// from each other as a line of type is high.
func fanOut(lowest, highest float64, ends ...*mark) {
	const height, line = 180, 15 // of the drawing and of a label, about, in pixels
	ends = slices.DeleteFunc(ends, func(m *mark) bool { return m.Label == nil })
	for _, m := range ends {
		m.Label.Formatter = strings.ReplaceAll(m.Label.Formatter, "\n", " ")
	}
	at := func(m *mark) float64 { return height * (highest - m.Value.(float64)) / max(highest-lowest, 1e-9) }
	slices.SortFunc(ends, func(a, b *mark) int { return cmp.Compare(at(a), at(b)) })
	free := -height * 2.0
	for n, m := range ends {
		y := at(m)
		if n+1 < len(ends) && at(ends[n+1])-y < line {
			y -= (line - (at(ends[n+1]) - y)) / 2
		}
		y = max(y, free)
		m.Label.Position, m.Label.Distance, m.Label.Offset = "right", 8, []float64{0, math.Round(y - at(m))}
		free = y + line
	}
}

// told leaves the tips of a place to the first of its marks that has one, with
// what was there a year before; the others have theirs when they are walked to.
func told(now, need, before *mark) {
	switch {
	case now.Tip != nil:
		need.Own, before.Own = need.Tip, before.Tip
		need.Tip, before.Tip = nil, nil
	case need.Tip != nil && before.Tip != nil:
		before.Own = before.Tip
		need.Tip = append(need.Tip, strings.Join(before.Tip, ": "))
		before.Tip = nil
	}
}

// totalMark is the point of one running total: labelled where it is the latest.
func (w words) totalMark(t runningTotal, i catalog.Indicator, last bool, places int) mark {
	r := t.row
	if r.Value == nil {
		m := mark{Value: "-"}
		if t.passed {
			m.Tip = []string{capital(w.span(t.part, catalog.Cumulative)), w.absent(t.absent())}
		}
		return m
	}
	m := mark{Value: float(*r.Value), Symbol: "circle", Size: 7, Style: &markStyle{Color: roleActual, Opacity: 1}, Tip: w.tip(r, i), Href: w.totalHref(t)}
	if of := w.madeOf(t); of != "" {
		m.Tip = append(m.Tip, of)
	}
	if b := w.bullet(r, i); b != nil {
		m.Tip = append(m.Tip, capital(w.say("trend.cumulative.attained", "pct", b.Text)))
	}
	switch {
	case lacksUnits(r):
		m.partialPoint(r.Status)
	case r.Status == catalog.Estimate:
		m.Size, m.Style = 8, &markStyle{Color: roleSurface, BorderColor: roleActual, BorderWidth: 2, Opacity: 1}
	}
	if last {
		b := t.base()
		// Away from the year before; else beside the point, on the side that the line
		// does not come from: what is required goes on above.
		side := 1
		if r.Value.Sign() < 0 {
			side = -1
		}
		away := b != nil && b.Cmp(*r.Value) == side
		m.Label = label(w.onChart(*r.Value, places), roleInk, 600, away && side > 0)
		if m.Label.Distance = 8; !away {
			m.Label.Position, m.Label.Offset = "left", []float64{0, float64(-6 * side)}
		}
		if lacksUnits(r) { // two lines, which would reach from a low point down to the axis
			m.Label.over(ofUnits(r.Coverage))
			m.Label.Position, m.Label.Offset = "right", nil
		}
	}
	return m
}

// totalBefore is the same total of the year before: labelled at the year's end.
// Where it is of other units its points are empty and its line is dotted.
func (w words) totalBefore(t runningTotal, i catalog.Indicator, last, other bool, places int) mark {
	b := t.base()
	if b == nil {
		return mark{Value: "-"}
	}
	fill, edge := rolePrevious, roleEdge
	if other {
		fill = roleSurface
	}
	m := mark{Value: float(*b), Symbol: "circle", Size: 5, Style: &markStyle{Color: fill, BorderColor: edge, BorderWidth: 1, Opacity: 1},
		Tip: []string{capital(w.span(t.part.AddYears(-1), catalog.Cumulative)), w.amount(*b, i, i.Precision)}, Href: w.totalBaseHref(t)}
	if last {
		m.Label = label(w.say("trend.cumulative.before", "year", year(t.part.AddYears(-1)), "value", w.onChart(*b, places)), roleInk2, 400, false)
	}
	return m
}

// requiredMark is a total that the plan requires, the plan itself at the end.
// At the last known total it only holds the line.
func (w words) requiredMark(y cumulation, n int, i catalog.Indicator, places int) mark {
	end := n == len(y.totals)-1
	v := y.required(n)
	switch {
	case v == nil && n == y.last && y.required(n+1) != nil:
		return mark{Value: float(*y.totals[n].row.Value), Symbol: "rect", Size: 0}
	case v == nil && end && y.plan != nil:
		v = &y.plan.Value
	case v == nil:
		return mark{Value: "-"}
	}
	m := mark{Value: float(*v), Symbol: "rect", Size: 8, Style: requiredStyle,
		Tip: []string{capital(w.span(y.totals[n].part, catalog.Cumulative)), w.say("trend.pace.tip", "amount", w.amount(enough(*v, i, i.Precision), i, i.Precision))}}
	if end {
		m.Size = 10
		m.Tip[1] = w.say("trend.cumulative.plan", "amount", w.amount(*v, i, planPlaces(*v, i)))
		m.Label = label(w.say("trend.cumulative.plan_mark", "value", w.number(*v, min(places, planPlaces(*v, i)))), roleInk, 500, false)
	}
	return m
}

// cumulativeKey lists the lines and marks that occur.
func (w words) cumulativeKey(y cumulation, i catalog.Indicator) []keyEntry {
	var key []keyEntry
	occurs := func(has func(runningTotal) bool) bool { return slices.ContainsFunc(y.totals, has) }
	if y.last >= 0 {
		key = append(key, keyEntry{"line actual", year(y.totals[0].part)})
	}
	if occurs(func(t runningTotal) bool { return t.row.Value != nil && t.row.Status == catalog.Estimate }) {
		key = append(key, keyEntry{"point", w.say("page.key.estimate")})
	}
	if occurs(func(t runningTotal) bool { return lacksUnits(t.row) }) {
		key = append(key, keyEntry{"partial", w.say("page.key.partial")})
	}
	if occurs(func(t runningTotal) bool { return t.base() != nil }) {
		before := keyEntry{"line previous", year(y.totals[0].part.AddYears(-1))}
		if y.otherUnits(w, i) {
			before = keyEntry{"line apart", w.say("trend.cumulative.other_units", "year", before.Text)}
		}
		key = append(key, before)
	}
	if y.each != nil && y.each.Sign() > 0 {
		key = append(key, keyEntry{"line needed", w.say("trend.key.required")})
	}
	if y.plan != nil {
		key = append(key, keyEntry{"required", w.say("trend.cumulative.key_plan")})
	}
	return key
}
