package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// ErrNoSubmission is returned for a submission that does not exist.
var ErrNoSubmission = errors.New("no such submission")

// Submission is the header of a workbook that was taken in or refused. Times
// are UTC.
type Submission struct {
	ID           int64               `json:"id"`
	SHA256       string              `json:"sha256"`
	Name         string              `json:"name"`
	Kind         ingest.WorkbookKind `json:"kind"`
	Layout       ingest.Layout       `json:"layout,omitempty"`
	Org          string              `json:"org,omitempty"`
	Period       catalog.Period      `json:"period,omitzero"`
	Status       catalog.Status      `json:"status,omitzero"`
	CutOff       time.Time           `json:"cut_off,omitzero"`
	From         time.Time           `json:"from,omitzero"`
	To           time.Time           `json:"to,omitzero"`
	Facts        int                 `json:"facts"`
	State        State               `json:"state"` // never unchanged
	Received     time.Time           `json:"received"`
	Accepted     time.Time           `json:"accepted,omitzero"`
	Superseded   time.Time           `json:"superseded,omitzero"`
	SupersededBy int64               `json:"superseded_by,omitzero"`
	Errors       int                 `json:"errors"`
	Warnings     int                 `json:"warnings"`
	Notes        int                 `json:"notes"`
}

// Submissions lists every workbook, newest first.
func (s *Store) Submissions(ctx context.Context) ([]Submission, error) {
	return s.submissions(ctx, "")
}

// SubmissionsOf lists the workbooks of an organisation and those of some
// numbers, whoever sent them, newest first.
func (s *Store) SubmissionsOf(ctx context.Context, org string, ids ...int64) ([]Submission, error) {
	if org == "" && len(ids) == 0 {
		return nil, nil
	}
	return s.submissions(ctx, org, ids...)
}

// Submission returns one header, or [ErrNoSubmission].
func (s *Store) Submission(ctx context.Context, id int64) (Submission, error) {
	if id > 0 {
		list, err := s.submissions(ctx, "", id)
		if err != nil || len(list) == 1 {
			return append(list, Submission{})[0], err
		}
	}
	return Submission{}, fmt.Errorf("%w: %d", ErrNoSubmission, id)
}

// submissions lists those of an organisation and of some numbers; all of them
// where neither is given.
func (s *Store) submissions(ctx context.Context, org string, ids ...int64) ([]Submission, error) {
	numbers := make([]string, len(ids))
	for i, id := range ids {
		numbers[i] = strconv.FormatInt(id, 10)
	}
	args := map[string]any{"org": org, "ids": strings.Join(numbers, ",")}
	var out []Submission
	err := s.read(ctx, func(tx *sql.Tx) error {
		return s.queries["submissions"].run(ctx, tx, args, func(rows *sql.Rows) error {
			var x Submission
			var code string
			var cutOff, from, to, accepted, superseded sql.NullTime
			var by sql.NullInt64
			err := rows.Scan(&x.ID, &x.SHA256, &x.Name, &x.Kind, &x.Layout, &x.Org, &code, &x.Status, &cutOff, &from, &to,
				&x.Facts, &x.State, &x.Received, &accepted, &superseded, &by, &x.Errors, &x.Warnings, &x.Notes)
			if err != nil {
				return err
			}
			x.CutOff, x.From, x.To, x.Accepted, x.Superseded, x.SupersededBy =
				cutOff.Time, from.Time, to.Time, accepted.Time, superseded.Time, by.Int64
			if code != "" {
				x.Period, err = catalog.ParsePeriod(code)
			}
			out = append(out, x)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("submissions: %w", err)
	}
	return out, nil
}
