package main

import (
	"strconv"

	"giaoban/ingest/catalog"
)

// line is one row of a form with indicators in rows: a figure, or, without an
// indicator, a heading.
type line struct {
	mark      string // TT: "I", "1", "a)", "-"
	indicator string
	text      string // as this office words it
	unit      written
	raw       string // what is typed instead of the figure, as printed
	note      string
}

// rowsForm is one sender's form: indicators in rows, the report beside the
// year's plan and the same period. Columns without a head are left out.
type rowsForm struct {
	above, sender string
	heading       []string // title, period, cut-off
	before        []string // lines between heading and table: code, unit of measure
	note          string   // what is invented
	place         string
	org           string
	period        catalog.Period
	planHead      string
	baseHead      string
	reportHead    string
	unitColumn    bool // false: the sheet has one unit of money, and rows name theirs
	hand          hand
	lines         []line
}

// rowsColumns is where the columns of a form are; 0 for one it has not.
type rowsColumns struct {
	unit, plan, base, report, toBase, toPlan, note int
	heads                                          []string
	widths                                         []float64
}

// columns lays out the form.
func (form rowsForm) columns() rowsColumns {
	var c rowsColumns
	add := func(head string, width float64) int {
		if head == "" {
			return 0
		}
		c.heads, c.widths = append(c.heads, head), append(c.widths, width)
		return len(c.heads)
	}
	only := func(head, given string) string {
		if given == "" {
			return ""
		}
		return head
	}
	add("TT", 5)
	add("Chỉ tiêu", 46)
	if form.unitColumn {
		c.unit = add("ĐVT", 24)
	}
	c.plan = add(form.planHead, 15)
	c.base = add(form.baseHead, 15)
	c.report = add(form.reportHead, 17)
	c.toBase = add(only("So với cùng kỳ (%)", form.baseHead), 12)
	c.toPlan = add(only("So với KH năm (%)", form.planHead), 12)
	c.note = add("Ghi chú", 30)
	return c
}

// write fills a sheet from the figures; plans are for the period's year.
func (form rowsForm) write(s *sheet, figures, plans ledger) {
	c := form.columns()
	last := len(c.heads)
	s.widths(c.widths...)
	s.frame(last, form.above, form.sender, form.heading...)
	for _, text := range form.before {
		s.span(1, last, 1, aside, text)
		s.next(1)
	}
	s.height(54)
	for i, h := range c.heads {
		s.put(i+1, head, h)
	}
	s.next(1)
	texts := 2
	if form.unitColumn {
		texts = 3
	}
	for i := range c.heads {
		s.put(i+1, index, indexMark(i, texts))
	}
	s.next(1)
	for _, ln := range form.lines {
		form.row(s, c, ln, figures, plans)
		s.next(1)
	}
	s.sign(last, form.note, form.place)
}

// row writes one line.
func (form rowsForm) row(s *sheet, c rowsColumns, ln line, figures, plans ledger) {
	dress, tt := label, mark
	if ln.indicator == "" {
		dress, tt = group, group
	}
	for col := 3; col <= len(c.heads); col++ {
		s.put(col, dress, nil)
	}
	s.put(1, tt, ln.mark)
	s.put(2, dress, ln.text)
	if ln.indicator == "" {
		return
	}
	if form.unitColumn {
		s.put(c.unit, label, ln.unit.text)
	}
	target, planned := plans[key{form.org, ln.indicator, yearOf(form.period)}]
	base, compared := figures[key{form.org, ln.indicator, form.period.AddYears(-1)}]
	now, reported := figures[key{form.org, ln.indicator, form.period}]
	if planned && c.plan > 0 {
		s.figure(c.plan, target, ln.unit, numeric)
	}
	if compared && c.base > 0 {
		s.figure(c.base, base, ln.unit, numeric)
	}
	switch {
	case ln.raw != "":
		s.put(c.report, typedText, ln.raw)
	case reported:
		s.figure(c.report, now, ln.unit, form.hand)
	}
	// Percentages are computed on the sheet, so only from cells that are numbers.
	if reported && ln.raw == "" && form.hand == numeric && now.den == 0 && !now.notApplicable {
		if compared && c.base > 0 && base.num > 0 {
			s.formula(c.toBase, decimal2, quotient(c.report, c.base, s.row), 100*float64(now.num)/float64(base.num))
		}
		if planned && c.plan > 0 && target.num > 0 {
			s.formula(c.toPlan, decimal2, quotient(c.report, c.plan, s.row), 100*float64(now.num)/float64(target.num))
		}
	}
	if ln.note != "" {
		s.put(c.note, label, ln.note)
	}
}

// figure writes a figure in a unit.
func (s *sheet) figure(col int, f figure, unit written, h hand) {
	v, l := cellOf(f, unit, h)
	s.put(col, l, v)
}

// quotient is the formula of one cell as a percentage of another.
func quotient(over, under, row int) string {
	return cell(over, row) + "/" + cell(under, row) + "*100"
}

// indexMark is the i-th mark of an index row: letters over the texts, then numbers.
func indexMark(i, letters int) string {
	if i < letters {
		return string(rune('A' + i))
	}
	return strconv.Itoa(i - letters + 1)
}

// yearOf returns the year a period lies in, as a period.
func yearOf(p catalog.Period) catalog.Period {
	return period(strconv.Itoa(p.Year()))
}
