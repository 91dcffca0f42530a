package dashboards

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"giaoban/warehouse"
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
	w.answers(map[string]int{
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
	})
}

// A figure's short code leads to its passport, on the pages and in the API,
// under the lens and of the day that stand behind it; a wrong sign leads nowhere.
func TestShortCodeIsAnAddress(t *testing.T) {
	w := sharedWorld(t)
	code := warehouse.ShortCode("cum", "revenue", period("2024-Q1"))
	page := tree(t, w.get("/figures/cum:revenue:2024-Q1?lang=vi").Body.String())
	if shown := find(page, "a", "class", "code"); len(shown) != 1 || text(shown[0]) != code || attr(shown[0], "href") != "/figures/"+code {
		t.Fatalf("the page does not show the code %s", code)
	}
	for asked, want := range map[string]string{
		code:                               "/figures/cum:revenue:2024-Q1",
		strings.ToLower(code):              "/figures/cum:revenue:2024-Q1",
		code + "?lens=current":             "/figures/cum:revenue:2024-Q1?lens=current",
		code + "?as_of=2024-04-01&lang=en": "/figures/cum:revenue:2024-Q1?as_of=2024-04-01",
		code[:10] + map[bool]string{true: "1", false: "0"}[code[10] == '0']: "",
	} {
		answer := w.get("/figures/" + asked)
		if want == "" {
			if answer.Code != http.StatusNotFound {
				t.Errorf("%s: %d", asked, answer.Code)
			}
			continue
		}
		if got := answer.Header().Get("Location"); answer.Code != http.StatusFound || got != want {
			t.Errorf("%s leads to %d %q, want %q", asked, answer.Code, got, want)
		}
	}
	answer := w.get("/api/v1/facts/" + code)
	if body := answer.Body.String(); answer.Code != http.StatusOK || !strings.Contains(body, `"id":"cum:revenue:2024-Q1","code":"`+code+`"`) {
		t.Errorf("%d %.300s", answer.Code, body)
	}
}

// Whoever accepted a workbook is named beside every cell of it, with the time
// and the way to its log.
func TestPassportNamesWhoAccepted(t *testing.T) {
	w := openWorldOf(t, "", func(w *world) {
		w.fill()
		sub := report("u1", "2024-02", "revenue")
		sub.Name = "thang-2.xlsx"
		batch := []warehouse.Incoming{{Submission: sub, Original: []byte("thang 2"), By: "Nguyễn Thị Hòa"}}
		if r, err := w.store.CommitAll(w.t.Context(), batch); err != nil || r[0].State != warehouse.Accepted {
			w.t.Fatal(r, err)
		}
	})
	defer w.store.Close()
	for figure, want := range map[string]string{
		"u1:revenue:2024-02": "Nguyễn Thị Hòa nhận lúc 09:30, 20/6/2024",
		"u1:revenue:2024-Q1": "nhận lúc 09:30, 20/6/2024, không ghi tên",
	} {
		link := find(tree(t, w.get("/figures/"+figure+"?lang=vi").Body.String()), "a", "class", "accepted")[0]
		if text(link) != want {
			t.Errorf("%s: %q, want %q", figure, text(link), want)
		}
		if href := attr(link, "href"); !strings.HasPrefix(href, "/submissions/") {
			t.Errorf("%s leads to %s", figure, href)
		}
	}
}
