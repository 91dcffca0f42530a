package dashboards

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"
	"github.com/shopspring/decimal"
	"golang.org/x/sync/errgroup"

	"giaoban/dashboards/params"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// ranking is what a comparison page is about; its address holds all of it.
type ranking struct {
	place
	indicator string
	sort      string // see sortings
	overTime  bool   // units × periods instead of the ranking
}

// sortings are the orders of a ranking, the default first.
var sortings = []string{"value", "change", "plan", "name"}

func (w words) rankingHref(r ranking) string {
	q := w.askedRanking(r)
	if r.overTime {
		q.Set("view", "time")
	}
	return "/compare?" + q.Encode()
}

// askedRanking are the parameters of a chart about a ranking.
func (w words) askedRanking(r ranking) url.Values {
	return url.Values{"org": {r.org}, "period": {r.period.Code()}, "indicator": {r.indicator}, "sort": {r.sort}, "lang": {string(w.lang)}}
}

// compare answers GET /compare?org=&period=&indicator=&sort=&view=: the
// members of an organisation beside each other, in one period or over the last
// ones.
func (s *server) compare(c echo.Context) error {
	ctx := c.Request().Context()
	v, err := s.visit(c)
	if err != nil || v == nil {
		return err
	}
	dir, w := v.dir, v.words
	r, err := s.askedRanking(ctx, c.QueryParams(), dir)
	if err != nil {
		return err
	}
	page := membersPage{Headline: w.say("page.empty.store"), Subtitle: []string{w.say("page.empty.store_action")}}
	if r.org != "" {
		asked := r
		asked.sort = ""
		answer, err := once(dir, words{}.rankingHref(asked), func() (standing, error) { return s.askStanding(ctx, dir, r) })
		if err != nil {
			return err
		}
		if page, err = w.members(dir, r, answer); err != nil {
			return err
		}
		known, err := s.periods(ctx, dir, r.org)
		if err != nil {
			return err
		}
		page.Pickers = w.rankingPickers(dir, r, known)
		switch {
		case len(answer.members) == 0:
			page.Elsewhere = &link{Href: w.unitHref(r.org, r.period), Text: w.say("compare.to_unit")}
		case page.Table == nil && page.Heat == nil:
			if page.instead, err = s.otherRankings(ctx, dir, w, r); err != nil {
				return err
			}
		}
	}
	page.shell = s.frame(c, w, "compare", r.place)
	if page.Ending, err = s.ending(ctx, v, r.place, "/compare"); err != nil {
		return err
	}
	if page.Ending != nil && page.Table == nil && page.Heat == nil {
		page.Headline, page.Subtitle = page.Ending.head()
	}
	page.Title = w.say("trend.title", "what", page.What, "org", page.Org)
	page.Present = w.presenting(page.panels()...)
	page.Footer = s.footer(v)
	return s.render(c, http.StatusOK, "members.html", page)
}

// otherRankings leads on from a ranking in which nobody has a figure: to the last
// period in which somebody has one, and to the indicators of this one that
// somebody has.
func (s *server) otherRankings(ctx context.Context, dir *directory, w words, r ranking) (out instead, err error) {
	has, err := s.reported(ctx, dir, r.org)
	if err != nil {
		return out, err
	}
	known := withWholes(has.of[r.indicator])
	if same := slices.DeleteFunc(slices.Clone(known), func(p catalog.Period) bool { return p.Grain() != r.period.Grain() }); len(same) > 0 {
		known = same
	}
	if last := latest(known); !last.IsZero() && last != r.period {
		valued, err := s.valued(ctx, warehouse.Query{Indicators: []string{r.indicator}, Org: r.org, Periods: []catalog.Period{last}, ByOrg: true})
		if err != nil {
			return out, err
		}
		if valued[r.indicator] {
			then := r
			then.period = last
			out.Elsewhere = &link{Href: w.rankingHref(then), Text: w.say("page.empty.latest", "period", w.inSentence(last))}
		}
	}
	q := warehouse.Query{Org: r.org, Periods: []catalog.Period{r.period}, ByOrg: true}
	for _, i := range dir.catalogue.Indicators {
		if slices.Contains(withWholes(has.of[i.Code]), r.period) {
			q.Indicators = append(q.Indicators, i.Code)
		}
	}
	if len(q.Indicators) == 0 {
		return out, nil
	}
	valued, err := s.valued(ctx, q)
	if err != nil {
		return out, err
	}
	out.Others = w.onlyIndicators(func(code string) string {
		if !valued[code] {
			return ""
		}
		other := r
		other.indicator = code
		return w.rankingHref(other)
	})
	return out, nil
}

