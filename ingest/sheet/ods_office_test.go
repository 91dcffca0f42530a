package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/sheet/officetest"
)

// TestODSIsItsTwin compares every cell of the committed files; with -update
// LibreOffice makes the .ods files anew.
func TestODSIsItsTwin(t *testing.T) {
	if *update {
		sources := map[string][]byte{}
		for name, source := range twins {
			sources[name] = source(t)
		}
		dir := converted(t, "ods", sources)
		for name := range twins {
			if err := os.Rename(filepath.Join(dir, name+".ods"), filepath.Join("testdata", name+".ods")); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name := range twins {
		t.Run(name, func(t *testing.T) {
			want := mustOpen(t, file(t, filepath.Join("testdata", name+".xlsx")))
			got := mustOpen(t, file(t, filepath.Join("testdata", name+".ods")))
			if diff := cmp.Diff(withoutComputedTruth(comparable(want)), comparable(got)); diff != "" {
				t.Errorf("-xlsx +ods:\n%s", diff)
			}
		})
	}
}

// withoutComputedTruth makes numbers of computed truth values, because
// LibreOffice forgets in .ods that they are not: A5>0 gives 1.
func withoutComputedTruth(b *Book) *Book {
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for i := range r.Cells {
				if c := &r.Cells[i]; c.Kind == Bool && c.Col == 3 {
					c.Kind, c.Number, c.Formula, c.Text = Number, decimal.NewFromInt(1), true, ""
				}
			}
		}
	}
	return b
}

// TestODSAgainstLibreOffice compares every cell of a workbook, as .xlsx, as
// .ods and as .csv, with what LibreOffice exports of it.
func TestODSAgainstLibreOffice(t *testing.T) {
	officetest.Need(t)
	sources := map[string][]byte{"kinds": kindsTwin(t), "strings": stringsTwin(t)}
	for _, name := range samples {
		sources[strings.ReplaceAll(name, "/", "_")] = file(t, filepath.Join("..", "..", "samples", name+".xlsx"))
	}
	exported := converted(t, "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false,false,false,false,-1", sources)
	ods, xlsx := converted(t, "ods", sources), converted(t, "xlsx", sources)
	for name := range sources {
		t.Run(name, func(t *testing.T) {
			want := mustOpen(t, file(t, filepath.Join(xlsx, name+".xlsx")))
			got := mustOpen(t, file(t, filepath.Join(ods, name+".ods")))
			if diff := cmp.Diff(withoutComputedTruth(comparable(want)), comparable(got)); diff != "" {
				t.Errorf("-xlsx +ods:\n%s", diff)
			}
			for i := range got.Sheets {
				path := filepath.Join(exported, name+"-"+got.Sheets[i].Name+".csv")
				sameValues(t, &want.Sheets[i], path)
				if name != "kinds" { // see withoutComputedTruth
					sameValues(t, &got.Sheets[i], path)
				}
				sameTexts(t, path)
			}
		})
	}
}

// sameTexts compares a .csv as it is read with its fields taken apart by the
// test's own rules.
func sameTexts(t *testing.T, path string) {
	t.Helper()
	data := file(t, path)
	book, err := Open(data, path)
	if err != nil {
		if rows := values(string(data)); slices.ContainsFunc(rows, func(row []string) bool { return len(row) > 1 }) && tabularValues(rows) {
			t.Errorf("%s: %v", path, err)
		}
		return
	}
	for i, row := range values(string(data)) {
		for j, want := range row {
			if got := book.Sheets[0].At(j+1, i+1).Text; got != want {
				t.Errorf("%s %s = %q, want %q", path, Ref(j+1, i+1), got, want)
			}
		}
	}
}

// tabularValues reports whether two rows hold two values.
func tabularValues(rows [][]string) bool {
	n := 0
	for _, row := range rows {
		filled := 0
		for _, v := range row {
			if v != "" {
				filled++
			}
		}
		if filled > 1 {
			n++
		}
	}
	return n > 1
}

// TestXLSXAgainstExcelize compares every cell's stored value with what the
// library that writes our workbooks reads.
func TestXLSXAgainstExcelize(t *testing.T) {
	sources := map[string][]byte{"kinds": kindsTwin(t), "strings": stringsTwin(t)}
	for _, name := range samples {
		sources[name] = file(t, filepath.Join("..", "..", "samples", name+".xlsx"))
	}
	for name, source := range sources {
		t.Run(name, func(t *testing.T) { sameAsExcelize(t, source) })
	}
}

// sameAsExcelize compares every cell's stored value with what the library reads.
func sameAsExcelize(t *testing.T, source []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(source), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	book := mustOpen(t, source)
	for i := range book.Sheets {
		s := &book.Sheets[i]
		rows, err := f.GetRows(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for r, row := range rows {
			for c, want := range row {
				if want == "" {
					continue
				}
				seen++
				got := s.At(c+1, r+1)
				if text := map[string]string{"TRUE": "1", "FALSE": "0"}; got.Kind == Bool && text[got.Text] == want {
					continue
				}
				if got.Text != norm.NFC.String(want) {
					t.Errorf("%s!%s = %q, want %q", s.Name, Ref(c+1, r+1), got.Text, want)
				}
			}
		}
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if c.Kind != Blank {
					seen--
				}
			}
		}
		if seen != 0 {
			t.Errorf("%s: %d cells more than were read", s.Name, seen)
		}
	}
}
