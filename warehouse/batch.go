package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"giaoban/ingest"
)

// candidate is one workbook of a batch on its way to a receipt.
type candidate struct {
	sub     *ingest.Submission
	hold    Hold
	ask     bool // it may wait for answers
	act     Act
	r       Receipt
	refused int64 // the submission as which the same bytes were refused before, 0 for none
	at      time.Time
	rows    [][]driver.Value // of its figures, without id and submission
	staged  bool             // its header is in the tables, and its figures if it has rows

	existing bool   // it is a checked submission that somebody accepts
	because  string // it is decided about anew: a [Cause], or ""
	decide   bool   // the same bytes, should they wait, become existing

	barred   []ingest.Finding // by a lock: whatever else is found, it stays out
	found    []ingest.Finding // by the store, about how it fits what is known
	replaced []older          // accepted before, whose place it takes if accepted
	standing []ingest.Finding // about those
}

// take decides about the workbooks of a batch in the order they came and
// writes what follows from it.
//
// First comes what can be said of each by itself: the same bytes, unknown
// names. The rest is put into the tables together and looked at there, every
// figure beside what was known when its workbook's turn came (see
// [Store.judge]). Every workbook has its own instant, so that "known before"
// means the same within a batch as between batches.
func (s *Store) take(ctx context.Context, w *writer, b batch) ([]Receipt, error) {
	v, err := s.vocabularyOf(ctx, w)
	if err != nil {
		return nil, err
	}
	list := make([]candidate, len(b))
	for i := range b {
		sub := b[i].Submission
		list[i] = candidate{sub: &sub, hold: b[i].Hold, ask: b[i].Ask, act: Act{By: b[i].By, Note: b[i].Note}, decide: b[i].Decide && b[i].Note != ""}
	}
	if err := s.recognise(ctx, w, list); err != nil {
		return nil, err
	}
	if err := w.previewAll(ctx, v, list); err != nil {
		return nil, err
	}
	var out []Receipt
	for _, run := range runs(list) {
		receipts, err := s.decideOn(ctx, w, run, v)
		if err != nil {
			return nil, err
		}
		out = append(out, receipts...)
	}
	return out, nil
}

// runs cuts a batch so that each workbook that waited stands alone: its
// submission has a number from earlier.
func runs(list []candidate) (out [][]candidate) {
	from := 0
	for i := range list {
		if !list[i].existing {
			continue
		}
		if from < i {
			out = append(out, list[from:i])
		}
		out, from = append(out, list[i:i+1]), i+1
	}
	if from < len(list) {
		out = append(out, list[from:])
	}
	return out
}

// previewAll previews the workbooks whose bytes are new, with all processors:
// only vocabulary asks the database, and that is alone in its batch.
func (w *writer) previewAll(ctx context.Context, v *vocabulary, list []candidate) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range list {
		if c := &list[i]; c.r.State == "" {
			g.Go(func() error { return w.preview(ctx, v, c) })
		}
	}
	return g.Wait()
}

// decideOn stages, judges and settles previewed candidates.
func (s *Store) decideOn(ctx context.Context, w *writer, list []candidate, v *vocabulary) ([]Receipt, error) {
	at, err := w.now(ctx, s.now())
	if err != nil {
		return nil, err
	}
	first, last, err := w.stage(ctx, list, at)
	if err != nil {
		return nil, err
	}
	if err := s.judge(ctx, w, list, v, first, last); err != nil {
		return nil, err
	}
	return s.settle(ctx, w, list, v)
}

// preview decides what can be known of a workbook without looking at figures.
func (w *writer) preview(ctx context.Context, v *vocabulary, c *candidate) error {
	objections, err := w.objections(ctx, v, c.sub)
	if err != nil {
		return err
	}
	if c.sub.Register != nil && len(objections) == 0 {
		objections = append(objections, removedRows(v.Register, v.Register.Merge(c.sub.Register))...)
	}
	findings := append(c.sub.Findings[:len(c.sub.Findings):len(c.sub.Findings)], objections...)
	c.r = Receipt{ID: c.r.ID, State: Accepted, Facts: len(c.sub.Facts), Findings: findings}
	if !refused(findings) {
		rows, unfit, err := factRows(c.sub, v.Catalogue)
		if err != nil {
			return fmt.Errorf("%s: %w", c.sub.Name, err)
		}
		c.rows, c.r.Findings = rows, append(findings, unfit...)
	}
	switch {
	case c.ask && c.sub.Waits() && !refused(objections) && (refused(c.r.Findings) || c.hold.waits(c.r.Findings)):
		c.refuse()
		c.r.State = Received
	case refused(c.r.Findings):
		c.refuse()
	case c.hold.waits(c.r.Findings):
		c.r.State = Checked
	}
	return nil
}

