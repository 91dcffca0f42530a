package dashboards

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// talk is a presentation: panels one after another. Its address holds all of
// it, so that it can be sent, kept and opened again.
type talk struct {
	panels []string // "hero?org=cum-7&period=2024-Q1": a chart's name and its parameters
	at     int      // which is shown, from 1
	look   string   // see looks
}

// presentPath is where presentations are, choosePath where they are arranged.
const (
	presentPath = "/present"
	choosePath  = "/present/choose"
)

// looks are the appearances of a presentation, the default first: light for a
// bright room, dark for a dim one, projector for a weak lamp.
var looks = []string{"light", "dark", "projector"}

// mostPanels bounds a presentation: more than an hour's talk.
const mostPanels = 30

// panelRef names a panel within a presentation by its chart and the parameters
// it is asked with. The language is the presentation's own.
func panelRef(chart string, asked url.Values) string {
	values := maps.Clone(asked)
	values.Del("lang")
	return chart + "?" + values.Encode()
}

// readPanelRef takes such a name apart.
func readPanelRef(ref string) (chart string, asked url.Values, err error) {
	chart, query, _ := strings.Cut(ref, "?")
	asked, err = url.ParseQuery(query)
	asked.Del("lang")
	return chart, asked, err
}

// talkHref is the address of a presentation or, with another path, of the page
// that arranges it.
func (w words) talkHref(path string, t talk) string {
	q := url.Values{"panel": t.panels, "lang": {string(w.lang)}}
	if t.at > 1 {
		q.Set("at", strconv.Itoa(t.at))
	}
	if t.look != looks[0] && t.look != "" {
		q.Set("look", t.look)
	}
	return path + "?" + q.Encode()
}

// presenting is the address of a presentation of a page's panels; "" of none.
func (w words) presenting(panels ...*panel) string {
	var t talk
	for _, p := range panels {
		if p != nil && p.Asked != nil && p.Failed == "" && len(t.panels) < mostPanels {
			t.panels = append(t.panels, panelRef(p.Name, p.Asked))
		}
	}
	if len(t.panels) == 0 {
		return ""
	}
	return w.talkHref(presentPath, t)
}

// pointers are the panels of a list.
func pointers(list []panel) []*panel {
	var out []*panel
	for n := range list {
		out = append(out, &list[n])
	}
	return out
}

// askedTalk reads a presentation's address.
func askedTalk(values url.Values) (t talk, err error) {
	t.panels = slices.DeleteFunc(slices.Clone(values["panel"]), func(ref string) bool { return ref == "" })
	t.panels = t.panels[:min(len(t.panels), mostPanels)]
	if t.look, err = params.OneOf(values, "look", looks...); err != nil {
		return t, err
	}
	if t.look == "" {
		t.look = looks[0]
	}
	t.at = 1
	if at := values.Get("at"); at != "" {
		n, err := strconv.Atoi(at)
		if err != nil || n < 1 || n > max(1, len(t.panels)) {
			return t, &params.Error{Key: params.NotAllowed, Parameter: "at", Value: at, Allowed: []string{"1–" + strconv.Itoa(max(1, len(t.panels)))}}
		}
		t.at = n
	}
	return t, nil
}

// ofPeriod is the same presentation with every panel about p; a range ends
// with it and keeps its length, where it is one of the same kind of periods.
func (t talk) ofPeriod(p catalog.Period) talk {
	t.panels = slices.Clone(t.panels)
	for n, ref := range t.panels {
		name, asked, err := readPanelRef(ref)
		if err != nil {
			continue // the panel says so itself
		}
		k := keptPage{path: name, values: asked}
		if from, err := catalog.ParsePeriod(asked.Get("from")); err != nil || from.Grain() != p.Grain() {
			k.values.Del("from")
			k.values.Del("to")
		}
		t.panels[n] = panelRef(name, k.at(p).values)
	}
	return t
}

// presentPage is a presentation: every panel is in the page, one is shown.
type presentPage struct {
	shell
	Slides []slide
	At     int
	Looks  []link
	Choose string
	Footer imprint
}

// slide is one panel of a presentation: one message, one chart.
type slide struct {
	Panel    panel
	Number   int
	Href     string // of the presentation at this panel
	Leave    string // the panel's page
	Current  bool
	Headline string
	Subtitle []string
	Figure   *figure
	Status   string // of the figure, with its period: "ước quý I/2024"
	Place    string
	Name     string // of its chart
	wrong    error  // the address asks for what there is not
}

