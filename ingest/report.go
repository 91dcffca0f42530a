package ingest

import (
	"path"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// reportReader reads a workbook in one of the free layouts. Its steps: find
// the tables and read what stands above them; settle period, status and
// sender; understand the headings; read the rows; make facts.
type reportReader struct {
	Vocabulary
	book     *sheet.Book
	fileName string   // without extension
	id       identity // of a workbook giaoban wrote: goes before its titles
	findings *findings
	tables   []foundTable
	sha      string // of the file

	summed []summedTable // those of organisations that have been read

	senderTold bool // somebody has answered who sent this file
}

// foundTable is a table with its title, settled step by step.
type foundTable struct {
	grid  *grid
	table block
	heads []columnHeading
	text  titleText
	below []statusSaid // in the notes below it
	title caption

	fingerprint fingerprint // zero until asked for
}

// layout returns the fingerprint of the table's layout.
func (x *foundTable) layout() string {
	return x.fingerprints().layout
}

func (x *foundTable) fingerprints() fingerprint {
	if x.fingerprint.layout == "" {
		x.fingerprint = fingerprintOf(x.grid, x.table)
	}
	return x.fingerprint
}

// confirmed returns what is confirmed about a table. Its period must be settled.
func (r *reportReader) confirmed(x *foundTable) confirmed {
	if len(r.Mappings) == 0 {
		return confirmed{}
	}
	f := x.fingerprints()
	c := r.Vocabulary.confirmed(x.title.period.Last(), f.former, f.layout, r.sha)
	c.alike = r.Mappings.alike(f)
	return c
}

// readReport reads the workbook into the submission.
func readReport(book *sheet.Book, v Vocabulary, id identity, sub *Submission, f *findings) {
	if v.index == nil {
		v = v.Indexed() // for this workbook
	}
	r := &reportReader{Vocabulary: v, book: book, fileName: strings.TrimSuffix(sub.Name, path.Ext(sub.Name)), id: id, findings: f, sha: sub.SHA256}
	r.findTables()
	if len(r.tables) == 0 {
		if !slices.ContainsFunc(f.list, func(x Finding) bool { return x.Code == string(codePeriodsInRows) }) {
			f.add(Error, codeNothingFound, place{}, nil)
		}
		return
	}
	for i := range r.tables {
		until := sheet.MaxRows + 1
		if i+1 < len(r.tables) && r.tables[i+1].grid == r.tables[i].grid {
			until = r.tables[i+1].table.titleFrom
		}
		r.tables[i].readNotes(until)
	}
	if !r.settlePeriods() {
		r.askSenderToo()
		return
	}
	r.overruleBasis()
	r.overruleStatus()
	sender := r.overruleSender(r.settleSenders())
	if sender == "" {
		return
	}
	if book.DecimalMark == '.' {
		f.add(Note, codeDecimalDot, place{}, nil)
	}
	list := &readings{list: make([]reading, 0, 64), byKey: map[figureKey]int{}, findings: f}
	for i := range r.tables {
		r.readTable(i, list)
	}
	sub.Org = sender
	sub.Layout = r.layout()
	r.describe(sub)
	sub.Facts = list.facts()
	sub.Premises = r.premises(sub)
	if len(sub.Facts) == 0 && !slices.ContainsFunc(f.list, func(x Finding) bool { return x.Severity == Error }) {
		f.tellNothingTaken()
	}
}

// tellNothingTaken says that tables were found of which no figure was taken:
// none of their organisations is known, or other findings say why.
func (f *findings) tellNothingTaken() {
	const shown = 5
	var names []string
	for _, x := range f.list {
		if n, ok := x.Args["name"].(string); ok && x.Code == string(codeOrgUnknown) {
			names = append(names, "“"+n+"”")
		}
	}
	if len(names) == 0 {
		f.add(Error, codeNothingTaken, place{}, nil)
		return
	}
	list := strings.Join(names[:min(len(names), shown)], ", ")
	if len(names) > shown {
		list += ", …"
	}
	f.add(Error, codeNobodyKnown, place{}, Args{"names": list, "count": len(names)})
}

// findTables finds the tables of the visible sheets. Sheets that hold none,
// or are hidden, are noted.
func (r *reportReader) findTables() {
	for i := range r.book.Sheets {
		s := &r.book.Sheets[i]
		if s.Name == identitySheet || len(s.Rows) == 0 {
			continue
		}
		grids, tables := besideOneAnother(s)
		g := grids[0]
		if s.Hidden {
			if len(tables[0]) > 0 {
				r.findings.add(Warning, codeSheetHidden, g.whole(), nil)
			}
			continue
		}
		if at, found := rowsOfPeriods(g, tables[0], r.Catalogue); found {
			r.findings.add(Error, codePeriodsInRows, at, nil)
			continue
		}
		if len(tables[0]) == 0 {
			severity := Note
			if holdsFigures(s) {
				severity = Warning
			}
			r.findings.add(severity, codeSheetWithoutTable, g.whole(), nil)
		}
		for n, g := range grids {
			f := r.findings
			if n > 0 {
				f = &findings{} // the same title again
			}
			for _, t := range tables[n] {
				text := readTitle(g, t.titleFrom, t.headFrom-1, r.Catalogue, f)
				text.readKeyHeading(g, t, r.Catalogue, f)
				r.tables = append(r.tables, foundTable{grid: g, table: t, heads: readHeadings(g, t, r.Catalogue), text: text})
			}
		}
	}
}

// holdsFigures reports whether a sheet has numbers that may have been meant
// to be read.
func holdsFigures(s *sheet.Sheet) bool {
	const few = 3
	n := 0
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			if c.Kind == sheet.Number {
				n++
			}
		}
	}
	return n > few
}

