package warehouse

import (
	"database/sql"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

var update = flag.Bool("update", false, "accept the rows that the queries give")

// TestQueries runs testdata/*.slt. A file is a story in blocks, separated by
// blank lines; # begins a comment:
//
//	organisations 2024-01-01        what is known from that day
//	org b bloc 2010-01-01 [TO]
//	edge u1 b party_line 2010-01-01 [TO]
//	owes b members|itself economy,labour 2010-01-01 [TO] [every=month|half|year]
//
//	load u1 2024-Q1 estimate 2024-05-01 [layout]
//	u1 revenue 2024-Q1 9000.08 [cumulative] [same_period] [plan] [bare]
//	u1 profitable_share 2024-Q1 7/9
//	u1 welfare_spending 2024-Q1 x
//	u1 workers 2024-Q1 90000 unusual   the form's reader has warned of it
//	warned total_mismatch C9 revenue    or of a cell without a figure, about an indicator
//
//	view Name Owner /address
//
//	lock 3 who                      the submission of that number
//
//	mapping scope kind text target who
//
//	query metric org indicator num  the columns to show
//	orgs=c indicators=revenue periods=2024-Q1
//	----
//	c	revenue	9000080000000
//
// A NULL prints as -. Parameters that are not given take a default.
func TestQueries(t *testing.T) {
	queried := map[string]bool{}
	runStories(t, "testdata/*.slt", func(t *testing.T) func(string) string {
		w := newWorld(t)
		return func(block string) string { return runBlock(t, w, block, queried) }
	})
	w := newWorld(t)
	for _, name := range slices.Concat(slices.Collect(maps.Keys(w.queries)), slices.Collect(maps.Keys(w.charts))) {
		if !queried[name] && !t.Failed() {
			t.Errorf("no .slt file runs the query %s", name)
		}
	}
}

// runStories runs each file in a world of its own: begin makes it and returns
// what runs a block there and answers with the block as it came out.
func runStories(t *testing.T, pattern string, begin func(*testing.T) func(block string) string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			run := begin(t)
			blocks := strings.Split(strings.TrimSpace(string(text)), "\n\n")
			for i, block := range blocks {
				blocks[i] = run(block)
			}
			got := strings.Join(blocks, "\n\n") + "\n"
			if *update && got != string(text) {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(text), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func runBlock(t *testing.T, w *world, block string, queried map[string]bool) string {
	t.Helper()
	lines := slices.DeleteFunc(strings.Split(block, "\n"), func(l string) bool { return strings.HasPrefix(l, "#") })
	if len(lines) == 0 {
		return block
	}
	head := strings.Fields(lines[0])
	switch head[0] {
	case "organisations":
		w.day = date(head[1])
		w.register(parseOrganisations(t, lines[1:]))
	case "load":
		w.day = date(head[4])
		if r := w.commit(parseLoad(t, lines)); r.State != Accepted {
			t.Fatalf("%s: %+v", lines[0], r)
		}
	case "view":
		if _, err := w.SaveView(t.Context(), View{Name: head[1], Owner: head[2], Address: head[3]}); err != nil {
			t.Fatal(err)
		}
	case "lock":
		if err := w.Lock(t.Context(), dec(head[1]).IntPart(), Act{By: head[2]}); err != nil {
			t.Fatal(err)
		}
	case "mapping":
		m := ingest.Mapping{Scope: head[1], Kind: ingest.MappingKind(head[2]), Text: head[3], Target: strings.TrimPrefix(head[4], "-")}
		if err := w.Remember(t.Context(), []ingest.Mapping{m}, 0, Act{By: head[5]}); err != nil {
			t.Fatal(err)
		}
	case "query":
		queried[head[1]] = true
		got := runQuery(t, w, head[1], head[2:], lines[1])
		before, _, _ := strings.Cut(block, "----")
		return strings.TrimRight(before+"----\n"+got, "\n")
	default:
		t.Fatalf("no such block: %s", lines[0])
	}
	return block
}

// parseLoad reads a load block. A word like C9 behind a figure is its cell.
func parseLoad(t *testing.T, lines []string) ingest.Submission {
	t.Helper()
	head := strings.Fields(lines[0])
	status, _ := catalog.ParseStatus(head[3])
	sub := report(head[1], head[2])
	sub.Status = status
	if len(head) > 5 {
		sub.Layout = ingest.Layout(head[5])
	}
	for _, l := range lines[1:] {
		if about, ok := strings.CutPrefix(l, "warned "); ok {
			words := strings.Fields(about)
			warning := ingest.Finding{Severity: ingest.Warning, Code: words[0], Sheet: sub.Facts[0].Sheet, Cell: words[1]}
			if len(words) > 2 {
				warning.Args = ingest.Args{"indicator": words[2]}
			}
			sub.Findings = append(sub.Findings, warning)
			continue
		}
		l, unusual := strings.CutSuffix(l, " unusual")
		f := parseFact(t, strings.Fields(l), status)
		sub.Facts = append(sub.Facts, f)
		if unusual {
			sub.Findings = append(sub.Findings, ingest.Finding{Severity: ingest.Warning, Code: "unusual_value", Sheet: f.Sheet, Cell: f.Cell})
		}
	}
	return sub
}

func optional(fields []string, i int) time.Time {
	if i < len(fields) {
		return date(fields[i])
	}
	return time.Time{}
}

func parseOrganisations(t *testing.T, lines []string) (r catalog.Register) {
	t.Helper()
	for _, l := range lines {
		f := strings.Fields(l)
		switch f[0] {
		case "org":
			r.Versions = append(r.Versions, catalog.OrgVersion{Org: f[1], NameVI: f[1], Type: catalog.OrgType(f[2]), From: date(f[3]), To: optional(f, 4)})
		case "edge":
			r.Edges = append(r.Edges, catalog.Edge{Child: f[1], Parent: f[2], Kind: catalog.EdgeKind(f[3]), From: date(f[4]), To: optional(f, 5)})
		case "owes":
			every := catalog.Quarter
			last := len(f) - 1
			if grain, ok := map[string]catalog.Grain{"every=month": catalog.Month, "every=half": catalog.Half, "every=year": catalog.Year}[f[last]]; ok {
				every, f = grain, f[:last]
			}
			r.Obligations = append(r.Obligations, catalog.Obligation{Org: f[1], Members: f[2] == "members",
				Indicators: strings.Split(f[3], ","), Every: every, From: date(f[4]), To: optional(f, 5)})
		default:
			t.Fatalf("no such row: %s", l)
		}
	}
	return r
}

var cellForm = regexp.MustCompile(`^[A-Z]+[0-9]+$`)

// parseFact reads a figure in the indicator's own unit.
func parseFact(t *testing.T, f []string, status catalog.Status) ingest.Fact {
	t.Helper()
	c := catalog.Builtin()
	ind, ok := c.Indicator(f[1])
	if !ok {
		t.Fatalf("no indicator %s", f[1])
	}
	unit, _ := c.Unit(ind.Unit)
	x := ingest.Fact{Org: f[0], Indicator: f[1], Period: period(f[2]), Basis: catalog.Discrete, Status: status, Scenario: ingest.Actual,
		Role: ingest.Reported, Raw: f[3], Unit: ind.Unit, Sheet: "Biểu", Cell: "C7"}
	for _, word := range f[4:] {
		switch word {
		case "cumulative":
			x.Basis = catalog.Cumulative
		case "same_period":
			x.Role = ingest.SamePeriod
		case "plan":
			x.Scenario = ingest.Plan
		case "bare":
			x.Bare = true
		default:
			if !cellForm.MatchString(word) {
				t.Fatalf("no such word: %s", word)
			}
			x.Cell = word
		}
	}
	value, weight, quotient := strings.Cut(f[3], "/")
	switch {
	case f[3] == "x":
		x.NotApplicable = true
	case ind.Kind == catalog.Average:
		x.Num, x.Den = unit.ToBase(dec(value)), decimal.NewNullDecimal(decimal.NewFromInt(1))
		if quotient {
			x.Num, x.Den = x.Num.Mul(dec(weight)), decimal.NewNullDecimal(dec(weight))
		}
	case ind.Kind == catalog.Ratio:
		x.Num, x.Den = dec(value), decimal.NewNullDecimal(decimal.NewFromInt(100))
		if quotient {
			x.Den = decimal.NewNullDecimal(dec(weight))
		}
	default:
		x.Num = unit.ToBase(dec(value))
	}
	return x
}

func runQuery(t *testing.T, w *world, name string, columns []string, arguments string) string {
	t.Helper()
	q, ok := w.queries[name]
	if one, has := w.charts[name]; has {
		q, ok = one.query, true
	}
	if !ok {
		t.Fatalf("no query %s", name)
	}
	given := map[string]string{"known_before": "9999-12-31", "today": "2024-12-31", "org": "b", "sides": "", "lens": "as_reported"}
	for _, a := range strings.Fields(arguments) {
		key, value, _ := strings.Cut(a, "=")
		given[key] = value
	}
	if name == "metric" {
		everyFigure(given)
	}
	args := map[string]any{}
	for _, p := range q.params {
		switch value := given[p.name]; p.typ {
		case "BOOLEAN":
			args[p.name] = value == "true"
		case "DATE", "TIMESTAMP":
			args[p.name] = date(value)
		case "BIGINT":
			args[p.name] = dec(value).IntPart()
		default:
			args[p.name] = value
		}
	}
	var show []int
	for _, c := range columns {
		show = append(show, slices.IndexFunc(q.columns, func(f field) bool { return f.name == c }))
	}
	var out strings.Builder
	err := w.read(t.Context(), func(tx *sql.Tx) error {
		return q.run(t.Context(), tx, args, func(rows *sql.Rows) error {
			values := make([]any, len(q.columns))
			into := make([]any, len(values))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			for i, c := range show {
				if i > 0 {
					out.WriteByte('\t')
				}
				out.WriteString(cell(values[c]))
			}
			out.WriteByte('\n')
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimRight(out.String(), "\n")
}

// everyFigure makes the arguments ask for every named indicator of every named
// organisation in every named period.
func everyFigure(given map[string]string) {
	var orgs, indicators, periods []string
	for org := range strings.SplitSeq(given["orgs"], ",") {
		for indicator := range strings.SplitSeq(given["indicators"], ",") {
			for code := range strings.SplitSeq(given["periods"], ",") {
				orgs, indicators, periods = append(orgs, org), append(indicators, indicator), append(periods, code)
			}
		}
	}
	given["orgs"], given["indicators"], given["periods"] = strings.Join(orgs, ","), strings.Join(indicators, ","), strings.Join(periods, ",")
}

func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return "-"
	case duckdb.Decimal:
		return decimal.NewFromBigInt(v.Value, -int32(v.Scale)).String()
	case time.Time:
		return v.Format(time.DateOnly)
	default:
		return fmt.Sprint(v)
	}
}
