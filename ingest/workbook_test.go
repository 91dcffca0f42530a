package ingest

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet"
)

// Whatever a text looks like, a workbook we write holds that text.
func TestTextsStayTexts(t *testing.T) {
	texts := []string{"=1+1", "+84", "-", "@a", "\t=1", "_x0041_", "_x0041_x0042_", "_xD800_", "_x000D_", "00123"}
	f := excelize.NewFile()
	defer f.Close()
	if err := setTexts(f, "Sheet1", 2, 3, texts...); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(b.Bytes(), "")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range texts {
		if c := book.Sheets[0].At(3+i, 2); c.Kind != sheet.Text || c.Formula || c.Text != want {
			t.Errorf("%q became %+v", want, c)
		}
	}
}
