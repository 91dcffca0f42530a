package ingest

import (
	"strings"
	"testing"
)

// A text file in which numbers that can be read in one way only have a decimal
// point settles those that could be read in two, and says so.
func TestTextFileSettlesItsDecimalMark(t *testing.T) {
	form := `ĐẢNG ỦY KHỐI DOANH NGHIỆP;;;
BÁO CÁO QUÝ I/2024;;;
Đơn vị: Đảng bộ Công ty Cổ phần Hòa Bình;;;
TT;Chỉ tiêu;Đơn vị tính;Thực hiện
1;Doanh thu;tỷ đồng;24.730
2;Nộp ngân sách nhà nước;tỷ đồng;{A}
3;Nộp bảo hiểm xã hội;tỷ đồng;{B}
`
	for _, tt := range []struct {
		budget, insurance string
		revenue           string // in đồng
		finding           string
	}{
		{"1205.5", "14.25", "24730000000", "note decimal_dot"},
		{"1205,5", "14,25", "24730000000000", ""},
		{"1205", "14", "24730000000000", "warning number_ambiguous"},
	} {
		sub := read(t, []byte(strings.NewReplacer("{A}", tt.budget, "{B}", tt.insurance).Replace(form)), "bieu.csv")
		if len(sub.Facts) != 3 || sub.Facts[0].Num.String() != tt.revenue {
			t.Errorf("%s: %s", tt.budget, described(t, sub))
		}
		if got := strings.Join(codesAt(sub), "\n"); tt.finding == "" && strings.Contains(got, "ambiguous") || !strings.Contains(got, tt.finding) {
			t.Errorf("%s: findings %s", tt.budget, got)
		}
	}
}
