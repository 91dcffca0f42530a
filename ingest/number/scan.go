package number

import (
	"strings"

	"github.com/shopspring/decimal"
)

// token is one written number.
type token struct {
	value     decimal.Decimal
	places    int
	signed    bool // a sign was written
	ambiguous bool
	proves    byte            // the decimal mark that its marks leave no doubt of, 0 for none
	other     decimal.Decimal // under the other convention; value unless ambiguous
}

// maxDigits bounds a written number; a sum in đồng has at most twenty.
const maxDigits = 24

// scanNumber reads the number s begins with and returns what follows.
func scanNumber(s string) (t token, rest string, why Reason) {
	negative := false
	for _, sign := range []string{"-", "−", "+"} {
		if strings.HasPrefix(s, sign) {
			t.signed, negative = true, sign != "+"
			s = strings.TrimLeft(s[len(sign):], " ")
			break
		}
	}
	end := numberEnd(s)
	if end == 0 {
		return t, s, NotNumber
	}
	t, why = t.read(s[:end])
	if negative {
		t.value, t.other = t.value.Neg(), t.other.Neg()
	}
	return t, s[end:], why
}

// numberEnd returns the length of the digits and marks s begins with. A mark
// belongs to the number only between two digits.
func numberEnd(s string) int {
	end := 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			end = i + 1
		case (c == '.' || c == ',' || c == ' ' || c == '\'') && end == i && i > 0 && i+1 < len(s) && isDigit(s[i+1]):
		default:
			return end
		}
	}
	return end
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// read gives digits and marks their value. Blanks and apostrophes only ever
// group. Of dots and commas, the last kind to begin divides when both occur,
// a repeated one groups, and a single one is decided by readSingle.
func (t token) read(s string) (token, Reason) {
	if len(s) > 2*maxDigits {
		return t, NotNumber
	}
	s = strings.ReplaceAll(s, "'", " ")
	dots, commas, blanks := strings.Count(s, "."), strings.Count(s, ","), strings.Count(s, " ")
	group, mark := "", ""
	switch {
	case dots > 0 && commas > 0:
		group, mark = ".", ","
		if strings.LastIndex(s, ".") > strings.LastIndex(s, ",") {
			group, mark = ",", "."
		}
	case dots > 1:
		group = "."
	case commas > 1:
		group = ","
	case dots == 1:
		mark = "."
	case commas == 1:
		mark = ","
	}
	if blanks > 0 {
		if group != "" { // two kinds of grouping
			return t, BadGrouping
		}
		group = " "
	}
	if group == "" && mark != "" {
		return t.readSingle(s, mark)
	}
	switch {
	case group == "." && blanks == 0:
		t.proves = ','
	case group == "," && blanks == 0:
		t.proves = '.'
	}
	whole, fraction, found := s, "", false
	if mark != "" {
		whole, fraction, found = strings.Cut(s, mark)
	}
	if group != "" && !grouped(whole, group) || found && !allDigits(fraction) {
		return t, BadGrouping
	}
	return t.set(strings.ReplaceAll(whole, group, ""), fraction)
}

// readSingle reads a number with one mark. Before exactly three digits it may
// group or divide: a dot then groups and a comma divides, as Vietnamese
// writes them, and the token is ambiguous.
func (t token) readSingle(s, mark string) (token, Reason) {
	whole, fraction, _ := strings.Cut(s, mark)
	divided, why := t.set(whole, fraction)
	if why != "" || len(fraction) != 3 || len(whole) > 3 || whole[0] == '0' {
		return divided, why
	}
	joined, why := t.set(whole+fraction, "")
	if mark == "." {
		joined.ambiguous, joined.other = true, divided.value
		return joined, why
	}
	divided.ambiguous, divided.other = true, joined.value
	return divided, why
}

func (t token) set(whole, fraction string) (token, Reason) {
	if len(whole)+len(fraction) > maxDigits {
		return t, NotNumber
	}
	text := whole
	if fraction != "" {
		text += "." + fraction
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return t, NotNumber
	}
	t.value, t.other, t.places = d, d, len(fraction)
	return t, ""
}

// grouped reports whether the digits stand in groups of three; only the first
// group may be shorter.
func grouped(s, mark string) bool {
	for i, group := range strings.Split(s, mark) {
		if !allDigits(group) || len(group) != 3 && (i > 0 || len(group) > 3) {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
