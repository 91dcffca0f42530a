package dashboards

import (
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// figure is one number as a page shows it: never without what it is, its
// unit, its status and how many units stand behind it.
type figure struct {
	Code      string
	Name      string
	Value     string // "9.605,38"; "" when there is none
	Unit      string
	Parts     string // a ratio as counted: "8/17"
	Source    string // address of its passport
	Percent   string // what follows a percentage: the sign, spaced as the language does
	Absent    string // in words, when Value is ""
	NotNeeded bool   // not applicable rather than missing
	NotDue    bool   // owed by nobody rather than missing
	Basis     string // "lũy kế", when it is not the period alone
	Status    string
	Estimate  bool
	Coverage  string
	Complete  bool
	Change    *change
	Plan      *bullet
	PlanNote  string // why there is no attainment to show, though there is a plan
	Spark     *spark

	row       warehouse.Row
	indicator catalog.Indicator
}

// likeCompared reports whether a figure's change is one of the units that both
// sides have.
func likeCompared(f figure) bool { return f.Change != nil && f.Change.Units > 0 }

// figure renders a row.
func (w words) figure(r warehouse.Row, i catalog.Indicator) figure {
	f := figure{
		Code: i.Code, Name: w.name(i), Unit: w.unit(i.Unit), row: r, indicator: i,
		Status: w.status(r.Status), Estimate: r.Status == catalog.Estimate,
		Complete: r.Coverage.Complete(),
	}
	switch {
	case r.Value != nil:
		f.Value, f.Unit = w.value(*r.Value, i), w.counted(*r.Value, f.Unit)
		f.Source = w.figureHref(r.Org, r.Indicator, r.Period)
	case absenceOf(r) == notApplicable:
		f.NotNeeded, f.Absent = true, w.absent(notApplicable)
		f.Source = w.figureHref(r.Org, r.Indicator, r.Period)
	default:
		f.NotDue, f.Absent = absenceOf(r) == notDue, w.absentOf(r)
	}
	if i.Kind == catalog.Ratio {
		f.Unit, f.Percent = "%", w.percentSign()
		if r.Num != nil && r.Den != nil && r.Value != nil {
			f.Parts = w.number(*r.Num, 0) + "/" + w.number(*r.Den, 0)
		}
	}
	if r.Basis == catalog.Cumulative {
		f.Basis = w.cumulated(r.Period)
	}
	f.Coverage = w.reported(r)
	if r.Source == warehouse.FromOwn {
		f.Complete = true
	}
	if r.Value != nil {
		f.Change = w.change(r, i)
		f.Plan = w.bullet(r, i)
		if r.Plan != nil && !r.Plan.Comparable && r.Plan.Reason != "" {
			f.PlanNote = w.planNote(r, i)
		}
	}
	return f
}
