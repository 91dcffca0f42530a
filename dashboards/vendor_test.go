package dashboards

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Third-party files are exactly the published ones: nothing edited, nothing
// added, nothing without a licence beside it.
func TestVendoredFilesAreUnmodified(t *testing.T) {
	sums, err := filepath.Glob("vendor/*/*/SHA256SUMS")
	if err != nil || len(sums) == 0 {
		t.Fatalf("no vendor/*/*/SHA256SUMS: %v", err)
	}
	for _, list := range sums {
		dir := filepath.Dir(list)
		want := readSums(t, list)
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(dir, name)
			if err != nil {
				return err
			}
			if rel == "SHA256SUMS" || rel == "VERSION" {
				return nil
			}
			body, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(body)
			if got := hex.EncodeToString(sum[:]); got != want[rel] {
				t.Errorf("%s: SHA-256 %s, listed %q", name, got, want[rel])
			}
			delete(want, rel)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for name := range want {
			t.Errorf("%s: listed but missing", filepath.Join(dir, name))
		}
		for _, name := range []string{"LICENSE", "VERSION"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				t.Error(err)
			}
		}
	}
}

func readSums(t *testing.T, name string) map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sums := map[string]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		sum, file, _ := strings.Cut(s.Text(), "  ")
		sums[file] = sum
	}
	return sums
}
