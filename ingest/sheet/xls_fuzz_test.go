package sheet

import (
	"path/filepath"
	"testing"
	"unicode/utf8"
)

// FuzzXLS does what FuzzOpen does for the records of .xls workbooks.
func FuzzXLS(f *testing.F) {
	for _, name := range []string{"kinds", "base1904"} {
		f.Add(file(f, filepath.Join("testdata", name+".xls")))
	}
	start := len(inCompound("", nil)) - sectorSize
	f.Add(xlsOf(rec(recSST, uint32(1), uint32(1), 4, "\x00ab")+rec(recContinue, "\x01abcd"), rec(recLabelSST, 0, 0, 0, uint32(0))+rec(recMulRK, 0, 1, 0, uint32(6), 0, uint32(7), 2))[start:])
	f.Add(xlsOf("", rec(recFormula, 0, 0, 0, "\x00\x00\x00\x00\x00\x00\xff\xff", 0, uint32(0), 0)+rec(recString, 1, "\x00x"))[start:])
	f.Fuzz(func(t *testing.T, data []byte) {
		if sniff(data) != isXLS {
			data = inCompound(workbookStream, data)
		}
		book, err := Open(data, "")
		checkBook(t, book, err)
	})
}

// FuzzProperties reads custom properties.
func FuzzProperties(f *testing.F) {
	kinds, err := openCompound(file(f, filepath.Join("testdata", "kinds.xls")))
	if err != nil {
		f.Fatal(err)
	}
	stream, err := kinds.read(summaryStream)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(stream)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := openCompound(inCompound("\x05"+summaryStream, data))
		if err != nil {
			t.Fatal(err)
		}
		r := xlsReader{file: file, book: &Book{}}
		if err := r.properties(); err != nil {
			return
		}
		for name, value := range r.book.Properties {
			if name == "" || !utf8.ValidString(value) {
				t.Fatalf("property %q is %q", name, value)
			}
		}
	})
}
