package dashboards

import (
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// turnSeries draws reorganisations: a dotted line between two periods with a
// triangle on the axis and the words above it. They lie on a pair of axes of
// their own, added here under the number given, that counts periods: a
// category has no place between two.
func turnSeries(bar *charts.Bar, turns []turn, periods, axis int) {
	bar.ExtendXAxis(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: periods, AxisLabel: &opts.AxisLabel{}})
	bar.ExtendYAxis(opts.YAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: 1, AxisLabel: &opts.AxisLabel{}})
	line := charts.NewLine()
	for n, t := range turns {
		foot := mark{Value: []any{t.At, 0}, Symbol: "triangle", Size: 8, Style: &markStyle{Color: roleInk2, Opacity: 1}}
		words := label(t.Text, roleInk2, 400, false)
		words.Position, words.Distance = "right", 0
		if t.At*2 > periods {
			words.Position = "left"
		}
		words.Offset = []float64{0, -float64(turnHeight(turns[:n+1]))}
		head := mark{Value: []any{t.At, 1}, Symbol: "rect", Size: 1, Label: words, Style: &markStyle{Color: roleNone}}
		line.AddSeries("turns", nil, data([]mark{foot, head}),
			charts.WithSeriesOpts(func(one *charts.SingleSeries) {
				one.XAxisIndex, one.YAxisIndex = axis, axis
				one.LineStyle = &opts.LineStyle{Color: roleInk2, Width: 1, Type: "dotted"}
			}))
	}
	bar.Overlap(line)
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
	var ticks []string
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
		actual = append(actual, w.lineMark(r, s.indicator, places, n == lastValue, lowest, highest, labelled))
		before := mark{Value: "-"} // also where the year before had other units
		if b := base(r); b != nil && w.likeOnly(r, s.indicator) == nil {
			before = mark{Value: float(*b)}
		}
		previous = append(previous, before)
		missing = append(missing, w.missingMark(r))
	}
	word := w.say("page.mark.missing")
	sayOnce(missing, func(m mark) bool { return m.Label != nil && m.Label.Formatter == word })
	sayApart(missing, len(missing)/wordsAcross)
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "line"}}),
		charts.WithXAxisOpts(categoryAxis()),
		charts.WithYAxisOpts(lineAxis(lowest)))
	bar.SetXAxis(ticks)
	line := charts.NewLine()
	line.AddSeries("previous", nil, data(previous), lineShape(rolePrevious, 2, false))
	line.AddSeries("actual", nil, data(actual), lineShape(roleActual, 2.5, true))
	bar.Overlap(line)
	points := charts.NewScatter()
	points.AddSeries("missing", nil, data(missing))
	bar.Overlap(points)
	top := 32
	if len(turns) > 0 {
		top += turnHeight(turns)
		turnSeries(bar, turns, len(s.rows), 1)
	}
	bar.SetGlobalOptions(charts.WithGridOpts(opts.Grid{Left: "24", Right: "64", Top: strconv.Itoa(top), Bottom: "40"}))
	bar.Validate()
	return finish(bar.JSON(), nil)
}

// lineAxis begins at zero unless figures are below it: a course that fills the
// panel by cutting its foot off would exaggerate.
func lineAxis(lowest decimal.Decimal) opts.YAxis {
	axis := valueAxis(0)
	if lowest.Sign() >= 0 {
		axis.Min = 0
	}
	return axis
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
		m.Label = label(w.number(*v, places), roleInk, 500, extreme == "lowest")
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
			actual = append(actual, mark{Value: float(need), Label: label(w.number(need, places), roleInk, 500, false),
				Style: requiredStyle,
				Tip:   []string{w.period(r.Period), w.say("trend.pace.tip", "amount", w.amount(need, i, i.Precision))}})
		}
		before := mark{}
		if b := bases[n]; b != nil {
			before = mark{Value: float(*b), Style: previousStyle, Href: w.baseHref(r, r.Yoy)}
			if value := actual[n].Value; value != nil && value.(float64) < float(*b) {
				before.Label, actual[n].Label = actual[n].Label, nil
			}
		}
		if len(rows) > densePeriods && (len(rows)-1-n)%2 == 1 {
			actual[n].Label, before.Label = nil, nil
		}
		previous = append(previous, before)
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(categoryAxis()),
		charts.WithYAxisOpts(valueAxis(0)),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: "4", Top: "26", Bottom: "24"}))
	bar.SetXAxis(ticks)
	bar.AddSeries("previous", nil, data(previous), barShape("44%"))
	bar.AddSeries("actual", nil, data(actual), barShape("44%"))
	bar.Validate()
	return finish(bar.JSON(), nil)
}
