package dashboards

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/sql"
	"giaoban/warehouse"
)

const testToken = "giao-ban-thu-nghiem"

// hostile is a name that would break out of a page that forgot to escape it.
const hostile = `Công ty </script><script>alert(1)</script> & "Sao Mai" {head|x}`

// world is the service over a store in memory with a small cluster in it:
// nine quarters of four units, one of them with a hostile name, one missing in
// the last quarter, and a plan for the year.
type world struct {
	http.Handler
	t     testing.TB
	store *warehouse.Store
	n     int
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := openWorld(t)
	t.Cleanup(func() { w.store.Close() })
	return w
}

func openWorld(t testing.TB) *world {
	t.Helper()
	return openWorldIn(t, "")
}

// openWorldIn is the world in a data folder, "" for none.
func openWorldIn(t testing.TB, dir string) *world {
	t.Helper()
	return openWorldOf(t, dir, (*world).fill)
}

// openWorldOf is the service over a store with what fill brings into it, on a
// day on which the second quarter's first final figures may be in.
func openWorldOf(t testing.TB, dir string, fill func(*world)) *world {
	t.Helper()
	return openWorldOn(t, time.Date(2024, 6, 20, 9, 30, 0, 0, time.UTC), dir, fill)
}

// openWorldOn is openWorldOf on another day.
func openWorldOn(t testing.TB, day time.Time, dir string, fill func(*world)) *world {
	t.Helper()
	now := func() time.Time { return day }
	store, err := warehouse.Open(context.WithoutCancel(t.Context()), warehouse.Config{Dir: dir, SQL: sql.Files, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: store}
	fill(w)
	w.Handler, err = New(Config{Store: store, Token: testToken, Now: now, Version: "0.0-test"})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// kept is a world that several tests look at and none changes.
type kept struct {
	sync.Mutex
	world *world
}

var shared, sampled kept

// lent returns the world, which the first to ask opens, for one test. It stays
// open until the process ends.
func (k *kept) lent(t testing.TB, open func() *world) *world {
	t.Helper()
	k.Lock()
	defer k.Unlock()
	if k.world == nil {
		k.world = open()
	}
	w := *k.world
	w.t = t
	return &w
}

// sharedWorld is the world for tests that only look.
func sharedWorld(t testing.TB) *world {
	t.Helper()
	return shared.lent(t, func() *world { return openWorld(t) })
}

// sampleWorld is the samples for tests that only look.
func sampleWorld(t testing.TB) *world {
	t.Helper()
	return sampled.lent(t, func() *world {
		store := sampleStore(t)
		handler, err := New(Config{Store: store, Token: testToken, Version: "0.0"})
		if err != nil {
			t.Fatal(err)
		}
		return &world{Handler: handler, store: store}
	})
}

func (w *world) fill() {
	from := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	r := &catalog.Register{
		Versions:    []catalog.OrgVersion{{Org: "cum", From: from, NameVI: "Cụm thử nghiệm", NameEN: "Test cluster", Type: catalog.Cluster}},
		Obligations: []catalog.Obligation{{Org: "cum", Members: true, Indicators: []string{"revenue", "welfare_spending", "party_members"}, Every: catalog.Quarter, From: from}},
	}
	names := []string{"Công ty Một", hostile, "Công ty Ba", "Công ty Bốn"}
	for i, name := range names {
		org := fmt.Sprintf("u%d", i+1)
		r.Versions = append(r.Versions, catalog.OrgVersion{Org: org, From: from, NameVI: name, Type: catalog.Committee})
		r.Edges = append(r.Edges, catalog.Edge{Child: org, Parent: "cum", Kind: catalog.ClusterEdge, From: from})
	}
	list := []ingest.Submission{{Kind: ingest.KindOrganisations, Register: r}}
	var plans []ingest.Fact
	for i := range names {
		plan := fact(fmt.Sprintf("u%d", i+1), "revenue", period("2024"), int64(4000*(i+1)))
		plan.Scenario = ingest.Plan
		plans = append(plans, plan)
	}
	list = append(list, ingest.Submission{Kind: ingest.KindPlans, Org: "cum", Period: period("2024"), Status: catalog.Final, Facts: plans})
	for n, p := range lastPeriods(period("2024-Q1"), 9) {
		sub := ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutUnits, Org: "cum", Period: p, Status: catalog.Final}
		if n == 8 {
			sub.Status = catalog.Estimate
		}
		for i := range names {
			sub.Facts = append(sub.Facts, unitFacts(i, n, p)...)
		}
		for k := range sub.Facts {
			sub.Facts[k].Status = sub.Status
		}
		list = append(list, sub)
	}
	w.commitAll(list)
}

// unitFacts are the figures of unit i in the n-th quarter; the last unit
// leaves its welfare spending blank in the last one.
func unitFacts(i, n int, p catalog.Period) []ingest.Fact {
	org := fmt.Sprintf("u%d", i+1)
	base := int64((i+1)*1000 + 40*n - 60*i*(n%3))
	facts := []ingest.Fact{
		fact(org, "revenue", p, base), fact(org, "budget_paid", p, base/50), fact(org, "social_insurance_paid", p, base/60),
		fact(org, "workers", p, base/3), income(org, p, int64(7000+100*n), base/3),
		fact(org, "party_members", p, 100+int64(n)), fact(org, "awareness_class", p, 9+int64(i)), fact(org, "admission_proposals", p, 5),
		fact(org, "admissions", p, 3), fact(org, "official_transfers", p, 4+int64(n%2)),
	}
	cultured := fact(org, "cultural_standard", p, int64((i+n)%2))
	cultured.Unit, cultured.Den = "entity", decimal.NewNullDecimal(decimal.NewFromInt(1))
	facts = append(facts, cultured)
	if i == 3 && n == 8 {
		return facts
	}
	return append(facts, fact(org, "welfare_spending", p, 2+int64(n)))
}

func (w *world) commit(sub ingest.Submission) int64 {
	w.t.Helper()
	return w.commitAll([]ingest.Submission{sub})[0]
}

// commitAll commits workbooks, which is far quicker together than one by one.
func (w *world) commitAll(subs []ingest.Submission) (ids []int64) {
	w.t.Helper()
	var list []warehouse.Incoming
	for _, sub := range subs {
		w.n++
		sub.Name = fmt.Sprintf("workbook-%d.xlsx", w.n)
		list = append(list, warehouse.Incoming{Submission: sub, Original: fmt.Appendf(nil, "workbook %d", w.n)})
	}
	receipts, err := w.store.CommitAll(w.t.Context(), list)
	if err != nil {
		w.t.Fatal(err)
	}
	for n, r := range receipts {
		if r.State != warehouse.Accepted {
			w.t.Fatalf("%s: %.500v", list[n].Submission.Name, r)
		}
		ids = append(ids, r.ID)
	}
	return ids
}

// fact is a figure in the indicator's unit: money in billions of đồng.
func fact(org, indicator string, p catalog.Period, value int64) ingest.Fact {
	f := ingest.Fact{Org: org, Indicator: indicator, Period: p, Basis: catalog.Discrete, Status: catalog.Final,
		Scenario: ingest.Actual, Role: ingest.Reported, Num: decimal.NewFromInt(value), Raw: fmt.Sprint(value), Sheet: "Biểu", Cell: "C7"}
	switch indicator {
	case "revenue", "budget_paid", "social_insurance_paid", "welfare_spending":
		f.Num, f.Unit = f.Num.Shift(9), "billion_vnd"
	default:
		f.Unit = "person"
	}
	return f
}

// income is an average income in thousands of đồng per month with its workers.
func income(org string, p catalog.Period, thousands, workers int64) ingest.Fact {
	f := fact(org, "average_income", p, thousands)
	months := decimal.NewFromInt(3 * workers)
	f.Unit = "million_vnd_per_person_month"
	f.Num, f.Den = f.Num.Shift(3).Mul(months), decimal.NewNullDecimal(months)
	return f
}

// get asks as a signed-in program; change adds to the request.
func (w *world) get(path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.request(http.MethodGet, path, nil, change...)
}

func (w *world) request(method, path string, body io.Reader, change ...func(*http.Request)) *httptest.ResponseRecorder {
	w.t.Helper()
	req := httptest.NewRequestWithContext(w.t.Context(), method, path, body)
	req.Header.Set("Authorization", "Bearer "+testToken)
	for _, f := range change {
		f(req)
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, req)
	return rec
}

// answers asks for addresses, which are answered with these statuses.
func (w *world) answers(want map[string]int) {
	w.t.Helper()
	for address, status := range want {
		if got := w.get(address); got.Code != status {
			w.t.Errorf("%s: %d, want %d: %.300s", address, got.Code, status, got.Body)
		}
	}
}

// addresses asks for pages in both languages; none may show a message's key.
func addresses(t *testing.T, w *world, want map[string]int) {
	t.Helper()
	keys := messages(t, "vi")
	for path, status := range want {
		more := "?"
		if strings.Contains(path, "?") {
			more = "&"
		}
		for _, lang := range []string{"vi", "en"} {
			got := w.get(path + more + "lang=" + lang)
			if got.Code != status {
				t.Errorf("%s: %d, want %d: %.200s", path, got.Code, status, got.Body)
			}
			shown := text(tree(t, got.Body.String()))
			for key := range keys {
				if strings.Contains(shown, key) && strings.Count(key, ".") > 0 {
					t.Errorf("%s, %s: the key %s is shown", path, lang, key)
				}
			}
			if strings.Contains(got.Body.String(), "⟦") {
				t.Errorf("%s, %s: a message is missing", path, lang)
			}
		}
	}
}

func anonymous(r *http.Request) { r.Header.Del("Authorization") }

func report(org, code, indicator string) ingest.Submission {
	p := period(code)
	return ingest.Submission{Kind: ingest.KindReport, Layout: ingest.LayoutIndicators, Org: org, Period: p, Status: catalog.Final,
		Facts: []ingest.Fact{fact(org, indicator, p, 10)}}
}
