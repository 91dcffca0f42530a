package dashboards

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// On paper a page takes few sheets, each with the page's name, the data it is
// of and its number in the margin; the bar and the pickers stay off it, and
// the screen is as before afterwards.
func TestPrint(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	w := newWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		address, name string
		sheets        int
	}{
		{"/?org=cum&period=2024-Q1", "Cụm thử nghiệm · Quý I/2024", 4},
		{"/unit?org=u1&period=2024-Q1", "Công ty Một · Quý I/2024", 2},
		{"/party?org=cum&period=2024-Q1", "Cụm thử nghiệm · Quý I/2024", 3},
		{"/compare?org=cum&period=2024-Q1&indicator=revenue", "Cụm thử nghiệm", 2},
		{"/plan?org=cum&period=2024-Q1", "Cụm thử nghiệm · Quý I/2024", 2},
		{"/trend?org=cum&indicator=revenue", "Cụm thử nghiệm", 3},
		{"/present?panel=hero%3Forg%3Dcum%26period%3D2024-Q1&panel=workers%3Forg%3Dcum%26period%3D2024-Q1", "Cụm thử nghiệm · Quý I/2024", 2},
		{"/figures/cum:revenue:2024-Q1", "Cụm thử nghiệm", 2},
	} {
		show(ctx, t, srv.URL+tt.address)
		sheets := printed(ctx, t, tt.address)
		if len(sheets) > tt.sheets {
			t.Errorf("%s: %d sheets, want %d at most", tt.address, len(sheets), tt.sheets)
		}
		for n, sheet := range sheets {
			words := strings.Join(strings.Fields(sheet), " ")
			for _, want := range []string{tt.name, "Dữ liệu phiên bản", fmt.Sprintf("%d/%d", n+1, len(sheets))} {
				if !strings.Contains(words, want) {
					t.Errorf("%s: sheet %d lacks %q", tt.address, n+1, want)
				}
			}
			if regexp.MustCompile(`Xem dạng bảng|Tổng quan\s+Xu hướng|đến hết ngày|[Bb]ấm (một|thứ|vào) `).MatchString(sheet) {
				t.Errorf("%s: sheet %d has something to click", tt.address, n+1)
			}
		}
		left, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.dataset.printing !== undefined || document.documentElement.dataset.theme === undefined`))
		if err != nil || left {
			t.Errorf("%s: the screen stays a sheet of paper: %v", tt.address, err)
		}
	}
}

// printed are the texts of the sheets of paper that the page shown makes.
func printed(ctx context.Context, t *testing.T, address string) []string {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		missing(t, "pdftotext")
	}
	yes := true
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) { p.PreferCSSPageSize, p.PrintBackground = &yes, &yes }))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	cmd := exec.CommandContext(ctx, reader, "-layout", "-", "-") //nolint:gosec // the name comes from LookPath
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %s: %v", address, filepath.Base(reader), err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// samplesOnScreen is a browser that is signed in to the samples.
func samplesOnScreen(t *testing.T) (context.Context, *httptest.Server) {
	t.Helper()
	ctx := browser(t)
	srv := httptest.NewServer(sampleWorld(t))
	t.Cleanup(srv.Close)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	return ctx, srv
}

// However much stands before them, no row of two charts is left over for a
// sheet of its own.
func TestPrintedOverviewHasNoSheetOfTwoCharts(t *testing.T) {
	t.Parallel()
	ctx, srv := samplesOnScreen(t)
	for address, chart := range map[string]string{
		"/?org=khoi-mau&period=2024-Q2&lang=vi": "theo quý, ",
		"/?org=cum-7&period=2024-Q1&lang=en":    "by quarter, ",
		"/?org=khoi-mau&period=2025-Q3&lang=vi": "theo quý, ",
	} {
		show(ctx, t, srv.URL+address)
		sheets := printed(ctx, t, address)
		if last := sheets[len(sheets)-1]; len(sheets) > 3 || strings.Count(last, chart) < 3 {
			t.Errorf("%s: %d sheets, the last: %s", address, len(sheets), last)
		}
	}
}

// small tells what nobody can read on paper, letters of less than nine points,
// and what does not fit a sheet or its panel.
const small = `(() => {
	const found = new Map(), sheet = document.querySelector(".talk") ? 273 / 25.4 * 96 : 1031;
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode());) {
		const e = n.parentElement, text = n.textContent.trim();
		if (!text || !e.checkVisibility({visibilityProperty: true}) || e.closest("script, style, .visually-hidden, title, sup, thead:where([style])")) continue;
		const range = document.createRange();
		range.selectNodeContents(n);
		const box = range.getBoundingClientRect();
		if (box.width < 2 || getComputedStyle(e.closest("thead") || e).clipPath !== "none") continue;
		const times = e.ownerSVGElement ? e.getScreenCTM().d : 1;
		const size = parseFloat(getComputedStyle(e).fontSize) * times;
		const where = " “" + text.slice(0, 40) + "” in " + (e.closest("[class]").getAttribute("class") || e.tagName);
		if (size < 11.95) found.set("small " + e.tagName + size.toFixed(1), "only " + (size * 0.75).toFixed(1) + " pt:" + where);
		if (box.right > sheet + 1 || box.left < -6) found.set("wide " + e.tagName, "over the edge of the sheet by " + Math.round(box.right - sheet) + " px:" + where);
	}
	for (const drawing of document.querySelectorAll(".panel .canvas svg")) {
		const over = drawing.getBoundingClientRect().right - drawing.closest(".panel").getBoundingClientRect().right;
		if (over > 0) found.set("drawing", "a drawing runs over its panel by " + Math.round(over) + " px: " + drawing.closest("figure").id);
	}
	return [...found.values()].slice(0, 8);
})()`

// Every page is printed in letters of at least nine points, within the sheet.
func TestPaper(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	site, pages := seenSite(ctx, t)
	for _, address := range pages {
		if err := chromedp.Do(ctx, onMedia("screen")); err != nil {
			t.Fatal(err)
		}
		show(ctx, t, site+address)
		// As a browser does it: the page is told before it is laid out for paper.
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`dispatchEvent(new Event("beforeprint"))`)); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, onMedia("print")); err != nil {
			t.Fatal(err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](small))
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		for _, one := range found {
			t.Errorf("%s: %s", address, one)
		}
	}
}

// onMedia shows the page as on a screen or as on paper.
func onMedia(media string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media})
		return err
	})
}

// barsHigh tells of the panels in which the highest bar takes less than two
// fifths of the drawing, with what part of it.
const barsHigh = `[...document.querySelectorAll(".chart:is([data-chart=hero], [data-chart=course])")].flatMap((box) => {
	const canvas = box.querySelector(".canvas");
	const model = echarts.getInstanceByDom(canvas).getModel();
	const heights = model.getSeries().filter((s) => s.name === "actual" || s.name === "previous").flatMap((s) =>
		Array.from({length: s.getData().count()}, (_, n) => Math.abs(s.getData().getItemLayout(n).height || 0)));
	const part = Math.max(...heights) / canvas.clientHeight;
	return part >= 0.4 ? [] : [box.id + ": " + Math.round(100 * part) + " % of " + canvas.clientHeight + " px"];
})`

// Whatever stands above the bars, pins, reorganisations and figures of two
// lines, leaves them room: on a screen, a phone and paper.
func TestBarsHaveRoom(t *testing.T) {
	t.Parallel()
	ctx, srv := samplesOnScreen(t)
	check := func(address, where string) {
		t.Helper()
		low, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](barsHigh))
		if err != nil {
			t.Fatalf("%s on %s: %v", address, where, err)
		}
		for _, one := range low {
			t.Errorf("%s on %s: the highest bar of %s", address, where, one)
		}
	}
	for _, address := range []string{
		"/trend?org=khoi-mau&indicator=revenue,workers", "/trend?org=cum-7&indicator=revenue,workers,budget_paid",
		"/?org=khoi-mau", "/?org=cum-7&period=2024-Q1", "/unit?org=cum-7-1&period=2024-Q1",
	} {
		for _, width := range []int64{390, 1440} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
				t.Fatal(err)
			}
			show(ctx, t, srv.URL+address)
			check(address, fmt.Sprintf("%d px", width))
		}
		// As a browser does it: the page is told before it is laid out for paper.
		for _, side := range []string{"before", "after"} {
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`dispatchEvent(new Event("`+side+`print"))`)); err != nil {
				t.Fatal(err)
			}
			check(address, side+" printing")
		}
	}
}

// The passport of a sum over a hundred units, each of several months, takes a few
// sheets: every one begins with the heads of the columns.
func TestPrintedPassportOfABloc(t *testing.T) {
	t.Parallel()
	ctx, srv := samplesOnScreen(t)
	for address, most := range map[string]int{"/figures/khoi-mau:revenue:2025-Q3?lang=vi": 10, "/figures/khoi-mau:revenue:2025-11?lang=vi": 6} {
		show(ctx, t, srv.URL+address)
		sheets := printed(ctx, t, address)
		if len(sheets) > most {
			t.Errorf("%s: %d sheets, want %d at most", address, len(sheets), most)
		}
		for n, sheet := range sheets[:len(sheets)-1] {
			if !strings.Contains(sheet, "Ô trong tệp gửi") {
				t.Errorf("%s: sheet %d has no heads of columns", address, n+1)
			}
		}
	}
}

// A short table stays on one sheet with all its rows, and no sheet is taken by
// a note below a table alone.
func TestPrintedTablesStayWhole(t *testing.T) {
	t.Parallel()
	ctx, srv := samplesOnScreen(t)
	for _, tt := range []struct{ address, first, last string }{
		{"/trend?org=khoi-mau&indicator=revenue&from=2021-01&to=2025-06&lang=vi", "Tháng 6/2025", "Tháng 1/2025"},
		{"/unit?org=cum-7-03&period=2024-Q1&lang=en", "Main indicators", "not applicable: the report says"},
	} {
		show(ctx, t, srv.URL+tt.address)
		whole := false
		for _, sheet := range printed(ctx, t, tt.address) {
			whole = whole || strings.Contains(sheet, tt.first) && strings.Contains(sheet, tt.last)
		}
		if !whole {
			t.Errorf("%s: no sheet has both %q and %q", tt.address, tt.first, tt.last)
		}
	}
}
