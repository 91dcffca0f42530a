package dashboards

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"giaoban/ingest/catalog"
)

// directory is who there is and which periods they have figures for, at one
// data version. It feeds the pickers and is built once per version.
type directory struct {
	version   int64
	catalogue *catalog.Catalogue
	register  *catalog.Register
	entries   []entry // organisations as a tree, depth first
	byCode    map[string]int
}

// entry is an organisation in the tree.
type entry struct {
	org      catalog.OrgVersion // its last known version
	depth    int
	children int
	periods  []catalog.Period // with figures, oldest first
}

// newDirectory arranges the organisations as a tree: each below its cluster if
// it is in one, else below its Party superior, else below its territory, as of
// the day. periods gives the periods with figures by organisation.
func newDirectory(r *catalog.Register, day time.Time, periods map[string][]catalog.Period) *directory {
	last := map[string]catalog.OrgVersion{}
	var order []string
	for _, v := range r.Versions {
		known, seen := last[v.Org]
		if !seen {
			order = append(order, v.Org)
		}
		if !seen || !v.From.Before(known.From) {
			last[v.Org] = v
		}
	}
	rank := map[catalog.EdgeKind]int{catalog.ClusterEdge: 1, catalog.PartyLine: 2, catalog.TerritoryEdge: 3}
	parent := map[string]catalog.Edge{}
	for _, e := range r.Edges {
		if e.From.After(day) || !e.To.IsZero() && !e.To.After(day) {
			continue
		}
		if before, ok := parent[e.Child]; !ok || rank[e.Kind] < rank[before.Kind] {
			parent[e.Child] = e
		}
	}
	children := map[string][]string{}
	for _, org := range order {
		above := ""
		if e, ok := parent[org]; ok {
			if _, known := last[e.Parent]; known {
				above = e.Parent
			}
		}
		children[above] = append(children[above], org)
	}
	d := &directory{register: r, byCode: map[string]int{}}
	var walk func(org string, depth int)
	walk = func(org string, depth int) {
		if _, seen := d.byCode[org]; seen {
			return // a loop in the edges
		}
		if org != "" {
			d.byCode[org] = len(d.entries)
			d.entries = append(d.entries, entry{org: last[org], depth: depth, children: len(children[org]), periods: periods[org]})
			depth++
		}
		for _, child := range children[org] {
			walk(child, depth)
		}
	}
	walk("", 0)
	return d
}

// find returns an organisation's entry.
func (d *directory) find(org string) (entry, bool) {
	i, ok := d.byCode[org]
	if !ok {
		return entry{}, false
	}
	return d.entries[i], true
}

// first is the organisation the first page opens with: the one with the most
// members that has figures, the earliest listed among equals.
func (d *directory) first() (entry, bool) {
	best, found := entry{}, false
	for _, e := range d.entries {
		if len(e.periods) == 0 {
			continue
		}
		if !found || e.depth < best.depth || e.depth == best.depth && e.children > best.children {
			best, found = e, true
		}
	}
	return best, found
}

// latest is the last period an organisation has figures for; of several that
// end together the longest up to a quarter is preferred, because that is the
// rhythm of the meetings.
func (e entry) latest() catalog.Period {
	if len(e.periods) == 0 {
		return catalog.Period{}
	}
	preference := []catalog.Grain{catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year, catalog.Month, catalog.Term}
	return slices.MaxFunc(e.periods, func(a, b catalog.Period) int {
		_, endA := a.Months()
		_, endB := b.Months()
		return cmp.Or(cmp.Compare(endA, endB), cmp.Compare(slices.Index(preference, b.Grain()), slices.Index(preference, a.Grain())))
	})
}

// has reports whether the organisation has figures for the period.
func (e entry) has(p catalog.Period) bool { return slices.Contains(e.periods, p) }

// years groups the periods by year, newest year first.
func (e entry) years() [][]catalog.Period {
	byYear := map[int][]catalog.Period{}
	for _, p := range e.periods {
		byYear[p.Last().Year()] = append(byYear[p.Last().Year()], p)
	}
	var out [][]catalog.Period
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(byYear))) {
		list := byYear[year]
		slices.SortFunc(list, func(a, b catalog.Period) int {
			return cmp.Or(-cmp.Compare(a.Grain(), b.Grain()), a.Compare(b))
		})
		out = append(out, list)
	}
	return out
}
