package dashboards

import (
	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// ownBehind lists the indicators of the organisation itself that the plan page
// marks as late, of all units or as far as they have reported, the one that is
// furthest behind first.
func (w words) ownBehind(f findings) []exceptionRow {
	var rows []exceptionRow
	for _, i := range w.catalog.Indicators {
		r, ok := f.plans[i.Code]
		if !ok {
			continue
		}
		b := w.progress(r, i)
		if b == nil || b.Tone != bad {
			continue
		}
		gap := b.gap()
		row := exceptionRow{
			Who: w.name(i), What: w.say("page.exceptions.short", "amount", w.amount(shortOf(b, r), i, i.Precision)), Main: b.Text,
			Change: &change{Text: w.points(gap), Tone: bad, Arrow: down},
			Href:   w.planLineHref(f.place(), i.Code), effect: gap.Neg(),
		}
		if b.Units > 0 {
			row.What = b.Of + ", " + w.lack(r)
		}
		rows = append(rows, row)
	}
	return rows
}

// shortOf is what a figure lacks to the pace of its plan, in its unit.
func shortOf(b *bullet, r warehouse.Row) decimal.Decimal {
	return b.pace.Mul(r.Plan.Value).Div(hundred).Sub(*r.Value)
}

// planLineHref is where the plan page has an indicator of the whole.
func (w words) planLineHref(at place, code string) string {
	return w.planHref(planning{place: at}) + "#plan-" + code
}

// morePlans leads to the plan page, which lists all that are late.
func (w words) morePlans(f findings, key string) func(hidden int) *link {
	return func(hidden int) *link {
		return &link{Href: w.planHref(planning{place: f.place()}), Text: w.say(key, "n", hidden)}
	}
}

func (w words) planPace(f findings, hero figure) string {
	for _, r := range f.planned(hero.Code) {
		if r.Plan != nil {
			return w.paced(pace(r, r.Plan.Period, hero.indicator.Kind))
		}
	}
	return ""
}

// behindPlan lists the members whose main figure is late against its plan, by
// how much is missing to the pace.
func (w words) behindPlan(f findings, hero figure) []exceptionRow {
	var rows []exceptionRow
	for _, r := range f.planned(hero.Code) {
		b := w.bullet(r, hero.indicator)
		if b == nil || b.Tone != bad || r.Value == nil {
			continue
		}
		short := shortOf(b, r)
		rows = append(rows, exceptionRow{
			Who:    w.member(f, r.Org),
			What:   w.say("page.exceptions.short_of", "name", w.inside(hero.Name), "amount", w.amount(short, hero.indicator, hero.indicator.Precision)),
			Main:   b.Text,
			Change: &change{Text: w.points(b.gap()), Tone: bad, Arrow: down},
			Href:   w.href(r.Org, f.period), effect: short,
		})
	}
	return rows
}

// behindInPart lists the members that are late as far as they have reported:
// certain of that part of their units, not of the member.
func (w words) behindInPart(f findings, hero figure) []exceptionRow {
	var rows []exceptionRow
	for _, r := range f.planned(hero.Code) {
		b := w.progress(r, hero.indicator)
		if b == nil || b.Units == 0 || b.Tone != bad {
			continue
		}
		gap := b.gap()
		rows = append(rows, exceptionRow{
			Who: w.member(f, r.Org), What: w.inside(hero.Name) + ", " + w.lack(r), Main: b.Text,
			Change: &change{Text: w.points(gap), Tone: bad, Arrow: down},
			Href:   w.href(r.Org, f.period), effect: gap.Neg().Mul(r.Plan.Value).Div(hundred),
		})
	}
	return rows
}

// onPace says how many of all who owe the main figure are on the pace of its
// plan, and of the others what the plan page says, or that they have no plan;
// both "" where none has one.
func (w words) onPace(f findings, hero figure) (text, count string) {
	if hero.indicator.Direction != catalog.MoreIsBetter {
		return "", ""
	}
	var with []memberPlans
	onPace := 0
	for _, r := range f.planned(hero.Code) {
		with = append(with, memberPlans{org: r.Org, rows: map[string]warehouse.Row{hero.Code: r}})
		if b := w.bullet(r, hero.indicator); b != nil && b.gap().Sign() >= 0 {
			onPace++
		}
	}
	t := w.tallyPlans(with, []catalog.Indicator{hero.indicator})
	if t.of == 0 {
		return "", ""
	}
	key := "page.exceptions.on_pace_units"
	owing := f.owing(hero)
	of := kinOf(owing, f.names)
	if of == clusters {
		key = "page.exceptions.on_pace_clusters"
	}
	count = w.say(key, "n", onPace, "all", max(len(owing), t.of))
	if t.late > 0 {
		count += w.say("page.exceptions.on_pace_late", "n", t.late, "points", late)
	}
	if without := len(owing) - t.of; without > 0 {
		count += w.say("page.exceptions.no_plan", "n", without)
	}
	return w.say("page.exceptions.on_pace", "name", w.inside(hero.Name)), count + w.lackingPlans(t, w.many(of))
}

// owing lists the members that have the main figure or owe it.
func (f findings) owing(hero figure) []string {
	var orgs []string
	for _, r := range f.members[hero.Code] {
		if !r.NotApplicable && (r.Value != nil || r.Coverage.Expected > 0) {
			orgs = append(orgs, r.Org)
		}
	}
	return orgs
}
