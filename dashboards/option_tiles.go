package dashboards

import (
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// mostTiles is how many tiles can be told apart; of more, each group is one.
const mostTiles = 60

// tileGap is the room between two tiles, as a part of both.
const tileGap = .12

// tileSet is a number of tiles that look alike.
type tileSet struct {
	count int64
	style markStyle
	tip   []string
	href  string // of the passport of the figure that says how many
}

// tilesOption is the ECharts option of tiles in a row: parts of one bar.
func tilesOption(sets []tileSet) ([]byte, error) {
	all := int64(0)
	for _, one := range sets {
		all += one.count
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false), itemTooltip,
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: all, AxisLabel: &opts.AxisLabel{}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Show: opts.Bool(false), Data: []string{""}, AxisLabel: &opts.AxisLabel{}}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "0", Top: "0", Bottom: "0"}))
	bar.SetXAxis([]string{""})
	add := func(m mark) {
		bar.AddSeries("tile "+strconv.Itoa(len(bar.MultiSeries)+1), nil, data([]mark{m}),
			charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.Stack, s.BarWidth = "tiles", "100%" }))
	}
	for _, one := range sets {
		m := mark{Value: one.count, Style: &one.style, Tip: one.tip, Href: one.href}
		if all > mostTiles {
			add(m)
			continue
		}
		m.Value = 1 - tileGap
		for range one.count {
			add(m)
			add(mark{Value: tileGap, Style: &markStyle{Color: roleNone}})
		}
	}
	bar.XYReversal()
	bar.Validate()
	return finish(bar.JSON(), nil)
}
