package dashboards

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

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

// apiSubmit answers POST /api/v1/submissions: a workbook, or a .zip of them, in
// each field "file", checked only when "dry_run" is true, kept back for
// somebody to accept as "hold" says (see [warehouse.ParseHold]), its warnings
// answered by "note", which without "hold" also accepts the same bytes that wait; with "ask" it waits for answers where nothing else is
// missing; "by" names who sends it. The answer is the one workbook's report, or
// those of all; see [submitted] for its status.
func (s *server) apiSubmit(c echo.Context) error {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, intake.MaxFileBytes+uploadOverhead)
	files, err := uploaded(c)
	if err != nil {
		return err
	}
	options, err := submitOptions(c)
	if err != nil {
		return err
	}
	found := intake.CollectFiles(files)
	outcomes, err := intake.Load(r.Context(), s.store, found.Sources, options)
	if err != nil {
		return err
	}
	if len(outcomes) == 0 {
		return fail(http.StatusUnprocessableEntity, "upload.no_workbook", map[string]any{"files": named(files, found.Passed)})
	}
	reports := make([]intake.Report, len(outcomes))
	for i, o := range outcomes {
		reports[i] = o.Report(s.intakeMessages, s.lang(c))
	}
	status := submitted(reports, options.DryRun)
	if len(files) == 1 && len(reports) == 1 && reports[0].Path == files[0].Name {
		return writeJSON(c, status, echo.MIMEApplicationJSON, reports[0])
	}
	return writeJSON(c, status, echo.MIMEApplicationJSON, submittedJSON{reports, found.Passed})
}

// submittedJSON is what became of several files, or those of an archive.
type submittedJSON struct {
	Workbooks  []intake.Report `json:"workbooks"`
	PassedOver []string        `json:"passed_over,omitempty"` // files in archives that are no workbooks
}

// named lists what was sent or, where that was opened, what was in it.
func named(files []intake.File, passed []string) string {
	const most = 8
	if len(passed) == 0 {
		for _, f := range files {
			passed = append(passed, f.Name)
		}
	}
	text := strings.Join(passed[:min(most, len(passed))], ", ")
	if len(passed) > most {
		text += " …"
	}
	return text
}

// submitted is the status of an answer about workbooks: 422 when every one was
// refused, 207 when some were, and each one's state must be looked at; else 202
// when one waits, 201 when one was accepted, 200 when nothing changed or
// nothing was to be written.
func submitted(reports []intake.Report, dryRun bool) int {
	is := func(states ...warehouse.State) bool {
		return slices.ContainsFunc(reports, func(r intake.Report) bool { return slices.Contains(states, r.State) })
	}
	switch {
	case !is(warehouse.Accepted, warehouse.Checked, warehouse.Received, warehouse.Unchanged):
		return http.StatusUnprocessableEntity
	case is(warehouse.Refused):
		return http.StatusMultiStatus
	case dryRun:
		return http.StatusOK
	case is(warehouse.Checked, warehouse.Received):
		return http.StatusAccepted
	case is(warehouse.Accepted):
		return http.StatusCreated
	}
	return http.StatusOK
}

// sender reads the name of who sends workbooks in.
func sender(text string) (string, error) {
	name := warehouse.PersonName(text)
	if len(name) > maxName {
		return "", fail(http.StatusRequestEntityTooLarge, "page.act.too_long", nil)
	}
	return name, nil
}

// submitOptions reads what is to be done with an upload.
func submitOptions(c echo.Context) (o intake.Options, err error) {
	o.Note = strings.TrimSpace(c.FormValue("note"))
	if o.By, err = sender(c.FormValue("by")); err != nil {
		return o, err
	}
	hold := c.FormValue("hold")
	if o.Hold, err = readHold(hold, o.Note); err != nil {
		return o, err
	}
	o.Decide = hold == "" && o.Note != ""
	for name, field := range map[string]*bool{"dry_run": &o.DryRun, "ask": &o.Ask} {
		text := c.FormValue(name)
		if text == "" {
			continue
		}
		if *field, err = strconv.ParseBool(text); err != nil {
			return o, fail(http.StatusBadRequest, "upload."+name, map[string]any{"value": text})
		}
	}
	return o, nil
}

// readHold reads which files of an upload wait, see [warehouse.ParseHold], and
// bounds the note.
func readHold(text, note string) (warehouse.Hold, error) {
	if len(note) > maxNote {
		return "", fail(http.StatusRequestEntityTooLarge, "page.act.too_long", nil)
	}
	hold, err := warehouse.ParseHold(text, note)
	switch {
	case errors.Is(err, warehouse.ErrNoteNeeded):
		return "", fail(http.StatusBadRequest, "upload.note", nil)
	case err != nil:
		return "", fail(http.StatusBadRequest, "upload.hold", map[string]any{"value": text})
	}
	return hold, nil
}

// uploaded returns the files of the form.
func uploaded(c echo.Context) ([]intake.File, error) {
	form, err := c.MultipartForm()
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, fail(http.StatusRequestEntityTooLarge, "upload.too_large", map[string]any{"limit": intake.MaxFileBytes >> 20})
	case err != nil:
		return nil, &failure{status: http.StatusBadRequest, key: "upload.no_file", cause: err}
	case len(form.File["file"]) == 0:
		return nil, fail(http.StatusBadRequest, "upload.no_file", nil)
	}
	var files []intake.File
	for _, header := range form.File["file"] {
		f, err := header.Open()
		if err != nil {
			return nil, fmt.Errorf("upload: %w", err)
		}
		data, err := io.ReadAll(f)
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("upload: %w", err)
		}
		files = append(files, intake.File{Name: path.Base(header.Filename), Data: data})
	}
	return files, nil
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
	var org string
	var period catalog.Period
	if kind == "" || kind == ingest.KindReport || kind == ingest.KindPlans { // the forms that are somebody's
		if org, err = params.Org(c.QueryParams(), v.Register); err != nil {
			return err
		}
		if period, err = params.Period(c.QueryParams()); err != nil {
			return err
		}
		if kind == ingest.KindPlans && period.Grain() != catalog.Year {
			return &params.Error{Key: params.NotAYear, Parameter: "period", Value: period.Code(), Examples: []string{"2024"}}
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
