package ingest

import (
	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// groupTime is what a row says of the figures below it.
type groupTime struct {
	said heading
	row  int
	at   place
	left bool // they are not taken, which is said
	tell func()
}

// isReported reports whether the rows of a group are of what the report reports.
func (t *groupTime) isReported() bool {
	return t == nil || !t.left && !t.said.has(saysPlan|saysSamePeriod|saysYearBefore)
}

// leaveGroup leaves the rows out that stand below a name like that of a group
// of another time before it, from which no number tells whether they are in that.
func (r *tableReader) leaveGroup(g *rowGroup, h heading, before *groupTime, at place) {
	g.time = &groupTime{said: h, row: at.row, at: at, left: true}
	g.time.tell = func() {
		r.findings.add(Warning, codeGroupAfter, at, Args{"text": h.text, "before": before.said.text, "other": before.at.cell()})
	}
}

// settleGroup decides what a group's figures are by what it says and what the one
// around it does; after tells that one of results stands before it. It returns nil if they are those of the report.
func (r *tableReader) settleGroup(around *groupTime, h heading, target, after bool, at place) *groupTime {
	if around != nil && around.left {
		return around
	}
	t := &groupTime{said: h, row: at.row, at: at}
	args := Args{"text": h.text, "period": r.title.period}
	left := func(c code) *groupTime {
		t.left, t.tell = true, func() { r.findings.add(Warning, c, at, args) }
		return t
	}
	if h.isOutcome() {
		if around != nil && isTimed(h) && around.said.has(saysPlan) {
			return left(codeGroupUnclear)
		}
		return around
	}
	if around != nil {
		whole, ok := around.said.heads(h, r.title)
		if !ok {
			return left(codeGroupUnclear)
		}
		h, t.said = whole, whole
	}
	p, _, _, named := periodOf(h.period, r.title.period.Year())
	own := named && p == r.title.period
	next, planned := r.plannedAhead()
	switch {
	case h.unclear || h.spansYears || h.has(saysPercent|saysCompared):
		return left(codeGroupUnclear)
	case h.has(saysForecast):
		rest, _ := withoutNumbering(h.text)
		if h.period == "" && !aheadOfGroup.MatchString(plain(rest)) { // "Nhiệm vụ trọng tâm"
			return r.askGroup(t, codeGroupPlan, args, MeasurePlan, MeasurePeriodPlan, MeasureActual)
		}
		return left(codeGroupForecast)
	case target && (own || !h.has(saysPlan) && named && p.Contains(r.title.period)):
		if !h.has(saysPlan) && own {
			break // "Chỉ tiêu kinh tế quý I"
		}
		aim := MeasurePlan
		if own {
			aim = MeasurePeriodPlan
		}
		return r.askGroup(t, codeGroupPlan, args, aim, MeasureActual)
	case h.has(saysPlan) && !h.saysWhen():
		switch {
		case planned && after: // "I. Kết quả, II. Kế hoạch", as the title has it
			t.said.period = next.Code()
			return t
		case planned:
			args["next"] = next
			return left(codeGroupNext)
		}
		if g := r.title.period.Grain(); g == catalog.Year || g == catalog.Term {
			return t
		}
		return r.askGroup(t, codeGroupPlan, args, MeasurePlan, MeasurePeriodPlan, MeasureActual)
	}
	if years, ok := r.isYearOfGroup(h); ok {
		if years == 0 && around == nil && r.beginsTheYear() && speaksOfParty(plain(h.text)) {
			return nil
		}
		return r.askYearOfGroup(t, years, args)
	}
	if p.IsZero() && h.period != "" && !readable(h.period) {
		return left(codeGroupUnclear)
	}
	s, ok := timed(t.said, r.title)
	if !ok && named && p.First().After(r.title.period.Last()) {
		return left(codeGroupLater)
	}
	if !ok {
		return left(codeGroupUnclear)
	}
	if plain, _ := slotOf(heading{}, r.title); s.sameFigure(plain) && s.status == plain.status || t.said.day != (moment{}) && s.period == r.title.period {
		return nil
	}
	return t
}

// plannedAhead returns the later period of which a line above the table says what
// is planned or to be done in it.
func (r *tableReader) plannedAhead() (catalog.Period, bool) {
	for _, line := range r.lines {
		for _, m := range catalog.FindPeriods(line.text) {
			p, ok := m.WithYear(r.title.period.Year())
			if ok && p.First().After(r.title.period.Last()) {
				return p, true
			}
		}
	}
	return catalog.Period{}, false
}

// isYearOfGroup reports whether a group's name says no more of time than a year
// whose same part it may mean: see [tableReader.isYearOfEither].
func (r *tableReader) isYearOfGroup(h heading) (years int, ok bool) {
	reported := r.title.period
	if g := reported.Grain(); g == catalog.Year || g == catalog.Term || h.has(saysPlan|saysSamePeriod|saysEstimate|saysCumulative|beforeEffects) || h.day != (moment{}) || saysWholeYear(h.text) {
		return 0, false
	}
	if h.has(saysYearBefore) && h.period == "" {
		return -1, true
	}
	p, _, _, named := periodOf(h.period, reported.Year())
	return p.Year() - reported.Year(), named && p.Grain() == catalog.Year && p.Year() <= reported.Year()
}

// beginsTheYear reports whether the report is of all of a year so far and not of the
// whole: a section of the Party's work in that year, "Công tác xây dựng Đảng năm
// 2024", can then only be of the report's time.
func (r *tableReader) beginsTheYear() bool {
	const months = 12
	first, last := r.title.period.Months()
	return first%months == 0 && last-first+1 < months
}

// askYearOfGroup asks of what part of a year the figures of a group are.
func (r *tableReader) askYearOfGroup(t *groupTime, years int, args Args) *groupTime {
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: yearKey(years), Shown: t.said.text,
		Candidates: equally([]string{string(MeasureYearPart), string(MeasureYear)})}
	m, answered := r.confirmed.find(MapMeasure, q.Text)
	whole := m.Target == string(MeasureYear)
	if !answered || whole && years == 0 {
		t.left, t.tell = true, func() { r.findings.ask(Warning, codeGroupYear, t.at, args, q, nil) }
		return t
	}
	r.findings.noteMapping(m, r.vocabulary, t.at)
	if m.Target == Ignore {
		t.left = true
		return t
	}
	p := r.title.period.AddYears(years)
	if whole {
		p, t.said.text = yearOf(p), "cả năm "+t.said.text
	}
	t.said.effects &^= saysYearBefore
	if t.said.period = p.Code(); years == 0 {
		return nil
	}
	return t
}

