package ingest

import (
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// grid is one sheet seen as a report: merged cells resolved where headings
// need them, columns bounded by what is filled.
type grid struct {
	*sheet.Sheet
	lastCol int
	merges  map[int][]sheet.Range // by row, filled on demand: headings are few
}

// maxColumns bounds the columns of a report. Wider sheets are not reports.
const maxColumns = 400

func newGrid(s *sheet.Sheet) *grid {
	g := &grid{Sheet: s, merges: map[int][]sheet.Range{}}
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

// heading returns the text that a reader sees over a column: that of the cell
// or of the merged range it belongs to. Numbers count, as in "30 | 40 | 45".
func (g *grid) heading(col, row int) string {
	m := g.merged(col, row)
	return oneLine(g.At(m.FirstCol, m.FirstRow).Text)
}

// oneLine joins the lines and runs of blanks of a text.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// rowTexts returns the texts of a row, joined.
func rowTexts(row sheet.Row) string {
	var b strings.Builder
	for _, c := range row.Cells {
		if c.Kind == sheet.Text {
			b.WriteString(oneLine(c.Text))
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

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
			if t := strings.TrimLeft(catalog.Fold(c.Text), "(-+ "); t != "" && t[0] >= '0' && t[0] <= '9' {
				return true
			}
		}
	}
	return false
}
