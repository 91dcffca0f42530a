package ingest

import (
	"slices"
	"strings"
	"testing"
)

// What sums may be of where several tables stand one below the other.
func TestTotalsOfSeveralTables(t *testing.T) {
	headings := []any{"TT", "Tên đơn vị", "Doanh thu (tỷ đồng)", "Lao động"}
	below := func(first []any, second []any, total ...[]any) [][]any {
		return slices.Concat([][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh, quý I/2024"}, {first[0]}, headings,
			{1, "Công ty Cổ phần Hòa Bình", 500, 50}, {2, "Công ty TNHH An Phú", 70, 7}, {nil, first[1], 570, 57},
			{second[0]}, headings, {1, "Tổng công ty Đại Lộc", 1500, 150}}, total)
	}
	for name, tt := range map[string]struct {
		rows [][]any
		want string // findings
	}{
		"by the numbers of the sums":     {below([]any{"Cụm số 1", "Cộng (I)"}, []any{"Cụm số 2"}, []any{nil, "Cộng (II)", 1500, 150}, []any{nil, "Tổng cộng (I+II)", 2070, 207}), ""},
		"by the numbers of the titles":   {below([]any{"I. Cụm số 1", "Cộng"}, []any{"II. Cụm số 2"}, []any{nil, "Cộng", 1500, 150}, []any{nil, "Tổng cộng (I+II)", 2070, 207}), ""},
		"all of them":                    {below([]any{"Cụm số 1", "Cộng"}, []any{"Cụm số 2"}, []any{nil, "Cộng", 1500, 150}, []any{nil, "TỔNG CỘNG", 2070, 207}), ""},
		"all of them, no sum of the own": {below([]any{"Cụm số 1", "Cộng"}, []any{"Cụm số 2"}, []any{nil, "Toàn Khối", 2070, 207}), ""},
		"of the own table":               {below([]any{"Cụm số 1", "Cộng"}, []any{"Cụm số 2"}, []any{nil, "Tổng cộng", 1500, 150}), ""},
		"one wrong": {below([]any{"Cụm số 1", "Cộng"}, []any{"Cụm số 2"}, []any{nil, "Cộng", 1501, 150}, []any{nil, "TỔNG CỘNG", 2071, 207}),
			"warning total_mismatch C10 1.501 tỷ đồng, not 1.500 tỷ đồng; warning total_mismatch C11 2.071 tỷ đồng, not 2.070 tỷ đồng"},
		"the own called by its number, all printed": {below([]any{"Cụm số 1", "Cộng (I)"}, []any{"Cụm số 2"}, []any{nil, "Cộng (II)", 2070, 150}),
			"warning total_mismatch C10 2.070 tỷ đồng, not 1.500 tỷ đồng"},
		"all called by number, the own printed": {below([]any{"Cụm số 1", "Cộng (I)"}, []any{"Cụm số 2"}, []any{nil, "Cộng (II)", 1500, 150}, []any{nil, "Tổng cộng (I+II)", 1500, 207}),
			"warning total_mismatch C11 1.500 tỷ đồng, not 2.070 tỷ đồng"},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, page{name: "S", rows: tt.rows}), "a.xlsx")
			got := codesAt(sub)
			for i, f := range sub.Findings {
				if f.Code == string(codeTotalMismatch) {
					got[i] += " " + f.Args["printed"].(wording).vi + ", not " + f.Args["computed"].(wording).vi
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got %s\nwant %s", s, tt.want)
			}
		})
	}
}
