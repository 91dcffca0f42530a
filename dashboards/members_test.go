package dashboards

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// A comparison in which nobody has a figure leads to one in which somebody has;
// of an organisation without members, to its own page.
func TestComparisonWithoutFiguresLeadsOn(t *testing.T) {
	w := sharedWorld(t)
	for _, tt := range []struct{ address, leads, others string }{
		{"org=cum&indicator=revenue&period=2031-Q1", "period=2024-Q1", ""},
		{"org=cum&indicator=revenue&period=2024-02", "period=2024-Q1", ""},
		{"org=cum&indicator=payroll&period=2024-Q1", "", "revenue workers party_members"},
		{"org=u1&indicator=revenue&period=2024-Q1", "/unit?", ""},
		{"org=cum&indicator=revenue&period=2024-Q1", "", ""},
	} {
		page := find(tree(t, w.get("/compare?lang=vi&"+tt.address).Body.String()), "main")[0]
		leads := ""
		for _, a := range find(page, "a", "class", "button") {
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
			if strings.HasPrefix(href, "/compare?") && len(find(tree(t, w.get(href).Body.String()), "section", "data-chart", "ranking")) == 0 {
				t.Errorf("%s leads to %s, which has no figures either", tt.address, href)
			}
		}
	}
}

// The ranking shows the API's figures, the largest first, and the whole last.
func TestComparisonShowsWhatTheAPISays(t *testing.T) {
	w := sharedWorld(t)
	ask := func(query string) (values []decimal.Decimal) {
		var answer struct{ Rows []struct{ Value json.Number } }
		if err := json.Unmarshal(w.get("/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1"+query).Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		for _, r := range answer.Rows {
			values = append(values, *dec(r.Value.String()))
		}
		return values
	}
	members, whole := ask("&by=org"), ask("")
	page := tree(t, w.get("/compare?org=cum&period=2024-Q1&indicator=revenue&lang=en").Body.String())
	ranking := find(page, "table", "class", "ranking")[0]
	var shown []decimal.Decimal
	for _, cell := range find(ranking, "td", "class", "figure") {
		shown = append(shown, *dec(strings.ReplaceAll(text(cell), ",", "")))
	}
	if len(shown) != len(members)+1 || !shown[len(members)].Equal(whole[0]) {
		t.Fatalf("shown %v, the API says %v and %v", shown, members, whole)
	}
	sum := decimal.Zero
	for n, v := range shown[:len(members)] {
		sum = sum.Add(v)
		if n > 0 && v.GreaterThan(shown[n-1]) {
			t.Errorf("%s stands below %s", v, shown[n-1])
		}
	}
	for _, v := range members {
		sum = sum.Sub(v)
	}
	if !sum.IsZero() {
		t.Errorf("the page and the API differ by %s", sum)
	}
}

// A quarter's members are held against the year's plan with the year so far,
// as on the page of the plan, and stand in its order.
func TestComparisonHoldsTheYearAgainstItsPlan(t *testing.T) {
	w := newWorld(t)
	sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "cum", Period: period("2024-Q2"), Status: catalog.Estimate}
	for n, value := range []int64{500, 2000, 1500, 1440} {
		f := fact(fmt.Sprintf("u%d", n+1), "revenue", sub.Period, value)
		f.Status = sub.Status
		sub.Facts = append(sub.Facts, f)
	}
	w.commit(sub)
	page := tree(t, w.get("/compare?org=cum&period=2024-Q2&indicator=revenue&sort=plan&lang=vi").Body.String())
	ranking := find(page, "table", "class", "ranking")[0]
	var shown []string
	for _, cell := range find(ranking, "span", "class", "attained") {
		shown = append(shown, text(cell))
	}
	// The first quarter brought 1320, 2200, 3080 and 3960 of 4000, 8000, 12000 and 16000.
	if want := []string{"52,5 %", "45,5 %", "38,2 %", "33,8 %", "40,0 %"}; !slices.Equal(shown, want) {
		t.Errorf("%q, want %q", shown, want)
	}
	if head := text(find(ranking, "th", "class", "text plan")[0]); head != "Kế hoạch, từ đầu năm; vạch: nhịp 50 %" {
		t.Error(head)
	}
}

