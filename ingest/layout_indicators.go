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
	plus    bool   // a row with "+" stands below the item itself, and so do all others of the item's
	within  bool   // "Trong đó:" stood on a row of its own: rows without a number are parts
	open    bool   // item is an amount without figures: rows without a number are its parts

	// Where the last row with a name, the item and the dash stand.
	name                  string
	row, itemRow, dashRow int
	dashFilled            bool // dash has figures of its own

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

// membersMove heads the ways in which Party members come and go, each of which
// is an indicator of its own: "Đảng viên tăng trong kỳ".
var membersMove = regexp.MustCompile(`(?:^| )(?:đảng viên|đv)(?: \S+){0,3} (?:tăng|giảm)(?: |$)|(?:^| )(?:tăng|giảm)(?: \S+){0,3} (?:đảng viên|đv)(?: |$)`)

// memberUnit is the unit of counts of Party members.
const memberUnit = "party_member"

// holds reports whether an indicator is a part of the parent, or its own
// figure again ("- Thực hiện"). Under a parent nobody knows only a name that
// needs the parent's to mean something can be one.
func (p parent) holds(ind catalog.Indicator, alone bool, cat *catalog.Catalogue) bool {
	if ind.Unit == memberUnit && ind.Kind == catalog.Flow && membersMove.MatchString(plain(p.name)) {
		return true
	}
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
	lines := r.indicatorRows()
	for _, x := range lines {
		r.noteFractions(x)
	}
	for _, x := range lines {
		r.warnHidden(x.row)
		r.readIndicatorRow(org, x)
	}
}

// indicatorRow is a row that is understood.
type indicatorRow struct {
	head heading
	row  sheet.Row
	item int      // number of the row with the name: another one's for a row of measures
	said *heading // what the row says of its figures, nil for nothing
}

// indicatorRows understands the rows of a table and returns those with figures.
func (r *tableReader) indicatorRows() []indicatorRow {
	number, unit := r.columnOf(numberColumn), r.columnOf(unitColumn)
	var o outline
	var lines []indicatorRow
	known := map[int]indicatorRow{} // by row, filled or not
	unitText, unitAbove := "", ""
	for _, row := range r.dataRows() {
		if unit > 0 {
			unitText = r.unitText(unit, row.Number, unitAbove)
			unitAbove = cmp.Or(unitText, unitAbove)
		}
		n := rowName{name: name(row.At(r.table.keyCol)), unit: unitText, row: row.Number, filled: r.isFilled(row)}
		n.mark = cmp.Or(strings.TrimSpace(cut(row.At(number).Text)), itemNumber(n.name))
		at := r.grid.place(r.table.keyCol, row.Number)
		beside := r.measureBeside(row)
		if said, item := r.measured(n, beside, o); said != nil {
			x, ok := known[item]
			asked := false
			if !ok && n.filled {
				x, asked = r.whose(said, o, known, at)
				ok = x.head.known
			}
			x.row, x.said = row, said
			switch {
			case !n.filled, asked:
			case !ok:
				r.findings.add(Warning, codeRowUnknown, at, Args{"name": said.text, "suggestion": wording{}})
			case said.isProportion(x.head.indicator.Kind == catalog.Ratio) || r.rowUnit(&x.head, unitText, r.grid.place(unit, row.Number)):
				lines = append(lines, x)
			}
			continue
		}
		if n.name == "" {
			if n.filled {
				r.findings.add(Warning, codeRowUnnamed, r.grid.place(r.firstFilled(row), row.Number), nil)
			}
			continue
		}
		h, above := r.rowHeading(n, &o)
		if plan := h.takePlan(); beside == nil {
			beside = plan
		}
		if !r.isUsable(h, above, n, row, at) || n.filled && !r.rowUnit(&h, unitText, r.grid.place(unit, row.Number)) {
			continue
		}
		if u, ok := r.cat.UnitOf(unitText); ok && !n.filled {
			h.setUnit(u) // for the rows of measures below
		}
		known[row.Number] = indicatorRow{head: h, row: row, item: row.Number, said: beside}
		if n.filled {
			lines = append(lines, known[row.Number])
			if h.mapped.Text != "" {
				r.findings.noteMapping(h.mapped, r.vocabulary, at)
			}
		}
	}
	return lines
}

