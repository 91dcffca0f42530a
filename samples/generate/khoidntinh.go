package main

import (
	"giaoban/ingest/catalog"
)

// provincialBloc is the enterprise bloc of a province in the first half of
// 2021: three printed totals and a printed growth, over 40 invented units.
type provincialBloc struct {
	sectors []string
	units   []enterprise // in sector order
	ledger  ledger
}

func newProvincialBloc() provincialBloc {
	b := provincialBloc{
		sectors: []string{"Công nghiệp – xây dựng", "Thương mại – dịch vụ", "Nông nghiệp", "Ngân hàng – bảo hiểm", "Giao thông vận tải"},
		ledger:  ledger{},
	}
	for s, count := range []int{13, 10, 7, 6, 4} {
		for range count {
			u := enterprise{kind: catalog.Committee, sector: b.sectors[s]}
			u.code, u.name = numbered("khoi-dn-tinh", 21+len(b.units))
			u.size = size(1.1, u.code)
			if u.size < 0.45 {
				u.kind = catalog.Cell
			}
			b.units = append(b.units, u)
		}
	}
	orgs := codes(b.units)
	now, before := period("2021-H1"), period("2020-H1")

	// 24 730 tỷ đồng is 21,37 % more than 20 375,7: the base that the printed
	// growth implies, to a tenth of a tỷ.
	revenue := weights(b.units, func(u enterprise) float64 { return u.size * between(0.7, 1.3, "revenue", u.code) })
	b.ledger.spread(orgs, "revenue", now, share(24_730_000, revenue))
	b.ledger.spread(orgs, "revenue", before, share(20_375_700, weights(b.units, func(u enterprise) float64 {
		return float64(b.ledger.n(u.code, "revenue", now)) / (1.2 + 0.12*normal("growth", u.code))
	})))
	for _, t := range []struct {
		p                                  catalog.Period
		insurance, workers, budget, income int64
	}{
		{now, 472_000, 25_130, 1_318_400, 9_350},
		{before, 441_600, 24_470, 1_106_900, 8_870},
	} {
		b.ledger.spread(orgs, "workers", t.p, share(t.workers, weights(b.units, func(u enterprise) float64 {
			return (0.2 + u.size) * between(0.6, 1.4, "workers", u.code) * between(0.98, 1.02, "workers", u.code, t.p.Code())
		})))
		spreadMean(b.ledger, b.units, "average_income", "workers", t.p, t.income)
		b.ledger.spread(orgs, "social_insurance_paid", t.p, share(t.insurance, weights(b.units, func(u enterprise) float64 {
			return float64(b.ledger.n(u.code, "workers", t.p)*b.ledger.n(u.code, "average_income", t.p)) * between(0.95, 1.05, "insurance", u.code, t.p.Code())
		})))
		b.ledger.spread(orgs, "budget_paid", t.p, share(t.budget, weights(b.units, func(u enterprise) float64 {
			return float64(b.ledger.n(u.code, "revenue", t.p)) * between(0.5, 1.7, "budget", u.code)
		})))
	}
	return b
}

// files writes the half year's report, with the same period beside the
// revenue, and the report of a year before.
func (b provincialBloc) files() ([]file, error) {
	now, err := workbook("khoi-dn-tinh/2021-H1.xlsx", "6 tháng 2021", func(s *sheet) {
		form := b.form("2021-H1", "(ước thực hiện, tính đến 30/6/2021)", "Ngày 05 tháng 7 năm 2021")
		form.columns[0] = columnGroup{"Doanh thu", []column{
			{head: "Ước thực hiện 6 tháng đầu năm 2021", indicator: "revenue", unit: million(), width: 16},
			{head: "Thực hiện 6 tháng đầu năm 2020", indicator: "revenue", unit: million(), from: fromBase, width: 16},
			{head: "So với cùng kỳ (%)", indicator: "revenue", from: fromGrowth},
		}}
		form.write(s, b.ledger)
	})
	if err != nil {
		return nil, err
	}
	before, err := workbook("khoi-dn-tinh/2020-H1.xlsx", "6 tháng 2020", func(s *sheet) {
		b.form("2020-H1", "(số liệu chính thức)", "Ngày 10 tháng 8 năm 2020").write(s, b.ledger)
	})
	return []file{before, now}, err
}

func (b provincialBloc) form(code, status, place string) columnsForm {
	p := period(code)
	form := columnsForm{
		above:    "TỈNH ỦY",
		sender:   "ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH",
		heading:  []string{"TỔNG HỢP KẾT QUẢ SẢN XUẤT, KINH DOANH", upperFirst(p.Vietnamese()), status},
		before:   []string{"Đơn vị báo cáo: Đảng ủy Khối Doanh nghiệp tỉnh", "Đơn vị tính: triệu đồng"},
		note:     inventedBelow,
		place:    place,
		period:   p,
		nameHead: "Tên đơn vị",
		weight:   "workers",
		total:    "Tổng cộng",
		columns: []columnGroup{
			{"Doanh thu", []column{{indicator: "revenue", unit: million()}}},
			{"Nộp ngân sách", []column{{indicator: "budget_paid", unit: million()}}},
			{"Nộp BHXH", []column{{indicator: "social_insurance_paid", unit: million()}}},
			{"Lao động (người)", []column{{indicator: "workers", unit: piece("người")}}},
			{"TNBQ (triệu đồng/người/tháng)", []column{{indicator: "average_income", unit: millionAMonth(), width: 16}}},
		},
	}
	for i, sector := range b.sectors {
		g := unitGroup{mark: roman(i + 1), title: "Khối " + sector}
		for _, u := range b.units {
			if u.sector == sector {
				g.units = append(g.units, u)
			}
		}
		form.groups = append(form.groups, g)
	}
	return form
}

// roman writes 1 to 9 as group rows are numbered.
func roman(n int) string {
	return [...]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[n-1]
}

// spreadMean gives each unit a value, in tens, such that the mean over the
// weights is as close to the given one as tens allow.
func spreadMean(l ledger, units []enterprise, indicator, weight string, p catalog.Period, mean int64) {
	raw := weights(units, func(u enterprise) float64 {
		return between(0.78, 1.32, "income", u.code) * between(0.98, 1.02, "income", u.code, p.Code())
	})
	var product, total float64
	for i, u := range units {
		n := float64(l.n(u.code, weight, p))
		product += raw[i] * n
		total += n
	}
	for i, u := range units {
		exact := raw[i] * float64(mean) * total / product
		l.set(u.code, indicator, p, int64(exact/10+0.5)*10)
	}
}
