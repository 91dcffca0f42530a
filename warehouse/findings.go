package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// Findings returns what was found in a submission, the workbook's own first.
func (s *Store) Findings(ctx context.Context, submission int64) ([]ingest.Finding, error) {
	var out []ingest.Finding
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		out, err = findings(ctx, tx, submission)
		return err
	})
	return s.recall(out), err
}

func findings(ctx context.Context, tx *sql.Tx, submission int64) ([]ingest.Finding, error) {
	rows, err := tx.QueryContext(ctx, `SELECT severity, code, sheet, cell, args, fix FROM finding WHERE submission = ? ORDER BY position`, submission)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []ingest.Finding
	for rows.Next() {
		var f ingest.Finding
		var args string
		if err := rows.Scan(&f.Severity, &f.Code, &f.Sheet, &f.Cell, &args, &f.Fix); err != nil {
			return nil, err
		}
		if f.Args, err = decodeArgs(args); err != nil {
			return nil, fmt.Errorf("finding %s of submission %d: %w", f.Code, submission, err)
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// findings writes what was found in each workbook of a batch. Those of a
// workbook that is refused again, or decided about anew, take the place of the
// earlier ones.
func (w *writer) findings(ctx context.Context, list []candidate) error {
	for i := range list {
		if c := &list[i]; c.existing || c.r.State == Refused && !c.staged {
			if err := w.exec(ctx, `DELETE FROM finding WHERE submission = ?`, c.r.ID); err != nil {
				return err
			}
		}
	}
	return w.append(ctx, "finding", func(row func(...driver.Value) error) error {
		for i := range list {
			c := &list[i]
			if c.r.State == Unchanged {
				continue
			}
			for position, f := range c.r.Findings {
				args, err := encodeArgs(f.Args)
				if err != nil {
					return fmt.Errorf("finding %s: %w", f.Code, err)
				}
				if err := row(c.r.ID, int32(position), string(f.Severity), f.Code, f.Sheet, f.Cell, args, f.Fix); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// refusedAnew reports whether bytes that were refused before are refused for
// other reasons now. That is a decision of its own: who repeats the log must
// come to the reasons that are kept.
func (w *writer) refusedAnew(ctx context.Context, c *candidate) (bool, error) {
	if c.refused == 0 || c.r.State != Refused {
		return false, nil
	}
	before, err := findings(ctx, w.tx, c.refused)
	if err != nil {
		return false, w.note(err)
	}
	if len(before) != len(c.r.Findings) {
		return true, nil
	}
	for i, now := range c.r.Findings {
		was := before[i]
		said, err := encodeArgs(was.Args)
		if err != nil {
			return false, err
		}
		says, err := encodeArgs(now.Args)
		if err != nil {
			return false, err
		}
		if was.Severity != now.Severity || was.Code != now.Code || was.Sheet != now.Sheet || was.Cell != now.Cell || was.Fix != now.Fix || said != says {
			return true, nil
		}
	}
	return false, nil
}

// arg is a finding's argument on paper: its type must survive, because
// numbers, periods and days are written differently in each language.
type arg struct {
	Text   *string          `json:"text,omitempty"`
	Int    *int             `json:"int,omitempty"`
	Number *decimal.Decimal `json:"number,omitempty"`
	Period *catalog.Period  `json:"period,omitempty"`
	Day    *time.Time       `json:"day,omitempty"`
	Name   *name            `json:"name,omitempty"`
}

// name is what something is called in each language.
type name struct {
	VI string `json:"vi"`
	EN string `json:"en,omitempty"`
}

var _ locale.Speaker = name{}

// Vietnamese returns the Vietnamese name.
func (n name) Vietnamese() string { return n.VI }

// English returns the English name, the Vietnamese one where there is none.
func (n name) English() string {
	if n.EN == "" {
		return n.VI
	}
	return n.EN
}

func encodeArgs(args ingest.Args) (string, error) {
	out := map[string]arg{}
	for key, v := range args {
		switch v := v.(type) {
		case int:
			out[key] = arg{Int: &v}
		case decimal.Decimal:
			out[key] = arg{Number: &v}
		case catalog.Period:
			out[key] = arg{Period: &v}
		case time.Time:
			out[key] = arg{Day: &v}
		case locale.Speaker:
			out[key] = arg{Name: &name{v.Vietnamese(), v.English()}}
		case []string:
			text := strings.Join(v, ", ")
			out[key] = arg{Text: &text}
		default:
			text := fmt.Sprint(v)
			out[key] = arg{Text: &text}
		}
	}
	b, err := json.Marshal(out)
	return string(b), err
}

func decodeArgs(text string) (ingest.Args, error) {
	var in map[string]arg
	if err := json.Unmarshal([]byte(text), &in); err != nil || len(in) == 0 {
		return nil, err
	}
	out := ingest.Args{}
	for key, a := range in {
		switch {
		case a.Int != nil:
			out[key] = *a.Int
		case a.Number != nil:
			out[key] = *a.Number
		case a.Period != nil:
			out[key] = *a.Period
		case a.Day != nil:
			out[key] = *a.Day
		case a.Name != nil:
			out[key] = *a.Name
		case a.Text != nil:
			out[key] = *a.Text
		}
	}
	return out, nil
}
