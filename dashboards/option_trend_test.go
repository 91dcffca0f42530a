package dashboards

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// The axis of a narrow panel names no more years than fit side by side, the
// last one among them, at equal steps; a course in which no year begins keeps
// what it has.
func TestFewTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		perYear := rapid.SampledFrom([]int{1, 2, 4, 12}).Draw(t, "periods a year")
		years := make([]string, rapid.IntRange(1, 80).Draw(t, "periods"))
		first := rapid.IntRange(0, perYear-1).Draw(t, "before the first year")
		last := ""
		for n := first; n < len(years); n += perYear {
			last = fmt.Sprint(2000 + n/perYear)
			years[n] = last
		}
		rules := fewTicks(years, years)
		if last == "" {
			if rules != nil {
				t.Fatalf("rules without a year: %v", rules)
			}
			return
		}
		axis := rules[0].(map[string]any)["option"].(map[string]any)["xAxis"].([]any)[0].(map[string]any)
		var at []int
		for n, text := range axis["data"].([]string) {
			if text != "" {
				at = append(at, n)
			}
		}
		if len(at) == 0 || len(at) > yearsAcross || years[at[len(at)-1]] != last {
			t.Fatalf("of %q these are left: %v", years, at)
		}
		for n := 2; n < len(at); n++ {
			if at[n]-at[n-1] != at[1]-at[0] {
				t.Fatalf("unequal steps: %v", at)
			}
		}
	})
}

// The years below the first two of many columns do not run into one another.
func TestYearsOfManyColumns(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := catalog.Builtin().Indicator("revenue")
	for _, tt := range []struct {
		last, first string
		columns     int
	}{
		{"2025-12", "T12", 13}, {"2025-12", "T12", 25}, {"2025-11", "T11\n2024", 13}, {"2025-04", "T12\n2024", 5}, {"2025-Q4", "QIV\n2023", 9}, {"2025-Q4", "QIV", 13},
	} {
		s := series{indicator: revenue}
		for _, p := range lastPeriods(period(tt.last), tt.columns) {
			s.rows = append(s.rows, row("o", "revenue", p.Code(), "10", "9", catalog.Final))
		}
		option, err := w.columnOption(s, false, nil)
		if err != nil {
			t.Fatal(err)
		}
		type axes struct{ XAxis []struct{ Data []string } }
		var got struct {
			axes
			BaseOption *axes
		}
		if err := json.Unmarshal(option, &got); err != nil {
			t.Fatal(err)
		}
		if got.BaseOption != nil {
			got.axes = *got.BaseOption
		}
		if first := got.XAxis[0].Data[0]; first != tt.first {
			t.Errorf("%d columns until %s begin with %q, want %q", tt.columns, tt.last, first, tt.first)
		}
	}
}

// Each of a year's months, and of three years' quarters, has its figure; of more
// periods every second one has, and always the last.
func TestFiguresOfManyColumns(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := catalog.Builtin().Indicator("revenue")
	for columns, want := range map[int]int{9: 9, 12: 12, 13: 13, 14: 7, 25: 13} {
		s := series{indicator: revenue}
		for _, p := range lastPeriods(period("2025-12"), columns) {
			s.rows = append(s.rows, row("o", "revenue", p.Code(), "10", "9", catalog.Final))
		}
		option, err := w.columnOption(s, false, nil)
		if err != nil {
			t.Fatal(err)
		}
		labels, last := 0, false
		for _, one := range seriesOf(t, option) {
			if one.Name != "actual" {
				continue
			}
			for n, d := range one.Data {
				if d.Label != nil && d.Label.Formatter != "" {
					labels, last = labels+1, n == columns-1
				}
			}
		}
		if labels != want || !last {
			t.Errorf("%d of %d columns have a figure, want %d; the last: %t", labels, columns, want, last)
		}
	}
}
