package ingest

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// footer writes how to fill the form in and where to sign it. The reader
// never looks there, so that no person's name comes in.
func (t *templateWriter) footer() error {
	if err := t.f.SetRowHeight(t.page, t.row, 24); err != nil {
		return err
	}
	if err := t.put(templateNumber, t.row, t.text("footer", nil), t.styles.footer); err != nil {
		return err
	}
	if err := t.f.MergeCell(t.page, sheet.Ref(templateNumber, t.row), sheet.Ref(templateRemark, t.row)); err != nil {
		return err
	}
	t.row += 2
	for _, line := range []struct {
		key, keyRight string
		style         int
	}{{"prepared_by", "signed_by", t.styles.sign}, {"sign_here", "sign_here", t.styles.date}} {
		for _, side := range []struct {
			from, to int
			key      string
		}{{templateNumber, templateUnit, line.key}, {templateValue, templateRemark, line.keyRight}} {
			if err := t.put(side.from, t.row, t.text(side.key, nil), line.style); err != nil {
				return err
			}
			if err := t.f.MergeCell(t.page, sheet.Ref(side.from, t.row), sheet.Ref(side.to, t.row)); err != nil {
				return err
			}
		}
		t.row++
	}
	return nil
}

// pageSetup makes the form print on A4 across, one page wide, with its header
// repeated, and locks all but the cells to fill in. There is no password: the
// lock is against slips.
func (t *templateWriter) pageSetup() error {
	foot := t.spec.Name + " · " + locale.Format(t.spec.Lang, t.spec.Period)
	if err := onPaper(t.f, t.page, paper{orientation: landscape, wide: 1, heading: templateHeaderRow, foot: foot}); err != nil {
		return err
	}
	grid := false
	if err := t.f.SetSheetView(t.page, 0, &excelize.ViewOptions{ShowGridLines: &grid}); err != nil {
		return err
	}
	if err := t.f.SetPanes(t.page, &excelize.Panes{
		Freeze: true, XSplit: templateLabel, YSplit: templateHeaderRow,
		TopLeftCell: sheet.Ref(templateUnit, templateHeaderRow+1), ActivePane: "bottomRight",
	}); err != nil {
		return err
	}
	return t.f.ProtectSheet(t.page, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
	})
}

// help adds the sheet of instructions.
func (t *templateWriter) help() error {
	name := t.text("help.sheet", nil)
	if _, err := t.f.NewSheet(name); err != nil {
		return err
	}
	const width = 84 // digits: one A4 page upright
	for col, w := range map[string]float64{"A": 4, "B": width} {
		if err := t.f.SetColWidth(name, col, col, w); err != nil {
			return err
		}
	}
	page := t.page
	t.page = name
	defer func() { t.page = page }()
	if err := t.put(1, 1, t.text("help.title", nil), t.styles.helpTitle); err != nil {
		return err
	}
	if err := t.f.SetRowHeight(name, 1, 30); err != nil {
		return err
	}
	for i, key := range []string{"fill", "unit", "missing", "zero", "not_applicable", "ratio", "income", "number", "status", "send"} {
		text := t.text("help."+key, nil)
		if err := t.put(1, i+3, fmt.Sprintf("%d.", i+1), t.styles.helpText); err != nil {
			return err
		}
		if err := t.put(2, i+3, text, t.styles.helpText); err != nil {
			return err
		}
		if err := t.f.SetRowHeight(name, i+3, float64(8+16*textLines(text, width))); err != nil {
			return err
		}
	}
	if err := onPaper(t.f, name, paper{orientation: portrait, wide: 1}); err != nil {
		return err
	}
	grid := false
	return t.f.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &grid})
}

// identify writes the hidden identification and, beside it, what kind each
// indicator of the form is: a figure asked for as a sum must not be taken for
// an average because the catalogue changed its mind since.
func (t *templateWriter) identify() error {
	err := mark(t.f, map[string]string{
		keyKind: string(KindReport), keyOrg: t.spec.Org, keyPeriod: t.spec.Period.Code(),
	})
	if err != nil {
		return err
	}
	for i, line := range t.lines {
		cells := []string{line.indicator.Code, string(line.indicator.Kind), "", "", ""}
		for j, known := range []map[string]Known{t.spec.Last, t.spec.SamePeriod} {
			if past := t.past(line.indicator, known); past != nil {
				cells[templatePast-templateKinds+j] = fmt.Sprint(past)
			}
		}
		cells[templatePast-templateKinds+2] = pastRecorded
		if err := setTexts(t.f, identitySheet, i+1, templateKinds, cells...); err != nil {
			return err
		}
	}
	return nil
}

// templateKinds is the column of the hidden sheet that lists the form's
// indicators, with their kinds in the next one; templatePast is the first of
// the two with the figures printed in the grey columns. Forms that list these
// say so in the column after.
const (
	templateKinds = 4
	templatePast  = 6
	pastRecorded  = "past"
)

// templatePastOf returns what the form printed in its grey columns, by
// indicator code; forms that did not keep it are left out.
func templatePastOf(book *sheet.Book) map[string][2]string {
	past := map[string][2]string{}
	if hidden := book.Sheet(identitySheet); hidden != nil {
		for _, row := range hidden.Rows {
			if code := row.At(templateKinds).Text; code != "" && row.At(templatePast+2).Text == pastRecorded {
				past[code] = [2]string{row.At(templatePast).Text, row.At(templatePast + 1).Text}
			}
		}
	}
	return past
}

// templateKindOf returns what the form was written for, by indicator code.
func templateKindOf(book *sheet.Book) map[string]catalog.Kind {
	kinds := map[string]catalog.Kind{}
	if hidden := book.Sheet(identitySheet); hidden != nil {
		for _, row := range hidden.Rows {
			if code := row.At(templateKinds).Text; code != "" {
				kinds[code] = catalog.Kind(row.At(templateKinds + 1).Text)
			}
		}
	}
	return kinds
}
