package ingest

import (
	"regexp"
	"strings"
)

// Some sums say which rows they add up: "TỔNG SỐ (I+II)", "Cộng (A)", "Tổng
// cộng = 1 + 2". Nothing else may be what they sum.

// addsUp is what such a name ends in. One number alone may be a remark's.
var addsUp = regexp.MustCompile(`(?:\(\s*=?\s*(` + groupMark + `|` + rowMark + `(?:\s*\+\s*` + rowMark + `)+)\s*\)|=?\s+(` + rowMark + `(?:\s*\+\s*` + rowMark + `)+))\s*$`)

const (
	groupMark = `(?:[IVX]{1,5}|[A-HĐ])`
	rowMark   = `(?:[IVX]{1,5}|[A-HĐ]|\d{1,2})`
)

// namedBy returns the organisations in the rows that a sum's name says it adds
// up: those of the groups so numbered, and rows so numbered themselves. It
// reports false where the name says nothing, or a number is of no row or of two.
func (r *tableReader) namedBy(rows []orgRow, i int) (scope []orgRow, ok bool) {
	m := addsUp.FindStringSubmatch(oneLine(rows[i].name))
	if m == nil {
		return nil, false
	}
	for mark := range strings.SplitSeq(m[1]+m[2], "+") {
		at, one := r.rowMarked(rows, strings.TrimSpace(mark), rows[i].measure)
		if !one {
			return nil, false
		}
		scope = append(scope, unitsUnder(rows, at)...)
	}
	return scope, true
}

// rowMarked returns the one row of organisations with a number.
func (r *tableReader) rowMarked(rows []orgRow, mark string, measure slot) (at int, one bool) {
	number := r.columnOf(numberColumn)
	at = -1
	for i, x := range rows {
		own := name(x.row.At(number))
		if own == "" {
			own = leadingNumber(x.name)
		}
		if x.kind == totalRow || x.kind == asideRow || x.measure != measure || strings.Trim(own, "(). /:-") != mark {
			continue
		}
		if at >= 0 {
			return 0, false
		}
		at = i
	}
	return at, at >= 0
}

// unitsUnder returns the row itself or, of a group's, the organisations up to
// the next group of its level.
func unitsUnder(rows []orgRow, at int) []orgRow {
	head := rows[at]
	if head.kind != groupRow {
		return rows[at : at+1]
	}
	end := at + 1
	for end < len(rows) && (rows[end].kind != groupRow || rows[end].item == head.item || rows[end].marking != head.marking) {
		end++
	}
	return unitsOf(rows[at:end], func(u orgRow) bool { return u.measure == head.measure })
}
