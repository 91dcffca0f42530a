package dashboards

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// turn is a reorganisation between two periods of a chart: from here on an
// organisation's figures are of other units.
type turn struct {
	At   int    // it lies before the period of this index
	Text string // "8/3/2024: 16 → 17 đơn vị"
	Note string // the decision in full, "" where the register only knows the moves
}

// turns finds the reorganisations of an organisation along a course of
// periods: events of the register that touch it or its units, and moves of
// units that no event tells of.
func (w words) turns(dir *directory, org string, periods []catalog.Period) []turn {
	var out []turn
	for n := 1; n < len(periods); n++ {
		before, after := strings.Fields(dir.units(org, periods[n-1])), strings.Fields(dir.units(org, periods[n]))
		if len(before) == 0 {
			if t, ok := w.began(dir, org, periods[n-1], periods[n]); ok {
				t.At = n
				out = append(out, t)
			}
			continue
		}
		t := turn{At: n}
		when := w.inSentence(periods[n])
		for _, e := range dir.register.Events {
			if !e.Date.After(periods[n-1].Last()) || e.Date.After(periods[n].Last()) || !touches(e, org, before, after) {
				continue
			}
			when = w.date(e.Date)
			t.Text = w.say("trend.turn", "when", when, "what", w.say("trend.turn."+string(e.Kind)))
			if note := w.pick(e.NoteVI, e.NoteEN); note != "" {
				t.Note = strings.TrimSpace(t.Note + " " + w.say("trend.turn", "when", when, "what", note))
			}
		}
		switch {
		case len(before) != len(after):
			t.Text = w.say("trend.turn", "when", when, "what", w.say("trend.turn.units", "before", len(before), "after", len(after)))
		case t.Text == "" && !slices.Equal(before, after):
			t.Text = w.say("trend.turn", "when", when, "what", w.say("trend.turn.other_units"))
		}
		if t.Text != "" {
			out = append(out, t)
		}
	}
	return out
}

// began is the turn at which an organisation came into being between two periods,
// by an event of the register: without one the register may only begin there.
func (w words) began(dir *directory, org string, before, after catalog.Period) (turn, bool) {
	for _, e := range dir.register.Events {
		if !e.Date.After(before.Last()) || e.Date.After(after.Last()) || !slices.Contains(e.To, org) || slices.Contains(e.From, org) {
			continue
		}
		t := turn{Text: w.say("trend.turn", "when", w.date(e.Date), "what", w.say("trend.turn.found"))}
		if note := w.pick(e.NoteVI, e.NoteEN); note != "" {
			t.Note = w.say("trend.turn", "when", w.date(e.Date), "what", note)
		}
		return t, true
	}
	return turn{}, false
}

// touches reports whether an event changed who belongs to the organisation, or
// who they are.
func touches(e catalog.Event, org string, before, after []string) bool {
	return slices.ContainsFunc(slices.Concat(e.From, e.To), func(one string) bool {
		return one == org || slices.Contains(before, one) || slices.Contains(after, one)
	})
}
