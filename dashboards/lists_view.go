package dashboards

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// listWords are words over the lists of today.
type listWords struct {
	words
	dir *directory
}

// listPage is one of the lists, with its download and upload.
type listPage struct {
	shell
	Name     string
	Tabs     []link
	Pickers  *pickers
	Headline string
	Subtitle string
	Download *link
	Drop     dropzone
	Tables   []listTable
}

// listTable is a table that can be narrowed by typing.
type listTable struct {
	ID, Title, What string
	Head            []listHead
	Rows            []listRow
	Empty           string
}

type listHead struct {
	Text   string
	Number bool
}

type listRow struct {
	Group string // a heading row of this text instead of cells
	Depth int
	Cells []listCell
}

type listCell struct {
	Text, Note, Href string
	Number           bool
}

func textCell(text string) listCell { return listCell{Text: text} }

func (w listWords) heads(keys ...string) []listHead {
	out := make([]listHead, len(keys))
	for i, key := range keys {
		name, number := strings.CutPrefix(key, "#")
		out[i] = listHead{Text: w.say("page.lists.head." + name), Number: number}
	}
	return out
}

func (w listWords) catalogueList() listPage {
	t := listTable{ID: "indicators", Title: w.say("page.lists.indicators"), What: w.say("page.lists.indicators.what"),
		Head: w.heads("indicator", "unit", "kind", "direction", "bounds", "synonyms")}
	for _, group := range []catalog.Group{catalog.Economy, catalog.Labour, catalog.Party} {
		t.Rows = append(t.Rows, listRow{Group: w.say("page.group." + string(group))})
		for _, i := range w.catalog.Indicators {
			if i.Group != group {
				continue
			}
			row := listRow{Cells: []listCell{
				{Text: w.name(i), Note: i.Code}, textCell(w.unit(i.Unit)), textCell(w.say("page.lists.kind." + string(i.Kind))),
				textCell(w.say("page.lists.direction." + map[catalog.Direction]string{catalog.MoreIsBetter: "more", catalog.LessIsBetter: "less", catalog.NoDirection: "none"}[i.Direction])),
				textCell(w.bounds(i)), textCell(strings.Join(i.Synonyms, "; ")),
			}}
			if i.Part != "" {
				row.Depth = 1
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return listPage{
		Name: w.say("page.lists.catalogue"), Headline: w.say("page.lists.catalogue.headline", "n", len(w.catalog.Indicators)),
		Subtitle: w.say("page.lists.catalogue.subtitle"), Tables: []listTable{t},
		Download: &link{Href: w.template(url.Values{"kind": {string(ingest.KindCatalogue)}}), Text: w.say("page.lists.download")},
	}
}

// bounds writes what values an indicator may have: "0 – 100; bất thường
// ngoài 1 – 50".
func (w listWords) bounds(i catalog.Indicator) string {
	side := func(min, max decimal.NullDecimal) string {
		write := func(d decimal.NullDecimal) string { return locale.Exact(w.lang, d.Decimal) }
		switch {
		case min.Valid && max.Valid:
			return w.say("page.lists.bounds.between", "min", write(min), "max", write(max))
		case min.Valid:
			return w.say("page.lists.bounds.from", "min", write(min))
		case max.Valid:
			return w.say("page.lists.bounds.to", "max", write(max))
		}
		return ""
	}
	hard, soft := side(i.Min, i.Max), side(i.WarnMin, i.WarnMax)
	if soft == "" {
		return hard
	}
	soft = w.say("page.lists.bounds.usual", "range", soft)
	if hard == "" {
		return soft
	}
	return hard + "; " + soft
}

func (w listWords) organisationList(today time.Time) listPage {
	r := w.dir.register
	tree := listTable{ID: "tree", Title: w.say("page.lists.tree", "day", w.date(today)), What: w.say("page.lists.tree.what"), Head: w.heads("org", "type", "sector", "#members", "since")}
	now := 0
	for _, e := range w.dir.entries {
		v := e.org
		if at, ok := r.At(v.Org, today); ok {
			v = at
			now++
		}
		row := listRow{Depth: min(e.depth, 4), Cells: []listCell{
			{Text: w.orgName(v), Note: v.Org},
			textCell(w.say("page.lists.type." + string(v.Type))), textCell(v.Sector), {Number: true}, textCell(w.span(v.From, v.To)),
		}}
		if e.children > 0 {
			row.Cells[3].Text = locale.Format(w.lang, e.children)
		}
		tree.Rows = append(tree.Rows, row)
	}
	duties := listTable{ID: "duties", Title: w.say("page.lists.duties"), What: w.say("page.lists.duties.what"), Head: w.heads("who", "every", "deadline", "indicators", "since"), Empty: w.say("page.lists.duties.none")}
	for _, o := range r.Obligations {
		who := w.nameOf(o.Org)
		if o.Members {
			who = w.say("page.lists.members_of", "org", who)
		}
		duties.Rows = append(duties.Rows, listRow{Cells: []listCell{
			textCell(who), textCell(w.say("page.board.form." + grainKey(o.Every))), textCell(w.deadline(o.Deadline)), textCell(w.indicators(o.Indicators)), textCell(w.span(o.From, o.To)),
		}})
	}
	events := listTable{ID: "events", Title: w.say("page.lists.events"), Head: w.heads("day", "what", "from", "to", "decision"), Empty: w.say("page.lists.events.none")}
	happened := slices.Clone(r.Events)
	slices.SortStableFunc(happened, func(a, b catalog.Event) int { return b.Date.Compare(a.Date) })
	for _, e := range happened {
		events.Rows = append(events.Rows, listRow{Cells: []listCell{
			textCell(w.date(e.Date)), {Text: w.say("page.lists.event." + string(e.Kind)), Note: w.pick(e.NoteVI, e.NoteEN)}, textCell(w.namesOf(e.From)), textCell(w.namesOf(e.To)), textCell(e.Decision),
		}})
	}
	return listPage{
		Name: w.say("page.lists.organisations"), Headline: w.say("page.lists.organisations.headline", "n", now), Subtitle: w.say("page.lists.organisations.subtitle"),
		Download: &link{Href: w.template(url.Values{"kind": {string(ingest.KindOrganisations)}}), Text: w.say("page.lists.download")},
		Tables:   []listTable{tree, duties, events},
	}
}

func (w listWords) nameOf(org string) string {
	if e, ok := w.dir.find(org); ok {
		return w.orgName(e.org)
	}
	return org
}

// namesOf names the first of some organisations.
func (w listWords) namesOf(orgs []string) string {
	names := make([]string, len(orgs))
	for i, org := range orgs {
		names[i] = w.nameOf(org)
	}
	return shorten(names)
}

// indicators names indicators and groups of them.
func (w listWords) indicators(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = code
		if ind, ok := w.catalog.Indicator(code); ok {
			names[i] = w.name(ind)
		} else if slices.Contains([]catalog.Group{catalog.Economy, catalog.Labour, catalog.Party}, catalog.Group(code)) {
			names[i] = w.say("page.lists.group", "group", w.say("page.group."+code))
		}
	}
	return strings.Join(names, "; ")
}

// span is a stretch of days; the last day is not in it.
func (w listWords) span(from, to time.Time) string {
	switch {
	case !from.IsZero() && !to.IsZero():
		return w.say("page.lists.span.both", "from", w.date(from), "to", w.date(to.AddDate(0, 0, -1)))
	case !from.IsZero():
		return w.say("page.lists.span.from", "from", w.date(from))
	case !to.IsZero():
		return w.say("page.lists.span.to", "to", w.date(to.AddDate(0, 0, -1)))
	}
	return ""
}

func (w listWords) noPlans() listPage {
	return listPage{Name: w.say("page.lists.plans"), Headline: w.say("page.empty.store"), Subtitle: w.say("page.board.empty")}
}

func (w listWords) planList(org entry, year catalog.Period, sheet ingest.PlanSheet) listPage {
	t := listTable{ID: "plans", Title: w.say("page.lists.plans.table", "period", w.inSentence(year)), What: w.say("page.lists.plans.what"), Head: w.heads("org"), Empty: w.say("page.lists.plans.none", "org", w.orgName(org.org), "period", w.inSentence(year))}
	page := listPage{Name: w.say("page.lists.plans"), Subtitle: w.say("page.lists.plans.subtitle")}
	planned := 0
	var shown []catalog.Indicator // with a plan
	for _, code := range sheet.Indicators {
		i, ok := w.catalog.Indicator(code)
		if ok && slices.ContainsFunc(sheet.Rows, func(r ingest.PlanRow) bool { _, has := r.Values[code]; return has }) {
			shown = append(shown, i)
			t.Head = append(t.Head, listHead{Text: w.say("page.lists.plans.of", "name", w.name(i), "unit", w.short(i.Unit)), Number: true})
		}
	}
	for _, r := range sheet.Rows {
		row := listRow{Cells: []listCell{{Text: w.nameOf(r.Org), Note: r.Org}}}
		for _, i := range shown {
			cell := listCell{Number: true, Text: "–"}
			if v, ok := r.Values[i.Code]; ok {
				cell.Text = locale.Exact(w.lang, v)
				planned++
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	page.Headline = w.say("page.lists.plans.headline", "n", planned, "org", w.orgName(org.org), "period", w.inSentence(year))
	if planned == 0 {
		t.Rows = nil
		page.Headline = w.say("page.lists.plans.none", "org", w.orgName(org.org), "period", w.inSentence(year))
	}
	if len(sheet.Indicators) > 0 {
		page.Download = &link{Href: w.template(url.Values{"kind": {string(ingest.KindPlans)}, "org": {org.org.Org}, "period": {year.Code()}}), Text: w.say("page.lists.download")}
	}
	page.Tables = []listTable{t}
	return page
}
