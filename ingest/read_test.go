package ingest

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
)

// unitForm has everything offices do to a unit's form: merged headings, an
// index row, groups, dashes, units in a column and in cells, numbers as text,
// hedges, notes, a signature block.
func unitForm() page {
	return page{
		name: "Biểu 01",
		rows: [][]any{
			{"ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH", nil, nil, nil, nil, "ÐẢNG CỘNG SẢN VIỆT NAM"}, // with ETH
			{"ĐẢNG BỘ CÔNG TY CP HOÀ BÌNH"},
			{"Số 12-BC/ĐU", nil, nil, nil, nil, "Thanh Hóa, ngày 02 tháng 4 năm 2024"},
			{"BÁO CÁO KẾT QUẢ HOẠT ĐỘNG QUÝ II, PHƯƠNG HƯỚNG NHIỆM VỤ QUÝ III NĂM 2024"},
			{"(Số liệu tính đến 14/6/2024; so với cùng kỳ năm 2023)"},
			{nil, nil, nil, nil, nil, nil, nil, "Đơn vị tính: Triệu đồng"},
			{"TT", norm.NFD.String("Chỉ tiêu"), "ĐVT", "KH năm 2024", "Thực hiện", nil, "Lũy kế từ đầu năm", "So với (%)", nil, "Ghi chú"},
			{nil, nil, nil, nil, "Quý II/2023", "Ước TH quý II/2024", nil, "Cùng kỳ", "KH năm"},
			{"A", "B", "C", 1, 2, 3, 4, "5=3/2", "6=4/1", 7},
			{"I", "Kết quả sản xuất, kinh doanh"},
			{1, "Tổng doanh thu", "triệu đồng", 1000000, 200000, "ước đạt 250.000", "470.000,5", 125, "47,0", "vượt"},
			{2, "Nộp NSNN:", "tỷ đồng", 40, 8, "9.605,38", nil, 120067.25, nil},
			{"-", "Trong đó: Nộp ngân sách tỉnh", "tỷ đồng", nil, nil, 3.5},
			{3, "Lao động", "người", nil, 410, "(412)", 412},
			{nil, "- Nữ", "người", nil, nil, 180},
			{4, "Thu nhập bình quân", "tr.đ", nil, 9.1, "khoảng 9,5", "9,3"},
			{5, "Kim ngạch xuất khẩu", nil, nil, nil, "x"},
			{6, "An sinh xã hội", nil, nil, "-", 24.730, nil, "10%"},
			{7, "Lợi nhuận trước thuế", nil, nil, formula{"=1/0", nil}, "lỗ"},
			{"II", "Công tác xây dựng Đảng"},
			{1, "Đảng viên", nil, nil, nil, "1.840", "1.840"},
			{"-", "chính thức", nil, nil, nil, 1800},
			{"-", "dự bị", nil, nil, nil, 40.5},
			{2, "Kết nạp", "đ/c", "4-6", nil, "03"},
			{3, "Đảng viên học tập nghị quyết", nil, nil, nil, "714/727 (đạt 98,3%)"},
			{4, "Tỷ lệ dự sinh hoạt (%)", nil, nil, nil, 0.982},
			{5, "Đạt chuẩn văn hóa", nil, nil, nil, time.Date(2024, 8, 17, 0, 0, 0, 0, time.UTC)},
			{6, "Sinh hoạt chuyên đề", "cuộc", nil, nil, "…"},
			{7, "Số lần cháy nổ", "vụ", nil, nil, 1},
			{"Ghi chú: số liệu chưa kiểm toán"},
			{nil, "NGƯỜI LẬP BIỂU", nil, nil, nil, "T/M ĐẢNG ỦY"},
			{nil, "Nguyễn Thị Mai", 912345678, nil, nil, "Trần Văn Nam"},
		},
		merges:  []string{"A7:A8", "B7:B8", "C7:C8", "D7:D8", "E7:F7", "G7:G8", "H7:I7", "J7:J8"},
		percent: []string{"F26"},
	}
}

func TestUnitForm(t *testing.T) {
	data := workbook(t, unitForm())
	sub := read(t, data, "bao-cao.xlsx")
	got := described(t, sub)
	golden(t, "unit_form", got)
	for _, secret := range []string{"Mai", "Nam\n", "912345678"} {
		if strings.Contains(got, secret) {
			t.Errorf("%q came in from the signature block", secret)
		}
	}
}

