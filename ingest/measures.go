package ingest

import (
	"slices"
	"strconv"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// Some tables give an organisation or an indicator several rows, which say of
// their figures what other tables say in headings: "Kế hoạch", "Thực hiện",
// "% KH". They stand below the name, or beside it in a column of their own.

// findMeasures finds the column whose cells say what the figures of their
// rows are, or of which period.
func (r *tableReader) findMeasures() {
	besideFigures := false // right of a column of figures, of whose month it may be
	for i := range r.columns {
		c := &r.columns[i]
		besideFigures = besideFigures || c.kind == figureColumn
		switch c.kind {
		case noColumn, unknownColumn, unclearTimeColumn, orgTypeColumn, figureColumn:
		default:
			continue
		}
		measures, others := 0, 0
		var said effects
		dated := false
		for _, row := range r.dataRows() {
			cell := row.At(c.col)
			text := saidBelow(c.head.text, name(cell), !besideFigures)
			switch {
			case cell.Kind == sheet.Blank:
			case (cell.Kind == sheet.Text || timeHeadings[plain(c.head.text)] || text != name(cell)) && isMeasureOnly(text): // years are numbers too
				h := measureOf(text, r.cat)
				said |= h.effects
				dated = dated || h.period != ""
				measures++
			default:
				others++
			}
		}
		if measures > others && (dated || said&^statusEffects != 0) {
			c.kind, r.measureCol, r.measureHead = measureColumn, c.col, c.head.text
			return
		}
	}
}

// measureOf reads words that say what figures are.
func measureOf(text string, cat *catalog.Catalogue) heading {
	h := heading{text: text}
	h.readLevels([]string{text}, cat)
	return h
}

// measureBeside returns what the column of measures says in a row, nil if
// there is none.
func (r *tableReader) measureBeside(row sheet.Row) *heading {
	if r.measureCol == 0 {
		return nil
	}
	text := saidBelow(r.measureHead, name(row.At(r.measureCol)), true)
	if !isMeasureOnly(text) {
		return nil
	}
	h := measureOf(text, r.cat)
	return &h
}

// romanNumbers are those of months; the first four are those of quarters.
var romanNumbers = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

// saidBelow returns what a cell below a heading says: "II" below "Quý" is
// "Quý 2", and so is 2 where it can be no figure.
func saidBelow(head, text string, arabic bool) string {
	n := slices.Index(romanNumbers, plain(text)) + 1
	if arabic && isShortNumber(text) {
		n, _ = strconv.Atoi(text) // two digits at most
	}
	switch key := plain(cut(head)); {
	case n == 0 || n > 12:
	case key == plain("quý") && n <= 4:
		return "Quý " + strconv.Itoa(n)
	case key == plain("tháng"):
		return "Tháng " + strconv.Itoa(n)
	}
	return text
}

// measureBelow returns what a row says that has a measure where others have
// their names, nil for a name. "Tổng số" is what the row above it says.
func (r *tableReader) measureBelow(text string) *heading {
	rest, _ := withoutNumbering(text)
	if rest == "" || isTotal(plain(rest)) {
		return nil
	}
	h := measureOf(rest, r.cat)
	if len(h.names) > 0 {
		return nil
	}
	h.text = text
	return &h
}

// isProportion reports whether a heading or a row says that its numbers are
// proportions of others, which are recomputed and never taken.
func (h heading) isProportion(ratio bool) bool {
	return h.has(saysCompared|saysGrowth) || h.has(saysPercent) && (!ratio || h.has(saysPlan|saysSamePeriod))
}

// isOutcome reports whether a measure says no more than that its figures are
// what was achieved.
func (h heading) isOutcome() bool {
	return h.effects&^saysThisTime == saysNothing && h.period == "" && h.day == moment{}
}

// narrowed returns a column of figures as a row's measure makes it out. It
// reports false if row and column say different things of the same cell, or
// leave open of which time it is.
func (r *tableReader) narrowed(c column, said *heading) (column, bool) {
	if said == nil || said.isOutcome() {
		return c, true
	}
	if said.day != (moment{}) && c.head.day == (moment{}) {
		return r.atMoment(c, said)
	}
	own, ok := timed(*said, r.title)
	if ok && own.sameFigure(c.slot) && !said.has(saysAdded) {
		c.slot.status = statusOf(*said, c.slot.status)
		return c, true
	}
	if !ok || said.has(saysForecast|saysAdded) || !c.head.day.isSame(said.day) ||
		c.head.has(^(statusEffects | ownEffects)) || c.slot.scenario == Plan ||
		c.slot.role != Reported && (said.effects != saysSamePeriod || said.period != "") { // "Cùng kỳ" of a quarter before
		return c, false
	}
	as := c
	switch {
	case said.has(saysPlan):
		if r.plansInColumns() || c.head.period != "" && c.slot.period.Grain() != catalog.Year && said.period == "" && !said.bareYear {
			return c, false // a quarter's plan, or the year's
		}
		c.slot = own
	case c.head.period == "":
		c.slot = own
	case said.period != "":
		return c, false
	case said.has(saysSamePeriod):
		c.slot.period, c.slot.role = c.slot.period.AddYears(-1), SamePeriod
		c.slot.status = statusOf(*said, catalog.Preliminary)
	default:
		both := *said
		both.period = c.head.period
		if c.slot, ok = slotOf(both, r.title); !ok {
			return c, false
		}
	}
	if r.isDoubtfulYear(c.slot, said) {
		return as, false
	}
	c.beside = 0
	return c, true
}

// isDoubtfulYear reports whether a row of a report on part of a year names a
// year whose same part it may mean: see [settleYears]. "Lũy kế năm 2024" of the
// year that ends with the report means all of it.
func (r *tableReader) isDoubtfulYear(s slot, said *heading) bool {
	reported := r.title.period.Grain()
	if said.has(saysCumulative) && s.role == Reported && s.period.Contains(r.title.period) {
		return false
	}
	return s.scenario == Actual && s.period.Grain() == catalog.Year && reported != catalog.Year && reported != catalog.Term &&
		!said.has(saysEstimate) && !saysWholeYear(said.text)
}

// plansInColumns reports whether the table has columns for plans.
func (r *tableReader) plansInColumns() bool {
	for _, c := range r.columns {
		if c.kind == figureColumn && c.slot.scenario == Plan {
			return true
		}
	}
	return false
}

// itemKey is an indicator of the row with the name, to which the rows of
// measures below it belong.
type itemKey struct {
	row       int
	indicator string
	org       string // of the column, "" for that of the row or the sender
}
