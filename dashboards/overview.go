package dashboards

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// pickers choose the organisation and the period: plain links, which work
// without a script and can be sent to somebody.
type pickers struct {
	Org    string
	Period string
	Orgs   []link
	Years  []yearLinks
}

type yearLinks struct {
	Text    string
	Periods []link
}

// overview answers GET /?org=&period=&lang=. Without org or period it shows
// the default ones under the same address.
func (s *server) overview(c echo.Context) error {
	ctx := c.Request().Context()
	version, err := s.store.DataVersion(ctx)
	if err != nil {
		return err
	}
	s.rememberLang(c)
	if s.fresh(c, version) {
		return c.NoContent(http.StatusNotModified)
	}
	dir, err := s.look(ctx, version)
	if err != nil {
		return err
	}
	w := s.words(c)
	w.catalog = dir.catalogue
	org, period, err := choose(c, dir)
	if err != nil {
		return err
	}
	page := overviewPage{Headline: w.say("page.empty.store"), Subtitle: []string{w.say("page.empty.store_action")}}
	if org.org.Org != "" {
		f, err := s.gather(ctx, dir, org, period)
		if err != nil {
			return err
		}
		if page, err = w.overview(f); err != nil {
			return err
		}
		page.Pickers = w.pickers(dir, org, period)
	}
	page.shell = s.shell(c)
	page.SignedIn = true
	page.Nav = []link{{Href: "/", Text: w.say("page.nav.overview"), Current: true}}
	if org.org.Org != "" {
		page.Home = w.href(org.org.Org, period)
		page.Nav[0].Href = page.Home
		page.Title = w.say("page.title", "org", w.orgName(org.org), "period", w.period(period))
	}
	page.Footer = w.say("page.footer", "version", int(version), "time", w.clock(s.now()), "build", s.version)
	return s.render(c, http.StatusOK, "overview.html", page)
}

// choose reads org and period from the address, or takes the default ones.
// Both unknown organisations and malformed periods are the caller's to show.
func choose(c echo.Context, dir *directory) (entry, catalog.Period, error) {
	values := c.QueryParams()
	org, err := params.Org(values, dir.register)
	var bad *params.Error
	if errors.As(err, &bad) && bad.Key == params.Missing {
		first, ok := dir.first()
		if !ok {
			return entry{}, catalog.Period{}, nil
		}
		return first, first.latest(), nil
	}
	if err != nil {
		return entry{}, catalog.Period{}, err
	}
	found, _ := dir.find(org)
	period, err := params.Period(values)
	if errors.As(err, &bad) && bad.Key == params.Missing {
		if period = found.latest(); !period.IsZero() {
			return found, period, nil
		}
		if first, ok := dir.first(); ok {
			return found, first.latest(), nil
		}
		return entry{}, catalog.Period{}, nil
	}
	return found, period, err
}

// look returns the directory of the current data version.
func (s *server) look(ctx context.Context, version int64) (*directory, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.directory != nil && s.directory.version == version {
		return s.directory, nil
	}
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	periods := map[string][]catalog.Period{}
	for _, one := range v.Register.Versions {
		if _, done := periods[one.Org]; done {
			continue
		}
		known, err := s.store.Periods(ctx, one.Org)
		if err != nil {
			return nil, fmt.Errorf("periods of %s: %w", one.Org, err)
		}
		list := make([]catalog.Period, 0, len(known))
		for _, p := range slices.Backward(known) {
			list = append(list, p.Period)
		}
		periods[one.Org] = list
	}
	d := newDirectory(v.Register, s.now(), periods)
	d.version, d.catalogue = version, v.Catalogue
	s.directory = d
	return d, nil
}

// gather asks the store for everything the first page shows.
func (s *server) gather(ctx context.Context, dir *directory, org entry, period catalog.Period) (findings, error) {
	f := findings{org: org, period: period, now: map[string]warehouse.Row{}, past: map[string][]warehouse.Row{}, members: map[string][]warehouse.Row{}, names: dir.names(period)}
	var all []string
	for _, i := range dir.catalogue.Indicators {
		all = append(all, i.Code)
	}
	compare := []warehouse.Comparison{warehouse.Yoy, warehouse.ToPlan}
	now, err := s.store.Metrics(ctx, warehouse.Query{Indicators: all, Org: org.org.Org, Periods: []catalog.Period{period}, Compare: compare})
	if err != nil {
		return f, err
	}
	var reported, incomplete []string
	for _, r := range now.Rows {
		f.now[r.Indicator] = r
		if r.Value != nil {
			reported = append(reported, r.Indicator)
		}
		if !r.Coverage.Complete() {
			incomplete = append(incomplete, r.Indicator)
		}
	}
	if len(reported) == 0 {
		return f, nil
	}
	past, err := s.store.Metrics(ctx, warehouse.Query{Indicators: reported, Org: org.org.Org,
		Periods: lastPeriods(period, window(period.Grain())), Compare: []warehouse.Comparison{warehouse.Yoy}})
	if err != nil {
		return f, err
	}
	for _, r := range past.Rows {
		f.past[r.Indicator] = append(f.past[r.Indicator], r)
	}
	if org.children == 0 {
		return f, nil
	}
	asked := incomplete
	for _, code := range append(slices.Clone(heroOrder), reported...) {
		if slices.Contains(reported, code) {
			if !slices.Contains(asked, code) {
				asked = append(asked, code)
			}
			break // the page's main figure
		}
	}
	members, err := s.store.Metrics(ctx, warehouse.Query{Indicators: asked, Org: org.org.Org, Periods: []catalog.Period{period}, ByOrg: true, Compare: compare})
	if err != nil {
		return f, err
	}
	for _, r := range members.Rows {
		f.members[r.Indicator] = append(f.members[r.Indicator], r)
	}
	return f, nil
}

// names are the organisations as they were called on the period's last day,
// or last were.
func (d *directory) names(p catalog.Period) map[string]catalog.OrgVersion {
	out := map[string]catalog.OrgVersion{}
	for _, e := range d.entries {
		out[e.org.Org] = e.org
	}
	for _, v := range d.register.Versions {
		if !v.From.After(p.Last()) && (v.To.IsZero() || v.To.After(p.Last())) {
			out[v.Org] = v
		}
	}
	return out
}

func (w words) pickers(dir *directory, org entry, period catalog.Period) *pickers {
	p := &pickers{Org: w.orgName(org.org), Period: w.period(period)}
	for _, e := range dir.entries {
		if len(e.periods) == 0 && e.children == 0 {
			continue
		}
		to := period
		if !e.has(period) {
			to = e.latest()
		}
		l := link{Href: w.href(e.org.Org, to), Text: w.orgName(e.org), Depth: min(e.depth, 3), Current: e.org.Org == org.org.Org}
		if to.IsZero() {
			l.Href = w.href(e.org.Org, period)
		}
		if e.children > 0 {
			l.Note = w.say("page.picker.members", "n", e.children)
		}
		p.Orgs = append(p.Orgs, l)
	}
	for _, list := range org.years() {
		y := yearLinks{Text: list[0].Last().Format("2006")}
		for _, one := range list {
			text := w.brief(one)
			if one.Grain() == catalog.Term {
				text = w.period(one)
			}
			y.Periods = append(y.Periods, link{Href: w.href(org.org.Org, one), Text: text, Current: one == period})
		}
		p.Years = append(p.Years, y)
	}
	return p
}

// clock is a time of day with its date: 16:42, 30/3/2024.
func (w words) clock(t time.Time) string {
	return t.Format("15:04") + ", " + w.date(t)
}
