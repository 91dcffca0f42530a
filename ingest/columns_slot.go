package ingest

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"giaoban/ingest/catalog"
)

// slot is what a figure is about, besides organisation and indicator.
type slot struct {
	period   catalog.Period
	basis    catalog.Basis
	scenario Scenario
	role     Role
	status   catalog.Status
}

// sameFigure reports whether two slots are the same figure, whatever its status.
func (s slot) sameFigure(t slot) bool {
	s.status, t.status = 0, 0
	return s == t
}

// timed decides what the figures of a heading are. It reports false if they
// are of a time that had not begun or that the heading leaves open.
func timed(h heading, title caption) (slot, bool) {
	if h.namesOpening() {
		return slotOpening(h, title)
	}
	if !h.isTimeKnown(title.period) {
		return slot{}, false
	}
	if h.day != (moment{}) {
		return slotAt(h, title)
	}
	return slotOf(h, title)
}

// namesOpening reports whether a heading is of the level at the beginning of the
// report's time or of one that it names besides: "Cùng kỳ – Đảng viên đầu kỳ".
func (h heading) namesOpening() bool { return h.day.opens != saysNothing }

// slotOpening decides what the figures of such a heading are: those at the end
// of the time before the one it names.
func slotOpening(h heading, title caption) (slot, bool) {
	of := h
	of.day, of.effects = moment{}, h.effects&^(saysOpening|saysYearOpening)
	if of.has(^openingMay) || !of.isTimeKnown(title.period) {
		return slot{}, false
	}
	own, ok := slotOf(of, title)
	if !ok {
		return slot{}, false
	}
	return openingOf(own, h, title)
}

// openingMay are the effects of words that leave the level at a beginning clear.
const openingMay = statusEffects | ownEffects | saysSamePeriod | saysYearBefore | saysThisYear | saysCumulative | saysToDate | saysQuarterBefore | saysMonthBefore | saysTimeBefore

// openingOf returns the level at the day that words say of a time. It reports
// false where they leave open of what beginning it is.
func openingOf(own slot, said heading, title caption) (slot, bool) {
	day, ok := said.day.date(own.period)
	if !ok || own.scenario != Actual || said.day.opens == saysOpening && !opens(said.text, own) {
		return slot{}, false
	}
	period, ends := periodEnding(day, own.period)
	role, known := roleOf(period, title.period, false)
	s := slot{period: period, basis: catalog.Discrete, scenario: Actual, role: role, status: statusOf(said, own.status)}
	if role == SamePeriod {
		s.status = statusOf(said, catalog.Preliminary)
	}
	return title.told.over(s, title.period), ends && known
}

// isTimeKnown reports whether a heading names one time: "Quý II và 6 tháng"
// does not. "Quý trước" is known in a quarter's report. "Kỳ trước" is the
// period before, beside "Cùng kỳ" for the same one of the year before; only
// before a half-year or nine months it may be either, or what the year had
// come to. What was planned then is no plan of this report.
func (h heading) isTimeKnown(reported catalog.Period) bool {
	switch {
	case h.unclear, h.spansYears, h.isSinceOther(reported):
		return false
	case h.period != "":
		p, cumulative, _, named := periodOf(h.period, reported.Year())
		if !named || !h.has(saysPlan) || !cumulative && !h.has(saysCumulative) {
			return true
		}
		_, whole := wholeUntil(p)
		return whole // not "KH lũy kế tháng 8", "8 tháng – Kế hoạch"
	case h.has(saysPlan) && h.has(saysCumulative) && !h.bareYear:
		_, whole := wholeUntil(reported)
		return whole
	case !h.has(beforeEffects):
		_, ok := h.ownPeriod(reported)
		return ok
	case h.has(saysPlan | saysSamePeriod | saysYearBefore):
		return false
	case h.has(saysTimeBefore):
		g := reported.Grain()
		return g == catalog.Month || g == catalog.Quarter || g == catalog.Year
	case h.has(saysQuarterBefore):
		return reported.Grain() == catalog.Quarter
	case h.has(saysMonthBefore):
		return reported.Grain() == catalog.Month
	}
	return true
}

// slotOf decides which period, scenario and status a heading's figures have.
// It reports false for figures of a time that had not begun.
func slotOf(h heading, title caption) (slot, bool) {
	s, ok := slotSaid(h, title)
	return title.told.over(s, title.period), ok
}

