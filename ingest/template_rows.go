package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

var templateGroups = []catalog.Group{catalog.Economy, catalog.Labour, catalog.Party}

var romanGroups = []string{"I", "II", "III"}

// templateEntry is one indicator's row of the form.
type templateEntry struct {
	indicator catalog.Indicator
	part      bool // a "trong đó" that stands under its whole
}

// arrange settles the rows: in the order asked for, but parts under their
// whole and an average under its weight.
func (t *templateWriter) arrange() error {
	var chosen []catalog.Indicator
	has := func(code string) bool {
		return slices.ContainsFunc(chosen, func(i catalog.Indicator) bool { return i.Code == code })
	}
	for _, code := range t.spec.Indicators {
		ind, ok := t.spec.Catalogue.Indicator(code)
		if !ok {
			return fmt.Errorf("the catalogue has no indicator %q", code)
		}
		if has(code) {
			return fmt.Errorf("indicator %q is asked for twice", code)
		}
		if w, ok := t.spec.Catalogue.Indicator(ind.Weight); ok && !has(w.Code) && !slices.Contains(t.spec.Indicators, w.Code) {
			chosen = append(chosen, w)
		}
		chosen = append(chosen, ind)
	}
	done := map[string]bool{}
	var place func(ind catalog.Indicator, part bool)
	place = func(ind catalog.Indicator, part bool) {
		if done[ind.Code] {
			return
		}
		done[ind.Code] = true
		t.lines = append(t.lines, templateEntry{ind, part})
		for _, below := range chosen {
			if below.Group == ind.Group && below.Part == ind.Code {
				place(below, true)
			}
		}
		for _, below := range chosen {
			if below.Group == ind.Group && below.Weight == ind.Code {
				place(below, false)
			}
		}
	}
	for _, ind := range chosen {
		for above, ok := t.above(ind); ok && has(above.Code); above, ok = t.above(ind) {
			ind = above
		}
		place(ind, false)
	}
	return nil
}

// above returns the indicator that another stands under: its whole or weight,
// if it is of the same group. Chains end, since the catalogue has no cycles.
func (t *templateWriter) above(ind catalog.Indicator) (catalog.Indicator, bool) {
	above, ok := t.spec.Catalogue.Indicator(cmp.Or(ind.Part, ind.Weight))
	return above, ok && above.Group == ind.Group
}

func (t *templateWriter) hasRatio() bool {
	return slices.ContainsFunc(t.lines, func(l templateEntry) bool { return l.indicator.Kind == catalog.Ratio })
}

// body writes one row an indicator, grouped and numbered; parts are indented
// under their whole, without a number.
func (t *templateWriter) body() error {
	groups := 0
	for _, g := range templateGroups {
		number := 0
		for _, line := range t.lines {
			if line.indicator.Group != g {
				continue
			}
			if number == 0 {
				if err := t.groupRow(romanGroups[groups], g); err != nil {
					return err
				}
				groups++
			}
			mark, label := "–", t.styles.part
			if !line.part {
				number++
				mark, label = strconv.Itoa(number), t.styles.label
			}
			if err := t.indicatorRow(mark, line.indicator, label); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *templateWriter) groupRow(roman string, g catalog.Group) error {
	if err := t.f.MergeCell(t.page, sheet.Ref(templateLabel, t.row), sheet.Ref(templateRemark, t.row)); err != nil {
		return err
	}
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
	return t.endRow(1)
}

// endRow gives the row room for so many lines of Vietnamese capitals and goes
// to the next.
func (t *templateWriter) endRow(lines int) error {
	const first, further = 21, 16 // points
	t.row++
	return t.f.SetRowHeight(t.page, t.row-1, float64(first+further*(lines-1)))
}

// textLines estimates the lines a text takes in a column of a width in digits:
// letters of the form's typeface are narrower than its digits on average.
func textLines(text string, width float64) int {
	return 1 + int(float64(utf8.RuneCountInString(text)-1)/(width*1.1))
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
	if err := t.check(ind); err != nil {
		return err
	}
	return t.endRow(max(textLines(name, templateWidths[templateLabel]-4), textLines(unitName, templateWidths[templateUnit]-2)))
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

// check makes the spreadsheet itself refuse what the reader would: a figure
// outside the hard bounds, a fraction of a person. "x" is always allowed.
func (t *templateWriter) check(ind catalog.Indicator) error {
	value := sheet.Ref(templateValue, t.row)
	if ind.Kind != catalog.Ratio {
		rules := boundRules(value, ind.Min, ind.Max)
		message := t.text("wrong_number", map[string]any{"range": t.rangeText(ind)})
		if ind.Integer {
			rules = append(rules, value+"=INT("+value+")")
			message = t.text("wrong_whole", map[string]any{"range": t.rangeText(ind)})
		}
		return t.validate(value, rules, true, message)
	}
	part := boundRules(value, decimal.NewNullDecimal(decimal.Zero), decimal.NullDecimal{})
	if err := t.validate(value, part, true, t.text("wrong_part", nil)); err != nil {
		return err
	}
	den := sheet.Ref(templateDen, t.row)
	rules := []string{den + ">0"}
	if ind.Max.Valid {
		rules = append(rules, fmt.Sprintf("100*N(%s)<=%s*%s", value, ind.Max.Decimal, den))
	}
	return t.validate(den, rules, false, t.text("wrong_total", nil))
}

func boundRules(ref string, least, most decimal.NullDecimal) []string {
	var rules []string
	if least.Valid {
		rules = append(rules, ref+">="+least.Decimal.String())
	}
	if most.Valid {
		rules = append(rules, ref+"<="+most.Decimal.String())
	}
	return rules
}

// rangeText says which numbers an indicator allows.
func (t *templateWriter) rangeText(ind catalog.Indicator) string {
	args := map[string]any{"min": ind.Min.Decimal, "max": ind.Max.Decimal}
	switch {
	case ind.Min.Valid && ind.Max.Valid:
		return t.text("range.between", args)
	case ind.Min.Valid:
		return t.text("range.from", args)
	case ind.Max.Valid:
		return t.text("range.to", args)
	}
	return t.text("range.any", nil)
}

// formulaXML escapes a validation's formula, which excelize writes as it is.
var formulaXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// validate lets a cell hold a number that keeps the rules, "x" if orX, or nothing.
func (t *templateWriter) validate(ref string, rules []string, orX bool, message string) error {
	number, other := "TRUE", "FALSE"
	if len(rules) > 0 {
		number = "AND(" + strings.Join(rules, ",") + ")"
	}
	if orX {
		other = fmt.Sprintf("LOWER(TRIM(%s))=%q", ref, notApplicableMark)
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = ref
	// IF, because AND and OR would stumble over INT("x").
	formula := fmt.Sprintf("IF(ISNUMBER(%s),%s,%s)", ref, number, other)
	if err := dv.SetRange(formulaXML.Replace(formula), "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorBetween); err != nil {
		return err
	}
	dv.SetError(excelize.DataValidationErrorStyleStop, t.text("wrong", nil), message)
	return t.f.AddDataValidation(t.page, dv)
}
