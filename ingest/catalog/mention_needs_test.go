package catalog

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What an expression is said to need, every text it matches has.
func TestNeedsAreNeeded(t *testing.T) {
	words := []string{"quý", "quy", "q", "i", "iv", "tháng", "thang", "t", "năm", "nam", "cả", "ngày", "2024", "24", "3", "12", "/", "-", " ",
		"..", "đầu", "cuối", "nửa", "lũy kế", "first", "quarter", "half", "may", "h1", "9m", "six", "months", "từ", "đến", "\n", "a", "nhiệm kỳ"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 8).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		s := newScan(text)
		for _, p := range patterns {
			if p.expr.MatchString(s.text) && !p.expr.needs.metBy(s.text, s.digits) {
				t.Fatalf("%q matches %s, which is said to need %+v", s.text, p.expr, p.expr.needs)
			}
		}
	})
	idle := 0
	for _, p := range patterns {
		if p.expr.needs.digits == 0 && len(p.expr.needs.literals) == 0 {
			idle++
		}
	}
	if idle > len(patterns)/4 {
		t.Errorf("%d of %d expressions are tried on every text", idle, len(patterns))
	}
}
