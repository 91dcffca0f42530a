package ingest

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// What a line tells behind the number of a form counts, unless it is of the form
// itself or of the paper it goes with.
func TestTitlesBehindFormNumbers(t *testing.T) {
	for line, want := range map[string]string{
		"PHỤ LỤC 1: SỐ LIỆU QUÝ I NĂM 2024":                               "2024-Q1",
		"Phụ lục I: BÁO CÁO QUÝ I NĂM 2024":                               "2024-Q1",
		"PHỤ LỤC SỐ LIỆU QUÝ I NĂM 2024":                                  "2024-Q1",
		"BIỂU SỐ 3: KẾT QUẢ QUÝ 3 NĂM 2024":                               "2024-Q3",
		"BIỂU SỐ 3 KẾT QUẢ QUÝ 3 NĂM 2024":                                "2024-Q3",
		"BIỂU 3. KẾT QUẢ QUÝ 3 NĂM 2024":                                  "2024-Q3",
		"BIỂU SỐ 03 - QUÝ I/2024":                                         "2024-Q1",
		"BIỂU SỐ 03-QUÝ I/2024":                                           "2024-Q1",
		"Biểu số 2: Báo cáo 6 tháng đầu năm 2024":                         "2024-H1",
		"Biểu số 2.1: Tổng hợp số liệu tháng 9/2024":                      "2024-09",
		"Mẫu số 01-BC/ĐUK: Báo cáo quý I/2024":                            "2024-Q1",
		"Mẫu số 01: Báo cáo năm 2024":                                     "2024",
		"Biểu mẫu số liệu quý I năm 2024":                                 "2024-Q1",
		"Báo cáo Q1.2024":                                                 "2024-Q1",
		"6T.2024":                                                         "2024-H1",
		"Báo cáo 1/2 năm 2024":                                            "error period_missing A1",
		"Báo cáo 2/3 nhiệm kỳ 2020-2025":                                  "error period_missing A1",
		"Biểu số 5 năm 2024":                                              "error period_missing A1",
		"Biểu số 5 - năm 2024":                                            "error period_missing A1",
		"Biểu số: 01-CS/SXCN":                                             "error period_missing A1",
		"Phụ lục số 1 ban hành năm 2023":                                  "error period_missing A1",
		"Phụ lục 1: Kèm theo Báo cáo quý I/2024":                          "error period_missing A1",
		"Mẫu số 2: Quyết định số 5 quý I năm 2023":                        "error period_missing A1",
		"Phụ lục 2: Theo Hướng dẫn số 7 quý I/2024":                       "error period_missing A1",
		"Phụ lục 2: Báo cáo (ban hành theo Quyết định số 7, quý I/2024)":  "error period_missing A1",
		"Mẫu số 01 - Báo cáo số 12-BC/ĐUK quý I năm 2024":                 "error period_missing A1",
		"Mẫu số 01 - Báo cáo 12-BC/ĐUK quý I năm 2024":                    "error period_missing A1",
		"Mẫu số B01-DN (ban hành theo Thông tư 200/2014 ngày 22/12/2014)": "error period_missing A1",
		"Phụ lục 1: Kế hoạch năm 2024":                                    "error title_of_plan A2",
		"Phụ lục 1: Kết quả năm 2024, kế hoạch năm 2025":                  "2024",
		"Phụ lục 1: Kế hoạch năm 2024 và kế hoạch năm 2025":               "error period_ambiguous A1",
		"Kết quả SXKD năm 2024 và kế hoạch năm 2025":                      "2024",
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1"}, {line}, {"TT", "Tên đơn vị", "Đảng viên"},
			{1, "Công ty Cổ phần Hòa Bình", 500}, {2, "Công ty TNHH An Phú", 70}}}), "a.xlsx")
		got := codesAt(sub)
		if len(got) == 0 {
			got = []string{sub.Period.Code()}
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q: %s, want %s", line, s, want)
		}
	}
}

