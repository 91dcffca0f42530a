package warehouse

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest"
)

const corpus = "../ingest/testdata/corpus"

// TestKeptOriginalsSayTheSame takes the workbooks of the corpus in. What the
// store then holds of an accepted one is, figure by figure and to the last
// digit, what its kept original says when it is read again.
func TestKeptOriginalsSayTheSame(t *testing.T) {
	w := newWorldIn(t, Config{Dir: t.TempDir()})
	w.rules = nil
	var list []Incoming
	vocabulary, err := w.Vocabulary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	take := func(path string) {
		t.Helper()
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sub, err := ingest.Read(data, filepath.Base(path), vocabulary)
		if err != nil || sub.Kind == ingest.KindCatalogue {
			return // refused as a file, or the catalogue the store has
		}
		list = append(list, Incoming{Submission: sub, Original: data})
	}
	commit := func() []Receipt {
		t.Helper()
		receipts, err := w.CommitAll(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		if vocabulary, err = w.Vocabulary(t.Context()); err != nil {
			t.Fatal(err)
		}
		return receipts
	}
	organisations := filepath.Join(corpus, "identity", "organisations.xlsx")
	take(organisations)
	commit()
	list = nil
	paths, err := filepath.Glob(filepath.Join(corpus, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if path != organisations && !strings.HasSuffix(path, ".txt") {
			take(path)
		}
	}
	accepted := 0
	for i, receipt := range commit() {
		if receipt.State != Accepted {
			continue
		}
		accepted++
		sub := list[i].Submission
		original, err := w.Original(t.Context(), sub.SHA256)
		if err != nil || !bytes.Equal(original, list[i].Original) {
			t.Errorf("%s: the original is not what came: %v", sub.Name, err)
			continue
		}
		again, err := ingest.Read(original, sub.Name, vocabulary)
		if err != nil {
			t.Errorf("%s: %v", sub.Name, err)
			continue
		}
		var said []string
		for _, f := range again.Facts {
			den := ""
			if f.Den.Valid {
				den = f.Den.Decimal.StringFixed(4)
			}
			said = append(said, fmt.Sprint([]any{f.Org, f.Indicator, f.Period, f.Basis, f.Status, f.Scenario, f.Role, f.Num.StringFixed(4), den,
				f.Bare, f.NotApplicable, f.Qualifier, f.Raw, f.Unit, f.Sheet, f.Cell}))
		}
		if diff := cmp.Diff(said, w.stored(receipt.ID)); diff != "" {
			t.Errorf("%s (-read again +stored):\n%s", sub.Name, diff)
		}
	}
	const fewest = 60
	if accepted < fewest {
		t.Errorf("only %d workbooks were accepted", accepted)
	}
}

// stored lists the figures of a submission as they came.
func (w *world) stored(submission int64) []string {
	w.t.Helper()
	rows, err := w.db.QueryContext(w.t.Context(), `
		SELECT org, indicator, period, basis, ['', 'estimate', 'preliminary', 'final', 'corrected'][status + 1], scenario, role,
		       num::VARCHAR, coalesce(den::VARCHAR, ''), bare, not_applicable, qualifier, raw, unit, sheet, cell
		FROM fact WHERE submission = ? ORDER BY id`, submission)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		values := make([]any, 16)
		into := make([]any, len(values))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			w.t.Fatal(err)
		}
		list = append(list, fmt.Sprint(values))
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return list
}
