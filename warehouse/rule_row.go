package warehouse

import (
	"fmt"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// rowOfRule is one row of a rule's answer, by column.
type rowOfRule struct {
	v      *vocabulary
	values map[string]any
}

// finding turns the row into a finding of the rule. A column severity takes
// the place of the rule's own. The argument "words" is the sentence itself, for
// the day on which the rule is no more.
func (row rowOfRule) finding(r rule) (submission int64, f ingest.Finding, err error) {
	submission, ok := row.values["submission"].(int64)
	if !ok {
		return 0, f, fmt.Errorf("a row without submission")
	}
	f = ingest.Finding{Severity: r.severity, Code: r.code, Sheet: row.text("sheet"), Cell: row.text("cell")}
	if own := row.text("severity"); own != "" {
		f.Severity = ingest.Severity(own)
	}
	if f.Args, err = row.args(); err != nil {
		return 0, f, err
	}
	f.Args["words"] = name{locale.Fill(locale.VI, r.texts[locale.VI], f.Args), locale.Fill(locale.EN, r.texts[locale.EN], f.Args)}
	f.Fix, err = row.fix()
	return submission, f, err
}

func (row rowOfRule) text(column string) string {
	s, _ := row.values[column].(string)
	return s
}

// args turns the columns into the arguments of a sentence:
//
//	org, x_org              the organisation's short name at the end of the period
//	indicator, x_indicator  the indicator's name; unit and x_unit are its unit's
//	indicators              codes with commas, as names with commas
//	period, x_period        the period
//	DECIMAL x               a figure in base units, shown in the unit of
//	                        x_indicator, or of indicator where there is none
//	DOUBLE                  a plain number of at most two decimals
//	INTEGER, BIGINT, DATE, VARCHAR   as they are
//
// NULL is written as a dash; the rule's text may have what speaks of it in
// square brackets, which then is left out.
func (row rowOfRule) args() (ingest.Args, error) {
	args := ingest.Args{}
	for column, value := range row.values {
		switch column {
		case "submission", "severity", "fix", "fix_value", "fix_unit":
			continue
		}
		switch value := value.(type) {
		case nil:
			args[column] = locale.None
		case string:
			if err := row.named(args, column, value); err != nil {
				return nil, err
			}
		case duckdb.Decimal:
			d, err := row.shown(column, value)
			if err != nil {
				return nil, err
			}
			args[column] = d
		case float64:
			args[column] = decimal.NewFromFloat(value).Round(2)
		case int32:
			args[column] = int(value)
		case int64:
			args[column] = int(value)
		case time.Time:
			args[column] = value
		default:
			return nil, fmt.Errorf("column %s: no sentence takes a %T", column, value)
		}
	}
	return args, nil
}

// named adds an argument that may be a code of the vocabulary.
func (row rowOfRule) named(args ingest.Args, column, value string) error {
	about := column[strings.LastIndexByte(column, '_')+1:]
	args[column] = value
	switch about {
	case "org":
		p, err := catalog.ParsePeriod(row.text("period"))
		if err != nil {
			p = catalog.Period{}
		}
		args[column] = (&check{v: row.v}).org(value, p)
	case "period":
		p, err := catalog.ParsePeriod(value)
		if err != nil {
			return fmt.Errorf("column %s: %w", column, err)
		}
		args[column] = p
	case "indicator":
		ind, ok := row.v.Catalogue.Indicator(value)
		if !ok {
			return fmt.Errorf("column %s: %w %q", column, ErrNoIndicator, value)
		}
		unit, _ := row.v.Catalogue.Unit(ind.Unit)
		args[column] = name{ind.NameVI, ind.NameEN}
		args[strings.TrimSuffix(column, "indicator")+"unit"] = name{unit.NameVI, unit.NameEN}
	case "indicators":
		var vi, en []string
		for code := range strings.SplitSeq(value, ",") {
			ind, ok := row.v.Catalogue.Indicator(strings.TrimSpace(code))
			if !ok {
				return fmt.Errorf("column %s: %w %q", column, ErrNoIndicator, code)
			}
			vi, en = append(vi, ind.NameVI), append(en, ind.NameEN)
		}
		args[column] = name{strings.Join(vi, "; "), strings.Join(en, "; ")}
	}
	return nil
}

// shownPlaces bounds the decimals of a figure in a sentence; quotients have
// more, figures as written hardly ever.
const shownPlaces = 6

// shown converts a figure from base units to the unit people know it in.
func (row rowOfRule) shown(column string, value duckdb.Decimal) (decimal.Decimal, error) {
	d, err := number(value)
	if err != nil {
		return decimal.Decimal{}, err
	}
	code := row.text(column + "_indicator")
	if code == "" {
		code = row.text("indicator")
	}
	ind, ok := row.v.Catalogue.Indicator(code)
	if !ok {
		return *d, nil
	}
	unit, _ := row.v.Catalogue.Unit(ind.Unit)
	return unit.FromBase(*d).Round(shownPlaces), nil
}

// fix is the cell content that the rule proposes: the text fix, or else the
// figure fix_value in the unit whose code is fix_unit (the one the cell is
// written in), or in the indicator's, without thousands marks, which would make
// it ambiguous again.
func (row rowOfRule) fix() (string, error) {
	if text := row.text("fix"); text != "" {
		return text, nil
	}
	value, ok := row.values["fix_value"].(duckdb.Decimal)
	if !ok {
		return "", nil
	}
	d, err := row.shown("fix_value", value)
	if err != nil {
		return "", err
	}
	if unit, ok := row.v.Catalogue.Unit(row.text("fix_unit")); ok {
		base, err := number(value)
		if err != nil {
			return "", err
		}
		d = unit.FromBase(*base).Round(shownPlaces)
	}
	return strings.Replace(d.String(), ".", ",", 1), nil
}
