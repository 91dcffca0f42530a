package ingest

import (
	"strings"
	"testing"
)

// An "x" is a yes or says that a figure cannot be: where a column of what
// organisations have holds nothing else, neither is taken in silence.
func TestTicksInColumnsOfCounts(t *testing.T) {
	for name, tt := range map[string]struct {
		heading       string
		first, second any
		total         any
		want          string // figures of the second column, then findings
	}{
		"a share":                 {"Đạt chuẩn văn hóa", "x", nil, nil, "warning tick_units D3"},
		"a count":                 {"Doanh nghiệp kiểu mẫu", nil, "X", nil, "warning tick_units D4"},
		"counted below":           {"Doanh nghiệp kiểu mẫu", "x", "x", 2, "warning tick_units D3; warning tick_units D4"},
		"other marks":             {"Doanh nghiệp kiểu mẫu", "v", "✓", nil, "warning tick_units D3; warning tick_units D4"},
		"a cross for no":          {"Doanh nghiệp kiểu mẫu", "✓", "✗", nil, "error not_a_number D3; error not_a_number D4"},
		"a dash for no":           {"Doanh nghiệp kiểu mẫu", "V", "-", nil, "D4 model_enterprises = 0; warning tick_units D3; note dash_zero D4"},
		"among numbers":           {"Doanh nghiệp kiểu mẫu", "x", 1, nil, "D3 model_enterprises = x; D4 model_enterprises = 1"},
		"among shares":            {"Đạt chuẩn văn hóa", "x", "1/1", nil, "D3 cultural_standard = x; D4 cultural_standard = 1"},
		"of what is no yes or no": {"Kết nạp", "x", nil, nil, "D3 admissions = x"},
		"a letter among numbers":  {"Doanh nghiệp kiểu mẫu", "v", 1, nil, "D4 model_enterprises = 1; error not_a_number D3"},
	} {
		t.Run(name, func(t *testing.T) {
			rows := [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Đảng viên", tt.heading},
				{1, "Công ty Cổ phần Hòa Bình", 5, tt.first}, {2, "Công ty TNHH An Phú", 6, tt.second}}
			if tt.total != nil {
				rows = append(rows, []any{nil, "Cộng", 11, tt.total})
			}
			sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
			var got []string
			for _, f := range factsOf(sub) {
				if strings.HasPrefix(f, "D") {
					cell, rest, _ := strings.Cut(f, " ")
					_, figure, _ := strings.Cut(rest, " ")
					got = append(got, cell+" "+figure)
				}
			}
			if s := strings.Join(append(got, codesAt(sub)...), "; "); s != tt.want {
				t.Errorf("got %s\nwant %s", s, tt.want)
			}
		})
	}
}

// A comma before three digits divides nothing where things are counted.
func TestGroupedByCommaWhereThingsAreCounted(t *testing.T) {
	for _, tt := range []struct{ unit, text, want string }{
		{"người", "1,500", "1500 number_ambiguous 1500"},
		{"", "1,500", "1500 number_ambiguous 1500"},
		{"người", "1,500 người", "1500 number_ambiguous 1500"},
		{"nghìn người", "1,500", "1500 number_ambiguous "},
		{"người", "1.500", "1500"},
		{"người", "1,5", "not_integer "},
		{"người", "1,234.5", "not_integer "},
	} {
		heading := "Lao động"
		if tt.unit != "" {
			heading += " (" + tt.unit + ")"
		}
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", heading},
			{1, "Công ty Cổ phần Hòa Bình", tt.text}, {2, "Công ty TNHH An Phú", 6}}}), "a.xlsx")
		var got []string
		for _, f := range sub.Facts {
			if f.Cell == "C3" {
				got = append(got, f.Num.String())
			}
		}
		for _, f := range sub.Findings {
			got = append(got, f.Code+" "+f.Fix)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q in %q: %s, want %s", tt.text, tt.unit, s, tt.want)
		}
	}
}
