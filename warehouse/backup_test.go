package warehouse

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest"
)

// A backup taken in use answers what the store answered, and the store goes on.
func TestBackup(t *testing.T) {
	original := filepath.Join(t.TempDir(), "it's data")
	own := []string{filepath.Join(checksDir, "it_nguoi.sql"), filepath.Join(chartsDir, "cua-minh.sql")}
	for _, name := range own {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(original, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(original, name), []byte(shortage), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := openDir(t, original)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := &world{Store: s, t: t, day: date("2024-05-01")}
	w.register(bloc(2))
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5.25")))
	var archive bytes.Buffer
	if err := s.Backup(t.Context(), &archive); err != nil {
		t.Fatal(err)
	}
	want := w.row(ask("c", "revenue", "2024-Q1"))
	w.commit(report("u2", "2024-Q1", revenue("u2", "2024-Q1", "7")))

	dir := filepath.Join(t.TempDir(), "new")
	var steps []int64
	if err := Restore(bytes.NewReader(archive.Bytes()), int64(archive.Len()), dir, func(done, all int64) { steps = append(steps, done, all) }); err != nil {
		t.Fatal(err)
	}
	if n := len(steps); n < 4 || steps[n-1] != steps[n-2] || steps[0] == 0 {
		t.Errorf("told of %v", steps)
	}
	if err := Restore(bytes.NewReader(archive.Bytes()), int64(archive.Len()), dir, nil); !errors.Is(err, ErrFolderInUse) {
		t.Errorf("over a folder in use: %v", err)
	}
	for _, name := range append(own, journalFile) {
		want, err := os.ReadFile(filepath.Join(original, name))
		if err != nil {
			t.Fatal(err)
		}
		// The decision log went on after the backup.
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || len(got) == 0 || !bytes.HasPrefix(want, got) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	again, err := openDir(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	r := &world{Store: again, t: t, day: w.day}
	if diff := cmp.Diff(want, r.row(ask("c", "revenue", "2024-Q1")), sameFigures...); diff != "" {
		t.Error(diff)
	}
	list, err := again.Submissions(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	for _, x := range list {
		if _, err := again.Original(t.Context(), x.SHA256); err != nil {
			t.Errorf("%s: %v", x.Name, err)
		}
	}
	// The copy is a full store: constraints, numbering and all.
	if got, err := again.Commit(t.Context(), report("u2", "2024-Q1", revenue("u2", "2024-Q1", "7")), []byte("more")); err != nil || got.ID != 3 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Of what is no whole backup nothing is left, so that the folder takes the next.
func TestRestoreOfDamage(t *testing.T) {
	var whole, other bytes.Buffer
	s, err := openDir(t, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Backup(t.Context(), &whole); err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(&other)
	if _, err := archive.Create("holiday.jpg"); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole.Bytes())
	flipped[len(flipped)/2] ^= 0x55
	dir := t.TempDir()
	for name, b := range map[string][]byte{"two bytes": []byte("no"), "cut off": whole.Bytes()[:whole.Len()/2], "a flipped bit": flipped, "another archive": other.Bytes()} {
		if err := Restore(bytes.NewReader(b), int64(len(b)), dir, nil); !errors.Is(err, ErrNoBackup) {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s left %v, %v", name, left, err)
		}
	}
	if err := Restore(bytes.NewReader(whole.Bytes()), int64(whole.Len()), dir, nil); err != nil {
		t.Error(err)
	}
}

// What the engine may not do: read or write files, load code, be reconfigured.
func TestEngineIsConfined(t *testing.T) {
	dir := t.TempDir()
	s, err := openDir(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	secret := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(secret, []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`SELECT * FROM read_csv('` + secret + `')`,
		`COPY fact TO '` + secret + `2'`,
		`ATTACH '` + secret + `3' AS other`,
		`INSTALL httpfs`,
		`LOAD httpfs`,
		`SET GLOBAL enable_external_access = true`,
		`SET memory_limit = '100GB'`,
	} {
		if _, err := s.db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("allowed: %s", statement)
		}
	}
}

func TestRefusedOriginalIsKept(t *testing.T) {
	w := newWorld(t)
	r := w.commit(ingest.Submission{Kind: ingest.KindReport, Findings: []ingest.Finding{{Severity: ingest.Error, Code: "x"}}})
	x, err := w.Submission(t.Context(), r.ID)
	if err != nil || x.State != Refused {
		t.Fatalf("%+v, %v", x, err)
	}
	if _, err := w.Original(t.Context(), x.SHA256); err != nil {
		t.Error(err)
	}
}

// A store in memory has no folder to spill into, and leaves none behind.
func TestMemoryStoreSpillsNowhere(t *testing.T) {
	var folder string
	if err := newWorld(t).db.QueryRowContext(t.Context(), `SELECT current_setting('temp_directory')`).Scan(&folder); err != nil || folder != "" {
		t.Errorf("%q, %v", folder, err)
	}
}
