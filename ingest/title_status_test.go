package ingest

import (
	"strings"
	"testing"

	"giaoban/ingest/catalog"
)

// A word for how sure figures are counts where it is said of them: of their
// period, not denied, not of figures sent before, and no part of another word.
func TestStatusOfTitle(t *testing.T) {
	const none, estimate, preliminary, final, corrected = catalog.NoStatus, catalog.Estimate, catalog.Preliminary, catalog.Final, catalog.Corrected
	for _, tt := range []struct {
		title  string
		period string
		want   catalog.Status
	}{
		{"Ước thực hiện quý III năm 2026", "2026-Q3", estimate},
		{"BÁO CÁO ƯỚC KẾT QUẢ SXKD QUÝ III/2026", "2026-Q3", estimate},
		{"Quý III/2026 (ước)", "2026-Q3", estimate},
		{"Quý III/2026 (dự kiến)", "2026-Q3", estimate},
		{"(Số liệu tạm tính)", "2026-Q3", estimate},
		{"Quý III/2026 - bản chính thức", "2026-Q3", final},
		{"Thuế TNDN tạm tính quý III/2026", "2026-Q3", none},
		{"Dự kiến nhiệm vụ quý IV, kết quả quý III/2026", "2026-Q3", none},
		{"Quý III năm 2026 ước thực hiện", "2026-Q3", estimate},
		{"(Số liệu ước tính)", "2026-Q3", estimate},
		{"(ước thực hiện, tính đến 30/9/2026)", "2026-Q3", estimate},
		{"SO LIEU UOC QUY III/2026", "2026-Q3", estimate},
		{"Ước thực hiện quý III, 9 tháng đầu năm 2026", "2026-9M", estimate},
		{"Ước thực hiện quý III và 9 tháng đầu năm 2026", "2026-9M", estimate},
		{"Ước quý III năm 2026", "2026-9M", estimate}, // the end of what is summed
		{"Ước thực hiện kế hoạch năm 2026", "2026-Q3", estimate},
		{"Sơ bộ quý III/2026", "2026-Q3", preliminary},
		{"Số liệu chính thức", "2026-Q3", final},
		{"Quý III/2026 (chính thức)", "2026-Q3", final},
		{"Số liệu điều chỉnh", "2026-Q3", corrected},
		{"Báo cáo điều chỉnh (thay thế số ước)", "2026-Q3", corrected},
		{"Số liệu không phải ước mà là số chính thức", "2026-Q3", final},

		// Of another time than is reported on.
		{"Kết quả 9 tháng đầu năm và ước thực hiện cả năm 2026", "2026-9M", none},
		{"KẾT QUẢ 6 THÁNG ĐẦU NĂM VÀ ƯỚC THỰC HIỆN CẢ NĂM 2026", "2026-H1", none},
		{"Kết quả 9 tháng, ước thực hiện năm 2026", "2026-9M", none},
		{"Kết quả hoạt động quý III, 9 tháng và ước cả năm 2026", "2026-Q3", none},
		{"Kết quả hoạt động quý III, 9 tháng và ước cả năm 2026", "2026-9M", none},
		{"Kết quả hoạt động quý III, 9 tháng và ước cả năm 2026", "2026", estimate},
		{"Tình hình 9 tháng năm 2026, ước cả năm", "2026-9M", none},
		{"Kết quả 9 tháng năm 2026 và ước thực hiện những tháng cuối năm", "2026-9M", none},
		{"Thực hiện tháng 10, ước tháng 11 năm 2026", "2026-10", none},
		{"Đánh giá 6 tháng đầu năm 2026, ước thực hiện quý III", "2026-H1", none},
		{"Ước thực hiện quý III, kết quả 6 tháng đầu năm 2026", "2026-H1", none},

		// Denied, awaited, compared with, replaced, sent before.
		{"(Số liệu ước, chưa phải số liệu chính thức)", "2026-Q3", estimate},
		{"Ghi chú: chưa có số liệu chính thức", "2026-Q3", none},
		{"Số liệu chưa chính thức", "2026-Q3", none},
		{"Không phải số liệu chính thức", "2026-Q3", none},
		{"Chờ số liệu chính thức của Cục Thuế", "2026-Q3", none},
		{"Số liệu chính thức sẽ gửi sau", "2026-Q3", none},
		{"(không phải số ước)", "2026-Q3", none},
		{"Đây không còn là số ước", "2026-Q3", none},
		{"(thay thế số ước đã báo cáo ngày 20/9)", "2026-Q3", none},
		{"(thay cho báo cáo ước ngày 20/9/2026)", "2026-Q3", none},
		{"So với số ước đã báo cáo tăng 2%", "2026-Q3", none},
		{"Chua co so lieu chinh thuc", "2026-Q3", none},
		{"Báo cáo chính thức gửi về Văn phòng Đảng ủy trước ngày 15/10/2026", "2026-Q3", none},
		{"Báo cáo chính thức quý III năm 2026 gửi về Văn phòng Đảng ủy", "2026-Q3", none},

		// Of some of the figures only.
		{"(Số liệu cùng kỳ là số chính thức)", "2026-Q3", none},
		{"(Số liệu cùng kỳ năm 2025 là số chính thức)", "2026-Q3", none},
		{"Quý III năm 2026 (số liệu cùng kỳ năm 2025 là số chính thức)", "2026-Q3", none},
		{"Số liệu trong ngoặc là số ước", "2026-Q3", none},
		{"(Đơn vị chưa có số chính thức thì ghi số ước)", "2026-Q3", none},
		{"Ghi chú: Số doanh thu quý III là số ước", "2026-Q3", none},

		// Titles of several lines.
		{"Báo cáo ước kết quả sản xuất kinh doanh", "2026-Q3", estimate},
		{"BÁO CÁO TÌNH HÌNH SẢN XUẤT KINH DOANH (ƯỚC)", "2026-Q3", estimate},
		{"Tình hình sản xuất kinh doanh ước thực hiện", "2026-Q3", estimate},
		{"Số liệu chính thức đã được kiểm toán", "2026-Q3", final},
		{"Số liệu sơ bộ, số chính thức gửi sau", "2026-Q3", preliminary},

		// Parts of other words, and what is no figure.
		{"Tình hình sử dụng lao động và ký kết thỏa ước lao động tập thể quý III/2026", "2026-Q3", none},
		{"Thực hiện quy ước, hương ước quý III/2026", "2026-Q3", none},
		{"Khoán theo giao ước thi đua quý III/2026", "2026-Q3", none},
		{"Thực hiện các công ước, hiệp ước quốc tế", "2026-Q3", none},
		{"Công ty Cổ phần Nước sạch", "2026-Q3", none},
		{"Chuyển đảng viên chính thức quý III/2026", "2026-Q3", none},
		{"Kế hoạch điều chỉnh năm 2026", "2026", none},
	} {
		p, err := catalog.ParsePeriod(tt.period)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := statusFor(statusesOfLine(tt.title, false), p); got != tt.want {
			t.Errorf("%q for %s: %v, want %v", tt.title, p, got, tt.want)
		}
	}
}

