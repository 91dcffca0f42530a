package warehouse

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A store that can answer and not be written is not ready.
func TestReady(t *testing.T) {
	if err := newWorld(t).Ready(t.Context()); err != nil {
		t.Errorf("in memory: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	w := newWorldIn(t, Config{Dir: dir})
	ready := func() error { return w.Ready(t.Context()) }
	if err := ready(); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, spillDir, "probe-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if err := ready(); !errors.Is(err, ErrNotWritable) {
		t.Errorf("without its folder: %v", err)
	}
	if err := os.Rename(dir+"-away", dir); err != nil {
		t.Fatal(err)
	}
	if err := ready(); err != nil {
		t.Errorf("once it is back: %v", err)
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full: ", err)
	}
	if err := probe(full); !errors.Is(err, ErrDiskFull) {
		t.Errorf("on a full disk: %v", err)
	}
}
