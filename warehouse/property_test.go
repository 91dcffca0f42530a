package warehouse

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

var sameFigures = []cmp.Option{
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b catalog.Period) bool { return a == b }),
	cmpopts.EquateEmpty(),
}

var (
	worldOrgs       = []string{"b", "b2", "c1", "c2", "t", "u1", "u2", "u3", "u4", "s1", "s2"}
	worldIndicators = []string{"revenue", "workers", "average_income", "profitable_share"}
	worldPeriods    = [][]string{
		{"2023", "2024", "2023-H1", "2024-H1", "2023-H2", "2024-H2", "2023-Q3", "2024-Q4", "2024-9M", "2023..2024"},
		{"2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2", "2024-H1", "2024-9M", "2023", "2024"},
		{"2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06", "2024-Q1", "2024-Q2", "2024-H1", "2023-Q2"},
		{"2022", "2023", "2024", "2022-H2", "2022-H1", "2022..2024", "2023..2024", "2021..2022"},
		{"2023-12", "2023-Q4", "2023", "2023-H2", "2024-01", "2024-12", "2024-Q4", "2024"},
	}
	worldDays = []time.Time{{}, date("2023-02-15"), date("2023-07-01"), date("2023-12-31"), date("2024-04-01")}
)

// drawRegister makes organisations that come, go and move.
func drawRegister(t *rapid.T, base *catalog.Register) *catalog.Register {
	start := date("2020-01-01")
	dayAfter := func(label string) time.Time { return rapid.SampledFrom(worldDays).Draw(t, label) }
	r := &catalog.Register{}
	types := map[string]catalog.OrgType{"b": catalog.Bloc, "b2": catalog.Bloc, "c1": catalog.Cluster, "c2": catalog.Cluster, "t": catalog.Territory}
	for _, org := range worldOrgs {
		v := catalog.OrgVersion{Org: org, From: start, NameVI: org, Type: types[org]}
		if v.Type == "" {
			v.Type = catalog.Committee
			if rapid.IntRange(0, 5).Draw(t, "newcomer") == 0 {
				v.From = date("2023-02-15")
			}
			if rapid.IntRange(0, 5).Draw(t, "leaver") == 0 {
				v.To = date("2024-04-01")
			}
		}
		r.Versions = append(r.Versions, v)
	}
	// move gives the child one parent until a day and perhaps another after it.
	move := func(child string, kind catalog.EdgeKind, parents ...string) {
		day := dayAfter("move")
		first := rapid.SampledFrom(parents).Draw(t, "parent")
		if first != "" {
			r.Edges = append(r.Edges, catalog.Edge{Child: child, Parent: first, Kind: kind, From: start, To: day})
		}
		if second := rapid.SampledFrom(parents).Draw(t, "parent"); second != "" && !day.IsZero() {
			r.Edges = append(r.Edges, catalog.Edge{Child: child, Parent: second, Kind: kind, From: day})
		}
	}
	for _, u := range []string{"u1", "u2", "u3", "u4"} {
		move(u, catalog.PartyLine, "b", "b", "b2")
		move(u, catalog.ClusterEdge, "c1", "c2", "c1", "")
		move(u, catalog.TerritoryEdge, "t", "")
	}
	move("s1", catalog.PartyLine, "u1", "u2", "b")
	move("s2", catalog.PartyLine, "u1", "s1")
	move("c1", catalog.ClusterEdge, "b", "b", "")
	move("c2", catalog.ClusterEdge, "b", "b2")
	r.Obligations = []catalog.Obligation{
		{Org: "b", Members: true, Indicators: []string{"economy", "workers"}, Every: catalog.Quarter, From: start},
		{Org: "c1", Members: true, Indicators: []string{"labour"}, Every: catalog.Month, From: date("2023-02-15"), To: date("2024-04-01")},
		{Org: "s1", Indicators: []string{"revenue"}, Every: catalog.Year, From: start},
	}
	if len(r.Versions) > 0 && len(base.Merge(r).Validate(catalog.Builtin())) > 0 {
		t.Skip("a register that contradicts itself")
	}
	return r
}

