package sheet

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/ingest/sheet/officetest"
)

// corpusFiles returns the workbooks of the corpus that are read, by a name of
// their own: folder, stem and format. Text files have tests of their own.
func corpusFiles(t *testing.T) map[string][]byte {
	t.Helper()
	root := filepath.Join("..", "testdata", "corpus")
	files := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".txt") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !officeReads(data) {
			return nil
		}
		name, err := filepath.Rel(root, path)
		ext := filepath.Ext(name)
		name = strings.NewReplacer(string(filepath.Separator), "_", " ", "_", ".", "_").Replace(name)
		files[name+contentExt(data, ext)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const fewest = 60
	if len(files) < fewest {
		t.Fatalf("only %d workbooks in %s", len(files), root)
	}
	return files
}

// officeReads reports whether a file is for others to read too: it is not
// refused and has no letters that only we make Unicode.
func officeReads(data []byte) bool {
	book, err := Open(data, "")
	return err == nil && sniff(data) != isText && len(book.Recoded) == 0
}

// contentExt is the extension that goes with the content: LibreOffice minds it.
func contentExt(data []byte, ext string) string {
	if sniff(data) == isZip && ext == ".xls" {
		return ".xlsx"
	}
	return ext
}

// Files that the other readers cannot open, and we can.
var (
	libreOfficeLacks = map[string]bool{"parts_backslashes_xlsx.xlsx": true}
	excelizeLacks    = map[string]bool{"parts_utf16_xlsx.xlsx": true, "parts_backslashes_xlsx.xlsx": true}
)

// TestCorpusAgainstLibreOffice compares every cell of the corpus with what
// LibreOffice exports of it.
func TestCorpusAgainstLibreOffice(t *testing.T) {
	officetest.Need(t)
	files := corpusFiles(t)
	// Stored values, not shown ones, of every sheet, in English.
	dir := officetest.Convert(t, "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false,false,false,false,-1", files)
	for name, data := range files {
		if libreOfficeLacks[name] {
			continue
		}
		t.Run(name, func(t *testing.T) {
			book := mustOpen(t, data)
			for i := range book.Sheets {
				s := &book.Sheets[i]
				sameValues(t, s, filepath.Join(dir, strings.TrimSuffix(name, filepath.Ext(name))+"-"+s.Name+".csv"))
			}
		})
	}
}

// TestCorpusAgainstExcelize compares every cell of the corpus with what the
// library reads that writes our workbooks.
func TestCorpusAgainstExcelize(t *testing.T) {
	for name, data := range corpusFiles(t) {
		if sniff(data) == isZip && filepath.Ext(name) != ".ods" && !excelizeLacks[name] {
			t.Run(name, func(t *testing.T) { sameAsExcelize(t, data) })
		}
	}
}
