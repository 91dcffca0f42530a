package ingest

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// A plan is nearly always the year's, even beside the outcome of a quarter, so
// a "KH" that does not say of what time it is taken for that, and this is told.
// Where the percentages beside it say otherwise, or the outcome of a quarter
// all but fulfils it, it may be the quarter's alone: then somebody is asked.

// settlePlans decides of what time the plans of a report on part of a year
// are whose headings do not say.
func (r *tableReader) settlePlans() {
	r.doubtNextPlans()
	r.settleSplit()
	if g := r.title.period.Grain(); g == catalog.Year || g == catalog.Term {
		return
	}
	r.settleAdjusted()
	if r.hasGroupsOfTime() {
		return // which say it
	}
	told := false
	for i := range r.columns {
		c := &r.columns[i]
		row, filled := r.firstFigure(c.col)
		if !filled || !c.isBarePlan() {
			continue
		}
		if m, ok := r.confirmed.find(MapMeasure, plain(c.leaf())); ok {
			c.retell(m, r.title)
			r.findings.noteMapping(m, r.vocabulary, r.grid.place(c.col, r.table.headTo))
			continue
		}
		switch said := r.planSpan(*c); {
		case said == ofPeriod:
			c.slot.period = r.title.period
		case said == unsure || said == unsaid && (r.hasYearPlan(*c) || r.looksFulfilled(*c)):
			c.kind = unclearPlanColumn
			r.askPlan(*c, codeColumnPlan, r.title.period, r.grid.place(c.col, row))
		case said == unsaid && !told:
			told = true
			r.findings.add(Note, codePlanOfYear, r.grid.place(c.col, r.table.headTo),
				Args{"column": sheet.ColName(c.col), "heading": c.head.text, "period": r.title.period, "year": c.slot.period})
		}
	}
}

// settleSplit asks of plans that name a year below a part of it which of the two
// they are of.
func (r *tableReader) settleSplit() {
	for i := range r.columns {
		c := &r.columns[i]
		row, filled := r.firstFigure(c.col)
		if !c.head.split || !filled || c.kind != figureColumn || c.slot.scenario != Plan {
			continue
		}
		if m, ok := r.confirmed.find(MapMeasure, plain(c.leaf())); ok {
			r.findings.noteMapping(m, r.vocabulary, r.grid.place(c.col, r.table.headTo))
			switch m.Target {
			case Ignore:
				c.kind = ignoredColumn
			case string(MeasurePlan):
				c.slot.period = yearOf(c.slot.period)
			}
			continue
		}
		c.kind = unclearPlanColumn
		r.askPlan(*c, codePlanOfPart, c.slot.period, r.grid.place(c.col, row))
	}
}

// doubtNextPlans leaves plans that do not say of what time they are below a title
// that speaks of the plan of a later time, "Kết quả năm 2024 và kế hoạch năm
// 2025": they may be of either. Where another column says that it has the later
// one, they are of the time reported on.
func (r *tableReader) doubtNextPlans() {
	next, ok := r.plannedNext()
	if !ok {
		return
	}
	for i := range r.columns {
		c := &r.columns[i]
		row, filled := r.firstFigure(c.col)
		if !filled || !c.isBarePlan() || slices.ContainsFunc(r.columns, func(other column) bool {
			return other.kind == figureColumn && other.slot.scenario == Plan && other.slot.period == next && r.isOfOne(*c, other)
		}) {
			continue
		}
		c.kind = unclearPlanColumn
		r.findings.add(Warning, codePlanOfNext, r.grid.place(c.col, row), Args{
			"column": sheet.ColName(c.col), "heading": c.head.text, "period": r.title.period, "next": next,
		})
	}
}

// withoutNextPlans does the same for rows, "- Kế hoạch" below an indicator, and
// leaves those out that are doubtful. Columns of times of their own say it.
func (r *tableReader) withoutNextPlans(lines []indicatorRow) []indicatorRow {
	next, ok := r.plannedNext()
	if !ok || slices.ContainsFunc(r.columns, func(c column) bool { return c.kind == figureColumn && (c.head.period != "" || c.head.bareYear) }) {
		return lines
	}
	later := map[string]bool{} // the indicators that have a row of the later plan
	for _, x := range lines {
		if x.said != nil && x.said.has(saysPlan) {
			s, ok := timed(*x.said, r.title)
			later[x.head.indicator.Code] = later[x.head.indicator.Code] || ok && s.period == next
		}
	}
	return slices.DeleteFunc(lines, func(x indicatorRow) bool {
		if x.said == nil || !x.said.isBarePlan() || later[x.head.indicator.Code] {
			return false
		}
		r.findings.add(Warning, codePlanRowOfNext, r.grid.place(r.firstFilled(x.row), x.row.Number), Args{
			"indicator": named(x.head.indicator), "period": r.title.period, "next": next,
		})
		return true
	})
}

