package dashboards

import (
	"math"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// turnSeries draws reorganisations: a dotted line between two periods, with a
// triangle on the axis, that rises to its words above the bars, so that they are
// read as those of this line and of no other. They lie on axes of their own that
// count periods, for a category has no place between two; those and the grid
// above the bars, which begins at the pixel top, are added here under the
// numbers given.
func turnSeries(bar *charts.Bar, turns []turn, periods, axis, grid, top int, sides opts.Grid) opts.Grid {
	for _, g := range []int{0, grid} {
		bar.ExtendXAxis(opts.XAxis{Type: "value", Show: opts.Bool(false), GridIndex: g, Min: 0, Max: periods, AxisLabel: &opts.AxisLabel{}})
		bar.ExtendYAxis(opts.YAxis{Type: "value", Show: opts.Bool(false), GridIndex: g, Min: 0, Max: 1, AxisLabel: &opts.AxisLabel{}})
	}
	line := charts.NewLine()
	draw := func(axis int, marks ...mark) {
		line.AddSeries("turns", nil, data(marks), charts.WithSeriesOpts(func(one *charts.SingleSeries) {
			one.XAxisIndex, one.YAxisIndex = axis, axis
			one.LineStyle = &opts.LineStyle{Color: roleInk2, Width: 1, Type: "dotted"}
		}))
	}
	none := &markStyle{Color: roleNone}
	for n, t := range turns {
		words := label(t.Text, roleInk2, 400, false)
		words.Position, words.Distance = "right", 4
		if t.At*2 > periods {
			words.Position = "left"
		}
		draw(axis, mark{Value: []any{t.At, 0}, Symbol: "triangle", Size: 8, Style: &markStyle{Color: roleInk2, Opacity: 1}},
			mark{Value: []any{t.At, 1}, Symbol: "rect", Size: 1, Style: none})
		height := float64(turnHeight(turns[:n+1])) / float64(turnHeight(turns))
		draw(axis+1, mark{Value: []any{t.At, 0}, Symbol: "rect", Size: 1, Style: none},
			mark{Value: []any{t.At, height}, Symbol: "rect", Size: 1, Style: none, Label: words})
	}
	bar.Overlap(line)
	sides.Top, sides.Bottom, sides.Height = strconv.Itoa(top), "", strconv.Itoa(turnHeight(turns))
	return sides
}

// turnHeight is the room above the bars that the words of reorganisations
// take, in pixels: neighbours stand on lines of their own, above the figure of
// the highest bar.
func turnHeight(turns []turn) int { return 14 + 16*len(turns) }

// lineOption is the ECharts option of a long course: the figure as a line that
// breaks at gaps, the same period of the year before behind it, labels at the
// ends and the extremes only.
func (w words) lineOption(s series, turns []turn) ([]byte, error) {
	lowest, highest, _ := extremes(s.rows)
	places := chartPlaces(decimal.Max(highest.Abs(), lowest.Abs()), s.indicator)
	var ticks, years []string
	var actual, previous, missing []mark
	lastValue := -1
	for n, r := range s.rows {
		if alone(r) != nil {
			lastValue = n
		}
	}
	labelled := map[string]bool{}
	for n, r := range s.rows {
		tick := ""
		if startsYear(r.Period) || n == 0 {
			tick = year(r.Period)
			if r.Period.Grain() != catalog.Month && len(s.rows) <= 24 {
				tick = w.tick(r.Period, true)
			}
		} else if r.Period.Grain() != catalog.Month && len(s.rows) <= 24 {
			tick = w.brief(r.Period)
		}
		ticks = append(ticks, tick)
		tick = ""
		if startsYear(r.Period) {
			tick = year(r.Period)
		}
		years = append(years, tick)
		actual = append(actual, w.lineMark(r, s.indicator, places, n == lastValue, lowest, highest, labelled))
		before := mark{Value: "-"} // also where the year before had other units
		if b := base(r); b != nil && w.likeOnly(r, s.indicator) == nil {
			before = mark{Value: float(*b), Own: w.baseTip(r, s.indicator), Href: w.baseHref(r, r.Yoy)}
		}
		previous = append(previous, before)
		missing = append(missing, w.missingMark(r))
	}
	word := w.briefly(unreported)
	sayOnce(missing, func(m mark) bool { return m.Label != nil && m.Label.Formatter == word })
	sayApart(missing, len(missing)/wordsAcross)
	low, high := extent(actual, previous)
	below := figuresBelow(low, 1)
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "line"}}),
		charts.WithXAxisOpts(lowered(below)),
		charts.WithYAxisOpts(spanning(low, high)))
	bar.SetXAxis(ticks)
	line := charts.NewLine()
	line.AddSeries("previous", nil, data(previous), lineShape(rolePrevious, 2, false))
	line.AddSeries("actual", nil, data(actual), lineShape(roleActual, 2.5, true))
	bar.Overlap(line)
	points := charts.NewScatter()
	points.AddSeries("missing", nil, data(missing))
	bar.Overlap(points)
	top := wordsAbove(32, low, high, missing)
	grids := []opts.Grid{{Left: "24", Right: "64", Bottom: strconv.Itoa(40 + below)}}
	if len(turns) > 0 {
		grids = append(grids, turnSeries(bar, turns, len(s.rows), 1, 1, top, grids[0]))
		top += turnHeight(turns)
	}
	grids[0].Top = strconv.Itoa(top)
	bar.SetGlobalOptions(charts.WithGridOpts(grids...))
	bar.Validate()
	return finish(bar.JSON(), fewTicks(ticks, years))
}

