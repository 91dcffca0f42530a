package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// momentForm is a unit's form with columns of figures, 100 and 200 in the first
// row, 10 more in each below.
func momentForm(title, columns string, names ...string) page {
	head := []any{"TT", "Chỉ tiêu"}
	for _, c := range strings.Split(columns, "|") {
		head = append(head, c)
	}
	rows := [][]any{{"Chi bộ Công ty TNHH An Phú"}, {title}, head}
	for i, name := range names {
		row := []any{i + 1, name}
		for at := range head[2:] {
			row = append(row, 100*(at+1)+10*i)
		}
		rows = append(rows, row)
	}
	return page{name: "S", rows: rows}
}

// timesOf writes of what time figures are: "C4 2025-Q2 party_members".
func timesOf(sub Submission) []string {
	var out []string
	for _, f := range sub.Facts {
		text := fmt.Sprintf("%s %s %s", f.Cell, f.Period.Code(), f.Indicator)
		if f.Scenario != Actual {
			text += " " + string(f.Scenario)
		} else if f.Role != Reported {
			text += " before"
		}
		out = append(out, text)
	}
	return out
}

// A row of the level at the beginning is of the end of the time before, in each
// column of that column's own time; a row of the level at the end is the
// column's.
func TestLevelsOfDaysInRows(t *testing.T) {
	members := func(closing, before string, opening, openingBefore string) []string {
		return []string{"C4 " + openingBefore + " party_members before", "D4 " + opening + " party_members before", "C5 " + before + " party_members before", "D5 " + closing + " party_members"}
	}
	quarter := members("2026-Q3", "2025-Q3", "2026-Q2", "2025-Q2")
	month := members("2026-09", "2025-09", "2026-08", "2025-08")
	for name, tt := range map[string]struct {
		page            page
		findings, facts []string
	}{
		"quarter":            {momentForm("Quý III/2026", "Quý III/2025|Quý III/2026", "Tổng số đảng viên đầu quý", "Tổng số đảng viên cuối quý"), nil, quarter},
		"time":               {momentForm("Quý III/2026", "Cùng kỳ|Thực hiện", "Đảng viên đầu kỳ", "Đảng viên cuối kỳ"), nil, quarter},
		"reported time":      {momentForm("Quý III/2026", "Cùng kỳ năm trước|Quý này", "Số đảng viên có đến đầu kỳ báo cáo", "Số đảng viên có đến cuối kỳ báo cáo"), nil, quarter},
		"what there is":      {momentForm("Quý III/2026", "Quý III/2025|Quý III/2026", "Đảng viên đầu năm", "Đảng viên hiện có"), nil, members("2026-Q3", "2025-Q3", "2025-Q4", "2024-Q4")},
		"month":              {momentForm("Tháng 9/2026", "Tháng 9/2025|Tháng 9/2026", "Đảng viên có đầu tháng", "Đảng viên có mặt cuối tháng"), nil, month},
		"month, unnamed":     {momentForm("Tháng 9/2026", "Cùng kỳ|Ước TH", "Số đảng viên đầu kỳ", "Số đảng viên tính đến cuối kỳ"), nil, month},
		"half":               {momentForm("6 tháng đầu năm 2026", "6 tháng 2025|6 tháng 2026", "Đảng viên đầu kỳ", "Đảng viên cuối kỳ"), nil, members("2026-H1", "2025-H1", "2025-H2", "2024-H2")},
		"nine months":        {momentForm("9 tháng năm 2026", "9 tháng 2025|9 tháng 2026", "Đảng viên đầu năm", "Đảng viên có mặt cuối kỳ"), nil, members("2026-9M", "2025-9M", "2025-12", "2024-12")},
		"one column":         {momentForm("Quý III/2026", "Quý III/2026", "Đảng viên đầu kỳ", "Đảng viên cuối kỳ"), nil, []string{"C4 2026-Q2 party_members before", "C5 2026-Q3 party_members"}},
		"days":               {momentForm("Quý III/2026", "TH", "Đảng viên đến 31/12/2025", "Đảng viên đến 30/9/2026"), nil, []string{"C4 2025-Q4 party_members before", "C5 2026-Q3 party_members"}},
		"part and its whole": {momentForm("Quý II/2026", "Quý II/2026|6 tháng", "Đảng viên đầu kỳ"), nil, []string{"C4 2026-Q1 party_members before", "D4 2025-H2 party_members before"}},
		"quarters of a year": {momentForm("Quý III/2026", "Quý trước|Quý này", "Đảng viên đầu kỳ", "Lao động cuối kỳ"), nil,
			[]string{"C4 2026-Q1 party_members before", "D4 2026-Q2 party_members before", "C5 2026-Q2 workers before", "D5 2026-Q3 workers"}},
		"plan": {momentForm("Quý III/2026", "KH năm 2026|Quý III/2026", "Đảng viên đầu kỳ", "Đảng viên cuối kỳ"), []string{"warning measure_unclear C4"},
			[]string{"D4 2026-Q2 party_members before", "C5 2026 party_members plan", "D5 2026-Q3 party_members"}},
		"a day in an earlier column": {momentForm("Quý III/2026", "Quý III/2025|Quý III/2026", "Đảng viên đến 31/12/2025", "Đảng viên đến 30/9/2026"), []string{"warning measure_unclear C4"},
			[]string{"D4 2025-Q4 party_members before", "C5 2025-Q3 party_members before", "D5 2026-Q3 party_members"}},
		"that column's own day":     {momentForm("Năm 2026", "TH 2025|TH 2026", "Đảng viên đến 31/12/2025"), []string{"warning measure_unclear C4"}, []string{"D4 2025 party_members before"}},
		"quarter opening in a half": {momentForm("6 tháng đầu năm 2026", "Cùng kỳ|TH", "Đảng viên đầu quý", "Đảng viên"), []string{"warning measure_unclear C4", "warning measure_unclear D4"}, []string{"C5 2025-H1 party_members before", "D5 2026-H1 party_members"}},
		"what has added up":         {momentForm("Quý III/2026", "Quý này|Lũy kế từ đầu năm", "Đảng viên đầu kỳ", "Lao động cuối kỳ"), []string{"warning measure_unclear D4", "warning stock_twice D5"}, []string{"C4 2026-Q2 party_members before"}},
		"years named": {momentForm("Quý III/2026", "TH", "Đảng viên đầu năm 2026", "Đảng viên cuối quý III/2026", "Lao động đến cuối năm 2025 (người)", "Lao động đầu quý III/2026 (người)"), nil,
			[]string{"C4 2025-Q4 party_members before", "C5 2026-Q3 party_members", "C6 2025-Q4 workers before", "C7 2026-Q2 workers before"}},
		"quarters named":                     {momentForm("Quý III/2026", "Cùng kỳ|TH", "Đảng viên đầu quý III", "Đảng viên cuối quý III"), nil, quarter},
		"a year of several":                  {momentForm("Năm 2026", "Năm 2025|Năm 2026", "Đảng viên đầu năm 2026"), []string{"warning measure_unclear C4"}, []string{"D4 2025 party_members before"}},
		"a year to come":                     {momentForm("Quý III/2026", "TH", "Đảng viên cuối năm 2026", "Lao động"), []string{"warning measure_unclear C4"}, []string{"C5 2026-Q3 workers"}},
		"last year's end beside the own end": {momentForm("Quý III/2026", "Cùng kỳ|TH", "Đảng viên có đến 31/12", "Đảng viên có đến 30/9"), nil, members("2026-Q3", "2025-Q3", "2025-Q4", "2024-Q4")},
		"last year's end beside the level":   {momentForm("6 tháng đầu năm 2026", "TH", "Đảng viên có mặt đến ngày 31/12", "Đảng viên"), nil, []string{"C4 2025-H2 party_members before", "C5 2026-H1 party_members"}},
		"a year's end alone":                 {momentForm("Quý III/2026", "TH", "Đảng viên có đến 31/12", "Lao động"), []string{"warning measure_unclear C4"}, []string{"C5 2026-Q3 workers"}},
		"a year's end expected":              {momentForm("Quý III/2026", "TH", "Ước đảng viên đến 31/12", "Đảng viên"), []string{"warning measure_unclear C4"}, []string{"C5 2026-Q3 party_members"}},
		"since a year began":                 {momentForm("Quý III/2026", "TH", "Kết nạp lũy kế từ đầu năm 2026", "Kết nạp lũy kế từ đầu năm 2025"), []string{"warning row_unknown B5"}, []string{"C4 2026-Q3 admissions"}},
		"what flows at no beginning":         {momentForm("Năm 2026", "Năm 2025|Năm 2026", "Doanh thu đầu năm", "Lao động"), []string{"warning row_unknown B4"}, []string{"C5 2025 workers before", "D5 2026 workers"}},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, tt.page), "a.xlsx")
			if diff := cmp.Diff(tt.findings, codesAt(sub)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.facts, timesOf(sub)); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}

