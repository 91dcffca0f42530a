package ingest

import (
	"cmp"
	"slices"
	"strings"

	"giaoban/ingest/sheet"
)

// Clusters often have a table each, one below the other, and the last row of
// the last one sums them all: "Tổng cộng (I+II)", "TỔNG CỘNG".

// maxRuns bounds how many sums are tried of a table and those next above it;
// that of all is tried besides.
const maxRuns = 20

// summedTable is a table of organisations that has been read, for sums printed
// further down its sheet.
type summedTable struct {
	grid    *grid
	columns []column
	rows    []orgRow
	mark    string // its number among the tables: "I" of "I. Cụm số 1", "Cộng (I)"; "" for none
}

// markOfTable returns the number a table of these rows has by its own sum or,
// failing that, by a line above it.
func (r *tableReader) markOfTable(rows []orgRow) string {
	for _, x := range rows {
		if m := addsUp.FindStringSubmatch(oneLine(x.name)); x.kind == totalRow && m != nil && !strings.Contains(m[1]+m[2], "+") {
			return m[1]
		}
	}
	for _, l := range slices.Backward(r.lines) {
		if mark := strings.Trim(leadingNumber(l.text), "(). /:-"); isGroupNumber(mark) {
			return mark
		}
	}
	return ""
}

// summedAbove returns what a sum may be of besides its own table: the tables
// its name gives the numbers of, and nothing else if named; otherwise that
// table with those next above it on the sheet, be they one, two or all.
func (r *tableReader) summedAbove(rows []orgRow, i int) (scopes [][]orgRow, named bool) {
	x := rows[i]
	of := func(u orgRow) bool { return u.measure == x.measure }
	own := unitsOf(rows, of)
	r.convertAbove()
	if m := addsUp.FindStringSubmatch(oneLine(x.name)); m != nil {
		var scope []orgRow
		marks := strings.Split(m[1]+m[2], "+")
		for n := range marks {
			marks[n] = strings.TrimSpace(marks[n])
		}
		found := 0
		for _, t := range r.above {
			if slices.Contains(marks, t.mark) {
				found++
				scope = append(scope, unitsOf(t.rows, of)...)
			}
		}
		if slices.Contains(marks, r.markOfTable(rows)) {
			found++
			scope = append(scope, own...)
		}
		if found == len(marks) {
			return [][]orgRow{scope}, true
		}
	}
	for i, t := range slices.Backward(r.above) {
		own = append(own, unitsOf(t.rows, of)...)
		if i == 0 || len(r.above)-i <= maxRuns {
			scopes = append(scopes, slices.Clip(own))
		}
	}
	return scopes, false
}

// convertAbove turns the rows of the tables above to this one's columns, once.
func (r *tableReader) convertAbove() {
	if r.converted {
		return
	}
	r.converted = true
	for i, t := range r.above {
		r.above[i].rows = r.inColumns(t, unitsOf(t.rows, func(orgRow) bool { return true }))
	}
}

// inColumns returns rows of another table with the cells and figures under the
// columns that hold the same in this one.
func (r *tableReader) inColumns(t summedTable, rows []orgRow) []orgRow {
	var pairs [][2]int // theirs, ours
	for _, ours := range r.columns {
		at := slices.IndexFunc(t.columns, func(c column) bool {
			return c.kind == figureColumn && ours.kind == figureColumn && c.head.indicator.Code == ours.head.indicator.Code && c.slot.sameFigure(ours.slot)
		})
		if at >= 0 {
			pairs = append(pairs, [2]int{t.columns[at].col, ours.col})
		}
	}
	out := make([]orgRow, len(rows))
	for i, x := range rows {
		figures, cells := map[int]quantity{}, []sheet.Cell(nil)
		for _, p := range pairs {
			if q, ok := x.figures[p[0]]; ok {
				figures[p[1]] = q
			}
			c := x.row.At(p[0])
			c.Col = p[1]
			cells = append(cells, c)
		}
		slices.SortFunc(cells, func(a, b sheet.Cell) int { return cmp.Compare(a.Col, b.Col) })
		out[i] = x
		out[i].figures, out[i].row.Cells = figures, cells
	}
	return out
}