// askGroup asks what a group's figures are.
func (r *tableReader) askGroup(t *groupTime, c code, args Args, targets ...Measure) *groupTime {
	var list []string
	for _, m := range targets {
		list = append(list, string(m))
	}
	rest, _ := withoutNumbering(t.said.text)
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: timeless(rest), Shown: t.said.text, Candidates: equally(list)}
	m, answered := r.confirmed.find(MapMeasure, q.Text)
	if !answered {
		t.left, t.tell = true, func() { r.findings.ask(Warning, c, t.at, args, q, nil) }
		return t
	}
	r.findings.noteMapping(m, r.vocabulary, t.at)
	switch m.Target {
	case Ignore:
		t.left = true
		return t
	case string(MeasureActual):
		return nil
	}
	t.said = heading{text: t.said.text, effects: effectOf[Measure(m.Target)]}
	switch Measure(m.Target) {
	case MeasurePlan:
		t.said.period = yearOf(r.title.period).Code()
	case MeasurePeriodPlan:
		t.said.period = r.title.period.Code()
	}
	return t
}

// heads returns what a group and what stands below it, another group, a row or a
// column, say together. It reports false if they contradict each other.
func (h heading) heads(below heading, title caption) (heading, bool) {
	whole := below
	if h.text != below.text {
		whole.text = h.text + levelMark + below.text
	}
	year := title.period.Year()
	p, _, _, upper := periodOf(h.period, year)
	q, _, dated, lower := periodOf(below.period, year)
	const earlier = saysSamePeriod | saysYearBefore
	switch {
	case h.has(saysPlan) && !below.has(saysPlan) && (below.has(earlier|saysCumulative) || lower && (!upper || p != q) || below.effects&statusEffects != 0),
		h.has(earlier) && (below.has(saysPlan) || lower && dated),
		h.unclear || below.unclear || h.spansYears || below.spansYears:
		return whole, false
	}
	whole.effects |= h.effects
	if below.bareYear && below.has(saysPlan) && !lower {
		if upper && p.Grain() != catalog.Year {
			return whole, !h.has(saysPlan) // "KH năm" among the figures of a quarter is the year's all the same
		}
	}
	if !lower {
		whole.period, whole.bareYear = h.period, h.bareYear || below.bareYear
	} else if upper {
		whole.period = h.period
		whole.addPeriod(below.period)
		both, _, _, _ := periodOf(whole.period, year)
		if both == q && p != q && !p.Last().Equal(q.Last()) && !p.Contains(q) {
			return whole, false
		}
	}
	if below.day == (moment{}) {
		whole.day = h.day
	}
	return whole, true
}

