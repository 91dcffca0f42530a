package dashboards

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/warehouse"
)

func TestStrangersSeeNothing(t *testing.T) {
	w := sharedWorld(t)
	for _, path := range []string{"/", "/?org=cum", "/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1", "/api/v1/orgs", "/api/v1/indicators", "/api/v1/periods", "/api/v1/completeness?org=cum&period=2024-Q1", "/api/v1/nothing", "/nothing"} {
		rec := w.get(path, anonymous)
		if rec.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d", path, rec.Code)
		}
		if body := rec.Body.String(); strings.Contains(body, "Cụm thử") || strings.Contains(body, "revenue") {
			t.Errorf("%s tells strangers about the data", path)
		}
		isAPI := strings.HasPrefix(path, "/api/")
		if ct := rec.Header().Get("Content-Type"); isAPI != strings.HasPrefix(ct, "application/problem+json") {
			t.Errorf("%s: %s", path, ct)
		}
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		if rec := w.get(path, anonymous); rec.Code != http.StatusOK {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

// A server whose data folder is gone says that it takes nothing in, for people
// and not only in a log.
func TestNotReadyWithoutAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	w := openWorldOf(t, dir, func(*world) {})
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	rec := w.get("/readyz", anonymous)
	if body := rec.Body.String(); rec.Code != http.StatusServiceUnavailable || !strings.Contains(body, "Không ghi được vào thư mục số liệu") || strings.Contains(body, dir) {
		t.Errorf("%d %s", rec.Code, body)
	}
	if rec := w.get("/healthz", anonymous); rec.Code != http.StatusOK {
		t.Errorf("/healthz: %d", rec.Code)
	}
}

// Browsers ask for an icon on every address that is no page, signed in or not.
func TestFavicon(t *testing.T) {
	rec := sharedWorld(t).get("/favicon.ico", anonymous)
	if at := rec.Header().Get("Location"); rec.Code != http.StatusFound || !strings.HasPrefix(at, "/assets/mark.") {
		t.Errorf("%d to %q", rec.Code, at)
	}
}

func TestSignInAndOut(t *testing.T) {
	w := sharedWorld(t)
	rec := w.get("/signin?token="+testToken, anonymous)
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/" {
		t.Fatalf("%d to %q", rec.Code, rec.Header().Get("Location"))
	}
	cookies := rec.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("cookies %v", cookies)
	}
	c := cookies[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || strings.Contains(c.Value, testToken) || c.Path != "/" {
		t.Errorf("cookie %+v", c)
	}
	with := func(value string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Del("Authorization")
			r.AddCookie(&http.Cookie{Name: c.Name, Value: value})
		}
	}
	if rec := w.get("/?org=cum", with(c.Value)); rec.Code != http.StatusOK {
		t.Errorf("with the session: %d", rec.Code)
	}
	for _, forged := range []string{"", "x", testToken, c.Value[:len(c.Value)-2], "B" + c.Value[1:]} {
		if rec := w.get("/", with(forged)); rec.Code != http.StatusUnauthorized {
			t.Errorf("with %q: %d", forged, rec.Code)
		}
	}
}

