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

// dottedYear is a quarter or month whose year follows a dot: "quy 1.2024",
// "T9.2026", "Q3.26".
var dottedYear = regexp.MustCompile(`(?i)((?:quý|quy|tháng|thang|\b[qt]) ?(?:\d{1,2}|i{1,3}|iv))\.((?:19|20)\d\d|2\d\b)`)

// dottedPart is a quarter or month in short with a dot before its number: "T.9".
var dottedPart = regexp.MustCompile(`(?i)\b([qt])\. ?(\d)`)

// spaced makes words of a name: "BC_Quý I.2024", "bao-cao-quy-2-2024".
func spaced(name string) string {
	return dottedYear.ReplaceAllString(joint.ReplaceAllString(dottedPart.ReplaceAllString(name, "$1$2"), "$1$2 "), "$1/$2")
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
	return shortCount.ReplaceAllString(accented(spaced(copyNumber.ReplaceAllString(file, " "))), "${1}${2} tháng đầu năm$3")
}

// accented writes the words of periods in a text without accents with theirs.
func accented(text string) string {
	for _, w := range bareWords {
		text = w.expr.ReplaceAllString(text, w.as)
	}
	return text
}

// otherPeriods returns the periods that the name of a file or sheet names if
// none of them can be p, the period of the report. It is not sure if they may
// as well be the time at which a file was sent, or none at all.
//
// A year or a term in which p lies is no other period, unless "cả năm" is
// said: files, sheets and folders are labelled by the year alone. Any other that
// holds p is one: nine months are not the quarter they end with.
func otherPeriods(name string, in Standing, p catalog.Period) (other []catalog.Period, sure bool) {
	text, short := withShortMonth(dottedMonth.ReplaceAllString(datedWords(name), "$1$2/$3"))
	var joined []catalog.Period
	for _, m := range catalog.FindPeriods(text) {
		q, ok := m.WithYear(p.Year())
		if !ok || m.Outlook || !m.Date.IsZero() || comparedBefore(catalog.Fold(text[:m.Start])) {
			continue
		}
		doubtful := m.Start == short
		if written := text[m.Start:m.End]; m.Period.IsZero() && lettersIn(written) < len("thg") {
			// "Q2" without a year is a district as well.
			if !beginsReport.MatchString(text[:m.Start]) {
				continue
			}
			doubtful = true
		}
		switch {
		case q == p:
			return nil, false
		case strings.Contains(text[m.Start:m.End], "/") && lettersIn(text[m.Start:m.End]) == 0 && isSoonAfter(m, p):
			continue // "04.2024" is when the first quarter's was sent
		case labels(q, p) && !saysWholeYear(text[m.Start:m.End]), q.Grain() == catalog.Term && p.Grain() != catalog.Term:
			continue // a resolution is of a term
		}
		if m.Joined {
			joined = append(joined, q)
		}
		other = append(other, q)
		sure = sure || !doubtful && (in != InFileName || !maybeSent(text, m, p))
	}
	return reportedOn(distinct(other), joined), sure
}

// dottedMonth is a month in figures whose year follows a dot: "BC 09.2026".
var dottedMonth = regexp.MustCompile(`(^|[^\d.])(\d{1,2})\.((?:19|20)\d\d)\b`)

// labels reports whether a period tells only of which year or term p is.
func labels(q, p catalog.Period) bool { return q.Grain() >= catalog.Year && q.Contains(p) }

// Words behind which, or at the beginning, a part of a year may be written in
// two or three characters: "T9", "BC Q3", "9T".
const reportNouns = `(?:bc|báo cáo|bao cao|biểu|bieu|số liệu|so lieu|sl|ước|uoc|kq|kết quả|ket qua|th|giao ban)`

var (
	beginsReport = regexp.MustCompile(`(?i)^(?:` + reportNouns + `[ ]+)*$`)
	shortCount   = regexp.MustCompile(`(?i)^((?:` + reportNouns + `[ ]+)*)(\d{1,2})t([ ]+\D|$)`)
	shortMonth   = regexp.MustCompile(`(?i)^((?:` + reportNouns + `[ ]+)*)t ?(0?[1-9]|1[0-2])(?:[ ]|$)`)
)

// withShortMonth writes "T9" at the beginning of a name, or behind words for a
// report, as the month it may be, and returns where it stands, -1 for nowhere.
func withShortMonth(text string) (string, int) {
	at := shortMonth.FindStringSubmatchIndex(text)
	if at == nil {
		return text, -1
	}
	return text[:at[3]] + "tháng " + text[at[4]:], at[3]
}

// sendingBefore ends what stands before the time at which a file was sent.
var sendingBefore = regexp.MustCompile(`(?i)(?:^| )(?:gửi|gui|nộp|nop|ngày|ngay|nhận|nhan|sent|received|cùng kỳ|so với|so voi|giao ban)(?: trong)? *$`)

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
	return isSoonAfter(m, p)
}

// isSoonAfter reports whether a month is one in which reports on p come in.
func isSoonAfter(m catalog.Mention, p catalog.Period) bool {
	after := monthsLater(m, p)
	return m.Grain == catalog.Month && 0 < after && after <= late
}

// late is how many months after the end of their period reports come in.
const late = 2

// monthsLater returns how many months after the last of p one is.
func monthsLater(m catalog.Mention, p catalog.Period) int {
	if m.Period.IsZero() {
		return (m.Index - int(p.Last().Month()) + monthsOfYear) % monthsOfYear
	}
	_, end := p.Months()
	first, _ := m.Period.Months()
	return first - end
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
