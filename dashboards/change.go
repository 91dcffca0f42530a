package dashboards

import (
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

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

var (
	hundred = decimal.NewFromInt(100)
	half    = decimal.New(5, -1)
	point   = decimal.NewFromInt(1)
)

// apart reports whether a comparable change says more about units that came
// and went than about what the units did: the same units changed otherwise.
// Of two changes of a sum that round to the same per cent, or differ by less
// than a point in the same direction, the totals' may stand for both, with the
// other beside it. An average or a ratio may change by more than that of every
// one of its units when others come or go: there any difference counts. A ratio
// has no second change beside it, so that its own is always that of the same
// units where others came or went.
func apart(r warehouse.Row, i catalog.Indicator) bool {
	d := r.Yoy
	if d == nil || !d.Comparable || d.ChangePct == nil || d.LikeForLikePct == nil || d.UnitsBoth == 0 {
		return false
	}
	total, like := *d.ChangePct, *d.LikeForLikePct
	if i.Kind == catalog.Ratio && d.Change != nil && d.LikeForLike != nil {
		if d.UnitsBoth < r.Coverage.Reported || d.UnitsBoth < d.BaseCoverage.Reported {
			return true
		}
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
	// A loss has no per cent: of the same units' the amount is told.
	amount := d.LikeForLike != nil && !d.Comparable && otherUnits(d.Reason)
	like := (d.LikeForLikePct != nil || amount) && d.UnitsBoth > 0
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
	if like && d.LikeForLikePct != nil && i.Kind != catalog.Ratio && d.ChangePct != nil && !d.LikeForLikePct.Round(1).Equal(d.ChangePct.Round(1)) {
		c.Like = w.say("page.change.like_pct", "units", d.UnitsBoth, "pct", w.signed(*d.LikeForLikePct))
		c.Short = c.Like
	}
	return c
}

// likeForLike renders the change of the units that both sides have. Where the
// totals compare as well, their change is said beside it.
func (w words) likeForLike(r warehouse.Row, i catalog.Indicator) *change {
	d := r.Yoy
	var c *change
	switch {
	case d.LikeForLike != nil && (smallCount(d, i) || d.LikeForLikePct == nil && i.Kind != catalog.Ratio):
		c = w.inCount(*d.LikeForLike, i)
	case i.Kind != catalog.Ratio:
		c = w.tinted(*d.LikeForLikePct, w.signed(*d.LikeForLikePct), i)
	case d.LikeForLike == nil:
		return &change{Text: w.reason(warehouse.PartialCoverage), Tone: none}
	default:
		c = w.inPoints(*d.LikeForLike, nil, i)
	}
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
// the same. Of units that were elsewhere a year before the counts do not tell who
// came and went.
func (w words) othersIn(c *change, r warehouse.Row) {
	d := r.Yoy
	if c.Arrow != same || d.UnitsBoth == 0 || !r.Coverage.Complete() || !d.BaseCoverage.Complete() {
		return
	}
	came, went := r.Coverage.Reported-d.UnitsBoth, d.BaseCoverage.Reported-d.UnitsBoth
	if came < 0 || went < 0 {
		return
	}
	var moves []string
	for _, n := range []int{came, -went} {
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

// pointUnit is what a difference of two percentages is measured in.
func (w words) pointUnit() string {
	return strings.TrimSpace(w.say("page.change.points", "points", ""))
}

// delta writes a comparable change in the form that misleads least: points for
// ratios, people and pieces for small counts, otherwise per cent.
func (w words) delta(d *warehouse.Delta, i catalog.Indicator) *change {
	switch {
	case i.Kind == catalog.Ratio && d.Change != nil:
		return w.inPoints(*d.Change, d.BaseValue, i)
	case d.Change != nil && (smallCount(d, i) || d.ChangePct == nil):
		return w.inCount(*d.Change, i)
	default:
		return w.tinted(*d.ChangePct, w.signed(*d.ChangePct), i)
	}
}

// smallCount reports whether a change is one of a count so small that a per cent of it
// would mislead, over the whole as over the units that both sides have.
func smallCount(d *warehouse.Delta, i catalog.Indicator) bool {
	return i.Integer && d.BaseValue != nil && d.BaseValue.Abs().LessThan(hundred)
}

// inCount is a change in people, pieces or money.
func (w words) inCount(d decimal.Decimal, i catalog.Indicator) *change {
	return w.tinted(d, locale.Signed(w.lang, d, i.Precision)+locale.NoBreakSpace+w.counted(d, w.short(i.Unit)), i)
}

// inPoints is a change between two percentages. They stand beside it with more
// digits than it has, so that a little is unchanged only where both are written
// the same; base is the earlier one, nil where it is of other units.
func (w words) inPoints(d decimal.Decimal, base *decimal.Decimal, i catalog.Indicator) *change {
	places := int32(i.Precision) //nolint:gosec // a few digits
	alike := d.Round(places).IsZero()
	if base != nil {
		alike = base.Round(places).Equal(base.Add(d).Round(places))
	}
	sign := d.Round(1).Sign()
	if sign == 0 && !alike {
		sign = d.Round(int32(changePlaces(d))).Sign() //nolint:gosec // a few digits
	}
	return w.toned(sign, w.points(d), i)
}

// tinted gives a change its arrow and tone; less than it is written with is none.
func (w words) tinted(d decimal.Decimal, text string, i catalog.Indicator) *change {
	return w.toned(d.Round(1).Sign(), text, i)
}

func (w words) toned(sign int, text string, i catalog.Indicator) *change {
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
