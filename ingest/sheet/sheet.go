// Package sheet turns the bytes of a workbook into grids of typed cells.
//
// Cells are what the file stores, never what a screen would show: a number is
// its stored double, a formula its cached value, and "00123" stays text. Text
// is Unicode NFC. The format is told by content; the file's extension does
// not matter. Whatever is wrong with a file is a [*Problem] whose code says
// what its owner can do about it.
package sheet

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// Book is a workbook.
type Book struct {
	Sheets     []Sheet           // worksheets in tab order; chart sheets are left out
	Properties map[string]string // custom document properties
	Names      map[string]string // workbook-wide defined names and what they refer to
	Shapes     []string          // text of text boxes and other drawn shapes
	Comments   []string          // text of the comments on cells
	Fonts      []string          // names of the cells' fonts; the first is "", of cells without one
	Recoded    []Recoded         // texts that came in an encoding older than Unicode

	// DecimalMark is the mark that divides in numbers written as text, '.' or
	// ',', where the file as a whole proves it; 0 elsewhere. Only text files
	// are looked at: others store numbers as numbers.
	DecimalMark byte
}

// Sheet returns the worksheet of that exact name, nil if there is none.
func (b *Book) Sheet(name string) *Sheet {
	for i := range b.Sheets {
		if b.Sheets[i].Name == name {
			return &b.Sheets[i]
		}
	}
	return nil
}

// Sheet is one worksheet. Rows are sparse and ascend by number.
type Sheet struct {
	Name         string
	Hidden       bool // hidden or very hidden
	Rows         []Row
	Merges       []Range
	HiddenCols   []Span
	HeaderFooter string // all header and footer texts, formatting codes removed
}

// Row is one row that holds at least one cell. Cells are sparse and ascend by
// column.
type Row struct {
	Number int // 1-based
	Hidden bool
	Cells  []Cell
}

// Kind is what a cell holds.
type Kind uint8

// Cell kinds. The zero Cell is Blank.
const (
	Blank  Kind = iota // nothing, or a formula whose value was never computed
	Number             // Cell.Number
	Text               // Cell.Text
	Bool               // Cell.Text is "TRUE" or "FALSE"
	Error              // Cell.Text is the error value, "#REF!"
	Date               // Cell.Number is the serial day; see Cell.Time
)

// Cell is one cell. It is kept at 64 bytes, because sheets have many.
type Cell struct {
	Col     int // 1-based
	Kind    Kind
	Formula bool // the value is a formula's cached result
	Bold    bool
	Font    uint16 // index into Book.Fonts

	// Number is the stored double's decimal, rounded to the 15 significant
	// digits a spreadsheet shows. For a Date it is the serial day counted
	// from the 1900 base, whichever base the file uses.
	Number decimal.Decimal
	Text   string // NFC; for numbers and dates the stored text
	Format string // number format code, "General" when none is set
}

// serialEpoch is day 0 of the 1900 base for every day after February 1900.
// The base counts a 29 February 1900 that never was, so earlier days are one
// off; see Cell.Time.
var serialEpoch = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// lastSerial is 31 December 9999, the last day a spreadsheet can show.
const lastSerial = 2958465

// Time returns the moment a Date cell stands for, in UTC, rounded to the
// second. ok is false for other kinds and for serials outside 1900–9999.
func (c Cell) Time() (t time.Time, ok bool) {
	if c.Kind != Date {
		return time.Time{}, false
	}
	day := c.Number.Floor()
	if day.Sign() < 0 || day.GreaterThan(decimal.NewFromInt(lastSerial)) {
		return time.Time{}, false
	}
	n := day.IntPart()
	if n < 60 {
		n++
	}
	seconds := c.Number.Sub(day).Mul(decimal.NewFromInt(24 * 60 * 60)).Round(0).IntPart()
	return serialEpoch.AddDate(0, 0, int(n)).Add(time.Duration(seconds) * time.Second), true
}

// At returns the row's cell in a column, a Blank one if it has none.
func (r Row) At(col int) Cell {
	i, found := slices.BinarySearchFunc(r.Cells, col, func(c Cell, col int) int { return c.Col - col })
	if !found {
		return Cell{Col: col}
	}
	return r.Cells[i]
}

// Row returns the row of that number, an empty one if the sheet has none.
func (s *Sheet) Row(number int) Row {
	i, found := slices.BinarySearchFunc(s.Rows, number, func(r Row, n int) int { return r.Number - n })
	if !found {
		return Row{Number: number}
	}
	return s.Rows[i]
}

// At returns the cell at a column and row, a Blank one if there is none.
func (s *Sheet) At(col, row int) Cell { return s.Row(row).At(col) }

// ColHidden reports whether a column is hidden.
func (s *Sheet) ColHidden(col int) bool {
	for _, h := range s.HiddenCols {
		if h.First <= col && col <= h.Last {
			return true
		}
	}
	return false
}

// Span is a run of columns, both ends included.
type Span struct{ First, Last int }

// Range is a rectangle of cells, all ends included, 1-based.
type Range struct{ FirstCol, FirstRow, LastCol, LastRow int }

// Contains reports whether the cell lies in the range.
func (r Range) Contains(col, row int) bool {
	return r.FirstCol <= col && col <= r.LastCol && r.FirstRow <= row && row <= r.LastRow
}

// String returns the range as spreadsheets write it: "B2:D4", or "B2" alone.
func (r Range) String() string {
	first, last := Ref(r.FirstCol, r.FirstRow), Ref(r.LastCol, r.LastRow)
	if first == last {
		return first
	}
	return first + ":" + last
}

// MaxRows and MaxCols bound a worksheet, as in every current spreadsheet.
const (
	MaxRows = 1 << 20
	MaxCols = 1 << 14
)

// Ref returns a cell's address: Ref(3, 7) is "C7".
func Ref(col, row int) string { return ColName(col) + strconv.Itoa(row) }

// ColName returns a column's letters: 1 is "A", 28 is "AB".
func ColName(col int) string {
	var letters [8]byte
	i := len(letters)
	for col > 0 && i > 0 {
		i--
		letters[i] = byte('A' + (col-1)%26)
		col = (col - 1) / 26
	}
	return string(letters[i:])
}

// ParseRef reads a cell address, with or without $ signs. ok is false for
// anything else and for addresses outside a worksheet.
func ParseRef(ref string) (col, row int, ok bool) { return parseRef(ref) }

func parseRef[T string | []byte](ref T) (col, row int, ok bool) {
	i := 0
	if i < len(ref) && ref[i] == '$' {
		i++
	}
	letters := i
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20 // upper case
		if c < 'A' || c > 'Z' {
			break
		}
		if col = col*26 + int(c-'A') + 1; col > MaxCols {
			return 0, 0, false
		}
	}
	if i == letters {
		return 0, 0, false
	}
	if i < len(ref) && ref[i] == '$' {
		i++
	}
	digits := i
	for ; i < len(ref) && ref[i] >= '0' && ref[i] <= '9'; i++ {
		if row = row*10 + int(ref[i]-'0'); row > MaxRows {
			return 0, 0, false
		}
	}
	if i == digits || i != len(ref) || row == 0 {
		return 0, 0, false
	}
	return col, row, true
}
