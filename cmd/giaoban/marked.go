package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/markup"
	"giaoban/warehouse/intake"
)

// markedCopies writes, for each workbook that somebody has to look at, a copy
// with the cells in question marked, to be sent back. A nil one writes nothing.
type markedCopies struct {
	dir      string
	sources  map[string]intake.Source // by path
	register registerNames            // nil where the register is not at hand
	taken    map[string]bool          // file names, folded
	written  int
	failed   []string
}

// registerNames returns what a sender is called; "" when it is not known.
type registerNames func(r intake.Report) string

// newMarkedCopies makes the folder; without one there are no copies.
func newMarkedCopies(dir string, sources []intake.Source) (*markedCopies, error) {
	if dir == "" {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, &problem{key: "cli.cannot_write", err: err}
	}
	m := &markedCopies{dir: dir, sources: map[string]intake.Source{}, taken: map[string]bool{}}
	for _, s := range sources {
		m.sources[s.Path] = s
	}
	return m, nil
}

// add writes the copy of one workbook and returns its path, "" when there is
// nothing to look at. Of a file that was refused as a whole, such as one
// marked secret, no copy is made. One that cannot be marked stops nobody.
func (m *markedCopies) add(c *console, r intake.Report) (string, error) {
	source, known := m.source(r.Path)
	telling := slices.ContainsFunc(r.Findings, func(l intake.Line) bool { return l.Severity != ingest.Note })
	if !known || !telling || slices.ContainsFunc(r.Findings, func(l intake.Line) bool { return c.messages.Has("refusal." + l.Code) }) {
		return "", nil
	}
	report := markup.Report{File: source.Name(), Lang: c.lang}
	if !r.Period.IsZero() {
		report.Period = locale.Format(c.lang, r.Period)
	}
	if m.register != nil {
		report.Sender = m.register(r)
	}
	for _, l := range r.Findings {
		report.Findings = append(report.Findings, markup.Finding{Severity: l.Severity, Sheet: l.Sheet, Cell: l.Cell, Message: cmp.Or(l.ForSender, l.Message), Fix: l.Fix})
	}
	var b bytes.Buffer
	data, err := source.Read()
	if err == nil {
		err = markup.Write(&b, data, report)
	}
	if err != nil {
		m.failed = append(m.failed, r.Path)
		return "", nil //nolint:nilerr // named in the summary
	}
	path := filepath.Join(m.dir, m.name(source.Name()))
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return "", &problem{key: "cli.cannot_write", err: err}
	}
	m.written++
	return path, nil
}

func (m *markedCopies) source(path string) (intake.Source, bool) {
	if m == nil {
		return intake.Source{}, false
	}
	s, ok := m.sources[path]
	return s, ok
}

// name is the file name of a copy: with a number where another file of this
// batch was called the same.
func (m *markedCopies) name(original string) string {
	name := markup.Name(original)
	base := strings.TrimSuffix(name, filepath.Ext(name))
	for n := 2; m.taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d).xlsx", base, n)
	}
	m.taken[strings.ToLower(name)] = true
	return name
}

// summary says how many copies there are and of which files there is none.
func (m *markedCopies) summary(c *console) {
	if m == nil {
		return
	}
	fmt.Fprintln(c.out, c.text("cli.marked", "count", m.written, "dir", quoted(m.dir)))
	if len(m.failed) > 0 {
		fmt.Fprintln(c.out, c.text("cli.marked_failed", "files", shortList(m.failed)))
	}
}
