package sheet

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Look is what a workbook shows besides its values: how cells look, how wide
// and high they are, what their formulas and comments say. Reading for figures
// leaves it out; whoever writes a copy of the workbook needs it.
type Look struct {
	Sheets  []Layout // one for each of Book.Sheets
	Styles  []Style  // of the cells
	Default Style    // of cells that name none
	Names   []Name
	Lost    Lost // of the workbook, beside what is lost of its sheets

	scoped map[scopedName]int // where Names has them
}

// Lost is what a workbook shows and its look does not tell.
type Lost struct {
	Drawings   bool // pictures, charts, shapes
	Conditions bool // formats that depend on what cells hold
	Choices    bool // what may be typed into cells, and lists to choose from
	Links      bool
}

// With returns what either lacks.
func (a Lost) With(b Lost) Lost {
	return Lost{a.Drawings || b.Drawings, a.Conditions || b.Conditions, a.Choices || b.Choices, a.Links || b.Links}
}

// MarkCondition is the condition of the formats by which a marked copy colours
// cells: it always holds. They are none of the sender's.
const MarkCondition = `"` + markWord + `"="` + markWord + `"`

const markWord = "giaoban"

// Name is a defined name and what it stands for, which never moves along with
// the cell that uses it.
type Name struct {
	Name   string // "_xlnm.Print_Area" is the area of its sheet that prints
	Sheet  int    // the index of the one sheet that knows it, −1 for all
	Hidden bool
	Formula
}

// Names that mean something to every program, and their prefix in .xlsx files.
const (
	builtinPrefix = "_xlnm."
	filterArea    = builtinPrefix + "_FilterDatabase"
	printArea     = builtinPrefix + "Print_Area"
	printTitles   = builtinPrefix + "Print_Titles"
)

// Layout is the look of one worksheet.
type Layout struct {
	Widths   []Width // ascending, not overlapping
	Heights  []Height
	Cells    []CellLook        // by row and column; blank ones where they show something
	Formulas map[Place]Formula // an empty one where what it says is not known
	Notes    map[Place]string  // comments
	// StandardWidth is the width of columns that Widths does not name, 0 where
	// the file does not say.
	StandardWidth float64
	// Frozen is how many rows and columns stay in sight.
	Frozen    Place
	NoGrid    bool // the lines between cells are not shown
	Protected bool
	// Password is the short hash that an .xlsx file keeps of it too, 0 for none.
	Password uint16
	Filter   Range // area with buttons to filter by, zero for none
	Page     *Page // nil where the file does not say
	Lost     Lost
}

// Page is how a sheet prints.
type Page struct {
	Landscape bool
	Paper     int // by its number in .xlsx files, 0 for the usual one
	Scale     int // in percent, 0 for the full size
	// Fits says that the sheet is made smaller to so many pages, 0 for as many
	// as it takes.
	Fits       bool
	Wide, Tall int
	// Margins are left, right, top and bottom, in inches; zero ones are not known.
	Margins        [4]float64
	Header, Footer string // with the codes of .xlsx files
}

// Place is a cell's place in its sheet, 1-based.
type Place struct{ Row, Col int }

// Width is how wide columns are, in digits of the standard font.
type Width struct {
	Span
	Digits float64
}

// Height is how high a row is, in points. A Fixed one was set by hand; others
// follow from what stands in the row.
type Height struct {
	Row    int
	Points float64
	Fixed  bool
}

// CellLook is one cell's style, an index into Look.Styles.
type CellLook struct {
	Place
	Style int
}

// Formula is a cell's formula as an .xlsx file has it, without the = before it:
// English names, commas between arguments. Sheets are the names of the sheets
// that it refers to.
type Formula struct {
	Text   string
	Sheets []string
	// Array is the area that an array formula fills, zero for others. Of its
	// cells the first has the text, the others have none.
	Array Range

	names []string // defined names that it uses
	moves bool     // it refers to places counted from its own
}

// Style is how a cell looks apart from its number format. Colours are
// "RRGGBB", "" for the automatic one.
type Style struct {
	Font    Font
	Fill    string // colour of the ground
	Borders [4]Border
	// Horizontal and Vertical are alignments by their names in .xlsx files:
	// "center"; "" for the standard one.
	Horizontal, Vertical string
	Wrap, Shrink         bool
	Indent               int
	// Rotation is counted as in .xlsx files: degrees up, from 91 on 90 less
	// degrees down, 255 for letters below each other.
	Rotation int
	// Open cells may be edited in a protected sheet, Secret ones hide their formula.
	Open, Secret bool
}

// Font is the type a cell is set in.
type Font struct {
	Name                            string
	Points                          float64
	Colour                          string
	Bold, Italic, Underline, Strike bool
}

