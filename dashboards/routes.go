package dashboards

import (
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// contentPolicy lets a page load its own files and nothing else: no inline
// script or style, no foreign host, no framing.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// routes wires every address. What needs no session is listed first; a route
// added below the line is closed to strangers by default.
func (s *server) routes() http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.Logger.SetOutput(io.Discard) // errors are logged once, by handleError
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = s.handleError
	e.Pre(middleware.RemoveTrailingSlash())
	e.Use(middleware.RecoverWithConfig(middleware.RecoverConfig{
		DisablePrintStack: true,
		LogErrorFunc:      func(_ echo.Context, err error, _ []byte) error { return err },
	}))
	e.Use(secure)
	e.Use(middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 1024, Skipper: isAsset}))

	e.GET("/signin", s.signIn)
	e.POST("/preferences", s.savePreferences)
	e.GET("/healthz", s.healthz)
	e.GET("/readyz", s.readyz)
	e.GET("/assets/:name", s.assets.serve)

	in := e.Group("", s.requireSession)
	in.POST("/signout", s.signOut)
	in.GET("/", s.overview)

	api := e.Group("/api/v1", s.requireSession)
	api.GET("/metrics", s.apiMetrics)
	api.GET("/indicators", s.apiIndicators)
	api.GET("/orgs", s.apiOrgs)
	api.GET("/periods", s.apiPeriods)
	api.GET("/completeness", s.apiCompleteness)
	api.GET("/template", s.apiTemplate)
	api.POST("/submissions", s.apiSubmit)
	api.GET("/openapi.json", s.apiDescription)
	api.RouteNotFound("/*", func(echo.Context) error { return echo.ErrNotFound })
	return e
}

func isAsset(c echo.Context) bool { return c.Path() == "/assets/:name" }

// secure sets the headers every answer carries.
func secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		return next(c)
	}
}
