package dashboards

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// unitCard is the rows behind a scorecard: everything about one organisation.
type unitCard struct {
	place
	findings findings
	plans    planned
	peers    []peers
	ranked   string         // the indicator whose ranks are told over time
	last     catalog.Period // the newest before for which there are figures that this one lacks; zero where it lacks none
}

// peers are the organisations that one is ranked among: those that are in the
// same cluster or bloc on the period's last day, itself included.
type peers struct {
	org  string // the cluster or bloc
	rows map[string][]warehouse.Row
	last map[string][]warehouse.Row // of the period before that the card tells of

	course []warehouse.Row // of the card's ranked indicator, over the periods that lead there
}

func (w words) unitHref(org string, p catalog.Period) string { return w.link("/unit", org, p) }

// unit answers GET /unit?org=&period=: everything about one unit, or any other
// organisation.
func (s *server) unit(c echo.Context) error {
	v, err := s.arrive(c)
	if err != nil {
		return err
	}
	ctx, w := c.Request().Context(), v.words
	at, err := s.subject(ctx, c.QueryParams(), v.dir)
	if err != nil {
		return err
	}
	var page unitPage
	page.Headline, page.Subtitle = w.empty()
	if at.org != "" {
		var f unitCard
		var reports []reportMark
		var files []submissionRow
		var cells map[catalog.Period]warehouse.Cell
		group, both := errgroup.WithContext(ctx)
		group.Go(func() (err error) {
			f, err = once(v.dir, words{}.unitHref(at.org, at.period), func() (unitCard, error) { return s.askUnit(both, v.dir, at.entry, at.period) })
			return err
		})
		group.Go(func() (err error) {
			reports, files, cells, err = s.handedIn(both, v, at)
			return err
		})
		if err := group.Wait(); err != nil {
			return err
		}
		if page, err = w.unitCard(v.dir, f); err != nil {
			return err
		}
		page.Reports, page.Files = reports, files
		page.rank(f, func(among peers) *rankCourse { return w.rankCourse(f, among, cells) })
		if cell := cells[at.period]; f.findings.unreported(v.dir.catalogue, cell) {
			page.Headline, page.Action = w.noReport(page.Org, at.place, cell)
			page.Hero, page.Course = nil, nil
		}
		page.Pickers = w.pickers(v.dir, at.entry, at.period, at.periods, w.unitHref)
	}
	if len(page.Files) == 0 && len(v.dir.register.Members(at.org, at.period.Last())) > 0 {
		page.Below = &link{Href: w.link("/completeness", at.org, at.period), Text: w.say("unit.files.below")}
	}
	if page.shell, err = s.placed(c, v, "unit", "unit.title", at); err != nil {
		return err
	}
	if page.Ending != nil && page.Hero == nil {
		page.Headline, page.Subtitle = page.Ending.head()
	}
	if at.org != "" && page.Hero == nil && page.Ending == nil {
		if page.Last, err = s.lastScores(ctx, v, at); err != nil {
			return err
		}
	}
	page.Present = w.presenting(page.Course)
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "unit.html", page)
}

// lastScores are the main indicators of the last period of the same kind, in
// the window that ends with the page's, that the organisation has reported; nil
// for none.
func (s *server) lastScores(ctx context.Context, v *visit, at subject) (*scores, error) {
	w, since := v.words, lastPeriods(at.period, window(at.period.Grain()))[0]
	has, err := s.reported(ctx, v.dir, at.org)
	if err != nil {
		return nil, err
	}
	for _, p := range slices.Backward(at.periods) {
		if !slices.ContainsFunc(union(heroOrder, keyOrder), func(code string) bool { return slices.Contains(has.of[code], p) }) {
			continue
		}
		if p.Grain() != at.period.Grain() || p.Compare(at.period) >= 0 || p.Compare(since) < 0 {
			continue
		}
		card, err := once(v.dir, words{}.unitHref(at.org, p), func() (unitCard, error) { return s.askUnit(ctx, v.dir, at.entry, p) })
		if err != nil {
			return nil, err
		}
		if card.findings.blank(v.dir.catalogue) {
			continue
		}
		page, err := w.unitCard(v.dir, card)
		if err != nil || len(page.Rows) == 0 {
			return nil, err
		}
		page.Period = w.inSentence(p)
		page.Missing = w.say("unit.scores.last", "period", w.inSentence(at.period), "last", w.inSentence(p))
		return &page.scores, nil
	}
	return nil, nil
}

