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
// beside its place, synced and renamed, before the commit that refers to it.
// One that a crash left without a commit is harmless and is met again when
// the same workbook is loaded.
type originals struct {
	dir string // "" keeps them in memory, for a store without a folder

	mu     sync.Mutex
	memory map[string][]byte
}

var extension = regexp.MustCompile(`^\.[a-z0-9]{1,8}$`)

// keepers is how many files are written at a time: each waits for the disk,
// and the disk syncs several as fast as one.
const keepers = 16

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
	folders := make([]string, len(b))
	var g errgroup.Group
	g.SetLimit(keepers)
	for i, in := range b {
		g.Go(func() (err error) {
			folders[i], err = o.keep(in.Submission.SHA256, in.Submission.Name, in.Original)
			if err != nil {
				return fmt.Errorf("keep the original of %s: %w", in.Submission.Name, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	slices.Sort(folders)
	for _, name := range append(slices.Compact(folders), o.dir) {
		g.Go(func() error { return syncDir(name) })
	}
	return g.Wait()
}

// keep writes data under its hash, unless it is there, and returns the folder
// that is then still to sync. The name gives the extension.
func (o *originals) keep(sha, name string, data []byte) (folder string, err error) {
	folder = filepath.Join(o.dir, sha[:2])
	if _, err := o.find(sha); err == nil || !errors.Is(err, ErrNoOriginal) {
		return folder, err // a crash may have come before the folder was synced
	}
	ext := strings.ToLower(filepath.Ext(name))
	if !extension.MatchString(ext) {
		ext = ".bin"
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name()) // nothing is there after the rename
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return "", err
	}
	return folder, os.Rename(f.Name(), filepath.Join(folder, sha+ext))
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
