package dashboards

import (
	"fmt"
	"html/template"
	"slices"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// window is how many periods back a chart over time looks, the current one
// included: at most thirteen, so that bars stay bars.
func window(g catalog.Grain) int {
	switch g {
	case catalog.Month:
		return 13
	case catalog.Quarter:
		return 9
	case catalog.Half, catalog.NineMonths, catalog.Year:
		return 6
	}
	return 4
}

// lastPeriods returns the n periods that end with p, oldest first.
func lastPeriods(p catalog.Period, n int) []catalog.Period {
	out := []catalog.Period{p}
	for len(out) < n {
		before := out[len(out)-1].Previous()
		if before.IsZero() {
			break
		}
		out = append(out, before)
	}
	slices.Reverse(out)
	return out
}

// series is one indicator over time.
type series struct {
	indicator catalog.Indicator
	rows      []warehouse.Row // oldest first
	steady    int             // how many of the last rows are figures of the same units, all of them

	// units tells who belonged to the organisation at the end of each period;
	// nothing where that does not decide whose figures they are.
	units map[catalog.Period]string
}

// values counts the periods that have a value.
func (s series) values() int {
	_, _, count := extremes(s.rows)
	return count
}

// trimmed drops leading periods without a value: a young series starts where
// it begins, while gaps inside it stay visible.
func (s series) trimmed() series {
	for len(s.rows) > 1 && alone(s.rows[0]) == nil && !s.rows[0].NotApplicable {
		s.rows = s.rows[1:]
	}
	return s
}

// column renders a series as a panel, nil when there is no course to show.
func (w words) columnPanel(spec chart.Spec, s series) (*panel, error) {
	s = s.trimmed()
	enough := 3
	if spec.Name == heroChart {
		enough = 2 // beside the main figure even one change is worth seeing
	}
	if s.values() < enough {
		return nil, nil
	}
	option, err := w.columnOption(s, spec.Pins, nil)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", spec.Name, err)
	}
	p := &panel{
		Name:     spec.Name,
		Title:    w.courseTitle(s, spec.Name == heroChart),
		Subtitle: w.say("page.chart.by_period", "name", w.name(s.indicator), "grain", w.grain(s.rows[0].Period), "unit", w.unitOf(s.indicator)),
		Sentence: w.courseSentence(s),
		Table:    w.courseTable(s),
		Option:   template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Height:   "medium",
	}
	if spec.Pins {
		p.Height = "tall"
	}
	p.Key = w.columnKey(s)
	return p, nil
}

func (w words) unitOf(i catalog.Indicator) string {
	if i.Kind == catalog.Ratio {
		return "%"
	}
	return w.unit(i.Unit)
}

// grain is "quý" in "Doanh thu theo quý".
func (w words) grain(p catalog.Period) string { return w.say("page.grain." + grainKey(p.Grain())) }

// grainKey is the end of the message keys about a grain.
func grainKey(g catalog.Grain) string {
	return map[catalog.Grain]string{catalog.Month: "month", catalog.Quarter: "quarter", catalog.Half: "half",
		catalog.NineMonths: "nine", catalog.Year: "year", catalog.Term: "term"}[g]
}

// columnKey lists only the kinds of bar that occur.
func (w words) columnKey(s series) []keyEntry {
	var actual, estimate, previous bool
	for _, r := range s.rows {
		if alone(r) != nil {
			estimate = estimate || r.Status == catalog.Estimate
			actual = actual || r.Status != catalog.Estimate
		}
		c := w.change(r, s.indicator)
		previous = previous || base(r) != nil && (c == nil || c.Units == 0)
	}
	var key []keyEntry
	for _, k := range []struct {
		shown        bool
		swatch, text string
	}{
		{actual, "actual", "page.key.actual"},
		{estimate, "estimate", "page.key.estimate"},
		{previous, "previous", "page.key.previous"},
	} {
		if k.shown {
			key = append(key, keyEntry{k.swatch, w.say(k.text)})
		}
	}
	return key
}

// stagesOf are the steps of a process that have a value of the period alone, in
// the order of its chart.
func stagesOf(spec chart.Spec, figures []figure) []figure {
	var steps []figure
	for _, code := range spec.Indicators {
		for _, f := range figures {
			if f.Code == code && f.Value != "" && f.Basis == "" {
				steps = append(steps, f)
			}
		}
	}
	return steps
}

// stagePanel renders the steps of a process in one period, nil when fewer than
// two steps have a value.
func (w words) stagePanel(spec chart.Spec, steps []figure) (*panel, error) {
	if len(steps) < 2 {
		return nil, nil
	}
	option, err := w.stageOption(steps)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", spec.Name, err)
	}
	p := &panel{
		Name:     spec.Name,
		Title:    w.stageTitle(steps),
		Subtitle: w.say("page.chart.stages", "period", w.inSentence(steps[0].row.Period)),
		Table:    table{Head: []string{w.say("page.table.step"), w.say("page.table.actual"), w.say("page.table.previous"), w.say("page.table.change")}},
		Option:   template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Height:   "medium",
	}
	previous := false
	var reported []string
	for _, f := range steps {
		reported = append(reported, w.reported(f.row))
		before, changed := "–", "–"
		if b := base(f.row); b != nil {
			before = w.value(*b, f.indicator)
			previous = previous || f.Change == nil || f.Change.Units == 0
		}
		if f.Change != nil {
			changed = w.noted(*f.Change)
		}
		p.Table.Rows = append(p.Table.Rows, []tableCell{said(f.Name), exactly(f.Value, f.row.Value).from(w.sourceHref(f.row)), exactly(before, base(f.row)).from(w.baseHref(f.row, f.row.Yoy)), said(changed)})
	}
	p.Table.add(w.say("page.table.coverage"), reported)
	p.Sentence = w.stageSentence(steps)
	swatch := keyEntry{"actual", w.say("page.key.actual")}
	if steps[0].Estimate {
		swatch = keyEntry{"estimate", w.say("page.key.estimate")}
	}
	p.Key = []keyEntry{swatch}
	if previous {
		p.Key = append(p.Key, keyEntry{"previous", w.say("page.key.previous")})
	}
	return p, nil
}
