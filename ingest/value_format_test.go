package ingest

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet"
)

// What a format shows of a number is what its reader takes for it.
func TestFormatsOfNumbers(t *testing.T) {
	for format, want := range map[string]struct {
		thousands int
		unit      string
	}{
		"General": {}, "#,##0": {}, "#,##0.00": {}, "0": {}, "": {}, `#,##0;[Red]-#,##0,`: {}, `_-* #,##0.00\ "₫"_-`: {unit: "₫"}, "# ?/?": {},
		"#,##0,": {thousands: 1}, "#,##0.0,": {thousands: 1}, "#,##0,,": {thousands: 2}, "0,.0": {thousands: 1}, "#,##0,_);(#,##0,)": {thousands: 1},
		`#,##0" triệu"`: {unit: "triệu"}, `0.0\ "tỷ đồng"`: {unit: "tỷ đồng"}, `#,##0.0,," tr"`: {thousands: 2, unit: "tr"}, `General" tỷ"`: {unit: "tỷ"},
		`"Tổng: "0`: {}, `[>=1000000]#,##0.0,,"tr";[>=1000]#,##0.0,"ng";0`: {}, `"mở`: {unit: "mở"}, "[mở": {}, `\`: {}, "_": {},
	} {
		if got := formatThousands(format); got != want.thousands {
			t.Errorf("%q divides by a thousand %d times, want %d", format, got, want.thousands)
		}
		if got := formatUnit(format); got != want.unit {
			t.Errorf("%q shows the unit %q, want %q", format, got, want.unit)
		}
	}
}

func TestFiguresInFormats(t *testing.T) {
	form := func(format, unit string, value any) []page {
		p := formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "TH"}, []any{1, "Doanh thu", unit, value})
		p.setup = func(f *excelize.File, name string) error {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				return err
			}
			return f.SetCellStyle(name, "D4", "D4", style)
		}
		return one(p)
	}
	checkRows(t, map[string]rowCase{
		"a thousandth shown":          {form("#,##0.0,", "tỷ đồng", 12500), []string{"error number_scaled D4"}, nil},
		"a millionth shown":           {form("#,##0,,", "triệu đồng", 12_500_000_000), []string{"error number_scaled D4"}, nil},
		"nothing":                     {form("#,##0,", "tỷ đồng", 0), nil, []string{"D4 an-phu revenue = 0"}},
		"with its unit":               {form(`#,##0.0,,"tr"`, "đồng", 12_500_000), nil, []string{"D4 an-phu revenue = 12500000"}},
		"unit of the format alone":    {form(`0.0" tỷ đồng"`, "", 12.5), nil, []string{"D4 an-phu revenue = 12500000000"}},
		"unit nearer than the row's":  {form(`#,##0" triệu"`, "tỷ đồng", 12500), nil, []string{"D4 an-phu revenue = 12500000000"}},
		"currency put by a button":    {form(`#,##0.00\ "đ"`, "tỷ đồng", 12.5), nil, []string{"D4 an-phu revenue = 12500000000"}},
		"abbreviated where it is big": {form(`[>=1000000]#,##0.0,,"tr";0`, "đồng", 12_500_000), nil, []string{"D4 an-phu revenue = 12500000"}},
	})
}

// A spreadsheet makes a date of a month that is typed as "3/2024".
func TestDatesAsHeadings(t *testing.T) {
	for format, want := range map[string]string{
		"mmm-yy": "tháng 3/2024", "mm/yyyy": "tháng 3/2024", `"Tháng "m"/"yyyy`: "tháng 3/2024", "[$-42A]mmmm yyyy;@": "tháng 3/2024", "mmm": "tháng 3",
		"yyyy": "năm 2024", "dd/mm/yyyy": "31/3/2024", "d-mmm-yy": "31/3/2024", "d-mmm": "31/3", "h:mm": "45382", "General": "31/3/2024", "[$-F800]": "31/3/2024", "dd/mm/yyyy hh:mm": "31/3/2024",
	} {
		c := sheet.Cell{Kind: sheet.Date, Number: decimal.NewFromInt(45382), Text: "45382", Format: format}
		if got := dateShown(c); got != want {
			t.Errorf("%q shows %q, want %q", format, got, want)
		}
	}
	if got := dateShown(sheet.Cell{Kind: sheet.Date, Number: decimal.New(5, -1), Text: "0.5", Format: "mm/yyyy"}); got != "0.5" {
		t.Errorf("noon is shown as %q", got)
	}
	shown := func(p page, format string, refs ...string) []page {
		p.setup = func(f *excelize.File, name string) error {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			for _, ref := range refs {
				if err == nil {
					err = f.SetCellStyle(name, ref, ref, style)
				}
			}
			return err
		}
		return one(p)
	}
	month := func(year int, m time.Month) time.Time { return time.Date(year, m, 1, 0, 0, 0, 0, time.UTC) }
	revenue := []any{1, "Doanh thu", "tỷ đồng", 10, 12}
	checkRows(t, map[string]rowCase{
		"months": {
			shown(formOf([]any{"TT", "Chỉ tiêu", "ĐVT", month(2024, 2), month(2024, 3)}, revenue), "mmm-yy", "D3", "E3"), nil,
			[]string{"D4 an-phu revenue = 10000000000", "E4 an-phu revenue = 12000000000"},
		},
		"a month above the table": {
			shown(page{name: "S", rows: [][]any{{"Công ty TNHH An Phú"}, {month(2024, 3)}, {"TT", "Chỉ tiêu", "ĐVT", "TH"}, {1, "Doanh thu", "tỷ đồng", 10}}}, `"Tháng "mm"/"yyyy`, "A2"), nil,
			[]string{"D4 an-phu revenue = 10000000000"},
		},
	})
}

// "Lỗ" before an amount makes it a loss only of profits, and a number that a
// spreadsheet has shortened is told of.
func TestLossesAndShortenedNumbers(t *testing.T) {
	for _, tt := range []struct{ name, unit, text, want string }{
		{"Lợi nhuận trước thuế", "tỷ đồng", "lỗ 1,2", "profit_before_tax = -1200000000"},
		{"Lợi nhuận", "tỷ đồng", "ước lỗ 200 triệu", "profit = -200000000"},
		{"Doanh thu", "tỷ đồng", "lỗ 1,2", "error not_a_number D4"},
		{"Lao động", "người", "lỗ 12", "error not_a_number D4"},
		{"Doanh thu", "đồng", "8,0E+08", "revenue = 800000000; warning number_shortened D4"},
		{"Lợi nhuận", "đồng", "-8,25E+08", "profit = -825000000; warning number_shortened D4"},
	} {
		sub := read(t, workbook(t, formOf([]any{"TT", "Chỉ tiêu", "ĐVT", "Thực hiện"}, []any{1, tt.name, tt.unit, tt.text})), "")
		var got []string
		for _, f := range sub.Facts {
			got = append(got, f.Indicator+" = "+f.Num.String())
		}
		if s := strings.Join(append(got, codesAt(sub)...), "; "); s != tt.want {
			t.Errorf("%s %q: %s, want %s", tt.name, tt.text, s, tt.want)
		}
	}
}
