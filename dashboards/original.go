package dashboards

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"giaoban/ingest/locale"
	"giaoban/ingest/markup"
	"giaoban/warehouse"
)

// apiOriginal answers GET /api/v1/submissions/ID/original: the sender's own
// file, byte by byte. It is only ever offered for download, never shown.
func (s *server) apiOriginal(c echo.Context) error {
	sub, data, err := s.kept(c)
	if err != nil {
		return err
	}
	return download(c, sub.Name, echo.MIMEOctetStream, data)
}

// apiAnnotated answers GET /api/v1/submissions/ID/annotated: the sender's own
// file with the cells in question marked and a list of everything found, to be
// sent back.
func (s *server) apiAnnotated(c echo.Context) error {
	ctx, lang := c.Request().Context(), s.lang(c)
	sub, data, err := s.kept(c)
	if err != nil {
		return err
	}
	found, err := s.store.Findings(ctx, sub.ID)
	if err != nil {
		return err
	}
	v, err := s.store.Vocabulary(ctx)
	if err != nil {
		return err
	}
	report := markup.Report{File: sub.Name, Lang: lang, Findings: markup.Words(found, s.intakeMessages, lang)}
	if !sub.Period.IsZero() {
		report.Period = locale.Format(lang, sub.Period)
		if org, ok := v.Register.At(sub.Org, sub.Period.Last()); ok {
			report.Sender = org.NameVI
			if lang == locale.EN && org.NameEN != "" {
				report.Sender = org.NameEN
			}
		}
	}
	var b bytes.Buffer
	if err := markup.Write(&b, data, report); err != nil {
		return err
	}
	return download(c, markup.Name(sub.Name), xlsxType, b.Bytes())
}

// kept returns the submission that the address names and the file it came in.
func (s *server) kept(c echo.Context) (warehouse.Submission, []byte, error) {
	ctx := c.Request().Context()
	unknown := fail(http.StatusNotFound, "submission.unknown", map[string]any{"id": c.Param("id")})
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return warehouse.Submission{}, nil, unknown
	}
	sub, err := s.store.Submission(ctx, id)
	if errors.Is(err, warehouse.ErrNoSubmission) {
		return sub, nil, unknown
	}
	if err != nil {
		return sub, nil, err
	}
	data, err := s.store.Original(ctx, sub.SHA256)
	if errors.Is(err, warehouse.ErrNoOriginal) {
		err = &failure{status: http.StatusNotFound, key: "submission.no_original", args: map[string]any{"name": sub.Name}, cause: err}
	}
	return sub, data, err
}

// download sends a file to be saved under a name.
func download(c echo.Context, name, contentType string, data []byte) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "private, no-cache")
	return c.Blob(http.StatusOK, contentType, data)
}
