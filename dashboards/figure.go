package dashboards

import (
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// figure is one number as a page shows it: never without what it is, its
// unit, its status and how many units stand behind it.
type figure struct {
	Code      string
	Name      string
	Value     string // "9.605,38"; "" when there is none
	Unit      string
	Parts     string // a ratio as counted: "8/17"
	Source    string // address of its passport
	Percent   string // what follows a percentage: the sign, spaced as the language does
	Absent    string // in words, when Value is ""
	NotNeeded bool   // not applicable rather than missing
	Basis     string // "lũy kế", when it is not the period alone
	Status    string
	Estimate  bool
	Coverage  string
	Complete  bool
	Change    *change
	Plan      *bullet
	PlanNote  string // why there is no attainment to show, though there is a plan
	Spark     *spark

	row       warehouse.Row
	indicator catalog.Indicator
}

// change is the difference from the same period of the year before.
type change struct {
	Text  string // "+18,2 %", or why there is none
	Tone  tone
	Arrow arrow
	Note  string // "so với 8.123,40 tỷ quý I/2023"
	Like  string // "cùng tập 16 đơn vị: +17,9 %"
	Short string // for a narrow panel: "cùng kỳ 38"
	Units int    // above 0: only over so many units, those with both sides
}

// tone is how a change is coloured: by the indicator's direction, not by its
// sign. plain has no direction or no change.
type tone string

const (
	plain tone = "plain"
	good  tone = "good"
	bad   tone = "bad"
	none  tone = "none" // not comparable
)

type arrow string

const (
	up   arrow = "up"
	down arrow = "down"
	same arrow = "same"
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

var (
	hundred = decimal.NewFromInt(100)
	half    = decimal.New(5, -1)
	point   = decimal.NewFromInt(1)
)

// late is how many points behind the pace of its plan a figure must be before
// the page calls it late.
var late = decimal.NewFromInt(3)

// isLate reports whether a distance to the pace in points, negative when behind
// it, is late as it reads: 3.04 is shown as 3.0, which is not more than 3.
func isLate(gap decimal.Decimal) bool { return gap.Round(1).Neg().GreaterThan(late) }

// figure renders a row.
func (w words) figure(r warehouse.Row, i catalog.Indicator) figure {
	f := figure{
		Code: i.Code, Name: w.name(i), Unit: w.unit(i.Unit), row: r, indicator: i,
		Status: w.status(r.Status), Estimate: r.Status == catalog.Estimate,
		Complete: r.Coverage.Complete(),
	}
	switch {
	case r.Value != nil:
		f.Value, f.Unit = w.value(*r.Value, i), w.counted(*r.Value, f.Unit)
		f.Source = w.figureHref(r.Org, r.Indicator, r.Period)
	case r.NotApplicable:
		f.NotNeeded, f.Absent = true, w.say("page.absent.not_applicable")
	default:
		f.Absent = w.say("page.absent.missing")
	}
	if i.Kind == catalog.Ratio {
		f.Unit, f.Percent = "%", w.percentSign()
		if r.Num != nil && r.Den != nil && r.Value != nil {
			f.Parts = w.number(*r.Num, 0) + "/" + w.number(*r.Den, 0)
		}
	}
	if r.Basis == catalog.Cumulative {
		f.Basis = w.cumulated(r.Period)
	}
	f.Coverage = w.reported(r)
	if r.Source == warehouse.FromOwn {
		f.Complete = true
	}
	if r.Value != nil {
		f.Change = w.change(r, i)
		f.Plan = w.bullet(r, i)
		if r.Plan != nil && !r.Plan.Comparable && r.Plan.Reason != "" {
			f.PlanNote = w.planNote(r.Plan)
		}
	}
	return f
}

// planNote says why a plan has no attainment, or the attainment of the units
// that have both a plan and a figure.
func (w words) planNote(a *warehouse.Attainment) string {
	if a.LikeForLikePct != nil && a.UnitsBoth > 0 {
		return w.say("page.plan.like", "pct", w.percent(*a.LikeForLikePct, 1), "period", w.planWord(a.Period), "units", a.UnitsBoth)
	}
	return w.say("page.plan.not_comparable", "period", w.planWord(a.Period), "reason", w.reason(a.Reason))
}

// apart reports whether a comparable change says more about units that came
// and went than about what the units did: the same units changed otherwise.
// Of two changes of a sum that round to the same per cent, or differ by less
// than a point in the same direction, the totals' may stand for both, with the
// other beside it. An average or a ratio may change by more than that of every
// one of its units when others come or go: there any difference counts.
func apart(r warehouse.Row, i catalog.Indicator) bool {
	d := r.Yoy
	if d == nil || !d.Comparable || d.ChangePct == nil || d.LikeForLikePct == nil || d.UnitsBoth == 0 {
		return false
	}
	total, like := *d.ChangePct, *d.LikeForLikePct
	if i.Kind == catalog.Ratio && d.Change != nil && d.LikeForLike != nil {
		total, like = *d.Change, *d.LikeForLike
	}
	if !adds(i) {
		return !total.Round(1).Equal(like.Round(1))
	}
	if total.Round(0).Equal(like.Round(0)) {
		return false
	}
	return total.Sign() != like.Sign() || total.Sub(like).Abs().GreaterThanOrEqual(point)
}

// change renders a figure's comparison with the same period of the year before.
func (w words) change(r warehouse.Row, i catalog.Indicator) *change {
	d := r.Yoy
	if d == nil {
		return nil
	}
	base := ""
	if d.BaseValue != nil {
		base = w.amount(*d.BaseValue, i, i.Precision)
	}
	like := d.LikeForLikePct != nil && d.UnitsBoth > 0
	switch {
	case like && (!d.Comparable || apart(r, i)):
		return w.likeForLike(r, i)
	case !d.Comparable || (d.Change == nil && d.ChangePct == nil):
		text := w.reason(d.Reason)
		return &change{Text: text, Tone: none, Short: ""}
	}
	c := w.delta(d, i)
	c.Note = w.say("page.change.base", "base", base, "period", w.span(d.BasePeriod, r.Basis))
	if d.BaseValue != nil {
		c.Short = w.say("page.change.short", "base", w.plain(*d.BaseValue, i))
	}
	w.othersIn(c, r)
	if like && i.Kind != catalog.Ratio && d.ChangePct != nil && !d.LikeForLikePct.Round(1).Equal(d.ChangePct.Round(1)) {
		c.Like = w.say("page.change.like_pct", "units", d.UnitsBoth, "pct", w.signed(*d.LikeForLikePct))
		c.Short = c.Like
	}
	return c
}

// likeForLike renders the change of the units that both sides have. Where the
// totals compare as well, their change is said beside it.
func (w words) likeForLike(r warehouse.Row, i catalog.Indicator) *change {
	d := r.Yoy
	moved, text := d.LikeForLikePct, w.signed(*d.LikeForLikePct)
	if i.Kind == catalog.Ratio {
		if moved = d.LikeForLike; moved == nil {
			return &change{Text: w.reason(warehouse.PartialCoverage), Tone: none}
		}
		text = w.points(*moved)
	}
	c := w.tinted(*moved, text, i)
	c.Units = d.UnitsBoth
	c.Note = w.say("page.change.like", "units", d.UnitsBoth)
	c.Short = c.Note
	w.othersIn(c, r)
	if d.Comparable && d.ChangePct != nil {
		c.Like = w.say("page.change.total", "change", w.delta(d, i).Text)
	}
	return c
}

// othersIn says beside "unchanged" that units came or went meanwhile, "+1 −1":
// a newcomer in the place of one that left changes no number and is news all
// the same.
func (w words) othersIn(c *change, r warehouse.Row) {
	d := r.Yoy
	if c.Arrow != same || d.UnitsBoth == 0 || !r.Coverage.Complete() || !d.BaseCoverage.Complete() {
		return
	}
	var moves []string
	for _, n := range []int{r.Coverage.Reported - d.UnitsBoth, d.UnitsBoth - d.BaseCoverage.Reported} {
		if n != 0 {
			moves = append(moves, locale.Signed(w.lang, decimal.NewFromInt(int64(n)), 0))
		}
	}
	if len(moves) == 0 {
		return
	}
	said := w.say("page.change.others", "moves", strings.Join(moves, " "))
	c.Note += said
	c.Short += said
}

// likeOnly is the change on the same period where it is one of the units that
// both sides have, and nil where the totals stand for it: beside such a change
// the base's total would be of other units than the figure.
func (w words) likeOnly(r warehouse.Row, i catalog.Indicator) *change {
	if c := w.change(r, i); c != nil && c.Units > 0 {
		return c
	}
	return nil
}

// otherBase says beside a base that its total is of other units than the change
// beside it; "" where it is of the same ones.
func (w words) otherBase(r warehouse.Row, i catalog.Indicator) string {
	if base(r) == nil || r.Value == nil || w.likeOnly(r, i) == nil {
		return ""
	}
	return w.say("page.change.other_base")
}

// points writes a difference of two percentages.
func (w words) points(d decimal.Decimal) string {
	return w.say("page.change.points", "points", locale.Signed(w.lang, d, changePlaces(d)))
}

// delta writes a comparable change in the form that misleads least: points for
// ratios, people and pieces for small counts, otherwise per cent.
func (w words) delta(d *warehouse.Delta, i catalog.Indicator) *change {
	small := i.Integer && d.Change != nil && d.BaseValue != nil && d.BaseValue.Abs().LessThan(hundred)
	switch {
	case i.Kind == catalog.Ratio && d.Change != nil:
		return w.tinted(*d.Change, w.points(*d.Change), i)
	case small, d.ChangePct == nil && d.Change != nil:
		return w.tinted(*d.Change, locale.Signed(w.lang, *d.Change, i.Precision)+locale.NoBreakSpace+w.counted(*d.Change, w.short(i.Unit)), i)
	default:
		return w.tinted(*d.ChangePct, w.signed(*d.ChangePct), i)
	}
}

// tinted gives a change its arrow and tone.
func (w words) tinted(d decimal.Decimal, text string, i catalog.Indicator) *change {
	sign := d.Round(1).Sign()
	if sign == 0 {
		return &change{Text: w.say("page.change.same"), Tone: plain, Arrow: same}
	}
	c := &change{Text: text, Tone: plain, Arrow: up}
	if sign < 0 {
		c.Arrow = down
	}
	switch sign * int(i.Direction) {
	case 1:
		c.Tone = good
	case -1:
		c.Tone = bad
	}
	return c
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
	gap := b.attained.Sub(b.pace)
	rounded := w.number(gap.Abs(), 1)
	atPace := w.say("page.plan.pace", "pace", w.percent(b.pace, 0))
	full := b.pace.Equal(hundred)
	switch {
	case gap.Round(1).IsZero():
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
	if f.Plan == nil {
		f.PlanNote = w.planNote(year.Plan)
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
