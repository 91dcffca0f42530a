package ingest

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
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

// checkPercent recomputes a printed proportion or change: attainment of the
// plan, level or growth against the same period or the one before. It is right
// if it fits any pair of the row's figures that its heading may mean, to half a
// unit of the last digit printed; of several that it does not fit all are told.
// It reports whether there was anything to compare it with.
func (r figureReader) checkPercent(p proportion, figures []figure) bool {
	printed, tolerance, ok := printedChange(p, r.mark)
	if p.cell.Kind == sheet.Text && number.Parse(p.cell.Text).Kind == number.Ratio {
		r.findings.add(Warning, codeRatioUnexpected, p.at, Args{"indicator": named(p.indicator), "text": name(p.cell)}) // "3/5" holds two figures
	}
	if !ok {
		return true
	}
	if p.isMovement(r.mark) {
		p.col.of &^= saysSamePeriod
	}
	pairs := r.pairsOf(figures, p)
	if slices.ContainsFunc(pairs, func(x pair) bool { return x.fits(printed, tolerance, p) }) {
		return true
	}
	if len(pairs) == 0 {
		return r.checkTarget(printed, tolerance, p, figures)
	}
	nearest := pairs[0]
	switch {
	case p.col.head.saysPlainChange():
		r.findings.add(Warning, codeChangeMismatch, p.at, Args{
			"indicator": named(p.indicator), "printed": printed, "computed": nearest.change.Round(storePlaces), "unit": nearest.unit.NameVI,
			"percent": nearest.level.Sub(hundred).Round(1),
		})
	default:
		places := int32(min(max(1, placesOf(tolerance)-1), 2))
		var levels []decimal.Decimal
		for _, x := range pairs {
			if level := expected(x.level, p.col).Round(places); !slices.ContainsFunc(levels, level.Equal) {
				levels = append(levels, level)
			}
		}
		r.findings.add(Warning, codePercentMismatch, p.at, Args{"indicator": named(p.indicator), "printed": printed, "computed": anyOf(levels)})
	}
	return true
}

// anyOf writes percentages of which each may be meant, the last without its %.
func anyOf(levels []decimal.Decimal) wording {
	var vi, en []string
	for _, level := range levels {
		vi, en = append(vi, locale.Exact(locale.VI, level)), append(en, locale.Exact(locale.EN, level))
	}
	or := say("suggestion.or", nil)
	return wording{strings.Join(vi, " % "+or.vi+" "), strings.Join(en, "% "+or.en+" ")}
}

// pairsOf returns the pairs of a row's figures that a printed proportion may
// compare. Of several outcomes its heading may say which: "% lũy kế so với KH".
func (r figureReader) pairsOf(figures []figure, p proportion) []pair {
	var all, meant, whole, before []pair
	for _, base := range figures {
		for _, now := range figures {
			x, ok := r.pairOf(base, now, p)
			if !ok {
				continue
			}
			all = append(all, x)
			if p.isBefore(base.slot, now.slot) {
				before = append(before, x)
			}
			if p.col.head.has(ownEffects) && base.slot.scenario == Plan && spansSame(base.slot, now.slot) {
				whole = append(whole, x)
			}
			cumulative := now.slot.basis == catalog.Cumulative || now.slot.period.Cumulative()
			if said := p.col.head.effects | p.col.head.over; said&saysCumulative != 0 && cumulative || said&ownEffects != 0 && !cumulative {
				meant = append(meant, x)
			}
		}
	}
	if p.col.head.has(ownEffects) && len(whole) == 0 {
		whole = r.monthsOf(figures, p)
	}
	switch {
	case len(before) > 0:
		return before
	case len(whole) > 0: // "% KH quý" of the three months, not of the last
		return whole
	case len(meant) > 0:
		return meant
	}
	return all
}

// monthsOf returns the pairs of a row's plans and the sum of all months of
// their time, where the row has each of them by itself.
func (r figureReader) monthsOf(figures []figure, p proportion) []pair {
	var pairs []pair
	for _, base := range figures {
		if base.slot.scenario != Plan || base.quantity.notApplicable {
			continue
		}
		first, last := base.slot.period.Months()
		sum, months, of := decimal.Zero, map[int]bool{}, figure{}
		for _, now := range figures {
			month, _ := now.slot.period.Months()
			if now.slot.scenario != Actual || now.quantity.notApplicable || now.slot.period.Grain() != catalog.Month || now.slot.basis == catalog.Cumulative ||
				month < first || month > last || months[month] {
				continue
			}
			if months[month] = true; now.slot.role == Reported {
				of = now
			}
			sum = sum.Add(now.quantity.shown(p.indicator, r.cat))
		}
		if len(months) == last-first+1 && len(months) > 1 {
			own, _ := r.cat.Unit(p.indicator.Unit)
			of.quantity.value, of.quantity.unit, of.quantity.den = sum, own, decimal.NullDecimal{}
			if x, ok := r.pairOf(base, of, p); ok {
				pairs = append(pairs, x)
			}
		}
	}
	return pairs
}

// spansSame reports whether two figures are of the same months: those of a
// quarter, or as many accumulated from January.
func spansSame(a, b slot) bool {
	months := func(s slot) (first, last int) {
		if first, last = s.period.Months(); s.basis == catalog.Cumulative {
			first -= first % 12
		}
		return first, last
	}
	first, last := months(a)
	otherFirst, otherLast := months(b)
	return first == otherFirst && last == otherLast
}

// checkTarget looks at an attainment printed without the plan it is of: of a
// count the plan is a count too, so that 8 admissions are 53,3 % of 15 and
// 52 % of nothing. Where several figures may be meant one that fits is enough.
// It reports whether it could look.
func (r figureReader) checkTarget(printed, tolerance decimal.Decimal, p proportion, figures []figure) bool {
	ind := p.indicator
	if !ind.Integer || p.col.of&saysPlan == 0 || p.col.head.has(saysGrowth) || !printed.GreaterThan(tolerance) {
		return false
	}
	var count, target decimal.Decimal
	for _, f := range figures {
		if f.slot.scenario == Plan {
			return true // a plan of nothing
		}
		if f.slot.role != Reported || f.quantity.notApplicable {
			continue
		}
		count = f.quantity.shown(ind, r.cat)
		if !count.IsPositive() || hasInteger(count, printed, tolerance) || hasInteger(count, printed.Shift(2), tolerance.Shift(2)) {
			return true
		}
		target = hundred.Mul(count).DivRound(printed, 1)
	}
	if count.IsPositive() {
		r.findings.add(Warning, codePercentWithoutTarget, p.at, Args{"indicator": named(ind), "printed": printed, "value": count, "target": target})
	}
	return count.IsPositive()
}

// hasInteger reports whether a whole number has the count as the percentage,
// to the tolerance.
func hasInteger(count, percentage, tolerance decimal.Decimal) bool {
	all := hundred.Mul(count)
	most := all.DivRound(percentage.Sub(tolerance), 16).Floor()
	return most.Mul(percentage.Add(tolerance)).GreaterThanOrEqual(all)
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
