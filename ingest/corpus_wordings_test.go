package ingest

// wordings are the ways offices word what stands around the figures.
func wordings() []specimen {
	return []specimen{
		{file: "wordings/unit_in_brackets.xlsx", proves: "A unit behind a name, with any label, hides neither the name nor itself; a remark beside it stays a part of the name.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "TH"},
			[]any{1, "Doanh thu (đv: triệu đồng)", 12250},
			[]any{2, "Nộp ngân sách (ĐVT: tỷ đồng)", 1.2345},
			[]any{3, "Lợi nhuận (tr.đ)", 950},
			[]any{4, "Lao động (đơn vị tính người)", 125},
			[]any{5, "Thu nhập bình quân (đv: trđ/tháng)", 9},
			[]any{6, "Vốn đầu tư thực hiện (tính bằng triệu đồng)", 700},
			[]any{7, "An sinh xã hội - ĐVT: triệu đồng", 35},
			[]any{8, "Giá trị sản xuất công nghiệp (tỷ đồng, giá so sánh 2010)", 8},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			C4 revenue 12.25e9
			C5 budget_paid 1.2345e9
			C6 profit 0.95e9
			C7 workers 125
			C8 average_income 9e6*375
			C9 investment 0.7e9
			C10 welfare_spending 0.035e9
			warning row_unknown B11
		`},
		{file: "wordings/short_names.xlsx", proves: "Names of rows as offices shorten them; what still may mean something else is asked.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "TH"},
			[]any{1, "Tổng DT SX-KD", "tr.đ", 12250},
			[]any{2, "LN kế toán trước thuế", "– nt –", 950},
			[]any{3, "Các khoản nộp NSNN", ",,", 1234.5},
			[]any{4, "Kim ngạch XK", "triệu USD", 1.5},
			[]any{5, "CB, CNV, NLĐ", "người", 125},
			[]any{6, "TNBQ của NLĐ", "tr.đ/người/tháng", 9},
			[]any{7, "Kết nạp ĐV mới", "đảng viên", 2},
			[]any{8, "Số ĐV chuyển CT", "nt", 1},
			[]any{9, "KT chuyên đề", "cuộc", 3},
			[]any{10, "Cử QCƯT học lớp nhận thức về Đảng", "người", 4},
			[]any{11, "T/h đầu tư XDCB", "tỷ đồng", 0.7},
			[]any{12, "Kinh phí thực hiện ASXH", "tỷ đồng", 0.035},
			[]any{13, "ĐT", "tỷ đồng", 8},
			[]any{14, "Phải nộp NSNN", "tỷ đồng", 2},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 12.25e9
			D5 profit_before_tax 0.95e9
			D6 budget_paid 1.2345e9
			D7 export_turnover 1.5e6
			D8 workers 125
			D9 average_income 9e6*375
			D10 admissions 2
			D11 official_transfers 1
			D12 inspections 3
			D13 awareness_class 4
			D14 investment 0.7e9
			D15 welfare_spending 0.035e9
			warning row_unknown B16
			warning row_unknown B17
		`},
		{file: "wordings/references.xlsx", proves: "What a name adds up, a remark and the line's number are no part of it; numbers of quarters and of cells are.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "TH (=3+4)", "Quý (I+II)"},
			[]any{1, "Tổng doanh thu (=1.1+1.2)", "tỷ đồng", 50, 12.25},
			[]any{2, "Lợi nhuận [05]", "tỷ đồng", 4, 0.95},
			[]any{3, "Nộp ngân sách (*)", "tỷ đồng", 5, 1.2345},
			[]any{4, "Tổng số lao động có mặt cuối kỳ (4=a+b)", "người", nil, 125},
			[]any{5, "ASXH²", "tỷ đồng", nil, 0.035},
			[]any{6, "Chi bộ (2)", "chi bộ", nil, 3},
			[]any{7, "Đầu tư = (1)+(2)", "tỷ đồng", nil, 0.7, 1},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 50e9 2024 plan
			E4 revenue 12.25e9
			D5 profit 4e9 2024 plan
			E5 profit 0.95e9
			D6 budget_paid 5e9 2024 plan
			E6 budget_paid 1.2345e9
			E7 workers 125
			E8 welfare_spending 0.035e9
			E10 investment 0.7e9
			warning row_unknown B9
			warning column_unknown F10
		`},
		{file: "wordings/insurances.xlsx", proves: "“Nộp BHXH” is all of the insurances, but beside the others, in rows or columns, may be one of them; who is insured is nobody's contribution.", source: pages(
			formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"},
				[]any{1, "Nộp BHXH", "triệu đồng", 500},
				[]any{2, "Nộp BHYT", "triệu đồng", 90},
				[]any{3, "BHTN", "triệu đồng", 40},
			),
			page{name: "S2", rows: [][]any{
				{"Công ty TNHH An Phú"}, {"Quý I/2023"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"},
				{1, "Nộp BHXH", "triệu đồng", 600},
				{2, "Số người tham gia BHYT", "người", 90},
				{3, "Nợ BHXH, BHYT, BHTN", "triệu đồng", 4},
			}},
			page{name: "S3", rows: [][]any{
				{"Công ty TNHH An Phú"}, {"Quý II/2023"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"},
				{1, "Nộp BHXH, BHYT, BHTN", "triệu đồng", 630},
				{nil, "- BHXH", "triệu đồng", 500},
				{nil, "- BHYT, BHTN", "triệu đồng", 130},
			}},
			page{name: "S4", rows: [][]any{
				{"Công ty TNHH An Phú"}, {"Quý III/2023"}, {"ĐVT: triệu đồng"},
				{"TT", "Tên đơn vị", "Đóng bảo hiểm xã hội", "Đóng bảo hiểm y tế", "Doanh thu"},
				{1, "Công ty TNHH An Phú", 500, 90, 7000},
			}},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			S2!D4 social_insurance_paid 0.6e9 2023-Q1
			S2!D6 social_insurance_debt 0.004e9 2023-Q1
			S3!D4 social_insurance_paid 0.63e9 2023-Q2
			S4!E5 revenue 7e9 2023-Q3
			warning name_of_part S!B4
			warning row_unknown S!B5
			warning row_unknown S!B6
			warning row_unknown S2!B5
			warning name_of_part S3!B5
			warning row_unknown S3!B6
			warning name_of_part S4!C5
			warning column_unknown S4!D5
		`},
		{file: "wordings/within.xlsx", proves: "The ways to begin a part.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "TH"},
			[]any{1, "Tổng số đảng viên", "đảng viên", 50},
			[]any{nil, "Tr.đó: dự bị", "-nt-", 3},
			[]any{nil, "Tr. đó có nữ", "nt", 10},
			[]any{2, "Nộp ngân sách", "tỷ đồng", 5},
			[]any{nil, "T.đó: Trung ương", "''", 3},
			[]any{3, "Dự án còn hiệu lực", "dự án", 43},
			[]any{nil, "Chia ra:"},
			[]any{nil, "Đang hoạt động", "dự án", 30},
			[]any{nil, "FDI", "dự án", 21},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 party_members 50
			D5 members_probationary 3
			D6 members_women 10
			D7 budget_paid 5e9
			D8 budget_paid_central 3e9
			D9 projects_active 43
			D11 projects_operating 30
			D12 projects_foreign 21
		`},
		{file: "wordings/unit_above.xlsx", proves: "The unit of all figures may stand alone in a line, at the end of one, or beside the heading over the names.", source: pages(
			page{name: "S1", rows: [][]any{{"Đv: Công ty TNHH An Phú"}, {"Quý I/2024 (Đơn vị: triệu đồng)"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Doanh thu", 12250}}},
			page{name: "S2", rows: [][]any{{"Đv: Công ty TNHH An Phú"}, {"Quý I/2024", nil, "(Tỷ đồng)"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Lợi nhuận", 0.95}}},
			page{name: "S3", rows: [][]any{{"Đv: Công ty TNHH An Phú"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu (triệu đồng)", "TH"}, {1, "Nộp ngân sách", 1234.5}}},
		), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			S1!C4 revenue 12.25e9
			S2!C4 profit 0.95e9
			S3!C4 budget_paid 1.2345e9
		`},
		{file: "wordings/changes.xlsx", proves: "A change is checked as an amount or a percentage, whichever its heading speaks of, in the unit of the row; one with nothing to check it against is told of.",
			source: pages(formOf(
				[]any{"TT", "Chỉ tiêu", "ĐVT", "Quý I/2023", "TH quý I/2024", "Tăng/Giảm", "Chênh lệch (%)", "So với kế hoạch (%)", "So với toàn tỉnh (%)"},
				[]any{1, "Doanh thu", "triệu đồng", 10500, 12250, 1750, 16.67, 24, 3},
				[]any{2, "Nộp ngân sách", "triệu đồng", 900, 1234.5, 37.2, 37.17, 25, 3},
				[]any{3, "Lao động", "người", 120, 125, 6, 5, nil, 3},
			)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 10.5e9 2023-Q1 same_period
			E4 revenue 12.25e9
			D5 budget_paid 0.9e9 2023-Q1 same_period
			E5 budget_paid 1.2345e9
			D6 workers 120 2023-Q1 same_period
			E6 workers 125
			note comparison_unchecked H4
			note comparison_unchecked I4
			warning change_mismatch F6
			warning percent_mismatch G6
		`},
		{file: "wordings/movements.xlsx", proves: "What was there when the period began, came, went and is there in the end: the first is the level of the period before, the others are checked.",
			source: pages(page{name: "S", rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024"},
				{"TT", "Tên đơn vị", "Đảng viên", nil, nil, nil, "Lao động đầu năm", "Doanh thu quý trước (tỷ đồng)", "Doanh thu (tỷ đồng)", "So với quý trước (%)"},
				{nil, nil, "Đầu kỳ", "Tăng", "Giảm", "Cuối kỳ"},
				{1, "Công ty Cổ phần Hòa Bình", 60, 2, nil, 62, 400, 100, 207, 107},
				{2, "Công ty TNHH An Phú", 15, 3, 1, 18, 120, 5, 6, 20},
			}, merges: []string{"A3:A4", "B3:B4", "C3:F3", "G3:G4", "H3:H4", "I3:I4", "J3:J4"}}), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			C5 hoa-binh party_members 60 2023-Q4 same_period
			F5 hoa-binh party_members 62
			G5 hoa-binh workers 400 2023-Q4 same_period
			H5 hoa-binh revenue 100e9 2023-Q4 same_period
			I5 hoa-binh revenue 207e9
			C6 an-phu party_members 15 2023-Q4 same_period
			F6 an-phu party_members 18
			G6 an-phu workers 120 2023-Q4 same_period
			H6 an-phu revenue 5e9 2023-Q4 same_period
			I6 an-phu revenue 6e9
			warning change_mismatch D6
		`},
		{file: "wordings/days_in_rows.xlsx", proves: "Rows may say of which day a level is; what flows in the course of time is of none.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "Số lượng"},
			[]any{1, "Đảng viên", "đảng viên"},
			[]any{nil, "- Đến 31/12/2023", nil, 14},
			[]any{nil, "- Đến 31/3/2024", nil, 15},
			[]any{2, "Lao động", "người"},
			[]any{nil, "- Đầu kỳ", nil, 120},
			[]any{nil, "- Cuối kỳ", nil, 125},
			[]any{3, "Doanh thu", "tỷ đồng"},
			[]any{nil, "- Đầu năm", nil, 10},
			[]any{nil, "- Thực hiện", nil, 12.25},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D5 party_members 14 2023-Q4 same_period
			D6 party_members 15
			D8 workers 120 2023-Q4 same_period
			D9 workers 125
			D12 revenue 12.25e9
			error flow_at_day D11
		`},
		{file: "wordings/other_times.xlsx", proves: "Columns of other times than the report's: shorter and longer ones that end with it, earlier ones, and later ones, which are told apart from what is expected.",
			source: pages(page{name: "S", rows: [][]any{
				{"Công ty TNHH An Phú"}, {"Báo cáo 6 tháng đầu năm 2024"},
				{"TT", "Chỉ tiêu", "ĐVT", "KH năm 24", "6T/2023", "Quý I/2024", "Quý II/2024", "6T/2024", "9T/2024", "Ước 9 tháng 2024", "Ước quý III/2024", "Tháng 7/2024", "Quý II và 6 tháng", "Kỳ trước"},
				{1, "Doanh thu", "tỷ đồng", 50, 20, 12, 13, 25, 38, 39, 14, 4, 25, 21},
			}}), says: `
			an-phu 2024-H1 preliminary indicators_in_rows
			D4 revenue 50e9 2024 plan
			E4 revenue 20e9 2023-H1 same_period
			F4 revenue 12e9 2024-Q1
			G4 revenue 13e9 2024-Q2
			H4 revenue 25e9
			J4 revenue 39e9 2024-9M estimate
			warning column_later I4
			note column_forecast K4
			warning column_later L4
			warning column_time M4
			warning column_time N4
		`},
		{file: "wordings/counts_of_a_ratio.xlsx", proves: "A bare number is a percentage only where something says so: 69 may be cells that studied, an “x” in a ranking a tick.",
			source: pages(formOf(
				[]any{"TT", "Chỉ tiêu", "ĐVT", "TH"},
				[]any{1, "Chi bộ học tập nghị quyết", nil, 69},
				[]any{2, "Đảng viên học tập nghị quyết", "đảng viên", 71},
				[]any{3, "Đạt chuẩn văn hóa", "%", 47.06},
				[]any{4, "Tỷ lệ dự sinh hoạt", nil, 90},
				[]any{5, "TCCSĐ hoàn thành tốt nhiệm vụ", nil, "x"},
			)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D6 cultural_standard 47.06/100 bare
			D7 meeting_attendance 90/100 bare
			error percent_unclear D4
			error percent_unclear D5
			warning percentage_without_parts D6
			warning percentage_without_parts D7
			warning tick D8
		`},
		{file: "wordings/other_bodies.xlsx", proves: "What a trade union or the youth union admits is no Party member.", source: pages(page{name: "S", rows: [][]any{
			{"Cụm số 1"}, {"Quý I/2024"},
			{"TT", "Tên đơn vị", "Công đoàn", nil, "Đoàn thanh niên", nil, "Công tác Đảng, đoàn thể"},
			{nil, nil, "Tổng số", "Kết nạp", "Kết nạp mới", "Sinh hoạt chuyên đề", "Kết nạp"},
			{1, "Công ty TNHH An Phú", 120, 4, 3, 2, 1},
		}, merges: []string{"A3:A4", "B3:B4", "C3:D3", "E3:F3"}}), says: `
			cum-1 2024-Q1 preliminary party_form
			G5 an-phu admissions 1
			warning column_unknown C5
			warning name_below_another D5
			warning name_below_another E5
			warning name_below_another F5
		`},
		{file: "wordings/years_over_measures.xlsx", proves: "Years head columns, “Ước 2024” is no figure, and a unit may stand below the heading of the names.",
			source: pages(page{name: "S", rows: [][]any{
				{"Công ty TNHH An Phú"}, {"Quý I/2024"},
				{"TT", "Chỉ tiêu", "2023", nil, nil, "2024"},
				{nil, "(tỷ đồng)", "KH", "TH quý I", "Cả năm", "KH", "TH quý I", "Ước 2024", "% KH"},
				{1, "Doanh thu", 45, 10.5, 44, 50, 12.25, 51, 24.5},
			}, merges: []string{"A3:A4", "C3:E3", "F3:I3"}}), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			C5 revenue 45e9 2023 plan
			D5 revenue 10.5e9 2023-Q1 same_period
			E5 revenue 44e9 2023 same_period
			F5 revenue 50e9 2024 plan
			G5 revenue 12.25e9
			H5 revenue 51e9 2024 estimate
		`},
		{file: "wordings/plan_to_come.xlsx", proves: "A title that goes on to the plan of the second half reports on the first.", source: pages(page{name: "S", rows: [][]any{
			{"Cụm số 1"}, {"KẾT QUẢ 6 THÁNG ĐẦU NĂM VÀ KẾ HOẠCH 6 THÁNG CUỐI NĂM 2024"}, {"ĐVT: tỷ đồng"},
			{"TT", "Tên đơn vị", "Doanh thu"}, {nil, nil, "TH 6T/2024", "KH 6T cuối năm", "Tăng/giảm so CK"},
			{1, "Công ty TNHH An Phú", 24, 26, "12,5%"},
		}, merges: []string{"A4:A5", "B4:B5", "C4:E4"}}), says: `
			cum-1 2024-H1 preliminary units_in_rows
			C6 an-phu revenue 24e9
			D6 an-phu revenue 26e9 2024-H2 plan
			note comparison_unchecked E6
		`},
		{file: "wordings/words_for_plans.xlsx", proves: "“Chỉ tiêu kinh tế” and “Kết quả thực hiện kế hoạch” over figures make no plan of them, “Chỉ tiêu” below one does.",
			source: pages(page{name: "S", rows: [][]any{
				{"Cụm số 1"}, {"Quý I/2024"}, {"ĐVT: tỷ đồng"},
				{"TT", "Tên đơn vị", "Chỉ tiêu", nil, "Chỉ tiêu kinh tế", "Kết quả thực hiện kế hoạch", "Quán triệt nghị quyết", "Kết nạp", nil},
				{nil, nil, "Doanh thu", "Nộp NS", "Lợi nhuận", "Vốn đầu tư thực hiện", "ĐV học NQ", "Chỉ tiêu", "Thực hiện"},
				{1, "Công ty TNHH An Phú", 12.25, 1.2345, 2, 3, "14/15", 5, 1},
			}, merges: []string{"A4:A5", "B4:B5", "C4:D4", "H4:I4"}}), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			C6 an-phu revenue 12.25e9
			D6 an-phu budget_paid 1.2345e9
			E6 an-phu profit 2e9
			F6 an-phu investment 3e9
			G6 an-phu resolution_study_members 14/15
			H6 an-phu admissions 5 2024 plan
			I6 an-phu admissions 1
			note plan_of_year H5
		`},
		{file: "wordings/quotients.xlsx", proves: "A year divided by another is no figure of either, and “Thực hiện kế hoạch” may be the one or the other.", source: pages(formOf(
			[]any{"TT", "Chỉ tiêu", "ĐVT", "TH quý I/2023", "TH quý I/2024", "TH 2024/2023", "Quý I.2024/Quý I.2023", "Thực hiện kế hoạch"},
			[]any{1, "Doanh thu", "tỷ đồng", 10.5, 12.25, 116.7, 117.7, 12},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 10.5e9 2023-Q1 same_period
			E4 revenue 12.25e9
			warning percent_mismatch G4
			warning column_unknown H4
		`},
	}
}
