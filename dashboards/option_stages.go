package dashboards

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// stageOption is the ECharts option of the steps of a process.
func (w words) stageOption(steps []figure) ([]byte, error) {
	names, actual, previous := []string{}, []mark{}, []mark{}
	heads := []mark{}
	right := "104"
	for _, f := range steps {
		names = append(names, f.Name)
		heads = append(heads, mark{Value: 0, Label: &markLabel{Show: true, Formatter: "{b}", Position: "right", Offset: []float64{-5, 0}, Color: roleInk, FontSize: 13}})
		value := label("{v|"+f.Value+"}", roleInk, 600, false)
		value.Position, value.Distance = "right", 8
		value.Rich = map[string]richStyle{
			"v": {Color: roleInk, FontSize: 14, FontWeight: 600},
			"p": {Color: roleInk3, FontSize: 12},
		}
		before := mark{}
		switch b := base(f.row); {
		case f.Change != nil && f.Change.Units > 0:
			// Bars of different units beside each other would say the opposite.
			value.Formatter += "{p|  " + w.noted(*f.Change) + "}"
			right = "164"
		case b != nil:
			before = w.baseMark(f.row, f.indicator)
			value.Formatter += "{p|  " + w.say("page.mark.previous", "value", w.value(*b, f.indicator)) + "}"
		}
		previous = append(previous, before)
		actual = append(actual, mark{Value: float(*f.row.Value), Style: actualStyle(f.row.Status), Label: value, Tip: w.tip(f.row, f.indicator), Href: w.sourceHref(f.row)})
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Show: opts.Bool(false), Data: names}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: right, Top: "0", Bottom: "0"}))
	// Bars take a part of the room that a step has: a drawing that fills a
	// column must not be four lines in a void.
	shape := func(width, least, most string) charts.SeriesOpts {
		return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
			s.BarWidth, s.BarMinWidth, s.BarMaxWidth, s.BarGap = width, least, most, "0%"
		})
	}
	bar.SetXAxis(names)
	bar.AddSeries("names", nil, data(heads), shape("22", "", ""))
	bar.AddSeries("previous", nil, data(previous), shape("16%", "8", "22"))
	bar.AddSeries("actual", nil, data(actual), shape("28%", "14", "38"))
	bar.XYReversal()
	bar.Validate()
	return finish(bar.JSON(), nil)
}
