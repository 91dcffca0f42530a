package ingest

import (
	"strings"
	"testing"
)

// Every way to write a rank is one of four, whatever stands behind it; who is
// ranked comes from the name or from those above it.
func TestRanksAsTheyAreWritten(t *testing.T) {
	written := map[string][]string{
		"excellent": {"HT xuất sắc", "HTXSNV", "HTXS", "HT xuất sắc NV", "Hoàn thành xuất sắc nhiệm vụ.", "HTXSNV (loại A)", "HTXSNV năm 2025", "HTXSNV/2025", "Loại 1 (HTXSNV)", "Đạt HTXSNV"},
		"good":      {"HT tốt", "HTTNV", "HTT", "Hoàn thành tốt NV", "HTTNV - loại B", "HTTNV, mức 2", "Hoàn thành tốt nhiệm vụ năm 2025"},
		"completed": {"HTNV", "Hoàn thành NV", "Hoàn thành nhiệm vụ", "Hoàn thành", "HT"},
		"failed":    {"Chưa hoàn thành", "Không HTNV", "KHTNV", "CHTNV", "KHT", "Không hoàn thành nhiệm vụ", "Chưa hoàn thành NV (loại D)"},
	}
	for rank, list := range written {
		for _, text := range list {
			for above, group := range map[string]string{
				"Xếp loại TCCSĐ": "organisations", "Kết quả đánh giá, xếp loại chất lượng tổ chức đảng": "organisations",
				"Xếp loại đảng viên": "members", "Đánh giá xếp loại ĐV năm 2025": "members",
				"Xếp loại": "", "Xếp loại cán bộ": "", "Xếp loại chi bộ": "",
			} {
				want := "unknown"
				if group != "" {
					want = "ranked_" + group + "_" + rank + " 2025 discrete preliminary actual report"
				}
				got := told(columnUnder([]string{above, text}, rowsAreUnits, "2025"))
				if got != want && (group != "" || !strings.HasPrefix(got, "check")) {
					t.Errorf("%q below %q is %q, want %q", text, above, got, want)
				}
			}
		}
	}
	for heading, want := range map[string]string{
		"TCCSĐ HT tốt":                                          "ranked_organisations_good 2025 discrete preliminary actual report",
		"Số ĐV HT xuất sắc":                                     "ranked_members_excellent 2025 discrete preliminary actual report",
		"Tổ chức đảng hoàn thành tốt NV":                        "ranked_organisations_good 2025 discrete preliminary actual report",
		"Đảng viên HTXSNV năm 2024":                             "ranked_members_excellent 2024 discrete preliminary actual same_period",
		"Xếp loại ĐV|HTTNV|Năm trước":                           "ranked_members_good 2024 discrete preliminary actual same_period",
		"Xếp loại đảng viên|HTXSNV tiêu biểu":                   "unknown",
		"Xếp loại TCCSĐ|Hoàn thành xuất sắc nhiệm vụ tiêu biểu": "unknown",
		"Xếp loại đảng viên|HTXSNV (%)":                         "check of ranked_members_excellent",
		"Số chi bộ HTXSNV":                                      "unknown",
		"Đảng viên hoàn thành":                                  "check of party_members",
		"Doanh thu|Hoàn thành kế hoạch":                         "check of plan revenue",
		"Doanh thu|Mức độ hoàn thành (%)":                       "check of revenue",
	} {
		if got := strings.Replace(told(columnUnder(strings.Split(heading, "|"), rowsAreUnits, "2025")), "of any ", "of ", 1); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

// Cells of ranks are as varied as headings; one of another year than its
// column's is not taken.
func TestRanksInCells(t *testing.T) {
	for text, want := range map[string]string{
		"HT xuất sắc": "1000", "HTXSNV (loại A)": "1000", "HT tốt": "0100", "Hoàn thành tốt NV": "0100", "HTTNV năm 2025": "0100",
		"Hoàn thành": "0010", "HTNV": "0010", "Chưa hoàn thành": "0001", "Không HTNV": "0001",
		"HTTNV năm 2024": "", "HTXSNV tiêu biểu": "", "Hoàn thành kế hoạch": "", "ĐV HTXSNV": "",
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1"}, {"Năm 2025"}, {"TT", "TCCSĐ", "Tổng số đảng viên", "Xếp loại"},
			{1, "Công ty Cổ phần Hòa Bình", 30, "HTNV"}, {2, "Công ty TNHH An Phú", 20, text}}}), "a.xlsx")
		got := ""
		for _, f := range sub.Facts {
			if f.Org == "an-phu" && strings.HasPrefix(f.Indicator, rankings) {
				got += f.Num.String()
			}
		}
		if asks := strings.Contains(strings.Join(codesAt(sub), " "), "rank_unknown"); got != want || asks != (want == "") {
			t.Errorf("%q is %q, want %q; %v", text, got, want, codesAt(sub))
		}
	}
}
