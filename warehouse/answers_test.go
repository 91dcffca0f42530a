package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// asked answers a query without looking at what was kept.
func (w *world) asked(t rapid.TB, q Query) (out []Row) {
	t.Helper()
	err := w.read(context.Background(), func(tx *sql.Tx) error {
		v, err := w.currentVocabulary(context.Background(), tx)
		if err != nil {
			return err
		}
		a, err := w.question(q, v, v.Catalogue)
		if err != nil {
			return err
		}
		out, err = w.answer(context.Background(), tx, a)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// keptRows answers a question from what is kept, if all of it is.
func (w *world) keptRows(q Query, version int64) ([]Row, bool) {
	l, err := w.look(context.Background(), q, version)
	if err != nil || len(l.missing) > 0 {
		return nil, false
	}
	return l.arrange(l.order, l.rows), true
}

// holdPeriods compares the periods that the store says an organisation has with
// those it finds when nothing is kept.
func (w *world) holdPeriods(t rapid.TB, org string) {
	t.Helper()
	got, err := w.Periods(context.Background(), org)
	if err != nil {
		t.Fatal(err)
	}
	err = w.read(context.Background(), func(tx *sql.Tx) error {
		want, err := w.periods(context.Background(), tx, org)
		if err == nil && !reflect.DeepEqual(want, got) {
			t.Errorf("periods of %s: %v, want %v", org, got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// drawWorkbook draws what a unit or its cluster sends in about few enough
// figures that questions and workbooks meet and miss each other.
func drawWorkbook(t *rapid.T, n int) Incoming {
	sender := rapid.SampledFrom([]string{"u1", "u2", "u3", "c"}).Draw(t, "sender")
	p := rapid.SampledFrom([]string{"2022-Q4", "2023-Q1", "2023", "2024-Q1", "2024-Q2", "2024-H1"}).Draw(t, "period")
	sub := report(sender, p)
	sub.Status = rapid.SampledFrom([]catalog.Status{catalog.Estimate, catalog.Final}).Draw(t, "status")
	for i, code := range []string{"revenue", "workers", "profit"} {
		if rapid.Bool().Draw(t, code) {
			f := revenue(sender, rapid.SampledFrom([]string{p, p, "2023-Q1"}).Draw(t, "of"), fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "value")))
			f.Indicator, f.Status, f.Cell = code, sub.Status, fmt.Sprintf("C%d", i)
			if code == "profit" && rapid.Bool().Draw(t, "plan") {
				f.Scenario = ingest.Plan
			}
			sub.Facts = append(sub.Facts, f)
		}
	}
	return incoming(sub, fmt.Sprint("workbook ", n))
}

// What is kept of an answer is what would be answered now, whatever came in
// the meantime.
func TestKeptAnswersHold(t *testing.T) {
	fewer(t, "8")
	var pool []Query
	for _, org := range []string{"b", "c", "u1", "u2"} {
		for _, code := range []string{"2023-Q1", "2024-Q1", "2024-H1", "2024"} {
			pool = append(pool, Query{Indicators: []string{"revenue", "profit"}, Org: org, Periods: []catalog.Period{period(code)},
				ByOrg: org == "c", Compare: []Comparison{Yoy, ToPlan}})
		}
	}
	pool = append(pool, Query{Indicators: []string{"workers"}, Org: "c", Periods: []catalog.Period{period("2023-Q1"), period("2024-Q1")}, Compare: []Comparison{Previous}})
	kept := 0
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		r := bloc(3)
		w.register(r)
		for i := range rapid.IntRange(1, 6).Draw(rt, "commits") {
			for _, n := range rapid.SliceOfN(rapid.IntRange(0, len(pool)-1), 1, 4).Draw(rt, "queries") {
				version, err := w.DataVersion(t.Context())
				if err != nil {
					rt.Fatal(err)
				}
				got, err := w.Metrics(t.Context(), pool[n])
				if err != nil {
					rt.Fatal(err)
				}
				w.holdPeriods(rt, pool[n].Org)
				if _, ok := w.keptRows(pool[n], version); ok {
					kept++
				}
				if diff := cmp.Diff(w.asked(rt, pool[n]), got.Rows, sameFigures...); diff != "" || got.DataVersion != version {
					rt.Fatalf("%+v at %d:\n%s", pool[n], version, diff)
				}
			}
			var err error
			if rapid.IntRange(0, 9).Draw(rt, "register") == 0 {
				grown := bloc(3 + i)
				_, err = w.CommitAll(t.Context(), []Incoming{incoming(ingest.Submission{Kind: ingest.KindOrganisations, Register: &grown}, fmt.Sprint("register ", i))})
			} else {
				_, err = w.CommitAll(t.Context(), []Incoming{drawWorkbook(rt, 2*i), drawWorkbook(rt, 2*i+1)})
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			rt.Fatal(err)
		}
	})
	if kept == 0 {
		t.Error("no answer was ever kept")
	}
}

// A workbook leaves alone what is kept of other units, indicators and years,
// and nothing of what it is about; of that is asked anew what somebody has
// lately looked at.
func TestKeptAnswersGo(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "1")))
	asked := map[string]Query{
		"the unit": ask("u1", "revenue", "2024-Q1"), "above it": ask("b", "revenue", "2024-Q1"), "its year": ask("u1", "revenue", "2024"),
		"another": ask("u2", "revenue", "2024-Q1"), "workers": ask("u1", "workers", "2024-Q1"), "years before": ask("u1", "revenue", "2021-Q1"),
		"what is left of the like": {Indicators: []string{"revenue"}, Org: "c", Periods: []catalog.Period{period("2024-Q1")}, Compare: []Comparison{ToPlan, Yoy}, Lens: LikeForLike},
		"today's members":          {Indicators: []string{"revenue"}, Org: "c", ByOrg: true, Periods: []catalog.Period{period("2024-Q1")}, Lens: Current},
	}
	elsewhere := []string{"another", "workers", "years before"}
	for _, q := range asked {
		if _, err := w.Metrics(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	for i, later := range []bool{false, true} {
		if later {
			w.day = w.day.Add(lately)
		}
		w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", fmt.Sprint(i+2))))
		version, err := w.DataVersion(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for name, q := range asked {
			rows, kept := w.keptRows(q, version)
			if want := !later || slices.Contains(elsewhere, name); kept != want {
				t.Errorf("later %v, %s: kept %v, want %v", later, name, kept, want)
			}
			if diff := cmp.Diff(w.asked(t, q), rows, sameFigures...); kept && diff != "" {
				t.Errorf("%s:\n%s", name, diff)
			}
		}
	}
}

// Of more figures than a commit asks anew it asks those read last.
func TestAskedAnew(t *testing.T) {
	r := bloc(1)
	a := answers{version: 1, vocabulary: &vocabulary{}}
	a.vocabulary.Register = &r
	now := date("2024-01-01")
	for n := range askedAnew + 5 {
		p := period(fmt.Sprintf("%d-%02d", catalog.FirstYear+n/12%100, n%12+1))
		a.put(manner{compare: fmt.Sprint(n)}, map[rowKey]Row{{"u1", "revenue", p.Code()}: {Period: p}}, 1, now.Add(time.Duration(n)))
	}
	stale := a.changed(2, touched{{"u1", "revenue"}: {0, 1 << 20}}, now.Add(time.Second))
	if len(stale) != askedAnew || slices.ContainsFunc(stale, func(k keptKey) bool { return len(k.compare) == 1 && k.compare < "5" }) || len(a.rows) > 0 {
		t.Errorf("%d to be asked anew, %d kept", len(stale), len(a.rows))
	}
}

// Under a context held to a version reads of a later one fail, and Whole asks
// again until they are of one.
func TestWhole(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	n := 0
	commit := func() {
		n++
		w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", fmt.Sprint(n))))
	}
	commit()
	rounds := 0
	err := w.Whole(t.Context(), func(ctx context.Context) error {
		if rounds++; rounds < 3 {
			commit()
		}
		one, err := w.Metrics(ctx, ask("u1", "revenue", "2024-Q1"))
		if (rounds < 3) != errors.Is(err, ErrMoved) {
			t.Errorf("round %d: %v", rounds, err)
		}
		if err == nil && one.Rows[0].Value.String() != fmt.Sprint(n) {
			t.Errorf("round %d: %v, want %d", rounds, one.Rows[0].Value, n)
		}
		return err
	})
	if err != nil || rounds != 3 {
		t.Errorf("%d rounds, %v", rounds, err)
	}
}
