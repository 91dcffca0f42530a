package dashboards

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// totalPassport tells where a running total comes from: the figures of the
// periods that it is the sum of, each with its own passport, and what the sum
// was on earlier days.
type totalPassport struct {
	DataVersion int64                `json:"data_version"`
	ID          string               `json:"id"`
	Code        string               `json:"code"`
	Lens        warehouse.Lens       `json:"lens"`
	AsOf        string               `json:"as_of,omitempty"`
	Kind        catalog.Kind         `json:"kind"`
	Figure      warehouse.Row        `json:"figure"` // cumulative, of the last month; without a value where it has no sum
	Periods     []warehouse.Passport `json:"periods"`
	Earlier     []warehouse.Version  `json:"earlier"`

	total runningTotal
	asOf  time.Time
}

// untilHref is the address of the passport of a flow from January until a
// period ends.
func (w words) untilHref(org, indicator string, p catalog.Period) string {
	if span := yearSpan(p); len(span) == 1 {
		return w.figureHref(org, indicator, span[0])
	}
	return "/figures/" + warehouse.TotalID(org, indicator, p, w.manner.lens, w.manner.asOf)
}

// totalHref is the address of the passport of a total.
func (w words) totalHref(t runningTotal) string {
	if t.single() || t.row.Org == "" {
		return w.sourceHref(t.row)
	}
	return w.untilHref(t.row.Org, t.row.Indicator, t.part)
}

// totalBaseHref is that of the same total of the year before.
func (w words) totalBaseHref(t runningTotal) string {
	href := w.baseHref(t.row, t.row.Yoy)
	if t.single() || href == "" {
		return href
	}
	return w.untilHref(t.row.Org, t.row.Indicator, t.part.AddYears(-1))
}

// askTotal answers for the running total of a question's indicator until its one
// period ends, as the trend page adds it up.
func (s *server) askTotal(ctx context.Context, dir *directory, q warehouse.Query) (runningTotal, error) {
	until := q.Periods[0]
	span := yearSpan(until)
	q.Periods = slices.Clone(span)
	if !slices.Contains(span, until) {
		q.Periods = append(q.Periods, until)
	}
	q.Compare = []warehouse.Comparison{warehouse.Yoy, warehouse.ToPlan}
	result, err := s.store.Metrics(ctx, q)
	if err != nil {
		return runningTotal{}, err
	}
	rows := map[catalog.Period]warehouse.Row{}
	for _, r := range result.Rows {
		rows[r.Period] = r
	}
	t := course{org: q.Org, lens: q.Lens}
	if t.lens == "" {
		t.lens = warehouse.AsReported
	}
	return runningTotals([]catalog.Period{until}, until, rows, unitsOf(dir, t, span, rows))[0], nil
}

// totalPassport follows a running total back to the figures of its periods.
// Where the store has it as the figure of one period there is only the total.
func (s *server) totalPassport(ctx context.Context, dir *directory, q warehouse.Query) (totalPassport, error) {
	org, indicator, until := q.Org, q.Indicators[0], q.Periods[0]
	p := totalPassport{DataVersion: dir.version, Lens: warehouse.AsReported, Kind: catalog.Flow, Earlier: []warehouse.Version{}, asOf: q.AsOf,
		ID:   warehouse.TotalID(org, indicator, until, q.Lens, q.AsOf),
		Code: warehouse.TotalCode(org, indicator, until, q.Lens, q.AsOf)}
	if q.Lens != "" {
		p.Lens = q.Lens
	}
	if !q.AsOf.IsZero() {
		p.AsOf = q.AsOf.Format(time.DateOnly)
	}
	var err error
	if p.total, err = s.askTotal(ctx, dir, q); err != nil || p.total.single() {
		return p, err
	}
	p.Figure = p.total.row
	var days []time.Time
	for _, one := range p.total.span {
		of := q
		of.Periods = []catalog.Period{one}
		part, err := s.store.Passport(ctx, of)
		if err != nil {
			return p, err
		}
		p.Periods = append(p.Periods, part)
		for _, v := range part.Earlier {
			days = append(days, v.Day)
		}
	}
	p.Earlier, err = s.totalBefore(ctx, dir, q, p.Figure, days)
	return p, err
}

