package dashboards

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// sheetView is a worksheet as a table: letters above, numbers beside, merged
// cells merged, the cells in question marked.
type sheetView struct {
	Name    string
	Hidden  bool
	Columns []sheetColumn
	Rows    []sheetRow
	Note    string // what was left out
}

type sheetColumn struct{ Letters, Width string }

// sheetRow is a row, or with Gap the rows left out before the next.
type sheetRow struct {
	Number int
	Gap    string
	Hidden bool
	Span   int // of a gap
	Cells  []sheetCell
}

type sheetCell struct {
	Ref     string
	Text    string
	Class   string // "n" for numbers, "b" for bold, a severity
	Cols    int
	Rows    int
	Marks   []sheetMark
	Formula bool
}

// sheetMark leads from a cell to its finding.
type sheetMark struct {
	Number   int
	Severity ingest.Severity
}

// Limits of a picture: of a longer sheet only the head and what surrounds the
// findings is drawn.
const (
	wholeRows   = 150 // a sheet of so many rows is drawn whole
	headRows    = 12
	aroundRows  = 4
	maxDrawn    = 600
	maxColumns  = 40
	maxCellText = 400 // runes
)

func (w words) sheet(s *sheet.Sheet, found []foundRow) *sheetView {
	p := sheetPicture{sheet: s, marks: map[string][]sheetMark{}, markedRows: map[int]bool{}, spans: map[spot]spot{}, covered: map[spot]bool{}}
	markedCols := map[int]bool{}
	for _, f := range found {
		if col, row, ok := sheet.ParseRef(f.Cell); ok && f.Sheet == s.Name {
			p.marks[f.Cell] = append(p.marks[f.Cell], sheetMark{f.Number, f.Severity})
			p.markedRows[row], markedCols[col] = true, true
		}
	}
	p.rows = p.drawnRows()
	p.cols = p.drawnColumns(markedCols)
	p.merge()
	v := &sheetView{Name: s.Name, Hidden: s.Hidden}
	for _, col := range p.cols {
		v.Columns = append(v.Columns, sheetColumn{sheet.ColName(col), p.widthClass(col)})
	}
	before := 0
	for _, n := range p.rows {
		if n > before+1 && before > 0 && !p.onlyHidden(before, n) {
			v.Rows = append(v.Rows, sheetRow{Gap: w.say("page.sheet.gap", "n", n-before-1), Span: len(p.cols) + 1})
		}
		before = n
		v.Rows = append(v.Rows, w.sheetRow(&p, n))
	}
	if last := len(s.Rows) - 1; last >= 0 && s.Rows[last].Number > before && len(p.rows) == maxDrawn {
		v.Note = w.say("page.sheet.cut", "n", s.Rows[last].Number-before)
	}
	return v
}

// spot is a column and a row, or how many of them.
type spot struct{ col, row int }

// sheetPicture is a sheet while it is drawn.
type sheetPicture struct {
	sheet      *sheet.Sheet
	marks      map[string][]sheetMark
	markedRows map[int]bool
	rows, cols []int         // the numbers of those drawn, ascending
	spans      map[spot]spot // what the first cell of a merged range spans
	covered    map[spot]bool // by one
}

// merge finds what merged ranges span of what is drawn.
func (p *sheetPicture) merge() {
	for _, m := range p.sheet.Merges {
		var rows, cols []int
		for _, n := range p.rows {
			if m.FirstRow <= n && n <= m.LastRow {
				rows = append(rows, n)
			}
		}
		for _, n := range p.cols {
			if m.FirstCol <= n && n <= m.LastCol {
				cols = append(cols, n)
			}
		}
		if len(rows) == 0 || len(cols) == 0 || rows[0] != m.FirstRow || cols[0] != m.FirstCol {
			continue
		}
		for i, n := range rows {
			if n-rows[0] != i { // a gap cuts the cell
				rows = rows[:i]
				break
			}
		}
		p.spans[spot{cols[0], rows[0]}] = spot{len(cols), len(rows)}
		for _, row := range rows {
			for _, col := range cols {
				p.covered[spot{col, row}] = col != cols[0] || row != rows[0]
			}
		}
	}
}

// onlyHidden reports whether nothing but hidden rows lies between two.
func (p *sheetPicture) onlyHidden(after, before int) bool {
	for n := after + 1; n < before; n++ {
		if !p.sheet.Row(n).Hidden {
			return false
		}
	}
	return true
}