// yearsAcross is how many years fit side by side below a line on a phone.
const yearsAcross = 5

// fewTicks are the media rules that leave on the axis of a narrow panel the
// beginnings of years, of many years every second or third, the last among them.
func fewTicks(all, years []string) []any {
	begin := 0
	for _, y := range years {
		if y != "" {
			begin++
		}
	}
	step := (begin + yearsAcross - 1) / yearsAcross
	narrow := slices.Clone(years)
	for n, y := range years {
		if y == "" {
			continue
		}
		if begin--; begin%step != 0 {
			narrow[n] = ""
		}
	}
	if begin != 0 || !slices.ContainsFunc(narrow, func(y string) bool { return y != "" }) {
		return nil // no year begins here
	}
	rule := func(ticks []string) map[string]any {
		return map[string]any{"option": map[string]any{"xAxis": []any{map[string]any{"data": ticks}}}}
	}
	few := rule(narrow)
	few["query"] = map[string]any{"maxWidth": 559}
	return []any{few, rule(all)}
}

func lineShape(color string, width float32, symbols bool) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.ConnectNulls, s.ShowSymbol = opts.Bool(false), opts.Bool(symbols)
		s.LineStyle = &opts.LineStyle{Color: color, Width: width}
		s.ItemStyle = &opts.ItemStyle{Color: color}
	})
}

// lineMark is one point of the line: drawn open for an estimate, as a diamond
// for less than all units, labelled at the end of the course and at its extremes.
func (w words) lineMark(r warehouse.Row, i catalog.Indicator, places int, last bool, lowest, highest decimal.Decimal, labelled map[string]bool) mark {
	v := alone(r)
	if v == nil {
		return mark{Value: "-", Tip: w.tip(r, i)}
	}
	m := mark{Value: float(*v), Symbol: "circle", Size: 0, Style: &markStyle{Color: roleActual, Opacity: 1}, Tip: w.tip(r, i), Href: w.sourceHref(r)}
	extreme := ""
	switch {
	case v.Equal(highest):
		extreme = "highest"
	case v.Equal(lowest):
		extreme = "lowest"
	}
	if r.Status == catalog.Estimate {
		m.Size, m.Style = 7, &markStyle{Color: roleSurface, BorderColor: roleActual, BorderWidth: 2, Opacity: 1}
	}
	if part(r) != "" {
		m.partialPoint(r.Status)
	}
	if last || extreme != "" && !labelled[extreme] {
		labelled[extreme] = true
		m.Label = label(w.onChart(*v, places), roleInk, 500, extreme == "lowest")
		if last {
			m.Label.FontWeight, m.Label.Position, m.Label.Distance = 600, "right", 8
		}
		if r.Status != catalog.Estimate && part(r) == "" {
			m.Size = 6
		}
	}
	return m
}

// lineKey lists the lines that occur.
func (w words) lineKey(s series) []keyEntry {
	key := []keyEntry{{"line actual", w.say("page.key.actual")}}
	for _, r := range s.rows {
		if base(r) != nil && w.likeOnly(r, s.indicator) == nil {
			key = append(key, keyEntry{"line previous", w.say("page.key.previous")})
			break
		}
	}
	for _, r := range s.rows {
		if alone(r) != nil && r.Status == catalog.Estimate {
			key = append(key, keyEntry{"point", w.say("page.key.estimate")})
			break
		}
	}
	if slices.ContainsFunc(s.rows, func(r warehouse.Row) bool { return part(r) != "" }) {
		key = append(key, keyEntry{"partial", w.say("page.key.partial")})
	}
	return key
}

// paceOption draws the year: what was done, as outlines what each remaining
// period must bring, and behind them the same periods of the year before.
func (w words) paceOption(rows []warehouse.Row, bases []*decimal.Decimal, done int, need decimal.Decimal, i catalog.Indicator) ([]byte, error) {
	var ticks []string
	var actual, previous []mark
	_, highest, _ := extremes(rows[:done])
	places := chartPlaces(decimal.Max(highest, need), i)
	for n, r := range rows {
		ticks = append(ticks, capital(w.brief(r.Period)))
		if n < done {
			actual = append(actual, w.actualMark(r, i, places))
		} else {
			actual = append(actual, mark{Value: float(need), Label: label(w.number(enough(need, i, places), places), roleInk, 500, false),
				Style: requiredStyle,
				Tip:   []string{w.period(r.Period), w.say("trend.pace.tip", "amount", w.amount(enough(need, i, i.Precision), i, i.Precision))}})
		}
		before := mark{}
		if b := bases[n]; b != nil {
			before = w.baseMark(r, i)
			if value, ok := actual[n].Value.(float64); ok && (value < 0) == (b.Sign() < 0) && math.Abs(value) < float(b.Abs()) {
				before.Label, actual[n].Label = actual[n].Label, nil
			}
		}
		if len(rows) > densePeriods && (len(rows)-1-n)%2 == 1 {
			actual[n].Label, before.Label = nil, nil
		}
		previous = append(previous, before)
	}
	low, high := extent(actual, previous)
	below := figuresBelow(low, 1)
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(lowered(below)),
		charts.WithYAxisOpts(spanning(low, high)),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: "4", Top: "26", Bottom: strconv.Itoa(24 + below)}))
	bar.SetXAxis(ticks)
	bar.AddSeries("previous", nil, data(previous), barShape("44%"))
	bar.AddSeries("actual", nil, data(actual), barShape("44%"))
	bar.Validate()
	return finish(bar.JSON(), nil)
}