// A note below a table counts where all of it speaks of all the figures.
func TestStatusOfNote(t *testing.T) {
	p, _ := catalog.ParsePeriod("2026-Q3")
	for _, tt := range []struct {
		note string
		want catalog.Status
	}{
		{"Ghi chú: Số liệu trên là số ước", catalog.Estimate},
		{"Ghi chú: Số liệu trên là số ước thực hiện", catalog.Estimate},
		{"Ghi chú: Số liệu quý III là số ước thực hiện", catalog.Estimate},
		{"Số liệu ước", catalog.Estimate},
		{"Ghi chú: số ước", catalog.Estimate},
		{"Ghi chú: Số liệu ước do chưa khóa sổ", catalog.Estimate},
		{"Ghi chú: (số liệu ước)", catalog.Estimate},
		{"Đây là số liệu sơ bộ", catalog.Preliminary},
		{"Số liệu trên là số liệu chính thức", catalog.Final},
		{"Số liệu chính thức theo báo cáo tài chính quý III", catalog.Final},
		{"Số liệu đã điều chỉnh", catalog.Corrected},

		{"Lưu ý: Báo cáo chính thức gửi về Văn phòng Đảng ủy Khối trước ngày 15/10/2026", catalog.NoStatus},
		{"Ghi chú: Đơn vị gửi báo cáo chính thức bằng văn bản về Đảng ủy Khối", catalog.NoStatus},
		{"Lưu ý: Báo cáo số liệu chính thức", catalog.NoStatus},
		{"Ghi chú: Số liệu cùng kỳ năm trước là số liệu chính thức", catalog.NoStatus},
		{"Ghi chú: Số liệu cùng kỳ là số chính thức", catalog.NoStatus},
		{"Ghi chú: Số kế hoạch là số điều chỉnh theo Nghị quyết ĐHĐCĐ", catalog.NoStatus},
		{"Ghi chú: nộp ngân sách là số ước do chưa quyết toán thuế", catalog.NoStatus},
		{"Ghi chú: Số liệu nộp ngân sách là số ước", catalog.NoStatus},
		{"Ghi chú: Đơn vị chưa có số liệu chính thức thì báo cáo số ước", catalog.NoStatus},
		{"Ghi chú: Đơn vị ghi rõ số ước hay số chính thức", catalog.NoStatus},
		{"Ghi chú: (*) số ước", catalog.NoStatus},
		{"Ghi chú: số in nghiêng là số ước", catalog.NoStatus},
		{"Ghi chú: cột 4 là số ước", catalog.NoStatus},
		{"Ghi chú: cột 4 ghi số ước, cột 5 ghi số chính thức", catalog.NoStatus},
		{"Số liệu chính thức, riêng nộp ngân sách là số ước", catalog.NoStatus},
		{"Ghi chu: nop ngan sach la so uoc", catalog.NoStatus},
	} {
		if got, _, _ := statusFor(statusesOfLine(tt.note, true), p); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.note, got, tt.want)
		}
	}
}

