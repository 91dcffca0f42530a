package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// EventCheck is an event of the register with what a stock indicator's
// figures say of it.
type EventCheck struct {
	Event catalog.Event
	catalog.Conservation
}

// Conservation checks every event of the register that has organisations on
// both sides against a stock: what its
// organisations had together before it, they must have after. Before is each
// one's last figure that ends before the event, after the first that ends on
// or after it; the levels are in base units.
func (s *Store) Conservation(ctx context.Context, indicator string) ([]EventCheck, error) {
	v, err := s.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	ind, ok := v.Catalogue.Indicator(indicator)
	if !ok {
		return nil, fmt.Errorf("conservation: %w %q", ErrNoIndicator, indicator)
	}
	if ind.Kind != catalog.Stock {
		return nil, fmt.Errorf("conservation: %w: %s is not a stock", ErrQuery, indicator)
	}
	var out []EventCheck
	for _, e := range v.Register.Events {
		if len(e.From) == 0 || len(e.To) == 0 {
			continue // founded or dissolved: there is nobody on one side
		}
		var failed error
		stock := func(org string, at time.Time) (decimal.Decimal, bool) {
			value, ok, err := s.level(ctx, org, indicator, at, at.Before(e.Date))
			if err != nil {
				failed = err
			}
			return value, ok
		}
		check := EventCheck{e, catalog.CheckConservation(e, stock)}
		if failed != nil {
			return nil, fmt.Errorf("conservation of %s: %w", e.Code, failed)
		}
		out = append(out, check)
	}
	return out, nil
}

// level is an organisation's stock in base units at the month's end nearest
// to a day that has a figure of it or of one of its members: the last one up
// to the day, or the first one from it. A level that not everybody expected
// has reported is none.
func (s *Store) level(ctx context.Context, org, indicator string, at time.Time, before bool) (decimal.Decimal, bool, error) {
	months := `SELECT max(p.last_day)`
	condition := `p.last_day <= ?`
	if !before {
		months, condition = `SELECT min(p.last_day)`, `p.last_day >= ?`
	}
	var day sql.NullTime
	err := s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, months+`
			FROM fact AS f
			JOIN submission AS s ON s.id = f.submission AND s.state = 'accepted' AND s.superseded_at IS NULL
			JOIN period AS p ON p.grain = 1 AND p.last_month = f.last_month
			LEFT JOIN membership AS m
			  ON m.register = (SELECT max(id) FROM register_version) AND m.org = ? AND m.member = f.org
			 AND m.from_day <= p.last_day AND p.last_day < m.until_day
			WHERE f.indicator = ? AND f.scenario = 'actual' AND (f.org = ? OR m.member IS NOT NULL) AND `+condition,
			org, indicator, org, midnight(at)).Scan(&day)
	})
	if err != nil || !day.Valid {
		return decimal.Zero, false, err
	}
	month, err := catalog.NewPeriod(catalog.Month, day.Time.Year(), int(day.Time.Month()))
	if err != nil {
		return decimal.Zero, false, err
	}
	result, err := s.Metrics(ctx, Query{Indicators: []string{indicator}, Org: org, Periods: []catalog.Period{month}})
	if err != nil {
		return decimal.Zero, false, err
	}
	row := result.Rows[0]
	if row.Value == nil || !row.Coverage.Complete() {
		return decimal.Zero, false, nil
	}
	v, err := s.Vocabulary(ctx)
	if err != nil {
		return decimal.Zero, false, err
	}
	d, _ := define(v.Catalogue, indicator)
	return d.unit.ToBase(*row.Value), true, nil
}
