package warehouse

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// oracle answers queries from the rules as they are written, slowly, in
// memory, with fractions; it shares no step with the store. What it answers
// and what the store answers must be the same to the last digit.
type oracle struct {
	catalogue *catalog.Catalogue
	loaded    []loaded
	registers []dated
	now       time.Time // a day
}

// loaded is an accepted workbook, in the order of acceptance.
type loaded struct {
	day    time.Time
	key    string // of supersession; "" supersedes nothing
	sender string
	facts  []ingest.Fact

	id        int64     // of the submission
	withdrawn time.Time // a day; zero: it was not
}

// gone reports whether it was withdrawn by the day.
func (l *loaded) gone(asOf time.Time) bool { return !l.withdrawn.IsZero() && !l.withdrawn.After(asOf) }

type dated struct {
	day      time.Time
	register *catalog.Register
}

// figure is an exact figure with what must be known to combine it.
type figure struct {
	num, den      *big.Rat // nil den: a sum
	status        catalog.Status
	route         int
	bare, na, cum bool
	borrowed      bool // from a same-period column, wholly or in part
	step          *big.Rat
}

// moment is the oracle at a time of knowledge.
type moment struct {
	*oracle
	asOf     time.Time
	today    time.Time
	register *catalog.Register
	facts    []ranked
}

// ranked is a known fact; order grows with acceptance.
type ranked struct {
	ingest.Fact
	sender      string
	order       int
	first, last int
	own         bool
}

func (o *oracle) at(asOf time.Time) *moment {
	m := &moment{oracle: o, asOf: asOf, today: o.now, register: &catalog.Register{}}
	if asOf.IsZero() {
		asOf = date("9999-01-01")
	} else {
		m.today = asOf
	}
	for _, r := range o.registers {
		if !r.day.After(asOf) {
			m.register = r.register
		}
	}
	order := 0
	for i, l := range o.loaded {
		hidden := l.day.After(asOf) || l.gone(asOf)
		for _, later := range o.loaded[i+1:] {
			if l.key != "" && later.key == l.key && !later.day.After(asOf) && !later.gone(asOf) && replaces(later.facts, l.facts) {
				hidden = true
			}
		}
		for _, f := range l.facts {
			order++
			if hidden {
				continue
			}
			r := ranked{Fact: f, sender: l.sender, order: order}
			r.first, r.last = f.Period.Months()
			natural := r.first
			if f.Basis == catalog.Cumulative && f.Period.Grain() != catalog.Term {
				r.first = r.first / 12 * 12
			}
			r.own = natural == r.first
			m.facts = append(m.facts, r)
		}
	}
	return m
}

// replaces reports whether the newer workbook of the same key takes the place
// of the older: both report some figure, the newer reports on every span that
// the older reports on, and no figure of the older is of a higher status than
// the newer's, or, where it lacks that, than all it has for the span and scenario.
func replaces(newer, older []ingest.Fact) bool {
	type span struct{ first, last int }
	type figure struct {
		org, indicator string
		scenario       ingest.Scenario
		span           span
	}
	spanOf := func(f ingest.Fact) span {
		first, last := f.Period.Months()
		if f.Basis == catalog.Cumulative && f.Period.Grain() != catalog.Term {
			first = first / 12 * 12
		}
		return span{first, last}
	}
	figures, spans := map[figure]catalog.Status{}, map[span]bool{}
	highest := map[figure]catalog.Status{} // of a span and scenario
	for _, f := range newer {
		if f.Role == ingest.Reported {
			k, all := figure{f.Org, f.Indicator, f.Scenario, spanOf(f)}, figure{scenario: f.Scenario, span: spanOf(f)}
			figures[k], highest[all] = max(figures[k], f.Status), max(highest[all], f.Status)
			spans[spanOf(f)] = true
		}
	}
	shared := false
	for _, f := range older {
		if f.Role != ingest.Reported {
			continue
		}
		if !spans[spanOf(f)] {
			return false
		}
		status, same := figures[figure{f.Org, f.Indicator, f.Scenario, spanOf(f)}]
		if !same {
			status = highest[figure{scenario: f.Scenario, span: spanOf(f)}]
		}
		if status != 0 && status < f.Status {
			return false
		}
		shared = shared || same
	}
	return shared
}

// weightless is an average of nobody, which is no figure.
func (f *figure) weightless() bool { return f.den != nil && f.den.Sign() <= 0 }

func rat(d decimal.Decimal) *big.Rat { return d.Rat() }

func (m *moment) figureOf(r ranked) *figure {
	f := &figure{num: rat(r.Num), status: r.Status, route: routeDirect, bare: r.Bare, na: r.NotApplicable,
		borrowed: r.Role != ingest.Reported, step: m.written(r)}
	if r.Den.Valid && !r.NotApplicable {
		f.den = rat(r.Den.Decimal)
	}
	return f
}

