package warehouse

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// formOf is a unit's form of 60 figures on the economy, labour and Party work.
func formOf(unit, p string) ingest.Submission {
	sub := report(unit, p)
	for i, ind := range catalog.Builtin().Indicators {
		if ind.Kind != catalog.Flow && ind.Kind != catalog.Stock {
			continue
		}
		f := revenue(unit, p, fmt.Sprint(1000-i))
		f.Indicator, f.Unit, f.Cell = ind.Code, ind.Unit, fmt.Sprintf("D%d", i+8)
		if sub.Facts = append(sub.Facts, f); len(sub.Facts) == 60 {
			break
		}
	}
	return sub
}

// BenchmarkRules times all rules over a batch of forms beside 96,000 known
// figures: 200 units, eight quarters.
func BenchmarkRules(b *testing.B) {
	w := newWorldIn(b, Config{})
	w.register(bloc(200))
	batchOf := func(n int, p string) (list []Incoming) {
		for u := range n {
			sub := formOf(fmt.Sprintf("u%d", u+1), p)
			list = append(list, Incoming{Submission: sub, Original: fmt.Appendf(nil, "%d %s", u, p)})
		}
		return list
	}
	for year := 2022; year <= 2023; year++ {
		for q := 1; q <= 4; q++ {
			if _, err := w.CommitAll(b.Context(), batchOf(200, fmt.Sprintf("%d-Q%d", year, q))); err != nil {
				b.Fatal(err)
			}
		}
	}
	for _, n := range []int{1, 200} {
		b.Run(fmt.Sprintf("workbooks=%d", n), func(b *testing.B) {
			stop := errors.New("stop")
			var took []time.Duration
			err := w.transaction(b.Context(), func(x *writer) error {
				list := make([]candidate, n)
				for i, in := range batchOf(n, "2024-Q1") {
					sub := in.Submission
					list[i].sub, list[i].r = &sub, Receipt{State: Accepted, Facts: len(sub.Facts)}
					var err error
					if list[i].rows, _, err = factRows(&sub, catalog.Builtin()); err != nil {
						return err
					}
				}
				first, last, err := x.stage(b.Context(), list, w.day)
				if err != nil {
					return err
				}
				byID := map[int64]*candidate{}
				for i := range list {
					byID[list[i].r.ID] = &list[i]
				}
				v, err := w.currentVocabulary(b.Context(), x.tx)
				if err != nil {
					return err
				}
				for b.Loop() {
					start := time.Now()
					if _, err := w.runRules(b.Context(), x, byID, v, first, last); err != nil {
						return err
					}
					took = append(took, time.Since(start))
				}
				return stop
			})
			if !errors.Is(err, stop) {
				b.Fatal(err)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
		})
	}
}
