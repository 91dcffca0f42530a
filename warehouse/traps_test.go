package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// openDir opens a data folder with a clock that stands still.
func openDir(t *testing.T, dir string) (*Store, error) {
	t.Helper()
	return Open(t.Context(), Config{Dir: dir, SQL: sqlFiles, Now: func() time.Time { return date("2024-05-01") }})
}

func TestSecondOpenIsLockedOut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Dữ liệu giao ban")
	first, err := openDir(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = openDir(t, dir)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("second Open: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := openDir(t, dir)
	if err != nil {
		t.Fatalf("Open after Close: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if _, err := again.DataVersion(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed store answers: %v", err)
	}
	if err := again.Close(); !errors.Is(err, ErrClosed) {
		t.Errorf("second Close: %v", err)
	}
}

// DuckDB's Commit returns nil on an aborted transaction.
func TestOverlookedErrorStopsTheCommit(t *testing.T) {
	w := newWorld(t)
	err := w.transaction(t.Context(), func(x *writer) error {
		if err := x.exec(t.Context(), `INSERT INTO decision SELECT 1, now()::TIMESTAMP, 'accept', 1, '', '', '', '', ''`); err != nil {
			return err
		}
		_ = x.exec(t.Context(), `INSERT INTO decision VALUES ('not a number')`)
		return nil
	})
	if err == nil {
		t.Error("the transaction was committed although a statement had failed")
	}
	var n int
	if err := w.db.QueryRowContext(t.Context(), `SELECT count(*) FROM decision`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d decisions remain, %v", n, err)
	}
}

// The Appender stores every other type wrong in a DECIMAL column.
func TestColumnIsTheOnlyDoorToDecimals(t *testing.T) {
	w := newWorld(t)
	figures := []string{"0", "5", "-5", "5.25", "0.0001", "9999999999999999.9999", "-9999999999999999.9999", "1e15", "0.00005", "0.00015"}
	want := []string{"0", "5", "-5", "5.25", "0.0001", "9999999999999999.9999", "-9999999999999999.9999", "1000000000000000", "0", "0.0002"}
	var got []string
	err := w.transaction(t.Context(), func(x *writer) error {
		if err := x.exec(t.Context(), `CREATE TABLE figures (position INTEGER, d DECIMAL(20, 4))`); err != nil {
			return err
		}
		err := x.append(t.Context(), "figures", func(row func(...driver.Value) error) error {
			for i, f := range figures {
				d, err := column(dec(f))
				if err != nil {
					return err
				}
				if err := row(int32(i), d); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		rows, err := x.tx.QueryContext(t.Context(), `SELECT d FROM figures ORDER BY position`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var v any
			if err := rows.Scan(&v); err != nil {
				return err
			}
			d, err := number(v)
			if err != nil {
				return err
			}
			got = append(got, d.String())
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("stored %v, want %v", got, want)
	}
	for _, f := range []string{"1e16", "-1e16", "9999999999999999.99996"} {
		if _, err := column(dec(f)); err == nil {
			t.Errorf("%s was taken", f)
		}
	}
}

// A file that DuckDB itself says is locked is reported as ours.
func TestForeignLock(t *testing.T) {
	dir := t.TempDir()
	holder := helper(t, "hold", dir)
	if line := holder.line(); line != "ready" {
		t.Fatalf("helper said %q", line)
	}
	if _, err := openDir(t, dir); !errors.Is(err, ErrLocked) {
		t.Errorf("Open beside another process: %v", err)
	}
}

// hold keeps a database open without the lock file of ours, as a stray
// duckdb shell would.
func hold(dir string) {
	c, err := duckdb.NewConnector(filepath.Join(dir, databaseFile), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.Close()
	fmt.Println("ready")
	time.Sleep(time.Minute)
}

// TestKilledMidLoad kills a loading process with no warning, several times:
// what it acknowledged is there, and nothing is there by halves.
func TestKilledMidLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for round := range 3 {
		loader := helper(t, "load", dir)
		for range 3 + 2*round {
			line := loader.line()
			if !strings.HasPrefix(line, "acknowledged ") {
				t.Fatalf("the loader said %q", line)
			}
			acknowledged[strings.TrimPrefix(line, "acknowledged ")] = true
		}
		loader.kill()
		s, err := openDir(t, dir)
		if err != nil {
			t.Fatalf("Open after the kill: %v", err)
		}
		checkWhole(t, s)
		checkJournal(t, s, dir)
		list, err := s.Submissions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range list {
			delete(acknowledged, x.Name)
			if _, err := s.Original(t.Context(), x.SHA256); err != nil {
				t.Errorf("%s: %v", x.Name, err)
			}
		}
		for name := range acknowledged {
			t.Errorf("%s was acknowledged and is lost", name)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// checkJournal fails unless the file of the decision log is the log.
func checkJournal(t *testing.T, s *Store, dir string) {
	t.Helper()
	file, err := DecisionsIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	log, err := s.Decisions(t.Context())
	if err != nil || fmt.Sprint(file) != fmt.Sprint(log) {
		t.Errorf("%d decisions in the file, %d in the database, %v", len(file), len(log), err)
	}
}

// checkWhole fails unless every submission has all its facts and there are no
// others.
func checkWhole(t *testing.T, s *Store) {
	t.Helper()
	var broken, orphans int
	err := s.db.QueryRowContext(t.Context(), `SELECT
		(SELECT count(*) FROM submission AS s WHERE CASE WHEN s.state IN ('accepted', 'withdrawn') THEN s.facts ELSE 0 END <> (SELECT count(*) FROM fact AS f WHERE f.submission = s.id)),
		(SELECT count(*) FROM fact AS f WHERE f.submission NOT IN (SELECT id FROM submission))`).Scan(&broken, &orphans)
	if err != nil || broken+orphans > 0 {
		t.Errorf("%d submissions with missing facts, %d facts without submission, %v", broken, orphans, err)
	}
}

// load commits workbooks until it is killed.
func load(dir string) {
	s, err := Open(context.Background(), Config{Dir: dir, SQL: sqlFiles})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := bloc(3)
	if _, err := s.Commit(context.Background(), ingest.Submission{Name: "organisations.xlsx", Kind: ingest.KindOrganisations, Register: &r}, []byte("organisations")); err != nil {
		fmt.Println(err)
		return
	}
	for i := 0; ; i++ {
		var list []Incoming
		for n := range 3 { // the last form takes the place of one of the batch before
			sub := report("u1", fmt.Sprintf("202%d", n+1))
			for year := 1990; year < 2024; year++ {
				for month := 1; month <= 12; month++ {
					sub.Facts = append(sub.Facts, revenue("u1", fmt.Sprintf("%d-%02d", year, month), fmt.Sprint(i)))
				}
			}
			list = append(list, incoming(sub, fmt.Sprintf("%d-%d-%d", os.Getpid(), i, n)))
		}
		if _, err := s.CommitAll(context.Background(), list); err != nil {
			fmt.Println(err)
			return
		}
		for _, in := range list {
			fmt.Println("acknowledged", in.Submission.Name)
		}
	}
}

// TestCancelledCommitLeavesNothing cancels commits at various moments.
func TestCancelledCommitLeavesNothing(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	before, err := w.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	failed := int64(0)
	for i := range 12 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*time.Millisecond)
		sub := report("u1", "2024-Q1")
		for month := 1; month <= 12; month++ {
			sub.Facts = append(sub.Facts, revenue("u1", fmt.Sprintf("2023-%02d", month), fmt.Sprint(i)))
		}
		if _, err := w.Commit(ctx, sub, fmt.Appendf(nil, "cancelled %d", i)); err != nil {
			failed++
			if !errors.Is(err, context.DeadlineExceeded) && !strings.Contains(err.Error(), "nterrupt") {
				t.Errorf("unexpected error: %v", err)
			}
		}
		cancel()
	}
	if failed == 0 {
		t.Error("nothing was cancelled")
	}
	checkWhole(t, w.Store)
	after, err := w.DataVersion(t.Context())
	if err != nil || after-before != 12-failed {
		t.Errorf("the data version rose by %d, want %d; %v", after-before, 12-failed, err)
	}
}

// TestReadersSeeWholeWorkbooks lets readers run beside resubmissions whose two
// units always add up to 100.
func TestReadersSeeWholeWorkbooks(t *testing.T) {
	w := newWorld(t)
	w.register(bloc(2))
	submit := func(i int64) {
		sub := report("c", "2024-Q1", revenue("u1", "2024-Q1", fmt.Sprint(i)), revenue("u2", "2024-Q1", fmt.Sprint(100-i)))
		sub.Layout = ingest.LayoutUnits
		if r, err := w.Commit(t.Context(), sub, fmt.Appendf(nil, "sum %d", i)); err != nil || r.State != Accepted {
			t.Errorf("%+v %v", r, err)
		}
	}
	submit(0)
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				r, err := w.Metrics(t.Context(), Query{Indicators: []string{"revenue"}, Org: "c", Periods: []catalog.Period{period("2024-Q1")}})
				if err != nil {
					t.Error(err)
					return
				}
				if row := r.Rows[0]; row.Value == nil || !row.Value.Equal(decimal.NewFromInt(100)) || row.Coverage != (Coverage{2, 2}) {
					t.Errorf("data version %d: %+v", r.DataVersion, row)
					return
				}
			}
		})
	}
	for i := range int64(15) {
		submit(i + 1)
	}
	close(done)
	wg.Wait()
}

// TestCloseWaitsForReaders reopens the folder right after closing it under
// load; a leaked connection would make that spin forever.
func TestCloseWaitsForReaders(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		s, err := openDir(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for {
					_, err := s.Submissions(t.Context())
					if errors.Is(err, ErrClosed) {
						return
					}
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		time.Sleep(20 * time.Millisecond)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		wg.Wait()
	}
}
