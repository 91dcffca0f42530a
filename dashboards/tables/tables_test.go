package tables

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// Any text comes back as it was, also where it looks like an escape of the format.
func TestTextsStayWhatTheyAre(t *testing.T) {
	check := func(want string) error {
		var book bytes.Buffer
		if err := WriteXLSX(&book, Table{Name: "Một", Head: []string{want}, Rows: [][]any{{want}}}); err != nil {
			return err
		}
		f, err := excelize.OpenReader(&book)
		if err != nil {
			return err
		}
		defer f.Close()
		for _, cell := range []string{"A1", "A2"} {
			if got, err := f.GetCellValue("Một", cell); err != nil || got != want {
				return fmt.Errorf("%s: %q came back as %q (%w)", cell, want, got, err)
			}
		}
		return nil
	}
	for _, text := range []string{"_x0041_x0042_", "_x005F_x0041_", "=_x0041_", " a ", "1", "TRUE"} {
		if err := check(text); err != nil {
			t.Error(err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		if err := check(rapid.StringOf(rapid.SampledFrom([]rune("_x0041_x005F=+<&\"'ộ "))).Draw(t, "text")); err != nil {
			t.Fatal(err)
		}
	})
}

func TestFiles(t *testing.T) {
	day := time.Date(2024, 4, 14, 0, 0, 0, 0, time.UTC)
	table := Table{Name: "Tiến độ", Head: []string{"Đơn vị", "Hạn", "@Ngày"}, Rows: [][]any{
		{"=1+1", day, 9}, {"Đơn vị 02, \"A\"", time.Time{}, nil},
	}}
	var text bytes.Buffer
	if err := WriteCSV(&text, table); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffĐơn vị,Hạn,'@Ngày\r\n'=1+1,2024-04-14,9\r\n\"Đơn vị 02, \"\"A\"\"\",,\r\n"
	if text.String() != want {
		t.Errorf("%q, want %q", text.String(), want)
	}
	var book bytes.Buffer
	if err := WriteXLSX(&book, table, Table{Name: "Hai", Head: []string{"A"}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if names := f.GetSheetList(); len(names) != 2 || names[0] != "Tiến độ" {
		t.Errorf("sheets %v", names)
	}
	for cell, want := range map[string]string{"A1": "Đơn vị", "A2": "=1+1", "B2": "14/04/2024", "C2": "9", "B3": ""} {
		if got, err := f.GetCellValue("Tiến độ", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	if formula, _ := f.GetCellFormula("Tiến độ", "A2"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
}
