package catalog

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"giaoban/ingest/memo"
)

// Mention is a place in a text that names a period or a day.
type Mention struct {
	Start, End int // bytes of the text, half-open

	// Period is what is named, or no period when the year is not written
	// ("quý I") or a day is named. Grain and Index are known in both cases of
	// a period; see [Mention.WithYear].
	Period Period
	Grain  Grain
	Index  int

	// Basis is Cumulative when the text says that the figure accumulates from
	// 1 January ("lũy kế 10 tháng" is the period month 10, cumulative).
	Basis Basis

	// Date is the day named, midnight UTC; CutOff tells that it is what the
	// figures run up to ("tính đến 30/3/2024"), not the day of a document.
	Date   time.Time
	CutOff bool

	// Outlook tells that the words before speak of work to come ("triển khai
	// nhiệm vụ quý II"): such a period is seldom the one reported on.
	Outlook bool

	// Joined tells that the words before put it on a level with what they
	// named last: "quý IV và năm 2024", "6 tháng, cả năm 2024". Such a year is
	// one of two things a text speaks of, not merely the year of the other.
	Joined bool
}

// Complete reports whether the mention names a definite period or day.
func (m Mention) Complete() bool { return !m.Period.IsZero() || !m.Date.IsZero() }

// WithYear returns the period named, taking the year from the caller when the
// text leaves it out. It reports false for a day and for a year out of range.
func (m Mention) WithYear(year int) (Period, bool) {
	if !m.Period.IsZero() {
		return m.Period, true
	}
	p, err := NewPeriod(m.Grain, year, m.Index)
	return p, err == nil
}

// FindPeriods returns the periods and days a text names, in order, in every
// form office texts use: quarters in Roman or Arabic figures with or without
// slash and spaces, "quí", "3 tháng đầu năm", "6 tháng cuối năm", "9 tháng",
// "tháng 11/2022", "lũy kế 10 tháng", "nhiệm kỳ 2015–2020", "tính đến
// 30/3/2024", their English counterparts and period codes.
//
// Days are always day before month. What looks like a period but is not stays
// unread: document numbers (475-TB/ĐUK, 09/2019/NĐ-CP), amounts ("2.015 tỷ"),
// durations, ratios, blanks to fill in ("tháng … năm 2024"). A lone year is
// read only when it is the whole text.
func FindPeriods(text string) []Mention { return slices.Clone(findPeriods(text)) }

var findPeriods = memo.Func(func(text string) []Mention {
	s := newScan(text)
	s.find(patterns)
	slices.SortFunc(s.found, func(a, b found) int { return a.start - b.start })
	var out []Mention
	begun, previous := 0, 0 // start and end of the mention before
	for _, f := range s.found {
		if !f.barrier {
			m := s.finish(f, previous)
			if len(out) > 0 {
				last := out[len(out)-1]
				m.Outlook = m.Outlook || m.Joined && last.Outlook || plansNext(last, m, s.text[:f.start], begun, previous)
			}
			out = append(out, m)
			begun, previous = f.start, f.end
		}
	}
	return out
})

// NamesUnreadPart reports whether a text speaks of a part of a year without
// telling us which: "quý … năm 2024", "tuần 25", "kỳ II". A year named beside
// it is not the period meant.
func NamesUnreadPart(text string) bool {
	s := newScan(text)
	s.find(patterns)
	s.find(openEnds)
	return slices.ContainsFunc(s.found, func(f found) bool { return f.unread })
}

// restOfYear is the time left of a year, with accents or without.
var restOfYear = regexp.MustCompile(`(?:tháng|thang|thời gian|thoi gian)\s+(?:cuối|cuoi|còn\s+lại|con\s+lai)(?:\s+(?:của|cua|trong))?\s+(?:năm|nam)\s*(\d{4})(?:\D|$)`)

// RestOfYear returns the year of which a text names the time that is left: "nhiệm
// vụ 2 tháng cuối năm 2024", "những tháng còn lại của năm 2024". A part of a
// year named beside it is of that year.
func RestOfYear(text string) (year int, ok bool) {
	at := restOfYear.FindStringSubmatch(Fold(text))
	if at == nil {
		return 0, false
	}
	year = atoi(at[1])
	return year, FirstYear <= year && year <= LastYear
}

// found is a match in the folded text. A barrier is something recognised as
// not a period, which keeps looser patterns from reading it.
type found struct {
	Mention
	start, end int
	barrier    bool
	unread     bool // a barrier that names a part of a year, unknown which
}

// scan is a folded text with the way back to the original.
type scan struct {
	text   string
	digits int // the longest run of them
	tokens []token
	found  []found
}

// token is a run of letters, a run of digits, a stretch of space or one other
// character, folded.
type token struct {
	at     int // offset in the folded text
	source int // offset in the original
}

