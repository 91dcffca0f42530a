package dashboards

import (
	"slices"
	"strconv"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// unitPage is the scorecard of one organisation.
type unitPage struct {
	shell
	scores
	Pickers  *pickers
	Headline string
	Subtitle []string
	Action   *link // to the report that is missing
	Org      string
	Hero     *figure
	Course   *panel
	Last     *scores // where the period's own are missing; nil where there never were any
	Ranks    []rankCourse
	Reports  []reportMark
	Files    []submissionRow
	Below    *link  // where the reports of its members are, when it sends none itself
	Links    []link // the same organisation on other pages
	Notes    []string
	Footer   imprint
}

// scores are the main indicators of a period, a row each.
type scores struct {
	Period     string   // the head of a period that is not the page's; "" for the page's
	Missing    string   // says which period is missing, that these stand in for
	Peers      []string // whom it is ranked among, as heads of columns
	Rows       []scoreRow
	HasPlans   bool
	HasCourses bool
	NotNeeded  bool // an indicator does not apply
}

// scoreRow is one indicator of a scorecard.
type scoreRow struct {
	Figure figure
	Plan   *bullet
	PlanOf string // what the plan of the year is, for its title
	NoPlan string // why there is no attainment, though there is a plan
	Ranks  []rankCell
}

// rankCell is a place among peers: "3/17", in a drawing 60 wide.
type rankCell struct {
	Text, Href, Title string
	Among             string // said beside it where no head of a column does
	Last              string // in the place of one, that of the last period with figures: "quý III/2025: 3/17"
	X                 string // of the mark on the scale from last to first
}

// reportMark is how far the report of one period has come.
type reportMark struct {
	boardCell
	Label string
}

// Late reports whether a mark of the reports is a number of days.
func (p unitPage) Late() bool {
	return slices.ContainsFunc(p.Reports, func(r reportMark) bool { return r.Class == string(warehouse.Late) })
}

const rankWidth = 60

func (w words) unitCard(dir *directory, card unitCard) (unitPage, error) {
	f := card.findings
	v := f.names[card.org]
	page := unitPage{Org: w.orgName(v)}
	figures := w.figures(f)
	above := parents(dir.register, card.org, card.period)
	page.Subtitle = w.unitSubtitle(f, v, above)
	for _, one := range []struct{ path, key string }{{"/", "page.nav.overview"}, {"/trend", "page.nav.trend"}, {"/party", "page.nav.party"}, {"/plan", "page.nav.plan"}} {
		page.Links = append(page.Links, link{Href: w.link(one.path, card.org, card.period), Text: w.say(one.key)})
	}
	if v.Invented {
		page.Notes = append(page.Notes, w.say("page.note.invented"))
	}
	if slices.ContainsFunc(figures, likeCompared) {
		page.Notes = append(page.Notes, w.say("page.note.change"))
	}
	hero := mainFigure(figures)
	if hero == nil {
		page.Headline = w.say("page.empty.headline", "org", page.Org, "period", w.inSentence(card.period))
		return page, nil
	}
	page.Hero = hero
	if r, ok := card.plans.whole[hero.Code]; ok {
		if hero.Plan = w.soFar(r, hero.indicator); r.Period == hero.row.Period && r.Basis == hero.row.Basis {
			hero.Plan = w.bullet(r, hero.indicator)
		}
	}
	page.Headline = w.say("unit.headline", "org", w.unitName(v), "finding", w.inside(w.headline(*hero, nil)))
	var err error
	if page.Course, err = w.panel(w.declared(heroChart), f, figures, map[string]bool{}); err != nil {
		return page, err
	}
	for _, one := range card.peers {
		page.Peers = append(page.Peers, w.unitName(f.names[one.org]))
	}
	for _, i := range scored(w.catalog, f) {
		page.Rows = append(page.Rows, w.scoreRow(card, i))
		row := page.Rows[len(page.Rows)-1]
		page.HasPlans, page.HasCourses = page.HasPlans || row.PlanOf != "", page.HasCourses || row.Figure.Spark != nil
		page.NotNeeded = page.NotNeeded || row.Figure.NotNeeded
	}
	return page, nil
}

// unitSubtitle says what the organisation is and where it belongs.
func (w words) unitSubtitle(f findings, v catalog.OrgVersion, above []string) []string {
	var out []string
	if v.Type != "" {
		out = append(out, w.say("unit.type."+string(v.Type)))
	}
	for _, org := range above {
		out = append(out, w.orgName(f.names[org]))
	}
	if v.Sector != "" && w.lang == locale.VI { // the register writes it in Vietnamese
		out = append(out, w.inside(v.Sector))
	}
	return append(out, w.period(f.period))
}

func (w words) scoreRow(card unitCard, i catalog.Indicator) scoreRow {
	f := card.findings
	row := scoreRow{Figure: w.figure(f.now[i.Code], i)}
	row.Figure.Spark = w.sparkline(f.past[i.Code], i)
	if r, ok := card.plans.whole[i.Code]; ok && r.Plan != nil {
		row.Plan = w.progress(r, i)
		row.PlanOf = w.say("page.plan.of", "plan", w.amount(r.Plan.Value, i, planPlaces(r.Plan.Value, i)), "period", w.planWord(r.Plan.Period))
		if row.Plan == nil {
			row.NoPlan = w.planNote(r, i)
			if r.Value == nil {
				row.NoPlan = w.absentOf(r)
			}
		}
	}
	for _, one := range card.peers {
		row.Ranks = append(row.Ranks, w.rankCell(card, one, i))
	}
	return row
}

// rankCell is the place among peers; where the figure is missing, the last one
// there was.
func (w words) rankCell(card unitCard, among peers, i catalog.Indicator) rankCell {
	p := card.period
	at, of := standsAt(card.org, among.rows[i.Code], i)
	missing := at == 0
	if missing {
		p = card.last
		at, of = standsAt(card.org, among.last[i.Code], i)
	}
	if of < 2 {
		return rankCell{}
	}
	name := w.orgName(card.findings.names[among.org])
	cell := rankCell{Among: w.say("unit.among", "org", w.unitName(card.findings.names[among.org])), Text: strconv.Itoa(at) + "/" + strconv.Itoa(of),
		Href:  w.rankingHref(ranking{place: place{among.org, p}, indicator: i.Code, sort: sortings[0]}),
		Title: w.say("unit.rank", "at", at, "of", of, "org", name, "name", w.inside(w.name(i)))}
	if missing {
		cell.Last = w.say("unit.report", "period", w.inSentence(p), "state", cell.Text)
		return cell
	}
	cell.X = strconv.FormatFloat(4+float64((rankWidth-8)*(of-at))/float64(of-1), 'f', 1, 64)
	return cell
}
