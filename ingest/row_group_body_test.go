package ingest

import (
	"slices"
	"strings"
	"testing"
)

// A group of rows that names a part of the unit, or another body, is asked
// about once; its own name and its subjects are not.
func TestGroupOfAnotherBody(t *testing.T) {
	for _, tt := range []struct {
		asked bool
		names []string
	}{
		{true, []string{
			"CHI NHÁNH PHÍA NAM", "NHÀ MÁY 2", "CÔNG TY CON", "CÔNG TY MẸ", "TẬP ĐOÀN", "TOÀN TẬP ĐOÀN", "TỔNG CÔNG TY", "TOÀN TỈNH", "NGÀNH ĐIỆN", "TOÀN NGÀNH",
			"TRONG ĐÓ: KHỐI GIÁN TIẾP", "Khối văn phòng", "TÌNH HÌNH KINH TẾ - XÃ HỘI CỦA TỈNH", "KẾT QUẢ CỦA CÁC ĐƠN VỊ TRỰC THUỘC", "TOÀN KHỐI", "TOÀN CỤM", "CẢ NƯỚC",
			"CÔNG TY TNHH MỘT THÀNH VIÊN CƠ KHÍ", "KẾT QUẢ QUÝ I CỦA TẬP ĐOÀN", "Số liệu hợp nhất", "Đảng bộ Công ty Cổ phần Hòa Bình", "TRÊN ĐỊA BÀN HUYỆN", "XÍ NGHIỆP MAY SỐ 1", "KẾT QUẢ SẢN XUẤT KINH DOANH CỦA TẬP ĐOÀN",
		}},
		{false, []string{
			"KẾT QUẢ CỦA CÔNG TY", "TOÀN CÔNG TY", "TOÀN ĐƠN VỊ", "Công ty TNHH An Phú", "Chi bộ Công ty TNHH An Phú", "CHI BỘ", "KẾT QUẢ SẢN XUẤT KINH DOANH", "TÌNH HÌNH KINH TẾ - XÃ HỘI",
			"CHỈ TIÊU TỈNH GIAO", "NGÀNH NGHỀ KINH DOANH", "Công tác tổ chức, cán bộ", "VĂN HÓA - XÃ HỘI", "KHỐI LƯỢNG CÔNG VIỆC", "THỰC HIỆN NHIỆM VỤ CHÍNH TRỊ", "Sản xuất kinh doanh của đơn vị", "Chỉ tiêu tài chính", "QUỐC PHÒNG, AN NINH", "Nước sạch",
			"CHỈ TIÊU CÔNG TY GIAO", "KẾT QUẢ KINH DOANH CỦA DOANH NGHIỆP",
		}},
	} {
		for _, name := range tt.names {
			sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Kết quả"}, []any{"I", "KẾT QUẢ"}, []any{1, "Nộp ngân sách", "tỷ đồng", 5},
				[]any{"II", name}, []any{1, "Doanh thu", "tỷ đồng", 95}, []any{2, "Lao động", "người", 100})), "a.xlsx")
			want, facts := "", 3
			if tt.asked {
				want, facts = "warning group_body B6", 1
			}
			if got := strings.Join(codesAt(sub), ", "); got != want || len(sub.Facts) != facts || len(sub.Questions) != 3/2-facts/3 {
				t.Errorf("%s: %q with %d facts, %d questions", name, got, len(sub.Facts), len(sub.Questions))
			}
		}
	}
}