// nextPlanWords say before a period that it is planned.
var nextPlanWords = regexp.MustCompile(`(?:^| )(?:kế hoạch|mục tiêu|chỉ tiêu|dự toán)(?: |$)`)

// plannedNext returns the later period of which a line above the table says
// that it is planned.
func (r *tableReader) plannedNext() (catalog.Period, bool) {
	for _, line := range r.lines {
		from := 0
		for _, m := range catalog.FindPeriods(line.text) {
			before := plain(line.text[from:m.Start])
			from = m.End
			p, ok := m.WithYear(r.title.period.Year())
			if ok && m.Outlook && p.First().After(r.title.period.Last()) && nextPlanWords.MatchString(before) {
				return p, true
			}
		}
	}
	return catalog.Period{}, false
}

// settleAdjusted gives a plan that does not say of what time it is the time of
// the one it adjusts, or that was adjusted: they are two of one plan.
func (r *tableReader) settleAdjusted() {
	for i := range r.columns {
		c := &r.columns[i]
		if !c.isBarePlan() {
			continue
		}
		for _, other := range r.columns {
			if other.kind == figureColumn && other.slot.scenario == Plan && !other.isBarePlan() &&
				other.head.has(saysCorrected) != c.head.has(saysCorrected) && r.isOfOne(*c, other) {
				c.slot.period, c.head.period, c.head.bareYear = other.slot.period, other.head.period, other.head.bareYear
				c.head.effects |= other.head.effects & (ownEffects | saysThisYear)
				break
			}
		}
	}
}

// settleAdded decides on plans that were added to: "KH bổ sung" may be what came
// to the plan, or the plan with that. Nothing is added up by itself. Where a
// column has the plan in force besides, it is a detail of that.
func (r *tableReader) settleAdded() {
	for i := range r.columns {
		c := &r.columns[i]
		row, filled := r.firstFigure(c.col)
		if c.kind != addedPlanColumn || !filled {
			continue
		}
		at := r.grid.place(c.col, row)
		args := Args{"column": sheet.ColName(c.col), "heading": c.head.text}
		if slices.ContainsFunc(r.columns, func(other column) bool {
			return other.kind == figureColumn && other.slot.scenario == Plan && other.head.has(saysCorrected) && r.isOfOne(*c, other)
		}) {
			r.findings.add(Note, codePlanDetail, at, args)
			continue
		}
		q := Question{Scope: r.layout(), Kind: MapMeasure, Text: plain(c.leaf()), Shown: c.leaf(), Candidates: equally([]string{string(MeasurePlan), Ignore})}
		m, answered := r.confirmed.find(MapMeasure, q.Text)
		switch {
		case answered && m.Target == Ignore:
			c.kind = ignoredColumn
		case answered && (m.Target == string(MeasurePlan) || m.Target == string(MeasurePeriodPlan)):
			c.head.effects = c.head.effects&^(saysAdded|saysPlan) | saysCorrected | effectOf[Measure(m.Target)]
			c.slot, _ = slotOf(c.head, r.title)
			c.kind = figureColumn
		default:
			r.findings.ask(Warning, codePlanAdded, at, args, q, nil)
			continue
		}
		r.findings.noteMapping(m, r.vocabulary, r.grid.place(c.col, r.table.headTo))
	}
}

// isBarePlan reports whether a column holds plans of a time it does not name.
func (c column) isBarePlan() bool {
	return c.kind == figureColumn && c.slot.scenario == Plan && !c.head.saysWhen()
}

// isBarePlan reports whether a row's words are of a plan of a time they do not name.
func (h heading) isBarePlan() bool { return h.has(saysPlan) && !h.saysWhen() }

// saysWhen reports whether a heading says of what time its figures are.
func (h heading) saysWhen() bool {
	return h.period != "" || h.bareYear || h.has(ownEffects|saysThisYear|saysCumulative)
}

// leaf is the lowest level of a heading.
func (c column) leaf() string {
	levels := strings.Split(c.head.text, " – ")
	return levels[len(levels)-1]
}

// retell makes the column what somebody has answered it to be.
func (c *column) retell(m Mapping, title caption) {
	if m.Target == Ignore {
		c.kind = ignoredColumn
		return
	}
	c.head.effects = c.head.effects&^saysPlan | effectOf[Measure(m.Target)]
	c.slot, _ = slotOf(c.head, title)
}

