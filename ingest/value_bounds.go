package ingest

import (
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// checkBounds applies the catalogue's rules to a figure. It reports false
// after an error.
func (r figureReader) checkBounds(q quantity, ind catalog.Indicator, at place) bool {
	shown := q.shown(ind, r.cat)
	inUnit := func(b decimal.NullDecimal) decimal.NullDecimal {
		if b.Valid {
			b.Decimal, _ = r.asWritten(b.Decimal, q, ind)
		}
		return b
	}
	args := func(from, to decimal.NullDecimal) Args {
		low, high, warnLow, warnHigh := inUnit(ind.Min), inUnit(ind.Max), inUnit(ind.WarnMin), inUnit(ind.WarnMax)
		value, unit := r.asWritten(shown, q, ind)
		return Args{"indicator": named(ind), "value": withUnit(legible(value, low, high, warnLow, warnHigh), unit),
			"range": rangeText(inUnit(from), inUnit(to), unit)}
	}
	own, _ := r.cat.Unit(ind.Unit)
	switch {
	case ind.Integer && !own.ToBase(shown).IsInteger():
		r.findings.add(Error, codeNotInteger, at, args(ind.Min, ind.Max))
		return false
	case own.ToBase(shown).Abs().GreaterThanOrEqual(storeLimit):
		r.findings.add(Error, codeTooBig, at, tooBig(q, ind))
		return false
	case ind.Min.Valid && shown.LessThan(ind.Min.Decimal), ind.Max.Valid && shown.GreaterThan(ind.Max.Decimal):
		r.findings.add(Error, codeOutOfBounds, at, args(ind.Min, ind.Max))
		return false
	case ind.WarnMin.Valid && shown.LessThan(ind.WarnMin.Decimal), ind.WarnMax.Valid && shown.GreaterThan(ind.WarnMax.Decimal):
		r.findings.add(Warning, codeUnusual, at, args(ind.WarnMin, ind.WarnMax))
	}
	return true
}

// asWritten turns a value in an indicator's unit into that of the cell of a
// quantity, for people who look at that cell, and returns the unit. Of
// percentages, and where no unit is known, the value stays as it is and there is
// no unit to name.
func (r figureReader) asWritten(value decimal.Decimal, q quantity, ind catalog.Indicator) (decimal.Decimal, catalog.Unit) {
	own, _ := r.cat.Unit(ind.Unit)
	if q.den.Valid || q.unit.Code == "" || q.unit.Dimension == catalog.DimensionRatio {
		return value, catalog.Unit{}
	}
	written, err := catalog.Convert(value, own, q.unit)
	if err != nil {
		return value, catalog.Unit{}
	}
	return written, q.unit
}

// shownAs is a value in an indicator's unit as a message has it beside the cell
// of a quantity.
func (r figureReader) shownAs(value decimal.Decimal, q quantity, ind catalog.Indicator) any {
	written, unit := r.asWritten(value, q, ind)
	return withUnit(written.Round(storePlaces), unit)
}

// withUnit is a value for a message, with its unit if that is known.
func withUnit(value decimal.Decimal, unit catalog.Unit) any {
	if unit.Code == "" {
		return value
	}
	return say("value.in_unit", Args{"value": value, "unit": unitShown(unit)})
}

// legible rounds a figure to what people read of it, four decimals or four
// digits behind the zeros of a small one, or to as many more as keep it on its
// side of every bound: 100,00002 is more than 100.
func legible(d decimal.Decimal, bounds ...decimal.NullDecimal) decimal.Decimal {
	const digits = 4
	places := int32(max(digits, digits-d.NumDigits()-int(d.Exponent())))
	bounds = append(bounds, decimal.NewNullDecimal(decimal.Zero))
	for ; places < -d.Exponent(); places++ {
		rounded := d.Round(places)
		if !slices.ContainsFunc(bounds, func(b decimal.NullDecimal) bool { return b.Valid && rounded.Cmp(b.Decimal) != d.Cmp(b.Decimal) }) {
			return rounded
		}
	}
	return d
}

// tooBig tells what stands in a cell whose figure is beyond the store.
func tooBig(q quantity, ind catalog.Indicator) Args {
	return Args{"indicator": named(ind), "text": q.raw, "unit": q.unit.NameVI}
}

// storeLimit is the first value in base units the store cannot hold
// (DECIMAL(20,4)).
var storeLimit = decimal.New(1, 16)

// rangeText writes bounds, of which one may be absent, for a message, the last
// with their unit if that is known: "từ 0 đến 100 triệu đồng".
func rangeText(low, high decimal.NullDecimal, unit catalog.Unit) wording {
	key := "template.range.between"
	switch {
	case !high.Valid:
		key = "template.range.from"
	case !low.Valid:
		key = "template.range.to"
	}
	args := Args{"min": any(low.Decimal), "max": withUnit(high.Decimal, unit)}
	if !high.Valid {
		args["min"] = withUnit(low.Decimal, unit)
	}
	return say(key, args)
}
