package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// Outcome is what became of one file.
type Outcome struct {
	Path       string
	SHA256     string // "" when the file could not be read
	Kind       ingest.WorkbookKind
	Org        string
	Period     catalog.Period
	State      warehouse.State
	Submission int64 // as which the store keeps it; 0: it does not
	Facts      int
	Findings   []ingest.Finding
	Questions  []ingest.Question // what only a person can tell
	Refusal    *ingest.Refusal   // when nothing of the file could be kept
}

// Options change how [Load] works.
type Options struct {
	Hold     warehouse.Hold              // which workbooks wait for somebody to accept them
	By       string                      // who sends them in; "" when nobody is named
	Note     string                      // what they say to the warnings of those that are accepted
	Decide   bool                        // Note also accepts those of the same bytes as one that waits
	Ask      bool                        // what only lacks answers waits for them, rather than being refused or held
	DryRun   bool                        // read and check, commit nothing
	Reading  func(path string, end bool) // called as the reading of a file begins and ends, concurrently
	Digest   func(path, sha256 string)   // called once a file has been read that may be committed, before it is, concurrently
	Progress func(total int, o Outcome)  // called once per file, in commit order, never concurrently
}

// order is the order in which kinds of workbook are loaded: each may name
// what the ones before it define.
var order = []ingest.WorkbookKind{
	ingest.KindCatalogue, ingest.KindOrganisations, ingest.KindPlans, ingest.KindReport,
}

// Load reads the sources in parallel and commits what is acceptable, each
// workbook whole or not at all. A bad file is an Outcome and never stops the
// others; the error is reserved for what does, such as a full disk or a
// cancelled context, and comes with the outcomes so far. Vocabulary also changes
// how the workbooks that wait are read: see [renewWaiting].
func Load(ctx context.Context, store *warehouse.Store, sources []Source, opts Options) ([]Outcome, error) {
	l := loader{store: store, opts: opts, total: len(sources)}
	byKind, err := l.classify(ctx, sources)
	if err != nil {
		return l.outcomes, err
	}
	if l.vocabulary, err = store.Vocabulary(ctx); err != nil {
		return l.outcomes, fmt.Errorf("vocabulary: %w", err)
	}
	run := func(take func([]warehouse.Incoming) ([]warehouse.Receipt, error)) error {
		l.take = take
		for _, kind := range order {
			if err := l.loadKind(ctx, kind, byKind[kind]); err != nil {
				return err
			}
		}
		return nil
	}
	if opts.DryRun {
		err = store.Rehearse(ctx, run)
	} else {
		err = run(func(list []warehouse.Incoming) ([]warehouse.Receipt, error) { return store.CommitAll(ctx, list) })
	}
	if err == nil && l.taught != 0 {
		err = renewWaiting(ctx, store, warehouse.Cause{What: warehouse.ByVocabulary, Submission: l.taught}, warehouse.Act{By: opts.By})
	}
	return l.outcomes, err
}

type loader struct {
	store      *warehouse.Store
	opts       Options
	total      int
	vocabulary ingest.Vocabulary
	taught     int64 // the last submission that has changed the vocabulary, 0 for none
	take       func([]warehouse.Incoming) ([]warehouse.Receipt, error)
	outcomes   []Outcome
}

func (l *loader) finish(o Outcome) {
	l.outcomes = append(l.outcomes, o)
	if l.opts.Progress != nil {
		l.opts.Progress(l.total, o)
	}
}

func (l *loader) reading(source Source, end bool) {
	if l.opts.Reading != nil {
		l.opts.Reading(source.Path, end)
	}
}

