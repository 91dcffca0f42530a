package dashboards

import (
	"fmt"
	"html/template"

	"github.com/shopspring/decimal"

	"giaoban/dashboards/chart"
	"giaoban/warehouse"
)

// culture is how many enterprises meet the cultural standard, as a row of tiles.
type culture struct {
	panel
	Groups []tileGroup
	shown  []warehouse.Row // behind the groups
}

// tileGroup is a number of tiles of one kind.
type tileGroup struct {
	Group, Count, Text, Source string

	n   int64
	row warehouse.Row // that says so; of a remainder the ratio's
}

// culture is nil without counts, or when they contradict each other. The chart
// names the ratio, what is a part of those who meet it, and what of the others.
func (w words) culture(spec chart.Spec, at place, figures map[string]figure) (*culture, error) {
	standard := figures[spec.Indicators[0]]
	if standard.Parts == "" || standard.row.Den.Sign() <= 0 {
		return nil, nil
	}
	met, all := standard.row.Num.IntPart(), standard.row.Den.IntPart()
	if met > all {
		return nil, nil
	}
	groups := w.cultureGroups(spec, figures, met, all)
	c := &culture{Groups: groups, panel: panel{Name: spec.Name, Asked: w.asked(at), Height: "ribbon", Subtitle: w.say("party.culture.what"),
		Title: w.say("party.culture.title", "met", int(met), "all", int(all), "pct", standard.Value+standard.Percent),
		Table: table{Head: []string{w.name(standard.indicator), w.say("page.table.value")}, Unit: w.unit("entity")}}}
	if groups[0].Group == "model" {
		c.Title += w.say("party.culture.of_these", "n", int(groups[0].n))
	}
	var sets []tileSet
	var reported []string
	for n, g := range groups {
		if n > 0 {
			c.Sentence += ", "
		}
		c.Sentence += g.Count + " " + g.Text
		count, href := decimal.NewFromInt(g.n), w.sourceHref(g.row)
		c.Table.Rows = append(c.Table.Rows, []tableCell{said(capital(g.Text)), exactly(g.Count, &count).from(href)})
		reported = append(reported, w.reported(g.row))
		c.shown = append(c.shown, g.row)
		c.Key = append(c.Key, keyEntry{g.Group, g.Text})
		sets = append(sets, tileSet{g.n, tileStyles[g.Group], []string{capital(g.Text), g.Count}, href})
	}
	c.Sentence = capital(c.Sentence) + "."
	c.Table.add(w.say("page.table.coverage"), reported)
	option, err := tilesOption(sets)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", spec.Name, err)
	}
	c.Option = template.JS(option) //nolint:gosec // JSON from json.Marshal, which escapes < > &
	return c, nil
}

var tileStyles = map[string]markStyle{
	"model":      {Color: roleActual},
	"standard":   {Color: roleEdge},
	"registered": {Color: roleSurface, BorderColor: roleActual, BorderWidth: 1.5},
	"none":       {Color: "@data-none", Opacity: .55},
}

// cultureGroups divides all into those that meet the standard, models first,
// and the others, those that have registered first. A count that would not fit
// is left out.
func (w words) cultureGroups(spec chart.Spec, figures map[string]figure, met, all int64) []tileGroup {
	standard := figures[spec.Indicators[0]]
	part := func(n int, of int64) (int64, figure) {
		if n >= len(spec.Indicators) {
			return 0, figure{}
		}
		fig := figures[spec.Indicators[n]]
		if fig.Value == "" || fig.Basis != "" || fig.row.Value.IntPart() > of {
			return 0, figure{}
		}
		return fig.row.Value.IntPart(), fig
	}
	model, ofModels := part(1, met)
	registered, ofRegistered := part(2, all-met)
	var out []tileGroup
	for _, g := range []struct {
		key    string
		n      int64
		figure figure
	}{{"model", model, ofModels}, {"standard", met - model, standard}, {"registered", registered, ofRegistered}, {"none", all - met - registered, figure{row: standard.row}}} {
		if g.n > 0 {
			out = append(out, tileGroup{g.key, w.number(decimal.NewFromInt(g.n), 0), w.say("party.culture." + g.key), g.figure.Source, g.n, g.figure.row})
		}
	}
	return out
}
