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

// Whoever takes workbooks in can choose on the page of the file how it is
// meant; its sender, who has no such page, is told how to write it.
func TestFindingsForSenders(t *testing.T) {
	messages, err := locale.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	for lang, page := range map[locale.Lang]string{locale.VI: "trang của tệp", locale.EN: "file’s page"} {
		offered := 0
		for key, text := range messages.Keys(lang) {
			code, ok := strings.CutPrefix(key, "finding.")
			if !ok {
				continue
			}
			f := Finding{Code: code, Args: Args{}}
			if got := f.TextForSender(messages, lang); strings.Contains(got, page) || strings.Contains(got, "file's page") || strings.Contains(got, "{"+filePage) {
				t.Errorf("a sender is told in %s: %q", key, got)
			}
			if got := f.Text(messages, lang); strings.Contains(text, "{"+filePage+"}") {
				offered++
				if !strings.Contains(got, " "+page) || strings.Contains(got, "{"+filePage) {
					t.Errorf("%s is %q", key, got)
				}
			}
		}
		if offered == 0 {
			t.Errorf("nothing in %s is to be chosen on the file’s page", lang)
		}
	}
	for lang, want := range map[locale.Lang][2]string{
		locale.VI: {"Không thấy kỳ báo cáo. Hãy chọn trên trang của tệp, hoặc ghi phía trên bảng, ví dụ “Quý I năm 2024”.",
			"Không thấy kỳ báo cáo. Hãy ghi phía trên bảng, ví dụ “Quý I năm 2024”."},
		locale.EN: {"The period is missing. Please choose it on the file’s page, or write it above the table, for example “Quý I năm 2024”.",
			"The period is missing. Please write it above the table, for example “Quý I năm 2024”."},
	} {
		f := Finding{Code: string(codePeriodMissing)}
		if got := [2]string{f.Text(messages, lang), f.TextForSender(messages, lang)}; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
