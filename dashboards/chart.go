package dashboards

import (
	"fmt"
	"html/template"
	"slices"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// chartSpec declares a chart of the first page: data, not code. Adding one is
// a literal here and its title in the message files.
type chartSpec struct {
	name       string    // DOM id and message key "page.chart.<name>"
	kind       chartKind // how it is drawn
	indicators []string  // see the kinds
	pins       bool      // columns: the change on the same period above them
}

// chartKind is a way of drawing.
type chartKind string

const (
	// columns shows one indicator over time, actual before the same period of
	// the year before. The indicators are alternatives: the first with data is
	// drawn; none named means the page's main figure.
	columns chartKind = "columns"
	// stages shows several indicators of one period as horizontal bars, from
	// the first step of a process to the last.
	stages chartKind = "stages"
)

// heroChart and overviewCharts are the charts of the first page.
var heroChart = chartSpec{name: "hero", kind: columns, pins: true}

var overviewCharts = []chartSpec{
	{name: "social_insurance", kind: columns, indicators: []string{"social_insurance_paid"}},
	{name: "average_income", kind: columns, indicators: []string{"average_income"}},
	{name: "budget", kind: columns, indicators: []string{"budget_paid"}},
	{name: "workers", kind: columns, indicators: []string{"workers"}},
	{name: "party_members", kind: columns, indicators: []string{"party_members"}},
	{name: "admissions", kind: stages, indicators: admissionSteps},
}

// checkCharts fails when a declared chart names an indicator that the
// catalogue does not know.
func checkCharts(c *catalog.Catalogue, specs ...chartSpec) error {
	for _, spec := range specs {
		for _, code := range spec.indicators {
			if _, ok := c.Indicator(code); !ok {
				return fmt.Errorf("chart %s: the catalogue has no indicator %q", spec.name, code)
			}
		}
	}
	return nil
}

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

// panel is a chart on a page: what the browser draws, and the same for those
// who do not see it or have no script.
type panel struct {
	Name     string
	Title    string // a sentence with the finding
	Subtitle string // what, unit
	Sentence string // the chart in words
	Key      []keyEntry
	Table    table
	Option   template.JS // JSON for ECharts; json.Marshal has escaped < > &
	Height   string      // class: "tall", "medium"
}

// keyEntry is one word of the key at the top right of a panel.
type keyEntry struct {
	Swatch string // class: actual, estimate, previous
	Text   string
}

// table is the chart as figures.
type table struct {
	Head []string
	Rows [][]string
}

// series is one indicator over time.
type series struct {
	indicator catalog.Indicator
	rows      []warehouse.Row // oldest first
	steady    int             // how many of the last rows are figures of the same units, all of them
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
func (w words) columnPanel(spec chartSpec, s series) (*panel, error) {
	s = s.trimmed()
	enough := 3
	if spec.name == heroChart.name {
		enough = 2 // beside the main figure even one change is worth seeing
	}
	if s.values() < enough {
		return nil, nil
	}
	option, err := w.columnOption(s, spec.pins, nil)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", spec.name, err)
	}
	p := &panel{
		Name:     spec.name,
		Title:    w.courseTitle(s, spec.name == heroChart.name),
		Subtitle: w.say("page.chart.by_period", "name", w.name(s.indicator), "grain", w.grain(s.rows[0].Period), "unit", w.unitOf(s.indicator)),
		Sentence: w.courseSentence(s),
		Table:    w.courseTable(s),
		Option:   template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Height:   "medium",
	}
	if spec.pins {
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

// stagePanel renders the steps of a process in one period, nil when fewer than
// two steps have a value.
func (w words) stagePanel(spec chartSpec, figures []figure) (*panel, error) {
	var steps []figure
	for _, f := range figures {
		if f.Value != "" && f.Basis == "" {
			steps = append(steps, f)
		}
	}
	if len(steps) < 2 {
		return nil, nil
	}
	option, err := w.stageOption(steps)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", spec.name, err)
	}
	p := &panel{
		Name:     spec.name,
		Title:    w.stageTitle(steps),
		Subtitle: w.say("page.chart.stages", "period", w.inSentence(steps[0].row.Period)),
		Table:    table{Head: []string{w.say("page.table.step"), w.say("page.table.actual"), w.say("page.table.previous"), w.say("page.table.change")}},
		Option:   template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Height:   "medium",
	}
	previous := false
	for _, f := range steps {
		before, changed := "–", "–"
		if b := base(f.row); b != nil {
			before = w.value(*b, f.indicator)
			previous = previous || f.Change == nil || f.Change.Units == 0
		}
		if f.Change != nil {
			changed = w.noted(*f.Change)
		}
		p.Table.Rows = append(p.Table.Rows, []string{f.Name, f.Value, before, changed})
	}
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
