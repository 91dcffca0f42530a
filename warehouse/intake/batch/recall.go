package batch

import (
	"fmt"
	"maps"
	"slices"

	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// recall settles the files of batches that the end of the program cut short
// and that the store has: they were committed, and the program ended before
// that was written down. It is then, because later the store tells what became
// of them since.
func (q *Queue) recall(kept []keptBatch) error {
	if !slices.ContainsFunc(kept, func(b keptBatch) bool { return b.cut }) {
		return nil
	}
	list, err := q.store.Submissions(q.ctx)
	if err != nil {
		return fmt.Errorf("kept batches: %w", err)
	}
	bySum := make(map[string]warehouse.Submission, len(list))
	for _, s := range slices.Backward(list) { // the last one stays
		bySum[s.SHA256] = s
	}
	for i := range kept {
		b := &kept[i]
		if !b.cut {
			continue
		}
		seen := map[string]bool{}
		for _, index := range slices.Sorted(maps.Keys(b.digests)) {
			sha := b.digests[index]
			if index < 0 || index >= len(b.Items) || b.Items[index].State == Settled {
				continue
			}
			s, known := bySum[sha]
			state := b.became(s)
			if !known || state == "" {
				continue
			}
			if state == warehouse.Accepted && seen[sha] {
				state = warehouse.Unchanged
			}
			seen[sha] = true
			found, err := q.store.Findings(q.ctx, s.ID)
			if err != nil {
				return fmt.Errorf("kept batches: %w", err)
			}
			o := summary(intake.Outcome{
				Path: b.Items[index].Path, SHA256: sha, Kind: s.Kind, Org: s.Org, Period: s.Period,
				State: state, Submission: s.ID, Facts: s.Facts, Findings: found,
			}, q.messages, s.Received)
			b.item(index, Settled, o)
			if err := q.journal.settle(b.ID, index, *o); err != nil {
				return err
			}
		}
		b.end(Interrupted, b.Created)
		if err := q.journal.end(b.ID, Interrupted, b.Created); err != nil {
			return err
		}
	}
	return nil
}

// became is the state in which a batch left a file that the store has as a
// submission, "" if that is from before and says nothing about this time.
func (b *keptBatch) became(s warehouse.Submission) warehouse.State {
	before := s.Received.Before(b.Created)
	switch s.State {
	case warehouse.Received, warehouse.Checked:
		return s.State
	case warehouse.Refused:
		if before {
			return ""
		}
		return s.State
	case warehouse.Withdrawn, warehouse.Returned:
		return ""
	}
	if before {
		return warehouse.Unchanged
	}
	return warehouse.Accepted
}
