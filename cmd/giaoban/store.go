package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"giaoban/sql"
	"giaoban/warehouse"
)

// openStore opens the data folder, explaining the one failure people meet
// often: a server already holds it. The words of its checks become the
// console's too.
func (c *console) openStore(ctx context.Context, dir string) (*warehouse.Store, error) {
	return c.openStoreAt(ctx, dir, time.Now)
}

// openStoreAt is openStore with another clock.
func (c *console) openStoreAt(ctx context.Context, dir string, now func() time.Time) (*warehouse.Store, error) {
	store, err := warehouse.Open(ctx, warehouse.Config{
		Dir: dir,
		SQL: sql.Files,
		Now: now,
		Log: slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	switch {
	case errors.Is(err, warehouse.ErrLocked):
		if at := servedAt(dir); at != "" {
			return nil, c.problem("cli.served", "dir", quoted(dir), "address", at)
		}
		return nil, c.problem("cli.locked", "dir", quoted(dir))
	case err != nil:
		return nil, &problem{key: "cli.cannot_open", args: []any{"dir", quoted(dir)}, err: err}
	}
	if c.messages, err = c.messages.With(store.RuleTexts()); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// openExisting is openStore for a command that only reads: it does not make a
// data folder out of a misspelt name.
func (c *console) openExisting(ctx context.Context, dir string) (*warehouse.Store, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, c.problem("cli.no_data", "dir", quoted(dir))
	}
	return c.openStore(ctx, dir)
}
