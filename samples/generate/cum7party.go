package main

import (
	"giaoban/ingest/catalog"
)

// party writes the Party side of every quarter.
func (c cluster7) party() {
	all := append(append([]catalog.Period{}, c.history...), period("2024-Q1"))
	admitted := map[catalog.Period]int64{}
	// The 35 admitted in 2023-Q1 are the 35 made official a year later.
	for i, n := range []int64{22, 26, 21, 30, 17, 22, 13, 27, 23, 28, 26, 34, 35, 29, 26, 36, 21} {
		admitted[periods("2020-Q1", "2024-Q1")[i]] = n
	}
	in, out := map[catalog.Period]int64{}, map[catalog.Period]int64{}
	for _, q := range all {
		in[q] = 3 + few(5, "in", q.Code())
		out[q] = 6 + few(6, "out", q.Code())
	}
	partyLife{units: c.units, quarters: all, admitted: admitted, in: in, out: out}.write(c.ledger)
	// What the newcomer did before it came, the cluster does not know.
	for k := range c.ledger {
		if k.org == c.units[newcomer].code && k.period.Year() < 2024 {
			delete(c.ledger, k)
		}
	}

	for _, t := range cluster7Quarters() {
		q := period(t.code)
		units := c.present(q)
		orgs := codes(units)
		active := func(what string) []float64 {
			return weights(units, func(u enterprise) float64 {
				return float64(u.member) * between(0.1, 1.9, what, u.code, t.code)
			})
		}
		c.ledger.spread(orgs, "awareness_class", q, share(t.class, active("class")))
		c.ledger.spread(orgs, "admission_proposals", q, share(t.propose, active("propose")))
		c.ledger.spread(orgs, "inspections_supervision", q, share(t.inspect, active("inspect")))
		c.organisation(q, units)
	}
	c.culture()
}

// organisation writes how each unit's Party organisation is built. Together
// they have 122 subordinate cells in 2024-Q1; a committee has at least three.
func (c cluster7) organisation(q catalog.Period, units []enterprise) {
	committees := weights(units, func(u enterprise) float64 {
		if u.kind == catalog.Cell {
			return 0
		}
		return float64(u.member)
	})
	cells := share(122-3*15, committees)
	for i, u := range units {
		c.ledger.set(u.code, "party_organisations", q, 1)
		committee := u.kind == catalog.Committee
		if committee {
			c.ledger.set(u.code, "party_committees", q, 1)
			c.ledger.set(u.code, "grassroots_cells", q, 0)
			c.ledger.set(u.code, "subordinate_cells", q, 3+cells[i])
		} else {
			c.ledger.set(u.code, "party_committees", q, 0)
			c.ledger.set(u.code, "grassroots_cells", q, 1)
			c.ledger.set(u.code, "subordinate_cells", q, 0)
		}
	}
}

// culture writes the titles and badges of 2024-Q1: 8 of 17 units meet the
// cultural standard, 5 of them are model enterprises, one more has registered,
// and one member was honoured.
func (c cluster7) culture() {
	q := period("2024-Q1")
	for i, u := range c.units {
		standard, model, registered, badge := i%2 == 0 && i < 16, i%4 == 0 && i < 16, i == 5, i == 3
		model = model || i == 14
		c.ledger[key{u.code, "cultural_standard", q}] = figure{num: one(standard), den: 1}
		c.ledger.set(u.code, "model_enterprises", q, one(model))
		c.ledger.set(u.code, "culture_registrations", q, one(registered))
		c.ledger.set(u.code, "badges_30", q, one(badge))
	}
}

func one(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

// plan spreads the plans for 2024: 41 000 tỷ đồng of revenue, of which the
// first quarter brought 23,43 %.
func (c cluster7) plan() {
	year, q := period("2024"), period("2024-Q1")
	orgs := codes(c.units)
	due := func(indicator string, pace float64) []float64 {
		return weights(c.units, func(u enterprise) float64 {
			share := pace * between(0.93, 1.07, "pace", indicator, u.code)
			if behind(u) {
				share *= 0.58
			}
			return float64(c.ledger.n(u.code, indicator, q)) / share
		})
	}
	c.plans.spread(orgs, "revenue", year, shareIn(1000, 41_000_000, due("revenue", 0.25)))
	c.plans.spread(orgs, "budget_paid", year, shareIn(100, 486_000, due("budget_paid", 0.25)))
	c.plans.spread(orgs, "social_insurance_paid", year, shareIn(100, 205_000, due("social_insurance_paid", 0.25)))
	c.plans.spread(orgs, "admissions", year, share(112, weights(c.units, func(u enterprise) float64 {
		return float64(u.member) * between(0.7, 1.3, "plan", u.code)
	})))
}
