package intake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"giaoban/ingest"
	"giaoban/warehouse"
)

// Rebuild does again what a decision log says was done, at the same times and
// by the same people, on the originals it names. The store must be new, and
// its clock must be the one that turn sets. What comes out otherwise than the
// log says, because the program or its checks read a workbook differently now,
// is returned; the rest is the same in figures, states and findings, though
// numbers may differ.
func Rebuild(ctx context.Context, store *warehouse.Store, turn func(time.Time), log []warehouse.Decision,
	original func(sha string) ([]byte, error), progress func(done, total int)) (different []warehouse.Decision, err error) {
	r := rebuilder{store: store, original: original, ids: map[int64]int64{}, answered: map[int64]bool{}}
	for i, d := range log {
		if err := ctx.Err(); err != nil {
			return different, err
		}
		turn(d.At)
		same, err := r.repeat(ctx, d)
		if errors.Is(err, warehouse.ErrNoteNeeded) || errors.Is(err, warehouse.ErrWrongState) {
			same, err = false, nil // what came before it came out otherwise
		}
		if err != nil {
			return different, fmt.Errorf("decision %d (%s %s): %w", d.ID, d.Action, d.File, err)
		}
		if !same {
			different = append(different, d)
		}
		if progress != nil {
			progress(i+1, len(log))
		}
	}
	return different, nil
}

type rebuilder struct {
	store    *warehouse.Store
	original func(sha string) ([]byte, error)
	ids      map[int64]int64 // of submissions, then and now
	answered map[int64]bool  // submissions, as numbered then, whose questions were answered since the last decision
}

// repeat does one thing again and tells whether it came out the same.
func (r *rebuilder) repeat(ctx context.Context, d warehouse.Decision) (same bool, err error) {
	if isView, err := r.store.RepeatView(ctx, d); isView || err != nil {
		return err == nil, err
	}
	want := map[string]warehouse.State{"ask": warehouse.Received, "hold": warehouse.Checked, "accept": warehouse.Accepted, "refuse": warehouse.Refused}[d.Action]
	act := warehouse.Act{By: d.By, Note: d.Note}
	id, known := r.ids[d.Submission]
	switch d.Action {
	case "supersede", "resume": // follows from the acceptance or withdrawal before it
		return true, nil
	case "map":
		m, _, err := d.Mapping()
		if err == nil {
			err = r.store.Remember(ctx, []ingest.Mapping{m}, id, act)
		}
		r.answered[d.Submission] = known
		return err == nil, err
	case "ask", "hold", "accept", "refuse":
		receipt, err := r.take(ctx, d, id, known)
		return receipt.State == want, err
	case "return":
		err = r.store.Return(ctx, id, act)
	case "lock":
		err = r.store.Lock(ctx, id, act)
	case "withdraw":
		err = r.store.Withdraw(ctx, id, act)
	case "reopen":
		err = r.store.Reopen(ctx, id, act)
	default:
		return false, fmt.Errorf("no such action: %q", d.Action)
	}
	return err == nil, err
}

// take brings a workbook in, or decides on one that waits.
func (r *rebuilder) take(ctx context.Context, d warehouse.Decision, id int64, waits bool) (warehouse.Receipt, error) {
	if waits {
		sub, err := r.store.Submission(ctx, id)
		if err != nil {
			return warehouse.Receipt{}, err
		}
		because, caused := d.Cause()
		again := d.Action == "refuse" && (sub.State == warehouse.Refused || sub.State == warehouse.Returned) && !r.answered[d.Submission] // the same bytes came once more
		switch {
		case again: // as if for the first time
		case caused && (sub.State == warehouse.Received || sub.State == warehouse.Checked):
			return renew(ctx, r.store, id, because, warehouse.Act{By: d.By, Note: d.Note})
		case r.answered[d.Submission] || sub.State != warehouse.Checked:
			delete(r.answered, d.Submission)
			return answered(ctx, r.store, id, nil, warehouse.Act{By: d.By, Note: d.Note})
		default:
			return Accept(ctx, r.store, id, warehouse.Act{By: d.By, Note: d.Note})
		}
	}
	data, err := r.original(d.SHA256)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	v, err := r.store.Vocabulary(ctx)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	read := read(Source{Path: d.File, Read: func() ([]byte, error) { return data, nil }}, v)
	if read.err != nil {
		return warehouse.Receipt{}, read.err
	}
	in := warehouse.Incoming{Submission: read.submission, Original: data, By: d.By, Note: d.Note, Ask: d.Action == "ask", Hold: d.Hold()}
	receipts, err := r.store.CommitAll(ctx, []warehouse.Incoming{in})
	if err != nil {
		return warehouse.Receipt{}, err
	}
	r.ids[d.Submission] = receipts[0].ID
	return receipts[0], nil
}
