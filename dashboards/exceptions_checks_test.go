package dashboards

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// A figure about which a check has found something stands among the exceptions
// of its unit and of whoever is above it, with the way to its cell, until a
// figure that ranks higher takes its place.
func TestExceptionsTellOfFailedChecks(t *testing.T) {
	w := newWorld(t)
	p := period("2024-Q1")
	f := fact("u2", "export_turnover", p, 9_000_000)
	f.Unit, f.Sheet, f.Cell, f.Status = "million_usd", "Số liệu", "D9", catalog.Estimate
	sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutIndicators, Org: "u2", Period: p, Status: catalog.Estimate, Facts: []ingest.Fact{f},
		Findings: []ingest.Finding{
			{Severity: ingest.Warning, Code: "unusual_value", Sheet: "Số liệu", Cell: "D9",
				Args: ingest.Args{"indicator": "Kim ngạch xuất khẩu", "cell": "D9", "value": "9.000.000", "range": "0 đến 1.000"}},
			{Severity: ingest.Note, Code: "dash_zero", Sheet: "Số liệu", Cell: "D9", Args: ingest.Args{"cell": "D9", "text": "-"}},
		}}
	w.commit(sub)
	submitted := submissionHref(int64(w.n)) + "?" + url.Values{"sheet": {"Số liệu"}}.Encode() + "#cell-D9"
	told := func(about string) (rows []string) {
		for _, box := range find(tree(t, w.get("/?"+about).Body.String()), "section", "class", "exceptions") {
			for _, a := range find(box, "a") {
				if strings.HasSuffix(attr(a, "href"), "#cell-D9") {
					rows = append(rows, attr(a, "href")+" "+plainly(text(a)))
				}
			}
		}
		return rows
	}
	for about, want := range map[string]string{
		"org=u2&period=2024-Q1&lang=vi":  "Kim ngạch xuất khẩu ở ô D9 là 9.000.000, khác thường (thường 0 đến 1.000)",
		"org=cum&period=2024-Q1&lang=vi": "kim ngạch xuất khẩu",
		"org=cum&period=2024-Q1&lang=en": "Warning",
	} {
		rows := told(about)
		if len(rows) != 1 || !strings.HasPrefix(rows[0], submitted) || !strings.Contains(rows[0], want) {
			t.Errorf("%s: %q, want one to %s with %q", about, rows, submitted, want)
		}
	}
	for _, about := range []string{"org=u1&period=2024-Q1", "org=cum&period=2023-Q4"} {
		if rows := told(about); len(rows) != 0 {
			t.Errorf("%s tells of %q", about, rows)
		}
	}
	f.Num, f.Status = f.Num.Shift(-5), catalog.Final
	sub.Status, sub.Facts, sub.Findings = catalog.Final, []ingest.Fact{f}, nil
	w.commit(sub)
	if rows := told("org=cum&period=2024-Q1"); len(rows) != 0 {
		t.Errorf("after the final figure: %q", rows)
	}
}

// What two checks have found about a figure is one row, and says in one
// sentence what is the matter and who has accepted it with which words. What
// could point to a person stays off the page.
func TestFailedChecksInWords(t *testing.T) {
	w := speak(t, locale.VI)
	var err error
	if w.found, err = locale.Load(ingest.Messages); err != nil {
		t.Fatal(err)
	}
	f := cluster()
	unusual := func(org, indicator, cell string, severity ingest.Severity) warehouse.FailedCheck {
		return warehouse.FailedCheck{Org: org, Indicator: indicator, Submission: 7, By: "Lan", Note: "đã hỏi lại",
			Finding: ingest.Finding{Severity: severity, Code: "unusual_value", Sheet: "Biểu", Cell: cell,
				Args: ingest.Args{"indicator": "Lao động", "cell": cell, "value": "9", "range": "1 đến 5"}}}
	}
	f.failed = []warehouse.FailedCheck{
		unusual("cum-7", "workers", "C2", ingest.Error),
		unusual("ua", "revenue", "C1", ingest.Warning), unusual("ua", "revenue", "C1", ingest.Warning),
	}
	for _, i := range w.catalog.Indicators {
		if i.Sensitivity == catalog.Restricted {
			f.failed = append(f.failed, unusual("ua", i.Code, "C3", ingest.Warning))
		}
	}
	rows := w.doubted(f, w.figure(f.now["revenue"], catalog.Builtin().Indicators[0]))
	if len(rows) != 2 {
		t.Fatalf("%+v", rows)
	}
	for n, want := range []exceptionRow{
		{Who: "Lao động", What: "Lao động ở ô C2 là 9, khác thường (thường 1 đến 5)", Note: "Lan chấp nhận: “đã hỏi lại”", Tag: "Lỗi", TagTone: bad, Href: "/submissions/7?sheet=Bi%E1%BB%83u#cell-C2"},
		{Who: "Công ty 01, doanh thu", What: "Lao động ở ô C1 là 9, khác thường (thường 1 đến 5)", Note: "Lan chấp nhận: “đã hỏi lại”", Tag: "2 cảnh báo", Href: "/submissions/7?sheet=Bi%E1%BB%83u#cell-C1"},
	} {
		rows[n].effect = want.effect
		if rows[n].What = plainly(rows[n].What); rows[n] != want {
			t.Errorf("%+v\nwant %+v", rows[n], want)
		}
	}
}

func TestFindingsInOneSentence(t *testing.T) {
	for said, want := range map[string]string{
		"Đơn vị 04: đầu kỳ có 74. Hãy kiểm tra.":                    "Đầu kỳ có 74",
		"Đơn vị 04, quý II/2024: chi 140 tỷ (ô E16). Hãy kiểm tra.": "Chi 140 tỷ (ô E16)",
		"Ô E16 (Đơn vị 04) ghi 1.234,5 tỷ.":                         "Ô E16 (Đơn vị 04) ghi 1.234,5 tỷ",
		"Đơn vị 041: số lạ":                                         "Đơn vị 041: số lạ",
	} {
		if got := briefly(said, "Đơn vị 04"); got != want {
			t.Errorf("%q becomes %q, want %q", said, got, want)
		}
	}
}

// A printed total that is not the sum is told of, though its cell holds no
// figure; a report from which rows are missing is told of as missing alone.
func TestFailedChecksOfTheSamples(t *testing.T) {
	w := sampleWorld(t)
	exceptions := func(about string) *html.Node {
		return find(tree(t, w.get("/?lang=vi&"+about).Body.String()), "section", "class", "panel exceptions")[0]
	}
	total := exceptions("org=cum-7&period=2021-Q3")
	if said := text(total); !strings.Contains(said, "6.970") || !strings.Contains(said, "6.870") {
		t.Errorf("the total printed as 6.970 goes unsaid: %s", said)
	}
	if !slices.ContainsFunc(find(total, "a"), func(a *html.Node) bool { return strings.HasSuffix(attr(a, "href"), "#cell-I28") }) {
		t.Error("nothing leads to the total's cell")
	}
	more := find(exceptions("org=cum-7&period=2024-Q1"), "p", "class", "more")
	if len(more) != 1 || !strings.Contains(attr(find(more[0], "a")[0], "href"), "#cell-") {
		t.Error("nothing leads to those that have no row")
	}
	if said := text(exceptions("org=khoi-mau&period=2023-Q4")); strings.Contains(said, "để trống") {
		t.Errorf("blank cells are told as failed checks: %s", said)
	}
}
