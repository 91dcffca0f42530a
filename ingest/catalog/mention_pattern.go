package catalog

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// yearTail is what follows a period's name when its year is written: "/2024",
// " năm 2024", ", 2024", " - 2024", " of 2024". Its group is the year.
const yearTail = `(\s*[/,-]?\s*\(?(?:của\s+|of\s+|in\s+)?(?:năm\s*)?(\d{4}))?`

// Expressions for numbers of months and the names of English months.
const (
	monthCount = `(\d{1,2}|ba|sáu|chín|mười|mười một)`
	monthName  = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
)

// patterns, the most specific first: a form that contains another comes before it.
var patterns = []pattern{
	// Days.
	{form(`(?:ngày\s*)?(\d{4})-(\d{2})-(\d{2})`), readDate(3, 2, 1)},
	{form(`(?:ngày\s*)?(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?([/.-]|năm)\s?(\d{4}|\d{2})`), readNumericDate},
	{form(`(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})(?:\s*(?:năm|/|,)?\s*(\d{4}))?`), readDate(1, 2, 3)},
	{form(`(\d{1,2})(?:st|nd|rd|th)?\s+` + monthName + `\.?,?\s+(\d{4})`), readDate(1, 2, 3)},
	{form(monthName + `\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`), readDate(2, 1, 3)},

	// Blanks to fill in, and openings that name a moment, not a period.
	{form(`tháng[\s.…_]*năm\s*\d{4}`), readBlankMonth},
	{form(`từ đầu năm(?:\s*\d{4})?`), barrier},
	{form(`(?:đầu|giữa|cuối)\s+năm\s*\d{4}`), readMomentOfYear},

	// Spans of years, then codes.
	{form(`((?:nhiệm kỳ|giai đoạn|term)\s*)?(\d{4})\s*(-|\.\.|đến|to)\s*(\d{4})(\s+term)?`), readTerm},
	{form(`(\d{4})[\s/-]?q([1-4])`), readCode(Quarter)},
	{form(`(\d{4})[\s/-]?h([12])`), readCode(Half)},
	{form(`(\d{4})[\s/-]?(9)m`), readCode(NineMonths)},
	{form(`(\d{4})-(0[1-9]|1[0-2])`), readCode(Month)},

	// Accumulated months, before single months.
	{form(`từ\s+tháng\s*(\d{1,2})\s*(?:đến|-)\s*(?:hết\s*)?(?:tháng\s*)?(\d{1,2})` + yearTail), readMonthRange},
	{form(monthCount + `\s*(tháng|t)((?:\s*(đầu|cuối))(?:\s*năm)?)?` + yearTail), readMonthCount},
	{form(`(?:(?:the\s+)?(first|last)\s+)?(three|six|nine|ten|eleven|\d{1,2})\s+months` + yearTail), readEnglishMonthCount},
	{form(`(?:nửa)\s*(đầu|cuối)\s*năm` + yearTail), readNamed(Half, map[string]int{"đầu": 1, "cuối": 2})},

	// Quarters, halves, nine months.
	{form(`(?:quý|quarter|q)\s*(iii|iv|ii|i|0?[1-4])` + yearTail), readNamed(Quarter, ordinals)},
	{form(`q\.\s*(iii|iv|ii|i|[1-4])` + yearTail), withYear(readNamed(Quarter, ordinals))}, // Q.1 alone is a district
	{form(`(first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter` + yearTail), readNamed(Quarter, ordinals)},
	{form(`(first|second|1st|2nd)\s+half` + yearTail), readNamed(Half, ordinals)},
	{form(`h([12])` + yearTail), withYear(readNamed(Half, ordinals))},
	{form(`(9)m` + yearTail), withYear(readNamed(NineMonths, map[string]int{"9": 0}))},

	// Months.
	{form(`tháng\s*(\d{1,2})` + yearTail), readMonth},
	{form(`t\.?(\d{1,2})` + yearTail), withYear(readMonth)},
	{form(monthName + `\.?` + yearTail), withYear(readMonth)},
	{form(`(\d{1,2})\s*/\s*(\d{4})`), readBareMonth},

	// Years.
	{form(`(cả\s*năm|full[\s-]year)`), readWholeYear},
	{form(`(?:(?:cả\s*)?năm|fy|(?:full[\s-])?year)\s*(\d{4})`), readYear},
	{form(`\d{4}`), readLoneYear},
}

func form(expr string) *regexp.Regexp { return regexp.MustCompile(expr) }

// ordinals are the written numbers of quarters and halves.
var ordinals = map[string]int{
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}

