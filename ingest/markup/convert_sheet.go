package markup

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"giaoban/ingest/sheet"
)

// sheet writes the i-th worksheet.
func (c *converter) sheet(b *bufio.Writer, i int) {
	s := &c.book.Sheets[i]
	c.current = c.names[i]
	layout := &sheet.Layout{}
	if c.look != nil {
		layout = &c.look.Sheets[i]
	}
	page := layout.Page
	if page == nil {
		page = &plainPage
	}
	fmt.Fprintf(b, `<worksheet xmlns="%s">`, transitional.main)
	if page.Fits {
		fmt.Fprint(b, `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	}
	writeView(b, layout)
	if c.look != nil {
		c.seen(b, s, layout)
	} else {
		c.plain(b, s)
	}
	if layout.Protected {
		password := ""
		if layout.Password != 0 {
			password = fmt.Sprintf(` password="%04X"`, layout.Password)
		}
		fmt.Fprintf(b, `<sheetProtection%s sheet="1" objects="1" scenarios="1"/>`, password)
	}
	if layout.Filter != (sheet.Range{}) {
		fmt.Fprintf(b, `<autoFilter ref="%s"/>`, layout.Filter)
	}
	if len(s.Merges) > 0 {
		fmt.Fprintf(b, `<mergeCells count="%d">`, len(s.Merges))
		for _, m := range s.Merges {
			fmt.Fprintf(b, `<mergeCell ref="%s"/>`, m)
		}
		fmt.Fprint(b, `</mergeCells>`)
	}
	writePage(b, page)
	fmt.Fprint(b, `</worksheet>`)
}

// Paper and margin of sheets that say nothing of them.
const (
	paperA4     = 9
	plainMargin = 0.47
)

// plainPage is A4 across, one page wide.
var plainPage = sheet.Page{Landscape: true, Fits: true, Wide: 1}

// writeView writes what stays in sight and whether there are lines between cells.
func writeView(b *bufio.Writer, l *sheet.Layout) {
	rows, cols := min(l.Frozen.Row, sheet.MaxRows-1), min(l.Frozen.Col, sheet.MaxCols-1)
	if rows <= 0 && cols <= 0 && !l.NoGrid {
		return
	}
	grid := ""
	if l.NoGrid {
		grid = ` showGridLines="0"`
	}
	fmt.Fprintf(b, `<sheetViews><sheetView%s workbookViewId="0">`, grid)
	if rows > 0 || cols > 0 {
		pane, splits := "bottomRight", ""
		if cols > 0 {
			splits += fmt.Sprintf(` xSplit="%d"`, cols)
		} else {
			pane = "bottomLeft"
		}
		if rows > 0 {
			splits += fmt.Sprintf(` ySplit="%d"`, rows)
		} else {
			pane = "topRight"
		}
		fmt.Fprintf(b, `<pane%s topLeftCell="%s" activePane="%s" state="frozen"/><selection pane="%[3]s"/>`, splits, sheet.Ref(max(cols, 0)+1, max(rows, 0)+1), pane)
	}
	fmt.Fprint(b, `</sheetView></sheetViews>`)
}

func writePage(b *bufio.Writer, p *sheet.Page) {
	m := p.Margins
	for i := range m {
		m[i] = cmp.Or(m[i], plainMargin)
	}
	fmt.Fprintf(b, `<pageMargins left="%.4g" right="%.4g" top="%.4g" bottom="%.4g" header="0.3" footer="0.3"/><pageSetup paperSize="%d"`,
		m[0], m[1], m[2], m[3], cmp.Or(p.Paper, paperA4))
	if p.Scale >= 10 && p.Scale <= 400 {
		fmt.Fprintf(b, ` scale="%d"`, p.Scale)
	}
	orientation := "portrait"
	if p.Landscape {
		orientation = "landscape"
	}
	if p.Fits {
		fmt.Fprintf(b, ` fitToWidth="%d" fitToHeight="%d"`, p.Wide, p.Tall)
	}
	fmt.Fprintf(b, ` orientation="%s"/>`, orientation)
	if p.Header != "" || p.Footer != "" {
		fmt.Fprint(b, `<headerFooter>`)
		for _, x := range []struct{ name, text string }{{"oddHeader", p.Header}, {"oddFooter", p.Footer}} {
			if x.text != "" {
				fmt.Fprintf(b, `<%s>%s</%[1]s>`, x.name, quoteXML(sheet.EscapeText(cut(x.text, maxHeading))))
			}
		}
		fmt.Fprint(b, `</headerFooter>`)
	}
}

// maxHeading is the most characters of a page's header or footer.
const maxHeading = 255

// plain writes the columns and rows of a sheet of which nothing but its
// contents is known.
func (c *converter) plain(b *bufio.Writer, s *sheet.Sheet) {
	p := newPlainLayout(s)
	widths := make([]sheet.Width, len(p.widths))
	for i, w := range p.widths {
		widths[i] = sheet.Width{Span: sheet.Span{First: i + 1, Last: i + 1}, Digits: float64(w)}
	}
	writeColumns(b, s, widths, narrowColumn)
	fmt.Fprint(b, `<sheetData>`)
	for _, row := range s.Rows {
		openRow(b, row.Number, row.Hidden, sheet.Height{Points: float64(p.height(row)), Fixed: true})
		for _, x := range row.Cells {
			c.cell(b, row.Number, x, p.style(row, x), sheet.Formula{})
		}
		fmt.Fprint(b, `</row>`)
	}
	fmt.Fprint(b, `</sheetData>`)
}

// standardWidth is how wide columns are, in digits, where nothing says so.
const standardWidth = 9.14

// seen writes the columns and rows of a sheet whose look is known.
func (c *converter) seen(b *bufio.Writer, s *sheet.Sheet, l *sheet.Layout) {
	standard := cmp.Or(l.StandardWidth, standardWidth)
	fmt.Fprintf(b, `<sheetFormatPr defaultColWidth="%.6g" defaultRowHeight="15"/>`, standard)
	writeColumns(b, s, l.Widths, standard)
	fmt.Fprint(b, `<sheetData>`)
	rows, cells, heights := s.Rows, l.Cells, l.Heights
	for {
		number := sheet.MaxRows + 1
		if len(rows) > 0 {
			number = rows[0].Number
		}
		if len(cells) > 0 {
			number = min(number, cells[0].Row)
		}
		for len(heights) > 0 && heights[0].Row < number && !heights[0].Fixed {
			heights = heights[1:] // of an empty row
		}
		if len(heights) > 0 {
			number = min(number, heights[0].Row)
		}
		if number > sheet.MaxRows {
			break
		}
		row, height := sheet.Row{Number: number}, sheet.Height{}
		if len(rows) > 0 && rows[0].Number == number {
			row, rows = rows[0], rows[1:]
		}
		if len(heights) > 0 && heights[0].Row == number {
			height, heights = heights[0], heights[1:]
		}
		n, _ := slices.BinarySearchFunc(cells, number+1, func(x sheet.CellLook, n int) int { return x.Row - n })
		openRow(b, number, row.Hidden, height)
		c.seenCells(b, row, cells[:n], l)
		fmt.Fprint(b, `</row>`)
		cells = cells[n:]
	}
	fmt.Fprint(b, `</sheetData>`)
}

// seenCells writes the cells of a row: those that hold something, and those
// that only look like something.
func (c *converter) seenCells(b *bufio.Writer, row sheet.Row, looks []sheet.CellLook, l *sheet.Layout) {
	values := row.Cells
	for len(values) > 0 || len(looks) > 0 {
		st := c.look.Default
		var x sheet.Cell
		switch {
		case len(looks) == 0 || len(values) > 0 && values[0].Col < looks[0].Col:
			x, values = values[0], values[1:]
		case len(values) == 0 || looks[0].Col < values[0].Col:
			x.Col, st, looks = looks[0].Col, c.look.Styles[looks[0].Style], looks[1:]
		default:
			x, values = values[0], values[1:]
			st, looks = c.look.Styles[looks[0].Style], looks[1:]
		}
		formula, known := l.Formulas[sheet.Place{Row: row.Number, Col: x.Col}]
		if known && !c.named(formula) {
			formula = sheet.Formula{}
		}
		if formula.Text == "" && formula.Array == (sheet.Range{}) && (known || x.Formula) {
			c.untold = append(c.untold, sheet.QuoteName(c.current)+"!"+sheet.Ref(x.Col, row.Number))
		}
		c.cell(b, row.Number, x, st, formula)
	}
}

// named reports whether the sheets that a formula refers to are in the copy
// under the names that it calls them.
func (c *converter) named(f sheet.Formula) bool {
	for _, name := range f.Sheets {
		i := slices.IndexFunc(c.book.Sheets, func(s sheet.Sheet) bool { return s.Name == name })
		if i < 0 || c.names[i] != name {
			return false
		}
	}
	return true
}

func openRow(b *bufio.Writer, number int, hidden bool, h sheet.Height) {
	fmt.Fprintf(b, `<row r="%d"`, number)
	if h.Points > 0 {
		fmt.Fprintf(b, ` ht="%.6g"`, min(h.Points, maxRowHeight))
		if h.Fixed {
			fmt.Fprint(b, ` customHeight="1"`)
		}
	}
	if hidden {
		fmt.Fprint(b, ` hidden="1"`)
	}
	fmt.Fprint(b, `>`)
}

// widestColumn is the most digits a column can be wide.
const widestColumn = 255

// writeColumns writes the widths, and which columns are hidden. Hidden ones
// without a width have the standard one when somebody shows them.
func writeColumns(b *bufio.Writer, s *sheet.Sheet, widths []sheet.Width, standard float64) {
	type column struct {
		width  float64
		hidden bool
	}
	// Columns change where a width or a hidden run begins or ends.
	edges := map[int]bool{}
	at := func(span sheet.Span) { edges[span.First], edges[span.Last+1] = true, true }
	for _, w := range widths {
		at(w.Span)
	}
	for _, h := range s.HiddenCols {
		at(h)
	}
	firsts := slices.Sorted(maps.Keys(edges))
	open := false
	for i := range max(len(firsts)-1, 0) {
		first, last := firsts[i], min(firsts[i+1]-1, sheet.MaxCols)
		for len(widths) > 0 && widths[0].Last < first {
			widths = widths[1:]
		}
		x := column{width: standard, hidden: s.ColHidden(first)}
		known := len(widths) > 0 && widths[0].First <= first
		if known {
			x.width = math.Min(widths[0].Digits, widestColumn)
		}
		if first > last || !known && !x.hidden {
			continue
		}
		if !open {
			fmt.Fprint(b, `<cols>`)
			open = true
		}
		fmt.Fprintf(b, `<col min="%d" max="%d" width="%.6g" customWidth="1"`, first, last, x.width)
		if x.hidden {
			fmt.Fprint(b, ` hidden="1"`)
		}
		fmt.Fprint(b, `/>`)
	}
	if open {
		fmt.Fprint(b, `</cols>`)
	}
}

// cell writes a cell with the formula that it is the result of, if that is known.
func (c *converter) cell(b *bufio.Writer, row int, x sheet.Cell, st sheet.Style, formula sheet.Formula) {
	f := cellFormat{format: cmp.Or(x.Format, "General"), style: c.inUnicode(st)}
	f.quoted = formula.Text == "" && x.Kind == sheet.Text && sheet.LooksLikeFormula(x.Text)
	array := formula.Array != sheet.Range{}
	ref, style := sheet.Ref(x.Col, row), c.style(f)
	open := func(kind string) {
		fmt.Fprintf(b, `<c r="%s" s="%d"%s>`, ref, style, kind)
		if formula.Text != "" {
			kind := ""
			if array {
				kind = fmt.Sprintf(` t="array" ref="%s"`, formula.Array)
			}
			fmt.Fprintf(b, `<f%s>%s</f>`, kind, quoteXML(sheet.EscapeText(formula.Text)))
		}
	}
	switch x.Kind {
	case sheet.Blank:
		switch {
		case formula.Text != "":
			open(` t="str"`)
			fmt.Fprint(b, `<v></v></c>`)
		case style != 0:
			fmt.Fprintf(b, `<c r="%s" s="%d"/>`, ref, style)
		}
	case sheet.Number, sheet.Date:
		open("")
		fmt.Fprintf(b, `<v>%s</v></c>`, x.Number)
	case sheet.Bool:
		value := 0
		if x.Text == "TRUE" {
			value = 1
		}
		open(` t="b"`)
		fmt.Fprintf(b, `<v>%d</v></c>`, value)
	case sheet.Error:
		open(` t="e"`)
		fmt.Fprintf(b, `<v>%s</v></c>`, quoteXML(x.Text))
	case sheet.Text:
		if formula.Text == "" {
			fmt.Fprint(b, textCell(x.Col, row, style, x.Text))
			return
		}
		open(` t="str"`)
		fmt.Fprintf(b, `<v>%s</v></c>`, quoteXML(sheet.EscapeText(cut(x.Text, maxText))))
	}
}

// senderNote is a comment of the sender's.
type senderNote struct {
	at   sheet.Place
	text string
}

// notes returns the comments on the cells of the i-th sheet, row by row.
func (c *converter) notes(i int) []senderNote {
	if c.look == nil {
		return nil
	}
	var list []senderNote
	for at, text := range c.look.Sheets[i].Notes {
		list = append(list, senderNote{at, text})
	}
	slices.SortFunc(list, func(a, b senderNote) int {
		return cmp.Or(cmp.Compare(a.at.Row, b.at.Row), cmp.Compare(a.at.Col, b.at.Col))
	})
	return list
}

func writeNotes(b *bufio.Writer, notes []senderNote) {
	fmt.Fprintf(b, `<comments xmlns="%s"><authors><author></author></authors><commentList>`, transitional.main)
	for _, n := range notes {
		fmt.Fprintf(b, `<comment ref="%s" authorId="0"><text><t xml:space="preserve">%s</t></text></comment>`,
			sheet.Ref(n.at.Col, n.at.Row), quoteXML(sheet.EscapeText(cut(n.text, maxText))))
	}
	fmt.Fprint(b, `</commentList></comments>`)
}
