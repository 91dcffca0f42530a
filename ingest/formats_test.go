package ingest

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest/sheet/officetest"
)

// reports are of the forms that offices fill in, each on one sheet.
var reports = []string{"kcn/2016-H1", "khoi-dn-tinh/2020-H1", "khoi-dn-tinh/2021-H1", "ky-anh/2022-11", "long-bien/2022-Q1"}

// TestEveryFormatGivesTheSameFacts saves reports with LibreOffice as each
// format that is read. Figures, their cells, the sender and the period are
// those of the .xlsx, whatever the file has become.
func TestEveryFormatGivesTheSameFacts(t *testing.T) {
	officetest.Need(t)
	vocabulary := sampleVocabulary(t)
	for _, format := range []struct{ filter, ext string }{
		{"ods", ".ods"}, {"xls", ".xls"},
		// In UTF-8 as shown: with commas in English, with semicolons in Vietnamese.
		{"csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false", ".csv"},
		{"csv:Text - txt - csv (StarCalc):59,34,76,1,,1066,false,false", ".csv"},
	} {
		files := map[string][]byte{}
		for _, name := range reports {
			files[strings.ReplaceAll(name, "/", "_")+".xlsx"] = sample(t, name)
		}
		dir := officetest.Convert(t, format.filter, files)
		for _, name := range reports {
			t.Run(format.filter+" "+name, func(t *testing.T) {
				file := strings.ReplaceAll(name, "/", "_")
				data, err := os.ReadFile(filepath.Join(dir, file+format.ext))
				if err != nil {
					t.Fatal(err)
				}
				want, err1 := Read(sample(t, name), file+".xlsx", vocabulary)
				got, err2 := Read(data, file+format.ext, vocabulary)
				if err := errors.Join(err1, err2); err != nil {
					t.Fatal(err)
				}
				if format.ext == ".csv" && slices.Contains(codesAt(got), "warning column_unknown D13") {
					// A heading merged over several columns heads only the
					// first of them in a text; the others are warned of.
					want.Facts = slices.DeleteFunc(want.Facts, func(f Fact) bool { return strings.HasPrefix(f.Cell, "D") })
				}
				if diff := cmp.Diff(essence(want), essence(got)); diff != "" {
					t.Errorf("-xlsx +%s:\n%s", format.ext, diff)
				}
			})
		}
	}
}

// sample returns one of the sample workbooks.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "samples", name+".xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sampleVocabulary is what the sample workbooks are read against.
func sampleVocabulary(t testing.TB) Vocabulary {
	t.Helper()
	v := testVocabulary()
	sub, err := Read(sample(t, "vocabulary/to-chuc"), "to-chuc.xlsx", v)
	if err != nil {
		t.Fatal(err)
	}
	v.Register = sub.Register
	return v
}

// essence lists what a submission says, without what the format decides: the
// sheet of a text file is called after the file, and its numbers are written
// as they are shown.
func essence(sub Submission) []string {
	list := []string{sub.Org, sub.Period.Code(), string(sub.Layout)}
	for _, f := range sub.Facts {
		value := f.Num.String()
		if f.Den.Valid {
			value += "/" + f.Den.Decimal.String()
		}
		list = append(list, strings.Join([]string{f.Cell, f.Org, f.Indicator, value, f.Period.Code(), string(f.Basis), string(f.Scenario), string(f.Role)}, " "))
	}
	return list
}
