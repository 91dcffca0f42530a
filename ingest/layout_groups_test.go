package ingest

import "testing"

// What only looks like a group by chance is an organisation nobody knows.
func TestStrangersAreNoGroups(t *testing.T) {
	form := func(rows ...[]any) []page {
		return one(page{name: "S", rows: append([][]any{{"Cụm số 1"}, {"Quý I/2024"}, {"TT", "Tên đơn vị", "Lao động", "Kết nạp"}}, rows...)})
	}
	hoaBinh, anPhu := "Công ty Cổ phần Hòa Bình", "Công ty TNHH An Phú"
	checkRows(t, map[string]rowCase{
		"nothing sums up to nothing": {
			form([]any{1, "Công ty Lạ", nil, 0}, []any{2, hoaBinh, 410, 0}, []any{3, anPhu, 125, 0}),
			[]string{"warning organisation_unknown B4"},
			[]string{"C5 hoa-binh workers = 410", "D5 hoa-binh admissions = 0", "C6 an-phu workers = 125", "D6 an-phu admissions = 0"},
		},
		"as many as the one below it": {
			form([]any{1, "Công ty Lạ", 410, 2}, []any{2, hoaBinh, 410, 2}),
			[]string{"warning organisation_unknown B4"}, []string{"C5 hoa-binh workers = 410", "D5 hoa-binh admissions = 2"},
		},
		"a sum in one column only": {
			form([]any{1, "Công ty Lạ", 535, 3}, []any{2, hoaBinh, 410, 2}, []any{3, anPhu, 125, 0}),
			[]string{"warning organisation_unknown B4"},
			[]string{"C5 hoa-binh workers = 410", "D5 hoa-binh admissions = 2", "C6 an-phu workers = 125", "D6 an-phu admissions = 0"},
		},
		"a cluster among clusters": {
			one(page{name: "S", rows: [][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"Quý I/2024"}, {"TT", "Tên đơn vị", "Lao động", "Kết nạp"},
				{1, "Cụm số 1", 535, 2}, {2, "Cụm số 9", 30, 1}, {3, "Cụm số 2", 1540, 8}}}),
			[]string{"warning organisation_unknown B5"},
			[]string{"C4 cum-1 workers = 535", "D4 cum-1 admissions = 2", "C6 cum-2 workers = 1540", "D6 cum-2 admissions = 8"},
		},
	})
}
