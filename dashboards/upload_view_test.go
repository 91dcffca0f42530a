package dashboards

import (
	"strings"
	"testing"

	"giaoban/ingest"
	"giaoban/warehouse"
	"giaoban/warehouse/intake/batch"
)

// While a batch is read its page tells what is read from what is done, and
// the bar has room for what is still to come.
func TestBatchBeingRead(t *testing.T) {
	w := batchWords{words: speaker(t)}
	b := batch.Batch{ID: "x", State: batch.Reading}
	settled := func(s warehouse.State) batch.Item {
		return batch.Item{Path: "a.xlsx", State: batch.Settled, Outcome: &batch.Outcome{State: s, Kind: ingest.KindOrganisations}}
	}
	b.Items = []batch.Item{
		settled(warehouse.Accepted), settled(warehouse.Received),
		{Path: "b.xlsx", State: batch.Read}, {Path: "c.xlsx", State: batch.Read}, {Path: "d.xlsx", State: batch.Read},
		{Path: "e.xlsx", State: batch.Reading}, {Path: "f.xlsx", State: batch.Queued}, {Path: "g.xlsx", State: batch.Queued},
	}
	v := w.batch(b)
	if want := "Đã đọc 5, đã xong 2 trên 8 tệp; 1 tệp cần xử lý"; v.Headline != want {
		t.Errorf("headline %q, want %q", v.Headline, want)
	}
	want := []batchBar{{"accepted", 0, 50}, {"received", 50, 50}, {"read", 100, 150}}
	if len(v.Bars) != len(want) {
		t.Fatalf("bars %+v, want %+v", v.Bars, want)
	}
	for i := range want {
		if v.Bars[i] != want[i] {
			t.Errorf("bar %d is %+v, want %+v", i, v.Bars[i], want[i])
		}
	}
	counts := map[string]int{}
	for _, c := range v.Tally {
		counts[c.Class] = c.Count
		if strings.Contains(c.Text+c.Note, "⟦") {
			t.Errorf("%s: %q, %q", c.Class, c.Text, c.Note)
		}
	}
	if counts["read"] != 3 || counts["queued"] != 3 {
		t.Errorf("counts %v, want 3 read and 3 to be read", counts)
	}
}
