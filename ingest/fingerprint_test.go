package ingest

import (
	"slices"
	"testing"
	"time"
)

// What one unit's form was answered holds for the units that leave rows of it
// out or add some; with other headings or sections, for the part of another
// row, and where answers differ it is asked.
func TestAnswersOfAFormWithOtherRows(t *testing.T) {
	head := []any{"TT", "Chỉ tiêu", "ĐVT", "TH"}
	section, revenue, profit := []any{"I", "Kinh tế"}, []any{1, "Doanh thu", "tỷ đồng", 9}, []any{2, "Lợi nhuận", "tỷ đồng", 3}
	debt := []any{3, "Còn phải đóng", "tỷ đồng", 5}
	first := read(t, workbook(t, formOf(head, section, revenue, profit, debt)), "a.xlsx")
	if got := asks(first); len(got) != 1 {
		t.Fatalf("asks %q", got)
	}
	said := answer(first.Questions[0], "social_insurance_debt")
	other := said
	other.Scope, other.Target, other.At = said.Scope[:len(said.Scope)-1]+"x", "bank_loans", said.At.Add(time.Hour)
	for name, tt := range map[string]struct {
		form [][]any
		told []Mapping
		want bool // it is understood
	}{
		"the same":                 {[][]any{head, section, revenue, profit, debt}, []Mapping{said}, true},
		"a row left out":           {[][]any{head, section, revenue, debt}, []Mapping{said}, true},
		"a row more":               {[][]any{head, section, revenue, profit, {4, "Lao động", "người", 7}, debt}, []Mapping{said}, true},
		"other headings":           {[][]any{{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "So với cùng kỳ (%)"}, section, revenue, debt}, []Mapping{said}, false},
		"another section":          {[][]any{head, {"I", "Đảng viên"}, revenue, debt}, []Mapping{said}, false},
		"no section":               {[][]any{head, revenue, debt}, []Mapping{said}, false},
		"part of another row":      {[][]any{head, section, revenue, {"-", "Còn phải đóng", "tỷ đồng", 5}}, []Mapping{said}, false},
		"answers differ":           {[][]any{head, section, revenue, debt}, []Mapping{said, other}, false},
		"its own before another's": {[][]any{head, section, revenue, profit, debt}, []Mapping{said, other}, true},
	} {
		got := readWith(t, workbook(t, formOf(tt.form[0], tt.form[1:]...)), "b.xlsx", tt.told...)
		understood := slices.ContainsFunc(got.Facts, func(f Fact) bool { return f.Indicator == said.Target })
		if understood != tt.want || tt.want == (len(got.Questions) > 0) {
			t.Errorf("%s: %v, asks %q", name, figures(got), asks(got))
		}
	}
}

// What was remembered when a fingerprint was one hash of headings and rows
// holds for that layout.
func TestFormerFingerprints(t *testing.T) {
	for former, p := range map[string]page{
		"8528aa2f0e22764a": formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, "Còn phải đóng", "tỷ đồng", 5}),
		"fb15d417baff158d": blocSheet("quý I/2024", []string{"Còn phải đóng (tỷ đồng)"}, []string{"Công ty TNHH An Phú"}),
	} {
		data := workbook(t, p)
		m := answer(read(t, data, "a.xlsx").Questions[0], "social_insurance_debt")
		m.Scope = former
		if got := readWith(t, data, "a.xlsx", m); len(got.Facts) != 1 || len(got.Questions) != 0 {
			t.Errorf("%s: %v, asks %q", former, figures(got), asks(got))
		}
	}
}
