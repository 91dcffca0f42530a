package markup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet/officetest"
)

// converted lets LibreOffice open a workbook and save it in another format.
func converted(t *testing.T, data []byte, name, format string) []byte {
	t.Helper()
	dir := officetest.Convert(t, format, map[string][]byte{name: data})
	result, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(name, filepath.Ext(name))+"."+format))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestCopySavedByAnotherProgramReadsBack saves the marked copy of a form in
// other formats, as a sender may: the figures come in, the list of findings
// does not, and a new check finds the marks of the first and replaces them.
func TestCopySavedByAnotherProgramReadsBack(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	const name = "cum-7/2024-Q1/don-vi-01.xlsx"
	register, err := ingest.Read(sample(t, "vocabulary/to-chuc.xlsx"), "to-chuc.xlsx", ingest.Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{}})
	if err != nil {
		t.Fatal(err)
	}
	v := ingest.Vocabulary{Catalogue: catalog.Builtin(), Register: register.Register}
	original := sample(t, name)
	want, err := ingest.Read(original, name, v)
	if err != nil {
		t.Fatal(err)
	}
	copied := marked(t, original, Report{File: "don-vi-01.xlsx", Lang: locale.VI, Findings: everywhere(opened(t, original))})
	for _, format := range []string{"xlsx", "ods", "xls"} {
		t.Run(format, func(t *testing.T) {
			saved := converted(t, copied, "don-vi-01.xlsx", format)
			got, err := ingest.Read(saved, "don-vi-01."+format, v)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.Facts, got.Facts, cmp.Comparer(func(a, b catalog.Period) bool { return a == b })); diff != "" {
				t.Errorf("facts: %s", diff)
			}
			if diff := cmp.Diff(want.Findings, got.Findings, cmp.Comparer(func(a, b catalog.Period) bool { return a == b })); diff != "" {
				t.Errorf("findings: %s", diff)
			}
			again := opened(t, marked(t, saved, Report{File: "don-vi-01." + format, Lang: locale.VI, Findings: []Finding{{Severity: ingest.Note, Sheet: "Báo cáo", Cell: "E10", Message: "Một chỗ."}}}))
			if len(again.Comments) != 1 || !strings.Contains(again.Comments[0], "1. Ghi chú: Một chỗ.") {
				t.Errorf("notes %q", again.Comments)
			}
			if again.Sheets[0].Name != "Kết quả kiểm tra" || len(again.Sheets[0].Rows) != rowHead {
				t.Errorf("the first sheet is %q with %d rows", again.Sheets[0].Name, len(again.Sheets[0].Rows))
			}
			for _, s := range again.Sheets[1:] {
				if strings.HasPrefix(s.Name, "Kết quả") {
					t.Errorf("there is a second list: %q", s.Name)
				}
			}
		})
	}
}
