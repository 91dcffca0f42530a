package number

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"giaoban/ingest/locale"
)

// show writes a result in one line: kind, numbers, then what is set.
func show(r Result) string {
	kinds := []string{"blank", "value", "ratio", "range", "nil", "n/a", "not collected", "error"}
	var b strings.Builder
	b.WriteString(kinds[r.Kind])
	switch r.Kind {
	case Value:
		fmt.Fprintf(&b, " %s", r.First)
	case Ratio, Range:
		fmt.Fprintf(&b, " %s %s", r.First, r.Second)
	case Error:
		fmt.Fprintf(&b, " %s", r.Reason)
	}
	if r.Percent {
		b.WriteString(" %")
	}
	if r.Stated.Valid {
		fmt.Fprintf(&b, " stated %s", r.Stated.Decimal)
	}
	if r.Qualifier != "" {
		fmt.Fprintf(&b, " <%s>", r.Qualifier)
	}
	if r.Mark != "" {
		fmt.Fprintf(&b, " mark %s", r.Mark)
	}
	if r.Loss {
		b.WriteString(" loss")
	}
	if r.Shortened {
		b.WriteString(" shortened")
	}
	if r.Unit != "" {
		fmt.Fprintf(&b, " [%s]", r.Unit)
	}
	if r.Ambiguous {
		fmt.Fprintf(&b, " or %s", r.OtherFirst)
	}
	return b.String()
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		// a loss is a profit below zero
		{"lỗ 1,2", "value -1.2 loss"},
		{"Lỗ: 1,2 tỷ đồng", "value -1.2 loss [tỷ đồng]"},
		{"ước lỗ 5 tỷ 200 triệu", "value -5200 <ước> loss [triệu đồng]"},
		{"lỗ 1.234", "value -1234 loss or -1.234"},
		{"lỗ -1,2", "error not_a_number"},
		{"lỗ (1,2)", "error not_a_number"},
		{"lỗ 12%", "error not_a_number"},
		{"lỗ 3/5", "error not_a_number"},
		{"lỗ", "error not_a_number"},
		{"lỗi 5", "error not_a_number"},

		// a long number in a narrow column
		{"8,0E+08", "value 800000000 shortened"},
		{"-1.25e+9", "value -1250000000 shortened"},
		{"8E+08", "value 800000000 shortened"},
		{"1,23456E+03", "error not_a_number"}, // it has a fraction: nothing was shortened
		{"8E-02", "error not_a_number"},
		{"12,5E+08", "error not_a_number"},
		{"9E+99", "error not_a_number"},
		{"1E5", "error not_a_number"},

		// both marks: the last one divides
		{"9.605,38", "value 9605.38"},
		{"9,605.38", "value 9605.38"},
		{"17.580,558", "value 17580.558"},
		{"1.234.567,8", "value 1234567.8"},
		{"1.234,567.8", "error bad_grouping"},
		{"1,234.567,8", "error bad_grouping"},
		{"1234.567,8", "error bad_grouping"},
		// one kind of mark
		{"97.930.447", "value 97930447"},
		{"97,930,447", "value 97930447"},
		{"24.730", "value 24730 or 24.73"},
		{"5,554", "value 5.554 or 5554"},
		{"-5,554", "value -5.554 or -5554"},
		{"0.982", "value 0.982"},
		{"0,982", "value 0.982"},
		{"1234,567", "value 1234.567"},
		{"9605.38", "value 9605.38"},
		{"8.12", "value 8.12"},
		{"112,61", "value 112.61"},
		{"8,12", "value 8.12"},
		{"1.23.456", "error bad_grouping"},
		{"1.2345.678", "error bad_grouping"},
		{"1 840", "value 1840"},
		{"1\u00a0840,5", "value 1840.5"},
		{"97\u202f930\u202f447", "value 97930447"},
		{"1'840", "value 1840"},
		{"3 4", "error bad_grouping"},
		{"1 840.500,2", "error bad_grouping"},
		{"'24", "value 24"},
		// signs
		{"(1.234)", "value -1234 or -1.234"},
		{"(1.234,5)", "value -1234.5"},
		{"-1.234", "value -1234 or -1.234"},
		{"−1.234", "value -1234 or -1.234"},
		{"+18,2%", "value 18.2 %"},
		{"(-5)", "error not_a_number"},
		{"–5", "error not_a_number"},
		{"5-", "error not_a_number"},
		// percentages and ratios
		{"98,2%", "value 98.2 %"},
		{"98,2 %", "value 98.2 %"},
		{"714/727", "ratio 714 727"},
		{"8/17 đơn vị", "ratio 8 17 [đơn vị]"},
		{"714/727 (đạt tỷ lệ 98,2%)", "ratio 714 727 stated 98.2"},
		{"69 / 69 = 100%", "ratio 69 69 stated 100"},
		{"8/17 đơn vị (47,06%)", "ratio 8 17 stated 47.06 [đơn vị]"},
		{"5/0", "error zero_divisor"},
		{"30/3/2024", "error not_a_number"},
		// words instead of a figure, and behind one
		{"Không", "nil"},
		{"không phát sinh", "nil"},
		{"KPS", "nil"},
		{"Chưa có số liệu", "not collected"},
		{"chưa có BC.", "not collected"},
		{"không rõ", "error not_a_number"},
		{"5,5 (ước)", "value 5.5 <ước>"},
		{"5 tỷ (Tạm tính)", "value 5 <Tạm tính> [tỷ]"},
		{"(ước)", "error not_a_number"},
		{"120 (ƯTH)", "value 120 <ƯTH>"},
		{"12,5 tỷ (ước thực hiện)", "value 12.5 <ước thực hiện> [tỷ]"},
		{"ít nhất 5 đảng viên", "value 5 <ít nhất> [đảng viên]"},
		{"Tối thiểu 95%", "value 95 % <Tối thiểu>"},
		{"không dưới 5", "value 5 <không dưới>"},
		{"không quá 3", "value 3 <không quá>"},
		{"từ 5 trở lên", "value 5 <từ … trở lên>"},
		{"Từ 95% trở lên", "value 95 % <từ … trở lên>"},
		{"05 đảng viên trở lên", "value 5 <trở lên> [đảng viên]"},
		{"5 tỷ 200 triệu trở lên", "value 5200 <trở lên> [triệu đồng]"},
		{"4-6 trở lên", "error not_a_number"},
		{"từ 4 đến 6 trở lên", "error not_a_number"},
		{"trở lên", "error not_a_number"},
		{"trên 5 trở lên", "error not_a_number"},
		{"12,5 (tỷ đồng)", "value 12.5 [tỷ đồng]"},
		{"8,12 [triệu đồng/người/tháng]", "value 8.12 [triệu đồng/người/tháng]"},
		{"5 (triệu USD)", "value 5 [triệu USD]"},
		{"5 (nghìn người)", "value 5000 [người]"},
		{"5 (tỷ", "error not_a_number"},
		{"5 (2 triệu)", "error not_a_number"},
		{"5 (năm)", "error not_a_number"},
		// zero-padded counts
		{"02", "value 2"},
		{"08", "value 8"},
		{"0", "value 0"},
		// multipliers and units
		{"28 ngàn", "value 28000"},
		{"28 ngàn người", "value 28000 [người]"},
		{"17 nghìn tỷ", "value 17000 [tỷ]"},
		{"17 nghìn tỷ đồng", "value 17000 [tỷ đồng]"},

		// an amount in parts
		{"5 tỷ 200 triệu", "value 5200 [triệu đồng]"},
		{"5 tỷ đồng, 20 triệu đồng", "value 5020 [triệu đồng]"},
		{"1.200 tỷ 5 triệu 30 nghìn đồng", "value 1200005030 [nghìn đồng]"},
		{"1,200 tỷ 500 triệu", "value 1200500 [triệu đồng]"},
		{"trên 12 Triệu 500 ngàn VNĐ", "value 12500 <trên> [ngàn đồng]"},
		{"-5 tỷ 200 triệu", "value -5200 [triệu đồng]"},
		{"(5 tỷ 200 triệu)", "value -5200 [triệu đồng]"},
		{"0 tỷ 200 triệu", "value 200 [triệu đồng]"},
		{"5 tỷ 200000 nghìn", "value 5200000 [nghìn đồng]"},
		{"1 tỷ 2", "error not_a_number"},
		{"1,5 tỷ 200 triệu", "error not_a_number"},
		{"5 tỷ 1000 triệu", "error not_a_number"},
		{"5 triệu 2 tỷ", "error not_a_number"},
		{"5 tỷ 200 tỷ", "error not_a_number"},
		{"5 triệu 200 nghìn USD", "error not_a_number"},
		{"5 tỷ 200 triệu người", "error not_a_number"},
		{"5 tỷ 2,5 triệu", "error not_a_number"},
		{"5% tỷ 200 triệu", "error not_a_number"},
		{"2,02 triệu tỷ", "value 2020000 [tỷ]"},
		{"2,5 triệu lượt", "value 2500000 [lượt]"},
		{"265 triệu USD", "value 265 [triệu USD]"},
		{"112,61 tỷ", "value 112.61 [tỷ]"},
		{"8,12 triệu đồng/người/tháng", "value 8.12 [triệu đồng/người/tháng]"},
		{"5 tr.đ", "value 5 [tr.đ]"},
		{"07 đồng chí", "value 7 [đồng chí]"},
		// hedges
		{"trên 472", "value 472 <trên>"},
		{"hơn 90%", "value 90 % <hơn>"},
		{"Gần 28 ngàn người", "value 28000 <Gần> [người]"},
		{"khoảng 8,12", "value 8.12 <khoảng>"},
		{"ước đạt 9.605,38 tỷ đồng", "value 9605.38 <ước đạt> [tỷ đồng]"},
		{"đạt trên 472 tỷ đồng", "value 472 <trên> [tỷ đồng]"},
		{"đạt 472", "value 472"},
		{"dưới 5", "value 5 <dưới>"},
		{"8,12 triệu/tháng", "value 8.12 [triệu/tháng]"},
		{"1.234.567 ₫", "value 1234567 [đ]"},
		{"1’234,5", "value 1234.5"},
		{"trên", "error not_a_number"},
		// ranges
		{"3 - 6", "range 3 6"},
		{"4-6", "range 4 6"},
		{"180 – 200", "range 180 200"},
		{"từ 4 đến 6 đảng viên", "range 4 6 [đảng viên]"},
		{"6-4", "error range_reverse"},
		{"từ 4", "error not_a_number"},
		// signs of footnotes
		{"250*", "value 250 mark *"},
		{"1.234,5 (**)", "value 1234.5 mark (**)"},
		{"250¹", "value 250 mark ¹"},
		{"12,5(²)", "value 12.5 mark (²)"},
		{"(1,5) ³", "value -1.5 mark ³"},
		{"10²", "value 10 mark ²"},
		{"10⁹", "error not_a_number"},
		{"110⁹", "value 110 mark ⁹"},
		{"hơn 5 tỷ đồng*", "value 5 <hơn> mark * [tỷ đồng]"},
		{"714/727 ²", "ratio 714 727 mark ²"},
		{"250 (1)", "error not_a_number"},
		{"*", "error not_a_number"},
		{"5 m²", "value 5 [m²]"},
		// what is no figure
		{"", "blank"},
		{" \u00a0\u200b", "blank"},
		{"-", "nil"},
		{"–", "nil"},
		{"x", "n/a"},
		{"X", "n/a"},
		{"chưa BC", "not collected"},
		{"chưa nộp bc.", "not collected"},
		{"#N/A", "not collected"},
		{"n/a", "not collected"},
		{"…", "not collected"},
		{"...", "not collected"},
		{"Doanh thu", "error not_a_number"},
		{"5 tập thể, 6 cá nhân", "error not_a_number"},
		{"#REF!", "error not_a_number"},
		{"1E5", "error not_a_number"},
		{".5", "error not_a_number"},
		{"5.", "error not_a_number"},
		{".", "error not_a_number"},
		{"5 (1)", "error not_a_number"},
		{"٣", "error not_a_number"},
		{strings.Repeat("9", 30), "error not_a_number"},
	} {
		for _, text := range []string{tt.text, norm.NFD.String(tt.text), " " + tt.text + "\u00a0"} {
			if got := show(Parse(text)); got != tt.want {
				t.Errorf("Parse(%q) = %s, want %s", text, got, tt.want)
			}
		}
	}
}

