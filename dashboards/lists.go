package dashboards

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// The lists are what everything else is read against: indicators,
// organisations, plans. Analysts change them as workbooks.

// catalogueList answers GET /lists: the indicators.
func (s *server) catalogueList(c echo.Context) error {
	w, _, err := s.listWords(c)
	if err != nil {
		return err
	}
	return s.list(c, w, w.catalogueList(), place{})
}

// organisationList answers GET /lists/organisations: the tree of today, what
// happened to it and who owes what.
func (s *server) organisationList(c echo.Context) error {
	w, _, err := s.listWords(c)
	if err != nil {
		return err
	}
	return s.list(c, w, w.organisationList(s.today()), place{})
}

// planList answers GET /lists/plans?org=&period=: the plans of an organisation
// and its members for a year.
func (s *server) planList(c echo.Context) error {
	w, dir, err := s.listWords(c)
	if err != nil {
		return err
	}
	org, period, err := s.choose(c.Request().Context(), c.QueryParams(), dir)
	if err != nil {
		return err
	}
	year := endingIn(catalog.Year, period)
	if org.org.Org == "" || year.IsZero() {
		return s.list(c, w, w.noPlans(), place{})
	}
	sheet, err := intake.PlanForm(c.Request().Context(), s.store, org.org.Org, year)
	// An organisation that did not exist that year has no plans either.
	if err != nil && !errors.Is(err, intake.ErrOwesNothing) && !errors.Is(err, warehouse.ErrNoOrg) {
		return err
	}
	page := w.planList(org, year, sheet)
	years := []catalog.Period{}
	for y := year.AddYears(-6); !y.IsZero() && !y.First().After(s.today().AddDate(1, 0, 0)); y = y.Next() {
		years = append(years, y)
	}
	page.Pickers = w.pickers(dir, org, year, years, func(org string, p catalog.Period) string { return w.link("/lists/plans", org, p) })
	return s.list(c, w, page, place{org.org.Org, year})
}

// listWords are words that know the lists of today.
func (s *server) listWords(c echo.Context) (listWords, *directory, error) {
	s.rememberLang(c)
	ctx := c.Request().Context()
	dir, err := s.current(ctx)
	if err != nil {
		return listWords{}, nil, err
	}
	w := s.words(c)
	w.catalog, w.dir = dir.catalogue, dir
	return listWords{w, dir}, dir, nil
}

// list sends one of the pages of lists.
func (s *server) list(c echo.Context, w listWords, page listPage, at place) error {
	page.shell = s.frame(c, w.words, "lists", at)
	page.Title = w.say("page.lists.title", "name", page.Name)
	page.Drop = w.dropzone(person(c))
	page.Tabs = w.tabs(c.Path())
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	return s.render(c, http.StatusOK, "lists.html", page)
}

// tabs lead from list to list.
func (w listWords) tabs(current string) []link {
	var out []link
	for _, one := range []struct{ path, key string }{
		{"/lists", string(ingest.KindCatalogue)}, {"/lists/organisations", string(ingest.KindOrganisations)}, {"/lists/plans", string(ingest.KindPlans)},
		{"/lists/mappings", "mappings"},
	} {
		out = append(out, link{Href: one.path + "?" + url.Values{"lang": {string(w.lang)}}.Encode(), Text: w.say("page.lists." + one.key), Current: current == one.path})
	}
	return out
}

// template is the address of a list as a workbook to edit.
func (w listWords) template(values url.Values) string {
	values.Set("lang", string(w.lang))
	return "/api/v1/template?" + values.Encode()
}
