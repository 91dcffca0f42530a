package dashboards

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
	"giaoban/warehouse"
)

// passportPage tells where a figure comes from.
type passportPage struct {
	shell
	ID       string
	Code     link // the short one, and where it leads
	Name     string
	Org      string
	Period   string
	OrgHref  string
	Figure   figure
	AsOf     string // "theo số liệu đến hết ngày 30/6/2024"
	Lens     *link  // whose figures these are, and the passport as reported; nil for that one
	Written  string // as one cell says it, hedge and all
	Formula  string
	Warning  string // a second way gives another figure
	Compared []compared
	Headings []string
	Units    []contribution
	Periods  []contribution // those that a running total is the sum of
	Missing  []link
	Excused  []link
	Earlier  []earlier
	Then     asOfForm
	Footer   imprint
}

// asOfForm asks for the figure as it was known on another day.
type asOfForm struct {
	Action, Lens, Day string // the parameters of the address
	Now               string // address of the figure as it is known now; "" on its page
}

// compared is one comparison: with what, how much, and whether it may be made.
type compared struct {
	What, Base, Text string
	Href             string
	Led              string // address of what Text tells of; "" where that is the figure itself
	Delta            *change
	Notes            []string // of which units the change is, and what the totals say
}

// contribution is a unit with its part and the cells it was read from.
type contribution struct {
	link
	Value, Weight string
	Share         string
	Figure        figure // status and basis
	Route         string
	Sources       []source
	Untraced      bool
}

// source is a cell.
type source struct {
	Sign     string // "−" where it is taken away, "+" where it is not the first
	Written  string
	What     string // its period and status, where they are not the figure's
	Place    string // "bao-cao.xlsx, Biểu 1!D7"
	Original string // where the file can be had
	Accepted *link  // by whom and when, and the log of the workbook; nil where the next cell is of the same one
}

type earlier struct {
	Day                     link // the passport as of that day
	Value, Status, Coverage string
}

// passport renders a figure's passport; so is the year until the figure's
// period ends, as its pages tell its plan, nil where they tell that of the
// period alone.
func (w words) passport(p warehouse.Passport, so *warehouse.Row, dir *directory) passportPage {
	w.manner = manner{p.Lens, p.AsOf}
	ind, _ := w.catalog.Indicator(p.Figure.Indicator)
	names := dir.names(p.Figure.Period)
	page := passportPage{
		ID: p.ID(), Code: link{Href: "/figures/" + p.Code(), Text: p.Code()}, Name: w.name(ind), Org: w.orgName(names[p.Figure.Org]), Period: w.period(p.Figure.Period),
		OrgHref: w.href(p.Figure.Org, p.Figure.Period), Figure: w.figure(p.Figure, ind), Formula: w.formula(p, ind),
	}
	if so != nil {
		page.Figure = w.ofYear(page.Figure, *so)
	}
	page.Compared = w.compared(page.Figure)
	w.askedAs(&page, p.Lens, p.AsOf, func(lens warehouse.Lens, asOf time.Time) string {
		return warehouse.FigureID(p.Figure.Org, ind.Code, p.Figure.Period, lens, asOf)
	})
	if d := p.Figure.Disagreement; d != nil {
		page.Warning = w.say("passport.disagreement", "with", w.say("page.with."+d.With), "org", w.unitName(names[d.Org]),
			"value", w.amount(d.Value, ind, ind.Precision))
	}
	to := func(org string) link {
		return link{Href: w.figureHref(org, ind.Code, p.Figure.Period), Text: w.unitName(names[org])}
	}
	for _, org := range p.Missing {
		page.Missing = append(page.Missing, to(org))
	}
	for _, org := range p.NotApplicable {
		page.Excused = append(page.Excused, to(org))
	}
	page.Headings = []string{w.say("passport.unit"), w.say("passport.value", "unit", w.unit(ind.Unit))}
	if ind.Kind == catalog.Average {
		page.Headings = append(page.Headings, w.say("passport.weight.average"))
	}
	if ind.Kind == catalog.Ratio {
		page.Headings = append(page.Headings, w.say("passport.weight.ratio"))
	}
	for _, u := range p.Units {
		page.Units = append(page.Units, w.contribution(u, p, ind, to(u.Org)))
	}
	if len(page.Units) == 1 && len(page.Units[0].Sources) == 1 {
		page.Written = page.Units[0].Sources[0].Written
	}
	page.Earlier = w.earlier(p.Earlier, ind, func(asOf time.Time) string {
		return warehouse.FigureID(p.Figure.Org, ind.Code, p.Figure.Period, p.Lens, asOf)
	})
	return page
}

