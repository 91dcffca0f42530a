package dashboards

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// Colours in chart options are roles, "@data-actual", not values: the browser
// puts the theme's colour in their place, so one option serves light and dark.
// The roles are the custom properties of app.css.
const (
	roleActual   = "@data-actual"
	rolePrevious = "@data-previous"
	roleEdge     = "@data-edge"
	roleSurface  = "@surface"
	roleInk      = "@ink"
	roleInk2     = "@ink-2"
	roleInk3     = "@ink-3"
	roleAxis     = "@axis"
	roleLine     = "@line-strong"
	roleNone     = "transparent"
)

// mark is one data item: go-echarts' own items know neither decals nor offsets
// nor our tooltip lines.
type mark struct {
	Value  any        `json:"value"` // a number; nil draws nothing
	Name   string     `json:"name,omitempty"`
	Label  *markLabel `json:"label,omitempty"`
	Style  *markStyle `json:"itemStyle,omitempty"`
	Symbol string     `json:"symbol,omitempty"`
	Size   any        `json:"symbolSize,omitempty"`
	Offset []float64  `json:"symbolOffset,omitempty"`
	Tip    []string   `json:"tip,omitempty"` // finished lines; app.js shows them as they are
}

type markLabel struct {
	Show       bool                 `json:"show"`
	Formatter  string               `json:"formatter,omitempty"`
	Position   string               `json:"position,omitempty"`
	Distance   float64              `json:"distance,omitempty"`
	Offset     []float64            `json:"offset,omitempty"`
	Color      string               `json:"color,omitempty"`
	FontSize   int                  `json:"fontSize,omitempty"`
	FontWeight int                  `json:"fontWeight,omitempty"`
	LineHeight int                  `json:"lineHeight,omitempty"`
	Halo       string               `json:"textBorderColor,omitempty"` // keeps it legible over a bar behind
	HaloWidth  int                  `json:"textBorderWidth,omitempty"`
	Rich       map[string]richStyle `json:"rich,omitempty"`
}

type richStyle struct {
	Color      string `json:"color"`
	FontSize   int    `json:"fontSize"`
	FontWeight int    `json:"fontWeight,omitempty"`
}

type markStyle struct {
	Color       string  `json:"color,omitempty"`
	BorderColor string  `json:"borderColor,omitempty"`
	BorderWidth float64 `json:"borderWidth,omitempty"`
	Opacity     float64 `json:"opacity,omitempty"` // points are translucent unless told
	Decal       *decal  `json:"decal,omitempty"`
}

type decal struct {
	Symbol     string    `json:"symbol"`
	Color      string    `json:"color"`
	DashArrayX []float64 `json:"dashArrayX"`
	DashArrayY []float64 `json:"dashArrayY"`
	Rotation   float64   `json:"rotation"`
}

// actualStyle is the notation: solid for what happened, a 45° hatch with a
// dark outline for an estimate.
func actualStyle(s catalog.Status) *markStyle {
	if s != catalog.Estimate {
		return &markStyle{Color: roleActual}
	}
	return &markStyle{
		Color: roleSurface, BorderColor: roleActual, BorderWidth: 1.5,
		Decal: &decal{Symbol: "rect", Color: roleActual, DashArrayX: []float64{1, 0}, DashArrayY: []float64{1.7, 2.9}, Rotation: -math.Pi / 4},
	}
}

var previousStyle = &markStyle{Color: rolePrevious, BorderColor: roleEdge, BorderWidth: 1}

// label is a data label with a finished text. A text from data could hold
// ECharts' {placeholders}, so callers pass numbers and fixed words only.
func label(text, color string, weight int, below bool) *markLabel {
	l := &markLabel{Show: true, Formatter: text, Position: "top", Distance: 4, Color: color, FontSize: 12, FontWeight: weight, LineHeight: 15, Halo: roleSurface, HaloWidth: 3}
	if below {
		l.Position = "bottom"
	}
	return l
}

