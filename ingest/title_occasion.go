package ingest

import (
	"regexp"
	"slices"
	"time"

	"giaoban/ingest/catalog"
)

// A meeting is called after the time at which it is held, or after the one it
// looks back on: "giao ban tháng 10" hears what September brought, "giao ban quý
// I" on 30 March what the quarter did. The period reported on is surely another
// that is named; where there is none, something else must confirm it.

var (
	// occasionBefore is what stands before the time of a meeting. "Giao ban công
	// tác quý I" is about the work of that quarter.
	occasionBefore = regexp.MustCompile(`giao ban([^.;,:()|\n]*)$`)
	aboutWork      = regexp.MustCompile(`(?:^| )(?:công tác|kết quả|tình hình|thực hiện|số liệu|hoạt động|đánh giá|cong tac|ket qua|tinh hinh|thuc hien|so lieu|hoat dong|danh gia)(?: |$)`)
	// attending says that something is for a meeting.
	attending = regexp.MustCompile(`(?:^| )(?:phục vụ|họp|hội nghị|cuộc họp|chuẩn bị|dự|kỳ họp|tại|phuc vu|hop|hoi nghi|cuoc hop|chuan bi|du)(?: \pL+){0,3} $`)
)

// isOccasion reports whether folded words before a period say that it is when a
// meeting is held, and whether they say that something is for that meeting.
func isOccasion(before string) (meeting, attended bool) {
	at := occasionBefore.FindStringSubmatchIndex(before)
	if at == nil || aboutWork.MatchString(before[at[2]:at[3]]) {
		return false, false
	}
	return true, attending.MatchString(before[:at[0]])
}

// namesOccasion reports whether a name has no period but that of a meeting.
func namesOccasion(name string) bool {
	text := worded(name)
	mentions := catalog.FindPeriods(text)
	for i, m := range mentions {
		from := 0
		if i > 0 {
			from = mentions[i-1].End
		}
		if meeting, _ := isOccasion(catalog.Fold(text[from:m.Start])); !meeting && m.Date.IsZero() && !m.Outlook {
			return false
		}
	}
	return len(mentions) > 0
}

// settleOccasions takes what a meeting is called after for the period, if a
// title names no other. The year alone is no other.
func (t *titleText) settleOccasions() {
	other := len(t.partial) > 0 || len(t.upTo) > 0 || !t.fromStart.IsZero() ||
		slices.ContainsFunc(t.periods, func(p catalog.Period) bool { return p.Grain() < catalog.Year })
	if other || len(t.occasions) == 0 {
		return
	}
	t.occasion = true
	for _, m := range t.occasions {
		if m.Complete() {
			t.periods = append(t.periods, m.Period)
		} else {
			t.partial = append(t.partial, m)
		}
	}
}

// confirmsOccasion reports whether anything but the meeting tells that p is what
// is reported on: a heading over figures, the day up to which they run or on
// which the paper was written, work to come after it, the name of the sheet or
// the file.
func (r *reportReader) confirmsOccasion(x *foundTable, p catalog.Period) bool {
	last := p.Last()
	begun := last.AddDate(0, 0, 1-last.Day()) // estimates come in from then on
	named, _ := x.headedPeriods()
	switch {
	case slices.ContainsFunc(named, func(n headedPeriod) bool { return n.period == p }):
		return true
	case !x.text.cutOff.IsZero() && !x.text.cutOff.Before(begun), reportedAbout(p, x.text.signed):
		return true
	case slices.ContainsFunc(x.text.outlooks, func(o catalog.Period) bool { return o.First().After(last) }):
		return true
	}
	return slices.ContainsFunc([]string{r.sheetName(x), r.fileName}, func(name string) bool {
		return !namesOccasion(name) && slices.Contains(periodsIn(catalog.FindPeriods(worded(name)), p.Year()), p)
	})
}

// beforeOccasion are the periods that a meeting called after p may hear of.
func beforeOccasion(p catalog.Period) []catalog.Period {
	return distinct([]catalog.Period{p, p.Previous()})
}

