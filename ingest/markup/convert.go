package markup

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"giaoban/ingest"
	"giaoban/ingest/sheet"
)

// converter writes what was read of a workbook in another format as .xlsx:
// values, number formats, bold type, merged and hidden cells. Formulas become
// their values. Of how the original looked nothing is known, so the copy is
// laid out plainly: columns as wide as their contents, lines around tables,
// one page wide on A4 across.
type converter struct {
	book   *sheet.Book
	names  []string // of the sheets as written; "" for one that is left out
	styles []cellFormat
	ids    map[cellFormat]int
}

// cellFormat is what is known of a cell's style.
type cellFormat struct {
	format string
	bold   bool
	quoted bool
	wrap   bool
	centre bool
	boxed  bool // with lines around
}

// convert writes the book as .xlsx and returns what each sheet is called
// there: some formats allow names that this one does not.
func convert(w io.Writer, book *sheet.Book) (renamed map[string]string, err error) {
	c := &converter{book: book, ids: map[cellFormat]int{}, styles: []cellFormat{{format: "General"}}}
	renamed = c.name()
	z := zip.NewWriter(w)
	put := func(name string, write func(*bufio.Writer)) {
		if err != nil {
			return
		}
		var part io.Writer
		if part, err = z.Create(name); err == nil {
			b := bufio.NewWriter(part)
			fmt.Fprint(b, xmlHead)
			write(b)
			err = b.Flush()
		}
	}
	put(contentTypesPart, c.contentTypes)
	put("_rels/.rels", func(b *bufio.Writer) {
		fmt.Fprintf(b, `<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>`, packageRelations, transitional.relations)
	})
	put("xl/workbook.xml", c.workbook)
	put("xl/_rels/workbook.xml.rels", c.relations)
	for i := range book.Sheets {
		if c.names[i] != "" {
			put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(b *bufio.Writer) { c.sheet(b, &book.Sheets[i]) })
		}
	}
	put("xl/styles.xml", c.writeStyles) // known once the cells are written
	if err == nil {
		err = z.Close()
	}
	return renamed, err
}

const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"

// name chooses the sheets' names: at most 31 characters, none of []:*?/\, not
// beginning or ending with an apostrophe, different without case.
func (c *converter) name() map[string]string {
	renamed := map[string]string{}
	c.names = make([]string, len(c.book.Sheets))
	for i := range c.book.Sheets {
		s := &c.book.Sheets[i]
		if ingest.IsResult(c.book, s) {
			continue
		}
		clean := strings.Trim(strings.Map(func(r rune) rune {
			if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
				return ' '
			}
			return r
		}, s.Name), "' ")
		name := cut(clean, maxSheetName)
		for n := 2; name == "" || slices.ContainsFunc(c.names, func(x string) bool { return strings.EqualFold(x, name) }); n++ {
			number := fmt.Sprintf(" %d", n)
			name = strings.TrimSpace(cut(clean, maxSheetName-len(number)) + number)
		}
		c.names[i], renamed[s.Name] = name, name
	}
	return renamed
}

const maxSheetName = 31

// cut returns the first characters of a text.
func cut(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n])
	}
	return s
}

