package ingest

import (
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// A table of indicators may have a column, or several, for each of the
// organisations below the sender: "Chỉ tiêu | Công ty A | Công ty B | Cộng".
// Figures are then those of the column's organisation, and the sums of a row
// are checked as those of a column are elsewhere.

// settleOrganisations finds the columns of organisations and returns the
// headings as they read without their names. Where a table has such columns, a
// name nobody knows is one of an organisation, and a column without any must
// not be taken for the sender's.
func (r *tableReader) settleOrganisations(heads []columnHeading) []columnHeading {
	if r.table.orientation != rowsAreIndicators {
		return heads
	}
	r.orgColumns = map[int]orgColumn{}
	out := slices.Clone(heads)
	for i := range out {
		if over := heads[i]; over.kind == noColumn && len(over.head.names) > 0 {
			if level, o := r.organisationIn(over.levels); level >= 0 {
				r.orgColumns[i+1] = o
				out[i].head = r.headingWithout(over.levels, level)
			}
		}
	}
	if len(r.orgColumns) == 0 {
		r.orgColumns = nil
		return heads
	}
	r.settleGroupColumns(heads)
	for i := range out {
		over := heads[i]
		if _, of := r.orgColumns[i+1]; of || over.kind != noColumn || len(over.levels) == 0 {
			continue
		}
		if level := slices.IndexFunc(over.levels, func(text string) bool { return isTotal(plain(text)) }); level >= 0 {
			r.orgColumns[i+1] = orgColumn{total: true, name: over.levels[level]}
			out[i].head = r.headingWithout(over.levels, level)
		} else if !over.head.isProportion(false) {
			r.orgColumns[i+1] = orgColumn{name: strangerIn(over.levels)}
		}
	}
	return out
}

// orgColumn is whose figures a column holds.
type orgColumn struct {
	org   string // code, "" for nobody known
	total bool   // it sums the others, and is no figure of its own
	name  string // as written

	mapped Mapping // by which it was found; the zero mapping for none
}

// settleGroupColumns finds the sums of groups: "Cụm số 1 – Cộng" beside
// "Cụm số 1 – Công ty A". A group without any of its own in the table is one
// of the organisations.
func (r *tableReader) settleGroupColumns(heads []columnHeading) {
	groups := map[string]bool{}
	for col, o := range r.orgColumns {
		for _, text := range heads[col-1].levels {
			if v, _, known := r.findOrg(text, text); known && v.Org != o.org {
				groups[v.Org] = true
			}
		}
	}
	for col, o := range r.orgColumns {
		if groups[o.org] {
			o.total = true
			r.orgColumns[col] = o
		}
	}
}

// organisationIn finds the level of a heading that names an organisation, the
// lowest first: a group's name may stand above its members'. It returns -1 for
// none. The sender's own name heads the sums of the others.
func (r *tableReader) organisationIn(levels []string) (int, orgColumn) {
	for i, text := range slices.Backward(levels) {
		rest, _ := withoutNumbering(text)
		o := orgColumn{name: text}
		v, _, known := r.findOrg(text, rest)
		if m, ok := r.confirmed.find(MapOrganisation, plain(rest)); ok && !known {
			if o.mapped = m; m.Target == Ignore {
				return i, o
			}
			v, _, known = r.findOrg(m.Target, m.Target)
		}
		if known {
			o.org, o.total = v.Org, v.Org == r.title.org
			return i, o
		}
	}
	return -1, orgColumn{}
}

// strangerIn returns the lowest level of a heading that may be the name of an
// organisation nobody knows.
func strangerIn(levels []string) string {
	for _, text := range slices.Backward(levels) {
		if !isMeasureOnly(text) && !orgHeadings[plain(text)] {
			return text
		}
	}
	return ""
}

// headingWithout reads a heading without the level that tells whose figures
// stand below, and without the groups above it.
func (r *tableReader) headingWithout(levels []string, level int) heading {
	var rest []string
	for i, text := range levels {
		_, _, org := r.findOrg(text, text)
		if i != level && !orgHeadings[plain(text)] && (!org || i > level) {
			rest = append(rest, text)
		}
	}
	h := readHeading(rest, r.cat)
	for i, text := range levels { // messages name all of it
		if i == 0 {
			h.text = text
		} else {
			h.text += " – " + text
		}
	}
	return h
}

// tellOrganisations says what of the columns of organisations is not taken, or
// taken for somebody who does not belong to the sender.
func (r *tableReader) tellOrganisations() {
	for i := range r.columns {
		c := &r.columns[i]
		o, of := r.orgColumns[c.col]
		if !of || c.kind != figureColumn && c.kind != unknownColumn {
			continue
		}
		row, filled := r.firstFigure(c.col)
		at := r.grid.place(c.col, r.table.headTo)
		switch {
		case o.mapped.Target == Ignore && o.mapped.Text != "":
			r.findings.noteMapping(o.mapped, r.vocabulary, at)
			c.kind = ignoredColumn
		case o.total || c.kind == unknownColumn && o.org != "":
		case o.org == "" && o.name == "":
			c.kind = unknownColumn // "Kế hoạch", of nobody
		case o.org == "":
			if filled {
				rest, _ := withoutNumbering(o.name)
				r.askOrganisation(plain(rest), o.name, r.grid.place(c.col, row))
			}
			c.kind = ignoredColumn
		default:
			if o.mapped.Text != "" {
				r.findings.noteMapping(o.mapped, r.vocabulary, at)
			}
			if _, inside := r.below.Find(o.org); !inside && filled && !r.names.ancestors(o.org)[r.title.org] {
				r.findings.add(Warning, codeOrgOutside, at, Args{"name": o.name, "sender": r.names.called(r.title.org)})
			}
		}
	}
}

// checkRowTotals compares the sums in a row of indicators with the columns of
// organisations they may be of: all, or those since the last sum. Averages and
// ratios have no sum.
func (r *tableReader) checkRowTotals(x indicatorRow, figures map[int]figure) {
	ind := x.head.indicator
	if ind.Kind == catalog.Average || ind.Kind == catalog.Ratio {
		return
	}
	for _, col := range r.columns {
		printed, ok := figures[col.col]
		if !ok || !r.orgColumns[col.col].total || printed.quantity.notApplicable {
			continue
		}
		shown, fits, compared := printed.quantity.shown(ind, r.cat), false, false
		var nearest decimal.Decimal
		lacking := false // a figure that could not be read, which is said already
		for _, scope := range r.summedColumns(col) {
			lacking = lacking || slices.ContainsFunc(scope, func(n int) bool {
				_, read := figures[n]
				return !read && x.row.At(n).Kind != sheet.Blank
			})
			sum, tolerance, any := r.sumOfColumns(scope, figures, printed, ind)
			if any && !compared {
				nearest, compared = sum, true
			}
			fits = fits || any && within(sum, shown, tolerance)
		}
		if compared && !fits && !lacking {
			r.findings.add(Warning, codeTotalMismatch, printed.at, Args{
				"indicator": named(ind), "name": r.orgColumns[col.col].name, "printed": r.shownAs(shown, printed.quantity, ind), "computed": r.shownAs(nearest, printed.quantity, ind),
			})
		}
	}
}

// summedColumns returns the columns that a column of sums may be of.
func (r *tableReader) summedColumns(total column) [][]int {
	var all []int
	groups, at := [][]int{nil}, 0
	for _, c := range r.columns {
		o := r.orgColumns[c.col]
		switch {
		case c.kind != figureColumn || !c.slot.sameFigure(total.slot):
		case o.total:
			if c.col == total.col {
				at = len(groups) - 1
			}
			groups = append(groups, nil)
		default:
			all = append(all, c.col)
			groups[len(groups)-1] = append(groups[len(groups)-1], c.col)
		}
	}
	return [][]int{all, groups[at], groups[at+1]}
}

// sumOfColumns adds up the figures of columns, in the indicator's unit. The
// tolerance is half a unit of the last digit of the printed sum if any figure
// has more digits, else zero. It reports false if there is no figure.
func (r *tableReader) sumOfColumns(columns []int, figures map[int]figure, printed figure, ind catalog.Indicator) (sum, tolerance decimal.Decimal, ok bool) {
	for _, col := range columns {
		f, filled := figures[col]
		if !filled || f.quantity.notApplicable {
			continue
		}
		ok = true
		sum = sum.Add(f.quantity.shown(ind, r.cat))
		if f.quantity.places > printed.quantity.places {
			tolerance = r.halfDigit(printed.quantity, ind)
		}
	}
	return sum, tolerance, ok
}
