package sheet

import (
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
