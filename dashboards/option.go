package dashboards

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
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
	Tip    []string   `json:"tip,omitempty"`  // finished lines; app.js shows them as they are
	Own    []string   `json:"own,omitempty"`  // those of a mark that stands behind another: shown when it is walked to
	Href   string     `json:"href,omitempty"` // of the figure's passport; marks.js follows it
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

// apartStyle draws what came and went with units: nobody's doing.
var apartStyle = &markStyle{Color: "@data-none", BorderColor: roleEdge, BorderWidth: 1}

// label is a data label with a finished text. A text from data could hold
// ECharts' {placeholders}, so callers pass numbers and fixed words only.
func label(text, color string, weight int, below bool) *markLabel {
	l := &markLabel{Show: true, Formatter: text, Position: "top", Distance: 4, Color: color, FontSize: 12, FontWeight: weight, LineHeight: 15, Halo: roleSurface, HaloWidth: 3}
	if below {
		l.Position = "bottom"
	}
	return l
}

// chartPlaces rounds labels on a chart: the exact value is one tap away. The
// highest of the figures says how much it takes; see onChart for the least.
func chartPlaces(highest decimal.Decimal, i catalog.Indicator) int {
	switch h := highest.Abs(); {
	case h.GreaterThanOrEqual(decimal.NewFromInt(1000)):
		return 0
	case h.GreaterThanOrEqual(decimal.NewFromInt(10)):
		return min(1, i.Precision)
	}
	return legible(highest, i.Precision)
}

func float(d decimal.Decimal) float64 { return d.InexactFloat64() } // pixels only

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

// extent is how far marks reach below zero and above it.
func extent(lists ...[]mark) (lowest, highest float64) {
	for _, list := range lists {
		for _, m := range list {
			if v, ok := m.Value.(float64); ok {
				lowest, highest = min(lowest, v), max(highest, v)
			}
		}
	}
	return lowest, highest
}

// spanning is the scale of marks that reach so far: from zero, for a course that
// fills its panel by cutting its foot off would exaggerate, unless some lie below
// it, and then down to the lowest of them.
func spanning(lowest, highest float64) opts.YAxis {
	axis := valueAxis(0)
	axis.Min = 0
	if lowest < 0 {
		axis.Min = "dataMin"
		if highest <= 0 {
			axis.Max = 0
		}
	}
	return axis
}

// figuresBelow is the room, in pixels, that the figures under marks below zero
// take, of so many lines each; the names of the periods stand lower by as much.
func figuresBelow(lowest float64, lines int) int {
	if lowest >= 0 {
		return 0
	}
	return 4 + 15*lines
}

// lowered is the axis of the periods whose names leave so much room above them.
func lowered(room int) opts.XAxis {
	axis := categoryAxis()
	if room > 0 {
		axis.AxisLabel.Margin = float64(8 + room)
	}
	return axis
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

// Names beside lying bars are broken into lines of nameWidth pixels, nameLine
// apart, so that on a phone too there is room for the bars.
const (
	nameWidth = 128
	nameLine  = 14
)

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
				if key == "yAxis" && axis.(map[string]any)["type"] == "category" {
					l["width"], l["overflow"], l["lineHeight"] = nameWidth, "break", nameLine
					names, _ := axis.(map[string]any)["data"].([]any)
					for n, name := range names {
						if text, ok := name.(string); ok {
							names[n] = besideBar(text)
						}
					}
				}
				if text, ok := l["lineHeight"].(string); ok {
					l["lineHeight"] = json.Number(text)
				}
			}
		}
	}
	series, _ := plain["series"].([]any)
	for _, one := range series {
		series := one.(map[string]any)
		series["emphasis"] = map[string]any{"disabled": true}
		if series["name"] == cutSeries { // on the bars, which stay what is pointed at
			series["z"], series["silent"] = 4, true
		}
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
