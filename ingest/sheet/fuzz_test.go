package sheet

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"
)

// FuzzOpen feeds files and sheet parts: whatever they hold, Open returns a
// book or a Problem, and a book obeys what its types promise.
func FuzzOpen(f *testing.F) {
	f.Add(written(f, func(x *excelize.File) {
		if err := x.SetCellValue("Sheet1", "B2", "Doanh thu"); err != nil {
			f.Fatal(err)
		}
	}))
	for _, seed := range []string{
		`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1e3</v></c></row></sheetData></worksheet>`,
		`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData/><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
		`<worksheet><sheetData><row><c t="inlineStr"><is><r><t>x_x0041_</t></r></is></c></row></sheetData><headerFooter><oddHeader>&amp;L&amp;12x</oddHeader></headerFooter></worksheet>`,
		`<worksheet><sheetData><row><c t="d"><v>2024-01-01</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if sniff(data) != isZip { // let the fuzzer work on the part that matters
			data = packed(t, map[string]string{"xl/worksheets/sheet1.xml": string(data)})
		}
		book, err := Open(data, "")
		checkBook(t, book, err)
	})
}

// checkBook checks what Open promises of its results.
func checkBook(t *testing.T, book *Book, err error) {
	t.Helper()
	if err != nil {
		var p *Problem
		if !errors.As(err, &p) || p.Code == "" || book != nil {
			t.Fatalf("Open = %v, %v", book, err)
		}
		return
	}
	for _, s := range book.Sheets {
		last := 0
		for _, r := range s.Rows {
			if r.Number <= last || r.Number > MaxRows || len(r.Cells) == 0 {
				t.Fatalf("row %d after %d", r.Number, last)
			}
			last = r.Number
			col := 0
			for _, c := range r.Cells {
				if c.Col <= col || c.Col > MaxCols || c.Kind == Text && c.Text == "" {
					t.Fatalf("cell %+v after column %d", c, col)
				}
				col = c.Col
				c.Time()
			}
		}
		for _, m := range s.Merges {
			if m.FirstCol < 1 || m.FirstRow < 1 || m.LastCol > MaxCols || m.LastRow > MaxRows {
				t.Fatalf("merged range %v", m)
			}
		}
	}
}

// checkLook checks that reading the look of a file as well gives the same
// book, and a look that obeys what its types promise.
func checkLook(t *testing.T, data []byte, book *Book) {
	t.Helper()
	same, look, err := OpenLook(data, "")
	if (err == nil) != (book != nil) {
		t.Fatalf("with its look the file gives %v", err)
	}
	if book == nil || look == nil {
		return
	}
	if len(look.Sheets) != len(book.Sheets) || len(same.Sheets) != len(book.Sheets) {
		t.Fatalf("%d looks of %d sheets", len(look.Sheets), len(book.Sheets))
	}
	for i, s := range book.Sheets {
		if len(same.Sheets[i].Rows) != len(s.Rows) {
			t.Fatalf("%d rows, with the look %d", len(s.Rows), len(same.Sheets[i].Rows))
		}
		var last Place
		for _, c := range look.Sheets[i].Cells {
			if c.Row < last.Row || c.Row == last.Row && c.Col <= last.Col || c.Row > MaxRows || c.Col > MaxCols || c.Style >= len(look.Styles) {
				t.Fatalf("look %+v after %+v", c, last)
			}
			last = c.Place
		}
		end := 0
		for _, w := range look.Sheets[i].Widths {
			if w.First <= end || w.Last < w.First || w.Last > MaxCols || w.Digits < 0 {
				t.Fatalf("width %+v after column %d", w, end)
			}
			end = w.Last
		}
	}
}
