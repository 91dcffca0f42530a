package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// State tells what became of a workbook.
type State string

// States. Only the figures of an accepted or locked workbook count.
const (
	Received   State = "received"   // kept as it came; waits for answers to what only a person can tell
	Checked    State = "checked"    // read and checked; waits for somebody to accept or return it
	Returned   State = "returned"   // sent back with a reason
	Accepted   State = "accepted"   // its figures or vocabulary are in force
	Locked     State = "locked"     // accepted, and nothing newer may take its place or that of a figure
	Superseded State = "superseded" // accepted, and a newer workbook has taken its place
	Withdrawn  State = "withdrawn"  // accepted, and taken back since
	Refused    State = "refused"    // an error among the findings; nothing of its figures is kept
	Unchanged  State = "unchanged"  // the same bytes came before; only in a [Receipt]
)

// Hold says which workbooks wait for somebody to accept them.
type Hold string

// Which workbooks wait. One with an error is refused in any case.
const (
	HoldNever    Hold = "never" // or ""
	HoldWarnings Hold = "warnings"
	HoldAlways   Hold = "always" // also once it was answered or renewed
	HoldOnce     Hold = "once"   // as it comes, and then as with HoldWarnings; how a decision log is repeated
)

// ErrHold is returned for a hold that there is not.
var ErrHold = errors.New("no such hold")

// ParseHold reads which of the workbooks that somebody sends in wait, as those
// say it who send them, and what they say to warnings. Warnings need a word:
// with a note the workbook is taken in, without one it waits, and "never" alone
// is [ErrNoteNeeded].
func ParseHold(text, note string) (Hold, error) {
	switch h := Hold(text); {
	case h == "" && note == "":
		return HoldWarnings, nil
	case h == "":
		return HoldNever, nil
	case h == HoldNever && note == "":
		return "", ErrNoteNeeded
	case h == HoldNever, h == HoldWarnings, h == HoldAlways:
		return h, nil
	}
	return "", fmt.Errorf("%w: %q", ErrHold, text)
}

// waits reports whether a workbook with these findings waits.
func (h Hold) waits(findings []ingest.Finding) bool {
	switch h {
	case HoldAlways, HoldOnce:
		return true
	case HoldWarnings:
		return warned(findings)
	}
	return false
}

func warned(findings []ingest.Finding) bool {
	for _, f := range findings {
		if f.Severity == ingest.Warning {
			return true
		}
	}
	return false
}

// Act is who does something, and what they say to it.
type Act struct {
	By   string // "" when nobody is named
	Note string
}

// Errors of acts.
var (
	// ErrNoteNeeded is returned for an act that needs a reason, and for the
	// acceptance of a workbook with warnings without a word about them.
	ErrNoteNeeded = errors.New("say why")
	// ErrWrongState is returned for an act that a submission's state does not
	// allow; the error text names the state.
	ErrWrongState = errors.New("the state of the submission does not allow this")
)

// LockedError is returned by [Store.Withdraw] where a figure that stands again
// would take the place of one that was locked meanwhile.
type LockedError struct {
	ID    int64  // of the locked submission
	At    string // the file, sheet and cell of its figure
	Again int64  // the submission that would stand again
}

// Error implements error.
func (e *LockedError) Error() string {
	return fmt.Sprintf("figures of %d would take the place of %s, which is locked in %d", e.Again, e.At, e.ID)
}

// Accept puts a checked workbook into force as it reads today: sub is its
// kept original read with today's vocabulary. It is checked anew. What is then
// refused is refused for good; what has warnings needs a note, and without one
// nothing happens and the error is [ErrNoteNeeded].
func (s *Store) Accept(ctx context.Context, id int64, sub ingest.Submission, act Act) (Receipt, error) {
	var r Receipt
	err := s.act(ctx, id, "accept", func(w *writer, h *header) error {
		if h.state != Checked {
			return h.wrong()
		}
		if sub.SHA256 != h.sha {
			return fmt.Errorf("the submission is of the file %s, what was read is %s", h.sha, sub.SHA256)
		}
		v, err := s.vocabularyOf(ctx, w)
		if err != nil {
			return err
		}
		c := candidate{sub: &sub, existing: true, act: act}
		if err := w.preview(ctx, v, &c); err != nil {
			return err
		}
		c.r.ID = id
		list := []candidate{c}
		receipts, err := s.decideOn(ctx, w, list, v)
		if err != nil {
			return err
		}
		if r = receipts[0]; r.State == Accepted && warned(r.Findings) && act.Note == "" {
			return ErrNoteNeeded
		}
		return nil
	})
	return r, err
}

