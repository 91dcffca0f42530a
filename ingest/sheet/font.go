package sheet

import (
	"slices"

	"giaoban/ingest/oldfont"
)

// maxFonts bounds the fonts of a book that are told apart.
const maxFonts = 1 << 12

// fonts numbers the fonts of a book; see [Book.Fonts].
type fonts struct {
	names   []string
	numbers map[string]uint16
	older   bool // one of them is from before Unicode
}

// number returns the number of a font, which it adds if it is new.
func (f *fonts) number(name string) uint16 {
	if f.numbers == nil {
		f.names, f.numbers = []string{""}, map[string]uint16{"": 0}
	}
	n, known := f.numbers[name]
	if !known && len(f.names) < maxFonts {
		n = uint16(len(f.names))
		f.names = append(f.names, name)
		f.numbers[name] = n
		f.older = f.older || oldfont.Named(name).Encoding != oldfont.Unicode
	}
	return n
}

// run is a part of a cell's text in a font of its own; 0 is the cell's.
type run struct {
	text string
	font uint16
}

// richTexts are the runs of cells whose fonts decide how they are read.
type richTexts map[cellAt][]run

// cellAt is a cell's place in a book.
type cellAt struct{ sheet, row, col int }

// set notes the runs of a cell with several fonts.
func (r richTexts) set(at cellAt, font uint16, runs []run) {
	own := slices.Clone(runs)
	for i := range own {
		if own[i].font == 0 {
			own[i].font = font
		}
	}
	r[at] = own
}
