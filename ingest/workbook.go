package ingest

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet"
)

// writtenVersion is the version of the layouts that the writers of this
// package produce, for readers that come later.
const writtenVersion = "1"

// mark writes the hidden identification that identify reads.
func mark(f *excelize.File, values map[string]string) error {
	values[keyVersion] = writtenVersion
	if _, err := f.NewSheet(identitySheet); err != nil {
		return err
	}
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for i, key := range keys {
		if err := setTexts(f, identitySheet, i+1, 1, key, values[key]); err != nil {
			return err
		}
		if err := f.SetCustomProps(excelize.CustomProperty{Name: identityPrefix + key, Value: sheet.EscapeText(values[key])}); err != nil {
			return err
		}
	}
	return f.SetSheetVisible(identitySheet, false, true)
}

// setText writes a text into a cell, whatever it looks like. The library
// leaves the escapes of the format to its caller here.
func setText(f *excelize.File, page, ref, text string) error {
	return f.SetCellStr(page, ref, sheet.EscapeText(text))
}

// setTexts writes texts side by side.
func setTexts(f *excelize.File, page string, row, col int, texts ...string) error {
	for i, text := range texts {
		if err := setText(f, page, sheet.Ref(col+i, row), text); err != nil {
			return err
		}
	}
	return nil
}

// Ways to lay a page.
const (
	landscape = "landscape"
	portrait  = "portrait"
)

// paper says how a sheet prints on A4.
type paper struct {
	orientation string
	wide        int    // pages side by side
	heading     int    // row repeated on every page, 0 for none
	foot        string // beside the page number
}

// onPaper makes a sheet print as the paper says, as many pages long as it
// takes. It comes after AutoFilter, which would undo it.
func onPaper(f *excelize.File, page string, p paper) error {
	a4, tall, fit := 9, 0, true
	if err := f.SetPageLayout(page, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &p.orientation, FitToWidth: &p.wide, FitToHeight: &tall,
	}); err != nil {
		return err
	}
	if err := f.SetSheetProps(page, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	side, edge := 0.4, 0.5 // inches
	if err := f.SetPageMargins(page, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge}); err != nil {
		return err
	}
	if p.heading > 0 {
		if err := f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: page,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", page, p.heading, p.heading),
		}); err != nil {
			return err
		}
	}
	return f.SetHeaderFooter(page, &excelize.HeaderFooterOptions{
		OddFooter: "&L&9" + strings.ReplaceAll(p.foot, "&", "&&") + "&R&9&P/&N", // & begins a code
	})
}

// finish writes the workbook so that its bytes depend on its content only:
// one order of parts, no times. The content types come first, because mail
// scanners know a workbook by them.
func finish(f *excelize.File, w io.Writer) error {
	if err := f.SetDocProps(&excelize.DocProperties{
		Creator: "giaoban", LastModifiedBy: "giaoban",
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
	}); err != nil {
		return err
	}
	var raw bytes.Buffer
	if err := f.Write(&raw); err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		return err
	}
	rank := func(name string) int {
		if name == "[Content_Types].xml" {
			return 0
		}
		return 1
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), strings.Compare(a.Name, b.Name))
	})
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := copyPart(out, part); err != nil {
			return err
		}
	}
	return out.Close()
}

func copyPart(out *zip.Writer, part *zip.File) error {
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := out.Create(part.Name)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return err
}
