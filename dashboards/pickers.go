package dashboards

import (
	"slices"

	"giaoban/ingest/catalog"
)

// indicatorLinks are the indicators of one group to choose from.
type indicatorLinks struct {
	Text  string
	Links []link
}

// instead is where a page leads that has nothing to show.
type instead struct {
	Elsewhere *link            // another time or page that has something
	Others    []indicatorLinks // of which there are figures
}

// orgLinks are the organisations to choose from, in the order of the tree.
func (w words) orgLinks(dir *directory, current string, href func(org string) string) []link {
	var out []link
	for _, e := range dir.entries {
		l := link{Href: href(e.org.Org), Text: w.orgName(e.org), Depth: min(e.depth, 3), Current: e.org.Org == current}
		if e.children > 0 {
			l.Note = w.say("page.picker.members", "n", e.children)
		}
		out = append(out, l)
	}
	return out
}

// otherIndicators are those to choose from but for some; groups of none are left
// out.
func (w words) otherIndicators(but []string, href func(code string) string) []indicatorLinks {
	out := w.indicatorLinks(but, href)
	for n := range out {
		out[n].Links = slices.DeleteFunc(out[n].Links, func(l link) bool { return l.Current })
	}
	return slices.DeleteFunc(out, func(l indicatorLinks) bool { return len(l.Links) == 0 })
}

// onlyIndicators are those that href leads to, by group; groups of none are
// left out.
func (w words) onlyIndicators(href func(code string) string) []indicatorLinks {
	out := w.indicatorLinks(nil, href)
	for n := range out {
		out[n].Links = slices.DeleteFunc(out[n].Links, func(l link) bool { return l.Href == "" })
	}
	return slices.DeleteFunc(out, func(l indicatorLinks) bool { return len(l.Links) == 0 })
}

// indicatorLinks are the indicators to choose from, by group in report order.
func (w words) indicatorLinks(current []string, href func(code string) string) []indicatorLinks {
	var out []indicatorLinks
	for _, group := range []catalog.Group{catalog.Economy, catalog.Labour, catalog.Party} {
		links := indicatorLinks{Text: w.say("page.group." + string(group))}
		for _, i := range w.catalog.Indicators {
			if i.Group == group {
				links.Links = append(links.Links, link{Text: w.name(i), Note: w.short(i.Unit), Current: slices.Contains(current, i.Code), Href: href(i.Code)})
			}
		}
		out = append(out, links)
	}
	return out
}