// present answers GET /present?panel=&at=&look=. Without panels it leads to
// where they are chosen, about the organisation and period of the address. It is
// an error when none of the panels is one. A period beside the panels is led to the address of the
// panels of that period, which alone says what is shown.
func (s *server) present(c echo.Context) error {
	t, err := askedTalk(c.QueryParams())
	if err != nil {
		return err
	}
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	w := v.words
	if len(t.panels) == 0 {
		return c.Redirect(http.StatusSeeOther, w.talkHref(choosePath, t)+aboutWhom(c.QueryParams()))
	}
	if c.QueryParams().Has("period") {
		p, err := params.Period(c.QueryParams())
		if err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, w.talkHref(presentPath, t.ofPeriod(p)))
	}
	page := presentPage{At: t.at, Choose: w.talkHref(choosePath, t), Footer: s.footer(v)}
	for n, ref := range t.panels {
		one := s.slide(c.Request().Context(), v, ref)
		to := t
		to.at = n + 1
		one.Number, one.Current, one.Href = n+1, n+1 == t.at, w.talkHref(presentPath, to)
		one.Panel.ID = "slide-" + strconv.Itoa(n+1)
		page.Slides = append(page.Slides, one)
	}
	if !slices.ContainsFunc(page.Slides, func(one slide) bool { return one.wrong == nil }) {
		return page.Slides[0].wrong
	}
	for _, look := range looks {
		to := t
		to.look = look
		page.Looks = append(page.Looks, link{Href: w.talkHref(presentPath, to), Text: w.say("present.look." + look), Current: look == t.look})
	}
	page.shell = s.shell(c)
	page.Theme, page.Keep = t.look, keepHref(c, place{})
	page.Title = w.say("present.title", "what", page.Slides[t.at-1].Headline)
	return s.render(c, http.StatusOK, "present.html", page)
}

// aboutWhom are the organisation and period of an address, as the end of another.
func aboutWhom(values url.Values) string {
	about := url.Values{}
	for _, name := range []string{"org", "period"} {
		if values.Get(name) != "" {
			about.Set(name, values.Get(name))
		}
	}
	if len(about) == 0 {
		return ""
	}
	return "&" + about.Encode()
}

// slide makes one panel of a presentation. A chart that fails, or that there
// is no more, says so on its own screen.
func (s *server) slide(ctx context.Context, v *visit, ref string) slide {
	w := v.words
	name, values, err := readPanelRef(ref)
	spec, ok := s.charts.Find(name)
	if !ok || err != nil {
		gone := w.say("present.gone", "name", name)
		return slide{Name: name, Headline: name, Leave: pagePath("overview"), Panel: panel{Name: name, Failed: gone}, wrong: s.unknownChart(name)}
	}
	d, err := s.draw(ctx, v, spec, values)
	values.Set("lang", string(w.lang))
	out := slide{Name: w.chartName(spec), Leave: pagePath(spec.Page) + "?" + values.Encode()}
	var asked *params.Error
	switch {
	case errors.As(err, &asked):
		out.Panel, out.wrong = panel{Name: name, Title: out.Name, Failed: w.messages.Text(w.lang, asked.Key, asked.Args())}, err
	case err != nil:
		out.Panel = s.failed(ctx, v, spec, err)
	case d.panel == nil:
		out.Panel = panel{Name: name, Title: out.Name, Failed: w.say("chart.nothing", "name", out.Name, "org", d.at.org, "period", d.at.period.Code())}
	default:
		out.Panel = *d.panel
	}
	out.Headline = out.Panel.Title
	if d.at.org == "" {
		return out
	}
	org := w.orgName(v.dir.names(d.at.period)[d.at.org])
	out.Place = w.say("present.place", "org", org, "period", w.period(d.at.period))
	out.Subtitle = []string{org, w.inSentence(d.at.period)}
	if d.what != "" {
		out.Subtitle = []string{org, w.inside(d.what), w.inSentence(d.at.period)}
	}
	if f := d.figure; f != nil && out.Panel.Failed == "" && f.Value != "" && f.indicator.Code != memberBalance {
		out.Figure = f
		out.Headline = w.headline(*f, nil)
		out.Status = strings.TrimSpace(w.inside(f.Status) + " " + w.span(f.row.Period, f.row.Basis))
	}
	if f := d.figure; f != nil {
		d.shown = []warehouse.Row{f.row}
	}
	if d.panel != nil {
		out.Subtitle = append(out.Subtitle, w.vouched(d.shown)...)
	}
	return out
}

