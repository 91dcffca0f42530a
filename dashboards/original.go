package dashboards

import (
	"errors"
	"mime"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"giaoban/warehouse"
)

// apiOriginal answers GET /api/v1/submissions/ID/original: the sender's own
// file, byte by byte. It is only ever offered for download, never shown.
func (s *server) apiOriginal(c echo.Context) error {
	ctx := c.Request().Context()
	unknown := fail(http.StatusNotFound, "submission.unknown", map[string]any{"id": c.Param("id")})
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return unknown
	}
	sub, err := s.store.Submission(ctx, id)
	if errors.Is(err, warehouse.ErrNoSubmission) {
		return unknown
	}
	if err != nil {
		return err
	}
	data, err := s.store.Original(ctx, sub.SHA256)
	if errors.Is(err, warehouse.ErrNoOriginal) {
		return &failure{status: http.StatusNotFound, key: "submission.no_original", args: map[string]any{"name": sub.Name}, cause: err}
	}
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": sub.Name}))
	h.Set("Cache-Control", "private, no-cache")
	return c.Blob(http.StatusOK, echo.MIMEOctetStream, data)
}
