package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// moved is a row whose units came and went: the totals changed from base to
// value, the n units with both sides by like per cent.
func moved(indicator, code, value, base, like string, n int) warehouse.Row {
	r := row("o", indicator, code, value, base, catalog.Final)
	r.Coverage = warehouse.Coverage{Reported: n, Expected: n}
	r.Yoy.LikeForLikePct, r.Yoy.UnitsBoth = dec(like), n
	if like != "" {
		now := r.Value.Sub(r.Value.Mul(hundred).Div(hundred.Add(*dec(like)))) // as if the value were theirs
		r.Yoy.LikeForLike = &now
	}
	return r
}

// The change of the totals is said unless the same units tell another story;
// their change then carries how many they are.
func TestChangeOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	for _, tt := range []struct {
		name, value, base, like string
		want, beside            string
	}{
		{"a little apart", "118.24", "100", "17.9", "+18,2 %, cùng tập 11 đơn vị: +17,9 %", "cùng tập 11 đơn vị: +17,9 %"},
		{"same whole per cent", "118.4", "100", "17.6", "+18,4 %, cùng tập 11 đơn vị: +17,6 %", "cùng tập 11 đơn vị: +17,6 %"},
		{"the same", "118.24", "100", "18.24", "+18,2 %", ""},
		{"other direction", "73", "100", "5.7", "+5,7 % cùng 11 đơn vị", "cả đơn vị đến và đi: −27,0 %"},
		{"other size", "125.5", "100", "7.9", "+7,9 % cùng 11 đơn vị", "cả đơn vị đến và đi: +25,5 %"},
		{"small but opposite", "100.6", "100", "-0.6", "−0,6 % cùng 11 đơn vị", "cả đơn vị đến và đi: +0,6 %"},
		{"nothing in common", "73", "100", "", "−27,0 %", ""},
	} {
		i, _ := w.catalog.Indicator("revenue")
		c := w.change(moved("revenue", "2024-Q3", tt.value, tt.base, tt.like, 11), i)
		if got := plainly(w.noted(*c)); got != tt.want || plainly(c.Like) != tt.beside {
			t.Errorf("%s: %q, %q; want %q, %q", tt.name, got, plainly(c.Like), tt.want, tt.beside)
		}
	}
}

// Unchanged is not all there is to say when one unit took the place of another,
// unless reports are missing: then nobody knows whose.
func TestUnchangedTellsWhoCameAndWent(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for _, tt := range []struct {
		now, before warehouse.Coverage
		value, want string
	}{
		{warehouse.Coverage{Reported: 17, Expected: 17}, warehouse.Coverage{Reported: 17, Expected: 17}, "100", "cùng kỳ 100,00 (+1 −1 đơn vị)"},
		{warehouse.Coverage{Reported: 17, Expected: 17}, warehouse.Coverage{Reported: 16, Expected: 16}, "100", "cùng kỳ 100,00 (+1 đơn vị)"},
		{warehouse.Coverage{Reported: 16, Expected: 16}, warehouse.Coverage{Reported: 16, Expected: 16}, "100", "cùng kỳ 100,00"},
		{warehouse.Coverage{Reported: 16, Expected: 17}, warehouse.Coverage{Reported: 17, Expected: 17}, "100", "cùng kỳ 100,00"},
		{warehouse.Coverage{Reported: 17, Expected: 17}, warehouse.Coverage{}, "100", "cùng kỳ 100,00"}, // those 16 were elsewhere
		{warehouse.Coverage{Reported: 17, Expected: 17}, warehouse.Coverage{Reported: 17, Expected: 17}, "110", "cùng kỳ 100,00"},
	} {
		r := row("cum", "revenue", "2024-Q3", tt.value, "100", catalog.Final)
		r.Coverage, r.Yoy.BaseCoverage, r.Yoy.UnitsBoth = tt.now, tt.before, 16
		if got := plainly(w.change(r, i).Short); got != tt.want {
			t.Errorf("%v after %v: %q, want %q", tt.now, tt.before, got, tt.want)
		}
	}
}

// A change of the same units alone says so where members stand beside each
// other, too: the bar of the base is missing there for the same reason.
func TestPinOfTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for like, want := range map[string]string{"5.7": "cùng 11 đơn vị", "18.24": ""} {
		r := moved("revenue", "2024-Q3", "118.24", "100", like, 11)
		if p := pinScale(w, []warehouse.Row{r}, i)(r, w.change(r, i)); plainly(p.Like) != want {
			t.Errorf("%s %%: %q says %q, want %q", like, p.Text, plainly(p.Like), want)
		}
	}
}

