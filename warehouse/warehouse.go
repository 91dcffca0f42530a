// Package warehouse is the DuckDB store: submissions in, metrics out. Only it
// talks to DuckDB; it knows no HTTP and no workbook layout.
//
// # How it is kept right
//
// Figures are exact: they are stored in base units as DECIMAL(20,4), summed
// by DuckDB, which is exact, and divided here, once, because DuckDB's
// division gives floating point. Facts are never changed or deleted; which of
// them count at a time is decided by the times in the submission header, so
// that any past answer can be given again. Every analytical query is a file
// of plain SQL whose header is compared with the prepared statement at start.
//
// One workbook is one transaction, and one writer at a time commits; readers
// work on a snapshot and never wait. The original file is on disk, synced,
// before the commit that refers to it.
//
// # Workarounds for DuckDB 1.5, and when each may go
//
//   - Reads together may exceed the memory limit, which fails them rather than
//     making them wait; [Store.read] lets few run at a time.
//   - A DECIMAL column takes from an Appender only duckdb.Decimal of the exact
//     scale; other types are stored wrong without an error. Only [column]
//     makes them. May go when the driver converts or refuses.
//   - Commit returns nil on a transaction that an error aborted. Every Exec
//     error is checked, and [Store.Commit] reads its header row back from a
//     fresh snapshot. May go when the driver reports it.
//   - Two connections of one process to one file share an instance, and
//     reopening a file while a connection leaks spins forever. A lock file of
//     ours keeps a second [Open] out, and [Store.Close] waits for running calls.
//   - Cancellation takes effect up to half a second late; Close waits for it.
//   - A misspelt named parameter takes another's value silently. Queries run
//     only through [query], which binds exactly the header's names.
//   - Prepared statements hide their types when a table function takes a
//     parameter or a document is unpacked (from_json($x)); lists are passed as
//     text, and split or matched with list_contains.
//   - A statement with parameters is planned anew each time it runs, and the
//     metric query takes some 60 ms to plan: ask for many figures at once. A
//     commit therefore follows the routes of its figures in memory, and answers
//     are kept (see [answers]).
//   - VACUUM frees nothing and the file cannot be copied while open:
//     [Store.Backup] copies through the engine.
//   - No keys on the fact table: they cost two thirds of the load speed.
//   - TIMESTAMP without time zone, always UTC: TIMESTAMPTZ needs a session
//     time zone.
//
// # Where each rule for figures lives
//
// Those of one cell or one row are the reader's, which has the cell before it;
// those that follow a figure through time and senders are followed in Go (see
// [Store.contradictions]); all others are files of sql/checks, to which anybody
// may add in the folder checks of the data folder (see [rule]).
//
//	V01–V08       sql/checks/v01_… to v08_…
//	V09, bounds   ingest: out_of_bounds, unusual_value, not_integer
//	V10–V13       sql/checks/v10_… to v13_…
//	V14           store_cumulative_falls
//	V15           store_routes_disagree
//	V16           ingest: percent_mismatch
//	V17           ingest: percent_without_target
//	V18           sql/checks/v18_…
//	V19           store_senders_disagree; ingest: duplicate_figure
//	V20           sql/checks/v20_…
//	revisions     store_revised, store_corrected, store_outranked, store_figures_dropped
//	locks         store_locked, store_locked_figure
//	V21           ingest: person_named, person_disciplined, persons_listed; secret papers are
//	              refused, signatures never read
//	C01–C05       sql/checks/c01_… to c05_…: bounds of one indicator by another
//	C06, C07      sql/checks/c06_…, c07_…: a time not begun, or not over
package warehouse

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/gofrs/flock"

	"giaoban/ingest"
)

// Names inside the data folder.
const (
	databaseFile = "giaoban.duckdb"
	lockFile     = "giaoban.lock"
	originalsDir = "originals"
	spillDir     = "tmp"
	checksDir    = "checks" // rules of the users' own, beside those of the program
	chartsDir    = "charts" // charts of the users' own
)

// OwnFolders names the folders of a data folder that its users write: a copy
// of the data folder takes them along.
func OwnFolders() []string { return []string{checksDir, chartsDir} }

