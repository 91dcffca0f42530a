package dashboards

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// gridRow is a line of a grid: a name, and a cell for each column.
type gridRow struct {
	name  string
	cells []gridCell
}

// gridCell is what a cell says, its colours by role and its tooltip.
type gridCell struct {
	text, fill, ink string
	tip             []string
	href            string // of the figure's passport
}

// What a grid has room for, where it is drawn for a screen: letters of heads
// side by side, and lines; fewer where names take two lines each.
const (
	gridLetters   = 96
	gridMost      = 16
	gridMostNamed = 9
)

// gridLines is how many lines a grid has room for below its heads.
func gridLines(heads, names []string) int {
	most := gridMost
	if nameLines(names) > 1 {
		most = gridMostNamed
	}
	return most + 1 - len(headLines(heads))
}

// headLines are the heads broken into lines, each as wide as its column; short
// ones stand in the last.
func headLines(heads []string) [][]string {
	letters := gridLetters / max(len(heads), 1)
	most := 1
	var broken [][]string
	for _, head := range heads {
		lines := brokenLines(head, letters)
		broken, most = append(broken, lines), max(most, len(lines))
	}
	out := make([][]string, most)
	for n := range out {
		for _, lines := range broken {
			text := ""
			if at := n - most + len(lines); at >= 0 {
				text = lines[at]
			}
			out[n] = append(out[n], text)
		}
	}
	return out
}

// brokenLines breaks a text between words into lines of so many letters, where
// a word is no longer.
func brokenLines(text string, letters int) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(text) {
		switch last := lines[len(lines)-1]; {
		case last == "":
			lines[len(lines)-1] = word
		case utf8.RuneCountInString(last)+1+utf8.RuneCountInString(word) <= letters:
			lines[len(lines)-1] = last + " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}

// gridOption is the ECharts option of lines × columns, coloured: bars of equal
// parts that touch, below the lines of heads. A heat map of ECharts' own would
// choose the colours itself.
func gridOption(heads []string, rows []gridRow) ([]byte, error) {
	var names []string
	above := headLines(heads)
	for range above {
		names = append(names, "")
	}
	for _, r := range rows {
		names = append(names, r.name)
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false), itemTooltip,
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: len(heads), AxisLabel: &opts.AxisLabel{}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: names,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Color: roleInk, FontSize: 12}}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "0", Top: "0", Bottom: "0", ContainLabel: opts.Bool(true)}))
	bar.SetXAxis(names)
	for column := range heads {
		var marks []mark
		for _, line := range above {
			marks = append(marks, mark{Value: 1, Style: &markStyle{Color: roleNone}, Label: inside(line[column], roleInk2)})
		}
		for _, r := range rows {
			c := r.cells[column]
			marks = append(marks, mark{Value: 1, Style: &markStyle{Color: c.fill, BorderColor: roleSurface, BorderWidth: 2}, Tip: c.tip, Href: c.href, Label: inside(c.text, c.ink)})
		}
		bar.AddSeries("column "+strconv.Itoa(column+1), nil, data(marks),
			charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.Stack, s.BarWidth = "cells", "100%" }))
	}
	bar.XYReversal()
	bar.Validate()
	return finish(bar.JSON(), nil)
}

// inside is the label within a mark, none for no text.
func inside(text, color string) *markLabel {
	if text == "" {
		return nil
	}
	return &markLabel{Show: true, Formatter: text, Position: "inside", Color: color, FontSize: 12, FontWeight: 500}
}

// itemTooltip shows the tip of the mark that is pointed at.
var itemTooltip = charts.WithTooltipOpts(opts.Tooltip{Trigger: "item", Formatter: "figure"})
