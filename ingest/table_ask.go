package ingest

import (
	"cmp"
	"slices"
	"strings"
)

// askColumn says that a column is not understood and, where its heading has
// words of its own, asks what they mean.
func (r *tableReader) askColumn(c column, severity Severity, at place, args Args) {
	q := Question{Shown: c.head.text}
	q.Kind, q.Text = c.question(r.table.orientation)
	if c.key() == "" || c.head.known {
		args["suggestion"] = wording{}
		r.findings.add(severity, codeColumnUnknown, at, args)
		return
	}
	q.Scope = r.layout()
	switch {
	case c.head.part.Code != "":
		r.askPart(c.head, severity, c.head.text, q, at)
		return
	case r.findings.asked(q):
	case q.Kind == MapMeasure:
		q.Candidates = c.head.measuresLike()
	default:
		q.Candidates = r.ofOneEach(c.col, r.vocabulary.indicatorsLike(c.head.names, c.head.unit, c.head.hasUnit))
	}
	if c.head.alone.Code != "" {
		r.askOver(c.head, severity, c.head.text, q, at)
		return
	}
	r.findings.ask(severity, codeColumnUnknown, at, args, q, r.vocabulary.called)
}

// askRow says that a row is not understood and asks what its name means.
func (r *tableReader) askRow(h heading, n rowName, at place) {
	q := Question{Scope: r.layout(), Kind: MapHeading, Text: h.key, Shown: n.name}
	if h.part.Code != "" {
		r.askPart(h, Warning, n.name, q, at)
		return
	}
	if !r.findings.asked(q) {
		unit, ok := r.cat.UnitOf(n.unit)
		q.Candidates = r.vocabulary.indicatorsLike(h.names, unit, ok)
	}
	if h.alone.Code != "" {
		r.askOver(h, Warning, n.name, q, at)
		return
	}
	r.findings.ask(Warning, codeRowUnknown, at, Args{"name": n.name}, q, r.vocabulary.called)
}

// consult reads a row's name that the catalogue does not know as somebody has
// confirmed it. The names are its own and those above it, as written; they
// belong to what it is remembered by only where the table has another row of
// its name, because whether a row above counts as its section may depend on
// that one being filled in. What a part was said to be holds where its whole is
// the same for sure: in the table's own layout, not in one with other rows.
func (r *tableReader) consult(h *heading, names []string, above int, part bool) {
	own, whole := plain(names[len(names)-1]), plain(strings.Join(names, " "))
	if h.key = own; r.rowsNamed(own) > 1 || h.alone.Code != "" {
		h.key = whole // of another table's row of its name it may mean something else
	}
	find := r.confirmed.find
	if part {
		find = r.confirmed.findOwn
	}
	m, ok := find(MapHeading, h.key)
	if !ok {
		m, ok = find(MapHeading, whole)
	}
	if !ok && h.alone.Code != "" && r.rowsNamed(own) == 1 {
		m, ok = r.confirmed.findOwn(MapHeading, own)
	}
	if !ok {
		return
	}
	if h.mapped = m; m.Target == Ignore {
		return
	}
	ind, _ := r.cat.Indicator(m.Target)
	r.respelled[names[len(names)-1]] = ind.NameVI
	h.names = append(h.names[:above], ind.NameVI)
	h.indicator, h.known = ind, true
}

// rowsNamed returns how many rows of the table have a name, by its plain words
// without periods.
func (r *tableReader) rowsNamed(own string) int {
	if r.sameNames == nil {
		r.sameNames = map[string]int{}
		for _, row := range r.rowTexts() {
			h := heading{}
			h.readLevel(row.name, true, r.cat)
			r.sameNames[plain(strings.Join(h.names, " "))]++
		}
	}
	return r.sameNames[own]
}

// rowTexts returns the names of the table's rows without their numbers.
func (r *tableReader) rowTexts() []neighbour {
	if r.texts == nil {
		r.texts = []neighbour{}
		for _, row := range r.dataRows() {
			written := name(row.At(r.table.keyCol))
			rest, _ := withoutNumbering(written)
			r.texts = append(r.texts, neighbour{rest, written})
		}
	}
	return r.texts
}

// respell returns names of rows above as they would be spelled right.
func (r *tableReader) respell(names []string) []string {
	out := slices.Clone(names)
	for i, n := range out {
		out[i] = cmp.Or(r.respelled[n], n)
	}
	return out
}

// askOrg says that a row's organisation is not known and asks who it is.
func (r *tableReader) askOrg(x *orgRow, at place) {
	if x.mapped.Target == Ignore && x.mapped.Text != "" {
		r.findings.noteMapping(x.mapped, r.vocabulary, at)
		return
	}
	r.askOrganisation(x.key, x.name, at)
}

// askOrganisation says that an organisation is not known and asks who it is.
func (r *tableReader) askOrganisation(key, shown string, at place) {
	q := Question{Scope: r.layout(), Kind: MapOrganisation, Text: key, Shown: shown}
	if !r.findings.asked(q) {
		q.Candidates = r.names.organisationsLike(key, r.below)
	}
	r.findings.ask(Warning, codeOrgUnknown, at, Args{"name": shown}, q, r.names.candidate)
}