func TestSessionsExpireAndFollowTheToken(t *testing.T) {
	now := time.Date(2024, 4, 2, 0, 0, 0, 0, time.UTC)
	key := newSessionKey("one")
	value := key.issue(now.Add(time.Hour))
	if !key.valid(value, now) {
		t.Error("a fresh session is not valid")
	}
	if key.valid(value, now.Add(time.Hour)) {
		t.Error("a session outlives its time")
	}
	if newSessionKey("two").valid(value, now) {
		t.Error("a session survives a change of the token")
	}
	if !newSessionKey("one").valid(value, now) {
		t.Error("a session does not survive a restart")
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	w := newWorld(t)
	for range attemptLimit {
		if rec := w.get("/signin?token=wrong", anonymous); rec.Code != http.StatusUnauthorized {
			t.Fatalf("%d", rec.Code)
		}
	}
	bearer := func(token string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
	}
	for _, rec := range []*httptest.ResponseRecorder{w.get("/signin?token=wrong", anonymous), w.get("/api/v1/orgs", bearer("wrong"))} {
		if rec.Code != http.StatusTooManyRequests || rec.Header().Get("Retry-After") == "" {
			t.Errorf("after %d wrong tokens: %d, %v", attemptLimit, rec.Code, rec.Header())
		}
	}
	elsewhere := func(r *http.Request) { r.RemoteAddr = "198.51.100.7:1000" }
	if rec := w.get("/signin?token=wrong", anonymous, elsewhere); rec.Code != http.StatusUnauthorized {
		t.Errorf("from another address: %d", rec.Code)
	}
	if rec := w.get("/signin?token="+testToken, anonymous); rec.Code != http.StatusSeeOther {
		t.Errorf("the right token at the sign-in: %d", rec.Code)
	}
	if rec := w.get("/api/v1/orgs"); rec.Code != http.StatusOK {
		t.Errorf("the right token as a bearer: %d", rec.Code)
	}
}

// HEAD is answered like GET; a method an address does not take is refused with
// those it takes.
func TestMethods(t *testing.T) {
	w := sharedWorld(t)
	method := func(m string) func(*http.Request) { return func(r *http.Request) { r.Method = m } }
	for _, path := range []string{"/healthz", "/readyz", "/", "/api/v1/orgs", "/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1", "/api/v1/openapi.json"} {
		if rec := w.get(path, method(http.MethodHead)); rec.Code != http.StatusOK {
			t.Errorf("HEAD %s: %d", path, rec.Code)
		}
	}
	if rec := w.get("/healthz", anonymous, method(http.MethodHead)); rec.Code != http.StatusOK {
		t.Errorf("HEAD /healthz by a stranger: %d", rec.Code)
	}
	if rec := w.get("/nothing", method(http.MethodHead)); rec.Code != http.StatusNotFound {
		t.Errorf("HEAD /nothing: %d", rec.Code)
	}
	for path, m := range map[string]string{
		"/api/v1/metrics": http.MethodPost, "/api/v1/orgs": http.MethodDelete, "/api/v1/submissions": http.MethodDelete, "/": http.MethodPut, "/signout": http.MethodGet,
	} {
		rec := w.get(path, method(m))
		if rec.Code != http.StatusMethodNotAllowed || rec.Header().Get("Allow") == "" || strings.Contains(rec.Header().Get("Allow"), m) {
			t.Errorf("%s %s: %d, allowed %q", m, path, rec.Code, rec.Header().Get("Allow"))
		}
	}
}

func TestMalformedQueries(t *testing.T) {
	w := sharedWorld(t)
	for _, query := range []string{"lens=%zz", "period=2024-Q1;org=cum", "%"} {
		for _, path := range []string{"/?org=cum&", "/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1&", "/api/v1/orgs?"} {
			rec := w.get(path + query)
			if rec.Code != http.StatusBadRequest || strings.Contains(rec.Body.String(), "⟦") {
				t.Errorf("%s%s: %d", path, query, rec.Code)
			}
		}
	}
}

func TestEveryAnswerIsHardened(t *testing.T) {
	w := sharedWorld(t)
	for _, path := range []string{"/", "/nothing", "/signin", "/healthz", "/api/v1/orgs", "/assets/nothing.js"} {
		h := w.get(path).Header()
		if h.Get("Content-Security-Policy") != contentPolicy || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", path, h)
		}
	}
	if strings.Contains(contentPolicy, "unsafe") {
		t.Error("the policy allows something unsafe")
	}
}

func TestRedirectsStayHere(t *testing.T) {
	for back, want := range map[string]string{
		"/?org=cum&period=2024-Q1": "/?org=cum&period=2024-Q1", "": "/", "//evil.example": "/", "https://evil.example/": "/",
		`/\evil.example`: "/", "javascript:alert(1)": "/",
	} {
		if got := localPath(back); got != want {
			t.Errorf("%q leads to %q", back, got)
		}
	}
}

