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
type fingerprint struct {
	frame  string // of the headings and sections alone
	layout string // the scope of questions: frame, "-" and the rows, if they count
	former string // the scope of questions until frame and rows were told apart
}

// Lengths in bytes: a committee has some hundred layouts.
const (
	frameLength  = 6
	rowsLength   = 4
	formerLength = 8
)

func fingerprintOf(g *grid, t block) fingerprint {
	var columns, sections, rows strings.Builder
	fmt.Fprintln(&columns, "layout 1", t.orientation)
	number := 0
	for col := 1; col <= g.lastCol; col++ {
		if levels := levelsOf(g, t, col); len(levels) > 0 {
			fmt.Fprintln(&columns, col-t.keyCol, timeless(strings.Join(levels, " ")))
			if number == 0 && numberHeadings[plain(levels[len(levels)-1])] {
				number = col
			}
		}
	}
	if t.orientation == rowsAreUnits {
		of := hashed(formerLength, columns.String())
		return fingerprint{frame: of, layout: of, former: of}
	}
	for _, row := range g.Rows {
		if row.Number < t.dataFrom || row.Number > t.dataTo || t.isRepeat(row.Number) {
			continue
		}
		written := name(row.At(t.keyCol))
		text := timeless(written)
		if text == "" {
			continue
		}
		fmt.Fprintln(&rows, text)
		if isGroupNumber(cut(row.At(number).Text)) || numberedGroup(written) {
			fmt.Fprintln(&sections, text)
		}
	}
	f := fingerprint{frame: hashed(frameLength, columns.String(), sections.String()), former: hashed(formerLength, columns.String(), rows.String())}
	f.layout = f.frame + "-" + hashed(rowsLength, rows.String())
	return f
}

// hashed returns the first bytes of the hash of texts in hex.
func hashed(length int, texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "")))
	return hex.EncodeToString(sum[:length])
}

// frames reports whether a scope is of a layout with these headings and
// sections, whatever its rows.
func (f fingerprint) frames(scope string) bool {
	return strings.HasPrefix(scope, f.frame+"-")
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
