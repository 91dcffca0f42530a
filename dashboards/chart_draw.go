package dashboards

import (
	"context"
	"fmt"
	"net/url"

	"giaoban/dashboards/chart"
	"giaoban/dashboards/params"
	"giaoban/warehouse"
)

// drawing is a chart that stands alone, with what its page would say around it.
type drawing struct {
	panel  *panel // nil: there is nothing to show
	at     place
	what   string          // the indicator it is about, where its title does not say
	figure *figure         // the figure that the chart leads to; nil where it shows several
	shown  []warehouse.Row // those several, where their status and units are to be said
}

// draw makes one chart from the parameters of its address. What they leave out
// is chosen as on the chart's page.
func (s *server) draw(ctx context.Context, v *visit, spec chart.Spec, values url.Values) (drawing, error) {
	if err := params.Only(values, append(spec.Parameters(), "lang")...); err != nil {
		return drawing{}, err
	}
	switch {
	case spec.Broken != nil:
		return drawing{}, fmt.Errorf("chart %s: %w", spec.Name, spec.Broken)
	case spec.Query != chart.Metric: // any page's parameters hold its own
	case spec.Page == "trend":
		return s.drawCourse(ctx, v, spec, values)
	case spec.Page == "compare":
		return s.drawMembers(ctx, v, spec, values)
	}
	org, period, err := s.choose(ctx, values, v.dir)
	if err != nil || org.org.Org == "" {
		return drawing{}, err
	}
	d := drawing{at: place{org.org.Org, period}}
	switch {
	case spec.Query != chart.Metric:
		d.panel, err = s.drawQuery(ctx, v, spec, d.at)
	case spec.Page == "party":
		err = s.drawParty(ctx, v, spec, org, &d)
	case spec.Page == "plan":
		err = s.drawPlans(ctx, v, spec, org, values, &d)
	default:
		err = s.drawOverview(ctx, v, spec, org, &d)
	}
	return d, err
}

func (s *server) drawOverview(ctx context.Context, v *visit, spec chart.Spec, org entry, d *drawing) error {
	f, err := s.gather(ctx, v.dir, v.dir.as(org, d.at.period), d.at.period)
	if err != nil {
		return err
	}
	figures := v.words.figures(f)
	v.words.common(f, figures)
	charted := map[string]bool{}
	if d.panel, err = v.words.panel(spec, f, figures, charted); err != nil {
		return err
	}
	if spec.Kind == chart.Stages {
		for _, f := range stagesOf(spec, figures) {
			d.shown = append(d.shown, f.row)
		}
	}
	for n := range figures {
		if charted[figures[n].Code] {
			d.figure = &figures[n]
		}
	}
	return nil
}

func (s *server) drawParty(ctx context.Context, v *visit, spec chart.Spec, org entry, d *drawing) error {
	f, err := s.partyWork(ctx, v.dir, org, d.at.period)
	if err != nil {
		return err
	}
	page, err := v.words.party(v.dir, f)
	if err != nil {
		return err
	}
	if m := page.Movement; spec.Kind == chart.Movement && m != nil && m.Option != "" {
		d.panel, d.figure = &m.panel, page.Hero
	}
	if c := page.Culture; spec.Kind == chart.Tiles && c != nil {
		d.panel, d.shown = &c.panel, c.shown
	}
	return nil
}

func (s *server) drawPlans(ctx context.Context, v *visit, spec chart.Spec, org entry, values url.Values, d *drawing) error {
	f, err := s.askedPlans(ctx, v.dir, org, d.at.period, values)
	if err != nil || len(f.indicators) == 0 {
		return err
	}
	for _, i := range f.indicators {
		d.shown = append(d.shown, f.whole[i.Code])
	}
	page := v.words.plan(v.dir, f)
	switch {
	case spec.Kind == chart.Attainment:
		d.panel, err = v.words.attainmentPanel(f)
	case spec.Kind == chart.Reached && page.Reached != nil:
		d.panel, err = v.words.reachedPanel(page.Reached)
	case spec.Kind == chart.Matrix && page.Matrix != nil:
		d.panel, err = v.words.matrixPanel(page.Matrix)
	}
	return err
}

func (s *server) drawCourse(ctx context.Context, v *visit, spec chart.Spec, values url.Values) (drawing, error) {
	t, _, err := s.askedCourse(ctx, values, v.dir)
	if err != nil || t.org == "" {
		return drawing{}, err
	}
	w := v.words
	w.manner.lens = t.lens
	t = t.only(t.indicators[0])
	d := drawing{at: place{t.org, t.to}}
	c, err := once(v.dir, words{}.trendHref(t), func() (courses, error) { return s.askCourses(ctx, v.dir, t) })
	if err != nil {
		return d, err
	}
	i, _ := w.catalog.Indicator(t.indicators[0])
	line := w.steady(v.dir, c, i)
	if line.values() == 0 {
		return d, nil
	}
	if spec.Kind == chart.Cumulative {
		if d.panel, err = w.cumulativePanel(c, i); d.panel != nil {
			d.what = w.name(i)
			for _, t := range c.totals {
				d.shown = append(d.shown, t.row)
			}
		}
		return d, err
	}
	if spec.Kind == chart.Pace {
		pace, err := w.pacePanel(c, i)
		if pace != nil {
			d.panel, d.what, d.shown = &pace.panel, w.name(i), openAfter(c.year, c.to)
		}
		return d, err
	}
	if d.panel, err = w.coursePanel(c.course, line, w.turnsOf(v.dir, c, i)); err != nil {
		return d, err
	}
	if last := line.rows[len(line.rows)-1]; last.Value != nil {
		fig := w.figure(last, i)
		d.figure = &fig
	}
	return d, nil
}

func (s *server) drawMembers(ctx context.Context, v *visit, spec chart.Spec, values url.Values) (drawing, error) {
	r, err := s.askedRanking(ctx, values, v.dir)
	if err != nil || r.org == "" {
		return drawing{}, err
	}
	d := drawing{at: r.place}
	r.overTime = spec.Kind == chart.Heat
	asked := r
	asked.sort = ""
	answer, err := once(v.dir, words{}.rankingHref(asked), func() (standing, error) { return s.askStanding(ctx, v.dir, r) })
	if err != nil {
		return d, err
	}
	d.shown = []warehouse.Row{answer.total}
	if spec.Kind == chart.Ranking {
		i, _ := v.words.catalog.Indicator(r.indicator)
		d.panel, err = v.words.rankingPanel(r, answer, i, v.dir.names(r.period))
		return d, err
	}
	page, err := v.words.members(v.dir, r, answer)
	d.what = page.What
	switch {
	case err != nil:
	case spec.Kind == chart.Waterfall:
		d.panel = page.Waterfall
	case spec.Kind == chart.Spread && page.Spread != nil:
		d.panel = &page.Spread.panel
	case spec.Kind == chart.Heat && page.Heat != nil:
		i, _ := v.words.catalog.Indicator(r.indicator)
		d.panel, err = v.words.heatPanel(page.Heat, i)
	}
	return d, err
}
