package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// odsLook collects the look of a document beside the reader of its figures.
// Its methods do nothing on nil, which stands for a reading of figures alone.
type odsLook struct {
	*Look
	faces   map[string]string            // fonts by the names that styles call them
	styles  map[string]map[string]string // of cells: what each says itself
	widths  map[string]float64           // of column styles
	heights map[string]Height            // of row styles
	numbers map[string]int               // of resolved cell styles in Look.Styles

	sheet *Layout
	row   []CellLook // of the current row
	note  string     // of the current cell
	names []odsNamed

	prints  []odsPrint
	filters []odsFilter
	pages   map[string]Page   // of page layouts
	masters map[string]string // page layouts of the master pages
}

// odsNamed is a defined name as it is read: what it refers to may come later.
type odsNamed struct {
	name, formula string
	sheet         int // −1 where all sheets know it
}

func newODSLook(look *Look) *odsLook {
	return &odsLook{
		Look: look, faces: map[string]string{}, styles: map[string]map[string]string{},
		widths: map[string]float64{}, heights: map[string]Height{}, numbers: map[string]int{},
		pages: map[string]Page{}, masters: map[string]string{},
	}
}

// Keys of odsLook.styles beside the attributes: the parent of a style, and the
// name of the style that all have in the end.
const (
	parentKey     = "parent"
	defaultsStyle = "\x00"
)

// fontFaces reads what the fonts are called elsewhere.
func (l *odsLook) fontFaces(s *scanner) error {
	if l == nil {
		return nil
	}
	return s.children(func(e *element) error {
		l.faces[attr(e, "name")] = strings.Trim(attr(e, "font-family"), `'"`)
		return nil
	})
}

// lookAttributes are the attributes of cell styles that say how cells look.
var lookAttributes = []string{
	"font-name", "font-size", "font-weight", "font-style", "color", "text-underline-style", "text-line-through-style",
	"background-color", "border", "border-left", "border-right", "border-top", "border-bottom",
	"wrap-option", "vertical-align", "text-align", "text-align-source", "margin-left",
	"rotation-angle", "direction", "shrink-to-fit", "cell-protect",
}

// property notes one of the elements that a cell style consists of.
func (l *odsLook) property(style, parent string, e *element) {
	if l == nil || !strings.HasSuffix(e.name, "-properties") {
		return
	}
	says := l.styles[style]
	if says == nil {
		says = map[string]string{parentKey: parent}
		l.styles[style] = says
	}
	for _, name := range lookAttributes {
		if v := attr(e, name); v != "" {
			says[name] = v
		}
	}
}

// size notes an element of a style of columns or rows, or of the styles that
// all cells have in the end.
func (l *odsLook) size(family, name string, e *element) {
	switch {
	case family == "table-column" && e.name == "table-column-properties":
		if points, ok := length(attr(e, "column-width")); ok {
			l.widths[name] = points / pointsPerInch * pixelsPerInch / pixelsPerDigit
		}
	case family == "table-row" && e.name == "table-row-properties":
		if points, ok := length(attr(e, "row-height")); ok {
			l.heights[name] = Height{Points: points, Fixed: attr(e, "use-optimal-row-height") == "false"}
		}
	case family == "table-cell" && name == "":
		l.property(defaultsStyle, "", e)
	}
}

// Measures of length. A digit of the standard font is 7 pixels wide.
const (
	pointsPerInch  = 72
	pixelsPerInch  = 96
	pixelsPerDigit = 7
)

// length reads a length, "2.5cm", in points.
func length(s string) (float64, bool) {
	for unit, points := range map[string]float64{"pt": 1, "in": pointsPerInch, "cm": pointsPerInch / 2.54, "mm": pointsPerInch / 25.4, "pc": 12} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			v, err := strconv.ParseFloat(number, 64)
			v *= points
			return v, err == nil && v >= 0 && v < 1e5
		}
	}
	return 0, false
}

