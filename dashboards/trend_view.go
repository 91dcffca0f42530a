package dashboards

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// trendPage shows how figures went over a range of periods.
type trendPage struct {
	shell
	instead
	Pickers   *trendPickers
	Headline  string
	Subtitle  []string
	What, Org string
	Lens      []link // whose figures stand for the organisation
	LensNote  string
	Main      *panel
	Indicator string
	Total     *panel // the year as it adds up
	Pace      *pacePanel
	Rows      []trendRow // the last periods, newest first
	More      []panel    // the other indicators
	CSV       string
	Notes     []string
	Footer    imprint
}

// trendRow is one period in the table beside the chart.
type trendRow struct {
	Period, Source, Value, Before string
	OtherBase                     string // why Before and Change are not of the same units; else empty
	Change                        *change
	Figure                        figure
}

// OtherBase explains the mark of rows whose base is of other units; "" where
// there is none.
func (p trendPage) OtherBase() string {
	for _, r := range p.Rows {
		if r.OtherBase != "" {
			return r.OtherBase
		}
	}
	return ""
}

// trendPickers choose what is shown: links that hold the whole state.
type trendPickers struct {
	Org, Indicator, Range string
	Orgs, Ranges, Grains  []link
	Indicators            []indicatorLinks // to look at in place of the main one
	Beside                []link           // the others shown; each leads to the page without it
	More                  []indicatorLinks // to show beside them; none when there is no room
}

// tableRows is how many of the last periods the table beside the chart shows.
const tableRows = 6

// barPeriods is how many periods are drawn as bars; more are a line.
const barPeriods = 13

func (w words) trend(dir *directory, c courses) (trendPage, error) {
	w.manner.lens = c.lens
	main, _ := w.catalog.Indicator(c.indicators[0])
	rows := c.rows[main.Code]
	names := dir.names(c.to)
	page := trendPage{What: w.name(main), Org: w.orgName(names[c.org]), Indicator: main.Code, Lens: w.lenses(c.course)}
	periods := make([]catalog.Period, len(rows))
	for n, r := range rows {
		periods[n] = r.Period
	}
	s, turns := w.steady(dir, c, main), w.turnsOf(dir, c, main)
	page.LensNote = w.lensNote(dir, c.course, periods)
	page.Subtitle = []string{page.Org, w.inside(w.name(main)), w.say("trend.range", "from", w.inSentence(c.from), "to", w.inSentence(c.to))}
	if unit := w.unitOf(main); !strings.EqualFold(unit, w.name(main)) {
		page.Subtitle[1] = w.say("trend.subtitle", "name", page.Subtitle[1], "unit", unit)
	}
	if s.values() == 0 {
		page.Headline = w.say("trend.empty", "name", w.inside(w.name(main)), "from", w.inSentence(c.from), "to", w.inSentence(c.to))
		return page, nil
	}
	var err error
	if page.Main, err = w.coursePanel(c.course, s, turns); err != nil {
		return page, err
	}
	if page.Total, err = w.cumulativePanel(c, main); err != nil {
		return page, err
	}
	if page.Pace, err = w.pacePanel(c, main); err != nil {
		return page, err
	}
	page.Headline = page.Main.Title
	if page.Pace != nil && page.Pace.Sentence != "" {
		page.Headline += "; " + w.inside(page.Pace.Sentence)
	}
	if last := rows[len(rows)-1]; last.Value != nil {
		page.Main.Title = w.valueTitle(last, main, w.span(last.Period, last.Basis))
	}
	for _, r := range slices.Backward(rows[max(0, len(rows)-tableRows):]) {
		page.Rows = append(page.Rows, w.trendRow(r, main))
	}
	for _, t := range turns {
		if t.Note != "" {
			page.Notes = append(page.Notes, t.Note)
		}
	}
	for n, code := range c.indicators[1:] {
		ind, _ := w.catalog.Indicator(code)
		one := w.steady(dir, c, ind)
		if one.values() == 0 {
			page.Notes = append(page.Notes, w.say("trend.no_values", "name", w.name(ind)))
			continue
		}
		p, err := w.coursePanel(c.course, one, turns)
		if err != nil {
			return page, err
		}
		p.ID, p.Height = fmt.Sprintf("course-%d", n+2), "medium"
		page.More = append(page.More, *p)
	}
	if names[c.org].Invented {
		page.Notes = append(page.Notes, w.say("page.note.invented"))
	}
	page.CSV = "/api/v1/metrics?" + strings.TrimPrefix(w.trendHref(c.course), "/trend?") + "&compare=yoy,plan&format=csv"
	return page, nil
}

// steady is an indicator's course, knowing since when it is of the same units.
func (w words) steady(dir *directory, c courses, i catalog.Indicator) series {
	f := findings{past: map[string][]warehouse.Row{i.Code: c.rows[i.Code]}, units: map[catalog.Period]string{}}
	for _, r := range c.rows[i.Code] {
		if c.lens == warehouse.AsReported {
			f.units[r.Period] = dir.units(c.org, r.Period)
		}
	}
	return f.series(i)
}

