// Package intake brings files into the store: it finds the workbooks in
// files, folders and archives, reads them in parallel and commits them one by
// one in an order in which each finds the vocabulary it needs.
package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// MaxFileBytes is the largest file that is read at all. A report workbook is
// some tens of kilobytes; what is larger is not one.
const MaxFileBytes = 32 << 20

// maxArchiveBytes bounds what all the files of one archive may unpack to.
const maxArchiveBytes = 1 << 30

// ErrTooLarge is returned by [Source.Read] for a file over [MaxFileBytes].
var ErrTooLarge = errors.New("file too large")

// Source is one file that may be a workbook.
type Source struct {
	Path string // as shown to people; inside an archive "name.zip/inner.xlsx"
	Read func() ([]byte, error)
}

// Name returns the file's name without its folders.
func (s Source) Name() string { return path.Base(filepath.ToSlash(s.Path)) }

// Collect finds the files to load under each path: a file is taken whatever
// its extension, a folder is walked for workbooks, a .zip is opened. Sources
// come in path order, each once. The error names a path that cannot be read.
func Collect(paths []string) ([]Source, error) {
	var out []Source
	seen := map[string]bool{}
	add := func(s Source) {
		if !seen[s.Path] {
			seen[s.Path] = true
			out = append(out, s)
		}
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			if err := addFile(add, p, true); err != nil {
				return nil, err
			}
			continue
		}
		err = filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if name != p && strings.HasPrefix(d.Name(), ".") {
					return fs.SkipDir
				}
				return nil
			}
			return addFile(add, name, false)
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// addFile adds one file, or the workbooks inside it when it is an archive.
// A file inside a folder is passed over unless its name is a workbook's.
func addFile(add func(Source), name string, named bool) error {
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case ext == ".zip":
		return addArchive(add, name)
	case named || workbookName(filepath.Base(name)):
		add(Source{Path: name, Read: func() ([]byte, error) {
			f, err := os.Open(name)
			if err != nil {
				return nil, err
			}
			defer f.Close()
			return readLimited(f, MaxFileBytes)
		}})
	}
	return nil
}

func addArchive(add func(Source), name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := readLimited(f, maxArchiveBytes)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		// A truncated archive is one bad file among the others, not the end of the batch.
		add(Source{Path: name, Read: func() ([]byte, error) { return data, nil }})
		return nil
	}
	var total uint64
	files := slices.Clone(z.File)
	slices.SortFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, entry := range files {
		if entry.FileInfo().IsDir() || !workbookName(path.Base(entry.Name)) {
			continue
		}
		total += entry.UncompressedSize64
		if total > maxArchiveBytes {
			return fmt.Errorf("%s: %w", name, ErrTooLarge)
		}
		add(Source{Path: name + "/" + entry.Name, Read: func() ([]byte, error) {
			r, err := entry.Open()
			if err != nil {
				return nil, err
			}
			defer r.Close()
			return readLimited(r, MaxFileBytes)
		}})
	}
	return nil
}

// workbookName reports whether a file met while walking looks like something
// a unit sent. Excel's lock files (~$name.xlsx) are not.
func workbookName(name string) bool {
	if strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv":
		return true
	}
	return false
}

func readLimited(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, ErrTooLarge
	}
	return data, nil
}

// CollectFS finds the workbooks of a file system, such as the samples inside
// the program, in path order.
func CollectFS(fsys fs.FS) ([]Source, error) {
	var out []Source
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !workbookName(d.Name()) {
			return err
		}
		out = append(out, Source{Path: name, Read: func() ([]byte, error) { return fs.ReadFile(fsys, name) }})
		return nil
	})
	return out, err
}
