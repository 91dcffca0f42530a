package dashboards

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// lateWorld is the small cluster with a deadline two days ago: u4 has left out
// an indicator and the file of u3 was refused.
func lateWorld(t *testing.T) *world {
	w := openWorldOn(t, time.Date(2024, 4, 2, 9, 30, 0, 0, time.UTC), "", (*world).fill)
	t.Cleanup(func() { w.store.Close() })
	from := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	w.commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: &catalog.Register{Obligations: []catalog.Obligation{{
		Org: "cum", Members: true, Indicators: []string{"revenue", "welfare_spending", "party_members"}, Every: catalog.Quarter, From: from,
		Deadline: catalog.Deadline{Closing: catalog.CalendarClosing},
	}}}})
	bad := report("u3", "2024-Q1", "revenue")
	bad.Name, bad.Findings = "hong.xlsx", []ingest.Finding{{Severity: ingest.Error, Code: "unknown_org"}}
	if _, err := w.store.Commit(t.Context(), bad, []byte("bad")); err != nil {
		t.Fatal(err)
	}
	return w
}

// cellOf returns the mark of a unit in the column of a period.
func cellOf(t *testing.T, page *html.Node, unit, period string) *html.Node {
	t.Helper()
	table := find(page, "table", "class", "board")[0]
	column := -1
	for i, th := range find(find(table, "thead")[0], "th", "scope", "col") {
		if a := find(th, "a"); len(a) == 1 && attr(a[0], "title") == period {
			column = i - 1
		}
	}
	for _, tr := range find(table, "tr") {
		if th := find(tr, "th", "scope", "row"); len(th) == 1 && text(th[0]) == unit && column >= 0 {
			return find(tr, "", "class", "mark")[column]
		}
	}
	t.Fatalf("no cell of %s in %s", unit, period)
	return nil
}

func TestBoard(t *testing.T) {
	w := lateWorld(t)
	rec := w.get("/completeness?org=cum&period=2024-Q1")
	if rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "⟦") {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	page := tree(t, rec.Body.String())
	if got := text(find(page, "h1")[0]); got != "2 trên 4 đơn vị đã nộp đủ báo cáo quý I/2024; 1 đơn vị quá hạn" {
		t.Errorf("headline %q", got)
	}
	for _, tt := range []struct{ unit, period, class, words string }{
		{"Công ty Một", "Quý I/2024", "done", "đã nhận đủ"},
		{hostile, "Quý IV/2023", "done", "đã nhận đủ"},
		{"Công ty Ba", "Quý I/2024", "faulty", "đã nộp nhưng phải sửa"},
		{"Công ty Bốn", "Quý I/2024", "partial_late", "thiếu 1 trong 3 chỉ tiêu, quá hạn 2 ngày"},
		{"Công ty Bốn", "Quý II/2024", "not_due", "chưa nộp, hạn 30/6/2024"},
	} {
		mark := cellOf(t, page, tt.unit, tt.period)
		if !strings.Contains(attr(mark, "class"), tt.class) || !strings.Contains(attr(mark, "aria-label"), tt.words) {
			t.Errorf("%s %s: %q %q", tt.unit, tt.period, attr(mark, "class"), attr(mark, "aria-label"))
		}
	}
	letter := find(page, "textarea")
	if len(letter) != 1 {
		t.Fatal("no reminder")
	}
	for _, want := range []string{"2 đơn vị sau", "Công ty Bốn: thiếu 1", "Công ty Ba: đã nộp nhưng phải sửa", "ngày 4/4/2024", "/api/v1/template?org=u4&period=2024-Q1"} {
		if !strings.Contains(text(letter[0]), want) {
			t.Errorf("the reminder lacks %q:\n%s", want, text(letter[0]))
		}
	}
	one := tree(t, w.get("/completeness?org=cum&period=2024-Q1&remind=u4").Body.String())
	if got := text(find(one, "textarea")[0]); !strings.Contains(got, "Kính gửi Công ty Bốn") || strings.Contains(got, "Công ty Ba") {
		t.Errorf("the reminder to one unit: %s", got)
	}
	if body := w.get("/completeness?org=cum&period=2024-Q1&lang=en").Body.String(); !strings.Contains(body, "2 of 4 units have fully reported") || strings.Contains(body, "⟦") {
		t.Error("not in English")
	}
}