// isUsable reports whether a row is understood; if it has figures and is not,
// a finding says why.
func (r *tableReader) isUsable(h heading, above parent, n rowName, row sheet.Row, at place) bool {
	switch {
	case h.known && above.name != "":
		if n.filled {
			r.findings.add(Warning, codeRowBelowAnother, at, Args{"name": n.name, "parent": above.name, "indicator": h.indicator.NameVI})
		}
	case h.mapped.Target == Ignore && h.mapped.Text != "":
		if n.filled {
			r.findings.noteMapping(h.mapped, r.vocabulary, at)
		}
	case n.filled && r.readRanks(h, row):
	case !h.known && n.filled && h.key != "":
		r.askRow(h, n, at)
	case !h.known || h.has(^(saysEstimate | saysCumulative | saysToDate | ownEffects)) || !r.sameTime(h):
		if n.filled {
			r.findings.add(Warning, codeRowUnknown, at, Args{"name": n.name, "suggestion": wording{}})
		}
	default:
		return true
	}
	return false
}

// measured returns what a row without a name of its own says of its figures,
// and the row with the name they belong to, 0 if that is not certain: below a
// part with figures of its own "- Kế hoạch" may be the part's or the whole's.
func (r *tableReader) measured(n rowName, beside *heading, o outline) (said *heading, item int) {
	if beside != nil {
		if n.name == "" || n.name == o.name {
			return beside, o.row
		}
		return nil, 0
	}
	if n.name == "" {
		return nil, 0
	}
	said = r.measureBelow(n.name)
	switch {
	case said == nil:
	case o.dashRow > 0 && (!o.dashFilled || isPlus(n.name, n.mark)):
		item = o.dashRow
	case o.dashRow == 0:
		item = o.itemRow
	}
	return said, item
}

// noteFractions notes the columns where the row has a percentage written as 0.98.
func (r *tableReader) noteFractions(x indicatorRow) {
	for _, col := range r.columns {
		if col.kind == figureColumn && x.head.indicator.Kind == catalog.Ratio && isFraction(x.row.At(col.col)) {
			r.fractions[col.col] = true
		}
	}
}

// sameTime reports whether a row names no time, or that of the report: the
// columns say what its figures are of.
func (r *tableReader) sameTime(h heading) bool {
	if p, _, _, named := periodOf(h.period, r.title.period.Year()); named {
		return p == r.title.period
	}
	own, ok := h.ownPeriod(r.title.period)
	return ok && own == r.title.period
}

// rowName is what stands before a row's figures.
type rowName struct {
	name   string
	mark   string // its number, from the number column or before the name
	unit   string // from the unit column
	row    int
	filled bool // it has figures
}

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
func (r *tableReader) rowHeading(n rowName, o *outline) (h heading, stranger parent) {
	name, mark := n.name, n.mark
	o.name, o.row = name, n.row
	rest, child := withoutNumbering(name)
	if rest == "" { // "Trong đó:" alone; its rows follow
		o.within = true
		return heading{}, parent{}
	}
	plus := isPlus(name, mark)
	o.plus = o.plus || plus && o.dash == ""
	grandchild := plus && !o.plus
	o.within = o.within && (mark == "" || isPartNumber(mark))
	child = child || plus || o.within || isPartNumber(mark) || o.open && mark == ""
	foreign := !child && r.isForeignPart(rest, *o)
	child = child || foreign
	over := o.above(child, grandchild)
	h = heading{text: name, names: r.respell(over)}
	above := len(h.names)
	h.readLevel(rest, above > 0, r.cat)
	if h.indicator, h.known = matchNames(h.names, r.cat); foreign && o.itemParent.name == "" {
		h.known = false // nothing says of what it is a part
	}
	names := h.names[min(above, len(h.names)):]
	own := strings.Join(names, " ")
	h.divided(own, r.rowTexts())
	if !h.known && own != "" {
		r.consult(&h, append(over, own), above, child)
		names = h.names[above:]
	}
	self := parent{name: name, indicator: h.indicator, known: h.known}
	within := o.itemParent
	if grandchild && o.dashParent.name != "" {
		within = o.dashParent
	}
	if _, alone := matchNames(names, r.cat); child && h.known && within.name != "" && !within.holds(h.indicator, alone, r.cat) {
		part, ok := r.cat.PartNamed(within.indicator, strings.Join(names, " "))
		if ok && within.known {
			h.indicator, self.indicator = part, part // "Tổng số lao động – Đóng BHXH"
		} else {
			stranger, self.known = within, false
		}
	}
	switch {
	case plus:
	case child:
		o.dash, o.dashParent = own, self
		o.dashRow, o.dashFilled = n.row, n.filled
		return h, stranger
	case !n.filled:
		o.section, o.item, o.dash, o.plus, o.open = own, own, "", false, false
		o.itemParent, o.dashParent = parent{}, parent{}
		if h.known && mark != "" && !isGroupNumber(mark) || !h.known && n.isWhole(own) { // "2. Lao động", its parts below
			o.itemParent, o.open = self, !h.known
		}
	default:
		if r.leaves(names, *o) {
			o.section = ""
		}
		o.item, o.dash, o.plus, o.open = own, "", false, false
		o.itemParent, o.dashParent = self, parent{}
	}
	if !plus {
		o.itemRow, o.dashRow = n.row, 0
	}
	return h, stranger
}

