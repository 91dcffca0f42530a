package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A name that stands below something else than what it is short for is not
// taken for that.
func TestHeadingsBelowSomethingElse(t *testing.T) {
	for heading, want := range map[string]string{
		"Kiểm tra|Đảng viên":                              "",
		"Công tác kiểm tra|Số đảng viên":                  "",
		"Kiểm tra|Người":                                  "",
		"Kiểm tra|Cuộc":                                   "inspections",
		"Kiểm tra|Tổ chức đảng":                           "inspections",
		"Khen thưởng|Đảng viên":                           "",
		"Khen thưởng|Chi bộ":                              "",
		"Khen thưởng|Tập thể":                             "commendations_collective",
		"Kỷ luật|Đảng viên":                               "disciplined_members",
		"Kỷ luật|TCĐ":                                     "disciplined_organisations",
		"Kết nạp|Công nhân":                               "",
		"Kết nạp|Người lao động":                          "",
		"Kết nạp|Nữ":                                      "",
		"Kết nạp|Đảng viên nữ":                            "",
		"Kết nạp|Đảng viên":                               "admissions",
		"Kết nạp|Người":                                   "admissions",
		"Từ trần|Đảng viên":                               "member_deaths",
		"Học tập nghị quyết|Chi bộ":                       "resolution_study_cells",
		"Học tập NQ|Đảng viên":                            "resolution_study_members",
		"Doanh thu|/lao động":                             "",
		"Doanh thu|Lao động":                              "",
		"Thu nhập bình quân|/lao động":                    "average_income",
		"Lao động|Công nhân":                              "",
		"Lao động|Người":                                  "workers",
		"Đảng viên|Người lao động":                        "",
		"Doanh nghiệp|Thành lập mới":                      "",
		"Hội doanh nghiệp|Kết nạp":                        "",
		"Lao động|Chuyển đi":                              "",
		"Chi đoàn|Thành lập mới":                          "",
		"PCCC|Kiểm tra":                                   "",
		"Nhà ở công nhân|Dự án":                           "",
		"Đảng viên|Kết nạp":                               "admissions",
		"Đảng viên|Chuyển đi":                             "transfers_out",
		"Đảng viên|Tổng số":                               "party_members",
		"Công tác Đảng|Thành lập mới":                     "new_organisations",
		"Phát triển đảng viên|Đảng viên":                  "party_members",
		"Kết quả|Kiểm tra":                                "inspections",
		"Tổ chức đảng|Đảng viên":                          "party_members",
		"Công tác xây dựng Đảng|Kết nạp":                  "admissions",
		"Biến động đảng viên|Chuyển đến":                  "transfers_in",
		"Ủy ban kiểm tra|Kiểm tra":                        "inspections",
		"Sản xuất kinh doanh|Lao động":                    "workers",
		"Lao động, việc làm|Lao động":                     "workers",
		"Chính trị, tư tưởng|Học tập NQ":                  "resolution_study_members",
		"Kiểm tra|Tổng số đảng viên":                      "party_members",
		"Hội doanh nghiệp|Kết nạp Đảng":                   "admissions",
		"Đoàn thanh niên|Kết nạp đảng viên":               "admissions",
		"Kiểm tra, giám sát và thi hành kỷ luật|Kiểm tra": "inspections",
		"Thi đua, khen thưởng, kỷ luật|Kỷ luật":           "disciplined_members",
		"Công tác kiểm tra, giám sát|Giám sát":            "supervisions",
		"Thanh tra, kiểm tra|Kiểm tra":                    "",
		"Lao động, tiền lương, BHXH|Lao động":             "workers",
		"Sản xuất, kinh doanh, dịch vụ|Lao động":          "workers",
		"Thông tin chung về đơn vị|Kết nạp":               "admissions",
		"Hội nghị|Sinh hoạt chuyên đề":                    "thematic_meetings",
		"Hội viên|Sinh hoạt chuyên đề":                    "",
		"Công đoàn|Đảng viên":                             "",
		"Toàn ngành|Doanh thu":                            "",
		"Ngành điện|Lao động":                             "",
		"Tập đoàn|Doanh thu":                              "",
		"HTX|Lao động":                                    "",
		"Toàn tỉnh|Nộp ngân sách":                         "",
		"Chỉ tiêu kinh tế|Doanh thu":                      "revenue",
		"Ngành nghề kinh doanh|Doanh thu":                 "revenue",
		"Nộp ngân sách|Tỉnh":                              "budget_paid_local",
	} {
		c := columnUnder(strings.Split(heading, "|"), rowsAreUnits, "2024-Q2")
		if got := c.head.indicator.Code; got != want && (c.head.known || want != "") {
			t.Errorf("%s: %q, want %q", heading, got, want)
		}
	}
}

