package main

import (
	"fmt"

	"giaoban/ingest/catalog"
)

// source tells where the figures of a column come from.
type source int

// Sources.
const (
	fromReport source = iota // the form's period
	fromBase                 // the same period a year earlier
	fromGrowth               // report over base in percent, from the two columns before it
	fromUnit                 // a text about the unit
)

// column is one leaf column of a form with units in rows.
type column struct {
	head      string // "" when the group's head covers it
	indicator string
	unit      written
	from      source
	text      func(enterprise) string // for fromUnit
	width     float64
}

// columnGroup is a head over one or several columns.
type columnGroup struct {
	head    string
	columns []column
}

// unitGroup is a roman group of rows.
type unitGroup struct {
	mark, title string // both "" for an ungrouped form
	units       []enterprise
}

// columnsForm is a cluster's or bloc's summary: units in rows, total rows per
// group and at the end.
type columnsForm struct {
	above, sender string
	heading       []string
	before        []string
	note          string // what is invented
	place         string
	period        catalog.Period
	nameHead      string // over the unit names
	groups        []unitGroup
	columns       []columnGroup
	weight        string // indicator that weighs the averages of the total rows
	totalFirst    bool   // Tổng cộng above the units instead of below
	total         string // "Tổng cộng", "Toàn Cụm"
	slip          string // indicator whose grand total was typed by hand, and wrong
}

// leaf is a column with its place on the sheet.
type leaf struct {
	column
	col int
}

// write fills a sheet from the figures.
func (form columnsForm) write(s *sheet, figures ledger) {
	leaves, columns := form.leaves()
	widths := []float64{5, 30}
	for _, lf := range leaves {
		widths = append(widths, max(lf.width, 13))
	}
	s.widths(widths...)
	s.frame(columns, form.above, form.sender, form.heading...)
	for _, text := range form.before {
		s.span(1, columns, 1, aside, text)
		s.next(1)
	}
	form.header(s, leaves)

	all, sums := form.all(), []int{}
	totalRow := s.row
	if form.totalFirst {
		s.next(1)
	}
	n := 0
	for _, g := range form.groups {
		if g.title != "" {
			s.put(1, group, g.mark)
			s.put(2, group, g.title)
			for _, lf := range leaves {
				s.put(lf.col, group, nil)
			}
			s.next(1)
		}
		first := s.row
		for _, u := range g.units {
			n++
			s.put(1, mark, int64(n))
			s.put(2, label, u.name)
			form.unitRow(s, leaves, figures, u)
			s.next(1)
		}
		if g.title != "" {
			form.totalLine(s, leaves, figures, fmt.Sprintf("Cộng (%s)", g.mark), g.units, rangeSum(first, s.row-1))
			sums = append(sums, s.row)
			s.next(1)
		}
	}
	end := s.row
	if form.totalFirst {
		s.row = totalRow
	}
	formula := rangeSum(end-n, end-1)
	if form.totalFirst && len(sums) == 0 {
		formula = rangeSum(totalRow+1, end-1)
	}
	if len(sums) > 0 {
		formula = listSum(sums)
	}
	form.totalLine(s, leaves, figures, form.total, all, formula)
	for _, lf := range leaves {
		if lf.indicator == form.slip && form.slip != "" {
			sum, _ := figures.sum(codes(all), lf.indicator, form.period)
			s.figure(lf.col, figure{num: sum.num + 100}, lf.unit, numeric)
		}
	}
	s.row = max(end, s.row+1)
	s.sign(columns, form.note, form.place)
}

// leaves lays out the columns after TT and the name, and counts all columns.
func (form columnsForm) leaves() ([]leaf, int) {
	var out []leaf
	col := 3
	for _, g := range form.columns {
		for _, c := range g.columns {
			out = append(out, leaf{c, col})
			col++
		}
	}
	return out, col - 1
}

// all returns the units of all groups.
func (form columnsForm) all() []enterprise {
	var out []enterprise
	for _, g := range form.groups {
		out = append(out, g.units...)
	}
	return out
}

