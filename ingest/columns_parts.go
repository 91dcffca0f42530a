package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// settleParts looks at the columns that are parts of the column to their left,
// because they say "Trong đó" or have a name that means little alone: "Nữ"
// beside "Lao động" is no Party member. A part the catalogue does not know as
// one of that whole is not understood.
func settleParts(columns []column, cat *catalog.Catalogue) {
	var whole column
	for i := range columns {
		c := &columns[i]
		if c.kind != figureColumn && c.kind != unknownColumn {
			continue
		}
		name := strings.Join(c.head.names, " ")
		within := saysWithin(c.head.text)
		if !within && (len(c.head.names) != 1 || !isShortPart(name, c.head.indicator, cat)) {
			whole = *c
			continue
		}
		p := parent{name: whole.head.text, indicator: whole.head.indicator, known: whole.kind == figureColumn}
		if c.kind != figureColumn || p.name == "" || p.holds(c.head.indicator, true, cat) {
			continue
		}
		if part, ok := cat.PartNamed(p.indicator, name); p.known && ok {
			c.head.indicator = part
		} else {
			c.kind = unknownColumn
		}
	}
}

// saysWithin reports whether a heading says that its column is part of another.
func saysWithin(heading string) bool {
	for level := range strings.SplitSeq(heading, " – ") {
		if _, child := withoutNumbering(level); child && strings.HasPrefix(catalog.Fold(level), "tr") {
			return true
		}
	}
	return false
}

// isShortPart reports whether a name means a part without saying of what:
// "nữ", but not "ĐV nữ", nor "KT", which stands for all that "Kiểm tra" says.
func isShortPart(name string, ind catalog.Indicator, cat *catalog.Catalogue) bool {
	if ind.Part == "" {
		return false
	}
	words := strings.Fields(plain(name))
	return !saysWhole(name, ind, cat) &&
		!slices.Contains(words, "đv") && !slices.Contains(words, "đảng") && saysWhole(ind.NameVI, ind, cat)
}

// saysWhole reports whether a text names what an indicator is a part of, as
// "Đảng viên nữ" does of women among Party members.
func saysWhole(text string, part catalog.Indicator, cat *catalog.Catalogue) bool {
	whole, _ := cat.Indicator(part.Part)
	own := " " + plain(text) + " "
	return slices.ContainsFunc(append([]string{whole.NameVI}, whole.Synonyms...), func(name string) bool {
		return strings.Contains(own, " "+plain(name)+" ")
	})
}
