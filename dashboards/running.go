package dashboards

import (
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// runningTotal is a flow from 1 January until the end of one part of the year.
type runningTotal struct {
	part catalog.Period // the last one that it holds
	span []catalog.Period

	// row is the figure, of the span's one period or added up over several: then
	// it is cumulative and no figure of the store's. Its value is nil where it is
	// not known, or came after the day looked from; Yoy.BaseValue is that of the
	// year before wherever it is known.
	row    warehouse.Row
	passed bool   // the part had ended by the day looked from
	mixed  bool   // parts of the span are of different units: they have no sum
	units  string // whose figures it is made of; empty where that is always the same
	before string // whose figures the same total of the year before is made of
}

// single reports whether the store has the figure itself.
func (t runningTotal) single() bool { return len(t.span) == 1 }

// absent is why there is no value: one of parts of different units is not known
// though all of them are.
func (t runningTotal) absent() absence {
	if t.mixed {
		return unreported
	}
	return absenceOf(t.row)
}

// base is the same of the year before, nil where it is not known.
func (t runningTotal) base() *decimal.Decimal {
	if t.row.Yoy == nil {
		return nil
	}
	return t.row.Yoy.BaseValue
}

// runningTotals are those of the parts of a year as known when to ended. rows
// are the figures of every period of their spans, units who belonged to the
// organisation in each of these and in the same of the year before; nil where
// that does not decide whose figures they are.
//
// A total is the store's figure for the months since January where there is one
// for exactly these, so that it is the one that its passport, the plan page and
// the API tell; else the sum of the fewest periods that make them up.
func runningTotals(parts []catalog.Period, to catalog.Period, rows map[catalog.Period]warehouse.Row, units map[catalog.Period]string) []runningTotal {
	out := make([]runningTotal, 0, len(parts))
	for _, part := range parts {
		t := runningTotal{part: part, span: yearSpan(part), passed: !part.Last().After(to.Last())}
		var of []warehouse.Row
		for _, p := range t.span {
			if r, ok := rows[p]; ok {
				of = append(of, r)
			}
		}
		own, reported := rows[part]
		switch {
		case len(of) < len(t.span):
			continue // not asked for
		case t.single():
			t.row = of[0]
		case reported && own.Basis == catalog.Cumulative && own.Value != nil:
			t.row, t.span = own, []catalog.Period{part} // reported since January
		default:
			t.row, _ = toDate(of)
			t.row.Yoy = addedUp(of, t.row, units)
			if t.mixed = !sameUnits(t.span, 0, units); t.mixed {
				t.row.Value = nil
			}
			if t.row.Value == nil { // nobody vouches for what there is not
				t.row.Status, t.row.Source, t.row.Coverage = catalog.NoStatus, "", coverageOfLack(of)
			}
		}
		if !t.passed {
			t.row = unknownYet(t.row)
		}
		last := t.span[len(t.span)-1]
		t.units, t.before = units[last], units[last.AddYears(-1)]
		out = append(out, t)
	}
	return out
}

// unknownYet leaves of a figure what was known before its period: the same one
// of the year before, and nothing of its plan.
func unknownYet(r warehouse.Row) warehouse.Row {
	r.Value, r.Num, r.Den, r.Plan = nil, nil, nil, nil
	r.Status = catalog.NoStatus
	if d := r.Yoy; d != nil {
		r.Yoy = &warehouse.Delta{BasePeriod: d.BasePeriod, BaseValue: d.BaseValue, BaseStatus: d.BaseStatus, BaseBasis: d.BaseBasis, BaseCoverage: d.BaseCoverage}
	}
	return r
}

// addedUp is the comparison of a sum of several periods. It is one of per cent
// only where every period can be compared and all are of the same units; the
// units on both sides of several periods are not known to be the same. Else its
// reason is that of the first period that cannot be compared.
func addedUp(of []warehouse.Row, sum warehouse.Row, units map[catalog.Period]string) *warehouse.Delta {
	d := &warehouse.Delta{BasePeriod: sum.Period.AddYears(-1), Reason: warehouse.MissingBase}
	var span []catalog.Period
	for _, r := range of {
		span = append(span, r.Period)
	}
	now, before := sameUnits(span, 0, units), sameUnits(span, -1, units)
	total, reason := decimal.Zero, warehouse.Reason("")
	if !now || !before {
		reason = warehouse.OtherUnits
	}
	for _, r := range of {
		if r.Yoy == nil || baseAlone(r.Yoy) == nil {
			return d
		}
		total = total.Add(*r.Yoy.BaseValue)
		if c := r.Yoy.BaseCoverage; c.Expected-c.Reported >= d.BaseCoverage.Expected-d.BaseCoverage.Reported {
			d.BaseCoverage = c
		}
		if reason == "" {
			reason = unlike(r, units)
		}
	}
	if before {
		d.BaseValue = &total
	}
	if reason == "" && sum.Value == nil {
		reason = warehouse.MissingValue
	}
	if d.Reason = reason; reason != "" {
		return d
	}
	change := sum.Value.Sub(total)
	d.Change = &change
	switch total.Sign() {
	case 0:
		d.Reason = warehouse.ZeroBase
	case -1:
		d.Reason = warehouse.NegativeBase
	default:
		pct := change.Mul(hundred).Div(total)
		d.ChangePct, d.Comparable = &pct, true
	}
	return d
}

// unlike says why a period, which has both sides, cannot be part of a comparison
// of sums; "" where it can. Its base may be zero or a loss: the sum's need not be.
func unlike(r warehouse.Row, units map[catalog.Period]string) warehouse.Reason {
	d := r.Yoy
	if !d.Comparable && d.Reason != warehouse.ZeroBase && d.Reason != warehouse.NegativeBase {
		return d.Reason
	}
	now, before := units[r.Period], units[r.Period.AddYears(-1)]
	all := d.UnitsBoth == r.Coverage.Reported
	whole := all && (d.UnitsBoth == d.BaseCoverage.Reported || now != "" && now == before)
	if !whole && r.Source != warehouse.FromOwn {
		return warehouse.OtherUnits
	}
	return ""
}

// sameUnits reports whether the periods, so many years on, are of the same units.
func sameUnits(span []catalog.Period, years int, units map[catalog.Period]string) bool {
	return !slices.ContainsFunc(span, func(p catalog.Period) bool {
		return units[p.AddYears(years)] != units[span[0].AddYears(years)]
	})
}

// spans are the periods that the running totals of these parts are made of.
func spans(parts []catalog.Period) []catalog.Period {
	var out []catalog.Period
	for _, part := range parts {
		for _, p := range yearSpan(part) {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}