// classify sorts the sources by what they bring. Those that cannot be read
// are finished.
func (l *loader) classify(ctx context.Context, sources []Source) (map[ingest.WorkbookKind][]Source, error) {
	kinds := make([]ingest.WorkbookKind, len(sources))
	failed := make([]error, len(sources))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, source := range sources {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error {
			data, err := source.Read()
			if failed[i] = err; err == nil {
				kinds[i] = kindOf(data)
			}
			return nil
		})
	}
	_ = g.Wait() // its errors are in failed
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	byKind := make(map[ingest.WorkbookKind][]Source)
	for i, source := range sources {
		if failed[i] != nil {
			l.finish(Unreadable(source, failed[i]))
			continue
		}
		byKind[kinds[i]] = append(byKind[kinds[i]], source)
	}
	return byKind, nil
}

// kindOf is what a file brings, a report where that cannot be told: [ingest.Read]
// explains what is wrong with it. A reader that breaks down does so on one file.
func kindOf(data []byte) (kind ingest.WorkbookKind) {
	defer func() {
		if recover() != nil {
			kind = ingest.KindReport
		}
	}()
	kind, err := ingest.Classify(data)
	if err != nil {
		return ingest.KindReport
	}
	return kind
}

// A batch costs much whatever is in it, and those who wait want to see
// progress: the first is small, later ones take up to maxBatch, and none waits
// to be filled for longer than the commit before it took. So the cost of
// commits stays in proportion on a slow or busy machine, too.
const (
	firstBatch  = 32
	maxBatch    = 512
	shortLinger = 250 * time.Millisecond
)

// loadKind reads the sources ahead in parallel and commits them in order, as
// many at a time as are ready. A catalogue or organisations workbook changes
// how the next file is read, so those are read one at a time.
func (l *loader) loadKind(ctx context.Context, kind ingest.WorkbookKind, sources []Source) error {
	if kind == ingest.KindCatalogue || kind == ingest.KindOrganisations {
		for _, source := range sources {
			if err := ctx.Err(); err != nil {
				return err
			}
			r := l.read(source, l.vocabulary)
			if err := l.settle(ctx, []reading{r}); err != nil {
				return err
			}
		}
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := l.readAhead(ctx, sources)
	size, linger := firstBatch, shortLinger
	for {
		batch, done := gather(queue, size, linger)
		if err := ctx.Err(); err != nil {
			return err
		}
		start := time.Now()
		if err := l.settle(ctx, batch); err != nil {
			return err
		}
		if done {
			return nil
		}
		size, linger = maxBatch, max(time.Since(start), shortLinger)
	}
}

// reading is one file read.
type reading struct {
	source     Source
	data       []byte
	submission ingest.Submission
	err        error
	release    func() // gives back what it was lent of the memory for reading ahead
}

// read reads one file and tells those who follow that.
func (l *loader) read(source Source, v ingest.Vocabulary) reading {
	l.reading(source, false)
	r := read(source, v)
	if r.err == nil && l.opts.Digest != nil {
		l.opts.Digest(source.Path, r.submission.SHA256)
	}
	l.reading(source, true)
	return r
}

// read reads one file. One that a reader breaks down on is one file that
// cannot be read, not the end of the batch, or of the server.
func read(source Source, v ingest.Vocabulary) (r reading) {
	r = reading{source: source, release: func() {}}
	defer func() {
		if p := recover(); p != nil {
			r.err = fmt.Errorf("reading broke down: %v\n%s", p, debug.Stack())
		}
	}()
	if r.data, r.err = source.Read(); r.err == nil {
		r.submission, r.err = ingest.Read(r.data, source.Path, v)
	}
	return r
}

// Reading ahead of the commits takes at most this many bytes of files, each
// counted as at least smallFile for what is made of it.
const (
	readAheadBytes = 64 << 20
	smallFile      = 128 << 10
)

// readAhead reads the sources with all processors. Each reading comes in a
// slot of the returned queue, in the order of the sources.
func (l *loader) readAhead(ctx context.Context, sources []Source) <-chan chan reading {
	v := l.vocabulary
	queue := make(chan chan reading, readAheadBytes/smallFile)
	processors := semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))
	memory := semaphore.NewWeighted(readAheadBytes)
	go func() {
		defer close(queue)
		for _, source := range sources {
			// Lent in order, so that no later file holds what an earlier one needs.
			size := min(max(source.Size, smallFile), readAheadBytes)
			if memory.Acquire(ctx, size) != nil || processors.Acquire(ctx, 1) != nil {
				return
			}
			slot := make(chan reading, 1)
			go func() {
				defer processors.Release(1)
				r := l.read(source, v)
				r.release = func() { memory.Release(size) }
				slot <- r
			}()
			queue <- slot // has room for as many as there is memory for
		}
	}()
	return queue
}

