package dashboards

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"golang.org/x/net/html"

	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// Over the samples, a figure's passport and the page that leads to it tell the
// same of it.
func TestPassportsTellWhatPagesTell(t *testing.T) {
	w := sampleWorld(t)
	t.Run("changes and plans", func(t *testing.T) { checkPassportChanges(t, w) })
	t.Run("year to date", func(t *testing.T) { checkYearToDate(t, w) })
	t.Run("lenses", func(t *testing.T) { checkPassportLenses(t, w) })
}

// checkPassportChanges compares the change and the attainment of every figure of
// some overviews with those of its passport: over the same units, and of the
// year so far.
func checkPassportChanges(t *testing.T, w *world) {
	t.Helper()
	for _, address := range []string{"/?org=cum-7&period=2024-Q1&lang=vi", "/?org=khoi-mau&period=2025-Q3&lang=vi"} {
		changes, plans := 0, 0
		for _, row := range find(tree(t, w.get(address).Body.String()), "tr") {
			links := figureLinks(row)
			if attr(row, "data-indicator") == "" || len(links) == 0 {
				continue
			}
			href := attr(links[0], "href")
			cells := find(row, "td")
			compared := comparedIn(t, w, href)
			if delta := find(cells[3], "span", "class", "delta"); len(delta) > 0 {
				changes++
				if want, got := text(delta[0]), compared["Cùng kỳ"]; !strings.Contains(got, want) {
					t.Errorf("%s: the page says %q, %s says %q", address, want, href, got)
				}
				for _, units := range find(cells[3], "span", "class", "soft") {
					if want, got := text(units), compared["Cùng kỳ"]; !strings.Contains(got, want) {
						t.Errorf("%s: the page says %q, %s says %q", address, want, href, got)
					}
				}
			}
			if want := text(cells[4]); want != "" {
				plans++
				if got := compared["Kế hoạch"]; !strings.HasSuffix(got, "đạt "+want) {
					t.Errorf("%s: the page says %q of the plan, %s says %q", address, want, href, got)
				}
			}
		}
		if changes == 0 || plans == 0 {
			t.Errorf("%s has %d changes and %d plans", address, changes, plans)
		}
	}
}

