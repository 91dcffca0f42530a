package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// overviewPage is the first page.
type overviewPage struct {
	shell
	Pickers    *pickers
	Action     *link // what to do on a page without figures
	Headline   string
	Subtitle   []string
	Hero       *figure
	LongHero   bool
	HeroChart  *panel
	Groups     []figureGroup
	Beside     []panel // charts in the wide column, while a narrow one stands beside it
	Charts     []panel
	Exceptions *exceptions
	Side       []panel // below the exceptions
	All        []figureGroup
	AllTitle   string
	Notes      []string
	Footer     imprint
}

// figureGroup is a panel of key figures divided by hairlines.
type figureGroup struct {
	Name    string
	Figures []figure
}

// heroOrder are the indicators a page opens with, the first that has a value.
// Whatever follows comes in report order.
var heroOrder = []string{
	"revenue", "industrial_output", "export_turnover", "budget_paid", "social_insurance_paid", "workers",
	"party_members", "resolution_study_members",
}

// keyOrder are the indicators whose figures a page shows first, before the
// others in report order.
var keyOrder = []string{
	"budget_paid", "social_insurance_paid", "average_income", "welfare_spending", "workers", "export_turnover",
	"party_members", "subordinate_cells", "admission_proposals", "cultural_standard", "admissions",
}

// keyFigures are the numbers of figures that fill the rows of a panel.
var keyFigures = []int{8, 6, 4, 3, 2, 1}

// view arranges the findings as a page.
func (w words) overview(f findings) (overviewPage, error) {
	figures := w.figures(f)
	common := w.common(f, figures)
	p := overviewPage{}
	hero := mainFigure(figures)
	if hero == nil {
		p.Headline = w.say("page.empty.headline", "org", w.orgName(f.org.org), "period", w.inSentence(f.period))
		p.Subtitle = []string{w.say("page.empty.action")}
		return p, nil
	}
	p.Hero, p.LongHero = hero, len(hero.Value) > 9
	var err error
	if p.HeroChart, err = w.panel(w.declared(heroChart), f, figures, map[string]bool{}); err != nil {
		return p, err
	}
	p.Exceptions = w.exceptions(f, *hero, figures)
	p.Headline = w.headline(*hero, p.Exceptions)
	p.Subtitle = append(w.subtitle(f, *hero), common...)
	charted := map[string]bool{hero.Code: true}
	for _, spec := range w.charts.Of("overview") {
		if spec.Name == heroChart || spec.Own || spec.Query != chart.Metric {
			continue
		}
		panel, err := w.panel(spec, f, figures, charted)
		switch {
		case err != nil:
			return p, err
		case panel == nil:
		case p.Exceptions != nil && (spec.Kind == chart.Stages || spec.Name == "party_members" && p.Exceptions.rows() <= 6):
			p.Side = append(p.Side, *panel) // as tall together as the wide column
		default:
			p.Charts = append(p.Charts, *panel)
		}
	}
	if at := slices.IndexFunc(p.Side, isStages); p.HeroChart == nil && at >= 0 {
		p.HeroChart, p.Side = &p.Side[at], slices.Delete(slices.Clone(p.Side), at, at+1)
	} else if at := slices.IndexFunc(p.Charts, isStages); p.HeroChart == nil && at >= 0 {
		p.HeroChart, p.Charts = &p.Charts[at], slices.Delete(slices.Clone(p.Charts), at, at+1)
	}
	if len(p.Side) > 0 {
		p.Beside, p.Charts = p.Charts[:min(2, len(p.Charts))], p.Charts[min(2, len(p.Charts)):]
	}
	most := 4
	if p.HeroChart == nil || isStages(*p.HeroChart) {
		most = 8 // nothing over time to show: more figures instead
	}
	p.Groups = w.keyPanels(f, *hero, figures, most)
	later := w.dueLater(f)
	listed := slices.Concat(figures, later)
	for _, group := range []catalog.Group{catalog.Economy, catalog.Labour, catalog.Party} {
		g := figureGroup{Name: w.say("page.group." + string(group))}
		for _, fig := range listed {
			if fig.indicator.Group == group {
				g.Figures = append(g.Figures, fig)
			}
		}
		if len(g.Figures) > 0 {
			p.All = append(p.All, g)
		}
	}
	p.AllTitle = w.say("page.all", "n", len(listed), "period", w.inSentence(f.period))
	if len(later) > 0 {
		p.AllTitle = w.say("page.all.later", "all", p.AllTitle, "n", len(later))
	}
	if f.org.org.Invented {
		p.Notes = append(p.Notes, w.say("page.note.invented"))
	}
	if slices.ContainsFunc(figures, likeCompared) {
		p.Notes = append(p.Notes, w.say("page.note.change"))
	}
	if hero.Plan != nil && hero.Plan.Tick != "" {
		p.Notes = append(p.Notes, w.say("page.note.pace"))
	}
	return p, nil
}