// What a title calls planned or foreseen is no outcome, whatever the column is
// called; what came of a plan is.
func TestTitlesOfPlans(t *testing.T) {
	const refused = "error title_of_plan"
	for _, tt := range []struct {
		title, sheet, file string // lines of the title by |
		heading            string
		want               string
	}{
		{title: "Mục tiêu năm 2025", want: refused},
		{title: "Chỉ tiêu nghị quyết năm 2025", want: refused},
		{title: "CHỈ TIÊU PHẤN ĐẤU NĂM 2025", want: refused},
		{title: "KH SXKD năm 2025", want: refused},
		{title: "Kế hoạch sản xuất kinh doanh|Năm 2025", want: refused},
		{title: "KE HOACH QUY 2 NAM 2024", want: refused},
		{title: "Năm 2025: Mục tiêu", want: refused},
		{title: "Số liệu quý II/2024 (kế hoạch)", want: refused},
		{title: "Báo cáo dự báo quý II/2024", want: refused},
		{title: "Dự kiến kết quả quý II/2024", want: refused},
		{sheet: "KH quý II.2024", want: refused + "; note period_from_sheet"},
		{file: "Ke hoach quy 2 nam 2024.xlsx", want: refused + "; note period_from_file"},
		{file: "Du bao quy 2 nam 2024.xlsx", want: refused + "; note period_from_file"},

		{title: "Mục tiêu năm 2025", heading: "Kế hoạch", want: "2025 plan final"},
		{title: "Mục tiêu năm 2025", heading: "Thực hiện", want: "2025 actual preliminary"},
		{title: "Báo cáo dự báo quý II/2024", heading: "Ước thực hiện", want: "2024-Q2 actual estimate"},
		{title: "Quý II/2024 (dự kiến)", want: "2024-Q2 actual estimate"},
		{title: "Tình hình thực hiện mục tiêu năm 2025", want: "2025 actual preliminary"},
		{title: "Tình hình thực hiện kế hoạch|Quý II/2024", want: "2024-Q2 actual preliminary"},
		{title: "(Kèm theo Kế hoạch số 12-KH/ĐU)|Báo cáo quý II/2024", want: "2024-Q2 actual preliminary"},
		{title: "Sở Kế hoạch và Đầu tư|Quý II/2024", want: "2024-Q2 actual preliminary"},
		{title: "Chỉ tiêu chủ yếu năm 2025", want: refused},
		{title: "Các chỉ tiêu kinh tế - xã hội chủ yếu|Năm 2025", want: refused},
		{title: "NGHỊ QUYẾT NĂM 2025", want: refused},
		{title: "Nghị quyết Đại hội đồng cổ đông năm 2025", want: refused},
		{title: "Chỉ tiêu chủ yếu năm 2025", heading: "Thực hiện", want: "2025 actual preliminary"},
		{title: "Chỉ tiêu chủ yếu quý II/2024", want: "2024-Q2 actual preliminary"},
		{title: "Báo cáo các chỉ tiêu chủ yếu năm 2025", want: "2025 actual preliminary"},
		{title: "Báo cáo|Các chỉ tiêu chủ yếu năm 2025", want: "2025 actual preliminary"},
		{title: "Thực hiện Nghị quyết năm 2025", want: "2025 actual preliminary"},
		{title: "Học tập nghị quyết quý II/2024", want: "2024-Q2 actual preliminary"},
		{title: "Kết quả quý II/2024", sheet: "KH quý II.2024", want: "2024-Q2 actual preliminary"},
	} {
		rows := [][]any{{"Công ty Cổ phần Hòa Bình"}}
		for line := range strings.SplitSeq(tt.title, "|") {
			rows = append(rows, []any{line})
		}
		rows = append(rows, []any{"TT", "Chỉ tiêu (tỷ đồng)", cmp.Or(tt.heading, "Số liệu")}, []any{1, "Doanh thu", 95})
		sub := read(t, workbook(t, page{name: cmp.Or(tt.sheet, "S"), rows: rows}), cmp.Or(tt.file, "a.xlsx"))
		var got []string
		for _, f := range sub.Findings {
			got = append(got, string(f.Severity)+" "+f.Code)
		}
		for _, f := range sub.Facts {
			if !sub.Refused() {
				got = append(got, phrase(f.Period.Code(), string(f.Scenario), f.Status.String()))
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%q on %q in %s, %q: %s, want %s", tt.title, tt.sheet, tt.file, tt.heading, s, tt.want)
		}
	}
}

// Two years of one period over all figures say what is reported on, if nothing
// else speaks of a time.
func TestPeriodOfComparedHeadings(t *testing.T) {
	for _, tt := range []struct {
		title       string
		first, last string // headings
		file        string
		want        string // periods of the figures, by role; then findings
	}{
		{"", "6T/2023", "6T/2024", "a.xlsx", "2023-H1 same_period, 2024-H1 report; note period_from_headings A1"},
		{"", "6T.2024", "6T.2023", "a.xlsx", "2024-H1 report, 2023-H1 same_period; note period_from_headings A1"},
		{"", "TH quý I/2023", "TH quý I/2024", "a.xlsx", "2023-Q1 same_period, 2024-Q1 report; note period_from_headings A1"},
		{"", "TH quý I/2023", "Ước quý I/2024", "a.xlsx", "; error period_missing A1"},
		{"", "TH quý I/2022", "TH quý I/2024", "a.xlsx", "; error period_missing A1"},
		{"", "Quý I/2024", "Quý II/2024", "a.xlsx", "; error period_missing A1"},
		{"", "Năm 2023", "Năm 2024", "a.xlsx", "; error period_missing A1"},
		{"", "6T/2024", "Thực hiện", "a.xlsx", "; error period_missing A1"},
		{"Báo cáo quý II", "6T/2023", "6T/2024", "a.xlsx", "; error period_missing A1"},
		{"Báo cáo quý … năm 2024", "6T/2023", "6T/2024", "a.xlsx", "; error period_missing A1"},
		{"Hà Nội, ngày 05 tháng 7 năm 2024", "6T/2023", "6T/2024", "a.xlsx", "2023-H1 same_period, 2024-H1 report; note period_from_headings A1"},
		{"Hà Nội, ngày 05 tháng 7 năm 2026", "6T/2023", "6T/2024", "a.xlsx", "; error period_missing A1"},
		{"", "6T/2023", "6T/2024", "Bao cao quy II.xlsx", "; error period_missing A1"},
	} {
		rows := [][]any{{"Cụm số 1"}}
		if tt.title != "" {
			rows = append(rows, []any{tt.title})
		}
		rows = append(rows, []any{"TT", "Chỉ tiêu", "ĐVT", tt.first, tt.last}, []any{1, "Kết nạp", "đảng viên", 5, 6})
		sub := read(t, workbook(t, page{name: "S", rows: rows}), tt.file)
		var of []string
		for _, f := range sub.Facts {
			of = append(of, f.Period.Code()+" "+string(f.Role))
		}
		if s := strings.Join(append([]string{strings.Join(of, ", ")}, codesAt(sub)...), "; "); s != tt.want {
			t.Errorf("%q, %q and %q in %s: %s, want %s", tt.title, tt.first, tt.last, tt.file, s, tt.want)
		}
	}
}

// A table attached to a report is its issuer's, if nothing else names anybody.
func TestSenderOfTheReportAttachedTo(t *testing.T) {
	const report = "(Kèm theo Báo cáo số 12-BC/ĐUK ngày 5/4/2024 của Đảng ủy Khối Doanh nghiệp tỉnh)"
	for _, tt := range []struct {
		lines string // above the table, by |
		file  string
		want  string // sender, then findings
	}{
		{report, "a.xlsx", "khoi; note sender_from_report A1"},
		{"Kèm theo Báo cáo của Cụm số 1", "a.xlsx", "cum-1; note sender_from_report A1"},
		{"Cụm số 1|" + report, "a.xlsx", "cum-1"},
		{report, "Cum 1.xlsx", "cum-1; note sender_from_file A1"},
		{"(Kèm theo Công văn số 12-CV/ĐUK ngày 5/4/2024 của Đảng ủy Khối Doanh nghiệp tỉnh)", "a.xlsx", "error sender_missing A1"},
		{"(Kèm theo Báo cáo số 12-BC/ĐU của Đảng ủy Công ty Xyz thuộc Đảng ủy Khối Doanh nghiệp tỉnh)", "a.xlsx", "error sender_missing A1"},
		{"(Kèm theo Báo cáo số 12-BC/ĐUK)", "a.xlsx", "error sender_missing A1"},
	} {
		rows := [][]any{{"BIỂU SỐ LIỆU QUÝ I NĂM 2024"}}
		for line := range strings.SplitSeq(tt.lines, "|") {
			rows = append(rows, []any{line})
		}
		rows = append(rows, []any{"TT", "Tên đơn vị", "Đảng viên"}, []any{1, "Công ty Cổ phần Hòa Bình", 500}, []any{2, "Công ty TNHH An Phú", 70})
		sub := read(t, workbook(t, page{name: "S", rows: rows}), tt.file)
		got := codesAt(sub)
		if !sub.Refused() {
			got = append([]string{sub.Org}, got...)
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%q in %s: %s, want %s", tt.lines, tt.file, s, tt.want)
		}
	}
}
