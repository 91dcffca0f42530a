package warehouse

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// snapshot is everything that a store's submissions brought about, without
// numbers and times: what two ways to the same end must agree on.
func snapshot(t rapid.TB, s *Store) []string {
	t.Helper()
	var out []string
	for _, query := range []string{
		`SELECT 'submission', s.sha256, s.state, s.facts, n.sha256 FROM submission AS s
			LEFT JOIN submission AS n ON n.id = s.superseded_by ORDER BY s.id`,
		`SELECT 'fact', s.sha256, f.org, f.indicator, f.period, f.num::VARCHAR || ' ' || f.status FROM fact AS f
			JOIN submission AS s ON s.id = f.submission ORDER BY f.id`,
		`SELECT 'finding', s.sha256, f.position, f.severity || ' ' || f.code, f.cell || ' ' || f.args FROM finding AS f
			JOIN submission AS s ON s.id = f.submission ORDER BY s.id, f.position`,
		`SELECT 'decision', action, sha256 FROM decision ORDER BY id`,
	} {
		out = append(out, lines(t, s, query)...)
	}
	return out
}

// lines returns a query's rows as text.
func lines(t rapid.TB, s *Store, query string) []string {
	t.Helper()
	rows, err := s.db.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		values := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(values...))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// incoming makes a workbook whose bytes are its text.
func incoming(sub ingest.Submission, text string) Incoming {
	sum := sha256.Sum256([]byte(text))
	sub.SHA256, sub.Name = hex.EncodeToString(sum[:]), text+".xlsx"
	return Incoming{Submission: sub, Original: []byte(text)}
}

// drawIncoming draws a workbook over so few senders, periods, indicators and
// figures that batches are full of repetitions, resubmissions and disputes.
func drawIncoming(t *rapid.T, n int) Incoming {
	if n > 0 && rapid.IntRange(0, 11).Draw(t, "again") == 0 {
		n = rapid.IntRange(0, n-1).Draw(t, "of")
		return incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", fmt.Sprint(n))), fmt.Sprint("again ", n))
	}
	if rapid.IntRange(0, 11).Draw(t, "vocabulary") == 0 {
		r := bloc(2 + rapid.IntRange(0, 2).Draw(t, "units"))
		return incoming(ingest.Submission{Kind: ingest.KindOrganisations, Register: &r}, fmt.Sprint("register ", n))
	}
	sender := rapid.SampledFrom([]string{"u1", "u2", "u3", "c"}).Draw(t, "sender")
	p := rapid.SampledFrom([]string{"2024-Q1", "2024-Q2", "2024-H1"}).Draw(t, "period")
	if rapid.Bool().Draw(t, "form") {
		return drawForm(t, n, p)
	}
	sub := report(sender, p)
	sub.Status = rapid.SampledFrom([]catalog.Status{catalog.Estimate, catalog.Final}).Draw(t, "status")
	for i := range rapid.IntRange(1, 4).Draw(t, "facts") {
		org := sender
		if sender == "c" {
			org = rapid.SampledFrom([]string{"c", "u1", "u2", "u9"}).Draw(t, "org")
		}
		f := revenue(org, rapid.SampledFrom([]string{p, "2024-Q1", "2024-H1", "2023-Q1"}).Draw(t, "of"), rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "value"))
		f.Status, f.Cell = sub.Status, fmt.Sprintf("C%d", i)
		if rapid.Bool().Draw(t, "column") {
			f.Role = ingest.SamePeriod
		}
		if rapid.IntRange(0, 20).Draw(t, "huge") == 0 {
			f.Num = dec("1e20")
		}
		sub.Facts = append(sub.Facts, f)
	}
	in := incoming(sub, fmt.Sprint("report ", n))
	in.Hold = rapid.SampledFrom([]Hold{HoldNever, HoldNever, HoldWarnings, HoldAlways}).Draw(t, "hold")
	return in
}

