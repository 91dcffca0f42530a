package ingest

import (
	"slices"

	"giaoban/ingest/sheet"
)

// A marked copy of a workbook has a sheet of its own that lists what was found
// in it. Senders correct the copy and send it back, so the reader must know
// that sheet whatever it is called by then: a defined name points to it and,
// because some formats lose those, a hidden cell of its first row says so too.
const (
	ResultName = "_giaoban_findings" // the defined name
	ResultMark = "giaoban:findings"  // the text of the hidden cell
)

// IsResult reports whether a sheet of the book lists the findings of an
// earlier check.
func IsResult(book *sheet.Book, s *sheet.Sheet) bool {
	if name := sheet.NameIn(book.Names[ResultName]); name != "" && name == s.Name {
		return true
	}
	return slices.ContainsFunc(s.Row(1).Cells, func(c sheet.Cell) bool { return c.Kind == sheet.Text && c.Text == ResultMark })
}

// dropResults takes the sheets of an earlier check out of the book.
func dropResults(book *sheet.Book) {
	book.Sheets = slices.DeleteFunc(book.Sheets, func(s sheet.Sheet) bool { return IsResult(book, &s) })
}
