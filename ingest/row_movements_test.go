package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest/catalog"
)

// What members and organisations came to and went by are figures; the sums of
// both are told of, and leave the number before and after as what they are.
func TestRowsOfMovements(t *testing.T) {
	form := func(rows ...[]any) []page { return one(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, rows...)) }
	ways := []string{"D6 an-phu admissions = 5", "D7 an-phu transfers_in = 7", "D9 an-phu transfers_out = 2"}
	members := append(append([]string{"D4 an-phu party_members = 100"}, ways...), "D10 an-phu party_members = 110")
	sums := []string{"note row_of_movements B5", "note row_of_movements B8"}
	checkRows(t, map[string]rowCase{
		"in full": {form([]any{"I", "Tổng số đảng viên đầu kỳ", nil, 100}, []any{"II", "Đảng viên tăng trong kỳ", nil, 12}, []any{1, "Kết nạp", nil, 5}, []any{2, "Chuyển đến", nil, 7},
			[]any{"III", "Đảng viên giảm trong kỳ", nil, 2}, []any{1, "Chuyển đi", nil, 2}, []any{"IV", "Tổng số đảng viên cuối kỳ", nil, 110}), sums, members},
		"without what moves": {form([]any{1, "Đảng viên có đầu kỳ", nil, 100}, []any{2, "Tăng trong kỳ", nil, 12}, []any{nil, "- Kết nạp", nil, 5}, []any{nil, "- Chuyển đến", nil, 7},
			[]any{3, "Giảm trong kỳ", nil, 2}, []any{nil, "- Chuyển đi", nil, 2}, []any{4, "Đảng viên có đến cuối kỳ", nil, 110}), sums, members},
		"without figures": {form([]any{1, "Đảng viên đầu kỳ", nil, 100}, []any{2, "Số tăng"}, []any{nil, "- Kết nạp", nil, 5}, []any{nil, "- Chuyển đến", nil, 7},
			[]any{3, "Số giảm"}, []any{nil, "- Chuyển đi", nil, 2}, []any{4, "Đảng viên cuối kỳ", nil, 110}), nil, members},
		"numbered alike": {form([]any{"I", "Đảng viên đầu kỳ", nil, 100}, []any{"II", "Tăng trong kỳ", nil, 12}, []any{1, "Kết nạp", nil, 5}, []any{2, "Chuyển đến", nil, 7},
			[]any{"III", "Giảm trong kỳ", nil, 2}, []any{1, "Chuyển đi", nil, 2}, []any{"IV", "Đảng viên cuối kỳ", nil, 110}), sums, members},
		"not numbered": {form([]any{nil, "Đảng viên đầu kỳ", nil, 100}, []any{nil, "Số đảng viên tăng", nil, 12}, []any{nil, "Kết nạp", nil, 5}, []any{nil, "Chuyển đến", nil, 7},
			[]any{nil, "Số giảm", nil, 2}, []any{nil, "Chuyển đi", nil, 2}, []any{nil, "Đảng viên cuối kỳ", nil, 110}), sums, members},
		"increases left empty": {form([]any{"I", "Đảng viên đầu kỳ", nil, 100}, []any{"II", "Tăng trong kỳ"}, []any{1, "Kết nạp", nil, 5}, []any{2, "Chuyển đến", nil, 7},
			[]any{"III", "Giảm trong kỳ", nil, 2}, []any{1, "Chuyển đi", nil, 2}, []any{"IV", "Đảng viên cuối kỳ", nil, 110}), sums[1:], members},
		"after another indicator": {form([]any{1, "Đảng viên", nil, 100}, []any{2, "Tăng trong kỳ", nil, 5}, []any{3, "Kết nạp", nil, 5}, []any{4, "Lao động", nil, 70}, []any{5, "Giảm trong kỳ", nil, 2}),
			[]string{"note row_of_movements B5", "note comparison_unchecked D8"}, []string{"D4 an-phu party_members = 100", "D6 an-phu admissions = 5", "D7 an-phu workers = 70"}},
		"organisations": {form([]any{1, "Tổng số TCCSĐ", nil, 10}, []any{2, "Tổ chức đảng tăng", nil, 2}, []any{nil, "- Thành lập mới", nil, 2}, []any{3, "Giảm", nil, 1}, []any{nil, "- Giải thể", nil, 1}),
			[]string{"note row_of_movements B5", "note row_of_movements B7"},
			[]string{"D4 an-phu party_organisations = 10", "D6 an-phu new_organisations = 2", "D8 an-phu dissolved_organisations = 1"}},
		"of workers": {form([]any{1, "Lao động", nil, 100}, []any{2, "Tăng trong kỳ", nil, 12}, []any{nil, "- Kết nạp", nil, 5}),
			[]string{"note comparison_unchecked D5", "warning name_below_another B6"}, []string{"D4 an-phu workers = 100"}},
		"a comparison":                {form([]any{1, "Đảng viên", nil, 100}, []any{2, "Đảng viên tăng so với cùng kỳ (%)", nil, 12}), []string{"warning row_unknown B5"}, []string{"D4 an-phu party_members = 100"}},
		"what flows at the beginning": {form([]any{1, "Doanh thu đầu kỳ", "tỷ đồng", 100}, []any{2, "Nộp ngân sách", "tỷ đồng", 2}), []string{"warning row_unknown B4"}, []string{"D5 an-phu budget_paid = 2000000000"}},
	})
}

