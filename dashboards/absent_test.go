package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// quarterly is a course by months of a figure that is owed by quarter.
func quarterly(code string, values ...string) []warehouse.Row {
	var rows []warehouse.Row
	p := period("2025-01")
	for _, value := range values {
		r := row("o", code, p.Code(), value, "", catalog.Final)
		if value == "" {
			r.Coverage = warehouse.Coverage{}
		}
		rows, p = append(rows, r), p.Next()
	}
	return rows
}

// Zero, missing, not applicable and not due are four things wherever they stand.
func TestAbsentFiguresAreToldApart(t *testing.T) {
	for _, lang := range []locale.Lang{locale.VI, locale.EN} {
		w := speak(t, lang)
		i, _ := w.catalog.Indicator("party_members")
		zero := row("o", i.Code, "2025-11", "0", "", catalog.Final)
		missing := row("o", i.Code, "2025-11", "", "", catalog.NoStatus)
		exempt, undue := missing, missing
		exempt.NotApplicable, exempt.Coverage, undue.Coverage = true, warehouse.Coverage{}, warehouse.Coverage{}
		seen := map[string][]string{}
		for _, r := range []warehouse.Row{zero, missing, exempt, undue} {
			f, m := w.figure(r, i), w.missingMark(r)
			seen["figure"] = append(seen["figure"], f.Value+f.Absent)
			seen["tooltip"] = append(seen["tooltip"], w.tip(r, i)[1])
			seen["table"] = append(seen["table"], w.courseTable(series{indicator: i, rows: []warehouse.Row{r}}).Rows[0][1].Text)
			seen["heat"] = append(seen["heat"], w.heatCell(r, i).Text)
			seen["mark"] = append(seen["mark"], fmt.Sprintf("%v %v", m.Symbol, m.Size))
			r.Plan = &warehouse.Attainment{Period: period("2025"), Value: *dec("5")}
			if r.Value == nil {
				seen["plan"] = append(seen["plan"], w.planCell(planned{}, r, i).Note)
			}
		}
		for where, texts := range seen {
			if n := len(slices.Compact(slices.Sorted(slices.Values(texts)))); n != len(texts) {
				t.Errorf("%s, %s: %q", lang, where, texts)
			}
		}
		if m := w.missingMark(undue); m.Label != nil || w.missingMark(missing).Label == nil {
			t.Errorf("%s: the word for what is missing stands at what is not due: %+v", lang, m)
		}
	}
}

// Months between the quarters of a quarterly figure are not counted as a lack.
func TestMonthsOfAQuarterlyFigureAreNotDue(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("party_members")
	rows := quarterly(i.Code, "", "", "100", "", "", "101", "", "", "104")
	if text := w.courseSentence(series{indicator: i, rows: rows}); strings.Contains(text, "thiếu") || !strings.Contains(text, "6 kỳ không đến hạn") {
		t.Error(text)
	}
	if s := w.sparkline(rows, i); len(s.Gaps) != 0 {
		t.Errorf("marks of missing periods: %v", s.Gaps)
	}
	rows[3].Coverage.Expected = 17
	if s := w.sparkline(rows, i); len(s.Gaps) != 1 {
		t.Errorf("marks of missing periods: %v", s.Gaps)
	}
	if text := w.courseSentence(series{indicator: i, rows: rows}); !strings.Contains(text, "1 kỳ thiếu") || !strings.Contains(text, "5 kỳ không đến hạn") {
		t.Error(text)
	}
}

// Of a plan that is told of by quarter the last total stands in a month that
// owes none, with what it is of.
func TestPlanOfWhatIsNotDue(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("admissions")
	parts := func(first warehouse.Row) []warehouse.Row {
		rows := append([]warehouse.Row{first}, quarterly(i.Code, "", "")...)
		rows[1].Period, rows[2].Period = period("2025-10"), period("2025-11")
		return rows
	}
	nine := row("o", i.Code, "2025-9M", "31", "", catalog.Final)
	some := nine
	some.Coverage.Reported = 16
	late := row("o", i.Code, "2025-9M", "", "", catalog.NoStatus)
	for _, c := range []struct {
		first warehouse.Row
		want  string
	}{
		{nine, "không đến hạn kỳ này; lũy kế 9 tháng/2025: 31 đảng viên"},
		{some, "không đến hạn kỳ này; lũy kế 9 tháng/2025: 31 đảng viên (16/17 đơn vị)"},
		{late, "chưa có số liệu"},
		{parts(late)[1], "không đến hạn kỳ này"},
	} {
		f := planned{planning: planning{place: place{"o", period("2025-11")}}}
		f.span = yearSpan(f.period)
		got := f.gather(w.catalog, parts(c.first))
		f.whole, f.known = got[0].rows, got[0].known
		text := strings.ReplaceAll(w.noneDone(f, i), locale.NoBreakSpace, " ")
		if text != c.want {
			t.Errorf("%q, want %q", text, c.want)
		}
	}
}

