package warehouse

import (
	"fmt"
	"testing"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// Every way a report may stand, judged from what is owed, in force and sent.
func TestCell(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2024, 4, d, 0, 0, 0, 0, time.UTC) }
	duties := []catalog.Duty{{Due: day(14), Indicators: []string{"revenue", "workers"}}, {Due: day(20), Indicators: []string{"party_members"}}}
	all := []string{"party_members", "revenue", "workers"}
	for _, tt := range []struct {
		name   string
		in     handedIn
		duties []catalog.Duty
		today  int
		want   string // state, days late, missing
	}{
		{"nothing owed, nothing sent", handedIn{}, nil, 30, " 0 0"},
		{"time left", handedIn{}, duties, 14, "not_due 0 3"},
		{"the first form is late", handedIn{}, duties, 15, "late 1 3"},
		{"one form lacks, in time", handedIn{indicators: all[1:], by: 1, byState: Accepted}, duties, 20, "partial 0 1"},
		{"one form lacks, late", handedIn{indicators: all[1:], by: 1, byState: Accepted}, duties, 23, "partial 3 1"},
		{"none of what is owed is in what came", handedIn{indicators: []string{"profit"}, by: 1, byState: Accepted, sent: 1, sentState: Accepted}, duties, 30, "partial 16 3"},
		{"its own file has figures of other periods", handedIn{sent: 1, sentState: Accepted}, duties, 10, "partial 0 3"},
		{"all there", handedIn{indicators: all, by: 1, byState: Accepted}, duties, 30, "done 0 0"},
		{"all there and locked", handedIn{indicators: all, by: 1, byState: Locked}, duties, 30, "sealed 0 0"},
		{"more than owed", handedIn{indicators: all[:1], by: 1, byState: Accepted}, nil, 30, "done 0 0"},
		{"refused", handedIn{sent: 2, sentState: Refused}, duties, 30, "faulty 16 3"},
		{"returned after an accepted one", handedIn{indicators: all, by: 1, byState: Accepted, sent: 2, sentState: Returned}, duties, 30, "faulty 0 0"},
		{"waits for a decision", handedIn{sent: 2, sentState: Checked}, duties, 30, "in_work 16 3"},
		{"an old refused file is forgotten", handedIn{indicators: all, by: 3, byState: Accepted, sent: 2, sentState: Refused}, duties, 30, "done 0 0"},
	} {
		c := tt.in.cell(tt.duties, day(tt.today))
		if got := fmt.Sprintf("%s %d %d", c.Handed, c.DaysLate, len(c.Missing)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestBoard(t *testing.T) {
	w := newWorld(t)
	r := bloc(4)
	r.Obligations[0].Indicators = []string{"revenue"}
	w.register(r)
	w.day = date("2024-04-20")
	w.commit(report("c", "2024-Q1", revenue("u1", "2024-Q1", "10"))) // a summary hands in for its unit
	bad := report("u2", "2024-Q1", revenue("u2", "2024-Q1", "10"))
	bad.Findings = []ingest.Finding{{Severity: ingest.Error, Code: "x"}}
	refused := w.commit(bad)

	summary := report("c", "2024-Q1", revenue("u2", "2024-Q1", "10"), revenue("u4", "2024-Q1", "10"))
	summary.Findings = bad.Findings
	forThem := w.commit(summary)

	q1, q2 := period("2024-Q1"), period("2024-Q2")
	b, err := w.Board(t.Context(), []string{"u1", "u2", "u3", "u4"}, []catalog.Period{q1, q2}, w.day)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		org    string
		period catalog.Period
		want   string
		late   int
	}{
		{"u1", q1, "done", 0}, {"u2", q1, "faulty", 6}, {"u3", q1, "late", 6}, {"u4", q1, "faulty", 6}, {"u1", q2, "not_due", 0},
	} {
		c := b.Cell(tt.org, tt.period)
		if string(c.Handed) != tt.want || c.DaysLate != tt.late {
			t.Errorf("%s %s: %+v, want %s, %d days late", tt.org, tt.period, c, tt.want, tt.late)
		}
	}
	if c := b.Cell("u2", q1); c.Submission != refused.ID || c.Sent.IsZero() {
		t.Errorf("the refused file is not named: %+v", c)
	}
	if own, theirs := b.Cell("u2", q1), b.Cell("u4", q1); own.SentBy != "" || theirs.SentBy != "c" || theirs.Submission != forThem.ID {
		t.Errorf("its own file: %+v, that of its cluster: %+v", own, theirs)
	}
	if b.DataVersion == 0 {
		t.Error("no data version")
	}
}
