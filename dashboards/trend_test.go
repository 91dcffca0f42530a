package dashboards

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/shopspring/decimal"
	"golang.org/x/net/html"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// The page shows what the API answers for the same address, under each lens.
func TestTrendShowsWhatTheAPISays(t *testing.T) {
	w := sharedWorld(t)
	for _, lens := range []string{"as_reported", "current", "like_for_like"} {
		const about = "org=cum&indicator=revenue&from=2023-01&to=2024-Q1"
		if got := w.get("/trend?" + about); got.Code != http.StatusBadRequest {
			t.Errorf("periods of two kinds: %d", got.Code)
		}
		query := "org=cum&indicator=revenue&from=2022-Q3&to=2024-Q1&lens=" + lens
		var answer struct {
			Rows []struct{ Value json.Number }
		}
		body := w.get("/api/v1/metrics?compare=yoy,plan&" + query).Body.Bytes()
		if err := json.Unmarshal(body, &answer); err != nil {
			t.Fatal(err)
		}
		page := tree(t, w.get("/trend?lang=en&"+query).Body.String())
		var shown []string
		for _, cell := range find(find(page, "main")[0], "td", "class", "figure") {
			shown = append(shown, strings.ReplaceAll(text(cell), ",", ""))
		}
		for n, got := range shown {
			row := answer.Rows[len(answer.Rows)-1-n]
			if row.Value == "" {
				continue
			}
			if want := dec(row.Value.String()).StringFixed(2); got != want {
				t.Errorf("%s: the page shows %s, the API %s", lens, got, want)
			}
		}
		if len(shown) != tableRows {
			t.Errorf("%s: %d rows in the table, want %d", lens, len(shown), tableRows)
		}
		if current := find(page, "a", "aria-current", "true"); len(current) != 3 { // the lens, the kind of period and the language
			t.Errorf("%s: %d choices marked as current", lens, len(current))
		}
	}
}

// What an address leaves out is chosen; what it names must exist.
func TestTrendAddresses(t *testing.T) {
	addresses(t, sharedWorld(t), map[string]int{
		"/trend":                        http.StatusOK,
		"/trend?org=cum":                http.StatusOK,
		"/trend?org=cum&period=2024-Q1": http.StatusOK,
		"/trend?org=cum&indicator=revenue,workers":     http.StatusOK,
		"/trend?org=u1&indicator=party_members":        http.StatusOK,
		"/trend?org=cum&indicator=nothing":             http.StatusNotFound,
		"/trend?org=nobody":                            http.StatusNotFound,
		"/trend?org=cum&from=2024-Q1&to=2023-Q1":       http.StatusBadRequest,
		"/trend?org=cum&from=2023-Q1":                  http.StatusOK,
		"/trend?org=cum&to=2023-Q4":                    http.StatusOK,
		"/trend?org=cum&from=Q1":                       http.StatusBadRequest,
		"/trend?org=cum&lens=blue":                     http.StatusBadRequest,
		"/trend?org=cum&from=1980-01&to=2024-12":       http.StatusBadRequest,
		"/trend?org=cum&period=2019-Q1":                http.StatusOK,
		"/trend?org=cum&indicator=revenue&period=2024": http.StatusOK,
	})
}

