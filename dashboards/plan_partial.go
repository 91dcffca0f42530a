package dashboards

import (
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// progress is how far a plan has come: of all its units, or where some of them
// lack a figure or a plan of those that have both. It is nil where not even
// those can be compared.
func (w words) progress(r warehouse.Row, i catalog.Indicator) *bullet {
	if b := w.bullet(r, i); b != nil {
		return b
	}
	a := r.Plan
	if !inPart(r) || a.LikeForLikePct == nil || a.UnitsBoth == 0 {
		return nil
	}
	b := w.bulletOf(*a.LikeForLikePct, r, i)
	// The plan as a whole is one of more units than the share is of.
	b.Units, b.Of = a.UnitsBoth, w.ofBoth(r, i)
	return b
}

// ofBoth says what the attainment of the units that have both a figure and a
// plan is a share of: their plan, which is not the plan of all, and where others
// have reported without a plan their figure too.
func (w words) ofBoth(r warehouse.Row, i catalog.Indicator) string {
	a := r.Plan
	target := w.amount(*a.LikeForLikePlan, i, planPlaces(*a.LikeForLikePlan, i))
	if a.LikeForLikeValue.Equal(*r.Value) {
		return w.say("plan.part.plan", "plan", target, "period", w.planWord(a.Period), "units", a.UnitsBoth)
	}
	return w.say("plan.part.both", "value", w.amount(*a.LikeForLikeValue, i, i.Precision), "plan", target, "period", w.planWord(a.Period), "units", a.UnitsBoth)
}

// inPart reports whether a figure stands beside its plan for some of the units
// only.
func inPart(r warehouse.Row) bool {
	return r.Value != nil && r.Plan != nil && !r.Plan.Comparable && r.Plan.Reason == warehouse.PartialCoverage
}

// lack says what a figure in part lacks: reports, or plans; "" for others.
func (w words) lack(r warehouse.Row) string {
	switch {
	case !inPart(r):
		return ""
	case !r.Coverage.Complete():
		return w.say("plan.part.reports", "n", r.Coverage.Expected-r.Coverage.Reported)
	case !r.Plan.Coverage.Complete():
		return w.say("plan.part.plans", "n", r.Plan.Coverage.Expected-r.Plan.Coverage.Reported)
	}
	return w.reason(r.Plan.Reason)
}

// planTally sorts organisations by what can be said of their plans. Who is late
// with one plan is late, whatever the others lack.
type planTally struct {
	of       int // that have a plan
	late     int
	part     int // of the others: those that lack reports or plans for one of them
	partLate int // of these: late as far as reported
}

// tallyPlans counts each organisation once.
func (w words) tallyPlans(of []memberPlans, indicators []catalog.Indicator) planTally {
	var t planTally
	for _, one := range of {
		planned, late, part, partLate := false, false, false, false
		for _, i := range indicators {
			r := one.rows[i.Code]
			if r.Plan == nil || r.NotApplicable {
				continue
			}
			planned = true
			b := w.progress(r, i)
			whole := b != nil && b.Units == 0
			late = late || whole && b.Tone == bad
			part = part || r.Value == nil && r.Coverage.Expected > 0 || inPart(r)
			partLate = partLate || b != nil && !whole && b.Tone == bad
		}
		switch {
		case late:
			t.late++
		case part:
			t.part++
			if partLate {
				t.partLate++
			}
		}
		if planned {
			t.of++
		}
	}
	return t
}

// lackingPlans ends a sentence about who is late with those of whom that cannot be
// said for all they owe; "" when there are none.
func (w words) lackingPlans(t planTally, units string) string {
	switch {
	case t.part == 0:
		return ""
	case t.partLate == 0:
		return w.say("plan.part.lacking", "n", t.part, "units", units)
	case t.partLate == t.part:
		return w.say("plan.part.lacking_all_late", "n", t.part, "units", units)
	}
	return w.say("plan.part.lacking_late", "n", t.part, "units", units, "late", t.partLate)
}

// uncompared says in a table why an attainment is absent, or of whom it is; ""
// for one of all units.
func (w words) uncompared(r warehouse.Row, i catalog.Indicator) string {
	b := w.progress(r, i)
	switch {
	case r.Plan == nil:
		return w.say("plan.cell.no_plan")
	case b != nil && b.Units > 0:
		return b.Of + "; " + w.lack(r)
	case b != nil:
		return ""
	case r.Value == nil:
		return w.absentOf(r)
	case inPart(r):
		return w.lack(r)
	}
	return w.planNote(r, i)
}
