package dashboards

import (
	"strings"
	"testing"
)

// Where none of the figures that a period is judged by came, the page says that
// the report is missing, not what some other figure did.
func TestMissingReportIsTheHeadline(t *testing.T) {
	w := newWorld(t)
	w.commit(report("u1", "2024-Q2", "awareness_class"))
	for _, path := range []string{"/", "/unit"} {
		page := tree(t, w.get(path+"?org=u1&period=2024-Q2&lang=vi").Body.String())
		if got := text(find(page, "h1")[0]); !strings.Contains(got, "Chưa có báo cáo quý II/2024 của Công ty Một") {
			t.Errorf("%s: %q", path, got)
		}
		if action := find(page, "a", "class", "button"); len(action) != 1 || !strings.HasPrefix(attr(action[0], "href"), "/submissions/") {
			t.Errorf("%s: nothing leads to what was handed in", path)
		}
		if got := text(find(tree(t, w.get(path+"?org=u1&period=2024-Q1&lang=vi").Body.String()), "h1")[0]); strings.Contains(got, "Chưa có báo cáo") {
			t.Errorf("%s: %q of a report that came", path, got)
		}
	}
	scores := find(tree(t, w.get("/unit?org=u1&period=2024-Q2&lang=vi").Body.String()), "table", "class", "scores")
	if len(scores) != 2 || strings.Count(text(scores[1]), "chưa có số liệu") < 3 {
		t.Error("the figures that are owed are not in the table")
	}
}

// A period without a report shows the figures of the last one there was, and says
// of which period they are and which is missing; one before the first report shows
// none, and one that came its own alone.
func TestScoresOfTheLastReport(t *testing.T) {
	w := newWorld(t)
	w.commit(report("u1", "2024-Q2", "awareness_class"))
	panels := func(org, period string) (out []string) {
		page := tree(t, w.get("/unit?org="+org+"&period="+period+"&lang=vi").Body.String())
		for _, one := range find(page, "section", "class", "scores-panel") {
			out = append(out, text(one))
		}
		return out
	}
	own := panels("u1", "2024-Q1")
	if len(own) != 1 || strings.Contains(own[0], "Chưa có số") {
		t.Fatalf("%q", own)
	}
	_, table, _ := strings.Cut(own[0], "xem bảng xếp hạng")
	for org, n := range map[string]int{"u1": 2, "u2": 1} {
		for _, period := range []string{"2024-Q2", "2024-Q3"} {
			got := panels(org, period)
			if len(got) == 0 {
				t.Fatalf("%s, %s: nothing", org, period)
			}
			missing := strings.Replace(strings.Replace(period, "2024-Q2", "quý II/2024", 1), "2024-Q3", "quý III/2024", 1)
			if !strings.Contains(got[0], "Chỉ tiêu chính, quý I/2024") || !strings.Contains(got[0], "Chưa có số "+missing+"; đây là số của quý I/2024") {
				t.Errorf("%s, %s: %q", org, period, got[0])
			}
			if org == "u1" && !strings.HasSuffix(got[0], table) {
				t.Errorf("%s: %q, want the figures %q", period, got[0], table)
			}
			if period == "2024-Q2" && len(got) != n {
				t.Errorf("%s, %s: %d tables, want %d", org, period, len(got), n)
			}
		}
	}
	if got := panels("u1", "2001-Q1"); strings.Contains(strings.Join(got, " "), "đây là số của") {
		t.Errorf("%q", got)
	}
}
