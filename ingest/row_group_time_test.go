package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// slotsOf lists facts as "cell indicator period", with what they are besides
// the actual figures of a period.
func slotsOf(sub Submission) []string {
	var out []string
	for _, f := range sub.Facts {
		text := fmt.Sprintf("%s %s %s", f.Cell, f.Indicator, f.Period.Code())
		if f.Org != sub.Org {
			text = fmt.Sprintf("%s %s %s %s", f.Cell, f.Org, f.Indicator, f.Period.Code())
		}
		if f.Scenario == Plan {
			text += " plan"
		}
		if f.Role == SamePeriod {
			text += " before"
		}
		if f.Basis == "cumulative" {
			text += " cumulative"
		}
		out = append(out, text)
	}
	return out
}

// A group's name that says of what time the figures below it are, or that they
// are planned, is heard like a heading over their column.
func TestGroupOfATime(t *testing.T) {
	revenue := func(n int, value any) []any { return []any{n, "Doanh thu", "tỷ đồng", value} }
	paid := func(n int, value any) []any { return []any{n, "Nộp ngân sách", "tỷ đồng", value} }
	results := func(second string, rows ...[]any) [][]any {
		return slices.Concat([][]any{{"I", "KẾT QUẢ QUÝ I"}, revenue(1, 95), paid(2, 4), {"II", second}}, rows)
	}
	both := [][]any{revenue(1, 110), paid(2, 5)}
	own := []string{"D5 revenue 2024-Q1", "D6 budget_paid 2024-Q1"}
	as := func(what string) []string {
		return append(slices.Clone(own), "D8 revenue "+what, "D9 budget_paid "+what)
	}
	for _, tt := range []struct {
		name     string
		rows     [][]any
		facts    []string
		findings string
	}{
		{"next plan", results("KẾ HOẠCH QUÝ II", both...), as("2024-Q2 plan"), ""},
		{"next plan of work", results("KẾ HOẠCH SẢN XUẤT, KINH DOANH QUÝ II NĂM 2024", both...), as("2024-Q2 plan"), ""},
		{"plan of the year", results("KẾ HOẠCH NĂM 2024", both...), as("2024 plan"), ""},
		{"plan of this year", results("Kế hoạch năm", both...), as("2024 plan"), ""},
		{"target of the year", results("CHỈ TIÊU NĂM 2024", both...), as("2024 plan"), ""},
		{"same period", results("CÙNG KỲ NĂM TRƯỚC", both...), as("2023-Q1 before"), ""},
		{"same quarter", results("QUÝ I/2023", both...), as("2023-Q1 before"), ""},
		{"quarter before", results("THỰC HIỆN QUÝ IV NĂM 2023", both...), as("2023-Q4 before"), ""},
		{"all of the year before", results("SỐ LIỆU CẢ NĂM 2023", both...), as("2023 before"), ""},
		{"a month of it", results("RIÊNG THÁNG 3", both...), as("2024-03"), ""},
		{"a year, of which all or a part", results("SỐ LIỆU NĂM 2023", both...), own, "warning group_year B7"},
		{"a section of the year so far", results("CÔNG TÁC XÂY DỰNG ĐẢNG NĂM 2024", []any{1, "Kết nạp", "đảng viên", 3}), append(slices.Clone(own), "D8 admissions 2024-Q1"), ""},
		{"a section of the year before", results("CÔNG TÁC XÂY DỰNG ĐẢNG NĂM 2023", []any{1, "Kết nạp", "đảng viên", 3}), own, "warning group_year B7"},
		{"figures of the year so far", results("SỐ LIỆU NĂM 2024", both...), own, "warning group_year B7"},
		{"the year before, the same", results("NĂM TRƯỚC", both...), own, "warning group_year B7"},
		{"a plan of no time", results("KẾ HOẠCH", both...), own, "warning group_plan B7"},
		{"what is to be done next", results("PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ II", both...), own, "warning group_forecast B7"},
		{"what is expected", results("DỰ KIẾN QUÝ II", both...), own, "warning group_forecast B7"},
		{"a later time", results("QUÝ II/2024", both...), own, "warning group_later B7"},
		{"two times", results("QUÝ II VÀ 6 THÁNG", both...), own, "warning group_unclear B7"},
		{"several months", results("SỐ LIỆU THÁNG 1, 2, 3", both...), own, "warning group_unclear B7"},
		{"several quarters", results("KẾ HOẠCH QUÝ I, II", both...), own, "warning group_unclear B7"},
		{"tasks of no time", results("NHIỆM VỤ TRỌNG TÂM", both...), own, "warning group_plan B7"},
		{"what is to be done, at no time", results("PHƯƠNG HƯỚNG", both...), own, "warning group_forecast B7"},
		{"without figures below", results("PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ II", []any{1, "Doanh thu", "tỷ đồng", nil}), own, ""},

		{"another subject ends it", [][]any{{"I", "KẾ HOẠCH QUÝ II"}, revenue(1, 110), {"II", "CÔNG TÁC XÂY DỰNG ĐẢNG"}, {1, "Kết nạp", "người", 3}}, []string{"D5 revenue 2024-Q2 plan", "D7 admissions 2024-Q1"}, ""},
		{"a group of lower rank does not", [][]any{{"A", "KẾ HOẠCH QUÝ II"}, {"I", "KINH TẾ"}, revenue(1, 110), {"II", "XÂY DỰNG ĐẢNG"}, {1, "Kết nạp", "người", 3}}, []string{"D6 revenue 2024-Q2 plan", "D8 admissions 2024-Q2 plan"}, ""},
		{"nor a row numbered anew", [][]any{{"1", "KẾ HOẠCH QUÝ II"}, revenue(1, 110), paid(2, 5)}, []string{"D5 revenue 2024-Q2 plan", "D6 budget_paid 2024-Q2 plan"}, ""},
		{"a row numbered on does", [][]any{{"1", "Kế hoạch quý II"}, {nil, "- Doanh thu", "tỷ đồng", 110}, paid(2, 5)}, []string{"D5 revenue 2024-Q2 plan", "D6 budget_paid 2024-Q1"}, ""},
		{"nor does one that is numbered on below it", [][]any{{2, "KẾ HOẠCH QUÝ II"}, revenue(1, 110), {2, "Lao động", "người", 90}, paid(3, 5)}, []string{"D5 revenue 2024-Q2 plan", "D6 workers 2024-Q2 plan", "D7 budget_paid 2024-Q2 plan"}, ""},
		{"but one that is numbered on behind it", [][]any{{2, "KẾ HOẠCH QUÝ II"}, revenue(1, 110), paid(3, 5)}, []string{"D5 revenue 2024-Q2 plan", "D6 budget_paid 2024-Q1"}, ""},
		{"in capitals without numbers", [][]any{{nil, "KẾT QUẢ QUÝ I"}, revenue(1, 95), {nil, "KẾ HOẠCH QUÝ II"}, revenue(1, 110)}, []string{"D5 revenue 2024-Q1", "D7 revenue 2024-Q2 plan"}, ""},
		{"in small letters without numbers", [][]any{{nil, "Kết quả quý I"}, revenue(1, 95), {nil, "Kế hoạch quý II"}, revenue(1, 110)}, []string{"D5 revenue 2024-Q1", "D7 revenue 2024-Q2 plan"}, ""},
		{"and another name after it", [][]any{{nil, "KẾ HOẠCH QUÝ II"}, revenue(1, 110), {nil, "XÂY DỰNG ĐẢNG"}, {1, "Kết nạp", "người", 3}}, []string{"D5 revenue 2024-Q2 plan"}, "warning group_after B6"},
		{"and results after it", [][]any{{nil, "KẾ HOẠCH QUÝ II"}, revenue(1, 110), {nil, "KẾT QUẢ"}, {1, "Kết nạp", "người", 3}}, []string{"D5 revenue 2024-Q2 plan", "D7 admissions 2024-Q1"}, ""},

		{"outcome of a plan", [][]any{{"I", "KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2024"}, revenue(1, 95), {"II", "THỰC HIỆN NHIỆM VỤ CHÍNH TRỊ"}, paid(1, 5)}, []string{"D5 revenue 2024-Q1", "D7 budget_paid 2024-Q1"}, ""},
		{"a task of no time", [][]any{{"I", "NHIỆM VỤ CHÍNH TRỊ"}, revenue(1, 95), {"II", "MỘT SỐ CHỈ TIÊU CHỦ YẾU"}, paid(1, 5)}, []string{"D5 revenue 2024-Q1", "D7 budget_paid 2024-Q1"}, ""},
		{"indicators of the period", [][]any{{"I", "CHỈ TIÊU KINH TẾ QUÝ I"}, revenue(1, 95), {"II", "GIAO THÔNG, XÂY DỰNG"}, paid(1, 5)}, []string{"D5 revenue 2024-Q1", "D7 budget_paid 2024-Q1"}, ""},
		{"a congress of another term", [][]any{{"I", "CHUẨN BỊ ĐẠI HỘI ĐẢNG NHIỆM KỲ 2025-2030"}, revenue(1, 95), {"II", "HỌC TẬP CHỈ THỊ 05 NĂM 2016"}, paid(1, 5)}, []string{"D5 revenue 2024-Q1", "D7 budget_paid 2024-Q1"}, ""},
		{"within a subject", [][]any{{"I", "ĐẢNG VIÊN"}, {"1", "Quý I/2023"}, {nil, "- Tổng số", "người", 40}, {"2", "Quý I/2024"}, {nil, "- Tổng số", "người", 45}}, []string{"D6 party_members 2023-Q1 before", "D8 party_members 2024-Q1"}, ""},
		{"a measure left empty", [][]any{revenue(1, nil), {nil, "Kế hoạch", nil, nil}, {nil, "Thực hiện", nil, 95}, paid(2, 5)}, []string{"D6 revenue 2024-Q1", "D7 budget_paid 2024-Q1"}, ""},
		{"measures of rows in it", [][]any{{"I", "QUÝ I/2023"}, {1, "Doanh thu", "tỷ đồng"}, {nil, "- Thực hiện", nil, 90}, {"II", "KẾ HOẠCH QUÝ II"}, {1, "Doanh thu", "tỷ đồng"}, {nil, "- Kế hoạch", nil, 110}}, []string{"D6 revenue 2023-Q1 before", "D9 revenue 2024-Q2 plan"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Kết quả"}, tt.rows...)), "a.xlsx")
			if diff := cmp.Diff(tt.facts, slotsOf(sub)); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if got := strings.Join(codesAt(sub), ", "); got != tt.findings {
				t.Errorf("findings %q, want %q", got, tt.findings)
			}
		})
	}
}

