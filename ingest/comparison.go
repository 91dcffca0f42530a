package ingest

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// proportion is a printed proportion or change, checked when all rows of its
// item are read.
type proportion struct {
	cell      sheet.Cell
	minus     *sheet.Cell // decreases beside increases, nil for none
	col       column
	indicator catalog.Indicator
	of        itemKey
	at        place
}

// compare notes a row's cell in a column of proportions.
func (r *tableReader) compare(row sheet.Row, col column, ind catalog.Indicator, of itemKey, at place) {
	p := proportion{cell: row.At(col.col), col: col, indicator: ind, of: of, at: at}
	if col.minus > 0 {
		less := row.At(col.minus)
		p.minus = &less
	}
	r.proportions = append(r.proportions, p)
}

// proportionOf makes a check of a figure column's cell in a row of proportions.
// Below what was planned, or came about before, it is of figures that may
// stand nowhere.
func proportionOf(c column, said *heading) column {
	check := column{col: c.col, kind: checkColumn, head: *said, of: checkOf(*said)}
	if c.slot.scenario != Actual || c.slot.role != Reported {
		check.of = saysNothing
	}
	return check
}

// checkProportions recomputes the proportions met. What can never be
// recomputed, because the table has nothing to compare with, is told: the
// figure behind a printed growth may stand nowhere else.
func (r *tableReader) checkProportions() {
	checked := map[string]bool{}
	var unchecked []proportion
	for _, p := range r.proportions {
		if r.checkPercent(p, r.items[p.of]) {
			checked[p.col.head.text] = checked[p.col.head.text] || p.cell.Kind != sheet.Blank
		} else {
			unchecked = append(unchecked, p)
		}
	}
	for _, p := range unchecked {
		if text := p.col.head.text; !checked[text] {
			checked[text] = true
			r.findings.add(Note, codeComparisonUnchecked, p.at, Args{"heading": text})
		}
	}
	r.proportions = nil
}

// pair is two figures that a printed proportion or change may compare.
type pair struct {
	level  decimal.Decimal // the later one as a percentage of the base
	change decimal.Decimal // how much more it is, in unit
	unit   catalog.Unit
}

// pairOf compares two figures of a row, if that is what the column does.
func (r figureReader) pairOf(base, now figure, p proportion) (pair, bool) {
	if now.slot.scenario != Actual || now.slot.role != Reported && !p.isBefore(base.slot, now.slot) || now.quantity.notApplicable ||
		base.quantity.notApplicable || !p.col.compares(base.slot, now.slot) {
		return pair{}, false
	}
	own, _ := r.cat.Unit(p.indicator.Unit)
	a, b := now.quantity.shown(p.indicator, r.cat), base.quantity.shown(p.indicator, r.cat)
	x := pair{change: a.Sub(b), unit: now.quantity.unit}
	if p.col.head.changeIn && p.col.head.unit.Dimension == own.Dimension {
		x.unit = p.col.head.unit
	}
	if converted, err := catalog.Convert(x.change, own, x.unit); err == nil {
		x.change = converted
	}
	if b.IsZero() {
		return x, p.minus != nil || p.col.head.saysPlainChange() && p.col.head.changeIn
	}
	x.level = hundred.Mul(a).DivRound(b, 16)
	return x, true
}

// isBefore reports whether a figure of the plan is compared with what came of an
// earlier part of the report's time that stands over both: "Quý I – % KH năm" in a
// report on the second quarter.
func (p proportion) isBefore(base, now slot) bool {
	named, _, _, ok := periodOf(p.col.head.period, now.period.Year())
	return ok && base.scenario == Plan && now.role != Reported && now.period == named && base.period.Year() == named.Year()
}

// compares reports whether a column's proportions or changes are of one figure
// against the other. One that does not say against what may be of any.
func (c column) compares(base, now slot) bool {
	switch {
	case c.of&saysPlan != 0 && base.scenario == Plan:
		return true
	case base.scenario != Actual || base.role != SamePeriod:
		return false
	}
	_, end := base.period.Months()
	first, _ := now.period.Months()
	return c.of&saysSamePeriod != 0 && c.isYearsBefore(base, now) ||
		c.of&(saysQuarterBefore|saysMonthBefore|saysTimeBefore|saysOpening) != 0 && end == first-1 ||
		c.of&saysYearOpening != 0 && end == first-first%12-1
}

// isYearsBefore reports whether a figure is of the same part of an earlier
// year or, where the heading names another time, of that.
func (c column) isYearsBefore(base, now slot) bool {
	named, _, dated, ok := periodOf(c.head.period, now.period.Year())
	switch {
	case ok && dated && named.Year() != now.period.Year():
		return base.period == named || named.Grain() == catalog.Year && base.period.Year() == named.Year()
	case c.head.has(saysYearBefore) && base.period.Grain() == catalog.Year:
		return base.period.Year() == now.period.Year()-1
	}
	return base.period.Grain() == now.period.Grain() && base.period.Index() == now.period.Index() &&
		base.period.Year() < now.period.Year() && base.basis == now.basis
}

