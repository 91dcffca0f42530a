package main

import (
	"giaoban/ingest/catalog"
)

// partyLife writes the Party movement of the units over consecutive quarters
// so that it hangs together: probation lasts twelve months, so the members
// made official in a quarter are those admitted four quarters before, and
// those on probation are the admissions of the last four; and
//
//	members(t) = members(t−1) + admissions + transfers in − transfers out
//
// reckoned backwards from each unit's members at the end of the last quarter.
// Totals give the movement of all units for each quarter; admitted must begin
// four quarters before the first of them.
type partyLife struct {
	units    []enterprise
	quarters []catalog.Period
	admitted map[catalog.Period]int64
	in, out  map[catalog.Period]int64
}

func (life partyLife) write(l ledger) {
	orgs := codes(life.units)
	admitted := map[catalog.Period][]int64{}
	for q, total := range life.admitted {
		admitted[q] = share(total, life.weigh("admissions", q))
	}
	members := weights(life.units, func(u enterprise) float64 { return float64(u.member) })
	for i := len(life.quarters) - 1; i >= 0; i-- {
		q := life.quarters[i]
		joined := admitted[q]
		in := share(life.in[q], life.weigh("transfers_in", q))
		out := share(life.out[q], life.weigh("transfers_out", q))
		official := admitted[q.AddYears(-1)]
		for u, org := range orgs {
			probation := joined[u]
			for back, p := 0, q; back < 3; back++ {
				p = p.Previous()
				probation += admitted[p][u]
			}
			now := int64(members[u])
			l.set(org, "party_members", q, now)
			l.set(org, "members_official", q, now-probation)
			l.set(org, "members_probationary", q, probation)
			l.set(org, "admissions", q, joined[u])
			l.set(org, "official_transfers", q, official[u])
			l.set(org, "transfers_in", q, in[u])
			l.set(org, "transfers_out", q, out[u])
			members[u] -= float64(joined[u] + in[u] - out[u])
		}
	}
}

// weigh spreads a movement by size, with luck.
func (life partyLife) weigh(what string, q catalog.Period) []float64 {
	return weights(life.units, func(u enterprise) float64 {
		return float64(u.member) * between(0.2, 1.8, what, u.code, q.Code())
	})
}
