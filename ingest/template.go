package ingest

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// TemplateSpec says what a form to fill in is for.
type TemplateSpec struct {
	Org        string // code of the organisation that fills it in
	Name       string // its name on the period's last day
	Superior   string // name of the organisation it reports to; may be empty
	Period     catalog.Period
	Indicators []string // codes of what it owes, in report order
	Catalogue  *catalog.Catalogue

	// Last are the figures of the period before, SamePeriod those of the same
	// period a year earlier; they are printed beside the empty cells.
	Last, SamePeriod map[string]Known

	// Filled are figures to start with, such as those of an estimate that is
	// now to be made final; usually none.
	Filled map[string]Known

	Status catalog.Status // preselected; NoStatus leaves the choice open
	CutOff time.Time      // preselected; zero leaves it open
	Lang   locale.Lang    // of labels and instructions
}

// Known is a figure printed on a form, in the indicator's unit. A ratio is
// numerator and denominator; its Value is then not used.
type Known struct {
	Value         decimal.Decimal
	Num, Den      decimal.NullDecimal
	NotApplicable bool
}

// The form's columns. The first is hidden and carries indicator codes, so that
// rows may be moved and labels reworded without a figure changing its meaning.
const (
	templateCode   = 1 + iota // A, hidden
	templateNumber            // B "TT"
	templateLabel             // C
	templateUnit              // D
	templateValue             // E
	templateDen               // F, ratios only
	templateLast              // G
	templateSame              // H
	templateRemark            // I
)

const (
	templateSuperiorRow = 1
	templateOrgRow      = 2
	templateTitleRow    = 4
	templateStatusRow   = 6
	templateHeaderRow   = 8
)

// Names of the cells that hold status and cut-off date, wherever they are moved.
const (
	templateStatusName = "giaoban_status"
	templateCutOffName = "giaoban_cutoff"
)

var templateGroups = []struct {
	group catalog.Group
	roman string
}{{catalog.Economy, "I"}, {catalog.Labour, "II"}, {catalog.Party, "III"}}

var templateStatuses = []catalog.Status{catalog.Estimate, catalog.Preliminary, catalog.Final, catalog.Corrected}

// WriteTemplate writes the form that an organisation fills in for a period.
// The same spec gives the same bytes. An indicator that the catalogue lacks is
// an error.
func WriteTemplate(w io.Writer, spec TemplateSpec) error {
	f := excelize.NewFile()
	defer f.Close()
	t := &templateWriter{f: f, spec: spec, page: messages().Text(spec.Lang, "template.sheet", nil)}
	if err := t.write(); err != nil {
		return fmt.Errorf("template for %s %s: %w", spec.Org, spec.Period, err)
	}
	return finish(f, w)
}

type templateWriter struct {
	f      *excelize.File
	spec   TemplateSpec
	page   string
	styles templateStyles
	row    int // the next row to write
}

func (t *templateWriter) text(key string, args map[string]any) string {
	return messages().Text(t.spec.Lang, "template."+key, args)
}

func (t *templateWriter) write() error {
	if err := t.f.SetSheetName("Sheet1", t.page); err != nil {
		return err
	}
	for _, step := range []func() error{
		t.makeStyles, t.columns, t.title, t.statusCells, t.header, t.body, t.footer, t.pageSetup, t.help, t.identify,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	t.f.SetActiveSheet(0)
	return nil
}

// put writes a text, a number or nothing into a cell with a style.
func (t *templateWriter) put(col, row int, v any, style int) error {
	ref := sheet.Ref(col, row)
	if err := t.f.SetCellStyle(t.page, ref, ref, style); err != nil {
		return err
	}
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return t.f.SetCellStr(t.page, ref, v)
	case decimal.Decimal:
		return t.f.SetCellDefault(t.page, ref, v.String())
	}
	return t.f.SetCellValue(t.page, ref, v)
}

func (t *templateWriter) columns() error {
	for _, c := range []struct {
		col   int
		width float64
	}{
		{templateCode, 4}, {templateNumber, 6}, {templateLabel, 46}, {templateUnit, 21}, {templateValue, 17},
		{templateDen, 13}, {templateLast, 15}, {templateSame, 15}, {templateRemark, 24},
	} {
		name := sheet.ColName(c.col)
		if err := t.f.SetColWidth(t.page, name, name, c.width); err != nil {
			return err
		}
	}
	return t.f.SetColVisible(t.page, sheet.ColName(templateCode), false)
}

func (t *templateWriter) title() error {
	for _, line := range []struct {
		row, col int
		text     string
		style    int
	}{
		{templateSuperiorRow, templateNumber, t.spec.Superior, t.styles.plain},
		{templateOrgRow, templateNumber, t.spec.Name, t.styles.strong},
		{templateTitleRow, templateNumber, strings.ToUpper(t.text("title", map[string]any{"period": t.spec.Period})), t.styles.title},
	} {
		if err := t.put(line.col, line.row, line.text, line.style); err != nil {
			return err
		}
	}
	if err := t.f.SetRowHeight(t.page, templateTitleRow, 30); err != nil {
		return err
	}
	return t.f.MergeCell(t.page, sheet.Ref(templateNumber, templateTitleRow), sheet.Ref(templateRemark, templateTitleRow))
}

