package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"
)

// A question for one figure costs the engine nearly as much as one for a
// hundred: planning it is most of the work. What is asked at the same time in
// the same manner, by one page or by many readers, is therefore one question,
// which the first of them puts. As many are put at a time as there are cores;
// meanwhile the next one takes in whoever comes.
const (
	companyFor  = 3 * time.Millisecond // how long the first waits for others to join
	companyMost = 2000                 // figures, after which nobody joins any more
)

// companies are the questions that can still be joined.
type companies struct {
	mu     sync.Mutex
	open   map[askedAt]*company
	asking chan struct{} // holds a token for each question that is being answered
}

type askedAt struct {
	manner
	version int64
}

// company is one question that several have.
type company struct {
	at      askedAt
	figures []rowKey
	known   map[rowKey]bool // of figures
	waiting int             // who has not gone; the last one to go stops the question
	ctx     context.Context
	stop    context.CancelFunc
	done    chan struct{} // closed when there is an answer, or will be none
	rows    map[rowKey]Row
}

// errAskAlone is that a question could not be answered together with others:
// each is to ask for itself, and what fails then fails for nobody else.
var errAskAlone = errors.New("the question is to be asked alone")

// askTogether asks for figures at a data version, with whoever asks for others
// in the same manner at the time. It fails with errAskAlone when the figures
// have changed since, or the question of all fails.
func (s *Store) askTogether(ctx context.Context, m manner, figures []rowKey, v *vocabulary, version int64) (map[rowKey]Row, error) {
	c, first := s.companies.join(askedAt{m, version}, figures)
	gone := context.AfterFunc(ctx, func() { s.companies.leave(c) })
	if first {
		s.put(c, v)
	}
	select {
	case <-c.done:
		if gone() {
			s.companies.leave(c)
		}
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.rows == nil {
		return nil, errAskAlone
	}
	rows := make(map[rowKey]Row, len(figures))
	for _, k := range figures {
		rows[k] = c.rows[k]
	}
	return rows, nil
}

// join adds figures to the question that is open, or opens one for its caller
// to put.
func (c *companies) join(at askedAt, figures []rowKey) (one *company, first bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one = c.open[at]; one == nil || len(one.figures)+len(figures) > companyMost {
		first = true
		one = &company{at: at, known: map[rowKey]bool{}, done: make(chan struct{})}
		one.ctx, one.stop = context.WithCancel(AtVersion(context.Background(), at.version))
		if c.open == nil {
			c.open = map[askedAt]*company{}
		}
		c.open[at] = one
	}
	for _, k := range figures {
		if !one.known[k] {
			one.known[k] = true
			one.figures = append(one.figures, k)
		}
	}
	one.waiting++
	return one, first
}

// leave is for one who needs no answer any more.
func (c *companies) leave(one *company) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one.waiting--; one.waiting == 0 {
		c.close(one)
		one.stop()
	}
}

// close lets nobody join any more. The caller holds the lock.
func (c *companies) close(one *company) {
	if c.open[one.at] == one {
		delete(c.open, one.at)
	}
}

// put waits for company and asks the question.
func (s *Store) put(c *company, v *vocabulary) {
	defer close(c.done)
	time.Sleep(companyFor)
	select {
	case s.companies.asking <- struct{}{}:
		defer func() { <-s.companies.asking }()
	case <-c.ctx.Done():
		return // nobody waits any more
	}
	s.companies.mu.Lock()
	s.companies.close(c)
	s.companies.mu.Unlock()
	var rows map[rowKey]Row
	q := s.questionOf(c.at.manner, v, c.figures)
	if q.lens == Current && q.day() != c.at.today {
		return // a day has ended meanwhile
	}
	err := s.read(c.ctx, func(tx *sql.Tx) (err error) {
		if rows, err = s.rows(c.ctx, tx, q, c.figures); err == nil {
			s.answers.put(c.at.manner, rows, c.at.version, s.now())
		}
		return err
	})
	if err == nil {
		c.rows = rows
	}
}