// The remaining periods bring exactly what the plan lacks.
func TestPaceReachesThePlan(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	c := courses{course: course{to: period("2024-Q2")}}
	for n, v := range []struct{ value, base string }{{"100", "90"}, {"110", "100"}, {"", "120"}, {"", "130"}} {
		r := row("cum-7", "revenue", partsOfYear(period("2024-Q2"))[n].Code(), v.value, v.base, catalog.Final)
		if v.value == "" {
			r.Yoy.BaseValue = dec(v.base)
		} else {
			r = plan(r, "2024", "500")
		}
		c.year = append(c.year, r)
	}
	p, err := w.pacePanel(c, revenue)
	if err != nil || p == nil {
		t.Fatal(p, err)
	}
	if total := p.Lines[3].Total; total != "500,0" {
		t.Errorf("the running total ends at %v, the plan is 500", total)
	}
	if share := plainly(p.Lines[1].Share + " " + p.Lines[3].Share); share != "42,0 % 100,0 %" {
		t.Errorf("shares of the plan: %v", share)
	}
	for n, late := range []bool{true, true, false, false} {
		if p.Lines[n].Late != late {
			t.Errorf("%s: late %v", p.Lines[n].Period, p.Lines[n].Late)
		}
	}
	// (500 − 210) ÷ 2 = 145; 290 against 250 the year before.
	if got := plainly(p.Title); !strings.Contains(got, "16,0 %") {
		t.Errorf("title %q, want 16,0 %%", got)
	}
	if got := plainly(p.Sentence); !strings.Contains(got, "145,0 tỷ mỗi quý") {
		t.Errorf("sentence %q", got)
	}
	c.year[0].Coverage = warehouse.Coverage{Reported: 16, Expected: 17}
	if p, err := w.pacePanel(c, revenue); p != nil || err != nil {
		t.Errorf("a pace from incomplete figures: %v %v", p, err)
	}
	c.year[0].Coverage = warehouse.Coverage{Reported: 17, Expected: 17}
	// What came after the range has no part in it, and a gap within it forbids a sum.
	c.year[3].Value, c.year[3].Coverage = dec("1"), warehouse.Coverage{Reported: 16, Expected: 17}
	if p, err := w.pacePanel(c, revenue); err != nil || p == nil || !strings.Contains(plainly(p.Title), "16,0 %") || p.Lines[3].Total != "500,0" {
		t.Errorf("a quarter after the range counts: %+v %v", p, err)
	}
	c.to = period("2024-Q4")
	if p, err := w.pacePanel(c, revenue); p != nil || err != nil {
		t.Errorf("a pace with a gap: %v %v", p, err)
	}
	c.to, c.year[3].Value = period("2024-Q2"), nil

	// The open periods had other units the year before: no comparison of them.
	c.units = map[catalog.Period]string{}
	for n, q := range partsOfYear(period("2024-Q2")) {
		c.units[q], c.units[q.AddYears(-1)] = "a b", "a b"
		if n >= 2 {
			c.units[q.AddYears(-1)] = "a"
		}
	}
	if p, err := w.pacePanel(c, revenue); err != nil || p == nil || strings.Contains(p.Title, "%") || p.Lines[2].Change != "–" {
		t.Errorf("compared with other units: %+v %v", p, err)
	}
	c.units[period("2024-Q2")] = "a b c"
	if p, err := w.pacePanel(c, revenue); p != nil || err != nil {
		t.Errorf("a sum over different units: %v %v", p, err)
	}
	c.units, c.lens = nil, warehouse.LikeForLike
	if p, err := w.pacePanel(c, revenue); p != nil || err != nil {
		t.Errorf("a pace under like for like: %v %v", p, err)
	}
	c.lens = warehouse.AsReported
	over := decimal.NewFromInt(400)
	c.year[1].Value = &over
	if p, err := w.pacePanel(c, revenue); err != nil || p == nil || !strings.Contains(plainly(p.Title), "100,0 %") {
		t.Errorf("a plan reached: %+v %v", p, err)
	}
}

// Where units came and went, the pace panel tells the change of those that
// stayed, as the chart above it does, and draws no bar of the others' total.
func TestPaceAcrossAReorganisation(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	c := courses{course: course{to: period("2025-Q1")}}
	for n, p := range partsOfYear(period("2025-Q1")) {
		value, base := "", ""
		if n == 0 {
			value, base = "122", "100"
		}
		r := row("cum-7", "revenue", p.Code(), value, base, catalog.Final)
		if n == 0 {
			r = plan(r, "2025", "500")
			r.Yoy.LikeForLikePct = dec("9")
		}
		c.year = append(c.year, r)
	}
	p, err := w.pacePanel(c, revenue)
	if err != nil || p == nil {
		t.Fatal(p, err)
	}
	if got := plainly(p.Lines[0].Change); got != "+9,0 % cùng 16 đơn vị" {
		t.Errorf("change %q", got)
	}
	if strings.Contains(string(p.Option), `"value":100}`) {
		t.Errorf("a bar of the units of last year: %s", p.Option)
	}
	c.year[0].Yoy.LikeForLikePct = dec("22")
	if p, err = w.pacePanel(c, revenue); err != nil || plainly(p.Lines[0].Change) != "+22,0 %" || !strings.Contains(string(p.Option), `"value":100}`) {
		t.Errorf("the same units: %v %v", p, err)
	}
}

// Gaps between months that were reported are each marked, and the word for
// them stands where it does not run into itself.
func TestWordsOfGapsStandApart(t *testing.T) {
	word := &markLabel{}
	marks := make([]mark, 42)
	for _, n := range []int{1, 4, 7, 10, 30} {
		marks[n].Label = word
	}
	sayApart(marks, len(marks)/wordsAcross)
	for n, m := range marks {
		if want := n == 1 || n == 10 || n == 30; (m.Label != nil) != want {
			t.Errorf("period %d says the word: %t", n, m.Label != nil)
		}
	}
}

