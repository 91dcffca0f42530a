package warehouse

import (
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// factRows turns a workbook's figures into rows of table fact, whose first two
// columns, id and submission, are still open; or says which cannot be kept.
func factRows(sub *ingest.Submission, c *catalog.Catalogue) ([][]driver.Value, []ingest.Finding, error) {
	rows := make([][]driver.Value, 0, len(sub.Facts))
	var unfit []ingest.Finding
	for i := range sub.Facts {
		f := &sub.Facts[i]
		row, err := factRow(f, c)
		switch {
		case errors.Is(err, errTooLarge):
			unfit = append(unfit, ingest.Finding{Severity: ingest.Error, Code: "store_figure_too_large", Sheet: f.Sheet, Cell: f.Cell,
				Args: ingest.Args{"value": f.Raw, "digits": factWidth - factScale}})
		case err != nil:
			return nil, nil, fmt.Errorf("figure %s %s %s (%s!%s): %w", f.Org, f.Indicator, f.Period, f.Sheet, f.Cell, err)
		}
		rows = append(rows, row)
	}
	return rows, unfit, nil
}

// factRow checks a fact against the kind of its indicator and turns it into
// the columns of table fact. What it rejects besides a figure too large is a
// mistake of ingest, not of the workbook.
func factRow(f *ingest.Fact, c *catalog.Catalogue) ([]driver.Value, error) {
	ind, ok := c.Indicator(f.Indicator)
	if !ok {
		return nil, fmt.Errorf("%w %q", ErrNoIndicator, f.Indicator)
	}
	if f.Period.IsZero() {
		return nil, errors.New("it has no period")
	}
	quotient := ind.Kind == catalog.Average || ind.Kind == catalog.Ratio
	num := f.Num
	if f.NotApplicable {
		num = decimal.Zero
	} else if quotient != f.Den.Valid {
		return nil, fmt.Errorf("a figure of kind %s with denominator %v", ind.Kind, f.Den.Valid)
	}
	numerator, err := column(num)
	if err != nil {
		return nil, err
	}
	var denominator any
	if f.Den.Valid && !f.NotApplicable {
		if denominator, err = column(f.Den.Decimal); err != nil {
			return nil, err
		}
	}
	step, err := column(writtenStep(f, ind, c))
	if err != nil {
		return nil, err
	}
	own, _ := f.Period.Months()
	first, last := spanOf(f)
	return []driver.Value{nil, nil, f.Org, f.Indicator, f.Period.Code(), int32(first), int32(last), string(f.Basis), first == own,
		uint8(f.Status), string(f.Scenario), string(f.Role), numerator, denominator, f.Bare, f.NotApplicable, step,
		f.Qualifier, f.Raw, f.Unit, f.Sheet, f.Cell}, nil
}

// spanOf returns the first and last month that a figure covers: January is the
// first of a cumulative one.
func spanOf(f *ingest.Fact) (first, last int) {
	first, last = f.Period.Months()
	if f.Basis == catalog.Cumulative && !isTerm(f.Period) {
		first -= first % 12
	}
	return first, last
}

// writtenStep returns what one unit of the last written digit is worth in
// base units: 10^7 đồng for "9.605,38 tỷ đồng". For an average it is that of
// the quotient; for a ratio given as counts it is zero. A quotient whose
// digits do not end is taken as written to the precision shown.
func writtenStep(f *ingest.Fact, ind catalog.Indicator, c *catalog.Catalogue) decimal.Decimal {
	unit, ok := c.Unit(f.Unit)
	if !ok {
		unit, ok = c.Unit(ind.Unit)
	}
	if !ok || f.NotApplicable || ind.Kind == catalog.Ratio && !f.Bare {
		return decimal.Zero
	}
	base := f.Num
	if f.Den.Valid {
		if f.Den.Decimal.IsZero() {
			return decimal.Zero
		}
		base = quotient(f.Num, f.Den.Decimal, true)
	}
	places := decimalPlaces(unit.FromBase(base))
	if places > factScale+6 {
		places = int32(ind.Precision)
	}
	return unit.ToBase(decimal.New(1, -places))
}

// decimalPlaces counts the decimals of d without trailing zeros.
func decimalPlaces(d decimal.Decimal) int32 {
	places := max(0, -d.Exponent())
	if digits := d.Coefficient(); digits.IsInt64() {
		for n := digits.Int64(); places > 0 && n%10 == 0; n /= 10 {
			places--
		}
		return places
	}
	for places > 0 && d.Equal(d.Truncate(places-1)) {
		places--
	}
	return places
}
