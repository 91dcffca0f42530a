package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A file without accents says what the same file with them says.
func TestFilesWithoutAccents(t *testing.T) {
	for name, text := range map[string]string{
		"a unit's form": "Đơn vị báo cáo: Công ty TNHH An Phú\nKết quả ước thực hiện Quý I/2024\nTT;Chỉ tiêu;ĐVT;KH năm;Thực hiện;Cùng kỳ;% so với KH\n" +
			"1;Doanh thu;tỷ đồng;100;30,5;28;30,5\n2;Nộp ngân sách;tỷ đồng;10;3;2;30\n3;Tổng số lao động;người;;125;120;\n4;Thu nhập bình quân;triệu đồng/người/tháng;;9;8;\n" +
			"5;Đảng viên;đảng viên;;30;29;\n;Trong đó: Nữ;đảng viên;;10;9;\n6;Kết nạp;đảng viên;;2;1;\n;Người lập biểu;;;;;\n",
		"a summary": "CỤM SỐ 1\nTỔNG HỢP QUÝ I NĂM 2024\nĐơn vị tính: tỷ đồng\nTT;Tên đơn vị;Doanh thu;Nộp ngân sách;Lao động;Loại hình\n" +
			"1;Công ty Cổ phần Hòa Bình;30,5;2;410;ĐB\n2;Công ty TNHH An Phú;12;1;125;CB\n;Tổng cộng;42,5;3;535;\n",
	} {
		with, err := Read([]byte(text), "a.csv", testVocabulary())
		if err != nil || len(with.Facts) == 0 {
			t.Fatalf("%s: %v %v", name, err, codesAt(with))
		}
		bare, err := Read([]byte(strings.ReplaceAll(unaccentedInCase(text), "đ", "d")), "a.csv", testVocabulary())
		if err != nil {
			t.Fatal(err)
		}
		written := strings.NewReplacer("Raw:ĐB", "Raw:DB") // as the cell has it
		for i, f := range with.Facts {
			with.Facts[i].Raw = written.Replace("Raw:" + f.Raw)[len("Raw:"):]
		}
		if diff := cmp.Diff(figures(with), figures(bare)); diff != "" {
			t.Errorf("%s (-with +without accents):\n%s", name, diff)
		}
		if diff := cmp.Diff(append(codesAt(with), "note accents_restored A1"), codesAt(bare), sortedTexts); diff != "" {
			t.Errorf("%s (-with +without accents):\n%s", name, diff)
		}
	}
}

// sortedTexts compares lists whatever their order.
var sortedTexts = cmp.Transformer("sorted", func(list []string) map[string]int {
	out := map[string]int{}
	for _, s := range list {
		out[s]++
	}
	return out
})

// unaccentedInCase is a text without its accents, upper case left as it is.
func unaccentedInCase(text string) string {
	var out strings.Builder
	for _, r := range text {
		low := []rune(withoutAccents(strings.ToLower(string(r))))
		if len(low) == 1 && string(r) != strings.ToLower(string(r)) {
			out.WriteString(strings.ToUpper(string(low)))
		} else {
			out.WriteString(string(low))
		}
	}
	return out.String()
}

// Words that may be several are left as they are, and so is every file with an
// accent.
func TestAccentsThatAreNotRestored(t *testing.T) {
	v := testVocabulary()
	all := v.accented()
	all.add("bán")
	all.add("bàn")
	for text, want := range map[string]string{
		"Doanh thu": "Doanh thu", "Nop ngan sach": "Nộp ngân sách", "NOP NGAN SACH (ty dong)": "NỘP NGÂN SÁCH (tỷ đồng)",
		"ban": "ban", "Xyz lao dong abc": "Xyz lao động abc", "trieu dong/nguoi/thang": "triệu đồng/người/tháng", "": "", "12,5": "12,5",
		"Quy I/2024": "Quý I/2024", "Luy ke tu dau nam": "Lũy kế từ đầu năm",
	} {
		if got := all.restore(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	sub := read(t, workbook(t, formOf([]any{"TT", "Chi tieu", "DVT", "TH"}, []any{1, "Nop ngan sach", "ty dong", 5})), "a.xlsx")
	if got := strings.Join(codesAt(sub), ", "); strings.Contains(got, "accents_restored") {
		t.Errorf("a file with accents: %s", got)
	}
}

// Nothing but accents is ever added, and nothing is added to what has them.
func TestRestoringAddsOnlyAccents(t *testing.T) {
	all := testVocabulary().accented()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"Nop", "ngan", "sach", "TONG", "so", "lao", "dong", "ty", "/", "(", "2024", "quy", "I", "x", "thu", "nhap", "bq", "đ", "Ứ"})).Draw(t, "words"), " ")
		if got := all.restore(text); withoutAccents(strings.ToLower(got)) != withoutAccents(strings.ToLower(text)) {
			t.Fatalf("%q becomes %q", text, got)
		}
	})
}
