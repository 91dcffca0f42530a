package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/ingest/catalog"
	"giaoban/ingest/memo"
)

// The numbers that stand before the names of a table's rows, in a column of
// their own or in the cell of the name.

// rowNumber is what stands in the number column: "3", "1.2", "II", "B", "4/".
var rowNumber = regexp.MustCompile(`^\(?(?:\d{1,4}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ])\)?[.)/:-]{0,2}$`)

// groupNumber is one that marks a group: "I", "II/", "(A)", "B-".
var groupNumber = regexp.MustCompile(`^\(?(?:[IVX]{1,5}|[A-HĐ])\)?[.)/:-]{0,2}$`)

func isGroupNumber(text string) bool { return groupNumber.MatchString(strings.TrimSpace(text)) }

// partNumber is one that sets a row below the one before: "-", "+", "a)".
var partNumber = regexp.MustCompile(`^(?:[-–—+*•]|\(?[a-zđ][.)/-]{0,2})$`)

// isPartNumber reports whether the number column sets a row below the one
// before: "-", "+", "1.1", "a".
func isPartNumber(mark string) bool {
	return partNumber.MatchString(mark) || strings.Contains(strings.Trim(mark, "."), ".")
}

// numbering is what may stand before a name in its cell: "1.2 ", "1.2.", "a)",
// "II/", "1.-", a dash or another mark of a list, of which word processors
// keep some outside of Unicode.
var numbering = regexp.MustCompile(`^(?:[0-9]{1,2}(?:\.[0-9]{1,2})+ |[-–—+*•·▪●○■►>\x{f02d}\x{f0a7}\x{f0b7}\x{f0d8}\x{f0fc}]+|` +
	`\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zđA-ZĐ]|[IVX]{1,5}|[ivx]{2,4})[.)/:]+[-–—]*)\s*`)

// dashed is a number set off by nothing but a dash: "3- Lao động", "II - Đảng
// viên". What follows tells it from "3-6 tháng" and "X-quang".
var dashed = regexp.MustCompile(`^(?:([0-9]{1,2}(?:\.[0-9]{1,2})*)\s?[-–—]+\s?|(?:[a-zđA-ZĐ]|[IVX]{1,5})\s?[-–—]+\s|[IVX]{1,5}[-–—]+)`)

// slashed is a word of single letters: "T/h doanh thu" has no number "T/".
var slashed = regexp.MustCompile(`^\pL/\pL(?:\PL|$)`)

// leadingNumber returns what stands before a name, with the blanks behind it.
var leadingNumber = memo.Func(func(name string) string {
	if mark := numbering.FindString(name); mark != "" {
		if slashed.MatchString(name) || partWords.MatchString(catalog.Fold(name)) {
			return ""
		}
		return mark
	}
	m := dashed.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	next, _ := utf8.DecodeRuneInString(name[len(m[0]):])
	if m[1] != "" && unicode.IsLetter(next) || strings.HasSuffix(m[0], " ") && unicode.IsLetter(next) || unicode.IsUpper(next) {
		return m[0]
	}
	return ""
})

// itemNumber returns the number before a row's name in the same cell, "" for
// none and for letters.
func itemNumber(name string) string {
	mark := strings.TrimSpace(leadingNumber(name))
	if !startsDigit(strings.TrimLeft(mark, "(")) {
		return ""
	}
	return mark
}

// numberedGroup reports whether a name begins with a Roman number: "II. Khối ngân hàng".
func numberedGroup(name string) bool { return isGroupNumber(leadingNumber(name)) }

// partWords begin the name of a part: "Trong đó: nữ", "Tr. đó có nữ", "Chia ra".
var partWords = regexp.MustCompile(`^(?:trong đó|tr ?\.? ?đó|t ?\. ?đó|trđ|bao gồm|gồm|cụ thể|chia ra)(?: (?:có|gồm|là))?(?:[ :,;]|$)`)

// withoutNumbering takes numbering and "Trong đó:" off a row's name. child
// tells that it is set below the row before: by a dash, a letter or a lower case number.
func withoutNumbering(name string) (rest string, child bool) {
	n := unnumber(name)
	return n.rest, n.child
}

// unnumbered is a row's name without its numbering; see [withoutNumbering].
type unnumbered struct {
	rest  string
	child bool
}

var unnumber = memo.Func(func(name string) unnumbered {
	rest, child := oneLine(name), false
	for range 3 {
		mark := leadingNumber(rest)
		if mark == "" {
			break
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(mark, "("))
		child = child || !unicode.IsDigit(first) && !unicode.IsUpper(first)
		rest = rest[len(mark):]
	}
	folded := catalog.Fold(rest)
	if words := partWords.FindString(folded); words != "" {
		rest, child = strings.TrimLeft(folded[len(words):], " :,;"), true
		rest = rest[len(leadingNumber(rest)):]
	}
	return unnumbered{rest, child}
})

// isPlus reports whether a row is marked with "+", before its name or behind
// "Trong đó:".
func isPlus(name, mark string) bool {
	if mark == "+" || strings.HasPrefix(name, "+") {
		return true
	}
	folded := catalog.Fold(oneLine(name))
	folded = folded[len(leadingNumber(folded)):]
	words := partWords.FindString(folded)
	return words != "" && strings.HasPrefix(strings.TrimLeft(folded[len(words):], " :,;"), "+")
}
