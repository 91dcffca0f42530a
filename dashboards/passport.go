package dashboards

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// figureHref is the address of a figure's passport.
func figureHref(org, indicator string, p catalog.Period) string {
	return "/figures/" + warehouse.FigureID(org, indicator, p)
}

// askedFigure reads a figure's code, or the number of a stored figure, and
// the lens and day of the address.
func (s *server) askedFigure(c echo.Context) (warehouse.Query, error) {
	ctx := c.Request().Context()
	// Echo hands out what stands in the path, escaped as it came.
	code, err := url.PathUnescape(c.Param("id"))
	if err != nil {
		return warehouse.Query{}, echo.ErrNotFound
	}
	values := url.Values{}
	for _, name := range []string{"lens", "as_of"} {
		values[name] = c.QueryParams()[name]
	}
	if id, err := strconv.ParseInt(code, 10, 64); err == nil {
		of, err := s.store.PassportOf(ctx, id)
		if errors.Is(err, warehouse.ErrNoFact) {
			return of, fail(http.StatusNotFound, "passport.unknown", map[string]any{"code": code})
		}
		if err != nil {
			return of, err
		}
		code = warehouse.FigureID(of.Org, of.Indicators[0], of.Periods[0])
	}
	parts := strings.SplitN(code, ":", 3)
	if len(parts) != 3 {
		return warehouse.Query{}, fail(http.StatusNotFound, "passport.unknown", map[string]any{"code": code})
	}
	values.Set("org", parts[0])
	values.Set("indicator", parts[1])
	values.Set("period", parts[2])
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return warehouse.Query{}, err
	}
	return params.ParseQuery(values, v)
}

// apiFact answers GET /api/v1/facts/ID: where a figure comes from. ID is
// org:indicator:period, or the number of a stored figure.
func (s *server) apiFact(c echo.Context) error {
	q, err := s.askedFigure(c)
	if err != nil {
		return err
	}
	p, err := s.store.Passport(c.Request().Context(), q)
	if err != nil {
		return err
	}
	if s.fresh(c, p.DataVersion) {
		return c.NoContent(http.StatusNotModified)
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, p)
}

// figurePage answers GET /figures/ID: the passport for people.
func (s *server) figurePage(c echo.Context) error {
	ctx := c.Request().Context()
	s.rememberLang(c)
	q, err := s.askedFigure(c)
	if err != nil {
		return err
	}
	p, err := s.store.Passport(ctx, q)
	if err != nil {
		return err
	}
	if s.fresh(c, p.DataVersion) {
		return c.NoContent(http.StatusNotModified)
	}
	dir, err := s.look(ctx, p.DataVersion)
	if err != nil {
		return err
	}
	w := s.words(c)
	w.catalog = dir.catalogue
	page := w.passport(p, q, dir)
	page.shell = s.frame(c, w, "", place{q.Org, q.Periods[0]})
	page.Title = w.say("passport.title", "name", page.Name, "org", page.Org, "period", page.Period)
	return s.render(c, http.StatusOK, "passport.html", page)
}