// written is the worth of the last written digit in base units.
func (m *moment) written(r ranked) *big.Rat {
	ind, _ := m.catalogue.Indicator(r.Indicator)
	unit, _ := m.catalogue.Unit(r.Unit)
	if r.NotApplicable || ind.Kind == catalog.Ratio && !r.Bare {
		return new(big.Rat)
	}
	v := rat(r.Num)
	if r.Den.Valid {
		if r.Den.Decimal.IsZero() {
			return new(big.Rat)
		}
		v = new(big.Rat).Quo(v, rat(r.Den.Decimal))
	}
	one := new(big.Rat).Quo(rat(unit.Mul), new(big.Rat).SetInt64(unit.Div))
	v = new(big.Rat).Quo(v, one)
	scale := new(big.Rat).SetInt64(1)
	for range 11 {
		if new(big.Rat).Mul(v, scale).IsInt() {
			return new(big.Rat).Quo(one, scale)
		}
		scale.Mul(scale, big.NewRat(10, 1))
	}
	scale.SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(ind.Precision)), nil))
	return new(big.Rat).Quo(one, scale)
}

// series is what is known of one organisation, indicator and scenario.
func (m *moment) series(org, indicator string, scenario ingest.Scenario) []ranked {
	var out []ranked
	for _, r := range m.facts {
		if r.Org == org && r.Indicator == indicator && r.Scenario == scenario {
			out = append(out, r)
		}
	}
	return out
}

func reportsFirst(a, b ranked) int {
	rank := func(r ranked) int {
		if r.Role == ingest.Reported {
			return 0
		}
		return 1
	}
	return cmp.Compare(rank(a), rank(b))
}

func yes(b bool) int {
	if b {
		return 0
	}
	return 1
}

// best returns the figure for a span: reports, status, own code, latest.
func best(series []ranked, first, last int, condition func(ranked) bool) (ranked, bool) {
	var found []ranked
	for _, r := range series {
		if r.first == first && r.last == last && (condition == nil || condition(r)) {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return ranked{}, false
	}
	return slices.MinFunc(found, func(a, b ranked) int {
		return cmp.Or(reportsFirst(a, b), cmp.Compare(b.Status, a.Status), cmp.Compare(yes(a.own), yes(b.own)), cmp.Compare(b.order, a.order))
	}), true
}

// covers lists the ways to cover months first…last with aligned blocks, the
// longest first block first; the whole itself is left out.
func covers(first, last, wholeFirst, wholeLast int) [][][2]int {
	if first > last {
		return [][][2]int{nil}
	}
	var out [][][2]int
	for _, length := range []int{9, 6, 3, 1} {
		end := first + length - 1
		aligned := first%12%length == 0 && (length != 9 || first%12 == 0)
		if !aligned || end > last || first == wholeFirst && end == wholeLast {
			continue
		}
		for _, rest := range covers(end+1, last, wholeFirst, wholeLast) {
			out = append(out, append([][2]int{{first, end}}, rest...))
		}
	}
	return out
}

// combine adds figures with signs; nil when they do not combine.
func combine(parts []*figure, signs []int) *figure {
	na := 0
	for _, p := range parts {
		if p.na {
			na++
		} else if p.bare {
			return nil
		}
	}
	if na > 0 && na < len(parts) {
		return nil
	}
	sum := &figure{num: new(big.Rat), step: new(big.Rat), status: catalog.Corrected, na: na > 0}
	for i, p := range parts {
		sign := new(big.Rat).SetInt64(int64(signs[i]))
		sum.num.Add(sum.num, new(big.Rat).Mul(sign, p.num))
		if p.den != nil {
			if sum.den == nil {
				sum.den = new(big.Rat)
			}
			sum.den.Add(sum.den, new(big.Rat).Mul(sign, p.den))
		}
		sum.status = min(sum.status, p.status)
		sum.borrowed = sum.borrowed || p.borrowed
		if p.step.Cmp(sum.step) > 0 {
			sum.step = p.step
		}
	}
	return sum
}

// waysTo lists an organisation's own answers for a period, one per route,
// best route first: of reports alone before those with same-period columns. A
// cumulative stand-in comes last.
func (m *moment) waysTo(org, indicator string, scenario ingest.Scenario, p catalog.Period) []*figure {
	ind, _ := m.catalogue.Indicator(indicator)
	s := m.series(org, indicator, scenario)
	if ind.Kind == catalog.Stock || ind.Kind == catalog.Ratio {
		return m.levels(s, p)
	}
	var out []*figure
	first, last := p.Months()
	if r, ok := best(s, first, last, nil); ok && !m.figureOf(r).weightless() {
		out = append(out, m.figureOf(r))
	}
	if f := m.tiled(s, org, indicator, scenario, p); f != nil {
		f.route = routeSubPeriods
		out = append(out, f)
	}
	if f := m.difference(s, first, last); f != nil {
		f.route = routeDifference
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b *figure) int { return cmp.Compare(yes(!a.borrowed), yes(!b.borrowed)) })
	if f := m.standIn(s, p); f != nil && first%12 != 0 {
		out = append(out, f)
	}
	return out
}