// An average of units that came and went may leave the range of what its units
// did: the same units' change is said as soon as it reads otherwise.
func TestAverageOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("average_income")
	c := w.change(moved("average_income", "2024-Q3", "10.66", "10", "6.1", 96), i)
	if got := plainly(w.noted(*c)); got != "+6,1 % cùng 96 đơn vị" || plainly(c.Like) != "cả đơn vị đến và đi: +6,6 %" {
		t.Errorf("%q, %q", got, plainly(c.Like))
	}
}

// A little is not written as nothing, and nothing stays nothing.
func TestLittleIsNotNothing(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for value, want := range map[string]string{"0.0001": "0,0001", "-0.004": "−0,004", "0.006": "0,006", "0": "0,00", "9605.384": "9.605,38", "0.0000000000001": "0,00"} {
		if got := w.value(*dec(value), i); got != want {
			t.Errorf("%s is written %s, want %s", value, got, want)
		}
	}
}

// Who is sorted by change stands where the change that is shown says.
func TestSortedByTheChangeShown(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("average_income")
	s := standing{members: []warehouse.Row{
		moved("average_income", "2024-Q3", "10.66", "10", "6.1", 96), moved("average_income", "2024-Q3", "10.62", "10", "6.3", 96),
	}}
	if first := w.change(s.sorted("change", i)[0], i); plainly(first.Text) != "+6,3 %" {
		t.Errorf("first is %s", first.Text)
	}
}

// A ratio differs in points, also over the same units; where the points cannot
// be known nothing is said.
func TestRatioOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("meeting_attendance")
	r := moved("meeting_attendance", "2022-Q1", "75", "50", "50", 3)
	r.Coverage.Expected = 4
	r.Yoy.Comparable, r.Yoy.Change, r.Yoy.ChangePct, r.Yoy.Reason = false, nil, nil, warehouse.PartialCoverage
	if c := w.change(r, i); plainly(w.noted(*c)) != "+25,0 điểm cùng 3 đơn vị" || c.Tone == none {
		t.Errorf("%+v", c)
	}
	r.Yoy.UnitsBoth = 2
	if c := w.change(r, i); plainly(w.noted(*c)) != "+25,0 điểm cùng 2 đơn vị" {
		t.Errorf("two of three units: %+v", c)
	}
	r.Yoy.LikeForLike = nil
	if c := w.change(r, i); c.Tone != none || strings.Contains(c.Text, "%") {
		t.Errorf("unknown points: %+v", c)
	}
	apart := moved("meeting_attendance", "2022-Q1", "75", "80", "50", 3)
	if c := w.change(apart, i); plainly(w.noted(*c)) != "+25,0 điểm cùng 3 đơn vị" || plainly(c.Like) != "cả đơn vị đến và đi: −5,0 điểm" {
		t.Errorf("%+v", c)
	}
}

// Two percentages that are written differently are not unchanged, however
// little lies between them; the rest reads as before.
func TestLittleBetweenTwoPercentages(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("meeting_attendance")
	for _, tt := range []struct {
		value, base, want string
		arrow             arrow
	}{
		{"94.02000", "93.97001", "+0,05 điểm", up},
		{"93.97001", "94.02000", "−0,05 điểm", down},
		{"94.0151", "94.0139", "+0,001 điểm", up}, // 94,02 and 94,01
		{"94.0240", "94.0151", "không đổi", same}, // both 94,02
		{"94.02", "94.02", "không đổi", same},
		{"95.26", "94.02", "+1,2 điểm", up},
		{"94.08", "94.02", "+0,1 điểm", up},
	} {
		r := row("o", "meeting_attendance", "2024-Q3", tt.value, tt.base, catalog.Final)
		if c := w.change(r, i); plainly(c.Text) != tt.want || c.Arrow != tt.arrow {
			t.Errorf("%s after %s: %q %s, want %q %s", tt.value, tt.base, plainly(c.Text), c.Arrow, tt.want, tt.arrow)
		}
	}
	like := moved("meeting_attendance", "2024-Q3", "94", "80", "1", 3)
	for change, want := range map[string]string{"0.04999": "+0,05 điểm cùng 3 đơn vị", "0.004": "không đổi cùng 3 đơn vị"} {
		like.Yoy.LikeForLike = dec(change)
		if got := plainly(w.noted(*w.change(like, i))); got != want {
			t.Errorf("the same units by %s: %q, want %q", change, got, want)
		}
	}
}