func TestComparisonAddresses(t *testing.T) {
	addresses(t, sharedWorld(t), map[string]int{
		"/compare?":                                     http.StatusOK,
		"/compare?org=cum&sort=change":                  http.StatusOK,
		"/compare?org=cum&sort=plan":                    http.StatusOK,
		"/compare?org=cum&sort=name&view=time":          http.StatusOK,
		"/compare?org=u1":                               http.StatusOK,
		"/compare?org=cum&indicator=average_income":     http.StatusOK,
		"/compare?org=cum&period=2001":                  http.StatusOK,
		"/compare?org=cum&sort=size":                    http.StatusBadRequest,
		"/compare?org=cum&view=map":                     http.StatusBadRequest,
		"/compare?org=cum&indicator=nothing":            http.StatusNotFound,
		"/compare?org=nobody":                           http.StatusNotFound,
		"/compare?org=cum&period=2024-Q5":               http.StatusBadRequest,
		"/compare?org=cum&indicator=party_members&view": http.StatusOK,
	})
}

// The steps of a waterfall lead exactly from the base to the value, whoever
// came, went or lacks figures.
func TestContributionsAddUp(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	rapid.Check(t, func(t *rapid.T) {
		figure := rapid.Custom(func(t *rapid.T) string {
			return decimal.New(rapid.Int64Range(-500_000, 5_000_000).Draw(t, "figure"), -2).String()
		})
		var s standing
		now, before, pairs := decimal.Zero, decimal.Zero, 0
		for n := range rapid.IntRange(0, 30).Draw(t, "members") {
			value, base := figure.Draw(t, "value"), figure.Draw(t, "base")
			switch rapid.IntRange(0, 5).Draw(t, "case") {
			case 0:
				value = ""
			case 1:
				base = ""
			}
			m := row("u"+string(rune('a'+n)), "revenue", "2024-Q1", value, "", catalog.Final)
			if value != "" {
				now = now.Add(*dec(value))
			}
			if base != "" {
				before = before.Add(*dec(base))
				if value != "" && dec(base).Sign() > 0 {
					pairs++
					m = row(m.Org, "revenue", "2024-Q1", value, base, catalog.Final)
				}
				m.Yoy.BaseValue = dec(base)
			}
			s.members = append(s.members, m)
		}
		left := *dec(figure.Draw(t, "those who left"))
		before = before.Add(left)
		if before.Sign() <= 0 {
			before = before.Abs().Add(*dec("1")) // a base that can be compared with
		}
		s.total = row("c", "revenue", "2024-Q1", now.String(), before.String(), catalog.Final)
		steps := w.contributions(s, revenue, nil)
		if steps == nil {
			if pairs >= 2 {
				t.Fatalf("no steps of %d units with both sides", pairs)
			}
			return
		}
		sum := before
		for _, one := range steps {
			sum = sum.Add(one.change)
		}
		if !sum.Equal(now) {
			t.Fatalf("the steps lead to %s, the value is %s", sum, now)
		}
		if len(steps) > waterfallSteps+4 {
			t.Fatalf("%d steps", len(steps))
		}
	})
}

// A member whose own units came or went has done nothing by that.
func TestMovesAreNobodysContribution(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	moved := row("a", "revenue", "2024-Q1", "50", "90", catalog.Final)
	moved.Yoy.Comparable, moved.Yoy.ChangePct, moved.Yoy.Change, moved.Yoy.Reason = false, nil, nil, warehouse.PartialCoverage
	moved.Yoy.LikeForLikePct, moved.Yoy.UnitsBoth = dec("5"), 3
	s := standing{total: row("c", "revenue", "2024-Q1", "180", "205", catalog.Final), members: []warehouse.Row{moved,
		row("b", "revenue", "2024-Q1", "70", "60", catalog.Final), row("d", "revenue", "2024-Q1", "60", "55", catalog.Final)}}
	steps := w.contributions(s, revenue, nil)
	var changes []string
	for _, one := range steps {
		changes = append(changes, one.change.String())
	}
	if got := strings.Join(changes, " "); got != "10 5 -40" {
		t.Errorf("steps %s, want 10 5 and -40 for what moved", got)
	}

	// What is known of its units on both sides is theirs.
	moved.Yoy.LikeForLike = dec("2")
	s.members[0] = moved
	if steps := w.contributions(s, revenue, nil); len(steps) != 4 || !steps[2].change.Equal(*dec("2")) || !steps[3].change.Equal(*dec("-42")) || !steps[3].apart {
		t.Errorf("steps %+v, want 10, 5, 2 and -42 apart", steps)
	}
}