// underGroup returns a column of figures, and what a row says of them, as the
// group that the row stands in makes them out. It reports false if their figures
// are not taken, and says so at the first of them.
func (r *tableReader) underGroup(c column, over *groupTime, said *heading, filled bool) (column, *heading, bool) {
	if over == nil {
		return c, said, true
	}
	if over.left {
		if filled && over.tell != nil {
			over.tell()
			over.tell = nil
		}
		return c, said, false
	}
	whole, ok := over.said, true
	if said != nil {
		whole, ok = whole.heads(*said, r.title)
		ok = ok && (!said.isOutcome() || !over.said.has(saysPlan))
	}
	plainly := c.head.effects&^(statusEffects|ownEffects) == 0 && c.head.period == "" && c.head.day == moment{} && !c.head.bareYear
	at := c
	switch {
	case ok && plainly && c.slot.scenario == Actual && said != nil:
		return c, &whole, true
	case ok && plainly && c.slot.scenario == Actual:
		at, ok = r.narrowed(c, &whole)
	case ok:
		at, ok = r.headedBy(c, whole)
	}
	if !ok && filled {
		r.tellGroupColumn(over, c)
	}
	return at, nil, ok
}

// headedBy returns a column that says itself what its figures are as it reads
// below the words of a group.
func (r *tableReader) headedBy(c column, group heading) (column, bool) {
	whole, ok := group.heads(c.head, r.title)
	if !ok {
		return c, false
	}
	if p, _, _, named := periodOf(group.period, r.title.period.Year()); named && p == r.title.period && !group.has(saysPlan|saysSamePeriod) {
		return c, true // whose status is that of its own column
	}
	s, ok := timed(whole, r.title)
	if !ok {
		return c, false
	}
	if !s.sameFigure(c.slot) {
		c.beside = 0
	}
	c.slot = s
	c.head.period, c.head.bareYear, c.head.effects = whole.period, whole.bareYear, whole.effects
	return c, true
}

// hasGroupsOfTime reports whether rows of the table head the figures of parts of
// the report's time.
func (r *tableReader) hasGroupsOfTime() bool {
	for _, row := range r.dataRows() {
		text := name(row.At(r.table.keyCol))
		if text == "" || r.isFilled(row) {
			continue
		}
		h, _, empty := r.timeOfGroup(text)
		if p, _, _, named := periodOf(h.period, r.title.period.Year()); empty && named && p != r.title.period && r.title.period.Contains(p) {
			return true
		}
	}
	return false
}

// tellGroupColumn says once that a group and a column say different things.
func (r *tableReader) tellGroupColumn(over *groupTime, c column) {
	key := [2]int{over.row, c.col}
	if r.groupsTold[key] {
		return
	}
	if r.groupsTold == nil {
		r.groupsTold = map[[2]int]bool{}
	}
	r.groupsTold[key] = true
	r.findings.add(Warning, codeGroupColumn, over.at, Args{"text": over.said.text, "column": sheet.ColName(c.col), "heading": c.head.text, "period": r.title.period})
}
