package sheet

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// EscapeText returns a text as the format stores it (ST_Xstring, ECMA-376
// part 1, 22.9.2.19), so that programs show what was meant: an underscore that
// would begin an escape is escaped itself, and so is what XML cannot hold.
// Bytes that are no UTF-8 become U+FFFD. The result is not yet XML: & and <
// are left to whoever writes it.
func EscapeText(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "_x") && !strings.ContainsFunc(s, unstorable) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '_' && beginsEscape(s[i:]):
			b.WriteString("_x005F_")
		case unstorable(r):
			fmt.Fprintf(&b, "_x%04X_", r)
		default:
			b.WriteRune(r) // U+FFFD for a byte that is no UTF-8
		}
	}
	return b.String()
}

// unstorable reports what XML 1.0 has no character for, and the carriage
// return, which it turns into a line feed.
func unstorable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == '\ufffe' || r == '\uffff'
}

// beginsEscape reports whether s begins with "_xHHHH_".
func beginsEscape(s string) bool {
	if len(s) < escapeLength || s[1] != 'x' || s[escapeLength-1] != '_' {
		return false
	}
	for _, c := range []byte(s[2 : escapeLength-1]) {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// LooksLikeFormula reports whether a spreadsheet would take the text for a
// formula or a command if somebody typed it or imported it from a CSV file:
// it begins with = + - @, a tab or a carriage return.
func LooksLikeFormula(s string) bool {
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
}
