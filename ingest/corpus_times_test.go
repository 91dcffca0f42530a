package ingest

// columnTimes are headings that leave open of what time their figures are.
func columnTimes() []specimen {
	return []specimen{
		{file: "times/short_years.xlsx", proves: "A year of two digits behind “KH” or “TH” is one; a row “KH” under the report's quarter is its plan or the year's, which is asked.", source: pages(
			formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH 24", "TH Q1/23", "TH Q1/24", "TH 23"}, []any{1, "Doanh thu", "tỷ đồng", 50, 10.5, 12.25, 44}),
			page{name: "S2", rows: [][]any{{"Công ty TNHH An Phú"}, {"Năm 2023"}, {"TT", "Chỉ tiêu", "ĐVT", "KH23", "TH năm 22", "TH23", "TH23/KH23"}, {1, "Lợi nhuận", "tỷ đồng", 4, 3, 5, 125}}},
			page{name: "S3", rows: [][]any{{"Công ty TNHH An Phú"}, {"Quý II/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Quý II"}, {1, "Kết nạp", "đảng viên", 1}, {nil, "KH", nil, 2}}},
			page{name: "S4", rows: [][]any{{"Công ty TNHH An Phú"}, {"Năm 2022"}, {"TT", "Chỉ tiêu", "ĐVT", "Năm 2022"}, {1, "Kết nạp", "đảng viên", 3}, {nil, "KH", nil, 4}}},
		), says: `
			an-phu 2024-Q2 preliminary indicators_in_rows
			S!D4 revenue 50e9 2024 plan
			S!E4 revenue 10.5e9 2023-Q1 same_period
			S!F4 revenue 12.25e9 2024-Q1
			S!G4 revenue 44e9 2023 same_period
			S2!D4 profit 4e9 2023 plan
			S2!E4 profit 3e9 2022 same_period
			S2!F4 profit 5e9 2023
			S3!D4 admissions 1
			S4!D4 admissions 3 2022
			S4!D5 admissions 4 2022 plan
			warning measure_unclear S3!D5
		`},
		{file: "times/plan_of_year.xlsx", proves: "A plan that does not say of what time is the year's, and that is told; one of “the quarter” is the quarter's.",
			source: pages(formOf(
				[]any{"TT", "Chỉ tiêu", "ĐVT", "KH", "KH trong quý", "TH"},
				[]any{1, "Doanh thu", "tỷ đồng", 50, 12, 12.25},
				[]any{2, "Nộp ngân sách", "tỷ đồng", 4, 1, 1.2},
				[]any{3, "Kết nạp", "đảng viên", 1, nil, 1},
			)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 50e9 2024 plan
			E4 revenue 12e9 plan
			F4 revenue 12.25e9
			D5 budget_paid 4e9 2024 plan
			E5 budget_paid 1e9 plan
			F5 budget_paid 1.2e9
			D6 admissions 1 2024 plan
			F6 admissions 1
			note plan_of_year D3
		`},
		{file: "times/plan_nearly_fulfilled.xlsx", proves: "A plan that a quarter all but fulfils may be the quarter's: it is asked about.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "KH", "TH", "% KH"},
			[]any{1, "Doanh thu", "tỷ đồng", 12, 12.25, 102.1},
			[]any{2, "Nộp ngân sách", "tỷ đồng", 1.3, 1.2, 92.3},
			[]any{3, "Kết nạp", "đảng viên", 4, 1, 25},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			E4 revenue 12.25e9
			E5 budget_paid 1.2e9
			E6 admissions 1
			warning column_plan D4
		`},
		{file: "times/plan_told_by_percentages.xlsx", proves: "Percentages that name the plan's time and fit tell it; where they fit no plan it is asked about.", source: pages(
			page{name: "1", rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024"},
				{"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", nil, nil, "Nộp ngân sách (tỷ đồng)", nil, nil, "Lợi nhuận (tỷ đồng)", nil, nil},
				{nil, nil, "KH", "TH", "% KH quý", "KH", "TH", "% KH năm", "KH", "TH", "% KH năm"},
				{1, "Công ty Cổ phần Hòa Bình", 200, 207, 103.5, 3, 2.4, 80, 10, 9, 22.5},
				{2, "Công ty TNHH An Phú", 12, 12.25, 102.1, 1, 0.9, 90, 2, 2.1, 26.3},
			}, merges: []string{"A3:A4", "B3:B4", "C3:E3", "F3:H3", "I3:K3"}},
		), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			C5 hoa-binh revenue 200e9 plan
			D5 hoa-binh revenue 207e9
			F5 hoa-binh budget_paid 3e9 2024 plan
			G5 hoa-binh budget_paid 2.4e9
			J5 hoa-binh profit 9e9
			C6 an-phu revenue 12e9 plan
			D6 an-phu revenue 12.25e9
			F6 an-phu budget_paid 1e9 2024 plan
			G6 an-phu budget_paid 0.9e9
			J6 an-phu profit 2.1e9
			warning column_plan I5
			note comparison_unchecked K5
		`},
		{file: "times/holds_estimate.xlsx", proves: "What has added up by the end of an estimated part is an estimate too, unless its heading says otherwise; what ended before is not.", source: pages(
			page{name: "1", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý II/2024"},
				{"TT", "Chỉ tiêu", "ĐVT", "TH quý I", "Ước TH quý II/2024", "Lũy kế"}, {1, "Doanh thu", "tỷ đồng", 12, 13, 25}}},
			page{name: "2", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"6 tháng đầu năm 2024"},
				{"TT", "Chỉ tiêu", "ĐVT", "TH quý I", "Ước quý II", "6 tháng"}, {1, "Nộp ngân sách", "tỷ đồng", 2, 3, 5}}},
			page{name: "3", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý II/2024"},
				{"TT", "Chỉ tiêu", "ĐVT", "Ước thực hiện quý II", "Cộng dồn từ đầu năm đến cuối quý báo cáo", "Cùng kỳ"}, {1, "Lợi nhuận", "tỷ đồng", 1, 2, 1.5}}},
		), says: `
			an-phu 2024-H1 preliminary indicators_in_rows
			1!D4 revenue 12e9 2024-Q1 same_period
			1!E4 revenue 13e9 2024-Q2 estimate
			1!F4 revenue 25e9 2024-Q2 cumulative estimate
			2!D4 budget_paid 2e9 2024-Q1
			2!E4 budget_paid 3e9 2024-Q2 estimate
			2!F4 budget_paid 5e9 estimate
			3!D4 profit 1e9 2024-Q2 estimate
			3!E4 profit 2e9 2024-Q2 cumulative estimate
			3!F4 profit 1.5e9 2023-Q2 same_period
		`},
		{file: "times/quarter_before.xlsx", proves: "“TH quý IV” beside “TH quý I” is of the year before; a quarter to come is not.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "TH quý IV", "TH quý I", "% so quý IV", "TH quý II"},
			[]any{1, "Doanh thu", "tỷ đồng", 10, 12.25, 122.5, 13},
			[]any{2, "Lao động", "người", 120, 125, 110},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 10e9 2023-Q4 same_period
			E4 revenue 12.25e9
			D5 workers 120 2023-Q4 same_period
			E5 workers 125
			warning column_later G4
			warning percent_mismatch F5
		`},
		{file: "times/period_before.xlsx", proves: "“Kỳ trước” is the period before, and changes since are held against it; before a half-year it may be either half.", source: pages(
			page{name: "1", rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", nil, nil},
				{nil, nil, "Kỳ trước", "Kỳ này", "Tăng, giảm so với kỳ trước"},
				{1, "Công ty Cổ phần Hòa Bình", 200, 207, 7}, {2, "Công ty TNHH An Phú", 12, 12.25, 0.5},
			}, merges: []string{"A3:A4", "B3:B4", "C3:E3"}},
			page{name: "2", rows: [][]any{
				{"Cụm số 1"}, {"6 tháng đầu năm 2024"}, {"TT", "Tên đơn vị", "Lao động kỳ trước", "Lao động"}, {1, "Công ty Cổ phần Hòa Bình", 400, 410},
			}},
		), says: `
			cum-1 2024-H1 preliminary units_in_rows
			1!C5 hoa-binh revenue 200e9 2023-Q4 same_period
			1!D5 hoa-binh revenue 207e9 2024-Q1
			1!C6 an-phu revenue 12e9 2023-Q4 same_period
			1!D6 an-phu revenue 12.25e9 2024-Q1
			2!D4 hoa-binh workers 410
			note column_before 1!C5
			warning change_mismatch 1!E6
			warning column_time 2!C4
		`},
		{file: "times/periods_in_rows.xlsx", proves: "Periods in rows and indicators in columns are not read, and never in part: it is told how to turn the table round.", source: pages(
			page{name: "1", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Năm 2024"},
				{"TT", "Thời gian", "Doanh thu (tỷ đồng)", "Lao động"}, {1, "Quý I", 12, 100}, {2, "Quý II", 13, 101}, {nil, "Cộng", 25, 101}}},
			page{name: "2", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý I/2024"},
				{"Tháng", "Doanh thu (tỷ đồng)", "Lao động"}, {1, 12, 100}, {2, 13, 101}}},
			page{name: "3", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Năm 2023"},
				{"Chỉ tiêu", "Doanh thu (tỷ đồng)", "Kết nạp"}, {"Quý I", 12, 1}, {"Quý II", 13, 0}}},
			formOf(measured, []any{1, "Đảng viên", "đảng viên", 15}),
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			S!D4 party_members 15
			error periods_in_rows 1!B3
			error periods_in_rows 2!A3
			error periods_in_rows 3!A3
		`},
	}
}
