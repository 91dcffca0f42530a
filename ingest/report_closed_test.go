package ingest

import (
	"strings"
	"testing"
)

// A title that only names the day its figures were closed leaves the period to
// headings of one that ends with it; else somebody is asked.
func TestPeriodsThatEndWithADay(t *testing.T) {
	const day = "Số liệu tính đến 31/3/2024"
	for _, tt := range []struct{ title, sheet, file, headings, want string }{
		{day, "S", "a.xlsx", "Thực hiện quý I", "2024-Q1; note period_from_day"},
		{"(Số liệu tính đến ngày 31/3/2024)", "S", "a.xlsx", "KH năm|TH quý I/2024", "2024 2024-Q1; note period_from_day"},
		{day, "S", "a.xlsx", "Cùng kỳ|Quý I", "2023-Q1 2024-Q1; note period_from_day"},
		{day, "S", "a.xlsx", "Tháng 3", "2024-03; note period_from_day"},
		{day, "S", "a.xlsx", "Tháng 3|Quý I", "; error period_missing"},
		{day, "S", "a.xlsx", "Quý II", "; error period_missing"},
		{day, "S", "a.xlsx", "Ước quý I", "; error period_missing"},
		{day, "S", "a.xlsx", "Lũy kế tháng 3", "; error period_missing"},
		{day, "S", "a.xlsx", "Thực hiện", "; error period_missing"},
		{day, "S", "quy 2.xlsx", "Thực hiện quý I", "; error period_missing"},
		{"Số liệu tính đến 25/3/2024", "S", "a.xlsx", "Thực hiện quý I", "; error period_missing"},
		{"Số liệu tính đến 31/12/2024", "S", "a.xlsx", "Năm 2024", "; error period_missing"},
	} {
		head, row := []any{"TT", "Chỉ tiêu", "ĐVT"}, []any{1, "Doanh thu", "tỷ đồng"}
		for i, text := range strings.Split(tt.headings, "|") {
			head, row = append(head, text), append(row, 120-90*i)
		}
		sub := read(t, workbook(t, page{name: tt.sheet, rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {tt.title}, head, row}}), tt.file)
		var periods, got []string
		for _, f := range sub.Facts {
			periods = append(periods, f.Period.Code())
		}
		for _, f := range sub.Findings {
			got = append(got, phrase(string(f.Severity), f.Code))
		}
		if s := strings.Join(append([]string{strings.Join(periods, " ")}, got...), "; "); s != tt.want {
			t.Errorf("%q, %q in %q: %s, want %s", tt.title, tt.headings, tt.file, s, tt.want)
		}
	}
}