// Border is one side of a cell. Line is its name in .xlsx files, "thin"; "" for none.
type Border struct{ Line, Colour string }

// Sides of Style.Borders, in the order of .xlsx files.
const (
	leftSide = iota
	rightSide
	topSide
	bottomSide
)

// visible reports whether a blank cell of this style shows anything.
func (s Style) visible() bool { return s.Fill != "" || s.Borders != [4]Border{} }

// OpenLook reads a workbook like [Open], and how it looks. The look is nil for
// text files, which have none, and for .xlsx files, whose copies are made of
// their own parts. The error is always a [*Problem].
func OpenLook(data []byte, name string) (*Book, *Look, error) {
	return openLook(data, name, defaultLimits)
}

func openLook(data []byte, name string, lim limits) (*Book, *Look, error) {
	look := &Look{}
	var book *Book
	data, format, err := admit(data, lim)
	switch {
	case err != nil:
	case format == isXLS:
		book, err = openXLS(data, wanted{lim: lim, look: look})
	case format == isZip:
		book, err = openZip(data, wanted{lim: lim, look: look})
	default:
		book, err = open(data, name, lim)
	}
	if err != nil {
		return nil, nil, err
	}
	if len(look.Sheets) == 0 {
		return book, nil, nil
	}
	for i := range look.Sheets {
		look.Sheets[i].order()
	}
	return book, look, nil
}

// order sorts what was noted of a sheet; of columns that are given two widths
// the first counts.
func (s *Layout) order() {
	byPlace := func(a, b CellLook) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) }
	if !slices.IsSortedFunc(s.Cells, byPlace) {
		slices.SortStableFunc(s.Cells, byPlace)
	}
	s.Cells = slices.CompactFunc(s.Cells, func(a, b CellLook) bool { return a.Place == b.Place })
	slices.SortStableFunc(s.Heights, func(a, b Height) int { return cmp.Compare(a.Row, b.Row) })
	s.Heights = slices.CompactFunc(s.Heights, func(a, b Height) bool { return a.Row == b.Row })
	slices.SortStableFunc(s.Widths, func(a, b Width) int { return cmp.Compare(a.First, b.First) })
	kept, last := s.Widths[:0], 0
	for _, w := range s.Widths {
		if w.First = max(w.First, last+1); w.First <= w.Last {
			kept = append(kept, w)
			last = w.Last
		}
	}
	s.Widths = kept
}

// scopedName is a name, folded, and the sheet that knows it.
type scopedName struct {
	name  string
	sheet int
}

// addName keeps a name that can be used in .xlsx files; the first of equal ones counts.
func (l *Look) addName(n Name) {
	key := scopedName{strings.ToLower(n.Name), n.Sheet}
	if _, twice := l.scoped[key]; twice || n.moves || !usableName(n.Name) {
		return
	}
	if l.scoped == nil {
		l.scoped = map[scopedName]int{}
	}
	l.scoped[key] = len(l.Names)
	l.Names = append(l.Names, n)
}

// setFilter keeps the area that a sheet is filtered by.
func (l *Look) setFilter(i int, area Range) {
	if l.Sheets[i].Filter == (Range{}) {
		l.Sheets[i].Filter = area
	}
}

// nameFor returns the name that a formula on a sheet means.
func (l *Look) nameFor(name string, sheet int) (Name, bool) {
	for _, scope := range []int{sheet, -1} {
		if i, ok := l.scoped[scopedName{strings.ToLower(name), scope}]; ok {
			return l.Names[i], true
		}
	}
	return Name{}, false
}

// maxDefined bounds the defined names that are kept.
const maxDefined = 4096

// longestName is how many characters a name may have.
const longestName = 255

var (
	namePattern = regexp.MustCompile(`^[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*$`)
	// numberedCell is a cell by the numbers of its row and column: such a name
	// would be read as one.
	numberedCell = regexp.MustCompile(`^(?i:R\d*C?\d*|C\d*)$`)
)

// usableName reports whether an .xlsx file may have the name. Other formats
// have smaller sheets: to them TAX2010 is no cell.
func usableName(name string) bool {
	_, _, isCell := ParseRef(name)
	return !isCell && len([]rune(name)) <= longestName && namePattern.MatchString(name) && !numberedCell.MatchString(name)
}

// note keeps a comment.
func (s *Layout) note(at Place, text string) {
	if s.Notes == nil {
		s.Notes = map[Place]string{}
	}
	if s.Notes[at] == "" {
		s.Notes[at] = text
	}
}

// formula keeps a formula.
func (s *Layout) formula(at Place, f Formula) {
	if s.Formulas == nil {
		s.Formulas = map[Place]Formula{}
	}
	s.Formulas[at] = f
}
