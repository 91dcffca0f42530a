package ingest

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Who reports and on what, from the lines above a table, the sheet's name and
// the file's name.
func TestSenderAndPeriod(t *testing.T) {
	for name, tt := range map[string]struct {
		lines []string
		sheet string
		file  string
		want  string // "org period status", or the codes of the errors
	}{
		"label": {lines: []string{"Đơn vị báo cáo: Công ty TNHH An Phú", "Quý I/2024"}, want: "an-phu 2024-Q1 preliminary"},
		"code":  {lines: []string{"Mã đơn vị: an-phu", "Quý I/2024"}, want: "an-phu 2024-Q1 preliminary"},
		"letterhead": {
			lines: []string{"ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH", "CHI BỘ CÔNG TY TNHH AN PHÚ", "Quý I/2024"},
			want:  "an-phu 2024-Q1 preliminary",
		},
		"cluster below its bloc": {
			lines: []string{"Tổng hợp của Cụm số 1 - Đảng ủy Khối Doanh nghiệp tỉnh, quý I/2024"},
			want:  "cum-1 2024-Q1 preliminary",
		},
		"inside a sentence": {
			lines: []string{"BÁO CÁO CỦA TỔNG CÔNG TY ĐẠI LỘC QUÝ I NĂM 2024", "Đơn vị nhận báo cáo: Cụm số 1"},
			want:  "dai-loc 2024-Q1 preliminary", // the register knows it as "Đảng bộ Tổng công ty Đại Lộc"
		},
		"of another one's group": {
			lines: []string{"BÁO CÁO CỦA CÔNG TY CP XÂY LẮP THUỘC TỔNG CÔNG TY ĐẠI LỘC QUÝ I NĂM 2024"},
			want:  "sender_missing",
		},
		"sheet name":  {lines: []string{"Báo cáo"}, sheet: "Cụm 1 - Quý I.2024", want: "cum-1 2024-Q1 preliminary"},
		"file name":   {lines: []string{"Báo cáo"}, file: "Cụm 2_6 tháng đầu năm 2023.xlsx", want: "cum-2 2023-H1 preliminary"},
		"nobody":      {lines: []string{"Quý I/2024"}, want: "sender_missing"},
		"no period":   {lines: []string{"Cụm số 1"}, want: "period_missing"},
		"unknown":     {lines: []string{"Đơn vị: Công ty Ma", "Quý I/2024"}, want: "sender_unknown"},
		"two senders": {lines: []string{"Cụm số 1 và Cụm số 2", "Quý I/2024"}, want: "sender_ambiguous"},
		"two periods": {lines: []string{"Cụm số 1", "Quý I/2024", "Quý II/2024"}, want: "period_ambiguous"},
		"label decides": {
			lines: []string{"Cụm số 1", "Báo cáo quý I và quý II/2024", "Kỳ báo cáo: 6 tháng đầu năm 2024"},
			want:  "cum-1 2024-H1 preliminary",
		},
		"plan year beside": {lines: []string{"Cụm số 1", "Thực hiện kế hoạch năm 2024, quý I/2024"}, want: "cum-1 2024-Q1 preliminary"},
		"year apart":       {lines: []string{"Cụm số 1", "QUÝ I", "NĂM 2024"}, want: "cum-1 2024-Q1 preliminary"},
		"quarter and year": {lines: []string{"Cụm số 1", "KẾT QUẢ QUÝ IV VÀ NĂM 2024"}, want: "period_ambiguous"},
		"month and year":   {lines: []string{"Cụm số 1", "Báo cáo tháng 12 và cả năm 2024"}, want: "period_ambiguous"},
		"and on the next line": {
			lines: []string{"Cụm số 1", "KẾT QUẢ QUÝ IV", "VÀ CẢ NĂM 2024"},
			want:  "period_ambiguous",
		},
		"quarter and plan": {lines: []string{"Cụm số 1", "Quý IV và kế hoạch năm 2024"}, want: "cum-1 2024-Q4 preliminary"},
		"quarter and year, labelled": {
			lines: []string{"Cụm số 1", "KẾT QUẢ QUÝ IV VÀ NĂM 2024", "Kỳ báo cáo: Quý IV/2024"},
			want:  "cum-1 2024-Q4 preliminary",
		},
		"tasks ahead": {
			lines: []string{"Cụm số 1", "Kết quả quý I, nhiệm vụ quý II và năm 2024"},
			want:  "cum-1 2024-Q1 preliminary",
		},
		"plan half": {
			lines: []string{"Cụm số 1", "Kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2021"},
			want:  "cum-1 2021-H1 preliminary",
		},
		"nine months and tasks": {
			lines: []string{"Cụm số 1", "KẾT QUẢ CÔNG TÁC 9 THÁNG ĐẦU NĂM, NHIỆM VỤ 3 THÁNG CUỐI NĂM 2024"},
			want:  "cum-1 2024-9M preliminary",
		},
		"nine months and a quarter": {
			lines: []string{"Cụm số 1", "Sơ kết 9 tháng, triển khai nhiệm vụ quý IV/2024"},
			want:  "cum-1 2024-9M preliminary",
		},
		"month within the quarter to come": {
			lines: []string{"Cụm số 1", "Kết quả tháng 11, nhiệm vụ quý IV năm 2024"},
			want:  "period_missing",
		},
		"year begins anew": {
			lines: []string{"Cụm số 1", "Kết quả quý IV, nhiệm vụ quý I năm 2025"},
			want:  "period_missing",
		},
		"sheet contradicts":                 {lines: []string{"Cụm số 1", "Quý I/2024"}, sheet: "Quý II.2024", want: "period_contradiction"},
		"sheet is narrower":                 {lines: []string{"Cụm số 1", "Báo cáo năm 2024"}, sheet: "Quý II.2024", want: "period_contradiction"},
		"sheet is wider":                    {lines: []string{"Cụm số 1", "Quý I/2024"}, sheet: "Năm 2024", want: "cum-1 2024-Q1 preliminary"},
		"file contradicts":                  {lines: []string{"Cụm số 1", "Quý I/2024"}, file: "Quý II 2024.xlsx", want: "period_file_disagrees"},
		"compared with":                     {lines: []string{"Cụm số 1", "Quý I/2024 so với cùng kỳ năm 2023"}, want: "cum-1 2024-Q1 preliminary"},
		"place and date":                    {lines: []string{"Cụm số 1", "Thanh Hóa, ngày 5 tháng 4 năm 2024", "Quý I/2024"}, want: "cum-1 2024-Q1 preliminary"},
		"form number":                       {lines: []string{"Biểu số 02-Q/2020", "Cụm số 1", "Quý I/2024"}, want: "cum-1 2024-Q1 preliminary"},
		"estimate":                          {lines: []string{"Cụm số 1", "Ước thực hiện quý I/2024"}, want: "cum-1 2024-Q1 estimate"},
		"official in brackets":              {lines: []string{"Cụm số 1", "Quý I/2024 (chính thức)"}, want: "cum-1 2024-Q1 final"},
		"official on a line":                {lines: []string{"Cụm số 1", "Quý I/2024", "(Chính thức)"}, want: "cum-1 2024-Q1 final"},
		"corrected in brackets":             {lines: []string{"Cụm số 1", "Quý I/2024 (điều chỉnh)"}, want: "cum-1 2024-Q1 corrected"},
		"members made official":             {lines: []string{"Cụm số 1", "Đảng viên chính thức quý I/2024"}, want: "cum-1 2024-Q1 preliminary"},
		"official":                          {lines: []string{"Cụm số 1", "Quý I/2024 (số liệu chính thức)"}, want: "cum-1 2024-Q1 final"},
		"corrected":                         {lines: []string{"Cụm số 1", "Quý I/2024", "Số liệu điều chỉnh"}, want: "cum-1 2024-Q1 corrected"},
		"cut off early":                     {lines: []string{"Cụm số 1", "Quý I/2024", "(tính đến 10/3/2024)"}, want: "cum-1 2024-Q1 estimate"},
		"cut off early, in words":           {lines: []string{"Cụm số 1", "Quý I/2024", "(tính đến ngày 10 tháng 3 năm 2024)"}, want: "cum-1 2024-Q1 estimate"},
		"from day to day":                   {lines: []string{"Cụm số 1", "(Từ ngày 15/12/2023 đến ngày 14/3/2024)"}, want: "cum-1 2024-Q1 preliminary"},
		"from day to day, in words":         {lines: []string{"Cụm số 1", "Từ ngày 15 tháng 12 năm 2023 đến ngày 14 tháng 3 năm 2024"}, want: "cum-1 2024-Q1 preliminary"},
		"from day to day of another period": {lines: []string{"Cụm số 1", "Quý II/2024", "(Từ ngày 15/12/2023 đến ngày 14/3/2024)"}, want: "period_ambiguous"},
		"compared with days":                {lines: []string{"Cụm số 1", "Quý I/2024, so với cùng kỳ (từ ngày 15/12/2022 đến ngày 14/3/2023)"}, want: "cum-1 2024-Q1 preliminary"},
		"before it existed":                 {lines: []string{"Cụm số 1", "Quý I/2010"}, want: "sender_not_in_force"},
		"stranger in a known cluster": {
			lines: []string{"Đơn vị báo cáo: Công ty TNHH Xyz (Cụm số 1)", "Quý I/2024"},
			want:  "sender_unknown",
		},
		"stranger under a letterhead": {lines: []string{"CỤM SỐ 1", "CÔNG TY CP XYZ", "Quý I/2024"}, want: "sender_unknown"},
		"stranger at a meeting": {
			lines: []string{"ĐẢNG BỘ CÔNG TY XYZ", "Phục vụ hội nghị giao ban Cụm số 1, quý I/2024"},
			want:  "sender_unknown",
		},
		"stranger without a word for it": {lines: []string{"Đơn vị báo cáo: Vinaxyz (Cụm số 1)", "Quý I/2024"}, want: "sender_unknown"},
		"group with what stands above it": {
			lines: []string{"Đơn vị báo cáo: Cụm số 1, Đảng bộ Khối Doanh nghiệp, quý I/2024", "Quý I/2024"},
			want:  "cum-1 2024-Q1 preliminary",
		},
		"group under the province": {
			lines: []string{"ĐẢNG BỘ TỈNH HÀ TĨNH", "CỤM SỐ 1", "Số liệu các đơn vị và đơn vị trực thuộc", "Quý I/2024"},
			want:  "cum-1 2024-Q1 preliminary",
		},
		"name of a neighbour": {
			lines: []string{"Đơn vị báo cáo: Đơn vị 1", "Quý I/2024"}, // two organisations have that name
			want:  "sender_ambiguous",
		},
		"neighbour told apart": {
			lines: []string{"ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH", "Đơn vị báo cáo: Đơn vị 1", "Quý I/2024"},
			want:  "don-vi-1 2024-Q1 preliminary",
		},
		"told apart in brackets": {
			lines: []string{"Đơn vị báo cáo: Đơn vị 1 (Cụm số 2)", "Quý I/2024"},
			want:  "don-vi-1 2024-Q1 preliminary",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var rows [][]any
			for _, l := range tt.lines {
				rows = append(rows, []any{l})
			}
			rows = append(rows, []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{1, "Đảng viên", "đảng viên", 5})
			if tt.sheet == "" {
				tt.sheet = "Sheet1"
			}
			sub := read(t, workbook(t, page{name: tt.sheet, rows: rows}), tt.file)
			got := strings.Join([]string{sub.Org, sub.Period.String(), sub.Status.String()}, " ")
			if sub.Refused() {
				var errs []string
				for _, f := range sub.Findings {
					if f.Severity == Error {
						errs = append(errs, f.Code)
					}
				}
				got = strings.Join(errs, " ")
			}
			if got != tt.want {
				t.Errorf("got %q, want %q; findings %v", got, tt.want, codesAt(sub))
			}
			if sub.Refused() != (len(sub.Facts) == 0) {
				t.Errorf("refused %v with %d facts", sub.Refused(), len(sub.Facts))
			}
		})
	}
}

