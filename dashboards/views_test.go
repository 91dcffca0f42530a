package dashboards

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"giaoban/warehouse"
)

// as lets somebody who has given their name ask.
func as(name string) func(*http.Request) {
	return func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: personCookie, Value: url.QueryEscape(name)})
	}
}

// submit posts the fields of a form.
func (w *world) submit(path string, fields map[string]string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	w.t.Helper()
	values := url.Values{}
	for name, value := range fields {
		values.Set(name, value)
	}
	change = append(change, func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") })
	return w.post(path, bytes.NewBufferString(values.Encode()), change...)
}

func TestKeptAddresses(t *testing.T) {
	w := sharedWorld(t)
	for _, tt := range []struct{ page, keep string }{
		{"/?org=cum&period=2023-Q4&lang=en", "/?org=cum&period=2023-Q4"},
		{"/", "/?org=cum&period=2024-Q1"}, // written out as it was chosen
		{"/trend?org=cum&indicator=revenue&from=2023-Q1&to=2023-Q4&lens=current", "/trend?from=2023-Q1&indicator=revenue&lens=current&org=cum&to=2023-Q4"},
		{"/figures/cum:revenue:2024-Q1", "/figures/cum:revenue:2024-Q1"},
		{"/completeness?org=cum&period=2024-Q1", "/completeness?org=cum&period=2024-Q1"},
		{"/present?panel=hero%3Forg%3Dcum%26period%3D2024-Q1%26lang%3Den&panel=workers%3Forg%3Dcum&look=dark&at=2", "/present?look=dark&panel=hero%3Forg%3Dcum%26period%3D2024-Q1&panel=workers%3Forg%3Dcum"},
		{"/present/choose?panel=hero%3Forg%3Dcum&org=cum&period=2023-Q1", "/present?panel=hero%3Forg%3Dcum"},
		{"/present/choose?org=cum&period=2023-Q1", ""},
		{"/submissions", ""},
		{"/home", ""},
	} {
		got := ""
		for _, a := range find(tree(t, w.get(tt.page).Body.String()), "a") {
			u, err := url.Parse(attr(a, "href"))
			if err != nil || u.Path != "/views/new" {
				continue
			}
			got = u.Query().Get("page")
			if rec := w.get(attr(a, "href")); rec.Code != http.StatusOK {
				t.Errorf("%s: its form: %d", tt.page, rec.Code)
			}
		}
		if got != tt.keep {
			t.Errorf("%s: kept as %q, want %q", tt.page, got, tt.keep)
		}
	}
	for _, page := range []string{"", "//evil.example/", "https://evil.example/?org=cum", "/api/v1/orgs", "/signin", "/views/1", `/\evil.example`, "javascript:alert(1)"} {
		rec := w.submit("/views", map[string]string{"page": page, "name": "x", "owner": "An"})
		if rec.Code != http.StatusBadRequest {
			t.Errorf("%q can be kept: %d", page, rec.Code)
		}
	}
}

// presentedTwice shows a quarter, the one a year before, and a year.
const presentedTwice = "/present?panel=hero%3Forg%3Dcum%26period%3D2023-Q3&panel=hero%3Forg%3Dcum%26period%3D2022-Q3&panel=hero%3Forg%3Dcum%26period%3D2023"

// A view with the latest period moves on with the figures, and a range keeps
// its length; a fixed one stays. The panels of a presentation move together.
func TestLatestViews(t *testing.T) {
	w := newWorld(t)
	views := map[string]string{}
	for page, period := range map[string]string{
		"/?org=cum&period=2023-Q3":                                 "latest",
		"/trend?from=2023-Q1&indicator=revenue&org=cum&to=2023-Q4": "latest",
		"/figures/u1:revenue:2023-Q2":                              "latest",
		"/plan?org=cum&period=2023-Q2":                             "fixed",
		"/unit?org=cum&period=2022-05":                             "latest", // no months are reported
		presentedTwice:                                             "latest",
	} {
		rec := w.submit("/views", map[string]string{"page": page, "name": "Trang", "owner": "An", "period": period, "home": "1"})
		if rec.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", page, rec.Code, rec.Body)
		}
		_, id, _ := strings.Cut(rec.Header().Get("Location"), "#view-")
		views[page] = "/views/" + id
	}
	check := func(want map[string]string) {
		t.Helper()
		for page, to := range want {
			if rec := w.get(views[page]); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != to {
				t.Errorf("%s opens %q, want %q", page, rec.Header().Get("Location"), to)
			}
		}
	}
	check(map[string]string{
		"/?org=cum&period=2023-Q3":                                 "/?org=cum&period=2024-Q1",
		"/trend?from=2023-Q1&indicator=revenue&org=cum&to=2023-Q4": "/trend?from=2023-Q2&indicator=revenue&org=cum&to=2024-Q1",
		"/figures/u1:revenue:2023-Q2":                              "/figures/u1:revenue:2024-Q1",
		"/plan?org=cum&period=2023-Q2":                             "/plan?org=cum&period=2023-Q2",
		"/unit?org=cum&period=2022-05":                             "/unit?org=cum&period=2022-05",
		presentedTwice:                                             "/present?panel=hero%3Forg%3Dcum%26period%3D2024-Q1&panel=hero%3Forg%3Dcum%26period%3D2023-Q1&panel=hero%3Forg%3Dcum%26period%3D2023",
	})
	next := report("u1", "2024-Q2", "revenue")
	w.commit(next)
	check(map[string]string{
		"/?org=cum&period=2023-Q3":                                 "/?org=cum&period=2024-Q2",
		"/trend?from=2023-Q1&indicator=revenue&org=cum&to=2023-Q4": "/trend?from=2023-Q3&indicator=revenue&org=cum&to=2024-Q2",
		"/figures/u1:revenue:2023-Q2":                              "/figures/u1:revenue:2024-Q2",
		"/plan?org=cum&period=2023-Q2":                             "/plan?org=cum&period=2023-Q2",
	})
}

