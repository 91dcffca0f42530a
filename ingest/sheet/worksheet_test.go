package sheet

import "testing"

// A formula whose result is an empty text was computed; one without a result
// was not.
func TestEmptyFormulaResults(t *testing.T) {
	for xml, want := range map[string]bool{
		`<c t="str"><f>IF(1,"")</f><v></v></c>`: false,
		`<c t="str"><f>IF(1,"")</f><v/></c>`:    false,
		`<c t="str"><f>IF(1,"")</f></c>`:        true,
		`<c><f>1+1</f></c>`:                     true,
		`<c><f>1+1</f><v></v></c>`:              true,
	} {
		book := mustOpen(t, onSheet(t, "<row>"+xml+"</row>"))
		got := len(book.Sheets[0].Rows) == 1 && book.Sheets[0].Rows[0].Cells[0].Formula
		if got != want {
			t.Errorf("%s: waits for its result: %v", xml, got)
		}
	}
}
