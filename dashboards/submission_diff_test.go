package dashboards

import (
	"testing"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// Of two figures for one span of months the page says what each is called, and
// of one from January on that it is.
func TestDifferenceSaysTheBasis(t *testing.T) {
	w := submissionWords{words: speaker(t)}
	w.catalog = catalog.Builtin()
	sub := warehouse.Submission{Org: "u1", Period: period("2024-Q2")}
	for _, tt := range []struct {
		name             string
		oldPeriod        string
		basis, oldBasis  catalog.Basis
		where, otherwise string
	}{
		{"alike", "2024-Q2", catalog.Discrete, catalog.Discrete, "tỷ đồng", ""},
		{"cumulative both", "2024-Q2", catalog.Cumulative, catalog.Cumulative, "tỷ đồng · lũy kế", ""},
		{"cumulative now", "2024-H1", catalog.Cumulative, catalog.Discrete, "tỷ đồng · lũy kế", "6 tháng đầu năm 2024"},
	} {
		row := w.diffRow(sub, warehouse.Revision{What: warehouse.RevisedTo, Org: "u1", Indicator: "revenue", Period: sub.Period, Basis: tt.basis,
			Old: dec("90"), New: dec("95"), OldPeriod: period(tt.oldPeriod), OldBasis: tt.oldBasis, OldSubmission: 1})
		if row.Where != tt.where || row.Otherwise != tt.otherwise {
			t.Errorf("%s: %q, %q", tt.name, row.Where, row.Otherwise)
		}
	}
}

// A plan is called one, and an estimate told from a final figure.
func TestDifferenceTellsPlansAndStatus(t *testing.T) {
	w := submissionWords{words: speaker(t)}
	w.catalog = catalog.Builtin()
	sub := warehouse.Submission{Org: "u1", Period: period("2024")}
	r := warehouse.Revision{What: warehouse.RevisedTo, Org: "u1", Indicator: "revenue", Period: sub.Period, Scenario: ingest.Plan,
		Old: dec("90"), New: dec("95"), OldPeriod: sub.Period, OldStatus: catalog.Preliminary, NewStatus: catalog.Preliminary, OldSubmission: 1}
	if row := w.diffRow(sub, r); row.What != "Kế hoạch doanh thu" || row.OldStatus+row.NewStatus != "" {
		t.Errorf("of a plan: %+v", row)
	}
	r.Scenario, r.OldStatus, r.NewStatus = ingest.Actual, catalog.Estimate, catalog.Final
	if row := w.diffRow(sub, r); row.What != "Doanh thu" || row.OldStatus != "ước" || row.NewStatus != "chính thức" {
		t.Errorf("of an outcome: %+v", row)
	}
}

// What will not show says why, and what was added up from months says so.
func TestDifferenceTellsWhatDoesNotShow(t *testing.T) {
	w := submissionWords{words: speaker(t)}
	w.catalog = catalog.Builtin()
	sub := warehouse.Submission{Org: "u1", Period: period("2024-Q1")}
	r := warehouse.Revision{What: warehouse.RevisedBehind, Org: "u1", Indicator: "revenue", Period: sub.Period, Basis: catalog.Discrete,
		Old: dec("90"), New: dec("95"), OldPeriod: sub.Period, OldBasis: catalog.Discrete, OldStatus: catalog.Final, NewStatus: catalog.Estimate, OldSubmission: 1, Change: dec("5")}
	if row := w.diffRow(sub, r); row.Kind != "sẽ không hiện vì đã có số chính thức" || row.Change != "" || row.Old != "90" {
		t.Errorf("%+v", row)
	}
	if d := w.diff(sub, warehouse.Revisions{Outranked: 1, Rows: []warehouse.Revision{r}}); d == nil || d.Counts != "0 thay đổi, 0 mới, 0 không đổi, 0 không còn, 1 sẽ không hiện" {
		t.Errorf("%+v", d)
	}
	r = warehouse.Revision{What: warehouse.RevisedNew, Org: "u1", Indicator: "revenue", Period: sub.Period, New: dec("95"), NewStatus: catalog.Estimate, Parts: dec("90")}
	if row := w.diffRow(sub, r); row.Kind != "mới" || row.Old != "90" || row.Otherwise != "đang cộng từ các kỳ ngắn hơn" {
		t.Errorf("%+v", row)
	}
}
