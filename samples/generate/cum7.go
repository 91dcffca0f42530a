package main

import (
	"slices"

	"giaoban/ingest/catalog"
)

// cluster7 is Cụm số 7 in the first quarter of 2024: 17 units, whose totals
// were printed, with an invented history of the 16 that were in the cluster
// before Thông báo 475-TB/ĐUK of 8 March 2024 brought the seventeenth.
type cluster7 struct {
	units   []enterprise
	history []catalog.Period // quarters of the 16 units, before the printed one
	ledger  ledger
	plans   ledger // figures for the year 2024
}

// newcomer is the index of the unit that came in 2024-Q1 from Cụm số 8.
const newcomer = 16

// cluster7Quarter is what all units together have in one quarter.
type cluster7Quarter struct {
	code    string
	revenue int64 // million đồng
	budget  int64 // million đồng
	welfare int64 // million đồng
	income  int64 // thousand đồng a month, the mean over workers
	workers int64
	class   int64 // people sent to the awareness class
	propose int64 // people proposed for admission
	inspect int64 // inspections and supervisions
}

func cluster7Quarters() []cluster7Quarter {
	return []cluster7Quarter{
		{"2021-Q1", 6_233_520, 81_370, 3_180, 6_840, 9_018, 31, 18, 2},
		{"2021-Q2", 6_790_140, 84_460, 3_420, 6_610, 8_994, 36, 15, 4},
		{"2021-Q3", 6_105_870, 72_150, 6_870, 6_420, 8_871, 12, 22, 3},
		{"2021-Q4", 7_902_660, 97_280, 4_050, 7_130, 9_046, 40, 21, 9},
		{"2022-Q1", 7_013_250, 88_930, 3_960, 7_280, 9_127, 34, 25, 3},
		{"2022-Q2", 7_480_410, 90_740, 3_390, 7_050, 9_203, 39, 24, 5},
		{"2022-Q3", 7_656_080, 92_560, 3_710, 7_090, 9_264, 37, 30, 4},
		{"2022-Q4", 8_911_370, 112_090, 4_840, 7_690, 9_381, 43, 33, 11},
		{"2023-Q1", 8_123_400, 98_420, 4_610, 7_710, 9_412, 42, 27, 3},
		{"2023-Q2", 8_391_260, 99_870, 3_820, 7_430, 9_467, 45, 24, 6},
		{"2023-Q3", 8_703_190, 103_350, 4_130, 7_520, 9_538, 41, 31, 5},
		{"2023-Q4", 10_166_440, 124_910, 5_270, 8_030, 9_604, 48, 20, 12},
		{"2024-Q1", 9_605_380, 112_610, 5_030, 8_120, 9_731, 46, 19, 3},
	}
}

// newCluster7 invents the units so that they sum to the totals.
func newCluster7() cluster7 {
	c := cluster7{ledger: ledger{}, plans: ledger{}}
	builders := []int{2, 4, 7, 9, 12, 15} // the rest are in industry
	cells := []int{11, newcomer}          // chi bộ cơ sở; the rest are đảng bộ
	for n := range 17 {
		u := enterprise{kind: catalog.Committee, sector: "Công nghiệp", export: slices.Contains([]int{0, 5, 6, 10, 13}, n)}
		u.code, u.name = numbered("cum-7", n+1)
		if slices.Contains(builders, n) {
			u.sector = "Xây dựng"
		}
		if slices.Contains(cells, n) {
			u.kind = catalog.Cell
		}
		u.size = size(1.0, u.code)
		if u.kind == catalog.Cell {
			u.size = 0.12
		}
		c.units = append(c.units, u)
	}
	// A chi bộ cơ sở has some twenty members; 1 840 in all.
	members := share(1840-19-14, weights(c.units, func(u enterprise) float64 {
		if u.kind == catalog.Cell {
			return 0
		}
		return 0.5 + u.size*between(0.5, 1.1, "members", u.code)
	}))
	members[11], members[newcomer] = 19, 14
	for i := range c.units {
		c.units[i].member = members[i]
	}
	for _, t := range cluster7Quarters() {
		c.economy(t)
	}
	c.history = periods("2021-Q1", "2023-Q4")
	c.party()
	c.plan()
	return c
}

// present returns the units of the cluster in a quarter.
func (c cluster7) present(q catalog.Period) []enterprise {
	if q.Year() < 2024 {
		return c.units[:newcomer]
	}
	return c.units
}

