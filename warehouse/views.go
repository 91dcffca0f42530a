package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// View is a page that somebody has kept under a name. It is a name for an
// address: what the page shows is asked anew each time.
type View struct {
	ID      int64     `json:"id"`
	Name    string    `json:"name"`
	Owner   string    `json:"owner"`          // who keeps it, by the name they give
	Address string    `json:"address"`        // path and query of the page
	Latest  bool      `json:"latest"`         // its period is the newest there is, not the one in the address
	Home    bool      `json:"home,omitempty"` // it is on the owner's home page
	Org     string    `json:"org,omitempty"`  // on whose home page it is too; "" on no organisation's
	Saved   time.Time `json:"saved"`          // UTC
}

// Acts on views in the decision log. Their detail is the view as JSON.
const (
	saveView   = "save_view"
	removeView = "remove_view"
)

// Errors of views.
var (
	// ErrNoView is returned for a view that does not exist, or no longer does.
	ErrNoView = errors.New("no such view")
	// ErrNotOwner is returned to somebody who would change another's view.
	ErrNotOwner = errors.New("the view is somebody else's")
	// ErrViewName is returned for a view without a name, an owner or an address.
	ErrViewName = errors.New("a view needs a name, an owner and an address")
)

// PersonName is the form in which names of persons are kept and compared.
func PersonName(text string) string { return norm.NFC.String(strings.Join(strings.Fields(text), " ")) }

// OwnedBy reports whether it is the person of that name who keeps the view.
func (v View) OwnedBy(name string) bool { return strings.EqualFold(v.Owner, PersonName(name)) }

// prepared is the view in the form in which it is kept.
func (v View) prepared() (View, error) {
	v.Name, v.Owner = PersonName(v.Name), PersonName(v.Owner)
	if v.Name == "" || v.Owner == "" || v.Address == "" {
		return View{}, ErrViewName
	}
	return v, nil
}

// Views lists the saved views by name.
func (s *Store) Views(ctx context.Context) ([]View, error) { return s.views(ctx, 0) }

// View returns one, or [ErrNoView].
func (s *Store) View(ctx context.Context, id int64) (View, error) {
	if id > 0 {
		list, err := s.views(ctx, id)
		if err != nil || len(list) == 1 {
			return append(list, View{})[0], err
		}
	}
	return View{}, fmt.Errorf("%w: %d", ErrNoView, id)
}

func (s *Store) views(ctx context.Context, only int64) ([]View, error) {
	var out []View
	err := s.read(ctx, func(tx *sql.Tx) error {
		return s.queries["views"].run(ctx, tx, map[string]any{"only": only}, func(rows *sql.Rows) error {
			var v View
			err := rows.Scan(&v.ID, &v.Name, &v.Owner, &v.Address, &v.Latest, &v.Home, &v.Org, &v.Saved)
			out = append(out, v)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("views: %w", err)
	}
	return out, nil
}

// SaveView keeps a new view, whose ID is 0, or changes the one of the ID if it
// is the same owner's; the result is the view as kept. The data version stays,
// because no figure changes.
func (s *Store) SaveView(ctx context.Context, v View) (View, error) {
	v, err := v.prepared()
	if err != nil {
		return View{}, err
	}
	err = s.change(ctx, func(w *writer, at time.Time) error {
		v.Saved = at
		if v.ID != 0 {
			if _, err := w.ownView(ctx, v.ID, v.Owner); err != nil {
				return err
			}
		} else if err := w.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM saved_view`).Scan(&v.ID); err != nil {
			return w.note(err)
		}
		if err := w.exec(ctx, `INSERT OR REPLACE INTO saved_view VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)`,
			v.ID, v.Name, v.Owner, v.Address, v.Latest, v.Home, v.Org, v.Saved); err != nil {
			return err
		}
		return w.decideView(ctx, saveView, v, at)
	})
	if err != nil {
		return View{}, fmt.Errorf("save view %q: %w", v.Name, err)
	}
	return v, nil
}

// CheckView returns the view as [Store.SaveView] would keep it, or its error,
// and keeps nothing.
func (s *Store) CheckView(ctx context.Context, v View) (View, error) {
	v, err := v.prepared()
	if err != nil || v.ID == 0 {
		return v, err
	}
	known, err := s.View(ctx, v.ID)
	if err == nil && !known.OwnedBy(v.Owner) {
		err = ErrNotOwner
	}
	if err != nil {
		return View{}, fmt.Errorf("check view %d: %w", v.ID, err)
	}
	return v, nil
}

// RemoveView takes away a view of the owner's.
func (s *Store) RemoveView(ctx context.Context, id int64, owner string) error {
	err := s.change(ctx, func(w *writer, at time.Time) error {
		v, err := w.ownView(ctx, id, owner)
		if err != nil {
			return err
		}
		if err := w.exec(ctx, `UPDATE saved_view SET removed_at = ? WHERE id = ?`, at, id); err != nil {
			return err
		}
		return w.decideView(ctx, removeView, v, at)
	})
	if err != nil {
		return fmt.Errorf("remove view %d: %w", id, err)
	}
	return nil
}

// RepeatView does again what a line of the decision log says was done to a
// view, and reports whether the line is about one.
func (s *Store) RepeatView(ctx context.Context, d Decision) (bool, error) {
	if d.Action != saveView && d.Action != removeView {
		return false, nil
	}
	var v View
	if err := json.Unmarshal([]byte(d.Detail), &v); err != nil {
		return true, fmt.Errorf("the view of decision %d: %w", d.ID, err)
	}
	if d.Action == removeView {
		return true, s.RemoveView(ctx, v.ID, v.Owner)
	}
	if _, err := s.View(ctx, v.ID); errors.Is(err, ErrNoView) {
		v.ID = 0 // numbers are given in the order of the log, so it is the same one
	} else if err != nil {
		return true, err
	}
	_, err := s.SaveView(ctx, v)
	return true, err
}

// change runs f in a writing transaction at an instant.
func (s *Store) change(ctx context.Context, f func(w *writer, at time.Time) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	err := s.transaction(ctx, func(w *writer) error {
		at, err := w.now(ctx, s.now())
		if err != nil {
			return err
		}
		return f(w, at)
	})
	if err != nil {
		return diskError(err)
	}
	return nil
}

// ownView returns the view if it is the owner's.
func (w *writer) ownView(ctx context.Context, id int64, owner string) (View, error) {
	v := View{ID: id}
	err := w.tx.QueryRowContext(ctx, `SELECT name, owner, address, latest, home, org, saved_at FROM saved_view
		WHERE id = ? AND removed_at IS NULL`, id).Scan(&v.Name, &v.Owner, &v.Address, &v.Latest, &v.Home, &v.Org, &v.Saved)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, ErrNoView
	case err != nil:
		return v, w.note(err)
	case !v.OwnedBy(owner):
		return v, ErrNotOwner
	}
	return v, nil
}

func (w *writer) decideView(ctx context.Context, action string, v View, at time.Time) error {
	detail, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return w.decide(ctx, []Decision{{At: at, Action: action, File: v.Name, Detail: string(detail), By: v.Owner}})
}