// A plan that not all units have is attained by those that have it.
func TestPlanOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	r := row("o", "revenue", "2024-Q1", "90", "80", catalog.Final)
	r.Plan = &warehouse.Attainment{Period: period("2024"), Value: *dec("400"), Reason: warehouse.PartialCoverage}
	if got := w.figure(r, i).PlanNote; got != "Chưa so được với kế hoạch năm: chưa đủ đơn vị để so sánh" {
		t.Error(got)
	}
	r.Plan.LikeForLikePct, r.Plan.UnitsBoth = dec("24.96"), 15
	r.Plan.LikeForLikeValue, r.Plan.LikeForLikePlan = dec("90"), dec("360.5")
	if got := plainly(w.figure(r, i).PlanNote); got != "Đạt 25,0 % kế hoạch năm 360,50 tỷ của 15 đơn vị đã có số" {
		t.Error(got)
	}
	r.Plan.LikeForLikeValue, r.Plan.LikeForLikePlan = dec("80"), dec("320.5")
	if got := plainly(w.figure(r, i).PlanNote); got != "Đạt 25,0 % kế hoạch năm 320,50 tỷ của 15 đơn vị có cả số và kế hoạch, đã làm 80,00 tỷ" {
		t.Error(got)
	}
	if got := plainly(w.ofYear(w.figure(r, i), r).PlanNote); got != "Từ đầu năm đạt 25,0 % kế hoạch năm 320,50 tỷ của 15 đơn vị có cả số và kế hoạch, đã làm 80,00 tỷ" {
		t.Error(got)
	}
}

// A panel never states the opposite of its bars without saying over what.
func TestTitlesSayOverWhichUnits(t *testing.T) {
	for lang, want := range map[locale.Lang][3]string{
		locale.VI: {
			"Đảng viên tăng 1,7 % so với cùng kỳ, tính trên cùng 11 đơn vị", "+1,7 % cùng 11 đơn vị",
			"1 trong 2 bước phát triển đảng viên cao hơn cùng kỳ, tính trên cùng 11 đơn vị",
		},
		locale.EN: {
			"Party members up 1.7% on the same period, over the same 11 units", "+1.7% same 11 units",
			"1 of 2 steps of Party admission above the same period, over the same 11 units",
		},
	} {
		w := speak(t, lang)
		i, _ := w.catalog.Indicator("party_members")
		s := series{indicator: i, rows: []warehouse.Row{
			row("o", "party_members", "2024-Q1", "1500", "1490", catalog.Final),
			row("o", "party_members", "2024-Q2", "1510", "1495", catalog.Final),
			moved("party_members", "2024-Q3", "1106", "1524", "1.7", 11),
		}}
		if got := plainly(w.courseTitle(s, false)); got != want[0] {
			t.Errorf("%q, want %q", got, want[0])
		}
		if got := plainly(w.courseTable(s).Rows[0][3].Text); got != want[1] {
			t.Errorf("%q, want %q", got, want[1])
		}
		var steps []figure
		for n, code := range []string{"awareness_class", "admissions"} {
			i, _ := w.catalog.Indicator(code)
			steps = append(steps, w.figure(moved(code, "2024-Q3", "115", "219", fmt.Sprint(25-30*n), 11), i))
		}
		if got := plainly(w.stageTitle(steps)); got != want[2] {
			t.Errorf("%q, want %q", got, want[2])
		}
	}
}

// The highest and the fastest are so among periods of the same units only.
func TestSuperlativesStayWithinOnePerimeter(t *testing.T) {
	w := speak(t, locale.VI)
	f := findings{past: map[string][]warehouse.Row{}, units: map[catalog.Period]string{}}
	for n, p := range lastPeriods(period("2024-Q4"), 9) {
		f.past["revenue"] = append(f.past["revenue"], row("o", "revenue", p.Code(), fmt.Sprint(100+n*n*n), fmt.Sprint(99), catalog.Final))
		f.units[p] = "a b"
	}
	i, _ := w.catalog.Indicator("revenue")
	if got := w.courseTitle(f.series(i), false); got != "Doanh thu tăng nhanh nhất từ quý IV/2022" {
		t.Error(got)
	}
	for _, p := range lastPeriods(period("2024-Q4"), 5) {
		f.units[p] = "a b c"
	}
	if got := w.courseTitle(f.series(i), false); got != "Doanh thu tăng nhanh nhất từ quý IV/2023" {
		t.Error(got)
	}
	f.units[period("2024-Q3")] = "a c"
	if got := w.courseTitle(f.series(i), false); strings.Contains(got, "nhất") {
		t.Error(got)
	}
}

