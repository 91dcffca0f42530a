package warehouse

import (
	"slices"
	"testing"

	"giaoban/ingest/catalog"
)

// What is missing of a period is what no answer can be made of: months make a
// quarter, and two of them do not.
func TestCompletenessIsThatOfAnswers(t *testing.T) {
	w := newWorld(t)
	r := bloc(4)
	from := date("2010-01-01")
	r.Obligations = []catalog.Obligation{
		{Org: "b", Members: true, Indicators: []string{"revenue"}, Every: catalog.Month, From: from},
		{Org: "b", Members: true, Indicators: []string{"workers"}, Every: catalog.Quarter, From: from},
	}
	w.register(r)
	for _, m := range []string{"2024-01", "2024-02", "2024-03"} {
		w.commit(report("u1", m, revenue("u1", m, "1")))
		if m != "2024-03" {
			w.commit(report("u2", m, revenue("u2", m, "2")))
		}
	}
	workers := revenue("u1", "2024-Q1", "0.00000015")
	workers.Indicator, workers.Unit, workers.Raw = "workers", "person", "150"
	w.commit(report("u1", "2024-Q1", workers))
	late := revenue("u3", "2024-Q1", "0")
	late.NotApplicable = true
	w.commit(report("u3", "2024-Q1", late))

	got, err := w.Completeness(t.Context(), "b", period("2024-Q1"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"u1": nil, "u2": {"revenue", "workers"}, "u3": {"workers"}, "u4": {"revenue", "workers"}}
	lacking := map[string]int{}
	for _, u := range got.Units {
		if !slices.Equal(u.Missing, want[u.Org]) || u.Coverage != (Coverage{Reported: 2 - len(u.Missing), Expected: 2}) {
			t.Errorf("%s lacks %v, %+v; want %v", u.Org, u.Missing, u.Coverage, want[u.Org])
		}
		for _, code := range u.Missing {
			lacking[code]++
		}
	}
	if len(got.Units) != len(want) || got.Coverage != (Coverage{Reported: 1, Expected: 4}) {
		t.Errorf("%d units, %+v", len(got.Units), got.Coverage)
	}
	if u1 := got.Units[0]; u1.Status != catalog.Estimate {
		t.Errorf("status of u1: %v", u1.Status)
	}
	result, err := w.Metrics(t.Context(), Query{Org: "b", Indicators: []string{"revenue", "workers"}, Periods: []catalog.Period{period("2024-Q1")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range result.Rows {
		if n := row.Coverage.Expected - row.Coverage.Reported; n != lacking[row.Indicator] {
			t.Errorf("%s: the figure lacks %d units, %d lack it", row.Indicator, n, lacking[row.Indicator])
		}
	}
}
