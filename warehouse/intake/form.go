package intake

import (
	"context"
	"errors"

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
// year, with the plans known so far.
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
	members := v.Register.Members(org, day)
	everyone := append([]string{org}, members...)
	owed := map[string]bool{}
	for _, o := range everyone {
		for _, ind := range v.Register.Owed(v.Catalogue, o, year) {
			owed[ind.Code] = true
		}
	}
	for _, ind := range v.Catalogue.Indicators {
		if owed[ind.Code] {
			sheet.Indicators = append(sheet.Indicators, ind.Code)
		}
	}
	if len(sheet.Indicators) == 0 {
		return sheet, ErrOwesNothing
	}
	plans, err := plansKnown(ctx, store, org, year, sheet.Indicators, len(members) > 0)
	if err != nil {
		return sheet, err
	}
	for _, o := range everyone {
		version, _ := v.Register.At(o, day)
		sheet.Rows = append(sheet.Rows, ingest.PlanRow{Org: o, Name: version.NameVI, Values: plans[o]})
	}
	return sheet, nil
}

// plansKnown returns the plans in the store, by organisation and indicator.
// An organisation with members shows theirs only: the sum of them would come
// back as a plan of its own.
func plansKnown(ctx context.Context, store *warehouse.Store, org string, year catalog.Period, indicators []string, members bool) (map[string]map[string]decimal.Decimal, error) {
	plans := map[string]map[string]decimal.Decimal{}
	result, err := store.Metrics(ctx, warehouse.Query{
		Indicators: indicators, Org: org, Periods: []catalog.Period{year},
		ByOrg: members, Compare: []warehouse.Comparison{warehouse.ToPlan},
	})
	for _, row := range result.Rows {
		if row.Plan == nil {
			continue
		}
		if plans[row.Org] == nil {
			plans[row.Org] = map[string]decimal.Decimal{}
		}
		plans[row.Org][row.Indicator] = row.Plan.Value
	}
	return plans, err
}