// keyPanels are the panels of key figures: economy with labour, then Party
// work, the most telling indicators first.
func (w words) keyPanels(f findings, hero figure, figures []figure, most int) []figureGroup {
	var out []figureGroup
	for _, panel := range []struct {
		name   string
		groups []catalog.Group
	}{
		{w.say("page.group.economy"), []catalog.Group{catalog.Economy, catalog.Labour}},
		{w.say("page.group.party"), []catalog.Group{catalog.Party}},
	} {
		g := figureGroup{Name: panel.name}
		for _, fig := range figures {
			if fig.Value != "" && fig.Code != hero.Code && fig.indicator.Part == "" && slices.Contains(panel.groups, fig.indicator.Group) {
				g.Figures = append(g.Figures, fig)
			}
		}
		slices.SortStableFunc(g.Figures, func(a, b figure) int { return cmp.Compare(keyRank(a.Code), keyRank(b.Code)) })
		g.Figures = g.Figures[:fitting(min(most, len(g.Figures)))]
		for n := range g.Figures {
			g.Figures[n].Spark = w.sparkline(f.past[g.Figures[n].Code], g.Figures[n].indicator)
		}
		if len(g.Figures) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func keyRank(code string) int {
	if rank := slices.Index(keyOrder, code); rank >= 0 {
		return rank
	}
	return len(keyOrder)
}

// isStages recognises a panel of [stages], which may take the place beside the
// main figure when that has no course to show.
func isStages(p panel) bool { return p.Name == "admissions" }

// fitting is the largest number of figures up to n that fills its rows.
func fitting(n int) int {
	for _, fit := range keyFigures {
		if fit <= n {
			return fit
		}
	}
	return 0
}

// figures renders every indicator of the period that has something to say, in
// report order. Restricted ones, which could point to a person, stay off pages.
func (w words) figures(f findings) []figure {
	var out []figure
	for _, i := range w.catalog.Indicators {
		r, ok := f.now[i.Code]
		if !ok || i.Sensitivity == catalog.Restricted || r.Value == nil && !r.NotApplicable && r.Coverage.Expected == 0 {
			continue
		}
		fig := w.figure(r, i)
		if so, ok := f.year[i.Code]; ok && r.Value != nil {
			fig = w.ofYear(fig, so)
		}
		out = append(out, fig)
	}
	return out
}

// dueLater are the figures that are reported of longer periods only, which the
// list of all names so that nobody looks for them in vain.
func (w words) dueLater(f findings) []figure {
	var out []figure
	for _, i := range w.catalog.Indicators {
		r, ok := f.now[i.Code]
		if rhythm := w.rhythm(r); ok && i.Sensitivity != catalog.Restricted && undue(r) && rhythm != "" && rhythm != never {
			out = append(out, w.figure(r, i))
		}
	}
	return out
}

// common takes out of the figures what is the same for all of them and returns
// it, to be said once for the page.
func (w words) common(f findings, figures []figure) []string {
	var out []string
	own, alone, values := 0, 0, 0
	for _, fig := range figures {
		if fig.Value == "" {
			continue
		}
		values++
		if fig.row.Source == warehouse.FromOwn {
			own++
		}
		if fig.Change != nil && fig.Change.Tone == none && fig.row.Yoy.Reason == warehouse.MissingBase {
			alone++
		}
	}
	if values > 1 && own == values {
		for n := range figures {
			figures[n].Coverage = ""
		}
		if f.org.org.Type == catalog.Bloc || f.org.children > 0 {
			out = append(out, w.say("page.coverage.own"))
		}
	}
	if values > 1 && alone == values {
		for n := range figures {
			figures[n].Change = nil
		}
		out = append(out, w.say("page.subtitle.no_base"))
	}
	return out
}

func mainFigure(figures []figure) *figure {
	for _, code := range heroOrder {
		for n := range figures {
			if figures[n].Code == code && figures[n].Value != "" {
				return &figures[n]
			}
		}
	}
	for n := range figures {
		if figures[n].Value != "" {
			return &figures[n]
		}
	}
	return nil
}

// panel draws a declared chart, nil when its indicators have too little.
func (w words) panel(spec chart.Spec, f findings, figures []figure, charted map[string]bool) (*panel, error) {
	switch spec.Kind {
	case chart.Columns:
		codes := spec.Indicators
		if hero := mainFigure(figures); len(codes) == 0 && hero != nil {
			codes = []string{hero.Code}
		}
		for _, code := range codes {
			i, ok := w.catalog.Indicator(code)
			if !ok || charted[code] || f.now[code].Value == nil {
				continue
			}
			p, err := w.columnPanel(spec, f.series(i))
			if err != nil {
				return nil, err
			}
			if p != nil {
				charted[code] = true
				p.Asked = w.asked(place{f.org.org.Org, f.period})
				return p, nil
			}
		}
		return nil, nil
	case chart.Stages:
		p, err := w.stagePanel(spec, stagesOf(spec, figures))
		if p != nil {
			p.Asked = w.asked(place{f.org.org.Org, f.period})
		}
		return p, err
	}
	return nil, fmt.Errorf("chart %s: no way to draw %q here", spec.Name, spec.Kind)
}

// headline is the page's sentence: what the main figure did, and what is in
// the way of its plan. It praises nothing and gives no cause.
func (w words) headline(hero figure, e *exceptions) string {
	span := w.sentencePart(hero.row.Period)
	if hero.Basis != "" {
		span = w.pick(hero.Basis, w.span(hero.row.Period, hero.row.Basis))
	}
	what := w.say("page.headline.what", "name", hero.Name, "period", span)
	var text string
	c := hero.Change
	amount := w.amount(*hero.row.Value, hero.indicator, hero.indicator.Precision)
	switch {
	case (c == nil || c.Tone == none) && hero.indicator.Kind == catalog.Stock:
		count := w.value(*hero.row.Value, hero.indicator) + " " + hero.Unit
		if strings.EqualFold(hero.Name, hero.Unit) {
			text = w.say("page.headline.count", "count", count, "period", w.inSentence(hero.row.Period))
		} else {
			text = w.say("page.headline.stock", "name", hero.Name, "count", count, "period", w.inSentence(hero.row.Period))
		}
	case c == nil || c.Tone == none:
		key := "page.headline.value"
		if hero.Estimate {
			key = "page.headline.estimate"
		}
		text = w.say(key, "what", what, "value", amount)
	case c.Arrow == same:
		text = w.say("page.headline.same", "what", what, "over", w.over(c.Units))
	case c.Arrow == up:
		text = w.say("page.headline.up", "what", what, "change", unsigned(c.Text), "base", w.likeBase(*c))
	default:
		text = w.say("page.headline.down", "what", what, "change", unsigned(c.Text), "base", w.likeBase(*c))
	}
	if b := hero.Plan; b != nil {
		key := "page.headline.plan"
		rising, behind := c != nil && c.Arrow == up, b.attained.LessThan(b.pace.Sub(half))
		switch {
		case b.SoFar && behind && rising:
			key = "page.headline.so_far_but"
		case b.SoFar && behind:
			key = "page.headline.so_far_only"
		case b.SoFar:
			key = "page.headline.so_far"
		case behind && rising:
			key = "page.headline.plan_but"
		case behind:
			key = "page.headline.plan_only"
		}
		text += w.say(key, "pct", b.Text, "period", w.planWord(hero.row.Plan.Period))
	}
	if e != nil && e.late > 0 {
		key := "page.headline.late"
		if e.clusters {
			key = "page.headline.late_clusters"
		}
		text += w.say(key, "n", e.late, "points", late)
	}
	return text
}

// subtitle places the headline: who, when, how many, how firm.
func (w words) subtitle(f findings, hero figure) []string {
	out := []string{w.orgName(f.org.org), w.period(f.period)}
	out = append(out, w.size(f.now, hero.row)...)
	if hero.Status != "" {
		out = append(out, w.say("page.subtitle.status", "status", w.inside(hero.Status)))
	}
	return out
}

// size says how many an organisation is: its Party organisations where all have
// told, else the units that owe the main figure, and beside them how many of
// them the figure is of.
func (w words) size(now map[string]warehouse.Row, main warehouse.Row) []string {
	var out []string
	count := func(code string) int {
		if r, ok := now[code]; ok && r.Value != nil && !partial(r) {
			return int(r.Value.IntPart())
		}
		return 0
	}
	if all, committees, cells := count("party_organisations"), count("party_committees"), count("grassroots_cells"); committees > 0 && cells > 0 && committees+cells == all {
		out = append(out, w.say("page.subtitle.structure", "all", all, "committees", committees, "cells", cells))
	} else if all > 1 { // a unit is the one it has
		out = append(out, w.say("page.subtitle.organisations", "all", all))
	}
	switch {
	case partial(main):
		out = append(out, w.say("page.subtitle.part", "coverage", w.coverage(main.Coverage)))
	case len(out) == 0 && main.Source != warehouse.FromOwn && main.Coverage.Expected > 1:
		out = append(out, w.say("page.subtitle.units", "n", main.Coverage.Expected))
	}
	return out
}

// partial reports whether a figure is the sum of some of the units that owe it.
func partial(r warehouse.Row) bool {
	return r.Value != nil && r.Source != warehouse.FromOwn && !r.Coverage.Complete()
}

func (w words) orgName(v catalog.OrgVersion) string { return w.pick(v.NameVI, v.NameEN) }
