package ingest

import (
	"testing"

	"giaoban/ingest/catalog"
)

// Titles, notes and names call figures corrected in many ways. What is adjusted
// elsewhere, a plan, prices, wages or capital, makes no correction of them.
func TestCorrected(t *testing.T) {
	const q3 = "BÁO CÁO KẾT QUẢ SXKD QUÝ III NĂM 2026"
	const none, corrected = catalog.NoStatus, catalog.Corrected
	p, _ := catalog.ParsePeriod("2026-Q3")
	for _, tt := range []struct {
		text string
		want catalog.Status
	}{
		{"(điều chỉnh)", corrected},
		{"(điều chỉnh lần 2)", corrected},
		{"(Điều chỉnh lần thứ hai)", corrected},
		{"(điều chỉnh, bổ sung)", corrected},
		{"(bổ sung, điều chỉnh)", corrected},
		{"(đã bổ sung và điều chỉnh số liệu)", corrected},
		{"(có điều chỉnh)", corrected},
		{"(có điều chỉnh số liệu so với báo cáo lần trước)", corrected},
		{"Đã điều chỉnh", corrected},
		{"Số liệu đã được điều chỉnh", corrected},
		{"Số liệu sau điều chỉnh", corrected},
		{"(số liệu đã được rà soát, điều chỉnh)", corrected},
		{"Số liệu đã điều chỉnh theo kết luận kiểm toán", corrected},
		{"Số liệu quý III đã được điều chỉnh", corrected},
		{"(bản sửa)", corrected},
		{"(sửa lần 2)", corrected},
		{"Bản sửa đổi, bổ sung", corrected},
		{"Báo cáo đính chính", corrected},
		{"Đính chính số liệu quý III năm 2026", corrected},
		{"(hiệu chỉnh lần 1)", corrected},
		{"(đã chỉnh sửa)", corrected},
		{"Số liệu đã chỉnh sửa ngày 12/10/2026", corrected},
		{"BÁO CÁO ĐIỀU CHỈNH QUÝ III NĂM 2026", corrected},
		{"BÁO CÁO ĐIỀU CHỈNH SỐ LIỆU QUÝ III NĂM 2026", corrected},
		{q3 + " (ĐIỀU CHỈNH LẦN 2)", corrected},
		{q3 + " - ĐIỀU CHỈNH", corrected},
		{q3 + ", điều chỉnh lần 2", corrected},
		{"Báo cáo quý III/2026 điều chỉnh lần 2", corrected},
		{"BAO CAO QUY III/2026 (DIEU CHINH LAN 2)", corrected},
		{"(So lieu da duoc dieu chinh)", corrected},
		{"Kết quả thực hiện kế hoạch quý III/2026 (điều chỉnh)", corrected},
		{"Báo cáo thay thế", corrected},
		{"(Báo cáo thay thế báo cáo ngày 05/10/2026)", corrected},
		{"Báo cáo này thay thế báo cáo đã gửi ngày 05/10/2026", corrected},
		{"(thay thế Báo cáo số 15-BC/ĐU ngày 02/10/2026)", corrected},
		{"(thay cho báo cáo ngày 02 tháng 10 năm 2026)", corrected},
		{"BẢN THAY THẾ", corrected},

		{"Kế hoạch điều chỉnh năm 2026", none},
		{"KẾ HOẠCH NĂM 2026 (ĐIỀU CHỈNH)", none},
		{"Kế hoạch quý III/2026 điều chỉnh lần 2", none},
		{"(kế hoạch đã điều chỉnh)", none},
		{"Báo cáo điều chỉnh kế hoạch quý III năm 2026", none},
		{"Điều chỉnh kế hoạch quý III năm 2026", none},
		{"Báo cáo điều chỉnh giá bán nước quý III năm 2026", none},
		{"BÁO CÁO TÌNH HÌNH ĐIỀU CHỈNH LƯƠNG QUÝ III NĂM 2026", none},
		{"Điều chỉnh vốn điều lệ quý III năm 2026", none},
		{"Điều chỉnh chỉ tiêu quý III năm 2026", none},
		{"(chưa điều chỉnh)", none},
		{"Số liệu chưa được điều chỉnh", none},
		{"Số liệu sẽ được điều chỉnh sau kiểm toán", none},
		{"Số liệu không điều chỉnh", none},
		{"Số liệu cùng kỳ đã được điều chỉnh", none},
		{"(Số liệu cùng kỳ năm 2025 đã điều chỉnh)", none},
		{"Số liệu quý II đã được điều chỉnh", none},
		{"(thay thế số ước đã báo cáo ngày 20/9)", none},
		{"Công ty CP Sửa chữa ô tô", none},
		{"Sửa đổi Điều lệ quý III/2026", none},
		{"Công ty CP Sữa Hà Nội", none},
		{"Kết quả sửa chữa, thay thế thiết bị quý III/2026", none},
		{"Tình hình thay thế nhân sự quý III/2026", none},
	} {
		if got, _, _ := statusFor(statusesOfLine(tt.text, false), p); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
	for note, want := range map[string]catalog.Status{
		"Ghi chú: Số liệu đã được điều chỉnh":                                     corrected,
		"Ghi chú: số liệu trên đã được điều chỉnh so với báo cáo ngày 5/10":       corrected,
		"Ghi chú: Báo cáo này thay thế báo cáo ngày 05/10/2026":                   corrected,
		"Ghi chú: doanh thu đã được điều chỉnh":                                   none,
		"Ghi chú: kế hoạch đã được điều chỉnh":                                    none,
		"Ghi chú: số liệu chưa được điều chỉnh":                                   none,
		"Ghi chú: Số liệu cùng kỳ đã được điều chỉnh theo báo cáo kiểm toán":      none,
		"Ghi chú: điều chỉnh lương tối thiểu vùng từ 01/7/2026":                   none,
		"Lưu ý: Nếu có sai sót, đơn vị gửi báo cáo thay thế trước ngày 15/10":     none,
		"Ghi chú: Đơn vị điều chỉnh số liệu thì gửi lại báo cáo về Văn phòng":     none,
		"Số liệu đã điều chỉnh giảm 2 người do chuyển sinh hoạt đảng đi nơi khác": none,
	} {
		if got, _, _ := statusFor(statusesOfLine(note, true), p); got != want {
			t.Errorf("%q: %v, want %v", note, got, want)
		}
	}
	for name, want := range map[string]catalog.Status{
		"BC_Q3-2026_dieu chinh lan 2":           corrected,
		"BC Q3 2026 (dieu chinh)":               corrected,
		"BC Q3 2026 v2 dieu chinh":              corrected,
		"BC Q3 2026 dieu chinh v2":              corrected,
		"BC Q3 2026 dieu chinh ngay 12.10.2026": corrected,
		"BC Q3 2026 da dieu chinh - gui DUK":    corrected,
		"Điều chỉnh, bổ sung BC quý III":        corrected,
		"BC quý III (điều chỉnh, bổ sung)":      corrected,
		"BC quy 3 2026 (sua)":                   corrected,
		"BC quy 3 2026_da sua":                  corrected,
		"BC quy 3 2026 - ban sua lan 2":         corrected,
		"BC quý 3 2026 sửa":                     corrected,
		"BC quy 3 2026 chinh sua":               corrected,
		"BC quy 3 2026 dinh chinh":              corrected,
		"Bao cao thay the quy 3 2026":           corrected,
		"BC quy 3 2026 (thay the)":              corrected,
		"BC quy 3 2026 thay the BC ngay 5-10":   corrected,
		"KH dieu chinh 2026":                    none,
		"Dieu chinh gia nuoc quy 3 2026":        none,
		"Dieu chinh luong quy 3":                none,
		"BC quy 3 2026 chua dieu chinh":         none,
		"BC quy 3 CTCP Sua":                     none,
		"BC quý 3 Công ty Sữa":                  none,
		"CTY sua chua tau bien quy 3 2026":      none,
		"BC quy 3 2026 v2":                      none,
		"BC thay the so uoc quy 3":              none,
		"Thiet bi thay the quy 3 2026":          none,
	} {
		if got, _ := statusInName(name, p); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
