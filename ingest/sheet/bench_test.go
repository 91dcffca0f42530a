package sheet

import (
	"fmt"
	"runtime"
	"testing"

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
func BenchmarkOpen(b *testing.B) {
	data := big(b, 50_000)
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
