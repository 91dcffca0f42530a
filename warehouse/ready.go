package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNotWritable is returned by [Store.Ready] when the data folder cannot be
// written for another reason than a full disk: it has gone, or somebody else's
// rights lie on it.
var ErrNotWritable = errors.New("the data folder cannot be written")

// probeBytes is how much room there must be for the store to be ready: what a
// workbook, its figures and the line in the decision log take with ease.
const probeBytes = 1 << 20

// Ready reports whether the store answers queries and has room to take a
// workbook in, which it finds out by writing as much into the data folder and
// removing it. Without room the error is [ErrDiskFull].
func (s *Store) Ready(ctx context.Context) error {
	if _, err := s.Vocabulary(ctx); err != nil {
		return err
	}
	if s.originals.dir == "" {
		return nil // in memory
	}
	spill := filepath.Join(filepath.Dir(s.originals.dir), spillDir)
	if err := os.Mkdir(spill, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return unwritable(err)
	}
	f, err := os.CreateTemp(spill, "probe-*")
	if err != nil {
		return unwritable(err)
	}
	return errors.Join(probe(f), os.Remove(f.Name()))
}

// probe fills a file and closes it.
func probe(f io.WriteCloser) error {
	_, err := f.Write(make([]byte, probeBytes))
	if err = errors.Join(err, f.Close()); err != nil {
		return unwritable(err)
	}
	return nil
}

func unwritable(err error) error {
	if err = diskError(err); errors.Is(err, ErrDiskFull) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrNotWritable, err)
}