// However rows of movements are numbered, in a column of their own or before
// their names, and whether the level is named in each row or in the section.
func TestRowsOfMovementsNumberedInManyWays(t *testing.T) {
	want := []string{"2025-Q2 party_members before", "2026-Q2 party_members before", "2025-Q3 admissions before", "2026-Q3 admissions",
		"2025-Q3 transfers_in before", "2026-Q3 transfers_in", "2025-Q3 transfers_out before", "2026-Q3 transfers_out", "2025-Q3 party_members before", "2026-Q3 party_members"}
	for name, tt := range map[string]struct {
		section []any
		rows    string // of the eight, "number/name"
	}{
		"letters before the names":   {nil, "/I. Đảng viên đầu kỳ|/a) Tăng trong kỳ|/- Kết nạp|/- Chuyển đến|/b) Giảm trong kỳ|/- Chuyển đi|/II. Đảng viên cuối kỳ"},
		"numbers of two levels":      {nil, "/1. Tổng số đảng viên đầu kỳ|/1.1 Tăng trong kỳ|/a. Kết nạp|/b. Chuyển đến|/1.2 Giảm|/a. Chuyển đi|/2. Tổng số đảng viên cuối kỳ"},
		"in the column of numbers":   {[]any{1, "Đảng viên"}, "1.1/Đầu kỳ|1.2/Tăng trong kỳ|a/Kết nạp|b/Chuyển đến|1.3/Giảm trong kỳ|a/Chuyển đi|1.4/Cuối kỳ"},
		"below a section":            {[]any{"A", "Tình hình đảng viên"}, "/I. Đầu kỳ|/II. Tăng trong kỳ|/1. Kết nạp|/2. Chuyển đến|/III. Giảm trong kỳ|/1. Chuyển đi|/IV. Cuối kỳ"},
		"below a name alone":         {[]any{nil, "Đảng viên"}, "/1. Đầu kỳ|/2. Tăng trong kỳ|/2.1. Kết nạp|/2.2. Chuyển đến|/3. Giảm|/(a) Chuyển đi|/4. Cuối kỳ"},
		"letters in brackets":        {[]any{"I", "Đảng viên"}, "/(a) Có đầu kỳ|/(b) Số tăng|/- Kết nạp|/- Chuyển đến|/(c) Số giảm|/- Chuyển đi|/(d) Có đến cuối kỳ"},
		"what there is now":          {[]any{"I", "Công tác đảng viên"}, "1/Đầu kỳ|2/Phát sinh tăng|-/Kết nạp|-/Chuyển đến|3/Phát sinh giảm|-/Chuyển đi|4/Hiện có"},
		"said in each, with letters": {nil, "/a) Đảng viên đầu kỳ|/b) Đảng viên tăng trong kỳ|/- Kết nạp|/- Chuyển đến|/c) Đảng viên giảm trong kỳ|/- Chuyển đi|/d) Đảng viên cuối kỳ"},
	} {
		rows := [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "Quý III/2025", "Quý III/2026"}}
		if tt.section != nil {
			rows = append(rows, tt.section)
		}
		figures := [][2]any{{118, 121}, {4, 7}, {3, 4}, {1, 3}, {1, 3}, {1, 3}, {121, 125}}
		for i, row := range strings.Split(tt.rows, "|") {
			mark, text, _ := strings.Cut(row, "/")
			rows = append(rows, []any{mark, text, figures[i][0], figures[i][1]})
		}
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
		var got []string
		for _, at := range timesOf(sub) {
			_, at, _ = strings.Cut(at, " ")
			got = append(got, at)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: figures (-want +got):\n%s", name, diff)
		}
		sums := []string{fmt.Sprint("note row_of_movements B", len(rows)-5), fmt.Sprint("note row_of_movements B", len(rows)-2)}
		if diff := cmp.Diff(sums, codesAt(sub)); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", name, diff)
		}
	}
}