// chartPlaces rounds labels on a chart: the exact value is one tap away.
func chartPlaces(highest decimal.Decimal, i catalog.Indicator) int {
	switch h := highest.Abs(); {
	case h.GreaterThanOrEqual(decimal.NewFromInt(1000)):
		return 0
	case h.GreaterThanOrEqual(decimal.NewFromInt(10)):
		return min(1, i.Precision)
	}
	return i.Precision
}

func float(d decimal.Decimal) float64 { return d.InexactFloat64() } // pixels only

// columnOption is the ECharts option of a series over time, with the
// reorganisations between its periods.
func (w words) columnOption(s series, pins bool, turns []turn) ([]byte, error) {
	lowest, highest, _ := extremes(s.rows)
	places := chartPlaces(decimal.Max(highest.Abs(), lowest.Abs()), s.indicator)
	var actual, previous, missing, stems, heads []mark
	var ticks, narrow []string
	hasPrevious, hasPins, hasUnits := false, false, false
	dense := len(s.rows) > densePeriods
	from := max(0, len(s.rows)-narrowPeriods)
	for n, r := range s.rows {
		ticks = append(ticks, w.tick(r.Period, startsYear(r.Period) || n == 0 && (!dense || !startsYear(r.Period.Next()))))
		narrow = append(narrow, w.tick(r.Period, n == from || startsYear(r.Period)))
		now, before := w.actualMark(r, s.indicator, places), mark{}
		units := w.likeOnly(r, s.indicator) != nil
		if b := base(r); b != nil && !units {
			before, hasPrevious = mark{Value: float(*b), Style: previousStyle}, true
			if alone(r) != nil && r.Value.Sign() > 0 && b.GreaterThan(*r.Value) {
				now.Label, before.Label = nil, now.Label // above the pair, not across the bar behind
			}
		}
		if dense && (len(s.rows)-1-n)%2 == 1 {
			now.Label, before.Label = nil, nil
		}
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
	for _, word := range []string{w.say("page.mark.missing"), w.say("page.mark.cumulative")} {
		sayOnce(missing, func(m mark) bool { return m.Label != nil && m.Label.Formatter == word })
	}

	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(categoryAxis()),
		charts.WithYAxisOpts(valueAxis(0)))
	bar.SetXAxis(ticks)
	width := "50%"
	if hasPrevious {
		width = "44%"
		bar.AddSeries("previous", nil, data(previous), barShape(width))
	}
	bar.AddSeries("actual", nil, data(actual), barShape(width))
	points := charts.NewScatter()
	points.AddSeries("missing", nil, data(missing))
	top, pinTop := 26, "30"
	if pins {
		top = 112
		if hasUnits {
			top, pinTop = 128, "46" // a second line above the pins
		}
		bar.ExtendXAxis(pinAxis(ticks))
		bar.ExtendYAxis(valueAxis(1))
		onPins := charts.WithSeriesOpts(func(one *charts.SingleSeries) { one.XAxisIndex, one.YAxisIndex = 1, 1 })
		bar.AddSeries("stems", nil, data(stems), barShape("3"), onPins)
		points.AddSeries("pins", nil, data(heads), onPins)
	}
	bar.Overlap(points)
	if len(turns) > 0 {
		top += turnHeight(turns)
		axis := 1
		if pins {
			axis = 2
		}
		turnSeries(bar, turns, len(s.rows), axis)
	}
	bottom := "24"
	if strings.Contains(strings.Join(ticks, ""), "\n") {
		bottom = "40"
	}
	grids := []opts.Grid{{Left: "4", Right: "4", Top: strconv.Itoa(top), Bottom: bottom}}
	if pins {
		grids = append(grids, opts.Grid{Left: "4", Right: "4", Top: pinTop, Height: "46"})
	}
	bar.SetGlobalOptions(charts.WithGridOpts(grids...))
	bar.Validate()
	return finish(bar.JSON(), narrowed(from, narrow, ticks, pins, len(turns) > 0))
}

// densePeriods is how many columns have room for a label each in every panel;
// of more, every second one is labelled, the last among them.
const densePeriods = 9

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
			axes = append(axes, map[string]any{"min": from})
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

