package warehouse

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// total is the oracle's figure of an organisation for one side of a row.
type total struct {
	period   catalog.Period
	scenario ingest.Scenario
	day      time.Time
	owed     time.Time // the day on which who owes it is expected to give it
	org      string
	parts    []piece // whose figures add up
	own, cum bool
	na       bool
	coverage Coverage
	num, den *big.Rat
	status   catalog.Status
	route    int
	shadowed []piece // members whose units' figures stand for theirs
}

type piece struct {
	org string
	*figure
}

func (t *total) add() {
	for i, p := range t.parts {
		if i == 0 {
			t.num, t.status = new(big.Rat), p.status
		}
		t.num.Add(t.num, p.num)
		if p.den != nil {
			if t.den == nil {
				t.den = new(big.Rat)
			}
			t.den.Add(t.den, p.den)
		}
		t.status, t.route = min(t.status, p.status), max(t.route, p.route)
	}
}

// total adds up an organisation for a period with the members of one day and
// the duties of another.
func (m *moment) total(org, indicator string, scenario ingest.Scenario, p catalog.Period, day, owed time.Time) *total {
	t := &total{period: p, scenario: scenario, day: day, owed: owed, org: org}
	members := m.below(org, day)
	var reporters, concerned, excused []string
	answers := map[string]*figure{}
	for _, u := range append(slices.Clone(members), org) {
		if found := m.waysTo(u, indicator, scenario, p); len(found) > 0 {
			answers[u] = found[0]
			if found[0].na {
				excused = append(excused, u)
			}
		}
	}
	for _, u := range members {
		if a := answers[u]; a != nil && !a.na {
			reporters = append(reporters, u)
		}
		if slices.Contains(reporters, u) || m.owes(u, indicator, scenario, p, owed) {
			concerned = append(concerned, u)
		}
	}
	if len(members) == 0 && m.owes(org, indicator, scenario, p, owed) {
		concerned = append(concerned, org)
	}
	for _, u := range concerned {
		if !slices.Contains(excused, u) {
			t.coverage.Expected++
		}
	}
	// Deepest reporters among those of one sort.
	deepest := func(cum, bare bool) (out, all, shadowed []piece) {
		sort := func(u string) bool {
			return slices.Contains(reporters, u) && answers[u].cum == cum && answers[u].bare == bare
		}
		for _, u := range members {
			if !sort(u) {
				continue
			}
			all = append(all, piece{u, answers[u]})
			if slices.ContainsFunc(m.below(u, day), func(d string) bool { return slices.Contains(members, d) && sort(d) }) {
				shadowed = append(shadowed, piece{u, answers[u]})
			} else {
				out = append(out, piece{u, answers[u]})
			}
		}
		return out, all, shadowed
	}
	mine := answers[org]
	for _, cum := range []bool{false, true} {
		if parts, all, shadowed := deepest(cum, false); len(parts) > 0 {
			t.parts, t.shadowed, t.cum, t.coverage.Reported = parts, shadowed, cum, len(all)
			break
		}
		if parts, all, shadowed := deepest(cum, true); len(parts) == 1 {
			t.parts, t.shadowed, t.cum, t.coverage.Reported = parts, shadowed, cum, len(all)
			break
		}
		if mine != nil && !mine.na && mine.cum == cum {
			t.parts, t.own, t.cum, t.coverage = []piece{{org, mine}}, true, cum, Coverage{1, 1}
			break
		}
	}
	t.na = len(t.parts) == 0 && t.coverage.Expected == 0 && len(excused) > 0
	t.add()
	return t
}

// rows answers a query.
func (m *moment) rows(q Query) []Row {
	type at struct {
		org    string
		period catalog.Period
	}
	perimeter := func(p catalog.Period) time.Time {
		if q.Lens == Current {
			return m.today
		}
		return p.Last()
	}
	asked := map[at]bool{}
	var orgs []string
	for _, p := range q.Periods {
		list := []string{q.Org}
		if q.ByOrg {
			list = m.direct(q.Org, perimeter(p))
		}
		for _, o := range list {
			asked[at{o, p}] = true
			if !slices.Contains(orgs, o) {
				orgs = append(orgs, o)
			}
		}
	}
	position := map[string]int{}
	for _, v := range m.register.Versions {
		if _, ok := position[v.Org]; !ok {
			position[v.Org] = len(position)
		}
	}
	slices.SortFunc(orgs, func(a, b string) int { return cmp.Compare(position[a], position[b]) })
	var out []Row
	for _, org := range orgs {
		for _, indicator := range q.Indicators {
			for _, p := range q.Periods {
				if asked[at{org, p}] {
					out = append(out, m.row(q, org, indicator, p, perimeter))
				}
			}
		}
	}
	return out
}

