package dashboards

import (
	"net/http"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

func speak(t testing.TB, lang locale.Lang) words {
	t.Helper()
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	charts, err := chart.Load(nil, chart.Checker{Catalogue: catalog.Builtin(), Columns: func(string) ([]warehouse.Column, error) {
		return []warehouse.Column{{Name: "period", Type: "VARCHAR"}, {Name: "handed", Type: "BIGINT"}}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return words{messages: m, lang: lang, catalog: catalog.Builtin(), charts: charts}
}

// plainly replaces no-break spaces, which are right but hard to type.
func plainly(text string) string { return strings.ReplaceAll(text, locale.NoBreakSpace, " ") }

func TestHeadline(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*findings)
		vi, en string
	}{
		{
			"grows but late", func(*findings) {},
			"Doanh thu quý I tăng 18,2 % so với cùng kỳ nhưng mới đạt 23,4 % kế hoạch năm; 3 đơn vị chậm trên 3 điểm",
			"Revenue for Q1 2024 is up 18.2% on the same period last year but only 23.4% of the plan for the year; units more than 3 points late: 3",
		},
		{
			"nothing to compare with", func(f *findings) {
				f.now["revenue"] = row("cum-7", "revenue", "2024-Q1", "9605.38", "", catalog.Estimate)
				f.members = nil
			},
			"Doanh thu quý I ước đạt 9.605,38 tỷ",
			"Revenue for Q1 2024: an estimated 9,605.38 bn",
		},
		{
			"falls", func(f *findings) {
				f.now["revenue"] = row("cum-7", "revenue", "2024-Q1", "90", "100", catalog.Final)
				f.members = nil
			},
			"Doanh thu quý I giảm 10,0 % so với cùng kỳ",
			"Revenue for Q1 2024 is down 10.0% on the same period last year",
		},
		{
			"partial coverage", func(f *findings) {
				r := row("cum-7", "revenue", "2024-Q1", "90", "100", catalog.Final)
				r.Yoy = &warehouse.Delta{BasePeriod: period("2023-Q1"), BaseValue: dec("100"), Reason: warehouse.PartialCoverage, LikeForLikePct: dec("-6.9"), UnitsBoth: 15}
				f.now["revenue"], f.members = r, nil
			},
			"Doanh thu quý I giảm 6,9 % so với cùng kỳ, tính trên cùng 15 đơn vị",
			"Revenue for Q1 2024 is down 6.9% on the same period, over the same 15 units",
		},
		{
			"units came and went", func(f *findings) {
				r := row("cum-7", "revenue", "2024-Q1", "73", "100", catalog.Final)
				r.Yoy.LikeForLikePct, r.Yoy.UnitsBoth = dec("5.7"), 11
				f.now["revenue"], f.members = r, nil
			},
			"Doanh thu quý I tăng 5,7 % so với cùng kỳ, tính trên cùng 11 đơn vị",
			"Revenue for Q1 2024 is up 5.7% on the same period, over the same 11 units",
		},
		{
			"level over the same units", func(f *findings) {
				r := row("cum-7", "revenue", "2024-Q1", "125", "100", catalog.Final)
				r.Yoy.LikeForLikePct, r.Yoy.UnitsBoth = dec("0.01"), 11
				f.now["revenue"], f.members = r, nil
			},
			"Doanh thu quý I bằng cùng kỳ, tính trên cùng 11 đơn vị",
			"Revenue for Q1 2024 is level with the same period, over the same 11 units",
		},
		{
			"cumulative", func(f *findings) {
				r := plan(row("cum-7", "revenue", "2024-Q3", "900", "850", catalog.Final), "2024", "1200")
				r.Basis = catalog.Cumulative
				f.now["revenue"], f.members = r, nil
			},
			"Doanh thu lũy kế 9 tháng tăng 5,9 % so với cùng kỳ, đạt 75,0 % kế hoạch năm",
			"Revenue for the first 9 months of 2024 is up 5.9% on the same period last year, 75.0% of the plan for the year",
		},
		{
			"a quarter late in the year", func(f *findings) {
				r := plan(row("cum-7", "revenue", "2024-Q3", "300", "250", catalog.Final), "2024", "1200")
				so := plan(row("cum-7", "revenue", "2024-9M", "850", "", catalog.Final), "2024", "1200")
				f.now["revenue"], f.year, f.members = r, map[string]warehouse.Row{"revenue": so}, nil
			},
			"Doanh thu quý III tăng 20,0 % so với cùng kỳ nhưng từ đầu năm mới đạt 70,8 % kế hoạch năm",
			"Revenue for Q3 2024 is up 20.0% on the same period last year but only 70.8% of the plan for the year so far",
		},
		{
			"level", func(f *findings) {
				f.now["revenue"] = row("cum-7", "revenue", "2024-Q1", "100.01", "100", catalog.Final)
				f.members = nil
			},
			"Doanh thu quý I bằng cùng kỳ",
			"Revenue for Q1 2024 is level with the same period",
		},
		{
			"no revenue", func(f *findings) {
				*f = findings{org: f.org, period: f.period, now: map[string]warehouse.Row{
					"party_members": row("cum-7", "party_members", "2024-Q1", "133", "", catalog.Final)}}
			},
			"133 đảng viên đến hết quý I/2024",
			"133 Party members at the end of Q1 2024",
		},
		{
			"nothing", func(f *findings) { f.now = nil },
			"Chưa có số liệu quý I/2024 của Cụm số 7",
			"No figures for Q1 2024 of Cluster 7 yet",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for lang, want := range map[locale.Lang]string{locale.VI: tt.vi, locale.EN: tt.en} {
				f := cluster()
				tt.change(&f)
				p, err := speak(t, lang).overview(f)
				if err != nil {
					t.Fatal(err)
				}
				if got := plainly(p.Headline); got != want {
					t.Errorf("%s: %q, want %q", lang, got, want)
				}
			}
		})
	}
}

func TestExceptionsAreOrderedAndFew(t *testing.T) {
	f := cluster()
	p, err := speak(t, locale.VI).overview(f)
	if err != nil {
		t.Fatal(err)
	}
	if p.Exceptions == nil || len(p.Exceptions.Groups) != 3 || p.Exceptions.rows() > maxExceptions {
		t.Fatalf("%+v", p.Exceptions)
	}
	for _, g := range p.Exceptions.Groups {
		for n := 1; n < len(g.Rows); n++ {
			if g.Rows[n].effect.GreaterThan(g.Rows[n-1].effect) {
				t.Errorf("%s: %s stands below %s", g.Title, g.Rows[n].Who, g.Rows[n-1].Who)
			}
		}
	}
	behind := p.Exceptions.Groups[0].Rows[0]
	if behind.Who != "Công ty 03" || plainly(behind.Main) != "21,6 %" || plainly(behind.Change.Text) != "−3,4 điểm" || behind.Change.Tone != bad {
		t.Errorf("%+v %+v", behind, behind.Change)
	}
	review := p.Exceptions.Groups[2].Rows[0]
	if !strings.Contains(review.What, "Công ty 12, Công ty 15") {
		t.Errorf("missing reports: %+v", review)
	}
}

// Every exception leads to what it is about: a member to its page, a figure in
// dispute to its passport, a decline to its course, a missing report to who
// has handed in what.
func TestExceptionsLeadSomewhere(t *testing.T) {
	f := cluster()
	r := f.now["budget_paid"]
	r.Disagreement = &warehouse.Disagreement{With: "own", Org: "cum-7", Value: *dec("100")}
	f.now["budget_paid"] = r
	f.members["revenue"] = append(f.members["revenue"], partly("ue", "4"))
	p, err := speak(t, locale.VI).overview(f)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, g := range p.Exceptions.Groups {
		for _, one := range g.Rows {
			path, _, _ := strings.Cut(one.Href, "?")
			if seen[path]++; path == "" {
				t.Errorf("%s leads nowhere", one.Who)
			}
		}
	}
	for _, want := range []string{"/", "/figures/cum-7:budget_paid:2024-Q1", "/completeness"} {
		if seen[want] == 0 {
			t.Errorf("nothing leads to %s: %v", want, seen)
		}
	}
	w := sharedWorld(t)
	rows := 0
	for _, about := range []string{"org=cum&period=2024-Q1", "org=cum&period=2023-Q3", "org=u4&period=2024-Q1"} {
		for _, box := range find(tree(t, w.get("/?"+about+"&lang=vi").Body.String()), "section", "class", "exceptions") {
			for _, row := range find(box, "li") {
				rows++
				links := find(row, "a")
				if len(links) != 1 {
					t.Fatalf("%s: %d links in %q", about, len(links), text(row))
				}
				href := attr(links[0], "href")
				if strings.HasPrefix(href, "/submissions/") {
					continue // what is kept of this world are no workbooks
				}
				rec := w.get(href)
				if rec.Code != http.StatusOK {
					t.Errorf("%s answers %d", href, rec.Code)
				}
				subject := text(find(row, "span", "class", "who")[0])
				if strings.HasPrefix(href, "/completeness") {
					subject = "Công ty Bốn" // who has not reported
				}
				if !strings.Contains(text(tree(t, rec.Body.String())), subject) {
					t.Errorf("%s says nothing of %q", href, subject)
				}
			}
		}
	}
	if rows < 3 {
		t.Errorf("only %d exceptions", rows)
	}
}

// A direction turns a sign into good or bad; without one it is neither.
func TestTone(t *testing.T) {
	w := speak(t, locale.VI)
	for _, tt := range []struct {
		direction catalog.Direction
		change    string
		tone      tone
		arrow     arrow
	}{
		{catalog.MoreIsBetter, "5", good, up}, {catalog.MoreIsBetter, "-5", bad, down},
		{catalog.LessIsBetter, "5", bad, up}, {catalog.LessIsBetter, "-5", good, down},
		{catalog.NoDirection, "5", plain, up}, {catalog.MoreIsBetter, "0.04", plain, same},
	} {
		c := w.tinted(decimal.RequireFromString(tt.change), "x", catalog.Indicator{Direction: tt.direction})
		if c.Tone != tt.tone || c.Arrow != tt.arrow {
			t.Errorf("%v %s: %s %s", tt.direction, tt.change, c.Tone, c.Arrow)
		}
	}
}

func TestPace(t *testing.T) {
	for _, tt := range []struct {
		period, plan string
		kind         catalog.Kind
		want         string
	}{
		{"2024-Q1", "2024", catalog.Flow, "25"}, {"2024-Q3", "2024", catalog.Flow, "25"}, {"2024-H1", "2024", catalog.Flow, "50"},
		{"2024-9M", "2024", catalog.Flow, "75"}, {"2024", "2024", catalog.Flow, "100"}, {"2024-Q1", "2024-Q1", catalog.Flow, "100"},
		{"2024-Q1", "2024", catalog.Stock, "100"}, {"2024-Q1", "2024", catalog.Ratio, "100"},
	} {
		if got := pace(warehouse.Row{Period: period(tt.period)}, period(tt.plan), tt.kind); got.String() != tt.want {
			t.Errorf("%s of %s: %s, want %s", tt.period, tt.plan, got, tt.want)
		}
	}
}

// The notation: solid for actual, a hatch for an estimate, a tick and a word
// for missing, a bar of no height for zero, words where nothing compares.
func TestNotation(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	rows := []warehouse.Row{
		row("o", "revenue", "2023-Q1", "10", "8", catalog.Final), row("o", "revenue", "2023-Q2", "", "", catalog.NoStatus),
		row("o", "revenue", "2023-Q3", "0", "9", catalog.Final), row("o", "revenue", "2023-Q4", "12", "", catalog.Final),
		row("o", "revenue", "2024-Q1", "11", "10", catalog.Estimate),
	}
	b, err := w.columnOption(series{indicator: i, rows: rows}, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	data := map[string][]mark{}
	for _, s := range seriesOf(t, b) {
		data[s.Name] = s.Data
	}
	actual := data["actual"]
	if actual[0].Style.Decal != nil || actual[0].Style.Color != roleActual {
		t.Errorf("actual: %+v", actual[0].Style)
	}
	if actual[4].Style.Decal == nil || actual[4].Style.BorderColor != roleActual {
		t.Errorf("estimate: %+v", actual[4].Style)
	}
	if actual[1].Value != nil || data["missing"][1].Label.Formatter != "thiếu" {
		t.Errorf("missing: %+v, %+v", actual[1], data["missing"][1])
	}
	if actual[2].Value != 0.0 || actual[2].Label.Formatter == "" || data["missing"][2].Value != nil {
		t.Errorf("zero: %+v", actual[2])
	}
	if data["previous"][0].Value != 8.0 || data["previous"][3].Value != nil {
		t.Errorf("same period: %+v", data["previous"])
	}
	if data["stems"][3].Value != nil || data["pins"][3].Label == nil {
		t.Errorf("not comparable: %+v", data["pins"][3])
	}
	if data["pins"][0].Symbol != "circle" || data["pins"][2].Symbol != "diamond" {
		t.Errorf("pins: %+v, %+v", data["pins"][0], data["pins"][2])
	}
}

// seriesOf are the series of an option, which may be one for several sizes.
func seriesOf(t *testing.T, option []byte) []drawnSeries {
	t.Helper()
	series := scaledOf(t, option).Series
	if len(series) == 0 {
		t.Fatalf("nothing is drawn: %s", option)
	}
	return series
}

type drawnSeries struct {
	Name   string
	Data   []mark
	Z      int
	Silent bool
}

func TestSparklineBreaksAtGaps(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	var rows []warehouse.Row
	for n, v := range []string{"1", "2", "", "3", "", "5", "4"} {
		rows = append(rows, row("o", "revenue", lastPeriods(period("2024-Q1"), 7)[n].Code(), v, "", catalog.Final))
	}
	s := w.sparkline(rows, i)
	if len(s.Lines) != 3 || len(s.Gaps) != 2 || s.Last == nil || s.Last.Open {
		t.Errorf("%+v", s)
	}
	if w.sparkline(rows[:3], i) != nil {
		t.Error("two values have no course")
	}
}

func TestNamesInsideSentences(t *testing.T) {
	w := speak(t, locale.VI)
	for name, want := range map[string]string{
		"Doanh thu": "doanh thu", "Đảng viên": "đảng viên", "TCCSĐ": "TCCSĐ", "Ước": "ước", "": "",
	} {
		if got := w.inside(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

// Who is "more than 3 points behind" is shown with more than 3: what is written
// as 22,0 % against 25 % is not late, in the list or beside the figure.
func TestLateAsItReads(t *testing.T) {
	w := speak(t, locale.VI)
	for attained, want := range map[string]bool{"22": false, "21.96": false, "21.95": false, "21.949": true, "21.9": true, "25": false} {
		f := cluster()
		r := row("ua", "revenue", "2024-Q1", "1000", "", catalog.Final)
		r.Plan = &warehouse.Attainment{Period: period("2024"), Value: *dec("4500"), AttainedPct: dec(attained), Comparable: true}
		f.members["revenue"] = []warehouse.Row{r}
		i, _ := w.catalog.Indicator("revenue")
		listed := w.behindPlan(f, w.figure(r, i))
		if (len(listed) == 1) != want || (w.bullet(r, i).Tone == bad) != want {
			t.Errorf("%s of 25 per cent: listed %d times, shown %s; want %v", attained, len(listed), w.bullet(r, i).Tone, want)
		}
	}
}

// Changes that round to nothing are drawn to a scale that shows them so.
func TestSmallChangesStaySmall(t *testing.T) {
	for _, tt := range []struct {
		heights []any
		want    any
	}{
		{[]any{0.002, -0.4, nil}, leastPin}, {[]any{0.002, 12.5}, "dataMax"}, {[]any{-30.0, nil}, "dataMax"}, {nil, leastPin},
	} {
		var heads []mark
		for _, h := range tt.heights {
			heads = append(heads, mark{Value: h})
		}
		if got := changeAxis(heads).Max; got != tt.want {
			t.Errorf("%v: %v, want %v", tt.heights, got, tt.want)
		}
	}
}

// A small change and a small share do not read as none, and none as small.
func TestSmallShares(t *testing.T) {
	w := speak(t, locale.VI)
	for d, want := range map[string][2]string{"18.24": {"+18,2 %", "18,2 %"}, "0.04": {"+0,04 %", "<0,1 %"}, "0": {"0,0 %", "0,0 %"}, "0.00000001": {"0,0 %", "<0,1 %"}, "0.05": {"+0,1 %", "0,1 %"}} {
		if got := [2]string{plainly(w.signed(*dec(d))), plainly(w.share(*dec(d)))}; got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
