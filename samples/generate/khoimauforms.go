package main

import (
	"fmt"
	"math"
	"slices"

	"giaoban/ingest/catalog"
)

// Vintages as a title states them.
const (
	finalFigures       = "(số liệu chính thức)"
	preliminaryFigures = "(số liệu sơ bộ)"
	estimatedFigures   = "(ước thực hiện)"
)

// partyWork is what the Party form is titled.
const partyWork = "CÔNG TÁC XÂY DỰNG ĐẢNG"

// sheetOf is one table of a workbook of the bloc.
type sheetOf struct {
	period   catalog.Period
	vintage  string
	columns  []columnGroup
	about    string
	nameHead string
	money    bool // amounts in million đồng
}

// files writes the bloc's workbooks: on the economy by quarter, cumulated and
// by month; on Party work by half year and by quarter; and the yearly ranking.
func (b modelBloc) files() ([]file, error) {
	var out []file
	add := func(name string, sheets ...sheetOf) error {
		f, err := b.write("khoi-mau/"+name+".xlsx", sheets)
		out = append(out, f)
		return err
	}
	for year := 2019; year <= 2025; year++ {
		if err := b.yearFiles(year, add); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// yearFiles adds the workbooks of one year.
func (b modelBloc) yearFiles(year int, add func(string, ...sheetOf) error) error {
	y := period(fmt.Sprint(year))
	all := slices.Concat(monthlyIndicators(), quarterlyIndicators())
	var economy, rest, party []sheetOf
	for _, q := range within(b.quarters, y) {
		vintage := finalFigures
		if q.Code() == "2025-Q4" {
			vintage = estimatedFigures
		}
		economy = append(economy, b.economySheet(q, vintage, all))
		rest = append(rest, b.economySheet(q, vintage, quarterlyIndicators()))
	}
	for _, p := range b.partyPeriods(y) {
		vintage := finalFigures
		if p.Code() == "2025-Q4" {
			vintage = estimatedFigures
		}
		party = append(party, sheetOf{period: p, vintage: vintage, columns: modelPartyColumns(), about: partyWork, nameHead: "Tổ chức cơ sở đảng"})
	}
	var err error
	try := func(name string, sheets ...sheetOf) {
		if err == nil {
			err = add(name, sheets...)
		}
	}
	switch {
	case year <= lastQuarterly:
		try(fmt.Sprintf("%d/kinh-te-%d", year, year), economy...)
	case year == cumulated:
		for _, code := range []string{"2022-Q1", "2022-H1", "2022-9M", "2022"} {
			try("2022/kinh-te-"+code, b.economySheet(period(code), finalFigures, all))
		}
	default:
		for _, q := range within(b.quarters, y) {
			b.monthFiles(q, try)
		}
		try(fmt.Sprintf("%d/kinh-te-quy-%d", year, year), rest...)
	}
	try(fmt.Sprintf("%d/dang-%d", year, year), party...)
	try(fmt.Sprintf("%d/xep-loai-%d", year, year), sheetOf{
		period: y, vintage: finalFigures, columns: rankingColumns(), about: "XẾP LOẠI CHẤT LƯỢNG", nameHead: "Tổ chức cơ sở đảng",
	})
	return err
}

// monthFiles adds the months of a quarter: one workbook with three sheets,
// and for the last quarter a workbook a month, as they came in. Before a half
// year closes an estimate of its last month is sent ahead.
func (b modelBloc) monthFiles(q catalog.Period, try func(string, ...sheetOf)) {
	var sheets []sheetOf
	for i, m := range within(b.months, q) {
		vintage := finalFigures
		if q.Code() == "2025-Q4" {
			vintage = [...]string{finalFigures, preliminaryFigures, estimatedFigures}[i]
		}
		s := b.economySheet(m, vintage, monthlyIndicators())
		sheets = append(sheets, s)
		if q.Code() == "2025-Q4" {
			try(fmt.Sprintf("%d/kinh-te-%s", m.Year(), m.Code()), s)
		} else if m.Index() == 6 || m.Index() == 12 {
			try(fmt.Sprintf("%d/kinh-te-%s-uoc", m.Year(), m.Code()), b.economySheet(m, estimatedFigures, monthlyIndicators()))
		}
	}
	if q.Code() != "2025-Q4" {
		try(fmt.Sprintf("%d/kinh-te-%s", q.Year(), q.Code()), sheets...)
	}
}

// write makes a workbook of the sheets.
func (b modelBloc) write(path string, sheets []sheetOf) (file, error) {
	w := newBook()
	for _, s := range sheets {
		form := columnsForm{
			above:    "TỈNH ỦY",
			sender:   "ĐẢNG ỦY KHỐI DOANH NGHIỆP MẪU",
			heading:  []string{"TỔNG HỢP " + s.about, upperFirst(s.period.Vietnamese()), s.vintage},
			before:   []string{"Đơn vị báo cáo: Đảng ủy Khối Doanh nghiệp mẫu"},
			note:     inventedAll,
			place:    "Ngày … tháng … năm …",
			period:   s.period,
			nameHead: s.nameHead,
			groups:   b.groups(s.period),
			columns:  s.columns,
			weight:   "workers",
			total:    "Toàn Khối",
		}
		if s.money {
			form.before = append(form.before, "Đơn vị tính: triệu đồng")
		}
		form.write(w.sheet(sheetName(s.period)), b.reported(s))
	}
	data, err := w.bytes()
	if err != nil {
		return file{}, fmt.Errorf("%s: %w", path, err)
	}
	return file{path, data}, nil
}

// sheetName names a sheet by its period, without the slash Excel forbids.
func sheetName(p catalog.Period) string {
	switch p.Grain() {
	case catalog.Month:
		return fmt.Sprintf("Tháng %d.%d", p.Index(), p.Year())
	case catalog.Quarter:
		return fmt.Sprintf("Quý %s.%d", roman(p.Index()), p.Year())
	}
	return upperFirst(p.Vietnamese())
}

// reported returns the figures that stand on a sheet: those of the units that
// had reported, and in an estimate what they then expected.
func (b modelBloc) reported(s sheetOf) ledger {
	l := ledger{}
	for _, u := range b.in(s.period) {
		if silent(u, s) {
			continue
		}
		for _, g := range s.columns {
			for _, c := range g.columns {
				k := key{u.code, c.indicator, s.period}
				f, ok := b.ledger[k]
				if !ok {
					continue
				}
				if s.vintage == estimatedFigures && f.den == 0 && f.num > 1000 && c.indicator != "average_income" {
					rounded := math.Round(float64(f.num) * (1 + 0.02*normal("estimate", c.indicator, u.code, s.period.Code())) / 10)
					f.num = int64(rounded) * 10
				}
				l[k] = f
			}
		}
	}
	return l
}

// silent reports whether a unit's report was missing when the sheet was made.
func silent(u modelUnit, s sheetOf) bool {
	var missing []string
	switch s.period.Code() {
	case "2020-Q2":
		missing = []string{"khoi-mau-145"}
	case "2023-Q3":
		if s.about == partyWork {
			missing = []string{"khoi-mau-134", "khoi-mau-163"}
		}
	case "2025-12", "2025-Q4":
		missing = []string{"khoi-mau-121", "khoi-mau-157", "khoi-mau-188"}
	}
	return slices.Contains(missing, u.code)
}

// economySheet is a table on the economy with some of its columns.
func (b modelBloc) economySheet(p catalog.Period, vintage string, indicators []string) sheetOf {
	s := sheetOf{period: p, vintage: vintage, about: "KẾT QUẢ SẢN XUẤT, KINH DOANH", nameHead: "Tên đơn vị", money: true}
	for _, g := range []columnGroup{
		{"Doanh thu", []column{{indicator: "revenue", unit: million()}}},
		{"Lợi nhuận trước thuế", []column{{indicator: "profit_before_tax", unit: million()}}},
		{"Nộp ngân sách nhà nước", []column{{indicator: "budget_paid", unit: million()}}},
		{"Nộp BHXH, BHYT, BHTN", []column{{indicator: "social_insurance_paid", unit: million()}}},
		{"Kim ngạch xuất khẩu (nghìn USD)", []column{{indicator: "export_turnover", unit: thousandUSD()}}},
		{"Vốn đầu tư thực hiện", []column{{indicator: "investment", unit: million()}}},
		{"Lao động (người)", []column{{indicator: "workers", unit: piece("người")}}},
		{"TNBQ (triệu đồng/người/tháng)", []column{{indicator: "average_income", unit: millionAMonth(), width: 16}}},
		{"An sinh xã hội", []column{{indicator: "welfare_spending", unit: million()}}},
	} {
		if slices.Contains(indicators, g.columns[0].indicator) {
			s.columns = append(s.columns, g)
		}
	}
	return s
}

// modelPartyColumns are the columns of the bloc's Party form.
func modelPartyColumns() []columnGroup {
	members, meetings := piece("đảng viên"), piece("cuộc")
	return []columnGroup{
		{"Loại hình (ĐB/CB)", []column{{from: fromUnit, text: partyKind}}},
		{"Số CBTT", []column{{indicator: "subordinate_cells", unit: piece("chi bộ")}}},
		{"Đảng viên", []column{
			{head: "Tổng số", indicator: "party_members", unit: members},
			{head: "Chính thức", indicator: "members_official", unit: members},
			{head: "Dự bị", indicator: "members_probationary", unit: members},
		}},
		{"Phát triển đảng viên", []column{
			{head: "Quần chúng học lớp nhận thức", indicator: "awareness_class", unit: members},
			{head: "Đề nghị kết nạp", indicator: "admission_proposals", unit: members},
			{head: "Kết nạp đảng viên mới", indicator: "admissions", unit: members},
			{head: "Chuyển đảng chính thức", indicator: "official_transfers", unit: members},
		}},
		{"Chuyển sinh hoạt", []column{
			{head: "Đến", indicator: "transfers_in", unit: members},
			{head: "Đi", indicator: "transfers_out", unit: members},
		}},
		{"Kiểm tra", []column{{head: "Cuộc", indicator: "inspections", unit: meetings}}},
		{"Giám sát", []column{{head: "Cuộc", indicator: "supervisions", unit: meetings}}},
		{"Sinh hoạt chuyên đề", []column{{indicator: "thematic_meetings", unit: meetings}}},
		{"Tỷ lệ dự sinh hoạt", []column{{indicator: "meeting_attendance", unit: members}}},
	}
}

// rankingColumns are the columns of the yearly quality ranking.
func rankingColumns() []columnGroup {
	var out []columnGroup
	for _, side := range []struct{ code, head string }{{"organisations", "TCCSĐ"}, {"members", "Đảng viên"}} {
		for _, class := range []struct{ code, head string }{
			{"excellent", "hoàn thành xuất sắc nhiệm vụ"}, {"good", "hoàn thành tốt nhiệm vụ"},
			{"completed", "hoàn thành nhiệm vụ"}, {"failed", "không hoàn thành nhiệm vụ"},
		} {
			out = append(out, columnGroup{side.head + " " + class.head, []column{{
				indicator: "ranked_" + side.code + "_" + class.code, unit: piece(""),
			}}})
		}
	}
	return out
}