// totalBefore is what a total was at the end of the days on which one of its
// parts was another, newest first.
func (s *server) totalBefore(ctx context.Context, dir *directory, q warehouse.Query, now warehouse.Row, days []time.Time) ([]warehouse.Version, error) {
	slices.SortFunc(days, func(a, b time.Time) int { return b.Compare(a) })
	days = slices.CompactFunc(days, time.Time.Equal)
	out := []warehouse.Version{}
	last := now
	for _, day := range days {
		q.AsOf = day
		t, err := s.askTotal(ctx, dir, q)
		if err != nil {
			return nil, err
		}
		if !sameFigure(t.row, last) {
			out = append(out, warehouse.Version{Day: day, Value: t.row.Value, Status: t.row.Status, Coverage: t.row.Coverage})
		}
		last = t.row
	}
	return out, nil
}

// sameFigure reports whether two answers show the same figure.
func sameFigure(a, b warehouse.Row) bool {
	if a.Value == nil || b.Value == nil {
		return a.Value == b.Value && a.Coverage == b.Coverage
	}
	return a.Value.Equal(*b.Value) && a.Status == b.Status && a.Coverage == b.Coverage
}

// apiTotal answers GET /api/v1/facts/ID for a running total. One that is the
// figure of a period is found under that figure's name.
func (s *server) apiTotal(c echo.Context, q warehouse.Query) error {
	p, _, err := s.readTotal(c, q)
	if err != nil {
		return err
	}
	if p.total.single() {
		return c.Redirect(http.StatusFound, "/api/v1/facts/"+singleID(p, q))
	}
	if s.fresh(c, p.DataVersion) {
		return c.NoContent(http.StatusNotModified)
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, p)
}

// totalPage answers GET /figures/ID for a running total.
func (s *server) totalPage(c echo.Context, q warehouse.Query) error {
	p, dir, err := s.readTotal(c, q)
	if err != nil {
		return err
	}
	switch {
	case p.total.single():
		return c.Redirect(http.StatusFound, "/figures/"+singleID(p, q))
	case warehouse.IsShortCode(c.Param("id")):
		return c.Redirect(http.StatusFound, "/figures/"+p.ID)
	case s.fresh(c, p.DataVersion):
		return c.NoContent(http.StatusNotModified)
	}
	w := s.words(c)
	w.catalog, w.dir = dir.catalogue, dir
	page := w.totalPassport(p, dir)
	page.shell = s.frame(c, w, "", place{q.Org, q.Periods[0]})
	page.Footer = s.imprint(w, p.DataVersion)
	page.Title = w.say("passport.title", "name", page.Name, "org", page.Org, "period", page.Period)
	return s.render(c, http.StatusOK, "passport.html", page)
}

func (s *server) readTotal(c echo.Context, q warehouse.Query) (totalPassport, *directory, error) {
	dir, err := s.current(c.Request().Context())
	if err != nil {
		return totalPassport{}, nil, err
	}
	if i, _ := dir.catalogue.Indicator(q.Indicators[0]); i.Kind != catalog.Flow {
		return totalPassport{}, nil, fail(http.StatusNotFound, "passport.unknown", map[string]any{"code": c.Param("id")})
	}
	p, err := s.totalPassport(c.Request().Context(), dir, q)
	return p, dir, err
}

// singleID is the name of the one figure that a total is.
func singleID(p totalPassport, q warehouse.Query) string {
	return warehouse.FigureID(q.Org, q.Indicators[0], p.total.span[0], q.Lens, q.AsOf)
}
