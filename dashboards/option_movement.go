package dashboards

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// movementPanel shows how the members went from opening to closing.
type movementPanel struct {
	panel
	Adds    bool   // every unit's own figures add up
	Check   string // that in words
	Ledger  []ledgerLine
	Missing string // why there is nothing to draw
}

// ledgerLine is a line of the account under the drawing.
type ledgerLine struct {
	Name, Value, Href, Note string
	Total, Bad              bool
}

// movementCheck says whether the account adds up, and is true only when that
// can be said of every unit: one without a figure is not known to.
func (w words) movementCheck(m *movement) (text string, adds bool) {
	switch {
	case !m.adds():
		return w.say("party.movement.gap", "n", w.count(m.unexplained)), false
	case len(m.silent) > 0:
		return w.say("party.movement.lacking", "n", len(m.silent)), false
	}
	return w.say("party.movement.adds"), true
}

// movementPanel renders the movement. Without one it says what is missing and
// lists the flows that are known.
func (w words) movementPanel(f partyWork, names map[string]catalog.OrgVersion) (*movementPanel, error) {
	members, ok := w.catalog.Indicator(memberBalance)
	if !ok {
		return nil, nil
	}
	p := &movementPanel{panel: panel{Name: "movement", Height: "tall", Subtitle: w.say("party.movement.what", "period", w.inSentence(f.period))}}
	m := f.movement
	if m == nil {
		p.Title = w.say("party.movement.title")
		end := f.began
		if end.Period = f.before; f.now[memberBalance].Value == nil {
			end = f.now[memberBalance]
			end.Period = f.period
		}
		key := "party.movement.none"
		if end.Org != "" && undue(end) {
			key = "party.movement.not_due"
		}
		p.Missing = w.say(key, "period", w.inSentence(end.Period), "absent", w.absentThen(end))
		for _, s := range newMovement(&decimal.Zero, &decimal.Zero, f.now, nil).steps {
			p.Ledger = append(p.Ledger, w.ledgerLine(f, s, ""))
		}
		return p, nil
	}
	p.Title = w.movementTitle(m)
	p.Check, p.Adds = w.movementCheck(m)
	p.Ledger = append(p.Ledger, ledgerLine{Name: w.say("party.step.opening"), Value: w.number(m.opening, 0), Note: w.say("party.step.opening.note", "period", w.inSentence(f.before)),
		Href: w.figureHref(f.org, memberBalance, f.before), Total: true})
	for _, s := range m.all() {
		p.Ledger = append(p.Ledger, w.ledgerLine(f, s, w.stepNote(m, s.step, names)))
	}
	p.Ledger = append(p.Ledger, ledgerLine{Name: w.say("party.step.closing"), Value: w.number(m.closing, 0), Note: w.say("party.step.closing.note", "period", w.inSentence(f.period)),
		Href: w.figureHref(f.org, memberBalance, f.period), Total: true})
	var parts []string
	for _, line := range p.Ledger {
		parts = append(parts, w.inside(line.Name)+" "+line.Value)
	}
	p.Sentence = p.Title + ". " + capital(strings.Join(parts, "; ")) + "."
	p.Table = w.movementTable(f, m, members, names)
	option, err := w.movementOption(f, m, members, names)
	if err != nil {
		return nil, fmt.Errorf("chart movement: %w", err)
	}
	p.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	return p, nil
}

// movementTable is the account as figures.
func (w words) movementTable(f partyWork, m *movement, i catalog.Indicator, names map[string]catalog.OrgVersion) table {
	t := table{Unit: w.unitOf(i), Head: []string{w.say("page.table.step"), w.say("page.table.value"), w.say("party.units.note")}}
	var reported []string
	add := func(step, text, note string, v decimal.Decimal, of warehouse.Row, href string) {
		reported = append(reported, w.reported(of))
		t.Rows = append(t.Rows, []tableCell{said(w.say("party.step." + step)), exactly(text, &v).from(href), said(note)})
	}
	add("opening", w.number(m.opening, 0), w.say("party.step.opening.note", "period", w.inSentence(f.before)), m.opening, f.began, w.figureHref(f.org, memberBalance, f.before))
	for _, s := range m.all() {
		add(s.step, w.count(s.change), w.stepNote(m, s.step, names), s.change, f.now[s.code], w.stepHref(f, s))
	}
	add("closing", w.number(m.closing, 0), w.say("party.step.closing.note", "period", w.inSentence(f.period)), m.closing, f.now[memberBalance], w.figureHref(f.org, memberBalance, f.period))
	t.add(w.say("page.table.coverage"), reported)
	return t
}

