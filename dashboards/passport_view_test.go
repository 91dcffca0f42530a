package dashboards

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// What a cell has is written as the page writes numbers, however many digits
// the file keeps of it; what somebody typed stays as it is.
func TestWrittenInTheCell(t *testing.T) {
	w := speak(t, locale.VI)
	for _, tt := range []struct{ raw, unit, num, want string }{
		{"452.48000000000002", "billion_vnd", "452480000000", "452,48 tỷ đồng"},
		{"8.1199999999999992", "billion_vnd", "8120000000", "8,12 tỷ đồng"},
		{"9605.38", "billion_vnd", "9605380000000", "9.605,38 tỷ đồng"},
		{"1.25E+3", "billion_vnd", "1250000000000", "1.250 tỷ đồng"},
		{"250.340", "vnd", "250340", "250.340 đồng"}, // typed as text, a quarter of a million
		{"ước đạt 36,5 tỷ đồng", "billion_vnd", "36500000000", "ước đạt 36,5 tỷ đồng"},
	} {
		num := decimal.RequireFromString(tt.num)
		var term warehouse.Term
		term.Raw, term.Unit, term.Num = tt.raw, tt.unit, num
		if got := strings.ReplaceAll(w.written(term), locale.NoBreakSpace, " "); got != tt.want {
			t.Errorf("%q of %s is written %q, want %q", tt.raw, tt.unit, got, tt.want)
		}
	}
}

// Of a year, and of the months of it until September, the period before is the
// same period of the year before: it is told once.
func TestSameComparisonIsToldOnce(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for code, want := range map[string]string{"2024": "2023", "2024-9M": "2023-9M", "2024-Q2": "2023-Q2 2024-Q1"} {
		r := row("c", "revenue", code, "110", "", catalog.Final)
		against := func(p catalog.Period) *warehouse.Delta {
			return &warehouse.Delta{BasePeriod: p, BaseValue: dec("100"), Change: dec("10"), ChangePct: dec("10"), Comparable: true}
		}
		r.Yoy, r.Previous = against(r.Period.AddYears(-1)), against(r.Period.Previous())
		var told []string
		for _, one := range w.compared(w.figure(r, i)) {
			for _, p := range []string{"2023", "2023-9M", "2023-Q2", "2024-Q1"} {
				if strings.Contains(one.What, "("+w.inSentence(period(p))+")") {
					told = append(told, p)
				}
			}
		}
		if strings.Join(told, " ") != want {
			t.Errorf("%s is compared with %v, want %s", code, told, want)
		}
	}
}
