package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

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

// Macros are bytes beside the sheets: a workbook with them reads like one
// without, and nothing of them is kept.
func TestMacrosAreLeftAlone(t *testing.T) {
	const cell = `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`
	parts := map[string]string{"xl/worksheets/sheet1.xml": cell}
	plain := mustOpen(t, packed(t, parts))
	parts["[Content_Types].xml"] = `<Types><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`
	parts["xl/vbaProject.bin"] = compoundFile + "Sub Auto_Open()"
	if diff := cmp.Diff(plain, mustOpen(t, packed(t, parts))); diff != "" {
		t.Errorf("-xlsx +xlsm:\n%s", diff)
	}
}
