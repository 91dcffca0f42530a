package ingest

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"giaoban/ingest/catalog"
)

// readPeriods takes in the periods and days a line names.
func (t *titleText) readPeriods(text string) {
	if bareText(text) == catalog.Fold(text) {
		text = accented(text)
	}
	text = dottedYear.ReplaceAllString(numberOfTime.ReplaceAllString(text, "$1 $2"), "$1/$2")
	if year, ok := catalog.RestOfYear(text); ok {
		t.rest = year
	}
	t.unread = t.unread || catalog.NamesUnreadPart(text)
	span, stated := catalog.FindSpan(text)
	compared := stated && comparedBefore(span.Before)
	switch p, basis, ok := span.Period(); {
	case !ok || !stated || compared:
	case span.SinceNewYear:
		t.fromStart = p
	default:
		t.periods = append(t.periods, p)
		t.cumulative = t.cumulative || basis == catalog.Cumulative
	}
	t.readOpenDays(text)
	mentions := catalog.FindPeriods(text)
	for i, m := range mentions {
		before := catalog.Fold(text[:m.Start])
		from := 0
		if i > 0 {
			from = mentions[i-1].End
		}
		if meeting, attended := isOccasion(catalog.Fold(text[from:m.Start])); meeting && !m.Outlook && m.Date.IsZero() {
			t.occasions = append(t.occasions, m)
			t.attended = t.attended || attended
			continue
		}
		switch {
		case m.Outlook && m.Complete():
			t.outlooks = append(t.outlooks, m.Period)
			if p, ok := mentions[max(i-1, 0)].WithYear(m.Period.Year()); ok && m.Joined {
				t.outlooks = append(t.outlooks, p) // "nhiệm vụ quý II và năm 2024"
			}
		case m.Outlook, comparedBefore(before), i > 0 && comparedTo(text, mentions[i-1], m):
		case !m.Date.IsZero():
			if m.CutOff && (!compared || !m.Date.Equal(span.To)) {
				t.cutOff = m.Date
			} else if !compared && t.signed.IsZero() {
				t.signed = m.Date // "họp ngày 5/10/2024"
			}
		case m.Basis != catalog.Cumulative && runsUpTo.MatchString(before):
			t.upTo = append(t.upTo, m)
			t.toDate = text
		case m.Complete():
			t.periods = append(t.periods, m.Period)
			t.whole = t.whole || m.Grain == catalog.Year && saysWholeYear(text[m.Start:m.End])
			if m.Joined {
				t.equals = append(t.equals, m.Period)
			}
			t.readBasis(m, text)
		default:
			t.readBasis(m, text)
			if p, ok := yearOfNext(mentions[i:]); ok {
				t.periods = append(t.periods, p)
			} else {
				t.partial = append(t.partial, m)
			}
		}
	}
}

// numberOfTime is the number of a part of a year behind a colon: "Tháng: 9".
var numberOfTime = regexp.MustCompile(`(?i)(quý|tháng|năm)\s*:\s*(\d|[ivx])`)

// runsUpTo is what stands before the end up to which figures run.
var runsUpTo = regexp.MustCompile(`(?:^| )(?:đến|tới)(?: hết| cuối)?(?: kỳ)? ?$`)

// settleUpTo takes "đến hết tháng 8" for the period of a title that names no
// other: such figures have run since January. Where it only tells the end of
// another, as in "Quý III (đến hết tháng 9)", it says nothing more.
func (t *titleText) settleUpTo() {
	ends := func(m catalog.Mention) bool {
		return slices.ContainsFunc(t.periods, func(p catalog.Period) bool {
			q, ok := m.WithYear(p.Year())
			return ok && p.Contains(q) && p.Last().Equal(q.Last())
		}) || slices.ContainsFunc(t.partial, func(part catalog.Mention) bool {
			p, _ := part.WithYear(m.Period.Year())
			return p == m.Period
		})
	}
	all := len(t.upTo)
	t.upTo = slices.DeleteFunc(t.upTo, ends)
	if all > 0 && len(t.upTo) == 0 {
		t.toDate = ""
	}
	for _, m := range t.upTo {
		if m.Complete() {
			t.periods = append(t.periods, m.Period)
		} else {
			t.partial = append(t.partial, m)
		}
	}
}

// yearOfNext gives the first of the mentions the year of the next, if that is
// joined to it: "quý II và 6 tháng đầu năm 2024".
func yearOfNext(mentions []catalog.Mention) (catalog.Period, bool) {
	if len(mentions) < 2 || !mentions[1].Joined || !mentions[1].Complete() {
		return catalog.Period{}, false
	}
	return mentions[0].WithYear(mentions[1].Period.Year())
}

