package ingest

// titleWords are titles and names that tell since when figures have added up,
// and how sure they are.
func titleWords() []specimen {
	const sender, q3 = "Công ty TNHH An Phú", "BÁO CÁO KẾT QUẢ SXKD QUÝ III NĂM 2026"
	return []specimen{
		{file: "titles/added_up.xlsx", proves: "“Lũy kế” above a table makes its figures the year's, not the quarter's; a bare one is told of.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {q3}, {"Số liệu lũy kế"}, measured, {1, "Doanh thu", "tỷ đồng", 108.9}, {2, "Lao động", "người", 125}}},
			page{name: "2", rows: [][]any{{sender}, {"Tháng 10 năm 2026"}, {"(Số liệu lũy kế 10 tháng)"}, measured, {1, "Doanh thu", "tỷ đồng", 120}}},
		), says: `
			an-phu 2026-10 preliminary indicators_in_rows
			1!D5 revenue 108.9e9 2026-Q3 cumulative
			1!D6 workers 125 2026-Q3
			2!D5 revenue 120e9 cumulative
			note basis_from_title 1!A1
		`},
		{file: "titles/added_up_beside.xlsx", proves: "Headings that tell both apart go before the title, which is then of one of them.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {q3}, {"Số liệu lũy kế từ đầu năm"}, {"TT", "Chỉ tiêu", "ĐVT", "Trong quý", "Lũy kế"}, {1, "Doanh thu", "tỷ đồng", 36.5, 108.9}}},
			page{name: "2", rows: [][]any{{sender}, {"BÁO CÁO THÁNG 10 VÀ LŨY KẾ 10 THÁNG NĂM 2026"}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "Lũy kế"}, {1, "Doanh thu", "tỷ đồng", 12, 120}}},
		), says: `
			an-phu 2026-10 preliminary indicators_in_rows
			1!D5 revenue 36.5e9 2026-Q3
			1!E5 revenue 108.9e9 2026-Q3 cumulative
			2!D4 revenue 12e9
			2!E4 revenue 120e9 cumulative
		`},
		{file: "titles/sheets_of_either.xlsx", proves: "Of two sheets under the same title one is the quarter's and one the year's, if they are called so.", source: pages(
			page{name: "Trong quý", rows: [][]any{{sender}, {q3}, measured, {1, "Doanh thu", "tỷ đồng", 36.5}}},
			page{name: "Lũy kế", rows: [][]any{{sender}, {q3}, measured, {1, "Doanh thu", "tỷ đồng", 108.9}}},
		), says: `
			an-phu 2026-Q3 preliminary indicators_in_rows
			Trong quý!D4 revenue 36.5e9
			Lũy kế!D4 revenue 108.9e9 cumulative
			note basis_from_name Lũy kế!A1
		`},
		{file: "titles/outcome_and_estimate.xlsx", proves: "“Ước” is said of the time behind it: the nine months came about, the year is estimated, whether its column says so or not.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {"Kết quả 9 tháng đầu năm và ước thực hiện cả năm 2026"},
				{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện 9 tháng", "Ước cả năm"}, {1, "Doanh thu", "tỷ đồng", 108.2, 150}}},
			page{name: "2", rows: [][]any{{sender}, {"Kết quả 9 tháng, ước thực hiện năm 2026"},
				{"TT", "Chỉ tiêu", "ĐVT", "9 tháng", "Cả năm 2026"}, {1, "Nộp ngân sách", "tỷ đồng", 9, 12}}},
		), says: `
			an-phu 2026-9M preliminary indicators_in_rows
			1!D4 revenue 108.2e9
			1!E4 revenue 150e9 2026 estimate
			2!D4 budget_paid 9e9
			2!E4 budget_paid 12e9 2026 estimate
		`},
		{file: "titles/not_yet_official.xlsx", proves: "“Chưa phải số liệu chính thức” makes nothing official, and who replaces an estimate brings none.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {q3}, {"(Số liệu ước, chưa phải số liệu chính thức)"}, measured, {1, "Doanh thu", "tỷ đồng", 36.5}}},
			page{name: "2", rows: [][]any{{sender}, {"Quý II năm 2026"}, {"(thay thế số ước đã báo cáo ngày 20/6)"}, measured, {1, "Doanh thu", "tỷ đồng", 36}}},
			page{name: "3", rows: [][]any{{sender}, {"Ký kết thỏa ước lao động tập thể quý I/2026"}, measured, {1, "Lao động", "người", 139}}},
		), says: `
			an-phu 2026-Q3 estimate indicators_in_rows
			1!D5 revenue 36.5e9
			2!D5 revenue 36e9 2026-Q2 preliminary
			3!D4 workers 139 2026-Q1 preliminary
		`},
		{file: "titles/cut_off_early.xlsx", proves: "A day of cutting off between the 14th and the last days of a period makes an estimate, which is told; labels may call it the day of closing.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {"Quý III năm 2026"}, {"Số liệu tính đến ngày 25/9/2026"}, measured, {1, "Doanh thu", "tỷ đồng", 36.5}}},
			page{name: "2", rows: [][]any{{sender}, {"Quý II năm 2026"}, {"Ngày chốt số liệu: 05/6/2026"}, measured, {1, "Doanh thu", "tỷ đồng", 36}}},
			page{name: "3", rows: [][]any{{sender}, {"Quý I năm 2026"}, {"(chốt số liệu ngày 30/3/2026)"}, measured, {1, "Doanh thu", "tỷ đồng", 35}}},
		), says: `
			an-phu 2026-Q3 estimate indicators_in_rows until 2026-09-25
			1!D5 revenue 36.5e9
			2!D5 revenue 36e9 2026-Q2
			3!D5 revenue 35e9 2026-Q1 preliminary
			note cut_off_early 1!A1
		`},
		{file: "titles/estimated_cells.xlsx", proves: "“Ước” in a cell makes that figure an estimate, and in a note below the table all of them.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {"Quý III năm 2026"}, measured, {1, "Doanh thu", nil, "ước đạt 36,5 tỷ đồng"}, {2, "Nộp ngân sách", "triệu đồng", "4567 (ước)"}, {3, "Lao động", "người", 125}}},
			page{name: "2", rows: [][]any{{sender}, {"Quý II năm 2026"}, measured, {1, "Doanh thu", "tỷ đồng", 36}, {"Ghi chú: Số liệu trên là số ước thực hiện"}}},
			page{name: "3", rows: [][]any{{sender}, {"Quý I năm 2026 (số liệu chính thức)"}, measured, {1, "Doanh thu", "tỷ đồng", 35}, {nil, "(Số liệu quý I là ước tính)"}}},
		), says: `
			an-phu 2026-Q3 preliminary indicators_in_rows
			1!D4 revenue 36.5e9 estimate «ước đạt»
			1!D5 budget_paid 4.567e9 estimate «ước»
			1!D6 workers 125
			2!D4 revenue 36e9 2026-Q2 estimate
			3!D4 revenue 35e9 2026-Q1 final
			note status_from_note 2!A1
			warning status_note 3!A1
		`},
		{file: "titles/since_the_term.xlsx", proves: "What has added up since a term began is no figure of the year, and no answer could make it one.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {q3}, {"TT", "Chỉ tiêu", "ĐVT", "Trong quý", "Lũy kế từ đầu nhiệm kỳ"}, {1, "Kết nạp", "đảng viên", 2, 14}}},
		), says: `
			an-phu 2026-Q3 preliminary indicators_in_rows
			D4 admissions 2
			warning column_time E4
		`},
		{file: "titles/members_come_and_go.xlsx", proves: "Below “Đảng viên tăng” stand the ways in which members come, which are figures of their own.", source: pages(
			page{name: "1", rows: [][]any{{sender}, {q3}, measured,
				{1, "Đảng viên tăng trong kỳ", "đảng viên", 4}, {nil, "- Kết nạp", "đảng viên", 3}, {nil, "- Chuyển đến", "đảng viên", 1},
				{2, "Đảng viên giảm trong kỳ", "đảng viên", 1}, {nil, "- Chuyển đi", "đảng viên", 1}}},
		), says: `
			an-phu 2026-Q3 preliminary indicators_in_rows
			D5 admissions 3
			D6 transfers_in 1
			D8 transfers_out 1
			note row_of_movements B4
			note row_of_movements B7
		`},
	}
}