// Where units report in one period only, those with both make the change that
// is spoken of; what the others bring and take stands apart, each by itself.
func TestWaterfallOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	gone := row("d", "revenue", "2024-Q1", "", "30", catalog.Final)
	gone.Yoy.BaseValue = dec("30")
	s := standing{total: row("c", "revenue", "2024-Q1", "190", "160", catalog.Final), members: []warehouse.Row{
		row("a", "revenue", "2024-Q1", "80", "70", catalog.Final), row("b", "revenue", "2024-Q1", "65", "60", catalog.Final),
		row("e", "revenue", "2024-Q1", "45", "", catalog.Final), gone}}
	s.total.Coverage = warehouse.Coverage{Reported: 3, Expected: 4}
	s.total.Yoy = &warehouse.Delta{BasePeriod: period("2023-Q1"), BaseValue: dec("160"), BaseCoverage: warehouse.Coverage{Reported: 3, Expected: 4},
		Reason: warehouse.PartialCoverage, LikeForLike: dec("15"), LikeForLikePct: dec("11.5"), UnitsBoth: 2}
	paired := row("c", "revenue", "2024-Q1", "145", "130", catalog.Final)
	s.paired = &paired
	p, err := w.waterfall(s, revenue, map[string]catalog.OrgVersion{"a": {NameVI: "A"}, "b": {NameVI: "B"}, "d": {NameVI: "D"}, "e": {NameVI: "E"}})
	if err != nil || p == nil {
		t.Fatal(p, err)
	}
	var got []string
	for _, r := range p.Table.Rows {
		got = append(got, plainly(r[0].Text+" "+r[1].Text))
	}
	want := []string{"Quý I/2023 160,00", "A +10,0", "B +5,0", "đơn vị chỉ có số kỳ này (1) +45,0", "đơn vị chưa hoặc không còn báo cáo (1) −30,0", "Quý I/2024 190,00"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if what := plainly(p.Subtitle); !strings.HasPrefix(what, "+15,0 tỷ so với quý I/2023") || !strings.Contains(what, "các đơn vị có số cả hai kỳ") {
		t.Errorf("subtitle %q", what)
	}
	// What is no single member's is walked back to all of them, and says whose it is.
	for n, want := range map[int]string{3: "gồm E", 4: "gồm D"} {
		row := p.Table.Rows[n]
		if note := row[len(row)-1].Text; note != want || !strings.HasSuffix(row[1].Href, "#members") || !strings.HasPrefix(row[1].Href, "/compare?") {
			t.Errorf("%s: %q, leads to %q", row[0].Text, note, row[1].Href)
		}
		if !strings.Contains(string(p.Option), `"`+want+`"`) {
			t.Errorf("%s: no tooltip says %q", row[0].Text, want)
		}
	}
	s.total.Yoy.Reason = warehouse.MixedBasis
	if p, err := w.waterfall(s, revenue, nil); p != nil || err != nil {
		t.Errorf("totals of two sources: %v %v", p, err)
	}
}

// Shares make a hundred per cent; where values do not add up there are none.
func TestShares(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	income, _ := w.catalog.Indicator("average_income")
	s := standing{members: []warehouse.Row{row("a", "revenue", "2024", "30", "", catalog.Final), row("b", "revenue", "2024", "", "", catalog.Final), row("c", "revenue", "2024", "90", "", catalog.Final)}}
	share := shareOf(s, revenue)
	if a, b, c := share(s.members[0]), share(s.members[1]), share(s.members[2]); a.String() != "25" || b != nil || c.String() != "75" {
		t.Errorf("shares %v %v %v", a, b, c)
	}
	if got := shareOf(s, income)(s.members[0]); got != nil {
		t.Errorf("a share of an average: %v", got)
	}
	loss := standing{members: append(s.members, row("d", "revenue", "2024", "-5", "", catalog.Final))}
	if got := shareOf(loss, revenue)(s.members[0]); got != nil {
		t.Errorf("a share beside a loss: %v", got)
	}
}

func TestTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := decimal.New(rapid.Int64Range(-100_000, 0).Draw(t, "low"), -1)
		high := decimal.New(rapid.Int64Range(1, 10_000_000).Draw(t, "high"), -1)
		ticks := ticksOf(low, high)
		if len(ticks) > 6 || len(ticks) == 0 {
			t.Fatalf("%d ticks between %s and %s", len(ticks), low, high)
		}
		for _, v := range ticks {
			if v.LessThan(low) || v.GreaterThan(high) {
				t.Fatalf("tick %s outside %s … %s", v, low, high)
			}
		}
	})
}

