package ingest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The names are those that stand for anybody in forms: "Nguyễn Văn A".
func TestPersonsAreStripped(t *testing.T) {
	form := []any{"TT", "Chỉ tiêu", "ĐVT", "TH", "Ghi chú"}
	units := []any{"TT", "Tên đơn vị", "Kết nạp", "Lao động", "Ghi chú"}
	admitted := []any{1, "Kết nạp", "đảng viên", 2}
	cluster := func(rows ...[]any) page {
		return page{name: "S", rows: append([][]any{{"Cụm số 1"}, {"Quý I/2024"}, units}, rows...)}
	}
	hoaBinh := []any{1, "Công ty Cổ phần Hòa Bình", 2, 410}
	list := func(title string, rows ...[]any) page {
		return page{name: "DS", rows: append([][]any{{title}}, rows...)}
	}
	for name, tt := range map[string]struct {
		pages []page
		want  []string // findings of errors about persons
	}{
		"in the figure":                {[]page{formOf(form, admitted, []any{2, "Đảng viên bị kỷ luật", "đảng viên", "1 (đ/c Nguyễn Văn A, khiển trách)"})}, []string{"person_disciplined D5"}},
		"in the figure without title":  {[]page{formOf(form, []any{2, "Kết nạp", "đảng viên", "1 (Nguyễn Văn A)"})}, []string{"person_named D4"}},
		"in the figure, a comrade":     {[]page{formOf(form, []any{2, "Kết nạp", "đảng viên", "01 đ/c (đ/c Lê Thị B)"})}, []string{"person_named D4"}},
		"a short name of a comrade":    {[]page{formOf(form, []any{2, "Kết nạp", "đảng viên", 1, "đồng chí Lê An"})}, []string{"person_named E4"}},
		"initials":                     {[]page{formOf(form, []any{2, "Kết nạp", "đảng viên", 1, "Đ/c N.V.A bị cảnh cáo"})}, []string{"person_disciplined E4"}},
		"rows of persons":              {[]page{formOf(form, admitted, []any{nil, "+ Nguyễn Văn An", "đảng viên", 1}, []any{nil, "+ Trần Thị Bình", "đảng viên", 1})}, []string{"person_named B5", "person_named B6"}},
		"rows without a mark":          {[]page{formOf(form, admitted, []any{nil, "NGUYỄN VĂN AN", nil, nil})}, []string{"person_named B5"}},
		"rows with the mark beside":    {[]page{cluster(hoaBinh, []any{"+", "Nguyễn Văn An", 1})}, []string{"person_named B5"}},
		"a remark":                     {[]page{formOf(form, append(slices.Clone(admitted), "Nguyễn Văn A: khai trừ do vi phạm"))}, []string{"person_disciplined E4"}},
		"a remark of a cluster":        {[]page{cluster(append(slices.Clone(hoaBinh), "Đảng viên Trần Thị B bị kỷ luật cảnh cáo"))}, []string{"person_disciplined E4"}},
		"a remark without accents":     {[]page{formOf(form, append(slices.Clone(admitted), "dong chi Nguyen Van A"))}, []string{"person_named E4"}},
		"a list with birth dates":      {[]page{formOf(form, admitted), list("DANH SÁCH ĐẢNG VIÊN KẾT NẠP", []any{"TT", "Họ và tên", "Ngày sinh"}, []any{1, "Nguyễn Văn A", "01/02/1990"}, []any{2, "Lê B", "1991"})}, []string{"persons_listed B2"}},
		"a list of one":                {[]page{formOf(form, admitted), list("Phụ lục", []any{"TT", "Họ tên đảng viên", "Năm sinh"}, []any{1, "Nguyễn Văn A", 1990})}, []string{"persons_listed B2"}},
		"a list under a heading alone": {[]page{formOf(form, admitted), list("Phụ lục", []any{"STT", "Họ và tên"}, []any{1, "Nguyễn Văn A"}, []any{2, "Cao Thị B"})}, []string{"persons_listed B2"}},
		"a case on another sheet":      {[]page{formOf(form, admitted), list("Thuyết minh", []any{"Chi bộ đã xem xét kỷ luật đồng chí Phạm Văn C"})}, []string{"person_disciplined A2"}},

		"an enterprise":               {[]page{formOf(form, append(slices.Clone(admitted), "Công ty Nguyễn Khuyến chuyển sang"))}, nil},
		"streets":                     {[]page{formOf(form, append(slices.Clone(admitted), "trụ sở tại 15 đường Lê Thị Riêng, phố Nguyễn Văn Cừ"))}, nil},
		"units called after persons":  {[]page{cluster(hoaBinh, []any{2, "Trần Phú", 1, 20}, []any{3, "Công ty Nguyễn Khuyến", 1, 20}, []any{4, "DNTN Nguyễn Văn A", 1, 20}, []any{5, "- Nguyễn Văn Trỗi", 1, 20})}, nil},
		"an enterprise in a sentence": {[]page{formOf(form, append(slices.Clone(admitted), "Công ty TNHH Nguyễn Văn Nam bị xử phạt vi phạm hành chính"))}, nil},
		"a campaign":                  {[]page{formOf(form, append(slices.Clone(admitted), "học tập tư tưởng Hồ Chí Minh, kỷ niệm ngày sinh đồng chí Trần Phú"))}, nil},
		"comrades counted":            {[]page{formOf(form, []any{1, "Kết nạp", "đ/c", "3 đ/c"}, []any{2, "Kỷ luật đảng viên", "đ/c", 1, "01 đ/c khiển trách do vi phạm chính sách dân số"})}, nil},
		"offices":                     {[]page{formOf(form, append(slices.Clone(admitted), "đ/c Bí thư Đảng ủy phụ trách"))}, nil},
		"places":                      {[]page{formOf(form, append(slices.Clone(admitted), "Hà Nội Mới, Đô Thị Mới, Thái Bình Dương, Cao Su Đồng Nai"))}, nil},
		"signatures": {[]page{formOf(form, admitted,
			[]any{nil, nil, nil, "Hà Tĩnh, ngày 02 tháng 4 năm 2024"}, []any{nil, "Người lập biểu", nil, "TM. BAN THƯỜNG VỤ"},
			[]any{nil, "(ký, ghi rõ họ và tên)", nil, "Bí thư"}, []any{nil, "Trần Thị B", nil, "Nguyễn Văn A"}, []any{nil, "Người nhận: đ/c Lê Văn C"})}, nil},
		"directors": {[]page{cluster(hoaBinh), list("Liên hệ", []any{"Họ và tên giám đốc", "Điện thoại"}, []any{"Nguyễn Văn A", "0912"}, []any{"Nguyễn Văn B", "0913"})}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			sub := read(t, workbook(t, tt.pages...), "a.xlsx")
			var got []string
			for _, f := range sub.Findings {
				if strings.HasPrefix(f.Code, "person") {
					got = append(got, f.Code+" "+f.Cell)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s\n%v", diff, sub.Findings)
			}
			if tt.want == nil {
				return
			}
			kept, err := json.Marshal(sub)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range []string{"Văn", "VĂN", "Thị", "Van A", "N.V.A", "Lê An", "khiển", "Lê B"} {
				if strings.Contains(string(kept), part) {
					t.Errorf("%q is kept: %s", part, kept)
				}
			}
		})
	}
}
