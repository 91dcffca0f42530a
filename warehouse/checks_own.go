package warehouse

import (
	"context"
	"database/sql"
	"time"

	"giaoban/ingest"
)

// ownFigures compares the own figures of organisations with those of their
// units, wherever a submission of the batch brought the one or the other.
func (s *Store) ownFigures(ctx context.Context, w *writer, byID map[int64]*candidate, states map[int64]State, v *vocabulary, first, last int64) error {
	var order []int64
	concerned := map[int64]*ownFigures{}
	args := map[string]any{"first": first, "last": last}
	err := s.queries["own_figures"].run(ctx, w.tx, args, func(rows *sql.Rows) error {
		var id int64
		var k rowKey
		var file, sheet, cell string
		if err := rows.Scan(&id, &k.org, &k.indicator, &k.period, &file, &sheet, &cell); err != nil {
			return err
		}
		if concerned[id] == nil {
			concerned[id] = &ownFigures{}
			order = append(order, id)
		}
		concerned[id].add(k, place(file, sheet, cell))
		return nil
	})
	if err != nil {
		return w.note(err)
	}
	for _, id := range order {
		err := w.asAccepted(ctx, byID[id], states[id], func() error {
			return s.compareOwn(ctx, w, check{candidate: byID[id], v: v}, concerned[id])
		})
		if err != nil {
			return w.note(err)
		}
	}
	return nil
}

// ownFigures are the own figures of organisations with members that one
// submission touches, and where they stand.
type ownFigures struct {
	figures []rowKey
	places  map[rowKey]string
}

func (o *ownFigures) add(k rowKey, at string) {
	if o.places == nil {
		o.places = map[rowKey]string{}
	}
	if _, known := o.places[k]; !known {
		o.figures = append(o.figures, k)
	}
	o.places[k] = at
}

// compareOwn asks for the values as they were just after the submission.
func (s *Store) compareOwn(ctx context.Context, w *writer, c check, own *ownFigures) error {
	a := question{lens: AsReported, definitions: map[string]definition{}, knownBefore: c.at.Add(time.Microsecond), today: midnight(s.now())}
	for _, k := range own.figures {
		a.definitions[k.indicator], _ = define(c.v.Catalogue, k.indicator)
	}
	rows, err := s.rows(ctx, w.tx, a, own.figures)
	if err != nil {
		return err
	}
	for _, k := range own.figures {
		row, at := rows[k], own.places[k]
		d := row.Disagreement
		if d == nil || d.With != "own" || d.Org != row.Org || row.Value == nil {
			continue
		}
		f := ingest.Finding{Severity: ingest.Warning, Code: "store_own_differs",
			Args: c.args(ingest.Actual, row.Org, row.Indicator, row.Period, ingest.Args{"value": *row.Value, "other": d.Value, "other_at": at})}
		for _, x := range c.sub.Facts {
			if x.Org == row.Org && x.Indicator == row.Indicator && x.Period == row.Period {
				f.Sheet, f.Cell = x.Sheet, x.Cell
			}
		}
		c.found = append(c.found, f)
	}
	return nil
}
