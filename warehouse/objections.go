package warehouse

import (
	"context"
	"slices"
	"strings"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// objections are the reasons for which the store cannot take a submission in:
// names the vocabulary lacks, each once; a catalogue that would give stored
// figures another meaning; a register that would contradict itself together
// with what is known.
func (w *writer) objections(ctx context.Context, v *vocabulary, sub *ingest.Submission) ([]ingest.Finding, error) {
	switch {
	case sub.Catalogue != nil:
		used, err := w.usage(ctx, v)
		if err != nil {
			return nil, err
		}
		return append(v.changedMeanings(sub.Catalogue, used), contradictions(v.Register, sub.Catalogue)...), nil
	case sub.Register != nil && sub.Refused():
		return nil, nil // rows that could not be read would only raise false alarms
	case sub.Register != nil:
		merged := v.Register.Merge(sub.Register)
		removed, err := w.removedReporters(ctx, v.Register, merged)
		return append(removed, contradictions(merged, v.Catalogue)...), err
	}
	return v.unknownNames(sub), nil
}

func (v *vocabulary) unknownNames(sub *ingest.Submission) []ingest.Finding {
	var out []ingest.Finding
	seen := map[[2]string]bool{}
	report := func(code, what, sheet, cell string) {
		if key := [2]string{code, what}; !seen[key] {
			seen[key] = true
			out = append(out, ingest.Finding{Severity: ingest.Error, Code: code, Sheet: sheet, Cell: cell, Args: ingest.Args{"code": what}})
		}
	}
	if sub.Org != "" && !v.orgs[sub.Org] {
		report("store_org_unknown", sub.Org, "", "")
	}
	for _, f := range sub.Facts {
		if !v.orgs[f.Org] {
			report("store_org_unknown", f.Org, f.Sheet, f.Cell)
		}
		if _, ok := v.Catalogue.Indicator(f.Indicator); !ok {
			report("store_indicator_unknown", f.Indicator, f.Sheet, f.Cell)
		}
	}
	return out
}

// usage is what of the catalogue stored figures depend on, superseded ones
// too: they answer for the days before.
type usage struct {
	indicators []string
	units      []string // that figures were written in, and those of their indicators
}

func (w *writer) usage(ctx context.Context, v *vocabulary) (usage, error) {
	var u usage
	rows, err := w.tx.QueryContext(ctx, `SELECT DISTINCT indicator, unit FROM fact ORDER BY indicator, unit`)
	if err != nil {
		return u, w.note(err)
	}
	defer rows.Close()
	for rows.Next() {
		var indicator, unit string
		if err := rows.Scan(&indicator, &unit); err != nil {
			return u, err
		}
		u.indicators = append(u.indicators, indicator)
		u.units = append(u.units, unit)
		if ind, ok := v.Catalogue.Indicator(indicator); ok {
			u.units = append(u.units, ind.Unit)
		}
	}
	return u, rows.Err()
}

// changedMeanings finds what the new catalogue would give another meaning
// although figures use it: indicators of another kind, weight or dimension,
// units worth something else, and what it leaves out altogether.
func (v *vocabulary) changedMeanings(c *catalog.Catalogue, used usage) []ingest.Finding {
	var out []ingest.Finding
	object := func(code, what string, called name) {
		out = append(out, ingest.Finding{Severity: ingest.Error, Code: code, Args: ingest.Args{"name": called, "code": what}})
	}
	for _, old := range v.Catalogue.Indicators {
		if !slices.Contains(used.indicators, old.Code) {
			continue
		}
		called := name{old.NameVI, old.NameEN}
		is, kept := c.Indicator(old.Code)
		before, _ := v.Catalogue.Unit(old.Unit)
		after, _ := c.Unit(is.Unit)
		switch {
		case !kept:
			object("store_indicator_removed", old.Code, called)
		case old.Kind != is.Kind || old.Weight != is.Weight || before.Dimension != after.Dimension:
			object("store_meaning_changed", old.Code, called)
		}
	}
	for _, old := range v.Catalogue.Units {
		if !slices.Contains(used.units, old.Code) {
			continue
		}
		called := name{old.NameVI, old.NameEN}
		is, kept := c.Unit(old.Code)
		switch {
		case !kept:
			object("store_unit_removed", old.Code, called)
		case old.Dimension != is.Dimension || old.Div != is.Div || !old.Mul.Equal(is.Mul):
			object("store_unit_changed", old.Code, called)
		}
	}
	return out
}

// contradictions are the broken rules of a register under a catalogue, which
// may lack an indicator that somebody must report.
func contradictions(r *catalog.Register, c *catalog.Catalogue) []ingest.Finding {
	var out []ingest.Finding
	for _, p := range r.Validate(c) {
		out = append(out, ingest.Finding{Severity: ingest.Error, Code: "store_register_contradiction",
			Args: ingest.Args{"problem": ingest.ExplainRegister(p)}})
	}
	return out
}

// removedReporters finds organisations that would go although they have sent
// or are named in figures, which then nobody could ask for.
func (w *writer) removedReporters(ctx context.Context, old, merged *catalog.Register) ([]ingest.Finding, error) {
	gone := missing(merged.Versions, old.Versions, func(v catalog.OrgVersion) string { return v.Org })
	if len(gone) == 0 {
		return nil, nil
	}
	rows, err := w.tx.QueryContext(ctx, `SELECT org FROM fact UNION SELECT org FROM submission WHERE state = 'accepted' AND org <> '' ORDER BY org`)
	if err != nil {
		return nil, w.note(err)
	}
	defer rows.Close()
	var out []ingest.Finding
	for rows.Next() {
		var org string
		if err := rows.Scan(&org); err != nil {
			return nil, err
		}
		if at := slices.IndexFunc(gone, func(v catalog.OrgVersion) bool { return v.Org == org }); at >= 0 {
			out = append(out, ingest.Finding{Severity: ingest.Error, Code: "store_org_removed",
				Args: ingest.Args{"name": name{gone[at].NameVI, gone[at].NameEN}, "code": org}})
		}
	}
	return out, rows.Err()
}

// removedRows says how much a whole register leaves out of what was known.
func removedRows(old, merged *catalog.Register) []ingest.Finding {
	orgs := len(missing(merged.Versions, old.Versions, func(v catalog.OrgVersion) string { return v.Org }))
	edges := len(missing(merged.Edges, old.Edges, func(e catalog.Edge) string { return strings.Join([]string{e.Child, e.Parent, string(e.Kind)}, " ") }))
	events := len(missing(merged.Events, old.Events, func(e catalog.Event) string { return e.Code }))
	owed := max(0, len(old.Obligations)-len(merged.Obligations))
	if !merged.Whole || orgs+edges+events+owed == 0 {
		return nil
	}
	return []ingest.Finding{{Severity: ingest.Warning, Code: "store_register_rows_removed",
		Args: ingest.Args{"orgs": orgs, "edges": edges, "events": events, "obligations": owed}}}
}

// missing returns the old rows whose key is not among the new rows, one for
// each key.
func missing[T any](rows, old []T, key func(T) string) []T {
	seen := map[string]bool{}
	for _, row := range rows {
		seen[key(row)] = true
	}
	var out []T
	for _, row := range old {
		if k := key(row); !seen[k] {
			seen[k] = true
			out = append(out, row)
		}
	}
	return out
}