// A level that is repeated in the group of what has added up is the same one; two
// different ones are told.
func TestLevelsInGroupsOfATime(t *testing.T) {
	for level, want := range map[int]string{90: "", 91: "error duplicate_figure D9"} {
		rows := [][]any{{"Công ty TNHH An Phú"}, {"BÁO CÁO THÁNG 5 NĂM 2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Số liệu"},
			{"I", "TRONG THÁNG"}, {1, "Doanh thu", "tỷ đồng", 30}, {2, "Lao động", "người", 90},
			{"II", "LŨY KẾ 5 THÁNG"}, {1, "Doanh thu", "tỷ đồng", 60}, {2, "Lao động", "người", level}}
		sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
		facts := []string{"D5 revenue 2024-05", "D6 workers 2024-05", "D8 revenue 2024-05 cumulative"}
		if diff := cmp.Diff(facts, slotsOf(sub)); diff != "" || strings.Join(codesAt(sub), ", ") != want {
			t.Errorf("%d: %v, facts (-want +got):\n%s", level, codesAt(sub), diff)
		}
	}
}

// Where columns say something of their own, both are heard; what contradicts is
// told and not taken.
func TestGroupAndColumn(t *testing.T) {
	for _, tt := range []struct {
		name, title, first, second string
		columns                    []any
		values                     []any
		facts                      []string
		findings                   string
	}{
		{"plan and outcome of each quarter", "6 tháng đầu năm 2024", "QUÝ I", "QUÝ II", []any{"Kế hoạch", "Thực hiện"}, []any{100, 95},
			[]string{"D5 revenue 2024-Q1 plan", "E5 revenue 2024-Q1", "D7 revenue 2024-Q2 plan", "E7 revenue 2024-Q2"}, ""},
		{"same period of each quarter", "6 tháng đầu năm 2024", "QUÝ I", "QUÝ II", []any{"Cùng kỳ", "Ước TH"}, []any{90, 95},
			[]string{"D5 revenue 2023-Q1 before", "E5 revenue 2024-Q1", "D7 revenue 2023-Q2 before", "E7 revenue 2024-Q2"}, ""},
		{"the report's own quarter", "Quý I/2024", "KẾT QUẢ QUÝ I", "KẾ HOẠCH QUÝ II", []any{"KH năm", "Thực hiện"}, []any{nil, 95},
			[]string{"E5 revenue 2024-Q1"}, "warning group_column B6"},
		{"a column of the results alone", "Quý I/2024", "KẾT QUẢ QUÝ I", "KẾ HOẠCH QUÝ II", []any{"TH quý I/2024", "KH quý II/2024"}, []any{95, nil},
			[]string{"D5 revenue 2024-Q1"}, "warning group_column B6"},
		{"what was compared, in the plan of the next", "Quý I/2024", "KẾT QUẢ", "KẾ HOẠCH QUÝ II", []any{"Cùng kỳ năm trước", "Kết quả"}, []any{90, 95},
			[]string{"D5 revenue 2023-Q1 before", "E5 revenue 2024-Q1", "E7 revenue 2024-Q2 plan"}, "warning group_column B6"},
		{"years of a quarter", "Quý I/2024", "QUÝ I", "CÙNG KỲ", []any{"Thực hiện", "Lũy kế"}, []any{95, 95},
			[]string{"D5 revenue 2024-Q1", "D7 revenue 2023-Q1 before"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			row := func(n float64) []any {
				out := []any{1, "Doanh thu", "tỷ đồng"}
				for _, v := range tt.values {
					if i, ok := v.(int); ok {
						v = float64(i) + n
					}
					out = append(out, v)
				}
				return out
			}
			sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {tt.title},
				append([]any{"TT", "Chỉ tiêu", "ĐVT"}, tt.columns...), {"I", tt.first}, row(0), {"II", tt.second}, row(1)}}), "a.xlsx")
			if diff := cmp.Diff(tt.facts, slotsOf(sub)); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if got := strings.Join(codesAt(sub), ", "); got != tt.findings {
				t.Errorf("findings %q, want %q", got, tt.findings)
			}
		})
	}
}

