package dashboards

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// step is one member's part of a change.
type step struct {
	name     string
	change   decimal.Decimal
	tip      []string
	of       []string // the members whose change it is; none for what moved within them
	href     string   // of the member's figure, or of several members' table
	reported string   // see [words.reported]; "" for several members
	apart    bool     // came or went with units, which is nobody's growth
}

// waterfallSteps is how many members a waterfall names; the others are one step.
const waterfallSteps = 8

// contributions splits the change of the whole into the changes of the members,
// each over the units of its own that have figures on both sides, wherever they
// belonged a year ago, and apart from them what came and went with units that
// have figures on one side only. The parts add up to the change exactly; nil
// when the whole cannot be compared, or when no two members can.
func (w words) contributions(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) []step {
	d := s.total.Yoy
	if !adds(i) || d == nil || alone(s.total) == nil || d.BaseValue == nil || !d.Comparable && !otherUnits(d.Reason) {
		return nil
	}
	var out []step
	all := w.membersHref(s.total, i)
	sum := decimal.Zero
	for _, m := range s.members {
		if change := w.sameUnitsChange(m, i); change != nil {
			sum = sum.Add(*change)
			name := w.unitName(names[m.Org])
			out = append(out, step{name: name, change: *change, tip: nameFirst(name, w.tip(m, i)), of: []string{m.Org}, href: w.sourceHref(m), reported: w.reported(m)})
		}
	}
	if len(out) < 2 {
		return nil
	}
	slices.SortStableFunc(out, func(a, b step) int { return b.change.Abs().Cmp(a.change.Abs()) })
	if len(out) > waterfallSteps+1 {
		others := step{name: w.say("compare.waterfall.others", "n", len(out)-waterfallSteps, "units", w.many(s.kin(names))), href: all}
		for _, one := range out[waterfallSteps:] {
			others.change, others.of = others.change.Add(one.change), append(others.of, one.of...)
		}
		out = append(out[:waterfallSteps], others)
	}
	slices.SortStableFunc(out, func(a, b step) int { return b.change.Cmp(a.change) })
	for _, one := range w.oneSided(s, sum) {
		one.apart, one.href = true, all
		if !one.change.IsZero() {
			out = append(out, one)
		}
	}
	return out
}

// oneSided is what units with figures of one period only brought and took,
// beside the sum of what the members' others changed by: two steps where those
// others are the units that the whole has on both sides, one for all where some
// of them were elsewhere a year before.
func (w words) oneSided(s standing, sum decimal.Decimal) []step {
	d := s.total.Yoy
	rest := s.total.Value.Sub(*d.BaseValue).Sub(sum)
	came, gone := s.total.Coverage.Reported-d.UnitsBoth, d.BaseCoverage.Reported-d.UnitsBoth
	p := s.paired
	if p == nil || p.Value == nil || p.Yoy == nil || p.Yoy.BaseValue == nil || !p.Value.Sub(*p.Yoy.BaseValue).Equal(sum) || came < s.joined || gone < 0 {
		return []step{{name: w.say("compare.waterfall.moved"), change: rest}}
	}
	// They are named where they are members themselves and not units of such.
	members := func(n int, are func(warehouse.Row) bool) []string {
		var out []string
		for _, m := range s.members {
			if are(m) {
				out = append(out, m.Org)
			}
		}
		if len(out) != n {
			return nil
		}
		return out
	}
	brought := s.total.Value.Sub(*p.Value)
	took := "compare.waterfall.gone"
	if s.total.Coverage.Complete() {
		took = "compare.waterfall.left"
	}
	return []step{
		{name: w.say("compare.waterfall.came", "n", came), change: brought, of: members(came, func(m warehouse.Row) bool { return alone(m) != nil && base(m) == nil })},
		{name: w.say(took, "n", gone), change: rest.Sub(brought), of: members(gone, func(m warehouse.Row) bool { return alone(m) == nil && base(m) != nil })},
	}
}

// membersAnchor is where the members stand in the page that compares them.
const membersAnchor = "members"

// membersHref is the address of the table of all members whose total a row is,
// by their changes; "" of a total that is no organisation's.
func (w words) membersHref(total warehouse.Row, i catalog.Indicator) string {
	if total.Org == "" {
		return ""
	}
	return w.rankingHref(ranking{place: place{total.Org, total.Period}, indicator: i.Code, sort: "change"}) + "#" + membersAnchor
}

// otherUnits reports whether two totals cannot be compared only because they
// are of different units.
func otherUnits(r warehouse.Reason) bool {
	return r == warehouse.PartialCoverage || r == warehouse.DifferentUnits
}

