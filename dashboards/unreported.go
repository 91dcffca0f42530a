package dashboards

import (
	"slices"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// unreported reports whether of the figures that a period is judged by none is
// there, though some are owed and the report of the period lacks something:
// what there still is, such as how many organisations it has, says nothing of
// it. The figures of a longer period may come from the reports of its parts.
func (f findings) unreported(catalogue *catalog.Catalogue, c warehouse.Cell) bool {
	return f.blank(catalogue) && len(c.Missing) > 0
}

// blank reports whether all main figures are owed and absent.
func (f findings) blank(catalogue *catalog.Catalogue) bool {
	main := mainFigures(catalogue, f)
	return len(main) > 0 && !slices.ContainsFunc(main, func(i catalog.Indicator) bool { return f.now[i.Code].Value != nil })
}

// noReport says as a headline that the report of a period is missing, and leads
// to the last file or to where all reports are listed.
func (w words) noReport(org string, at place, c warehouse.Cell) (headline string, action *link) {
	state := w.handed(c)
	if c.Handed == warehouse.Late {
		state = w.say("page.unreported.late", "due", w.date(c.Due), "n", c.DaysLate)
	}
	headline = w.say("page.unreported", "org", org, "period", w.inSentence(at.period), "state", state)
	if c.Submission != 0 {
		return headline, &link{Href: submissionHref(c.Submission), Text: w.say("page.unreported.file")}
	}
	return headline, &link{Href: w.boardHref(at.org, at.period), Text: w.say("page.unreported.board")}
}

// owed reports whether a scorecard has a line for the indicator: of a figure,
// or of one that is missing.
func (f findings) owed(i catalog.Indicator) bool {
	r := f.now[i.Code]
	return r.Value != nil || !r.NotApplicable && r.Coverage.Expected > 0
}
