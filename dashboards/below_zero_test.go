package dashboards

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// scaled is what a chart says of its scales, of the room around its drawing and
// of its marks.
type scaled struct {
	XAxis []struct {
		Data      []string
		AxisLabel struct{ Margin float64 }
	}
	YAxis []struct {
		Min, Max any
		Data     []string
	}
	Grid   []struct{ Top, Bottom string }
	Series []drawnSeries
}

func scaledOf(t *testing.T, option []byte) scaled {
	t.Helper()
	var o struct {
		scaled
		BaseOption *scaled
	}
	if err := json.Unmarshal(option, &o); err != nil {
		t.Fatal(err)
	}
	if o.BaseOption != nil {
		return *o.BaseOption
	}
	return o.scaled
}

// holds reports whether a scale has room for a value.
func (s scaled) holds(v float64) bool {
	lowest, highest := 0.0, 0.0
	for _, one := range s.Series {
		for _, m := range one.Data {
			if d, ok := m.Value.(float64); ok && one.Name != "pins" && one.Name != "stems" {
				lowest, highest = min(lowest, d), max(highest, d)
			}
		}
	}
	bound := func(at any, name string, end float64) float64 {
		switch at := at.(type) {
		case float64:
			return at
		case string:
			if at == name {
				return end
			}
		}
		return math.NaN() // ECharts' own, which may end before the marks
	}
	return bound(s.YAxis[0].Min, "dataMin", lowest) <= v && v <= bound(s.YAxis[0].Max, "dataMax", highest)
}

// A year of losses is drawn as one of gains is, upside down: the scale holds
// every point, and the words beside the points stand on the other side.
func TestRunningTotalsBelowZero(t *testing.T) {
	w := speak(t, locale.VI)
	quarters := partsOfYear(period("2024-Q1"))
	for _, tt := range []struct {
		name          string
		values, bases [4]string
		position      string // of the latest total's label
		offset        float64
	}{
		{"losses", [4]string{"-100", "-110", "", ""}, [4]string{"-90", "-100", "-120", "-130"}, "left", 6},
		{"smaller losses", [4]string{"-80", "-70", "", ""}, [4]string{"-90", "-100", "-120", "-130"}, "top", 0},
		{"gains", [4]string{"100", "110", "", ""}, [4]string{"90", "100", "120", "130"}, "left", -6},
		{"smaller gains", [4]string{"80", "70", "", ""}, [4]string{"90", "100", "120", "130"}, "bottom", 0},
		{"losses after gains", [4]string{"100", "-300", "", ""}, [4]string{"90", "100", "-500", "130"}, "left", 6},
		{"losses alone", [4]string{"-100", "-110", "", ""}, [4]string{}, "left", 6},
		{"tiny losses", [4]string{"-0.000001", "-0.000001", "", ""}, [4]string{}, "left", 6},
		{"huge losses", [4]string{"-900000000", "-1", "", ""}, [4]string{}, "left", 6},
		{"nothing", [4]string{"0", "0", "", ""}, [4]string{}, "left", -6},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows := yearOf(tt.values, tt.bases)
			p := w.yearPanel(t, courses{course: course{to: period("2024-Q2")}, totals: runningTotals(quarters, period("2024-Q2"), rows, nil)})
			drawn := scaledOf(t, []byte(p.Option))
			for _, one := range drawn.Series {
				for n, m := range one.Data {
					if v, ok := m.Value.(float64); ok && !drawn.holds(v) {
						t.Errorf("%s %d: %v is off the scale %v", one.Name, n, v, drawn.YAxis[0])
					}
					if one.Name != "actual" || m.Label == nil {
						continue
					}
					offset := 0.0
					if len(m.Label.Offset) == 2 {
						offset = m.Label.Offset[1]
					}
					if m.Label.Position != tt.position || offset != tt.offset {
						t.Errorf("the label stands %s %v, want %s %v", m.Label.Position, offset, tt.position, tt.offset)
					}
				}
			}
		})
	}
}

// The labels of totals that end close together, losses among them, stand apart
// from each other as they do above zero.
func TestEndsOfLossesAreFannedOut(t *testing.T) {
	ends := func(values ...float64) []*mark {
		var out []*mark
		for _, v := range values {
			out = append(out, &mark{Value: v, Label: label("1", roleInk, 400, false)})
		}
		return out
	}
	up, down := ends(100, 98), ends(-98, -100) // from above
	fanOut(0, 100, up...)
	fanOut(-100, 0, down...)
	for n := range up {
		if up[n].Label.Offset[1] != down[n].Label.Offset[1] {
			t.Errorf("%d: %v above zero, %v below", n, up[n].Label.Offset, down[n].Label.Offset)
		}
	}
	if apart := down[1].Label.Offset[1] - down[0].Label.Offset[1] + 180*2.0/100; apart < 15 {
		t.Errorf("the labels stand %v px apart", apart)
	}
}

