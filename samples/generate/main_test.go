package main

import (
	"bytes"
	"io/fs"
	"testing"

	"giaoban/samples"
)

// Built twice, every workbook has the same bytes, and the workbooks in the
// repository are those. For the latter their parts are compared, not their
// compressed bytes, which a newer compressor may write otherwise.
func TestCommittedWorkbooksAreCurrent(t *testing.T) {
	files, err := build()
	if err != nil {
		t.Fatal(err)
	}
	again, err := build()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if again[i].path != f.path || !bytes.Equal(again[i].data, f.data) {
			t.Errorf("%s differs between two builds", f.path)
		}
	}
	built := map[string]bool{}
	for _, f := range files {
		built[f.path] = true
		committed, err := fs.ReadFile(samples.Files, f.path)
		if err != nil {
			t.Errorf("%v: run go run ./samples/generate", err)
			continue
		}
		compareParts(t, f.path, committed, f.data)
	}
	err = fs.WalkDir(samples.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !built[path] {
			t.Errorf("%s: nothing writes this file", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func compareParts(t *testing.T, path string, committed, built []byte) {
	t.Helper()
	want, err := unpack(built)
	if err != nil {
		t.Fatal(err)
	}
	got, err := unpack(committed)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Errorf("%s has %d parts, want %d", path, len(got), len(want))
		return
	}
	for i := range want {
		if got[i].name != want[i].name || !bytes.Equal(got[i].data, want[i].data) {
			t.Errorf("%s: part %s differs: run go run ./samples/generate", path, want[i].name)
		}
	}
}
