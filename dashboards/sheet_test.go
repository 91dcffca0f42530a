package dashboards

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"giaoban/warehouse"
)

// A tap on a figure opens its passport beside the page, and the address says
// so: passed on or loaded anew it shows the same, the way back closes it.
func TestPassportBesideThePage(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	do, text := hands(ctx, t)
	do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken))
	page := srv.URL + "/?org=cum&period=2024-Q1&lang=vi"
	show(ctx, t, page)
	wait := func(what, until string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](until)); err != nil {
			t.Fatalf("%s: %v\n%s", what, err, text(`location.href`))
		}
	}
	beside := func(id string) string {
		return `document.querySelector("dialog[open] article.passport")?.dataset.figure === "` + id + `"`
	}
	const closed = `document.querySelector("dialog[open]") === null && location.hash === ""`
	address := func(org string) string {
		return page + "#figure=" + warehouse.ShortCode(org, "revenue", period("2024-Q1"))
	}
	at := func(want string) {
		t.Helper()
		wait("the address is not "+want, `location.href === "`+want+`"`)
	}

	do(chromedp.Click(".hero a.source"))
	wait("no passport beside the page", beside("cum:revenue:2024-Q1"))
	at(address("cum"))
	if got, want := text(`document.querySelector("dialog .value").textContent`), text(`document.querySelector(".hero .value").textContent`); got != want {
		t.Errorf("the sheet shows %q, the page %q", got, want)
	}

	do(chromedp.Click(`dialog .units a[data-sheet]`))
	wait("a unit's passport does not take its place", beside("u1:revenue:2024-Q1"))
	at(address("u1"))
	text(`(history.back(), "")`)
	wait("the way back does not lead to the passport before", beside("cum:revenue:2024-Q1"))
	at(address("cum"))
	text(`(history.back(), "")`)
	wait("the way back does not close it", closed)
	text(`(history.forward(), "")`)
	wait("the way forward does not open it", beside("cum:revenue:2024-Q1"))

	do(chromedp.Click(`dialog .units a[data-sheet]`))
	wait("no unit's passport", beside("u1:revenue:2024-Q1"))
	do(chromedp.KeyEvent("\u001b"))
	wait("Escape does not close it", closed)
	at(page)

	do(chromedp.Navigate("about:blank"))
	show(ctx, t, address("cum"))
	wait("the address that was passed on shows no passport", beside("cum:revenue:2024-Q1"))
	do(chromedp.Click("dialog form.close button"))
	wait("the button does not close it", closed)
	at(page)

	do(chromedp.Navigate("about:blank"), chromedp.Navigate(page+"#figure=00000-00000"))
	said := false
	for range 50 { // the page that asks goes away meanwhile, and with it what is asked of it
		said, _ = chromedp.Run(ctx, chromedp.Evaluate[bool](`location.pathname === "/figures/00000-00000" && document.body.textContent.includes("00000-00000")`))
		if said {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if !said {
		t.Errorf("a code of nothing is not said to be: %s", text(`location.href`))
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "404") {
			t.Error(c)
		}
	}
	if csp := text(`document.documentElement.dataset.csp || ""`); csp != "" {
		t.Error(csp)
	}
}

// A page that was open while new figures came in says so beside a passport that
// tells them, and loads again to show them too.
func TestPassportBesideAnOlderPage(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	w := newWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	do, text := hands(ctx, t)
	do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken))
	show(ctx, t, srv.URL+"/?org=cum&period=2024-Q1&lang=vi")
	wait := func(what, until string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](until)); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	const (
		told = `document.querySelector("dialog[open] .behind")?.checkVisibility()`
		same = `document.querySelector("dialog[open] .value")?.textContent === document.querySelector(".hero .value").textContent`
	)
	do(chromedp.Click(".hero a.source"))
	wait("a page of the same figures is said to be older", told+" === false && "+same)
	do(chromedp.KeyEvent("\u001b"))
	w.commit(report("u1", "2024-Q1", "revenue"))
	do(chromedp.Click(".hero a.source"))
	wait("nothing says that the page is older", told+" === true && !("+same+")")
	if got := text(`document.querySelector("dialog[open] .behind").textContent`); !strings.Contains(got, "lập trước khi có số mới") {
		t.Errorf("it says %q", got)
	}
	do(chromedp.Click("dialog .behind a"))
	again := false
	for range 100 { // what is asked of the page goes away with it
		if again, _ = chromedp.Run(ctx, chromedp.Evaluate[bool](told+" === false && "+same)); again {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if !again {
		t.Error("the page does not load again with the newer figures")
	}
}
