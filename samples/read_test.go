package samples

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// organisations is the workbook every other one needs.
const organisations = "vocabulary/to-chuc.xlsx"

// intended are the warnings and notes that sample workbooks provoke on
// purpose, by file: the mess that offices make.
func intended() map[string][]string {
	return map[string][]string{
		"cum-7/2021/2021-Q3-kinh-te.xlsx": {"total_mismatch"},   // a grand total typed by hand
		"cum-7/2024-Q1/don-vi-13.xlsx":    {"number_ambiguous"}, // "250.340" triệu đồng, as text
	}
}

// read reads every workbook and returns the submissions by path.
func read(t *testing.T) (ingest.Vocabulary, map[string]ingest.Submission) {
	t.Helper()
	v := ingest.Vocabulary{Catalogue: catalog.Builtin(), Register: &catalog.Register{}}
	out := map[string]ingest.Submission{}
	one := func(path string) ingest.Submission {
		t.Helper()
		data, err := fs.ReadFile(Files, path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := ingest.Read(data, path, v)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return s
	}
	first := one(organisations)
	out[organisations], v.Register = first, first.Register
	err := fs.WalkDir(Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path != organisations {
			out[path] = one(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return v, out
}

// The workbooks are read once; each test looks at one side of them.
func TestWorkbooks(t *testing.T) {
	v, all := read(t)
	t.Run("accepted", func(t *testing.T) { testAccepted(t, all) })
	t.Run("folders", func(t *testing.T) { testFolders(t, all) })
	t.Run("layouts", func(t *testing.T) { testLayouts(t, all) })
	t.Run("figures", func(t *testing.T) { testFigures(t, v, all) })
}

// Every workbook is accepted, and warns of nothing but what it is meant to show.
func testAccepted(t *testing.T, all map[string]ingest.Submission) {
	want := intended()
	for path, s := range all {
		var codes []string
		for _, f := range s.Findings {
			if f.Severity == ingest.Error {
				t.Errorf("%s %s!%s: %s %v", path, f.Sheet, f.Cell, f.Code, f.Args)
			}
			codes = append(codes, f.Code)
		}
		slices.Sort(codes)
		codes = slices.Compact(codes)
		if !slices.Equal(codes, want[path]) {
			t.Errorf("%s: findings %v, want %v", path, codes, want[path])
		}
		delete(want, path)
		if s.Kind == ingest.KindReport && len(s.Facts) == 0 {
			t.Errorf("%s: no figures", path)
		}
	}
	for path := range want {
		t.Errorf("%s: there is no such workbook", path)
	}
}

// Each folder holds the reports of one organisation.
func testFolders(t *testing.T, all map[string]ingest.Submission) {
	for path, s := range all {
		folder, _, _ := strings.Cut(path, "/")
		if folder != "vocabulary" && s.Org != folder && !strings.HasPrefix(s.Org, folder+"-") {
			t.Errorf("%s is a report of %s", path, s.Org)
		}
	}
}

// The samples show every layout a report can have.
func testLayouts(t *testing.T, all map[string]ingest.Submission) {
	count := map[ingest.Layout]int{}
	for _, s := range all {
		count[s.Layout]++
	}
	for layout, atLeast := range map[ingest.Layout]int{
		ingest.LayoutTemplate: 9, ingest.LayoutIndicators: 10, ingest.LayoutUnits: 10, ingest.LayoutParty: 10,
	} {
		if count[layout] < atLeast {
			t.Errorf("%d workbooks are laid out as %s, want at least %d", count[layout], layout, atLeast)
		}
	}
}

// printed is an entry of figures.json; the generator's test checks the rest of it.
type printed struct {
	Org, Indicator string
	Period         catalog.Period
	Value          float64 `json:",string"`
	Tolerance      float64 `json:",string"`
	AtLeast        bool    `json:"at_least"`
	Unit, Status   string
	Basis          catalog.Basis
	Num, Den       int64
	Reported       int
}

// What is read from the workbooks adds up to the printed figures: over all
// reported facts of the organisation or its members, without any of the rules
// of the store.
func testFigures(t *testing.T, v ingest.Vocabulary, all map[string]ingest.Submission) {
	data, err := os.ReadFile("figures.json")
	if err != nil {
		t.Fatal(err)
	}
	var figures []printed
	if err := json.Unmarshal(data, &figures); err != nil {
		t.Fatal(err)
	}
	var facts []ingest.Fact
	for _, s := range all {
		facts = append(facts, s.Facts...)
	}
	for _, want := range figures {
		t.Run(want.Org+"/"+want.Period.Code()+"/"+want.Indicator, func(t *testing.T) {
			check(t, v, facts, want)
		})
	}
}

func check(t *testing.T, v ingest.Vocabulary, facts []ingest.Fact, want printed) {
	whose := append(v.Register.Members(want.Org, want.Period.Last()), want.Org)
	var num, den decimal.Decimal
	reporters := 0
	for _, f := range facts {
		if f.Indicator != want.Indicator || f.Period != want.Period || f.Role != ingest.Reported ||
			f.Scenario != ingest.Actual || f.NotApplicable || !slices.Contains(whose, f.Org) {
			continue
		}
		reporters++
		num, den = num.Add(f.Num), den.Add(f.Den.Decimal)
		if f.Bare {
			t.Errorf("%s: %s is a bare quotient", f.Org, f.Raw)
		}
		if want.Status != "" && f.Status.String() != want.Status {
			t.Errorf("%s: status %s, want %s", f.Org, f.Status, want.Status)
		}
		if basis := cmp.Or(want.Basis, catalog.Discrete); f.Basis != basis {
			t.Errorf("%s: basis %s, want %s", f.Org, f.Basis, basis)
		}
	}
	if reporters == 0 {
		t.Fatal("nobody reports it")
	}
	if want.Reported != 0 && reporters != want.Reported {
		t.Errorf("%d report it, want %d", reporters, want.Reported)
	}
	ind, ok := v.Catalogue.Indicator(want.Indicator)
	unit, known := v.Catalogue.Unit(ind.Unit)
	if !ok || !known || unit.NameVI != want.Unit {
		t.Fatalf("it is shown in %q, want %q", unit.NameVI, want.Unit)
	}
	if want.Den != 0 && (num.IntPart() != want.Num || den.IntPart() != want.Den) {
		t.Errorf("ratio %s/%s, want %d/%d", num, den, want.Num, want.Den)
	}
	value := num
	if !den.IsZero() {
		value = num.DivRound(den, 12)
	}
	got := unit.FromBase(value).InexactFloat64()
	const exact = 1e-9
	switch {
	case want.AtLeast && got < want.Value:
		t.Errorf("%s, want at least %s", short(got), short(want.Value))
	case !want.AtLeast && math.Abs(got-want.Value) > want.Tolerance+exact:
		t.Errorf("%s, want %s", short(got), fmt.Sprintf("%s ± %g", short(want.Value), want.Tolerance))
	}
}

func short(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }
