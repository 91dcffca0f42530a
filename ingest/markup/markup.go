// Package markup writes the marked copy of a workbook: the sender's own file
// with the cells in question coloured and explained in notes, and before its
// sheets one that lists everything found.
//
// The copy is made by changing parts of the file, not by reading it into a
// model and writing it anew: what nobody touches is copied as it is packed,
// and in a sheet all cells stay the same byte for byte, since colours are
// conditional formatting. Marking 500,000 cells takes under a second and twice
// the memory of the sheet; excelize, the library that writes our own
// workbooks, takes ten times both, and its copy of a locked sheet allows what
// the original forbids, because it writes attributes that were left out as false.
package markup

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

//go:embed messages
var messageFiles embed.FS

var messages = sync.OnceValue(func() *locale.Messages {
	folder, err := fs.Sub(messageFiles, "messages")
	if err == nil {
		var m *locale.Messages
		if m, err = locale.Load(folder); err == nil {
			return m
		}
	}
	panic("messages: " + err.Error()) // embedded data, checked by a test
})

// Report is what the marked copy says.
type Report struct {
	File     string // name of the workbook
	Sender   string // as people call it; "" when it is not known
	Period   string // in words; "" when it is not known
	Findings []Finding
	Lang     locale.Lang
}

// Finding is one [ingest.Finding] in words.
type Finding struct {
	Severity ingest.Severity
	Sheet    string // "" for the whole file
	Cell     string // "C7"; "" for the whole sheet
	Message  string
	Fix      string // proposed cell content, "" for none
}

// Words puts findings into words for the sender, arranged, with the texts of the
// packages they come from.
func Words(findings []ingest.Finding, m *locale.Messages, lang locale.Lang) []Finding {
	list := make([]Finding, len(findings))
	for i, f := range ingest.Arranged(findings) {
		list[i] = Finding{Severity: f.Severity, Sheet: f.Sheet, Cell: f.Cell, Message: f.TextForSender(m, lang), Fix: f.Fix}
	}
	return list
}

// suffix ends the names of marked copies.
const suffix = "-kiem-tra"

// Name is the file name of the marked copy of a workbook, always .xlsx. The
// copy of a marked copy has the same name.
func Name(original string) string {
	base := path.Base(strings.ReplaceAll(original, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	return strings.TrimSuffix(base, suffix) + suffix + ".xlsx"
}

// Write writes the marked copy of a workbook that [ingest.Read] has read. An
// .xlsx or .xlsm file keeps everything but its macros and a digital signature;
// of any other format the copy is an .xlsx file with the cells, formulas and
// looks that were read; its first sheet names the formulas that became values,
// and what is left out.
// When a marked copy comes back, the marks of the earlier check are replaced.
// The same input gives the same bytes.
func Write(w io.Writer, original []byte, r Report) error {
	original = sheet.Unlocked(original)
	a, err := openArchive(original)
	var book *workbook
	if err == nil {
		book, err = openWorkbook(a)
	} else {
		err = errNotWorkbook
	}
	if errors.Is(err, errNotWorkbook) {
		book, err = openOther(original, &r)
	}
	if err == nil {
		err = book.mark(r)
	}
	if err == nil {
		err = book.write(w)
	}
	if err != nil {
		return fmt.Errorf("mark %s: %w", r.File, err)
	}
	return nil
}

// openOther reads a workbook in another format and opens it converted. Where a
// sheet's name had to change, the findings name it as it is called now.
func openOther(original []byte, r *Report) (*workbook, error) {
	b, look, err := sheet.OpenLook(original, r.File)
	if err != nil {
		return nil, err
	}
	var copied bytes.Buffer
	about, err := convert(&copied, b, look)
	if err != nil {
		return nil, err
	}
	r.Findings = slices.Clone(r.Findings)
	for i := range r.Findings {
		if name, ok := about.names[r.Findings[i].Sheet]; ok {
			r.Findings[i].Sheet = name
		}
	}
	a, err := openArchive(copied.Bytes())
	if err != nil {
		return nil, err
	}
	w, err := openWorkbook(a)
	if err == nil {
		w.untold, w.lost = about.untold, about.lost
	}
	return w, err
}

// mark changes the workbook's parts.
func (w *workbook) mark(r Report) error {
	title := messages().Text(r.Lang, "markup.sheet", nil)
	ids, err := w.addStyles()
	if err != nil {
		return err
	}
	if err := w.removeMacros(); err != nil {
		return err
	}
	cells := w.cellsOf(r)
	for i, t := range w.sheets {
		if t.gone || t.rel.target == "" || !w.has(t.rel.target) {
			continue
		}
		if err := w.markSheet(t, cells[i], ids, title); err != nil {
			return err
		}
	}
	list := resultSheet{Report: r, book: w, ids: ids}
	if err := w.insertFirst(w.freeName(title), list.content(), list.names()); err != nil {
		return err
	}
	return w.store()
}

// markedCell is a cell with what was found in it.
type markedCell struct {
	ref      string
	col, row int
	severity ingest.Severity // the gravest
	texts    []string
}

// cellsOf sorts the findings by sheet and cell, row by row.
func (w *workbook) cellsOf(r Report) map[int][]markedCell {
	type key struct {
		sheet int
		ref   string
	}
	byCell := map[key]*markedCell{}
	for i, f := range r.Findings {
		col, row, ok := sheet.ParseRef(f.Cell)
		at := w.find(f.Sheet)
		if !ok || at < 0 {
			continue
		}
		k := key{at, sheet.Ref(col, row)}
		c := byCell[k]
		if c == nil {
			c = &markedCell{ref: k.ref, col: col, row: row, severity: f.Severity}
			byCell[k] = c
		}
		if slices.Index(ingest.Severities, f.Severity) < slices.Index(ingest.Severities, c.severity) {
			c.severity = f.Severity
		}
		text := fmt.Sprintf("%d. %s: %s", i+1, severityWord(r.Lang, f.Severity), f.Message)
		if f.Fix != "" {
			text += "\n" + messages().Text(r.Lang, "markup.note_fix", map[string]any{"fix": f.Fix})
		}
		c.texts = append(c.texts, text)
	}
	cells := map[int][]markedCell{}
	for k, c := range byCell {
		cells[k.sheet] = append(cells[k.sheet], *c)
	}
	for _, list := range cells {
		slices.SortFunc(list, func(a, b markedCell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	}
	return cells
}

// maxNote bounds a note's characters: a cell's note holds 32,767.
const maxNote = 8000

// note is what the note on the cell says below its heading.
func (c markedCell) note() string {
	text := strings.Join(c.texts, "\n")
	if runes := []rune(text); len(runes) > maxNote {
		return string(runes[:maxNote]) + "…"
	}
	return text
}

// lines is how many lines the note takes with its heading.
func (c markedCell) lines(head string) int {
	return textLines(noteMark+head, noteChars) + textLines(c.note(), noteChars)
}

func severityWord(lang locale.Lang, s ingest.Severity) string {
	return messages().Text(lang, "markup.severity."+string(s), nil)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// folderOf returns the folder of a part with its slash.
func folderOf(part string) string {
	dir, _ := path.Split(part)
	return dir
}

// textLines is how many lines a text takes when it is wrapped at words after
// so many characters.
func textLines(text string, chars int) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		used := 0
		lines++
		for word := range strings.FieldsSeq(line) {
			n := len([]rune(word))
			if used > 0 && used+1+n > chars {
				lines++
				used = 0
			} else if used > 0 {
				used++
			}
			for ; n > chars; n -= chars {
				lines++
			}
			used += n
		}
	}
	return lines
}
