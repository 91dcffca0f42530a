package ingest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whether "Năm 2025" is the quarter of that year or all of it is asked once,
// and not again next year.
func TestYearOfAColumnAnswered(t *testing.T) {
	form := func(quarter, before, now string) []byte {
		return workbook(t, page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Báo cáo " + quarter},
			{"TT", "Chỉ tiêu", "ĐVT", before, now, "Kế hoạch " + quarter}, {1, "Doanh thu", "tỷ đồng", 30, 40, 50}}})
	}
	periods := func(sub Submission) []string {
		var out []string
		for _, f := range sub.Facts {
			out = append(out, f.Cell+" "+f.Period.Code()+" "+string(f.Role))
		}
		return out
	}
	const plan = " report"
	asked := read(t, form("quý III/2026", "Năm 2025", "Năm 2026"), "a.xlsx")
	want := []string{`measure "năm trước": year_part whole_year`, `measure "năm nay": year_part whole_year`}
	if got := asks(asked); !slices.Equal(got, want) || len(asked.Facts) != 1 {
		t.Fatalf("asks %q, %v", got, codesAt(asked))
	}
	for _, tt := range []struct {
		before, now string
		want        []string
	}{
		{"year_part", "year_part", []string{"D4 2026-Q3 same_period", "E4 2027-Q3 report", "F4 2027-Q3" + plan}},
		{"whole_year", "year_part", []string{"D4 2026 same_period", "E4 2027-Q3 report", "F4 2027-Q3" + plan}},
		{"ignore", "year_part", []string{"E4 2027-Q3 report", "F4 2027-Q3" + plan}},
		{"actual", "year_part", []string{"E4 2027-Q3 report", "F4 2027-Q3" + plan}},        // no answer to that
		{"whole_year", "whole_year", []string{"D4 2026 same_period", "F4 2027-Q3" + plan}}, // the year is not over
	} {
		got := readWith(t, form("quý III/2027", "Năm 2026", "Năm 2027"), "b.xlsx", answer(asked.Questions[0], tt.before), answer(asked.Questions[1], tt.now))
		if diff := cmp.Diff(tt.want, periods(got)); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s%v", tt.before, tt.now, diff, codesAt(got))
		}
		if open := len(got.Questions); tt.before == "actual" && open != 1 || tt.before != "actual" && open != 0 {
			t.Errorf("%s, %s: asks %q", tt.before, tt.now, asks(got))
		}
	}
}
