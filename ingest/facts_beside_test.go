package ingest

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// besideForm is a unit's form of a month or quarter with these two columns of
// revenue and of workers.
func besideForm(period string, first, second string, a, b any) page {
	return page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {period}, {"TT", "Chỉ tiêu", "ĐVT", first, second},
		{1, "Doanh thu", "tỷ đồng", 10, 90}, {2, "Lao động", "người", a, b}, {3, "Đảng viên", "đảng viên", 1, 30}}}
}

// Beside "Đến nay" what says another number of members or workers says how
// many came or went; elsewhere two numbers remain two numbers.
func TestLevelsBesideTheirChanges(t *testing.T) {
	flows := []string{"D4 an-phu revenue = 10000000000", "E4 an-phu revenue = 90000000000"}
	told := []string{"note basis_to_date E4", "note stock_change D5"}
	levels := append(append([]string{}, flows...), "E5 an-phu workers = 410", "E6 an-phu party_members = 30")
	checkRows(t, map[string]rowCase{
		"to date":         {one(besideForm("Tháng 9/2024", "Trong tháng", "Đến nay", 5, 410)), told, levels},
		"of the month":    {one(besideForm("Tháng 9/2024", "Tháng 9", "Tính đến nay", 5, 410)), told, levels},
		"of the quarter":  {one(besideForm("Quý III/2024", "TH quý III", "Đến cuối quý", 5, 410)), told, levels},
		"added up and to": {one(besideForm("Quý III/2024", "Trong kỳ", "Lũy kế đến hết quý III", 5, 410)), told[1:], levels},
		"to date first": {
			one(besideForm("Tháng 9/2024", "Đến nay", "Trong tháng", 410, 5)), []string{"note basis_to_date D4", "note stock_change E5", "warning stock_twice E6"},
			[]string{"D4 an-phu revenue = 10000000000", "E4 an-phu revenue = 90000000000", "D5 an-phu workers = 410"},
		},
		"the same":        {one(besideForm("Tháng 9/2024", "Trong tháng", "Đến nay", 410, 410)), []string{"note basis_to_date E4", "note stock_change D6"}, append(append([]string{}, flows...), "D5 an-phu workers = 410", "E6 an-phu party_members = 30")},
		"more than all":   {one(besideForm("Tháng 9/2024", "Trong tháng", "Đến nay", 411, 410)), []string{"note basis_to_date E4", "warning stock_twice E5", "note stock_change D6"}, append(append([]string{}, flows...), "E6 an-phu party_members = 30")},
		"only added up":   {one(besideForm("Tháng 9/2024", "Trong tháng", "Lũy kế", 5, 410)), []string{"warning stock_twice E5", "warning stock_twice E6"}, flows},
		"rows of an item": {one(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, "Lao động", "người"}, []any{nil, "- Trong quý", nil, 5}, []any{nil, "- Đến nay", nil, 410})), []string{"note stock_change D5"}, []string{"D6 an-phu workers = 410"}},
	})
}

// A level does not add up. Where one stands in both columns that is the same, or
// in one of them alone, it is read; of two different ones somebody tells where
// the level stands.
func TestLevelsBesideRunningTotals(t *testing.T) {
	form := func(period, first, second string) []byte {
		return workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {period}, {"TT", "Chỉ tiêu", "ĐVT", first, second},
			{1, "Doanh thu", "tỷ đồng", 10, 90}, {2, "Lao động", "người", 415, 410}, {3, "Đảng viên", "đảng viên", 30, 30},
			{4, "Đảng viên dự bị", "đảng viên", nil, 3}, {5, "Nợ BHXH", "tỷ đồng", 2, nil}, {6, "Thu nhập bình quân", "triệu đồng", 9, 9}}})
	}
	for _, heads := range [][3]string{{"Quý III/2026", "Trong quý", "Lũy kế từ đầu năm"}, {"Tháng 9/2026", "Thực hiện", "Lũy kế"}, {"Tháng 9/2026", "TH tháng 9", "Cộng dồn 9 tháng"}} {
		data := form(heads[0], heads[1], heads[2])
		sub := read(t, data, "a.xlsx")
		if sub.Refused() || !slices.Contains(codesAt(sub), "warning stock_twice E5") || len(sub.Questions) != 1 {
			t.Fatalf("%v: %v", heads, codesAt(sub))
		}
		for target, level := range map[string]string{"": "", string(MeasureActual): "D5 an-phu workers = 415", string(MeasureCumulative): "E5 an-phu workers = 410", Ignore: "", string(MeasurePlan): ""} {
			if target != "" {
				sub = readWith(t, data, "a.xlsx", answer(sub.Questions[0], target))
			}
			for _, want := range []string{"D6 an-phu party_members = 30", "E7 an-phu members_probationary = 3", "D8 an-phu social_insurance_debt = 2000000000"} {
				if !slices.Contains(factsOf(sub), want) {
					t.Errorf("%v, %q: no %s in %v", heads, target, want, factsOf(sub))
				}
			}
			var workers string
			for _, f := range factsOf(sub) {
				if strings.Contains(f, "workers") {
					workers += f
				}
			}
			if asked := len(sub.Questions) == 1; workers != level || asked != (target == "" || target == string(MeasurePlan)) || sub.Refused() {
				t.Errorf("%v, %q: %s, %v", heads, target, workers, codesAt(sub))
			}
			sub = read(t, data, "a.xlsx")
		}
	}
}

