package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/mattn/go-isatty"
	"github.com/shopspring/decimal"

	"giaoban/dashboards/rows"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// toOutput writes to the named file, or to standard output when there is
// none. A file that could not be written whole is removed.
func (c *console) toOutput(name string, write func(io.Writer) error) error {
	if name == "" {
		return write(c.out)
	}
	f, err := os.Create(name)
	if err != nil {
		return &problem{key: "cli.cannot_write", err: err}
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return &problem{key: "cli.cannot_write", err: errors.Join(err, os.Remove(name))}
	}
	return nil
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

func (a answer) write(c *console, w io.Writer, format string) error {
	switch format {
	case "json":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(a.result)
	case "csv":
		return rows.WriteCSV(w, a.result)
	case "xlsx":
		return rows.WriteXLSX(w, a.result, a.vocabulary, c.messages, c.lang)
	default:
		_, err := io.WriteString(w, a.table(c)+"\n")
		return err
	}
}

// table lays the rows out for a terminal: names on the left, figures right-aligned.
func (a answer) table(c *console) string {
	if len(a.result.Rows) == 0 {
		return c.text("cli.table.no_rows")
	}
	columns := []struct {
		key   string
		right bool
		cell  func(warehouse.Row) string
	}{
		{"org", false, func(r warehouse.Row) string { return a.orgName(c, r) }},
		{"indicator", false, func(r warehouse.Row) string { return a.indicatorName(c, r) }},
		{"period", false, func(r warehouse.Row) string { return locale.Format(c.lang, r.Period) }},
		{"value", true, func(r warehouse.Row) string { return a.value(c, r) }},
		{"unit", false, func(r warehouse.Row) string { return a.unitName(c, r) }},
		{"status", false, func(r warehouse.Row) string { return statusWord(c, r) }},
		{"coverage", true, func(r warehouse.Row) string { return coverage(r.Coverage) }},
	}
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.Options{SeparateHeader: true}
	t.Style().Format.Header = text.FormatDefault
	compares := strings.Split(a.compare, ",")
	for _, name := range compares {
		switch warehouse.Comparison(strings.TrimSpace(name)) {
		case warehouse.Yoy:
			columns = append(columns, column("yoy", func(r warehouse.Row) string { return a.delta(c, r, r.Yoy) }))
		case warehouse.Previous:
			columns = append(columns, column("previous", func(r warehouse.Row) string { return a.delta(c, r, r.Previous) }))
		case warehouse.ToPlan:
			columns = append(columns, column("plan", func(r warehouse.Row) string { return a.attainment(c, r) }))
		}
	}
	var header table.Row
	var configs []table.ColumnConfig
	for i, col := range columns {
		header = append(header, c.text("cli.table."+col.key))
		align := text.AlignLeft
		if col.right {
			align = text.AlignRight
		}
		configs = append(configs, table.ColumnConfig{Number: i + 1, Align: align, AlignHeader: align})
	}
	t.AppendHeader(header)
	t.SetColumnConfigs(configs)
	for _, r := range a.result.Rows {
		var cells table.Row
		for _, col := range columns {
			cells = append(cells, col.cell(r))
		}
		t.AppendRow(cells)
	}
	return t.Render()
}

func column(key string, cell func(warehouse.Row) string) struct {
	key   string
	right bool
	cell  func(warehouse.Row) string
} {
	return struct {
		key   string
		right bool
		cell  func(warehouse.Row) string
	}{key, true, cell}
}

func (a answer) orgName(c *console, r warehouse.Row) string {
	if a.vocabulary.Register != nil {
		if v, ok := a.vocabulary.Register.At(r.Org, r.Period.Last()); ok {
			if c.lang == locale.EN && v.NameEN != "" {
				return v.NameEN
			}
			return v.NameVI
		}
	}
	return r.Org
}

func (a answer) indicator(r warehouse.Row) (catalog.Indicator, bool) {
	if a.vocabulary.Catalogue == nil {
		return catalog.Indicator{}, false
	}
	return a.vocabulary.Catalogue.Indicator(r.Indicator)
}

func (a answer) indicatorName(c *console, r warehouse.Row) string {
	indicator, ok := a.indicator(r)
	switch {
	case !ok:
		return r.Indicator
	case c.lang == locale.EN:
		return indicator.NameEN
	}
	return indicator.NameVI
}

func (a answer) unitName(c *console, r warehouse.Row) string {
	if indicator, ok := a.indicator(r); ok && c.lang == locale.EN {
		if unit, ok := a.vocabulary.Catalogue.Unit(indicator.Unit); ok {
			return unit.NameEN
		}
	}
	return r.Unit
}

// value writes the figure; a counted ratio shows what was counted: 8/17 = 47,06.
func (a answer) value(c *console, r warehouse.Row) string {
	switch {
	case r.NotApplicable:
		return c.text("cli.table.not_applicable")
	case r.Value == nil:
		return c.text("cli.table.missing")
	}
	places := 2
	if indicator, ok := a.indicator(r); ok {
		places = indicator.Precision
	}
	// Every digit of a sum, the indicator's decimals of a quotient, and one
	// precision down a column of round figures.
	if digits := -int(r.Value.Exponent()); digits <= exactDigits {
		places = max(places, digits)
	}
	text := locale.Number(c.lang, *r.Value, places)
	if r.Num != nil && r.Den != nil {
		text = locale.Exact(c.lang, *r.Num) + "/" + locale.Exact(c.lang, *r.Den) + " = " + text
	}
	return text
}

// exactDigits is the most decimals a sum of figures as units write them has.
const exactDigits = 4

func statusWord(c *console, r warehouse.Row) string {
	if r.Value == nil {
		return ""
	}
	word := locale.Format(c.lang, r.Status)
	if r.Basis == catalog.Cumulative {
		word += ", " + c.text("cli.table.cumulative")
	}
	return word
}

func coverage(v warehouse.Coverage) string {
	if v.Expected == 0 {
		return "" // nobody owes it
	}
	return decimal.NewFromInt(int64(v.Reported)).String() + "/" + decimal.NewFromInt(int64(v.Expected)).String()
}

// delta writes a change, or why there is none; where the perimeter differs, and
// under the lens like_for_like always, it says over how many units it is. Where
// there is no figure there is nothing to compare.
func (a answer) delta(c *console, r warehouse.Row, d *warehouse.Delta) string {
	switch {
	case d == nil || r.Value == nil:
		return ""
	case d.Comparable && d.ChangePct != nil && a.lens != warehouse.LikeForLike:
		return signedPercent(c, *d.ChangePct)
	case d.LikeForLikePct != nil:
		return c.text("cli.like_for_like", "change", signedPercent(c, *d.LikeForLikePct), "units", d.UnitsBoth)
	}
	return c.text("cli.reason." + string(d.Reason))
}

func signedPercent(c *console, d decimal.Decimal) string {
	text := locale.Percent(c.lang, d, 1)
	if d.Round(1).Sign() > 0 {
		return "+" + text
	}
	return text
}

func (a answer) attainment(c *console, r warehouse.Row) string {
	p := r.Plan
	switch {
	case p == nil || r.Value == nil:
		return ""
	case p.LikeForLikePct != nil && a.lens == warehouse.LikeForLike:
		return c.text("cli.like_for_like", "change", locale.Percent(c.lang, *p.LikeForLikePct, 1), "units", p.UnitsBoth)
	case p.AttainedPct != nil:
		return locale.Percent(c.lang, *p.AttainedPct, 1)
	}
	return c.text("cli.reason." + string(p.Reason))
}