// behind reports whether a unit runs clearly behind its plan in 2024.
func behind(u enterprise) bool {
	return u.code == "cum-7-03" || u.code == "cum-7-05" || u.code == "cum-7-10"
}

// season is the share of a year's revenue a sector makes in a quarter, times 4.
func season(sector string, q catalog.Period) float64 {
	by := [...]float64{0.93, 0.98, 1.01, 1.08}
	switch sector {
	case "Xây dựng":
		by = [...]float64{0.78, 0.94, 1.02, 1.26}
	case "Thương mại – dịch vụ":
		by = [...]float64{1.06, 0.95, 0.94, 1.05}
	}
	return by[q.Index()-1]
}

// economy spreads one quarter's economic totals over the units.
func (c cluster7) economy(t cluster7Quarter) {
	q := period(t.code)
	units := c.present(q)
	orgs := codes(units)
	// Written in tỷ đồng with two decimals by some, hence tens of millions.
	const step = 10
	revenue := weights(units, func(u enterprise) float64 {
		w := u.size * season(u.sector, q) * (1 + 0.05*normal("revenue", u.code, t.code))
		if behind(u) && q.Year() == 2024 {
			w *= 0.82
		}
		return w
	})
	total := t.revenue
	if len(units) > newcomer {
		// What the newcomer brings is the difference between 18,24 % in all
		// and 17,9 % of the sixteen.
		revenue[newcomer] = 0
		total -= 27_900
	}
	parts := shareIn(step, total, revenue)
	if len(units) > newcomer {
		parts[newcomer] = 27_900
	}
	c.ledger.spread(orgs, "revenue", q, parts)
	of := func(indicator string) func(u enterprise) float64 {
		return func(u enterprise) float64 { return float64(c.ledger.n(u.code, indicator, q)) }
	}
	c.ledger.spread(orgs, "budget_paid", q, shareIn(step, t.budget, weights(units, func(u enterprise) float64 {
		return of("revenue")(u) * between(0.6, 1.6, "budget", u.code) * between(0.9, 1.1, "budget", u.code, t.code)
	})))
	c.ledger.spread(orgs, "workers", q, share(t.workers, weights(units, func(u enterprise) float64 {
		return (0.25 + u.size) * between(0.7, 1.3, "workers", u.code)
	})))
	spreadMean(c.ledger, units, "average_income", "workers", q, t.income)
	c.ledger.spread(orgs, "social_insurance_paid", q, shareIn(step, insurance(c.ledger, units, q), weights(units, func(u enterprise) float64 {
		return of("workers")(u) * of("average_income")(u) * between(0.95, 1.05, "insurance", u.code, t.code)
	})))
	given := weights(units, func(u enterprise) float64 {
		if silentOnWelfare(u, q) {
			return 0
		}
		return (0.4 + u.size) * between(0.4, 1.6, "welfare", u.code, t.code)
	})
	for i, part := range shareIn(step, t.welfare, given) {
		if given[i] > 0 {
			c.ledger.set(orgs[i], "welfare_spending", q, part)
		}
	}
	for _, u := range units {
		if u.export { // thousand dollars, at 24 500 đồng
			c.ledger.set(u.code, "export_turnover", q,
				int64(of("revenue")(u)/24.5*between(0.25, 0.7, "export", u.code)*between(0.94, 1.06, "export", u.code, t.code)))
		} else if len(units) > newcomer {
			c.ledger[key{u.code, "export_turnover", q}] = figure{notApplicable: true}
		}
	}
}

// silentOnWelfare reports whether a unit left its welfare cell blank: two did
// in 2024-Q1, so that the printed total covers 15 of 17.
func silentOnWelfare(u enterprise, q catalog.Period) bool {
	return q.Year() == 2024 && (u.code == "cum-7-12" || u.code == "cum-7-15")
}

// insurance is what the units pay together for a quarter, in million đồng: 32 %
// of a contribution wage of some 72 % of income, cut to tens of millions.
func insurance(l ledger, units []enterprise, q catalog.Period) int64 {
	var thousand int64
	for _, u := range units {
		thousand += l.n(u.code, "workers", q) * l.n(u.code, "average_income", q) * 3
	}
	return thousand * 32 * 72 / 10_000 / 1000 / 10 * 10
}
