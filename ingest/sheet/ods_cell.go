package sheet

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// value reads a cell's kind and value: what its attributes say, the text of
// its paragraphs where they leave it to them.
func (t *odsTable) value(e *element, col, row int) (Cell, error) {
	c := Cell{Col: col}
	var kind, value string
	stated, failed, formula := false, false, ""
	for _, a := range e.attrs {
		switch a.name {
		case "formula":
			c.Formula, formula = true, string(a.value)
		case "value-type":
			if a.prefix == "calcext" {
				failed = failed || string(a.value) == "error"
			} else {
				kind = string(a.value)
			}
		case "value", "date-value", "time-value", "boolean-value", "string-value":
			value, stated = string(a.value), true
		}
	}
	text, err := t.paragraphs()
	if err != nil {
		return c, err
	}
	damaged := func() error {
		return t.x.problem(Damaged, fmt.Errorf("cell %s holds %q", Ref(col, row), clip(value)))
	}
	switch kind {
	case "":
		c.setText(text)
		if text == "" && strings.Contains(formula, `""`) {
			c.Formula = false // LibreOffice writes the result "" like none at all
		}
	case "string":
		if text == "" && stated {
			text = norm.NFC.String(value)
		}
		if failed || c.Formula && isErrorValue(text) {
			c.Kind, c.Text = Error, text
			return c, nil
		}
		c.setText(text)
		c.Formula = c.Formula && text != "" // ="" is a computed nothing
	case "float", "currency", "percentage":
		d, ok := ParseStored(strings.TrimSpace(value))
		if !ok {
			return c, damaged()
		}
		c.Kind, c.Number, c.Text = Number, d, value
		if formula == "of:=TRUE()" || formula == "of:=FALSE()" { // a truth value that is not shown as one
			c.Kind, c.Number, c.Formula = Bool, decimal.Decimal{}, false
			c.Text = formula[len("of:=") : len(formula)-len("()")]
		}
	case "date":
		if err := c.setISODate(value, damaged); err != nil {
			return c, err
		}
	case "time":
		day, ok := parseDuration(value)
		if !ok {
			return c, damaged()
		}
		c.Kind, c.Number, c.Text = Date, day, value
	case "boolean":
		c.Kind, c.Text = Bool, "FALSE"
		if isTrue(value) {
			c.Text = "TRUE"
		}
	case "void":
	default:
		return c, t.x.problem(Damaged, fmt.Errorf("cell %s has type %q", Ref(col, row), clip(kind)))
	}
	return c, nil
}

// isErrorValue reports whether the text of a computed cell is an error. Not
// every program says so in an attribute.
func isErrorValue(text string) bool {
	switch text {
	case "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!":
		return true
	}
	return strings.HasPrefix(text, "Err:")
}

