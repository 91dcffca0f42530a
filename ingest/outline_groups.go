package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
)

// group is a row without figures that heads others.
type group struct {
	kind  string // how it is numbered: "I", "A", "1" or "" for not at all
	name  string
	shown string // as it is written
}

// groupOf returns what a row is as a group.
func groupOf(n rowName, name string) group {
	mark := strings.TrimSpace(cmp.Or(n.mark, leadingNumber(n.name)))
	kind := markingOf(mark, "")
	if kind == "" && startsDigit(strings.TrimLeft(mark, "(")) {
		kind = "1"
	}
	return group{kind, name, n.name}
}

// isCapital reports whether a text is written in capital letters.
func isCapital(text string) bool {
	return strings.ToUpper(text) == text && strings.ContainsFunc(text, unicode.IsLetter)
}

// enterGroup takes in a row that heads others. It ends those of its own level.
func (o *outline) enterGroup(n rowName, name string) {
	g := groupOf(n, name)
	if i := slices.IndexFunc(o.groups, func(other group) bool { return other.kind == g.kind }); i >= 0 {
		o.groups = o.groups[:i]
	}
	o.groups = append(o.groups, g)
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
	own := groupOf(n, name)
	i := slices.IndexFunc(o.groups, func(g group) bool {
		if g.kind != "" || own.kind != "" {
			return g.kind == own.kind
		}
		_, indicator := cat.Match(g.name)
		return indicator && (!isCapital(g.shown) || isCapital(n.name))
	})
	if i < 0 {
		return
	}
	if o.section == o.groups[len(o.groups)-1].name {
		o.section = ""
		if i > 0 {
			o.section = o.groups[i-1].name
		}
	}
	o.groups = o.groups[:i]
}

// speakingOfAnother returns the nearest of the groups that a row stands in, as
// written, that makes its name another's: see [ofAnother].
func (o *outline) speakingOfAnother(name string, ind catalog.Indicator, cat *catalog.Catalogue) (over string, ok bool) {
	for _, g := range slices.Backward(o.groups) {
		if ofAnother(name, ind, []string{g.name}, cat) {
			return g.shown, true
		}
	}
	return "", false
}

// written returns the rows that a row may stand below, as they are written.
func (o *outline) written() []string {
	var list []string
	for _, g := range o.groups {
		list = append(list, g.shown)
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
