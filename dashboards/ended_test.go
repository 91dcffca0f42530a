package dashboards

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// An organisation that is no more says since when and who followed it, through
// as many reorganisations as there were; one that is not yet says so.
func TestEnding(t *testing.T) {
	day := func(text string) time.Time {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	version := func(org, name, from, to string) catalog.OrgVersion {
		v := catalog.OrgVersion{Org: org, NameVI: name, From: day(from), Type: catalog.Committee}
		if to != "" {
			v.To = day(to)
		}
		return v
	}
	r := &catalog.Register{
		Versions: []catalog.OrgVersion{
			version("a", "Công ty A", "2015-01-01", "2023-07-01"),
			version("b", "Công ty B", "2015-01-01", "2024-07-01"),
			version("c", "Công ty C", "2024-07-01", ""),
			version("d", "Công ty D", "2024-07-01", ""),
		},
		Events: []catalog.Event{
			{Code: "1", Kind: catalog.Merge, Date: day("2023-07-01"), From: []string{"a", "b"}, To: []string{"b"}, NoteVI: "A vào B.", Decision: "12-QĐ/ĐU"},
			{Code: "2", Kind: catalog.Split, Date: day("2024-07-01"), From: []string{"b"}, To: []string{"c", "d"}},
		},
	}
	dir := newDirectory(r, day("2025-01-01"))
	w := speak(t, locale.VI)
	known := []catalog.Period{period("2023-Q1"), period("2023-Q2"), period("2023-Q4"), period("2024-Q3"), period("2024-Q4")}
	for _, tt := range []struct {
		org, period, text, event, next, seen string
	}{
		{"a", "2023-Q2", "", "", "", ""},
		{"a", "2023-Q3", "Công ty A đã kết thúc hoạt động từ ngày 1/7/2023", "A vào B (12-QĐ/ĐU)", "Công ty B", "2023-Q2"},
		{"a", "2024-Q3", "Công ty A đã kết thúc hoạt động từ ngày 1/7/2023", "A vào B (12-QĐ/ĐU)", "Công ty C, Công ty D", "2023-Q2"},
		{"b", "2024-Q3", "Công ty B đã kết thúc hoạt động từ ngày 1/7/2024", "Tách", "Công ty C, Công ty D", "2023-Q4"},
		{"c", "2024-Q2", "Công ty C được thành lập ngày 1/7/2024, sau kỳ này", "", "", "2024-Q3"},
		{"c", "2024-Q3", "", "", "", ""},
	} {
		e := w.ending(dir, place{tt.org, period(tt.period)}, known, "/unit")
		if e == nil {
			e = &ending{}
		}
		var next []string
		for _, l := range e.Next {
			next = append(next, l.Text)
			if !strings.HasPrefix(l.Href, "/unit?") || !strings.Contains(l.Href, "period="+tt.period) {
				t.Errorf("%s in %s: link %s", tt.org, tt.period, l.Href)
			}
		}
		if got := strings.Join(next, ", "); e.Text != tt.text || e.Event != tt.event || got != tt.next {
			t.Errorf("%s in %s: %q, %q, %q", tt.org, tt.period, e.Text, e.Event, got)
		}
		if seen := e.Seen != nil; seen != (tt.seen != "") || seen && !strings.Contains(e.Seen.Href, "period="+tt.seen) {
			t.Errorf("%s in %s: the nearest period is %+v, want %s", tt.org, tt.period, e.Seen, tt.seen)
		}
	}
}

// The first page opens with the highest organisation whose figures are the
// latest, not with the one that has the most members.
func TestFirstPageIsOfTheLatestFigures(t *testing.T) {
	w := newWorld(t)
	w.commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: &catalog.Register{
		Versions: []catalog.OrgVersion{{Org: "new", From: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), NameVI: "Đảng ủy mới", Type: catalog.Bloc}},
	}})
	if _, at, _ := strings.Cut(text(find(tree(t, w.get("/").Body.String()), "title")[0]), "Cụm thử nghiệm"); !strings.Contains(at, "2024") {
		t.Error("the first page is not of the cluster")
	}
	w.commit(report("new", "2024-Q2", "workers"))
	rec := w.get("/")
	if got := text(find(tree(t, rec.Body.String()), "title")[0]); rec.Code != http.StatusOK || !strings.Contains(got, "Đảng ủy mới") {
		t.Errorf("%d %s", rec.Code, got)
	}
}

// A working group is called so, and a mixed company units.
func TestKin(t *testing.T) {
	w := speak(t, locale.VI)
	names := map[string]catalog.OrgVersion{"c1": {Type: catalog.Cluster}, "c2": {Type: catalog.Cluster}, "u": {Type: catalog.Committee}}
	for _, tt := range []struct {
		orgs []string
		want string
	}{{[]string{"c1", "c2"}, "cụm"}, {[]string{"c1", "u"}, "đơn vị"}, {[]string{"u"}, "đơn vị"}, {nil, "đơn vị"}} {
		if got := w.many(kinOf(tt.orgs, names)); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.orgs, got, tt.want)
		}
	}
}
