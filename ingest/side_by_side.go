package ingest

import (
	"slices"

	"giaoban/ingest/sheet"
)

// besideOneAnother parts a sheet whose tables stand beside one another, "TT |
// Chỉ tiêu | TH | | TT | Chỉ tiêu | TH", into grids without any beside another,
// and finds the tables of each. What stands above them is the title of all.
func besideOneAnother(s *sheet.Sheet) (grids []*grid, tables [][]block) {
	g := newGrid(s)
	found := locateTables(g)
	col := 0
	for i, t := range found {
		second := secondTable(g, t)
		if second == 0 || i > 0 && second != col {
			col = 0
			break
		}
		col = second
	}
	if col > 0 {
		left := newGrid(partOf(s, found[0].headFrom, func(c int) bool { return c < col }))
		grids, tables = besideOneAnother(partOf(s, found[0].headFrom, func(c int) bool { return c >= col }))
		grids, tables = slices.Insert(grids, 0, left), slices.Insert(tables, 0, locateTables(left))
	}
	if col == 0 || slices.ContainsFunc(tables, func(t []block) bool { return len(t) != len(found) }) {
		return []*grid{g}, [][]block{found} // one of them whole is no table
	}
	return grids, tables
}

// secondTable returns the first column of a table beside another, 0 for none:
// its names have a number column of their own, or their heading again behind
// an empty column.
func secondTable(g *grid, t block) int {
	row := g.Row(t.headTo)
	if g.merged(t.keyCol, t.headTo).FirstRow < t.headTo {
		row = g.Row(g.merged(t.keyCol, t.headTo).FirstRow)
	}
	first := keyHeading(row.At(t.keyCol))
	for _, c := range row.Cells {
		key := keyHeading(c)
		if c.Col <= t.keyCol+1 || c.Kind != sheet.Text || !indicatorHeadings[key] && !orgHeadings[key] {
			continue
		}
		left := c.Col - 1
		for left > t.keyCol && len(levelsOf(g, t, left)) == 0 {
			left--
		}
		before := levelsOf(g, t, left)
		switch {
		case left > t.keyCol && numberHeadings[plain(before[len(before)-1])]:
			return left
		case left < c.Col-1 && key == first:
			return c.Col
		}
	}
	return 0
}

// partOf is a sheet with only some of its columns from a row on.
func partOf(s *sheet.Sheet, from int, keep func(col int) bool) *sheet.Sheet {
	part := *s
	part.Rows = nil
	for _, row := range s.Rows {
		if row.Number >= from {
			row.Cells = slices.DeleteFunc(slices.Clone(row.Cells), func(c sheet.Cell) bool { return !keep(c.Col) })
		}
		if len(row.Cells) > 0 {
			part.Rows = append(part.Rows, row)
		}
	}
	return &part
}
