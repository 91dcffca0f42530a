package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"giaoban/ingest/sheet"
)

// grid is one sheet seen as a report: merged cells resolved where headings
// need them, columns bounded by what is filled.
type grid struct {
	*sheet.Sheet
	lastCol int
	merges  map[int][]sheet.Range // by row, filled on demand: headings are few
	columns map[int][]sheet.Range // by column, from the top, filled on demand
}

// maxColumns bounds the columns of a report. Wider sheets are not reports.
const maxColumns = 400

func newGrid(s *sheet.Sheet) *grid {
	g := &grid{Sheet: s, merges: map[int][]sheet.Range{}, columns: map[int][]sheet.Range{}}
	for _, row := range s.Rows {
		g.lastCol = max(g.lastCol, row.Cells[len(row.Cells)-1].Col)
	}
	g.lastCol = min(g.lastCol, maxColumns)
	return g
}

// place returns where a cell is.
func (g *grid) place(col, row int) place { return place{sheet: g.Name, col: col, row: row} }

// whole returns the place of the sheet itself.
func (g *grid) whole() place { return place{sheet: g.Name} }

// mergesOf returns the merged ranges that cross a row.
func (g *grid) mergesOf(row int) []sheet.Range {
	list, known := g.merges[row]
	if !known {
		for _, m := range g.Merges {
			if m.FirstRow <= row && row <= m.LastRow {
				list = append(list, m)
			}
		}
		g.merges[row] = list
	}
	return list
}

// merged returns the merged range a cell belongs to; a cell that is not
// merged is a range of its own.
func (g *grid) merged(col, row int) sheet.Range {
	for _, m := range g.mergesOf(row) {
		if m.Contains(col, row) {
			return m
		}
	}
	return sheet.Range{FirstCol: col, FirstRow: row, LastCol: col, LastRow: row}
}

// mergedBelow is [grid.merged] for the many rows of a table, where looking at
// every merged range for every row would cost too much.
func (g *grid) mergedBelow(col, row int) sheet.Range {
	list, known := g.columns[col]
	if !known {
		for _, m := range g.Merges {
			if m.FirstCol <= col && col <= m.LastCol {
				list = append(list, m)
			}
		}
		slices.SortFunc(list, func(a, b sheet.Range) int { return cmp.Compare(a.FirstRow, b.FirstRow) })
		g.columns[col] = list
	}
	i, found := slices.BinarySearchFunc(list, row, func(m sheet.Range, row int) int { return cmp.Compare(m.FirstRow, row) })
	if !found {
		i--
	}
	if i >= 0 && i < len(list) && list[i].Contains(col, row) {
		return list[i]
	}
	return sheet.Range{FirstCol: col, FirstRow: row, LastCol: col, LastRow: row}
}

// maxName is the longest text, in bytes, that may be a heading, a name or a
// line of a title. Longer ones are prose: they are cut before they are looked
// at, so that a sheet of long texts costs no more than one of short ones.
const maxName = 400

// name returns a cell's text as a name on one line.
func name(c sheet.Cell) string { return oneLine(cut(c.Text)) }

// cut shortens a text to maxName bytes, at a character's edge.
func cut(s string) string {
	if len(s) <= maxName {
		return s
	}
	end := maxName
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// heading returns the text that a reader sees over a column: that of the cell
// or of the merged range it belongs to. Numbers count, as in "30 | 40 | 45".
func (g *grid) heading(col, row int) string {
	m := g.merged(col, row)
	c := g.At(m.FirstCol, m.FirstRow)
	if c.Kind == sheet.Date {
		return dateShown(c)
	}
	return name(c)
}

// oneLine joins the lines and runs of blanks of a text.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// hasFigure reports whether a row holds a number, or a text that begins like
// one, in a column from first on.
func hasFigure(row sheet.Row, first int) bool {
	for _, c := range row.Cells {
		if c.Col < first {
			continue
		}
		switch c.Kind {
		case sheet.Number, sheet.Date, sheet.Error:
			return true
		case sheet.Text:
			if startsDigit(strings.TrimLeft(cut(c.Text), "(-−+ \u00a0")) {
				return true
			}
		}
	}
	return false
}