// disputed lists what a workbook waits for, with the answers it names, and
// what else it is told of its names.
func disputed(sub Submission) string {
	var out []string
	for _, q := range sub.Questions {
		line := q.Code
		for _, c := range q.Candidates {
			line += fmt.Sprintf(" %s:%s", c.In, c.Target)
		}
		out = append(out, line)
	}
	for _, f := range sub.Findings {
		if f.Severity == Warning {
			out = append(out, fmt.Sprintf("%s %s", f.Code, f.Args["other"]))
		}
	}
	return strings.Join(out, "; ")
}

// A file called after another period than its title waits; one whose name may
// tell when it was sent, or says less, does not.
func TestPeriodOfTheFileName(t *testing.T) {
	const asks = "period_file_disagrees title:2024-Q1 file_name:"
	for _, tt := range []struct{ title, file, want string }{
		{"Quý I/2024", "BC quý II 2024.xlsx", asks + "2024-Q2"},
		{"Quý I/2024", "bao-cao-quy-2-2023.xlsx", asks + "2023-Q2"},
		{"Quý I/2024", "BC_quy 2.2024.xlsx", asks + "2024-Q2"},
		{"Quý I/2024", "Bao cao quy 2.xlsx", asks + "2024-Q2"},
		{"Quý I/2024", "BC quy II (1).xlsx", asks + "2024-Q2"},
		{"Quý I/2024", "bc_2024-Q2 - Copy (3).xlsx", asks + "2024-Q2"},
		{"Quý I/2024", "cum-1_Q2-2024_v2.xlsx", asks + "2024-Q2"},
		{"Quý I/2024", "BC năm 2023.xlsx", asks + "2023"},
		{"Quý I/2024", "bc thang 3 2024.xlsx", asks + "2024-03"},         // a part of what is stated
		{"Quý I/2024", "Bao cao 6 thang dau nam.xlsx", asks + "2024-H1"}, // holds it
		{"6 tháng đầu năm 2024", "Bao cao quy 2.xlsx", "period_file_disagrees title:2024-H1 file_name:2024-Q2"},
		{"6 tháng đầu năm 2024", "9T 2024.xlsx", "period_file_disagrees title:2024-H1 file_name:2024-9M"},
		{"Năm 2024", "quy-4-2024.xlsx", "period_file_disagrees title:2024 file_name:2024-Q4"},
		{"Tháng 3/2024", "bc thang 4 2024.xlsx", "period_file_disagrees title:2024-03 file_name:2024-04"},
		{"Tháng 3/2024", "cum-1_2024-04.xlsx", "period_file_disagrees title:2024-03 file_name:2024-04"},
		{"Tháng 3/2024", "bc gui thang 4-2024.xlsx", "period_file_name quý"},

		{"Quý I/2024", "bc-thang-5-2024.xlsx", "period_file_name month"},
		{"Quý I/2024", "bc 2024-04.xlsx", "period_file_name month"},
		{"Quý IV/2024", "bc thang 1.xlsx", "period_file_name month"},
		{"Quý I/2024", "BC nop quy 2 2024.xlsx", "period_file_name month"},

		{"Quý I/2024", "BC 2024.xlsx", ""},
		{"Quý I/2024", "bao-cao-quy-1-2024.xlsx", ""},
		{"Quý I/2024", "bc-quy-I-2024.xlsx", ""},
		{"Quý I/2024", "BC quy 1.2024.xlsx", ""},
		{"Quý I/2024", "bc-2024-Q1.xlsx", ""},
		{"Quý I/2024", "Q1-2024.xlsx", ""},
		{"Quý I/2024", "BC Q2.xlsx", "period_file_name quarter"}, // or the district
		{"Quý I/2024", "BC 07.2024.xlsx", "period_file_name month"},
		{"Quý I/2024", "BC (2).xlsx", ""},
		{"Quý I/2024", "Bieu 2.xlsx", ""},
		{"Quý I/2024", "BC 15.4.2024.xlsx", ""},
		{"Quý I/2024", "BC ngay 15-4-2024.xlsx", ""},
		{"Quý I/2024", "20240715.xlsx", ""},
		{"Quý I/2024", "BC 04.2024.xlsx", ""}, // when it was sent
		{"Quý I/2024", "BC quy 1 lan 2 2024.xlsx", ""},
		{"Quý I/2024", "ket qua quy 1 nhiem vu quy 2 2024.xlsx", ""},
		{"Quý I/2024", "quy 1 2024 so voi quy 1 2023.xlsx", ""},
		{"Quý I/2024", "bao cao quy 1 gui thang 4-2024.xlsx", ""},
		{"Quý I/2024", "nam 2024.xlsx", ""},
	} {
		data := workbook(t, page{name: "a", rows: [][]any{{"Cụm số 1", tt.title}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5}}})
		sub := read(t, data, tt.file)
		got := disputed(sub)
		if strings.HasPrefix(tt.want, "period_file_name") {
			got, _, _ = strings.Cut(got, " ")
			tt.want, _, _ = strings.Cut(tt.want, " ")
		}
		if got != tt.want || sub.Waits() != (len(sub.Questions) > 0) || sub.Refused() != sub.Waits() {
			t.Errorf("%s, %s: %q, want %q; %v", tt.title, tt.file, got, tt.want, codesAt(sub))
		}
	}
}