func categoryAxis() opts.XAxis {
	return opts.XAxis{
		Type:      "category",
		AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
		AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: roleAxis}},
		AxisLabel: &opts.AxisLabel{Color: roleInk2, FontSize: 12, LineHeight: "16"},
	}
}

// valueAxis is never drawn: every bar carries its figure. It ends at the
// highest bar, so that no height is lost to a round number.
func valueAxis(grid int) opts.YAxis {
	return opts.YAxis{Show: opts.Bool(false), Type: "value", GridIndex: grid, Max: "dataMax", AxisLabel: &opts.AxisLabel{}}
}

func pinAxis(ticks []string) opts.XAxis {
	axis := categoryAxis()
	axis.GridIndex, axis.Data = 1, ticks
	axis.AxisLine = &opts.AxisLine{LineStyle: &opts.LineStyle{Color: roleLine}}
	axis.AxisLabel = &opts.AxisLabel{Show: opts.Bool(false)}
	return axis
}

func data(marks []mark) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.Data = marks })
}

// barShape sets the width of bars; previous and actual overlap by the gap.
func barShape(width string) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.BarWidth, s.BarMaxWidth, s.BarGap = width, "40", "-72%"
	})
}

// actualMark is the bar of one period: labelled, with its tooltip; a zero is a
// bar without height that says 0.
func (w words) actualMark(r warehouse.Row, i catalog.Indicator, places int) mark {
	if alone(r) == nil {
		return mark{Tip: w.tip(r, i)}
	}
	return mark{
		Value: float(*r.Value), Style: actualStyle(r.Status), Tip: w.tip(r, i),
		Label: label(w.number(*r.Value, places), roleInk, 500, r.Value.Sign() < 0),
	}
}

// missingMark stands where a value should: a tick and the word for a missing
// figure, a dash for one that does not apply.
func (w words) missingMark(r warehouse.Row) mark {
	switch {
	case alone(r) != nil:
		return mark{}
	case r.NotApplicable:
		return mark{Value: 0, Symbol: "rect", Size: []float64{10, 1.5}, Offset: []float64{0, -8}, Style: &markStyle{Color: roleLine, Opacity: 1}}
	}
	word := "page.mark.missing"
	if r.Value != nil {
		word = "page.mark.cumulative"
	}
	return mark{
		Value: 0, Symbol: "rect", Size: []float64{1.5, 12}, Offset: []float64{0, -6}, Style: &markStyle{Color: roleInk2, Opacity: 1},
		Label: label(w.say(word), roleInk3, 400, false),
	}
}

// pin is the change above a period: circle for good, diamond for bad, words
// where there is nothing to compare.
func (w words) pin(r warehouse.Row, i catalog.Indicator, last bool) (stem, head mark, pinned bool) {
	c := w.change(r, i)
	pct, text := w.pinHeight(r, i, c)
	if pct == nil {
		if alone(r) == nil {
			return mark{}, mark{}, false
		}
		return mark{}, mark{
			Value: 0, Symbol: "rect", Size: 1, Style: &markStyle{Color: roleNone},
			Label: label(w.say("page.mark.not_comparable"), roleInk3, 400, false),
		}, false
	}
	role, symbol, size := "@ink-3", "circle", 9
	color := "@ink-2"
	switch c.Tone {
	case good:
		role, color = "@good-fill", "@good"
	case bad:
		role, color, symbol, size = "@bad-fill", "@bad", "diamond", 12
	}
	weight := 400
	if last {
		weight = 600
	}
	height := float(*pct)
	return mark{Value: height, Style: &markStyle{Color: role}},
		mark{
			Value: height, Symbol: symbol, Size: size, Style: &markStyle{Color: role, Opacity: 1},
			Label: label(text, color, weight, height < 0),
		}, true
}

