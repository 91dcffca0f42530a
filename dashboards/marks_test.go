package dashboards

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"giaoban/ingest/locale"
)

// whereMark finds the middle of a mark in the window: of the series named, at
// a place in it.
const whereMark = `((chart, series, n) => {
	const canvas = document.querySelector("[data-chart='" + chart + "'] .canvas");
	canvas.scrollIntoView({block: "center"});
	const drawn = echarts.getInstanceByDom(canvas);
	const s = drawn.getOption().series.findIndex((one) => one.name === series);
	const el = drawn.getModel().getSeriesByIndex(s).getData().getItemGraphicEl(n);
	const rect = el.getBoundingRect().clone();
	if (el.getComputedTransform()) rect.applyTransform(el.getComputedTransform());
	const box = canvas.getBoundingClientRect();
	return [box.left + rect.x + rect.width / 2, box.top + rect.y + rect.height / 2];
})`

// besidePage waits for the passport beside the page and tells which figure it
// is of, and its number.
func besidePage(ctx context.Context, t *testing.T) (code, value string) {
	t.Helper()
	until(ctx, t, `document.querySelector("dialog[open] article.passport .number .value") !== null`)
	_, text := hands(ctx, t)
	return text(`document.querySelector("dialog article.passport").dataset.figure`), text(`document.querySelector("dialog article.passport .number .value").textContent`)
}

// A mark leads to the passport of the very figure that it shows: by the mouse,
// by a second tap, and by the keyboard, which says where it stands. What leads
// to a passport says so.
func TestMarksLeadToPassports(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	w := sharedWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	do, text := hands(ctx, t)
	say := speak(t, locale.VI)
	figure := func(code, shown string) {
		t.Helper()
		parts := strings.Split(code, ":")
		var answer struct{ Rows []struct{ Value json.Number } }
		if err := json.Unmarshal(w.get("/api/v1/metrics?org="+parts[0]+"&indicator="+parts[1]+"&period="+parts[2]).Body.Bytes(), &answer); err != nil || len(answer.Rows) != 1 {
			t.Fatalf("%s: %v", code, err)
		}
		i, _ := say.catalog.Indicator(parts[1])
		if want := say.value(*dec(answer.Rows[0].Value.String()), i); shown != want {
			t.Errorf("%s: the passport says %s, the API %s", code, shown, want)
		}
	}
	closed := func() {
		t.Helper()
		do(chromedp.KeyEvent(kb.Escape))
		until(ctx, t, `document.querySelector("dialog[open]") === null && location.hash === ""`)
	}
	do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken))
	show(ctx, t, srv.URL+"/trend?org=cum&indicator=revenue&from=2022-Q1&to=2024-Q1&lang=vi")

	for _, tt := range []struct {
		chart, series, want string
		n                   int
	}{
		{"course", "actual", "cum:revenue:2023-Q4", 7},
		{"course", "previous", "cum:revenue:2022-Q4", 7},
		{"cumulative", "actual", "cum:revenue:2024-Q1", 1},
		{"pace", "actual", "cum:revenue:2024-Q1", 0},
	} {
		at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](whereMark+`("`+tt.chart+`", "`+tt.series+`", `+string(rune('0'+tt.n))+`)`))
		if err != nil {
			t.Fatal(err)
		}
		if tt.series == "previous" {
			at[0] -= 12 // where the bar before it does not cover it
		}
		do(chromedp.MouseEvent(chromedp.MouseMoved, at[0], at[1]), chromedp.MouseClickXY(at[0], at[1]))
		code, value := besidePage(ctx, t)
		if code != tt.want {
			t.Errorf("%s, %s %d leads to %s, want %s", tt.chart, tt.series, tt.n, code, tt.want)
		}
		figure(code, value)
		closed()
	}

	do(chromedp.Focus(`[data-chart="course"] summary`), chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(8))) // Shift
	if on := text(`document.activeElement.className + " " + document.activeElement.getAttribute("role")`); on != "canvas application" {
		t.Fatalf("the Tab key stops at %q before the chart's table", on)
	}
	said := text(`document.querySelector("p[aria-live]").textContent`)
	if !strings.Contains(said, "Quý I/2024") {
		t.Errorf("the walk begins with %q", said)
	}
	do(chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowLeft))
	if said := text(`document.querySelector("p[aria-live]").textContent`); !strings.Contains(said, "Quý III/2023") {
		t.Errorf("two periods back it says %q", said)
	}
	if tip := text(`[...document.querySelectorAll("[data-chart='course'] svg text")].map((t) => t.textContent).join("|")`); !strings.Contains(tip, "để xem nguồn") {
		t.Errorf("the tooltip does not say that it leads on: %q", tip)
	}
	if ring := text(`(() => { const r = document.querySelector(".canvas .ring").getBoundingClientRect(); return r.width > 20 && r.height > 40 ? "round the bar" : r.width + "×" + r.height; })()`); ring != "round the bar" {
		t.Errorf("the ring is %s", ring)
	}
	do(chromedp.KeyEvent(kb.Enter))
	code, value := besidePage(ctx, t)
	if code != "cum:revenue:2023-Q3" {
		t.Errorf("Enter leads to %s", code)
	}
	figure(code, value)
	closed()
	if on := text(`document.activeElement.className`); on != "canvas" {
		t.Errorf("after the passport the focus is on %q", on)
	}

	do(chromedp.KeyEvent(kb.ArrowUp))
	if said := text(`document.querySelector("p[aria-live]").textContent`); !strings.Contains(said, "Quý III/2022") {
		t.Errorf("behind the bar of the third quarter it says %q", said)
	}
	until(ctx, t, `[...document.querySelectorAll("[data-chart='course'] svg text")].some((t) => t.textContent === "Quý III/2022")`)
	do(chromedp.KeyEvent(kb.Enter))
	if code, value = besidePage(ctx, t); code != "cum:revenue:2022-Q3" {
		t.Errorf("Enter on the bar behind leads to %s", code)
	}
	figure(code, value)
	closed()

	do(chromedp.EmulateViewport(390, 844, chromedp.EmulateTouch))
	show(ctx, t, srv.URL+"/trend?org=cum&indicator=revenue&from=2022-Q1&to=2024-Q1&lang=vi")
	at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](whereMark+`("course", "actual", 7)`))
	if err != nil {
		t.Fatal(err)
	}
	do(chromedp.TapXY(at[0], at[1]))
	until(ctx, t, `[...document.querySelectorAll("[data-chart='course'] svg text")].some((t) => t.textContent.includes("để xem nguồn"))`)
	if open := text(`String(document.querySelector("dialog[open]") !== null)`); open != "false" {
		t.Error("the first tap opens the passport before the tooltip could be read")
	}
	do(chromedp.TapXY(at[0], at[1]))
	if code, value = besidePage(ctx, t); code != "cum:revenue:2023-Q4" {
		t.Errorf("the second tap leads to %s", code)
	}
	figure(code, value)
	for _, c := range complaints() {
		t.Error(c)
	}
}
