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
		"a second column of organisations": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", "Tên đơn vị", "Lao động"},
				{1, "Công ty Cổ phần Hòa Bình", 10, "Công ty TNHH An Phú", 20}},
			want: "error organisation_column D3",
		},
		"clusters before the organisations": {
			rows: [][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh, quý I/2024"}, {"TT", "Cụm", "Tên đơn vị", "Lao động"}, {1, "Cụm số 1", "Công ty Cổ phần Hòa Bình", 20},
				{2, nil, "Công ty TNHH An Phú", 30}, {nil, nil, "Cộng", 51}},
			want: "hoa-binh workers 20; an-phu workers 30; warning total_mismatch D5",
		},
		"percentages below a heading with a unit": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)"}, {nil, nil, "KH năm", "TH", "Ước cả năm", "Ước TH/KH (%)"},
				{1, "Công ty Cổ phần Hòa Bình", 100, 20, 98, 97}},
			merges: []string{"A2:A3", "B2:B3", "C2:F2"},
			want:   "hoa-binh revenue 100; hoa-binh revenue 20; hoa-binh revenue 98; warning percent_mismatch F4",
		},
		"an attainment of the plan without the plan": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Kết nạp"}, {nil, nil, "TH", "TH/KH năm (%)"},
				{1, "Công ty Cổ phần Hòa Bình", 8, "53,3"}, {2, "Công ty TNHH An Phú", 8, "52"}},
			merges: []string{"A2:A3", "B2:B3", "C2:D2"},
			want:   "hoa-binh admissions 8; an-phu admissions 8; warning percent_without_target D5",
		},
		"clusters that are the units": {
			rows: [][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh, quý I/2024"}, summary, {1, "Cụm số 1", 10, 1}, {2, "Cụm số 2", 20, 2}, {nil, "Cộng", 30, 4}},
			want: "cum-1 revenue 10; cum-1 budget_paid 1; cum-2 revenue 20; cum-2 budget_paid 2; warning total_mismatch D5",
		},
		"organisations beside indicators": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Chỉ tiêu", "TH"}, {1, "Công ty Cổ phần Hòa Bình", "Kết nạp", 10}},
			want: "error organisation_column B3",
		},
		"a day over a column": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Kết nạp", "31/3"}, {1, "Công ty Cổ phần Hòa Bình", 10, 1}},
			want: "hoa-binh admissions 10; warning column_unknown D3",
		},
		"columns divided over a column": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Chỉ tiêu", "KH năm", "TH", "4/3"}, {1, "Kết nạp", 10, 1, 10}},
			want: "cum-1 admissions 10; cum-1 admissions 1; warning column_unknown E3",
		},
		"a row called like a heading": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Kết nạp"}, {1, "Công ty Cổ phần Hòa Bình", 10}, {"a", "Nội dung", "4/3"}},
			want: "warning organisation_unknown B4; error ratio_unexpected C4",
		},
		"title of a plan": {
			rows: [][]any{{"Cụm số 1"}, {"Kế hoạch năm 2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}},
			want: "error title_of_plan A2",
		},
		"title of a plan above its outcome": {
			rows: [][]any{{"Cụm số 1"}, {"Kế hoạch năm 2024"}, {"TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"}, {1, "Kết nạp", 10, 1}},
			want: "cum-1 admissions 10; cum-1 admissions 1",
		},
		"outcome of a plan": {
			rows: [][]any{{"Cụm số 1"}, {"Tình hình thực hiện kế hoạch năm 2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1",
		},
		"columns that are parts": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Lao động", "Trong đó nữ", "Đảng viên", "Nữ", "Dự bị", "Kết nạp", "Lao động nữ", "Nữ"},
				{1, "Công ty Cổ phần Hòa Bình", 10, 4, 9, 3, 1, 2, 5, 6}},
			want: "hoa-binh workers 10; hoa-binh party_members 9; hoa-binh members_women 3; hoa-binh members_probationary 1; " +
				"hoa-binh admissions 2; warning column_unknown D3; warning column_unknown I3; warning column_unknown J3",
		},
		"columns of inspections beside badges": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "TCCSĐ", "Huy hiệu", nil, "KT: cuộc", "GS: cuộc", "CT"}, {nil, nil, 30, 40},
				{1, "Công ty Cổ phần Hòa Bình", 1, 2, 3, 4, 5}},
			merges: []string{"A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3"},
			want:   "hoa-binh badges_30 1; hoa-binh badges_40 2; hoa-binh inspections 3; hoa-binh supervisions 4; warning column_unknown G4",
		},
		"parts of the budget in columns": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Nộp ngân sách nhà nước (tỷ đồng)"}, {nil, nil, "Tổng số", "Trong đó"}, {nil, nil, nil, "Tỉnh", "Trung ương"},
				{1, "Công ty Cổ phần Hòa Bình", 18, 8, 10}},
			merges: []string{"A2:A4", "B2:B4", "C2:E2", "C3:C4", "D3:E3"},
			want:   "hoa-binh budget_paid 18; hoa-binh budget_paid_local 8; hoa-binh budget_paid_central 10",
		},
		"title of a month and of all before": {
			rows: [][]any{{"Cụm số 1, tháng 10/2024; lũy kế 10 tháng"}, {"TT", "Tên đơn vị", "Doanh thu tháng 10 (tỷ đồng)", "Doanh thu lũy kế 10 tháng (tỷ đồng)"},
				{1, "Công ty Cổ phần Hòa Bình", 10, 100}},
			want: "hoa-binh revenue 10; hoa-binh revenue 100",
		},
		"title of a quarter, its figures since January": {
			rows: [][]any{{"Cụm số 1, quý III/2024"}, {"(Số liệu lũy kế từ đầu năm)"}, {"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", "Đảng viên"},
				{1, "Công ty Cổ phần Hòa Bình", 10, 5}, {nil, "Cộng", 10, 6}},
			want: "hoa-binh revenue 10; hoa-binh party_members 5; warning total_mismatch D5",
		},
		"outcome by plan without a percent sign": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Kết nạp"}, {nil, nil, "TH", "TH/KH"}, {1, "Công ty Cổ phần Hòa Bình", 3, 0.6},
				{2, "Công ty TNHH An Phú", 3, "3/5"}},
			merges: []string{"A2:A3", "B2:B3", "C2:D2"},
			want:   "hoa-binh admissions 3; an-phu admissions 3; warning ratio_unexpected D5",
		},
		"rows of a quarter and its year": {
			rows: [][]any{{"Cụm số 1, quý IV/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Số liệu"}, {1, "Doanh thu"}, {nil, "- Kế hoạch năm", "tỷ đồng", 100},
				{nil, "- Thực hiện quý IV", "tỷ đồng", 30}, {nil, "- Lũy kế năm 2024", "tỷ đồng", 102}, {nil, "- Lũy kế năm 2023", "tỷ đồng", 90}, {nil, "- Đạt (%)", "%", 102}},
			want: "cum-1 revenue 100; cum-1 revenue 30; cum-1 revenue 102; warning measure_unclear D7",
		},
		"workers that look like years": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Lao động"}, {1, "Công ty Cổ phần Hòa Bình", 2010}, {2, "Công ty TNHH An Phú", 2024}},
			want: "hoa-binh workers 2010; an-phu workers 2024",
		},
		"rows of years": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Năm", "Kết nạp"}, {1, "Công ty Cổ phần Hòa Bình", 2023, 9}, {nil, nil, 2024, 10}},
			want: "error nothing_taken; warning measure_year D3; warning measure_year D4",
		},
		"columns numbered without the names": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Chỉ tiêu", "TH", "Cùng kỳ"}, {nil, nil, "(1)", "(2)=(1)/1"}, {1, "Kết nạp", 10, 9}},
			want: "cum-1 admissions 10; cum-1 admissions 9",
		},
		"names of groups from the number column on": {
			rows: [][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh, quý I/2024"}, summary, {"Cụm số 1"}, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {"Cộng cụm 1", nil, 10, 1},
				{"Cụm số 2"}, {1, "Tổng công ty Đại Lộc", 20, 2}, {"Cộng cụm 2", nil, 20, 4}},
			merges: []string{"A3:B3", "A6:B6"},
			want:   "hoa-binh revenue 10; hoa-binh budget_paid 1; dai-loc revenue 20; dai-loc budget_paid 2; warning total_mismatch D8",
		},
		"branches and means": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", "Lao động", "Thu nhập bình quân (triệu đồng)"}, {1, "Công ty Cổ phần Hòa Bình", 30, 8},
				{nil, "- Xí nghiệp 1", 10, 8}, {2, "Công ty TNHH An Phú", 10, 12}, {nil, "Bình quân", 20, 9}, {nil, "Cộng", 40}},
			want: "hoa-binh workers 30; hoa-binh average_income 8; an-phu workers 10; an-phu average_income 12; warning row_unknown B4",
		},
		"months, and their quarter": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Chỉ tiêu", "Tháng 1", "Tháng 2", "Tháng 3", "Cộng quý I"}, {1, "Kết nạp", 1, 2, 3, 6}, {2, "Kiểm tra", 1, 2, 3, 7},
				{3, "Đảng viên", 10, 11, 12, 12}, {4, "Chuyển chính thức", 1, nil, 3, 9}},
			want: "cum-1 admissions 1; cum-1 admissions 2; cum-1 admissions 3; cum-1 admissions 6; cum-1 inspections 1; cum-1 inspections 2; " +
				"cum-1 inspections 3; cum-1 inspections 7; cum-1 party_members 10; cum-1 party_members 11; cum-1 party_members 12; cum-1 party_members 12; " +
				"cum-1 official_transfers 1; cum-1 official_transfers 3; cum-1 official_transfers 9; warning parts_mismatch F4",
		},
		"months added up where they end": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Chỉ tiêu", "Tháng 1", "Tháng 2", "Tháng 3", "Cộng quý I"}, {1, "Đảng viên", 10, 11, 12, 33}, {2, "Lao động", 0, 0, 5, 5}},
			want: "error stock_summed F3",
		},
		"headings again behind a remark": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {nil, "(Công ty Cổ phần Hòa Bình nhận bàn giao từ 01/3/2024)"},
				summary, {2, "Công ty TNHH An Phú", 20, 2}, {nil, "Tổng cộng", 30, 3}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; an-phu revenue 20; an-phu budget_paid 2",
		},
		"headings again behind a period in brackets": {
			rows: [][]any{{"Cụm số 1, quý I/2024"}, summary, {1, "Công ty Cổ phần Hòa Bình", 10, 1}, {nil, "(Quý II/2024)"},
				summary, {1, "Công ty Cổ phần Hòa Bình", 20, 2}},
			want: "hoa-binh revenue 10; hoa-binh budget_paid 1; hoa-binh revenue 20; hoa-binh budget_paid 2",
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
			want: "cum-1 party_members 5; cum-1 revenue 10; note basis_to_date D4",
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
			want: "error sender_file_disagrees A1",
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
