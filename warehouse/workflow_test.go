package warehouse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// hold commits a workbook with a hold.
func (w *world) hold(in Incoming, h Hold) Receipt {
	w.t.Helper()
	in.Hold, in.By = h, "an"
	receipts, err := w.CommitAll(w.t.Context(), []Incoming{in})
	if err != nil {
		w.t.Fatal(err)
	}
	return receipts[0]
}

func (w *world) state(id int64) State {
	w.t.Helper()
	sub, err := w.Submission(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return sub.State
}

func codes(findings []ingest.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Code)
	}
	return out
}

func actions(t *testing.T, w *world, id int64) string {
	t.Helper()
	trail, err := w.Trail(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range trail {
		text := d.Action
		if d.By != "" {
			text += " by " + d.By
		}
		if d.Note != "" {
			text += ": " + d.Note
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

// A held workbook counts for nothing until it is accepted, and then replaces
// what it would have replaced.
func TestHeldWorkbook(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.day = date("2024-04-01")
	old := w.hold(incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5")), "old"), HoldNever)
	w.day = date("2024-04-02")
	new := incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "6")), "new")
	held := w.hold(new, HoldAlways)
	if held.State != Checked || held.Facts != 1 || !slices.Equal(codes(held.Findings), []string{"store_superseded", "store_revised"}) {
		t.Fatalf("%+v", held)
	}
	q := ask("u1", "revenue", "2024-Q1")
	w.wantValue(q, "5")
	if got := w.state(old.ID); got != Accepted {
		t.Errorf("the old one is %s", got)
	}
	again := w.hold(new, HoldNever)
	if again.State != Unchanged || again.ID != held.ID || !slices.Contains(codes(again.Findings), HeldFile) {
		t.Errorf("the same bytes: %+v", again)
	}
	checkWhole(t, w.Store)
	w.day = date("2024-04-05")
	r, err := w.Accept(t.Context(), held.ID, new.Submission, Act{By: "bình", Note: "đã gọi điện"})
	if err != nil || r.State != Accepted || r.ID != held.ID || r.Facts != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	w.wantValue(q, "6")
	if p, err := w.Passport(t.Context(), q); err != nil || p.Units[0].Terms[0].AcceptedBy != "bình" {
		t.Errorf("accepted by %+v, %v", p.Units, err)
	}
	q.AsOf = date("2024-04-04")
	w.wantValue(q, "5")
	if got := w.state(old.ID); got != Superseded {
		t.Errorf("the old one is %s", got)
	}
	if got := actions(t, w, held.ID); got != "hold by an; accept by bình: đã gọi điện" {
		t.Errorf("trail: %s", got)
	}
	if _, err := w.Accept(t.Context(), held.ID, new.Submission, Act{}); !errors.Is(err, ErrWrongState) {
		t.Errorf("accepted twice: %v", err)
	}
	if _, err := w.Accept(t.Context(), 99, new.Submission, Act{}); !errors.Is(err, ErrNoSubmission) {
		t.Errorf("accepted nothing: %v", err)
	}
	checkWhole(t, w.Store)
}

// With warnings a workbook waits, and is accepted only with a word.
func TestWarningsNeedANote(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.hold(incoming(report("c", "2024-Q1", revenue("u1", "2024-Q1", "5")), "cluster"), HoldWarnings)
	in := incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "7")), "unit")
	held := w.hold(in, HoldWarnings)
	if held.State != Checked || !slices.Equal(codes(held.Findings), []string{"store_senders_disagree"}) {
		t.Fatalf("%+v", held)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q1"), "5")
	before, _ := w.DataVersion(t.Context())
	if _, err := w.Accept(t.Context(), held.ID, in.Submission, Act{By: "an"}); !errors.Is(err, ErrNoteNeeded) {
		t.Errorf("without a note: %v", err)
	}
	if after, _ := w.DataVersion(t.Context()); after != before || w.state(held.ID) != Checked {
		t.Errorf("it left a trace: %d after %d, %s", after, before, w.state(held.ID))
	}
	if r, err := w.Accept(t.Context(), held.ID, in.Submission, Act{By: "an", Note: "đơn vị đúng"}); err != nil || r.State != Accepted {
		t.Errorf("with a note: %+v, %v", r, err)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q1"), "7")
}

// What the vocabulary of today does not allow any more is refused on acceptance.
func TestAcceptReadsAgain(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	in := incoming(report("u2", "2024-Q1", revenue("u2", "2024-Q1", "7")), "unit")
	held := w.hold(in, HoldAlways)
	less := bloc(1)
	less.Whole = true
	w.register(less)
	r, err := w.Accept(t.Context(), held.ID, in.Submission, Act{By: "an", Note: "x"})
	if err != nil || r.State != Refused || !slices.Equal(codes(r.Findings), []string{"store_org_unknown"}) || w.state(held.ID) != Refused {
		t.Errorf("%+v, %v", r, err)
	}
	checkWhole(t, w.Store)
}

func TestReturnAndReopen(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	in := incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "7")), "unit")
	held := w.hold(in, HoldAlways)
	if err := w.Return(t.Context(), held.ID, Act{By: "an"}); !errors.Is(err, ErrNoteNeeded) {
		t.Errorf("returned without a reason: %v", err)
	}
	if err := w.Return(t.Context(), held.ID, Act{By: "an", Note: "thiếu dấu"}); err != nil {
		t.Fatal(err)
	}
	again := w.hold(in, HoldNever)
	if again.State != Unchanged || again.ID != held.ID || !slices.Contains(codes(again.Findings), ReturnedFile) || w.state(held.ID) != Returned {
		t.Errorf("the same bytes: %+v", again)
	}
	if _, err := w.Accept(t.Context(), held.ID, in.Submission, Act{}); !errors.Is(err, ErrWrongState) {
		t.Errorf("accepted though returned: %v", err)
	}
	if err := w.Reopen(t.Context(), held.ID, Act{Note: "nhầm"}); err != nil || w.state(held.ID) != Checked {
		t.Errorf("reopened: %v, %s", err, w.state(held.ID))
	}
	if got := actions(t, w, held.ID); got != "hold by an; return by an: thiếu dấu; reopen: nhầm" {
		t.Errorf("trail: %s", got)
	}
	bad := w.hold(incoming(report("u9", "2024-Q1", revenue("u9", "2024-Q1", "7")), "nobody"), HoldNever)
	if err := w.Return(t.Context(), bad.ID, Act{Note: "không có trong danh sách"}); err != nil || w.state(bad.ID) != Returned {
		t.Errorf("a refused one: %v, %s", err, w.state(bad.ID))
	}
	if err := w.Reopen(t.Context(), bad.ID, Act{Note: "nhầm"}); err != nil || w.state(bad.ID) != Refused {
		t.Errorf("reopened: %v, %s", err, w.state(bad.ID))
	}
}

