package catalog

import (
	"slices"
	"time"
)

// Day is the register on one day, for many questions. It does not follow later
// changes of the register, and may be asked concurrently.
type Day struct {
	versions map[string]OrgVersion
	order    map[string]int // register order, of organisations of other days too
	children map[edgeEnd][]string
	parents  map[string][]Edge
}

// edgeEnd names the edges of a kind that lead to an organisation.
type edgeEnd struct {
	parent string
	kind   EdgeKind
}

// On returns the register on a day.
func (r *Register) On(day time.Time) *Day {
	d := &Day{versions: map[string]OrgVersion{}, order: map[string]int{}, children: map[edgeEnd][]string{}, parents: map[string][]Edge{}}
	for _, v := range r.Versions {
		if _, known := d.order[v.Org]; !known {
			d.order[v.Org] = len(d.order)
		}
		if v.span().contains(day) && !d.exists(v.Org) {
			d.versions[v.Org] = v
		}
	}
	for _, e := range r.Edges {
		if e.span().contains(day) && d.exists(e.Child) && d.exists(e.Parent) {
			end := edgeEnd{e.Parent, e.Kind}
			d.children[end] = append(d.children[end], e.Child)
			d.parents[e.Child] = append(d.parents[e.Child], e)
		}
	}
	return d
}

// Org returns what the organisation was, and whether it existed.
func (d *Day) Org(org string) (OrgVersion, bool) {
	v, ok := d.versions[org]
	return v, ok
}

// Orgs returns all organisations, in register order.
func (d *Day) Orgs() []string {
	all := make(map[string]bool, len(d.versions))
	for org := range d.versions {
		all[org] = true
	}
	return d.inOrder(all)
}

// Parents returns the edges that lead up from the organisation, of every
// kind, in register order. The caller must not change them.
func (d *Day) Parents(org string) []Edge { return d.parents[org] }

// Members returns the direct members of the organisation, in register order.
func (d *Day) Members(org string) []string { return d.below(org, d.versions[org].Type.memberKind()) }

// Descendants returns the members of the organisation at any depth, in
// register order and without itself.
func (d *Day) Descendants(org string) []string { return d.inOrder(d.descendants(org)) }

func (d *Day) exists(org string) bool {
	_, ok := d.versions[org]
	return ok
}

// below returns the children of the organisation along edges of a kind.
func (d *Day) below(org string, kind EdgeKind) []string {
	seen := map[string]bool{}
	for _, child := range d.children[edgeEnd{org, kind}] {
		seen[child] = true
	}
	return d.inOrder(seen)
}

// descendants returns all below the organisation, without itself.
func (d *Day) descendants(org string) map[string]bool {
	below := map[string]bool{org: true} // so that a cycle ends here
	d.walk(d.Members(org), below)
	delete(below, org)
	return below
}

// walk adds the organisations and all below them along the Party line.
func (d *Day) walk(orgs []string, below map[string]bool) {
	for _, org := range orgs {
		if !below[org] {
			below[org] = true
			d.walk(d.children[edgeEnd{org, PartyLine}], below)
		}
	}
}

func (d *Day) inOrder(orgs map[string]bool) []string {
	var out []string
	for org := range orgs {
		out = append(out, org)
	}
	slices.SortFunc(out, func(a, b string) int { return d.order[a] - d.order[b] })
	return out
}
