// Package intake brings files into the store: it finds the workbooks in
// files, folders and archives, reads them in parallel and commits them many at a
// time in an order in which each finds the vocabulary it needs.
package intake

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"giaoban/ingest"
)

// MaxFileBytes is the largest file that is read at all. A report workbook is
// some tens of kilobytes; what is larger is not one.
const MaxFileBytes = 32 << 20

// ErrTooLarge is returned by [Source.Read] for a file over [MaxFileBytes].
var ErrTooLarge = errors.New("file too large")

// Source is one file that may be a workbook.
type Source struct {
	Path string // as shown to people; inside an archive "name.zip/inner.xlsx"
	Size int64  // of what Read returns, about; 0 when not known
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
		name := unused(f.Name, c.seen)
		if archiveName(name) {
			c.archive(name, f.Data)
			c.seen[name] = true
			continue
		}
		c.add(name, int64(len(f.Data)), func() ([]byte, error) {
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

func (c *collector) add(name string, size int64, read func() ([]byte, error)) {
	if !c.seen[name] {
		c.seen[name] = true
		c.Sources = append(c.Sources, Source{Path: name, Size: size, Read: read})
		c.Passed = slices.DeleteFunc(c.Passed, func(p string) bool { return p == name })
	}
}

func (c *collector) fail(name string, err error) {
	c.Failed = append(c.Failed, name)
	c.add(name, 0, func() ([]byte, error) { return nil, err })
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
			if name != root && clutter(d.Name()) {
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
		data, err := readLimited(f, maxArchiveFile)
		switch {
		case errors.Is(err, ErrTooLarge):
			c.fail(name, ingest.TooLarge(name, maxArchiveFile>>20, err))
		case err != nil:
			c.fail(name, err)
		default:
			c.archive(name, data)
		}
	case named || workbookName(base):
		var size int64
		if info, err := os.Stat(name); err == nil {
			size = info.Size()
		}
		c.add(name, size, read)
	default:
		c.pass(name)
	}
}

func archiveName(name string) bool { return strings.EqualFold(path.Ext(name), ".zip") }

// clutter reports whether a file or folder is not something a unit sent: lock
// files of Excel (~$name.xlsx) and LibreOffice (.~lock), hidden files, what
// Windows and macOS leave in folders and archives. name may have folders.
func clutter(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		switch strings.ToLower(part) {
		case "__macosx", "thumbs.db", "desktop.ini":
			return true
		}
		if strings.HasPrefix(part, "~$") || strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}

// workbookName reports whether a file met while walking looks like a workbook
// that a unit sent, or like an archive of them that cannot be opened: its
// refusal says what to do.
func workbookName(name string) bool {
	if clutter(path.Base(name)) {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".ods", ".ots", ".csv", ".tsv",
		".rar", ".7z":
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
