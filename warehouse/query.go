package warehouse

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// query is one named SQL file whose header has been checked against what the
// database says of the statement. Only checked queries run: a misspelt named
// parameter would otherwise take another argument's value without an error.
type query struct {
	name    string // "metric", the file's stem
	text    string
	params  []field // as the header declares them
	columns []field
}

// field is a parameter or column with its SQL type.
type field struct{ name, typ string }

// loadQueries reads and checks every query of the given folders.
func loadQueries(ctx context.Context, db *sql.DB, files fs.FS, folders ...string) (map[string]query, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	out := map[string]query{}
	for _, folder := range folders {
		names, err := fs.Glob(files, folder+"/*.sql")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(files, name)
			if err != nil {
				return nil, err
			}
			if isRule(text) {
				continue
			}
			q, err := parseQuery(strings.TrimSuffix(path.Base(name), ".sql"), text)
			if err == nil {
				err = q.check(conn)
			}
			if err != nil {
				return nil, fmt.Errorf("query file %s: %w", name, err)
			}
			if _, twice := out[q.name]; twice {
				return nil, fmt.Errorf("query file %s: another file has the same name", name)
			}
			out[q.name] = q
		}
	}
	return out, nil
}

var (
	headerKey  = regexp.MustCompile(`^-- ([a-z]+):\s*(.*)$`)
	headerMore = regexp.MustCompile(`^--\s{2,}(.*)$`)
	fieldForm  = regexp.MustCompile(`^(\$?[a-z][a-z0-9_]*) ([A-Z]+(?:\(\d+,\d+\))?)(?: |$)`)
	spaces     = regexp.MustCompile(`\s*,\s*(\d)`)
	orderBy    = regexp.MustCompile(`(?is)\border\s+by\b[^()]*;?\s*$`)
)

// parseQuery reads the file of a query whose rows somebody sees: they need an
// order.
func parseQuery(stem string, text []byte) (query, error) {
	q, err := parseHeader(stem, text)
	if err == nil && !orderBy.MatchString(q.text) {
		err = errors.New("the statement does not end with ORDER BY: rows need an order")
	}
	return q, err
}

// parseHeader reads the comment block at the top of a query file:
//
//	-- name:    revenue_by_month
//	-- unit:    VND, whole đồng
//	-- grain:   one row per month in [$from, $to)
//	-- params:  $from DATE (the 1st of a month), $to DATE
//	-- columns: month DATE, revenue BIGINT
//
// A key's text continues on lines indented by two or more spaces.
func parseHeader(stem string, text []byte) (query, error) {
	keys, err := headerKeys(text, []string{"name", "unit", "grain", "params", "columns"})
	if err != nil {
		return query{}, err
	}
	if keys["name"] != stem {
		return query{}, fmt.Errorf("the header says name %q, the file is called %q", keys["name"], stem)
	}
	q := query{name: stem, text: string(text)}
	if q.params, err = parseFields("params", keys["params"]); err != nil {
		return query{}, err
	}
	for i := range q.params {
		if !strings.HasPrefix(q.params[i].name, "$") {
			return query{}, fmt.Errorf("header params: %q does not begin with $", q.params[i].name)
		}
		q.params[i].name = q.params[i].name[1:]
	}
	if q.columns, err = parseFields("columns", keys["columns"]); err != nil {
		return query{}, err
	}
	return q, nil
}

// headerKeys reads the comment block at the top of a file, in which every one
// of the wanted keys must stand and others may. Other lines of it are remarks.
func headerKeys(text []byte, wanted []string, others ...string) (map[string]string, error) {
	keys := map[string]string{}
	key := ""
	for line := range bytes.Lines(text) {
		line := strings.TrimRight(string(line), "\r\n")
		if !strings.HasPrefix(line, "--") {
			break
		}
		if m := headerKey.FindStringSubmatch(line); m != nil && (slices.Contains(wanted, m[1]) || slices.Contains(others, m[1])) {
			key = m[1]
			if _, twice := keys[key]; twice {
				return nil, fmt.Errorf("the header has %q twice", key)
			}
			keys[key] = m[2]
		} else if m := headerMore.FindStringSubmatch(line); m != nil && key != "" {
			keys[key] += " " + m[1]
		} else {
			key = ""
		}
	}
	for _, k := range wanted {
		if strings.TrimSpace(keys[k]) == "" {
			return nil, fmt.Errorf("the header lacks %q", k+":")
		}
	}
	return keys, nil
}

// parseFields reads "a VARCHAR (remark), b DECIMAL(38,4)". Remarks in
// parentheses are for people.
func parseFields(key, text string) ([]field, error) {
	if text == "none" {
		return nil, nil
	}
	text = spaces.ReplaceAllString(text, ",$1")
	var out []field
	depth, start := 0, 0
	for i, r := range text + "," {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth > 0 {
				continue
			}
			m := fieldForm.FindStringSubmatch(strings.TrimSpace(text[start:i]))
			if m == nil {
				return nil, fmt.Errorf("header %s: cannot read %q; want name TYPE (remark)", key, strings.TrimSpace(text[start:i]))
			}
			out = append(out, field{m[1], m[2]})
			start = i + 1
		}
	}
	return out, nil
}

