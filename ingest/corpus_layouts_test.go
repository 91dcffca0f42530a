package ingest

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// layouts are the ways offices lay a report's tables.
func layouts() []specimen {
	return []specimen{
		{file: "layouts/unit_form.xlsx", proves: "A unit's form: plan, same period, estimate, cumulative and percentages told apart; groups, parts, an index row, a foot.",
			source: pages(unitFormOfQuarter()), says: `
				hoa-binh 2024-Q1 estimate indicators_in_rows
				D9 revenue 900e9 2024 plan
				E9 revenue 180e9 2023-Q1 preliminary same_period
				F9 revenue 207e9
				D10 budget_paid 36e9 2024 plan
				E10 budget_paid 8e9 2023-Q1 preliminary same_period
				F10 budget_paid 9e9
				F11 budget_paid_local 6e9
				E12 workers 400 2023-Q1 preliminary same_period
				F12 workers 410
				E13 average_income 9.1e6*1200 2023-Q1 preliminary same_period
				F13 average_income 9.5e6*1230
				F14 welfare_spending 0.35e9
				F16 party_members 184
				F17 members_official 180
				F18 members_probationary 4
				D19 admissions 6 2024 plan
				F19 admissions 2
				F20 resolution_study_members 180/184
				note status_from_note A1
			`},
		{file: "layouts/bloc_summary.xlsx", proves: "A bloc's summary: units in rows under group rows, sums of groups and of all below, which are checked and never added.",
			source: pages(summaryOfBloc(false)), says: summarySays(7, 8)},
		{file: "layouts/sums_on_top.xlsx", proves: "The same sums may stand above what they sum.",
			source: pages(summaryOfBloc(true)), says: summarySays(8, 9)},
		{file: "layouts/party_form.xlsx", proves: "The Party form: three rows of merged headings, the type of an organisation counts it, a ranking is no figure.",
			source: pages(partyFormOfQuarter()), says: `
				cum-1 2024-Q1 preliminary party_form
				C7 hoa-binh party_organisations 1
				C7 hoa-binh party_committees 1
				C7 hoa-binh grassroots_cells 0
				D7 hoa-binh subordinate_cells 4
				E7 hoa-binh party_members 60
				F7 hoa-binh members_official 57
				G7 hoa-binh members_probationary 3
				H7 hoa-binh admissions 5 2024 plan
				I7 hoa-binh admissions 2
				J7 hoa-binh badges_30 1
				K7 hoa-binh badges_40 0
				L7 hoa-binh inspections 2
				M7 hoa-binh supervisions 1
				C8 an-phu party_organisations 1
				C8 an-phu party_committees 0
				C8 an-phu grassroots_cells 1
				E8 an-phu party_members 12
				F8 an-phu members_official 12
				G8 an-phu members_probationary 0
				H8 an-phu admissions 1 2024 plan
				I8 an-phu admissions 0
				K8 an-phu badges_40 1
				L8 an-phu inspections 1
				M8 an-phu supervisions 0
				note plan_of_year H6
				note rank_of_year N7
			`},
		{file: "layouts/statistics_form.xlsx", proves: "The statistics office's monthly form: a column of codes, the month, the sum since January, and a month to come, which is not taken.",
			source: pages(statisticsForm()), says: `
				an-phu 2024-03 preliminary indicators_in_rows
				D10 revenue 4.2e9
				E10 revenue 12.25e9 cumulative
				D11 budget_paid 0.4e9
				E11 budget_paid 1.2345e9 cumulative
				note column_forecast F10
			`},
		{file: "layouts/anywhere.xlsx", proves: "The table may start anywhere on the sheet.", source: pages(page{
			name: "Trang tính",
			rows: shifted(6, 3, plainForm().rows),
		}), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			G10 revenue 50e9 2024 plan
			H10 revenue 10.5e9 2023-Q1 same_period
			I10 revenue 12.25e9
			H11 budget_paid 0.9e9 2023-Q1 same_period
			I11 budget_paid 1.2345e9
			H12 workers 120 2023-Q1 same_period
			I12 workers 125
			H13 average_income 8.5e6*360 2023-Q1 same_period
			I13 average_income 9e6*375
			I14 export_turnover 1.75e6
			I15 party_members 15
		`},
		{file: "layouts/table_for_each_cluster.xlsx", proves: "Several tables may stand below one another, one for each cluster.", source: pages(page{
			name: "Tổng hợp",
			rows: [][]any{
				{"Đảng ủy Khối Doanh nghiệp tỉnh"},
				{"BIỂU TỔNG HỢP QUÝ I/2024"},
				{"Cụm số 1"},
				{"TT", "Tên đơn vị", "Lao động", "Kết nạp"},
				{1, "Đảng bộ Công ty Cổ phần Hòa Bình", 410, 2},
				{2, "Chi bộ Công ty TNHH An Phú", 125, 0},
				{nil, "Cộng", 535, 2},
				{},
				{"Cụm số 2"},
				{"TT", "Tên đơn vị", "Lao động", "Kết nạp"},
				{1, "Đảng bộ Tổng công ty Đại Lộc", 1500, 7},
				{2, "Đơn vị 1", 40, 1},
				{nil, "Cộng", 1540, 8},
			},
		}), says: `
			khoi 2024-Q1 preliminary units_in_rows
			C5 hoa-binh workers 410
			D5 hoa-binh admissions 2
			C6 an-phu workers 125
			D6 an-phu admissions 0
			C11 dai-loc workers 1500
			D11 dai-loc admissions 7
			C12 don-vi-1 workers 40
			D12 don-vi-1 admissions 1
		`},
		{file: "layouts/sheet_for_each_quarter.xlsx", proves: "Each sheet may report on a period of its own; one without a table is told of.", source: pages(
			quarterPage("Quý I.2024", "Báo cáo", 1.5), quarterPage("Q2", "Báo cáo quý 2 năm 2024", 2.5),
			page{name: "Thuyết minh", rows: [][]any{{"Doanh thu tăng do giá bán tăng."}}},
		), says: `
			an-phu 2024-Q2 preliminary indicators_in_rows
			Quý I.2024!D4 revenue 1.5e9 2024-Q1
			Q2!D4 revenue 2.5e9
			note period_from_sheet Quý I.2024!B1
			note sheet_without_table Thuyết minh
		`},
		{file: "layouts/sheet_for_each_cluster.xlsx", proves: "Each sheet may hold a cluster, named by its tab.", source: pages(
			clusterPage("Cụm 1", "Đảng bộ Công ty Cổ phần Hòa Bình", 410), clusterPage("Cụm 2", "Đảng bộ Tổng công ty Đại Lộc", 1500),
		), says: `
			khoi 2024-Q1 preliminary units_in_rows
			Cụm 1!C4 hoa-binh workers 410
			Cụm 2!C4 dai-loc workers 1500
		`},
		{file: "layouts/four_heading_rows.xlsx", proves: "Headings may be merged over four rows.", source: pages(page{
			name: "S",
			rows: [][]any{
				{"Cụm số 1"},
				{"Biểu tổng hợp 6 tháng đầu năm 2024"},
				{"TT", "Tên đơn vị", "Các chỉ tiêu kinh tế"},
				{nil, nil, "Doanh thu (tỷ đồng)", nil, nil, "Nộp ngân sách (tỷ đồng)"},
				{nil, nil, "Kế hoạch", "Thực hiện", nil, "Kế hoạch", "Thực hiện"},
				{nil, nil, "Năm 2024", "6 tháng/2023", "6 tháng/2024", "Năm 2024", "6 tháng/2024"},
				{1, "Đảng bộ Công ty Cổ phần Hòa Bình", 900, 400, 450, 36, 18},
			},
			merges: []string{"A3:A6", "B3:B6", "C3:G3", "C4:E4", "F4:G4", "D5:E5"},
		}), says: `
			cum-1 2024-H1 preliminary units_in_rows
			C7 hoa-binh revenue 900e9 2024 plan
			D7 hoa-binh revenue 400e9 2023-H1 same_period
			E7 hoa-binh revenue 450e9
			F7 hoa-binh budget_paid 36e9 2024 plan
			G7 hoa-binh budget_paid 18e9
		`},
		{file: "layouts/hidden.xlsx", proves: "Hidden rows and columns are read and told of, a hidden sheet is not read.", source: pages(withHidden(), page{
			name: "Bản cũ", rows: plainForm().rows, setup: func(f *excelize.File, name string) error { return f.SetSheetVisible(name, false) },
		}), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			Biểu 01!D4 revenue 50e9 2024 plan
			Biểu 01!E4 revenue 10.5e9 2023-Q1 same_period
			Biểu 01!F4 revenue 12.25e9
			Biểu 01!E5 budget_paid 0.9e9 2023-Q1 same_period
			Biểu 01!F5 budget_paid 1.2345e9
			Biểu 01!E6 workers 120 2023-Q1 same_period
			Biểu 01!F6 workers 125
			Biểu 01!E7 average_income 8.5e6*360 2023-Q1 same_period
			Biểu 01!F7 average_income 9e6*375
			Biểu 01!F8 export_turnover 1.75e6
			Biểu 01!F9 party_members 15
			warning column_hidden Biểu 01!E4
			warning row_hidden Biểu 01!B5
			warning sheet_hidden Bản cũ
		`},
		{file: "layouts/headings_on_each_page.xlsx", proves: "Title, headings and sums repeated for printing are no data.", source: pages(page{
			name: "S",
			rows: [][]any{
				{"Cụm số 1"},
				{"Biểu tổng hợp quý I/2024"},
				{"TT", "Tên đơn vị", "Lao động", "Kết nạp"},
				{1, "Đảng bộ Công ty Cổ phần Hòa Bình", 410, 2},
				{nil, "Cộng trang 1", 410, 2},
				{"Cụm số 1"},
				{"Biểu tổng hợp quý I/2024 (tiếp theo)"},
				{"TT", "Tên đơn vị", "Lao động", "Kết nạp"},
				{nil, "Mang sang", 410, 2},
				{2, "Chi bộ Công ty TNHH An Phú", 125, 0},
				{nil, "Tổng cộng", 535, 2},
			},
		}), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			C4 hoa-binh workers 410
			D4 hoa-binh admissions 2
			C10 an-phu workers 125
			D10 an-phu admissions 0
		`},
		{file: "layouts/formulas.xls", proves: "Formulas count by what they gave, in .xls too.", source: pages(withFormulas()), office: "xls", says: formulaSays},
		{file: "layouts/formulas.ods", proves: "And in .ods.", source: pages(withFormulas()), office: "ods", says: formulaSays},
		{file: "layouts/comments.xlsx", proves: "Comments on cells and text boxes are no figures.", source: pages(withComments()), says: plainSays},
		{file: "layouts/summary.xls", proves: "Merged headings and hidden columns survive as .xls.", source: pages(blocSummaryHidden()), office: "xls", says: summarySays(7, 8) + "warning column_hidden F7"},
		{file: "layouts/summary.ods", proves: "And as .ods.", source: pages(blocSummaryHidden()), office: "ods", says: summarySays(7, 8) + "warning column_hidden F7"},
	}
}

// shifted puts rows so many rows down and columns to the right.
func shifted(down, right int, rows [][]any) [][]any {
	out := make([][]any, down, down+len(rows))
	for _, row := range rows {
		out = append(out, append(make([]any, right), row...))
	}
	return out
}

// unitFormOfQuarter is the form of DOMAIN's units: one unit, indicators in rows.
func unitFormOfQuarter() page {
	return page{
		name: "Biểu 01-ĐV",
		rows: [][]any{
			{"ĐẢNG BỘ KHỐI DOANH NGHIỆP TỈNH", nil, nil, nil, nil, "ĐẢNG CỘNG SẢN VIỆT NAM"},
			{"ĐẢNG BỘ CÔNG TY CỔ PHẦN HÒA BÌNH"},
			{"BIỂU SỐ LIỆU KÈM BÁO CÁO QUÝ I NĂM 2024"},
			{"(Kèm theo Báo cáo số 12-BC/ĐU ngày 02/4/2024)"},
			{"TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện", nil, "So sánh (%)", nil, "Ghi chú"},
			{nil, nil, nil, nil, "Quý I/2023", "Ước quý I/2024", "Cùng kỳ", "KH năm"},
			{"A", "B", "C", 1, 2, 3, "4=3/2", "5=3/1", 6},
			{"I", "Kết quả sản xuất, kinh doanh"},
			{1, "Doanh thu", "tỷ đồng", 900, 180, 207, 115, 23, "giá tăng 5%"},
			{2, "Nộp ngân sách nhà nước", "tỷ đồng", 36, 8, 9, 112.5, 25},
			{nil, "Trong đó: nộp ngân sách tỉnh", "tỷ đồng", nil, nil, 6},
			{3, "Lao động", "người", nil, 400, 410, 102.5},
			{4, "Thu nhập bình quân", "triệu đồng/người/tháng", nil, 9.1, 9.5},
			{5, "An sinh xã hội", "triệu đồng", nil, nil, 350},
			{"II", "Công tác xây dựng Đảng"},
			{1, "Tổng số đảng viên", "đảng viên", nil, nil, 184},
			{"-", "Chính thức", "đảng viên", nil, nil, 180},
			{"-", "Dự bị", "đảng viên", nil, nil, 4},
			{2, "Kết nạp đảng viên mới", "đảng viên", 6, nil, 2, nil, 33.3},
			{3, "Đảng viên học tập nghị quyết", "%", nil, nil, "180/184"},
			{"Ghi chú: số liệu quý I là ước tính."},
			{nil, nil, nil, nil, nil, "Ngày 02 tháng 4 năm 2024"},
			{nil, "NGƯỜI LẬP BIỂU", nil, nil, nil, "T/M ĐẢNG ỦY"},
			{nil, "(ký, ghi rõ họ tên)", nil, nil, nil, "BÍ THƯ"},
		},
		merges: []string{"A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:F5", "G5:H5", "I5:I6"},
	}
}

// summaryOfBloc has its sums below, or above, what they sum.
func summaryOfBloc(sumsOnTop bool) page {
	head := [][]any{
		{"Đảng ủy Khối Doanh nghiệp tỉnh"},
		{"TỔNG HỢP KẾT QUẢ QUÝ I NĂM 2024"},
		{nil, nil, nil, nil, nil, "Đơn vị tính: tỷ đồng"},
		{"TT", "Tên đơn vị", "Doanh thu", nil, nil, "Lao động (người)", "Thu nhập bình quân (triệu đồng)"},
		{nil, nil, "KH năm", "TH", "% KH"},
	}
	one := [][]any{
		{1, "Công ty Cổ phần Hòa Bình", 900, 207, 23, 410, 9.5},
		{2, "Công ty TNHH An Phú", 50, 12.25, 24.5, 125, 9},
	}
	two := [][]any{
		{1, "Tổng công ty Đại Lộc", 4000, 1000.5, 25, 1500, 11.2},
		{2, "Đơn vị 1", 80, "19,75", 24.7, 40, 8},
	}
	sum1 := []any{nil, "Cộng (I)", 950, 219.25, 23.1, 535, nil}
	sum2 := []any{nil, "Cộng (II)", 4080, 1020.25, 25, 1540, nil}
	all := []any{nil, "Tổng cộng", 5030, 1239.5, 24.6, 2075, nil}
	rows := head
	if sumsOnTop {
		all[1], sum1[0], sum1[1], sum2[0], sum2[1] = "Toàn Khối", "I", "Cụm số 1", "II", "Cụm số 2"
		rows = append(append(rows, all, sum1), one...)
		rows = append(append(rows, sum2), two...)
	} else {
		rows = append(append(append(rows, []any{"I", "Cụm số 1"}), one...), sum1, []any{"II", "Cụm số 2"})
		rows = append(append(rows, two...), sum2, all)
	}
	return page{name: "Tổng hợp", rows: rows, merges: []string{"A4:A5", "B4:B5", "C4:E4", "F4:F5", "G4:G5"}}
}

// summarySays is what the bloc's summary says where the units of the first
// cluster stand in these rows.
func summarySays(hoaBinh, anPhu int) string {
	return fmt.Sprintf(`
		khoi 2024-Q1 preliminary units_in_rows
		C%[1]d hoa-binh revenue 900e9 2024 plan
		D%[1]d hoa-binh revenue 207e9
		F%[1]d hoa-binh workers 410
		G%[1]d hoa-binh average_income 9.5e6*1230
		C%[2]d an-phu revenue 50e9 2024 plan
		D%[2]d an-phu revenue 12.25e9
		F%[2]d an-phu workers 125
		G%[2]d an-phu average_income 9e6*375
		C11 dai-loc revenue 4000e9 2024 plan
		D11 dai-loc revenue 1000.5e9
		F11 dai-loc workers 1500
		G11 dai-loc average_income 11.2e6*4500
		C12 don-vi-1 revenue 80e9 2024 plan
		D12 don-vi-1 revenue 19.75e9
		F12 don-vi-1 workers 40
		G12 don-vi-1 average_income 8e6*120
	`, hoaBinh, anPhu)
}

// blocSummaryHidden is the bloc's summary with the column of workers hidden.
func blocSummaryHidden() page {
	p := summaryOfBloc(false)
	p.setup = func(f *excelize.File, name string) error { return f.SetColVisible(name, "F", false) }
	return p
}

// partyFormOfQuarter is the form on the Party's life, units in rows.
func partyFormOfQuarter() page {
	return page{
		name: "Biểu 03",
		rows: [][]any{
			{"CỤM SỐ 1"},
			{"BIỂU TỔNG HỢP CÔNG TÁC XÂY DỰNG ĐẢNG"},
			{"Quý I năm 2024"},
			{"TT", "TCCSĐ", "Loại hình (ĐB/CB)", "Số CBTT", "Đảng viên", nil, nil, "Kết nạp", nil, "Huy hiệu Đảng", nil, "KT, GS", nil, "Xếp loại"},
			{nil, nil, nil, nil, "Tổng", "Trong đó", nil, "KH", "TH", "30", "40", "Kiểm tra", "Giám sát"},
			{nil, nil, nil, nil, nil, "CT", "DB"},
			{1, "Công ty Cổ phần Hòa Bình", "ĐB", 4, 60, 57, 3, 5, 2, 1, 0, 2, 1, "HTXSNV"},
			{2, "Công ty TNHH An Phú", "CB", nil, 12, 12, 0, 1, 0, nil, 1, 1, 0, "HTTNV"},
			{nil, "Tổng số", nil, 4, 72, 69, 3, 6, 2, 1, 1, 3, 1},
		},
		merges: []string{"A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:G4", "E5:E6", "F5:G5", "H4:I4", "H5:H6", "I5:I6", "J4:K4", "J5:J6", "K5:K6",
			"L4:M4", "L5:L6", "M5:M6", "N4:N6"},
	}
}

// statisticsForm follows the statistics office's form 01-CS.
func statisticsForm() page {
	return page{
		name: "01-CS",
		rows: [][]any{
			{"Biểu số: 01-CS/SXCN", nil, nil, "Đơn vị nhận báo cáo: Chi cục Thống kê"},
			{"Ngày nhận báo cáo: Ngày 12 tháng sau tháng báo cáo"},
			{nil, "BÁO CÁO HOẠT ĐỘNG SẢN XUẤT"},
			{nil, "(Tháng 3 năm 2024)"},
			{"Tên đơn vị: Chi bộ Công ty TNHH An Phú"},
			{"Mã số thuế: 2800000001"},
			{nil, nil, nil, nil, nil, "Đơn vị tính: triệu đồng"},
			{"TT", "Tên chỉ tiêu", "Mã số", "Thực hiện tháng báo cáo", "Cộng dồn từ đầu năm đến cuối tháng báo cáo", "Dự tính thực hiện tháng tiếp theo"},
			{"A", "B", "C", 1, 2, 3},
			{1, "Doanh thu thuần", "01", 4200, 12250, 4300},
			{2, "Thuế và các khoản phải nộp nhà nước", "02", 400, 1234.5, 410},
			{"Khó khăn, kiến nghị: giá nguyên liệu tăng 12%."},
		},
	}
}

func quarterPage(name, title string, revenue float64) page {
	return page{name: name, rows: [][]any{
		{"Đơn vị báo cáo:", "Công ty TNHH An Phú"},
		{title},
		{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"},
		{1, "Doanh thu", "tỷ đồng", revenue},
	}}
}

func clusterPage(name, unit string, workers int) page {
	return page{name: name, rows: [][]any{
		{"Đảng ủy Khối Doanh nghiệp tỉnh"},
		{"Tổng hợp lao động quý I/2024"},
		{"TT", "Tên đơn vị", "Lao động"},
		{1, unit, workers},
	}}
}

// withHidden is the plain form with a row and a column out of sight.
func withHidden() page {
	p := plainForm()
	p.setup = func(f *excelize.File, name string) error {
		if err := f.SetRowVisible(name, 5, false); err != nil {
			return err
		}
		return f.SetColVisible(name, "E", false)
	}
	return p
}

// withFormulas computes some of the plain form's figures.
func withFormulas() page {
	p := plainForm()
	p.rows[3][5] = formula{"E4+1.75", 12.25}
	p.rows[4][5] = formula{"ROUND(E5*1.37166666,1)", 1234.5}
	p.rows[5][5] = formula{"SUM(E6,5)", 125}
	p.rows[7][5] = formula{`IF(F6>0,"1,75","")`, "1,75"}
	return p
}

const formulaSays = plainSays

// withComments is the plain form with remarks beside its figures.
func withComments() page {
	p := plainForm()
	p.setup = func(f *excelize.File, name string) error {
		if err := f.AddComment(name, excelize.Comment{Cell: "F4", Author: "Văn phòng", Paragraph: []excelize.RichTextRun{{Text: "Đề nghị xem lại: 999 tỷ?"}}}); err != nil {
			return err
		}
		return f.AddShape(name, &excelize.Shape{Cell: "H4", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "Doanh thu 999 tỷ đồng"}}})
	}
	return p
}
