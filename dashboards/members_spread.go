package dashboards

import (
	"fmt"
	"html/template"
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// spread is how the members' changes are distributed.
type spread struct {
	panel
	Figures []spreadFigure // lowest, median, highest
}

type spreadFigure struct {
	Name, Value, Who string
	Tone             tone
}

// spread draws one point per member that can be compared; nil below four.
func (w words) spread(r ranking, s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) (*spread, error) {
	type one struct {
		row    warehouse.Row
		height decimal.Decimal
		tone   tone
	}
	var all []one
	for _, m := range s.members {
		c := w.change(m, i)
		if h, _ := w.pinHeight(m, i, c); h != nil {
			all = append(all, one{m, *h, c.Tone})
		}
	}
	if len(all) < 4 {
		return nil, nil
	}
	slices.SortStableFunc(all, func(a, b one) int { return a.height.Cmp(b.height) })
	middle := all[len(all)/2].height
	if len(all)%2 == 0 {
		middle = middle.Add(all[len(all)/2-1].height).Div(decimal.NewFromInt(2))
	}
	text, unit := w.signed, "%"
	if i.Kind == catalog.Ratio {
		text, unit = w.points, w.pointUnit()
	}
	out := &spread{panel: panel{Name: "spread", Asked: w.askedRanking(r), Height: "short",
		Title:    w.say("compare.spread.title", "units", w.many(s.kin(names)), "median", text(middle)),
		Subtitle: w.say("compare.spread.what", "name", w.inside(w.name(i)), "n", len(all), "units", w.many(s.kin(names))),
		Table:    table{Unit: unit, Head: []string{capital(w.one(s.kin(names))), w.say("page.table.change"), w.say("page.table.actual"), w.say("page.table.status")}}}}
	var points []spreadPoint
	var reported []string
	for _, o := range all {
		name := w.unitName(names[o.row.Org])
		points = append(points, spreadPoint{o.height, o.tone, []string{name, text(o.height)}, w.sourceHref(o.row)})
		out.Table.Rows = append(out.Table.Rows, []tableCell{said(name), divided(text(o.height), o.height), said(w.amount(*o.row.Value, i, i.Precision)), said(w.status(o.row.Status))})
		reported = append(reported, w.reported(o.row))
	}
	out.Table.add(w.say("page.table.coverage"), reported)
	first, last := all[0], all[len(all)-1]
	out.Figures = []spreadFigure{
		{w.say("compare.spread.lowest"), text(first.height), w.unitName(names[first.row.Org]), first.tone},
		{w.say("compare.spread.median"), text(middle), w.say("compare.spread.of", "n", len(all), "units", w.many(s.kin(names))), plain},
		{w.say("compare.spread.highest"), text(last.height), w.unitName(names[last.row.Org]), last.tone},
	}
	out.Sentence = w.say("compare.spread.text", "low", text(first.height), "low_org", out.Figures[0].Who, "median", text(middle),
		"high", text(last.height), "high_org", out.Figures[2].Who)
	option, err := spreadOption(points, middle, func(d decimal.Decimal) string { return w.tickText(d, i) })
	if err != nil {
		return nil, fmt.Errorf("chart spread: %w", err)
	}
	out.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	out.Key = []keyEntry{{"median", w.say("compare.spread.median")}}
	return out, nil
}

// ticksOf returns two to seven round values between low and high.
func ticksOf(low, high decimal.Decimal) []decimal.Decimal {
	span := high.Sub(low)
	step := decimal.NewFromInt(1)
	for n := 0; span.Div(step).GreaterThan(decimal.NewFromInt(6)); n++ {
		step = step.Mul([]decimal.Decimal{decimal.NewFromInt(2), decimal.New(25, -1), decimal.NewFromInt(2)}[n%3])
	}
	var out []decimal.Decimal
	for v := low.Div(step).Ceil().Mul(step); v.LessThanOrEqual(high); v = v.Add(step) {
		out = append(out, v)
	}
	return out
}

func (w words) tickText(d decimal.Decimal, i catalog.Indicator) string {
	text := w.number(d, 0)
	if d.Sign() > 0 {
		text = "+" + text
	}
	if i.Kind == catalog.Ratio {
		return text
	}
	return text + w.percentSign()
}
