package dashboards

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// heatMap is members × periods, coloured by the change on the same period.
type heatMap struct {
	panel
	Columns []string
	Rows    []heatRow
}

// Last is the index of the column of the period that the page is about.
func (h heatMap) Last() int { return len(h.Columns) - 1 }

type heatRow struct {
	Name, Href string
	Cells      []heatCell
}

type heatCell struct {
	Step string // class: "s0" … "s6", "none", "missing"
	Text string
	Tip  string
	Href string
	row  warehouse.Row
	tips []string // of a chart
	like bool     // the change is one of the same units alone
}

// likeMark stands behind a change that is one of the same units alone.
const likeMark = "*"

// heatSteps are the bounds between the seven colours, in per cent (or points).
var heatSteps = []int64{-20, -10, -2, 2, 10, 20}

func (w words) heatMap(r ranking, s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) *heatMap {
	h := &heatMap{panel: panel{Name: "heat", Asked: w.askedRanking(r), Title: w.heatTitle(s, i, names), Subtitle: w.say("compare.heat.what"),
		Sentence: w.heatSentence(s, i, names)}}
	for n, p := range s.periods {
		h.Columns = append(h.Columns, w.tick(p, n == 0 || startsYear(p)))
	}
	var orgs []string
	for _, m := range s.members {
		orgs = append(orgs, m.Org)
	}
	for org := range s.course {
		if !slices.Contains(orgs, org) {
			orgs = append(orgs, org) // it left before the last period
		}
	}
	slices.SortStableFunc(orgs[len(s.members):], func(a, b string) int { return cmp.Compare(a, b) })
	for _, org := range orgs {
		row := heatRow{Name: w.unitName(names[org]), Href: w.unitHref(org, r.period)}
		for _, p := range s.periods {
			at := slices.IndexFunc(s.course[org], func(x warehouse.Row) bool { return x.Period == p })
			if at < 0 {
				row.Cells = append(row.Cells, heatCell{Step: "away", Tip: w.say("compare.heat.away", "period", w.inSentence(p))})
				continue
			}
			row.Cells = append(row.Cells, w.heatCell(s.course[org][at], i))
		}
		h.Rows = append(h.Rows, row)
	}
	if slices.ContainsFunc(h.Rows, func(r heatRow) bool { return slices.ContainsFunc(r.Cells, func(c heatCell) bool { return c.like }) }) {
		h.Subtitle += "; " + w.say("compare.heat.like", "mark", likeMark)
	}
	for _, why := range []absence{notApplicable, notDue} {
		if slices.ContainsFunc(h.Rows, func(r heatRow) bool {
			return slices.ContainsFunc(r.Cells, func(c heatCell) bool { return c.Step == "missing" && c.Text == heatAbsent(why) })
		}) {
			h.Subtitle += "; " + heatAbsent(why) + " " + w.absent(why)
		}
	}
	for n := range len(heatSteps) + 1 {
		var text string
		switch {
		case n == 0:
			text = w.say("compare.heat.below", "value", w.number(decimal.NewFromInt(heatSteps[0]), 0))
		case n == len(heatSteps):
			text = w.say("compare.heat.above", "value", w.number(decimal.NewFromInt(heatSteps[n-1]), 0))
		default:
			text = w.say("compare.heat.between", "low", w.number(decimal.NewFromInt(heatSteps[n-1]), 0), "high", w.number(decimal.NewFromInt(heatSteps[n]), 0))
		}
		h.Key = append(h.Key, keyEntry{"heat " + w.heatClass(n, i), text})
	}
	return h
}

// heatTitle says how many members rose and fell in the last period.
func (w words) heatTitle(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) string {
	ups, downs, others := w.moves(s, i)
	key := "compare.heat.title"
	switch of := ups + downs + others; {
	case ups+downs == 0:
		key = "compare.heat.title.still"
	case ups == of:
		key = "compare.heat.title.up"
	case downs == of:
		key = "compare.heat.title.down"
	case downs == 0:
		key = "compare.heat.title.some_up"
	case ups == 0:
		key = "compare.heat.title.some_down"
	}
	return w.say(key, "name", w.name(i), "period", w.inSentence(s.periods[len(s.periods)-1]), "up", ups, "down", downs, "of", ups+downs+others, "units", w.many(s.kin(names)))
}

// heatSentence is the map in words.
func (w words) heatSentence(s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) string {
	ups, downs, others := w.moves(s, i)
	last := s.periods[len(s.periods)-1]
	return w.say("compare.heat.sentence", "name", w.name(i), "units", w.many(s.kin(names)), "n", len(s.periods), "period", w.inSentence(last), "up", ups, "down", downs, "others", others)
}

