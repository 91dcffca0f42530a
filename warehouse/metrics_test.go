package warehouse

import (
	"encoding/json"
	"errors"
	"testing"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

func TestResultAsJSON(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	for _, r := range []ingest.Submission{
		report("u1", "2024-Q1", revenue("u1", "2024-Q1", "9000.08"), revenue("u1", "2023-Q1", "8000")),
		report("u2", "2024-Q1", revenue("u2", "2024-Q1", "605.3"), revenue("u2", "2023-Q1", "123.4")),
	} {
		if got := w.commit(r); got.State != Accepted {
			t.Fatalf("%+v", got)
		}
	}
	result, err := w.Metrics(t.Context(), Query{Indicators: []string{"revenue"}, Org: "c",
		Periods: []catalog.Period{period("2024-Q1")}, Compare: []Comparison{Yoy}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"data_version":3,"rows":[{"org":"c","indicator":"revenue","period":"2024-Q1","value":9605.38,"unit":"tỷ đồng","status":"estimate","source":"units","route":"direct","coverage":{"reported":2,"expected":2},"yoy":{"base_period":"2023-Q1","base_value":8123.4,"base_status":"estimate","base_coverage":{"reported":2,"expected":2},"change":1481.98,"change_pct":18.2433463821,"comparable":true,"like_for_like_change":1481.98,"like_for_like_pct":18.2433463821,"units_both":2}}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Several organisations in one question are answered in the order asked, each
// once; one that nobody knows is refused.
func TestSeveralOrganisations(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "9000.08")))
	q := Query{Indicators: []string{"revenue"}, Org: "u2", Others: []string{"u1", "u2"}, Periods: []catalog.Period{period("2024-Q1")}}
	result, err := w.Metrics(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Rows) != 2 || result.Rows[0].Org != "u2" || result.Rows[0].Value != nil || result.Rows[1].Value.String() != "9000.08" {
		t.Errorf("%+v", result.Rows)
	}
	q.Others = []string{"nobody"}
	if _, err := w.Metrics(t.Context(), q); !errors.Is(err, ErrNoOrg) {
		t.Errorf("%v", err)
	}
}
