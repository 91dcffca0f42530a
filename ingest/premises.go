package ingest

import (
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// Premise is something that holds for all figures of a report, as it was read.
// Whoever sees that it was read wrongly can tell it otherwise, by a [Mapping]
// of its kind with the file's SHA-256 for a scope and no text: the words of
// people for what they send are without end, and no one has to edit a file to
// have it understood.
type Premise struct {
	Kind   MappingKind
	Target string // see [Mapping]
	Told   bool   // by somebody
}

// toldOf is what somebody has told of all figures of a file that are reported.
// The zero value is nothing.
type toldOf struct {
	status catalog.Status
	basis  catalog.Basis
}

// over makes a figure what was told. An estimate of a time beyond the report's
// stays one, and a plan is a plan.
func (t toldOf) over(s slot, reported catalog.Period) slot {
	if !t.holdsFor(s, reported) {
		return s
	}
	if t.status != catalog.NoStatus {
		s.status = t.status
	}
	if t.basis != "" && !s.period.Cumulative() {
		s.basis = t.basis
	}
	return s
}

// holdsFor reports whether what was told is said of a figure.
func (t toldOf) holdsFor(s slot, reported catalog.Period) bool {
	return s.scenario == Actual && s.role == Reported && !s.period.Last().After(reported.Last())
}

// settles reports whether somebody has told how sure a figure is.
func (t toldOf) settles(s slot, reported catalog.Period) bool {
	return t.status != catalog.NoStatus && t.holdsFor(s, reported)
}

// underTold makes a figure what was told of the whole file. Whoever told it had
// seen how the file was read, so it goes before what headings, the row and the
// cell say themselves; where they say otherwise that is kept, to be said.
func (r *tableReader) underTold(s slot, q quantity, at place, said ...heading) slot {
	told := r.title.told
	if !told.holdsFor(s, r.title.period) {
		return s
	}
	for _, h := range said {
		status := statusOf(h, catalog.NoStatus)
		sums := h.has(saysCumulative)
		if told.status != catalog.NoStatus && status != catalog.NoStatus && status != told.status ||
			told.basis != "" && !s.period.Cumulative() && (sums || h.has(saysAlone)) && sums != (told.basis == catalog.Cumulative) {
			r.overruled.add(h.text, at)
		}
	}
	if told.status != catalog.NoStatus && q.surest(told.status) != told.status {
		r.overruled.add(q.qualifier, at)
	}
	return told.over(s, r.title.period)
}

// overruled are words in a table that what was told of the file goes before.
type overruled struct {
	texts []string
	at    place // of the first figure they are said of
}

// overruledShown is how many of them are named.
const overruledShown = 3

func (o *overruled) add(text string, at place) {
	if len(o.texts) == 0 {
		o.at = at
	}
	if len(o.texts) <= overruledShown && !slices.Contains(o.texts, text) {
		o.texts = append(o.texts, text)
	}
}

// tellOverruled says of which words that is.
func (r *tableReader) tellOverruled() {
	list := r.overruled.texts
	if len(list) == 0 {
		return
	}
	var quoted []string
	for _, text := range list[:min(len(list), overruledShown)] {
		quoted = append(quoted, "“"+text+"”")
	}
	if len(list) > overruledShown {
		quoted = append(quoted, "…")
	}
	r.findings.add(Note, codeToldBefore, r.overruled.at, Args{"texts": strings.Join(quoted, ", ")})
}

// volunteered returns what somebody has told of this file without being asked,
// and says so. What was asked is said where it was.
func (r *reportReader) volunteered(kind MappingKind) (target string, ok bool) {
	m, ok := r.told(kind)
	if ok {
		r.findings.noteMapping(m, r.Vocabulary, r.tables[0].text.at)
	}
	return m.Target, ok
}

// overrulePeriod takes the one period of all tables for the one that was told.
// It reports false where nothing was, or the tables are of several.
func (r *reportReader) overrulePeriod() bool {
	if _, uniform := r.commonPeriod(); !uniform {
		return false
	}
	target, ok := r.volunteered(MapPeriod)
	for i := range r.tables {
		if ok {
			r.tables[i].title.period, _ = catalog.ParsePeriod(target)
		}
	}
	return ok
}

// overruleBasis takes what was told of since when the figures add up for what
// titles and names say of it.
func (r *reportReader) overruleBasis() {
	target, ok := r.volunteered(MapBasis)
	if !ok {
		r.settleBasis()
		return
	}
	said := basisSaid{sum: sumOwn, plain: true, in: InTitle}
	if catalog.Basis(target) == catalog.Cumulative {
		said.sum = sumYear
	}
	for i := range r.tables {
		title := &r.tables[i].title
		title.told.basis, title.basis, title.cumulative = catalog.Basis(target), said, said.sum == sumYear
	}
}

// overruleStatus takes what was told of how sure the figures are for what the
// workbook says of it; the rest of what it says beside that holds.
func (r *reportReader) overruleStatus() {
	target, ok := r.volunteered(MapStatus)
	if !ok {
		r.settleStatus()
		return
	}
	unheard := *r
	unheard.findings = &findings{}
	unheard.settleStatus()
	status, _ := catalog.ParseStatus(target)
	for i := range r.tables {
		title := &r.tables[i].title
		title.told.status, title.status, title.assumed, title.estimated = status, status, false, nil
	}
}

// overruleSender takes the tables of a sender for those of who was told, where
// no question has brought that in.
func (r *reportReader) overruleSender(sender string) string {
	answer, answered := r.told(MapSender)
	if sender == "" || !answered || r.senderTold || answer.Target == sender {
		return sender
	}
	return r.readAs(sender, answer)
}

// premises are what holds for all figures of the submission, as they were read.
func (r *reportReader) premises(sub *Submission) []Premise {
	list := []Premise{r.premise(MapSender, sub.Org)}
	if _, uniform := r.commonPeriod(); uniform {
		list = append(list, r.premise(MapPeriod, sub.Period.Code()))
	}
	list = append(list, r.premise(MapStatus, sub.Status.String()))
	if basis := commonBasis(sub.Facts, r.Catalogue); basis != "" {
		list = append(list, r.premise(MapBasis, string(basis)))
	}
	return list
}

func (r *reportReader) premise(kind MappingKind, target string) Premise {
	m, told := r.told(kind)
	return Premise{kind, target, told && m.Target == target}
}

// commonBasis returns since when the reported figures of a workbook add up, ""
// if that differs, or is the same in their periods.
func commonBasis(facts []Fact, cat *catalog.Catalogue) catalog.Basis {
	var found []catalog.Basis
	for _, f := range facts {
		if f.Scenario != Actual || f.Role != Reported || f.Period.Cumulative() {
			continue
		}
		if ind, ok := cat.Indicator(f.Indicator); ok && ind.Kind != catalog.Stock && ind.Kind != catalog.Ratio && !slices.Contains(found, f.Basis) {
			found = append(found, f.Basis)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// overrule takes what was told of the form's period and sender for what it was
// made for.
func (t *templateReader) overrule() {
	for _, kind := range []MappingKind{MapPeriod, MapSender} {
		m, ok := t.answers.find(kind, "")
		if !ok {
			continue
		}
		if kind == MapPeriod {
			t.sub.Period, _ = catalog.ParsePeriod(m.Target)
		} else {
			t.sub.Org = m.Target
		}
		t.findings.noteMapping(m, t.v, place{sheet: t.page.Name})
	}
}

// premises are what holds for all figures of the form. Since when
// they add up is none of them: it asks for those of the period.
func (t *templateReader) premises() []Premise {
	list := []Premise{{Kind: MapSender, Target: t.sub.Org}, {Kind: MapPeriod, Target: t.sub.Period.Code()}, {Kind: MapStatus, Target: t.sub.Status.String()}}
	for i := range list {
		_, list[i].Told = t.answers.find(list[i].Kind, "")
	}
	return list
}
