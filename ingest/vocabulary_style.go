package ingest

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// vocabularyStyle is how a cell of a vocabulary workbook looks: one of the
// constants, or a number with so many decimals, see numberStyle.
type vocabularyStyle int

const (
	aboutStyle  vocabularyStyle = -1 - iota
	headerStyle                 // of a column
	textStyle                   // never taken for a number, date or formula; one line, so that rows stay low
	labelStyle                  // beside a cell to fill in
	dayStyle
)

// numberStyle groups thousands and shows so many decimals.
func numberStyle(places int) vocabularyStyle { return vocabularyStyle(places) }

// vocabularyStyles makes the styles of a workbook as they are needed.
type vocabularyStyles struct {
	f   *excelize.File
	ids map[vocabularyStyle]int
}

// set gives a range a style.
func (s *vocabularyStyles) set(sheet, from, to string, style vocabularyStyle) error {
	id, ok := s.ids[style]
	if !ok {
		var err error
		if id, err = s.f.NewStyle(style.look()); err != nil {
			return err
		}
		if s.ids == nil {
			s.ids = map[vocabularyStyle]int{}
		}
		s.ids[style] = id
	}
	return s.f.SetCellStyle(sheet, from, to, id)
}

// Calibri: these sheets are worked in on screen, not sent on paper.
const vocabularyFont = "Calibri"

func (v vocabularyStyle) look() *excelize.Style {
	under := func(color string) []excelize.Border {
		return []excelize.Border{{Type: "bottom", Color: color, Style: 1}}
	}
	look := &excelize.Style{
		Font:      &excelize.Font{Family: vocabularyFont, Size: 11, Color: templateInk},
		Border:    under("E5E2DA"),
		Alignment: &excelize.Alignment{Vertical: "center"},
	}
	switch v {
	case aboutStyle:
		look.Font.Color, look.Border = "4F545B", nil
	case headerStyle:
		look.Font.Bold, look.Border = true, under(templateInk)
		look.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{templateShade}}
		look.Alignment = &excelize.Alignment{WrapText: true, Vertical: "center"}
	case labelStyle:
		look.Font.Color = "4F545B"
	case textStyle:
		look.NumFmt = 49 // text
	case dayStyle:
		format := "dd/mm/yyyy"
		look.CustomNumFmt, look.Alignment.Horizontal = &format, "left"
	default:
		format := "#,##0"
		if v > 0 {
			format += "." + strings.Repeat("0", int(v))
		}
		look.CustomNumFmt = &format
	}
	return look
}
