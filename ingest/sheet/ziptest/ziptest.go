// Package ziptest lets tests pack files into zip archives, as senders do and as
// workbooks themselves are.
package ziptest

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"testing"
)

// Pack returns an archive of the files in the order of their names, which puts
// a workbook's content types first. The same files give the same bytes.
func Pack[T string | []byte](t testing.TB, files map[string]T) []byte {
	t.Helper()
	return PackAs(t, files, zip.Deflate)
}

// PackAs is [Pack] with a method of the caller's, such as [zip.Store].
func PackAs[T string | []byte](t testing.TB, files map[string]T, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = f.Write([]byte(files[name]))
		}
		if err != nil {
			t.Fatalf("pack %s: %v", name, err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
