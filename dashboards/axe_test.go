package dashboards

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"giaoban/ingest"
	"giaoban/warehouse"
)

// everyPage are the addresses of one page of each kind over the small cluster,
// with those of the workbooks that [seenWorld] uploaded and of the view it saved.
func everyPage(submission, accepted, batch string, view int64) []string {
	return []string{
		"/?org=cum&period=2024-Q1",
		"/?org=cum&period=2031-Q1",
		"/trend?org=cum&indicator=revenue",
		"/trend?org=cum&indicator=revenue,workers&from=2023-Q1&to=2024-Q1",
		"/compare?org=cum&period=2024-Q1&indicator=revenue",
		"/compare?org=cum&period=2024-Q1&indicator=revenue&view=time",
		"/party?org=cum&period=2024-Q1",
		"/plan?org=cum&period=2024-Q1",
		"/plan?org=cum&period=2024-Q1&view=units",
		"/unit?org=u2&period=2024-Q1",
		"/figures/cum:revenue:2024-Q1",
		"/completeness?org=cum&period=2024-Q1",
		"/submissions",
		submission,
		"/submissions/1",
		accepted + "?withdraw=1",
		batch,
		"/upload",
		presentation("", "hero", "waterfall"),
		"/present/choose?panel=hero%3Forg%3Dcum&org=cum&period=2024-Q1",
		"/lists",
		"/lists/organisations",
		"/lists/plans?org=cum&period=2024",
		"/lists/mappings",
		"/home?org=cum", "/home?person=An", "/views",
		"/views/new?page=%2Ftrend%3Findicator%3Drevenue%26org%3Dcum%26period%3D2024-Q1",
		fmt.Sprintf("/views/%d/edit", view),
		"/nothing-here",
	}
}

// seenSite serves [seenWorld] to a browser on a desk that has signed in, and
// returns its address and those of its pages.
func seenSite(ctx context.Context, t *testing.T) (site string, pages []string) {
	t.Helper()
	w, pages := seenWorld(t)
	srv := httptest.NewServer(w)
	t.Cleanup(srv.Close)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	return srv.URL, pages
}

// seenWorld is a world to be looked at: the small cluster with an accepted and a
// refused workbook, a remembered name and a saved view in it, seen by whoever
// saved that, and the addresses of its pages.
func seenWorld(t *testing.T) (*world, []string) {
	t.Helper()
	w := newWorld(t)
	w.upload(map[string][]byte{"quy 2 cua don vi 3.xlsx": w.filled("org=u3&period=2024-Q2", map[string]any{"revenue": 3100.5, "welfare_spending": 2, "party_members": 110})})
	accepted := w.leadsTo("/submissions", "/submissions/")
	w.upload(map[string][]byte{"quy 2.xlsx": w.wrong()})
	err := w.store.Remember(t.Context(), []ingest.Mapping{{Scope: "biểu", Kind: ingest.MapOrganisation, Text: "cong ty sao mai", Shown: "Công ty Sao Mai", Target: "u2", By: "An"}}, 0, warehouse.Act{By: "An"})
	if err != nil {
		t.Fatal(err)
	}
	view, err := w.store.SaveView(t.Context(), warehouse.View{Name: "Doanh thu", Address: "/trend?org=cum&indicator=revenue", Owner: "An", Home: true, Latest: true})
	if err != nil {
		t.Fatal(err)
	}
	pages := w.Handler
	w.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: personCookie, Value: "An"})
		pages.ServeHTTP(rw, r)
	})
	return w, everyPage(w.leadsTo("/submissions", "/submissions/"), accepted, w.leadsTo("/upload", "/batches/"), view.ID)
}

// leadsTo is the first address that a page links to below another.
func (w *world) leadsTo(page, below string) string {
	w.t.Helper()
	t, ok := w.t.(*testing.T)
	if !ok {
		w.t.Fatal("not in a benchmark")
	}
	for _, a := range find(tree(t, w.get(page).Body.String()), "a") {
		if href := attr(a, "href"); strings.HasPrefix(href, below) && !strings.Contains(href[len(below):], "/") {
			return href
		}
	}
	t.Fatalf("%s leads to nothing below %s", page, below)
	return ""
}

// axeRun reports what is serious or worse, each rule with the elements that
// break it. Everything folded away is unfolded first: it is part of the page.
// Of the rules that axe-core runs only when asked, the size of what is tapped is
// judged too, but for what has scrolled half below a heading that stands still
// and for the small marks of the slides, beside which stand the arrows.
// The theme is changed under the page: only its colours differ by it.
const axeRun = `(async () => {
	for (const d of document.querySelectorAll("details")) d.open = true;
	const found = [];
	for (const theme of ["light", "dark"]) {
		document.documentElement.dataset.theme = theme;
		const only = theme === "dark" ? {runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}} : {};
		const result = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}, ...only});
		for (const v of result.violations) if (v.id === "target-size")
			v.nodes = v.nodes.filter((n) => !document.querySelector(n.target[0])?.closest(".position") && !n.any.some((c) => c.message.includes("obscured")));
		for (const v of result.violations) if (v.nodes.length > 0 && (v.impact === "serious" || v.impact === "critical")) {
			const nodes = v.nodes.slice(0, 3).map((n) => n.target.join(" ") + ": " + ([...n.any, ...n.all, ...n.none][0] || {message: ""}).message);
			found.push(theme + ": " + v.id + " (" + v.help + ") " + nodes.join(" | "));
		}
	}
	return found;
})()`

// Nothing that axe-core calls serious or critical, on any page, in either
// theme, on a desk or in a hand.
func TestAxe(t *testing.T) {
	t.Parallel() // with the other walks through every page: a browser mostly waits
	ctx := browser(t)
	axe, err := os.ReadFile("vendor/axe-core/4.14.1/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	site, pages := seenSite(ctx, t)
	for _, page := range pages {
		for _, width := range []int64{1440, 390} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
				t.Fatal(err)
			}
			if width == 1440 {
				show(ctx, t, site+page)
				if _, err := chromedp.Run(ctx, chromedp.Evaluate[int](string(axe)+";0")); err != nil {
					t.Fatal(err)
				}
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](axeRun, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("%s at %d px: %v", page, width, err)
			}
			for _, one := range found {
				t.Errorf("%s at %d px, %s", page, width, one)
			}
		}
	}
}

// show opens a page and waits until it is drawn; one that refuses has nothing
// to draw.
func show(ctx context.Context, t *testing.T, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	drawn := chromedp.Poll[bool](`!document.querySelector("script[src]") || ` + ready)
	_, err := chromedp.Run(ctx, drawn)
	if err != nil && strings.Contains(err.Error(), "Cannot find context") { // asked of the page that was just left
		_, err = chromedp.Run(ctx, drawn)
	}
	if err != nil {
		t.Fatalf("%s: never ready: %v", address, err)
	}
}
