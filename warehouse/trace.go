package warehouse

import (
	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// trace finds the stored figures that a unit's answer was worked out from,
// among those known of the unit, the one that counts first first. It follows
// the rules of metric.sql from the other end: the recipe counts only if its
// sum is the answer to the last digit. Otherwise there is no trace, rather
// than a wrong one.
func trace(x *side, p catalog.Period, kind catalog.Kind, facts []StoredFact) []Term {
	if x.num == nil {
		return nil
	}
	var actual []StoredFact
	for _, f := range facts {
		if f.Scenario == ingest.Actual && !f.NotApplicable {
			actual = append(actual, f)
		}
	}
	equal := func(terms []Term) bool {
		num, den := totals(terms)
		return num.Equal(*x.num) && (x.den == nil || den.Equal(*x.den))
	}
	if kind == catalog.Stock || kind == catalog.Ratio || x.cumulative {
		if one := level(p, x.status, actual, equal); one != nil {
			return one
		}
		return nil
	}
	return flow(p, actual, equal)
}

// level returns the one figure of the answer's status that is the answer:
// under the period's own code if there is such a one.
func level(p catalog.Period, status catalog.Status, facts []StoredFact, equal func([]Term) bool) []Term {
	for _, role := range []ingest.Role{ingest.Reported, ingest.SamePeriod} {
		for _, own := range []bool{true, false} {
			for _, f := range facts {
				if f.Role != role || f.Status != status || own != (f.Period == p) {
					continue
				}
				if terms := []Term{{f, 1}}; equal(terms) {
					return terms
				}
			}
		}
	}
	return nil
}

// flow follows the recipes for p in their order of preference: of reports
// alone, then with same-period columns.
func flow(p catalog.Period, facts []StoredFact, equal func([]Term) bool) []Term {
	var reports []StoredFact
	for _, f := range facts {
		if f.Role == ingest.Reported {
			reports = append(reports, f)
		}
	}
	if terms := recipe(p, reports, equal); terms != nil || len(reports) == len(facts) {
		return terms
	}
	return recipe(p, facts, equal)
}

func recipe(p catalog.Period, facts []StoredFact, equal func([]Term) bool) []Term {
	for _, w := range ways(p) {
		switch w.route {
		case routeDifference:
			for status := catalog.Corrected; status >= catalog.Estimate; status-- {
				if terms := gather(w, facts, status); terms != nil && equal(terms) {
					return terms
				}
			}
		case routeYears:
			if terms := years(w, facts); terms != nil && equal(terms) {
				return terms
			}
		default:
			if terms := gather(w, facts, 0); terms != nil && equal(terms) {
				return terms
			}
		}
	}
	return nil
}

// years adds up a term's years, each by its own best recipe.
func years(w way, facts []StoredFact) []Term {
	var out []Term
	any := func([]Term) bool { return true }
	for _, t := range w.parts {
		terms := flow(t.period, facts, any)
		if terms == nil {
			return nil
		}
		out = append(out, terms...)
	}
	return out
}

// gather takes the best figure for each span of the recipe, of one status
// unless that is 0; nil when one is not known.
func gather(w way, facts []StoredFact, status catalog.Status) []Term {
	var out []Term
	for _, t := range w.parts {
		f := bestOf(facts, t, status)
		if f == nil || f.Bare && len(w.parts) > 1 {
			return nil
		}
		out = append(out, Term{*f, t.sign})
	}
	return out
}

func bestOf(facts []StoredFact, t part, status catalog.Status) *StoredFact {
	for i := range facts {
		f := &facts[i]
		if first, last := f.span(); first == t.first && last == t.last && (status == 0 || f.Status == status) {
			return f
		}
	}
	return nil
}

// span is the months the figure covers: from January for a cumulative one.
func (f *StoredFact) span() (first, last int) {
	first, last = f.Period.Months()
	if f.Basis == catalog.Cumulative && !isTerm(f.Period) {
		first -= first % 12
	}
	return first, last
}

// totals adds the terms up, in base units.
func totals(terms []Term) (num, den decimal.Decimal) {
	for _, t := range terms {
		sign := decimal.NewFromInt(int64(t.Sign))
		num = num.Add(t.Num.Mul(sign))
		den = den.Add(t.Den.Decimal.Mul(sign))
	}
	return num, den
}
