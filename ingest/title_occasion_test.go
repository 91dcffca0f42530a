package ingest

import (
	"strings"
	"testing"

	"giaoban/ingest/catalog"
)

// A meeting's time is that of the figures only where no other is named and
// something confirms it.
func TestPeriodsOfMeetings(t *testing.T) {
	const asks = "? title:2026-10 title:2026-09"
	for _, tt := range []struct{ lines, heading, sheet, file, want string }{
		{lines: "BÁO CÁO KẾT QUẢ QUÝ III NĂM 2026|Phục vụ giao ban quý IV/2026", want: "2026-Q3"},
		{lines: "KẾT QUẢ THÁNG 9/2026 PHỤC VỤ GIAO BAN THÁNG 10/2026", want: "2026-09"},
		{lines: "Phục vụ giao ban tháng 10/2026", want: asks},
		{lines: "Số liệu phục vụ hội nghị giao ban Đảng ủy Khối tháng 10 năm 2026", want: asks},
		{lines: "BÁO CÁO GIAO BAN QUÝ IV NĂM 2026", want: "2026-Q4 period_meeting"},
		{lines: "BÁO CÁO GIAO BAN QUÝ IV|NĂM 2026", want: "2026-Q4 period_meeting"},
		{lines: "BÁO CÁO GIAO BAN THÁNG 10 NĂM 2026|Hà Nội, ngày 05 tháng 9 năm 2026", want: asks},
		{lines: "BÁO CÁO GIAO BAN THÁNG 10 NĂM 2026|Hà Nội, ngày 28 tháng 10 năm 2026", want: "2026-10"},
		{lines: "Hội nghị giao ban Cụm quý I năm 2026, triển khai nhiệm vụ quý II năm 2026", want: "2026-Q1"},
		{lines: "Giao ban công tác quý I năm 2026", want: "2026-Q1"},
		{lines: "Phục vụ giao ban tháng 10/2026", heading: "TH tháng 10/2026", want: "2026-10"},
		{lines: "Phục vụ giao ban tháng 10/2026|(số liệu đến 31/10/2026)", want: "2026-10"},
		{lines: "Phục vụ giao ban tháng 10/2026", file: "BC thang 10.2026", want: "2026-10"},
		{lines: "Phục vụ giao ban tháng 10/2026", file: "BC giao ban thang 10.2026", want: asks},
		{lines: "Phục vụ giao ban tháng 10/2026", sheet: "Tháng 9.2026", want: "? title:2026-10 sheet_name:2026-09"},
		{lines: "Báo cáo", file: "BC giao ban thang 10.2026", want: "? file_name:2026-10 file_name:2026-09"},
		{lines: "Báo cáo tháng 9/2026", file: "BC giao ban thang 10.2026", want: "2026-09 period_file_name {tháng 10/2026 October 2026}"},
	} {
		var headings []any
		if tt.heading != "" {
			headings = []any{tt.heading}
		}
		said := map[Standing]string{InTitle: strings.ReplaceAll(tt.lines, "|", "\n"), InSheetName: tt.sheet, InFileName: tt.file}
		got := heard(formSaying(t, said, headings...))
		if got = strings.TrimSuffix(got, " %!s(<nil>)"); strings.HasPrefix(got, "2026-Q4 period_meeting") {
			got = "2026-Q4 period_meeting"
		}
		if got != tt.want {
			t.Errorf("%q: %s, want %s", said, got, tt.want)
		}
	}
}

// Whoever is asked of a meeting's time answers for the file.
func TestPeriodOfAMeetingAnswered(t *testing.T) {
	data := workbook(t, page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {"Phục vụ giao ban tháng 10/2026"}, measured, {1, "Doanh thu", "tỷ đồng", 5}}})
	sub := read(t, data, "a.xlsx")
	settledByEither(t, data, "a.xlsx", sub)
	if len(sub.Questions) != 1 {
		t.Errorf("asks %v", sub.Questions)
	}
}

// Days that leave out their year are in that of the period, else of the paper.
func TestDaysWithoutAYear(t *testing.T) {
	for _, tt := range []struct{ lines, want, cutOff string }{
		{"BÁO CÁO QUÝ III NĂM 2026|(Số liệu đến 31/8)", "2026-Q3 estimate", "31/8/2026"},
		{"BÁO CÁO QUÝ III NĂM 2026|(Số liệu tính đến ngày 31 tháng 8)", "2026-Q3 estimate", "31/8/2026"},
		{"BÁO CÁO QUÝ III NĂM 2026|Số liệu chốt đến hết ngày 30.9", "2026-Q3 preliminary", "30/9/2026"},
		{"BÁO CÁO QUÝ IV NĂM 2026|Số liệu đến 05/01", "2026-Q4 preliminary", "5/1/2027"},
		{"BÁO CÁO QUÝ III NĂM 2026|so với số liệu đến 31/8", "2026-Q3 preliminary", ""},
		{"BÁO CÁO QUÝ III NĂM 2026|Có từ 8 đến 10/12 đơn vị", "2026-Q3 preliminary", ""},
		{"BÁO CÁO QUÝ III NĂM 2026|Số liệu đến 31/8/2026", "2026-Q3 estimate", "31/8/2026"},
		{"Số liệu đến 31/8|Hà Nội, ngày 05 tháng 9 năm 2026", "? title:2026-08", ""},
		{"Số liệu đến 31/8", "?", ""},
		{"BÁO CÁO NĂM 2026|(từ 01/7 đến 30/9)", "2026-Q3 preliminary", ""},
		{"Số liệu từ 01/7 đến 30/9|Hà Nội, ngày 05 tháng 10 năm 2026", "2026-Q3 preliminary", ""},
		{"Số liệu từ 01/7 đến 30/9/2026", "2026-Q3 preliminary", "30/9/2026"},
		{"Kết quả 2 quý đầu năm 2026", "2026-H1 preliminary", ""},
		{"Kết quả ba quý năm 2026", "2026-9M preliminary", ""},
		{"Số liệu 2 quý|Năm 2026", "2026-H1 preliminary", ""},
		{"Báo cáo quý 2 quý I/2026", "? title:2026-Q1 title:2026-Q2", ""},
		{"Kết quả 6T đầu năm 2026", "2026-H1 preliminary", ""},
	} {
		sub := formSaying(t, map[Standing]string{InTitle: strings.ReplaceAll(tt.lines, "|", "\n")})
		got, cutOff := strings.TrimSpace(heard(sub)), ""
		if !sub.Refused() {
			got = sub.Period.Code() + " " + sub.Status.String()
		}
		if !sub.CutOff.IsZero() {
			cutOff = sub.CutOff.Format("2/1/2006")
		}
		if got != tt.want || cutOff != tt.cutOff {
			t.Errorf("%q: %s, %q; want %s, %q; %v", tt.lines, got, cutOff, tt.want, tt.cutOff, codesAt(sub))
		}
	}
	if x := timeOfRemark("số 2 quý"); x == nil || len(x.mentions) != 1 || x.mentions[0].Grain != catalog.Half {
		t.Errorf("a remark: %+v", x)
	}
}