// turnsOf are the reorganisations on a course, of which only figures as
// reported tell.
func (w words) turnsOf(dir *directory, c courses, i catalog.Indicator) []turn {
	if c.lens != warehouse.AsReported {
		return nil
	}
	var periods []catalog.Period
	for _, r := range c.rows[i.Code] {
		periods = append(periods, r.Period)
	}
	return w.turns(dir, c.org, periods)
}

// coursePanel draws a course as bars, or as a line where bars would be too many.
func (w words) coursePanel(c course, s series, turns []turn) (*panel, error) {
	w.manner.lens = c.lens
	var option []byte
	var err error
	p := &panel{Name: "course", Asked: w.askedCourse(c.only(s.indicator.Code)), Height: "tall", Sentence: w.courseSentence(s), Table: w.courseTable(s), Title: w.courseTitle(s, false)}
	if len(s.rows) <= barPeriods {
		option, err = w.columnOption(s, true, turns)
		p.Key = w.columnKey(s)
	} else {
		option, err = w.lineOption(s, turns)
		p.Key = w.lineKey(s)
	}
	if err != nil {
		return nil, fmt.Errorf("chart course: %w", err)
	}
	p.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	p.Subtitle = w.say("page.chart.by_period", "name", w.name(s.indicator), "grain", w.grain(s.rows[0].Period), "unit", w.unitOf(s.indicator))
	return p, nil
}

func (w words) trendRow(r warehouse.Row, i catalog.Indicator) trendRow {
	row := trendRow{Period: w.period(r.Period), Source: w.figureHref(r.Org, r.Indicator, r.Period), Figure: w.figure(r, i), Before: "–"}
	if b := base(r); b != nil {
		row.Before, row.OtherBase = w.plain(*b, i), w.otherBase(r, i)
	}
	row.Change = row.Figure.Change
	return row
}

// lenses are the three answers to whose figures count.
func (w words) lenses(c course) []link {
	var out []link
	for _, lens := range []warehouse.Lens{warehouse.AsReported, warehouse.Current, warehouse.LikeForLike} {
		to := c
		to.lens = lens
		out = append(out, link{Href: w.trendHref(to), Text: w.say("trend.lens." + string(lens)), Note: w.say("trend.lens." + string(lens) + ".note"), Current: lens == c.lens})
	}
	return out
}

// lensNote says what the chosen lens makes of this range.
func (w words) lensNote(dir *directory, c course, periods []catalog.Period) string {
	if c.lens != warehouse.AsReported || len(periods) == 0 {
		return w.say("trend.lens." + string(c.lens) + ".note")
	}
	count := func(p catalog.Period) int { return len(strings.Fields(dir.units(c.org, p))) }
	var parts []string
	last := -1
	for _, p := range periods {
		if n := count(p); n != last && n > 0 {
			parts = append(parts, w.say("trend.lens.units", "n", n, "period", w.inSentence(p)))
			last = n
		}
	}
	if len(parts) == 0 {
		return w.say("trend.lens.as_reported.note")
	}
	if len(parts) > 4 {
		parts = append(parts[:1], parts[len(parts)-2:]...)
	}
	return w.say("trend.lens.as_reported.units", "list", strings.Join(parts, ", "))
}

// trendPickers are the links around the page.
func (w words) trendPickers(dir *directory, c course, has reported) *trendPickers {
	org, _ := dir.find(c.org)
	main, _ := w.catalog.Indicator(c.indicators[0])
	p := &trendPickers{Org: w.orgName(org.org), Indicator: w.name(main),
		Range: w.say("trend.range", "from", w.inSentence(c.from), "to", w.inSentence(c.to))}
	to := func(change func(*course)) string {
		next := c
		change(&next)
		return w.trendHref(next)
	}
	p.Orgs = w.orgLinks(dir, c.org, func(org string) string { return to(func(t *course) { t.org = org }) })
	shown := func(codes ...string) string { return to(func(t *course) { t.indicators = codes }) }
	without := func(code string) []string {
		return slices.DeleteFunc(slices.Clone(c.indicators[1:]), func(one string) bool { return one == code })
	}
	p.Indicators = w.indicatorLinks(c.indicators[:1], func(code string) string { return shown(append([]string{code}, without(code)...)...) })
	for _, code := range c.indicators[1:] {
		i, _ := w.catalog.Indicator(code)
		p.Beside = append(p.Beside, link{Text: w.name(i), Note: w.say("trend.without", "name", w.name(i)), Href: shown(append([]string{main.Code}, without(code)...)...)})
	}
	if len(c.indicators) < maxCourses {
		p.More = w.otherIndicators(c.indicators, func(code string) string { return shown(append(slices.Clone(c.indicators), code)...) })
	}
	known := withWholes(has.all)
	p.Grains = w.grainLinks(c, withWholes(has.of[main.Code]), to)
	ofGrain := slices.DeleteFunc(slices.Clone(known), func(q catalog.Period) bool { return q.Grain() != c.to.Grain() })
	if len(ofGrain) > 0 {
		slices.SortFunc(ofGrain, catalog.Period.Compare)
		for _, n := range []int{5, 9, 13, 25, len(ofGrain)} {
			n = min(n, len(ofGrain))
			from, last := ofGrain[len(ofGrain)-n], ofGrain[len(ofGrain)-1]
			l := link{Text: w.say("trend.range.last", "n", n), Note: w.say("trend.range", "from", w.inSentence(from), "to", w.inSentence(last)),
				Current: from == c.from && last == c.to, Href: to(func(t *course) { t.from, t.to = from, last })}
			if !slices.ContainsFunc(p.Ranges, func(k link) bool { return k.Href == l.Href }) {
				p.Ranges = append(p.Ranges, l)
			}
		}
	}
	return p
}

