package dashboards

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// course is what a trend page is about; its address holds all of it.
type course struct {
	org        string
	indicators []string // the first one's chart is the page's main one
	from, to   catalog.Period
	lens       warehouse.Lens
}

// only is the course of one of the indicators.
func (t course) only(indicator string) course {
	t.indicators = []string{indicator}
	return t
}

// maxCourses is how many indicators one trend page shows.
const maxCourses = 7

// trendHref is the permalink of a trend page.
func (w words) trendHref(t course) string { return "/trend?" + w.askedCourse(t).Encode() }

// askedCourse are the parameters of a course's address.
func (w words) askedCourse(t course) url.Values {
	return url.Values{"org": {t.org}, "indicator": {strings.Join(t.indicators, ",")},
		"from": {t.from.Code()}, "to": {t.to.Code()}, "lens": {string(t.lens)}, "lang": {string(w.lang)}}
}

// trend answers GET /trend?org=&indicator=&from=&to=&lens=: one indicator or
// several over a range of periods. What the address leaves out is chosen: the
// latest period, its usual window, the organisation's main figure.
func (s *server) trend(c echo.Context) error {
	ctx := c.Request().Context()
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	dir, w := v.dir, v.words
	t, has, err := s.askedCourse(ctx, c.QueryParams(), dir)
	if err != nil {
		return err
	}
	page := trendPage{Headline: w.say("page.empty.store"), Subtitle: []string{w.say("page.empty.store_action")}}
	if t.org != "" {
		answer, err := once(dir, words{}.trendHref(t), func() (courses, error) { return s.askCourses(ctx, dir, t) })
		if err != nil {
			return err
		}
		if page, err = w.trend(dir, answer); err != nil {
			return err
		}
		page.Pickers = w.trendPickers(dir, t, has)
		if page.Main == nil {
			w.lead(&page, t, has)
		}
	}
	page.shell = s.frame(c, w, "trend", place{t.org, t.to})
	if page.Ending, err = s.ending(ctx, v, place{t.org, t.to}, "/trend"); err != nil {
		return err
	}
	if page.Ending != nil {
		page.Headline, _ = page.Ending.head()
	}
	page.Title = w.say("trend.title", "what", page.What, "org", page.Org)
	panels := []*panel{page.Main, page.Total}
	if page.Pace != nil {
		panels = append(panels, &page.Pace.panel)
	}
	page.Present = w.presenting(slices.Concat(panels, pointers(page.More))...)
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "trend.html", page)
}

// askedCourse reads the address and fills in what it leaves out. The organisation
// has figures of what has says.
func (s *server) askedCourse(ctx context.Context, values url.Values, dir *directory) (t course, has reported, err error) {
	org, to, err := s.choose(ctx, values, dir)
	if err != nil || org.org.Org == "" {
		return t, has, err
	}
	if has, err = s.reported(ctx, dir, org.org.Org); err != nil {
		return t, has, err
	}
	t = course{org: org.org.Org, to: to, lens: warehouse.AsReported}
	if values.Get("from") != "" || values.Get("to") != "" {
		values = url.Values{"from": values["from"], "to": values["to"], "org": {t.org}, "lens": values["lens"], "indicator": values["indicator"]}
		endRange(values, has.all)
	} else {
		values = url.Values{"period": {to.Code()}, "org": {t.org}, "lens": values["lens"], "indicator": values["indicator"]}
	}
	if values.Get("indicator") == "" {
		main, err := s.mainIndicator(ctx, dir, org, t.to)
		if err != nil {
			return t, has, err
		}
		values["indicator"] = []string{main}
	}
	q, err := params.ParseQuery(values, ingest.Vocabulary{Catalogue: dir.catalogue, Register: dir.register})
	if err != nil {
		return t, has, err
	}
	t.indicators = q.Indicators[:min(len(q.Indicators), maxCourses)]
	if q.Lens != "" {
		t.lens = q.Lens
	}
	t.from, t.to = q.Periods[0], q.Periods[len(q.Periods)-1]
	if len(q.Periods) == 1 {
		t.from = lastPeriods(t.to, window(t.to.Grain()))[0]
	}
	return t, has, nil
}

// endRange fills in the end of a range that its address leaves out: until the
// latest known period, or as many periods as is usual before the last one. A
// misspelt end stays to be refused.
func endRange(values url.Values, known []catalog.Period) {
	from, noFrom := catalog.ParsePeriod(values.Get("from"))
	to, noTo := catalog.ParsePeriod(values.Get("to"))
	switch {
	case values.Get("to") == "" && noFrom == nil:
		of := slices.DeleteFunc(slices.Clone(known), func(p catalog.Period) bool { return p.Grain() != from.Grain() })
		if to = latest(of); to.IsZero() || to.Last().Before(from.Last()) {
			to = from
		}
		values["to"] = []string{to.Code()}
	case values.Get("from") == "" && noTo == nil:
		values["from"] = []string{lastPeriods(to, window(to.Grain()))[0].Code()}
	}
}

