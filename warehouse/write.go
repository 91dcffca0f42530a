package warehouse

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/duckdb/duckdb-go/v2"
)

// writer is one writing transaction. An error of any statement spoils it, and
// DuckDB's Commit would not say so: the first error stays, and with it
// nothing is committed even if the caller has overlooked it.
type writer struct {
	conn    *sql.Conn
	tx      *sql.Tx
	spoiled error

	decided []Decision // lines of the decision log it adds

	touched touched // the figures it has brought or driven out; nil: it may be anything

	learned    bool        // it has written vocabulary
	vocabulary *vocabulary // as read since

	failed failedRules
}

// transaction runs f in the one writing transaction there is at a time and
// commits when f returns nil. Nothing of a failed or cancelled one remains.
// The caller must have entered the store or be opening it.
func (s *Store) transaction(ctx context.Context, f func(w *writer) error) (err error) {
	done, err := s.alone(ctx)
	if err != nil {
		return err
	}
	defer done()
	w, end, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := f(w); err != nil {
		return err
	}
	if w.spoiled != nil {
		return fmt.Errorf("a statement of the transaction failed: %w", w.spoiled)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := w.tx.Commit(); err != nil {
		return err
	}
	s.record(w.decided)
	err = s.publish(ctx, w.touched)
	s.commits.Add(1)
	return err
}

// alone waits until nobody writes; done lets the next one.
func (s *Store) alone(ctx context.Context) (done func(), err error) {
	select {
	case <-s.writer:
		return func() { s.writer <- struct{}{} }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// begin begins a writing transaction for one who is alone. Whatever is not
// committed when it ends is rolled back.
func (s *Store) begin(ctx context.Context) (w *writer, end func(), err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	// Were the transaction bound to ctx, database/sql would roll it back on its
	// own when ctx ends, and an Appender's rows after that would commit alone.
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	return &writer{conn: conn, tx: tx}, func() {
		_ = tx.Rollback() // of a committed one it does nothing
		_ = conn.Close()  // back to the pool
	}, nil
}

func (w *writer) exec(ctx context.Context, query string, args ...any) error {
	_, err := w.tx.ExecContext(ctx, query, args...)
	return w.note(err)
}

func (w *writer) note(err error) error {
	if w.spoiled == nil {
		w.spoiled = err
	}
	return err
}

// append fills a table through an Appender, which takes part in the
// transaction. rows calls its argument once per row, in column order.
func (w *writer) append(_ context.Context, table string, rows func(row func(...driver.Value) error) error) error {
	err := w.conn.Raw(func(raw any) (err error) {
		appender, err := duckdb.NewAppenderFromConn(raw.(*duckdb.Conn), "", table)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, appender.Close()) }()
		return rows(appender.AppendRow)
	})
	if err != nil {
		return w.note(fmt.Errorf("fill %s: %w", table, err))
	}
	return nil
}

// bump raises the data version of a transaction that changed answers at the
// time; without one it returns the version as it is. The row doubles as the
// lock between two writers.
func (w *writer) bump(ctx context.Context, at time.Time) (version int64, err error) {
	if at.IsZero() {
		version, err = dataVersion(ctx, w.tx)
		return version, w.note(err)
	}
	err = w.tx.QueryRowContext(ctx, `UPDATE data_version SET version = version + 1, changed_at = ? RETURNING version`, at).Scan(&version)
	return version, w.note(err)
}

// calendar holds the rows of the period tables and what tells them from those
// of another calendar. It is the program's, so one making serves every store.
type calendar struct {
	periods, parts [][]driver.Value
	digest         string
}

var theCalendar = sync.OnceValue(func() (c calendar) {
	code := func(text string) driver.Value {
		if text == "" {
			return nil
		}
		return text
	}
	for _, p := range allPeriods() {
		first, last := p.Months()
		yoy, year := p.AddYears(-1).Code(), yearOf(p).Code()
		if isTerm(p) {
			yoy = ""
		}
		c.periods = append(c.periods, []driver.Value{p.Code(), uint8(p.Grain()), int32(first), int32(last), p.Last(),
			code(yoy), code(p.Previous().Code()), code(year)})
		for i, w := range ways(p) {
			for _, t := range w.parts {
				c.parts = append(c.parts, []driver.Value{p.Code(), uint8(i), uint8(w.route), uint8(len(w.parts)),
					code(t.period.Code()), int32(t.first), int32(t.last), int8(t.sign)})
			}
		}
	}
	hash := sha256.New()
	fmt.Fprintln(hash, c.periods, c.parts)
	c.digest = hex.EncodeToString(hash.Sum(nil))
	return c
})

// fillCalendar fills the period tables from the program's calendar if they
// do not hold exactly that.
func (s *Store) fillCalendar(ctx context.Context) error {
	c := theCalendar()
	var stored string
	err := s.db.QueryRowContext(ctx, `SELECT digest FROM dimension WHERE name = 'period'`).Scan(&stored)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if stored == c.digest {
		return nil
	}
	return s.transaction(ctx, func(w *writer) error {
		for _, statement := range []string{`DELETE FROM period`, `DELETE FROM period_part`} {
			if err := w.exec(ctx, statement); err != nil {
				return err
			}
		}
		for table, values := range map[string][][]driver.Value{"period": c.periods, "period_part": c.parts} {
			err := w.append(ctx, table, func(row func(...driver.Value) error) error {
				for _, v := range values {
					if err := row(v...); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return w.exec(ctx, `INSERT INTO dimension VALUES ('period', ?) ON CONFLICT (name) DO UPDATE SET digest = excluded.digest`, c.digest)
	})
}
