package dashboards

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// The page shows the API's attainments: of the whole, and of each member, the
// furthest behind first.
func TestPlanShowsWhatTheAPISays(t *testing.T) {
	w := sharedWorld(t)
	var answer struct {
		Rows []struct {
			Org  string
			Plan struct {
				Attained json.Number `json:"attained_pct"`
			}
		}
	}
	if err := json.Unmarshal(w.get("/api/v1/metrics?indicator=revenue&org=cum&period=2024-Q1&compare=plan&by=org").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, r := range answer.Rows {
		want[dec(r.Plan.Attained.String()).StringFixed(1)+"%"]++
	}
	page := tree(t, w.get("/plan?org=cum&period=2024-Q1&lang=en").Body.String())
	matrix := find(page, "table", "class", "matrix")[0]
	last := decimal.NewFromInt(-1)
	for _, cell := range find(find(matrix, "tbody")[0], "span", "class", "pct") {
		shown := text(cell)
		if want[shown]--; want[shown] < 0 {
			t.Errorf("%s is not what the API says: %v", shown, want)
		}
		pct := *dec(strings.TrimSuffix(shown, "%"))
		if pct.LessThan(last) {
			t.Errorf("%s stands below %s", pct, last)
		}
		last = pct
	}
	for shown, left := range want {
		if left != 0 {
			t.Errorf("%s is missing", shown)
		}
	}
	sources := 0
	for _, a := range find(matrix, "a") {
		if href := attr(a, "href"); strings.HasPrefix(href, "/figures/") {
			sources++
			if got := w.get(href); got.Code != http.StatusOK {
				t.Errorf("%s: %d", href, got.Code)
			}
		}
	}
	if sources < 4 {
		t.Errorf("%d figures lead to where they come from", sources)
	}
}

func TestPlanAddresses(t *testing.T) {
	addresses(t, sharedWorld(t), map[string]int{
		"/plan?":                       http.StatusOK,
		"/plan?org=cum&period=2024-Q1": http.StatusOK,
		"/plan?org=cum&period=2024-Q1&view=units":  http.StatusOK,
		"/plan?org=cum&period=2023-Q3":             http.StatusOK,
		"/plan?org=cum&period=2024-02":             http.StatusOK,
		"/plan?org=cum&period=2020..2025":          http.StatusOK,
		"/plan?org=u1&period=2024-Q1":              http.StatusOK,
		"/plan?org=cum&period=2024-Q1&view=cities": http.StatusBadRequest,
		"/plan?org=nobody":                         http.StatusNotFound,
		"/plan?org=cum&period=Q1":                  http.StatusBadRequest,
	})
}

// Without a plan the page leads to the form of one.
func TestPlanLeadsToItsForm(t *testing.T) {
	w := sharedWorld(t)
	leads := func(period string) []*html.Node {
		return find(find(tree(t, w.get("/plan?org=cum&period="+period+"&lang=vi").Body.String()), "main")[0], "a", "class", "button")
	}
	if got := leads("2024-Q1"); len(got) != 0 {
		t.Errorf("a page with a plan leads away: %q", attr(got[0], "href"))
	}
	got := leads("2022-Q3")
	if len(got) != 1 || text(got[0]) != "Lấy mẫu kế hoạch năm 2022" {
		t.Fatalf("%d buttons", len(got))
	}
	if page := w.get(attr(got[0], "href")).Body.String(); !strings.Contains(page, "/api/v1/template?") {
		t.Errorf("%s has no form", attr(got[0], "href"))
	}
}

// The periods that make up the year so far follow each other without gap or
// overlap from January to the end of the period.
func TestYearSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grain := rapid.SampledFrom([]catalog.Grain{catalog.Month, catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year}).Draw(t, "grain")
		index := rapid.IntRange(1, map[catalog.Grain]int{catalog.Month: 12, catalog.Quarter: 4, catalog.Half: 2, catalog.NineMonths: 1, catalog.Year: 1}[grain]).Draw(t, "index")
		if grain == catalog.Year || grain == catalog.NineMonths {
			index = 0
		}
		p, err := catalog.NewPeriod(grain, 2024, index)
		if err != nil {
			t.Fatal(err)
		}
		next := 2024 * 12
		for _, part := range yearSpan(p) {
			first, last := part.Months()
			if first != next {
				t.Fatalf("%s: %s begins with month %d, want %d", p, part, first, next)
			}
			next = last + 1
		}
		if _, last := p.Months(); next != last+1 {
			t.Fatalf("%s: %v ends with month %d", p, yearSpan(p), next-1)
		}
	})
}

