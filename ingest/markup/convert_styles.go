package markup

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"

	"giaoban/ingest/sheet"
)

func newConverter(book *sheet.Book, look *sheet.Look) *converter {
	c := &converter{book: book, look: look, ids: map[cellFormat]int{}, fonts: map[string]bool{}}
	for _, r := range book.Recoded {
		c.fonts[r.Font] = c.fonts[r.Font] || !r.Doubtful
	}
	standard := plainStyle
	if look != nil {
		standard = c.inUnicode(look.Default)
	}
	c.styles = []cellFormat{{format: "General", style: standard}}
	return c
}

// inUnicode gives cells whose texts were rewritten in Unicode a font that has
// its letters.
func (c *converter) inUnicode(st sheet.Style) sheet.Style {
	if st.Font.Name != "" && c.fonts[st.Font.Name] {
		st.Font.Name = officeFont
	}
	return st
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

// section collects the equal items of a section of the styles.
type section struct {
	items []string
	ids   map[string]int
}

func newSection(basis ...string) *section {
	s := &section{ids: map[string]int{}}
	for _, item := range basis {
		s.items = append(s.items, item)
		if _, ok := s.ids[item]; !ok {
			s.ids[item] = len(s.items) - 1
		}
	}
	return s
}

// id returns the number of an item, which it adds if it is new.
func (s *section) id(item string) int {
	id, ok := s.ids[item]
	if !ok {
		id = len(s.items)
		s.items = append(s.items, item)
		s.ids[item] = id
	}
	return id
}

func (s *section) write(b *bufio.Writer, name string) {
	fmt.Fprintf(b, `<%s count="%d">%s</%[1]s>`, name, len(s.items), strings.Join(s.items, ""))
}

func (c *converter) writeStyles(b *bufio.Writer) {
	fonts := newSection()
	fills := newSection(`<fill><patternFill patternType="none"/></fill>`, `<fill><patternFill patternType="gray125"/></fill>`)
	borders := newSection(bordersXML([4]sheet.Border{}))
	var cells strings.Builder
	fmt.Fprintf(b, `<styleSheet xmlns="%s"><numFmts count="%d">`, transitional.main, len(c.styles))
	for i, f := range c.styles {
		fmt.Fprintf(b, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstCustomFormat+i, quoteXML(f.format))
		format := firstCustomFormat + i
		if f.format == "General" {
			format = 0
		}
		fill := 0
		if f.style.Fill != "" {
			fill = fills.id(cellStyle{ground: "FF" + f.style.Fill}.fill())
		}
		quoted := ""
		if f.quoted {
			quoted = ` quotePrefix="1"`
		}
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0"%s applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">%s%s</xf>`,
			format, fonts.id(fontXML(f.style.Font)), fill, borders.id(bordersXML(f.style.Borders)), quoted, alignmentXML(f.style), protectionXML(f.style))
	}
	fmt.Fprint(b, `</numFmts>`)
	fonts.write(b, "fonts")
	fills.write(b, "fills")
	borders.write(b, "borders")
	fmt.Fprintf(b, `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="%d">%s</cellXfs></styleSheet>`, len(c.styles), cells.String())
}

func fontXML(f sheet.Font) string {
	var b strings.Builder
	b.WriteString("<font>")
	for _, x := range []struct {
		on   bool
		name string
	}{{f.Bold, "<b/>"}, {f.Italic, "<i/>"}, {f.Strike, "<strike/>"}, {f.Underline, "<u/>"}} {
		if x.on {
			b.WriteString(x.name)
		}
	}
	fmt.Fprintf(&b, `<sz val="%.4g"/>`, cmp.Or(f.Points, defaultPoint))
	if f.Colour != "" {
		fmt.Fprintf(&b, `<color rgb="FF%s"/>`, f.Colour)
	}
	fmt.Fprintf(&b, `<name val="%s"/><family val="1"/></font>`, quoteXML(sheet.EscapeText(cmp.Or(f.Name, officeFont))))
	return b.String()
}

func bordersXML(borders [4]sheet.Border) string {
	var b strings.Builder
	b.WriteString("<border>")
	for i, side := range []string{"left", "right", "top", "bottom"} {
		switch x := borders[i]; {
		case x.Line == "":
			fmt.Fprintf(&b, `<%s/>`, side)
		case x.Colour == "":
			fmt.Fprintf(&b, `<%s style="%s"/>`, side, x.Line)
		default:
			fmt.Fprintf(&b, `<%s style="%s"><color rgb="FF%s"/></%[1]s>`, side, x.Line, x.Colour)
		}
	}
	b.WriteString("<diagonal/></border>")
	return b.String()
}

func alignmentXML(s sheet.Style) string {
	var b strings.Builder
	b.WriteString("<alignment")
	for _, x := range []struct{ name, value string }{{"horizontal", s.Horizontal}, {"vertical", s.Vertical}} {
		if x.value != "" {
			fmt.Fprintf(&b, ` %s="%s"`, x.name, x.value)
		}
	}
	if s.Wrap {
		b.WriteString(` wrapText="1"`)
	}
	if s.Indent > 0 {
		fmt.Fprintf(&b, ` indent="%d"`, s.Indent)
	}
	if s.Shrink {
		b.WriteString(` shrinkToFit="1"`)
	}
	if s.Rotation != 0 {
		fmt.Fprintf(&b, ` textRotation="%d"`, s.Rotation)
	}
	b.WriteString("/>")
	return b.String()
}

// protectionXML says what a protected sheet allows, "" for the usual.
func protectionXML(s sheet.Style) string {
	switch {
	case s.Open && s.Secret:
		return `<protection locked="0" hidden="1"/>`
	case s.Open:
		return `<protection locked="0"/>`
	case s.Secret:
		return `<protection hidden="1"/>`
	}
	return ""
}