var countWords = map[string]int{
	"ba": 3, "sáu": 6, "chín": 9, "mười": 10, "mười một": 11,
	"three": 3, "six": 6, "nine": 9, "ten": 10, "eleven": 11,
}

// barrier marks a match that no looser pattern may read.
func barrier(m *match) (Mention, bool) {
	m.block = true
	return Mention{}, false
}

// named returns the mention of a period whose year, if written, is the last
// group, and the tail with its separator the group before. A year that is an
// amount or part of a longer number is given back.
func (m *match) named(g Grain, index int) (Mention, bool) {
	n := len(m.groups)/2 - 1
	mention := Mention{Grain: g, Index: index}
	if m.group(n-1) != "" && m.isYear(m.group(n-1)) {
		mention.Period, _ = NewPeriod(g, atoi(m.group(n)), index)
		if strings.Contains(m.group(n-1), "(") && strings.HasPrefix(m.after(), ")") {
			m.end++
		}
	} else if m.group(n-1) != "" {
		m.end = m.groups[2*(n-1)]
	}
	if _, err := NewPeriod(g, FirstYear, index); err != nil {
		return Mention{}, false
	}
	return mention, true
}

// yearGoesOn matches what follows four digits that are not a year, or only
// the first of two ("2.015", "2022/2021").
var yearGoesOn = regexp.MustCompile(`^[.,/]?\d`)

var amountAfter = regexp.MustCompile(`^\s*(?:tỷ|triệu|nghìn|ngàn|tr|đồng|đ|usd|vnd|%|người|lao động|đảng|chi|tổ|đơn|doanh|lượt|dự|tấn|cuộc|quần)(?:[^\pL]|$)`)

// isYear reports whether the digits ending the tail are a year: within the
// range of years, not the head of a longer number, and not an amount, which a
// number joined without "năm" or "/" may be ("quý I 2015 tỷ").
func (m *match) isYear(tail string) bool {
	year := atoi(tail[len(tail)-4:])
	if year < FirstYear || year > LastYear || yearGoesOn.MatchString(m.after()) {
		return false
	}
	strong := strings.Contains(tail, "năm") || strings.Contains(tail, "/") || strings.Contains(tail, "of")
	return strong || !amountAfter.MatchString(m.after())
}

