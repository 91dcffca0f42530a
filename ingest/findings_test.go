package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest/sheet"

	"giaoban/ingest/locale"
)

// formOf is a report of a cluster's unit on 2024-Q1 with these rows under the
// headings given.
func formOf(headings []any, rows ...[]any) page {
	all := [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý I/2024"}, headings}
	return page{name: "S", rows: append(all, rows...)}
}

// Each thing that may be wrong, alone, with the cell that is named and how
// many facts come in all the same.
func TestFindings(t *testing.T) {
	plain := []any{"TT", "Chỉ tiêu", "ĐVT", "TH"}
	for name, tt := range map[string]struct {
		page  page
		want  []string
		facts int
	}{
		"nothing": {formOf(plain, []any{1, "Doanh thu", "tỷ đồng", 5}), nil, 1},
		"average without workers": {
			formOf(plain, []any{1, "TNBQ", "triệu đồng", 9}), []string{"warning average_without_weight D4"}, 1,
		},
		"average of a month in its cell": {
			formOf(plain, []any{1, "TNBQ", "triệu đồng/người/tháng", "9,5 triệu/tháng"}, []any{2, "Lao động", "người", 10}), nil, 2,
		},
		"average with no workers": {
			formOf(plain, []any{1, "TNBQ", "triệu đồng", 9}, []any{2, "Lao động", "người", 0}),
			[]string{"warning average_of_nobody D4"}, 2,
		},
		"grouping":  {formOf(plain, []any{1, "Doanh thu", "tỷ đồng", "1.23.456"}), []string{"error number_bad_grouping D4"}, 0},
		"forecast":  {formOf(append(slices.Clone(plain), "Dự kiến quý II"), []any{1, "Doanh thu", "tỷ đồng", 5, 6}), []string{"note column_forecast E4"}, 1},
		"disagree":  {formOf(append(slices.Clone(plain), "Lũy kế"), []any{1, "Doanh thu", "tỷ đồng", 5, 6}), []string{"error columns_disagree E4"}, 1},
		"agree":     {formOf(append(slices.Clone(plain), "Lũy kế"), []any{1, "Doanh thu", "tỷ đồng", 5, 5}), nil, 1},
		"dash":      {formOf(plain, []any{1, "Tỷ lệ dự sinh hoạt", nil, "-"}, []any{2, "Kết nạp", nil, "-"}), []string{"note dash_missing D4"}, 1},
		"twice":     {formOf(plain, []any{1, "Kết nạp", nil, 5}, []any{2, "Kết nạp mới", nil, 5}), []string{"error duplicate_figure D5"}, 1},
		"no number": {formOf(plain, []any{1, "Kết nạp", nil, true}), []string{"error not_a_number D4"}, 0},
		"fraction":  {formOf(plain, []any{1, "Kết nạp", nil, "5/7"}), []string{"error ratio_unexpected D4"}, 0},
		"by zero":   {formOf(plain, []any{1, "Đạt chuẩn văn hóa", nil, "0/0"}), []string{"error zero_divisor D4"}, 0},
		"below one": {
			formOf(plain, []any{1, "Tỷ lệ dự sinh hoạt", "%", 0.98}),
			[]string{"error percent_ambiguous D4"}, 0,
		},
		"nameless":                   {formOf(plain, []any{1, nil, nil, 5}, []any{2, "Kết nạp", nil, 1}), []string{"warning row_unnamed D4"}, 1},
		"amount formatted as a date": {formOf(plain, []any{1, "Doanh thu", "tỷ đồng", time.Date(2023, 3, 15, 0, 0, 0, 0, time.UTC)}), []string{"error figure_as_date D4"}, 0},
		"too big to be kept":         {formOf(plain, []any{1, "Doanh thu", "tỷ đồng", 1e300}, []any{2, "Nộp ngân sách", "tỷ đồng", 2}), []string{"error number_too_big D4"}, 1},
		"too big, and unusual before": {
			formOf(plain, []any{1, "Lao động", "người", 9e9}, []any{2, "TNBQ", "triệu đồng", 9e5}), []string{"error number_too_big D5"}, 1,
		},
		"too big":         {formOf(plain, []any{1, "Lợi nhuận", "triệu tỷ đồng", 500}), []string{"error number_too_big D4"}, 0},
		"no unit":         {formOf(plain, []any{1, "Doanh thu", nil, 5}), []string{"error unit_missing D4"}, 0},
		"wrong unit":      {formOf(plain, []any{1, "Doanh thu", "người", 5}), []string{"error unit_mismatch D4"}, 0},
		"unknown unit":    {formOf(plain, []any{1, "Doanh thu", "tỷ bảng", 5}), []string{"error unit_unknown C4"}, 0},
		"unit in heading": {formOf([]any{"TT", "Chỉ tiêu", "TH (tỷ bạc)"}, []any{1, "Doanh thu", 5}), []string{"error nothing_taken", "warning column_unknown C4"}, 0},
		"percent":         {formOf(plain, []any{1, "Doanh thu", "tỷ đồng", "5%"}), []string{"error unit_mismatch D4"}, 0},
		"refund":          {formOf(plain, []any{1, "Nộp NSNN", "tỷ đồng", -5}), []string{"warning unusual_value D4"}, 1},
		"US dollars as millions of them": {
			formOf(plain, []any{1, "Kim ngạch xuất khẩu", "triệu USD", "12.500.000"}), []string{"warning unusual_value D4"}, 1,
		},
		"no table": {page{name: "S", rows: [][]any{{"Quý I/2024"}, {1, 2, 3, 4, 5}}}, []string{"error nothing_found", "warning sheet_without_table"}, 0},
		"row of another time": {
			formOf(plain, []any{1, "Doanh thu năm 2023", "tỷ đồng", 5}, []any{2, "Kết nạp", nil, 1}),
			[]string{"warning measure_year D4"}, 1,
		},
		"cumulative row":         {formOf(plain, []any{1, "Doanh thu", "tỷ đồng", 5}, []any{2, "Doanh thu lũy kế", "tỷ đồng", 5}), nil, 1}, // the first of the year: both are the same
		"another cumulative row": {formOf(plain, []any{1, "Doanh thu", "tỷ đồng", 5}, []any{2, "Doanh thu lũy kế", "tỷ đồng", 6}), []string{"error duplicate_figure D5"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, tt.page), "a.xlsx")
			if diff := cmp.Diff(tt.want, codesAt(sub)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if len(sub.Facts) != tt.facts {
				t.Errorf("%d facts, want %d: %v", len(sub.Facts), tt.facts, sub.Facts)
			}
		})
	}
}

