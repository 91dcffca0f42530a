package sheet

import "strings"

// raisedDigits are what Unicode has for digits set above the line.
var raisedDigits = [10]rune{'⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'}

// raised writes the digits of a text that is set above the line as the raised
// digits of Unicode. Without its look it would join what it stands behind:
// "12" with the sign of note 1 is not 121.
func raised(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return raisedDigits[c-'0']
		}
		return c
	}, text)
}