func newScan(text string) *scan {
	s := &scan{}
	var folded strings.Builder
	for i := 0; i < len(text); {
		n := tokenLength(text[i:])
		s.tokens = append(s.tokens, token{at: folded.Len(), source: i})
		word := text[i : i+n]
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsSpace(first) {
			if word = " "; strings.ContainsAny(text[i:i+n], "\n\r") {
				word = "\n"
			}
			folded.WriteString(word)
		} else {
			folded.WriteString(foldWord(word))
		}
		i += n
	}
	s.tokens = append(s.tokens, token{at: folded.Len(), source: len(text)})
	s.text = folded.String()
	s.digits = digitRun(s.text)
	return s
}

// tokenLength returns the length of the token at the start of a non-empty text.
func tokenLength(text string) int {
	class := func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r):
			return 'a'
		case unicode.IsDigit(r):
			return '0'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}
	first, n := utf8.DecodeRuneInString(text)
	if c := class(first); c == 'a' || c == '0' || c == ' ' {
		for i, r := range text[n:] {
			if class(r) != c && !unicode.Is(unicode.Cf, r) {
				return n + i
			}
		}
		return len(text)
	}
	return n
}

// source returns the offset in the original of one in the folded text, which
// lies between two tokens.
func (s *scan) source(at int) int {
	i, _ := slices.BinarySearchFunc(s.tokens, at, func(t token, at int) int { return t.at - at })
	return s.tokens[min(i, len(s.tokens)-1)].source
}

// expression is a form with what a text needs to have it.
type expression struct {
	*regexp.Regexp
	needs needs
}

// pattern is one written form: an expression over folded text and what a
// match of it means. read returns false when the match means nothing after
// all. It may shorten the match.
type pattern struct {
	expr expression
	read func(m *match) (Mention, bool)
}

// match is one match of a pattern.
type match struct {
	s      *scan
	groups []int // as by FindStringSubmatchIndex, from the start of the text
	end    int
	block  bool // it is a barrier, whatever read returns
	unread bool // and names a part of a year
}

func (m *match) group(i int) string {
	if m.groups[2*i] < 0 {
		return ""
	}
	return m.s.text[m.groups[2*i]:m.groups[2*i+1]]
}

func (m *match) before() string { return m.s.text[:m.groups[0]] }
func (m *match) after() string  { return m.s.text[m.end:] }

func (s *scan) find(list []pattern) {
	for _, p := range list {
		s.run(p)
	}
}

// run finds the matches of a pattern that touch nothing found before.
func (s *scan) run(p pattern) {
	if !p.expr.needs.metBy(s.text, s.digits) {
		return
	}
	for at := 0; at <= len(s.text); {
		groups := p.expr.FindStringSubmatchIndex(s.text[at:])
		if groups == nil {
			return
		}
		shift(groups, at)
		if end := s.freeUntil(groups[0], groups[1]); end < groups[1] { // "tháng 10, 10 tháng": the second is another's
			start := groups[0]
			if shorter := p.expr.FindStringSubmatchIndex(s.text[start:end]); shorter != nil && shorter[0] == 0 {
				groups = shorter
				shift(groups, start)
			}
		}
		m := &match{s: s, groups: groups, end: groups[1]}
		_, width := utf8.DecodeRuneInString(s.text[groups[0]:])
		at = groups[0] + max(1, width) // unless accepted, try again one character on
		if s.taken(groups[0], groups[1]) || s.inWord(groups[0]) {
			continue
		}
		mention, ok := p.read(m)
		if !ok && !m.block || s.inWord(m.end) {
			continue
		}
		s.found = append(s.found, found{Mention: mention, start: groups[0], end: m.end, barrier: m.block, unread: m.unread})
		at = max(at, m.end)
	}
}

// shift moves the offsets of a match's groups.
func shift(groups []int, by int) {
	for i := range groups {
		if groups[i] >= 0 {
			groups[i] += by
		}
	}
}

// freeUntil returns where in a stretch of text the first of the matches found
// before begins, its end if none does.
func (s *scan) freeUntil(start, end int) int {
	for _, f := range s.found {
		if start < f.start && f.start < end {
			end = f.start
		}
	}
	return end
}

func (s *scan) taken(start, end int) bool {
	return slices.ContainsFunc(s.found, func(f found) bool { return start < f.end && f.start < end })
}

// around returns the characters before and after an offset, 0 at the ends.
func (s *scan) around(at int) (before, after rune) {
	if at > 0 {
		before, _ = utf8.DecodeLastRuneInString(s.text[:at])
	}
	if at < len(s.text) {
		after, _ = utf8.DecodeRuneInString(s.text[at:])
	}
	return before, after
}

// inWord reports whether letters or digits stand on both sides of the offset.
func (s *scan) inWord(at int) bool {
	a, b := s.around(at)
	return (unicode.IsLetter(a) || unicode.IsDigit(a)) && (unicode.IsLetter(b) || unicode.IsDigit(b))
}

