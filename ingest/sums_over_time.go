package ingest

import (
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// checkSumsOverTime compares the figure of a period with those of the shorter
// ones printed beside it, whose sum it is: "Cộng quý I" with its months. All
// are data; that they disagree is worth a look while the sender is at hand. A
// stock that was added up, because "Cộng" was drawn through all rows, is wrong.
func (r *tableReader) checkSumsOverTime() {
	const fewest = 3 // a whole and two parts
	for key, figures := range r.items {
		ind, _ := r.cat.Indicator(key.indicator)
		if ind.Kind != catalog.Flow && ind.Kind != catalog.Stock || len(figures) < fewest {
			continue
		}
		byPeriod := map[slot]figure{}
		for _, f := range figures {
			if f.slot.basis == catalog.Discrete && !f.quantity.notApplicable {
				byPeriod[timeOf(f.slot, f.slot.period)] = f
			}
		}
		for _, whole := range figures {
			switch {
			case whole.slot.basis != catalog.Discrete || whole.quantity.notApplicable:
			case ind.Kind == catalog.Stock:
				r.refuseSummedStock(ind, whole, byPeriod)
			default:
				r.checkSumOverTime(ind, whole, byPeriod)
			}
		}
	}
}

// timeOf is the slot by which figures of one scenario are found by period.
func timeOf(s slot, p catalog.Period) slot { return slot{period: p, scenario: s.scenario} }

// checkSumOverTime compares one figure. It is right if any complete set of
// parts sums to it, to half a unit of its last digit where parts have more.
func (r *tableReader) checkSumOverTime(ind catalog.Indicator, whole figure, byPeriod map[slot]figure) {
	printed := whole.quantity.shown(ind, r.cat)
	var wrong decimal.NullDecimal
	for _, parts := range whole.slot.period.Tilings() {
		sum, finer, complete := decimal.Zero, false, true
		for _, p := range parts {
			f, known := byPeriod[timeOf(whole.slot, p)]
			if complete = complete && known; !complete {
				break
			}
			sum = sum.Add(f.quantity.shown(ind, r.cat))
			finer = finer || f.quantity.places > whole.quantity.places
		}
		if !complete {
			continue
		}
		tolerance := decimal.Zero
		if finer {
			tolerance = r.halfDigit(whole.quantity, ind)
		}
		if within(sum, printed, tolerance) {
			return
		}
		wrong = decimal.NewNullDecimal(sum)
	}
	if wrong.Valid {
		r.findings.add(Warning, codePartsMismatch, whole.at, Args{
			"indicator": named(ind), "period": whole.slot.period, "printed": r.shownAs(printed, whole.quantity, ind), "computed": r.shownAs(wrong.Decimal, whole.quantity, ind),
		})
	}
}

// refuseSummedStock finds a stock that is the sum of the shorter periods
// beside it and so not what there was at the end of the last of them.
func (r *tableReader) refuseSummedStock(ind catalog.Indicator, whole figure, byPeriod map[slot]figure) {
	printed := whole.quantity.shown(ind, r.cat)
	for _, parts := range whole.slot.period.Tilings() {
		sum, last, complete := decimal.Zero, decimal.Zero, len(parts) > 1
		for _, p := range parts {
			f, known := byPeriod[timeOf(whole.slot, p)]
			if complete = complete && known; !complete {
				break
			}
			last = f.quantity.shown(ind, r.cat)
			sum = sum.Add(last)
		}
		if complete && sum.Equal(printed) && !last.Equal(printed) {
			r.findings.add(Error, codeStockSummed, whole.at, Args{
				"indicator": named(ind), "period": whole.slot.period, "printed": r.shownAs(printed, whole.quantity, ind), "last": r.shownAs(last, whole.quantity, ind),
			})
			return
		}
	}
}