// Errors of this package that callers tell apart with errors.Is.
var (
	ErrLocked      = errors.New("the data folder is in use by another giaoban")
	ErrClosed      = errors.New("the store is closed")
	ErrNoOrg       = errors.New("unknown organisation")
	ErrNoIndicator = errors.New("unknown indicator")
	ErrQuery       = errors.New("unanswerable query")
	ErrBusy        = errors.New("the store is busy answering others; ask again shortly")
)

// Config says where the store lives and what it is given.
type Config struct {
	Dir    string           // the data folder, created if absent; "" keeps everything in memory
	SQL    fs.FS            // schema/, metrics/, charts/, staging/, checks/
	Now    func() time.Time // nil is time.Now; its location decides where a day ends
	Log    *slog.Logger     // nil discards
	Memory string           // DuckDB memory limit, "" is "1GB"
}

// Store is an open data folder. Its methods may be called concurrently.
type Store struct {
	db        *sql.DB
	lock      *flock.Flock // nil in memory
	originals originals
	journal   journal
	queries   map[string]query
	charts    map[string]chartQuery
	ownCharts fs.FS   // nil in memory
	staging   []query // relations that the rules read, in the order in which they are made
	rules     []rule
	named     string           // the indicators that rules name, joined by commas
	broken    []ingest.Finding // the data folder's check files that are left out
	now       func() time.Time
	log       *slog.Logger

	writer     chan struct{} // holds a token while nobody writes
	readers    chan struct{} // holds a token for each read under way
	vocabulary atomic.Pointer[vocabulary]
	committed  atomic.Int64                          // version of the data that was committed last
	version    atomic.Int64                          // that readers are told of, a moment later
	commits    atomic.Int64                          // see Commits
	prepare    atomic.Pointer[func(context.Context)] // see BeforeTold
	answers    answers
	companies  companies

	running sync.WaitGroup // calls between enter and leave
	state   sync.Mutex
	closed  bool
}

// Open opens the data folder, creating and migrating the database as needed,
// and checks every query file. It fails with [ErrLocked] when another process
// or another Store of this process holds the folder.
func Open(ctx context.Context, c Config) (*Store, error) {
	s := &Store{now: c.Now, log: c.Log, writer: make(chan struct{}, 1),
		readers: make(chan struct{}, concurrentReads()), originals: originals{memory: map[string][]byte{}},
		companies: companies{asking: make(chan struct{}, runtime.GOMAXPROCS(0))}}
	s.writer <- struct{}{}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if c.SQL == nil {
		return nil, errors.New("warehouse: Config.SQL is missing")
	}
	if err := s.open(ctx, c); err != nil {
		return nil, errors.Join(err, s.shut())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, c Config) error {
	path := ""
	if c.Dir != "" {
		dir, err := filepath.Abs(c.Dir)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(dir, originalsDir), 0o700); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		if err := s.acquire(dir); err != nil {
			return err
		}
		path = filepath.Join(dir, databaseFile)
		if err := s.originals.open(filepath.Join(dir, originalsDir)); err != nil {
			return fmt.Errorf("originals: %w", err)
		}
		if err := s.journal.open(dir); err != nil {
			return fmt.Errorf("decision log: %w", err)
		}
	}
	connector, err := duckdb.NewConnector(path, nil)
	if err != nil {
		return openError(c.Dir, err)
	}
	s.db = sql.OpenDB(connector)
	if err := configure(ctx, s.db, c); err != nil {
		return err
	}
	if err := migrate(ctx, s.db, c.SQL); err != nil {
		return err
	}
	if err := s.fillCalendar(ctx); err != nil {
		return fmt.Errorf("fill the calendar tables: %w", err)
	}
	if err := s.foundVocabulary(ctx); err != nil {
		return fmt.Errorf("first vocabulary: %w", err)
	}
	if s.queries, err = loadQueries(ctx, s.db, c.SQL, "metrics", "checks"); err != nil {
		return err
	}
	if err := s.loadRules(ctx, c.SQL, ownFolder(c.Dir, checksDir)); err != nil {
		return err
	}
	s.ownCharts = ownFolder(c.Dir, chartsDir)
	if err := s.loadCharts(ctx, c.SQL, s.ownCharts); err != nil {
		return err
	}
	if err := s.publish(ctx, nil); err != nil {
		return err
	}
	if err := s.catchUp(ctx); err != nil {
		return fmt.Errorf("decision log: %w", err)
	}
	return nil
}

