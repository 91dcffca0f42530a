package warehouse

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// value asks for one row.
func (w *world) row(q Query) Row {
	w.t.Helper()
	r, err := w.Metrics(w.t.Context(), q)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(r.Rows) != 1 {
		w.t.Fatalf("%+v: %d rows", q, len(r.Rows))
	}
	return r.Rows[0]
}

func ask(org, indicator, p string) Query {
	return Query{Org: org, Indicators: []string{indicator}, Periods: []catalog.Period{period(p)}}
}

func (w *world) wantValue(q Query, want string) {
	w.t.Helper()
	got := "-"
	if row := w.row(q); row.Value != nil {
		got = row.Value.String()
	}
	if got != want {
		w.t.Errorf("%s %s %s as of %s: %s, want %s", q.Org, q.Indicators, q.Periods, q.AsOf.Format(time.DateOnly), got, want)
	}
}

func TestSameBytesChangeNothing(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	sub := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5"), revenue("u1", "2023-Q1", "4"))
	sub.Findings = []ingest.Finding{{Severity: ingest.Note, Code: "sheet_hidden", Sheet: "Phụ lục", Args: ingest.Args{
		"sheet": "Phụ lục", "rows": 7, "figure": dec("1.50"), "period": period("2024-Q1"), "day": date("2024-03-30")}}}
	original := []byte("the workbook")
	first, err := w.Commit(t.Context(), sub, original)
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.Commit(t.Context(), sub, original)
	if err != nil {
		t.Fatal(err)
	}
	if first.State != Accepted || first.Facts != 2 {
		t.Errorf("first: %+v", first)
	}
	if second.State != Unchanged || second.ID != first.ID || second.Facts != 2 || second.DataVersion != first.DataVersion {
		t.Errorf("second: %+v, first %+v", second, first)
	}
	if fmt.Sprint(second.Findings) != fmt.Sprint(sub.Findings) {
		t.Errorf("findings came back as %v, went in as %v", second.Findings, sub.Findings)
	}
	sum := sha256.Sum256(original)
	kept, err := w.Original(t.Context(), hex.EncodeToString(sum[:]))
	if err != nil || !bytes.Equal(kept, original) {
		t.Errorf("kept %q, %v", kept, err)
	}
	if _, err := w.Original(t.Context(), "../../etc/passwd"); !errors.Is(err, ErrNoOriginal) {
		t.Errorf("a path for a hash: %v", err)
	}
	sub.SHA256 = hex.EncodeToString(make([]byte, 32))
	if _, err := w.Commit(t.Context(), sub, original); err == nil {
		t.Error("a submission of other bytes was taken")
	}
}

// Loading a file again that another has replaced changes nothing, and says so.
func TestSupersededFileAgain(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	first := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5"))
	if _, err := w.Commit(t.Context(), first, []byte("first")); err != nil {
		t.Fatal(err)
	}
	second := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "6"))
	second.Name = "bản 2.xlsx"
	w.commit(second)
	r, err := w.Commit(t.Context(), first, []byte("first"))
	if err != nil || r.State != Unchanged || len(r.Findings) != 1 || r.Findings[0].Code != SupersededFile || r.Findings[0].Args["file"] != "bản 2.xlsx" {
		t.Errorf("%+v, %v", r, err)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q1"), "6")
}

// A check says what a commit would and keeps nothing.
func TestCheckKeepsNothing(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.commit(report("c", "2024-Q1", revenue("u1", "2024-Q1", "5")))
	before, _ := w.DataVersion(t.Context())
	sub := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "7"))
	for range 2 {
		r, err := w.Check(t.Context(), sub, []byte("checked"))
		if err != nil || r.State != Accepted || r.ID != 0 || len(r.Findings) != 1 || r.Findings[0].Code != "store_senders_disagree" {
			t.Errorf("%+v, %v", r, err)
		}
	}
	w.wantValue(ask("u1", "revenue", "2024-Q1"), "5")
	list, _ := w.Submissions(t.Context())
	if after, _ := w.DataVersion(t.Context()); after != before || len(list) != 2 {
		t.Errorf("data version %d, was %d; %d submissions", after, before, len(list))
	}
	checkWhole(t, w.Store)
	if _, err := w.Commit(t.Context(), sub, []byte("checked")); err != nil {
		t.Fatal(err)
	}
	if r, err := w.Check(t.Context(), sub, []byte("checked")); err != nil || r.State != Unchanged || r.ID == 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A file refused twice is one refusal, with the findings of the last time.
