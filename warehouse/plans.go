package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// HandedPlan is a plan of a year as somebody handed it in.
type HandedPlan struct {
	Org, Indicator string
	Value          *decimal.Decimal // in the indicator's unit; nil where there need be none
	NotApplicable  bool
	Counts         [2]decimal.Decimal // numerator and denominator of a ratio planned as counts
	Counted        bool               // it has Counts
}

// Plans returns the plans in force for a year, each as it was handed in and none
// made of others': those of the organisations, and of whoever else the plans of
// the sender for the year are about.
func (s *Store) Plans(ctx context.Context, sender string, orgs []string, year catalog.Period) ([]HandedPlan, error) {
	var out []HandedPlan
	err := s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		args := map[string]any{"period": year.Code(), "sender": sender, "orgs": strings.Join(orgs, ",")}
		return s.queries["plans"].run(ctx, tx, args, func(rows *sql.Rows) error {
			var p HandedPlan
			var num, den any
			var bare bool
			if err := rows.Scan(&p.Org, &p.Indicator, &num, &den, &bare, &p.NotApplicable); err != nil {
				return err
			}
			d, known := define(v.Catalogue, p.Indicator)
			n, o, err := figures(num, den)
			if err != nil || !known {
				return err
			}
			switch {
			case p.NotApplicable:
			case o.Valid:
				p.Value = d.value(&n, &o.Decimal)
				p.Counts, p.Counted = [2]decimal.Decimal{n, o.Decimal}, d.kind == catalog.Ratio && !bare
			default:
				p.Value = d.value(&n, nil)
			}
			out = append(out, p)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("plans of %s for %s: %w", sender, year, err)
	}
	return out, nil
}
