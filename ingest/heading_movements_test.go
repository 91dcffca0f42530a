package ingest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// movementsForm is a cluster's table of how the number of members has changed.
func movementsForm(in, out string, ways []string, merges ...string) page {
	figures := []any{1, "Công ty Cổ phần Hòa Bình", 120, 3, 3, 2, 2, 0, 121}
	below := []any{nil, nil, nil}
	for i := len(ways); i < 5; i++ {
		figures[3+i] = nil
	}
	for _, w := range ways {
		below = append(below, w)
	}
	return page{name: "S", merges: merges, rows: [][]any{{"CỤM SỐ 1"}, {"TÌNH HÌNH BIẾN ĐỘNG ĐẢNG VIÊN QUÝ III NĂM 2026"},
		{"TT", "Tên TCCSĐ", "Tổng số ĐV đầu kỳ", in, nil, out, nil, nil, "Tổng số ĐV cuối kỳ"}, below,
		figures}}
}

// What an increase or a decrease is made of is read as the figures they are; an
// increase itself, less the decrease, is what came of the number.
func TestWaysBelowIncreases(t *testing.T) {
	merged := []string{"A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:H3", "I3:I4"}
	ways := []string{"Kết nạp", "Chuyển đến", "Chuyển đi", "Từ trần", "Xóa tên"}
	start, end := "C5 2026-Q2 party_members before", "I5 2026-Q3 party_members"
	all := []string{start, "D5 2026-Q3 admissions", "E5 2026-Q3 transfers_in", "F5 2026-Q3 transfers_out", "G5 2026-Q3 member_deaths", "H5 2026-Q3 members_struck_off", end}
	for _, over := range [][2]string{{"Tăng trong kỳ", "Giảm trong kỳ"}, {"Tăng", "Giảm"}, {"Số đảng viên tăng trong kỳ", "Số đảng viên giảm trong kỳ"},
		{"Biến động trong kỳ", "Giảm trong quý"}, {"Tăng trong quý III", "Giảm trong quý III"}, {"Biến động tăng", "Biến động giảm"}, {"Tăng, giảm trong kỳ", "Giảm"}} {
		for _, merges := range [][]string{merged, {"A3:A4"}} {
			sub := read(t, workbook(t, movementsForm(over[0], over[1], ways, merges...)), "a.xlsx")
			if got := codesAt(sub); got != nil {
				t.Errorf("%q: findings %q", over, got)
			}
			if diff := cmp.Diff(all, timesOf(sub)); diff != "" {
				t.Errorf("%q: figures (-want +got):\n%s", over, diff)
			}
		}
	}
	for name, tt := range map[string]struct {
		page            page
		findings, facts []string
	}{
		"sums":            {movementsForm("Tăng", "Giảm", []string{"Tổng số", "Kết nạp", "Tổng số", "Chuyển đi", "Từ trần"}, merged...), nil, []string{start, "E5 2026-Q3 admissions", "G5 2026-Q3 transfers_out", "H5 2026-Q3 member_deaths", end}},
		"an unknown way":  {movementsForm("Tăng", "Giảm", []string{"Kết nạp", "Chuyển đến", "Chuyển đi", "Từ trần", "Lý do riêng"}, merged...), []string{"warning column_unknown H5"}, slices.Delete(slices.Clone(all), 5, 6)},
		"comparisons":     {movementsForm("Tăng so với cùng kỳ", "Giảm so với cùng kỳ", ways[:2], merged[:5]...), []string{"note comparison_unchecked D5", "note comparison_unchecked E5"}, []string{start, end}},
		"changes of such": {movementsForm("Trong kỳ", "Tăng, giảm", []string{"Kết nạp", "Chuyển đến", "Kết nạp", "Chuyển đến", "Xóa tên"}, merged...), []string{"note comparison_unchecked F5", "note comparison_unchecked G5", "note comparison_unchecked H5"}, []string{start, "D5 2026-Q3 admissions", "E5 2026-Q3 transfers_in", end}},
		"of the economy":  {movementsForm("Tăng", "Giảm", []string{"Doanh thu", "Lợi nhuận"}, merged...), []string{"note comparison_unchecked D5", "note comparison_unchecked E5"}, []string{start, end}},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, tt.page), "a.xlsx")
			if diff := cmp.Diff(tt.findings, codesAt(sub)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.facts, timesOf(sub)); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}