// style resolves a cell style and returns its number.
func (l *odsLook) style(name string) int {
	if n, ok := l.numbers[name]; ok {
		return n
	}
	says := map[string]string{}
	for next, i := name, 0; i < maxStyleParents; i++ {
		own := l.styles[next]
		whole := own["border"] != "" && says["border"] == ""
		for attribute, v := range own {
			// A border around all sides is nearer than one side of the parent's.
			if _, known := says[attribute]; !known {
				says[attribute] = v
			}
		}
		if whole {
			for _, side := range odsSides {
				if _, known := says[side]; !known {
					says[side] = own["border"]
				}
			}
		}
		if next == defaultsStyle {
			break
		}
		if next = own[parentKey]; next == "" {
			next = defaultsStyle
		}
		delete(says, parentKey)
	}
	n := len(l.Styles)
	l.Styles = append(l.Styles, l.resolved(says))
	l.numbers[name] = n
	return n
}

// odsSides are the attributes of a cell's sides in the order of Style.Borders.
var odsSides = [4]string{leftSide: "border-left", rightSide: "border-right", topSide: "border-top", bottomSide: "border-bottom"}

// resolved turns the attributes of a style and its parents into a look.
func (l *odsLook) resolved(says map[string]string) Style {
	on := func(attribute string) bool { return says[attribute] != "" && says[attribute] != "none" }
	weight := says["font-weight"]
	s := Style{
		Font: Font{
			Name: says["font-name"], Colour: odsColour(says["color"]),
			Bold: weight == "bold" || len(weight) == 3 && weight >= "600", Italic: says["font-style"] == "italic",
			Underline: on("text-underline-style"), Strike: on("text-line-through-style"),
		},
		Fill: odsColour(says["background-color"]), Wrap: says["wrap-option"] == "wrap",
	}
	if face := l.faces[s.Font.Name]; face != "" {
		s.Font.Name = face
	}
	s.Font.Points, _ = length(says["font-size"])
	for i, side := range odsSides {
		s.Borders[i] = odsBorder(says[side])
	}
	if says["text-align-source"] != "value-type" {
		s.Horizontal = map[string]string{"start": "left", "left": "left", "center": "center", "end": "right", "right": "right", "justify": "justify"}[says["text-align"]]
	}
	s.Vertical = map[string]string{"top": "top", "middle": "center"}[says["vertical-align"]]
	s.Shrink, s.Rotation = says["shrink-to-fit"] == "true", odsRotation(says["rotation-angle"])
	if says["direction"] == "ttb" {
		s.Rotation = stacked
	}
	protect := says["cell-protect"]
	s.Open = protect == "none" || protect == "formula-hidden"
	s.Secret = strings.Contains(protect, "hidden")
	if margin, ok := length(says["margin-left"]); ok && s.Horizontal == "left" {
		s.Indent = int(math.Round(min(margin/odsIndent, 15)))
	}
	return s
}

// odsRotation reads an angle counted against the clock.
func odsRotation(s string) int {
	angle, err := strconv.ParseFloat(strings.TrimSuffix(s, "deg"), 64)
	switch {
	case err != nil:
	case angle >= 0 && angle <= 90:
		return int(math.Round(angle))
	case angle >= 270 && angle < 360:
		return 90 + int(math.Round(360-angle))
	}
	return 0
}

// odsIndent is how far one step indents a text, in points.
const odsIndent = 10

// odsColour reads "#0000ff"; other words stand for the automatic colour.
func odsColour(s string) string {
	hex, ok := strings.CutPrefix(s, "#")
	if _, err := strconv.ParseUint(hex, 16, 32); !ok || err != nil || len(hex) != 6 {
		return ""
	}
	return strings.ToUpper(hex)
}

// Widths of lines in points up to which they count as thin and as medium.
const (
	hairLine   = 0.3
	thinLine   = 1.2
	mediumLine = 2.1
)

