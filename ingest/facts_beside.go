package ingest

import (
	"slices"

	"giaoban/ingest/catalog"
)

// outdone is a column of figures, or a row by its number below zero, that do not
// count.
type outdone struct {
	why   code
	sheet string
	col   int
}

// choose decides between two different figures of one thing in a row, where
// what stands above them tells which counts, and says of the other column what
// became of it. It reports false where nothing tells.
func (r *readings) choose(first *reading, x reading) bool {
	var why code
	var takesX bool
	switch {
	case x.isLevelBeside(*first), first.isLevelBeside(x):
		why, takesX = codeStockChange, x.until
	case x.slot.scenario == Plan && (x.slot.status == catalog.Corrected) != (first.slot.status == catalog.Corrected):
		why, takesX = codePlanAdjusted, x.slot.status == catalog.Corrected
	default:
		return false
	}
	taken, left := *first, x
	if takesX {
		taken, left = x, *first
		*first = x
	}
	if r.isFirst(outdone{why, left.at.sheet, left.at.col}) {
		r.findings.add(Note, why, left.at, Args{"indicator": named(x.indicator), "other": taken.at.cell()})
	}
	return true
}

// isFirst reports whether nothing has been told of a column yet, and notes that it
// is now.
func (r *readings) isFirst(at outdone) bool {
	if r.outdone == nil {
		r.outdone = map[outdone]bool{}
	}
	told := r.outdone[at]
	r.outdone[at] = true
	return !told
}

// levelKey is what the answer is remembered by to which of two cells has the
// level at the end of the time, where one stands below "Lũy kế".
const levelKey = "số cuối kỳ ở một trong hai cột"

// settleLevel decides between two different figures of a level in a row, of which
// one stands below "Lũy kế". A level does not add up: the other may be how much
// it changed, or either may be the level. Until somebody has told in which of
// them it stands none is taken.
func (r *tableReader) settleLevel(first, x reading) (taken reading, ok bool) {
	own, added := first, x
	if first.added {
		own, added = x, first
	}
	m, answered := r.confirmed.find(MapMeasure, levelKey)
	if answered && !r.told[codeStockTwice] {
		r.told[codeStockTwice] = true
		r.findings.noteMapping(m, r.vocabulary, x.at)
	}
	switch {
	case answered && m.Target == string(MeasureCumulative):
		return added, true
	case answered && m.Target == string(MeasureActual):
		return own, true
	case answered && m.Target == Ignore:
		return own, false
	}
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: levelKey, Shown: r.wordsOf(own) + " | " + r.wordsOf(added),
		Candidates: equally([]string{string(MeasureActual), string(MeasureCumulative)})}
	r.findings.ask(Warning, codeStockTwice, x.at, Args{"indicator": named(x.indicator), "own": own.at.cell(), "added": added.at.cell(),
		"actual": say("measure."+string(MeasureActual), nil), "cumulative": say("measure."+string(MeasureCumulative), nil)}, q, nil)
	return own, false
}

// hasParts reports whether columns are of other parts of a time than the last.
func (r *tableReader) hasParts(whole, last catalog.Period) bool {
	return slices.ContainsFunc(r.columns, func(c column) bool {
		return c.kind == figureColumn && c.slot.period != whole && c.slot.period != last && whole.Contains(c.slot.period) && !c.slot.period.Contains(last)
	})
}

// wordsOf returns what is said of a figure by its column or, in a row without a
// name of its own, by that.
func (r *tableReader) wordsOf(x reading) string {
	if x.item != 0 && x.item != x.at.row {
		rest, _ := withoutNumbering(name(r.grid.At(r.table.keyCol, x.at.row)))
		return rest
	}
	if x.at.col > len(r.columns) {
		return "" // of a table beside this one
	}
	return r.columns[x.at.col-1].head.text
}

// isLevelBeside reports whether a figure is what there was at the end of the
// period and the other how much of it came or went: "Đến nay" beside "Trong
// tháng". More cannot have come than there is, nor gone by more than that.
func (x reading) isLevelBeside(change reading) bool {
	if x.indicator.Kind != catalog.Stock || x.slot.scenario != Actual || !x.until || change.until ||
		x.quantity.notApplicable || change.quantity.notApplicable {
		return false
	}
	size := change.quantity.value.Mul(change.quantity.unit.Mul).Abs()
	return size.LessThanOrEqual(x.quantity.value.Mul(x.quantity.unit.Mul))
}
