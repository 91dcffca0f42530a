package dashboards

import (
	"slices"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// findings are the rows the first page is made of: one organisation, one
// period, what led there and who stands behind it.
type findings struct {
	org     entry
	period  catalog.Period
	now     map[string]warehouse.Row      // the period's figures, by indicator
	past    map[string][]warehouse.Row    // the last periods, by indicator, oldest first
	members map[string][]warehouse.Row    // members' figures of the period, by indicator
	names   map[string]catalog.OrgVersion // as they were called then
	plans   map[string]warehouse.Row      // what the plan page holds against the organisation's plans, by indicator
	units   map[catalog.Period]string     // who belonged to the organisation at the end of each shown period
	failed  []warehouse.FailedCheck       // what was found about the period's figures, of the organisation and those below

	// Of flows with a plan for the year: the year until the period ends. Absent
	// where the period's own figure is just that.
	year        map[string]warehouse.Row // by indicator
	yearMembers []warehouse.Row          // of the main figure, by member
}

func (f findings) place() place { return place{f.org.org.Org, f.period} }

// planned are the members' rows of the main figure that are held against their
// plans: the year so far, or the period where that is the same.
func (f findings) planned(code string) []warehouse.Row {
	if len(f.yearMembers) > 0 && f.yearMembers[0].Indicator == code {
		return f.yearMembers
	}
	return f.members[code]
}

// series is the course of an indicator.
func (f findings) series(i catalog.Indicator) series {
	s := series{indicator: i, rows: f.past[i.Code], units: f.units}
	for _, r := range slices.Backward(s.rows) {
		last := s.rows[len(s.rows)-1]
		if f.units[r.Period] != f.units[last.Period] || r.Source != last.Source || r.Coverage.Expected != last.Coverage.Expected || !r.Coverage.Complete() {
			break
		}
		s.steady++
	}
	return s
}
