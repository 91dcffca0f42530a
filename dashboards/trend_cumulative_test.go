package dashboards

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// Over the samples, the running totals of a year are what somebody gets who
// adds up the figures of its members and periods one by one, and what the plan
// requires leads from the last of them to the plan in equal steps.
func TestRunningTotalsOfTheSamples(t *testing.T) {
	w := sampleWorld(t)
	for _, tt := range []struct {
		org, indicator, year string
		part                 string // of a period's code: "-Q"
		parts, until         int    // of the year, and known
		plan                 bool
	}{
		{"cum-7", "revenue", "2023", "-Q", 4, 4, false},
		{"cum-7", "welfare_spending", "2023", "-Q", 4, 3, false},
		{"cum-7", "revenue", "2024", "-Q", 4, 1, true},
		{"khoi-mau", "revenue", "2025", "-Q", 4, 3, true},
		{"khoi-mau", "revenue", "2025", "-", 12, 5, true},
		{"khoi-mau-101", "budget_paid", "2025", "-", 12, 9, true},
	} {
		code := func(n int) string {
			if tt.part == "-" {
				return fmt.Sprintf("%s-%02d", tt.year, n)
			}
			return fmt.Sprintf("%s%s%d", tt.year, tt.part, n)
		}
		about := "org=" + tt.org + "&indicator=" + tt.indicator + "&from=" + code(1) + "&to=" + code(tt.until)
		chart := w.drawn(t, "cumulative", about+"&lang=vi")
		if len(chart.Rows) != tt.parts {
			t.Fatalf("%s: %d rows: %v", about, len(chart.Rows), chart.Rows)
		}
		by := "&by=org"
		if tt.org == "khoi-mau-101" {
			by = "" // a unit has no members
		}
		sums := w.addedUp(t, "/api/v1/metrics?"+about+by)
		running := decimal.Zero
		for n, row := range chart.Rows {
			if n >= tt.until {
				if row[1].Value != "" {
					t.Errorf("%s: %s has a total, %s", about, row[0].Text, row[1].Value)
				}
				continue
			}
			running = running.Add(sums[code(n+1)])
			if got := dec(row[1].Value.String()); got == nil || !got.Equal(running) {
				t.Errorf("%s: until %s %s, added up %s", about, row[0].Text, row[1].Value, running)
			}
		}
		var answer struct {
			Rows []struct {
				Plan *struct{ Value decimal.Decimal }
			}
		}
		if err := json.Unmarshal(w.get("/api/v1/metrics?compare=plan&"+about).Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		left := tt.parts - tt.until
		for n := tt.until; n < tt.parts; n++ {
			row := chart.Rows[n]
			if !tt.plan {
				if row[2].Value != "" {
					t.Errorf("%s: %s requires %s without a plan", about, row[0].Text, row[2].Value)
				}
				continue
			}
			plan := answer.Rows[0].Plan.Value
			want := running.Add(plan.Sub(running).Mul(decimal.NewFromInt(int64(n + 1 - tt.until))).Div(decimal.NewFromInt(int64(left))))
			if got := dec(row[2].Value.String()); got == nil || got.Sub(want).Abs().GreaterThan(decimal.New(1, -3)) {
				t.Errorf("%s: %s requires %s, reckoned %s", about, row[0].Text, row[2].Value, want)
			}
		}
	}
}

// addedUp sums the rows of an answer by period.
func (w *world) addedUp(t *testing.T, path string) map[string]decimal.Decimal {
	t.Helper()
	var answer struct {
		Rows []struct {
			Period string
			Value  decimal.Decimal
		}
	}
	if err := json.Unmarshal(w.get(path).Body.Bytes(), &answer); err != nil || len(answer.Rows) == 0 {
		t.Fatalf("%s: %d rows, %v", path, len(answer.Rows), err)
	}
	out := map[string]decimal.Decimal{}
	for _, r := range answer.Rows {
		out[r.Period] = out[r.Period].Add(r.Value)
	}
	return out
}

// yearOf makes the rows of a year's quarters and of what the store knows of the
// months since January, from the quarters; "" is missing.
func yearOf(values, bases [4]string) map[catalog.Period]warehouse.Row {
	rows := map[catalog.Period]warehouse.Row{}
	total, before := decimal.Zero, decimal.Zero
	whole, known := true, true
	for n := range values {
		quarter := fmt.Sprintf("2024-Q%d", n+1)
		rows[period(quarter)] = row("cum-7", "revenue", quarter, values[n], bases[n], catalog.Final)
		if whole = whole && values[n] != ""; whole {
			total = total.Add(*dec(values[n]))
		}
		if known = known && bases[n] != ""; known {
			before = before.Add(*dec(bases[n]))
		}
		value, base := "", ""
		if whole {
			value = total.String()
		}
		if known {
			base = before.String()
		}
		until := []string{"2024-Q1", "2024-H1", "2024-9M", "2024"}[n]
		r := row("cum-7", "revenue", until, value, base, catalog.Final)
		r.Yoy.BaseValue = dec(base)
		rows[period(until)] = r
	}
	return rows
}

func (w words) yearPanel(t *testing.T, c courses) *panel {
	t.Helper()
	revenue, _ := w.catalog.Indicator("revenue")
	p, err := w.cumulativePanel(c, revenue)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// linesOf are the lines of that name as drawn, point by point.
func linesOf(t *testing.T, p *panel, name string) []string {
	t.Helper()
	var option struct {
		Series []struct {
			Name string
			Data []struct{ Value any }
		}
	}
	if err := json.Unmarshal([]byte(p.Option), &option); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, one := range option.Series {
		if one.Name != name {
			continue
		}
		var points []string
		for _, m := range one.Data {
			points = append(points, fmt.Sprint(m.Value))
		}
		out = append(out, strings.Join(points, " "))
	}
	return out
}

// A line leads from one total to the next only where both are of the same units.
func TestLinesOfTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	quarters := partsOfYear(period("2024-Q1"))
	four := [4]string{"100", "110", "120", "130"}
	draw := func(name string, change func(map[catalog.Period]warehouse.Row, map[catalog.Period]string), lens warehouse.Lens) string {
		rows, units := yearOf(four, four), map[catalog.Period]string{}
		change(rows, units)
		c := courses{course: course{to: period("2024-Q4"), lens: lens}, totals: runningTotals(quarters, period("2024-Q4"), rows, units)}
		return strings.Join(linesOf(t, w.yearPanel(t, c), name), "; ")
	}
	lines := func(change func(map[catalog.Period]warehouse.Row, map[catalog.Period]string), lens warehouse.Lens) string {
		return draw("actual", change, lens)
	}
	lacking := func(reported ...int) func(map[catalog.Period]warehouse.Row, map[catalog.Period]string) {
		return func(rows map[catalog.Period]warehouse.Row, _ map[catalog.Period]string) {
			for n, code := range []string{"2024-Q1", "2024-H1", "2024-9M", "2024"} {
				r := rows[period(code)]
				r.Coverage.Reported = reported[n]
				rows[period(code)] = r
			}
		}
	}
	moved := func(_ map[catalog.Period]warehouse.Row, units map[catalog.Period]string) {
		units[period("2024-Q1")], units[period("2024-H1")], units[period("2024-9M")], units[period("2024")] = "a b", "a b", "a", "a"
	}
	movedBefore := func(_ map[catalog.Period]warehouse.Row, units map[catalog.Period]string) {
		units[period("2023-Q1")], units[period("2023-H1")], units[period("2023-9M")], units[period("2023")] = "a b", "a b", "a", "a"
	}
	for _, tt := range []struct {
		name, want string
		got        string
	}{
		{"the same", "0 100 210 330 460", lines(lacking(17, 17, 17, 17), "")},
		{"fewer at the end", "0 100 210 330 -; - - - - 460", lines(lacking(17, 17, 17, 4), "")},
		{"as many lacking", "0 100 - - -; - - 210 330 460", lines(lacking(17, 15, 15, 15), "")},
		{"others lacking", "0 100 - - -; - - 210 - -; - - - 330 -; - - - - 460", lines(lacking(17, 15, 14, 17), "")},
		{"reorganised", "0 100 210 - -; - - - 330 460", lines(moved, warehouse.AsReported)},
		{"like for like", "0 100 210 330 460", lines(moved, warehouse.LikeForLike)},
		{"reorganised the year before", "0 100 210 - -; - - - 330 460", draw("previous", movedBefore, warehouse.AsReported)},
		{"that year, like for like", "0 100 210 330 460", draw("previous", movedBefore, warehouse.LikeForLike)},
		{"this year only", "0 100 210 330 460", draw("previous", moved, warehouse.AsReported)},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, tt.got, tt.want)
		}
	}
}

