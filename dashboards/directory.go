package dashboards

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"giaoban/ingest/catalog"
)

// directory is who there is at one data version, and what was already asked of
// the store at it. It feeds the pickers, with the structure of its day, and is
// built once per version and day.
type directory struct {
	version   int64
	day       time.Time
	catalogue *catalog.Catalogue
	register  *catalog.Register
	entries   []entry // organisations as a tree, depth first
	byCode    map[string]int
	days      *days

	mu      sync.Mutex
	periods map[string]reported // by organisation
	made    map[string]any      // see once
	making  map[string]chan struct{}
}

// place is what a page is about.
type place struct {
	org    string
	period catalog.Period
}

// maxFindings bounds what a directory remembers, a few hundred kilobytes each.
const maxFindings = 100

// entry is an organisation in the tree.
type entry struct {
	org      catalog.OrgVersion // its last known version
	depth    int
	children int // direct members
}

// newDirectory arranges the organisations as a tree: each below its cluster if
// it is in one, else below its Party superior, else below its territory, as of
// the day.
func newDirectory(r *catalog.Register, day time.Time) *directory {
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
	d := &directory{day: day, register: r, byCode: map[string]int{}, days: &days{register: r, known: map[time.Time]*catalog.Day{}, duties: map[duty][]catalog.Grain{}}, periods: map[string]reported{},
		made: map[string]any{}, making: map[string]chan struct{}{}}
	var walk func(org string, depth int)
	walk = func(org string, depth int) {
		if _, seen := d.byCode[org]; seen {
			return // a loop in the edges
		}
		if org != "" {
			d.byCode[org] = len(d.entries)
			d.entries = append(d.entries, entry{org: last[org], depth: depth, children: len(children[org])})
			depth++
		}
		for _, child := range children[org] {
			walk(child, depth)
		}
	}
	walk("", 0)
	return d
}

// days remembers a register on the days it was asked for.
type days struct {
	register *catalog.Register
	mu       sync.Mutex
	known    map[time.Time]*catalog.Day
	duties   map[duty][]catalog.Grain // see directory.every
}

// duty is what somebody may have to report on a day.
type duty struct {
	org, indicator string
	group          catalog.Group
	day            time.Time
}

// on returns the register on the last day of a period.
func (d *directory) on(p catalog.Period) *catalog.Day {
	d.days.mu.Lock()
	defer d.days.mu.Unlock()
	day, ok := d.days.known[p.Last()]
	if !ok {
		day = d.days.register.On(p.Last())
		d.days.known[p.Last()] = day
	}
	return day
}

// every lists how often an organisation, or somebody below it, has to report an
// indicator on the last day of a period, the most often first; nothing where
// nobody has to.
func (d *directory) every(org string, i catalog.Indicator, p catalog.Period) []catalog.Grain {
	day, on := d.on(p), p.Last()
	key := duty{org, i.Code, i.Group, on}
	d.days.mu.Lock()
	defer d.days.mu.Unlock()
	if known, ok := d.days.duties[key]; ok {
		return known
	}
	below := map[string]bool{org: true}
	for _, unit := range day.Descendants(org) {
		below[unit] = true
	}
	var out []catalog.Grain
	for _, o := range d.register.Obligations {
		if o.From.After(on) || !o.To.IsZero() && !o.To.After(on) || !slices.Contains(o.Indicators, i.Code) && !slices.Contains(o.Indicators, string(i.Group)) {
			continue
		}
		bound := []string{o.Org}
		if o.Members {
			bound = day.Members(o.Org)
		}
		if slices.ContainsFunc(bound, func(one string) bool { return below[one] }) && !slices.Contains(out, o.Every) {
			out = append(out, o.Every)
		}
	}
	slices.Sort(out)
	d.days.duties[key] = out
	return out
}

// at returns the directory of another data version whose register is the same.
func (d *directory) at(version int64, c *catalog.Catalogue) *directory {
	return &directory{version: version, day: d.day, catalogue: c, register: d.register, entries: d.entries, byCode: d.byCode, days: d.days,
		periods: map[string]reported{}, made: map[string]any{}, making: map[string]chan struct{}{}}
}

// as returns an organisation's entry with the members it had on the last day
// of a period.
func (d *directory) as(e entry, p catalog.Period) entry {
	e.children = len(d.on(p).Members(e.org.Org))
	return e
}

// units tells who belonged to an organisation on the last day of a period:
// the same text for the same units. Cells below a unit are a matter of the unit.
func (d *directory) units(org string, p catalog.Period) string {
	var out []string
	day := d.on(p)
	for _, unit := range day.Descendants(org) {
		if v, ok := day.Org(unit); ok && v.Type != catalog.SubCell {
			out = append(out, unit)
		}
	}
	return strings.Join(out, " ")
}

// joined counts the units of an organisation that were elsewhere a year before:
// what they had then was not its own.
func (d *directory) joined(at place) int {
	before := at.period.AddYears(-1)
	then := strings.Fields(d.units(at.org, before))
	n := 0
	for _, unit := range strings.Fields(d.units(at.org, at.period)) {
		if _, was := d.on(before).Org(unit); was && !slices.Contains(then, unit) {
			n++
		}
	}
	return n
}

// find returns an organisation's entry.
func (d *directory) find(org string) (entry, bool) {
	i, ok := d.byCode[org]
	if !ok {
		return entry{}, false
	}
	return d.entries[i], true
}

// candidates are the organisations the first page may open with, the best
// first: the highest in the tree, of those the one with the most members.
func (d *directory) candidates() []entry {
	out := slices.Clone(d.entries)
	slices.SortStableFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.depth, b.depth), -cmp.Compare(a.children, b.children))
	})
	return out
}

// latest is the last of the periods; of several that end together the one
// nearest a quarter is preferred, because that is the rhythm of the meetings.
func latest(periods []catalog.Period) catalog.Period {
	if len(periods) == 0 {
		return catalog.Period{}
	}
	preference := []catalog.Grain{catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year, catalog.Month, catalog.Term}
	return slices.MaxFunc(periods, func(a, b catalog.Period) int {
		_, endA := a.Months()
		_, endB := b.Months()
		return cmp.Or(cmp.Compare(endA, endB), cmp.Compare(slices.Index(preference, b.Grain()), slices.Index(preference, a.Grain())))
	})
}

// byYear groups periods by the year they end in, newest year first, long ones
// before short ones.
func byYear(periods []catalog.Period) [][]catalog.Period {
	years := map[int][]catalog.Period{}
	for _, p := range periods {
		years[p.Last().Year()] = append(years[p.Last().Year()], p)
	}
	var out [][]catalog.Period
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(years))) {
		list := years[year]
		slices.SortFunc(list, func(a, b catalog.Period) int {
			return cmp.Or(-cmp.Compare(a.Grain(), b.Grain()), a.Compare(b))
		})
		out = append(out, list)
	}
	return out
}
