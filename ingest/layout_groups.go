package ingest

import (
	"slices"
	"strings"
)

// markingOf tells groups of one level from those of another: "I" and "II"
// stand beside each other, "A" above or below them.
func markingOf(mark, text string) string {
	if !isGroupNumber(mark) {
		mark, _, _ = strings.Cut(text, " ")
	}
	switch {
	case !isGroupNumber(mark):
		return ""
	case strings.Trim(mark, "().IVX") == "":
		return "I"
	}
	return "A"
}

// settleUnknownGroups decides what rows of figures are that look like a group
// but name none: a group if they sum what stands below them, else an
// organisation nobody knows, whose figures must not vanish as a sum.
func (r *tableReader) settleUnknownGroups(rows []orgRow) {
	var strangers []int
	for i := range rows {
		if rows[i].kind == groupRow && rows[i].org == "" && r.isFilled(rows[i].row) {
			strangers = append(strangers, i)
		}
	}
	if len(strangers) == 0 {
		return
	}
	for i := range rows {
		rows[i].figures = r.glance(rows[i])
	}
	for n, i := range strangers {
		if n >= maxTotals || !r.sumsBelow(rows, i) {
			rows[i].kind = unitRow
		}
	}
	numberGroups(rows)
}

// numberGroups tells the rows of one group from those of another.
func numberGroups(rows []orgRow) {
	group := 0
	for i := range rows {
		if rows[i].kind == groupRow && rows[i].item == rows[i].row.Number {
			group++
		}
		rows[i].group = group
	}
}

// glance reads the figures of a row without a word about what is wrong.
func (r *tableReader) glance(x orgRow) map[int]quantity {
	quiet := *r
	quiet.findings = &findings{}
	figures := map[int]quantity{}
	for _, col := range r.columns {
		if col.kind == figureColumn {
			if q, ok := quiet.figure(x.row, col, col.head.indicator, r.cellUnits(col, heading{}), place{}); ok {
				figures[col.col] = q
			}
		}
	}
	return figures
}

// sumsBelow reports whether a row's figures are the sums of the organisations
// below it: up to the next group, or, of a group that holds groups, up to the
// next one of its own level.
func (r *tableReader) sumsBelow(rows []orgRow, i int) bool {
	for _, nested := range []bool{false, true} {
		end := i + 1
		for end < len(rows) && rows[end].kind != totalRow && (rows[end].kind != groupRow || rows[end].item == rows[i].item || nested && rows[end].marking != rows[i].marking) {
			end++
		}
		units := slices.DeleteFunc(slices.Clone(rows[i+1:end]), func(u orgRow) bool { return u.kind != unitRow || u.measure != rows[i].measure })
		if len(units) > 0 && r.areSums(rows[i].figures, units) {
			return true
		}
	}
	return false
}

// areSums reports whether every printed figure that the rows determine is
// their sum, and at least one is.
func (r *tableReader) areSums(printed map[int]quantity, rows []orgRow) bool {
	compared := false
	for _, col := range r.columns {
		q, ok := printed[col.col]
		if !ok || q.notApplicable {
			continue
		}
		sum, tolerance, ok := r.sumOf(rows, col, q)
		if !ok {
			continue
		}
		if !within(sum, q.shown(col.head.indicator, r.cat), tolerance) {
			return false
		}
		compared = true
	}
	return compared
}

// settleGroups decides what known clusters are that head no rows: in a bloc's
// summary they are the units. So is the sender in a table of its own.
func (r *tableReader) settleGroups(rows []orgRow) {
	for i := range rows {
		if rows[i].kind != groupRow || rows[i].org == "" || !r.isFilled(rows[i].row) {
			continue
		}
		next := i + 1
		for next < len(rows) && rows[next].item == rows[i].item {
			next++
		}
		heads := next < len(rows) && rows[next].kind == unitRow && rows[next].org != rows[i].org
		if !heads {
			rows[i].kind = unitRow
		}
	}
	numberGroups(rows)
	if slices.ContainsFunc(rows, func(x orgRow) bool { return x.kind == unitRow }) {
		return
	}
	for i := range rows {
		if rows[i].kind == totalRow && rows[i].org == r.title.org {
			rows[i].kind = unitRow
		}
	}
}
