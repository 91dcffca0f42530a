package warehouse

import (
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// planned is a plan in billions of đồng.
func planned(org, p, value string) ingest.Fact {
	f := revenue(org, p, value)
	f.Scenario = ingest.Plan
	return f
}

// ask returns the one row of the query, about revenue.
func (w *world) ask(org, p string, lens Lens, compare ...Comparison) Row {
	w.t.Helper()
	r, err := w.Metrics(w.t.Context(), Query{Indicators: []string{"revenue"}, Org: org, Periods: []catalog.Period{period(p)}, Compare: compare, Lens: lens})
	if err != nil || len(r.Rows) != 1 {
		w.t.Fatalf("%d rows, %v", len(r.Rows), err)
	}
	return r.Rows[0]
}

// TestPlanOfTheSameUnits: a plan is for the units that the value is made of.
func TestPlanOfTheSameUnits(t *testing.T) {
	for name, tt := range map[string]struct {
		plans    []ingest.Fact
		lens     Lens
		leaves   bool   // u3 on 1 June
		silent   string // who does not report
		want     string
		reason   Reason
		pct      string
		like     string
		source   Source
		both     int
		expected int
	}{
		"all": {plans: []ingest.Fact{planned("u1", "2024", "200"), planned("u2", "2024", "300"), planned("u3", "2024", "500")},
			want: "1000", pct: "10", like: "10", source: FromUnits, both: 3, expected: 3},
		"one without": {plans: []ingest.Fact{planned("u1", "2024", "200"), planned("u2", "2024", "300")},
			want: "500", reason: PartialCoverage, like: "10", source: FromUnits, both: 2, expected: 3},
		"one without, who leaves": {plans: []ingest.Fact{planned("u1", "2024", "200"), planned("u2", "2024", "300")}, leaves: true,
			want: "500", reason: PartialCoverage, like: "10", source: FromUnits, both: 2, expected: 3},
		"one without, like for like": {plans: []ingest.Fact{planned("u1", "2024", "200"), planned("u2", "2024", "300")}, lens: LikeForLike,
			want: "500", pct: "10", like: "10", source: FromUnits, both: 2, expected: 3},
		"the organisation's own": {plans: []ingest.Fact{planned("c", "2024", "400")},
			want: "400", pct: "25", source: FromOwn, expected: 1},
		"its own, a unit's figure missing": {plans: []ingest.Fact{planned("c", "2024", "400")}, silent: "u3",
			want: "400", reason: PartialCoverage, source: FromOwn, expected: 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			r := bloc(3)
			if tt.leaves {
				for i := range r.Edges {
					if r.Edges[i].Child == "u3" {
						r.Edges[i].To = date("2024-06-01")
					}
				}
			}
			w.register(r)
			plans := report("b", "2024", tt.plans...)
			plans.Kind, plans.Layout = ingest.KindPlans, ""
			w.commit(plans)
			for unit, value := range map[string]string{"u1": "20", "u2": "30", "u3": "50"} {
				if unit == tt.silent {
					continue
				}
				w.commit(report(unit, "2024-Q1", revenue(unit, "2024-Q1", value), revenue(unit, "2023-Q1", value)))
			}
			p := w.ask("c", "2024-Q1", tt.lens, ToPlan).Plan
			if p == nil {
				t.Fatal("no plan")
			}
			checkDecimal(t, "plan", &p.Value, tt.want)
			checkDecimal(t, "attained", p.AttainedPct, tt.pct)
			checkDecimal(t, "like for like", p.LikeForLikePct, tt.like)
			if p.LikeForLikePct != nil {
				checkDecimal(t, "what was done as a share of its plan", new(p.LikeForLikeValue.Mul(hundred).Div(*p.LikeForLikePlan)), tt.like)
			}
			if p.Reason != tt.reason || p.Comparable != (tt.reason == "") || p.Source != tt.source || p.UnitsBoth != tt.both ||
				p.Coverage.Expected != tt.expected {
				t.Errorf("%+v", p)
			}
		})
	}
}

// TestNoPercentageOfALoss: a planned or former loss has no percentage that
// could be read rightly; the change in đồng can.
func TestNoPercentageOfALoss(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	w.commit(report("u1", "2024", revenue("u1", "2024", "-150"), revenue("u1", "2023", "-10"), planned("u1", "2024", "-100")))
	row := w.ask("u1", "2024", "", Yoy, ToPlan)
	if p := row.Plan; p.Comparable || p.Reason != NegativeBase || p.AttainedPct != nil || p.LikeForLikePct != nil {
		t.Errorf("a planned loss: %+v", p)
	}
	d := row.Yoy
	if d.Comparable || d.Reason != NegativeBase || d.ChangePct != nil || d.LikeForLikePct != nil {
		t.Errorf("a loss before: %+v", d)
	}
	checkDecimal(t, "change", d.Change, "-140")
}

