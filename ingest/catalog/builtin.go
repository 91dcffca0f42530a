package catalog

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// builtin holds the catalogue a new installation starts with, one row per
// entry, in report order. Synonyms are separated by ";", directions are
// written "+", "-" or nothing, an empty bound is no bound.
//
//go:embed builtin/*.csv
var builtin embed.FS

// Builtin returns the catalogue a new installation starts with: the figures
// that Party committees of enterprise blocs report on production, labour and
// Party work. Each call returns a catalogue of its own.
//
// Sources of its definitions: average income as Σ(income × workers) / Σ workers
// is the statistics office's (đặc tả chỉ tiêu "thu nhập bình quân một lao động
// đang làm việc", gso.gov.vn); the rates behind social_insurance_paid are
// 21,5 % employer and 10,5 % employee (BHXH, BHYT, BHTN); badge classes are
// those awarded for 30 to 90 years of membership, which skip 35.
func Builtin() *Catalogue {
	indicators, units, err := parseBuiltin()
	if err != nil {
		panic("built-in catalogue: " + err.Error()) // embedded data, checked by a test
	}
	c, errs := New(indicators, units)
	if len(errs) > 0 {
		panic("built-in catalogue: " + errors.Join(errs...).Error())
	}
	return c
}

func parseBuiltin() ([]Indicator, []Unit, error) {
	indicators, err := readTable(builtin, "builtin/indicators.csv", indicatorOf)
	if err != nil {
		return nil, nil, err
	}
	units, err := readTable(builtin, "builtin/units.csv", unitOf)
	return indicators, units, err
}

// record is a CSV row by column name. It collects the first cell that does
// not parse, so that callers can read all fields in one expression.
type record struct {
	cells map[string]string
	err   error
}

func readTable[T any](fsys fs.FS, name string, parse func(*record) T) ([]T, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s: no header row", name)
	}
	var out []T
	for i, row := range rows[1:] {
		r := &record{cells: make(map[string]string, len(row))}
		for j, column := range rows[0] {
			r.cells[column] = row[j]
		}
		v := parse(r)
		if r.err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", name, i+2, r.err)
		}
		out = append(out, v)
	}
	return out, nil
}

func (r *record) text(column string) string {
	s, ok := r.cells[column]
	if !ok && r.err == nil {
		r.err = fmt.Errorf("no column %q", column)
	}
	return s
}

func (r *record) list(column string) []string {
	var out []string
	for s := range strings.SplitSeq(r.text(column), ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (r *record) integer(column string) int64 {
	n, err := strconv.ParseInt(r.text(column), 10, 64)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("column %q: %w", column, err)
	}
	return n
}

func (r *record) number(column string) decimal.NullDecimal {
	s := r.text(column)
	if s == "" {
		return decimal.NullDecimal{}
	}
	d, err := decimal.NewFromString(s)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("column %q: %w", column, err)
	}
	return decimal.NewNullDecimal(d)
}

// choice returns what the cell stands for among the allowed texts.
func choice[T any](r *record, column string, allowed map[string]T) T {
	v, ok := allowed[r.text(column)]
	if !ok && r.err == nil {
		r.err = fmt.Errorf("column %q: unexpected %q", column, r.cells[column])
	}
	return v
}

func indicatorOf(r *record) Indicator {
	return Indicator{
		Code:        r.text("code"),
		NameVI:      r.text("name_vi"),
		NameEN:      r.text("name_en"),
		Group:       Group(r.text("group")),
		Kind:        Kind(r.text("kind")),
		Unit:        r.text("unit"),
		Weight:      r.text("weight"),
		Direction:   choice(r, "direction", map[string]Direction{"": NoDirection, "+": MoreIsBetter, "-": LessIsBetter}),
		Sensitivity: Sensitivity(r.text("sensitivity")),
		Precision:   int(r.integer("precision")),
		Integer:     choice(r, "integer", map[string]bool{"": false, "yes": true}),
		Min:         r.number("min"),
		Max:         r.number("max"),
		WarnMin:     r.number("warn_min"),
		WarnMax:     r.number("warn_max"),
		Part:        r.text("part"),
		Synonyms:    r.list("synonyms"),
		Note:        r.text("note"),
	}
}

func unitOf(r *record) Unit {
	return Unit{
		Code:      r.text("code"),
		NameVI:    r.text("name_vi"),
		NameEN:    r.text("name_en"),
		ShortVI:   r.text("short_vi"),
		ShortEN:   r.text("short_en"),
		Dimension: r.text("dimension"),
		Mul:       r.number("mul").Decimal,
		Div:       r.integer("div"),
		Synonyms:  r.list("synonyms"),
	}
}
