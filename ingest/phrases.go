package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest/catalog"
)

// headingWords returns the plain words of a heading with the periods in it
// spelt out: "6T/2023" reads as "6 tháng đầu năm 2023", "T3" as "tháng 3".
func headingWords(text string) []string {
	var named []catalog.Mention
	if strings.ContainsAny(text, "0123456789") { // of those with a year
		named = catalog.FindPeriods(text)
	}
	for _, m := range slices.Backward(named) {
		written := strings.Fields(plain(text[m.Start:m.End]))
		if m.Period.IsZero() || m.Grain == catalog.Term || periodWords(written) == len(written) {
			continue
		}
		name := m.Period.Vietnamese()
		if m.Basis == catalog.Cumulative {
			name = "lũy kế " + name // "10T/2024" is not the tenth
		}
		text = text[:m.Start] + " " + name + " " + text[m.End:]
	}
	var list []string
	for _, w := range strings.Fields(plain(text)) {
		list = append(list, spelt(w)...)
	}
	list = untilNamed(sinceNewYear(inFigures(list)))
	for i := 1; i < len(list); i++ {
		if list[i-1] == "năm" && isShortYear(list[i:]) || i == len(list)-1 && beforeShortYear[list[i-1]] && isShortYear(list[i:]) {
			list[i] = "20" + list[i]
		}
	}
	return list
}

// numberWords are the numbers of quarters and months, and of how many months,
// that headings spell. The fifth month is left out: "tháng năm" begins a year.
var numberWords = map[string]string{
	"một": "1", "nhất": "1", "giêng": "1", "hai": "2", "nhì": "2", "ba": "3", "tư": "4", "bốn": "4",
	"sáu": "6", "bảy": "7", "tám": "8", "chín": "9", "mười": "10", "mười một": "11", "mười hai": "12",
}

// inFigures writes the numbers of quarters and months in figures: "quý hai",
// "tháng mười một", "sáu tháng".
func inFigures(list []string) []string {
	var out []string
	for i := 0; i < len(list); i++ {
		n := 0
		for length := min(2, len(list)-i); length > 0 && n == 0; length-- {
			if numberWords[strings.Join(list[i:i+length], " ")] != "" {
				n = length
			}
		}
		ofTime := len(out) > 0 && (out[len(out)-1] == "quý" || out[len(out)-1] == "tháng")
		counts := i+n < len(list) && list[i+n] == "tháng"
		if n == 0 || !ofTime && !counts {
			out = append(out, list[i])
			continue
		}
		out = append(out, numberWords[strings.Join(list[i:i+n], " ")])
		i += n - 1
	}
	return out
}

// beforeShortYear are the words besides "năm" behind which a heading may end
// in a year of two digits: "KH 24".
var beforeShortYear = words("KH", "TH", "hoạch", "hiện", "ước")

// isShortYear reports whether words behind "năm" begin with a year of two
// digits, as in "KH năm 24". "Năm 30 tuổi" is none.
func isShortYear(list []string) bool {
	n, err := strconv.Atoi(list[0])
	return err == nil && len(list[0]) == 2 && n >= firstShortYear && (len(list) == 1 || list[1] != "năm" && list[1] != "tuổi" && list[1] != "tháng")
}

// firstShortYear is the first year that two digits stand for.
const firstShortYear = 10

// short are the ways to write a period in one word: "6T", "T3", "QIII", "KH24".
var short = regexp.MustCompile(`^(?:(\d{1,2})t|t(\d{1,2})|q(iii|iv|ii|i|[1-4])|(kh|th)(\d\d|20\d\d))$`)

// spelt returns the words that a word stands for.
func spelt(word string) []string {
	switch m := short.FindStringSubmatch(word); {
	case m == nil:
		return []string{word}
	case m[1] != "":
		return []string{m[1], "tháng"}
	case m[2] != "":
		return []string{"tháng", m[2]}
	case m[4] != "":
		return []string{m[4], m[5]}
	default:
		return []string{"quý", m[3]}
	}
}

// isMeasureOnly reports whether a text consists of measure words and periods.
func isMeasureOnly(text string) bool {
	list := headingWords(text)
	if len(list) == 0 {
		return false
	}
	for len(list) > 0 {
		n, _, _ := leadingPhrase(list)
		if n == 0 {
			return false
		}
		list = list[n:]
	}
	return true
}

// leadingPhrase returns the length of the longest measure phrase or period
// that the words begin with.
func leadingPhrase(list []string) (n int, e effects, isPeriod bool) {
	if n = periodWords(list); n > 0 {
		return n, saysNothing, true
	}
	if (list[0] == "trong" || list[0] == "riêng") && periodWords(list[1:]) > 0 {
		return 1, saysAlone, false // "trong quý III"
	}
	for n = min(maxPhrase, len(list)); n > 0; n-- {
		if e, ok := measureWords[strings.Join(list[:n], " ")]; ok {
			return n, e, false
		}
	}
	return 0, saysNothing, false
}

// trailingPhrase is leadingPhrase for the end of the words.
func trailingPhrase(list []string) (n int, e effects, isPeriod bool) {
	for n = min(maxPhrase, len(list)); n > 0; n-- {
		tail := list[len(list)-n:]
		if periodWords(tail) == n {
			return n, saysNothing, true
		}
		if e, ok := measureWords[strings.Join(tail, " ")]; ok {
			return n, e, false
		}
	}
	return 0, saysNothing, false
}

// periodWords returns how many of the first words name a period or a day:
// "quý i năm 2024", "6 tháng đầu năm 2024", "tháng 3", "năm 2024", "2024",
// "đến ngày 30 3 2024". Whether the period makes sense is decided elsewhere.
func periodWords(list []string) int {
	at := func(i int) string {
		if i < len(list) {
			return list[i]
		}
		return ""
	}
	year := func(i int) int { // words of an optional year from i on
		if at(i) == "năm" && isYear(at(i+1)) {
			return 2
		}
		if isYear(at(i)) {
			return 1
		}
		return 0
	}
	switch first := at(0); {
	case (first == "quý" || first == "q") && isQuarter(at(1)):
		return 2 + year(2)
	case isShortNumber(first) && at(1) == "tháng":
		n := 2
		if at(n) == "đầu" || at(n) == "cuối" {
			n++
		}
		if y := year(n); y > 0 {
			return n + y
		}
		if at(n) == "năm" {
			n++
		}
		return n
	case first == "tháng" && isShortNumber(at(1)):
		return 2 + year(2)
	case first == "cả" && at(1) == "năm" && at(2) != "trước" && at(2) != "ngoái" && at(2) != "nay":
		if isYear(at(2)) {
			return 3
		}
		return 2
	case first == "nhiệm" && at(1) == "kỳ" && isYear(at(2)) && isYear(at(3)):
		return 4
	case first == "đến":
		n := 1
		if at(n) == "ngày" {
			n++
		}
		if isShortNumber(at(n)) && isShortNumber(at(n+1)) {
			return n + 2 + year(n+2)
		}
		return 0
	}
	return year(0)
}

func isYear(w string) bool { return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && isDigits(w) }

func isShortNumber(w string) bool { return (len(w) == 1 || len(w) == 2) && isDigits(w) }

func isQuarter(w string) bool {
	switch w {
	case "i", "ii", "iii", "iv", "1", "2", "3", "4":
		return true
	}
	return false
}

func isDigits(w string) bool {
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}