func TestRefusedTwice(t *testing.T) {
	w := newWorld(t)
	sub := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5"), revenue("u2", "2024-Q1", "5"))
	load := func() Receipt {
		t.Helper()
		r, err := w.Commit(t.Context(), sub, []byte("the same"))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := load()
	w.register(bloc(1))
	again := load()
	kept, err := w.Findings(t.Context(), again.ID)
	if first.State != Refused || again.State != Refused || again.ID != first.ID || err != nil || len(kept) != 1 || kept[0].Args["code"] != "u2" {
		t.Errorf("first %+v, again %+v, kept %+v, %v", first, again, kept, err)
	}
	w.register(bloc(2))
	if r := load(); r.State != Accepted || r.ID == first.ID {
		t.Errorf("once acceptable: %+v", r)
	}
	list, err := w.Submissions(t.Context())
	if err != nil || len(list) != 4 {
		t.Errorf("%d submissions, %v", len(list), err)
	}
}

func TestFullDisk(t *testing.T) {
	engine := errors.New(`TransactionContext Error: Failed to commit: Could not write file "x.duckdb.wal": No space left on device`)
	for _, err := range []error{engine, fmt.Errorf("write: %w", syscall.ENOSPC)} {
		if got := diskError(err); !errors.Is(got, ErrDiskFull) || !errors.Is(got, err) {
			t.Errorf("%v became %v", err, got)
		}
	}
	if err := diskError(errors.New("Binder Error")); errors.Is(err, ErrDiskFull) {
		t.Error(err)
	}
}

func TestResubmissionSupersedes(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.day = date("2024-04-01")
	first := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5"))
	first.Facts = append(first.Facts, ingest.Fact{Org: "u1", Indicator: "workers", Period: period("2024-Q1"), Basis: catalog.Discrete,
		Status: catalog.Estimate, Scenario: ingest.Actual, Role: ingest.Reported, Num: dec("70"), Unit: "person"})
	first.Name, first.Layout = "bản 1.xlsx", ingest.LayoutTemplate
	one := w.commit(first)
	w.day = date("2024-04-02")
	two := w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "6")))
	w.day = date("2024-04-03")
	final := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "7"))
	final.Status, final.Facts[0].Status = catalog.Final, catalog.Final
	w.commit(final)

	revenues, workers := ask("u1", "revenue", "2024-Q1"), ask("u1", "workers", "2024-Q1")
	for _, tt := range []struct{ asOf, revenue, workers string }{
		{"2024-03-31", "-", "-"},
		{"2024-04-01", "5", "70"},
		{"2024-04-02", "6", "-"}, // the whole form was replaced, and the new one has no workers
		{"2024-04-03", "7", "-"},
	} {
		revenues.AsOf, workers.AsOf = date(tt.asOf), date(tt.asOf)
		w.wantValue(revenues, tt.revenue)
		w.wantValue(workers, tt.workers)
	}
	if !slices.Equal(codes(two.Findings), []string{"store_figures_dropped", "store_revised"}) || two.Findings[0].Args["count"] != 1 {
		t.Errorf("findings of the second: %+v", two.Findings)
	}
	old, err := w.Submission(t.Context(), one.ID)
	if err != nil || old.SupersededBy != two.ID || old.Superseded.IsZero() || old.Name != "bản 1.xlsx" || old.Facts != 2 {
		t.Errorf("the first is now %+v, %v", old, err)
	}
	if _, err := w.Submission(t.Context(), 99); !errors.Is(err, ErrNoSubmission) {
		t.Errorf("no submission: %v", err)
	}
}

// Two forms of one unit and period that share no figure stand side by side.
func TestFormsBesideEachOther(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5")))
	party := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "70"))
	party.Facts[0].Indicator, party.Facts[0].Num, party.Facts[0].Unit = "workers", dec("70"), "person"
	w.commit(party)
	w.wantValue(ask("u1", "revenue", "2024-Q1"), "5")
	w.wantValue(ask("u1", "workers", "2024-Q1"), "70")
}

