package intake

import (
	"strings"
	"testing"

	"giaoban/warehouse"
)

// TestCorpusFolder loads the corpus of workbooks as a folder, archive and all.
// What is refused as a file, secret ones above all, leaves nothing behind; a
// second time nothing happens.
func TestCorpusFolder(t *testing.T) {
	store, _ := clockwork(t, t.TempDir())
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
}