// numberGoesOn reports whether the text continues a number before it: "5",
// ".015", ",5", "/NĐ-CP" are no end of a year.
func numberGoesOn(after string) bool {
	r, n := utf8.DecodeRuneInString(after)
	next, _ := utf8.DecodeRuneInString(after[n:])
	return unicode.IsDigit(r) || strings.ContainsRune(".,", r) && unicode.IsDigit(next) ||
		r == '/' || r == '-' && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

// numberBegan reports whether a number at this place is the tail of another.
func numberBegan(before string) bool {
	r, n := utf8.DecodeLastRuneInString(before)
	beyond, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	return before != "" && (unicode.IsDigit(r) || r == '/' ||
		strings.ContainsRune("-.,", r) && unicode.IsDigit(beyond))
}

// readNamed reads a period whose first group is its number in words or figures.
func readNamed(g Grain, numbers map[string]int) func(*match) (Mention, bool) {
	return func(m *match) (Mention, bool) {
		index, ok := numbers[m.group(1)]
		if !ok || m.s.splits(m.groups[3]) {
			return Mention{}, false
		}
		return m.named(g, index)
	}
}

// withYear refuses the forms that mean something else without a year: T3 is
// Tuesday, H1 a cell, May a wish.
func withYear(read func(*match) (Mention, bool)) func(*match) (Mention, bool) {
	return func(m *match) (Mention, bool) {
		mention, ok := read(m)
		return mention, ok && !mention.Period.IsZero()
	}
}

func readCode(g Grain) func(*match) (Mention, bool) {
	return func(m *match) (Mention, bool) {
		if numberBegan(m.before()) || numberGoesOn(m.after()) {
			return Mention{}, false
		}
		index := atoi(m.group(2))
		if g == NineMonths {
			index = 0
		}
		p, err := NewPeriod(g, atoi(m.group(1)), index)
		return Mention{Period: p, Grain: g, Index: index}, err == nil
	}
}

// mayIsMonth matches what may stand before the English month; elsewhere "may"
// is the Vietnamese for sewing ("ngành may 2024").
var mayIsMonth = regexp.MustCompile(`(?:^|[^\pL](?:of|in|for|to|from|since|until|by)\s+|\d\s*)$`)

// readMonth reads a month by number or English name.
func readMonth(m *match) (Mention, bool) {
	if strings.HasSuffix(m.before(), "/") { // "triệu đồng/người/tháng 12 …" is a unit
		return Mention{}, false
	}
	month := monthNumber(m.group(1))
	if m.group(1) == "may" && !mayIsMonth.MatchString(m.before()) {
		return Mention{}, false
	}
	if month == 0 || m.s.splits(m.groups[3]) {
		return Mention{}, false
	}
	return m.named(Month, month)
}

var documentBefore = regexp.MustCompile(`(?:^|[^\pL])(?:số|nghị định|quyết định|thông tư|luật|nghị quyết|chỉ thị|công văn|kế hoạch số|nđ|qđ|tt|nq|ct|cv)\s*$`)

// readBareMonth reads "11/2022", unless it belongs to a document number.
func readBareMonth(m *match) (Mention, bool) {
	if numberBegan(m.before()) || numberGoesOn(m.after()) || documentBefore.MatchString(m.before()) {
		return Mention{}, false
	}
	p, err := NewPeriod(Month, atoi(m.group(2)), atoi(m.group(1)))
	return Mention{Period: p, Grain: Month, Index: p.Index()}, err == nil
}

// readMonthCount reads "6 tháng đầu năm 2024", "9T/2024", "lũy kế 10 tháng".
// A bare number of months is a duration unless it is one of those reports
// are made for.
func readMonthCount(m *match) (Mention, bool) {
	n, ok := countWords[m.group(1)]
	if !ok {
		n = atoi(m.group(1))
	}
	if numberBegan(m.before()) || strings.HasSuffix(m.before(), "/") {
		return Mention{}, false
	}
	mention, ok := m.months(n, m.group(4) == "cuối")
	if !ok {
		return Mention{}, false
	}
	bare := m.group(4) == "" && mention.Period.IsZero()
	if bare && m.group(2) == "t" {
		return Mention{}, false
	}
	return mention, !bare || n == 6 || n == 9 || cumulativeBefore.MatchString(m.before())
}

func readEnglishMonthCount(m *match) (Mention, bool) {
	n, ok := countWords[m.group(2)]
	if !ok {
		n = atoi(m.group(2))
	}
	mention, ok := m.months(n, m.group(1) == "last")
	return mention, ok && (m.group(1) != "" || !mention.Period.IsZero())
}

// months returns the mention of the first or last n months of a year. The
// first n have a period of their own when n is 1, 3, 6, 9 or 12; else they
// are month n, cumulative. Of the last, only three and six make a period.
func (m *match) months(n int, last bool) (Mention, bool) {
	switch {
	case last && n == 3:
		return m.named(Quarter, 4)
	case last && n == 6:
		return m.named(Half, 2)
	case last:
		return Mention{}, false
	case n == 3:
		return m.named(Quarter, 1)
	case n == 6:
		return m.named(Half, 1)
	case n == 9:
		return m.named(NineMonths, 0)
	case n == 12:
		return m.named(Year, 0)
	}
	mention, ok := m.named(Month, n)
	if n > 1 {
		mention.Basis = Cumulative
	}
	return mention, ok
}

// readMonthRange reads "từ tháng 1 đến tháng 10/2024". A range that is no
// period is a barrier: half of it would be a wrong one.
func readMonthRange(m *match) (Mention, bool) {
	first, last := atoi(m.group(1)), atoi(m.group(2))
	var mention Mention
	var ok bool
	switch {
	case first == 1:
		mention, ok = m.months(last, false)
	case last-first == 2 && last%3 == 0:
		mention, ok = m.named(Quarter, last/3)
	case first == 7 && last == 12:
		mention, ok = m.named(Half, 2)
	}
	m.block = !ok
	return mention, ok
}

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
	monthsBefore = regexp.MustCompile(monthCount + `\s*(?:tháng|t)\s*$|nửa\s*$`)
)

// readBlankMonth keeps "tháng … năm 2024" from being read as the year, but
// leaves "6 tháng năm 2024" to its own pattern.
func readBlankMonth(m *match) (Mention, bool) {
	if countBefore.MatchString(m.before()) {
		return Mention{}, false
	}
	return barrier(m)
}

// readMomentOfYear keeps "đầu năm 2024" from being read as the year, but
// leaves "6 tháng đầu năm 2024" to its own pattern.
func readMomentOfYear(m *match) (Mention, bool) {
	if monthsBefore.MatchString(m.before()) {
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
	if numberGoesOn(m.after()) {
		return Mention{}, false
	}
	return readDate(1, 3, 5)(m)
}

// readDate reads a day from the given groups. A day and month without a year
// is a barrier, so that "ngày 10 tháng 11" is not ten months; a day that does
// not exist (03/15/2024: days come first) is one too.
func readDate(day, month, year int) func(*match) (Mention, bool) {
	return func(m *match) (Mention, bool) {
		if numberBegan(m.before()) {
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
