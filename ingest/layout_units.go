package ingest

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// rowKind is what a row of a table of organisations is.
type rowKind int

const (
	unitRow  rowKind = iota
	groupRow         // "I. Cụm số 1", with or without the group's sums
	totalRow         // "Tổng cộng", "Cộng (I)"
	asideRow         // "Trong đó: …": part of another row, in no sum
)

// orgRow is one row of a table of organisations.
type orgRow struct {
	kind    rowKind
	row     sheet.Row
	name    string
	key     string           // plain name
	org     string           // code; "" when the name is unknown
	outside bool             // the organisation does not stand below the sender
	group   int              // number of the group the row is in; 0 before the first
	marking string           // how a group's row is marked: "I", "A", "" for bold
	figures map[int]quantity // by column
}

// readUnits reads a table whose rows are organisations: a cluster's or bloc's
// summary, or the Party form.
func (r *tableReader) readUnits() {
	rows := r.classify()
	r.markFractions()
	r.settleUnknownGroups(rows)
	r.settleGroups(rows)
	seen := map[string]int{}
	for i := range rows {
		x := &rows[i]
		x.figures = map[int]quantity{}
		at := r.grid.place(r.table.keyCol, x.row.Number)
		filled := r.isFilled(x.row)
		usable := x.kind == unitRow && x.org != ""
		switch {
		case x.kind == asideRow && filled:
			r.findings.add(Warning, codeRowUnknown, at, Args{"name": x.name})
			continue
		case x.kind == unitRow && x.org == "" && filled:
			r.findings.add(Warning, codeOrgUnknown, at, Args{"name": x.name})
		case usable && seen[x.org] != 0:
			r.findings.add(Error, codeDuplicateOrg, at,
				Args{"name": x.name, "other": sheet.Ref(r.table.keyCol, seen[x.org])})
			usable = false
		case usable:
			seen[x.org] = x.row.Number
			if x.outside && filled {
				r.findings.add(Warning, codeOrgOutside, at, Args{"name": x.name, "sender": r.names.called(r.title.org)})
			}
		}
		if x.kind == unitRow && filled {
			r.warnHidden(x.row)
		}
		r.readOrgRow(x, usable)
	}
	r.checkTotals(rows)
}

// markFractions finds the columns where a percentage is written as 0.98.
func (r *tableReader) markFractions() {
	rows := r.dataRows()
	for _, col := range r.columns {
		if col.kind == figureColumn && col.head.indicator.Kind == catalog.Ratio {
			r.fractions[col.col] = slices.ContainsFunc(rows, func(row sheet.Row) bool { return isFraction(row.At(col.col)) })
		}
	}
}

// classify tells what each row is. Groups begin with a row that has a Roman
// number or letter, that is bold without a number, or that names a cluster.
func (r *tableReader) classify() []orgRow {
	number := r.columnOf(numberColumn)
	group := 0
	var rows []orgRow
	for _, row := range r.dataRows() {
		cell := row.At(r.table.keyCol)
		mark := row.At(number)
		text := name(cell)
		filled := r.isFilled(row)
		if text == "" && isTotal(plain(name(mark))) { // the word stands in a merged cell from TT on
			text, cell = name(mark), mark
		}
		if text == "" {
			if filled {
				r.findings.add(Warning, codeRowUnnamed, r.firstFilled(row), nil)
			}
			continue
		}
		rest, _ := withoutNumbering(text)
		x := orgRow{row: row, name: text, key: plain(rest), group: group}
		if strings.HasPrefix(catalog.Fold(text), "trong đó") {
			x.kind = asideRow
			rows = append(rows, x)
			continue
		}
		if isTotal(plain(text)) || isTotal(x.key) {
			x.kind = totalRow
			rows = append(rows, x)
			continue
		}
		org, inside, known := r.findOrg(text, rest)
		x.org, x.outside = org.Org, known && !inside && !r.names.ancestors(org.Org)[r.title.org]
		if known && x.org == r.title.org {
			x.kind = totalRow // the sender's own row sums the others
			rows = append(rows, x)
			continue
		}
		isGroup := known && (org.Type == catalog.Cluster || org.Type == catalog.Territory || org.Type == catalog.Bloc) ||
			!known && (isGroupNumber(name(mark)) || numberedGroup(text) || cell.Bold && strings.TrimSpace(mark.Text) == "")
		if isGroup {
			group++
			x.kind, x.group, x.marking = groupRow, group, markingOf(name(mark), text)
		} else if !known && !filled {
			continue // a remark
		}
		rows = append(rows, x)
	}
	return rows
}

