package main

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// One of these stands under every table.
const (
	inventedBelow = "Số liệu minh họa: dưới mức tổng đã công bố, số liệu từng đơn vị là giả định."
	inventedAll   = "Số liệu minh họa: toàn bộ số liệu trong biểu này là giả định."
	inventedSome  = "Số liệu minh họa: số không có trong báo cáo đã công bố là giả định."
)

// look is how a cell is dressed.
type look int

// Looks, as an office dresses its tables.
const (
	plain     look = iota // running text, no border
	title                 // centred bold capitals over the table
	aside                 // centred italic: the period line, the unit line
	strong                // centred bold: who sends the paper, who signs it
	head                  // header cell: bold, centred, wrapped, bordered
	index                 // the row A, B, 1, 2, 3=2/1 under a header
	label                 // text in the table
	group                 // bold text in the table: a roman group row
	mark                  // centred text in the table: the TT column
	number                // integer in the table
	decimal2              // number with two decimals
	decimal3              // number with three decimals
	percent               // number shown as a percentage
	typedText             // a number typed as text, right-aligned
	total                 // bold integer of a total row
	total2                // bold, two decimals
)

// book is a workbook in the making. The first error sticks and comes out of
// bytes, so that the forms read as what they print.
type book struct {
	file   *excelize.File
	looks  map[look]int
	sheets int
	err    error
}

func newBook() *book {
	return &book{file: excelize.NewFile(), looks: map[look]int{}}
}

// bytes packs the workbook.
func (b *book) bytes() ([]byte, error) {
	if b.err != nil {
		return nil, b.err
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Creator:        "giaoban",
		LastModifiedBy: "giaoban",
		Description:    "Số liệu minh họa",
		Created:        "2000-01-01T00:00:00Z",
		Modified:       "2000-01-01T00:00:00Z",
	}); err != nil {
		return nil, fmt.Errorf("properties: %w", err)
	}
	var raw bytes.Buffer
	if err := b.file.Write(&raw); err != nil {
		return nil, err
	}
	return pack(raw.Bytes())
}

func (b *book) keep(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// style returns the excelize style of a look, made on first use.
func (b *book) style(l look) int {
	if id, ok := b.looks[l]; ok {
		return id
	}
	s := &excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: 12}}
	if l >= head {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	s.Alignment = &excelize.Alignment{Vertical: "center"}
	switch l {
	case title:
		s.Font.Bold, s.Font.Size, s.Alignment.Horizontal = true, 14, "center"
	case strong:
		s.Font.Bold, s.Alignment.Horizontal = true, "center"
	case mark:
		s.Alignment.Horizontal = "center"
	case aside:
		s.Font.Italic, s.Alignment.Horizontal = true, "center"
	case head:
		s.Font.Bold, s.Alignment.Horizontal, s.Alignment.WrapText = true, "center", true
	case index:
		s.Font.Italic, s.Font.Size, s.Alignment.Horizontal = true, 10, "center"
	case label:
		s.Alignment.WrapText = true
	case group:
		s.Font.Bold = true
	case number:
		s.NumFmt = 3 // #,##0
	case decimal2:
		s.NumFmt = 4 // #,##0.00
	case decimal3:
		format := "#,##0.000"
		s.CustomNumFmt = &format
	case percent:
		s.NumFmt = 10 // 0.00%
	case typedText:
		s.Alignment.Horizontal = "right"
		s.NumFmt = 49 // @: Excel must not make a date of 8/17
	case total:
		s.Font.Bold, s.NumFmt = true, 3
	case total2:
		s.Font.Bold, s.NumFmt = true, 4
	}
	id, err := b.file.NewStyle(s)
	b.keep(err)
	b.looks[l] = id
	return id
}

// sheet is one worksheet, written from the top down.
type sheet struct {
	book *book
	name string
	row  int // the row being written, 1-based
}

