package dashboards

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// spark is a small line of the last periods, drawn on the server: it needs no
// script. Lines break at periods without a figure and never bridge them, nor do they
// lead to a current period that only some of the units have reported.
type spark struct {
	Lines []string    // SVG paths
	Gaps  []sparkGap  // missing periods, a tick on the base line
	Last  *sparkPoint // the current period; nil when it has no value
	Text  string      // the same in words
}

type sparkGap struct{ X, Y1, Y2 string }

type sparkPoint struct {
	X, Y string
	Open bool // an estimate, or of some of the units
}

// The drawing is 240×40; margins keep the last point whole.
const (
	sparkWidth  = 240
	sparkHeight = 40
	sparkMargin = 6
)

// sparkline draws the rows, oldest first. With fewer than three values there
// is no course to show and the result is nil.
func (w words) sparkline(rows []warehouse.Row, i catalog.Indicator) *spark {
	lowest, highest, count := extremes(rows)
	if count < 3 {
		return nil
	}
	span := highest.Sub(lowest)
	y := func(d decimal.Decimal) float64 {
		if span.IsZero() {
			return sparkHeight / 2
		}
		share := d.Sub(lowest).Div(span).InexactFloat64()
		return sparkHeight - sparkMargin - share*(sparkHeight-2*sparkMargin)
	}
	step := float64(sparkWidth-2*sparkMargin) / float64(len(rows)-1)
	s := &spark{}
	var line strings.Builder
	points := 0
	flush := func() {
		if points > 0 {
			s.Lines = append(s.Lines, line.String())
		}
		line.Reset()
		points = 0
	}
	for n, r := range rows {
		x := sparkMargin + float64(n)*step
		if alone(r) == nil {
			flush()
			if !undue(r) {
				s.Gaps = append(s.Gaps, sparkGap{pixels(x), pixels(sparkHeight - 7), pixels(sparkHeight - 1)})
			}
			continue
		}
		if n == len(rows)-1 && partial(r) {
			flush()
			s.Last = &sparkPoint{pixels(x), pixels(y(*r.Value)), true}
			continue
		}
		command := " L"
		if points == 0 {
			command = "M"
		}
		line.WriteString(command + pixels(x) + " " + pixels(y(*r.Value)))
		if points++; points == 1 {
			line.WriteString(" h.01") // a period between two gaps is a dot
		}
		if n == len(rows)-1 {
			s.Last = &sparkPoint{pixels(x), pixels(y(*r.Value)), r.Status == catalog.Estimate}
		}
	}
	flush()
	s.Text = w.sparkText(rows, i, count)
	return s
}

// sparkText is a course in words. What some of the units have told is neither
// its lowest nor its highest.
func (w words) sparkText(rows []warehouse.Row, i catalog.Indicator, count int) string {
	last := rows[len(rows)-1]
	text := w.say("page.spark.text", "n", count, "first", w.period(rows[0].Period), "last", w.period(last.Period))
	lowest, highest, whole := extremes(slices.DeleteFunc(slices.Clone(rows), partial))
	if whole > 0 {
		text += w.say("page.spark.range", "low", w.value(lowest, i), "high", w.value(highest, i))
	}
	text += "."
	if whole > 0 && whole < count {
		text += w.say("page.spark.partial", "n", count-whole)
	}
	if partial(last) {
		text += w.say("page.spark.part", "coverage", w.coverage(last.Coverage))
	}
	return text
}

// extremes are the lowest and highest of the periods' own values, and how many
// there are.
func extremes(rows []warehouse.Row) (lowest, highest decimal.Decimal, count int) {
	for _, r := range rows {
		if alone(r) == nil {
			continue
		}
		if count == 0 || r.Value.LessThan(lowest) {
			lowest = *r.Value
		}
		if count == 0 || r.Value.GreaterThan(highest) {
			highest = *r.Value
		}
		count++
	}
	return lowest, highest, count
}

func pixels(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
