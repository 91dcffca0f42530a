package ingest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
)

// A title tells how many months it reports on, in all the ways offices write
// it; those that are no period of their own are the last one, added up since
// January. Where it leaves anything open that is asked, with what fits.
func TestMonthsOfTitle(t *testing.T) {
	const october, august = "2026-10 cumulative", "2026-08 cumulative"
	for _, tt := range []struct {
		lines   string // below the sender, by |
		heading string // "" for "Thực hiện"
		file    string
		sheet   string
		want    string // the figure's period and basis and what is said, or "? " and what is proposed
	}{
		{lines: "Kết quả 10 tháng, nhiệm vụ 2 tháng cuối năm 2026", want: october},
		{lines: "KẾT QUẢ THỰC HIỆN NHIỆM VỤ 10 THÁNG|PHƯƠNG HƯỚNG NHIỆM VỤ 2 THÁNG CUỐI NĂM 2026", want: october},
		{lines: "KET QUA 10 THANG, NHIEM VU 2 THANG CUOI NAM 2026", want: october},
		{lines: "Sơ kết 10 tháng; phương hướng 2 tháng còn lại của năm 2026", want: october},
		{lines: "Kết quả 10 tháng; nhiệm vụ những tháng cuối năm 2026", want: october},
		{lines: "Kết quả 8 tháng, nhiệm vụ trọng tâm tháng 9 năm 2026", want: august},
		{lines: "Kết quả 9 tháng, nhiệm vụ 3 tháng cuối năm 2026", want: "2026-9M discrete"},
		{lines: "Kết quả 3 tháng, nhiệm vụ 9 tháng cuối năm 2026", want: "2026-Q1 discrete"},
		{lines: "KẾT QUẢ SẢN XUẤT KINH DOANH 10 THÁNG ĐẦU NĂM|Năm 2026", want: october},
		{lines: "Kết quả tám tháng năm 2026", want: august},
		{lines: "Báo cáo 8T/2026", want: august},
		{lines: "Kết quả 12 tháng năm 2026", want: "2026 discrete"},
		{lines: "Kết quả 1 tháng đầu năm 2026", want: "2026-01 discrete"},

		{lines: "Báo cáo từ đầu năm đến hết tháng 8/2026", want: august},
		{lines: "Báo cáo từ đầu năm 2026 đến hết tháng 8", want: august},
		{lines: "Báo cáo từ đầu năm đến 31/8/2026", want: august},
		{lines: "Báo cáo từ đầu năm đến hết quý III/2026", want: "2026-Q3 cumulative"},
		{lines: "Báo cáo từ đầu năm đến ngày 30/9/2026", want: "2026-9M discrete"},
		{lines: "Báo cáo từ đầu năm đến 25/8/2026", want: "? 2026-08"},
		{lines: "Số liệu 10 tháng (tính đến 31/10/2026)", want: october},
		{lines: "Kết quả 10 tháng (Từ 01/01/2026 đến 31/10/2026)", want: october},

		{lines: "Báo cáo tính đến hết tháng 8 năm 2026", want: august + " basis_from_title"},
		{lines: "Kết quả thực hiện kế hoạch năm 2026 đến hết quý III", want: "2026-Q3 cumulative basis_from_title"},
		{lines: "Báo cáo quý III năm 2026|(số liệu đến hết tháng 9)", want: "2026-Q3 discrete"},
		{lines: "Báo cáo quý III năm 2026|(số liệu đến hết tháng 9/2026)", want: "2026-Q3 discrete"},
		{lines: "Báo cáo tháng 8 năm 2026|(số liệu đến hết tháng 8)", want: "2026-08 discrete"},

		{lines: "Kết quả tháng 8, 8 tháng; nhiệm vụ tháng 9/2026", want: "2026-08 discrete basis_unclear"},
		{lines: "Kết quả tháng 8 và 8 tháng đầu năm, nhiệm vụ tháng 9 năm 2026", want: "2026-08 discrete basis_unclear"},
		{lines: "Tình hình thực hiện tháng 10, 10 tháng và kế hoạch tháng 11 năm 2026", want: "2026-10 discrete basis_unclear"},
		{lines: "Báo cáo tháng 7, 8, 9 năm 2026", want: "2026-Q3 discrete"},
		{lines: "Báo cáo định kỳ quý 3 (tháng 7, 8, 9) năm 2026", want: "2026-Q3 discrete"},
		{lines: "Báo cáo tháng 10 và tháng 11 năm 2026", want: "? 2026-01 2026-02 2026-03 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10 2026-11 2026-12"},
		{lines: "Biểu 01|Năm: 2026|Quý: III", want: "2026-Q3 discrete"},
		{lines: "Tháng: 9 Năm: 2026", want: "2026-09 discrete"},
		{lines: "Kỳ: Quý III|Năm: 2026", want: "2026-Q3 discrete"},
		{lines: "Báo cáo quý 3.2026", want: "2026-Q3 discrete"},
		{lines: "Báo cáo quý III.2026", want: "2026-Q3 discrete"},
		{lines: "Báo cáo kỳ 15/12/2025 - 14/3/2026", want: "2026-Q1 discrete"},
		{lines: "So sánh kết quả quý III/2026 với quý III/2025", want: "2026-Q3 discrete"},
		{lines: "SO SÁNH SỐ LIỆU|Quý III năm 2026 với cùng kỳ năm 2025", want: "2026-Q3 discrete"},
		{lines: "Bảng đối chiếu năm 2026 với năm 2025", want: "2026 discrete"},
		{lines: "So sánh kết quả quý III/2025 với quý III/2026", want: "? 2025-Q3 2026-Q3"},
		{lines: "So sánh kết quả quý III/2026 và quý III/2025", want: "? 2026-Q3 2025-Q3"},
		{lines: "Quý III/2026 cùng với quý III/2025", want: "? 2026-Q3 2025-Q3"},
		{lines: "Kết quả thực hiện nghị quyết nhiệm kỳ 2025-2030 quý III/2026", want: "2026-Q3 discrete"},
		{lines: "Kết quả nghị quyết giữa nhiệm kỳ 2025-2030", want: "? 2025 2030"},
		{lines: "Số liệu cập nhật đến 10h00 ngày 05/10/2026", want: "? 2026-Q3 2026-9M 2026-09"},
		{lines: "Báo cáo phục vụ họp ngày 05/10/2026", want: "? 2026-Q3 2026-9M 2026-09"},
		{lines: "Dự kiến quý IV năm 2026", want: "? 2026-Q4"},
		{lines: "Kết quả 100 ngày đầu năm 2026", want: "? 2026"},
		{lines: "Kết quả 10 tháng và ước cả năm 2026", want: october},
		{lines: "Kết quả 10 tháng, ước thực hiện năm 2026", want: october},
		{lines: "Kết quả thực hiện 2 tháng cuối năm 2026", want: "? 2026-Q4 2026-H2 2026 2026-12"},

		{file: "BC 10 thang 2026", want: october + " basis_from_name"},
		{file: "BC 10 thang dau nam 2026", want: october + " basis_from_name"},
		{file: "BC 10T2026", want: october + " basis_from_name"},
		{sheet: "10 tháng 2026", want: october + " basis_from_name"},
		{lines: "Kết quả 10 tháng", file: "BC 2026-10", want: october},
		{lines: "Báo cáo tháng 10 năm 2026", file: "BC 10 thang 2026", want: "2026-10 discrete basis_unclear"},

		{lines: "Kết quả 11 tháng đầu năm|Hà Nội, ngày 05 tháng 12 năm 2026", want: "2026-11 cumulative"},
		{lines: "Kết quả 11 tháng đầu năm|Hà Nội, ngày 05 tháng 01 năm 2027", want: "2026-11 cumulative"},
		{lines: "Báo cáo quý IV|Số liệu tính đến 05/01/2027", want: "2026-Q4 discrete"},
		{lines: "Kết quả kinh doanh|Hà Nội, ngày 05 tháng 10 năm 2026", want: "? 2026-Q3 2026-9M 2026-09"},
		{lines: "Kết quả quý … năm 2026", want: "? 2026-Q1 2026-Q2 2026-Q3 2026-Q4"},
		{lines: "Kết quả 10 tháng", heading: "Kế hoạch năm 2026", want: "? 2026-10"},
		{lines: "Báo cáo nhanh", heading: "Thực hiện 10 tháng năm 2026", want: "? 2026-10"},
	} {
		rows := [][]any{{"Công ty TNHH An Phú"}}
		for line := range strings.SplitSeq(tt.lines, "|") {
			rows = append(rows, []any{line})
		}
		rows = append(rows, []any{"TT", "Chỉ tiêu", "ĐVT", cmp.Or(tt.heading, "Thực hiện")}, []any{1, "Doanh thu", "tỷ đồng", 108.9})
		sub := read(t, workbook(t, page{name: cmp.Or(tt.sheet, "S"), rows: rows}), cmp.Or(tt.file, "bao-cao")+".xlsx")
		var got []string
		for _, f := range sub.Facts {
			got = append(got, f.Period.Code(), string(f.Basis))
		}
		for _, q := range sub.Questions {
			got = append(got, "?")
			for _, c := range q.Candidates {
				got = append(got, c.Target)
			}
		}
		got = append(got, strings.Fields(codesOf(sub, "basis_"))...)
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("%q, heading %q, file %q, sheet %q: %s, want %s", tt.lines, tt.heading, tt.file, tt.sheet, got, tt.want)
		}
	}
}

