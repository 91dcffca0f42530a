package catalog

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// describe writes a mention as "text=period", with * for cumulative, ? for a
// missing year, > for an outlook, ! for a cut-off day and & for one that is
// joined to what stands before.
func describe(text string, m Mention) string {
	what := m.Period.Code()
	switch {
	case !m.Date.IsZero():
		what = m.Date.Format("2006-01-02")
	case m.Period.IsZero():
		p, ok := m.WithYear(2000)
		if !ok {
			return "impossible mention"
		}
		what = "?" + strings.TrimPrefix(p.Code(), "2000")
	}
	if m.Basis == Cumulative {
		what += "*"
	}
	if m.Outlook {
		what += ">"
	}
	if m.CutOff {
		what += "!"
	}
	if m.Joined {
		what += "&"
	}
	return text[m.Start:m.End] + "=" + what
}

func TestFindPeriods(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string // mentions joined by " | "
	}{
		// Quarters.
		{"giao ban công tác quý i, triển khai nhiệm vụ công tác quý II năm 2024", "quý i=?-Q1 | quý II năm 2024=2024-Q2>"},
		{"Hội nghị giao ban Cụm quý I năm 2024, triển khai", "quý I năm 2024=2024-Q1"},
		{"quý 1/2024", "quý 1/2024=2024-Q1"},
		{"quí III", "quí III=?-Q3"},
		{"Quý I/ 2022", "Quý I/ 2022=2022-Q1"},
		{"QUÝ IV - 2023", "QUÝ IV - 2023=2023-Q4"},
		{"Ước TH quý I/2024", "quý I/2024=2024-Q1"},
		{"Q1/2024 và QII/2024", "Q1/2024=2024-Q1 | QII/2024=2024-Q2&"},
		{"Q1-24; QIV-23; T3-24", "Q1-24=2024-Q1 | QIV-23=2023-Q4 | T3-24=2024-03"},
		{"quý 1-24, tháng 3-24", "quý 1=?-Q1 | tháng 3=?-03"},
		{"Q1/24, quý II/23, 6T/24, T3/24, tháng 11 / 22", "Q1/24=2024-Q1 | quý II/23=2023-Q2 | 6T/24=2024-H1 | T3/24=2024-03 | tháng 11 / 22=2022-11"},
		{"Báo cáo Q1.2024, QIV.2023; 6T.2024; T3.2024; quý 2.2024", "Q1.2024=2024-Q1 | QIV.2023=2023-Q4 | 6T.2024=2024-H1 | T3.2024=2024-03 | quý 2.2024=2024-Q2"},
		{"trong quý I. 2024 đơn vị; quý I.2024.500 đồng, quý 1.15, Q1.2024 tỷ", "quý I=?-Q1 | quý I=?-Q1 | quý 1=?-Q1 | Q1=?-Q1"},
		{"quý I/15 tỷ, quý II 24, quý III, 15 đơn vị, quý I/24/2", "quý I=?-Q1 | quý II=?-Q2 | quý III=?-Q3 | quý I=?-Q1"},
		{"Số liệu quý hai năm 2026; quý thứ tư của năm 2025; QUÝ BA/2026; quý nhất", "quý hai năm 2026=2026-Q2 | quý thứ tư của năm 2025=2025-Q4 | QUÝ BA/2026=2026-Q3 | quý nhất=?-Q1"},
		{"tháng sáu năm 2026, tháng mười một năm 2026, tháng năm năm 2026, tháng tư", "tháng sáu năm 2026=2026-06 | tháng mười một năm 2026=2026-11 | tháng năm năm 2026=2026-05 | tháng tư=?-04"},
		{"mỗi quý một lần, quý một lần, hằng tháng hai buổi, tháng bao nhiêu, ngày mười tháng sáu năm 2026", ""},
		{"cùng kỳ năm 2023, hằng quý năm 2024", "năm 2023=2023 | năm 2024=2024"},
		{"Quý I (2024)", "Quý I (2024)=2024-Q1"},
		{"QUÝ IV VÀ NĂM 2024", "QUÝ IV=?-Q4 | NĂM 2024=2024&"},
		{"tháng 12 và tổng kết năm 2024", "tháng 12=?-12 | năm 2024=2024&"},
		{"9 tháng đầu năm, cả năm 2024", "9 tháng đầu năm=?-9M | cả năm 2024=2024&"},
		{"6 tháng đầu năm và kế hoạch 6 tháng cuối năm 2024", "6 tháng đầu năm=?-H1 | 6 tháng cuối năm 2024=2024-H2>"},
		{"Kết quả SXKD năm 2024 và kế hoạch năm 2025", "năm 2024=2024 | năm 2025=2025>"},
		{"Kết quả SXKD năm 2024, kế hoạch sản xuất kinh doanh năm 2025", "năm 2024=2024 | năm 2025=2025>"},
		{"TÌNH HÌNH THỰC HIỆN KẾ HOẠCH NĂM 2024, MỤC TIÊU NĂM 2025", "NĂM 2024=2024 | NĂM 2025=2025>"},
		{"Báo cáo kết quả quý I, kế hoạch quý II năm 2024", "quý I=?-Q1 | quý II năm 2024=2024-Q2>"},
		{"Tổng kết năm 2024 - chỉ tiêu năm 2025", "năm 2024=2024 | năm 2025=2025>"},
		{"Kết quả quý IV và kế hoạch năm 2024; báo cáo kế hoạch năm 2024 và kế hoạch năm 2025", "quý IV=?-Q4 | năm 2024=2024 | năm 2024=2024 | năm 2025=2025"},
		{"Kết quả so với năm 2023 và kế hoạch năm 2024", "năm 2023=2023 | năm 2024=2024"},
		{"Năm 2024, kế hoạch năm 2025; kết quả năm 2025, kế hoạch năm 2024", "Năm 2024=2024 | năm 2025=2025 | năm 2025=2025 | năm 2024=2024"},
		{"quý IV và kế hoạch năm 2024; quý I, năm 2024", "quý IV=?-Q4 | năm 2024=2024 | quý I, năm 2024=2024-Q1"},
		{"kết quả quý I, nhiệm vụ quý II và năm 2024", "quý I=?-Q1 | quý II=?-Q2> | năm 2024=2024>&"},
		{"Quý I/2024-Quý II/2024", "Quý I/2024=2024-Q1 | Quý II/2024=2024-Q2"},
		{"Trong quý III đã kết nạp 5 đảng viên, nâng 9 tháng đầu năm kết nạp được 12 đồng chí", "quý III=?-Q3 | 9 tháng đầu năm=?-9M"},
		{"Kết quả thực hiện nhiệm vụ quý I, phương hướng nhiệm vụ quý II/2024", "quý I=?-Q1 | quý II/2024=2024-Q2>"},
		{"doanh thu quý I 2015 tỷ đồng", "quý I=?-Q1"},
		{"quý I đạt 2.015 tỷ", "quý I=?-Q1"},
		{"quý I/2.015", "quý I=?-Q1"},
		{"quý vị, quý V, quý 5, quý 12, quý ion", ""},
		{norm.NFD.String("quý I năm 2024"), norm.NFD.String("quý I năm 2024") + "=2024-Q1"},
		// Halves, months counted from January.
		{"NHIỆM VỤ 6 THÁNG CUỐI NĂM 2021", "6 THÁNG CUỐI NĂM 2021=2021-H2>"},
		{"kết quả công tác 6 tháng đầu năm và triển khai nhiệm vụ 6 tháng cuối năm 2021", "6 tháng đầu năm=?-H1 | 6 tháng cuối năm 2021=2021-H2>"},
		{"3 tháng đầu năm", "3 tháng đầu năm=?-Q1"},
		{"3 tháng cuối năm 2024", "3 tháng cuối năm 2024=2024-Q4"},
		{"9 tháng", "9 tháng=?-9M"},
		{"Chín tháng đầu năm 2023", "Chín tháng đầu năm 2023=2023-9M"},
		{"6T/2024, 9T2024, 6T đầu năm 2023", "6T/2024=2024-H1 | 9T2024=2024-9M | 6T đầu năm 2023=2023-H1"},
		{"nửa đầu năm 2024", "nửa đầu năm 2024=2024-H1"},
		{"lũy kế 10 tháng", "10 tháng=?-10*"},
		{"Luỹ kế 6 tháng năm 2024", "6 tháng năm 2024=2024-H1*"},
		{"10 tháng đầu năm 2022", "10 tháng đầu năm 2022=2022-10*"},
		{"Lũy kế từ đầu năm đến quý II/2024", "quý II/2024=2024-Q2*"},
		{"Quý II/2024 (lũy kế)", "Quý II/2024=2024-Q2*"},
		{"lũy kế 9 tháng, quý III", "9 tháng=?-9M* | quý III=?-Q3"},
		{"Từ tháng 1 đến tháng 10/2024", "Từ tháng 1 đến tháng 10/2024=2024-10*"},
		{"từ tháng 01 đến tháng 6 năm 2024", "từ tháng 01 đến tháng 6 năm 2024=2024-H1"},
		{"từ tháng 4 đến tháng 6/2024", "từ tháng 4 đến tháng 6/2024=2024-Q2"},
		{"từ tháng 5 đến tháng 8/2024", ""},
		{"từ đầu năm 2024 đến hết tháng 8; từ đầu năm 2024 đến quý III", "tháng 8=2024-08* | quý III=2024-Q3*"},
		{"Kết quả 10 tháng, nhiệm vụ 2 tháng cuối năm 2024", "10 tháng=?-10*"},
		{"Kết quả thực hiện nhiệm vụ 10 tháng; phương hướng những tháng cuối năm 2024", "10 tháng=?-10*"},
		{"Doanh nghiệp trong 7 tháng, nhiệm vụ 5 tháng còn lại của năm 2024", "7 tháng=?-07*"},
		{"Kết quả 3 tháng, nhiệm vụ 9 tháng cuối năm 2024", "3 tháng=?-Q1"},
		{"Tình hình 10 tháng và ước cả năm 2024", "10 tháng=?-10* | cả năm 2024=2024"},
		{"Báo cáo tám tháng; bảy tháng đầu năm, năm tháng đầu năm 2024", "tám tháng=?-08* | bảy tháng đầu năm=?-07* | năm tháng đầu năm 2024=2024-05*"},
		{"tháng 7, 8, 9 năm 2024; tháng 4, tháng 5 và tháng 6/2024; tháng 1-9/2024; tháng 1, 2 năm 2024", "tháng 7, 8, 9 năm 2024=2024-Q3 | tháng 4, tháng 5 và tháng 6/2024=2024-Q2 | tháng 1-9/2024=2024-9M | tháng 1, 2 năm 2024=2024-02*"},
		{"quý III (tháng 7, 8, 9) năm 2024", "quý III=?-Q3 | tháng 7, 8, 9=?-Q3 | năm 2024=2024"},
		{"tháng 10 và tháng 11 năm 2024; tháng 7, 9 năm 2024; tháng 5-8/2024", ""},
		{"tháng 10, 10 tháng năm 2024; tháng 8, 9 đơn vị", "tháng 10=?-10 | 10 tháng năm 2024=2024-10* | tháng 8=?-08"},
		{"giữa nhiệm kỳ 2020-2025, so với đầu nhiệm kỳ 2020 – 2025", ""},
		{"10 tháng", "10 tháng=?-10*"},
		{"hoạt động 1 tháng, báo cáo 10 tháng một lần, thực hiện 10 tháng lương, kết quả 15 tháng, tình hình nợ 3 tháng", ""},
		{"2 tháng cuối năm 2024, các tháng còn lại của năm 2024", ""},
		{"thử thách 12 tháng, bảo hành 24 tháng, trong 3 tháng", ""},
		// Without accents, as in file names.
		{"bc quy 1 2024, quy II nam 2024, 6 thang dau nam 2024, 6 thang cuoi nam 2023, 9 thang 2024, thang 3-2024",
			"quy 1 2024=2024-Q1 | quy II nam 2024=2024-Q2 | 6 thang dau nam 2024=2024-H1 | 6 thang cuoi nam 2023=2023-H2 | 9 thang 2024=2024-9M | thang 3-2024=2024-03"},
		{"noi quy 1, Việt Nam 2024, Viet Nam 2024, thang 3", ""},
		// Months.
		{"tháng 11", "tháng 11=?-11"},
		{"Tháng 11/2022", "Tháng 11/2022=2022-11"},
		{"tháng 03 năm 2024", "tháng 03 năm 2024=2024-03"},
		{"T3/2024", "T3/2024=2024-03"},
		{"Số liệu 11/2022", "11/2022=2022-11"},
		{"triệu đồng/người/tháng 12", ""},
		{"tháng 13, T3, tháng sau, 13/2022", ""},
		// Years and terms.
		{"năm 2022", "năm 2022=2022"},
		{"Kế hoạch năm 2024", "năm 2024=2024"},
		{"cả năm", "cả năm=?"},
		{"cả năm 2023", "cả năm 2023=2023"},
		{" 2024 ", "2024=2024"},
		{"nhiệm kỳ 2015–2020", "nhiệm kỳ 2015–2020=2015..2020"},
		{"đại biểu HĐND các cấp nhiệm kỳ 2021 – 2026", "nhiệm kỳ 2021 – 2026=2021..2026"},
		{"2020-2025, 2025 - 2030", "2020-2025=2020..2025 | 2025 - 2030=2025..2030"},
		{"giai đoạn 2021-2023", "giai đoạn 2021-2023=2021..2023"},
		{"năm học 2023-2024; năm 2023 - 2024", ""},
		{"từ đầu năm 2024 đến nay", ""},
		{"đầu năm 2024, cuối năm 2023", ""},
		{"tăng hơn 21,37% so cùng kỳ năm 2020", "năm 2020=2020"},
		// Days.
		{"Theo đó, tính đến 30/3/2024, Cụm số 7", "30/3/2024=2024-03-30!"},
		{"đến ngày 30 tháng 3 năm 2024", "ngày 30 tháng 3 năm 2024=2024-03-30!"},
		{"đến ngày 30/6 năm 2024", "ngày 30/6 năm 2024=2024-06-30!"},
		{"Có đến 31-12-2023", "31-12-2023=2023-12-31!"},
		{"số 475-TB/ĐUK, ngày 08/3/2024 của", "ngày 08/3/2024=2024-03-08"},
		{"Sáng 9/7/2021, Ban Chấp hành", "9/7/2021=2021-07-09"},
		{"Ngày đăng 30/03/2022 | 13:54", "30/03/2022=2022-03-30"},
		{"lũy kế đến 30/9/24", "30/9/24=2024-09-30*!"},
		{"03/15/2024", ""},
		{"31/4/2024", ""},
		{"ngày 10 tháng 11", ""},
		{"Thanh Hóa, ngày … tháng … năm 2024", ""},
		{"Thanh Hóa, ngày    tháng    năm 2024", ""},
		{"2024-03-30", "2024-03-30=2024-03-30"},
		// What is none of these.
		{"475-TB/ĐUK; Nghị định 09/2019/NĐ-CP; số 12/2022; 11/2022-BC; TT 02/2019/TT-BTC", ""},
		{"Nghị quyết số 01 - NQ/ĐUK; Chỉ thị số 05-CT/TW; Kế hoạch 108-KH/QU", ""},
		{"COVID-19, COVID – 19, khóa 15, 2.015 tỷ, 2015 tỷ, 714/727, 8/17 năm qua", ""},
		{"9.605,38 tỷ đồng; 2.504.500; 1.840 đảng viên; 11.740 tỷ; Q.1, TP. Hồ Chí Minh", ""},
		{"ngành may 2024 đơn vị", ""},
		{"", ""},
		// English and codes.
		{"Q1 2024", "Q1 2024=2024-Q1"},
		{"first quarter of 2024; the first six months of 2024", "first quarter of 2024=2024-Q1 | the first six months of 2024=2024-H1"},
		{"second half of 2023, H1 2024, 9M 2024", "second half of 2023=2023-H2 | H1 2024=2024-H1 | 9M 2024=2024-9M"},
		{"March 2024; in May 2024; Sep. 2023", "March 2024=2024-03 | May 2024=2024-05 | Sep. 2023=2023-09"},
		{"as of 30 March 2024", "30 March 2024=2024-03-30!"},
		{"results for FY 2023, full-year 2024", "FY 2023=2023 | full-year 2024=2024"},
		{"2024-Q1 2024-H2 2024-9M 2024-03 2020..2025", "2024-Q1=2024-Q1 | 2024-H2=2024-H2 | 2024-9M=2024-9M | 2024-03=2024-03 | 2020..2025=2020..2025"},
		{"year to date, 10 months 2024", "10 months 2024=2024-10*"},
	} {
		var got []string
		for _, m := range FindPeriods(tt.text) {
			got = append(got, describe(tt.text, m))
		}
		if s := strings.Join(got, " | "); s != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

// Every name the program writes for a period it reads back, in any company.
func TestFindPeriodsReadsOurOwnNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod(t)
		for _, tt := range []struct{ sentence, name string }{
			{"Số liệu %s: 1.234,5 tỷ", p.Vietnamese()},
			{"Số liệu %s: 1.234,5 tỷ", p.ShortVietnamese()},
			{"Figures for %s: 1,234.5 bn", p.English()},
			{"Figures for %s: 1,234.5 bn", p.ShortEnglish()},
			{"Số liệu %s: 1.234,5 tỷ", p.Code()},
		} {
			text := tt.name
			if p.Grain() != Year { // the short name of a year is only a number
				text = fmt.Sprintf(tt.sentence, tt.name)
			}
			found := FindPeriods(text)
			if len(found) != 1 || found[0].Period != p {
				t.Fatalf("%q names %s, FindPeriods says %+v", text, p, found)
			}
		}
	})
}

