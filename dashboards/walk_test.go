package dashboards

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/locale"
)

// figuresShown are the figures of a page by indicator, as they are written.
const figuresShown = `Object.fromEntries([...document.querySelectorAll("main [data-indicator]")]
	.map((e) => [e.dataset.indicator, e.querySelector(".value")])
	.filter(([, value]) => value).map(([code, value]) => [code, value.textContent]))`

// One walk through the pages as a leader takes it, in both languages: the
// figures are those of the API, one is followed to its cell in the file that
// was sent, another lens, a member and back, the charts one after another, and
// a sheet of paper. The browser complains of nothing on the way.
func TestWalk(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	w := newWorld(t)
	_, form := w.ask(http.MethodGet, "/api/v1/template?org=u1&period=2024-Q2", "", &bytes.Buffer{})
	if status, body := w.send("bieu.xlsx", fill(t, form, map[string]any{"D6": "Ước", "E10": 1234.5})); status != http.StatusCreated {
		t.Fatalf("%d %s", status, body)
	}
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	do, text := hands(ctx, t)
	lawful := func() {
		t.Helper()
		if csp := text(`document.documentElement.dataset.csp || ""`); csp != "" {
			t.Errorf("%s violates the policy: %s", text(`location.href`), csp)
		}
	}
	do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken))
	for _, lang := range locale.Langs {
		for _, page := range []string{"/?org=cum&period=2024-Q1", "/party?org=cum&period=2024-Q1"} {
			show(ctx, t, srv.URL+page+"&lang="+string(lang))
			shown, err := chromedp.Run(ctx, chromedp.Evaluate[map[string]string](figuresShown))
			if err != nil {
				t.Fatal(err)
			}
			if len(shown) < 3 {
				t.Errorf("%s shows only %v", page, shown)
			}
			w.sameAsTheAPI(t, lang, shown)
			lawful()
		}
		show(ctx, t, srv.URL+"/?org=u1&period=2024-Q2&lang="+string(lang))
		do(chromedp.Click(".hero a.source"))
		until(ctx, t, `document.querySelector("dialog[open] a.place") !== null`)
		w.holds(t, text(`document.querySelector("dialog a.place").getAttribute("href")`), text(`document.querySelector("dialog a.place").textContent`), "1234.5")
		do(chromedp.KeyEvent(kb.Escape))
		until(ctx, t, `location.hash === ""`) // the step back that takes the passport out of the address

		show(ctx, t, srv.URL+"/trend?org=cum&indicator=revenue&from=2022-Q1&to=2024-Q1&lang="+string(lang))
		do(chromedp.Click(`.lens a[href*="lens=current"]`))
		until(ctx, t, `location.search.includes("lens=current") && `+ready+` && document.querySelector(".lens [aria-current]").href.includes("lens=current")`)
		lawful()

		show(ctx, t, srv.URL+"/compare?org=cum&period=2024-Q1&indicator=revenue&lang="+string(lang))
		member := text(`document.querySelector(".ranking tbody th").textContent`)
		do(chromedp.Click(`.ranking tbody th a`))
		until(ctx, t, `location.pathname === "/unit" && `+ready)
		if head := text(`document.querySelector("h1").textContent`); !strings.HasPrefix(head, member) {
			t.Errorf("%q leads to %q", member, head)
		}
		do(chromedp.Evaluate[chromedp.Void](`history.back()`))
		until(ctx, t, `location.pathname === "/compare" && `+ready)

		show(ctx, t, srv.URL+"/compare?org=cum&period=2024-Q1&indicator=revenue&lang="+string(lang))
		do(chromedp.Click(`a.present`))
		until(ctx, t, `location.pathname === "/present" && `+ready)
		do(chromedp.KeyEvent(kb.ArrowRight))
		until(ctx, t, `location.search.includes("at=2")`)
		lawful()
		paper, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
		if err != nil || !bytes.HasPrefix(paper, []byte("%PDF-")) {
			t.Errorf("printed %d bytes: %v", len(paper), err)
		}
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// sameAsTheAPI compares figures of the cluster's quarter with the API's.
func (w *world) sameAsTheAPI(t *testing.T, lang locale.Lang, shown map[string]string) {
	t.Helper()
	words := speak(t, lang)
	var answer struct {
		Rows []struct {
			Indicator       string
			Value, Num, Den json.Number
		}
	}
	asked := url.Values{"org": {"cum"}, "period": {"2024-Q1"}, "indicator": slices.Collect(maps.Keys(shown))}
	if err := json.Unmarshal(w.get("/api/v1/metrics?"+asked.Encode()).Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Rows) != len(shown) {
		t.Errorf("the page shows %d figures, the API has %d", len(shown), len(answer.Rows))
	}
	for _, r := range answer.Rows {
		i, _ := words.catalog.Indicator(r.Indicator)
		want := words.value(*dec(r.Value.String()), i)
		if i.Kind == "ratio" && r.Den != "" { // shown as counted
			want = words.number(*dec(r.Num.String()), 0) + "/" + words.number(*dec(r.Den.String()), 0)
		}
		if shown[r.Indicator] != want {
			t.Errorf("%s: %s is shown as %q, the API says %s", lang, r.Indicator, shown[r.Indicator], want)
		}
	}
}

// holds opens the file that a passport leads to and looks into the cell that it
// names: "bieu.xlsx, Biểu!E10".
func (w *world) holds(t *testing.T, href, place, want string) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(w.get(href).Body.Bytes()))
	if err != nil {
		t.Fatalf("%s: %v", href, err)
	}
	defer book.Close()
	_, at, _ := strings.Cut(place, ", ")
	sheet, cell, _ := strings.Cut(at, "!")
	if got, err := book.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true}); err != nil || got != want {
		t.Errorf("%s of %s holds %q, want %s: %v", place, href, got, want, err)
	}
}
