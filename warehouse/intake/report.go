package intake

import (
	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// Report is an [Outcome] as the command line and the API write it.
type Report struct {
	Path     string          `json:"path"`
	SHA256   string          `json:"sha256"`
	Org      string          `json:"org"`
	Period   catalog.Period  `json:"period"`
	State    warehouse.State `json:"state"`
	Facts    int             `json:"facts"`
	Findings []Line          `json:"findings"`
	Marked   string          `json:"marked,omitempty"` // path of the marked copy, where one was asked for
}

// Line is a finding with its text.
type Line struct {
	Severity ingest.Severity `json:"severity"`
	Code     string          `json:"code"`
	Sheet    string          `json:"sheet"`
	Cell     string          `json:"cell"`
	Message  string          `json:"message"`
	Fix      string          `json:"fix,omitempty"`
}

// Report puts an outcome into words. A refusal is its one error.
func (o Outcome) Report(m *locale.Messages, lang locale.Lang) Report {
	r := Report{
		Path: o.Path, SHA256: o.SHA256, Org: o.Org, Period: o.Period,
		State: o.State, Facts: o.Facts, Findings: []Line{},
	}
	if o.Refusal != nil {
		r.Findings = append(r.Findings, Line{
			Severity: ingest.Error, Code: o.Refusal.Code,
			Message: m.Text(lang, "refusal."+o.Refusal.Code, o.Refusal.Args),
		})
	}
	for _, f := range o.Findings {
		r.Findings = append(r.Findings, Line{
			Severity: f.Severity, Code: f.Code, Sheet: f.Sheet, Cell: f.Cell,
			Message: m.Text(lang, "finding."+f.Code, f.Args), Fix: f.Fix,
		})
	}
	return r
}