// A correction of one quarter leaves the other quarters of the older workbook.
func TestCorrectionOfOneSheet(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	var quarters []ingest.Fact
	for i, v := range []string{"1", "2", "3", "4"} {
		quarters = append(quarters, revenue("u1", fmt.Sprintf("2024-Q%d", i+1), v))
	}
	w.commit(report("u1", "2024-Q4", quarters...))
	if r := w.commit(report("u1", "2024-Q4", revenue("u1", "2024-Q4", "40"))); !slices.Equal(codes(r.Findings), []string{"store_revised"}) {
		t.Errorf("findings of the correction: %+v", r.Findings)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q3"), "3")
	w.wantValue(ask("u1", "revenue", "2024"), "46")
	// A file on all that the first reported on does take its place.
	for i := range quarters {
		quarters[i].Num = quarters[i].Num.Shift(1)
	}
	whole := []string{"store_superseded", "store_superseded", "store_revised", "store_revised", "store_revised"} // the fourth quarter is as corrected
	if r := w.commit(report("u1", "2024-Q4", quarters...)); !slices.Equal(codes(r.Findings), whole) {
		t.Errorf("findings of the new whole: %+v", r.Findings)
	}
	w.wantValue(ask("u1", "revenue", "2024"), "100")
}

func TestUnknownNamesAreRefused(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	before, _ := w.DataVersion(t.Context())
	sub := report("u9", "2024-Q1", revenue("u9", "2024-Q1", "5"), revenue("u1", "2024-Q1", "5"))
	sub.Facts[1].Indicator = "happiness"
	r := w.commit(sub)
	var codes []string
	for _, f := range r.Findings {
		codes = append(codes, f.Code)
	}
	if r.State != Refused || r.Facts != 0 || r.DataVersion != before+1 || !slices.Equal(codes, []string{"store_org_unknown", "store_indicator_unknown"}) {
		t.Errorf("%+v", r)
	}
	got, err := w.Submission(t.Context(), r.ID)
	if err != nil || got.State != Refused || got.Errors != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	kept, err := w.Findings(t.Context(), r.ID)
	if err != nil || len(kept) != 2 || kept[0].Args["code"] != "u9" {
		t.Errorf("%+v, %v", kept, err)
	}
	bad := bloc(1)
	bad.Edges = append(bad.Edges, catalog.Edge{Child: "u1", Parent: "nobody", Kind: catalog.TerritoryEdge, From: date("2020-01-01")})
	if r := w.commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: &bad}); r.State != Refused {
		t.Errorf("an edge to nobody: %+v", r)
	}
}

// A register that says it is whole takes away what it leaves out, unless
// figures would be left without their organisation.
func TestWholeRegister(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(3))
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5")))
	less := bloc(2)
	load := func(r catalog.Register) Receipt {
		return w.commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: &r})
	}
	orgs := func() []string {
		v, err := w.Vocabulary(t.Context())
		if err != nil || !v.Register.Whole {
			t.Fatalf("%+v, %v", v.Register, err)
		}
		return v.Register.Orgs()
	}
	if r := load(less); r.State != Accepted || len(orgs()) != 5 {
		t.Errorf("a part of the register: %+v, %v", r, orgs())
	}
	less.Whole = true
	less.Obligations = nil
	r := load(less)
	if r.State != Accepted || len(orgs()) != 4 || len(r.Findings) != 1 || r.Findings[0].Code != "store_register_rows_removed" ||
		fmt.Sprint(r.Findings[0].Args) != "map[edges:2 events:0 obligations:1 orgs:1]" {
		t.Errorf("the whole register: %+v, %v", r, orgs())
	}
	if c := w.row(ask("c", "revenue", "2024-Q1")).Coverage; c != (Coverage{1, 1}) {
		t.Errorf("nobody owes anything any more, coverage %+v", c)
	}
	none := catalog.Register{Whole: true, Versions: less.Versions[:2]}
	if r := load(none); r.State != Refused || len(r.Findings) != 1 || r.Findings[0].Code != "store_org_removed" || r.Findings[0].Args["code"] != "u1" {
		t.Errorf("without u1, which has figures: %+v", r)
	}
}

// A reorganisation that is entered late changes the answers of today, not
// those of the days before it was known.
func TestRegisterAsKnownThen(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(3))
	for i, v := range []string{"1", "20", "300"} {
		u := fmt.Sprintf("u%d", i+1)
		w.commit(report(u, "2024-Q1", revenue(u, "2024-Q1", v)))
	}
	w.day = date("2024-05-01")
	from := date("2010-01-01")
	w.register(catalog.Register{Edges: []catalog.Edge{
		{Child: "u3", Parent: "b", Kind: catalog.PartyLine, From: from},
		{Child: "u3", Parent: "c", Kind: catalog.ClusterEdge, From: from, To: date("2024-03-08")},
	}})
	w.day = date("2024-06-01")
	q := ask("c", "revenue", "2024-Q1")
	w.wantValue(q, "21")
	q.AsOf = date("2024-04-30")
	w.wantValue(q, "321")
	q.AsOf = date("2024-05-01")
	w.wantValue(q, "21")
	if row := w.row(q); row.Coverage != (Coverage{2, 2}) {
		t.Errorf("coverage %+v", row.Coverage)
	}
	members := Query{Org: "b", ByOrg: true, Indicators: []string{"revenue"}, Periods: []catalog.Period{period("2023-Q4"), period("2024-Q1")}}
	r, err := w.Metrics(t.Context(), members)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, row := range r.Rows {
		rows = append(rows, row.Org+" "+row.Period.Code())
	}
	if fmt.Sprint(rows) != "[c 2023-Q4 c 2024-Q1 u3 2024-Q1]" {
		t.Errorf("members of b: %v", rows)
	}
}

