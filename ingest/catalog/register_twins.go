package catalog

import "slices"

// Twins returns the positions among the versions of each name that another
// organisation bears too, on a day on which both are below one parent along
// the same kind of edge: a text that says it there names neither.
func (r *Register) Twins() [][2]int {
	byName := map[string][]int{}
	for i, v := range r.Versions {
		key := withoutPrefix(NameKey(v.NameVI))
		byName[key] = append(byName[key], i)
	}
	var out [][2]int
	for _, same := range byName {
		for at, j := range same {
			for _, i := range same[:at] {
				if r.twins(r.Versions[i], r.Versions[j]) {
					out = append(out, [2]int{i, j})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return out
}

func (r *Register) twins(a, b OrgVersion) bool {
	both := intersect([]span{a.span()}, []span{b.span()})
	if a.Org == b.Org || len(both) == 0 {
		return false
	}
	for _, up := range r.Edges {
		for _, other := range r.Edges {
			if up.Child == a.Org && other.Child == b.Org && up.Parent == other.Parent && up.Kind == other.Kind &&
				len(intersect(both, intersect([]span{up.span()}, []span{other.span()}))) > 0 {
				return true
			}
		}
	}
	return false
}
