package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/shopspring/decimal"

	"giaoban/warehouse"
)

// backup writes the data folder, which may be in use by a server, into one file.
func backup(ctx context.Context, c *console, args []string) error {
	f := c.flags("backup")
	dir := c.dataFlag(f)
	remote := c.serverFlags(f)
	if err := c.parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return c.problem("cli.backup_where")
	}
	name := f.Arg(0)
	if _, err := os.Lstat(name); err == nil {
		return c.problem("cli.backup_exists", "path", quoted(name))
	}
	write, done, err := c.backupWriter(ctx, *dir, remote)
	if err != nil {
		return err
	}
	defer done()
	size, err := c.writeBackup(name, write)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.text("cli.backup_done", "path", quoted(name), "size", decimal.New(size, 0).Shift(-6).Round(1)))
	return nil
}

// backupWriter prepares the backup before its file is made; done ends it.
func (c *console) backupWriter(ctx context.Context, dir string, r *remote) (write func(io.Writer) error, done func(), err error) {
	if r.url != "" {
		// A large folder takes as long as it takes.
		answer, err := r.send(ctx, c, http.Client{}, http.MethodGet, "/api/v1/backup?lang="+string(c.lang), nil, "")
		if err != nil {
			return nil, nil, err
		}
		return func(w io.Writer) error {
			_, err := io.Copy(w, answer)
			return err
		}, func() { _ = answer.Close() }, nil
	}
	store, err := c.openExisting(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	return func(w io.Writer) error { return store.Backup(ctx, w) }, func() { _ = store.Close() }, nil
}

// writeBackup writes a file under another name until it is whole: what bears
// the name of a backup is one.
func (c *console) writeBackup(name string, write func(io.Writer) error) (size int64, err error) {
	part, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return 0, &problem{key: "cli.cannot_write", err: err}
	}
	bar := c.byteBar(-1, "cli.backing_up")
	err = write(io.MultiWriter(part, bar))
	_ = bar.Finish()
	if err == nil {
		size, err = part.Seek(0, io.SeekCurrent)
	}
	if err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err != nil {
		return 0, &problem{key: "cli.backup_failed", args: []any{"path", quoted(name)}, err: errors.Join(err, os.Remove(part.Name()))}
	}
	return size, nil
}

// restore makes a data folder out of a backup and opens it once, to be sure.
func restore(ctx context.Context, c *console, args []string) error {
	f := c.flags("restore")
	dir := c.dataFlag(f)
	if err := c.parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return c.problem("cli.restore_where")
	}
	name := f.Arg(0)
	file, err := os.Open(name)
	if err != nil {
		return &problem{key: "cli.cannot_read", args: []any{"path", quoted(name)}, err: err}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return &problem{key: "cli.cannot_read", args: []any{"path", quoted(name)}, err: err}
	}
	bar := c.byteBar(info.Size(), "cli.restoring")
	err = warehouse.Restore(file, info.Size(), *dir, func(done, all int64) {
		bar.ChangeMax64(all)
		_ = bar.Set64(done)
	})
	_ = bar.Finish()
	switch {
	case errors.Is(err, warehouse.ErrFolderInUse):
		return c.problem("cli.restore_in_use", "dir", quoted(*dir))
	case errors.Is(err, warehouse.ErrNoBackup):
		return &problem{key: "cli.restore_no_backup", args: []any{"path", quoted(name)}, err: err}
	case errors.Is(err, fs.ErrPermission):
		return &problem{key: "cli.cannot_write", err: err}
	case err != nil:
		return err
	}
	store, err := c.openStore(ctx, *dir)
	if err != nil {
		return err
	}
	defer store.Close()
	list, err := store.Submissions(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.text("cli.restored", "count", len(list), "path", quoted(name), "dir", quoted(*dir)))
	return nil
}

// byteBar shows how many bytes are done, on a terminal; of -1 the end is not known.
func (c *console) byteBar(all int64, key string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(all,
		progressbar.OptionSetWriter(c.progressWriter()),
		progressbar.OptionSetDescription(c.text(key)),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(32),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "█", SaucerPadding: "░", BarStart: "", BarEnd: ""}))
}