// statusCells writes the two things a unit must say of all its figures: how
// final they are and up to which day they count.
func (t *templateWriter) statusCells() error {
	status := any(nil)
	if t.spec.Status != catalog.NoStatus {
		status = t.text("status."+t.spec.Status.String(), nil)
	}
	cutOff := any(nil)
	if !t.spec.CutOff.IsZero() {
		cutOff = t.spec.CutOff
	}
	for _, cell := range []struct {
		col   int
		value any
		style int
	}{
		{templateLabel, t.text("status", nil), t.styles.right},
		{templateUnit, status, t.styles.choice},
		{templateDen, t.text("cut_off", nil), t.styles.right},
		{templateLast, cutOff, t.styles.day},
	} {
		if err := t.put(cell.col, templateStatusRow, cell.value, cell.style); err != nil {
			return err
		}
	}
	statusRef, cutOffRef := sheet.Ref(templateUnit, templateStatusRow), sheet.Ref(templateLast, templateStatusRow)
	var words []string
	for _, s := range templateStatuses {
		words = append(words, t.text("status."+s.String(), nil))
	}
	list := excelize.NewDataValidation(true)
	list.Sqref = statusRef
	if err := list.SetDropList(words); err != nil {
		return err
	}
	list.SetError(excelize.DataValidationErrorStyleStop, t.text("wrong", nil), t.text("wrong_status", nil))
	days := excelize.NewDataValidation(true)
	days.Sqref = cutOffRef
	first, last := cutOffDays(t.spec.Period)
	if err := days.SetRange(serial(first), serial(last), excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween); err != nil {
		return err
	}
	days.SetError(excelize.DataValidationErrorStyleStop, t.text("wrong", nil), t.text("wrong_day", nil))
	for _, dv := range []*excelize.DataValidation{list, days} {
		if err := t.f.AddDataValidation(t.page, dv); err != nil {
			return err
		}
	}
	for _, cell := range []struct {
		name string
		col  int
	}{{templateStatusName, templateUnit}, {templateCutOffName, templateLast}} {
		err := t.f.SetDefinedName(&excelize.DefinedName{
			Name: cell.name, RefersTo: fmt.Sprintf("'%s'!$%s$%d", t.page, sheet.ColName(cell.col), templateStatusRow),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// serial is the number a spreadsheet keeps for a day.
func serial(day time.Time) float64 {
	return day.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
}

func (t *templateWriter) header() error {
	headings := []string{
		templateCode:   templateCodeHead,
		templateNumber: t.text("number", nil),
		templateLabel:  t.text("indicator", nil),
		templateUnit:   t.text("unit", nil),
		templateValue:  valueHeading(t.spec.Lang, t.spec.Period),
		templateDen:    t.text("denominator", nil),
		templateLast:   t.text("last", map[string]any{"period": t.spec.Period.Previous()}),
		templateSame:   t.text("same_period", map[string]any{"period": t.spec.Period.AddYears(-1)}),
		templateRemark: t.text("remark", nil),
	}
	for col := templateCode; col < len(headings); col++ {
		if err := t.put(col, templateHeaderRow, headings[col], t.styles.header); err != nil {
			return err
		}
	}
	t.row = templateHeaderRow + 1
	return t.f.SetRowHeight(t.page, templateHeaderRow, 36)
}

// body writes one row an indicator, grouped and numbered; a "trong đó" whose
// whole is on the form stands indented under it, without a number.
func (t *templateWriter) body() error {
	var chosen []catalog.Indicator
	for _, code := range t.spec.Indicators {
		ind, ok := t.spec.Catalogue.Indicator(code)
		if !ok {
			return fmt.Errorf("the catalogue has no indicator %q", code)
		}
		chosen = append(chosen, ind)
	}
	for _, g := range templateGroups {
		number := 0
		for _, ind := range chosen {
			if ind.Group != g.group || t.isPart(ind) {
				continue
			}
			if number == 0 {
				if err := t.groupRow(g.roman, g.group); err != nil {
					return err
				}
			}
			number++
			if err := t.indicatorRow(fmt.Sprint(number), ind, t.styles.label); err != nil {
				return err
			}
			for _, part := range chosen {
				if part.Part != ind.Code {
					continue
				}
				if err := t.indicatorRow("", part, t.styles.part); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// isPart reports whether the indicator stands under its whole on this form.
func (t *templateWriter) isPart(ind catalog.Indicator) bool {
	if ind.Part == "" || !slices.Contains(t.spec.Indicators, ind.Part) {
		return false
	}
	whole, ok := t.spec.Catalogue.Indicator(ind.Part)
	return ok && !t.isPart(whole) // a part of a part gets a row of its own
}

func (t *templateWriter) groupRow(roman string, g catalog.Group) error {
	for col := templateNumber; col <= templateRemark; col++ {
		v := any(nil)
		switch col {
		case templateNumber:
			v = roman
		case templateLabel:
			v = t.text("group."+string(g), nil)
		}
		if err := t.put(col, t.row, v, t.styles.group); err != nil {
			return err
		}
	}
	return t.endRow()
}

// endRow gives the row room for Vietnamese capitals and goes to the next.
func (t *templateWriter) endRow() error {
	const height = 21
	t.row++
	return t.f.SetRowHeight(t.page, t.row-1, height)
}

func (t *templateWriter) indicatorRow(number string, ind catalog.Indicator, label int) error {
	unit, ok := t.spec.Catalogue.Unit(ind.Unit)
	if !ok {
		return fmt.Errorf("the catalogue has no unit %q", ind.Unit)
	}
	name, unitName := ind.NameVI, unit.NameVI
	if t.spec.Lang == locale.EN {
		name, unitName = ind.NameEN, unit.NameEN
	}
	ratio := ind.Kind == catalog.Ratio
	places := ind.Precision
	if ratio {
		unitName, places = t.text("ratio_unit", nil), 0
	}
	input, err := t.styles.inputStyle(t.f, places)
	if err != nil {
		return err
	}
	past, err := t.styles.pastStyle(t.f, ind.Precision)
	if err != nil {
		return err
	}
	den := t.styles.locked
	if ratio {
		den = input
	}
	filled, filledDen := t.filled(ind)
	for _, cell := range []struct {
		col   int
		value any
		style int
	}{
		{templateCode, ind.Code, t.styles.locked},
		{templateNumber, number, t.styles.number},
		{templateLabel, name, label},
		{templateUnit, unitName, t.styles.label},
		{templateValue, filled, input},
		{templateDen, filledDen, den},
		{templateLast, t.past(ind, t.spec.Last), past},
		{templateSame, t.past(ind, t.spec.SamePeriod), past},
		{templateRemark, nil, t.styles.remark},
	} {
		if err := t.put(cell.col, t.row, cell.value, cell.style); err != nil {
			return err
		}
	}
	if err := t.check(ind, ratio); err != nil {
		return err
	}
	return t.endRow()
}

func (t *templateWriter) filled(ind catalog.Indicator) (value, den any) {
	known, ok := t.spec.Filled[ind.Code]
	switch {
	case !ok:
		return nil, nil
	case known.NotApplicable:
		return notApplicableMark, nil
	case ind.Kind == catalog.Ratio && known.Num.Valid && known.Den.Valid:
		return known.Num.Decimal, known.Den.Decimal
	}
	return known.Value, nil
}

// past prints a figure of another period; a ratio as it was counted, 8/17.
func (t *templateWriter) past(ind catalog.Indicator, known map[string]Known) any {
	k, ok := known[ind.Code]
	switch {
	case !ok:
		return nil
	case k.NotApplicable:
		return notApplicableMark
	case ind.Kind == catalog.Ratio && k.Num.Valid && k.Den.Valid:
		return locale.Exact(t.spec.Lang, k.Num.Decimal) + "/" + locale.Exact(t.spec.Lang, k.Den.Decimal)
	}
	return k.Value
}

// notApplicableMark is what a unit types where an indicator does not concern it.
const notApplicableMark = "x"

// check makes the spreadsheet itself warn about a figure outside the hard
// bounds. It asks rather than forbids, so that "x" can still be typed.
func (t *templateWriter) check(ind catalog.Indicator, ratio bool) error {
	least, most := ind.Min, ind.Max
	if ratio {
		least, most = decimal.NewNullDecimal(decimal.Zero), decimal.NullDecimal{}
	}
	if !least.Valid && !most.Valid && !ind.Integer {
		return nil
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = sheet.Ref(templateValue, t.row)
	if ratio {
		dv.Sqref += ":" + sheet.Ref(templateDen, t.row)
	}
	lo, hi := -1e15, 1e15
	if least.Valid {
		lo = least.Decimal.InexactFloat64()
	}
	if most.Valid {
		hi = most.Decimal.InexactFloat64()
	}
	kind := excelize.DataValidationTypeDecimal
	key := "wrong_number"
	if ind.Integer || ratio {
		kind, key = excelize.DataValidationTypeWhole, "wrong_whole"
	}
	if err := dv.SetRange(lo, hi, kind, excelize.DataValidationOperatorBetween); err != nil {
		return err
	}
	dv.SetError(excelize.DataValidationErrorStyleWarning, t.text("wrong", nil), t.text(key, nil))
	return t.f.AddDataValidation(t.page, dv)
}
