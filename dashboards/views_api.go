package dashboards

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/warehouse"
)

// viewJSON is a saved view with what it opens today.
type viewJSON struct {
	warehouse.View
	Opens string   `json:"opens,omitempty"` // the address of the page as it is today; "" when it can no longer be read
	Gone  []string `json:"gone,omitempty"`  // panels of a presentation whose charts there are no more
}

// viewChange is what a program says of a view; what it leaves out stays.
type viewChange struct {
	Name    *string `json:"name"`
	Owner   string  `json:"owner"`
	Address *string `json:"address"`
	Latest  *bool   `json:"latest"`
	Home    *bool   `json:"home"`
	Org     *string `json:"org"`
}

const viewFields = "name, owner, address, latest, home, org"

// apiViews answers GET /api/v1/views?owner=&org=: the saved views by name, all
// or those of a person's keeping, all or those on the home page of an
// organisation.
func (s *server) apiViews(c echo.Context) error {
	if err := params.Only(c.QueryParams(), "owner", "org", "lang"); err != nil {
		return err
	}
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	all, err := s.store.Views(c.Request().Context())
	if err != nil {
		return err
	}
	owner, org := c.QueryParam("owner"), c.QueryParam("org")
	out := []viewJSON{}
	for _, one := range all {
		if (owner == "" || one.OwnedBy(owner)) && (org == "" || one.Org == org) {
			out = append(out, s.viewJSON(c, v, one))
		}
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, map[string]any{"views": out})
}

// apiView answers GET /api/v1/views/ID.
func (s *server) apiView(c echo.Context) error {
	view, err := s.askedView(c)
	if err != nil {
		return err
	}
	return s.writeView(c, http.StatusOK, view)
}

func (s *server) writeView(c echo.Context, status int, view warehouse.View) error {
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	return writeJSON(c, status, echo.MIMEApplicationJSON, s.viewJSON(c, v, view))
}

func (s *server) viewJSON(c echo.Context, v *visit, view warehouse.View) viewJSON {
	out := viewJSON{View: view}
	if k, err := s.opened(c.Request().Context(), v.dir, view); err == nil {
		out.Opens, out.Gone = k.address(), v.words.gone(k)
	}
	return out
}

// apiKeepView answers POST /api/v1/views: it keeps a page under a name, by the
// rules of the form. With dry_run it says what would be kept and keeps nothing.
func (s *server) apiKeepView(c echo.Context) error {
	return s.saveFromJSON(c, warehouse.View{})
}

// apiChangeView answers PATCH /api/v1/views/ID: its owner changes a view.
func (s *server) apiChangeView(c echo.Context) error {
	known, err := s.askedView(c)
	if err != nil {
		return err
	}
	return s.saveFromJSON(c, known)
}

func (s *server) saveFromJSON(c echo.Context, view warehouse.View) error {
	dry, err := dryRun(c)
	if err != nil {
		return err
	}
	change, err := readViewChange(c)
	if err != nil {
		return err
	}
	change.apply(&view)
	for _, text := range []string{view.Name, view.Owner, view.Address} {
		if strings.TrimSpace(text) == "" {
			return warehouse.ErrViewName
		}
	}
	if _, ok := readKept(view.Address); !ok {
		return fail(http.StatusBadRequest, "view.no_address", map[string]any{"address": view.Address})
	}
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	keep := s.store.SaveView
	if dry {
		keep = s.store.CheckView
	}
	created := view.ID == 0 && !dry
	view, err = s.keepView(c.Request().Context(), v.dir, view, keep)
	if again := (*keptAlready)(nil); errors.As(err, &again) {
		return fail(http.StatusConflict, "view.again", map[string]any{"name": again.view.Name, "id": int(again.view.ID)})
	}
	if err != nil {
		return err
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
		c.Response().Header().Set(echo.HeaderLocation, "/api/v1/views/"+strconv.FormatInt(view.ID, 10))
	}
	return s.writeView(c, status, view)
}

// dryRun reads the parameter dry_run.
func dryRun(c echo.Context) (bool, error) {
	value, err := params.OneOf(c.QueryParams(), "dry_run", "true", "false")
	return value == "true", err
}

// readViewChange reads the body: one JSON object without fields that there are
// not, because a misspelt one would be left out in silence.
func readViewChange(c echo.Context) (viewChange, error) {
	var change viewChange
	d := json.NewDecoder(http.MaxBytesReader(c.Response(), c.Request().Body, 4*maxAddress))
	d.DisallowUnknownFields()
	err := d.Decode(&change)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return change, fail(http.StatusRequestEntityTooLarge, "view.too_long", map[string]any{"limit": maxName})
	case err != nil, d.More():
		return change, &failure{status: http.StatusBadRequest, key: "view.bad_json", args: map[string]any{"fields": viewFields}, cause: err}
	}
	return change, nil
}

func (f viewChange) apply(v *warehouse.View) {
	v.Owner = f.Owner // whoever it is now must be it still
	set(&v.Name, f.Name)
	set(&v.Address, f.Address)
	set(&v.Latest, f.Latest)
	set(&v.Home, f.Home)
	set(&v.Org, f.Org)
}

// set gives a field the value if there is one.
func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// apiRemoveView answers DELETE /api/v1/views/ID?owner=: its owner takes a view
// away.
func (s *server) apiRemoveView(c echo.Context) error {
	view, err := s.askedView(c)
	if err != nil {
		return err
	}
	owner := c.QueryParam("owner")
	if strings.TrimSpace(owner) == "" {
		return &params.Error{Key: params.Missing, Parameter: "owner"}
	}
	if err := s.store.RemoveView(c.Request().Context(), view.ID, owner); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
