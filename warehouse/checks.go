package warehouse

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

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

// series names the figures of one organisation and indicator that were known
// when a submission's turn came.
type series struct {
	submission     int64
	org, indicator string
	scenario       ingest.Scenario
}

// known is one row of known_figures.sql.
type known struct {
	series
	period      catalog.Period
	first, last int
	role        ingest.Role
	status      catalog.Status
	num, den    *decimal.Decimal
	step        *decimal.Decimal
	bare        bool
	sender      string
	sheet, cell string
	places      []string // of the figure, or of the figures it is made of
	mine        bool
}

// place is where a figure stands, for a sentence.
func place(file, sheet, cell string) string {
	if cell == "" {
		return file
	}
	return file + ", " + strings.TrimPrefix(sheet+"!"+cell, "!")
}

// placesNamed bounds the places that one sentence names.
const placesNamed = 4

func (k known) where() string {
	if len(k.places) > placesNamed {
		return strings.Join(k.places[:placesNamed], "; ") + " …"
	}
	return strings.Join(k.places, "; ")
}

func scanKnown(rows *sql.Rows) (k known, err error) {
	var code, file string
	var figures [3]any
	err = rows.Scan(&k.submission, &k.org, &k.indicator, &k.scenario, &code, &k.first, &k.last, &k.role, &k.status,
		&figures[0], &figures[1], &k.bare, &figures[2], &k.sender, &file, &k.sheet, &k.cell, &k.mine)
	if err != nil {
		return k, err
	}
	k.places = []string{place(file, k.sheet, k.cell)}
	for i, into := range []**decimal.Decimal{&k.num, &k.den, &k.step} {
		if *into, err = number(figures[i]); err != nil {
			return k, err
		}
	}
	k.period, err = catalog.ParsePeriod(code)
	return k, err
}

// check gathers the findings about one submission.
type check struct {
	*candidate
	v         *vocabulary
	outranked *outranking
}

// outranking counts the figures of a submission that stay hidden behind a
// different one of higher status, and keeps the first of each.
type outranking struct {
	count           int
	hidden, instead known
}

// outrank counts k if what is shown for its span is another figure of higher
// status that the submission did not bring.
func (c check) outrank(k known, figures []known) {
	best := find(figures, k.first, k.last, func(o known) bool { return o.role == ingest.Reported })
	if k.role != ingest.Reported || best == nil || best.mine || best.status <= k.status ||
		equal(best.num, k.num) && equal(best.den, k.den) {
		return
	}
	d, _ := define(c.v.Catalogue, k.indicator)
	if d.value(k.num, k.den) == nil || d.value(best.num, best.den) == nil {
		return // the average of nobody is no figure to tell of
	}
	if c.outranked.count == 0 {
		c.outranked.hidden, c.outranked.instead = k, *best
	}
	c.outranked.count++
}

// sayOutranked tells that figures of a file do not show, which a sender who
// corrects a final figure and does not say so cannot guess.
func (c check) sayOutranked() {
	o := c.outranked
	if o.count == 0 {
		return
	}
	d, _ := define(c.v.Catalogue, o.hidden.indicator)
	c.found = append(c.found, ingest.Finding{Severity: ingest.Warning, Code: "store_outranked", Sheet: o.hidden.sheet, Cell: o.hidden.cell,
		Args: c.args(o.hidden.scenario, o.hidden.org, o.hidden.indicator, o.hidden.period, ingest.Args{"count": o.count,
			"value": *d.value(o.hidden.num, o.hidden.den), "at": o.hidden.where(),
			"other": *d.value(o.instead.num, o.instead.den), "other_at": o.instead.where()})})
}

