package ingest

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
	"giaoban/ingest/sheet/officetest"
)

var remake = flag.Bool("corpus", false, "make the workbooks of testdata/corpus anew, some with LibreOffice")

// A specimen is a workbook of testdata/corpus: what offices send, each for one
// thing that must be read right or refused. Its bytes are committed, so that
// the tests need no LibreOffice and later versions read today's files; source
// makes them again.
//
// says is what a person understands of the workbook, written down here and
// not taken from the reader. Its first line is sender, period, status and
// layout, or "refused" and why. Then come the figures:
//
//	D5 revenue 12.5e9                        in base units: đồng, USD, persons
//	D6 hoa-binh workers 125 2023-Q1 same_period   what differs from the first line
//	D7 average_income 9e6*375                quotient and denominator
//
// and the findings, "warning total_mismatch D9". The golden file beside the
// workbook shows the same with every detail and the sentences people get.
type specimen struct {
	file   string // below testdata/corpus; the name is the one it was sent under
	proves string
	source func(t testing.TB) []byte
	office string // LibreOffice saves the source in this format; "" for as it is
	says   string
}

// specimens are all of them, by folder.
func specimens() []specimen {
	return slices.Concat(fileForms(), zipParts(), layouts(), columnLayouts(), texts(), identities(), checkFigures(), ruleForms(), wordings(), columnTimes(), titleWords(), unitGroups(), ranks(), refusals())
}

const corpusDir = "testdata/corpus"

func (s specimen) path() string { return filepath.Join(corpusDir, filepath.FromSlash(s.file)) }

// bytes returns the committed workbook.
func (s specimen) bytes(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(s.path())
	if err != nil {
		t.Fatalf("%v: -corpus makes it", err)
	}
	return data
}

// TestCorpus reads every specimen: it must say what its author wrote down.
func TestCorpus(t *testing.T) {
	if *remake {
		remakeCorpus(t)
	}
	all, read := specimens(), 0
	var index strings.Builder
	for _, s := range all {
		t.Run(s.file, func(t *testing.T) {
			sub, err := Read(s.bytes(t), filepath.Base(s.file), testVocabulary())
			got := said(t, sub, err)
			if diff := gocmp.Diff(unindented(s.says), got); diff != "" {
				t.Errorf("-stated +read:\n%s", diff)
			}
			read++
			fmt.Fprintf(&index, "%s\n\t%s\n\t%s\n", s.file, s.proves, summary(got, sub))
			details := got
			if err == nil {
				details = described(t, sub)
			}
			golden(t, filepath.Join("corpus", s.file), s.proves+"\n\n"+details)
		})
	}
	if read == len(all) { // not when -run picks some
		golden(t, filepath.Join("corpus", "index"), index.String())
	}
}

// TestCorpusIsWhatItsSourcesMake keeps workbooks and sources together, and
// the folder free of anything else.
func TestCorpusIsWhatItsSourcesMake(t *testing.T) {
	known := map[string]bool{filepath.Join(corpusDir, "index.txt"): true}
	for _, s := range specimens() {
		known[s.path()], known[s.path()+".txt"] = true, true
		if s.office == "" && !sameWorkbook(t, s.source(t), s.bytes(t)) {
			t.Errorf("%s is another than its source makes: -corpus makes it anew", s.file)
		}
	}
	const most = 1_750_000
	size := int64(0)
	err := filepath.WalkDir(corpusDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !known[path] {
			t.Errorf("%s belongs to no specimen", path)
		}
		info, err := d.Info()
		size += info.Size()
		return err
	})
	if err != nil || size > most {
		t.Errorf("the corpus has %d bytes, want at most %d; %v", size, int64(most), err)
	}
}

