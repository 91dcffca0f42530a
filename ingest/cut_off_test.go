package ingest

import (
	"strings"
	"testing"
)

// Figures cut off before the last month of their period may be those of a
// shorter one, which nobody may overlook; called an estimate they are one.
func TestFiguresCutOffShort(t *testing.T) {
	for title, want := range map[string]string{
		"Năm 2024|Số liệu tính đến 31/10/2024":               "cut_off_short",
		"Quý III năm 2024 (tính đến 31/8/2024)":              "cut_off_short",
		"9 tháng năm 2024|(số liệu đến 31/8/2024)":           "cut_off_short",
		"Ước thực hiện năm 2024|Số liệu tính đến 31/10/2024": "",
		"Quý III năm 2024|Số liệu tính đến 14/9/2024":        "",
		"Quý III năm 2024|Số liệu tính đến 1/9/2024":         "",
		"Tháng 10 năm 2024|Số liệu tính đến ngày 5/10/2024":  "",
		"Quý III năm 2024|Số liệu tính đến ngày 30/9/2024":   "",
		"10 tháng năm 2024|Số liệu tính đến ngày 31/10/2024": "",
	} {
		rows := [][]any{{"Chi bộ Công ty TNHH An Phú"}}
		for line := range strings.SplitSeq(title, "|") {
			rows = append(rows, []any{line})
		}
		rows = append(rows, []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{1, "Doanh thu", "tỷ đồng", 36.5})
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
		got := ""
		for _, f := range sub.Findings {
			if f.Severity == Warning {
				got = f.Code
			}
		}
		if got != want || len(sub.Facts) != 1 {
			t.Errorf("%s: %q and %d figures, want %q and one", title, got, len(sub.Facts), want)
		}
	}
}
