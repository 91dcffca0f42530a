package dashboards

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// edgePages are the addresses of one page of each kind about an organisation,
// one of its units and a month.
func edgePages(org, unit, month string) []string {
	at := "org=" + org + "&period=" + month
	return []string{
		"/?" + at, "/trend?org=" + org + "&indicator=revenue", "/compare?" + at + "&indicator=revenue",
		"/compare?" + at + "&indicator=revenue&view=time", "/plan?" + at, "/plan?" + at + "&view=units",
		"/unit?org=" + unit + "&period=" + month, "/party?" + at, "/completeness?" + at, "/home?org=" + org,
		"/present?panel=hero%3Forg%3D" + org + "%26period%3D" + month + "&panel=waterfall%3Forg%3D" + org + "%26period%3D" + month + "%26indicator%3Drevenue",
		"/present/choose?" + at,
	}
}

// edges are the stores that pages are least made for, with the pages to see.
var edges = []struct {
	name  string
	fill  func(*world)
	pages []string
}{
	{"empty", func(*world) {}, []string{
		"/", "/trend", "/compare", "/plan", "/unit", "/party", "/completeness", "/home", "/home?person=An", "/views", "/present", "/present/choose", "/submissions", "/lists", "/upload",
	}},
	{"alone", (*world).fillAlone, edgePages("u", "u", "2024-03")},
	{"crowd", (*world).fillCrowd, edgePages("bloc", "u007", "2024-03")},
	{"extremes", (*world).fillExtremes, append(edgePages("cum", "u1", "2024-03"),
		"/compare?org=cum&period=2024-03&indicator=profit", "/trend?org=cum&indicator=profit", "/unit?org=u2&period=2024-03", "/unit?org=u3&period=2024-03", "/unit?org=u4&period=2024-03",
		"/figures/u1:revenue:2024-03")},
}

// astray tells what a page shows that it must not: numbers as a program writes
// them, charts without a drawing, and labels of one chart upon each other.
const astray = `(() => {
	const found = [];
	if (document.documentElement.dataset.csp) found.push("policy: " + document.documentElement.dataset.csp);
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode());) {
		const e = n.parentElement;
		if (!e.checkVisibility() || e.closest("script, style, code, pre, a[href^='mailto']")) continue;
		const bad = n.textContent.match(/\bNaN\b|\bundefined\b|\bnull\b|Infinity|%!|<nil>|\d[eE][+-]?\d+|\b\d{5,}\b|\d\.\d{4,}|map\[|-0(,0+)?(?![\d,])/);
		if (bad) found.push("unformatted “" + bad[0] + "” in “" + n.textContent.trim().slice(0, 60) + "”");
	}
	for (const chart of document.querySelectorAll("figure.chart")) {
		const canvas = chart.querySelector(".canvas");
		if (!canvas || !canvas.checkVisibility() || !canvas.getBoundingClientRect().width) continue;
		if (!canvas.querySelector("svg path")) { found.push("nothing drawn: " + chart.id); continue; }
		const texts = [...canvas.querySelectorAll("svg text")].filter((t) => t.textContent.trim() && getComputedStyle(t).opacity !== "0").map((t) => ({b: t.getBoundingClientRect(), s: t.textContent}));
		for (let i = 0; i < texts.length; i++) for (let j = 0; j < i; j++) {
			const a = texts[i].b, b = texts[j].b;
			const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (wide > 3 && high > Math.min(a.height, b.height) / 2) found.push("upon each other in " + chart.id + ": “" + texts[j].s + "”, “" + texts[i].s + "”");
		}
	}
	return found.slice(0, 8);
})()`

// A store with nothing in it, one with hardly anything, one with far more than
// usual and one with figures of every size are shown as well as any other.
// With -screens the pages are pictured for people too.
func TestEdges(t *testing.T) {
	t.Parallel()
	for _, edge := range edges {
		t.Run(edge.name, func(t *testing.T) {
			t.Parallel() // a browser of its own each: while one waits for its store, another draws
			w := openWorldOf(t, "", edge.fill)
			t.Cleanup(func() { w.store.Close() })
			srv := httptest.NewServer(w)
			t.Cleanup(srv.Close)
			ctx := browser(t)
			complaints := listen(ctx, t)
			if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
				t.Fatal(err)
			}
			for n, page := range edge.pages {
				for _, size := range []screenSize{{"desktop", 1440, 900}, {"phone", 390, 844}} {
					if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height)); err != nil {
						t.Fatal(err)
					}
					show(ctx, t, srv.URL+page)
					keepScreen(ctx, t, fmt.Sprintf("edge-%s-%02d-%s.png", edge.name, n, size.name))
					for _, script := range []string{astray, sideways} {
						found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))
						if err != nil {
							t.Fatalf("%s: %v", page, err)
						}
						for _, one := range found {
							t.Errorf("%s, %s: %s", page, size.name, one)
						}
					}
				}
			}
			for _, c := range complaints() {
				if !strings.Contains(c, "status of 4") { // a page that says there is nothing may do so with its status
					t.Error(c)
				}
			}
		})
	}
}

// keepScreen writes a picture of the page when pictures of such a name were
// asked for.
func keepScreen(ctx context.Context, t *testing.T, name string) {
	t.Helper()
	if *screens == "" || !strings.HasPrefix(name, *screensFor) {
		return
	}
	if err := os.MkdirAll(*screens, 0o755); err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screens, name), picture, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Pages of a store without figures lead to where figures come in.
func TestEmptyStoreLeadsToUpload(t *testing.T) {
	w := openWorldOf(t, "", func(*world) {})
	t.Cleanup(func() { w.store.Close() })
	for _, page := range []string{"/?lang=vi", "/trend", "/compare", "/plan", "/unit", "/party"} {
		if body := w.get(page).Body.String(); !strings.Contains(body, `<a class="button" href="/upload">Nộp tệp</a>`) {
			t.Errorf("%s has no way to the upload page", page)
		}
	}
}
