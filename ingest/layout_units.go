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
	mapped  Mapping          // by which the organisation was found; the zero mapping for none
	org     string           // code; "" when the name is unknown
	outside bool             // the organisation does not stand below the sender
	group   int              // number of the group the row is in; 0 before the first
	marking string           // how a group's row is marked: "I", "A", "" for bold
	figures map[int]quantity // by column

	item    int      // number of the row with the name: another one's for a row of measures
	said    *heading // what the row says of its figures, nil for nothing
	measure slot     // what that comes to, for sums; zero for an outcome

	over    *groupTime // what the group it stands in says of its figures, nil for nothing
	isTimes bool       // it heads such a group
}

// readUnits reads a table whose rows are organisations: a cluster's or bloc's
// summary, or the Party form.
func (r *tableReader) readUnits() {
	rows := r.classify()
	r.notePercentages()
	r.findTicks()
	r.settleUnknownGroups(rows)
	r.settleGroups(rows)
	type orgOfTime struct {
		org  string
		over *groupTime
	}
	seen := map[orgOfTime]int{}
	for i := range rows {
		x := &rows[i]
		x.figures = map[int]quantity{}
		at := r.grid.place(r.table.keyCol, x.row.Number)
		filled := r.isFilled(x.row)
		usable := x.kind == unitRow && x.org != ""
		own := orgOfTime{x.org, x.over}
		switch {
		case x.kind == asideRow && filled:
			r.findings.add(Warning, codeRowUnknown, at, Args{"name": x.name, "suggestion": wording{}})
			continue
		case x.kind == unitRow && x.org == "" && filled:
			r.askOrg(x, at)
		case usable && seen[own] != 0 && seen[own] != x.item:
			r.findings.add(Error, codeDuplicateOrg, at,
				Args{"name": x.name, "other": sheet.Ref(r.table.keyCol, seen[own])})
			usable = false
		case usable:
			seen[own] = x.item
			if x.mapped.Text != "" && filled {
				r.findings.noteMapping(x.mapped, r.vocabulary, at)
			}
			if x.outside && filled {
				r.findings.add(Warning, codeOrgOutside, at, Args{"name": x.name, "sender": r.names.called(r.title.org)})
			}
		}
		if x.kind == unitRow && filled {
			r.warnHidden(x.row)
		}
		r.readOrgRow(x, usable)
	}
	r.noteOtherUnits(rows)
	r.checkTotals(rows)
	r.summed = &summedTable{grid: r.grid, columns: r.columns, rows: rows, mark: r.markOfTable(rows)}
}

// notePercentages notes how the percentages of each column are written.
func (r *tableReader) notePercentages() {
	rows := r.dataRows()
	for _, col := range r.columns {
		if col.kind == figureColumn && col.head.indicator.Kind == catalog.Ratio {
			for _, row := range rows {
				r.percentages[col.col] = r.percentages[col.col].with(row.At(col.col))
			}
		}
	}
}

// classify tells what each row is. Groups begin with a row that has a Roman
// number or letter, that is bold without a number, or that names a cluster.
// Rows of measures are what the row with their name is.
func (r *tableReader) classify() []orgRow {
	number := r.columnOf(numberColumn)
	group := 0
	var rows []orgRow
	var above orgRow // the last row with a name
	var groups rowGroups
	all := r.dataRows()
	for i, row := range all {
		cell := row.At(r.table.keyCol)
		mark := row.At(number)
		text := name(cell)
		filled := r.isFilled(row)
		if text == "" && r.isNameInFront(row, mark) {
			text, cell = name(mark), mark
		}
		if r.opensGroupOfUnits(&groups, row, all[min(i+1, len(all)-1)], text, name(mark)) {
			group++
			rest, _ := withoutNumbering(text)
			rows = append(rows, orgRow{kind: groupRow, row: row, name: text, key: plain(rest), item: row.Number, group: group,
				marking: markingOf(name(mark), text), over: groups.time(), isTimes: true})
			above = orgRow{}
			continue
		}
		beside := r.measureBeside(row)
		said := beside
		if text != "" && said == nil {
			said = r.measureBelow(text)
		}
		if said != nil && above.item > 0 && (text == "" || beside == nil || text == above.name) {
			x := above
			x.row, x.said = row, said
			rows = append(rows, x)
			continue
		}
		if text == "" {
			if filled {
				r.findings.add(Warning, codeRowUnnamed, r.grid.place(r.firstFilled(row), row.Number), nil)
			}
			continue
		}
		x := r.named(row, text, cell)
		if x.kind == groupRow {
			group++
		}
		x.group, x.said, x.over = group, beside, groups.time()
		above = x
		rows = append(rows, x)
	}
	rows = r.withoutRemarks(rows)
	r.settleMeasures(rows)
	return rows
}

