package ingest

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/number"
	"giaoban/ingest/sheet"
)

// isTemplate reports whether the book is a form that [WriteTemplate] wrote: by
// its identification or, where a program lost that, by its hidden column.
func isTemplate(book *sheet.Book, id identity) bool {
	if id.Kind == KindReport && id.Org != "" {
		return templatePage(book) != nil
	}
	return slices.ContainsFunc(book.Sheets, func(s sheet.Sheet) bool { return templateHead(&s) > 0 })
}

// templatePage finds the form's sheet: by its hidden column, else by its name.
func templatePage(book *sheet.Book) *sheet.Sheet {
	for i := range book.Sheets {
		if templateHead(&book.Sheets[i]) > 0 {
			return &book.Sheets[i]
		}
	}
	for _, lang := range locale.Langs {
		if s := book.Sheet(messages().Text(lang, "template.sheet", nil)); s != nil {
			return s
		}
	}
	return nil
}

// templateHead returns the row of the form's headings, 0 when the hidden
// column is gone.
func templateHead(s *sheet.Sheet) int {
	for _, row := range s.Rows {
		if row.Number > headerLimit {
			break
		}
		if strings.TrimSpace(row.At(templateCode).Text) == templateCodeHead {
			return row.Number
		}
	}
	return 0
}

// templateCodeHead heads the hidden column of indicator codes.
const templateCodeHead = "giaoban"

// readTemplate reads a filled-in form. Sender and period come from the hidden
// identification, each figure's indicator from the hidden code in its row. What
// is visible must not contradict them.
func readTemplate(book *sheet.Book, v Vocabulary, id identity, sub *Submission, f *findings) {
	sub.Layout = LayoutTemplate
	if id.Org == "" { // whose it was must not be guessed from what is typed over so easily
		f.add(Error, codeTemplateIdentity, place{}, nil)
		return
	}
	sub.Org, sub.Period = id.Org, id.Period
	if !slices.ContainsFunc(v.Register.Versions, func(o catalog.OrgVersion) bool { return o.Org == id.Org }) {
		f.add(Error, codeTemplateOrg, place{}, Args{"value": id.Org})
	}
	if id.Period.IsZero() {
		f.add(Error, codeTemplatePeriod, place{}, nil)
	}
	page := templatePage(book)
	head := templateHead(page)
	if head == 0 {
		f.add(Error, codeTemplateDamaged, place{sheet: page.Name}, nil)
	}
	if id.Version != writtenVersion {
		f.add(Error, codeTemplateVersion, place{}, Args{"value": id.Version})
	}
	if len(f.list) > 0 {
		return
	}
	t := &templateReader{page: page, grid: newGrid(page), v: v, id: id, sub: sub, findings: f, kinds: templateKindOf(book), past: templatePastOf(book),
		answers: v.confirmed(id.Period.Last(), sub.SHA256),
		cells:   figureReader{cat: v.Catalogue, findings: f},
		list:    &readings{list: make([]reading, 0, 64), byKey: map[figureKey]int{}, findings: f}}
	t.checkReuse(head)
	t.overrule()
	sub.From, sub.To = sub.Period.First(), sub.Period.Last()
	t.status(book)
	t.cutOff(book)
	t.checkSheets(book)
	for _, row := range page.Rows {
		if row.Number > head {
			t.row(row)
		}
	}
	sub.Facts = t.list.facts()
	sub.Premises = t.premises()
	if len(sub.Facts) == 0 && !slices.ContainsFunc(f.list, func(x Finding) bool { return x.Severity == Error }) {
		f.add(Error, codeTemplateEmpty, place{sheet: page.Name}, nil)
	}
}

type templateReader struct {
	page     *sheet.Sheet
	grid     *grid
	v        Vocabulary
	id       identity // what the form was made for
	sub      *Submission
	findings *findings
	kinds    map[string]catalog.Kind // as the form was written for, by indicator
	past     map[string][2]string    // as printed in the grey columns, by indicator
	cells    figureReader
	list     *readings

	answers confirmed // what is told of this file
}

// named returns the cell a defined name of the form refers to, wherever rows
// inserted above have moved it.
func (t *templateReader) named(book *sheet.Book, name string, col, row int) (sheet.Cell, place) {
	if _, ref, ok := strings.Cut(book.Names[name], "!"); ok {
		if c, r, ok := sheet.ParseRef(strings.ReplaceAll(ref, "$", "")); ok {
			col, row = c, r
		}
	}
	return t.page.At(col, row), place{sheet: t.page.Name, col: col, row: row}
}

