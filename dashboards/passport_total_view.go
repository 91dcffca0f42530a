package dashboards

import (
	"time"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// totalPassport renders the passport of a running total: the figures that it is
// the sum of, each leading to its own, and the units that they lack.
func (w words) totalPassport(p totalPassport, dir *directory) passportPage {
	t := p.total
	w.manner = manner{p.Lens, p.asOf}
	i, _ := w.catalog.Indicator(t.row.Indicator)
	names := dir.names(t.part)
	page := passportPage{
		ID: p.ID, Code: link{Href: "/figures/" + p.Code, Text: p.Code}, Name: w.name(i), Org: w.orgName(names[t.row.Org]), Period: capital(w.span(t.part, catalog.Cumulative)),
		OrgHref: w.href(t.row.Org, t.part), Figure: w.figure(t.row, i), Formula: w.say("passport.formula.total", "n", len(t.span)),
		Headings: []string{w.say("page.table.period"), w.say("passport.value", "unit", w.unit(i.Unit))},
	}
	page.Figure.Basis = "" // the heading says it
	if t.row.Value == nil {
		page.Formula = capital(w.noTotal(t)) + "."
		page.Figure.NotDue, page.Figure.Absent = t.absent() == notDue, w.absent(t.absent())
	}
	w.askedAs(&page, p.Lens, p.asOf, func(lens warehouse.Lens, asOf time.Time) string {
		return warehouse.TotalID(t.row.Org, i.Code, t.part, lens, asOf)
	})
	page.Compared = w.compared(page.Figure)
	if d := t.row.Yoy; len(page.Compared) > 0 && d != nil { // that of the same period is the first
		page.Compared[0].Href = w.totalBaseHref(t)
		if d.BaseValue == nil && d.Reason == warehouse.OtherUnits {
			page.Compared[0].Base, page.Compared[0].Text = "–", w.say("passport.other_units")
		}
	}
	for _, part := range p.Periods {
		r := part.Figure
		f := w.figure(r, i)
		one := contribution{link: link{Href: w.figureHref(r.Org, r.Indicator, r.Period), Text: w.period(r.Period)}, Value: f.Value, Figure: f}
		if r.Value == nil {
			one.Value = f.Absent
		}
		page.Periods = append(page.Periods, one)
		for _, org := range part.Missing {
			page.Missing = append(page.Missing, link{Href: w.figureHref(org, r.Indicator, r.Period),
				Text: w.say("passport.missing_in", "unit", w.unitName(names[org]), "period", w.inSentence(r.Period))})
		}
	}
	page.Earlier = w.earlier(p.Earlier, i, func(asOf time.Time) string {
		return warehouse.TotalID(t.row.Org, i.Code, t.part, p.Lens, asOf)
	})
	return page
}

// noTotal says why there is no running total.
func (w words) noTotal(t runningTotal) string {
	key := "trend.cumulative.missing"
	switch {
	case t.absent() == notDue:
		key = "trend.cumulative.not_due"
	case t.mixed && w.manner.lens == warehouse.LikeForLike:
		key = "trend.cumulative.like"
	case t.mixed:
		key = "trend.cumulative.mixed"
	}
	return w.say(key, "span", w.span(t.part, catalog.Cumulative))
}
