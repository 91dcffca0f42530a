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
	f, err := once(v.dir, words{}.link("/party", d.at.org, d.at.period), func() (partyWork, error) { return s.askParty(ctx, v.dir, org, d.at.period) })
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
	return nil
}

func (s *server) drawCourse(ctx context.Context, v *visit, spec chart.Spec, values url.Values) (drawing, error) {
	t, _, err := s.askedCourse(ctx, values, v.dir)
	if err != nil || t.org == "" {
		return drawing{}, err
	}
	w := v.words
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
	if spec.Kind == chart.Pace {
		pace, err := w.pacePanel(c, i)
		if pace != nil {
			d.panel, d.what, d.shown = &pace.panel, w.name(i), c.year
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
	d.panel = map[chart.Kind]*panel{chart.Waterfall: page.Waterfall}[spec.Kind]
	return d, err
}
