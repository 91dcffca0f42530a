package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
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
		"year begins anew": {
			lines: []string{"Cụm số 1", "Kết quả quý IV, nhiệm vụ quý I năm 2025"},
			want:  "period_missing",
		},
		"sheet contradicts":                 {lines: []string{"Cụm số 1", "Quý I/2024"}, sheet: "Quý II.2024", want: "period_contradiction"},
		"sheet is narrower":                 {lines: []string{"Cụm số 1", "Báo cáo năm 2024"}, sheet: "Quý II.2024", want: "period_contradiction"},
		"sheet is wider":                    {lines: []string{"Cụm số 1", "Quý I/2024"}, sheet: "Năm 2024", want: "cum-1 2024-Q1 preliminary"},
		"file contradicts":                  {lines: []string{"Cụm số 1", "Quý I/2024"}, file: "Quý II 2024.xlsx", want: "cum-1 2024-Q1 preliminary"},
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
		"before it existed":                 {lines: []string{"Cụm số 1", "Quý I/2010"}, want: "sender_missing"},
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

// The file's name is only a hint, but one that contradicts is worth a look.
func TestFileNameOfAnotherPeriod(t *testing.T) {
	data := workbook(t, page{name: "a", rows: [][]any{
		{"Cụm số 1", "Quý I/2024"}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5},
	}})
	for _, name := range []string{"BC quý II 2024.xlsx", "bao-cao-quy-2-2023.xlsx", "BC_quy 2.2024.xlsx", "bc-thang-5-2024.xlsx"} {
		if diff := gocmp.Diff([]string{"warning period_file_name A1"}, codesAt(read(t, data, name))); diff != "" {
			t.Error(name, diff)
		}
	}
	for _, name := range []string{"BC 2024.xlsx", "bao-cao-quy-1-2024.xlsx", "bc-quy-I-2024.xlsx", "BC quy 1.2024.xlsx", "bc-2024-Q1.xlsx", "Q1-2024.xlsx"} {
		if got := codesAt(read(t, data, name)); slices.Contains(got, "warning period_file_name A1") {
			t.Error(name, "was taken for another period")
		}
	}
}

// Whose figures are taken in is said by the identification, else the title,
// the sheet's name, the file's name. Where another of them names somebody
// else, both are shown.
func TestNamesOfOtherSenders(t *testing.T) {
	for name, tt := range map[string]struct {
		title, sheet, file, id string
		want                   string // sender and findings
	}{
		"all agree":                        {title: "Công ty TNHH An Phú", sheet: "An Phú", file: "an-phu_2024-Q1.xlsx", want: "an-phu"},
		"file without accents":             {title: "Công ty TNHH An Phú", file: "BC_Hoa Binh_quy 1.2024.xlsx", want: "an-phu; warning sender_file_name A1 Đảng bộ Công ty Cổ phần Hòa Bình"},
		"file with a code":                 {title: "Công ty TNHH An Phú", file: "hoa-binh_2024-Q1.xlsx", want: "an-phu; warning sender_file_name A1 Đảng bộ Công ty Cổ phần Hòa Bình"},
		"file called after both":           {title: "Công ty TNHH An Phú", file: "An Phu gui Hoa Binh.xlsx", want: "an-phu"},
		"file of the cluster":              {title: "Công ty TNHH An Phú", file: "cum 1.xlsx", want: "an-phu"},
		"file of a neighbouring cluster":   {title: "Công ty TNHH An Phú", file: "Cum 2.xlsx", want: "an-phu; warning sender_file_name A1 Cụm số 2"},
		"file of a name that means little": {title: "Công ty TNHH An Phú", file: "don vi bao cao 1.xlsx", want: "an-phu"},
		"sheet of a neighbour":             {title: "Công ty TNHH An Phú", sheet: "Cụm số 2", want: "an-phu; warning sender_sheet_name A1 Cụm số 2"},
		"sheet, then file":                 {title: "Báo cáo", sheet: "Cụm số 1", file: "Cụm số 2.xlsx", want: "cum-1; warning sender_file_name A1 Cụm số 2"},
		"identification, then all else": {title: "Công ty Cổ phần Hòa Bình", sheet: "Cụm số 2", file: "Cum 2.xlsx", id: "an-phu",
			want: "an-phu; warning sender_title A1 Đảng bộ Công ty Cổ phần Hòa Bình; warning sender_sheet_name A1 Cụm số 2; warning sender_file_name A1 Cụm số 2"},
	} {
		t.Run(name, func(t *testing.T) {
			pages := []page{{name: cmp.Or(tt.sheet, "S"), rows: [][]any{{tt.title}, {"Quý I/2024"}, {"TT", "Chỉ tiêu", "Thực hiện"}, {1, "Đảng viên", 5}}}}
			if tt.id != "" {
				pages = append(pages, page{name: identitySheet, rows: [][]any{{"kind", "report"}, {"org", tt.id}}})
			}
			sub := read(t, workbook(t, pages...), tt.file)
			got := []string{sub.Org}
			for _, f := range sub.Findings {
				got = append(got, fmt.Sprintf("%s %s %s %s", f.Severity, f.Code, f.Cell, f.Args["other"]))
			}
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("got %s\nwant %s", strings.Join(got, "; "), tt.want)
			}
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
