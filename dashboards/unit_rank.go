package dashboards

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// rankCourse is the place of an organisation among its peers, period by period.
type rankCourse struct {
	Title string
	Marks []rankMark
	Why   string // why there is none in some of the periods
}

// rankMark is the place in one period, "3/17".
type rankMark struct {
	Label, Text, Title string
	Href               string // of the ranking; "" where there is no place
	Current            bool
}

// askCourse asks for the main figure of a scorecard of all whom its organisation
// is ranked among in what it is a part of, over the periods that lead to the
// card's: of every period those who were members then.
func (s *server) askCourse(ctx context.Context, dir *directory, card unitCard, parent string) ([]warehouse.Row, error) {
	q := courseAmong(dir, card.place, card.ranked, parent)
	result, err := s.store.Metrics(ctx, q)
	if err != nil || q.ByOrg {
		return result.Rows, err
	}
	return slices.DeleteFunc(result.Rows, func(r warehouse.Row) bool {
		return !slices.Contains(dir.reporting(parent, r.Period), r.Org)
	}), nil
}

// courseAmong asks for an indicator of all whom an organisation is ranked among
// within what it is a part of, over the periods that lead to one.
func courseAmong(dir *directory, at place, indicator, parent string) warehouse.Query {
	q := warehouse.Query{Indicators: []string{indicator}, Org: parent, ByOrg: true, Periods: lastPeriods(at.period, window(at.period.Grain()))}
	var units []string
	for _, p := range q.Periods {
		units = union(units, dir.reporting(parent, p))
	}
	if slices.Contains(units, at.org) {
		q.ByOrg, q.Org, q.Others = false, units[0], units[1:] // a bloc's members may be clusters
	}
	return q
}

// firstRanked is the first of the indicators that has a better and a worse; ""
// where none has.
func firstRanked(indicators []catalog.Indicator) string {
	for _, i := range indicators {
		if i.Direction != catalog.NoDirection {
			return i.Code
		}
	}
	return ""
}

// rankCourse is nil where it would say no more than the table: without a place
// in a period before. reports tell of each period what became of its report.
func (w words) rankCourse(card unitCard, among peers, reports map[catalog.Period]warehouse.Cell) *rankCourse {
	i, ok := w.catalog.Indicator(card.ranked)
	if !ok {
		return nil
	}
	org := w.orgName(card.findings.names[among.org])
	c := &rankCourse{Title: w.say("unit.rank_course", "name", w.inside(w.name(i)), "org", w.unitName(card.findings.names[among.org]))}
	var gaps []unrankedSpan
	before := false
	for n, p := range lastPeriods(card.period, window(card.period.Grain())) {
		var rows []warehouse.Row
		for _, r := range among.course {
			if r.Period == p {
				rows = append(rows, r)
			}
		}
		m := rankMark{Label: w.tick(p, n == 0 || startsYear(p)), Current: p == card.period}
		at, of := standsAt(card.org, rows, i)
		if of < 2 {
			var reason string
			m.Text, reason = w.unranked(card.org, rows, reports[p])
			m.Title = w.say("unit.report", "period", w.period(p), "state", reason)
			if last := len(gaps) - 1; last >= 0 && gaps[last].reason == reason && gaps[last].to == n-1 {
				gaps[last].to, gaps[last].last = n, p
			} else {
				gaps = append(gaps, unrankedSpan{n, p, p, reason})
			}
		} else {
			m.Text = strconv.Itoa(at) + "/" + strconv.Itoa(of)
			m.Title = w.say("unit.report", "period", w.period(p), "state", w.say("unit.rank", "at", at, "of", of, "org", org, "name", w.inside(w.name(i))))
			m.Href = w.rankingHref(ranking{place: place{among.org, p}, indicator: i.Code, sort: sortings[0]})
			before = before || !m.Current
		}
		c.Marks = append(c.Marks, m)
	}
	if !before {
		return nil
	}
	var why []string
	for _, g := range gaps {
		span := w.inSentence(g.first)
		if g.first != g.last {
			span = w.say("unit.unranked.span", "first", span, "last", w.inSentence(g.last))
		}
		why = append(why, w.say("unit.report", "period", span, "state", g.reason))
	}
	if len(why) > 0 {
		c.Why = capital(strings.Join(why, "; "))
	}
	return c
}

// rank adds the places over time. What they say of periods without one stands once
// for all of the same, and the last place there was is theirs to tell and not the
// table's too.
func (p *unitPage) rank(card unitCard, course func(peers) *rankCourse) {
	for n, among := range card.peers {
		c := course(among)
		if c == nil {
			continue
		}
		if last := len(p.Ranks) - 1; last >= 0 && p.Ranks[last].Why == c.Why {
			p.Ranks[last].Why = ""
		}
		p.Ranks = append(p.Ranks, *c)
		for _, row := range p.Rows {
			if row.Figure.Code == card.ranked && n < len(row.Ranks) && row.Ranks[n].Last != "" {
				row.Ranks[n] = rankCell{}
			}
		}
	}
}

// unrankedSpan is consecutive periods without a place, for one reason.
type unrankedSpan struct {
	to          int // which of the periods is the last
	first, last catalog.Period
	reason      string
}

// unranked says why an organisation has no place in a period: it was no member
// then, the figure does not apply to it, its report is missing or lacks it, or
// nobody else has one. The mark tells what is missing from what is not due.
func (w words) unranked(org string, rows []warehouse.Row, report warehouse.Cell) (mark, reason string) {
	const none = "–"
	own := slices.IndexFunc(rows, func(r warehouse.Row) bool { return r.Org == org })
	switch {
	case own < 0:
		return none, w.say("unit.unranked.apart")
	case alone(rows[own]) != nil:
		return none, w.say("unit.unranked.single")
	case rows[own].Value != nil:
		return none, w.say("unit.unranked.cumulative")
	case absenceOf(rows[own]) != unreported:
		return none, w.absentOf(rows[own])
	case report.Handed != warehouse.NotOwed && len(report.Missing) > 0:
		return w.briefly(unreported), w.handed(report)
	}
	return w.briefly(unreported), w.absent(unreported)
}
