package dashboards

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
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