func TestAPI(t *testing.T) {
	w := sharedWorld(t)
	for _, tt := range []struct {
		path      string
		code      int
		parameter string
	}{
		{"/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1&compare=yoy,plan", http.StatusOK, ""},
		{"/api/v1/metrics?indicator=revenue&org=cum&from=2023-Q1&to=2024-Q1&by=org", http.StatusOK, ""},
		{"/api/v1/metrics?org=cum&period=2024-Q1", http.StatusBadRequest, "indicator"},
		{"/api/v1/metrics?indicator=revenue&org=cum&period=2024Q1", http.StatusBadRequest, "period"},
		{"/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1&format=xml", http.StatusBadRequest, "format"},
		{"/api/v1/metrics?indicator=revenue&org=nobody&period=2024-Q1", http.StatusNotFound, "org"},
		{"/api/v1/metrics?indicator=nothing&org=cum&period=2024-Q1", http.StatusNotFound, "indicator"},
		{"/api/v1/indicators", http.StatusOK, ""},
		{"/api/v1/orgs", http.StatusOK, ""},
		{"/api/v1/periods", http.StatusOK, ""},
		{"/api/v1/periods?org=cum", http.StatusOK, ""},
		{"/api/v1/periods?org=nobody", http.StatusNotFound, "org"},
		{"/api/v1/completeness?org=cum&period=2024-Q1", http.StatusOK, ""},
		{"/api/v1/completeness?org=cum", http.StatusBadRequest, "period"},
		{"/api/v1/nothing", http.StatusNotFound, ""},
	} {
		rec := w.get(tt.path)
		if rec.Code != tt.code {
			t.Errorf("%s: %d, want %d: %s", tt.path, rec.Code, tt.code, rec.Body)
			continue
		}
		var body struct {
			problem
			Version int64 `json:"data_version"`
			Items   any
			Rows    []any
		}
		if err := json.Unmarshal(rec.Body.Bytes(), &body); err != nil {
			t.Errorf("%s: %v", tt.path, err)
		}
		if tt.code == http.StatusOK {
			if body.Version == 0 || rec.Header().Get("ETag") == "" {
				t.Errorf("%s: version %d, ETag %q", tt.path, body.Version, rec.Header().Get("ETag"))
			}
			continue
		}
		if body.Parameter != tt.parameter || body.Detail == "" || body.Problem().Status != tt.code || strings.Contains(body.Detail, "⟦") {
			t.Errorf("%s: %s", tt.path, rec.Body)
		}
	}
}

// Problem names the embedded part, whose own fields the outer ones shadow.
func (p problem) Problem() problem { return p }

// A language that there is not is refused by name, not answered in another.
func TestAPILanguages(t *testing.T) {
	w := sharedWorld(t)
	for lang, want := range map[string]int{"vi": http.StatusOK, "en": http.StatusOK, "": http.StatusOK, "fr": http.StatusBadRequest, "VI": http.StatusBadRequest} {
		rec := w.get("/api/v1/indicators?lang=" + lang)
		if rec.Code != want {
			t.Errorf("lang=%s: %d, want %d", lang, rec.Code, want)
		}
		if body := rec.Body.String(); want == http.StatusBadRequest && (!strings.Contains(body, `"vi"`) || !strings.Contains(body, `"en"`)) {
			t.Errorf("lang=%s: %s does not name the languages", lang, body)
		}
	}
}

