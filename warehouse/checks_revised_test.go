package warehouse

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
)

// revenueAs is a workbook with one figure, in billions of đồng, of a status.
func revenueAs(t *testing.T, status catalog.Status, value string) ingest.Submission {
	t.Helper()
	sub := report("u1", "2024-Q1", parseFact(t, []string{"u1", "revenue", "2024-Q1", value, "D9"}, status))
	sub.Status = status
	return sub
}

func revisionsSaid(t *testing.T, r Receipt) []string {
	t.Helper()
	m, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Code, "store_revised") || strings.HasPrefix(f.Code, "store_corrected") {
			out = append(out, fmt.Sprintf("%s %s %s: %s", f.Severity, f.Code, f.Cell, f.Text(m, locale.VI)))
		}
	}
	return out
}

// A figure that its sender reported otherwise before is told of: with a
// warning where nobody expects it to move, or not so far.
func TestRevisedFigures(t *testing.T) {
	for _, tt := range []struct {
		name      string
		from, to  catalog.Status
		old, new  string
		said      string // "" for nothing
		otherwise bool   // by another sender
	}{
		{name: "the same", from: catalog.Final, to: catalog.Final, old: "100", new: "100.00"},
		{name: "an estimate moves a little", from: catalog.Estimate, to: catalog.Estimate, old: "100", new: "119", said: "note"},
		{name: "an estimate moves much", from: catalog.Estimate, to: catalog.Estimate, old: "100", new: "80", said: "warning"},
		{name: "an estimate becomes final", from: catalog.Estimate, to: catalog.Final, old: "100", new: "104", said: "note"},
		{name: "a final figure moves", from: catalog.Final, to: catalog.Final, old: "100", new: "101", said: "warning"},
		{name: "a final figure is corrected", from: catalog.Final, to: catalog.Corrected, old: "100", new: "150", said: "note"},
		{name: "a correction moves", from: catalog.Corrected, to: catalog.Corrected, old: "100", new: "150", said: "note"},
		{name: "an estimate after the final figure", from: catalog.Final, to: catalog.Estimate, old: "100", new: "150"},
		{name: "from nothing", from: catalog.Estimate, to: catalog.Estimate, old: "0", new: "1", said: "warning"},
		{name: "to not applicable", from: catalog.Estimate, to: catalog.Estimate, old: "5", new: "x", said: "warning"},
		{name: "another sender", from: catalog.Final, to: catalog.Final, old: "100", new: "150", otherwise: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.register(bloc(2))
			before := revenueAs(t, tt.from, tt.old)
			before.Name = "cũ.xlsx"
			if tt.otherwise {
				before.Org = "c"
			}
			w.commit(before)
			got := revisionsSaid(t, w.commit(revenueAs(t, tt.to, tt.new)))
			var want []string
			if tt.said != "" {
				code, advice := "store_revised", " Nếu là số điều chỉnh, nên chọn loại số liệu ấy trên trang của tệp, hoặc ghi “Số liệu điều chỉnh” phía trên bảng, để người xem về sau biết."
				if tt.to == catalog.Corrected {
					code, advice = "store_corrected", "" // it says so already
				}
				want = []string{fmt.Sprintf("%s %s D9: u1: Doanh thu kỳ quý I/2024 ở ô D9 đổi từ %s tỷ đồng (cũ.xlsx, Biểu!D9) thành %s tỷ đồng.%s", tt.said, code, tt.old, tt.new, advice)}
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// A workbook with many changes says so once, with the greatest of them; with
// as many as can be read, one by one.
func TestManyRevisedFigures(t *testing.T) {
	for _, n := range []int{revisionsTold, revisionsTold + 1} {
		w := newWorld(t)
		w.register(bloc(n))
		form := func(more int) ingest.Submission {
			sub := report("c", "2024-Q1")
			for i := range n {
				value := 100
				if more > 0 {
					value += more + 5*i%25
				}
				f := revenue(fmt.Sprintf("u%d", i+1), "2024-Q1", fmt.Sprint(value))
				f.Cell = fmt.Sprintf("C%d", 7+i)
				sub.Facts = append(sub.Facts, f)
			}
			return sub
		}
		w.commit(form(0))
		got := revisionsSaid(t, w.commit(form(1)))
		if n == revisionsTold && len(got) != n {
			t.Errorf("%d changes: %q", n, got)
		}
		if n > revisionsTold && (len(got) != 1 || !strings.HasPrefix(got[0], fmt.Sprintf("warning store_revised_many C11: %d số liệu", n)) || !strings.Contains(got[0], "u5: Doanh thu")) {
			t.Errorf("%d changes: %q", n, got)
		}
	}
}

// Within a batch, and against what a refused workbook would have brought, a
// revision is told as if each workbook came alone.
func TestRevisedWithinABatch(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	w.commit(revenueAs(t, catalog.Estimate, "100"))
	wrong := revenueAs(t, catalog.Preliminary, "101")
	wrong.Findings = []ingest.Finding{{Severity: ingest.Error, Code: "number_unreadable"}}
	list := []Incoming{
		{Submission: wrong, Original: []byte("1")},
		{Submission: revenueAs(t, catalog.Preliminary, "102"), Original: []byte("2")},
		{Submission: revenueAs(t, catalog.Final, "103"), Original: []byte("3")},
	}
	got, err := w.CommitAll(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", "từ 100 tỷ đồng", "từ 102 tỷ đồng"} {
		if said := strings.Join(revisionsSaid(t, got[i]), "\n"); !strings.Contains(said, want) || want == "" && said != "" {
			t.Errorf("workbook %d: %q, want %q", i, said, want)
		}
	}
}
