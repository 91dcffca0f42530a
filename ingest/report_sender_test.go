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

// A name in a letterhead that is spelled otherwise than a known one is asked about
// with that, and the answer is remembered for the next workbook of that name. What
// more than one unit may write there holds for one file alone.
func TestSenderNearlyNamed(t *testing.T) {
	for lines, want := range map[string]string{
		"CÔNG TY CỔ PHẦN HOÀ BÌNHH|Quý I/2024":              `sender "công ty cổ phần hòa bìnhh": hoa-binh`,
		"ĐẢNG BỘ CÔNG TY CỔ PHẦN HÒA BÌNHH|Quý I/2024":      `sender "đảng bộ công ty cổ phần hòa bìnhh": hoa-binh`,
		"CONG TY TNHH AN PHU|Quý I/2024":                    `sender "cong ty tnhh an phu": an-phu`,
		"UBND TỈNH|CÔNG TY TNHH AN PHÚU|BÁO CÁO Quý I/2024": `sender "công ty tnhh an phúu": an-phu`,
		"CÔNG TY CP DỆT SAO MAI|Quý I/2024":                 `sender "công ty cp dệt sao mai":`,
		"ĐẢNG BỘ CÔNG TY|Quý I/2024":                        `sender "":`,
		"CÔNG TY TNHH MỘT THÀNH VIÊN|Quý I/2024":            `sender "":`,
		"PHÒNG KẾ HOẠCH|Quý I/2024":                         `sender "":`,
		"CHI BỘ 3|Quý I/2024":                               `sender "":`,
	} {
		sub := formOfLines(t, lines, "", "")
		if got := asks(sub); len(got) != 1 || got[0] != want {
			t.Errorf("%q: asks %v, want %s", lines, got, want)
		}
	}
	of := func(quarter string, value int) []byte {
		return workbook(t, page{name: "S", rows: [][]any{{"CÔNG TY TNHH AN PHÚU"}, {"Báo cáo quý " + quarter + "/2024"}, measured, {1, "Doanh thu", "tỷ đồng", value}}})
	}
	asked := read(t, of("I", 5), "a.xlsx")
	if got := asks(asked); len(got) != 1 {
		t.Fatalf("asks %v", got)
	}
	next := readWith(t, of("II", 6), "b.xlsx", answer(asked.Questions[0], "an-phu"))
	if next.Org != "an-phu" || len(next.Facts) != 1 || len(next.Questions) != 0 {
		t.Errorf("the next one: from %q, %d facts, asks %v", next.Org, len(next.Facts), asks(next))
	}
}