// askPlan asks whether the plans of a column are of a time or of its year.
func (r *tableReader) askPlan(c column, why code, of catalog.Period, at place) {
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: plain(c.leaf()), Shown: c.leaf(),
		Candidates: equally([]string{string(MeasurePeriodPlan), string(MeasurePlan)})}
	r.findings.ask(Warning, why, at, Args{
		"column": sheet.ColName(c.col), "heading": c.head.text, "period": of, "year": yearOf(of),
	}, q, nil)
}

// span is of what time the percentages of a table say that its plans are.
type span int

const (
	unsaid   span = iota
	ofYear        // "% KH năm", and they are
	ofPeriod      // "% KH quý", and they are
	unsure        // they are of no plan in the table
)

// planSpan looks for percentages beside a plan that name its time and fit it.
func (r *tableReader) planSpan(plan column) span {
	said := unsaid
	for _, check := range r.columns {
		if check.kind != checkColumn || check.of&saysPlan == 0 || check.head.has(saysGrowth) || !r.isOfOne(plan, check) {
			continue
		}
		named, _, _, dated := periodOf(check.head.period, r.title.period.Year())
		claim := unsaid
		switch {
		case dated && named == yearOf(r.title.period), !dated && check.head.bareYear:
			claim = ofYear
		case dated && named == r.title.period, check.head.has(ownEffects):
			claim = ofPeriod
		}
		if claim == unsaid {
			continue
		}
		fits := map[int]bool{} // by row
		r.eachPair(plan, func(row sheet.Row, planned, actual decimal.Decimal, _ int64) {
			printed, tolerance, ok := printedPercent(row.At(check.col), r.mark)
			if !ok {
				return
			}
			level := hundred.Mul(actual).DivRound(planned, 16)
			fits[row.Number] = fits[row.Number] || within(printed, level, tolerance) || within(printed.Shift(2), level, tolerance.Shift(2))
		})
		misfits := 0
		for _, fit := range fits {
			if !fit {
				misfits++
			}
		}
		switch {
		case len(fits) > 2*misfits:
			return claim
		case misfits > 0:
			said = unsure
		}
	}
	return said
}

// looksFulfilled reports whether most amounts are nearer to all of the plan
// than to the part of a year that the report is of. Counts are too small to
// tell: one admission of one that was planned says nothing.
func (r *tableReader) looksFulfilled(plan column) bool {
	const year = 12
	near, far := 0, 0
	r.eachPair(plan, func(_ sheet.Row, planned, actual decimal.Decimal, months int64) {
		share := decimal.NewFromInt(months).DivRound(decimal.NewFromInt(year), 16)
		attained := actual.DivRound(planned, 16)
		if attained.Mul(attained).GreaterThan(share) { // nearer to 1, as proportions go
			near++
		} else {
			far++
		}
	})
	return near > far
}

// eachPair visits the amounts that have both a plan in the column and an
// outcome of the report's period beside it, of so many months.
func (r *tableReader) eachPair(plan column, visit func(row sheet.Row, planned, actual decimal.Decimal, months int64)) {
	for _, c := range r.columns {
		if c.kind != figureColumn || c.slot.scenario != Actual || c.slot.role != Reported || c.slot.period != r.title.period || !r.isOfOne(plan, c) {
			continue
		}
		for _, row := range r.dataRows() {
			ind := plan.head.indicator
			if r.table.orientation == rowsAreIndicators {
				rest, _ := withoutNumbering(name(row.At(r.table.keyCol)))
				ind, _ = r.cat.Match(rest)
			}
			if ind.Kind != catalog.Flow || ind.Integer {
				continue
			}
			planned, _, ok1 := printedPercent(row.At(plan.col), r.mark)
			actual, _, ok2 := printedPercent(row.At(c.col), r.mark)
			if ok1 && ok2 && planned.IsPositive() && actual.IsPositive() {
				visit(row, planned, actual, monthsOf(c.slot))
			}
		}
	}
}

// isOfOne reports whether two columns are of one indicator and organisation
// and of amounts in one unit.
func (r *tableReader) isOfOne(a, b column) bool {
	if r.table.orientation == rowsAreIndicators {
		return r.orgColumns[a.col].org == r.orgColumns[b.col].org
	}
	ind, ok := b.head.indicator, b.head.known
	if b.kind == checkColumn {
		ind, ok = r.checked(b)
	}
	return ok && ind.Code == a.head.indicator.Code && (b.kind == checkColumn || a.head.unit.Code == b.head.unit.Code)
}

// hasYearPlan reports whether another column says that it holds the plan of
// the year for the same figures.
func (r *tableReader) hasYearPlan(plan column) bool {
	for _, c := range r.columns {
		if c.col != plan.col && c.kind == figureColumn && c.slot.sameFigure(plan.slot) && !c.isBarePlan() && r.isOfOne(plan, c) {
			return true
		}
	}
	return false
}
