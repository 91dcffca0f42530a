package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// csv is a source with the lines of a file.
func csv(name string, lines ...string) Source {
	data := []byte(strings.Join(lines, "\n") + "\n")
	return Source{Path: name, Size: int64(len(data)), Read: func() ([]byte, error) { return data, nil }}
}

// misspelt is a cluster's summary of a period with a heading and a name that
// nobody knows.
func misspelt(name, period string, value int) Source {
	return csv(name, "Cụm số 7;;;", "Tổng hợp "+period+";;;", "TT;Tên đơn vị;Doanh thú (tỷ đồng);Lao động",
		"1;Đơn vị 01;"+fmt.Sprint(value)+";11", "2;Đơn vị số hai;"+fmt.Sprint(value+1)+";12")
}

// codesOf lists the codes of findings.
func codesOf(list []ingest.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

// replyAll answers the heading with revenue and the name with an organisation.
func replyAll(t *testing.T, sub ingest.Submission, org string) []Reply {
	t.Helper()
	var out []Reply
	for _, q := range sub.Questions {
		r := Reply{Kind: q.Kind, Text: q.Text, Target: "revenue"}
		if q.Kind != ingest.MapHeading {
			r.Target = org
		}
		out = append(out, r)
	}
	if len(out) != 2 {
		t.Fatalf("asks %+v", sub.Questions)
	}
	return out
}

// A workbook whose heading and unit nobody knows waits; the answer takes it in,
// and the others that waited for the same, and the next quarter's at once. The
// decision log tells all of it.
func TestAnswers(t *testing.T) {
	dir := t.TempDir()
	store, turn := clockwork(t, dir)
	day := time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	load := func(o Options, sources ...Source) []Outcome {
		t.Helper()
		day = day.AddDate(0, 0, 1)
		turn(day)
		outcomes, err := Load(t.Context(), store, sources, o)
		must(err)
		return outcomes
	}
	load(Options{}, chosen(t, "vocabulary/to-chuc")...)
	ask := Options{Ask: true, Hold: warehouse.HoldWarnings, By: "an"}

	first := load(ask, misspelt("a.csv", "quý I/2023", 5))[0]
	other := load(ask, misspelt("b.csv", "quý II/2023", 7))[0]
	if first.State != warehouse.Received || other.State != warehouse.Received || first.Facts != 0 {
		t.Fatalf("%s and %s: %s", first.State, other.State, codesOf(first.Findings))
	}
	if again := load(ask, misspelt("a.csv", "quý I/2023", 5))[0]; again.State != warehouse.Received ||
		!strings.HasSuffix(codesOf(again.Findings), warehouse.AskedFile) {
		t.Errorf("the same bytes again: %s, %s", again.State, codesOf(again.Findings))
	}
	if plain := load(Options{DryRun: true}, misspelt("c.csv", "quý III/2023", 5))[0]; plain.State != warehouse.Accepted ||
		!strings.Contains(codesOf(plain.Findings), "column_unknown") {
		t.Errorf("without asking: %s, %s", plain.State, codesOf(plain.Findings))
	}

	sub, err := Reread(t.Context(), store, first.Submission)
	must(err)
	replies := replyAll(t, sub, "cum-7-02")
	wrong := slices.Clone(replies)
	wrong[0].Target = "no_such_thing"
	if _, err := Answer(t.Context(), store, first.Submission, wrong, warehouse.Act{}); !errors.Is(err, ErrTarget) {
		t.Errorf("an answer that is none: %v", err)
	}
	wrong[0] = Reply{Kind: ingest.MapHeading, Text: "lao động", Target: "revenue"}
	if _, err := Answer(t.Context(), store, first.Submission, wrong, warehouse.Act{}); !errors.Is(err, ErrNoQuestion) {
		t.Errorf("an answer to no question: %v", err)
	}
	day = day.AddDate(0, 0, 1)
	turn(day)
	receipt, err := Answer(t.Context(), store, first.Submission, replies, warehouse.Act{By: "lan"})
	must(err)
	if receipt.State != warehouse.Accepted || receipt.Facts != 4 || codesOf(receipt.Findings) != "mapping_applied mapping_applied" {
		t.Errorf("answered: %s, %d figures, %s", receipt.State, receipt.Facts, codesOf(receipt.Findings))
	}
	for _, id := range []int64{first.Submission, other.Submission} {
		sub, err := store.Submission(t.Context(), id)
		must(err)
		found, err := store.Findings(t.Context(), id)
		must(err)
		if sub.State != warehouse.Accepted || sub.Facts != 4 || codesOf(found) != "mapping_applied mapping_applied" {
			t.Errorf("submission %d is %s with %d figures: %s", id, sub.State, sub.Facts, codesOf(found))
		}
	}
	next := load(ask, misspelt("d.csv", "quý IV/2023", 9))[0]
	if next.State != warehouse.Accepted || next.Facts != 4 || !strings.Contains(codesOf(next.Findings), "mapping_applied") {
		t.Errorf("the next quarter: %s with %d figures: %s", next.State, next.Facts, codesOf(next.Findings))
	}

	// Taken back, it is asked again.
	list, err := store.Mappings(t.Context())
	must(err)
	for _, m := range list {
		m.Target = ""
		must(store.Remember(t.Context(), []ingest.Mapping{m.Mapping}, 0, warehouse.Act{By: "lan"}))
	}
	if again := load(ask, misspelt("e.csv", "quý I/2024", 9))[0]; again.State != warehouse.Received {
		t.Errorf("taken back: %s", again.State)
	}
	before := everything(t, store)
	must(store.Close())

	log, err := warehouse.DecisionsIn(dir)
	must(err)
	anew, turn := clockwork(t, t.TempDir())
	different, err := Rebuild(t.Context(), anew, turn, log, warehouse.KeptIn(dir), nil)
	must(err)
	if len(different) > 0 {
		t.Errorf("came out otherwise: %+v", different)
	}
	for i, line := range everything(t, anew) {
		if i >= len(before) || line != before[i] {
			t.Errorf("now %s\nwas %s", line, append(before, make([]string, i+1)...)[i])
		}
	}
}

// Of what waits and asks more than was answered the answered part is settled,
// the rest is asked on; what the answer says nothing about is left alone.
func TestAnswerOfAPart(t *testing.T) {
	store, _ := clockwork(t, t.TempDir())
	if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{}); err != nil {
		t.Fatal(err)
	}
	outcomes, err := Load(t.Context(), store, []Source{
		misspelt("a.csv", "quý I/2023", 5), misspelt("b.csv", "quý II/2023", 7),
		csv("c.csv", "Báo cáo nhanh;;", "TT;Chỉ tiêu;TH", "1;Kết nạp;5"),
	}, Options{Ask: true, Hold: warehouse.HoldWarnings})
	if err != nil {
		t.Fatal(err)
	}
	waits := func(o Outcome) (said string, questions, asked int) {
		t.Helper()
		now, err := Reread(t.Context(), store, o.Submission)
		if err != nil {
			t.Fatal(err)
		}
		found, err := store.Findings(t.Context(), o.Submission)
		if err != nil {
			t.Fatal(err)
		}
		trail, err := store.Trail(t.Context(), o.Submission)
		if err != nil {
			t.Fatal(err)
		}
		sub, err := store.Submission(t.Context(), o.Submission)
		if err != nil || sub.State != warehouse.Received {
			t.Errorf("%s is %s, %v", o.Path, sub.State, err)
		}
		for _, d := range trail {
			if d.Action == "ask" {
				asked++
			}
		}
		return codesOf(found), len(now.Questions), asked
	}
	sub, err := Reread(t.Context(), store, outcomes[0].Submission)
	if err != nil {
		t.Fatal(err)
	}
	heading := replyAll(t, sub, "cum-7-02")[:1]
	if heading[0].Kind != ingest.MapHeading {
		t.Fatalf("asks first for %s", heading[0].Kind)
	}
	_, unanswered, _ := waits(outcomes[2])
	if _, err := Answer(t.Context(), store, outcomes[0].Submission, heading, warehouse.Act{By: "lan"}); err != nil {
		t.Fatal(err)
	}
	answered, _, _ := waits(outcomes[0])
	for _, o := range outcomes[:2] {
		said, questions, asked := waits(o)
		if strings.Contains(said, "column_unknown") || !strings.Contains(said, "mapping_applied") || said != answered || questions != 1 || asked != 2 {
			t.Errorf("%s: %s; asks %d, asked %d times", o.Path, said, questions, asked)
		}
	}
	if _, questions, asked := waits(outcomes[2]); questions != unanswered || asked != 1 {
		t.Errorf("%s asks %d, was %d; asked %d times", outcomes[2].Path, questions, unanswered, asked)
	}
}

