package warehouse

import (
	"context"
	"database/sql"
	"errors"
)

// ErrMoved is returned by a read whose context is held to a data version (see
// [AtVersion]) that is no longer the newest.
var ErrMoved = errors.New("the figures have changed meanwhile")

// DataVersion returns the number that every change of figures, vocabulary or
// submissions raises: equal numbers mean equal answers. Under a context that
// is held to a version it is that one. It asks the database nothing.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.leave()
	if held, ok := ctx.Value(heldVersion{}).(int64); ok {
		return held, nil
	}
	return s.version.Load(), nil
}

// Commits counts what has been committed since the store was opened, also what
// left the data version as it was, as a refused workbook does. Under the context
// of [Store.BeforeTold] the commit that is about to be told of counts.
func (s *Store) Commits(ctx context.Context) int64 {
	if ctx.Value(beforeTold{}) != nil {
		return s.commits.Load() + 1
	}
	return s.commits.Load()
}

// BeforeTold lets f prepare for a data version that has been committed, before
// readers are told of it and the commit's caller hears that it is done. Its
// context is held to that version. f must not write; commits wait for it.
func (s *Store) BeforeTold(f func(ctx context.Context)) { s.prepare.Store(&f) }

type beforeTold struct{}

type heldVersion struct{}

// AtVersion holds the reads made with the context to a data version: what is
// put together of several is then never half of one and half of another. A
// read that comes too late fails with [ErrMoved].
func AtVersion(ctx context.Context, version int64) context.Context {
	return context.WithValue(ctx, heldVersion{}, version)
}

// Whole runs f with a context held to the newest data version, and again as
// long as the figures change meanwhile; the last time, of a few, while nobody
// commits. A context that is held already stays as it is.
func (s *Store) Whole(ctx context.Context, f func(ctx context.Context) error) error {
	if ctx.Value(heldVersion{}) != nil {
		return f(ctx)
	}
	version := s.version.Load()
	for range attempts {
		if err := f(AtVersion(ctx, version)); !errors.Is(err, ErrMoved) {
			return err
		}
		version = s.committed.Load()
	}
	select {
	case <-s.writer:
		defer func() { s.writer <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return f(AtVersion(ctx, s.version.Load()))
}

// attempts is how often a page is put together anew before commits wait for it.
const attempts = 3

// holds fails unless the transaction sees the version that the context is held to.
func holds(ctx context.Context, tx *sql.Tx) error {
	held, ok := ctx.Value(heldVersion{}).(int64)
	if !ok {
		return nil
	}
	now, err := dataVersion(ctx, tx)
	if err == nil && now != held {
		err = ErrMoved
	}
	return err
}

func dataVersion(ctx context.Context, tx *sql.Tx) (int64, error) {
	var v int64
	err := tx.QueryRowContext(ctx, `SELECT version FROM data_version`).Scan(&v)
	return v, err
}

// publish lets readers know of what has been committed, and which answers it
// leaves as they are. What readers have lately looked at and it has changed is
// asked for first, so that the next reader need not wait for it. It asks the
// database rather than the transaction, whose commit may have failed without a
// word.
func (s *Store) publish(ctx context.Context, t touched) error {
	ctx = context.WithoutCancel(ctx)
	var v int64
	err := s.db.QueryRowContext(ctx, `SELECT version FROM data_version`).Scan(&v)
	if err != nil || v == s.version.Load() {
		return err
	}
	s.committed.Store(v)
	if stale := s.answers.changed(v, t, s.now()); len(stale) > 0 {
		if err := s.askAnew(ctx, stale, v); err != nil {
			s.log.Warn("figures that have changed are asked for when somebody reads them", "figures", len(stale), "reason", err)
		}
	}
	if prepare := s.prepare.Load(); prepare != nil {
		(*prepare)(AtVersion(context.WithValue(ctx, beforeTold{}, true), v))
	}
	s.version.Store(v)
	return nil
}
