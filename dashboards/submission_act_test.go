package dashboards

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// held is a good workbook of u1 that waits for somebody to decide on it.
func (w *world) held(period string) string {
	w.t.Helper()
	data := w.filled("org=u1&period="+period, map[string]any{"revenue": 1100, "welfare_spending": 12, "party_members": 110})
	v, err := w.store.Vocabulary(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	sub, err := ingest.Read(data, period+".xlsx", v)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := w.store.CommitAll(w.t.Context(), []warehouse.Incoming{{Submission: sub, Original: data, Hold: warehouse.HoldAlways}})
	if err != nil || r[0].State != warehouse.Checked {
		w.t.Fatalf("%+v %v", r, err)
	}
	return submissionHref(r[0].ID)
}

// act sends a form of the page and returns the page it leads to.
func (w *world) act(href, action string, values url.Values) string {
	w.t.Helper()
	rec := w.post(href+"/"+action, bytes.NewBufferString(values.Encode()), func(r *http.Request) {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	})
	if rec.Code != http.StatusSeeOther {
		w.t.Fatalf("%s: %d %s", action, rec.Code, rec.Body)
	}
	at, _, _ := strings.Cut(rec.Header().Get("Location"), "#")
	return w.get(at).Body.String()
}

// A workbook is accepted, locked, reopened for a reason, each act on its trail.
func TestDecisions(t *testing.T) {
	w := newWorld(t)
	href := w.held("2024-Q2")
	offered := func(body string) string {
		var out []string
		for _, f := range find(tree(t, body), "form", "class", "act") {
			out = append(out, attr(f, "action")[strings.LastIndexByte(attr(f, "action"), '/')+1:])
		}
		return strings.Join(out, " ")
	}
	body := w.get(href).Body.String()
	if got := offered(body); got != "accept return" || !strings.Contains(body, "số liệu chờ xét nhận") {
		t.Errorf("offered %q", got)
	}
	if changes := find(tree(t, body), "section", "aria-labelledby", "diff"); len(changes) != 1 || !strings.Contains(text(changes[0]), "0 thay đổi, 3 mới") {
		t.Errorf("what it changes: %v", changes)
	}
	if body = w.act(href, "return", url.Values{}); !strings.Contains(body, "Cần ghi lý do") {
		t.Error("returned without a reason")
	}
	if body = w.act(href, "reopen", url.Values{"note": {"x"}}); !strings.Contains(body, "Trạng thái của hồ sơ đã đổi") {
		t.Error("reopened what is open")
	}
	if body = w.act(href, "accept", url.Values{"by": {"An"}, "note": {"Đơn vị đã giải trình qua điện thoại."}}); offered(body) != "lock" || strings.Contains(body, "⟦") {
		t.Errorf("after accepting: offered %q", offered(body))
	}
	if cell := cellOf(t, tree(t, w.get("/completeness?org=cum&period=2024-Q2").Body.String()), "Công ty Một", "Quý II/2024"); !strings.Contains(attr(cell, "class"), "done") {
		t.Errorf("the board says %s", attr(cell, "aria-label"))
	}
	if body = w.act(href, "lock", url.Values{}); offered(body) != "reopen" {
		t.Errorf("after locking: offered %q", offered(body))
	}
	if cell := cellOf(t, tree(t, w.get("/completeness?org=cum&period=2024-Q2").Body.String()), "Công ty Một", "Quý II/2024"); !strings.Contains(attr(cell, "class"), "sealed") {
		t.Errorf("the board says %s", attr(cell, "aria-label"))
	}
	other := w.act(w.held("2024-Q3"), "return", url.Values{"note": {"Thiếu chữ ký"}})
	if letter := find(tree(t, other), "textarea", "id", "letter-text"); len(letter) != 1 || !strings.Contains(text(letter[0]), "Kính gửi Công ty Một") || !strings.Contains(text(letter[0]), "Thiếu chữ ký") {
		t.Errorf("the letter of a returned file: %v", letter)
	}
	body = w.act(href, "reopen", url.Values{"note": {"sửa theo công văn"}})
	trail := find(tree(t, body), "ol", "class", "trail")
	if len(trail) != 1 {
		t.Fatal("no trail")
	}
	for _, want := range []string{"Giữ lại chờ xét", "Đã nhận", "An", "Đơn vị đã giải trình", "Đã khóa", "Đã mở lại", "sửa theo công văn"} {
		if !strings.Contains(text(trail[0]), want) {
			t.Errorf("the trail lacks %q: %s", want, text(trail[0]))
		}
	}
	// What withdrawing would change is shown before it can be done.
	if offered(body) != "lock" || !strings.Contains(body, "?withdraw=1#acts") {
		t.Errorf("reopened: offered %q", offered(body))
	}
	if body = w.get(href + "?withdraw=1").Body.String(); offered(body) != "lock withdraw" || !strings.Contains(body, "3 số liệu không còn") {
		t.Errorf("before withdrawing: offered %q", offered(body))
	}
	if body = w.act(href, "withdraw", url.Values{}); !strings.Contains(body, "Cần ghi lý do") || offered(body) != "lock withdraw" {
		t.Error("withdrawn without a reason")
	}
	if body = w.act(href, "withdraw", url.Values{"note": {"nhầm đơn vị"}, "by": {"An"}}); offered(body) != "" || strings.Contains(body, "⟦") ||
		!strings.Contains(body, "Tệp đã rút; 3 số liệu không còn được tính") || !strings.Contains(body, "nhầm đơn vị") {
		t.Errorf("withdrawn: offered %q", offered(body))
	}
	if cell := cellOf(t, tree(t, w.get("/completeness?org=cum&period=2024-Q2").Body.String()), "Công ty Một", "Quý II/2024"); strings.Contains(attr(cell, "class"), "done") {
		t.Errorf("the board says %s of a withdrawn report", attr(cell, "aria-label"))
	}
	if list := w.get("/submissions?state=withdrawn&lang=en").Body.String(); !strings.Contains(list, href) || strings.Contains(list, "⟦") {
		t.Error("the list of the withdrawn lacks it")
	}
	if rec := w.post(href+"/accept", &bytes.Buffer{}, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); rec.Code != http.StatusForbidden {
		t.Errorf("accepted from another site: %d", rec.Code)
	}
}

// Accepting and returning by hand.
func TestDecisionsInABrowser(t *testing.T) {
	ctx := browser(t)
	w := newWorld(t)
	good, other := w.held("2024-Q2"), w.held("2024-Q3")
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	press := func(href, action, note, after string) {
		t.Helper()
		script := `(() => { const f = document.querySelector("form[action$='/` + action + `']"); f.elements.note.value = "` + note + `"; f.requestSubmit(); return true; })()`
		if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+href)); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script)); err != nil {
			t.Fatal(err)
		}
		until(ctx, t, `[...document.querySelectorAll("form.act")].map((f) => f.action.split("/").pop()).join(" ") === "`+after+`"`)
	}
	press(good, "accept", "đã xem", "lock")
	press(other, "return", "Thiếu chữ ký", "reopen")
	for _, c := range complaints() {
		t.Error(c)
	}
}

