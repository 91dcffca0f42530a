// Package intake brings files into the store: it finds the workbooks in
// files, folders and archives, reads them in parallel and commits them one by
// one in an order in which each finds the vocabulary it needs.
package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
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

// Collection is what [Collect] found.
type Collection struct {
	Sources []Source
	Passed  []string // files met in folders and archives that are no workbooks, as shown to people
	Failed  []string // paths and folders that could not be read; each is a source too, whose Read says why
}

// Collect finds the files to load under each path: a file is taken whatever
// its extension, a folder is walked for workbooks, a .zip is opened, and so is
// a .zip inside it. Sources come in path order, each once. What cannot be read
// is a source that fails when its turn comes, so that it stops nobody.
func Collect(paths []string) Collection {
	c := collector{seen: map[string]bool{}}
	for _, p := range paths {
		info, err := os.Stat(p)
		switch {
		case err != nil:
			c.fail(p, err)
		case info.IsDir():
			c.folder(p)
		default:
			c.file(p, true)
		}
	}
	return c.Collection
}

// File is one uploaded file. Its name may have folders, as the sender's disk has.
type File struct {
	Name string
	Data []byte
}

// CollectFiles finds the files to load among uploaded ones, which are taken
// as [Collect] takes files named outright. Of two files with one name the
// second gets a number.
func CollectFiles(files []File) Collection {
	c := collector{seen: map[string]bool{}}
	for _, f := range files {
		name := f.Name
		for n := 2; c.seen[name]; n++ {
			ext := path.Ext(f.Name)
			name = strings.TrimSuffix(f.Name, ext) + " (" + strconv.Itoa(n) + ")" + ext
		}
		if archiveName(path.Base(name)) {
			budget := uint64(maxArchiveBytes)
			c.archive(name, f.Data, true, &budget)
			c.seen[name] = true
			continue
		}
		c.add(name, func() ([]byte, error) {
			if len(f.Data) > MaxFileBytes {
				return nil, ErrTooLarge
			}
			return f.Data, nil
		})
	}
	return c.Collection
}

type collector struct {
	Collection
	seen map[string]bool
}

func (c *collector) add(name string, read func() ([]byte, error)) {
	if !c.seen[name] {
		c.seen[name] = true
		c.Sources = append(c.Sources, Source{Path: name, Read: read})
		c.Passed = slices.DeleteFunc(c.Passed, func(p string) bool { return p == name })
	}
}

func (c *collector) fail(name string, err error) {
	c.Failed = append(c.Failed, name)
	c.add(name, func() ([]byte, error) { return nil, err })
}

// pass notes a file that is no workbook, unless it is one of those that
// systems and programs leave about.
func (c *collector) pass(name string) {
	if base := path.Base(filepath.ToSlash(name)); !clutter(base) && !c.seen[name] && !slices.Contains(c.Passed, name) {
		c.Passed = append(c.Passed, name)
	}
}

func (c *collector) folder(root string) {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			c.fail(name, err)
			return fs.SkipDir
		case d.IsDir():
			if name != root && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
		default:
			c.file(name, false)
		}
		return nil
	})
	if err != nil {
		c.fail(root, err)
	}
}

// file adds one file, or the workbooks inside it when it is an archive. A
// file met in a folder is passed over unless its name is a workbook's.
func (c *collector) file(name string, named bool) {
	read := func() ([]byte, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return readLimited(f, MaxFileBytes)
	}
	switch base := filepath.Base(name); {
	case archiveName(base) && (named || !clutter(base)):
		f, err := os.Open(name)
		if err != nil {
			c.fail(name, err)
			return
		}
		defer f.Close()
		data, err := readLimited(f, maxArchiveBytes)
		if err != nil {
			c.fail(name, err)
			return
		}
		budget := uint64(maxArchiveBytes)
		c.archive(name, data, true, &budget)
	case named || workbookName(base):
		c.add(name, read)
	default:
		c.pass(name)
	}
}

// archive adds the workbooks inside an archive and, one level deep, inside
// the archives in it. The budget bounds what it may all unpack to.
func (c *collector) archive(name string, data []byte, nested bool, budget *uint64) {
	whole := func() ([]byte, error) { return data, nil }
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" }) {
		// A truncated archive is one bad file among the others, not the end of
		// the batch; and a workbook renamed to .zip is still a workbook.
		c.add(name, whole)
		return
	}
	files := slices.Clone(z.File)
	slices.SortFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, entry := range files {
		inner, base := name+"/"+entry.Name, path.Base(entry.Name)
		inside := nested && archiveName(base) && !clutter(base)
		if entry.FileInfo().IsDir() || !inside && !workbookName(base) {
			if !entry.FileInfo().IsDir() {
				c.pass(inner)
			}
			continue
		}
		if entry.UncompressedSize64 > *budget {
			c.fail(inner, ErrTooLarge)
			return
		}
		*budget -= entry.UncompressedSize64
		read := func() ([]byte, error) {
			r, err := entry.Open()
			if err != nil {
				return nil, err
			}
			defer r.Close()
			return readLimited(r, MaxFileBytes)
		}
		if !inside {
			c.add(inner, read)
			continue
		}
		if data, err := read(); err != nil {
			c.fail(inner, err)
		} else {
			c.archive(inner, data, false, budget)
		}
	}
}

func archiveName(name string) bool { return strings.EqualFold(path.Ext(name), ".zip") }

// clutter reports whether a file is not something a unit sent: Excel's lock
// files (~$name.xlsx), hidden files.
func clutter(name string) bool {
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".")
}

// workbookName reports whether a file met while walking looks like something
// a workbook that a unit sent.
func workbookName(name string) bool {
	if clutter(name) {
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
