package dashboards

import (
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// boardPage shows who has handed in what.
type boardPage struct {
	shell
	Pickers  *pickers
	Headline string
	Subtitle []string
	Caption  string
	Years    []boardYear
	Columns  []boardColumn
	Span     int // columns of the whole table
	Groups   []boardGroup
	Legend   []boardCell
	Tally    *boardTally
	Todo     []boardTodo
	More     string // how many more there are to do
	Rules    []boardRule
	Reminder *reminder
	Files    []link
	Charts   []panel
	Footer   imprint
}

type boardYear struct {
	Text string
	Span int
}

type boardColumn struct {
	Text, Name, Href string
	Strong           bool // longer than the shortest rhythm
	Current          bool
}

// boardGroup is a cluster's rows; without a name there are no clusters.
type boardGroup struct {
	Name, Note string
	Rows       []boardRow
}

type boardRow struct {
	Name, Href string
	Cells      []boardCell
	Note       string
	Tone       tone
	Strong     bool
}

// boardCell is a period of a unit: a mark, a colour and the same in words.
type boardCell struct {
	Class   string // for the style sheet
	Mark    string // text in the cell, "" where an icon stands
	Long    bool   // of the text: it takes a smaller size
	Icon    string
	Text    string
	Href    string
	Current bool
}

// boardTally counts the units by how far they are in the period looked at.
type boardTally struct {
	Period    string
	Done, All int
	Parts     []tallyPart
	Strip     []boardStrip
}

type tallyPart struct {
	Text string
	Tone tone
}

// boardStrip is one unit's or several units' part of the strip, in units of
// its 400.
type boardStrip struct {
	Class    string
	X, Width float64
}

type boardTodo struct {
	Name, What, Right, Href string
	Late                    bool
}

type boardRule struct{ Form, Rule, Due string }

// maxTodo is how many units the page lists one by one.
const maxTodo = 10

func (w words) boardHref(org string, p catalog.Period) string { return w.link("/completeness", org, p) }

// board arranges the progress as a page; remind is the unit to write to, ""
// for all that must be reminded.
func (w words) board(p progress, remind, site string) boardPage {
	page := boardPage{
		Caption: w.say("page.board.caption"),
		Tally:   w.tally(p),
		Rules:   w.deadlines(p),
		Files: []link{
			{Href: w.link("/completeness.xlsx", p.org.org.Org, p.period), Text: "XLSX"},
			{Href: w.link("/completeness.csv", p.org.org.Org, p.period), Text: "CSV"},
		},
	}
	page.Headline, page.Subtitle = w.boardHeadline(p, page.Tally)
	page.columns(w, p)
	page.groups(w, p)
	for _, one := range []struct {
		handed warehouse.Handed
		late   bool
	}{{warehouse.Sealed, false}, {warehouse.Done, false}, {warehouse.InWork, false}, {warehouse.Partial, false}, {warehouse.Partial, true}, {warehouse.Faulty, false}, {warehouse.Late, true}, {warehouse.NotDue, false}, {warehouse.NotOwed, false}} {
		cell := warehouse.Cell{Handed: one.handed}
		if one.late {
			cell.DaysLate = 1
		}
		mark := w.boardMark(cell)
		if one.handed == warehouse.Late {
			mark.Mark = "+n"
		}
		mark.Text = w.say("page.board.legend." + mark.Class)
		page.Legend = append(page.Legend, mark)
	}
	for _, unit := range toRemind(p) {
		if len(page.Todo) == maxTodo {
			page.More = w.say("page.board.more", "n", len(toRemind(p))-maxTodo)
			break
		}
		page.Todo = append(page.Todo, w.todo(p, unit))
	}
	page.Reminder = w.reminder(p, remind, site)
	return page
}

func (page *boardPage) columns(w words, p progress) {
	shortest := p.period.Grain()
	for _, q := range p.periods {
		shortest = min(shortest, q.Grain())
	}
	for _, q := range p.periods {
		year := q.Last().Format("2006")
		if n := len(page.Years); n > 0 && page.Years[n-1].Text == year {
			page.Years[n-1].Span++
		} else {
			page.Years = append(page.Years, boardYear{year, 1})
		}
		text := w.brief(q)
		if q.Grain() == catalog.Year {
			text = w.say("page.board.year")
		}
		page.Columns = append(page.Columns, boardColumn{
			Text: text, Name: w.period(q), Href: w.boardHref(p.org.org.Org, q), Strong: q.Grain() > shortest, Current: q == p.period,
		})
	}
}

func (page *boardPage) groups(w words, p progress) {
	clustered := len(p.cluster) > 0
	page.Span = len(p.periods) + 2
	for _, unit := range p.units {
		name := ""
		if clustered {
			name = w.say("page.board.no_cluster")
			if c, ok := p.names[p.cluster[unit]]; ok {
				name = w.orgName(c)
			}
		}
		if n := len(page.Groups); n == 0 || page.Groups[n-1].Name != name {
			page.Groups = append(page.Groups, boardGroup{Name: name})
		}
		g := &page.Groups[len(page.Groups)-1]
		g.Rows = append(g.Rows, w.boardRow(p, unit))
	}
	for i := range page.Groups {
		done, all := 0, 0
		for _, unit := range p.units {
			if c := p.board.Cell(unit, p.period); c.Owed > 0 && w.groupOf(p, unit) == page.Groups[i].Name {
				all++
				if finished(c) {
					done++
				}
			}
		}
		if page.Groups[i].Name != "" && all > 0 {
			page.Groups[i].Note = w.say("page.coverage.units", "reported", done, "expected", all)
		}
	}
}

func (w words) groupOf(p progress, unit string) string {
	if c, ok := p.names[p.cluster[unit]]; ok {
		return w.orgName(c)
	}
	return w.say("page.board.no_cluster")
}

func finished(c warehouse.Cell) bool {
	return c.Handed == warehouse.Done || c.Handed == warehouse.Sealed
}

func (w words) boardRow(p progress, unit string) boardRow {
	row := boardRow{Name: w.orgName(p.names[unit]), Href: w.href(unit, p.period)}
	for _, q := range p.periods {
		c := p.board.Cell(unit, q)
		mark := w.boardMark(c)
		mark.Text = w.say("page.board.cell", "unit", row.Name, "period", w.inSentence(q), "state", w.handed(c))
		mark.Current = q == p.period
		switch {
		case c.Handed == warehouse.Late:
			mark.Href = w.boardHref(p.org.org.Org, q) + "&remind=" + unit + "#reminder"
		case c.Submission != 0:
			mark.Href = submissionHref(c.Submission)
		}
		row.Cells = append(row.Cells, mark)
	}
	c := p.board.Cell(unit, p.period)
	if !finished(c) && c.Handed != warehouse.NotOwed && c.Handed != warehouse.NotDue {
		row.Note = w.handed(c)
		row.Strong = c.DaysLate > 0
		if c.DaysLate > 0 || c.Handed == warehouse.Faulty {
			row.Tone = bad
		}
	}
	return row
}

// boardMark is a cell's glyph and colour; two cells that differ in colour
// differ in shape too.
func (w words) boardMark(c warehouse.Cell) boardCell {
	mark := boardCell{Class: string(c.Handed), Icon: string(c.Handed)}
	switch c.Handed {
	case warehouse.NotOwed:
		mark.Class, mark.Icon, mark.Mark = "not_owed", "", "–"
	case warehouse.Late:
		mark.Icon, mark.Mark, mark.Long = "", "+"+strconv.Itoa(c.DaysLate), c.DaysLate > 99
		if c.DaysLate > 999 {
			mark.Mark = ">999" // the words beside it say how many
		}
	case warehouse.Partial:
		if c.DaysLate > 0 {
			mark.Class = "partial_late"
		}
	}
	return mark
}

// handed says in words how far a report has come.
func (w words) handed(c warehouse.Cell) string {
	text := w.say("page.board.handed."+handedKey(c), "n", len(c.Missing), "of", c.Owed, "due", w.date(c.Due), "sender", w.senderOf(c))
	if c.DaysLate > 0 {
		late := w.say("page.board.days_late", "n", c.DaysLate)
		if c.Handed == warehouse.Late {
			return late
		}
		text += ", " + late
	}
	return text
}

// handedKey ends the key of a sentence about how far a report has come: another
// one where somebody else has handed it in and more is to be done.
func handedKey(c warehouse.Cell) string {
	if c.SentBy != "" && (c.Handed == warehouse.Faulty || c.Handed == warehouse.InWork) {
		return boardKey(c.Handed) + "_by"
	}
	return boardKey(c.Handed)
}

// senderOf names who has handed in for somebody; "" for nobody.
func (w words) senderOf(c warehouse.Cell) string {
	if c.SentBy == "" {
		return ""
	}
	e, _ := w.dir.find(c.SentBy)
	return w.orgName(e.org)
}

func boardKey(h warehouse.Handed) string {
	if h == warehouse.NotOwed {
		return "not_owed"
	}
	return string(h)
}

// tally counts the period looked at.
func (w words) tally(p progress) *boardTally {
	t := &boardTally{Period: w.period(p.period)}
	counts := map[string]int{}
	var classes []string
	for _, unit := range p.units {
		c := p.board.Cell(unit, p.period)
		if c.Owed == 0 {
			continue
		}
		t.All++
		if finished(c) {
			t.Done++
		}
		class := w.boardMark(c).Class
		counts[class]++
		classes = append(classes, class)
	}
	if t.All == 0 {
		return nil
	}
	order := []string{"sealed", "done", "in_work", "partial", "faulty", "partial_late", "late", "not_due"}
	slices.SortStableFunc(classes, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
	width := 400 / float64(len(classes))
	gap := min(3, width/4)
	for i, class := range classes {
		t.Strip = append(t.Strip, boardStrip{class, round1(float64(i) * width), round1(width - gap)})
	}
	for _, class := range order {
		if n := counts[class]; n > 0 {
			part := tallyPart{Text: w.say("page.board.count."+class, "n", n)}
			if class == "late" || class == "partial_late" || class == "faulty" {
				part.Tone = bad
			}
			t.Parts = append(t.Parts, part)
		}
	}
	return t
}

func round1(x float64) float64 { return float64(int(x*10+0.5)) / 10 }

// boardHeadline is the page's sentence and what it is about.
func (w words) boardHeadline(p progress, t *boardTally) (string, []string) {
	subtitle := []string{w.orgName(p.org.org)}
	var dues []string
	for _, r := range p.rules {
		if text := w.date(r.due); !r.due.IsZero() && !slices.Contains(dues, text) {
			dues = append(dues, text)
		}
	}
	if len(dues) > 0 {
		subtitle = append(subtitle, w.say("page.board.due", "days", strings.Join(dues, ", ")))
	}
	subtitle = append(subtitle, w.say("page.board.as_of", "day", w.date(p.today)))
	period := w.inSentence(p.period)
	if t == nil {
		return w.say("page.board.headline.none", "period", period), subtitle
	}
	late := 0
	for _, unit := range p.units {
		if p.board.Cell(unit, p.period).DaysLate > 0 {
			late++
		}
	}
	key := "page.board.headline.some"
	switch t.Done {
	case t.All:
		key = "page.board.headline.all"
	case 0:
		key = "page.board.headline.nobody"
	}
	text := w.say(key, "done", t.Done, "all", t.All, "period", period)
	if late > 0 {
		text += w.say("page.board.headline.late", "n", late)
	}
	return text, subtitle
}

// deadlines says for each rhythm how its deadline is counted.
func (w words) deadlines(p progress) []boardRule {
	var out []boardRule
	for _, r := range p.rules {
		one := boardRule{Form: w.say("page.board.form." + grainKey(r.every)), Rule: w.deadline(r.deadline)}
		if !r.due.IsZero() {
			one.Due = w.date(r.due)
		}
		out = append(out, one)
	}
	return out
}

func (w words) deadline(d catalog.Deadline) string {
	suffix := ""
	if d == (catalog.Deadline{}) {
		d, suffix = catalog.DefaultDeadline(), w.say("page.board.rule.default")
	}
	key := "page.board.rule." + string(d.Closing) + "."
	switch {
	case d.Days == 0:
		key += "on"
	case d.Days < 0:
		key += "before"
	default:
		key += "after"
	}
	return w.say(key, "n", max(d.Days, -d.Days)) + suffix
}
