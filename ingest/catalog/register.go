package catalog

import (
	"maps"
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
func (r *Register) Members(org string, day time.Time) []string { return r.On(day).Members(org) }

// Descendants returns the members of the organisation at any depth on a day,
// in register order and without itself.
func (r *Register) Descendants(org string, day time.Time) []string {
	return r.On(day).Descendants(org)
}

// Leaves returns the descendants that have no members themselves, in register
// order; for an organisation without members, itself if it exists.
func (r *Register) Leaves(org string, day time.Time) []string {
	d := r.On(day)
	below := d.descendants(org)
	if len(below) == 0 && d.exists(org) {
		return []string{org}
	}
	maps.DeleteFunc(below, func(unit string, _ bool) bool { return len(d.below(unit, PartyLine)) > 0 })
	return d.inOrder(below)
}