// mainIndicator is the first in the order of [heroOrder] that the organisation
// has a figure of, else the catalogue's first that it has one of.
func (s *server) mainIndicator(ctx context.Context, dir *directory, org entry, p catalog.Period) (string, error) {
	f, err := s.gather(ctx, dir, dir.as(org, p), p)
	if err != nil {
		return "", err
	}
	codes := slices.Clone(heroOrder)
	for _, i := range dir.catalogue.Indicators {
		codes = append(codes, i.Code)
	}
	for _, code := range codes {
		if r, ok := f.now[code]; ok && r.Value != nil {
			return code, nil
		}
	}
	return codes[0], nil
}

// courses are the rows behind a trend page.
type courses struct {
	course
	entry entry
	rows  map[string][]warehouse.Row // by indicator, oldest first
	year  []warehouse.Row            // the main indicator over the year of the last period, in its grain

	// units tells who belonged to the organisation at the end of each period of
	// that year and of the year before; nothing where everybody counts always.
	units map[catalog.Period]string

	totals []runningTotal // of the main indicator from January on, by part of that year
}

// askCourses puts the page's one question to the store: the range, and the
// whole year it ends in, for the pace.
func (s *server) askCourses(ctx context.Context, dir *directory, t course) (courses, error) {
	out := courses{course: t, rows: map[string][]warehouse.Row{}}
	out.entry, _ = dir.find(t.org)
	periods, err := catalog.Range(t.from, t.to, params.MaxPeriods)
	if err != nil {
		return out, err
	}
	year := partsOfYear(t.to)
	all := slices.Clone(periods)
	for _, p := range slices.Concat(year, spans(year)) {
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	result, err := s.store.Metrics(ctx, warehouse.Query{Indicators: t.indicators, Org: t.org, Periods: all, Lens: t.lens,
		Compare: []warehouse.Comparison{warehouse.Yoy, warehouse.ToPlan}})
	if err != nil {
		return out, err
	}
	main := map[catalog.Period]warehouse.Row{}
	for _, r := range result.Rows {
		if slices.Contains(periods, r.Period) {
			out.rows[r.Indicator] = append(out.rows[r.Indicator], r)
		}
		if r.Indicator != t.indicators[0] {
			continue
		}
		main[r.Period] = r
		if slices.Contains(year, r.Period) {
			out.year = append(out.year, r)
		}
	}
	out.units = unitsOf(dir, t, slices.Concat(year, spans(year)), main)
	slices.SortFunc(out.year, func(a, b warehouse.Row) int { return a.Period.Compare(b.Period) })
	if i, _ := dir.catalogue.Indicator(t.indicators[0]); i.Kind == catalog.Flow {
		out.totals = runningTotals(year, t.to, main, out.units)
	}
	return out, nil
}

// unitsOf tells whose figures those of each period and of the same of the year
// before are; nothing where they are always the same ones'. Like for like, where
// rows are, they are those of all units if all have both sides; otherwise those
// of units that no other period need have.
func unitsOf(dir *directory, t course, periods []catalog.Period, rows map[catalog.Period]warehouse.Row) map[catalog.Period]string {
	if t.lens == warehouse.Current {
		return nil
	}
	out := map[catalog.Period]string{}
	for _, p := range periods {
		before := p.AddYears(-1)
		switch r := rows[p]; {
		case t.lens == warehouse.AsReported:
			out[p], out[before] = dir.units(t.org, p), dir.units(t.org, before)
		case r.Yoy != nil && r.Yoy.UnitsBoth > 0 && r.Yoy.UnitsBoth == r.Coverage.Expected:
			out[p], out[before] = dir.units(t.org, p), dir.units(t.org, p)
		default:
			out[p], out[before] = p.Code(), before.Code()
		}
	}
	return out
}

// partsOfYear lists the months, quarters or halves of the year that p is part
// of; nothing for longer periods.
func partsOfYear(p catalog.Period) []catalog.Period {
	parts := map[catalog.Grain]int{catalog.Month: 12, catalog.Quarter: 4, catalog.Half: 2}[p.Grain()]
	var out []catalog.Period
	for n := 1; n <= parts; n++ {
		if q, err := catalog.NewPeriod(p.Grain(), p.Year(), n); err == nil {
			out = append(out, q)
		}
	}
	return out
}
