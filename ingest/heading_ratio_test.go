package ingest

import (
	"strings"
	"testing"
)

// What a ratio is made of is no figure of its own.
func TestPartsOfARatio(t *testing.T) {
	for name, tt := range map[string]struct {
		group    string
		headings [3]string
		want     string
	}{
		"of those who studied": {"Học tập nghị quyết", [3]string{"Số ĐV tham gia", "Tổng số ĐV", "Tỷ lệ (%)"},
			"resolution_study_members; warning column_unknown C4; warning column_unknown D4; warning percentage_without_parts E4"},
		"of members": {"Đảng viên", [3]string{"Tổng số ĐV", "Chính thức", "Dự bị"}, "party_members members_official members_probationary"},
		"shares below a share": {"Học tập nghị quyết", [3]string{"Chi bộ học NQ (%)", "Tổng số đảng viên", "Kết nạp"},
			"resolution_study_cells; warning percentage_without_parts C4; warning column_unknown D4; warning column_unknown E4"},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1, quý I/2024"}, {"TT", "Tên đơn vị", tt.group}, {nil, nil, tt.headings[0], tt.headings[1], tt.headings[2]},
				{1, "Công ty Cổ phần Hòa Bình", 90, 100, 90}}, merges: []string{"A2:A3", "B2:B3", "C2:E2"}}), "a.xlsx")
			var got []string
			for _, f := range sub.Facts {
				got = append(got, f.Indicator)
			}
			if s := strings.Join(append([]string{strings.Join(got, " ")}, codesAt(sub)...), "; "); s != tt.want {
				t.Errorf("got %s\nwant %s", s, tt.want)
			}
		})
	}
}