// slotSaid is slotOf by what the workbook says itself.
func slotSaid(h heading, title caption) (slot, bool) {
	reported := title.period
	own, _ := h.ownPeriod(reported)
	s := slot{period: own, basis: catalog.Discrete, scenario: Actual, role: Reported, status: statusOf(h, title.status)}
	explicit, cumulative, dated, named := periodOf(h.period, reported.Year())
	if h.bareYear && h.has(saysEstimate) && !named {
		explicit, named = yearOf(reported), true // "Ước thực hiện năm"
	}
	if named && !dated && h.has(saysSamePeriod|saysYearBefore) {
		explicit = explicit.AddYears(-1) // "Cùng kỳ quý I": the quarter of the year before
	}
	switch {
	case h.has(saysPlan):
		s.scenario, s.status = Plan, statusOf(h, catalog.Final) // a plan is not estimated
		if named {
			s.period = explicit
			if h.has(saysCumulative) || cumulative {
				s.period, _ = wholeUntil(explicit)
			}
		} else if h.has(saysCumulative) && !h.bareYear {
			s.period, _ = wholeUntil(reported)
		} else if !h.has(ownEffects) {
			s.period = yearOf(reported)
		}
		return s, true
	case h.has(saysSamePeriod):
		s.role, s.period = SamePeriod, own.AddYears(-1)
		if named && explicit.Grain() == catalog.Year && reported.Grain() != catalog.Year {
			s.period = reported.AddYears(explicit.Year() - reported.Year())
		} else if named {
			s.period = explicit
		}
	case named && h.isYearToDate(explicit, reported): // its end is the report's
	case named && h.has(saysYearBefore) && explicit.Grain() != catalog.Year:
		s.role, s.period = SamePeriod, explicit
	case named:
		s.period = explicit
		var ok bool
		called := slices.Contains(title.estimated, explicit)
		if s.role, ok = roleOf(explicit, reported, h.has(saysEstimate) || called); !ok {
			return s, false
		}
		if called {
			s.status = statusOf(h, catalog.Estimate)
		} else if doneBefore.MatchString(plain(h.text)+" ") && title.status == catalog.Estimate && !title.assumed && explicit.Last().Before(reported.Last()) {
			s.status = statusOf(h, catalog.Preliminary) // "TH 8 tháng | Ước 9 tháng"
		}
	case h.has(saysYearBefore):
		s.role, s.period = SamePeriod, yearOf(reported.AddYears(-1))
	case h.has(saysQuarterBefore | saysMonthBefore | saysTimeBefore):
		s.role, s.period = SamePeriod, reported.Previous()
	}
	if s.role == SamePeriod {
		s.status = statusOf(h, catalog.Preliminary) // "ước" above the table is said of this period
	}
	running := cumulative || title.cumulative && !h.has(saysAlone)
	if (h.has(saysCumulative) || running) && !s.period.Cumulative() {
		s.basis = catalog.Cumulative
	}
	return s, true
}

// isYearToDate reports whether a heading adds up the report's own year, "Lũy kế
// năm 2024", in a report on part of it.
func (h heading) isYearToDate(named, reported catalog.Period) bool {
	return named == yearOf(reported) && h.has(saysCumulative) && !h.has(saysPlan|saysSamePeriod|saysEstimate) &&
		!saysWholeYear(h.text) && !untilItsEnd.MatchString(plain(h.text))
}

var untilItsEnd = regexp.MustCompile(`(?:^| )(?:đến|tới|hết|cuối)(?: |$)`)

// wholeUntil returns the period that goes from the beginning of a year to the
// end of another: what is planned until then is planned for all of it. It
// reports false if there is none, and returns the other.
func wholeUntil(until catalog.Period) (catalog.Period, bool) {
	for _, grain := range []catalog.Grain{catalog.Month, catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year} {
		index := 1
		if grain >= catalog.NineMonths {
			index = 0
		}
		p, err := catalog.NewPeriod(grain, until.Year(), index)
		if err == nil && p.Last().Equal(until.Last()) {
			return p, true
		}
	}
	return until, until.Grain() == catalog.Term
}

// doneBefore begins a heading over what has come about, not what is estimated.
var doneBefore = regexp.MustCompile(`^(?:th|thực hiện|kết quả thực hiện) `)

// roleOf tells whether figures of a period named in a heading are what the
// report reports or stand there for comparison. Only an estimate of the year
// a report falls in may reach beyond the report's period.
func roleOf(named, reported catalog.Period, estimate bool) (Role, bool) {
	_, namedEnd := named.Months()
	_, reportedEnd := reported.Months()
	switch {
	case namedEnd == reportedEnd, reported.Contains(named):
		return Reported, true
	case namedEnd < reportedEnd:
		return SamePeriod, true
	case estimate && named.Contains(reported):
		return Reported, true
	}
	return "", false
}

