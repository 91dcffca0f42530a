package dashboards

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// presentation is the address of a presentation of charts of the test world.
func presentation(at string, charts ...string) string {
	q := url.Values{}
	for _, name := range charts {
		q.Add("panel", name+"?"+addressOf(name))
	}
	if at != "" {
		q.Set("at", at)
	}
	return "/present?" + q.Encode()
}

// screen is what a presentation shows.
type screen struct {
	At       string  `json:"at"`       // "2/3"
	Message  string  `json:"message"`  // of the panel that is shown
	Figure   string  `json:"figure"`   // its main figure
	Shown    int     `json:"shown"`    // panels that can be seen
	Drawings int     `json:"drawings"` // panels that are drawn, seen or not
	Address  string  `json:"address"`
	Overflow bool    `json:"overflow"` // something reaches out of the window
	Smallest float64 `json:"smallest"` // letters of the chart and its words, as on a screen of 1920
	CSP      string  `json:"csp"`
}

const lookAtScreen = `(() => {
	const slide = document.querySelector(".slide[data-current]");
	const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
	const texts = [...slide.querySelectorAll("svg text")].map((t) => t.getBoundingClientRect()).filter((b) => b.height > 0);
	const parts = [...slide.querySelectorAll("h1, .subtitle, .stage, .facts, .canvas svg text, footer p")].map((e) => e.getBoundingClientRect());
	const svg = slide.querySelector(".canvas svg");
	const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 0;
	const sizes = [...slide.querySelectorAll("svg text")].map((t) => parseFloat(getComputedStyle(t).fontSize) * scale / unit);
	return {
		at: document.querySelector(".position p").lastChild.parentElement.textContent.replace(/[^0-9/]/g, ""),
		message: slide.querySelector("h1").textContent,
		figure: (slide.querySelector(".facts .value") || {textContent: ""}).textContent,
		shown: [...document.querySelectorAll(".slide")].filter((s) => getComputedStyle(s).visibility === "visible").length,
		drawings: document.querySelectorAll(".slide .canvas svg path").length ? [...document.querySelectorAll(".slide")].filter((s) => s.querySelector(".canvas svg path")).length : 0,
		address: location.search,
		overflow: parts.some((b) => b.right > innerWidth + 1 || b.bottom > innerHeight + 1 || b.left < -1 || b.top < -1) || document.scrollingElement.scrollWidth > innerWidth,
		smallest: Math.min(...sizes, 100),
		csp: document.documentElement.dataset.csp || "",
	};
})()`

