package ingest

import (
	"cmp"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// A row and its column may say different things of the figure where they
// meet.

// clash reports a figure that row and column describe differently. Of a plan in
// a column of the report's period it asks whether it is that period's or the
// year's, of a year whether all of it or the column's part is meant, and
// returns the column as somebody has answered.
func (r *tableReader) clash(c column, said *heading, at place) (told column, ok bool) {
	args := Args{"text": said.text, "column": sheet.ColName(c.col), "heading": c.head.text, "period": r.title.period}
	if years, ok := r.isYearOfEither(c, said); ok {
		return r.clashOfYears(c, said, years, at, args)
	}
	if !r.isPlanOfEither(c, said) {
		r.findings.add(Warning, codeMeasureUnclear, at, args)
		return c, false
	}
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: cmp.Or(said.key, plain(said.text)), Shown: said.text,
		Candidates: equally([]string{string(MeasurePeriodPlan), string(MeasurePlan)})}
	m, answered := r.confirmed.find(MapMeasure, q.Text)
	if !answered {
		r.findings.ask(Warning, codeMeasureUnclear, at, args, q, nil)
		return c, false
	}
	r.findings.noteMapping(m, r.vocabulary, at)
	if m.Target == Ignore {
		return c, false
	}
	retold := *said
	retold.effects = retold.effects&^saysPlan | effectOf[Measure(m.Target)]
	c.beside = 0
	c.slot, ok = slotOf(retold, r.title)
	return c, ok
}

// isPlanOfEither reports whether a row says no more than that its figures are
// planned, in a column that says no more than that they are of the report's
// period.
func (r *tableReader) isPlanOfEither(c column, said *heading) bool {
	return said.effects == saysPlan && said.period == "" && !said.bareYear && said.day == moment{} &&
		c.slot.scenario == Actual && c.slot.role == Reported && c.slot.period == r.title.period &&
		c.head.day == moment{} && !c.head.has(^(statusEffects | ownEffects)) && !r.plansInColumns()
}

// isYearOfEither reports whether a row says no more than a year, "- Năm 2025"
// or "Năm trước", in a column of a part of one; years is how many after the
// report's it is.
func (r *tableReader) isYearOfEither(c column, said *heading) (years int, ok bool) {
	reported := r.title.period
	switch {
	case reported.Grain() == catalog.Year || reported.Grain() == catalog.Term,
		said.has(^(saysYearBefore | saysFinal | saysPreliminary)) || said.day != moment{} || said.unclear || said.spansYears || saysWholeYear(said.text),
		c.slot.scenario != Actual || c.slot.period.Grain() == catalog.Year || c.head.day != moment{} || c.head.has(saysSamePeriod|saysYearBefore|beforeEffects):
		return 0, false
	case said.has(saysYearBefore) && said.period == "":
		return -1, true
	}
	p, _, _, named := periodOf(said.period, reported.Year())
	return p.Year() - reported.Year(), named && p.Grain() == catalog.Year && p.Year() <= reported.Year()
}

// clashOfYears asks of what part of a year a row's figures are, as [askYear]
// does of columns. All of the report's own year is not over.
func (r *tableReader) clashOfYears(c column, said *heading, years int, at place, args Args) (told column, ok bool) {
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: yearKey(years), Shown: said.text,
		Candidates: equally([]string{string(MeasureYearPart), string(MeasureYear)})}
	m, answered := r.confirmed.find(MapMeasure, q.Text)
	whole := m.Target == string(MeasureYear)
	if !answered || whole && years == 0 {
		r.findings.ask(Warning, codeMeasureYear, at, args, q, nil)
		return c, false
	}
	r.findings.noteMapping(m, r.vocabulary, at)
	if m.Target == Ignore {
		return c, false
	}
	c.beside = 0
	if years != 0 {
		c.slot.role, c.slot.status = SamePeriod, statusOf(*said, catalog.Preliminary)
	}
	if c.slot.period = c.slot.period.AddYears(years); whole {
		c.slot.period, c.slot.basis = yearOf(r.title.period).AddYears(years), catalog.Discrete
	}
	return c, true
}
