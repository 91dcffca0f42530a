package ingest

import (
	"cmp"
	"strings"
	"testing"
)

// letterheadOf reads one unit's form below the lines and returns its sender,
// or what is asked and of whom.
func letterheadOf(t *testing.T, lines ...string) string {
	t.Helper()
	var rows [][]any
	for _, l := range lines {
		rows = append(rows, []any{l})
	}
	rows = append(rows, []any{"Quý I/2024"}, []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{1, "Đảng viên", "đảng viên", 5})
	sub := read(t, workbook(t, page{name: "S", rows: rows}), "a.xlsx")
	if sub.Refused() != (len(sub.Questions) > 0) {
		t.Errorf("%v: refused %v with %d questions", lines, sub.Refused(), len(sub.Questions))
	}
	got := []string{}
	for _, q := range sub.Questions {
		got = append(got, q.Code)
		for _, c := range q.Candidates[:min(1, len(q.Candidates))] {
			got = append(got, c.Target)
		}
	}
	return cmp.Or(sub.Org, strings.Join(got, " "))
}

// A line of its own below a group's name is a unit nobody knows, whatever
// kind of unit it is; what else stands there is none.
func TestStrangersInALetterhead(t *testing.T) {
	const bloc = "ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH"
	for _, name := range []string{"VNPT BÌNH MINH", "BƯU ĐIỆN TỈNH", "ĐIỆN LỰC", "PETROLIMEX SÔNG LÔ", "KHÁCH SẠN HOA MAI", "CẢNG VŨNG ÁNG",
		"Quỹ tín dụng nhân dân An Bình", "Ban quản lý Khu kinh tế"} {
		if got := letterheadOf(t, bloc, name, "BÁO CÁO KẾT QUẢ"); got != "sender_unknown khoi" {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, lines := range [][]string{
		{"VNPT BÌNH MINH", bloc}, {"VNPT BÌNH MINH", bloc, "BÁO CÁO KẾT QUẢ"}, {"VNPT BÌNH MINH", "BÁO CÁO GIAO BAN CỦA ĐẢNG ỦY KHỐI"},
		{"VNPT BÌNH MINH – " + bloc}, {"VNPT BÌNH MINH (ĐẢNG ỦY KHỐI)"}, {"ĐẢNG ỦY KHỐI - VNPT BÌNH MINH"}, {"Điện lực Đảng ủy Khối"},
		{"TỈNH ỦY", "KHÁCH SẠN HOA MAI", bloc},
	} {
		if got := letterheadOf(t, lines...); got != "sender_unknown khoi" {
			t.Errorf("%q: %s", lines, got)
		}
	}
	for _, label := range []string{"Đơn vị: ……………", "Tên đơn vị:", "Đơn vị báo cáo:"} {
		if got := letterheadOf(t, bloc, label); got != "sender_missing khoi" {
			t.Errorf("%s: %s", label, got)
		}
		if got := letterheadOf(t, "CÔNG TY TNHH AN PHÚ", label); got != "an-phu" {
			t.Errorf("%s below a unit: %s", label, got)
		}
	}
	if got := letterheadOf(t, "CỤM SỐ 1", "Điện lực Cụm số 1"); got != "sender_unknown cum-1" {
		t.Errorf("a unit with the group's name in its own: %s", got)
	}
	for _, lines := range [][]string{
		{bloc}, {"TỈNH ỦY", bloc, "*"}, {bloc, "VĂN PHÒNG", "*", "Số: 12-BC/ĐU"}, {bloc, "BAN TỔ CHỨC"}, {bloc, "TỈNH MẪU"},
		{bloc, "ĐẢNG CỘNG SẢN VIỆT NAM"}, {"ĐẢNG ỦY KHỐI", "DOANH NGHIỆP TỈNH"}, {bloc, "-------"}, {bloc, "Mẫu 02-TK"}, {bloc, "(Dự thảo)"},
		{bloc, "Số điện thoại: 0237"}, {bloc, "BÁO CÁO KẾT QUẢ", "Sản xuất kinh doanh và xây dựng Đảng"}, {bloc, "HOẠT ĐỘNG CỦA KHỐI"},
		{bloc, "Tỉnh Mẫu, ngày 5 tháng 4 năm 2024"}, {bloc + " HÀ TĨNH"}, {bloc + " - TỈNH MẪU"}, {"UBND TỈNH MẪU", bloc}, {"THÀNH ỦY", bloc},
		{"Phụ biểu 01", bloc}, {"I. PHÁT TRIỂN KINH TẾ", bloc}, {"ĐẢNG BỘ TỈNH MẪU", "ĐẢNG ỦY KHỐI - VĂN PHÒNG"}, {"Văn phòng " + bloc},
		{"ĐẢNG ỦY KHỐI DOANH", "NGHIỆP TỈNH"},
	} {
		if got := letterheadOf(t, lines...); got != "khoi" {
			t.Errorf("%q: %s", lines, got)
		}
	}
}

// A part of a unit is not the unit, which is the first it may be sent for.
func TestPartsOfUnits(t *testing.T) {
	for line, unit := range map[string]string{
		"CHI BỘ 3 - ĐẢNG BỘ CÔNG TY CỔ PHẦN HÒA BÌNH":           "hoa-binh",
		"Chi nhánh Công ty Cổ phần Hòa Bình tại Hà Nội":         "hoa-binh",
		"Công đoàn cơ sở Công ty Cổ phần Hòa Bình":              "hoa-binh",
		"BCH Công đoàn Công ty Cổ phần Hòa Bình":                "hoa-binh",
		"Đoàn Thanh niên Công ty Cổ phần Hòa Bình":              "hoa-binh",
		"Đoàn TNCS Hồ Chí Minh Công ty Cổ phần Hòa Bình":        "hoa-binh",
		"Công ty Cổ phần Hòa Bình - Chi nhánh Hà Nội":           "hoa-binh",
		"Công ty con của Đơn vị 2":                              "khac-2",
		"Đơn vị 2-2":                                            "khac-2",
		"Phòng Kế toán Công ty TNHH An Phú":                     "an-phu",
		"Đảng bộ bộ phận Phân xưởng 2, Đơn vị 2":                "khac-2",
		"Chi bộ Văn phòng Đơn vị 2":                             "khac-2",
		"Công ty CP Xây lắp thuộc Đảng bộ Tổng công ty Đại Lộc": "dai-loc",
	} {
		for _, lines := range [][]string{{line}, {"Đơn vị báo cáo: " + line}, {"BÁO CÁO CỦA " + line}} {
			if got := letterheadOf(t, lines...); got != "sender_unknown "+unit {
				t.Errorf("%q: %s", lines, got)
			}
		}
	}
	const committee = "ĐẢNG BỘ CÔNG TY CỔ PHẦN HÒA BÌNH"
	for _, lines := range [][]string{
		{committee, "CHI BỘ 3"}, {committee, "CHI BỘ PHÂN XƯỞNG 2"}, {committee, "ĐẢNG ỦY BỘ PHẬN PHÂN XƯỞNG 1"}, {committee, "CHI ỦY CHI BỘ 3"},
		{committee, "ĐẢNG BỘ XÍ NGHIỆP MAY"}, {"CHI BỘ PHÂN XƯỞNG 2", committee}, {"BÁO CÁO CỦA CHI BỘ PHÂN XƯỞNG 2", committee},
		{committee, "Đơn vị báo cáo: Chi bộ 3"}, {"Đơn vị báo cáo: Chi bộ Phân xưởng May", committee},
		{"Đơn vị: Chi bộ Phân xưởng 2 - Đảng bộ Cty CP Hoà Bình"}, {"Đơn vị: Đảng ủy bộ phận Nhà máy 1 - " + committee},
		{"Đơn vị: Đảng bộ bộ phận Nhà máy 1 trực thuộc Đảng ủy Công ty Cổ phần Hòa Bình"},
	} {
		if got := letterheadOf(t, lines...); got != "sender_unknown hoa-binh" {
			t.Errorf("%q: %s", lines, got)
		}
	}
	if got := letterheadOf(t, "CHI BỘ 1 CÔNG TY TNHH AN PHÚ"); got != "sender_unknown an-phu" {
		t.Errorf("a cell of a cell: %s", got)
	}
	for _, lines := range [][]string{
		{"ĐẢNG BỘ", "CÔNG TY CỔ PHẦN HÒA BÌNH"}, {committee, "ĐẢNG ỦY"}, {committee, "BÁO CÁO CỦA CHI BỘ QUÝ I"}, {committee, "BAN CHẤP HÀNH"},
	} {
		if got := letterheadOf(t, lines...); got != "hoa-binh" {
			t.Errorf("%q: %s", lines, got)
		}
	}
	for line, unit := range map[string]string{
		"Chi bộ Công ty TNHH An Phú":                                     "an-phu",
		"ĐẢNG BỘ CÔNG TY TNHH AN PHÚ":                                    "an-phu",
		"Chi bộ cơ sở Công ty TNHH An Phú":                               "an-phu",
		"Chi bộ Công ty Cổ phần Hòa Bình":                                "hoa-binh",
		"Báo cáo của Chi bộ Đơn vị 2":                                    "khac-2",
		"Công tác phòng, chống tham nhũng của Công ty TNHH An Phú":       "an-phu",
		"Báo cáo tổ chức đảng Công ty TNHH An Phú":                       "an-phu",
		"Đội ngũ đảng viên Công ty TNHH An Phú":                          "an-phu",
		"Ban Chấp hành Đảng bộ Công ty Cổ phần Hòa Bình, Đảng bộ Khối":   "hoa-binh",
		"BÁO CÁO KẾT QUẢ CÔNG TÁC XÂY DỰNG ĐẢNG CỦA CÔNG TY TNHH AN PHÚ": "an-phu",
	} {
		if got := letterheadOf(t, line); got != unit {
			t.Errorf("%s: %s", line, got)
		}
	}
	if got := letterheadOf(t, "CÔNG TY TNHH AN PHÚ", "PHÒNG KẾ TOÁN"); got != "an-phu" {
		t.Errorf("a department below its company: %s", got)
	}
}

// A unit's name may be broken over lines of one cell or of several.
func TestNamesOverSeveralLines(t *testing.T) {
	const bloc = "ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH"
	for _, lines := range [][]string{
		{"CÔNG TY\nTNHH AN PHÚ"}, {"CÔNG TY TNHH\nAN PHÚ"}, {"CÔNG TY TNHH", "AN PHÚ"}, {"CHI BỘ", "CÔNG TY TNHH", "AN PHÚ"},
		{bloc, "CHI BỘ CÔNG TY TNHH", "AN PHÚ"}, {bloc, "CÔNG TY TNHH\nAN PHÚ", "*"},
	} {
		if got := letterheadOf(t, lines...); got != "an-phu" {
			t.Errorf("%q: %s", lines, got)
		}
	}
	for _, lines := range [][]string{
		{"CÔNG TY TNHH", "AN PHÚ HƯNG"}, {"CÔNG TY TNHH", "BÁO CÁO", "AN PHÚ"}, {"CHI NHÁNH CÔNG TY TNHH", "AN PHÚ"},
	} {
		if got := letterheadOf(t, lines...); got == "an-phu" {
			t.Errorf("%q: %s", lines, got)
		}
	}
}