// TestLikeForLikeTwice: every comparison is of its own pairs and says of how
// many; the first one's are the units of the value.
func TestLikeForLikeTwice(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(4))
	// yoy: u1 u2 u3. previous: u1 u2 u4. plan: u1.
	w.commit(report("u1", "2024-Q2", revenue("u1", "2024-Q2", "12"), revenue("u1", "2023-Q2", "10"), revenue("u1", "2024-Q1", "8"), planned("u1", "2024", "48")))
	w.commit(report("u2", "2024-Q2", revenue("u2", "2024-Q2", "22"), revenue("u2", "2023-Q2", "20"), revenue("u2", "2024-Q1", "9")))
	w.commit(report("u3", "2024-Q2", revenue("u3", "2024-Q2", "33"), revenue("u3", "2023-Q2", "30")))
	w.commit(report("u4", "2024-Q2", revenue("u4", "2024-Q2", "44"), revenue("u4", "2024-Q1", "40")))
	for first, value := range map[Comparison]string{Yoy: "67", Previous: "78", ToPlan: "12"} {
		row := w.ask("c", "2024-Q2", LikeForLike, first, Yoy, Previous, ToPlan)
		checkDecimal(t, "value by "+string(first), row.Value, value)
		for _, tt := range []struct {
			*Delta
			base, change, pct string
		}{
			{row.Yoy, "60", "7", "11.6666666667"},
			{row.Previous, "57", "21", "36.8421052632"},
		} {
			if !tt.Comparable || tt.UnitsBoth != 3 || tt.BaseCoverage != (Coverage{3, 4}) {
				t.Errorf("%+v", tt.Delta)
			}
			checkDecimal(t, "base", tt.BaseValue, tt.base)
			checkDecimal(t, "change", tt.Change, tt.change)
			checkDecimal(t, "per cent", tt.ChangePct, tt.pct)
			checkDecimal(t, "like for like", tt.LikeForLikePct, tt.pct)
		}
		if p := row.Plan; !p.Comparable || p.UnitsBoth != 1 || p.Source != FromUnits {
			t.Errorf("%+v", p)
		}
		checkDecimal(t, "attained", row.Plan.AttainedPct, "25")
	}
	if row := w.ask("c", "2024-Q2", LikeForLike); row.Coverage != (Coverage{3, 4}) {
		t.Errorf("none asked for: %+v", row)
	}
}

// TestNoUnitInCommon: two complete totals of different units are no change.
func TestNoUnitInCommon(t *testing.T) {
	w := newWorld(t)
	r := bloc(2)
	for i := range r.Edges {
		switch r.Edges[i].Child {
		case "u1":
			r.Edges[i].To = date("2024-01-01")
		case "u2":
			r.Edges[i].From = date("2024-01-01")
		}
	}
	w.register(r)
	w.commit(report("u1", "2023-Q1", revenue("u1", "2023-Q1", "10"), planned("u1", "2024", "90")))
	w.commit(report("u2", "2024-Q1", revenue("u2", "2024-Q1", "30")))
	d := w.ask("c", "2024-Q1", AsReported, Yoy).Yoy
	if d.Comparable || d.Reason != DifferentUnits || d.Change != nil || d.ChangePct != nil || d.UnitsBoth != 0 || !d.BaseCoverage.Complete() {
		t.Errorf("%+v", d)
	}
	checkDecimal(t, "base", d.BaseValue, "10")
	if d := w.ask("c", "2024-Q1", LikeForLike, Yoy).Yoy; d.Comparable || d.Reason != MissingBase || d.BaseValue != nil {
		t.Errorf("like for like: %+v", d)
	}
}

// TestAverageOfNobody is as if it had not been reported.
func TestAverageOfNobody(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	f := revenue("u1", "2024-Q1", "0")
	f.Indicator, f.Unit, f.Den = "average_income", "million_vnd_per_person_month", decimal.NewNullDecimal(decimal.Zero)
	w.commit(report("u1", "2024-Q1", f))
	answer, err := w.Metrics(t.Context(), Query{Indicators: []string{f.Indicator}, Org: "c", Periods: []catalog.Period{period("2024-Q1")}})
	if err != nil {
		t.Fatal(err)
	}
	if row := answer.Rows[0]; row.Value != nil || row.Status != catalog.NoStatus || row.Coverage != (Coverage{0, 1}) {
		t.Errorf("%+v", row)
	}
}

// TestTwoLevelsOfOneDay: the higher status wins over the period's own code, and
// a row says when the other level differs by more than rounding.
func TestTwoLevelsOfOneDay(t *testing.T) {
	for name, tt := range map[string]struct {
		march, quarter       catalog.Status
		marchs, value, other string
	}{
		"the same":           {catalog.Final, catalog.Estimate, "200", "200", ""},
		"March is final":     {catalog.Final, catalog.Estimate, "100", "100", "200"},
		"the quarter is":     {catalog.Preliminary, catalog.Final, "100", "200", "100"},
		"of the same status": {catalog.Final, catalog.Final, "100", "200", "100"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.register(bloc(1))
			for _, x := range []struct {
				period, value string
				status        catalog.Status
			}{{"2024-03", tt.marchs, tt.march}, {"2024-Q1", "200", tt.quarter}} {
				f := revenue("u1", x.period, "0")
				f.Indicator, f.Unit, f.Num, f.Status = "workers", "person", dec(x.value), x.status
				sub := report("u1", x.period, f)
				sub.Status = x.status
				w.commit(sub)
			}
			r, err := w.Metrics(t.Context(), Query{Indicators: []string{"workers"}, Org: "c", Periods: []catalog.Period{period("2024-Q1")}})
			if err != nil {
				t.Fatal(err)
			}
			row := r.Rows[0]
			checkDecimal(t, "value", row.Value, tt.value)
			switch d := row.Disagreement; {
			case d == nil && tt.other == "":
			case d == nil || tt.other == "" || d.With != "other_period" || d.Org != "u1":
				t.Errorf("%+v", d)
			default:
				checkDecimal(t, "other", &d.Value, tt.other)
			}
		})
	}
}
