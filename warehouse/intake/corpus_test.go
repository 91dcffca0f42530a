package intake

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

// TestCorpusFolder loads the corpus of workbooks as a folder, archive and all.
// What is refused as a file, secret ones above all, leaves nothing behind; a
// second time nothing happens, and rebuilt it is the same.
func TestCorpusFolder(t *testing.T) {
	dir := t.TempDir()
	store, _ := clockwork(t, dir)
	found := Collect([]string{"../../ingest/testdata/corpus"})
	outcomes, err := Load(t.Context(), store, found.Sources, Options{})
	if err != nil {
		t.Fatal(err)
	}
	unpacked, refused := false, 0
	for _, o := range outcomes {
		unpacked = unpacked || strings.Contains(o.Path, "several.zip") && o.State == warehouse.Accepted
		if o.Refusal == nil {
			continue
		}
		refused++
		if !strings.Contains(o.Path, "refused") {
			t.Errorf("%s: %v", o.Path, o.Refusal)
		}
		if _, err := store.Original(t.Context(), o.SHA256); err == nil {
			t.Errorf("%s: refused, and its bytes were kept", o.Path)
		}
	}
	const fewest = 15
	if !unpacked || refused < fewest {
		t.Errorf("archive unpacked: %v; %d files refused", unpacked, refused)
	}
	list, err := store.Submissions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, sub := range list {
		if strings.Contains(sub.Name, "secret") || strings.Contains(sub.Name, "TOI MAT") {
			t.Errorf("%s is listed", sub.Name)
		}
	}
	again, err := Load(t.Context(), store, found.Sources, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range again {
		if o.State == warehouse.Accepted {
			t.Errorf("%s was taken twice", o.Path)
		}
	}

	// From the originals and the decision log the store comes out as it is, with
	// what was refused once more for other reasons than at first.
	sameAgain(t, store, dir)
}

var update = flag.Bool("update", false, "accept the golden files as they come out")

// TestRulesOverTheCorpus loads each workbook of the folder rules, which breaks
// one rule, into a store of its own. The golden file tells what becomes of it
// and where the store says what, and what it proposes instead.
func TestRulesOverTheCorpus(t *testing.T) {
	const corpus, golden = "../../ingest/testdata/corpus", "testdata/rules.txt"
	paths, err := filepath.Glob(corpus + "/rules/*.xlsx")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no workbooks: %v", err)
	}
	var out strings.Builder
	for _, path := range paths {
		store, turn := clockwork(t, "")
		turn(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)) // in the period of c07
		messages, err := locale.Load(ingest.Messages, warehouse.Messages)
		if err == nil {
			messages, err = messages.With(store.RuleTexts())
		}
		if err != nil {
			t.Fatal(err)
		}
		load := func(o Options) Outcome {
			t.Helper()
			o.Hold = warehouse.HoldWarnings
			outcomes, err := Load(t.Context(), store, Collect([]string{corpus + "/identity/organisations.xlsx", path}).Sources, o)
			if err != nil || len(outcomes) != 2 {
				t.Fatalf("%s: %+v, %v", path, outcomes, err)
			}
			return outcomes[1]
		}
		rehearsed, o := load(Options{DryRun: true}), load(Options{})
		if codesOf(rehearsed.Findings) != codesOf(o.Findings) || rehearsed.State != o.State {
			t.Errorf("%s: rehearsed %s %s, loaded %s %s", path, rehearsed.State, codesOf(rehearsed.Findings), o.State, codesOf(o.Findings))
		}
		fmt.Fprintf(&out, "%s %s, %d figures\n", filepath.Base(path), o.State, o.Facts)
		for _, line := range o.Report(messages, locale.VI).Findings {
			fmt.Fprintf(&out, "\t%s %s %s!%s: %s\n", line.Severity, line.Code, line.Sheet, line.Cell, line.Message)
			if line.Fix != "" {
				fmt.Fprintf(&out, "\t\tproposed: %s\n", line.Fix)
			}
		}
		kept, err := store.Findings(t.Context(), o.Submission)
		if err != nil || codesOf(kept) != codesOf(o.Findings) {
			t.Errorf("%s: told %s, kept %s, %v", path, codesOf(o.Findings), codesOf(kept), err)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for key := range newStore(t).RuleTexts()[locale.VI] {
		if code := strings.TrimPrefix(key, "finding."); !strings.Contains(out.String(), " "+code+" ") {
			t.Errorf("no workbook of the corpus breaks the rule %s", code)
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
