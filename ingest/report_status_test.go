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

// A status that a name says of another time than the table's is none of its
// figures, which is told unless the name speaks of the table's time as well.
func TestStatusOfAnotherTimeInName(t *testing.T) {
	for _, tt := range []struct {
		title, file string
		status      catalog.Status
		codes       string
	}{
		{"Quý III năm 2026", "BC uoc thuc hien nam 2026", catalog.Preliminary, "status_other"},
		{"Quý III năm 2026", "BC ước thực hiện năm 2026", catalog.Preliminary, "status_other"},
		{"Quý III năm 2026", "BC uoc ca nam 2026", catalog.Preliminary, "status_other"},
		{"9 tháng đầu năm 2026", "BC 9 tháng và ước năm 2026", catalog.Preliminary, ""},
		{"9 tháng đầu năm 2026", "BC ket qua 9 thang, uoc nam 2026", catalog.Preliminary, ""},
		{"Năm 2026", "BC uoc thuc hien nam 2026", catalog.Estimate, "status_from_file"},
		{"Quý III năm 2026", "BC uoc thuc hien quy III nam 2026", catalog.Estimate, "status_from_file"},
		{"Quý III năm 2026", "BC uoc quy III va 9 thang 2026", catalog.Preliminary, "status_name"},
		{"Quý III năm 2026", "Cong ty CP Nuoc Viet Nam 2026", catalog.Preliminary, ""},
	} {
		rows := [][]any{{"Công ty TNHH An Phú"}, {tt.title}, measured, {1, "Doanh thu", "tỷ đồng", 36.5}}
		sub := read(t, workbook(t, page{name: "S", rows: rows}), tt.file+".xlsx")
		if codes := codesOf(sub, "status_"); sub.Status != tt.status || codes != tt.codes {
			t.Errorf("%s in file %q: %v with %q, want %v with %q", tt.title, tt.file, sub.Status, codes, tt.status, tt.codes)
		}
	}
}