// over is a table of organisations whose headings stand below others, and its
// figures 2, 3 and so on.
func over(upper []any, lower []any, merges ...string) []page {
	rows := [][]any{{"Cụm số 1"}, {"Quý I/2024"}, append([]any{"TT", "Tên đơn vị"}, upper...), append([]any{nil, nil}, lower...), {1, "Công ty TNHH An Phú"}}
	for i := range lower {
		rows[4] = append(rows[4], i+2)
	}
	return one(page{name: "S", rows: rows, merges: append([]string{"A3:A4", "B3:B4"}, merges...)})
}

// What is done to some of several is none of the whole, and none of them is all
// there are.
func TestHeadingsOfWhatIsDone(t *testing.T) {
	checkRows(t, map[string]rowCase{
		"inspections": {
			over([]any{"Kiểm tra", nil, "Kỷ luật", nil, "Tổng số đảng viên"}, []any{"Tổ chức đảng", "Đảng viên", "Tổ chức đảng", "Đảng viên", nil}, "C3:D3", "E3:F3", "G3:G4"),
			[]string{"warning name_of_part C5", "warning name_below_another D5"},
			[]string{"E5 an-phu disciplined_organisations = 4", "F5 an-phu disciplined_members = 5", "G5 an-phu party_members = 6"},
		},
		"admissions": {
			over([]any{"Kết nạp", nil, nil, nil}, []any{"Tổng số", "Công nhân", "Cán bộ quản lý", "Người lao động"}, "C3:F3"),
			[]string{"warning column_unknown D5", "warning column_unknown E5", "warning name_below_another F5"}, []string{"C5 an-phu admissions = 2"},
		},
		"those to whom it is always done": {
			over([]any{"Kết nạp", nil, "Giải thể", nil}, []any{"Đảng viên", "Công nhân", "TCCSĐ", "Chi bộ"}, "C3:D3", "E3:F3"),
			[]string{"warning column_unknown D5", "warning name_of_part F5"}, []string{"C5 an-phu admissions = 2", "E5 an-phu dissolved_organisations = 4"},
		},
	})
}

