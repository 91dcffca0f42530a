// Package officetest lets tests convert workbooks with LibreOffice, the other
// program that senders use.
package officetest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Need skips the test where LibreOffice is not installed. With
// GIAOBAN_TEST_BROWSER=required, as on the build machine, a missing one fails
// the test instead. It returns the program's path.
func Need(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("GIAOBAN_TEST_BROWSER") == "required" {
			t.Fatal("no LibreOffice, and GIAOBAN_TEST_BROWSER=required")
		}
		t.Skip("no LibreOffice")
	}
	return path
}

// patience is how long LibreOffice may take for one call.
const patience = 3 * time.Minute

// Convert saves the files, by name with extension, in another format ("xls",
// or a filter with its options) and returns the folder with the results.
func Convert(t *testing.T, to string, files map[string][]byte) string {
	t.Helper()
	soffice, dir := Need(t), t.TempDir()
	out := filepath.Join(dir, "out")
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", to, "--outdir", out}
	for name, data := range files {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if said, err := exec.CommandContext(ctx, soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, said)
	}
	return out
}