// askUnit puts the page's questions about figures to the store: the unit's
// own, its plans, and then at the same time those of its peers.
func (s *server) askUnit(ctx context.Context, dir *directory, org entry, p catalog.Period) (unitCard, error) {
	card := unitCard{place: place{org.org.Org, p}}
	known, err := s.reported(ctx, dir, card.org)
	if err != nil {
		return card, err
	}
	defer s.expect(ctx, expectedOfUnit(dir, card.place, known)...)()
	if card.findings, err = s.gather(ctx, dir, dir.as(org, p), p); err != nil {
		return card, err
	}
	if card.plans, err = s.askPlans(ctx, dir, org, p); err != nil {
		return card, err
	}
	var q warehouse.Query
	for _, i := range mainFigures(dir.catalogue, card.findings) {
		q.Indicators = append(q.Indicators, i.Code)
	}
	if len(q.Indicators) == 0 {
		return card, nil
	}
	card.last, card.ranked = card.findings.lastKnown(q.Indicators), firstRanked(mainFigures(dir.catalogue, card.findings))
	above := parents(dir.register, card.org, p)
	card.peers = make([]peers, len(above))
	group, ctx := errgroup.WithContext(ctx)
	for n, parent := range above {
		one := peers{org: parent, rows: map[string][]warehouse.Row{}, last: map[string][]warehouse.Row{}}
		card.peers[n] = one
		group.Go(func() error { return s.collect(ctx, amongPeers(q, dir, parent, card.org, p), one.rows) })
		if card.ranked != "" {
			group.Go(func() (err error) {
				card.peers[n].course, err = s.askCourse(ctx, dir, card, parent)
				return err
			})
		}
		if !card.last.IsZero() {
			group.Go(func() error { return s.collect(ctx, amongPeers(q, dir, parent, card.org, card.last), one.last) })
		}
	}
	return card, group.Wait()
}

// expectedOfUnit are the figures that a scorecard is likely to be made of, as
// far as they can be told beforehand.
func expectedOfUnit(dir *directory, at place, known reported) []warehouse.Query {
	var all, open, main []string
	var scored []catalog.Indicator
	for _, i := range dir.catalogue.Indicators {
		if len(known.of[i.Code]) > 0 {
			all = append(all, i.Code)
		}
		if i.Sensitivity != catalog.Restricted {
			open = append(open, i.Code)
		}
	}
	for _, code := range union(heroOrder, keyOrder) {
		if i, ok := dir.catalogue.Indicator(code); ok && slices.Contains(all, code) {
			main, scored = append(main, code), append(scored, i)
		}
	}
	if len(main) == 0 {
		return nil
	}
	queries := []warehouse.Query{
		{Indicators: all, Org: at.org, Periods: lastPeriods(at.period, window(at.period.Grain()))},
		{Indicators: open, Org: at.org, Periods: union(yearSpan(at.period), []catalog.Period{at.period})},
	}
	for _, parent := range parents(dir.register, at.org, at.period) {
		queries = append(queries, amongPeers(warehouse.Query{Indicators: main}, dir, parent, at.org, at.period))
		if ranked := firstRanked(scored); ranked != "" {
			queries = append(queries, courseAmong(dir, at, ranked, parent))
		}
	}
	return queries
}

// amongPeers asks the query of all whom a unit is ranked among in a period
// within what it is a part of.
func amongPeers(q warehouse.Query, dir *directory, parent, org string, p catalog.Period) warehouse.Query {
	q.Periods, q.Org, q.ByOrg = []catalog.Period{p}, parent, true
	if units := dir.reporting(parent, p); slices.Contains(units, org) {
		q.ByOrg, q.Org, q.Others = false, units[0], units[1:] // a bloc's members may be clusters
	}
	return q
}

// lastKnown is the newest period before the one looked at that has some of
// those figures which this one lacks; zero where none is lacking.
func (f findings) lastKnown(indicators []string) catalog.Period {
	var last catalog.Period
	for _, code := range indicators {
		if f.now[code].Value != nil {
			continue
		}
		for _, r := range f.past[code] {
			if r.Value != nil && r.Period != f.period && (last.IsZero() || r.Period.Compare(last) > 0) {
				last = r.Period
			}
		}
	}
	return last
}

// parents lists what the organisation is a part of on the last day of a
// period, the nearest first: its cluster, its bloc, its territory.
func parents(r *catalog.Register, org string, p catalog.Period) []string {
	order := []catalog.EdgeKind{catalog.ClusterEdge, catalog.PartyLine, catalog.TerritoryEdge}
	edges := r.Parents(org, p.Last())
	slices.SortStableFunc(edges, func(a, b catalog.Edge) int {
		return cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind))
	})
	var out []string
	for _, e := range edges {
		out = union(out, []string{e.Parent})
	}
	return out
}

// mainFigures are those a page opens with and the key figures, that the
// organisation has or owes.
func mainFigures(c *catalog.Catalogue, f findings) []catalog.Indicator {
	return slices.DeleteFunc(scored(c, f), func(i catalog.Indicator) bool { return !f.owed(i) })
}

