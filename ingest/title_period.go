package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// readPeriods takes in the periods and days a line names.
func (t *titleText) readPeriods(text string) {
	t.unread = t.unread || catalog.NamesUnreadPart(text)
	span, stated := catalog.FindSpan(text)
	compared := stated && comparedBefore(span.Before)
	if p, basis, ok := span.Period(); ok && stated && !compared {
		t.periods = append(t.periods, p)
		t.cumulative = t.cumulative || basis == catalog.Cumulative
	}
	mentions := catalog.FindPeriods(text)
	for i, m := range mentions {
		before := catalog.Fold(text[:m.Start])
		switch {
		case m.Outlook && m.Complete():
			t.outlooks = append(t.outlooks, m.Period)
			if p, ok := mentions[max(i-1, 0)].WithYear(m.Period.Year()); ok && m.Joined {
				t.outlooks = append(t.outlooks, p) // "nhiệm vụ quý II và năm 2024"
			}
		case m.Outlook, comparedBefore(before):
		case !m.Date.IsZero():
			if m.CutOff && (!compared || !m.Date.Equal(span.To)) {
				t.cutOff = m.Date
			}
		case m.Complete():
			t.periods = append(t.periods, m.Period)
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
// quý III năm 2024", "9 tháng, nhiệm vụ 3 tháng cuối năm 2024"). One that begins
// anew, as "quý IV, nhiệm vụ quý I năm 2025", says nothing of the year.
func (t *titleText) completePartial() {
	for _, m := range t.partial {
		year := 0
		for _, o := range t.outlooks {
			if p, ok := m.WithYear(o.Year()); ok && p.Last().Before(o.First()) {
				year = o.Year()
			}
		}
		if !t.cutOff.IsZero() {
			year = t.cutOff.Year()
		}
		if p, ok := m.WithYear(year); ok {
			t.periods = append(t.periods, p)
		}
	}
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

// reportedOn drops the years among periods that merely hold another ("Kế hoạch
// năm 2024, quý I/2024") and are not reported on besides it ("quý IV và năm
// 2024": equals).
func reportedOn(periods, equals []catalog.Period) []catalog.Period {
	return slices.DeleteFunc(slices.Clone(periods), func(p catalog.Period) bool {
		return p.Grain() == catalog.Year && !slices.Contains(equals, p) && slices.ContainsFunc(periods, func(q catalog.Period) bool {
			return q != p && p.Contains(q)
		})
	})
}
