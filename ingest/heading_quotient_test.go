package ingest

import (
	"strings"
	"testing"
)

// A heading that divides an outcome by a plan or an earlier time is of neither.
func TestQuotientsInHeadings(t *testing.T) {
	for heading, want := range map[string]string{
		"QI/KH":                "check of plan",
		"Q1/KH":                "check of plan",
		"Quý I/KH năm":         "check of plan",
		"3T/KH":                "check of plan",
		"3 tháng/Kế hoạch năm": "check of plan",
		"QI/2024/KH":           "check of plan",
		"QI/24 / KH":           "check of plan",
		"QI/KH (%)":            "check of plan",
		"2024/KH":              "check of plan",
		"Ước quý I/KH 2024":    "check of plan",
		"Lũy kế/Kế hoạch năm":  "check of plan",
		"LK/NQ":                "check of plan",
		`TH\KH`:                "check of plan",
		"Chênh lệch/KH":        "check of plan",
		"Doanh thu/KH":         "check of plan revenue",
		"DT|QI/KH":             "check of plan revenue",
		"DT/CK":                "check of same revenue",
		"QI/CK":                "check of same",
		"Quý I/Cùng kỳ":        "check of same",
		"3T/CK":                "check of same",
		"LK/CK":                "check of same",
		"TH/TH cùng kỳ":        "check of same",
		"Kỳ này/cùng kỳ":       "check of same",
		"Năm nay/năm trước":    "check of same",
		"Quý này/quý trước":    "check of quarter before",
		"KH/CK":                "check of",
		// The two ways round, or a figure after all.
		"KH/TH":           "unknown",
		"CK/TH":           "unknown",
		"KH: TH":          "unknown",
		"CK : Thực hiện":  "unknown",
		"KH quý I/KH năm": "unknown time",
		"QI/KH (tỷ đồng)": "unknown time",
		// Two names of one thing, part of a name, the number of a paper.
		"Chỉ tiêu/KH":                   "2024 discrete final plan report",
		"Kế hoạch/Chỉ tiêu năm 2024":    "2024 discrete final plan report",
		"Cùng kỳ/năm trước":             "2023-Q1 discrete preliminary actual same_period",
		"Quý I/năm trước":               "2023-Q1 discrete preliminary actual same_period",
		"Quý I/năm 2024":                "2024-Q1 discrete preliminary actual report",
		"Quán triệt chỉ thị/nghị quyết": "unknown",
		"Giao theo 05/KH-ĐU":            "unknown",
	} {
		if got := told(columnUnder(strings.Split(heading, "|"), rowsAreIndicators, "2024-Q1")); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

// What is divided says nothing of the plan: "QI/2024/KH" is no plan of the
// quarter, and its percentages may stand as text.
func TestQuotientsAreChecked(t *testing.T) {
	for name, tt := range map[string]struct {
		title    string
		headings []any
		figures  []any
		want     string
	}{
		"of the year's plan":    {"quý I/2024", []any{"KH", "TH quý I", "QI/2024/KH"}, []any{400, 95, 23.75}, "C4 2024 discrete plan report; D4 2024-Q1 discrete actual report; note plan_of_year C3"},
		"wrong":                 {"quý I/2024", []any{"KH năm 2024", "TH quý I/2024", "QI/KH"}, []any{400, 95, 77.7}, "C4 2024 discrete plan report; D4 2024-Q1 discrete actual report; warning percent_mismatch E4"},
		"as text":               {"9 tháng năm 2024", []any{"KH năm", "9 tháng", "9 tháng/KH"}, []any{400, 292.3, "73,1%"}, "C4 2024 discrete plan report; D4 2024-9M discrete actual report"},
		"beside the figures":    {"9 tháng năm 2024", []any{"9 tháng", "Cùng kỳ", "9T/CK"}, []any{292.3, 280, 104.4}, "C4 2024-9M discrete actual report; D4 2023-9M discrete actual same_period"},
		"of what has added up":  {"quý II/2024", []any{"KH năm", "Quý II", "Lũy kế", "Lũy kế/Kế hoạch năm"}, []any{400, 100, 210, 52.5}, "C4 2024 discrete plan report; D4 2024-Q2 discrete actual report; E4 2024-Q2 cumulative actual report"},
		"of the other outcome":  {"quý II/2024", []any{"KH năm", "Quý II", "Lũy kế", "LK/KH"}, []any{400, 100, 210, 25}, "C4 2024 discrete plan report; D4 2024-Q2 discrete actual report; E4 2024-Q2 cumulative actual report; warning percent_mismatch F4"},
		"with nothing to match": {"quý I/2024", []any{"TH quý I", "QI/CK"}, []any{95, 107.7}, "C4 2024-Q1 discrete actual report; note comparison_unchecked D4"},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Công ty Cổ phần Hòa Bình"}, {"Kết quả " + tt.title}, append([]any{"TT", "Chỉ tiêu (tỷ đồng)"}, tt.headings...),
				append([]any{1, "Doanh thu"}, tt.figures...)}}), "a.xlsx")
			if got := strings.Join(append(yearsOf(sub), codesAt(sub)...), "; "); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// A colon divides an outcome by a plan. Between a time and a plan it mostly says
// which figures of the time these are; where no other heading does, that is left open.
func TestQuotientsWithAColon(t *testing.T) {
	for headings, want := range map[string]string{
		"Quý I/2024|Kế hoạch năm|TH : KH":           "revenue 5; revenue 6",
		"Quý I/2024|Kế hoạch năm|TH quý I: KH năm":  "revenue 5; revenue 6",
		"Quý I/2024|Kế hoạch năm|QI : KH":           "revenue 5; revenue 6; warning column_time F4",
		"Quý I/2024|Kế hoạch năm|KH: TH":            "revenue 5; revenue 6; warning column_unknown F4",
		"Quý I/2024|Kế hoạch năm|KH : QI":           "revenue 5; revenue 6; warning column_time F4",
		"Quý I: Thực hiện|Quý I: Cùng kỳ|KH: quý I": "revenue 5; revenue 6; revenue 7",
		"Quý I/2024|Cùng kỳ|QI: CK":                 "revenue 5; revenue 6; warning column_time F4",
		"Quý I/2024|Cùng kỳ|Lũy kế: cùng kỳ":        "revenue 5; revenue 6; warning column_unknown F4",
		"Quý I: Thực hiện|Quý I: KH|Quý I: Cùng kỳ": "revenue 5; revenue 6; revenue 7",
		"Quý I/2024|Năm 2024: KH":                   "revenue 5; revenue 6",
	} {
		head, row := []any{"TT", "Chỉ tiêu", "ĐVT"}, []any{1, "Doanh thu", "đồng"}
		for i, text := range strings.Split(headings, "|") {
			head, row = append(head, text), append(row, 5+i)
		}
		var got []string
		for s := range strings.SplitSeq(saidShort(read(t, workbook(t, formOf(head, row)), "a.xlsx")), "; ") {
			if s != "" && !strings.Contains(s, "mismatch") {
				got = append(got, s)
			}
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s: got %s, want %s", headings, s, want)
		}
	}
}
