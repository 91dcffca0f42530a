package intake

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest/catalog"
	"giaoban/sql"
	"giaoban/warehouse"
)

// clockwork is a store whose clock the test turns.
func clockwork(t *testing.T, dir string) (*warehouse.Store, func(time.Time)) {
	t.Helper()
	now := time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)
	store, err := warehouse.Open(t.Context(), warehouse.Config{Dir: dir, SQL: sql.Files, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() }) // it may be closed
	return store, func(at time.Time) { now = at }
}

// everything is what a store knows, as text: submissions, decisions and figures.
func everything(t *testing.T, store *warehouse.Store) []string {
	t.Helper()
	var out []string
	list, err := store.Submissions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, sub := range list {
		found, err := store.Findings(t.Context(), sub.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%+v %v", sub, found))
	}
	log, err := store.Decisions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range log {
		out = append(out, fmt.Sprintf("%+v", d))
	}
	mappings, err := store.MappingHistory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mappings {
		out = append(out, fmt.Sprintf("%+v", m))
	}
	views, err := store.Views(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		out = append(out, fmt.Sprintf("%+v", v))
	}
	var periods []catalog.Period
	for _, code := range []string{"2023-Q1", "2023", "2024-Q1", "2024"} {
		period, _ := catalog.ParsePeriod(code)
		periods = append(periods, period)
	}
	v, err := store.Vocabulary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, org := range []string{"cum-7", "cum-7-01", "cum-7-10", "long-bien", "cum-1", "hoa-binh"} {
		if !slices.Contains(v.Register.Orgs(), org) {
			continue
		}
		result, err := store.Metrics(t.Context(), warehouse.Query{Org: org, Periods: periods,
			Indicators: []string{"revenue", "workers", "average_income", "party_members"}, Compare: []warehouse.Comparison{warehouse.ToPlan}})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range result.Rows {
			text, err := json.Marshal(row)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, string(text))
		}
	}
	return out
}

// TestRebuild loses the database and builds it again from the originals and
// the decision log beside them.
func TestRebuild(t *testing.T) {
	dir := t.TempDir()
	store, turn := clockwork(t, dir)
	day := time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)
	next := func() { day = day.AddDate(0, 0, 1); turn(day) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	load := func(o Options, under ...string) []Outcome {
		t.Helper()
		next()
		outcomes, err := Load(t.Context(), store, chosen(t, under...), o)
		must(err)
		return outcomes
	}
	// A file is refused for one reason, and the same bytes later for another.
	odd := func() string {
		t.Helper()
		next()
		outcomes, err := Load(t.Context(), store, []Source{{Path: "la.csv", Read: func() ([]byte, error) {
			return []byte("Đơn vị báo cáo: Đơn vị 01\nQuý I/2024\nTT,Chỉ tiêu,ĐVT,Thực hiện\n1,Đảng viên,đảng viên,nhiều\n"), nil
		}}}, Options{})
		must(err)
		if outcomes[0].State != warehouse.Refused {
			t.Fatalf("%+v", outcomes[0])
		}
		return codesOf(outcomes[0].Findings)
	}
	first := odd()
	refused := load(Options{}, "long-bien") // nobody knows whose it is yet
	load(Options{By: "an"}, "vocabulary/to-chuc", "vocabulary/ke-hoach-cum-7", "cum-7/2024-Q1/don-vi-0", "cum-7/2023")
	held := load(Options{Hold: warehouse.HoldAlways, By: "an"}, "cum-7/2024-Q1/don-vi-1")
	next()
	must(store.Return(t.Context(), held[0].Submission, warehouse.Act{By: "bình", Note: "thiếu dấu"}))
	_, err := Accept(t.Context(), store, held[1].Submission, warehouse.Act{By: "bình", Note: "đã hỏi"})
	must(err)
	next()
	must(store.Reopen(t.Context(), held[0].Submission, warehouse.Act{Note: "đã có dấu"}))
	_, err = Accept(t.Context(), store, held[0].Submission, warehouse.Act{Note: "được"})
	must(err)
	must(store.Lock(t.Context(), held[0].Submission, warehouse.Act{By: "bình"}))
	must(store.Return(t.Context(), refused[0].Submission, warehouse.Act{Note: "gửi lại sau"}))
	next()
	must(store.Withdraw(t.Context(), held[1].Submission, warehouse.Act{By: "bình", Note: "nhầm đơn vị"}))
	load(Options{By: "an"}, "cum-7/2024-Q1/don-vi-1") // the same bytes, anew
	for _, name := range []string{"Doanh thu", "Đảng viên", "Thừa"} {
		next()
		v, err := store.SaveView(t.Context(), warehouse.View{Name: name, Owner: "Bình", Address: "/trend?org=cum-7", Latest: true})
		must(err)
		if v.Home = true; name != "Thừa" {
			_, err = store.SaveView(t.Context(), v)
			must(err)
		} else {
			must(store.RemoveView(t.Context(), v.ID, "bình"))
		}
	}
	if second := odd(); second == first {
		t.Errorf("refused for %s as before", second)
	}
	before := everything(t, store)
	must(store.Close())

	must(os.Remove(filepath.Join(dir, "giaoban.duckdb")))
	log, err := warehouse.DecisionsIn(dir)
	must(err)
	anew, turn := clockwork(t, t.TempDir())
	different, err := Rebuild(t.Context(), anew, turn, log, warehouse.KeptIn(dir), nil)
	must(err)
	if len(different) > 0 {
		t.Errorf("came out otherwise: %+v", different)
	}
	after := everything(t, anew)
	if len(after) != len(before) {
		t.Fatalf("%d lines, were %d", len(after), len(before))
	}
	for i := range after {
		if after[i] != before[i] {
			t.Errorf("now %s\nwas %s", after[i], before[i])
		}
	}
	// An empty database does not spoil the log it was lost from.
	empty, _ := clockwork(t, dir)
	_, err = Load(t.Context(), empty, chosen(t, "vocabulary/to-chuc"), Options{})
	must(err)
	if again, err := warehouse.DecisionsIn(dir); err != nil || len(again) != len(log) {
		t.Errorf("the log has %d lines, had %d, %v", len(again), len(log), err)
	}
}

// sameAgain closes a store and builds it anew from its originals and its
// decision log: what comes out must be what it was.
func sameAgain(t *testing.T, store *warehouse.Store, dir string) {
	t.Helper()
	before := everything(t, store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	log, err := warehouse.DecisionsIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	anew, turn := clockwork(t, t.TempDir())
	different, err := Rebuild(t.Context(), anew, turn, log, warehouse.KeptIn(dir), nil)
	if err != nil || len(different) > 0 {
		t.Errorf("%v; came out otherwise: %+v", err, different)
	}
	if diff := cmp.Diff(before, everything(t, anew)); diff != "" {
		t.Errorf("-built +rebuilt:\n%s", diff)
	}
}
