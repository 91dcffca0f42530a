package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
)

// ErrNoQuery tells that no query has the name.
var ErrNoQuery = errors.New("unknown query")

// Column is a column of a query with its SQL type, as the query's header
// writes it: "DECIMAL(38,4)".
type Column struct{ Name, Type string }

// chartQuery is a query of the folder charts, or why it cannot be asked.
type chartQuery struct {
	query
	broken error
}

// chartParams are what a chart's query may ask for.
var chartParams = []field{
	{"org", "VARCHAR"},     // the organisation's code
	{"period", "VARCHAR"},  // the period's code
	{"periods", "VARCHAR"}, // the last periods' codes up to it, oldest first, joined by commas
}

// loadCharts reads the queries of charts, the program's and those of the data
// folder (nil for none). A mistake in one of the data folder spoils only the
// charts that ask it.
func (s *Store) loadCharts(ctx context.Context, files, own fs.FS) error {
	program, err := loadQueries(ctx, s.db, files, "charts")
	if err != nil {
		return err
	}
	s.charts = map[string]chartQuery{}
	for name, q := range program {
		if err := q.checkParams(); err != nil {
			return fmt.Errorf("query file charts/%s.sql: %w", name, err)
		}
		s.charts[name] = chartQuery{query: q}
	}
	if own == nil {
		return nil
	}
	names, err := fs.Glob(own, "*.sql")
	if err != nil {
		return err
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, file := range names {
		name := strings.TrimSuffix(file, ".sql")
		if _, taken := s.charts[name]; taken {
			s.log.Warn("a query of the data folder is left out: the program has one of this name", "file", file)
			continue
		}
		text, err := fs.ReadFile(own, file)
		if err != nil {
			return err
		}
		q, err := parseQuery(name, text)
		if err == nil {
			err = errors.Join(q.check(conn), q.checkParams())
		}
		if err != nil {
			s.log.Warn("a query of the data folder is broken", "file", file, "reason", err)
		}
		s.charts[name] = chartQuery{q, err}
	}
	return nil
}

func (q query) checkParams() error {
	for _, p := range q.params {
		if !slices.Contains(chartParams, p) {
			return fmt.Errorf("parameter $%s %s: a chart's query may take $org, $period and $periods, each VARCHAR", p.name, p.typ)
		}
	}
	return nil
}

// OwnCharts is the data folder's folder charts, nil where there is none.
func (s *Store) OwnCharts() fs.FS { return s.ownCharts }

// ownFolder is a folder of the data folder that users may make.
func ownFolder(dir, name string) fs.FS {
	if dir == "" {
		return nil
	}
	return os.DirFS(filepath.Join(dir, name))
}

// ChartColumns describes the columns of a chart's query. It fails with
// [ErrNoQuery], or with what is wrong with a query of the data folder.
func (s *Store) ChartColumns(name string) ([]Column, error) {
	q, ok := s.charts[name]
	switch {
	case !ok:
		return nil, fmt.Errorf("%w %q: there is no charts/%s.sql", ErrNoQuery, name, name)
	case q.broken != nil:
		return nil, fmt.Errorf("query file charts/%s.sql: %w", name, q.broken)
	}
	var out []Column
	for _, c := range q.columns {
		out = append(out, Column{c.name, c.typ})
	}
	return out, nil
}

// ChartRows asks a chart's query of an organisation, for the last of the
// periods or for all of them. Each row holds its values by column: strings,
// decimals, and nothing for NULL and for other types.
func (s *Store) ChartRows(ctx context.Context, name, org string, periods []catalog.Period) ([]map[string]any, error) {
	if _, err := s.ChartColumns(name); err != nil {
		return nil, err
	}
	if len(periods) == 0 {
		return nil, fmt.Errorf("%w: name at least one period", ErrQuery)
	}
	q := s.charts[name]
	var codes []string
	for _, p := range periods {
		codes = append(codes, p.Code())
	}
	all := map[string]any{"org": org, "period": codes[len(codes)-1], "periods": strings.Join(codes, ",")}
	args := map[string]any{}
	for _, p := range q.params {
		args[p.name] = all[p.name]
	}
	var out []map[string]any
	err := s.read(ctx, func(tx *sql.Tx) error {
		return q.run(ctx, tx, args, func(rows *sql.Rows) error {
			values := make([]any, len(q.columns))
			into := make([]any, len(q.columns))
			for n := range values {
				into[n] = &values[n]
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			row := map[string]any{}
			for n, c := range q.columns {
				switch v := values[n].(type) {
				case string:
					row[c.name] = v
				case int64:
					row[c.name] = decimal.NewFromInt(v)
				case int32:
					row[c.name] = decimal.NewFromInt32(v)
				default:
					if d, err := number(v); err == nil && d != nil {
						row[c.name] = *d
					}
				}
			}
			out = append(out, row)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return out, nil
}
