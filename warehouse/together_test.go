package warehouse

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest/catalog"
)

// filled is a store of a cluster whose units have reported two years.
func filled(t *testing.T, units int) *world {
	t.Helper()
	w := newWorld(t)
	w.register(bloc(units))
	for n := range units {
		unit := fmt.Sprintf("u%d", n+1)
		sub := report(unit, "2024-Q1")
		for _, p := range []string{"2023-Q1", "2024-Q1"} {
			sub.Facts = append(sub.Facts, revenue(unit, p, fmt.Sprint(10+n)))
		}
		w.commit(sub)
	}
	return w
}

// What is asked at the same time is answered to each as if it had asked alone,
// also to those who share figures, and beside some who give up.
func TestAskedTogether(t *testing.T) {
	w := filled(t, 4)
	queries := []Query{ask("b", "revenue", "2024-Q1"), ask("c", "revenue", "2024-H1"),
		{Indicators: []string{"revenue", "profit"}, Org: "u1", Periods: []catalog.Period{period("2024-Q1"), period("2023-Q1")}, Compare: []Comparison{Yoy}},
		{Indicators: []string{"revenue"}, Org: "c", Others: []string{"u1", "u2"}, Periods: []catalog.Period{period("2024-Q1")}, Lens: LikeForLike},
		{Indicators: []string{"revenue"}, Org: "c", ByOrg: true, Periods: []catalog.Period{period("2024-Q1")}}}
	w.wantValue(ask("u4", "revenue", "2023-Q1"), "13") // the vocabulary is known
	var crowd sync.WaitGroup
	for n := range 20 {
		crowd.Go(func() {
			ctx, giveUp := context.WithCancel(t.Context())
			defer giveUp()
			if n%5 == 0 {
				giveUp()
			}
			q := queries[n%len(queries)]
			got, err := w.Metrics(ctx, q)
			if n%5 == 0 && errors.Is(err, context.Canceled) {
				return
			}
			if err != nil {
				t.Errorf("%+v: %v", q, err)
				return
			}
			if diff := cmp.Diff(w.asked(t, q), got.Rows, sameFigures...); diff != "" {
				t.Errorf("%+v:\n%s", q, diff)
			}
		})
	}
	crowd.Wait()
	if n := len(w.companies.open); n != 0 {
		t.Errorf("%d questions are still open", n)
	}
}

// Whoever joins a question has it answered although the one who was to put it
// gives up; a question that everybody has left takes nobody, nor does a full one.
func TestCompany(t *testing.T) {
	w := filled(t, 2)
	w.wantValue(ask("u1", "revenue", "2023-Q1"), "10")
	version := w.version.Load()
	v := w.answers.knows(version)
	m := manner{lens: AsReported, compare: joined(everyComparison)}
	at := askedAt{m, version}
	one, two := rowKey{"u1", "revenue", "2024-Q1"}, rowKey{"u2", "revenue", "2024-Q1"}

	c, first := w.companies.join(at, []rowKey{one})
	if !first {
		t.Fatal("a question was open")
	}
	answered := make(chan map[rowKey]Row)
	go func() {
		rows, err := w.askTogether(t.Context(), m, []rowKey{one, two}, v, version)
		if err != nil {
			t.Error(err)
		}
		answered <- rows
	}()
	for joined := false; !joined; {
		w.companies.mu.Lock()
		joined = c.waiting == 2
		w.companies.mu.Unlock()
	}
	w.companies.leave(c)
	w.put(c, v)
	rows := <-answered
	if len(c.figures) != 2 || len(rows) != 2 || rows[one].Value.String() != "10" || rows[two].Value.String() != "11" {
		t.Errorf("asked for %v, got %v", c.figures, rows)
	}

	c, _ = w.companies.join(at, []rowKey{one})
	w.companies.leave(c)
	if _, first := w.companies.join(at, []rowKey{two}); !first || c.ctx.Err() == nil {
		t.Error("a question that everybody has left was joined")
	}
	if _, first := w.companies.join(at, make([]rowKey, companyMost)); !first {
		t.Error("a full question was joined")
	}
	past, _ := w.companies.join(askedAt{manner{lens: Current, today: "2023-12-31"}, version}, []rowKey{one})
	if w.put(past, v); past.rows != nil {
		t.Errorf("of a day that has ended: %v", past.rows)
	}
	gone, _ := w.companies.join(askedAt{m, version - 1}, []rowKey{one})
	if w.put(gone, v); gone.rows != nil {
		t.Errorf("of a version that is gone: %v", gone.rows)
	}
	if rows, err := w.askTogether(t.Context(), m, []rowKey{one}, v, version-1); !errors.Is(err, errAskAlone) {
		t.Errorf("asked of a version that is gone: %v, %v", rows, err)
	}
}
