package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Tables with a row for plan and one for outcome: what the row says decides
// what its figures are, and no plan is ever taken for what was achieved.
func TestRowsOfMeasures(t *testing.T) {
	summary := []any{"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", "Lao động (người)"}
	beside := func(head any) []any { return []any{"TT", "Tên đơn vị", head, "Doanh thu (tỷ đồng)"} }
	form := []any{"TT", "Chỉ tiêu", "ĐVT", "Số liệu"}
	hoaBinh, anPhu := "Công ty CP Hòa Bình", "Công ty TNHH An Phú"
	for name, tt := range map[string]struct {
		rows   [][]any // below the title of cluster 1, 2024-Q1
		merges []string
		want   string // figures as "cell org indicator value period scenario", then findings
	}{
		"below the names of units": {
			rows: [][]any{summary, {1, hoaBinh}, {nil, "Kế hoạch", 100, 50}, {nil, "- Thực hiện", 30, 48}, {2, anPhu}, {nil, "KH năm", 80}, {nil, "TH", 20},
				{nil, "Tổng cộng"}, {nil, "KH", 180, 51}, {nil, "TH", 50, 48}},
			want: "C4 hoa-binh 100 2024 plan; D4 hoa-binh 50 2024 plan; C5 hoa-binh 30 2024-Q1 actual; D5 hoa-binh 48 2024-Q1 actual; " +
				"C7 an-phu 80 2024 plan; C8 an-phu 20 2024-Q1 actual; warning total_mismatch D10",
		},
		"in a column, names merged": {
			rows: [][]any{beside("Phân loại"), {1, hoaBinh, "KH", 100}, {nil, nil, "TH", 30}, {nil, nil, "CK", 25},
				{nil, "Cộng KH", nil, 101}, {nil, "Cộng TH", nil, 30}},
			merges: []string{"A3:A5", "B3:B5"},
			want:   "D3 hoa-binh 100 2024 plan; D4 hoa-binh 30 2024-Q1 actual; D5 hoa-binh 25 2023-Q1 actual; warning total_mismatch D6",
		},
		"in a column that could be the name's": {
			rows: [][]any{beside("Nội dung"), {1, hoaBinh, "Kế hoạch", 100}, {1, hoaBinh, "Thực hiện", 30}, {2, anPhu, "Kế hoạch", 80}, {2, anPhu, "Thực hiện", 20}},
			want: "D3 hoa-binh 100 2024 plan; D4 hoa-binh 30 2024-Q1 actual; D5 an-phu 80 2024 plan; D6 an-phu 20 2024-Q1 actual",
		},
		"of somebody unknown": {
			rows: [][]any{beside(nil), {1, hoaBinh, "TH", 30}, {2, "Công ty Lạ", "KH", 100}, {nil, nil, "TH", 30}},
			want: "D3 hoa-binh 30 2024-Q1 actual; warning organisation_unknown B4; warning organisation_unknown B5",
		},
		"below somebody unknown": {
			rows: [][]any{summary, {1, hoaBinh, 30}, {2, "Công ty Lạ"}, {nil, "KH", 100}, {nil, "TH", 30}},
			want: "C3 hoa-binh 30 2024-Q1 actual; warning organisation_unknown B5; warning organisation_unknown B6",
		},
		"an outcome twice": {
			rows: [][]any{summary, {1, hoaBinh, 100}, {nil, "TH", 30}},
			want: "error columns_disagree C4",
		},
		"proportions": {
			rows: [][]any{summary, {1, hoaBinh, 30}, {nil, "KH năm", 100}, {nil, "% KH", 31}, {nil, "Cùng kỳ", 25}, {nil, "So với cùng kỳ (%)", 120}},
			want: "C3 hoa-binh 30 2024-Q1 actual; C4 hoa-binh 100 2024 plan; C6 hoa-binh 25 2023-Q1 actual; warning percent_mismatch C5",
		},
		"below indicators": {
			rows: [][]any{form, {1, "Doanh thu", "tỷ đồng"}, {nil, "- KH năm", "tỷ đồng", 100}, {nil, "- TH quý I", "tỷ đồng", 30}, {nil, "- Lũy kế", nil, 30},
				{nil, "- Đạt (%)", "%", 30}, {2, "Kết nạp"}, {nil, "Kế hoạch năm 2024", nil, 10}, {nil, "Thực hiện", nil, 3}},
			want: "D4 cum-1 100 2024 plan; D5 cum-1 30 2024-Q1 actual; D9 cum-1 10 2024 plan; D10 cum-1 3 2024-Q1 actual",
		},
		"in a column of a form": {
			rows: [][]any{{"TT", "Chỉ tiêu", "KH/TH", "Số liệu (tỷ đồng)"}, {1, "Doanh thu", "KH", 100}, {nil, nil, "TH", 30}, {2, "Nợ phải trả", "KH", 9}},
			want: "D3 cum-1 100 2024 plan; D4 cum-1 30 2024-Q1 actual; warning row_unknown B5",
		},
		"below a part with figures": {
			rows: [][]any{form, {1, "Đảng viên", nil, 50}, {nil, "- Nữ", nil, 10}, {nil, "- Kế hoạch", nil, 60}},
			want: "D3 cum-1 50 2024-Q1 actual; D4 cum-1 10 2024-Q1 actual; warning measure_whose B5",
		},
		"below a part without figures": {
			rows: [][]any{form, {1, "Đảng viên", nil, 50}, {nil, "- Nữ"}, {nil, "- Kế hoạch", nil, 12}, {nil, "- Thực hiện", nil, 10}},
			want: "D3 cum-1 50 2024-Q1 actual; D5 cum-1 12 2024 plan; D6 cum-1 10 2024-Q1 actual",
		},
		"a year that may be part of one": {
			rows: [][]any{form, {1, "Đảng viên", nil, 50}, {nil, "- Năm 2023", nil, 45}},
			want: "D3 cum-1 50 2024-Q1 actual; warning measure_year D4",
		},
		"in columns of months": {
			rows: [][]any{{"TT", "Chỉ tiêu", "Tháng 1", "Tháng 2"}, {1, "Kết nạp"}, {nil, "KH", 5, 6}, {nil, "TH", 3, 4}, {nil, "Cùng kỳ", 1, 2}},
			want: "C5 cum-1 3 2024-01 actual; D5 cum-1 4 2024-02 actual; C6 cum-1 1 2023-01 actual; D6 cum-1 2 2023-02 actual; " +
				"warning measure_unclear C4; warning measure_unclear D4",
		},
		"beside columns of plans": {
			rows: [][]any{{"TT", "Chỉ tiêu", "KH năm", "TH"}, {1, "Kết nạp", 10, 3}, {nil, "- KH năm", 11, 4}, {nil, "- Cùng kỳ", nil, 2}},
			want: "C3 cum-1 10 2024 plan; D3 cum-1 3 2024-Q1 actual; D5 cum-1 2 2023-Q1 actual; error columns_disagree C4; warning measure_unclear D4",
		},
	} {
		t.Run(name, func(t *testing.T) {
			rows := append([][]any{{"Cụm số 1, quý I/2024"}}, tt.rows...)
			sub := read(t, workbook(t, page{name: "S", rows: rows, merges: tt.merges}), "")
			var got []string
			for _, f := range sub.Facts {
				if !sub.Refused() || strings.Contains(tt.want, f.Cell+" ") {
					got = append(got, fmt.Sprintf("%s %s %s %s %s", f.Cell, f.Org, f.Raw, f.Period, f.Scenario))
				}
			}
			if got = slices.Concat(got, codesAt(sub)); strings.Join(got, "; ") != tt.want {
				t.Errorf("got %s\nwant %s", strings.Join(got, "; "), tt.want)
			}
		})
	}
}

