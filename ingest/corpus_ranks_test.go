package ingest

import "testing"

// ranks are what organisations were ranked as, in words.
func ranks() []specimen {
	members := func(list ...any) page {
		return page{name: "S", rows: [][]any{{"Cụm số 1"}, {list[0]}, append([]any{"TT"}, list[1:]...),
			{1, "Công ty Cổ phần Hòa Bình", 30, "HTXSNV", "Loại A", "HTNV"}, {2, "Công ty TNHH An Phú", 20, "Hoàn thành tốt", "Loại B", "Giỏi"}}}
	}
	return []specimen{
		{file: "layouts/ranks_of_a_year.xlsx", proves: "A year's rank in words counts the organisation under it and under no other.",
			source: pages(members("Năm 2025", "TCCSĐ", "Tổng số đảng viên", "Đánh giá, xếp loại", "Xếp loại doanh nghiệp", "Xếp loại TCCSĐ năm 2024")), says: `
			cum-1 2025 preliminary party_form
			C4 hoa-binh party_members 30
			D4 hoa-binh ranked_organisations_excellent 1
			D4 hoa-binh ranked_organisations_good 0
			D4 hoa-binh ranked_organisations_completed 0
			D4 hoa-binh ranked_organisations_failed 0
			F4 hoa-binh ranked_organisations_excellent 0 2024 same_period
			F4 hoa-binh ranked_organisations_good 0 2024 same_period
			F4 hoa-binh ranked_organisations_completed 1 2024 same_period
			F4 hoa-binh ranked_organisations_failed 0 2024 same_period
			C5 an-phu party_members 20
			D5 an-phu ranked_organisations_excellent 0
			D5 an-phu ranked_organisations_good 1
			D5 an-phu ranked_organisations_completed 0
			D5 an-phu ranked_organisations_failed 0
			note column_words E4
			warning rank_unknown F5
		`},
		{file: "layouts/ranks_unclear.xlsx", proves: "Ranks of nobody knows whom, and of less than a year, are not taken, and it says so.",
			source: pages(members("Quý I/2025", "Đơn vị", "Tổng số đảng viên", "Xếp loại", "Phân loại", "Xếp loại TCCSĐ")), says: `
			cum-1 2025-Q1 preliminary party_form
			C4 hoa-binh party_members 30
			C5 an-phu party_members 20
			warning rank_of_whom D4
			note column_words E4
			note rank_of_year F4
		`},
		{file: "layouts/ranks_ticked.xlsx", proves: "Of ticks below a rank it is asked whether they count organisations, before members.",
			source: pages(page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Năm 2025"},
				{"TT", "TCCSĐ", "Tổng số đảng viên", "Xếp loại", nil}, {nil, nil, nil, "HTXSNV", "HTTNV"},
				{1, "Công ty Cổ phần Hòa Bình", 30, "x", nil}, {2, "Công ty TNHH An Phú", 20, nil, 12},
			}, merges: []string{"A3:A4", "B3:B4", "C3:C4", "D3:E3"}}), says: `
			cum-1 2025 preliminary party_form
			C5 hoa-binh party_members 30
			C6 an-phu party_members 20
			warning column_unknown D5
			warning column_unknown E6
		`},
		{file: "layouts/ranks_in_rows.xlsx", proves: "A unit's own form says in a row what it was ranked as.",
			source: pages(page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Năm 2025"},
				{"TT", "Chỉ tiêu", "ĐVT", "Năm trước", "Thực hiện"},
				{1, "Tổng số đảng viên", "đảng viên", 28, 30},
				{2, "Xếp loại chất lượng chi bộ", nil, "HTTNV", "HTXSNV"},
				{3, "Xếp loại", nil, nil, "HTXSNV"},
			}}), says: `
			an-phu 2025 preliminary indicators_in_rows
			D5 ranked_organisations_excellent 0 2024 same_period
			D5 ranked_organisations_good 1 2024 same_period
			D5 ranked_organisations_completed 0 2024 same_period
			D5 ranked_organisations_failed 0 2024 same_period
			E5 ranked_organisations_excellent 1
			E5 ranked_organisations_good 0
			E5 ranked_organisations_completed 0
			E5 ranked_organisations_failed 0
			D4 party_members 28 2024 same_period
			E4 party_members 30
			warning rank_of_whom E6
		`},
	}
}

// Two rows that rank the sender differently are told of like any figure that
// stands twice.
func TestRanksThatDisagree(t *testing.T) {
	form := func(second string) []page {
		return one(page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Năm 2025"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"},
			{1, "Đảng viên", nil, 30}, {2, "Xếp loại TCCSĐ", nil, "HTTNV"}, {3, "Xếp loại chi bộ", nil, second}}})
	}
	figures := []string{"D5 an-phu ranked_organisations_excellent = 0", "D5 an-phu ranked_organisations_good = 1",
		"D5 an-phu ranked_organisations_completed = 0", "D5 an-phu ranked_organisations_failed = 0", "D4 an-phu party_members = 30"}
	checkRows(t, map[string]rowCase{
		"alike":     {form("Hoàn thành tốt nhiệm vụ"), nil, figures},
		"otherwise": {form("Hoàn thành nhiệm vụ"), []string{"error duplicate_figure D6", "error duplicate_figure D6"}, figures},
	})
}