// A summary that was refused or waits is told of its units too, but of those
// that have sent a file of their own.
func TestBoardOfASummary(t *testing.T) {
	w := lateWorld(t)
	summary := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "cum", Period: period("2024-Q2"), Status: catalog.Final,
		Facts: []ingest.Fact{fact("u1", "revenue", period("2024-Q2"), 5), fact("u2", "revenue", period("2024-Q2"), 5)}}
	own := report("u2", "2024-Q2", "revenue")
	for _, sub := range []*ingest.Submission{&own, &summary} {
		sub.Name, sub.Findings = sub.Org+".xlsx", []ingest.Finding{{Severity: ingest.Error, Code: "unknown_org"}}
		if _, err := w.store.Commit(t.Context(), *sub, []byte(sub.Name)); err != nil {
			t.Fatal(err)
		}
	}
	const path = "/completeness?org=cum&period=2024-Q2"
	page := tree(t, w.get(path).Body.String())
	for unit, words := range map[string]string{"Công ty Một": "Cụm thử nghiệm đã nộp thay nhưng phải sửa", hostile: "đã nộp nhưng phải sửa", "Công ty Ba": "chưa nộp, hạn 30/6/2024"} {
		if mark := cellOf(t, page, unit, "Quý II/2024"); !strings.HasSuffix(attr(mark, "aria-label"), ": "+words) {
			t.Errorf("%s: %q", unit, attr(mark, "aria-label"))
		}
	}
	if todo := text(find(page, "", "class", "todo")[0]); !strings.Contains(todo, "Tệp do Cụm thử nghiệm nộp thay ngày 2/4/2024 phải sửa và nộp lại") {
		t.Errorf("to do: %s", todo)
	}
	letter := find(tree(t, w.get(path+"&remind=u1").Body.String()), "textarea")[0]
	if !strings.Contains(text(letter), "do Cụm thử nghiệm nộp thay đơn vị ngày 2/4/2024") {
		t.Errorf("%s", text(letter))
	}
}

func TestBoardFiles(t *testing.T) {
	w := lateWorld(t)
	rec := w.get("/completeness.csv?org=cum&period=2024-Q1")
	if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "u4,Công ty Bốn,,Quý I/2024,\"thiếu 1 trong 3 chỉ tiêu, quá hạn 2 ngày\",2024-03-31,2,An sinh xã hội") {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	rec = w.get("/completeness.xlsx?org=cum&period=2024-Q1")
	if rec.Code != http.StatusOK || rec.Header().Get("Content-Type") != xlsxType || !strings.Contains(rec.Header().Get("Content-Disposition"), "giaoban-cum-2024-Q1.xlsx") {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
}

// Every page leads to the others and keeps what is looked at.
func TestNavigation(t *testing.T) {
	w := sharedWorld(t)
	for _, path := range []string{"/", "/completeness"} {
		nav := find(tree(t, w.get(path+"?org=u2&period=2023-Q4").Body.String()), "nav")
		if len(nav) != 1 {
			t.Fatalf("%s: no navigation", path)
		}
		var links []*html.Node // of the bar; a phone's menu repeats some
		for _, a := range find(nav[0], "a") {
			if a.Parent == nav[0] {
				links = append(links, a)
			}
		}
		if len(links) != len(sections()) {
			t.Errorf("%s: %d links", path, len(links))
		}
		for _, a := range links {
			if current := attr(a, "aria-current") == "page"; current != (strings.Split(attr(a, "href"), "?")[0] == path) {
				t.Errorf("%s: %s current %v", path, attr(a, "href"), current)
			}
			if strings.HasPrefix(attr(a, "href"), "/completeness") && !strings.Contains(attr(a, "href"), "org=u2") {
				t.Errorf("%s: %s forgets the organisation", path, attr(a, "href"))
			}
		}
	}
}
