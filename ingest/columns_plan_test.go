package ingest

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A plan that does not say of what time becomes what somebody answers, for
// the form and not for one file.
func TestPlansAreWhatIsAnswered(t *testing.T) {
	form := func(plan float64) []byte {
		return workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH", "TH"}, []any{1, "Doanh thu", "tỷ đồng", plan, 12.25}))
	}
	sub := read(t, form(12), "")
	if got := asks(sub); len(got) != 1 || got[0] != `measure "kh": period_plan plan` {
		t.Fatalf("asks %q", got)
	}
	for target, want := range map[string][]string{
		string(MeasurePeriodPlan): {"2024-Q1 plan report", "2024-Q1 actual report"},
		string(MeasurePlan):       {"2024 plan report", "2024-Q1 actual report"},
		string(MeasureSamePeriod): {"2023-Q1 actual same_period", "2024-Q1 actual report"},
		Ignore:                    {"2024-Q1 actual report"},
	} {
		var got []string
		for _, f := range readWith(t, form(13), "", answer(sub.Questions[0], target)).Facts {
			got = append(got, phrase(f.Period.Code(), string(f.Scenario), string(f.Role)))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", target, diff)
		}
	}
}

// What a plan looks like depends on how much of the year the report is of.
func TestPlansNearlyFulfilled(t *testing.T) {
	for title, shares := range map[string][2]float64{ // of the plan: looks like the year's, like the period's
		"Tháng 2/2024":          {0.25, 0.35},
		"Quý III/2024":          {0.48, 0.52},
		"6 tháng đầu năm 2024":  {0.68, 0.73},
		"Lũy kế 9 tháng 2024":   {0.85, 0.88},
		"Lũy kế 11 tháng /2024": {0.94, 0.97},
	} {
		for i, share := range shares {
			sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {title},
				{"TT", "Chỉ tiêu", "ĐVT", "KH", "TH"}, {1, "Doanh thu", "tỷ đồng", 1000, 1000 * share}}}), "")
			want := []string{"note plan_of_year D3", "warning column_plan D4"}[i]
			if got := codesAt(sub); len(got) != 1 || got[0] != want {
				t.Errorf("%s, %v of the plan: %v, want %s", title, share, got, want)
			}
		}
	}
}

// "KH năm" below a quarter is the plan of the year it lies in, and percentages
// below it are of what came of that quarter.
func TestPlansOfTheYearBelowAQuarter(t *testing.T) {
	for _, tt := range []struct {
		heads   []string // groups of three columns
		figures []any
		want    string // figures by period, then findings
	}{
		{[]string{"Quý II: KH năm|TH|% KH năm"}, []any{100, 30, 30}, "plan 2024 100; 2024-Q2 30"},
		{[]string{"Quý II: KH năm|TH|% KH năm"}, []any{100, 30, 33}, "plan 2024 100; 2024-Q2 30; warning percent_mismatch E5"},
		{[]string{"Quý II: KH năm|KH|TH"}, []any{100, 28, 30}, "plan 2024 100; plan 2024-Q2 28; 2024-Q2 30"},
		{[]string{"Quý II/2024: Kế hoạch năm|KH quý|TH"}, []any{100, 28, 30}, "plan 2024 100; plan 2024-Q2 28; 2024-Q2 30"},
		{[]string{"Quý II: KH cả năm|KH quý|TH"}, []any{100, 28, 30}, "plan 2024 100; plan 2024-Q2 28; 2024-Q2 30"},
		{[]string{"Quý I: KH năm|TH|% KH năm", "Quý II: KH năm|TH|% KH năm"}, []any{100, 28, 28, 100, 30, 30}, "plan 2024 100; 2024-Q1 28; 2024-Q2 30"},
		{[]string{"Quý I: KH năm|TH|% KH năm", "Quý II: KH năm|TH|% KH năm"}, []any{100, 28, 31, 100, 30, 30}, "plan 2024 100; 2024-Q1 28; 2024-Q2 30; warning percent_mismatch E5"},
		{[]string{"Quý I: KH năm|TH|%", "Quý II: KH năm|TH|%"}, []any{100, 28, 28, 110, 30, 30}, "plan 2024 100; 2024-Q1 28; 2024-Q2 30; error columns_disagree F5"},
		{[]string{"KH năm: Quý I|Quý II|Quý III"}, []any{25, 28, 30}, "plan 2024-Q1 25; plan 2024-Q2 28; plan 2024-Q3 30"},
	} {
		upper, lower, merges := []any{"TT", "Chỉ tiêu (tỷ đồng)"}, []any{nil, nil}, []string{"A3:A4", "B3:B4"}
		for i, head := range tt.heads {
			group, below, _ := strings.Cut(head, ": ")
			upper, merges = append(upper, group, nil, nil), append(merges, []string{"C3:E3", "F3:H3"}[i])
			for text := range strings.SplitSeq(below, "|") {
				lower = append(lower, text)
			}
		}
		figures := append([]any{1, "Doanh thu"}, tt.figures...)
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Kết quả quý II/2024"}, upper, lower, figures}, merges: merges}), "a.xlsx")
		var got []string
		for _, f := range sub.Facts {
			got = append(got, strings.TrimPrefix(phrase(string(f.Scenario), f.Period.Code(), f.Num.Shift(-9).String()), "actual "))
		}
		if s := strings.Join(append(got, codesAt(sub)...), "; "); s != tt.want {
			t.Errorf("%q: %s, want %s", tt.heads, s, tt.want)
		}
	}
}