// drawForm draws a form that the rules have much to say of, over what it says
// itself and over what was known before it.
func drawForm(t *rapid.T, n int, p string) Incoming {
	sender := rapid.SampledFrom([]string{"u1", "u2"}).Draw(t, "form sender")
	p = rapid.SampledFrom([]string{"2022", "2023", "2023-H1", p, p}).Draw(t, "form period")
	sub := report(sender, p)
	for i, code := range []string{"party_members", "members_probationary", "official_transfers", "admissions", "transfers_in", "transfers_out",
		"admission_proposals", "budget_paid", "workers", "social_insurance_paid"} {
		if rapid.IntRange(0, 3).Draw(t, "left out") == 0 {
			continue
		}
		f := revenue(sender, p, rapid.SampledFrom([]string{"1", "2", "40", "41", "50000"}).Draw(t, code))
		f.Indicator, f.Cell = code, fmt.Sprintf("D%d", i)
		ind, _ := catalog.Builtin().Indicator(code)
		f.Unit = ind.Unit
		if code == "workers" && rapid.IntRange(0, 5).Draw(t, "plan") == 0 {
			f.Scenario = ingest.Plan
		}
		sub.Facts = append(sub.Facts, f)
	}
	in := incoming(sub, fmt.Sprint("form ", n))
	in.Hold = rapid.SampledFrom([]Hold{HoldNever, HoldNever, HoldWarnings}).Draw(t, "hold")
	return in
}

// fewer lets a property that is costly to try be tried less often.
func fewer(t *testing.T, checks string) {
	t.Helper()
	const name = "rapid.checks"
	before := flag.Lookup(name).Value.String()
	if err := flag.Set(name, checks); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set(name, before) })
}

// However a list of workbooks is cut into batches, the store ends up the same
// as if each had been committed alone.
func TestBatchesChangeNothing(t *testing.T) {
	fewer(t, "8")
	rapid.Check(t, func(rt *rapid.T) {
		r := bloc(2)
		list := []Incoming{incoming(ingest.Submission{Kind: ingest.KindOrganisations, Register: &r}, "register")}
		for i := range rapid.IntRange(2, 14).Draw(rt, "workbooks") {
			list = append(list, drawIncoming(rt, i))
		}
		alone, together := newWorldIn(t, Config{}), newWorldIn(t, Config{})
		var one, all []Receipt
		for _, in := range list {
			receipts, err := alone.CommitAll(t.Context(), []Incoming{in})
			if err != nil {
				rt.Fatal(err)
			}
			one = append(one, receipts...)
		}
		for rest := list; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(rt, "batch")
			receipts, err := together.CommitAll(t.Context(), rest[:n])
			if err != nil || len(receipts) != n {
				rt.Fatalf("%d receipts for %d workbooks: %v", len(receipts), n, err)
			}
			all = append(all, receipts...)
			rest = rest[n:]
		}
		for i := range list {
			a, b := one[i], all[i]
			if a.State != b.State || a.Facts != b.Facts || fmt.Sprint(a.Findings) != fmt.Sprint(b.Findings) {
				rt.Errorf("%s: alone %s %d %v\nin a batch %s %d %v", list[i].Submission.Name, a.State, a.Facts, a.Findings, b.State, b.Facts, b.Findings)
			}
		}
		a, b := snapshot(rt, alone.Store), snapshot(rt, together.Store)
		if !slices.Equal(a, b) {
			rt.Errorf("one by one:\n%s\nin batches:\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
		}
		checkWhole(t, together.Store)
		if err := errors.Join(alone.Close(), together.Close()); err != nil {
			rt.Fatal(err)
		}
	})
}

