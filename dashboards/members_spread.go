package dashboards

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// spread is how the members' changes are distributed.
type spread struct {
	Title, Subtitle string
	Dots            []dot
	Zero            string
	Median          string // where its line stands
	Ticks           []tickMark
	Figures         []spreadFigure
	Text            string
}

type dot struct {
	X, Y, Text string
	Tone       tone
}

type tickMark struct{ X, Text string }

type spreadFigure struct {
	Name, Value, Who string
	Tone             tone
}

// The drawing of a spread is 360 wide; dots are 10 wide and stand on each other.
const (
	spreadWidth = 360
	spreadFoot  = 96
	dotSize     = 11
)

// spread draws one dot per member that can be compared; nil below four.
func (w words) spread(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) *spread {
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
		return nil
	}
	slices.SortStableFunc(all, func(a, b one) int { return a.height.Cmp(b.height) })
	low, high := decimal.Min(decimal.Zero, all[0].height), decimal.Max(decimal.Zero, all[len(all)-1].height)
	span := high.Sub(low)
	if span.IsZero() {
		span = decimal.NewFromInt(1)
	}
	at := func(d decimal.Decimal) decimal.Decimal {
		return d.Sub(low).Mul(decimal.NewFromInt(spreadWidth - 32)).Div(span).Add(decimal.NewFromInt(16))
	}
	middle := all[len(all)/2].height
	if len(all)%2 == 0 {
		middle = middle.Add(all[len(all)/2-1].height).Div(decimal.NewFromInt(2))
	}
	text := func(d decimal.Decimal) string {
		if i.Kind == catalog.Ratio {
			return w.points(d)
		}
		return w.signed(d)
	}
	out := &spread{Zero: length(at(decimal.Zero)), Median: length(at(middle)),
		Title:    w.say("compare.spread.title", "units", w.many(s.kin(names)), "median", text(middle)),
		Subtitle: w.say("compare.spread.what", "name", w.inside(w.name(i)), "n", len(all), "units", w.many(s.kin(names)))}
	stacks := map[int64]int{}
	for _, o := range all {
		x := at(o.height)
		column := x.Div(decimal.NewFromInt(dotSize)).Round(0).IntPart()
		y := spreadFoot - 8 - dotSize*stacks[column]
		stacks[column]++
		if y < 8 {
			y = 8
		}
		out.Dots = append(out.Dots, dot{X: length(decimal.NewFromInt(column * dotSize)), Y: strconv.Itoa(y), Tone: o.tone,
			Text: w.unitName(names[o.row.Org]) + ": " + text(o.height)})
	}
	for _, tick := range ticksOf(low, high) {
		out.Ticks = append(out.Ticks, tickMark{length(at(tick)), w.tickText(tick, i)})
	}
	first, last := all[0], all[len(all)-1]
	out.Figures = []spreadFigure{
		{w.say("compare.spread.lowest"), text(first.height), w.unitName(names[first.row.Org]), first.tone},
		{w.say("compare.spread.median"), text(middle), w.say("page.picker.members", "n", len(all)), plain},
		{w.say("compare.spread.highest"), text(last.height), w.unitName(names[last.row.Org]), last.tone},
	}
	out.Text = w.say("compare.spread.text", "low", text(first.height), "low_org", out.Figures[0].Who, "median", text(middle),
		"high", text(last.height), "high_org", out.Figures[2].Who)
	return out
}

// ticksOf returns three to six round values between low and high.
func ticksOf(low, high decimal.Decimal) []decimal.Decimal {
	span := high.Sub(low)
	step := decimal.NewFromInt(1)
	for n := 0; span.Div(step).GreaterThan(decimal.NewFromInt(5)); n++ {
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