// What is answered to the months of a title is added up as the title says.
func TestMonthsOfTitleAnswered(t *testing.T) {
	data := workbook(t, page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {"Kết quả 11 tháng đầu năm"}, measured, {1, "Doanh thu", "tỷ đồng", 36.5}}})
	asked := read(t, data, "a.xlsx")
	i := slices.IndexFunc(asked.Questions, func(q Question) bool { return q.Kind == MapPeriod })
	if i < 0 {
		t.Fatalf("%v, want to be asked for the year", asked.Findings)
	}
	sub := readWith(t, data, "a.xlsx", answer(asked.Questions[i], "2026-11"))
	if len(sub.Facts) != 1 || sub.Facts[0].Period.Code() != "2026-11" || sub.Facts[0].Basis != catalog.Cumulative {
		t.Errorf("%v, %v; want what eleven months brought", sub.Facts, sub.Findings)
	}
}

// The number of a period may stand in the cell behind its word.
func TestPeriodInSeveralCells(t *testing.T) {
	for _, tt := range []struct {
		rows [][]any
		want string
	}{
		{[][]any{{"BÁO CÁO QUÝ", "I", "NĂM", 2026}}, "2026-Q1 discrete"},
		{[][]any{{"Quý:", "III"}, {"Năm:", 2026}}, "2026-Q3 discrete"},
		{[][]any{{"Quý:", 3, "Năm:", 2026}}, "2026-Q3 discrete"},
		{[][]any{{"Tháng", 9, "năm", "2026"}}, "2026-09 discrete"},
		{[][]any{{"Báo cáo tháng", 2, nil, "năm", 2026}}, "2026-02 discrete"},
		{[][]any{{"Năm:", 2026}}, "2026 discrete"},
		{[][]any{{"Báo cáo quý", nil, "năm", 2026}}, "? 2026-Q1 2026-Q2 2026-Q3 2026-Q4"},
		{[][]any{{"Quý:", nil, "Năm:", 2026}}, "? 2026-Q1 2026-Q2 2026-Q3 2026-Q4"},
		{[][]any{{"Quý:"}, {"Năm:", 2026}}, "? 2026-Q1 2026-Q2 2026-Q3 2026-Q4"},
		{[][]any{{"Tháng:", nil, "Năm:", "2026"}}, "? 2026-01 2026-02 2026-03 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10 2026-11 2026-12"},
	} {
		rows, want := tt.rows, tt.want
		table := append([][]any{{"Công ty TNHH An Phú"}}, rows...)
		table = append(table, []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{1, "Doanh thu", "tỷ đồng", 5})
		sub := read(t, workbook(t, page{name: "S", rows: table}), "bao-cao.xlsx")
		got := "?"
		for _, f := range sub.Facts {
			got = f.Period.Code() + " " + string(f.Basis)
		}
		for _, q := range sub.Questions {
			for _, c := range q.Candidates {
				got += " " + c.Target
			}
		}
		if got != want {
			t.Errorf("%v: %s, want %s", rows, got, want)
		}
	}
}