// odsBorder reads "0.74pt solid #000000".
func odsBorder(s string) Border {
	parts := strings.Fields(s)
	if len(parts) != 3 || parts[1] == "none" {
		return Border{}
	}
	width, ok := length(parts[0])
	if !ok {
		return Border{}
	}
	b := Border{Colour: odsColour(parts[2])}
	switch thin := width <= thinLine; {
	case strings.HasPrefix(parts[1], "double"):
		b.Line = "double"
	case parts[1] == "dotted":
		b.Line = "dotted"
	case strings.Contains(parts[1], "dash") && thin:
		b.Line = "dashed"
	case strings.Contains(parts[1], "dash"):
		b.Line = "mediumDashed"
	case width <= hairLine:
		b.Line = "hair"
	case thin:
		b.Line = "thin"
	case width <= mediumLine:
		b.Line = "medium"
	default:
		b.Line = "thick"
	}
	return b
}

func (l *odsLook) beginSheet() {
	if l == nil {
		return
	}
	if len(l.Sheets) == 0 {
		l.Default = l.Styles[l.style("Default")]
	}
	l.Sheets = append(l.Sheets, Layout{})
	l.sheet = &l.Sheets[len(l.Sheets)-1]
}

// pageLayout reads a page layout.
func (l *odsLook) pageLayout(name string, s *scanner) error {
	return s.children(func(e *element) error {
		if e.name != "page-layout-properties" {
			return nil
		}
		p := Page{Landscape: attr(e, "print-orientation") == "landscape", Paper: odsPaper(attr(e, "page-width"), attr(e, "page-height"))}
		if scale, ok := strings.CutSuffix(attr(e, "scale-to"), "%"); ok {
			p.Scale, _ = strconv.Atoi(scale)
		}
		for _, fit := range []struct {
			name string
			n    *int
		}{{"scale-to-X", &p.Wide}, {"scale-to-Y", &p.Tall}} {
			if n, err := strconv.Atoi(attr(e, fit.name)); err == nil && n >= 0 {
				*fit.n, p.Fits = n, true
			}
		}
		if n, err := strconv.Atoi(attr(e, "scale-to-pages")); err == nil && n > 0 {
			p.Wide, p.Tall, p.Fits = 1, 0, true // in all so many: no other format says so
		}
		for i, side := range []string{"margin-left", "margin-right", "margin-top", "margin-bottom"} {
			if points, ok := length(attr(e, side)); ok && points/pointsPerInch < maxMargin {
				p.Margins[i] = points / pointsPerInch
			}
		}
		l.pages[name] = p
		return nil
	})
}

// odsPaper returns the number of A3, A4 or A5 paper in .xlsx files, 0 for another.
func odsPaper(width, height string) int {
	w, ok := length(width)
	h, ok2 := length(height)
	if !ok || !ok2 {
		return 0
	}
	w, h = min(w, h)/pointsPerInch*2.54, max(w, h)/pointsPerInch*2.54
	for number, size := range map[int][2]float64{8: {29.7, 42}, 9: {21, 29.7}, 11: {14.8, 21}} {
		if math.Abs(w-size[0]) < 0.2 && math.Abs(h-size[1]) < 0.2 {
			return number
		}
	}
	return 0
}

// table notes what a table says of itself, and the master page it prints with.
func (l *odsLook) table(e *element, master string) {
	if l == nil {
		return
	}
	l.sheet.Protected = attr(e, "protected") == "true"
	if master == "" {
		master = "Default"
	}
	if p, ok := l.pages[l.masters[master]]; ok {
		l.sheet.Page = &p
	}
	if attr(e, "print") != "false" {
		l.prints = append(l.prints, odsPrint{sheet: len(l.Sheets) - 1, ranges: attr(e, "print-ranges")})
	}
}

// header notes the rows or columns that repeat on each page.
func (l *odsLook) header(rows bool, first, last int) {
	if l == nil || first > last || len(l.prints) == 0 {
		return
	}
	p := &l.prints[len(l.prints)-1]
	if rows {
		p.rows = fmt.Sprintf("$%d:$%d", first, last)
	} else {
		p.cols = fmt.Sprintf("$%s:$%s", ColName(first), ColName(last))
	}
}