// remakeCorpus writes the workbooks whose content has changed.
func remakeCorpus(t *testing.T) {
	write := func(s specimen, data []byte) {
		old, err := os.ReadFile(s.path())
		if err == nil && (sameWorkbook(t, data, old) || s.office != "" && readTheSame(data, old)) {
			return
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(s.path()), 0o755), os.WriteFile(s.path(), data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	byFormat := map[string][]specimen{}
	for _, s := range specimens() {
		if s.office == "" {
			write(s, s.source(t))
		} else {
			byFormat[s.office] = append(byFormat[s.office], s)
		}
	}
	for format, list := range byFormat {
		files := map[string][]byte{}
		for _, s := range list {
			files[stem(s.file)+".xlsx"] = s.source(t)
		}
		dir := officetest.Convert(t, format, files)
		ext, _, _ := strings.Cut(format, ":")
		for _, s := range list {
			data, err := os.ReadFile(filepath.Join(dir, stem(s.file)+"."+ext))
			if err != nil {
				t.Fatal(err)
			}
			write(s, data)
		}
	}
}

// stem returns a file's name without folder and extension.
func stem(file string) string {
	return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
}

// sameWorkbook reports whether two files are the same, are archives of the
// same parts, or are refused for the same reason: an encrypted file is never
// the same twice.
func sameWorkbook(t testing.TB, a, b []byte) bool {
	if a, b = sheet.Unlocked(a), sheet.Unlocked(b); bytes.Equal(a, b) {
		return true
	}
	if bytes.HasPrefix(a, []byte("PK")) && bytes.HasPrefix(b, []byte("PK")) {
		return maps.EqualFunc(unzipped(t, a), unzipped(t, b), sameElements)
	}
	_, err1 := sheet.Open(a, "")
	_, err2 := sheet.Open(b, "")
	var p1, p2 *sheet.Problem
	return errors.As(err1, &p1) && errors.As(err2, &p2) && p1.Code == p2.Code
}

// readTheSame reports whether two files hold the same cells, and whatever else
// is read of workbooks: LibreOffice writes the time into all of its files.
func readTheSame(a, b []byte) bool {
	one, err1 := sheet.Open(a, "")
	two, err2 := sheet.Open(b, "")
	return err1 == nil && err2 == nil && gocmp.Equal(one, two)
}

// sameElements compares parts but for the order of their elements, which the
// list of content types has by chance.
func sameElements(a, b string) bool {
	return a == b || slices.Equal(slices.Sorted(strings.SplitSeq(a, "><")), slices.Sorted(strings.SplitSeq(b, "><")))
}

// said puts a reading into the words of [specimen].
func said(t testing.TB, sub Submission, err error) string {
	t.Helper()
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return "refused " + refusal.Code + "\n"
	}
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]bool{}
	for _, f := range sub.Facts {
		places[f.Sheet] = true
	}
	for _, f := range sub.Findings {
		places[f.Sheet] = true
	}
	delete(places, "")
	at := func(sheet, cell string) string {
		if len(places) > 1 && sheet != "" {
			return strings.TrimSuffix(sheet+"!"+cell, "!")
		}
		return cell
	}
	lines := []string{string(sub.Kind)}
	if sub.Kind == KindReport {
		lines[0] = cmp.Or(phrase(sub.Org, sub.Period.Code(), sub.Status.String(), string(sub.Layout)), "nothing")
	}
	if !sub.CutOff.IsZero() {
		lines[0] += " until " + sub.CutOff.Format("2006-01-02")
	}
	for _, f := range sub.Facts {
		lines = append(lines, saidFact(t, sub, f, at(f.Sheet, f.Cell)))
	}
	for _, f := range sub.Findings {
		lines = append(lines, phrase(string(f.Severity), f.Code, at(f.Sheet, f.Cell)))
	}
	return strings.Join(lines, "\n") + "\n"
}

// saidFact writes one figure, with what differs from the workbook's own.
func saidFact(t testing.TB, sub Submission, f Fact, at string) string {
	differing := func(value, usual string) string {
		if value == usual {
			return ""
		}
		return value
	}
	bare, hedge := "", ""
	if f.Bare {
		bare = "bare"
	}
	if f.Qualifier != "" {
		hedge = "«" + f.Qualifier + "»"
	}
	status := differing(f.Status.String(), sub.Status.String())
	if f.Scenario == Plan {
		status = "" // a plan has none
	}
	return phrase(at, differing(f.Org, sub.Org), f.Indicator, saidValue(t, f), differing(f.Period.Code(), sub.Period.Code()),
		differing(string(f.Basis), string(catalog.Discrete)), status,
		differing(string(f.Scenario), string(Actual)), differing(string(f.Role), string(Reported)), bare, hedge)
}

// saidValue writes the value in base units, large ones with an exponent.
func saidValue(t testing.TB, f Fact) string {
	if f.NotApplicable {
		return "x"
	}
	c := testVocabulary().Catalogue
	ind, _ := c.Indicator(f.Indicator)
	unit, known := c.Unit(ind.Unit)
	if !known {
		t.Fatalf("%s is in no unit", f.Indicator)
	}
	switch {
	case ind.Kind == catalog.Ratio:
		return f.Num.String() + "/" + f.Den.Decimal.String()
	case f.Den.Valid && f.Den.Decimal.IsZero():
		return f.Num.String() + "/0"
	case f.Den.Valid:
		const digits = 8
		return f.Num.DivRound(f.Den.Decimal, digits).Shift(-6).String() + "e6*" + f.Den.Decimal.String()
	case unit.Dimension == catalog.DimensionVND:
		return f.Num.Shift(-9).String() + "e9"
	case unit.Dimension == "usd":
		return f.Num.Shift(-6).String() + "e6"
	}
	return f.Num.String()
}

// phrase joins what is not empty.
func phrase(list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(w string) bool { return w == "" }), " ")
}

// unindented removes the indentation of a text in the source.
func unindented(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// summary is the line of the index on how a specimen is read.
func summary(said string, sub Submission) string {
	first, _, _ := strings.Cut(said, "\n")
	if sub.SHA256 == "" {
		return first
	}
	codes := map[string]int{}
	for _, f := range sub.Findings {
		codes[string(f.Severity)]++
	}
	line := fmt.Sprintf("%s; %d figures", first, len(sub.Facts))
	for _, severity := range []Severity{Error, Warning, Note} {
		if n := codes[string(severity)]; n > 0 {
			line += fmt.Sprintf(", %d %s", n, severity)
		}
	}
	return line
}
