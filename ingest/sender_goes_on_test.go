package ingest

import "testing"

// A name that goes on behind a known one, or has another legal form, is
// somebody else's until confirmed.
func TestNamesThatGoOn(t *testing.T) {
	for name, known := range map[string]string{
		"CÔNG TY CỔ PHẦN HÒA BÌNH II":             "hoa-binh",
		"CÔNG TY CỔ PHẦN HÒA BÌNH MIỀN NAM":       "hoa-binh",
		"ĐẢNG BỘ CÔNG TY CỔ PHẦN HÒA BÌNH 2":      "hoa-binh",
		"TỔNG CÔNG TY CỔ PHẦN HÒA BÌNH":           "hoa-binh",
		"CÔNG TY TNHH AN PHÚ HÀ TÂY":              "an-phu",
		"TỔNG CÔNG TY ĐẠI LỘC MIỀN BẮC":           "dai-loc",
		"ĐẢNG BỘ TỔNG CÔNG TY ĐẠI LỘC THÀNH AN":   "dai-loc",
		"CÔNG TY TNHH AN PHÚ - TTVT SÔNG LÔ":      "an-phu",
		"CÔNG TY TNHH AN PHÚ - TRUNG TÂM 2":       "an-phu",
		"TỔNG CÔNG TY TNHH AN PHÚ":                "an-phu",
		"CÔNG TY TNHH AN PHÚ HƯNG (CỤM SỐ 1)":     "an-phu",
		"CÔNG TY CỔ PHẦN HÒA BÌNH PHƯƠNG ĐÔNG":    "hoa-binh",
		"CÔNG TY CỔ PHẦN HÒA BÌNH XANH, tỉnh Mẫu": "hoa-binh",
	} {
		for _, lines := range [][]string{{name}, {name, "BÁO CÁO KẾT QUẢ"}, {"Đơn vị báo cáo: " + name}, {"BÁO CÁO CỦA " + name + " QUÝ I NĂM 2024"}} {
			got := letterheadOf(t, lines...)
			if got != "sender_unknown "+known && got != "sender_missing "+known {
				t.Errorf("%q: %s", lines, got)
			}
		}
	}
	for name, org := range map[string]string{
		"CÔNG TY CP HÒA BÌNH":                                 "hoa-binh",
		"CTCP HÒA BÌNH":                                       "hoa-binh",
		"CÔNG TY TNHH AN PHÚ QUÝ I/2024":                      "an-phu",
		"CÔNG TY TNHH AN PHÚ TỈNH MẪU":                        "an-phu",
		"CÔNG TY TNHH AN PHÚ - TỈNH MẪU":                      "an-phu",
		"CÔNG TY TNHH AN PHÚ (trực thuộc Cụm số 1)":           "an-phu",
		"CÔNG TY TNHH AN PHÚ trực thuộc Đảng ủy Khối":         "an-phu",
		"CÔNG TY TNHH AN PHÚ BÁO CÁO KẾT QUẢ QUÝ I":           "an-phu",
		"KẾT QUẢ SẢN XUẤT KINH DOANH CÔNG TY TNHH AN PHÚ":     "an-phu",
		"SỐ LIỆU CÔNG TY CỔ PHẦN HÒA BÌNH ĐẾN NGÀY 31/3/2024": "hoa-binh",
		"TỔNG CÔNG TY ĐẠI LỘC":                                "dai-loc",
		"CÔNG TY TNHH AN PHÚ, số 12 đường Trần Phú":           "an-phu",
		"CÔNG TY TNHH AN PHÚ Số: 12/BC-AP":                    "an-phu",
	} {
		if got := letterheadOf(t, name); got != org {
			t.Errorf("%q: %s, want %s", name, got, org)
		}
	}
	if got := letterheadOf(t, "CÔNG TY TNHH AN PHÚ", "BÁO CÁO CỦA CÔNG TY TNHH AN PHÚ HƯNG THỊNH HÒA"); got != "an-phu" {
		t.Errorf("a name by itself above: %s", got)
	}
}
