package ingest

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// PlanSheet is one year's plans of an organisation and its members, in the
// units of their indicators.
type PlanSheet struct {
	Org        string // whose plans these are: the sender of the workbook
	Year       int
	Indicators []string // codes, in column order
	Rows       []PlanRow
}

// PlanRow is the plan of one organisation; an indicator it lacks has no plan.
type PlanRow struct {
	Org    string
	Name   string // shown beside the code, not read back
	Values map[string]decimal.Decimal
	Texts  map[string]string // what is written instead of a plan that is no one number: "19/20", "x"
}

// Rows of a plan sheet. Column A holds organisation codes, B their names, the
// rest indicators.
const (
	planOrgRow    = 2
	planYearRow   = 3
	planCodeRow   = 4 // indicator codes, hidden
	planHeaderRow = 5
	planUnitRow   = 6
	planFirstCol  = 3
)

// check reports what a workbook could not say and give back.
func (p PlanSheet) check(c *catalog.Catalogue) error {
	for _, code := range p.Indicators {
		if _, ok := c.Indicator(code); !ok {
			return fmt.Errorf("plans of %s for %d: the catalogue has no indicator %q", p.Org, p.Year, code)
		}
	}
	for _, row := range p.Rows {
		for code := range row.Texts {
			if !slices.Contains(p.Indicators, code) {
				return fmt.Errorf("plans of %s for %d: no column for the plan of %s for %q", p.Org, p.Year, row.Org, code)
			}
		}
		for code, value := range row.Values {
			if !slices.Contains(p.Indicators, code) {
				return fmt.Errorf("plans of %s for %d: no column for the plan of %s for %q", p.Org, p.Year, row.Org, code)
			}
			if err := storable(value); err != nil {
				return fmt.Errorf("plans of %s for %d: %s of %s: %w", p.Org, p.Year, code, row.Org, err)
			}
		}
	}
	return nil
}

// WritePlans writes a plan sheet to be filled in and loaded back. An indicator
// that the catalogue lacks is an error.
func WritePlans(w io.Writer, p PlanSheet, c *catalog.Catalogue, lang locale.Lang) error {
	if err := p.check(c); err != nil {
		return err
	}
	f := excelize.NewFile()
	defer f.Close()
	name := messages().Text(lang, "vocabulary.sheet.plans", nil)
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	styles := vocabularyStyles{f: f}
	put := func(col, row int, v any, style vocabularyStyle) error {
		ref := sheet.Ref(col, row)
		if err := styles.set(name, ref, ref, style); err != nil {
			return err
		}
		switch v := v.(type) {
		case nil:
			return nil
		case string:
			return setText(f, name, ref, v)
		case decimal.Decimal:
			return f.SetCellDefault(name, ref, v.String())
		}
		return f.SetCellValue(name, ref, v)
	}
	cells := []struct {
		col, row int
		value    any
		style    vocabularyStyle
	}{
		{1, 1, messages().Text(lang, "vocabulary.about.plans", nil), aboutStyle},
		{1, planOrgRow, messages().Text(lang, "vocabulary.field.plan_org", nil), labelStyle},
		{2, planOrgRow, p.Org, textStyle},
		{1, planYearRow, messages().Text(lang, "vocabulary.field.plan_year", nil), labelStyle},
		{2, planYearRow, strconv.Itoa(p.Year), textStyle},
		{1, planCodeRow, "org", textStyle},
		{1, planHeaderRow, messages().Text(lang, "vocabulary.field.org", nil), headerStyle},
		{2, planHeaderRow, messages().Text(lang, "vocabulary.field.name_vi", nil), headerStyle},
		{2, planUnitRow, messages().Text(lang, "vocabulary.field.unit", nil), labelStyle},
	}
	for _, cell := range cells {
		if err := put(cell.col, cell.row, cell.value, cell.style); err != nil {
			return err
		}
	}
	for i, code := range p.Indicators {
		ind, _ := c.Indicator(code)
		unit, _ := c.Unit(ind.Unit)
		header, unitName := ind.NameVI, unit.NameVI
		if lang == locale.EN {
			header, unitName = ind.NameEN, unit.NameEN
		}
		for _, cell := range []struct {
			row   int
			text  string
			style vocabularyStyle
		}{{planCodeRow, code, textStyle}, {planHeaderRow, header, headerStyle}, {planUnitRow, unitName, labelStyle}} {
			if err := put(planFirstCol+i, cell.row, cell.text, cell.style); err != nil {
				return err
			}
		}
	}
	for r, row := range p.Rows {
		at := planUnitRow + 1 + r
		if err := put(1, at, row.Org, textStyle); err != nil {
			return err
		}
		if err := put(2, at, row.Name, textStyle); err != nil {
			return err
		}
		for i, code := range p.Indicators {
			ind, _ := c.Indicator(code)
			v, places := any(nil), ind.Precision
			if plan, ok := row.Values[code]; ok {
				v, places = plan, max(places, placesOf(plan))
			}
			if text, ok := row.Texts[code]; ok {
				v = text
			}
			if err := put(planFirstCol+i, at, v, numberStyle(places)); err != nil {
				return err
			}
		}
	}
	for _, width := range []struct {
		from, to string
		chars    float64
	}{{"A", "A", 18}, {"B", "B", 40}, {"C", sheet.ColName(planFirstCol + max(1, len(p.Indicators)) - 1), 20}} {
		if err := f.SetColWidth(name, width.from, width.to, width.chars); err != nil {
			return err
		}
	}
	if err := f.SetRowVisible(name, planCodeRow, false); err != nil {
		return err
	}
	if err := f.SetPanes(name, &excelize.Panes{
		Freeze: true, XSplit: 2, YSplit: planUnitRow, TopLeftCell: sheet.Ref(planFirstCol, planUnitRow+1), ActivePane: "bottomRight",
	}); err != nil {
		return err
	}
	if err := f.SetRowHeight(name, planHeaderRow, 32); err != nil {
		return err
	}
	if err := onPaper(f, name, paper{orientation: landscape, wide: 1, heading: planHeaderRow}); err != nil {
		return err
	}
	if err := mark(f, map[string]string{keyKind: string(KindPlans)}); err != nil {
		return err
	}
	return finish(f, w)
}

