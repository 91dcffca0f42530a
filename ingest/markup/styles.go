package markup

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest"
)

// Colours of the marks and of the list, the same as on the pages: warm paper,
// ink, one burnt orange for what somebody must look at.
const (
	inkColour    = "FF1A1D21"
	softColour   = "FF4F545B"
	faintColour  = "FF686D74"
	lineColour   = "FFE5E2DA"
	edgeColour   = "FFC9C5BA"
	paperColour  = "FFEFEDE7"
	badColour    = "FFA9480A" // text and lines
	errorColour  = "FFF3D5B8" // ground of a wrong cell
	warnColour   = "FFFBEEDF" // ground of a doubtful one
	linkColour   = "FF1D5FA8"
	officeFont   = "Times New Roman" // of office papers (Nghị định 30/2020/NĐ-CP, Phụ lục I)
	defaultPoint = 11.0
)

// look is how a severity looks. The line tells ingest.Severities apart without
// colour: a full line and bold type, dashes, dots.
type look struct {
	ground, line, ink string
	border            string
	bold              bool
}

var looks = map[ingest.Severity]look{
	ingest.Error:   {ground: errorColour, line: badColour, ink: badColour, border: "thin", bold: true},
	ingest.Warning: {ground: warnColour, line: badColour, ink: inkColour, border: "dashed"},
	ingest.Note:    {ground: paperColour, line: faintColour, ink: inkColour, border: "dotted"},
}

func (l look) borders() string {
	var b strings.Builder
	for _, side := range []string{"left", "right", "top", "bottom"} {
		fmt.Fprintf(&b, `<%s style="%s"><color rgb="%s"/></%s>`, side, l.border, l.line, side)
	}
	return "<border>" + b.String() + "</border>"
}

// differential is the look as conditional formatting lays it over a cell:
// what it does not name stays as the sender chose it.
func (l look) differential() string {
	font := ""
	if l.bold {
		font = `<font><b/><color rgb="` + l.ink + `"/></font>`
	}
	return `<dxf>` + font + `<fill><patternFill patternType="solid"><fgColor rgb="` + l.ground + `"/><bgColor rgb="` + l.ground +
		`"/></patternFill></fill>` + l.borders() + `</dxf>`
}

// styleIDs are the numbers of the styles added to a workbook: those of the
// list's cells by role, and the marks by severity.
type styleIDs struct {
	cells map[role]int
	marks map[ingest.Severity]int
	size  float64 // point size of the workbook's standard font
}

// role is what a cell of the list is for.
type role string

const (
	roleTitle   role = "title"
	roleAbout   role = "about"
	roleCount   role = "count"
	roleStep    role = "step"
	roleHead    role = "head"
	roleNumber  role = "number"
	roleText    role = "text"
	roleLink    role = "link"
	roleFix     role = "fix"
	roleError   role = "error"
	roleWarning role = "warning"
	roleNote    role = "note"
	roleHidden  role = "hidden"
)

var severityRoles = map[ingest.Severity]role{ingest.Error: roleError, ingest.Warning: roleWarning, ingest.Note: roleNote}

// cellStyle is one style of the list.
type cellStyle struct {
	role      role
	size      float64
	bold      bool
	underline bool
	ink       string
	ground    string
	border    string
	align     string
}

func cellStyles() []cellStyle {
	const middle = `vertical="center" `
	line := `<border><left/><right/><top/><bottom style="thin"><color rgb="` + lineColour + `"/></bottom></border>`
	head := `<border><left/><right/><top/><bottom style="thin"><color rgb="` + inkColour + `"/></bottom></border>`
	list := []cellStyle{
		{role: roleTitle, size: 18, bold: true, ink: inkColour, align: `vertical="center"`},
		{role: roleAbout, size: 12, ink: softColour, align: `vertical="top" wrapText="1"`},
		{role: roleCount, size: 13, bold: true, ink: inkColour, align: `vertical="center"`},
		{role: roleStep, size: 12, ink: inkColour, align: `vertical="top" wrapText="1"`},
		{role: roleHead, size: 11, bold: true, ink: inkColour, ground: paperColour, border: head, align: `vertical="center" wrapText="1" horizontal="left" indent="1"`},
		{role: roleNumber, size: 11, ink: faintColour, border: line, align: middle + `horizontal="center"`},
		{role: roleText, size: 11, ink: inkColour, border: line, align: middle + `wrapText="1" horizontal="left" indent="1"`},
		{role: roleLink, size: 11, underline: true, ink: linkColour, border: line, align: middle + `horizontal="left" indent="1"`},
		{role: roleFix, size: 11, bold: true, ink: inkColour, border: line, align: middle + `wrapText="1" horizontal="left" indent="1"`},
		{role: roleHidden, size: 11, ink: faintColour},
	}
	for _, severity := range ingest.Severities {
		l := looks[severity]
		list = append(list, cellStyle{role: severityRoles[severity], size: 11, bold: l.bold, ink: l.ink, ground: l.ground, border: l.borders(), align: middle + `horizontal="center"`})
	}
	return list
}

func (s cellStyle) font() string {
	var b strings.Builder
	b.WriteString("<font>")
	if s.bold {
		b.WriteString("<b/>")
	}
	if s.underline {
		b.WriteString("<u/>")
	}
	fmt.Fprintf(&b, `<sz val="%g"/><color rgb="%s"/><name val="%s"/><family val="1"/></font>`, s.size, s.ink, officeFont)
	return b.String()
}

func (s cellStyle) fill() string {
	if s.ground == "" {
		return ""
	}
	return `<fill><patternFill patternType="solid"><fgColor rgb="` + s.ground + `"/><bgColor indexed="64"/></patternFill></fill>`
}