// splits reports whether the offset parts a run of letters or of digits:
// "6T2024" is three words to readers, "quý 12" is not "quý 1".
func (s *scan) splits(at int) bool {
	a, b := s.around(at)
	return unicode.IsLetter(a) && unicode.IsLetter(b) || unicode.IsDigit(a) && unicode.IsDigit(b)
}

var (
	cumulativeBefore = regexp.MustCompile(`(?:lũy kế|cộng dồn|từ đầu năm|year to date|ytd|cumulative)[^.;,|\n]*$`)
	cumulativeAfter  = regexp.MustCompile(`^\s*\(?(?:lũy kế|cộng dồn|year to date|ytd|cumulative)(?:\)|$)`)
	newYearBefore    = regexp.MustCompile(`từ đầu năm\s*(\d{4})[^\d.;,|\n]*(?:đến|tới)[^\d.;,|\n]*$`)
	cutOffBefore     = regexp.MustCompile(`(?:đến|tới|as of|as at|until|up to|(?:chốt|khóa sổ)(?: số liệu| số)?(?: tại| vào)?)(?: hết)?\s*$`)
	outlookBefore    = regexp.MustCompile(`nhiệm vụ|phương hướng|dự kiến|outlook|tasks for`)
	planBefore       = regexp.MustCompile(`^[\s,;)-]*(?:và|&|\+) (?:kế hoạch|mục tiêu|chỉ tiêu|dự toán)\s*$`)
	resultBefore     = regexp.MustCompile(`kết quả|tình hình|results?`)
	joinedBefore     = regexp.MustCompile(`^[\s,;)]*(?:và|&|\+|and)(?: (?:tổng kết|tình hình|kết quả(?: thực hiện)?|của|cả|for|the|in))*\s*$`)
	besideBefore     = regexp.MustCompile(`^[\s,;)-]*$`)
)

var (
	nextPlanned   = regexp.MustCompile(`^[\s,;)–-]*(?:(?:và|&|\+) )?(?:phương hướng,? )?(?:(?:xây dựng|dự kiến|đề ra|các) )?(?:kế hoạch|mục tiêu|chỉ tiêu|dự toán|dự kiến)(?: (?:công tác|phát triển|sản xuất(?:,? | - )kinh doanh|sxkd|hoạt động|cho|của))*\s*$`)
	resultNamed   = regexp.MustCompile(`kết quả|tình hình|thực hiện|báo cáo|tổng kết|sơ kết|số liệu|đánh giá`)
	plannedOnly   = regexp.MustCompile(`(?:kế hoạch|mục tiêu|chỉ tiêu|dự toán|dự kiến)(?: (?:công tác|phát triển|sản xuất(?:,? | - )kinh doanh|sxkd|hoạt động))*\s*$`)
	fulfilled     = regexp.MustCompile(`kết quả|tình hình|thực hiện`)
	comparedToOne = regexp.MustCompile(`(?:so(?: với)?|cùng kỳ)\s*\(?$`)
)

// plansNext reports whether a period is one that a text plans, having told the
// result of an earlier one: "Kết quả năm 2024 và kế hoạch năm 2025". The text
// runs up to the period; the earlier one stands there from begun to end.
func plansNext(earlier, m Mention, text string, begun, end int) bool {
	if m.Period.IsZero() || !earlier.Date.IsZero() || !nextPlanned.MatchString(text[end:]) {
		return false
	}
	p, ok := earlier.WithYear(m.Period.Year())
	before := text[strings.LastIndexAny(text[:begun], ".;\n")+1 : begun]
	return ok && p.Last().Before(m.Period.First()) && resultNamed.MatchString(before) && !comparedToOne.MatchString(before) &&
		(!plannedOnly.MatchString(before) || fulfilled.MatchString(before))
}

// finish adds what the words around a match say. They are read back to the
// mention before it or the end of the clause.
func (s *scan) finish(f found, previous int) Mention {
	m := f.Mention
	m.Start, m.End = s.source(f.start), s.source(f.end)
	before := s.text[previous:f.start]
	if m.Basis == "" {
		m.Basis = Discrete
	}
	if cumulativeBefore.MatchString(before) || cumulativeAfter.MatchString(s.text[f.end:]) {
		m.Basis = Cumulative
	}
	if !m.Date.IsZero() {
		m.CutOff = cutOffBefore.MatchString(before)
		return m
	}
	if from := newYearBefore.FindStringSubmatch(before); from != nil && m.Period.IsZero() {
		m.Period, _ = m.WithYear(atoi(from[1])) // "từ đầu năm 2024 đến hết tháng 8"
	}
	m.Joined = joinedBefore.MatchString(before) ||
		previous > 0 && besideBefore.MatchString(before) && strings.HasPrefix(s.text[f.start:f.end], "cả")
	clause := before[strings.LastIndexAny(before, ".;,|\n")+1:]
	planned := previous > 0 && m.Grain != Year && planBefore.MatchString(before) // "… và kế hoạch 6 tháng cuối năm"
	m.Outlook = planned || outlookBefore.MatchString(clause) && !resultBefore.MatchString(clause)
	return m
}
