package warehouse

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// State tells what became of a workbook.
type State string

// States.
const (
	Accepted  State = "accepted"
	Unchanged State = "unchanged" // the same bytes were accepted before
	Refused   State = "refused"   // an error among the findings; nothing of its figures is kept
)

// Receipt is the store's answer to a workbook.
type Receipt struct {
	ID          int64 // of the submission; of the earlier one when unchanged
	State       State
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
// family of layout and status.
//
// The error is of the machine (a full disk is [ErrDiskFull], context, a contradiction between ingest
// and the store), never of the workbook.
func (s *Store) Commit(ctx context.Context, sub ingest.Submission, original []byte) (Receipt, error) {
	if err := s.enter(); err != nil {
		return Receipt{}, err
	}
	defer s.leave()
	r, err := s.commit(ctx, sub, original)
	if err != nil {
		return Receipt{}, fmt.Errorf("commit %s: %w", sub.Name, diskError(err))
	}
	return r, nil
}

// Check returns the answer that [Store.Commit] would give now and keeps
// nothing; the receipt has no ID unless the workbook is unchanged.
func (s *Store) Check(ctx context.Context, sub ingest.Submission, original []byte) (Receipt, error) {
	if err := s.enter(); err != nil {
		return Receipt{}, err
	}
	defer s.leave()
	sum := sha256.Sum256(original)
	sub.SHA256 = hex.EncodeToString(sum[:])
	var r Receipt
	err := s.transaction(ctx, func(w *writer) (err error) {
		if r, err = s.acceptedBefore(ctx, w.tx, sub.SHA256); err != nil || r.State == Unchanged {
			return err
		}
		if r, err = s.take(ctx, w, sub); err != nil {
			return err
		}
		r.ID = 0
		return errOnlyChecked
	})
	if err != nil && !errors.Is(err, errOnlyChecked) {
		return Receipt{}, fmt.Errorf("check %s: %w", sub.Name, diskError(err))
	}
	return r, nil
}

// errOnlyChecked ends the transaction of a check.
var errOnlyChecked = errors.New("only checked")

func (s *Store) commit(ctx context.Context, sub ingest.Submission, original []byte) (Receipt, error) {
	sum := sha256.Sum256(original)
	sha := hex.EncodeToString(sum[:])
	if sub.SHA256 != "" && sub.SHA256 != sha {
		return Receipt{}, fmt.Errorf("the submission is of the file %s, the bytes are of %s", sub.SHA256, sha)
	}
	sub.SHA256 = sha
	if err := s.originals.keep(sha, sub.Name, original); err != nil {
		return Receipt{}, err
	}
	var r Receipt
	err := s.transaction(ctx, func(w *writer) (err error) {
		if r, err = s.acceptedBefore(ctx, w.tx, sha); err != nil || r.State == Unchanged {
			return err
		}
		r, err = s.take(ctx, w, sub)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return r, s.confirm(ctx, r.ID)
}

// confirm reads the header row back: DuckDB reports success for the commit of
// a transaction it has aborted.
func (s *Store) confirm(ctx context.Context, id int64) error {
	var n int
	err := s.db.QueryRowContext(context.WithoutCancel(ctx), `SELECT count(*) FROM submission WHERE id = ?`, id).Scan(&n)
	if err == nil && n != 1 {
		err = errors.New("the database dropped the transaction without an error")
	}
	return err
}

// acceptedBefore looks for an accepted submission of the same bytes.
func (s *Store) acceptedBefore(ctx context.Context, tx *sql.Tx, sha string) (Receipt, error) {
	r := Receipt{State: Unchanged}
	var by sql.NullString // the file that took its place
	err := tx.QueryRowContext(ctx, `SELECT s.id, s.facts, n.name FROM submission AS s
		LEFT JOIN submission AS n ON n.id = s.superseded_by
		WHERE s.sha256 = ? AND s.state = 'accepted' ORDER BY s.id DESC LIMIT 1`, sha).
		Scan(&r.ID, &r.Facts, &by)
	if errors.Is(err, sql.ErrNoRows) {
		return Receipt{}, nil
	}
	if err != nil {
		return Receipt{}, err
	}
	if r.Findings, err = findings(ctx, tx, r.ID); err != nil {
		return Receipt{}, err
	}
	if by.Valid {
		r.Findings = append(r.Findings, ingest.Finding{Severity: ingest.Note, Code: SupersededFile, Args: ingest.Args{"file": by.String}})
	}
	r.DataVersion, err = dataVersion(ctx, tx)
	return r, err
}

// SupersededFile is the code of the note that an unchanged workbook's figures
// are not in force, because another file took its place.
const SupersededFile = "store_unchanged_superseded"

// refusedBefore returns the submission as which the same bytes were refused,
// 0 if they were not. Refusing them again replaces its findings.
func (w *writer) refusedBefore(ctx context.Context, sha string) (id int64, err error) {
	err = w.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM submission WHERE sha256 = ? AND state = 'refused'`, sha).Scan(&id)
	if err != nil || id == 0 {
		return id, w.note(err)
	}
	return id, w.exec(ctx, `DELETE FROM finding WHERE submission = ?`, id)
}

// take writes a submission that was not accepted before.
func (s *Store) take(ctx context.Context, w *writer, sub ingest.Submission) (Receipt, error) {
	v, err := s.currentVocabulary(ctx, w.tx)
	if err != nil {
		return Receipt{}, err
	}
	objections, err := w.objections(ctx, v, &sub)
	if err != nil {
		return Receipt{}, err
	}
	sub.Findings = append(sub.Findings[:len(sub.Findings):len(sub.Findings)], objections...)
	at := s.now().UTC().Truncate(time.Microsecond)
	r := Receipt{State: Accepted, Facts: len(sub.Facts)}
	if sub.Refused() {
		r.State, r.Facts = Refused, 0
		if r.ID, err = w.refusedBefore(ctx, sub.SHA256); err != nil {
			return Receipt{}, err
		}
	}
	if r.ID == 0 {
		if r.ID, err = w.header(ctx, &sub, r, at); err != nil {
			return Receipt{}, err
		}
	}
	if r.State == Accepted {
		notes, err := s.accept(ctx, w, r.ID, &sub, v, at)
		if err != nil {
			return Receipt{}, err
		}
		sub.Findings = append(sub.Findings, notes...)
		r.DataVersion, err = w.bump(ctx, at)
		if err != nil {
			return Receipt{}, err
		}
	} else if r.DataVersion, err = dataVersion(ctx, w.tx); err != nil {
		return Receipt{}, err
	}
	r.Findings = sub.Findings
	return r, w.findings(ctx, r.ID, sub.Findings)
}

// accept stores what an accepted submission brings and returns what the store
// noticed.
func (s *Store) accept(ctx context.Context, w *writer, id int64, sub *ingest.Submission, v *vocabulary, at time.Time) ([]ingest.Finding, error) {
	source := sql.NullInt64{Int64: id, Valid: true}
	switch {
	case sub.Catalogue != nil:
		if err := w.catalogue(ctx, source, at, sub.Catalogue); err != nil {
			return nil, err
		}
		// Obligations name groups, whose indicators may have changed.
		return nil, w.register(ctx, source, at, v.Register, sub.Catalogue)
	case sub.Register != nil:
		merged := v.Register.Merge(sub.Register)
		return removedRows(v.Register, merged), w.register(ctx, source, at, merged, v.Catalogue)
	}
	if err := w.facts(ctx, id, sub.Facts, v.Catalogue); err != nil {
		return nil, err
	}
	replaced, err := w.supersede(ctx, id, sub, at)
	if err != nil {
		return nil, err
	}
	found, err := s.contradictions(ctx, w, id, sub, v)
	return append(replaced, found...), err
}

// header writes the submission's row and the decision.
func (w *writer) header(ctx context.Context, sub *ingest.Submission, r Receipt, at time.Time) (id int64, err error) {
	if err := w.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM submission`).Scan(&id); err != nil {
		return 0, err
	}
	action, accepted := "refuse", sql.NullTime{}
	if r.State == Accepted {
		action, accepted = "accept", sql.NullTime{Time: at, Valid: true}
	}
	err = w.exec(ctx, `INSERT INTO submission
		(id, sha256, name, kind, layout, org, period, status, cut_off, from_day, until_day, facts, state, received_at, accepted_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?::UTINYINT, ?::DATE, ?::DATE, ?::DATE, ?, ?, ?, ?)`,
		id, sub.SHA256, sub.Name, string(sub.Kind), string(sub.Layout), sub.Org, sub.Period.Code(), int(sub.Status),
		day(sub.CutOff), day(sub.From), day(sub.To), r.Facts, string(r.State), at, accepted)
	if err != nil {
		return 0, err
	}
	return id, w.decide(ctx, at, action, id, sub.SHA256, sub.Name, "")
}

// decide writes one line of the decision log.
func (w *writer) decide(ctx context.Context, at time.Time, action string, submission int64, sha, name, detail string) error {
	return w.exec(ctx, `INSERT INTO decision SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, ? FROM decision`,
		at, action, submission, sha, name, detail)
}

func day(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Format(time.DateOnly)
}

// facts appends the figures in the submission's order.
func (w *writer) facts(ctx context.Context, submission int64, facts []ingest.Fact, c *catalog.Catalogue) error {
	// Facts are numbered without gaps; the headers, far fewer, know how many
	// there are. The new submission's own header already counts its facts.
	var id int64
	err := w.tx.QueryRowContext(ctx, `SELECT coalesce(sum(facts), 0)::BIGINT FROM submission WHERE id <> ?`, submission).Scan(&id)
	if err != nil {
		return err
	}
	return w.append(ctx, "fact", func(row func(...driver.Value) error) error {
		for i := range facts {
			id++
			values, err := factRow(&facts[i], c)
			if err == nil {
				err = row(append([]driver.Value{id, submission}, values...)...)
			}
			if err != nil {
				return fmt.Errorf("figure %s %s %s (%s!%s): %w", facts[i].Org, facts[i].Indicator, facts[i].Period, facts[i].Sheet, facts[i].Cell, err)
			}
		}
		return nil
	})
}

// factRow checks a fact against the kind of its indicator and turns it into
// the columns of table fact after id and submission. What it rejects is a
// mistake of ingest, not of the workbook.
func factRow(f *ingest.Fact, c *catalog.Catalogue) ([]driver.Value, error) {
	ind, ok := c.Indicator(f.Indicator)
	if !ok {
		return nil, fmt.Errorf("%w %q", ErrNoIndicator, f.Indicator)
	}
	if f.Period.IsZero() {
		return nil, errors.New("it has no period")
	}
	quotient := ind.Kind == catalog.Average || ind.Kind == catalog.Ratio
	num := f.Num
	if f.NotApplicable {
		num = decimal.Zero
	} else if quotient != f.Den.Valid {
		return nil, fmt.Errorf("a figure of kind %s with denominator %v", ind.Kind, f.Den.Valid)
	}
	numerator, err := column(num)
	if err != nil {
		return nil, err
	}
	var denominator any
	if f.Den.Valid && !f.NotApplicable {
		if denominator, err = column(f.Den.Decimal); err != nil {
			return nil, err
		}
	}
	step, err := column(writtenStep(f, ind, c))
	if err != nil {
		return nil, err
	}
	first, last := f.Period.Months()
	own := first
	if f.Basis == catalog.Cumulative && !isTerm(f.Period) {
		first -= first % 12
	}
	return []driver.Value{f.Org, f.Indicator, f.Period.Code(), int32(first), int32(last), string(f.Basis), first == own,
		uint8(f.Status), string(f.Scenario), string(f.Role), numerator, denominator, f.Bare, f.NotApplicable, step,
		f.Qualifier, f.Raw, f.Unit, f.Sheet, f.Cell}, nil
}

// writtenStep returns what one unit of the last written digit is worth in
// base units: 10^7 đồng for "9.605,38 tỷ đồng". For an average it is that of
// the quotient; for a ratio given as counts it is zero. A quotient whose
// digits do not end is taken as written to the precision shown.
func writtenStep(f *ingest.Fact, ind catalog.Indicator, c *catalog.Catalogue) decimal.Decimal {
	unit, ok := c.Unit(f.Unit)
	if !ok {
		unit, ok = c.Unit(ind.Unit)
	}
	if !ok || f.NotApplicable || ind.Kind == catalog.Ratio && !f.Bare {
		return decimal.Zero
	}
	base := f.Num
	if f.Den.Valid {
		if f.Den.Decimal.IsZero() {
			return decimal.Zero
		}
		base = quotient(f.Num, f.Den.Decimal, true)
	}
	places := decimalPlaces(unit.FromBase(base))
	if places > factScale+6 {
		places = int32(ind.Precision)
	}
	return unit.ToBase(decimal.New(1, -places))
}

// decimalPlaces counts the decimals of d without trailing zeros.
func decimalPlaces(d decimal.Decimal) int32 {
	places := max(0, -d.Exponent())
	for places > 0 && d.Equal(d.Truncate(places-1)) {
		places--
	}
	return places
}

// family groups layouts that carry the same form: a unit's form replaces the
// unit's form, whether written by hand or on a template.
func family(l ingest.Layout) string {
	if l == ingest.LayoutTemplate {
		return string(ingest.LayoutIndicators)
	}
	return string(l)
}
