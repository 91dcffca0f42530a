package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"giaoban/ingest/catalog"
)

// answers keeps what was answered, for as long as no commit touches a figure
// that could have gone into it. Of a hundred questions that pages ask most are
// about other organisations, indicators or years than the workbook that has
// just come.
type answers struct {
	mu      sync.Mutex
	kept    map[string]*keptAnswer
	rows    int      // in all of them
	changes []change // the newest ones, oldest first, without gaps
}

// What is kept at most: rows are about a kilobyte each.
const (
	keptRows    = 40_000
	keptChanges = 256
)

// keptAnswer is an answer that holds at a data version, and which figures
// could change it.
type keptAnswer struct {
	version int64
	rows    []Row
	of      touched
}

// change is what one data version has changed.
type change struct {
	version int64
	touched *touched // nil: it may be anything
}

// touched bounds a set of figures: their organisations, their indicators, and
// the months from the first to the last that any of them covers. The zero
// value is no figure.
type touched struct {
	orgs, indicators map[string]bool
	first, last      int
}

func (t *touched) add(org, indicator string, first, last int) {
	if t.orgs == nil {
		*t = touched{map[string]bool{}, map[string]bool{}, first, last}
	}
	t.orgs[org], t.indicators[indicator] = true, true
	t.first, t.last = min(t.first, first), max(t.last, last)
}

// meets reports whether a figure could be within both bounds.
func (t *touched) meets(o *touched) bool {
	shares := func(a, b map[string]bool) bool {
		if len(a) > len(b) {
			a, b = b, a
		}
		for code := range a {
			if b[code] {
				return true
			}
		}
		return false
	}
	return t.first <= o.last && o.first <= t.last && shares(t.orgs, o.orgs) && shares(t.indicators, o.indicators)
}

// changed notes what has been committed; nil is anything.
func (a *answers) changed(version int64, t *touched) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if n := len(a.changes); t == nil || n > 0 && a.changes[n-1].version != version-1 {
		a.changes, a.kept, a.rows = nil, nil, 0
	}
	if t == nil {
		return
	}
	a.changes = append(a.changes, change{version, t})
	if len(a.changes) > keptChanges {
		a.changes = slices.Delete(a.changes, 0, 1)
	}
}

// get returns the rows of an answer if they hold at the version.
func (a *answers) get(key string, version int64) ([]Row, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	k, ok := a.kept[key]
	if !ok || k.version > version {
		return nil, false
	}
	left := version - k.version
	for _, c := range a.changes {
		if c.version <= k.version || c.version > version {
			continue
		}
		left--
		if c.touched.meets(&k.of) {
			left = -1
			break
		}
	}
	if left != 0 {
		a.rows -= len(k.rows)
		delete(a.kept, key)
		return nil, false
	}
	k.version = version
	return slices.Clone(k.rows), true
}

func (a *answers) put(key string, k *keptAnswer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if before, ok := a.kept[key]; ok {
		if before.version > k.version {
			return
		}
		a.rows -= len(before.rows)
	}
	if a.kept == nil || a.rows+len(k.rows) > keptRows {
		a.kept, a.rows = map[string]*keptAnswer{}, 0
	}
	a.kept[key] = k
	a.rows += len(k.rows)
}

// key is the same for questions with the same answer; "" for one whose answer
// is not kept: of an earlier day, when the register may have been another.
func (s *Store) key(q Query) string {
	if !q.AsOf.IsZero() {
		return ""
	}
	_, today := s.horizon(q.AsOf)
	var periods []string
	for _, p := range q.Periods {
		periods = append(periods, p.Code())
	}
	return fmt.Sprintf("%q %q %q %q %t %q %q %s", q.Indicators, q.Org, q.Others, periods, q.ByOrg, q.Compare, q.Lens, today.Format("2006-01-02"))
}

// bounds are the figures that could go into the answer: of the organisations
// and of whoever has ever been below them; of the years of the periods and of
// their bases.
func (a question) bounds(r *catalog.Register) touched {
	below := map[string][]string{}
	for _, e := range r.Edges {
		below[e.Parent] = append(below[e.Parent], e.Child)
	}
	var t touched
	for i, p := range a.periods {
		for _, q := range []catalog.Period{p, p.AddYears(-1), p.Previous()} {
			if q.IsZero() {
				continue
			}
			first, last := q.Months()
			first, last = first-first%12, last-last%12+11
			if i == 0 && q == p {
				t = touched{map[string]bool{}, map[string]bool{}, first, last}
			}
			t.first, t.last = min(t.first, first), max(t.last, last)
		}
	}
	for _, indicator := range a.indicators {
		t.indicators[indicator] = true
	}
	for next := slices.Clone(a.orgs); len(next) > 0; {
		org := next[0]
		if next = next[1:]; !t.orgs[org] {
			t.orgs[org] = true
			next = append(next, below[org]...)
		}
	}
	return t
}

// touch bounds the figures that the batch has brought or driven out.
func (w *writer) touch(ctx context.Context, list []candidate) error {
	t := &touched{}
	var replaced []string
	for i := range list {
		c := &list[i]
		if c.r.State != Accepted {
			continue
		}
		if c.sub.Catalogue != nil || c.sub.Register != nil {
			return nil // it may be anything
		}
		for n := range c.sub.Facts {
			f := &c.sub.Facts[n]
			first, last := spanOf(f)
			t.add(f.Org, f.Indicator, first, last)
		}
		for _, o := range c.replaced {
			replaced = append(replaced, fmt.Sprint(o.id))
		}
	}
	if len(replaced) > 0 {
		if err := w.touchReplaced(ctx, t, replaced); err != nil {
			return w.note(err)
		}
	}
	w.touched = t
	return nil
}

func (w *writer) touchReplaced(ctx context.Context, t *touched, ids []string) error {
	rows, err := w.tx.QueryContext(ctx, `SELECT org, indicator, min(first_month), max(last_month) FROM fact
		WHERE submission IN (`+strings.Join(ids, ", ")+`) GROUP BY org, indicator`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var org, indicator string
		var first, last int
		if err := rows.Scan(&org, &indicator, &first, &last); err != nil {
			return err
		}
		t.add(org, indicator, first, last)
	}
	return rows.Err()
}
