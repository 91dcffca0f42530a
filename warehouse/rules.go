package warehouse

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"

	"giaoban/ingest"
	"giaoban/ingest/locale"
)

// stagingOrder lists the relations that rules read; each may read those before.
var stagingOrder = []string{"indicators", "staged", "known"}

// loadRules reads the relations and the rules and checks them against the
// database.
func (s *Store) loadRules(ctx context.Context, files fs.FS) error {
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
			err = relate(ctx, conn, q, math.MaxInt64, math.MaxInt64) // nothing yet, but the columns are there
		}
		if err != nil {
			return fmt.Errorf("query file %s: %w", file, err)
		}
		s.staging = append(s.staging, q)
	}
	names, err := fs.Glob(files, "checks/*.sql")
	if err != nil {
		return err
	}
	for _, file := range names {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return err
		}
		if !isRule(text) {
			continue
		}
		r, err := parseRule(conn, path.Base(file), text)
		if err == nil && slices.ContainsFunc(s.rules, func(o rule) bool { return o.code == r.code }) {
			err = fmt.Errorf("another file has the code %s", r.code)
		}
		if err != nil {
			return fmt.Errorf("check file %s: %w", file, err)
		}
		s.rules = append(s.rules, r)
	}
	return unrelate(ctx, conn)
}

// execer is a connection or a transaction.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// relate makes a relation on the connection, where only its transaction sees it.
func relate(ctx context.Context, on execer, q query, first, last int64) error {
	var args []any
	if len(q.params) > 0 {
		args = append(args, sql.Named("first", first), sql.Named("last", last))
	}
	_, err := on.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE "+q.name+" AS\n"+q.text, args...)
	return err
}

func unrelate(ctx context.Context, on execer) error {
	for _, name := range slices.Backward(stagingOrder) {
		if _, err := on.ExecContext(ctx, "DROP TABLE temp."+name); err != nil {
			return err
		}
	}
	return nil
}

// runRules runs every rule over the figures of the submissions from first to
// last, which are in the transaction already, beside what is known. It returns their
// findings by submission, in workbook order; an error among them refuses the
// workbook.
func (s *Store) runRules(ctx context.Context, w *writer, v *vocabulary, first, last int64) (map[int64][]ingest.Finding, error) {
	for _, q := range s.staging {
		if err := relate(ctx, w.tx, q, first, last); err != nil {
			return nil, w.note(fmt.Errorf("stage %s: %w", q.name, err))
		}
	}
	found := map[int64][]ingest.Finding{}
	for _, r := range s.rules {
		err := r.run(ctx, w.tx, v, func(submission int64, f ingest.Finding) {
			found[submission] = append(found[submission], f)
		})
		if err != nil {
			return nil, w.note(fmt.Errorf("check %s (%s): %w", r.code, r.file, err))
		}
	}
	for _, list := range found {
		slices.SortStableFunc(list, func(a, b ingest.Finding) int {
			return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Cell, b.Cell), cmp.Compare(a.Code, b.Code))
		})
	}
	return found, w.note(unrelate(ctx, w.tx))
}

// RuleTexts are the words of the findings that the rules raise, for
// [locale.Messages.With].
func (s *Store) RuleTexts() map[locale.Lang]map[string]string {
	texts := map[locale.Lang]map[string]string{}
	for _, lang := range locale.Langs {
		texts[lang] = map[string]string{}
		for _, r := range s.rules {
			texts[lang]["finding."+r.code] = r.texts[lang]
		}
	}
	return texts
}
