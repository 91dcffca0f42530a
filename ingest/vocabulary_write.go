package ingest

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// writeTable adds a sheet with the records. Required columns carry "*".
func writeTable[T any](f *excelize.File, lang locale.Lang, name string, fields []field[T], records []T) error {
	sheetName := messages().Text(lang, "vocabulary.sheet."+name, nil)
	if _, err := f.NewSheet(sheetName); err != nil {
		return err
	}
	styles := vocabularyStyles{f: f}
	const header = 3
	if err := f.SetCellStr(sheetName, "A1", messages().Text(lang, "vocabulary.about."+name, nil)); err != nil {
		return err
	}
	if err := styles.set(sheetName, "A1", "A1", aboutStyle); err != nil {
		return err
	}
	for i, fd := range fields {
		col := sheet.ColName(i + 1)
		text := messages().Text(lang, "vocabulary.field."+fd.key, nil)
		if fd.required {
			text += "*"
		}
		if err := f.SetColWidth(sheetName, col, col, fd.width); err != nil {
			return err
		}
		if err := f.SetCellStr(sheetName, sheet.Ref(i+1, header), text); err != nil {
			return err
		}
		if err := dropList(f, lang, sheetName, col, header, fd.words); err != nil {
			return err
		}
	}
	last := sheet.Ref(len(fields), header)
	if err := styles.set(sheetName, sheet.Ref(1, header), last, headerStyle); err != nil {
		return err
	}
	if err := f.SetRowHeight(sheetName, header, 32); err != nil {
		return err
	}
	for r := range records {
		for i, fd := range fields {
			if err := writeCell(f, &styles, sheetName, sheet.Ref(i+1, header+1+r), lang, fd.show(&records[r]), fd.words != nil, fd.format); err != nil {
				return err
			}
		}
	}
	if err := f.SetPanes(sheetName, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: header, TopLeftCell: sheet.Ref(2, header+1), ActivePane: "bottomRight"}); err != nil {
		return err
	}
	if err := f.AutoFilter(sheetName, sheet.Ref(1, header)+":"+last, nil); err != nil {
		return err
	}
	width := 0.0
	for _, fd := range fields {
		width += fd.width
	}
	return onPaper(f, sheetName, paper{orientation: landscape, wide: int(math.Ceil(width / pageDigits)), heading: header})
}

// pageDigits is how many digits of width still read well on one A4 page.
const pageDigits = 230

// dropList offers the words of a column. A list longer than the 255
// characters a workbook allows in place is left out: the reader names the
// words anyway.
func dropList(f *excelize.File, lang locale.Lang, sheetName, col string, header int, codes []string) error {
	if len(codes) == 0 {
		return nil
	}
	var words []string
	for _, c := range codes {
		words = append(words, word(lang, c))
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = fmt.Sprintf("%s%d:%s1048576", col, header+1, col)
	if dv.SetDropList(words) != nil {
		return nil //nolint:nilerr // the list does not fit; see above
	}
	return f.AddDataValidation(sheetName, dv)
}

func writeCell(f *excelize.File, styles *vocabularyStyles, sheetName, ref string, lang locale.Lang, v any, isWord bool, format string) error {
	style := textStyle
	var err error
	switch v := v.(type) {
	case nil:
	case error:
		return fmt.Errorf("cell %s: %w", ref, v)
	case string:
		if isWord && v != "" {
			v = word(lang, v)
		}
		err = setText(f, sheetName, ref, v)
	case decimal.Decimal:
		style = numberStyle(placesOf(v))
		if err = storable(v); err == nil {
			err = f.SetCellDefault(sheetName, ref, v.String())
		}
	case int:
		style = numberStyle(0)
		err = f.SetCellInt(sheetName, ref, int64(v))
	case time.Time:
		style = dayStyle
		if !v.IsZero() {
			err = f.SetCellValue(sheetName, ref, v)
		}
	default:
		err = fmt.Errorf("cell %s: no way to write a %T", ref, v)
	}
	if err != nil {
		return err
	}
	if format == "@" {
		style = textStyle
	}
	return styles.set(sheetName, ref, ref, style)
}

// spreadsheetDigits is how many digits of a number a spreadsheet keeps.
const spreadsheetDigits = 15

// storable fails for a number that a cell would not give back whole.
func storable(d decimal.Decimal) error {
	digits := strings.TrimRight(d.Coefficient().String(), "0")
	if len(strings.TrimLeft(digits, "-")) > spreadsheetDigits {
		return fmt.Errorf("%s has more than the %d digits a spreadsheet keeps", d, spreadsheetDigits)
	}
	return nil
}

// closeVocabulary ends a vocabulary workbook: identification written, the
// sheet excelize starts with removed.
func closeVocabulary(f *excelize.File, kind WorkbookKind, extra map[string]string) error {
	values := map[string]string{keyKind: string(kind)}
	for k, v := range extra {
		values[k] = v
	}
	if err := mark(f, values); err != nil {
		return err
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	return nil
}
