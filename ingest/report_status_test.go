package ingest

import (
	"testing"

	"giaoban/ingest/catalog"
)

// Names of files and sheets tell whether figures are estimates, as titles do,
// where the words are of the figures and of the time that is reported on.
func TestStatusInName(t *testing.T) {
	p, _ := catalog.ParsePeriod("2026-Q3")
	for _, tt := range []struct {
		name   string
		status catalog.Status
		sure   bool
	}{
		{"DV156 so lieu uoc Q3", catalog.Estimate, true},
		{"Ước thực hiện quý III-2026 DV150", catalog.Estimate, true},
		{"Ước QIII", catalog.Estimate, true},
		{"BC_uoc_2026-Q3", catalog.Estimate, true},
		{"UTH quý 3 năm 2026", catalog.Estimate, true},
		{"Số liệu điều chỉnh DV152", catalog.Corrected, true},
		{"DV145 dieu chinh", catalog.Corrected, true},
		{"DV152 chinh thuc", catalog.Final, true},
		{"Báo cáo chính thức quý III.2026", catalog.Final, true},
		{"Đơn vị 116 (chính thức)", catalog.Final, true},
		{"BC 9 tháng và ước năm 2026", catalog.NoStatus, true},
		{"BC thay thế số ước quý 3", catalog.NoStatus, true},
		{"BC quy 3 chua chinh thuc", catalog.NoStatus, true},
		{"BC quy 3 thay the so uoc - so lieu chinh thuc", catalog.Final, true},
		{"Uoc 9 thang 2026", catalog.Estimate, false},
		{"DV145 quý 3", catalog.NoStatus, true},
		{"Thỏa ước lao động", catalog.NoStatus, true},
		{"Kế hoạch điều chỉnh", catalog.NoStatus, true},
		{"KH 2026 điều chỉnh", catalog.NoStatus, false},
		{"Đảng viên chính thức", catalog.NoStatus, true},
		{"Nước sạch Bạch Hạc", catalog.NoStatus, true},
	} {
		if status, sure := statusInName(tt.name, p); status != tt.status || status != catalog.NoStatus && sure != tt.sure {
			t.Errorf("%s: %s, sure %v; want %s, %v", tt.name, status, sure, tt.status, tt.sure)
		}
	}
}
