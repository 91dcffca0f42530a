package warehouse

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"giaoban/ingest"
)

// TestOriginalsAreKept keeps few files, which are synced one by one, and many,
// which are not, some of them twice.
func TestOriginalsAreKept(t *testing.T) {
	for _, n := range []int{1, syncedAlone, 5 * syncedAlone} {
		dir := t.TempDir()
		o := originals{}
		if err := o.open(dir); err != nil {
			t.Fatal(err)
		}
		var b batch
		for i := range n {
			data := bytes.Repeat(fmt.Appendf(nil, "biểu %d ", i), 1+i*100)
			sum := sha256.Sum256(data)
			b = append(b, Incoming{Original: data, Submission: ingest.Submission{Name: "Biểu.XLSX", SHA256: hex.EncodeToString(sum[:])}})
		}
		for _, part := range []batch{b[:1], b, b} {
			if err := o.keepAll(part); err != nil {
				t.Fatal(err)
			}
		}
		for _, in := range b {
			name, err := o.find(in.Submission.SHA256)
			if err != nil || filepath.Ext(name) != ".xlsx" {
				t.Fatalf("%d files: %s, %v", n, name, err)
			}
			if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, in.Original) {
				t.Fatalf("%d files: %s holds %d bytes, want %d: %v", n, name, len(got), len(in.Original), err)
			}
		}
		if left, err := os.ReadDir(filepath.Join(dir, writtenDir)); err != nil || len(left) > 0 {
			t.Errorf("%d files: %d left where they are written: %v", n, len(left), err)
		}
	}
}

// TestUnfinishedOriginalsGo leaves a file as a crash would.
func TestUnfinishedOriginalsGo(t *testing.T) {
	dir := t.TempDir()
	o := originals{}
	if err := o.open(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := o.write([]byte("nửa tệp")); err != nil {
		t.Fatal(err)
	}
	if err := o.open(dir); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, writtenDir)); err != nil || len(left) > 0 {
		t.Errorf("%d left: %v", len(left), err)
	}
}