// pagePath is where a page of charts is.
func pagePath(page string) string {
	if page == "overview" {
		return "/"
	}
	return "/" + page
}

// choosePage arranges a presentation.
type choosePage struct {
	shell
	Pickers *pickers
	Start   string // "" while nothing is chosen
	Chosen  []chosenPanel
	Offered []offer
	Footer  imprint
}

// chosenPanel is one panel of the presentation with what may be done to it.
type chosenPanel struct {
	Number                   int
	Name, Place, Headline    string
	Earlier, Later, Without  string // "" where it cannot be
	EarlierHint, WithoutHint string
	LaterHint                string
}

// offer is a panel that can be added.
type offer struct{ Name, Headline, Add string }

// choosePanels answers GET /present/choose?panel=&org=&period=: which panels a
// presentation has, in which order. It is made of links alone.
func (s *server) choosePanels(c echo.Context) error {
	ctx, values := c.Request().Context(), c.QueryParams()
	t, err := askedTalk(values)
	if err != nil {
		return err
	}
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	w := v.words
	org, period, err := s.choose(ctx, values, v.dir)
	if err != nil {
		return err
	}
	at := place{org.org.Org, period}
	page := choosePage{}
	href := func(t talk, at place) string {
		t.at = 1
		q := "&" + url.Values{"org": {at.org}, "period": {at.period.Code()}}.Encode()
		return w.talkHref(choosePath, t) + q
	}
	if len(t.panels) > 0 {
		page.Start = w.talkHref(presentPath, t)
	}
	for n, ref := range t.panels {
		one := s.slide(ctx, v, ref)
		swapped := func(a, b int) string {
			to := t
			to.panels = slices.Clone(t.panels)
			to.panels[a], to.panels[b] = to.panels[b], to.panels[a]
			return href(to, at)
		}
		row := chosenPanel{Number: n + 1, Name: one.Name, Place: one.Place, Headline: one.Headline}
		if one.wrong != nil {
			row.Headline = one.Panel.Failed
		}
		row.EarlierHint, row.LaterHint, row.WithoutHint = w.say("present.earlier", "name", row.Name), w.say("present.later", "name", row.Name), w.say("present.without", "name", row.Name)
		if n > 0 {
			row.Earlier = swapped(n, n-1)
		}
		if n < len(t.panels)-1 {
			row.Later = swapped(n, n+1)
		}
		to := t
		to.panels = slices.Delete(slices.Clone(t.panels), n, n+1)
		row.Without = href(to, at)
		page.Chosen = append(page.Chosen, row)
	}
	if at.org != "" {
		known, err := s.periods(ctx, v.dir, at.org)
		if err != nil {
			return err
		}
		page.Pickers = w.pickers(v.dir, org, period, known, func(org string, p catalog.Period) string { return href(t, place{org, p}) })
		if page.Offered, err = s.offers(ctx, v, t, at, href); err != nil {
			return err
		}
	}
	page.shell = s.frame(c, w, "", at)
	page.Title = w.say("present.choose.title")
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "present_choose.html", page)
}

// offers are the panels about an organisation and period that have something
// to show and are not chosen yet.
func (s *server) offers(ctx context.Context, v *visit, t talk, at place, href func(talk, place) string) ([]offer, error) {
	var out []offer
	for _, spec := range s.charts.All() {
		if spec.Broken != nil || len(t.panels) >= mostPanels {
			continue
		}
		asked := url.Values{"org": {at.org}, "period": {at.period.Code()}}
		d, err := s.draw(ctx, v, spec, asked)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || d.panel == nil {
			continue // on its page it says why
		}
		p := *d.panel
		if p.Asked == nil {
			p.Asked = asked
		}
		ref := panelRef(p.Name, p.Asked)
		if slices.Contains(t.panels, ref) {
			continue
		}
		to := t
		to.panels = append(slices.Clone(t.panels), ref)
		out = append(out, offer{Name: v.words.chartName(spec), Headline: p.Title, Add: href(to, at)})
	}
	return out, nil
}