// numberedGroup reports whether a name begins with a Roman number: "II. Khối ngân hàng".
func numberedGroup(name string) bool {
	first, _, ok := strings.Cut(name, " ")
	return ok && isGroupNumber(first) && strings.ContainsAny(first, ".)/")
}

// findOrg finds the organisation of a row, by its name as written or without
// numbering: among those below the sender first, because "Đơn vị 01" may
// exist in every bloc, then among all.
func (r *tableReader) findOrg(name, rest string) (org catalog.OrgVersion, inside, known bool) {
	for _, scope := range []*catalog.Names{r.below, r.names.names} {
		for _, text := range []string{name, rest} {
			if v, ok := scope.Find(text); ok {
				return v, scope == r.below, true
			}
		}
	}
	return catalog.OrgVersion{}, false, false
}

// markingOf tells groups of one level from those of another: "I" and "II"
// stand beside each other, "A" above or below them.
func markingOf(mark, text string) string {
	if !isGroupNumber(mark) {
		mark, _, _ = strings.Cut(text, " ")
	}
	switch {
	case !isGroupNumber(mark):
		return ""
	case strings.Trim(mark, "().IVX") == "":
		return "I"
	}
	return "A"
}

// settleUnknownGroups decides what rows of figures are that look like a group
// but name none: a group if they sum what stands below them, else an
// organisation nobody knows, whose figures must not vanish as a sum.
func (r *tableReader) settleUnknownGroups(rows []orgRow) {
	var strangers []int
	for i := range rows {
		if rows[i].kind == groupRow && rows[i].org == "" && r.isFilled(rows[i].row) {
			strangers = append(strangers, i)
		}
	}
	if len(strangers) == 0 {
		return
	}
	for i := range rows {
		rows[i].figures = r.glance(rows[i])
	}
	for n, i := range strangers {
		if n >= maxTotals || !r.sumsBelow(rows, i) {
			rows[i].kind = unitRow
		}
	}
	group := 0
	for i := range rows {
		if rows[i].kind == groupRow {
			group++
		}
		rows[i].group = group
	}
}

// glance reads the figures of a row without a word about what is wrong.
func (r *tableReader) glance(x orgRow) map[int]quantity {
	quiet := *r
	quiet.findings = &findings{}
	figures := map[int]quantity{}
	for _, col := range r.columns {
		if col.kind == figureColumn {
			if q, ok := quiet.figure(x.row, col, col.head.indicator, r.cellUnits(col, heading{}), place{}); ok {
				figures[col.col] = q
			}
		}
	}
	return figures
}

// sumsBelow reports whether a row's figures are the sums of the organisations
// below it: up to the next group, or, of a group that holds groups, up to the
// next one of its own level.
func (r *tableReader) sumsBelow(rows []orgRow, i int) bool {
	for _, nested := range []bool{false, true} {
		end := i + 1
		for end < len(rows) && rows[end].kind != totalRow && (rows[end].kind != groupRow || nested && rows[end].marking != rows[i].marking) {
			end++
		}
		units := slices.DeleteFunc(slices.Clone(rows[i+1:end]), func(u orgRow) bool { return u.kind != unitRow })
		if len(units) > 0 && r.areSums(rows[i].figures, units) {
			return true
		}
	}
	return false
}

// areSums reports whether every printed figure that the rows determine is
// their sum, and at least one is.
func (r *tableReader) areSums(printed map[int]quantity, rows []orgRow) bool {
	compared := false
	for _, col := range r.columns {
		q, ok := printed[col.col]
		if !ok || q.notApplicable {
			continue
		}
		sum, tolerance, ok := r.sumOf(rows, col, q)
		if !ok {
			continue
		}
		if !within(sum, q.shown(col.head.indicator, r.cat), tolerance) {
			return false
		}
		compared = true
	}
	return compared
}

