package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// factsOf lists facts as "cell organisation indicator = value".
func factsOf(sub Submission) []string {
	var out []string
	for _, f := range sub.Facts {
		value := f.Num.String()
		if f.NotApplicable {
			value = "x"
		}
		out = append(out, fmt.Sprintf("%s %s %s = %s", f.Cell, f.Org, f.Indicator, value))
	}
	return out
}

// rowCase is a workbook with what must come of it.
type rowCase struct {
	pages    []page
	findings []string
	facts    []string
}

func checkRows(t *testing.T, cases map[string]rowCase) {
	t.Helper()
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, tt.pages...), "a.xlsx")
			if diff := cmp.Diff(tt.findings, codesAt(sub)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.facts, factsOf(sub)); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

// one is a workbook of one sheet.
func one(p page) []page { return []page{p} }

// A column of words is never passed over in silence, unless it is for remarks
// or only crossed out.
func TestColumnsOfWords(t *testing.T) {
	sub := read(t, workbook(t, page{name: "S", rows: [][]any{
		{"Cụm 1"}, {"Năm 2025"},
		{"TT", "TCCSĐ", "Tổng số đảng viên", "Thi đua", "Ghi chú", "Phân công", "Loại hình"},
		{1, "Công ty Cổ phần Hòa Bình", 30, "x", "sáp nhập", "x", "ĐB"},
		{2, "Công ty TNHH An Phú", 20, "Lá cờ đầu", nil, "-", "CB"},
	}}), "")
	var words []string
	for _, at := range codesAt(sub) {
		if strings.Contains(at, "column_words") {
			words = append(words, at)
		}
	}
	if diff := cmp.Diff([]string{"note column_words D5"}, words); diff != "" {
		t.Error(diff, codesAt(sub))
	}
}

// Rows with the same mark are parts of one whole, whatever the mark and
// whether or not "Trong đó" stands on the line of the first.
func TestPartsWithTheSameMark(t *testing.T) {
	cases := map[string]rowCase{}
	for _, marks := range [][2]string{{"+ ", "+ "}, {"- ", "- "}, {"* ", "* "}, {"• ", "• "}, {"· ", "· "}, {"– ", "– "}, {"a) ", "b) "}, {"a. ", "b. "}, {"", ""}} {
		for _, among := range []string{"", "Trong đó: ", "Trong đó:\n", "Tr.đó ", "- Trong đó: "} {
			if among+marks[0] == "" {
				continue
			}
			second := marks[1] + "Dự bị"
			if marks[1] == "" {
				second = "Trong đó: Dự bị"
			}
			cases[among+marks[0]] = rowCase{
				one(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, "Tổng số đảng viên", "đ/c", 50},
					[]any{nil, among + marks[0] + "Chính thức", "đ/c", 48}, []any{nil, second, "đ/c", 3})),
				nil, []string{"D4 an-phu party_members = 50", "D5 an-phu members_official = 48", "D6 an-phu members_probationary = 3"},
			}
		}
	}
	checkRows(t, cases)
}

