package dashboards

import (
	"context"
	"maps"
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

// maxAddress bounds the address of a page that is kept, in bytes: a
// presentation of [mostPanels] panels has room in it.
const maxAddress = 8000

// readKept reads the address of a page here that shows figures or reports, or
// of a presentation, also as it is being arranged.
func readKept(address string) (keptPage, bool) {
	u, err := url.Parse(address)
	if err != nil || localPath(address) != address || len(address) > maxAddress {
		return keptPage{}, false
	}
	k := keptPage{path: u.Path, values: u.Query()}
	if k.path == presentPath || k.path == choosePath {
		return readKeptTalk(k.values)
	}
	k.values.Del("lang")
	return k, k.section() != "" || k.figure() != nil
}

// readKeptTalk reads a presentation: its panels and its look. Which panel was
// on the screen is no part of it.
func readKeptTalk(values url.Values) (keptPage, bool) {
	values.Del("at")
	t, err := askedTalk(values)
	if err != nil || len(t.panels) == 0 {
		return keptPage{}, false
	}
	k := keptPage{path: presentPath, values: url.Values{}}
	for _, ref := range t.panels {
		if name, asked, err := readPanelRef(ref); err == nil {
			ref = panelRef(name, asked) // without a language
		}
		k.values.Add("panel", ref)
	}
	if t.look != looks[0] {
		k.values.Set("look", t.look)
	}
	return k, true
}

// address is the page's path and query, the same for the same page.
func (k keptPage) address() string {
	u := url.URL{Path: k.path, RawQuery: k.values.Encode()}
	return u.String()
}

// panels are those of a presentation, each like a page whose path is the name
// of its chart; nil for other pages.
func (k keptPage) panels() []keptPage {
	if k.path != presentPath {
		return nil
	}
	var out []keptPage
	for _, ref := range k.values["panel"] {
		name, values, _ := readPanelRef(ref)
		out = append(out, keptPage{path: name, values: values})
	}
	return out
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
// A presentation is about what the first of its panels with a period is about.
func (k keptPage) about() place {
	var first place
	for _, one := range k.panels() {
		switch at := one.about(); {
		case !at.period.IsZero():
			return at
		case first.org == "":
			first = at
		}
	}
	if k.path == presentPath {
		return first
	}
	org, code := k.values.Get("org"), k.values.Get("period")
	if to := k.values.Get("to"); to != "" {
		code = to
	}
	if parts := k.figure(); parts != nil {
		org, code = parts[0], parts[2]
	}
	if until, ok := warehouse.ParseTotal(code); ok {
		return place{org, until}
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
// grain, and ends with it. The panels of a presentation move together, so that
// one of the year before stays one.
func (k keptPage) at(p catalog.Period) keptPage {
	out := keptPage{path: k.path, values: maps.Clone(k.values)}
	if panels := k.panels(); panels != nil {
		steps := stepsBetween(k.about().period, p)
		out.values["panel"] = slices.Clone(k.values["panel"])
		for n, one := range panels {
			if q := one.about().period; !q.IsZero() && q.Grain() == p.Grain() {
				out.values["panel"][n] = panelRef(one.path, one.at(later(q, steps)).values)
			}
		}
		return out
	}
	if parts := k.figure(); parts != nil {
		out.path = words{}.figureHref(parts[0], parts[1], p)
		if _, ok := warehouse.ParseTotal(parts[2]); ok {
			out.path = words{}.untilHref(parts[0], parts[1], p)
		}
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

// stepsBetween is how many periods b comes after a, negative when before; 0 for
// periods of different grains.
func stepsBetween(a, b catalog.Period) int {
	const most = 12 * 200 // months of the catalogue's years
	if all, err := catalog.Range(a, b, most); err == nil {
		return len(all) - 1
	}
	all, err := catalog.Range(b, a, most)
	if err != nil {
		return 0
	}
	return 1 - len(all)
}

// later is the period so many steps after p; p where there is none.
func later(p catalog.Period, steps int) catalog.Period {
	at := p
	for ; steps > 0; steps-- {
		at = at.Next()
	}
	for ; steps < 0; steps++ {
		at = at.Previous()
	}
	if at.IsZero() {
		return p
	}
	return at
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

// of is the page with the organisation and period that its address left to be
// chosen; a range stays as it is.
func (k keptPage) of(at place) keptPage {
	if at.org == "" || k.section() == "" || k.values.Get("from") != "" || k.values.Get("to") != "" {
		return k
	}
	out := keptPage{path: k.path, values: maps.Clone(k.values)}
	out.values.Set("org", at.org)
	if !at.period.IsZero() {
		out.values.Set("period", at.period.Code())
	}
	return out
}

// keepHref is where the page of a request can be kept as a view; "" where it
// cannot. What its address leaves to be chosen is written out as it was chosen.
func keepHref(c echo.Context, at place) string {
	k, ok := readKept(c.Request().URL.RequestURI())
	if !ok || at.org == "" && k.panels() == nil {
		return ""
	}
	return "/views/new?" + url.Values{"page": {k.of(at).address()}}.Encode()
}