// acquire takes the folder's lock file. The lock belongs to the open file, so
// it ends with the process however that ends.
func (s *Store) acquire(dir string) error {
	name := filepath.Join(dir, lockFile)
	lock := flock.New(name, flock.SetPermissions(0o600))
	ok, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock the data folder %s: %w", dir, err)
	}
	if !ok {
		return fmt.Errorf("%w: %s; stop it, or work through it with --server", ErrLocked, dir)
	}
	s.lock = lock
	return nil
}

// openError turns DuckDB's own lock error, which a program other than
// giaoban may cause, into ErrLocked.
func openError(dir string, err error) error {
	if text := err.Error(); strings.Contains(text, "Could not set lock on file") || strings.Contains(text, "Conflicting lock") {
		return fmt.Errorf("%w: %s: %w", ErrLocked, dir, err)
	}
	return fmt.Errorf("open the database in %s: %w", dir, err)
}

// configure confines the engine: its own folder, bounded memory, no
// extensions, no files, no network; and forbids changing that.
func configure(ctx context.Context, db *sql.DB, c Config) error {
	memory := cmp.Or(c.Memory, "1GB")
	settings := []string{
		// Queries run beside each other, each on its caller's thread: over figures
		// as few as here, spreading one over two costs half as much again in all
		// and brings it no earlier.
		"SET GLOBAL threads = 1",
		"SET GLOBAL memory_limit = " + literal(memory),
		"SET GLOBAL autoinstall_known_extensions = false",
		"SET GLOBAL autoload_known_extensions = false",
		"SET GLOBAL preserve_insertion_order = false",
	}
	if c.Dir == "" {
		settings = append(settings, "SET GLOBAL temp_directory = ''") // else it spills into the working folder
	} else {
		dir, err := filepath.Abs(c.Dir)
		if err != nil {
			return err
		}
		spill := literal(filepath.Join(dir, spillDir))
		settings = append(settings, "SET GLOBAL temp_directory = "+spill, "SET GLOBAL allowed_directories = ["+spill+"]")
	}
	settings = append(settings, "SET GLOBAL enable_external_access = false", "SET GLOBAL lock_configuration = true")
	for _, setting := range settings {
		if _, err := db.ExecContext(ctx, setting); err != nil {
			return fmt.Errorf("configure the database: %s: %w", setting, err)
		}
	}
	return nil
}

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Close waits for running calls and closes the store. Calls that come later
// return [ErrClosed]; so does a second Close.
func (s *Store) Close() error {
	s.state.Lock()
	if s.closed {
		s.state.Unlock()
		return ErrClosed
	}
	s.closed = true
	s.state.Unlock()
	s.running.Wait()
	return s.shut()
}

// shut releases what Open took. The database comes first: nobody may open the
// file while this process still has it.
func (s *Store) shut() error {
	var err error
	if s.db != nil {
		err = s.db.Close()
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.Unlock())
	}
	return err
}

// enter admits a call unless the store is closed; leave ends it.
func (s *Store) enter() error {
	s.state.Lock()
	defer s.state.Unlock()
	if s.closed {
		return ErrClosed
	}
	s.running.Add(1)
	return nil
}

func (s *Store) leave() { s.running.Done() }

// concurrentReads is how many reads run at a time: more than there are cores
// are not faster, and each takes its own share of the memory limit, of which
// twenty at a time exceed the default one. More cores do not buy more memory,
// hence the ceiling.
func concurrentReads() int { return min(2*runtime.NumCPU(), 8) }

// patience is how long a read waits for its turn when its caller sets no
// earlier end.
const patience = 30 * time.Second

// turn waits for a read's turn; done gives it back. It fails with [ErrBusy]
// when the time is up, with the context's error when the caller gives up.
func (s *Store) turn(ctx context.Context) (done func(), err error) {
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case s.readers <- struct{}{}:
		return func() { <-s.readers }, nil
	case <-waiting.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %w", ErrBusy, context.DeadlineExceeded)
	}
}

// read runs f in a transaction that sees one snapshot and is rolled back. Of
// many reads some wait their turn. f must not start another.
func (s *Store) read(ctx context.Context, f func(tx *sql.Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	done, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := holds(ctx, tx); err != nil {
		return err
	}
	return f(tx)
}