// Whose figures are taken in is said by the identification, else the title,
// the sheet's name, the file's name. Where another of them surely names
// somebody else, the file waits.
func TestNamesOfOtherSenders(t *testing.T) {
	const anPhu, byTitle = "Công ty TNHH An Phú", "sender_file_disagrees title:an-phu file_name:"
	for name, tt := range map[string]struct{ title, sheet, file, id, want string }{
		"all agree":                        {title: anPhu, sheet: "An Phú", file: "an-phu_2024-Q1.xlsx"},
		"file without accents":             {title: anPhu, file: "BC_Hoa Binh_quy 1.2024.xlsx", want: byTitle + "hoa-binh"},
		"file with a code":                 {title: anPhu, file: "hoa-binh_2024-Q1.xlsx", want: byTitle + "hoa-binh"},
		"file that is a name":              {title: anPhu, file: "Đảng bộ Công ty Cổ phần Hòa Bình.xlsx", want: byTitle + "hoa-binh"},
		"copy of a neighbour's":            {title: anPhu, file: "hoa-binh - Copy (2).xlsx", want: byTitle + "hoa-binh"},
		"file called after both":           {title: anPhu, file: "An Phu gui Hoa Binh.xlsx"},
		"file sent to a neighbour":         {title: anPhu, file: "BC gui Hoa Binh.xlsx", want: "sender_file_name Đảng bộ Công ty Cổ phần Hòa Bình"},
		"file of a province":               {title: anPhu, file: "BC tinh Hoa Binh.xlsx", want: "sender_file_name Đảng bộ Công ty Cổ phần Hòa Bình"},
		"file of the cluster":              {title: anPhu, file: "cum 1.xlsx"},
		"file of a neighbouring cluster":   {title: anPhu, file: "Cum 2.xlsx", want: byTitle + "cum-2"},
		"second copy of the cluster's":     {title: "Cụm số 1", file: "BC cum (2).xlsx", want: "sender_file_name Cụm số 2"},
		"file of a name that means little": {title: anPhu, file: "don vi bao cao 1.xlsx"},
		"sheet of a neighbour":             {title: anPhu, sheet: "Cụm số 2", want: "sender_sheet_name title:an-phu sheet_name:cum-2"},
		"sheet called after its file":      {title: anPhu, sheet: "BC gui Hoa Binh", file: "BC gui Hoa Binh.xlsx", want: "sender_file_name Đảng bộ Công ty Cổ phần Hòa Bình"},
		"sheet, then file":                 {title: "Báo cáo", sheet: "Cụm số 1", file: "Cụm số 2.xlsx", want: "sender_file_disagrees sheet_name:cum-1 file_name:cum-2"},
		"identification and title":         {title: "Công ty Cổ phần Hòa Bình", id: "an-phu", want: "sender_title identification:an-phu title:hoa-binh"},
		"identification and sheet":         {title: anPhu, sheet: "Cụm số 2", id: "an-phu", want: "sender_sheet_name identification:an-phu sheet_name:cum-2"},
		"identification and file":          {title: anPhu, file: "Cum 2.xlsx", id: "an-phu", want: "sender_file_disagrees identification:an-phu file_name:cum-2"},
		"sheet by a proper name":           {title: anPhu, sheet: "Cty Hòa Bình", want: "sender_sheet_name title:an-phu sheet_name:hoa-binh"},
		"sheet of a place":                 {title: anPhu, sheet: "Tỉnh Hòa Bình"},
		"sheet of a receiver":              {title: anPhu, sheet: "Gửi Hòa Bình"},
		"proper names of sheet and file":   {title: "Báo cáo", sheet: "An Phú", file: "Hoa Binh.xlsx", want: "sender_file_disagrees sheet_name:an-phu file_name:hoa-binh"},
		"letterhead over a member's sheet": {title: "Cụm số 1", sheet: "An Phú", want: "sender_sheet_name title:cum-1 sheet_name:an-phu"},
		"a letterhead in short, file":      {title: "CÔNG TY AN PHÚ", file: "BC An Phu.xlsx"},
		"file of a stranger in a group":    {title: "Cụm số 1", file: "Cty CP Lạ Hoắc quý 1.xlsx", want: "sender_file_disagrees title:cum-1"},
		"one that is like a known one":     {title: "Cụm số 1", file: "Cty Hoa Bih quy 1.xlsx", want: "sender_file_disagrees title:cum-1 :hoa-binh"},
		"sheet of a stranger in a group":   {title: "Cụm số 1", sheet: "Cty Lạ Hoắc", want: "sender_sheet_name title:cum-1"},
		"file of the units of a group":     {title: "Cụm số 1", file: "BC các công ty trực thuộc cụm 1.xlsx"},
		"file of what units a group has":   {title: "Cụm số 1", file: "Tong hop Cty thanh vien Cum 1.xlsx"},
		"file sent to a stranger":          {title: "Cụm số 1", file: "Gui cong ty La Hoac.xlsx"},
		"a stranger's file of a known one": {title: anPhu, file: "Cty La Hoac.xlsx"},
		"identification and a letterhead":  {title: "CÔNG TY CP LẠ HOẮC", id: "an-phu", want: "sender_title identification:an-phu"},
		"identification and a stranger":    {title: "Đơn vị báo cáo: Công ty TNHH Lạ", id: "an-phu", want: "sender_title identification:an-phu"},
	} {
		t.Run(name, func(t *testing.T) {
			pages := []page{{name: cmp.Or(tt.sheet, "S"), rows: [][]any{{tt.title}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5}}}}
			if tt.id != "" {
				pages = append(pages, page{name: identitySheet, rows: [][]any{{"kind", "report"}, {"org", tt.id}}})
			}
			data := workbook(t, pages...)
			sub := read(t, data, tt.file)
			if got := disputed(sub); got != tt.want || sub.Waits() != sub.Refused() {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
			settledByEither(t, data, tt.file, sub)
		})
	}
}