// moves counts the members that rose and fell in the last period, and those
// that did neither or cannot be compared.
func (w words) moves(s standing, i catalog.Indicator) (ups, downs, others int) {
	for _, m := range s.members {
		switch c := w.change(m, i); {
		case c == nil || c.Tone == none || c.Arrow == same || alone(m) == nil:
			others++
		case c.Arrow == up:
			ups++
		default:
			downs++
		}
	}
	return ups, downs, others
}

// heatPanel is a heat map where it stands alone: on a screen, or as a file. On
// its page it is a table. It draws as many members as there is room for; its
// own table has them all, a row for each period.
func (w words) heatPanel(h *heatMap, i catalog.Indicator) (*panel, error) {
	p := h.panel
	p.Table = table{Unit: w.unitOf(i), Head: []string{w.say("passport.unit"), w.say("page.table.period"), w.say("page.table.actual"), w.say("page.table.previous"),
		w.say("page.table.change"), w.say("page.table.status")}}
	var names, reported, notes []string
	for _, row := range h.Rows {
		names = append(names, row.Name)
		for _, c := range row.Cells {
			if c.row.Org == "" {
				continue // it was not there
			}
			value, before, changed := w.briefly(absenceOf(c.row)), "–", "–"
			if v := alone(c.row); v != nil {
				value = w.value(*v, i)
			}
			if b := base(c.row); b != nil {
				before = w.value(*b, i)
			}
			if d := w.change(c.row, i); d != nil && alone(c.row) != nil {
				changed = w.noted(*d)
			}
			p.Table.Rows = append(p.Table.Rows, []tableCell{said(row.Name), said(w.period(c.row.Period)), exactly(value, alone(c.row)).from(w.sourceHref(c.row)), exactly(before, base(c.row)).from(w.baseHref(c.row, c.row.Yoy)), said(changed), said(w.status(c.row.Status))})
			reported, notes = append(reported, w.reported(c.row)), append(notes, w.otherBase(c.row, i))
		}
	}
	if len(p.Table.Rows) == 0 {
		return nil, nil
	}
	p.Table.add(w.say("page.table.coverage"), reported)
	p.Table.add(w.say("page.table.note"), notes)
	shown := h.Rows[:min(len(h.Rows), gridLines(h.Columns, names))]
	p.Height = rowsOf(names[:len(shown)])
	if len(shown) < len(h.Rows) {
		p.Subtitle = w.say("chart.cut", "what", p.Subtitle, "n", len(shown), "of", len(h.Rows))
	}
	var lines []gridRow
	for _, row := range shown {
		line := gridRow{name: row.Name}
		for _, c := range row.Cells {
			fill, ink := heatColours(c.Step)
			line.cells = append(line.cells, gridCell{text: c.Text, fill: fill, ink: ink, tip: c.tips, href: c.Href})
		}
		lines = append(lines, line)
	}
	option, err := gridOption(h.Columns, lines)
	if err != nil {
		return nil, fmt.Errorf("chart heat: %w", err)
	}
	p.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	return &p, nil
}

// heatColours are the roles of a cell's ground and words, by its class.
func heatColours(step string) (fill, ink string) {
	switch step {
	case "s0", "s6":
		return "@" + step, "@heat-strong"
	case "none":
		return "@data-none", roleInk
	case "missing", "away":
		return roleNone, roleInk3
	}
	return "@" + step, "@heat-ink"
}

// heatClass turns the scale round where less is better.
func (w words) heatClass(n int, i catalog.Indicator) string {
	if i.Direction == catalog.LessIsBetter {
		n = len(heatSteps) - n
	}
	return "s" + strconv.Itoa(n)
}

func (w words) heatCell(r warehouse.Row, i catalog.Indicator) heatCell {
	c := heatCell{Href: w.figureHref(r.Org, r.Indicator, r.Period), row: r, tips: w.tip(r, i)}
	c.Tip = strings.Join(c.tips, " · ")
	changed := w.change(r, i)
	h, _ := w.pinHeight(r, i, changed)
	switch {
	case alone(r) == nil:
		c.Step, c.Text = "missing", heatAbsent(absenceOf(r))
		if r.Value != nil {
			c.Text = heatAbsent(unreported) // known since January only
		}
	case h == nil:
		c.Step, c.Text = "none", w.number(*r.Value, chartPlaces(*r.Value, i))
	default:
		n, shown := 0, h.Round(0) // coloured as it reads
		for n < len(heatSteps) && shown.GreaterThanOrEqual(decimal.NewFromInt(heatSteps[n])) {
			n++
		}
		c.Step, c.Text = w.heatClass(n, i), w.tickText(shown, i)
		if shown.Sign() < 0 {
			c.Text = w.number(shown, 0) + w.percentSign()
		}
		if c.like = changed.Units > 0; c.like {
			c.Text += likeMark
		}
	}
	return c
}
