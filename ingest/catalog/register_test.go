package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func date(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// bloc is a register like the one of the notice of 8 March 2024 that
// redistributed the units of two clusters within a quarter.
func bloc() *Register {
	from := date("2020-01-01")
	r := &Register{Versions: []OrgVersion{
		{Org: "khoi", From: from, NameVI: "Đảng ủy Khối Doanh nghiệp", Type: Bloc},
		{Org: "cum-7", From: from, NameVI: "Cụm số 7", NameEN: "Cluster 7", Type: Cluster},
		{Org: "cum-8", From: from, NameVI: "Cụm số 8", Type: Cluster},
		{Org: "a", From: from, NameVI: "Đảng bộ Công ty Cổ phần Giấy An Bình", ShortName: "Giấy An Bình", Type: Committee},
		{Org: "b", From: from, NameVI: "Chi bộ Công ty TNHH MTV Cấp nước", Type: Cell},
		{Org: "c", From: from, To: date("2025-02-10"), NameVI: "Công ty Cổ phần Thép", Type: Committee},
		{Org: "a-1", From: from, NameVI: "Chi bộ Phân xưởng 1", Type: SubCell},
	}}
	for _, unit := range []string{"a", "b", "c"} {
		r.Edges = append(r.Edges, Edge{Child: unit, Parent: "khoi", Kind: PartyLine, From: from})
	}
	notice := date("2024-03-08")
	r.Edges = append(r.Edges,
		Edge{Child: "a-1", Parent: "a", Kind: PartyLine, From: from},
		Edge{Child: "a", Parent: "cum-7", Kind: ClusterEdge, From: from},
		Edge{Child: "b", Parent: "cum-8", Kind: ClusterEdge, From: from, To: notice},
		Edge{Child: "b", Parent: "cum-7", Kind: ClusterEdge, From: notice, Decision: "475-TB/ĐUK"},
		Edge{Child: "c", Parent: "cum-8", Kind: ClusterEdge, From: from},
		Edge{Child: "cum-7", Parent: "khoi", Kind: ClusterEdge, From: from},
		Edge{Child: "cum-8", Parent: "khoi", Kind: ClusterEdge, From: from},
	)
	return r
}

func TestMembersFollowTheStructureOfTheDay(t *testing.T) {
	r := bloc()
	for _, tt := range []struct {
		org, day string
		members  []string
		below    []string
		leaves   []string
	}{
		{"khoi", "2024-03-31", []string{"a", "b", "c"}, []string{"a", "b", "c", "a-1"}, []string{"b", "c", "a-1"}},
		{"cum-7", "2024-03-07", []string{"a"}, []string{"a", "a-1"}, []string{"a-1"}},
		{"cum-7", "2024-03-08", []string{"a", "b"}, []string{"a", "b", "a-1"}, []string{"b", "a-1"}},
		{"cum-8", "2024-03-07", []string{"b", "c"}, []string{"b", "c"}, []string{"b", "c"}},
		{"cum-8", "2024-03-08", []string{"c"}, []string{"c"}, []string{"c"}},
		{"cum-8", "2025-02-10", nil, nil, []string{"cum-8"}}, // c is dissolved, its edge left open
		{"khoi", "2019-12-31", nil, nil, nil},
		{"b", "2024-03-08", nil, nil, []string{"b"}},
		{"nobody", "2024-03-08", nil, nil, nil},
	} {
		day := date(tt.day)
		if got := r.Members(tt.org, day); !slices.Equal(got, tt.members) {
			t.Errorf("members of %s on %s: %q, want %q", tt.org, tt.day, got, tt.members)
		}
		if got := r.Descendants(tt.org, day); !slices.Equal(got, tt.below) {
			t.Errorf("descendants of %s on %s: %q, want %q", tt.org, tt.day, got, tt.below)
		}
		if got := r.Leaves(tt.org, day); !slices.Equal(got, tt.leaves) {
			t.Errorf("leaves of %s on %s: %q, want %q", tt.org, tt.day, got, tt.leaves)
		}
	}
	var parents []string
	for _, e := range r.Parents("b", date("2024-03-08")) {
		parents = append(parents, e.Parent)
	}
	if want := []string{"khoi", "cum-7"}; !slices.Equal(parents, want) {
		t.Errorf("parents of b: %q, want %q", parents, want)
	}
}

// anyRegister draws a register in which clusters, territories and Party
// levels come, go and change type within thirty days.
func anyRegister(t *rapid.T) *Register {
	start := date("2024-01-01")
	interval := func(label string) (from, to time.Time) {
		a := rapid.IntRange(0, 28).Draw(t, label+" from")
		if b := rapid.IntRange(a+1, 32).Draw(t, label+" to"); b <= 30 {
			to = start.AddDate(0, 0, b)
		}
		return start.AddDate(0, 0, a), to
	}
	r := &Register{}
	n := rapid.IntRange(2, 7).Draw(t, "orgs")
	for i := range n {
		from, to := interval("version")
		v := OrgVersion{Org: fmt.Sprintf("o%d", i), From: from, To: to, NameVI: "x",
			Type: rapid.SampledFrom([]OrgType{Bloc, Committee, Cluster, Territory, Cell}).Draw(t, "type")}
		r.Versions = append(r.Versions, v)
		if !to.IsZero() && rapid.Bool().Draw(t, "second version") {
			v.From, v.To = to.AddDate(0, 0, rapid.IntRange(0, 2).Draw(t, "pause")), time.Time{}
			v.Type = rapid.SampledFrom([]OrgType{Committee, Cluster}).Draw(t, "type")
			r.Versions = append(r.Versions, v)
		}
	}
	for range rapid.IntRange(0, 12).Draw(t, "edges") {
		from, to := interval("edge")
		r.Edges = append(r.Edges, Edge{
			Child:  fmt.Sprintf("o%d", rapid.IntRange(0, n-1).Draw(t, "child")),
			Parent: fmt.Sprintf("o%d", rapid.IntRange(0, n-1).Draw(t, "parent")),
			Kind:   rapid.SampledFrom([]EdgeKind{PartyLine, ClusterEdge, TerritoryEdge}).Draw(t, "kind"),
			From:   from, To: to,
		})
	}
	return r
}

// depths is the naive rule, for one day: the smallest number of steps from
// the organisation to each unit, the first step by its type, further ones
// along the Party line.
func depths(r *Register, org string, day time.Time) map[string]int {
	v, exists := r.At(org, day)
	if !exists {
		return nil
	}
	out := map[string]int{org: 0}
	kind := map[OrgType]EdgeKind{Cluster: ClusterEdge, Territory: TerritoryEdge}[v.Type]
	if kind == "" {
		kind = PartyLine
	}
	front := []string{org}
	for depth := 1; len(front) > 0; depth++ {
		var next []string
		for _, e := range r.Edges {
			_, childExists := r.At(e.Child, day)
			_, seen := out[e.Child]
			if slices.Contains(front, e.Parent) && e.Kind == kind && childExists && !seen &&
				!day.Before(e.From) && (e.To.IsZero() || day.Before(e.To)) {
				out[e.Child] = depth
				next = append(next, e.Child)
			}
		}
		front, kind = next, PartyLine
	}
	return out
}

func TestClosureIsTheDailyWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRegister(t)
		rows := r.Closure()
		for i := range 33 {
			day := date("2024-01-01").AddDate(0, 0, i)
			got := map[string]map[string]int{}
			for _, m := range rows {
				if !(span{m.From, m.To}).contains(day) {
					continue
				}
				if got[m.Ancestor] == nil {
					got[m.Ancestor] = map[string]int{}
				}
				if _, twice := got[m.Ancestor][m.Unit]; twice {
					t.Fatalf("%s is in %s twice on %s", m.Unit, m.Ancestor, day)
				}
				got[m.Ancestor][m.Unit] = m.Depth
			}
			for _, org := range r.Orgs() {
				want := depths(r, org, day)
				if fmt.Sprint(got[org]) != fmt.Sprint(want) {
					t.Fatalf("below %s on %s: closure %v, walk %v\n%+v\n%+v", org, day.Format(time.DateOnly), got[org], want, r.Versions, r.Edges)
				}
				var below, direct []string
				for _, unit := range r.Orgs() {
					if d, ok := want[unit]; ok && d > 0 {
						below = append(below, unit)
						if d == 1 {
							direct = append(direct, unit)
						}
					}
				}
				if got := r.Descendants(org, day); !slices.Equal(got, below) {
					t.Fatalf("descendants of %s: %q, walk %q", org, got, below)
				}
				if got := slices.DeleteFunc(r.Members(org, day), func(o string) bool { return o == org }); !slices.Equal(got, direct) {
					t.Fatalf("members of %s: %q, walk %q", org, got, direct)
				}
			}
		}
	})
}

