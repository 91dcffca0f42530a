package ingest

import (
	"testing"

	"giaoban/ingest/sheet"
)

func TestResultsOfAnEarlierCheckArePassedOver(t *testing.T) {
	text := func(s string) []sheet.Row {
		return []sheet.Row{{Number: 1, Cells: []sheet.Cell{{Col: 7, Kind: sheet.Text, Text: s}}}}
	}
	for _, tt := range []struct {
		name string
		book sheet.Book
		left int
	}{
		{"by name, renamed by the sender", sheet.Book{Names: map[string]string{ResultName: "'Trang 1'!$A$1"}, Sheets: []sheet.Sheet{{Name: "Trang 1"}, {Name: "Báo cáo"}}}, 1},
		{"by the hidden cell", sheet.Book{Sheets: []sheet.Sheet{{Name: "Trang 1", Rows: text(ResultMark)}, {Name: "Báo cáo"}}}, 1},
		{"not by its title", sheet.Book{Sheets: []sheet.Sheet{{Name: "Kết quả kiểm tra", Rows: text("Chỉ tiêu")}}}, 1},
		{"a name that lost its sheet", sheet.Book{Names: map[string]string{ResultName: "#REF!$A$1"}, Sheets: []sheet.Sheet{{Name: "Báo cáo"}, {Name: ""}}}, 2},
	} {
		dropResults(&tt.book)
		if len(tt.book.Sheets) != tt.left {
			t.Errorf("%s: %d sheets left, want %d", tt.name, len(tt.book.Sheets), tt.left)
		}
	}
}
