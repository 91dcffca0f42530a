package main

// zones is the Party committee of a province's industrial zones in the first
// half of 2016. It reports for itself, in one form with indicators in rows:
// every figure but the same-period ones was printed.
type zones struct {
	ledger, plans ledger
}

func newZones() zones {
	p := period("2016-H1")
	z := zones{ledger{}, ledger{}}
	for indicator, n := range map[string]int64{
		"investor_visits": 12, "projects_active": 43, "projects_operating": 30, "projects_under_construction": 7,
		"projects_in_procedure": 6, "projects_domestic": 22, "projects_foreign": 21,
		"registered_capital": 11_740_000, "industrial_output": 5_554_000, "export_turnover": 265_000,
		"workers": 28_000, "disbursement": 29_000,
		"party_members": 157, "subordinate_cells": 9, "new_organisations": 3,
		"commendations_collective": 5, "commendations_individual": 26,
		"commendations_collective_committee": 3, "commendations_collective_cell": 2,
		"commendations_individual_committee": 6, "commendations_individual_cell": 20,
	} {
		z.ledger.set("kcn", indicator, p, n)
	}
	// "75 %" of 157 members, none of whom can be split.
	z.ledger[key{"kcn", "resolution_study_members", p}] = figure{num: 118, den: 157}
	// The growth was printed (6 % and 32 %), its base was not.
	z.ledger.set("kcn", "industrial_output", p.AddYears(-1), 5_239_600)
	z.ledger.set("kcn", "export_turnover", p.AddYears(-1), 200_760)
	// 29 tỷ đồng were 40 % of the year's capital.
	z.plans.set("kcn", "disbursement", yearOf(p), 72_500)

	return z
}

func (z zones) files() ([]file, error) {
	project, members := piece("dự án"), piece("đảng viên")
	form := rowsForm{
		above:      "TỈNH ỦY",
		sender:     "ĐẢNG ỦY CÁC KHU CÔNG NGHIỆP",
		heading:    []string{"BÁO CÁO KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM 2016"},
		before:     []string{"Đơn vị báo cáo: Đảng ủy các Khu công nghiệp"},
		note:       inventedSome,
		place:      "Ngày 11 tháng 7 năm 2016",
		org:        "kcn",
		period:     period("2016-H1"),
		planHead:   "Kế hoạch năm 2016",
		baseHead:   "Cùng kỳ năm 2015",
		reportHead: "Thực hiện 6 tháng đầu năm 2016",
		unitColumn: true,
		lines: []line{
			{mark: "I", text: "KẾT QUẢ SẢN XUẤT, KINH DOANH"},
			{mark: "1", indicator: "investor_visits", text: "Lượt khách tìm hiểu đầu tư", unit: piece("lượt khách")},
			{mark: "2", indicator: "projects_active", text: "Dự án còn hiệu lực", unit: project},
			{mark: "-", indicator: "projects_operating", text: "Dự án đã đi vào hoạt động", unit: project},
			{mark: "-", indicator: "projects_under_construction", text: "Dự án đang xây dựng", unit: project},
			{mark: "-", indicator: "projects_in_procedure", text: "Dự án đang làm thủ tục", unit: project},
			{mark: "-", indicator: "projects_domestic", text: "Dự án trong nước", unit: project},
			{mark: "-", indicator: "projects_foreign", text: "Dự án FDI", unit: project},
			{mark: "3", indicator: "registered_capital", text: "Tổng vốn đăng ký", unit: billion(), note: "lũy kế đến nay"},
			{mark: "4", indicator: "industrial_output", text: "Giá trị sản xuất công nghiệp", unit: billion()},
			{mark: "5", indicator: "export_turnover", text: "Kim ngạch xuất khẩu", unit: millionUSD()},
			{mark: "6", indicator: "disbursement", text: "Giải ngân vốn", unit: billion(), note: "kế hoạch: vốn bố trí cả năm"},
			{mark: "7", indicator: "workers", text: "Lao động", unit: piece("người"), raw: "gần 28 ngàn người"},
			{mark: "II", text: "CÔNG TÁC XÂY DỰNG ĐẢNG"},
			{mark: "1", indicator: "subordinate_cells", text: "Chi bộ trực thuộc", unit: piece("chi bộ")},
			{mark: "2", indicator: "new_organisations", text: "Thành lập mới tổ chức đảng", unit: piece("tổ chức")},
			{mark: "3", indicator: "party_members", text: "Tổng số đảng viên", unit: members},
			{mark: "4", indicator: "resolution_study_members", text: "Đảng viên học tập nghị quyết", unit: members},
			{mark: "5", indicator: "commendations_collective", text: "Khen thưởng tập thể", unit: piece("tập thể")},
			{mark: "-", indicator: "commendations_collective_committee", text: "Tập thể cấp đảng ủy", unit: piece("tập thể")},
			{mark: "-", indicator: "commendations_collective_cell", text: "Tập thể cấp chi bộ", unit: piece("tập thể")},
			{mark: "6", indicator: "commendations_individual", text: "Khen thưởng cá nhân", unit: piece("cá nhân")},
			{mark: "-", indicator: "commendations_individual_committee", text: "Cá nhân cấp đảng ủy", unit: piece("cá nhân")},
			{mark: "-", indicator: "commendations_individual_cell", text: "Cá nhân cấp chi bộ", unit: piece("cá nhân")},
		},
	}
	f, err := workbook("kcn/2016-H1.xlsx", "Biểu 6 tháng", func(s *sheet) { form.write(s, z.ledger, z.plans) })
	return []file{f}, err
}