// What a unit gave without owing it is neither expected nor counted.
func TestCompletenessCountsWhatIsOwed(t *testing.T) {
	w := sharedWorld(t)
	var answer struct {
		Coverage warehouse.Coverage
		Units    []struct {
			Org      string
			Coverage warehouse.Coverage
			Missing  []string
		}
	}
	if err := json.Unmarshal(w.get("/api/v1/completeness?org=cum&period=2024-Q1").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if want := (warehouse.Coverage{Reported: 3, Expected: 4}); answer.Coverage != want || len(answer.Units) != 4 {
		t.Fatalf("%+v", answer)
	}
	for _, u := range answer.Units {
		want := warehouse.Coverage{Reported: 3 - len(u.Missing), Expected: 3}
		if u.Coverage != want {
			t.Errorf("%s: %+v, missing %v, want %+v", u.Org, u.Coverage, u.Missing, want)
		}
	}
}

func TestMetricsAsCSV(t *testing.T) {
	w := sharedWorld(t)
	rec := w.get("/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1&format=csv")
	if ct := rec.Header().Get("Content-Type"); rec.Code != http.StatusOK || !strings.HasPrefix(ct, "text/csv") {
		t.Fatalf("%d %s", rec.Code, ct)
	}
	lines := strings.Split(strings.TrimSpace(rec.Body.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "org,indicator,period,value,") || !strings.HasPrefix(lines[1], "cum,revenue,2024-Q1,") {
		t.Errorf("%q", lines)
	}
}

func TestAssets(t *testing.T) {
	w := sharedWorld(t)
	page := w.get("/").Body.String()
	start := strings.Index(page, "/assets/app.")
	name := page[start : start+strings.IndexByte(page[start:], '"')]
	plainly := w.get(name, anonymous)
	if plainly.Code != http.StatusOK || !strings.Contains(plainly.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %d %s", name, plainly.Code, plainly.Header().Get("Cache-Control"))
	}
	if strings.Contains(plainly.Body.String(), "url(inter-latin-opsz-normal.woff2)") {
		t.Error("the style sheet names a font without its hash")
	}
	zipped := w.get(name, anonymous, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
	if zipped.Header().Get("Content-Encoding") != "gzip" || zipped.Body.Len() >= plainly.Body.Len() {
		t.Error("not compressed")
	}
}

var pathParameter = regexp.MustCompile(`:([a-z]+)`)

// The description names every address of the API with the methods it takes, and
// nothing else.
func TestAPIDescription(t *testing.T) {
	w := sharedWorld(t)
	var doc struct {
		Paths map[string]map[string]any
	}
	if err := json.Unmarshal(w.get("/api/v1/openapi.json").Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	routes := map[string]bool{}
	for _, r := range w.Handler.(*echo.Echo).Routes() {
		described := strings.HasPrefix(r.Path, "/api/") || strings.HasPrefix(r.Path, "/charts/") || r.Path == "/healthz" || r.Path == "/readyz"
		if described && r.Method == http.MethodOptions { // each address answers it, if only to refuse it
			routes[pathParameter.ReplaceAllString(r.Path, "{$1}")] = true
		}
	}
	for path := range routes {
		refused := w.get(strings.NewReplacer("{id}", "1", "{file}", "hero.json").Replace(path), func(r *http.Request) { r.Method = http.MethodOptions })
		var said []string
		for method := range doc.Paths[path] {
			if method = strings.ToUpper(method); method != "PARAMETERS" {
				said = append(said, method)
			}
			if method == http.MethodGet {
				said = append(said, http.MethodHead)
			}
		}
		slices.Sort(said)
		if takes := refused.Header().Get("Allow"); strings.Join(said, ", ") != takes || takes == "" {
			t.Errorf("%s takes %s, its description says %s", path, takes, said)
		}
	}
	for path := range doc.Paths {
		if !routes[path] {
			t.Errorf("%s is described but does not exist", path)
		}
	}
}

// The first visit must stay light enough for a slow line.
func TestFirstVisitIsLight(t *testing.T) {
	const limit = 600_000
	w := sharedWorld(t)
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	total := w.get("/", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") }).Body.Len()
	for _, one := range a.plain {
		if one.zipped != nil {
			total += len(one.zipped)
		} else {
			total += len(one.body)
		}
	}
	if total > limit {
		t.Errorf("a first visit takes %d bytes, limit %d", total, limit)
	}
}
