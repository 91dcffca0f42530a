package ingest

import (
	"cmp"
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// outline remembers the rows above a row, which give names like "- Nữ" or
// "Tổng số" their meaning.
type outline struct {
	section string // last row without figures or dash: "II. Đảng viên"
	item    string // last row without a dash
	dash    string // last row with "-"; "+" stands below it
	within  bool   // "Trong đó:" stood on a row of its own: rows without a number are parts
	open    bool   // item is an amount without figures: rows without a number are its parts

	itemParent, dashParent parent
}

// parent is a row whose parts may follow: one with figures or, without any,
// one that names an amount, as "2. Kinh phí công đoàn". A heading of rows that
// have nothing else in common, as "II. Đảng viên", is none.
type parent struct {
	name      string // as written, "" for none
	indicator catalog.Indicator
	known     bool // indicator is set
}

// holds reports whether an indicator is a part of the parent, or its own
// figure again ("- Thực hiện"). Under a parent nobody knows only a name that
// needs the parent's to mean something can be one.
func (p parent) holds(ind catalog.Indicator, alone bool, cat *catalog.Catalogue) bool {
	if !p.known {
		return !alone
	}
	for ok := true; ok; ind, ok = cat.Indicator(ind.Part) {
		if ind.Code == p.indicator.Code {
			return true
		}
	}
	return false
}

// above returns the names a row stands under.
func (o outline) above(child, grandchild bool) []string {
	var names []string
	for _, level := range []struct {
		text string
		use  bool
	}{{o.section, true}, {o.item, child && o.item != o.section}, {o.dash, grandchild}} {
		if level.use && level.text != "" {
			names = append(names, level.text)
		}
	}
	return names
}

// readIndicators reads a table whose rows are indicators of one organisation.
func (r *tableReader) readIndicators(org string) {
	number, unit := r.columnOf(numberColumn), r.columnOf(unitColumn)
	var o outline
	var lines []indicatorRow
	unitText, unitAbove := "", ""
	for _, row := range r.dataRows() {
		if unit > 0 {
			unitText = r.unitText(unit, row.Number, unitAbove)
			unitAbove = cmp.Or(unitText, unitAbove)
		}
		name := name(row.At(r.table.keyCol))
		mark := strings.TrimSpace(cut(row.At(number).Text))
		filled := r.isFilled(row)
		if name == "" {
			if filled {
				r.findings.add(Warning, codeRowUnnamed, r.firstFilled(row), nil)
			}
			continue
		}
		h, above := r.rowHeading(rowName{name, cmp.Or(mark, strings.TrimSpace(itemNumber.FindString(name))), unitText}, &o, filled)
		if !filled {
			continue
		}
		at := r.grid.place(r.table.keyCol, row.Number)
		if h.known && above.name != "" {
			r.findings.add(Warning, codeRowBelowAnother, at, Args{"name": name, "parent": above.name, "indicator": h.indicator.NameVI})
			continue
		}
		if !h.known || h.has(^(saysEstimate | saysCumulative)) || !r.sameTime(h) {
			r.findings.add(Warning, codeRowUnknown, at, Args{"name": name})
			continue
		}
		if unit > 0 && !r.rowUnit(&h, unitText, r.grid.place(unit, row.Number)) {
			continue
		}
		lines = append(lines, indicatorRow{h, row})
	}
	for _, x := range lines {
		r.noteFractions(x)
	}
	for _, x := range lines {
		r.warnHidden(x.row)
		r.readIndicatorRow(org, x.head, x.row)
	}
}

// indicatorRow is a row that is understood.
type indicatorRow struct {
	head heading
	row  sheet.Row
}

// noteFractions notes the columns where the row has a percentage written as 0.98.
func (r *tableReader) noteFractions(x indicatorRow) {
	for _, col := range r.columns {
		if col.kind == figureColumn && x.head.indicator.Kind == catalog.Ratio && isFraction(x.row.At(col.col)) {
			r.fractions[col.col] = true
		}
	}
}

// sameTime reports whether a row names no period, or that of the report: the
// columns say what its figures are of.
func (r *tableReader) sameTime(h heading) bool {
	p, _, _, named := periodOf(h.period, r.title.period.Year())
	return !named || p == r.title.period
}

// rowName is what stands before a row's figures.
type rowName struct {
	name string
	mark string // its number, from the number column or before the name
	unit string // from the unit column
}

// itemNumber is a number before a row's name, in the same cell.
var itemNumber = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})+ |^\(?\d{1,2}(?:\.\d{1,2})*[.)/:]`)

// areas begin the names of rows that head others without being a whole of
// which those are parts.
var areas = regexp.MustCompile(`^(?:công tác|các|kết quả|tình hình|chỉ tiêu|lĩnh vực|về|nhóm|phần|hoạt động|nhiệm vụ|tổ chức|xây dựng|phát triển|sản xuất|kinh doanh|kinh tế|xã hội|văn hóa|đảng|chính trị|tư tưởng|quốc phòng|an ninh|tổng hợp|thông tin)(?: |$)`)

// isWhole reports whether a row without figures whose name means no indicator
// is one of which the rows below are parts: it has a number or a unit, and is
// neither a section's nor the name of an area of work.
func (n rowName) isWhole(own string) bool {
	return (n.unit != "" || n.mark != "") && !isGroupNumber(n.mark) && !areas.MatchString(own)
}

// rowHeading understands a row's name and records it in the outline. If the
// row is a part of a row that cannot have this part, that row is returned too:
// "- Đóng BHXH" under "Lao động" counts people, not insurance paid.
func (r *tableReader) rowHeading(n rowName, o *outline, filled bool) (h heading, stranger parent) {
	name, mark := n.name, n.mark
	rest, child := withoutNumbering(name)
	if rest == "" { // "Trong đó:" alone; its rows follow
		o.within = true
		return heading{}, parent{}
	}
	grandchild := strings.HasPrefix(name, "+") || mark == "+"
	o.within = o.within && (mark == "" || isPartMark(mark))
	child = child || grandchild || o.within || isPartMark(mark) || o.open && mark == ""
	h = heading{text: name, names: o.above(child, grandchild)}
	above := len(h.names)
	h.readLevel(rest, above > 0, r.cat)
	h.indicator, h.known = matchNames(h.names, r.cat)
	names := h.names[min(above, len(h.names)):]
	self := parent{name: name, indicator: h.indicator, known: h.known}
	within := o.itemParent
	if grandchild && o.dashParent.name != "" {
		within = o.dashParent
	}
	if _, alone := matchNames(names, r.cat); child && h.known && within.name != "" && !within.holds(h.indicator, alone, r.cat) {
		part, ok := r.cat.Match(strings.Join(append([]string{within.indicator.NameVI}, names...), " "))
		if ok && within.known && within.holds(part, alone, r.cat) {
			h.indicator, self.indicator = part, part // "Tổng số lao động – Đóng BHXH"
		} else {
			stranger, self.known = within, false
		}
	}
	switch own := strings.Join(names, " "); {
	case grandchild:
	case child:
		o.dash, o.dashParent = own, self
	case !filled:
		o.section, o.item, o.dash, o.open = own, own, "", false
		o.itemParent, o.dashParent = parent{}, parent{}
		if h.known && mark != "" && !isGroupNumber(mark) || !h.known && n.isWhole(own) { // "2. Lao động", its parts below
			o.itemParent, o.open = self, !h.known
		}
	default:
		o.item, o.dash, o.open = own, "", false
		o.itemParent, o.dashParent = self, parent{}
	}
	return h, stranger
}

// isPartMark reports whether the number column sets a row below the one
// before: "-", "+", "1.1", "a".
func isPartMark(mark string) bool {
	return partMark.MatchString(mark) || strings.Contains(strings.Trim(mark, "."), ".")
}

var partMark = regexp.MustCompile(`^(?:[-–—+*•]|\(?[a-zđ][.)]?)$`)

// unitText returns what the unit column says in a row: of a merged cell its
// text, of a ditto mark the text above.
func (r *tableReader) unitText(col, row int, above string) string {
	m := r.grid.mergedBelow(col, row)
	text := name(r.grid.At(m.FirstCol, m.FirstRow))
	if above != "" && isDitto(text) {
		return above
	}
	return text
}

func isDitto(text string) bool {
	if key := plain(text); key != "" {
		return key == "nt" || key == "như trên"
	}
	return strings.ContainsAny(text, `"“”″〃'’/`)
}

