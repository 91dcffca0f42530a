package ingest

import (
	"strings"
	"testing"

	"giaoban/ingest/locale"
)

// Beside two outcomes a heading says of which its percentage is; where it does
// not, one that fits neither is told with both.
func TestPercentageOfOneOfTwoOutcomes(t *testing.T) {
	for _, tt := range []struct {
		heading string
		printed float64
		told    string // what it should be, "" for right
	}{
		{"% KH", 70, ""}, {"% KH", 20, ""}, {"% KH", 71, "là 20 % hoặc 70 %."},
		{"% lũy kế so với KH", 70, ""}, {"% lũy kế so với KH", 20, "là 70 %."},
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"},
			{"TT", "Chỉ tiêu", "ĐVT", "KH năm", "TH quý III", "Lũy kế 9 tháng", tt.heading}, {1, "Doanh thu", "tỷ đồng", 100, 20, 70, tt.printed}}}), "")
		var said []string
		for _, f := range sub.Findings {
			said = append(said, f.Text(messages(), locale.VI))
		}
		text := strings.Join(said, "\n")
		if tt.told == "" && text != "" || !strings.Contains(text, tt.told) {
			t.Errorf("%s %v: %q", tt.heading, tt.printed, text)
		}
	}
}
