package dashboards

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

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
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	dir, w := v.dir, v.words
	org, period, err := s.choose(ctx, c.QueryParams(), dir)
	if err != nil {
		return err
	}
	page := overviewPage{Headline: w.say("page.empty.store"), Subtitle: []string{w.say("page.empty.store_action")}}
	if org.org.Org != "" {
		periods, err := s.periods(ctx, dir, org.org.Org)
		if err != nil {
			return err
		}
		f, err := s.gather(ctx, dir, dir.as(org, period), period)
		if err != nil {
			return err
		}
		if page, err = w.overview(f); err != nil {
			return err
		}
		if last := latest(periods); page.Hero == nil && !last.IsZero() {
			page.Action = &link{Href: w.href(org.org.Org, last), Text: w.say("page.empty.latest", "period", w.inSentence(last))}
		}
		if f.blank(dir.catalogue) {
			board, err := s.store.Board(ctx, []string{org.org.Org}, []catalog.Period{period}, s.today())
			if err != nil {
				return err
			}
			at := place{org.org.Org, period}
			if cell := board.Cell(at.org, at.period); f.unreported(dir.catalogue, cell) {
				page.Headline, page.Action = w.noReport(w.orgName(org.org), at, cell)
				page.Hero, page.HeroChart = nil, nil
			}
		}
		page.Charts = append(page.Charts, s.more(c, v, "overview", place{org.org.Org, period})...)
		page.Pickers = w.pickers(dir, org, period, periods, w.href)
	}
	page.shell = s.frame(c, w, "overview", place{org.org.Org, period})
	if page.Ending, err = s.ending(ctx, v, place{org.org.Org, period}, "/"); err != nil {
		return err
	}
	if page.Ending != nil && page.Hero == nil {
		page.Headline, page.Subtitle = page.Ending.head()
		page.Action = nil
	}
	if org.org.Org != "" {
		page.Title = w.say("page.title", "org", w.orgName(org.org), "period", w.period(period))
	}
	page.Present = w.presenting(slices.Concat([]*panel{page.HeroChart}, pointers(page.Beside), pointers(page.Charts), pointers(page.Side))...)
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "overview.html", page)
}

// choose reads org and period from the address, each by itself, or takes the
// default ones: the organisation of [server.uppermost], the latest of its
// periods. An unknown organisation or a malformed period is an error; a period without figures is
// not.
func (s *server) choose(ctx context.Context, values url.Values, dir *directory) (entry, catalog.Period, error) {
	code, err := params.Org(values, dir.register)
	var bad *params.Error
	if errors.As(err, &bad) && bad.Key == params.Missing {
		e, periods, err := s.uppermost(ctx, dir)
		if err != nil {
			return e, catalog.Period{}, err
		}
		period, err := params.Period(values)
		if errors.As(err, &bad) && bad.Key == params.Missing {
			return e, latest(periods), nil
		}
		return e, period, err
	}
	if err != nil {
		return entry{}, catalog.Period{}, err
	}
	org, _ := dir.find(code)
	period, err := params.Period(values)
	if errors.As(err, &bad) && bad.Key == params.Missing {
		periods, err := s.periods(ctx, dir, code)
		if period = latest(periods); period.IsZero() {
			period = thisQuarter(s.now())
		}
		return org, period, err
	}
	return org, period, err
}

// uppermost is the organisation that a page opens with when none is asked for,
// and its periods: of the highest in the tree that have figures the one whose
// figures are the latest, and of several the one with the most members. It is
// empty in a store without figures.
func (s *server) uppermost(ctx context.Context, dir *directory) (best entry, known []catalog.Period, err error) {
	for _, e := range dir.candidates() {
		if len(known) > 0 && e.depth > best.depth {
			break
		}
		periods, err := s.periods(ctx, dir, e.org.Org)
		if err != nil {
			return entry{}, nil, err
		}
		if len(periods) > 0 && (len(known) == 0 || latest(periods).Last().After(latest(known).Last())) {
			best, known = e, periods
		}
	}
	return best, known, nil
}

