package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// Errors of answers.
var (
	// ErrNoQuestion is returned for an answer to what the workbook does not ask.
	ErrNoQuestion = errors.New("the workbook does not ask this")
	// ErrTarget is returned for an answer that names nothing there is.
	ErrTarget = errors.New("no such answer")
)

// Reply is somebody's answer to a question of a submission, or what they tell
// of one of its premises.
type Reply struct {
	Kind   ingest.MappingKind `json:"kind"`
	Text   string             `json:"text"`   // of the question; "" for a premise
	Target string             `json:"target"` // see [ingest.Mapping]; "" leaves the question open
}

// Answer confirms what a submission asks, or what is told of its premises, and
// decides about it anew, then renews the others that wait and that now read
// otherwise. Of a submission in force the figures stay: answers hold for the
// workbooks to come, and of its premises nothing can be told
// ([warehouse.ErrWrongState]) before it is withdrawn. One that was withdrawn
// comes in once more, as a submission of its own that waits for somebody to
// accept it. See [warehouse.Store.Answer].
func Answer(ctx context.Context, store *warehouse.Store, id int64, replies []Reply, act warehouse.Act) (warehouse.Receipt, error) {
	header, err := store.Submission(ctx, id)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	if later, err := CameAgain(ctx, store, header); err != nil || later != 0 {
		return warehouse.Receipt{}, cmp.Or(err, fmt.Errorf("submission %d came in again as %d: %w", id, later, warehouse.ErrWrongState))
	}
	sub, err := Reread(ctx, store, id)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	v, err := store.Vocabulary(ctx)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	list, err := confirmedBy(replies, &sub, v)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	inForce := slices.Contains([]warehouse.State{warehouse.Accepted, warehouse.Locked, warehouse.Superseded}, header.State)
	if inForce && slices.ContainsFunc(list, func(m ingest.Mapping) bool { return m.Scope == sub.SHA256 && !sub.Asks(m.Kind, m.Text) }) {
		return warehouse.Receipt{}, fmt.Errorf("tell of submission %d, which is %s: %w", id, header.State, warehouse.ErrWrongState)
	}
	because := warehouse.Cause{What: warehouse.ByAnswer, Submission: id}
	receipt := warehouse.Receipt{ID: id, State: header.State, Facts: header.Facts}
	switch {
	case inForce:
		err = store.Remember(ctx, list, id, act)
	case header.State == warehouse.Withdrawn:
		return broughtBack(ctx, store, header, list, act)
	case header.State == warehouse.Checked && len(list) == 0: // nothing is answered, nothing is to be decided
	default:
		receipt, err = answered(ctx, store, id, list, act)
	}
	if err != nil || len(list) == 0 {
		return receipt, err
	}
	return receipt, renewWaiting(ctx, store, because, act)
}

// CameAgain returns the last submission of the same bytes after one that was
// withdrawn, 0 if there is none: what is told of the file is told there.
func CameAgain(ctx context.Context, store *warehouse.Store, sub warehouse.Submission) (int64, error) {
	if sub.State != warehouse.Withdrawn {
		return 0, nil
	}
	all, err := store.Submissions(ctx)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(all, func(other warehouse.Submission) bool { return other.SHA256 == sub.SHA256 && other.ID > sub.ID })
	if i < 0 {
		return 0, nil
	}
	return all[i].ID, nil // they come newest first
}

// broughtBack takes the original of a withdrawn submission in once more, with
// what is confirmed.
func broughtBack(ctx context.Context, store *warehouse.Store, header warehouse.Submission, list []ingest.Mapping, act warehouse.Act) (warehouse.Receipt, error) {
	if err := store.Remember(ctx, list, header.ID, act); err != nil {
		return warehouse.Receipt{}, err
	}
	original := Source{Path: header.Name, Read: func() ([]byte, error) { return store.Original(ctx, header.SHA256) }}
	outcomes, err := Load(ctx, store, []Source{original}, Options{Hold: warehouse.HoldAlways, Ask: true, By: act.By})
	if err != nil {
		return warehouse.Receipt{}, err
	}
	o := outcomes[0]
	if o.Submission == 0 {
		return warehouse.Receipt{}, fmt.Errorf("submission %d did not come in again: %w", header.ID, o.Refusal)
	}
	receipt := warehouse.Receipt{ID: o.Submission, State: o.State, Facts: o.Facts, Findings: o.Findings}
	if len(list) == 0 {
		return receipt, nil
	}
	return receipt, renewWaiting(ctx, store, warehouse.Cause{What: warehouse.ByAnswer, Submission: header.ID}, act)
}

