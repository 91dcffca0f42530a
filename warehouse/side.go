package warehouse

import (
	"database/sql"
	"fmt"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// rowKey tells the rows of an answer apart.
type rowKey struct{ org, indicator, period string }

// side is one row of metric.sql: the value of a row, one of its bases, a
// second way to the value, or a unit of its perimeter.
type side struct {
	rowKey
	side          string
	sidePeriod    string
	own           bool
	cumulative    bool
	notApplicable bool
	num, den      *decimal.Decimal // base units; nil num: missing
	status        catalog.Status
	route         Route
	coverage      Coverage

	unitsBoth                                  int
	bothNum, bothDen, bothBaseNum, bothBaseDen *decimal.Decimal
	pieces, shared                             int // units that add up; of those, units of the value

	checkKind, checkOrg string
	otherNum, otherDen  *decimal.Decimal
	step                *decimal.Decimal
}

func scanSide(rows *sql.Rows) (*side, error) {
	var x side
	var status, route sql.NullInt64
	var checkKind, checkOrg sql.NullString
	var rank int
	var figures [9]any
	err := rows.Scan(&x.org, &x.indicator, &x.period, &x.side, &x.sidePeriod, &x.own, &x.cumulative, &x.notApplicable,
		&figures[0], &figures[1], &status, &route, &x.coverage.Reported, &x.coverage.Expected,
		&x.unitsBoth, &figures[2], &figures[3], &figures[4], &figures[5], &x.pieces, &x.shared,
		&checkKind, &checkOrg, &figures[6], &figures[7], &figures[8], &rank)
	if err != nil {
		return nil, err
	}
	for i, into := range []**decimal.Decimal{&x.num, &x.den, &x.bothNum, &x.bothDen, &x.bothBaseNum, &x.bothBaseDen,
		&x.otherNum, &x.otherDen, &x.step} {
		if *into, err = number(figures[i]); err != nil {
			return nil, fmt.Errorf("column of figure %d: %w", i, err)
		}
	}
	x.status, x.route = catalog.Status(status.Int64), routes[int(route.Int64)]
	x.checkKind, x.checkOrg = checkKind.String, checkOrg.String
	return &x, nil
}

// group is everything about one row.
type group struct {
	sides  map[string]*side
	checks []*side
	parts  []*side // the units, when asked for
}

// row puts the row together.
func (g *group) row(k rowKey, a question) (Row, error) {
	d := a.definitions[k.indicator]
	v := g.sides["value"]
	if v == nil {
		return Row{}, fmt.Errorf("metric.sql gave no value side for %s %s %s", k.org, k.indicator, k.period)
	}
	period, err := catalog.ParsePeriod(k.period)
	if err != nil {
		return Row{}, err
	}
	row := Row{Org: k.org, Indicator: k.indicator, Period: period, Unit: d.unit.NameVI,
		Value: d.value(v.num, v.den), Status: v.status, Route: v.route, NotApplicable: v.notApplicable, Coverage: v.coverage}
	if v.num != nil {
		row.Source = FromUnits
		if v.own {
			row.Source = FromOwn
		}
		if v.cumulative {
			row.Basis = catalog.Cumulative
		}
		if d.kind == catalog.Ratio {
			row.Num, row.Den = v.num, v.den
		}
	}
	row.Disagreement = d.disagreement(g.checks)
	if v.notApplicable {
		return row, nil
	}
	for _, c := range a.compare {
		switch c {
		case Yoy:
			row.Yoy, err = d.delta(v, g.sides["yoy"], a.lens)
		case Previous:
			row.Previous, err = d.delta(v, g.sides["previous"], a.lens)
		case ToPlan:
			row.Plan, err = d.attainment(v, g.sides["plan"], g.sides["plan_year"], a.lens)
		}
		if err != nil {
			return Row{}, err
		}
	}
	return row, nil
}

// disagreement returns the first second way that differs by more than half a
// unit of the coarser written digit, and by more than half of the last digit
// shown.
func (d definition) disagreement(checks []*side) *Disagreement {
	half := decimal.New(5, -1)
	shown := decimal.New(5, -d.places-1)
	for _, c := range checks {
		one, other := d.value(c.num, c.den), d.value(c.otherNum, c.otherDen)
		if one == nil || other == nil {
			continue
		}
		tolerance := shown
		if written := d.unit.FromBase(*c.step).Mul(half); written.GreaterThan(tolerance) {
			tolerance = written
		}
		if one.Sub(*other).Abs().GreaterThan(tolerance) {
			return &Disagreement{With: c.checkKind, Org: c.checkOrg, Value: *other}
		}
	}
	return nil
}

var hundred = decimal.NewFromInt(100)

// delta compares the value with a base; nil when the base's period does not exist.
func (d definition) delta(v, base *side, lens Lens) (*Delta, error) {
	if base == nil {
		return nil, nil
	}
	period, err := catalog.ParsePeriod(base.sidePeriod)
	if err != nil {
		return nil, err
	}
	out := &Delta{BasePeriod: period, BaseValue: d.value(base.num, base.den), BaseStatus: base.status,
		BaseCoverage: base.coverage, UnitsBoth: base.unitsBoth}
	if base.cumulative {
		out.BaseBasis = catalog.Cumulative
	}
	v = v.beside(base, lens)
	value := d.value(v.num, v.den)
	if value != nil && out.BaseValue != nil {
		change := value.Sub(*out.BaseValue)
		out.Change = &change
	}
	out.Reason = comparable(v, base, value, out.BaseValue, lens)
	inUnits := out.Reason == "" || out.Reason == ZeroBase || out.Reason == NegativeBase // the change, not its percentage, can be read
	if inUnits && !sameSpan(v, base) {
		out.Reason, inUnits = DifferentSpan, false
	}
	if !inUnits {
		out.Change = nil
	}
	if out.Comparable = out.Reason == ""; out.Comparable {
		out.ChangePct = changePct(v.num, v.den, base.num, base.den)
	}
	if now, before := d.value(base.bothNum, base.bothDen), d.value(base.bothBaseNum, base.bothBaseDen); now != nil && before != nil {
		change := now.Sub(*before)
		out.LikeForLike = &change
	}
	out.LikeForLikePct = changePct(base.bothNum, base.bothDen, base.bothBaseNum, base.bothBaseDen)
	return out, nil
}

// beside is the side that a comparison sets beside base: v itself, or under
// the lens like_for_like only v's units that have the base.
func (v *side) beside(base *side, lens Lens) *side {
	if lens != LikeForLike {
		return v
	}
	paired := *v
	paired.num, paired.den, paired.own, paired.cumulative = base.bothNum, base.bothDen, base.own, base.cumulative
	return &paired
}

// comparable returns why two sides must not be compared, "" if they may.
func comparable(v, base *side, value, baseValue *decimal.Decimal, lens Lens) Reason {
	complete := func(x *side) bool { return lens == LikeForLike || x.coverage.Complete() }
	switch {
	case baseValue == nil:
		return MissingBase
	case value == nil && lens != LikeForLike && v.coverage.Complete():
		return MissingValue
	case value == nil:
		return PartialCoverage
	case v.cumulative != base.cumulative || v.own != base.own:
		return MixedBasis
	case !complete(v) || !complete(base):
		return PartialCoverage
	case lens != LikeForLike && base.shared == 0:
		return DifferentUnits
	case baseValue.IsZero():
		return ZeroBase
	case baseValue.IsNegative():
		return NegativeBase
	}
	return ""
}

// sameSpan reports whether two sides cover equally many months. They can
// differ only for figures accumulated since January.
func sameSpan(v, base *side) bool {
	if !v.cumulative {
		return true
	}
	months := func(code string) int {
		p, err := catalog.ParsePeriod(code)
		if err != nil {
			return 0
		}
		_, last := p.Months()
		return last % 12
	}
	return months(v.period) == months(base.sidePeriod)
}

// changePct is 100·(a−b)/b of two figures num/den, divided once; nil without
// both or unless the base is above zero: no percentage of a loss says whether
// it shrank.
func changePct(num, den, baseNum, baseDen *decimal.Decimal) *decimal.Decimal {
	a, b := cross(num, den, baseNum, baseDen)
	if b == nil || !b.IsPositive() {
		return nil
	}
	pct := quotient(a.Sub(*b).Mul(hundred), *b, false)
	return &pct
}

// attainment compares the value with the plan for its own period, else with
// its year's; nil when there is neither.
func (d definition) attainment(v, own, year *side, lens Lens) (*Attainment, error) {
	plan := own
	if plan == nil || plan.num == nil || lens != LikeForLike && plan.cumulative != v.cumulative {
		plan = year
	}
	if plan == nil || plan.num == nil {
		return nil, nil
	}
	target := d.value(plan.num, plan.den)
	if target == nil {
		return nil, nil
	}
	period, err := catalog.ParsePeriod(plan.sidePeriod)
	if err != nil {
		return nil, err
	}
	out := &Attainment{Period: period, Value: *target, Source: FromUnits, Coverage: plan.coverage, UnitsBoth: plan.unitsBoth}
	if plan.own {
		out.Source = FromOwn
	}
	v = v.beside(plan, lens)
	reached := *plan
	reached.cumulative = v.cumulative // a year's plan is for whatever part of it has passed
	if plan.own && !v.own {           // the organisation's own plan is for all its units
		reached.own, reached.pieces, reached.shared = false, v.pieces, v.pieces
	}
	out.Reason = comparable(v, &reached, d.value(v.num, v.den), target, lens)
	if out.Reason == "" && lens != LikeForLike && !sameUnits(v, &reached) {
		out.Reason = PartialCoverage
	}
	if out.Comparable = out.Reason == ""; out.Comparable {
		out.AttainedPct = attainedPct(v.num, v.den, plan.num, plan.den)
	}
	out.LikeForLikePct = attainedPct(plan.bothNum, plan.bothDen, plan.bothBaseNum, plan.bothBaseDen)
	if out.LikeForLikePct != nil {
		out.LikeForLikeValue, out.LikeForLikePlan = d.value(plan.bothNum, plan.bothDen), d.value(plan.bothBaseNum, plan.bothBaseDen)
	}
	return out, nil
}

// sameUnits reports whether a value and a base are made of the same units.
func sameUnits(v, base *side) bool { return base.shared == base.pieces && base.shared == v.pieces }

// attainedPct is 100·a/b of two figures num/den, divided once; nil without
// both or unless the plan is above zero.
func attainedPct(num, den, planNum, planDen *decimal.Decimal) *decimal.Decimal {
	a, b := cross(num, den, planNum, planDen)
	if b == nil || !b.IsPositive() {
		return nil
	}
	pct := quotient(a.Mul(hundred), *b, false)
	return &pct
}

// cross brings two figures num/den to one denominator, which it leaves out;
// nil without both or over nothing.
func cross(num, den, otherNum, otherDen *decimal.Decimal) (a, b *decimal.Decimal) {
	if num == nil || otherNum == nil {
		return nil, nil
	}
	if den == nil || otherDen == nil {
		return num, otherNum
	}
	if den.IsZero() || otherDen.IsZero() {
		return nil, nil
	}
	x, y := num.Mul(*otherDen), otherNum.Mul(*den)
	return &x, &y
}
