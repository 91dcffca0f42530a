package intake

import (
	"context"
	"fmt"

	"giaoban/ingest"
	"giaoban/warehouse"
)

// Reread returns what the kept original of a submission says today: with the
// vocabulary of now it may say more, or something else, than when it came.
func Reread(ctx context.Context, store *warehouse.Store, id int64) (ingest.Submission, error) {
	again, err := rereader(ctx, store, id)
	if err != nil {
		return ingest.Submission{}, err
	}
	v, err := store.Vocabulary(ctx)
	if err != nil {
		return ingest.Submission{}, err
	}
	return again(v)
}

// rereader returns a function that reads the kept original of a submission.
func rereader(ctx context.Context, store *warehouse.Store, id int64) (func(ingest.Vocabulary) (ingest.Submission, error), error) {
	header, err := store.Submission(ctx, id)
	if err != nil {
		return nil, err
	}
	data, err := store.Original(ctx, header.SHA256)
	if err != nil {
		return nil, fmt.Errorf("submission %d: %w", id, err)
	}
	return func(v ingest.Vocabulary) (ingest.Submission, error) {
		r := read(Source{Path: header.Name, Read: func() ([]byte, error) { return data, nil }}, v)
		if r.err != nil {
			return ingest.Submission{}, fmt.Errorf("read submission %d again: %w", id, r.err)
		}
		return r.submission, nil
	}, nil
}

// Accept puts a checked submission into force as its original reads today; see
// [warehouse.Store.Accept].
func Accept(ctx context.Context, store *warehouse.Store, id int64, act warehouse.Act) (warehouse.Receipt, error) {
	sub, err := Reread(ctx, store, id)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	return store.Accept(ctx, id, sub, act)
}

// Reopen undoes a lock or a return; see [warehouse.Store.Reopen]. What waited for
// answers when it was returned, and has been answered since for another workbook
// of its layout, is decided about anew: nobody could answer it.
func Reopen(ctx context.Context, store *warehouse.Store, id int64, act warehouse.Act) error {
	if err := store.Reopen(ctx, id, act); err != nil {
		return err
	}
	sub, err := store.Submission(ctx, id)
	if err != nil || sub.State != warehouse.Received {
		return err
	}
	now, err := Reread(ctx, store, id)
	if err != nil || len(now.Questions) > 0 {
		return err
	}
	_, err = answered(ctx, store, id, nil, warehouse.Act{By: act.By})
	return err
}

// Withdrawal tells what withdrawing a submission would change; see
// [warehouse.Store.Withdrawal].
func Withdrawal(ctx context.Context, store *warehouse.Store, id int64) (warehouse.Revisions, error) {
	sub, err := Reread(ctx, store, id)
	if err != nil {
		return warehouse.Revisions{}, err
	}
	return store.Withdrawal(ctx, id, sub)
}

// Difference tells what a submission changes of what is stored, or has
// changed; see [warehouse.Store.Difference].
func Difference(ctx context.Context, store *warehouse.Store, id int64) (warehouse.Revisions, error) {
	sub, err := Reread(ctx, store, id)
	if err != nil {
		return warehouse.Revisions{}, err
	}
	return store.Difference(ctx, id, sub)
}
