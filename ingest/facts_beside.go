package ingest

import (
	"giaoban/ingest/catalog"
)

// outdone is a column of figures that do not count beside those of another.
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
	at := outdone{why, left.at.sheet, left.at.col}
	if r.outdone[at] {
		return true
	}
	if r.outdone == nil {
		r.outdone = map[outdone]bool{}
	}
	r.outdone[at] = true
	r.findings.add(Note, why, left.at, Args{"indicator": named(x.indicator), "other": taken.at.cell()})
	return true
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
