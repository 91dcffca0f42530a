package warehouse

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/sql"
)

// world is a store in memory with a clock that the test turns.
type world struct {
	*Store
	t   testing.TB
	day time.Time
	n   int
}

// newWorld makes a world without rules, which its figures need not obey.
func newWorld(t testing.TB) *world {
	t.Helper()
	w := newWorldIn(t, Config{})
	w.rules = nil
	return w
}

// newWorldIn makes a world of other limits.
func newWorldIn(t testing.TB, c Config) *world {
	t.Helper()
	w := &world{t: t, day: date("2024-01-01")}
	c.SQL, c.Now = sql.Files, func() time.Time { return w.day.Add(12 * time.Hour) }
	s, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.Store = s
	return w
}

func date(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func period(code string) catalog.Period {
	p, err := catalog.ParsePeriod(code)
	if err != nil {
		panic(err)
	}
	return p
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// commit loads a submission whose bytes are unlike any other's.
func (w *world) commit(sub ingest.Submission) Receipt {
	w.t.Helper()
	w.n++
	original := fmt.Appendf(nil, "workbook %d", w.n)
	sum := sha256.Sum256(original)
	sub.SHA256 = hex.EncodeToString(sum[:])
	if sub.Name == "" {
		sub.Name = fmt.Sprintf("workbook-%d.xlsx", w.n)
	}
	r, err := w.Commit(w.t.Context(), sub, original)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// register loads organisations.
func (w *world) register(r catalog.Register) {
	w.t.Helper()
	if r := w.commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: &r}); r.State != Accepted {
		w.t.Fatalf("organisations: %+v", r)
	}
}

// bloc is a cluster c of the units u1 … un under the bloc b, all of which owe
// every economic indicator.
func bloc(n int) catalog.Register {
	from := date("2010-01-01")
	r := catalog.Register{
		Versions: []catalog.OrgVersion{
			{Org: "b", From: from, NameVI: "Khối", Type: catalog.Bloc},
			{Org: "c", From: from, NameVI: "Cụm", Type: catalog.Cluster},
		},
		Edges:       []catalog.Edge{{Child: "c", Parent: "b", Kind: catalog.ClusterEdge, From: from}},
		Obligations: []catalog.Obligation{{Org: "b", Members: true, Indicators: []string{"economy", "labour"}, Every: catalog.Quarter, From: from}},
	}
	for i := range n {
		u := fmt.Sprintf("u%d", i+1)
		r.Versions = append(r.Versions, catalog.OrgVersion{Org: u, From: from, NameVI: u, Type: catalog.Committee})
		r.Edges = append(r.Edges,
			catalog.Edge{Child: u, Parent: "b", Kind: catalog.PartyLine, From: from},
			catalog.Edge{Child: u, Parent: "c", Kind: catalog.ClusterEdge, From: from})
	}
	return r
}

// revenue is a figure in billions of đồng.
func revenue(org, p, value string) ingest.Fact {
	return ingest.Fact{Org: org, Indicator: "revenue", Period: period(p), Basis: catalog.Discrete, Status: catalog.Estimate,
		Scenario: ingest.Actual, Role: ingest.Reported, Num: dec(value).Shift(9), Raw: value, Unit: "billion_vnd", Sheet: "Biểu", Cell: "C7"}
}

func report(org, p string, facts ...ingest.Fact) ingest.Submission {
	return ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutIndicators, Org: org, Period: period(p), Status: catalog.Estimate, Facts: facts}
}

// checkDecimal compares a figure with its digits, "" for none.
func checkDecimal(t *testing.T, what string, got *decimal.Decimal, want string) {
	t.Helper()
	switch {
	case got == nil && want == "":
	case got == nil || want == "":
		t.Errorf("%s is %v, want %q", what, got, want)
	case !got.Equal(dec(want)):
		t.Errorf("%s is %s, want %s", what, got, want)
	}
}
