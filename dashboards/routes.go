package dashboards

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"giaoban/dashboards/params"
	"giaoban/ingest/locale"
)

// contentPolicy lets a page load its own files and nothing else: no inline
// script or style, no foreign host, no framing.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// eventsPath is the address whose answer lasts as long as a batch.
const eventsPath = "/batches/:id/events"

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
	e.Use(middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 1024, Skipper: sentAsItIs}))
	e.Use(sameOrigin)

	open := e.Group("")
	get(open, "/signin", s.signIn)
	post(open, "/preferences", s.savePreferences)
	get(open, "/healthz", s.healthz)
	get(open, "/readyz", s.readyz)
	get(open, "/assets/:name", s.assets.serve)
	get(open, "/favicon.ico", s.favicon)

	acts := []string{"accept", "return", "lock", "reopen", "withdraw"}
	in := e.Group("", s.requireSession, wellFormed, s.start, s.whole, s.keep)
	post(in, "/signout", s.signOut)
	get(in, "/", s.overview)
	get(in, "/trend", s.trend)
	get(in, "/compare", s.compare)
	get(in, "/party", s.party)
	get(in, "/plan", s.plan)
	get(in, "/unit", s.unit)
	get(in, "/figures/:id", s.figurePage)
	get(in, "/charts/:file", s.chartFile)
	get(in, "/present", s.present)
	get(in, "/present/choose", s.choosePanels)
	get(in, "/completeness", s.board)
	get(in, "/completeness.csv", s.boardFile)
	get(in, "/completeness.xlsx", s.boardFile)
	get(in, "/submissions", s.submissions)
	get(in, "/submissions/:id", s.submission)
	for _, action := range acts {
		post(in, "/submissions/:id/"+action, s.actOn(action))
	}
	post(in, "/submissions/:id/answers", s.answer)
	get(in, "/lists", s.catalogueList)
	get(in, "/lists/organisations", s.organisationList)
	get(in, "/lists/plans", s.planList)
	getAndPost(in, "/lists/mappings", s.mappingList, s.changeMapping)
	getAndPost(in, "/home", s.home, s.introduce)
	getAndPost(in, "/views", s.viewList, s.saveView)
	get(in, "/views/new", s.viewForm)
	get(in, "/views/:id", s.openView)
	getAndPost(in, "/views/:id/edit", s.viewForm, s.saveView)
	post(in, "/views/:id/remove", s.removeView)
	get(in, "/upload", s.upload)
	post(in, "/batches", s.startBatch)
	get(in, "/batches/:id", s.batchPage)
	get(in, eventsPath, s.batchEvents)
	get(in, "/batches/:id/summary.csv", s.batchFile)
	get(in, "/batches/:id/summary.xlsx", s.batchFile)

	api := e.Group("/api/v1", s.requireSession, wellFormed, knownLanguage, s.whole)
	get(api, "/metrics", s.apiMetrics)
	get(api, "/indicators", s.apiIndicators)
	get(api, "/orgs", s.apiOrgs)
	get(api, "/periods", s.apiPeriods)
	get(api, "/completeness", s.apiCompleteness)
	get(api, "/facts/:id", s.apiFact)
	get(api, "/template", s.apiTemplate)
	getAndPost(api, "/submissions", s.apiSubmissions, s.apiSubmit)
	get(api, "/submissions/:id", s.apiSubmission)
	for _, action := range acts {
		post(api, "/submissions/:id/"+action, s.apiAct(action))
	}
	post(api, "/submissions/:id/answers", s.apiAnswer)
	get(api, "/submissions/:id/original", s.apiOriginal)
	get(api, "/submissions/:id/annotated", s.apiAnnotated)
	getAndPost(api, "/views", s.apiViews, s.apiKeepView)
	route(api, "/views/:id", verbs{http.MethodGet: s.apiView, http.MethodPatch: s.apiChangeView, http.MethodDelete: s.apiRemoveView})
	get(api, "/backup", s.apiBackup)
	get(api, "/openapi.json", s.apiDescription)
	api.RouteNotFound("/*", func(echo.Context) error { return fail(http.StatusNotFound, "page.error.no_address", nil) })
	return e
}

// get routes an address that is read.
func get(g *echo.Group, path string, h echo.HandlerFunc) {
	route(g, path, verbs{http.MethodGet: h})
}

// post routes an address that changes something.
func post(g *echo.Group, path string, h echo.HandlerFunc) {
	route(g, path, verbs{http.MethodPost: h})
}

// getAndPost routes an address that is read, and posted to.
func getAndPost(g *echo.Group, path string, read, write echo.HandlerFunc) {
	route(g, path, verbs{http.MethodGet: read, http.MethodPost: write})
}

// verbs are what an address does by method.
type verbs map[string]echo.HandlerFunc

// route routes an address. HEAD gets the answer to GET without its body. Other
// methods are refused by name; left to itself the router would say that there
// is no such page.
func route(g *echo.Group, path string, does verbs) {
	if read := does[http.MethodGet]; read != nil {
		does[http.MethodHead] = read
	}
	allowed := strings.Join(slices.Sorted(maps.Keys(does)), ", ")
	refuse := func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderAllow, allowed)
		return echo.ErrMethodNotAllowed
	}
	for _, method := range []string{
		http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions,
	} {
		h := does[method]
		if h == nil {
			h = refuse
		}
		g.Add(method, path, h)
	}
}

// wellFormed refuses a query string that cannot be read: what cannot be read
// would be left out, and another question answered.
func wellFormed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		raw := c.Request().URL.RawQuery
		if _, err := url.ParseQuery(raw); err != nil {
			return &failure{status: http.StatusBadRequest, key: "query.malformed", args: map[string]any{"query": raw}, cause: err}
		}
		return next(c)
	}
}

// knownLanguage refuses a language that there is not: a program would take the
// answer for one in the language it asked for.
func knownLanguage(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		var allowed []string
		for _, lang := range locale.Langs {
			allowed = append(allowed, string(lang))
		}
		if _, err := params.OneOf(c.QueryParams(), "lang", allowed...); err != nil {
			return err
		}
		return next(c)
	}
}

// sentAsItIs picks the answers that are compressed already, or must not wait
// to be.
func sentAsItIs(c echo.Context) bool {
	return c.Path() == "/assets/:name" || c.Path() == eventsPath || c.Path() == backupPath || isKept(c)
}

// sameOrigin refuses a request that changes something when a page of another
// site or port sent it; programs, which are no browsers, say nothing of that.
func sameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := protection.Check(c.Request()); err != nil {
			return &failure{status: http.StatusForbidden, key: "page.error.foreign", cause: err}
		}
		return next(c)
	}
}

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
