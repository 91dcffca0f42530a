package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// fingerprint tells tables of one layout from others: by their headings and,
// where the rows are indicators, the names of the rows. Figures, periods and
// where the table stands do not count, so that next quarter's workbook on the
// same form has the same one; nor does what the catalogue knows today.
func fingerprint(g *grid, t block) string {
	const length = 8 // bytes: a committee has some hundred layouts
	hash := sha256.New()
	fmt.Fprintln(hash, "layout 1", t.orientation)
	for col := 1; col <= g.lastCol; col++ {
		if levels := levelsOf(g, t, col); len(levels) > 0 {
			fmt.Fprintln(hash, col-t.keyCol, timeless(strings.Join(levels, " ")))
		}
	}
	if t.orientation == rowsAreIndicators {
		for _, row := range g.Rows {
			if row.Number >= t.dataFrom && row.Number <= t.dataTo && !t.isRepeat(row.Number) {
				if text := timeless(name(row.At(t.keyCol))); text != "" {
					fmt.Fprintln(hash, text)
				}
			}
		}
	}
	return hex.EncodeToString(hash.Sum(nil)[:length])
}

// timeless returns the plain words of a text without the periods and days it
// names.
func timeless(text string) string {
	for _, m := range slices.Backward(catalog.FindPeriods(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	list := slices.DeleteFunc(strings.Fields(plain(text)), isYear)
	return strings.Join(list, " ")
}
