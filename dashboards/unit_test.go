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
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// The scorecard shows the API's figures, and ranks a unit as sorting the API's
// answer for all of them does.
func TestUnitShowsWhatTheAPISays(t *testing.T) {
	w := sharedWorld(t)
	catalogue := catalog.Builtin()
	for _, unit := range []string{"u1", "u3"} {
		page := tree(t, w.get("/unit?org="+unit+"&period=2024-Q1&lang=en").Body.String())
		rows := 0
		for _, line := range find(find(page, "table", "class", "scores")[0], "tr") {
			code := attr(line, "data-indicator")
			if code == "" {
				continue
			}
			rows++
			var answer struct {
				Rows []struct {
					Org   string
					Value json.Number
				}
			}
			body := w.get("/api/v1/metrics?org=cum&by=org&period=2024-Q1&indicator=" + code).Body.Bytes()
			if err := json.Unmarshal(body, &answer); err != nil {
				t.Fatal(err)
			}
			i, _ := catalogue.Indicator(code)
			var own decimal.Decimal
			var all []decimal.Decimal
			for _, r := range answer.Rows {
				if r.Value == "" {
					continue
				}
				v := *dec(r.Value.String())
				if all = append(all, v); r.Org == unit {
					own = v
				}
			}
			slices.SortFunc(all, func(a, b decimal.Decimal) int { return b.Cmp(a) * int(i.Direction) })
			want := fmt.Sprintf("%d/%d", 1+slices.IndexFunc(all, own.Equal), len(all))
			if got := text(find(find(line, "td", "class", "rank-cell")[0], "b")[0]); got != want {
				t.Errorf("%s, %s: rank %s, want %s", unit, code, got, want)
			}
			parts := strings.Fields(strings.ReplaceAll(text(find(find(line, "td", "class", "figure")[0], "a")[0]), ",", ""))
			if shown := strings.TrimSuffix(parts[len(parts)-1], "%"); shown != own.StringFixed(int32(i.Precision)) { //nolint:gosec // a few decimals
				t.Errorf("%s, %s: %s, want %s", unit, code, shown, own)
			}
		}
		if rows < 5 {
			t.Errorf("%s: %d indicators", unit, rows)
		}
	}
}

// The card names the workbooks that brought the unit's figures, though others
// sent them, and leads to their pages; of a time without any, the last there are.
func TestUnitListsItsFiles(t *testing.T) {
	w := sharedWorld(t)
	page := tree(t, w.get("/unit?org=u2&period=2024-Q1").Body.String())
	for _, period := range []string{"2024-Q1", "2019-Q1", "2031-Q1"} {
		card := tree(t, w.get("/unit?org=u2&period="+period).Body.String())
		files := find(find(card, "section", "class", "unit-files")[0], "a")
		if len(files) == 0 {
			t.Errorf("%s: no file", period)
		}
		for _, a := range files {
			if !strings.HasPrefix(attr(a, "href"), "/submissions/") {
				t.Errorf("%s: %s", period, attr(a, "href"))
			}
		}
	}
	marks := find(find(page, "section", "class", "reports")[0], "li")
	if len(marks) != window(catalog.Quarter) {
		t.Errorf("%d periods", len(marks))
	}
}

func TestUnitAddresses(t *testing.T) {
	addresses(t, sharedWorld(t), map[string]int{
		"/unit?":                         http.StatusOK,
		"/unit?org=u1&period=2024-Q1":    http.StatusOK,
		"/unit?org=u2&period=2023":       http.StatusOK,
		"/unit?org=cum&period=2024-Q1":   http.StatusOK,
		"/unit?org=u4&period=2024-02":    http.StatusOK,
		"/unit?org=u1&period=2001":       http.StatusOK,
		"/unit?org=u1&period=2020..2025": http.StatusOK,
		"/unit?org=nobody":               http.StatusNotFound,
		"/unit?org=u1&period=never":      http.StatusBadRequest,
	})
}

// A place counts who is better, by the indicator's direction; equals share it,
// and who has no figure is not counted.
func TestPlaces(t *testing.T) {
	c := catalog.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		i, _ := c.Indicator(rapid.SampledFrom([]string{"revenue", "social_insurance_debt", "transfers_out"}).Draw(t, "indicator"))
		var rows []warehouse.Row
		for n := range rapid.IntRange(0, 15).Draw(t, "peers") {
			value := ""
			if rapid.IntRange(0, 4).Draw(t, "known") > 0 {
				value = fmt.Sprint(rapid.IntRange(0, 9).Draw(t, "value"))
			}
			rows = append(rows, row(fmt.Sprint("u", n), i.Code, "2024-Q1", value, "", catalog.Final))
		}
		known := 0
		seen := map[int]string{}
		for _, r := range rows {
			if r.Value != nil {
				known++
			}
		}
		for _, r := range rows {
			at, of := standsAt(r.Org, rows, i)
			if r.Value == nil || i.Direction == catalog.NoDirection {
				if at != 0 {
					t.Fatalf("%s has place %d", r.Org, at)
				}
				continue
			}
			if of != known || at < 1 || at > of {
				t.Fatalf("%d of %d among %d", at, of, known)
			}
			if before, ok := seen[at]; ok && before != r.Value.String() {
				t.Fatalf("%s and %s share place %d", before, r.Value, at)
			}
			seen[at] = r.Value.String()
		}
		if known > 0 && i.Direction != catalog.NoDirection && seen[1] == "" {
			t.Fatal("nobody is first")
		}
	})
}

