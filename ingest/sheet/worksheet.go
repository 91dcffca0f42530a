package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// days1904 lies between the 1900 and the 1904 date base.
var days1904 = decimal.NewFromInt(1462)

// worksheet reads one sheet's part into s.
func (r *reader) worksheet(part string, s *Sheet) error {
	return r.parts.scan(part, "worksheet", func(x *scanner, e *element) error {
		switch e.name {
		case "cols":
			return x.children(func(e *element) error { return hiddenCol(s, e) })
		case "sheetData":
			return r.rows(x, s)
		case "mergeCells":
			return x.children(func(e *element) error { return merge(x, s, e) })
		case "headerFooter":
			return x.children(func(*element) error {
				text, err := x.text()
				if text = headerText(text); text != "" {
					s.HeaderFooter = strings.TrimSpace(s.HeaderFooter + "\n" + text)
				}
				return err
			})
		}
		return nil
	})
}

func hiddenCol(s *Sheet, e *element) error {
	first, err1 := strconv.Atoi(attr(e, "min"))
	last, err2 := strconv.Atoi(attr(e, "max"))
	if isTrue(attr(e, "hidden")) && err1 == nil && err2 == nil && len(s.HiddenCols) < MaxCols {
		s.HiddenCols = append(s.HiddenCols, Span{first, last})
	}
	return nil
}

func merge(x *scanner, s *Sheet, e *element) error {
	if len(s.Merges) == x.lim.merges {
		return x.problem(Unsafe, fmt.Errorf("more than %d merged ranges", x.lim.merges))
	}
	from, to, found := strings.Cut(attr(e, "ref"), ":")
	if !found {
		to = from
	}
	c1, r1, ok1 := ParseRef(from)
	c2, r2, ok2 := ParseRef(to)
	if !ok1 || !ok2 || c2 < c1 || r2 < r1 {
		return x.problem(Damaged, fmt.Errorf("merged range %q", clip(attr(e, "ref"))))
	}
	s.Merges = append(s.Merges, Range{c1, r1, c2, r2})
	return nil
}

// rows reads the sheet data. Rows and cells must ascend, as every program
// writes them: a file in which two cells claim one place has no one meaning.
//
// This and what it calls take most of the time a large workbook takes, so it
// walks the elements itself and makes nothing that it does not keep.
func (r *reader) rows(x *scanner, s *Sheet) error {
	last := 0
	return x.children(func(e *element) error {
		if e.name != "row" {
			return nil
		}
		row := Row{Number: last + 1}
		for i := range e.attrs {
			switch a := &e.attrs[i]; a.name {
			case "r":
				n, err := strconv.Atoi(string(a.value))
				if err != nil || n <= last || n > MaxRows {
					return x.problem(Damaged, fmt.Errorf("row %q after row %d", clip(string(a.value)), last))
				}
				row.Number = n
			case "hidden":
				row.Hidden = isTrue(string(a.value))
			}
		}
		if row.Number > MaxRows {
			return x.problem(Damaged, errors.New("too many rows"))
		}
		last = row.Number
		if err := r.rowCells(x, row.Number); err != nil {
			return err
		}
		if len(r.row) > 0 {
			row.Cells = slices.Clone(r.row)
			if len(s.Rows) == cap(s.Rows) { // append would copy ten times as often
				s.Rows = slices.Grow(s.Rows, len(s.Rows)+1)
			}
			s.Rows = append(s.Rows, row)
		}
		return nil
	})
}

// rowCells reads the cells of the current row into r.row.
func (r *reader) rowCells(x *scanner, row int) error {
	r.row = r.row[:0]
	col := 0
	for depth := x.depth; ; {
		if err := x.next(); err != nil {
			return x.ended(err)
		}
		if x.depth < depth {
			return nil
		}
		if x.token != startTag {
			continue
		}
		if x.elem.name != "c" {
			if err := x.skip(); err != nil {
				return err
			}
			continue
		}
		if r.cells++; r.cells > r.lim.cells {
			return &Problem{Code: TooManyCells, Part: x.part, Limit: r.lim.cells}
		}
		c := Cell{Col: col + 1}
		if err := r.cell(x, &c, row); err != nil {
			return err
		}
		if c.Col <= col {
			return x.problem(Damaged, fmt.Errorf("cell %s is out of order", Ref(c.Col, row)))
		}
		col = c.Col
		if c.Kind != Blank || c.Formula {
			r.row = append(r.row, c)
		}
	}
}

// cell reads the <c> that is current into c and moves past it. c.Col is its
// column if it does not name one.
func (r *reader) cell(x *scanner, c *Cell, row int) error {
	if c.Col > MaxCols {
		return x.problem(Damaged, errors.New("too many columns"))
	}
	st, kind := general, storedNumber
	if len(r.styles) > 0 {
		st.font = r.styles[0].font
	}
	e := x.elem
	for i := range e.attrs {
		switch a := &e.attrs[i]; a.name {
		case "r":
			col, number, ok := parseRef(a.value)
			if !ok || number != row {
				return x.problem(Damaged, fmt.Errorf("cell %q in row %d", clip(string(a.value)), row))
			}
			c.Col = col
		case "s":
			if i, err := strconv.Atoi(string(a.value)); err == nil && i >= 0 && i < len(r.styles) {
				st = r.styles[i]
			}
		case "t":
			var ok bool
			if kind, ok = storedKindOf(a.value); !ok {
				return x.problem(Damaged, fmt.Errorf("cell %s has type %q", Ref(c.Col, row), clip(string(a.value))))
			}
		}
	}
	c.Bold, c.Format, c.Font = st.bold, st.format, st.font
	computed, runs, err := r.cellContent(x, c)
	if err != nil {
		return err
	}
	if kind == storedResult && computed && len(r.value) == 0 {
		c.Formula = false // ="" is a computed nothing, unlike a formula without a result
	}
	if err := r.setValue(x, c, kind, st.date, row); err != nil {
		return err
	}
	if kind == storedShared && len(r.runs) > 0 {
		if i, err := strconv.Atoi(string(r.value)); err == nil {
			runs = r.runs[i]
		}
	}
	if runs != nil {
		r.rich.set(cellAt{len(r.book.Sheets), row, c.Col}, c.Font, runs)
	}
	return nil
}

