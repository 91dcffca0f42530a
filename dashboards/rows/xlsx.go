// Package rows writes metric rows as files people open elsewhere.
package rows

import (
	"embed"
	"fmt"
	"io"
	"io/fs"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

//go:embed messages
var messageFiles embed.FS

// Messages holds the headings, for [locale.Load].
var Messages = func() fs.FS {
	sub, err := fs.Sub(messageFiles, "messages")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}()

// WriteXLSX writes the rows as a workbook with one sheet: names in the
// language, figures as numbers at the indicator's precision, percentages as
// they are read (23,43 means 23,43 %). A missing figure is an empty cell.
// Numbers keep the 15 digits a spreadsheet cell can hold.
func WriteXLSX(w io.Writer, r warehouse.Result, v ingest.Vocabulary, m *locale.Messages, lang locale.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet := m.Text(lang, "rows.sheet", nil)
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	widths := []float64{34, 34, 14, 16, 22, 12, 12, 12, 14, 14, 14, 14, 14, 14}
	page, err := NewPage(f, sheet, widths, excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	var header []any
	for _, key := range []string{
		"org", "indicator", "period", "value", "unit", "status", "reported", "expected",
		"yoy_base", "yoy_change", "previous_base", "previous_change", "plan", "plan_attained",
	} {
		header = append(header, excelize.Cell{StyleID: bold, Value: m.Text(lang, "rows."+key, nil)})
	}
	if err := page.Row(header...); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	styles := make(map[int]int) // decimals → style
	for _, row := range r.Rows {
		style, err := numberStyle(f, styles, precision(v, row.Indicator))
		if err != nil {
			return fmt.Errorf("xlsx: %w", err)
		}
		cells := []any{
			orgName(v, row), indicatorName(v, row.Indicator, lang), locale.Format(lang, row.Period),
			numberCell(row.Value, style), row.Unit, statusWord(lang, row),
			row.Coverage.Reported, row.Coverage.Expected,
		}
		cells = append(cells, deltaCells(row.Yoy, style)...)
		cells = append(cells, deltaCells(row.Previous, style)...)
		if p := row.Plan; p != nil {
			cells = append(cells, numberCell(&p.Value, style), numberCell(p.AttainedPct, style))
		}
		if err := page.Row(cells...); err != nil {
			return fmt.Errorf("xlsx: %w", err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

func deltaCells(d *warehouse.Delta, style int) []any {
	if d == nil {
		return []any{nil, nil}
	}
	return []any{numberCell(d.BaseValue, style), numberCell(d.ChangePct, style)}
}

func numberCell(d *decimal.Decimal, style int) any {
	if d == nil {
		return nil
	}
	return excelize.Cell{StyleID: style, Value: d.InexactFloat64()}
}

func numberStyle(f *excelize.File, styles map[int]int, places int) (int, error) {
	if id, ok := styles[places]; ok {
		return id, nil
	}
	format := "#,##0"
	for i := range places {
		if i == 0 {
			format += "."
		}
		format += "0"
	}
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	styles[places] = id
	return id, err
}

func precision(v ingest.Vocabulary, code string) int {
	if v.Catalogue != nil {
		if indicator, ok := v.Catalogue.Indicator(code); ok {
			return indicator.Precision
		}
	}
	return 2
}

func orgName(v ingest.Vocabulary, row warehouse.Row) string {
	if v.Register != nil {
		if version, ok := v.Register.At(row.Org, row.Period.Last()); ok {
			return version.NameVI
		}
	}
	return row.Org
}

func indicatorName(v ingest.Vocabulary, code string, lang locale.Lang) string {
	if v.Catalogue != nil {
		if indicator, ok := v.Catalogue.Indicator(code); ok {
			if lang == locale.EN {
				return indicator.NameEN
			}
			return indicator.NameVI
		}
	}
	return code
}

func statusWord(lang locale.Lang, row warehouse.Row) string {
	if row.Value == nil {
		return ""
	}
	return locale.Format(lang, row.Status)
}