// A part of a row is a figure of its own only if the catalogue knows it as a
// part of that row.
func TestPartsOfARow(t *testing.T) {
	form := func(rows ...[]any) []page { return one(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, rows...)) }
	checkRows(t, map[string]rowCase{
		"of another indicator": {
			form([]any{1, "Tổng số lao động", "người", 500}, []any{nil, "- Nợ BHXH", "tỷ đồng", 4}, []any{nil, "- Doanh thu", "tỷ đồng", 4}),
			[]string{"warning row_below_another B5", "warning row_below_another B6"}, []string{"D4 an-phu workers = 500"},
		},
		"numbered like a row of its own": {
			form([]any{1, "Lao động", "người", 500}, []any{2, "Nữ", "người", 200}, []any{3, "Chính thức", "người", 350}, []any{4, "Đảng viên", nil, 60}, []any{5, "Nữ", nil, 20}),
			[]string{"warning row_unknown B5", "warning row_unknown B6"},
			[]string{"D4 an-phu workers = 500", "D7 an-phu party_members = 60", "D8 an-phu members_women = 20"},
		},
		"numbered after a row nobody knows": {
			form([]any{1, "Lao động", "người", 500}, []any{2, "Thời vụ", "người", 200}, []any{3, "Chính thức", "người", 350}),
			[]string{"warning row_unknown B5", "warning row_below_another B6"}, []string{"D4 an-phu workers = 500"},
		},
		"in many words, below another whole": {
			form([]any{1, "Lao động", "người", 352}, []any{nil, "Dân tộc thiểu số", "người", 40}, []any{2, "Kết nạp", nil, 3}, []any{nil, "Trong đó: Nữ", nil, 1}, []any{nil, "Tôn giáo", nil, 1}),
			[]string{"warning row_unknown B5", "warning name_below_another B7", "warning name_below_another B8"}, []string{"D4 an-phu workers = 352", "D6 an-phu admissions = 3"},
		},
		"the whole of which was left out": {
			form([]any{1, "Doanh thu", "tỷ đồng", nil}, []any{2, "Nộp ngân sách", "tỷ đồng", 2}, []any{3, "Nộp BHXH", "tỷ đồng", 1}, []any{nil, "Tổng cộng", "tỷ đồng", 3}),
			[]string{"warning row_unknown B7"}, []string{"D5 an-phu budget_paid = 2000000000", "D6 an-phu social_insurance_paid = 1000000000"},
		},
		"without its whole": {
			form([]any{1, "Chính thức", "người", 350}),
			[]string{"error nothing_taken", "warning row_unknown B4"}, nil,
		},
		"of a section of another whole": {
			form([]any{"I", "Lao động"}, []any{1, "Tổng số", "người", 500}, []any{2, "Chính thức", "người", 350}),
			[]string{"warning row_unknown B6"}, []string{"D5 an-phu workers = 500"},
		},
		"of the section's whole": {
			form([]any{"I", "Đảng viên"}, []any{1, "Tổng số", nil, 500}, []any{2, "Chính thức", nil, 350}, []any{3, "Nữ", nil, 50}),
			nil, []string{"D5 an-phu party_members = 500", "D6 an-phu members_official = 350", "D7 an-phu members_women = 50"},
		},
		"that needs its whole to be told": {
			form([]any{1, "Tổng số lao động", "người", 500}, []any{nil, "- Đóng BHXH", nil, 480}),
			nil, []string{"D4 an-phu workers = 500", "D5 an-phu insured_workers = 480"},
		},
		"below a part with a lesser mark": {
			form([]any{1, "Tổng số đảng viên", nil, 50}, []any{nil, "+ Chính thức", nil, 48}, []any{nil, "- Nữ", nil, 20}, []any{nil, "+ Dự bị", nil, 2}),
			nil, []string{"D4 an-phu party_members = 50", "D5 an-phu members_official = 48", "D6 an-phu members_women = 20", "D7 an-phu members_probationary = 2"},
		},
		"named with its whole": {
			form([]any{1, "Doanh thu", "tỷ đồng", 5}, []any{nil, "Trong đó: xuất khẩu", "tỷ đồng", 2}),
			[]string{"warning row_below_another B5"}, []string{"D4 an-phu revenue = 5000000000"},
		},
		"of an unknown row": {
			form([]any{1, "Nợ phải trả", "tỷ đồng", 8}, []any{nil, "- BHXH", "tỷ đồng", 2}, []any{2, "Doanh thu", "tỷ đồng", 1}),
			[]string{"warning row_unknown B4", "warning row_below_another B5"}, []string{"D6 an-phu revenue = 1000000000"},
		},
		"spelt out in full": {
			form([]any{1, "Lợi nhuận", "tỷ đồng", 9}, []any{"a", "Doanh thu", "tỷ đồng", 3}),
			[]string{"warning row_below_another B5"}, []string{"D4 an-phu profit = 9000000000"},
		},
		"after a line of its own": {
			form([]any{1, "Lao động", "người", 9}, []any{nil, "Trong đó:"}, []any{nil, "Doanh thu", "tỷ đồng", 3}, []any{2, "BHXH", "tỷ đồng", 3}),
			[]string{"warning row_below_another B6"}, []string{"D4 an-phu workers = 9", "D7 an-phu social_insurance_paid = 3000000000"},
		},
		"below a part nobody knows": {
			form([]any{1, "Nộp ngân sách", "tỷ đồng", 9}, []any{"-", "Thuế", "tỷ đồng", 3}, []any{"+", "Xuất khẩu", "triệu USD", 1}),
			[]string{"warning row_unknown B5", "warning row_below_another B6"}, []string{"D4 an-phu budget_paid = 9000000000"},
		},
		"of a numbered row without a figure": {
			form([]any{1, "Lao động"}, []any{nil, "- Doanh thu", "tỷ đồng", 3}, []any{2, "Kết nạp", nil, 1}),
			[]string{"warning row_below_another B5"}, []string{"D6 an-phu admissions = 1"},
		},
		"of a whole nobody knows, without a figure": {
			form([]any{1, "Doanh thu", "tỷ đồng", 9}, []any{2, "Kinh phí công đoàn"}, []any{nil, "- An sinh", "triệu đồng", 5},
				[]any{nil, "Lao động", "người", 3}, []any{3, "Kết nạp", nil, 1}),
			[]string{"warning row_below_another B6", "warning row_below_another B7"}, []string{"D4 an-phu revenue = 9000000000", "D8 an-phu admissions = 1"},
		},
		"numbered in the cell of the name": {
			form([]any{nil, "2. Kinh phí công đoàn"}, []any{nil, "2.1 An sinh", "triệu đồng", 5}, []any{nil, "3. Doanh thu", "tỷ đồng", 9}),
			[]string{"warning row_below_another B5"}, []string{"D6 an-phu revenue = 9000000000"},
		},
		"of a whole with a unit": {
			form([]any{nil, "Kinh phí công đoàn", "triệu đồng"}, []any{nil, "- An sinh", "triệu đồng", 5}),
			[]string{"error nothing_taken", "warning row_below_another B5"}, nil,
		},
		"below an area of work": {
			form([]any{2, "Công tác xây dựng Đảng"}, []any{nil, "- Kết nạp", nil, 5}, []any{3, "Các chỉ tiêu kinh tế"}, []any{nil, "- Doanh thu", "tỷ đồng", 9}),
			nil, []string{"D5 an-phu admissions = 5", "D7 an-phu revenue = 9000000000"},
		},
		"known parts": {
			form([]any{1, "Đảng viên", nil, 9}, []any{nil, "- Chính thức", nil, 7}, []any{nil, "Trong đó: nữ", nil, 3}),
			nil, []string{"D4 an-phu party_members = 9", "D5 an-phu members_official = 7", "D6 an-phu members_women = 3"},
		},
		"a section is no parent": {
			form([]any{"I", "Công tác đảng viên"}, []any{nil, "- Đảng viên", nil, 9}, []any{nil, "- Kết nạp", nil, 1},
				[]any{"II", "Lao động"}, []any{nil, "- BHXH", "tỷ đồng", 1}),
			nil, []string{"D5 an-phu party_members = 9", "D6 an-phu admissions = 1", "D8 an-phu social_insurance_paid = 1000000000"},
		},
	})
}