// sheet adds a worksheet, laid out for landscape A4.
func (b *book) sheet(name string) *sheet {
	if b.sheets++; b.sheets == 1 {
		b.keep(b.file.SetSheetName("Sheet1", name))
	} else {
		_, err := b.file.NewSheet(name)
		b.keep(err)
	}
	orientation, paper, wide, high := "landscape", 9, 1, 0
	b.keep(b.file.SetPageLayout(name, &excelize.PageLayoutOptions{
		Orientation: &orientation, Size: &paper, FitToWidth: &wide, FitToHeight: &high,
	}))
	// Times New Roman 12 needs more than Excel's 15 points.
	yes, rowHeight := true, 18.0
	b.keep(b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes, DefaultRowHeight: &rowHeight, CustomHeight: &yes}))
	return &sheet{book: b, name: name, row: 1}
}

// cell returns the reference of a column (1-based) in a row.
func cell(col, row int) string {
	ref, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(fmt.Sprintf("cell %d, %d: %v", col, row, err))
	}
	return ref
}

// put writes a value into the current row; nil only dresses the cell.
func (s *sheet) put(col int, l look, v any) {
	ref := cell(col, s.row)
	if v != nil {
		s.book.keep(s.book.file.SetCellValue(s.name, ref, v))
	}
	s.book.keep(s.book.file.SetCellStyle(s.name, ref, ref, s.book.style(l)))
}

// formula writes a formula with the result Excel would have kept.
func (s *sheet) formula(col int, l look, formula string, result any) {
	s.put(col, l, result)
	s.book.keep(s.book.file.SetCellFormula(s.name, cell(col, s.row), formula))
}

// span writes a value over several columns and rows, merged.
func (s *sheet) span(col, lastCol, rows int, l look, v any) {
	for r := range rows {
		for c := col; c <= lastCol; c++ {
			ref := cell(c, s.row+r)
			s.book.keep(s.book.file.SetCellStyle(s.name, ref, ref, s.book.style(l)))
		}
	}
	s.put(col, l, v)
	if lastCol > col || rows > 1 {
		s.book.keep(s.book.file.MergeCell(s.name, cell(col, s.row), cell(lastCol, s.row+rows-1)))
	}
}

// next goes down n rows.
func (s *sheet) next(n int) { s.row += n }

// widths sets the widths of the columns from A on, in characters.
func (s *sheet) widths(widths ...float64) {
	for i, w := range widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		s.book.keep(err)
		s.book.keep(s.book.file.SetColWidth(s.name, name, name, w))
	}
}

// height sets the height of the current row in points.
func (s *sheet) height(points float64) {
	s.book.keep(s.book.file.SetRowHeight(s.name, s.row, points))
}

// frame writes the top block of an office paper: who sends it on the left,
// what it is in the middle.
func (s *sheet) frame(columns int, above, sender string, heading ...string) {
	half := max(2, columns/2)
	if above != "" {
		s.span(1, half, 1, aside, above)
		s.next(1)
	}
	s.span(1, half, 1, strong, sender)
	s.next(2)
	for i, line := range heading {
		l := aside
		if i == 0 {
			l = title
		}
		s.span(1, columns, 1, l, line)
		s.next(1)
	}
}

// sign writes the foot: the note that the figures are invented, the place and
// the roles that sign. No names: the samples have no people in them.
func (s *sheet) sign(columns int, note, place string) {
	s.next(1)
	s.put(1, plain, "Ghi chú: "+note)
	s.next(2)
	half := max(2, columns/2)
	s.span(half+1, columns, 1, aside, place)
	s.next(1)
	s.span(1, half, 1, strong, "NGƯỜI LẬP BIỂU")
	s.span(half+1, columns, 1, strong, "T/M CẤP ỦY")
	s.next(1)
	s.span(1, half, 1, aside, "(ký, ghi rõ họ tên)")
	s.span(half+1, columns, 1, aside, "(ký tên, đóng dấu)")
}
