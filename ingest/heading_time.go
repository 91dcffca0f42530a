package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest/catalog"
)

// addPeriod takes in the words that name a period, below or behind those that
// named one before. A part of a year and a year make one period, whichever
// stands above: "Quý I" over "Năm 2023" is the first quarter of 2023.
// Otherwise the lower one counts.
func (h *heading) addPeriod(words string) {
	upper, lower := catalog.FindPeriods(h.period), catalog.FindPeriods(words)
	h.period = words
	if len(upper) != 1 || len(lower) != 1 {
		return
	}
	part, year := upper[0], lower[0]
	if part.Grain == catalog.Year {
		if part, year = year, part; part.Complete() {
			return
		}
	}
	if year.Grain != catalog.Year || year.Period.IsZero() {
		return
	}
	if p, err := catalog.NewPeriod(part.Grain, year.Period.Year(), part.Index); err == nil {
		h.period = p.Code()
		if part.Basis == catalog.Cumulative {
			h.effects |= saysCumulative // "10 tháng" is not the tenth
		}
	}
}

// ownPeriod returns the period that "quý này", "tháng này" or, without such
// words, a heading that names no time means in a report: the report's own, or
// the quarter that ends with it. A plan may be of a quarter that goes on. It
// reports false where the report has no such part: which of its months "tháng"
// means, a quarter's report does not say.
func (h heading) ownPeriod(reported catalog.Period) (catalog.Period, bool) {
	const months = 3
	_, last := reported.Months()
	switch number := last%12 + 1; {
	case reported.IsZero():
	case h.has(saysThisMonth):
		return reported, reported.Grain() == catalog.Month
	case h.has(saysThisQuarter) && reported.Grain() != catalog.Quarter:
		quarter, err := catalog.NewPeriod(catalog.Quarter, last/12, (number+months-1)/months)
		return quarter, err == nil && (number%months == 0 || h.has(saysPlan))
	}
	return reported, true
}

// periodText writes the words [periodWords] found as [catalog.FindPeriods]
// reads them: in a heading "10 tháng" is never a duration.
func periodText(phrase []string) string {
	text := strings.Join(phrase, " ")
	switch n := len(phrase); {
	case n == 4 && phrase[0] == "nhiệm":
		return strings.Join(phrase[:3], " ") + "-" + phrase[3]
	case n == 2 && phrase[1] == "tháng":
		return text + " đầu năm"
	}
	return text
}

// partsOfYears returns the periods shorter than a year that words name.
func partsOfYears(words string) []catalog.Mention {
	return slices.DeleteFunc(catalog.FindPeriods(words), func(m catalog.Mention) bool {
		return !m.Date.IsZero() || m.Grain == catalog.Year || m.Grain == catalog.Term
	})
}

// moment is a day a heading names. Its year is 0 if the heading leaves it out.
type moment struct {
	day, month, year int
	eve              bool    // instead: the day before that one, "đầu năm 2026" of 1 January
	until            bool    // figures run up to it: "đến 30/6"
	begins           bool    // it is the one before a time begins
	back             int     // years before the report's, if the year is not written
	opens            effects // instead: saysOpening, saysYearOpening, the day before the period or its year began
}

// isSame reports whether two moments are one day, whatever leads up to it.
func (m moment) isSame(other moment) bool {
	m.until, other.until = false, false
	return m == other
}

// dayBefore are the words that lead to a day.
var dayBefore = words("đến", "tới", "hết", "tại", "ngày", "tính", "có", "thời", "điểm")

// yearEnd are the ways to call 31 December of the report's year.
var yearEnd = yearEnds()

func yearEnds() wordSet {
	set := wordSet{}
	for key := range momentWords() {
		if strings.Contains(key, "cuối năm") {
			set[key] = true
		}
	}
	return set
}

// cutDay takes a day with its year off a heading: "Đảng viên đến 31/12/2023".
func (h *heading) cutDay(level string) string {
	if yearEnd[plain(level)] {
		h.day = moment{day: 31, month: 12}
		return ""
	}
	level = h.cutEdge(sinceFirstDay(level))
	for _, m := range catalog.FindPeriods(level) {
		if m.Date.IsZero() {
			continue
		}
		h.day = moment{day: m.Date.Day(), month: int(m.Date.Month()), year: m.Date.Year()}
		before := strings.Fields(level[:m.Start])
		for len(before) > 0 && dayBefore[plain(before[len(before)-1])] {
			h.day.until = h.day.until || plain(before[len(before)-1]) == "đến" || plain(before[len(before)-1]) == "tới"
			before = before[:len(before)-1]
		}
		return oneLine(strings.Join(before, " ") + " " + level[m.End:])
	}
	return level
}