// settledByEither answers the one question of a file with each of the answers
// it names: read so, it is in.
func settledByEither(t *testing.T, data []byte, file string, sub Submission) {
	t.Helper()
	if len(sub.Questions) == 0 {
		return
	}
	for _, c := range sub.Questions[0].Candidates {
		told := readWith(t, data, file, answer(sub.Questions[0], c.Target))
		if told.Refused() || len(told.Questions) > 0 || len(told.Facts) == 0 || told.Org != c.Target && told.Period.Code() != c.Target {
			t.Errorf("answered %s: %s of %s with %d figures, %v", c.Target, told.Org, told.Period, len(told.Facts), codesAt(told))
		}
		if n := strings.Count(strings.Join(codesAt(told), " "), "mapping_answered"); n != 1 {
			t.Errorf("answered %s: said %d times", c.Target, n)
		}
	}
}

// A letterhead that begins with an enterprise nobody knows is asked about
// before anybody else's name is taken for it.
func TestStrangersBesideNames(t *testing.T) {
	for _, tt := range []struct{ title, sheet, file, want string }{
		{"CÔNG TY CP LẠ HOẮC", "S", "Hoa Binh.xlsx", "sender_unknown file_name:hoa-binh"},
		{"CÔNG TY CP LẠ HOẮC", "Hòa Bình", "a.xlsx", "sender_unknown sheet_name:hoa-binh"},
		{"CÔNG TY AN PHÚ", "S", "BC An Phu.xlsx", ""},
	} {
		data := workbook(t, page{name: tt.sheet, rows: [][]any{{tt.title}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5}}})
		sub := read(t, data, tt.file)
		if got := disputed(sub); got != tt.want {
			t.Errorf("%s, %s, %s: %s, want %s", tt.title, tt.sheet, tt.file, got, tt.want)
		}
		for _, q := range sub.Questions {
			if told := readWith(t, data, tt.file, answer(q, "hoa-binh")); told.Org != "hoa-binh" || len(told.Facts) != 1 {
				t.Errorf("answered: %s with %v", told.Org, codesAt(told))
			}
		}
	}
}