// thisQuarter stands in for an organisation that has no period of its own yet.
func thisQuarter(now time.Time) catalog.Period {
	p, err := catalog.NewPeriod(catalog.Quarter, now.Year(), (int(now.Month())+2)/3)
	if err != nil {
		return catalog.Period{} // a clock outside the catalogue's years
	}
	return p
}

// today is the date here as a midnight UTC, like every date of the register.
func (s *server) today() time.Time {
	year, month, day := s.now().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// look returns the directory of the current data version and day.
func (s *server) look(ctx context.Context, version int64) (*directory, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	day := s.today()
	for _, d := range s.directories {
		if d.version == version && d.day.Equal(day) {
			return d, nil
		}
	}
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	same := func(d *directory) bool { return d.register == v.Register && d.day.Equal(day) }
	var d *directory
	if i := slices.IndexFunc(s.directories, same); i >= 0 {
		d = s.directories[i].at(version, v.Catalogue)
	} else {
		d = newDirectory(v.Register, day).at(version, v.Catalogue)
	}
	const held = 2 // readers still see the one before while pages are made for the newest
	s.directories = append(s.directories, d)
	s.directories = s.directories[max(0, len(s.directories)-held):]
	return d, nil
}

// reported are the periods that an organisation or its members have figures
// for, oldest first.
type reported struct {
	all []catalog.Period
	of  map[string][]catalog.Period // by indicator
}

// periods returns those that an organisation or its members have figures for,
// oldest first.
func (s *server) periods(ctx context.Context, d *directory, org string) ([]catalog.Period, error) {
	r, err := s.reported(ctx, d, org)
	return r.all, err
}

// reported returns what an organisation or its members have figures of and of
// when, asked of the store once per data version.
func (s *server) reported(ctx context.Context, d *directory, org string) (reported, error) {
	d.mu.Lock()
	known, ok := d.periods[org]
	d.mu.Unlock()
	if ok {
		return known, nil
	}
	data, err := s.store.Periods(ctx, org)
	if err != nil {
		return reported{}, err
	}
	known = reported{make([]catalog.Period, 0, len(data)), map[string][]catalog.Period{}}
	for _, p := range slices.Backward(data) {
		known.all = append(known.all, p.Period)
		for _, i := range p.Indicators {
			known.of[i] = append(known.of[i], p.Period)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.periods[org] = known
	return known, nil
}

// expect has the store answer at once what is likely to be asked of it one after
// another: together with the first question the others cost little, and when
// they come they are answered from memory. What fails is asked again by whoever
// needs it. done waits until all is answered.
func (s *server) expect(ctx context.Context, queries ...warehouse.Query) (done func()) {
	var asked sync.WaitGroup
	for _, q := range queries {
		asked.Go(func() { _, _ = s.store.Metrics(ctx, q) })
	}
	return asked.Wait
}

// gather returns everything the first page shows, from memory if the page was
// shown at this data version before: another language or theme asks nothing.
func (s *server) gather(ctx context.Context, d *directory, org entry, period catalog.Period) (findings, error) {
	return once(d, "first page "+org.org.Org+" "+period.Code(), func() (findings, error) { return s.ask(ctx, d, org, period) })
}

// ask puts the first page's questions to the store: the period's figures, then
// at the same time what led there and who stands behind it.
func (s *server) ask(ctx context.Context, d *directory, org entry, period catalog.Period) (findings, error) {
	f := findings{org: org, period: period, now: map[string]warehouse.Row{}, past: map[string][]warehouse.Row{}, members: map[string][]warehouse.Row{}, names: d.names(period), units: map[catalog.Period]string{}}
	var all, reported, incomplete []string
	for _, i := range d.catalogue.Indicators {
		all = append(all, i.Code)
	}
	q := warehouse.Query{Indicators: all, Org: org.org.Org, Periods: []catalog.Period{period}, Compare: []warehouse.Comparison{warehouse.Yoy, warehouse.ToPlan}}
	now, err := s.store.Metrics(ctx, q)
	if err != nil {
		return f, err
	}
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
	for _, p := range lastPeriods(period, window(period.Grain())) {
		f.units[p] = d.units(org.org.Org, p)
	}
	charted := slices.Clone(reported)
	for _, i := range mainFigures(d.catalogue, f) {
		charted = union(charted, []string{i.Code})
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		f.failed, err = s.failedChecks(ctx, d, org.org.Org, period)
		return err
	})
	group.Go(func() error { return s.askYear(ctx, d, q, org.children > 0, &f) })
	group.Go(func() error {
		past := q
		past.Indicators, past.Periods, past.Compare = charted, lastPeriods(period, window(period.Grain())), []warehouse.Comparison{warehouse.Yoy}
		return s.collect(ctx, past, f.past)
	})
	if org.children > 0 {
		group.Go(func() error {
			members := q
			members.ByOrg, members.Indicators = true, withMain(incomplete, reported)
			return s.collect(ctx, members, f.members)
		})
	}
	err = group.Wait()
	return f, err
}

// askYear fills what has become of the plans until the period ends. now is the
// question whose answer is in f.now.
func (s *server) askYear(ctx context.Context, d *directory, now warehouse.Query, members bool, f *findings) error {
	q := now
	q.Compare, q.Indicators = []warehouse.Comparison{warehouse.ToPlan}, nil
	f.plans, f.year = map[string]warehouse.Row{}, map[string]warehouse.Row{}
	sums := !slices.Equal(yearSpan(f.period), []catalog.Period{f.period})
	var reported []string
	for _, i := range d.catalogue.Indicators {
		r := f.now[i.Code]
		if r.Value != nil {
			reported = append(reported, i.Code)
		}
		if r.Plan == nil || i.Sensitivity == catalog.Restricted {
			continue
		}
		if i.Kind == catalog.Flow && sums {
			q.Indicators = append(q.Indicators, i.Code)
		} else {
			f.plans[i.Code] = r
		}
	}
	if len(q.Indicators) == 0 {
		return nil
	}
	rows, err := s.yearSoFar(ctx, q)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Plan == nil {
			continue
		}
		f.plans[r.Indicator] = r
		if i, _ := d.catalogue.Indicator(r.Indicator); partOfYear(f.now[i.Code], i) {
			f.year[i.Code] = r
		}
	}
	main := withMain(nil, reported)
	if i, _ := d.catalogue.Indicator(main[0]); !members || !partOfYear(f.now[i.Code], i) {
		return nil
	}
	q.ByOrg, q.Indicators = true, main
	f.yearMembers, err = s.yearSoFar(ctx, q)
	return err
}

// collect files the rows of a query by indicator.
func (s *server) collect(ctx context.Context, q warehouse.Query, into map[string][]warehouse.Row) error {
	result, err := s.store.Metrics(ctx, q)
	for _, r := range result.Rows {
		into[r.Indicator] = append(into[r.Indicator], r)
	}
	return err
}

// withMain adds the page's main figure, the first reported one in the order
// of [heroOrder], to the codes.
func withMain(codes, reported []string) []string {
	for _, code := range slices.Concat(heroOrder, reported) {
		if slices.Contains(reported, code) {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
			break
		}
	}
	return codes
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

func (w words) pickers(dir *directory, org entry, period catalog.Period, periods []catalog.Period, href func(string, catalog.Period) string) *pickers {
	p := &pickers{Org: w.orgName(org.org), Period: w.period(period)}
	p.Orgs = w.orgLinks(dir, org.org.Org, func(code string) string { return href(code, period) })
	for _, list := range byYear(periods) {
		y := yearLinks{Text: list[0].Last().Format("2006")}
		for _, one := range list {
			text := w.brief(one)
			switch one.Grain() {
			case catalog.Year:
				text = w.say("page.picker.year")
			case catalog.Term:
				text = w.period(one)
			}
			y.Periods = append(y.Periods, link{Href: href(org.org.Org, one), Text: text, Current: one == period})
		}
		p.Years = append(p.Years, y)
	}
	return p
}

// clock is a time of day with its date: 16:42, 30/3/2024.
func (w words) clock(t time.Time) string {
	return t.Format("15:04") + ", " + w.date(t)
}