// A reorganisation is marked where it happened, once, with the numbers of
// units on both sides.
func TestTurns(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	r := &catalog.Register{Versions: []catalog.OrgVersion{
		{Org: "c", NameVI: "Cụm", Type: catalog.Cluster, From: day("2010-01-01")},
		{Org: "x", NameVI: "X", Type: catalog.Committee, From: day("2010-01-01")},
		{Org: "y", NameVI: "Y", Type: catalog.Committee, From: day("2010-01-01")},
		{Org: "z", NameVI: "Z", Type: catalog.Committee, From: day("2010-01-01")},
	}, Edges: []catalog.Edge{
		{Child: "x", Parent: "c", Kind: catalog.ClusterEdge, From: day("2010-01-01")},
		{Child: "y", Parent: "c", Kind: catalog.ClusterEdge, From: day("2010-01-01"), To: day("2023-05-01")},
		{Child: "z", Parent: "c", Kind: catalog.ClusterEdge, From: day("2023-08-01")},
	}, Events: []catalog.Event{
		{Code: "e", Kind: catalog.Transfer, Date: day("2023-05-01"), From: []string{"y"}, To: []string{"y"}, NoteVI: "Chuyển Y đi."},
		{Code: "f", Kind: catalog.Transfer, Date: day("2023-05-02"), From: []string{"other"}, To: []string{"other"}},
	}}
	w := speak(t, locale.VI)
	got := w.turns(newDirectory(r, day("2024-01-01")), "c", lastPeriods(period("2023-Q4"), 5))
	want := []turn{{At: 2, Text: "1/5/2023: 2 → 1 đơn vị", Note: "1/5/2023: Chuyển Y đi."}, {At: 3, Text: "quý III/2023: 1 → 2 đơn vị"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	// An organisation that came into being by an event has its mark where it begins;
	// of one that the register merely begins with nothing is known.
	r.Versions = append(r.Versions, catalog.OrgVersion{Org: "n", NameVI: "N", Type: catalog.Committee, From: day("2023-05-01")},
		catalog.OrgVersion{Org: "m", NameVI: "M", Type: catalog.Committee, From: day("2023-05-01")})
	r.Events = append(r.Events, catalog.Event{Code: "g", Kind: catalog.Split, Date: day("2023-05-01"), From: []string{"x"}, To: []string{"x", "n"}, NoteVI: "Tách N từ X."})
	dir := newDirectory(r, day("2024-01-01"))
	want = []turn{{At: 2, Text: "1/5/2023: thành lập mới", Note: "1/5/2023: Tách N từ X."}}
	if got := w.turns(dir, "n", lastPeriods(period("2023-Q4"), 5)); !slices.Equal(got, want) {
		t.Errorf("of a new one: got %+v, want %+v", got, want)
	}
	if got := w.turns(dir, "m", lastPeriods(period("2023-Q4"), 5)); len(got) != 0 {
		t.Errorf("of one of which nothing is told: got %+v", got)
	}
}

// A course of quarters is offered by the year, and one of months by the quarter,
// as soon as all the parts of one have figures.
func TestWholesOfKnownPeriods(t *testing.T) {
	for known, want := range map[string]string{
		"2024-Q1":                 "",
		"2023-Q4 2024-Q1 2024-Q2": "2024-H1",
		"2023-Q1 2023-Q2 2023-Q3 2023-Q4 2024-Q1": "2023-H1 2023 2023-H2",
		"2023-11 2023-12 2024-01 2024-02":         "",
		"2023-10 2023-11 2023-12 2024-01":         "2023-Q4",
		"2023-H1 2023-Q3 2023-Q4":                 "2023 2023-H2",
		"2023-9M 2023-Q4":                         "2023",
		"2022 2023":                               "",
	} {
		var list []catalog.Period
		for _, code := range strings.Fields(known) {
			list = append(list, period(code))
		}
		var got []string
		for _, p := range withWholes(list)[len(list):] {
			got = append(got, p.Code())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", known, got, want)
		}
	}
}

// The page draws itself at every width, with nothing wider than the window.
// A range with one end goes on until the latest figures, or begins as far back
// as is usual; the menus say what is shown and offer nothing without a choice.
func TestTrendFillsIn(t *testing.T) {
	w := sharedWorld(t)
	for address, want := range map[string]string{
		"/trend?org=cum&indicator=revenue&from=2023-Q2": "quý II/2023 – quý I/2024",
		"/trend?org=cum&indicator=revenue&from=2031-Q2": "– quý II/2031",
		"/trend?org=cum&indicator=revenue&to=2023-Q4":   "– quý IV/2023",
	} {
		if page := text(tree(t, w.get(address+"&lang=vi").Body.String())); !strings.Contains(page, want) {
			t.Errorf("%s does not say %q", address, want)
		}
	}
	page := tree(t, w.get("/trend?org=cum&indicator=revenue,workers&lang=vi").Body.String())
	var kinds []string
	for _, group := range find(page, "div", "aria-label", "Loại kỳ") {
		for _, a := range find(group, "a") {
			kinds = append(kinds, text(a))
		}
	}
	if strings.Join(kinds, " ") != "Quý Nửa năm Năm" {
		t.Errorf("kinds of period offered: %q", kinds)
	}
	if refused := w.get("/trend?org=cum&lens=blue&lang=vi").Body.String(); strings.Count(refused, "like_for_like") != 1 {
		t.Errorf("what is accepted is said twice: %s", refused)
	}
}

// A page without figures leads to those there are: of the indicator at another
// time, else of the organisation's other indicators. No kind of period is
// offered that the indicator has no figures of.
func TestTrendWithoutFiguresLeadsOn(t *testing.T) {
	w := openWorldOf(t, "", func(w *world) {
		w.fill()
		sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "cum", Period: period("2022-12"), Status: catalog.Final}
		for i := range 4 {
			one := fact(fmt.Sprintf("u%d", i+1), "profit", sub.Period, 70)
			one.Status = catalog.Final
			sub.Facts = append(sub.Facts, one)
		}
		w.commit(sub)
	})
	defer w.store.Close()
	for _, tt := range []struct{ address, headline, leads, others, kinds string }{
		{"org=cum&indicator=profit", "Chưa có số lợi nhuận", "to=2022-12", "", "Tháng"},
		{"org=cum&indicator=profit&from=2022-01&to=2022-12", "", "", "", ""},
		{"org=cum&indicator=revenue&from=2030-Q1&to=2031-Q2", "Chưa có số doanh thu", "to=2024-Q1", "", "Quý Nửa năm Năm"},
		{"org=cum&indicator=revenue&from=2024-01&to=2024-03", "Chưa có số doanh thu", "to=2024-Q1", "", "Quý Nửa năm Năm"},
		{"org=cum&indicator=payroll&from=2023-Q1&to=2024-Q1", "Cụm thử nghiệm chưa có số tổng thu nhập của người lao động ở kỳ nào", "", "revenue profit", ""},
	} {
		page := tree(t, w.get("/trend?lang=vi&"+tt.address).Body.String())
		if got := text(find(page, "h1")[0]); !strings.HasPrefix(got, tt.headline) {
			t.Errorf("%s: %q", tt.address, got)
		}
		leads := ""
		for _, a := range find(find(page, "main")[0], "a", "class", "button") {
			leads += attr(a, "href")
		}
		if (leads == "") != (tt.leads == "") || !strings.Contains(leads, tt.leads) {
			t.Errorf("%s leads to %q, want %q", tt.address, leads, tt.leads)
		}
		var others []string
		for _, panel := range find(page, "section", "class", "others") {
			for _, a := range find(panel, "a") {
				others = append(others, attr(a, "href"))
			}
		}
		for _, code := range strings.Fields(tt.others) {
			if !slices.ContainsFunc(others, func(href string) bool { return strings.Contains(href, "indicator="+code+"&") }) {
				t.Errorf("%s does not lead to %s: %q", tt.address, code, others)
			}
		}
		if (tt.others == "") != (len(others) == 0) {
			t.Errorf("%s leads to %d other indicators", tt.address, len(others))
		}
		for _, href := range append(others, leads) {
			if href != "" && len(find(tree(t, w.get(href).Body.String()), "figure", "data-chart", "course")) == 0 {
				t.Errorf("%s leads to %s, which has no figures either", tt.address, href)
			}
		}
		var kinds []string
		for _, group := range find(page, "div", "aria-label", "Loại kỳ") {
			for _, a := range find(group, "a") {
				kinds = append(kinds, text(a))
			}
		}
		if strings.Join(kinds, " ") != tt.kinds {
			t.Errorf("%s offers %q, want %q", tt.address, kinds, tt.kinds)
		}
	}
}

// Indicators are shown beside the main one and taken away again with links of
// the page, until there are as many as it draws.
func TestTrendOfSeveralIndicators(t *testing.T) {
	w := sharedWorld(t)
	address := "/trend?org=cum&indicator=revenue&from=2023-Q1&to=2024-Q1&lang=vi"
	shown := func(page *html.Node) []string {
		var out []string
		for _, chart := range find(page, "figure", "data-chart", "course") {
			out = append(out, text(find(chart, "p", "class", "what")[0]))
		}
		return out
	}
	for n := 1; ; n++ {
		page := tree(t, w.get(address).Body.String())
		if got := len(find(page, "a", "class", "chip")); got != n-1 {
			t.Fatalf("%d indicators beside the main one are listed, want %d", got, n-1)
		}
		menus := find(page, "details", "class", "add")
		if n == maxCourses {
			if len(menus) != 0 {
				t.Error("more can be added than are drawn")
			}
			break
		}
		added := find(menus[0], "a")[n%3]
		if strings.Contains(attr(added, "href"), "indicator=&") {
			t.Fatal(attr(added, "href"))
		}
		address = attr(added, "href")
	}
	page := tree(t, w.get("/trend?org=cum&indicator=revenue,workers,budget_paid&from=2023-Q1&to=2024-Q1&lang=vi").Body.String())
	if got := shown(page); len(got) != 3 || !strings.HasPrefix(got[1], "Lao động") {
		t.Errorf("shown: %q", got)
	}
	less := find(page, "a", "class", "chip")[0]
	if name := attr(less, "aria-label"); name != "Bỏ Lao động" {
		t.Errorf("the first is taken away by %q", name)
	}
	if got := shown(tree(t, w.get(attr(less, "href")).Body.String())); len(got) != 2 || !strings.HasPrefix(got[1], "Nộp ngân sách") {
		t.Errorf("without it: %q", got)
	}
	// Another main indicator keeps the others.
	for _, a := range find(find(page, "div", "class", "pickers")[0], "a") {
		if text(a) == "Lợi nhuận tỷ" && !strings.Contains(attr(a, "href"), "indicator=profit%2Cworkers%2Cbudget_paid") {
			t.Errorf("another main indicator leads to %s", attr(a, "href"))
		}
	}
}

func TestTrendInABrowser(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	type drawn struct {
		Charts, Drawings, Overflow int
		CSP                        string
	}
	const look = `({
		charts: document.querySelectorAll("figure.chart").length,
		drawings: [...document.querySelectorAll("figure.chart")].filter((f) => f.querySelector(".canvas svg path")).length,
		overflow: document.scrollingElement.scrollWidth - innerWidth,
		csp: document.documentElement.dataset.csp || "",
	})`
	for _, size := range []struct{ width, height int64 }{{1440, 900}, {360, 740}} {
		for _, about := range []string{"indicator=revenue,workers", "indicator=average_income&from=2019-Q1&to=2024-Q1"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height)); err != nil {
				t.Fatal(err)
			}
			show(ctx, t, srv.URL+"/trend?org=cum&"+about)
			page, err := chromedp.Run(ctx, chromedp.Evaluate[drawn](look))
			if err != nil {
				t.Fatal(err)
			}
			if page.Charts == 0 || page.Drawings != page.Charts || page.Overflow > 0 || page.CSP != "" {
				t.Errorf("%d px, %s: %+v", size.width, about, page)
			}
		}
	}
}

