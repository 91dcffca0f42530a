package sheet

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// big returns a workbook of rows × 10 cells, half numbers, half text.
func big(b *testing.B, rows int) []byte {
	return written(b, func(f *excelize.File) {
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for row := 1; row <= rows; row++ {
			cells := make([]any, 10)
			for i := range cells {
				cells[i] = float64(row*(i+1)) / 100
				if i%2 == 0 {
					cells[i] = fmt.Sprintf("Đơn vị %d", row%1000)
				}
			}
			if err := w.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkOpen reads 500,000 cells and reports what the open book holds.
func BenchmarkOpen(b *testing.B) { benchmarkOpen(b, big(b, 50_000)) }

// BenchmarkOpenXLS does the same with the older format.
func BenchmarkOpenXLS(b *testing.B) { benchmarkOpen(b, bigXLS(50_000)) }

// bigXLS returns what [big] returns, in the older format.
func bigXLS(rows int) []byte {
	var texts, cells strings.Builder
	texts.WriteString(rec(recSST, uint32(5*rows), uint32(1000)))
	for i := range 1000 {
		text := fmt.Sprintf("Đơn vị %d", i)
		chars := ""
		for _, u := range utf16.Encode([]rune(text)) {
			chars += string([]byte{byte(u), byte(u >> 8)})
		}
		texts.WriteString(rec(recContinue, utf8.RuneCountInString(text), "\x01"+chars))
	}
	for row := range rows {
		for i := range 10 {
			if i%2 == 0 {
				cells.WriteString(rec(recLabelSST, row, i, 0, uint32(row%1000)))
			} else {
				cells.WriteString(rec(recNumber, row, i, 0, float64(row*(i+1))/100))
			}
		}
	}
	return xlsOf(texts.String(), cells.String())
}

func benchmarkOpen(b *testing.B, data []byte) {
	b.ReportAllocs()
	var book *Book
	for b.Loop() {
		var err error
		if book, err = Open(data, ""); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	runtime.KeepAlive(book) // the last use: the next collection takes the book
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(before.HeapAlloc-after.HeapAlloc)/(1<<20), "MB-held")
}