// isTooLong reports whether a period is a year of which the title speaks only
// of a part.
func (t titleText) isTooLong(p catalog.Period) bool { return t.unread && p.Grain() == catalog.Year }

// completePartial gives "quý II" the year of the day its figures were cut off
// or of a later period the same title looks forward to ("… quý II, nhiệm vụ
// quý III năm 2024", "10 tháng, nhiệm vụ 2 tháng cuối năm 2024"). One that begins
// anew, as "quý IV, nhiệm vụ quý I năm 2025", says nothing of the year.
func (t *titleText) completePartial() {
	for _, m := range t.partial {
		year := 0
		if m.Grain != catalog.Year {
			year = t.rest
		}
		for _, o := range t.outlooks {
			if p, ok := m.WithYear(o.Year()); ok && p.Last().Before(o.First()) {
				year = o.Year()
			}
		}
		if !t.cutOff.IsZero() {
			year = latestBegun(m, t.cutOff).Year()
		}
		if p := latestBegun(m, t.signed); year == 0 && reportedAbout(p, t.signed) {
			year, t.dated = p.Year(), t.signed
		}
		if p, ok := m.WithYear(year); ok {
			t.periods = append(t.periods, p)
		}
	}
}

// latestBegun gives a period the year of the last one that has begun on a day.
func latestBegun(m catalog.Mention, day time.Time) catalog.Period {
	p, _ := m.WithYear(day.Year())
	if p.First().After(day) {
		p = p.AddYears(-1)
	}
	return p
}

// reportedAbout reports whether a paper of that day is a report on a period and
// on no other of its name: reports are written from the period's last month, as
// estimates, until some months after its end.
func reportedAbout(p catalog.Period, day time.Time) bool {
	const late = 3 // months
	last := p.Last()
	return !day.IsZero() && !day.Before(last.AddDate(0, 0, 1-last.Day())) && !day.After(last.AddDate(0, late, 0))
}

// dayIn returns the day a text names, zero if none.
func dayIn(text string) time.Time {
	for _, m := range catalog.FindPeriods(text) {
		if !m.Date.IsZero() {
			return m.Date
		}
	}
	return time.Time{}
}

// comparedBefore reports whether the words before a period say that others
// are compared to it.
func comparedBefore(folded string) bool {
	tail := strings.Trim(folded, " (")
	for _, w := range []string{"so với", "so", "cùng kỳ", "cùng kỳ năm", "so với cùng kỳ", "so với năm"} {
		if strings.HasSuffix(" "+tail, " "+w) {
			return true
		}
	}
	return false
}

// comparedTo reports whether a text compares the first of two periods it names
// to the second, an earlier one: "So sánh quý I/2024 với quý I/2023".
func comparedTo(text string, first, second catalog.Mention) bool {
	return first.Complete() && second.Complete() && second.Period.Last().Before(first.Period.First()) &&
		comparing.MatchString(catalog.Fold(text[:first.Start])) && comparedWith.MatchString(catalog.Fold(text[first.End:second.Start]))
}

var (
	comparing    = regexp.MustCompile(`(?:^| )(?:so sánh|đối chiếu)(?: |$)`)
	comparedWith = regexp.MustCompile(`^\)? ?với ?\(?$`)
)

func distinct(periods []catalog.Period) []catalog.Period {
	var out []catalog.Period
	for _, p := range periods {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// onePeriod settles which of several periods a text reports on: the only one of
// those [reportedOn] leaves.
func onePeriod(periods, equals []catalog.Period) (p catalog.Period, ok bool) {
	left := reportedOn(periods, equals)
	if len(left) != 1 {
		return catalog.Period{}, false
	}
	return left[0], true
}

// reportedOn drops the years and terms among periods that merely hold another ("Kế hoạch
// năm 2024, quý I/2024") and are not reported on besides it ("quý IV và năm
// 2024": equals; "nghị quyết nhiệm kỳ 2020–2025").
func reportedOn(periods, equals []catalog.Period) []catalog.Period {
	return slices.DeleteFunc(slices.Clone(periods), func(p catalog.Period) bool {
		return (p.Grain() == catalog.Year || p.Grain() == catalog.Term) && !slices.Contains(equals, p) && slices.ContainsFunc(periods, func(q catalog.Period) bool {
			return q != p && p.Contains(q)
		})
	})
}
