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
// period or name typed over it: the hidden identification still says what the
// form was made for, and the figures would land there.
func (t *templateReader) checkReuse(head int) {
	names := t.v.namesOn(t.sub.Period.Last())
	above := names.ancestors(t.sub.Org)
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
			if v, ok := names.names.Find(c.Text); ok && v.Org != t.sub.Org && !above[v.Org] {
				t.findings.add(Error, codeTemplateOtherOrg, at, Args{"value": oneLine(c.Text), "org": names.called(t.sub.Org)})
			}
		}
	}
	t.checkName(names)
	t.checkHeading(head)
	file, at := strings.TrimSuffix(t.sub.Name, path.Ext(t.sub.Name)), place{sheet: t.page.Name}
	names.compareFileName(file, t.sub.Org, at, t.findings)
	for _, p := range periodsIn(catalog.FindPeriods(spaced(file)), 0) {
		if !p.Contains(t.sub.Period) && !t.sub.Period.Contains(p) {
			t.findings.add(Warning, codePeriodFileName, at, Args{"period": t.sub.Period, "other": p})
		}
	}
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
			t.findings.add(Error, codeTemplateOtherOrg, at, Args{"value": oneLine(c.Text), "org": names.called(t.sub.Org)})
		}
	}
}

func (t *templateReader) checkPeriod(text string, at place) {
	periods := periodsIn(catalog.FindPeriods(text), t.sub.Period.Year())
	if len(periods) > 0 && !slices.Contains(periods, t.sub.Period) {
		t.findings.add(Error, codeTemplateOtherPeriod, at, Args{"value": periods[0], "period": t.sub.Period})
	}
}

// checkHeading wants the heading of the figures over the column they are read
// from: columns may have been inserted or exchanged.
func (t *templateReader) checkHeading(head int) {
	heading := t.page.At(templateValue, head)
	at := place{sheet: t.page.Name, col: templateValue, row: head}
	for _, lang := range locale.Langs {
		if catalog.Fold(heading.Text) == catalog.Fold(valueHeading(lang, t.sub.Period)) {
			return
		}
	}
	before := len(t.findings.list)
	if t.checkPeriod(heading.Text, at); len(t.findings.list) == before {
		t.findings.addFix(Error, codeTemplateHeading, at,
			Args{"value": oneLine(heading.Text), "expected": valueHeading(locale.VI, t.sub.Period)}, valueHeading(locale.VI, t.sub.Period))
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
