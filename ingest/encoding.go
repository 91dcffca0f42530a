package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/sheet"
)

// tellEncodings tells of texts that were typed for Vietnamese fonts from
// before Unicode: what they were taken for is not what the file holds.
func tellEncodings(book *sheet.Book, f *findings) {
	for _, r := range book.Recoded {
		args := Args{"font": r.Font, "encoding": r.Encoding, "texts": r.Texts}
		switch {
		case r.Doubtful:
			args["text"], args["other"] = oneLine(cut(r.Text)), oneLine(cut(r.Other))
			f.add(Warning, codeEncodingDoubtful, place{sheet: r.Sheet, col: r.Col, row: r.Row}, args)
		case r.Font != "":
			f.add(Note, codeEncodingConverted, place{sheet: r.Sheet}, args)
		default:
			f.add(Note, codeEncodingByWords, place{sheet: r.Sheet}, args)
		}
	}
}

// lostLetter is a mark that a program has put where its encoding had no letter:
// saved as plain CSV, "Nộp" becomes "N?p".
var lostLetter = regexp.MustCompile(`\pL[?\x{fffd}]+\pL`)

// fewLost is the number of texts with lost letters that may be slips.
const fewLost = 1

// lettersLost reports a workbook whose letters are lost: what its names were
// nobody can tell, and all else that is wrong with it comes of that.
func lettersLost(book *sheet.Book, f *findings) bool {
	var first place
	text, texts := "", 0
	for i := range book.Sheets {
		s := &book.Sheets[i]
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if c.Kind != sheet.Text || !strings.ContainsAny(c.Text, "?\ufffd") || strings.Contains(c.Text, "://") || !lostLetter.MatchString(c.Text) {
					continue
				}
				if texts++; texts == 1 {
					first, text = place{sheet: s.Name, col: c.Col, row: row.Number}, oneLine(cut(c.Text))
				}
			}
		}
	}
	if texts <= fewLost {
		return false
	}
	f.add(Error, codeLettersLost, first, Args{"text": text, "texts": texts})
	return true
}
