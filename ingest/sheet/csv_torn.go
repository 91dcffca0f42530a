package sheet

import (
	"regexp"
	"slices"
	"strings"
)

// tornNumbers looks for numbers that were written with decimal commas between
// commas that divide cells and without quotation marks: of "12,5" and a plan of
// "60" three cells are made, and what stands under which heading is lost. Such
// a line has more cells than the headings, which hold no numbers but years.
type tornNumbers struct {
	sep    byte
	width  int         // of the widest line that heads a table
	wider  map[int]int // the first line whose last cell is a number, by its width
	quoted bool        // a number with a comma is quoted: the program knows how
}

// Numbers that a cell may hold, commas and all, and those that name years.
var (
	commonNumber = regexp.MustCompile(`^[-+(]?\d[\d.,]*\)?\s*%?$`)
	yearNumber   = regexp.MustCompile(`^(?:19|20)\d\d$`)
)

// note takes in the current record.
func (t *tornNumbers) note(records *textRecords) {
	if t.sep != ',' {
		return
	}
	filled, numbers, last := 0, 0, ""
	for _, field := range records.fields {
		field = strings.TrimSpace(field)
		if field == "" {
			continue
		}
		filled, last = filled+1, field
		if commonNumber.MatchString(field) && !yearNumber.MatchString(field) {
			numbers++
			t.quoted = t.quoted || strings.Contains(field, ",")
		}
	}
	const headings = 3 // cells that a line of them has at least; a title has fewer
	width := len(records.fields)
	switch {
	case filled >= headings && numbers == 0:
		t.width = max(t.width, width)
	case commonNumber.MatchString(last):
		if t.wider == nil {
			t.wider = map[int]int{}
		}
		if t.wider[width] == 0 {
			t.wider[width] = records.line
		}
	}
}

// first returns the first line with a torn number, 0 if there is none.
func (t *tornNumbers) first() int {
	var lines []int
	for width, line := range t.wider {
		if width > t.width && t.width > 0 && !t.quoted {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return 0
	}
	return slices.Min(lines)
}
