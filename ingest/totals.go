package ingest

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// maxTotals bounds the sums of one table that are checked: each costs a walk
// over the table, and no report has more clusters than this.
const maxTotals = 100

// checkTotals compares the sums a table prints with the sums of its rows.
// Printed sums are never data.
func (r *tableReader) checkTotals(rows []orgRow) {
	checked := 0
	for i := range rows {
		x := &rows[i]
		if x.kind != totalRow && x.kind != groupRow || len(x.figures) == 0 || checked == maxTotals {
			continue
		}
		checked++
		scopes := r.summedBy(rows, i)
		for _, col := range r.columns {
			printed, ok := x.figures[col.col]
			if !ok || printed.notApplicable || isMean(x.key) && col.head.indicator.Kind != catalog.Average {
				continue
			}
			r.checkTotal(x, scopes, col, printed)
		}
	}
}

// checkTotal compares one printed sum. Of several sums that it may be and is
// not, the finding names the nearest: the one most likely meant.
func (r *tableReader) checkTotal(x *orgRow, scopes [][]orgRow, col column, printed quantity) {
	ind := col.head.indicator
	shown := printed.shown(ind, r.cat)
	var nearest decimal.Decimal
	compared := false
	for _, scope := range scopes {
		if r.lacksFigure(scope, col) {
			return // which is said already, and by which the sum would be wrong too
		}
		sum, tolerance, ok := r.sumOf(scope, col, printed)
		if !ok {
			continue
		}
		if within(sum, shown, tolerance) {
			return
		}
		if !compared || sum.Sub(shown).Abs().LessThan(nearest.Sub(shown).Abs()) {
			nearest = sum
		}
		compared = true
	}
	if compared {
		r.findings.add(Warning, codeTotalMismatch, r.grid.place(col.col, x.row.Number), Args{
			"indicator": named(ind), "name": x.name, "printed": r.shownAs(shown, printed, ind), "computed": r.shownAs(nearest, printed, ind),
		})
	}
}

// lacksFigure reports whether a column has a cell in one of the rows that could
// not be read as a figure.
func (r *tableReader) lacksFigure(rows []orgRow, col column) bool {
	return col.beside == 0 && slices.ContainsFunc(rows, func(x orgRow) bool {
		_, read := x.figures[col.col]
		return !read && x.row.At(col.col).Kind != sheet.Blank
	})
}

// summedBy returns the organisations a sum may be of, the likeliest first. A
// group's row sums its group, "Cộng" the group it closes or the table, "Tổng
// cộng" the table, "Cộng trang 2" what stands on the page or up to its end,
// unless its name says what it sums. Each may sum the tables above it besides.
func (r *tableReader) summedBy(rows []orgRow, i int) [][]orgRow {
	x := rows[i]
	if named, ok := r.namedBy(rows, i); ok && x.kind == totalRow {
		return [][]orgRow{named}
	}
	if x.kind == totalRow && len(r.above) > 0 {
		above, named := r.summedAbove(rows, i)
		if named {
			return above
		}
		return append(r.summedWithin(rows, i), above...)
	}
	return r.summedWithin(rows, i)
}

// summedWithin returns those of its own table whose name gives no numbers.
func (r *tableReader) summedWithin(rows []orgRow, i int) [][]orgRow {
	x := rows[i]
	all := func(u orgRow) bool { return u.measure == x.measure }
	inGroup := func(u orgRow) bool { return all(u) && u.group == x.group }
	switch {
	case x.kind == groupRow:
		return [][]orgRow{unitsOf(rows, inGroup)}
	case isPageTotal(x.key):
		page := i
		for page > 0 && (rows[page-1].kind != totalRow || !isPageTotal(rows[page-1].key)) {
			page--
		}
		return [][]orgRow{unitsOf(rows[page:i], all), unitsOf(rows[:i], all)}
	case x.group > 0 && !isGrandTotal(x.key):
		return [][]orgRow{unitsOf(rows, inGroup), unitsOf(rows, all)}
	case x.over != nil: // the last quarter's, or that of all of them
		return [][]orgRow{unitsOf(rows, all), unitsOf(rows, func(orgRow) bool { return true })}
	}
	return [][]orgRow{unitsOf(rows, all)}
}

// unitsOf returns the rows of organisations among those given.
func unitsOf(rows []orgRow, among func(orgRow) bool) []orgRow {
	return slices.DeleteFunc(slices.Clone(rows), func(u orgRow) bool { return u.kind != unitRow || !among(u) })
}

// isMean reports whether a total is the mean of the organisations.
func isMean(key string) bool {
	return key == "bình quân" || key == "trung bình" || strings.HasPrefix(key, "bình quân chung") || strings.HasPrefix(key, "bình quân toàn ")
}

// isGrandTotal reports whether a total's name can only mean the whole table.
func isGrandTotal(key string) bool {
	return strings.HasPrefix(key, "tổng cộng") || strings.HasPrefix(key, "toàn ") || strings.HasPrefix(key, "tổng toàn ") || totalOfAll.MatchString(key)
}

// sumOf adds up a column as its kind of indicator adds up, in the indicator's
// unit. The tolerance is half a unit of the last digit of the printed sum if
// any figure has more digits, else zero. ok is false when the rows do not
// determine the sum: none has a figure, or an average lacks its weights.
func (r *tableReader) sumOf(rows []orgRow, col column, printed quantity) (sum, tolerance decimal.Decimal, ok bool) {
	ind := col.head.indicator
	weights := r.weightColumn(col)
	num, den := decimal.Zero, decimal.Zero
	finer := false
	for i := range rows {
		q, filled := rows[i].figures[col.col]
		if !filled || q.notApplicable {
			continue
		}
		ok = true
		finer = finer || q.places > printed.places || q.unit.Dimension == printed.unit.Dimension && q.unit.Mul.LessThan(printed.unit.Mul)
		switch ind.Kind {
		case catalog.Ratio:
			if !q.den.Valid {
				return sum, tolerance, false
			}
			num, den = num.Add(q.value), den.Add(q.den.Decimal)
		case catalog.Average:
			w, weighed := rows[i].figures[weights]
			if !weighed || w.notApplicable {
				return sum, tolerance, false
			}
			weight := w.unit.ToBase(w.value)
			num, den = num.Add(q.shown(ind, r.cat).Mul(weight)), den.Add(weight)
		default:
			num = num.Add(q.shown(ind, r.cat))
		}
	}
	if ind.Kind == catalog.Ratio || ind.Kind == catalog.Average {
		if den.IsZero() {
			return sum, tolerance, false
		}
		if ind.Kind == catalog.Ratio {
			num = num.Mul(hundred)
		}
		num, finer = num.DivRound(den, 16), true
	}
	if finer {
		tolerance = r.halfDigit(printed, ind)
	}
	return num, tolerance, ok
}

// halfDigit is half a unit of the last digit of a figure, in the indicator's unit.
func (r figureReader) halfDigit(q quantity, ind catalog.Indicator) decimal.Decimal {
	half := halfUnit(min(q.places, maxCheckPlaces))
	own, _ := r.cat.Unit(ind.Unit)
	if converted, err := catalog.Convert(half, q.unit, own); err == nil {
		return converted
	}
	return half
}

// weightColumn returns the column that holds the weights of an average's
// column: the weight indicator in the same slot; 0 if there is none.
func (r *tableReader) weightColumn(col column) int {
	for _, c := range r.columns {
		if c.kind == figureColumn && c.head.indicator.Code == col.head.indicator.Weight && c.slot.sameFigure(col.slot) {
			return c.col
		}
	}
	return 0
}
