package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"

	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// rebuild makes a new data folder out of the originals and the decision log of
// one whose database is lost or damaged.
func rebuild(ctx context.Context, c *console, args []string) error {
	f := c.flags("rebuild")
	dir := c.dataFlag(f)
	if err := c.parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return c.problem("cli.rebuild_where")
	}
	target := f.Arg(0)
	if entries, err := os.ReadDir(target); err == nil && len(entries) > 0 {
		return c.problem("cli.rebuild_not_empty", "dir", quoted(target))
	}
	log, err := warehouse.DecisionsIn(*dir)
	if err != nil {
		return &problem{key: "cli.rebuild_no_log", args: []any{"dir", quoted(*dir)}, err: err}
	}
	if err := copyOwn(*dir, target); err != nil {
		return &problem{key: "cli.cannot_write", err: err}
	}
	var now time.Time
	store, err := c.openStoreAt(ctx, target, func() time.Time { return now })
	if err != nil {
		return err
	}
	defer store.Close()
	bar := progressbar.NewOptions(len(log), progressbar.OptionSetWriter(c.progressWriter()), progressbar.OptionClearOnFinish())
	different, err := intake.Rebuild(ctx, store, func(at time.Time) { now = at }, log, warehouse.KeptIn(*dir),
		func(done, _ int) { _ = bar.Set(done) })
	_ = bar.Finish()
	if err != nil {
		return &problem{key: "cli.rebuild_failed", args: []any{"dir", quoted(target)}, err: err}
	}
	for _, d := range different {
		fmt.Fprintln(c.out, c.text("cli.rebuild_different", "id", int(d.ID), "action", d.Action, "file", quoted(d.File)))
	}
	fmt.Fprintln(c.out, c.text("cli.rebuilt", "count", len(log), "dir", quoted(target), "different", len(different)))
	if len(different) > 0 {
		return errRefused
	}
	return nil
}

// copyOwn takes the checks and charts of one's own along.
func copyOwn(from, to string) error {
	for _, folder := range warehouse.OwnFolders() {
		own := filepath.Join(from, folder)
		if _, err := os.Stat(own); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.CopyFS(filepath.Join(to, folder), os.DirFS(own)); err != nil {
			return err
		}
	}
	return nil
}
