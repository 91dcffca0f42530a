package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"giaoban/ingest/catalog"
)

// MappingKind is what a [Mapping] or a [Question] is about.
type MappingKind string

// Kinds of mappings.
const (
	MapHeading      MappingKind = "heading"      // a heading or the name of a row; the target is an indicator's code
	MapMeasure      MappingKind = "measure"      // a heading over indicators; the target is a [Measure]
	MapOrganisation MappingKind = "organisation" // the name of a row; the target is an organisation's code
	MapSender       MappingKind = "sender"       // who sent the workbook; the target is an organisation's code
	MapPeriod       MappingKind = "period"       // what period it reports on; the target is a period's code
	MapStatus       MappingKind = "status"       // how sure its figures are; the target is a [catalog.Status] by name
	MapBasis        MappingKind = "basis"        // since when they add up; the target is a [catalog.Basis]
)

// Ignore is the target of a heading, a measure or an organisation whose
// figures are to be left out: somebody has looked, and they are not wanted.
const Ignore = "ignore"

// Measure is what the figures of a column are, besides indicator and period.
type Measure string

// Measures that a heading may be confirmed to mean.
const (
	MeasureActual     Measure = "actual"
	MeasureEstimate   Measure = "estimate"
	MeasureCumulative Measure = "cumulative"
	MeasurePlan       Measure = "plan"        // of the year, where the heading names no other time
	MeasurePeriodPlan Measure = "period_plan" // of the report's period alone
	MeasureSamePeriod Measure = "same_period"
)

// Measures lists them in the order people choose from.
var Measures = []Measure{MeasureActual, MeasureEstimate, MeasureCumulative, MeasurePlan, MeasurePeriodPlan, MeasureSamePeriod}

// Measures that a heading of no more than a year may be confirmed to mean in a
// report on a part of a year.
const (
	MeasureYearPart Measure = "year_part"  // of the same part of that year
	MeasureYear     Measure = "whole_year" // of all of it
)

// YearMeasures lists those.
var YearMeasures = []Measure{MeasureYearPart, MeasureYear}

// effectOf is what a measure's own words would say.
var effectOf = map[Measure]effects{
	MeasureActual: saysNothing, MeasureEstimate: saysEstimate, MeasureCumulative: saysCumulative,
	MeasurePlan: saysPlan, MeasurePeriodPlan: saysPlan | saysThisTime, MeasureSamePeriod: saysSamePeriod,
}

// Bases lists the targets of [MapBasis] in the order people choose from.
var Bases = []catalog.Basis{catalog.Discrete, catalog.Cumulative}

// Statuses lists those of [MapStatus].
var Statuses = []catalog.Status{catalog.Estimate, catalog.Preliminary, catalog.Final, catalog.Corrected}

// Mapping is one thing that somebody has confirmed about how workbooks of a
// layout, or one workbook, are to be read. It is only asked where the workbook
// itself is not understood, and told without being asked where it was read
// wrongly as a whole: see [Premise]. What it names is checked like everything
// else: a heading that is mapped reads like one that was spelled right.
type Mapping struct {
	// Scope is the fingerprint of the layout it holds for or, of what is told
	// by nothing in the file and so holds for that file alone, its SHA-256. A
	// layout's also holds for those that differ from it in their rows only.
	Scope  string
	Kind   MappingKind
	Text   string // the words it is found by, folded: see [Question]
	Shown  string // as they were written
	Target string
	By     string    // who confirmed it, "" when nobody is named
	At     time.Time // when
}

// Mappings are what is confirmed, by scope.
type Mappings map[string][]Mapping

// confirmed is what has been confirmed about one table. The zero value is
// nothing.
type confirmed struct {
	byText map[mappingKey]Mapping
	alike  map[mappingKey]Mapping // of tables with the same headings and sections
	day    time.Time              // on which organisations must exist
	Vocabulary
}

type mappingKey struct {
	kind MappingKind
	text string
}

