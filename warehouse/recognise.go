package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"giaoban/ingest"
)

// recognise finds the workbooks whose bytes are known.
func (s *Store) recognise(ctx context.Context, w *writer, list []candidate) error {
	hashes := make([]string, len(list))
	for i := range list {
		hashes[i] = list[i].sub.SHA256
	}
	wanted, err := json.Marshal(hashes)
	if err != nil {
		return err
	}
	rows, err := w.tx.QueryContext(ctx, `SELECT s.id, s.sha256, s.state, s.facts, n.name,
			EXISTS (FROM finding AS f WHERE f.submission = s.id AND f.severity = 'error' AND f.code IN (?, ?))
		FROM submission AS s LEFT JOIN submission AS n ON n.id = s.superseded_by
		WHERE s.sha256 IN (SELECT unnest(from_json(?::JSON, '["VARCHAR"]')))
		ORDER BY s.id`, lockedCode, lockedFigureCode, string(wanted))
	if err != nil {
		return w.note(err)
	}
	defer rows.Close()
	bySum := make(map[string]*candidate, len(list))
	for i := range list {
		bySum[list[i].sub.SHA256] = &list[i]
	}
	type known struct {
		c     *candidate
		state State
		by    string // the file that took its place
	}
	var met []known
	for rows.Next() {
		var id int64
		var sha string
		var state State
		var facts int
		var by sql.NullString
		var barred bool
		if err := rows.Scan(&id, &sha, &state, &facts, &by, &barred); err != nil {
			return err
		}
		c := bySum[sha]
		switch {
		case state == Refused, state == Returned && barred: // by a lock, which may be lifted since
			c.refused = id
			continue
		case state == Withdrawn: // it may come in anew
			continue
		}
		met = slices.DeleteFunc(met, func(k known) bool { return k.c == c })
		if c.existing = state == Checked && c.decide; c.existing {
			c.r, c.ask = Receipt{ID: id}, false // to be judged anew
			continue
		}
		c.r = Receipt{ID: id, State: Unchanged, Facts: facts}
		met = append(met, known{c, state, by.String})
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for _, k := range met {
		r := &k.c.r
		if r.Findings, err = findings(ctx, w.tx, r.ID); err != nil {
			return err
		}
		r.Findings = s.recall(r.Findings)
		note := ingest.Finding{Severity: ingest.Note}
		switch {
		case k.by != "":
			note.Code, note.Args = SupersededFile, ingest.Args{"file": k.by}
		case k.state == Received:
			note.Code, note.Args, r.Waits = AskedFile, ingest.Args{"id": int(r.ID)}, Received
		case k.state == Checked:
			note.Code, note.Args, r.Waits = HeldFile, ingest.Args{"id": int(r.ID)}, Checked
		case k.state == Returned:
			at, reason, err := w.returnNote(ctx, r.ID)
			if err != nil {
				return err
			}
			note.Code, note.Args = ReturnedFile, ingest.Args{"id": int(r.ID), "day": at.In(s.now().Location()), "reason": reason}
		default:
			continue
		}
		r.Findings = append(r.Findings, note)
	}
	return nil
}

// SupersededFile is the code of the note that an unchanged workbook's figures
// are not in force, because another file took its place.
const SupersededFile = "store_unchanged_superseded"

// Codes of the notes that the same bytes wait for answers or a decision, or
// were sent back, which is not changed by their coming again.
const (
	AskedFile    = "store_unchanged_asked"
	HeldFile     = "store_unchanged_held"
	ReturnedFile = "store_unchanged_returned"
)
