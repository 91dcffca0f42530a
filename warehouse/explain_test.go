package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"giaoban/ingest"
)

// operator is a step of a plan that the database has carried out.
type operator struct {
	Name     string     `json:"operator_name"`
	Rows     int        `json:"operator_cardinality"` // that come out of it
	Children []operator `json:"children"`
}

// greatest is how much the greatest step of a plan does: rows that come out of
// it, or pairs of rows that it looks at one by one.
func (o operator) greatest() int {
	most := o.Rows
	switch strings.TrimSpace(o.Name) {
	case "NESTED_LOOP_JOIN", "BLOCKWISE_NL_JOIN", "CROSS_PRODUCT":
		most = max(most, o.Children[0].Rows*o.Children[1].Rows)
	}
	for _, c := range o.Children {
		most = max(most, c.greatest())
	}
	return most
}

// explained carries a statement out and returns how that was done.
func explained(ctx context.Context, tx *sql.Tx, text string, args ...any) (root operator, err error) {
	var key, plan string
	if err := tx.QueryRowContext(ctx, "EXPLAIN (ANALYZE, FORMAT json) "+text, args...).Scan(&key, &plan); err != nil {
		return root, err
	}
	return root, json.Unmarshal([]byte(plan), &root)
}

// What the store is asked about a batch takes steps that grow with the figures,
// not with their square: beside a history, and in a store that as yet knows
// only workbooks that wait, whose figures the database still counts.
func TestNoCheckComparesAllWithAll(t *testing.T) {
	waiting := formsOf(18, "2024-Q1")
	for i := range waiting {
		waiting[i].Hold, waiting[i].Submission.Findings = HoldWarnings, []ingest.Finding{{Severity: ingest.Warning, Code: "number_unreadable"}}
	}
	for name, before := range map[string][][]Incoming{
		"a history":    {formsOf(60, "2023-Q1"), formsOf(60, "2023-Q4"), waiting},
		"only waiting": {waiting},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorldIn(t, Config{})
			w.register(bloc(60))
			w.takeAll(before...)
			w.whileStaged(formsOf(60, "2024-Q1"), func(x *writer, byID map[int64]*candidate, first, last int64) error {
				var figures int
				if err := x.tx.QueryRowContext(t.Context(), "SELECT count(*) FROM fact").Scan(&figures); err != nil {
					return err
				}
				numbers := make([]string, 0, len(byID))
				for id := range byID {
					numbers = append(numbers, fmt.Sprint(id))
				}
				values := map[string]any{"first": first, "last": last, "named": w.named, "submissions": strings.Join(numbers, ",")}
				look := func(name, text string, params []field) {
					t.Helper()
					var args []any
					for _, p := range params {
						args = append(args, sql.Named(p.name, values[p.name]))
					}
					plan, err := explained(t.Context(), x.tx, text, args...)
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if most := plan.greatest(); most > 20*figures {
						t.Errorf("%s: a step of %d rows or pairs over %d figures", name, most, figures)
					}
				}
				for _, name := range slices.Sorted(maps.Keys(w.queries)) {
					q := w.queries[name]
					if !slices.ContainsFunc(q.params, func(p field) bool { _, ok := values[p.name]; return !ok }) {
						look(name, q.text, q.params)
					}
				}
				for _, q := range w.staging {
					look(q.name, q.text, q.params)
					if err := relate(t.Context(), x.tx, q, values); err != nil {
						return err
					}
				}
				for _, r := range w.rules {
					look(r.file, r.text, nil)
				}
				return nil
			})
		})
	}
}
