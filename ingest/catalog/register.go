package catalog

import (
	"maps"
	"slices"
	"time"
)

// Who is below whom. An organisation exists on the days of its versions; a
// relation holds on the days of its edge on which both organisations exist.
// The members of a cluster follow cluster edges, those of a territory
// territory edges, those of anything else the Party line; whatever the first
// step, every further one follows the Party line. So a cluster counts its
// units and what is below them, and a bloc never counts a unit once for
// itself and once for its cluster.

// memberKind is the kind of the edges that lead to an organisation's members.
func (t OrgType) memberKind() EdgeKind {
	switch t {
	case Cluster:
		return ClusterEdge
	case Territory:
		return TerritoryEdge
	}
	return PartyLine
}

func (v OrgVersion) span() span { return span{v.From, v.To} }
func (e Edge) span() span       { return span{e.From, e.To} }

// At returns what the organisation was on a day, and whether it existed.
func (r *Register) At(org string, day time.Time) (OrgVersion, bool) {
	for _, v := range r.Versions {
		if v.Org == org && v.span().contains(day) {
			return v, true
		}
	}
	return OrgVersion{}, false
}

// Orgs returns the codes of all organisations of any time, in register order:
// the order in which they first appear among the versions.
func (r *Register) Orgs() []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range r.Versions {
		if !seen[v.Org] {
			seen[v.Org] = true
			out = append(out, v.Org)
		}
	}
	return out
}

// Parents returns the edges that lead up from the organisation on a day, of
// every kind, in register order.
func (r *Register) Parents(org string, day time.Time) []Edge {
	if _, exists := r.At(org, day); !exists {
		return nil
	}
	var out []Edge
	for _, e := range r.Edges {
		if _, exists := r.At(e.Parent, day); exists && e.Child == org && e.span().contains(day) {
			out = append(out, e)
		}
	}
	return out
}

// Members returns the direct members of the organisation on a day, in
// register order.
func (r *Register) Members(org string, day time.Time) []string { return r.on(day).members(org) }

// Descendants returns the members of the organisation at any depth on a day,
// in register order and without itself.
func (r *Register) Descendants(org string, day time.Time) []string {
	s := r.on(day)
	return s.inOrder(s.descendants(org))
}

// Leaves returns the descendants that have no members themselves, in register
// order; for an organisation without members, itself if it exists.
func (r *Register) Leaves(org string, day time.Time) []string {
	s := r.on(day)
	below := s.descendants(org)
	if len(below) == 0 && s.exists(org) {
		return []string{org}
	}
	maps.DeleteFunc(below, func(unit string, _ bool) bool { return len(s.below(unit, PartyLine)) > 0 })
	return s.inOrder(below)
}

// snapshot is the register on one day.
type snapshot struct {
	types    map[string]OrgType
	order    map[string]int
	children map[edgeEnd][]string
}

// edgeEnd names the edges of a kind that lead to an organisation.
type edgeEnd struct {
	parent string
	kind   EdgeKind
}

// on returns the register on a day.
func (r *Register) on(day time.Time) snapshot {
	d := snapshot{types: map[string]OrgType{}, order: map[string]int{}, children: map[edgeEnd][]string{}}
	for _, v := range r.Versions {
		if _, known := d.order[v.Org]; !known {
			d.order[v.Org] = len(d.order)
		}
		if v.span().contains(day) && !d.exists(v.Org) {
			d.types[v.Org] = v.Type
		}
	}
	for _, e := range r.Edges {
		if e.span().contains(day) && d.exists(e.Child) && d.exists(e.Parent) {
			end := edgeEnd{e.Parent, e.Kind}
			d.children[end] = append(d.children[end], e.Child)
		}
	}
	return d
}

func (s snapshot) exists(org string) bool {
	_, ok := s.types[org]
	return ok
}

func (s snapshot) members(org string) []string { return s.below(org, s.types[org].memberKind()) }

// below returns the children of the organisation along edges of a kind.
func (s snapshot) below(org string, kind EdgeKind) []string {
	seen := map[string]bool{}
	for _, child := range s.children[edgeEnd{org, kind}] {
		seen[child] = true
	}
	return s.inOrder(seen)
}

// descendants returns all below the organisation, without itself.
func (s snapshot) descendants(org string) map[string]bool {
	below := map[string]bool{org: true} // so that a cycle ends here
	s.walk(s.members(org), below)
	delete(below, org)
	return below
}

// walk adds the organisations and all below them along the Party line.
func (s snapshot) walk(orgs []string, below map[string]bool) {
	for _, org := range orgs {
		if !below[org] {
			below[org] = true
			s.walk(s.children[edgeEnd{org, PartyLine}], below)
		}
	}
}

func (s snapshot) inOrder(orgs map[string]bool) []string {
	var out []string
	for org := range orgs {
		out = append(out, org)
	}
	slices.SortFunc(out, func(a, b string) int { return s.order[a] - s.order[b] })
	return out
}