// parseDuration reads a time of day or a span of time as part of a day:
// "PT08H30M00S", "PT100H0M1.5S", "P1DT2H". Years and months have no length
// and are refused.
func parseDuration(s string) (decimal.Decimal, bool) {
	zero := decimal.Decimal{}
	rest, negative := strings.CutPrefix(strings.TrimSpace(s), "-")
	rest, ok := strings.CutPrefix(rest, "P")
	if !ok || rest == "" || len(rest) > 40 {
		return zero, false
	}
	seconds, inTime := zero, false
	for rest != "" {
		if rest[0] == 'T' && !inTime {
			rest, inTime = rest[1:], true
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if end < 1 {
			return zero, false
		}
		n, err := decimal.NewFromString(rest[:end])
		if err != nil {
			return zero, false
		}
		var length int64
		switch {
		case rest[end] == 'D' && !inTime:
			length = 24 * 60 * 60
		case rest[end] == 'H' && inTime:
			length = 60 * 60
		case rest[end] == 'M' && inTime:
			length = 60
		case rest[end] == 'S' && inTime:
			length = 1
		default:
			return zero, false
		}
		seconds = seconds.Add(n.Mul(decimal.NewFromInt(length)))
		rest = rest[end+1:]
	}
	if negative {
		seconds = seconds.Neg()
	}
	return seconds.DivRound(decimal.NewFromInt(24*60*60), 10), true
}

// paragraphs joins the lines of the current cell. Comments and shapes that
// hang on it go to the book.
func (t *odsTable) paragraphs() (string, error) {
	text := odfText{above: t.styles.above}
	err := t.x.children(func(e *element) error {
		switch e.name {
		case "p", "h":
			return text.paragraph(t.x)
		case "annotation":
			var note odfText
			err := note.within(t.x)
			if s := note.String(); s != "" && len(t.book.Comments) < t.lim.cells {
				t.book.Comments = append(t.book.Comments, s)
				t.styles.look.comment(s)
			}
			return err
		case "table":
			return t.x.problem(Unsafe, errors.New("a table within a cell"))
		}
		t.styles.look.drawing(e)
		return t.shape()
	})
	if l := t.styles.look; l != nil && text.linked {
		l.sheet.Lost.Links = true
	}
	return norm.NFC.String(text.b.String()), err
}

// shapes collects the texts of the shapes drawn on the page.
func (t *odsTable) shapes() error {
	return t.x.children(func(e *element) error {
		t.styles.look.drawing(e)
		return t.shape()
	})
}

// shape collects the paragraphs of the shape whose start is current.
func (t *odsTable) shape() error {
	var text odfText
	err := text.within(t.x)
	for line := range strings.SplitSeq(text.String(), "\n") {
		if line = strings.TrimSpace(line); line != "" && len(t.book.Shapes) < t.lim.sheets {
			t.book.Shapes = append(t.book.Shapes, line)
		}
	}
	return err
}

// odfText is the text of paragraphs, one line each.
type odfText struct {
	b      strings.Builder
	lines  int
	linked bool            // a part of it is a link
	above  map[string]bool // styles of parts that are set above the line
}

// String returns the text, composed and trimmed.
func (o *odfText) String() string { return strings.TrimSpace(norm.NFC.String(o.b.String())) }

// within adds every paragraph below the current element.
func (o *odfText) within(s *scanner) error {
	return s.children(func(e *element) error {
		switch e.name {
		case "p", "h":
			return o.paragraph(s)
		}
		return o.within(s)
	})
}

// paragraph adds the current element as a line. Line feeds and tabs of the
// file, with the blanks behind them, lay out its text and count as one blank;
// blanks alone are kept, as LibreOffice keeps them, whatever the standard
// says (ODF 1.3 part 3, 6.1.2): it writes them so itself.
func (o *odfText) paragraph(s *scanner) error {
	if o.lines > 0 {
		o.b.WriteByte('\n')
	}
	o.lines++
	start := o.b.Len()
	folding := false // within what counts as one blank
	above := 0       // depth of the part that is set above the line
	for depth := s.depth; s.depth >= depth; {
		if err := s.next(); err != nil {
			return s.ended(err)
		}
		if s.depth < above {
			above = 0
		}
		switch s.token {
		case charData:
			for _, c := range s.data {
				switch {
				case c == '\n' || c == '\t' || c == '\r':
					if !folding && o.b.Len() > start {
						o.b.WriteByte(' ')
					}
					folding = true
				case above > 0 && c >= '0' && c <= '9':
					o.b.WriteRune(raisedDigits[c-'0'])
					folding = false
				case c != ' ' || !folding:
					o.b.WriteByte(c)
					folding = false
				}
			}
		case startTag:
			folding = false
			if above == 0 && s.elem.name == "span" && o.above[attr(s.elem, "style-name")] {
				above = s.depth
			}
			if err := o.inline(s, s.elem); err != nil {
				return err
			}
		}
		if o.b.Len() > s.lim.text {
			return s.problem(Unsafe, errors.New("text too long"))
		}
	}
	return nil
}

// inline adds what an element within a paragraph stands for.
func (o *odfText) inline(s *scanner, e *element) error {
	switch e.name {
	case "a":
		o.linked = true
	case "s":
		n, err := strconv.Atoi(attr(e, "c"))
		if err != nil {
			n = 1
		}
		o.b.WriteString(strings.Repeat(" ", min(max(n, 0), s.lim.text+1)))
	case "tab":
		o.b.WriteByte('\t')
	case "line-break":
		o.b.WriteByte('\n')
	case "annotation", "ruby-text", // not part of the text
		"page-number", "page-count", "sheet-name", "file-name", "title", "date", "time": // filled in when it is printed
		return s.skip()
	}
	return nil
}
