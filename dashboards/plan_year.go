package dashboards

import (
	"context"
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// yearSpan lists the periods that together make up the year until p ends, as
// few as there can be: the store adds up what lies within each.
func yearSpan(p catalog.Period) []catalog.Period {
	if p.Cumulative() || p.Grain() == catalog.Term {
		return []catalog.Period{p}
	}
	_, last := p.Months()
	months := last%12 + 1
	var out []catalog.Period
	done := 0
	for _, whole := range []struct {
		grain  catalog.Grain
		index  int
		months int
	}{{catalog.Year, 0, 12}, {catalog.NineMonths, 0, 9}, {catalog.Half, 1, 6}, {catalog.Quarter, 1, 3}} {
		if whole.months > months {
			continue
		}
		if q, err := catalog.NewPeriod(whole.grain, p.Last().Year(), whole.index); err == nil {
			out, done = append(out, q), whole.months
		}
		break
	}
	for m := done + 1; m <= months; m++ {
		if q, err := catalog.NewPeriod(catalog.Month, p.Last().Year(), m); err == nil {
			out = append(out, q)
		}
	}
	return out
}

// partOfYear reports whether a figure is a part of the year so far only, while
// its plan is for a whole year: one quarter beside it would always look late.
func partOfYear(r warehouse.Row, i catalog.Indicator) bool {
	return i.Kind == catalog.Flow && r.Value != nil && r.Basis != catalog.Cumulative && r.Plan != nil && r.Plan.Period.Grain() == catalog.Year &&
		!slices.Equal(yearSpan(r.Period), []catalog.Period{r.Period})
}

// yearSoFar answers a question about one period for the year until it ends: a
// row for each organisation and indicator, in the store's order.
func (s *server) yearSoFar(ctx context.Context, q warehouse.Query) ([]warehouse.Row, error) {
	q.Periods = yearSpan(q.Periods[0])
	result, err := s.store.Metrics(ctx, q)
	if err != nil {
		return nil, err
	}
	type key struct{ org, indicator string }
	parts := map[key][]warehouse.Row{}
	var order []key
	for _, r := range result.Rows {
		k := key{r.Org, r.Indicator}
		if parts[k] == nil {
			order = append(order, k)
		}
		parts[k] = append(parts[k], r)
	}
	var out []warehouse.Row
	for _, k := range order {
		if r, ok := toDate(parts[k]); ok {
			out = append(out, r)
		}
	}
	return out, nil
}

// toDate adds up the rows of consecutive periods that begin in January. One row
// stays as it is. Of several the result is cumulative, without a value when one
// of them lacks it, and with no attainment that the plan's own units would
// contradict. It is false without rows.
func toDate(rows []warehouse.Row) (warehouse.Row, bool) {
	if len(rows) == 0 {
		return warehouse.Row{}, false
	}
	if len(rows) == 1 {
		return rows[0], true
	}
	rows = slices.SortedFunc(slices.Values(rows), func(a, b warehouse.Row) int { return a.Period.Last().Compare(b.Period.Last()) })
	out := rows[len(rows)-1]
	out.Basis, out.Value, out.Num, out.Den, out.Yoy, out.Plan = catalog.Cumulative, nil, nil, nil, nil, nil
	sum := decimal.Zero
	complete, whole := true, true
	for _, r := range rows {
		if r.Plan != nil {
			plan := *r.Plan // the last one's in the end
			out.Plan = &plan
		}
		whole = whole && r.Plan != nil && r.Plan.Comparable
		if alone(r) == nil {
			complete = false
			continue
		}
		sum = sum.Add(*r.Value)
		if r.Status < out.Status || out.Status == catalog.NoStatus {
			out.Status = r.Status
		}
		if r.Coverage.Expected-r.Coverage.Reported > out.Coverage.Expected-out.Coverage.Reported {
			out.Coverage = r.Coverage
		}
	}
	if complete {
		out.Value = &sum
	}
	if out.Plan == nil {
		return out, true
	}
	out.Plan.AttainedPct, out.Plan.LikeForLikePct, out.Plan.UnitsBoth = nil, nil, 0
	out.Plan.LikeForLikeValue, out.Plan.LikeForLikePlan = nil, nil
	switch {
	case complete && whole && out.Plan.Value.Sign() > 0:
		pct := sum.Mul(hundred).Div(out.Plan.Value)
		out.Plan.AttainedPct, out.Plan.Comparable, out.Plan.Reason = &pct, true, ""
	default:
		out.Plan.Comparable = false
		if out.Plan.Reason == "" {
			out.Plan.Reason = warehouse.PartialCoverage
		}
	}
	return out, true
}

// enough rounds what is required to so many decimals so that what keeps to it
// as it reads reaches the plan, or does not pass it where less is better.
func enough(d decimal.Decimal, i catalog.Indicator, places int) decimal.Decimal {
	const rest = 12 // decimals behind which a division's rest begins
	d = d.Round(rest)
	at := int32(legible(d, places)) //nolint:gosec // a few decimals
	if i.Direction == catalog.LessIsBetter {
		return d.RoundFloor(at)
	}
	return d.RoundCeil(at)
}

// needed is what is required of each of so many parts as it is written, and with
// how many decimals: of the last one what is left, of several enough.
func needed(each decimal.Decimal, parts int, i catalog.Indicator) (amount decimal.Decimal, places int) {
	if parts == 1 {
		return each, i.Precision
	}
	places = chartPlaces(each, i)
	return enough(each, i, places), places
}

// each writes what is required of each of so many parts.
func (w words) each(d decimal.Decimal, parts int, i catalog.Indicator) string {
	amount, places := needed(d, parts, i)
	return w.amount(amount, i, places)
}

// need is what the rest of the year must bring for its plan to be reached, in
// equal parts.
type need struct {
	grain catalog.Grain
	parts int             // of the year that are left
	left  decimal.Decimal // of the plan; not below zero
	each  decimal.Decimal // in every part; zero when none is left
	so    decimal.Decimal // what the parts that have passed brought on average

	// Against the same parts of the year before; nil when they are not known.
	grown *decimal.Decimal // per cent
}

// required reckons what a flow of which r is known must still bring; nil for
// everything else, and where figure and plan are not of the same units.
func required(p catalog.Period, r warehouse.Row, kind catalog.Kind, before, year *decimal.Decimal) *need {
	if kind != catalog.Flow || r.Value == nil || attained(r) == nil || r.Plan.Period.Grain() != catalog.Year {
		return nil
	}
	n := &need{grain: catalog.Quarter, left: decimal.Max(decimal.Zero, r.Plan.Value.Sub(*r.Value))}
	_, last := p.Months()
	months, size := last%12+1, 3
	if months%3 != 0 {
		n.grain, size = catalog.Month, 1
	}
	n.parts = (12 - months) / size
	n.so = r.Value.Div(decimal.NewFromInt(int64(months / size)))
	if n.parts == 0 {
		return n
	}
	n.each = n.left.Div(decimal.NewFromInt(int64(n.parts)))
	if before != nil && year != nil {
		if rest := year.Sub(*before); rest.Sign() > 0 {
			grown := n.left.Sub(rest).Mul(hundred).Div(rest)
			n.grown = &grown
		}
	}
	return n
}

// thresholds are the shares of a plan that units are counted at, in per cent.
var thresholds = []int64{25, 50, 75, 100}

// reached counts the rows at or above each threshold, and those that can be
// compared with a plan at all.
func reached(rows []warehouse.Row) (counts []int, compared int) {
	counts = make([]int, len(thresholds))
	for _, r := range rows {
		pct := attained(r)
		if pct == nil {
			continue
		}
		compared++
		for n, t := range thresholds {
			if pct.GreaterThanOrEqual(decimal.NewFromInt(t)) {
				counts[n]++
			}
		}
	}
	return counts, compared
}
