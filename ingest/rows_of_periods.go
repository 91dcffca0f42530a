package ingest

import (
	"slices"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// ownTimeHeadings head rows of months or quarters that may only be numbered.
var ownTimeHeadings = words("tháng", "quý", "các tháng", "các quý")

// rowsOfPeriods finds a table that has its periods in rows and its indicators
// in columns, "Kỳ | Doanh thu | Lao động" above "Quý I". Such a table is not
// read: the heading over its periods is where that is said. It is looked for
// where no table is, and where one only has the heading of indicators.
func rowsOfPeriods(g *grid, tables []block, cat *catalog.Catalogue) (at place, found bool) {
	for i := range min(len(g.Rows)-1, maxTitleRows) {
		row := g.Rows[i]
		if len(tables) > 0 && !slices.ContainsFunc(tables, func(t block) bool { return t.orientation == rowsAreIndicators && t.headFrom == row.Number }) {
			continue
		}
		for _, c := range row.Cells {
			if c.Kind == sheet.Text && headsPeriods(c, g.Rows[i+1]) && slices.ContainsFunc(row.Cells, func(other sheet.Cell) bool {
				return other.Col > c.Col && other.Kind == sheet.Text && readHeading([]string{name(other)}, cat).known
			}) {
				return g.place(c.Col, row.Number), true
			}
		}
	}
	return place{}, false
}

// headsPeriods reports whether a heading has a period below it.
func headsPeriods(head sheet.Cell, below sheet.Row) bool {
	key, text := plain(cut(head.Text)), name(below.At(head.Col))
	if ownTimeHeadings[key] && isShortNumber(text) {
		return true
	}
	return (ownTimeHeadings[key] || timeHeadings[key] || indicatorHeadings[key]) && isMeasureOnly(text) && len(catalog.FindPeriods(text)) > 0
}