func TestCatalogueKeepsMeanings(t *testing.T) {
	w := newWorld(t)
	builtin := catalog.Builtin()
	edited := func(edit func(indicators []catalog.Indicator, units []catalog.Unit) ([]catalog.Indicator, []catalog.Unit)) ingest.Submission {
		t.Helper()
		c, problems := catalog.New(edit(slices.Clone(builtin.Indicators), slices.Clone(builtin.Units)))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return ingest.Submission{Kind: ingest.KindCatalogue, Catalogue: c}
	}
	changed := func(edit func(*catalog.Indicator)) ingest.Submission {
		return edited(func(i []catalog.Indicator, u []catalog.Unit) ([]catalog.Indicator, []catalog.Unit) {
			edit(&i[slices.IndexFunc(i, func(i catalog.Indicator) bool { return i.Code == "revenue" })])
			return i, u
		})
	}
	dearer := edited(func(i []catalog.Indicator, u []catalog.Unit) ([]catalog.Indicator, []catalog.Unit) {
		at := slices.IndexFunc(u, func(u catalog.Unit) bool { return u.Code == "million_vnd" })
		u[at].Mul = dec("100000")
		return i, u
	})
	// Nothing uses any of it yet: a mistake in a new catalogue can be mended.
	for _, sub := range []ingest.Submission{changed(func(i *catalog.Indicator) { i.Kind = catalog.Stock }), dearer, {Kind: ingest.KindCatalogue, Catalogue: builtin}} {
		if r := w.commit(sub); r.State != Accepted {
			t.Errorf("without figures: %+v", r)
		}
	}
	w.register(bloc(1))
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5.25")))
	in := revenue("u1", "2024-Q2", "0.5")
	in.Unit = "million_vnd"
	w.commit(report("u1", "2024-Q2", in))
	for _, tt := range []struct {
		name, code, of string
		sub            ingest.Submission
	}{
		{"flow to stock", "store_meaning_changed", "revenue", changed(func(i *catalog.Indicator) { i.Kind = catalog.Stock })},
		{"flow to ratio", "store_meaning_changed", "revenue", changed(func(i *catalog.Indicator) { i.Kind, i.Unit = catalog.Ratio, "percent" })},
		{"another dimension", "store_meaning_changed", "revenue", changed(func(i *catalog.Indicator) { i.Unit = "million_usd" })},
		{"another multiplier", "store_unit_changed", "million_vnd", dearer},
		{"indicator removed", "store_indicator_removed", "revenue", edited(func(i []catalog.Indicator, u []catalog.Unit) ([]catalog.Indicator, []catalog.Unit) {
			return slices.DeleteFunc(i, func(i catalog.Indicator) bool { return i.Code == "revenue" || i.Part == "revenue" }), u
		})},
		{"unit removed", "store_unit_removed", "million_vnd", edited(func(i []catalog.Indicator, u []catalog.Unit) ([]catalog.Indicator, []catalog.Unit) {
			return i, slices.DeleteFunc(u, func(u catalog.Unit) bool { return u.Code == "million_vnd" })
		})},
	} {
		if r := w.commit(tt.sub); r.State != Refused || r.Findings[0].Code != tt.code || r.Findings[0].Args["code"] != tt.of {
			t.Errorf("%s: %+v", tt.name, r)
		}
	}
	w.day = date("2024-06-01")
	if r := w.commit(changed(func(i *catalog.Indicator) { i.Unit = "million_vnd" })); r.State != Accepted {
		t.Errorf("another unit of the same dimension: %+v", r)
	}
	q := ask("c", "revenue", "2024-Q1")
	w.wantValue(q, "5250")
	q.AsOf = date("2024-05-31")
	w.wantValue(q, "5.25")
	if row := w.row(q); row.Unit != "tỷ đồng" {
		t.Errorf("unit then: %s", row.Unit)
	}
	q.Indicators = []string{"happiness"}
	if _, err := w.Metrics(t.Context(), q); !errors.Is(err, ErrNoIndicator) {
		t.Errorf("no such indicator: %v", err)
	}
	if _, err := w.Metrics(t.Context(), ask("nobody", "revenue", "2024")); !errors.Is(err, ErrNoOrg) {
		t.Errorf("no such organisation: %v", err)
	}
}

// What nobody owes is not late: where it is missing, the reason is that there
// is no value, not that units are.
func TestNobodyOwes(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2)) // which owe no figures of Party work
	members := revenue("u1", "2024-Q1", "90")
	members.Indicator, members.Unit, members.Num = "party_members", "person", dec("90")
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "9000.08"), members))
	for indicator, want := range map[string]Reason{"revenue": PartialCoverage, "party_members": MissingValue} {
		q := ask("u1", indicator, "2025-Q1")
		q.Compare = []Comparison{Yoy}
		if r := w.row(q); r.Value != nil || r.Yoy == nil || r.Yoy.Reason != want {
			t.Errorf("%s: %+v, want %s", indicator, r.Yoy, want)
		}
	}
}

