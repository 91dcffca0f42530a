package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// yearsOf lists facts as "cell period scenario role".
func yearsOf(sub Submission) []string {
	var out []string
	for _, f := range sub.Facts {
		out = append(out, phrase(f.Cell, f.Period.Code(), string(f.Basis), string(f.Scenario), string(f.Role)))
	}
	return out
}

// Rows of years below an indicator may be of all of each year or of the part
// that the report is of, and that is asked; the answer holds next year too.
func TestRowsOfYears(t *testing.T) {
	form := func(title, over, before, now string) []byte {
		return workbook(t, page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {title}, {"TT", "Chỉ tiêu", "ĐVT", over},
			{1, "Doanh thu", "tỷ đồng"}, {nil, before, nil, 10}, {nil, now, nil, 12}, {2, "Nộp ngân sách", "tỷ đồng"}, {nil, before, nil, 1}, {nil, now, nil, 2}}})
	}
	for _, tt := range []struct {
		over          string
		before, now   string // what is answered
		report, prior string // the periods read, "" for not read
	}{
		{"TH", "year_part", "year_part", "2027-Q3", "2026-Q3"},
		{"Quý III", "whole_year", "year_part", "2027-Q3", "2026"},
		{"TH quý III", "ignore", "year_part", "2027-Q3", ""},
		{"Thực hiện", "year_part", "whole_year", "", "2026-Q3"}, // the year is not over
	} {
		asked := read(t, form("Báo cáo quý III/2026", tt.over, "- Năm 2025", "- Năm 2026"), "a.xlsx")
		want := []string{`measure "năm trước": year_part whole_year`, `measure "năm nay": year_part whole_year`}
		if diff := cmp.Diff(want, asks(asked)); diff != "" || len(asked.Facts) > 0 {
			t.Fatalf("%s asks (-want +got):\n%s%v", tt.over, diff, yearsOf(asked))
		}
		got := readWith(t, form("Báo cáo quý III/2027", tt.over, "- Năm 2026", "- Năm 2027"), "b.xlsx", answer(asked.Questions[0], tt.before), answer(asked.Questions[1], tt.now))
		var all []string
		for _, rows := range [][2]string{{"D5", "D6"}, {"D8", "D9"}} {
			if tt.prior != "" {
				all = append(all, phrase(rows[0], tt.prior, "discrete actual same_period"))
			}
			if tt.report != "" {
				all = append(all, phrase(rows[1], tt.report, "discrete actual report"))
			}
		}
		if diff := cmp.Diff(all, yearsOf(got)); diff != "" {
			t.Errorf("%s, %s, %s (-want +got):\n%s%v", tt.over, tt.before, tt.now, diff, codesAt(got))
		}
	}
	sub := read(t, form("Năm 2026", "TH", "- Năm 2025", "- Năm 2026"), "a.xlsx") // of a year there is nothing to ask
	if diff := cmp.Diff([]string{"D5 2025 discrete actual same_period", "D6 2026 discrete actual report", "D8 2025 discrete actual same_period", "D9 2026 discrete actual report"}, yearsOf(sub)); diff != "" {
		t.Errorf("a year (-want +got):\n%s", diff)
	}
}

// The name of a row may say of what time its figures are, or that they are
// planned: they are the same indicator's.
func TestTimesInNamesOfRows(t *testing.T) {
	for name, want := range map[string]string{
		"Kế hoạch doanh thu năm 2026":  "2026 discrete plan report",
		"Doanh thu thực hiện":          "2026-Q3 discrete actual report",
		"Doanh thu thực hiện quý III":  "2026-Q3 discrete actual report",
		"Doanh thu cùng kỳ 2025":       "2025-Q3 discrete actual same_period",
		"Doanh thu cùng kỳ năm trước":  "2025-Q3 discrete actual same_period",
		"Doanh thu quý III/2025":       "2025-Q3 discrete actual same_period",
		"Doanh thu lũy kế 9 tháng":     "2026-9M discrete actual report",
		"Doanh thu lũy kế từ đầu năm":  "2026-Q3 cumulative actual report",
		"Doanh thu quý II/2026":        "2026-Q2 discrete actual same_period",
		"Doanh thu cả năm 2025":        "2025 discrete actual same_period",
		"Doanh thu năm 2025":           "warning measure_year D4",
		"Doanh thu quý IV/2026":        "warning measure_unclear D4",
		"Lao động đến 31/12/2025":      "2025-Q4 discrete actual same_period",
		"Lao động đến 30/9/2026":       "2026-Q3 discrete actual report",
		"Doanh thu đến 30/9/2026":      "2026-Q3 discrete actual report",
		"Doanh thu so với cùng kỳ (%)": "warning row_unknown B4",
		"Doanh thu quý III và 9 tháng": "warning row_unknown B4",
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Báo cáo quý III/2026"}, {"TT", "Chỉ tiêu", "ĐVT", "Số liệu"},
			{1, name, map[bool]any{true: "tỷ đồng"}[strings.Contains(name, "thu")], 10}, {2, "Nộp ngân sách", "tỷ đồng", 2}}}), "a.xlsx")
		got := strings.Join(codesAt(sub), ", ")
		for _, at := range yearsOf(sub) {
			if rest, ok := strings.CutPrefix(at, "D4 "); ok {
				got = rest
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q; %v", name, got, want, codesAt(sub))
		}
	}
}