// scored are the indicators of a scorecard: the main figures, and in their
// place those of which its report says that they do not apply to it.
func scored(c *catalog.Catalogue, f findings) []catalog.Indicator {
	var out []catalog.Indicator
	for _, code := range union(heroOrder, keyOrder) {
		i, ok := c.Indicator(code)
		if ok && i.Sensitivity != catalog.Restricted && (f.owed(i) || f.now[code].NotApplicable) {
			out = append(out, i)
		}
	}
	return out
}

// standsAt is the place of an organisation among rows of one indicator: one
// more than have a better value, of so many that have one. It is 0 where the
// organisation has none, or the indicator no direction to be better in.
func standsAt(org string, rows []warehouse.Row, i catalog.Indicator) (at, of int) {
	own := slices.IndexFunc(rows, func(r warehouse.Row) bool { return r.Org == org })
	if own < 0 || alone(rows[own]) == nil || i.Direction == catalog.NoDirection {
		return 0, 0
	}
	at = 1
	for _, r := range rows {
		if alone(r) == nil {
			continue
		}
		of++
		if r.Value.Cmp(*rows[own].Value)*int(i.Direction) > 0 {
			at++
		}
	}
	return at, of
}

// filesShown is how many of its workbooks a scorecard lists.
const filesShown = 5

// handedIn tells how far the reports of the organisation have come over the
// last periods, and lists its workbooks and those of others that report for it:
// for those periods, and where there are none for the last that has figures.
func (s *server) handedIn(ctx context.Context, v *visit, at subject) ([]reportMark, []submissionRow, map[catalog.Period]warehouse.Cell, error) {
	periods := lastPeriods(at.period, window(at.period.Grain()))
	board, err := s.store.Board(ctx, []string{at.org}, periods, s.today())
	if err != nil {
		return nil, nil, nil, err
	}
	sent, err := s.store.SubmissionsOf(ctx, at.org, broughtBy(board, at.org, periods)...)
	if err != nil {
		return nil, nil, nil, err
	}
	if last := latest(at.periods); len(sent) == 0 && !last.IsZero() {
		known := lastPeriods(last, window(last.Grain()))
		then, err := s.store.Board(ctx, []string{at.org}, known, s.today())
		if err != nil {
			return nil, nil, nil, err
		}
		if sent, err = s.store.SubmissionsOf(ctx, at.org, broughtBy(then, at.org, known)...); err != nil {
			return nil, nil, nil, err
		}
	}
	w := submissionWords{words: v.words, dir: v.dir}
	var marks []reportMark
	cells := map[catalog.Period]warehouse.Cell{}
	owes := false
	first := firstHandedIn(board, at.org, periods, sent)
	for n, p := range periods {
		c := board.Cell(at.org, p)
		cells[p] = c
		owes = owes || c.Handed != warehouse.NotOwed
		mark := reportMark{boardCell: w.boardMark(c), Label: w.tick(p, n == 0 || startsYear(p))}
		mark.Text = w.say("unit.report", "period", w.period(p), "state", w.handed(c))
		if n < first && c.Handed == warehouse.Late {
			mark.boardCell = w.boardMark(warehouse.Cell{})
			mark.Text = w.say("unit.report", "period", w.period(p), "state", w.say("unit.report.before_first"))
		}
		mark.Current = p == at.period
		if c.Submission != 0 {
			mark.Href = submissionHref(c.Submission)
		}
		marks = append(marks, mark)
	}
	if !owes {
		marks = nil // its units report, not itself
	}
	var files []submissionRow
	for _, sub := range sent[:min(len(sent), filesShown)] {
		sub.Received = sub.Received.In(s.now().Location())
		files = append(files, w.submissionRow(sub))
	}
	return marks, files, cells, nil
}

// broughtBy are the workbooks in which the reports of the periods came.
func broughtBy(board warehouse.Board, org string, periods []catalog.Period) (ids []int64) {
	for _, p := range periods {
		if id := board.Cell(org, p).Submission; id != 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// firstHandedIn is which of the periods is the first for which there is a
// report, where there is none of a time before them all: what is not there of
// the time before it began to send its reports here is not late. It is 0 where
// nothing was ever handed in.
func firstHandedIn(board warehouse.Board, org string, periods []catalog.Period, sent []warehouse.Submission) int {
	earlier := slices.ContainsFunc(sent, func(sub warehouse.Submission) bool {
		return sub.Org == org && !sub.Period.IsZero() && sub.Period.Compare(periods[0]) < 0
	})
	first := slices.IndexFunc(periods, func(p catalog.Period) bool { return board.Cell(org, p).Submission != 0 })
	if earlier {
		return 0
	}
	return max(0, first)
}
