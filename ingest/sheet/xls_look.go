package sheet

import (
	"bytes"
	"fmt"
	"slices"
)

// xlsLook collects the look of a workbook from its records, beside the reader
// of its figures. What a record lacks is left at its standard: the reader
// refuses damaged records before they come here, and a look is no reason to.
type xlsLook struct {
	*Look
	fonts   []Font
	colours []int // indexes of the fonts' colours: the palette comes later
	formats [][]byte
	palette []string
	links   xlsLinks

	sheet  *Layout
	object int            // identifier of the last drawn object
	notes  map[int]string // texts of comments by their object
	shared map[Place]xlsShared
	arrays map[Place]xlsShared
	kept   []string // names of the sheets that the reader kept
	// filtered tells which of them have a filter.
	filtered             []bool
	filter, frozen, fits bool            // of the current sheet
	last                 Place           // the last cell with a formula
	wanted               map[Place]Place // cells whose formula is shared, and where that one begins
}

// twip is a twentieth of a point.
const twip = 1.0 / 20

// global notes a record of the workbook's globals.
func (l *xlsLook) global(rec record) {
	f := &fields{cur: rec.data}
	switch rec.kind {
	case recFont:
		l.font(f)
	case recXF:
		l.formats = append(l.formats, rec.data)
	case recPalette:
		for range f.u16() {
			if f.left() < 4 {
				break
			}
			c := f.bytes(4)
			l.palette = append(l.palette, fmt.Sprintf("%02X%02X%02X", c[0], c[1], c[2]))
		}
	default:
		l.links.record(rec.kind, f)
	}
}

func (l *xlsLook) font(f *fields) {
	height, flags, colour, weight := f.u16(), f.u16(), f.u16(), f.u16()
	f.u16() // raised or lowered
	underline := f.u8()
	f.bytes(3)
	const italic, strike = 1 << 1, 1 << 3
	l.colours = append(l.colours, colour)
	l.fonts = append(l.fonts, Font{
		Points: float64(height) * twip, Bold: weight >= boldWeight, Italic: flags&italic != 0,
		Strike: flags&strike != 0, Underline: underline != 0, Name: f.shortText(),
	})
}

// endGlobals resolves the cell formats.
func (l *xlsLook) endGlobals(tabs []xlsTab) {
	l.links.tabs = tabs
	l.links.tellNames()
	for i := range l.fonts {
		l.fonts[i].Colour = l.colour(l.colours[i])
	}
	for _, data := range l.formats {
		l.Styles = append(l.Styles, l.style(&fields{cur: data}))
	}
	l.Default = Style{}
	if len(l.fonts) > 0 {
		l.Default.Font = l.fonts[0]
	}
}