// Return sends a workbook that waits or is refused back to its sender. The
// note is the reason and must not be empty.
func (s *Store) Return(ctx context.Context, id int64, act Act) error {
	return s.move(ctx, id, "return", act, func(h *header) (string, error) {
		switch {
		case h.state != Checked && h.state != Refused && h.state != Received:
			return "", h.wrong()
		case act.Note == "":
			return "", ErrNoteNeeded
		}
		return `state = 'returned'`, nil
	})
}

// Lock keeps newer workbooks from taking the place of an accepted one, and
// those of any sender from putting other figures in the place of its own: they
// are refused until somebody reopens it.
func (s *Store) Lock(ctx context.Context, id int64, act Act) error {
	return s.move(ctx, id, "lock", act, func(h *header) (string, error) {
		if h.state != Accepted {
			return "", h.wrong()
		}
		return fmt.Sprintf("locked_at = make_timestamp(%d)", h.at.UnixMicro()), nil
	})
}

// Reopen undoes a lock, or the return of a workbook, which then waits for
// answers, is checked or is refused as it was before. The note is the reason and
// must not be empty.
func (s *Store) Reopen(ctx context.Context, id int64, act Act) error {
	return s.move(ctx, id, "reopen", act, func(h *header) (string, error) {
		switch {
		case h.state != Locked && h.state != Returned:
			return "", h.wrong()
		case act.Note == "":
			return "", ErrNoteNeeded
		case h.state == Locked:
			return `locked_at = NULL`, nil
		}
		return `state = CASE WHEN 'ask' = (SELECT d.action FROM decision AS d
				WHERE d.submission = submission.id AND d.action IN ('ask', 'hold', 'refuse') ORDER BY d.id DESC LIMIT 1) THEN 'received'
			WHEN EXISTS (SELECT 1 FROM finding AS f WHERE f.submission = submission.id AND f.severity = 'error')
			THEN 'refused' ELSE 'checked' END`, nil
	})
}

// header is what acts need to know of a submission.
type header struct {
	id        int64
	sha, name string
	kind      ingest.WorkbookKind
	state     State
	always    bool      // it waits for somebody whatever it says: [HoldAlways]
	at        time.Time // of the act
}

// hold is which workbooks wait when the submission is decided about anew.
func (h *header) hold() Hold {
	if h.always {
		return HoldAlways
	}
	return HoldWarnings
}

func (h *header) wrong() error { return fmt.Errorf("%w: it is %s", ErrWrongState, h.state) }

// act runs f on a submission in a writing transaction. What f returns the
// error of leaves no trace.
func (s *Store) act(ctx context.Context, id int64, what string, f func(w *writer, h *header) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	err := s.judging(ctx, func(w *writer) (err error) {
		h := header{id: id}
		err = w.tx.QueryRowContext(ctx, `SELECT sha256, name, kind, CASE WHEN superseded_at IS NOT NULL THEN 'superseded'
			WHEN locked_at IS NOT NULL THEN 'locked' ELSE state END,
			id IN (FROM held_always) FROM submission WHERE id = ?`, id).Scan(&h.sha, &h.name, &h.kind, &h.state, &h.always)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoSubmission
		}
		if err != nil {
			return w.note(err)
		}
		if h.at, err = w.now(ctx, s.now()); err != nil {
			return err
		}
		return f(w, &h)
	})
	if err != nil {
		return fmt.Errorf("%s submission %d: %w", what, id, diskError(err))
	}
	return nil
}

