package ingest

import (
	"regexp"
	"slices"
	"strings"
)

// untilNow is what headings say that lead up to a time they name: "lũy kế đến
// hết quý III" has added up until then, as "đến nay" has until now.
var untilNow = []string{"đến", "nay"}

// untilNamed writes the words that lead up to a period, or to the end of the
// report's, as [untilNow]: "đến hết quý III" reads as "đến nay quý III". What
// leads up to a day stays, without the words that add nothing to it.
func untilNamed(list []string) []string {
	var out []string
	for i := 0; i < len(list); i++ {
		n := untilWords(list[i:])
		rest := list[i+n:]
		end := n > 0 && (list[i+n-1] == "hết" || list[i+n-1] == "cuối")
		switch {
		case n == 0 || len(rest) == 0:
			out = append(out, list[i])
			continue
		case namesDay(rest):
			out = append(out, "đến")
		case periodWords(rest) > 0 && (end || rest[0] != "năm" && !isYear(rest[0])): // "đến năm 2030" aims at it
			out = append(out, untilNow...)
		case end && (rest[0] == "kỳ" || rest[0] == "năm" && len(rest) == 1):
			out = append(out, "đến", "cuối")
		case end && (rest[0] == "tháng" || rest[0] == "quý"):
			i += endOfReport(rest)
			out = append(out, untilNow...)
		default:
			out = append(out, list[i])
			continue
		}
		i += n - 1
	}
	return out
}

// untilWords returns how many of the first words lead up to a time: "đến",
// "tính đến hết", "tới cuối", "hết".
func untilWords(list []string) int {
	n := 0
	for _, choice := range [][]string{{"tính"}, {"đến", "tới"}, {"hết", "cuối"}} {
		if n < len(list) && slices.Contains(choice, list[n]) {
			n++
		}
	}
	switch strings.Join(list[:n], " ") {
	case "tính", "cuối", "tính cuối":
		return 0
	}
	return n
}

// namesDay reports whether words begin with a day: "ngày 30 9", "30 9".
func namesDay(list []string) bool {
	return periodWords(append([]string{"đến"}, list...)) > 0
}

// endOfReport returns how many of the words "tháng này", "quý báo cáo" name the
// report's own time.
func endOfReport(list []string) int {
	switch {
	case len(list) > 2 && list[1] == "báo" && list[2] == "cáo":
		return 3
	case len(list) > 1 && list[1] == "này":
		return 2
	}
	return 1
}

// firstDay are the words for 1 January, behind "từ".
var firstDay = []string{"01", "1"}

// sinceNewYear writes the words for the beginning of the year in one way: "từ
// 01/01", "từ ĐN" and "từ tháng 1" read as "từ đầu năm".
func sinceNewYear(list []string) []string {
	var out []string
	for i := 0; i < len(list); i++ {
		out = append(out, list[i])
		if list[i] != "từ" {
			continue
		}
		rest := list[i+1:]
		n := 0
		switch {
		case len(rest) > 0 && rest[0] == "đn":
			n = 1
		case len(rest) > 0 && rest[0] == "ngày" && isFirstDay(rest[1:]):
			n = 3
		case isFirstDay(rest):
			n = 2
		}
		if n > 0 {
			out = append(out, "đầu", "năm")
			i += n
		}
	}
	return out
}

// isFirstDay reports whether words begin with 1 January of a year that is not
// written.
func isFirstDay(list []string) bool {
	return len(list) > 1 && slices.Contains(firstDay, list[0]) && slices.Contains(firstDay, list[1]) && (len(list) == 2 || !isYear(list[2]))
}

// newYearsDay is that day with its year, behind "từ".
var newYearsDay = regexp.MustCompile(`(?i)\btừ (?:ngày )?0?1[/.-]0?1[/.-]((?:19|20)\d\d)`)

// sinceFirstDay writes 1 January as "đầu năm" in a level of a heading that
// names another day of the same year: "từ 01/01/2024 đến 30/9/2024".
func sinceFirstDay(level string) string {
	if !strings.Contains(level, "1") { // most do not
		return level
	}
	at := newYearsDay.FindStringSubmatchIndex(level)
	if at == nil || !strings.Contains(level[at[1]:], level[at[2]:at[3]]) {
		return level
	}
	return level[:at[0]] + "từ đầu năm" + level[at[1]:]
}
