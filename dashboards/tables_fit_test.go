package dashboards

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// framed shows pages in frames of several widths, one after another, and sends
// what is wider than its box; its image keeps the browser waiting meanwhile.
const framed = `<!doctype html><title>-</title><body><script>
(async () => {
	const found = {tables: 0, wide: []};
	for (const page of [
		"/compare?org=cum-7&period=2024-Q1&indicator=revenue&lang=vi", "/compare?org=khoi-mau&period=2025-Q4&indicator=revenue&lang=en",
		"/plan?org=cum-7&period=2024-Q1&lang=vi", "/plan?org=khoi-mau&period=2025-11&lang=en",
		"/trend?org=khoi-mau-i&indicator=revenue&from=2023-Q1&to=2025-Q3&lang=vi", "/trend?org=cum-7&indicator=revenue&lang=en",
	]) for (const width of [360, 621, 720, 900, 1024, 1280, 1366, 1440, 1920]) {
		const frame = document.createElement("iframe");
		frame.style.cssText = "border: 0; height: 900px; width: " + width + "px";
		frame.src = page;
		await new Promise((done) => { frame.onload = done; document.body.append(frame); });
		const shown = frame.contentDocument;
		await shown.fonts.ready;
		const say = (what, over) => found.wide.push(page + " at " + width + " px: " + what + " is " + over + " px too wide");
		if (shown.documentElement.scrollWidth > width) say("the page", shown.documentElement.scrollWidth - width);
		for (const table of shown.querySelectorAll(".ranking, .plans, .reached, .matrix, .pace")) {
			found.tables++;
			const box = table.closest(".scroll") || table.parentElement;
			if (box.scrollWidth > box.clientWidth + 1) say(table.className, box.scrollWidth - box.clientWidth);
			if (table.matches(".pace") && frame.contentWindow.getComputedStyle(table.tHead).clipPath !== "none") say("without its heads, the table", 0);
		}
		frame.remove();
	}
	await fetch("/fitting/found", {method: "POST", body: JSON.stringify(found)});
})();
</script><img src="/fitting/wait" alt="">`

// No table of figures is wider than its panel, however wide the window, in
// either engine: a figure cut at its edge reads as another figure.
func TestTablesFitTheirPanels(t *testing.T) {
	t.Parallel()
	w := sampleWorld(t)
	for name, open := range map[string]func(t *testing.T, address string){
		"Chromium": func(t *testing.T, address string) {
			if err := chromedp.Do(browser(t), chromedp.Navigate(address)); err != nil {
				t.Fatal(err)
			}
		},
		"Firefox": func(t *testing.T, address string) { firefox(t, "2000,1000", address) },
	} {
		t.Run(name, func(t *testing.T) {
			var found struct {
				Tables int
				Wide   []string
			}
			told := make(chan struct{})
			mux := http.NewServeMux()
			mux.HandleFunc("GET /fitting", func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, framed) })
			mux.HandleFunc("POST /fitting/found", func(_ http.ResponseWriter, r *http.Request) {
				if err := json.NewDecoder(r.Body).Decode(&found); err != nil {
					t.Error(err)
				}
				close(told)
			})
			mux.HandleFunc("GET /fitting/wait", func(http.ResponseWriter, *http.Request) {
				select {
				case <-told:
				case <-time.After(2 * time.Minute):
				}
			})
			mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
				r.Header.Set("Authorization", "Bearer "+testToken)
				answer := httptest.NewRecorder()
				w.ServeHTTP(answer, r)
				for k, v := range answer.Header() {
					if k != "Content-Security-Policy" && k != "X-Frame-Options" { // which keep a page out of frames
						rw.Header()[k] = v
					}
				}
				rw.WriteHeader(answer.Code)
				_, _ = rw.Write(answer.Body.Bytes())
			})
			srv := httptest.NewServer(mux)
			defer srv.Close()
			open(t, srv.URL+"/fitting")
			select {
			case <-told:
			default:
				t.Fatal("the browser told nothing")
			}
			if found.Tables != 9*(2+2*3+2) {
				t.Errorf("%d tables seen", found.Tables)
			}
			for _, one := range found.Wide {
				t.Error(one)
			}
		})
	}
}
