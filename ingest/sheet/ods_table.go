package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// odsTable is one table while it is read. Rows, columns and cells may each
// stand for a run of equal ones: runs of nothing only move the position, so
// that a formatted million rows costs nothing, runs of values count as the
// cells they stand for.
type odsTable struct {
	*odsReader
	x     *scanner
	sheet *Sheet
	cols  []odsCols // ascending, without gaps
	row   int       // last row that was passed
	buf   []Cell    // of the current row
}

// odsCols are equal columns.
type odsCols struct {
	last  int
	style string // of cells that name none
}

// table reads a sheet.
func (r *odsReader) table(x *scanner, e *element, s *Sheet) error {
	look := r.styles.tables[attr(e, "style-name")]
	s.Hidden, s.HeaderFooter = look.hidden, r.styles.headerFooter(look.master)
	r.styles.look.table(e, look.master)
	t := &odsTable{odsReader: r, x: x, sheet: s}
	return x.children(func(e *element) error { return t.child(e, false) })
}

// child reads a child of the table or of one of the groups that rows and
// columns lie in.
func (t *odsTable) child(e *element, hidden bool) error {
	switch e.name {
	case "table-columns", "table-header-columns", "table-column-group",
		"table-rows", "table-header-rows", "table-row-group":
		hidden = hidden || attr(e, "display") == "false"
		kind, row, col := e.name, t.row, t.lastCol()
		err := t.x.children(func(e *element) error { return t.child(e, hidden) })
		switch kind {
		case "table-header-rows":
			t.styles.look.header(true, row+1, min(t.row, MaxRows))
		case "table-header-columns":
			t.styles.look.header(false, col+1, t.lastCol())
		}
		return err
	case "table-column":
		return t.columns(e, hidden)
	case "table-row":
		return t.rows(e, hidden)
	case "shapes":
		return t.shapes()
	case "conditional-formats":
		l := t.styles.look
		if l == nil {
			return nil
		}
		return t.x.children(func(*element) error { // each with its areas
			return t.x.children(func(e *element) error {
				l.sheet.Lost.Conditions = l.sheet.Lost.Conditions || !strings.Contains(attr(e, "value"), MarkCondition)
				return nil
			})
		})
	case "named-expressions":
		return t.x.children(func(e *element) error {
			t.styles.look.named(e, len(t.book.Sheets)-1)
			return nil
		})
	}
	return nil
}

// repeated reads how many equal things an element stands for, at most one
// more than the grid can hold.
func (t *odsTable) repeated(value string, most int) (int, error) {
	if value == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(value)
	switch {
	case errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(value, "-"):
		return most + 1, nil
	case err != nil || n < 1:
		return 0, t.x.problem(Damaged, fmt.Errorf("repeated %q times", clip(value)))
	}
	return min(n, most+1), nil
}

func (t *odsTable) columns(e *element, hidden bool) error {
	n, err := t.repeated(attr(e, "number-columns-repeated"), MaxCols)
	if err != nil {
		return err
	}
	first := t.lastCol() + 1
	if first > MaxCols {
		return nil
	}
	span := Span{first, min(first+n-1, MaxCols)}
	t.cols = append(t.cols, odsCols{last: span.Last, style: attr(e, "default-cell-style-name")})
	t.styles.look.columns(span, attr(e, "style-name"))
	if hidden || invisible(e) {
		t.sheet.HiddenCols = append(t.sheet.HiddenCols, span)
	}
	return nil
}

// lastCol is the last column that was passed.
func (t *odsTable) lastCol() int {
	if len(t.cols) == 0 {
		return 0
	}
	return t.cols[len(t.cols)-1].last
}

// invisible reports whether a row or column is hidden, by hand or by a filter.
func invisible(e *element) bool {
	v := attr(e, "visibility")
	return v == "collapse" || v == "filter"
}