// A locked workbook keeps newer ones of its form out, others not.
func TestLock(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	one := w.hold(incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "7")), "one"), HoldNever)
	if err := w.Lock(t.Context(), one.ID, Act{By: "bình"}); err != nil || w.state(one.ID) != Locked {
		t.Fatalf("%v, %s", err, w.state(one.ID))
	}
	final := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "8"))
	final.Status, final.Facts[0].Status = catalog.Final, catalog.Final
	newer := w.hold(incoming(final, "newer"), HoldNever)
	if newer.State != Refused || !slices.Equal(codes(newer.Findings), []string{"store_locked"}) {
		t.Fatalf("%+v", newer)
	}
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	text := m.Text(locale.VI, "finding.store_locked", newer.Findings[0].Args)
	if !strings.Contains(text, "one.xlsx") || !strings.Contains(text, "bởi bình") || !strings.Contains(text, "01/01/2024") && !strings.Contains(text, "1/1/2024") {
		t.Errorf("%s", text)
	}
	party := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "70"))
	party.Facts[0].Indicator, party.Facts[0].Num, party.Facts[0].Unit = "workers", dec("70"), "person"
	if r := w.hold(incoming(party, "party"), HoldNever); r.State != Accepted {
		t.Errorf("another form: %+v", r)
	}
	if err := w.Return(t.Context(), newer.ID, Act{Note: "quý I đã khóa"}); err != nil {
		t.Fatal(err)
	}
	if r := w.hold(incoming(final, "newer"), HoldNever); r.State != Refused || r.ID != newer.ID || w.state(r.ID) != Returned {
		t.Errorf("returned, and again while the lock stands: %+v", r)
	}
	if err := w.Reopen(t.Context(), one.ID, Act{By: "bình"}); !errors.Is(err, ErrNoteNeeded) {
		t.Errorf("reopened without a reason: %v", err)
	}
	if err := w.Reopen(t.Context(), one.ID, Act{By: "bình", Note: "số cuối"}); err != nil || w.state(one.ID) != Accepted {
		t.Errorf("%v, %s", err, w.state(one.ID))
	}
	if r := w.hold(incoming(final, "newer"), HoldNever); r.State != Accepted || slices.Contains(codes(r.Findings), lockedCode) {
		t.Errorf("once reopened: %+v", r)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q1"), "8")
}

