package main

import (
	"fmt"

	"giaoban/ingest/catalog"
)

// Places and issuing lines of Cụm số 7.
const (
	cluster7Name  = "CỤM SỐ 7"
	cluster7Place = "Cụm số 7, ngày 30 tháng 3 năm 2024"
)

// templates is the number of units that fill in the form the program writes;
// the rest keep their own.
const templates = 9

// formPath is where a unit's form for 2024-Q1 is.
func formPath(u enterprise) string {
	return "cum-7/2024-Q1/don-vi-" + u.name[len("Đơn vị "):] + ".xlsx"
}

// freeForms writes the forms of the units that keep their own layout, each
// with its habits.
func (c cluster7) freeForms() ([]file, error) {
	var out []file
	for i, u := range c.units[templates:] {
		path := formPath(u)
		f, err := workbook(path, "Quý I.2024", func(s *sheet) { c.freeForm(u, i).write(s, c.ledger, c.plans) })
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// freeForm is the form of the i-th unit.
func (c cluster7) freeForm(u enterprise, i int) rowsForm {
	party := "ĐẢNG ỦY"
	if u.kind == catalog.Cell {
		party = "CHI BỘ"
	}
	form := rowsForm{
		above:  "ĐẢNG ỦY KHỐI – " + cluster7Name,
		sender: party + " ĐƠN VỊ " + u.name[len("Đơn vị "):],
		heading: []string{
			"BÁO CÁO KẾT QUẢ CÔNG TÁC QUÝ I NĂM 2024",
			"(ước thực hiện, tính đến 30/3/2024)",
		},
		before:     []string{"Đơn vị báo cáo: " + u.name},
		note:       inventedBelow,
		place:      cluster7Place,
		org:        u.code,
		period:     period("2024-Q1"),
		planHead:   "Kế hoạch năm 2024",
		baseHead:   "Thực hiện quý I/2023",
		reportHead: "Ước thực hiện quý I/2024",
		unitColumn: true,
	}
	money := billion()
	switch i {
	case 0, 6: // triệu đồng throughout
		money = million()
	case 2, 4: // money typed as text
		form.hand = typed
	case 3: // no unit column: one line over the table
		money = million()
		form.unitColumn = false
		form.before = append(form.before, "Đơn vị tính: triệu đồng")
		form.hand = careless
	case 5:
		form.hand = hedged
	}
	form.lines = c.lines(u, money, form.unitColumn)
	return form
}

// lines are the rows of a free form. Without a unit column the unit of what is
// not money stands in the row's text.
func (c cluster7) lines(u enterprise, money written, unitColumn bool) []line {
	name := func(text string, unit written) string {
		if unitColumn {
			return text
		}
		return text + " (" + unit.text + ")"
	}
	row := func(mark, indicator, text string, unit written) line {
		if unit == money {
			return line{mark: mark, indicator: indicator, text: text, unit: unit}
		}
		return line{mark: mark, indicator: indicator, text: name(text, unit), unit: unit}
	}
	people, members := piece("người"), piece("đảng viên")
	cells, inspections := piece("chi bộ"), piece("cuộc")
	return []line{
		{mark: "I", text: "KẾT QUẢ SẢN XUẤT, KINH DOANH"},
		row("1", "revenue", "Tổng doanh thu", money),
		row("2", "budget_paid", "Nộp ngân sách nhà nước", money),
		row("3", "social_insurance_paid", "Nộp BHXH, BHYT, BHTN", money),
		row("4", "export_turnover", "Kim ngạch xuất khẩu", thousandUSD()),
		row("5", "workers", "Tổng số lao động", people),
		row("6", "average_income", "Thu nhập bình quân", millionAMonth()),
		row("7", "welfare_spending", "An sinh xã hội, từ thiện", money),
		{mark: "II", text: "CÔNG TÁC XÂY DỰNG ĐẢNG"},
		{mark: "a)", text: "Tổ chức, đảng viên"},
		row("1", "party_organisations", "Tổ chức cơ sở đảng", piece("tổ chức")),
		row("-", "party_committees", "Đảng bộ cơ sở", piece("đảng bộ")),
		row("-", "grassroots_cells", "Chi bộ cơ sở", cells),
		row("2", "subordinate_cells", "Chi bộ trực thuộc", cells),
		row("3", "party_members", "Tổng số đảng viên", members),
		row("-", "members_official", "Đảng viên chính thức", members),
		row("-", "members_probationary", "Đảng viên dự bị", members),
		{mark: "b)", text: "Phát triển đảng viên"},
		row("1", "awareness_class", "Quần chúng học lớp nhận thức về Đảng", people),
		row("2", "admission_proposals", "Đề nghị kết nạp", people),
		row("3", "admissions", "Kết nạp đảng viên mới", members),
		row("4", "official_transfers", "Chuyển đảng chính thức", members),
		row("5", "transfers_in", "Chuyển sinh hoạt đến", members),
		row("6", "transfers_out", "Chuyển sinh hoạt đi", members),
		row("7", "badges_30", "Huy hiệu 30 năm tuổi Đảng", members),
		{mark: "c)", text: "Kiểm tra, giám sát"},
		row("1", "inspections_supervision", "Số cuộc kiểm tra, giám sát", inspections),
		{mark: "III", text: "VĂN HÓA DOANH NGHIỆP"},
		row("1", "cultural_standard", "Đạt chuẩn văn hóa", piece("đơn vị")),
		row("2", "model_enterprises", "Doanh nghiệp kiểu mẫu", piece("đơn vị")),
		row("3", "culture_registrations", "Đăng ký doanh nghiệp văn hóa", piece("đơn vị")),
	}
}

// summaries writes the cluster's own tables for the quarters before 2024: one
// workbook for the economy and one on the Party form.
func (c cluster7) summaries() ([]file, error) {
	var out []file
	for _, q := range c.history {
		for _, form := range []struct {
			name string
			columnsForm
		}{{"kinh-te", c.economySummary(q)}, {"dang", c.partySummary(q)}} {
			b := newBook()
			form.write(b.sheet("Tổng hợp"), c.ledger)
			data, err := b.bytes()
			if err != nil {
				return nil, fmt.Errorf("cum-7 %s %s: %w", q, form.name, err)
			}
			out = append(out, file{fmt.Sprintf("cum-7/%d/%s-%s.xlsx", q.Year(), q.Code(), form.name), data})
		}
	}
	return out, nil
}

// summary is what both tables share.
func (c cluster7) summary(q catalog.Period, about string) columnsForm {
	end := q.Last()
	return columnsForm{
		above:    "ĐẢNG ỦY KHỐI",
		sender:   cluster7Name,
		heading:  []string{"TỔNG HỢP " + about, upperFirst(q.Vietnamese()), "(số liệu chính thức)"},
		before:   []string{"Đơn vị báo cáo: Cụm số 7"},
		note:     inventedAll,
		place:    fmt.Sprintf("Cụm số 7, ngày %02d tháng %02d năm %d", 15, end.AddDate(0, 0, 15).Month(), end.AddDate(0, 0, 15).Year()),
		period:   q,
		groups:   []unitGroup{{units: c.units[:newcomer]}},
		weight:   "workers",
		total:    "Toàn Cụm",
		nameHead: "Tên đơn vị",
	}
}

func (c cluster7) economySummary(q catalog.Period) columnsForm {
	form := c.summary(q, "KẾT QUẢ SẢN XUẤT, KINH DOANH")
	form.before = append(form.before, "Đơn vị tính: triệu đồng")
	if q.Code() == "2021-Q3" {
		form.slip = "welfare_spending"
	}
	form.columns = []columnGroup{
		{"Doanh thu", []column{{indicator: "revenue", unit: million()}}},
		{"Nộp NSNN", []column{{indicator: "budget_paid", unit: million()}}},
		{"Nộp BHXH", []column{{indicator: "social_insurance_paid", unit: million()}}},
		{"Kim ngạch xuất khẩu (nghìn USD)", []column{{indicator: "export_turnover", unit: thousandUSD()}}},
		{"Lao động (người)", []column{{indicator: "workers", unit: piece("người")}}},
		{"TNBQ (triệu đồng/người/tháng)", []column{{indicator: "average_income", unit: millionAMonth()}}},
		{"ASXH, từ thiện", []column{{indicator: "welfare_spending", unit: million()}}},
	}
	return form
}

func (c cluster7) partySummary(q catalog.Period) columnsForm {
	form := c.summary(q, "CÔNG TÁC XÂY DỰNG ĐẢNG")
	form.nameHead = "Tổ chức cơ sở đảng"
	form.columns = partyColumns()
	form.totalFirst = true
	return form
}

// partyColumns are the columns of the quarterly Party form.
func partyColumns() []columnGroup {
	members := piece("đảng viên")
	return []columnGroup{
		{"Loại hình (ĐB/CB)", []column{{from: fromUnit, text: partyKind}}},
		{"Số chi bộ trực thuộc", []column{{indicator: "subordinate_cells", unit: piece("chi bộ")}}},
		{"Đảng viên", []column{
			{head: "Tổng số", indicator: "party_members", unit: members},
			{head: "Chính thức", indicator: "members_official", unit: members},
			{head: "Dự bị", indicator: "members_probationary", unit: members},
		}},
		{"Kết nạp đảng viên mới", []column{{indicator: "admissions", unit: members}}},
		{"Chuyển đảng chính thức", []column{{indicator: "official_transfers", unit: members}}},
		{"Quần chúng học lớp nhận thức", []column{{indicator: "awareness_class", unit: members}}},
		{"Đề nghị kết nạp", []column{{indicator: "admission_proposals", unit: members}}},
		{"Chuyển sinh hoạt", []column{
			{head: "Đến", indicator: "transfers_in", unit: members},
			{head: "Đi", indicator: "transfers_out", unit: members},
		}},
		{"Kiểm tra, giám sát (cuộc)", []column{{indicator: "inspections_supervision", unit: piece("cuộc")}}},
	}
}
