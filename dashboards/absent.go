package dashboards

import (
	"slices"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// absence is why a figure is not there. Each reads and looks different from the
// others and from zero: only what somebody owes is missing.
type absence string

const (
	unreported    absence = "missing"
	notApplicable absence = "not_applicable" // the reports say that there is no such thing
	notDue        absence = "not_due"        // nobody owes it for the period, as in the months of a quarterly figure
)

// absenceOf says why a row has no figure of its period.
func absenceOf(r warehouse.Row) absence {
	switch {
	case r.NotApplicable:
		return notApplicable
	case r.Coverage.Expected == 0:
		return notDue
	}
	return unreported
}

// undue reports whether a row has no figure because nobody owes one.
func undue(r warehouse.Row) bool { return r.Value == nil && absenceOf(r) == notDue }

// absent says in words why there is no figure; briefly says it in the few that
// a mark or a cell has room for.
func (w words) absent(a absence) string { return w.say("page.absent." + string(a)) }

func (w words) briefly(a absence) string { return w.say("page.mark." + string(a)) }

// heatAbsent is the sign of an absent figure in the cells of a map, which have
// no room for words.
func heatAbsent(a absence) string {
	switch a {
	case notApplicable:
		return "×"
	case notDue:
		return "·"
	}
	return "–"
}

// coverageOfLack is that of the first of some periods of which a figure is owed
// and not there, so that their sum is absent for the same reason; none where all
// that it lacks is owed by nobody.
func coverageOfLack(rows []warehouse.Row) warehouse.Coverage {
	at := slices.IndexFunc(rows, func(r warehouse.Row) bool { return alone(r) == nil && absenceOf(r) == unreported })
	if at < 0 {
		return warehouse.Coverage{}
	}
	return rows[at].Coverage
}

// lastKnown is the running total up to the first of some periods that lacks a
// figure; false where that is the first of all.
func lastKnown(rows []warehouse.Row) (warehouse.Row, bool) {
	rows = slices.SortedFunc(slices.Values(rows), func(a, b warehouse.Row) int { return a.Period.Last().Compare(b.Period.Last()) })
	if n := slices.IndexFunc(rows, func(r warehouse.Row) bool { return alone(r) == nil }); n >= 0 {
		rows = rows[:n]
	}
	return toDate(rows)
}

// noneDone says on the plan page why there is no figure of the year so far, and
// of what is not due the last one there was.
func (w words) noneDone(f planned, i catalog.Indicator) string {
	text := w.absent(absenceOf(f.whole[i.Code]))
	known, ok := f.known[i.Code]
	if !ok {
		return text
	}
	return w.say("plan.not_due.known", "absent", text, "span", w.span(known.Period, catalog.Cumulative), "value", w.amountOf(known, i, lacksUnits(known)))
}
