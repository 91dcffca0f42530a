package ingest

import (
	"fmt"
	"io"
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
	Indicators []string // codes of what it owes, in the order of the form
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

// templateWidths are the columns' widths in digits.
var templateWidths = [...]float64{
	templateCode: 4, templateNumber: 6, templateLabel: 46, templateUnit: 25, templateValue: 17,
	templateDen: 13, templateLast: 15, templateSame: 15, templateRemark: 22,
}

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

var templateStatuses = []catalog.Status{catalog.Estimate, catalog.Preliminary, catalog.Final, catalog.Corrected}

// WriteTemplate writes the form that an organisation fills in for a period.
// The same spec gives the same bytes. An indicator that the catalogue lacks,
// or that is named twice, is an error. An average brings its weight along,
// because without it the average cannot be combined with others.
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
	lines  []templateEntry
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
		t.arrange, t.makeStyles, t.columns, t.title, t.statusCells, t.header, t.body, t.footer, t.pageSetup, t.help, t.identify,
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
		return setText(t.f, t.page, ref, v)
	case decimal.Decimal:
		if err := storable(v); err != nil {
			return err
		}
		return t.f.SetCellDefault(t.page, ref, v.String())
	}
	return t.f.SetCellValue(t.page, ref, v)
}

func (t *templateWriter) columns() error {
	for col := templateCode; col < len(templateWidths); col++ {
		name := sheet.ColName(col)
		if err := t.f.SetColWidth(t.page, name, name, templateWidths[col]); err != nil {
			return err
		}
	}
	hidden := []int{templateCode}
	if !t.comparesYears() {
		hidden = append(hidden, templateSame)
	}
	if !t.hasRatio() {
		hidden = append(hidden, templateDen)
	}
	for _, col := range hidden {
		if err := t.f.SetColVisible(t.page, sheet.ColName(col), false); err != nil {
			return err
		}
	}
	return nil
}

// comparesYears reports whether the same period a year earlier is another one
// than the period before: for a year it is not, and a term has none.
func (t *templateWriter) comparesYears() bool {
	p := t.spec.Period
	return p.Grain() != catalog.Term && p.AddYears(-1) != p.Previous()
}

// title writes the head of a Party paper (Hướng dẫn 36-HD/VPTW): superior and
// issuing body on the left, the Party's name, place and date on the right,
// what it is and for whom in the middle.
func (t *templateWriter) title() error {
	to := ""
	if t.spec.Superior != "" {
		to = t.text("to", map[string]any{"name": t.spec.Superior})
	}
	for _, line := range []struct {
		row, from, to int
		text          string
		style         int
	}{
		{templateSuperiorRow, templateNumber, templateUnit, strings.ToUpper(t.spec.Superior), t.styles.plain},
		{templateSuperiorRow, templateValue, templateRemark, t.text("party", nil), t.styles.frame},
		{templateOrgRow, templateNumber, templateUnit, strings.ToUpper(t.spec.Name), t.styles.strong},
		{templateOrgRow, templateValue, templateRemark, t.text("place_date", nil), t.styles.date},
		{templateTitleRow, templateNumber, templateRemark, strings.ToUpper(t.text("title", map[string]any{"period": t.spec.Period})), t.styles.title},
		{templateTitleRow + 1, templateNumber, templateRemark, to, t.styles.plain},
	} {
		if err := t.put(line.from, line.row, line.text, line.style); err != nil {
			return err
		}
		if err := t.f.MergeCell(t.page, sheet.Ref(line.from, line.row), sheet.Ref(line.to, line.row)); err != nil {
			return err
		}
	}
	if err := t.f.SetRowHeight(t.page, templateTitleRow+1, 24); err != nil {
		return err
	}
	return t.f.SetRowHeight(t.page, templateTitleRow, 30)
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
		{templateValue, t.text("cut_off", nil), t.styles.right},
		{templateLast, cutOff, t.styles.day},
	} {
		if err := t.put(cell.col, templateStatusRow, cell.value, cell.style); err != nil {
			return err
		}
	}
	if err := t.f.MergeCell(t.page, sheet.Ref(templateValue, templateStatusRow), sheet.Ref(templateDen, templateStatusRow)); err != nil {
		return err
	}
	if err := t.f.SetRowHeight(t.page, templateStatusRow, 21); err != nil {
		return err
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