// isNameInFront reports whether the number column holds a row's name: a total's
// or a group's, in a cell that is often merged up to the column of names.
func (r *tableReader) isNameInFront(row sheet.Row, mark sheet.Cell) bool {
	text := name(mark)
	if mark.Kind != sheet.Text || rowNumber.MatchString(text) {
		return false
	}
	_, _, known := r.findOrg(text, text)
	return known || isTotal(plain(text)) || r.grid.mergedBelow(mark.Col, row.Number).LastCol >= r.table.keyCol
}

// named tells what a row with a name is, as far as its name says. The name
// stands in the cell given, which may be merged from the number column on.
func (r *tableReader) named(row sheet.Row, text string, cell sheet.Cell) orgRow {
	rest, _ := withoutNumbering(text)
	mark := row.At(r.columnOf(numberColumn))
	x := orgRow{row: row, name: text, key: plain(rest), item: row.Number}
	if strings.HasPrefix(catalog.Fold(text), "trong đó") {
		x.kind = asideRow
		return x
	}
	if isTotal(plain(text)) || isTotal(x.key) {
		x.kind = totalRow
		return x
	}
	org, inside, known := r.findOrg(text, rest)
	if m, ok := r.confirmed.find(MapOrganisation, x.key); ok && !known {
		x.mapped = m
		org, inside, known = r.findOrg(m.Target, m.Target)
	}
	x.org, x.outside = org.Org, known && !inside && !r.names.ancestors(org.Org)[r.title.org]
	switch {
	case !known && isMean(x.key):
		x.kind = totalRow
	case !known && (strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+")):
		x.kind = asideRow // a branch of the organisation above
	case known && x.org == r.title.org:
		x.kind = totalRow // the sender's own row sums the others
	case known && (org.Type == catalog.Cluster || org.Type == catalog.Territory || org.Type == catalog.Bloc),
		!known && (isGroupNumber(name(mark)) || numberedGroup(text) || cell.Bold && strings.TrimSpace(mark.Text) == ""):
		x.kind, x.marking = groupRow, markingOf(name(mark), text)
	}
	return x
}

// settleMeasures tells which rows of a table of plans and outcomes sum which:
// those that say the same of their figures. A total may say it in its name,
// as "Cộng kế hoạch".
func (r *tableReader) settleMeasures(rows []orgRow) {
	if !slices.ContainsFunc(rows, func(x orgRow) bool { return x.said != nil || x.over != nil }) {
		return
	}
	plain, _ := slotOf(heading{}, r.title)
	for i := range rows {
		x := &rows[i]
		said := x.said
		if said == nil && x.kind == totalRow && isMeasureOnly(x.key) {
			h := measureOf(x.key, r.cat)
			said = &h
		}
		if x.over != nil && !x.over.left {
			whole := x.over.said
			if said != nil {
				whole, _ = whole.heads(*said, r.title)
			}
			said = &whole
		}
		if said == nil || said.isOutcome() {
			continue
		}
		if s, ok := slotOf(*said, r.title); ok && !s.sameFigure(plain) {
			s.status = catalog.NoStatus
			x.measure = s
		}
	}
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

// readOrgRow reads the figures of a row; those of a usable row become readings.
func (r *tableReader) readOrgRow(x *orgRow, usable bool) {
	reader := r
	if x.kind != unitRow {
		reader = r.quietly() // what is wrong in a sum is the sum's mismatch
	}
	remark := r.remarkOf(x.row)
	for _, col := range r.columns {
		switch at := r.grid.place(col.col, x.row.Number); col.kind {
		case figureColumn:
			ind := col.head.indicator
			of := itemKey{row: x.item, indicator: ind.Code}
			if x.said != nil && x.said.isProportion(ind.Kind == catalog.Ratio) {
				r.compare(x.row, proportionOf(col, x.said), ind, of, at)
				continue
			}
			narrow, said, ok := r.underGroup(col, x.over, x.said, usable && x.row.At(col.col).Kind != sheet.Blank)
			if !ok {
				continue
			}
			narrow, ok = r.narrowed(narrow, said)
			if !ok && usable && x.row.At(col.col).Kind != sheet.Blank {
				narrow, ok = r.clash(col, said, at)
			}
			if !ok {
				continue
			}
			narrow = r.runningUntil(narrow, ind)
			if narrow.slot, ok = reader.governed(remark, x.row, narrow, ind, narrow.slot); !ok {
				continue
			}
			if reader.leavesArisen(ind, x.row, at, "", narrow.head.text, said.words(), x.over.words()) {
				continue
			}
			own := heading{}
			if x.row.At(col.col).Kind != sheet.Blank {
				if own = reader.unitOfOrg(*x, col); own.oddUnit != "" {
					continue
				}
			}
			q, ok := reader.figure(x.row, narrow, ind, reader.cellUnits(col, own), at)
			if !ok {
				continue
			}
			x.figures[col.col] = q
			if usable {
				words := []heading{narrow.head}
				if x.said != nil {
					words = append(words, *x.said)
				}
				narrow.slot = r.underTold(narrow.slot, q, at, words...)
			}
			r.items[of] = append(r.items[of], figure{narrow.slot, q, at})
			if usable {
				r.readings.add(reading{org: x.org, indicator: ind, slot: narrow.slot, quantity: q, at: at, item: x.item,
					told:  r.title.told.settles(narrow.slot, r.title.period),
					added: narrow.head.has(saysCumulative) || x.said != nil && x.said.has(saysCumulative),
					until: narrow.head.has(saysToDate) || x.said != nil && x.said.has(saysToDate)})
			}
		case orgTypeColumn:
			if usable && x.over.isReported() {
				r.readOrgType(x, at)
			}
		case rankColumn:
			if usable && (x.said == nil || x.said.isOutcome()) && x.over.isReported() {
				r.readRank(x.org, col.slot, at)
			}
		}
	}
	for _, col := range r.columns {
		if ind, ok := r.checked(col); ok && x.kind != asideRow {
			at := r.grid.place(col.col, x.row.Number)
			r.compare(x.row, col, ind, itemKey{row: x.item, indicator: ind.Code}, at)
		}
	}
}

// checked returns the indicator a check column is about: its own or, when it
// names none, that of the nearest figure column to its left.
func (r *tableReader) checked(check column) (catalog.Indicator, bool) {
	if check.kind != checkColumn {
		return catalog.Indicator{}, false
	}
	ind, ok := check.head.indicator, check.head.known
	for i := check.col - 2; i >= 0 && !ok; i-- {
		if c := r.columns[i]; c.kind == figureColumn {
			ind, ok = c.head.indicator, true
		}
	}
	return ind, ok
}

// The ways to write the type of a Party organisation; "DB" has lost its stroke.
var (
	committeeKeys = words("ĐB", "DB", "đảng bộ", "ĐBCS", "đảng bộ cơ sở")
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
