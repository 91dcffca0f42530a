package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/ingest"
	"giaoban/warehouse"
)

// charity is a unit's form with a row that nobody knows.
func charity(unit string, value int) Source {
	return csv("dv-"+unit+".csv", "Đơn vị "+unit+";;;", "Cụm số 7;;;", "Quý I/2023;;;", "TT;Chỉ tiêu;ĐVT;Thực hiện",
		"1;doanh thu;tỷ đồng;700", fmt.Sprintf("2;Ủng hộ từ thiện, an sinh xã hội;tỷ đồng;%d", value))
}

// Workbooks of one layout wait for somebody to accept them, each without the
// row that nobody knows. One answer renews all of them: what is kept of each,
// what its bytes are answered with and what accepting it brings are the same.
// One of another layout stays as it is, and one that is to wait goes on.
func TestAnswerRenewsWhatWaits(t *testing.T) {
	dir := t.TempDir()
	store, turn := clockwork(t, dir)
	day := time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	load := func(sources ...Source) []Outcome {
		t.Helper()
		day = day.AddDate(0, 0, 1)
		turn(day)
		out, err := Load(t.Context(), store, sources, Options{Hold: warehouse.HoldWarnings})
		must(err)
		return out
	}
	load(chosen(t, "vocabulary/to-chuc")...)
	other := csv("khac.csv", "Đơn vị 05;;;;", "Cụm số 7;;;;", "Quý I/2023;;;;", "TT;Chỉ tiêu;ĐVT;Ghi chú;Thực hiện",
		"1;Doanh thu;tỷ đồng;;700", "2;Ủng hộ từ thiện, an sinh xã hội;tỷ đồng;;5")
	waiting := load(charity("01", 3), charity("02", 4), charity("03", 5), other)
	for _, o := range waiting {
		if o.State != warehouse.Checked || o.Facts != 1 || codesOf(o.Findings) != "row_unknown" || len(o.Questions) != 1 {
			t.Fatalf("%s is %s with %d figures, asks %+v: %s", o.Path, o.State, o.Facts, o.Questions, codesOf(o.Findings))
		}
	}
	q := waiting[0].Questions[0]
	r, err := Answer(t.Context(), store, waiting[0].Submission, []Reply{{q.Kind, q.Text, "welfare_spending"}}, warehouse.Act{By: "lan"})
	must(err)
	if r.State != warehouse.Accepted || r.Facts != 2 {
		t.Errorf("answered: %s with %d figures: %s", r.State, r.Facts, codesOf(r.Findings))
	}
	for i, want := range []string{1: "mapping_applied", 2: "mapping_applied", 3: "row_unknown"} {
		if want == "" {
			continue
		}
		o, facts, decided := waiting[i], 2, []string{"hold", "hold answer " + fmt.Sprint(waiting[0].Submission)}
		if want == "row_unknown" {
			facts, decided = 1, []string{"hold"}
		}
		sub, err := store.Submission(t.Context(), o.Submission)
		must(err)
		found, err := store.Findings(t.Context(), o.Submission)
		must(err)
		change, err := Difference(t.Context(), store, o.Submission)
		must(err)
		trail, err := store.Trail(t.Context(), o.Submission)
		must(err)
		var acts []string
		for _, d := range trail {
			acts = append(acts, strings.TrimSpace(d.Action+" "+d.Detail))
		}
		if sub.State != warehouse.Checked || sub.Facts != facts || change.New != facts || codesOf(found) != want || !slices.Equal(acts, decided) {
			t.Errorf("%s is %s with %d figures, %d of them new: %s; %q", o.Path, sub.State, sub.Facts, change.New, codesOf(found), acts)
		}
	}
	again := load(charity("02", 4))[0]
	if again.State != warehouse.Checked || again.Facts != 2 || len(again.Questions) > 0 || codesOf(again.Findings) != "mapping_applied "+warehouse.HeldFile {
		t.Errorf("the same bytes again: %s with %d figures, asks %+v: %s", again.State, again.Facts, again.Questions, codesOf(again.Findings))
	}
	r, err = Accept(t.Context(), store, waiting[1].Submission, warehouse.Act{By: "an"})
	must(err)
	if r.State != warehouse.Accepted || r.Facts != 2 {
		t.Errorf("accepted: %s with %d figures: %s", r.State, r.Facts, codesOf(r.Findings))
	}

	// Taken back, it is open again where it waits.
	list, err := store.Mappings(t.Context())
	must(err)
	list[0].Target = ""
	must(Confirm(t.Context(), store, []ingest.Mapping{list[0].Mapping}, warehouse.Act{By: "lan"}))
	sub, err := store.Submission(t.Context(), waiting[2].Submission)
	must(err)
	found, err := store.Findings(t.Context(), waiting[2].Submission)
	must(err)
	if sub.State != warehouse.Checked || sub.Facts != 1 || codesOf(found) != "row_unknown" {
		t.Errorf("taken back, %s is %s with %d figures: %s", sub.Name, sub.State, sub.Facts, codesOf(found))
	}
	sameAgain(t, store, dir)
}

// A list of organisations says who a name is: what waited because nobody knew
// it is read again.
func TestVocabularyRenewsWhatWaits(t *testing.T) {
	dir := t.TempDir()
	store, _ := clockwork(t, dir)
	load := func(sources ...Source) []Outcome {
		t.Helper()
		out, err := Load(t.Context(), store, sources, Options{Hold: warehouse.HoldAlways, Ask: true})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	waiting := load(charity("01", 3))[0]
	if waiting.State != warehouse.Received {
		t.Fatalf("%s is %s: %s", waiting.Path, waiting.State, codesOf(waiting.Findings))
	}
	out, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{})
	if err != nil || out[0].State != warehouse.Accepted {
		t.Fatalf("%+v, %v", out, err)
	}
	found, err := store.Findings(t.Context(), waiting.Submission)
	if err != nil || codesOf(found) != "row_unknown" {
		t.Errorf("%s, %v", codesOf(found), err)
	}
	sameAgain(t, store, dir)
}