// What nothing in a file tells is answered for that file alone.
func TestAnswerOfOneFile(t *testing.T) {
	store, _ := clockwork(t, t.TempDir())
	form := func(value string) Source {
		return csv("x.csv", "Báo cáo nhanh;;", "TT;Chỉ tiêu;TH", "1;Kết nạp;"+value)
	}
	if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{}); err != nil {
		t.Fatal(err)
	}
	outcomes, err := Load(t.Context(), store, []Source{form("5")}, Options{})
	if err != nil || outcomes[0].State != warehouse.Refused || outcomes[0].Submission == 0 {
		t.Fatalf("%+v, %v", outcomes, err)
	}
	id := outcomes[0].Submission
	for _, want := range []struct {
		reply Reply
		state warehouse.State
	}{
		{Reply{ingest.MapPeriod, "", "2024-Q1"}, warehouse.Received},
		{Reply{ingest.MapSender, "", "cum-7-01"}, warehouse.Accepted},
	} {
		r, err := Answer(t.Context(), store, id, []Reply{want.reply}, warehouse.Act{})
		if err != nil || r.State != want.state {
			t.Fatalf("%+v: %s, %v: %s", want.reply, r.State, err, codesOf(r.Findings))
		}
	}
	sub, err := store.Submission(t.Context(), id)
	if err != nil || sub.Org != "cum-7-01" || sub.Period.Grain() != catalog.Quarter || sub.Facts != 1 {
		t.Errorf("%+v, %v", sub, err)
	}
	if outcomes, err = Load(t.Context(), store, []Source{form("6")}, Options{}); err != nil || outcomes[0].State != warehouse.Refused {
		t.Errorf("another file: %+v, %v", outcomes, err)
	}
}

