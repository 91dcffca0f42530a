package dashboards

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"giaoban/warehouse"
)

// tree parses a page.
func tree(t *testing.T, body string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// find returns the elements that match: tag, "" for any, and attributes; a
// class matches one of several.
func find(n *html.Node, tag string, attrs ...string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type != html.ElementNode || tag != "" && d.Data != tag {
			continue
		}
		ok := true
		for i := 0; i+1 < len(attrs); i += 2 {
			got := attr(d, attrs[i])
			if attrs[i] == "class" {
				got = " " + got + " "
				ok = ok && strings.Contains(got, " "+attrs[i+1]+" ")
				continue
			}
			ok = ok && got == attrs[i+1]
		}
		if ok {
			out = append(out, d)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\n' }), " ")
}

func TestOverviewShowsWhatTheAPISays(t *testing.T) {
	w := sharedWorld(t)
	var answer warehouseResult
	if err := json.Unmarshal(w.get("/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1&compare=yoy,plan").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Rows) != 1 {
		t.Fatalf("%+v", answer)
	}
	for _, lang := range []string{"vi", "en"} {
		rec := w.get("/?org=cum&period=2024-Q1&lang=" + lang)
		if rec.Code != http.StatusOK {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
		page := tree(t, rec.Body.String())
		hero := find(page, "section", "data-indicator", "revenue")
		if len(hero) != 1 {
			t.Fatalf("%s: %d hero panels", lang, len(hero))
		}
		shown := text(find(hero[0], "span", "class", "value")[0])
		digits := strings.NewReplacer(".", "", ",", "")
		if got, want := digits.Replace(shown), digits.Replace(answer.Rows[0].Value.String()+"00"); got != want {
			t.Errorf("%s: hero shows %s, the API says %s", lang, shown, answer.Rows[0].Value)
		}
		if h1 := text(find(page, "h1")[0]); h1 == "" || strings.Contains(h1, "{") {
			t.Errorf("headline %q", h1)
		}
		charts := find(page, "figure", "class", "chart")
		if len(charts) < 5 {
			t.Errorf("%d charts", len(charts))
		}
		for _, c := range charts {
			script := find(c, "script", "type", "application/json")
			if len(script) != 1 || !json.Valid([]byte(script[0].FirstChild.Data)) {
				t.Errorf("chart %s: no valid option", attr(c, "id"))
			}
			if len(find(c, "table")) != 1 || len(find(c, "td")) == 0 {
				t.Errorf("chart %s: no table", attr(c, "id"))
			}
			if s := find(c, "p", "class", "visually-hidden"); len(s) != 1 || text(s[0]) == "" {
				t.Errorf("chart %s: no sentence", attr(c, "id"))
			}
		}
		if len(find(page, "section", "class", "exceptions")) != 1 {
			t.Error("no exceptions panel")
		}
		if strings.Contains(rec.Body.String(), "⟦") {
			t.Errorf("%s: a message is missing", lang)
		}
	}
}

// warehouseResult reads back what the API wrote.
type warehouseResult struct {
	DataVersion int64 `json:"data_version"`
	Rows        []struct {
		Value    json.Number
		Status   string
		Coverage warehouse.Coverage
	}
}

func TestHostileNamesStayText(t *testing.T) {
	w := sharedWorld(t)
	for _, path := range []string{"/?org=cum&period=2024-Q1", "/?org=u2&period=2024-Q1&lang=en"} {
		rec := w.get(path)
		if strings.Contains(rec.Body.String(), "<script>alert") {
			t.Errorf("%s: the name became a script", path)
		}
		page := tree(t, rec.Body.String())
		for _, s := range find(page, "script") {
			if attr(s, "src") == "" && attr(s, "type") != "application/json" {
				t.Errorf("%s: inline script %q", path, text(s))
			}
		}
		if !strings.Contains(text(page), hostile) {
			t.Errorf("%s: the name is not shown as it is", path)
		}
		for d := range page.Descendants() {
			for _, a := range d.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: <%s %s> breaks the policy", path, d.Data, a.Key)
				}
			}
		}
	}
}

func TestMissingIsNotZero(t *testing.T) {
	w := sharedWorld(t)
	page := tree(t, w.get("/?org=u4&period=2024-Q1").Body.String())
	for _, n := range find(page, "tr", "data-indicator", "welfare_spending") {
		if got := text(find(n, "td", "class", "figure")[0]); got != "chưa có số liệu" {
			t.Errorf("a missing figure shows %q", got)
		}
	}
}

func TestPageProblems(t *testing.T) {
	w := sharedWorld(t)
	for _, tt := range []struct {
		path string
		code int
	}{
		{"/?org=nobody", http.StatusNotFound},
		{"/?org=cum&period=2024-Q9", http.StatusBadRequest},
		{"/?period=2024-Q9", http.StatusBadRequest},
		{"/nothing", http.StatusNotFound},
		{"/?org=cum&period=1999-Q1", http.StatusOK},
		{"/", http.StatusOK},
		{"/?org=u1", http.StatusOK},
	} {
		rec := w.get(tt.path)
		if rec.Code != tt.code {
			t.Errorf("%s: %d, want %d", tt.path, rec.Code, tt.code)
		}
		if ct := rec.Header().Get("Content-Type"); !strings.HasPrefix(ct, "text/html") {
			t.Errorf("%s: %s", tt.path, ct)
		}
		if len(find(tree(t, rec.Body.String()), "h1")) != 1 {
			t.Errorf("%s: not one h1", tt.path)
		}
	}
}

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	w := newWorld(t)
	tag := w.get("/?org=cum").Header().Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	same := func(r *http.Request) { r.Header.Set("If-None-Match", tag) }
	if rec := w.get("/?org=cum", same); rec.Code != http.StatusNotModified || rec.Body.Len() != 0 {
		t.Errorf("%d, %d bytes", rec.Code, rec.Body.Len())
	}
	if rec := w.get("/?org=cum&lang=en", same); rec.Code != http.StatusOK {
		t.Errorf("another language: %d", rec.Code)
	}
	w.commit(report("u1", "2023-12", "revenue"))
	if rec := w.get("/?org=cum", same); rec.Code != http.StatusOK {
		t.Errorf("new data: %d", rec.Code)
	}
}

func BenchmarkOverview(b *testing.B) {
	w := newWorld(b)
	for b.Loop() {
		if rec := w.get("/?org=cum&period=2024-Q1"); rec.Code != http.StatusOK {
			b.Fatal(rec.Code)
		}
	}
}
