package ingest

import (
	"io"
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

// WritePlans writes a plan sheet to be filled in and loaded back.
func WritePlans(w io.Writer, p PlanSheet, c *catalog.Catalogue, lang locale.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	name := messages().Text(lang, "vocabulary.sheet.plans", nil)
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	styles, err := newVocabularyStyles(f)
	if err != nil {
		return err
	}
	put := func(col, row int, v any, style int) error {
		ref := sheet.Ref(col, row)
		if err := f.SetCellStyle(name, ref, ref, style); err != nil {
			return err
		}
		switch v := v.(type) {
		case string:
			return f.SetCellStr(name, ref, v)
		case decimal.Decimal:
			return f.SetCellDefault(name, ref, v.String())
		}
		return f.SetCellValue(name, ref, v)
	}
	cells := []struct {
		col, row int
		value    any
		style    int
	}{
		{1, 1, messages().Text(lang, "vocabulary.about.plans", nil), styles.about},
		{1, planOrgRow, messages().Text(lang, "vocabulary.field.plan_org", nil), styles.text},
		{2, planOrgRow, p.Org, styles.text},
		{1, planYearRow, messages().Text(lang, "vocabulary.field.plan_year", nil), styles.text},
		{2, planYearRow, p.Year, styles.number},
		{1, planCodeRow, "org", styles.text},
		{1, planHeaderRow, messages().Text(lang, "vocabulary.field.org", nil), styles.header},
		{2, planHeaderRow, messages().Text(lang, "vocabulary.field.name_vi", nil), styles.header},
		{2, planUnitRow, messages().Text(lang, "vocabulary.field.unit", nil), styles.text},
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
			style int
		}{{planCodeRow, code, styles.text}, {planHeaderRow, header, styles.header}, {planUnitRow, unitName, styles.text}} {
			if err := put(planFirstCol+i, cell.row, cell.text, cell.style); err != nil {
				return err
			}
		}
	}
	for r, row := range p.Rows {
		at := planUnitRow + 1 + r
		if err := put(1, at, row.Org, styles.text); err != nil {
			return err
		}
		if err := put(2, at, row.Name, styles.text); err != nil {
			return err
		}
		for i, code := range p.Indicators {
			if v, ok := row.Values[code]; ok {
				if err := put(planFirstCol+i, at, v, styles.number); err != nil {
					return err
				}
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
	if err := mark(f, map[string]string{keyKind: string(KindPlans)}); err != nil {
		return err
	}
	return finish(f, w)
}

// readPlans reads what [WritePlans] writes into plan facts of the year. A
// plan for an average is weighted with the same row's plan for its weight
// (Σ over twelve months), as the figure it will be compared with is; without
// one, and for a ratio, the plan stands alone.
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
	s.Org = strings.TrimSpace(page.At(2, planOrgRow).Text)
	if !knownOrg(v.Register, s.Org) {
		notes.add(Error, codePlanOrg, at(2, planOrgRow), Args{"value": s.Org})
		return
	}
	s.Period, s.Status = period, catalog.Final
	s.From, s.To = period.First(), period.Last()
	columns := planColumns(page, v.Catalogue, notes)
	for _, row := range page.Rows {
		if row.Number <= planUnitRow {
			continue
		}
		org := strings.TrimSpace(row.At(1).Text)
		plan := planRow{page: page.Name, period: period, org: org, row: row, columns: columns}
		switch {
		case org == "" && plan.empty():
		case !knownOrg(v.Register, org):
			notes.add(Error, codePlanOrg, at(1, row.Number), Args{"value": org})
		default:
			s.Facts = append(s.Facts, plan.facts(v.Catalogue, notes)...)
		}
	}
}

func knownOrg(r *catalog.Register, org string) bool {
	if org == "" {
		return false
	}
	for i := range r.Versions {
		if r.Versions[i].Org == org {
			return true
		}
	}
	return false
}

// planColumn is one indicator's column.
type planColumn struct {
	col       int
	indicator catalog.Indicator
	unit      catalog.Unit
}

// planColumns finds the indicators by the hidden codes, or by the visible
// headers where somebody added a column.
func planColumns(page *sheet.Sheet, c *catalog.Catalogue, notes *findings) []planColumn {
	var out []planColumn
	for _, header := range page.Row(planHeaderRow).Cells {
		if header.Col < planFirstCol || blank(header) {
			continue
		}
		at := place{sheet: page.Name, col: header.Col, row: planHeaderRow}
		ind, ok := c.Indicator(strings.TrimSpace(page.At(header.Col, planCodeRow).Text))
		if !ok {
			ind, ok = c.Match(header.Text)
		}
		if !ok {
			notes.add(Error, codePlanIndicator, at, Args{"value": header.Text})
			continue
		}
		unit, _ := c.Unit(ind.Unit)
		if text := page.At(header.Col, planUnitRow).Text; text != "" {
			written, ok := c.UnitOf(text)
			if !ok || written.Dimension != unit.Dimension {
				notes.add(Error, codePlanUnit, place{sheet: page.Name, col: header.Col, row: planUnitRow}, Args{"value": text, "unit": unit.NameVI})
				continue
			}
			unit = written
		}
		out = append(out, planColumn{col: header.Col, indicator: ind, unit: unit})
	}
	return out
}

type planRow struct {
	page    string
	period  catalog.Period
	org     string
	row     sheet.Row
	columns []planColumn
}

func (p planRow) empty() bool {
	for _, c := range p.columns {
		if !blank(p.row.At(c.col)) {
			return false
		}
	}
	return true
}

func (p planRow) facts(c *catalog.Catalogue, notes *findings) []Fact {
	base := map[string]decimal.Decimal{} // in base units, by indicator
	var out []Fact
	for _, column := range p.columns {
		cell := p.row.At(column.col)
		if blank(cell) {
			continue
		}
		if cell.Kind != sheet.Number {
			notes.add(Error, codeVocabularyNumber, place{sheet: p.page, col: column.col, row: p.row.Number},
				Args{"column": column.indicator.NameVI, "value": cell.Text, "allowed": ""})
			continue
		}
		value := column.unit.ToBase(cell.Number)
		base[column.indicator.Code] = value
		out = append(out, Fact{
			Org: p.org, Indicator: column.indicator.Code, Period: p.period,
			Basis: catalog.Discrete, Status: catalog.Final, Scenario: Plan, Role: Reported,
			Num: value, Raw: cell.Text, Unit: column.unit.Code,
			Sheet: p.page, Cell: sheet.Ref(column.col, p.row.Number),
		})
	}
	const months = 12
	for i := range out {
		f := &out[i]
		ind, _ := c.Indicator(f.Indicator)
		switch ind.Kind {
		case catalog.Ratio:
			f.Bare, f.Num, f.Den = true, f.Num.Mul(decimal.NewFromInt(100)), decimal.NewNullDecimal(decimal.NewFromInt(100))
		case catalog.Average:
			weight, ok := base[ind.Weight]
			if !ok || weight.Sign() <= 0 {
				f.Bare, f.Den = true, decimal.NewNullDecimal(decimal.NewFromInt(1))
				continue
			}
			den := weight.Mul(decimal.NewFromInt(months))
			f.Num, f.Den = f.Num.Mul(den), decimal.NewNullDecimal(den)
		}
	}
	return out
}
