package ingest

import "testing"

// quarterForm is a unit's form with one column, of the report's quarter.
func quarterForm(rows ...[]any) []page {
	return one(page{name: "S", rows: append([][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "ĐVT", "Quý III/2026"}}, rows...)})
}

// A row named after an indicator's plan is that plan where its time is sure;
// "Chỉ tiêu doanh thu" may be no plan at all.
func TestPlansInNamesOfRows(t *testing.T) {
	checkRows(t, map[string]rowCase{
		"of the year": {quarterForm([]any{1, "Doanh thu KH năm", "tỷ đồng", 40}, []any{2, "Doanh thu TH", "tỷ đồng", 9}, []any{3, "Kế hoạch lợi nhuận quý III", "tỷ đồng", 2}),
			nil, []string{"D4 an-phu revenue = 40000000000", "D5 an-phu revenue = 9000000000", "D6 an-phu profit = 2000000000"}},
		"of either": {quarterForm([]any{1, "Doanh thu", "tỷ đồng", 9}, []any{nil, "Doanh thu KH", "tỷ đồng", 40}, []any{2, "Lợi nhuận KH", "tỷ đồng", 2}),
			[]string{"warning measure_unclear D5", "warning measure_unclear D6"}, []string{"D4 an-phu revenue = 9000000000"}},
		"perhaps none": {quarterForm([]any{1, "Chỉ tiêu doanh thu", "tỷ đồng", 9}, []any{2, "Kết nạp", "đảng viên", 1}),
			[]string{"warning row_unknown B4"}, []string{"D5 an-phu admissions = 1"}},
		"in the plans' column": {one(page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "ĐVT", "KH năm 2026", "TH quý III/2026"},
			{1, "Doanh thu KH", "tỷ đồng", 40, nil}, {2, "Doanh thu TH", "tỷ đồng", nil, 9}, {3, "Lợi nhuận KH", "tỷ đồng", 2, 1}}}),
			[]string{"warning measure_unclear E6"}, []string{"D4 an-phu revenue = 40000000000", "E5 an-phu revenue = 9000000000", "D6 an-phu profit = 2000000000"}},
	})
	either := workbook(t, quarterForm([]any{1, "Doanh thu KH", "tỷ đồng", 40}, []any{2, "Lợi nhuận KH", "tỷ đồng", 2})...)
	asked := read(t, either, "a.xlsx")
	if got := asks(asked); len(got) != 1 {
		t.Fatalf("asks %q", got)
	}
	told := readWith(t, either, "a.xlsx", answer(asked.Questions[0], string(MeasurePeriodPlan)))
	for _, f := range told.Facts {
		if f.Scenario != Plan || f.Period.Code() != "2026-Q3" {
			t.Errorf("%+v", f)
		}
	}
	if len(told.Facts) != 2 {
		t.Errorf("figures %v", figures(told))
	}
}

// "KH năm" below a part that has figures may be of the part or of the whole.
func TestMeasureBelowAFilledPart(t *testing.T) {
	data := workbook(t, quarterForm([]any{1, "Tổng số đảng viên", "đảng viên", 30}, []any{nil, "- Dự bị", "đảng viên", 3},
		[]any{nil, "KH năm", "đảng viên", 33}, []any{2, "Kết nạp", "đảng viên", 2}, []any{nil, "KH năm", "đảng viên", 5})...)
	asked := read(t, data, "a.xlsx")
	if got := asks(asked); len(got) != 1 || asked.Questions[0].Code != string(codeMeasureWhose) || len(asked.Facts) != 4 {
		t.Fatalf("asks %q, %v", got, factsOf(asked))
	}
	for target, facts := range map[string]int{"party_members": 5, "members_probationary": 5, Ignore: 4} {
		told := readWith(t, data, "a.xlsx", answer(asked.Questions[0], target))
		if len(told.Facts) != facts || len(told.Questions) != 0 {
			t.Errorf("%s: %v, asks %q", target, factsOf(told), asks(told))
		}
		for _, f := range told.Facts {
			if f.Cell == "D6" && (f.Indicator != target || f.Scenario != Plan || f.Period.Code() != "2026") {
				t.Errorf("%s: %+v", target, f)
			}
		}
	}
}