// A sum over the parts of a year is their sum, is missing when one is, and its
// attainment times the plan is the sum again.
func TestToDateAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		goal := decimal.New(rapid.Int64Range(1, 1_000_000).Draw(t, "plan"), -2)
		sum, known := decimal.Zero, true
		var rows []warehouse.Row
		for _, p := range yearSpan(period("2024-11")) {
			value := decimal.New(rapid.Int64Range(-1000, 1_000_000).Draw(t, "value"), -2).String()
			if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
				value, known = "", false
			} else {
				sum = sum.Add(*dec(value))
			}
			r := row("o", "revenue", p.Code(), value, "", catalog.Final)
			r.Plan = &warehouse.Attainment{Period: period("2024"), Value: goal, Comparable: true}
			rows = append(rows, r)
		}
		got, ok := toDate(rows)
		if !ok || known != (got.Value != nil) || known && !got.Value.Equal(sum) {
			t.Fatalf("%+v, want %s", got, sum)
		}
		pct := attained(got)
		if known != (pct != nil) {
			t.Fatalf("attained %v", pct)
		}
		if pct != nil && pct.Mul(goal).Div(hundred).Sub(sum).Abs().GreaterThan(decimal.New(1, -6)) {
			t.Fatalf("%s %% of %s is not %s", pct, goal, sum)
		}
		if due := pace(got, period("2024"), catalog.Flow); due.StringFixed(2) != "91.67" {
			t.Fatalf("pace %s after eleven months", due)
		}
	})
}

// What is done and what every part that is left must bring make the plan.
func TestRequiredReachesThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]string{"2024-01", "2024-05", "2024-Q1", "2024-Q3", "2024-H1", "2024-9M", "2024"}).Draw(t, "period")
		done := decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "done"), -2)
		goal := decimal.New(rapid.Int64Range(1, 2_000_000).Draw(t, "plan"), -2)
		r := plan(row("o", "revenue", p, done.String(), "", catalog.Final), "2024", goal.String())
		n := required(period(p), r, catalog.Flow, dec("30"), dec("100"))
		if n == nil {
			t.Fatal("nothing is required")
		}
		_, last := period(p).Months()
		size := map[catalog.Grain]int{catalog.Month: 1, catalog.Quarter: 3}[n.grain]
		if n.parts*size+last%12+1 != 12 {
			t.Fatalf("%s: %d parts of %d months are left", p, n.parts, size)
		}
		if n.parts == 0 {
			return
		}
		total := done.Add(n.each.Mul(decimal.NewFromInt(int64(n.parts))))
		if want := decimal.Max(done, goal); total.Sub(want).Abs().GreaterThan(decimal.New(1, -8)) {
			t.Fatalf("%s with the rest makes %s of %s", done, total, want)
		}
		if n.grown == nil || n.grown.Mul(*dec("70")).Div(hundred).Add(*dec("70")).Sub(n.left).Abs().GreaterThan(decimal.New(1, -6)) {
			t.Fatalf("%v on a rest of 70 is not %s", n.grown, n.left)
		}
	})
	if required(period("2024-Q1"), plan(row("o", "workers", "2024-Q1", "5", "", catalog.Final), "2024", "9"), catalog.Stock, nil, nil) != nil {
		t.Error("a level must bring something")
	}
}

// Counts of units agree with counting by hand, and never rise with the share.
func TestReachedCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []warehouse.Row
		var known []decimal.Decimal
		for range rapid.IntRange(0, 20).Draw(t, "units") {
			r := row("o", "revenue", "2024-Q1", decimal.New(rapid.Int64Range(0, 1500).Draw(t, "value"), -1).String(), "", catalog.Final)
			if rapid.Bool().Draw(t, "planned") {
				r = plan(r, "2024", "100")
				known = append(known, *r.Plan.AttainedPct)
			}
			rows = append(rows, r)
		}
		counts, compared := reached(rows)
		if compared != len(known) {
			t.Fatalf("%d compared, want %d", compared, len(known))
		}
		for n, at := range thresholds {
			want := 0
			for _, pct := range known {
				if pct.Cmp(decimal.NewFromInt(at)) >= 0 {
					want++
				}
			}
			if counts[n] != want || n > 0 && counts[n] > counts[n-1] {
				t.Fatalf("%d at %d %%: %v, want %d", counts[n], at, counts, want)
			}
		}
	})
}

