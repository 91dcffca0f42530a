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
	if len(scores) != 1 || strings.Count(text(scores[0]), "chưa có số liệu") < 3 {
		t.Error("the figures that are owed are not in the table")
	}
}