// checkYearToDate compares the attainment of the year so far in the API with
// that on the passport's page; the first quarter is the year so far itself.
func checkYearToDate(t *testing.T, w *world) {
	t.Helper()
	for figure, part := range map[string]bool{"khoi-mau:revenue:2025-Q3": true, "khoi-mau:revenue:2025-Q1": false, "khoi-mau:party_members:2025-Q3": false} {
		var answer struct {
			YearToDate *struct {
				Period string
				Plan   struct {
					AttainedPct json.Number `json:"attained_pct"`
				}
			} `json:"year_to_date"`
		}
		if err := json.Unmarshal(w.get("/api/v1/facts/"+figure).Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		year := answer.YearToDate
		if (year != nil) != part {
			t.Errorf("%s: the year so far is %+v", figure, year)
		}
		if year == nil {
			continue
		}
		want := "đạt " + speak(t, locale.VI).percent(*dec(year.Plan.AttainedPct.String()), 1)
		if got := comparedIn(t, w, "/figures/"+figure)["Kế hoạch"]; year.Period != "2025-9M" || !strings.HasSuffix(got, want) {
			t.Errorf("%s: the page says %q, the API %q: %+v", figure, got, want, year)
		}
	}
}

// comparedIn reads a passport's comparisons by the first words of what is
// compared with.
func comparedIn(t *testing.T, w *world, href string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, row := range find(tree(t, w.get(href+"?lang=vi").Body.String()), "tr") {
		heads := find(row, "th", "scope", "row")
		cells := find(row, "td")
		if len(heads) == 0 || len(cells) != 2 {
			continue
		}
		for _, kind := range []string{"Cùng kỳ", "Kế hoạch"} {
			if strings.HasPrefix(text(heads[0]), kind) {
				out[kind] = text(cells[1])
			}
		}
	}
	return out
}

// checkPassportLenses follows every figure of a trend page, in the table beside
// the chart and in the chart's own, to the passport of the very number.
func checkPassportLenses(t *testing.T, w *world) {
	t.Helper()
	for _, lens := range []warehouse.Lens{warehouse.AsReported, warehouse.Current, warehouse.LikeForLike} {
		page := tree(t, w.get("/trend?org=khoi-mau&indicator=revenue&from=2022-Q1&to=2023-Q4&lens="+string(lens)+"&lang=vi").Body.String())
		links := figureLinks(page)
		seen := map[string]bool{}
		for _, link := range links {
			href := attr(link, "href")
			seen[href] = true
			answer := w.get(href)
			if answer.Code != http.StatusOK {
				t.Fatalf("%s: %d", href, answer.Code)
			}
			passport := tree(t, answer.Body.String())
			shown := find(find(passport, "p", "class", "number")[0], "span", "class", "value")
			if got, want := text(shown[0]), strings.Fields(text(link))[0]; got != want {
				t.Errorf("%s: the page shows %s, %s %s", lens, want, href, got)
			}
			if code := attr(find(passport, "article", "class", "passport")[0], "data-figure"); "/figures/"+code != href {
				t.Errorf("%s calls itself %s", href, code)
			}
			told := strings.Contains(text(passport), "Phạm vi đơn vị:")
			if told != (lens != warehouse.AsReported) {
				t.Errorf("%s tells of its lens: %v", href, told)
			}
		}
		if len(seen) < 8 {
			t.Errorf("%s: %d figures lead to a passport, want the 8 quarters' at least", lens, len(seen))
		}
		if tables := find(page, "details", "class", "as-table"); len(tables) == 0 || len(figureLinks(tables[0])) < 8 {
			t.Errorf("%s: the chart's table leads nowhere", lens)
		}
	}
}

// figureLinks are the links to passports below a node.
func figureLinks(n *html.Node) []*html.Node {
	var out []*html.Node
	for _, a := range find(n, "a") {
		if strings.HasPrefix(attr(a, "href"), "/figures/") {
			out = append(out, a)
		}
	}
	return out
}

// The passport of a running total adds up: its value is the sum of the figures of
// its periods, each of which leads to its own passport; the chart's point and
// its table lead there, by name and by short code, in page and API.
func TestRunningTotalsHavePassports(t *testing.T) {
	w := sampleWorld(t)
	about := "org=khoi-mau&indicator=revenue&from=2025-01&to=2025-08&lang=vi"
	chart := w.drawn(t, "cumulative", about)
	option, err := json.Marshal(chart.Option)
	if err != nil {
		t.Fatal(err)
	}
	cells := figureLinks(find(tree(t, w.get("/trend?"+about).Body.String()), "figure", "data-chart", "cumulative")[0])
	sums := w.addedUp(t, "/api/v1/metrics?by=org&"+about)
	for month, span := range map[string][]string{"2025-02": {"2025-01", "2025-02"}, "2025-04": {"2025-Q1", "2025-04"}, "2025-08": {"2025-H1", "2025-07", "2025-08"}} {
		id := "khoi-mau:revenue:2025-01.." + month
		var total struct {
			ID, Code string
			Figure   struct {
				Value  decimal.Decimal
				Basis  string
				Period string
			}
			Periods []struct {
				ID     string
				Figure struct{ Value decimal.Decimal }
				Units  []struct{ Value decimal.Decimal }
			}
		}
		if err := json.Unmarshal(w.get("/api/v1/facts/"+id).Body.Bytes(), &total); err != nil {
			t.Fatal(err)
		}
		added, units := decimal.Zero, decimal.Zero
		var of []string
		for _, p := range total.Periods {
			added, of = added.Add(p.Figure.Value), append(of, strings.TrimPrefix(p.ID, "khoi-mau:revenue:"))
			for _, u := range p.Units {
				units = units.Add(u.Value)
			}
		}
		months := decimal.Zero
		for code, sum := range sums {
			if code <= month {
				months = months.Add(sum)
			}
		}
		v := total.Figure.Value
		if total.ID != id || total.Figure.Basis != "cumulative" || total.Figure.Period != month || !slices.Equal(of, span) {
			t.Errorf("%s: %+v of %v", id, total.Figure, of)
		}
		if v.IsZero() || !v.Equal(added) || !v.Equal(units) || !v.Equal(months) {
			t.Errorf("%s is %s; its periods make %s, their units %s, the members month by month %s", id, v, added, units, months)
		}

		page := tree(t, w.get("/figures/"+id+"?lang=vi").Body.String())
		shown := text(find(find(page, "p", "class", "number")[0], "span", "class", "value")[0])
		i, _ := speak(t, locale.VI).catalog.Indicator("revenue")
		if want := speak(t, locale.VI).value(v, i); shown != want {
			t.Errorf("%s: the page shows %s, the API %s", id, shown, want)
		}
		links := figureLinks(find(page, "table", "class", "units periods")[0])
		if len(links) != len(span) {
			t.Fatalf("%s: %d periods on the page, want %v", id, len(links), span)
		}
		for n, link := range links {
			if want := "/figures/khoi-mau:revenue:" + span[n]; attr(link, "href") != want {
				t.Errorf("%s leads to %s, want %s", id, attr(link, "href"), want)
			}
		}
		if !strings.Contains(string(option), `"href":"/figures/`+id+`"`) {
			t.Errorf("no point of the chart leads to %s", id)
		}
		if !slices.ContainsFunc(cells, func(cell *html.Node) bool { return attr(cell, "href") == "/figures/"+id && text(cell) == shown }) {
			t.Errorf("the table of the chart does not lead to %s", id)
		}
		if got := w.get("/figures/" + total.Code).Header().Get("Location"); got != "/figures/"+id {
			t.Errorf("%s leads to %q", total.Code, got)
		}
		if code := attr(find(page, "article", "class", "passport")[0], "data-code"); code != total.Code {
			t.Errorf("%s: the page says %s, the API %s", id, code, total.Code)
		}
	}

	// The year before is another running total, and what stands beside this one.
	now := tree(t, w.get("/figures/khoi-mau:revenue:2025-01..2025-04?lang=vi").Body.String())
	before := "/figures/khoi-mau:revenue:2024-01..2024-04"
	var base string
	for _, row := range find(now, "tr") {
		for _, link := range figureLinks(row) {
			if attr(link, "href") == before {
				base = text(find(row, "td")[0])
			}
		}
	}
	shown := text(find(tree(t, w.get(before+"?lang=vi").Body.String()), "p", "class", "number")[0])
	if number, _, _ := strings.Cut(base, "\u00a0"); number == "" || !strings.HasPrefix(shown, number) {
		t.Errorf("the year before is %q beside the total, %q on its own page", base, shown)
	}
	for address, want := range map[string]string{
		"/figures/khoi-mau:revenue:2025-01..2025-06":      "/figures/khoi-mau:revenue:2025-H1",
		"/api/v1/facts/khoi-mau:revenue:2025-01..2025-03": "/api/v1/facts/khoi-mau:revenue:2025-Q1",
	} {
		if got := w.get(address).Header().Get("Location"); got != want {
			t.Errorf("%s leads to %q, want %q", address, got, want)
		}
	}
	w.answers(map[string]int{
		"/figures/khoi-mau:party_members:2025-01..2025-04":                    http.StatusNotFound,
		"/figures/khoi-mau:revenue:2025-02..2025-04":                          http.StatusBadRequest,
		"/figures/khoi-mau:revenue:2025-01..2025-04?lens=like_for_like":       http.StatusOK,
		"/api/v1/facts/khoi-mau:revenue:2025-01..2025-04?as_of=2001-01-01":    http.StatusOK,
		"/figures/khoi-mau-101:budget_paid:2025-01..2025-05?as_of=2025-05-31": http.StatusOK,
	})
}

// Two units left this organisation of the samples on 1 July 2024. None of those
// that stayed lacks, and that is what the running totals say of it: their
// passports and the table of the year.
func TestTotalsAfterUnitsLeft(t *testing.T) {
	w := sampleWorld(t)
	const lacking, other = "chưa đủ đơn vị", "khác đơn vị"
	for _, month := range []string{"2025-02", "2025-04"} {
		got := comparedIn(t, w, "/figures/khoi-mau:revenue:2025-01.."+month)["Cùng kỳ"]
		if got != other {
			t.Errorf("until %s: %q, want %q", month, got, other)
		}
	}
	chart := w.drawn(t, "cumulative", "org=khoi-mau&indicator=revenue&from=2024-01&to=2024-12&lang=vi")
	if got := chart.Rows[9][4].Text; got != other {
		t.Errorf("until October 2024: %q, want %q", got, other)
	}
	for _, row := range chart.Rows {
		if strings.Contains(row[4].Text, lacking) {
			t.Errorf("until %s: %q", row[0].Text, row[4].Text)
		}
	}
}

// A running total that there is not, for units left meanwhile, bears neither a
// status nor how many units reported.
func TestNoTotalBearsNoStatus(t *testing.T) {
	w := sampleWorld(t)
	page := tree(t, w.get("/figures/khoi-mau:revenue:2024-01..2024-07?lang=vi").Body.String())
	head := plainly(text(find(find(page, "article", "class", "passport")[0], "header")[0]))
	if !strings.Contains(head, "chưa có số liệu") || strings.Contains(head, "Chính thức") || strings.Contains(head, "đơn vị") {
		t.Errorf("the head of the passport says %q", head)
	}
	chart := w.drawn(t, "cumulative", "org=khoi-mau&indicator=revenue&from=2024-01&to=2024-12&lang=vi")
	for n, row := range chart.Rows {
		want := "Chính thức"
		if n == 6 || n == 7 {
			want = ""
		}
		if got := row[6].Text; got != want {
			t.Errorf("until %s the status is %q, want %q", row[0].Text, got, want)
		}
	}
}
