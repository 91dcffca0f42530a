package catalog

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// readTerm reads a span of years. Without a word that says so, only the five
// years of a term are one; other spans are left unread, whole.
func readTerm(m *match) (Mention, bool) {
	if numberBegan(m.before()) || numberGoesOn(m.after()) {
		return Mention{}, false
	}
	first, last := atoi(m.group(2)), atoi(m.group(4))
	if first < FirstYear || last > LastYear {
		return Mention{}, false
	}
	p, err := NewTerm(first, last)
	said := m.group(1) != "" || m.group(3) == ".." || m.group(5) != ""
	if err != nil || !said && last-first != 5 {
		return barrier(m)
	}
	return Mention{Period: p, Grain: Term}, true
}

var (
	countBefore  = regexp.MustCompile(monthCount + `\s*$`)
	monthsBefore = regexp.MustCompile(monthCount + `\s*(?:tháng|t|quý)\s*$|nửa\s*$`)
)

// readBlankMonth keeps "tháng … năm 2024" from being read as the year, but
// leaves "6 tháng năm 2024" to its own pattern.
func readBlankMonth(m *match) (Mention, bool) {
	if countBefore.MatchString(m.before()) {
		return Mention{}, false
	}
	m.unread = m.leavesPartOpen()
	return barrier(m)
}

// readMomentOfYear keeps "đầu năm 2024" and "còn lại của năm 2024" from being
// read as the year, but leaves "6 tháng đầu năm 2024" to its own pattern.
func readMomentOfYear(m *match) (Mention, bool) {
	if monthsBefore.MatchString(m.before()) && !strings.HasPrefix(m.group(0), "còn") {
		return Mention{}, false
	}
	return barrier(m)
}

func readYear(m *match) (Mention, bool) {
	year := m.group(1)
	if !m.isYear("năm" + year) {
		return Mention{}, false
	}
	p, err := NewPeriod(Year, atoi(year), 0)
	return Mention{Period: p, Grain: Year}, err == nil
}

// readWholeYear reads "cả năm", and leaves "cả năm 2024" to [readYear].
func readWholeYear(m *match) (Mention, bool) {
	next := strings.TrimLeft(m.after(), " ")
	return Mention{Grain: Year}, next == "" || next[0] < '0' || next[0] > '9'
}

func readLoneYear(m *match) (Mention, bool) {
	if strings.TrimSpace(m.s.text) != m.group(0) {
		return Mention{}, false
	}
	p, err := NewPeriod(Year, atoi(m.group(0)), 0)
	return Mention{Period: p, Grain: Year}, err == nil
}

// readNumericDate reads "30/3/2024", "30-3-2024", "30.3.2024", "30/3/24" and,
// after "ngày" or "đến", "30/3 năm 2024" (elsewhere a ratio may stand there).
func readNumericDate(m *match) (Mention, bool) {
	first, second := m.group(2), m.group(4)
	switch {
	case second == "năm":
		if !strings.HasPrefix(m.group(0), "ngày") && !cutOffBefore.MatchString(m.before()) {
			return Mention{}, false
		}
	case first != second, len(m.group(5)) == 2 && first != "/":
		return Mention{}, false
	}
	if numberGoesOn(m.after()) && !dateBehind.MatchString(m.after()) {
		return Mention{}, false
	}
	return readDate(1, 3, 5)(m)
}

// dateBefore and dateBehind are a day joined to another: "15/12/2024-14/3/2025".
var (
	dateBefore = regexp.MustCompile(`\d[/.]\d{4}-$`)
	dateBehind = regexp.MustCompile(`^-\d{1,2}[/.]\d{1,2}[/.]\d{4}`)
)

// readDate reads a day from the given groups. A day and month without a year
// is a barrier, so that "ngày 10 tháng 11" is not ten months; a day that does
// not exist (03/15/2024: days come first) is one too.
func readDate(day, month, year int) func(*match) (Mention, bool) {
	return func(m *match) (Mention, bool) {
		if numberBegan(m.before()) && !dateBefore.MatchString(m.before()) {
			return Mention{}, false
		}
		y := atoi(m.group(year))
		if len(m.group(year)) == 2 {
			y += 2000
		}
		d := time.Date(y, time.Month(monthNumber(m.group(month))), atoi(m.group(day)), 0, 0, 0, 0, time.UTC)
		if y < FirstYear || y > LastYear || d.Day() != atoi(m.group(day)) || int(d.Month()) != monthNumber(m.group(month)) {
			return barrier(m)
		}
		return Mention{Date: d}, true
	}
}

// monthNumber reads a month in figures or by its English name, else 0.
func monthNumber(s string) int {
	if n := atoi(s); n >= 1 && n <= 12 {
		return n
	}
	for month := time.January; month <= time.December; month++ {
		if len(s) >= 3 && strings.HasPrefix(s, strings.ToLower(month.String()[:3])) {
			return int(month)
		}
	}
	return 0
}

// atoi reads figures, else 0.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