// A cumulative figure is not its quarter's: its plan is due from January on,
// and no bar or line shows it.
func TestCumulative(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	r := plan(row("u2", "revenue", "2024-Q3", "900", "850", catalog.Final), "2024", "1200")
	r.Basis = catalog.Cumulative
	fig := w.figure(r, i)
	if fig.Plan.pace.String() != "75" || fig.Basis != "lũy kế 9 tháng" || !strings.HasSuffix(plainly(fig.Change.Note), "lũy kế 9 tháng/2023") {
		t.Errorf("%+v %+v", fig, fig.Plan)
	}
	s := series{indicator: i, rows: []warehouse.Row{
		row("u2", "revenue", "2024-Q1", "300", "250", catalog.Final), row("u2", "revenue", "2024-Q2", "310", "260", catalog.Final), r,
	}}
	if s.values() != 2 {
		t.Errorf("%d values", s.values())
	}
	b, err := w.columnOption(s, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range seriesOf(t, b) {
		switch last := one.Data[2]; one.Name {
		case "missing":
			if last.Label == nil || last.Label.Formatter != "lũy kế" {
				t.Errorf("%+v", last)
			}
		default:
			if last.Value != nil {
				t.Errorf("%s draws %v", one.Name, last.Value)
			}
		}
	}
	if line := w.sparkline(append(s.rows, s.rows[:2]...), i); line == nil || len(line.Gaps) != 1 {
		t.Errorf("%+v", line)
	}
}

// Twenty-five months have room for every second label; the last has one, and a
// value below its same period stands above both bars.
func TestLabelsHaveRoom(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	s := series{indicator: i}
	for n, p := range lastPeriods(period("2025-12"), 25) {
		s.rows = append(s.rows, row("o", "revenue", p.Code(), fmt.Sprint(100+n), fmt.Sprint(130-3*n), catalog.Final))
	}
	b, err := w.columnOption(s, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	drawn := scaledOf(t, b)
	data := map[string][]mark{}
	for _, one := range drawn.Series {
		data[one.Name] = one.Data
	}
	for n := range s.rows {
		labelled := n%2 == 0
		if got := data["pins"][n].Label != nil; got != labelled {
			t.Errorf("pin %d: labelled %v", n, got)
		}
		below := s.rows[n].Value.LessThan(*base(s.rows[n]))
		if got := data["previous"][n].Label != nil; got != (labelled && below) {
			t.Errorf("same period %d: labelled %v", n, got)
		}
		if got := data["actual"][n].Label != nil; got != (labelled && !below) {
			t.Errorf("value %d: labelled %v", n, got)
		}
	}
	if ticks := drawn.XAxis[0].Data; ticks[0] != "T12" || ticks[1] != "T1\n2024" {
		t.Errorf("%q", ticks[:2])
	}
}

// A bar that lacks units says how many it has, also where its figure has no
// room; a whole one, and one reported by the organisation itself, do not.
func TestBarsThatLackUnitsSaySo(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	s := series{indicator: i}
	for n, p := range lastPeriods(period("2025-12"), 15) {
		r := row("o", "revenue", p.Code(), "100", "", catalog.Final)
		switch n {
		case 3, 4:
			r.Coverage.Reported = 15
		case 5:
			r.Coverage.Reported, r.Source = 0, warehouse.FromOwn
		}
		s.rows = append(s.rows, r)
	}
	b, err := w.columnOption(s, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := map[int]string{}
	for _, one := range seriesOf(t, b) {
		for n, m := range one.Data {
			if one.Name == "actual" && m.Label != nil && strings.Contains(m.Label.Formatter, "/17") {
				said[n] = m.Label.Formatter
			}
		}
	}
	if len(said) != 2 || said[3] != "15/17" || said[4] != "{v|100,0}\n{of|15/17}" {
		t.Errorf("%v", said)
	}
}

// A cell of the heat map says when its change is one of the same units alone,
// and so does the base that stands beside such a change.
func TestHeatOfTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	for like, want := range map[string]string{"5.7": "6 %*", "18.24": "18 %"} {
		r := moved("revenue", "2024-Q3", "118.24", "100", like, 11)
		if got := w.heatCell(r, i); strings.TrimPrefix(plainly(got.Text), "+") != want {
			t.Errorf("%s %%: %q", like, got.Text)
		}
		if other := w.trendRow(r, i).OtherBase != ""; other != strings.HasSuffix(want, "*") {
			t.Errorf("%s %%: of other units %t", like, other)
		}
		rows := w.courseTable(series{indicator: i, rows: []warehouse.Row{r}}).Rows[0]
		if other := strings.Contains(rows[len(rows)-1].Text, "cùng tập"); other != strings.HasSuffix(want, "*") {
			t.Errorf("%s %%: the table says %q", like, rows[len(rows)-1].Text)
		}
	}
}

// The lowest and highest of a course are of periods that all units reported,
// and say of how many where these changed; what else there is says so.
func TestCourseOfOtherUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("revenue")
	course := func(reported, expected []int, units ...string) series {
		s := series{indicator: i, units: map[catalog.Period]string{}}
		for n, p := range lastPeriods(period("2024-Q4"), len(reported)) {
			r := row("o", "revenue", p.Code(), fmt.Sprint(100*(len(reported)-n)), "", catalog.Final)
			r.Coverage = warehouse.Coverage{Reported: reported[n], Expected: expected[n]}
			s.rows = append(s.rows, r)
			if len(units) > 0 {
				s.units[p] = units[n]
			}
		}
		return s
	}
	for _, tt := range []struct {
		name, want string
		s          series
	}{
		{"all", "thấp nhất 100,00 tỷ, cao nhất 300,00 tỷ. quý IV/2024: 100,00 tỷ.", course([]int{17, 17, 17}, []int{17, 17, 17})},
		{"one lacks units", "thấp nhất 200,00 tỷ, cao nhất 300,00 tỷ. 1 kỳ chưa đủ đơn vị báo cáo, không kể vào thấp nhất, cao nhất. quý IV/2024: 100,00 tỷ (4/17 đơn vị).",
			course([]int{17, 17, 4}, []int{17, 17, 17})},
		{"all lack units", "thấp nhất 100,00 tỷ (4/17 đơn vị), cao nhất 200,00 tỷ (16/17 đơn vị). quý IV/2024: 100,00 tỷ (4/17 đơn vị).",
			course([]int{16, 4}, []int{17, 17})},
		{"reorganised", "thấp nhất 100,00 tỷ (11/11 đơn vị), cao nhất 300,00 tỷ (18/18 đơn vị). Từ quý IV/2024 là số của 11 đơn vị, trước đó 18. quý IV/2024: 100,00 tỷ.",
			course([]int{18, 18, 11}, []int{18, 18, 11}, "a b", "a b", "a")},
		{"one for another", "thấp nhất 100,00 tỷ (2/2 đơn vị), cao nhất 200,00 tỷ (2/2 đơn vị). Từ quý IV/2024 có thay đổi đơn vị trực thuộc. quý IV/2024: 100,00 tỷ.",
			course([]int{2, 2}, []int{2, 2}, "a b", "a c")},
	} {
		if got := plainly(w.courseSentence(tt.s)); !strings.HasSuffix(got, ": "+tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := plainly(w.courseTitle(course([]int{17, 17, 4}, []int{17, 17, 17}), false)); got != "Doanh thu quý IV/2024: 100,00 tỷ (4/17 đơn vị)" {
		t.Errorf("title %q", got)
	}
}

// Small counts change by people, not by per cent, over the whole and over the
// units that both sides have alike.
func TestSmallCountsOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	i, _ := w.catalog.Indicator("admissions")
	r := row("o", "admissions", "2024-Q1", "42", "44", catalog.Final)
	if got := plainly(w.change(r, i).Text); got != "−2 đảng viên" {
		t.Errorf("over the whole %q", got)
	}
	r.Yoy.LikeForLike, r.Yoy.LikeForLikePct, r.Yoy.UnitsBoth = dec("1"), dec("2.44"), 11
	c := w.change(r, i)
	if got := plainly(c.Text + "; " + c.Note + "; " + c.Like); got != "+1 đảng viên; cùng 11 đơn vị; cả đơn vị đến và đi: −2 đảng viên" {
		t.Errorf("over the same units %q", got)
	}
	large := row("o", "admissions", "2024-Q1", "142", "144", catalog.Final)
	large.Yoy.LikeForLike, large.Yoy.LikeForLikePct, large.Yoy.UnitsBoth = dec("4"), dec("2.9"), 11
	if got := plainly(w.change(large, i).Text); got != "+2,9 %" {
		t.Errorf("a large count %q", got)
	}
}

// Of units of which not all were there the year before, losses are compared as
// gains are, only without a per cent.
func TestChangeOfLossesOverTheSameUnits(t *testing.T) {
	w := speak(t, locale.VI)
	profit, _ := w.catalog.Indicator("profit_before_tax")
	r := row("c", "profit_before_tax", "2024-Q2", "-11183", "", catalog.Final)
	r.Yoy = &warehouse.Delta{BasePeriod: period("2023-Q2"), BaseValue: dec("-10296"), Reason: warehouse.PartialCoverage, LikeForLike: dec("-887.6"), UnitsBoth: 6}
	c := w.change(r, profit)
	if c.Tone != bad || c.Units != 6 || plainly(c.Text) != "−887,60 tỷ" {
		t.Errorf("%+v", c)
	}
	r.Yoy.Reason = warehouse.NegativeBase
	if c := w.change(r, profit); c.Tone != none || c.Text != "số gốc là số âm" {
		t.Errorf("%+v", c)
	}
}

// A middle grade is neither good nor bad to have more of.
func TestMiddleGradesHaveNoDirection(t *testing.T) {
	w := speak(t, locale.VI)
	for code, want := range map[string]catalog.Direction{"excellent": catalog.MoreIsBetter, "good": catalog.NoDirection, "completed": catalog.NoDirection, "failed": catalog.LessIsBetter} {
		for _, of := range []string{"ranked_organisations_", "ranked_members_"} {
			if i, ok := w.catalog.Indicator(of + code); !ok || i.Direction != want {
				t.Errorf("%s%s: direction %v, want %v", of, code, i.Direction, want)
			}
		}
	}
}

// A difference of percentages is said to be in points in a file too, and a
// quotient that leaves a rest to be rounded.
func TestUnitOfDifferencesInAFile(t *testing.T) {
	w := speak(t, locale.VI)
	pct := dec("95.3")
	tab := w.chartTable(chart.Spec{Name: "attainment"}, table{Unit: "%", Head: []string{"Đạt", "So với nhịp", "Cần đạt"},
		Rows: [][]tableCell{{said("–"), said("–"), divided("1,5 %", *dec("1.5"))},
			{exactly("95,3 %", pct), divided("vượt 1,5 điểm", *dec("1.52345")).in(w.pointUnit()), divided("33,3 %", hundred.Div(*dec("3")))}}})
	want := []string{"Đạt", "Đạt, giá trị chính xác (%)", "So với nhịp", "So với nhịp, làm tròn đến 4 chữ số thập phân (điểm)", "Cần đạt", "Cần đạt, làm tròn đến 4 chữ số thập phân (%)"}
	if !slices.Equal(tab.Head, want) {
		t.Errorf("%q, want %q", tab.Head, want)
	}
	if got := fmt.Sprint(tab.Rows[1]...); !strings.Contains(got, "33.3333") || strings.Contains(got, "33.33333") {
		t.Errorf("%s", got)
	}
}

// So do the files of all charts that divide.
func TestQuotientsInFilesAreRounded(t *testing.T) {
	small, samples := sharedWorld(t), sampleWorld(t)
	for _, tt := range []struct {
		w       *world
		address string
		columns []string
	}{
		{small, "pace.csv?org=cum", []string{"Cần đạt"}},
		{small, "cumulative.csv?org=cum", []string{"Cần đạt"}},
		{samples, "cumulative.csv?org=khoi-mau&period=2024-Q3", []string{"Đạt kế hoạch"}},
		{samples, "spread.csv?org=khoi-mau&period=2024-Q3", []string{"So với cùng kỳ"}},
		{samples, "attainment.csv?org=khoi-mau&period=2024-Q3", []string{"Đạt kế hoạch", "So với nhịp"}},
		{samples, "plan_members.csv?org=khoi-mau&period=2024-Q3", []string{"Đạt kế hoạch", "So với nhịp"}},
	} {
		head, _, _ := strings.Cut(tt.w.get("/charts/"+tt.address+"&lang=vi").Body.String(), "\n")
		for _, column := range tt.columns {
			if !strings.Contains(head, `"`+column+", làm tròn đến 4 chữ số thập phân (") {
				t.Errorf("%s, %s: %s", tt.address, column, head)
			}
		}
	}
}
