package main

// district is the enterprise bloc of a city district in the first quarter of
// 2022: it reports for itself, and writes ratios as text, "714/727".
type district struct {
	ledger, plans ledger
}

func newDistrict() district {
	p := period("2022-Q1")
	d := district{ledger{}, ledger{}}
	for indicator, n := range map[string]int64{
		"documents_issued": 8, "new_organisations": 1, "awareness_class": 19, "admission_proposals": 8,
		"official_transfers": 7, "transfers_out": 15, "mass_mobilisation_models": 3,
		"subordinate_cells": 69, "party_members": 727,
	} {
		d.ledger.set("long-bien", indicator, p, n)
	}
	d.ledger[key{"long-bien", "resolution_study_cells", p}] = figure{num: 69, den: 69}
	d.ledger[key{"long-bien", "resolution_study_members", p}] = figure{num: 714, den: 727}
	// 8 were 53,3 % of the year's target.
	d.plans.set("long-bien", "admission_proposals", yearOf(p), 15)

	return d
}

func (d district) files() ([]file, error) {
	people, members := piece("người"), piece("đảng viên")
	form := rowsForm{
		above:      "QUẬN ỦY",
		sender:     "ĐẢNG ỦY KHỐI DOANH NGHIỆP QUẬN",
		heading:    []string{"BIỂU SỐ LIỆU CÔNG TÁC XÂY DỰNG ĐẢNG", "Quý I năm 2022 (tính đến 30/3/2022)"},
		before:     []string{"Đơn vị báo cáo: Khối doanh nghiệp quận Long Biên"},
		note:       "Số liệu minh họa: lấy từ báo cáo đã công bố của quý.",
		place:      "Ngày 30 tháng 3 năm 2022",
		org:        "long-bien",
		period:     period("2022-Q1"),
		planHead:   "Chỉ tiêu năm 2022",
		reportHead: "Thực hiện quý I/2022",
		unitColumn: true,
		lines: []line{
			{mark: "I", text: "LÃNH ĐẠO, CHỈ ĐẠO"},
			{mark: "1", indicator: "documents_issued", text: "Văn bản ban hành", unit: piece("văn bản"), raw: "08"},
			{mark: "2", indicator: "resolution_study_cells", text: "Chi bộ học tập nghị quyết", unit: piece("chi bộ")},
			{mark: "3", indicator: "resolution_study_members", text: "Đảng viên học tập nghị quyết", unit: members},
			{mark: "II", text: "TỔ CHỨC, ĐẢNG VIÊN"},
			{mark: "1", indicator: "subordinate_cells", text: "Chi bộ trực thuộc", unit: piece("chi bộ")},
			{mark: "2", indicator: "party_members", text: "Tổng số đảng viên", unit: members},
			{mark: "3", indicator: "new_organisations", text: "Thành lập mới tổ chức đảng", unit: piece("tổ chức"), raw: "01"},
			{mark: "4", indicator: "awareness_class", text: "Quần chúng học lớp nhận thức về Đảng", unit: people},
			{mark: "5", indicator: "admission_proposals", text: "Đề nghị kết nạp", unit: people, raw: "08"},
			{mark: "6", indicator: "official_transfers", text: "Công nhận đảng viên chính thức", unit: members, raw: "07"},
			{mark: "7", indicator: "transfers_out", text: "Chuyển sinh hoạt đi", unit: members},
			{mark: "III", text: "DÂN VẬN"},
			{mark: "1", indicator: "mass_mobilisation_models", text: "Mô hình dân vận khéo", unit: piece("mô hình"), raw: "03"},
		},
	}
	f, err := workbook("long-bien/2022-Q1.xlsx", "Quý I", func(s *sheet) { form.write(s, d.ledger, d.plans) })
	return []file{f}, err
}
