package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// Revised tells how a workbook's figure relates to what is stored.
type Revised string

// How a figure relates to what is stored.
const (
	RevisedNew  Revised = "new"
	RevisedTo   Revised = "changed"
	RevisedNot  Revised = "unchanged"
	RevisedAway Revised = "gone" // in a workbook that it replaces, and not in it
	// RevisedBehind is a figure that will not show: another one of higher
	// status stands for the same.
	RevisedBehind Revised = "outranked"
)

// Revision is one figure of a [Revisions]. Values are in the indicator's
// unit; nil is not applicable, or none.
type Revision struct {
	What      Revised
	Org       string
	Indicator string
	Period    catalog.Period
	Scenario  ingest.Scenario
	Basis     catalog.Basis // cumulative when the figure, from January on, is of more than its period

	Old, New             *decimal.Decimal
	OldStatus, NewStatus catalog.Status
	OldPeriod            catalog.Period // as the old figure has it: of one span of months there may be two names
	OldBasis             catalog.Basis
	Change               *decimal.Decimal // New − Old, when there are both
	ChangePct            *decimal.Decimal // of Old, when that is above zero
	Unit                 string           // what the values are in, in Vietnamese
	Parts                *decimal.Decimal // of a new figure: what the store adds up instead, from shorter periods

	Sheet, Cell       string // of the new figure
	OldSubmission     int64
	OldFile           string
	OldSheet, OldCell string
}

// Revisions are what a workbook changes.
type Revisions struct {
	New       int        `json:"new"` // how many of each
	Changed   int        `json:"changed"`
	Unchanged int        `json:"unchanged"`
	Gone      int        `json:"gone"`
	Outranked int        `json:"outranked"`
	Rows      []Revision `json:"rows"` // the changed first, then the gone, the new, the outranked, the unchanged
}

// Difference compares the figures that a submission reports with those that
// were in force just before it was accepted, or are now if it is not. sub is
// what its kept original says; of a submission that reports no figures there
// is none. It fails with [ErrNoSubmission].
func (s *Store) Difference(ctx context.Context, id int64, sub ingest.Submission) (Revisions, error) {
	header, err := s.Submission(ctx, id)
	if err != nil {
		return Revisions{}, err
	}
	before := endOfTime
	if !header.Accepted.IsZero() {
		before = header.Accepted
	}
	var d Revisions
	err = s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		standing, err := s.standing(ctx, tx, standingAt{before: before, except: id}, sub.Facts)
		if err != nil {
			return err
		}
		d = difference(v.Catalogue, &sub, standing)
		return nil
	})
	if err != nil {
		return Revisions{}, fmt.Errorf("difference of submission %d: %w", id, err)
	}
	return d, nil
}

// figure names what a figure is about: figures of one name revise each other.
type figureName struct {
	org, indicator string
	scenario       ingest.Scenario
	first, last    int
}

func nameOf(f *ingest.Fact) figureName {
	first, last := spanOf(f)
	return figureName{f.Org, f.Indicator, f.Scenario, first, last}
}

// standingFigure is a row of standing_figures.sql.
type standingFigure struct {
	figureName
	fact       ingest.Fact
	submission int64
	file       string
	key        supersession
	locked     bool
}

// standingAt says which submissions stand.
type standingAt struct {
	before  time.Time // those in force just before it
	except  int64     // but not this one
	besides string    // and these, joined by commas
}

// standing returns the figures of the submissions that stand of the
// organisations, scenarios and months of the given ones, best first.
func (s *Store) standing(ctx context.Context, tx *sql.Tx, at standingAt, facts []ingest.Fact) ([]standingFigure, error) {
	var orgs []string
	low, high := 0, 0
	for i := range facts {
		f := &facts[i]
		if !slices.Contains(orgs, f.Org) {
			orgs = append(orgs, f.Org)
		}
		first, last := spanOf(f)
		if i == 0 || first < low {
			low = first
		}
		high = max(high, last)
	}
	if len(orgs) == 0 {
		return nil, nil
	}
	var out []standingFigure
	args := map[string]any{"known_before": at.before, "except": at.except, "besides": at.besides, "orgs": strings.Join(orgs, ","), "first_month": int32(low), "last_month": int32(high)}
	err := s.queries["standing_figures"].run(ctx, tx, args, func(rows *sql.Rows) error {
		var x standingFigure
		var code, formPeriod string
		var layout ingest.Layout
		var num, den any
		f := &x.fact
		err := rows.Scan(&x.submission, &x.file, &x.key.org, &formPeriod, &x.key.kind, &layout, &x.key.status, &x.locked,
			&x.org, &x.indicator, &x.scenario, &code, &f.Basis, &x.first, &x.last, &f.Status, &num, &den, &f.NotApplicable, &f.Sheet, &f.Cell)
		if err != nil {
			return err
		}
		x.key.family = family(layout)
		f.Org, f.Indicator, f.Scenario = x.org, x.indicator, x.scenario
		if f.Num, f.Den, err = figures(num, den); err != nil {
			return err
		}
		if f.Period, err = catalog.ParsePeriod(code); err != nil {
			return err
		}
		if formPeriod != "" {
			x.key.period, err = catalog.ParsePeriod(formPeriod)
		}
		out = append(out, x)
		return err
	})
	return out, err
}