// Of a workbook that is in force the figures stay as they are; withdrawn and
// loaded again it is read with what was answered.
func TestAnswerOfAnAcceptedFile(t *testing.T) {
	store, _ := clockwork(t, t.TempDir())
	load := func() Outcome {
		t.Helper()
		outcomes, err := Load(t.Context(), store, append(chosen(t, "vocabulary/to-chuc"), misspelt("a.csv", "quý I/2023", 5)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return outcomes[1]
	}
	first := load()
	sub, err := Reread(t.Context(), store, first.Submission)
	if err != nil || first.State != warehouse.Accepted || first.Facts != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	r, err := Answer(t.Context(), store, first.Submission, replyAll(t, sub, "cum-7-02"), warehouse.Act{By: "lan"})
	if err != nil || r.State != warehouse.Accepted || r.Facts != 1 {
		t.Errorf("answered: %+v, %v", r, err)
	}
	if err := store.Withdraw(t.Context(), first.Submission, warehouse.Act{Note: "đọc lại"}); err != nil {
		t.Fatal(err)
	}
	if again := load(); again.State != warehouse.Accepted || again.Facts != 4 {
		t.Errorf("again: %s with %d figures: %s", again.State, again.Facts, codesOf(again.Findings))
	}
}

// A file that says two things of its period waits, on the page and from the
// command line; answered it is in, and the same bytes again are known.
func TestAnswerOfAFileThatDisagrees(t *testing.T) {
	for _, tt := range []struct {
		ask    bool
		state  warehouse.State
		target string
	}{{true, warehouse.Received, "2024-Q2"}, {false, warehouse.Refused, "2024-Q1"}} {
		store, turn := clockwork(t, t.TempDir())
		turn(time.Date(2024, 6, 28, 8, 0, 0, 0, time.UTC)) // both quarters may be reported
		if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{}); err != nil {
			t.Fatal(err)
		}
		load := func() Outcome {
			t.Helper()
			form := csv("cum-7-01_quy-2-2024.csv", "Đơn vị 01;;", "Cụm số 7;;", "Quý I/2024;;", "TT;Chỉ tiêu;TH", "1;Kết nạp;5")
			out, err := Load(t.Context(), store, []Source{form}, Options{Ask: tt.ask})
			if err != nil {
				t.Fatal(err)
			}
			return out[0]
		}
		first := load()
		if first.State != tt.state || len(first.Questions) != 1 || codesOf(first.Findings) != "period_file_disagrees" {
			t.Fatalf("%s asks %+v: %s", first.State, first.Questions, codesOf(first.Findings))
		}
		r, err := Answer(t.Context(), store, first.Submission, []Reply{{ingest.MapPeriod, "", tt.target}}, warehouse.Act{By: "lan"})
		if err != nil || r.State != warehouse.Accepted || codesOf(r.Findings) != "mapping_answered" {
			t.Fatalf("%s: %s, %v", r.State, codesOf(r.Findings), err)
		}
		if sub, err := store.Submission(t.Context(), first.Submission); err != nil || sub.Period.Code() != tt.target || sub.Facts != 1 {
			t.Errorf("%+v, %v", sub, err)
		}
		if again := load(); again.State != warehouse.Unchanged {
			t.Errorf("the same bytes again: %s", again.State)
		}
		if err := store.Withdraw(t.Context(), first.Submission, warehouse.Act{Note: "thử"}); err != nil {
			t.Fatal(err)
		}
		if again := load(); again.State != warehouse.Accepted || again.Period.Code() != tt.target {
			t.Errorf("withdrawn and sent again: %s of %s", again.State, again.Period)
		}
	}
}

// Who sends a workbook in to wait for somebody to accept it is heeded also
// when it asked first: the answers make it wait, not count. So it is in a
// database that was built anew.
func TestAnswerHeedsTheHold(t *testing.T) {
	for _, ask := range []bool{true, false} {
		t.Run(fmt.Sprint("asks ", ask), func(t *testing.T) {
			dir := t.TempDir()
			store, _ := clockwork(t, dir)
			if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{}); err != nil {
				t.Fatal(err)
			}
			form := csv("x.csv", "Báo cáo nhanh;;", "TT;Chỉ tiêu;TH", "1;Kết nạp;5")
			outcomes, err := Load(t.Context(), store, []Source{form}, Options{Hold: warehouse.HoldAlways, Ask: ask})
			if err != nil || outcomes[0].Submission == 0 {
				t.Fatalf("%+v, %v", outcomes, err)
			}
			id := outcomes[0].Submission
			var r warehouse.Receipt
			for _, reply := range []Reply{{ingest.MapPeriod, "", "2024-Q1"}, {ingest.MapSender, "", "cum-7-01"}} {
				if r, err = Answer(t.Context(), store, id, []Reply{reply}, warehouse.Act{}); err != nil {
					t.Fatal(err)
				}
			}
			if r.State != warehouse.Checked {
				t.Errorf("answered it is %s: %s", r.State, codesOf(r.Findings))
			}
			sameAgain(t, store, dir)
		})
	}
}

