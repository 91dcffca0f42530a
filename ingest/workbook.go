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
		if err := f.SetSheetRow(identitySheet, fmt.Sprintf("A%d", i+1), &[]string{key, values[key]}); err != nil {
			return err
		}
		if err := f.SetCustomProps(excelize.CustomProperty{Name: identityPrefix + key, Value: values[key]}); err != nil {
			return err
		}
	}
	return f.SetSheetVisible(identitySheet, false, true)
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
