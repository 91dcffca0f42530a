package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"giaoban/ingest"
)

// Withdraw takes an accepted workbook back that should not have been accepted,
// because it was of another unit, say, and no newer one of its sender will
// replace it. From now on its figures do not count; before, they did. What it
// had replaced stands again, unless another accepted workbook replaces that
// too. The same bytes may come in anew later.
//
// The note is the reason and must not be empty. What is locked must be reopened
// first, and so must what holds a figure in whose place one that stands again
// would come: see [LockedError]. Vocabulary cannot be withdrawn, because
// workbooks were read with it.
func (s *Store) Withdraw(ctx context.Context, id int64, act Act) error {
	return s.act(ctx, id, "withdraw", func(w *writer, h *header) error {
		switch {
		case h.state != Accepted || vocabularyKind(h.kind):
			return h.wrong()
		case act.Note == "":
			return ErrNoteNeeded
		}
		replaced, err := s.heirs(ctx, w.tx, id)
		if err != nil {
			return w.note(err)
		}
		log := []Decision{{At: h.at, Action: "withdraw", Submission: id, SHA256: h.sha, File: h.name, By: act.By, Note: act.Note}}
		err = w.exec(ctx, `INSERT INTO stood SELECT id, accepted_at, ? FROM submission WHERE id = ?`, h.at, id)
		if err == nil {
			err = w.exec(ctx, `UPDATE submission SET state = 'withdrawn', accepted_at = NULL WHERE id = ?`, id)
		}
		var resumed []int64
		for _, o := range replaced {
			if err != nil {
				break
			}
			if o.heir != 0 {
				err = w.exec(ctx, `UPDATE submission SET superseded_by = ? WHERE id = ?`, o.heir, o.id)
				continue
			}
			err = w.exec(ctx, `INSERT INTO stood SELECT id, accepted_at, superseded_at FROM submission WHERE id = ?`, o.id)
			if err == nil {
				err = w.exec(ctx, `UPDATE submission SET accepted_at = ?, superseded_at = NULL, superseded_by = NULL WHERE id = ?`, h.at, o.id)
			}
			resumed = append(resumed, o.id)
			log = append(log, Decision{At: h.at, Action: "resume", Submission: o.id, SHA256: o.sha, File: o.name, Detail: fmt.Sprintf("for %d", id)})
		}
		if err != nil {
			return err
		}
		if err := s.displaceNothingLocked(ctx, w, resumed); err != nil {
			return err
		}
		if err := w.decide(ctx, log); err != nil {
			return err
		}
		_, err = w.bump(ctx, h.at)
		return err
	})
}

// displaceNothingLocked returns a [LockedError] if submissions that stand again
// bring a figure that takes the place of a locked one.
func (s *Store) displaceNothingLocked(ctx context.Context, w *writer, again []int64) error {
	if len(again) == 0 {
		return nil
	}
	figures, err := s.lockedFigures(ctx, w, again)
	if err != nil || len(figures) == 0 {
		return err
	}
	l := figures[0]
	return &LockedError{ID: l.locked, At: l.old.where(), Again: l.submission}
}

func vocabularyKind(k ingest.WorkbookKind) bool {
	return k == ingest.KindCatalogue || k == ingest.KindOrganisations
}

// heir is a submission that one to be withdrawn has replaced.
type heir struct {
	older
	heir int64 // another that replaces it; 0 for none
}

func (s *Store) heirs(ctx context.Context, tx *sql.Tx, withdrawn int64) ([]heir, error) {
	var out []heir
	may := map[int64][]int64{} // by the replaced one
	var ids []int64
	err := s.queries["heirs"].run(ctx, tx, map[string]any{"withdrawn": withdrawn}, func(rows *sql.Rows) error {
		var o heir
		var by sql.NullInt64
		if err := rows.Scan(&o.id, &o.sha, &o.name, &by); err != nil {
			return err
		}
		if len(out) == 0 || out[len(out)-1].id != o.id {
			out, ids = append(out, o), append(ids, o.id)
		}
		if by.Valid {
			may[o.id], ids = append(may[o.id], by.Int64), append(ids, by.Int64)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	figures, err := s.broughtFigures(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for i := range out {
		o := &out[i]
		for _, by := range may[o.id] {
			if _, does := takesPlace(figures[by], figures[o.id]); does {
				o.heir = by
				break
			}
		}
	}
	return out, nil
}

// Withdrawal tells what withdrawing an accepted submission would change: its
// figures against those that would stand instead. sub is what its kept original
// says. What something else outranks already is left out.
func (s *Store) Withdrawal(ctx context.Context, id int64, sub ingest.Submission) (Revisions, error) {
	d := Revisions{Rows: []Revision{}}
	err := s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.currentVocabulary(ctx, tx)
		if err != nil {
			return err
		}
		replaced, err := s.heirs(ctx, tx, id)
		if err != nil {
			return err
		}
		var again []int64
		for _, o := range replaced {
			if o.heir == 0 {
				again = append(again, o.id)
			}
		}
		now, err := s.standing(ctx, tx, standingAt{before: endOfTime}, sub.Facts)
		if err != nil {
			return err
		}
		then, err := s.standing(ctx, tx, standingAt{before: endOfTime, except: id, besides: numbers(again)}, sub.Facts)
		if err != nil {
			return err
		}
		today, later := standingBest(now), standingBest(then)
		for i := range now {
			x := &now[i]
			if _, known := v.Catalogue.Indicator(x.indicator); !known || x.submission != id || today[x.figureName] != x {
				continue
			}
			if after := later[x.figureName]; after != nil {
				d.add(revise(v.Catalogue, &after.fact, x))
			} else {
				d.add(revise(v.Catalogue, nil, x))
			}
		}
		for i := range then {
			x := &then[i]
			if _, known := v.Catalogue.Indicator(x.indicator); known && later[x.figureName] == x && today[x.figureName] == nil {
				d.add(revise(v.Catalogue, &x.fact, nil))
			}
		}
		d.arrange()
		return nil
	})
	if err != nil {
		return Revisions{}, fmt.Errorf("withdrawal of submission %d: %w", id, err)
	}
	return d, nil
}

// standingBest is the first of each name.
func standingBest(standing []standingFigure) map[figureName]*standingFigure {
	best := map[figureName]*standingFigure{}
	for i := range slices.Backward(standing) {
		best[standing[i].figureName] = &standing[i]
	}
	return best
}