// Whatever Validate lets pass has no unit above itself on any day.
func TestValidateFindsEveryCycle(t *testing.T) {
	c := Builtin()
	rapid.Check(t, func(t *rapid.T) {
		r := anyRegister(t)
		problems := r.Validate(c)
		reported := slices.ContainsFunc(problems, func(p RegisterProblem) bool { return p.Rule == RuleCycle })
		bad := map[int]bool{}
		for _, p := range problems {
			if p.Table == EdgeTable && p.Rule != RuleMismatch {
				bad[p.Index] = true
			}
		}
		sound, all := &Register{Versions: r.Versions}, &Register{Versions: r.Versions}
		for i, e := range r.Edges {
			if !bad[i] {
				sound.Edges = append(sound.Edges, e)
			}
			if !slices.ContainsFunc(problems, func(p RegisterProblem) bool {
				return p.Table == EdgeTable && p.Index == i && (p.Rule == RuleOverlap || p.Rule == RuleNever)
			}) {
				all.Edges = append(all.Edges, e)
			}
		}
		if hasCycle(sound) {
			t.Fatalf("the edges Validate accepts have a cycle: %+v", sound.Edges)
		}
		if hasCycle(all) != reported {
			t.Fatalf("Validate reports a cycle: %t; there is one: %t\n%+v", reported, !reported, all.Edges)
		}
	})
}