// An error value and a formula nobody computed, which excelize cannot write.
func TestErrorInAFormula(t *testing.T) {
	s := sheetOf("Cụm số 1 quý I/2024\nTT\tChỉ tiêu\tTH\n1\tKết nạp\t?\n2\tĐảng viên\t?")
	s.Rows[2].Cells[2] = sheet.Cell{Col: 3, Kind: sheet.Error, Text: "#REF!", Formula: true}
	s.Rows[3].Cells[2] = sheet.Cell{Col: 3, Formula: true}
	sub := reportOf(&sheet.Book{Sheets: []sheet.Sheet{s}}, testVocabulary())
	if diff := cmp.Diff([]string{"error formula_error C3", "error formula_not_computed C4"}, codesAt(sub)); diff != "" {
		t.Error(diff)
	}
}

// A cluster that heads no rows is itself the unit of a bloc's summary.
func TestClustersAsUnits(t *testing.T) {
	sub := read(t, workbook(t, page{name: "S", rows: [][]any{
		{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"Quý I/2024"},
		{"TT", "Tên cụm", "Đảng viên", "Loại hình"},
		{1, "Cụm số 1", 70, nil},
		{2, "Cụm 2", 30, "đảng ủy"},
		{nil, "Đảng ủy Khối", 101},
	}}), "")
	if diff := cmp.Diff([]string{"warning organisation_type_unknown D5", "warning total_mismatch C6"}, codesAt(sub)); diff != "" {
		t.Error(diff)
	}
	var got []string
	for _, f := range sub.Facts {
		got = append(got, fmt.Sprint(f.Org, " ", f.Num))
	}
	if diff := cmp.Diff([]string{"cum-1 70", "cum-2 30"}, got); diff != "" {
		t.Error(diff)
	}
}

