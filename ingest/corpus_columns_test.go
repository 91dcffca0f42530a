package ingest

// columnLayouts are tables whose headings do not name an indicator each.
func columnLayouts() []specimen {
	return []specimen{
		{file: "layouts/units_in_columns.xlsx", proves: "Units may stand over columns of their own, with sums beside them that are checked; one nobody knows is asked about.",
			source: pages(page{name: "Tổng hợp", rows: [][]any{
				{"Cụm số 1"}, {"Tổng hợp quý I/2024"},
				{"TT", "Chỉ tiêu", "ĐVT", "Toàn cụm", nil, "Các đơn vị"},
				{nil, nil, nil, "KH năm", "TH", "Công ty Cổ phần Hòa Bình", nil, nil, "Công ty TNHH An Phú", nil, nil, "Công ty Hoa Sen"},
				{nil, nil, nil, nil, nil, "KH năm", "TH", "% KH", "KH năm", "TH", "% KH", "TH"},
				{1, "Doanh thu", "tỷ đồng", 950, 219.25, 900, 207, 23, 50, 12.25, 24.5},
				{2, "Lao động", "người", nil, 536, nil, 410, nil, nil, 125, nil, 7},
				{3, "Thu nhập bình quân", "triệu đồng", nil, 9.4, nil, 9.5, nil, nil, 9},
			}, merges: []string{"A3:A5", "B3:B5", "C3:C5", "D3:E3", "D4:D5", "E4:E5", "F3:L3", "F4:H4", "I4:K4"}}), says: `
			cum-1 2024-Q1 preliminary indicators_in_rows
			F6 hoa-binh revenue 900e9 2024 plan
			G6 hoa-binh revenue 207e9
			I6 an-phu revenue 50e9 2024 plan
			J6 an-phu revenue 12.25e9
			G7 hoa-binh workers 410
			J7 an-phu workers 125
			G8 hoa-binh average_income 9.5e6*1230
			J8 an-phu average_income 9e6*375
			warning total_mismatch E7
			warning organisation_unknown L7
		`},
		{file: "layouts/groups_in_columns.xlsx", proves: "Groups may stand above their units in the headings, each with its sum; a column of nobody is not the sender's.",
			source: pages(page{name: "Tổng hợp", rows: [][]any{
				{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"Tổng hợp quý I/2024"},
				{"TT", "Chỉ tiêu", "Kế hoạch", "Cụm số 1", nil, nil, "Cụm số 2", nil, nil, "Tổng cộng"},
				{nil, nil, nil, "Công ty CP Hòa Bình", "Công ty TNHH An Phú", "Cộng", "Tổng công ty Đại Lộc", "Đơn vị 1", "Cộng"},
				{1, "Lao động", 3000, 410, 125, 535, 1500, 40, 1540, 2075},
				{2, "Kết nạp", 20, 2, 0, 3, 7, 1, 8, 10},
			}, merges: []string{"A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:I3", "J3:J4"}}), says: `
			khoi 2024-Q1 preliminary indicators_in_rows
			D5 hoa-binh workers 410
			E5 an-phu workers 125
			G5 dai-loc workers 1500
			H5 don-vi-1 workers 40
			D6 hoa-binh admissions 2
			E6 an-phu admissions 0
			G6 dai-loc admissions 7
			H6 don-vi-1 admissions 1
			warning column_unknown C5
			warning total_mismatch F6
		`},
		{file: "layouts/subject_in_title.xlsx", proves: "Where headings only say plan and outcome, the title or the sheet's name tells of what; that is told.", source: pages(
			page{name: "1", rows: [][]any{
				{"Cụm số 1"}, {"TỔNG HỢP DOANH THU QUÝ I/2024"}, {"ĐVT: tỷ đồng"},
				{"TT", "Tên đơn vị", "KH năm", "TH", "% KH"},
				{1, "Công ty Cổ phần Hòa Bình", 900, 207, 23},
				{2, "Công ty TNHH An Phú", 50, 12.25, 24.5},
				{nil, "Cộng", 950, 219.25, 23.1},
			}},
			page{name: "Lao động", rows: [][]any{
				{"Cụm số 1"}, {"Kết quả quý I/2024"}, {"TT", "Tên đơn vị", "Đầu năm", "Cuối kỳ"}, {1, "Công ty Cổ phần Hòa Bình", 400, 410},
			}},
		), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			1!C5 hoa-binh revenue 900e9 2024 plan
			1!D5 hoa-binh revenue 207e9
			1!C6 an-phu revenue 50e9 2024 plan
			1!D6 an-phu revenue 12.25e9
			Lao động!C4 hoa-binh workers 400 2023-Q4 same_period
			Lao động!D4 hoa-binh workers 410
			note subject_from_title 1!A2
			note subject_from_title Lao động!A1
		`},
		{file: "layouts/subject_unclear.xlsx", proves: "A title that says more than the indicator's name is asked about.", source: pages(page{name: "S", rows: [][]any{
			{"Cụm số 1"}, {"DOANH THU DỊCH VỤ QUÝ I/2024"}, {"ĐVT: tỷ đồng"}, {"TT", "Tên đơn vị", "TH"}, {1, "Công ty Cổ phần Hòa Bình", 207},
		}}), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			error subject_unclear A2
			warning column_unknown C5
		`},
		{file: "layouts/headings_not_merged.xlsx", proves: "A heading above the first of its columns alone goes for the others where the lower row repeats itself or says nothing alone.",
			source: pages(
				page{name: "1", rows: [][]any{
					{"Cụm số 1"}, {"Quý I/2024"},
					{"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", nil, nil, "Nộp ngân sách (tỷ đồng)", nil, nil, "Lao động"},
					{nil, nil, "KH năm", "TH", "% KH", "KH năm", "TH", "% KH"},
					{1, "Công ty Cổ phần Hòa Bình", 900, 207, 23, 10, 2, 20, 410},
				}},
				page{name: "2", rows: [][]any{
					{"Cụm số 1"}, {"6 tháng đầu năm 2023"},
					{"TT", "Tên đơn vị", "Quý I", nil, "Quý II", nil},
					{nil, nil, "Doanh thu (tỷ đồng)", "Lao động", "Doanh thu (tỷ đồng)", "Lao động"},
					{1, "Công ty Cổ phần Hòa Bình", 200, 400, 207, 410},
				}},
				page{name: "3", rows: [][]any{
					{"Cụm số 1"}, {"Quý I/2022"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", nil}, {nil, nil, "Quý I/2021", "TH"}, {1, "Công ty Cổ phần Hòa Bình", 150, 160},
				}},
			), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			1!C5 hoa-binh revenue 900e9 2024 plan
			1!D5 hoa-binh revenue 207e9
			1!F5 hoa-binh budget_paid 10e9 2024 plan
			1!G5 hoa-binh budget_paid 2e9
			1!I5 hoa-binh workers 410
			2!C5 hoa-binh revenue 200e9 2023-Q1
			2!D5 hoa-binh workers 400 2023-Q1
			2!E5 hoa-binh revenue 207e9 2023-Q2
			2!F5 hoa-binh workers 410 2023-Q2
			3!C5 hoa-binh revenue 150e9 2021-Q1 same_period
			3!D5 hoa-binh revenue 160e9 2022-Q1
		`},
		{file: "layouts/heading_span_unclear.xlsx", proves: "Where a heading that is not merged may go for the column beside it or not, that column is not taken.", source: pages(page{
			name: "S",
			rows: [][]any{
				{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý II/2024"},
				{"TT", "Chỉ tiêu", "ĐVT", "Quý II", nil, "Lũy kế", nil},
				{nil, nil, nil, "KH", "TH", "TH", "CK"},
				{1, "Doanh thu", "tỷ đồng", 12, 13, 25, 22},
			},
		}), says: `
			an-phu 2024-Q2 preliminary indicators_in_rows
			D5 revenue 12e9 plan
			E5 revenue 13e9
			F5 revenue 25e9 cumulative
			warning column_span G5
		`},
		{file: "layouts/side_by_side.xlsx", proves: "Tables may stand beside one another below one title.", source: pages(
			page{name: "1", rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024", nil, nil, nil, nil, nil, nil, nil, "ĐVT: tỷ đồng"},
				{"TT", "Tên đơn vị", "Lao động", "Doanh thu", nil, "TT", "Tên đơn vị", "Lao động", "Doanh thu"},
				{1, "Công ty Cổ phần Hòa Bình", 410, 207, nil, 2, "Công ty TNHH An Phú", 125, 12.25},
			}},
			page{name: "2", rows: [][]any{
				{"Cụm số 1"}, {"Quý II/2024"},
				{"TT", "Chỉ tiêu", "ĐVT", "TH", "Cùng kỳ", "TT", "Chỉ tiêu", "TH", "STT", "Nội dung", "TH"},
				{1, "Lao động", "người", 540, 530, 3, "Đảng viên", 72, 5, "Kiểm tra", 2},
				{2, "Doanh thu", "tỷ đồng", 230, 220, 4, "Kết nạp", 2},
			}},
		), says: `
			cum-1 2024-Q2 preliminary units_in_rows
			1!C4 hoa-binh workers 410 2024-Q1
			1!D4 hoa-binh revenue 207e9 2024-Q1
			1!H4 an-phu workers 125 2024-Q1
			1!I4 an-phu revenue 12.25e9 2024-Q1
			2!D4 workers 540
			2!E4 workers 530 2023-Q2 same_period
			2!D5 revenue 230e9
			2!E5 revenue 220e9 2023-Q2 same_period
			2!H4 party_members 72
			2!H5 admissions 2
			2!K4 inspections 2
		`},
	}
}