// hasCycle walks up from every organisation on every day.
func hasCycle(r *Register) bool {
	for i := range 33 {
		day := date("2024-01-01").AddDate(0, 0, i)
		for _, org := range r.Orgs() {
			front, seen := []string{org}, map[string]bool{}
			for len(front) > 0 {
				var next []string
				for _, o := range front {
					for _, e := range r.Parents(o, day) {
						if e.Parent == org {
							return true
						}
						if !seen[e.Parent] {
							seen[e.Parent] = true
							next = append(next, e.Parent)
						}
					}
				}
				front = next
			}
		}
	}
	return false
}

func TestValidateNamesEveryProblem(t *testing.T) {
	c := Builtin()
	if problems := bloc().Validate(c); len(problems) > 0 {
		t.Fatalf("a sound register has problems: %v", problems)
	}
	day := date("2024-01-01")
	for name, tt := range map[string]struct {
		change func(*Register)
		want   string
	}{
		"no code": {func(r *Register) { r.Versions[6].Org, r.Edges = "", nil }, "versions org missing"},
		"code with spaces": {func(r *Register) {
			r.Versions = append(r.Versions, OrgVersion{Org: "Cụm 9", NameVI: "x", Type: Cluster})
		}, "versions org form"},
		"no name":      {func(r *Register) { r.Versions[0].NameVI = "" }, "versions name_vi missing"},
		"unknown type": {func(r *Register) { r.Versions[5].Type = "club" }, "versions type unknown"},
		"empty life":   {func(r *Register) { r.Versions[6].To = r.Versions[6].From; r.Edges = slices.Delete(r.Edges, 3, 4) }, "versions to empty"},
		"two names": {func(r *Register) {
			r.Versions = append(r.Versions, OrgVersion{Org: "a", From: day, NameVI: "y", Type: Cell})
		}, "versions from overlap"},
		"unknown parent":    {func(r *Register) { r.Edges[0].Parent = "tinh" }, "edges parent unknown"},
		"unknown kind":      {func(r *Register) { r.Edges[0].Kind = "friend" }, "edges kind unknown"},
		"empty edge":        {func(r *Register) { r.Edges[0].To = r.Edges[0].From }, "edges to empty"},
		"two parents":       {func(r *Register) { r.Edges[5].To = date("2024-03-09") }, "edges from overlap"},
		"own parent":        {func(r *Register) { r.Edges[0].Parent = "a" }, "edges parent cycle"},
		"party to cluster":  {func(r *Register) { r.Edges[0].Parent = "cum-7" }, "edges kind mismatch"},
		"cluster of no one": {func(r *Register) { r.Edges[4].Parent = "c" }, "edges kind mismatch"},
		"after the end":     {func(r *Register) { r.Edges[7].From = date("2025-02-10") }, "edges from never"},
		"event without":     {func(r *Register) { r.Events = []Event{{Code: "e", Kind: Merge, Date: day, To: []string{"a"}}} }, "events from missing"},
		"event of strangers": {func(r *Register) {
			r.Events = []Event{{Code: "e", Kind: Merge, Date: day, From: []string{"x"}, To: []string{"a"}}}
		}, "events from unknown"},
		"event twice": {func(r *Register) {
			e := Event{Code: "e", Kind: Found, Date: day, To: []string{"a"}}
			r.Events = []Event{e, e}
		}, "events code duplicate"},
		"event undated": {func(r *Register) { r.Events = []Event{{Code: "e", Kind: Found, To: []string{"a"}}} }, "events date missing"},
		"owes nothing":  {func(r *Register) { r.Obligations = []Obligation{{Org: "a", Every: Quarter}} }, "obligations indicators missing"},
		"owes unknown": {func(r *Register) {
			r.Obligations = []Obligation{{Org: "a", Indicators: []string{"party", "revenue", "sales"}, Every: Quarter}}
		}, "obligations indicators unknown"},
		"owes by the term": {func(r *Register) {
			r.Obligations = []Obligation{{Org: "a", Indicators: []string{"party"}, Every: Term}}
		}, "obligations every form"},
	} {
		t.Run(name, func(t *testing.T) {
			r := bloc()
			tt.change(r)
			var got []string
			for _, p := range r.Validate(c) {
				got = append(got, fmt.Sprintf("%s %s %s", p.Table, p.Field, p.Rule))
			}
			if len(got) != 1 || got[0] != tt.want {
				t.Errorf("Validate reports %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMergeReplacesOnlyWhatIsNamed(t *testing.T) {
	r := bloc()
	before := len(r.Edges)
	change := &Register{
		Versions: []OrgVersion{
			{Org: "a", From: date("2020-01-01"), To: date("2024-06-01"), NameVI: "Công ty Giấy An Bình", Type: Committee},
			{Org: "a", From: date("2024-06-01"), NameVI: "Tập đoàn An Bình", Type: Committee},
			{Org: "d", From: date("2024-06-01"), NameVI: "Công ty mới", Type: Cell},
		},
		Edges: []Edge{{Child: "d", Parent: "khoi", Kind: PartyLine, From: date("2024-06-01")}},
	}
	m := r.Merge(change)
	if got, want := m.Orgs(), []string{"khoi", "cum-7", "cum-8", "a", "b", "c", "a-1", "d"}; !slices.Equal(got, want) {
		t.Errorf("order after the merge %q, want %q", got, want)
	}
	if v, _ := m.At("a", date("2024-07-01")); v.NameVI != "Tập đoàn An Bình" {
		t.Errorf("a is called %q after the merge", v.NameVI)
	}
	if len(m.Edges) != before+1 || len(m.Parents("a", date("2024-07-01"))) != 2 {
		t.Errorf("a new name cost a its relations: %+v", m.Edges)
	}
	if len(r.Edges) != before || len(r.Versions) != 7 {
		t.Error("Merge changed its receiver")
	}
	if problems := m.Validate(Builtin()); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestFindByName(t *testing.T) {
	r := bloc()
	r.Versions = append(r.Versions,
		OrgVersion{Org: "d1", NameVI: "Đảng bộ Ngân hàng TMCP Ngoại thương Việt Nam", Type: Committee},
		OrgVersion{Org: "d2", NameVI: "Chi bộ Ngân hàng TMCP Ngoại thương Việt Nam", Type: Cell},
	)
	day := date("2024-03-30")
	for name, want := range map[string]string{
		"cum-7": "cum-7", "CỤM SỐ 7": "cum-7", "Cluster 7": "cum-7",
		"Đảng bộ Công ty Cổ phần Giấy An Bình":                "a",
		"Công ty CP Giấy An Bình":                             "a",
		"Cty CP giấy An Bình":                                 "a",
		"CTCP Giấy An Bình":                                   "a",
		"Giấy An Bình":                                        "a",
		"Đảng ủy Cty cổ phần Giấy An Bình.":                   "a",
		"Công ty trách nhiệm hữu hạn một thành viên Cấp nước": "b",
		"CTY TNHH MTV CẤP NƯỚC":                               "b",
		"Khối Doanh nghiệp":                                   "khoi",
		"Khối DN":                                             "khoi",
		"Đảng bộ Cty CP Thép":                                 "c",
		"Đảng bộ NH TMCP Ngoại thương VN":                     "d1",
		"Chi bộ NHTMCP Ngoại thương Việt Nam":                 "d2",
	} {
		if got, ok := r.Find(name, day); !ok || got.Org != want {
			t.Errorf("Find(%q) = %q, %t; want %q", name, got.Org, ok, want)
		}
	}
	for _, name := range []string{"", "Công ty", "An Bình", "Ngân hàng TMCP Ngoại thương Việt Nam", "Cụm số 70"} {
		if got, ok := r.Find(name, day); ok {
			t.Errorf("Find(%q) = %q, want none", name, got.Org)
		}
	}
	if got, ok := r.Find("Công ty CP Thép", date("2025-02-10")); ok {
		t.Errorf("a dissolved organisation is found: %q", got.Org)
	}
}

// The handover of 2025: 105 organisations with 4,558 members to three successors.
func TestConservation(t *testing.T) {
	e := Event{Code: "qd-1533", Kind: Split, Date: date("2025-02-10"), From: []string{"khoi"}, To: []string{"x", "y", "z"}}
	have := map[string]int64{"khoi": 4558, "x": 567, "y": 3413, "z": 578}
	stock := func(org string, at time.Time) (decimal.Decimal, bool) {
		if day := at.Format(time.DateOnly); day != "2025-02-10" && (org != "khoi" || day != "2025-02-09") {
			t.Errorf("asked for %s on %s", org, day)
		}
		n, ok := have[org]
		return decimal.NewFromInt(n), ok
	}
	if c := CheckConservation(e, stock); !c.Holds() || c.Before.IntPart() != 4558 {
		t.Errorf("567 + 3413 + 578 is 4558, got %+v", c)
	}
	have["z"]--
	if c := CheckConservation(e, stock); c.Holds() || !c.Before.Sub(c.After).Equal(decimal.NewFromInt(1)) {
		t.Errorf("one member got lost unnoticed: %+v", c)
	}
	delete(have, "y")
	if c := CheckConservation(e, stock); c.Holds() || !slices.Equal(c.Missing, []string{"y"}) {
		t.Errorf("a missing figure went unnoticed: %+v", c)
	}
}

// TestOwedFollowsMembershipAndDays: b owes what its cluster of the day owes.
func TestOwedFollowsMembershipAndDays(t *testing.T) {
	r := bloc()
	r.Obligations = []Obligation{
		{Org: "cum-7", Members: true, Indicators: []string{"party_members", "revenue"}, Every: Quarter, From: date("2024-01-01")},
		{Org: "cum-8", Members: true, Indicators: []string{"workers"}, Every: Quarter},
		{Org: "b", Indicators: []string{"export_turnover"}, Every: Year, To: date("2024-02-01")},
	}
	for _, tt := range []struct{ org, period, want string }{
		{"b", "2023", "export_turnover workers"},
		{"b", "2023-Q4", "workers"},
		{"b", "2023-12", ""},
		{"b", "2023-9M", "workers"},
		{"b", "2024-Q1", "revenue party_members"},
		{"a", "2023-Q4", ""},
		{"a", "2024-H1", "revenue party_members"},
		{"a", "2020..2025", "revenue party_members"},
		{"cum-7", "2024-Q1", ""},
	} {
		var codes []string
		p, err := ParsePeriod(tt.period)
		if err != nil {
			t.Fatal(err)
		}
		for _, ind := range r.Owed(Builtin(), tt.org, p) {
			codes = append(codes, ind.Code)
		}
		if got := strings.Join(codes, " "); got != tt.want {
			t.Errorf("%s owes for %s: %q, want %q", tt.org, tt.period, got, tt.want)
		}
	}
}
