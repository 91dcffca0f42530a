package warehouse

import (
	"slices"
	"time"

	"giaoban/ingest/catalog"
)

// membership says that member is below org during [from, until).
type membership struct {
	org, member string
	from, until time.Time
}

// memberships expands the edges of a register into who is below whom at any
// depth: the first step follows the kind of edge the organisation's type has,
// every further one the Party line.
func memberships(r *catalog.Register) []membership {
	var out []membership
	children := map[string][]catalog.Edge{}
	for _, e := range r.Edges {
		children[e.Parent] = append(children[e.Parent], e)
	}
	var walk func(org string, from, until time.Time, at string, kind catalog.EdgeKind, path []string)
	walk = func(org string, from, to time.Time, at string, kind catalog.EdgeKind, path []string) {
		for _, e := range children[at] {
			f, u := later(from, e.From), earlier(to, until(e.To))
			if e.Kind != kind || !f.Before(u) || slices.Contains(path, e.Child) {
				continue
			}
			out = append(out, membership{org, e.Child, f, u})
			walk(org, f, u, e.Child, catalog.PartyLine, append(path, e.Child))
		}
	}
	for _, v := range r.Versions {
		kind := catalog.PartyLine
		switch v.Type {
		case catalog.Cluster:
			kind = catalog.ClusterEdge
		case catalog.Territory:
			kind = catalog.TerritoryEdge
		}
		walk(v.Org, v.From, until(v.To), v.Org, kind, []string{v.Org})
	}
	return out
}

// duty says that org must report the indicator during [from, until).
type duty struct {
	org, indicator string
	from, until    time.Time
}

// duties expands the obligations of a register to organisations and indicators.
func duties(r *catalog.Register, c *catalog.Catalogue) []duty {
	var out []duty
	for _, o := range r.Obligations {
		who := []membership{{member: o.Org, from: o.From, until: until(o.To)}}
		if o.Members {
			who = nil
			for _, m := range directMembers(r, o.Org) {
				f, u := later(m.from, o.From), earlier(m.until, until(o.To))
				if f.Before(u) {
					who = append(who, membership{member: m.member, from: f, until: u})
				}
			}
		}
		for _, ind := range c.Indicators {
			if !slices.Contains(o.Indicators, ind.Code) && !slices.Contains(o.Indicators, string(ind.Group)) {
				continue
			}
			for _, m := range who {
				out = append(out, duty{m.member, ind.Code, m.from, m.until})
			}
		}
	}
	return out
}

func directMembers(r *catalog.Register, org string) []membership {
	var out []membership
	for _, v := range r.Versions {
		if v.Org != org {
			continue
		}
		kind := catalog.PartyLine
		switch v.Type {
		case catalog.Cluster:
			kind = catalog.ClusterEdge
		case catalog.Territory:
			kind = catalog.TerritoryEdge
		}
		for _, e := range r.Edges {
			f, u := later(v.From, e.From), earlier(until(v.To), until(e.To))
			if e.Parent == org && e.Kind == kind && f.Before(u) {
				out = append(out, membership{org, e.Child, f, u})
			}
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
