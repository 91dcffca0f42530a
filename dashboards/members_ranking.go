package dashboards

import (
	"fmt"
	"html/template"

	"giaoban/ingest/catalog"
)

// rankedBars is how many members a ranking draws; its table has them all.
const rankedBars = 12

// rankingPanel is the ranking where it stands alone: as bars, for a screen or
// a file. On its page it is a table. It is nil below two members with a value.
func (w words) rankingPanel(r ranking, s standing, i catalog.Indicator, names map[string]catalog.OrgVersion) (*panel, error) {
	t := table{Unit: w.unitOf(i), Head: []string{w.say("passport.unit"), w.say("page.table.actual"), w.say("page.table.previous"), w.say("page.table.change"), w.say("page.table.status")}}
	var bars []bar
	var reported []string
	members, estimates, compared := 0, false, false
	for _, m := range s.sorted(r.sort, i) {
		f := w.figure(m, i)
		reported = append(reported, w.reported(m))
		name := w.unitName(names[m.Org])
		v := alone(m)
		if v == nil {
			t.Rows = append(t.Rows, []tableCell{said(name), said(w.briefly(absenceOf(m))), said("–"), said("–"), said("")})
			continue
		}
		members++
		row := []tableCell{said(name), exactly(w.value(*v, i), v).from(w.sourceHref(m)), said("–"), said("–"), said(f.Status)}
		one := bar{name: name, value: *v, status: m.Status, tip: nameFirst(name, w.tip(m, i)), href: w.sourceHref(m)}
		if b := base(m); b != nil {
			row[2] = exactly(w.value(*b, i), b).from(w.baseHref(m, m.Yoy))
			if w.likeOnly(m, i) == nil {
				one.before = w.baseMark(m, i)
				one.before.Own = nameFirst(name, one.before.Own)
			}
		}
		if c := f.Change; c != nil && c.Tone != none {
			row[3], one.note = said(w.noted(*c)), c.Text
		}
		t.Rows = append(t.Rows, row)
		if len(bars) < rankedBars {
			bars = append(bars, one)
			estimates, compared = estimates || f.Estimate, compared || one.before.Value != nil
		}
	}
	if members < 2 {
		return nil, nil
	}
	t.add(w.say("page.table.coverage"), reported)
	option, err := w.barOption(bars, i)
	if err != nil {
		return nil, fmt.Errorf("chart ranking: %w", err)
	}
	p := &panel{Name: "ranking", Asked: w.askedRanking(r), Height: rowsOf(barNames(bars)), Table: t, Option: template.JS(option), //nolint:gosec // JSON from json.Marshal, which escapes < > &
		Title:    w.membersHeadline(i, s, names),
		Subtitle: w.say("compare.ranking.what", "name", w.name(i), "unit", w.unitOf(i), "n", len(bars), "of", members)}
	p.Sentence = p.Title + ". " + p.Subtitle
	p.Key = []keyEntry{{"actual", w.say("page.key.actual")}}
	if estimates {
		p.Key[0] = keyEntry{"estimate", w.say("page.key.estimate")}
	}
	if compared {
		p.Key = append(p.Key, keyEntry{"previous", w.say("page.key.previous")})
	}
	return p, nil
}
