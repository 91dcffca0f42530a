package dashboards

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"giaoban/ingest"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// strange is a summary of the cluster for a quarter with a heading and a name
// that nobody knows.
func strange(quarter string, value int) []byte {
	return []byte(strings.Join([]string{
		"Cụm thử nghiệm;;;", "Tổng hợp quý " + quarter + "/2016;;;", "TT;Tên đơn vị;Doanh thú (tỷ đồng);Đảng viên",
		fmt.Sprintf("1;Công ty Ba;%d;101", value), fmt.Sprintf("2;Công ty Bốnn;%d;102", value+1), "",
	}, "\n"))
}

// asking is a workbook that waits for answers.
func (w *world) asking(quarter string, value int) warehouse.Submission {
	w.t.Helper()
	data := strange(quarter, value)
	source := intake.Source{Path: quarter + ".csv", Read: func() ([]byte, error) { return data, nil }}
	out, err := intake.Load(w.t.Context(), w.store, []intake.Source{source}, intake.Options{Ask: true, Hold: warehouse.HoldWarnings})
	if err != nil || out[0].State != warehouse.Received {
		w.t.Fatalf("%+v %v", out, err)
	}
	sub, err := w.store.Submission(w.t.Context(), out[0].Submission)
	if err != nil {
		w.t.Fatal(err)
	}
	return sub
}

// Programs answer what they find among the questions of a workbook.
func TestAnswersOverTheAPI(t *testing.T) {
	w := newWorld(t)
	sub := w.asking("I", 3000)
	at := fmt.Sprintf("/api/v1/submissions/%d", sub.ID)
	var detail struct {
		State     warehouse.State
		Facts     int
		Questions []intake.Question
	}
	if err := json.Unmarshal(w.get(at).Body.Bytes(), &detail); err != nil {
		t.Fatal(err)
	}
	if len(detail.Questions) != 2 || detail.Questions[0].Candidates[0].Target != "revenue" || detail.Questions[1].Candidates[0].Target != "u4" {
		t.Fatalf("asks %+v", detail.Questions)
	}
	send := func(body string) *httptest.ResponseRecorder {
		return w.post(at+"/answers", bytes.NewBufferString(body), func(r *http.Request) { r.Header.Set("Content-Type", "application/json") })
	}
	for body, want := range map[string]int{
		`{"answers":`: http.StatusBadRequest,
		`{"answers":[{"kind":"heading","text":"lợi nhuận","target":"revenue"}]}`:    http.StatusUnprocessableEntity,
		`{"answers":[{"kind":"heading","text":"doanh thú","target":"no_such"}]}`:    http.StatusUnprocessableEntity,
		`{"answers":[{"kind":"organisation","text":"công ty bốnn","target":"u9"}]}`: http.StatusUnprocessableEntity,
	} {
		if rec := send(body); rec.Code != want {
			t.Errorf("%s: %d %s", body, rec.Code, rec.Body)
		}
	}
	rec := send(`{"by":"Lan","answers":[{"kind":"heading","text":"doanh thú","target":"revenue"},{"kind":"organisation","text":"công ty bốnn","target":"u4"}]}`)
	if err := json.Unmarshal(rec.Body.Bytes(), &detail); err != nil || rec.Code != http.StatusOK || detail.State != warehouse.Accepted || detail.Facts != 4 {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	if rec := send(`{"answers":[{"kind":"heading","text":"doanh thú","target":"revenue"}]}`); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("answered twice: %d %s", rec.Code, rec.Body)
	}
}

