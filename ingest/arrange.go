package ingest

import (
	"cmp"
	"slices"

	"giaoban/ingest/sheet"
)

// Severities are all there are, the gravest first.
var Severities = []Severity{Error, Warning, Note}

// Arranged returns findings as they are shown: the gravest first, those of the
// whole file before those of a sheet, and in a sheet cell by cell as one reads.
// Sheets come in the order in which they are first named.
func Arranged(list []Finding) []Finding {
	sheets := map[string]int{"": 0}
	for _, f := range list {
		if _, seen := sheets[f.Sheet]; !seen {
			sheets[f.Sheet] = len(sheets)
		}
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b Finding) int {
		aCol, aRow, _ := sheet.ParseRef(a.Cell)
		bCol, bRow, _ := sheet.ParseRef(b.Cell)
		return cmp.Or(
			slices.Index(Severities, a.Severity)-slices.Index(Severities, b.Severity),
			sheets[a.Sheet]-sheets[b.Sheet],
			aRow-bRow, aCol-bCol,
		)
	})
	return out
}
