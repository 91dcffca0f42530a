package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// judge looks at the staged figures, adds to each candidate what the store
// noticed about it, and withdraws the figures of those that are refused or
// wait for that.
//
// What is said of a workbook depends on which of those before it in the batch
// were accepted, and that on what is said of them. So all are looked at as if
// nothing more were wrong with any, then once more with the states that follow
// from it, until the states stay: the first workbook's is right at once, and
// each one's as soon as those before it are.
func (s *Store) judge(ctx context.Context, w *writer, list []candidate, v *vocabulary, first, last int64) error {
	byID := make(map[int64]*candidate, len(list))
	for i := range list {
		if c := &list[i]; c.staged && len(c.rows) > 0 {
			byID[c.r.ID] = c
		}
	}
	if len(byID) == 0 {
		return nil
	}
	if err := s.locks(ctx, w, byID, v, first, last); err != nil {
		return err
	}
	if err := s.supersede(ctx, w, byID, v, first, last); err != nil {
		return err
	}
	states := map[int64]State{}
	for id, c := range byID {
		states[id] = c.r.State
	}
	for round := 0; ; round++ {
		for _, c := range byID {
			c.found = slices.Clone(c.standing)
		}
		if err := s.rule(ctx, w, byID, v, first, last); err != nil {
			return err
		}
		if err := s.contradictions(ctx, w, byID, states, v, first, last); err != nil {
			return err
		}
		if err := s.revisions(ctx, w, byID, v, first, last); err != nil {
			return err
		}
		changed := false
		for id, c := range byID {
			next := c.judged()
			if round > maxRounds && states[id] == Refused {
				next = Refused
			}
			if next != states[id] {
				states[id], changed = next, true
			}
		}
		if !changed {
			break
		}
		if err := w.mark(ctx, byID, states); err != nil {
			return err
		}
	}
	return w.withdraw(ctx, byID, states)
}

// maxRounds is after how many rounds a refusal stands: rules, which anybody
// may write, need not let the later workbook be judged by the earlier.
const maxRounds = 8

// judged is the state that follows from what is said of a candidate.
func (c *candidate) judged() State {
	said := slices.Concat(c.r.Findings, c.barred, c.found)
	switch {
	case refused(said):
		return Refused
	case c.hold.waits(said):
		return Checked
	}
	return Accepted
}

// mark writes the states of staged submissions, and when they supersede others.
func (w *writer) mark(ctx context.Context, byID map[int64]*candidate, states map[int64]State) error {
	var rows []string
	for id, state := range states {
		c := byID[id]
		accepted := "NULL"
		if state == Accepted {
			accepted = timestamp(c.at)
		}
		rows = append(rows, fmt.Sprintf("(%d, '%s', %s, %s)", id, state, accepted, c.supersedes(state)))
	}
	values := ` FROM (VALUES ` + strings.Join(rows, ", ") + `) AS p (submission, judged, accepted, supersedes) WHERE `
	if err := w.exec(ctx, `UPDATE submission SET state = p.judged, accepted_at = p.accepted::TIMESTAMP`+values+`submission.id = p.submission`); err != nil {
		return err
	}
	return w.exec(ctx, `UPDATE submission SET superseded_at = p.supersedes`+values+`submission.superseded_by = p.submission`)
}

// asAccepted runs f while a staged submission passes for accepted.
func (w *writer) asAccepted(ctx context.Context, c *candidate, state State, f func() error) error {
	if state == Accepted {
		return f()
	}
	this := map[int64]*candidate{c.r.ID: c}
	if err := w.mark(ctx, this, map[int64]State{c.r.ID: Accepted}); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	return w.mark(ctx, this, map[int64]State{c.r.ID: state})
}

// withdraw takes back the figures of the staged submissions that are not
// accepted, and what they would have replaced stays.
func (w *writer) withdraw(ctx context.Context, byID map[int64]*candidate, states map[int64]State) error {
	var out, refused, gone []string
	for id, c := range byID {
		number := fmt.Sprint(id)
		switch c.r.State = states[id]; c.r.State {
		case Accepted:
			continue
		case Refused:
			c.refuse()
			if c.refused > 0 && !c.existing { // the same bytes were refused before; that header stays
				c.r.ID, c.staged = c.refused, false
				gone = append(gone, number)
			} else {
				refused = append(refused, number)
			}
		}
		out = append(out, number)
	}
	for _, change := range []struct {
		statement string
		ids       []string
	}{
		{`DELETE FROM fact WHERE submission IN `, out},
		{`UPDATE submission SET superseded_at = NULL, superseded_by = NULL WHERE superseded_by IN `, out},
		{`UPDATE submission SET facts = 0 WHERE id IN `, refused},
		{`DELETE FROM submission WHERE id IN `, gone},
	} {
		if len(change.ids) == 0 {
			continue
		}
		if err := w.exec(ctx, change.statement+"("+strings.Join(change.ids, ", ")+")"); err != nil {
			return err
		}
	}
	return nil
}

// rule applies the rules to the staged workbooks.
func (s *Store) rule(ctx context.Context, w *writer, byID map[int64]*candidate, v *vocabulary, first, last int64) error {
	found, err := s.runRules(ctx, w, byID, v, first, last)
	if err != nil {
		return err
	}
	for id, c := range byID {
		c.found = slices.Concat(c.found, found[id], s.unheld(w))
	}
	return nil
}
