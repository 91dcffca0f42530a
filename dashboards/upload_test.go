package dashboards

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// form is a multipart body of files and fields, of which a value follows each
// name; names are sent as they are.
func form(t *testing.T, files map[string][]byte, fields ...string) (body *bytes.Buffer, mediaType string) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for name, data := range files {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

func (w *world) post(path string, body *bytes.Buffer, change ...func(*http.Request)) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.request(http.MethodPost, path, body, change...)
}

// organisations is a workbook that is accepted, and changes nothing.
func (w *world) organisations() []byte {
	return w.get("/api/v1/template?kind=organisations").Body.Bytes()
}

// Without a script: the form leads to the page of the batch, which tells what
// became of each file; what it tells can be downloaded.
func TestUploadByForm(t *testing.T) {
	w := newWorld(t)
	body, mediaType := form(t, map[string][]byte{"nam 2024/to-chuc.xlsx": w.organisations(), "trang.xls": []byte("<html></html>")})
	rec := w.post("/batches", body, func(r *http.Request) { r.Header.Set("Content-Type", mediaType) })
	at := rec.Header().Get("Location")
	if rec.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/batches/") {
		t.Fatalf("%d %s %s", rec.Code, at, rec.Body)
	}
	// The stream ends when the batch does.
	stream := w.get(at + "/events").Body.String()
	last := stream[strings.LastIndex(stream, "data: ")+len("data: "):]
	var message struct {
		Headline string
		Rows     map[string]string
		Done     bool
	}
	if err := json.Unmarshal([]byte(strings.TrimSpace(last)), &message); err != nil || !message.Done {
		t.Fatalf("%v: %s", err, stream)
	}
	page := tree(t, w.get(at).Body.String())
	if got := text(find(page, "h1")[0]); got != message.Headline || got != "Đã nhận 1 trên 2 tệp; 1 tệp cần xử lý" {
		t.Errorf("headline %q, streamed %q", got, message.Headline)
	}
	for class, want := range map[string]string{"accepted": "nam 2024/to-chuc.xlsx", "refused": "lưu thành .xlsx rồi gửi lại"} {
		row := find(page, "tr", "class", class)
		if len(row) != 1 || !strings.Contains(text(row[0]), want) {
			t.Errorf("no row %s with %q", class, want)
		}
	}
	if rec := w.get(at + "/summary.csv?lang=en"); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "trang.xls,,,Refused,0,1,0,") {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	if list := text(tree(t, w.get("/upload").Body.String())); !strings.Contains(list, "1 tệp cần xử lý") {
		t.Error("the batch is not listed")
	}
}

// On the page, too, warnings need a word, which the trail keeps; without one
// the file waits.
func TestUploadNote(t *testing.T) {
	w := newWorld(t)
	blank := w.get("/api/v1/template?org=u1&period=2024-Q2").Body.Bytes()
	for _, tt := range []struct{ value, note, state string }{{"250.340", "", "checked"}, {"250.341", "đã hỏi đơn vị", "accepted"}} {
		body, mediaType := form(t, map[string][]byte{"bieu.xlsx": fill(t, blank, map[string]any{"D6": "Ước", "E10": tt.value})}, "note", tt.note)
		rec := w.post("/batches", body, func(r *http.Request) { r.Header.Set("Content-Type", mediaType) })
		at := rec.Header().Get("Location")
		w.get(at + "/events") // ends when the batch does
		if rows := find(tree(t, w.get(at).Body.String()), "tr", "class", tt.state); len(rows) != 1 {
			t.Errorf("note %q: no file is %s", tt.note, tt.state)
		}
		list, err := w.store.Submissions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		trail, err := w.store.Trail(t.Context(), list[0].ID)
		if err != nil || trail[0].Note != tt.note {
			t.Errorf("note %q: %+v, %v", tt.note, trail, err)
		}
	}
	long, mediaType := form(t, map[string][]byte{"bieu.xlsx": blank}, "note", strings.Repeat("dài ", maxNote))
	if rec := w.post("/batches", long, func(r *http.Request) { r.Header.Set("Content-Type", mediaType) }); rec.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a note too long: %d %s", rec.Code, rec.Body)
	}
}