// header writes the two header rows and the index row.
func (form columnsForm) header(s *sheet, leaves []leaf) {
	s.span(1, 1, 2, head, "TT")
	s.span(2, 2, 2, head, form.nameHead)
	col := 3
	for _, g := range form.columns {
		if len(g.columns) == 1 && g.columns[0].head == "" {
			s.span(col, col, 2, head, g.head)
		} else {
			s.span(col, col+len(g.columns)-1, 1, head, g.head)
		}
		col += len(g.columns)
	}
	s.height(36)
	s.next(1)
	s.height(52)
	for _, lf := range leaves {
		if lf.head != "" {
			s.put(lf.col, head, lf.head)
		}
	}
	s.next(1)
	s.put(1, index, "A")
	s.put(2, index, "B")
	for _, lf := range leaves {
		s.put(lf.col, index, indexMark(lf.col-1, 2))
	}
	s.next(1)
}

// unitRow writes the figures of one unit.
func (form columnsForm) unitRow(s *sheet, leaves []leaf, figures ledger, u enterprise) {
	for _, lf := range leaves {
		s.put(lf.col, label, nil)
		switch lf.from {
		case fromUnit:
			s.put(lf.col, label, lf.text(u))
		case fromReport, fromBase:
			if f, ok := figures[key{u.code, lf.indicator, form.at(lf.from)}]; ok {
				s.figure(lf.col, f, lf.unit, numeric)
			}
		case fromGrowth:
			now, base := figures.n(u.code, lf.indicator, form.at(fromReport)), figures.n(u.code, lf.indicator, form.at(fromBase))
			if base > 0 {
				s.formula(lf.col, decimal2, quotient(lf.col-2, lf.col-1, s.row), 100*float64(now)/float64(base))
			}
		}
	}
}

// at is the period a column's figures are for.
func (form columnsForm) at(from source) catalog.Period {
	if from == fromBase {
		return form.period.AddYears(-1)
	}
	return form.period
}

// totalLine writes a total row over the units: sums as formulas, averages as
// weighted means.
func (form columnsForm) totalLine(s *sheet, leaves []leaf, figures ledger, text string, units []enterprise, formula func(col int) string) {
	orgs := codes(units)
	s.put(1, group, nil)
	s.put(2, group, text)
	for _, lf := range leaves {
		s.put(lf.col, group, nil)
		if lf.from == fromUnit {
			continue
		}
		if lf.from == fromGrowth {
			now, _ := figures.sum(orgs, lf.indicator, form.at(fromReport))
			base, _ := figures.sum(orgs, lf.indicator, form.at(fromBase))
			if base.num > 0 {
				s.formula(lf.col, total2, quotient(lf.col-2, lf.col-1, s.row), 100*float64(now.num)/float64(base.num))
			}
			continue
		}
		p := form.at(lf.from)
		sum, reported := figures.sum(orgs, lf.indicator, p)
		switch {
		case reported == 0:
		case lf.indicator == "average_income":
			mean := figures.mean(orgs, lf.indicator, form.weight, p)
			s.put(lf.col, total2, float64(int64(mean/10+0.5))/(float64(lf.unit.per)/10))
		case sum.den != 0:
			s.put(lf.col, typedText, fmt.Sprintf("%d/%d", sum.num, sum.den))
		case lf.unit.per == 1:
			s.formula(lf.col, total, formula(lf.col), sum.num)
		default:
			s.formula(lf.col, total2, formula(lf.col), float64(sum.num)/float64(lf.unit.per))
		}
	}
}

// rangeSum is the formula that adds the rows of a column.
func rangeSum(first, last int) func(col int) string {
	return func(col int) string {
		return fmt.Sprintf("SUM(%s:%s)", cell(col, first), cell(col, last))
	}
}

// listSum is the formula that adds single rows of a column.
func listSum(rows []int) func(col int) string {
	return func(col int) string {
		text := ""
		for i, row := range rows {
			if i > 0 {
				text += "+"
			}
			text += cell(col, row)
		}
		return text
	}
}
