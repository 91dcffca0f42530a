package ingest

import (
	"slices"

	"giaoban/ingest/catalog"
)

// Some forms write a heading only above the first of the columns it is for and
// leave the cells beside it empty instead of merging them:
//
//	Doanh thu |    |      | Nộp ngân sách |    |
//	KH        | TH | % KH | KH            | TH | % KH
//
// Where the lower row repeats itself, or says nothing without the upper one,
// the heading goes for those columns too. Elsewhere it may, and a column that
// would hold something else then is not taken.

// spreadHeadings gives columns the heading to their left that is theirs too.
func spreadHeadings(g *grid, t block, heads []columnHeading, cat *catalog.Catalogue) {
	for row := t.headFrom; row < t.headTo; row++ {
		groups := spreadGroups(g, t, row)
		for _, group := range groups {
			upper := g.heading(group[0], row)
			for at, col := range group[1:] {
				over := &heads[col-1]
				if over.kind != noColumn {
					break
				}
				levels := append([]string{upper}, over.levels...)
				head := readHeading(levels, cat)
				switch {
				case repeated(g, t, groups, group, at+1), t.orientation == rowsAreUnits && !over.head.known && head.known:
					over.levels, over.head = levels, head
				case t.orientation == rowsAreIndicators || over.head.known && isMeasureOnly(upper):
					over.spread = &head
				}
			}
		}
	}
}

// spreadGroups returns the columns below each heading of a row that may go for
// the ones to its right: it stands in a cell of its own with headings below it,
// and so do those beside it below empty cells. Who merges one heading of a row
// would have merged the others.
func spreadGroups(g *grid, t block, row int) [][]int {
	var groups [][]int
	open := false
	for col := t.keyCol + 1; col <= g.lastCol; col++ {
		m := g.merged(col, row)
		below := slices.ContainsFunc(lowerLevels(g, t, col, row), func(text string) bool { return text != "" })
		switch text := g.heading(col, row); {
		case m.LastCol > m.FirstCol && text != "":
			return nil
		case text != "":
			if open = below && m.LastRow == row; open {
				groups = append(groups, []int{col})
			}
		case below && open:
			last := &groups[len(groups)-1]
			*last = append(*last, col)
		}
	}
	return groups
}

// lowerLevels returns the headings over a column below a row of them.
func lowerLevels(g *grid, t block, col, row int) []string {
	t.headFrom = row + 1
	return levelsOf(g, t, col)
}

// repeated reports whether another group begins with the same headings as
// this one, up to and with the one at a place.
func repeated(g *grid, t block, groups [][]int, group []int, at int) bool {
	return slices.ContainsFunc(groups, func(other []int) bool {
		if other[0] == group[0] || len(other) <= at {
			return false
		}
		for i := range at + 1 {
			a, b := levelsOf(g, t, group[i]), levelsOf(g, t, other[i])
			if i == 0 { // what stands above them differs
				a, b = a[1:], b[1:]
			}
			if !slices.EqualFunc(a, b, func(x, y string) bool { return plain(x) == plain(y) }) {
				return false
			}
		}
		return true
	})
}
