package ingest

import (
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/number"
	"giaoban/ingest/sheet"
)

// In a table of organisations an "x" may tick those that have something, as the
// cultural standard, where numbers stand in other tables. Elsewhere it says that
// a figure cannot be. Which of the two is meant is not guessed.

// ticks are the marks that people set for a yes, folded.
var ticks = words("x", "v")

// tickSigns are those that are no letters. ✗ is none: it says no.
const tickSigns = "✓✔☑√☒"

// isTick reports whether a cell holds nothing but such a mark.
func isTick(c sheet.Cell) bool {
	if c.Kind != sheet.Text {
		return false
	}
	text := strings.TrimSpace(c.Text)
	return ticks[plain(text)] || text != "" && strings.Trim(text, tickSigns) == ""
}

// mayBeTicked reports whether a yes of one organisation is a figure of the
// indicator: it counts organisations, or is the share of those that have
// something.
func (r *tableReader) mayBeTicked(ind catalog.Indicator) bool {
	return ind.Kind == catalog.Ratio || r.own(ind).Dimension == catalog.DimensionOrganisation
}

// yesOf is what to write for one organisation that has what is ticked.
func yesOf(ind catalog.Indicator) string {
	if ind.Kind == catalog.Ratio {
		return "1/1"
	}
	return "1"
}

// findTicks finds the columns that have ticks for their only figures: a number
// or a word says that the others do not apply. Sums may count the ticks.
func (r *tableReader) findTicks() {
	r.ticked = map[int]bool{}
	if r.table.orientation != rowsAreUnits {
		return
	}
	for _, col := range r.columns {
		if col.kind != figureColumn || !r.mayBeTicked(col.head.indicator) {
			continue
		}
		found, only := false, true
		for _, row := range r.dataRows() {
			c := row.At(col.col)
			switch {
			case isTick(c):
				found = true
			case c.Kind == sheet.Blank, c.Kind == sheet.Text && number.Parse(c.Text).Kind == number.Nil, isTotal(plain(name(row.At(r.table.keyCol)))), isTotal(plain(name(row.At(r.columnOf(numberColumn))))):
			default:
				only = false
			}
		}
		r.ticked[col.col] = found && only
	}
}
