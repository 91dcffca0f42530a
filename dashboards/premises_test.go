package dashboards

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"giaoban/warehouse/intake"
)

// What is told of a workbook's premises on its page changes how it is read;
// what is left as it is does not. Programs see and tell the same.
func TestTellingOnThePage(t *testing.T) {
	w := newWorld(t)
	href := w.held("2024-Q2")
	premises := func() string {
		t.Helper()
		var detail struct{ Premises []intake.Premise }
		if err := json.Unmarshal(w.get("/api/v1"+href).Body.Bytes(), &detail); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range detail.Premises {
			out = append(out, string(p.Kind)+" "+p.Target)
		}
		return strings.Join(out, ", ")
	}
	form := func(targets ...string) url.Values {
		return url.Values{"kind": {"sender", "period", "status"}, "text": {"", "", ""}, "target": targets, "by": {"Lan"}}
	}
	before := premises()
	if before != "sender u1, period 2024-Q2, status final" {
		t.Fatalf("read as %s", before)
	}
	if w.act(href, "answers", form("", "", "")); premises() != before {
		t.Errorf("nothing told: %s", premises())
	}
	body := w.act(href, "answers", form("", "2024-Q1", "estimate"))
	if got := premises(); got != "sender u1, period 2024-Q1, status estimate" {
		t.Errorf("told: %s", got)
	}
	for _, want := range []string{"Quý I/2024 (đã chọn)", "“kỳ báo cáo” là Quý I/2024", "được đọc là"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	w.act(href, "accept", url.Values{"note": {"đã xem"}})
	if got := premises(); got != "" {
		t.Errorf("in force: %s", got)
	}
	if body := w.get(href).Body.String(); strings.Contains(body, `class="panel asking premises"`) {
		t.Error("in force it can be told otherwise on the page")
	}
}

// Somebody finds that a file they took is of another quarter: they withdraw it,
// choose, and accept it as it comes in again, without touching the file.
func TestTellingOfAWithdrawnFileInABrowser(t *testing.T) {
	ctx := browser(t)
	w := newWorld(t)
	srv := httptest.NewServer(w)
	defer srv.Close()
	complaints := listen(ctx, t, srv.URL)
	href := w.held("2024-Q2")
	w.act(href, "accept", url.Values{"note": {"đã xem"}})
	w.act(href, "withdraw", url.Values{"note": {"nhầm kỳ"}})
	do, text := hands(ctx, t)
	do(chromedp.Navigate(srv.URL+"/signin?token="+testToken), chromedp.Navigate(srv.URL+href))
	if got := text(`document.querySelector(".premises summary").innerText`); !strings.Contains(got, "Quý II/2024") {
		t.Errorf("says %q", got)
	}
	do(chromedp.Focus(`.premises summary`), chromedp.KeyEvent(" "), chromedp.WaitVisible(`#premise-2`),
		chromedp.SetValue(`#premise-2`, "2024-Q1"), chromedp.Click(`.premises button`), chromedp.WaitVisible(`form.act`))
	if got := text(`document.querySelector(".subtitle").innerText + " " + location.pathname`); !strings.Contains(got, "Quý I/2024") || strings.HasSuffix(got, href) {
		t.Errorf("came in as %q", got)
	}
	if got := text(`document.querySelector("main").innerText`); !strings.Contains(got, "của cùng tệp này") {
		t.Errorf("says nothing of what was told: %s", got)
	}
	do(chromedp.Navigate(srv.URL + href)) // the one that was withdrawn leads on, and is not told of again
	if got := text(`(document.querySelector(".premises") ? "may be told " : "") + [...document.querySelectorAll(".subtitle")].map((n) => n.innerText).join(" ")`); strings.Contains(got, "may be told") || !strings.Contains(got, "đã vào lại") {
		t.Errorf("the withdrawn one: %q", got)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}
