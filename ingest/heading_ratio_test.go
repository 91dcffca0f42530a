package ingest

import (
	"strings"
	"testing"
)

// What a ratio is made of is no figure of its own.
func TestPartsOfARatio(t *testing.T) {
	for name, tt := range map[string]struct {
		group    string
		headings [3]string
		want     string
	}{
		"of those who studied": {"Học tập nghị quyết", [3]string{"Số ĐV tham gia", "Tổng số ĐV", "Tỷ lệ (%)"},
			"resolution_study_members; warning column_unknown C4; warning column_unknown D4; warning percentage_without_parts E4"},
		"of members": {"Đảng viên", [3]string{"Tổng số ĐV", "Chính thức", "Dự bị"}, "party_members members_official members_probationary"},
		"shares below a share": {"Học tập nghị quyết", [3]string{"Chi bộ học NQ (%)", "Tổng số đảng viên", "Kết nạp"},
			"resolution_study_cells; warning percentage_without_parts C4; warning column_unknown D4; warning column_unknown E4"},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", tt.group}, {nil, nil, tt.headings[0], tt.headings[1], tt.headings[2]},
				{1, "Công ty Cổ phần Hòa Bình", 90, 100, 90}}, merges: []string{"A2:A3", "B2:B3", "C2:E2"}}), "a.xlsx")
			var got []string
			for _, f := range sub.Facts {
				got = append(got, f.Indicator)
			}
			if s := strings.Join(append([]string{strings.Join(got, " ")}, codesAt(sub)...), "; "); s != tt.want {
				t.Errorf("got %s\nwant %s", s, tt.want)
			}
		})
	}
}

// The name of a percentage in a unit of money, or beside the percentage, is of
// the amount.
func TestAmountsOfAPercentage(t *testing.T) {
	ratio := []any{4, "Tỷ lệ nợ xấu", "%", 1.06}
	for name, tt := range map[string]struct {
		unit string
		rows [][]any
		want string
	}{
		"amount":              {"", [][]any{{3, "Nợ xấu", "tỷ đồng", 18}, ratio}, "[1.06]; warning row_of_amount B3; warning percentage_without_parts D4"},
		"unit in the name":    {"", [][]any{{2, "Dư nợ", "tỷ đồng", 100}, {3, "Nợ xấu (triệu đồng)", nil, 18}}, "[100000000000]; warning row_of_amount B4"},
		"unit of the sheet":   {"ĐVT: tỷ đồng", [][]any{{3, "Nợ xấu", nil, 18}, ratio}, "[1.06]; warning row_of_amount B3; warning percentage_without_parts D4"},
		"percentage by name":  {"ĐVT: tỷ đồng", [][]any{{3, "Nợ xấu", "%", 1.06}}, "[1.06]; warning percentage_without_parts D3"},
		"named a percentage":  {"ĐVT: tỷ đồng", [][]any{{3, "Tỷ lệ nợ xấu", nil, 1.06}}, "[1.06]; warning percentage_without_parts D3"},
		"fraction":            {"", [][]any{{3, "Nợ xấu", "tỷ đồng", "20/1890"}}, "[20]"},
		"count or percentage": {"ĐVT: tỷ đồng", [][]any{{3, "Nợ xấu", nil, 18}, {2, "Dư nợ", "tỷ đồng", 100}}, "[100000000000]; warning percent_unclear D3"},
	} {
		t.Run(name, func(t *testing.T) {
			rows := append([][]any{{"Công ty Cổ phần Hòa Bình, quý I/2024 " + tt.unit}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}}, tt.rows...)
			sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
			got := []string{}
			for _, f := range sub.Facts {
				got = append(got, f.Num.String())
			}
			if s := strings.Join(append([]string{"[" + strings.Join(got, " ") + "]"}, codesAt(sub)...), "; "); s != tt.want {
				t.Errorf("got %s\nwant %s", s, tt.want)
			}
		})
	}
	sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Dư nợ (tỷ đồng)", "Nợ xấu (tỷ đồng)", "Tỷ lệ nợ xấu (%)"},
		{1, "Công ty Cổ phần Hòa Bình", 1890, 20, 1.06}}}), "a.xlsx")
	if s := strings.Join(codesAt(sub), "; "); s != "warning column_unknown D3; warning percentage_without_parts E3" || len(sub.Facts) != 2 {
		t.Errorf("columns: %s", s)
	}
}
