package warehouse

import (
	"context"
	"slices"

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
	case sub.Register != nil:
		return contradictions(v.Register.Merge(sub.Register), v.Catalogue), nil
	}
	return v.unknownNames(sub), nil
}

func (v *vocabulary) unknownNames(sub *ingest.Submission) []ingest.Finding {
	known := map[string]bool{}
	for _, org := range v.Register.Orgs() {
		known[org] = true
	}
	var out []ingest.Finding
	seen := map[[2]string]bool{}
	report := func(code, what, sheet, cell string) {
		if key := [2]string{code, what}; !seen[key] {
			seen[key] = true
			out = append(out, ingest.Finding{Severity: ingest.Error, Code: code, Sheet: sheet, Cell: cell, Args: ingest.Args{"code": what}})
		}
	}
	if sub.Org != "" && !known[sub.Org] {
		report("store_org_unknown", sub.Org, "", "")
	}
	for _, f := range sub.Facts {
		if !known[f.Org] {
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
		out = append(out, ingest.Finding{Severity: ingest.Error, Code: "store_register_contradiction", Args: ingest.Args{
			"org": p.Org, "field": p.Field, "value": p.Value, "other": p.Other}})
	}
	return out
}