func (m *moment) row(q Query, org, indicator string, p catalog.Period, perimeter func(catalog.Period) time.Time) Row {
	ind, _ := m.catalogue.Indicator(indicator)
	unit, _ := m.catalogue.Unit(ind.Unit)
	value := m.total(org, indicator, ingest.Actual, p, perimeter(p), p.Last())
	bases := map[Comparison]catalog.Period{Previous: p.Previous()}
	if p.Grain() != catalog.Term {
		bases[Yoy] = p.AddYears(-1)
	}
	sides := map[Comparison]*total{}
	restrict := q.Lens == LikeForLike
	wanted := q.Compare
	if restrict && len(wanted) == 0 {
		wanted = []Comparison{Yoy}
	}
	for _, c := range wanted {
		if base := bases[c]; !base.IsZero() {
			day := perimeter(base)
			if restrict {
				day = p.Last()
			}
			sides[c] = m.total(org, indicator, ingest.Actual, base, day, base.Last())
		}
	}
	plans := map[string]*total{}
	if slices.Contains(q.Compare, ToPlan) {
		plans["own"] = m.total(org, indicator, ingest.Plan, p, perimeter(p), p.Last())
		if p.Grain() < catalog.Year {
			year, _ := catalog.NewPeriod(catalog.Year, p.Year(), 0)
			plans["year"] = m.total(org, indicator, ingest.Plan, year, perimeter(p), p.Last())
		}
	}
	pairs := map[*total][][2]piece{}
	for _, side := range append(slices.Collect(maps.Values(sides)), slices.Collect(maps.Values(plans))...) {
		for _, part := range value.parts {
			base := m.counterpart(part, side, indicator, len(value.parts) == 1)
			if base != nil {
				pairs[side] = append(pairs[side], [2]piece{part, {part.org, base}})
			}
		}
	}
	if restrict {
		// Each side is of those who have it beside a figure in the value, and
		// the value of those who have the first comparison's.
		first := func() *total {
			for _, c := range wanted {
				switch {
				case c == ToPlan && len(pairs[plans["own"]]) == 0 && plans["year"] != nil:
					return plans["year"]
				case c == ToPlan:
					return plans["own"]
				case sides[c] != nil:
					return sides[c]
				}
			}
			return nil
		}()
		own := value.own
		remaining := map[*total][]piece{}
		for side := range pairs {
			for _, x := range pairs[side] {
				remaining[side] = append(remaining[side], x[1])
				if side == first {
					remaining[value] = append(remaining[value], x[0])
				}
			}
		}
		for _, t := range slices.Concat([]*total{value}, slices.Collect(maps.Values(sides)), slices.Collect(maps.Values(plans))) {
			expected := m.total(org, indicator, t.scenario, t.period, t.day, t.owed).expectedOfUnits(m, indicator)
			t.parts, t.num, t.den, t.status, t.route, t.own, t.cum, t.shadowed = remaining[t], nil, nil, 0, 0, false, false, nil
			t.coverage = Coverage{0, expected}
			if len(t.parts) > 0 {
				t.own, t.cum, t.na = own, t.parts[0].cum, false
				t.coverage.Reported = len(t.parts)
				if own {
					t.coverage.Expected = 1
				}
			} else {
				t.na = expected == 0 && m.anyExcused(t, indicator)
			}
			t.add()
		}
	}
	show := func(num, den *big.Rat) *decimal.Decimal { return shown(unit, num, den) }
	row := Row{Org: org, Indicator: indicator, Period: p, Unit: unit.NameVI, Value: show(value.num, value.den), Status: value.status,
		Route: routes[value.route], NotApplicable: value.na, Coverage: value.coverage}
	if value.num != nil {
		row.Source = FromUnits
		if value.own {
			row.Source = FromOwn
		}
		if value.cum {
			row.Basis = catalog.Cumulative
		}
		if ind.Kind == catalog.Ratio {
			n, d := shown(catalog.Unit{Mul: decimal.NewFromInt(1), Div: 1}, value.num, nil), shown(catalog.Unit{Mul: decimal.NewFromInt(1), Div: 1}, value.den, nil)
			row.Num, row.Den = n, d
		}
	}
	row.Disagreement = m.disagreement(value, ind, unit)
	if value.na {
		return row
	}
	complete := func(t *total) bool { return t.coverage.Reported >= t.coverage.Expected }
	// beside is what stands beside the base in a comparison.
	beside := func(base *total) (num, den *big.Rat) {
		if restrict {
			num, den, _, _ = both(pairs[base])
			return num, den
		}
		return value.num, value.den
	}
	reason := func(base *total, planned bool) Reason {
		forAll := planned && base.own && !value.own
		switch {
		case show(base.num, base.den) == nil:
			return MissingBase
		case show(beside(base)) == nil && !restrict && complete(value):
			return MissingValue
		case show(beside(base)) == nil:
			return PartialCoverage
		case restrict:
		case !planned && (value.cum != base.cum || value.own != base.own), planned && value.own && !base.own:
			return MixedBasis
		case !complete(value) || !complete(base):
			return PartialCoverage
		case !forAll && !slices.ContainsFunc(unitsOf(value), func(u string) bool { return slices.Contains(unitsOf(base), u) }):
			return DifferentUnits
		}
		_, a := p.Months()
		_, b := base.period.Months()
		if !planned && base.cum && a%12 != b%12 {
			return DifferentSpan
		}
		switch show(base.num, base.den).Sign() {
		case 0:
			return ZeroBase
		case -1:
			return NegativeBase
		}
		return ""
	}
	delta := func(c Comparison) *Delta {
		base := sides[c]
		if base == nil {
			return nil
		}
		d := &Delta{BasePeriod: base.period, BaseValue: show(base.num, base.den), BaseStatus: base.status, BaseCoverage: base.coverage,
			Reason: reason(base, false), UnitsBoth: len(pairs[base])}
		if base.cum {
			d.BaseBasis = catalog.Cumulative
		}
		if d.Comparable = d.Reason == ""; d.Comparable {
			num, den := beside(base)
			d.ChangePct = percent(num, den, base.num, base.den)
		}
		if d.Comparable || d.Reason == ZeroBase || d.Reason == NegativeBase {
			change := show(beside(base)).Sub(*d.BaseValue)
			d.Change = &change
		}
		num, den, baseNum, baseDen := both(pairs[base])
		d.LikeForLikePct = percent(num, den, baseNum, baseDen)
		if now, before := show(num, den), show(baseNum, baseDen); now != nil && before != nil {
			change := now.Sub(*before)
			d.LikeForLike = &change
		}
		return d
	}
	for _, c := range q.Compare {
		switch c {
		case Yoy:
			row.Yoy = delta(Yoy)
		case Previous:
			row.Previous = delta(Previous)
		case ToPlan:
			plan := plans["own"]
			if plan.num == nil || !restrict && plan.cum != value.cum {
				plan = plans["year"]
			}
			if plan == nil || show(plan.num, plan.den) == nil {
				continue
			}
			a := &Attainment{Period: plan.period, Value: *show(plan.num, plan.den), Source: FromUnits, Coverage: plan.coverage,
				Reason: reason(plan, true), UnitsBoth: len(pairs[plan])}
			if plan.own {
				a.Source = FromOwn
			}
			if a.Reason == "" && !restrict && (value.own || !plan.own) && !slices.Equal(unitsOf(value), unitsOf(plan)) {
				a.Reason = PartialCoverage
			}
			if a.Comparable = a.Reason == ""; a.Comparable {
				num, den := beside(plan)
				a.AttainedPct = share(num, den, plan.num, plan.den)
			}
			if a.LikeForLikePct = share(both(pairs[plan])); a.LikeForLikePct != nil {
				num, den, planNum, planDen := both(pairs[plan])
				a.LikeForLikeValue, a.LikeForLikePlan = show(num, den), show(planNum, planDen)
			}
			row.Plan = a
		}
	}
	return row
}

