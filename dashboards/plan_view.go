package dashboards

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// planPage shows how far the plans of a year have come.
type planPage struct {
	shell
	Pickers  *pickers
	Views    []link
	Headline string
	Subtitle []string
	Org      string
	Whole    []planLine
	Pace     string // the share of the year that is over
	Reached  *reachedTable
	Matrix   *planMatrix
	Notes    []string
	Footer   string
}

// planLine is one indicator's plan for the whole.
type planLine struct {
	Code, Name    string
	Done, Plan    string
	Source        string // of what was done
	Sheet         bool   // the source is a passport
	Unit          string
	Bullet        *bullet
	Note          string // why there is no attainment
	Left, Each    string
	Against       string // what that is beside what was done so far
	Growth        string // and beside the year before
	Faster        bool   // the rest of the year must bring more than its past did
	Status        string
	Estimate, Due bool // Due: parts of the year are left
}

// reachedTable is how many units have come how far, with each unit on a scale.
type reachedTable struct {
	Title, Subtitle string
	Heads           []string
	Rows            []reachedRow
}

type reachedRow struct {
	Name   string
	Dots   []dot
	Pace   string
	Text   string // the scale in words
	Counts []reachedCount
}

type reachedCount struct {
	Text string
	None bool
	All  bool
}

// planMatrix is members × indicators, those furthest behind first.
type planMatrix struct {
	Title, Subtitle string
	Kin             string // what a row is: "Đơn vị"
	Heads           []matrixHead
	Rows            []planRow
	Total           planRow
}

type matrixHead struct{ Name, Pace string }

type planRow struct {
	Name, Href string
	Cells      []planCell
	Late       int
}

