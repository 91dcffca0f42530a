package sheet

import (
	"fmt"
	"strings"
)

// QuoteName writes a sheet's name as references do: 'Quý I'!A1 needs "'Quý I'".
func QuoteName(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// fixedArea reads the rectangle in a reference to one area of a sheet,
// "'Quý I'!$A$2:$D$12".
func fixedArea(reference string) (Range, bool) {
	first, last, ok := strings.Cut(reference[strings.LastIndexByte(reference, '!')+1:], ":")
	c1, r1, ok1 := ParseRef(first)
	c2, r2, ok2 := ParseRef(last)
	return Range{c1, r1, c2, r2}, ok && ok1 && ok2 && c1 <= c2 && r1 <= r2
}

// fixed writes the area of a sheet so that it never moves: 'Quý I'!$A$2:$D$12.
func (r Range) fixed(sheet string) string {
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", QuoteName(sheet), ColName(r.FirstCol), r.FirstRow, ColName(r.LastCol), r.LastRow)
}

// NameIn returns the name of the sheet in a reference to one area:
// "Quý I" of "'Quý I'!$A$1". It is "" for anything else.
func NameIn(reference string) string {
	i := strings.LastIndexByte(reference, '!')
	if i < 0 {
		return ""
	}
	name := reference[:i]
	if n := len(name); n >= 2 && name[0] == '\'' && name[n-1] == '\'' {
		return strings.ReplaceAll(name[1:n-1], "''", "'")
	}
	return name
}