// No file displaces a figure of a locked one, whoever sends it and whatever its
// form; it is refused with the cell and the lock named. What is equal, what does
// not come before the locked figure and what is of another time passes.
func TestLockedFigure(t *testing.T) {
	fact := func(status catalog.Status, p, value string) ingest.Fact {
		f := revenue("u1", p, value)
		f.Status = status
		return f
	}
	as := func(f ingest.Fact, indicator string, changes ...func(*ingest.Fact)) ingest.Fact {
		f.Indicator, f.Unit = indicator, "person"
		f.Num = f.Num.Shift(-9)
		for _, change := range changes {
			change(&f)
		}
		return f
	}
	plan := func(f ingest.Fact) ingest.Fact { f.Scenario = ingest.Plan; return f }
	absent := func(f ingest.Fact) ingest.Fact { f.NotApplicable = true; return f }
	cumulative := func(f ingest.Fact) ingest.Fact { f.Basis = catalog.Cumulative; return f }
	const pre, est, fin = catalog.Preliminary, catalog.Estimate, catalog.Final
	for _, tt := range []struct {
		name         string
		sender, form string
		facts        []ingest.Fact
		refused      int // cells
	}{
		{"another value in a cluster's summary", "c", "2024-Q4", []ingest.Fact{fact(pre, "2024-Q4", "333")}, 1},
		{"of a higher status", "c", "2024-Q4", []ingest.Fact{fact(fin, "2024-Q4", "333")}, 1},
		{"in its own year's form", "u1", "2024", []ingest.Fact{fact(pre, "2024", "1000"), fact(pre, "2024-Q4", "360")}, 1},
		{"two cells", "c", "2024-Q4", []ingest.Fact{fact(pre, "2024-Q4", "333"), as(fact(pre, "2024-Q4", "51"), "workers")}, 2},
		{"not applicable", "c", "2024-Q4", []ingest.Fact{absent(fact(pre, "2024-Q4", "0"))}, 1},
		{"a level of the year, of a higher status", "c", "2024", []ingest.Fact{as(fact(fin, "2024", "51"), "workers")}, 1},
		{"the same value", "c", "2024-Q4", []ingest.Fact{fact(fin, "2024-Q4", "300"), as(fact(fin, "2024-Q4", "50"), "workers")}, 0},
		{"an estimate", "c", "2024-Q4", []ingest.Fact{fact(est, "2024-Q4", "333")}, 0},
		{"another quarter", "c", "2024-Q4", []ingest.Fact{fact(fin, "2024-Q3", "333")}, 0},
		{"since January", "c", "2024-Q4", []ingest.Fact{cumulative(fact(fin, "2024-Q4", "999"))}, 0},
		{"a plan", "c", "2024-Q4", []ingest.Fact{plan(fact(fin, "2024-Q4", "333"))}, 0},
		{"a level of the year", "c", "2024", []ingest.Fact{as(fact(pre, "2024", "51"), "workers")}, 0},
		{"a same-period column", "c", "2025-Q4", []ingest.Fact{func() ingest.Fact { f := fact(fin, "2024-Q4", "333"); f.Role = ingest.SamePeriod; return f }()}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.register(bloc(2))
			form := report("u1", "2024-Q4", fact(pre, "2024-Q4", "300"), as(fact(pre, "2024-Q4", "50"), "workers"))
			form.Status = pre
			locked := w.hold(incoming(form, "locked"), HoldNever)
			if err := w.Lock(t.Context(), locked.ID, Act{By: "bình"}); err != nil {
				t.Fatal(err)
			}
			w.day = w.day.AddDate(0, 0, 1)
			other := report(tt.sender, tt.form, tt.facts...)
			if tt.sender == "c" {
				other.Layout = ingest.LayoutUnits
			}
			in := incoming(other, "other")
			if r, err := w.Check(t.Context(), other, in.Original); err != nil || (r.State == Refused) != (tt.refused > 0) {
				t.Errorf("it would be %+v, %v", r, err)
			}
			// A neighbour in the batch is not kept out with it.
			neighbour := incoming(report("u2", "2024-Q4", revenue("u2", "2024-Q4", "7")), "neighbour")
			receipts, err := w.CommitAll(t.Context(), []Incoming{in, neighbour})
			if err != nil || receipts[1].State != Accepted {
				t.Fatalf("%+v, %v", receipts, err)
			}
			r := receipts[0]
			said := 0
			for _, f := range r.Findings {
				if f.Code == lockedFigureCode {
					said++
					text := must(func() (string, error) {
						m, err := locale.Load(Messages)
						return f.Text(m, locale.VI), err
					}())
					if f.Cell != "C7" || !strings.Contains(text, "locked.xlsx, Biểu!C7") || !strings.Contains(text, "bởi bình") || strings.Contains(text, "{") {
						t.Errorf("%s %s", f.Cell, text)
					}
				}
			}
			if said != tt.refused || (r.State == Refused) != (tt.refused > 0) {
				t.Fatalf("%s, %+v", r.State, r.Findings)
			}
			w.wantValue(ask("u1", "revenue", "2024-Q4"), "300")
			w.wantValue(ask("u1", "workers", "2024-Q4"), "50")
			if tt.refused == 0 {
				return
			}
			if err := w.Reopen(t.Context(), locked.ID, Act{Note: "số cuối"}); err != nil {
				t.Fatal(err)
			}
			if again := w.hold(in, HoldNever); again.State != Accepted {
				t.Errorf("once reopened: %+v", again)
			}
			q := ask("u1", "revenue", "2024-Q4")
			q.AsOf = date("2024-01-01")
			w.wantValue(q, "300")
		})
	}
}

