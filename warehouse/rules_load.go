package warehouse

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest"
)

// stagingOrder lists the relations that rules read; each may read those before.
var stagingOrder = []string{"indicators", "organisations", "staged", "standing", "known", "year_to_date"}

// relationsOf names the relations that a rule reads, and those that these read.
func relationsOf(text string) (names []string) {
	for _, name := range stagingOrder {
		if regexp.MustCompile(`\b` + name + `\b`).MatchString(text) {
			names = append(names, name)
		}
	}
	if slices.Contains(names, "year_to_date") {
		names = append(names, "known")
	}
	if slices.Contains(names, "known") {
		names = append(names, "standing")
	}
	return names
}

// loadRules reads the relations and the rules, the program's and those of the
// data folder (nil for none), and checks them against the database.
func (s *Store) loadRules(ctx context.Context, files, own fs.FS) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, stem := range stagingOrder {
		file := "staging/" + stem + ".sql"
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return err
		}
		q, err := parseHeader(stem, text)
		if err == nil {
			err = q.check(conn)
		}
		if err == nil {
			err = relate(ctx, conn, q, map[string]any{"first": 0, "last": 0, "named": ""}) // nothing yet, but the columns are there
		}
		if err != nil {
			return fmt.Errorf("query file %s: %w", file, err)
		}
		s.staging = append(s.staging, q)
	}
	broken, err := s.readRules(conn, files, "checks")
	if err != nil {
		return err
	}
	if len(broken) > 0 {
		return fmt.Errorf("check file %s: %s", broken[0].Args["file"], broken[0].Args["reason"])
	}
	if own != nil {
		if s.broken, err = s.readRules(conn, own, "."); err != nil {
			return err
		}
		for _, b := range s.broken {
			s.log.Warn("a check of the data folder is broken and left out", "file", b.Args["file"], "reason", b.Args["reason"])
		}
	}
	s.named = namedIn(s.rules)
	return unrelate(ctx, conn)
}

// readRules adds the rules of a folder and returns what is wrong with those it
// cannot add.
func (s *Store) readRules(conn *sql.Conn, files fs.FS, folder string) (broken []ingest.Finding, err error) {
	names, err := fs.Glob(files, path.Join(folder, "*.sql"))
	if err != nil {
		return nil, err
	}
	for _, file := range names {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, err
		}
		if folder != "." && !isRule(text) {
			continue
		}
		r, err := parseRule(conn, path.Join("checks", path.Base(file)), text)
		if err == nil && slices.ContainsFunc(s.rules, func(o rule) bool { return o.code == r.code }) {
			err = fmt.Errorf("check: another file has the code %s", r.code)
		}
		if err != nil {
			broken = append(broken, brokenRule(path.Join("checks", path.Base(file)), text, err))
			continue
		}
		s.rules = append(s.rules, r)
	}
	return broken, nil
}

// brokenRule is what every workbook is told that was not checked against a
// rule: a mistake in one file must not keep a committee from its figures, nor
// may anybody believe that a rule was applied when it was not.
func brokenRule(file string, text []byte, err error) ingest.Finding {
	reason, _, _ := strings.Cut(err.Error(), "\n")
	return ingest.Finding{Severity: ingest.Note, Code: "store_rule_broken",
		Args: ingest.Args{"file": file + ":" + strconv.Itoa(brokenLine(text, err)), "reason": reason}}
}

// brokenLine is the line of the file that an error is about: the one the
// engine names, or that of the header key the error begins with, or the first.
func brokenLine(text []byte, err error) int {
	if m := engineLine.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1]) // digits
		return n
	}
	key, _, _ := strings.Cut(err.Error(), " ")
	at := bytes.Index(text, []byte("-- "+strings.TrimSuffix(key, ":")+":"))
	return 1 + bytes.Count(text[:max(at, 0)], []byte("\n"))
}

var engineLine = regexp.MustCompile(`(?m)^LINE (\d+):`)

// namedIn lists the words in quotes of the rules that look at the past, joined
// by commas: among them are the indicators whose past they look at.
func namedIn(rules []rule) string {
	var words []string
	for _, r := range rules {
		if !strings.Contains(r.text, "known") && !strings.Contains(r.text, "year_to_date") {
			continue
		}
		for _, m := range quotedWord.FindAllStringSubmatch(r.text, -1) {
			words = append(words, m[1])
		}
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), ",")
}

var quotedWord = regexp.MustCompile(`'([a-z][a-z0-9_]+)'`)

// execer is a connection or a transaction.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// relate makes a relation on the connection, where only its transaction sees it.
func relate(ctx context.Context, on execer, q query, values map[string]any) error {
	var args []any
	for _, p := range q.params {
		args = append(args, sql.Named(p.name, values[p.name]))
	}
	_, err := on.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE "+q.name+" AS\n"+q.text, args...)
	return err
}

func unrelate(ctx context.Context, on execer) error {
	for _, name := range slices.Backward(stagingOrder) {
		if _, err := on.ExecContext(ctx, "DROP TABLE IF EXISTS temp."+name); err != nil {
			return err
		}
	}
	return nil
}
