package ingest

import (
	"testing"

	"github.com/xuri/excelize/v2"
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
