package ingest

import "strings"

// checkFigures are what can be seen to be wrong with figures by themselves:
// the rules of the list V01 to V21 that one workbook breaks.
func checkFigures() []specimen {
	summary := []any{"TT", "Tên đơn vị", "Lao động", "Kết nạp"}
	cluster := func(rows ...[]any) page {
		return page{name: "S", rows: append([][]any{{"Cụm số 1"}, {"Quý I/2024"}}, rows...)}
	}
	return []specimen{
		{file: "checks/counts.xlsx", proves: "V09: counts are whole and not negative, percentages lie between 0 and 100.", source: pages(formOf(measured,
			[]any{1, "Lao động", "người", 40.5},
			[]any{2, "Đảng viên", "đảng viên", -3},
			[]any{3, "Tỷ lệ dự sinh hoạt", "%", 104},
			[]any{4, "Đảng viên học tập nghị quyết", "%", "728/727"},
			[]any{5, "Kết nạp", "đảng viên", 2},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D8 admissions 2
			error not_integer D4
			error out_of_bounds D5
			error out_of_bounds D6
			error out_of_bounds D7
		`},
		{file: "checks/totals.xlsx", proves: "Printed sums are compared with their rows, at the top and at the bottom.", source: pages(cluster(
			summary,
			[]any{nil, "Toàn Cụm", 536, 2},
			[]any{1, "Công ty Cổ phần Hòa Bình", 410, 2},
			[]any{2, "Công ty TNHH An Phú", 125, 0},
			[]any{nil, "Tổng cộng", 535, 3},
		)), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			C5 hoa-binh workers 410
			D5 hoa-binh admissions 2
			C6 an-phu workers 125
			D6 an-phu admissions 0
			warning total_mismatch C4
			warning total_mismatch D7
		`},
		{file: "checks/percentages.xlsx", proves: "V16: printed percentages are recomputed to half a unit of their last digit, one-sided where they say “hơn”.",
			source: pages(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "Quý I/2023", "TH quý I/2024", "So với KH (%)", "So cùng kỳ (%)"},
				[]any{1, "Doanh thu", "tỷ đồng", 80, 10, 12.25, "15,3", 122.5},
				[]any{2, "Nộp ngân sách", "tỷ đồng", 4, 1, 1.2, 31, "tăng 20"},
				[]any{3, "Kết nạp", "đảng viên", 75, 4, 80, "hơn 106%", 1900},
			)), says: `
				an-phu 2024-Q1 preliminary indicators_in_rows
				D4 revenue 80e9 2024 plan
				E4 revenue 10e9 2023-Q1 same_period
				F4 revenue 12.25e9
				D5 budget_paid 4e9 2024 plan
				E5 budget_paid 1e9 2023-Q1 same_period
				F5 budget_paid 1.2e9
				D6 admissions 75 2024 plan
				E6 admissions 4 2023-Q1 same_period
				F6 admissions 80
				warning percent_mismatch G5
			`},
		{file: "checks/targets.xlsx", proves: "V17: the plan that a percentage implies is whole for a count: 8 are 53,3 % of 15 and 52 % of nothing.", source: pages(page{
			name: "S",
			rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024"},
				{"TT", "Tên đơn vị", "Kết nạp"},
				{nil, nil, "TH", "TH/KH năm (%)"},
				{1, "Công ty Cổ phần Hòa Bình", 8, "53,3"},
				{2, "Công ty TNHH An Phú", 8, "52"},
			},
			merges: []string{"A3:A4", "B3:B4", "C3:D3"},
		}), says: `
			cum-1 2024-Q1 preliminary party_form
			C5 hoa-binh admissions 8
			C6 an-phu admissions 8
			warning percent_without_target D6
		`},
		{file: "checks/quarters.xlsx", proves: "V15: the months of a quarter sum to it.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "Tháng 1", "Tháng 2", "Tháng 3", "Quý I"},
			[]any{1, "Doanh thu", "tỷ đồng", 1.1, 2.2, 3.3, 6.6},
			[]any{2, "Kết nạp", "đảng viên", 1, 2, 3, 7},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 1.1e9 2024-01
			E4 revenue 2.2e9 2024-02
			F4 revenue 3.3e9 2024-03
			G4 revenue 6.6e9
			D5 admissions 1 2024-01
			E5 admissions 2 2024-02
			F5 admissions 3 2024-03
			G5 admissions 7
			warning parts_mismatch G5
		`},
		{file: "checks/twice.xlsx", proves: "V19: a unit reports once; a figure stands in one place.", source: pages(cluster(
			summary,
			[]any{1, "Công ty Cổ phần Hòa Bình", 410, 2},
			[]any{2, "CÔNG TY CP HÒA BÌNH", 410, 2},
		)), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			C4 hoa-binh workers 410
			D4 hoa-binh admissions 2
			error duplicate_organisation B5
		`},
		{file: "checks/names.xlsx", proves: "V21: names, signatures and telephone numbers below a table do not come in.", source: pages(page{name: "S", rows: append(
			formOf(measured, []any{1, "Kết nạp", "đảng viên", 2}).rows,
			[]any{nil, nil, nil, "Ngày 02 tháng 4 năm 2024"},
			[]any{nil, "NGƯỜI LẬP BIỂU", nil, "T/M CHI ỦY"},
			[]any{nil, "(ký, ghi rõ họ tên)", nil, "BÍ THƯ"},
			[]any{nil, "Họ và tên mẫu", nil, "Họ và tên mẫu"},
			[]any{nil, "ĐT:", nil, 912345678},
		)}), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 admissions 2
		`},
		{file: "checks/persons.xlsx", proves: "V21: whom a count counts, a case of discipline and lists of persons are refused and not repeated; names of enterprises and streets are not persons'.", source: pages(
			formOf(append(measured[:len(measured):len(measured)], "Ghi chú"),
				[]any{1, "Đảng viên bị kỷ luật", "đảng viên", "1 (đ/c Nguyễn Văn A, khiển trách)"},
				[]any{2, "Kết nạp", "đảng viên", 2, "Công ty Nguyễn Khuyến, đường Lê Lợi; 3 đ/c dự bị"},
				[]any{nil, "+ Nguyễn Văn An", "đảng viên", 1},
				[]any{nil, "+ Trần Thị Bình", "đảng viên", 1},
				[]any{3, "Lao động", "người", 125, "Nguyễn Văn C: khai trừ do vi phạm"},
			),
			page{name: "DS", rows: [][]any{
				{"DANH SÁCH ĐẢNG VIÊN KẾT NẠP"},
				{"TT", "Họ và tên", "Ngày sinh"},
				{1, "Nguyễn Văn An", "01/02/1990"},
				{2, "Trần Thị Bình", "03/04/1991"},
			}},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			S!D5 admissions 2
			S!D8 workers 125
			error person_disciplined S!D4
			error person_named S!B6
			error person_named S!B7
			error person_disciplined S!E8
			note sheet_without_table DS
			error persons_listed DS!A1
		`},
		{file: "checks/units.xlsx", proves: "A unit that does not fit, is unknown or missing is asked about, for a money amount is never guessed.", source: pages(formOf(measured,
			[]any{1, "Doanh thu", "người", 12},
			[]any{2, "Nộp ngân sách", "thùng", 5},
			[]any{3, "Lợi nhuận", nil, 1.5},
			[]any{4, "Lao động", nil, 125},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D7 workers 125
			error unit_mismatch D4
			error unit_unknown C5
			error unit_missing D6
		`},
		{file: "checks/units_under_a_sum.xlsx", proves: "So is one of figures whose sum, or whose unknown group, stands above them.", source: pages(
			page{name: "S1", rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024"}, {"ĐVT: tỷ đồng"},
				{"TT", "Tên đơn vị", "Doanh thu", "Kim ngạch xuất khẩu"},
				{nil, "Toàn cụm", 18, 3.5},
				{1, "Công ty Cổ phần Hòa Bình", 12, 2},
				{2, "Công ty TNHH An Phú", 6, 1.5},
			}},
			page{name: "S2", rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024"}, {"ĐVT: tỷ đồng"},
				{"TT", "Tên đơn vị", "Lợi nhuận", "Kim ngạch nhập khẩu"},
				{1, "Công ty Cổ phần Hòa Bình", 2, 2},
				{2, "Công ty Không Tên", 1, 1.5},
			}},
		), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			S1!C6 hoa-binh revenue 12e9
			S1!C7 an-phu revenue 6e9
			S2!C5 hoa-binh profit 2e9
			error unit_missing S1!D6
			error unit_missing S2!D5
			warning organisation_unknown S2!B6
		`},
		{file: "checks/unusual.xlsx", proves: "The catalogue's softer bounds warn: an income of 8 million typed in đồng under “triệu đồng”.", source: pages(formOf(measured,
			[]any{1, "Lao động", "người", 100},
			[]any{2, "Thu nhập bình quân", "triệu đồng", 1.9},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 workers 100
			D5 average_income 1.9e6*300
			warning unusual_value D5
		`},
		{file: "checks/incomes.xlsx", proves: "An income in money alone is a month's, unless its name or unit speaks of a year; where a year's may be meant as well it is not taken.", source: pages(
			incomesOf("Năm 2024", "TNBQ/người/năm (triệu đồng)", 108), incomesOf("Năm 2023", "TNBQ (triệu đồng/năm)", 96),
			incomesOf("Năm 2022", "TNBQ (triệu đồng/người)", 9), incomesOf("Năm 2021", "TNBQ tháng (triệu đồng)", 32),
			incomesOf("Năm 2020", "TNBQ (triệu đồng)", 84), incomesOf("Quý I/2020", "TNBQ năm (triệu đồng)", 84), incomesOf("Quý II/2020", "TNBQ (triệu đồng)", 32),
		), says: `
			cum-1 2024 preliminary units_in_rows
			Năm 2024!C4 hoa-binh workers 100
			Năm 2024!D4 hoa-binh average_income 9e6*1200
			Năm 2023!C4 hoa-binh workers 100 2023
			Năm 2023!D4 hoa-binh average_income 8e6*1200 2023
			Năm 2022!C4 hoa-binh workers 100 2022
			Năm 2022!D4 hoa-binh average_income 9e6*1200 2022
			Năm 2021!C4 hoa-binh workers 100 2021
			Năm 2021!D4 hoa-binh average_income 32e6*1200 2021
			Năm 2020!C4 hoa-binh workers 100 2020
			Quý I.2020!C4 hoa-binh workers 100 2020-Q1
			Quý II.2020!C4 hoa-binh workers 100 2020-Q2
			Quý II.2020!D4 hoa-binh average_income 32e6*300 2020-Q2
			error income_unclear Năm 2020!D4
			error income_unclear Quý I.2020!D4
		`},
		{file: "checks/columns_disagree.xlsx", proves: "One figure in two columns must be the same in both; of two levels somebody has to tell which is right.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "TH quý I/2024", "Lũy kế từ đầu năm"},
			[]any{1, "Đảng viên", "đảng viên", 15, 16},
			[]any{2, "Kết nạp", "đảng viên", 2, 2},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D5 admissions 2
			warning stock_twice E4
		`},
		{file: "checks/average_without_workers.xlsx", proves: "An average without its workers is shown and never combined.", source: pages(formOf(measured,
			[]any{1, "Thu nhập bình quân", "triệu đồng", 8.12},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 average_income 8.12e6*1 bare
			warning average_without_weight D4
		`},
		{file: "checks/merged_figure.xlsx", proves: "A figure merged over two units belongs to neither.", source: pages(page{
			name:   "S",
			rows:   [][]any{{"Cụm số 1"}, {"Quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 410, 2}, {2, "Công ty TNHH An Phú", nil, 0}},
			merges: []string{"C4:C5"},
		}), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			D4 hoa-binh admissions 2
			D5 an-phu admissions 0
			error merged_figure C4
		`},
	}
}

// incomesOf is a cluster's page with an income under a heading.
func incomesOf(period, heading string, income float64) page {
	return page{name: strings.ReplaceAll(period, "/", "."), rows: [][]any{
		{"Cụm số 1"}, {period}, {"TT", "Tên đơn vị", "Lao động", heading}, {1, "Công ty Cổ phần Hòa Bình", 100, income},
	}}
}
