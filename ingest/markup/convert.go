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

// converter writes what was read of a workbook in another format as .xlsx.
// Where the reader knows how the original looked and what its formulas were,
// the copy has the same; what is only text is laid out plainly: columns as
// wide as their contents, lines around tables, one page wide on A4 across.
type converter struct {
	book    *sheet.Book
	look    *sheet.Look // nil where the format has none
	names   []string    // of the sheets as written; "" for one that is left out
	styles  []cellFormat
	ids     map[cellFormat]int
	fonts   map[string]bool // whose texts were rewritten in Unicode
	current string          // name of the sheet that is written
	untold  []string        // cells whose formula became a value
}

// cellFormat is a cell's style with its number format.
type cellFormat struct {
	format string
	quoted bool
	style  sheet.Style
}

// conversion says how a copy differs from its original.
type conversion struct {
	names  map[string]string // what each sheet is called: some formats allow names that this one does not
	untold []string          // cells, with their sheets, whose formula became a value
	lost   sheet.Lost        // what the copy does not have
}

// convert writes the book as .xlsx.
func convert(w io.Writer, book *sheet.Book, look *sheet.Look) (about conversion, err error) {
	c := newConverter(book, look)
	about.names = c.name()
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
		if c.names[i] == "" {
			continue
		}
		put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(b *bufio.Writer) { c.sheet(b, i) })
		if notes := c.notes(i); len(notes) > 0 {
			put(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1), func(b *bufio.Writer) {
				fmt.Fprintf(b, `<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/comments" Target="../comments%d.xml"/></Relationships>`, packageRelations, transitional.relations, i+1)
			})
			put(fmt.Sprintf("xl/comments%d.xml", i+1), func(b *bufio.Writer) { writeNotes(b, notes) })
		}
	}
	put("xl/styles.xml", c.writeStyles) // known once the cells are written
	if err == nil {
		err = z.Close()
	}
	about.untold = c.untold
	if look != nil {
		about.lost = look.Lost
		for i, name := range c.names {
			if name != "" {
				about.lost = about.lost.With(look.Sheets[i].Lost)
			}
		}
	}
	return about, err
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
			if len(c.notes(i)) > 0 {
				fmt.Fprintf(b, `<Override PartName="/xl/comments%d.xml" ContentType="%scomments+xml"/>`, i+1, spreadsheet)
			}
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
	fmt.Fprint(b, `</sheets>`)
	c.definedNames(b)
	fmt.Fprint(b, `</workbook>`)
}

// definedNames writes the names whose sheets are in the copy as they call them.
func (c *converter) definedNames(b *bufio.Writer) {
	if c.look == nil {
		return
	}
	open := false
	for _, n := range c.look.Names {
		if n.Name == ingest.ResultName || !c.named(n.Formula) || n.Sheet >= 0 && c.names[n.Sheet] == "" {
			continue
		}
		if !open {
			fmt.Fprint(b, `<definedNames>`)
			open = true
		}
		fmt.Fprintf(b, `<definedName name="%s"`, quoteXML(n.Name))
		if n.Sheet >= 0 {
			before := 0 // sheets written before it
			for _, name := range c.names[:n.Sheet] {
				if name != "" {
					before++
				}
			}
			fmt.Fprintf(b, ` localSheetId="%d"`, before)
		}
		if n.Hidden {
			fmt.Fprint(b, ` hidden="1"`)
		}
		fmt.Fprintf(b, `>%s</definedName>`, quoteXML(sheet.EscapeText(n.Text)))
	}
	if open {
		fmt.Fprint(b, `</definedNames>`)
	}
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
