package rows

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/warehouse"
)

// columns are the header of [WriteCSV]: names as in the JSON answer, one
// column per leaf. New ones are added at the end, so that a sheet fed from it
// never shifts.
var columns = []string{
	"org", "indicator", "period", "value", "num", "den", "unit", "status", "basis", "source", "route",
	"not_applicable", "reported", "expected",
	"yoy_base_period", "yoy_base_value", "yoy_change_pct", "yoy_comparable", "yoy_reason", "yoy_like_for_like_pct", "yoy_units_both",
	"previous_base_period", "previous_base_value", "previous_change_pct", "previous_comparable", "previous_reason", "previous_like_for_like_pct", "previous_units_both",
	"plan_period", "plan_value", "plan_attained_pct", "plan_comparable", "plan_reason",
	"disagreement_with", "disagreement_org", "disagreement_value",
	"yoy_base_status", "yoy_base_reported", "yoy_base_expected", "yoy_change",
	"previous_base_status", "previous_base_reported", "previous_base_expected", "previous_change",
	"plan_reported", "plan_expected", "plan_source", "plan_like_for_like_pct", "plan_units_both",
}

// WriteCSV writes the rows as CSV (RFC 4180, UTF-8, header first). Numbers
// are exact with a point; a missing value is an empty field, never 0.
func WriteCSV(w io.Writer, r warehouse.Result) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	for _, row := range r.Rows {
		record := []string{
			Safe(row.Org), Safe(row.Indicator), row.Period.Code(),
			number(row.Value), number(row.Num), number(row.Den), Safe(row.Unit),
			row.Status.String(), string(row.Basis), string(row.Source), string(row.Route),
			strconv.FormatBool(row.NotApplicable),
			strconv.Itoa(row.Coverage.Reported), strconv.Itoa(row.Coverage.Expected),
		}
		record = append(record, delta(row.Yoy)...)
		record = append(record, delta(row.Previous)...)
		record = append(record, attainment(row.Plan)...)
		record = append(record, disagreement(row.Disagreement)...)
		record = append(record, baseOf(row.Yoy)...)
		record = append(record, baseOf(row.Previous)...)
		record = append(record, planCoverage(row.Plan)...)
		if err := out.Write(record); err != nil {
			return fmt.Errorf("csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}

func delta(d *warehouse.Delta) []string {
	if d == nil {
		return make([]string, 7)
	}
	return []string{
		d.BasePeriod.Code(), number(d.BaseValue), number(d.ChangePct),
		strconv.FormatBool(d.Comparable), string(d.Reason), number(d.LikeForLikePct), strconv.Itoa(d.UnitsBoth),
	}
}

func attainment(a *warehouse.Attainment) []string {
	if a == nil {
		return make([]string, 5)
	}
	return []string{
		a.Period.Code(), a.Value.String(), number(a.AttainedPct), strconv.FormatBool(a.Comparable), string(a.Reason),
	}
}

func disagreement(d *warehouse.Disagreement) []string {
	if d == nil {
		return make([]string, 3)
	}
	return []string{Safe(d.With), Safe(d.Org), d.Value.String()}
}

// baseOf is how firm the base of a comparison is, and the change from it.
func baseOf(d *warehouse.Delta) []string {
	if d == nil {
		return make([]string, 4)
	}
	return []string{
		d.BaseStatus.String(), strconv.Itoa(d.BaseCoverage.Reported), strconv.Itoa(d.BaseCoverage.Expected), number(d.Change),
	}
}

func planCoverage(a *warehouse.Attainment) []string {
	if a == nil {
		return make([]string, 5)
	}
	return []string{
		strconv.Itoa(a.Coverage.Reported), strconv.Itoa(a.Coverage.Expected),
		string(a.Source), number(a.LikeForLikePct), strconv.Itoa(a.UnitsBoth),
	}
}

func number(d *decimal.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// Safe keeps a spreadsheet from running a text as a formula: one that begins
// like a formula gets an apostrophe in front, as Excel itself would show it. A
// figure with its sign is none, "-3,4 %", "+1.234" or "+3,2 điểm", and stays as
// it is.
func Safe(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r", rune(text[0])) || figure.MatchString(text) {
		return text
	}
	return "'" + text
}

// figure is a sign and digits, divided by points, commas and spaces, with or
// without a percent sign, and the words after it: none of the signs by which a
// formula calls or refers to anything.
var figure = regexp.MustCompile(`^[+-]?[0-9][0-9., \x{a0}\x{202f}]*%?([ ,\x{a0}]+\p{L}[\p{L}\p{M}0-9.,:%+− \x{a0}\x{202f}]*)?$`)