// Quarters and months that are only numbered beside a name are those of the
// title's year, not the whole of it.
func TestRowsOfNumberedTimes(t *testing.T) {
	units := func(head string) []any { return []any{"TT", "Tên đơn vị", head, "Doanh thu (tỷ đồng)"} }
	form := []any{"TT", "Chỉ tiêu", "ĐVT", "Quý", "Thực hiện"}
	hoaBinh, anPhu := "Công ty CP Hòa Bình", "Công ty TNHH An Phú"
	for name, tt := range map[string]struct {
		rows   [][]any // below the title of cluster 1, 2024
		merges []string
		want   string // figures as "cell org value period scenario", then findings
	}{
		"quarters": {
			rows: [][]any{units("Quý"), {1, hoaBinh, "I", 30}, {2, anPhu, "II", 20}},
			want: "D3 hoa-binh 30 2024-Q1 actual; D4 an-phu 20 2024-Q2 actual",
		},
		"quarters below a merged name": {
			rows:   [][]any{units("Quý"), {1, hoaBinh, "I", 30}, {nil, nil, "II", 31}},
			merges: []string{"A3:A4", "B3:B4"},
			want:   "D3 hoa-binh 30 2024-Q1 actual; D4 hoa-binh 31 2024-Q2 actual",
		},
		"months": {
			rows: [][]any{units("Tháng"), {1, hoaBinh, "III", 30}, {2, anPhu, "XI", 20}},
			want: "D3 hoa-binh 30 2024-03 actual; D4 an-phu 20 2024-11 actual",
		},
		"of indicators": {
			rows: [][]any{form, {1, "Doanh thu", "tỷ đồng", "I", 30}, {2, "Doanh thu", "tỷ đồng", "II", 31}},
			want: "E3 cum-1 30 2024-Q1 actual; E4 cum-1 31 2024-Q2 actual",
		},
		"months in Arabic numbers": {
			rows:   [][]any{units("Tháng"), {1, hoaBinh, 1, 30}, {nil, nil, "02", 31}, {2, anPhu, 12, 20}},
			merges: []string{"A3:A4", "B3:B4"},
			want:   "D3 hoa-binh 30 2024-01 actual; D4 hoa-binh 31 2024-02 actual; D5 an-phu 20 2024-12 actual",
		},
		"quarters in Arabic numbers": {
			rows: [][]any{units("Quý"), {1, hoaBinh, 1, 30}, {2, anPhu, 4, 20}},
			want: "D3 hoa-binh 30 2024-Q1 actual; D4 an-phu 20 2024-Q4 actual",
		},
		"no months": {
			rows: [][]any{units("Tháng"), {1, hoaBinh, 25, 30}, {2, anPhu, 31, 20}},
			want: "D3 hoa-binh 30 2024 actual; D4 an-phu 20 2024 actual; warning column_unknown C3",
		},
		"figures of the month below an indicator": {
			rows:   [][]any{{"TT", "Tên đơn vị", "Kết nạp (người)", nil, "Lao động (người)"}, {nil, nil, "Tháng", "Cả năm", nil}, {1, hoaBinh, 3, 7, 50}, {2, anPhu, 2, 5, 40}},
			merges: []string{"C2:D2"},
			want:   "D4 hoa-binh 7 2024 actual; E4 hoa-binh 50 2024 actual; D5 an-phu 5 2024 actual; E5 an-phu 40 2024 actual; warning column_time C4",
		},
		"figures of the month beside an indicator": {
			rows: [][]any{{"TT", "Tên đơn vị", "Kết nạp (người)", "Tháng", "Lao động (người)"}, {1, hoaBinh, 7, 3, 50}, {2, anPhu, 5, 2, 40}},
			want: "C3 hoa-binh 7 2024 actual; E3 hoa-binh 50 2024 actual; C4 an-phu 5 2024 actual; E4 an-phu 40 2024 actual; warning column_unknown D3",
		},
	} {
		t.Run(name, func(t *testing.T) {
			rows := append([][]any{{"Cụm số 1, năm 2024"}}, tt.rows...)
			sub := read(t, workbook(t, page{name: "S", rows: rows, merges: tt.merges}), "")
			var got []string
			for _, f := range sub.Facts {
				got = append(got, fmt.Sprintf("%s %s %s %s %s", f.Cell, f.Org, f.Raw, f.Period, f.Scenario))
			}
			if got = slices.Concat(got, codesAt(sub)); strings.Join(got, "; ") != tt.want {
				t.Errorf("got %s\nwant %s", strings.Join(got, "; "), tt.want)
			}
		})
	}
}
