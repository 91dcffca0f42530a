package markup

import (
	"giaoban/ingest/sheet"
)

// plainLayout lays a sheet out of which nothing but its contents is known.
type plainLayout struct {
	widths []int // of columns, in digits
	// merged are the first cells of merged areas, across those of areas that
	// are merged over columns.
	merged, across map[[2]int]bool
}

func newPlainLayout(s *sheet.Sheet) plainLayout {
	var p plainLayout
	p.merged, p.across = mergedCells(s)
	p.widths = columnWidths(s, p.across)
	return p
}

// height is how high a row must be in points, 0 for the standard height.
func (p plainLayout) height(row sheet.Row) int {
	if lines := rowLines(row, p.widths, p.merged); isTable(row) && lines > 1 {
		return min(16*lines, maxRowHeight)
	}
	return 0
}

// style is how a cell looks.
func (p plainLayout) style(row sheet.Row, x sheet.Cell) sheet.Style {
	st := plainStyle
	st.Font.Bold = x.Bold
	if p.across[[2]int{x.Col, row.Number}] {
		st.Horizontal = "center"
	}
	if isTable(row) {
		st.Wrap = x.Kind == sheet.Text
		for side := range st.Borders {
			st.Borders[side] = sheet.Border{Line: "thin", Colour: edgeColour[len("FF"):]}
		}
	}
	return st
}

// plainStyle is the style of cells of which nothing else is known.
var plainStyle = sheet.Style{Font: sheet.Font{Name: officeFont, Points: defaultPoint}, Vertical: "center"}

// tableCells is how many filled cells make a row part of a table.
const tableCells = 3

// isTable reports whether a row belongs to a table.
func isTable(row sheet.Row) bool { return filled(row) >= tableCells }

// filled counts the cells of a row that hold something.
func filled(row sheet.Row) int {
	n := 0
	for _, c := range row.Cells {
		if c.Kind != sheet.Blank {
			n++
		}
	}
	return n
}

// mergedCells returns the first cells of merged areas, and among them those
// of areas that are merged over columns.
func mergedCells(s *sheet.Sheet) (all, across map[[2]int]bool) {
	all, across = map[[2]int]bool{}, map[[2]int]bool{}
	for _, m := range s.Merges {
		all[[2]int{m.FirstCol, m.FirstRow}] = true
		if m.LastCol > m.FirstCol {
			across[[2]int{m.FirstCol, m.FirstRow}] = true
		}
	}
	return all, across
}

// rowLines is how many lines the texts of a row take in their columns.
func rowLines(row sheet.Row, widths []int, merged map[[2]int]bool) int {
	lines := 1
	for _, c := range row.Cells {
		if c.Kind == sheet.Text && c.Col <= len(widths) && !merged[[2]int{c.Col, row.Number}] {
			lines = max(lines, textLines(c.Text, widths[c.Col-1]-1))
		}
	}
	return lines
}

// Widths of columns in a converted sheet, in digits.
const (
	narrowColumn = 6
	wideColumn   = 40
	widestNumber = 18 // as shown, whatever is stored
	sampledRows  = 2000
)

// columnWidths makes columns as wide as what stands in them. Titles, which
// stand alone in their row or are merged over columns, run over their neighbours.
func columnWidths(s *sheet.Sheet, across map[[2]int]bool) []int {
	var widths []int
	for _, row := range s.Rows[:min(len(s.Rows), sampledRows)] {
		table := isTable(row)
		for _, cell := range row.Cells {
			for len(widths) < cell.Col {
				widths = append(widths, narrowColumn)
			}
			if !table || across[[2]int{cell.Col, row.Number}] {
				continue
			}
			n, most := len([]rune(cell.Text))+2, wideColumn
			if cell.Kind != sheet.Text {
				most = widestNumber
			} else if n > wideColumn/2 {
				n = max(wideColumn/2, n/2) // on two lines
			}
			widths[cell.Col-1] = max(widths[cell.Col-1], min(n, most))
		}
	}
	return widths
}