// readPlans reads what [WritePlans] writes into plan facts of the year. An
// average is weighted with the same row's plan for its weight, over twelve
// months, as the figure it will be compared with is; without one, and for a
// bare percentage, the plan stands alone.
func readPlans(book *sheet.Book, v Vocabulary, s *Submission, notes *findings) {
	page := titledSheet(book, "plans")
	if page == nil {
		notes.add(Error, codeVocabularySheet, place{}, Args{"title": messages().Text(locale.VI, "vocabulary.sheet.plans", nil)})
		return
	}
	at := func(col, row int) place { return place{sheet: page.Name, col: col, row: row} }
	year := page.At(2, planYearRow)
	period, err := catalog.ParsePeriod(strings.TrimSpace(year.Text))
	if err != nil || period.Grain() != catalog.Year {
		notes.add(Error, codePlanYear, at(2, planYearRow), Args{"value": year.Text})
		return
	}
	r := &planReader{
		figureReader: figureReader{cat: v.Catalogue, findings: notes},
		page:         page,
		register:     v.Register,
		names:        v.namesOn(period.Last()).names,
		slot:         slot{period: period, basis: catalog.Discrete, scenario: Plan, role: Reported, status: catalog.Final},
	}
	sender, ok := r.org(page.At(2, planOrgRow).Text)
	if !ok {
		notes.add(Error, codePlanOrg, at(2, planOrgRow), Args{"value": oneLine(page.At(2, planOrgRow).Text)})
		return
	}
	s.Org, s.Period, s.Status = sender, period, catalog.Final
	s.From, s.To = period.First(), period.Last()
	s.Facts = r.facts()
}

// planReader reads one plan sheet.
type planReader struct {
	figureReader
	page     *sheet.Sheet
	register *catalog.Register
	names    *catalog.Names // in use on the year's last day
	slot     slot
}

// org finds an organisation by its code, at any time, or by a name in use at
// the year's end.
func (r *planReader) org(text string) (string, bool) {
	text = oneLine(text)
	if text == "" {
		return "", false
	}
	if slices.ContainsFunc(r.register.Versions, func(v catalog.OrgVersion) bool { return v.Org == text }) {
		return text, true
	}
	v, ok := r.names.Find(text)
	return v.Org, ok
}

func (r *planReader) facts() []Fact {
	columns := r.columns()
	list := &readings{byKey: map[figureKey]int{}, findings: r.findings}
	seen := map[string]int{} // organisation → row
	for _, row := range r.page.Rows {
		if row.Number <= planUnitRow {
			continue
		}
		key := row.At(1)
		if blank(key) {
			key = row.At(2) // a row added by hand may have only the name
		}
		filled := slices.ContainsFunc(columns, func(c planColumn) bool { return !blank(row.At(c.col)) })
		org, known := r.org(key.Text)
		where := place{sheet: r.page.Name, col: max(1, key.Col), row: row.Number}
		switch {
		case blank(key) && !filled:
			continue
		case !known:
			r.findings.add(Error, codePlanOrg, where, Args{"value": oneLine(key.Text)})
			continue
		case seen[org] != 0:
			r.findings.add(Error, codeDuplicateOrg, where,
				Args{"name": oneLine(key.Text), "other": sheet.Ref(where.col, seen[org])})
			continue
		}
		seen[org] = row.Number
		for _, c := range columns {
			cell := place{sheet: r.page.Name, col: c.col, row: row.Number}
			if q, ok := r.read(row.At(c.col), c.indicator, units{near: c.unit, isNear: true}, true, cell); ok {
				list.add(reading{org: org, indicator: c.indicator, slot: r.slot, quantity: q, at: cell})
			}
		}
	}
	return list.facts()
}

// planColumn is one indicator's column.
type planColumn struct {
	col       int
	indicator catalog.Indicator
	unit      catalog.Unit
}

// columns finds the indicators by the hidden codes, or by the visible headers
// where somebody added a column.
func (r *planReader) columns() []planColumn {
	var out []planColumn
	for _, header := range r.page.Row(planHeaderRow).Cells {
		if header.Col < planFirstCol || blank(header) {
			continue
		}
		at := place{sheet: r.page.Name, col: header.Col, row: planHeaderRow}
		ind, ok := r.cat.Indicator(strings.TrimSpace(r.page.At(header.Col, planCodeRow).Text))
		if !ok {
			ind, ok = r.cat.Match(header.Text)
		}
		if !ok {
			r.findings.add(Error, codePlanIndicator, at, Args{"value": oneLine(header.Text)})
			continue
		}
		own, _ := r.cat.Unit(ind.Unit)
		unit := own
		if text := r.page.At(header.Col, planUnitRow).Text; text != "" {
			written, known := r.cat.UnitOf(text)
			if unit, ok = r.fit(written, own); !known || !ok {
				r.findings.add(Error, codePlanUnit, place{sheet: r.page.Name, col: header.Col, row: planUnitRow},
					Args{"value": oneLine(text), "unit": own.NameVI})
				continue
			}
		}
		out = append(out, planColumn{col: header.Col, indicator: ind, unit: unit})
	}
	return out
}