// A presentation is driven by keys, its address follows, every size of screen
// shows it whole, its figures are those of the API, and it prints one sheet a
// panel.
func TestPresentInABrowser(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	w := sharedWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	view := func() screen {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Evaluate[screen](lookAtScreen))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	press := func(keys string) screen {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.KeyEvent(keys)); err != nil {
			t.Fatal(err)
		}
		return view()
	}
	for _, size := range []struct{ width, height int64 }{{1366, 768}, {3840, 2160}, {1024, 768}, {1920, 1080}} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height)); err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"vi", "en"} {
			show(ctx, t, srv.URL+presentation("2", "hero", "course", "waterfall")+"&lang="+lang)
			s := view()
			if s.At != "2/3" || s.Shown != 1 || s.Drawings != 3 || s.CSP != "" || s.Overflow {
				t.Errorf("%d × %d, %s: %+v", size.width, size.height, lang, s)
			}
			if s.Smallest < 25.5 {
				t.Errorf("%d × %d, %s: letters of %.1f px of 1920, want 26", size.width, size.height, lang, s.Smallest)
			}
		}
	}
	value := w.drawn(t, "hero", addressOf("hero")+"&lang=en").Rows[0][1]
	for _, tt := range []struct{ key, at string }{
		{kb.ArrowRight, "3/3"}, {kb.ArrowRight, "3/3"}, {kb.ArrowLeft, "2/3"}, {kb.Home, "1/3"}, {" ", "2/3"}, {kb.PageDown, "3/3"},
		{kb.PageUp, "2/3"}, {kb.ArrowUp, "1/3"}, {kb.ArrowDown, "2/3"}, {kb.End, "3/3"}, {kb.Home, "1/3"},
	} {
		s := press(tt.key)
		at, _, _ := strings.Cut(tt.at, "/")
		if s.At != tt.at || s.Shown != 1 || at != "1" && !strings.Contains(s.Address, "at="+at) || at == "1" && strings.Contains(s.Address, "at=") {
			t.Errorf("after the key %q: %+v, want %s", tt.key, s, tt.at)
		}
		if at == "1" && s.Figure != value.Text {
			t.Errorf("the first screen says %q, the API %q", s.Figure, value.Text)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Click(`[data-step="1"]`)); err != nil {
		t.Fatal(err)
	}
	if s := view(); s.At != "2/3" {
		t.Errorf("after the button: %+v", s)
	}
	sheets, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(sheets, -1)); n != 3 {
		t.Errorf("printed on %d sheets, want 3", n)
	}
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Escape)); err != nil {
		t.Fatal(err)
	}
	path := ""
	for n := 0; n < 100 && path != "/trend"; n++ { // while the page changes there is nobody to answer
		time.Sleep(50 * time.Millisecond)
		path, _ = chromedp.Run(ctx, chromedp.Evaluate[string](`document.readyState === "complete" ? location.pathname : ""`))
	}
	if path != "/trend" {
		t.Errorf("Escape leads to %q", path)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// Panels are added, moved and taken out by links; every page with charts leads
// to a presentation of its own.
func TestChoosePanels(t *testing.T) {
	w := sharedWorld(t)
	follow := func(page, class, text string) string {
		t.Helper()
		for _, a := range find(tree(t, w.get(page).Body.String()), "a") {
			if strings.Contains(attr(a, "class"), class) && (text == "" || strings.Contains(attr(a, "aria-label")+attr(a, "title"), text)) {
				return attr(a, "href")
			}
		}
		t.Fatalf("%s has no link %s %q", page, class, text)
		return ""
	}
	panels := func(href string) string {
		u, err := url.Parse(href)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, ref := range u.Query()["panel"] {
			name, _, _ := strings.Cut(ref, "?")
			names = append(names, name)
		}
		return strings.Join(names, " ")
	}
	page := "/present/choose?org=cum&period=2024-Q1&lang=vi"
	if rec := w.get("/present"); rec.Code != http.StatusSeeOther {
		t.Errorf("a presentation of nothing answers %d", rec.Code)
	}
	if to := w.get("/present?org=u1&period=2023-Q3&lang=vi").Header().Get("Location"); !strings.HasPrefix(to, "/present/choose?") || !strings.Contains(to, "org=u1") || !strings.Contains(to, "period=2023-Q3") {
		t.Errorf("a presentation about somebody, without panels, leads to %q", to)
	}
	page = follow(page, "add", "Lao động theo kỳ")
	page = follow(page, "add", "Nộp ngân sách")
	if got := panels(page); got != "workers budget" {
		t.Fatalf("added %q", got)
	}
	if page = follow(page, "tool", "Đưa “Nộp ngân sách theo kỳ” lên trước"); panels(page) != "budget workers" {
		t.Errorf("moved: %q", panels(page))
	}
	if href := follow(page, "button", ""); !strings.HasPrefix(href, "/present?") || panels(href) != "budget workers" || w.get(href).Code != http.StatusOK {
		t.Errorf("start leads to %s", href)
	}
	if page = follow(page, "tool", "Bỏ “Nộp ngân sách theo kỳ”"); panels(page) != "workers" {
		t.Errorf("taken out: %q", panels(page))
	}
	for address, first := range map[string]string{
		"/?org=cum&period=2024-Q1": "hero", "/trend?org=cum&indicator=revenue": "course", "/compare?org=cum&period=2024-Q1&indicator=revenue": "ranking",
		"/unit?org=u1&period=2024-Q1": "hero", "/party?org=cum&period=2024-Q1": "movement", "/completeness?org=cum&period=2024-Q1": "reporting_units",
	} {
		href := follow(address, "present", "")
		if got := panels(href); !strings.HasPrefix(got, first) || w.get(href).Code != http.StatusOK {
			t.Errorf("%s leads to %q", address, got)
		}
	}
}

// An address that cannot be presented says why; a panel that has nothing to
// show says so on its screen and leaves the others alone.
func TestPresentRefuses(t *testing.T) {
	w := sharedWorld(t)
	w.answers(map[string]int{
		presentation("", "nope"):                               http.StatusNotFound,
		presentation("4", "hero", "workers"):                   http.StatusBadRequest,
		presentation("0", "hero"):                              http.StatusBadRequest,
		presentation("", "hero") + "&look=pink":                http.StatusBadRequest,
		"/present?panel=hero%3Forg%3Dnobody":                   http.StatusNotFound,
		"/present?panel=hero%3Forg%3Dcum%26colour%3Dred":       http.StatusBadRequest,
		"/present?panel=hero%3F%25zz":                          http.StatusNotFound,
		"/present?panel=hero%3Forg%3Dcum&panel=hero%3F%25zz":   http.StatusOK, // the other says so on its screen
		"/present?panel=hero%3Forg%3Dcum&panel=nope":           http.StatusOK,
		"/present?panel=hero%3Forg%3Dcum%26period%3D2010":      http.StatusOK,
		"/present?look=projector&panel=workers%3Forg%3Dcum":    http.StatusOK,
		"/present/choose?panel=nope":                           http.StatusOK, // to be taken out
		"/present/choose?panel=hero%3Forg%3Dcum%26period%3D1x": http.StatusOK,
	})
	body := w.get("/present?lang=vi&panel=hero%3Forg%3Dcum%26period%3D2010&panel=" + url.QueryEscape("workers?org=cum&period=2024-Q1")).Body.String()
	if !strings.Contains(body, "không có số liệu để vẽ") || !strings.Contains(body, `id="chart-slide-2"`) {
		t.Error("a panel without figures does not say so, or takes the others with it")
	}
}

// Every screen of figures says of which status they are and whose reports they
// are made of, those that show several figures too.
func TestEveryScreenVouchesForItsFigures(t *testing.T) {
	w := sharedWorld(t)
	for _, name := range []string{"hero", "admissions", "course", "pace", "ranking", "waterfall", "movement"} {
		said := ""
		for _, p := range find(tree(t, w.get(presentation("", name)+"&lang=vi").Body.String()), "p") {
			if attr(p, "class") == "subtitle" {
				said = text(p)
			}
		}
		if !strings.HasSuffix(said, " · ước · 4/4 đơn vị") {
			t.Errorf("%s says only %q", name, said)
		}
	}
}

// Of several figures every status is named, and the one that lacks most units.
func TestVouched(t *testing.T) {
	w := speak(t, locale.VI)
	of := func(s catalog.Status, reported, expected int) warehouse.Row {
		r := row("o", "admissions", "2024-Q1", "1", "", s)
		r.Coverage = warehouse.Coverage{Reported: reported, Expected: expected}
		return r
	}
	own := of(catalog.Final, 0, 98)
	own.Source = warehouse.FromOwn
	for want, rows := range map[string][]warehouse.Row{
		"":                         {},
		"ước; 95/98 đơn vị":        {of(catalog.Estimate, 95, 98), of(catalog.Estimate, 95, 98)},
		"ước; ít nhất 9/12 đơn vị": {of(catalog.Estimate, 95, 98), of(catalog.Estimate, 9, 12), of(catalog.Estimate, 98, 98)},
		"chính thức, ước; ít nhất 95/98 đơn vị": {own, of(catalog.Estimate, 95, 98)},
		"chính thức; số báo cáo trực tiếp":      {own, own},
		"chính thức": {of(catalog.Final, 0, 0)},
	} {
		if got := strings.Join(w.vouched(rows), "; "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A period beside the panels is theirs: the address that is left says all that
// is shown.
func TestPresentOfAPeriod(t *testing.T) {
	w := sharedWorld(t)
	course := url.QueryEscape("course?org=cum&indicator=revenue&from=2023-Q2&to=2024-Q1")
	rec := w.get("/present?at=2&lang=vi&panel=hero%3Forg%3Dcum%26period%3D2024-Q1&panel=workers%3Forg%3Dcum&panel=" + course + "&period=2023-Q4")
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("%d", rec.Code)
	}
	address := rec.Header().Get("Location")
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"hero?org=cum&period=2023-Q4", "workers?org=cum&period=2023-Q4", "course?from=2023-Q1&indicator=revenue&org=cum&to=2023-Q4"}
	if got := u.Query(); !slices.Equal(got["panel"], want) || got.Has("period") || got.Get("at") != "2" {
		t.Errorf("led to %q", address)
	}
	if rec := w.get(address); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "quý IV/2023") {
		t.Errorf("%s answers %d", address, rec.Code)
	}
	for _, bad := range []string{"", "2023-Q9"} {
		if rec := w.get("/present?panel=hero%3Forg%3Dcum&period=" + bad); rec.Code != http.StatusBadRequest {
			t.Errorf("period=%s answers %d", bad, rec.Code)
		}
	}
	years := w.get("/present?panel=" + course + "&period=2023").Header().Get("Location")
	if rec := w.get(years); rec.Code != http.StatusOK {
		t.Errorf("a range of quarters asked for a year: %s answers %d", years, rec.Code)
	}
}
