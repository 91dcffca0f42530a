package warehouse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"giaoban/ingest"
)

// A rehearsal of organisations and a report of theirs answers as the commits
// would, and leaves nothing behind, not even in what later ones are read against.
func TestRehearsalKeepsNothing(t *testing.T) {
	w := newWorld(t)
	r := bloc(1)
	list := []Incoming{
		incoming(ingest.Submission{Kind: ingest.KindOrganisations, Register: &r}, "register"),
		incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "1")), "first"),
		incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "2")), "second"),
	}
	err := w.Rehearse(t.Context(), func(take func([]Incoming) ([]Receipt, error)) error {
		for i, in := range list {
			receipts, err := take([]Incoming{in})
			if err != nil {
				return err
			}
			if receipts[0].State != Accepted || receipts[0].ID != 0 || i == 2 && receipts[0].Findings[0].Code != "store_superseded" {
				t.Errorf("%+v", receipts)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	other := bloc(3)
	other.Versions[2].NameVI = "khác"
	w.register(other)
	v, err := w.Vocabulary(t.Context())
	if u1, ok := v.Register.At("u1", date("2024-01-01")); err != nil || !ok || u1.NameVI != "khác" {
		t.Errorf("%+v, %v", u1, err)
	}
	if list, err := w.Submissions(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%d submissions, %v", len(list), err)
	}
}

// However a list of workbooks is cut, a rehearsal says of each what the load
// then says, although a check of the data folder fails over the figures of
// some; and it leaves nothing behind.
func TestRehearsalAnswersAsTheLoad(t *testing.T) {
	fewer(t, "3")
	own := map[string]string{"x.sql": strings.Replace(shortage, "num < 50", "num::TINYINT < 50", 1)}
	rapid.Check(t, func(rt *rapid.T) {
		w := openWith(t, t.TempDir(), own)
		r := bloc(2)
		list := []Incoming{incoming(ingest.Submission{Kind: ingest.KindOrganisations, Register: &r}, "register")}
		for i := range rapid.IntRange(2, 14).Draw(rt, "workbooks") {
			list = append(list, drawIncoming(rt, i))
		}
		before := snapshot(rt, w.Store)
		var rehearsed []Receipt
		err := w.Rehearse(t.Context(), func(take func([]Incoming) ([]Receipt, error)) error {
			for rest := list; len(rest) > 0; {
				n := rapid.IntRange(1, len(rest)).Draw(rt, "rehearsed at a time")
				receipts, err := take(rest[:n])
				if err != nil {
					return err
				}
				rehearsed = append(rehearsed, receipts...)
				rest = rest[n:]
			}
			return nil
		})
		if err != nil || len(rehearsed) != len(list) {
			rt.Fatalf("%d receipts for %d workbooks: %v", len(rehearsed), len(list), err)
		}
		if after := snapshot(rt, w.Store); !slices.Equal(before, after) {
			rt.Errorf("the rehearsal left:\n%s", strings.Join(after, "\n"))
		}
		loaded, err := w.CommitAll(t.Context(), list)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range list {
			a, b := rehearsed[i], loaded[i]
			if a.State != b.State || a.Facts != b.Facts || fmt.Sprint(a.Findings) != fmt.Sprint(b.Findings) || a.ID != 0 {
				rt.Errorf("%s: rehearsed %s %d %v\nloaded %s %d %v", list[i].Submission.Name, a.State, a.Facts, a.Findings, b.State, b.Facts, b.Findings)
			}
		}
		if err := w.Close(); err != nil && !errors.Is(err, ErrClosed) {
			rt.Fatal(err)
		}
	})
}

// A check that fails over one workbook is left out for that one, also in a
// rehearsal, which remembers what it rehearsed before.
func TestRuleFailsInARehearsal(t *testing.T) {
	w := openWith(t, t.TempDir(), map[string]string{"x.sql": strings.Replace(shortage, "num < 50", "raw::INTEGER < 50", 1)})
	w.register(bloc(3))
	form := func(unit, raw string) Incoming {
		f := revenue(unit, "2024-Q1", "49")
		f.Indicator, f.Raw = "workers", raw
		return incoming(report(unit, "2024-Q1", f), unit+raw)
	}
	err := w.Rehearse(t.Context(), func(take func([]Incoming) ([]Receipt, error)) error {
		for _, step := range []struct {
			list []Incoming
			want []string
		}{
			{[]Incoming{form("u1", "49")}, []string{"TOO_FEW"}},
			{[]Incoming{form("u2", "49"), form("u1", "bốn chín"), form("u3", "49")}, []string{"TOO_FEW", "store_superseded store_rule_broken", "TOO_FEW"}},
			{[]Incoming{form("u3", "ba")}, []string{"store_superseded store_rule_broken"}},
			{[]Incoming{form("u1", "49")}, []string{"TOO_FEW store_unchanged_superseded"}},
		} {
			receipts, err := take(step.list)
			if err != nil {
				return err
			}
			for i, r := range receipts {
				if got := strings.Join(codes(r.Findings), " "); got != step.want[i] {
					t.Errorf("%s: %s %q, want %q", step.list[i].Submission.Name, r.State, got, step.want[i])
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	checkWhole(t, w.Store)
}
