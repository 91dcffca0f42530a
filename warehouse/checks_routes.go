package warehouse

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

func samePeriodColumn(k known) bool { return k.role == ingest.SamePeriod }

// routes compares what was reported for p with the other ways to it: the best
// tiling, the difference, the same-period column. One finding is enough.
//
// As in metric.sql, ways of reports alone come before those with same-period
// columns, and are the measure of a column for p.
func (c check) routes(p catalog.Period, figures []known) {
	first, last := p.Months()
	direct := find(figures, first, last, nil)
	if direct == nil {
		return
	}
	tiled, difference := otherWays(p, figures)
	if direct.role == ingest.SamePeriod {
		for _, other := range []*known{tiled, difference} {
			if other != nil && other.role == ingest.Reported {
				c.compare(p, other, direct, "same_period")
				return
			}
		}
	}
	if tiled != nil && c.compare(p, direct, tiled, string(SubPeriods)) || difference != nil && c.compare(p, direct, difference, string(Difference)) {
		return
	}
	if direct.role == ingest.Reported {
		if column := find(figures, first, last, samePeriodColumn); column != nil {
			c.compare(p, direct, column, "same_period")
		}
	}
}

// otherWays returns the best tiling of p and the best difference that is p, of
// reports alone if there is one; nil where there is none.
func otherWays(p catalog.Period, figures []known) (tiled, difference *known) {
	for _, w := range ways(p)[1:] {
		best := &tiled
		if w.route == routeDifference {
			best = &difference
		}
		if other := derive(w, figures); other != nil && (*best == nil || (*best).role != ingest.Reported && other.role == ingest.Reported) {
			*best = other
		}
	}
	return tiled, difference
}

// spanOfStatus tells apart figures of a series that may stand beside each other.
type spanOfStatus struct {
	first, last int
	status      catalog.Status
}

// senders compares a figure with what others than its sender reported for the
// same span with the same status. One finding is enough.
func (c check) senders(k known, figures []known) {
	for _, o := range figures {
		if o.sender != k.sender && o.role == ingest.Reported && o.first == k.first && o.last == k.last && o.status == k.status &&
			c.compare(k.period, &k, &o, "sender") {
			return
		}
	}
}

// derive follows one way; nil when a part is not known.
func derive(w way, figures []known) *known {
	if w.route == routeDifference {
		for status := catalog.Corrected; status >= catalog.Estimate; status-- {
			if d := sum(w, figures, func(k known) bool { return k.status == status }); d != nil {
				return d
			}
		}
		return nil
	}
	return sum(w, figures, nil)
}

func sum(w way, figures []known, condition func(known) bool) *known {
	total := known{num: new(decimal.Decimal), step: new(decimal.Decimal), role: ingest.Reported}
	for _, t := range w.parts {
		k := find(figures, t.first, t.last, condition)
		if k == nil || k.bare {
			return nil
		}
		sign := decimal.NewFromInt(int64(t.sign))
		*total.num = total.num.Add(k.num.Mul(sign))
		if k.den != nil {
			if total.den == nil {
				total.den = new(decimal.Decimal)
			}
			*total.den = total.den.Add(k.den.Mul(sign))
		}
		*total.step = decimal.Max(*total.step, *k.step)
		total.series = k.series
		if k.role == ingest.SamePeriod {
			total.role = k.role
		}
		total.places = append(total.places, k.places...)
		if k.mine && !total.mine {
			total.mine, total.sheet, total.cell = true, k.sheet, k.cell
		}
	}
	if total.den != nil && !total.den.IsPositive() && w.route == routeDifference {
		return nil // a weight that falls makes no average
	}
	return &total
}

// levels compares the level reported for p with the same-period column.
func (c check) levels(p catalog.Period, figures []known) {
	first, last := p.Months()
	report := find(figures, first, last, func(k known) bool { return k.role == ingest.Reported && k.period == p })
	column := find(figures, first, last, func(k known) bool { return k.role == ingest.SamePeriod && k.period == p })
	if report != nil && column != nil {
		c.compare(p, report, column, "same_period")
	}
}

// compare reports two figures for p that differ beyond rounding, if the
// submission brought part of either.
func (c check) compare(p catalog.Period, one, other *known, with string) bool {
	cause := one
	if !one.mine {
		cause = other
	}
	if !cause.mine {
		return false
	}
	d, _ := define(c.v.Catalogue, one.indicator)
	step := decimal.Max(*one.step, *other.step)
	differs := d.disagreement([]*side{{num: one.num, den: one.den, otherNum: other.num, otherDen: other.den, step: &step,
		checkKind: with, checkOrg: one.org}})
	if differs == nil {
		return false
	}
	f := ingest.Finding{Severity: ingest.Warning, Code: "store_routes_disagree", Sheet: cause.sheet, Cell: cause.cell,
		Args: c.args(one.scenario, one.org, one.indicator, p, ingest.Args{"value": *d.value(one.num, one.den), "other": differs.Value,
			"at": one.where(), "other_at": other.where()})}
	switch with {
	case "same_period":
		if f.Severity, f.Code = ingest.Note, "store_base_differs"; isRank(one) && isRank(other) {
			if f.Code = "store_rank_differs"; other.num.IsZero() {
				return false // of the rank it had, beside what is told of the one it is said to have had
			}
		}
	case "sender":
		f.Code = "store_senders_disagree"
		f.Args["sender"] = c.org(other.sender, p)
	}
	c.found = append(c.found, f)
	return true
}

// isRank reports whether a figure says that one organisation was ranked so, or
// was not: of those that rank others it counts how many were.
func isRank(k *known) bool {
	return strings.HasPrefix(k.indicator, "ranked_organisations_") && (k.num.IsZero() || k.num.Equal(decimal.NewFromInt(1)))
}

// enclosing lists p and the periods of its year it is part of.
func enclosing(p catalog.Period) []catalog.Period {
	out := []catalog.Period{p}
	for _, grain := range []catalog.Grain{catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year} {
		for index := 1; index <= 4; index++ {
			q, err := catalog.NewPeriod(grain, p.Year(), index)
			if err == nil && q != p && q.Contains(p) && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}