// blocSummary has groups by cluster with sums above, below and inside, a plan
// and checks under each indicator, names in several spellings.
func blocSummary() page {
	return page{
		name: "Tổng hợp",
		rows: [][]any{
			{"Đảng ủy Khối Doanh nghiệp tỉnh"},
			{"TỔNG HỢP KẾT QUẢ SẢN XUẤT KINH DOANH 6 THÁNG ĐẦU NĂM 2024"},
			{"(số liệu chính thức)"},
			{"ĐVT: tỷ đồng"},
			{"TT", "Tên đơn vị", "Doanh thu", nil, nil, nil, "Lao động (người)", "TNBQ (tr.đ/ng/th)", "Kim ngạch XK", "Tuyển mới"},
			{nil, nil, "KH năm", "TH", "% KH", "% CK"},
			{nil, "Toàn Khối", 900, 460, nil, nil, 1000, 9.0, nil, nil},
			{"I", "Cụm số 1", 500, 250},
			{1, "Cty CP Hoà Bình", 300, 150, 0.5, nil, 400, 10, "1,5", 3},
			{2, "Chi bộ Công ty TNHH An Phú", 200, 101, 50.5, 110, 100, 8},
			{nil, "Cộng (I)", 500, 251, nil, nil, 500, 9.6},
			{"II", "Cụm số 2"},
			{3, "Đảng bộ Tổng công ty Đại Lộc", 400, "209,5", 60, nil, 500, 8.5},
			{4, "Đơn vị 1", nil, nil, nil, nil, nil, nil},
			{5, "Công ty Không Tên", 5, 1},
			{6, "Đơn vị 2", nil, 2},
			{7, "CÔNG TY CP HÒA BÌNH", nil, 7},
			{nil, "Tổng cộng", 900, 460.5, nil, nil, 1000, 9.05},
		},
		merges:  []string{"A5:A6", "B5:B6", "C5:F5", "G5:G6", "H5:H6", "I5:I6", "J5:J6"},
		percent: []string{"E9"},
		setup: func(f *excelize.File, name string) error {
			if err := f.SetRowVisible(name, 13, false); err != nil {
				return err
			}
			return f.SetColVisible(name, "G", false)
		},
	}
}

func TestBlocSummary(t *testing.T) {
	data := workbook(t, blocSummary())
	golden(t, "bloc_summary", described(t, read(t, data, "tong hop.xlsx")))
}

// partyForm has three levels of headings and types of organisations.
func partyForm() page {
	return page{
		name: "Quý I",
		rows: [][]any{
			{"CỤM SỐ 1"},
			{"BIỂU TỔNG HỢP CÔNG TÁC XÂY DỰNG ĐẢNG"},
			{"Quý I năm 2024"},
			{"TT", "TCCSĐ", "Loại hình (ĐB/CB)", "Công tác đảng viên", nil, nil, nil, nil, nil, "Huy hiệu", nil, "Kiểm tra", "Xếp loại"},
			{nil, nil, nil, "Đảng viên", nil, nil, nil, "Kết nạp", nil, "30", "40", "cuộc"},
			{nil, nil, nil, "Tổng", "CT", "DB", "Nữ", "KH", "TH"},
			{1, "Công ty Cổ phần Hòa Bình", "ĐB", 60, 57, 3, 20, 5, 2, 1, 0, 2, "HTXSNV"},
			{2, "Công ty TNHH An Phú", "CB", 12, 12, "-", "x", 1, 0, nil, 1, 1, "HTTNV"},
			{nil, "Cụm số 1", nil, 72, 69, 3, 20, 6, 2, 1, 1, 4},
		},
		merges: []string{"A4:A6", "B4:B6", "C4:C6", "D4:I4", "D5:G5", "H5:I5", "J4:K4", "J5:J6", "K5:K6", "L5:L6", "M4:M6"},
	}
}

func TestPartyForm(t *testing.T) {
	data := workbook(t, partyForm())
	golden(t, "party_form", described(t, read(t, data, "cum1.xlsx")))
}

