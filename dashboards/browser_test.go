package dashboards

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestMain ends the browser that the tests have shared.
func TestMain(m *testing.M) {
	code := m.Run()
	if chromium.Context != nil {
		if err := chromedp.Cancel(chromium.Context); err != nil {
			fmt.Fprintln(os.Stderr, "end Chromium:", err)
		}
	}
	os.Exit(code)
}

// chromium is the one browser of all tests.
var chromium struct {
	sync.Mutex
	context.Context
}

// browser is a window of a headless Chromium with cookies and storage of its
// own, which closes after the test. The test is skipped where there is no
// Chromium, or with GIAOBAN_TEST_BROWSER=required fails.
func browser(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(startedChromium(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// startedChromium starts the browser for the first to ask, and again after a
// test has lost it.
func startedChromium(t *testing.T) context.Context {
	t.Helper()
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.Context != nil && chromium.Err() == nil {
		return chromium.Context
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		missing(t, "Chromium")
	}
	ctx, cancel := chromedp.NewContext(context.WithoutCancel(t.Context()), chromedp.WithAllocatorOptions(
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU,
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("force-color-profile", "srgb")))
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		t.Fatal(err)
	}
	chromium.Context = ctx
	return ctx
}

// missing skips a test for want of a program. With GIAOBAN_TEST_BROWSER=required,
// as on the build machine, it fails the test instead.
func missing(t *testing.T, program string) {
	t.Helper()
	if os.Getenv("GIAOBAN_TEST_BROWSER") == "required" {
		t.Fatalf("no %s, and GIAOBAN_TEST_BROWSER=required", program)
	}
	t.Skip("no " + program)
}

const ready = `document.documentElement.dataset.ready !== undefined`

// drawn is what the browser made of a page.
type drawn struct {
	Charts   int      `json:"charts"`
	Drawings int      `json:"drawings"`
	Texts    []string `json:"texts"` // of the main chart
	CSP      string   `json:"csp"`
	Overflow int      `json:"overflow"` // pixels wider than the window
	Hero     string   `json:"hero"`
}

const look = `({
	charts: document.querySelectorAll("figure.chart").length,
	drawings: [...document.querySelectorAll("figure.chart")].filter((f) => f.querySelector(".canvas svg path")).length,
	texts: [...document.querySelectorAll("#chart-hero svg text")].map((n) => n.textContent),
	csp: document.documentElement.dataset.csp || "",
	overflow: document.scrollingElement.scrollWidth - innerWidth,
	hero: document.querySelector(".hero .value").textContent,
})`

// listen collects what a browser complains of: its console, and requests to
// anywhere but the given site if there is one.
func listen(ctx context.Context, t *testing.T, site ...string) func() []string {
	t.Helper()
	var mu sync.Mutex
	var complaints []string
	complain := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		complaints = append(complaints, text)
	}
	err := chromedp.Listen(ctx, func(ev any) {
		if ev, ok := ev.(*network.EventRequestWillBeSent); ok && len(site) > 0 && !strings.HasPrefix(ev.Request.URL, site[0]) && !strings.HasPrefix(ev.Request.URL, "data:") {
			complain("foreign request: " + ev.Request.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for m, err := range chromedp.Console(ctx) {
			if err != nil {
				return
			}
			complain("console: " + m.String())
		}
	}()
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(complaints)
	}
}

// hands drive a browser in a test that cannot go on when they fail: do acts,
// text says what a script found.
func hands(ctx context.Context, t *testing.T) (do func(...chromedp.Action[chromedp.Void]), text func(script string) string) {
	do = func(actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	text = func(script string) string {
		t.Helper()
		out, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
		if err != nil {
			t.Fatalf("%s: %v", script, err)
		}
		return out
	}
	return do, text
}

// A page that is open gets narrower with its window: the charts drawn for the
// wider one do not hold it open.
func TestNarrowedWindow(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(880, 800), chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	show(ctx, t, srv.URL+"/?org=cum&period=2024-Q1&lang=vi")
	for _, width := range []int64{780, 700, 640, 390} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800)); err != nil {
			t.Fatal(err)
		}
		over := int64(1)
		for n := 0; n < 40 && over > 0; n++ { // the charts follow the window, not at once
			time.Sleep(50 * time.Millisecond)
			var err error
			if over, err = chromedp.Run(ctx, chromedp.Evaluate[int64](`document.scrollingElement.scrollWidth - document.documentElement.clientWidth`)); err != nil {
				t.Fatal(err)
			}
		}
		if over > 0 {
			t.Errorf("narrowed to %d px the page is %d px too wide", width, over)
		}
	}
}

// The page draws itself completely, under its own policy, from its own files.
func TestPageInABrowser(t *testing.T) {
	ctx := browser(t)
	w := sharedWorld(t)
	var mu sync.Mutex
	var asked []string
	srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.Path)
		mu.Unlock()
		w.ServeHTTP(rw, r)
	}))
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	for _, size := range []struct{ width, height int64 }{{1440, 900}, {1024, 768}, {390, 844}, {360, 740}} {
		for _, lang := range []string{"vi", "en"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height)); err != nil {
				t.Fatal(err)
			}
			show(ctx, t, srv.URL+"/?org=cum&period=2024-Q1&lang="+lang)
			page, err := chromedp.Run(ctx, chromedp.Evaluate[drawn](look))
			if err != nil {
				t.Fatal(err)
			}
			if page.Charts < 5 || page.Drawings != page.Charts {
				t.Errorf("%d px, %s: %d of %d charts drawn", size.width, lang, page.Drawings, page.Charts)
			}
			if page.CSP != "" {
				t.Errorf("%d px, %s: policy violated: %s", size.width, lang, page.CSP)
			}
			if page.Overflow > 0 {
				t.Errorf("%d px, %s: the page is %d px too wide", size.width, lang, page.Overflow)
			}
			// The bar of the period says the page's figure, rounded.
			whole := page.Hero[:strings.LastIndexAny(page.Hero, ",.")]
			if !strings.Contains(strings.Join(page.Texts, "|"), whole) {
				t.Errorf("%d px, %s: the chart does not show %s: %v", size.width, lang, whole, page.Texts)
			}
		}
	}
	for _, c := range complaints() {
		t.Error(c)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(asked) == 0 {
		t.Error("the browser asked for nothing")
	}
}
