package ingest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// column reads one heading, given level by level, in a report on a period.
func columnUnder(levels []string, orientation orientation, period string) column {
	p, err := catalog.ParsePeriod(period)
	if err != nil {
		panic(err)
	}
	s := &sheet.Sheet{Name: "S"}
	for i, text := range levels {
		cells := []sheet.Cell{{Col: 1, Kind: sheet.Text, Text: "Tên"}, {Col: 2, Kind: sheet.Text, Text: text}}
		s.Rows = append(s.Rows, sheet.Row{Number: i + 1, Cells: cells})
	}
	t := block{orientation: orientation, keyCol: 1, headFrom: 1, headTo: len(levels)}
	return readColumn(t, 2, readHeadings(newGrid(s), t, catalog.Builtin())[1], caption{period: p, status: catalog.Preliminary}, confirmed{})
}

// told describes what a column was taken for.
func told(c column) string {
	switch c.kind {
	case checkColumn:
		of := map[effects]string{saysPlan: "plan", saysSamePeriod: "same", saysPlan | saysSamePeriod | saysTimeBefore | saysYearOpening: "any", saysQuarterBefore: "quarter before"}[c.of]
		return strings.TrimSpace("check of " + of + " " + c.head.indicator.Code)
	case figureColumn:
		parts := []string{}
		if c.head.known {
			parts = append(parts, c.head.indicator.Code)
		}
		parts = append(parts, c.slot.period.String(), string(c.slot.basis), c.slot.status.String(), string(c.slot.scenario), string(c.slot.role))
		if c.head.hasUnit {
			parts = append(parts, "in "+c.head.unit.Code)
		}
		return strings.Join(parts, " ")
	}
	return map[columnKind]string{
		noColumn: "nothing", numberColumn: "number", unitColumn: "unit", noteColumn: "note",
		orgTypeColumn: "type", forecastColumn: "forecast", laterColumn: "later", unknownColumn: "unknown", unclearTimeColumn: "unknown time",
		unclearYearColumn: "unclear year", unclearDayColumn: "unclear day",
	}[c.kind]
}

