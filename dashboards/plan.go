package dashboards

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"giaoban/dashboards/params"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// planning is what a plan page is about; its address holds all of it.
type planning struct {
	place
	byUnit bool // units instead of direct members, where these are clusters
}

func (w words) planHref(p planning) string {
	q := url.Values{"org": {p.org}, "period": {p.period.Code()}, "lang": {string(w.lang)}}
	if p.byUnit {
		q.Set("view", "units")
	}
	return "/plan?" + q.Encode()
}

// planned is the rows behind a plan page: figures from January to the end of
// the period beside the year's plans.
type planned struct {
	planning
	entry      entry
	span       []catalog.Period // that make up the year so far
	indicators []catalog.Indicator
	whole      map[string]warehouse.Row
	known      map[string]warehouse.Row // see memberPlans
	members    []memberPlans
	units      []memberPlans            // those that report for themselves; the members where these are the same
	before     map[string]warehouse.Row // the same months of the year before
	yearBefore map[string]warehouse.Row // that year as a whole; nothing when it was one of other units
}

// memberPlans is one organisation's row per indicator.
type memberPlans struct {
	org   string
	rows  map[string]warehouse.Row
	known map[string]warehouse.Row // of what is not due in the period, the year so far as last known
}

// plan answers GET /plan?org=&period=&view=: how far the year's plans have
// come by the end of a period, of the whole and of each member.
func (s *server) plan(c echo.Context) error {
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	ctx, w := c.Request().Context(), v.words
	at, err := s.subject(ctx, c.QueryParams(), v.dir)
	if err != nil {
		return err
	}
	f, err := s.askedPlans(ctx, v.dir, at.entry, at.period, c.QueryParams())
	if err != nil {
		return err
	}
	var page planPage
	page.Headline, page.Subtitle = w.empty()
	if at.org != "" {
		page = w.plan(v.dir, f)
		page.Pickers = w.pickers(v.dir, at.entry, at.period, at.periods, func(org string, p catalog.Period) string {
			return w.planHref(planning{place{org, p}, f.byUnit})
		})
	}
	if page.shell, err = s.placed(c, v, "plan", "plan.title", at); err != nil {
		return err
	}
	if page.Ending != nil && len(page.Whole) == 0 {
		page.Headline, page.Subtitle = page.Ending.head()
	}
	page.Present = w.presenting(page.panels()...)
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "plan.html", page)
}

// askedPlans reads what the address says besides the organisation and period,
// and asks what the page is made of.
func (s *server) askedPlans(ctx context.Context, dir *directory, org entry, p catalog.Period, values url.Values) (planned, error) {
	view, err := params.OneOf(values, "view", "members", "units")
	if err != nil || org.org.Org == "" {
		return planned{}, err
	}
	f, err := once(dir, words{}.link("/plan", org.org.Org, p), func() (planned, error) { return s.askPlans(ctx, dir, org, p) })
	f.byUnit = view == "units"
	return f, err
}

// askPlans puts the page's questions to the store: which indicators have a
// plan, and then at the same time who has come how far.
func (s *server) askPlans(ctx context.Context, dir *directory, org entry, p catalog.Period) (planned, error) {
	f := planned{planning: planning{place: place{org.org.Org, p}}, entry: dir.as(org, p), span: yearSpan(p), whole: map[string]warehouse.Row{}}
	q := warehouse.Query{Org: f.org, Periods: union(f.span, []catalog.Period{p}), Compare: []warehouse.Comparison{warehouse.ToPlan}}
	for _, i := range dir.catalogue.Indicators {
		if i.Sensitivity != catalog.Restricted {
			q.Indicators = append(q.Indicators, i.Code)
		}
	}
	result, err := s.store.Metrics(ctx, q)
	if err != nil {
		return f, err
	}
	for _, one := range f.gather(dir.catalogue, result.Rows) {
		f.whole, f.known = one.rows, one.known
	}
	q.Indicators = nil
	for _, i := range dir.catalogue.Indicators {
		if f.whole[i.Code].Plan != nil {
			f.indicators, q.Indicators = append(f.indicators, i), append(q.Indicators, i.Code)
		}
	}
	slices.SortStableFunc(f.indicators, func(a, b catalog.Indicator) int { return cmp.Compare(heroRank(a.Code), heroRank(b.Code)) })
	if len(f.indicators) == 0 {
		return f, nil
	}
	err = s.askWhoPlans(ctx, dir, &f, q)
	return f, err
}