// settleGroups decides what known clusters are that head no rows: in a bloc's
// summary they are the units. So is the sender in a table of its own.
func (r *tableReader) settleGroups(rows []orgRow) {
	for i := range rows {
		if rows[i].kind != groupRow || rows[i].org == "" || !r.isFilled(rows[i].row) {
			continue
		}
		heads := i+1 < len(rows) && rows[i+1].kind == unitRow
		if !heads {
			rows[i].kind = unitRow
		}
	}
	if slices.ContainsFunc(rows, func(x orgRow) bool { return x.kind == unitRow }) {
		return
	}
	for i := range rows {
		if rows[i].kind == totalRow && rows[i].org == r.title.org {
			rows[i].kind = unitRow
		}
	}
}

// readOrgRow reads the figures of a row; those of a usable row become readings.
func (r *tableReader) readOrgRow(x *orgRow, usable bool) {
	quiet := *r
	if x.kind != unitRow {
		quiet.findings = &findings{} // what is wrong in a sum is the sum's mismatch
	}
	for _, col := range r.columns {
		switch at := r.grid.place(col.col, x.row.Number); col.kind {
		case figureColumn:
			ind := col.head.indicator
			q, ok := quiet.figure(x.row, col, ind, r.cellUnits(col, heading{}), at)
			if !ok {
				continue
			}
			x.figures[col.col] = q
			if usable {
				r.readings.add(reading{org: x.org, indicator: ind, slot: col.slot, quantity: q, at: at})
			}
		case orgTypeColumn:
			if usable {
				r.readOrgType(x, at)
			}
		}
	}
	for _, col := range r.columns {
		if col.kind == checkColumn && x.kind != asideRow {
			at := r.grid.place(col.col, x.row.Number)
			if ind, figures, ok := r.checked(x, col); ok {
				r.checkPercent(x.row.At(col.col), col, ind, figures, at)
			}
		}
	}
}

// checked returns the figures a check column compares: those of its own
// indicator or, when it names none, of the nearest figure column to its left.
func (r *tableReader) checked(x *orgRow, check column) (catalog.Indicator, []figure, bool) {
	ind, ok := check.head.indicator, check.head.known
	for i := check.col - 2; i >= 0 && !ok; i-- {
		if c := r.columns[i]; c.kind == figureColumn {
			ind, ok = c.head.indicator, true
		}
	}
	var figures []figure
	for _, c := range r.columns {
		if q, filled := x.figures[c.col]; filled && c.head.indicator.Code == ind.Code {
			figures = append(figures, figure{c.slot, q})
		}
	}
	return ind, figures, ok
}

// orgTypeKeys are the ways to write the type of a Party organisation.
var (
	committeeKeys = words("ĐB", "đảng bộ", "ĐBCS", "đảng bộ cơ sở")
	cellKeys      = words("CB", "chi bộ", "CBCS", "chi bộ cơ sở")
)

// readOrgType counts the organisation of a row: one grassroots organisation,
// which is either a committee or a cell.
func (r *tableReader) readOrgType(x *orgRow, at place) {
	text := name(r.grid.At(at.col, at.row))
	key := plain(text)
	committee, cell := 0, 0
	switch {
	case key == "":
		return
	case committeeKeys[key]:
		committee = 1
	case cellKeys[key]:
		cell = 1
	default:
		r.findings.add(Warning, codeOrgTypeUnknown, at, Args{"text": text, "name": x.name})
		return
	}
	s := slot{period: r.title.period, basis: catalog.Discrete, scenario: Actual, role: Reported, status: r.title.status}
	for _, count := range []struct {
		indicator string
		n         int
	}{{"party_organisations", 1}, {"party_committees", committee}, {"grassroots_cells", cell}} {
		ind, ok := r.cat.Indicator(count.indicator)
		if !ok {
			continue // a catalogue without it does not ask for it
		}
		unit, _ := r.cat.Unit(ind.Unit)
		q := quantity{value: decimal.NewFromInt(int64(count.n)), unit: unit, raw: text}
		r.readings.add(reading{org: x.org, indicator: ind, slot: s, quantity: q, at: at, derived: true})
	}
}