func (w words) ledgerLine(f partyWork, s movementStep, note string) ledgerLine {
	return ledgerLine{Name: w.say("party.step." + s.step), Value: w.count(s.change), Note: note, Href: w.stepHref(f, s), Bad: s.step == "unexplained"}
}

// balancesAnchor is where the movement of every unit stands in its page.
const balancesAnchor = "balances"

// stepHref is where a step leads: to its figure's passport, or of one that is no
// single figure to the movement of every unit, whose figures make it up. That of
// missing figures is the passport of the end that lacks them, which names the
// units.
func (w words) stepHref(f partyWork, s movementStep) string {
	switch {
	case s.code != "":
		return w.figureHref(f.org, s.code, f.period)
	case f.movement == nil || s.step != "lacking" && len(f.movement.units) == 0:
		return ""
	case s.step == "lacking" && f.movement.silentAtEnd():
		return w.figureHref(f.org, memberBalance, f.period)
	case s.step == "lacking":
		return w.figureHref(f.org, memberBalance, f.before)
	}
	return w.link("/party", f.org, f.period) + "#" + balancesAnchor
}

// stepNote says what a step that is no single figure is made of: its flows, or
// the units behind what no flow explains.
func (w words) stepNote(m *movement, step string, names map[string]catalog.OrgVersion) string {
	list := func(orgs []string) string { return w.firstNames(orgs, names) }
	switch step {
	case "moved":
		switch {
		case len(m.left) == 0:
			return w.say("party.step.came", "names", list(m.came))
		case len(m.came) == 0:
			return w.say("party.step.left", "names", list(m.left))
		}
		return w.say("party.step.came", "names", list(m.came)) + "; " + w.say("party.step.left", "names", list(m.left))
	case "other":
		return w.say("party.step.other.note")
	case "lacking":
		return list(m.silent)
	case "unexplained":
		var orgs []string
		for _, u := range m.gaps {
			orgs = append(orgs, u.org)
		}
		return list(orgs)
	}
	return ""
}

// movementTitle is the finding: whether those who came make up for those who went.
func (w words) movementTitle(m *movement) string {
	in, out := decimal.Zero, decimal.Zero
	for _, s := range m.steps {
		if s.change.Sign() > 0 {
			in = in.Add(s.change)
		} else {
			out = out.Sub(s.change)
		}
	}
	args := []any{"in", w.number(in, 0), "out", w.number(out, 0)}
	switch {
	case len(m.steps) == 0:
		return w.say("party.movement.title")
	case in.GreaterThan(out):
		return w.say("party.movement.more", args...)
	case in.LessThan(out):
		return w.say("party.movement.less", args...)
	}
	return w.say("party.movement.even", args...)
}

// movementStyle colours a step: who came by the good colour, who went by the
// neutral one, because going is no fault, and what nobody explained as what it
// is, in need of a look.
func movementStyle(s movementStep) (style *markStyle, ink string) {
	switch {
	case s.step == "unexplained":
		return &markStyle{Color: "@bad-fill"}, "@bad"
	case s.step == "moved", s.step == "lacking":
		return apartStyle, roleInk2
	case s.change.Sign() > 0:
		return &markStyle{Color: "@good-fill"}, "@good"
	}
	return &markStyle{Color: roleEdge}, roleInk2
}

