package dashboards

import (
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"
)

// backupPath is the address of the whole data folder.
const backupPath = "/api/v1/backup"

// apiBackup answers GET /api/v1/backup: the data folder as it is now, as a zip
// archive that restores it. What fails once it is on its way breaks the line
// off, so that nobody takes half a backup for one.
func (s *server) apiBackup(c echo.Context) error {
	name := "giaoban-" + s.now().Format("2006-01-02") + ".zip"
	h := c.Response().Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "no-store")
	h.Set(echo.HeaderContentType, "application/zip")
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	err := s.store.Backup(c.Request().Context(), c.Response())
	switch {
	case err == nil:
		return nil
	case c.Response().Committed:
		s.log.Warn("a backup broke off", "reason", err)
		panic(http.ErrAbortHandler)
	}
	for _, name := range []string{"Content-Disposition", "Cache-Control", echo.HeaderContentType} {
		h.Del(name)
	}
	return err
}