// confirmed returns what holds in the scopes.
func (v Vocabulary) confirmed(day time.Time, scopes ...string) confirmed {
	c := confirmed{day: day, Vocabulary: v}
	for _, scope := range scopes {
		for _, m := range v.Mappings[scope] {
			if c.byText == nil {
				c.byText = map[mappingKey]Mapping{}
			}
			c.byText[mappingKey{m.Kind, m.Text}] = m
		}
	}
	return c
}

// alike returns what is confirmed about layouts with the same headings and
// sections, whatever their rows: units leave out of a form what is not theirs.
// Where two answers differ there is none.
func (all Mappings) alike(f fingerprint) map[mappingKey]Mapping {
	var out map[mappingKey]Mapping
	disputed := map[mappingKey]bool{}
	for scope, list := range all {
		if !f.frames(scope) {
			continue
		}
		for _, m := range list {
			key := mappingKey{m.Kind, m.Text}
			first, twice := out[key]
			disputed[key] = disputed[key] || twice && first.Target != m.Target
			if out == nil {
				out = map[mappingKey]Mapping{}
			}
			if !twice || cmp.Or(m.At.Compare(first.At), strings.Compare(m.Scope, first.Scope)) > 0 {
				out[key] = m
			}
		}
	}
	maps.DeleteFunc(out, func(key mappingKey, _ Mapping) bool { return disputed[key] })
	return out
}

// find returns the mapping of a text, if its target still exists: that of the
// table's own layout or, where it has none, of one with other rows.
func (c confirmed) find(kind MappingKind, text string) (Mapping, bool) {
	key := mappingKey{kind, text}
	if _, own := c.byText[key]; own {
		return c.valid(c.byText[key])
	}
	m, ok := c.alike[key]
	if !ok {
		return m, false
	}
	return c.valid(m)
}

// findOwn returns the mapping of a text in the table's own layout alone.
func (c confirmed) findOwn(kind MappingKind, text string) (Mapping, bool) {
	c.alike = nil
	return c.find(kind, text)
}

// valid returns the mapping, if its target still exists.
func (c confirmed) valid(m Mapping) (Mapping, bool) {
	if m.Target == Ignore {
		return m, true
	}
	ok := false
	switch m.Kind {
	case MapHeading:
		_, ok = c.Catalogue.Indicator(m.Target)
	case MapMeasure:
		if _, ok = effectOf[Measure(m.Target)]; isYearKey.MatchString(m.Text) {
			ok = slices.Contains(YearMeasures, Measure(m.Target))
		}
	case MapOrganisation, MapSender:
		_, ok = c.Register.At(m.Target, c.day)
	case MapPeriod:
		_, err := catalog.ParsePeriod(m.Target)
		ok = err == nil
	case MapStatus:
		_, ok = catalog.ParseStatus(m.Target)
	case MapBasis:
		ok = slices.Contains(Bases, catalog.Basis(m.Target))
	}
	return m, ok
}

// noteMapping says that something was read as somebody had confirmed.
func (f *findings) noteMapping(m Mapping, v Vocabulary, at place) {
	code, means := codeMappingApplied, wording{}
	switch {
	case m.Target == Ignore:
		code = codeMappingIgnored
	case m.Kind == MapHeading:
		ind, _ := v.Catalogue.Indicator(m.Target)
		means = wording{ind.NameVI, ind.NameEN}
	case m.Kind == MapMeasure:
		means = say("measure."+m.Target, nil)
	case m.Kind == MapPeriod:
		p, _ := catalog.ParsePeriod(m.Target)
		means = wording{p.Vietnamese(), p.English()}
	case m.Kind == MapStatus:
		status, _ := catalog.ParseStatus(m.Target)
		means = wording{status.Vietnamese(), status.English()}
	case m.Kind == MapBasis:
		means = say("basis."+m.Target, nil)
	default:
		for _, o := range v.Register.Versions {
			if o.Org == m.Target {
				means = wording{o.NameVI, o.NameEN}
			}
		}
	}
	by := wording{}
	if m.By != "" {
		by = say("mapping.by", Args{"name": m.By})
	}
	text := m.Shown
	if text == "" {
		f.add(Note, codeMappingAnswered, at, Args{"target": means, "by": by, "day": m.At})
		return
	}
	f.add(Note, code, at, Args{"text": text, "target": means, "by": by, "day": m.At})
}
