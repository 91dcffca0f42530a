package sheet

import (
	"strings"
	"unicode"
)

// decimalMark tells which mark divides in the numbers of a text file, 0 when
// they do not prove it or contradict each other. A number proves it when it
// can be read in one way only: "9605.38", "1.234,5". One alone proves
// nothing, unless it is a point between fields that commas separate: where the
// comma divides, programs write semicolons. Columns up to that of the names
// hold ordinals like "1.2".
func decimalMark(rows []Row, separator byte) byte {
	names := wordiest(rows)
	votes := map[byte]int{}
	for _, r := range rows {
		for _, c := range r.Cells {
			if c.Col > names && c.Kind == Text {
				votes[provenMark(c.Text)]++
			}
		}
	}
	switch dots, commas := votes['.'], votes[',']; {
	case commas == 0 && (dots > 1 || dots == 1 && separator == ','):
		return '.'
	case commas > 1 && dots == 0:
		return ','
	}
	return 0
}

// wordiest returns the column with the most letters, that of the names.
func wordiest(rows []Row) int {
	letters := map[int]int{}
	for _, r := range rows {
		for _, c := range r.Cells {
			for _, l := range c.Text {
				if unicode.IsLetter(l) {
					letters[c.Col]++
				}
			}
		}
	}
	best := 0
	for col, n := range letters {
		if best == 0 || n > letters[best] || n == letters[best] && col < best {
			best = col
		}
	}
	return best
}

// provenMark returns the mark that must divide in a number, 0 if the text is
// none or leaves it open. A repeated mark groups, so the other one divides.
func provenMark(text string) byte {
	text = strings.TrimSuffix(strings.TrimLeft(strings.TrimSpace(text), "-+"), "%")
	if text == "" || text[0] < '0' || text[0] > '9' || strings.Trim(text, "0123456789.,") != "" {
		return 0
	}
	dots, commas := strings.Count(text, "."), strings.Count(text, ",")
	dot, comma := strings.LastIndexByte(text, '.'), strings.LastIndexByte(text, ',')
	switch {
	case dots == 0 && commas == 0:
		return 0
	case dots > 0 && commas > 0 && dot > comma && dots == 1, commas > 1 && dots == 0:
		return '.'
	case dots > 0 && commas > 0 && comma > dot && commas == 1, dots > 1 && commas == 0:
		return ','
	case dots > 0 && commas > 0:
		return 0
	}
	at := max(dot, comma)
	if len(text)-at-1 == 3 && at <= 3 && text[0] != '0' {
		return 0 // "24.730"
	}
	return text[at]
}