// Of any two places that name different organisations neither is taken. Only a
// group that the other stands below is no other: it is a letterhead's, or the
// label of a folder.
func TestPlacesOfSenders(t *testing.T) {
	orgs := []struct{ code, title, sheet, file string }{
		{"an-phu", "CHI BỘ CÔNG TY TNHH AN PHÚ", "An Phú", "BC An Phu"},
		{"hoa-binh", "ĐẢNG BỘ CÔNG TY CP HÒA BÌNH", "Cty Hòa Bình", "BC Cty CP Hoa Binh"},
		{"dai-loc", "TỔNG CÔNG TY ĐẠI LỘC", "TCT Đại Lộc", "TCT Dai Loc"},
		{"cum-1", "CỤM SỐ 1", "Cụm 1", "Cum 1"},
		{"khoi", "ĐẢNG ỦY KHỐI DOANH NGHIỆP TỈNH", "Đảng ủy Khối", "Dang uy Khoi Doanh nghiep tinh"},
	}
	above := testVocabulary().namesOn(time.Date(2024, 3, 31, 0, 0, 0, 0, time.UTC)).ancestors
	for i, first := range periodStandings {
		for _, second := range periodStandings[i+1:] {
			for _, p := range orgs {
				for _, q := range orgs {
					if p == q {
						continue
					}
					said := map[Standing]string{}
					for at, x := range map[Standing]struct{ code, title, sheet, file string }{first: p, second: q} {
						said[at] = map[Standing]string{InIdentification: x.code, InTitle: x.title, InSheetName: x.sheet, InFileName: x.file}[at]
					}
					pages := []page{{name: cmp.Or(said[InSheetName], "S"), rows: [][]any{{cmp.Or(said[InTitle], "Báo cáo")}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5}}}}
					if id := said[InIdentification]; id != "" {
						pages = append(pages, page{name: identitySheet, rows: [][]any{{"kind", "report"}, {"org", id}}})
					}
					sub := read(t, workbook(t, pages...), cmp.Or(said[InFileName], "a")+".xlsx")
					got := sub.Org
					for _, question := range sub.Questions {
						for _, c := range question.Candidates {
							got += fmt.Sprintf(" %s:%s", c.In, c.Target)
						}
					}
					want := fmt.Sprintf(" %s:%s %s:%s", first, p.code, second, q.code)
					if above(p.code)[q.code] {
						want = p.code
					}
					if got != want {
						t.Errorf("%s %s, %s %s: %s, want %s; %v", first, p.code, second, q.code, got, want, codesAt(sub))
					}
				}
			}
		}
	}
}