// move changes a header as f says and logs it. Whoever shows submissions must
// show it: the data version rises, though no figure changes.
func (s *Store) move(ctx context.Context, id int64, action string, act Act, f func(*header) (change string, err error)) error {
	return s.act(ctx, id, action, func(w *writer, h *header) error {
		change, err := f(h)
		if err != nil {
			return err
		}
		if err := w.exec(ctx, `UPDATE submission SET `+change+` WHERE id = ?`, id); err != nil {
			return err
		}
		if err := w.decide(ctx, []Decision{{At: h.at, Action: action, Submission: id, SHA256: h.sha, File: h.name, By: act.By, Note: act.Note}}); err != nil {
			return err
		}
		_, err = w.bump(ctx, h.at)
		return err
	})
}

// Decision is one line of the decision log.
type Decision struct {
	ID         int64     `json:"id"`
	At         time.Time `json:"at"`         // UTC
	Action     string    `json:"action"`     // ask, hold, accept, refuse, return, supersede, lock, reopen, withdraw, resume or map; save_view or remove_view
	Submission int64     `json:"submission"` // 0 for a view
	SHA256     string    `json:"sha256"`
	File       string    `json:"file"`
	Detail     string    `json:"detail,omitempty"` // "by 7": the submission that superseded it; "for 7": the withdrawn one whose place it takes again; the [Cause] of reading it again; "always" where [HoldAlways] was asked for; the view or the mapping
	By         string    `json:"by,omitempty"`
	Note       string    `json:"note,omitempty"`
}

// Hold returns which workbooks wait where a line of the decision log has one
// wait, or refused, as it came.
func (d Decision) Hold() Hold {
	switch {
	case d.Detail == string(HoldAlways):
		return HoldAlways
	case d.Action == "hold" || d.Action == "ask":
		return HoldOnce
	}
	return HoldNever
}

// Trail returns what was done to a submission, the oldest first, or
// [ErrNoSubmission]. What was told of the same bytes when they came in before, as
// a submission that was then withdrawn, holds for this one and is part of it.
func (s *Store) Trail(ctx context.Context, id int64) ([]Decision, error) {
	if _, err := s.Submission(ctx, id); err != nil {
		return nil, err
	}
	return s.decisions(ctx, id)
}

// Decisions returns the whole decision log, the oldest first.
func (s *Store) Decisions(ctx context.Context) ([]Decision, error) { return s.decisions(ctx, 0) }

