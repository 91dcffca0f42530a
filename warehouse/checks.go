package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// contradictions looks at the figures a submission has just brought, inside
// its transaction, and says where they do not agree with one another or with
// what is known: two routes to one figure, an organisation and its units, a
// same-period column and what was reported then, a cumulative figure that
// falls. They explain; they do not refuse.
func (s *Store) contradictions(ctx context.Context, w *writer, id int64, sub *ingest.Submission, v *vocabulary) ([]ingest.Finding, error) {
	out, err := s.fallingFigures(ctx, w, id, v)
	if err != nil {
		return nil, err
	}
	a, err := s.touched(ctx, w, id, sub, v)
	if err != nil || len(a.orgs) == 0 {
		return out, err
	}
	rows, err := s.answer(ctx, w.tx, a)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		d := row.Disagreement
		if d == nil || d.Org != row.Org || row.Value == nil {
			continue
		}
		f := ingest.Finding{Severity: ingest.Warning, Code: "store_routes_disagree", Args: ingest.Args{
			"org": row.Org, "indicator": row.Indicator, "period": row.Period, "value": *row.Value, "other": d.Value, "unit": row.Unit}}
		role := ingest.Reported
		switch d.With {
		case "own":
			f.Code = "store_own_differs"
		case "same_period":
			f.Severity, f.Code, role = ingest.Note, "store_base_differs", ingest.SamePeriod
		}
		f.Sheet, f.Cell = place(sub, row, role)
		out = append(out, f)
	}
	return out, nil
}

// place finds the cell of the submission nearest to a row: of the same
// organisation and indicator, if possible of the role and period.
func place(sub *ingest.Submission, row Row, role ingest.Role) (sheet, cell string) {
	best := -1
	for _, f := range sub.Facts {
		if f.Org != row.Org || f.Indicator != row.Indicator {
			continue
		}
		score := 0
		if f.Role == role {
			score += 2
		}
		if f.Period == row.Period {
			score++
		}
		if score > best {
			best, sheet, cell = score, f.Sheet, f.Cell
		}
	}
	return sheet, cell
}

// touched asks for every figure the submission may have changed: of its
// organisations and those above them that have a figure of their own, for its
// periods and the longer ones they are part of.
func (s *Store) touched(ctx context.Context, w *writer, id int64, sub *ingest.Submission, v *vocabulary) (question, error) {
	a := question{lens: AsReported, definitions: map[string]definition{}, knownBefore: endOfTime, today: midnight(s.now())}
	addPeriod := func(p catalog.Period) {
		if !p.IsZero() && !slices.Contains(a.periods, p) {
			a.periods = append(a.periods, p)
		}
	}
	for _, f := range sub.Facts {
		if f.Scenario != ingest.Actual {
			continue
		}
		if _, ok := a.definitions[f.Indicator]; !ok {
			d, _ := define(v.Catalogue, f.Indicator)
			a.definitions[f.Indicator] = d
			a.indicators = append(a.indicators, f.Indicator)
		}
		if !slices.Contains(a.orgs, f.Org) {
			a.orgs = append(a.orgs, f.Org)
		}
		for _, p := range enclosing(f.Period) {
			addPeriod(p)
		}
	}
	if len(a.orgs) == 0 {
		return a, nil
	}
	rows, err := w.tx.QueryContext(ctx, `
		SELECT DISTINCT m.org
		FROM membership AS m
		JOIN fact AS mine ON mine.submission = ? AND mine.org = m.member
		JOIN fact AS own ON own.org = m.org AND own.indicator = mine.indicator AND own.last_month = mine.last_month
		WHERE m.register = ? AND mine.scenario = 'actual' AND own.scenario = 'actual'
		ORDER BY m.org`, id, v.register)
	if err != nil {
		return a, err
	}
	defer rows.Close()
	for rows.Next() {
		var org string
		if err := rows.Scan(&org); err != nil {
			return a, err
		}
		if !slices.Contains(a.orgs, org) {
			a.orgs = append(a.orgs, org)
		}
	}
	return a, rows.Err()
}

// enclosing lists p and the periods of its year it is part of.
func enclosing(p catalog.Period) []catalog.Period {
	out := []catalog.Period{p}
	for _, grain := range []catalog.Grain{catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year} {
		for index := 1; index <= 4; index++ {
			q, err := catalog.NewPeriod(grain, p.Year(), index)
			if err == nil && q != p && q.Contains(p) && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// fallingFigures finds figures from 1 January that are smaller than those to
// an earlier month of the year.
func (s *Store) fallingFigures(ctx context.Context, w *writer, id int64, v *vocabulary) ([]ingest.Finding, error) {
	var out []ingest.Finding
	err := s.queries["cumulative_falls"].run(ctx, w.tx, map[string]any{"submission": id}, func(rows *sql.Rows) error {
		var org, indicator, period, earlier string
		var f ingest.Finding
		var num, before any
		if err := rows.Scan(&org, &indicator, &period, &f.Sheet, &f.Cell, &num, &earlier, &before); err != nil {
			return err
		}
		d, _ := define(v.Catalogue, indicator)
		now, err := number(num)
		if err != nil {
			return err
		}
		then, err := number(before)
		if err != nil {
			return err
		}
		p, err := catalog.ParsePeriod(period)
		if err != nil {
			return err
		}
		q, err := catalog.ParsePeriod(earlier)
		if err != nil {
			return err
		}
		if now == nil || then == nil {
			return fmt.Errorf("a figure of %s %s without a value", org, indicator)
		}
		f.Severity, f.Code = ingest.Warning, "store_cumulative_falls"
		f.Args = ingest.Args{"org": org, "indicator": indicator, "period": p, "value": *d.value(now, nil),
			"earlier_period": q, "earlier": *d.value(then, nil), "unit": d.unit.NameVI}
		out = append(out, f)
		return nil
	})
	return out, err
}