// cellContent reads the value of the current cell into r.value, and into
// r.inline a text stored in place. computed reports whether a value was
// stored, be it an empty one; runs are those of the text, see [reader.richText].
func (r *reader) cellContent(x *scanner, c *Cell) (computed bool, runs []run, err error) {
	r.value, r.inline = r.value[:0], r.inline[:0]
	for depth := x.depth; ; {
		if err := x.next(); err != nil {
			return false, nil, x.ended(err)
		}
		if x.depth < depth {
			return computed, runs, nil
		}
		if x.token != startTag {
			continue
		}
		switch x.elem.name {
		case "v":
			r.value, err = x.appendText(r.value[:0])
			computed = true
		case "f":
			c.Formula = true
			err = x.skip()
		case "is":
			r.inline, runs, err = r.richText(x, r.inline[:0])
		default:
			err = x.skip()
		}
		if err != nil {
			return false, nil, err
		}
	}
}

// storedKind is a cell type (ECMA-376 part 1, 18.18.11).
type storedKind uint8

const (
	storedNumber storedKind = iota
	storedShared
	storedInline
	storedResult // the text a formula gave
	storedBool
	storedError
	storedDate
)

func storedKindOf(t []byte) (kind storedKind, ok bool) {
	switch string(t) {
	case "", "n":
		return storedNumber, true
	case "s":
		return storedShared, true
	case "inlineStr":
		return storedInline, true
	case "str":
		return storedResult, true
	case "b":
		return storedBool, true
	case "e":
		return storedError, true
	case "d":
		return storedDate, true
	}
	return 0, false
}

// setValue gives the cell its kind and value from what r.value or r.inline
// hold.
func (r *reader) setValue(x *scanner, c *Cell, kind storedKind, date bool, row int) error {
	damaged := func() error {
		return x.problem(Damaged, fmt.Errorf("cell %s holds %q", Ref(c.Col, row), clip(string(r.value))))
	}
	switch kind {
	case storedInline:
		c.setText(r.clean(r.inline))
	case storedResult:
		c.setText(r.clean(r.value))
	case storedShared:
		if len(r.value) == 0 {
			return nil
		}
		i, err := strconv.Atoi(string(r.value))
		if err != nil || i < 0 || i >= len(r.strings) {
			return damaged()
		}
		c.setText(r.strings[i])
	case storedBool:
		if len(r.value) == 0 {
			return nil
		}
		c.Kind, c.Text = Bool, "FALSE"
		if isTrue(string(r.value)) {
			c.Text = "TRUE"
		}
	case storedError:
		c.Kind, c.Text = Error, norm.NFC.String(string(r.value))
	case storedDate:
		return c.setISODate(string(r.value), damaged)
	case storedNumber:
		value := bytes.TrimSpace(r.value)
		if len(value) == 0 {
			return nil
		}
		text := string(value)
		d, ok := ParseStored(text)
		if !ok {
			return damaged()
		}
		c.setNumber(d, text, date, r.base1904)
	}
	return nil
}

// What is kept of texts stored in place, because they come again and again.
const (
	maxKnownTexts = 20_000
	maxKnownBytes = 64
)

// clean is [cleanText], which gives texts that are equal the same memory.
func (r *reader) clean(b []byte) string {
	if text, ok := r.known[string(b)]; ok {
		return text
	}
	text := cleanText(string(b))
	if len(b) <= maxKnownBytes && len(r.known) < maxKnownTexts {
		if r.known == nil {
			r.known = map[string]string{}
		}
		r.known[string(b)] = text
	}
	return text
}

// setNumber makes a number cell, or a date if its format shows one.
func (c *Cell) setNumber(d decimal.Decimal, stored string, date, base1904 bool) {
	c.Kind, c.Number, c.Text = Number, d, stored
	if date {
		c.Kind = Date
		if base1904 {
			c.Number = d.Add(days1904)
		}
	}
}

// setText makes a text cell, or leaves it blank when the text is empty.
func (c *Cell) setText(s string) {
	if s != "" {
		c.Kind, c.Text = Text, s
	}
}

// headerText removes formatting codes from a header or footer: &L &C &R
// sections, &"font,style", &12 sizes, &K colours, &P and other fields.
func headerText(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '&' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; {
		case c == '&':
			b.WriteByte('&')
		case c == '"':
			if end := strings.IndexByte(s[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case c >= '0' && c <= '9':
			for i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
				i++
			}
		case c == 'K':
			i = min(i+6, len(s)-1)
		case c == 'L' || c == 'C' || c == 'R':
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(norm.NFC.String(b.String()))
}
