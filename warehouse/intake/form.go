package intake

import (
	"context"
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// ErrOwesNothing is returned for a form of an organisation that has nothing
// to report for the period.
var ErrOwesNothing = errors.New("owes no indicator")

// Form returns the form an organisation fills in for a period: what it owes
// for it, with the figures of the period before and of a
// year earlier beside the empty cells. An organisation that does not exist
// on that day is [warehouse.ErrNoOrg].
func Form(ctx context.Context, store *warehouse.Store, org string, period catalog.Period, lang locale.Lang) (ingest.TemplateSpec, error) {
	v, err := store.Vocabulary(ctx)
	if err != nil {
		return ingest.TemplateSpec{}, err
	}
	day := period.Last()
	version, ok := v.Register.At(org, day)
	if !ok {
		return ingest.TemplateSpec{}, warehouse.ErrNoOrg
	}
	spec := ingest.TemplateSpec{Org: org, Name: version.NameVI, Period: period, Catalogue: v.Catalogue, Lang: lang}
	for _, ind := range v.Register.Owed(v.Catalogue, org, period) {
		spec.Indicators = append(spec.Indicators, ind.Code)
	}
	if len(spec.Indicators) == 0 {
		return spec, ErrOwesNothing
	}
	for _, edge := range v.Register.Parents(org, day) {
		if parent, ok := v.Register.At(edge.Parent, day); ok && (spec.Superior == "" || edge.Kind == catalog.PartyLine) {
			spec.Superior = parent.NameVI
		}
	}
	if spec.Last, err = known(ctx, store, org, period.Previous()); err != nil {
		return spec, err
	}
	spec.SamePeriod, err = known(ctx, store, org, period.AddYears(-1))
	return spec, err
}

// known returns what the store knows of an organisation's period, as a form
// prints it.
func known(ctx context.Context, store *warehouse.Store, org string, p catalog.Period) (map[string]ingest.Known, error) {
	rows, err := store.Known(ctx, org, p)
	out := make(map[string]ingest.Known, len(rows))
	for code, row := range rows {
		k := ingest.Known{NotApplicable: row.NotApplicable, Num: null(row.Num), Den: null(row.Den)}
		if row.Value != nil {
			k.Value = *row.Value
		}
		if row.Value != nil || row.NotApplicable {
			out[code] = k
		}
	}
	return out, err
}

func null(d *decimal.Decimal) decimal.NullDecimal {
	if d == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(*d)
}

// PlanForm returns the plan sheet of an organisation and its members for a
// year, with every plan that stands as it was handed in: loaded back unchanged
// it changes nothing. What the plans of members add up to is not shown, for it
// would come back as a plan of its own.
func PlanForm(ctx context.Context, store *warehouse.Store, org string, year catalog.Period) (ingest.PlanSheet, error) {
	sheet := ingest.PlanSheet{Org: org, Year: year.Year()}
	v, err := store.Vocabulary(ctx)
	if err != nil {
		return sheet, err
	}
	day := year.Last()
	if _, ok := v.Register.At(org, day); !ok {
		return sheet, warehouse.ErrNoOrg
	}
	rows := append([]string{org}, v.Register.Members(org, day)...)
	column := map[string]bool{}
	for _, o := range rows {
		for _, ind := range v.Register.Owed(v.Catalogue, o, year) {
			column[ind.Code] = true
		}
	}
	plans, err := store.Plans(ctx, org, rows, year)
	if err != nil {
		return sheet, err
	}
	of := map[string]ingest.PlanRow{}
	for _, p := range plans {
		row, met := of[p.Org]
		if !met {
			row = ingest.PlanRow{Values: map[string]decimal.Decimal{}, Texts: map[string]string{}}
			of[p.Org] = row
			if !slices.Contains(rows, p.Org) {
				rows = append(rows, p.Org)
			}
		}
		column[p.Indicator] = true
		if p.Value != nil {
			row.Values[p.Indicator] = *p.Value
		}
		if text := planText(v.Catalogue, p); text != "" {
			row.Texts[p.Indicator] = text
		}
	}
	for _, ind := range v.Catalogue.Indicators {
		if column[ind.Code] {
			sheet.Indicators = append(sheet.Indicators, ind.Code)
		}
	}
	if len(sheet.Indicators) == 0 {
		return sheet, ErrOwesNothing
	}
	for _, o := range rows {
		row := of[o]
		version, ok := v.Register.At(o, day)
		if !ok { // it has left during the year
			version, _ = v.Register.At(o, year.First())
		}
		row.Org, row.Name = o, version.NameVI
		sheet.Rows = append(sheet.Rows, row)
	}
	return sheet, nil
}

// planText is what the sheet says of a plan that a number would not bring back
// as it is; "" where one does.
func planText(c *catalog.Catalogue, p warehouse.HandedPlan) string {
	ind, _ := c.Indicator(p.Indicator)
	switch {
	case p.NotApplicable:
		return "x"
	case p.Counted && p.Counts[0].IsInteger() && p.Counts[1].IsInteger():
		return p.Counts[0].String() + "/" + p.Counts[1].String()
	case ind.Kind == catalog.Ratio && p.Value != nil && p.Value.IsPositive() && p.Value.LessThanOrEqual(decimal.NewFromInt(1)):
		return locale.Exact(locale.VI, *p.Value) + " %" // 0.5 alone might be half of all
	}
	return ""
}
