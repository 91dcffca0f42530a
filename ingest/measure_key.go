package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/likeness"
)

// What a heading over indicators calls its figures may not be understood while
// the words beside it are: "KH trong tỉnh" is a plan whatever "trong tỉnh" is,
// and no question of "TH trong tỉnh". So it is remembered with them.

// saidMeasures are the words that part headings of one name, by what they say,
// and the measures that such a heading may be confirmed to mean: nil for all.
var saidMeasures = []struct {
	says     effects
	word     string
	measures []Measure
}{
	{saysPlan | saysTarget, "kế hoạch", []Measure{MeasurePlan, MeasurePeriodPlan}},
	{saysSamePeriod, "cùng kỳ", []Measure{MeasureSamePeriod}},
	{saysYearBefore, "năm trước", nil},
	{beforeEffects, "kỳ trước", nil},
	{saysEstimate, "ước", nil},
	{saysCumulative | saysToDate, "lũy kế", nil},
}

// measureKey is the text by which a heading over indicators is remembered: the
// words that nobody understands behind those that are understood. An outcome
// has none of these: "TH trong tỉnh" is remembered as "trong tỉnh".
func (h heading) measureKey() string {
	var list []string
	for _, said := range saidMeasures {
		if h.has(said.says) {
			list = append(list, said.word)
		}
	}
	return strings.Join(append(list, plain(strings.Join(h.names, " "))), " ")
}

// MeasuresFor returns the measures that the text of a question of the kind
// [MapMeasure] may be answered with, in the order people choose from.
func MeasuresFor(text string) []Measure {
	if isYearKey.MatchString(text) {
		return YearMeasures
	}
	for _, said := range saidMeasures {
		if said.measures != nil && strings.HasPrefix(text, said.word+" ") {
			return said.measures
		}
	}
	return Measures
}

// measuresLike ranks the measures that a heading may mean: of one that is
// understood in part, those that this leaves open.
func (h heading) measuresLike() []Candidate {
	if open := MeasuresFor(h.measureKey()); len(open) < len(Measures) {
		var targets []string
		for _, m := range open {
			targets = append(targets, string(m))
		}
		return equally(targets)
	}
	asked := likeness.Of(plain(strings.Join(h.names, " ")))
	var list []Candidate
	for _, m := range Measures {
		best := 0.0
		for words, e := range measureWords {
			if e == effectOf[m] && len(words) > 1 {
				best = max(best, likeness.Score(asked, likeness.Of(words)))
			}
		}
		list = append(list, Candidate{Target: string(m), Score: best})
	}
	return ranked(list)
}

// findMeasure returns the mapping of a heading over indicators. One that was
// confirmed when headings were remembered without their measure words holds for
// those that had the same.
func (c confirmed) findMeasure(h heading) (Mapping, bool) {
	key, former := h.measureKey(), plain(strings.Join(h.names, " "))
	if m, ok := c.find(MapMeasure, key); ok && key != former {
		return m, slices.Contains(MeasuresFor(key), Measure(m.Target)) || m.Target == Ignore
	}
	m, ok := c.find(MapMeasure, former)
	if !ok || m.Shown == "" {
		return m, ok
	}
	shown := readHeading(strings.Split(m.Shown, levelMark), c.Catalogue)
	return m, shown.measureKey() == key
}