// One workbook with names nobody knows and one with a figure that cannot be
// kept are refused; those around them are taken.
func TestRefusedInABatch(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(3))
	huge := revenue("u2", "2024-Q1", "1")
	huge.Num, huge.Raw = dec("12345678901234567"), "12345678901234567"
	list := []Incoming{
		incoming(report("u1", "2024-Q1", revenue("u1", "2024-Q1", "1")), "good"),
		incoming(report("u9", "2024-Q1", revenue("u9", "2024-Q1", "1")), "nobody's"),
		incoming(report("u2", "2024-Q1", huge), "too large"),
		incoming(report("u3", "2024-Q1", revenue("u3", "2024-Q1", "3")), "also good"),
	}
	receipts, err := w.CommitAll(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	var got []State
	for _, r := range receipts {
		got = append(got, r.State)
	}
	if !slices.Equal(got, []State{Accepted, Refused, Refused, Accepted}) || receipts[2].Findings[0].Code != "store_figure_too_large" {
		t.Errorf("%+v", receipts)
	}
	q := ask("c", "revenue", "2024-Q1")
	w.wantValue(q, "4")
	checkWhole(t, w.Store)
	if again, err := w.CommitAll(t.Context(), list); err != nil || again[0].State != Unchanged || again[1].ID != receipts[1].ID || again[1].State != Refused {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// An organisation's own figure is compared with its units' at each turn, not
// with what the batch leaves behind.
func TestOwnFigureAtEachTurn(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	unit := func(u, value string) Incoming {
		return incoming(report(u, "2024-Q1", revenue(u, "2024-Q1", value)), u+" "+value)
	}
	own := report("c", "2024-Q1", revenue("c", "2024-Q1", "10"))
	list := []Incoming{incoming(own, "own"), unit("u1", "4"), unit("u2", "5"), unit("u1", "5"), unit("u2", "7")}
	for _, cut := range []int{3, 1} {
		receipts, err := w.CommitAll(t.Context(), list[:cut])
		if err != nil {
			t.Fatal(err)
		}
		rest, err := w.CommitAll(t.Context(), list[cut:])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range append(receipts, rest...) {
			for _, f := range r.Findings {
				if f.Code == "store_own_differs" {
					got = append(got, fmt.Sprintf("%d: %s", r.ID, f.Args["value"]))
				}
			}
		}
		if want := []string{"4: 9", "6: 12"}; !slices.Equal(got, want) {
			t.Errorf("cut at %d: %q, want %q", cut, got, want)
		}
		w = newWorld(t)
		w.register(bloc(2))
	}
}

// A rule that cannot be evaluated over the figures of one workbook is left out
// for that one, and not for those that came with it.
func TestRuleFailsOverOneOfABatch(t *testing.T) {
	w := openWith(t, t.TempDir(), map[string]string{"x.sql": strings.Replace(shortage, "num < 50", "raw::INTEGER < 50", 1)})
	w.register(bloc(3))
	form := func(unit, raw string) Incoming {
		f := revenue(unit, "2024-Q1", "49")
		f.Indicator, f.Raw = "workers", raw
		return incoming(report(unit, "2024-Q1", f), unit)
	}
	receipts, err := w.CommitAll(t.Context(), []Incoming{form("u1", "49"), form("u2", "bốn chín"), form("u3", "49")})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"TOO_FEW", "store_rule_broken", "TOO_FEW"} {
		if r := receipts[i]; r.State != Accepted || len(r.Findings) != 1 || r.Findings[0].Code != want {
			t.Errorf("workbook %d: %+v, want %s", i, r, want)
		}
	}
	checkWhole(t, w.Store)
}

// What came later in a batch is not the past of what came before it.
func TestRulesLookBackOnly(t *testing.T) {
	form := func(p string, lines ...string) Incoming {
		sub := report("u1", p)
		for i, line := range lines {
			f := parseFact(t, strings.Fields("u1 "+strings.Replace(line, " ", " "+p+" ", 1)), catalog.Estimate)
			f.Cell = fmt.Sprintf("C%d", 7+i)
			sub.Facts = append(sub.Facts, f)
		}
		return incoming(sub, p)
	}
	before := form("2023-Q4", "members_probationary 2", "workers 5000", "party_members 100")
	after := form("2024-Q1", "official_transfers 40", "workers 5", "transfers_in 1", "transfers_out 1", "admissions 1", "party_members 200")
	for _, tt := range []struct {
		name string
		list []Incoming
		want []string // of the form after
	}{
		{"forward", []Incoming{before, after}, []string{"V03", "V05", "V13", "V20"}},
		{"backward", []Incoming{after, before}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorldIn(t, Config{})
			w.register(bloc(1))
			receipts, err := w.CommitAll(t.Context(), tt.list)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, r := range receipts {
				for _, f := range r.Findings {
					if tt.list[i].Submission.Name == after.Submission.Name && slices.Contains([]string{"V03", "V05", "V13", "V20"}, f.Code) {
						got = append(got, f.Code)
					}
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
