package ingest

import (
	"slices"

	"giaoban/ingest/catalog"
)

// settleBefore finds the columns of the quarter or month before in a report on
// the first of a year: "TH quý IV" beside "TH quý I". What has come of a
// quarter that is yet to come cannot be known, so it is the year before's.
func settleBefore(columns []column, reported catalog.Period) {
	if !slices.ContainsFunc(columns, func(c column) bool {
		return c.kind == figureColumn && c.slot.scenario == Actual && c.slot.role == Reported && c.slot.period == reported && c.head.period != ""
	}) {
		return
	}
	for i := range columns {
		c := &columns[i]
		named, _, dated, ok := periodOf(c.head.period, reported.Year()-1)
		if c.kind != laterColumn || !ok || dated || named != reported.Previous() {
			continue
		}
		c.kind, c.slot.role, c.slot.period = figureColumn, SamePeriod, named
		c.slot.status = statusOf(c.head, catalog.Preliminary)
		if c.head.has(saysCumulative) {
			c.slot.basis = catalog.Cumulative
		}
	}
}

// isBefore reports whether a column's heading says no more of its time than
// that it is the one before.
func (c column) isBefore() bool {
	return c.kind == figureColumn && c.head.has(saysTimeBefore) && c.head.period == ""
}

// comparesYears reports whether the table has columns for the same period of
// a year before, so that the period before cannot be meant by another.
func (r *tableReader) comparesYears() bool {
	return slices.ContainsFunc(r.columns, func(c column) bool { return c.head.has(saysSamePeriod | saysYearBefore) })
}
