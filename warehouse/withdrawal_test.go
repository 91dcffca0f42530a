package warehouse

import (
	"errors"
	"testing"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

func withdrawal(t *testing.T, w *world, id int64, in Incoming) Revisions {
	t.Helper()
	d, err := w.Withdrawal(t.Context(), id, in.Submission)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What is withdrawn counts no longer, what it had replaced stands again, and
// every day before says what it said.
func TestWithdrawal(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.day = date("2024-04-01")
	before := w.hold(incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5"), revenue("u1", "2024-01", "2")), "before"), HoldNever)
	w.day = date("2024-04-03")
	in := incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "6"), revenue("u1", "2024-01", "2"), revenue("u1", "2023-Q1", "3")), "wrong")
	wrong := w.hold(in, HoldNever)
	q, last := ask("u1", "revenue", "2024-Q1"), ask("u1", "revenue", "2023-Q1")
	w.wantValue(q, "6")
	d := withdrawal(t, w, wrong.ID, in)
	if d.Changed != 1 || d.Unchanged != 1 || d.Gone != 1 || d.New != 0 || d.Rows[0].Old.String() != "6" || d.Rows[0].New.String() != "5" {
		t.Errorf("announced: %+v", d)
	}
	w.day = date("2024-04-05")
	if err := w.Withdraw(t.Context(), wrong.ID, Act{By: "an"}); !errors.Is(err, ErrNoteNeeded) {
		t.Errorf("without a reason: %v", err)
	}
	version, _ := w.DataVersion(t.Context())
	if err := w.Withdraw(t.Context(), wrong.ID, Act{By: "an", Note: "nhầm đơn vị"}); err != nil {
		t.Fatal(err)
	}
	if after, _ := w.DataVersion(t.Context()); after != version+1 {
		t.Errorf("the data version went from %d to %d", version, after)
	}
	w.wantValue(q, "5")
	if row := w.row(last); row.Value != nil {
		t.Errorf("what nobody else reported is %s", row.Value)
	}
	for day, want := range map[string]string{"2024-04-02": "5", "2024-04-03": "6", "2024-04-04": "6", "2024-04-05": "5"} {
		q.AsOf = date(day)
		w.wantValue(q, want)
	}
	q.AsOf = date("2024-04-03")
	for _, at := range []Query{q, ask("u1", "revenue", "2024-Q1")} {
		p, err := w.Passport(t.Context(), at)
		if err != nil || p.Units[0].Terms[0].AcceptedBy != "an" {
			t.Errorf("as of %v: accepted by %+v, %v", at.AsOf, p.Units, err)
		}
	}
	if w.state(wrong.ID) != Withdrawn || w.state(before.ID) != Accepted {
		t.Errorf("%s, and before it %s", w.state(wrong.ID), w.state(before.ID))
	}
	if got := actions(t, w, wrong.ID); got != "accept by an; withdraw by an: nhầm đơn vị" {
		t.Errorf("trail: %s", got)
	}
	if got := actions(t, w, before.ID); got != "accept by an; supersede by an; resume" && got != "accept by an; supersede; resume" {
		t.Errorf("trail: %s", got)
	}
	for what, err := range map[string]error{
		"withdrawn again": w.Withdraw(t.Context(), wrong.ID, Act{Note: "x"}),
		"locked":          w.Lock(t.Context(), wrong.ID, Act{}),
		"vocabulary":      w.Withdraw(t.Context(), 1, Act{Note: "x"}),
	} {
		if !errors.Is(err, ErrWrongState) {
			t.Errorf("%s: %v", what, err)
		}
	}
	// It may come in anew, and then replaces as any other.
	w.day = date("2024-04-07")
	again := w.hold(in, HoldNever)
	if again.State != Accepted || again.ID == wrong.ID {
		t.Errorf("the same bytes: %+v", again)
	}
	q.AsOf = date("2024-04-06")
	w.wantValue(q, "5")
	q.AsOf = date("2024-04-07")
	w.wantValue(q, "6")
	if err := w.Lock(t.Context(), again.ID, Act{}); err != nil {
		t.Fatal(err)
	}
	if err := w.Withdraw(t.Context(), again.ID, Act{Note: "x"}); !errors.Is(err, ErrWrongState) {
		t.Errorf("locked: %v", err)
	}
	checkWhole(t, w.Store)
}

