package dashboards

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// planPage shows how far the plans of a year have come.
type planPage struct {
	shell
	instead
	Pickers  *pickers
	Views    []link
	Headline string
	Subtitle []string
	Org      string
	Attained panel // of the chart that the lines are
	Whole    []planLine
	Pace     string // the share of the year that is over
	Reached  *reachedTable
	Matrix   *planMatrix
	Notes    []string
	Footer   imprint
}

// planLine is one indicator's plan for the whole.
type planLine struct {
	Code, Name    string
	Done, Plan    string
	Source        string // of what was done
	Unit          string
	Bullet        *bullet
	Note          string // why there is no attainment, or none of all units
	Left, Each    string
	Against       string // what that is beside what was done so far
	Growth        string // and beside the year before
	Faster        bool   // the rest of the year must bring more than its past did
	Status        string
	Estimate, Due bool // Due: parts of the year are left
}

func (w words) plan(dir *directory, f planned) planPage {
	names := dir.names(f.period)
	page := planPage{Org: w.orgName(names[f.org])}
	page.Subtitle = []string{page.Org, w.say("plan.to_date", "period", w.inSentence(f.period))}
	if names[f.org].Invented {
		page.Notes = append(page.Notes, w.say("page.note.invented"))
	}
	if len(f.indicators) == 0 {
		page.Headline = w.say("plan.none", "org", page.Org, "year", year(f.period))
		page.Subtitle = []string{w.say("plan.none.action")}
		if whole, err := catalog.NewPeriod(catalog.Year, f.period.Year(), 1); err == nil {
			page.Elsewhere = &link{Href: w.link("/lists/plans", f.org, whole), Text: w.say("plan.none.form", "year", year(whole))}
		}
		return page
	}
	for _, i := range f.indicators {
		page.Whole = append(page.Whole, w.planLine(f, i))
		if i.Kind == catalog.Flow && page.Pace == "" {
			if r := f.whole[i.Code]; r.Plan != nil {
				page.Pace = w.paced(pace(r, r.Plan.Period, i.Kind))
			}
		}
	}
	if page.Pace != "" {
		page.Subtitle = append(page.Subtitle, w.say("page.plan.pace", "pace", page.Pace))
	}
	if status := w.status(f.whole[f.indicators[0].Code].Status); status != "" {
		page.Subtitle = append(page.Subtitle, w.say("page.subtitle.status", "status", w.inside(status)))
	}
	page.Headline = w.planHeadline(f)
	page.Attained = w.attainment(f)
	page.Reached = w.reachedTable(f, names)
	shown := f.members
	if f.byUnit {
		shown = f.units
	}
	page.Matrix = w.planMatrix(dir, f, shown, names)
	if len(f.members) > 0 && len(f.members) != len(f.units) {
		for _, byUnit := range []bool{false, true} {
			to := f.planning
			to.byUnit = byUnit
			key := map[bool]string{false: "plan.view.members", true: "plan.view.units"}[byUnit]
			page.Views = append(page.Views, link{Href: w.planHref(to), Text: w.say(key), Current: byUnit == f.byUnit})
		}
	}
	return page
}

// planHeadline says how far the first plan has come, how many units are late,
// and of how many that cannot be said yet.
func (w words) planHeadline(f planned) string {
	text := ""
	for _, i := range f.indicators {
		r := f.whole[i.Code]
		b := w.progress(r, i)
		if b == nil {
			continue
		}
		key := "plan.headline"
		if b.Units > 0 {
			key = "plan.headline.part"
		}
		text = w.say(key, "name", w.name(i), "pct", b.Text, "period", w.planWord(r.Plan.Period), "gap", b.Gap, "units", b.Units)
		break
	}
	if text == "" {
		return w.say("plan.headline.uncompared", "n", len(f.indicators))
	}
	if t := w.tallyPlans(f.units, f.indicators); t.of > 0 {
		key := "plan.headline.late"
		if t.late == 0 {
			key = "plan.headline.none_late"
		}
		text += w.say(key, "n", t.late, "of", t.of, "points", late) + w.lackingPlans(t, w.many(units))
	}
	return text
}

// planLine says what is done, what is left, and what every month or quarter
// must still bring.
func (w words) planLine(f planned, i catalog.Indicator) planLine {
	r := f.whole[i.Code]
	line := planLine{Code: i.Code, Name: w.name(i), Unit: w.unitOf(i), Bullet: w.progress(r, i), Status: w.status(r.Status), Estimate: r.Status == catalog.Estimate,
		Plan: w.number(r.Plan.Value, planPlaces(r.Plan.Value, i))}
	line.Source = w.planSource(f, r)
	if r.Value == nil {
		line.Done, line.Source = "", ""
		line.Note = w.noneDone(f, i)
		return line
	}
	line.Done = w.value(*r.Value, i)
	switch {
	case line.Bullet == nil:
		line.Note = w.planNote(r, i)
		return line
	case line.Bullet.Units > 0:
		line.Note = line.Bullet.Of + "; " + w.lack(r)
		return line
	}
	var before, year *decimal.Decimal
	if b, ok := f.before[i.Code]; ok && b.Coverage.Complete() {
		before = b.Value
	}
	if y, ok := f.yearBefore[i.Code]; ok && y.Coverage.Complete() {
		year = alone(y)
	}
	n := required(f.period, r, i.Kind, before, year)
	if n == nil {
		return line
	}
	line.Left = w.value(n.left, i)
	if n.left.Sign() == 0 {
		line.Left = w.say("plan.reached")
		return line
	}
	if n.parts == 0 {
		return line
	}
	line.Due = true
	grain := w.say("page.grain." + grainKey(n.grain))
	amount, places := needed(n.each, n.parts, i)
	line.Each = w.say("plan.each", "amount", w.amount(amount, i, places), "grain", grain)
	if n.so.Sign() > 0 {
		times := amount.Div(n.so)
		line.Faster = times.Round(2).GreaterThan(decimal.NewFromInt(1)) && i.Direction != catalog.LessIsBetter
		line.Against = w.say("plan.against", "times", w.number(times, 2), "amount", w.number(n.so, chartPlaces(n.so, i)))
	}
	if n.grown != nil {
		line.Growth = w.say("plan.growth", "pct", w.signed(*n.grown))
	}
	return line
}

