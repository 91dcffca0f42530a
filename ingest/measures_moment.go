package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// Rows may name a day besides the report's last: "Đảng viên đầu kỳ", "Đảng viên
// đến 31/12/2025". Where such a row meets a column, the level is of the one
// time that both agree on.

// atMoment returns a column of figures as a row makes it out that names a day.
// One without its year is of the column's time: "Đầu kỳ" is the end of the
// period before the column's, "Đầu năm" of the year before the column's. It
// reports false where the two leave the day open.
func (r *tableReader) atMoment(c column, said *heading) (column, bool) {
	at := c
	at.beside, at.head.day, at.head.text = 0, said.day, said.text // what flows in the course of time is none of a day
	if said.day.year != 0 || said.period != "" || said.has(^(statusEffects | ownEffects | saysOpening | saysYearOpening)) {
		return r.onDay(c, at, said)
	}
	day, ok := said.day.date(c.slot.period)
	period, ends := periodEnding(day, c.slot.period)
	switch {
	case !ok || !ends:
		return c, false
	case period == c.slot.period && said.day.opens == saysNothing:
		at.beside, at.slot.status = c.beside, statusOf(*said, c.slot.status)
		return at, true
	case c.head.has(^openingMay):
		return c, false
	}
	if at.slot, ok = openingOf(c.slot, *said, r.title); !ok {
		return c, false
	}
	return at, true
}

// onDay is [tableReader.atMoment] for a day with its year, or one said with
// another time: only a column of the report's own time leaves it to the row.
// In one of an earlier time, beside that, "Đảng viên đến 31/12/2025" may as
// well be of the year's end before.
func (r *tableReader) onDay(c, at column, said *heading) (column, bool) {
	own, ok := timed(*said, r.title)
	if ok && own.sameFigure(c.slot) && (c.slot.role == Reported || !r.reportsItself()) {
		at.beside, at.slot.status = c.beside, statusOf(*said, c.slot.status)
		return at, true
	}
	if !ok || c.slot.scenario != Actual || c.slot.period != r.title.period || c.head.has(^(statusEffects | ownEffects)) {
		return c, false
	}
	at.slot = own
	return at, true
}

// settleDays gives columns of a day that the report cannot know, as "Đến 31/12"
// in the third quarter, the year before: where another column has the level of
// the report's own time, it can be no other. What is estimated, as "Ước đến
// 31/12", may be of the day to come, so that stays unclear.
func settleDays(columns []column, o orientation, title caption) {
	for i := range columns {
		c := &columns[i]
		if c.kind != unclearDayColumn || c.head.has(saysEstimate|saysPlan|saysForecast) || !c.head.day.isYetToCome(title.period) {
			continue
		}
		for _, own := range columns {
			if own.kind != figureColumn || own.slot.scenario != Actual || own.slot.period != title.period || o == rowsAreUnits && own.head.indicator.Code != c.head.indicator.Code {
				continue
			}
			c.head.day.back = 1
			var ok bool
			if c.slot, ok = timed(c.head, title); ok {
				c.kind = figureColumn
			}
			break
		}
	}
}

// isYetToCome reports whether a day without its year is one that the year of a
// report still has to see.
func (m moment) isYetToCome(reported catalog.Period) bool {
	if m.year != 0 || m.opens != saysNothing || m.eve || m.day == 0 {
		return false
	}
	if _, ok := m.date(reported); ok {
		return false
	}
	m.back = 1
	_, ok := m.date(reported)
	return ok
}

// settleRowDays does the same for rows of levels.
func (r *tableReader) settleRowDays(lines []indicatorRow) {
	own := map[string]bool{} // the indicators that have a row of the report's own time
	for _, x := range lines {
		own[x.head.indicator.Code] = own[x.head.indicator.Code] || x.said == nil || r.isOwnLevel(*x.said)
	}
	for i := range lines {
		x := &lines[i]
		if x.said == nil || x.head.indicator.Kind != catalog.Stock || x.said.has(saysEstimate|saysPlan|saysForecast) || !x.said.day.isYetToCome(r.title.period) {
			continue
		}
		if own[x.head.indicator.Code] {
			said := *x.said
			said.day.back = 1
			x.said = &said
		}
	}
}

// isOwnLevel reports whether a row's words are of the level at the end of the
// report's time.
func (r *tableReader) isOwnLevel(said heading) bool {
	s, ok := timed(said, r.title)
	return ok && s.scenario == Actual && s.period == r.title.period
}

// opens reports whether the beginning a row names is that of a column's time:
// "đầu quý" is of a quarter, and where figures have added up since the year
// began, "đầu kỳ" may be of the year or of its last part.
func opens(text string, s slot) bool {
	key := " " + plain(text) + " "
	switch {
	case s.basis == catalog.Cumulative:
		return false
	case strings.Contains(key, " đầu quý "):
		return s.period.Grain() == catalog.Quarter
	case strings.Contains(key, " đầu tháng "):
		return s.period.Grain() == catalog.Month
	}
	return true
}

// reportsItself reports whether the table has a column for the report's time.
func (r *tableReader) reportsItself() bool {
	return slices.ContainsFunc(r.columns, func(c column) bool {
		return c.kind == figureColumn && c.slot.scenario == Actual && c.slot.period == r.title.period
	})
}

// arisen says that figures are what has come about in a time, "Phát sinh trong
// kỳ": of a level that is how much came to it.
var arisen = regexp.MustCompile(`(?:^| )phát sinh(?: |$)`)

// leavesArisen reports whether a row's name or other words make a figure of a level
// what came to it, and tells so once for the row or the column.
func (r *tableReader) leavesArisen(ind catalog.Indicator, row sheet.Row, at place, name string, words ...string) bool {
	told := outdone{codeStockArisen, at.sheet, at.col}
	switch {
	case ind.Kind != catalog.Stock || row.At(at.col).Kind == sheet.Blank:
		return false
	case arisen.MatchString(plain(name)):
		told.col = -at.row
	case !slices.ContainsFunc(words, func(text string) bool { return arisen.MatchString(plain(text)) }):
		return false
	}
	if r.readings.isFirst(told) {
		r.findings.add(Warning, codeStockArisen, at, Args{"indicator": named(ind)})
	}
	return true
}

// words are those of what is said, "" where nothing is.
func (h *heading) words() string {
	if h == nil {
		return ""
	}
	return h.text
}

// words are those of a group, "" for none.
func (t *groupTime) words() string {
	if t == nil {
		return ""
	}
	return t.said.text
}
