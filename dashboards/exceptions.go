package dashboards

import (
	"net/url"
	"slices"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// exceptions is what a person should look at: ten rows at most, each group
// ordered by how much it weighs in the organisation's result.
type exceptions struct {
	Subtitle   string
	Groups     []exceptionGroup
	Close      string
	CloseCount string

	late     int  // members late against their plans, shown or not
	clusters bool // the members are clusters
}

type exceptionGroup struct {
	Title  string
	Column string
	Rows   []exceptionRow
	More   *link // to those that are not shown

	more func(hidden int) *link // nil where no page lists them all
}

type exceptionRow struct {
	Who     string
	What    string
	Note    string // what somebody has said to it
	Main    string
	Change  *change
	Tag     string
	TagTone tone
	Href    string // what the row is about
	Sheet   bool   // that is a figure's passport

	effect decimal.Decimal
}

const (
	maxExceptions = 10
	maxPerGroup   = 4
)

// exceptions looks through the figures; nil when there is nothing to look at,
// because the organisation has neither members nor comparisons. What is late
// against the organisation's own plans comes first.
func (w words) exceptions(f findings, hero figure, figures []figure) *exceptions {
	e := &exceptions{}
	behind := w.behindPlan(f, hero)
	e.late, e.clusters = len(behind), kinOf(f.owing(hero), f.names) == clusters
	e.addMore(w.say("page.exceptions.plan_own", "points", late), w.say("page.exceptions.plan_own_column"), w.ownBehind(f), w.morePlans(f, "page.exceptions.plan_own_more"))
	key, more := "page.exceptions.plan_units", "page.exceptions.plan_units_more"
	if e.clusters {
		key, more = "page.exceptions.plan_clusters", "page.exceptions.plan_clusters_more"
	}
	e.addMore(w.say(key, "points", late), w.say("page.exceptions.plan_column", "pace", w.planPace(f, hero)), append(behind, w.behindInPart(f, hero)...), w.morePlans(f, more))
	e.add(w.say("page.exceptions.movers"), w.say("page.exceptions.movers_column"), w.movers(f, hero, figures))
	doubted := w.doubted(f, hero)
	e.addMore(w.say("page.exceptions.doubted"), "", doubted, func(hidden int) *link { // the next of them is the nearest way to the others
		return &link{Href: doubted[len(doubted)-hidden].Href, Text: w.say("page.exceptions.doubted_more", "n", hidden)}
	})
	e.add(w.say("page.exceptions.review"), "", w.review(f, hero, figures))
	e.Close, e.CloseCount = w.onPace(f, hero)
	e.share()
	n := e.rows()
	if n == 0 {
		if f.org.children == 0 {
			return nil
		}
		e.Subtitle = w.say("page.exceptions.none")
		return e
	}
	e.Subtitle = w.say("page.exceptions.subtitle", "n", n)
	return e
}

// share gives the groups in turn a row each until there are maxExceptions: what
// fills one group takes no place from another.
func (e *exceptions) share() {
	shown := make([]int, len(e.Groups))
	left := maxExceptions
	for range maxPerGroup {
		for i, g := range e.Groups {
			if left > 0 && shown[i] < len(g.Rows) {
				shown[i]++
				left--
			}
		}
	}
	for i := range e.Groups {
		g := &e.Groups[i]
		if hidden := len(g.Rows) - shown[i]; g.more != nil && hidden > 0 {
			g.More = g.more(hidden)
		}
		g.Rows = g.Rows[:shown[i]]
	}
}

func (e *exceptions) add(title, column string, rows []exceptionRow) {
	e.addMore(title, column, rows, nil)
}

// addMore adds a group of which a page that more leads to lists all.
func (e *exceptions) addMore(title, column string, rows []exceptionRow, more func(hidden int) *link) {
	if len(rows) == 0 {
		return
	}
	slices.SortStableFunc(rows, func(a, b exceptionRow) int { return b.effect.Cmp(a.effect) })
	e.Groups = append(e.Groups, exceptionGroup{Title: title, Column: column, Rows: rows, more: more})
}

// rows is how many rows are shown.
func (e *exceptions) rows() int {
	n := 0
	for _, g := range e.Groups {
		n += len(g.Rows)
	}
	return n
}

// movers lists the largest changes: members by the points they add to or take
// from the main figure's own change, and the organisation's other main
// indicators that moved the wrong way, whose per cent count half: they are not
// the result. Where all members moved alike, by less than a point more or less
// than each other, none of them stands out.
func (w words) movers(f findings, hero figure, figures []figure) []exceptionRow {
	if w.alike(f.members[hero.Code], hero.indicator) {
		return w.declines(f, hero, figures)
	}
	var rows []exceptionRow
	for _, r := range f.members[hero.Code] {
		c := w.change(r, hero.indicator)
		if c == nil || c.Tone == none || c.Arrow == same || r.Value == nil {
			continue
		}
		row := exceptionRow{Who: w.member(f, r.Org), What: w.inside(hero.Name) + ", " + c.Note, Change: c, Href: w.href(r.Org, f.period)}
		moved := decimal.Zero
		if c.Units == 0 && r.Yoy.BaseValue != nil {
			row.What = w.fromTo(hero, *r.Yoy.BaseValue, *r.Value)
			moved = r.Value.Sub(*r.Yoy.BaseValue)
		} else if r.Yoy.LikeForLikePct != nil {
			moved = r.Value.Mul(*r.Yoy.LikeForLikePct).Div(hundred)
		}
		if !hero.row.Value.IsZero() {
			row.effect = moved.Mul(hundred).Div(*hero.row.Value).Abs()
		}
		rows = append(rows, row)
	}
	return append(rows, w.declines(f, hero, figures)...)
}

// alike reports whether several members compare, all with about the same change.
func (w words) alike(rows []warehouse.Row, i catalog.Indicator) bool {
	var moves []decimal.Decimal
	for _, r := range rows {
		if c := w.change(r, i); r.Value == nil || c == nil || c.Tone == none {
			continue
		}
		moved := r.Yoy.ChangePct
		if moved == nil || !r.Yoy.Comparable {
			moved = r.Yoy.LikeForLikePct
		}
		if moved == nil {
			return false
		}
		moves = append(moves, *moved)
	}
	return len(moves) > 1 && decimal.Max(moves[0], moves...).Sub(decimal.Min(moves[0], moves...)).LessThan(point)
}

// declines are the main indicators that moved against their direction.
func (w words) declines(f findings, hero figure, figures []figure) []exceptionRow {
	var rows []exceptionRow
	for _, fig := range figures {
		if fig.Code == hero.Code || fig.Change == nil || fig.Change.Tone != bad || keyRank(fig.Code) == len(keyOrder) {
			continue
		}
		pct := fig.row.Yoy.ChangePct
		if fig.Change.Units > 0 {
			pct = fig.row.Yoy.LikeForLikePct
		}
		if pct == nil {
			continue
		}
		what := fig.Change.Note
		if fig.Change.Units == 0 && fig.row.Yoy.BaseValue != nil {
			what = w.say("page.exceptions.from_to", "from", w.value(*fig.row.Yoy.BaseValue, fig.indicator), "to", w.amount(*fig.row.Value, fig.indicator, fig.indicator.Precision))
		}
		rows = append(rows, exceptionRow{Who: fig.Name, What: what, Change: fig.Change, effect: pct.Abs().Div(decimal.NewFromInt(2)),
			Href: w.link("/trend", f.org.org.Org, f.period) + "&indicator=" + url.QueryEscape(fig.Code)})
	}
	return rows
}

func (w words) fromTo(hero figure, from, to decimal.Decimal) string {
	return w.say("page.exceptions.name_from_to", "name", w.inside(hero.Name),
		"from", w.value(from, hero.indicator), "to", w.amount(to, hero.indicator, hero.indicator.Precision))
}

// review lists figures that are not sound: reports missing, two ways that give
// two values, comparisons that must not be made.
func (w words) review(f findings, hero figure, figures []figure) []exceptionRow {
	rows := w.lacking(f, hero, figures)
	for _, fig := range figures {
		d := fig.row.Disagreement
		if d == nil || fig.row.Value == nil {
			continue
		}
		rows = append(rows, exceptionRow{
			Who: fig.Name,
			What: w.say("page.exceptions.disagreement", "with", w.say("page.with."+d.With),
				"other", w.amount(d.Value, fig.indicator, fig.indicator.Precision), "shown", w.value(*fig.row.Value, fig.indicator)),
			Tag: w.say("page.exceptions.disagreement_tag"), TagTone: bad,
			Href: fig.Source, Sheet: true,
			effect: weight(fig.Code == hero.Code, 2000),
		})
	}
	if hero.Change == nil || hero.Change.Tone == none {
		return rows // nothing of the page compares: said once, at the top
	}
	for _, r := range f.members[hero.Code] {
		if r.Value == nil || r.Yoy == nil || r.Yoy.Comparable || r.Yoy.LikeForLikePct != nil {
			continue
		}
		rows = append(rows, exceptionRow{
			Who:  w.member(f, r.Org),
			What: w.say("page.exceptions.reason", "name", w.inside(hero.Name), "reason", w.reason(r.Yoy.Reason)),
			Tag:  w.say("page.exceptions.not_comparable_tag"),
			Href: w.href(r.Org, f.period),
		})
	}
	return rows
}

// weight puts the main figure's troubles before the others'.
func weight(main bool, w int) decimal.Decimal {
	if main {
		w *= 10
	}
	return decimal.NewFromInt(int64(w))
}

// member is the shortest name of an organisation.
func (w words) member(f findings, org string) string {
	v, ok := f.names[org]
	if !ok {
		return org
	}
	return w.unitName(v)
}

// unitName is the shortest name of an organisation.
func (w words) unitName(v catalog.OrgVersion) string {
	if w.lang == locale.VI && v.ShortName != "" {
		return v.ShortName
	}
	return w.orgName(v)
}