// drawFacts fills a table of organisations and periods, with gaps.
func drawFacts(t *rapid.T, status catalog.Status, indicators, periods []string) []ingest.Fact {
	var out []ingest.Fact
	scenario := rapid.SampledFrom([]ingest.Scenario{ingest.Actual, ingest.Actual, ingest.Actual, ingest.Plan}).Draw(t, "scenario")
	for range rapid.IntRange(1, 3).Draw(t, "tables") {
		indicator := rapid.SampledFrom(indicators).Draw(t, "indicator")
		orgs := rapid.SliceOfNDistinct(rapid.SampledFrom(worldOrgs), 1, 6, rapid.ID).Draw(t, "orgs")
		columns := rapid.SliceOfNDistinct(rapid.SampledFrom(periods), 1, 5, rapid.ID).Draw(t, "columns")
		statuses := map[string]catalog.Status{}
		for _, p := range columns {
			statuses[p] = columnStatus(t, status)
		}
		for _, org := range orgs {
			for _, p := range columns {
				if rapid.IntRange(0, 7).Draw(t, "gap") > 0 {
					out = append(out, drawFact(t, ingest.Fact{Org: org, Indicator: indicator, Period: period(p), Scenario: scenario, Status: statuses[p]}))
				}
			}
		}
	}
	return out
}

// columnStatus is that of the form, unless a column's heading says another.
func columnStatus(t *rapid.T, form catalog.Status) catalog.Status {
	if rapid.IntRange(0, 4).Draw(t, "another status") == 0 {
		return catalog.Status(rapid.IntRange(1, 4).Draw(t, "column's status"))
	}
	return form
}

func drawFact(t *rapid.T, f ingest.Fact) ingest.Fact {
	f.Basis, f.Role, f.Sheet, f.Cell = catalog.Discrete, ingest.Reported, "Biểu", "C7"
	chance := func(of int, label string) bool { return rapid.IntRange(1, of).Draw(t, label) == 1 }
	if chance(8, "same_period") {
		f.Role = ingest.SamePeriod
	}
	f.NotApplicable = chance(15, "not_applicable")
	tenths := func(low, high int) decimal.Decimal {
		return decimal.New(int64(rapid.IntRange(low, high).Draw(t, "figure")), -int32(rapid.IntRange(0, 2).Draw(t, "decimals")))
	}
	switch f.Indicator {
	case "revenue":
		f.Unit = rapid.SampledFrom([]string{"billion_vnd", "million_vnd"}).Draw(t, "unit")
		f.Num = tenths(-3, 40).Shift(9)
		if f.Unit == "million_vnd" {
			f.Num = f.Num.Add(tenths(0, 99).Shift(6))
		}
	case "workers":
		f.Unit, f.Num = "person", decimal.NewFromInt(int64(rapid.IntRange(0, 9).Draw(t, "workers")))
	case "average_income":
		f.Unit, f.Num = "million_vnd_per_person_month", tenths(1, 99).Shift(6)
		f.Den, f.Bare = decimal.NewNullDecimal(decimal.NewFromInt(1)), chance(4, "bare")
		if months := decimal.NewFromInt(int64(rapid.IntRange(0, 30).Draw(t, "months"))); !f.Bare {
			f.Num, f.Den = f.Num.Mul(months), decimal.NewNullDecimal(months)
		}
	case "profitable_share":
		f.Unit, f.Num = "percent", decimal.NewFromInt(int64(rapid.IntRange(0, 9).Draw(t, "profitable")))
		f.Den, f.Bare = decimal.NewNullDecimal(decimal.NewFromInt(int64(rapid.IntRange(0, 20).Draw(t, "of")))), chance(4, "bare")
		if f.Bare {
			f.Num, f.Den = tenths(0, 99), decimal.NewNullDecimal(decimal.NewFromInt(100))
		}
	}
	if (f.Indicator == "revenue" || f.Indicator == "average_income") && chance(4, "cumulative") {
		f.Basis = catalog.Cumulative
	}
	return f
}