// An equal figure that came after a lock does not open it, nor does one whose
// turn came while it waited; a figure that stood before the lock is no matter
// of it.
func TestLockedFigureBehindAnother(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	summary := func(value, name string) Incoming {
		sub := report("c", "2024-Q4", revenue("u1", "2024-Q4", value))
		sub.Layout = ingest.LayoutUnits
		return incoming(sub, name)
	}
	waits := w.hold(summary("333", "waits"), HoldAlways)
	form := w.hold(incoming(report("u1", "2024-Q4", revenue("u1", "2024-Q4", "300")), "form"), HoldNever)
	if err := w.Lock(t.Context(), form.ID, Act{}); err != nil {
		t.Fatal(err)
	}
	if r := w.hold(summary("300", "equal"), HoldNever); r.State != Accepted || len(r.Findings) != 0 {
		t.Errorf("%+v", r)
	}
	if r := w.hold(summary("334", "other"), HoldNever); r.State != Refused {
		t.Errorf("%+v", r)
	}
	if r, err := w.Accept(t.Context(), waits.ID, summary("333", "waits").Submission, Act{Note: "xem rồi"}); err != nil || r.State != Refused {
		t.Errorf("%+v, %v", r, err)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q4"), "300")
	if err := w.Reopen(t.Context(), form.ID, Act{Note: "số cuối"}); err != nil {
		t.Fatal(err)
	}
	if r := w.hold(summary("334", "other"), HoldNever); r.State != Accepted {
		t.Errorf("%+v", r)
	}
	if err := w.Lock(t.Context(), form.ID, Act{}); err != nil {
		t.Fatal(err)
	}
	if r := w.hold(summary("335", "later"), HoldNever); r.State != Accepted {
		t.Errorf("%+v", r)
	}
	w.wantValue(ask("u1", "revenue", "2024-Q4"), "335")
}

// What a workbook changes can be seen before it is accepted, and afterwards.
func TestDifference(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	fact := func(indicator, value string) ingest.Fact {
		f := revenue("u1", "2024-Q1", value)
		f.Indicator, f.Cell = indicator, "C-"+indicator
		return f
	}
	old := w.hold(incoming(report("u1", "2024-Q1", fact("revenue", "80"), fact("profit", "5"), fact("budget_paid", "7")), "old"), HoldNever)
	w.day = date("2024-04-01")
	in := incoming(report("u1", "2024-Q1", fact("revenue", "90"), fact("budget_paid", "7"), fact("export_turnover", "3")), "new")
	held := w.hold(in, HoldAlways)
	check := func() {
		t.Helper()
		d, err := w.Difference(t.Context(), held.ID, in.Submission)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range d.Rows {
			text := string(r.What) + " " + r.Indicator
			if r.Old != nil {
				text += " " + r.Old.String()
			}
			if r.New != nil {
				text += " → " + r.New.String()
			}
			if r.ChangePct != nil {
				text += " " + r.ChangePct.String() + "%"
			}
			got = append(got, text)
		}
		want := []string{"changed revenue 80 → 90 12.5%", "gone profit 5", "new export_turnover → 3000", "unchanged budget_paid 7 → 7 0%"}
		if !slices.Equal(got, want) || d.New != 1 || d.Changed != 1 || d.Unchanged != 1 || d.Gone != 1 {
			t.Errorf("%+v\ngot  %q\nwant %q", d, got, want)
		}
		if r := d.Rows[0]; r.OldSubmission != old.ID || r.OldFile != "old.xlsx" || r.OldCell != "C-revenue" || r.Cell != "C-revenue" || r.Unit != "tỷ đồng" {
			t.Errorf("%+v", r)
		}
	}
	check()
	w.day = date("2024-04-02")
	if _, err := w.Accept(t.Context(), held.ID, in.Submission, Act{Note: "x"}); err != nil {
		t.Fatal(err)
	}
	check()
	w.day = date("2024-04-03")
	w.hold(incoming(report("u1", "2024-Q1", fact("revenue", "99"), fact("budget_paid", "7"), fact("export_turnover", "3")), "newest"), HoldNever)
	check()
	if _, err := w.Difference(t.Context(), 99, in.Submission); !errors.Is(err, ErrNoSubmission) {
		t.Error(err)
	}
}

// A figure from January on is another than that of its last quarter, and one
// span under two names is one figure: both are told by period and basis.
func TestDifferenceOfBases(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	w.commit(report("u1", "2024-Q2", revenue("u1", "2024-Q2", "50"), revenue("u1", "2024-H1", "90")))
	toDate := revenue("u1", "2024-Q2", "95")
	toDate.Basis = catalog.Cumulative
	in := incoming(report("u1", "2024-Q2", toDate, revenue("u1", "2024-Q2", "55")), "new")
	held := w.hold(in, HoldAlways)
	d, err := w.Difference(t.Context(), held.ID, in.Submission)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range d.Rows {
		got = append(got, fmt.Sprintf("%s %s %s %s, was %s %s %s", r.What, r.Period, r.Basis, r.New, r.OldPeriod, r.OldBasis, r.Old))
	}
	want := []string{"changed 2024-Q2 cumulative 95, was 2024-H1 discrete 90", "changed 2024-Q2 discrete 55, was 2024-Q2 discrete 50"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The same bytes once more, with words that decide about them, accept what
// waits, among other workbooks as alone; with words alone they do not.
func TestNoteWithTheSameBytesAccepts(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(3))
	form := func(unit, value string) Incoming {
		return incoming(report(unit, "2024-Q1", revenue(unit, "2024-Q1", value)), unit)
	}
	held := w.hold(form("u2", "7"), HoldAlways)
	list := []Incoming{form("u1", "5"), form("u2", "7"), form("u3", "9")}
	for i := range list {
		list[i].By, list[i].Note = "bình", "đã gọi điện"
	}
	states := func(receipts []Receipt, err error) string {
		t.Helper()
		var out []string
		for _, r := range receipts {
			out = append(out, string(r.State))
		}
		return fmt.Sprint(out, err)
	}
	rehearse := func() (out []Receipt, err error) {
		err = w.Rehearse(t.Context(), func(take func([]Incoming) ([]Receipt, error)) error {
			out, err = take(list)
			return err
		})
		return out, err
	}
	if got := states(rehearse()); got != "[accepted unchanged accepted] <nil>" {
		t.Errorf("words alone: %s", got)
	}
	for i := range list {
		list[i].Decide = true
	}
	if got := states(rehearse()); got != "[accepted accepted accepted] <nil>" || w.state(held.ID) != Checked {
		t.Errorf("rehearsed: %s, and it is %s", got, w.state(held.ID))
	}
	receipts, err := w.CommitAll(t.Context(), list)
	if got := states(receipts, err); got != "[accepted accepted accepted] <nil>" || receipts[1].ID != held.ID {
		t.Errorf("%s, %+v", got, receipts[1])
	}
	if got := actions(t, w, held.ID); got != "hold by an; accept by bình: đã gọi điện" {
		t.Errorf("trail: %s", got)
	}
	w.wantValue(ask("u2", "revenue", "2024-Q1"), "7")
	if got := states(w.CommitAll(t.Context(), list)); got != "[unchanged unchanged unchanged] <nil>" {
		t.Errorf("once more: %s", got)
	}
	checkWhole(t, w.Store)
}

// A figure that will not show is told apart from those that change, and one
// whose parts the store adds up from those of which it knows nothing.
func TestDifferenceTellsWhatDoesNotShow(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(1))
	final := report("u1", "2024-Q1", revenue("u1", "2024-Q1", "5"))
	final.Status, final.Facts[0].Status = catalog.Final, catalog.Final
	w.hold(incoming(final, "final"), HoldNever)
	for i, month := range []string{"2024-04", "2024-05", "2024-06"} {
		w.hold(incoming(report("u1", month, revenue("u1", month, fmt.Sprint(i+1))), month), HoldNever)
	}
	for _, tt := range []struct {
		period string
		status catalog.Status
		want   string
	}{
		{"2024-Q1", catalog.Estimate, "outranked <nil>"}, {"2024-Q1", catalog.Corrected, "changed <nil>"},
		{"2024-Q2", catalog.Estimate, "new 6"}, {"2024-Q3", catalog.Estimate, "new <nil>"},
	} {
		sub := report("u1", tt.period, revenue("u1", tt.period, "9"))
		sub.Status, sub.Facts[0].Status = tt.status, tt.status
		in := incoming(sub, tt.period+fmt.Sprint(tt.status))
		held := w.hold(in, HoldAlways)
		d, err := w.Difference(t.Context(), held.ID, in.Submission)
		if err != nil || len(d.Rows) != 1 {
			t.Fatalf("%+v, %v", d, err)
		}
		if got := fmt.Sprint(d.Rows[0].What, " ", d.Rows[0].Parts); got != tt.want || d.New+d.Changed+d.Outranked != 1 {
			t.Errorf("%s as %v: %s, want %s; %+v", tt.period, tt.status, got, tt.want, d)
		}
	}
}