func TestPlanAttained(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "9000.08")))
	w.commit(report("u2", "2024-Q1", revenue("u2", "2024-Q1", "605.3")))
	plan := func(org, p, value string) ingest.Fact {
		f := revenue(org, p, value)
		f.Scenario, f.Status = ingest.Plan, catalog.Final
		return f
	}
	w.commit(ingest.Submission{Kind: ingest.KindPlans, Facts: []ingest.Fact{plan("u1", "2024", "30000"), plan("u2", "2024", "11000")}})
	q := ask("c", "revenue", "2024-Q1")
	q.Compare = []Comparison{ToPlan}
	a := w.row(q).Plan
	if a == nil || a.Period != period("2024") || a.Value.String() != "41000" || !a.Comparable || a.AttainedPct.StringFixed(2) != "23.43" {
		t.Fatalf("%+v", a)
	}
	w.commit(ingest.Submission{Kind: ingest.KindPlans, Facts: []ingest.Fact{plan("u1", "2024-Q1", "10000")}})
	if a := w.row(q).Plan; a.Period != period("2024-Q1") || a.Comparable || a.Reason != PartialCoverage || a.AttainedPct != nil {
		t.Errorf("a plan for the quarter of one unit: %+v", a)
	}
}

func TestConservation(t *testing.T) {
	w := newWorld(t)
	r := bloc(4)
	for i := range r.Versions {
		switch r.Versions[i].Org {
		case "u1":
			r.Versions[i].To = date("2024-03-01")
		case "u2", "u3":
			r.Versions[i].From = date("2024-03-01")
		}
	}
	r.Events = []catalog.Event{{Code: "tách u1", Kind: catalog.Split, Date: date("2024-03-01"), From: []string{"u1"}, To: []string{"u2", "u3"}}}
	w.register(r)
	members := func(org, p, n string) ingest.Submission {
		f := revenue(org, p, "0")
		f.Indicator, f.Num, f.Unit = "party_members", dec(n), "party_member"
		return report(org, p, f)
	}
	w.commit(members("u1", "2024-02", "100"))
	w.commit(members("u2", "2024-Q1", "60"))
	check := func() EventCheck {
		t.Helper()
		list, err := w.Conservation(t.Context(), "party_members")
		if err != nil || len(list) != 1 {
			t.Fatalf("%v, %v", list, err)
		}
		return list[0]
	}
	if c := check(); c.Holds() || !slices.Equal(c.Missing, []string{"u3"}) {
		t.Errorf("without u3: %+v", c)
	}
	w.commit(members("u3", "2024-Q2", "40"))
	if c := check(); !c.Holds() || c.Before.String() != "100" || c.After.String() != "100" {
		t.Errorf("100 = 60 + 40: %+v", c)
	}
	if _, err := w.Conservation(t.Context(), "revenue"); !errors.Is(err, ErrQuery) {
		t.Errorf("a flow: %v", err)
	}
}

