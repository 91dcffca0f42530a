package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// template writes the form of one organisation and period, or a vocabulary
// as a workbook to edit and load back.
func template(ctx context.Context, c *console, args []string) error {
	f := c.flags("template")
	dir := c.dataFlag(f)
	org := f.String("org", "", c.text("cli.flag.org"))
	code := f.String("period", "", c.text("cli.flag.period"))
	kind := f.String("kind", "", c.text("cli.flag.kind"))
	output := f.StringP("output", "o", "", c.text("cli.flag.output"))
	if err := c.parse(f, args); err != nil {
		return err
	}
	if *output == "" || *kind == "" && (*org == "" || *code == "") || *kind == string(ingest.KindPlans) && (*org == "" || *code == "") {
		return c.problem("cli.template_needs")
	}
	store, err := c.openExisting(ctx, *dir)
	if err != nil {
		return err
	}
	defer store.Close()
	vocabulary, err := store.Vocabulary(ctx)
	if err != nil {
		return err
	}
	t := templater{c: c, store: store, vocabulary: vocabulary, org: *org}
	if *code != "" {
		if t.period, err = catalog.ParsePeriod(*code); err != nil {
			return c.problem("cli.bad_period", "period", *code)
		}
	}
	var write func(io.Writer) error
	switch ingest.WorkbookKind(*kind) {
	case "":
		write, err = t.form(ctx)
	case ingest.KindCatalogue:
		write = func(w io.Writer) error { return ingest.WriteCatalogue(w, vocabulary.Catalogue, c.lang) }
	case ingest.KindOrganisations:
		write = func(w io.Writer) error { return ingest.WriteOrganisations(w, vocabulary.Register, c.lang) }
	case ingest.KindPlans:
		write, err = t.plans(ctx)
	default:
		return c.problem("cli.template_kind", "kind", *kind)
	}
	if err != nil {
		return err
	}
	if err := c.toOutput(*output, write); err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.text("cli.template_done", "path", quoted(*output)))
	return nil
}

type templater struct {
	c          *console
	store      *warehouse.Store
	vocabulary ingest.Vocabulary
	org        string
	period     catalog.Period
}

// form is the workbook a unit fills in: what it owes on the period's last
// day, with the figures of the period before and of a year earlier beside.
func (t templater) form(ctx context.Context) (func(io.Writer) error, error) {
	register, day := t.vocabulary.Register, t.period.Last()
	version, ok := register.At(t.org, day)
	if !ok {
		return nil, t.c.problem("cli.unknown_org", "org", t.org)
	}
	owed := owed(t.vocabulary, t.org, day)
	if len(owed) == 0 {
		return nil, t.c.problem("cli.owes_nothing", "org", t.org, "period", t.period)
	}
	spec := ingest.TemplateSpec{
		Org: t.org, Name: version.NameVI, Period: t.period, Indicators: owed,
		Catalogue: t.vocabulary.Catalogue, Lang: t.c.lang,
	}
	for _, edge := range register.Parents(t.org, day) {
		if parent, ok := register.At(edge.Parent, day); ok && (spec.Superior == "" || edge.Kind == catalog.PartyLine) {
			spec.Superior = parent.NameVI
		}
	}
	var err error
	if spec.Last, err = t.known(ctx, t.period.Previous()); err != nil {
		return nil, err
	}
	if spec.SamePeriod, err = t.known(ctx, t.period.AddYears(-1)); err != nil {
		return nil, err
	}
	return func(w io.Writer) error { return ingest.WriteTemplate(w, spec) }, nil
}

func (t templater) known(ctx context.Context, p catalog.Period) (map[string]ingest.Known, error) {
	rows, err := t.store.Known(ctx, t.org, p)
	if err != nil {
		return nil, err
	}
	out := make(map[string]ingest.Known, len(rows))
	for code, row := range rows {
		known := ingest.Known{NotApplicable: row.NotApplicable, Num: null(row.Num), Den: null(row.Den)}
		if row.Value != nil {
			known.Value = *row.Value
		}
		if row.Value != nil || row.NotApplicable {
			out[code] = known
		}
	}
	return out, nil
}

func null(d *decimal.Decimal) decimal.NullDecimal {
	if d == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(*d)
}

// owed lists what an organisation must report on a day, in catalogue order.
func owed(v ingest.Vocabulary, org string, day time.Time) []string {
	owes := map[string]bool{}
	for _, o := range v.Register.Obligations {
		if day.Before(o.From) || !o.To.IsZero() && !day.Before(o.To) {
			continue
		}
		bound := !o.Members && o.Org == org || o.Members && slices.Contains(v.Register.Members(o.Org, day), org)
		if !bound {
			continue
		}
		for _, name := range o.Indicators {
			owes[name] = true
		}
	}
	var out []string
	for _, ind := range v.Catalogue.Indicators {
		if owes[ind.Code] || owes[string(ind.Group)] {
			out = append(out, ind.Code)
		}
	}
	return out
}

// plans is a plan sheet for an organisation and its members, with the plans
// known for that year filled in.
func (t templater) plans(ctx context.Context) (func(io.Writer) error, error) {
	if t.period.Grain() != catalog.Year {
		return nil, t.c.problem("cli.bad_period", "period", t.period.Code())
	}
	day := t.period.Last()
	if _, ok := t.vocabulary.Register.At(t.org, day); !ok {
		return nil, t.c.problem("cli.unknown_org", "org", t.org)
	}
	members := t.vocabulary.Register.Members(t.org, day)
	owes := map[string]bool{}
	for _, org := range append([]string{t.org}, members...) {
		for _, code := range owed(t.vocabulary, org, day) {
			owes[code] = true
		}
	}
	sheet := ingest.PlanSheet{Org: t.org, Year: t.period.Year()}
	for _, ind := range t.vocabulary.Catalogue.Indicators {
		if owes[ind.Code] {
			sheet.Indicators = append(sheet.Indicators, ind.Code)
		}
	}
	rows, err := t.plansKnown(ctx, sheet.Indicators, len(members) > 0)
	if err != nil {
		return nil, err
	}
	for _, org := range append([]string{t.org}, members...) {
		version, _ := t.vocabulary.Register.At(org, day)
		sheet.Rows = append(sheet.Rows, ingest.PlanRow{Org: org, Name: version.NameVI, Values: rows[org]})
	}
	return func(w io.Writer) error { return ingest.WritePlans(w, sheet, t.vocabulary.Catalogue, t.c.lang) }, nil
}

// plansKnown returns the plans in the store, by organisation and indicator.
// An organisation with members shows theirs only: the sum of them would come
// back as a plan of its own.
func (t templater) plansKnown(ctx context.Context, indicators []string, members bool) (map[string]map[string]decimal.Decimal, error) {
	known := map[string]map[string]decimal.Decimal{}
	if len(indicators) == 0 {
		return known, nil
	}
	result, err := t.store.Metrics(ctx, warehouse.Query{
		Indicators: indicators, Org: t.org, Periods: []catalog.Period{t.period},
		ByOrg: members, Compare: []warehouse.Comparison{warehouse.ToPlan},
	})
	for _, row := range result.Rows {
		if row.Plan == nil {
			continue
		}
		if known[row.Org] == nil {
			known[row.Org] = map[string]decimal.Decimal{}
		}
		known[row.Org][row.Indicator] = row.Plan.Value
	}
	return known, err
}