// summaryOf is a cluster's summary of 2024-Q1 in billion đồng.
func summaryOf(headings []any, rows ...[]any) page {
	all := [][]any{{"CỤM SỐ 1"}, {"TỔNG HỢP QUÝ I NĂM 2024"}, {"Đơn vị tính: tỷ đồng"}, headings}
	return page{name: "S", rows: append(all, rows...)}
}

// A table ends at the signatures, not at a word that also stands in them.
func TestEndOfATable(t *testing.T) {
	noted := []any{"TT", "Tên đơn vị", "Doanh thu", "Ghi chú"}
	three := []string{"C5 hoa-binh revenue = 10000000000", "C7 dai-loc revenue = 30000000000"}
	checkRows(t, map[string]rowCase{
		"word in a note": {
			one(summaryOf(noted, []any{nil, "Công ty CP Hòa Bình", 10}, []any{nil, "Chi bộ An Phú", nil, "Kế toán trưởng nghỉ, nộp sau"}, []any{nil, "Tổng công ty Đại Lộc", 30})),
			[]string{"warning organisation_outside B7"}, three,
		},
		"word in a numbered row": {
			one(summaryOf(noted[:3], []any{1, "Công ty CP Hòa Bình", 10}, []any{2, "Đại diện phía Nam"}, []any{3, "Tổng công ty Đại Lộc", 30})),
			[]string{"warning organisation_outside B7"}, three,
		},
		"word in a section": {
			one(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH", "Giải trình"}, []any{"II", "Công tác Đảng", nil, nil, "Bí thư ký"}, []any{2, "Đảng viên", "ĐV", 20})),
			nil, []string{"D5 an-phu party_members = 20"},
		},
		"figures below": {
			one(summaryOf(noted, []any{1, "Công ty CP Hòa Bình", 10}, []any{nil, "Ghi chú: số tạm tính"}, []any{2, "Chi bộ Công ty TNHH An Phú", 30})),
			[]string{"error rows_below_footer B6"}, three[:1],
		},
		"persons below": {
			one(summaryOf(noted, []any{1, "Công ty CP Hòa Bình", 10}, []any{nil, "Người lập biểu"}, []any{nil, "Nguyễn Văn A", 912345678})),
			nil, three[:1],
		},
	})
}

// A row that looks like a group is one only if it sums what stands below it.
func TestUnknownGroups(t *testing.T) {
	head := []any{"TT", "Tên đơn vị", "Doanh thu"}
	bold := func(p page, cells ...string) page {
		p.bold = cells
		return p
	}
	checkRows(t, map[string]rowCase{
		"without anything below": {
			one(summaryOf(head, []any{"A", "Công ty Lạ", 9}, []any{"B", "Công ty CP Hòa Bình", 8}, []any{"C", "Công ty Quen", 9})),
			[]string{"warning organisation_unknown B5", "warning organisation_unknown B7"}, []string{"C6 hoa-binh revenue = 8000000000"},
		},
		"bold": {
			one(bold(summaryOf(head, []any{1, "Công ty CP Hòa Bình", 8}, []any{nil, "Công ty Lạ", 9}, []any{3, "Chi bộ Công ty TNHH An Phú", 7}), "B6")),
			[]string{"warning organisation_unknown B6"}, []string{"C5 hoa-binh revenue = 8000000000", "C7 an-phu revenue = 7000000000"},
		},
		"sums": {
			one(summaryOf(head, []any{"A", "Khối công nghiệp", 15}, []any{1, "Công ty CP Hòa Bình", 8}, []any{2, "Chi bộ Công ty TNHH An Phú", 7}, []any{nil, "Cộng", 15})),
			nil, []string{"C6 hoa-binh revenue = 8000000000", "C7 an-phu revenue = 7000000000"},
		},
		"sums of groups": {
			one(summaryOf(head, []any{"I", "Khối A", 15}, []any{"A", "Phần 1", 8}, []any{1, "Công ty CP Hòa Bình", 8}, []any{"B", "Phần 2", 7}, []any{2, "Chi bộ Công ty TNHH An Phú", 7})),
			nil, []string{"C7 hoa-binh revenue = 8000000000", "C9 an-phu revenue = 7000000000"},
		},
		"heading without figures": {
			one(summaryOf(head, []any{"A", "Khối công nghiệp"}, []any{1, "Công ty CP Hòa Bình", 8})),
			nil, []string{"C6 hoa-binh revenue = 8000000000"},
		},
		"groups after one that is none": {
			one(summaryOf(head, []any{"A", "Công ty Lạ", 9}, []any{"B", "Khối B", 8}, []any{1, "Công ty CP Hòa Bình", 8}, []any{nil, "Cộng B", 8})),
			[]string{"warning organisation_unknown B5"}, []string{"C7 hoa-binh revenue = 8000000000"},
		},
	})
}

// A figure merged over several cells may belong to any of them.
func TestMergedFigures(t *testing.T) {
	merged := func(p page, ranges ...string) []page {
		p.merges = ranges
		return one(p)
	}
	summary := []any{"TT", "Tên đơn vị", "Doanh thu", "Lợi nhuận", "Ghi chú"}
	checkRows(t, map[string]rowCase{
		"two organisations": {
			merged(summaryOf(summary, []any{1, "Công ty CP Hòa Bình", 100}, []any{2, "Chi bộ Công ty TNHH An Phú"}), "C5:C6"),
			[]string{"error merged_figure C5"}, nil,
		},
		"two columns": {
			merged(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "KH năm", "TH"}, []any{1, "Doanh thu", "tỷ đồng", 50}, []any{2, "Lợi nhuận", "tỷ đồng", nil, 7}), "D4:E4"),
			[]string{"error merged_figure D4"}, []string{"E5 an-phu profit = 7000000000"},
		},
		"one organisation on two rows": {
			merged(summaryOf(summary, []any{1, "Công ty CP Hòa Bình", 100}, nil, []any{2, "Chi bộ Công ty TNHH An Phú", 5}), "A5:A6", "B5:B6", "C5:C6"),
			nil, []string{"C5 hoa-binh revenue = 100000000000", "C7 an-phu revenue = 5000000000"},
		},
		"figure and note": {
			merged(summaryOf(summary, []any{1, "Công ty CP Hòa Bình", nil, 100}), "D5:E5"),
			nil, []string{"D5 hoa-binh profit = 100000000000"},
		},
	})
}

