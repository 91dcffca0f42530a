package ingest

import (
	"path"
	"slices"
	"strings"
	"time"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

// cutOffDays are the first and last day a form takes as its cut-off date:
// wide enough for late corrections, narrow enough for a mistyped year.
func cutOffDays(p catalog.Period) (first, last time.Time) {
	return p.First().AddDate(-1, 0, 0), p.Last().AddDate(1, 0, 0)
}

// checkReuse catches last quarter's form, or a neighbour's, sent with another
// period or name typed over it or in the file's name: the hidden identification
// still says what the form was made for. The form waits until somebody has told
// which of them it is, and is then read so.
func (t *templateReader) checkReuse(head int) {
	names := t.v.namesOn(t.id.Period.Last())
	above := names.ancestors(t.id.Org)
	for _, row := range t.page.Rows {
		if row.Number >= head {
			break
		}
		for _, c := range row.Cells {
			if c.Kind != sheet.Text {
				continue
			}
			at := place{sheet: t.page.Name, col: c.Col, row: row.Number}
			t.checkPeriod(c.Text, at)
			if v, ok := names.names.Find(c.Text); ok && v.Org != t.id.Org && !above[v.Org] {
				t.disputeSender(names, codeTemplateOtherOrg, at, oneLine(c.Text), standing(InTitle, v.Org))
			}
		}
	}
	t.checkName(names)
	t.checkHeading(head)
	t.checkFileName(names)
}

// checkFileName compares the form with whom and what its file is called after.
func (t *templateReader) checkFileName(names *orgNames) {
	file, at := strings.TrimSuffix(t.sub.Name, path.Ext(t.sub.Name)), place{sheet: t.page.Name}
	if named, sure := names.otherInFileName(file, t.id.Org); sure {
		t.disputeSender(names, codeSenderFileDisagrees, at, names.called(named...), standing(InFileName, named...))
	} else if len(named) > 0 {
		t.findings.add(Warning, codeSenderFileName, at, Args{"sender": names.called(t.id.Org), "other": names.called(named...)})
	}
	if other, sure := otherPeriods(file, InFileName, t.id.Period); sure {
		t.disputePeriod(codePeriodFileDisagrees, at, statementsOf(other, InFileName)...)
	} else if len(other) > 0 {
		t.findings.add(Warning, codePeriodFileName, at, Args{"first": InIdentification.where(), "period": t.id.Period, "other": shownPeriods(other)})
	}
}

// disputePeriod asks of which period the form is, unless somebody has told.
func (t *templateReader) disputePeriod(c code, at place, other ...statement) {
	if _, told := t.answers.find(MapPeriod, ""); told {
		return
	}
	candidates := standing(InIdentification, t.id.Period.Code())
	for _, s := range other {
		candidates = append(candidates, standing(s.in, s.period.Code())...)
	}
	t.findings.ask(Error, c, at, Args{"first": InIdentification.where(), "period": t.id.Period, "other": shownPeriods(periodsOf(other))},
		ofFile(t.sub.SHA256, MapPeriod, candidates...), nil)
}

// disputeSender asks whose the form is, unless somebody has told.
func (t *templateReader) disputeSender(names *orgNames, c code, at place, other string, candidates []Candidate) {
	if _, told := t.answers.find(MapSender, ""); told {
		return
	}
	candidates = append(standing(InIdentification, t.id.Org), candidates...)
	t.findings.ask(Error, c, at, Args{"sender": names.called(t.id.Org), "other": other}, ofFile(t.sub.SHA256, MapSender, candidates...), nil)
}

// checkName wants the name of the unit where the form printed it, if it is
// still there: a name nobody knows was typed over it.
func (t *templateReader) checkName(names *orgNames) {
	for _, row := range t.page.Rows {
		if row.Number > templateOrgRow {
			return
		}
		c := row.At(templateNumber)
		if row.Number != templateOrgRow || blank(c) {
			continue
		}
		if _, known := names.names.Find(c.Text); !known && len(names.in(c.Text)) == 0 {
			at := place{sheet: t.page.Name, col: templateNumber, row: templateOrgRow}
			t.disputeSender(names, codeTemplateOtherOrg, at, oneLine(c.Text), names.organisationsLike(c.Text, nil))
		}
	}
}

// checkPeriod reports whether a text of the form names another period than it
// was made for, which is asked about.
func (t *templateReader) checkPeriod(text string, at place) bool {
	periods := periodsIn(catalog.FindPeriods(text), t.id.Period.Year())
	if len(periods) == 0 || slices.Contains(periods, t.id.Period) {
		return false
	}
	t.disputePeriod(codeTemplateOtherPeriod, at, statement{periods[0], InTitle})
	return true
}

// checkHeading wants the heading of the figures over the column they are read
// from: columns may have been inserted or exchanged.
func (t *templateReader) checkHeading(head int) {
	heading := t.page.At(templateValue, head)
	at := place{sheet: t.page.Name, col: templateValue, row: head}
	for _, lang := range locale.Langs {
		if catalog.Fold(heading.Text) == catalog.Fold(valueHeading(lang, t.id.Period)) {
			return
		}
	}
	if !t.checkPeriod(heading.Text, at) {
		expected := valueHeading(locale.VI, t.id.Period)
		t.findings.addFix(Error, codeTemplateHeading, at, Args{"value": oneLine(heading.Text), "expected": expected}, expected)
	}
}

// valueHeading heads the column of the figures to fill in.
func valueHeading(lang locale.Lang, p catalog.Period) string {
	return messages().Text(lang, "template.value", map[string]any{"period": p})
}

// checkSheets warns of figures on sheets that are not part of the form.
func (t *templateReader) checkSheets(book *sheet.Book) {
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if s == t.page || s.Name == identitySheet || isHelp(s.Name) {
			continue
		}
		if slices.ContainsFunc(s.Rows, func(r sheet.Row) bool { return hasFigure(r, 1) }) {
			t.findings.add(Warning, codeTemplateSheet, place{sheet: s.Name}, Args{"page": t.page.Name})
		}
	}
}

func isHelp(name string) bool {
	return slices.ContainsFunc(locale.Langs, func(lang locale.Lang) bool {
		return name == messages().Text(lang, "template.help.sheet", nil)
	})
}