// counterpart is a unit's own figure for another side, if it can stand beside
// the unit's figure in the value.
func (m *moment) counterpart(unit piece, side *total, indicator string, alone bool) *figure {
	found := m.waysTo(unit.org, indicator, side.scenario, side.period)
	if len(found) == 0 || found[0].na || !alone && (unit.bare || found[0].bare) {
		return nil
	}
	ofTheYear := side.scenario == ingest.Plan && side.period.Grain() == catalog.Year
	if found[0].cum != unit.cum && !ofTheYear {
		return nil
	}
	return found[0]
}

// both adds up either half of the pairs.
func both(pairs [][2]piece) (num, den, baseNum, baseDen *big.Rat) {
	var now, then total
	for _, x := range pairs {
		now.parts, then.parts = append(now.parts, x[0]), append(then.parts, x[1])
	}
	now.add()
	then.add()
	return now.num, now.den, then.num, then.den
}

func unitsOf(t *total) []string {
	var out []string
	for _, p := range t.parts {
		out = append(out, p.org)
	}
	slices.Sort(out)
	return out
}

// expectedOfUnits is the number of units expected, whoever gave the figure.
func (t *total) expectedOfUnits(m *moment, indicator string) int {
	n := 0
	members := m.below(t.org, t.day)
	for _, u := range members {
		found := m.waysTo(u, indicator, t.scenario, t.period)
		if len(found) > 0 && found[0].na {
			continue
		}
		if len(found) > 0 || m.owes(u, indicator, t.scenario, t.period, t.owed) {
			n++
		}
	}
	if len(members) == 0 && m.owes(t.org, indicator, t.scenario, t.period, t.owed) {
		found := m.waysTo(t.org, indicator, t.scenario, t.period)
		if len(found) == 0 || !found[0].na {
			n++
		}
	}
	return n
}

