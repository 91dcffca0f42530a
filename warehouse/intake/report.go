package intake

import (
	"math"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// Report is an [Outcome] as the command line and the API write it.
type Report struct {
	Path       string          `json:"path"`
	SHA256     string          `json:"sha256"`
	Org        string          `json:"org"`
	Period     catalog.Period  `json:"period"`
	State      warehouse.State `json:"state"`
	Facts      int             `json:"facts"`
	Findings   []Line          `json:"findings"`
	Questions  []Question      `json:"questions,omitempty"` // to answer at the submission kept
	Submission int64           `json:"submission,omitempty"`
	Marked     string          `json:"marked,omitempty"` // path of the marked copy, where one was asked for
}

// Line is a finding with its text.
type Line struct {
	Severity ingest.Severity `json:"severity"`
	Code     string          `json:"code"`
	Sheet    string          `json:"sheet"`
	Cell     string          `json:"cell"`
	Message  string          `json:"message"`
	Fix      string          `json:"fix,omitempty"`

	ForSender string `json:"-"` // Message as whoever sent the file may read it; "" where it is the same
}

// Question is what a workbook asks, as the command line and the API write it;
// see [ingest.Question].
type Question struct {
	Kind       ingest.MappingKind `json:"kind"`
	Text       string             `json:"text"`
	Shown      string             `json:"shown,omitempty"`
	Sheet      string             `json:"sheet,omitempty"`
	Cell       string             `json:"cell,omitempty"`
	Candidates []Likely           `json:"candidates"`
}

// Premise is what holds for all figures of a workbook, as the API writes it;
// see [ingest.Premise].
type Premise struct {
	Kind   ingest.MappingKind `json:"kind"`
	Target string             `json:"target"`
	Told   bool               `json:"told,omitempty"`
}

// Premises writes what holds for all figures of a workbook.
func Premises(list []ingest.Premise) []Premise {
	out := make([]Premise, len(list))
	for i, p := range list {
		out[i] = Premise(p)
	}
	return out
}

// Likely is a possible answer, how alike the names are, up to 1, and where the
// workbook names it.
type Likely struct {
	Target string          `json:"target"`
	Score  float64         `json:"score"`
	In     ingest.Standing `json:"in,omitempty"`
}

// Questions writes what a workbook asks.
func Questions(list []ingest.Question) []Question {
	var out []Question
	for _, q := range list {
		one := Question{Kind: q.Kind, Text: q.Text, Shown: q.Shown, Sheet: q.Sheet, Cell: q.Cell, Candidates: []Likely{}}
		for _, c := range q.Candidates {
			one.Candidates = append(one.Candidates, Likely{c.Target, math.Round(c.Score*100) / 100, c.In})
		}
		out = append(out, one)
	}
	return out
}

// Report puts an outcome into words. A refusal is its one error.
func (o Outcome) Report(m *locale.Messages, lang locale.Lang) Report {
	r := Report{
		Path: o.Path, SHA256: o.SHA256, Org: o.Org, Period: o.Period,
		State: o.State, Facts: o.Facts, Findings: []Line{}, Questions: Questions(o.Questions), Submission: o.Submission,
	}
	if o.Refusal != nil {
		r.Findings = append(r.Findings, Line{
			Severity: ingest.Error, Code: o.Refusal.Code,
			Message: m.Text(lang, "refusal."+o.Refusal.Code, o.Refusal.Args),
		})
	}
	for _, f := range ingest.Arranged(o.Findings) {
		r.Findings = append(r.Findings, Line{
			Severity: f.Severity, Code: f.Code, Sheet: f.Sheet, Cell: f.Cell,
			Message: f.Text(m, lang), Fix: f.Fix, ForSender: f.TextForSender(m, lang),
		})
	}
	return r
}