// Of the sums a total may be, the one it misses by least is told of: that of
// the last group would mislead.
func TestMismatchNamesTheNearestSum(t *testing.T) {
	for printed, want := range map[int]string{700: "600 người", 110: "100 người"} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{
			{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"Quý I/2024"},
			{"TT", "Tên đơn vị", "Lao động", "Ghi chú"},
			{"I", "Cụm số 1", 500}, {1, "Công ty Cổ phần Hòa Bình", 300}, {2, "Công ty TNHH An Phú", 200},
			{"II", "Cụm số 2", 100}, {1, "Tổng công ty Đại Lộc", 100},
			{nil, "TỔNG SỐ", printed},
		}}), "")
		if diff := cmp.Diff([]string{"warning total_mismatch C9"}, codesAt(sub)); diff != "" {
			t.Fatal(diff)
		}
		if got := sub.Findings[0].Args["computed"].(wording).Vietnamese(); got != want {
			t.Errorf("of %d: %s, want %s", printed, got, want)
		}
	}
}

// Wrong cells beyond counting end in one finding that says so.
func TestFindingsEnd(t *testing.T) {
	f := &findings{}
	for range 3 * maxFindings {
		f.add(Warning, codeRowUnknown, place{}, nil)
	}
	if n := len(f.list); n != maxFindings+1 || f.list[maxFindings].Code != string(codeTooManyFindings) {
		t.Errorf("%d findings, the last %+v", n, f.list[n-1])
	}
}

// Figures are shown as their cell has them; a sum is wrong by a figure
// that could not be taken, which is said once.
func TestFiguresAreShownInTheirUnit(t *testing.T) {
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		rows [][]any
		want []string // code and a part of the text, in order
	}{
		{"a figure out of bounds below a sum", [][]any{{"TT", "Tên đơn vị", "Doanh thu"}, {1, "Công ty Cổ phần Hòa Bình", "(1.250,5)"}, {2, "Công ty TNHH An Phú", "46.050,5"}, {nil, "Cộng", "44.800"}},
			[]string{"out_of_bounds: C5 là −1.250,5 triệu đồng, ngoài giới hạn cho phép (từ 0 triệu đồng trở lên)"}},
		{"an unusual figure", [][]any{{"TT", "Tên đơn vị", "Thu nhập bình quân (nghìn đồng/người/tháng)", "Lao động"}, {1, "Công ty Cổ phần Hòa Bình", "1.250.000", 5}},
			[]string{"unusual_value: là 1.250.000 nghìn đồng/người/tháng, khác thường (thường từ 2.400 đến 100.000 nghìn đồng/người/tháng)"}},
		{"a wrong sum", [][]any{{"TT", "Tên đơn vị", "Doanh thu"}, {1, "Công ty Cổ phần Hòa Bình", "1.250,5"}, {2, "Công ty TNHH An Phú", "46.050,5"}, {nil, "Cộng", "44.800"}},
			[]string{"total_mismatch: ghi 44.800 triệu đồng, nhưng cộng các đơn vị được 47.301 triệu đồng"}},
		{"a wrong count", [][]any{{"TT", "Tên đơn vị", "Lao động"}, {1, "Công ty Cổ phần Hòa Bình", 10}, {2, "Công ty TNHH An Phú", 20}, {nil, "Cộng", 31}},
			[]string{"total_mismatch: ghi 31 người, nhưng cộng các đơn vị được 30 người"}},
		{"units in columns", [][]any{{"TT", "Chỉ tiêu", "Công ty Cổ phần Hòa Bình", "Công ty TNHH An Phú", "Cộng"}, {1, "Doanh thu", "(1.250,5)", "46.050,5", "44.800"}},
			[]string{"out_of_bounds: C5 là −1.250,5 triệu đồng"}},
		{"a wrong sum of columns", [][]any{{"TT", "Chỉ tiêu", "Công ty Cổ phần Hòa Bình", "Công ty TNHH An Phú", "Cộng"}, {1, "Doanh thu", "1.250,5", "46.050,5", "44.800"}},
			[]string{"total_mismatch: ghi 44.800 triệu đồng, nhưng cộng các đơn vị được 47.301 triệu đồng"}},
	} {
		rows := append([][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"Quý I/2024"}, {"Đơn vị tính: Triệu đồng"}}, tt.rows...)
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "")
		var got []string
		for _, f := range sub.Findings {
			if f.Severity != Note {
				got = append(got, f.Code+": "+f.Text(messages, locale.VI))
			}
		}
		ok := len(got) == len(tt.want)
		for i := range tt.want {
			code, part, _ := strings.Cut(tt.want[i], ": ")
			ok = ok && strings.HasPrefix(got[i], code) && strings.Contains(got[i], part)
		}
		if !ok {
			t.Errorf("%s: told\n%s", tt.name, strings.Join(got, "\n"))
		}
	}
}