func (s *Store) decisions(ctx context.Context, only int64) ([]Decision, error) {
	var out []Decision
	err := s.read(ctx, func(tx *sql.Tx) error {
		return s.queries["decisions"].run(ctx, tx, map[string]any{"only": only}, func(rows *sql.Rows) error {
			var d Decision
			err := rows.Scan(&d.ID, &d.At, &d.Action, &d.Submission, &d.SHA256, &d.File, &d.Detail, &d.By, &d.Note)
			out = append(out, d)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	return out, nil
}

// Codes of the errors that a locked workbook keeps another out.
const (
	lockedCode       = "store_locked"
	lockedFigureCode = "store_locked_figure"
)

// locks finds the staged workbooks that bring a figure which a locked one of
// the same sender, period and family of layout has reported, and those of any
// form that would put another figure in the place of a locked one. It says who
// locked that, and where the figures are.
func (s *Store) locks(ctx context.Context, w *writer, byID map[int64]*candidate, v *vocabulary, first, last int64) error {
	var exist bool
	if err := w.tx.QueryRowContext(ctx, `SELECT count(*) > 0 FROM submission WHERE locked_at IS NOT NULL`).Scan(&exist); err != nil || !exist {
		return w.note(err)
	}
	args := map[string]any{"first": first, "last": last}
	err := s.queries["locked_forms"].run(ctx, w.tx, args, func(rows *sql.Rows) error {
		var id, locked int64
		var file, by string
		var at time.Time
		if err := rows.Scan(&id, &locked, &file, &at, &by); err != nil {
			return err
		}
		c := byID[id]
		c.barred = append(c.barred, ingest.Finding{Severity: ingest.Error, Code: lockedCode,
			Args: ingest.Args{"file": file, "id": int(locked), "day": at.In(s.now().Location()), "by": lockedBy(by)}})
		return nil
	})
	if err != nil {
		return w.note(err)
	}
	staged := make([]int64, 0, last-first+1)
	for id := first; id <= last; id++ {
		staged = append(staged, id)
	}
	figures, err := s.lockedFigures(ctx, w, staged)
	for _, l := range figures {
		c := byID[l.submission]
		if slices.ContainsFunc(c.barred, func(f ingest.Finding) bool { return f.Code == lockedCode }) {
			continue // the whole form is kept out
		}
		value, other := l.written(v.Catalogue)
		c.barred = append(c.barred, ingest.Finding{Severity: ingest.Error, Code: lockedFigureCode, Sheet: l.sheet, Cell: l.cell,
			Args: check{candidate: c, v: v}.args(l.scenario, l.org, l.indicator, l.period, ingest.Args{"value": value, "other": other,
				"other_at": l.old.where(), "id": int(l.locked), "day": l.at.In(s.now().Location()), "by": lockedBy(l.by)})})
	}
	return err
}

// lockedFigures finds the figures of locked workbooks in whose place some of
// the submissions would put others.
func (s *Store) lockedFigures(ctx context.Context, w *writer, submissions []int64) (found []lockedFigure, err error) {
	err = s.queries["locked_figures"].run(ctx, w.tx, map[string]any{"submissions": numbers(submissions)}, func(rows *sql.Rows) error {
		l, err := scanLocked(rows)
		found = append(found, l)
		return err
	})
	return found, w.note(err)
}

// numbers writes submissions as queries take several: "7,9".
func numbers(submissions []int64) string {
	all := make([]string, len(submissions))
	for i, id := range submissions {
		all[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(all, ",")
}

func lockedBy(who string) name {
	if who == "" {
		return name{}
	}
	return name{" bởi " + who, " by " + who}
}

// lockedFigure is a row of locked_figures.sql.
type lockedFigure struct {
	known          // as it comes
	old    known   // as it is locked
	absent [2]bool // not applicable: as it comes, as it is locked
	locked int64
	file   string
	at     time.Time
	by     string
}

func scanLocked(rows *sql.Rows) (l lockedFigure, err error) {
	var code string
	var figures [4]any
	err = rows.Scan(&l.submission, &l.org, &l.indicator, &l.scenario, &code, &figures[0], &figures[1], &l.absent[0], &l.sheet, &l.cell,
		&l.locked, &l.file, &l.at, &l.by, &figures[2], &figures[3], &l.absent[1], &l.old.sheet, &l.old.cell)
	if err != nil {
		return l, err
	}
	l.old.places = []string{place(l.file, l.old.sheet, l.old.cell)}
	for i, into := range []**decimal.Decimal{&l.num, &l.den, &l.old.num, &l.old.den} {
		if *into, err = number(figures[i]); err != nil {
			return l, err
		}
	}
	l.period, err = catalog.ParsePeriod(code)
	return l, err
}

// written is the two figures in a sentence; quotients of one value are told
// apart by what they are of.
func (l *lockedFigure) written(c *catalog.Catalogue) (value, other any) {
	d, _ := define(c, l.indicator)
	both := [2]any{"x", "x"} // as forms have it
	var shown [2]*decimal.Decimal
	for i, k := range []*known{&l.known, &l.old} {
		if shown[i] = d.value(k.num, k.den); shown[i] != nil && !l.absent[i] {
			both[i] = *shown[i]
		}
	}
	if l.den != nil && l.old.den != nil && shown[0] != nil && shown[1] != nil && shown[0].Equal(*shown[1]) {
		for i, k := range []*known{&l.known, &l.old} {
			over := d.unit.Mul
			both[i] = fmt.Sprintf("%s/%s", quotient(k.num.Mul(decimal.NewFromInt(d.unit.Div)), over, true), k.den)
		}
	}
	return both[0], both[1]
}

// returnNote is the reason for which a submission was returned last.
func (w *writer) returnNote(ctx context.Context, id int64) (at time.Time, note string, err error) {
	err = w.tx.QueryRowContext(ctx, `SELECT decided_at, note FROM decision WHERE submission = ? AND action = 'return'
		ORDER BY id DESC LIMIT 1`, id).Scan(&at, &note)
	return at, note, w.note(err)
}
