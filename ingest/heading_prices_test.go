package ingest

import (
	"strings"
	"testing"
)

// Columns of an output at two prices are told of and asked about, whichever of
// them is wanted; neither compares anything.
func TestColumnsOfPrices(t *testing.T) {
	for name, tt := range map[string]struct {
		headings []any
		want     string
	}{
		"both":        {[]any{"Giá so sánh 2010", "Giá hiện hành", "Thực hiện"}, "warning column_unknown D3; warning column_unknown E3"},
		"in brackets": {[]any{"TH quý I (giá so sánh 2010)", "TH quý I theo giá hiện hành", "Cùng kỳ"}, "warning column_unknown D3; warning column_unknown E3"},
		"of the year": {[]any{"Giá cố định năm 2010", "Giá thực tế", "Thực hiện"}, "warning column_unknown D3; warning column_unknown E3"},
		"compared":    {[]any{"Thực hiện", "Cùng kỳ", "So sánh (%)"}, "warning percent_mismatch F3"},
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Công ty Cổ phần Hòa Bình, quý I/2024"}, append([]any{"TT", "Chỉ tiêu", "ĐVT"}, tt.headings...),
			{1, "Giá trị sản xuất công nghiệp", "tỷ đồng", 500, 800, 470}}}), "a.xlsx")
		if got := strings.Join(codesAt(sub), "; "); got != tt.want {
			t.Errorf("%s: %s", name, got)
		}
		if asked := len(sub.Questions); asked != strings.Count(tt.want, "column_unknown") {
			t.Errorf("%s: %d questions", name, asked)
		}
	}
	sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Giá trị sản xuất công nghiệp (giá so sánh 2010) (tỷ đồng)",
		"Giá trị sản xuất công nghiệp giá hiện hành (tỷ đồng)"}, {1, "Công ty Cổ phần Hòa Bình", 500, 800}}}), "a.xlsx")
	if got := strings.Join(codesAt(sub), "; "); !strings.Contains(got, "column_unknown C3") || !strings.Contains(got, "column_unknown D3") {
		t.Errorf("over units: %s", got)
	}
}