// With figures of half of the units, nothing is required of the rest of the
// year, on the page, in a file and beside the plan; what is there says of how
// many it is.
func TestHalfOfTheUnitsRequireNothing(t *testing.T) {
	w := newWorld(t)
	sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "cum", Period: period("2024-Q2"), Status: catalog.Final}
	for n, value := range []int64{500, 2000} {
		sub.Facts = append(sub.Facts, fact(fmt.Sprintf("u%d", n+1), "revenue", sub.Period, value))
	}
	w.commit(sub)
	about := "org=cum&indicator=revenue&from=2024-Q1&to=2024-Q2&lang=vi"
	chart := w.drawn(t, "cumulative", about)
	for _, row := range chart.Rows {
		if row[2].Value != "" {
			t.Errorf("until %s %s is required", row[0].Text, row[2].Text)
		}
	}
	// The first quarter brought 1320 and 2200 of these two.
	if got := chart.Rows[1][1].Value.String(); got != "6020" {
		t.Errorf("the half year is %s, want 1320 + 2200 + 500 + 2000", got)
	}
	page := plainly(text(tree(t, w.get("/trend?"+about).Body.String())))
	if strings.Contains(page, "còn lại cần") || !strings.Contains(page, "hưa tính mức cần đạt vì thiếu số của 2 đơn vị") {
		t.Error("the page does not say why nothing is required")
	}
	if !strings.Contains(page, "Doanh thu quý II/2024: 2.500,00 tỷ (2/4 đơn vị)") {
		t.Error("the title of the course does not say of how many units its figure is")
	}
}

