package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
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
	const may = statusEffects | ownEffects | saysSamePeriod | saysYearBefore | saysThisYear | saysCumulative | saysToDate | saysQuarterBefore | saysMonthBefore | saysTimeBefore
	own := c.slot.period
	day, ok := said.day.date(own)
	period, ends := periodEnding(day, own)
	switch {
	case !ok || !ends:
		return c, false
	case period == own && said.day.opens == saysNothing:
		at.beside, at.slot.status = c.beside, statusOf(*said, c.slot.status)
		return at, true
	case c.slot.scenario != Actual || c.head.has(^may) || said.day.opens == saysOpening && !opens(said.text, c.slot):
		return c, false
	}
	role, ok := roleOf(period, r.title.period, false)
	at.slot = slot{period: period, basis: catalog.Discrete, scenario: Actual, role: role, status: statusOf(*said, c.slot.status)}
	if role == SamePeriod {
		at.slot.status = statusOf(*said, catalog.Preliminary)
	}
	at.slot = r.title.told.over(at.slot, r.title.period)
	return at, ok
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
