package warehouse

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"giaoban/ingest/catalog"
)

// Completeness tells who has reported for a period.
type Completeness struct {
	Org         string         `json:"org"`
	Period      catalog.Period `json:"period"`
	DataVersion int64          `json:"data_version"`
	Units       []UnitReport   `json:"units"` // in register order
	Coverage    Coverage       `json:"coverage"`
}

// UnitReport is what one unit gave for a period. Coverage counts the indicators
// it owes and, of them, those it gave (a figure or "not applicable"), be it for
// the months that make up the period; what it gave beyond that counts for its
// status and its latest file alone.
type UnitReport struct {
	Org        string         `json:"org"`
	Coverage   Coverage       `json:"coverage"`
	Status     catalog.Status `json:"status,omitzero"`     // the lowest among its figures
	Submission int64          `json:"submission,omitzero"` // the latest that brought one for just this period; 0: none
	File       string         `json:"file,omitempty"`
	Received   time.Time      `json:"received,omitzero"`
	Missing    []string       `json:"missing,omitempty"` // codes of the indicators owed and not given, in report order
}

// Completeness answers who of the organisation's members on the period's last
// day has reported for the period: a figure is missing of a unit that owes it
// where [Store.Metrics] has none to answer with, so that what is missing here
// is what the coverage of figures lacks. Its own Coverage counts units: a unit
// has reported when nothing it owes is missing.
func (s *Store) Completeness(ctx context.Context, org string, period catalog.Period) (Completeness, error) {
	out := Completeness{Org: org, Period: period}
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		positions := map[string]int{}
		for i, org := range v.Register.Orgs() {
			positions[org] = i
		}
		if _, ok := positions[org]; !ok {
			return fmt.Errorf("%w %q", ErrNoOrg, org)
		}
		if out.DataVersion, err = dataVersion(ctx, tx); err != nil {
			return err
		}
		args := map[string]any{"known_before": endOfTime, "org": org, "period": period.Code()}
		err = s.queries["completeness"].run(ctx, tx, args, out.add)
		if err != nil {
			return err
		}
		if err := s.findDerived(ctx, tx, v, &out); err != nil {
			return err
		}
		slices.SortFunc(out.Units, func(a, b UnitReport) int {
			return cmp.Or(cmp.Compare(positions[a.Org], positions[b.Org]), cmp.Compare(a.Org, b.Org))
		})
		reportOrder := map[string]int{}
		for i, ind := range v.Catalogue.Indicators {
			reportOrder[ind.Code] = i
		}
		for _, u := range out.Units {
			slices.SortFunc(u.Missing, func(a, b string) int { return cmp.Compare(reportOrder[a], reportOrder[b]) })
			out.Coverage.Expected++
			if len(u.Missing) == 0 {
				out.Coverage.Reported++
			}
		}
		return nil
	})
	if err != nil {
		return Completeness{}, fmt.Errorf("completeness: %w", err)
	}
	return out, nil
}

// add takes one row of completeness.sql, which come unit by unit.
func (c *Completeness) add(rows *sql.Rows) error {
	var unit, indicator string
	var owed, reported, notApplicable bool
	var status, submission sql.NullInt64
	var file sql.NullString
	var received sql.NullTime
	if err := rows.Scan(&unit, &indicator, &owed, &reported, &notApplicable, &status, &submission, &file, &received); err != nil {
		return err
	}
	if len(c.Units) == 0 || c.Units[len(c.Units)-1].Org != unit {
		c.Units = append(c.Units, UnitReport{Org: unit})
	}
	u := &c.Units[len(c.Units)-1]
	if owed {
		u.Coverage.Expected++
	}
	if !reported {
		u.Missing = append(u.Missing, indicator)
		return nil
	}
	if owed {
		u.Coverage.Reported++
	}
	u.lower(catalog.Status(status.Int64))
	if submission.Int64 > u.Submission {
		u.Submission, u.File, u.Received = submission.Int64, file.String, received.Time
	}
	return nil
}

// findDerived takes off the list of what is missing the figures that follow
// from others: a quarter of three months.
func (s *Store) findDerived(ctx context.Context, tx *sql.Tx, v *vocabulary, c *Completeness) error {
	var figures []rowKey
	for _, u := range c.Units {
		for _, indicator := range u.Missing {
			figures = append(figures, rowKey{u.Org, indicator, c.Period.Code()})
		}
	}
	if len(figures) == 0 {
		return nil
	}
	rows, err := s.rows(ctx, tx, s.questionOf(manner{lens: AsReported}, v, figures), figures)
	if err != nil {
		return err
	}
	for i := range c.Units {
		u := &c.Units[i]
		u.Missing = slices.DeleteFunc(u.Missing, func(indicator string) bool {
			r := rows[rowKey{u.Org, indicator, c.Period.Code()}]
			if r.Value == nil && !r.NotApplicable {
				return false
			}
			u.Coverage.Reported++
			u.lower(r.Status)
			return true
		})
	}
	return nil
}

// lower brings the status of what a unit gave down to that of one figure.
func (u *UnitReport) lower(s catalog.Status) {
	if u.Status == catalog.NoStatus || s != catalog.NoStatus && s < u.Status {
		u.Status = s
	}
}

// PeriodData says how much is known of a period.
type PeriodData struct {
	Period catalog.Period `json:"period"`
	Facts  int            `json:"facts"`
	Status catalog.Status `json:"status"` // of the figures accepted last

	Indicators []string `json:"-"` // codes of those with a value, sorted
}

// Periods lists the periods for which the organisation or its members have
// reported, newest first.
func (s *Store) Periods(ctx context.Context, org string) ([]PeriodData, error) {
	version, err := s.DataVersion(ctx)
	if err != nil {
		return nil, err
	}
	if kept, ok := s.answers.getPeriods(org, version); ok {
		return kept, nil
	}
	var out []PeriodData
	err = s.read(ctx, func(tx *sql.Tx) error {
		if version, err = dataVersion(ctx, tx); err != nil {
			return err
		}
		out, err = s.periods(ctx, tx, org)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("periods: %w", err)
	}
	s.answers.putPeriods(org, out, version)
	return out, nil
}

func (s *Store) periods(ctx context.Context, tx *sql.Tx, org string) (out []PeriodData, err error) {
	args := map[string]any{"known_before": endOfTime, "org": org}
	err = s.queries["periods"].run(ctx, tx, args, func(rows *sql.Rows) error {
		var d PeriodData
		var code string
		var indicators sql.NullString
		if err := rows.Scan(&code, &d.Facts, &d.Status, &indicators); err != nil {
			return err
		}
		d.Indicators = strings.FieldsFunc(indicators.String, func(r rune) bool { return r == ',' })
		p, err := catalog.ParsePeriod(code)
		d.Period = p
		out = append(out, d)
		return err
	})
	return out, err
}

// Known returns what is known of every indicator of the organisation for the
// period, by indicator code: the previous values on a blank form. Indicators
// without a figure are absent.
func (s *Store) Known(ctx context.Context, org string, period catalog.Period) (map[string]Row, error) {
	v, err := s.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	q := Query{Org: org, Periods: []catalog.Period{period}}
	for _, ind := range v.Catalogue.Indicators {
		q.Indicators = append(q.Indicators, ind.Code)
	}
	result, err := s.Metrics(ctx, q)
	if err != nil {
		return nil, err
	}
	out := map[string]Row{}
	for _, row := range result.Rows {
		if row.Value != nil || row.NotApplicable {
			out[row.Indicator] = row
		}
	}
	return out, nil
}