func figures(num, den any) (n decimal.Decimal, d decimal.NullDecimal, err error) {
	numerator, err := number(num)
	if err != nil {
		return n, d, err
	}
	denominator, err := number(den)
	if err != nil {
		return n, d, err
	}
	if denominator != nil {
		d = decimal.NewNullDecimal(*denominator)
	}
	return *numerator, d, nil
}

// difference compares a workbook with what stands. What a replaced workbook
// had and it lacks is gone, or what stood behind that shows again; what else
// stands and it does not mention stays.
func difference(c *catalog.Catalogue, sub *ingest.Submission, standing []standingFigure) Revisions {
	left := notReplaced(sub, standing)
	best, stays := standingBest(standing), standingBest(left)
	d := Revisions{Rows: []Revision{}}
	mine := map[figureName]*ingest.Fact{}
	var order []figureName
	for i := range sub.Facts {
		f := &sub.Facts[i]
		k := nameOf(f)
		if _, known := c.Indicator(f.Indicator); !known || f.Role != ingest.Reported {
			continue
		}
		if mine[k] == nil {
			order = append(order, k)
		}
		if mine[k] == nil || !before(mine[k], f) {
			mine[k] = f
		}
	}
	for _, k := range order {
		f, old := mine[k], best[k]
		hidden := stays[k] != nil && before(&stays[k].fact, f)
		if hidden {
			old = stays[k]
		}
		r := revise(c, f, old)
		switch {
		case r.What == RevisedTo && hidden:
			r.What = RevisedBehind
		case r.What == RevisedNew:
			r.Parts = parts(c, k, best)
		}
		d.add(r)
	}
	for i := range standing {
		x := &standing[i]
		if _, known := c.Indicator(x.indicator); !known || mine[x.figureName] != nil || best[x.figureName] != x {
			continue
		}
		switch after := stays[x.figureName]; {
		case after == nil:
			d.add(revise(c, nil, x))
		case after.submission != x.submission:
			r := revise(c, &after.fact, x)
			r.Sheet, r.Cell = "", "" // it is of another file
			d.add(r)
		}
	}
	d.arrange()
	return d
}

// before reports whether a figure counts before a newer one of the same name:
// by a higher status, or with the same by the span's own period code.
func before(f, newer *ingest.Fact) bool {
	if f.Status != newer.Status {
		return f.Status > newer.Status
	}
	return basisOf(f) == catalog.Discrete && basisOf(newer) == catalog.Cumulative
}

// notReplaced is what stands without the submissions that a workbook replaces.
func notReplaced(sub *ingest.Submission, standing []standingFigure) []standingFigure {
	mine := broughtBy(sub)
	same := map[int64][]brought{} // of the same form, by submission
	for i := range standing {
		if x := &standing[i]; !x.locked && x.key != (supersession{}) && x.key == keyOf(sub) {
			same[x.submission] = append(same[x.submission], brought{x.figureName, ingest.Reported, x.fact.Period, x.fact.Status})
		}
	}
	gone := map[int64]bool{}
	for id, theirs := range same {
		_, gone[id] = takesPlace(mine, theirs)
	}
	out := make([]standingFigure, 0, len(standing))
	for i := range standing {
		if !gone[standing[i].submission] {
			out = append(out, standing[i])
		}
	}
	return out
}

// parts adds up what stands of the equal shorter periods that make up a
// figure's months; nil where one lacks, or for what does not add up.
func parts(c *catalog.Catalogue, k figureName, best map[figureName]*standingFigure) *decimal.Decimal {
	d, _ := define(c, k.indicator)
	if i, _ := c.Indicator(k.indicator); i.Kind != catalog.Flow {
		return nil
	}
	months := k.last - k.first + 1
	for _, length := range []int{6, 3, 1} {
		if months <= length || months%length != 0 {
			continue
		}
		sum, whole := decimal.Decimal{}, true
		for part := k; whole && part.first <= k.last; part.first += length {
			part.last = part.first + length - 1
			x := best[part]
			if whole = x != nil && !x.fact.NotApplicable; whole {
				sum = sum.Add(x.fact.Num)
			}
		}
		if whole {
			return d.value(&sum, nil)
		}
	}
	return nil
}