// grainLinks lead to the grains of the periods with figures of a course's main
// indicator; none where that leaves no choice.
func (w words) grainLinks(c course, known []catalog.Period, to func(func(*course)) string) (out []link) {
	var grains []catalog.Grain
	for _, q := range known {
		if !slices.Contains(grains, q.Grain()) && q.Grain() != catalog.Term {
			grains = append(grains, q.Grain())
		}
	}
	slices.Sort(grains)
	if len(grains) == 1 && grains[0] == c.to.Grain() {
		return nil
	}
	for _, g := range grains {
		last := lastOf(known, g, c.to)
		out = append(out, link{Text: w.say("trend.grain." + grainKey(g)), Current: g == c.to.Grain(), Href: to(func(t *course) { t.until(last) })})
	}
	return out
}

// until makes a course one of the usual length that ends with a period.
func (t *course) until(last catalog.Period) {
	t.from, t.to = lastPeriods(last, window(last.Grain()))[0], last
}

// lead leads on from a page without figures: to the last period that has some
// of the indicator, else to the indicators of which there are any.
func (w words) lead(page *trendPage, c course, has reported) {
	upTo := func(code string, last catalog.Period) string {
		t := c.only(code)
		t.until(last)
		return w.trendHref(t)
	}
	if known := withWholes(has.of[c.indicators[0]]); len(known) > 0 {
		last := latest(known)
		if same := slices.DeleteFunc(slices.Clone(known), func(p catalog.Period) bool { return p.Grain() != c.to.Grain() }); len(same) > 0 {
			last = latest(same)
		}
		if last.Last().Before(c.from.First()) || c.to.Last().Before(last.Last()) || last.Grain() != c.to.Grain() {
			page.Elsewhere = &link{Text: w.say("trend.empty.latest", "period", w.inSentence(last)), Href: upTo(c.indicators[0], last)}
		}
		return
	}
	page.Headline = w.say("trend.empty.ever", "org", page.Org, "name", w.inside(page.What))
	page.Subtitle, page.Lens = page.Subtitle[:1], nil
	if len(has.all) == 0 {
		page.Elsewhere = &link{Text: w.say("page.unreported.board"), Href: w.boardHref(c.org, c.to)}
		return
	}
	page.Others = w.onlyIndicators(func(code string) string {
		if known := has.of[code]; len(known) > 0 {
			return upTo(code, latest(known))
		}
		return ""
	})
}

// withWholes are the periods with figures and the quarters, halves and years all
// of whose parts have them: the store adds those up.
func withWholes(known []catalog.Period) []catalog.Period {
	out := slices.Clone(known)
	has := map[catalog.Period]bool{}
	for _, p := range known {
		has[p] = true
	}
	for _, p := range known {
		for _, g := range []catalog.Grain{catalog.Quarter, catalog.Half, catalog.Year} {
			if g <= p.Grain() {
				continue
			}
			_, last := p.Months() // counted from 0, over the years
			months := map[catalog.Grain]int{catalog.Quarter: 3, catalog.Half: 6, catalog.Year: 12}[g]
			whole, err := catalog.NewPeriod(g, p.Year(), last%12/months+1)
			if err != nil || has[whole] || !slices.ContainsFunc(whole.Tilings(), func(parts []catalog.Period) bool {
				return !slices.ContainsFunc(parts, func(part catalog.Period) bool { return !has[part] })
			}) {
				continue
			}
			has[whole] = true
			out = append(out, whole)
		}
	}
	return out
}

// lastOf is the latest known period of a grain that ends no later than p does,
// else the first there is.
func lastOf(known []catalog.Period, g catalog.Grain, p catalog.Period) catalog.Period {
	var best, first catalog.Period
	for _, q := range known {
		if q.Grain() != g {
			continue
		}
		if first.IsZero() || q.Compare(first) < 0 {
			first = q
		}
		if !q.Last().After(p.Last()) && (best.IsZero() || best.Compare(q) < 0) {
			best = q
		}
	}
	if best.IsZero() {
		return first
	}
	return best
}