// Over one row for each unit, too, the level at the beginning is of the end of
// the time before the one that the heading names.
func TestLevelsOfDaysInColumns(t *testing.T) {
	for name, tt := range map[string]struct {
		columns         string
		findings, facts []string
	}{
		"quarters":     {"Quý III/2025 – Đảng viên đầu kỳ|Quý III/2025 – Đảng viên cuối kỳ|Quý III/2026 – Đảng viên đầu kỳ|Quý III/2026 – Đảng viên cuối kỳ", nil, []string{"C5 2025-Q2 party_members before", "D5 2025-Q3 party_members before", "E5 2026-Q2 party_members before", "F5 2026-Q3 party_members"}},
		"same period":  {"Cùng kỳ – Đảng viên đầu kỳ|Cùng kỳ – Đảng viên cuối kỳ|Thực hiện – Đảng viên đầu kỳ|Thực hiện – Đảng viên cuối kỳ", nil, []string{"C5 2025-Q2 party_members before", "D5 2025-Q3 party_members before", "E5 2026-Q2 party_members before", "F5 2026-Q3 party_members"}},
		"years":        {"Cùng kỳ – Đảng viên đầu năm|Quý III/2026 – Đảng viên đầu năm|Đảng viên", nil, []string{"C5 2024-Q4 party_members before", "D5 2025-Q4 party_members before", "E5 2026-Q3 party_members"}},
		"before":       {"Quý II/2026 – Đảng viên đầu kỳ|Quý trước – Lao động đầu kỳ|Đảng viên", nil, []string{"C5 2026-Q1 party_members before", "D5 2026-Q1 workers before", "E5 2026-Q3 party_members"}},
		"years named":  {"Đảng viên đầu năm 2026|Đảng viên cuối quý II|Đảng viên cuối quý III/2026|Lao động (người) đầu năm 2026", nil, []string{"C5 2025-Q4 party_members before", "D5 2026-Q2 party_members before", "E5 2026-Q3 party_members", "F5 2025-Q4 workers before"}},
		"days":         {"Đảng viên có đến 31/12|Đảng viên có đến 30/9|Lao động có đến 31/12", []string{"warning column_day E5"}, []string{"C5 2025-Q4 party_members before", "D5 2026-Q3 party_members"}},
		"left open":    {"Kế hoạch – Đảng viên đầu kỳ|Lũy kế – Đảng viên đầu kỳ|Đảng viên đầu tháng|Đảng viên", []string{"warning column_time C5", "warning column_time D5", "warning column_time E5"}, []string{"F5 2026-Q3 party_members"}},
		"what flows":   {"Cùng kỳ – Kết nạp đầu kỳ|Đảng viên", []string{"error flow_at_day C5"}, []string{"D5 2026-Q3 party_members"}},
		"no beginning": {"Kết nạp lũy kế từ đầu năm 2026|Kết nạp KH giao đầu năm 2026|Đảng viên cuối năm 2026", []string{"warning column_day E5"}, []string{"C5 2026-Q3 admissions", "D5 2026 admissions plan"}},
	} {
		head, below, row := []any{"TT", "Tên đơn vị"}, []any{nil, nil}, []any{1, "Công ty TNHH An Phú"}
		for i, text := range strings.Split(tt.columns, "|") {
			over, under, two := strings.Cut(text, levelMark)
			head, row = append(head, over), append(row, 100+i)
			if below = append(below, under); !two {
				below[len(below)-1] = over
			}
		}
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Quý III/2026"}, head, below, row}, merges: []string{"A3:A4", "B3:B4"}}), "a.xlsx")
		if diff := cmp.Diff(tt.findings, codesAt(sub)); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(tt.facts, timesOf(sub)); diff != "" {
			t.Errorf("%s: figures (-want +got):\n%s", name, diff)
		}
	}
}

