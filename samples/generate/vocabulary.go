package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// vocabulary writes the workbooks that are loaded before the reports: the
// organisations, and the plans of those that sent plans apart from reports.
func vocabulary() ([]file, error) {
	cat := catalog.Builtin()
	register := newRegister()
	organisations, err := packed(func(w io.Writer) error { return ingest.WriteOrganisations(w, register, locale.VI) })
	if err != nil {
		return nil, fmt.Errorf("organisations: %w", err)
	}
	out := []file{{"vocabulary/to-chuc.xlsx", organisations}}

	cluster, model := newCluster7(), newModelBloc()
	sheets := []ingest.PlanSheet{planSheet(cat, "cum-7", 2024, cluster.units, cluster.plans,
		"revenue", "budget_paid", "social_insurance_paid", "admissions")}
	for year := 2019; year <= 2025; year++ {
		var units []enterprise
		for _, u := range model.in(period(fmt.Sprint(year))) {
			units = append(units, u.enterprise)
		}
		sheets = append(sheets, planSheet(cat, "khoi-mau", year, units, model.plans,
			"revenue", "budget_paid", "social_insurance_paid", "export_turnover", "admissions"))
	}
	for _, s := range sheets {
		data, err := packed(func(w io.Writer) error { return ingest.WritePlans(w, s, cat, locale.VI) })
		if err != nil {
			return nil, fmt.Errorf("plans of %s for %d: %w", s.Org, s.Year, err)
		}
		out = append(out, file{fmt.Sprintf("vocabulary/ke-hoach-%s-%d.xlsx", s.Org, s.Year), data})
	}
	return out, nil
}

// planSheet is one year's plans of the units, in the units of measure the
// catalogue shows the indicators in.
func planSheet(cat *catalog.Catalogue, org string, year int, units []enterprise, plans ledger, indicators ...string) ingest.PlanSheet {
	s := ingest.PlanSheet{Org: org, Year: year, Indicators: indicators}
	for _, u := range units {
		row := ingest.PlanRow{Org: u.code, Name: u.name, Values: map[string]decimal.Decimal{}}
		for _, indicator := range indicators {
			if f, ok := plans[key{u.code, indicator, period(fmt.Sprint(year))}]; ok {
				row.Values[indicator] = shown(cat, indicator, f)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// shown converts a figure to the unit its indicator is shown in.
func shown(cat *catalog.Catalogue, indicator string, f figure) decimal.Decimal {
	ind, ok := cat.Indicator(indicator)
	unit, known := cat.Unit(ind.Unit)
	if !ok || !known {
		panic("no indicator " + indicator)
	}
	return unit.FromBase(decimal.NewFromInt(f.num * step(unit.Dimension)))
}

// step is how many base units of a dimension make one step of a [figure].
func step(dimension string) int64 {
	switch dimension {
	case catalog.DimensionVND:
		return 1_000_000
	case "usd", catalog.DimensionIncome:
		return 1_000
	}
	return 1
}

// packed returns what a writer of workbooks writes, packed.
func packed(write func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return nil, err
	}
	return pack(b.Bytes())
}
