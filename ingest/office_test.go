package ingest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/sheet"
)

var update = flag.Bool("update", false, "accept the golden files as they come out")

// page is one sheet of a workbook that an office might send.
type page struct {
	name    string
	rows    [][]any // from A1; nil leaves a cell out
	merges  []string
	percent []string // cells shown as 0.00%
	bold    []string
	setup   func(f *excelize.File, name string) error
}

// formula is a cell with a formula and the result that was saved with it.
type formula struct {
	text  string
	value any
}

// workbook writes pages as a spreadsheet program would.
func workbook(t testing.TB, pages ...page) []byte {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f := excelize.NewFile()
	defer f.Close()
	for i, p := range pages {
		if i == 0 {
			must(f.SetSheetName("Sheet1", p.name))
		} else {
			_, err := f.NewSheet(p.name)
			must(err)
		}
		for r, row := range p.rows {
			for c, value := range row {
				ref := sheet.Ref(c+1, r+1)
				switch v := value.(type) {
				case nil:
				case formula:
					must(f.SetCellValue(p.name, ref, v.value))
					must(f.SetCellFormula(p.name, ref, v.text))
				default:
					must(f.SetCellValue(p.name, ref, v))
				}
			}
		}
		for _, m := range p.merges {
			from, to, _ := strings.Cut(m, ":")
			must(f.MergeCell(p.name, from, to))
		}
		percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
		must(err)
		bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
		must(err)
		for _, ref := range p.percent {
			must(f.SetCellStyle(p.name, ref, ref, percent))
		}
		for _, ref := range p.bold {
			must(f.SetCellStyle(p.name, ref, ref, bold))
		}
		if p.setup != nil {
			must(p.setup(f, p.name))
		}
	}
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

// testVocabulary is the built-in catalogue and a province with one bloc, two
// clusters, some units, and a neighbour whose units have the same names.
func testVocabulary() Vocabulary {
	start := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	r := &catalog.Register{}
	add := func(code, name, short string, typ catalog.OrgType) {
		r.Versions = append(r.Versions, catalog.OrgVersion{Org: code, From: start, NameVI: name, ShortName: short, Type: typ})
	}
	under := func(child, parent string, kind catalog.EdgeKind) {
		r.Edges = append(r.Edges, catalog.Edge{Child: child, Parent: parent, Kind: kind, From: start})
	}
	add("khoi", "Đảng ủy Khối Doanh nghiệp tỉnh", "Đảng ủy Khối", catalog.Bloc)
	add("cum-1", "Cụm số 1", "Cụm 1", catalog.Cluster)
	add("cum-2", "Cụm số 2", "Cụm 2", catalog.Cluster)
	for _, u := range []struct {
		code, name, cluster string
		typ                 catalog.OrgType
	}{
		{"hoa-binh", "Đảng bộ Công ty Cổ phần Hòa Bình", "cum-1", catalog.Committee},
		{"an-phu", "Chi bộ Công ty TNHH An Phú", "cum-1", catalog.Cell},
		{"dai-loc", "Đảng bộ Tổng công ty Đại Lộc", "cum-2", catalog.Committee},
		{"don-vi-1", "Đơn vị 1", "cum-2", catalog.Cell},
	} {
		add(u.code, u.name, "", u.typ)
		under(u.code, "khoi", catalog.PartyLine)
		under(u.code, u.cluster, catalog.ClusterEdge)
	}
	add("khoi-khac", "Đảng ủy Khối Các cơ quan", "", catalog.Bloc)
	add("khac-1", "Đơn vị 1", "", catalog.Cell)
	add("khac-2", "Đơn vị 2", "", catalog.Cell)
	under("khac-1", "khoi-khac", catalog.PartyLine)
	under("khac-2", "khoi-khac", catalog.PartyLine)
	return Vocabulary{Catalogue: catalog.Builtin(), Register: r}
}

// read reads a workbook that is not refused as a file.
func read(t testing.TB, data []byte, name string) Submission {
	t.Helper()
	sub, err := Read(data, name, testVocabulary())
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return sub
}

// codesAt lists findings as "severity code cell".
func codesAt(sub Submission) []string {
	var out []string
	for _, f := range sub.Findings {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Cell)))
	}
	return out
}

// described writes a submission for people: one line per fact and finding.
func described(t testing.TB, sub Submission) string {
	t.Helper()
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s, %s, %s, %s to %s", sub.Kind, sub.Layout, sub.Org, sub.Period, sub.Status,
		sub.From.Format(time.DateOnly), sub.To.Format(time.DateOnly))
	if !sub.CutOff.IsZero() {
		fmt.Fprintf(&b, ", cut off %s", sub.CutOff.Format(time.DateOnly))
	}
	b.WriteString("\n\n")
	for _, f := range sub.Facts {
		value := f.Num.String()
		switch {
		case f.NotApplicable:
			value = "not applicable"
		case f.Den.Valid:
			value += " / " + f.Den.Decimal.String()
		}
		fmt.Fprintf(&b, "%s!%s\t%s %s = %s\t%s %s %s %s %s", f.Sheet, f.Cell, f.Org, f.Indicator, value,
			f.Period, f.Basis, f.Status, f.Scenario, f.Role)
		if f.Bare {
			b.WriteString(" bare")
		}
		if f.Qualifier != "" {
			fmt.Fprintf(&b, " «%s»", f.Qualifier)
		}
		fmt.Fprintf(&b, "\t%q in %s\n", f.Raw, f.Unit)
	}
	b.WriteString("\n")
	for _, f := range sub.Findings {
		fmt.Fprintf(&b, "%s %s %s!%s: %s\n", f.Severity, f.Code, f.Sheet, f.Cell, f.Text(messages, locale.VI))
	}
	return b.String()
}

// golden compares with testdata/<name>.txt.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
