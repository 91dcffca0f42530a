package dashboards

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// keptPage is the address of a page that can be kept as a view, taken apart.
// The reader's language is no part of it.
type keptPage struct {
	path   string
	values url.Values
}

// readKept reads the address of a page here that shows figures or reports.
func readKept(address string) (keptPage, bool) {
	u, err := url.Parse(address)
	if err != nil || localPath(address) != address || len(address) > maxNote {
		return keptPage{}, false
	}
	k := keptPage{path: u.Path, values: u.Query()}
	k.values.Del("lang")
	return k, k.section() != "" || k.figure() != nil
}

// address is the page's path and query, the same for the same page.
func (k keptPage) address() string {
	u := url.URL{Path: k.path, RawQuery: k.values.Encode()}
	return u.String()
}

// section is the key of the section that the page is the first page of, and ""
// for other pages.
func (k keptPage) section() string {
	for _, one := range sections() {
		if one.path == k.path && one.placed {
			return one.key
		}
	}
	return ""
}

// figure is the organisation, indicator and period of a passport; nil for
// other pages.
func (k keptPage) figure() []string {
	code, ok := strings.CutPrefix(k.path, "/figures/")
	if parts := strings.SplitN(code, ":", 3); ok && len(parts) == 3 {
		return parts
	}
	return nil
}

// about is the organisation and the last period that the address names; of
// what it leaves out or misspells, nothing.
func (k keptPage) about() place {
	org, code := k.values.Get("org"), k.values.Get("period")
	if to := k.values.Get("to"); to != "" {
		code = to
	}
	if parts := k.figure(); parts != nil {
		org, code = parts[0], parts[2]
	}
	p, err := catalog.ParsePeriod(code)
	if err != nil {
		return place{org: org}
	}
	return place{org, p}
}

// indicator is the first that the address names; "" where it names none.
func (k keptPage) indicator() string {
	if parts := k.figure(); parts != nil {
		return parts[1]
	}
	first, _, _ := strings.Cut(k.values.Get("indicator"), ",")
	return first
}

// at is the same page of another period; a range keeps its length and its
// grain, and ends with it.
func (k keptPage) at(p catalog.Period) keptPage {
	out := keptPage{path: k.path, values: url.Values{}}
	for name, value := range k.values {
		out.values[name] = slices.Clone(value)
	}
	if parts := k.figure(); parts != nil {
		out.path = figureHref(parts[0], parts[1], p)
		return out
	}
	if k.values.Get("from") == "" && k.values.Get("to") == "" {
		out.values.Set("period", p.Code())
		return out
	}
	if from, err := catalog.ParsePeriod(k.values.Get("from")); err == nil {
		if all, err := catalog.Range(from, k.about().period, params.MaxPeriods); err == nil && from.Grain() == p.Grain() {
			out.values.Set("from", lastPeriods(p, len(all))[0].Code())
		}
	}
	out.values.Set("to", p.Code())
	return out
}

// newest is the page of the newest period of the same grain for which there
// are figures; the same page where the address names no period, or there are
// no figures.
func (s *server) newest(ctx context.Context, dir *directory, k keptPage) (keptPage, error) {
	about := k.about()
	if _, known := dir.find(about.org); !known || about.period.IsZero() {
		return k, nil
	}
	known, err := s.periods(ctx, dir, about.org)
	if err != nil {
		return k, err
	}
	known = slices.DeleteFunc(slices.Clone(known), func(p catalog.Period) bool { return p.Grain() != about.period.Grain() })
	if last := latest(known); !last.IsZero() {
		return k.at(last), nil
	}
	return k, nil
}

// opened is the page that a view shows today.
func (s *server) opened(ctx context.Context, dir *directory, v warehouse.View) (keptPage, error) {
	k, ok := readKept(v.Address)
	if !ok {
		return k, fail(http.StatusNotFound, "view.unreadable", map[string]any{"name": v.Name})
	}
	if v.Latest {
		return s.newest(ctx, dir, k)
	}
	return k, nil
}

// keepHref is where the page of a request can be kept as a view; "" where it
// cannot. What its address leaves to be chosen is written out as it was chosen.
func keepHref(c echo.Context, at place) string {
	k, ok := readKept(c.Request().URL.RequestURI())
	if !ok || at.org == "" {
		return ""
	}
	if k.section() != "" && k.values.Get("from") == "" && k.values.Get("to") == "" {
		k.values.Set("org", at.org)
		if !at.period.IsZero() {
			k.values.Set("period", at.period.Code())
		}
	}
	return "/views/new?" + url.Values{"page": {k.address()}}.Encode()
}
