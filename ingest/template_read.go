package ingest

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// isTemplate reports whether the book is a form that [WriteTemplate] wrote.
func isTemplate(book *sheet.Book, id identity) bool {
	return id.Kind == KindReport && id.Org != "" && templatePage(book) != nil
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
// identification, each figure's indicator from the hidden code in its row; a
// label that no longer says what the code says is an error, because somebody
// may have typed one figure in the place of another.
func readTemplate(book *sheet.Book, v Vocabulary, id identity, sub *Submission, f *findings) {
	sub.Layout = LayoutTemplate
	sub.Org, sub.Period = id.Org, id.Period
	if !slices.Contains(v.Register.Orgs(), id.Org) {
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
	if len(f.list) > 0 {
		return
	}
	t := &templateReader{page: page, v: v, sub: sub, findings: f,
		cells: figureReader{cat: v.Catalogue, findings: f},
		list:  &readings{byKey: map[figureKey]int{}, findings: f}}
	sub.From, sub.To = id.Period.First(), id.Period.Last()
	t.status(book)
	t.cutOff(book)
	for _, row := range page.Rows {
		if row.Number > head {
			t.row(row)
		}
	}
	sub.Facts = t.list.facts()
	if len(sub.Facts) == 0 && !slices.ContainsFunc(f.list, func(x Finding) bool { return x.Severity == Error }) {
		f.add(Error, codeTemplateEmpty, place{sheet: page.Name}, nil)
	}
}

type templateReader struct {
	page     *sheet.Sheet
	v        Vocabulary
	sub      *Submission
	findings *findings
	cells    figureReader
	list     *readings
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
	t.sub.CutOff = day
}

// row reads one row of the form; rows without a code are headings or remarks.
func (t *templateReader) row(row sheet.Row) {
	code := strings.TrimSpace(row.At(templateCode).Text)
	value, den := row.At(templateValue), row.At(templateDen)
	if code == "" || blank(value) && blank(den) {
		return
	}
	at := func(col int) place { return place{sheet: t.page.Name, col: col, row: row.Number} }
	ind, ok := t.v.Catalogue.Indicator(code)
	if !ok {
		t.findings.add(Error, codeTemplateIndicatorGone, at(templateCode), Args{"value": oneLine(code)})
		return
	}
	if label := row.At(templateLabel).Text; !t.labelled(label, ind) {
		t.findings.add(Error, codeTemplateLabelChanged, at(templateLabel), Args{"indicator": ind.NameVI, "value": oneLine(label)})
		return
	}
	var u units
	if ind.Kind != catalog.Ratio {
		u.near, u.isNear = t.v.Catalogue.UnitOf(row.At(templateUnit).Text)
	}
	if ind.Kind == catalog.Ratio && blank(value) {
		t.findings.add(Error, codeTemplateDenominatorAlone, at(templateDen),
			Args{"indicator": ind.NameVI, "other": sheet.Ref(templateValue, row.Number)})
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

// quantity reads a figure; a ratio stands in two cells, or as "8/17" in one.
func (t *templateReader) quantity(ind catalog.Indicator, u units, value, den sheet.Cell, at func(int) place) (quantity, bool) {
	if ind.Kind != catalog.Ratio || value.Kind != sheet.Number || isPercentFormat(value.Format) {
		return t.cells.read(value, ind, u, false, at(templateValue))
	}
	if blank(den) {
		t.findings.add(Error, codeTemplateDenominatorMissing, at(templateDen), Args{"indicator": ind.NameVI})
		return quantity{}, false
	}
	if den.Kind != sheet.Number {
		return t.cells.read(den, ind, u, false, at(templateDen)) // says what is wrong with it
	}
	if den.Number.IsZero() {
		t.findings.add(Error, codeZeroDivisor, at(templateDen), Args{"indicator": ind.NameVI, "text": den.Text})
		return quantity{}, false
	}
	q := quantity{value: value.Number, den: decimal.NewNullDecimal(den.Number), raw: value.Text + "/" + den.Text}
	return t.cells.finish(q, ind, u, "", false, at(templateValue))
}

// labelled reports whether the label still names the indicator, in either
// language or by a synonym. A label wiped out is no contradiction.
func (t *templateReader) labelled(label string, ind catalog.Indicator) bool {
	if strings.TrimSpace(label) == "" {
		return true
	}
	found, ok := t.v.Catalogue.Match(label)
	return ok && found.Code == ind.Code
}
