package sheet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// xlsSheet reads the records of one worksheet.
type xlsSheet struct {
	*xlsReader
	recs  records
	sheet *Sheet

	row       int          // 1-based number of the row that cells belongs to
	cells     []Cell       // of the current row; copied to size when it is complete
	scattered bool         // rows or cells do not ascend
	hidden    map[int]bool // row numbers
	pending   int          // index + 1 in cells of a formula whose text follows
	note      bool         // the drawn object that text follows is a cell's comment
}

// worksheet reads the sheet whose records begin at the offset. It returns
// false if they are those of another kind of sheet.
func (r *xlsReader) worksheet(offset int, s *Sheet) (bool, error) {
	if offset >= len(r.stream) {
		return false, r.problem(Truncated, s.Name, errors.New("its records lie beyond the end"))
	}
	x := &xlsSheet{xlsReader: r, recs: records{r.stream[offset:]}, sheet: s, hidden: map[int]bool{}}
	if r.look != nil {
		r.look.beginSheet()
	}
	switch err := r.begin(&x.recs, groupWorksheet); {
	case errors.Is(err, errOtherGroup):
		return false, nil
	case err != nil:
		return false, err
	}
	for nested := 0; ; {
		rec, err := x.recs.next()
		if err != nil {
			return false, x.damaged(Truncated, err)
		}
		switch {
		case rec.kind == recBOF: // a chart on the sheet
			nested++
		case rec.kind == recEOF && nested > 0:
			nested--
		case rec.kind == recEOF:
			// Sheets share no records: many that claim the same ones would
			// cost far more than the file's size.
			if r.scanned += len(r.stream) - offset - len(x.recs.rest); r.scanned > len(r.stream) {
				return false, x.damaged(Unsafe, errors.New("sheets overlap"))
			}
			return true, x.finish()
		case nested == 0:
			if err := x.record(rec); err != nil {
				return false, err
			}
			if x.look != nil {
				x.look.record(rec)
			}
		}
	}
}

func (x *xlsSheet) damaged(code Code, err error) *Problem { return x.problem(code, x.sheet.Name, err) }

func (x *xlsSheet) record(rec record) error {
	f := &fields{cur: rec.data}
	var err error
	switch rec.kind {
	case recRow:
		row := f.u16() + 1
		f.bytes(10)
		if f.u16()&0x20 != 0 {
			x.hidden[row] = true
		}
	case recColInfo:
		first, last := f.u16()+1, f.u16()+1
		f.bytes(4)
		if f.u16()&1 != 0 && first <= last && len(x.sheet.HiddenCols) < MaxCols {
			x.sheet.HiddenCols = append(x.sheet.HiddenCols, Span{first, min(last, MaxCols)})
		}
	case recMergedCells:
		err = x.merges(f)
	case recHeader, recFooter:
		if len(rec.data) > 0 {
			x.heading(f.text())
		}
	case recOtherHeads:
		f.bytes(30) // type, view
		lengths := [4]int{f.u16(), f.u16(), f.u16(), f.u16()}
		for _, n := range lengths {
			if n > 0 {
				x.heading(f.text())
			}
		}
	case recObj:
		f.bytes(4)
		x.note = f.u16() == objNote
	case recTxO:
		f = x.recs.fields(rec)
		x.drawnText(f)
	default:
		err = x.cellRecord(rec, f)
	}
	if err == nil && f.short {
		err = x.damaged(Damaged, errRecord)
	}
	return err
}

// objNote is the kind of drawn object that shows a cell's comment.
const objNote = 0x19

func (x *xlsSheet) heading(text string) {
	if text = headerText(text); text != "" {
		x.sheet.HeaderFooter = strings.TrimSpace(x.sheet.HeaderFooter + "\n" + text)
	}
}

// drawnText keeps the text of a comment or of a drawn shape. It stands in a
// CONTINUE record of its own.
func (x *xlsSheet) drawnText(f *fields) {
	f.bytes(10)
	n := f.u16()
	f.cur = nil
	if n == 0 {
		return
	}
	f.turn()
	text := strings.TrimSpace(xlsText(f.chars(n)))
	if x.look != nil && x.note {
		x.look.noteText(text)
	}
	switch {
	case text == "":
	case x.note && len(x.book.Comments) < x.lim.cells:
		x.book.Comments = append(x.book.Comments, text)
	case !x.note && len(x.book.Shapes) < x.lim.sheets:
		x.book.Shapes = append(x.book.Shapes, text)
	}
}

func (x *xlsSheet) merges(f *fields) error {
	for range f.u16() {
		if len(x.sheet.Merges) == x.lim.merges {
			return x.damaged(Unsafe, fmt.Errorf("more than %d merged ranges", x.lim.merges))
		}
		r1, r2, c1, c2 := f.u16(), f.u16(), f.u16(), f.u16()
		if f.short || r2 < r1 || c2 < c1 || c2 >= MaxCols {
			return x.damaged(Damaged, errors.New("merged range"))
		}
		x.sheet.Merges = append(x.sheet.Merges, Range{c1 + 1, r1 + 1, c2 + 1, r2 + 1})
	}
	return nil
}

// put adds a cell to the sheet; blank ones only count.
func (x *xlsSheet) put(row int, c Cell) error {
	x.pending = 0
	if x.xlsReader.cells++; x.xlsReader.cells > x.lim.cells {
		return &Problem{Code: TooManyCells, Part: x.sheet.Name, Limit: x.lim.cells}
	}
	if c.Col > MaxCols {
		return x.damaged(Damaged, errors.New("too many columns"))
	}
	if row != x.row {
		x.flush()
		x.scattered = x.scattered || row < x.row
		x.row = row
	}
	if c.Kind == Blank && !c.Formula {
		return nil
	}
	if n := len(x.cells); n > 0 && x.cells[n-1].Col >= c.Col {
		x.scattered = true
	}
	x.cells = append(x.cells, c)
	return nil
}

// flush ends the current row.
func (x *xlsSheet) flush() {
	if len(x.cells) > 0 {
		x.sheet.Rows = append(x.sheet.Rows, Row{Number: x.row, Cells: slices.Clone(x.cells)})
		x.cells = x.cells[:0]
	}
}

// finish puts rows and cells in order, which not every program writes them in.
func (x *xlsSheet) finish() error {
	x.flush()
	s := x.sheet
	if x.scattered {
		slices.SortStableFunc(s.Rows, func(a, b Row) int { return cmp.Compare(a.Number, b.Number) })
		rows := s.Rows[:0]
		for _, row := range s.Rows {
			if n := len(rows); n > 0 && rows[n-1].Number == row.Number {
				rows[n-1].Cells = append(rows[n-1].Cells, row.Cells...)
			} else {
				rows = append(rows, row)
			}
		}
		s.Rows = rows
	}
	for i := range s.Rows {
		row := &s.Rows[i]
		row.Hidden = x.hidden[row.Number]
		if !x.scattered {
			continue
		}
		slices.SortStableFunc(row.Cells, func(a, b Cell) int { return cmp.Compare(a.Col, b.Col) })
		for j := range row.Cells[1:] {
			if row.Cells[j].Col == row.Cells[j+1].Col {
				return x.damaged(Damaged, fmt.Errorf("cell %s occurs twice", Ref(row.Cells[j].Col, row.Number)))
			}
		}
	}
	return nil
}
