package sheet

import "strings"

// QuoteName writes a sheet's name as references do: 'Quý I'!A1 needs "'Quý I'".
func QuoteName(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

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
