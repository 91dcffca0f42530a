package dashboards

import (
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// bullet is the attainment of a plan against the pace of time.
type bullet struct {
	Text   string // "23,4 %"
	Short  string // for a narrow panel: "23,4 % KH"
	Of     string // "của 41.000 tỷ kế hoạch năm"
	Gap    string // "chậm 1,6 điểm so với nhịp 25 %"
	Tone   tone
	Filled string // SVG lengths in a 200 px wide drawing
	Frame  string
	Tick   string // "" when the plan has no pace

	SoFar bool // of the year so far, beside a figure of its last part alone
	Units int  // above 0: only of so many units, those with a figure and a plan

	attained, pace decimal.Decimal
}

// late is how many points behind the pace of its plan a figure must be before
// the page calls it late.
var late = decimal.NewFromInt(3)

// gap is the distance to the pace in points as it reads, negative when behind
// it: what is written beside it subtracts to it.
func (b *bullet) gap() decimal.Decimal { return b.attained.Round(1).Sub(b.pace.Round(1)) }

// isLate reports whether a distance to the pace is late: see [bullet.gap].
func isLate(gap decimal.Decimal) bool { return gap.Neg().GreaterThan(late) }

// paced writes a pace in per cent: 25 %, 16,7 %.
func (w words) paced(pace decimal.Decimal) string {
	if pace.Equal(pace.Round(0)) {
		return w.percent(pace, 0)
	}
	return w.percent(pace, 1)
}

// planNote says why r's plan has no attainment, or the attainment of the units
// that have both a plan and a figure.
func (w words) planNote(r warehouse.Row, i catalog.Indicator) string {
	a := r.Plan
	if a.LikeForLikePct != nil && a.UnitsBoth > 0 {
		return w.planOfBoth("page.plan.like", r, i)
	}
	return w.say("page.plan.not_comparable", "period", w.planWord(a.Period), "reason", w.reason(a.Reason))
}

// planOfBoth says what the units that have both a plan and a figure have attained.
func (w words) planOfBoth(key string, r warehouse.Row, i catalog.Indicator) string {
	return w.say(key, "pct", w.percent(*r.Plan.LikeForLikePct, 1), "of", w.ofBoth(r, i))
}

// bulletWidth is the width of the drawing in which [bullet] lengths are given.
const bulletWidth = 200

// bullet renders plan attainment; nil when there is none to show.
func (w words) bullet(r warehouse.Row, i catalog.Indicator) *bullet {
	if r.Plan == nil || r.Plan.AttainedPct == nil || !r.Plan.Comparable {
		return nil
	}
	return w.bulletOf(*r.Plan.AttainedPct, r, i)
}

// bulletOf renders a share of r's plan in per cent.
func (w words) bulletOf(pct decimal.Decimal, r warehouse.Row, i catalog.Indicator) *bullet {
	a := r.Plan
	b := &bullet{
		Text:     w.percent(pct, 1),
		Of:       w.say("page.plan.of", "plan", w.amount(a.Value, i, planPlaces(a.Value, i)), "period", w.planWord(a.Period)),
		Tone:     plain,
		attained: pct,
		pace:     pace(r, a.Period, i.Kind),
	}
	b.Short = w.say("page.plan.short", "pct", b.Text)
	gap := b.gap()
	rounded := w.number(gap.Abs(), 1)
	atPace := w.say("page.plan.pace", "pace", w.paced(b.pace))
	full := b.pace.Equal(hundred)
	switch {
	case gap.IsZero():
		b.Gap = w.say("page.plan.on", "pace", atPace)
	case full && gap.Sign() > 0:
		b.Gap = w.say("page.plan.over", "points", rounded)
	case full:
		b.Gap = w.say("page.plan.under", "points", rounded)
	case gap.Sign() > 0:
		b.Gap = w.say("page.plan.ahead", "points", rounded, "pace", atPace)
	default:
		b.Gap = w.say("page.plan.behind", "points", rounded, "pace", atPace)
	}
	if i.Direction == catalog.MoreIsBetter && isLate(gap) {
		b.Tone = bad
	}
	scale := decimal.NewFromInt(bulletWidth).Div(decimal.Max(hundred, b.attained))
	b.Filled = length(decimal.Max(decimal.Zero, b.attained).Mul(scale))
	b.Frame = length(hundred.Mul(scale))
	if !full {
		b.Tick = length(b.pace.Mul(scale))
	}
	return b
}

// soFar renders the attainment of the year so far, to stand beside the figure
// of a period alone: one quarter against the plan of a year would always look
// late.
func (w words) soFar(year warehouse.Row, i catalog.Indicator) *bullet {
	b := w.bullet(year, i)
	if b == nil {
		return nil
	}
	b.SoFar = true
	b.Of = w.say("page.plan.so_far", "of", b.Of)
	b.Short = w.say("page.plan.so_far_short", "pct", b.Text)
	return b
}

// ofYear is the figure of a part of a year with the plan measured by what has
// become of the year so far, a row with a plan.
func (w words) ofYear(f figure, year warehouse.Row) figure {
	f.Plan, f.PlanNote = w.soFar(year, f.indicator), ""
	if f.Plan != nil {
		return f
	}
	if f.PlanNote = w.planNote(year, f.indicator); year.Plan.LikeForLikePct != nil && year.Plan.UnitsBoth > 0 {
		f.PlanNote = w.planOfBoth("page.plan.so_far_like", year, f.indicator)
	}
	return f
}

// pace is the share of a plan due when the period is over, in per cent: for
// flows the share of the plan's months that the figure covers, from January
// on when it is cumulative; otherwise all.
func pace(r warehouse.Row, plan catalog.Period, kind catalog.Kind) decimal.Decimal {
	if kind != catalog.Flow || !plan.Contains(r.Period) {
		return hundred
	}
	first, last := r.Period.Months()
	if r.Basis == catalog.Cumulative {
		first = last - last%12
	}
	planFirst, planLast := plan.Months()
	return decimal.NewFromInt(int64(100 * (last - first + 1))).Div(decimal.NewFromInt(int64(planLast - planFirst + 1)))
}

// planPlaces drops the decimals of a round plan: 41.000, not 41.000,00.
func planPlaces(d decimal.Decimal, i catalog.Indicator) int {
	if d.Equal(d.Round(0)) {
		return 0
	}
	return i.Precision
}

func length(d decimal.Decimal) string { return d.Round(1).String() }