// 0.98 may be 98 % or less than one: nobody but the sender knows.
func TestBareFractionsOfAPercentage(t *testing.T) {
	head := []any{"TT", "Tên đơn vị", "Tỷ lệ học NQ (%)"}
	hoaBinh, anPhu := "Công ty CP Hòa Bình", "Chi bộ Công ty TNHH An Phú"
	bare := "warning percentage_without_parts "
	checkRows(t, map[string]rowCase{
		"number": {one(summaryOf(head, []any{1, hoaBinh, 0.98})), []string{"error percent_ambiguous C5"}, nil},
		"text":   {one(summaryOf(head, []any{1, hoaBinh, "0,98"})), []string{"error percent_ambiguous C5"}, nil},
		"one among fractions": {
			one(summaryOf(head, []any{1, hoaBinh, 1}, []any{2, anPhu, "0,98"})),
			[]string{"error percent_ambiguous C5", "error percent_ambiguous C6"}, nil,
		},
		"one among percentages": {
			one(summaryOf(head, []any{1, hoaBinh, 1}, []any{2, anPhu, "98,2"})),
			[]string{bare + "C5", bare + "C6"}, []string{"C5 hoa-binh resolution_study_members = 1", "C6 an-phu resolution_study_members = 98.2"},
		},
		"one alone": {one(summaryOf(head, []any{1, hoaBinh, 1})), []string{"error percent_ambiguous C5"}, nil},
		"ones with the sign of another": {
			one(summaryOf(head, []any{1, hoaBinh, 1}, []any{2, anPhu, "98%"})),
			[]string{"error percent_ambiguous C5", bare + "C6"}, []string{"C6 an-phu resolution_study_members = 98"},
		},
		"one where all would be unheard of": {
			one(summaryOf([]any{"TT", "Tên đơn vị", "Tỷ lệ nợ xấu (%)"}, []any{1, hoaBinh, 1})), []string{bare + "C5"}, []string{"C5 hoa-binh bad_debt_ratio = 1"},
		},
		"with the sign": {one(summaryOf(head, []any{1, hoaBinh, "0,98%"})), []string{bare + "C5"}, []string{"C5 hoa-binh resolution_study_members = 0.98"}},
		"none at all":   {one(summaryOf(head, []any{1, hoaBinh, 0})), []string{bare + "C5"}, []string{"C5 hoa-binh resolution_study_members = 0"}},
		"rows of a form": {
			one(formOf([]any{"TT", "Chỉ tiêu", "TH"}, []any{1, "Tỷ lệ dự sinh hoạt (%)", 1}, []any{2, "Đảng viên học tập nghị quyết", 0.98})),
			[]string{"error percent_ambiguous C4", "error percent_unclear C5"}, nil,
		},
	})
}