// The comparison leads to the scorecards of the units it compares.
func TestComparisonLeadsToUnits(t *testing.T) {
	page := tree(t, sharedWorld(t).get("/compare?org=cum&period=2024-Q1&indicator=revenue").Body.String())
	for _, name := range find(find(find(page, "table", "class", "ranking")[0], "tbody")[0], "th") {
		if href := attr(find(name, "a")[0], "href"); !strings.HasPrefix(href, "/unit?") {
			t.Errorf("%s leads to %s", text(name), href)
		}
	}
}

// A unit without any figure has a card that says so.
func TestUnitWithoutFigures(t *testing.T) {
	w := speak(t, locale.VI)
	card := unitCard{place: place{"o", period("2024-Q1")}, findings: findings{period: period("2024-Q1"),
		names: map[string]catalog.OrgVersion{"o": {NameVI: "Đơn vị mới", Type: catalog.Cell}}}}
	page, err := w.unitCard(&directory{register: &catalog.Register{}}, card)
	if err != nil || page.Headline != "Chưa có số liệu quý I/2024 của Đơn vị mới" || page.Hero != nil {
		t.Errorf("%v %+v", err, page)
	}
}

func TestUnitInABrowser(t *testing.T) { whole(t, "/unit?org=u2&period=2024-Q1") }

// Before the first report there ever was of a unit nothing is late; what is
// missing between two reports is, and where an earlier one is known.
func TestBeforeTheFirstReport(t *testing.T) {
	w := openWorldOf(t, "", func(w *world) {
		from := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
		w.commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: &catalog.Register{
			Versions:    []catalog.OrgVersion{{Org: "x", From: from, NameVI: "Đơn vị X", Type: catalog.Committee}, {Org: "y", From: from, NameVI: "Đơn vị Y", Type: catalog.Committee}},
			Obligations: []catalog.Obligation{{Org: "x", Indicators: []string{"revenue"}, Every: catalog.Quarter, From: from}, {Org: "y", Indicators: []string{"revenue"}, Every: catalog.Quarter, From: from}},
		}})
		for _, one := range []struct{ org, period string }{{"x", "2022-Q4"}, {"x", "2023-Q4"}, {"y", "2019-Q1"}, {"y", "2023-Q4"}} {
			w.commit(report(one.org, one.period, "revenue"))
		}
	})
	defer w.store.Close()
	for org, want := range map[string]string{
		"x": "not_owed not_owed not_owed not_owed done late late late done",
		"y": "late late late late late late late late done",
	} {
		var got []string
		page := tree(t, w.get("/unit?org="+org+"&period=2023-Q4&lang=vi").Body.String())
		for _, li := range find(find(page, "section", "class", "reports")[0], "li") {
			mark := append(find(li, "a", "class", "mark"), find(li, "span", "class", "mark")...)[0]
			got = append(got, strings.Fields(attr(mark, "class"))[1])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", org, got, want)
		}
	}
}

// A unit whose report is missing shows the rank of the last period there was;
// that of the indicator whose ranks stand over time, only there.
func TestRankOfTheLastReport(t *testing.T) {
	w := newWorld(t)
	w.commit(report("u1", "2024-Q2", "revenue"))
	w.commit(report("u3", "2024-Q2", "awareness_class"))
	page := tree(t, w.get("/unit?org=u3&period=2024-Q2&lang=vi").Body.String())
	before := tree(t, w.get("/unit?org=u3&period=2024-Q1&lang=vi").Body.String())
	ranks := func(page *html.Node) map[string]*html.Node {
		out := map[string]*html.Node{}
		tables := find(page, "table", "class", "scores")
		for _, line := range find(tables[len(tables)-1], "tr") { // before it may stand that of the last report
			if code := attr(line, "data-indicator"); code != "" {
				out[code] = find(line, "td", "class", "rank-cell")[0]
			}
		}
		return out
	}
	now, then := ranks(page), ranks(before)
	if got := text(now["revenue"]); got != "" {
		t.Errorf("%q stands beside the ranks over time", got)
	}
	if marks := text(find(page, "section", "class", "ranks")[0]); !strings.Contains(marks, text(find(then["revenue"], "b")[0])) {
		t.Errorf("the ranks over time lack it: %s", marks)
	}
	told := 0
	for code, cell := range now {
		if a := find(cell, "a"); len(a) > 0 && len(find(then[code], "b")) > 0 {
			last := text(find(then[code], "b")[0])
			if got := text(a[0]); !strings.HasPrefix(got, "quý I/2024: "+last) || !strings.Contains(attr(a[0], "href"), "2024-Q1") {
				t.Errorf("%s: %q leads to %s, want the rank %s of the first quarter", code, got, attr(a[0], "href"), last)
			}
			told++
		}
	}
	if told == 0 {
		t.Error("no last rank")
	}
}

