// Package ingest turns a workbook into a [Submission] with its [Finding]s.
//
// It is pure: it knows no database, clock, network or log. What it needs to
// know of the world (catalogue, organisations) is handed to it.
package ingest

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// Severity ranks findings.
type Severity string

// Severities: an error refuses the workbook, a warning asks for a look, a
// note explains what was done.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Finding is one thing a person should know about a workbook. Its text, in the
// reader's language, is [Finding.Text] or [Finding.TextForSender].
type Finding struct {
	Severity Severity
	Code     string // snake_case, stable: "number_ambiguous"
	Sheet    string // "" for the whole file
	Cell     string // "C7"; "" for the whole sheet
	Args     Args
	Fix      string // proposed cell content, "" for none
}

// Args are the named arguments of a message: strings, ints, decimals, periods.
type Args map[string]any

// WorkbookKind is what a workbook brings.
type WorkbookKind string

// Workbook kinds. They are loaded in this order, because each may name things
// the one before defines.
const (
	KindCatalogue     WorkbookKind = "catalogue"
	KindOrganisations WorkbookKind = "organisations"
	KindPlans         WorkbookKind = "plans"
	KindReport        WorkbookKind = "report"
)

// Layout is how a report's table lies on the sheet.
type Layout string

// Layouts.
const (
	LayoutTemplate   Layout = "template"           // written by WriteTemplate
	LayoutIndicators Layout = "indicators_in_rows" // one unit's form
	LayoutUnits      Layout = "units_in_rows"      // a cluster's or bloc's summary
	LayoutParty      Layout = "party_form"         // Party form, units in rows
)

// Scenario separates what happened from what was planned.
type Scenario string

// Scenarios.
const (
	Actual Scenario = "actual"
	Plan   Scenario = "plan"
)

// Role tells whether a figure is what this workbook reports on, or the same
// period's figure printed beside it for comparison, which never replaces what
// was reported for that period itself.
type Role string

// Roles.
const (
	Reported   Role = "report"
	SamePeriod Role = "same_period"
)

// Fact is one figure of one organisation, indicator and period.
//
// Num and Den are exact, in the base unit of the indicator's dimension (đồng,
// person …). Flows and stocks have no Den. A ratio is numerator/denominator.
// An average is Num = value × weight × months, Den = weight × months, so that
// both sum over organisations and time (Σ(W·L)/ΣL). When a workbook gives
// only the quotient, Bare is true, Num/Den is the quotient over 1 (over 100
// for a percentage), and the fact may be shown but never combined.
type Fact struct {
	Org       string // organisation code
	Indicator string // indicator code
	Period    catalog.Period
	Basis     catalog.Basis
	Status    catalog.Status
	Scenario  Scenario
	Role      Role

	Num           decimal.Decimal
	Den           decimal.NullDecimal
	Bare          bool
	NotApplicable bool // "x": Num is meaningless

	Qualifier string // hedge as written: "trên", "gần", "ước đạt"
	Raw       string // the cell as written
	Unit      string // code of the unit it was written in
	Sheet     string
	Cell      string
}

// Submission is one workbook from one sender.
type Submission struct {
	SHA256 string // of the file's bytes, hex
	Name   string // file name without folder
	Kind   WorkbookKind
	Layout Layout

	// For reports and plans:
	Org      string // the sender
	Period   catalog.Period
	Status   catalog.Status
	CutOff   time.Time // "tính đến 30/3/2024"; zero when not written
	From, To time.Time // what the period covers; calendar unless the form says otherwise
	Facts    []Fact
	Premises []Premise // of reports: as they were read, each may be told otherwise

	// For the other kinds, exactly one of:
	Catalogue *catalog.Catalogue
	Register  *catalog.Register // only what the workbook names; merged by the store

	Findings  []Finding  // in workbook order
	Questions []Question // what only a person can tell; see [Submission.Waits]
}

// Refused reports whether any finding is an error.
func (s *Submission) Refused() bool {
	for _, f := range s.Findings {
		if f.Severity == Error {
			return true
		}
	}
	return false
}

// Waits reports whether nothing but answers to its questions is missing for
// the workbook to be taken in whole: every error among its findings is a
// question, or that nothing was understood.
func (s *Submission) Waits() bool {
	if len(s.Questions) == 0 {
		return false
	}
	for _, f := range s.Findings {
		if f.Severity == Error && !isNothing(f.Code) && !slices.ContainsFunc(s.Questions, func(q Question) bool { return q.puts(f.Code) }) {
			return false
		}
	}
	return true
}

// Asks reports whether a question of this kind and text is open.
func (s *Submission) Asks(kind MappingKind, text string) bool {
	return slices.ContainsFunc(s.Questions, func(q Question) bool { return q.Kind == kind && q.Text == text })
}

// isNothing reports whether a finding only says that no figure was taken.
func isNothing(c string) bool {
	return c == string(codeNothingFound) || c == string(codeNothingTaken) || c == string(codeNobodyKnown)
}

// Vocabulary is what a reader must know to understand a workbook.
type Vocabulary struct {
	Catalogue *catalog.Catalogue
	Register  *catalog.Register
	Mappings  Mappings // what people have confirmed

	index *nameIndex // nil: see Indexed
}

// Refusal is the error of [Read] for a file of which nothing can be kept:
// truncated, encrypted, oversized, of the wrong format, or marked secret. Its
// text is the message "refusal.<Code>" with Args, which says what to do.
type Refusal struct {
	Code string
	Args Args
	Err  error // the cause, for the log; may be nil
}

// Error returns the code and the cause: for logs, not for people.
func (r *Refusal) Error() string {
	if r.Err != nil {
		return "refused: " + r.Code + ": " + r.Err.Error()
	}
	return "refused: " + r.Code
}

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Err }
