package catalog

import (
	"maps"
	"slices"
	"time"
)

// Membership says that a unit belonged to an organisation during [From, To),
// Depth steps below it; Depth 0 is the organisation itself. A zero To is open.
type Membership struct {
	Ancestor string
	Unit     string
	Depth    int
	From, To time.Time
}

// Closure returns who belonged to whom, at any depth, at any time: on every
// day the rows of depth 1 are [Register.Members], those of depth 1 and more
// [Register.Descendants]. The rows of one ancestor and unit never overlap, so
// that a join over them counts nobody twice; a unit reachable in two ways has
// the smaller depth. Rows are ordered by ancestor and unit in register order,
// then by date.
func (r *Register) Closure() []Membership {
	c := closure{
		lives:    map[string][]span{},
		children: map[edgeEnd][]Edge{},
	}
	for _, v := range r.Versions {
		c.lives[v.Org] = append(c.lives[v.Org], v.span())
	}
	for org := range c.lives {
		c.lives[org] = union(c.lives[org])
	}
	for _, e := range r.Edges {
		end := edgeEnd{e.Parent, e.Kind}
		c.children[end] = append(c.children[end], e)
	}

	orgs := r.Orgs()
	order := make(map[string]int, len(orgs))
	kinds := map[string]map[EdgeKind][]span{}
	for i, org := range orgs {
		order[org] = i
		kinds[org] = map[EdgeKind][]span{}
	}
	for _, v := range r.Versions {
		kind := v.Type.memberKind()
		kinds[v.Org][kind] = append(kinds[v.Org][kind], v.span())
	}

	var out []Membership
	for _, org := range orgs {
		c.reached = map[string]map[int][]span{}
		c.reach(org, 0, c.lives[org])
		for _, kind := range slices.Sorted(maps.Keys(kinds[org])) {
			c.descend(org, kind, union(kinds[org][kind]), []string{org})
		}
		units := slices.SortedFunc(maps.Keys(c.reached), func(a, b string) int { return order[a] - order[b] })
		for _, unit := range units {
			out = append(out, rows(org, unit, c.reached[unit])...)
		}
	}
	return out
}

// closure is the register by organisation, and where the walk from one
// ancestor has come to: the days at each depth of each unit.
type closure struct {
	lives    map[string][]span
	children map[edgeEnd][]Edge
	reached  map[string]map[int][]span
}

func (c *closure) reach(unit string, depth int, days []span) {
	if c.reached[unit] == nil {
		c.reached[unit] = map[int][]span{}
	}
	c.reached[unit][depth] = append(c.reached[unit][depth], days...)
}

// descend follows the edges of a kind down from the last organisation of the
// path on the given days, and the Party line from there.
func (c *closure) descend(org string, kind EdgeKind, days []span, path []string) {
	for _, e := range c.children[edgeEnd{org, kind}] {
		if slices.Contains(path, e.Child) {
			continue // a cycle, which Validate reports
		}
		below := intersect(intersect(days, []span{e.span()}), c.lives[e.Child])
		if len(below) > 0 {
			c.reach(e.Child, len(path), below)
			c.descend(e.Child, PartyLine, below, append(slices.Clip(path), e.Child))
		}
	}
}

// rows writes the days a unit was reached on, each at its smallest depth.
func rows(ancestor, unit string, byDepth map[int][]span) []Membership {
	var out []Membership
	var taken []span
	for _, depth := range slices.Sorted(maps.Keys(byDepth)) {
		days := subtract(byDepth[depth], taken)
		for _, s := range days {
			out = append(out, Membership{ancestor, unit, depth, s.from, s.to})
		}
		taken = union(append(taken, days...))
	}
	slices.SortFunc(out, func(a, b Membership) int { return a.From.Compare(b.From) })
	return out
}
