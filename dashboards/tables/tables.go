// Package tables writes the tables of pages as files that people open
// elsewhere: a workbook, or comma-separated text.
package tables

import (
	"encoding/csv"
	"fmt"
	"io"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/dashboards/rows"
)

// Table is one table. Cells are strings, ints, int64s, decimals, days
// (midnights UTC) or nil for nothing; text never becomes a formula. A
// workbook's cell keeps the 15 digits of a decimal that spreadsheets can.
type Table struct {
	Name   string // of the sheet
	Head   []string
	Widths []float64 // of columns, in characters; missing ones are 14
	Rows   [][]any
}

// defaultWidth is a column's width in characters unless the table says more.
const defaultWidth = 14

// WriteXLSX writes the tables as a workbook, one sheet each, with headings
// that stay in sight.
func WriteXLSX(w io.Writer, all ...Table) error {
	f := excelize.NewFile()
	defer f.Close()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	format := "dd/mm/yyyy"
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	for i, t := range all {
		if i == 0 {
			err = f.SetSheetName("Sheet1", t.Name)
		} else {
			_, err = f.NewSheet(t.Name)
		}
		if err == nil {
			err = t.sheet(f, bold, date)
		}
		if err != nil {
			return fmt.Errorf("xlsx: sheet %q: %w", t.Name, err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

func (t Table) sheet(f *excelize.File, bold, date int) error {
	widths := make([]float64, len(t.Head))
	for i := range widths {
		widths[i] = defaultWidth
	}
	copy(widths, t.Widths)
	page, err := rows.NewPage(f, t.Name, widths, excelize.Panes{Freeze: true, YSplit: 1, XSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"})
	if err != nil {
		return err
	}
	head := make([]any, len(t.Head))
	for i, text := range t.Head {
		head[i] = excelize.Cell{StyleID: bold, Value: text}
	}
	if err := page.Row(head...); err != nil {
		return err
	}
	for _, row := range t.Rows {
		cells := make([]any, len(row))
		for i, value := range row {
			if day, ok := value.(time.Time); ok {
				value = nil
				if !day.IsZero() {
					value = excelize.Cell{StyleID: date, Value: day}
				}
			}
			if d, ok := value.(decimal.Decimal); ok {
				value = d.InexactFloat64()
			}
			cells[i] = value
		}
		if err := page.Row(cells...); err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes one table as UTF-8 with a byte order mark, without which
// spreadsheets take Vietnamese for something else. Days are written as
// year-month-day.
func WriteCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := make([]string, len(t.Head)) // may name members, as people call them
	for i, text := range t.Head {
		head[i] = rows.Safe(text)
	}
	if err := out.Write(head); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	for _, row := range t.Rows {
		line := make([]string, len(row))
		for i, value := range row {
			switch value := value.(type) {
			case nil:
			case time.Time:
				if !value.IsZero() {
					line[i] = value.Format(time.DateOnly)
				}
			case string:
				line[i] = rows.Safe(value)
			default:
				line[i] = fmt.Sprint(value)
			}
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}