// leaves reports whether a row ends the section above it: that is named after an
// indicator, left without a figure, and the row is one that stands by itself
// and is no part of it. A "Tổng cộng" after "Nộp ngân sách" is not the revenue
// that was left out before.
func (r *tableReader) leaves(names []string, o outline) bool {
	head, known := r.cat.Match(o.section)
	if !known {
		return false
	}
	own, alone := matchNames(names, r.cat)
	return alone && own.Code != head.Code && own.Part != head.Code
}

// isForeignPart reports whether a name that means little alone, "Nữ", stands
// like any other row where nothing says of what it is a part: neither the row
// above, its whole or another of its parts, nor, below no row, the section's
// name. After "Lao động" it counts workers and no Party members.
func (r *tableReader) isForeignPart(name string, o outline) bool {
	ind, ok := r.cat.Match(name)
	if !ok || !isShortPart(name, ind, r.cat) {
		return false
	}
	if above := o.itemParent; above.name != "" {
		return !above.known || above.indicator.Code != ind.Part && above.indicator.Part != ind.Part
	}
	return !saysWhole(o.section, ind, r.cat)
}

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
	return strings.ContainsAny(text, `"“”″〃'’/,`)
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
	r.findings.add(Error, codeUnitUnknown, at, Args{"heading": h.indicator.NameVI, "unit": text, "examples": exampleUnits(own)})
	return false
}

// readIndicatorRow reads the figures of one row and notes its percentages.
func (r *tableReader) readIndicatorRow(org string, x indicatorRow) {
	ind := x.head.indicator
	sums := map[int]figure{} // by column, where some sum the others
	for _, col := range r.columns {
		at := r.grid.place(col.col, x.row.Number)
		over := r.orgColumns[col.col]
		of := itemKey{row: x.item, indicator: ind.Code, org: over.org}
		if col.kind == checkColumn {
			r.compare(x.row, col, ind, of, at)
		}
		if col.kind != figureColumn {
			continue
		}
		if x.said != nil && x.said.isProportion(ind.Kind == catalog.Ratio) {
			r.compare(x.row, proportionOf(col, x.said), ind, of, at)
			continue
		}
		col, ok := r.narrowed(col, x.said)
		if !ok && x.row.At(col.col).Kind != sheet.Blank {
			col, ok = r.clash(col, x.said, at)
		}
		if !ok {
			continue
		}
		s := col.slot
		if s.role == Reported && s.scenario == Actual {
			s.status = statusOf(x.head, s.status)
		}
		switch {
		case s.scenario != Actual || s.period.Cumulative():
		case x.head.has(saysCumulative):
			s.basis = catalog.Cumulative
		case x.head.has(saysAlone) && s.role == Reported:
			s.basis = catalog.Discrete
		}
		reader := r
		if over.total {
			reader = r.quietly() // what is wrong in a sum is the sum's mismatch
		}
		q, ok := reader.figure(x.row, col, ind, r.cellUnits(col, x.head), at)
		if !ok {
			continue
		}
		if len(r.orgColumns) > 0 {
			sums[col.col] = figure{s, q, at}
		}
		if over.total {
			continue
		}
		r.items[of] = append(r.items[of], figure{s, q, at})
		r.readings.add(reading{org: cmp.Or(over.org, org), indicator: ind, slot: s, quantity: q, at: at, item: x.item})
	}
	r.checkRowTotals(x, sums)
}
