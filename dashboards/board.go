package dashboards

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/dashboards/tables"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// progress is what the completeness board is made of: who had to hand in
// what, over the periods that lead to the one looked at.
type progress struct {
	org     entry
	period  catalog.Period
	today   time.Time
	units   []string // in register order, those of one cluster together
	cluster map[string]string
	periods []catalog.Period
	names   map[string]catalog.OrgVersion
	board   warehouse.Board
	rules   []rule
}

// rule is how a form's deadline is counted.
type rule struct {
	every    catalog.Grain
	deadline catalog.Deadline
	due      time.Time // of the period looked at; zero for another rhythm
}

// board answers GET /completeness?org=&period=: which unit has handed in what.
func (s *server) board(c echo.Context) error {
	dir, p, periods, err := s.progress(c)
	if err != nil {
		return err
	}
	w := s.words(c)
	w.catalog, w.dir = dir.catalogue, dir
	page := boardPage{}
	if p.org.org.Org == "" {
		page.Headline, page.Subtitle = w.say("page.empty.store"), []string{w.say("page.board.empty")}
	} else {
		page = w.board(p, c.QueryParam("remind"), siteOf(c))
		page.Pickers = w.pickers(dir, p.org, p.period, periods, w.boardHref)
		v := &visit{dir: dir, words: w, version: p.board.DataVersion}
		page.Charts = s.more(c, v, "completeness", place{p.org.org.Org, p.period})
	}
	page.shell = s.frame(c, w, "board", place{p.org.org.Org, p.period})
	if page.Ending, err = s.ending(c.Request().Context(), &visit{dir: dir, words: w}, place{p.org.org.Org, p.period}, "/completeness"); err != nil {
		return err
	}
	if page.Ending != nil {
		page.Headline, _ = page.Ending.head()
	}
	page.Title = w.say("page.board.title", "period", w.period(p.period))
	page.Present = w.presenting(pointers(page.Charts)...)
	page.Footer = s.imprint(w, p.board.DataVersion)
	return s.render(c, http.StatusOK, "board.html", page)
}

// boardFile answers GET /completeness.csv and /completeness.xlsx.
func (s *server) boardFile(c echo.Context) error {
	dir, p, _, err := s.progress(c)
	if err != nil {
		return err
	}
	if p.org.org.Org == "" {
		return &params.Error{Key: params.Missing, Parameter: "org"}
	}
	w := s.words(c)
	w.catalog, w.dir = dir.catalogue, dir
	name := fmt.Sprintf("giaoban-%s-%s", p.org.org.Org, p.period)
	return sendTables(c, name, formOf(c), w.boardTables(p)...)
}

// sendTables answers with tables in a form: xlsx, a workbook of all, or csv,
// the last as comma-separated text.
func sendTables(c echo.Context, name, form string, all ...tables.Table) error {
	var b bytes.Buffer
	var err error
	mediaType := xlsxType
	if form == "csv" {
		mediaType = "text/csv; charset=utf-8"
		err = tables.WriteCSV(&b, all[len(all)-1])
	} else {
		err = tables.WriteXLSX(&b, all...)
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name+"."+form))
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	return c.Blob(http.StatusOK, mediaType, b.Bytes())
}

// formOf is what the route's address ends in: "csv".
func formOf(c echo.Context) string { return strings.TrimPrefix(path.Ext(c.Path()), ".") }

// siteOf is where the reader found us, for links in texts that leave the page.
func siteOf(c echo.Context) string { return c.Scheme() + "://" + c.Request().Host }

// progress gathers the board of the organisation and period asked for, and
// the periods one may ask for. Without organisations it is empty.
func (s *server) progress(c echo.Context) (*directory, progress, []catalog.Period, error) {
	ctx := c.Request().Context()
	s.rememberLang(c)
	// A file that was refused changes the board and not the data version.
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	dir, err := s.current(ctx)
	if err != nil {
		return nil, progress{}, nil, err
	}
	org, period, err := s.choose(c.Request().Context(), c.QueryParams(), dir)
	if err != nil {
		return nil, progress{}, nil, err
	}
	if org.org.Org == "" { // no figures yet: the board is all the more useful
		candidates := dir.candidates()
		if len(candidates) == 0 {
			return dir, progress{}, nil, nil
		}
		org, period = candidates[0], thisQuarter(s.now()).Previous()
	}
	p, err := s.progressOf(ctx, dir, org, period)
	if err != nil {
		return nil, p, nil, err
	}
	data, err := s.periods(ctx, dir, org.org.Org)
	return dir, p, p.choices(data), err
}

// progressOf gathers the board of an organisation and period.
func (s *server) progressOf(ctx context.Context, dir *directory, org entry, p catalog.Period) (progress, error) {
	out := progress{org: org, period: p, today: s.today(), cluster: map[string]string{}, names: dir.names(p)}
	out.arrange(dir.register)
	return out, s.fillBoard(ctx, dir, &out)
}