// A plan that cannot be compared, one without a figure and none at all are
// three different cells.
func TestPlanCells(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	f := planned{planning: planning{place: place{"o", period("2024-Q1")}}, span: []catalog.Period{period("2024-Q1")}}
	goal := &warehouse.Attainment{Period: period("2024"), Value: *dec("100"), Reason: warehouse.PartialCoverage}
	bare := row("o", "revenue", "2024-Q1", "20", "", catalog.Final)
	apart, silent := bare, row("o", "revenue", "2024-Q1", "", "", catalog.Final)
	apart.Plan, silent.Plan = goal, goal
	mixed := bare
	mixed.Plan = &warehouse.Attainment{Period: period("2024"), Value: *dec("100"), Reason: warehouse.MixedBasis}
	for text, r := range map[string]warehouse.Row{"–": bare, "chưa so được": mixed, "20,00 tỷ": apart, "thiếu": silent, "20,0 %": plan(bare, "2024", "100")} {
		if got := w.planCell(f, r, revenue); plainly(got.Text) != text {
			t.Errorf("%q, want %q", got.Text, text)
		}
	}
	if got := w.planCell(f, plan(bare, "2024", "100"), revenue); got.State != "late" || got.Href != "/figures/o:revenue:2024-Q1" {
		t.Errorf("%+v", got)
	}
}

// partly is a figure of fifteen of seventeen units beside a plan of all, and
// the attainment of the fifteen.
func partly(org, attained string) warehouse.Row {
	r := row(org, "revenue", "2024-Q1", "20", "", catalog.Estimate)
	r.Coverage.Reported = 15
	r.Plan = &warehouse.Attainment{Period: period("2024"), Value: *dec("100"), Reason: warehouse.PartialCoverage, LikeForLikePct: dec(attained), LikeForLikeValue: dec("20"), LikeForLikePlan: dec("88"), UnitsBoth: 15, Coverage: warehouse.Coverage{Reported: 17, Expected: 17}}
	return r
}

// Who has reported in part is shown with that part, and counted apart from who
// is late for certain: neither passed over nor called late.
func TestPlansReportedInPart(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	f := planned{planning: planning{place: place{"o", period("2024-Q1")}}, indicators: []catalog.Indicator{revenue}, span: []catalog.Period{period("2024-Q1")},
		whole: map[string]warehouse.Row{"revenue": partly("o", "24")}}
	for _, tt := range []struct{ attained, state, headline string }{
		{"24.5", "part", "1 đơn vị thiếu số"},
		{"4", "part late", "1 đơn vị thiếu số, cũng chậm ở phần đã có số"},
	} {
		r := partly("a", tt.attained)
		cell := w.planCell(f, r, revenue)
		if cell.State != tt.state || cell.Lack != "thiếu số của 2 đơn vị" || cell.Bullet == nil {
			t.Errorf("%s %%: %q %q", tt.attained, cell.State, cell.Lack)
		}
		f.units = []memberPlans{{org: "a", rows: map[string]warehouse.Row{"revenue": r}}, {org: "b", rows: map[string]warehouse.Row{"revenue": plan(row("b", "revenue", "2024-Q1", "20", "", catalog.Final), "2024", "100")}}}
		want := "Doanh thu đạt 24,0 % kế hoạch năm tính trên cùng 15 đơn vị, chậm 1,0 điểm so với nhịp 25 %; 1 trên 2 đơn vị chậm trên 3 điểm ở ít nhất một chỉ tiêu; " + tt.headline
		if got := plainly(w.planHeadline(f)); got != want {
			t.Errorf("%q\nwant %q", got, want)
		}
	}
	p, err := w.attainmentPanel(f)
	if err != nil || p == nil {
		t.Fatalf("%v %v", p, err)
	}
	if last := p.Table.Rows[0]; plainly(last[len(last)-1].Text) != "kế hoạch năm 88 tỷ của 15 đơn vị đã có số; thiếu số của 2 đơn vị" {
		t.Errorf("the table gives no reason: %v", last)
	}
}