// rows reads a row, which may stand for several.
func (t *odsTable) rows(e *element, hidden bool) error {
	n, err := t.repeated(attr(e, "number-rows-repeated"), MaxRows)
	if err != nil {
		return err
	}
	row := Row{Number: t.row + 1, Hidden: hidden || invisible(e)}
	t.buf = t.buf[:0]
	style, col := attr(e, "default-cell-style-name"), 0
	err = t.x.children(func(e *element) error {
		if e.name != "table-cell" && e.name != "covered-table-cell" {
			return nil
		}
		return t.cell(e, &col, row.Number, style)
	})
	t.row = min(t.row+n, MaxRows+1)
	t.styles.look.endRow(attr(e, "style-name"), row.Number, n, len(t.buf) > 0)
	if err != nil || len(t.buf) == 0 {
		return err
	}
	if row.Number+n-1 > MaxRows {
		return t.x.problem(Damaged, errors.New("too many rows"))
	}
	if err := t.count((n - 1) * len(t.buf)); err != nil {
		return err
	}
	for range n {
		row.Cells = slices.Clone(t.buf)
		t.sheet.Rows = append(t.sheet.Rows, row)
		row.Number++
	}
	return nil
}

// count adds cells to those read so far.
func (t *odsTable) count(n int) error {
	if n > t.lim.cells-t.cells {
		return &Problem{Code: TooManyCells, Part: t.x.part, Limit: t.lim.cells}
	}
	t.cells += n
	return nil
}

// cell reads a cell, which may stand for several; col is the last column passed.
func (t *odsTable) cell(e *element, col *int, row int, rowStyle string) error {
	if err := t.count(1); err != nil {
		return err
	}
	n, err := t.repeated(attr(e, "number-columns-repeated"), MaxCols)
	if err != nil {
		return err
	}
	first := *col + 1
	*col = min(*col+n, MaxCols+1)
	if err := t.merge(e, first, row); err != nil {
		return err
	}
	c, err := t.value(e, first, row)
	if err == nil && t.styles.look != nil {
		t.styles.look.cell(e, t.styleOf(e, first, rowStyle), Place{row, first}, n, c.Kind == Blank && !c.Formula)
	}
	if err != nil || c.Kind == Blank && !c.Formula {
		return err
	}
	if first+n-1 > MaxCols {
		return t.x.problem(Damaged, errors.New("too many columns"))
	}
	if err := t.count(n - 1); err != nil {
		return err
	}
	style := t.styles.cell(t.styleOf(e, first, rowStyle))
	c.Bold, c.Format, c.Font = style.bold, style.format, style.font
	if attr(e, "value-type") == "percentage" && !strings.Contains(c.Format, "%") {
		c.Format = "0%"
	}
	for range n {
		t.buf = append(t.buf, c)
		c.Col++
	}
	return nil
}

// styleOf names a cell's style: its own, its row's or its column's.
func (t *odsTable) styleOf(e *element, col int, rowStyle string) string {
	name := attr(e, "style-name")
	if name == "" {
		name = rowStyle
	}
	if name == "" {
		i, _ := slices.BinarySearchFunc(t.cols, col, func(c odsCols, col int) int { return c.last - col })
		if i < len(t.cols) {
			name = t.cols[i].style
		}
	}
	return name
}

// merge notes the range that a cell spans.
func (t *odsTable) merge(e *element, col, row int) error {
	wide, tall := attr(e, "number-columns-spanned"), attr(e, "number-rows-spanned")
	if wide == "" && tall == "" {
		return nil
	}
	w, err := t.repeated(wide, MaxCols)
	if err != nil {
		return err
	}
	h, err := t.repeated(tall, MaxRows)
	if err != nil || w == 1 && h == 1 {
		return err
	}
	m := Range{col, row, col + w - 1, row + h - 1}
	if m.LastCol > MaxCols || m.LastRow > MaxRows {
		return t.x.problem(Damaged, fmt.Errorf("merged range at row %d leaves the sheet", row))
	}
	if len(t.sheet.Merges) == t.lim.merges {
		return t.x.problem(Unsafe, fmt.Errorf("more than %d merged ranges", t.lim.merges))
	}
	t.sheet.Merges = append(t.sheet.Merges, m)
	return nil
}
