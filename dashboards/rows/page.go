package rows

import (
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/sheet"
)

// Page writes a worksheet of a workbook from the top, row by row. The stream of
// excelize is not used, because it escapes only every other one of texts like
// "_x0041_x0042_", which programs then show as something else.
type Page struct {
	file *excelize.File
	name string
	row  int // written so far
}

// NewPage begins the sheet of the name, which must be there, with the widths of
// its columns in characters and the rows and columns that stay in sight.
func NewPage(f *excelize.File, name string, widths []float64, panes excelize.Panes) (*Page, error) {
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return nil, err
		}
		if err := f.SetColWidth(name, column, column, width); err != nil {
			return nil, err
		}
	}
	return &Page{file: f, name: name}, f.SetPanes(name, &panes)
}

// Row writes the next row. A cell is a text, a number, a time, nil for nothing,
// or one of these with a style; a text stays what it is, whatever it looks like.
func (p *Page) Row(cells ...any) error {
	p.row++
	for i, value := range cells {
		ref, err := excelize.CoordinatesToCellName(i+1, p.row)
		if err != nil {
			return err
		}
		if styled, ok := value.(excelize.Cell); ok {
			value = styled.Value
			if err := p.file.SetCellStyle(p.name, ref, ref, styled.StyleID); err != nil {
				return err
			}
		}
		switch value := value.(type) {
		case nil:
		case string:
			err = p.file.SetCellStr(p.name, ref, sheet.EscapeText(value))
		default:
			err = p.file.SetCellValue(p.name, ref, value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
