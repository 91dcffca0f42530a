package ingest

import (
	"slices"
	"testing"
)

func TestArranged(t *testing.T) {
	list := []Finding{
		{Severity: Warning, Sheet: "Biểu 2", Cell: "E16"}, {Severity: Note, Sheet: "Biểu 2", Cell: "A1"},
		{Severity: Warning, Sheet: "Biểu 1", Cell: "B2"}, {Severity: Warning, Sheet: "Biểu 2", Cell: "E9", Code: "first"},
		{Severity: Warning, Sheet: "Biểu 2", Cell: "AA9"}, {Severity: Error, Sheet: "Biểu 1", Cell: "F22"},
		{Severity: Warning, Sheet: "Biểu 2", Cell: "E9", Code: "second"}, {Severity: Warning, Sheet: "Biểu 2"}, {Severity: Warning},
	}
	before := slices.Clone(list)
	var got []string
	for _, f := range Arranged(list) {
		got = append(got, string(f.Severity)+" "+f.Sheet+"!"+f.Cell+f.Code)
	}
	want := []string{
		"error Biểu 1!F22", "warning !", "warning Biểu 2!", "warning Biểu 2!E9first", "warning Biểu 2!E9second",
		"warning Biểu 2!AA9", "warning Biểu 2!E16", "warning Biểu 1!B2", "note Biểu 2!A1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !slices.EqualFunc(list, before, func(a, b Finding) bool { return a.Cell == b.Cell && a.Code == b.Code }) {
		t.Error("the list itself was arranged")
	}
}