func (m *moment) anyExcused(t *total, indicator string) bool {
	return slices.ContainsFunc(append(m.below(t.org, t.day), t.org), func(u string) bool {
		found := m.waysTo(u, indicator, t.scenario, t.period)
		return len(found) > 0 && found[0].na
	})
}

// disagreement is the first second way that is off by more than rounding.
func (m *moment) disagreement(v *total, ind catalog.Indicator, unit catalog.Unit) *Disagreement {
	one := new(big.Rat).Quo(rat(unit.Mul), new(big.Rat).SetInt64(unit.Div))
	half := big.NewRat(1, 2)
	precision := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(ind.Precision)), nil))
	off := func(with, org string, num, den *big.Rat, other *figure, step *big.Rat) *Disagreement {
		a, b := shown(unit, num, den), shown(unit, other.num, other.den)
		if a == nil || b == nil {
			return nil
		}
		if other.step.Cmp(step) > 0 {
			step = other.step
		}
		tolerance := new(big.Rat).Quo(step, one)
		if precision.Cmp(tolerance) > 0 {
			tolerance = precision
		}
		if diff := rat(a.Sub(*b).Abs()); diff.Cmp(new(big.Rat).Mul(half, tolerance)) > 0 {
			return &Disagreement{With: with, Org: org, Value: *b}
		}
		return nil
	}
	if !v.own && len(v.parts) > 0 && v.coverage.Reported >= v.coverage.Expected {
		against := func(org string, own *figure, below []string) *Disagreement {
			var t total
			step := new(big.Rat)
			for _, p := range v.parts {
				if slices.Contains(below, p.org) {
					t.parts = append(t.parts, p)
					if p.step.Cmp(step) > 0 {
						step = p.step
					}
				}
			}
			if t.add(); t.num == nil {
				return nil
			}
			return off("own", org, t.num, t.den, own, step)
		}
		if found := m.waysTo(v.org, ind.Code, v.scenario, v.period); len(found) > 0 && !found[0].na && found[0].cum == v.cum {
			if d := against(v.org, found[0], m.below(v.org, v.day)); d != nil {
				return d
			}
		}
		slices.SortFunc(v.shadowed, func(a, b piece) int { return cmp.Compare(a.org, b.org) })
		for _, s := range v.shadowed {
			if d := against(s.org, s.figure, m.below(s.org, v.day)); d != nil {
				return d
			}
		}
	}
	slices.SortFunc(v.parts, func(a, b piece) int { return cmp.Compare(a.org, b.org) })
	flow := ind.Kind == catalog.Flow || ind.Kind == catalog.Average
	if v.cum {
		return nil
	}
	for _, p := range v.parts {
		found := m.waysTo(p.org, ind.Code, v.scenario, v.period)
		type second struct {
			with string
			*figure
		}
		var ways []second
		for i, f := range found {
			if i == 0 || f.na || f.cum {
				continue
			}
			with := "same_period"
			if flow && f.route != routeDirect {
				with = string(routes[f.route])
			}
			ways = append(ways, second{with, f})
		}
		slices.SortFunc(ways, func(a, b second) int { return cmp.Compare(a.with, b.with) })
		for _, w := range ways {
			if d := off(w.with, p.org, p.num, p.den, w.figure, p.step); d != nil {
				return d
			}
		}
	}
	first, last := v.period.Months()
	for _, p := range v.parts {
		if !flow || p.route != routeDirect {
			continue
		}
		s := m.series(p.org, ind.Code, v.scenario)
		top, _ := best(s, first, last, nil)
		column, ok := best(s, first, last, func(r ranked) bool { return r.Role == ingest.SamePeriod })
		if ok && top.Role == ingest.Reported && !column.NotApplicable {
			if d := off("same_period", p.org, p.num, p.den, m.figureOf(column), p.step); d != nil {
				return d
			}
		}
	}
	for _, p := range v.parts {
		if flow {
			continue
		}
		for _, other := range m.otherLevels(m.series(p.org, ind.Code, v.scenario), v.period) {
			if d := off("other_period", p.org, p.num, p.den, other, p.step); d != nil {
				return d
			}
		}
	}
	for place, more := 0, true; more; place++ {
		more = false
		for _, p := range v.parts {
			rivals := m.rivals(p.org, ind, v.scenario, v.period)
			if p.route != routeDirect || place >= len(rivals) {
				continue
			}
			more = true
			if d := off("sender", p.org, p.num, p.den, rivals[place], p.step); d != nil {
				return d
			}
		}
	}
	return nil
}