// odsPrint is what a table says of printing beside its page.
type odsPrint struct {
	sheet      int
	ranges     string
	rows, cols string // that repeat
}

// printNames makes the names of it that .xlsx files have.
func (l *odsLook) printNames(names []string) {
	for _, p := range l.prints {
		if p.sheet >= len(names) {
			continue
		}
		name := names[p.sheet]
		var areas, titles []string
		for _, area := range odsAreas(p.ranges) {
			if r, of, ok := odsArea(area); ok && of == name {
				areas = append(areas, r.fixed(name))
			}
		}
		for _, x := range []string{p.cols, p.rows} {
			if x != "" {
				titles = append(titles, QuoteName(name)+"!"+x)
			}
		}
		for label, list := range map[string][]string{printArea: areas, printTitles: titles} {
			if len(list) > 0 {
				l.addName(Name{Name: label, Sheet: p.sheet, Formula: Formula{Text: strings.Join(list, ","), Sheets: []string{name}}})
			}
		}
	}
}

// odsAreas divides a list at the blanks outside of quotes.
func odsAreas(list string) []string {
	quoted := false
	return strings.FieldsFunc(list, func(r rune) bool {
		if r == '\'' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
}

// odsArea reads an area and the sheet that it is in.
func odsArea(s string) (Range, string, bool) {
	name, first, rest, ok := odsCellAddress(norm.NFC.String(s))
	last := first
	if rest != "" {
		var other string
		other, last, rest, ok = odsCellAddress(strings.TrimPrefix(rest, ":"))
		ok = ok && rest == "" && (other == "" || other == name)
	}
	c1, r1, ok1 := ParseRef(first)
	c2, r2, ok2 := ParseRef(last)
	return Range{c1, r1, c2, r2}, name, ok && ok1 && ok2 && c1 <= c2 && r1 <= r2
}

// filter notes the area that a database with buttons lies in.
func (l *odsLook) filter(e *element) {
	if l == nil || attr(e, "display-filter-buttons") != "true" {
		return
	}
	if area, name, ok := odsArea(attr(e, "target-range-address")); ok {
		l.filters = append(l.filters, odsFilter{area, name})
	}
}

// odsFilter is an area that is filtered, and its sheet.
type odsFilter struct {
	Range
	sheet string
}

// drawing notes that something is drawn on a sheet.
func (l *odsLook) drawing(e *element) {
	if l != nil && (e.prefix == "draw" || e.prefix == "dr3d") {
		l.sheet.Lost.Drawings = true
	}
}

// setting notes one word of how a sheet is shown.
func (l *odsLook) setting(sheet int, name, value string, split map[string]bool) {
	s := &l.Sheets[sheet]
	n, err := strconv.Atoi(value)
	switch name {
	case "HorizontalSplitMode", "VerticalSplitMode":
		const frozen = 2
		split[name] = err == nil && n == frozen
	case "HorizontalSplitPosition":
		if err == nil {
			s.Frozen.Col = n
		}
	case "VerticalSplitPosition":
		if err == nil {
			s.Frozen.Row = n
		}
	case "ShowGrid":
		s.NoGrid = value == "false"
	}
}

func (l *odsLook) columns(span Span, style string) {
	if l == nil {
		return
	}
	if digits, ok := l.widths[style]; ok {
		l.sheet.Widths = append(l.sheet.Widths, Width{span, digits})
	}
}

// comment keeps the comment on the current cell.
func (l *odsLook) comment(text string) {
	if l != nil {
		l.note = text
	}
}

// blankRun bounds how many blank cells or rows that one element stands for are
// kept: documents are often painted to their last row.
const blankRun = 100

// cell notes n equal cells from a place on.
func (l *odsLook) cell(e *element, style string, at Place, n int, blank bool) {
	if l.note != "" {
		l.sheet.note(at, l.note)
		l.note = ""
	}
	code := attr(e, "formula")
	if code != "" {
		f, ok := odsFormula(norm.NFC.String(code))
		if !ok || !f.fills(e, at) || n > 1 { // what the others refer to is not said
			f = Formula{}
		}
		l.sheet.formula(at, f)
	}
	number := l.style(style)
	if blank && code == "" {
		if !l.Styles[number].visible() {
			return
		}
		n = min(n, blankRun)
	}
	for range min(n, MaxCols-at.Col+1) {
		l.row = append(l.row, CellLook{at, number})
		at.Col++
	}
}

// fills notes the area that an array formula fills from a place on. It is false
// where that is none.
func (f *Formula) fills(e *element, at Place) bool {
	wide, tall := attr(e, "number-matrix-columns-spanned"), attr(e, "number-matrix-rows-spanned")
	if wide == "" && tall == "" {
		return true
	}
	w, err := strconv.Atoi(wide)
	h, err2 := strconv.Atoi(tall)
	f.Array = Range{at.Col, at.Row, at.Col + w - 1, at.Row + h - 1}
	return err == nil && err2 == nil && w > 0 && h > 0 && w <= MaxCols && h <= MaxRows && f.Array.LastCol <= MaxCols && f.Array.LastRow <= MaxRows
}

// named notes the definition of a name: a range, or an expression.
func (l *odsLook) named(e *element, sheet int) {
	if l == nil || len(l.names) == maxDefined {
		return
	}
	n := odsNamed{name: norm.NFC.String(attr(e, "name")), sheet: sheet}
	switch e.name {
	case "named-range":
		n.formula = odsPrefix + "[" + attr(e, "cell-range-address") + "]"
	case "named-expression":
		if n.formula = attr(e, "expression"); !strings.HasPrefix(n.formula, odsPrefix) {
			n.formula = odsPrefix + strings.TrimPrefix(n.formula, "of:")
		}
	default:
		return
	}
	l.names = append(l.names, n)
}

// end keeps the names, and the formulas that use no others.
func (l *odsLook) end(sheets []Sheet) {
	if l == nil {
		return
	}
	names := make([]string, len(sheets))
	for i := range sheets {
		names[i] = sheets[i].Name
	}
	for _, f := range l.filters {
		if i := slices.Index(names, f.sheet); i >= 0 && i < len(l.Sheets) && l.Sheets[i].Filter == (Range{}) {
			l.setFilter(i, f.Range)
			l.addName(Name{Name: filterArea, Sheet: i, Hidden: true, Formula: Formula{Sheets: []string{f.sheet}, Text: f.fixed(f.sheet)}})
		}
	}
	for _, n := range l.names {
		if f, ok := odsFormula(norm.NFC.String(n.formula)); ok && len(f.names) == 0 {
			l.addName(Name{Name: n.name, Sheet: n.sheet, Formula: f})
		}
	}
	l.printNames(names)
	for i := range l.Sheets {
		for at, f := range l.Sheets[i].Formulas {
			if len(f.names) == 0 {
				continue
			}
			known := true
			for _, name := range f.names {
				n, ok := l.nameFor(name, i)
				known = known && ok
				f.Sheets = append(f.Sheets, n.Sheets...)
			}
			if known {
				l.Sheets[i].Formulas[at] = f
			} else {
				l.Sheets[i].Formulas[at] = Formula{}
			}
		}
	}
}

// endRow ends a row that stands for n equal ones from a number on.
func (l *odsLook) endRow(style string, number, n int, filled bool) {
	if l == nil {
		return
	}
	if n > 1 && len(l.sheet.Formulas) > 0 {
		for _, c := range l.row { // what the others would refer to is not said
			if _, ok := l.sheet.Formulas[c.Place]; ok {
				l.sheet.Formulas[c.Place] = Formula{}
			}
		}
	}
	if !filled {
		n = min(n, blankRun)
	}
	height, known := l.heights[style]
	for i := range min(n, MaxRows-number+1) {
		if known && (height.Fixed || filled) {
			height.Row = number + i
			l.sheet.Heights = append(l.sheet.Heights, height)
		}
		for _, c := range l.row {
			c.Row = number + i
			l.sheet.Cells = append(l.sheet.Cells, c)
		}
	}
	l.row = l.row[:0]
}
