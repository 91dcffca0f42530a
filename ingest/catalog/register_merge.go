package catalog

import "slices"

// Merge returns the register as a workbook of changes leaves it. Table by
// table, the rows of an organisation the change names take the place of all
// its rows there: versions and obligations by organisation, edges by child,
// events by code. An organisation the change says nothing about in a table
// keeps its rows in it, so that a list of new names never loses a relation;
// to end one, write its last day. A change that is whole leaves nothing of
// what was before. Neither register is modified.
func (r *Register) Merge(changed *Register) *Register {
	if changed.Whole {
		whole := *changed
		return &whole
	}
	return &Register{
		Whole:       r.Whole,
		Versions:    replace(r.Versions, changed.Versions, func(v OrgVersion) string { return v.Org }),
		Edges:       replace(r.Edges, changed.Edges, func(e Edge) string { return e.Child }),
		Events:      replace(r.Events, changed.Events, func(e Event) string { return e.Code }),
		Obligations: replace(r.Obligations, changed.Obligations, func(o Obligation) string { return o.Org }),
	}
}

// replace puts the new rows of each key where its first old row was, and
// those of new keys at the end.
func replace[T any](old, changed []T, key func(T) string) []T {
	byKey := map[string][]T{}
	for _, row := range changed {
		byKey[key(row)] = append(byKey[key(row)], row)
	}
	out := make([]T, 0, len(old)+len(changed))
	done := map[string]bool{}
	for _, row := range slices.Concat(old, changed) {
		k := key(row)
		switch rows, named := byKey[k]; {
		case !named:
			out = append(out, row)
		case !done[k]:
			done[k] = true
			out = append(out, rows...)
		}
	}
	return out
}