// edge is the beginning or the end of a time that is named: "đầu năm 2026",
// "cuối quý III", "cuối tháng 8/2026".
var edge = regexp.MustCompile(`(?i)(?:^|[\s(])(đầu|cuối) (năm|quý|tháng)\s*(iv|i{1,3}|\d{1,4})(?:(?:\s*năm\s*|\s*/\s*|\s+)((?:19|20)\d\d))?([\s),;]*|\s*[([][^()]*[)\]]\s*)$`)

// beforeEdge are the words behind which an edge is none: "6 tháng đầu năm 2026",
// "lũy kế từ đầu năm 2026", "KH giao đầu năm 2026", "so với cuối năm 2025".
// "Đến cuối quý III" may be said of what has added up until then.
var beforeEdge = words("tháng", "từ", "giao", "KH", "kế hoạch", "hoạch", "so", "với", "đến", "tới", "tính đến", "quý", "những", "các")

// cutEdge takes such a day off a heading, with the words that lead to it.
func (h *heading) cutEdge(level string) string {
	m := edge.FindStringSubmatch(level)
	if m == nil {
		return level
	}
	number, year, tail := catalog.Fold(m[3]), 0, strings.Trim(m[5], " ,;") // "(người)"
	if strings.Trim(tail, ")") == "" {
		tail = ""
	}
	n, err := strconv.Atoi(number)
	if roman := map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}[number]; roman > 0 {
		n, err = roman, nil
	}
	if m[4] != "" {
		year, _ = strconv.Atoi(m[4])
	}
	var first, last int // months
	switch kind := catalog.Fold(m[2]); {
	case err != nil:
		return level
	case kind == "năm" && isYear(number) && year == 0:
		first, last, year = 1, 12, n
	case kind == "quý" && n >= 1 && n <= 4:
		first, last = 3*n-2, 3*n
	case kind == "tháng" && n >= 1 && n <= 12:
		first, last = n, n
	default:
		return level
	}
	before := strings.Fields(level[:len(level)-len(strings.TrimLeft(m[0], " ("))])
	if len(before) > 0 && beforeEdge[plain(before[len(before)-1])] {
		return h.cutSince(level, tail, before, year, catalog.Fold(m[1]+" "+m[2]) == "đầu năm")
	}
	for len(before) > 0 && (dayBefore[plain(before[len(before)-1])] || plain(before[len(before)-1]) == "") {
		before = before[:len(before)-1]
	}
	h.day = moment{day: 1, month: first, year: year, eve: true, begins: true}
	if catalog.Fold(m[1]) == "cuối" {
		h.day = moment{day: 1, month: last%12 + 1, year: year, eve: true}
		if last == 12 && year > 0 {
			h.day.year++
		} else if last == 12 {
			h.day = moment{day: 31, month: 12}
		}
	}
	return oneLine(strings.Join(before, " ") + " " + tail)
}

// cutSince takes the year off words that speak of its beginning and name no day:
// "lũy kế từ đầu năm 2026", "so với đầu năm 2026". "KH giao đầu năm 2026" is of
// that year.
func (h *heading) cutSince(level, tail string, before []string, year int, opening bool) string {
	if !opening {
		return level
	}
	text := strings.Join(before, " ") + " đầu năm"
	switch plain(before[len(before)-1]) {
	case "từ", "với", "so":
		h.since = year
		return oneLine(text + " " + tail)
	case "giao", "kh", "hoạch", "kế hoạch":
		return oneLine(text + " năm " + strconv.Itoa(year) + " " + tail)
	}
	return level
}

// isSinceOther reports whether a heading speaks of the beginning of another year
// than that of the figures of a report.
func (h heading) isSinceOther(reported catalog.Period) bool {
	if h.since == 0 {
		return false
	}
	year := reported.Year()
	if h.has(saysSamePeriod | saysYearBefore) {
		year--
	}
	return h.since != year
}

// momentOf reads the words "đến ngày 31 3", which [periodWords] found.
func momentOf(phrase []string) moment {
	var n []int
	for _, w := range phrase {
		if i, err := strconv.Atoi(w); err == nil {
			n = append(n, i)
		}
	}
	m := moment{day: n[0], month: n[1], until: true}
	if len(n) > 2 {
		m.year = n[2]
	}
	return m
}
