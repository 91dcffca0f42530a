package markup

import (
	"bytes"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// large is a workbook of 500,000 cells.
func large(b *testing.B) []byte {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	row := make([]any, 10)
	for r := 1; r <= 50_000; r++ {
		for c := range row {
			row[c] = float64(r*c) + 0.25
		}
		row[0] = "Công ty số"
		if err := w.SetRow(sheet.Ref(1, r), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkWrite marks 1,000 of 500,000 cells.
func BenchmarkWrite(b *testing.B) {
	original := large(b)
	r := Report{File: "large.xlsx", Lang: locale.VI}
	for row := range 1000 {
		r.Findings = append(r.Findings, Finding{Severity: ingest.Severities[row%3], Sheet: "Sheet1", Cell: sheet.Ref(3, 49*row+1), Message: "Hãy kiểm tra số và đơn vị tính."})
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, original, r); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRewrite opens the same workbook with the library that writes our
// own, and writes it with one note more: what Write is measured against.
func BenchmarkRewrite(b *testing.B) {
	original := large(b)
	b.ReportAllocs()
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(original))
		if err == nil {
			err = f.AddComment("Sheet1", excelize.Comment{Cell: "C1", Text: string(ingest.Error)})
		}
		if err == nil {
			err = f.SetCellStyle("Sheet1", "C1", "C1", 0)
		}
		if err == nil {
			err = f.Write(io.Discard)
		}
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}