// Twelve bars have no room for figures under each: those of a year by months are
// in the chart's table, where they say what they do of a year by quarters.
func TestPaceByMonthsIsInItsTable(t *testing.T) {
	w := sampleWorld(t)
	for period, lines := range map[string]int{"from=2025-01&to=2025-08": 0, "from=2025-Q1&to=2025-Q2": 1} {
		about := "org=khoi-mau&indicator=revenue&lang=vi&" + period
		page := tree(t, w.get("/trend?"+about).Body.String())
		if got := len(find(page, "table", "class", "pace")); got != lines {
			t.Errorf("%s: %d tables under the bars, want %d", period, got, lines)
		}
		chart := w.drawn(t, "pace", about)
		until := slices.Index(chart.Columns, "Lũy kế, tỷ")
		share := slices.Index(chart.Columns, "So với kế hoạch năm")
		if until < 0 || share < 0 {
			t.Fatalf("%s: columns %q", period, chart.Columns)
		}
		last := chart.Rows[len(chart.Rows)-1]
		if plainly(last[share].Text) != "100,0 %" {
			t.Errorf("%s: the year ends at %s of the plan", period, last[share].Text)
		}
		totals := w.drawn(t, "cumulative", about)
		for n, row := range totals.Rows {
			if row[1].Value != "" && row[1].Text != chart.Rows[n][until].Text {
				t.Errorf("%s: until %s %s under the bars, %s in the running totals", period, row[0].Text, chart.Rows[n][until].Text, row[1].Text)
			}
		}
	}
}
