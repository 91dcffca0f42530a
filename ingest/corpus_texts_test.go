package ingest

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// measured is the heading of a form with one column of figures, from D4 on.
var measured = []any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}

// texts are what is written in cells: numbers, units, encodings.
func texts() []specimen {
	vntime, vni := newTypist(".VnTime", ".VnTimeH"), newTypist("VNI-Times", "")
	retyped := func(y typist) func(testing.TB) []byte {
		return func(t testing.TB) []byte { return workbook(t, y.retyped(t, plainForm())) }
	}
	return []specimen{
		{file: "texts/numbers.xlsx", proves: "Numbers typed as text are read as Vietnamese writes them; what could be read otherwise is told of.",
			source: pages(numbersAsText()), says: `
				an-phu 2024-Q1 preliminary indicators_in_rows
				D4 revenue 9605.38e9
				D5 industrial_output 9605.38e9
				D6 budget_paid 17580.558e9
				D7 social_insurance_paid 0.097930447e9
				D8 investment 24730e9
				D9 disbursement 5.554e9
				D10 profit_before_tax -1234.5e9
				D11 profit_after_tax -1234.5e9
				D12 payroll 8.12e9
				D13 workers 28000
				D14 deposits_mobilised 2020000e9
				D15 admissions 8
				D16 transfers_out 0
				D17 inspections x
				D20 resolution_study_members 714/727
				D21 meeting_attendance 98.2/100 bare
				warning number_ambiguous D8
				warning number_ambiguous D9
				note not_collected D18
				warning percentage_without_parts D21
			`},
		{file: "texts/hedges.xlsx", proves: "Words of caution beside a number are kept with it.", source: pages(formOf(measured,
			[]any{1, "Doanh thu", "tỷ đồng", "ước đạt 9.605,38"},
			[]any{2, "Nộp ngân sách", "tỷ đồng", "trên 112,61"},
			[]any{3, "An sinh xã hội", "tỷ đồng", "hơn 5,03"},
			[]any{4, "Lao động", "người", "gần 28 ngàn"},
			[]any{5, "Thu nhập bình quân", "triệu đồng/người/tháng", "khoảng 8,12"},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D4 revenue 9605.38e9 estimate «ước đạt»
			D5 budget_paid 112.61e9 «trên»
			D6 welfare_spending 5.03e9 «hơn»
			D7 workers 28000 «gần»
			D8 average_income 8.12e6*84000 «khoảng»
		`},
		{file: "texts/no_numbers.xlsx", proves: "What is no number is refused where it stands: bad grouping, a range, words, a division by nothing.",
			source: pages(formOf(measured,
				[]any{1, "Doanh thu", "tỷ đồng", "1.23.456"},
				[]any{2, "Kết nạp", "đảng viên", "4-6"},
				[]any{3, "Lợi nhuận", "tỷ đồng", "lỗ"},
				[]any{4, "Đảng viên học tập nghị quyết", "%", "8/0"},
				[]any{5, "Tỷ lệ dự sinh hoạt", "%", 0.982},
				[]any{6, "Lao động", "người", "714/727"},
			)), says: `
				an-phu 2024-Q1 preliminary indicators_in_rows
				error number_bad_grouping D4
				error number_range D5
				error not_a_number D6
				error zero_divisor D7
				error percent_ambiguous D8
				error ratio_unexpected D9
			`},
		{file: "texts/units.xlsx", proves: "A unit stands in the cell, else in the row or heading, else above the table.", source: pages(page{name: "S", rows: [][]any{
			{"Cụm số 1"},
			{"Quý I/2024"},
			{nil, nil, nil, "ĐVT: Triệu đồng"},
			{"TT", "Tên đơn vị", "Doanh thu", "Nộp NS (tỷ đồng)", "KNXK (Tr.USD)", "TNBQ (tr.đ/ng/th)", "Lao động"},
			{1, "Công ty CP Hòa Bình", 12250, 1.5, 0.25, 9.5, 410},
			{2, "Cty TNHH An Phú", "7 tỷ", "950 triệu đồng", "120 nghìn USD", "8.500 nghìn đồng", 125},
		}}), says: `
			cum-1 2024-Q1 preliminary units_in_rows
			C5 hoa-binh revenue 12.25e9
			D5 hoa-binh budget_paid 1.5e9
			E5 hoa-binh export_turnover 0.25e6
			F5 hoa-binh average_income 9.5e6*1230
			G5 hoa-binh workers 410
			C6 an-phu revenue 7e9
			D6 an-phu budget_paid 0.95e9
			E6 an-phu export_turnover 0.12e6
			F6 an-phu average_income 8.5e6*375
			G6 an-phu workers 125
			warning number_ambiguous F6
		`},
		{file: "texts/percent_formats.xlsx", proves: "A number is its stored value and its format: 0.982 shown as a percentage is 98.2 %, one rounded on the screen is whole in the file.",
			source: pages(page{name: "S", rows: formOf(measured,
				[]any{1, "Tỷ lệ dự sinh hoạt", "%", 0.982},
				[]any{2, "Doanh thu", "tỷ đồng", 1234567.5},
			).rows, percent: []string{"D4"}}), says: `
				an-phu 2024-Q1 preliminary indicators_in_rows
				D4 meeting_attendance 98.2/100 bare
				D5 revenue 1234567.5e9
				warning percentage_without_parts D4
			`},
		{file: "texts/missing_and_footnotes.xlsx", proves: "What has not come in is missing and no zero; the sign of a footnote hides no figure.", source: pages(formOf(measured,
			[]any{1, "Doanh thu", "tỷ đồng", "chưa BC"}, []any{2, "Lợi nhuận", "tỷ đồng", "Chưa có số liệu"}, []any{3, "Lao động", "người", "N/A"},
			[]any{4, "Nộp ngân sách", "tỷ đồng", "#N/A"}, []any{5, "Kết nạp", "đảng viên", "2*"}, []any{6, "Đảng viên", "đảng viên", "250 (*)"},
			[]any{7, "Nộp BHXH", "tỷ đồng", "1.234,5¹"}, []any{8, "Chuyển đảng chính thức", "đảng viên", "2 (1)"},
		)), says: `
			an-phu 2024-Q1 preliminary indicators_in_rows
			D8 admissions 2
			D9 party_members 250
			D10 social_insurance_paid 1234.5e9
			note not_collected D4
			note not_collected D5
			note not_collected D6
			note not_collected D7
			note footnote D8
			note footnote D9
			note footnote D10
			error not_a_number D11
		`},
		{file: "texts/decomposed.xlsx", proves: "Letters may come decomposed (NFD).",
			source: pages(respelt(norm.NFD.String)), says: plainSays},
		{file: "texts/odd_letters.xlsx", proves: "Ð (U+00D0) is Đ; non-breaking and zero-width blanks, other dashes and the newer place of a tone make no other word.",
			source: pages(respelt(strings.NewReplacer("Đ", "\u00d0", "Quý", "Qu\u00fd\u00a0", "Doanh thu", "Doanh\u00a0\u200bthu\ufeff", "hoạt", "họat",
				"khẩu", "khẩu\u00a0", "bình", "bình\u202f", "Lao", "\u200eLao").Replace)), says: plainSays},
		{file: "texts/tone_places.xlsx", proves: "A tone stands on either vowel: “Hoà” is “Hòa”, “uỷ” is “ủy”.", source: pages(page{name: "S", rows: [][]any{
			{"Đảng uỷ Khối Doanh nghiệp tỉnh"},
			{"Tổng hợp quý I/2024"},
			{"TT", "Tên đơn vị", "Đạt chuẩn văn hoá", "Kết nạp"},
			{1, "Công ty Cổ phần Hoà Bình", "1/1", 2},
		}}), says: `
			khoi 2024-Q1 preliminary party_form
			C4 hoa-binh cultural_standard 1/1
			D4 hoa-binh admissions 2
		`},
		{file: "texts/tcvn3.xlsx", proves: "TCVN3 is known by its fonts, .VnTime and .VnTimeH.", source: retyped(vntime), says: plainSays + "note encoding_converted\nnote encoding_converted"},
		{file: "texts/tcvn3.xls", proves: "Also in .xls.", source: retyped(vntime), office: "xls", says: plainSays + "note encoding_converted\nnote encoding_converted"},
		{file: "texts/vni.xlsx", proves: "VNI is known by its font.", source: retyped(vni), says: plainSays + "note encoding_converted"},
		{file: "texts/vni.ods", proves: "Also in .ods.", source: retyped(vni), office: "ods", says: plainSays + "note encoding_converted"},
		{file: "texts/tcvn3_without_font.xlsx", proves: "Where the font does not say, the letters do.",
			source: func(t testing.TB) []byte { return workbook(t, fontless(t, vntime)) }, says: plainSays + "note encoding_by_words"},
		{file: "texts/tcvn3.csv", proves: "A text file in TCVN3 has no fonts at all.", source: func(t testing.TB) []byte {
			return []byte(latin1(t, separated(fontless(t, vntime).rows, ";", ",")))
		}, says: plainSays + "note encoding_by_words"},
	}
}

// numbersAsText writes numbers in every way that is one.
func numbersAsText() page {
	return formOf(measured,
		[]any{1, "Doanh thu", "tỷ đồng", "9.605,38"},
		[]any{2, "Giá trị sản xuất công nghiệp", "tỷ đồng", "9,605.38"},
		[]any{3, "Nộp ngân sách", "tỷ đồng", "17.580,558"},
		[]any{4, "Nộp BHXH", "đồng", "97.930.447"},
		[]any{5, "Vốn đầu tư thực hiện", "tỷ đồng", "24.730"},
		[]any{6, "Giải ngân", "tỷ đồng", "5,554"},
		[]any{7, "Lợi nhuận trước thuế", "tỷ đồng", "(1.234,5)"},
		[]any{8, "Lợi nhuận sau thuế", "tỷ đồng", "−1.234,5"},
		[]any{9, "Quỹ lương", "tỷ đồng", "8.12"},
		[]any{10, "Lao động", "người", "28 ngàn"},
		[]any{11, "Huy động vốn", nil, "2,02 triệu tỷ"},
		[]any{12, "Kết nạp", "đảng viên", "08"},
		[]any{13, "Chuyển sinh hoạt đi", "đảng viên", "-"},
		[]any{14, "Kiểm tra", "cuộc", "x"},
		[]any{15, "Giám sát", "cuộc", "…"},
		[]any{16, "Sinh hoạt chuyên đề", "cuộc", " "},
		[]any{17, "Đảng viên học tập nghị quyết", "%", "714/727"},
		[]any{18, "Tỷ lệ dự sinh hoạt", "%", "98,2%"},
	)
}

// respelt is the plain form with every text written another way.
func respelt(spell func(string) string) page {
	p := plainForm()
	for _, row := range p.rows {
		for i, value := range row {
			if text, ok := value.(string); ok {
				row[i] = spell(text)
			}
		}
	}
	return p
}

// fontless is the plain form typed for an older font that is then left out.
func fontless(t testing.TB, y typist) page {
	return respelt(func(text string) string {
		_, typed := y.write(t, text)
		return typed
	})
}

// latin1 writes characters below U+0100 as single bytes.
func latin1(t testing.TB, text string) string {
	var b strings.Builder
	for _, c := range text {
		if c > 0xff {
			t.Fatalf("%q is no character of Latin-1", c)
		}
		b.WriteByte(byte(c))
	}
	return b.String()
}
