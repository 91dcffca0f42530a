package ingest

import (
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
		if got, _, _ := statusFor(statusesIn(tt.title), p); got != tt.want {
			t.Errorf("%q for %s: %v, want %v", tt.title, p, got, tt.want)
		}
	}
}

// Of two lines that disagree the less sure one counts, and that is said.
func TestStatusOfTwoLines(t *testing.T) {
	rows := [][]any{{"Công ty TNHH An Phú"}, {"Ước thực hiện quý III/2026"}, {"(số liệu chính thức)"}, measured, {1, "Doanh thu", "tỷ đồng", 36.5}}
	sub := read(t, workbook(t, page{name: "S", rows: rows}), "bao-cao.xlsx")
	if got := codesOf(sub, "status_"); sub.Status != catalog.Estimate || got != "status_unclear" {
		t.Errorf("%v with %q, want an estimate and to hear of it", sub.Status, got)
	}
}
