package warehouse

import (
	"context"
	"database/sql"
	"slices"
	"unicode"
	"unicode/utf8"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// contradictions looks at the figures that the submissions of a batch have
// just brought, inside its transaction, and tells each where they do not agree
// with one another or with what was known when its turn came: two routes to
// one figure, a same-period column and what was reported then, an organisation
// and its units, a cumulative figure that falls; and what two senders say of
// one figure. They explain; they do not refuse.
//
// The routes are followed here and not by metric.sql, because a workbook
// comes with hundreds of figures and most of that query is about perimeters.
func (s *Store) contradictions(ctx context.Context, w *writer, byID map[int64]*candidate, states map[int64]State, v *vocabulary, first, last int64) error {
	var figures []known
	tallies := map[int64]*outranking{}
	follow := func() {
		if len(figures) > 0 {
			id := figures[0].submission
			if tallies[id] == nil {
				tallies[id] = &outranking{}
			}
			check{byID[id], v, tallies[id]}.follow(figures)
			figures = figures[:0]
		}
	}
	args := map[string]any{"first": first, "last": last}
	err := s.queries["known_figures"].run(ctx, w.tx, args, func(rows *sql.Rows) error {
		k, err := scanKnown(rows)
		if err != nil {
			return err
		}
		if len(figures) > 0 && figures[0].series != k.series {
			follow()
		}
		figures = append(figures, k)
		return nil
	})
	if err != nil {
		return w.note(err)
	}
	follow()
	for id, o := range tallies {
		check{byID[id], v, o}.sayOutranked()
	}
	return s.ownFigures(ctx, w, byID, states, v, first, last)
}

// check gathers the findings about one submission.
type check struct {
	*candidate
	v         *vocabulary
	outranked *outranking
}

// follow checks one series, best figures first, for the periods that the
// submission's figures are of or are part of.
func (c check) follow(figures []known) {
	if len(figures) == 0 {
		return
	}
	ind, ok := c.v.Catalogue.Indicator(figures[0].indicator)
	if !ok {
		return
	}
	overTime := ind.Kind == catalog.Flow || ind.Kind == catalog.Average
	rising := ind.Kind == catalog.Flow && ind.Min.Valid && !ind.Min.Decimal.IsNegative()
	var done []catalog.Period
	compared := map[spanOfStatus]bool{}
	for _, k := range figures {
		if !k.mine {
			continue
		}
		c.outrank(k, figures)
		if s := (spanOfStatus{k.first, k.last, k.status}); k.role == ingest.Reported && !compared[s] {
			compared[s] = true
			c.senders(k, figures)
		}
		if rising {
			c.falls(k, figures)
		}
		periods := []catalog.Period{k.period}
		if overTime {
			periods = enclosing(k.period)
		}
		for _, p := range periods {
			if slices.Contains(done, p) {
				continue
			}
			done = append(done, p)
			if overTime {
				c.routes(p, figures)
			} else {
				c.levels(p, figures)
			}
		}
	}
}

// falls reports a figure from 1 January that is smaller than the best known
// one to an earlier month of the year. A corrected figure may take something
// back.
func (c check) falls(k known, figures []known) {
	if k.first%12 != 0 || k.last-k.first >= 12 || k.status == catalog.Corrected || k.role != ingest.Reported {
		return
	}
	for last := k.last - 1; last >= k.first; last-- {
		earlier := find(figures, k.first, last, func(e known) bool { return e.role == ingest.Reported })
		if earlier == nil {
			continue
		}
		if k.num.LessThan(*earlier.num) {
			d, _ := define(c.v.Catalogue, k.indicator)
			c.found = append(c.found, ingest.Finding{Severity: ingest.Warning, Code: "store_cumulative_falls", Sheet: k.sheet, Cell: k.cell,
				Args: c.args(k.scenario, k.org, k.indicator, k.period, ingest.Args{"value": *d.value(k.num, nil),
					"earlier_period": earlier.period, "earlier": *d.value(earlier.num, nil), "earlier_at": earlier.where()})})
		}
		return
	}
}

// args adds to a finding's arguments which figure it is about. What was
// planned for a year must not read as what was done in it.
func (c check) args(scenario ingest.Scenario, org, indicator string, p catalog.Period, more ingest.Args) ingest.Args {
	ind, _ := c.v.Catalogue.Indicator(indicator)
	unit, _ := c.v.Catalogue.Unit(ind.Unit)
	more["org"], more["indicator"], more["period"], more["unit"] = c.org(org, p), name{ind.NameVI, ind.NameEN}, p, name{unit.NameVI, unit.NameEN}
	if scenario == ingest.Plan {
		more["indicator"] = name{"Kế hoạch " + lowerFirst(ind.NameVI), ind.NameEN + " (plan)"}
	}
	return more
}

// org is what the organisation was called for short at the end of p.
func (c check) org(org string, p catalog.Period) name {
	v, ok := c.v.Register.At(org, p.Last())
	switch {
	case !ok:
		return name{VI: org}
	case v.ShortName != "":
		return name{v.ShortName, v.NameEN}
	}
	return name{v.NameVI, v.NameEN}
}

// lowerFirst writes a name as it stands within a sentence; "GTSXCN" stays.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