// askWhoPlans asks for the members, the units and the year before.
func (s *server) askWhoPlans(ctx context.Context, dir *directory, f *planned, q warehouse.Query) error {
	var members, units, past []warehouse.Row
	collect := func(ctx context.Context, q warehouse.Query, into *[]warehouse.Row) func() error {
		return func() error {
			result, err := s.store.Metrics(ctx, q)
			*into = result.Rows
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	apart := false
	if reporting := dir.reporting(f.org, f.period); len(reporting) > 0 {
		group.Go(func() error {
			byOrg := q
			byOrg.ByOrg = true
			if err := collect(ctx, byOrg, &members)(); err != nil {
				return err
			}
			// Working groups stand between the organisation and its units.
			apart = slices.ContainsFunc(members, func(r warehouse.Row) bool { return !slices.Contains(reporting, r.Org) })
			if !apart {
				return nil
			}
			each := q
			each.Org, each.Others = reporting[0], reporting[1:]
			return collect(ctx, each, &units)()
		})
	}
	last, err := catalog.NewPeriod(catalog.Year, f.period.Last().Year()-1, 0)
	// A year of other units says nothing of what this one has to bring.
	if err == nil && dir.units(f.org, last) == dir.units(f.org, f.period) {
		before := q
		before.Periods, before.Compare = []catalog.Period{last}, nil
		for _, one := range f.span {
			before.Periods = append(before.Periods, one.AddYears(-1))
		}
		group.Go(collect(ctx, before, &past))
	}
	if err := group.Wait(); err != nil {
		return err
	}
	f.members = f.gather(dir.catalogue, members)
	if f.units = f.members; apart {
		f.units = f.gather(dir.catalogue, units)
	}
	f.before, f.yearBefore = map[string]warehouse.Row{}, map[string]warehouse.Row{}
	parts := map[string][]warehouse.Row{}
	for _, r := range past {
		if r.Period == last {
			f.yearBefore[r.Indicator] = r
		}
		if slices.Contains(f.span, r.Period.AddYears(1)) {
			parts[r.Indicator] = append(parts[r.Indicator], r)
		}
	}
	for code, rows := range parts {
		if r, ok := toDate(rows); ok {
			f.before[code] = r
		}
	}
	return nil
}

// heroRank puts the indicators a page opens with first.
func heroRank(code string) int {
	if at := slices.Index(heroOrder, code); at >= 0 {
		return at
	}
	return len(heroOrder)
}

// gather puts rows together by organisation: of flows the year so far, of
// everything else the period's own figure.
func (f planned) gather(c *catalog.Catalogue, rows []warehouse.Row) []memberPlans {
	var out []memberPlans
	parts := map[string]map[string][]warehouse.Row{}
	for _, r := range rows {
		if parts[r.Org] == nil {
			parts[r.Org] = map[string][]warehouse.Row{}
			out = append(out, memberPlans{org: r.Org, rows: map[string]warehouse.Row{}, known: map[string]warehouse.Row{}})
		}
		parts[r.Org][r.Indicator] = append(parts[r.Org][r.Indicator], r)
	}
	for _, one := range out {
		for code, rows := range parts[one.org] {
			i, _ := c.Indicator(code)
			span := f.span
			if i.Kind != catalog.Flow {
				span = []catalog.Period{f.period}
			}
			rows = slices.DeleteFunc(slices.Clone(rows), func(r warehouse.Row) bool { return !slices.Contains(span, r.Period) })
			if r, ok := toDate(rows); ok {
				if r.Value == nil {
					r.Coverage = coverageOfLack(rows)
				}
				if known, ok := lastKnown(rows); ok && undue(r) {
					one.known[code] = known
				}
				one.rows[code] = r
			}
		}
	}
	return out
}