func (d *Revisions) add(r Revision) {
	d.Rows = append(d.Rows, r)
	switch r.What {
	case RevisedNew:
		d.New++
	case RevisedTo:
		d.Changed++
	case RevisedNot:
		d.Unchanged++
	case RevisedAway:
		d.Gone++
	case RevisedBehind:
		d.Outranked++
	}
}

// arrange puts what matters most first.
func (d *Revisions) arrange() {
	order := []Revised{RevisedTo, RevisedAway, RevisedNew, RevisedBehind, RevisedNot}
	slices.SortStableFunc(d.Rows, func(a, b Revision) int { return slices.Index(order, a.What) - slices.Index(order, b.What) })
}

// revise compares a new figure with what stands; either may be missing.
func revise(c *catalog.Catalogue, f *ingest.Fact, old *standingFigure) Revision {
	r := Revision{What: RevisedNew}
	subject := f
	if f == nil {
		r.What, subject = RevisedAway, &old.fact
	}
	r.Org, r.Indicator, r.Period, r.Scenario, r.Basis = subject.Org, subject.Indicator, subject.Period, subject.Scenario, basisOf(subject)
	d, _ := define(c, subject.Indicator)
	r.Unit = d.unit.NameVI
	value := func(f *ingest.Fact) *decimal.Decimal {
		if f.NotApplicable {
			return nil
		}
		if !f.Den.Valid {
			return d.value(&f.Num, nil)
		}
		return d.value(&f.Num, &f.Den.Decimal)
	}
	if f != nil {
		r.New, r.NewStatus, r.Sheet, r.Cell = value(f), f.Status, f.Sheet, f.Cell
	}
	if old != nil {
		r.Old, r.OldStatus, r.OldPeriod, r.OldBasis = value(&old.fact), old.fact.Status, old.fact.Period, basisOf(&old.fact)
		r.OldSubmission, r.OldFile, r.OldSheet, r.OldCell = old.submission, old.file, old.fact.Sheet, old.fact.Cell
	}
	if f == nil || old == nil {
		return r
	}
	r.What = RevisedNot
	if f.NotApplicable != old.fact.NotApplicable || (r.Old == nil) != (r.New == nil) {
		r.What = RevisedTo
	}
	if r.Old == nil || r.New == nil {
		return r
	}
	change := r.New.Sub(*r.Old)
	if !change.IsZero() {
		r.What = RevisedTo
	}
	r.Change = &change
	if r.Old.IsPositive() {
		pct := quotient(change.Mul(hundred), *r.Old, false)
		r.ChangePct = &pct
	}
	return r
}

// basisOf is the basis of a figure in fact: what adds up from January to March
// is just the first quarter.
func basisOf(f *ingest.Fact) catalog.Basis {
	own, _ := f.Period.Months()
	if first, _ := spanOf(f); first == own {
		return catalog.Discrete
	}
	return catalog.Cumulative
}

// MarshalJSON writes the revision as the API shows it.
func (r Revision) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		What          Revised         `json:"what"`
		Org           string          `json:"org"`
		Indicator     string          `json:"indicator"`
		Period        catalog.Period  `json:"period"`
		Scenario      ingest.Scenario `json:"scenario"`
		Basis         catalog.Basis   `json:"basis"`
		Unit          string          `json:"unit"`
		Old           exactly         `json:"old,omitzero"`
		New           exactly         `json:"new,omitzero"`
		OldStatus     catalog.Status  `json:"old_status,omitzero"`
		NewStatus     catalog.Status  `json:"new_status,omitzero"`
		OldPeriod     catalog.Period  `json:"old_period,omitzero"`
		OldBasis      catalog.Basis   `json:"old_basis,omitempty"`
		Change        exactly         `json:"change,omitzero"`
		ChangePct     exactly         `json:"change_pct,omitzero"`
		Parts         exactly         `json:"sum_of_parts,omitzero"`
		Sheet         string          `json:"sheet,omitempty"`
		Cell          string          `json:"cell,omitempty"`
		OldSubmission int64           `json:"old_submission,omitzero"`
		OldFile       string          `json:"old_file,omitempty"`
		OldSheet      string          `json:"old_sheet,omitempty"`
		OldCell       string          `json:"old_cell,omitempty"`
	}{r.What, r.Org, r.Indicator, r.Period, r.Scenario, r.Basis, r.Unit, exactly{r.Old}, exactly{r.New}, r.OldStatus, r.NewStatus, r.OldPeriod, r.OldBasis,
		exactly{r.Change}, exactly{r.ChangePct}, exactly{r.Parts}, r.Sheet, r.Cell, r.OldSubmission, r.OldFile, r.OldSheet, r.OldCell})
}
