package dashboards

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// figureHref is the address of the passport of a figure asked for as those of
// the page are: under another lens the passport would tell of another number.
func (w words) figureHref(org, indicator string, p catalog.Period) string {
	return "/figures/" + warehouse.FigureID(org, indicator, p, w.manner.lens, w.manner.asOf)
}

// sourceHref is the address of a row's passport; "" for rows that are no
// figure of the store.
func (w words) sourceHref(r warehouse.Row) string {
	if r.Org == "" {
		return ""
	}
	return w.figureHref(r.Org, r.Indicator, r.Period)
}

// baseHref is the address of the passport of a comparison's base; "" where the
// base is only of the units that both sides have, which no period by itself is
// a figure of.
func (w words) baseHref(r warehouse.Row, d *warehouse.Delta) string {
	if d == nil || d.BaseValue == nil || r.Org == "" || w.manner.lens == warehouse.LikeForLike {
		return ""
	}
	return w.figureHref(r.Org, r.Indicator, d.BasePeriod)
}

// askedFigure reads a figure's ID, its short code or the number of a stored
// figure, and the lens and day of the address. The period of a running total is
// its last month.
func (s *server) askedFigure(c echo.Context) (q warehouse.Query, total bool, err error) {
	ctx := c.Request().Context()
	// Echo hands out what stands in the path, escaped as it came.
	code, err := url.PathUnescape(c.Param("id"))
	if err != nil {
		return q, false, echo.ErrNotFound
	}
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return q, false, err
	}
	asked := code // a refusal names what was asked for
	values := url.Values{}
	for _, name := range []string{"lens", "as_of"} {
		values[name] = c.QueryParams()[name]
	}
	if id, err := strconv.ParseInt(code, 10, 64); err == nil {
		of, err := s.store.PassportOf(ctx, id)
		if errors.Is(err, warehouse.ErrNoFact) {
			return of, false, fail(http.StatusNotFound, "passport.unknown", map[string]any{"code": code})
		}
		if err != nil {
			return of, false, err
		}
		code = warehouse.FigureID(of.Org, of.Indicators[0], of.Periods[0], "", time.Time{})
	}
	if org, indicator, p, ok := warehouse.OfShortCode(code, v); ok {
		code = warehouse.FigureID(org, indicator, p, "", time.Time{})
	}
	if org, indicator, until, ok := warehouse.OfTotalCode(code, v); ok {
		code = warehouse.TotalID(org, indicator, until, "", time.Time{})
	}
	parts := strings.SplitN(code, ":", 3)
	if len(parts) != 3 {
		return q, false, fail(http.StatusNotFound, "passport.unknown", map[string]any{"code": asked})
	}
	if until, ok := warehouse.ParseTotal(parts[2]); ok {
		parts[2], total = until.Code(), true
	}
	values.Set("org", parts[0])
	values.Set("indicator", parts[1])
	values.Set("period", parts[2])
	q, err = params.ParseQuery(values, v)
	return q, total, err
}

// apiFact answers GET /api/v1/facts/ID: where a figure comes from. ID is
// org:indicator:period, a short code or the number of a stored figure.
func (s *server) apiFact(c echo.Context) error {
	q, total, err := s.askedFigure(c)
	if err != nil {
		return err
	}
	if total {
		return s.apiTotal(c, q)
	}
	ctx := c.Request().Context()
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
	if p.YearToDate, err = s.yearOf(ctx, p, q, dir); err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, p)
}

// yearOf is the year until the end of a passport's period, where the pages
// measure the figure's plan by that; else nil.
func (s *server) yearOf(ctx context.Context, p warehouse.Passport, q warehouse.Query, dir *directory) (*warehouse.Row, error) {
	i, _ := dir.catalogue.Indicator(p.Figure.Indicator)
	if !partOfYear(p.Figure, i) {
		return nil, nil
	}
	q.Compare = []warehouse.Comparison{warehouse.ToPlan}
	rows, err := s.yearSoFar(ctx, q)
	if err != nil || len(rows) == 0 || rows[0].Plan == nil {
		return nil, err
	}
	return &rows[0], nil
}

// figurePage answers GET /figures/ID: the passport for people. A short code
// leads there.
func (s *server) figurePage(c echo.Context) error {
	ctx := c.Request().Context()
	s.rememberLang(c)
	q, total, err := s.askedFigure(c)
	if err != nil {
		return err
	}
	if total {
		return s.totalPage(c, q)
	}
	if warehouse.IsShortCode(c.Param("id")) {
		return c.Redirect(http.StatusFound, "/figures/"+warehouse.FigureID(q.Org, q.Indicators[0], q.Periods[0], q.Lens, q.AsOf))
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
	w.catalog, w.dir = dir.catalogue, dir
	so, err := s.yearOf(ctx, p, q, dir)
	if err != nil {
		return err
	}
	page := w.passport(p, so, dir)
	page.shell = s.frame(c, w, "", place{q.Org, q.Periods[0]})
	page.Footer = s.imprint(w, p.DataVersion)
	page.Title = w.say("passport.title", "name", page.Name, "org", page.Org, "period", page.Period)
	return s.render(c, http.StatusOK, "passport.html", page)
}
