package dashboards

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// partyWork is the rows behind a page about Party work.
type partyWork struct {
	place
	entry    entry
	now      map[string]warehouse.Row // the period's figures, by indicator
	before   catalog.Period           // at whose end the period began
	began    warehouse.Row            // the members at that end, where they were asked for
	movement *movement                // nil when the members at one end are not known
}

// party answers GET /party?org=&period=: the life of the Party organisations
// below an organisation in one period.
func (s *server) party(c echo.Context) error {
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	ctx, w := c.Request().Context(), v.words
	at, err := s.subject(ctx, c.QueryParams(), v.dir)
	if err != nil {
		return err
	}
	var page partyPage
	page.Headline, page.Subtitle = w.empty()
	if at.org != "" {
		f, err := s.partyWork(ctx, v.dir, at.entry, at.period)
		if err != nil {
			return err
		}
		if page, err = w.party(v.dir, f); err != nil {
			return err
		}
		page.Pickers = w.pickers(v.dir, at.entry, at.period, at.periods, func(org string, p catalog.Period) string { return w.link("/party", org, p) })
	}
	if page.shell, err = s.placed(c, v, "party", "party.title", at); err != nil {
		return err
	}
	if page.Ending != nil && page.Hero == nil {
		page.Headline, page.Subtitle = page.Ending.head()
	}
	var panels []*panel
	if page.Movement != nil {
		panels = append(panels, &page.Movement.panel)
	}
	panels = append(panels, page.Stages)
	if page.Culture != nil {
		panels = append(panels, &page.Culture.panel)
	}
	page.Present = w.presenting(panels...)
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "party.html", page)
}

// partyWork asks what a page about Party work is made of, once per data version.
func (s *server) partyWork(ctx context.Context, dir *directory, org entry, p catalog.Period) (partyWork, error) {
	return once(dir, words{}.link("/party", org.org.Org, p), func() (partyWork, error) { return s.askParty(ctx, dir, org, p) })
}

// askParty puts the page's questions to the store: the organisation's figures,
// and at the same time how many members each unit had before and after.
func (s *server) askParty(ctx context.Context, dir *directory, org entry, p catalog.Period) (partyWork, error) {
	f := partyWork{place: place{org.org.Org, p}, entry: dir.as(org, p), now: map[string]warehouse.Row{}, before: opening(p)}
	q := warehouse.Query{Org: f.org, Periods: []catalog.Period{p}, Compare: []warehouse.Comparison{warehouse.Yoy}}
	for _, i := range dir.catalogue.Indicators {
		if i.Group == catalog.Party {
			q.Indicators = append(q.Indicators, i.Code)
		}
	}
	var ends, units []warehouse.Row
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		result, err := s.store.Metrics(ctx, q)
		for _, r := range result.Rows {
			f.now[r.Indicator] = r
		}
		return err
	})
	before, after := dir.reporting(f.org, f.before), dir.reporting(f.org, p)
	if !f.before.IsZero() {
		balance := warehouse.Query{Org: f.org, Indicators: []string{memberBalance}, Periods: []catalog.Period{f.before, p}}
		group.Go(func() error {
			result, err := s.store.Metrics(ctx, balance)
			ends = result.Rows
			return err
		})
		if all := union(after, before); len(all) > 0 {
			each := balance
			each.Org, each.Others = all[0], all[1:]
			for _, flow := range memberFlows {
				each.Indicators = append(slices.Clip(each.Indicators), flow.code)
			}
			group.Go(func() error {
				result, err := s.store.Metrics(ctx, each)
				units = result.Rows
				return err
			})
		}
	}
	if err := group.Wait(); err != nil {
		return f, err
	}
	if len(ends) == 2 {
		f.began = ends[0]
		f.movement = newMovement(alone(ends[0]), alone(ends[1]), f.now, balances(units, p, before, after))
	}
	return f, nil
}

// opening is the period at whose end p begins; zero when there is none.
func opening(p catalog.Period) catalog.Period {
	before := p.Previous()
	if before.IsZero() || before.Last().AddDate(0, 0, 1).Equal(p.First()) {
		return before
	}
	// Nine months are not preceded by nine months, nor a term by one that ends
	// in the year it begins: but a year came before either.
	year, err := catalog.NewPeriod(catalog.Year, p.First().Year()-1, 0)
	if err != nil {
		return catalog.Period{}
	}
	return year
}

// union is a followed by what only b has.
func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, one := range b {
		if !slices.Contains(a, one) {
			out = append(out, one)
		}
	}
	return out
}