func TestComparisonInABrowser(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(sharedWorld(t))
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/signin?token="+testToken)); err != nil {
		t.Fatal(err)
	}
	const look = `({
		charts: [...document.querySelectorAll("figure.chart")].filter((f) => !f.querySelector(".canvas svg path")).length,
		overflow: document.scrollingElement.scrollWidth - innerWidth,
		csp: document.documentElement.dataset.csp || "",
	})`
	type drawn struct {
		Charts, Overflow int
		CSP              string
	}
	for _, width := range []int64{1440, 1024, 360} {
		for _, about := range []string{"indicator=revenue", "indicator=revenue&view=time"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800)); err != nil {
				t.Fatal(err)
			}
			show(ctx, t, srv.URL+"/compare?org=cum&period=2024-Q1&"+about)
			page, err := chromedp.Run(ctx, chromedp.Evaluate[drawn](look))
			if err != nil {
				t.Fatal(err)
			}
			if page != (drawn{}) && (page.Charts > 0 || page.Overflow > 0 || page.CSP != "") {
				t.Errorf("%d px, %s: %+v", width, about, page)
			}
		}
	}
}

// The rows of a waterfall are as high as the longest of its names: lines of two
// names never touch.
func TestWaterfallRowsHoldTheirNames(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	style, err := os.ReadFile("static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"Công ty A": 1, "Công ty Cấp nước Sao": 2, "Công ty Cổ phần Cấp nước Sao Mai Xanh": 3} {
		s := standing{total: row("c", "revenue", "2024-Q1", "300", "200", catalog.Final)}
		names := map[string]catalog.OrgVersion{}
		for _, org := range []string{"u1", "u2"} {
			s.members = append(s.members, row(org, "revenue", "2024-Q1", "150", "100", catalog.Final))
			names[org] = catalog.OrgVersion{Org: org, NameVI: name}
		}
		p, err := w.waterfall(s, revenue, names)
		if err != nil || p == nil {
			t.Fatalf("%s: %v, %v", name, p, err)
		}
		height := 28
		if m := regexp.MustCompile(`lines\d+`).FindString(p.Height); m != "" {
			at := regexp.MustCompile(`\.` + m + ` { --row: (\d+)px; }`).FindSubmatch(style)
			if at == nil {
				t.Fatalf("%s: no style for %s", name, m)
			}
			height, _ = strconv.Atoi(string(at[1]))
		}
		if height < want*nameLine+6 {
			t.Errorf("%s: %d lines in a row of %d px", name, want, height)
		}
	}
}

// How many of those with figures can be compared is said where it is not all of
// them: what is known of four of five is not told as of all.
func TestHeadlineCountsWhoCanBeCompared(t *testing.T) {
	revenue, _ := catalog.Builtin().Indicator("revenue")
	for _, tt := range []struct {
		bases  []string // of five units; "" for none
		vi, en string
	}{
		{[]string{"9", "9", "9", "5", "5"}, "; cả 5 đơn vị đều không giảm so với cùng kỳ", "; none of the 5 units is down on the same period"},
		{[]string{"9", "9", "9", "5", ""}, "; chỉ 4 trong 5 đơn vị có số so được với cùng kỳ, không có đơn vị nào trong 4 đơn vị ấy giảm",
			"; only 4 of the 5 units with figures can be compared with the same period, and none of these is down"},
		{[]string{"90", "9", "9", "5", "5"}, "; 1 trong 5 đơn vị so được với cùng kỳ bị giảm", "; 1 of 5 comparable units are down on the same period"},
		{[]string{"90", "9", "90", "", ""}, "; chỉ 3 trong 5 đơn vị có số so được với cùng kỳ, trong đó 2 giảm",
			"; only 3 of the 5 units with figures can be compared with the same period, and 2 of these are down"},
	} {
		var s standing
		names := map[string]catalog.OrgVersion{}
		for n, value := range []string{"50", "30", "10", "5", "5", ""} {
			org, base := "u"+string(rune('a'+n)), ""
			if value != "" {
				base = tt.bases[n]
			}
			m := row(org, "revenue", "2024-Q1", value, base, catalog.Final)
			m.Source, m.Coverage.Expected = warehouse.FromOwn, 1
			s.members, names[org] = append(s.members, m), catalog.OrgVersion{NameVI: org, Type: catalog.Committee}
		}
		s.total = row("cum-7", "revenue", "2024-Q1", "100", "", catalog.Final)
		s.total.Coverage = warehouse.Coverage{Reported: 5, Expected: 6}
		for lang, want := range map[locale.Lang]string{locale.VI: tt.vi, locale.EN: tt.en} {
			if got := plainly(speak(t, lang).membersHeadline(revenue, s, names)); !strings.HasSuffix(got, want) {
				t.Errorf("%q: %q, want %q", tt.bases, got, want)
			}
		}
	}
}
