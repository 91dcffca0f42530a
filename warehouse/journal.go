package warehouse

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// journalFile holds the decision log beside the database, a line of JSON for
// each decision: with the originals it is what a database that is lost or
// damaged is built from again. The database is ahead of it at most for the
// moment between a commit and the line; [Open] makes up for a crash there.
const journalFile = "decisions.jsonl"

// journal appends to the file of the decision log. The holder of the writer's
// token may use it.
type journal struct {
	path string // "" for a store in memory, which keeps none
	last int64  // the newest decision in it
	sha  string // of what that was about
}

// open finds out what the file holds and cuts off a line that a crash left
// unfinished.
func (j *journal) open(dir string) error {
	j.path = filepath.Join(dir, journalFile)
	data, err := os.ReadFile(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(data, '\n') + 1
	if whole < len(data) {
		if err := os.Truncate(j.path, int64(whole)); err != nil {
			return err
		}
	}
	list, err := ReadDecisions(bytes.NewReader(data[:whole]))
	if err != nil {
		return err
	}
	if len(list) > 0 {
		j.last, j.sha = list[len(list)-1].ID, list[len(list)-1].SHA256
	}
	return nil
}

// add writes decisions that are in the database.
func (j *journal) add(list []Decision) error {
	if j.path == "" || len(list) == 0 {
		return nil
	}
	var b bytes.Buffer
	if err := WriteDecisions(&b, list); err != nil {
		return err
	}
	f, err := os.OpenFile(j.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		j.last, j.sha = list[len(list)-1].ID, list[len(list)-1].SHA256
	}
	return err
}

// catchUp brings the file up to the database. A file that does not go with
// the database, which was lost or put back to an earlier day, knows what the
// database does not: it is left alone until somebody rebuilds.
func (s *Store) catchUp(ctx context.Context) error {
	if s.journal.path == "" {
		return nil
	}
	list, err := s.decisions(ctx, 0)
	if err != nil {
		return err
	}
	known := 0
	for known < len(list) && list[known].ID <= s.journal.last {
		known++
	}
	if s.journal.last > 0 && (known == 0 || list[known-1].ID != s.journal.last || list[known-1].SHA256 != s.journal.sha) {
		s.log.Warn("the decision log does not go with the database and is left as it is; rebuild the database from it", "file", s.journal.path)
		s.journal.path = ""
		return nil
	}
	return s.journal.add(list[known:])
}

// record writes the decisions of a transaction that has committed. What
// cannot be written now is when the store is opened again: the commit stands.
func (s *Store) record(list []Decision) {
	if len(list) > 0 && s.journal.last+1 == list[0].ID {
		if err := s.journal.add(list); err != nil {
			s.log.Error("the decision log could not be written; it is made up for at the next start", "file", s.journal.path, "error", err)
		}
	}
}

// WriteDecisions writes a decision log as lines of JSON.
func WriteDecisions(w io.Writer, list []Decision) error {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, d := range list {
		if err := lines.Encode(d); err != nil {
			return err
		}
	}
	return nil
}

// ReadDecisions reads what [WriteDecisions] wrote.
func ReadDecisions(r io.Reader) ([]Decision, error) {
	var out []Decision
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var d Decision
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return out, fmt.Errorf("decision log, line %d: %w", len(out)+1, err)
		}
		out = append(out, d)
	}
	return out, lines.Err()
}

// DecisionsIn reads the decision log of a data folder, of a store that need
// not be open.
func DecisionsIn(dir string) ([]Decision, error) {
	f, err := os.Open(filepath.Join(dir, journalFile))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadDecisions(f)
}