func TestContradictionsAreFound(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	at := func(f ingest.Fact, cell string) ingest.Fact { f.Cell = cell; return f }
	cumulative := func(f ingest.Fact) ingest.Fact { f.Basis = catalog.Cumulative; return f }
	column := func(f ingest.Fact) ingest.Fact { f.Role = ingest.SamePeriod; return f }
	ranked := func(p, rank, cell string) (list []ingest.Fact) {
		for _, other := range []string{"excellent", "good", "completed", "failed"} {
			f := ingest.Fact{Org: "u1", Indicator: "ranked_organisations_" + other, Period: period(p), Basis: catalog.Discrete, Status: catalog.Estimate,
				Scenario: ingest.Actual, Role: ingest.Reported, Raw: rank, Unit: "organisation", Sheet: "Biểu", Cell: cell}
			if other == rank {
				f.Num = dec("1")
			}
			list = append(list, f)
		}
		return list
	}
	rankBefore := ranked("2021", "excellent", "D8")
	for i := range rankBefore {
		rankBefore[i] = column(rankBefore[i])
	}
	w.commit(report("u1", "2021", ranked("2021", "good", "D8")...))
	w.commit(report("u1", "2023-Q1", at(revenue("u1", "2023-Q1", "10"), "C3")))
	for _, tt := range []struct {
		name string
		sub  ingest.Submission
		want []string
	}{
		{"a rank that was another", report("u1", "2022", append(ranked("2022", "good", "E8"), rankBefore...)...), []string{"note store_rank_differs D8 2021"}},
		{"nothing wrong", report("u1", "2023-Q2", at(revenue("u1", "2023-Q2", "12"), "C3"), cumulative(at(revenue("u1", "2023-Q2", "22"), "D3"))), nil},
		{"within rounding", report("u1", "2023-Q3", at(revenue("u1", "2023-Q3", "5"), "C3"), cumulative(at(revenue("u1", "2023-Q3", "27.4"), "D3"))), nil},
		{"routes", report("u1", "2023-Q4", at(revenue("u1", "2023-Q4", "5"), "C3"), cumulative(at(revenue("u1", "2023-Q4", "35.4"), "D3"))),
			[]string{"warning store_routes_disagree C3 2023-Q4", "warning store_routes_disagree D3 2023"}},
		{"falls", report("u1", "2023-12", cumulative(at(revenue("u1", "2023-11", "20"), "D4"))),
			[]string{"warning store_cumulative_falls D4 2023-11"}},
		{"base", report("u1", "2024-Q1", at(revenue("u1", "2024-Q1", "11"), "C3"), column(at(revenue("u1", "2023-Q1", "9"), "E3"))),
			[]string{"note store_base_differs E3 2023-Q1"}},
		{"base of several periods", report("u1", "2024-H2", column(at(revenue("u1", "2023-H2", "14"), "E4"))),
			[]string{"note store_base_differs E4 2023-H2"}},
		{"months", report("u1", "2022-09", at(revenue("u1", "2022-H1", "41"), "C3"), at(revenue("u1", "2022-07", "7"), "C4"),
			at(revenue("u1", "2022-08", "7"), "C5"), at(revenue("u1", "2022-09", "8"), "C6")), nil},
		{"a base as the half and the months make it, beside one that is not", report("u1", "2023-9M", column(at(revenue("u1", "2022-Q3", "30"), "E5")),
			column(at(revenue("u1", "2022-9M", "63"), "F5"))), []string{"note store_base_differs E5 2022-Q3"}},
		{"own before its units are complete", report("c", "2024-Q1", at(revenue("c", "2024-Q1", "30"), "C9")), nil},
		{"own against the sum", report("u2", "2024-Q1", at(revenue("u2", "2024-Q1", "12"), "C3")),
			[]string{"warning store_own_differs  2024-Q1"}},
	} {
		r := w.commit(tt.sub)
		var got []string
		for _, f := range r.Findings {
			got = append(got, fmt.Sprintf("%s %s %s %s", f.Severity, f.Code, f.Cell, f.Args["period"]))
		}
		if r.State != Accepted || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %s %q, want %q", tt.name, r.State, got, tt.want)
		}
		kept, err := w.Findings(t.Context(), r.ID)
		if err != nil || len(kept) != len(tt.want) {
			t.Errorf("%s: kept %v, %v", tt.name, kept, err)
		}
	}
}

// A unit and its cluster may both report the unit's figure; where they differ
// somebody must hear of it, whichever came first.
func TestSendersDisagree(t *testing.T) {
	w := newWorld(t)
	r := bloc(2)
	for i := range r.Versions {
		if r.Versions[i].Org == "u1" {
			r.Versions[i].NameVI, r.Versions[i].ShortName = "Công ty Cổ phần Thép", "Thép"
		}
	}
	w.register(r)
	summary := func(value string) ingest.Submission {
		sub := report("c", "2024-Q1", revenue("u1", "2024-Q1", value))
		sub.Layout, sub.Name, sub.Facts[0].Cell = ingest.LayoutUnits, "tong hop.xlsx", "D9"
		return sub
	}
	own := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "112"))
	own.Name = "don vi.xlsx"
	w.commit(own)
	if r := w.commit(summary("112.004")); len(r.Findings) != 0 {
		t.Errorf("within rounding: %+v", r.Findings)
	}
	got := w.commit(summary("222")).Findings
	got = slices.DeleteFunc(got, func(f ingest.Finding) bool { return f.Severity == ingest.Note || f.Code == "store_revised" })
	if len(got) != 1 || got[0].Code != "store_senders_disagree" || got[0].Cell != "D9" {
		t.Fatalf("findings: %+v", got)
	}
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	want := "Thép: Doanh thu kỳ quý I/2024 trong tệp này là 222 tỷ đồng (tong hop.xlsx, Biểu!D9), nhưng Thép báo cáo 112 tỷ đồng (don vi.xlsx, Biểu!C7)."
	if text := got[0].Text(m, locale.VI); !strings.HasPrefix(text, want) {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	q := ask("c", "revenue", "2024-Q1")
	w.wantValue(q, "222")
	if d := w.row(q).Disagreement; d == nil || d.With != "sender" || d.Org != "u1" || d.Value.String() != "112" {
		t.Errorf("disagreement %+v", d)
	}
	final := summary("222")
	final.Status, final.Facts[0].Status = catalog.Final, catalog.Final
	w.commit(final)
	if d := w.row(q).Disagreement; d != nil {
		t.Errorf("a final figure against an estimate: %+v", d)
	}
}