// rowUnit takes in what the unit column says. It reports false after an error.
func (r *tableReader) rowUnit(h *heading, text string, at place) bool {
	if text == "" || text == "-" {
		return true
	}
	if u, ok := r.cat.UnitOf(text); ok {
		h.setUnit(u)
		return true
	}
	own, _ := r.cat.Unit(h.indicator.Unit)
	if h.indicator.Kind == catalog.Ratio || isCount(own) && !looksLikeUnit(text) {
		return true
	}
	r.findings.add(Error, codeUnitUnknown, at, Args{"heading": h.indicator.NameVI, "unit": text})
	return false
}

// readIndicatorRow reads the figures of one row and checks its percentages.
func (r *tableReader) readIndicatorRow(org string, h heading, row sheet.Row) {
	var figures []figure
	for _, col := range r.columns {
		if col.kind != figureColumn {
			continue
		}
		s := col.slot
		if s.role == Reported && s.scenario == Actual {
			s.status = statusOf(h, s.status)
		}
		if h.has(saysCumulative) && s.scenario == Actual && !s.period.Cumulative() {
			s.basis = catalog.Cumulative
		}
		at := r.grid.place(col.col, row.Number)
		q, ok := r.figure(row, col, h.indicator, r.cellUnits(col, h), at)
		if !ok {
			continue
		}
		figures = append(figures, figure{s, q})
		r.readings.add(reading{org: org, indicator: h.indicator, slot: s, quantity: q, at: at})
	}
	for _, col := range r.columns {
		if col.kind == checkColumn {
			r.checkPercent(row.At(col.col), col, h.indicator, figures, r.grid.place(col.col, row.Number))
		}
	}
}

// firstFilled returns the place of a row's first figure.
func (r *tableReader) firstFilled(row sheet.Row) place {
	for _, c := range r.columns {
		if c.kind == figureColumn && row.At(c.col).Kind != sheet.Blank {
			return r.grid.place(c.col, row.Number)
		}
	}
	return r.grid.place(r.table.keyCol, row.Number)
}