// pinHeight is the change that a pin shows, in per cent or, of a ratio, in
// points, with its label; nil when there is none.
func (w words) pinHeight(r warehouse.Row, i catalog.Indicator, c *change) (*decimal.Decimal, string) {
	if c == nil || c.Tone == none || alone(r) == nil {
		return nil, ""
	}
	d := r.Yoy
	height := d.ChangePct
	switch ratio := i.Kind == catalog.Ratio; {
	case ratio && c.Units > 0:
		height = likePoints(r)
	case ratio:
		height = d.Change
	case c.Units > 0:
		height = d.LikeForLikePct
	}
	if height == nil {
		return nil, ""
	}
	text := w.signed(*height)
	if i.Kind == catalog.Ratio {
		text = w.points(*height)
	}
	if c.Units > 0 {
		text = w.say("page.mark.like", "change", text, "units", c.Units)
	}
	return height, text
}

// sayOnce keeps of a run of silent periods only the middle one's words: said
// once, they are read once.
func sayOnce(heads []mark, silent func(mark) bool) {
	for from := 0; from < len(heads); from++ {
		to := from
		for to < len(heads) && silent(heads[to]) {
			to++
		}
		for n := from; n < to; n++ {
			if n != (from+to-1)/2 {
				heads[n].Label = nil
			}
		}
		from = max(from, to-1)
	}
}

// wordsAcross is how many short words fit side by side under the lines of a
// chart on a phone.
const wordsAcross = 6

// sayApart keeps the first of the words that are less than so many periods
// apart: they would be printed over each other.
func sayApart(marks []mark, apart int) {
	last := -1
	for n := range marks {
		switch {
		case marks[n].Label == nil:
		case last >= 0 && n-last < apart:
			marks[n].Label = nil
		default:
			last = n
		}
	}
}

// tip is what a tap on a period says, line by line.
func (w words) tip(r warehouse.Row, i catalog.Indicator) []string {
	lines := []string{capital(w.span(r.Period, r.Basis))}
	switch {
	case r.Value != nil:
		value := w.amount(*r.Value, i, i.Precision)
		if s := w.status(r.Status); s != "" {
			value += " · " + w.inside(s)
		}
		lines = append(lines, value)
	case r.NotApplicable:
		lines = append(lines, w.say("page.absent.not_applicable"))
	default:
		lines = append(lines, w.say("page.absent.missing"))
	}
	if c := w.change(r, i); c != nil && r.Value != nil {
		lines = append(lines, c.Text)
		if c.Note != "" {
			lines = append(lines, c.Note)
		}
	}
	if r.Source != warehouse.FromOwn && r.Coverage.Expected > 0 {
		lines = append(lines, w.coverage(r.Coverage))
	}
	return lines
}

// finish turns go-echarts' option into JSON for the page. It drops what the
// page does not use (title, legend, toolbox, palette) and writes as numbers
// what go-echarts can only write as text, which ECharts would concatenate.
func finish(option map[string]any, media []any) ([]byte, error) {
	for _, unused := range []string{"title", "legend", "toolbox", "color"} {
		delete(option, unused)
	}
	b, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("option: %w", err)
	}
	var plain map[string]any
	if err := json.Unmarshal(b, &plain); err != nil {
		return nil, fmt.Errorf("option: %w", err)
	}
	for _, key := range []string{"xAxis", "yAxis"} {
		axes, _ := plain[key].([]any)
		for _, axis := range axes {
			if one := axis.(map[string]any); one["axisTick"] == nil {
				one["axisTick"] = map[string]any{"show": false}
			}
			if l, ok := axis.(map[string]any)["axisLabel"].(map[string]any); ok {
				l["interval"] = 0
				if text, ok := l["lineHeight"].(string); ok {
					l["lineHeight"] = json.Number(text)
				}
			}
		}
	}
	series, _ := plain["series"].([]any)
	for _, one := range series {
		one.(map[string]any)["emphasis"] = map[string]any{"disabled": true}
	}
	if media != nil {
		plain = map[string]any{"baseOption": plain, "media": media}
	}
	out, err := json.Marshal(plain)
	if err != nil {
		return nil, fmt.Errorf("option: %w", err)
	}
	return out, nil
}
