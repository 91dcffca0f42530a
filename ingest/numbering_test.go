package ingest

import "testing"

func TestNumbersBeforeNames(t *testing.T) {
	for name, want := range map[string]struct {
		rest  string
		child bool
	}{
		"1. Doanh thu":                {"Doanh thu", false},
		"1.2 Doanh thu":               {"Doanh thu", false},
		"1.2- Doanh thu":              {"Doanh thu", false},
		"3- Tổng số lao động":         {"Tổng số lao động", false},
		"3 - Tổng số lao động":        {"Tổng số lao động", false},
		"3-Tổng số lao động":          {"Tổng số lao động", false},
		"1.- Doanh thu":               {"Doanh thu", false},
		"(1) Doanh thu":               {"Doanh thu", false},
		"2) Nộp NSNN":                 {"Nộp NSNN", false},
		"4/ Nộp BHXH":                 {"Nộp BHXH", false},
		"a/ Nữ":                       {"Nữ", true},
		"(a) Nữ":                      {"Nữ", true},
		"đ - Nữ":                      {"Nữ", true},
		"ii) Nữ":                      {"Nữ", true},
		"III/ Đảng viên":              {"Đảng viên", false},
		"II - Đảng viên":              {"Đảng viên", false},
		"II-Đảng viên":                {"Đảng viên", false},
		"B. Công tác Đảng":            {"Công tác Đảng", false},
		"Đ. Công tác Đảng":            {"Công tác Đảng", false},
		"- Trong đó: nữ":              {"nữ", true},
		"\uf0b7 Nữ":                   {"Nữ", true},
		"Trong đó: + Nữ":              {"nữ", true},
		"Trong đó - Nữ":               {"nữ", true},
		"Trong đó: a) Nữ":             {"nữ", true},
		"Trong đó: • Nữ":              {"nữ", true},
		"Tr.đó: t/h mới":              {"t/h mới", true},
		"3-6 tháng":                   {"3-6 tháng", false},
		"30 - 40 năm":                 {"30 - 40 năm", false},
		"X-quang":                     {"X-quang", false},
		"CB-CNV":                      {"CB-CNV", false},
		"A-B":                         {"A-B", false},
		"6 tháng đầu năm":             {"6 tháng đầu năm", false},
		"- Nữ":                        {"Nữ", true},
		"1. Lao động - tiền lương":    {"Lao động - tiền lương", false},
		"II. 1. Đảng viên chính thức": {"Đảng viên chính thức", false},
	} {
		if rest, child := withoutNumbering(name); rest != want.rest || child != want.child {
			t.Errorf("%q: %q, %v; want %q, %v", name, rest, child, want.rest, want.child)
		}
	}
	for mark, want := range map[string][3]bool{ // row, group, part
		"3": {true}, "3/": {true}, "1.2": {true, false, true}, "II": {true, true}, "II/": {true, true}, "I-": {true, true},
		"a": {false, false, true}, "a/": {false, false, true}, "-": {false, false, true}, "KH": {}, "(B)": {true, true},
	} {
		if got := [3]bool{rowNumber.MatchString(mark), isGroupNumber(mark), isPartNumber(mark)}; got != want {
			t.Errorf("%q is a number, a group's, a part's: %v, want %v", mark, got, want)
		}
	}
}
