package ingest

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/catalog"
	"giaoban/ingest/likeness"
)

// Standing is where in a workbook a candidate is named.
type Standing string

// Standings, from the one that is believed first to the last.
const (
	InIdentification Standing = "identification" // the hidden one, of a workbook giaoban wrote
	InTitle          Standing = "title"
	InSheetName      Standing = "sheet_name"
	InFileName       Standing = "file_name"
	InHeading        Standing = "heading" // over a column; tells what figures are of, seldom the report
)

// Where a workbook says two things of its sender or period, neither is taken:
// of last quarter's file, or a neighbour's, only the figures may be new. The
// file waits until somebody has told which it is.

// statement is a period with the place that names it.
type statement struct {
	period catalog.Period
	in     Standing
}

// statementsOf says that periods are named in one place.
func statementsOf(periods []catalog.Period, in Standing) []statement {
	list := make([]statement, len(periods))
	for i, p := range periods {
		list[i] = statement{p, in}
	}
	return list
}

// periodsOf returns the periods stated.
func periodsOf(list []statement) []catalog.Period {
	periods := make([]catalog.Period, len(list))
	for i, s := range list {
		periods[i] = s.period
	}
	return periods
}

// shownPeriods names periods in messages.
func shownPeriods(list []catalog.Period) wording {
	var vi, en []string
	for _, p := range list {
		vi, en = append(vi, p.Vietnamese()), append(en, p.English())
	}
	return wording{strings.Join(vi, ", "), strings.Join(en, ", ")}
}

// ofFile is a question about this file alone, with the answers named in it.
func ofFile(sha string, kind MappingKind, candidates ...Candidate) Question {
	return Question{Scope: sha, Kind: kind, Candidates: candidates}
}

// standing are candidates named in one place of the workbook.
func standing(in Standing, targets ...string) []Candidate {
	list := make([]Candidate, len(targets))
	for i, target := range targets {
		list[i] = Candidate{Target: target, Score: likeness.Some, In: in}
	}
	return list
}

// merge takes in the candidates of the same question at another place.
func (q *Question) merge(other Question) {
	q.codes = append(q.codes, other.Code)
	for _, c := range other.Candidates {
		if c.In != "" && !slices.ContainsFunc(q.Candidates, func(own Candidate) bool { return own.Target == c.Target }) {
			q.Candidates = append(q.Candidates, c)
		}
	}
}

// where names a place in messages.
func (in Standing) where() wording { return say("standing."+string(in), nil) }

// sheetName returns what somebody called a table's sheet, "" if a program has
// named it after the file: of text files, and what is made of them, it says
// nothing the file's name does not.
func (r *reportReader) sheetName(x *foundTable) string {
	const longest = 31 // letters of a sheet's name
	file := []rune(norm.NFC.String(r.fileName))
	if strings.EqualFold(string(file[:min(len(file), longest)]), x.grid.Name) {
		return ""
	}
	return x.grid.Name
}
