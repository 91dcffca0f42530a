package main

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"testing"

	"giaoban/ingest/catalog"
)

// printed is one entry of figures.json: a figure that was published, and what
// the samples must give for it.
type printed struct {
	Org       string
	Period    catalog.Period
	Indicator string
	Value     float64 `json:",string"`
	Tolerance float64 `json:",string"`
	AtLeast   bool    `json:"at_least"`
	Unit      string
	Num, Den  int64
	Reported  int // units that have the figure; 0 is not checked
	Yoy       *struct {
		Base        float64 `json:",string"`
		Change      float64 `json:"change_pct,string"`
		Tolerance   float64 `json:",string"`
		LikeForLike float64 `json:"like_for_like_pct,string"`
		Both        int     `json:"units_both"`
	}
	Plan *struct {
		Value     float64 `json:",string"`
		Attained  float64 `json:"attained_pct,string"`
		Tolerance float64 `json:",string"`
	}
}

// sample is what the check needs to know of one organisation.
type sample struct {
	ledger, plans ledger
	members       func(catalog.Period) []string
}

func samplesByOrg() map[string]sample {
	cluster, bloc, zones, town, district := newCluster7(), newProvincialBloc(), newZones(), newTown(), newDistrict()
	always := func(orgs ...string) func(catalog.Period) []string {
		return func(catalog.Period) []string { return orgs }
	}
	return map[string]sample{
		"cum-7":        {cluster.ledger, cluster.plans, func(p catalog.Period) []string { return codes(cluster.present(p)) }},
		"khoi-dn-tinh": {bloc.ledger, nil, always(codes(bloc.units)...)},
		"kcn":          {zones.ledger, zones.plans, always("kcn")},
		"ky-anh":       {town.ledger, nil, always(codes(town.units)...)},
		"long-bien":    {district.ledger, district.plans, always("long-bien")},
	}
}

// value gives the organisation's figure in the unit it was printed in.
func (s sample) value(l ledger, indicator string, p catalog.Period, orgs []string, unit string) (v float64, f figure, reported int) {
	f, reported = l.sum(orgs, indicator, p)
	switch {
	case indicator == "average_income":
		return l.mean(orgs, indicator, "workers", p) / 1000, f, reported
	case unit == "%":
		return 100 * float64(f.num) / float64(f.den), f, reported
	case unit == "tỷ đồng", unit == "triệu USD":
		return float64(f.num) / 1000, f, reported
	}
	return float64(f.num), f, reported
}

// The figures that were printed are what the invented units add up to.
func TestPrintedFiguresHold(t *testing.T) {
	data, err := os.ReadFile("../figures.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []printed
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 51 {
		t.Errorf("figures.json has %d figures; 51 were printed", len(all))
	}
	orgs := samplesByOrg()
	for _, want := range all {
		t.Run(want.Org+"/"+want.Period.Code()+"/"+want.Indicator, func(t *testing.T) {
			checkPrinted(t, orgs[want.Org], want)
		})
	}
}

func checkPrinted(t *testing.T, s sample, want printed) {
	const exact = 1e-9
	near := func(what string, got, want, tolerance float64) {
		t.Helper()
		if math.Abs(got-want) > tolerance+exact {
			t.Errorf("%s is %s, want %s ± %g", what, short(got), short(want), tolerance)
		}
	}
	members := s.members(want.Period)
	got, f, reported := s.value(s.ledger, want.Indicator, want.Period, members, want.Unit)
	if want.AtLeast {
		if got < want.Value {
			t.Errorf("value is %s, want at least %s", short(got), short(want.Value))
		}
	} else {
		near("value", got, want.Value, want.Tolerance)
	}
	if want.Den != 0 && (f.num != want.Num || f.den != want.Den) {
		t.Errorf("ratio is %d/%d, want %d/%d", f.num, f.den, want.Num, want.Den)
	}
	if want.Reported != 0 && reported != want.Reported {
		t.Errorf("%d units have it, want %d", reported, want.Reported)
	}
	if y := want.Yoy; y != nil {
		before := want.Period.AddYears(-1)
		base, _, _ := s.value(s.ledger, want.Indicator, before, s.members(before), want.Unit)
		near("base", base, y.Base, 0)
		near("growth", 100*got/base-100, y.Change, y.Tolerance)
		if y.Both != 0 {
			both := inBoth(s.ledger, want.Indicator, want.Period, members)
			if len(both) != y.Both {
				t.Errorf("%d units have both sides, want %d", len(both), y.Both)
			}
			now, _, _ := s.value(s.ledger, want.Indicator, want.Period, both, want.Unit)
			base, _, _ := s.value(s.ledger, want.Indicator, before, both, want.Unit)
			near("like-for-like growth", 100*now/base-100, y.LikeForLike, 0.05)
		}
	}
	if p := want.Plan; p != nil {
		plan, _, _ := s.value(s.plans, want.Indicator, yearOf(want.Period), members, want.Unit)
		near("plan", plan, p.Value, 0)
		near("attainment", 100*got/plan, p.Attained, p.Tolerance)
	}
}

// inBoth returns the organisations that have the figure a year before too.
func inBoth(l ledger, indicator string, p catalog.Period, orgs []string) []string {
	var both []string
	for _, org := range orgs {
		if _, ok := l[key{org, indicator, p.AddYears(-1)}]; ok {
			both = append(both, org)
		}
	}
	return both
}

func short(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }

// Members move by admissions and transfers only, and probation lasts a year.
func TestPartyMovementHangsTogether(t *testing.T) {
	c := newCluster7()
	for _, q := range append(c.history[1:], period("2024-Q1")) {
		for _, u := range c.present(q) {
			n := func(indicator string, p catalog.Period) int64 { return c.ledger.n(u.code, indicator, p) }
			if n("party_members", q) != n("members_official", q)+n("members_probationary", q) {
				t.Errorf("%s %s: official and probationary do not make the members", u.code, q)
			}
			moved := n("admissions", q) + n("transfers_in", q) - n("transfers_out", q)
			if before, known := c.ledger[key{u.code, "party_members", q.Previous()}]; known && n("party_members", q) != before.num+moved {
				t.Errorf("%s %s: %d members after %d and %+d", u.code, q, n("party_members", q), before.num, moved)
			}
			if n("members_official", q) < 3 {
				t.Errorf("%s %s: fewer than three official members", u.code, q)
			}
		}
	}
}