func TestUploadProblems(t *testing.T) {
	w := newWorld(t)
	asked := func(mediaType string, more ...func(*http.Request)) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Set("Content-Type", mediaType)
			r.Header.Set("Accept", "application/json")
			for _, f := range more {
				f(r)
			}
		}
	}
	empty, emptyType := form(t, nil, "dry_run", "true")
	cut, cutType := form(t, map[string][]byte{"a.xlsx": make([]byte, 1000)})
	cut.Truncate(500)
	whole, wholeType := form(t, map[string][]byte{"a.xlsx": nil})
	for _, tt := range []struct {
		name   string
		body   *bytes.Buffer
		change func(*http.Request)
		code   int
	}{
		{"no form", bytes.NewBufferString("x"), asked("text/plain"), http.StatusBadRequest},
		{"no file", empty, asked(emptyType), http.StatusBadRequest},
		{"cut", cut, asked(cutType), http.StatusBadRequest},
		{"another site", whole, asked(wholeType, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }), http.StatusForbidden},
		{"another port", whole, asked(wholeType, func(r *http.Request) { r.Header.Set("Origin", "http://example.com:81") }), http.StatusForbidden},
		{"a stranger", whole, asked(wholeType, anonymous), http.StatusUnauthorized},
	} {
		rec := w.post("/batches", tt.body, tt.change)
		var p problem
		if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil || rec.Code != tt.code || p.Detail == "" || strings.Contains(p.Detail, "⟦") {
			t.Errorf("%s: %d %s", tt.name, rec.Code, rec.Body)
		}
	}
	if rec := w.get("/batches/20240101-000000-abcdef"); rec.Code != http.StatusNotFound {
		t.Errorf("unknown batch: %d", rec.Code)
	}
}

func TestUploadNames(t *testing.T) {
	for sent, want := range map[string]string{
		"a.xlsx": "a.xlsx", "quy 1/a.xlsx": "quy 1/a.xlsx", "../../etc/a.xlsx": "etc/a.xlsx", `C:\TOI MAT\a.xlsx`: "C:/TOI MAT/a.xlsx", "/a\x00b.xlsx": "ab.xlsx", "": "",
	} {
		part := &multipart.Part{Header: map[string][]string{"Content-Disposition": {`form-data; name="file"; filename="` + strings.ReplaceAll(sent, `\`, `\\`) + `"`}}}
		if got := uploadName(part); got != want {
			t.Errorf("%q becomes %q, want %q", sent, got, want)
		}
	}
}

// dropFiles drops a workbook of the service itself and rubbish onto the page.
const dropFiles = `(async () => {
	const book = await (await fetch("/api/v1/template?kind=organisations")).blob();
	const data = new DataTransfer();
	data.items.add(new File([book], "to-chuc.xlsx"));
	data.items.add(new File(["<html></html>"], "trang.xls"));
	data.items.add(new File(["x"], "~$to-chuc.xlsx"));
	document.querySelector("h1").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
	return true;
})()`

// until waits for something to be true on a page, which may give way to
// another meanwhile.
func until(ctx context.Context, t *testing.T, condition string) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition)); err == nil && ok {
			return
		}
	}
	t.Fatalf("never true: %s", condition)
}

// Files are dropped anywhere on the page, their fate appears without a reload.
func TestDropInABrowser(t *testing.T) {
	ctx := browser(t)
	w := newWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken), chromedp.Navigate(srv.URL+"/upload")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](dropFiles, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	settled := `location.pathname.startsWith("/batches/") && !!document.querySelector("[data-batch]") &&
		(document.querySelector("[data-batch]").dataset.settled !== undefined || document.querySelector("[data-batch]").dataset.live === undefined)`
	until(ctx, t, settled)
	for range 2 { // as it became, and after a reload
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[document.querySelector("h1").textContent, ...[...document.querySelectorAll("table.batch tbody tr")].map((r) => r.className)].join("|")`))
		if err != nil {
			t.Fatal(err)
		}
		if want := "Đã nhận 1 trên 2 tệp; 1 tệp cần xử lý|accepted|refused attention"; got != want {
			t.Errorf("the page shows %q, want %q", got, want)
		}
		if err := chromedp.Do(ctx, chromedp.Reload()); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}
