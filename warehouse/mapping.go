package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"giaoban/ingest"
)

// Mapping is a confirmed mapping as it is kept.
type Mapping struct {
	ingest.Mapping
	ID         int64
	Submission int64  // that asked; 0 for a change in the list
	File       string // of that submission
}

// mapAct is the act in the decision log by which something is confirmed,
// changed or taken back. Its detail is the mapping as JSON.
const mapAct = "map"

// ErrMapping is returned for a mapping that says nothing or holds for nothing.
var ErrMapping = errors.New("a mapping needs a scope, a kind and a text")

// Mappings lists the mappings in force, the newest first.
func (s *Store) Mappings(ctx context.Context) ([]Mapping, error) { return s.mappings(ctx, false) }

// MappingHistory lists every mapping there was, the newest first; those
// without a target took back the one before.
func (s *Store) MappingHistory(ctx context.Context) ([]Mapping, error) { return s.mappings(ctx, true) }

func (s *Store) mappings(ctx context.Context, history bool) ([]Mapping, error) {
	var out []Mapping
	err := s.read(ctx, func(tx *sql.Tx) error {
		return s.queries["mappings"].run(ctx, tx, map[string]any{"history": history}, func(rows *sql.Rows) error {
			var m Mapping
			err := rows.Scan(&m.ID, &m.Scope, &m.Kind, &m.Text, &m.Shown, &m.Target, &m.By, &m.At, &m.Submission, &m.File)
			out = append(out, m)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("mappings: %w", err)
	}
	return out, nil
}

// Remember confirms mappings for the workbooks that come from now on; one
// without a target is taken back. What has been read stays as it was read. The
// submission is the one that asked, 0 for none.
func (s *Store) Remember(ctx context.Context, list []ingest.Mapping, submission int64, act Act) error {
	err := s.change(ctx, func(w *writer, at time.Time) error {
		h := header{id: submission, at: at}
		if submission != 0 {
			err := w.tx.QueryRowContext(ctx, `SELECT sha256, name FROM submission WHERE id = ?`, submission).Scan(&h.sha, &h.name)
			if errors.Is(err, sql.ErrNoRows) {
				return ErrNoSubmission
			}
			if err != nil {
				return w.note(err)
			}
		}
		return w.remember(ctx, list, &h, act)
	})
	if err != nil {
		return fmt.Errorf("remember mappings: %w", err)
	}
	return nil
}

// remember writes mappings and the lines of the decision log that say so.
func (w *writer) remember(ctx context.Context, list []ingest.Mapping, h *header, act Act) error {
	if len(list) == 0 {
		return nil
	}
	w.learned = true
	var id int64
	if err := w.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM mapping`).Scan(&id); err != nil {
		return w.note(err)
	}
	var log []Decision
	for _, m := range list {
		if m.Scope == "" || m.Kind == "" {
			return ErrMapping
		}
		id++
		if err := w.exec(ctx, `INSERT INTO mapping VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, m.Scope, string(m.Kind), m.Text, m.Shown, m.Target, act.By, h.at, h.id); err != nil {
			return err
		}
		detail, err := json.Marshal(mappingJSON{m.Scope, m.Kind, m.Text, m.Shown, m.Target})
		if err != nil {
			return err
		}
		log = append(log, Decision{At: h.at, Action: mapAct, Submission: h.id, SHA256: h.sha, File: h.name, Detail: string(detail), By: act.By, Note: act.Note})
	}
	return w.decide(ctx, log)
}

// mappingJSON is a mapping in the decision log, which says who and when itself.
type mappingJSON struct {
	Scope  string             `json:"scope"`
	Kind   ingest.MappingKind `json:"kind"`
	Text   string             `json:"text"`
	Shown  string             `json:"shown"`
	Target string             `json:"target"`
}

// Mapping returns what a line of the decision log confirms, if it does.
func (d Decision) Mapping() (m ingest.Mapping, ok bool, err error) {
	if d.Action != mapAct {
		return m, false, nil
	}
	var j mappingJSON
	if err := json.Unmarshal([]byte(d.Detail), &j); err != nil {
		return m, true, fmt.Errorf("the mapping of decision %d: %w", d.ID, err)
	}
	return ingest.Mapping{Scope: j.Scope, Kind: j.Kind, Text: j.Text, Shown: j.Shown, Target: j.Target, By: d.By, At: d.At}, true, nil
}

// readMappings returns the mappings that the transaction sees in force; times
// are of the store's place.
func (s *Store) readMappings(ctx context.Context, tx *sql.Tx) (ingest.Mappings, error) {
	rows, err := tx.QueryContext(ctx, `SELECT scope, kind, text, arg_max(shown, id), arg_max(target, id), arg_max(actor, id), arg_max(confirmed_at, id)
		FROM mapping GROUP BY ALL HAVING arg_max(target, id) <> '' ORDER BY ALL`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := ingest.Mappings{}
	for rows.Next() {
		var m ingest.Mapping
		if err := rows.Scan(&m.Scope, &m.Kind, &m.Text, &m.Shown, &m.Target, &m.By, &m.At); err != nil {
			return nil, err
		}
		m.At = m.At.In(s.now().Location())
		out[m.Scope] = append(out[m.Scope], m)
	}
	return out, rows.Err()
}
