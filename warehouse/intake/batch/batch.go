// Package batch loads uploaded files in the background, one batch at a time:
// the store has one writer. What becomes of each file is known as soon as it
// is decided and is kept, so that a reload and a restart still show it. The
// files themselves stay in memory until they are read: of one that is refused
// as secret nothing may reach a disk.
package batch

import (
	"errors"
	"slices"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// Errors that callers tell apart with errors.Is.
var (
	ErrFull    = errors.New("too many batches are waiting")
	ErrClosed  = errors.New("the queue is closed")
	ErrNoBatch = errors.New("no such batch")
)

// State is where a file, or a batch as a whole, has come to.
type State string

// States. A batch is Queued, Reading, Settled or Lost, never Read.
const (
	Queued  State = "queued"
	Reading State = "reading"
	Read    State = "read"    // it waits to be taken in with those beside it
	Settled State = "settled" // its outcome is known
	Lost    State = "lost"    // the batch ended before its turn
)

// Problem is what ended a batch before all its files were settled.
type Problem string

// Problems.
const (
	NoProblem   Problem = ""
	DiskFull    Problem = "disk_full"
	Busy        Problem = "busy"
	Interrupted Problem = "interrupted" // the program was stopped
	Failed      Problem = "failed"      // see the log
)

// Batch is one upload as it stands. Times are of the queue's clock.
type Batch struct {
	ID      string
	Created time.Time
	Done    time.Time // zero while files are outstanding
	DryRun  bool      // files are checked, nothing is taken in
	State   State
	Problem Problem
	Items   []Item
	Passed  []string // files in archives that are no workbooks
	Version int      // grows with every change
}

// Item is one file of a batch.
type Item struct {
	Path    string
	State   State
	Outcome *Outcome // of a settled file
	Version int      // of the batch when it last changed
}

// Outcome is an [intake.Outcome] as it is kept: its findings counted, the one
// that decided in words.
type Outcome struct {
	SHA256     string              `json:"sha256,omitempty"`
	Kind       ingest.WorkbookKind `json:"kind,omitempty"`
	Org        string              `json:"org,omitempty"`
	Period     catalog.Period      `json:"period,omitzero"`
	State      warehouse.State     `json:"state"`
	Submission int64               `json:"submission,omitempty"`
	Facts      int                 `json:"facts"`
	Errors     int                 `json:"errors"`
	Warnings   int                 `json:"warnings"`
	Notes      int                 `json:"notes"`
	// Says is the first error, or else the first warning, in each language,
	// with its place.
	Says map[locale.Lang]string `json:"says,omitempty"`
	At   time.Time              `json:"at"`
}

// Settled counts the files whose outcome is known.
func (b Batch) Settled() int {
	n := 0
	for _, i := range b.Items {
		if i.State == Settled {
			n++
		}
	}
	return n
}

// clone is the batch apart from the one that goes on changing.
func (b Batch) clone() Batch {
	b.Items = slices.Clone(b.Items)
	return b
}

// summary counts an outcome's findings and keeps the words of the first that
// decided.
func summary(o intake.Outcome, m *locale.Messages, at time.Time) *Outcome {
	out := &Outcome{SHA256: o.SHA256, Kind: o.Kind, Org: o.Org, Period: o.Period, State: o.State, Submission: o.Submission, Facts: o.Facts, At: at}
	for _, lang := range locale.Langs {
		out.Errors, out.Warnings, out.Notes = 0, 0, 0
		var first *intake.Line
		lines := o.Report(m, lang).Findings
		for i := range lines {
			switch lines[i].Severity {
			case ingest.Error:
				out.Errors++
			case ingest.Warning:
				out.Warnings++
			default:
				out.Notes++
				continue
			}
			if first == nil || lines[i].Severity == ingest.Error && first.Severity != ingest.Error {
				first = &lines[i]
			}
		}
		if first == nil {
			continue
		}
		if out.Says == nil {
			out.Says = map[locale.Lang]string{}
		}
		out.Says[lang] = place(*first) + first.Message
	}
	return out
}

func place(l intake.Line) string {
	switch {
	case l.Sheet != "" && l.Cell != "":
		return l.Sheet + "!" + l.Cell + ": "
	case l.Sheet != "":
		return l.Sheet + ": "
	}
	return ""
}
