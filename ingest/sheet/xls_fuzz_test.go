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
		checkLook(t, data, book)
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

// FuzzXLSFormula tells formulas from any tokens.
func FuzzXLSFormula(f *testing.F) {
	for _, tokens := range []string{
		"\x44\x05\x00\x01\xc0\x1e\x02\x00\x05", // B6*2
		"\x25\x05\x00\x07\x00\x01\xc0\x01\xc0\x19\x10\x00\x00",
		"\x23\x01\x00\x00\x00\x24\x05\x00\x01\xc0\x17\x01\x00a\x42\x03\xff\x00",
		"\x16\x1d\x01\x42\x02\x01\x00", "\x3a\x00\x00\x05\x00\x01\xc0\x15\x14",
		"\x43\x02\x00\x00\x00\x1e\x02\x00\x05", "\x59\x01\x00\x01\x00\x00\x00\x1e\x05\x00\x1e\x05\x00\x42\x03\xff\x00",
	} {
		f.Add([]byte(tokens))
	}
	links := xlsLinks{tabs: []xlsTab{{name: "It's"}}, books: []xlsBook{{own: true}, {addIn: true, names: []string{"EDATE"}}}, sheet: []xlsLink{{0, 0, 0}, {1, 0, 0}},
		names: []xlsName{{label: "_xlfn.IFERROR"}, {label: "tong", ok: true}}}
	f.Fuzz(func(t *testing.T, tokens []byte) {
		checkFormula(t, tokens, func() (Formula, bool) { return links.formula(tokens, Place{6, 2}) })
	})
}

// FuzzODSFormula tells formulas from any text.
func FuzzODSFormula(f *testing.F) {
	for _, code := range []string{"of:=[.B6]*2", "of:=SUM([.B6:.B9];[$'It''s'.$C$2];;-1.5E3%)", `of:=IF([.A1]<>"""";#N/A;(TRUE()))`, "of:=[.A:.B]", `of:=tong*2+INDIRECT("B"&5)`, "of:=COM.MICROSOFT.CONCAT([.A1];EDATE([.A2];3))"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		checkFormula(t, code, func() (Formula, bool) { return odsFormula(code) })
	})
}

// checkFormula checks what is promised of a formula in words: it is no longer
// than a file allows, and its parentheses and quotes close.
func checkFormula(t *testing.T, from any, tell func() (Formula, bool)) {
	t.Helper()
	f, ok := tell()
	if !ok {
		return
	}
	depth, quote := 0, rune(0)
	for _, c := range f.Text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c < ' ' && c != '\n' && c != '\t':
			depth = -1
		}
		if depth < 0 {
			break
		}
	}
	if f.Text == "" || len(f.Text) > maxFormula || depth != 0 || quote != 0 {
		t.Fatalf("%q became %q", from, f.Text)
	}
}
