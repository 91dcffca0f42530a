package ingest

import (
	"slices"
	"strings"
	"testing"
)

// How tables are laid out on a sheet, and which rows and columns of them are
// asked about instead of read.
func TestTablesAsOfficesDrawThem(t *testing.T) {
	summary := []any{"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", "Nộp ngân sách (tỷ đồng)"}
	form := []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}
	for name, tt := range map[string]struct {
		rows   [][]any
		merges []string
		file   string
		want   string // figures as "org indicator value", then findings
	}{
		"headings again on each page": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {"Trang 2"}, summary,
				{2, "Công ty TNHH An Phú", 20, 2}, {nil, "Tổng cộng", 30, 3}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; an-phu revenue 20; an-phu budget_paid 2",
		},
		"title and headings again on each page": {
			rows: [][]any{{"Cụm số 1"}, {"Biểu tổng hợp quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {"Cụm số 1"},
				{"Biểu tổng hợp quý I/2024 (tiếp theo)"}, summary, {"A", "B", 1, "2=1/1"}, {2, "Công ty TNHH An Phú", 20, 2}, {nil, "Tổng cộng", 30, 4}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; an-phu revenue 20; an-phu budget_paid 2; warning total_mismatch D10",
		},
		"sums carried from page to page": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {nil, "Cộng trang 1", 10, 1}, summary,
				{nil, "Mang sang", 10, 2}, {2, "Công ty TNHH An Phú", 20, 2}, {nil, "Cộng quý I", 30, 3}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; an-phu revenue 20; an-phu budget_paid 2; warning total_mismatch D6",
		},
		"another table below": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {nil, "Tổng cộng", 10, 1},
				{"Quý II/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 20, 2}, {nil, "Tổng cộng", 20, 2}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; hoa-binh revenue 20; hoa-binh budget_paid 2",
		},
		"the last row before another table has words for figures": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {nil, "Công ty TNHH An Phú", "5 tỷ", "x"},
				{"6 tháng đầu năm 2024"}, summary, {1, "Công ty TNHH An Phú", 20, 2}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; an-phu revenue 5 tỷ; an-phu budget_paid x; an-phu revenue 20; an-phu budget_paid 2",
		},
		"columns numbered in brackets": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", "Nộp ngân sách (tỷ đồng)", "Tỷ lệ %"},
				{"A", "B", "(1)", "(2)", "(3)=(2)/(1)"}, {1, "Công ty Cổ phần Hòa Bình", 10, 1}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1",
		},
		"numbers in brackets that became negative": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {-1, -2, -3, -4}, {1, "Công ty Cổ phần Hòa Bình", 10, 1}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1",
		},
		"rows of outcome only": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Phân loại", "Doanh thu (tỷ đồng)"},
				{1, "Công ty Cổ phần Hòa Bình", "TH", 10}},
			want: "hoa-binh revenue 10",
		},
		"total of everybody": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {nil, "Tổng doanh thu toàn Cụm", 11}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; warning total_mismatch C4",
		},
		"a company called Tổng công ty is no total": {
			rows: [][]any{{"Cụm số 2, quý I/2024"}, summary, {1, "Tổng công ty Đại Lộc", 10, 1}},
			want: "dai-loc revenue 10; dai-loc budget_paid 1",
		},
		"what flows up to a day": {
			rows: [][]any{{"Cụm số 1, quý II/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Đến 30/6/2024"}, {1, "Đảng viên", "đảng viên", 5},
				{2, "Doanh thu", "tỷ đồng", 10}},
			want: "error flow_at_day D4",
		},
		"what flows up to a day since January": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Đến 31/3/2024"}, {1, "Doanh thu", "tỷ đồng", 10}},
			want: "cum-1 revenue 10",
		},
		"estimate beside its outcome": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "TH quý I", "Ước quý I"},
				{1, "Doanh thu", "tỷ đồng", 10, 12}, {2, "Nộp ngân sách", "tỷ đồng", nil, 3}},
			want: "cum-1 revenue 10; cum-1 budget_paid 3; note column_estimate E3",
		},
		"two figures of one period": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "TH", "Ước quý I"}, {1, "Doanh thu", "tỷ đồng", 10, 12}},
			want: "error columns_disagree E3",
		},
		"file called after a neighbour": {
			rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý I/2024"}, form, {1, "Đảng viên", "đảng viên", 5}},
			file: "Cụm số 2 - quý I.2024.xlsx",
			want: "an-phu party_members 5; warning sender_file_name A1",
		},
		"file called after the sender's cluster": {
			rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý I/2024"}, form, {1, "Đảng viên", "đảng viên", 5}},
			file: "Cụm số 1 - quý I.2024.xlsx",
			want: "an-phu party_members 5",
		},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, page{name: "S", rows: tt.rows, merges: tt.merges}), tt.file)
			var got []string
			if !sub.Refused() {
				for _, f := range sub.Facts {
					got = append(got, strings.Join([]string{f.Org, f.Indicator, f.Raw}, " "))
				}
			}
			if got = slices.Concat(got, codesAt(sub)); strings.Join(got, "; ") != tt.want {
				t.Errorf("got %s\nwant %s", strings.Join(got, "; "), tt.want)
			}
		})
	}
}
