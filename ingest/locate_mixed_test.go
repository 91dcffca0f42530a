package ingest

import "testing"

// A heading that names indicators and organisations is over indicators where
// plans and outcomes stand beside it. Beside a heading that names indicators or
// organisations it may be over either, so no such table is taken.
func TestHeadingsOverIndicatorsAndOrganisations(t *testing.T) {
	cases := map[string]rowCase{}
	for _, head := range []string{"Chỉ tiêu/đơn vị", "Đơn vị / Chỉ tiêu", "Tên đơn vị, chỉ tiêu", "Nội dung/Đơn vị"} {
		sheet := func(rows ...[]any) []page {
			return one(page{name: "S", rows: append([][]any{{"Cụm số 1"}, {"Quý I/2024"}, {"ĐVT: tỷ đồng"}}, rows...)})
		}
		cases[head+" over indicators of each unit"] = rowCase{
			sheet([]any{"TT", head, "KH 2024", "TH quý I"},
				[]any{"I", "Công ty TNHH An Phú"}, []any{1, "Doanh thu", 40, 10}, []any{2, "Lao động (người)", nil, 100},
				[]any{"II", "Toàn Cụm"}, []any{1, "Doanh thu", 120, 30}, []any{2, "Lao động (người)", nil, 300}),
			[]string{"warning group_body B5"},
			[]string{"C9 cum-1 revenue = 120000000000", "D9 cum-1 revenue = 30000000000", "D10 cum-1 workers = 300"},
		}
		cases[head+" over units of each indicator"] = rowCase{
			sheet([]any{"TT", head, "ĐVT", "KH 2024", "TH quý I"},
				[]any{"I", "Doanh thu", "tỷ đồng", 120, 30}, []any{1, "Công ty TNHH An Phú", nil, 40, 10}),
			[]string{"warning row_unknown B6"},
			[]string{"D5 cum-1 revenue = 120000000000", "E5 cum-1 revenue = 30000000000"},
		}
		for name, rows := range map[string][][]any{
			" beside indicators":    {{"TT", head, "Doanh thu", "Nộp ngân sách"}, {1, "Công ty TNHH An Phú", 40, 10}},
			" beside organisations": {{"TT", head, "Công ty TNHH An Phú", "Công ty Cổ phần Hòa Bình"}, {1, "Doanh thu", 40, 10}},
		} {
			cases[head+name] = rowCase{sheet(rows...), []string{"error nothing_found", "note sheet_without_table"}, nil}
		}
	}
	checkRows(t, cases)
}
