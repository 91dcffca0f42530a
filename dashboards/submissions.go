package dashboards

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// uploadOverhead is what a form may weigh besides its file.
const uploadOverhead = 64 << 10

// apiSubmit answers POST /api/v1/submissions: one workbook in the field
// "file", checked only when "dry_run" is true, kept back for somebody to accept
// as "hold" says (never, warnings or always); with "ask" it waits for answers
// where nothing else is missing. The answer is the workbook's
// report: 201 when it was accepted, 202 when it waits, 200 when nothing changed
// or nothing was to be written, 422 when it was refused.
func (s *server) apiSubmit(c echo.Context) error {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, intake.MaxFileBytes+uploadOverhead)
	name, data, err := uploaded(c)
	if err != nil {
		return err
	}
	dryRun, err := strconv.ParseBool(c.FormValue("dry_run"))
	if c.FormValue("dry_run") != "" && err != nil {
		return fail(http.StatusBadRequest, "upload.dry_run", map[string]any{"value": c.FormValue("dry_run")})
	}
	hold, ok := warehouse.ParseHold(c.FormValue("hold"))
	if !ok {
		return fail(http.StatusBadRequest, "upload.hold", map[string]any{"value": c.FormValue("hold")})
	}
	ask, err := strconv.ParseBool(c.FormValue("ask"))
	if c.FormValue("ask") != "" && err != nil {
		return fail(http.StatusBadRequest, "upload.ask", map[string]any{"value": c.FormValue("ask")})
	}
	source := intake.Source{Path: name, Size: int64(len(data)), Read: func() ([]byte, error) { return data, nil }}
	outcomes, err := intake.Load(r.Context(), s.store, []intake.Source{source}, intake.Options{DryRun: dryRun, Hold: hold, Ask: ask})
	if err != nil {
		return err
	}
	report := outcomes[0].Report(s.intakeMessages, s.lang(c))
	status := http.StatusOK
	switch {
	case report.State == warehouse.Refused:
		status = http.StatusUnprocessableEntity
	case report.State == warehouse.Accepted && !dryRun:
		status = http.StatusCreated
	case (report.State == warehouse.Checked || report.State == warehouse.Received) && !dryRun:
		status = http.StatusAccepted
	}
	return writeJSON(c, status, echo.MIMEApplicationJSON, report)
}

// uploaded returns the file of the form.
func uploaded(c echo.Context) (name string, data []byte, err error) {
	header, err := c.FormFile("file")
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return "", nil, fail(http.StatusRequestEntityTooLarge, "upload.too_large", map[string]any{"limit": intake.MaxFileBytes >> 20})
	case err != nil:
		return "", nil, &failure{status: http.StatusBadRequest, key: "upload.no_file", cause: err}
	}
	f, err := header.Open()
	if err != nil {
		return "", nil, fmt.Errorf("upload: %w", err)
	}
	defer f.Close()
	if data, err = io.ReadAll(f); err != nil {
		return "", nil, fmt.Errorf("upload: %w", err)
	}
	return path.Base(header.Filename), data, nil
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// apiTemplate answers GET /api/v1/template: the form of an organisation and
// period, or with kind=catalogue, organisations or plans the vocabulary to
// edit and load back.
func (s *server) apiTemplate(c echo.Context) error {
	ctx, lang := c.Request().Context(), s.lang(c)
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return err
	}
	kind := ingest.WorkbookKind(c.QueryParam("kind"))
	org, code := c.QueryParam("org"), c.QueryParam("period")
	var period catalog.Period
	if kind != ingest.KindCatalogue && kind != ingest.KindOrganisations {
		if period, err = catalog.ParsePeriod(code); err != nil || kind == ingest.KindPlans && period.Grain() != catalog.Year {
			return &params.Error{Key: params.BadPeriod, Parameter: "period", Value: code, Allowed: []string{"2024-Q1", "2024"}}
		}
	}
	var b bytes.Buffer
	name := string(kind)
	switch kind {
	case ingest.KindCatalogue:
		err = ingest.WriteCatalogue(&b, v.Catalogue, lang)
	case ingest.KindOrganisations:
		err = ingest.WriteOrganisations(&b, v.Register, lang)
	case ingest.KindPlans:
		var sheet ingest.PlanSheet
		if sheet, err = intake.PlanForm(ctx, s.store, org, period); err == nil {
			err = ingest.WritePlans(&b, sheet, v.Catalogue, lang)
		}
		name = fmt.Sprintf("plans-%s-%s", org, period)
	case ingest.KindReport, "":
		var spec ingest.TemplateSpec
		if spec, err = intake.Form(ctx, s.store, org, period, lang); err == nil {
			err = ingest.WriteTemplate(&b, spec)
		}
		name = fmt.Sprintf("%s-%s", org, period)
	default:
		return fail(http.StatusBadRequest, "upload.kind", map[string]any{"value": string(kind)})
	}
	switch {
	case errors.Is(err, warehouse.ErrNoOrg):
		return &params.Error{Key: params.NoOrg, Parameter: "org", Value: org}
	case errors.Is(err, intake.ErrOwesNothing):
		return fail(http.StatusNotFound, "upload.owes_nothing", map[string]any{"org": org, "period": period})
	case err != nil:
		return err
	}
	c.Response().Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "giaoban-"+name+".xlsx"))
	return c.Blob(http.StatusOK, xlsxType, b.Bytes())
}

// loadIntakeMessages are the texts of findings and refusals, which belong to
// the packages that make them and to the check files of the store.
func loadIntakeMessages(store *warehouse.Store) (*locale.Messages, error) {
	m, err := locale.Load(ingest.Messages, warehouse.Messages)
	if err != nil {
		return nil, err
	}
	return m.With(store.RuleTexts())
}
