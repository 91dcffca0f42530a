package batch

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"giaoban/ingest/locale"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
)

// maxWaiting is how many batches may wait behind the one being read: their
// files are in memory.
const maxWaiting = 8

// maxKept is how many batches are remembered.
const maxKept = 200

// Config is what [Open] needs.
type Config struct {
	Store    *warehouse.Store
	Messages *locale.Messages // of findings and refusals
	Dir      string           // where batches are kept, created if absent; "" keeps them in memory only
	Now      func() time.Time // nil: time.Now
	Log      *slog.Logger     // nil discards
}

// Queue is the batches of one store. Its methods may be called concurrently.
type Queue struct {
	store    *warehouse.Store
	messages *locale.Messages
	journal  journal
	now      func() time.Time
	log      *slog.Logger

	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	worker sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	running bool
	waiting []job
	batches map[string]*entry
}

// entry is a batch with those who wait for its next change.
type entry struct {
	Batch
	changed chan struct{} // closed at the next change
}

// job is a batch whose turn has not come.
type job struct {
	entry   *entry
	sources []intake.Source
	options Options
}

// Options say what is done with the files of a batch.
type Options struct {
	DryRun bool           // they are checked, nothing is taken in
	Hold   warehouse.Hold // which of them wait for somebody to accept them
	By     string         // who sends them; "" when nobody is named
	Note   string         // what they say to the warnings of those that are accepted
	Decide bool           // Note also accepts those of the same bytes as one that waits
}

// Open reads what is kept of earlier batches. A batch that the end of the
// program cut short is shown as it was left: what of it came in the store knows.
func Open(c Config) (*Queue, error) {
	q := &Queue{store: c.Store, messages: c.Messages, now: c.Now, log: c.Log, batches: map[string]*entry{}}
	if q.now == nil {
		q.now = time.Now
	}
	if q.log == nil {
		q.log = slog.New(slog.DiscardHandler)
	}
	q.ctx, q.cancel = context.WithCancel(context.Background())
	q.journal.dir = c.Dir
	kept, err := q.journal.kept()
	if err != nil {
		return nil, err
	}
	if err := q.recall(kept); err != nil {
		return nil, err
	}
	for _, b := range kept {
		q.batches[b.ID] = &entry{Batch: b.Batch, changed: make(chan struct{})}
	}
	return q, nil
}

// Close stops the batch being read, after the file it is at, and waits for
// that. Files that were not reached are lost and said to be.
func (q *Queue) Close() {
	q.mu.Lock()
	q.closed = true
	q.cancel()
	q.mu.Unlock()
	q.worker.Wait()
}

// Done is closed when the queue is: whoever follows a batch should stop.
func (q *Queue) Done() <-chan struct{} { return q.ctx.Done() }

// Add takes in an upload and returns its batch. Archives among the files are
// opened. With too many batches waiting it fails with [ErrFull].
func (q *Queue) Add(files []intake.File, o Options) (Batch, error) {
	found := intake.CollectFiles(files)
	b := Batch{ID: q.newID(), Created: q.now(), DryRun: o.DryRun, State: Queued, Passed: found.Passed, Version: 1}
	for _, s := range found.Sources {
		b.Items = append(b.Items, Item{Path: s.Path, State: Queued, Version: 1})
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.closed:
		return Batch{}, ErrClosed
	case len(q.waiting) >= maxWaiting:
		return Batch{}, ErrFull
	}
	if err := q.journal.begin(b); err != nil {
		return Batch{}, err
	}
	e := &entry{Batch: b, changed: make(chan struct{})}
	q.batches[b.ID] = e
	q.forget()
	q.waiting = append(q.waiting, job{e, found.Sources, o})
	if !q.running {
		q.running = true
		q.worker.Go(q.work)
	}
	return b.clone(), nil
}

// Batch returns a batch as it stands, or [ErrNoBatch].
func (q *Queue) Batch(id string) (Batch, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	e, ok := q.batches[id]
	if !ok {
		return Batch{}, ErrNoBatch
	}
	return e.clone(), nil
}

// Changed returns a channel that is closed when the batch is no longer the
// given version: at once if it is not now.
func (q *Queue) Changed(id string, version int) <-chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	if e, ok := q.batches[id]; ok && e.Version == version {
		return e.changed
	}
	now := make(chan struct{})
	close(now)
	return now
}

