package dashboards

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What the plan page marks as late of the whole stands among the overview's
// exceptions, or is counted with those that there is no room for.
func TestOverviewTellsWhatIsLate(t *testing.T) {
	site := sampleWorld(t)
	number := regexp.MustCompile(`\d+`)
	some := 0
	for _, about := range []string{"org=khoi-mau&period=2025-Q4", "org=khoi-mau&period=2025-Q3", "org=khoi-mau&period=2025-11", "org=khoi-mau-101&period=2025-Q3", "org=kcn&period=2016-H1"} {
		late := map[string]bool{}
		for _, row := range find(tree(t, site.get("/plan?"+about+"&lang=vi").Body.String()), "tr") {
			if code := attr(row, "data-indicator"); code != "" && len(find(row, "b", "class", "late")) > 0 {
				late[code] = true
			}
		}
		some += len(late)
		told := 0
		for _, box := range find(tree(t, site.get("/?"+about+"&lang=vi").Body.String()), "section", "class", "exceptions") {
			for _, group := range find(box, "section") {
				shown := 0
				for _, a := range find(group, "a") {
					if _, code, ok := strings.Cut(attr(a, "href"), "#plan-"); ok {
						if shown++; !late[code] {
							t.Errorf("%s: %s is late on the overview only", about, code)
						}
					}
				}
				if told += shown; shown == 0 {
					continue
				}
				for _, more := range find(group, "p", "class", "more") {
					hidden, err := strconv.Atoi(number.FindString(text(more)))
					if err != nil {
						t.Error(err)
					}
					told += hidden
				}
			}
		}
		if told != len(late) {
			t.Errorf("%s: the overview tells of %d late indicators, the plan page of %d: %v", about, told, len(late), late)
		}
	}
	if some < 3 {
		t.Errorf("only %d late indicators", some)
	}
}
