package main

import "fmt"

// file is one workbook, path slash-separated under the samples folder.
type file struct {
	path string
	data []byte
}

// workbook makes the workbook of one sheet.
func workbook(path, sheetName string, fill func(*sheet)) (file, error) {
	b := newBook()
	fill(b.sheet(sheetName))
	data, err := b.bytes()
	if err != nil {
		return file{}, fmt.Errorf("%s: %w", path, err)
	}
	return file{path, data}, nil
}