// Bars below zero have room under them for their figures, and the words of what
// is missing for a place within the drawing.
func TestBarsBelowZeroHaveRoom(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for _, tt := range []struct {
		name          string
		values, bases []string
		part          int // of the bars, which one lacks units; −1 none
		below         float64
		top           string
	}{
		{"gains", []string{"", "100", "110"}, []string{"", "90", "120"}, 1, 0, "40"},
		{"losses", []string{"", "-100", "-110"}, []string{"", "-90", "-120"}, -1, 19, "34"},
		{"losses of some units", []string{"-90", "-100", "-110"}, []string{"", "-90", "-120"}, 2, 34, "40"},
		{"losses, nothing missing", []string{"-90", "-100", "-110"}, []string{"", "", ""}, -1, 19, "26"},
		{"mostly losses", []string{"", "-100", "3"}, []string{"", "", ""}, -1, 19, "34"},
		{"mostly gains", []string{"", "100", "-3"}, []string{"", "", ""}, -1, 19, "26"},
		{"losses a year ago", []string{"10", "10", "20"}, []string{"-90", "5", "5"}, -1, 19, "26"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := series{indicator: i}
			for n, p := range lastPeriods(period("2024-Q3"), len(tt.values)) {
				r := row("o", "revenue", p.Code(), tt.values[n], tt.bases[n], catalog.Final)
				if r.Value != nil && r.Yoy != nil {
					r.Yoy.BaseValue = dec(tt.bases[n])
				}
				if n == tt.part {
					r.Coverage.Reported = 15
				}
				s.rows = append(s.rows, r)
			}
			b, err := w.columnOption(s, false, nil)
			if err != nil {
				t.Fatal(err)
			}
			drawn := scaledOf(t, b)
			if margin := drawn.XAxis[0].AxisLabel.Margin; max(margin, 8) != 8+tt.below {
				t.Errorf("the names of the periods stand %v px below the bars, want %v", margin, 8+tt.below)
			}
			if drawn.Grid[0].Top != tt.top || drawn.Grid[0].Bottom != fmt.Sprint(24+16+tt.below) {
				t.Errorf("room %s above and %s below, want %s and %v", drawn.Grid[0].Top, drawn.Grid[0].Bottom, tt.top, 24+16+tt.below)
			}
			for _, one := range drawn.Series {
				for n, m := range one.Data {
					v, ok := m.Value.(float64)
					if !ok {
						continue
					}
					if !drawn.holds(v) {
						t.Errorf("%s %d: %v is off the scale %v", one.Name, n, v, drawn.YAxis[0])
					}
					if one.Name != "missing" && m.Label != nil && (m.Label.Position == "bottom") != (v < 0) {
						t.Errorf("%s %d: the label of %v stands %s", one.Name, n, v, m.Label.Position)
					}
				}
			}
		})
	}
}

// How many units a bar is of stands under it where the bar hangs from zero, also
// where there is no room for its figure.
func TestUnitsOfBarsBelowZero(t *testing.T) {
	w := speak(t, locale.VI)
	for value, want := range map[string]string{"100": "top", "0": "top", "-100": "bottom"} {
		r := row("o", "revenue", "2024-Q1", value, "", catalog.Final)
		r.Coverage.Reported = 15
		i, _ := w.catalog.Indicator("revenue")
		if l := partLabel(r); l.Position != want {
			t.Errorf("15/17 of %s stands %s", value, l.Position)
		}
		if l := w.actualMark(r, i, 0).Label; l.Position != want {
			t.Errorf("%s with 15/17 stands %s", value, l.Position)
		}
	}
}