// Whoever keeps a view changes it; others see it, open it and leave it be.
func TestViewsHaveAnOwner(t *testing.T) {
	w := newWorld(t)
	page := "/trend?indicator=revenue&org=cum"
	if rec := w.submit("/views", map[string]string{"page": page, "name": " ", "owner": "An"}); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "Cần ghi tên trang") {
		t.Errorf("without a name: %d", rec.Code)
	}
	rec := w.submit("/views", map[string]string{"page": page + "&period=2024-Q1", "name": `Thu "lớn"`, "owner": "Lê An", "period": "latest", "home": "1", "org": "cum"})
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/home#view-1" {
		t.Fatalf("%d %q", rec.Code, rec.Header().Get("Location"))
	}
	given := rec.Result().Cookies()
	if len(given) != 1 || !given[0].HttpOnly {
		t.Fatalf("cookies %v", given)
	}
	mine := w.get("/home", func(r *http.Request) { r.AddCookie(given[0]) })
	body := mine.Body.String()
	for _, want := range []string{"Trang của Lê An", "Thu &#34;lớn&#34;", "/views/1/edit", "Quý I/2024"} {
		if !strings.Contains(body, want) {
			t.Errorf("the home page lacks %q", want)
		}
	}
	// The tile says what the API says.
	var answer warehouseResult
	if err := json.Unmarshal(w.get("/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	values := find(tree(t, body), "span", "class", "value")
	if want := (words{lang: "vi"}).number(*dec(answer.Rows[0].Value.String()), 0); len(values) != 1 || !strings.HasPrefix(text(values[0]), want) {
		t.Errorf("the tile says %v, the API %s", values, want)
	}
	for _, path := range []string{"/home?org=cum", "/home?person=l%C3%AA+an", "/views"} {
		if other := w.get(path, as("Bình")).Body.String(); !strings.Contains(other, "/views/1") || strings.Contains(other, "/views/1/edit") {
			t.Errorf("%s: to others: %s", path, other)
		}
	}
	for name, rec := range map[string]*httptest.ResponseRecorder{
		"the form": w.get("/views/1/edit", as("Bình")),
		"a change": w.submit("/views/1/edit", map[string]string{"name": "Khác", "page": page}, as("Bình")),
		"removal":  w.submit("/views/1/remove", nil, as("Bình")),
	} {
		if rec.Code != http.StatusForbidden || !strings.Contains(rec.Body.String(), "người khác lưu") {
			t.Errorf("%s by another: %d", name, rec.Code)
		}
	}
	if rec := w.submit("/views", map[string]string{"page": page, "name": "x", "owner": "An"}, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); rec.Code != http.StatusForbidden {
		t.Errorf("from another site: %d", rec.Code)
	}
	if rec := w.submit("/views/1/edit", map[string]string{"name": "Thu nhỏ", "home": "1"}, as("Lê An")); rec.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	if v, err := w.store.View(t.Context(), 1); err != nil || v.Name != "Thu nhỏ" || v.Latest || v.Org != "" || v.Address != page+"&period=2024-Q1" {
		t.Errorf("%+v %v", v, err)
	}
	if rec := w.submit("/views/1/remove", nil, as("Lê An")); rec.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	if rec := w.get("/views/1"); rec.Code != http.StatusNotFound || !strings.Contains(rec.Body.String(), "có thể người lưu đã bỏ") {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
}

// The bare address opens the home page of whoever asks, or of the organisation
// on top, and the overview where there is neither; one with a query is the
// overview's always, and the navigation leads there.
func TestStart(t *testing.T) {
	w := newWorld(t)
	opens := func(path, who, want string) {
		t.Helper()
		zipped := func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") } // as browsers ask: of what is made once
		for range 2 {
			if rec := w.get(path, as(who), zipped); rec.Header().Get("Location") != want || (rec.Code == http.StatusOK) != (want == "") {
				t.Errorf("%s for %q: %d to %q, want %q", path, who, rec.Code, rec.Header().Get("Location"), want)
			}
		}
	}
	keep := func(owner, org string, home bool) {
		t.Helper()
		if _, err := w.store.SaveView(t.Context(), warehouse.View{Name: "x", Owner: owner, Address: "/plan?org=cum", Org: org, Home: home}); err != nil {
			t.Fatal(err)
		}
	}
	opens("/", "", "")
	keep("Lê An", "", true)
	keep("Bình", "", false)
	keep("Chi", "u1", false)
	opens("/", "lê an", "/home")
	opens("/", "Bình", "")
	opens("/", "", "")
	keep("Chi", "cum", false)
	opens("/", "Lê An", "/home")
	opens("/", "Bình", "/home?org=cum")
	opens("/", "", "/home?org=cum")
	for _, path := range []string{"/?lang=vi", "/?org=cum", "/?org=cum&period=2024-Q1"} {
		opens(path, "Lê An", "")
	}
	for _, path := range []string{"/home", "/submissions", "/nothing"} {
		for _, a := range find(tree(t, w.get(path, as("Lê An")).Body.String()), "a") {
			if attr(a, "href") == "/" {
				t.Errorf("%s: %q leads back to the home page", path, text(a))
			}
		}
	}
	if rec := w.submit("/views", map[string]string{"page": "/", "name": "x", "owner": "An"}); rec.Code != http.StatusSeeOther {
		t.Errorf("%d", rec.Code)
	}
	if rec := w.get("/views/5"); rec.Header().Get("Location") != "/?org=cum&period=2024-Q1" {
		t.Errorf("the overview is kept as %s", rec.Header().Get("Location"))
	}
}

// Home pages in both languages say nothing raw, and what cannot be shown
// breaks its own tile.
func TestHomePages(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{"/?org=cum&period=2024-Q1", "/party?org=cum&period=2024-Q1", "/compare?org=cum&period=2024-Q1&indicator=welfare_spending",
		"/completeness?org=cum&period=2024-Q1", "/unit?org=u2&period=2024-Q1", "/trend?org=gone&indicator=revenue&period=2024-Q1", "/nowhere"} {
		if _, err := w.store.SaveView(t.Context(), warehouse.View{Name: "Trang " + address, Owner: "An", Address: address, Home: true}); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range []string{"vi", "en"} {
		for _, path := range []string{"/home?person=An", "/home?org=cum", "/home", "/views", "/views/1/edit", "/views/new?page=%2Fplan%3Forg%3Dcum"} {
			at := path + "&lang=" + lang
			if !strings.Contains(path, "?") {
				at = path + "?lang=" + lang
			}
			rec := w.get(at, as("An"))
			if body := rec.Body.String(); rec.Code != http.StatusOK || strings.Contains(body, "⟦") || strings.Contains(body, "<script>alert") {
				t.Errorf("%s: %d %s", at, rec.Code, body)
			}
		}
	}
	page := tree(t, w.get("/home?person=An").Body.String())
	if n := len(find(find(page, "ul", "class", "tiles")[0], "li")); n != 7 {
		t.Errorf("%d tiles", n)
	}
	if n := len(find(page, "div", "class", "said")); n != 4 {
		t.Errorf("%d tiles with a figure", n)
	}
	if !strings.Contains(text(page), "Không mở được trang này") {
		t.Error("an address that leads nowhere goes unsaid")
	}
	if rec := w.get("/home?org=nobody"); rec.Code != http.StatusNotFound {
		t.Errorf("an unknown organisation: %d", rec.Code)
	}
}

// A figure of a course that is not counted as reported says on its card how it is
// counted: the same indicator and period may stand beside it with another value.
func TestCardsTellHowTheyCount(t *testing.T) {
	w := newWorld(t)
	for lens, want := range map[string]string{"": "Quý I/2024", "as_reported": "Quý I/2024",
		"current": "Quý I/2024 · cơ cấu hiện nay", "like_for_like": "Quý I/2024 · cùng tập đơn vị"} {
		owner := "An " + lens
		address := "/trend?from=2023-Q1&indicator=revenue&lens=" + lens + "&org=cum&to=2024-Q1"
		if lens == "" {
			address = "/trend?from=2023-Q1&indicator=revenue&org=cum&to=2024-Q1"
		}
		if _, err := w.store.SaveView(t.Context(), warehouse.View{Name: "Doanh thu", Owner: owner, Address: address, Home: true}); err != nil {
			t.Fatal(err)
		}
		page := tree(t, w.get("/home?lang=vi&person="+url.QueryEscape(owner)).Body.String())
		if got := find(page, "span", "class", "when"); len(got) != 1 || text(got[0]) != want {
			t.Errorf("%q: %d cards, want %q", lens, len(got), want)
			for _, one := range got {
				t.Log(text(one))
			}
		}
	}
}

// A presentation stands on a home page with the message of its first panel;
// charts that there are no more are named there, in the list and on the screen.
func TestPresentationsAreKept(t *testing.T) {
	w := newWorld(t)
	message := text(find(tree(t, w.get("/present?panel=hero%3Forg%3Dcum%26period%3D2024-Q1").Body.String()), "h1")[0])
	for _, page := range []string{"/present?panel=hero%3Forg%3Dcum%26period%3D2024-Q1&panel=workers%3Forg%3Dcum", "/present?panel=sold%3Forg%3Dcum&panel=hero%3Forg%3Dcum%26period%3D2024-Q1"} {
		if rec := w.submit("/views", map[string]string{"page": page, "name": "Họp", "owner": "An", "home": "1", "org": "cum"}); rec.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", page, rec.Code, rec.Body)
		}
	}
	for _, tt := range []struct{ lang, kind, gone string }{{"vi", "Trình chiếu 2 nội dung", "Biểu đồ không còn: sold."}, {"en", "Presentation of 2 panels", "Charts that are gone: sold."}} {
		for _, path := range []string{"/home?person=An", "/home?org=cum", "/views?x="} {
			body := w.get(path + "&lang=" + tt.lang).Body.String()
			if strings.Count(body, tt.kind) != 2 || strings.Count(body, tt.gone) != 1 {
				t.Errorf("%s, %s: %d presentations, %d of them with a chart that is gone", path, tt.lang, strings.Count(body, tt.kind), strings.Count(body, tt.gone))
			}
		}
	}
	if body := w.get("/home?person=An&lang=vi").Body.String(); strings.Count(body, message) != 2 {
		t.Errorf("the tiles do not say %q", message)
	}
	if body := w.get("/views/2").Header().Get("Location"); !strings.Contains(w.get(body).Body.String(), "Biểu đồ “sold” không còn.") {
		t.Errorf("%s does not say that a chart is gone", body)
	}
}

// By keyboard alone: from a page to the form, a name, the home page, the page.
func TestKeepAPageInABrowser(t *testing.T) {
	ctx := browser(t)
	w := newWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	do, _ := hands(ctx, t)
	do(chromedp.Navigate(srv.URL + "/signin?token=" + testToken))
	for _, lang := range []string{"en", "vi"} {
		do(chromedp.Navigate(srv.URL + "/?org=cum&lang=" + lang))
		for _, width := range []int64{1440, 1366, 1281, 1280, 821, 820, 621} {
			do(chromedp.EmulateViewport(width, 800))
			until(ctx, t, `document.querySelector(".bar nav").getBoundingClientRect().right <= document.querySelector(".bar .tools").getBoundingClientRect().left`)
		}
	}
	for _, at := range []struct {
		width     int64
		indicator string // a page is kept only once
	}{{1440, "revenue"}, {360, "party_members"}} {
		do(chromedp.EmulateViewport(at.width, 800), chromedp.Navigate(srv.URL+"/trend?org=cum&period=2024-Q1&indicator="+at.indicator))
		until(ctx, t, ready)
		do(chromedp.Focus(`a[title="Lưu trang này"]`), chromedp.KeyEvent("\r"))
		until(ctx, t, `document.querySelector("input[name=owner]") !== null && `+ready)
		until(ctx, t, `(document.querySelector("input[name=owner]").value = "") === ""`) // proposed the second time
		do(chromedp.Focus(`input[name=owner]`), chromedp.KeyEvent("Lê An"), chromedp.KeyEvent("\r"))
		until(ctx, t, `location.pathname === "/home" && `+ready)
		until(ctx, t, `document.querySelector(".tiles .value") !== null`)
		until(ctx, t, `document.scrollingElement.scrollWidth <= innerWidth && !document.documentElement.dataset.csp`)
		do(chromedp.Focus(`.tiles h2 a`), chromedp.KeyEvent("\r"))
		until(ctx, t, `location.pathname === "/trend" && location.search.includes("period=2024-Q1")`)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// A page that somebody keeps already is not kept twice: they are told under
// which name it is, and change that view. Others keep it for themselves, and of
// a fixed period it is another page.
func TestAPageIsKeptOnce(t *testing.T) {
	w := newWorld(t)
	fields := func(name, owner, period, of string) map[string]string {
		return map[string]string{"page": "/trend?indicator=revenue&org=cum&period=" + of, "name": name, "owner": owner, "period": period}
	}
	kept := func(want int) {
		t.Helper()
		if all, err := w.store.Views(t.Context()); err != nil || len(all) != want {
			t.Fatalf("%d views, want %d: %v", len(all), want, err)
		}
	}
	w.submit("/views", fields("Doanh thu", "Lê An", "latest", "2024-Q1"))
	again := w.submit("/views", fields("Doanh thu quý", "lê an", "latest", "2023-Q3"))
	if body := again.Body.String(); again.Code != http.StatusConflict || !strings.Contains(body, "với tên “Doanh thu”") ||
		!strings.Contains(body, `action="/views/1/edit"`) || !strings.Contains(body, `value="Doanh thu quý"`) {
		t.Errorf("once more: %d %s", again.Code, body)
	}
	kept(1)
	if rec := w.submit("/views/1/edit", fields("Doanh thu quý", "", "latest", "2024-Q1"), func(r *http.Request) { r.AddCookie(again.Result().Cookies()[0]) }); rec.Code != http.StatusSeeOther {
		t.Errorf("the change it offers: %d %s", rec.Code, rec.Body)
	}
	kept(1)
	for n, other := range []map[string]string{fields("Doanh thu", "Bình", "latest", "2024-Q1"), fields("Quý I", "Lê An", "fixed", "2024-Q1"), fields("Quý III", "Lê An", "fixed", "2023-Q3")} {
		w.submit("/views", other)
		kept(n + 2)
	}
	var one sync.WaitGroup
	for range 4 {
		one.Go(func() { w.submit("/views", fields("Bấm hai lần", "Chi", "latest", "2024-Q1")) })
	}
	one.Wait()
	kept(5)
}
