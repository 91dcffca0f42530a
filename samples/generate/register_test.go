package main

import (
	"regexp"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

func TestRegisterIsSound(t *testing.T) {
	for _, p := range newRegister().Validate(catalog.Builtin()) {
		t.Error(p)
	}
}

// No real company stands beside an invented figure: whatever reports as a
// unit has a number for a name, its own, and is marked as invented.
func TestUnitsAreNumbers(t *testing.T) {
	name := regexp.MustCompile(`^Đơn vị \d{2,3}$`)
	seen := map[string]string{}
	units := 0
	for _, v := range newRegister().Versions {
		if !v.Invented {
			t.Errorf("%s is not marked as invented", v.Org)
		}
		if v.Type != catalog.Committee && v.Type != catalog.Cell {
			continue
		}
		units++
		if !name.MatchString(v.NameVI) || v.ShortName != "" {
			t.Errorf("%s is called %q, %q", v.Org, v.NameVI, v.ShortName)
		}
		if other, taken := seen[v.NameVI]; taken && other != v.Org {
			t.Errorf("%s and %s are both called %q", other, v.Org, v.NameVI)
		}
		seen[v.NameVI] = v.Org
	}
	if want := 17 + 40 + 6 + 100; units != want {
		t.Errorf("%d units, want %d", units, want)
	}
}

// The register and the generator agree on who was in Cụm số 7 and khoi-mau.
func TestRegisterAgreesWithTables(t *testing.T) {
	r, c, b := newRegister(), newCluster7(), newModelBloc()
	check := func(org string, day time.Time, want []string) {
		t.Helper()
		got := r.Members(org, day)
		if len(got) != len(want) {
			t.Errorf("%s on %s has %d members, want %d", org, day.Format(time.DateOnly), len(got), len(want))
			return
		}
		has := map[string]bool{}
		for _, m := range got {
			has[m] = true
		}
		for _, w := range want {
			if !has[w] {
				t.Errorf("%s on %s lacks %s", org, day.Format(time.DateOnly), w)
			}
		}
	}
	for _, q := range append(c.history, period("2024-Q1")) {
		check("cum-7", q.Last(), codes(c.present(q)))
	}
	for _, q := range b.quarters {
		var all []string
		for _, u := range b.in(q) {
			all = append(all, u.code)
		}
		check("khoi-mau", q.Last(), all)
		for _, g := range b.groups(q) {
			for _, cl := range b.clusters {
				if cl.name == g.title {
					check(cl.code, q.Last(), codes(g.units))
				}
			}
		}
	}
}

// Nobody is lost or gained in the reorganisation of khoi-mau: each event has
// the members of 30 June 2024 before it and after it.
func TestReorganisationConservesMembers(t *testing.T) {
	r, b := newRegister(), newModelBloc()
	last := period("2024-Q2")
	stock := func(org string, at time.Time) (decimal.Decimal, bool) {
		units := r.Members(org, at)
		if len(units) == 0 {
			units = []string{org}
		}
		total, reported := b.ledger.sum(units, "party_members", last)
		return decimal.NewFromInt(total.num), reported == len(units)
	}
	checked := 0
	for _, e := range r.Events {
		if !e.Date.Equal(modelReform()) {
			continue
		}
		checked++
		c := catalog.CheckConservation(e, stock)
		// Moves into services and manufacturing do not touch the split and
		// merged clusters, so every set must keep its members exactly.
		if !c.Holds() || c.Before.IsZero() {
			t.Errorf("%s: %s members before, %s after, missing %v", e.Code, c.Before, c.After, c.Missing)
		}
	}
	if checked != 4 {
		t.Errorf("%d events on the day of the reform, want 4", checked)
	}
}
