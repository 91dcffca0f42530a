package ingest

import (
	"regexp"
	"slices"
	"strings"
)

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

// groupWords begin the names of groups that no register needs to hold: what
// stands below them are units of a sector, an area or a cluster.
var groupWords = regexp.MustCompile(`^(?:cụm|khối|nhóm|ngành|lĩnh vực|khu vực|địa bàn|loại hình|các (?:đơn vị|doanh nghiệp|công ty|đảng bộ|chi bộ))(?: |$)`)

// settleUnknownGroups decides what rows of figures are that name nobody: a
// group if they sum what stands below them or are called and numbered like
// one, whose sum is then checked; else an organisation nobody knows, whose
// figures must not vanish as a sum. The lowest come first, because a group may
// hold groups.
func (r *tableReader) settleUnknownGroups(rows []orgRow) {
	var strangers []int
	for i, x := range slices.Backward(rows) {
		if x.org == "" && x.mapped.Text == "" && !x.isTimes && (x.kind == groupRow || x.kind == unitRow && x.item == x.row.Number) && r.isFilled(x.row) {
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
		x := &rows[i]
		marked := x.kind == groupRow
		x.kind = unitRow
		if n < maxTotals && r.sumsBelow(rows, i, marked) || r.isCalledGroup(rows, i) {
			x.kind, x.marking = groupRow, markingOf(name(x.row.At(r.columnOf(numberColumn))), x.name)
		}
	}
	numberGroups(rows)
}

// isCalledGroup reports whether a row is a group by its name or number, with
// an organisation below it that somebody knows: "Khối sản xuất", or "II"
// before a new "1".
func (r *tableReader) isCalledGroup(rows []orgRow, i int) bool {
	next := i + 1
	for next < len(rows) && rows[next].item == rows[i].item {
		next++
	}
	if next == len(rows) || rows[next].kind != unitRow || rows[next].org == "" {
		return false
	}
	number := r.columnOf(numberColumn)
	mark, first := name(rows[i].row.At(number)), strings.Trim(name(rows[next].row.At(number)), "(). ")
	return groupWords.MatchString(rows[i].key) || (isGroupNumber(mark) || numberedGroup(rows[i].name)) && first == "1"
}

// withoutRemarks drops the rows that hold neither figures nor the name of an
// organisation, unless organisations follow: then they are the headings of
// groups. Rows of measures may hold the figures of the name above them.
func (r *tableReader) withoutRemarks(rows []orgRow) []orgRow {
	kept := rows[:0]
	for i, x := range rows {
		if x.kind == unitRow && x.org == "" && x.item == x.row.Number && !r.isFilled(x.row) {
			if i+1 == len(rows) || rows[i+1].kind != unitRow || rows[i+1].item == x.item || rows[i+1].org == "" {
				continue
			}
			x.kind = groupRow
		}
		kept = append(kept, x)
	}
	numberGroups(kept)
	return kept
}

// numberGroups tells the rows of one group from those of another.
func numberGroups(rows []orgRow) {
	group := 0
	for i := range rows {
		if rows[i].kind == groupRow && rows[i].item == rows[i].row.Number {
			group++
		}
		rows[i].group = group
	}
}

// glance reads the figures of a row without a word about what is wrong.
func (r *tableReader) glance(x orgRow) map[int]quantity {
	quiet := r.quietly()
	figures := map[int]quantity{}
	for _, col := range r.columns {
		if col.kind == figureColumn {
			own := quiet.unitOfOrg(x, col)
			if q, ok := quiet.figure(x.row, col, col.head.indicator, quiet.cellUnits(col, own), place{}); ok && own.oddUnit == "" {
				figures[col.col] = q
			}
		}
	}
	return figures
}

// sumsBelow reports whether a row's figures are the sums of the organisations
// below it: up to any row that may be another group's, or, of a group that
// holds groups, up to the next one of its own level. Of a row that is not
// marked as a group's, one organisation below it may have the same figures by
// chance.
func (r *tableReader) sumsBelow(rows []orgRow, i int, marked bool) bool {
	var units []orgRow
	for end := i + 1; end <= len(rows); end++ {
		atEnd := end == len(rows) || rows[end].kind == totalRow
		if (atEnd || rows[end].kind == groupRow || rows[end].org == "") && (len(units) > 1 || marked && len(units) > 0) && r.areSums(rows[i].figures, units) {
			return true
		}
		if atEnd || marked && rows[end].kind == groupRow && rows[end].marking == rows[i].marking && rows[end].item != rows[i].item {
			return false
		}
		if u := rows[end]; u.kind == unitRow && u.measure == rows[i].measure {
			units = append(units, u)
		}
	}
	return false
}

// areSums reports whether every printed figure that the rows determine is
// their sum, and at least one is that is not zero.
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
		compared = compared || !sum.IsZero()
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
		next := i + 1
		for next < len(rows) && (rows[next].item == rows[i].item || rows[next].kind == unitRow && rows[next].org == "" && groupWords.MatchString(rows[next].key)) {
			next++ // a cluster nobody knows is none of its units
		}
		heads := next < len(rows) && rows[next].kind == unitRow && rows[next].org != rows[i].org
		if !heads {
			rows[i].kind = unitRow
		}
	}
	numberGroups(rows)
	if slices.ContainsFunc(rows, func(x orgRow) bool { return x.kind == unitRow }) {
		return
	}
	for i := range rows {
		if rows[i].kind == totalRow && rows[i].org == r.title.org {
			rows[i].kind = unitRow
		}
	}
}
