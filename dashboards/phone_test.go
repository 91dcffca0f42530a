package dashboards

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
)

// In one column, on a phone or at twice the size, what must be looked at comes
// before the other figures.
func TestExceptionsComeSecond(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{360, 640, 720, 900} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 450)); err != nil {
			t.Fatal(err)
		}
		show(ctx, t, srv.URL+"/?org=cum&period=2024-Q1")
		panels, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll(".first, .exceptions, .figures")]
			.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).slice(0, 3)
			.map((e) => ["first", "exceptions", "figures"].find((c) => e.classList.contains(c))).join(" ")`))
		if err != nil {
			t.Fatal(err)
		}
		if panels != "first exceptions figures" {
			t.Errorf("%d px: %s", width, panels)
		}
	}
}

// What a page is opened for stands in the window of a phone, beside nothing
// that must be scrolled away first: each script counts what does not.
func TestFiguresWithinAPhone(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 844), chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	for page, shown := range map[string]string{
		"/plan?org=cum&period=2024-Q1":                                         ".matrix tbody .pct",
		"/completeness?org=cum&period=2024-Q1":                                 "thead [data-asked], td.now",
		"/completeness?org=cum&period=2023-Q1":                                 "thead [data-asked], td.now",
		"/compare?org=cum&period=2024-Q1&indicator=revenue&view=time":          "thead [data-asked], td.heat:last-child a",
		"/compare?org=cum&period=2023-Q1&indicator=welfare_spending&view=time": "thead [data-asked], td.heat:last-child a",
	} {
		show(ctx, t, srv.URL+page)
		out, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(() => {
			const all = [...document.querySelectorAll("`+shown+`")]
			if (!all.length) return ["nothing is `+shown+`"]
			return all.filter((e) => { const r = e.getBoundingClientRect(); return r.width == 0 || r.left < 0 || r.right > innerWidth }).map((e) => e.textContent)
		})()`))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range out {
			t.Errorf("%s: out of the window: %s", page, text)
		}
	}
}