// styleSections are the children of a style sheet in the order of the schema
// (CT_Stylesheet), and what a section must begin with because cells without a
// style of their own refer to it.
var styleSections = []struct {
	name  string
	basis []string
}{
	{"numFmts", nil},
	{"fonts", []string{`<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>`}},
	{"fills", []string{`<fill><patternFill patternType="none"/></fill>`, `<fill><patternFill patternType="gray125"/></fill>`}},
	{"borders", []string{`<border><left/><right/><top/><bottom/><diagonal/></border>`}},
	{"cellStyleXfs", []string{`<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`}},
	{"cellXfs", []string{`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`}},
	{"cellStyles", nil}, {"dxfs", nil}, {"tableStyles", nil}, {"colors", nil}, {"extLst", nil},
}

// styleSheet is the style part with what is added to each section. Nothing of
// it is changed: numbers in use keep their meaning.
type styleSheet struct {
	data  []byte
	root  tag
	list  []element
	end   int
	items map[string][]string
}

func parseStyles(data []byte) (*styleSheet, error) {
	s := &styleSheet{data: data, items: map[string][]string{}}
	var err error
	s.root, s.list, s.end, err = children(data)
	return s, err
}

// add adds an item to a section and returns its number.
func (s *styleSheet) add(section, item string) int {
	e, _ := find(s.list, section)
	if e.count == 0 && len(s.items[section]) == 0 {
		for _, known := range styleSections {
			if known.name == section {
				s.items[section] = slices.Clone(known.basis)
			}
		}
	}
	for i, x := range s.items[section] {
		if x == item {
			return e.count + i
		}
	}
	s.items[section] = append(s.items[section], item)
	return e.count + len(s.items[section]) - 1
}

// content returns the style part with the items added.
func (s *styleSheet) content() ([]byte, error) {
	var edits []edit
	for i, section := range styleSections {
		items := s.items[section.name]
		if len(items) == 0 {
			continue
		}
		var text strings.Builder
		for _, x := range items {
			text.WriteString(graft(s.data, s.root, x))
		}
		e, ok := find(s.list, section.name)
		whole := fmt.Sprintf(`<%s count="%d">%s</%s>`, section.name, len(items), strings.Join(items, ""), section.name)
		switch {
		case !ok:
			var after []string
			for _, later := range styleSections[i+1:] {
				after = append(after, later.name)
			}
			at := insertInOrder(s.list, s.end, after...)
			edits = append(edits, edit{at, at, graft(s.data, s.root, whole)})
		case e.inside == e.end: // <dxfs count="0"/>
			edits = append(edits, edit{e.from, e.end, graft(s.data, s.root, whole)})
		default:
			if a, ok := attr(s.data, e.tag, "count"); ok {
				edits = append(edits, edit{a.from, a.to, strconv.Itoa(e.count + len(items))})
			}
			edits = append(edits, edit{e.inside, e.inside, text.String()})
		}
	}
	return applied(s.data, edits)
}

// standardSize returns the point size of the standard font, in whose digits
// column widths are counted.
func (s *styleSheet) standardSize() float64 {
	size := defaultPoint
	fonts, ok := find(s.list, "fonts")
	if !ok {
		return size
	}
	first := true
	_ = scan(s.data[:fonts.end], func(t tag) bool { // scanned before
		if t.from < fonts.from {
			return true
		}
		if t.name == "sz" && first {
			if v, err := strconv.ParseFloat(value(s.data, t, "val"), 64); err == nil && v > 1 && v < 100 {
				size = v
			}
			first = false
		}
		return first && (t.name != "font" || !t.close || t.depth != 2)
	})
	return size
}

const emptyStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<styleSheet xmlns="%s"></styleSheet>`

// addStyles adds the styles of the list and of the marks to the workbook. A
// style for text that looks like a formula has the number after the plain
// one: programs keep such a text a text when somebody edits the cell.
func (w *workbook) addStyles() (styleIDs, error) {
	ids := styleIDs{cells: map[role]int{}, marks: map[ingest.Severity]int{}}
	rel, ok := w.rels.of("styles")
	part := rel.target
	data := []byte(fmt.Sprintf(emptyStyles, w.dialect.main))
	if ok && w.has(part) {
		var err error
		if data, err = w.read(part); err != nil {
			return ids, err
		}
	} else {
		part = w.unused(strings.TrimSuffix(w.part, "workbook.xml") + "styles%d.xml")
		w.rels.add("styles", part)
		w.types.override(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml")
	}
	s, err := parseStyles(data)
	if err != nil {
		return ids, err
	}
	ids.size = s.standardSize()
	for _, c := range cellStyles() {
		font, fill, border := s.add("fonts", c.font()), 0, 0
		if c.ground != "" {
			fill = s.add("fills", c.fill())
		}
		if c.border != "" {
			border = s.add("borders", c.border)
		}
		for i, quote := range []string{"", ` quotePrefix="1"`} {
			id := s.add("cellXfs", fmt.Sprintf(`<xf numFmtId="0" fontId="%d" fillId="%d" borderId="%d" xfId="0"%s applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment %s/></xf>`,
				font, fill, border, quote, c.align))
			if i == 0 {
				ids.cells[c.role] = id
			}
		}
	}
	if e, _ := find(s.list, "cellStyleXfs"); e.count == 0 { // xfId="0" refers to it
		s.add("cellStyleXfs", `<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`)
	}
	for _, severity := range ingest.Severities {
		ids.marks[severity] = s.add("dxfs", looks[severity].differential())
	}
	content, err := s.content()
	w.set(part, content)
	return ids, err
}
