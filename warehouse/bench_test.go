package warehouse

import (
	"fmt"
	"testing"

	"giaoban/ingest/catalog"
	"giaoban/sql"
)

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		s, err := Open(b.Context(), Config{SQL: sql.Files})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

// BenchmarkCommit loads unit reports of 30 figures.
func BenchmarkCommit(b *testing.B) {
	w := newWorld(b)
	w.register(bloc(17))
	n := 0
	for b.Loop() {
		n++
		unit := fmt.Sprintf("u%d", n%17+1)
		p := fmt.Sprintf("%d-Q%d", 1990+n/68%34, n/17%4+1)
		sub := report(unit, p)
		for i := range 30 {
			f := revenue(unit, p, fmt.Sprintf("%d.%02d", n, i))
			f.Indicator = []string{"revenue", "profit", "budget_paid", "social_insurance_paid", "export_turnover", "welfare_spending"}[i%6]
			sub.Facts = append(sub.Facts, f)
		}
		w.commit(sub)
	}
	b.ReportMetric(float64(30*n)/b.Elapsed().Seconds(), "facts/s")
}

func metricsWorld(b *testing.B, units, from, to int) *world {
	w := newWorld(b)
	w.register(bloc(units))
	for year := from; year <= to; year++ {
		for u := range units {
			unit := fmt.Sprintf("u%d", u+1)
			sub := report(unit, fmt.Sprint(year))
			for m := 1; m <= 12; m++ {
				sub.Facts = append(sub.Facts, revenue(unit, fmt.Sprintf("%d-%02d", year, m), fmt.Sprintf("%d.%d", u, m)))
			}
			plan := revenue(unit, fmt.Sprint(year), "700")
			plan.Scenario = "plan"
			sub.Facts = append(sub.Facts, plan)
			w.commit(sub)
		}
	}
	b.ResetTimer()
	return w
}

// BenchmarkCluster asks one figure of a cluster of 17 units with yoy and plan.
func BenchmarkCluster(b *testing.B) {
	w := metricsWorld(b, 17, 2022, 2024)
	for b.Loop() {
		_, err := w.Metrics(b.Context(), Query{Indicators: []string{"revenue"}, Org: "c",
			Periods: []catalog.Period{period("2024-Q1")}, Compare: []Comparison{Yoy, ToPlan}})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBloc asks for 24 months of a bloc of 100 units.
func BenchmarkBloc(b *testing.B) {
	w := metricsWorld(b, 100, 2022, 2024)
	months, err := catalog.Range(period("2023-01"), period("2024-12"), 24)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_, err := w.Metrics(b.Context(), Query{Indicators: []string{"revenue"}, Org: "b", Periods: months, Compare: []Comparison{Yoy, ToPlan}})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUnits asks for 24 months of each of 100 units.
func BenchmarkUnits(b *testing.B) {
	w := metricsWorld(b, 100, 2022, 2024)
	months, err := catalog.Range(period("2023-01"), period("2024-12"), 24)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_, err := w.Metrics(b.Context(), Query{Indicators: []string{"revenue"}, Org: "c", ByOrg: true, Periods: months, Compare: []Comparison{Yoy, ToPlan}})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFacts loads one large workbook: 100 units, 36 months, 10 indicators.
func BenchmarkFacts(b *testing.B) {
	w := newWorld(b)
	w.register(bloc(100))
	n := 0
	for b.Loop() {
		sub := report("c", "2024")
		sub.Layout = "units_in_rows"
		for u := range 100 {
			for year := 2022; year <= 2024; year++ {
				for m := 1; m <= 12; m++ {
					for _, indicator := range []string{"revenue", "profit", "budget_paid", "social_insurance_paid", "export_turnover",
						"welfare_spending", "investment", "payroll", "admissions", "new_jobs"} {
						f := revenue(fmt.Sprintf("u%d", u+1), fmt.Sprintf("%d-%02d", year, m), "1.5")
						f.Indicator = indicator
						sub.Facts = append(sub.Facts, f)
					}
				}
			}
		}
		n += len(sub.Facts)
		w.commit(sub)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "facts/s")
}