func (c *converter) contentTypes(b *bufio.Writer) {
	const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	fmt.Fprint(b, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`+
		`<Override PartName="/xl/workbook.xml" ContentType="`+spreadsheet+`sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="`+spreadsheet+`styles+xml"/>`)
	for i, name := range c.names {
		if name != "" {
			fmt.Fprintf(b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, spreadsheet)
		}
	}
	fmt.Fprint(b, `</Types>`)
}

func (c *converter) workbook(b *bufio.Writer) {
	fmt.Fprintf(b, `<workbook xmlns="%s" xmlns:r="%s"><sheets>`, transitional.main, transitional.relations)
	for i, name := range c.names {
		if name == "" {
			continue
		}
		state := ""
		if c.book.Sheets[i].Hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(b, `<sheet name="%s" sheetId="%d"%s r:id="rId%[2]d"/>`, quoteXML(name), i+1, state)
	}
	fmt.Fprint(b, `</sheets></workbook>`)
}

func (c *converter) relations(b *bufio.Writer) {
	fmt.Fprintf(b, `<Relationships xmlns="%s">`, packageRelations)
	for i, name := range c.names {
		if name != "" {
			fmt.Fprintf(b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1, transitional.relations)
		}
	}
	fmt.Fprintf(b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(c.names)+1, transitional.relations)
}

func (c *converter) sheet(b *bufio.Writer, s *sheet.Sheet) {
	fmt.Fprintf(b, `<worksheet xmlns="%s"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`, transitional.main)
	merged, across := mergedCells(s)
	widths := columnWidths(s, across)
	columns(b, s, widths)
	fmt.Fprint(b, `<sheetData>`)
	for _, row := range s.Rows {
		about := ""
		if row.Hidden {
			about = ` hidden="1"`
		}
		boxed := filled(row) >= tableCells
		if lines := rowLines(row, widths, merged); boxed && lines > 1 {
			about += fmt.Sprintf(` ht="%d" customHeight="1"`, min(16*lines, maxRowHeight))
		}
		fmt.Fprintf(b, `<row r="%d"%s>`, row.Number, about)
		for _, cell := range row.Cells {
			c.cell(b, row.Number, cell, boxed, across[[2]int{cell.Col, row.Number}])
		}
		fmt.Fprint(b, `</row>`)
	}
	fmt.Fprint(b, `</sheetData>`)
	if len(s.Merges) > 0 {
		fmt.Fprintf(b, `<mergeCells count="%d">`, len(s.Merges))
		for _, m := range s.Merges {
			fmt.Fprintf(b, `<mergeCell ref="%s"/>`, m)
		}
		fmt.Fprint(b, `</mergeCells>`)
	}
	fmt.Fprint(b, `<pageMargins left="0.47" right="0.47" top="0.47" bottom="0.47" header="0.3" footer="0.3"/>`+
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`)
}

// tableCells is how many filled cells make a row part of a table.
const tableCells = 3

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
		table := filled(row) >= tableCells
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

// columns writes the widths, and which columns are hidden.
func columns(b *bufio.Writer, s *sheet.Sheet, widths []int) {
	last := len(widths)
	for _, h := range s.HiddenCols {
		last = max(last, h.Last)
	}
	if last == 0 {
		return
	}
	fmt.Fprint(b, `<cols>`)
	for col := 1; col <= min(last, sheet.MaxCols); col++ {
		width, hidden := narrowColumn, ""
		if col <= len(widths) {
			width = widths[col-1]
		}
		if s.ColHidden(col) {
			hidden = ` hidden="1"`
		}
		fmt.Fprintf(b, `<col min="%d" max="%[1]d" width="%d" customWidth="1"%s/>`, col, width, hidden)
	}
	fmt.Fprint(b, `</cols>`)
}

func (c *converter) cell(b *bufio.Writer, row int, x sheet.Cell, boxed, across bool) {
	f := cellFormat{format: x.Format, bold: x.Bold, boxed: boxed, wrap: boxed && x.Kind == sheet.Text, centre: across}
	if f.format == "" {
		f.format = "General"
	}
	f.quoted = x.Kind == sheet.Text && sheet.LooksLikeFormula(x.Text)
	ref, style := sheet.Ref(x.Col, row), c.style(f)
	switch x.Kind {
	case sheet.Blank:
		if style != 0 {
			fmt.Fprintf(b, `<c r="%s" s="%d"/>`, ref, style)
		}
	case sheet.Number, sheet.Date:
		fmt.Fprintf(b, `<c r="%s" s="%d"><v>%s</v></c>`, ref, style, x.Number)
	case sheet.Bool:
		value := 0
		if x.Text == "TRUE" {
			value = 1
		}
		fmt.Fprintf(b, `<c r="%s" s="%d" t="b"><v>%d</v></c>`, ref, style, value)
	case sheet.Error:
		fmt.Fprintf(b, `<c r="%s" s="%d" t="e"><v>%s</v></c>`, ref, style, quoteXML(x.Text))
	case sheet.Text:
		fmt.Fprint(b, textCell(x.Col, row, style, x.Text))
	}
}

func (c *converter) style(f cellFormat) int {
	if f == c.styles[0] {
		return 0
	}
	id, ok := c.ids[f]
	if !ok {
		id = len(c.styles)
		c.ids[f] = id
		c.styles = append(c.styles, f)
	}
	return id
}

// firstCustomFormat is the first number that number formats of a file's own have.
const firstCustomFormat = 164

func (c *converter) writeStyles(b *bufio.Writer) {
	fmt.Fprintf(b, `<styleSheet xmlns="%s"><numFmts count="%d">`, transitional.main, len(c.styles))
	for i, f := range c.styles {
		fmt.Fprintf(b, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstCustomFormat+i, quoteXML(f.format))
	}
	fmt.Fprintf(b, `</numFmts><fonts count="2"><font><sz val="11"/><name val="%s"/><family val="1"/></font><font><b/><sz val="11"/><name val="%[1]s"/><family val="1"/></font></fonts>`, officeFont)
	fmt.Fprint(b, `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`+
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>`+look{border: "thin", line: edgeColour}.borders()+`</borders>`+
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
	fmt.Fprintf(b, `<cellXfs count="%d">`, len(c.styles))
	flag := func(on bool, text string) string {
		if on {
			return text
		}
		return ""
	}
	number := map[bool]int{true: 1}
	for i, f := range c.styles {
		format := firstCustomFormat + i
		if f.format == "General" {
			format = 0
		}
		fmt.Fprintf(b, `<xf numFmtId="%d" fontId="%d" fillId="0" borderId="%d" xfId="0"%s applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"%s%s/></xf>`,
			format, number[f.bold], number[f.boxed], flag(f.quoted, ` quotePrefix="1"`), flag(f.wrap, ` wrapText="1"`), flag(f.centre, ` horizontal="center"`))
	}
	fmt.Fprint(b, `</cellXfs></styleSheet>`)
}
