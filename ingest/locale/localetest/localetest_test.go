package localetest

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func folder(vi, en string) fstest.MapFS {
	return fstest.MapFS{"vi.json": {Data: []byte(vi)}, "en.json": {Data: []byte(en)}}
}

func TestCheckNamesEachDefect(t *testing.T) {
	for name, tt := range map[string]struct{ vi, en, want string }{
		"sound":            {`{"a.x":"Ô {cell}","a.y":"B"}`, `{"a.x":"Cell {cell}","a.y":"B"}`, ""},
		"missing":          {`{"a.x":"A"}`, `{}`, `en.json: "a.x" is missing`},
		"missing in vi":    {`{}`, `{"a.x":"A"}`, `vi.json: "a.x" is missing`},
		"empty":            {`{"a.x":""}`, `{"a.x":"A"}`, `vi.json: "a.x" is empty`},
		"other arguments":  {`{"a.x":"{n} ô"}`, `{"a.x":"{m} cells"}`, `"a.x" takes ["n"] in Vietnamese and ["m"] in English`},
		"repeated is fine": {`{"a.x":"{n} {n}"}`, `{"a.x":"{n}"}`, ""},
		"stray brace":      {`{"a.x":"{n"}`, `{"a.x":"n"}`, `vi.json: "a.x" has a brace that is no argument`},
		"unsorted":         {`{"b":"B","a":"A"}`, `{"a":"A","b":"B"}`, `vi.json: "a" must stand before "b", once`},
		"twice":            {`{"a":"B","a":"A"}`, `{"a":"A"}`, `vi.json: "a" must stand before "a", once`},
		"decomposed":       {"{\"a\":\"o\u0301\"}", `{"a":"A"}`, `vi.json: not composed (NFC)`},
		"blank":            {`{"a":" "}`, `{"a":"A"}`, `vi.json: "a" is empty`},
		"no JSON":          {`[1]`, `{}`, `vi.json: json: cannot unmarshal array into Go value of type map[string]string`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(defects(folder(tt.vi, tt.en)), "\n"); got != tt.want {
				t.Errorf("defects:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

func TestUsedFindsStrays(t *testing.T) {
	messages := folder(
		`{"finding.a":"A","finding.b":"B","page.old":"O","page.title":"T"}`,
		`{"finding.a":"A","finding.b":"B","page.old":"O","page.title":"T"}`)
	source := fstest.MapFS{
		"page.html":  {Data: []byte(`<h1>{{ .Text "page.title" }}</h1><script src="page.js">`)},
		"main.go":    {Data: []byte("text(\"finding.\" + code, `page.gone`); open(\"other.key\")")},
		"my_test.go": {Data: []byte(`text("page.old")`)},
	}
	got := strays(messages, source, []string{"finding.*"})
	want := []string{`"page.old" is used nowhere`, `main.go uses "page.gone", which is no message`}
	if !slices.Equal(got, want) {
		t.Errorf("strays %q, want %q", got, want)
	}
}
