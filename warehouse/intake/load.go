package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"

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
	Refusal    *ingest.Refusal // when nothing of the file could be kept
}

// Options change how [Load] works.
type Options struct {
	DryRun   bool                       // read and check, commit nothing
	Progress func(total int, o Outcome) // called once per file, in commit order, never concurrently
}

// order is the order in which kinds of workbook are loaded: each may name
// what the ones before it define.
var order = []ingest.WorkbookKind{
	ingest.KindCatalogue, ingest.KindOrganisations, ingest.KindPlans, ingest.KindReport,
}

// Load reads the sources and commits what is acceptable, each workbook whole
// or not at all. A bad file is an Outcome and never stops the others; the
// error is reserved for what does, such as a full disk or a cancelled
// context, and comes with the outcomes so far.
func Load(ctx context.Context, store *warehouse.Store, sources []Source, opts Options) ([]Outcome, error) {
	l := loader{store: store, opts: opts, total: len(sources)}
	byKind := make(map[ingest.WorkbookKind][]Source)
	for _, source := range sources {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := source.Read()
		if err != nil {
			l.finish(Unreadable(source, err))
			continue
		}
		kind, err := ingest.Classify(data)
		if err != nil {
			kind = ingest.KindReport // Read explains what is wrong with it
		}
		byKind[kind] = append(byKind[kind], source)
	}
	vocabulary, err := store.Vocabulary(ctx)
	if err != nil {
		return l.outcomes, fmt.Errorf("vocabulary: %w", err)
	}
	l.vocabulary = vocabulary
	for _, kind := range order {
		if err := l.loadKind(ctx, kind, byKind[kind]); err != nil {
			return l.outcomes, err
		}
	}
	return l.outcomes, nil
}

type loader struct {
	store      *warehouse.Store
	opts       Options
	total      int
	vocabulary ingest.Vocabulary
	learned    bool // of a dry run: the vocabulary is not the store's any more
	outcomes   []Outcome
}

func (l *loader) finish(o Outcome) {
	l.outcomes = append(l.outcomes, o)
	if l.opts.Progress != nil {
		l.opts.Progress(l.total, o)
	}
}

// loadKind reads the sources ahead in parallel and commits them in order.
// A catalogue or organisations workbook changes how the next file is read, so
// those are taken one at a time.
func (l *loader) loadKind(ctx context.Context, kind ingest.WorkbookKind, sources []Source) error {
	ahead := runtime.GOMAXPROCS(0)
	if kind == ingest.KindCatalogue || kind == ingest.KindOrganisations {
		ahead = 1
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan reading, ahead-1)
	go func() {
		defer close(queue)
		for _, source := range sources {
			slot := make(chan reading, 1)
			if ahead == 1 {
				slot <- reading{source: source, later: true}
			} else {
				go func() { slot <- read(source, l.vocabulary) }()
			}
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
		}
	}()
	for slot := range queue {
		r := <-slot
		if r.later {
			r = read(r.source, l.vocabulary)
		}
		if err := l.settle(ctx, r); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// reading is one file read, or one to read when its turn comes.
type reading struct {
	source     Source
	later      bool
	data       []byte
	submission ingest.Submission
	err        error
}

func read(source Source, v ingest.Vocabulary) reading {
	r := reading{source: source}
	if r.data, r.err = source.Read(); r.err == nil {
		r.submission, r.err = ingest.Read(r.data, source.Path, v)
	}
	return r
}

// settle turns a reading into an outcome, committing it unless this is a dry run.
func (l *loader) settle(ctx context.Context, r reading) error {
	if r.err != nil {
		o := Unreadable(r.source, r.err)
		if r.data != nil {
			sum := sha256.Sum256(r.data)
			o.SHA256 = hex.EncodeToString(sum[:])
		}
		l.finish(o)
		return nil
	}
	s := r.submission
	o := Outcome{
		Path: r.source.Path, SHA256: s.SHA256, Kind: s.Kind, Org: s.Org, Period: s.Period,
		State: warehouse.Accepted, Facts: len(s.Facts), Findings: s.Findings,
	}
	switch {
	case s.Refused() && l.opts.DryRun:
		o.State, o.Facts = warehouse.Refused, 0
	case l.opts.DryRun:
		if err := l.check(ctx, s, r.data, &o); err != nil {
			return fmt.Errorf("%s: %w", r.source.Path, err)
		}
	default:
		receipt, err := l.store.Commit(ctx, s, r.data)
		if err != nil {
			return fmt.Errorf("%s: %w", r.source.Path, err)
		}
		o.State, o.Facts, o.Findings, o.Submission = receipt.State, receipt.Facts, receipt.Findings, receipt.ID
		if o.State != warehouse.Refused && (s.Catalogue != nil || s.Register != nil) {
			if l.vocabulary, err = l.store.Vocabulary(ctx); err != nil {
				return err
			}
		}
	}
	l.finish(o)
	return nil
}

// check asks the store what it would say to a workbook. Once a vocabulary
// workbook of the same batch has been read, the store does not know what the
// reports are read against, and only what it accepted before is asked for.
func (l *loader) check(ctx context.Context, s ingest.Submission, data []byte, o *Outcome) error {
	receipt, err := l.store.Check(ctx, s, data)
	if err != nil {
		return err
	}
	if receipt.State == warehouse.Unchanged {
		o.Submission = receipt.ID
	}
	if !l.learned || receipt.State == warehouse.Unchanged {
		o.State, o.Facts, o.Findings = receipt.State, receipt.Facts, receipt.Findings
	}
	if o.State == warehouse.Accepted {
		l.learn(s)
	}
	return nil
}

// learn lets the files after a vocabulary workbook see it in a dry run.
func (l *loader) learn(s ingest.Submission) {
	l.learned = l.learned || s.Catalogue != nil || s.Register != nil
	if s.Catalogue != nil {
		l.vocabulary.Catalogue = s.Catalogue
	}
	if s.Register != nil {
		l.vocabulary.Register = l.vocabulary.Register.Merge(s.Register)
	}
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