// askedAs says for whose units and of which day the figure was asked, and leads to
// the same one as reported and of other days; id names it.
func (w words) askedAs(page *passportPage, lens warehouse.Lens, asOf time.Time, id func(warehouse.Lens, time.Time) string) {
	page.Then.Action = "/figures/" + id("", time.Time{})
	if !asOf.IsZero() {
		page.AsOf = w.say("passport.as_of", "day", w.date(asOf))
		page.Then.Day = asOf.Format(time.DateOnly)
		page.Then.Now = "/figures/" + id(lens, time.Time{})
	}
	if lens != warehouse.AsReported {
		page.Then.Lens = string(lens)
		page.Lens = &link{Href: "/figures/" + id(warehouse.AsReported, asOf), Text: w.say("passport.lens.as_reported"),
			Note: w.say("passport.lens", "lens", w.say("trend.lens."+string(lens)), "note", w.say("trend.lens."+string(lens)+".note"))}
	}
}

// earlier lists what a figure was, each with its passport of that day.
func (w words) earlier(versions []warehouse.Version, i catalog.Indicator, id func(asOf time.Time) string) []earlier {
	var out []earlier
	for _, v := range versions {
		e := earlier{Day: link{Href: "/figures/" + id(v.Day), Text: w.date(v.Day)},
			Value: w.absent(absenceOf(warehouse.Row{Coverage: v.Coverage})), Status: w.status(v.Status), Coverage: w.coverage(v.Coverage)}
		if v.Value != nil {
			e.Value = w.amount(*v.Value, i, i.Precision)
		}
		out = append(out, e)
	}
	return out
}

// formula says how the value is made of its units.
func (w words) formula(p warehouse.Passport, ind catalog.Indicator) string {
	switch {
	case p.Figure.Value == nil && p.Figure.NotApplicable:
		return w.say("passport.formula.not_applicable")
	case undue(p.Figure) && !p.AsOf.IsZero():
		return w.say("passport.formula.then")
	case undue(p.Figure):
		return w.say("passport.formula.not_due")
	case p.Figure.Value == nil:
		return w.say("passport.formula.missing")
	case p.Figure.Source == warehouse.FromOwn && len(p.Units) == 1 && p.Units[0].Route != warehouse.Direct:
		return w.say("passport.formula.derived", "route", w.say("passport.route."+string(p.Units[0].Route)))
	case p.Figure.Source == warehouse.FromOwn:
		return w.say("passport.formula.own")
	}
	return w.say("passport.formula."+string(ind.Kind), "n", len(p.Units))
}