// planCell is how far one member has come with one indicator; without an
// attainment Text says why.
type planCell struct {
	Bullet *bullet
	Text   string
	Note   string
	Href   string
	Sheet  bool
	State  string // "", "late", "missing", "none": a figure missing, no plan
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
		return page
	}
	for _, i := range f.indicators {
		page.Whole = append(page.Whole, w.planLine(f, i))
		if i.Kind == catalog.Flow && page.Pace == "" {
			if r := f.whole[i.Code]; r.Plan != nil {
				page.Pace = w.percent(pace(r, r.Plan.Period, i.Kind), 0)
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

// planHeadline says how far the first plan has come and how many units are late.
func (w words) planHeadline(f planned) string {
	text := ""
	for _, i := range f.indicators {
		r := f.whole[i.Code]
		b := w.bullet(r, i)
		if b == nil {
			continue
		}
		text = w.say("plan.headline", "name", w.name(i), "pct", b.Text, "period", w.planWord(r.Plan.Period), "gap", b.Gap)
		break
	}
	if text == "" {
		return w.say("plan.headline.uncompared", "n", len(f.indicators))
	}
	if behind, compared := w.behind(f); compared > 0 {
		key := "plan.headline.late"
		if behind == 0 {
			key = "plan.headline.none_late"
		}
		text += w.say(key, "n", behind, "of", compared, "points", late)
	}
	return text
}

// behind counts the units that are late with any of their plans, and those
// that have one to compare with.
func (w words) behind(f planned) (behind, compared int) {
	for _, u := range f.units {
		any, lateWith := false, false
		for _, i := range f.indicators {
			if b := w.bullet(u.rows[i.Code], i); b != nil {
				any, lateWith = true, lateWith || b.Tone == bad
			}
		}
		if any {
			compared++
		}
		if lateWith {
			behind++
		}
	}
	return behind, compared
}

// planLine says what is done, what is left, and what every month or quarter
// must still bring.
func (w words) planLine(f planned, i catalog.Indicator) planLine {
	r := f.whole[i.Code]
	line := planLine{Code: i.Code, Name: w.name(i), Unit: w.unitOf(i), Bullet: w.bullet(r, i), Status: w.status(r.Status), Estimate: r.Status == catalog.Estimate,
		Plan: w.number(r.Plan.Value, planPlaces(r.Plan.Value, i))}
	line.Source, line.Sheet = w.planSource(f, r)
	if r.Value == nil {
		line.Done, line.Source = "", ""
		line.Note = w.say("page.absent.missing")
		return line
	}
	line.Done = w.value(*r.Value, i)
	if line.Bullet == nil {
		line.Note = w.planNote(r.Plan)
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
	line.Each = w.say("plan.each", "amount", w.amount(n.each, i, chartPlaces(n.each, i)), "grain", grain)
	if n.so.Sign() > 0 {
		times := n.each.Div(n.so)
		line.Faster = times.Round(2).GreaterThan(decimal.NewFromInt(1)) && i.Direction != catalog.LessIsBetter
		line.Against = w.say("plan.against", "times", w.number(times, 2), "amount", w.number(n.so, chartPlaces(n.so, i)))
	}
	if n.grown != nil {
		line.Growth = w.say("plan.growth", "pct", w.signed(*n.grown))
	}
	return line
}

// planSource is the way back from what was done: the figure's passport, or of
// a sum over several periods its course.
func (w words) planSource(f planned, r warehouse.Row) (href string, sheet bool) {
	if len(f.span) == 1 || r.Basis != catalog.Cumulative {
		return figureHref(r.Org, r.Indicator, r.Period), true
	}
	months := partsOfYear(f.period)
	if len(months) == 0 {
		return "", false
	}
	return w.trendHref(course{org: r.Org, indicators: []string{r.Indicator}, from: months[0], to: f.period, lens: warehouse.AsReported}), false
}

// The scale of attainment is 400 wide and ends at 125 per cent: who is beyond
// stands at its end.
const (
	scaleWidth = 400
	scaleEnd   = 125
)

func onScale(pct decimal.Decimal) decimal.Decimal {
	pct = decimal.Min(decimal.Max(pct, decimal.Zero), decimal.NewFromInt(scaleEnd))
	return pct.Mul(decimal.NewFromInt(scaleWidth - 16)).Div(decimal.NewFromInt(scaleEnd)).Add(decimal.NewFromInt(8))
}

// reachedTable is nil below two units.
func (w words) reachedTable(f planned, names map[string]catalog.OrgVersion) *reachedTable {
	if len(f.units) < 2 {
		return nil
	}
	t := &reachedTable{Subtitle: w.say("plan.reached.what")}
	for _, at := range thresholds {
		t.Heads = append(t.Heads, w.say("plan.reached.at", "pct", w.percent(decimal.NewFromInt(at), 0)))
	}
	for _, i := range f.indicators {
		var rows []warehouse.Row
		row := reachedRow{Name: w.name(i)}
		for _, u := range f.units {
			r := u.rows[i.Code]
			rows = append(rows, r)
			if b := w.bullet(r, i); b != nil {
				row.Dots = append(row.Dots, dot{X: length(onScale(b.attained)), Tone: b.Tone, Text: w.unitName(names[u.org]) + ": " + b.Text})
				row.Pace = length(onScale(b.pace))
			}
		}
		counts, compared := reached(rows)
		if compared == 0 {
			continue
		}
		for n, count := range counts {
			row.Counts = append(row.Counts, reachedCount{Text: strconv.Itoa(count) + "/" + strconv.Itoa(compared), None: count == 0, All: count == compared})
			if n > 0 {
				row.Text += ", "
			}
			row.Text += t.Heads[n] + ": " + strconv.Itoa(count) + "/" + strconv.Itoa(compared)
		}
		if t.Title == "" {
			t.Title = w.reachedTitle(i, counts, compared)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// reachedTitle speaks of the highest share of the plan that anybody reached.
func (w words) reachedTitle(i catalog.Indicator, counts []int, compared int) string {
	at := 0
	for n, count := range counts {
		if count > 0 {
			at = n
		}
	}
	return w.say("plan.reached.title", "n", counts[at], "of", compared, "pct", w.percent(decimal.NewFromInt(thresholds[at]), 0), "name", w.inside(w.name(i)))
}

// planMatrix is nil without members. Who is late with more plans comes first,
// then who is further behind with the one that is furthest.
func (w words) planMatrix(dir *directory, f planned, shown []memberPlans, names map[string]catalog.OrgVersion) *planMatrix {
	if len(shown) == 0 {
		return nil
	}
	m := &planMatrix{Subtitle: w.say("plan.matrix.what", "points", late)}
	// A column that nobody has a figure for says nothing of anybody.
	columns := slices.DeleteFunc(slices.Clone(f.indicators), func(i catalog.Indicator) bool { return f.whole[i.Code].Value == nil })
	for _, i := range columns {
		head := matrixHead{Name: w.name(i)}
		if r := f.whole[i.Code]; r.Plan != nil {
			head.Pace = w.say("page.plan.pace", "pace", w.percent(pace(r, r.Plan.Period, i.Kind), 0))
		}
		m.Heads = append(m.Heads, head)
	}
	type ranked struct {
		row   planRow
		worst *decimal.Decimal
	}
	var rows []ranked
	var orgs []string
	lateRows := 0
	for _, one := range shown {
		orgs = append(orgs, one.org)
		r := ranked{row: planRow{Name: w.unitName(names[one.org]), Href: w.unitHref(one.org, f.period)}}
		if e, ok := dir.find(one.org); ok && dir.as(e, f.period).children > 0 {
			r.row.Href = w.planHref(planning{place: place{one.org, f.period}})
		}
		for _, i := range columns {
			cell := w.planCell(f, one.rows[i.Code], i)
			r.row.Cells = append(r.row.Cells, cell)
			if cell.State == "late" {
				r.row.Late++
			}
			if b := cell.Bullet; b != nil && i.Direction == catalog.MoreIsBetter {
				if gap := b.attained.Sub(b.pace); r.worst == nil || gap.LessThan(*r.worst) {
					r.worst = &gap
				}
			}
		}
		if r.row.Late > 0 {
			lateRows++
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b ranked) int {
		switch {
		case a.row.Late != b.row.Late:
			return b.row.Late - a.row.Late
		case a.worst == nil && b.worst == nil:
			return 0
		case a.worst == nil:
			return 1
		case b.worst == nil:
			return -1
		}
		return a.worst.Cmp(*b.worst)
	})
	for _, r := range rows {
		m.Rows = append(m.Rows, r.row)
	}
	m.Total = planRow{Name: w.orgName(names[f.org])}
	for _, i := range columns {
		m.Total.Cells = append(m.Total.Cells, w.planCell(f, f.whole[i.Code], i))
	}
	key := "plan.matrix.title"
	if lateRows == 0 {
		key = "plan.matrix.none_late"
	}
	k := kinOf(orgs, names)
	m.Kin = capital(w.one(k))
	m.Title = w.say(key, "n", lateRows, "of", len(rows), "points", late, "units", w.many(k))
	return m
}

func (w words) planCell(f planned, r warehouse.Row, i catalog.Indicator) planCell {
	if r.Plan == nil {
		return planCell{Text: "–", Note: w.say("plan.cell.no_plan"), State: "none"}
	}
	href, sheet := w.planSource(f, r)
	if r.Value == nil {
		if r.NotApplicable {
			return planCell{Text: "–", Note: w.say("page.absent.not_applicable"), State: "none"}
		}
		return planCell{Text: w.say("page.mark.missing"), Note: w.say("page.absent.missing"), State: "missing"}
	}
	cell := planCell{Bullet: w.bullet(r, i), Href: href, Sheet: sheet}
	if cell.Bullet == nil {
		cell.Text, cell.Note, cell.State = w.say("plan.cell.uncompared"), w.planNote(r.Plan), "missing"
		if l := r.Plan.LikeForLikePct; l != nil && r.Plan.UnitsBoth > 0 {
			cell.Text = w.percent(*l, 1) + "*"
		}
		return cell
	}
	cell.Text = cell.Bullet.Text
	cell.Note = strings.Join([]string{w.amount(*r.Value, i, i.Precision), cell.Bullet.Of, cell.Bullet.Gap}, " · ")
	if cell.Bullet.Tone == bad {
		cell.State = "late"
	}
	return cell
}