// A file that is read wrongly as a whole needs no editing: what somebody tells
// of it holds for that file alone, as long as it waits; of one in force it must
// be withdrawn first and comes in once more, to be accepted. Built anew from
// its log the store is the same.
func TestTellingOfAFile(t *testing.T) {
	dir := t.TempDir()
	store, turn := clockwork(t, dir)
	turn(time.Date(2024, 8, 1, 8, 0, 0, 0, time.UTC))
	form := csv("cum-7-01.csv", "Đơn vị 01;;", "Cụm số 7;;", "Quý II/2024;;", "TT;Chỉ tiêu;TH", "1;Kết nạp;5")
	if _, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{}); err != nil {
		t.Fatal(err)
	}
	load := func(o Options) Outcome {
		t.Helper()
		outcomes, err := Load(t.Context(), store, []Source{form}, o)
		if err != nil {
			t.Fatal(err)
		}
		return outcomes[0]
	}
	told := func(id int64, replies ...Reply) (warehouse.Submission, []ingest.Fact) {
		t.Helper()
		r, err := Answer(t.Context(), store, id, replies, warehouse.Act{By: "lan"})
		if err != nil {
			t.Fatalf("%+v: %v", replies, err)
		}
		now, err := Reread(t.Context(), store, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		sub, err := store.Submission(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		return sub, now.Facts
	}
	first := load(Options{Hold: warehouse.HoldAlways})
	if first.State != warehouse.Checked {
		t.Fatalf("%s: %s", first.State, codesOf(first.Findings))
	}
	sub, facts := told(first.Submission, Reply{ingest.MapStatus, "", "corrected"}, Reply{ingest.MapBasis, "", "cumulative"})
	if sub.ID != first.Submission || sub.State != warehouse.Checked || sub.Status != catalog.Corrected || facts[0].Basis != catalog.Cumulative {
		t.Errorf("told: %+v, %+v", sub, facts)
	}
	for _, bad := range []struct {
		reply Reply
		want  error
	}{
		{Reply{ingest.MapStatus, "", "sure"}, ErrTarget}, {Reply{ingest.MapBasis, "", "both"}, ErrTarget}, {Reply{ingest.MapHeading, "", "revenue"}, ErrNoQuestion},
		{Reply{ingest.MapPeriod, "x", "2024-Q1"}, ErrNoQuestion},
	} {
		if _, err := Answer(t.Context(), store, sub.ID, []Reply{bad.reply}, warehouse.Act{}); !errors.Is(err, bad.want) {
			t.Errorf("%+v: %v", bad.reply, err)
		}
	}
	if _, err := Accept(t.Context(), store, sub.ID, warehouse.Act{Note: "đã xem"}); err != nil {
		t.Fatal(err)
	}
	period := Reply{ingest.MapPeriod, "", "2024-Q1"}
	if _, err := Answer(t.Context(), store, sub.ID, []Reply{period}, warehouse.Act{}); !errors.Is(err, warehouse.ErrWrongState) {
		t.Errorf("in force: %v", err)
	}
	if err := store.Withdraw(t.Context(), sub.ID, warehouse.Act{Note: "nhầm kỳ"}); err != nil {
		t.Fatal(err)
	}
	again, facts := told(sub.ID, period)
	if again.ID == sub.ID || again.State != warehouse.Checked || again.Period.Code() != "2024-Q1" || again.Status != catalog.Corrected || len(facts) != 1 {
		t.Errorf("withdrawn and told: %+v, %+v", again, facts)
	}
	trail, err := store.Trail(t.Context(), again.ID)
	if err != nil {
		t.Fatal(err)
	}
	var heard []string // who told what of the file, from the beginning
	for _, d := range trail {
		if m, ok, err := d.Mapping(); ok && err == nil && !d.At.IsZero() {
			heard = append(heard, fmt.Sprint(d.Submission == sub.ID, " ", d.By, " ", m.Kind, " ", m.Target))
		}
	}
	if want := []string{"true lan status corrected", "true lan basis cumulative", "true lan period 2024-Q1"}; !slices.Equal(heard, want) {
		t.Errorf("the new submission's trail tells %q, want %q", heard, want)
	}
	if _, err := Answer(t.Context(), store, sub.ID, []Reply{period}, warehouse.Act{}); !errors.Is(err, warehouse.ErrWrongState) {
		t.Errorf("withdrawn, and in again: %v", err)
	}
	if _, err := Accept(t.Context(), store, again.ID, warehouse.Act{Note: "đúng kỳ"}); err != nil {
		t.Fatal(err)
	}
	if got := load(Options{}); got.State != warehouse.Unchanged {
		t.Errorf("the same bytes again: %s", got.State)
	}
	sameAgain(t, store, dir)
}

// What waited for answers when it was returned waits for them once it is
// reopened; answered meanwhile for another of its layout, it is taken in.
func TestReopenWhatWaited(t *testing.T) {
	dir := t.TempDir()
	store, _ := clockwork(t, dir)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := Load(t.Context(), store, chosen(t, "vocabulary/to-chuc"), Options{})
	must(err)
	out, err := Load(t.Context(), store, []Source{misspelt("a.csv", "quý I/2023", 5), misspelt("b.csv", "quý II/2023", 7)}, Options{Ask: true, Hold: warehouse.HoldWarnings})
	must(err)
	one, other := out[0].Submission, out[1].Submission
	state := func() warehouse.State {
		t.Helper()
		sub, err := store.Submission(t.Context(), one)
		must(err)
		return sub.State
	}
	must(store.Return(t.Context(), one, warehouse.Act{Note: "thiếu dấu"}))
	must(Reopen(t.Context(), store, one, warehouse.Act{Note: "nhầm"}))
	if got := state(); got != warehouse.Received {
		t.Errorf("reopened it is %s", got)
	}
	must(store.Return(t.Context(), one, warehouse.Act{Note: "thiếu dấu"}))
	sub, err := Reread(t.Context(), store, other)
	must(err)
	_, err = Answer(t.Context(), store, other, replyAll(t, sub, "cum-7-02"), warehouse.Act{})
	must(err)
	if got := state(); got != warehouse.Returned {
		t.Errorf("returned, and answered for another, it is %s", got)
	}
	must(Reopen(t.Context(), store, one, warehouse.Act{Note: "nhầm"}))
	if got := state(); got != warehouse.Accepted {
		t.Errorf("reopened when all is answered it is %s", got)
	}
	sameAgain(t, store, dir)
}
