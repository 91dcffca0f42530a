package warehouse

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// checkPassport compares a figure's passport with the figure: the units add up
// to it, each unit's cells add up to what the unit brings, and whoever is
// neither there nor excused is missing.
func checkPassport(t *rapid.T, s *Store, q Query) {
	p, err := s.Passport(t.Context(), q)
	if err != nil {
		t.Fatalf("passport of %+v: %v", q, err)
	}
	q.ByOrg, q.Compare = false, slices.Concat(q.Compare, []Comparison{Yoy, Previous, ToPlan})
	q.Indicators, q.Periods = q.Indicators[:1], q.Periods[:1]
	rows, err := s.Metrics(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows.Rows[0], p.Figure, sameFigures...); diff != "" {
		t.Fatalf("%+v\n(-answer +passport)\n%s", q, diff)
	}
	d, _ := define(catalog.Builtin(), q.Indicators[0])
	var num, den decimal.Decimal
	for _, u := range p.Units {
		if len(u.Terms) == 0 {
			t.Fatalf("%+v: the figure of %s leads to no cell", q, u.Org)
		}
		n, m := totals(u.Terms)
		num, den = num.Add(n), den.Add(m)
		over := &m
		if u.Terms[0].Den.Valid != (u.Weight != nil) {
			t.Fatalf("%+v: %s has the weight %v, its cells say %v", q, u.Org, u.Weight, u.Terms[0].Den)
		}
		if u.Weight == nil {
			over = nil
		}
		if value := d.value(&n, over); value == nil != (u.Value == nil) || value != nil && !value.Equal(*u.Value) {
			t.Fatalf("%+v: the cells of %s make %v, it brings %v", q, u.Org, value, u.Value)
		}
	}
	over := &den
	if d.kind == catalog.Flow || d.kind == catalog.Stock {
		over = nil
	}
	total := &num
	if len(p.Units) == 0 {
		total = nil
	}
	if value := d.value(total, over); value == nil != (p.Figure.Value == nil) || value != nil && !value.Equal(*p.Figure.Value) {
		t.Fatalf("%+v: the units make %v, the figure is %v", q, value, p.Figure.Value)
	}
	if c := p.Figure.Coverage; q.Lens != LikeForLike && p.Figure.Source != FromOwn && len(p.Missing) != c.Expected-c.Reported {
		t.Fatalf("%+v: coverage %+v, missing %v", q, c, p.Missing)
	}
}

func TestPassportLeadsToTheCells(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(3))
	plan := revenue("b", "2024", "100")
	plan.Scenario = ingest.Plan
	h1, q1 := revenue("u1", "2024-H1", "20"), revenue("u1", "2024-Q1", "8")
	h1.Cell, q1.Cell = "D9", "D7"
	w.commit(report("u1", "2024-H1", h1, q1))
	w.commit(report("u2", "2024-Q2", revenue("u2", "2024-Q2", "5")))
	w.commit(report("b", "2024", plan))
	w.day = date("2024-08-01")
	sub := report("u2", "2024-Q2", revenue("u2", "2024-Q2", "6"))
	w.commit(sub)

	p, err := w.Passport(t.Context(), Query{Org: "b", Indicators: []string{"revenue"}, Periods: []catalog.Period{period("2024-Q2")}})
	if err != nil {
		t.Fatal(err)
	}
	checkDecimal(t, "the figure", p.Figure.Value, "18")
	if want := []string{"u3"}; !slices.Equal(p.Missing, want) {
		t.Errorf("missing %v, want %v", p.Missing, want)
	}
	var cells []string
	for _, u := range p.Units {
		for _, x := range u.Terms {
			cells = append(cells, map[int]string{1: "+", -1: "−"}[x.Sign]+x.Org+" "+x.File+" "+x.Sheet+"!"+x.Cell)
		}
	}
	want := []string{"+u1 workbook-2.xlsx Biểu!D9", "−u1 workbook-2.xlsx Biểu!D7", "+u2 workbook-5.xlsx Biểu!C7"}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Errorf("cells (-want +got)\n%s", diff)
	}
	if len(p.Earlier) != 1 || !p.Earlier[0].Day.Equal(date("2024-01-01")) {
		t.Fatalf("earlier versions %+v, want one of 2024-01-01", p.Earlier)
	}
	checkDecimal(t, "the figure before", p.Earlier[0].Value, "17")
	if p.Figure.Plan == nil || p.Figure.Plan.Source != FromOwn {
		t.Errorf("plan %+v, want the bloc's own", p.Figure.Plan)
	}

	q, err := w.PassportOf(t.Context(), p.Units[1].Terms[0].ID)
	if err != nil || q.Org != "u2" || q.Periods[0] != period("2024-Q2") || q.Indicators[0] != "revenue" {
		t.Errorf("a stored figure answers for %+v, %v", q, err)
	}
	if _, err := w.PassportOf(t.Context(), 999); !errors.Is(err, ErrNoFact) {
		t.Errorf("unknown figure: %v", err)
	}
	if _, err := w.Passport(t.Context(), Query{Org: "b"}); !errors.Is(err, ErrQuery) {
		t.Errorf("a question without indicator: %v", err)
	}
}
