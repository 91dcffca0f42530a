package dashboards

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
)

// sideways tells what does not fit the window: the page itself, and elements
// that reach out of it without a box around them that scrolls. Texts that are
// cut off, by a box too small for them, are told as well.
const sideways = `(async () => {
	for (const d of document.querySelectorAll("details:not(.menu)")) d.open = true;
	await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	const found = [];
	const wide = document.scrollingElement.scrollWidth - innerWidth;
	if (wide > 0) found.push("the page is " + wide + " px too wide");
	const named = (e) => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className : "") + " “" + e.textContent.trim().slice(0, 40) + "”";
	const scrolls = (e) => { for (; e && e !== document.body; e = e.parentElement) if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return true; return false; };
	for (const e of document.querySelectorAll("main *")) {
		const style = getComputedStyle(e);
		if (e.closest(".visually-hidden, svg, [hidden]") || !e.checkVisibility()) continue;
		const box = e.getBoundingClientRect();
		if (wide > 0 && box.right > innerWidth + 1 && !scrolls(e)) found.push("out of the window: " + named(e));
		const clips = style.overflowX === "hidden" || style.overflowY === "hidden" || style.overflowX === "clip";
		if (clips && style.textOverflow !== "ellipsis" && e.clientWidth > 0 && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) found.push("cut: " + named(e));
	}
	for (const text of document.querySelectorAll("figure.chart svg text")) {
		const box = text.getBoundingClientRect(), around = text.ownerSVGElement.getBoundingClientRect();
		if (box.left < around.left - 2 || box.right > around.right + 2 || box.top < around.top - 2 || box.bottom > around.bottom + 2) found.push("cut in a chart: " + text.textContent);
	}
	return found.slice(0, 8);
})()`

// Every page can be read at the width of a small phone, and with the letters
// twice as large on a desk: nothing scrolls sideways, nothing is cut off.
func TestNarrowWindows(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	site, pages := seenSite(ctx, t)
	for _, page := range pages {
		for _, size := range []struct {
			name          string
			width, height int64
		}{{"360 px", 360, 740}, {"200 %", 720, 450}} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height)); err != nil {
				t.Fatal(err)
			}
			show(ctx, t, site+page)
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](sideways, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("%s, %s: %v", page, size.name, err)
			}
			for _, one := range found {
				t.Errorf("%s, %s: %s", page, size.name, one)
			}
		}
	}
}

// unreachable tells what a keyboard cannot use: what looks as if it could be
// clicked and takes no focus, and what takes it without showing so.
const unreachable = `(() => {
	const found = [];
	const named = (e) => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className : "") + " “" + (e.getAttribute("aria-label") || e.textContent).trim().slice(0, 40) + "”";
	for (const d of document.querySelectorAll("details")) d.open = true;
	const acts = "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']";
	for (const e of document.querySelectorAll("body *")) {
		if (!e.checkVisibility() || e.closest("svg, canvas, .canvas")) continue;
		if (getComputedStyle(e).cursor === "pointer" && !e.closest(acts + ", label")) found.push("not to be reached: " + named(e));
	}
	for (const e of document.querySelectorAll(acts)) {
		if (!e.checkVisibility() || e.disabled) continue;
		e.focus();
		if (document.activeElement !== e) { found.push("takes no focus: " + named(e)); continue; }
		const ring = [e, ...document.querySelectorAll("label:focus-within, .drop-zone:focus-within")].some((x) => {
			const s = getComputedStyle(x);
			return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
		});
		if (!ring) found.push("shows no focus: " + named(e));
		const box = e.getBoundingClientRect();
		if ((box.width < 2 || box.height < 2) && !e.closest("label")) found.push("too small to see: " + named(e));
		if (box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight) found.push("out of sight when focused: " + named(e));
	}
	return [...new Set(found)].slice(0, 8);
})()`

// Whatever acts on a page can be reached with the Tab key and shows it. A
// presentation has no bar to pass.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	site, pages := seenSite(ctx, t)
	for _, page := range pages {
		show(ctx, t, site+page)
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\t")); err != nil { // from here on the keyboard is what focus follows
			t.Fatal(err)
		}
		first, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector(".bar") ? document.activeElement.className : "skip"`))
		if err != nil {
			t.Fatal(err)
		}
		if first != "skip" {
			t.Errorf("%s: the first stop of the Tab key is %q, not the way past the bar", page, first)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](unreachable))
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		for _, one := range found {
			t.Errorf("%s: %s", page, one)
		}
	}
}

// Every reference document has other groups of figures; whatever their number,
// a telephone shows them one below the other.
func TestOverviewsOfTheSamplesOnAPhone(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(sampleWorld(t))
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken), chromedp.EmulateViewport(360, 740)); err != nil {
		t.Fatal(err)
	}
	for _, org := range []string{"cum-7", "khoi-mau", "khoi-dn-tinh", "kcn", "ky-anh", "long-bien"} {
		show(ctx, t, srv.URL+"/?lang=vi&org="+org)
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](sideways, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range found {
			t.Errorf("%s: %s", org, one)
		}
	}
}
