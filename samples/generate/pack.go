package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
)

// pack rewrites a workbook as bytes that depend on its content only: the parts
// of the package in one fixed order and without times. The content types come
// first because file(1) and some mail scanners know a workbook by them.
func pack(raw []byte) ([]byte, error) {
	parts, err := unpack(raw)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		part, err := w.Create(p.name)
		if err != nil {
			return nil, fmt.Errorf("pack: %s: %w", p.name, err)
		}
		if _, err := part.Write(numericFormulas(p.data)); err != nil {
			return nil, fmt.Errorf("pack: %s: %w", p.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return out.Bytes(), nil
}

// part is one file inside a workbook.
type part struct {
	name string
	data []byte
}

// unpack returns the parts of a workbook in the order pack writes them.
func unpack(workbook []byte) ([]part, error) {
	r, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	var parts []part
	for _, file := range r.File {
		in, err := file.Open()
		if err != nil {
			return nil, fmt.Errorf("unpack: %s: %w", file.Name, err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			return nil, fmt.Errorf("unpack: %s: %w", file.Name, err)
		}
		if err := in.Close(); err != nil {
			return nil, fmt.Errorf("unpack: %s: %w", file.Name, err)
		}
		parts = append(parts, part{file.Name, data})
	}
	rank := func(name string) int {
		if name == "[Content_Types].xml" {
			return 0
		}
		return 1
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(rank(a.name), rank(b.name)), cmp.Compare(a.name, b.name))
	})
	return parts, nil
}

// numericFormulas makes the kept results of formulas numbers. excelize types
// every formula cell as text; all formulas here are sums and quotients, and
// Excel writes those as numbers.
func numericFormulas(xml []byte) []byte {
	return bytes.ReplaceAll(xml, []byte(` t="str"><f>`), []byte(`><f>`))
}
