package catalog

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ordinals are the written numbers of quarters and halves.
var ordinals = map[string]int{
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}

// romanMonths are the numbers of months in Roman figures.
var romanMonths = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}

var countWords = map[string]int{
	"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
	"three": 3, "six": 6, "nine": 9, "ten": 10, "eleven": 11,
}

// barrier marks a match that no looser pattern may read.
func barrier(m *match) (Mention, bool) {
	m.block = true
	return Mention{}, false
}

// unreadPart is a barrier before a year that only a part of is spoken of,
// which part being unknown: the whole year would be another period.
func unreadPart(m *match) (Mention, bool) {
	if everyBefore.MatchString(m.before()) {
		return Mention{}, false
	}
	m.unread = m.leavesPartOpen()
	return barrier(m)
}

// dayLeading are the words behind which two numbers and a year are a day: "đến
// 1/2 năm 2024".
var dayLeading = regexp.MustCompile(`(?:ngày|đến|tới|hết|từ|tính|tại|trước|sau|chốt)\s*$`)

// readFraction reads "1/2 năm 2024" for a part of that year, unknown which.
func readFraction(m *match) (Mention, bool) {
	if m.group(1) != "" && m.group(1) >= m.group(2) || dayLeading.MatchString(m.before()) {
		return Mention{}, false
	}
	return unreadPart(m)
}

// leavesPartOpen reports whether the match, a part of a year that is not
// understood, is one. "Các tháng năm 2024", the unit "đồng/tháng" and the day
// to fill in of "ngày … tháng … năm 2024" are none.
func (m *match) leavesPartOpen() bool {
	before := m.before()
	return !everyBefore.MatchString(before) && !blankDayBefore.MatchString(before) && !strings.HasSuffix(before, "/")
}