func (t *templateReader) status(book *sheet.Book) {
	if m, ok := t.answers.find(MapStatus, ""); ok {
		t.sub.Status, _ = catalog.ParseStatus(m.Target)
		t.findings.noteMapping(m, t.v, place{sheet: t.page.Name})
		return
	}
	cell, at := t.named(book, templateStatusName, templateUnit, templateStatusRow)
	if blank(cell) {
		t.findings.add(Error, codeTemplateStatusMissing, at, nil)
		return
	}
	text := catalog.Fold(cell.Text)
	for _, s := range templateStatuses {
		for _, lang := range locale.Langs {
			if text == catalog.Fold(messages().Text(lang, "template.status."+s.String(), nil)) {
				t.sub.Status = s
				return
			}
		}
	}
	t.findings.add(Error, codeTemplateStatusWrong, at, Args{"value": oneLine(cell.Text)})
}

func (t *templateReader) cutOff(book *sheet.Book) {
	cell, at := t.named(book, templateCutOffName, templateLast, templateStatusRow)
	if blank(cell) {
		return
	}
	day, ok := readDay(cell)
	if !ok {
		t.findings.add(Error, codeTemplateDayWrong, at, Args{"value": oneLine(cell.Text)})
		return
	}
	if first, last := cutOffDays(t.sub.Period); day.Before(first) || day.After(last) {
		t.findings.add(Error, codeTemplateDayFar, at, Args{"value": day.Format("02/01/2006"), "period": t.sub.Period,
			"first": first.Format("02/01/2006"), "last": last.Format("02/01/2006")})
		return
	}
	t.sub.CutOff = day
}

// row reads one row of the form; rows without a code are headings or remarks.
func (t *templateReader) row(row sheet.Row) {
	code := strings.TrimSpace(row.At(templateCode).Text)
	value, den := row.At(templateValue), row.At(templateDen)
	at := func(col int) place { return place{sheet: t.page.Name, col: col, row: row.Number} }
	if code != "" {
		t.misplaced(row, at)
	}
	if empty(value) && empty(den) {
		return
	}
	if code == "" {
		t.strayRow(row, at)
		return
	}
	ind, ok := t.v.Catalogue.Indicator(code)
	if !ok {
		t.findings.add(Error, codeTemplateIndicatorGone, at(templateValue), Args{"value": oneLine(code)})
		return
	}
	if kind, known := t.kinds[code]; known && kind != ind.Kind {
		t.findings.add(Error, codeTemplateKindChanged, at(templateValue), Args{"indicator": named(ind)})
		return
	}
	for col := templateValue; col <= templateDen; col++ {
		if m := t.grid.mergedBelow(col, row.Number); m.FirstCol != m.LastCol || m.FirstRow != m.LastRow {
			t.findings.add(Error, codeMergedFigure, at(col), Args{"range": m.String(), "text": oneLine(row.At(col).Text)})
			return
		}
	}
	u, ok := t.unit(row, ind, at(templateUnit))
	if !t.labelled(row.At(templateLabel), ind, at(templateLabel)) || !ok {
		return
	}
	q, ok := t.quantity(ind, u, value, den, at)
	if !ok {
		return
	}
	t.list.add(reading{
		org: t.sub.Org, indicator: ind, quantity: q, at: at(templateValue),
		slot: slot{period: t.sub.Period, basis: catalog.Discrete, scenario: Actual, role: Reported, status: t.sub.Status},
	})
}

// misplaced warns of a figure among the remarks, and of one typed over the
// grey columns of a row that is still to be filled in.
func (t *templateReader) misplaced(row sheet.Row, at func(int) place) {
	for _, col := range []int{templateLast, templateSame, templateRemark} {
		c := row.At(col)
		figure := c.Kind == sheet.Number || c.Kind == sheet.Text && number.Parse(c.Text).Kind == number.Value
		if col != templateRemark {
			printed, kept := t.past[strings.TrimSpace(row.At(templateCode).Text)]
			figure = figure && kept && !isPrinted(c, printed[col-templateLast])
		}
		if !figure {
			continue
		}
		t.findings.add(Warning, codeTemplateMisplaced, at(col),
			Args{"text": oneLine(c.Text), "other": sheet.Ref(templateValue, row.Number)})
	}
}

// isPrinted reports whether a grey cell still holds what the form printed.
func isPrinted(c sheet.Cell, printed string) bool {
	if c.Kind == sheet.Number {
		value, err := decimal.NewFromString(printed)
		return err == nil && value.Equal(c.Number)
	}
	return c.Text == printed
}

// empty reports a cell with nothing in it. A formula that was never computed
// is not nothing.
func empty(c sheet.Cell) bool { return blank(c) && !c.Formula }