// confirmedBy are the mappings that replies to a submission confirm. A question
// goes before a premise of the same kind.
func confirmedBy(replies []Reply, sub *ingest.Submission, v ingest.Vocabulary) ([]ingest.Mapping, error) {
	var list []ingest.Mapping
	for _, r := range replies {
		if r.Target == "" {
			continue
		}
		m := ingest.Mapping{Scope: sub.SHA256, Kind: r.Kind, Text: r.Text, Target: r.Target}
		if i := slices.IndexFunc(sub.Questions, func(q ingest.Question) bool { return q.Kind == r.Kind && q.Text == r.Text }); i >= 0 {
			m.Scope, m.Shown = sub.Questions[i].Scope, sub.Questions[i].Shown
		} else if r.Text != "" || !slices.ContainsFunc(sub.Premises, func(p ingest.Premise) bool { return p.Kind == r.Kind }) {
			return nil, fmt.Errorf("%w: %s %q", ErrNoQuestion, r.Kind, r.Text)
		}
		if !Answerable(v, r.Kind, r.Text, r.Target) {
			return nil, fmt.Errorf("%w: %s %q", ErrTarget, r.Kind, r.Target)
		}
		list = append(list, m)
	}
	return list, nil
}

// Confirm changes what is confirmed, or takes it back, and reads the
// submissions that wait once more. See [warehouse.Store.Remember].
func Confirm(ctx context.Context, store *warehouse.Store, list []ingest.Mapping, act warehouse.Act) error {
	if err := store.Remember(ctx, list, 0, act); err != nil {
		return err
	}
	return renewWaiting(ctx, store, warehouse.Cause{What: warehouse.ByMappings}, act)
}

// Answerable reports whether a target is an answer to questions of a kind with a
// text.
func Answerable(v ingest.Vocabulary, kind ingest.MappingKind, text, target string) bool {
	switch kind {
	case ingest.MapHeading:
		_, ok := v.Catalogue.Indicator(target)
		return ok || target == ingest.Ignore
	case ingest.MapMeasure:
		return slices.Contains(ingest.MeasuresFor(text), ingest.Measure(target)) || target == ingest.Ignore
	case ingest.MapOrganisation:
		return slices.Contains(v.Register.Orgs(), target) || target == ingest.Ignore
	case ingest.MapSender:
		return slices.Contains(v.Register.Orgs(), target)
	case ingest.MapPeriod:
		_, err := catalog.ParsePeriod(target)
		return err == nil
	case ingest.MapStatus:
		_, ok := catalog.ParseStatus(target)
		return ok
	case ingest.MapBasis:
		return slices.Contains(ingest.Bases, catalog.Basis(target))
	}
	return false
}

// answered decides anew about a submission, with what is confirmed.
func answered(ctx context.Context, store *warehouse.Store, id int64, list []ingest.Mapping, act warehouse.Act) (warehouse.Receipt, error) {
	again, err := rereader(ctx, store, id)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	return store.Answer(ctx, id, list, act, again)
}

// renew reads a submission that waits once more. See [warehouse.Store.Renew].
func renew(ctx context.Context, store *warehouse.Store, id int64, because warehouse.Cause, act warehouse.Act) (warehouse.Receipt, error) {
	again, err := rereader(ctx, store, id)
	if err != nil {
		return warehouse.Receipt{}, err
	}
	return store.Renew(ctx, id, because, act, again)
}

// renewWaiting reads the submissions that wait for an answer or a decision and
// renews those that read otherwise than they did: one answer is enough for all
// workbooks of a layout, and nobody accepts what they have not been shown.
// Those that have more to ask go on waiting, with what is still open.
func renewWaiting(ctx context.Context, store *warehouse.Store, because warehouse.Cause, act warehouse.Act) error {
	all, err := store.Submissions(ctx)
	if err != nil {
		return err
	}
	for _, sub := range slices.Backward(all) { // in the order they came
		if sub.State != warehouse.Received && sub.State != warehouse.Checked {
			continue
		}
		now, err := Reread(ctx, store, sub.ID)
		if err != nil {
			return err
		}
		before, err := store.Findings(ctx, sub.ID)
		if err != nil {
			return err
		}
		if startsWith(before, now.Findings) && readsAsBefore(sub, now) {
			continue
		}
		if _, err := renew(ctx, store, sub.ID, because, act); err != nil && !errors.Is(err, warehouse.ErrWrongState) {
			return err // somebody else may have decided about it meanwhile
		}
	}
	return nil
}

// readsAsBefore reports whether a submission that waits brings what it brought,
// or asks as it did.
func readsAsBefore(sub warehouse.Submission, now ingest.Submission) bool {
	if sub.State == warehouse.Received {
		return len(now.Questions) > 0
	}
	return sub.Org == now.Org && sub.Period == now.Period && sub.Status == now.Status && sub.Facts == len(now.Facts)
}

// startsWith reports whether what was found in a submission is what its
// workbook says now, before what the store has said to it.
func startsWith(before, now []ingest.Finding) bool {
	return len(before) >= len(now) && slices.EqualFunc(before[:len(now)], now, func(a, b ingest.Finding) bool {
		return a.Severity == b.Severity && a.Code == b.Code && a.Sheet == b.Sheet && a.Cell == b.Cell
	})
}