// check compares the header with what the driver reports of the prepared
// statement: statement kind, parameters and columns with their types.
func (q query) check(conn *sql.Conn) error {
	params, columns, err := describe(conn, q.text)
	if err != nil {
		return err
	}
	byName := func(a, b field) int { return strings.Compare(a.name, b.name) }
	slices.SortFunc(params, byName)
	if err := compareFields("parameter", slices.SortedFunc(slices.Values(q.params), byName), params); err != nil {
		return err
	}
	return compareFields("column", q.columns, columns)
}

// describe returns the parameters and columns of a statement, which must be a
// SELECT, without running it.
func describe(conn *sql.Conn, text string) (params, columns []field, err error) {
	err = conn.Raw(func(raw any) error {
		prepared, err := raw.(*duckdb.Conn).Prepare(text)
		if err != nil {
			return err
		}
		defer prepared.Close()
		stmt := prepared.(*duckdb.Stmt)
		kind, err := stmt.StatementType()
		if err != nil {
			return err
		}
		if kind != duckdb.STATEMENT_TYPE_SELECT {
			return fmt.Errorf("the statement is not a SELECT")
		}
		for i := 1; i <= stmt.NumInput(); i++ {
			name, err := stmt.ParamName(i)
			if err != nil {
				return err
			}
			typ, err := stmt.ParamType(i)
			if err != nil {
				return err
			}
			params = append(params, field{name, typeName(typ, nil)})
		}
		count, err := stmt.ColumnCount()
		if err != nil {
			return err
		}
		for i := range count {
			name, err := stmt.ColumnName(i)
			if err != nil {
				return err
			}
			info, err := stmt.ColumnTypeInfo(i)
			if err != nil {
				return fmt.Errorf("column %d: %w (is every parameter cast?)", i+1, err)
			}
			columns = append(columns, field{name, typeName(info.InternalType(), info)})
		}
		return nil
	})
	return params, columns, err
}

func compareFields(what string, header, actual []field) error {
	for i := range max(len(header), len(actual)) {
		switch {
		case i >= len(header):
			return fmt.Errorf("the statement has the %s %s %s, which the header lacks", what, actual[i].name, actual[i].typ)
		case i >= len(actual):
			return fmt.Errorf("the header has the %s %s %s, which the statement lacks", what, header[i].name, header[i].typ)
		case header[i] != actual[i]:
			return fmt.Errorf("%s %d: the header says %s %s, the statement has %s %s", what, i+1,
				header[i].name, header[i].typ, actual[i].name, actual[i].typ)
		}
	}
	return nil
}

// typeName writes a type as headers do. Types no query uses are numbered,
// which no header can match.
func typeName(t duckdb.Type, info duckdb.TypeInfo) string {
	if info != nil && t == duckdb.TYPE_DECIMAL {
		if d, ok := info.Details().(*duckdb.DecimalDetails); ok {
			return fmt.Sprintf("DECIMAL(%d,%d)", d.Width, d.Scale)
		}
	}
	switch t {
	case duckdb.TYPE_BOOLEAN:
		return "BOOLEAN"
	case duckdb.TYPE_TINYINT:
		return "TINYINT"
	case duckdb.TYPE_UTINYINT:
		return "UTINYINT"
	case duckdb.TYPE_INTEGER:
		return "INTEGER"
	case duckdb.TYPE_BIGINT:
		return "BIGINT"
	case duckdb.TYPE_DOUBLE:
		return "DOUBLE"
	case duckdb.TYPE_DATE:
		return "DATE"
	case duckdb.TYPE_TIMESTAMP:
		return "TIMESTAMP"
	case duckdb.TYPE_VARCHAR:
		return "VARCHAR"
	}
	return "type " + strconv.Itoa(int(t))
}

// run executes the query with exactly the header's parameters and calls scan
// for each row.
func (q query) run(ctx context.Context, tx *sql.Tx, args map[string]any, scan func(*sql.Rows) error) error {
	bound := make([]any, 0, len(args))
	for _, p := range q.params {
		v, ok := args[p.name]
		if !ok {
			return fmt.Errorf("query %s: no value for $%s", q.name, p.name)
		}
		bound = append(bound, sql.Named(p.name, v))
	}
	if len(args) != len(q.params) {
		return fmt.Errorf("query %s takes %d parameters, got %d", q.name, len(q.params), len(args))
	}
	rows, err := tx.QueryContext(ctx, q.text, bound...)
	if err != nil {
		return fmt.Errorf("query %s: %w", q.name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("query %s: %w", q.name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("query %s: %w", q.name, err)
	}
	return nil
}
