package ingest

import (
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// units are the sources of a figure's unit of measure besides its own cell,
// the nearest first.
type units struct {
	near   catalog.Unit // of the column or row
	isNear bool
	far    sheetUnits // of the whole sheet: "Đơn vị tính: triệu đồng"
	twice  *unitTwice // what else is said of the near one, nil if that agrees

	percentages      // how those of the column are written
	percentage  bool // heading or row speaks of a percentage

	months int64 // of what an average is earned in by its name, "TNBQ/năm"; 0 if it does not say
	yearly bool  // it is of a year, or speaks of one
}

// unitFor finds the unit a figure is written in: its own, that of its column
// or row, that of the sheet; a count needs none. A near unit that does not go
// with the indicator is an error, and so are two that differ; but the bodies or
// people that were inspected are counted beside the inspections in many forms,
// and are another indicator, not a mistake; that of the sheet is for whom it fits. An
// amount without any is an error too: the next form of the same look may be
// in thousands of it.
func (r figureReader) unitFor(q quantity, ind catalog.Indicator, u units, written string, percent bool, at place) (catalog.Unit, bool) {
	own, _ := r.cat.Unit(ind.Unit)
	if ind.Kind == catalog.Ratio {
		return own, true // "8/17 đơn vị": what is counted does not matter
	}
	fail := func(unit string) (catalog.Unit, bool) {
		if u, known := r.cat.UnitOf(unit); known && isCount(u) && own.Code == meetingUnit {
			r.findings.add(Warning, codeCountOfOthers, at, Args{"indicator": named(ind), "unit": unit, "expected": own.NameVI})
			return own, false
		}
		r.findings.add(Error, codeUnitMismatch, at, Args{"indicator": named(ind), "unit": unit, "expected": own.NameVI})
		return own, false
	}
	if percent {
		return fail("%")
	}
	if written != "" {
		unit, known := r.cat.UnitOf(written)
		if !known && isCount(own) {
			return own, true // "5 đồng chí ủy viên": still a count
		}
		if known {
			if fitting, ok := r.fit(unit, own); ok {
				return r.perTime(q, unit, fitting, ind, u, at)
			}
		}
		return fail(written)
	}
	if u.twice != nil && !q.value.IsZero() {
		r.tellTwice(*u.twice, ind, at)
		return own, false
	}
	if u.isNear {
		if unit, ok := r.fit(u.near, own); ok {
			return r.perTime(q, u.near, unit, ind, u, at)
		}
		return fail(u.near.NameVI)
	}
	if written, unit, ok := u.far.fitting(own, r.fit); ok {
		if from := u.far.from; from != "" && !r.assumed[""] {
			r.assumed[""] = true
			r.findings.add(Warning, codeUnitInherited, at, Args{"indicator": named(ind), "unit": unit.NameVI, "other_sheet": from})
		}
		return r.perTime(q, written, unit, ind, u, at)
	}
	if isCount(own) || q.value.IsZero() {
		return own, true
	}
	if !r.assumed[ind.Code] {
		r.assumed[ind.Code] = true
		r.findings.add(Error, codeUnitMissing, at, Args{"indicator": named(ind), "unit": own.NameVI})
	}
	return own, false
}

// perTime decides in what time an average income is earned that is written in
// money alone, where the unit that fits is per month: in what its name says,
// else in a month, as nearly everyone means. A figure of a year that a year's
// income may be as well is an error, because nobody would see it twelve times
// too high.
func (r figureReader) perTime(q quantity, written, monthly catalog.Unit, ind catalog.Indicator, u units, at place) (catalog.Unit, bool) {
	const year = 12
	if written.Dimension == monthly.Dimension || monthly.Dimension != catalog.DimensionIncome {
		return monthly, true
	}
	if u.months > 0 {
		for _, x := range r.cat.Units {
			if x.Dimension == monthly.Dimension && x.Div == u.months && x.Mul.Equal(monthly.Mul) {
				return x, true
			}
		}
	}
	yearly := monthly
	yearly.Div = year
	q.unit = yearly
	if u.yearly && ind.WarnMin.Valid && q.shown(ind, r.cat).GreaterThanOrEqual(ind.WarnMin.Decimal) {
		r.findings.add(Error, codeIncomeUnclear, at, Args{"indicator": named(ind), "value": q.value, "unit": written.NameVI})
		return monthly, false
	}
	return monthly, true
}

// fit returns the unit as one of the wanted dimension: itself; for an average
// income "triệu đồng" or "triệu đồng/người", which nearly everyone writes for
// "triệu đồng/người/tháng"; for counts, how often something happened, and for how
// often people came, the people.
func (r figureReader) fit(unit, wanted catalog.Unit) (catalog.Unit, bool) {
	if unit.Dimension == wanted.Dimension {
		return unit, true
	}
	if wanted.Dimension == catalog.DimensionIncome && (unit.Dimension == catalog.DimensionVND || unit.Dimension == catalog.DimensionPerPerson) {
		for _, u := range r.cat.Units {
			if u.Dimension == wanted.Dimension && u.Div == 1 && u.Mul.Equal(unit.Mul) {
				return u, true
			}
		}
	}
	if isCount(unit) && isCount(wanted) && (isVisit(unit) || isVisit(wanted) && unit.Dimension == "person") {
		if wanted.Mul.Equal(decimal.NewFromInt(1)) {
			wanted.Mul = unit.Mul // "nghìn lượt người"
		}
		return wanted, unit.Mul.Equal(wanted.Mul)
	}
	return unit, false
}

// isVisit reports whether a unit counts how often: people come and go by it too.
func isVisit(u catalog.Unit) bool { return strings.HasSuffix(plain(u.NameVI), "lượt") }

// isCount reports whether a unit counts whole things.
func isCount(u catalog.Unit) bool { return u.Counts() }

// exampleUnits names units that figures may be written in beside their own,
// the zero unit for figures of any.
func exampleUnits(own catalog.Unit) string {
	switch own.Dimension {
	case "":
		return "“triệu đồng”, “tỷ đồng”, “người”"
	case catalog.DimensionVND:
		return "“triệu đồng”, “tỷ đồng”"
	}
	return "“" + own.NameVI + "”"
}