func (m *moment) levels(s []ranked, p catalog.Period) []*figure {
	var out []*figure
	for _, role := range []ingest.Role{ingest.Reported, ingest.SamePeriod} {
		if r, ok := levelOf(s, p, role); ok {
			out = append(out, m.figureOf(r))
		}
	}
	return out
}

// levelOf returns the figure at the end of p: own code, shortest, status, latest.
func levelOf(s []ranked, p catalog.Period, role ingest.Role) (ranked, bool) {
	_, last := p.Months()
	var found []ranked
	for _, r := range s {
		if r.last == last && r.Role == role {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return ranked{}, false
	}
	return slices.MinFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.Status, a.Status), cmp.Compare(yes(a.Period == p), yes(b.Period == p)),
			cmp.Compare(b.first, a.first), cmp.Compare(b.order, a.order))
	}), true
}

// otherLevels lists the levels reported for the same day under other codes
// than the one that counts, the best of each, the smallest first.
func (m *moment) otherLevels(s []ranked, p catalog.Period) []*figure {
	counts, ok := levelOf(s, p, ingest.Reported)
	if !ok {
		return nil
	}
	done := []catalog.Period{counts.Period}
	var out []*figure
	for _, r := range s {
		if slices.Contains(done, r.Period) {
			continue
		}
		done = append(done, r.Period)
		others := slices.DeleteFunc(slices.Clone(s), func(o ranked) bool { return o.Period != r.Period })
		if best, ok := levelOf(others, p, ingest.Reported); ok && !best.NotApplicable {
			out = append(out, m.figureOf(best))
		}
	}
	slices.SortFunc(out, func(a, b *figure) int {
		c := a.num.Cmp(b.num)
		if c == 0 && a.den != nil {
			c = a.den.Cmp(b.den)
		}
		return c
	})
	return out
}

// rivals are the reports by other senders for the same span and of the same
// status as the report that is the answer itself, best first.
func (m *moment) rivals(org string, ind catalog.Indicator, scenario ingest.Scenario, p catalog.Period) []*figure {
	s := m.series(org, ind.Code, scenario)
	first, last := p.Months()
	top, ok := best(s, first, last, nil)
	if ind.Kind == catalog.Stock || ind.Kind == catalog.Ratio {
		top, ok = levelOf(s, p, ingest.Reported)
	}
	if !ok || top.Role != ingest.Reported {
		return nil
	}
	var found []ranked
	for _, r := range s {
		if r.first == top.first && r.last == top.last && r.Status == top.Status && r.Role == ingest.Reported &&
			r.sender != top.sender && !r.NotApplicable {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(yes(a.own), yes(b.own)), cmp.Compare(b.order, a.order))
	})
	var out []*figure
	for _, r := range found {
		out = append(out, m.figureOf(r))
	}
	return out
}

func (m *moment) tiled(s []ranked, org, indicator string, scenario ingest.Scenario, p catalog.Period) *figure {
	first, last := p.Months()
	if p.Grain() == catalog.Term {
		var parts []*figure
		var signs []int
		for y := first / 12; y <= last/12; y++ {
			year, _ := catalog.NewPeriod(catalog.Year, y, 0)
			found := m.waysTo(org, indicator, scenario, year)
			if len(found) == 0 {
				return nil
			}
			parts, signs = append(parts, found[0]), append(signs, 1)
		}
		return combine(parts, signs)
	}
	all := covers(first, last, first, last)
	slices.SortStableFunc(all, func(a, b [][2]int) int { return cmp.Compare(len(a), len(b)) })
	var borrowed *figure
	for _, cover := range all {
		var parts []*figure
		var signs []int
		for _, c := range cover {
			if r, ok := best(s, c[0], c[1], nil); ok {
				parts, signs = append(parts, m.figureOf(r)), append(signs, 1)
			}
		}
		if len(cover) == 0 || len(parts) != len(cover) {
			continue
		}
		f := combine(parts, signs)
		switch {
		case f == nil || f.weightless():
		case !f.borrowed:
			return f
		case borrowed == nil:
			borrowed = f
		}
	}
	return borrowed
}