// sameUnitsChange is what a member's units that have both sides changed by; nil
// where that is not known.
func (w words) sameUnitsChange(m warehouse.Row, i catalog.Indicator) *decimal.Decimal {
	d := m.Yoy
	switch {
	case alone(m) == nil || d == nil:
		return nil
	case d.LikeForLike != nil && d.UnitsBoth > 0:
		return d.LikeForLike
	case base(m) == nil:
		return nil
	}
	if c := w.change(m, i); c == nil || c.Tone == none || c.Units > 0 {
		return nil
	}
	change := m.Value.Sub(*d.BaseValue)
	return &change
}

// waterfall shows how the members' changes lead from the same period to the
// period.
func (w words) waterfall(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) (*panel, error) {
	steps := w.contributions(s, i, names)
	if steps == nil {
		return nil, nil
	}
	d := s.total.Yoy
	places := chartPlaces(*s.total.Value, i)
	signedAmount := func(v decimal.Decimal) string {
		text := w.number(v, legible(v, places))
		if v.Sign() > 0 {
			text = "+" + text
		}
		return text
	}
	change, key := s.total.Value.Sub(*d.BaseValue), "compare.waterfall.what"
	if !d.Comparable || w.likeOnly(s.total, i) != nil {
		change, key = decimal.Zero, "compare.waterfall.same"
		for _, one := range steps {
			if !one.apart {
				change = change.Add(one.change)
			}
		}
	}
	p := &panel{Name: "waterfall",
		Subtitle: w.say(key, "change", signedAmount(change)+" "+w.counted(change, w.short(i.Unit)), "period", w.inSentence(d.BasePeriod)),
		Table:    table{Head: []string{capital(w.one(s.kin(names))), w.say("compare.waterfall.change", "unit", w.unitOf(i))}, Unit: w.unitOf(i)},
	}
	p.Title = w.waterfallTitle(steps, change, i, s.kin(names))
	var hidden, gains, losses, totals []mark
	var texts, reported, notes []string
	running := *d.BaseValue
	lowest, highest := decimal.Min(running, *s.total.Value), decimal.Max(running, *s.total.Value)
	for _, one := range steps {
		running = running.Add(one.change)
		lowest, highest = decimal.Min(lowest, running), decimal.Max(highest, running)
	}
	root := waterfallRoot(lowest, highest)
	floor := decimal.Min(root, lowest)
	above := func(v decimal.Decimal) float64 { return float(v.Sub(floor)) }
	words := func(text, color string, weight int) *markLabel {
		return &markLabel{Show: true, Formatter: text, Position: "right", Distance: 6, Color: color, FontSize: 12, FontWeight: weight}
	}
	add := func(name string, from, to decimal.Decimal, into *[]mark, m mark) {
		texts = append(texts, name)
		hidden = append(hidden, mark{Value: above(decimal.Min(from, to)), Style: &markStyle{Color: roleNone}})
		m.Value = float(to.Sub(from).Abs())
		for _, list := range []*[]mark{&gains, &losses, &totals} {
			if list == into {
				*list = append(*list, m)
			} else {
				*list = append(*list, mark{})
			}
		}
	}
	total := func(name string, v decimal.Decimal, style *markStyle, of warehouse.Coverage, href string) {
		ends := s.total
		ends.Coverage = of
		reported = append(reported, w.reported(ends))
		tip := []string{name, w.amount(v, i, i.Precision)}
		if text := w.reported(ends); text != "" {
			tip = append(tip, text)
		}
		add(name, root, v, &totals, mark{Style: style, Label: words(w.onChart(v, places), roleInk, 600), Tip: tip, Href: href})
		p.Table.Rows = append(p.Table.Rows, []tableCell{said(name), exactly(w.value(v, i), &v).from(href)})
	}
	total(w.period(d.BasePeriod), *d.BaseValue, previousStyle, d.BaseCoverage, w.baseHref(s.total, d))
	running = *d.BaseValue
	notes = append(notes, "")
	for _, one := range steps {
		next := running.Add(one.change)
		into, color, ink := &gains, "@good-fill", "@good"
		if one.change.Sign()*int(i.Direction) < 0 {
			into, color, ink = &losses, "@bad-fill", "@bad"
		}
		style := &markStyle{Color: color}
		switch {
		case one.apart:
			style, ink = apartStyle, roleInk2
		case i.Direction == 0 || one.change.IsZero():
			style.Color, ink = roleEdge, roleInk2
		}
		note := ""
		if one.tip == nil {
			note = w.say("compare.waterfall.moved.note")
			if len(one.of) > 0 {
				note = w.say("compare.waterfall.of", "names", w.firstNames(one.of, names))
			}
			one.tip = append([]string{one.name, signedAmount(one.change) + " " + w.counted(one.change, w.short(i.Unit))}, wrapped(note)...)
		}
		notes = append(notes, note)
		add(one.name, running, next, into,
			mark{Style: style, Label: words(signedAmount(one.change), ink, 500), Tip: one.tip, Href: one.href})
		p.Table.Rows = append(p.Table.Rows, []tableCell{said(one.name), exactly(signedAmount(one.change), &one.change).from(one.href)})
		reported = append(reported, one.reported)
		running = next
	}
	total(w.period(s.total.Period), *s.total.Value, actualStyle(s.total.Status), s.total.Coverage, w.sourceHref(s.total))
	p.Table.add(w.say("page.table.coverage"), reported)
	p.Table.add(w.say("page.table.note"), append(notes, ""))
	p.Sentence = p.Title + ". " + p.Subtitle
	p.Height = rowsOf(texts)

	bar := charts.NewBar()
	bar.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "figure", AxisPointer: &opts.AxisPointer{Type: "none"}}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: "dataMax"}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: texts,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Color: roleInk, FontSize: 12}}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "76", Top: "0", Bottom: "0", ContainLabel: opts.Bool(true)}))
	bar.SetXAxis(texts)
	stacked := charts.WithSeriesOpts(func(one *charts.SingleSeries) {
		one.Stack, one.BarWidth, one.BarMaxWidth = "steps", "58%", strconv.Itoa(waterfallBar)
	})
	bar.AddSeries("hidden", nil, data(hidden), stacked)
	bar.AddSeries("gains", nil, data(gains), stacked)
	bar.AddSeries("losses", nil, data(losses), stacked)
	bar.AddSeries("totals", nil, data(totals), stacked, func(one *charts.SingleSeries) {
		if lowest.Sign() < 0 && root.IsZero() { // the bars do not all stand on the edge
			one.MarkLines = &opts.MarkLines{Data: []any{opts.MarkLineNameXAxisItem{XAxis: above(root)}}, MarkLineStyle: opts.MarkLineStyle{
				Symbol: []string{"none", "none"}, Label: &opts.Label{Show: opts.Bool(false)}, LineStyle: &opts.LineStyle{Color: roleAxis, Width: 1, Type: "solid"}}}
		}
	})
	if root.Sign() != 0 {
		slashes := charts.NewScatter()
		slashes.AddSeries(cutSeries, nil, data(waterfallCuts(len(texts), above(root), root.Sign())))
		bar.Overlap(slashes)
	}
	bar.XYReversal()
	bar.Validate()
	option, err := finish(bar.JSON(), nil)
	if err != nil {
		return nil, fmt.Errorf("chart waterfall: %w", err)
	}
	p.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	if root.Sign() != 0 {
		p.Subtitle += w.say("compare.waterfall.cut")
	}
	return p, nil
}