// Each quarter on a sheet of its own, one hidden, one without a table.
func TestSheetsWithPeriodsOfTheirOwn(t *testing.T) {
	quarter := func(title string, revenue float64) [][]any {
		return [][]any{
			{"Đơn vị báo cáo:", "Công ty TNHH An Phú"},
			{title},
			{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"},
			{1, "Doanh thu", "tỷ đồng", revenue},
		}
	}
	sub := read(t, workbook(t,
		page{name: "Quý I.2024", rows: quarter("Báo cáo", 1.5)},
		page{name: "Q2", rows: quarter("Quý 2 năm 2024", 2.5)},
		page{name: "Cũ", rows: quarter("Quý III/2023", 9), setup: func(f *excelize.File, name string) error {
			return f.SetSheetVisible(name, false)
		}},
		page{name: "Thuyết minh", rows: [][]any{{"Doanh thu tăng do giá."}}},
	), "an-phu.xlsx")
	golden(t, "quarters", described(t, sub))
}

func TestFilesThatAreRefused(t *testing.T) {
	table := [][]any{{"Đơn vị báo cáo: Cụm 1", "Quý I/2024"}, {"TT", "Chỉ tiêu", "TH"}, {1, "Đảng viên", 5}}
	plain := workbook(t, page{name: "a", rows: table})
	for name, tt := range map[string]struct {
		data []byte
		file string
		want string
	}{
		"fine":             {plain, "Bảo mật.xlsx", ""},
		"density":          {plain, "MẬT ĐỘ.xlsx", ""},
		"file name":        {plain, "(TỐI MẬT) báo cáo.xlsx", "secret_name"},
		"without accents":  {plain, "BC_TUYET_MAT_Q1.xlsx", "secret_name"},
		"alone in capital": {plain, "BC - MẬT.xlsx", "secret_name"},
		"sheet and cell":   {workbook(t, page{name: "TOI MAT", rows: append([][]any{{"MẬT"}}, table...)}), "", "secret"},
		"cell":             {workbook(t, page{name: "a", rows: append([][]any{{nil, nil, "MẬT"}}, table...)}), "", "secret"},
		"letter-spaced":    {workbook(t, page{name: "a", rows: append([][]any{{"T Ố I  M Ậ T"}}, table...)}), "", "secret"},
		"labelled":         {workbook(t, page{name: "a", rows: append([][]any{{"Độ mật: Tuyệt mật"}}, table...)}), "", "secret"},
		"word in a cell":   {workbook(t, page{name: "a", rows: append([][]any{{"Mật độ lao động"}}, table...)}), "", ""},
		"header": {workbook(t, page{name: "a", rows: table, setup: func(f *excelize.File, name string) error {
			return f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&C&\"Arial\"&14TỐI MẬT"})
		}}), "", "secret"},
		"text box": {workbook(t, page{name: "a", rows: table, setup: func(f *excelize.File, name string) error {
			return f.AddShape(name, &excelize.Shape{Cell: "F1", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "MẬT"}}})
		}}), "", "secret"},
		"hidden sheet": {workbook(t, page{name: "a", rows: table}, page{name: "b", rows: [][]any{{"mật"}}, setup: func(f *excelize.File, name string) error {
			return f.SetSheetVisible(name, false)
		}}), "", "secret"},
		"comment": {workbook(t, page{name: "a", rows: table, setup: func(f *excelize.File, name string) error {
			return f.AddComment(name, excelize.Comment{Cell: "A1", Paragraph: []excelize.RichTextRun{{Text: "TUYỆT "}, {Text: "MẬT"}}})
		}}), "", "secret"},
		"header with a page": {workbook(t, page{name: "a", rows: table, setup: func(f *excelize.File, name string) error {
			return f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&CTỐI MẬT - Trang &P"})
		}}), "", "secret"},
		"sheet name":          {workbook(t, page{name: "TỐI MẬT Q1", rows: table}), "", "secret_sheet"},
		"run together":        {plain, "s13_toimat.xlsx", "secret_name"},
		"folder":              {plain, "2024/TOI MAT/a.xlsx", "secret_name"},
		"archive":             {plain, `tuyet mat.zip\a.xlsx`, "secret_name"},
		"folder that is open": {plain, "2024/Bảo mật/a.xlsx", ""},
		"truncated":           {plain[:len(plain)/2], "x.xlsx", "truncated"},
		"csv":                 {[]byte("TT;Chỉ tiêu\n"), "x.xlsx", "plain_text"},
		"empty":               {nil, "x.xlsx", "empty_file"},
	} {
		t.Run(name, func(t *testing.T) {
			sub, err := Read(tt.data, tt.file, testVocabulary())
			var r *Refusal
			if tt.want == "" {
				if err != nil {
					t.Errorf("Read: %v", err)
				}
				return
			}
			if !errors.As(err, &r) || r.Code != tt.want {
				t.Errorf("Read = %v, want refusal %s", err, tt.want)
			}
			if !reflect.DeepEqual(sub, Submission{}) {
				t.Errorf("something was kept: %+v", sub)
			}
		})
	}
}

