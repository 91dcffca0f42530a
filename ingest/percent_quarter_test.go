package ingest

import (
	"strings"
	"testing"
)

// The attainment of a quarter's plan is of the quarter's months, not of one.
func TestAttainmentOfAQuarter(t *testing.T) {
	for name, tt := range map[string]struct {
		title    string
		headings []any
		figures  []any
		want     string
	}{
		"of the months so far":    {"tháng 3/2024", []any{"KH quý I", "TH tháng 2", "Ước TH tháng 3", "Lũy kế 3 tháng", "% KH quý"}, []any{300, 90, 95, 281, 93.67}, ""},
		"wrong":                   {"tháng 3/2024", []any{"KH quý I", "TH tháng 2", "Ước TH tháng 3", "Lũy kế 3 tháng", "% KH quý"}, []any{300, 90, 95, 281, 31.67}, "warning percent_mismatch G3"},
		"of the year's and month": {"tháng 3/2024", []any{"KH năm", "KH tháng 3", "TH tháng 3", "Lũy kế 3 tháng", "% KH tháng"}, []any{1200, 100, 95, 281, 95}, ""},
		"of the quarter":          {"quý II/2024", []any{"KH quý II", "TH quý II", "Lũy kế 6 tháng", "% KH quý"}, []any{300, 95, 281, 31.67}, ""},
		"months one by one":       {"tháng 6/2024", []any{"KH quý II", "TH tháng 4", "TH tháng 5", "Ước TH tháng 6", "% KH quý"}, []any{300, 90, 96, 95, 93.67}, ""},
		"one month":               {"tháng 6/2024", []any{"KH quý II", "Ước TH tháng 6", "% KH quý"}, []any{300, 95, 31.67}, ""},
	} {
		var rows [][]any
		rows = append(rows, []any{"Công ty Cổ phần Hòa Bình, " + tt.title + ". ĐVT: tỷ đồng"}, append([]any{"TT", "Chỉ tiêu"}, tt.headings...), append([]any{1, "Doanh thu"}, tt.figures...))
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
		if got := strings.Join(codesAt(sub), "; "); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}
