package warehouse

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// FailedCheck is a warning or an error about a figure that counts all the same.
type FailedCheck struct {
	Org        string
	Indicator  string // "" where it is about the report as a whole
	Submission int64
	Finding    ingest.Finding
	By, Note   string // who accepted the workbook and what they said to it; "" for nobody, nothing
}

// FailedChecks returns what was found, and accepted, about the figures that
// count for the period, of all organisations, errors before warnings.
func (s *Store) FailedChecks(ctx context.Context, p catalog.Period) ([]FailedCheck, error) {
	var out []FailedCheck
	err := s.read(ctx, func(tx *sql.Tx) error {
		return s.queries["failed_checks"].run(ctx, tx, map[string]any{"period": p.Code()}, func(rows *sql.Rows) error {
			var c FailedCheck
			f := &c.Finding
			var args string
			err := rows.Scan(&c.Org, &c.Indicator, &c.Submission, &f.Severity, &f.Code, &f.Sheet, &f.Cell, &args, &f.Fix, &c.By, &c.Note)
			if err != nil {
				return err
			}
			if f.Args, err = decodeArgs(args); err != nil {
				return fmt.Errorf("finding %s of submission %d: %w", f.Code, c.Submission, err)
			}
			recalled := s.recall([]ingest.Finding{*f})
			*f = recalled[0]
			out = append(out, c)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("failed checks: %w", err)
	}
	return out, nil
}