// slotAt decides what the figures of a heading are that names a day, as "Đến
// 31/12/2023": they belong to the period the heading names too or, without
// one, to that which ends then, of the report's kind if one does. It reports
// false if there is none, or the day is yet to come.
func slotAt(h heading, title caption) (slot, bool) {
	reported := title.period
	day, ok := h.day.date(reported)
	if !ok || h.has(saysPlan|saysSamePeriod|saysYearBefore) {
		return slot{}, false
	}
	s, ok := slotSaid(h, title)
	if h.period == "" {
		s.period, ok = periodEnding(day, reported)
		if s.period != reported {
			s.role, s.status = SamePeriod, statusOf(h, catalog.Preliminary)
		}
		if h.has(saysCumulative) && !s.period.Cumulative() {
			s.basis = catalog.Cumulative
		}
	}
	last := s.period.Last()
	if !ok || day.Year() != last.Year() || day.Month() != last.Month() {
		return slot{}, false
	}
	if _, end := s.period.Administrative(); day.Before(end) {
		if s.period != reported {
			return slot{}, false
		}
		s.status = statusOf(h, catalog.Estimate)
	}
	return title.told.over(s, reported), true
}

// date returns the day, its year being the report's if it is not written. It
// reports false for a day that does not exist or that the report cannot know.
func (m moment) date(reported catalog.Period) (time.Time, bool) {
	switch m.opens {
	case saysOpening:
		return reported.First().AddDate(0, 0, -1), true
	case saysYearOpening:
		return yearOf(reported).First().AddDate(0, 0, -1), true
	}
	year := cmp.Or(m.year, reported.Last().Year()-m.back)
	day := time.Date(year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
	exists := day.Day() == m.day && int(day.Month()) == m.month
	if m.eve {
		day = day.AddDate(0, 0, -1)
	}
	return day, exists && !day.After(reported.Last())
}

// periodEnding returns the period that ends in the month of a day: the
// report's own, else one of its kind, else the month.
func periodEnding(day time.Time, reported catalog.Period) (catalog.Period, bool) {
	number := int(day.Month())
	first, last := reported.Months()
	if length := last - first + 1; length <= 12 && number%length == 0 {
		if p, err := catalog.NewPeriod(reported.Grain(), day.Year(), number/length); err == nil {
			return p, true
		}
	}
	month, err := catalog.NewPeriod(catalog.Month, day.Year(), number)
	return month, err == nil
}

// periodOf reads the period words of a heading. When they name no year it is
// taken from the report; dated tells whether they do.
func periodOf(text string, year int) (p catalog.Period, cumulative, dated, ok bool) {
	if text == "" {
		return p, false, false, false
	}
	mentions := catalog.FindPeriods(text)
	for _, m := range slices.Backward(mentions) {
		if !m.Date.IsZero() {
			continue
		}
		if p, ok := m.WithYear(year); ok {
			return p, m.Basis == catalog.Cumulative, !m.Period.IsZero(), true
		}
	}
	return p, false, false, false
}

// readable reports whether period words name a period after all.
func readable(text string) bool {
	return slices.ContainsFunc(catalog.FindPeriods(text), func(m catalog.Mention) bool { return m.Date.IsZero() })
}

// yearOf returns the year a period lies in; a term plans for itself.
func yearOf(p catalog.Period) catalog.Period {
	if p.Grain() == catalog.Term {
		return p
	}
	year, err := catalog.NewPeriod(catalog.Year, p.Year(), 0)
	if err != nil {
		return p // the zero period, reported elsewhere
	}
	return year
}

func statusOf(h heading, otherwise catalog.Status) catalog.Status {
	switch {
	case h.has(saysCorrected):
		return catalog.Corrected
	case h.has(saysFinal):
		return catalog.Final
	case h.has(saysPreliminary):
		return catalog.Preliminary
	case h.has(saysEstimate):
		return catalog.Estimate
	}
	return otherwise
}

// settleStatus makes figures no surer than what they add up from: "Lũy kế"
// beside "Ước quý II", or "6 tháng", holds that estimate, unless its heading
// says how sure it is itself. The parts that count are those that lie within
// its months and reach the last of them; one whose outcome stands beside it
// does not.
func settleStatus(columns []column) {
	for i := range columns {
		c := &columns[i]
		if c.kind != figureColumn || c.slot.scenario != Actual || c.head.has(statusEffects) {
			continue
		}
		for _, part := range columns {
			if part.kind == figureColumn && part.slot.scenario == Actual && part.head.has(statusEffects) && part.beside == 0 &&
				part.head.indicator.Code == c.head.indicator.Code && c.accumulates(part) {
				c.slot.status = min(c.slot.status, part.slot.status)
			}
		}
	}
}

// accumulates reports whether figures of a column hold those of another up to
// the end. In the first quarter "Lũy kế" holds just what "Quý I" does.
func (c column) accumulates(part column) bool {
	first, last := c.slot.months()
	partFirst, partLast := part.slot.months()
	same := first == partFirst && c.head.has(saysCumulative) && !part.head.has(saysCumulative)
	return last == partLast && (first < partFirst || same)
}

// months returns the months that figures are of, as [catalog.Period.Months].
func (s slot) months() (first, last int) {
	first, last = s.period.Months()
	if s.basis == catalog.Cumulative {
		first -= first % 12
	}
	return first, last
}
