package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What members and organisations came to and went by are figures; the sums of
// both are told of, and leave the number before and after as what they are.
func TestRowsOfMovements(t *testing.T) {
	form := func(rows ...[]any) []page { return one(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, rows...)) }
	ways := []string{"D6 an-phu admissions = 5", "D7 an-phu transfers_in = 7", "D9 an-phu transfers_out = 2"}
	members := append(append([]string{"D4 an-phu party_members = 100"}, ways...), "D10 an-phu party_members = 110")
	sums := []string{"note row_of_movements B5", "note row_of_movements B8"}
	checkRows(t, map[string]rowCase{
		"in full": {form([]any{"I", "Tổng số đảng viên đầu kỳ", nil, 100}, []any{"II", "Đảng viên tăng trong kỳ", nil, 12}, []any{1, "Kết nạp", nil, 5}, []any{2, "Chuyển đến", nil, 7},
			[]any{"III", "Đảng viên giảm trong kỳ", nil, 2}, []any{1, "Chuyển đi", nil, 2}, []any{"IV", "Tổng số đảng viên cuối kỳ", nil, 110}), sums, members},
		"without what moves": {form([]any{1, "Đảng viên có đầu kỳ", nil, 100}, []any{2, "Tăng trong kỳ", nil, 12}, []any{nil, "- Kết nạp", nil, 5}, []any{nil, "- Chuyển đến", nil, 7},
			[]any{3, "Giảm trong kỳ", nil, 2}, []any{nil, "- Chuyển đi", nil, 2}, []any{4, "Đảng viên có đến cuối kỳ", nil, 110}), sums, members},
		"without figures": {form([]any{1, "Đảng viên đầu kỳ", nil, 100}, []any{2, "Số tăng"}, []any{nil, "- Kết nạp", nil, 5}, []any{nil, "- Chuyển đến", nil, 7},
			[]any{3, "Số giảm"}, []any{nil, "- Chuyển đi", nil, 2}, []any{4, "Đảng viên cuối kỳ", nil, 110}), nil, members},
		"numbered alike": {form([]any{"I", "Đảng viên đầu kỳ", nil, 100}, []any{"II", "Tăng trong kỳ", nil, 12}, []any{1, "Kết nạp", nil, 5}, []any{2, "Chuyển đến", nil, 7},
			[]any{"III", "Giảm trong kỳ", nil, 2}, []any{1, "Chuyển đi", nil, 2}, []any{"IV", "Đảng viên cuối kỳ", nil, 110}), sums, members},
		"not numbered": {form([]any{nil, "Đảng viên đầu kỳ", nil, 100}, []any{nil, "Số đảng viên tăng", nil, 12}, []any{nil, "Kết nạp", nil, 5}, []any{nil, "Chuyển đến", nil, 7},
			[]any{nil, "Số giảm", nil, 2}, []any{nil, "Chuyển đi", nil, 2}, []any{nil, "Đảng viên cuối kỳ", nil, 110}), sums, members},
		"increases left empty": {form([]any{"I", "Đảng viên đầu kỳ", nil, 100}, []any{"II", "Tăng trong kỳ"}, []any{1, "Kết nạp", nil, 5}, []any{2, "Chuyển đến", nil, 7},
			[]any{"III", "Giảm trong kỳ", nil, 2}, []any{1, "Chuyển đi", nil, 2}, []any{"IV", "Đảng viên cuối kỳ", nil, 110}), sums[1:], members},
		"after another indicator": {form([]any{1, "Đảng viên", nil, 100}, []any{2, "Tăng trong kỳ", nil, 5}, []any{3, "Kết nạp", nil, 5}, []any{4, "Lao động", nil, 70}, []any{5, "Giảm trong kỳ", nil, 2}),
			[]string{"note row_of_movements B5", "note comparison_unchecked D8"}, []string{"D4 an-phu party_members = 100", "D6 an-phu admissions = 5", "D7 an-phu workers = 70"}},
		"organisations": {form([]any{1, "Tổng số TCCSĐ", nil, 10}, []any{2, "Tổ chức đảng tăng", nil, 2}, []any{nil, "- Thành lập mới", nil, 2}, []any{3, "Giảm", nil, 1}, []any{nil, "- Giải thể", nil, 1}),
			[]string{"note row_of_movements B5", "note row_of_movements B7"},
			[]string{"D4 an-phu party_organisations = 10", "D6 an-phu new_organisations = 2", "D8 an-phu dissolved_organisations = 1"}},
		"of workers": {form([]any{1, "Lao động", nil, 100}, []any{2, "Tăng trong kỳ", nil, 12}, []any{nil, "- Kết nạp", nil, 5}),
			[]string{"note comparison_unchecked D5", "warning row_below_another B6"}, []string{"D4 an-phu workers = 100"}},
		"a comparison":                {form([]any{1, "Đảng viên", nil, 100}, []any{2, "Đảng viên tăng so với cùng kỳ (%)", nil, 12}), []string{"warning row_unknown B5"}, []string{"D4 an-phu party_members = 100"}},
		"what flows at the beginning": {form([]any{1, "Doanh thu đầu kỳ", "tỷ đồng", 100}, []any{2, "Nộp ngân sách", "tỷ đồng", 2}), []string{"warning row_unknown B4"}, []string{"D5 an-phu budget_paid = 2000000000"}},
	})
}

// With the same period of the year before beside it, no way is held to have
// changed by the sum of those that follow.
func TestRowsOfMovementsOfTwoYears(t *testing.T) {
	for _, marks := range [][2]any{{"II", "III"}, {2, 3}, {nil, nil}} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "Quý III/2025", "Quý III/2026"},
			{"I", "Đảng viên đầu kỳ", 118, 121}, {marks[0], "Tăng trong kỳ", 4, 7}, {1, "Kết nạp", 3, 4}, {2, "Chuyển đến", 1, 3},
			{marks[1], "Giảm trong kỳ", 1, 3}, {1, "Chuyển đi", 1, 3}, {"IV", "Đảng viên cuối kỳ", 121, 125}}}), "a.xlsx")
		if diff := cmp.Diff([]string{"note row_of_movements B5", "note row_of_movements B8"}, codesAt(sub)); diff != "" {
			t.Errorf("%v: findings (-want +got):\n%s", marks, diff)
		}
		if diff := cmp.Diff([]string{"C4 2025-Q2 party_members before", "D4 2026-Q2 party_members before", "C6 2025-Q3 admissions before", "D6 2026-Q3 admissions",
			"C7 2025-Q3 transfers_in before", "D7 2026-Q3 transfers_in", "C9 2025-Q3 transfers_out before", "D9 2026-Q3 transfers_out",
			"C10 2025-Q3 party_members before", "D10 2026-Q3 party_members"}, timesOf(sub)); diff != "" {
			t.Errorf("%v: figures (-want +got):\n%s", marks, diff)
		}
	}
}