// waterfallRoot is where the totals of a waterfall stand, whose running sums lie
// between the two: zero, or, where the steps would be too small to be seen beside
// whole totals, short of the running sum that is nearest to it.
func waterfallRoot(lowest, highest decimal.Decimal) decimal.Decimal {
	span := highest.Sub(lowest)
	short, least := span.Mul(decimal.New(3, -1)), span.Mul(decimal.NewFromInt(3))
	switch {
	case lowest.Sign() > 0 && least.LessThanOrEqual(highest) && short.LessThanOrEqual(lowest):
		return lowest.Sub(short)
	case highest.Sign() < 0 && least.LessThanOrEqual(lowest.Abs()) && short.LessThanOrEqual(highest.Abs()):
		return highest.Add(short)
	}
	return decimal.Zero
}

// waterfallBar is how high the bars of a waterfall are at most, in pixels; the
// slashes across its totals must be higher.
const waterfallBar = 32

// waterfallCuts are the double slashes on the first and the last of n bars, close
// to where they stand, at so much of the scale; sign tells on which side of that
// they lie.
func waterfallCuts(n int, at float64, sign int) []mark {
	out := make([]mark, n)
	for one := range out {
		out[one].Value = "-"
	}
	slash := mark{Value: at, Symbol: lyingCutMark, Size: []float64{14, waterfallBar + 10}, Offset: []float64{float64(12 * sign), 0},
		Style: &markStyle{Color: roleSurface, Opacity: 1}}
	out[0], out[n-1] = slash, slash
	return out
}

// waterfallTitle says how much of the change its largest movers make.
func (w words) waterfallTitle(steps []step, change decimal.Decimal, i catalog.Indicator, k kin) string {
	if change.Sign() > 0 {
		var shares []decimal.Decimal // of one member each, not of several
		sum := decimal.Zero
		for _, one := range steps[:min(largest, len(steps))] {
			if one.change.Sign() <= 0 || one.tip == nil {
				break
			}
			sum = sum.Add(one.change)
			shares = append(shares, one.change.Mul(hundred).Div(change))
		}
		if len(shares) == largest && sum.LessThan(change) {
			n, part := fewest(shares)
			if n == 1 {
				return w.say("compare.waterfall.one", "org", steps[0].name, "pct", w.mostOf(part))
			}
			return w.say("compare.waterfall.made", "n", n, "units", w.many(k), "pct", w.mostOf(part))
		}
	}
	return capital(w.say("compare.waterfall.title", "unit", w.one(k), "name", w.inside(w.name(i))))
}