// valued are the indicators of which somebody asked about has a figure of the
// period alone.
func (s *server) valued(ctx context.Context, q warehouse.Query) (map[string]bool, error) {
	result, err := s.store.Metrics(ctx, q)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, row := range result.Rows {
		out[row.Indicator] = out[row.Indicator] || alone(row) != nil
	}
	return out, nil
}

// askedRanking reads the address and fills in what it leaves out: the first
// organisation with members, its latest period, its main figure.
func (s *server) askedRanking(ctx context.Context, values url.Values, dir *directory) (ranking, error) {
	var r ranking
	org, period, err := s.choose(ctx, values, dir)
	if err != nil || org.org.Org == "" {
		return r, err
	}
	r.place = place{org.org.Org, period}
	if r.sort, err = params.OneOf(values, "sort", sortings...); err != nil {
		return r, err
	}
	r.sort = cmp.Or(r.sort, sortings[0])
	view, err := params.OneOf(values, "view", "rank", "time")
	if err != nil {
		return r, err
	}
	r.overTime = view == "time"
	codes, err := params.Indicators(values, dir.catalogue)
	var bad *params.Error
	if errors.As(err, &bad) && bad.Key == params.Missing {
		r.indicator, err = s.mainIndicator(ctx, dir, org, period)
		return r, err
	}
	if err == nil {
		r.indicator = codes[0]
	}
	return r, err
}

// standing is the rows behind a comparison page.
type standing struct {
	total   warehouse.Row
	paired  *warehouse.Row             // the total of the units with both periods alone; nil where those are all
	joined  int                        // how many units were elsewhere a year before
	members []warehouse.Row            // in register order
	course  map[string][]warehouse.Row // over the last periods, by member, oldest first
	periods []catalog.Period

	// The year until the period ends, by organisation, where that and not the
	// period alone is held against the plan; else nil.
	year map[string]warehouse.Row
}

// planned is what of an organisation is held against its plan.
func (s standing) planned(r warehouse.Row) warehouse.Row {
	if s.year == nil {
		return r
	}
	return s.year[r.Org]
}

// askStanding puts the page's questions to the store.
func (s *server) askStanding(ctx context.Context, dir *directory, r ranking) (standing, error) {
	out := standing{course: map[string][]warehouse.Row{}, periods: []catalog.Period{r.period}}
	q := warehouse.Query{Indicators: []string{r.indicator}, Org: r.org, Periods: out.periods,
		Compare: []warehouse.Comparison{warehouse.Yoy, warehouse.ToPlan}}
	group, asking := errgroup.WithContext(ctx)
	group.Go(func() error {
		result, err := s.store.Metrics(asking, q)
		if err == nil && len(result.Rows) > 0 {
			out.total = result.Rows[0]
		}
		return err
	})
	members := q
	members.ByOrg = true
	if r.overTime {
		members.Periods = lastPeriods(r.period, window(r.period.Grain()))
		members.Compare = []warehouse.Comparison{warehouse.Yoy}
	}
	var rows []warehouse.Row
	group.Go(func() error {
		result, err := s.store.Metrics(asking, members)
		rows = result.Rows
		return err
	})
	if err := group.Wait(); err != nil {
		return out, err
	}
	out.periods = members.Periods
	for _, one := range rows {
		if one.Period == r.period {
			out.members = append(out.members, one)
		}
		out.course[one.Org] = append(out.course[one.Org], one)
	}
	if !r.overTime {
		out.joined = dir.joined(r.place)
		if err := s.askPaired(ctx, q, &out); err != nil {
			return out, err
		}
	}
	return out, s.askStandingYear(ctx, dir, q, &out)
}

