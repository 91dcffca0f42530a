package dashboards

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"giaoban/ingest/catalog"
)

// rowsOf is the class of a panel with a lying bar beside each of the names: so
// many rows, each as high as the longest name takes lines.
func rowsOf(names []string) string {
	lines := nameLines(names)
	height := "steps" + strconv.Itoa(min(max(len(names), 4), mostRows))
	if lines > 1 {
		height += " lines" + strconv.Itoa(lines)
	}
	return height
}

// mostRows is how many lying bars one drawing has at most; app.css has a class for
// each number of them.
const mostRows = 40

// nameLetters are the letters of a name in a line of nameWidth, with room for
// words that do not break; mostNameLines is how many such lines one name has.
const (
	nameLetters   = 17
	mostNameLines = 3
)

// nameLines is how many lines the longest of the names takes beside its bar.
func nameLines(names []string) int {
	lines := 1
	for _, name := range names {
		lines = max(lines, (utf8.RuneCountInString(besideBar(name))+nameLetters-1)/nameLetters)
	}
	return lines
}

// besideBar is a name as it stands beside a lying bar: of one that is too long,
// which would make every row as high as itself, the words between its first and
// its last ones are left out. What is said of the bar and the table have it whole.
func besideBar(name string) string {
	const most = mostNameLines * nameLetters
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	words := strings.Fields(name)
	first, last, letters := 0, len(words), 2 // of the sign between them
	for first < last {
		next, end := words[first], words[last-1]
		forward := first < 2*(len(words)-last)+2 // two from the front to each from the back
		if !forward {
			next = end
		}
		if letters += utf8.RuneCountInString(next) + 1; letters > most {
			break
		}
		if forward {
			first++
		} else {
			last--
		}
	}
	if first == 0 { // one word without end
		return string([]rune(name)[:most-1]) + "…"
	}
	return strings.Join(slices.Concat(words[:first], []string{"…"}, words[last:]), " ")
}

func barNames(bars []bar) []string {
	var names []string
	for _, b := range bars {
		names = append(names, b.name)
	}
	return names
}

// barOption is the ECharts option of horizontal bars, the first at the top:
// the figure and its note behind each bar, the year before above it.
func (w words) barOption(bars []bar, i catalog.Indicator) ([]byte, error) {
	highest := bars[0].value
	noted, compared := 0, false
	for _, b := range bars {
		if b.value.Abs().GreaterThan(highest.Abs()) {
			highest = b.value
		}
		noted, compared = max(noted, len([]rune(b.note))), compared || b.before.Value != nil
	}
	names := barNames(bars)
	places := chartPlaces(highest, i)
	var actual, previous []mark
	for _, b := range bars {
		value := &markLabel{Show: true, Position: "right", Distance: 6, Color: roleInk, FontSize: 12, FontWeight: 500,
			Formatter: "{v|" + w.onChart(b.value, places) + "}",
			Rich:      map[string]richStyle{"v": {Color: roleInk, FontSize: 12, FontWeight: 600}, "p": {Color: roleInk2, FontSize: 12}}}
		if b.value.Sign() < 0 {
			value.Position = "left"
		}
		if b.late {
			value.Rich["p"] = richStyle{Color: "@bad", FontSize: 12, FontWeight: 600}
		}
		if b.note != "" {
			value.Formatter += "{p|  " + literal(b.note) + "}"
		}
		actual = append(actual, mark{Value: float(b.value), Style: actualStyle(b.status), Label: value, Tip: b.tip, Href: b.href})
		previous = append(previous, b.before)
	}
	chart := charts.NewBar()
	chart.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Show: opts.Bool(false), AxisLabel: &opts.AxisLabel{}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: names,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Color: roleInk, FontSize: 12}}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: strconv.Itoa(60 + 7*noted), Top: "0", Bottom: "0", ContainLabel: opts.Bool(true)}))
	chart.SetXAxis(names)
	shape := func(width, gap string) charts.SeriesOpts {
		return charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.BarWidth, s.BarGap = width, gap })
	}
	if compared {
		chart.AddSeries("previous", nil, data(previous), shape("22%", "0%"))
		chart.AddSeries("actual", nil, data(actual), shape("44%", "0%"))
	} else {
		chart.AddSeries("actual", nil, data(actual), shape("56%", "0%"))
	}
	chart.XYReversal()
	chart.Validate()
	return finish(chart.JSON(), nil)
}

// literal keeps a text from data from opening a style within a label: an
// invisible joiner breaks "{name|".
func literal(text string) string { return strings.ReplaceAll(text, "{", "{\u2060") }

// nameFirst puts the name before what is said of one mark of several: whoever hears
// it does not see beside which name it stands.
func nameFirst(name string, lines []string) []string { return append([]string{name}, lines...) }