// free reports whether text from the left may run over a cell.
func (p *sheetPicture) free(col, row int) bool {
	_, span := p.spans[spot{col, row}]
	return !span && !p.covered[spot{col, row}] && len(p.marks[sheet.Ref(col, row)]) == 0 && p.sheet.At(col, row).Kind == sheet.Blank
}

func (w words) sheetRow(p *sheetPicture, n int) sheetRow {
	row := p.sheet.Row(n)
	drawn := sheetRow{Number: n, Hidden: row.Hidden}
	for i := 0; i < len(p.cols); i++ {
		col := p.cols[i]
		if p.covered[spot{col, n}] {
			continue
		}
		cell := w.sheetCell(row.At(col), p.marks[sheet.Ref(col, n)])
		cell.Ref, cell.Cols, cell.Rows = sheet.Ref(col, n), 1, 1
		if span, ok := p.spans[spot{col, n}]; ok {
			cell.Cols, cell.Rows = span.col, span.row
		} else if row.At(col).Kind == sheet.Text && len(cell.Marks) == 0 {
			// A long text runs over the blank cells beside it.
			for room := cellRunes; utf8.RuneCountInString(cell.Text) > room && i+1 < len(p.cols) && p.free(p.cols[i+1], n); room += cellRunes {
				cell.Cols++
				i++
			}
		}
		drawn.Cells = append(drawn.Cells, cell)
	}
	return drawn
}

// cellRunes is how many characters a column shows, about.
const cellRunes = 16

// widthClass says how wide a column should be at least, by its longest text.
func (p *sheetPicture) widthClass(col int) string {
	longest := 0
	for _, n := range p.rows {
		if _, span := p.spans[spot{col, n}]; !span {
			if c := p.sheet.At(col, n); c.Kind == sheet.Text {
				longest = max(longest, utf8.RuneCountInString(c.Text))
			}
		}
	}
	switch {
	case longest > 24:
		return "wide"
	case longest > 8:
		return "medium"
	}
	return ""
}

// drawnColumns lists the columns to draw: all that hold something and are not
// hidden, and those with findings.
func (p *sheetPicture) drawnColumns(marked map[int]bool) []int {
	last := 0
	for _, row := range p.sheet.Rows {
		for _, c := range row.Cells {
			if c.Kind != sheet.Blank {
				last = max(last, c.Col)
			}
		}
	}
	for col := range marked {
		last = max(last, col)
	}
	var out []int
	for col := 1; col <= last; col++ {
		if marked[col] || len(out) < maxColumns && !p.sheet.ColHidden(col) {
			out = append(out, col)
		}
	}
	return out
}

// drawnRows lists the rows to draw: of a long sheet its head and what
// surrounds the findings; hidden ones only with a finding.
func (p *sheetPicture) drawnRows() []int {
	last := 0
	for _, row := range p.sheet.Rows {
		if slices.ContainsFunc(row.Cells, func(c sheet.Cell) bool { return c.Kind != sheet.Blank }) {
			last = row.Number
		}
	}
	for row := range p.markedRows {
		last = max(last, row)
	}
	var out []int
	for n := 1; n <= last && len(out) < maxDrawn; n++ {
		wanted := last <= wholeRows || n <= headRows
		for d := -aroundRows; d <= aroundRows && !wanted; d++ {
			wanted = p.markedRows[n+d]
		}
		if wanted && (p.markedRows[n] || !p.sheet.Row(n).Hidden) {
			out = append(out, n)
		}
	}
	return out
}

// sheetCell is a cell as its sender sees it, near enough.
func (w words) sheetCell(c sheet.Cell, marks []sheetMark) sheetCell {
	out := sheetCell{Marks: marks, Formula: c.Formula}
	var classes []string
	switch c.Kind {
	case sheet.Number:
		classes = append(classes, "n")
		out.Text = locale.Exact(w.lang, c.Number)
		if strings.Contains(c.Format, "%") {
			out.Text = locale.Exact(w.lang, c.Number.Mul(decimal.NewFromInt(100))) + w.percentSign()
		}
	case sheet.Date:
		classes = append(classes, "n")
		if day, ok := c.Time(); ok {
			out.Text = w.date(day)
		}
	case sheet.Text, sheet.Bool, sheet.Error:
		out.Text = c.Text
	}
	if runes := []rune(out.Text); len(runes) > maxCellText {
		out.Text = string(runes[:maxCellText]) + "…"
	}
	if c.Bold {
		classes = append(classes, "b")
	}
	if len(marks) > 0 {
		classes = append(classes, "marked", string(marks[0].Severity))
	}
	out.Class = strings.Join(classes, " ")
	return out
}
