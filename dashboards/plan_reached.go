package dashboards

import (
	"fmt"
	"html/template"
	"strconv"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// reachedTable is how many units have come how far, with each unit on a scale.
type reachedTable struct {
	panel
	Heads []string
	End   string // of the scale: "≥125 %"
	Rows  []reachedRow
}

type reachedRow struct {
	Name   string
	Dots   []dot
	Pace   string
	Text   string // the scale in words
	Counts []reachedCount

	line   reachedLine
	counts []int
	whole  warehouse.Row
}

// dot is a unit on the scale.
type dot struct {
	X, Text string
	Tone    tone
}

type reachedCount struct {
	Text string
	None bool
	All  bool
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

func (w words) scaleEnd() string { return "≥" + w.percent(decimal.NewFromInt(scaleEnd), 0) }

// reachedTable is nil below two units.
func (w words) reachedTable(f planned, names map[string]catalog.OrgVersion) *reachedTable {
	if len(f.units) < 2 {
		return nil
	}
	t := &reachedTable{panel: panel{Name: "reached", Asked: w.asked(f.place), Subtitle: w.say("plan.reached.what")}, End: w.scaleEnd()}
	for _, at := range thresholds {
		t.Heads = append(t.Heads, w.say("plan.reached.at", "pct", w.percent(decimal.NewFromInt(at), 0)))
	}
	for _, i := range f.indicators {
		var rows []warehouse.Row
		row := reachedRow{Name: w.name(i), line: reachedLine{name: w.name(i)}, whole: f.whole[i.Code]}
		for _, u := range f.units {
			r := u.rows[i.Code]
			rows = append(rows, r)
			if b := w.bullet(r, i); b != nil {
				row.Dots = append(row.Dots, dot{X: length(onScale(b.attained)), Tone: b.Tone, Text: w.unitName(names[u.org]) + ": " + b.Text})
				row.Pace = length(onScale(b.pace))
				row.line.pace = &b.pace
				row.line.units = append(row.line.units, spreadPoint{b.attained, b.Tone, []string{w.unitName(names[u.org]), b.Text, b.Gap}, w.planSource(f, r)})
			}
		}
		counts, compared := reached(rows)
		row.counts = append(counts, compared)
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
	for _, row := range t.Rows {
		t.Sentence += capital(row.Name) + ": " + row.Text + ". "
	}
	return t
}

// reachedPanel draws the scales together, where they stand alone.
func (w words) reachedPanel(t *reachedTable) (*panel, error) {
	p := t.panel
	p.Key = []keyEntry{{"pace", w.say("plan.key.pace")}}
	p.Table = table{Unit: w.unit("entity"), Head: append(append([]string{w.say("page.table.indicator")}, t.Heads...), w.say("plan.reached.of"))}
	var lines []reachedLine
	var names, reported []string
	for _, row := range t.Rows {
		names = append(names, row.Name)
		cells := []tableCell{said(row.Name)}
		for _, n := range row.counts {
			count := decimal.NewFromInt(int64(n))
			cells = append(cells, exactly(w.number(count, 0), &count))
		}
		p.Table.Rows = append(p.Table.Rows, cells)
		reported = append(reported, w.reported(row.whole))
		lines = append(lines, row.line)
	}
	p.Table.add(w.say("page.table.coverage"), reported)
	p.Height = rowsOf(names)
	option, err := w.reachedOption(lines)
	if err != nil {
		return nil, fmt.Errorf("chart reached: %w", err)
	}
	p.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	return &p, nil
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