// A file whose figures stay behind others of a higher status says so: who
// corrects a final figure without saying it is a correction sees nothing change.
func TestOutranked(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	as := func(status catalog.Status, value string) ingest.Submission {
		sub := report("u1", "2024-Q1", revenue("u1", "2024-Q1", value))
		sub.Status, sub.Facts[0].Status, sub.Facts[0].Cell = status, status, "D9"
		return sub
	}
	w.commit(as(catalog.Final, "112"))
	if r := w.commit(as(catalog.Preliminary, "112")); len(r.Findings) != 0 {
		t.Errorf("the same figure: %+v", r.Findings)
	}
	r := w.commit(as(catalog.Estimate, "120"))
	if !slices.Equal(codes(r.Findings), []string{"store_outranked"}) || r.Findings[0].Cell != "D9" || r.Findings[0].Args["count"] != 1 {
		t.Errorf("an estimate after the final figure: %+v", r.Findings)
	}
	if r := w.commit(as(catalog.Corrected, "121")); !slices.Equal(codes(r.Findings), []string{"store_corrected"}) {
		t.Errorf("a correction: %+v", r.Findings)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q1"), "121")

	income := func(status catalog.Status, fund, workers string) ingest.Submission {
		sub := as(status, fund)
		people := decimal.NewNullDecimal(dec(workers))
		sub.Facts[0].Indicator, sub.Facts[0].Unit, sub.Facts[0].Den = "average_income", "million_vnd_per_person_month", people
		return sub
	}
	w.commit(income(catalog.Final, "8", "100"))
	if r := w.commit(income(catalog.Estimate, "0", "0")); len(r.Findings) != 0 {
		t.Errorf("the income of nobody: %+v", r.Findings)
	}
}

// A file replaces none of its form that has a figure of a higher status, which
// it does not displace: columns have their status each, whatever the form says.
// What the difference says before, what is shown after, and the findings agree.
func TestLowerStatusReplacesNothing(t *testing.T) {
	fact := func(status catalog.Status, indicator, value string) ingest.Fact {
		f := revenue("u1", "2024-Q1", value)
		f.Status, f.Indicator = status, indicator
		return f
	}
	for _, tt := range []struct {
		name          string
		first, second []ingest.Fact
		differs       string // new changed unchanged gone outranked
		findings      []string
		want          string // revenue profit
		replaced      bool
	}{
		{"an estimate after the final figure", []ingest.Fact{fact(catalog.Final, "revenue", "200")}, []ingest.Fact{fact(catalog.Estimate, "revenue", "180")},
			"0 0 0 0 1", []string{"store_outranked"}, "200 -", false},
		{"the same figure as an estimate", []ingest.Fact{fact(catalog.Final, "revenue", "200")}, []ingest.Fact{fact(catalog.Estimate, "revenue", "200")},
			"0 0 1 0 0", nil, "200 -", false},
		{"one higher, one lower", []ingest.Fact{fact(catalog.Final, "revenue", "200"), fact(catalog.Estimate, "profit", "20")},
			[]ingest.Fact{fact(catalog.Estimate, "revenue", "180"), fact(catalog.Final, "profit", "21")},
			"0 1 0 0 1", []string{"store_outranked", "store_revised"}, "200 21", false},
		{"a final figure that an estimated form lacks", []ingest.Fact{fact(catalog.Estimate, "revenue", "200"), fact(catalog.Final, "profit", "20")},
			[]ingest.Fact{fact(catalog.Estimate, "revenue", "180")},
			"0 1 0 0 0", []string{"store_revised"}, "180 20", false},
		{"a final form that lacks an estimate", []ingest.Fact{fact(catalog.Final, "revenue", "200"), fact(catalog.Estimate, "profit", "20")},
			[]ingest.Fact{fact(catalog.Final, "revenue", "180")},
			"0 1 0 1 0", []string{"store_figures_dropped", "store_revised"}, "180 -", true},
		{"higher throughout", []ingest.Fact{fact(catalog.Estimate, "revenue", "200")}, []ingest.Fact{fact(catalog.Final, "revenue", "180")},
			"0 1 0 0 0", []string{"store_superseded", "store_revised"}, "180 -", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.register(bloc(1))
			form := func(facts []ingest.Fact) ingest.Submission {
				sub := report("u1", "2024-Q1", facts...)
				sub.Status = catalog.Final
				return sub
			}
			old := w.hold(incoming(form(tt.first), "old"), HoldNever)
			w.day = date("2024-01-02")
			in := incoming(form(tt.second), "new")
			held := w.hold(in, HoldAlways)
			look := func() string {
				d, err := w.Difference(t.Context(), held.ID, in.Submission)
				if err != nil {
					t.Fatal(err)
				}
				return fmt.Sprint(d.New, d.Changed, d.Unchanged, d.Gone, d.Outranked)
			}
			if got := look(); got != tt.differs {
				t.Errorf("it would differ by %s, want %s", got, tt.differs)
			}
			r, err := w.Accept(t.Context(), held.ID, in.Submission, Act{Note: "xem rồi"})
			if err != nil || !slices.Equal(codes(r.Findings), tt.findings) {
				t.Errorf("%v, %v, want %v", err, codes(r.Findings), tt.findings)
			}
			if got := look(); got != tt.differs {
				t.Errorf("it differs by %s, want %s", got, tt.differs)
			}
			revenue, profit, _ := strings.Cut(tt.want, " ")
			w.wantValue(ask("u1", "revenue", "2024-Q1"), revenue)
			w.wantValue(ask("u1", "profit", "2024-Q1"), profit)
			if got := w.state(old.ID) == Superseded; got != tt.replaced {
				t.Errorf("replaced: %t", got)
			}
			if err := w.Withdraw(t.Context(), held.ID, Act{Note: "nhầm"}); err != nil || w.state(old.ID) != Accepted {
				t.Errorf("withdrawn: %v, the old one is %s", err, w.state(old.ID))
			}
		})
	}
}

