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

// formsOf are the forms of a period of the first n units.
func formsOf(n int, p string) (list []Incoming) {
	for u := range n {
		list = append(list, Incoming{Submission: formOf(fmt.Sprintf("u%d", u+1), p), Original: fmt.Appendf(nil, "%d %s", u, p)})
	}
	return list
}

// takeAll commits batches without the rules, which their figures do not obey.
func (w *world) takeAll(batches ...[]Incoming) {
	w.t.Helper()
	rules := w.rules
	w.rules = nil
	defer func() { w.rules = rules }()
	for _, batch := range batches {
		got, err := w.CommitAll(w.t.Context(), batch)
		if err != nil {
			w.t.Fatal(err)
		}
		for i, r := range got {
			if r.State == Refused {
				w.t.Fatalf("workbook %d: %v", i+1, r.Findings)
			}
		}
	}
}

// whileStaged runs f over workbooks that are staged, and takes them back.
func (w *world) whileStaged(batch []Incoming, f func(x *writer, byID map[int64]*candidate, first, last int64) error) {
	w.t.Helper()
	stop := errors.New("stop")
	err := w.transaction(w.t.Context(), func(x *writer) error {
		list := make([]candidate, len(batch))
		for i := range batch {
			sub := &batch[i].Submission
			list[i].sub, list[i].r = sub, Receipt{State: Accepted, Facts: len(sub.Facts)}
			var err error
			if list[i].rows, _, err = factRows(sub, catalog.Builtin()); err != nil {
				return err
			}
		}
		first, last, err := x.stage(w.t.Context(), list, w.day)
		if err != nil {
			return err
		}
		byID := map[int64]*candidate{}
		for i := range list {
			byID[list[i].r.ID] = &list[i]
		}
		if err := f(x, byID, first, last); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		w.t.Fatal(err)
	}
}

// twoYears is a store of 96,000 figures: 200 units, eight quarters.
func twoYears(b *testing.B) *world {
	w := newWorldIn(b, Config{})
	w.register(bloc(200))
	for year := 2022; year <= 2023; year++ {
		for q := 1; q <= 4; q++ {
			w.takeAll(formsOf(200, fmt.Sprintf("%d-Q%d", year, q)))
		}
	}
	return w
}

// BenchmarkRules times all rules over a batch of forms beside 96,000 known
// figures.
func BenchmarkRules(b *testing.B) {
	w := twoYears(b)
	for _, n := range []int{1, 200} {
		b.Run(fmt.Sprintf("workbooks=%d", n), func(b *testing.B) {
			var took []time.Duration
			w.whileStaged(formsOf(n, "2024-Q1"), func(x *writer, byID map[int64]*candidate, first, last int64) error {
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
				return nil
			})
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
		})
	}
}

// BenchmarkHandedIn times what pages ask of one unit's and of all units' reports
// beside 96,000 figures and their 1,600 workbooks.
func BenchmarkHandedIn(b *testing.B) {
	w := twoYears(b)
	quarters, err := catalog.Range(period("2022-Q1"), period("2023-Q4"), 8)
	if err != nil {
		b.Fatal(err)
	}
	var units []string
	for u := range 200 {
		units = append(units, fmt.Sprintf("u%d", u+1))
	}
	for _, tt := range []struct {
		name string
		ask  func() error
	}{
		{"board=1", func() error { _, err := w.Board(b.Context(), units[:1], quarters, w.day); return err }},
		{"board=200", func() error { _, err := w.Board(b.Context(), units, quarters, w.day); return err }},
		{"submissions=1", func() error { _, err := w.SubmissionsOf(b.Context(), "u1"); return err }},
		{"submissions=all", func() error { _, err := w.Submissions(b.Context()); return err }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			for b.Loop() {
				if err := tt.ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