// Of three workbooks each of which replaces those before it, the first stands
// again only when both others are withdrawn, in whatever order.
func TestWithdrawalOfSeveral(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	commit := func(day, value string) Receipt {
		t.Helper()
		w.day = date(day)
		return w.hold(incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", value)), day), HoldNever)
	}
	first := commit("2024-04-01", "5")
	second := commit("2024-04-02", "6")
	third := commit("2024-04-03", "7")
	q := ask("u1", "revenue", "2024-Q1")
	take := func(day string, id int64, want string) {
		t.Helper()
		w.day = date(day)
		if err := w.Withdraw(t.Context(), id, Act{Note: "x"}); err != nil {
			t.Fatal(err)
		}
		q.AsOf = date("9999-01-01")
		w.wantValue(q, want)
	}
	if err := w.Withdraw(t.Context(), second.ID, Act{Note: "x"}); !errors.Is(err, ErrWrongState) {
		t.Errorf("what is replaced was withdrawn: %v", err)
	}
	take("2024-04-05", third.ID, "6")
	take("2024-04-06", second.ID, "5")
	if got := w.state(first.ID); got != Accepted {
		t.Errorf("the first is %s", got)
	}
	for day, want := range map[string]string{"2024-04-01": "5", "2024-04-02": "6", "2024-04-03": "7", "2024-04-04": "7", "2024-04-05": "6", "2024-04-06": "5"} {
		q.AsOf = date(day)
		w.wantValue(q, want)
	}
}

// What stands again after a withdrawal does not displace a figure that was
// locked meanwhile; once that is reopened it may.
func TestWithdrawalOfWhatAgreesWithALockedFigure(t *testing.T) {
	for again, displaces := range map[string]bool{"333": true, "300": false} {
		t.Run(again, func(t *testing.T) {
			w := newWorld(t)
			w.register(bloc(2))
			summary := func(value, name string) Receipt {
				t.Helper()
				w.day = w.day.AddDate(0, 0, 1)
				sub := report("c", "2024-Q4", revenue("u1", "2024-Q4", value), revenue("u2", "2024-Q4", "7"))
				sub.Layout, sub.Status = ingest.LayoutUnits, catalog.Preliminary
				for i := range sub.Facts {
					sub.Facts[i].Status = catalog.Preliminary
				}
				return w.hold(incoming(sub, name), HoldNever)
			}
			first, second := summary(again, "first"), summary("300", "second")
			locked := w.hold(incoming(report("u1", "2024-Q4", revenue("u1", "2024-Q4", "300")), "form"), HoldNever)
			if err := w.Lock(t.Context(), locked.ID, Act{}); err != nil {
				t.Fatal(err)
			}
			q := ask("u1", "revenue", "2024-Q4")
			err := w.Withdraw(t.Context(), second.ID, Act{Note: "nhầm"})
			if !displaces {
				if err != nil {
					t.Fatal(err)
				}
				w.wantValue(q, "300")
				return
			}
			var kept *LockedError
			if !errors.As(err, &kept) || kept.ID != locked.ID || kept.Again != first.ID || kept.At != "form.xlsx, Biểu!C7" {
				t.Fatalf("%v", err)
			}
			if w.state(second.ID) != Accepted || w.state(first.ID) != Superseded {
				t.Errorf("%s, and before it %s", w.state(second.ID), w.state(first.ID))
			}
			w.wantValue(q, "300")
			if err := errors.Join(w.Reopen(t.Context(), locked.ID, Act{Note: "số cuối"}), w.Withdraw(t.Context(), second.ID, Act{Note: "nhầm"})); err != nil {
				t.Fatal(err)
			}
			w.wantValue(q, "333")
			checkWhole(t, w.Store)
		})
	}
}
