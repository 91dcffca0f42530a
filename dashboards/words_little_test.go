package dashboards

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// What is little reads neither as nothing nor as twice as much, and what is not
// all of a whole does not read as all.
func TestLittleAndNearlyAll(t *testing.T) {
	w := speak(t, locale.VI)
	money := catalog.Indicator{Kind: catalog.Flow, Unit: "billion_vnd", Precision: 2}
	for _, tt := range []struct{ figure, value, label string }{
		{"0", "0,00", "0,00"}, {"0.00000504", "0,000005", "<0,01"}, {"0.006", "0,006", "0,01"}, {"0.04", "0,04", "0,04"},
		{"0.0005", "0,0005", "<0,01"}, {"-0.0005", "−0,0005", ">−0,01"}, {"12.345", "12,35", "12,35"}, {"-12.3", "−12,30", "−12,30"},
	} {
		d := decimal.RequireFromString(tt.figure)
		if got := w.value(d, money); got != tt.value {
			t.Errorf("%s: %s, want %s", tt.figure, got, tt.value)
		}
		if got := w.onChart(d, money.Precision); got != tt.label {
			t.Errorf("%s on a chart: %s, want %s", tt.figure, got, tt.label)
		}
	}
	for pct, want := range map[string]string{"100": "100 %", "99.999": "gần 100 %", "99.4": "99 %", "43.5": "44 %"} {
		if got := w.mostOf(decimal.RequireFromString(pct)); strings.ReplaceAll(got, locale.NoBreakSpace, " ") != want {
			t.Errorf("%s of a hundred: %s, want %s", pct, got, want)
		}
	}
	for _, tt := range []struct {
		parts []float64
		n     int
		sum   string
	}{{[]float64{50, 30, 10}, 3, "90"}, {[]float64{99.9, 0.05, 0.01}, 1, "99.9"}, {[]float64{60, 39.5, 0.2}, 2, "99.5"}, {[]float64{0.9, 0.8, 0.7}, 1, "0.9"}} {
		var parts []decimal.Decimal
		for _, p := range tt.parts {
			parts = append(parts, decimal.NewFromFloat(p))
		}
		if n, sum := fewest(parts); n != tt.n || sum.String() != tt.sum {
			t.Errorf("%v: %d make %s", tt.parts, n, sum)
		}
	}
}

// So is it on every chart that writes the figures of its marks.
func TestLittleOnCharts(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	s := series{indicator: revenue}
	var bars []bar
	for n, value := range []string{"0.0005", "100", "90"} {
		s.rows = append(s.rows, row("o", "revenue", lastPeriods(period("2024-Q1"), 3)[n].Code(), value, "", catalog.Final))
		bars = append(bars, bar{name: value, value: *dec(value)})
	}
	for name, draw := range map[string]func() ([]byte, error){
		"columns": func() ([]byte, error) { return w.columnOption(s, false, nil) },
		"line":    func() ([]byte, error) { return w.lineOption(s, nil) },
		"bars":    func() ([]byte, error) { return w.barOption(bars, revenue) },
	} {
		option, err := draw()
		if err != nil {
			t.Fatal(err)
		}
		var labels []string
		for _, one := range seriesOf(t, option) {
			for _, m := range one.Data {
				if m.Label != nil {
					labels = append(labels, m.Label.Formatter)
				}
			}
		}
		if got := strings.Join(labels, " "); strings.Count(got, "<0,1") != 1 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Several members with the highest value share it, and their rank.
func TestTiedMembers(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("badges_30")
	var rows []warehouse.Row
	for n, value := range []string{"2", "2", "1", "0"} {
		rows = append(rows, warehouse.Row{Org: string(rune('a' + n)), Indicator: i.Code, Value: dec(value)})
	}
	s := standing{members: rows, total: warehouse.Row{Org: "o", Indicator: i.Code, Value: dec("5")}}
	if got := plainly(w.membersHeadline(i, s, nil)); !strings.Contains(got, "2 ") || !strings.Contains(got, " cùng có ") || !strings.HasSuffix(got, " cao nhất, 2 đảng viên") {
		t.Errorf("%q", got)
	}
	r := ranking{place: place{"o", period("2024-Q1")}, indicator: i.Code, sort: "value"}
	table := w.memberTable(&directory{register: &catalog.Register{}}, r, s, i, nil)
	var ranks []string
	for _, row := range table.Rows {
		ranks = append(ranks, row.Rank)
	}
	if got := strings.Join(ranks, " "); got != "1 1 3 4" {
		t.Errorf("ranked %s", got)
	}
}