func (m *moment) difference(s []ranked, first, last int) *figure {
	january := first / 12 * 12
	if first == january {
		return nil
	}
	type pair struct {
		*figure
		borrowed int
	}
	var pairs []pair
	for status := catalog.Estimate; status <= catalog.Corrected; status++ {
		ofStatus := func(r ranked) bool { return r.Status == status }
		whole, ok1 := best(s, january, last, ofStatus)
		before, ok2 := best(s, january, first-1, ofStatus)
		if !ok1 || !ok2 {
			continue
		}
		if f := combine([]*figure{m.figureOf(whole), m.figureOf(before)}, []int{1, -1}); f != nil && (f.den == nil || f.den.Sign() > 0) {
			pairs = append(pairs, pair{f, yes(whole.Role == ingest.Reported) + yes(before.Role == ingest.Reported)})
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	return slices.MinFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.borrowed, b.borrowed), cmp.Compare(b.status, a.status))
	}).figure
}

func (m *moment) standIn(s []ranked, p catalog.Period) *figure {
	var found []ranked
	for _, r := range s {
		if r.Period == p && r.Basis == catalog.Cumulative {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return nil
	}
	f := m.figureOf(slices.MinFunc(found, func(a, b ranked) int {
		return cmp.Or(reportsFirst(a, b), cmp.Compare(b.Status, a.Status), cmp.Compare(b.order, a.order))
	}))
	f.cum = true
	if f.weightless() {
		return nil
	}
	return f
}

// The structure on a day, by walking the register's rows.

func covering(from, to, day time.Time) bool {
	return !day.Before(from) && (to.IsZero() || day.Before(to))
}

func (m *moment) typeOn(org string, day time.Time) (catalog.OrgType, bool) {
	for _, v := range m.register.Versions {
		if v.Org == org && covering(v.From, v.To, day) {
			return v.Type, true
		}
	}
	return "", false
}

func (m *moment) children(org string, kind catalog.EdgeKind, day time.Time) []string {
	var out []string
	if _, ok := m.typeOn(org, day); !ok {
		return nil
	}
	for _, e := range m.register.Edges {
		if e.Parent == org && e.Kind == kind && covering(e.From, e.To, day) {
			if _, ok := m.typeOn(e.Child, day); ok && !slices.Contains(out, e.Child) {
				out = append(out, e.Child)
			}
		}
	}
	return out
}

func (m *moment) members(org string, day time.Time) []string {
	kind := catalog.PartyLine
	switch t, _ := m.typeOn(org, day); t {
	case catalog.Cluster:
		kind = catalog.ClusterEdge
	case catalog.Territory:
		kind = catalog.TerritoryEdge
	}
	return m.children(org, kind, day)
}

// below lists everybody below org on the day, each once.
func (m *moment) below(org string, day time.Time) []string {
	var out []string
	queue := m.members(org, day)
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if next == org || slices.Contains(out, next) {
			continue
		}
		out = append(out, next)
		queue = append(queue, m.children(next, catalog.PartyLine, day)...)
	}
	return out
}

// direct lists who is shown for org member by member.
func (m *moment) direct(org string, day time.Time) []string {
	members := m.members(org, day)
	t, _ := m.typeOn(org, day)
	if t == catalog.Cluster {
		return members
	}
	var clusters, inOne []string
	for _, c := range m.children(org, catalog.ClusterEdge, day) {
		if t, _ := m.typeOn(c, day); t == catalog.Cluster {
			clusters = append(clusters, c)
			inOne = append(inOne, m.below(c, day)...)
		}
	}
	out := clusters
	for _, u := range members {
		if !slices.Contains(inOne, u) && !slices.Contains(clusters, u) {
			out = append(out, u)
		}
	}
	return out
}

// owes tells whether the unit must report for a period like p, as of the day; a
// level or a ratio for any period that ends when p does.
func (m *moment) owes(unit, indicator string, scenario ingest.Scenario, p catalog.Period, day time.Time) bool {
	ind, _ := m.catalogue.Indicator(indicator)
	often := p.Grain()
	if scenario == ingest.Actual && (ind.Kind == catalog.Stock || ind.Kind == catalog.Ratio) {
		switch p.Last().Month() {
		case time.December:
			often = catalog.Year
		case time.June:
			often = catalog.Half
		case time.March, time.September:
			often = catalog.Quarter
		}
	}
	for _, o := range m.register.Obligations {
		if o.Every > often || !covering(o.From, o.To, day) || !slices.Contains(o.Indicators, indicator) && !slices.Contains(o.Indicators, string(ind.Group)) {
			continue
		}
		if _, exists := m.typeOn(unit, day); !o.Members && o.Org == unit && exists {
			return true
		}
		if o.Members && slices.Contains(m.members(o.Org, day), unit) {
			return true
		}
	}
	return false
}
