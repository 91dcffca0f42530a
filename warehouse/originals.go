package warehouse

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// ErrNoOriginal is returned for a file that is not kept here.
var ErrNoOriginal = errors.New("no such original file")

// originals keeps workbooks as they came, addressed by the SHA-256 of their
// bytes: originals/ab/abcd….xlsx. A file is complete or absent: it is written
// elsewhere, synced and renamed to its place, before the commit that refers to
// it. One that a crash left without a commit is harmless and is met again when
// the same workbook is loaded.
type originals struct {
	dir string // "" keeps them in memory, for a store without a folder

	mu     sync.Mutex
	memory map[string][]byte
}

var extension = regexp.MustCompile(`^\.[a-z0-9]{1,8}$`)

// writtenDir is where files are before they are complete, inside the folder of
// originals, under names with a dot before them, which a backup passes over.
// What a crash has left there is removed when the store opens.
const writtenDir = ".new"

func (o *originals) open(dir string) error {
	o.dir = dir
	if err := os.RemoveAll(filepath.Join(dir, writtenDir)); err != nil {
		return err
	}
	return os.MkdirAll(filepath.Join(dir, writtenDir), 0o700)
}

// keepAll stores the workbooks of a batch; when it returns they outlive a
// power cut.
func (o *originals) keepAll(b batch) error {
	if o.dir == "" {
		o.mu.Lock()
		defer o.mu.Unlock()
		for _, in := range b {
			o.memory[in.Submission.SHA256] = in.Original
		}
		return nil
	}
	var written, places, folders []string
	defer func() {
		for _, name := range written {
			os.Remove(name) // nothing is there after the rename
		}
	}()
	for _, in := range b {
		place, err := o.place(in.Submission.SHA256, in.Submission.Name)
		if err == nil && place != "" {
			var name string
			name, err = o.write(in.Original)
			written, places = append(written, name), append(places, place)
		}
		if err != nil {
			return fmt.Errorf("keep the original of %s: %w", in.Submission.Name, err)
		}
		folders = append(folders, filepath.Join(o.dir, in.Submission.SHA256[:2]))
	}
	if err := o.outlast(written, syncFile); err != nil {
		return err
	}
	for i, name := range written {
		if err := os.Rename(name, places[i]); err != nil {
			return err
		}
	}
	slices.Sort(folders) // also of files that are there: a crash may have come before the folder was synced
	return o.outlast(append(slices.Compact(folders), o.dir), syncDir)
}

// place returns where the file with the hash belongs, in a folder that is
// there, or "" if it is there already. The name gives the extension.
func (o *originals) place(sha, name string) (string, error) {
	if _, err := o.find(sha); err == nil || !errors.Is(err, ErrNoOriginal) {
		return "", err
	}
	ext := strings.ToLower(filepath.Ext(name))
	if !extension.MatchString(ext) {
		ext = ".bin"
	}
	folder := filepath.Join(o.dir, sha[:2])
	return filepath.Join(folder, sha+ext), os.MkdirAll(folder, 0o700)
}

// write puts data into a new file, which is not synced yet, and returns its
// path, also when it fails.
func (o *originals) write(data []byte) (string, error) {
	f, err := os.CreateTemp(filepath.Join(o.dir, writtenDir), ".*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	return f.Name(), errors.Join(err, f.Close())
}

// Syncing: how many files are synced one by one, and how many of those at a
// time: each waits for the disk, and the disk syncs several as fast as one.
const (
	syncedAlone = 8
	syncers     = 8
)

// outlast makes files or folders outlive a power cut: a few one by one, many
// all at once where the system can.
func (o *originals) outlast(names []string, sync func(string) error) error {
	if len(names) > syncedAlone {
		if err := syncAll(o.dir); !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
	}
	var g errgroup.Group
	g.SetLimit(syncers)
	for _, name := range names {
		g.Go(func() error { return sync(name) })
	}
	return g.Wait()
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes a rename in the folder outlive a power cut. Systems that
// cannot sync a folder (Windows) do without.
func syncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// find returns the path of a kept file, "" for one in memory.
func (o *originals) find(sha string) (string, error) {
	if b, err := hex.DecodeString(sha); err != nil || len(b) != 32 {
		return "", fmt.Errorf("%w: %q is not a SHA-256", ErrNoOriginal, sha)
	}
	if o.dir == "" {
		o.mu.Lock()
		defer o.mu.Unlock()
		if _, ok := o.memory[sha]; !ok {
			return "", fmt.Errorf("%w: %s", ErrNoOriginal, sha)
		}
		return "", nil
	}
	folder := filepath.Join(o.dir, sha[:2])
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), sha+".") {
			return filepath.Join(folder, e.Name()), nil
		}
	}
	return "", fmt.Errorf("%w: %s", ErrNoOriginal, sha)
}

// Original returns the bytes of a kept workbook by its SHA-256 in hex, or
// [ErrNoOriginal].
func (s *Store) Original(_ context.Context, sha string) ([]byte, error) {
	name, err := s.originals.find(sha)
	if err != nil {
		return nil, err
	}
	if name == "" {
		s.originals.mu.Lock()
		defer s.originals.mu.Unlock()
		return s.originals.memory[sha], nil
	}
	return os.ReadFile(name)
}

// KeptIn returns a function that reads the originals of a data folder, of a
// store that need not be open, by their SHA-256 in hex.
func KeptIn(dir string) func(sha string) ([]byte, error) {
	o := originals{dir: filepath.Join(dir, originalsDir)}
	return func(sha string) ([]byte, error) {
		name, err := o.find(sha)
		if err != nil {
			return nil, err
		}
		return os.ReadFile(name)
	}
}
