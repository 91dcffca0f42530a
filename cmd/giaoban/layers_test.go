package main

import (
	"os/exec"
	"strings"
	"testing"
)

// Data flows right, imports point left. Each row names a folder and what it
// may import of ours; a folder that no row names fails, so a new one must
// choose its place.
var layers = []struct {
	under string
	may   []string
}{
	{"ingest/memo", nil},
	{"ingest/catalog", []string{"ingest/catalog", "ingest/memo"}},
	{"ingest/locale", []string{"ingest/locale"}},
	{"ingest", []string{"ingest"}},
	{"sql", nil},
	{"warehouse", []string{"warehouse", "ingest"}},
	{"dashboards", []string{"dashboards", "warehouse", "ingest"}},
	{"samples/generate", []string{"samples", "ingest"}},
	{"samples", []string{"samples"}},
	{"cmd", []string{"cmd", "dashboards", "warehouse", "ingest", "samples", "sql"}},
}

// libraries names the packages that belong to one layer alone.
var libraries = map[string]string{
	"github.com/duckdb/":       "warehouse",
	"database/sql":             "warehouse",
	"github.com/labstack/echo": "dashboards",
	"github.com/go-echarts/":   "dashboards",
}

func TestImportsPointLeft(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "giaoban/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg := strings.TrimPrefix(fields[0], "giaoban/")
		may, ok := allowed(pkg)
		if !ok {
			t.Errorf("%s has no place among the layers", pkg)
		}
		for _, imported := range fields[1:] {
			if own, ours := strings.CutPrefix(imported, "giaoban/"); ours && !under(own, may...) {
				t.Errorf("%s imports %s", pkg, own)
			}
			for library, layer := range libraries {
				if strings.HasPrefix(imported, library) && !under(pkg, layer) {
					t.Errorf("%s imports %s, which is for %s alone", pkg, imported, layer)
				}
			}
		}
	}
}

func allowed(pkg string) ([]string, bool) {
	for _, layer := range layers {
		if under(pkg, layer.under) {
			return layer.may, true
		}
	}
	return nil, false
}

func under(pkg string, folders ...string) bool {
	for _, folder := range folders {
		if pkg == folder || strings.HasPrefix(pkg, folder+"/") {
			return true
		}
	}
	return false
}
