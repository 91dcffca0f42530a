package sheet

import (
	"math"
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
	if margin, ok := length(says["margin-left"]); ok && s.Horizontal == "left" {
		s.Indent = int(math.Round(min(margin/odsIndent, 15)))
	}
	return s
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
	if code != "" && n == 1 {
		if f, ok := odsFormula(norm.NFC.String(code)); ok && f.fills(e, at) {
			l.sheet.formula(at, f)
		}
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
func (l *odsLook) end() {
	if l == nil {
		return
	}
	for _, n := range l.names {
		if f, ok := odsFormula(norm.NFC.String(n.formula)); ok && len(f.names) == 0 {
			l.addName(Name{Name: n.name, Sheet: n.sheet, Formula: f})
		}
	}
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
				delete(l.Sheets[i].Formulas, at)
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
			delete(l.sheet.Formulas, c.Place)
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
