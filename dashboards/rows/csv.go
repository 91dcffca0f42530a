package rows

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/warehouse"
)

// columns are the header of [WriteCSV]: names as in the JSON answer, one
// column per leaf. The set is fixed, so that a sheet fed from it never shifts.
var columns = []string{
	"org", "indicator", "period", "value", "num", "den", "unit", "status", "basis", "source", "route",
	"not_applicable", "reported", "expected",
	"yoy_base_period", "yoy_base_value", "yoy_change_pct", "yoy_comparable", "yoy_reason", "yoy_like_for_like_pct", "yoy_units_both",
	"previous_base_period", "previous_base_value", "previous_change_pct", "previous_comparable", "previous_reason", "previous_like_for_like_pct", "previous_units_both",
	"plan_period", "plan_value", "plan_attained_pct", "plan_comparable", "plan_reason",
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

func number(d *decimal.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// Safe keeps a spreadsheet from running a text as a formula: one that begins
// like a formula gets an apostrophe in front, as Excel itself would show it.
func Safe(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
