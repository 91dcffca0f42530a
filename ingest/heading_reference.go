package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// Names may say which rows or columns they add up, and which remark or line of
// the form they refer to: "Tổng doanh thu (=1.1+1.2)", "Lao động (*)",
// "Doanh thu [01]". None of it is part of the name.

// refersTo is one row or column: "1.1", "(2)", "a", "III".
const refersTo = `\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})\.?\)?`

// addends is a sum of those behind a name, in brackets or behind an equals
// sign. What takes away or divides says something of the figure: "(5=4/3)".
var addends = regexp.MustCompile(`\s*(?:[(\[]\s*(?:` + refersTo + `\s*)?=?\s*` + refersTo + `(?:\s*\+\s*` + refersTo + `)+\s*[)\]]` +
	`|=\s*` + refersTo + `(?:\s*\+\s*` + refersTo + `)+)$`)

// remarkNumber is the number of a remark or of a line of the form.
var remarkNumber = regexp.MustCompile(`\s*(?:[(\[]\s*(?:\*{1,3}|\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s*[)\]]|[¹²³⁴⁵⁶⁷⁸⁹]{1,2})$`)

// timeOrColumn is a number in brackets that may say which quarter or month is
// meant, or number the column.
var timeOrColumn = regexp.MustCompile(`(?:^|[^\pL\d])(?:quý|tháng|q|t) ?[(\[] ?\d{1,2} ?[)\]]$`)

// withoutReference takes such a reference off a name. Where numbers may be
// part of what is said they stay: "Quý (I+II)", "Chi bộ (2)", "Huy hiệu (30)".
func withoutReference(level string, cat *catalog.Catalogue) string {
	if !strings.ContainsAny(level, ")]=¹²³⁴⁵⁶⁷⁸⁹") { // most have none
		return level
	}
	folded := catalog.Fold(level)
	if at := addends.FindStringIndex(folded); at != nil && !namesTime(folded[:at[0]]) {
		return folded[:at[0]]
	}
	at := remarkNumber.FindStringIndex(folded)
	if at == nil {
		return level
	}
	if _, whole := cat.Match(folded); whole {
		return level
	}
	if name := folded[:at[0]]; !namesTime(name) && isMeasureOnly(new(heading).cutUnit(name, cat)) {
		return name // "Thực hiện (5)"
	}
	ind, ok := cat.Match(folded[:at[0]])
	if unit, _ := cat.Unit(ind.Unit); !ok || unit.Dimension == catalog.DimensionOrganisation {
		return level
	}
	return folded[:at[0]]
}

// namesTime reports whether a text ends in the word for a quarter or month, whose
// numbers follow.
func namesTime(text string) bool {
	words := strings.Fields(plain(text))
	if len(words) == 0 {
		return true
	}
	switch words[len(words)-1] {
	case "quý", "q", "tháng", "t":
		return true
	}
	return false
}
