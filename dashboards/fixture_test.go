package dashboards

import (
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

func period(code string) catalog.Period {
	p, err := catalog.ParsePeriod(code)
	if err != nil {
		panic(err)
	}
	return p
}

func dec(text string) *decimal.Decimal {
	if text == "" {
		return nil
	}
	d := decimal.RequireFromString(text)
	return &d
}

// row makes a row with a comparison; base "" is a missing base.
func row(org, indicator, code, value, base string, status catalog.Status) warehouse.Row {
	r := warehouse.Row{Org: org, Indicator: indicator, Period: period(code), Value: dec(value), Status: status,
		Source: warehouse.FromUnits, Coverage: warehouse.Coverage{Reported: 17, Expected: 17}}
	if value == "" {
		r.Coverage.Reported = 0
	}
	d := &warehouse.Delta{BasePeriod: r.Period.AddYears(-1), BaseValue: dec(base), BaseCoverage: warehouse.Coverage{Reported: 16, Expected: 16}, Reason: warehouse.MissingBase}
	if base != "" && value != "" {
		change := r.Value.Sub(*d.BaseValue)
		pct := change.Mul(hundred).Div(*d.BaseValue).Round(2)
		d.Change, d.ChangePct, d.Comparable, d.Reason, d.UnitsBoth = &change, &pct, true, "", 16
	}
	r.Yoy = d
	return r
}

func plan(r warehouse.Row, code, value string) warehouse.Row {
	v := decimal.RequireFromString(value)
	pct := r.Value.Mul(hundred).Div(v).Round(2)
	r.Plan = &warehouse.Attainment{Period: period(code), Value: v, AttainedPct: &pct, Comparable: true}
	return r
}

// cluster is a quarter of a cluster of seventeen units, with a course of nine
// quarters, a gap, units behind plan, a missing report: something of everything.
func cluster() findings {
	est, fin := catalog.Estimate, catalog.Final
	f := findings{
		org:    entry{org: catalog.OrgVersion{Org: "cum-7", NameVI: "Cụm số 7", NameEN: "Cluster 7", Invented: true}, children: 17},
		period: period("2024-Q1"), now: map[string]warehouse.Row{}, past: map[string][]warehouse.Row{}, members: map[string][]warehouse.Row{}, names: map[string]catalog.OrgVersion{},
	}
	course := func(code string, unit float64, values ...string) {
		quarters := lastPeriods(f.period, 9)
		for n, p := range quarters {
			base := ""
			if n >= 4 {
				base = values[n-4]
			} else if values[n] != "" {
				base = dec(values[n]).Mul(decimal.NewFromFloat(unit)).Round(2).String()
			}
			if n == 2 && code == "revenue" {
				base = ""
			}
			s := fin
			if n == 8 {
				s = est
			}
			f.past[code] = append(f.past[code], row("cum-7", code, p.Code(), values[n], base, s))
		}
		f.now[code] = f.past[code][8]
	}
	course("revenue", 0.87, "7013", "7480", "7656", "8911", "8123.4", "8391", "8703", "10166", "9605.38")
	course("budget_paid", 0.93, "92.1", "95.4", "94.2", "99.1", "104.2", "101.9", "105.3", "121.9", "112.61")
	course("average_income", 0.95, "7.2", "7.31", "", "7.42", "7.65", "7.7", "7.9", "8.2", "8.12")
	course("social_insurance_paid", 0.95, "80.2", "81.31", "82.5", "83.42", "84.65", "85.7", "86.9", "88.2", "90.12")
	course("welfare_spending", 1.05, "3.9", "3.4", "5.2", "3.8", "5.4", "3.9", "5.1", "4.1", "5.03")
	course("workers", 0.99, "9120", "9200", "9230", "9300", "9310", "9350", "9400", "9420", "9406")
	course("party_members", 0.98, "1760", "1771", "1780", "1790", "1800", "1805", "1815", "1823", "1840")
	course("subordinate_cells", 1, "122", "122", "122", "122", "122", "122", "122", "122", "122")
	course("admission_proposals", 0.9, "14", "12", "18", "11", "15", "13", "17", "12", "19")
	course("awareness_class", 0.9, "34", "22", "38", "31", "38", "33", "37", "32", "46")
	course("official_transfers", 0.9, "24", "22", "28", "21", "29", "33", "27", "22", "35")
	course("admissions", 0.9, "9", "8", "11", "9", "10", "7", "12", "11", "12")
	course("party_organisations", 1, "17", "17", "17", "17", "17", "17", "17", "17", "17")
	course("party_committees", 1, "15", "15", "15", "15", "15", "15", "15", "15", "15")
	course("grassroots_cells", 1, "2", "2", "2", "2", "2", "2", "2", "2", "2")
	f.now["revenue"] = plan(f.now["revenue"], "2024", "41000")
	f.now["budget_paid"] = plan(f.now["budget_paid"], "2024", "480")
	r := f.now["revenue"]
	r.Yoy.LikeForLikePct, r.Yoy.BaseCoverage.Expected = dec("17.9"), 17
	f.now["revenue"] = r
	w := f.now["welfare_spending"]
	w.Coverage.Reported = 15
	w.Yoy.Comparable, w.Yoy.ChangePct, w.Yoy.Change, w.Yoy.Reason, w.Yoy.LikeForLikePct, w.Yoy.UnitsBoth = false, nil, nil, warehouse.PartialCoverage, dec("-6.9"), 15
	f.now["welfare_spending"] = w
	c := row("cum-7", "cultural_standard", "2024-Q1", "47.06", "41.18", est)
	c.Num, c.Den = dec("8"), dec("17")
	f.now["cultural_standard"] = c
	f.past["cultural_standard"] = []warehouse.Row{c}
	for n, u := range []struct{ name, value, base, plan string }{
		{"Công ty 01", "2412.6", "1986.2", "10300"}, {"Công ty 03", "1190.42", "1104.3", "5510"}, {"Công ty 04", "902.18", "655.62", "3300"},
		{"Công ty 05", "714.9", "742.6", "3590"}, {"Công ty 10", "251.48", "269.95", "1350"}, {"Công ty 17", "27.89", "", "120"},
	} {
		org := "u" + string(rune('a'+n))
		f.names[org] = catalog.OrgVersion{NameVI: u.name}
		m := plan(row(org, "revenue", "2024-Q1", u.value, u.base, est), "2024", u.plan)
		m.Source = warehouse.FromOwn
		f.members["revenue"] = append(f.members["revenue"], m)
	}
	for _, name := range []string{"Công ty 12", "Công ty 15"} {
		f.names[name] = catalog.OrgVersion{NameVI: name}
		m := row(name, "welfare_spending", "2024-Q1", "", "", est)
		m.Coverage.Expected = 1
		f.members["welfare_spending"] = append(f.members["welfare_spending"], m)
	}
	return f
}