// Plans below a title that speaks of the next time's are of either, unless
// their heading or another column's says of which.
func TestPlansOfTheNextTime(t *testing.T) {
	for _, tt := range []struct {
		title    string
		headings []any
		want     string // plans by period, then findings
	}{
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", []any{"Thực hiện", "Kế hoạch"}, "; warning plan_of_next D5"},
		{"Kết quả SXKD năm 2024, mục tiêu năm 2025", []any{"Thực hiện", "KH"}, "; warning plan_of_next D5"},
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", []any{"TH 2024", "KH 2025"}, "2025"},
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", []any{"TH 2024", "KH 2024"}, "2024"},
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", []any{"Kế hoạch", "Thực hiện", "KH 2025"}, "2024 2025"},
		{"Kết quả SXKD năm 2024, nhiệm vụ năm 2025", []any{"Thực hiện", "Kế hoạch"}, "2024"},
		{"Kết quả SXKD năm 2024", []any{"Thực hiện", "Kế hoạch"}, "2024"},
		{"Kết quả quý I/2024, kế hoạch quý II/2024", []any{"Thực hiện", "Kế hoạch"}, "; warning plan_of_next D5"},
	} {
		figures := []any{1, "Công ty Cổ phần Hòa Bình", 500, 600, 700}
		last := string(rune('B' + len(tt.headings)))
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {tt.title}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)"},
			append([]any{nil, nil}, tt.headings...), figures[:2+len(tt.headings)]}, merges: []string{"A3:A4", "B3:B4", "C3:" + last + "3"}}), "a.xlsx")
		var plans []string
		for _, f := range sub.Facts {
			if f.Scenario == Plan {
				plans = append(plans, f.Period.Code())
			}
		}
		if s := strings.Join(append([]string{strings.Join(plans, " ")}, codesAt(sub)...), "; "); s != tt.want {
			t.Errorf("%q, %v: %s, want %s", tt.title, tt.headings, s, tt.want)
		}
	}
}

// So are plans in rows below an indicator.
func TestRowsOfPlansOfTheNextTime(t *testing.T) {
	for _, tt := range []struct{ title, row, other, want string }{
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", "- Kế hoạch", "", "; warning plan_row_of_next D6"},
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", "- KH năm 2025", "", "2025"},
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", "- KH 2024", "", "2024"},
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", "- Kế hoạch", "- KH năm 2025", "2024 2025"},
		{"Kết quả SXKD năm 2024", "- Kế hoạch", "", "2024"},
	} {
		rows := [][]any{{"Công ty Cổ phần Hòa Bình"}, {tt.title}, {"TT", "Chỉ tiêu", "ĐVT", "Số liệu"},
			{1, "Doanh thu", "tỷ đồng"}, {nil, "- Thực hiện", "tỷ đồng", 500}, {nil, tt.row, "tỷ đồng", 600}}
		if tt.other != "" {
			rows = append(rows, []any{nil, tt.other, "tỷ đồng", 700})
		}
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
		var plans []string
		for _, f := range sub.Facts {
			if f.Scenario == Plan {
				plans = append(plans, f.Period.Code())
			}
		}
		if s := strings.Join(append([]string{strings.Join(plans, " ")}, codesAt(sub)...), "; "); s != tt.want {
			t.Errorf("%q, %q: %s, want %s", tt.title, tt.row, s, tt.want)
		}
	}
}