// What a year lacks is said and never bridged: without a plan nothing is
// required, a quarter of fewer units is marked, after one without figures there
// is no total, and of other units the year before is no measure.
func TestCumulativePanel(t *testing.T) {
	w := speak(t, locale.VI)
	quarters := partsOfYear(period("2024-Q1"))
	ask := func(rows map[catalog.Period]warehouse.Row, to string, units map[catalog.Period]string) courses {
		return courses{course: course{to: period(to)}, totals: runningTotals(quarters, period(to), rows, units)}
	}
	texts := func(p *panel, column int) []string {
		var out []string
		for _, r := range p.Table.Rows {
			out = append(out, r[column].Text)
		}
		return out
	}
	rows := yearOf([4]string{"100", "110", "", ""}, [4]string{"90", "100", "120", "130"})
	p := w.yearPanel(t, ask(rows, "2024-Q2", nil))
	if got := texts(p, 1); !slices.Equal(got, []string{"100,00", "210,00", "–", "–"}) {
		t.Errorf("totals %q", got)
	}
	if got := texts(p, 3); !slices.Equal(got, []string{"90,00", "190,00", "310,00", "440,00"}) {
		t.Errorf("the year before %q", got)
	}
	if !strings.Contains(plainly(p.Title), "tăng 10,5 %") || slices.ContainsFunc(p.Key, func(k keyEntry) bool { return k.Swatch == "required" }) {
		t.Errorf("title %q, key %v", p.Title, p.Key)
	}

	withPlan := func() map[catalog.Period]warehouse.Row {
		rows := yearOf([4]string{"100", "110", "", ""}, [4]string{"90", "100", "120", "130"})
		for _, code := range []string{"2024-Q1", "2024-H1"} {
			rows[period(code)] = plan(rows[period(code)], "2024", "500")
		}
		return rows
	}
	p = w.yearPanel(t, ask(withPlan(), "2024-Q2", nil))
	if got := texts(p, 2); !slices.Equal(got, []string{"–", "–", "355,00", "500,00"}) {
		t.Errorf("required %q", got)
	}
	if !strings.Contains(plainly(p.Sentence), "ỗi quý còn lại cần 145,0 tỷ") || !strings.Contains(plainly(p.Title), "42,0 %") {
		t.Errorf("title %q, sentence %q", p.Title, p.Sentence)
	}
	if p = w.yearPanel(t, ask(withPlan(), "2024-Q1", nil)); texts(p, 1)[1] != "–" || texts(p, 2)[1] != "233,34" {
		t.Errorf("looked at from the first quarter: %q, %q", texts(p, 1), texts(p, 2))
	}

	part := withPlan()
	half := part[period("2024-H1")]
	half.Coverage, half.Plan.Comparable, half.Plan.Reason, half.Plan.AttainedPct = warehouse.Coverage{Reported: 15, Expected: 17}, false, warehouse.PartialCoverage, nil
	half.Yoy = &warehouse.Delta{BasePeriod: period("2023-H1"), BaseValue: dec("190"), Reason: warehouse.PartialCoverage, LikeForLikePct: dec("4"), UnitsBoth: 15}
	part[period("2024-H1")] = half
	p = w.yearPanel(t, ask(part, "2024-Q2", nil))
	for _, said := range []string{p.Subtitle, p.Sentence} {
		if !strings.Contains(plainly(said), "hiếu số của 2 đơn vị") {
			t.Errorf("%q does not say what is missing", said)
		}
	}
	if strings.Contains(p.Sentence, "còn lại cần") || !strings.Contains(plainly(p.Sentence), "hưa tính mức cần đạt vì thiếu số của 2 đơn vị") {
		t.Errorf("sentence %q", p.Sentence)
	}
	if got := texts(p, 2); !slices.Equal(got, []string{"–", "–", "–", "–"}) || slices.ContainsFunc(p.Key, func(k keyEntry) bool { return k.Swatch == "line needed" }) {
		t.Errorf("of 15 of 17 units is required %q, key %v", got, p.Key)
	}
	if !strings.Contains(string(p.Option), `15/17}","lineHeight":15,"position":"right"`) {
		t.Errorf("the label of the half year does not stand beside it: %s", p.Option)
	}
	if got := linesOf(t, p, "actual"); !slices.Equal(got, []string{"0 100 - - -", "- - 210 - -"}) || !strings.Contains(string(p.Option), `"diamond"`) {
		t.Errorf("lines %q", got)
	}
	if !strings.Contains(plainly(p.Title), "cùng 15 đơn vị") || !slices.ContainsFunc(p.Key, func(k keyEntry) bool { return k.Swatch == "line apart" }) {
		t.Errorf("title %q, key %v", p.Title, p.Key)
	}

	gap := yearOf([4]string{"100", "", "120", ""}, [4]string{"90", "100", "120", "130"})
	p = w.yearPanel(t, ask(gap, "2024-Q3", nil))
	if got := texts(p, 1); !slices.Equal(got, []string{"100,00", "thiếu", "thiếu", "–"}) {
		t.Errorf("across a gap: %q", got)
	}
	if !strings.Contains(p.Subtitle, "chưa có lũy kế 6 tháng/2024") {
		t.Errorf("subtitle %q", p.Subtitle)
	}
	none := yearOf([4]string{"", "", "", ""}, [4]string{"", "", "", ""})
	if p = w.yearPanel(t, ask(none, "2024-Q3", nil)); p != nil {
		t.Errorf("a year of nothing: %q", p.Title)
	}
	none = yearOf([4]string{"", "", "", ""}, [4]string{"90", "100", "120", "130"})
	if p = w.yearPanel(t, ask(none, "2024-Q3", nil)); p == nil || !strings.Contains(p.Title, "Chưa cộng được") {
		t.Errorf("a year before only: %+v", p)
	}
}

