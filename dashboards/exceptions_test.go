package dashboards

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
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

// However much there is to tell of one kind, every other kind has a place, and
// no place stays empty while something waits for it.
func TestExceptionsShareTheirRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := exceptions{}
		total := 0
		for _, n := range rapid.SliceOfN(rapid.IntRange(1, 30), 1, 6).Draw(t, "rows of each group") {
			e.addMore("", "", make([]exceptionRow, n), func(hidden int) *link { return &link{Text: strconv.Itoa(hidden)} })
			total += min(n, maxPerGroup)
		}
		before := slices.Clone(e.Groups)
		e.share()
		if got := e.rows(); got != min(total, maxExceptions) {
			t.Errorf("%d rows shown of %d", got, total)
		}
		for i, g := range e.Groups {
			hidden := len(before[i].Rows) - len(g.Rows)
			if len(g.Rows) == 0 || len(g.Rows) > maxPerGroup || (hidden > 0) != (g.More != nil) || g.More != nil && g.More.Text != strconv.Itoa(hidden) {
				t.Errorf("group %d shows %d rows of %d, %+v", i, len(g.Rows), len(before[i].Rows), g.More)
			}
		}
	})
}

// Many units and indicators that are late do not hide that reports are missing.
func TestMissingReportsKeepTheirPlace(t *testing.T) {
	f := cluster()
	f.plans = map[string]warehouse.Row{}
	for _, code := range []string{"revenue", "budget_paid", "social_insurance_paid", "workers"} {
		f.plans[code] = plan(row("cum-7", code, "2024-Q1", "10", "", catalog.Estimate), "2024", "100")
	}
	for _, org := range []string{"ve", "vf", "vg", "vh"} {
		f.members["revenue"] = append(f.members["revenue"], plan(row(org, "revenue", "2024-Q1", "10", "8", catalog.Estimate), "2024", "100"))
	}
	p, err := speak(t, locale.VI).overview(f)
	if err != nil {
		t.Fatal(err)
	}
	last := p.Exceptions.Groups[len(p.Exceptions.Groups)-1]
	if len(p.Exceptions.Groups) != 4 || p.Exceptions.rows() != maxExceptions || !strings.HasPrefix(last.Rows[0].Href, "/completeness") {
		t.Errorf("%+v", p.Exceptions.Groups)
	}
}

// Members that all moved by the same per cent are not the ones that moved most.
func TestNobodyStandsOutOfEqualChanges(t *testing.T) {
	w := speak(t, locale.VI)
	f := cluster()
	hero := w.figure(f.now["revenue"], catalog.Builtin().Indicators[0])
	for _, tt := range []struct {
		last string
		rows int
	}{{"110.4", 0}, {"117", 3}} {
		f.members["revenue"] = nil
		for n, value := range []string{"110", "220", tt.last} {
			base := []string{"100", "200", "100"}[n]
			f.members["revenue"] = append(f.members["revenue"], row("u"+strconv.Itoa(n), "revenue", "2024-Q1", value, base, catalog.Final))
		}
		if rows := w.movers(f, hero, nil); len(rows) != tt.rows {
			t.Errorf("the last at %s: %+v", tt.last, rows)
		}
	}
}