func TestColumnsOfAForm(t *testing.T) {
	for heading, want := range map[string]string{
		"TT":                        "number",
		"ĐVT":                       "unit",
		"Đơn vị":                    "unit",
		"Ghi chú":                   "note",
		"Thực hiện":                 "2024-Q2 discrete preliminary actual report",
		"TH quý II/2024":            "2024-Q2 discrete preliminary actual report",
		"Ước TH quý II/2024":        "2024-Q2 discrete estimate actual report",
		"Ước thực hiện|Quý II":      "2024-Q2 discrete estimate actual report",
		"Số chính thức":             "2024-Q2 discrete final actual report",
		"Thực hiện|Tỷ đồng":         "2024-Q2 discrete preliminary actual report in billion_vnd",
		"Thực hiện (triệu đồng)":    "2024-Q2 discrete preliminary actual report in million_vnd",
		"Thực hiện (5)":             "2024-Q2 discrete preliminary actual report",
		"Thực hiện¹":                "2024-Q2 discrete preliminary actual report",
		"Thực hiện\n[2]":            "2024-Q2 discrete preliminary actual report",
		"KH năm 2024 (3)":           "2024 discrete final plan report",
		"TH quý II/2023 (²)":        "2023-Q2 discrete preliminary actual same_period",
		"Cùng kỳ (4)":               "2023-Q2 discrete preliminary actual same_period",
		"Thực hiện (tỷ đồng) (5)":   "2024-Q2 discrete preliminary actual report in billion_vnd",
		"Thực hiện quý (1)":         "unknown time",
		"KH quý (4)":                "unknown time",
		"TH tháng [4]":              "unknown time",
		"TH 6 tháng (4)":            "unknown",
		"Quý (I)":                   "2024-Q1 discrete preliminary actual same_period",
		"Kỳ này (1)":                "2024-Q2 discrete preliminary actual report",
		"Lũy kế (6)":                "2024-Q2 cumulative preliminary actual report",
		"Thực hiện (2023)":          "2023 discrete preliminary actual same_period",
		"KH năm (3)":                "2024 discrete final plan report",
		"Lũy kế":                    "2024-Q2 cumulative preliminary actual report",
		"Luỹ kế từ đầu năm":         "2024-Q2 cumulative preliminary actual report",
		"Thực hiện|Cộng dồn":        "2024-Q2 cumulative preliminary actual report",
		"Lũy kế 6 tháng":            "2024-H1 discrete preliminary actual report",
		"6 tháng đầu năm 2024":      "2024-H1 discrete preliminary actual report",
		"Tháng 4":                   "2024-04 discrete preliminary actual report",
		"Quý I/2024":                "2024-Q1 discrete preliminary actual same_period",
		"Thực hiện quý II/2023":     "2023-Q2 discrete preliminary actual same_period",
		"6T/2023":                   "2023-H1 discrete preliminary actual same_period",
		"TH 6T/24":                  "2024-H1 discrete preliminary actual report",
		"6T":                        "2024-H1 discrete preliminary actual report",
		"5T/2024":                   "2024-05 cumulative preliminary actual report",
		"Q2/24":                     "2024-Q2 discrete preliminary actual report",
		"QII-2023":                  "2023-Q2 discrete preliminary actual same_period",
		"QIII/2023":                 "2023-Q3 discrete preliminary actual same_period",
		"T4/2024":                   "2024-04 discrete preliminary actual report",
		"T5":                        "2024-05 discrete preliminary actual report",
		"KH 2024|9T/2024":           "2024-9M discrete final plan report",
		"Cùng kỳ":                   "2023-Q2 discrete preliminary actual same_period",
		"Cùng kỳ năm trước":         "2023-Q2 discrete preliminary actual same_period",
		"Cùng kỳ năm 2022":          "2022-Q2 discrete preliminary actual same_period",
		"Lũy kế cùng kỳ":            "2023-Q2 cumulative preliminary actual same_period",
		"Năm 2023":                  "2023 discrete preliminary actual same_period",
		"2023":                      "2023 discrete preliminary actual same_period",
		"TH 2023":                   "2023 discrete preliminary actual same_period",
		"Thực hiện năm trước":       "2023 discrete preliminary actual same_period",
		"KH":                        "2024 discrete final plan report",
		"Kế hoạch năm 2024":         "2024 discrete final plan report",
		"Chỉ tiêu năm 2024":         "2024 discrete final plan report",
		"KH quý II/2024":            "2024-Q2 discrete final plan report",
		"Kế hoạch quý":              "2024-Q2 discrete final plan report",
		"KH trong quý":              "2024-Q2 discrete final plan report",
		"Kế hoạch kỳ này":           "2024-Q2 discrete final plan report",
		"KH tháng":                  "unknown time",
		"TH tháng này":              "unknown time",
		"Quý này":                   "2024-Q2 discrete preliminary actual report",
		"Cùng kỳ|Quý":               "2023-Q2 discrete preliminary actual same_period",
		"Ước cả năm 2024":           "2024 discrete estimate actual report",
		"Quý III/2024":              "later",
		"Quý trước":                 "2024-Q1 discrete preliminary actual same_period",
		"TH quý trước":              "2024-Q1 discrete preliminary actual same_period",
		"Tháng trước":               "unknown time",
		"Kỳ trước":                  "2024-Q1 discrete preliminary actual same_period",
		"Đầu kỳ":                    "2024-Q1 discrete preliminary actual same_period",
		"Số đầu năm":                "2023-Q4 discrete preliminary actual same_period",
		"Cuối kỳ":                   "2024-Q2 discrete preliminary actual report",
		"KH đầu năm":                "2024 discrete final plan report",
		"KH năm 24":                 "2024 discrete final plan report",
		"Thực hiện năm 23":          "2023 discrete preliminary actual same_period",
		"Quý II và 6 tháng":         "unknown time",
		"6 tháng|Quý II":            "2024-Q2 discrete preliminary actual report",
		"Dự kiến quý III":           "forecast",
		"Dự tính tháng tiếp theo":   "forecast",
		"So với cùng kỳ (%)":        "check of same",
		"So với KH năm (%)":         "check of plan",
		"So sánh (%)|Cùng kỳ":       "check of same",
		"So sánh (%)|KH":            "check of plan",
		"% KH":                      "check of plan",
		"So với quý trước (%)":      "check of quarter before",
		"%CK":                       "check of same",
		"Tỷ lệ %":                   "check of any",
		"Tăng, giảm so với cùng kỳ": "check of same",
		"Tỷ lệ hoàn thành kế hoạch": "check of plan",
		"TH/KH (%)":                 "check of plan",
		"TH/KH":                     "check of plan",
		"Ước TH quý II/ KH năm":     "check of plan",
		"Thực hiện/cùng kỳ":         "check of same",
		"KH 2021-2025":              "unknown time",
		"Mục tiêu 2021–2025":        "unknown time",
		"KH năm 2024 và 2025":       "unknown time",
		"Chỉ tiêu NQ 2020-2025":     "unknown time",
		"2021-2025|KH":              "unknown time",
		"TH 2023-2024":              "unknown time",
		"KH 2024-2025|Năm 2024":     "2024 discrete final plan report",
		"KH nhiệm kỳ 2020-2025":     "2020..2025 discrete final plan report",
		"TH 6T/2024":                "2024-H1 discrete preliminary actual report",
		"Cảng số 1":                 "unknown",
		"Người phụ trách":           "unknown",
	} {
		if got := told(columnUnder(strings.Split(heading, "|"), rowsAreIndicators, "2024-Q2")); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

func TestColumnsOfASummary(t *testing.T) {
	const figure = " 2024-Q1 discrete preliminary actual report"
	for heading, want := range map[string]string{
		"Doanh thu":                            "revenue" + figure,
		"Doanh thu (tỷ đồng)":                  "revenue" + figure + " in billion_vnd",
		"Doanh thu, triệu đồng":                "revenue" + figure + " in million_vnd",
		"Doanh thu|KH":                         "revenue 2024 discrete final plan report",
		"Doanh thu|TH":                         "revenue" + figure,
		"Doanh thu|%KH":                        "check of plan revenue",
		"Doanh thu|So với cùng kỳ (%)":         "check of same revenue",
		"Kết quả SXKD|Doanh thu|Ước TH":        "revenue 2024-Q1 discrete estimate actual report",
		"Kinh tế|DT":                           "revenue" + figure,
		"Đảng viên|Tổng":                       "party_members" + figure,
		"Đảng viên|CT":                         "members_official" + figure,
		"Đảng viên|DB":                         "members_probationary" + figure,
		"Đảng viên|Nữ":                         "members_women" + figure,
		"Đảng viên|Kết nạp":                    "admissions" + figure,
		"Tổng số đảng viên|Chính thức":         "members_official" + figure,
		"Lao động|Tổng số":                     "workers" + figure,
		"Lao động|Nữ":                          "unknown",
		"Lao động|Đảng viên nữ":                "members_women" + figure,
		"Kết nạp|KH":                           "admissions 2024 discrete final plan report",
		"Kết nạp|TH":                           "admissions" + figure,
		"Chuyển CT":                            "official_transfers" + figure,
		"Chuyển sinh hoạt|Đến":                 "transfers_in" + figure,
		"Chuyển sinh hoạt|Đi":                  "transfers_out" + figure,
		"Huy hiệu|30":                          "badges_30" + figure,
		"Huy hiệu Đảng|40 năm":                 "badges_40" + figure,
		"QC học lớp NT":                        "awareness_class" + figure,
		"KT: cuộc":                             "inspections" + figure,
		"Giám sát|Cuộc":                        "supervisions" + figure,
		"Số CBTT":                              "subordinate_cells" + figure,
		"Học tập NQ (số ĐV học/tổng số)":       "resolution_study_members" + figure,
		"Số chi bộ học NQ/tổng số chi bộ":      "resolution_study_cells" + figure,
		"Tỷ lệ học NQ":                         "resolution_study_members" + figure,
		"Tỷ lệ dự sinh hoạt (%)|KH":            "meeting_attendance 2024 discrete final plan report in percent",
		"Tỷ lệ dự sinh hoạt (%)":               "meeting_attendance" + figure + " in percent",
		"Khen thưởng|Tập thể":                  "commendations_collective" + figure,
		"Kỷ luật|Cá nhân":                      "unknown",
		"Nộp ngân sách|tỉnh":                   "budget_paid_local" + figure,
		"Nộp ngân sách nhà nước|Trong đó|Tỉnh": "budget_paid_local" + figure,
		"Nộp NSNN|Trong đó|Trung ương":         "budget_paid_central" + figure,
		"Lao động|Trung ương":                  "unknown",
		"Sinh hoạt chuyên đề (lũy kế)":         "thematic_meetings" + figure,
		"TNBQ (trđ/ng/th)":                     "average_income" + figure + " in million_vnd_per_person_month",
		"Loại hình (ĐB/CB)":                    "type",
		"Xếp loại":                             "unknown",
		"Xếp loại TCCSĐ|HTXSNV":                "ranked_organisations_excellent" + figure,
		"Xếp loại tổ chức đảng|KHTNV":          "ranked_organisations_failed" + figure,
		"Xếp loại đảng viên|HTTNV":             "ranked_members_good" + figure,
		"Xếp loại|HTXSNV":                      "unknown",
		"Doanh thu của nước mắm":               "unknown",
		"Ghi chú":                              "note",
		"Nộp NSNN|Quý I/2024":                  "budget_paid" + figure,
		"Doanh thu|QI/24":                      "revenue" + figure,
		"Doanh thu T3/2024":                    "revenue 2024-03 discrete preliminary actual report",
		"Nộp NSNN|Quý I/2023":                  "budget_paid 2023-Q1 discrete preliminary actual same_period",
		"Nộp NSNN|Năm 2024|Kế hoạch":           "budget_paid 2024 discrete final plan report",
		"Nghị quyết năm 2024|Kết nạp":          "admissions 2024 discrete final plan report",
		"Chỉ tiêu NQ 2024|Doanh thu":           "revenue 2024 discrete final plan report",
		"Chỉ tiêu kinh tế|Doanh thu":           "revenue" + figure,
		"Đạt chuẩn văn hóa":                    "cultural_standard" + figure,
		"Vốn đầu tư thực hiện":                 "investment" + figure,
		"Kim ngạch xuất khẩu (1.000 USD)":      "export_turnover" + figure + " in thousand_usd",
		"Thu nhập bình quân (triệu đồng/năm)":  "average_income" + figure + " in million_vnd_per_person_year",
		"Thu nhập bình quân (triệu đồng/hộ)":   "unknown",
	} {
		if got := told(columnUnder(strings.Split(heading, "|"), rowsAreUnits, "2024-Q1")); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

func FuzzHeading(f *testing.F) {
	f.Add("Doanh thu (tỷ đồng)|Ước TH quý I/2024")
	f.Add("So sánh (%)|KH")
	f.Add("((()[|)|]([")
	cat := catalog.Builtin()
	f.Fuzz(func(t *testing.T, text string) {
		h := readHeading(strings.Split(text, "|"), cat)
		if h.known && h.indicator.Code == "" {
			t.Errorf("%q means an indicator without a code", text)
		}
		isMeasureOnly(text)
		withoutNumbering(text)
	})
}

// TestYearsBesideEachOther: what a heading leaves unsaid about its year is
// taken from the headings above and beside it, or asked about.
func TestYearsBesideEachOther(t *testing.T) {
	for _, tt := range []struct {
		name   string
		levels []string
		want   string
	}{
		{"same period without a year", []string{"Cùng kỳ quý I"}, "2024-Q1 discrete preliminary actual same_period"},
		{"same period with its year", []string{"Cùng kỳ quý I/2024"}, "2024-Q1 discrete preliminary actual same_period"},
		{"same period below its quarter", []string{"Quý I", "Cùng kỳ"}, "2024-Q1 discrete preliminary actual same_period"},
		{"year below its quarter", []string{"Quý I", "Năm 2024"}, "2024-Q1 discrete preliminary actual same_period"},
		{"this year below its quarter", []string{"Quý I", "Năm 2025"}, "2025-Q1 discrete preliminary actual report"},
		{"year before below its quarter", []string{"Quý I", "Năm trước"}, "2024-Q1 discrete preliminary actual same_period"},
		{"year above its quarter", []string{"Năm 2024", "Quý I"}, "2024-Q1 discrete preliminary actual same_period"},
		{"year above its months", []string{"Năm 2024", "10 tháng"}, "2024-10 cumulative preliminary actual same_period"},
		{"months without a year", []string{"2 tháng"}, "2025-02 cumulative preliminary actual report"},
		{"no month", []string{"Tháng 13"}, "unknown time"},
		{"term", []string{"Nhiệm kỳ 2020-2025"}, "later"},
		{"year beside its quarter", []string{"Thực hiện năm 2024 quý I"}, "2024-Q1 discrete preliminary actual same_period"},
		{"whole year of a year", []string{"Năm 2024", "Cả năm"}, "2024 discrete preliminary actual same_period"},
		{"sum of a quarter", []string{"Cộng quý I"}, "2025-Q1 discrete preliminary actual report"},
		{"estimate of the year", []string{"Ước cả năm"}, "2025 discrete estimate actual report"},
		{"estimate of the year, shorter", []string{"Ước TH năm"}, "2025 discrete estimate actual report"},
		{"year to come", []string{"Cả năm"}, "later"},
		{"whole year before", []string{"Cả năm trước"}, "2024 discrete preliminary actual same_period"},
		{"level of another day", []string{"Đến 31/12/2024"}, "2024-Q4 discrete preliminary actual same_period"},
		{"level of a month", []string{"Tính đến ngày 30 tháng 11 năm 2024"}, "2024-11 discrete preliminary actual same_period"},
		{"level of the period", []string{"Có đến 31/3/2025"}, "2025-Q1 discrete preliminary actual report"},
		{"level before the end", []string{"Đến 10/3/2025"}, "2025-Q1 discrete estimate actual report"},
		{"day without a year", []string{"Đến 31/3"}, "2025-Q1 discrete preliminary actual report"},
		{"quarter and day", []string{"Quý I (đến 31/3/2025)"}, "2025-Q1 discrete preliminary actual report"},
		{"quarter and another day", []string{"Quý I (đến 31/12/2024)"}, "unclear day"},
		{"year from its beginning to a day", []string{"Lũy kế đến 31/12/2024"}, "2024-Q4 cumulative preliminary actual same_period"},
		{"day amid a month", []string{"Đến 01/01/2025"}, "unclear day"},
		{"day to come", []string{"Đến 30/6/2025"}, "unclear day"},
		{"no day", []string{"Đến 31/11"}, "unclear day"},
		{"end of the year, to come", []string{"Cuối năm"}, "unclear day"},
		{"allotted", []string{"Được giao"}, "2025 discrete final plan report"},
	} {
		if got := told(columnUnder(tt.levels, rowsAreIndicators, "2025-Q1")); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := told(columnUnder([]string{"Lao động (người)", "Cuối năm"}, rowsAreUnits, "2025")); got != "workers 2025 discrete preliminary actual report in person" {
		t.Errorf("end of the year: %s", got)
	}
	kinds := func(headings ...string) string {
		var columns []column
		for _, text := range headings {
			columns = append(columns, columnUnder([]string{text}, rowsAreIndicators, "2025-H1"))
		}
		p, _ := catalog.ParsePeriod("2025-H1")
		settleYears(columns, p, confirmed{})
		var out []string
		for _, c := range columns {
			out = append(out, told(c))
		}
		return strings.Join(out, "; ")
	}
	for headings, want := range map[string]string{
		"2024|2025": "unclear year; unclear year",
		"Thực hiện năm 2024|Thực hiện 6 tháng": "2024 discrete preliminary actual same_period; 2025-H1 discrete preliminary actual report",
		"Cả năm 2024|6 tháng 2025":             "2024 discrete preliminary actual same_period; 2025-H1 discrete preliminary actual report",
		"Năm nay|Năm trước":                    "2025-H1 discrete preliminary actual report; 2024-H1 discrete preliminary actual same_period",
		"Thực hiện|Năm trước":                  "2025-H1 discrete preliminary actual report; unclear year",
		"KH năm|TH 6 tháng|Năm trước":          "2025 discrete final plan report; 2025-H1 discrete preliminary actual report; unclear year",
		"KH năm|TH 6 tháng|TH cả năm trước": "2025 discrete final plan report; 2025-H1 discrete preliminary actual report; " +
			"2024 discrete preliminary actual same_period",
		"TH 6 tháng|Ước cả năm|Năm trước": "2025-H1 discrete preliminary actual report; 2025 discrete estimate actual report; " +
			"2024 discrete preliminary actual same_period",
		"TH năm trước|KH năm|TH 6 tháng": "2024 discrete preliminary actual same_period; 2025 discrete final plan report; " +
			"2025-H1 discrete preliminary actual report",
	} {
		if got := kinds(strings.Split(headings, "|")...); got != want {
			t.Errorf("%s: %s, want %s", headings, got, want)
		}
	}
}

// Years are often typed as numbers, alone over a table's figures.
func TestYearsTypedAsNumbers(t *testing.T) {
	sub := read(t, workbook(t, page{name: "S", rows: [][]any{
		{"Công ty TNHH An Phú"}, {"Năm 2024"}, {"TT", "Chỉ tiêu", 2023, 2024}, {1, "Lao động", 120, 125},
	}}), "a.xlsx")
	if got := strings.Join(factsOf(sub), "; "); got != "C4 an-phu workers = 120; D4 an-phu workers = 125" || sub.Facts[0].Period.Code() != "2023" {
		t.Errorf("%s; %v", got, codesAt(sub))
	}
}

// Years under words for figures go on with the headings, though no cell is merged.
func TestYearsBelowHeadings(t *testing.T) {
	indicators, units := "TT|Chỉ tiêu|ĐVT", "TT|Đơn vị|Ghi chú"
	for name, tt := range map[string]struct {
		names    string
		headings string // levels, one line each
		row      []any
		want     string
	}{
		"numbers":          {indicators, "Quý I|Quý I|So sánh\n2023|2024|%", []any{1, "Lao động", "người", 90, 99, 110}, "2023-Q1: 90; 2024-Q1: 99"},
		"texts":            {indicators, "Thực hiện|Thực hiện\n'2023|'2024", []any{1, "Lao động", "người", 90, 99}, "error column_year D6; error column_year E6"},
		"one":              {indicators, "Quý I\n2023", []any{1, "Lao động", "người", 90}, "error period_headings A1"},
		"one spread":       {indicators, "Quý I|\n2023|2024", []any{1, "Lao động", "người", 90, 99}, "2023-Q1: 90; warning column_span E6"},
		"plan and outcome": {indicators, "KH năm|Quý I\n2024|2024", []any{1, "Lao động", "người", 90, 99}, "2024: 90; 2024-Q1: 99"},
		"figures":          {indicators, "Quý I/2023|Quý I/2024\n2023|2024", []any{1, "Lao động", "người", 90, 99}, "2023-Q1: 90; 2024-Q1: 99; warning row_unnamed D5"},
		"unnamed total":    {units, "Số lao động|Đảng viên\n2023|2024", []any{1, "Công ty TNHH An Phú", nil, 90, 99}, "2024-Q1: 90; 2024-Q1: 99; warning row_unnamed D5"},
	} {
		t.Run(name, func(t *testing.T) {
			rows := [][]any{{"Công ty TNHH An Phú"}, {"Báo cáo quý I/2024"}, {}}
			for i, line := range strings.Split(tt.headings, "\n") {
				row := []any{nil, nil, nil}
				if i == 0 {
					row = nil
					for key := range strings.SplitSeq(tt.names, "|") {
						row = append(row, key)
					}
				}
				for text := range strings.SplitSeq(line, "|") {
					year, err := strconv.Atoi(text)
					switch {
					case err == nil:
						row = append(row, year)
					case text == "":
						row = append(row, nil)
					default:
						row = append(row, strings.TrimPrefix(text, "'"))
					}
				}
				rows = append(rows, row)
			}
			sub := read(t, workbook(t, page{name: "S", rows: append(rows, tt.row)}), "a.xlsx")
			var got []string
			for _, f := range sub.Facts {
				got = append(got, fmt.Sprintf("%s: %s", f.Period.Code(), f.Num))
			}
			for _, c := range codesAt(sub) {
				if !strings.HasPrefix(c, "note") {
					got = append(got, c)
				}
			}
			if got := strings.Join(got, "; "); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}