func (r *reportReader) readTable(i int, list *readings) {
	x := &r.tables[i]
	t := &tableReader{
		figureReader: figureReader{cat: r.Catalogue, findings: r.findings, mark: r.book.DecimalMark, ticks: true, assumed: map[string]bool{}},
		names:        r.namesOn(x.title.period.Last()),
		below:        r.namesOn(x.title.period.Last()).below(x.title.org),
		grid:         x.grid, table: x.table, title: x.title,
		vocabulary: r.Vocabulary, layout: x.layout, confirmed: r.confirmed(x), respelled: map[string]string{},
		readings: list, percentages: map[int]percentages{}, told: map[code]bool{}, items: map[itemKey][]figure{},
	}
	t.lines = x.text.lines
	for _, s := range r.summed {
		if s.grid == x.grid {
			t.above = append(t.above, s)
		}
	}
	heads := t.settleSubject(x, r.sheetName(x), t.settleOrganisations(x.heads))
	t.columns = readColumns(x.table, heads, x.title, r.Catalogue, t.confirmed)
	list.settle, list.hasParts = t.settleLevel, t.hasParts
	t.tellOrganisations()
	t.findMeasures()
	t.marks = t.proofs()
	t.settleRanks()
	t.settleAdded()
	t.settlePlans()
	t.checkOtherNames()
	t.checkPlanTitle(x.text, r.sheetName(x), r.fileName)
	t.warnColumns()
	until := sheet.MaxRows + 1
	if i+1 < len(r.tables) && r.tables[i+1].grid == x.grid {
		until = r.tables[i+1].table.headFrom
	}
	t.checkFooter(until)
	if x.table.orientation == rowsAreIndicators {
		t.readIndicators(x.title.org)
	} else {
		t.readUnits()
		r.summed = append(r.summed, *t.summed)
	}
	t.tellRemarks()
	t.tellOverruled()
	t.checkProportions()
	t.checkSumsOverTime()
}

// layout names the layout of the workbook by its first table: a table of
// units with a column of organisation types is the Party form.
func (r *reportReader) layout() Layout {
	x := &r.tables[0]
	if x.table.orientation == rowsAreIndicators {
		return LayoutIndicators
	}
	party, others := 0, 0
	for _, c := range readColumns(x.table, x.heads, x.title, r.Catalogue, r.confirmed(x)) {
		switch {
		case c.kind == orgTypeColumn, c.kind == figureColumn && c.head.indicator.Group == catalog.Party:
			party++
		case c.kind == figureColumn:
			others++
		}
	}
	if party > others {
		return LayoutParty
	}
	return LayoutUnits
}

// describe fills in what the submission as a whole is about. Where sheets
// report on several periods, it is the one that holds the others, else the last.
func (r *reportReader) describe(sub *Submission) {
	main := r.tables[0].title
	for _, x := range r.tables[1:] {
		p := x.title.period
		if p.Contains(main.period) || !main.period.Contains(p) && p.Compare(main.period) > 0 {
			main = x.title
		}
	}
	sub.Period, sub.Status, sub.CutOff = main.period, main.status, main.cutOff
	sub.From, sub.To = main.period.First(), main.period.Last()
	if from, to := main.period.Administrative(); main.cutOff.Equal(to) {
		sub.From, sub.To = from, to
	}
}