// What is answered of a group’s name holds for the next report of the layout,
// as the answer was called.
func TestAnswersAboutGroups(t *testing.T) {
	form := func(second string) []byte {
		return workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Kết quả"}, []any{"I", "KẾT QUẢ"}, []any{1, "Nộp ngân sách", "tỷ đồng", 5},
			[]any{"II", second}, []any{1, "Doanh thu", "tỷ đồng", 95}))
	}
	for _, tt := range []struct{ asked, now, target, fact string }{
		{"KẾ HOẠCH", "KẾ HOẠCH", "plan", "D7 revenue 2024 plan"},
		{"KẾ HOẠCH", "KẾ HOẠCH", "period_plan", "D7 revenue 2024-Q1 plan"},
		{"KẾ HOẠCH", "KẾ HOẠCH", "actual", "D7 revenue 2024-Q1"},
		{"KẾ HOẠCH", "KẾ HOẠCH", "same_period", "D7 revenue 2023-Q1 before"},
		{"KẾ HOẠCH", "KẾ HOẠCH", Ignore, ""},
		{"NHIỆM VỤ TRỌNG TÂM", "NHIỆM VỤ TRỌNG TÂM", "plan", "D7 revenue 2024 plan"},
		{"CHỈ TIÊU KINH TẾ NĂM 2024", "CHỈ TIÊU KINH TẾ NĂM 2024", "plan", "D7 revenue 2024 plan"},
		{"NĂM 2023", "NĂM 2023", "year_part", "D7 revenue 2023-Q1 before"},
		{"NĂM 2023", "NĂM 2023", "whole_year", "D7 revenue 2023 before"},
		{"CHỈ TIÊU QUÝ I", "CHỈ TIÊU QUÝ I", "actual", "D7 revenue 2024-Q1"},
		{"CHỈ TIÊU QUÝ I", "CHỈ TIÊU QUÝ I", "period_plan", "D7 revenue 2024-Q1 plan"},
	} {
		v := testVocabulary()
		sub, err := Read(form(tt.asked), "a.xlsx", v)
		if err != nil || len(sub.Questions) != 1 {
			t.Errorf("%s: %v, questions %v", tt.asked, err, sub.Questions)
			continue
		}
		q := sub.Questions[0]
		v.Mappings = Mappings{q.Scope: {{Scope: q.Scope, Kind: q.Kind, Text: q.Text, Shown: q.Shown, Target: tt.target}}}
		sub, err = Read(form(tt.now), "a.xlsx", v)
		got := strings.Join(slotsOf(sub), ", ")
		if want := strings.TrimSuffix("D5 budget_paid 2024-Q1, "+tt.fact, ", "); err != nil || got != want || len(sub.Questions) > 0 {
			t.Errorf("%s, %s, answered %s: %v, %s, want %s; %v", tt.asked, tt.now, tt.target, err, got, want, codesAt(sub))
		}
	}
}

