package ingest

import "giaoban/ingest/catalog"

// unitTwice is what two places say of the unit of one figure that differ: in
// brackets behind the row's name or in the column's heading, and in the column
// of units. Neither is nearer to the figure. A line that holds for the whole
// sheet is no such place: whatever stands at a row or a column goes before it.
type unitTwice struct {
	unit, other     catalog.Unit
	cell, otherCell string
}

// differ reports whether figures of an indicator are written in two units that
// are not the same for it. A column of money over an income per month that has
// its own unit speaks of the other rows.
func (r figureReader) differ(row, column catalog.Unit, ind catalog.Indicator) bool {
	own := r.own(ind)
	if ind.Kind == catalog.Ratio || row.Dimension == own.Dimension && own.Dimension == catalog.DimensionIncome && column.Dimension != own.Dimension {
		return false
	}
	a, fits := r.fit(row, own)
	b, otherFits := r.fit(column, own)
	return fits && otherFits && (a.Dimension != b.Dimension || !a.Mul.Equal(b.Mul) || a.Div != b.Div)
}

// tellTwice reports such a figure, once for the place that is the further away.
func (r figureReader) tellTwice(x unitTwice, ind catalog.Indicator, at place) {
	if key := "unit in " + x.otherCell; !r.assumed[key] {
		r.assumed[key] = true
		r.findings.add(Error, codeUnitTwice, at, Args{"indicator": named(ind), "unit": x.unit.NameVI, "other": x.other.NameVI, "unit_cell": x.cell, "other_cell": x.otherCell})
	}
}

// headingOfUnit returns the cell of a column's heading that names its unit.
func (r *tableReader) headingOfUnit(col int) string {
	for row := r.table.headTo; row >= r.table.headFrom; row-- {
		var h heading
		if h.cutUnit(r.grid.heading(col, row), r.cat); h.hasUnit {
			m := r.grid.merged(col, row)
			return r.grid.place(m.FirstCol, m.FirstRow).cell()
		}
	}
	return r.grid.place(col, r.table.headTo).cell()
}

// besideUnit returns what else is said of the unit of a figure whose row or
// column names one, nil if that agrees.
func (r *tableReader) besideUnit(col column, ind catalog.Indicator, row heading) *unitTwice {
	near, cell := row.unit, row.unitCell
	if !row.hasUnit {
		near, cell = col.head.unit, ""
	}
	x := unitTwice{unit: near, cell: cell}
	if of, ok := r.title.units.of[ind.Code]; ok && r.differ(near, of, ind) {
		x.other, x.otherCell = of, r.title.units.at.cell()
	} else if row.hasUnit && col.head.hasUnit && r.differ(near, col.head.unit, ind) {
		x.other, x.otherCell = col.head.unit, r.headingOfUnit(col.col)
	} else {
		return nil
	}
	if x.cell == "" {
		x.cell = r.headingOfUnit(col.col)
	}
	return &x
}