// titled is a unit's form on 2024-Q1 without a unit column, with more lines above.
func titled(lines []string, rows ...[]any) page {
	all := [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}}
	for _, l := range lines {
		all = append(all, []any{l})
	}
	all = append(all, []any{"TT", "Chỉ tiêu", "Thực hiện"})
	return page{name: "S", rows: append(all, rows...)}
}

// Units stand in many places; an amount without one is no amount.
func TestWhereUnitsStand(t *testing.T) {
	plain := []any{"TT", "Chỉ tiêu", "ĐVT", "TH"}
	quarter := "QUÝ I NĂM 2024"
	revenue, workers := []any{1, "Doanh thu", 500}, []any{2, "Lao động", 28}
	merged := formOf(plain, []any{1, "Doanh thu", "triệu đồng", 500}, []any{2, "Nộp ngân sách", nil, 20})
	merged.merges = []string{"C4:C5"}
	second := page{name: "Hai", rows: [][]any{{"TT", "Chỉ tiêu", "TH"}, {1, "Lợi nhuận", 28}}}
	checkRows(t, map[string]rowCase{
		"merged down": {one(merged), nil, []string{"D4 an-phu revenue = 500000000", "D5 an-phu budget_paid = 20000000"}},
		"ditto mark": {
			one(formOf(plain, []any{1, "Doanh thu", "triệu đồng", 500}, []any{2, "Nộp ngân sách", `"`, 20}, []any{"II", "Khác"}, []any{3, "Lợi nhuận", "-nt-", 3})),
			nil, []string{"D4 an-phu revenue = 500000000", "D5 an-phu budget_paid = 20000000", "D7 an-phu profit = 3000000"},
		},
		"ditto mark of nothing": {one(formOf(plain, []any{1, "Doanh thu", `"`, 500})), []string{"error unit_unknown C4"}, nil},
		"in the title": {
			one(titled([]string{quarter + " - ĐVT: triệu đồng"}, revenue)), nil, []string{"C4 an-phu revenue = 500000000"},
		},
		"in brackets": {
			one(titled([]string{quarter + " (Đơn vị tính: triệu đồng)"}, revenue)), nil, []string{"C4 an-phu revenue = 500000000"},
		},
		"no unit at all": {
			one(titled([]string{quarter, "Tổng hợp các đơn vị tính đến 31/3/2024"}, workers)), nil, []string{"C5 an-phu workers = 28"},
		},
		"of an indicator": {
			one(titled([]string{quarter, "(ĐVT: Triệu đồng; lao động: nghìn người)"}, revenue, workers, []any{3, "Đảng viên", 40})),
			nil, []string{"C5 an-phu revenue = 500000000", "C6 an-phu workers = 28000", "C7 an-phu party_members = 40"},
		},
		"of counts": {
			one(titled([]string{quarter, "ĐVT: nghìn người"}, workers)), nil, []string{"C5 an-phu workers = 28000"},
		},
		"of amounts and counts": {
			one(titled([]string{quarter, "Đơn vị tính: triệu đồng, nghìn người"}, revenue, workers)),
			nil, []string{"C5 an-phu revenue = 500000000", "C6 an-phu workers = 28000"},
		},
		"two for one": {
			one(titled([]string{quarter, "Đơn vị tính: triệu đồng, tỷ đồng"}, workers)),
			[]string{"error unit_unknown A3"}, []string{"C5 an-phu workers = 28"},
		},
		"none": {one(titled([]string{quarter}, revenue)), []string{"error unit_missing C4"}, nil},
		"zero": {one(titled([]string{quarter}, []any{1, "Doanh thu", 0})), nil, []string{"C4 an-phu revenue = 0"}},
		"on the first sheet": {
			[]page{titled([]string{quarter, "ĐVT: triệu đồng"}, revenue), second},
			[]string{"note period_from_tables A1", "note sender_from_tables A1", "warning unit_inherited C2"}, []string{"C5 an-phu revenue = 500000000", "C2 an-phu profit = 28000000"},
		},
	})
}
