package dashboards

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"giaoban/warehouse"
)

// gap is figures that members lack: how many of each member's units do.
type gap struct {
	members map[string]int
	missing int
	figures []figure
}

// within reports whether whoever lacks the figures of a gap lacks those of the
// other as well. Which units of a group do is not known.
func (g *gap) within(other *gap) bool {
	for org, n := range g.members {
		if n > 1 || other.members[org] != 1 {
			return false
		}
	}
	return len(g.members) > 0
}

// lacking lists missing figures. Indicators that the same members lack make
// one row: it is one report that did not come. What only some of the members
// owe is missing with the rest of their reports.
func (w words) lacking(f findings, hero figure, figures []figure) []exceptionRow {
	var gaps []*gap
	for _, fig := range figures {
		c := fig.row.Coverage
		if fig.row.Source == warehouse.FromOwn || c.Complete() {
			continue
		}
		one := &gap{members: f.lack(fig), missing: c.Expected - c.Reported}
		at := slices.IndexFunc(gaps, func(g *gap) bool { return g.missing == one.missing && maps.Equal(g.members, one.members) })
		if at < 0 {
			at = len(gaps)
			gaps = append(gaps, one)
		}
		gaps[at].figures = append(gaps[at].figures, fig)
	}
	var rows []exceptionRow
	for _, g := range gaps {
		if slices.ContainsFunc(gaps, func(o *gap) bool { return len(o.figures) > max(1, len(g.figures)) && g.within(o) }) {
			continue
		}
		first := g.figures[0]
		row := exceptionRow{
			Who:    w.say("page.exceptions.lacking", "name", w.inside(first.Name)),
			What:   w.lackingNames(f, first),
			Tag:    w.say("page.exceptions.lacking_tag", "n", g.missing),
			Href:   w.boardHref(f.org.org.Org, f.period),
			effect: weight(first.Code == hero.Code, 1000+len(g.figures)),
		}
		if len(g.figures) > 1 {
			row.Who = w.say("page.exceptions.no_report", "n", g.missing)
			row.Tag = w.say("page.exceptions.indicators_tag", "n", len(g.figures))
		}
		rows = append(rows, row)
	}
	return rows
}

// lack tells which members lack a figure, or how many of theirs do.
func (f findings) lack(fig figure) map[string]int {
	out := map[string]int{}
	for _, r := range f.members[fig.Code] {
		if n := r.Coverage.Expected - r.Coverage.Reported; n > 0 && !r.NotApplicable {
			out[r.Org] = n
		}
	}
	return out
}

// lackingNames lists the members without a figure, and groups of members by
// how many of theirs lack one.
func (w words) lackingNames(f findings, fig figure) string {
	lack := f.lack(fig)
	var names []string
	for _, r := range f.members[fig.Code] {
		switch n := lack[r.Org]; {
		case n == 0:
		case r.Coverage.Expected == 1:
			names = append(names, w.member(f, r.Org))
		default:
			names = append(names, w.say("page.exceptions.of", "name", w.member(f, r.Org), "n", n))
		}
	}
	slices.SortFunc(names, cmp.Compare[string])
	switch {
	case len(names) == 0:
		return w.coverage(fig.row.Coverage)
	case len(names) > 3:
		return w.say("page.exceptions.and_more", "names", strings.Join(names[:2], ", "), "n", len(names)-2)
	}
	return w.say("page.exceptions.blank", "names", strings.Join(names, ", "))
}
