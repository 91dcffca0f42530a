package catalog

import (
	"regexp"
	"strings"
	"time"
)

// Span is a stretch of days that a text states by its first and last.
type Span struct {
	Before   string // what the text says before, folded
	From, To time.Time

	// SinceNewYear tells that the first is named as the beginning of the year
	// only, which says since when figures add up, not what is reported on.
	SinceNewYear bool
}

var (
	spanBegins = regexp.MustCompile(`(?:từ|from)(?: ngày)?\s*$`)
	spanGoesOn = regexp.MustCompile(`^\s*(?:đến|tới|to)(?: hết)?(?: ngày)?\s*$`)

	// spanNewYear is 1 January of the last day's year.
	spanNewYear = regexp.MustCompile(`(?:từ|from)\s+(?:đầu năm|the beginning of the year)(?:\s*\d{4})?\s*(?:cho\s+)?(?:đến|tới|to)(?: hết)?(?: ngày)?\s*$`)

	// spanYearless is a first day that leaves its year to the last one.
	spanYearless = regexp.MustCompile(`(?:từ|from)(?: ngày)?\s*(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})\s*(?:đến|tới|to)(?: hết)?(?: ngày)?\s*$`)
)

// FindSpan returns the first stretch of days a text states: "từ ngày
// 15/12/2024 đến hết ngày 14/3/2025", "từ 15/12 đến 14/3/2025", "từ đầu năm đến
// 31/8/2025", "15/12/2024 - 14/3/2025".
func FindSpan(text string) (Span, bool) {
	var first Mention
	for _, m := range FindPeriods(text) {
		if m.Date.IsZero() {
			continue
		}
		between := ""
		if !first.Date.IsZero() {
			between = Fold(text[first.End:m.Start])
		}
		if strings.TrimSpace(between) == "-" && m.Date.After(first.Date) {
			return Span{Before: Fold(text[:first.Start]), From: first.Date, To: m.Date}, true
		}
		if !first.Date.IsZero() && spanGoesOn.MatchString(between) {
			before := Fold(text[:first.Start])
			if at := spanBegins.FindStringIndex(before); at != nil && !m.Date.Before(first.Date) {
				return Span{Before: before[:at[0]], From: first.Date, To: m.Date}, true
			}
		}
		before := Fold(text[:m.Start])
		if at := spanNewYear.FindStringIndex(before); at != nil {
			return Span{Before: before[:at[0]], From: time.Date(m.Date.Year(), time.January, 1, 0, 0, 0, 0, time.UTC), To: m.Date, SinceNewYear: true}, true
		}
		if at := spanYearless.FindStringSubmatchIndex(before); at != nil {
			day, month := atoi(before[at[2]:at[3]]), atoi(before[at[4]:at[5]])
			from := time.Date(m.Date.Year(), time.Month(month), day, 0, 0, 0, 0, time.UTC)
			if from.After(m.Date) {
				from = from.AddDate(-1, 0, 0)
			}
			if from.Day() == day && int(from.Month()) == month {
				return Span{Before: before[:at[0]], From: from, To: m.Date}, true
			}
		}
		first = m
	}
	return Span{}, false
}

// Period returns the period whose days these are, by the calendar or under the
// administrative regime (see [Period.Administrative]). Months from January on
// that are no period of their own are the last one, cumulative.
func (s Span) Period() (Period, Basis, bool) {
	first, last := monthOf(s.From), monthOf(s.To)
	switch {
	case s.From.Day() == 1 && s.To.AddDate(0, 0, 1).Day() == 1:
	case s.From.Day() == 15 && s.To.Day() == 14:
		first++
	default:
		return Period{}, "", false
	}
	for grain := Month; grain <= Year; grain++ {
		for index := 1; index <= 12/grainMonths[grain]; index++ {
			p, err := NewPeriod(grain, last/12, index)
			if err != nil {
				continue
			}
			if from, to := p.Months(); from == first && to == last {
				return p, Discrete, true
			}
		}
	}
	if p, err := NewPeriod(Month, last/12, last%12+1); err == nil && first == last/12*12 {
		return p, Cumulative, true
	}
	return Period{}, "", false
}

// monthOf counts the months to a day's as [Period.Months] does.
func monthOf(day time.Time) int { return day.Year()*12 + int(day.Month()) - 1 }