// saysPlainChange reports whether a heading speaks of more or less and not of
// a percentage: "Tăng, giảm", "Chênh lệch (tỷ đồng)".
func (h heading) saysPlainChange() bool {
	return h.has(saysGrowth) && !h.has(saysPercent) && (!h.changeIn || h.unit.Dimension != catalog.DimensionRatio)
}

// fits reports whether a printed proportion is the pair's: as a level (118,2),
// as growth (18,2), as a fraction someone forgot to format (1,182), or, where
// the heading has no %, as a change. Increases less decreases are a change,
// and so is what has a unit.
func (x pair) fits(printed, tolerance decimal.Decimal, p proportion) bool {
	h := p.col.head
	changes := []decimal.Decimal{x.change}
	if h.has(saysGrowth) && p.minus == nil {
		changes = append(changes, x.change.Neg()) // "giảm 3,2"
	}
	isPrinted := func(c decimal.Decimal) bool { return within(printed, c, tolerance) }
	if h.saysPlainChange() && (h.changeIn || p.minus != nil) {
		return slices.ContainsFunc(changes, isPrinted)
	}
	growth := x.level.Sub(hundred)
	candidates := []decimal.Decimal{x.level, growth}
	if h.has(saysGrowth) {
		candidates = append(candidates, growth.Neg())
	}
	if !h.has(saysPercent) && !h.changeIn {
		candidates = append(candidates, changes...)
	}
	if slices.ContainsFunc(candidates, isPrinted) {
		return true
	}
	if tolerance.GreaterThan(halfUnit(2)) || printed.Abs().GreaterThan(decimal.NewFromInt(10)) {
		return false
	}
	fraction := printed.Shift(2)
	return within(fraction, x.level, tolerance.Shift(2)) || within(fraction, growth, tolerance.Shift(2))
}

// expected is the percentage to propose: growth where the heading asks for it.
func expected(level decimal.Decimal, col column) decimal.Decimal {
	if col.head.has(saysGrowth) {
		return level.Sub(hundred)
	}
	return level
}

// checkOf tells what a proportion or change is of. One that does not say may
// be of anything; of what words nobody understands name it is of nothing here.
func checkOf(h heading) effects {
	if len(h.names) > 0 && !h.known || h.has(saysAdded) || h.over&(saysPlan|saysSamePeriod|saysYearBefore|beforeEffects) != 0 {
		return saysNothing // "So với toàn tỉnh (%)", "KH/CK"
	}
	of := h.effects & (saysPlan | beforeEffects)
	if h.has(saysSamePeriod | saysYearBefore | saysTimeBefore) {
		of |= saysSamePeriod
	}
	switch {
	case of != saysNothing:
		return of
	case h.has(saysGrowth):
		return saysSamePeriod | saysTimeBefore | saysYearOpening
	}
	return saysPlan | saysSamePeriod | saysTimeBefore | saysYearOpening
}

// settleMovements finds the columns of increases that have one of decreases
// beside them, or behind the ways of the increase: "Tăng" and "Giảm" are then
// no changes each, what one is more than the other is.
func settleMovements(columns []column) {
	var up *column
	for i := range columns {
		c := &columns[i]
		switch {
		case c.kind == figureColumn && movements[c.head.indicator.Unit] != nil && c.head.indicator.Kind == catalog.Flow:
		case c.kind != checkColumn:
			up = nil
		case c.head.moves("tăng", "giảm"):
			up = c
		case up != nil && c.head.moves("giảm", "tăng") && up.head.indicator.Code == c.head.indicator.Code:
			up.minus, c.kind, up = c.col, movementColumn, nil
		default:
			up = nil
		}
	}
}

// moves reports whether a heading speaks of changes in one direction only.
func (h heading) moves(one, other string) bool {
	said := strings.Fields(plain(h.text))
	return h.saysPlainChange() && !h.has(saysCompared) && slices.Contains(said, one) && !slices.Contains(said, other)
}

// isMovement reports whether there were increases as well as decreases: they lead
// on from the level at the beginning, whatever it was a year before.
func (p proportion) isMovement(mark byte) bool {
	if p.minus == nil {
		return false
	}
	more, _, ok := printedPercent(p.cell, mark)
	less, _, both := printedPercent(*p.minus, mark)
	return ok && both && !more.IsZero() && !less.IsZero()
}

// printedChange reads what a column of comparisons prints in a row: where it
// is of increases, less the decreases beside them.
func printedChange(p proportion, mark byte) (value, tolerance decimal.Decimal, ok bool) {
	value, tolerance, ok = printedPercent(p.cell, mark)
	if p.minus == nil {
		return value, tolerance, ok
	}
	less, _, both := printedPercent(*p.minus, mark)
	known := (ok || p.cell.Kind == sheet.Blank) && (both || p.minus.Kind == sheet.Blank)
	return value.Sub(less), decimal.Zero, known && (ok || both)
}