// A total of several periods is added up only over the same units.
func TestRunningTotalsAcrossAReorganisation(t *testing.T) {
	months := partsOfYear(period("2024-01"))
	rows, units := map[catalog.Period]warehouse.Row{}, map[catalog.Period]string{}
	for _, p := range spans(months) {
		rows[p] = row("cum-7", "revenue", p.Code(), "10", "5", catalog.Final)
		units[p], units[p.AddYears(-1)] = "a b", "a b"
		if p.Last().After(period("2024-04").Last()) {
			units[p] = "a"
		}
	}
	totals := runningTotals(months, period("2024-12"), rows, units)
	if v := totals[3].row.Value; v == nil || !v.Equal(decimal.NewFromInt(20)) || totals[3].mixed {
		t.Errorf("until April: %v", v)
	}
	if v := totals[4]; v.row.Value != nil || !v.mixed || v.base() == nil {
		t.Errorf("until May over other units: %+v", v)
	}
	if v := totals[5].row.Value; v == nil || !v.Equal(decimal.NewFromInt(10)) {
		t.Errorf("the store's own half year: %v", v)
	}
	may := rows[period("2024-05")]
	may.Basis, may.Value = catalog.Cumulative, dec("77")
	rows[period("2024-05")] = may
	if v := runningTotals(months, period("2024-12"), rows, units)[4]; v.row.Value == nil || !v.row.Value.Equal(decimal.NewFromInt(77)) {
		t.Errorf("reported since January: %+v", v.row)
	}
}