// Rows stand below the group whose numbers theirs are not of a kind with.
func TestRowsBelowSomethingElse(t *testing.T) {
	form := func(rows ...[]any) []page {
		return one(page{name: "S", rows: append([][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"}}, rows...)})
	}
	checkRows(t, map[string]rowCase{
		"its own name": {
			form([]any{"I", "Chi bộ Công ty TNHH An Phú"}, []any{1, "Kết nạp", nil, 5}, []any{2, "Lao động", nil, 90}, []any{3, "Đảng viên", nil, 20}), nil,
			[]string{"D5 an-phu admissions = 5", "D6 an-phu workers = 90", "D7 an-phu party_members = 20"},
		},
		"an association": {
			form([]any{"I", "HỘI DOANH NGHIỆP"}, []any{1, "Kết nạp", "hội viên", 5}, []any{"II", "CÁC DOANH NGHIỆP"}, []any{1, "Thành lập mới", nil, 3}),
			[]string{"error nothing_taken", "warning name_below_another B5", "warning name_below_another B7"}, nil,
		},
		"inspections": {
			form([]any{"I", "CÔNG TÁC KIỂM TRA, GIÁM SÁT"}, []any{1, "Đảng viên", "đảng viên", 5}, []any{"II", "KHEN THƯỞNG"}, []any{1, "Đảng bộ", "đảng bộ", 1},
				[]any{"III", "TỔ CHỨC ĐẢNG, ĐẢNG VIÊN"}, []any{1, "Đảng viên", "đảng viên", 90}),
			[]string{"warning name_below_another B5", "warning name_below_another B7"}, []string{"D9 an-phu party_members = 90"},
		},
		"with dashes": {
			form([]any{1, "Kiểm tra"}, []any{nil, "- Tổ chức đảng", nil, 2}, []any{nil, "- Đảng viên", nil, 5}, []any{2, "Đảng viên", nil, 90}),
			[]string{"warning name_of_part B5", "warning name_below_another B6"}, []string{"D7 an-phu party_members = 90"},
		},
		"beside a row without a figure":   {form([]any{1, "Kỷ luật"}, []any{2, "Đảng viên", nil, 90}, []any{3, "Chi bộ", nil, 6}), nil, []string{"D5 an-phu party_members = 90", "D6 an-phu subordinate_cells = 6"}},
		"beside one without a number":     {form([]any{nil, "Kiểm tra"}, []any{nil, "Đảng viên", nil, 90}), nil, []string{"D5 an-phu party_members = 90"}},
		"below capital letters":           {form([]any{nil, "KIỂM TRA"}, []any{nil, "Đảng viên", nil, 5}, []any{nil, "Chi bộ", nil, 6}), []string{"error nothing_taken", "warning name_below_another B5", "warning name_below_another B6"}, nil},
		"of admissions":                   {form([]any{1, "Kết nạp", nil, 5}, []any{nil, "Trong đó: - Công nhân", nil, 3}, []any{nil, "- Đảng viên nữ", nil, 2}), []string{"warning row_unknown B5", "warning name_below_another B6"}, []string{"D4 an-phu admissions = 5"}},
		"enterprises":                     {form([]any{"I", "DOANH NGHIỆP TRONG KCN"}, []any{1, "Thành lập mới", "DN", 12}, []any{2, "Chuyển đi", "DN", 3}), []string{"error nothing_taken", "warning name_below_another B5", "warning name_below_another B6"}, nil},
		"others":                          {form([]any{"I", "TIẾP CÔNG DÂN"}, []any{1, "Tiếp nhận", "đơn", 5}, []any{"II", "HƯU TRÍ"}, []any{1, "Từ trần", "người", 1}, []any{"III", "AN TOÀN LAO ĐỘNG"}, []any{1, "Kiểm tra", "cuộc", 2}), []string{"error nothing_taken", "warning name_below_another B5", "warning name_below_another B7", "warning name_below_another B9"}, nil},
		"a group in a group":              {form([]any{"II", "CÔNG ĐOÀN"}, []any{1, "Công tác tổ chức"}, []any{"-", "Kết nạp", "người", 5}, []any{2, "Kết nạp", "người", 6}), []string{"error nothing_taken", "warning name_below_another B6", "warning name_below_another B7"}, nil},
		"a time in a group in a group":    {form([]any{"A", "CÔNG ĐOÀN"}, []any{"I", "Công tác tổ chức"}, []any{1, "QUÝ I"}, []any{nil, "- Kết nạp", "người", 5}), []string{"error nothing_taken", "warning name_below_another B7"}, nil},
		"a group in a time in a group":    {form([]any{"A", "HƯU TRÍ"}, []any{"I", "KẾT QUẢ QUÝ I"}, []any{1, "Cán bộ"}, []any{nil, "- Lao động", "người", 5}), []string{"error nothing_taken", "warning name_below_another B7"}, nil},
		"a time after such groups":        {form([]any{"A", "CÔNG ĐOÀN"}, []any{"I", "Công tác tổ chức"}, []any{"B", "KẾT QUẢ QUÝ I"}, []any{1, "Kết nạp", "người", 5}), nil, []string{"D7 an-phu admissions = 5"}},
		"small letters below capitals":    {form([]any{nil, "CÔNG ĐOÀN"}, []any{nil, "Công tác tổ chức"}, []any{"-", "Kết nạp", "người", 5}), []string{"error nothing_taken", "warning name_below_another B6"}, nil},
		"numbers that begin anew":         {form([]any{2, "Công đoàn"}, []any{1, "Kết nạp", "người", 5}, []any{3, "Kết nạp", "người", 6}), []string{"warning name_below_another B5"}, []string{"D6 an-phu admissions = 6"}},
		"headings numbered anew":          {form([]any{2, "Công đoàn"}, []any{1, "Công tác tổ chức"}, []any{"-", "Kết nạp", "người", 5}), []string{"error nothing_taken", "warning name_below_another B6"}, nil},
		"the Party's work":                {form([]any{"I", "CÔNG TÁC XÂY DỰNG ĐẢNG"}, []any{1, "Kết nạp", nil, 5}, []any{2, "Kiểm tra", nil, 2}, []any{3, "Đảng viên", nil, 90}, []any{4, "Lao động", nil, 120}), nil, []string{"D5 an-phu admissions = 5", "D6 an-phu inspections = 2", "D7 an-phu party_members = 90", "D8 an-phu workers = 120"}},
		"all of them, below what is done": {form([]any{"I", "KIỂM TRA, GIÁM SÁT"}, []any{1, "Tổng số đảng viên", nil, 90}), nil, []string{"D5 an-phu party_members = 90"}},
	})
}

// What a name below something else means is answered for where it stands.
func TestNamesBelowSomethingElseAreAnswered(t *testing.T) {
	form := func(second string) []byte {
		return workbook(t, page{name: "S", rows: [][]any{
			{"Chi bộ Công ty TNHH An Phú"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"},
			{"I", "KIỂM TRA, GIÁM SÁT"}, {1, "Đảng viên", nil, 5}, {"II", "KHEN THƯỞNG"}, {1, second, nil, 1},
		}})
	}
	sub := readWith(t, form("Tập thể"), "a.xlsx")
	if len(sub.Questions) != 1 || sub.Questions[0].Text != "kiểm tra giám sát đảng viên" {
		t.Fatalf("asks %q", asks(sub))
	}
	told := answer(sub.Questions[0], Ignore)
	if again := readWith(t, form("Tập thể"), "a.xlsx", told); len(again.Questions) > 0 {
		t.Errorf("asks again %q", asks(again))
	}
	other := readWith(t, form("Đảng viên"), "a.xlsx", told)
	if diff := cmp.Diff([]string{`heading "khen thưởng đảng viên": party_members members_official`}, asks(other)); diff != "" {
		t.Errorf("of another's (-want +got):\n%s", diff)
	}
}

// "DT" of people is short for "dân tộc", and where it may be, nobody takes it for
// revenue.
func TestEthnicMinoritiesAreNoRevenue(t *testing.T) {
	checkRows(t, map[string]rowCase{
		"below members": {
			over([]any{"Đảng viên", nil, nil, nil}, []any{"Tổng số", "Nữ", "DT", "TG"}, "C3:F3"), nil,
			[]string{"C5 an-phu party_members = 2", "D5 an-phu members_women = 3", "E5 an-phu members_ethnic = 4", "F5 an-phu members_religious = 5"},
		},
		"below workers": {
			over([]any{"Lao động", nil}, []any{"Tổng số", "DT"}, "C3:D3"),
			[]string{"warning column_unknown D5"}, []string{"C5 an-phu workers = 2"},
		},
		"beside women": {
			one(page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Quý I/2024"}, {"ĐVT: tỷ đồng"}, {"TT", "Tên đơn vị", "Đảng viên", "Nữ", "DT", "Nộp NS"}, {1, "Công ty TNHH An Phú", 20, 4, 2, 9}}}),
			[]string{"warning column_unknown E5"}, []string{"C5 an-phu party_members = 20", "D5 an-phu members_women = 4", "F5 an-phu budget_paid = 9000000000"},
		},
		"beside workers": {
			one(page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Quý I/2024"}, {"ĐVT: tỷ đồng"}, {"TT", "Tên đơn vị", "Lao động", "DT", "Nộp NS"}, {1, "Công ty TNHH An Phú", 20, 4, 2}}}),
			nil, []string{"C5 an-phu workers = 20", "D5 an-phu revenue = 4000000000", "E5 an-phu budget_paid = 2000000000"},
		},
		"in rows": {
			one(page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "TH"},
				{1, "Đảng viên", "đảng viên", 20}, {nil, "- Nữ", nil, 4}, {nil, "- DT", nil, 2}, {2, "Lao động", "người", 50}, {3, "DT", "người", 5}, {4, "DT", "tỷ đồng", 9}}}),
			[]string{"warning row_unknown B8"}, []string{"D4 an-phu party_members = 20", "D5 an-phu members_women = 4", "D6 an-phu members_ethnic = 2", "D7 an-phu workers = 50", "D9 an-phu revenue = 9000000000"},
		},
	})
}
