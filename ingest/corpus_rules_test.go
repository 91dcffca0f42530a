package ingest

import "testing"

// ruleForms are workbooks that read without a fault and break a rule of the
// store, each one rule: what the store says of them stands beside their load
// in warehouse/intake. The figures a rule looks back at are on the same form.
func ruleForms() []specimen {
	committee, cell := "Đảng bộ Công ty Cổ phần Hòa Bình", "Chi bộ Công ty TNHH An Phú"
	form := func(sender, period string, columns []any, rows ...[]any) func(testing.TB) []byte {
		all := [][]any{{"Đơn vị báo cáo: " + sender}, {period}, append([]any{"TT", "Chỉ tiêu", "ĐVT"}, columns...)}
		for i, row := range rows {
			all = append(all, append([]any{i + 1}, row...))
		}
		return pages(page{name: "S", rows: all})
	}
	one := []any{"Thực hiện"}
	return []specimen{
		{file: "rules/v01.xlsx", proves: "V01: official and probationary members are all members.", source: form(cell, "Quý I/2024", one,
			[]any{"Đảng viên", "đảng viên", 101},
			[]any{"Đảng viên chính thức", "đảng viên", 85},
			[]any{"Đảng viên dự bị", "đảng viên", 15},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 party_members 101
			D5 members_official 85
			D6 members_probationary 15
		`},
		{file: "rules/v02.xlsx", proves: "V02: committees and cells are all grassroots organisations.", source: form("Đảng ủy Khối Doanh nghiệp tỉnh", "Quý I/2024", one,
			[]any{"Tổ chức cơ sở đảng", "tổ chức", 17},
			[]any{"Đảng bộ cơ sở", "đảng bộ", 15},
			[]any{"Chi bộ cơ sở", "chi bộ", 3},
		), says: `
			khoi 2024-Q1 preliminary indicators_in_rows
			D4 party_organisations 17
			D5 party_committees 15
			D6 grassroots_cells 3
		`},
		{file: "rules/v03.xlsx", proves: "V03: members come and go by what is told of them: 100 + 5 + 2 − 3 are 104.", source: form(committee, "Quý I/2024",
			[]any{"Quý IV/2023", "Quý I/2024"},
			[]any{"Đảng viên", "đảng viên", 100, 110},
			[]any{"Kết nạp đảng viên mới", "đảng viên", nil, 5},
			[]any{"Chuyển sinh hoạt đến", "đảng viên", nil, 2},
			[]any{"Chuyển sinh hoạt đi", "đảng viên", nil, 3},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			D4 party_members 100 2023-Q4 same_period
			E4 party_members 110
			E5 admissions 5
			E6 transfers_in 2
			E7 transfers_out 3
		`},
		{file: "rules/v03_year.xlsx", proves: "V03: on the form of a year it is an error.", source: form(committee, "Năm 2024",
			[]any{"Năm 2023", "Năm 2024"},
			[]any{"Đảng viên", "đảng viên", 100, 110},
			[]any{"Kết nạp đảng viên mới", "đảng viên", nil, 12},
			[]any{"Chuyển sinh hoạt đến", "đảng viên", nil, 4},
			[]any{"Chuyển sinh hoạt đi", "đảng viên", nil, 5},
		), says: `
			hoa-binh 2024 preliminary indicators_in_rows
			D4 party_members 100 2023 same_period
			E4 party_members 110
			E5 admissions 12
			E6 transfers_in 4
			E7 transfers_out 5
		`},
		{file: "rules/v04.xlsx", proves: "V04: on probation are at most those admitted or transferred since January of last year.", source: form(committee, "Quý I/2024",
			[]any{"Năm 2023", "Quý I/2024"},
			[]any{"Đảng viên dự bị", "đảng viên", nil, 12},
			[]any{"Kết nạp đảng viên mới", "đảng viên", 6, 2},
			[]any{"Chuyển sinh hoạt đến", "đảng viên", 1, 0},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			E4 members_probationary 12
			D5 admissions 6 2023 same_period
			E5 admissions 2
			D6 transfers_in 1 2023 same_period
			E6 transfers_in 0
		`},
		{file: "rules/v05.xlsx", proves: "V05: nobody becomes official who was not on probation.", source: form(committee, "Quý I/2024",
			[]any{"Quý IV/2023", "Quý I/2024"},
			[]any{"Đảng viên dự bị", "đảng viên", 5, nil},
			[]any{"Chuyển đảng chính thức", "đảng viên", nil, 6},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			D4 members_probationary 5 2023-Q4 same_period
			E5 official_transfers 6
		`},
		{file: "rules/v06.xlsx", proves: "V06: who is admitted was proposed, this year or last.", source: form(committee, "Quý I/2024",
			[]any{"Năm 2023", "Quý I/2024"},
			[]any{"Kết nạp đảng viên mới", "đảng viên", nil, 6},
			[]any{"Đề nghị kết nạp", "người", 4, 1},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			E4 admissions 6
			D5 admission_proposals 4 2023 same_period
			E5 admission_proposals 1
		`},
		{file: "rules/v06_class.xlsx", proves: "V06: who is admitted has attended the class, in the last five years.", source: form(committee, "Quý I/2024",
			[]any{"Năm 2019", "Năm 2020", "Năm 2021", "Năm 2022", "Năm 2023", "Quý I/2024"},
			[]any{"Quần chúng học lớp nhận thức về Đảng", "người", 3, 3, 3, 3, 3, 4},
			[]any{"Kết nạp đảng viên mới", "đảng viên", nil, nil, nil, nil, nil, 20},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			D4 awareness_class 3 2019 same_period
			E4 awareness_class 3 2020 same_period
			F4 awareness_class 3 2021 same_period
			G4 awareness_class 3 2022 same_period
			H4 awareness_class 3 2023 same_period
			I4 awareness_class 4
			I5 admissions 20
		`},
		{file: "rules/v07.xlsx", proves: "V07: a part is at most the whole.", source: form(cell, "Quý I/2024", one,
			[]any{"Lao động", "người", 100},
			[]any{"Số người tham gia BHXH", "người", 101},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 workers 100
			D5 insured_workers 101
		`},
		{file: "rules/v07_sum.xlsx", proves: "V07: parts that are all there are sum to the whole.", source: form("Đảng ủy Khối Doanh nghiệp tỉnh", "Quý I/2024", one,
			[]any{"Dự án còn hiệu lực", "dự án", 43},
			[]any{"Dự án trong nước", "dự án", 22},
			[]any{"Dự án FDI", "dự án", 20},
		), says: `
			khoi 2024-Q1 preliminary indicators_in_rows
			D4 projects_active 43
			D5 projects_domestic 22
			D6 projects_foreign 20
		`},
		{file: "rules/v08.xlsx", proves: "V08: a cell has three official members.", source: form(cell, "Quý I/2024", one,
			[]any{"Đảng viên chính thức", "đảng viên", 2},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 members_official 2
		`},
		{file: "rules/v08_committee.xlsx", proves: "V08: a committee usually has thirty members.", source: form(committee, "Quý I/2024", one,
			[]any{"Đảng viên", "đảng viên", 29},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			D4 party_members 29
		`},
		{file: "rules/v10.xlsx", proves: "V10: social insurance is less than revenue.", source: form(cell, "Quý I/2024", one,
			[]any{"Doanh thu", "tỷ đồng", 10.1},
			[]any{"Nộp BHXH", "tỷ đồng", 10.2},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 10.1e9
			D5 social_insurance_paid 10.2e9
		`},
		{file: "rules/v10_wage.xlsx", proves: "V10: what is paid for a worker is within what the law asks.", source: form(cell, "Quý I/2024", one,
			[]any{"Nộp BHXH", "tỷ đồng", 47.2},
			[]any{"Lao động", "người", 100},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 social_insurance_paid 47.2e9
			D5 workers 100
		`},
		{file: "rules/v11.xlsx", proves: "V11: payments to the budget beyond revenue are asked about.", source: form(cell, "Quý I/2024", one,
			[]any{"Doanh thu", "tỷ đồng", 100},
			[]any{"Nộp ngân sách nhà nước", "tỷ đồng", 101.5},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 100e9
			D5 budget_paid 101.5e9
		`},
		{file: "rules/v12.xlsx", proves: "V12: income is less than revenue.", source: form(cell, "Quý I/2024", one,
			[]any{"Doanh thu", "tỷ đồng", 2.3},
			[]any{"Lao động", "người", 100},
			[]any{"Thu nhập bình quân", "triệu đồng/người/tháng", 8},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 2.3e9
			D5 workers 100
			D6 average_income 8e6*300
		`},
		{file: "rules/v13.xlsx", proves: "V13: a leap by thousands proposes the figure moved back, or the comma for the point.", source: form(committee, "Quý I/2024",
			[]any{"Quý I/2023", "Quý I/2024"},
			[]any{"Lao động", "người", 25130, 25},
			[]any{"Doanh thu", "tỷ đồng", 24.7, "24.730"},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			D4 workers 25130 2023-Q1 same_period
			E4 workers 25
			D5 revenue 24.7e9 2023-Q1 same_period
			E5 revenue 24730e9
			warning number_ambiguous E5
		`},
		{file: "rules/v13_spans.xlsx", proves: "V13_SPANS: a quarter is held against a year before by what either is in a month.", source: form(committee, "Quý I/2024",
			[]any{"Năm 2023", "Quý I/2024"},
			[]any{"Doanh thu", "tỷ đồng", 240, 123456.78},
			[]any{"Nộp ngân sách nhà nước", "tỷ đồng", 80, "24.730"},
			[]any{"An sinh xã hội", "tỷ đồng", 12, 0.2},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			D4 revenue 240e9 2023 same_period
			E4 revenue 123456.78e9
			D5 budget_paid 80e9 2023 same_period
			E5 budget_paid 24730e9
			D6 welfare_spending 12e9 2023 same_period
			E6 welfare_spending 0.2e9
			warning number_ambiguous E5
		`},
		{file: "rules/v13_tenfold.xlsx", proves: "V13_TENFOLD: a digit too few proposes the figure ten times as large.", source: form(committee, "Quý I/2024",
			[]any{"Quý IV/2023", "Quý I/2024"},
			[]any{"Đảng viên", "đảng viên", 412, 41},
			[]any{"Lao động", "người", 1250, 12600},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			D4 party_members 412 2023-Q4 same_period
			E4 party_members 41
			D5 workers 1250 2023-Q4 same_period
			E5 workers 12600
		`},
		{file: "rules/v14.xlsx", proves: "V14: what adds up from January does not fall.", source: form(committee, "9 tháng đầu năm 2024",
			[]any{"6 tháng đầu năm 2024", "9 tháng đầu năm 2024"},
			[]any{"Doanh thu", "tỷ đồng", 100, 90},
		), says: `
			hoa-binh 2024-9M preliminary indicators_in_rows
			D4 revenue 100e9 2024-H1
			E4 revenue 90e9
		`},
		{file: "rules/v18.xlsx", proves: "V18: half a year is a quarter to three quarters of the year before.", source: form(committee, "6 tháng đầu năm 2024",
			[]any{"Năm 2023", "6 tháng đầu năm 2024"},
			[]any{"Doanh thu", "tỷ đồng", 100, 76},
		), says: `
			hoa-binh 2024-H1 preliminary indicators_in_rows
			D4 revenue 100e9 2023 same_period
			E4 revenue 76e9
		`},
		{file: "rules/v20.xlsx", proves: "V20: what was given last time and is blank now is asked about, and the other way round.", source: pages(
			page{name: "Quý IV.2023", rows: [][]any{{"Đơn vị báo cáo: " + committee}, {"Quý IV/2023"}, measured,
				{1, "Doanh thu", "tỷ đồng", 10}, {2, "Lao động", "người", 100}, {3, "Nộp ngân sách nhà nước", "tỷ đồng", "x"}, {4, "Đảng viên", "đảng viên", 40}}},
			page{name: "Quý I.2024", rows: [][]any{{"Đơn vị báo cáo: " + committee}, {"Quý I/2024"}, measured,
				{1, "Doanh thu", "tỷ đồng", 11}, {2, "Lao động", "người", "x"}, {3, "Nộp ngân sách nhà nước", "tỷ đồng", 1}, {4, "Đảng viên", "đảng viên", 41}}},
		), says: `
			hoa-binh 2024-Q1 preliminary indicators_in_rows
			Quý IV.2023!D4 revenue 10e9 2023-Q4
			Quý IV.2023!D5 workers 100 2023-Q4
			Quý IV.2023!D6 budget_paid x 2023-Q4
			Quý IV.2023!D7 party_members 40 2023-Q4
			Quý I.2024!D4 revenue 11e9
			Quý I.2024!D5 workers x
			Quý I.2024!D6 budget_paid 1e9
			Quý I.2024!D7 party_members 41
		`},
		{file: "rules/c01.xlsx", proves: "Profit after tax is not more than before.", source: form(cell, "Quý I/2024", one,
			[]any{"Lợi nhuận trước thuế", "tỷ đồng", 8},
			[]any{"Lợi nhuận sau thuế", "tỷ đồng", 10},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 profit_before_tax 8e9
			D5 profit_after_tax 10e9
		`},
		{file: "rules/c02.xlsx", proves: "Disbursement stays near the capital of the year.", source: form(cell, "Quý I/2024",
			[]any{"KH năm 2024", "TH quý I/2024"},
			[]any{"Giải ngân", "tỷ đồng", 72.5, 80.75},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 disbursement 72.5e9 2024 plan
			E4 disbursement 80.75e9
		`},
		{file: "rules/c03.xlsx", proves: "Welfare beyond a twentieth of revenue is asked about.", source: form(cell, "Quý I/2024", one,
			[]any{"Doanh thu", "tỷ đồng", 100},
			[]any{"An sinh xã hội", "tỷ đồng", 7},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 100e9
			D5 welfare_spending 7e9
		`},
		{file: "rules/c04.xlsx", proves: "Model enterprises are among those of a cultural standard.", source: form("Đảng ủy Khối Doanh nghiệp tỉnh", "Quý I/2024", one,
			[]any{"Đơn vị đạt chuẩn văn hóa", "đơn vị", "8/17"},
			[]any{"Doanh nghiệp kiểu mẫu", "đơn vị", 9},
		), says: `
			khoi 2024-Q1 preliminary indicators_in_rows
			D4 cultural_standard 8/17
			D5 model_enterprises 9
		`},
		{file: "rules/c05.xlsx", proves: "Not more members are ranked than there are.", source: form(committee, "Năm 2024", one,
			[]any{"Đảng viên", "đảng viên", 100},
			[]any{"Đảng viên hoàn thành xuất sắc nhiệm vụ", "đảng viên", 21},
			[]any{"Đảng viên hoàn thành tốt nhiệm vụ", "đảng viên", 80},
		), says: `
			hoa-binh 2024 preliminary indicators_in_rows
			D4 party_members 100
			D5 ranked_members_excellent 21
			D6 ranked_members_good 80
		`},
		{file: "rules/c06.xlsx", proves: "Nothing is reported of a time that has not begun.", source: form(cell, "Quý I/2039", one,
			[]any{"Doanh thu", "tỷ đồng", 8},
		), says: `
			an-phu 2039-Q1 preliminary indicators_in_rows
			D4 revenue 8e9
		`},
		{file: "rules/c07.xlsx", proves: "Before a time is over its figures are estimates: as loaded on 22/11/2026.", source: form(cell, "Quý IV/2026", one,
			[]any{"Doanh thu", "tỷ đồng", 8},
		), says: `
			an-phu 2026-Q4 preliminary indicators_in_rows
			D4 revenue 8e9
		`},
	}
}
