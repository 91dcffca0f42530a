package ingest

import (
	"slices"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
)

// isCapital reports whether a text is written in capital letters.
func isCapital(text string) bool {
	return strings.ToUpper(text) == text && strings.ContainsFunc(text, unicode.IsLetter)
}

// leaveGroups ends the groups that a row stands beside, not below, because it
// is numbered as they are: "3. Đảng viên" after "2. Kiểm tra" without a figure.
// Without numbers a name in capital letters, or one that is no indicator's,
// heads those that follow.
func (o *outline) leaveGroups(n rowName, name string, cat *catalog.Catalogue) {
	ind, ok := cat.Match(name)
	if !ok || isShortPart(name, ind, cat) {
		return
	}
	mark, _ := rankMark(n)
	o.groups.leave(func(g rowGroup) bool {
		if isNumberMark(g.mark) || isNumberMark(mark) {
			return g.isWithin(mark)
		}
		_, indicator := cat.Match(g.name)
		return indicator && (!isCapital(g.text) || isCapital(n.name))
	})
	if o.section != "" {
		o.section = o.groups.subject(n.row)
	}
}

// speakingOfAnother returns the nearest of the groups that a row stands in, as
// written, that makes its name another's: see [ofAnother].
func (o *outline) speakingOfAnother(name string, ind catalog.Indicator, cat *catalog.Catalogue) (over string, ok bool) {
	for _, g := range slices.Backward(o.groups.list) {
		if ofAnother(name, ind, []string{g.name}, cat) {
			return g.text, true
		}
	}
	return "", false
}

// written returns the rows that a row may stand below, as they are written.
func (o *outline) written() []string {
	var list []string
	for _, g := range o.groups.list {
		list = append(list, g.text)
	}
	return append(list, o.itemParent.name, o.dashParent.name)
}

// namesBeside returns the names of the rows before and after one.
func (r *tableReader) namesBeside(row int) []neighbour {
	var beside []neighbour
	for _, at := range []int{row - 1, row + 1} {
		written := name(r.grid.Row(at).At(r.table.keyCol))
		rest, _ := withoutNumbering(written)
		beside = append(beside, neighbour{rest, written})
	}
	return beside
}
