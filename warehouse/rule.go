package warehouse

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"giaoban/ingest"
	"giaoban/ingest/locale"
)

// rule is one check file: a query over the relations of sql/staging that gives
// one row for each finding.
//
//	-- check:    V01                  the code, unlike any other
//	-- severity: error                or warning, or note
//	-- about:    admissions, badges   runs only when a figure of one of these
//	--                                comes; without the line always
//	-- vi:       {org}: {value} …     the finding's words; {argument} is a column
//	-- en:       {org}: {value} …
//
// A text continues on lines indented by two or more spaces; other comment
// lines are remarks. Every row names its workbook and place (submission
// BIGINT, sheet VARCHAR, cell VARCHAR); what the columns become in a sentence
// is told at [rowOfRule.args].
type rule struct {
	code     string
	severity ingest.Severity
	file     string // for people
	text     string
	texts    map[locale.Lang]string
	about    []string // indicators; nil for any
	columns  []field

	relations []string // of sql/staging that it reads, with those that these read
}

var (
	ruleMark     = regexp.MustCompile(`(?m)^-- check:`)
	ruleCode     = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	ruleArgument = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)
)

// isRule tells rules from the other queries of the folder.
func isRule(text []byte) bool {
	head, _, _ := bytes.Cut(text, []byte("\nSELECT"))
	return ruleMark.Match(head)
}

// parseRule reads a check file and checks it against the database, whose
// relations the connection has.
func parseRule(conn *sql.Conn, file string, text []byte) (rule, error) {
	keys, err := headerKeys(norm.NFC.Bytes(text), []string{"check", "severity", "vi", "en"}, "about")
	if err != nil {
		return rule{}, err
	}
	r := rule{code: keys["check"], severity: ingest.Severity(keys["severity"]), file: file, text: string(text), relations: relationsOf(string(text)),
		texts: map[locale.Lang]string{locale.VI: keys["vi"], locale.EN: keys["en"]}}
	if !ruleCode.MatchString(r.code) {
		return rule{}, fmt.Errorf("check %q: want capitals, digits and _, as in V01", r.code)
	}
	if !slices.Contains([]ingest.Severity{ingest.Error, ingest.Warning, ingest.Note}, r.severity) {
		return rule{}, fmt.Errorf("severity %q: want error, warning or note", r.severity)
	}
	if about := strings.TrimSpace(keys["about"]); about != "" {
		for code := range strings.SplitSeq(about, ",") {
			r.about = append(r.about, strings.TrimSpace(code))
		}
	}
	var params []field
	if params, r.columns, err = describe(conn, r.text); err != nil {
		return rule{}, err
	}
	if len(params) > 0 {
		return rule{}, fmt.Errorf("the statement has the parameter $%s; a check takes none", params[0].name)
	}
	return r, errors.Join(r.checkColumns(), r.checkTexts())
}

// checkColumns asks for the place of a finding and for types that a sentence
// can be made of.
func (r rule) checkColumns() error {
	for _, want := range []field{{"submission", "BIGINT"}, {"sheet", "VARCHAR"}, {"cell", "VARCHAR"}} {
		if !slices.Contains(r.columns, want) {
			return fmt.Errorf("the statement must give a column %s %s", want.name, want.typ)
		}
	}
	for _, c := range r.columns {
		switch {
		case slices.Contains([]string{"VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "DATE"}, c.typ):
		case strings.HasPrefix(c.typ, "DECIMAL"):
		default:
			return fmt.Errorf("column %s is of a type no sentence takes; cast it to VARCHAR, BIGINT, DOUBLE, DATE or DECIMAL(20, 4)", c.name)
		}
	}
	if slices.ContainsFunc(r.columns, func(f field) bool { return f.name == "fix" && f.typ != "VARCHAR" }) {
		return errors.New("column fix is a text; a figure to propose is called fix_value")
	}
	return nil
}

// checkTexts asks for sentences in both languages over the same arguments, all
// of which the columns give.
func (r rule) checkTexts() error {
	given := map[string]bool{"unit": r.has("indicator")}
	for _, c := range r.columns {
		given[c.name] = true
		if about, ok := strings.CutSuffix(c.name, "_indicator"); ok {
			given[about+"_unit"] = true
		}
	}
	used := map[locale.Lang][]string{}
	for _, lang := range locale.Langs {
		text := r.texts[lang]
		if strings.ContainsAny(ruleArgument.ReplaceAllString(text, ""), "{}") {
			return fmt.Errorf("%s: a brace that is no argument", lang)
		}
		for _, m := range ruleArgument.FindAllStringSubmatch(text, -1) {
			if !given[m[1]] {
				return fmt.Errorf("%s: {%s} is no column of the statement", lang, m[1])
			}
			if !slices.Contains(used[lang], m[1]) {
				used[lang] = append(used[lang], m[1])
			}
		}
		slices.Sort(used[lang])
	}
	if vi, en := used[locale.VI], used[locale.EN]; !slices.Equal(vi, en) {
		return fmt.Errorf("vi has the arguments %q, en has %q", vi, en)
	}
	return nil
}

func (r rule) has(column string) bool {
	return slices.ContainsFunc(r.columns, func(f field) bool { return f.name == column })
}

// concerns reports whether the rule has anything to look at among figures of
// the indicators.
func (r rule) concerns(came map[string]bool) bool {
	return r.about == nil || slices.ContainsFunc(r.about, func(code string) bool { return came[code] })
}

// run gives every finding of the rule to found.
func (r rule) run(ctx context.Context, tx *sql.Tx, v *vocabulary, found func(submission int64, f ingest.Finding)) error {
	rows, err := tx.QueryContext(ctx, r.text)
	if err != nil {
		return err
	}
	defer rows.Close()
	values, into := make([]any, len(r.columns)), make([]any, len(r.columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		row := rowOfRule{v: v, values: map[string]any{}}
		for i, c := range r.columns {
			row.values[c.name] = values[i]
		}
		submission, f, err := row.finding(r)
		if err != nil {
			return err
		}
		found(submission, f)
	}
	return rows.Err()
}
