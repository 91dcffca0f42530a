package warehouse

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"giaoban/ingest"
)

// Check returns the answer that [Store.Commit] would give now and keeps
// nothing; the receipt has no ID unless the workbook is unchanged.
func (s *Store) Check(ctx context.Context, sub ingest.Submission, original []byte) (r Receipt, err error) {
	err = s.Rehearse(ctx, func(take func([]Incoming) ([]Receipt, error)) error {
		receipts, err := take([]Incoming{{Submission: sub, Original: original}})
		if err == nil {
			r = receipts[0]
		}
		return err
	})
	return r, err
}

// Rehearse lets f see what [Store.CommitAll] would answer, call after call,
// each knowing what came before it, and keeps nothing of it; the receipts have
// no ID but those of workbooks that the store knows and that change nothing.
// Nobody commits meanwhile.
func (s *Store) Rehearse(ctx context.Context, f func(take func([]Incoming) ([]Receipt, error)) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	done, err := s.alone(ctx)
	if err != nil {
		return err
	}
	defer done()
	r := rehearsal{store: s}
	if err := s.db.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM submission`).Scan(&r.newest); err != nil {
		return err
	}
	defer r.end()
	return f(func(list []Incoming) ([]Receipt, error) {
		var out []Receipt
		for b, err := range batches(list) {
			if err != nil {
				return out, err
			}
			receipts, err := s.takeApart(ctx, b, func(b batch, failed failedRules) ([]Receipt, error) { return r.take(ctx, b, failed) })
			out = append(out, receipts...)
			if err != nil {
				return out, fmt.Errorf("check %s: %w", b.names(), diskError(err))
			}
		}
		return out, nil
	})
}

// rehearsal is a transaction that is never committed. An error in it, such as
// that of a rule, aborts it; then what was rehearsed so far is brought into
// another one, for the engine has no savepoints.
type rehearsal struct {
	store  *Store
	newest int64   // submission that the store has
	w      *writer // nil where no transaction is under way
	roll   func()  // ends the transaction
	past   []rehearsed
}

// rehearsed is a batch that was taken, and the rules it was taken without.
type rehearsed struct {
	batch  batch
	failed failedRules
}

// take takes a batch, without the rules that fail over it.
func (r *rehearsal) take(ctx context.Context, b batch, failed failedRules) ([]Receipt, error) {
	if r.w == nil {
		if err := r.resume(ctx); err != nil {
			return nil, err
		}
	}
	receipts, err := r.attempt(ctx, rehearsed{b, failed})
	if err != nil {
		return nil, err
	}
	r.past = append(r.past, rehearsed{b, failed})
	for i := range receipts {
		if receipts[i].State != Unchanged || receipts[i].ID > r.newest {
			receipts[i].ID = 0
		}
	}
	return receipts, nil
}

// attempt takes a batch in the transaction under way, which a failure ends.
func (r *rehearsal) attempt(ctx context.Context, next rehearsed) ([]Receipt, error) {
	r.w.failed = next.failed
	receipts, err := r.store.take(ctx, r.w, next.batch)
	if err == nil {
		err = errors.Join(r.w.spoiled, ctx.Err())
	}
	if err != nil {
		r.end()
	}
	return receipts, err
}

// resume begins a transaction and brings what was rehearsed into it: in as few
// batches as can be, which makes no difference to the answers; or, where a rule
// fails over those that did not fail it apart, just as it was.
func (r *rehearsal) resume(ctx context.Context) error {
	past, err := together(r.past)
	if err == nil {
		err = r.replay(ctx, past)
	}
	var failure ruleFailure
	if errors.As(err, &failure) && ctx.Err() == nil {
		err = r.replay(ctx, r.past)
	}
	return err
}

func (r *rehearsal) replay(ctx context.Context, past []rehearsed) (err error) {
	if r.w, r.roll, err = r.store.begin(ctx); err != nil {
		return err
	}
	for _, p := range past {
		if _, err := r.attempt(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (r *rehearsal) end() {
	if r.w != nil {
		r.roll()
		r.w = nil
	}
}

// together joins neighbours that were taken without the same rules.
func together(past []rehearsed) (out []rehearsed, err error) {
	for from := 0; from < len(past); {
		var list []Incoming
		failed := past[from].failed
		for from < len(past) && slices.Equal(codesOf(past[from].failed), codesOf(failed)) {
			list = append(list, past[from].batch...)
			from++
		}
		for b, err := range batches(list) {
			if err != nil {
				return nil, err
			}
			out = append(out, rehearsed{b, failed})
		}
	}
	return out, nil
}

func codesOf(failed failedRules) []string { return slices.Sorted(maps.Keys(failed)) }
