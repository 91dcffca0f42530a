package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/samples"
	"giaoban/sql"
	"giaoban/warehouse"
)

func newStore(t *testing.T) *warehouse.Store {
	t.Helper()
	store, err := warehouse.Open(t.Context(), warehouse.Config{SQL: sql.Files})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// chosen are the samples a test needs, by the beginning of their path.
func chosen(t *testing.T, under ...string) []Source {
	t.Helper()
	all, err := CollectFS(samples.Files)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(s Source) bool {
		return !slices.ContainsFunc(under, func(p string) bool { return strings.HasPrefix(s.Path, p) })
	})
}

func states(outcomes []Outcome) map[warehouse.State]int {
	n := map[warehouse.State]int{}
	for _, o := range outcomes {
		n[o.State]++
	}
	return n
}

// TestLoadFindsTheOrderItself hands the files over backwards: reports before
// the organisations they name.
func TestLoadFindsTheOrderItself(t *testing.T) {
	store := newStore(t)
	sources := chosen(t, "vocabulary/to-chuc", "vocabulary/ke-hoach-cum-7", "cum-7/2024-Q1", "long-bien")
	slices.Reverse(sources)
	outcomes, err := Load(t.Context(), store, sources, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := states(outcomes); got[warehouse.Accepted] != len(sources) {
		t.Fatalf("%v of %d files", got, len(sources))
	}
	again, err := Load(t.Context(), store, sources, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := states(again); got[warehouse.Unchanged] != len(sources) {
		t.Errorf("second time: %v of %d files", got, len(sources))
	}
}

// TestDryRunSeesTheVocabularyOfTheSameBatch: nothing is written, and still the
// reports are read against the organisations that came with them.
func TestDryRunSeesTheVocabularyOfTheSameBatch(t *testing.T) {
	store := newStore(t)
	before, err := store.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sources := chosen(t, "vocabulary/to-chuc", "long-bien")
	outcomes, err := Load(t.Context(), store, sources, Options{DryRun: true})
	if err != nil || states(outcomes)[warehouse.Accepted] != len(sources) {
		t.Fatalf("%v %v", outcomes, err)
	}
	if after, _ := store.DataVersion(t.Context()); after != before {
		t.Errorf("a dry run moved the data from version %d to %d", before, after)
	}
}

// TestBadFilesStopNobody mixes what people drop by mistake with one good file.
func TestBadFilesStopNobody(t *testing.T) {
	good := chosen(t, "vocabulary/to-chuc", "long-bien")
	bytesOf := func(b []byte) func() ([]byte, error) { return func() ([]byte, error) { return b, nil } }
	whole, err := good[len(good)-1].Read()
	if err != nil {
		t.Fatal(err)
	}
	bad := []Source{
		{Path: "empty.xlsx", Read: bytesOf(nil)},
		{Path: "2024/TOI MAT/whole.xlsx", Read: bytesOf(whole)},
		{Path: "cut.xlsx", Read: bytesOf(whole[:len(whole)/2])},
		{Path: "page.xls", Read: bytesOf([]byte("<html><table></table></html>"))},
		{Path: "gone.xlsx", Read: func() ([]byte, error) { return nil, os.ErrNotExist }},
		{Path: "huge.xlsx", Read: func() ([]byte, error) { return nil, ErrTooLarge }},
	}
	var seen []string
	var mu sync.Mutex
	read := map[string][]bool{} // what was told of the reading of each
	outcomes, err := Load(t.Context(), newStore(t), append(bad, good...), Options{
		Reading: func(path string, end bool) {
			mu.Lock()
			defer mu.Unlock()
			read[path] = append(read[path], end)
		},
		Progress: func(total int, o Outcome) {
			if total != len(bad)+len(good) {
				t.Errorf("total %d", total)
			}
			seen = append(seen, o.Path)
			mu.Lock()
			defer mu.Unlock()
			want := []bool{false, true}
			if o.Path == "gone.xlsx" || o.Path == "huge.xlsx" {
				want = nil
			}
			if !slices.Equal(read[o.Path], want) {
				t.Errorf("%s: settled after %v was told of its reading, want %v", o.Path, read[o.Path], want)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := states(outcomes); got[warehouse.Refused] != len(bad) || got[warehouse.Accepted] != len(good) {
		t.Errorf("%v", got)
	}
	if len(seen) != len(bad)+len(good) {
		t.Errorf("progress told of %d files: %v", len(seen), seen)
	}
	messages, err := locale.Load(ingest.Messages, warehouse.Messages)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		for _, lang := range locale.Langs {
			r := o.Report(messages, lang)
			if r.State == warehouse.Refused && (len(r.Findings) == 0 || strings.ContainsAny(r.Findings[0].Message, "⟦{}")) {
				t.Errorf("%s %s: %+v", lang, o.Path, r.Findings)
			}
		}
	}
}

func TestLoadStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	sources := chosen(t, "vocabulary/to-chuc", "cum-7")
	outcomes, err := Load(ctx, newStore(t), sources, Options{Progress: func(int, Outcome) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if len(outcomes) == 0 || len(outcomes) == len(sources) {
		t.Errorf("%d of %d files before it stopped", len(outcomes), len(sources))
	}
}

// packed returns a zip archive of the files, which hold their own names.
func packed(t *testing.T, extra map[string][]byte, names ...string) []byte {
	t.Helper()
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		content, ok := extra[name]
		if !ok {
			content = []byte(name)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

func TestCollect(t *testing.T) {
	dir := t.TempDir()
	deepest := packed(t, nil, "sau.xlsx")
	inner := packed(t, map[string][]byte{"nua.zip": deepest}, "trong.xlsx", "nua.zip")
	archive := packed(t, map[string][]byte{"c.zip": inner}, "b/2.xlsx", "b/1.xlsx", "b/note.txt", "__MACOSX/._1.xlsx", "c.zip")
	for name, content := range map[string][]byte{
		"quy 1/a.xlsx": nil, "quy 1/~$a.xlsx": nil, "quy 1/.b.xlsx": nil, "quy 1/c.XLS": nil, "quy 1/d.docx": nil,
		".git/e.xlsx": nil, "gui.zip": archive, "hong.zip": []byte("PK\x03\x04"), "bieu.txt": nil, "quy 2/e.pdf": nil,
		"doi-ten.zip": packed(t, nil, "[Content_Types].xml", "xl/workbook.xml"),
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// A file named outright is taken whatever it is called, and only once; a
	// path that is not there is a source that cannot be read.
	named, gone := filepath.Join(dir, "bieu.txt"), filepath.Join(dir, "none")
	found := Collect([]string{gone, dir, named, named})
	relative := func(names []string) []string {
		var out []string
		for _, name := range names {
			rel, err := filepath.Rel(dir, name)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, filepath.ToSlash(rel))
		}
		return out
	}
	var got []string
	for _, s := range found.Sources {
		got = append(got, s.Path)
		if _, err := s.Read(); (err != nil) != (s.Path == gone) {
			t.Errorf("%s: %v", s.Path, err)
		}
	}
	want := []string{"none", "doi-ten.zip", "gui.zip/b/1.xlsx", "gui.zip/b/2.xlsx", "gui.zip/c.zip/nua.zip", "gui.zip/c.zip/trong.xlsx", "hong.zip",
		"quy 1/a.xlsx", "quy 1/c.XLS", "bieu.txt"}
	if got := relative(got); !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	passed := []string{"gui.zip/b/note.txt", "quy 1/d.docx", "quy 2/e.pdf"}
	if got := relative(found.Passed); !slices.Equal(got, passed) {
		t.Errorf("passed over %v, want %v", got, passed)
	}
	if !slices.Equal(found.Failed, []string{gone}) {
		t.Errorf("failed %v", found.Failed)
	}
}

func TestCollectFiles(t *testing.T) {
	archive := packed(t, nil, "1.xlsx", "note.txt")
	found := CollectFiles([]File{
		{"quy 1/a.xlsx", []byte("a")}, {"quy 1/a.xlsx", []byte("b")}, {"gui.zip", archive}, {"gui.zip", archive}, {"hong.zip", []byte("PK")},
		{"to.xlsx", make([]byte, MaxFileBytes+1)},
	})
	var got []string
	for _, s := range found.Sources {
		got = append(got, s.Path)
		if _, err := s.Read(); (err != nil) != (s.Path == "to.xlsx") {
			t.Errorf("%s: %v", s.Path, err)
		}
	}
	want := []string{"quy 1/a.xlsx", "quy 1/a (2).xlsx", "gui.zip/1.xlsx", "gui (2).zip/1.xlsx", "hong.zip", "to.xlsx"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if passed := []string{"gui.zip/note.txt", "gui (2).zip/note.txt"}; !slices.Equal(found.Passed, passed) {
		t.Errorf("passed over %q", found.Passed)
	}
}

// TestRefusedFilesAreKept: what is refused for its contents can be sent back.
func TestRefusedFilesAreKept(t *testing.T) {
	store := newStore(t)
	good := chosen(t, "vocabulary/to-chuc", "long-bien")
	outcomes, err := Load(t.Context(), store, good[:1], Options{}) // a report of nobody known
	if err != nil || len(outcomes) != 1 || outcomes[0].State != warehouse.Refused || outcomes[0].Submission == 0 {
		t.Fatalf("%+v %v", outcomes, err)
	}
	kept, err := store.Submission(t.Context(), outcomes[0].Submission)
	if err != nil || kept.State != warehouse.Refused || kept.Errors == 0 {
		t.Fatalf("%+v %v", kept, err)
	}
	if _, err := store.Original(t.Context(), kept.SHA256); err != nil {
		t.Error(err)
	}
}

func TestFormShowsWhatIsOwedAndKnown(t *testing.T) {
	store := newStore(t)
	if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc", "vocabulary/ke-hoach-cum-7", "cum-7/2024-Q1"), Options{}); err != nil {
		t.Fatal(err)
	}
	next, _ := catalog.ParsePeriod("2024-Q2")
	spec, err := Form(t.Context(), store, "cum-7-03", next, locale.VI)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(spec.Indicators, "revenue") || spec.Superior != "Cụm số 7" {
		t.Errorf("form for %q of %q: %v", spec.Name, spec.Superior, spec.Indicators)
	}
	if last, ok := spec.Last["revenue"]; !ok || !last.Value.IsPositive() {
		t.Errorf("last quarter's revenue: %+v", last)
	}
	if _, err := Form(t.Context(), store, "cum-7", next, locale.VI); !errors.Is(err, ErrOwesNothing) {
		t.Errorf("a cluster's form: %v", err)
	}
	if _, err := Form(t.Context(), store, "nobody", next, locale.VI); !errors.Is(err, warehouse.ErrNoOrg) {
		t.Errorf("nobody's form: %v", err)
	}
	year, _ := catalog.ParsePeriod("2024")
	sheet, err := PlanForm(t.Context(), store, "cum-7", year)
	if err != nil || len(sheet.Rows) != 18 || len(sheet.Rows[0].Values) != 0 || !sheet.Rows[1].Values["revenue"].IsPositive() {
		t.Errorf("plans: %d rows, %+v, %v", len(sheet.Rows), sheet.Rows[:2], err)
	}
}

// TestAcceptFromTheOriginal: what waits is read again from the kept file.
func TestAcceptFromTheOriginal(t *testing.T) {
	store := newStore(t)
	sources := chosen(t, "vocabulary/to-chuc", "cum-7/2024-Q1/don-vi-01")
	if _, err := Load(t.Context(), store, sources[1:], Options{}); err != nil {
		t.Fatal(err)
	}
	outcomes, err := Load(t.Context(), store, sources[:1], Options{Hold: warehouse.HoldAlways, By: "an"})
	if err != nil || outcomes[0].State != warehouse.Checked || outcomes[0].Facts == 0 {
		t.Fatalf("%+v, %v", outcomes, err)
	}
	id := outcomes[0].Submission
	d, err := Difference(t.Context(), store, id)
	if err != nil || d.New == 0 || d.Changed+d.Gone+d.Unchanged > 0 {
		t.Errorf("%+v, %v", d, err)
	}
	r, err := Accept(t.Context(), store, id, warehouse.Act{By: "an", Note: "đúng"})
	if err != nil || r.State != warehouse.Accepted || r.Facts != outcomes[0].Facts {
		t.Errorf("%+v, %v", r, err)
	}
	if again, err := Difference(t.Context(), store, id); err != nil || again.New != d.New {
		t.Errorf("afterwards: %+v, %v", again, err)
	}
}
