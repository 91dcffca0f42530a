package ingest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/ingest/locale/localetest"
)

// constantsOf returns the string constants of a type declared in the Go files
// of a folder.
func constantsOf(t *testing.T, dir, typeName string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			declared, ok := spec.Type.(*ast.Ident)
			value, isLiteral := spec.Values[0].(*ast.BasicLit)
			if ok && declared.Name == typeName && isLiteral {
				text, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, text)
			}
			return true
		})
	}
	return values
}

// Every code has a text in both languages, and every text belongs to a code.
func TestEveryCodeHasItsText(t *testing.T) {
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, c := range constantsOf(t, ".", "code") {
		want = append(want, "finding."+c)
	}
	for _, rule := range constantsOf(t, "catalog", "Rule") {
		for _, field := range []string{"kind", "part", "unit", "weight"} { // that may not go with another
			want = append(want, "finding."+string(ruleCode(catalog.Rule(rule), field)))
		}
	}
	for _, c := range slices.Concat(constantsOf(t, ".", "refusal"), constantsOf(t, "sheet", "Code")) {
		want = append(want, "refusal."+c)
	}
	slices.Sort(want)
	want = slices.Compact(want)
	for _, lang := range locale.Langs {
		var got []string
		for _, key := range slices.Sorted(maps.Keys(messages.Keys(lang))) {
			if strings.HasPrefix(key, "finding.") || strings.HasPrefix(key, "refusal.") {
				got = append(got, key)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s.json (-codes +texts):\n%s", lang, diff)
		}
	}
}

func TestMessageFiles(t *testing.T) { localetest.Check(t, Messages) }

// What is found is also read in a letter and in a marked copy by who sent the
// file and has no page to answer on: a text says what to write in the file, and
// points to no question beside it.
func TestFindingsPointToNoQuestionBesideThem(t *testing.T) {
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	for lang, beside := range map[locale.Lang]string{locale.VI: "câu hỏi này", locale.EN: "this question"} {
		for key, text := range messages.Keys(lang) {
			if strings.Contains(text, beside) {
				t.Errorf("%s: %q", key, text)
			}
		}
	}
}