// The level at the beginning of a year is that at the end of the year before,
// which may stand there a second time, but is no other.
func TestLevelsAtTheBeginningOfAYear(t *testing.T) {
	form := func(before int) page {
		return page{name: "S", rows: [][]any{{"Chi bộ Công ty TNHH An Phú"}, {"BÁO CÁO NĂM 2025"}, {"TT", "Chỉ tiêu", "ĐVT", "Năm 2024", "Năm 2025"},
			{1, "Số lao động đầu năm", "người", 300, 310}, {2, "Doanh thu", "tỷ đồng", 100, 120},
			{3, "Tổng số đảng viên đầu năm", nil, 110, 121}, {4, "Tổng số đảng viên cuối năm", nil, before, 130}}}
	}
	facts := []string{"D4 2023 workers before", "E4 2024 workers before", "D5 2024 revenue before", "E5 2025 revenue",
		"D6 2023 party_members before", "E6 2024 party_members before", "E7 2025 party_members"}
	for before, findings := range map[int][]string{121: nil, 120: {"error duplicate_figure D7"}} {
		sub := read(t, workbook(t, form(before)), "a.xlsx")
		if diff := cmp.Diff(findings, codesAt(sub)); diff != "" {
			t.Errorf("%d: findings (-want +got):\n%s", before, diff)
		}
		if diff := cmp.Diff(facts, timesOf(sub)); diff != "" {
			t.Errorf("%d: figures (-want +got):\n%s", before, diff)
		}
	}
}