// arrange lists the units, cluster by cluster.
func (p *progress) arrange(r *catalog.Register) {
	day := p.period.Last()
	p.units = r.Members(p.org.org.Org, day)
	if len(p.units) == 0 {
		p.units = []string{p.org.org.Org}
	}
	order := map[string]int{"": 1 << 30}
	for i, org := range r.Orgs() {
		order[org] = i
	}
	for _, unit := range p.units {
		for _, e := range r.Parents(unit, day) {
			if e.Kind == catalog.ClusterEdge && e.Parent != p.org.org.Org {
				p.cluster[unit] = e.Parent
			}
		}
	}
	slices.SortStableFunc(p.units, func(a, b string) int { return order[p.cluster[a]] - order[p.cluster[b]] })
}

// fillBoard asks the store about the window of periods and leaves out those
// in which nothing was owed or handed in.
func (s *server) fillBoard(ctx context.Context, dir *directory, p *progress) error {
	var around []catalog.Period
	for _, grain := range boardGrains() {
		around = append(around, endingIn(grain, p.period))
	}
	for _, d := range dir.register.Duties(dir.catalogue, p.units, around) {
		one := rule{every: d.Period.Grain(), deadline: d.Deadline}
		if d.Period == p.period {
			one.due = d.Due
		}
		if !slices.Contains(p.rules, one) {
			p.rules = append(p.rules, one)
		}
	}
	slices.SortFunc(p.rules, func(a, b rule) int { return int(a.every) - int(b.every) })
	shortest := p.period.Grain()
	if len(p.rules) > 0 {
		shortest = p.rules[0].every
	}
	window := boardWindow(p.period, shortest)
	var err error
	if p.board, err = s.store.Board(ctx, p.units, window, p.today); err != nil {
		return err
	}
	for _, period := range window {
		owed := slices.ContainsFunc(p.units, func(unit string) bool { return p.board.Cell(unit, period).Handed != warehouse.NotOwed })
		if owed || period == p.period {
			p.periods = append(p.periods, period)
		}
	}
	return nil
}

// boardGrains are the rhythms in which reports may be owed.
func boardGrains() []catalog.Grain {
	return []catalog.Grain{catalog.Month, catalog.Quarter, catalog.Half, catalog.Year}
}

// endingIn is the period of the grain that holds the last month of p.
func endingIn(g catalog.Grain, p catalog.Period) catalog.Period {
	last := p.Last()
	months := map[catalog.Grain]int{catalog.Month: 1, catalog.Quarter: 3, catalog.Half: 6, catalog.Year: 12}[g]
	q, err := catalog.NewPeriod(g, last.Year(), (int(last.Month())-1)/months+1)
	if err != nil {
		return catalog.Period{} // a term, or nine months, which nothing falls due in
	}
	return q
}

// boardMonths is how far back a board of each shortest rhythm looks, in months.
var boardMonths = map[catalog.Grain]int{catalog.Month: 12, catalog.Quarter: 24, catalog.Half: 48, catalog.Year: 96}

// boardWindow lists the periods a board shows: those that ended in the months
// before the end of p, and the next one of the shortest rhythm.
func boardWindow(p catalog.Period, shortest catalog.Grain) []catalog.Period {
	_, end := p.Months()
	back, ok := boardMonths[shortest]
	if !ok {
		back = boardMonths[catalog.Year]
	}
	var out []catalog.Period
	for _, grain := range boardGrains() {
		q := endingIn(grain, p)
		for !q.IsZero() {
			_, last := q.Months()
			if last <= end-back {
				break
			}
			if last <= end {
				out = append(out, q)
			}
			q = q.Previous()
		}
	}
	if next := endingIn(shortest, p).Next(); !next.IsZero() {
		out = append(out, next)
	}
	if !slices.Contains(out, p) {
		out = append(out, p)
	}
	slices.SortFunc(out, catalog.Period.Compare)
	return out
}

// choices are the periods a board can be asked for: those of the rhythms that
// are owed, from the first with figures to the one running now, and whatever
// else has figures.
func (p *progress) choices(data []catalog.Period) []catalog.Period {
	out := slices.Clone(data)
	first := p.today.AddDate(-1, 0, 0)
	if len(data) > 0 && data[0].First().Before(first) {
		first = data[0].First()
	}
	for _, one := range p.rules {
		q := endingIn(one.every, p.period)
		for q.First().After(p.today) {
			q = q.Previous()
		}
		for next := q.Next(); !next.IsZero() && !next.First().After(p.today); next = next.Next() {
			q = next
		}
		for !q.IsZero() && !q.First().Before(first) {
			if !slices.Contains(out, q) {
				out = append(out, q)
			}
			q = q.Previous()
		}
	}
	slices.SortFunc(out, catalog.Period.Compare)
	return out
}