// named returns the mention of a period whose year, if written, is the last
// group, and the tail with its separator the group before. A year that is an
// amount or part of a longer number is given back.
func (m *match) named(g Grain, index int) (Mention, bool) {
	n := len(m.groups)/2 - 1
	mention := Mention{Grain: g, Index: index}
	if m.group(n-1) != "" && m.isYear(m.group(n-1)) {
		mention.Period, _ = NewPeriod(g, yearNumber(m.group(n)), index)
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

// shortYear is a year of two digits, which a slash makes one, "Q1/24", and a
// hyphen only behind a period in short, "Q1-24", "T3-24".
var (
	shortYear   = regexp.MustCompile(`^\s?/\s?\d{2}$`)
	shortPeriod = regexp.MustCompile(`^(?:q\.?(?:iii|iv|ii|i|0?[1-4])|t\.?\d{1,2})-\d{2}$`)
)

// yearNumber returns the year in four or two digits.
func yearNumber(digits string) int {
	if len(digits) == 2 {
		return 2000 + atoi(digits)
	}
	return atoi(digits)
}

// isYear reports whether the digits ending the tail are a year: within the
// range of years, not the head of a longer number, and not an amount, which a
// number joined without "năm" or "/" may be ("quý I 2015 tỷ").
func (m *match) isYear(tail string) bool {
	digits := tail[strings.LastIndexFunc(tail, func(r rune) bool { return !unicode.IsDigit(r) })+1:]
	if len(digits) == 2 && !shortYear.MatchString(tail) && !shortPeriod.MatchString(m.group(0)) {
		return false
	}
	year := yearNumber(digits)
	if year < FirstYear || year > LastYear || yearGoesOn.MatchString(m.after()) {
		return false
	}
	strong := strings.Contains(tail, "năm") || strings.Contains(tail, "/") && len(digits) == 4 || strings.Contains(tail, "of")
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

var (
	everyBefore    = regexp.MustCompile(`(?:^|[^\pL])(?:mỗi|hằng|hàng|từng|các|theo|cùng|nhiệm|thời)\s+$`)
	dayBefore      = regexp.MustCompile(`(?:ngày|mùng|mồng)(?:\s+\pL+){1,3}\s*$`)
	blankDayBefore = regexp.MustCompile(`ngày[\s\d.…_]*$`)
	clauseEnds     = regexp.MustCompile(`^\s*(?:[,;.:()|\n-]|$|(?:và|\+)\s+(?:lũy kế\s+)?(?:\d|sáu|chín|cả năm))`)
)

// numberWords are the numbers of quarters and months in words.
var numberWords = map[string]int{
	"một": 1, "nhất": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
	"bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}

// readInWords reads "quý hai năm 2024". Without a year it ends its clause:
// "quý một lần" is how often. "Ngày mười tháng sáu" is a day.
func readInWords(g Grain) func(*match) (Mention, bool) {
	return func(m *match) (Mention, bool) {
		if everyBefore.MatchString(m.before()) || m.s.splits(m.groups[3]) {
			return Mention{}, false
		}
		if dayBefore.MatchString(m.before()) {
			return barrier(m)
		}
		mention, ok := m.named(g, numberWords[m.group(1)])
		return mention, ok && (!mention.Period.IsZero() || clauseEnds.MatchString(m.after()))
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

// What stands around a bare number of months that is no duration: words for
// what was done in them, the end of what is said, the months left of the year.
var (
	doneBefore = regexp.MustCompile(`(?:^[\s(]*|(?:^|[^\pL])(?:kết quả|tình hình|sơ kết|tổng kết|đánh giá|báo cáo|bc|số liệu|thực hiện|th|kq|kqkd|sxkd|ước|ước tính|kinh doanh` +
		`|nhiệm vụ|công tác|hoạt động|giao ban|chỉ tiêu|kinh tế|xã hội` +
		`|(?:tháng|quý)\s*(?:\d{1,2}|[ivx]+)\s*(?:,|&|\+|và))\s+)$`)
	countEnds  = regexp.MustCompile(`^\s*(?:[,;.:()|\n–-]|$|(?:và|&|\+)(?:\s|$))`)
	restBehind = regexp.MustCompile(`(\d{1,2})\s*tháng\s*(?:cuối|còn\s+lại)`)
)

// isDone reports whether the match, n months and no more, is what a text
// reports on: "Kết quả 10 tháng, nhiệm vụ 2 tháng cuối năm".
func (m *match) isDone(n int) bool {
	if rest := restBehind.FindStringSubmatch(m.after()); rest != nil && n+atoi(rest[1]) == 12 {
		return true
	}
	return n > 1 && doneBefore.MatchString(m.before()) && countEnds.MatchString(m.after())
}

// readMonthCount reads "6 tháng đầu năm 2024", "9T/2024", "lũy kế 10 tháng".
// A bare number of months is a duration unless it is one of those reports
// are made for or what was done in them is told.
func readMonthCount(m *match) (Mention, bool) {
	n, ok := countWords[m.group(1)]
	if !ok {
		n = atoi(m.group(1))
	}
	if numberBegan(m.before()) || strings.HasSuffix(m.before(), "/") {
		return Mention{}, false
	}
	mention, ok := m.months(n, m.group(4) == "cuối" || m.group(4) == "cuoi")
	if !ok {
		return Mention{}, false
	}
	bare := m.group(4) == "" && mention.Period.IsZero()
	if bare && m.group(2) == "t" {
		return Mention{}, false
	}
	return mention, !bare || n == 6 || n == 9 || cumulativeBefore.MatchString(m.before()) || m.isDone(n)
}

var (
	// quarterBefore and quarterBehind are what before or behind a number and "quý" makes it the number of
	// another part of a year: "quý 2, quý 3", "tháng 2 quý I".
	quarterBefore = regexp.MustCompile(`(?:quý|tháng|ngày|năm|/)\s*$`)
	quarterBehind = regexp.MustCompile(`^\s*(?:thứ|i|v|\d|nhất|một|hai|ba|tư|bốn|trước|sau|này)`)
	// figuresBefore are words for the figures of a number of quarters.
	figuresBefore = regexp.MustCompile(`(?:^|[^\pL])(?:số|số liệu|kết quả|gồm|cộng|gộp|lũy kế)\s+$`)
)

// readQuarterCount reads "2 quý đầu năm 2026", "ba quý năm 2026". A bare number
// of quarters is a duration unless it is said of figures: "số 2 quý".
func readQuarterCount(m *match) (Mention, bool) {
	if numberBegan(m.before()) || quarterBefore.MatchString(m.before()) || quarterBehind.MatchString(m.after()) {
		return Mention{}, false
	}
	n, ok := countWords[m.group(1)]
	if !ok {
		n = atoi(m.group(1))
	}
	mention, ok := m.months(3*n, m.group(4) == "cuối")
	bare := m.group(4) == "" && mention.Period.IsZero()
	return mention, ok && (!bare || figuresBefore.MatchString(m.before()))
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

// readMonthList reads "tháng 7, 8, 9 năm 2024", "tháng 1-9/2024". Months that
// together are no period are a barrier: one of them would be a wrong one.
func readMonthList(m *match) (Mention, bool) {
	if monthsFollow.MatchString(m.after()) || amountAfter.MatchString(m.after()) || strings.HasSuffix(m.before(), "/") {
		return Mention{}, false // "tháng 10, 10 tháng", "tháng 8, 9 đơn vị"
	}
	list := m.group(1)
	numbers := numbersIn.FindAllString(list, -1)
	first, last := atoi(numbers[0]), atoi(numbers[len(numbers)-1])
	whole := len(numbers) == last-first+1 || len(numbers) == 2 && strings.Contains(list, "-")
	if first < 1 || last > 12 || last <= first {
		return Mention{}, false
	}
	if !whole {
		m.unread = true
		return barrier(m)
	}
	mention, ok := m.monthsFromTo(first, last)
	m.unread = !ok
	return mention, ok
}

var (
	numbersIn    = regexp.MustCompile(`\d+`)
	monthsFollow = regexp.MustCompile(`^\s*(?:tháng|t[^\pL])`)
)

// readMonthRange reads "từ tháng 1 đến tháng 10/2024". A range that is no
// period is a barrier: half of it would be a wrong one.
func readMonthRange(m *match) (Mention, bool) {
	return m.monthsFromTo(atoi(m.group(1)), atoi(m.group(2)))
}

// monthsFromTo returns the mention of the months from one to another, a barrier
// if they are no period.
func (m *match) monthsFromTo(first, last int) (Mention, bool) {
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
