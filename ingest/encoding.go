package ingest

import "giaoban/ingest/sheet"

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