// openDays are days whose year a line leaves out: "đến 31/8", "từ 01/7 đến 30/9".
type openDays struct {
	from, to dayOfYear
}

type dayOfYear struct{ day, month int }

func (d dayOfYear) in(year int) time.Time {
	return time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
}

// exists reports whether there is such a day, the 29th of February included.
func (d dayOfYear) exists() bool {
	const leap = 2024
	return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.in(leap).Day() == d.day
}

const openDay = `(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})`

var (
	openSpan   = regexp.MustCompile(`(?:^|[^\pL])từ(?: ngày)? ` + openDay + ` (?:đến|tới)(?: hết)?(?: ngày)? ` + openDay + `([^\d/.-]|[.]?$|\.\D)`)
	openCutOff = regexp.MustCompile(`(?:(?:số liệu|số|tính|kể|chốt|cập nhật|lấy|có|đầu năm|tháng \d{1,2}) (?:đến|tới)(?: hết)?(?: ngày)?|(?:đến|tới)(?: hết)? ngày) ` + openDay + `([^\d/.-]|[.]?$|\.\D)`)
	yearGoesOn = regexp.MustCompile(`^\s*(?:,\s*)?năm\s*\d{4}`)
)

// readOpenDays takes in the days of a line that leaves out their year.
func (t *titleText) readOpenDays(text string) {
	folded := catalog.Fold(text)
	number := func(at []int, i int) int {
		n := 0
		for _, c := range folded[at[2*i]:at[2*i+1]] {
			n = 10*n + int(c-'0')
		}
		return n
	}
	if at := openSpan.FindStringSubmatchIndex(folded); at != nil && !yearGoesOn.MatchString(folded[at[9]:]) {
		if days := (openDays{dayOfYear{number(at, 1), number(at, 2)}, dayOfYear{number(at, 3), number(at, 4)}}); days.from.exists() && days.to.exists() {
			t.open = days
		}
		return
	}
	if at := openCutOff.FindStringSubmatchIndex(folded); at != nil && !yearGoesOn.MatchString(folded[at[5]:]) && !comparedBefore(folded[:at[0]]) {
		if day := (dayOfYear{number(at, 1), number(at, 2)}); day.exists() {
			t.open.to = day
		}
	}
}

// span returns the days if the last is in a year.
func (d openDays) span(year int) catalog.Span {
	first := d.from.in(year)
	if first.After(d.to.in(year)) {
		first = first.AddDate(-1, 0, 0)
	}
	return catalog.Span{From: first, To: d.to.in(year)}
}

// periods returns what may be reported on if the last day is in a year.
func (d openDays) periods(year int) []catalog.Period {
	if d.to.day == 0 {
		return nil
	}
	if d.from.day > 0 {
		p, _, _ := d.span(year).Period()
		return []catalog.Period{p}
	}
	return endingAbout(d.to.in(year))
}

// settleOpenDays gives them the year of the periods that the title names, else
// the last in which they had come when the paper was written.
func (t *titleText) settleOpenDays() {
	to := t.open.to
	if to.day == 0 {
		return
	}
	year := 0
	switch {
	case len(t.periods) > 0:
		p := t.periods[0]
		year = p.Last().Year()
		if slices.ContainsFunc(t.periods, func(q catalog.Period) bool { return q.Last().Year() != year }) {
			return
		}
		if to.in(year).Before(p.First()) { // "quý IV, đến 05/01"
			year++
		}
	case !t.signed.IsZero():
		if year = t.signed.Year(); to.in(year).After(t.signed) {
			year--
		}
	default:
		return
	}
	if t.open.from.day > 0 {
		if p, basis, ok := t.open.span(year).Period(); ok {
			t.periods = append(t.periods, p)
			t.cumulative = t.cumulative || basis == catalog.Cumulative
		}
		return
	}
	if t.cutOff.IsZero() {
		t.cutOff = to.in(year)
	}
}