// The plan in force is the adjusted one, where there is one; the one before is
// told of.
func TestPlansThatWereAdjusted(t *testing.T) {
	rows := [][]any{{1, "Doanh thu", "tỷ đồng", 100, 120, 30}, {2, "Lao động", "người", 400, nil, 410}, {3, "Kết nạp", "người", 8, 8, 2}}
	for _, tt := range []struct {
		first, second string
		told          []string
		adjusted      string // column of the plan in force
	}{
		{"KH năm 2024", "KH điều chỉnh", []string{"note plan_adjusted D4"}, "E"},
		{"KH năm", "KH năm sau điều chỉnh", []string{"note plan_adjusted D4"}, "E"},
		{"KH năm 2024", "KH điều chỉnh lần 2", []string{"note plan_adjusted D4"}, "E"},
		{"Chỉ tiêu giao năm 2024", "Chỉ tiêu giao (điều chỉnh)", []string{"note plan_adjusted D4"}, "E"},
		{"KH điều chỉnh năm 2024", "Kế hoạch", []string{"note plan_adjusted E4"}, "D"},
		{"KH năm 2024", "KH ĐC", []string{"note plan_adjusted D4"}, "E"},
		{"KH ban đầu", "KH điều chỉnh", []string{"note plan_of_year D3", "note plan_adjusted D4"}, "E"},
		{"KH giao đầu năm", "KH điều chỉnh", []string{"note plan_adjusted D4"}, "E"},
		{"KH năm 2024 (cũ)", "KH năm 2024 (mới)", []string{"note plan_adjusted D4"}, "E"},
		{"KH cũ", "KH mới", []string{"note plan_of_year D3", "note plan_adjusted D4"}, "E"},
		{"Kế hoạch 2024 mới", "Kế hoạch 2024 cũ", []string{"note plan_adjusted E4"}, "D"},
		{"KH giao đầu năm 2024", "KH năm sau bổ sung", []string{"note plan_adjusted D4"}, "E"},
	} {
		sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", tt.first, tt.second, "TH"}, rows...)), "a.xlsx")
		if diff := cmp.Diff(tt.told, codesAt(sub)); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.first, tt.second, diff)
		}
		value := map[string]string{"D": "100000000000", "E": "120000000000"}[tt.adjusted]
		got := factsOf(sub)
		if len(got) != 6 || got[0] != tt.adjusted+"4 an-phu revenue = "+value || sub.Facts[0].Period.Code() != "2024" || sub.Facts[0].Scenario != Plan ||
			got[2] != "D5 an-phu workers = 400" {
			t.Errorf("%s, %s: %q", tt.first, tt.second, got)
		}
	}
	for heading, want := range map[string]string{
		"KH điều chỉnh": "2024 discrete corrected plan report", "Kế hoạch đã điều chỉnh": "2024 discrete corrected plan report",
		"KH điều chỉnh quý II": "2024-Q2 discrete corrected plan report", "Điều chỉnh": "unknown", "Doanh thu điều chỉnh": "unknown",
		"KH (mới)": "2024 discrete corrected plan report", "KH năm mới": "unknown", "Mới": "unknown", "Lao động mới KH": "unknown", "KH việc làm mới": "unknown", "Vốn bổ sung": "unknown",
		"Ban đầu": "unknown", "So với KH điều chỉnh (%)": "check of plan",
	} {
		if got := told(columnUnder([]string{heading}, rowsAreIndicators, "2024-Q2")); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

// What a plan got besides is never added to it: somebody tells whether it is
// that or the plan with it. Beside the plan in force it is a detail.
func TestPlansThatWereAddedTo(t *testing.T) {
	indicators := func(heads ...any) []byte {
		row, head := []any{1, "Doanh thu", "tỷ đồng"}, append([]any{"TT", "Chỉ tiêu", "ĐVT"}, heads...)
		for i := range heads {
			row = append(row, 1000-100*i)
		}
		row[len(row)-1] = 90
		return workbook(t, formOf(head, row))
	}
	units := workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Quý I/2024"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)"}, {nil, nil, "KH năm", "KH bổ sung", "TH"},
		{1, "Công ty TNHH An Phú", 1000, 900, 90}}, merges: []string{"A3:A4", "B3:B4", "C3:E3"}})
	for name, tt := range map[string]struct {
		data         []byte
		answer       string
		facts, found string
	}{
		"not told":        {indicators("KH năm", "KH bổ sung", "TH"), "", "D4 1000, F4 90", "warning plan_added E4"},
		"the plan":        {indicators("KH năm", "KH bổ sung", "TH"), string(MeasurePlan), "E4 900, F4 90", "note mapping_applied E3, note plan_adjusted D4"},
		"only added":      {indicators("KH năm", "Giao bổ sung", "TH"), Ignore, "D4 1000, F4 90", "note mapping_ignored E3"},
		"alone":           {indicators("KH bổ sung năm 2024", "TH"), "", "E4 90", "warning plan_added D4"},
		"with the sum":    {indicators("KH giao đầu năm", "KH bổ sung", "KH điều chỉnh", "TH"), "", "F4 800, G4 90", "note plan_adjusted D4, note plan_detail E4"},
		"over units":      {units, "", "C5 1000, E5 90", "warning plan_added D5"},
		"units, the plan": {units, string(MeasurePlan), "D5 900, E5 90", "note mapping_applied D4, note plan_adjusted C5"},
	} {
		sub := read(t, tt.data, "a.xlsx")
		if tt.answer != "" {
			sub = readWith(t, tt.data, "a.xlsx", answer(sub.Questions[0], tt.answer))
		}
		var facts []string
		for _, f := range sub.Facts {
			facts = append(facts, f.Cell+" "+f.Num.Shift(-9).String())
		}
		if got := strings.Join(facts, ", "); got != tt.facts {
			t.Errorf("%s: %s, want %s", name, got, tt.facts)
		}
		if got := strings.Join(codesAt(sub), ", "); got != tt.found {
			t.Errorf("%s: %s, want %s", name, got, tt.found)
		}
	}
}