// The answer holds for the next report, and the figures may be of another
// organisation.
func TestAnswersAboutBodies(t *testing.T) {
	form := func(mark any, rows ...[]any) []byte {
		return workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Kết quả"}, append([][]any{{mark, "CHI NHÁNH PHÍA NAM"}, {1, "Doanh thu", "tỷ đồng", 95}}, rows...)...))
	}
	for target, want := range map[string]string{
		"an-phu": "D5 revenue 2024-Q1, D7 budget_paid 2024-Q1, D9 workers 2024-Q1", Ignore: "D7 budget_paid 2024-Q1, D9 workers 2024-Q1",
		"hoa-binh": "D5 hoa-binh revenue 2024-Q1, D7 budget_paid 2024-Q1, D9 workers 2024-Q1",
	} {
		v := testVocabulary()
		data := form("I", []any{"II", "TOÀN CÔNG TY"}, []any{1, "Nộp ngân sách", "tỷ đồng", 5}, []any{"III", "CÔNG TÁC KHÁC"}, []any{1, "Lao động", "người", 100})
		sub, err := Read(data, "a.xlsx", v)
		if err != nil || len(sub.Questions) != 1 {
			t.Fatalf("%v, questions %v, %v", err, sub.Questions, codesAt(sub))
		}
		q := sub.Questions[0]
		v.Mappings = Mappings{q.Scope: {{Scope: q.Scope, Kind: q.Kind, Text: q.Text, Shown: q.Shown, Target: target}}}
		sub, err = Read(data, "a.xlsx", v)
		got := slotsOf(sub)
		slices.Sort(got)
		if err != nil || strings.Join(got, ", ") != want || len(sub.Questions) > 0 {
			t.Errorf("answered %s: %v, %v, want %s; %v", target, err, got, want, codesAt(sub))
		}
	}
	sub := read(t, form(nil, []any{nil, "XÂY DỰNG ĐẢNG"}, []any{1, "Kết nạp", "người", 3}), "a.xlsx")
	if got := strings.Join(codesAt(sub), ", "); got != "error nothing_taken, warning group_body B4, warning group_after B6" {
		t.Error(got)
	}
}

// Of a branch, "toàn ngân hàng" is more than the one that reports; "chi nhánh" is it.
func TestGroupsOfABranch(t *testing.T) {
	v := testVocabulary()
	for i := range v.Register.Versions {
		if x := &v.Register.Versions[i]; x.Org == "an-phu" {
			x.NameVI = "Ngân hàng An Phú - Chi nhánh Thanh Hóa"
		}
	}
	for name, asked := range map[string]bool{"CHI NHÁNH": false, "TOÀN CHI NHÁNH": false, "TOÀN NGÂN HÀNG": true, "TOÀN HỆ THỐNG": true, "CHI NHÁNH NGHỆ AN": true} {
		sub, err := Read(workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Ngân hàng An Phú - Chi nhánh Thanh Hóa"}, {"Quý I/2024"},
			{"TT", "Chỉ tiêu", "ĐVT", "Kết quả"}, {"I", name}, {1, "Lao động", "người", 100}}}), "a.xlsx", v)
		if err != nil || len(sub.Questions) == 1 != asked || len(sub.Facts) == 0 != asked {
			t.Errorf("%s: %v %v", name, err, codesAt(sub))
		}
	}
}

// A group of rows may be called as a heading over names is.
func TestGroupCalledLikeAHeading(t *testing.T) {
	for _, tt := range []struct{ mark, name string }{
		{"I", "CÁC CHỈ TIÊU CHỦ YẾU"}, {"A", "Nội dung báo cáo"}, {"II.", "CHỈ TIÊU"}, {"1", "CÁC CHỈ TIÊU CHỦ YẾU"}, {"", "I. CÁC CHỈ TIÊU CHỦ YẾU"},
	} {
		sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Kết quả"}, []any{tt.mark, tt.name}, []any{1, "Doanh thu", "tỷ đồng", 95},
			[]any{"B", "CHỈ TIÊU KHÁC"}, []any{1, "Lao động", "người", 100})), "a.xlsx")
		if got := strings.Join(slotsOf(sub), ", "); got != "D5 revenue 2024-Q1, D7 workers 2024-Q1" || len(sub.Findings) > 0 {
			t.Errorf("%s %s: %s; %v", tt.mark, tt.name, got, codesAt(sub))
		}
	}
}
