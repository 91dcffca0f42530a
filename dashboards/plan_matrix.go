package dashboards

import (
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// planMatrix is members × indicators, those furthest behind first.
type planMatrix struct {
	panel
	Kin   string // what a row is: "Đơn vị"
	Heads []matrixHead
	Rows  []planRow
	Total planRow

	indicators []catalog.Indicator // of the columns
}

// mostAcross is how many columns stand side by side on a phone; more take
// several lines.
const mostAcross = 5

// Across is how many of its columns stand side by side on a phone.
func (m *planMatrix) Across() int { return min(len(m.Heads), mostAcross) }

type matrixHead struct{ Name, Pace string }

// longEnding is that of an English word too wide for a column on a phone, with
// the place where it may be divided. No Vietnamese word is as long.
var longEnding = regexp.MustCompile(`(\pL{4,})(ments?|[st]ions?)\b`)

// Breakable is the name with soft hyphens in its long words.
func (h matrixHead) Breakable() string {
	return longEnding.ReplaceAllString(h.Name, "$1\u00ad$2")
}

type planRow struct {
	Name, Href string
	Cells      []planCell
	Late       int // with so many plans, also those of which a part has reported
}

// planCell is how far one member has come with one indicator; without an
// attainment Text says why.
type planCell struct {
	Bullet *bullet
	Text   string
	Note   string
	Href   string
	Lack   string // what a figure in part lacks: "thiếu số của 2 đơn vị"
	Short  string // the same for a narrow column: "15/17 đơn vị"
	State  string // "", "late", "part", "part late", "missing", "none": a figure missing, no plan
	row    warehouse.Row
}

// planMatrix is nil without members. Who is late with more plans comes first,
// then who is further behind with the one that is furthest.
func (w words) planMatrix(dir *directory, f planned, shown []memberPlans, names map[string]catalog.OrgVersion) *planMatrix {
	if len(shown) == 0 {
		return nil
	}
	m := &planMatrix{panel: panel{Name: "plan_members", Asked: w.askedPlans(f.planning), Subtitle: w.say("plan.matrix.what", "points", late)}}
	// A column that nobody has a figure for says nothing of anybody.
	m.indicators = slices.DeleteFunc(slices.Clone(f.indicators), func(i catalog.Indicator) bool { return f.whole[i.Code].Value == nil })
	for _, i := range m.indicators {
		head := matrixHead{Name: w.name(i)}
		if r := f.whole[i.Code]; r.Plan != nil {
			head.Pace = w.say("page.plan.pace", "pace", w.paced(pace(r, r.Plan.Period, i.Kind)))
		}
		m.Heads = append(m.Heads, head)
	}
	type ranked struct {
		row   planRow
		worst *decimal.Decimal
	}
	var rows []ranked
	var orgs []string
	for _, one := range shown {
		orgs = append(orgs, one.org)
		r := ranked{row: planRow{Name: w.unitName(names[one.org]), Href: w.unitHref(one.org, f.period)}}
		if e, ok := dir.find(one.org); ok && dir.as(e, f.period).children > 0 {
			r.row.Href = w.planHref(planning{place: place{one.org, f.period}})
		}
		for _, i := range m.indicators {
			cell := w.planCell(f, one.rows[i.Code], i)
			r.row.Cells = append(r.row.Cells, cell)
			if cell.Late() {
				r.row.Late++
			}
			if b := cell.Bullet; b != nil && i.Direction == catalog.MoreIsBetter {
				if gap := b.gap(); r.worst == nil || gap.LessThan(*r.worst) {
					r.worst = &gap
				}
			}
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
	for _, i := range m.indicators {
		m.Total.Cells = append(m.Total.Cells, w.planCell(f, f.whole[i.Code], i))
	}
	k, t := kinOf(orgs, names), w.tallyPlans(shown, m.indicators)
	key := "plan.matrix.title"
	if t.late == 0 {
		key = "plan.matrix.none_late"
	}
	m.Kin = capital(w.one(k))
	m.Title = w.say(key, "n", t.late, "of", len(rows), "points", late, "units", w.many(k)) + w.lackingPlans(t, w.many(k))
	m.Sentence = m.Title + ". "
	if first := m.Rows[0]; first.Late > 0 {
		m.Sentence += w.say("plan.matrix.first", "org", first.Name, "n", first.Late, "of", len(m.indicators))
	}
	return m
}

// matrixPanel draws members × plans, where they stand alone: those that are
// late first, as many as there is room for. Its table has them all.
func (w words) matrixPanel(m *planMatrix) (*panel, error) {
	p := m.panel
	p.Table = table{Head: []string{m.Kin, w.say("page.table.indicator"), w.say("plan.done"), w.say("plan.plan"), w.say("plan.attained"), w.say("plan.gap"), w.say("page.table.status")}}
	var names, reported, notes []string
	for _, row := range append(slices.Clone(m.Rows), m.Total) {
		names = append(names, row.Name)
		for n, c := range row.Cells {
			if c.row.Plan == nil {
				continue
			}
			i := m.indicators[n]
			done, attained, gap := said(c.Text), said("–"), said("–")
			if c.row.Value != nil {
				done = exactly(w.amount(*c.row.Value, i, i.Precision), c.row.Value).from(c.Href)
			}
			if b := c.Bullet; b != nil {
				attained, gap = divided(b.Text, b.attained), divided(b.Gap, b.attained.Sub(b.pace)).in(w.pointUnit())
			}
			p.Table.Rows = append(p.Table.Rows, []tableCell{said(row.Name), said(w.name(i)), done, exactly(w.amount(c.row.Plan.Value, i, planPlaces(c.row.Plan.Value, i)), &c.row.Plan.Value), attained, gap, said(w.status(c.row.Status))})
			reported, notes = append(reported, w.reported(c.row)), append(notes, w.uncompared(c.row, i))
		}
	}
	if len(p.Table.Rows) == 0 {
		return nil, nil
	}
	p.Table.add(w.say("page.table.coverage"), reported)
	p.Table.add(w.say("page.table.note"), notes)
	var heads []string
	for _, h := range m.Heads {
		heads = append(heads, h.Name)
	}
	shown := m.Rows[:min(len(m.Rows), gridLines(heads, names)-1)]
	p.Height = rowsOf(names[:len(shown)])
	if len(shown) < len(m.Rows) {
		p.Subtitle = w.say("chart.cut", "what", p.Subtitle, "n", len(shown), "of", len(m.Rows))
	}
	var lines []gridRow
	starred := false
	for _, row := range append(slices.Clone(shown), m.Total) {
		line := gridRow{name: row.Name}
		for _, c := range row.Cells {
			one := gridCell{text: c.Text, fill: "@sunken", ink: roleInk, tip: []string{row.Name, c.Text, c.Note}, href: c.Href}
			if c.Lack != "" {
				one.text += "*"
			}
			switch {
			case c.Late():
				one.text, one.fill, one.ink = "▼ "+one.text, "@bad-wash", "@bad"
			case c.State == "missing", c.State == "none":
				one.fill, one.ink = roleNone, roleInk3
			}
			starred = starred || c.Lack != ""
			line.cells = append(line.cells, one)
		}
		lines = append(lines, line)
	}
	if starred {
		p.Subtitle += "; " + w.say("plan.part.star")
	}
	option, err := gridOption(heads, lines)
	if err != nil {
		return nil, fmt.Errorf("chart plan_members: %w", err)
	}
	p.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	return &p, nil
}

func (w words) planCell(f planned, r warehouse.Row, i catalog.Indicator) planCell {
	if r.Plan == nil {
		return planCell{Text: "–", Note: w.say("plan.cell.no_plan"), State: "none", row: r}
	}
	if r.Value == nil {
		cell := planCell{Text: w.briefly(absenceOf(r)), Note: w.absentOf(r), State: "none", row: r}
		switch absenceOf(r) {
		case notApplicable:
			cell.Text = "–"
		case unreported:
			cell.State = "missing"
		}
		return cell
	}
	cell := planCell{Bullet: w.progress(r, i), Lack: w.lack(r), Href: w.planSource(f, r), row: r}
	amount := w.amount(*r.Value, i, i.Precision)
	switch b := cell.Bullet; {
	case b != nil:
		cell.Text, cell.Note = b.Text, strings.Join([]string{amount, b.Of, b.Gap}, " · ")
		if b.Tone == bad {
			cell.State = "late"
		}
	case cell.Lack != "":
		cell.Text, cell.Note = amount, w.planNote(r, i)
	default:
		cell.Text, cell.Note, cell.State = w.say("plan.cell.uncompared"), w.planNote(r, i), "missing"
	}
	if cell.Lack != "" {
		cell.State, cell.Short = strings.TrimSpace("part "+cell.State), cell.Lack
	}
	if cell.Lack != "" && !r.Coverage.Complete() {
		cell.Short = w.coverage(r.Coverage)
	}
	return cell
}

// Late reports whether the cell is marked as behind the pace of its plan.
func (c planCell) Late() bool { return c.Bullet != nil && c.Bullet.Tone == bad }
