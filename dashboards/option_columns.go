package dashboards

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// columnOption is the ECharts option of a series over time, with the
// reorganisations between its periods.
func (w words) columnOption(s series, pins bool, turns []turn) ([]byte, error) {
	lowest, highest, _ := extremes(s.rows)
	places := chartPlaces(decimal.Max(highest.Abs(), lowest.Abs()), s.indicator)
	var actual, previous, missing, stems, heads []mark
	var ticks, narrow []string
	hasPrevious, hasPins, hasUnits, hasParts := false, false, false, false
	dense := len(s.rows) > densePeriods
	from := max(0, len(s.rows)-narrowPeriods)
	for n, r := range s.rows {
		ticks = append(ticks, w.tick(r.Period, startsYear(r.Period) || n == 0 && (len(s.rows) <= yearPeriods || !startsYear(r.Period.Next()))))
		narrow = append(narrow, w.tick(r.Period, n == from || startsYear(r.Period)))
		now, before := w.actualMark(r, s.indicator, places), mark{}
		units := w.likeOnly(r, s.indicator) != nil
		if b := base(r); b != nil && !units {
			before, hasPrevious = w.baseMark(r, s.indicator), true
			if alone(r) != nil && r.Value.Sign() == b.Sign() && b.Abs().GreaterThan(r.Value.Abs()) {
				now.Label, before.Label = nil, now.Label // beyond the pair, not across the bar behind
			}
		}
		if dense && (len(s.rows)-1-n)%2 == 1 {
			now.Label, before.Label = nil, nil
			if part(r) != "" {
				now.Label = partLabel(r)
			}
		}
		hasParts = hasParts || part(r) != ""
		actual, previous = append(actual, now), append(previous, before)
		missing = append(missing, w.missingMark(r))
		stem, head, pinned := w.pin(r, s.indicator, n == len(s.rows)-1)
		if pinned && dense && (len(s.rows)-1-n)%2 == 1 {
			head.Label = nil
		}
		stems, heads = append(stems, stem), append(heads, head)
		hasPins, hasUnits = hasPins || pinned, hasUnits || pinned && units
	}
	pins = pins && hasPins
	sayOnce(heads, func(m mark) bool { return m.Style != nil && m.Style.Color == roleNone })
	for _, word := range []string{w.briefly(unreported), w.say("page.mark.cumulative")} {
		sayOnce(missing, func(m mark) bool { return m.Label != nil && m.Label.Formatter == word })
	}

	low, high := extent(actual, previous)
	lines := 1
	if hasParts {
		lines = 2
	}
	below := figuresBelow(low, lines)
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(lowered(below)),
		charts.WithYAxisOpts(spanning(low, high)))
	bar.SetXAxis(ticks)
	width := "50%"
	if hasPrevious {
		width = "44%"
		bar.AddSeries("previous", nil, data(previous), barShape(width))
	}
	bar.AddSeries("actual", nil, data(actual), barShape(width))
	points := charts.NewScatter()
	points.AddSeries("missing", nil, data(missing))
	room := 26 // above the bars, for their figures
	if hasParts {
		room += 14 // on two lines
	}
	room = wordsAbove(room, low, high, missing)
	top, pinTop := room, "30"
	if pins {
		top += 86
		if hasUnits {
			top, pinTop = top+16, "46" // a second line above the pins
		}
		bar.ExtendXAxis(pinAxis(ticks))
		bar.ExtendYAxis(changeAxis(heads))
		onPins := charts.WithSeriesOpts(func(one *charts.SingleSeries) { one.XAxisIndex, one.YAxisIndex = 1, 1 })
		bar.AddSeries("stems", nil, data(stems), barShape("3"), onPins)
		points.AddSeries("pins", nil, data(heads), onPins)
	}
	bar.Overlap(points)
	bottom := 24 + below
	if strings.Contains(strings.Join(ticks, ""), "\n") {
		bottom += 16
	}
	media := narrowed(from, narrow, ticks, pins, len(turns) > 0)
	var above []opts.Grid
	turned := 0
	if len(turns) > 0 {
		axis := 1
		if pins {
			axis = 2
		}
		turned = turnHeight(turns)
		above = append(above, turnSeries(bar, turns, len(s.rows), axis, axis, top, opts.Grid{Left: "4", Right: "4"}))
	}
	grids := []opts.Grid{{Left: "4", Right: "4", Top: strconv.Itoa(top + turned), Bottom: strconv.Itoa(bottom)}}
	if pins {
		grids = append(grids, opts.Grid{Left: "4", Right: "4", Top: pinTop, Height: "46"})
		media = append(media, unpinned(top+turned+bottom, room, turned))
	}
	bar.SetGlobalOptions(charts.WithGridOpts(append(grids, above...)...))
	bar.Validate()
	return finish(bar.JSON(), media)
}

// barShare is the part of a drawing's height that its bars must have beside
// pins: without it there are no pins.
const barShare = 0.4

// unpinned is the media rule of a low drawing, as on paper or beside others: no
// pins, and their room is the bars'. taken is the height of all but the bars,
// room that of the figures above them and turned that of the reorganisations.
func unpinned(taken, room, turned int) map[string]any {
	grids := []any{map[string]any{"top": room + turned}, map[string]any{}}
	if turned > 0 {
		grids = append(grids, map[string]any{"top": room})
	}
	nothing := func(series string) map[string]any { return map[string]any{"name": series, "data": []any{}} }
	return map[string]any{
		"query": map[string]any{"maxHeight": int(float64(taken)/(1-barShare)) - 1},
		"option": map[string]any{
			"grid":   grids,
			"xAxis":  []any{map[string]any{}, map[string]any{"axisLine": map[string]any{"show": false}}},
			"series": []any{nothing("stems"), nothing("pins")},
		},
	}
}

// leastPin is the change, in per cent or points, that a scale of changes has
// room for at least: "0,0 %" must not be drawn as a leap.
const leastPin = 1

// changeAxis is the scale of the pins above the columns.
func changeAxis(heads []mark) opts.YAxis {
	axis := valueAxis(1)
	if !slices.ContainsFunc(heads, func(m mark) bool { v, ok := m.Value.(float64); return ok && math.Abs(v) > leastPin }) {
		axis.Max = leastPin
	}
	return axis
}

// densePeriods is how many columns have room for a label each, a year's months or
// three years' quarters in half a page; of more, every second one is labelled, the
// last among them. In a panel that is narrower the browser leaves out what would
// lie over another.
const densePeriods = 13

// yearPeriods is how many columns have room for the numbers of two years below
// two that stand beside each other.
const yearPeriods = 9

// narrowPeriods is how many columns a narrow panel has room for.
const narrowPeriods = 5

// narrowed are the media rules: a narrow panel shows only the last periods,
// the first of them with its year. The second rule, without a query, undoes
// the first when the panel grows, as when a phone is turned.
func narrowed(from int, ticks, all []string, pins, turns bool) []any {
	if from == 0 {
		return nil
	}
	rule := func(from int, ticks []string) map[string]any {
		axes := []any{map[string]any{"min": from, "data": ticks}}
		if pins {
			axes = append(axes, map[string]any{"min": from})
		}
		if turns {
			axes = append(axes, map[string]any{"min": from}, map[string]any{"min": from})
		}
		return map[string]any{"option": map[string]any{"xAxis": axes}}
	}
	narrow := rule(from, ticks)
	narrow["query"] = map[string]any{"maxWidth": 359}
	return []any{narrow, rule(0, all)}
}

func startsYear(p catalog.Period) bool {
	first, _ := p.Months()
	return first%12 == 0
}