// The time left of a year names the year.
func TestRestOfYear(t *testing.T) {
	for text, want := range map[string]int{
		"nhiệm vụ 2 tháng cuối năm 2024":                        2024,
		"NHIỆM VỤ NHỮNG THÁNG CUỐI NĂM 2024":                    2024,
		"phương hướng các tháng còn lại của năm 2024":           2024,
		"nhiem vu 2 thang cuoi nam 2024":                        2024,
		"2 THÁNG CUỐI NĂM 20245, 2 tháng cuối năm, năm 2024":    0,
		"nhiệm vụ đầu năm 2024; 10 tháng đầu năm 2024; cuối kỳ": 0,
	} {
		if got, _ := RestOfYear(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// A part of a year that is not understood is never the whole year.
func TestUnreadParts(t *testing.T) {
	for _, text := range []string{
		"QUÝ   NĂM 2026", "QUÝ ... NĂM 2026", "Quý … năm 2026", "quý …/2026", "Quý V năm 2026", "quý thứ năm 2026", "quý 5/2026", "quý 12/2026", "quý 0/2026", "Quý I, II năm 2026", "quý I+II/2026",
		"THÁNG … NĂM 2026", "Tháng năm 2026", "tháng 13 năm 2026", "6 TH NĂM 2026", "TUẦN 25 NĂM 2026", "tuần thứ 25/2026", "ĐỢT 2 NĂM 2026", "TUẦN 12/2026", "Tuần 02/2026", "tuan 12-2026",
		"đợt 2/2026", "Giao ban lần 3/2026", "lần thứ 3 năm 2026", "phiên 2/2026", "TUẦN 2 THÁNG 3/2026", "tuần 2, tháng 3 năm 2026", "Tuần 3 (tháng 9/2026)", "KỲ II NĂM 2026",
		"1/2 năm 2026", "3/4 năm 2026", "1 / 4 năm 2026", "½ năm 2026", "3/4 chặng đường năm 2026", "1/2 năm",
		"kỳ … năm 2026", "nửa năm 2026", "bán niên năm 2026", "Báo cáo tuần 25", "ĐỢT 2", "Kỳ II", "QUÝ ....", "Quý V", "tháng …",
	} {
		if found := FindPeriods("Báo cáo " + text); !NamesUnreadPart("Báo cáo "+text) || len(found) > 0 {
			t.Errorf("%q names a part of a year, unknown which, but %+v is read", text, found)
		}
	}
	for _, text := range []string{
		"đến 1/2 năm 2026", "ngày 1/2 năm 2026", "30/4 năm 2026", "5/12 năm 2026", "1/2/2026", "Đơn vị 1/2, năm 2026",
		"Năm 2026", "Quý II năm 2026", "Quý hai năm 2026", "6 tháng năm 2026", "cùng kỳ năm 2026", "các quý năm 2026", "hằng quý năm 2026", "Nhiệm kỳ II",
		"Thu nhập, triệu đồng/người/tháng năm 2026", "Hà Nội, ngày … tháng … năm 2026", "Kế hoạch năm 2026, quý I", "Tháng Công nhân năm 2026", "quý đơn vị báo cáo năm 2026",
	} {
		if NamesUnreadPart(text) {
			t.Errorf("%q leaves no part of a year open", text)
		}
	}
}

func FuzzFindPeriods(f *testing.F) {
	for _, s := range []string{"lũy kế 10 tháng năm 2024", "quý I/2024, 6T/2023", "ngày 30 tháng 3 năm 2024", "\xff 2020–2025", "t\u0301háng 3/2024", "q\u200b1/2024"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range FindPeriods(text) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q: span [%d, %d) after %d", text, m.Start, m.End, end)
			}
			end = m.End
			if m.Complete() == (m.Date.IsZero() && m.Period.IsZero()) {
				t.Fatalf("%q: %+v", text, m)
			}
			if m.Date.IsZero() && m.Period.Grain() != Term {
				if p, ok := m.WithYear(2024); !ok || p.Grain() != m.Grain || p.Index() != m.Index {
					t.Fatalf("%q: %+v is not %s", text, m, p)
				}
			}
		}
	})
}

// What was found in a text is remembered; who asks may do with it what it likes.
func TestMentionsAreTheCallers(t *testing.T) {
	const text = "Quý I/2024 và quý II/2024"
	first := FindPeriods(text)
	clear(first)
	if got := FindPeriods(text); len(got) != 2 || got[0].Period.Code() != "2024-Q1" || got[1].Period.Code() != "2024-Q2" {
		t.Errorf("found %v", got)
	}
}