// Recent returns up to n batches, newest first.
func (q *Queue) Recent(n int) []Batch {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := q.sorted()
	if len(out) > n {
		out = out[:n]
	}
	for i := range out {
		out[i] = out[i].clone()
	}
	return out
}

func (q *Queue) sorted() []Batch {
	out := make([]Batch, 0, len(q.batches))
	for _, e := range q.batches {
		out = append(out, e.Batch)
	}
	slices.SortFunc(out, func(a, b Batch) int { return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID)) })
	return out
}

// forget drops the oldest batches beyond those that are kept.
func (q *Queue) forget() {
	if len(q.batches) <= maxKept {
		return
	}
	for _, b := range q.sorted()[maxKept:] {
		if b.State == Settled || b.State == Lost {
			delete(q.batches, b.ID)
			q.journal.remove(b.ID)
		}
	}
}

// newID is sortable by time and short enough to read out.
func (q *Queue) newID() string {
	var b [3]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime aborts without randomness
	return q.now().UTC().Format("20060102-150405-") + hex.EncodeToString(b[:])
}

// work reads batches until none waits.
func (q *Queue) work() {
	for {
		q.mu.Lock()
		if len(q.waiting) == 0 {
			q.running = false
			q.mu.Unlock()
			return
		}
		next := q.waiting[0]
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		q.load(next)
	}
}

// load reads one batch to its end.
func (q *Queue) load(j job) {
	at := make(map[string]int, len(j.sources))
	for i := range j.sources {
		at[j.sources[i].Path] = i
	}
	q.change(j.entry, func(b *Batch) { b.State = Reading })
	_, err := intake.Load(q.ctx, q.store, j.sources, intake.Options{
		DryRun: j.options.DryRun, Hold: j.options.Hold, By: j.options.By, Note: j.options.Note, Decide: j.options.Decide, Ask: true, // people are there to answer
		Reading: func(path string, end bool) {
			state := Reading
			if end {
				state = Read
			}
			q.change(j.entry, func(b *Batch) { b.item(at[path], state, nil) })
		},
		Digest: func(path, sha256 string) {
			if j.options.DryRun {
				return
			}
			if err := q.journal.read(j.entry.ID, at[path], sha256); err != nil {
				q.log.Error("batch not kept", "batch", j.entry.ID, "error", err)
			}
		},
		Progress: func(_ int, o intake.Outcome) {
			i := at[o.Path]
			out := summary(o, q.messages, q.now())
			q.change(j.entry, func(b *Batch) { b.item(i, Settled, out) })
			if err := q.journal.settle(j.entry.ID, i, *out); err != nil {
				q.log.Error("batch not kept", "batch", j.entry.ID, "error", err)
			}
		},
	})
	problem := problemOf(err, q.ctx.Err())
	if problem == Failed {
		q.log.Error("batch ended early", "batch", j.entry.ID, "error", err)
	}
	now := q.now()
	q.change(j.entry, func(b *Batch) { b.end(problem, now) })
	if err := q.journal.end(j.entry.ID, problem, now); err != nil {
		q.log.Error("batch not kept", "batch", j.entry.ID, "error", err)
	}
}

func problemOf(err, stopped error) Problem {
	switch {
	case err == nil:
		return NoProblem
	case stopped != nil, errors.Is(err, warehouse.ErrClosed):
		return Interrupted
	case errors.Is(err, warehouse.ErrDiskFull):
		return DiskFull
	case errors.Is(err, warehouse.ErrBusy):
		return Busy
	}
	return Failed
}

// change applies f to a batch and tells those who wait for it.
func (q *Queue) change(e *entry, f func(*Batch)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	e.Version++
	f(&e.Batch)
	close(e.changed)
	e.changed = make(chan struct{})
}

// item moves a file on.
func (b *Batch) item(i int, s State, o *Outcome) {
	b.Items[i].State, b.Items[i].Outcome, b.Items[i].Version = s, o, b.Version
}

// end closes the batch; what was not reached is lost.
func (b *Batch) end(p Problem, now time.Time) {
	b.State, b.Problem, b.Done = Settled, p, now
	for i := range b.Items {
		if b.Items[i].State != Settled {
			b.Items[i].State, b.Items[i].Version = Lost, b.Version
			b.State = Lost
		}
	}
}
