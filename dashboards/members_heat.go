package dashboards

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// heatMap is members × periods, coloured by the change on the same period.
type heatMap struct {
	Title, Subtitle string
	Columns         []string
	Rows            []heatRow
	Legend          []heatStep
}

type heatRow struct {
	Name, Href string
	Cells      []heatCell
}

type heatCell struct {
	Step string // class: "s0" … "s6", "none", "missing"
	Text string
	Tip  string
	Href string
}

type heatStep struct{ Step, Text string }

// heatSteps are the bounds between the seven colours, in per cent (or points).
var heatSteps = []int64{-20, -10, -2, 2, 10, 20}

func (w words) heatMap(r ranking, s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) *heatMap {
	h := &heatMap{Title: w.say("compare.heat.title", "name", w.name(i)), Subtitle: w.say("compare.heat.what")}
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
		h.Legend = append(h.Legend, heatStep{w.heatClass(n, i), text})
	}
	return h
}

// heatClass turns the scale round where less is better.
func (w words) heatClass(n int, i catalog.Indicator) string {
	if i.Direction == catalog.LessIsBetter {
		n = len(heatSteps) - n
	}
	return "s" + strconv.Itoa(n)
}

func (w words) heatCell(r warehouse.Row, i catalog.Indicator) heatCell {
	c := heatCell{Tip: "", Href: figureHref(r.Org, r.Indicator, r.Period)}
	for n, line := range w.tip(r, i) {
		if n > 0 {
			c.Tip += " · "
		}
		c.Tip += line
	}
	h, _ := w.pinHeight(r, i, w.change(r, i))
	switch {
	case alone(r) == nil:
		c.Step, c.Text = "missing", "–"
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
	}
	return c
}
