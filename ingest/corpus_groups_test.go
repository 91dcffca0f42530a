package ingest

// unitGroups are tables of organisations below rows that name none of them.
func unitGroups() []specimen {
	summary := []any{"TT", "Tên đơn vị", "Lao động", "Kết nạp"}
	bloc := func(rows ...[]any) page {
		return page{name: "S", rows: append([][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"Tổng hợp quý I/2024"}, summary}, rows...)}
	}
	hoaBinh, anPhu := []any{1, "Công ty Cổ phần Hòa Bình", 410, 2}, []any{2, "Công ty TNHH An Phú", 125, 0}
	daiLoc, donVi := []any{3, "Tổng công ty Đại Lộc", 1500, 7}, []any{4, "Đơn vị 1", 40, 1}
	total := []any{nil, "Tổng cộng", 2075, 10}
	const figures = `
		khoi 2024-Q1 preliminary units_in_rows
		C5 hoa-binh workers 410
		D5 hoa-binh admissions 2
		C6 an-phu workers 125
		D6 an-phu admissions 0
		C8 dai-loc workers 1500
		D8 dai-loc admissions 7
		C9 don-vi-1 workers 40
		D9 don-vi-1 admissions 1
	`
	return []specimen{
		{file: "layouts/groups_by_their_sums.xlsx", proves: "A row of nobody's name that sums the units below it is a group's, with or without a number of its own.",
			source: pages(bloc([]any{nil, "Sản xuất", 535, 2}, hoaBinh, anPhu, []any{nil, "Thương mại", 1540, 8}, daiLoc, donVi, total)), says: figures},
		{file: "layouts/groups_by_their_names.xlsx", proves: "A row called like a group, or numbered so that its units begin anew, is one though its sum is wrong, which is told.",
			source: pages(bloc([]any{1, "Cụm số 9", 536, 2}, []any{2, hoaBinh[1], 410, 2}, []any{3, anPhu[1], 125, 0},
				[]any{"II", "Thương mại", 1540, 9}, []any{1, daiLoc[1], 1500, 7}, []any{2, donVi[1], 40, 1}, total)), says: figures + `
			warning total_mismatch C4
			warning total_mismatch D7
		`},
		{file: "layouts/sums_that_name_groups.xlsx", proves: "A sum that names what it adds up is held against that alone: one of two groups that equals the last, and one that leaves out a group.",
			source: pages(bloc([]any{"I", "Doanh nghiệp sản xuất"}, hoaBinh, anPhu, []any{"II", "Doanh nghiệp thương mại"}, daiLoc, donVi,
				[]any{nil, "TỔNG SỐ (I+II)", 1540, 10}, []any{nil, "Cộng (I)", 535, 8}, []any{nil, "Tổng cộng = I + II", 2075, 8}, []any{nil, "Tổng cộng (I+III)", 2075, 10})), says: figures + `
			warning total_mismatch C10
			warning total_mismatch D11
			warning total_mismatch D12
		`},
		{file: "layouts/groups_without_figures.xlsx", proves: "A name without figures above units heads them, so that “Cộng” below is compared with these alone; an unknown unit among them is asked about.",
			source: pages(bloc([]any{nil, "Doanh nghiệp sản xuất"}, hoaBinh, anPhu, []any{nil, "Công ty Lạ", 10, 0}, []any{nil, "Cộng", 545, 2},
				[]any{nil, "Doanh nghiệp thương mại"}, daiLoc, donVi, []any{nil, "Cộng", 1541, 8}, []any{nil, "Tổng cộng", 2085, 10})), says: `
			khoi 2024-Q1 preliminary units_in_rows
			C5 hoa-binh workers 410
			D5 hoa-binh admissions 2
			C6 an-phu workers 125
			D6 an-phu admissions 0
			C10 dai-loc workers 1500
			D10 dai-loc admissions 7
			C11 don-vi-1 workers 40
			D11 don-vi-1 admissions 1
			warning organisation_unknown B7
			warning total_mismatch C12
		`},
	}
}
