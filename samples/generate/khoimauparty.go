package main

import (
	"slices"

	"giaoban/ingest/catalog"
)

// party invents the Party side of every quarter.
func (b modelBloc) party() {
	units := make([]enterprise, len(b.units))
	for i, u := range b.units {
		units[i] = u.enterprise
	}
	admitted, in, out := map[catalog.Period]int64{}, map[catalog.Period]int64{}, map[catalog.Period]int64{}
	for _, q := range periods("2018-Q1", "2025-Q4") {
		admitted[q] = 34 + few([...]float64{9, 14, 11, 18}[q.Index()-1], "admitted", q.Code())
		if q.Code() == "2020-Q2" || q.Code() == "2021-Q3" {
			admitted[q] /= 3
		}
		in[q] = 8 + few(8, "in", q.Code())
		out[q] = 22 + few(12, "out", q.Code())
	}
	partyLife{units: units, quarters: b.quarters, admitted: admitted, in: in, out: out}.write(b.ledger)
	for _, u := range b.units {
		for i, q := range b.quarters {
			b.partyQuarter(u, q)
			b.proposals(u, b.quarters[i:])
		}
		for _, h := range periods("2019-H1", "2022-H2") {
			b.partyHalf(u, h)
		}
	}
}

// partyPeriods are the periods of a year for which the Party form was sent:
// halves until 2022, quarters since.
func (b modelBloc) partyPeriods(year catalog.Period) []catalog.Period {
	if year.Year() <= cumulated {
		return within(periods("2019-H1", "2022-H2"), year)
	}
	return within(b.quarters, year)
}

// partyHalf adds two quarters up: flows and the counts of a ratio sum, levels
// are those of the end.
func (b modelBloc) partyHalf(u modelUnit, half catalog.Period) {
	levels := []string{"party_members", "members_official", "members_probationary", "subordinate_cells"}
	quarters := within(b.quarters, half)
	for _, g := range modelPartyColumns() {
		for _, c := range g.columns {
			if c.indicator == "" {
				continue
			}
			f := b.ledger[key{u.code, c.indicator, quarters[1]}]
			if !slices.Contains(levels, c.indicator) {
				before := b.ledger[key{u.code, c.indicator, quarters[0]}]
				f = figure{num: before.num + f.num, den: before.den + f.den}
			}
			b.ledger[key{u.code, c.indicator, half}] = f
		}
	}
}

// partyQuarter invents what one unit's Party organisation did in a quarter.
func (b modelBloc) partyQuarter(u modelUnit, q catalog.Period) {
	set := func(indicator string, n int64) { b.ledger.set(u.code, indicator, q, n) }
	count := func(mean float64, indicator string) { set(indicator, few(mean, indicator, u.code, q.Code())) }
	members := b.ledger.n(u.code, "party_members", q)
	cells := int64(0)
	if u.kind == catalog.Committee {
		cells = 3 + u.member/16
	}
	set("subordinate_cells", cells)
	weight := float64(members) / 50
	count(0.7*weight, "awareness_class")
	count(0.25+float64(cells)*0.12, "inspections")
	count(0.2+float64(cells)*0.10, "supervisions")
	count(0.8+float64(cells)*0.35, "thematic_meetings")
	absent := share(members, []float64{between(0.88, 0.99, "attendance", u.code, q.Code()), 0.06})[1]
	b.ledger[key{u.code, "meeting_attendance", q}] = figure{num: members - absent, den: members}
}

// proposals invents whose admission a unit proposed in the first of some
// quarters: those admitted in the next, for the papers take a while, and a few
// whose papers take longer. Nobody knows yet who will be admitted after the last.
func (b modelBloc) proposals(u modelUnit, from []catalog.Period) {
	weight := float64(b.ledger.n(u.code, "party_members", from[0])) / 50
	n := few(0.1*weight, "admission_proposals", u.code, from[0].Code())
	if len(from) > 1 {
		n += b.ledger.n(u.code, "admissions", from[1])
	} else {
		n += few(0.4*weight, "admissions to come", u.code)
	}
	b.ledger.set(u.code, "admission_proposals", from[0], n)
}

// ranking invents the yearly quality ranking: each organisation in one class,
// and most of its members ranked.
func (b modelBloc) ranking() {
	for year := 2019; year <= 2025; year++ {
		y, err := catalog.NewPeriod(catalog.Year, year, 0)
		if err != nil {
			panic(err)
		}
		q4 := b.quarters[4*(year-2019)+3]
		for _, u := range b.in(y) {
			luck := chance("rank", u.code, y.Code())
			for _, class := range []struct {
				name      string
				low, high float64
			}{{"excellent", 0, 0.19}, {"good", 0.19, 0.86}, {"completed", 0.86, 0.985}, {"failed", 0.985, 1}} {
				b.ledger.set(u.code, "ranked_organisations_"+class.name, y, one(class.low <= luck && luck < class.high))
			}
			members := b.ledger.n(u.code, "members_official", q4)
			parts := share(members, []float64{
				between(0.12, 0.2, "excellent", u.code, y.Code()), between(0.6, 0.72, "good", u.code, y.Code()),
				between(0.08, 0.16, "completed", u.code, y.Code()), between(0, 0.006, "failed", u.code, y.Code()),
				between(0.01, 0.04, "unranked", u.code, y.Code()),
			})
			for i, name := range []string{"excellent", "good", "completed", "failed"} {
				b.ledger.set(u.code, "ranked_members_"+name, y, parts[i])
			}
		}
	}
}