// Two plans that differ are not told as two reports.
func TestPlansDisagree(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	plan := func(sender, value string) ingest.Submission {
		sub := report(sender, "2024-Q1", revenue("u1", "2024", value))
		sub.Facts[0].Scenario = ingest.Plan
		return sub
	}
	w.commit(plan("u1", "112"))
	r := w.commit(plan("c", "222"))
	if !slices.Equal(codes(r.Findings), []string{"store_senders_disagree"}) {
		t.Fatalf("%+v", r.Findings)
	}
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	if text := r.Findings[0].Text(m, locale.VI); !strings.Contains(text, "Kế hoạch doanh thu kỳ năm 2024") {
		t.Error(text)
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

func TestMessages(t *testing.T) {
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	vi, en := m.Keys(locale.VI), m.Keys(locale.EN)
	for key := range vi {
		if en[key] == "" {
			t.Errorf("%s has no English text", key)
		}
	}
	if len(vi) != len(en) {
		t.Errorf("%d Vietnamese and %d English texts", len(vi), len(en))
	}
	args, err := decodeArgs(must(encodeArgs(ingest.Args{"org": name{VI: "Công ty A"}, "indicator": name{"Doanh thu", "Revenue"},
		"period": period("2024-Q1"), "value": dec("9605.38"), "other": dec("9600"), "at": "q1.xlsx, Biểu!C7", "other_at": "năm.xlsx", "unit": name{"tỷ đồng", "billion VND"}})))
	if err != nil {
		t.Fatal(err)
	}
	want := "Công ty A: Revenue for Q1 2024 was reported as 9,605.38 billion VND (q1.xlsx, Biểu!C7), but other periods give 9,600 billion VND (năm.xlsx)."
	if got := m.Text(locale.EN, "finding.store_routes_disagree", args); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, code := range []string{"base_differs", "cumulative_falls", "figure_too_large", "figures_dropped", "indicator_removed", "indicator_unknown", "locked", "locked_figure", "meaning_changed", "unchanged_held", "unchanged_returned", "unchanged_superseded", "unit_changed", "unit_removed", "org_removed", "org_unknown", "own_differs", "register_rows_removed",
		"register_contradiction", "routes_disagree", "rule_broken", "rule_gone", "senders_disagree", "superseded"} {
		if !m.Has("finding.store_" + code) {
			t.Errorf("no text for %s", code)
		}
	}
}

func TestSubmissionsOfOne(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(3))
	first := w.commit(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "1")))
	other := w.commit(report("u2", "2024-Q1", revenue("u2", "2024-Q1", "2")))
	w.commit(report("u3", "2024-Q1", revenue("u3", "2024-Q1", "3")))
	last := w.commit(report("u1", "2024-Q2", revenue("u1", "2024-Q2", "4")))
	for _, tt := range []struct {
		org  string
		ids  []int64
		want []int64
	}{
		{"u1", nil, []int64{last.ID, first.ID}},
		{"u1", []int64{other.ID, first.ID}, []int64{last.ID, other.ID, first.ID}},
		{"", []int64{other.ID}, []int64{other.ID}},
		{"u9", nil, nil},
		{"", nil, nil},
	} {
		list, err := w.SubmissionsOf(t.Context(), tt.org, tt.ids...)
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, sub := range list {
			got = append(got, sub.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("of %q and %v: %v, want %v", tt.org, tt.ids, got, tt.want)
		}
	}
}
