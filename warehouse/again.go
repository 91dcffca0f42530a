package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest"
)

// Answer confirms what a submission that waits, is checked or was refused has
// asked, and decides about it anew: read reads its kept original with what is
// known then. If it still asks it waits; if it has warnings, or was sent in with
// [HoldAlways], somebody has to accept it; else it is in force. Either all of this happens or nothing.
func (s *Store) Answer(ctx context.Context, id int64, list []ingest.Mapping, act Act,
	read func(ingest.Vocabulary) (ingest.Submission, error)) (Receipt, error) {
	return s.again(ctx, id, "answer", act, read, func(w *writer, h *header) (candidate, error) {
		if !slices.Contains([]State{Received, Checked, Refused}, h.state) {
			return candidate{}, h.wrong()
		}
		if h.state == Refused {
			var again bool // the same bytes came once more and were taken
			err := w.tx.QueryRowContext(ctx, `SELECT count(*) > 0 FROM submission WHERE sha256 = ? AND id <> ? AND state NOT IN ('refused', 'withdrawn')`, h.sha, id).Scan(&again)
			if err != nil {
				return candidate{}, w.note(err)
			}
			if again {
				return candidate{}, h.wrong()
			}
		}
		return candidate{ask: true, hold: h.hold()}, w.remember(ctx, list, h, act)
	})
}

// Renew reads a submission that waits or is checked once more and keeps what
// its original says now, so that its page, its difference and its acceptance
// tell the same thing. One that waited for answers is decided about as by
// [Store.Answer]; one that somebody is to decide about goes on waiting for
// that, or is refused. The cause goes into the decision log.
func (s *Store) Renew(ctx context.Context, id int64, because Cause, act Act,
	read func(ingest.Vocabulary) (ingest.Submission, error)) (Receipt, error) {
	return s.again(ctx, id, "renew", act, read, func(_ *writer, h *header) (candidate, error) {
		switch h.state {
		case Received:
			return candidate{ask: true, hold: h.hold(), because: because.String()}, nil
		case Checked:
			return candidate{hold: HoldAlways, because: because.String()}, nil
		}
		return candidate{}, h.wrong()
	})
}

// again decides anew, as prepare says, about a submission whose kept original
// read reads with the vocabulary of the transaction.
func (s *Store) again(ctx context.Context, id int64, what string, act Act,
	read func(ingest.Vocabulary) (ingest.Submission, error), prepare func(w *writer, h *header) (candidate, error)) (Receipt, error) {
	var r Receipt
	err := s.act(ctx, id, what, func(w *writer, h *header) error {
		c, err := prepare(w, h)
		if err != nil {
			return err
		}
		v, err := s.vocabularyOf(ctx, w)
		if err != nil {
			return err
		}
		sub, err := read(v.Vocabulary)
		if err != nil {
			return err
		}
		if sub.SHA256 != h.sha {
			return fmt.Errorf("the submission is of the file %s, what was read is %s", h.sha, sub.SHA256)
		}
		c.sub, c.existing, c.act = &sub, true, act
		if err := w.preview(ctx, v, &c); err != nil {
			return err
		}
		c.r.ID = id
		receipts, err := s.decideOn(ctx, w, []candidate{c}, v)
		if err == nil {
			r = receipts[0]
		}
		return err
	})
	return r, err
}

// Cause is why a submission was read again, as the detail of the decision says
// it: "answer 7", "vocabulary 7", "mappings".
type Cause struct {
	What       string // one of the constants below
	Submission int64  // that was answered or has brought vocabulary; 0 for the list
}

// What may change how a submission reads.
const (
	ByAnswer     = "answer"     // a question of a submission was answered
	ByVocabulary = "vocabulary" // a submission has brought indicators or organisations
	ByMappings   = "mappings"   // the list of what is confirmed was changed
)

// String returns the cause as a [Decision] has it.
func (c Cause) String() string {
	if c.Submission == 0 {
		return c.What
	}
	return fmt.Sprintf("%s %d", c.What, c.Submission)
}

// Cause returns why a line of the decision log decides about a submission
// anew, if it does for that reason.
func (d Decision) Cause() (c Cause, ok bool) {
	what, id, _ := strings.Cut(d.Detail, " ")
	if !slices.Contains([]string{ByAnswer, ByVocabulary, ByMappings}, what) {
		return Cause{}, false
	}
	c.What = what
	c.Submission, _ = strconv.ParseInt(id, 10, 64)
	return c, true
}