// compared lists the comparisons in the order of the page: same period, period
// before, plan. Each says what the pages say of it.
func (w words) compared(f figure) []compared {
	r, ind := f.row, f.indicator
	var out []compared
	for _, one := range []struct {
		key   string
		delta *warehouse.Delta
	}{{"passport.yoy", r.Yoy}, {"passport.previous", r.Previous}} {
		d := one.delta
		if d == nil || r.Value == nil || d == r.Previous && r.Yoy != nil && r.Yoy.BasePeriod == d.BasePeriod {
			continue // of a year the period before is the same period of the year before
		}
		c := compared{What: w.say(one.key, "period", w.span(d.BasePeriod, r.Basis)), Href: w.baseHref(r, d),
			Base: w.absentThen(warehouse.Row{Org: r.Org, Indicator: r.Indicator, Period: d.BasePeriod, Coverage: d.BaseCoverage})}
		if d.BaseValue != nil {
			c.Base = w.amount(*d.BaseValue, ind, ind.Precision)
		}
		against := r
		against.Yoy = d // the period before is told like the same period
		switch moved := w.change(against, ind); {
		case moved.Tone == none:
			c.Text = moved.Text
		case moved.Units > 0:
			c.Delta, c.Notes = moved, []string{moved.Note}
			if moved.Like == "" {
				c.Notes = append(c.Notes, w.say("passport.other_base"))
			} else {
				c.Notes = append(c.Notes, moved.Like)
			}
		default:
			c.Delta = moved
			if moved.Like != "" {
				c.Notes = []string{moved.Like}
			}
		}
		out = append(out, c)
	}
	if a := r.Plan; a != nil && r.Value != nil {
		c := compared{What: w.say("passport.plan", "period", w.planWord(a.Period)), Base: w.amount(a.Value, ind, planPlaces(a.Value, ind)), Text: f.PlanNote}
		switch b := f.Plan; {
		case b == nil:
		case b.SoFar:
			c.Text, c.Led = w.say("passport.attained_so_far", "pct", b.Text), w.untilHref(r.Org, ind.Code, r.Period)
		default:
			c.Text = w.say("passport.attained", "pct", b.Text)
		}
		out = append(out, c)
	}
	return out
}

func (w words) contribution(u warehouse.Contribution, p warehouse.Passport, ind catalog.Indicator, unit link) contribution {
	c := contribution{link: unit, Untraced: len(u.Terms) == 0, Route: w.say("passport.route." + string(u.Route)),
		Figure: figure{Status: w.status(u.Status), Estimate: u.Status == catalog.Estimate}}
	if u.Basis == catalog.Cumulative {
		c.Figure.Basis = w.cumulated(p.Figure.Period)
	}
	if u.Value != nil {
		c.Value = w.plain(*u.Value, ind)
	}
	if u.Weight != nil {
		c.Weight = w.number(*u.Weight, 0)
	}
	for n, t := range u.Terms {
		s := source{Written: w.written(t), Place: t.File + ", " + t.Sheet + "!" + t.Cell,
			Original: "/api/v1/submissions/" + strconv.FormatInt(t.Submission, 10) + "/original",
		}
		if n == len(u.Terms)-1 || u.Terms[n+1].Submission != t.Submission {
			s.Accepted = &link{Href: submissionHref(t.Submission), Text: w.accepted(t)}
		}
		switch {
		case t.Sign < 0:
			s.Sign = locale.Minus
		case n > 0:
			s.Sign = "+"
		}
		if t.Period != p.Figure.Period || len(u.Terms) > 1 || t.Basis == catalog.Cumulative {
			s.What = w.span(t.Period, t.Basis)
		}
		c.Sources = append(c.Sources, s)
	}
	return c
}

// accepted says who took in the workbook of a figure, and when.
func (w words) accepted(t warehouse.Term) string {
	at := w.clock(t.Accepted.Local())
	if t.AcceptedBy == "" {
		return w.say("passport.accepted_unnamed", "time", at)
	}
	return w.say("passport.accepted", "who", t.AcceptedBy, "time", at)
}

// written is a figure as its cell has it, with the unit it was written in where
// the cell says none. A cell that holds a number is written as the page writes
// numbers; a text stays as it is.
func (w words) written(t warehouse.Term) string {
	text := strings.TrimSpace(t.Raw)
	if d, ok := sheet.ParseStored(text); ok && w.stored(t, d) {
		text = locale.Exact(w.lang, d)
	}
	if strings.IndexFunc(text, unicode.IsLetter) < 0 && !strings.ContainsAny(text, "/%") {
		text += locale.NoBreakSpace + w.unit(t.Unit)
	}
	return text
}

// stored reports whether a number is what is stored of its cell, and not the
// digits of a figure typed as text: "250.340" may be a quarter of a million.
func (w words) stored(t warehouse.Term, d decimal.Decimal) bool {
	unit, ok := w.catalog.Unit(t.Unit)
	if !ok {
		return false
	}
	base := unit.ToBase(d)
	if t.Den.Valid {
		return base.Mul(t.Den.Decimal).Equal(t.Num)
	}
	return base.Equal(t.Num)
}
