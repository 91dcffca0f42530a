package batch

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet/ziptest"
	"giaoban/samples"
	"giaoban/sql"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
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

func open(t *testing.T, store *warehouse.Store, dir string) *Queue {
	t.Helper()
	m, err := locale.Load(ingest.Messages, warehouse.Messages)
	if err != nil {
		t.Fatal(err)
	}
	q, err := Open(Config{Store: store, Messages: m, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	return q
}

func sample(t *testing.T, name string) intake.File {
	t.Helper()
	b, err := fs.ReadFile(samples.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	return intake.File{Name: filepath.Base(name), Data: b}
}

// wait follows a batch to its end and returns it.
func wait(t *testing.T, q *Queue, id string) Batch {
	t.Helper()
	for {
		b, err := q.Batch(id)
		if err != nil {
			t.Fatal(err)
		}
		if !b.Done.IsZero() {
			return b
		}
		select {
		case <-q.Changed(id, b.Version):
		case <-time.After(time.Minute):
			t.Fatalf("nothing happens: %+v", b)
		}
	}
}

func states(b Batch) []string {
	var out []string
	for _, i := range b.Items {
		s := i.Path + " " + string(i.State)
		if i.Outcome != nil {
			s = i.Path + " " + string(i.Outcome.State)
		}
		out = append(out, s)
	}
	return out
}

// A batch of everything people drop: each file has its own fate, the reload
// and the restart show the same.
func TestBatch(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "batches")
	store := newStore(t)
	q := open(t, store, dir)
	archive := ziptest.Pack(t, map[string][]byte{"b/2022-Q1.xlsx": sample(t, "long-bien/2022-Q1.xlsx").Data, "doc.txt": nil})
	vocabulary := sample(t, "vocabulary/to-chuc.xlsx")
	files := []intake.File{{Name: "gui.zip", Data: archive}, {Name: "trong.xlsx"}, vocabulary, {Name: "lai.xlsx", Data: vocabulary.Data}}
	b, err := q.Add(files, Options{})
	if err != nil || b.State != Queued || len(b.Items) != 4 {
		t.Fatalf("%+v %v", b, err)
	}
	b = wait(t, q, b.ID)
	want := []string{"gui.zip/b/2022-Q1.xlsx accepted", "trong.xlsx refused", "to-chuc.xlsx accepted", "lai.xlsx unchanged"}
	if got := states(b); !slices.Equal(got, want) || b.State != Settled || b.Problem != NoProblem || b.Settled() != 4 {
		t.Errorf("%q, %s %s", got, b.State, b.Problem)
	}
	if !slices.Equal(b.Passed, []string{"gui.zip/doc.txt"}) {
		t.Errorf("passed over %q", b.Passed)
	}
	if o := b.Items[0].Outcome; o.Submission == 0 || o.Facts == 0 || o.Org != "long-bien" {
		t.Errorf("%+v", o)
	}
	if says := b.Items[1].Outcome.Says; says[locale.VI] == "" || says[locale.EN] == "" || strings.ContainsAny(says[locale.VI], "⟦{") {
		t.Errorf("the refusal says %q", says)
	}

	again, err := open(t, store, dir).Batch(b.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := range again.Items {
		was, is := *b.Items[i].Outcome, *again.Items[i].Outcome
		if !was.At.Equal(is.At) {
			t.Errorf("settled at %s, read back %s", was.At, is.At)
		}
		was.At, is.At = time.Time{}, time.Time{}
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%+v\nread back %+v", was, is)
		}
	}
}

// A file that waits comes once more: it still waits, and somebody has to act.
func TestWaitingAgain(t *testing.T) {
	store := newStore(t)
	q := open(t, store, "")
	if _, err := q.Add([]intake.File{sample(t, "vocabulary/to-chuc.xlsx")}, Options{}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		b, err := q.Add([]intake.File{sample(t, "long-bien/2022-Q1.xlsx")}, Options{Hold: warehouse.HoldAlways})
		if err != nil {
			t.Fatal(err)
		}
		b = wait(t, q, b.ID)
		if o := b.Items[0].Outcome; o.State != warehouse.Checked || o.Submission == 0 || o.Facts == 0 {
			t.Errorf("%+v", o)
		}
	}
}

// A crash after files were committed and before that was written down: the
// store knows what came in.
func TestCutAfterCommit(t *testing.T) {
	dir := t.TempDir()
	store := newStore(t)
	q := open(t, store, dir)
	files := []intake.File{
		sample(t, "vocabulary/to-chuc.xlsx"), sample(t, "long-bien/2022-Q1.xlsx"), {Name: "sai.csv", Data: []byte("TT,Chỉ tiêu,ĐVT,TH\n1,Doanh thu,tỷ đồng,5\n")}, {Name: "trong.xlsx"},
	}
	b, err := q.Add(files, Options{Hold: warehouse.HoldWarnings})
	if err != nil {
		t.Fatal(err)
	}
	b = wait(t, q, b.ID)
	q.Close()
	name := filepath.Join(dir, b.ID+journalExt)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var cut []byte
	for line := range bytes.Lines(whole) {
		if !bytes.HasPrefix(line, []byte(`{"file"`)) && !bytes.HasPrefix(line, []byte(`{"end"`)) {
			cut = append(cut, line...)
		}
	}
	if err := os.WriteFile(name, cut, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // and what it knew then is kept
		after, err := open(t, store, dir).Batch(b.ID)
		if err != nil || after.State != Lost || after.Problem != Interrupted || after.Settled() != 3 || after.Items[3].State != Lost {
			t.Fatalf("%q, %s %s %v", states(after), after.State, after.Problem, err)
		}
		for i := range after.Items[:3] {
			was, is := *b.Items[i].Outcome, *after.Items[i].Outcome
			was.At, is.At = time.Time{}, time.Time{}
			if !reflect.DeepEqual(was, is) {
				t.Errorf("%s was %+v\nis %+v", after.Items[i].Path, was, is)
			}
		}
	}
}

// What a stop leaves unread is said to be; nothing of it is on the disk.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	store := newStore(t)
	q := open(t, store, dir)
	b, err := q.Add([]intake.File{sample(t, "vocabulary/to-chuc.xlsx"), sample(t, "long-bien/2022-Q1.xlsx")}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	q.Close()
	b, err = q.Batch(b.ID)
	if err != nil || b.State != Lost || b.Problem != Interrupted || b.Done.IsZero() {
		t.Errorf("%+v %v", b, err)
	}
	if _, err := q.Add(nil, Options{}); !errors.Is(err, ErrClosed) {
		t.Errorf("added to a closed queue: %v", err)
	}

	// A crash leaves a journal without an end, its last line cut.
	name := filepath.Join(dir, b.ID+journalExt)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	heading := whole[:bytes.IndexByte(whole, '\n')+1]
	if err := os.WriteFile(name, append(slices.Clone(heading), `{"file":{"ind`...), 0o600); err != nil {
		t.Fatal(err)
	}
	after, err := open(t, store, dir).Batch(b.ID)
	if err != nil || after.State != Lost || after.Problem != Interrupted || len(after.Items) != 2 || after.Items[0].State != Lost {
		t.Errorf("%+v %v", after, err)
	}
}

func TestDryRunAndOrder(t *testing.T) {
	store := newStore(t)
	q := open(t, store, "")
	before, err := store.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	one, err := q.Add([]intake.File{sample(t, "vocabulary/to-chuc.xlsx")}, Options{DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	two, err := q.Add([]intake.File{{Name: "trong.xlsx"}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if b := wait(t, q, two.ID); b.Items[0].Outcome.State != warehouse.Refused {
		t.Errorf("%+v", b)
	}
	if b := wait(t, q, one.ID); !b.DryRun || b.Items[0].Outcome.State != warehouse.Accepted || b.Items[0].Outcome.Submission != 0 {
		t.Errorf("%+v", b)
	}
	if after, _ := store.DataVersion(t.Context()); after != before {
		t.Error("a dry run changed the data")
	}
	if list := q.Recent(10); len(list) != 2 {
		t.Errorf("%d batches", len(list))
	}
	if _, err := q.Batch("x"); !errors.Is(err, ErrNoBatch) {
		t.Errorf("%v", err)
	}
}