// A course of losses is drawn to its lowest point, that of the year before too.
func TestLineBelowZero(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for name, sign := range map[string][2]string{"losses": {"-", "-"}, "gains after losses": {"", "-"}, "losses after gains": {"-", ""}, "gains": {"", ""}} {
		s := series{indicator: i}
		for n, p := range lastPeriods(period("2025-12"), 20) {
			r := row("o", "revenue", p.Code(), sign[0]+fmt.Sprint(100+n), "", catalog.Final)
			r.Yoy = &warehouse.Delta{BasePeriod: p.AddYears(-1), BaseValue: dec(sign[1] + fmt.Sprint(200-n)), Comparable: true}
			s.rows = append(s.rows, r)
		}
		b, err := w.lineOption(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		drawn := scaledOf(t, b)
		for _, one := range drawn.Series {
			for n, m := range one.Data {
				if v, ok := m.Value.(float64); ok && !drawn.holds(v) {
					t.Errorf("%s: %s %d: %v is off the scale %v", name, one.Name, n, v, drawn.YAxis[0])
				}
			}
		}
	}
}

// The totals of a waterfall reach from their value to zero, or to where the axis
// is cut, on whichever side of it they lie; every step begins where the one
// before it ended.
func TestWaterfallBelowZero(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	for _, tt := range []struct {
		name    string
		members [][2]string // before and now
		root    float64     // where totals end that is not their value
	}{
		{"gains", [][2]string{{"50", "190"}, {"30", "10"}}, 0},
		{"losses", [][2]string{{"-50", "-90"}, {"-30", "-10"}}, 0},
		{"from loss to gain", [][2]string{{"-50", "90"}, {"-30", "-10"}}, 0},
		{"from gain to loss", [][2]string{{"50", "-90"}, {"30", "10"}}, 0},
		{"losses that hardly changed", [][2]string{{"-5000", "-5010"}, {"-3000", "-2995"}}, -7992},
		{"gains that hardly changed", [][2]string{{"5000", "5010"}, {"3000", "2995"}}, 7997},
		{"losses of thousandths", [][2]string{{"-0.005", "-0.009"}, {"-0.003", "-0.001"}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, now := decimal.Zero, decimal.Zero
			slashes := 0
			var members []warehouse.Row
			for n, m := range tt.members {
				r := row(string(rune('a'+n)), "revenue", "2024-Q1", m[1], "", catalog.Final)
				change := dec(m[1]).Sub(*dec(m[0]))
				r.Yoy = &warehouse.Delta{BasePeriod: period("2023-Q1"), BaseValue: dec(m[0]), Comparable: true, LikeForLike: &change, UnitsBoth: 1}
				members = append(members, r)
				before, now = before.Add(*dec(m[0])), now.Add(*dec(m[1]))
			}
			s := standing{total: row("c", "revenue", "2024-Q1", now.String(), "", catalog.Final), members: members}
			s.total.Yoy = &warehouse.Delta{BasePeriod: period("2023-Q1"), BaseValue: &before, Comparable: true}
			p, err := w.waterfall(s, revenue, map[string]catalog.OrgVersion{"a": {NameVI: "A"}, "b": {NameVI: "B"}})
			if err != nil || p == nil {
				t.Fatal(p, err)
			}
			series := seriesOf(t, []byte(p.Option))
			if last := series[len(series)-1]; last.Name == cutSeries {
				series = series[:len(series)-1]
				if last.Z <= series[0].Z || !last.Silent {
					t.Errorf("the signs lie at %d over bars at %d, silent: %t", last.Z, series[0].Z, last.Silent)
				}
				for n, m := range last.Data {
					if _, ok := m.Value.(float64); ok {
						slashes++
						if n != 0 && n != len(last.Data)-1 {
							t.Errorf("step %d carries the sign of a cut axis", n)
						}
						if m.Offset[0]*tt.root <= 0 {
							t.Errorf("the sign stands at %v beside the bar of a total", m.Offset)
						}
					}
				}
			}
			ends := func(n int) (low, high float64) {
				for _, one := range series {
					if v, ok := one.Data[n].Value.(float64); ok {
						if v < 0 {
							t.Errorf("%s %d is %v: what is stacked must not be below zero", one.Name, n, v)
						}
						if one.Name == "hidden" {
							low = v
						}
						high += v
					}
				}
				return low, high
			}
			last := len(series[0].Data) - 1
			firstLow, firstHigh := ends(0)
			lastLow, lastHigh := ends(last)
			near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9*max(1, math.Abs(a)) }
			for _, total := range []struct {
				name      string
				low, high float64
				value     decimal.Decimal
			}{{"before", firstLow, firstHigh, before}, {"now", lastLow, lastHigh, now}} {
				if !near(total.high-total.low, math.Abs(float(total.value)-tt.root)) {
					t.Errorf("%s: %v is drawn %v long from %v", total.name, total.value, total.high-total.low, tt.root)
				}
			}
			// Both totals end at the root: one's low or high end is the other's.
			root := firstLow
			if float(before) < tt.root {
				root = firstHigh
			}
			other := lastLow
			if float(now) < tt.root {
				other = lastHigh
			}
			if !near(root, other) {
				t.Errorf("one total stands at %v, the other at %v", root, other)
			}
			at := root + float(before) - tt.root
			for n := 1; n < last; n++ {
				low, high := ends(n)
				change, _ := p.Table.Rows[n][1].Exact.Float64()
				if !near(high-low, math.Abs(change)) || !near(low, min(at, at+change)) {
					t.Errorf("step %d is drawn from %v to %v; it leads from %v to %v", n, low, high, at, at+change)
				}
				at += change
			}
			if !near(at, root+float(now)-tt.root) {
				t.Errorf("the steps end at %v, the total at %v", at, root+float(now)-tt.root)
			}
			if cut := strings.Contains(p.Subtitle, "không bắt đầu từ 0"); cut != (tt.root != 0) {
				t.Errorf("the axis begins at %v; the subtitle says %q", tt.root, p.Subtitle)
			}
			if cut := slashes == 2; cut != (tt.root != 0) || slashes == 1 {
				t.Errorf("the axis begins at %v; %d totals carry the sign of a cut", tt.root, slashes)
			}
		})
	}
}