// strayRow warns of a figure in a row that somebody added to the form.
func (t *templateReader) strayRow(row sheet.Row, at func(int) place) {
	if !hasFigure(sheet.Row{Cells: []sheet.Cell{row.At(templateValue), row.At(templateDen)}}, templateValue) {
		return
	}
	if label := oneLine(row.At(templateLabel).Text); label != "" {
		t.findings.add(Warning, codeRowUnknown, at(templateLabel), Args{"name": label, "suggestion": wording{}})
	} else {
		t.findings.add(Warning, codeRowUnnamed, at(templateValue), nil)
	}
}

// unit reads the unit printed in the row: the form keeps its units when the
// catalogue changes them later, or when somebody reports in another one. A
// unit nobody can read is an error, not the catalogue's unit.
func (t *templateReader) unit(row sheet.Row, ind catalog.Indicator, at place) (units, bool) {
	if ind.Kind == catalog.Ratio {
		return units{}, true // "đạt / tổng số"
	}
	text := oneLine(row.At(templateUnit).Text)
	unit, ok := t.v.Catalogue.UnitOf(text)
	if !ok {
		own, _ := t.v.Catalogue.Unit(ind.Unit)
		t.findings.addFix(Error, codeUnitUnknown, at, Args{"heading": ind.NameVI, "unit": text, "examples": exampleUnits(own)}, own.NameVI)
	}
	return units{near: unit, isNear: true}, ok
}

// quantity reads a figure; a ratio stands in two cells, or as "8/17" in one.
func (t *templateReader) quantity(ind catalog.Indicator, u units, value, den sheet.Cell, at func(int) place) (quantity, bool) {
	args := Args{"indicator": named(ind), "text": oneLine(den.Text), "other": sheet.Ref(templateValue, at(templateValue).row)}
	switch {
	case ind.Kind != catalog.Ratio && !empty(den):
		t.findings.add(Error, codeRatioUnexpected, at(templateDen), args)
		return quantity{}, false
	case ind.Kind != catalog.Ratio, empty(den) && !isCountAlone(value):
		return t.cells.read(value, ind, u, false, at(templateValue))
	case empty(den):
		t.findings.add(Error, codeTemplateDenominatorMissing, at(templateDen), args)
		return quantity{}, false
	case empty(value):
		t.findings.add(Error, codeTemplateDenominatorAlone, at(templateDen), args)
		return quantity{}, false
	}
	num, ok := t.part(value, ind, at(templateValue))
	all, okDen := t.part(den, ind, at(templateDen))
	switch {
	case !ok || !okDen:
		return quantity{}, false
	case all.IsZero():
		t.findings.add(Error, codeZeroDivisor, at(templateDen), args)
		return quantity{}, false
	}
	q := quantity{value: num, den: decimal.NewNullDecimal(all), raw: value.Text + "/" + den.Text}
	return t.cells.finish(q, ind, u, "", false, at(templateValue))
}

// isCountAlone reports a numerator that waits for its denominator: a plain
// number, neither "8/17" nor a percentage.
func isCountAlone(c sheet.Cell) bool {
	if c.Kind == sheet.Number {
		return !isPercentFormat(c.Format)
	}
	n := number.Parse(c.Text)
	return c.Kind == sheet.Text && n.Kind == number.Value && !n.Percent
}

// part reads one of the two cells of a ratio: a plain number, not negative.
func (t *templateReader) part(c sheet.Cell, ind catalog.Indicator, at place) (decimal.Decimal, bool) {
	value, ok := c.Number, c.Kind == sheet.Number && !isPercentFormat(c.Format)
	switch c.Kind {
	case sheet.Number:
	case sheet.Text:
		n := number.Parse(c.Text)
		value, ok = n.First, n.Kind == number.Value && !n.Percent
		if ok && n.Ambiguous {
			t.cells.ambiguous(n, ind, catalog.Unit{}, at)
		}
	default:
		t.cells.read(c, ind, units{}, false, at) // says what is wrong with it
		return value, false
	}
	if ok = ok && !value.IsNegative(); !ok {
		t.findings.add(Error, codeNotNumber, at, Args{"indicator": named(ind), "text": oneLine(c.Text)})
	}
	return value, ok
}

// labelled checks that the label still names the indicator, in either
// language or by a synonym: if it names another, somebody may have typed one
// figure in the place of another. A label reworded freely is only a warning,
// since the hidden code still tells; one wiped out is no contradiction.
func (t *templateReader) labelled(label sheet.Cell, ind catalog.Indicator, at place) bool {
	if blank(label) {
		return true
	}
	args := Args{"indicator": named(ind), "value": oneLine(label.Text)}
	switch found, ok := t.v.Catalogue.Match(label.Text); {
	case !ok:
		t.findings.add(Warning, codeTemplateLabelReworded, at, args)
	case found.Code != ind.Code:
		t.findings.add(Error, codeTemplateLabelChanged, at, args)
		return false
	}
	return true
}
