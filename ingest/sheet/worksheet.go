package sheet

import (
	"encoding/xml"
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
	return r.parts.scan(part, "worksheet", func(x *scanner, e xml.StartElement) error {
		switch e.Name.Local {
		case "cols":
			return x.children(func(e xml.StartElement) error { return hiddenCol(s, e) })
		case "sheetData":
			return r.rows(x, s)
		case "mergeCells":
			return x.children(func(e xml.StartElement) error { return merge(x, s, e) })
		case "headerFooter":
			return x.children(func(xml.StartElement) error {
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

func hiddenCol(s *Sheet, e xml.StartElement) error {
	first, err1 := strconv.Atoi(attr(e, "min"))
	last, err2 := strconv.Atoi(attr(e, "max"))
	if isTrue(attr(e, "hidden")) && err1 == nil && err2 == nil && len(s.HiddenCols) < MaxCols {
		s.HiddenCols = append(s.HiddenCols, Span{first, last})
	}
	return nil
}

func merge(x *scanner, s *Sheet, e xml.StartElement) error {
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
func (r *reader) rows(x *scanner, s *Sheet) error {
	last := 0
	var cells []Cell // of the current row; copied to size when it is complete
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "row" {
			return nil
		}
		number := last + 1
		if a := attr(e, "r"); a != "" {
			n, err := strconv.Atoi(a)
			if err != nil || n <= last || n > MaxRows {
				return x.problem(Damaged, fmt.Errorf("row %q after row %d", clip(a), last))
			}
			number = n
		}
		if number > MaxRows {
			return x.problem(Damaged, errors.New("too many rows"))
		}
		last = number
		row := Row{Number: number, Hidden: isTrue(attr(e, "hidden"))}
		cells = cells[:0]
		col := 0
		err := x.children(func(e xml.StartElement) error {
			if e.Name.Local != "c" {
				return nil
			}
			if r.cells++; r.cells > r.lim.cells {
				return &Problem{Code: TooManyCells, Part: x.part, Limit: r.lim.cells}
			}
			c, err := r.cell(x, e, col+1, number)
			if err != nil {
				return err
			}
			if c.Col <= col {
				return x.problem(Damaged, fmt.Errorf("cell %s is out of order", Ref(c.Col, number)))
			}
			col = c.Col
			if c.Kind != Blank || c.Formula {
				cells = append(cells, c)
			}
			return nil
		})
		if len(cells) > 0 {
			row.Cells = slices.Clone(cells)
			s.Rows = append(s.Rows, row)
		}
		return err
	})
}

// cell reads one <c>; next is its column when it does not name one.
func (r *reader) cell(x *scanner, e xml.StartElement, next, row int) (Cell, error) {
	c := Cell{Col: next}
	if c.Col > MaxCols {
		return c, x.problem(Damaged, errors.New("too many columns"))
	}
	st, kind := general, ""
	if len(r.styles) > 0 {
		st.font = r.styles[0].font
	}
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			col, number, ok := ParseRef(a.Value)
			if !ok || number != row {
				return c, x.problem(Damaged, fmt.Errorf("cell %q in row %d", clip(a.Value), row))
			}
			c.Col = col
		case "s":
			if i, err := strconv.Atoi(a.Value); err == nil && i >= 0 && i < len(r.styles) {
				st = r.styles[i]
			}
		case "t":
			kind = a.Value
		}
	}
	c.Bold, c.Format, c.Font = st.bold, st.format, st.font

	var value, inline string
	var runs []run
	computed := false // a result was stored, be it an empty one
	err := x.children(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "v":
			value, err = x.text()
			computed = true
		case "f":
			c.Formula = true
		case "is":
			inline, runs, err = r.richText(x)
		}
		return err
	})
	if err != nil {
		return c, err
	}
	if kind == "str" && computed && value == "" {
		c.Formula = false // ="" is a computed nothing, unlike a formula without a result
	}
	if err := r.setValue(x, &c, kind, value, inline, st.date, row); err != nil {
		return c, err
	}
	if kind == "s" && len(r.runs) > 0 {
		if i, err := strconv.Atoi(value); err == nil {
			runs = r.runs[i]
		}
	}
	if runs != nil {
		r.rich.set(cellAt{len(r.book.Sheets), row, c.Col}, c.Font, runs)
	}
	return c, nil
}

// setValue gives the cell its kind and value from what <v> or <is> holds.
func (r *reader) setValue(x *scanner, c *Cell, kind, value, inline string, date bool, row int) error {
	damaged := func() error {
		return x.problem(Damaged, fmt.Errorf("cell %s holds %q", Ref(c.Col, row), clip(value)))
	}
	switch kind {
	case "inlineStr":
		c.setText(inline)
	case "str":
		c.setText(cleanText(value))
	case "s":
		if value == "" {
			return nil
		}
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= len(r.strings) {
			return damaged()
		}
		c.setText(r.strings[i])
	case "b":
		if value == "" {
			return nil
		}
		c.Kind, c.Text = Bool, "FALSE"
		if isTrue(value) {
			c.Text = "TRUE"
		}
	case "e":
		c.Kind, c.Text = Error, norm.NFC.String(value)
	case "d":
		return c.setISODate(value, damaged)
	case "", "n":
		if value = strings.TrimSpace(value); value == "" {
			return nil
		}
		d, ok := parseStored(value)
		if !ok {
			return damaged()
		}
		c.setNumber(d, value, date, r.base1904)
	default:
		return x.problem(Damaged, fmt.Errorf("cell %s has type %q", Ref(c.Col, row), clip(kind)))
	}
	return nil
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
