package main

import (
	"math"
	"slices"

	"giaoban/ingest/catalog"
)

// The bloc reported by quarter until 2021, cumulated from January in 2022
// (so that single quarters are differences), and by month since 2023.
const (
	lastQuarterly = 2021
	cumulated     = 2022
)

// monthlyIndicators are reported in every table on the economy; quarterly
// ones only by quarter.
func monthlyIndicators() []string {
	return []string{"revenue", "budget_paid", "social_insurance_paid", "export_turnover", "workers", "average_income"}
}

func quarterlyIndicators() []string {
	return []string{"profit_before_tax", "investment", "welfare_spending"}
}

// economy invents the months of every unit and adds them up to the periods
// that were reported.
func (b modelBloc) economy() {
	for _, u := range b.units {
		for _, m := range b.months {
			b.month(u, m)
		}
		for _, q := range b.quarters {
			b.quarter(u, q)
			b.add(u, q, append(monthlyIndicators(), quarterlyIndicators()...))
		}
		for _, code := range []string{"2022-H1", "2022-9M", "2022"} {
			b.add(u, period(code), append(monthlyIndicators(), quarterlyIndicators()...))
		}
	}
}

// tide is the state of the economy in a month: growth, with the falls of
// spring 2020 and summer 2021.
func tide(m catalog.Period) float64 {
	first, _ := m.Months()
	years := float64(first-2019*12) / 12
	level := math.Pow(1.065, years)
	switch m.Code() {
	case "2020-02", "2020-03":
		level *= 0.95
	case "2020-04":
		level *= 0.72
	case "2020-05":
		level *= 0.84
	case "2020-06", "2020-07", "2020-08":
		level *= 0.92
	case "2021-07", "2021-09":
		level *= 0.78
	case "2021-08":
		level *= 0.66
	case "2021-10":
		level *= 0.88
	}
	return level
}

// seasonOfMonth is the share of a year's revenue in a month, times 12. Tết
// empties February.
func seasonOfMonth(sector string, m catalog.Period) float64 {
	year := [...]float64{1.00, 0.78, 1.00, 1.00, 1.01, 1.01, 0.99, 1.00, 1.01, 1.03, 1.05, 1.12}
	switch sector {
	case "Xây dựng":
		year = [...]float64{0.72, 0.55, 0.88, 0.95, 1.02, 1.06, 0.98, 0.97, 1.00, 1.08, 1.22, 1.57}
	case "Thương mại – dịch vụ":
		year = [...]float64{1.30, 0.98, 0.90, 0.95, 0.98, 0.98, 0.97, 0.96, 0.96, 0.98, 1.00, 1.04}
	case "Nông – lâm – thủy sản":
		year = [...]float64{0.90, 0.70, 0.95, 1.05, 1.12, 1.10, 1.02, 1.00, 1.02, 1.08, 1.05, 1.01}
	}
	return year[m.Index()-1]
}

// month invents one month of one unit.
func (b modelBloc) month(u modelUnit, m catalog.Period) {
	set := func(indicator string, n float64) { b.ledger.set(u.code, indicator, m, int64(math.Round(n))) }
	n := func(indicator string) float64 { return float64(b.ledger.n(u.code, indicator, m)) }
	first, _ := m.Months()
	years := float64(first-2019*12) / 12

	set("revenue", 9_000*u.size*tide(m)*math.Pow(1+u.drift, years)*
		seasonOfMonth(u.sector, m)*(1+0.04*normal("revenue", u.code, m.Code())))
	set("budget_paid", n("revenue")*0.035*between(0.4, 2.0, "budget", u.code)*between(0.85, 1.15, "budget", u.code, m.Code()))
	set("workers", (30+70*math.Pow(u.size, 0.8))*between(0.6, 1.7, "workers", u.code)*
		math.Pow(tide(m), 0.25)*math.Pow(1+u.drift, years/2)*(1+0.004*normal("workers", u.code, m.Code())))
	income := 7_600 * between(0.8, 1.45, "income", u.code) * math.Pow(1.055, years) * math.Pow(tide(m)/math.Pow(1.065, years), 0.3)
	if m.Index() == 1 {
		income *= 1.12 // Tết bonus
	}
	set("average_income", income*(1+0.01*normal("income", u.code, m.Code()))/10)
	b.ledger.set(u.code, "average_income", m, b.ledger.n(u.code, "average_income", m)*10)
	set("social_insurance_paid", n("workers")*n("average_income")*0.32*0.70/1000)
	if u.export {
		set("export_turnover", n("revenue")/24.5*between(0.3, 0.75, "export", u.code)*between(0.93, 1.07, "export", u.code, m.Code()))
	}
}

// quarter invents what is only reported by quarter.
func (b modelBloc) quarter(u modelUnit, q catalog.Period) {
	var revenue float64
	for _, m := range within(b.months, q) {
		revenue += float64(b.ledger.n(u.code, "revenue", m))
	}
	set := func(indicator string, n float64) { b.ledger.set(u.code, indicator, q, int64(math.Round(n))) }
	margin := between(0.01, 0.09, "margin", u.code) + 0.012*normal("margin", u.code, q.Code()) + 0.10*(tide(within(b.months, q)[1])/math.Pow(1.065, float64(q.Year()-2019))-1)
	set("profit_before_tax", revenue*margin)
	set("investment", revenue*0.05*size(0.7, "investment", u.code, q.Code()))
	set("welfare_spending", 20+revenue*0.0006*size(0.6, "welfare", u.code, q.Code()))
}

// add sums the parts of a longer period: months, or quarters for what has no
// months. A stock is that of the last month; an average is weighted.
func (b modelBloc) add(u modelUnit, p catalog.Period, indicators []string) {
	for _, indicator := range indicators {
		parts := within(b.months, p)
		if slices.Contains(quarterlyIndicators(), indicator) {
			if parts = within(b.quarters, p); len(parts) == 1 {
				continue // itself
			}
		}
		if indicator == "export_turnover" && !u.export {
			continue
		}
		var sum, weights int64
		for _, m := range parts {
			n := b.ledger.n(u.code, indicator, m)
			switch indicator {
			case "workers":
				sum = n
			case "average_income":
				w := b.ledger.n(u.code, "workers", m)
				sum, weights = sum+n*w, weights+w
			default:
				sum += n
			}
		}
		if weights > 0 {
			sum = (sum/weights + 5) / 10 * 10
		}
		b.ledger.set(u.code, indicator, p, sum)
	}
}

// within returns the periods that lie inside another.
func within(list []catalog.Period, p catalog.Period) []catalog.Period {
	return slices.DeleteFunc(slices.Clone(list), func(q catalog.Period) bool { return !p.Contains(q) })
}

// plan sets each year's plans on what the year before brought, some too high
// and some too low.
func (b modelBloc) plan() {
	for year := 2019; year <= 2025; year++ {
		y, err := catalog.NewPeriod(catalog.Year, year, 0)
		if err != nil {
			panic(err)
		}
		for _, u := range b.in(y) {
			for _, indicator := range []string{"revenue", "budget_paid", "export_turnover", "social_insurance_paid"} {
				var actual int64
				for _, m := range within(b.months, y) {
					actual += b.ledger.n(u.code, indicator, m)
				}
				if actual > 0 {
					pace := between(0.9, 1.13, "plan", indicator, u.code, y.Code())
					b.plans.set(u.code, indicator, y, int64(math.Round(float64(actual)/pace/100))*100)
				}
			}
			b.plans.set(u.code, "admissions", y, 1+u.member/28)
		}
	}
}
