package dashboards

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"giaoban/dashboards/tables"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// reminder is a text to paste into a message or a letter.
type reminder struct {
	To   string
	Text string
	All  *link // to the text for everyone, when this one is for one unit
}

// toRemind lists the units that owe something for the period and have not
// handed it in as it should be, the latest first; before the deadline nobody.
func toRemind(p progress) []string {
	var out []string
	for _, unit := range p.units {
		c := p.board.Cell(unit, p.period)
		if c.DaysLate > 0 && c.Handed != warehouse.InWork || c.Handed == warehouse.Faulty {
			out = append(out, unit)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int {
		return p.board.Cell(b, p.period).DaysLate - p.board.Cell(a, p.period).DaysLate
	})
	return out
}

// todo is a unit to write to.
func (w words) todo(p progress, unit string) boardTodo {
	c := p.board.Cell(unit, p.period)
	t := boardTodo{
		Name: w.orgName(p.names[unit]), Late: c.DaysLate > 0,
		Href: w.boardHref(p.org.org.Org, p.period) + "&remind=" + url.QueryEscape(unit) + "#reminder",
	}
	if c.DaysLate > 0 {
		t.Right = w.say("page.board.plus_days", "n", c.DaysLate)
	}
	t.What = w.say("page.board.todo."+handedKey(c), "n", len(c.Missing), "of", c.Owed, "due", w.date(c.Due), "sent", w.date(c.Sent), "sender", w.senderOf(c))
	return t
}

// answerDays is how many working days a reminder gives.
const answerDays = 2

// reminder writes to one unit, or to all that must be reminded. It is plain
// text: what it is pasted into knows no other.
func (w words) reminder(p progress, unit, site string) *reminder {
	units := toRemind(p)
	if len(units) == 0 {
		return nil
	}
	r := &reminder{To: w.say("page.remind.to_all", "n", len(units))}
	single := slices.Contains(units, unit)
	if single {
		units = []string{unit}
		r.To = w.orgName(p.names[unit])
		r.All = &link{Href: w.boardHref(p.org.org.Org, p.period) + "#reminder", Text: w.say("page.remind.all")}
	} else if len(units) == 1 {
		single, r.To = true, w.orgName(p.names[units[0]])
	}
	w.lang = locale.VI // whoever reads the page, units are written to in Vietnamese
	period := w.inSentence(p.period)
	answer := w.date(workday(p.today, answerDays))
	form := func(unit string) string {
		return site + "/api/v1/template?" + url.Values{"org": {unit}, "period": {p.period.Code()}}.Encode()
	}
	var b strings.Builder
	line := func(key string, args ...any) { fmt.Fprintln(&b, w.say(key, args...)) }
	if single {
		c := p.board.Cell(units[0], p.period)
		line("page.remind.dear_unit", "unit", w.orgName(p.names[units[0]]))
		line("page.remind.one."+handedKey(c), "period", period, "due", w.date(c.Due), "n", len(c.Missing), "which", w.missing(c, namedMissing),
			"sent", w.date(c.Sent), "sender", w.senderOf(c))
		line("page.remind.please_unit", "answer", answer)
		line("page.remind.form", "form", form(units[0]))
	} else {
		line("page.remind.dear_all")
		line("page.remind.many", "period", period, "day", w.date(p.today), "n", len(units))
		for i, u := range units {
			c := p.board.Cell(u, p.period)
			line("page.remind.item", "i", i+1, "unit", w.orgName(p.names[u]), "what", w.handed(c))
		}
		line("page.remind.please_all", "answer", answer)
		line("page.remind.forms")
		for _, u := range units {
			line("page.remind.form_of", "unit", w.orgName(p.names[u]), "form", form(u))
		}
	}
	b.WriteString(w.say("page.remind.thanks"))
	r.Text = b.String()
	return r
}

// namedMissing is how many missing indicators a reminder names.
const namedMissing = 6

// missing names the indicators that a report lacks: the first of them, and
// dots for the rest, or with most 0 all.
func (w words) missing(c warehouse.Cell, most int) string {
	var names []string
	for _, code := range c.Missing {
		if i, ok := w.catalog.Indicator(code); ok {
			names = append(names, w.name(i))
		}
	}
	if most > 0 && len(names) > most {
		names = append(names[:most], "…")
	}
	return strings.Join(names, "; ")
}

// workday is the n-th working day after a day.
func workday(day time.Time, n int) time.Time {
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if weekday := day.Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			n--
		}
	}
	return day
}

// boardTables are the board as a file: the picture of it, and a list with
// everything that is known of each cell.
func (w words) boardTables(p progress) []tables.Table {
	matrix := tables.Table{Name: w.say("page.board.sheet.matrix"), Head: []string{w.say("page.board.file.unit")}, Widths: []float64{40}}
	list := tables.Table{Name: w.say("page.board.sheet.list"), Widths: []float64{14, 40, 32, 16, 34, 13, 10, 60}}
	for _, key := range []string{"code", "unit", "cluster", "period", "state", "due", "late", "missing"} {
		list.Head = append(list.Head, w.say("page.board.file."+key))
	}
	for _, q := range p.periods {
		matrix.Head = append(matrix.Head, w.period(q))
	}
	for _, unit := range p.units {
		name := w.orgName(p.names[unit])
		cluster := ""
		if c, ok := p.names[p.cluster[unit]]; ok {
			cluster = w.orgName(c)
		}
		row := []any{name}
		for _, q := range p.periods {
			c := p.board.Cell(unit, q)
			if c.Handed == warehouse.NotOwed {
				row = append(row, nil)
				continue
			}
			row = append(row, w.handed(c))
			list.Rows = append(list.Rows, []any{unit, name, cluster, w.period(q), w.handed(c), c.Due, c.DaysLate, w.missing(c, 0)})
		}
		matrix.Rows = append(matrix.Rows, row)
	}
	return []tables.Table{matrix, list}
}
