package warehouse

import (
	"slices"
	"sync"
	"time"

	"giaoban/ingest/catalog"
)

// answers keeps figures that were asked for, for as long as no commit touches
// one that could have gone into them: of what pages show most is about other
// organisations, indicators or years than the workbook that has just come.
// What it has touched is asked anew at once (see [Store.publish]), in a few
// questions for everything that readers have lately looked at.
type answers struct {
	mu         sync.Mutex
	version    int64       // the data version up to which what is kept holds
	vocabulary *vocabulary // but for its mappings, which other commits change too
	rows       map[keptKey]*keptRow
	members    map[string][]membership // by question
	periods    map[string]keptPeriods  // by organisation
	changes    []change                // the newest ones, oldest first, without gaps
}

// What is kept at most: rows are about a kilobyte each.
const (
	keptRows    = 40_000
	keptChanges = 64
)

// lately is how long after its last use a figure is asked anew when it changes.
const lately = 10 * time.Minute

// askedAnew is how many figures a commit asks anew at most, those read last;
// the others are asked for by whoever reads them. Three thousand take a quarter
// of a second on two cores.
const askedAnew = 5000

// manner is how figures are asked for, beside which ones: equal manners give
// equal rows at a data version.
type manner struct {
	lens    Lens
	today   string // for the lens that depends on it
	compare string // joined by commas
}

type keptKey struct {
	manner
	rowKey
}

// keptRow is a figure that holds since a data version.
type keptRow struct {
	row         Row
	since       int64
	first, last int // the months of the figures that could go into it
	used        time.Time
}

// keptPeriods are the periods with figures of an organisation, since a data
// version.
type keptPeriods struct {
	list  []PeriodData
	since int64
}

// change is what one data version has changed.
type change struct {
	version int64
	touched touched // for organisations above those of the figures too
}

// changed notes what has been committed, nil for anything, and returns the
// figures that are to be asked anew because readers have lately used them.
func (a *answers) changed(version int64, t touched, now time.Time) (stale []keptKey) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if t == nil || a.vocabulary == nil || version != a.version+1 {
		a.version, a.vocabulary, a.rows, a.members, a.periods, a.changes = version, nil, nil, nil, nil, nil
		return nil
	}
	t = t.reach(a.vocabulary.Register)
	for of := range t {
		delete(a.periods, of.org)
	}
	used := map[keptKey]time.Time{}
	for k, r := range a.rows {
		if t.meets(k.rowKey, r) {
			delete(a.rows, k)
			if now.Sub(r.used) < lately {
				stale = append(stale, k)
				used[k] = r.used
			}
		}
	}
	if len(stale) > askedAnew {
		slices.SortFunc(stale, func(x, y keptKey) int { return used[y].Compare(used[x]) })
		stale = stale[:askedAnew]
	}
	a.version, a.changes = version, append(a.changes, change{version, t})
	if len(a.changes) > keptChanges {
		a.changes = slices.Delete(a.changes, 0, 1)
	}
	return stale
}

// reaches reports whether nothing of what was read at the version has to be
// forgotten because it cannot be told what has changed since.
func (a *answers) reaches(version int64) bool {
	return version <= a.version && (version == a.version || len(a.changes) > 0 && a.changes[0].version <= version+1)
}

// knows returns the vocabulary of a version, if it is kept.
func (a *answers) knows(version int64) *vocabulary {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.vocabulary == nil || !a.reaches(version) {
		return nil
	}
	return a.vocabulary
}

// learn keeps the vocabulary that was read at a version.
func (a *answers) learn(v *vocabulary, version int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if version == a.version {
		a.vocabulary = v
	}
}

// get returns those of the figures that are kept and hold at the version, and
// names the others.
func (a *answers) get(m manner, figures []rowKey, version int64, now time.Time) (rows map[rowKey]Row, missing []rowKey) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if version > a.version {
		return map[rowKey]Row{}, figures
	}
	rows = make(map[rowKey]Row, len(figures))
	for _, k := range figures {
		if r, ok := a.rows[keptKey{m, k}]; ok && r.since <= version {
			r.used = now
			rows[k] = r.row
		} else {
			missing = append(missing, k)
		}
	}
	return rows, missing
}

// put keeps figures that were read at a version, but those touched since.
func (a *answers) put(m manner, rows map[rowKey]Row, version int64, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.vocabulary == nil || !a.reaches(version) {
		return
	}
	if len(a.rows)+len(rows) > keptRows {
		a.rows = nil
	}
	if a.rows == nil {
		a.rows = make(map[keptKey]*keptRow, len(rows))
	}
	for k, row := range rows {
		r := &keptRow{row: row, since: version, used: now}
		r.first, r.last = yearsOf(row.Period)
		touched := slices.ContainsFunc(a.changes, func(c change) bool { return c.version > version && c.touched.meets(k, r) })
		if !touched {
			a.rows[keptKey{m, k}] = r
		}
	}
}

// getPeriods and putPeriods are for what [Store.Periods] answers.
func (a *answers) getPeriods(org string, version int64) ([]PeriodData, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	kept, ok := a.periods[org]
	return slices.Clone(kept.list), ok && kept.since <= version && version <= a.version
}

func (a *answers) putPeriods(org string, list []PeriodData, version int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.vocabulary == nil || version != a.version {
		return
	}
	if a.periods == nil {
		a.periods = map[string]keptPeriods{}
	}
	a.periods[org] = keptPeriods{slices.Clone(list), version}
}

// yearsOf are the months of the figures that could go into a figure of the
// period and into its bases: of all their years.
func yearsOf(p catalog.Period) (first, last int) {
	first, last = p.Months()
	for _, q := range []catalog.Period{p.AddYears(-1), p.Previous()} {
		if !q.IsZero() {
			f, l := q.Months()
			first, last = min(first, f), max(last, l)
		}
	}
	return first - first%12, last - last%12 + 11
}

// keptMembers and keepMembers are for the members that a question by member
// asks for: only a change of the vocabulary changes them.
func (a *answers) keptMembers(q string, version int64) ([]membership, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if version > a.version {
		return nil, false
	}
	members, ok := a.members[q]
	return members, ok
}

func (a *answers) keepMembers(q string, members []membership, version int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.vocabulary == nil || !a.reaches(version) {
		return
	}
	const most = 1000
	if a.members == nil || len(a.members) >= most {
		a.members = map[string][]membership{}
	}
	a.members[q] = members
}
