package warehouse

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// TestManyQuestionsAtOnce asks as many meetings at once do: forty long
// questions, more than the memory limit allows together.
func TestManyQuestionsAtOnce(t *testing.T) {
	w := newWorldIn(t, Config{Memory: "300MB"})
	const units = 40
	w.register(bloc(units))
	sub := report("b", "2024")
	sub.Layout = ingest.LayoutUnits
	for u := range units {
		unit := fmt.Sprintf("u%d", u+1)
		for year := 2022; year <= 2024; year++ {
			for m := 1; m <= 12; m++ {
				sub.Facts = append(sub.Facts, revenue(unit, fmt.Sprintf("%d-%02d", year, m), fmt.Sprint(m)))
			}
		}
		sub.Facts = append(sub.Facts, planned(unit, "2024", "156"))
	}
	w.commit(sub)
	months, err := catalog.Range(period("2023-01"), period("2024-12"), 24)
	if err != nil {
		t.Fatal(err)
	}
	var crowd sync.WaitGroup
	for n := range 40 {
		crowd.Go(func() {
			q := Query{Indicators: []string{"revenue"}, Org: "c", ByOrg: n%2 == 0, Periods: months,
				Compare: []Comparison{Yoy, Previous, ToPlan}}
			r, err := w.Metrics(t.Context(), q)
			for errors.Is(err, ErrBusy) { // a slow machine: ask again, as the error says
				r, err = w.Metrics(t.Context(), q)
			}
			if err != nil {
				t.Error(err)
				return
			}
			each := decimal.NewFromInt(units)
			if n%2 == 0 {
				each = decimal.NewFromInt(1)
			}
			for _, row := range r.Rows {
				_, last := row.Period.Months()
				if want := each.Mul(decimal.NewFromInt(int64(last%12 + 1))); row.Value == nil || !row.Value.Equal(want) {
					t.Errorf("%s %s is %v, want %s", row.Org, row.Period, row.Value, want)
				}
			}
		})
	}
	crowd.Wait()
}

// TestBusy: who waits longer than it may is told so, who gives up is not.
func TestBusy(t *testing.T) {
	w := newWorld(t)
	for range cap(w.readers) {
		w.readers <- struct{}{}
	}
	short, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := w.Submissions(short); !errors.Is(err, ErrBusy) {
		t.Errorf("a full store answers %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Submissions(gone); errors.Is(err, ErrBusy) || !errors.Is(err, context.Canceled) {
		t.Errorf("who gives up is told %v", err)
	}
	<-w.readers
	if _, err := w.Submissions(t.Context()); err != nil {
		t.Errorf("with one turn free: %v", err)
	}
}