// Why a running total cannot be compared is what hinders its periods: units that
// left since are none that owe a report.
func TestRunningTotalsSayWhyTheyAreNotCompared(t *testing.T) {
	year := func(change func(*warehouse.Row, map[catalog.Period]string)) *warehouse.Delta {
		rows, units := map[catalog.Period]warehouse.Row{}, map[catalog.Period]string{}
		parts := []catalog.Period{period("2024-04")}
		for _, p := range spans(parts) {
			r := row("o", "revenue", p.Code(), "10", "5", catalog.Final)
			r.Coverage = warehouse.Coverage{Reported: 16, Expected: 16}
			units[p], units[p.AddYears(-1)] = "a b", "a b"
			change(&r, units)
			rows[p] = r
		}
		return runningTotals(parts, parts[0], rows, units)[0].row.Yoy
	}
	april := func(r *warehouse.Row) bool { return r.Period == period("2024-04") }
	for _, tt := range []struct {
		name   string
		change func(*warehouse.Row, map[catalog.Period]string)
		want   warehouse.Reason
		base   string
	}{
		{"the same units", func(*warehouse.Row, map[catalog.Period]string) {}, "", "10"},
		{"two left since", func(r *warehouse.Row, units map[catalog.Period]string) {
			units[r.Period.AddYears(-1)] = "a b c"
			r.Yoy.BaseCoverage = warehouse.Coverage{Reported: 18, Expected: 18}
		}, warehouse.OtherUnits, "10"},
		{"left within the year before", func(r *warehouse.Row, units map[catalog.Period]string) {
			if april(r) {
				units[r.Period.AddYears(-1)] = "a"
			}
		}, warehouse.OtherUnits, ""},
		{"a report is missing", func(r *warehouse.Row, _ map[catalog.Period]string) {
			if april(r) {
				r.Coverage.Reported, r.Yoy.Comparable, r.Yoy.Reason = 15, false, warehouse.PartialCoverage
			}
		}, warehouse.PartialCoverage, "10"},
		{"another source", func(r *warehouse.Row, _ map[catalog.Period]string) {
			if april(r) {
				r.Yoy.Comparable, r.Yoy.Reason = false, warehouse.MixedBasis
			}
		}, warehouse.MixedBasis, "10"},
		{"nothing in one month", func(r *warehouse.Row, _ map[catalog.Period]string) {
			if april(r) {
				r.Yoy.BaseValue, r.Yoy.Comparable, r.Yoy.Reason = dec("0"), false, warehouse.ZeroBase
			}
		}, "", "5"},
		{"nothing at all", func(r *warehouse.Row, _ map[catalog.Period]string) {
			r.Yoy.BaseValue, r.Yoy.Comparable, r.Yoy.Reason = dec("0"), false, warehouse.ZeroBase
		}, warehouse.ZeroBase, "0"},
	} {
		d := year(tt.change)
		base := ""
		if d.BaseValue != nil {
			base = d.BaseValue.String()
		}
		if d.Reason != tt.want || d.Comparable != (tt.want == "") || (d.ChangePct != nil) != d.Comparable || base != tt.base {
			t.Errorf("%s: %+v of base %q, want %q and %q", tt.name, d, base, tt.want, tt.base)
		}
	}
}

