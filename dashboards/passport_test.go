package dashboards

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The passport on the page and in the API is of the figure that the overview
// shows, and its units add up to it.
func TestPassport(t *testing.T) {
	w := sharedWorld(t)
	answer := w.get("/api/v1/facts/cum:revenue:2024-Q1")
	if answer.Code != http.StatusOK {
		t.Fatalf("%d: %s", answer.Code, answer.Body)
	}
	var p struct {
		ID     string
		Figure struct{ Value json.Number }
		Units  []struct {
			Org   string
			Value json.Number
			Facts []struct {
				ID                int64
				File, Sheet, Cell string
			}
		}
		Missing []string
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	total := dec("0")
	for _, u := range p.Units {
		sum := total.Add(*dec(u.Value.String()))
		total = &sum
		if len(u.Facts) == 0 || u.Facts[0].Cell == "" || u.Facts[0].File == "" {
			t.Errorf("%s leads to no cell: %+v", u.Org, u)
		}
	}
	if !total.Equal(*dec(p.Figure.Value.String())) || p.ID != "cum:revenue:2024-Q1" || len(p.Missing) != 0 {
		t.Errorf("units make %s: %+v", total, p)
	}

	overview := tree(t, w.get("/?org=cum&period=2024-Q1&lang=vi").Body.String())
	link := find(find(overview, "section", "data-indicator", "revenue")[0], "a", "class", "source")[0]
	body := w.get(attr(link, "href") + "?lang=vi").Body.String()
	page := tree(t, body)
	shown := text(find(page, "p", "class", "number")[0])
	if want := text(find(link, "span", "class", "value")[0]); !strings.HasPrefix(shown, want) {
		t.Errorf("the passport shows %q, the overview %q", shown, want)
	}
	for _, u := range p.Units {
		if place := u.Facts[0].Sheet + "!" + u.Facts[0].Cell; !strings.Contains(text(page), place) {
			t.Errorf("the page does not name %s", place)
		}
	}

	original := attr(find(page, "a", "class", "place")[0], "href")
	if file := w.get(original); file.Code != http.StatusOK || !strings.Contains(file.Header().Get("Content-Disposition"), p.Units[0].Facts[0].File) {
		t.Errorf("%s: %d %v", original, file.Code, file.Header())
	}
	for _, path := range []string{"/api/v1/submissions/9999/original", "/api/v1/submissions/x/original"} {
		if got := w.get(path); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Code)
		}
	}

	id := p.Units[0].Facts[0].ID
	number, err := json.Marshal(id)
	if err != nil {
		t.Fatal(err)
	}
	if one := w.get("/api/v1/facts/" + string(number)); one.Code != http.StatusOK || !strings.Contains(one.Body.String(), p.Units[0].Org+":revenue:2024-Q1") {
		t.Errorf("by number: %d %s", one.Code, one.Body)
	}
	for path, want := range map[string]int{
		"/figures/999999":                               http.StatusNotFound,
		"/figures/nobody:revenue:2024":                  http.StatusNotFound,
		"/figures/cum:nothing:2024-Q1":                  http.StatusNotFound,
		"/figures/cum:revenue":                          http.StatusNotFound,
		"/figures/cum:revenue:quarter":                  http.StatusBadRequest,
		"/figures/cum:revenue:2024?lens=blue":           http.StatusBadRequest,
		"/figures/cum:revenue:2024-Q1?as_of=31-1":       http.StatusBadRequest,
		"/figures/cum:revenue:2019-Q1":                  http.StatusOK,
		"/figures/cum:revenue:2024-Q1?lens=current":     http.StatusOK,
		"/figures/cum:revenue:2024-Q1?as_of=2001-01-01": http.StatusOK,
	} {
		if got := w.get(path); got.Code != want {
			t.Errorf("%s: %d, want %d: %s", path, got.Code, want, got.Body)
		}
	}
}

// A tap on a figure opens its passport beside the page; Escape leads back.
func TestPassportOpensBesideThePage(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken),
		chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/?org=cum&period=2024-Q1&lang=vi"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](ready)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Click(".hero a.source")); err != nil {
		t.Fatal(err)
	}
	const open = `document.querySelector("dialog[open] article.passport") !== null`
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](open)); err != nil {
		t.Fatalf("no passport beside the page: %v", err)
	}
	code, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("dialog article").dataset.figure + " " + document.querySelector("dialog .value").textContent + " " + (document.documentElement.dataset.csp || "")`))
	if err != nil {
		t.Fatal(err)
	}
	hero, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector(".hero .value").textContent`))
	if err != nil {
		t.Fatal(err)
	}
	if want := "cum:revenue:2024-Q1 " + hero + " "; code != want {
		t.Errorf("the sheet shows %q, want %q", code, want)
	}
	if err := chromedp.Do(ctx, chromedp.KeyEvent("\u001b")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.querySelector("dialog[open]") === null`)); err != nil {
		t.Errorf("Escape does not close it: %v", err)
	}
}