// Of words that disagree the less sure ones count, and that is said: two lines
// as two, one as one. An estimate that was corrected is one still.
func TestStatusSaidTwice(t *testing.T) {
	for lines, want := range map[string]string{
		"Ước thực hiện quý III/2026|(số liệu chính thức)":             "status_unclear",
		"Ước thực hiện quý III/2026 (số liệu chính thức)":             "status_twice",
		"Ước thực hiện quý III/2026 (điều chỉnh lần 2)":               "status_revised",
		"Ước thực hiện quý III/2026|Số liệu đã điều chỉnh":            "status_revised",
		"Ước thực hiện quý III/2026|Số liệu ước":                      "",
		"Ước thực hiện quý III/2026|Số chính thức|(điều chỉnh lần 2)": "status_unclear",
	} {
		rows := [][]any{{"Công ty TNHH An Phú"}}
		for line := range strings.SplitSeq(lines, "|") {
			rows = append(rows, []any{line})
		}
		rows = append(rows, measured, []any{1, "Doanh thu", "tỷ đồng", 36.5})
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "bao-cao.xlsx")
		if got := codesOf(sub, "status_"); sub.Status != catalog.Estimate || got != want {
			t.Errorf("%s: %v with %q, want an estimate with %q", lines, sub.Status, got, want)
		}
	}
}

// What is done before the time that is estimated is no estimate.
func TestStatusBeforeEstimate(t *testing.T) {
	rows := [][]any{
		{"Công ty TNHH An Phú"}, {"Kết quả thực hiện 8 tháng, ước thực hiện 9 tháng năm 2026"},
		{"TT", "Chỉ tiêu", "ĐVT", "TH 8 tháng", "Ước 9 tháng"}, {1, "Doanh thu", "tỷ đồng", 96.5, 108.9},
	}
	sub := read(t, workbook(t, page{name: "S", rows: rows}), "bao-cao.xlsx")
	got := map[string]catalog.Status{}
	for _, f := range sub.Facts {
		got[f.Raw] = f.Status
	}
	if got["96.5"] != catalog.Preliminary || got["108.9"] != catalog.Estimate {
		t.Errorf("%v, want 8 months preliminary and 9 estimated", got)
	}
}