// Several sheets of several units: each is asked about by itself.
func TestSheetsOfOtherSenders(t *testing.T) {
	form := func(sheet, title string) page {
		return page{name: sheet, rows: [][]any{{title}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5}}}
	}
	data := workbook(t, form("An Phú", "Công ty TNHH An Phú"), form("Cụm số 2", "Công ty Cổ phần Hòa Bình"))
	sub := read(t, data, "Cum 1.xlsx")
	if len(sub.Questions) != 1 || sub.Questions[0].Shown != "Cụm số 2" || sub.Questions[0].Scope != sub.SHA256 || !sub.Waits() {
		t.Fatalf("asks %+v", sub.Questions)
	}
	told := readWith(t, data, "Cum 1.xlsx", answer(sub.Questions[0], "hoa-binh"))
	if told.Refused() || told.Org != "cum-1" || len(told.Facts) != 2 {
		t.Errorf("%s with %d figures: %v", told.Org, len(told.Facts), codesAt(told))
	}
}

// A period in the identification, the title and the sheet's name.
func TestPeriodsThatDisagree(t *testing.T) {
	for name, tt := range map[string]struct{ title, sheet, file, id, want string }{
		"all agree":                {title: "Quý I/2024", sheet: "Quý I", file: "quy 1.xlsx", id: "2024-Q1"},
		"wider title":              {title: "Năm 2024", id: "2024-Q1"},
		"title, then sheet":        {title: "Quý I/2024", sheet: "Quý II.2024", want: "period_contradiction title:2024-Q1 sheet_name:2024-Q2"},
		"sheet, then file":         {title: "Báo cáo", sheet: "Quý I.2024", file: "quy-2-2024.xlsx", want: "period_file_disagrees sheet_name:2024-Q1 file_name:2024-Q2"},
		"identification and title": {title: "Quý II/2024", id: "2024-Q1", want: "period_contradiction identification:2024-Q1 title:2024-Q2"},
		"identification and sheet": {title: "Báo cáo", sheet: "Quý II.2024", id: "2024-Q1", want: "period_contradiction identification:2024-Q1 sheet_name:2024-Q2"},
		"identification and file":  {title: "Báo cáo", file: "quy 2 2024.xlsx", id: "2024-Q1", want: "period_file_disagrees identification:2024-Q1 file_name:2024-Q2"},
		"everything is another": {title: "Quý I/2024", sheet: "Quý II.2024", file: "quy 3 2024.xlsx",
			want: "period_contradiction title:2024-Q1 sheet_name:2024-Q2 file_name:2024-Q3"},
	} {
		t.Run(name, func(t *testing.T) {
			pages := []page{{name: cmp.Or(tt.sheet, "S"), rows: [][]any{{"Cụm số 1"}, {tt.title}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5}}}}
			if tt.id != "" {
				pages = append(pages, page{name: identitySheet, rows: [][]any{{"kind", "report"}, {"period", tt.id}}})
			}
			data := workbook(t, pages...)
			sub := read(t, data, tt.file)
			if got := disputed(sub); got != tt.want || sub.Waits() != sub.Refused() {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
			settledByEither(t, data, tt.file, sub)
		})
	}
}

// Whether figures run from January is said by the title, unless it names the
// last part of that time as well.
func TestBasisOfATitle(t *testing.T) {
	for title, want := range map[string]string{
		"Tháng 10/2024":                            "2024-10 discrete",
		"Lũy kế 10 tháng năm 2024":                 "2024-10 cumulative",
		"Tháng 10/2024, lũy kế 10 tháng":           "2024-10 discrete",
		"Quý III/2024 (số liệu lũy kế từ đầu năm)": "2024-Q3 cumulative",
		"Lũy kế đến quý III/2024":                  "2024-Q3 cumulative",
		"Từ ngày 01/01/2024 đến ngày 31/10/2024":   "2024-10 cumulative",
	} {
		sub := read(t, workbook(t, page{name: "S", rows: [][]any{{"Cụm số 1"}, {title}, {"TT", "Chỉ tiêu", "ĐVT", "Số liệu"}, {1, "Doanh thu", "tỷ đồng", 5}}}), "a.xlsx")
		if len(sub.Facts) != 1 {
			t.Errorf("%s: %v", title, codesAt(sub))
			continue
		}
		if got := fmt.Sprint(sub.Facts[0].Period.Code(), " ", sub.Facts[0].Basis); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}
