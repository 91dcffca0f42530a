package ingest

import (
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/number"
	"giaoban/ingest/sheet"
)

// figure is one figure of a row, for the checks within the row.
type figure struct {
	slot     slot
	quantity quantity
	at       place
}

// maxCheckPlaces bounds the decimals a computed percentage is compared to: a
// formula's result carries fifteen digits, of which the last are noise.
const maxCheckPlaces = 6

// checkPercent recomputes a printed proportion: attainment of the plan, level
// or growth against the same period. It is right if it fits any pair of the
// row's figures, to half a unit of the last digit printed.
func (r figureReader) checkPercent(c sheet.Cell, col column, ind catalog.Indicator, figures []figure, at place) {
	printed, tolerance, ok := printedPercent(c, r.mark)
	if c.Kind == sheet.Text && number.Parse(c.Text).Kind == number.Ratio {
		r.findings.add(Warning, codeRatioUnexpected, at, Args{"indicator": ind.NameVI, "text": name(c)}) // "3/5" holds two figures
	}
	if !ok {
		return
	}
	var level decimal.Decimal
	compared := false
	for _, base := range figures {
		if !col.isBase(base.slot) || base.quantity.notApplicable {
			continue
		}
		b := base.quantity.shown(ind, r.cat)
		if b.IsZero() {
			continue
		}
		for _, now := range figures {
			if now.slot.scenario != Actual || now.slot.role != Reported || now.quantity.notApplicable {
				continue
			}
			a := now.quantity.shown(ind, r.cat)
			level = hundred.Mul(a).DivRound(b, 16)
			compared = true
			if fitsPercent(printed, level, a.Sub(b), col.head, tolerance) {
				return
			}
		}
	}
	if !compared {
		r.checkTarget(printed, tolerance, col, ind, figures, at)
		return
	}
	places := max(1, placesOf(tolerance)-1)
	r.findings.add(Warning, codePercentMismatch, at, Args{
		"indicator": ind.NameVI, "printed": printed, "computed": expected(level, col).Round(int32(min(places, 2))),
	})
}

// checkTarget looks at an attainment printed without the plan it is of: of a
// count the plan is a count too, so that 8 admissions are 53,3 % of 15 and
// 52 % of nothing. Where several figures may be meant one that fits is enough.
func (r figureReader) checkTarget(printed, tolerance decimal.Decimal, col column, ind catalog.Indicator, figures []figure, at place) {
	if !ind.Integer || col.of&saysPlan == 0 || col.head.has(saysGrowth) || !printed.GreaterThan(tolerance) {
		return
	}
	var count, target decimal.Decimal
	for _, f := range figures {
		if f.slot.scenario == Plan {
			return // a plan of nothing
		}
		if f.slot.role != Reported || f.quantity.notApplicable {
			continue
		}
		count = f.quantity.shown(ind, r.cat)
		if !count.IsPositive() || hasInteger(count, printed, tolerance) || hasInteger(count, printed.Shift(2), tolerance.Shift(2)) {
			return
		}
		target = hundred.Mul(count).DivRound(printed, 1)
	}
	if count.IsPositive() {
		r.findings.add(Warning, codePercentWithoutTarget, at, Args{"indicator": ind.NameVI, "printed": printed, "value": count, "target": target})
	}
}

// hasInteger reports whether a whole number has the count as the percentage,
// to the tolerance.
func hasInteger(count, percentage, tolerance decimal.Decimal) bool {
	all := hundred.Mul(count)
	most := all.DivRound(percentage.Sub(tolerance), 16).Floor()
	return most.Mul(percentage.Add(tolerance)).GreaterThanOrEqual(all)
}

// isBase reports whether a figure may be what the column's percentages are of.
func (c column) isBase(s slot) bool {
	return c.of&saysPlan != 0 && s.scenario == Plan || c.of&saysSamePeriod != 0 && s.scenario == Actual && s.role == SamePeriod
}

// expected is the percentage to propose: growth where the heading asks for it.
func expected(level decimal.Decimal, col column) decimal.Decimal {
	if col.head.has(saysGrowth) {
		return level.Sub(hundred)
	}
	return level
}

// fitsPercent reports whether a printed proportion fits: as a level (118,2),
// as growth (18,2), as a fraction someone forgot to format (1,182), or, where
// the heading has no %, as a difference.
func fitsPercent(printed, level, difference decimal.Decimal, h heading, tolerance decimal.Decimal) bool {
	growth := level.Sub(hundred)
	candidates := []decimal.Decimal{level, growth}
	if h.has(saysGrowth) {
		candidates = append(candidates, growth.Neg()) // "giảm 3,2"
	}
	if !h.has(saysPercent) && !h.hasUnit {
		candidates = append(candidates, difference)
	}
	if slices.ContainsFunc(candidates, func(c decimal.Decimal) bool { return within(printed, c, tolerance) }) {
		return true
	}
	if tolerance.GreaterThan(halfUnit(2)) || printed.Abs().GreaterThan(decimal.NewFromInt(10)) {
		return false
	}
	fraction := printed.Shift(2)
	return within(fraction, level, tolerance.Shift(2)) || within(fraction, growth, tolerance.Shift(2))
}

// printedPercent reads the cell of a check column. ok is false when there is
// nothing to compare. mark is the decimal mark of texts, if it is known.
func printedPercent(c sheet.Cell, mark byte) (value, tolerance decimal.Decimal, ok bool) {
	var places int
	switch c.Kind {
	case sheet.Number:
		value, places = c.Number, max(placesOf(c.Number), formatPlaces(c.Format))
		if isPercentFormat(c.Format) {
			value, places = value.Shift(2), max(0, places-2)
		}
	case sheet.Text:
		n := number.Parse(c.Text).Under(mark)
		if n.Kind != number.Value || n.Unit != "" {
			return value, tolerance, false
		}
		value, places = n.First, n.Places
		if n.Qualifier != "" {
			return value, halfUnit(places).Mul(decimal.NewFromInt(2)), true // "hơn 106%"
		}
	default:
		return value, tolerance, false
	}
	return value, halfUnit(min(places, maxCheckPlaces)), true
}