// commitAsForetold commits a workbook and compares the figures that then stand
// with those that the difference has told before.
func commitAsForetold(t *rapid.T, s *Store, sub ingest.Submission, commit func(ingest.Submission) int64) int64 {
	c := catalog.Builtin()
	standing := func() (list []standingFigure) {
		err := s.read(t.Context(), func(tx *sql.Tx) (err error) {
			// every organisation and month of the world
			facts := slices.Clone(sub.Facts)
			for _, org := range worldOrgs {
				facts = append(facts, ingest.Fact{Org: org, Period: period("2020..2025")})
			}
			list, err = s.standing(t.Context(), tx, standingAt{before: endOfTime}, facts)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	now := standing()
	want := standingBest(now)
	told := difference(c, &sub, now)
	id := commit(sub)
	got := standingBest(standing())
	rows := map[figureName]Revision{}
	for _, r := range told.Rows {
		k := nameOf(&ingest.Fact{Org: r.Org, Indicator: r.Indicator, Scenario: r.Scenario, Period: r.Period, Basis: r.Basis})
		if _, twice := rows[k]; twice {
			t.Fatalf("told twice: %+v", r)
		}
		rows[k] = r
	}
	for k := range want {
		if _, told := rows[k]; !told && (got[k] == nil || got[k].submission != want[k].submission || got[k].fact.Cell != want[k].fact.Cell) {
			t.Fatalf("%+v was %+v and is %+v, of which nothing was told", k, want[k], got[k])
		}
	}
	for k, after := range got {
		r, told := rows[k]
		if !told {
			if want[k] == nil {
				t.Fatalf("%+v is new, of which nothing was told", k)
			}
			continue
		}
		shown := revise(c, &after.fact, nil)
		value, status := r.New, r.NewStatus
		if r.What == RevisedBehind {
			value, status = r.Old, r.OldStatus
		}
		if r.What == RevisedAway || !equal(value, shown.New) || r.What != RevisedNot && status != shown.NewStatus {
			t.Fatalf("%+v is %+v, was %+v, but told was %+v", k, after, want[k], r)
		}
		if mine := after.submission == id; mine && r.What == RevisedBehind {
			t.Fatalf("%+v stands, but told was %+v", after, r)
		}
	}
	for k, r := range rows {
		if got[k] == nil && r.What != RevisedAway {
			t.Fatalf("%+v does not stand, but told was %+v", k, r)
		}
	}
	return id
}

// TestMetricsAgreeWithTheRules draws worlds – organisations with dated moves,
// workbooks of every sort, gaps, resubmissions – and compares every answer
// with the oracle's, figure by figure.
func TestMetricsAgreeWithTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := date("2024-05-01")
		s, err := Open(t.Context(), Config{SQL: sqlFiles, Now: func() time.Time { return clock.Add(9 * time.Hour) }})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		o := &oracle{catalogue: catalog.Builtin(), now: clock}
		n := 0
		commit := func(sub ingest.Submission) int64 {
			n++
			original := fmt.Appendf(nil, "%d", n)
			sum := sha256.Sum256(original)
			sub.SHA256, sub.Name = hex.EncodeToString(sum[:]), fmt.Sprintf("%d.xlsx", n)
			r, err := s.Commit(t.Context(), sub, original)
			if err != nil {
				t.Fatal(err)
			}
			if r.State != Accepted {
				t.Fatalf("commit: %+v", r)
			}
			return r.ID
		}
		// withdraw takes back what is in force; what has been replaced stays so.
		withdraw := func(l *loaded) {
			err := s.Withdraw(t.Context(), l.id, Act{Note: "gửi nhầm"})
			if errors.Is(err, ErrWrongState) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			l.withdrawn = clock
		}
		organisations := func() {
			var base catalog.Register
			if len(o.registers) > 0 {
				base = *o.registers[len(o.registers)-1].register
			}
			commit(ingest.Submission{Kind: ingest.KindOrganisations, Register: drawRegister(t, &base)})
			v, err := s.Vocabulary(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			o.registers = append(o.registers, dated{clock, v.Register})
		}
		organisations()
		indicators := rapid.SliceOfNDistinct(rapid.SampledFrom(worldIndicators), 1, 2, rapid.ID).Draw(t, "world's indicators")
		periods := rapid.SampledFrom(worldPeriods).Draw(t, "world's periods")
		var days []time.Time
		for range rapid.IntRange(4, 9).Draw(t, "workbooks") {
			clock = clock.AddDate(0, 0, rapid.IntRange(0, 2).Draw(t, "wait"))
			days = append(days, clock)
			if rapid.IntRange(0, 9).Draw(t, "reorganised") == 0 {
				organisations()
			}
			sub := ingest.Submission{
				Kind:   ingest.KindReport,
				Layout: rapid.SampledFrom([]ingest.Layout{ingest.LayoutTemplate, ingest.LayoutIndicators, ingest.LayoutUnits}).Draw(t, "layout"),
				Org:    rapid.SampledFrom([]string{"u1", "c1", "b"}).Draw(t, "sender"),
				Period: period(rapid.SampledFrom([]string{"2024-Q1", "2023"}).Draw(t, "of")),
				Status: catalog.Status(rapid.IntRange(1, 4).Draw(t, "status")),
			}
			sub.Facts = drawFacts(t, sub.Status, indicators, periods)
			id := commitAsForetold(t, s, sub, commit)
			form := sub.Layout
			if form == ingest.LayoutTemplate {
				form = ingest.LayoutIndicators
			}
			o.loaded = append(o.loaded, loaded{day: clock, key: fmt.Sprint(sub.Org, sub.Period, form, sub.Status), sender: sub.Org, facts: sub.Facts, id: id})
			if rapid.IntRange(0, 2).Draw(t, "withdrawn") == 0 {
				withdraw(&o.loaded[rapid.IntRange(0, len(o.loaded)-1).Draw(t, "which")])
			}
		}
		o.now = clock
		for i := range 15 {
			q := Query{
				Org:        rapid.SampledFrom(append([]string{"b", "b", "b", "c1", "c1", "c2", "t", "u1"}, worldOrgs...)).Draw(t, "asked"),
				Indicators: rapid.SliceOfNDistinct(rapid.SampledFrom(indicators), 1, len(indicators), rapid.ID).Draw(t, "indicators"),
				ByOrg:      rapid.Bool().Draw(t, "by org"),
				Lens:       rapid.SampledFrom([]Lens{"", AsReported, Current, LikeForLike}).Draw(t, "lens"),
				Compare:    rapid.SliceOfDistinct(rapid.SampledFrom([]Comparison{Yoy, Previous, ToPlan}), rapid.ID).Draw(t, "compare"),
			}
			for _, code := range rapid.SliceOfNDistinct(rapid.SampledFrom(periods), 2, 6, rapid.ID).Draw(t, "periods") {
				q.Periods = append(q.Periods, period(code))
			}
			if rapid.IntRange(0, 4).Draw(t, "in the past") == 0 {
				q.AsOf = rapid.SampledFrom(append(days, date("2024-04-30"))).Draw(t, "as of")
			}
			got, err := s.Metrics(t.Context(), q)
			if err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
			want := o.at(q.AsOf).rows(q)
			if diff := cmp.Diff(want, got.Rows, sameFigures...); diff != "" {
				t.Fatalf("%+v\n(-rules +store)\n%s", q, diff)
			}
			if i%5 == 0 {
				checkPassport(t, s, q)
			}
		}
	})
}