func (c *candidate) refuse() { c.r.State, c.r.Facts, c.rows = Refused, 0, nil }

func refused(list []ingest.Finding) bool {
	sub := ingest.Submission{Findings: list}
	return sub.Refused()
}

// now returns the instant of this transaction. It is after that of the one
// before even if the clock has not moved since, or was set back a little.
func (w *writer) now(ctx context.Context, clock time.Time) (time.Time, error) {
	at := clock.UTC().Truncate(time.Microsecond)
	var last time.Time
	if err := w.tx.QueryRowContext(ctx, `SELECT changed_at FROM data_version`).Scan(&last); err != nil {
		return at, w.note(err)
	}
	if next := last.Add(time.Microsecond); next.After(at) && next.Sub(at) < time.Minute {
		at = next
	}
	return at, nil
}

// stage writes the headers of the batch under numbers without gaps, from
// first to last, and the figures of those that are not refused already. Of a
// refused workbook whose bytes were refused before the earlier header stays.
// Where first is greater than last there is nothing to judge.
func (w *writer) stage(ctx context.Context, list []candidate, at time.Time) (first, last int64, err error) {
	var fact int64
	err = w.tx.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(id), 0) FROM submission), (SELECT coalesce(max(id), 0) FROM fact)`).Scan(&last, &fact)
	if err != nil {
		return 0, 0, w.note(err)
	}
	first = last + 1
	for i := range list {
		c := &list[i]
		c.at = at.Add(time.Duration(i) * time.Microsecond)
		switch {
		case c.r.State == Unchanged:
		case c.existing:
			c.staged = true
			first, last = c.r.ID, c.r.ID // it is alone
			if err := w.rewrite(ctx, c); err != nil {
				return 0, 0, err
			}
		case c.r.State == Refused && c.refused > 0:
			c.r.ID = c.refused
		default:
			last++
			c.r.ID, c.staged = last, true
		}
	}
	err = w.append(ctx, "submission", func(row func(...driver.Value) error) error {
		for i := range list {
			if c := &list[i]; c.staged && !c.existing {
				if err := row(c.header()...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	err = w.append(ctx, "handed_in_for", func(row func(...driver.Value) error) error {
		for i := range list {
			if c := &list[i]; c.staged {
				for _, org := range c.others() {
					if err := row(c.r.ID, org); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	err = w.append(ctx, "fact", func(row func(...driver.Value) error) error {
		for i := range list {
			c := &list[i]
			for _, values := range c.rows {
				fact++
				values[0], values[1] = fact, c.r.ID
				if err := row(values...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return first, last, err
}

// rewrite brings the header of a checked submission up to what its original
// says today.
func (w *writer) rewrite(ctx context.Context, c *candidate) error {
	if err := w.exec(ctx, `DELETE FROM handed_in_for WHERE submission = ?`, c.r.ID); err != nil {
		return err
	}
	h := c.header()
	return w.exec(ctx, `UPDATE submission SET kind = ?, layout = ?, org = ?, period = ?, status = ?::UTINYINT, cut_off = ?::DATE,
		from_day = ?::DATE, until_day = ?::DATE, facts = ?, state = ?, accepted_at = ? WHERE id = ?`,
		h[3], h[4], h[5], h[6], int(c.sub.Status), h[8], h[9], h[10], h[11], h[12], h[14], c.r.ID)
}

// others lists the organisations besides its sender that a report has figures of.
func (c *candidate) others() (out []string) {
	if c.sub.Kind != ingest.KindReport {
		return nil
	}
	for i := range c.sub.Facts {
		f := &c.sub.Facts[i]
		if f.Org != c.sub.Org && f.Role == ingest.Reported && f.Scenario == ingest.Actual && !slices.Contains(out, f.Org) {
			out = append(out, f.Org)
		}
	}
	return out
}

// header returns the columns of table submission.
func (c *candidate) header() []driver.Value {
	day := func(t time.Time) driver.Value {
		if t.IsZero() {
			return nil
		}
		return t
	}
	var accepted driver.Value
	if c.r.State == Accepted {
		accepted = c.at
	}
	return []driver.Value{c.r.ID, c.sub.SHA256, c.sub.Name, string(c.sub.Kind), string(c.sub.Layout), c.sub.Org,
		c.sub.Period.Code(), uint8(c.sub.Status), day(c.sub.CutOff), day(c.sub.From), day(c.sub.To),
		int64(c.r.Facts), string(c.r.State), c.at, accepted, nil, nil, nil}
}

// settle writes what was decided: vocabulary, findings, the decision log, the
// data version.
func (s *Store) settle(ctx context.Context, w *writer, list []candidate, v *vocabulary) ([]Receipt, error) {
	var log []Decision
	var changed time.Time
	for i := range list {
		c := &list[i]
		if c.r.State == Unchanged {
			continue
		}
		c.r.Findings = slices.Concat(c.r.Findings, c.barred, c.found)
		if c.r.State == Accepted {
			if err := s.learn(ctx, w, c, v); err != nil {
				return nil, err
			}
		}
		news := c.staged
		if !news {
			var err error
			if news, err = w.refusedAnew(ctx, c); err != nil {
				return nil, err
			}
		}
		if news {
			changed = c.at
			log = append(log, c.decisions()...)
			if !c.existing && c.hold == HoldAlways {
				if err := w.exec(ctx, `INSERT INTO held_always VALUES (?) ON CONFLICT DO NOTHING`, c.r.ID); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := w.decide(ctx, log); err != nil {
		return nil, err
	}
	if err := w.findings(ctx, list); err != nil {
		return nil, err
	}
	if err := w.touch(ctx, list); err != nil {
		return nil, err
	}
	version, err := w.bump(ctx, changed)
	if err != nil {
		return nil, err
	}
	out := make([]Receipt, len(list))
	for i := range list {
		out[i] = list[i].r
		out[i].DataVersion = version
	}
	return out, nil
}

// decisions are the lines that a candidate adds to the decision log.
func (c *candidate) decisions() []Decision {
	action := map[State]string{Accepted: "accept", Checked: "hold", Received: "ask", Refused: "refuse"}[c.r.State]
	var note string // a sender speaks to warnings, and not every workbook has some
	if c.existing || c.r.State == Accepted && warned(c.r.Findings) {
		note = c.act.Note
	}
	detail := c.because
	if !c.existing && c.hold == HoldAlways {
		detail = string(HoldAlways)
	}
	log := []Decision{{At: c.at, Action: action, Submission: c.r.ID, SHA256: c.sub.SHA256, File: c.sub.Name, Detail: detail, By: c.act.By, Note: note}}
	if c.r.State == Accepted {
		for _, o := range c.replaced {
			log = append(log, Decision{At: c.at, Action: "supersede", Submission: o.id, SHA256: o.sha, File: o.name,
				Detail: fmt.Sprintf("by %d", c.r.ID), By: c.act.By})
		}
	}
	return log
}

// learn takes in the vocabulary that a candidate brings, if any.
func (s *Store) learn(ctx context.Context, w *writer, c *candidate, v *vocabulary) error {
	source := sql.NullInt64{Int64: c.r.ID, Valid: true}
	switch {
	case c.sub.Catalogue != nil:
		if err := w.catalogue(ctx, source, c.at, c.sub.Catalogue); err != nil {
			return err
		}
		// Obligations name groups, whose indicators may have changed.
		return w.register(ctx, source, c.at, v.Register, c.sub.Catalogue)
	case c.sub.Register != nil:
		return w.register(ctx, source, c.at, v.Register.Merge(c.sub.Register), v.Catalogue)
	}
	return nil
}

// decide appends to the decision log, and numbers what it appends.
func (w *writer) decide(ctx context.Context, log []Decision) error {
	if len(log) == 0 {
		return nil
	}
	var id int64
	if err := w.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM decision`).Scan(&id); err != nil {
		return w.note(err)
	}
	for i := range log {
		id++
		log[i].ID = id
	}
	w.decided = append(w.decided, log...)
	return w.append(ctx, "decision", func(row func(...driver.Value) error) error {
		for _, d := range log {
			if err := row(d.ID, d.At, d.Action, d.Submission, d.SHA256, d.File, d.Detail, d.By, d.Note); err != nil {
				return err
			}
		}
		return nil
	})
}