// What is planned "lũy kế" is planned from the beginning of the year on: for the
// period that is, where there is one. What has come about in the report's own
// year until now is no whole year.
func TestAddedUpInHeadings(t *testing.T) {
	for _, tt := range []struct{ heading, period, want string }{
		{"Lũy kế|Kế hoạch", "2024-Q2", "2024-H1 discrete final plan report"},
		{"Lũy kế từ đầu năm|KH", "2024-Q1", "2024-Q1 discrete final plan report"},
		{"Lũy kế|KH", "2024-Q4", "2024 discrete final plan report"},
		{"KH lũy kế", "2024-H1", "2024-H1 discrete final plan report"},
		{"Lũy kế|KH năm", "2024-Q2", "2024 discrete final plan report"},
		{"Lũy kế|KH", "2024-05", "unknown time"},
		{"5 tháng|KH", "2024-05", "unknown time"},
		{"6 tháng|KH", "2024-Q2", "2024-H1 discrete final plan report"},
		{"Lũy kế 6 tháng|KH", "2024-06", "2024-H1 discrete final plan report"},
		{"Lũy kế|TH", "2024-05", "2024-05 cumulative preliminary actual report"},

		{"Lũy kế năm 2024", "2024-Q2", "2024-Q2 cumulative preliminary actual report"},
		{"Thực hiện năm 2024|Lũy kế từ đầu năm", "2024-05", "2024-05 cumulative preliminary actual report"},
		{"Lũy kế năm 2024", "2024-9M", "2024-9M discrete preliminary actual report"},
		{"Lũy kế năm 2024", "2024", "2024 discrete preliminary actual report"},
		{"Lũy kế cả năm 2024", "2024-Q2", "later"},
		{"Lũy kế đến hết năm 2024", "2024-Q2", "later"},
	} {
		if got := told(columnUnder(strings.Split(tt.heading, "|"), rowsAreIndicators, tt.period)); got != tt.want {
			t.Errorf("%q in a report on %s is %q, want %q", tt.heading, tt.period, got, tt.want)
		}
	}
}

// A plan may name its year by the report's.
func TestPlansOfNextYear(t *testing.T) {
	for heading, want := range map[string]string{"Kế hoạch năm sau": "2025 discrete final plan report", "KH năm tới": "2025 discrete final plan report", "Dự kiến năm sau": "forecast"} {
		if got := told(columnUnder([]string{heading}, rowsAreIndicators, "2024-Q4")); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

// Beside the year until now, that of the year before may be all of it.
func TestYearsAddedUp(t *testing.T) {
	sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Lũy kế năm 2023", "Lũy kế năm 2024"}, []any{1, "Doanh thu", "tỷ đồng", 30, 40})), "a.xlsx")
	if got, want := slotsOf(sub), []string{"E4 revenue 2024-Q1"}; !slices.Equal(got, want) || !slices.Equal(codesAt(sub), []string{"error column_year D4"}) {
		t.Errorf("got %q, %q", got, codesAt(sub))
	}
}

// A plan that names its year below a part of that year may be either's, which is
// asked once.
func TestPlansOfAYearBelowAPart(t *testing.T) {
	for heads, want := range map[string]string{
		"KH năm 2024|TH":          "E5 revenue 2024-Q1; warning plan_of_part D5",
		"KH năm 2024|TH năm 2024": "D5 revenue 2024-Q1 plan; E5 revenue 2024-Q1",
		"KH 2024|TH 2024":         "D5 revenue 2024-Q1 plan; E5 revenue 2024-Q1",
		"KH|TH":                   "D5 revenue 2024-Q1 plan; E5 revenue 2024-Q1",
		"KH năm|TH":               "D5 revenue 2024 plan; E5 revenue 2024-Q1",
	} {
		plan, outcome, _ := strings.Cut(heads, "|")
		data := workbook(t, page{name: "S", merges: []string{"A3:A4", "B3:B4", "C3:C4", "D3:E3"}, rows: [][]any{{"Công ty TNHH An Phú"}, {"Báo cáo quý I năm 2024"},
			{"TT", "Chỉ tiêu", "ĐVT", "Quý I"}, {nil, nil, nil, plan, outcome}, {1, "Doanh thu", "tỷ đồng", 400, 95}}})
		sub := read(t, data, "a.xlsx")
		if got := strings.Join(append(slotsOf(sub), codesAt(sub)...), "; "); got != want {
			t.Errorf("%s: got %s, want %s", heads, got, want)
		}
		for target, plan := range map[string]string{"plan": "D5 revenue 2024 plan", "period_plan": "D5 revenue 2024-Q1 plan", "ignore": ""} {
			if len(sub.Questions) == 0 {
				continue
			}
			got := slotsOf(readWith(t, data, "a.xlsx", answer(sub.Questions[0], target)))
			if s := strings.TrimSuffix(strings.Join(got, "; "), "E5 revenue 2024-Q1"); strings.TrimSuffix(s, "; ") != plan {
				t.Errorf("%s, answered %s: got %q", heads, target, got)
			}
		}
	}
}
