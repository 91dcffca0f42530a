package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
)

// joint is a mark that stands for a blank in names of files and sheets. A dot
// after a digit may belong to a date, a hyphen after one to a period's code.
var joint = regexp.MustCompile(`_|(\D)\.|(\pL)-`)

// dottedYear is a quarter or month whose year follows a dot: "quy 1.2024".
var dottedYear = regexp.MustCompile(`(?i)((?:quý|quy|tháng|thang) ?(?:\d{1,2}|i{1,3}|iv))\.((?:19|20)\d\d)`)

// spaced makes words of a name: "BC_Quý I.2024", "bao-cao-quy-2-2024".
func spaced(name string) string {
	return dottedYear.ReplaceAllString(joint.ReplaceAllString(name, "$1$2 "), "$1/$2")
}

// copyNumber is what a program adds to the name of a second copy: "(2)".
var copyNumber = regexp.MustCompile(`\s*\(\d{1,3}\)`)

// bareWords are the words of periods as file names write them, without
// accents and often without a year, which FindPeriods then leaves unread.
var bareWords = []struct {
	expr *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`(?i)\b(?:quy|qui)( ?(?:[1-4]|i{1,3}|iv)\b)`), "quý$1"},
	{regexp.MustCompile(`(?i)\bthang( \d{1,2}\b)`), "tháng$1"},
	{regexp.MustCompile(`(?i)\b(\d{1,2} ?)thang dau nam\b`), "${1}tháng đầu năm"},
	{regexp.MustCompile(`(?i)\b(\d{1,2} ?)thang cuoi nam\b`), "${1}tháng cuối năm"},
	{regexp.MustCompile(`(?i)\b(\d{1,2} ?)thang\b`), "${1}tháng"},
	{regexp.MustCompile(`(?i)\bnhiem vu\b`), "nhiệm vụ"},
	{regexp.MustCompile(`(?i)\bphuong huong\b`), "phương hướng"},
	{regexp.MustCompile(`(?i)\bket qua\b`), "kết quả"},
	{regexp.MustCompile(`(?i)\btinh hinh\b`), "tình hình"},
	{regexp.MustCompile(`(?i)\bcung ky\b`), "cùng kỳ"},
	{regexp.MustCompile(`(?i)\bluy ke\b`), "lũy kế"},
	{regexp.MustCompile(`(?i)\btu dau nam\b`), "từ đầu năm"},
	{regexp.MustCompile(`(?i)\bden het\b`), "đến hết"},
}

// worded returns a file's name as words, with the accents of its periods.
func worded(file string) string {
	return accented(spaced(copyNumber.ReplaceAllString(file, " ")))
}

// accented writes the words of periods in a text without accents with theirs.
func accented(text string) string {
	for _, w := range bareWords {
		text = w.expr.ReplaceAllString(text, w.as)
	}
	return text
}

// otherPeriod returns the one period a file's name names if that cannot be p:
// it is another, or a part of it. It is not sure if it may as well be the time
// at which the file was sent.
func otherPeriod(file string, p catalog.Period) (other catalog.Period, sure, differs bool) {
	text := worded(file)
	mentions := slices.DeleteFunc(catalog.FindPeriods(text), func(m catalog.Mention) bool {
		// "Q2" without a year is a district as well, "T4" a floor.
		return m.Period.IsZero() && m.Date.IsZero() && lettersIn(text[m.Start:m.End]) < len("thg")
	})
	periods := periodsIn(mentions, p.Year())
	if slices.ContainsFunc(periods, func(q catalog.Period) bool { return q.Contains(p) }) {
		return other, false, false
	}
	if other, differs = onePeriod(periods, joinedIn(mentions)); !differs {
		return other, false, false
	}
	for _, m := range mentions {
		if q, ok := m.WithYear(p.Year()); ok && q == other && !m.Outlook {
			sure = sure || !maybeSent(text, m, p)
		}
	}
	return other, sure, true
}

// sendingBefore ends what stands before the time at which a file was sent.
var sendingBefore = regexp.MustCompile(`(?i)(?:^| )(?:gửi|gui|nộp|nop|ngày|ngay|nhận|nhan|sent|received|cùng kỳ|so với|so voi)(?: trong)? *$`)

// maybeSent reports whether a period in a file's name may be that in which
// the report on p was sent: it stands in figures only, as a date does, or is a
// month soon after.
func maybeSent(text string, m catalog.Mention, p catalog.Period) bool {
	if sendingBefore.MatchString(text[:m.Start]) {
		return true
	}
	if p.Grain() == catalog.Month {
		return m.Grain != catalog.Month && lettersIn(text[m.Start:m.End]) == 0
	}
	if lettersIn(text[m.Start:m.End]) == 0 {
		return true
	}
	const late = 2 // months after the end in which reports come in
	after := (m.Index - int(p.Last().Month()) + monthsOfYear) % monthsOfYear
	return m.Grain == catalog.Month && 0 < after && after <= late
}

const monthsOfYear = 12

func lettersIn(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// withoutTimes takes periods, days and years out of a file's name: the figures
// of "cum 7 02.2024" are no part of the name of unit 7-02.
func withoutTimes(file string) string {
	text := worded(file)
	for _, m := range slices.Backward(catalog.FindPeriods(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	return strings.TrimSpace(figuresOfTime.ReplaceAllString(text, " "))
}

// figuresOfTime are a day, a month or a year in figures.
var figuresOfTime = regexp.MustCompile(`\b(?:\d{1,2}[ ./-]){0,2}(?:19|20)\d\d\b`)