// askPaired asks for the units that have both periods, where there are others.
// q is the question about the total.
func (s *server) askPaired(ctx context.Context, q warehouse.Query, out *standing) error {
	t := out.total
	if t.Value == nil || t.Yoy == nil || t.Yoy.UnitsBoth == 0 || t.Coverage.Reported == t.Yoy.UnitsBoth && t.Yoy.BaseCoverage.Reported == t.Yoy.UnitsBoth {
		return nil
	}
	q.Lens, q.Compare = warehouse.LikeForLike, []warehouse.Comparison{warehouse.Yoy}
	result, err := s.store.Metrics(ctx, q)
	if err == nil && len(result.Rows) > 0 {
		out.paired = &result.Rows[0]
	}
	return err
}

// askStandingYear asks for the year so far where the plans are the year's. q is
// the question about the period.
func (s *server) askStandingYear(ctx context.Context, dir *directory, q warehouse.Query, out *standing) error {
	i, _ := dir.catalogue.Indicator(q.Indicators[0])
	if !slices.ContainsFunc(append([]warehouse.Row{out.total}, out.members...), func(r warehouse.Row) bool { return partOfYear(r, i) }) {
		return nil
	}
	q.Compare = []warehouse.Comparison{warehouse.ToPlan}
	total, err := s.yearSoFar(ctx, q)
	if err != nil {
		return err
	}
	q.ByOrg = true
	members, err := s.yearSoFar(ctx, q)
	if err != nil {
		return err
	}
	out.year = map[string]warehouse.Row{}
	for _, r := range append(total, members...) {
		out.year[r.Org] = r
	}
	return nil
}

// sorted returns the members in the order asked for; who has nothing to be
// sorted by comes last, in register order.
func (s standing) sorted(by string, i catalog.Indicator) []warehouse.Row {
	key := map[string]func(warehouse.Row) *decimal.Decimal{
		"value":  alone,
		"change": func(r warehouse.Row) *decimal.Decimal { return changed(r, i) },
		"plan":   func(r warehouse.Row) *decimal.Decimal { return attained(s.planned(r)) },
	}[by]
	out := slices.Clone(s.members)
	if key == nil {
		return out // the register's own order
	}
	slices.SortStableFunc(out, func(a, b warehouse.Row) int {
		x, y := key(a), key(b)
		switch {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return 1
		case y == nil:
			return -1
		}
		return y.Cmp(*x)
	})
	return out
}

// changed is the change on the same period that pages show, in per cent or, of
// a ratio, in points: of the same units where the totals' would mislead. It is
// nil where there is none.
func changed(r warehouse.Row, i catalog.Indicator) *decimal.Decimal {
	d := r.Yoy
	if d == nil || alone(r) == nil {
		return nil
	}
	same := d.LikeForLikePct != nil && d.UnitsBoth > 0 && (!d.Comparable || apart(r, i))
	switch ratio := i.Kind == catalog.Ratio; {
	case same && ratio:
		return d.LikeForLike
	case same:
		return d.LikeForLikePct
	case !d.Comparable:
		return nil
	case ratio:
		return d.Change
	}
	return d.ChangePct
}

// attained is the share of the plan reached, nil where it cannot be compared.
func attained(r warehouse.Row) *decimal.Decimal {
	if r.Plan == nil || !r.Plan.Comparable {
		return nil
	}
	return r.Plan.AttainedPct
}
