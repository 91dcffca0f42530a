package dashboards

import (
	"slices"
	"strings"

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
// Of what was known on an earlier day nobody can say that it was not due: who
// owes it may not have been known either.
func (w words) absent(a absence) string {
	if a == notDue && !w.manner.asOf.IsZero() {
		return w.say("page.absent.then")
	}
	return w.say("page.absent." + string(a))
}

func (w words) briefly(a absence) string { return w.say("page.mark." + string(a)) }

// absentOf says why a row has no figure of the page's period, and of one that is
// not due how often it is reported; where nobody ever has to report it, that.
func (w words) absentOf(r warehouse.Row) string {
	text, rhythm := w.absent(absenceOf(r)), w.rhythm(r)
	switch {
	case rhythm == never:
		return w.say("page.absent.not_owed")
	case rhythm != "":
		return text + ", " + rhythm
	}
	return text
}

// absentThen says the same of a row of another period.
func (w words) absentThen(r warehouse.Row) string {
	if absenceOf(r) != notDue {
		return w.absent(absenceOf(r))
	}
	text, rhythm := w.briefly(notDue), w.rhythm(r)
	if rhythm != "" && rhythm != never {
		text += ", " + rhythm
	}
	return text
}

// never is the rhythm of what nobody has to report.
const never = "never"

// rhythm says how often what is not due is reported: "báo cáo theo quý"; "" for
// everything else, and where that is not known.
func (w words) rhythm(r warehouse.Row) string {
	i, ok := w.catalog.Indicator(r.Indicator)
	if !ok || w.dir == nil || absenceOf(r) != notDue {
		return ""
	}
	every := w.dir.every(r.Org, i, r.Period)
	if len(every) == 0 {
		return never
	}
	var grains []string
	for _, g := range every {
		if g > r.Period.Grain() {
			grains = append(grains, w.say("page.grain."+grainKey(g)))
		}
	}
	if len(grains) == 0 {
		return ""
	}
	return w.say("page.absent.every", "grains", strings.Join(grains, ", "))
}

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
	text := w.absentOf(f.whole[i.Code])
	known, ok := f.known[i.Code]
	if !ok {
		return text
	}
	return w.say("plan.not_due.known", "absent", text, "span", w.span(known.Period, catalog.Cumulative), "value", w.amountOf(known, i, lacksUnits(known)))
}