// Whatever a page of ours prints, in either language, reads back as the same
// number, or is flagged with that number as its other reading.
func TestPrintedNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := decimal.New(rapid.Int64Range(-1e15, 1e15).Draw(t, "n"), -int32(rapid.IntRange(0, 6).Draw(t, "places")))
		for _, lang := range locale.Langs {
			text := locale.Exact(lang, want)
			got := Parse(text)
			right := got.First.Equal(want) || got.Ambiguous && got.OtherFirst.Equal(want)
			if got.Kind != Value || !right {
				t.Fatalf("%s %q reads as %s", lang, text, show(got))
			}
			if lang == locale.VI && !got.First.Equal(want) {
				t.Fatalf("%q does not read as Vietnamese: %s", text, show(got))
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"9.605,38", "ước đạt 4-6 nghìn tỷ", "714/727 (98,2%)", "(1.234)", "từ 4 đến 6", "x", "…", "−1 840"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Parse(s)
		if (r.Kind == Error) != (r.Reason != "") {
			t.Errorf("Parse(%q): kind %d with reason %q", s, r.Kind, r.Reason)
		}
		if r.Kind == Ratio && r.Second.IsZero() || r.Kind == Range && !r.First.LessThan(r.Second) {
			t.Errorf("Parse(%q) = %s", s, show(r))
		}
		if again := Parse(s); show(again) != show(r) {
			t.Errorf("Parse(%q) gives %s, then %s", s, show(r), show(again))
		}
	})
}
