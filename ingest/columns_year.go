package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// settleYears looks at what only the columns beside each other tell in a
// report on part of a year. Beside "Năm nay", which is the report's period,
// "Năm trước" is the same period of the year before; beside the outcome of the
// whole year, or just before the plan of one, it is the whole of it. "Năm 2023"
// beside "Năm 2024" may be either, and so may "Năm trước" elsewhere.
// What stays in doubt is asked about: a year read for a quarter looks right.
func settleYears(columns []column, reported catalog.Period, known confirmed) {
	if reported.Grain() == catalog.Year || reported.Grain() == catalog.Term {
		return
	}
	bareYear := func(c column) (catalog.Period, bool) {
		p, _, _, named := periodOf(c.head.period, reported.Year())
		return p, named && p.Grain() == catalog.Year && !saysWholeYear(c.head.text) &&
			!c.head.has(saysPlan|saysSamePeriod|saysEstimate) && (c.kind == figureColumn || c.kind == laterColumn)
	}
	paired := slices.ContainsFunc(columns, func(c column) bool {
		p, ok := bareYear(c)
		return ok && p.Year() == reported.Year()
	})
	thisYear := slices.ContainsFunc(columns, func(c column) bool {
		return c.kind == figureColumn && c.head.has(saysThisYear) && c.slot.scenario == Actual && c.slot.period == reported
	})
	ofYear := func(c column, of Scenario) bool {
		return c.kind == figureColumn && c.slot.scenario == of && c.slot.role == Reported && c.slot.period == yearOf(reported)
	}
	outcome := slices.ContainsFunc(columns, func(c column) bool { return ofYear(c, Actual) })
	for i := range columns {
		c := &columns[i]
		named, bare := bareYear(*c)
		bare = bare && !c.head.isYearToDate(named, reported)
		before := c.kind == figureColumn && c.head.has(saysYearBefore) && c.slot.scenario == Actual &&
			c.slot.period == yearOf(reported).AddYears(-1)
		beforePlan := i+1 < len(columns) && ofYear(columns[i+1], Plan)
		switch {
		case before && thisYear:
			c.slot.period = reported.AddYears(-1)
			if c.head.has(saysCumulative) && !reported.Cumulative() {
				c.slot.basis = catalog.Cumulative
			}
		case bare && paired, before && !outcome && !beforePlan && !saysWholeYear(c.head.text):
			c.consultYear(reported, known)
		}
	}
}

// saysWholeYear reports whether a heading says that it is of all of a year.
func saysWholeYear(text string) bool { return strings.Contains(plain(text), "cả năm") }

// consultYear reads a column of a year as somebody has confirmed it: of the
// whole year, or of the report's part of it. Else it is not clear.
func (c *column) consultYear(reported catalog.Period, known confirmed) {
	own, _, _, named := periodOf(c.head.period, reported.Year())
	if !named {
		own = yearOf(reported).AddYears(-1) // "Năm trước"
	}
	c.year = own.Year() - reported.Year()
	m, ok := known.find(MapMeasure, yearKey(c.year))
	switch {
	case ok && m.Target == Ignore:
		c.kind = ignoredColumn
	case ok && m.Target == string(MeasureYearPart):
		c.kind, c.slot.period = figureColumn, reported.AddYears(c.year)
		if c.slot.role = Reported; c.year != 0 {
			c.slot.role = SamePeriod
		}
	case ok && m.Target == string(MeasureYear): // as it reads
	default:
		c.kind = unclearYearColumn
		return
	}
	c.mapped = m
}

// yearKey is what a column of a year is remembered by: in next year's workbook
// it is another year, as many before the report's.
func yearKey(year int) string {
	switch year {
	case 0:
		return "năm nay"
	case -1:
		return "năm trước"
	}
	return fmt.Sprintf("năm %+d", year)
}

var isYearKey = regexp.MustCompile(`^năm (?:nay|trước|[+-]\d+)$`)

// askYear asks whether a column is of a whole year or of the report's part of it.
func (r *tableReader) askYear(c column, at place, args Args) {
	r.findings.ask(Error, codeColumnYear, at, args, Question{Scope: r.layout(), Kind: MapMeasure, Text: yearKey(c.year), Shown: c.head.text,
		Candidates: equally([]string{string(MeasureYearPart), string(MeasureYear)})}, nil)
}