// Alignments and lines by their numbers ([MS-XLS] 2.5.129, 2.5.256, 2.5.11).
var (
	xlsHorizontal = []string{"", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed"}
	xlsVertical   = []string{"top", "center", "", "justify", "distributed"}
	xlsLines      = []string{"", "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed",
		"dashDot", "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot"}
)

// nth returns an item of a list, "" beyond its end.
func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// style reads an XF record ([MS-XLS] 2.4.353, 2.5.20).
func (l *xlsLook) style(f *fields) Style {
	var s Style
	if i := f.u16(); i > missingFont {
		s.Font = l.fontAt(i - 1)
	} else {
		s.Font = l.fontAt(i)
	}
	f.bytes(2) // number format
	const locked, secret, shrink = 1 << 0, 1 << 1, 1 << 4
	protection := f.u16()
	s.Open, s.Secret = protection&locked == 0, protection&secret != 0
	align := f.u8()
	s.Rotation = f.u8()
	s.Horizontal, s.Vertical = nth(xlsHorizontal, align&7), nth(xlsVertical, align>>4&7)
	more8 := f.u8()
	s.Wrap, s.Shrink, s.Indent = align&8 != 0, more8&shrink != 0, more8&15
	if s.Rotation > 180 && s.Rotation != stacked {
		s.Rotation = 0
	}
	f.u8() // which of these come from the parent
	lines, more, ground := f.u32(), f.u32(), f.u16()
	for side, at := range [4]struct {
		line   int
		colour uint32
	}{leftSide: {0, lines >> 16}, rightSide: {4, lines >> 23}, topSide: {8, more}, bottomSide: {12, more >> 7}} {
		if line := nth(xlsLines, int(lines>>at.line&15)); line != "" {
			s.Borders[side] = Border{line, l.colour(int(at.colour & 0x7f))}
		}
	}
	// A pattern of dots is shown as its colour: what matters is that the cell
	// stands out.
	if more>>26 != 0 {
		s.Fill = l.colour(ground & 0x7f)
	}
	return s
}

// stacked is the rotation of letters below each other.
const stacked = 255

func (l *xlsLook) fontAt(i int) Font {
	if i < len(l.fonts) {
		return l.fonts[i]
	}
	return Font{}
}

// firstColour is the index of the palette's first colour; those below repeat
// its first eight.
const firstColour = 8

// colour returns a colour by its index, "" for the automatic one.
func (l *xlsLook) colour(i int) string {
	palette := l.palette
	if len(palette) == 0 {
		palette = xlsPalette
	}
	if i >= firstColour {
		i -= firstColour
	}
	return nth(palette, i)
}

// xlsPalette are the colours of a workbook that brings none ([MS-XLS] 2.5.161).
var xlsPalette = []string{
	"000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF",
	"800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
	"9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
	"000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
	"00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
	"3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
	"003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
}

func (l *xlsLook) beginSheet() {
	l.sheet = &Layout{}
	l.object, l.notes = 0, map[int]string{}
	l.filter, l.frozen, l.fits = false, false, false
	l.shared, l.arrays, l.wanted = map[Place]xlsShared{}, map[Place]xlsShared{}, map[Place]Place{}
}

// endSheet keeps the look of a sheet that the reader keeps.
func (l *xlsLook) endSheet(name string) {
	l.kept, l.filtered = append(l.kept, name), append(l.filtered, l.filter)
	if !l.frozen {
		l.sheet.Frozen = Place{}
	}
	if p := l.sheet.Page; p != nil {
		p.Fits = l.fits
		if p.Fits {
			p.Scale = 0
		}
	}
	for at, first := range l.wanted {
		l.sheet.formula(at, Formula{})
		if s, ok := l.shared[first]; ok && s.covers(at) {
			l.tell(at, s.tokens, at)
		} else if s, ok := l.arrays[first]; ok && s.covers(at) {
			l.tellArray(at, s)
		}
	}
	l.Sheets = append(l.Sheets, *l.sheet)
}

// end keeps the names that all kept sheets know, and those of each.
func (l *xlsLook) end() {
	for _, n := range l.links.names {
		sheet := -1
		if n.tab > 0 && n.tab <= len(l.links.tabs) {
			if sheet = slices.Index(l.kept, l.links.tabs[n.tab-1].name); sheet < 0 {
				continue
			}
		}
		if n.label == filterArea {
			if sheet < 0 || !l.filtered[sheet] {
				continue // the trace of a filter that was taken off
			}
			area, ok := fixedArea(n.told.Text)
			if !ok || !n.ok {
				continue
			}
			l.setFilter(sheet, area)
		}
		if n.ok {
			l.addName(Name{Name: n.label, Sheet: sheet, Hidden: n.hidden, Formula: n.told})
		}
	}
}

// noteText keeps the text of the comment whose object was read before it.
func (l *xlsLook) noteText(text string) {
	if text != "" {
		l.notes[l.object] = text
	}
}

// record notes a record of a sheet.
func (l *xlsLook) record(rec record) {
	f := &fields{cur: rec.data}
	switch rec.kind {
	case recDefColWidth:
		l.sheet.StandardWidth = float64(f.u16()) + cellPadding
	case recColInfo:
		first, last, width := f.u16()+1, f.u16()+1, f.u16()
		if first <= last && first <= MaxCols && len(l.sheet.Widths) < MaxCols {
			l.sheet.Widths = append(l.sheet.Widths, Width{Span{first, min(last, MaxCols)}, float64(width) / 256})
		}
	case recRow:
		row := f.u16() + 1
		f.bytes(4)
		height := f.u16()
		f.bytes(4)
		flags := f.u16()
		const standard, fixed = 1 << 15, 1 << 6
		if height&standard == 0 && height > 0 {
			l.sheet.Heights = append(l.sheet.Heights, Height{row, float64(height) * twip, flags&fixed != 0})
		}
	case recObj:
		f.bytes(4)
		const dropDown = 0x14 // the button of a filter or of a list to choose from
		kind := f.u16()
		l.object = f.u16()
		l.sheet.Lost.Drawings = l.sheet.Lost.Drawings || kind != objNote && kind != dropDown
	case recCF, recCF12:
		l.sheet.Lost.Conditions = l.sheet.Lost.Conditions || !bytes.Contains(rec.data, []byte(markWord))
	case recDV:
		l.sheet.Lost.Choices = true
	case recHLink:
		l.sheet.Lost.Links = true
	case recNote:
		row, col := f.u16()+1, f.u16()+1
		f.u16()
		if text := l.notes[f.u16()]; text != "" && col <= MaxCols {
			l.sheet.note(Place{row, col}, text)
		}
	default:
		l.cell(rec.kind, f)
		l.view(rec.kind, f)
	}
}

// view notes how a sheet is shown, printed and protected.
func (l *xlsLook) view(kind uint16, f *fields) {
	s := l.sheet
	switch kind {
	case recWindow2:
		const grid, frozen = 1 << 1, 1 << 3
		options := f.u16()
		s.NoGrid, l.frozen = options&grid == 0, options&frozen != 0
	case recPane:
		s.Frozen = Place{Col: f.u16(), Row: f.u16()}
	case recProtect:
		s.Protected = f.u16() != 0
	case recPassword:
		s.Password = uint16(f.u16())
	case recFilter:
		l.filter = f.u16() > 0
	case recWSBool:
		const fits = 1 << 8
		l.fits = f.u16()&fits != 0
	case recSetup:
		paper, scale := f.u16(), f.u16()
		f.u16() // number of the first page
		p := l.page()
		p.Wide, p.Tall = f.u16(), f.u16()
		const portrait, unknown, noOrientation = 1 << 1, 1 << 2, 1 << 6
		options := f.u16()
		if options&unknown == 0 {
			p.Paper, p.Scale = paper, scale
			p.Landscape = options&(portrait|noOrientation) == 0
		}
	case recMargins, recMargins + 1, recMargins + 2, recMargins + 3:
		if v := f.float(); v > 0 && v < maxMargin {
			l.page().Margins[kind-recMargins] = v
		}
	case recHeader:
		if len(f.cur) > 0 {
			l.page().Header = f.text()
		}
	case recFooter:
		if len(f.cur) > 0 {
			l.page().Footer = f.text()
		}
	}
}

// maxMargin is the widest margin of paper, in inches.
const maxMargin = 49

func (l *xlsLook) page() *Page {
	if l.sheet.Page == nil {
		l.sheet.Page = &Page{}
	}
	return l.sheet.Page
}

// cellPadding is what a column is wider than its digits, in digits: five pixels of seven.
const cellPadding = 5.0 / 7

// cell notes the style of a cell and its formula.
func (l *xlsLook) cell(kind uint16, f *fields) {
	switch kind {
	case recMulRK, recMulBlank:
		row, col, size := f.u16()+1, f.u16()+1, 4
		if kind == recMulBlank {
			size = 0
		}
		for ; f.left() >= 2+size+2; col++ { // the last column follows the cells
			l.look(Place{row, col}, f.u16(), kind == recMulBlank)
			f.bytes(size)
		}
	case recBlank, recRK, recNumber, recLabelSST, recLabel, recRString, recBoolErr:
		l.look(Place{f.u16() + 1, f.u16() + 1}, f.u16(), kind == recBlank)
	case recFormula:
		at := Place{f.u16() + 1, f.u16() + 1}
		l.last = at
		l.look(at, f.u16(), false)
		f.bytes(8 + 2 + 4) // value, options, a cache of the program's
		tokens := f.bytes(f.u16())
		if first, ok := sharedFrom(tokens); ok {
			l.wanted[at] = first
			return
		}
		l.tell(at, tokens, at)
	case recShrFmla:
		s := xlsShared{Range: Range{FirstRow: f.u16() + 1, LastRow: f.u16() + 1, FirstCol: f.u8() + 1, LastCol: f.u8() + 1}}
		f.u16()
		s.tokens = f.bytes(f.u16())
		// Cells name it by its range's first cell or by the cell it stands behind.
		l.shared[Place{s.FirstRow, s.FirstCol}], l.shared[l.last] = s, s
	case recArray:
		s := xlsShared{Range: Range{FirstRow: f.u16() + 1, LastRow: f.u16() + 1, FirstCol: f.u8() + 1, LastCol: f.u8() + 1}}
		f.bytes(2 + 4) // options, a cache of the program's
		s.tokens = f.bytes(f.u16())
		l.arrays[Place{s.FirstRow, s.FirstCol}] = s
	}
}

// tellArray keeps the part that a cell has in an array formula.
func (l *xlsLook) tellArray(at Place, s xlsShared) {
	first := Place{s.FirstRow, s.FirstCol}
	f, ok := l.links.formula(s.tokens, first)
	if !ok || s.LastRow < s.FirstRow || s.LastCol < s.FirstCol {
		return
	}
	f.Array = s.Range
	if at != first {
		f.Text = ""
	}
	l.sheet.formula(at, f)
}

func (l *xlsLook) look(at Place, style int, blank bool) {
	if style < len(l.Styles) && at.Col <= MaxCols && (!blank || l.Styles[style].visible()) {
		l.sheet.Cells = append(l.sheet.Cells, CellLook{at, style})
	}
}

// tell keeps a formula that can be told in words; others stay values.
func (l *xlsLook) tell(at Place, tokens []byte, base Place) {
	f, _ := l.links.formula(tokens, base)
	l.sheet.formula(at, f)
}