// What is told of a row and a column that do not fit names each.
func TestUnclearMeasureNamesRowAndColumn(t *testing.T) {
	sub := read(t, workbook(t, momentForm("Quý III/2026", "KH năm 2026|Quý III/2026", "Đảng viên đầu kỳ")), "a.xlsx")
	said := described(t, sub)
	if !strings.Contains(said, "“Đảng viên đầu kỳ” còn cột C ghi “KH năm 2026”") {
		t.Error(said)
	}
}

// "Đến 31/12" beside the level of the second quarter is of the year before. An
// estimate of that day may be of the one to come, so it is not taken for either.
func TestEstimatesOfADayToCome(t *testing.T) {
	form := func(head string) []page {
		return one(page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý II/2024"},
			{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện đến 30/6", head}, {1, "Lao động", "người", 110, 115}}})
	}
	own := "D4 an-phu workers = 110"
	cases := map[string]rowCase{"Đến 31/12": {form("Đến 31/12"), nil, []string{own, "E4 an-phu workers = 115"}}}
	for _, head := range []string{"Ước đến 31/12", "Ước thực hiện đến 31/12", "Ước đến ngày 31/12", "Kế hoạch đến 31/12"} {
		cases[head] = rowCase{form(head), []string{"warning column_day E4"}, []string{own}}
	}
	checkRows(t, cases)
}

// What has come about in a time is of a level what came to it, not the level.
func TestLevelsThatHaveArisen(t *testing.T) {
	form := func(headings []any, rows ...[]any) Submission {
		return read(t, workbook(t, formOf(append([]any{"TT", "Chỉ tiêu", "ĐVT"}, headings...), rows...)), "a.xlsx")
	}
	debt := func(figures ...any) []any { return append([]any{1, "Nợ BHXH", "tỷ đồng"}, figures...) }
	for name, tt := range map[string]struct {
		sub  Submission
		want string
	}{
		"beside beginning and end": {form([]any{"Đầu kỳ", "Phát sinh trong kỳ", "Cuối kỳ"}, debt(2, 5, 3)), "D4 social_insurance_debt 2023-Q4 before; F4 social_insurance_debt 2024-Q1; warning stock_arisen E4"},
		"beside what was paid":     {form([]any{"Nợ đầu kỳ", "Phát sinh", "Đã trả"}, debt(2, 5, 4)), "warning column_unknown D4; warning stock_arisen E4; warning column_unknown F4"},
		"beside the level":         {form([]any{"Thực hiện", "Phát sinh trong kỳ"}, debt(2, 5)), "D4 social_insurance_debt 2024-Q1; warning stock_arisen E4"},
		"told once":                {form([]any{"Phát sinh trong quý"}, debt(2), []any{2, "Lao động", "người", 5}, []any{3, "Doanh thu", "tỷ đồng", 7}), "D6 revenue 2024-Q1; warning stock_arisen D4"},
		"in its row":               {form([]any{"Quý I/2024", "Quý I/2023"}, []any{1, "Nợ BHXH phát sinh", "tỷ đồng", 5, 6}), "warning stock_arisen D4"},
		"left empty":               {form([]any{"Thực hiện", "Phát sinh trong kỳ"}, debt(2, nil)), "D4 social_insurance_debt 2024-Q1"},
	} {
		got := slotsOf(tt.sub)
		for _, c := range codesAt(tt.sub) {
			if strings.HasPrefix(c, "warning") {
				got = append(got, c)
			}
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, s, tt.want)
		}
	}
	rows := [][]any{{"ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH"}, {"BÁO CÁO QUÝ I NĂM 2024"}, {"TT", "Tên đơn vị", "Lao động", nil}, {nil, nil, "Phát sinh trong kỳ", "Cuối kỳ"}, {1, "Công ty TNHH An Phú", 5, 90}}
	sub := read(t, workbook(t, page{name: "S", rows: rows, merges: []string{"A3:A4", "B3:B4", "C3:D3"}}), "a.xlsx")
	if got := strings.Join(append(slotsOf(sub), codesAt(sub)...), "; "); got != "D5 an-phu workers 2024-Q1; warning stock_arisen C5" {
		t.Errorf("of organisations: %s", got)
	}
}
