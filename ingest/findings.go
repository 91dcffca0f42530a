package ingest

import (
	"cmp"
	"slices"

	"giaoban/ingest/sheet"
)

// code is a finding's or refusal's stable name. Every constant of this type
// has a text in both languages; a test asserts it.
type code string

// findings collects what a reader notices, in any order.
type findings struct {
	list      []Finding
	questions []Question
}

// place is where a finding or a fact is: a cell, a whole sheet (no row), or
// the whole file (the zero place).
type place struct {
	sheet    string
	col, row int
}

// cell returns the address, "" for a whole sheet.
func (p place) cell() string {
	if p.row == 0 {
		return ""
	}
	return sheet.Ref(p.col, p.row)
}

// maxFindings bounds one workbook's findings: nobody reads more, and a sheet
// of a million wrong cells must not become a million texts.
const maxFindings = 2000

// add records a finding. Its arguments get "sheet" and "cell" besides those given.
func (f *findings) add(severity Severity, c code, at place, args Args) {
	f.addFix(severity, c, at, args, "")
}

// addFix records a finding with a proposed cell content.
func (f *findings) addFix(severity Severity, c code, at place, args Args, fix string) {
	if len(f.list) >= maxFindings {
		if len(f.list) == maxFindings {
			f.list = append(f.list, Finding{Severity: Error, Code: string(codeTooManyFindings), Args: Args{"limit": maxFindings}})
		}
		return
	}
	all := Args{"sheet": at.sheet, "cell": at.cell()}
	for name, value := range args {
		all[name] = value
	}
	f.list = append(f.list, Finding{
		Severity: severity, Code: string(c), Sheet: at.sheet, Cell: at.cell(), Args: all, Fix: fix,
	})
}

// withdraw takes back what was said of a place, because something graver is.
func (f *findings) withdraw(c code, at place) {
	f.list = slices.DeleteFunc(f.list, func(x Finding) bool {
		return x.Code == string(c) && x.Sheet == at.sheet && x.Cell == at.cell()
	})
}

// sorted returns the findings in workbook order: those of the whole file
// first, then sheet by sheet, row by row.
func (f *findings) sorted(book *sheet.Book) []Finding {
	order := make(map[string]int, len(book.Sheets))
	for i, s := range book.Sheets {
		order[s.Name] = i + 1
	}
	slices.SortStableFunc(f.list, func(a, b Finding) int {
		ac, ar, _ := sheet.ParseRef(a.Cell)
		bc, br, _ := sheet.ParseRef(b.Cell)
		return cmp.Or(cmp.Compare(order[a.Sheet], order[b.Sheet]), cmp.Compare(ar, br), cmp.Compare(ac, bc))
	})
	return f.list
}
