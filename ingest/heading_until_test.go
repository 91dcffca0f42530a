package ingest

import (
	"strings"
	"testing"

	"giaoban/ingest/catalog"
)

// A column that has added up until a named time is of the year up to then,
// however the heading leads there.
func TestHeadingsUntilATime(t *testing.T) {
	const (
		quarter = "2024-Q3 cumulative preliminary actual report"
		month   = "2024-09 cumulative preliminary actual report"
	)
	for heading, want := range map[string]string{
		"Lũy kế đến hết quý III":            quarter,
		"Lũy kế từ đầu năm đến hết quý III": quarter,
		"Lũy kế đến quý III/2024":           quarter,
		"Lũy kế tới quý III":                quarter,
		"Lũy kế hết quý III":                quarter,
		"Cộng dồn đến cuối quý":             quarter,
		"Lũy kế đến cuối tháng":             quarter,
		"Lũy kế đến hết tháng báo cáo":      quarter,
		"Lũy kế đến cuối quý này":           quarter,
		"Lũy kế hết quý":                    quarter,
		"Lũy kế đến hết kỳ":                 quarter,
		"LK đến kỳ báo cáo":                 quarter,
		"KQ lũy kế":                         quarter,
		"KQTH lũy kế":                       quarter,
		"Thực hiện lũy kế":                  quarter,
		"Cộng dồn":                          quarter,
		"Lũy kế từ ĐN":                      quarter,
		"Từ ĐN đến nay":                     quarter,
		"Từ 01/01 đến nay":                  quarter,
		"Đến hết quý III":                   quarter,
		"Lũy kế (từ 01/01 đến 30/9)":        quarter,
		"Từ ngày 01/01 đến hết 30/9":        quarter,
		"Từ 01/01/2024 đến 30/9/2024":       quarter,
		"Lũy kế đến ngày 30/9":              quarter,
		"Lũy kế đến hết tháng 9":            month,
		"TH từ đầu năm đến hết tháng 9":     month,
		"Lũy kế đến hết quý II":             "2024-Q2 cumulative preliminary actual same_period",
		"Lũy kế cùng kỳ đến hết quý III":    "2023-Q3 cumulative preliminary actual same_period",
		"Lũy kế đến hết năm 2023":           "2023 discrete preliminary actual same_period",
		"KQ":                                "2024-Q3 discrete preliminary actual report",
		"KQ quý III":                        "2024-Q3 discrete preliminary actual report",
		"Cuối quý":                          "2024-Q3 discrete preliminary actual report",
		"KH đến hết quý III":                "2024-9M discrete final plan report",
		"KH lũy kế quý II":                  "2024-H1 discrete final plan report",
		"KH quý III":                        "2024-Q3 discrete final plan report",
		"KH lũy kế tháng 8":                 "unknown time",
		"Lũy kế đến hết năm":                "unclear day",
		"Lũy kế đến hết năm 2024":           "later",
		"Lũy kế từ đầu nhiệm kỳ":            "unknown time",
		"Lũy kế từ đầu quý":                 "unknown",
		"Mục tiêu đến năm 2025":             "unknown",
		"Từ 01/01/2023 đến 30/9/2024":       "unknown",
		"So với lũy kế đến hết quý III (%)": "check of any",
	} {
		if got := told(columnUnder(strings.Split(heading, "|"), rowsAreIndicators, "2024-Q3")); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
	for heading, want := range map[string]string{
		"Doanh thu đến hết quý III":         "revenue " + quarter,
		"Doanh thu lũy kế từ ĐN":            "revenue " + quarter,
		"Đảng viên|Cuối quý":                "party_members 2024-Q3 discrete preliminary actual report",
		"Nộp ngân sách|Lũy kế đến cuối quý": "budget_paid " + quarter,
	} {
		if got := told(columnUnder(strings.Split(heading, "|"), rowsAreUnits, "2024-Q3")); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

// Since when figures have added up is told where a heading leaves it to the
// reader, and only there.
func TestToldSinceWhen(t *testing.T) {
	for heading, want := range map[string]string{
		"Đến hết quý III": "note basis_to_date D4", "Đến nay": "note basis_to_date D4", "Đến cuối quý": "note basis_to_date D4",
		"Lũy kế đến nay": "", "LK đến kỳ báo cáo": "", "Từ ĐN đến hết quý III": "", "Cộng dồn đến cuối quý": "",
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý III/2024"},
			{"TT", "Chỉ tiêu", "ĐVT", heading}, {1, "Doanh thu", "tỷ đồng", 30}, {2, "Nộp ngân sách", "tỷ đồng", 3}}}), "a.xlsx")
		if got := strings.Join(codesAt(sub), ", "); got != want || len(sub.Facts) != 2 {
			t.Errorf("%q: %s, want %s; %v", heading, got, want, factsOf(sub))
		}
	}
}

// What flows has added up until a day that a column leads up to, where that ends
// the report's time; of a day alone nobody knows since when.
func TestFlowsUntilADay(t *testing.T) {
	for heading, want := range map[string]string{
		"Đến 30/9/2024":                 "revenue 2024-Q3 cumulative 30; workers 2024-Q3 125; note basis_to_date D4",
		"Tính đến ngày 30/9":            "revenue 2024-Q3 cumulative 30; workers 2024-Q3 125; note basis_to_date D4",
		"Thực hiện đến ngày 30/9/2024":  "revenue 2024-Q3 cumulative 30; workers 2024-Q3 125; note basis_to_date D4",
		"Tại ngày 30/9/2024":            "workers 2024-Q3 125; error flow_at_day D4",
		"Ngày 30/9/2024":                "workers 2024-Q3 125; error flow_at_day D4",
		"Đến 30/6/2024":                 "workers 2024-Q2 125; error flow_at_day D4",
		"Quý III (đến 30/9/2024)":       "revenue 2024-Q3 30; workers 2024-Q3 125",
		"Từ đầu năm đến ngày 30/9/2024": "revenue 2024-Q3 cumulative 30; workers 2024-Q3 125",
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Đơn vị báo cáo: Công ty TNHH An Phú"}, {"Quý III/2024"},
			{"TT", "Chỉ tiêu", "ĐVT", heading}, {1, "Doanh thu", "đồng", 30}, {2, "Lao động", "người", 125}}}), "a.xlsx")
		var got []string
		for _, f := range sub.Facts {
			basis := ""
			if f.Basis == catalog.Cumulative {
				basis = "cumulative"
			}
			got = append(got, phrase(f.Indicator, f.Period.Code(), basis, f.Num.String()))
		}
		if s := strings.Join(append(got, codesAt(sub)...), "; "); s != want {
			t.Errorf("%q: %s, want %s", heading, s, want)
		}
	}
}