// A workbook is uploaded with a heading and a unit nobody knows, matched on its
// page, and is in; the next quarter's is in at once; the match is changed.
func TestMatchingInABrowser(t *testing.T) {
	ctx := browser(t)
	w := newWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	file := func(quarter string, value int) string {
		path := filepath.Join(t.TempDir(), "quy-"+quarter+".csv")
		if err := os.WriteFile(path, strange(quarter, value), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	do, text := hands(ctx, t)
	// until waits for what a page leads to, across the pages in between.
	until := func(js string) {
		t.Helper()
		for range 300 {
			if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](js)); err == nil && ok {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Fatalf("never %s: %s", js, text(`document.querySelector("main").innerText`))
	}
	const way = `([...document.querySelectorAll("main a")].map((a) => a.getAttribute("href")).find((h) => /^\/submissions\/\d+$/.test(h)) || "")`
	upload := func(path string) {
		t.Helper()
		do(chromedp.Navigate(srv.URL+"/upload"), chromedp.SetUploadFiles(`input[name=file]`, []string{path}))
		until(`location.pathname.startsWith("/batches/") && ` + way + ` !== ""`)
		do(chromedp.Navigate(srv.URL + text(way)))
	}
	do(chromedp.Navigate(srv.URL + "/signin?token=" + testToken))
	upload(file("I", 3000))
	if got := text(`[...document.querySelectorAll(".match .asked")].map((n) => n.firstChild.textContent.trim()).join("|")`); got != "“Doanh thú (tỷ đồng)” là chỉ tiêu nào?|“Công ty Bốnn” là đơn vị nào?" {
		t.Fatalf("asks %q", got)
	}
	if got := text(`[...document.querySelectorAll(".match select")].map((n) => n.value).join("|")`); got != "revenue|u4" {
		t.Errorf("proposes %q", got)
	}
	do(chromedp.Focus(`.match .sign input`), chromedp.SendKeys(`.match .sign input`, "Lan\r")) // by keyboard alone
	until(`!document.querySelector(".match") && document.querySelector("h1").textContent.includes("4 số liệu")`)
	upload(file("II", 3100))
	if got := text(`document.querySelector("main").innerText`); !strings.Contains(got, "theo đối chiếu đã xác nhận bởi Lan") || strings.Contains(got, "là chỉ tiêu nào?") {
		t.Errorf("the next quarter: %s", got)
	}
	do(chromedp.Navigate(srv.URL+"/lists/mappings"), chromedp.Click(`.change summary`), chromedp.SetValue(`.change select`, "u3"), chromedp.Click(`.change[open] .control.main`))
	until(`document.querySelector(".change summary").textContent.includes("Công ty Ba")`)
	list, err := w.store.Mappings(t.Context())
	if err != nil || len(list) != 2 || list[0].Target != "u3" || list[0].Kind != ingest.MapOrganisation {
		t.Errorf("%+v %v", list, err)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// TestMatchScreens writes pictures of a workbook that asks and of what has been
// answered, for people to look at; see [TestScreens].
func TestMatchScreens(t *testing.T) {
	if *screens == "" || !strings.HasPrefix("match", *screensFor) {
		t.Skip("no -screens")
	}
	ctx := browser(t)
	w := newWorld(t)
	answered, asking := w.asking("I", 3000), w.asking("II", 3100)
	_, err := intake.Answer(t.Context(), w.store, answered.ID, []intake.Reply{{Kind: ingest.MapHeading, Text: "doanh thú", Target: "revenue"}}, warehouse.Act{By: "Nguyễn Thị Lan"})
	if err != nil {
		t.Fatal(err)
	}
	nameless := []byte("Báo cáo nhanh;;\nTT;Chỉ tiêu;TH\n1;Kết nạp;5\n")
	source := intake.Source{Path: "bao-cao.csv", Read: func() ([]byte, error) { return nameless, nil }}
	out, err := intake.Load(t.Context(), w.store, []intake.Source{source}, intake.Options{Ask: true})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(w)
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]string{
		"match": submissionHref(asking.ID), "match-again": submissionHref(answered.ID), "match-period": submissionHref(out[0].Submission), "match-list": "/lists/mappings", "match-held": w.held("2024-Q2"),
	} {
		for _, lang := range []string{"vi", "en"} {
			theme := map[string]string{"vi": "light", "en": "dark"}[lang]
			for width, height := range map[int64]int64{1440: 900, 390: 844} {
				file := filepath.Join(*screens, fmt.Sprintf("%s-%s-%d.png", name, lang, width))
				if err := shoot(ctx, srv.URL, address+"?lang="+lang, theme, width, height, file); err != nil {
					t.Errorf("%s: %v", file, err)
				}
			}
		}
	}
}
