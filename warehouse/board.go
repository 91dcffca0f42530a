package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"giaoban/ingest/catalog"
)

// Handed is how far one organisation's report of one period has come.
type Handed string

// How far a report has come. What is handed in but incomplete and what never
// came are late once their deadline is over.
const (
	NotOwed Handed = ""        // nothing to hand in, nothing handed in
	NotDue  Handed = "not_due" // nothing came yet, and there is time
	Late    Handed = "late"    // nothing came, and the time is over
	Partial Handed = "partial" // something owed, or all of it, is missing from what came
	InWork  Handed = "in_work" // a file came and nobody has decided on it
	Faulty  Handed = "faulty"  // the last file was refused or returned; a better one must come
	Done    Handed = "done"    // everything owed is in force
	Sealed  Handed = "sealed"  // and locked
)

// Cell is one organisation and period of a [Board].
type Cell struct {
	Handed     Handed
	Due        time.Time // the deadline of what is missing, else of the whole; zero when nothing is owed
	DaysLate   int       // whole days since Due; 0 while there is time or nothing is missing
	Owed       int       // indicators
	Missing    []string  // of those, the codes of the ones not in force
	Submission int64     // the workbook to look at; 0: none
	State      State     // of that workbook
	Sent       time.Time // when its last file came; zero for none
	SentBy     string    // who sent that file, where it was another that hands in for it
}

// Board tells how far the reports of organisations and periods have come.
type Board struct {
	DataVersion int64
	cells       map[boardKey]Cell
}

type boardKey struct {
	org    string
	period catalog.Period
}

// Cell returns the cell of an organisation and period of the board.
func (b Board) Cell(org string, p catalog.Period) Cell { return b.cells[boardKey{org, p}] }

// Board answers how far the reports of the organisations for the periods have
// come, as of today, a midnight UTC. Only what falls due in the rhythm of a
// period is expected of it: see [catalog.Register.Duties].
func (s *Store) Board(ctx context.Context, orgs []string, periods []catalog.Period, today time.Time) (Board, error) {
	b := Board{cells: map[boardKey]Cell{}}
	codes := make([]string, len(periods))
	for i, p := range periods {
		codes[i] = p.Code()
	}
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		if b.DataVersion, err = dataVersion(ctx, tx); err != nil {
			return err
		}
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		in := map[boardKey]handedIn{}
		args := map[string]any{"orgs": strings.Join(orgs, ","), "periods": strings.Join(codes, ",")}
		err = s.queries["handed_in"].run(ctx, tx, args, func(rows *sql.Rows) error {
			key, h, err := scanHandedIn(rows)
			in[key] = h
			return err
		})
		if err != nil {
			return err
		}
		duties := map[boardKey][]catalog.Duty{}
		for _, d := range v.Register.Duties(v.Catalogue, orgs, periods) {
			key := boardKey{d.Org, d.Period}
			duties[key] = append(duties[key], d)
		}
		for _, org := range orgs {
			for _, p := range periods {
				key := boardKey{org, p}
				b.cells[key] = in[key].cell(duties[key], today)
			}
		}
		return nil
	})
	if err != nil {
		return Board{}, fmt.Errorf("board: %w", err)
	}
	return b, nil
}

// handedIn is a row of handed_in.sql.
type handedIn struct {
	indicators []string
	by, sent   int64
	byState    State
	sentState  State
	sentAt     time.Time
	sentBy     string
}

func scanHandedIn(rows *sql.Rows) (boardKey, handedIn, error) {
	var key boardKey
	var h handedIn
	var code, indicators string
	var by, sent sql.NullInt64
	var byState, sentState, sentBy sql.NullString
	var sentAt sql.NullTime
	if err := rows.Scan(&key.org, &code, &indicators, &by, &byState, &sent, &sentState, &sentAt, &sentBy); err != nil {
		return key, h, err
	}
	if indicators != "" {
		h.indicators = strings.Split(indicators, ",")
	}
	h.by, h.byState = by.Int64, State(byState.String)
	h.sent, h.sentState, h.sentAt, h.sentBy = sent.Int64, State(sentState.String), sentAt.Time, sentBy.String
	p, err := catalog.ParsePeriod(code)
	key.period = p
	return key, h, err
}

// cell judges what was handed in against what was owed.
func (h handedIn) cell(duties []catalog.Duty, today time.Time) Cell {
	c := Cell{Submission: h.by, State: h.byState, Sent: h.sentAt, SentBy: h.sentBy}
	for _, d := range duties { // by deadline
		if len(c.Missing) == 0 {
			c.Due = d.Due
		}
		for _, code := range d.Indicators {
			c.Owed++
			if !slices.Contains(h.indicators, code) {
				c.Missing = append(c.Missing, code)
			}
		}
	}
	if len(c.Missing) > 0 && today.After(c.Due) {
		c.DaysLate = int(today.Sub(c.Due).Hours()) / 24
	}
	// A file that came after what is in force speaks for the cell.
	open := h.sent > h.by && h.sentState != Accepted
	if open {
		c.Submission, c.State = h.sent, h.sentState
	}
	switch {
	case open && (h.sentState == Refused || h.sentState == Returned):
		c.Handed = Faulty
	case open && h.sentState != Locked:
		c.Handed = InWork
	case len(c.Missing) > 0 && (h.by != 0 || h.sent != 0 && !open):
		c.Handed = Partial
	case len(c.Missing) > 0 && c.DaysLate > 0:
		c.Handed = Late
	case len(c.Missing) > 0:
		c.Handed = NotDue
	case h.byState == Locked:
		c.Handed = Sealed
	case h.by != 0:
		c.Handed = Done
	}
	return c
}