// Whatever was reached and planned, the required totals rise in equal steps and
// end at the plan; none is required of a plan that has been reached.
func TestRequiredTotals(t *testing.T) {
	quarters := partsOfYear(period("2024-Q1"))
	rapid.Check(t, func(t *rapid.T) {
		done := rapid.IntRange(1, 3).Draw(t, "done")
		var values [4]string
		for n := range done {
			values[n] = decimal.New(rapid.Int64Range(-1e6, 1e9).Draw(t, "value"), -2).String()
		}
		rows := yearOf(values, [4]string{})
		target := decimal.New(rapid.Int64Range(1, 4e9).Draw(t, "plan"), -2)
		until := []string{"2024-Q1", "2024-H1", "2024-9M"}[done-1]
		rows[period(until)] = plan(rows[period(until)], "2024", target.String())
		c := courses{totals: runningTotals(quarters, quarters[done-1], rows, nil)}
		y, ok := c.cumulate()
		if !ok || y.last != done-1 || y.each == nil {
			t.Fatalf("%v: %+v", values, y)
		}
		at := *y.totals[y.last].row.Value
		for n := done; n < 4; n++ {
			next := y.required(n)
			if (next == nil) != at.GreaterThanOrEqual(target) && n == done || n > done && (next == nil) != y.each.IsZero() {
				t.Fatalf("%v of %s: %v is required", values, target, next)
			}
			if next == nil {
				continue
			}
			if step := next.Sub(at); step.Sub(*y.each).Abs().GreaterThan(decimal.New(1, -9)) {
				t.Fatalf("a step of %s, want %s", step, y.each)
			}
			at = *next
		}
		if !y.each.IsZero() && !at.Equal(target) {
			t.Fatalf("ends at %s, the plan is %s", at, target)
		}
	})
}

// A file of the year holds amounts and a share; each says what it is in.
func TestShareInAFileIsInPercent(t *testing.T) {
	w := sharedWorld(t)
	head, _, _ := strings.Cut(w.get("/charts/cumulative.csv?org=cum&indicator=revenue&from=2024-Q1&to=2024-Q1&lang=vi").Body.String(), "\n")
	for _, want := range []string{"Thực hiện, giá trị chính xác (tỷ đồng)", "giá trị chính xác (%)"} {
		if !strings.Contains(head, want) {
			t.Errorf("%q lacks %q", head, want)
		}
	}
}

// Like for like, the figures of several periods are added up where they are of
// the same units, all there are; their totals are then those of the units that
// both years have, whoever else belonged the year before.
func TestLikeForLikeTotals(t *testing.T) {
	w := sampleWorld(t)
	about := "org=khoi-mau&indicator=revenue&from=2025-01&to=2025-08&lens=like_for_like&lang=vi"
	chart := w.drawn(t, "cumulative", about)
	var answer struct {
		Rows []struct {
			Period string
			Value  decimal.Decimal
			Yoy    struct {
				BaseValue decimal.Decimal `json:"base_value"`
			}
		}
	}
	if err := json.Unmarshal(w.get("/api/v1/metrics?compare=yoy&"+about).Body.Bytes(), &answer); err != nil || len(answer.Rows) != 8 {
		t.Fatal(err, len(answer.Rows))
	}
	now, before := decimal.Zero, decimal.Zero
	for n, r := range answer.Rows {
		now, before = now.Add(r.Value), before.Add(r.Yoy.BaseValue)
		row := chart.Rows[n]
		if got := dec(row[1].Value.String()); got == nil || !got.Equal(now) {
			t.Errorf("until %s %s, added up %s", r.Period, row[1].Text, now)
		}
		if got := dec(row[3].Value.String()); got == nil || !got.Equal(before) {
			t.Errorf("until %s of the year before %s, added up %s", r.Period, row[3].Text, before)
		}
		want := speak(t, locale.VI).signed(now.Sub(before).Mul(hundred).Div(before))
		if row[4].Text != want {
			t.Errorf("until %s %s, reckoned %s", r.Period, row[4].Text, want)
		}
	}

	// Where a unit lacks one side, each period has units of its own.
	dir := &directory{}
	rows := map[catalog.Period]warehouse.Row{}
	for _, code := range []string{"2024-Q1", "2024-04"} {
		r := row("o", "revenue", code, "10", "9", catalog.Final)
		r.Coverage, r.Yoy.UnitsBoth = warehouse.Coverage{Reported: 4, Expected: 5}, 4
		rows[period(code)] = r
	}
	months := []catalog.Period{period("2024-04")}
	units := unitsOf(dir, course{org: "o", lens: warehouse.LikeForLike}, spans(months), rows)
	if got := runningTotals(months, months[0], rows, units)[0]; got.row.Value != nil || !got.mixed {
		t.Errorf("over units of their own: %+v", got)
	}
}
