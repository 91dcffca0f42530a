package ingest

import (
	"fmt"
	"strings"
	"testing"
)

// Whatever a workbook leaves open is asked at once, with what its title, its
// sheet and its file say in figures or without accents.
func TestWhatIsAskedAtOnce(t *testing.T) {
	for _, tt := range []struct{ lines, sheet, file, want string }{
		{"BÁO CÁO NHANH", "", "", "period; sender"},
		{"BAO CAO NHANH|CONG TY TNHH AN PHU", "", "", "period; sender title:an-phu"},
		{"CTY AN PHU|BC QIII/2026", "", "", "sender title:an-phu"},
		{"CÔNG TY TNHH AN PHÚ|Báo cáo", "", "", "period"},
		{"CÔNG TY TNHH AN PHÚ|Báo cáo", "09.2026", "", "period sheet_name:2026-09"},
		{"CÔNG TY TNHH AN PHÚ|Báo cáo", "", "an phu 09-2026", "period file_name:2026-09"},
		{"CÔNG TY TNHH AN PHÚ|Báo cáo", "", "an phu 30.9.2026", "period file_name:2026-Q3 file_name:2026-9M file_name:2026-09"},
		{"UBND TỈNH HÒA BÌNH|Quý III/2026", "", "", "sender"},
		{"CÔNG TY TNHH AN PHÚ|BC THÁNG IX NĂM 2026", "", "nghi quyet nhiem ky 2020-2025", "an-phu 2026-09"},
	} {
		sub := formOfLines(t, tt.lines, tt.sheet, tt.file)
		var asked []string
		for _, q := range sub.Questions {
			line := string(q.Kind)
			for _, c := range q.Candidates {
				line += fmt.Sprintf(" %s:%s", c.In, c.Target)
			}
			asked = append(asked, line)
		}
		got := strings.Join(asked, "; ")
		if !sub.Refused() && disputed(sub) == "" {
			got = sub.Org + " " + sub.Period.Code()
		}
		if got != tt.want {
			t.Errorf("%q, %q, %q: %s, want %s; %v", tt.lines, tt.sheet, tt.file, got, tt.want, codesAt(sub))
		}
	}
}

func formOfLines(t *testing.T, lines, sheet, file string) Submission {
	t.Helper()
	var rows [][]any
	for line := range strings.SplitSeq(lines, "|") {
		rows = append(rows, []any{line})
	}
	if sheet == "" {
		sheet = "S"
	}
	rows = append(rows, []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{1, "Doanh thu", "tỷ đồng", 5})
	return read(t, workbook(t, page{name: sheet, rows: rows}), file+".xlsx")
}

// Whoever answers all that is asked at once has the workbook in.
func TestAllAnsweredAtOnce(t *testing.T) {
	data := workbook(t, page{name: "S", rows: [][]any{{"BÁO CÁO NHANH"}, measured, {1, "Doanh thu", "tỷ đồng", 5}}})
	sub := read(t, data, "a.xlsx")
	if len(sub.Questions) != 2 {
		t.Fatalf("asks %+v", sub.Questions)
	}
	told := readWith(t, data, "a.xlsx", answer(sub.Questions[0], "2026-Q3"), answer(sub.Questions[1], "an-phu"))
	if told.Org != "an-phu" || told.Period.Code() != "2026-Q3" || len(told.Facts) != 1 || len(told.Questions) > 0 {
		t.Errorf("%s of %s with %d figures: %v", told.Org, told.Period, len(told.Facts), codesAt(told))
	}
}