// gather waits for the next reading and takes those after it, up to size,
// that come while it lingers. done means that there are no more.
func gather(queue <-chan chan reading, size int, linger time.Duration) (batch []reading, done bool) {
	slot, ok := <-queue
	if !ok {
		return nil, true
	}
	batch = append(batch, <-slot)
	enough := time.After(linger)
	for len(batch) < size {
		select {
		case slot, ok := <-queue:
			if !ok {
				return batch, true
			}
			batch = append(batch, <-slot)
		case <-enough:
			return batch, false
		}
	}
	return batch, false
}

// settle turns readings into outcomes, committing what can be.
func (l *loader) settle(ctx context.Context, batch []reading) error {
	var list []warehouse.Incoming
	for _, r := range batch {
		defer r.release()
		if r.err == nil {
			list = append(list, warehouse.Incoming{Submission: r.submission, Original: r.data, Hold: l.opts.Hold, By: l.opts.By,
				Note: l.opts.Note, Decide: l.opts.Decide, Ask: l.opts.Ask})
		}
	}
	receipts, err := l.take(list)
	for _, r := range batch {
		switch {
		case r.err != nil:
			l.finish(unread(r))
		case len(receipts) == 0:
			return err // the rest was not committed
		default:
			l.finish(taken(r, receipts[0]))
			if err := l.learn(ctx, r.submission, receipts[0]); err != nil {
				return err
			}
			receipts = receipts[1:]
		}
	}
	return err
}

func unread(r reading) Outcome {
	o := Unreadable(r.source, r.err)
	if r.data != nil {
		sum := sha256.Sum256(r.data)
		o.SHA256 = hex.EncodeToString(sum[:])
	}
	return o
}

// taken is the outcome of a workbook that the store has decided about. The same
// bytes as one that waits wait with it: nothing has changed, but somebody has to act.
func taken(r reading, receipt warehouse.Receipt) Outcome {
	s, state := r.submission, receipt.State
	if receipt.Waits != "" {
		state = receipt.Waits
	}
	return Outcome{
		Path: r.source.Path, SHA256: s.SHA256, Kind: s.Kind, Org: s.Org, Period: s.Period,
		State: state, Submission: receipt.ID, Facts: receipt.Facts, Findings: receipt.Findings, Questions: s.Questions,
	}
}

// learn lets the files after a vocabulary workbook be read against it. A dry
// run tells nobody else.
func (l *loader) learn(ctx context.Context, s ingest.Submission, r warehouse.Receipt) (err error) {
	if r.State != warehouse.Accepted || s.Catalogue == nil && s.Register == nil {
		return nil
	}
	if !l.opts.DryRun {
		l.taught = r.ID
		l.vocabulary, err = l.store.Vocabulary(ctx)
		return err
	}
	if s.Catalogue != nil {
		l.vocabulary.Catalogue = s.Catalogue
	}
	if s.Register != nil {
		l.vocabulary.Register = l.vocabulary.Register.Merge(s.Register)
	}
	l.vocabulary = l.vocabulary.Indexed()
	return nil
}

// Unreadable is the outcome of a file of which nothing can be kept.
func Unreadable(source Source, err error) Outcome {
	o := Outcome{Path: source.Path, State: warehouse.Refused}
	if !errors.As(err, &o.Refusal) {
		o.Refusal = ingest.Unreadable(source.Name(), err)
		if errors.Is(err, ErrTooLarge) {
			o.Refusal = ingest.TooLarge(source.Name(), MaxFileBytes>>20, err)
		}
	}
	return o
}
