package dashboards

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"syscall"

	"github.com/labstack/echo/v4"

	"giaoban/dashboards/params"
	"giaoban/warehouse"
)

// failure is an error with something to say to whoever asked: a status and a
// message in their language. The cause, if any, goes to the log only.
type failure struct {
	status int
	key    string
	args   map[string]any
	cause  error
}

func fail(status int, key string, args map[string]any) error {
	return &failure{status: status, key: key, args: args}
}

// Error returns the message key and the cause: for logs, not for people.
func (f *failure) Error() string {
	if f.cause != nil {
		return f.key + ": " + f.cause.Error()
	}
	return f.key
}

// Unwrap returns the cause.
func (f *failure) Unwrap() error { return f.cause }

// problem is the body of a failed API call (RFC 9457), with the parameter at
// fault and what it would accept, or examples of it.
type problem struct {
	Type      string   `json:"type"`
	Title     string   `json:"title"`
	Status    int      `json:"status"`
	Detail    string   `json:"detail,omitempty"`
	Parameter string   `json:"parameter,omitempty"`
	Value     string   `json:"value,omitempty"`
	Allowed   []string `json:"allowed,omitempty"`
	Examples  []string `json:"examples,omitempty"`
	Reference string   `json:"reference,omitempty"`
}

// handleError is the one place where an error becomes an answer: a problem
// document under /api/ and /charts/ and for scripts, a calm page elsewhere. What is our fault gets a
// reference code that stands in the log beside the cause.
func (s *server) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	f := s.understand(err)
	p := problem{Type: "about:blank", Status: f.status, Title: http.StatusText(f.status)}
	lang := s.lang(c)
	p.Detail = s.messages.Text(lang, f.key, f.args)
	if bad := (*params.Error)(nil); errors.As(err, &bad) {
		p.Parameter, p.Value, p.Allowed, p.Examples = bad.Parameter, bad.Value, bad.Allowed, bad.Examples
	}
	if f.status >= http.StatusInternalServerError {
		p.Reference = reference()
		s.log.LogAttrs(c.Request().Context(), slog.LevelError, "request failed",
			slog.String("reference", p.Reference),
			slog.String("method", c.Request().Method),
			slog.String("path", c.Request().URL.Path),
			slog.Any("error", err))
	}
	h := c.Response().Header()
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
	if f.status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="giaoban"`)
	}
	if err := s.writeProblem(c, p, f.status == http.StatusUnauthorized); err != nil {
		s.log.Error("error page failed", "error", err)
	}
}

// understand maps any error to a failure.
func (s *server) understand(err error) *failure {
	var f *failure
	var bad *params.Error
	var httpError *echo.HTTPError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &bad):
		status := http.StatusBadRequest
		if bad.Unknown() {
			status = http.StatusNotFound
		}
		return &failure{status: status, key: bad.Key, args: bad.Args()}
	case errors.Is(err, warehouse.ErrQuery):
		return &failure{status: http.StatusBadRequest, key: "query.unanswerable", cause: err}
	case errors.Is(err, warehouse.ErrNoView):
		return &failure{status: http.StatusNotFound, key: "view.unknown", cause: err}
	case errors.Is(err, warehouse.ErrNotOwner):
		return &failure{status: http.StatusForbidden, key: "view.not_yours", cause: err}
	case errors.Is(err, warehouse.ErrViewName):
		return &failure{status: http.StatusUnprocessableEntity, key: "view.incomplete", cause: err}
	case errors.As(err, &httpError):
		switch httpError.Code {
		case http.StatusNotFound:
			return &failure{status: httpError.Code, key: "page.error.not_found"}
		case http.StatusMethodNotAllowed:
			return &failure{status: httpError.Code, key: "page.error.method"}
		}
	case errors.Is(err, warehouse.ErrDiskFull), errors.Is(err, syscall.ENOSPC):
		return &failure{status: http.StatusInsufficientStorage, key: "page.error.disk_full", cause: err}
	case errors.Is(err, warehouse.ErrBusy):
		return &failure{status: http.StatusServiceUnavailable, key: "page.error.busy", cause: err}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &failure{status: http.StatusServiceUnavailable, key: "page.error.timeout", cause: err}
	}
	return &failure{status: http.StatusInternalServerError, key: "page.error.internal", cause: err}
}

func (s *server) writeProblem(c echo.Context, p problem, signIn bool) error {
	if c.Request().Method == http.MethodHead {
		return c.NoContent(p.Status)
	}
	if forPrograms(c) {
		return writeJSON(c, p.Status, "application/problem+json", p)
	}
	return s.render(c, p.Status, "error.html", errorPage{shell: s.shell(c), Problem: p, SignIn: signIn})
}

// forPrograms reports whether an address is a program's, or a script asks.
func forPrograms(c echo.Context) bool {
	path := c.Request().URL.Path
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/charts/") || wantsJSON(c)
}

// errorPage is a page without data: what happened and what to do.
type errorPage struct {
	shell
	Problem problem
	SignIn  bool
}

// reference is a code short enough to read out over the telephone.
func reference() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime aborts without randomness
	return hex.EncodeToString(b[:])
}