// Totals whose axis does not begin at zero carry a double slash: cutMark across an
// upright bar, lyingCutMark across one that lies.
const (
	cutMark      = "path://M0,9 L60,0 L60,5 L0,14 Z M0,20 L60,11 L60,16 L0,25 Z"
	lyingCutMark = "path://M0,60 L9,0 L14,0 L5,60 Z M11,60 L20,0 L25,0 L16,60 Z"
)

// cutSeries is the name of the series of the double slashes, see [finish].
const cutSeries = "cut"

// movementOption draws the movement upright, and lying on a narrow screen,
// where the names would not fit under the bars.
func (w words) movementOption(f partyWork, m *movement, i catalog.Indicator, names map[string]catalog.OrgVersion) ([]byte, error) {
	upright, err := w.movementBars(f, m, i, names, false)
	if err != nil {
		return nil, err
	}
	lying, err := w.movementBars(f, m, i, names, true)
	if err != nil {
		return nil, err
	}
	layout := func(option map[string]any) map[string]any {
		out := map[string]any{}
		for _, key := range []string{"grid", "xAxis", "yAxis", "series"} {
			out[key] = option[key]
		}
		return out
	}
	out, err := json.Marshal(map[string]any{
		"baseOption": upright,
		"media": []any{
			map[string]any{"query": map[string]any{"maxWidth": 519}, "option": layout(lying)},
			map[string]any{"option": layout(upright)},
		},
	})
	if err != nil {
		return nil, fmt.Errorf("option: %w", err)
	}
	return out, nil
}