// "Tăng" and "Giảm" of one row lead from the level at the beginning to that at
// the end, of workers too; one of them alone may compare with a year before.
func TestRowsOfIncreasesAndDecreases(t *testing.T) {
	form := func(rows ...[]any) []page {
		return one(page{name: "S", rows: append([][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "Quý III/2025", "Quý III/2026"}}, rows...)})
	}
	workers := []string{"C4 an-phu workers = 118", "D4 an-phu workers = 125"}
	opening := append(append([]string{}, workers...), "D5 an-phu workers = 121")
	checkRows(t, map[string]rowCase{
		"both":               {form([]any{1, "Lao động", 118, 125}, []any{nil, "a) Tăng", 4, 7}, []any{nil, "b) Giảm", 1, 3}), []string{"note comparison_unchecked C5"}, workers},
		"with the beginning": {form([]any{1, "Lao động", 118, 125}, []any{nil, "- Đầu kỳ", nil, 121}, []any{nil, "- Tăng", nil, 7}, []any{nil, "- Giảm", nil, 3}), nil, opening},
		"and wrong":          {form([]any{1, "Lao động", 118, 125}, []any{nil, "- Đầu kỳ", nil, 121}, []any{nil, "- Tăng", nil, 9}, []any{nil, "- Giảm", nil, 3}), []string{"warning change_mismatch D6"}, opening},
		"one of them":        {form([]any{1, "Lao động", 118, 125}, []any{nil, "- Tăng", nil, 7}, []any{nil, "- Giảm"}), nil, workers},
		"one, and wrong":     {form([]any{1, "Lao động", 118, 125}, []any{nil, "- Tăng", nil, 9}, []any{nil, "- Giảm"}), []string{"warning change_mismatch D5"}, workers},
	})
}