func equal(a, b *decimal.Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
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

// find returns the best figure for a span that meets the condition.
func find(figures []known, first, last int, condition func(known) bool) *known {
	for i, k := range figures {
		if k.first == first && k.last == last && (condition == nil || condition(k)) {
			return &figures[i]
		}
	}
	return nil
}

func samePeriodColumn(k known) bool { return k.role == ingest.SamePeriod }

// routes compares what was reported for p with the other ways to it: the best
// tiling, the difference, the same-period column. One finding is enough.
func (c check) routes(p catalog.Period, figures []known) {
	first, last := p.Months()
	direct := find(figures, first, last, nil)
	if direct == nil {
		return
	}
	tiled := false
	for _, w := range ways(p)[1:] {
		other := derive(w, figures)
		if other == nil || tiled && w.route == routeSubPeriods {
			continue
		}
		tiled = true
		if c.compare(p, direct, other, string(routes[w.route])) {
			return
		}
	}
	if direct.role == ingest.Reported {
		if column := find(figures, first, last, samePeriodColumn); column != nil {
			c.compare(p, direct, column, "same_period")
		}
	}
}

// spanOfStatus tells apart figures of a series that may stand beside each other.
type spanOfStatus struct {
	first, last int
	status      catalog.Status
}

// senders compares a figure with what others than its sender reported for the
// same span with the same status. One finding is enough.
func (c check) senders(k known, figures []known) {
	for _, o := range figures {
		if o.sender != k.sender && o.role == ingest.Reported && o.first == k.first && o.last == k.last && o.status == k.status &&
			c.compare(k.period, &k, &o, "sender") {
			return
		}
	}
}

// derive follows one way; nil when a part is not known.
func derive(w way, figures []known) *known {
	if w.route == routeDifference {
		for status := catalog.Corrected; status >= catalog.Estimate; status-- {
			if d := sum(w, figures, func(k known) bool { return k.status == status }); d != nil {
				return d
			}
		}
		return nil
	}
	return sum(w, figures, nil)
}

func sum(w way, figures []known, condition func(known) bool) *known {
	total := known{num: new(decimal.Decimal), step: new(decimal.Decimal)}
	for _, t := range w.parts {
		k := find(figures, t.first, t.last, condition)
		if k == nil || k.bare {
			return nil
		}
		sign := decimal.NewFromInt(int64(t.sign))
		*total.num = total.num.Add(k.num.Mul(sign))
		if k.den != nil {
			if total.den == nil {
				total.den = new(decimal.Decimal)
			}
			*total.den = total.den.Add(k.den.Mul(sign))
		}
		*total.step = decimal.Max(*total.step, *k.step)
		total.places = append(total.places, k.places...)
		if k.mine && !total.mine {
			total.mine, total.sheet, total.cell = true, k.sheet, k.cell
		}
	}
	if total.den != nil && !total.den.IsPositive() && w.route == routeDifference {
		return nil // a weight that falls makes no average
	}
	return &total
}

// levels compares the level reported for p with the same-period column.
func (c check) levels(p catalog.Period, figures []known) {
	first, last := p.Months()
	report := find(figures, first, last, func(k known) bool { return k.role == ingest.Reported && k.period == p })
	column := find(figures, first, last, func(k known) bool { return k.role == ingest.SamePeriod && k.period == p })
	if report != nil && column != nil {
		c.compare(p, report, column, "same_period")
	}
}

// compare reports two figures for p that differ beyond rounding, if the
// submission brought part of either.
func (c check) compare(p catalog.Period, one, other *known, with string) bool {
	cause := one
	if !one.mine {
		cause = other
	}
	if !cause.mine {
		return false
	}
	d, _ := define(c.v.Catalogue, one.indicator)
	step := decimal.Max(*one.step, *other.step)
	differs := d.disagreement([]*side{{num: one.num, den: one.den, otherNum: other.num, otherDen: other.den, step: &step,
		checkKind: with, checkOrg: one.org}})
	if differs == nil {
		return false
	}
	f := ingest.Finding{Severity: ingest.Warning, Code: "store_routes_disagree", Sheet: cause.sheet, Cell: cause.cell,
		Args: c.args(one.scenario, one.org, one.indicator, p, ingest.Args{"value": *d.value(one.num, one.den), "other": differs.Value,
			"at": one.where(), "other_at": other.where()})}
	switch with {
	case "same_period":
		f.Severity, f.Code = ingest.Note, "store_base_differs"
	case "sender":
		f.Code = "store_senders_disagree"
		f.Args["sender"] = c.org(other.sender, p)
	}
	c.found = append(c.found, f)
	return true
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

// ownFigures compares the own figures of organisations with those of their
// units, wherever a submission of the batch brought the one or the other.
func (s *Store) ownFigures(ctx context.Context, w *writer, byID map[int64]*candidate, states map[int64]State, v *vocabulary, first, last int64) error {
	var order []int64
	concerned := map[int64]*ownFigures{}
	args := map[string]any{"first": first, "last": last}
	err := s.queries["own_figures"].run(ctx, w.tx, args, func(rows *sql.Rows) error {
		var id int64
		var k rowKey
		var file, sheet, cell string
		if err := rows.Scan(&id, &k.org, &k.indicator, &k.period, &file, &sheet, &cell); err != nil {
			return err
		}
		if concerned[id] == nil {
			concerned[id] = &ownFigures{}
			order = append(order, id)
		}
		return concerned[id].add(k, place(file, sheet, cell))
	})
	if err != nil {
		return w.note(err)
	}
	for _, id := range order {
		err := w.asAccepted(ctx, byID[id], states[id], func() error {
			return s.compareOwn(ctx, w, check{candidate: byID[id], v: v}, concerned[id])
		})
		if err != nil {
			return w.note(err)
		}
	}
	return nil
}

// ownFigures are the own figures of organisations with members that one
// submission touches, and where they stand.
type ownFigures struct {
	orgs, indicators []string
	periods          []catalog.Period
	places           map[rowKey]string
}

func (o *ownFigures) add(k rowKey, at string) error {
	p, err := catalog.ParsePeriod(k.period)
	if err != nil {
		return err
	}
	if o.places == nil {
		o.places = map[rowKey]string{}
	}
	o.places[k] = at
	if !slices.Contains(o.orgs, k.org) {
		o.orgs = append(o.orgs, k.org)
	}
	if !slices.Contains(o.indicators, k.indicator) {
		o.indicators = append(o.indicators, k.indicator)
	}
	if !slices.Contains(o.periods, p) {
		o.periods = append(o.periods, p)
	}
	return nil
}

// compareOwn asks for the values as they were just after the submission.
func (s *Store) compareOwn(ctx context.Context, w *writer, c check, own *ownFigures) error {
	a := question{orgs: own.orgs, indicators: own.indicators, periods: own.periods, lens: AsReported,
		definitions: map[string]definition{}, knownBefore: c.at.Add(time.Microsecond), today: midnight(s.now())}
	for _, indicator := range own.indicators {
		a.definitions[indicator], _ = define(c.v.Catalogue, indicator)
	}
	answers, err := s.answer(ctx, w.tx, a)
	if err != nil {
		return err
	}
	for _, row := range answers {
		at, asked := own.places[rowKey{row.Org, row.Indicator, row.Period.Code()}]
		d := row.Disagreement
		if !asked || d == nil || d.With != "own" || d.Org != row.Org || row.Value == nil {
			continue
		}
		f := ingest.Finding{Severity: ingest.Warning, Code: "store_own_differs",
			Args: c.args(ingest.Actual, row.Org, row.Indicator, row.Period, ingest.Args{"value": *row.Value, "other": d.Value, "other_at": at})}
		for _, x := range c.sub.Facts {
			if x.Org == row.Org && x.Indicator == row.Indicator && x.Period == row.Period {
				f.Sheet, f.Cell = x.Sheet, x.Cell
			}
		}
		c.found = append(c.found, f)
	}
	return nil
}

// enclosing lists p and the periods of its year it is part of.
func enclosing(p catalog.Period) []catalog.Period {
	out := []catalog.Period{p}
	for _, grain := range []catalog.Grain{catalog.Quarter, catalog.Half, catalog.NineMonths, catalog.Year} {
		for index := 1; index <= 4; index++ {
			q, err := catalog.NewPeriod(grain, p.Year(), index)
			if err == nil && q != p && q.Contains(p) && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// lowerFirst writes a name as it stands within a sentence; "GTSXCN" stays.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