// A ratio of units that came or went changes by what those on both sides did,
// however little that differs from the whole.
func TestRatioChangesOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("meeting_attendance")
	r := row("o", i.Code, "2024-Q4", "94.04", "94.01", catalog.Final)
	r.Coverage = warehouse.Coverage{Reported: 98, Expected: 98}
	r.Yoy.BaseCoverage, r.Yoy.UnitsBoth = warehouse.Coverage{Reported: 100, Expected: 100}, 98
	r.Yoy.LikeForLike, r.Yoy.LikeForLikePct = dec("0.02"), dec("0.021")
	if c := w.change(r, i); c.Units != 98 || c.Text != "+0,02 điểm" || c.Note != "cùng 98 đơn vị" {
		t.Errorf("%+v", c)
	}
	r.Yoy.BaseCoverage = r.Coverage
	if c := w.change(r, i); c.Units != 0 || c.Text != "+0,03 điểm" {
		t.Errorf("of the same units: %+v", c)
	}
}

// Where a figure is not due the page says how often it is reported, of the
// organisation or of those below it, and what nobody has to report.
func TestNotDueSaysWhenItIs(t *testing.T) {
	from := period("2020").First()
	reg := &catalog.Register{
		Versions: []catalog.OrgVersion{{Org: "c", NameVI: "Cụm", Type: catalog.Cluster, From: from}, {Org: "a", NameVI: "A", Type: catalog.Cell, From: from}, {Org: "b", NameVI: "B", Type: catalog.Cell, From: from}},
		Edges:    []catalog.Edge{{Child: "a", Parent: "c", Kind: catalog.ClusterEdge, From: from}, {Child: "b", Parent: "c", Kind: catalog.ClusterEdge, From: from}},
		Obligations: []catalog.Obligation{
			{Org: "c", Members: true, Indicators: []string{"party_members"}, Every: catalog.Quarter, From: from, To: period("2025").First()},
			{Org: "c", Members: true, Indicators: []string{"party_members"}, Every: catalog.Year, From: period("2025").First()},
			{Org: "b", Indicators: []string{"party"}, Every: catalog.Half, From: from},
		},
	}
	for _, tt := range []struct{ org, indicator, period, vi, en string }{
		{"c", "party_members", "2024-11", "không đến hạn kỳ này, báo cáo theo quý, nửa năm", "not due this period, reported by quarter, half-year"},
		{"a", "party_members", "2024-11", "không đến hạn kỳ này, báo cáo theo quý", "not due this period, reported by quarter"},
		{"a", "party_members", "2025-11", "không đến hạn kỳ này, báo cáo theo năm", "not due this period, reported by year"},
		{"b", "admissions", "2025-Q3", "không đến hạn kỳ này, báo cáo theo nửa năm", "not due this period, reported by half-year"},
		{"a", "admissions", "2025-Q3", "kỳ này không yêu cầu báo cáo", "need not be reported this period"},
		{"c", "revenue", "2025", "kỳ này không yêu cầu báo cáo", "need not be reported this period"},
	} {
		for lang, want := range map[locale.Lang]string{locale.VI: tt.vi, locale.EN: tt.en} {
			w := speak(t, lang)
			w.dir = newDirectory(reg, period(tt.period).Last())
			r := row(tt.org, tt.indicator, tt.period, "", "", catalog.NoStatus)
			r.Coverage = warehouse.Coverage{}
			i, _ := w.catalog.Indicator(tt.indicator)
			if f := w.figure(r, i); f.Absent != want {
				t.Errorf("%s of %s in %s: %q, want %q", tt.indicator, tt.org, tt.period, f.Absent, want)
			}
			r.Coverage.Expected = 1
			if f := w.figure(r, i); f.Absent != w.absent(unreported) {
				t.Errorf("%s of %s in %s is missing: %q", tt.indicator, tt.org, tt.period, f.Absent)
			}
		}
	}
}

// What a month's pages say of figures by quarter: neither the base of a passport
// nor the members at a month's beginning are missing where they were not due.
func TestPagesOfMonthsSayWhatIsNotDue(t *testing.T) {
	w := sampleWorld(t)
	for address, want := range map[string]string{
		"/plan?org=khoi-mau&period=2025-11&lang=vi":       "không đến hạn kỳ này, báo cáo theo quý; lũy kế 9 tháng/2025",
		"/figures/khoi-mau:party_members:2025-11?lang=vi": "không đến hạn kỳ này, báo cáo theo quý",
		"/figures/khoi-mau:party_members:2025-12?lang=vi": "không đến hạn, báo cáo theo quý",
		"/figures/khoi-mau:party_members:2025-12?lang=en": "not due, reported by quarter",
		"/party?org=khoi-mau&period=2025-12&lang=vi":      "Không lập biến động của kỳ này: số đảng viên cuối tháng 11/2025 không đến hạn, báo cáo theo quý",
		"/party?org=khoi-mau&period=2025-12&lang=en":      "the number of members at the end of November 2025 is not due, reported by quarter",
	} {
		page := text(tree(t, w.get(address).Body.String()))
		if !strings.Contains(strings.Join(strings.Fields(page), " "), want) {
			t.Errorf("%s does not say %q", address, want)
		}
	}
}

// Of a day before anything came in a passport does not say that nobody owed it.
func TestPassportBeforeAnythingWasKnown(t *testing.T) {
	body := newWorld(t).get("/figures/cum:revenue:2024-Q1?as_of=2024-01-01&lang=vi").Body.String()
	if !strings.Contains(body, "đến ngày đó chưa có số liệu") || !strings.Contains(body, "Theo những gì đã nhận đến hết ngày đó") ||
		strings.Contains(body, "không đến hạn") || strings.Contains(body, "Kỳ này không đơn vị nào phải báo cáo") {
		t.Errorf("%s", text(find(tree(t, body), "main")[0]))
	}
}