// The same in tables of organisations: each may have a row in every group.
func TestGroupsOfATimeAmongUnits(t *testing.T) {
	const one, other = "Đảng bộ Công ty Cổ phần Hòa Bình", "Chi bộ Công ty TNHH An Phú"
	block := func(mark any, group string, sum any, a, b float64) [][]any {
		return [][]any{{mark, group, sum}, {1, one, a}, {2, other, b}}
	}
	for _, tt := range []struct {
		name, title string
		heading     string
		rows        [][]any
		facts       []string
		findings    string
	}{
		{"quarters of a year", "Năm 2024", "Doanh thu", slices.Concat(block("I", "QUÝ I", nil, 90, 80), block("II", "QUÝ II", nil, 100, 85)),
			[]string{"C6 hoa-binh revenue 2024-Q1", "C7 an-phu revenue 2024-Q1", "C9 hoa-binh revenue 2024-Q2", "C10 an-phu revenue 2024-Q2"}, ""},
		{"with their sums", "Năm 2024", "Doanh thu", slices.Concat(block("I", "QUÝ I", 170, 90, 80), block("II", "QUÝ II", 185, 100, 85), [][]any{{nil, "Tổng cộng", 355}}),
			[]string{"C6 hoa-binh revenue 2024-Q1", "C7 an-phu revenue 2024-Q1", "C9 hoa-binh revenue 2024-Q2", "C10 an-phu revenue 2024-Q2"}, ""},
		{"with a wrong sum", "Năm 2024", "Doanh thu", slices.Concat(block("I", "QUÝ I", 170, 90, 80), block("II", "QUÝ II", 180, 100, 85)),
			[]string{"C6 hoa-binh revenue 2024-Q1", "C7 an-phu revenue 2024-Q1", "C9 hoa-binh revenue 2024-Q2", "C10 an-phu revenue 2024-Q2"}, "warning total_mismatch C8"},
		{"plan and outcome", "Quý I/2024", "Doanh thu", slices.Concat(block("I", "Kế hoạch năm 2024", nil, 390, 300), block("II", "Thực hiện quý I/2024", nil, 95, 80), [][]any{{nil, "Cộng", 175}}),
			[]string{"C6 hoa-binh revenue 2024 plan", "C7 an-phu revenue 2024 plan", "C9 hoa-binh revenue 2024-Q1", "C10 an-phu revenue 2024-Q1"}, ""},
		{"in capitals without numbers", "Quý I/2024", "Doanh thu", slices.Concat(block(nil, "CÙNG KỲ NĂM TRƯỚC", nil, 90, 80), block(nil, "QUÝ I NĂM 2024", nil, 95, 85)),
			[]string{"C6 hoa-binh revenue 2023-Q1 before", "C7 an-phu revenue 2023-Q1 before", "C9 hoa-binh revenue 2024-Q1", "C10 an-phu revenue 2024-Q1"}, ""},
		{"over clusters", "6 tháng đầu năm 2024", "Doanh thu", slices.Concat([][]any{{"A", "QUÝ I"}}, block("I", "Cụm số 1", nil, 90, 80), [][]any{{"B", "QUÝ II"}}, block("I", "Cụm số 1", nil, 95, 85)),
			[]string{"C7 hoa-binh revenue 2024-Q1", "C8 an-phu revenue 2024-Q1", "C11 hoa-binh revenue 2024-Q2", "C12 an-phu revenue 2024-Q2"}, ""},
		{"what organisations have in common", "Quý I/2024", "Doanh thu", [][]any{{"I", "CÁC ĐƠN VỊ HOÀN THÀNH KẾ HOẠCH"}, {1, one, 90}, {"II", "ĐƠN VỊ GIẢM SO VỚI CÙNG KỲ NĂM TRƯỚC"}, {2, other, 80}},
			[]string{"C6 hoa-binh revenue 2024-Q1", "C8 an-phu revenue 2024-Q1"}, ""},
		{"what is expected", "Quý I/2024", "Doanh thu", slices.Concat(block("I", "KẾT QUẢ QUÝ I", nil, 90, 80), block("II", "NHIỆM VỤ QUÝ II", nil, 95, 85)),
			[]string{"C6 hoa-binh revenue 2024-Q1", "C7 an-phu revenue 2024-Q1"}, "warning group_forecast B8"},
		{"twice in one", "Năm 2024", "Doanh thu", slices.Concat(block("I", "QUÝ I", nil, 90, 80), [][]any{{3, one, 4}}),
			[]string{"C6 hoa-binh revenue 2024-Q1", "C7 an-phu revenue 2024-Q1"}, "error duplicate_organisation B8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sub := read(t, workbook(t, page{name: "S", rows: slices.Concat([][]any{{"Đảng ủy Khối Doanh nghiệp tỉnh"}, {"TỔNG HỢP " + tt.title}, {"ĐVT: tỷ đồng"},
				{"TT", "Tên đơn vị", tt.heading}}, tt.rows)}), "a.xlsx")
			if diff := cmp.Diff(tt.facts, slotsOf(sub)); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if got := strings.Join(codesAt(sub), ", "); got != tt.findings {
				t.Errorf("findings %q, want %q", got, tt.findings)
			}
		})
	}
}

// A plan of no time below a title that speaks of a later one is that later one's
// where it stands behind the results, as in the title.
func TestGroupOfThePlanInTheTitle(t *testing.T) {
	for _, tt := range []struct{ first, second, want string }{
		{"KẾT QUẢ", "KẾ HOẠCH", "D5 revenue 2024-Q1, D7 budget_paid 2024-Q2 plan"},
		{"KẾ HOẠCH", "KẾT QUẢ", "D7 budget_paid 2024-Q1, warning group_next B4"},
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Báo cáo kết quả quý I, phương hướng nhiệm vụ quý II năm 2024"},
			{"TT", "Chỉ tiêu", "ĐVT", "Số liệu"}, {"I", tt.first}, {1, "Doanh thu", "tỷ đồng", 5}, {"II", tt.second}, {1, "Nộp ngân sách", "tỷ đồng", 5}}}), "a.xlsx")
		if got := strings.Join(append(slotsOf(sub), codesAt(sub)...), ", "); got != tt.want {
			t.Errorf("%s, %s: %s, want %s", tt.first, tt.second, got, tt.want)
		}
	}
}