// planSource is the way back from what was done: the passport of the figure, or
// of a sum over several periods that of the running total.
func (w words) planSource(f planned, r warehouse.Row) string {
	if len(f.span) == 1 || r.Basis != catalog.Cumulative {
		return w.figureHref(r.Org, r.Indicator, r.Period)
	}
	return w.untilHref(r.Org, r.Indicator, f.period)
}

// panels are the charts of the page, in its order.
func (p planPage) panels() []*panel {
	out := []*panel{&p.Attained}
	if p.Reached != nil {
		out = append(out, &p.Reached.panel)
	}
	if p.Matrix != nil {
		out = append(out, &p.Matrix.panel)
	}
	return out
}

// askedPlans are the parameters of a chart about plans.
func (w words) askedPlans(p planning) url.Values {
	q := w.asked(p.place)
	if p.byUnit {
		q.Set("view", "units")
	}
	return q
}

// attainment is what the lines of the whole say, without its drawing.
func (w words) attainment(f planned) panel {
	p := panel{Name: "attainment", Asked: w.asked(f.place), Title: w.planHeadline(f), Subtitle: w.say("plan.attainment.what", "period", w.inSentence(f.period))}
	var parts []string
	for _, i := range f.indicators {
		b := w.progress(f.whole[i.Code], i)
		switch {
		case b == nil:
		case b.Units > 0:
			parts = append(parts, w.inside(w.name(i))+" "+b.Text+" ("+b.Of+"), "+b.Gap)
		default:
			parts = append(parts, w.inside(w.name(i))+" "+b.Text+", "+b.Gap)
		}
	}
	p.Sentence = p.Title + "."
	if len(parts) > 0 {
		p.Sentence = w.say("plan.attainment.sentence", "period", w.inSentence(f.period), "parts", strings.Join(parts, "; "))
	}
	return p
}

// attainmentPanel draws the lines of the whole as bars, where they stand alone.
// It is nil where no plan can be compared.
func (w words) attainmentPanel(f planned) (*panel, error) {
	p := w.attainment(f)
	p.Table = table{Head: []string{w.say("page.table.indicator"), w.say("plan.done"), w.say("plan.plan"), w.say("plan.attained"), w.say("plan.gap"), w.say("page.table.status")}}
	share := catalog.Indicator{Code: "attainment", Kind: catalog.Ratio, Unit: "percent", Precision: 1}
	var bars []bar
	var reported, notes []string
	estimates := false
	for _, i := range f.indicators {
		r := f.whole[i.Code]
		done, attained, gap := said(w.noneDone(f, i)), said("–"), said("–")
		if r.Value != nil {
			done = exactly(w.amount(*r.Value, i, i.Precision), r.Value).from(w.planSource(f, r))
		}
		if b := w.progress(r, i); b != nil {
			attained, gap = divided(b.Text, b.attained), divided(b.Gap, b.attained.Sub(b.pace)).in(w.pointUnit())
			one := bar{name: w.name(i), value: b.attained, status: r.Status, note: b.Gap, late: b.Tone == bad, tip: []string{w.name(i), b.Text + " " + b.Of, b.Gap}, href: w.planSource(f, r)}
			if b.Units > 0 {
				one.note = w.say("plan.part.bar", "gap", b.Gap, "units", b.Units)
				one.tip = append(one.tip, capital(w.lack(r)))
			}
			bars, estimates = append(bars, one), estimates || r.Status == catalog.Estimate
		}
		p.Table.Rows = append(p.Table.Rows, []tableCell{said(w.name(i)), done, exactly(w.amount(r.Plan.Value, i, planPlaces(r.Plan.Value, i)), &r.Plan.Value), attained, gap, said(w.status(r.Status))})
		reported, notes = append(reported, w.reported(r)), append(notes, w.uncompared(r, i))
	}
	if len(bars) == 0 {
		return nil, nil
	}
	p.Table.add(w.say("page.table.coverage"), reported)
	p.Table.add(w.say("page.table.note"), notes)
	option, err := w.barOption(bars, share)
	if err != nil {
		return nil, fmt.Errorf("chart attainment: %w", err)
	}
	p.Option, p.Height = template.JS(option), rowsOf(barNames(bars)) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	p.Key = []keyEntry{{"actual", w.say("page.key.actual")}}
	if estimates {
		p.Key[0] = keyEntry{"estimate", w.say("page.key.estimate")}
	}
	return &p, nil
}