// A file whose withdrawal would put an older figure in the place of a locked one
// is not withdrawn, and people and scripts are told what to reopen.
func TestWithdrawalThatALockForbids(t *testing.T) {
	w := newWorld(t)
	commit := func(sub ingest.Submission, value int64) string {
		t.Helper()
		f := fact("u1", "revenue", period("2024-Q2"), value)
		f.Status = sub.Status
		sub.Kind, sub.Period, sub.Facts = ingest.KindReport, f.Period, []ingest.Fact{f}
		return fmt.Sprint(w.commit(sub))
	}
	summary := ingest.Submission{Layout: ingest.LayoutUnits, Org: "cum", Status: catalog.Final}
	first := commit(summary, 333)
	second := commit(summary, 300)
	locked := commit(ingest.Submission{Layout: ingest.LayoutIndicators, Org: "u1", Status: catalog.Estimate}, 300)
	w.act("/submissions/"+locked, "lock", nil)
	for lang, words := range map[string]string{"vi": "mở khóa tệp nộp số " + locked, "en": "Reopen submission " + locked} {
		for _, path := range []string{"/submissions/", "/api/v1/submissions/"} {
			rec := w.post(path+second+"/withdraw?lang="+lang, bytes.NewBufferString("note=x"), func(r *http.Request) {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			})
			if body := rec.Body.String(); rec.Code != http.StatusConflict || !strings.Contains(body, words) || !strings.Contains(body, first) || !strings.Contains(body, "Biểu!C7") {
				t.Errorf("%s: %d %s", path, rec.Code, body)
			}
		}
	}
}