// The parts of a row are of the time that the row names, unless they name one.
func TestPartsAreOfTheTimeOfTheirWhole(t *testing.T) {
	form := func(rows ...[]any) page {
		return page{name: "S", rows: append([][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}}, rows...)}
	}
	for name, tt := range map[string]struct {
		page  page
		times []string
	}{
		"beginning and end": {form([]any{1, "Đảng viên đầu kỳ", nil, 121}, []any{nil, "- Trong đó: nữ", nil, 40}, []any{2, "Đảng viên cuối kỳ", nil, 125}, []any{nil, "- Trong đó: nữ", nil, 42}),
			[]string{"D4 2026-Q2 party_members before", "D5 2026-Q2 members_women before", "D6 2026-Q3 party_members", "D7 2026-Q3 members_women"}},
		"a day": {form([]any{1, "Đảng viên đến 31/12/2025", nil, 121}, []any{nil, "- Dự bị", nil, 4}), []string{"D4 2025-Q4 party_members before", "D5 2025-Q4 members_probationary before"}},
		"a plan": {form([]any{1, "Đảng viên KH năm", nil, 121}, []any{nil, "- Nữ", nil, 40}, []any{2, "Đảng viên", nil, 120}, []any{nil, "- Nữ", nil, 39}),
			[]string{"D4 2026 party_members plan", "D5 2026 members_women plan", "D6 2026-Q3 party_members", "D7 2026-Q3 members_women"}},
		"the year before, but one": {form([]any{1, "Đảng viên cùng kỳ", nil, 121}, []any{"a", "Dự bị", nil, 4}, []any{"b", "Chính thức (kỳ này)", nil, 119}),
			[]string{"D4 2025-Q3 party_members before", "D5 2025-Q3 members_probationary before", "D6 2026-Q3 members_official"}},
		"deeper than a measure": {form([]any{1, "Đảng viên", nil, nil}, []any{nil, "- Đầu kỳ", nil, 121}, []any{nil, "+ Nữ", nil, 40}, []any{nil, "- Cuối kỳ", nil, 125}, []any{nil, "+ Nữ", nil, 42}),
			[]string{"D5 2026-Q2 party_members before", "D6 2026-Q2 members_women before", "D7 2026-Q3 party_members", "D8 2026-Q3 members_women"}},
		"beside a measure": {form([]any{1, "Đảng viên", nil, 125}, []any{nil, "- Đầu kỳ", nil, 121}, []any{nil, "- Nữ", nil, 42}),
			[]string{"D4 2026-Q3 party_members", "D5 2026-Q2 party_members before", "D6 2026-Q3 members_women"}},
		"levels below movements": {form([]any{"A", "Tình hình đảng viên"}, []any{"I", "Đầu kỳ", nil, 121}, []any{nil, "- Nữ", nil, 40}, []any{"II", "Tăng", nil, 4}, []any{nil, "- Kết nạp", nil, 4}, []any{"III", "Cuối kỳ", nil, 125}, []any{nil, "- Nữ", nil, 42}),
			[]string{"D5 2026-Q2 party_members before", "D6 2026-Q2 members_women before", "D8 2026-Q3 admissions", "D9 2026-Q3 party_members", "D10 2026-Q3 members_women"}},
	} {
		sub := read(t, workbook(t, tt.page), "a.xlsx")
		if diff := cmp.Diff(tt.times, timesOf(sub)); diff != "" {
			t.Errorf("%s (-want +got):\n%s%v", name, diff, codesAt(sub))
		}
	}
}

// A part of what has added up, or is estimated, is that too.
func TestPartsAddUpLikeTheirWhole(t *testing.T) {
	sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"},
		{1, "Huy hiệu Đảng lũy kế (ước)", nil, 4}, {nil, "- 30 năm", nil, 2}, {2, "Kết nạp", nil, 3}}}), "a.xlsx")
	for _, f := range sub.Facts {
		if added := f.Indicator != "admissions"; (f.Basis == catalog.Cumulative) != added || (f.Status == catalog.Estimate) != added {
			t.Errorf("%s %s is %s, %s", f.Cell, f.Indicator, f.Basis, f.Status)
		}
	}
	if len(sub.Facts) != 3 {
		t.Error(factsOf(sub), codesAt(sub))
	}
}

// With the same period of the year before beside it, no way is held to have
// changed by the sum of those that follow.
func TestRowsOfMovementsOfTwoYears(t *testing.T) {
	for _, marks := range [][2]any{{"II", "III"}, {2, 3}, {nil, nil}} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý III/2026"}, {"TT", "Chỉ tiêu", "Quý III/2025", "Quý III/2026"},
			{"I", "Đảng viên đầu kỳ", 118, 121}, {marks[0], "Tăng trong kỳ", 4, 7}, {1, "Kết nạp", 3, 4}, {2, "Chuyển đến", 1, 3},
			{marks[1], "Giảm trong kỳ", 1, 3}, {1, "Chuyển đi", 1, 3}, {"IV", "Đảng viên cuối kỳ", 121, 125}}}), "a.xlsx")
		if diff := cmp.Diff([]string{"note row_of_movements B5", "note row_of_movements B8"}, codesAt(sub)); diff != "" {
			t.Errorf("%v: findings (-want +got):\n%s", marks, diff)
		}
		if diff := cmp.Diff([]string{"C4 2025-Q2 party_members before", "D4 2026-Q2 party_members before", "C6 2025-Q3 admissions before", "D6 2026-Q3 admissions",
			"C7 2025-Q3 transfers_in before", "D7 2026-Q3 transfers_in", "C9 2025-Q3 transfers_out before", "D9 2026-Q3 transfers_out",
			"C10 2025-Q3 party_members before", "D10 2026-Q3 party_members"}, timesOf(sub)); diff != "" {
			t.Errorf("%v: figures (-want +got):\n%s", marks, diff)
		}
	}
}
