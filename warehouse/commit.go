package warehouse

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"giaoban/ingest"
)

// Incoming is one workbook to take in: what was read of it, and its bytes.
type Incoming struct {
	Submission ingest.Submission
	Original   []byte
	Hold       Hold
	By         string // who sends it in; "" when nobody is named
	Note       string // what they say to its warnings, should it be accepted with some
	Decide     bool   // Note also decides about the same bytes, should they wait: they are accepted as by [Store.Accept]
	Ask        bool   // it waits for answers where nothing else is missing, rather than being refused or held
}

// Receipt is the store's answer to a workbook.
type Receipt struct {
	ID          int64 // of the submission; of the earlier one when unchanged
	State       State
	Waits       State // of the earlier one that is still to be decided about, Checked or Received; else ""
	Facts       int
	Findings    []ingest.Finding // the workbook's, then the store's own
	DataVersion int64
}

// Commit takes in one workbook: the original file, its figures or vocabulary,
// its findings and the decision, all or nothing. The same bytes a second time
// change nothing. A workbook with an error among its findings, or with names
// the store does not know, is refused: its file and findings are kept so that
// they can be sent back, its figures are not.
//
// A newer workbook supersedes the older one of the same sender, period, kind,
// family of layout and status, unless that is locked: then it is refused.
//
// The error is of the machine (a full disk is [ErrDiskFull], context, a contradiction between ingest
// and the store), never of the workbook.
func (s *Store) Commit(ctx context.Context, sub ingest.Submission, original []byte) (Receipt, error) {
	receipts, err := s.CommitAll(ctx, []Incoming{{Submission: sub, Original: original}})
	if err != nil {
		return Receipt{}, err
	}
	return receipts[0], nil
}

// CommitAll takes in workbooks as if each were committed after the one before
// it, and far faster: many share a transaction, because what a transaction
// costs hardly depends on how much it brings. Each workbook is still taken
// whole or refused whole, and one that is refused is nobody's history.
//
// The receipts are in the order of the workbooks. With an error they are those
// of the workbooks that were committed, which are the first ones.
func (s *Store) CommitAll(ctx context.Context, list []Incoming) ([]Receipt, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	var out []Receipt
	for batch, err := range batches(list) {
		if err != nil {
			return out, err
		}
		receipts, err := s.commitBatch(ctx, batch)
		out = append(out, receipts...)
		if err != nil {
			return out, fmt.Errorf("commit %s: %w", batch.names(), diskError(err))
		}
	}
	return out, nil
}

// commitBatch commits one batch in one transaction, or, when a rule cannot be
// evaluated over its figures, each workbook in one of its own.
func (s *Store) commitBatch(ctx context.Context, b batch) ([]Receipt, error) {
	return s.takeApart(ctx, b, func(b batch, failed failedRules) ([]Receipt, error) {
		return s.commitTogether(ctx, b, failed)
	})
}

// takeApart takes a batch together or, when a rule cannot be evaluated over its
// figures, each workbook alone: only those over whose figures it fails are then
// taken without the rule.
func (s *Store) takeApart(ctx context.Context, b batch, take func(batch, failedRules) ([]Receipt, error)) ([]Receipt, error) {
	receipts, err := take(b, nil)
	var failure ruleFailure
	if !errors.As(err, &failure) || ctx.Err() != nil {
		return receipts, err
	}
	for i := range b {
		var alone []Receipt
		err := s.leavingOut(ctx, func(failed failedRules) (err error) {
			alone, err = take(b[i:i+1], failed)
			return err
		})
		if err != nil {
			return receipts, err
		}
		receipts = append(receipts, alone...)
	}
	return receipts, nil
}

// commitTogether commits a batch in one transaction, without the rules that
// fail over it. The originals are written beside it and are on disk before it
// commits.
func (s *Store) commitTogether(ctx context.Context, b batch, failed failedRules) ([]Receipt, error) {
	kept := make(chan error, 1)
	go func() { kept <- s.originals.keepAll(b) }()
	var receipts []Receipt
	err := s.transaction(ctx, func(w *writer) (err error) {
		w.failed = failed
		if receipts, err = s.take(ctx, w, b); err != nil {
			return err
		}
		err, kept = <-kept, nil
		return err
	})
	if kept != nil {
		err = errors.Join(err, <-kept)
	}
	if err != nil {
		return nil, err
	}
	return receipts, s.confirm(ctx, receipts)
}

// confirm reads the newest header row back: DuckDB reports success for the
// commit of a transaction it has aborted.
func (s *Store) confirm(ctx context.Context, receipts []Receipt) error {
	var newest int64
	for _, r := range receipts {
		newest = max(newest, r.ID)
	}
	var n int
	err := s.db.QueryRowContext(context.WithoutCancel(ctx), `SELECT count(*) FROM submission WHERE id = ?`, newest).Scan(&n)
	if err == nil && n != 1 {
		err = errors.New("the database dropped the transaction without an error")
	}
	return err
}

// maxBatch is how many workbooks share a transaction at most. What a
// transaction costs is shared by then, and those who wait for it see progress.
const maxBatch = 512

// batch is a run of workbooks that can be taken together without the answer
// to any of them being another than one after the other: no two of the same
// bytes, none that could supersede another, vocabulary alone.
type batch []Incoming

// batches cuts the list, and fills in the hashes.
func batches(list []Incoming) func(yield func(batch, error) bool) {
	return func(yield func(batch, error) bool) {
		var b batch
		taken := map[any]bool{}
		flush := func() bool {
			full := b
			b, taken = nil, map[any]bool{}
			return len(full) == 0 || yield(full, nil)
		}
		for _, in := range list {
			sum := sha256.Sum256(in.Original)
			sha := hex.EncodeToString(sum[:])
			if in.Submission.SHA256 != "" && in.Submission.SHA256 != sha {
				if flush() {
					yield(nil, fmt.Errorf("%s: the submission is of the file %s, the bytes are of %s", in.Submission.Name, in.Submission.SHA256, sha))
				}
				return
			}
			in.Submission.SHA256 = sha
			alone := in.vocabulary()
			key := keyOf(&in.Submission)
			if alone || taken[sha] || taken[key] || len(b) == maxBatch {
				if !flush() {
					return
				}
			}
			b = append(b, in)
			taken[sha] = true
			if key != (supersession{}) {
				taken[key] = true
			}
			if alone && !flush() {
				return
			}
		}
		flush()
	}
}

// vocabulary reports whether the workbook changes what others are read against.
func (in Incoming) vocabulary() bool {
	return in.Submission.Catalogue != nil || in.Submission.Register != nil
}

// names is the batch in an error message.
func (b batch) names() string {
	if len(b) == 1 {
		return b[0].Submission.Name
	}
	return fmt.Sprintf("%s and %d others", b[0].Submission.Name, len(b)-1)
}
