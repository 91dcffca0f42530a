package ingest

import (
	"fmt"
	"strings"
	"testing"
)

// writtenIn reads the rows below a heading of three columns and returns what each
// figure is in the units of the store, and the findings.
func writtenIn(t *testing.T, line string, rows ...[]any) string {
	t.Helper()
	sub := read(t, workbook(t, page{name: "S", rows: append([][]any{{"Công ty Cổ phần Hòa Bình, quý I/2024 " + line}}, rows...)}), "a.xlsx")
	return saidShort(sub)
}

// saidShort returns the figures in the units of the store, and the findings that
// are no notes.
func saidShort(sub Submission) string {
	var got []string
	for _, f := range sub.Facts {
		got = append(got, fmt.Sprintf("%s %s", f.Indicator, f.Num))
	}
	for _, c := range codesAt(sub) {
		if !strings.HasPrefix(c, "note") {
			got = append(got, c)
		}
	}
	return strings.Join(got, "; ")
}

// The unit of a group's heading is that of the rows below it that can be
// written in it, until the next group.
func TestUnitsOfGroups(t *testing.T) {
	head := []any{"TT", "Chỉ tiêu", "Thực hiện"}
	for name, tt := range map[string]struct {
		line string
		rows [][]any
		want string
	}{
		"money and people": {"", [][]any{{"I", "Chỉ tiêu tài chính (triệu đồng)"}, {1, "Doanh thu", 95}, {2, "Nộp NSNN", 5}, {"II", "Lao động (người)"}, {1, "Tổng số lao động", 7}},
			"revenue 95000000; budget_paid 5000000; workers 7"},
		"known as an indicator": {"", [][]any{{"III", "Xuất khẩu (1.000 USD)"}, {1, "Kim ngạch xuất khẩu", 15}}, "export_turnover 15000"},
		"nearer than the sheet": {"ĐVT: tỷ đồng", [][]any{{"I", "Tài chính (triệu đồng)"}, {1, "Doanh thu", 95}, {"II", "Khác"}, {1, "Nộp NSNN", 5}},
			"revenue 95000000; budget_paid 5000000000"},
		"farther than the row": {"", [][]any{{"I", "Tài chính (triệu đồng)"}, {1, "Doanh thu (tỷ đồng)", 95}}, "revenue 95000000000"},
		"ended by a group":     {"", [][]any{{"I", "Tài chính (triệu đồng)"}, {1, "Doanh thu", 95}, {"II", "Khác"}, {1, "Nộp NSNN", 5}}, "revenue 95000000; error unit_missing C6"},
		"not fitting":          {"", [][]any{{"I", "Tài chính (triệu đồng)"}, {1, "Kim ngạch xuất khẩu", 95}, {2, "Lao động", 7}}, "workers 7; error unit_missing C4"},
	} {
		if got := writtenIn(t, tt.line, append([][]any{head}, tt.rows...)...); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
	if got := writtenIn(t, "", []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{"I", "Tài chính", "triệu đồng"}, []any{1, "Doanh thu", nil, 95}); got != "revenue 95000000" {
		t.Errorf("a unit in its column: %s", got)
	}
}

// A unit of money over a column is for the amounts among its rows.
func TestMoneyOverCounts(t *testing.T) {
	got := writtenIn(t, "", []any{"TT", "Chỉ tiêu", "Thực hiện (triệu đồng)"}, []any{1, "Doanh thu", 95}, []any{2, "Lao động", 7}, []any{3, "Đảng viên", 3}, []any{4, "Tỷ lệ nợ xấu", 1.5})
	if want := "revenue 95000000; workers 7; party_members 3; bad_debt_ratio 1.5; warning percentage_without_parts C6"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	got = writtenIn(t, "", []any{"TT", "Chỉ tiêu", "Thực hiện (triệu đồng)"}, []any{1, "Doanh thu", 95}, []any{2, "Lao động (triệu đồng)", 7})
	if want := "revenue 95000000; error unit_mismatch C4"; got != want {
		t.Errorf("a row's own: got %s\nwant %s", got, want)
	}
	got = writtenIn(t, "", []any{"TT", "Chỉ tiêu", "Thực hiện (người)"}, []any{1, "Doanh thu", 95}, []any{2, "Lao động", 7})
	if want := "workers 7; error unit_mismatch C3"; got != want {
		t.Errorf("people over money: got %s\nwant %s", got, want)
	}
}

// What a row's name, its column of units and the heading over a figure say of its
// unit must be the same; a line for the whole sheet is for those that say nothing.
func TestUnitsToldTwice(t *testing.T) {
	with := func(heading string) []any { return []any{"TT", "Chỉ tiêu", "ĐVT", heading} }
	for name, tt := range map[string]struct {
		line string
		head []any
		rows [][]any
		want string
	}{
		"name and column of units": {"", with("Thực hiện"), [][]any{{1, "Doanh thu (triệu đồng)", "tỷ đồng", 95}, {2, "Nộp NSNN", "tỷ đồng", 5}},
			"budget_paid 5000000000; error unit_twice C3"},
		"of two currencies":  {"", with("Thực hiện"), [][]any{{1, "Doanh thu (triệu đồng)", "triệu USD", 95}}, "error unit_mismatch D3"},
		"the same":           {"", with("Thực hiện"), [][]any{{1, "Doanh thu (tr.đ)", "triệu đồng", 95}, {2, "Lao động (người)", "lao động", 7}}, "revenue 95000000; workers 7"},
		"heading and column": {"", with("Thực hiện (triệu đồng)"), [][]any{{1, "Doanh thu", "tỷ đồng", 95}, {2, "Nộp NSNN", "tỷ đồng", 5}, {3, "Lao động", "người", 7}}, "workers 7; error unit_twice D3"},
		"heading and name":   {"", []any{"TT", "Chỉ tiêu", "Thực hiện (triệu đồng)"}, [][]any{{1, "Doanh thu (tỷ đồng)", 95}}, "error unit_twice C3"},
		"an income":          {"", with("Thực hiện (tỷ đồng)"), [][]any{{1, "Doanh thu", "tỷ đồng", 95}, {2, "Thu nhập bình quân", "triệu đồng/người/tháng", 8}}, "revenue 95000000000; average_income 8000000; warning average_without_weight D4"},
		"a line for all":     {"ĐVT: tỷ đồng", with("Thực hiện"), [][]any{{1, "Doanh thu", "triệu đồng", 95}, {2, "Nộp NSNN (triệu đồng)", nil, 5}}, "revenue 95000000; budget_paid 5000000"},
		"a line that names the indicator": {"ĐVT: tỷ đồng; nộp NSNN: triệu đồng", with("Thực hiện"), [][]any{{1, "Doanh thu", "triệu đồng", 95}, {2, "Nộp NSNN", "tỷ đồng", 5}},
			"revenue 95000000; error unit_twice D4"},
		"a heading over the names": {"ĐVT: tỷ đồng", []any{"TT", "Chỉ tiêu (triệu đồng)", "Thực hiện"}, [][]any{{1, "Doanh thu", 95}}, "revenue 95000000000; error unit_twice B2"},
		"a group":                  {"", with("Thực hiện"), [][]any{{"I", "Tài chính (triệu đồng)", "tỷ đồng"}, {1, "Doanh thu", nil, 95}}, "error unit_twice B3; error unit_missing D4"},
		"a row of a plan":          {"", with("Quý I/2024"), [][]any{{1, "Doanh thu", "tỷ đồng", nil}, {nil, "TH", "triệu đồng", 95}}, "revenue 95000000"},
		"nothing":                  {"", with("Thực hiện (triệu đồng)"), [][]any{{1, "Doanh thu", "tỷ đồng", 0}}, "revenue 0"},
	} {
		if got := writtenIn(t, tt.line, append([][]any{tt.head}, tt.rows...)...); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

// Each organisation of a table may have its own unit in a column of units.
func TestUnitsOfOrganisations(t *testing.T) {
	for name, tt := range map[string]struct {
		line string
		head []any
		rows [][]any
		want string
	}{
		"beside a line": {"ĐVT: tỷ đồng", []any{"TT", "Tên đơn vị", "ĐVT", "Doanh thu", "Lao động"},
			[][]any{{1, "Công ty Cổ phần Hòa Bình", "triệu đồng", 95500, 7}, {2, "Công ty TNHH An Phú", "tỷ đồng", 80, 9}, {"", "Tổng cộng", nil, 176, 16}},
			"revenue 95500000000; workers 7; revenue 80000000000; workers 9"},
		"without a line":    {"", []any{"TT", "Tên đơn vị", "Doanh thu", "ĐVT"}, [][]any{{1, "Công ty Cổ phần Hòa Bình", 95, "triệu đồng"}, {2, "Công ty TNHH An Phú", 80, `"`}}, "revenue 95000000; revenue 80000000"},
		"missing":           {"", []any{"TT", "Tên đơn vị", "ĐVT", "Doanh thu"}, [][]any{{1, "Công ty Cổ phần Hòa Bình", "triệu đồng", 95}, {2, "Công ty TNHH An Phú", nil, 80}}, "revenue 95000000; error unit_missing D4"},
		"unknown":           {"ĐVT: tỷ đồng", []any{"TT", "Tên đơn vị", "ĐVT", "Doanh thu"}, [][]any{{1, "Công ty Cổ phần Hòa Bình", "trăm triệu đồng", 95}}, "error unit_unknown C3"},
		"told twice":        {"", []any{"TT", "Tên đơn vị", "ĐVT", "Doanh thu (tỷ đồng)", "Thu nhập BQ (triệu đồng/người/tháng)"}, [][]any{{1, "Công ty Cổ phần Hòa Bình", "triệu đồng", 95, 8}}, "average_income 8000000; error unit_twice D3; warning average_without_weight E3"},
		"of something else": {"ĐVT: tỷ đồng", []any{"TT", "Tên đơn vị", "Sản phẩm", "ĐVT", "Doanh thu"}, [][]any{{1, "Công ty Cổ phần Hòa Bình", "Xi măng", "tấn", 95}}, "revenue 95000000000"},
		"one for each":      {"", []any{"TT", "Tên đơn vị", "Doanh thu", "ĐVT", "Nộp NSNN", "ĐVT"}, [][]any{{1, "Công ty Cổ phần Hòa Bình", 95, "tỷ đồng", 8, "triệu đồng"}}, "revenue 95000000000; budget_paid 8000000"},
	} {
		line := "Đảng ủy Khối Doanh nghiệp tỉnh, quý I/2024 " + tt.line
		sub := read(t, workbook(t, page{name: "S", rows: append([][]any{{line}, tt.head}, tt.rows...)}), "a.xlsx")
		if got := saidShort(sub); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

// What is counted by thousands or hundreds is as many more, wherever that is said.
func TestCountsByNumbers(t *testing.T) {
	for name, tt := range map[string]struct {
		line string
		head []any
		rows [][]any
		want string
	}{
		"in a column of units": {"", []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"},
			[][]any{{1, "Lượt khách du lịch", "1000 lượt", 28}, {2, "Lao động", "trăm người", 3}, {3, "Dự án đang hoạt động", "chục dự án", 2}, {4, "Kết nạp", "nghìn đ/c", 1}},
			"tourists 28000; workers 300; projects_operating 20; admissions 1000"},
		"with a point":  {"", []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, [][]any{{1, "Lượt khách du lịch", "1.000 lượt khách", 28}, {2, "Lao động", "1.000 người", 3}}, "tourists 28000; workers 3000"},
		"people":        {"", []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, [][]any{{1, "Lượt khách du lịch", "nghìn lượt người", 28}}, "tourists 28000"},
		"in a heading":  {"", []any{"TT", "Chỉ tiêu", "Thực hiện (1.000 lượt)"}, [][]any{{1, "Lượt khách du lịch", 28}}, "tourists 28000"},
		"in a name":     {"", []any{"TT", "Chỉ tiêu", "Thực hiện"}, [][]any{{1, "Lượt khách du lịch (1.000 lượt)", 28}, {2, "Kết nạp (10 đảng viên)", 3}}, "tourists 28000; warning row_unknown B4"},
		"in a line":     {"ĐVT: trăm người", []any{"TT", "Chỉ tiêu", "Thực hiện"}, [][]any{{1, "Lao động", 28}}, "workers 2800"},
		"in a cell":     {"", []any{"TT", "Chỉ tiêu", "Thực hiện"}, [][]any{{1, "Lao động", "28 trăm người"}, {2, "Lượt khách du lịch", "2 nghìn lượt"}}, "workers 2800; tourists 2000"},
		"of no thing":   {"", []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, [][]any{{1, "Dự án đang hoạt động", "trăm hộ", 28}, {2, "Lao động", "1000 hộ", 3}}, "error unit_unknown C3; error unit_unknown C4"},
		"of other ones": {"", []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, [][]any{{1, "Lao động", "chục dự án", 28}}, "error unit_mismatch D3"},
	} {
		if got := writtenIn(t, tt.line, append([][]any{tt.head}, tt.rows...)...); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

// A figure in a unit that the catalogue has not is written with what it counts by.
func TestWrittenByNumbers(t *testing.T) {
	sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Công ty Cổ phần Hòa Bình, quý I/2024"}, {"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"},
		{1, "Lượt khách du lịch", "1000 lượt", 28}, {2, "Lao động", "trăm người", 3}, {3, "Đảng viên", "đảng viên", 5}}}), "a.xlsx")
	var got []string
	for _, f := range sub.Facts {
		got = append(got, f.Raw+" "+f.Unit)
	}
	if want := "28 thousand_visits; 3 × 100 person; 5 party_member"; strings.Join(got, "; ") != want {
		t.Errorf("written %q, want %q", strings.Join(got, "; "), want)
	}
}

// A unit of a count must be one of what is counted. One that nobody knows is told,
// unless it says the same in other words.
func TestUnitsOfCounts(t *testing.T) {
	for name, tt := range map[string]struct {
		indicator, unit, want string
	}{
		"organisations for people":  {"Đảng viên", "tổ chức", "error unit_mismatch D3"},
		"people for meetings":       {"Kiểm tra", "người", "error nothing_taken; warning count_of_others D3"},
		"classes for people":        {"Đào tạo", "lớp", "error unit_mismatch D3"},
		"enterprises for people":    {"Chuyển đi", "DN", "error unit_mismatch D3"},
		"cells for meetings":        {"Sinh hoạt chuyên đề", "chi bộ", "error nothing_taken; warning count_of_others D3"},
		"organisations inspected":   {"Kiểm tra tổ chức đảng", "tổ chức", "error nothing_taken; warning count_of_others D3"},
		"money":                     {"Lao động", "tỷ đồng", "error unit_mismatch D3"},
		"members of something else": {"Kết nạp", "hội viên", "admissions 4; warning unit_of_count C3"},
		"no unit of things":         {"Dự án đang hoạt động", "ha", "projects_operating 4; warning unit_of_count C3"},
		"people in other words":     {"Lao động", "CNVCLĐ", "workers 4"},
		"times":                     {"Kiểm tra", "lượt", "inspections 4"},
		"people by times":           {"Đào tạo", "lượt", "trainees 4"},
		"Party members":             {"Kết nạp", "đ/c", "admissions 4"},
		"one of several":            {"Tổ chức cơ sở đảng", "Chi bộ/Đảng bộ", "party_organisations 4"},
		"the same words":            {"Huy hiệu Đảng", "huy hiệu", "badges 4"},
		"nothing":                   {"Kết nạp", "-", "admissions 4"},
	} {
		if got := writtenIn(t, "", []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{1, tt.indicator, tt.unit, 4}); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
	got := writtenIn(t, "", []any{"TT", "Chỉ tiêu", "Thực hiện (người)"}, []any{1, "Lao động", 4}, []any{2, "Kiểm tra", 5}, []any{3, "Đảng viên", "6 chi bộ"}, []any{4, "Kết nạp", "7 đồng chí ưu tú"})
	if want := "workers 4; inspections 5; admissions 7; error unit_mismatch C5"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// A line of units may name what is in another.
func TestUnitsOfExceptions(t *testing.T) {
	rows := [][]any{{"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Doanh thu", 95}, {2, "Kim ngạch xuất khẩu", 5}, {3, "Lao động", 7}}
	const want = "revenue 95000000; export_turnover 5000; workers 7"
	for line, want := range map[string]string{
		"ĐVT: Triệu đồng; riêng xuất khẩu: 1.000 USD; lao động: người":                     want,
		"ĐVT: Triệu đồng, riêng xuất khẩu: 1,000 USD":                                      want,
		"(Đơn vị tính: triệu đồng; riêng kim ngạch xuất khẩu 1.000 USD)":                   want,
		"ĐVT: triệu đồng; riêng xuất khẩu tính bằng nghìn USD":                             want,
		"ĐVT: triệu đồng; riêng lao động, đảng viên: người; xuất khẩu: nghìn USD":          want,
		"ĐVT: tỷ đồng; riêng doanh thu và nộp ngân sách: triệu đồng; xuất khẩu: nghìn USD": want,
		"ĐVT: triệu đồng; riêng xuất khẩu: nghìn USD; xuất khẩu: triệu USD":                "error unit_unknown A1",
		"ĐVT: triệu đồng; riêng xuất khẩu":                                                 "error unit_unknown A1",
		"ĐVT: triệu đồng; riêng chi tiêu lạ: nghìn USD":                                    "error unit_unknown A1",
	} {
		got := writtenIn(t, line, rows...)
		if strings.HasPrefix(want, "error") && strings.Contains(got, want) {
			continue
		}
		if got != want {
			t.Errorf("%s: got %s\nwant %s", line, got, want)
		}
	}
}

// Two lines that name different units are both told; that of the second is known.
func TestLinesOfUnitsDiffer(t *testing.T) {
	table := [][]any{{"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Doanh thu", 95}}
	for _, line := range []string{"Đơn vị tính: triệu đồng", "(ĐVT: Triệu đồng; lao động: người)"} {
		sub := read(t, workbook(t, page{name: "S", rows: append([][]any{{"Công ty TNHH An Phú"}, {"BÁO CÁO QUÝ I NĂM 2024"}, {"ĐVT: tỷ đồng"}, {line}}, table...)}), "a.xlsx")
		f := sub.Findings[0]
		if f.Code != "unit_lines" || f.Severity != Error || f.Cell != "A4" || f.Args["other_cell"] != "A3" || f.Args["unit"] != "triệu đồng" || f.Args["other"] != "tỷ đồng" {
			t.Errorf("%s: got %+v", line, f)
		}
	}
}

// The bare name of a percentage among amounts refuses no file, and is not taken.
func TestBarePercentageAmongAmounts(t *testing.T) {
	head := []any{"TT", "Chỉ tiêu", "Thực hiện"}
	got := writtenIn(t, "ĐVT: tỷ đồng", head, []any{1, "Doanh thu", 95}, []any{2, "Nợ xấu", 18})
	if want := "revenue 95000000000; warning percent_unclear C4"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