// A unit of one period has no course: no column is kept free for one, and its
// figure's panel is as high as the figure.
func TestUnitWithoutACourse(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	srv := httptest.NewServer(sampleWorld(t))
	defer srv.Close()
	do, text := hands(ctx, t)
	do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(srv.URL+"/signin?token="+testToken))
	for address, courses := range map[string]string{"/unit?org=long-bien&period=2022-Q1&lang=vi": "0", "/unit?org=cum-7&period=2024-Q1&lang=vi": "1"} {
		show(ctx, t, srv.URL+address)
		if got := text(`String(document.querySelectorAll(".scores thead .course").length)`); got != courses {
			t.Errorf("%s: %s columns for courses, want %s", address, got, courses)
		}
	}
	show(ctx, t, srv.URL+"/unit?org=long-bien&period=2022-Q1&lang=vi")
	if below := text(`(() => { const box = document.querySelector(".hero").getBoundingClientRect(), facts = Math.max(...[...document.querySelectorAll(".hero .facts *")].map((e) => e.getBoundingClientRect().bottom)); return String(box.bottom - facts < 60); })()`); below != "true" {
		t.Error("below the figure its panel is empty")
	}
}

// Ranks go on over periods without a report: such a period has a gap that says
// why, whether it is one before or the page's own.
func TestRanksGoOnOverGaps(t *testing.T) {
	w := newWorld(t)
	w.commit(report("u1", "2024-Q2", "revenue"))
	w.commit(report("u3", "2024-Q2", "awareness_class"))
	w.commit(report("u1", "2024-Q3", "revenue"))
	w.commit(report("u3", "2024-Q3", "revenue"))
	for _, period := range []string{"2024-Q2", "2024-Q3"} {
		page := tree(t, w.get("/unit?org=u3&period="+period+"&lang=vi").Body.String())
		panels := find(page, "section", "class", "ranks")
		if len(panels) != 1 {
			t.Fatalf("%s: %d panels of ranks", period, len(panels))
		}
		got := map[string]string{}
		for _, li := range find(panels[0], "li") {
			mark := append(find(li, "a"), find(li, "span", "class", "soft")...)[0]
			at, _, _ := strings.Cut(attr(mark, "title"), ":")
			got[at] = text(mark)
		}
		if len(got) != window(catalog.Quarter) || !strings.Contains(got["Quý I/2024"], "/") || got["Quý II/2024"] != "thiếu" {
			t.Errorf("%s: %v", period, got)
		}
		if later := got["Quý III/2024"]; period == "2024-Q3" && !strings.Contains(later, "/") {
			t.Errorf("after the gap %q", later)
		}
		if why := text(find(panels[0], "p", "class", "what")[0]); !strings.Contains(why, "uý II/2024: ") {
			t.Errorf("%s: no reason in %q", period, why)
		}
	}
}

// What does not apply to a unit is on its card, told apart from a missing figure
// and from zero, and leads to the cell that says so.
func TestUnitTellsWhatDoesNotApply(t *testing.T) {
	w := sampleWorld(t)
	page := tree(t, w.get("/unit?org=cum-7-02&period=2024-Q1&lang=vi").Body.String())
	for _, line := range find(find(page, "table", "class", "scores")[0], "tr") {
		if attr(line, "data-indicator") != "export_turnover" {
			continue
		}
		a := find(find(line, "td", "class", "figure")[0], "a")[0]
		if text(a) != "– không áp dụng" || w.get(attr(a, "href")).Code != http.StatusOK {
			t.Errorf("%q leads to %s", text(a), attr(a, "href"))
		}
		if !strings.Contains(text(find(page, "section", "class", "scores-panel")[0]), "khác với “chưa có số liệu”") {
			t.Error("nothing tells it from a missing figure")
		}
		return
	}
	t.Error("exports, which do not apply, are left out")
}