// Everybody with a plan is late, in part, or neither, and nobody twice.
func TestPlanTally(t *testing.T) {
	w := speak(t, locale.VI)
	revenue, _ := w.catalog.Indicator("revenue")
	rapid.Check(t, func(t *rapid.T) {
		var all []memberPlans
		want := planTally{}
		for range rapid.IntRange(0, 12).Draw(t, "members") {
			r := row("o", "revenue", "2024-Q1", "20", "", catalog.Final)
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0: // has no plan
				want.of--
			case 1:
				r = plan(r, "2024", "100")
				want.late++
			case 2:
				r = plan(r, "2024", "80")
			case 3:
				r = partly("o", "24")
				want.part++
			default:
				r = partly("o", "4")
				want.part, want.partLate = want.part+1, want.partLate+1
			}
			want.of++
			all = append(all, memberPlans{org: "o", rows: map[string]warehouse.Row{"revenue": r}})
		}
		if got := w.tallyPlans(all, []catalog.Indicator{revenue}); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

func TestPlanInABrowser(t *testing.T) { whole(t, "/plan?org=cum&period=2024-Q1") }

// Members beside each other show what those who reported in part have attained,
// and of how many units that is.
func TestMembersReportedInPart(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	rows := []warehouse.Row{plan(row("a", "revenue", "2024-Q1", "20", "18", catalog.Final), "2024", "100"), partly("b", "24")}
	r := ranking{place: place{"o", period("2024-Q1")}, indicator: "revenue", sort: "value"}
	table := w.memberTable(&directory{register: &catalog.Register{}}, r, standing{members: rows, total: partly("o", "23")}, i, map[string]catalog.OrgVersion{})
	units := map[string]int{}
	for _, row := range append(table.Rows, table.Total) {
		if row.Plan == nil {
			t.Fatalf("%q has no plan", row.Name)
		}
		units[plainly(row.Plan.Text)] = row.Plan.Units
	}
	if units["20,0 %"] != 0 || units["24,0 %"] != 15 || units["23,0 %"] != 15 {
		t.Errorf("%v", units)
	}
}

// What months have added up to since January leads to the passport of the
// running total, which tells each month; it has the figure that the page shows.
func TestPlanLeadsToRunningTotals(t *testing.T) {
	w := sampleWorld(t)
	page := tree(t, w.get("/plan?org=khoi-mau&period=2025-11&lang=vi").Body.String())
	seen := 0
	for _, line := range find(find(page, "table", "class", "plans")[0], "tr") {
		if attr(line, "data-indicator") != "revenue" {
			continue
		}
		a := find(find(line, "td", "class", "figure")[0], "a")[0]
		href := attr(a, "href")
		if !strings.HasPrefix(href, "/figures/khoi-mau:revenue:2025-01..2025-11") {
			t.Fatalf("leads to %s", href)
		}
		if passport := text(tree(t, w.get(href).Body.String())); !strings.Contains(passport, text(a)) {
			t.Errorf("%s is not on %s", text(a), href)
		}
		seen++
	}
	for _, cell := range find(find(page, "table", "class", "matrix")[0], "td") {
		for _, a := range find(cell, "a") {
			if href := attr(a, "href"); !strings.HasPrefix(href, "/figures/") {
				t.Errorf("a figure leads to %s", href)
			}
		}
	}
	if seen != 1 {
		t.Error("no revenue")
	}
}

// What must still come and how many times the average that is are of one amount:
// what is left, or as rounded for several parts.
func TestPlanLineRequires(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for _, tt := range []struct{ period, goal, each, against string }{
		{"2024-9M", "49.44", "16,44 tỷ mỗi quý", "gấp 1,49 lần mức bình quân đã đạt (11,0)"},
		{"2024-H1", "65.88", "16,5 tỷ mỗi quý", "gấp 1,00 lần mức bình quân đã đạt (16,5)"},
		{"2024-H1", "65.95", "16,5 tỷ mỗi quý", "gấp 1,00 lần mức bình quân đã đạt (16,5)"},
		{"2024-H1", "66.02", "16,6 tỷ mỗi quý", "gấp 1,01 lần mức bình quân đã đạt (16,5)"},
	} {
		f := planned{planning: planning{place: place{"o", period(tt.period)}}, span: []catalog.Period{period(tt.period)},
			whole: map[string]warehouse.Row{i.Code: plan(row("o", i.Code, tt.period, "33", "", catalog.Final), "2024", tt.goal)}}
		line := w.planLine(f, i)
		if each, against := plainly(line.Each), plainly(line.Against); each != tt.each || against != tt.against {
			t.Errorf("%s of %s: %q, %q", tt.period, tt.goal, each, against)
		}
	}
}
