package ingest

import (
	"strings"
	"testing"
)

// A text file in which numbers that can be read in one way only have a decimal
// point settles those that could be read in two, and says so.
func TestTextFileSettlesItsDecimalMark(t *testing.T) {
	form := `ĐẢNG ỦY KHỐI DOANH NGHIỆP;;;
BÁO CÁO QUÝ I/2024;;;
Đơn vị: Đảng bộ Công ty Cổ phần Hòa Bình;;;
TT;Chỉ tiêu;Đơn vị tính;Thực hiện
1;Doanh thu;tỷ đồng;24.730
2;Nộp ngân sách nhà nước;tỷ đồng;{A}
3;Nộp bảo hiểm xã hội;tỷ đồng;{B}
`
	for _, tt := range []struct {
		budget, insurance string
		revenue           string // in đồng
		finding           string
	}{
		{"1205.5", "14.25", "24730000000", "note decimal_dot"},
		{"1205,5", "14,25", "24730000000000", ""},
		{"1205", "14", "24730000000000", "warning number_ambiguous"},
	} {
		sub := read(t, []byte(strings.NewReplacer("{A}", tt.budget, "{B}", tt.insurance).Replace(form)), "bieu.csv")
		if len(sub.Facts) != 3 || sub.Facts[0].Num.String() != tt.revenue {
			t.Errorf("%s: %s", tt.budget, described(t, sub))
		}
		if got := strings.Join(codesAt(sub), "\n"); tt.finding == "" && strings.Contains(got, "ambiguous") || !strings.Contains(got, tt.finding) {
			t.Errorf("%s: findings %s", tt.budget, got)
		}
	}
}

// A number with both marks, or with one of them twice, tells how its column is
// written, unless another of the column is written otherwise.
func TestDecimalMarkOfAColumn(t *testing.T) {
	for name, tt := range map[string]struct {
		cells []string // of one column
		facts string   // in billions
		found string
	}{
		"Vietnamese":        {[]string{"1.234,5", "1.234", "5,554"}, "1234.5 1234 5.554", "note decimal_column D5"},
		"grouped twice":     {[]string{"24.730", "1.234.567", "5,5"}, "24730 1234567 5.5", "note decimal_column D4"},
		"English":           {[]string{"9,605.38", "1.234", "5,554"}, "9605.38 1.234 5554", "note decimal_column D5"},
		"both":              {[]string{"9,605.38", "1.234,5", "5,554"}, "9605.38 1234.5 5.554", "warning number_ambiguous D6"},
		"one mark alone":    {[]string{"8,12", "1.234", "7.5"}, "8.12 1234 7.5", "warning number_ambiguous D5"},
		"nothing to settle": {[]string{"1.234,5", "12", "7,5"}, "1234.5 12 7.5", ""},
	} {
		rows := [][]any{}
		for i, text := range tt.cells {
			rows = append(rows, []any{i + 1, []string{"Doanh thu", "Nộp ngân sách", "Lợi nhuận"}[i], "tỷ đồng", text})
		}
		sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, rows...)), "a.xlsx")
		var facts []string
		for _, f := range sub.Facts {
			facts = append(facts, f.Num.Shift(-9).String())
		}
		if got := strings.Join(facts, " "); got != tt.facts || strings.Join(codesAt(sub), ", ") != tt.found {
			t.Errorf("%s: %s, %v", name, got, codesAt(sub))
		}
	}
	beside := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH năm", "TH"}, []any{1, "Doanh thu", "tỷ đồng", "5.000", "1.234,5"})), "a.xlsx")
	if got := strings.Join(codesAt(beside), ", "); got != "warning number_ambiguous D4" {
		t.Errorf("a column settled another: %s", got)
	}
	english := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH năm", "TH"}, []any{1, "Doanh thu", "triệu đồng", "1,100,000", "20,000"})), "a.xlsx")
	if got := strings.Join(codesAt(english), ", "); got != "warning number_ambiguous E4" || len(english.Facts) != 2 || english.Facts[1].Num.String() != "20000000000" {
		t.Errorf("beside a column written in English: %s", described(t, english))
	}
	differing := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH năm", "TH"},
		[]any{1, "Doanh thu", "triệu đồng", "1.234,5", "1,100,000"}, []any{2, "Nộp ngân sách", "triệu đồng", "12", "2.500"})), "a.xlsx")
	if got := strings.Join(codesAt(differing), ", "); got != "warning number_ambiguous E5" {
		t.Errorf("beside a column written otherwise: %s", described(t, differing))
	}
}

// Of a number that is impossible in either reading that is said, and not how it
// may be read.
func TestAmbiguousAndImpossible(t *testing.T) {
	for text, want := range map[string]string{
		"Doanh thu (1.250)": "error out_of_bounds", "Lợi nhuận (1.250)": "warning number_ambiguous", "Doanh thu 1.250": "warning number_ambiguous",
		"Đảng viên học tập nghị quyết 98.125%": "error out_of_bounds, warning number_ambiguous", "Đảng viên học tập nghị quyết 198.125%": "error out_of_bounds",
	} {
		at := strings.LastIndex(text, " ")
		sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, text[:at], "tỷ đồng", text[at+1:]})), "a.xlsx")
		var got []string
		for _, f := range sub.Findings {
			got = append(got, string(f.Severity)+" "+f.Code)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
}
