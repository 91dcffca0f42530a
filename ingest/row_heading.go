package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// outline remembers the rows above a row, which give names like "- Nữ" or
// "Tổng số" their meaning.
type outline struct {
	section string    // last row without figures or dash: "II. Đảng viên"
	groups  rowGroups // that a row is in
	item    string    // last row without a dash
	dash    string    // last row with "-"; "+" stands below it
	plus    bool      // a row with "+" stands below the item itself, and so do all others of the item's
	within  bool      // "Trong đó:" stood on a row of its own: rows without a number are parts
	open    bool      // item is an amount without figures: rows without a number are its parts

	// Where the last row with a name, the item and the dash stand.
	name                  string
	row, itemRow, dashRow int
	dashFilled            bool // dash has figures of its own

	itemParent, dashParent parent

	// What the item says of its figures, and the last row without a name of its
	// own below it with how that is marked: see saidOfPart.
	itemSaid, aboveSaid *heading
	aboveMark           string
	itemEffects         effects // of the item's name

	units groupUnits // of the heading of the group, "I. Chỉ tiêu tài chính (triệu đồng)"

	moving    string // unit of what comes and goes by the rows since "Tăng trong kỳ", "" outside of these
	movingRow int    // of the level that these lead on from, 0 if no row is named after it
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
	if p.moves(ind) {
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
	of := o.movesOf(plain(rest))
	if of != "" || headsMovements(plain(rest)) {
		child, plus, grandchild = false, false, false // however it is numbered, what follows are its ways
	}
	foreign := !child && r.isForeignPart(rest, *o)
	child = child || foreign
	if !child {
		o.leaveGroups(n, rest, r.cat)
	}
	over := o.above(child, grandchild)
	h = heading{text: name, names: r.respell(over)}
	above := len(h.names)
	h.readLevel(rest, above > 0, r.cat)
	if h.indicator, h.known = matchNames(h.names, r.cat); foreign && o.itemParent.name == "" {
		h.known = false // nothing says of what it is a part
	}
	names := h.names[min(above, len(h.names)):]
	own := strings.Join(names, " ")
	if ind, alone := matchNames(names, r.cat); h.known && alone && ind.Code == h.indicator.Code {
		if over, ok := o.speakingOfAnother(own, ind, r.cat); ok {
			h.known, h.alone, h.below = false, ind, over // "II. Công đoàn", "1. Công tác tổ chức", "- Kết nạp"
		}
	}
	if u, ok := r.cat.UnitOf(n.unit); h.known && h.indicator.Group == catalog.Economy && (mayBePeople(own, r.namesBeside(n.row)) || plain(own) == "dt" && ok && u.Dimension == "person") {
		h.known, h.indicator = false, catalog.Indicator{}
	}
	if !h.known {
		h.noteOver(o.written(), r.cat)
	}
	h.divided(own, r.rowTexts())
	h.dividedBetween(r.namesBeside(n.row), r.cat)
	if !h.known && own != "" {
		r.consult(&h, append(over, own), above, child)
		names = h.names[above:]
	}
	self := parent{name: name, indicator: h.indicator, known: h.known}
	if of != "" {
		self.name = of + " " + name
	}
	if !child {
		o.move(h, self, n.filled)
	}
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
		if _, other, ours := r.namedBody(n.name); !h.known && (other || ours) && !ofOthers([]string{own}) && !strings.HasSuffix(plain(own), "doanh nghiệp") {
			own = "" // it says whose the figures are, which is asked of the group
		}
		o.groups.enter(n, own)
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
	return alone && own.Code != head.Code && own.Part != head.Code && !ofAnother(strings.Join(names, " "), own, []string{o.section}, r.cat)
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