// over is num/den, or num without den.
func over(num, den *big.Rat) *big.Rat {
	if den == nil {
		return new(big.Rat).Set(num)
	}
	return new(big.Rat).Quo(num, den)
}

// shown is num/den in a unit: every digit without den, else ten decimals.
func shown(unit catalog.Unit, num, den *big.Rat) *decimal.Decimal {
	if num == nil || den != nil && den.Sign() == 0 {
		return nil
	}
	v := over(num, den)
	v.Mul(v, new(big.Rat).SetInt64(unit.Div)).Quo(v, rat(unit.Mul))
	var d decimal.Decimal
	if den != nil {
		d = tenPlaces(v)
	} else {
		d = decimal.RequireFromString(v.FloatString(30))
	}
	return &d
}

// share is 100·a/b.
func share(num, den, baseNum, baseDen *big.Rat) *decimal.Decimal {
	if num == nil || baseNum == nil || baseNum.Sign() <= 0 || den != nil && (den.Sign() == 0 || baseDen.Sign() == 0) {
		return nil
	}
	x := over(num, den)
	x.Quo(x, over(baseNum, baseDen)).Mul(x, big.NewRat(100, 1))
	d := tenPlaces(x)
	return &d
}

func percent(num, den, baseNum, baseDen *big.Rat) *decimal.Decimal {
	if num == nil || baseNum == nil || den != nil && (den.Sign() == 0 || baseDen.Sign() == 0) {
		return nil
	}
	a, b := over(num, den), over(baseNum, baseDen)
	if b.Sign() <= 0 {
		return nil
	}
	a.Sub(a, b).Quo(a, b).Mul(a, big.NewRat(100, 1))
	d := tenPlaces(a)
	return &d
}

// tenPlaces rounds half to even at the tenth decimal.
func tenPlaces(r *big.Rat) decimal.Decimal {
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt64(1e10))
	floor, rest := new(big.Int).DivMod(scaled.Num(), scaled.Denom(), new(big.Int))
	switch c := new(big.Int).Mul(rest, big.NewInt(2)).Cmp(scaled.Denom()); {
	case c > 0, c == 0 && floor.Bit(0) == 1:
		floor.Add(floor, big.NewInt(1))
	}
	return decimal.NewFromBigInt(floor, -10)
}
