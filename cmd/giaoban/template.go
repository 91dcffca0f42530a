package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// template writes the form of one organisation and period, or a vocabulary
// as a workbook to edit and load back.
func template(ctx context.Context, c *console, args []string) error {
	f := c.flags("template")
	dir := c.dataFlag(f)
	org := f.String("org", "", c.text("cli.flag.org"))
	code := f.String("period", "", c.text("cli.flag.period"))
	kind := f.String("kind", string(ingest.KindReport), c.text("cli.flag.kind"))
	output := f.StringP("output", "o", "", c.text("cli.flag.output"))
	remote := c.serverFlags(f)
	if err := c.parseFlags(f, args); err != nil {
		return err
	}
	t := templateRequest{kind: ingest.WorkbookKind(*kind), org: *org}
	switch t.kind {
	case ingest.KindCatalogue, ingest.KindOrganisations:
	case ingest.KindPlans, ingest.KindReport:
		if *org == "" || *code == "" {
			return c.problem("cli.template_needs")
		}
		var err error
		if t.period, err = catalog.ParsePeriod(*code); err != nil || t.kind == ingest.KindPlans && t.period.Grain() != catalog.Year {
			return c.problem("cli.bad_period", "period", *code)
		}
	default:
		return c.problem("cli.template_kind", "kind", *kind)
	}
	if *output == "" {
		return c.problem("cli.template_needs")
	}
	write, err := c.templateWriter(ctx, *dir, remote, t)
	if err != nil {
		return err
	}
	if err := c.toOutput(*output, write); err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.text("cli.template_done", "path", quoted(*output)))
	return nil
}

type templateRequest struct {
	kind   ingest.WorkbookKind
	org    string
	period catalog.Period
}

// templateWriter prepares the workbook before the output file is made, so
// that a refusal leaves no empty file behind.
func (c *console) templateWriter(ctx context.Context, dir string, r *remote, t templateRequest) (func(io.Writer) error, error) {
	if r.url != "" {
		values := url.Values{"kind": {string(t.kind)}, "lang": {string(c.lang)}}
		if t.org != "" {
			values.Set("org", t.org)
			values.Set("period", t.period.Code())
		}
		workbook, err := r.get(ctx, c, "/api/v1/template", values)
		return func(w io.Writer) error {
			_, err := w.Write(workbook)
			return err
		}, err
	}
	store, err := c.openExisting(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	v, err := store.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	switch t.kind {
	case ingest.KindCatalogue:
		return func(w io.Writer) error { return ingest.WriteCatalogue(w, v.Catalogue, c.lang) }, nil
	case ingest.KindOrganisations:
		return func(w io.Writer) error { return ingest.WriteOrganisations(w, v.Register, c.lang) }, nil
	case ingest.KindPlans:
		sheet, err := intake.PlanForm(ctx, store, t.org, t.period)
		return func(w io.Writer) error { return ingest.WritePlans(w, sheet, v.Catalogue, c.lang) }, c.templateProblem(t, err)
	default:
		spec, err := intake.Form(ctx, store, t.org, t.period, c.lang)
		return func(w io.Writer) error { return ingest.WriteTemplate(w, spec) }, c.templateProblem(t, err)
	}
}

func (c *console) templateProblem(t templateRequest, err error) error {
	switch {
	case errors.Is(err, warehouse.ErrNoOrg):
		return c.problem("cli.unknown_org", "org", t.org)
	case errors.Is(err, intake.ErrOwesNothing):
		return c.problem("cli.owes_nothing", "org", t.org, "period", t.period)
	}
	return err
}