// A mark stands apart, whatever its accents; parts of other words pass.
func TestSecretName(t *testing.T) {
	for name, want := range map[string]bool{
		"BAO CAO (MAT).xlsx": true, "BC (Mật) quy III.xlsx": true, "Mật - BC.xlsx": true, "BAO CAO QUY III MAT.xlsx": true, "BC_MAT.xlsx": true,
		"BC-MAT-2026.xlsx": true, "BC.MAT.xlsx": true, "BC MẬT.xlsx": true, "BC quy III (mat).xlsx": true, "Bao cao - mat.xlsx": true,
		"bao cao mat.xlsx": true, "bao cao mat quy 3.xlsx": true, "báo cáo mật quý 3.xlsx": true, "Tuyệt mật.xlsx": true, "BC TOI MAT quy 3.xlsx": true,
		"[Mật] BC quý III.xlsx": true, "BC_Mật_quý_III.xlsx": true, "MAT": true, "Tiền lương (MAT).xlsx": true, "BC tiền lương - mật.xlsx": true,
		"Nước sạch, mật.xlsx": true, "BC có TM (mật) 2026.xlsx": true, "mat-bc-q3.xlsx": true, "BC quý III__MẬT.xlsx": true, "BC quý III.MẬT.xlsx": true,

		"Mặt bằng.xlsx": false, "BC có mặt.xlsx": false, "Bảo mật thông tin.xlsx": false, "Bảo_mật_thông_tin.xlsx": false, "BẢO MẬT.xlsx": false,
		"Mật độ dân số.xlsx": false, "MAT DO LAO DONG.xlsx": false, "BC mất mùa.xlsx": false, "Giam mat mua.xlsx": false, "LAO DONG CO MAT.xlsx": false,
		"BC TIEN MAT QUY 3.xlsx": false, "lao dong mat viec q3.xlsx": false, "MAT TRAN TO QUOC.xlsx": false, "mat-hang-chu-luc.xlsx": false,
		"BC mật khẩu 123.xlsx": false, "mat ong.xlsx": false, "bao_mat.xlsx": false, "Bí mật nhà nước.xlsx": false, "An toan bao mat thong tin": false,
		"khoi-mau.xlsx": false, "Vật tư mới.xlsx": false, "Format.xlsx": false, "BC Mát.xlsx": false, "don vi mat tich 2026.xlsx": false,
	} {
		if got := secretName(name); got != want {
			t.Errorf("secretName(%q) = %v", name, got)
		}
	}
}

// The upper degrees mark a text wherever they stand, "mật" only a short one.
func TestSecretText(t *testing.T) {
	for text, want := range map[string]bool{
		"TÀI LIỆU MẬT": true, "TỐI MẬT\nBản số 02": true, "TỐI MẬT - Bản số 1": true, "TUYỆT MẬT (A)": true, "DẤU MẬT: TUYỆT MẬT": true,
		"Mức độ mật: MẬT": true, "TuyÖt mËt": true, "MËT": true, "tèi mËt - b¶n sè 1": true, "TOÁI MAÄT": true, "Maät": true, "Maät ñoä": false, "b¶o mËt": false, "MẬT/SECRET": true, "Báo cáo này thuộc tài liệu TUYỆT MẬT, không sao chụp": true,
		"(Mật)": true, "T Ố I  M Ậ T": true, "TỐI\nMẬT": true, "Mật - Bản số": true,
		"Mật độ lao động": false, "Bí mật kinh doanh": false, "đường mật": false, "An toàn, bảo mật": false, "Bảo mật": false,
		"Mật ong": false, "Độ mật:": false, "Độ mật: Thường": false, "Ký kết thỏa thuận về mật mã": false, "Mật khẩu": false,
		"Hoàn thành kế hoạch trồng cây lấy mật": false, "": false,
		"Độ mật: MẬT. Số 12-BC/ĐU": true, "MẬT – LƯU HÀNH NỘI BỘ": true, "MẬT. Lưu hành nội bộ": true, "Độ mật: MẬT; bản số 1": true, "CHẾ ĐỘ: MẬT": true,
		"Đóng dấu MẬT": true, "Dấu MẬT": true, "Tài liệu mật, không sao chụp": true, "TUYET MAT": true, "TOI MAT - ban so 1": true,
		"Đóng dấu mật: không": false, "Đường, mật, rỉ": false, "Sản phẩm: mật ong, sữa": false, "Toi mat": false, "MAT": false, "Số văn bản mật (nếu có)": false,
	} {
		if got := secretText(text); got != want {
			t.Errorf("secretText(%q) = %v", text, got)
		}
	}
}

func TestClassify(t *testing.T) {
	report := workbook(t, page{name: "a", rows: [][]any{{"TT", "Chỉ tiêu", "TH"}}})
	if kind, err := Classify(report); kind != KindReport || err != nil {
		t.Errorf("Classify(report) = %q, %v", kind, err)
	}
	for _, want := range []WorkbookKind{KindCatalogue, KindOrganisations, KindPlans, KindReport} {
		data := workbook(t, page{name: identitySheet, rows: [][]any{{"kind", string(want)}}})
		if kind, err := Classify(data); kind != want || err != nil {
			t.Errorf("Classify = %q, %v, want %s", kind, err, want)
		}
	}
	if _, err := Classify([]byte("x")); err == nil {
		t.Error("text was classified")
	}
}