func (w words) movementBars(f partyWork, m *movement, i catalog.Indicator, names map[string]catalog.OrgVersion, lying bool) (map[string]any, error) {
	steps := m.all()
	floor, cut := m.floor(steps)
	above := func(v decimal.Decimal) float64 { return float(v.Sub(floor)) }
	side, below := "top", "bottom"
	if lying {
		side, below = "right", "right"
	}
	words := func(text, color string, weight int, position string) *markLabel {
		return &markLabel{Show: true, Formatter: text, Position: position, Distance: 6, Color: color, FontSize: 13, FontWeight: weight}
	}
	var texts []string
	var hidden, bars, levels, cuts []mark
	add := func(name string, low decimal.Decimal, bar mark, level decimal.Decimal) {
		texts = append(texts, name)
		hidden = append(hidden, mark{Value: above(low), Style: &markStyle{Color: roleNone}})
		bars = append(bars, bar)
		levels = append(levels, mark{Value: above(level)})
		cuts = append(cuts, mark{Value: "-"})
	}
	status := f.now[memberBalance].Status
	total := func(name string, v decimal.Decimal, at catalog.Period, style *markStyle, tip []string) {
		add(name, floor, mark{Value: above(v), Style: style, Tip: tip, Href: w.figureHref(f.org, memberBalance, at), Label: words(w.number(v, 0), roleInk, 600, side)}, v)
		if cut {
			cuts[len(cuts)-1] = mark{Value: above(v) / 7, Symbol: cutMark, Size: []float64{96, 14}, Style: &markStyle{Color: roleSurface, Opacity: 1}}
			if lying {
				cuts[len(cuts)-1].Size = []float64{14, 34}
				cuts[len(cuts)-1].Symbol = lyingCutMark
			}
		}
	}
	total(w.say("party.step.opening"), m.opening, f.before, previousStyle, []string{w.say("party.step.opening.note", "period", w.inSentence(f.before)), w.amount(m.opening, i, 0)})
	running := m.opening
	for _, s := range steps {
		next := running.Add(s.change)
		tip := []string{w.say("party.step." + s.step), w.count(s.change) + " " + w.counted(s.change, w.short(i.Unit))}
		if note := w.stepNote(m, s.step, names); note != "" {
			tip = append(tip, wrapped(note)...)
		}
		style, ink := movementStyle(s)
		position := side
		if s.change.Sign() < 0 {
			position = below
		}
		add(w.say("party.step."+s.step), decimal.Min(running, next), mark{Value: float(s.change.Abs()), Style: style,
			Label: words(w.count(s.change), ink, 600, position), Tip: tip, Href: w.stepHref(f, s)}, next)
		running = next
	}
	total(w.say("party.step.closing"), m.closing, f.period, actualStyle(status), []string{w.say("party.step.closing.note", "period", w.inSentence(f.period)), w.amount(m.closing, i, 0)})

	bar := charts.NewBar()
	category := categoryAxis()
	category.AxisLabel = &opts.AxisLabel{Color: roleInk2, FontSize: 12, LineHeight: "16"}
	value := opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: "dataMax"}
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}))
	if lying {
		bar.SetGlobalOptions(charts.WithXAxisOpts(value),
			charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: texts,
				AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Color: roleInk, FontSize: 12}}),
			charts.WithGridOpts(opts.Grid{Left: "0", Right: "52", Top: "0", Bottom: "0", ContainLabel: opts.Bool(true)}))
	} else {
		for n, name := range texts {
			texts[n] = twoLines(name)
		}
		bar.SetGlobalOptions(charts.WithXAxisOpts(category), charts.WithYAxisOpts(valueAxis(0)),
			charts.WithGridOpts(opts.Grid{Left: "4", Right: "4", Top: "28", Bottom: "42"}))
	}
	bar.SetXAxis(texts)
	stacked := charts.WithSeriesOpts(func(one *charts.SingleSeries) { one.Stack, one.BarWidth = "steps", "62%" })
	bar.AddSeries("hidden", nil, data(hidden), stacked)
	bar.AddSeries("steps", nil, data(bars), stacked)
	line := charts.NewLine()
	line.AddSeries("levels", nil, data(levels), charts.WithSeriesOpts(func(one *charts.SingleSeries) {
		one.Step, one.ShowSymbol = "end", opts.Bool(false)
		one.LineStyle = &opts.LineStyle{Color: roleEdge, Width: 1}
	}))
	bar.Overlap(line)
	if cut {
		slashes := charts.NewScatter()
		slashes.AddSeries(cutSeries, nil, data(cuts))
		bar.Overlap(slashes)
	}
	if lying {
		bar.XYReversal()
	}
	bar.Validate()
	b, err := finish(bar.JSON(), nil)
	if err != nil {
		return nil, err
	}
	var option map[string]any
	if err := json.Unmarshal(b, &option); err != nil {
		return nil, fmt.Errorf("option: %w", err)
	}
	for _, one := range option["series"].([]any) {
		series := one.(map[string]any)
		// The lines from step to step lie under the bars.
		switch series["name"] {
		case "levels":
			series["z"], series["silent"] = 1, true
		case "hidden":
			series["silent"] = true
		}
	}
	return option, nil
}

// floor is where the axis begins: at zero, or below the lowest level where the
// steps would be too small to see beside the totals.
func (m *movement) floor(steps []movementStep) (floor decimal.Decimal, cut bool) {
	running := m.opening
	low, high := running, running
	for _, s := range steps {
		running = running.Add(s.change)
		low, high = decimal.Min(low, running), decimal.Max(high, running)
	}
	span := high.Sub(low)
	if low.Sign() <= 0 || span.Mul(decimal.NewFromInt(3)).GreaterThan(high) {
		return decimal.Min(decimal.Zero, low), false
	}
	if span.IsZero() {
		span = decimal.NewFromInt(1)
	}
	return low.Sub(span.Mul(decimal.New(7, -1))), true
}

// twoLines breaks a long name between two words, as near its middle as it can.
func twoLines(name string) string {
	words := strings.Fields(name)
	if utf8.RuneCountInString(name) <= 12 || len(words) < 2 {
		return name
	}
	best, longest := "", 0
	for n := 1; n < len(words); n++ {
		first, second := strings.Join(words[:n], " "), strings.Join(words[n:], " ")
		longer := max(utf8.RuneCountInString(first), utf8.RuneCountInString(second))
		if best == "" || longer < longest {
			best, longest = first+"\n"+second, longer
		}
	}
	return best
}
