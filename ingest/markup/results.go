package markup

import (
	"fmt"
	"math"
	"strings"

	"giaoban/ingest"
	"giaoban/ingest/sheet"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// resultSheet is the list of findings. It prints on A4 across, one page wide.
type resultSheet struct {
	Report
	book *workbook
	ids  styleIDs

	rows  strings.Builder
	links strings.Builder
	merge []string
}

// Columns of the list, their widths in digits of a font of 11 points, and the
// column out of sight that marks the sheet as ours.
var resultColumns = []struct {
	key   string
	width float64
}{
	{"number", 6}, {"severity", 14}, {"sheet", 24}, {"cell", 10}, {"message", 78}, {"fix", 26},
}

const (
	columnNumber = iota + 1
	columnSeverity
	columnSheet
	columnCell
	columnMessage
	columnFix
	columnMark
)

// Rows above the list.
const (
	rowTitle = iota + 1
	rowAbout
	rowCount
	rowStep
	rowGap
	rowHead
)

// lineHeight and charsPerDigit say how text of 11 points fills a cell: a line
// is 15 points high, and a column as wide as one digit holds 1.08 letters.
const (
	lineHeight    = 15.0
	charsPerDigit = 1.08
)

func (s *resultSheet) text(key string, args map[string]any) string {
	return messages().Text(s.Lang, "markup."+key, args)
}

// content writes the sheet.
func (s *resultSheet) content() []byte {
	s.head()
	for i, f := range s.Findings {
		s.finding(i, f)
	}
	var b strings.Builder
	ns := s.book.dialect
	fmt.Fprintf(&b, `%s<worksheet xmlns="%s" xmlns:r="%s"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`, xmlHead, ns.main, ns.relations)
	fmt.Fprintf(&b, `<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">`+
		`<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A%[2]d" sqref="A%[2]d"/></sheetView></sheetViews>`, rowHead, rowHead+1)
	b.WriteString(`<sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, c := range resultColumns {
		// Widths are counted in digits of the workbook's standard font, which may be small.
		width := c.width * math.Max(1, defaultPoint/s.ids.size)
		fmt.Fprintf(&b, `<col min="%d" max="%[1]d" width="%.4g" customWidth="1"/>`, i+1, width)
	}
	fmt.Fprintf(&b, `<col min="%d" max="%[1]d" width="9" hidden="1" customWidth="1"/></cols><sheetData>%s</sheetData>`, columnMark, s.rows.String())
	fmt.Fprintf(&b, `<mergeCells count="%d">`, len(s.merge))
	for _, m := range s.merge {
		fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, m)
	}
	b.WriteString(`</mergeCells>`)
	if s.links.Len() > 0 {
		b.WriteString(`<hyperlinks>` + s.links.String() + `</hyperlinks>`)
	}
	b.WriteString(`<pageMargins left="0.47" right="0.47" top="0.47" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`)
	foot := "&L&9" + strings.ReplaceAll(s.File, "&", "&&") + "&R&9&P/&N" // & begins a code
	b.WriteString(`<headerFooter><oddFooter>` + quoteXML(sheet.EscapeText(foot)) + `</oddFooter></headerFooter></worksheet>`)
	return []byte(b.String())
}

// names are the defined names of the sheet: what prints, and the rows that
// repeat on each page.
func (s *resultSheet) names() map[string]string {
	return map[string]string{
		"_xlnm.Print_Titles": fmt.Sprintf("$%d:$%[1]d", rowHead),
		"_xlnm.Print_Area":   fmt.Sprintf("$A$1:$%s$%d", sheet.ColName(columnFix), rowHead+max(len(s.Findings), 1)),
	}
}

// head writes what stands above the list and its headings.
func (s *resultSheet) head() {
	counts := map[ingest.Severity]int{}
	for _, f := range s.Findings {
		counts[f.Severity]++
	}
	about := []string{s.File}
	for _, part := range []string{s.Sender, s.Period} {
		if part != "" {
			about = append(about, part)
		}
	}
	step := "clean"
	switch {
	case counts[ingest.Error] > 0:
		step = "errors"
	case counts[ingest.Warning] > 0:
		step = "warnings"
	case counts[ingest.Note] > 0:
		step = "notes"
	}
	wide := 0.0
	for _, c := range resultColumns {
		wide += c.width
	}
	s.row(rowTitle, 30, s.cell(columnNumber, rowTitle, roleTitle, s.text("sheet", nil)), s.cell(columnMark, rowTitle, roleHidden, ingest.ResultMark))
	s.whole(rowAbout, roleAbout, strings.Join(about, " · "), wide)
	s.row(rowCount, 22, s.cell(columnNumber, rowCount, roleCount, s.text("count", map[string]any{
		"errors": counts[ingest.Error], "warnings": counts[ingest.Warning], "notes": counts[ingest.Note],
	})))
	s.whole(rowStep, roleStep, s.text("step."+step, nil)+s.untold()+s.lost(), wide)
	var heads []string
	for i, c := range resultColumns {
		heads = append(heads, s.cell(i+1, rowHead, roleHead, s.text("column."+c.key, nil)))
	}
	s.row(rowGap, 6)
	s.row(rowHead, 24, heads...)
}

// namedCells is how many cells whose formula became a value are named.
const namedCells = 5

// untold says which formulas of the original are values in the copy.
func (s *resultSheet) untold() string {
	list := s.book.untold
	if len(list) == 0 {
		return ""
	}
	cells := strings.Join(list[:min(len(list), namedCells)], ", ")
	if len(list) > namedCells {
		cells += ", …"
	}
	return "\n" + s.text("untold", map[string]any{"count": len(list), "cells": cells})
}

// lost says what else of the original the copy does not have.
func (s *resultSheet) lost() string {
	var things []string
	for _, x := range []struct {
		lost bool
		key  string
	}{
		{s.book.lost.Drawings, "drawings"}, {s.book.lost.Conditions, "conditions"}, {s.book.lost.Choices, "choices"}, {s.book.lost.Links, "links"},
	} {
		if x.lost {
			things = append(things, s.text("lost."+x.key, nil))
		}
	}
	if len(things) == 0 {
		return ""
	}
	return "\n" + s.text("lost", map[string]any{"things": strings.Join(things, ", ")})
}

// whole writes a text over all columns.
func (s *resultSheet) whole(row int, r role, text string, width float64) {
	s.merge = append(s.merge, sheet.Ref(columnNumber, row)+":"+sheet.Ref(columnFix, row))
	s.row(row, 5+16.5*float64(textLines(text, int(width*charsPerDigit*11/12))), s.cell(columnNumber, row, r, text))
}

// finding writes one row: where it is a place of the workbook, a link leads there.
func (s *resultSheet) finding(i int, f Finding) {
	row := rowHead + 1 + i
	at := s.book.find(f.Sheet)
	place := f.Sheet
	if place == "" {
		place = s.text("whole_file", nil)
	}
	cell, linked := f.Cell, at >= 0 && !s.book.sheets[at].hidden && s.book.sheets[at].rel.kind == "worksheet"
	if cell == "" && f.Sheet != "" {
		cell = s.text("whole_sheet", nil)
	}
	cellRole := roleText
	if linked {
		cellRole = roleLink
		target := f.Cell
		if target == "" {
			target = "A1"
		}
		fmt.Fprintf(&s.links, `<hyperlink ref="%s" location="%s" display="%s"/>`,
			sheet.Ref(columnCell, row), quoteXML(sheet.QuoteName(s.book.sheets[at].name)+"!"+target), quoteXML(cell))
	}
	lines := 1
	for column, text := range map[int]string{columnSheet: place, columnCell: cell, columnMessage: f.Message, columnFix: f.Fix} {
		lines = max(lines, textLines(text, int((resultColumns[column-1].width-2)*charsPerDigit)))
	}
	s.row(row, 8+lineHeight*float64(lines),
		fmt.Sprintf(`<c r="%s" s="%d"><v>%d</v></c>`, sheet.Ref(columnNumber, row), s.ids.cells[roleNumber], i+1),
		s.cell(columnSeverity, row, severityRoles[f.Severity], severityWord(s.Lang, f.Severity)),
		s.cell(columnSheet, row, roleText, place),
		s.cell(columnCell, row, cellRole, cell),
		s.cell(columnMessage, row, roleText, f.Message),
		s.cell(columnFix, row, roleFix, f.Fix))
}

// maxRowHeight is the highest a row can be, in points.
const maxRowHeight = 409

func (s *resultSheet) row(number int, height float64, cells ...string) {
	fmt.Fprintf(&s.rows, `<row r="%d" ht="%.4g" customHeight="1">%s</row>`, number, math.Min(height, maxRowHeight), strings.Join(cells, ""))
}

// cell writes a text, never a formula.
func (s *resultSheet) cell(col, row int, r role, text string) string {
	style := s.ids.cells[r]
	if text == "" {
		return fmt.Sprintf(`<c r="%s" s="%d"/>`, sheet.Ref(col, row), style)
	}
	if sheet.LooksLikeFormula(text) {
		style++ // see addStyles
	}
	return textCell(col, row, style, text)
}

// maxText is the most characters a cell holds.
const maxText = 32767

// textCell writes a cell with a text of its own.
func textCell(col, row, style int, text string) string {
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText])
	}
	return fmt.Sprintf(`<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, sheet.Ref(col, row), style, quoteXML(sheet.EscapeText(text)))
}
