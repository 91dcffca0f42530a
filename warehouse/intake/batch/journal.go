package batch

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// journal keeps batches as files of JSON lines: a heading, a line per file that
// was read and one once it is settled, an end. Lines are only added, so that a file cut off by a crash reads
// up to there. It keeps outcomes, never contents.
type journal struct{ dir string } // "" keeps nothing

const journalExt = ".jsonl"

// line is one line of a journal; which fields are set tells what it is.
type line struct {
	Begin *heading `json:"begin,omitempty"`
	Read  *digest  `json:"read,omitempty"`
	File  *settled `json:"file,omitempty"`
	End   *ending  `json:"end,omitempty"`
}

type heading struct {
	ID      string    `json:"id"`
	Created time.Time `json:"created"`
	DryRun  bool      `json:"dry_run,omitempty"`
	Files   []string  `json:"files"`
	Passed  []string  `json:"passed,omitempty"`
}

// digest is of a file that may be committed at any moment from then on: what
// became of it the store knows, even if the program ends before it is settled.
type digest struct {
	Index  int    `json:"index"`
	SHA256 string `json:"sha256"`
}

type settled struct {
	Index   int     `json:"index"`
	Outcome Outcome `json:"outcome"`
}

type ending struct {
	Problem Problem   `json:"problem,omitempty"`
	Done    time.Time `json:"done"`
}

func (j journal) begin(b Batch) error {
	h := heading{ID: b.ID, Created: b.Created, DryRun: b.DryRun, Passed: b.Passed}
	for _, i := range b.Items {
		h.Files = append(h.Files, i.Path)
	}
	if j.dir == "" {
		return nil
	}
	if err := os.MkdirAll(j.dir, 0o700); err != nil {
		return fmt.Errorf("keep a batch: %w", err)
	}
	return j.write(b.ID, line{Begin: &h})
}

func (j journal) read(id string, index int, sha256 string) error {
	return j.write(id, line{Read: &digest{index, sha256}})
}

func (j journal) settle(id string, index int, o Outcome) error {
	return j.write(id, line{File: &settled{index, o}})
}

func (j journal) end(id string, p Problem, at time.Time) error {
	return j.write(id, line{End: &ending{p, at}})
}

func (j journal) write(id string, l line) error {
	if j.dir == "" {
		return nil
	}
	b, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("keep a batch: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(j.dir, id+journalExt), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep a batch: %w", err)
	}
	_, err = f.Write(append(b, '\n'))
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("keep a batch: %w", err)
	}
	return nil
}

func (j journal) remove(id string) {
	if j.dir != "" {
		_ = os.Remove(filepath.Join(j.dir, id+journalExt)) // at worst it is shown again
	}
}

var journalName = regexp.MustCompile(`^\d{8}-\d{6}-[0-9a-f]{6}$`)

// keptBatch is a batch as its journal has it.
type keptBatch struct {
	Batch
	cut     bool           // the program ended in the middle of it
	digests map[int]string // of files read, by index
}

// kept returns the batches kept. A file that cannot be understood is left
// alone: what it told is lost, not what was loaded.
func (j journal) kept() ([]keptBatch, error) {
	if j.dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(j.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("kept batches: %w", err)
	}
	var out []keptBatch
	for _, entry := range entries {
		id, ok := strings.CutSuffix(entry.Name(), journalExt)
		if !ok || !journalName.MatchString(id) {
			continue
		}
		f, err := os.Open(filepath.Join(j.dir, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("kept batches: %w", err)
		}
		b, ok := readBatch(f, id)
		_ = f.Close() // it was only read
		if ok {
			out = append(out, b)
		}
	}
	return out, nil
}

// readBatch reads a journal up to its end or the first line that is not whole.
func readBatch(f *os.File, id string) (keptBatch, bool) {
	b := keptBatch{digests: map[int]string{}}
	lines := bufio.NewReader(f)
	for {
		text, err := lines.ReadBytes('\n')
		if err != nil {
			break
		}
		var l line
		if json.Unmarshal(text, &l) != nil {
			break
		}
		switch {
		case l.Begin != nil && b.ID == "" && l.Begin.ID == id:
			b.Batch = Batch{ID: id, Created: l.Begin.Created, DryRun: l.Begin.DryRun, Passed: l.Begin.Passed, Version: 1}
			for _, path := range l.Begin.Files {
				b.Items = append(b.Items, Item{Path: path, State: Queued, Version: 1})
			}
		case l.Read != nil:
			b.digests[l.Read.Index] = l.Read.SHA256
		case l.File != nil && l.File.Index >= 0 && l.File.Index < len(b.Items):
			b.item(l.File.Index, Settled, &l.File.Outcome)
		case l.End != nil && b.ID != "":
			b.end(l.End.Problem, l.End.Done)
		}
	}
	// Whoever follows it from before the restart has seen no higher version: a
	// change as the batch begins and ends, and three of every file.
	b.Version = 3*len(b.Items) + 3
	if b.ID != "" && b.Done.IsZero() {
		b.cut = true
		b.end(Interrupted, b.Created)
	}
	for i := range b.Items {
		b.Items[i].Version = b.Version
	}
	return b, b.ID != ""
}
