package ingest

import (
	"strings"
	"testing"

	"giaoban/ingest/locale"
)

// A finding names the indicator in the language it is read in.
func TestFindingsNameIndicatorsInBothLanguages(t *testing.T) {
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, "Doanh thu", "tỷ đồng", "24.730"})), "a.xlsx")
	for _, f := range sub.Findings {
		if f.Code != string(codeNumberAmbiguous) {
			continue
		}
		vi, en := f.Text(m, locale.VI), f.Text(m, locale.EN)
		if !strings.HasPrefix(vi, "Doanh thu ") || !strings.HasPrefix(en, "Revenue ") {
			t.Errorf("%q, %q", vi, en)
		}
		return
	}
	t.Errorf("no doubt about 24.730: %+v", sub.Findings)
}
