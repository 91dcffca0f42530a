package dashboards

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func messages(t *testing.T, lang string) map[string]string {
	t.Helper()
	b, err := fs.ReadFile(Messages, lang+".json")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]string
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	if !norm.NFC.IsNormal(b) {
		t.Errorf("%s.json is not NFC", lang)
	}
	var keys []string
	for _, m := range regexp.MustCompile(`(?m)^  "([^"]+)":`).FindAllSubmatch(b, -1) {
		keys = append(keys, string(m[1]))
	}
	if !slices.IsSorted(keys) || len(keys) != len(out) {
		t.Errorf("%s.json is not sorted, or has a key twice", lang)
	}
	return out
}

func TestMessagesAreComplete(t *testing.T) {
	vi, en := messages(t, "vi"), messages(t, "en")
	arguments := regexp.MustCompile(`\{(\w+)\}`)
	for key, text := range vi {
		other, ok := en[key]
		if !ok {
			t.Errorf("en.json lacks %q", key)
			continue
		}
		if text == "" || other == "" {
			t.Errorf("%q is empty", key)
		}
		// Vietnamese is the reference: English may leave an argument out, not add one.
		for _, arg := range arguments.FindAllString(other, -1) {
			if !strings.Contains(text, arg) {
				t.Errorf("%q: %s only in English", key, arg)
			}
		}
	}
	for key := range en {
		if _, ok := vi[key]; !ok {
			t.Errorf("vi.json lacks %q", key)
		}
	}
}

// Every message is used and every message that the code names exists. A key
// that is put together ends in a dot where the rest is added.
func TestMessagesAreUsed(t *testing.T) {
	vi := messages(t, "vi")
	named := map[string]bool{}
	first := map[string]bool{} // first words of keys
	for key := range vi {
		word, _, _ := strings.Cut(key, ".")
		first[word] = true
	}
	words := slices.Sorted(maps.Keys(first))
	literal := regexp.MustCompile(`"((?:` + strings.Join(words, "|") + `)\.[a-z0-9_.]*)"`)
	files, _ := filepath.Glob("*.go")
	more, _ := filepath.Glob("params/*.go")
	pages, _ := filepath.Glob("templates/*.html")
	for _, name := range slices.Concat(files, more, pages) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllSubmatch(b, -1) {
			named[string(m[1])] = true
		}
	}
	for key := range vi {
		used := named[key]
		for prefix := range named {
			used = used || strings.HasSuffix(prefix, ".") && strings.HasPrefix(key, prefix)
		}
		if !used {
			t.Errorf("%q is not used", key)
		}
	}
	for key := range named {
		if _, ok := vi[key]; !ok && !strings.HasSuffix(key, ".") && !slices.Contains([]string{".html", ".css", ".js"}, path.Ext(key)) {
			t.Errorf("%q is named but does not exist", key)
		}
	}
}

// A media query and an attribute cannot share a block, so the dark colours
// stand twice; they must not drift apart.
func TestDarkThemesAgree(t *testing.T) {
	b, err := os.ReadFile("static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	block := func(selector string) string {
		_, rest, ok := strings.Cut(string(b), selector+" {")
		if !ok {
			t.Fatalf("no %s", selector)
		}
		body, _, _ := strings.Cut(rest, "}")
		return strings.Join(strings.Fields(body), " ")
	}
	if chosen, device := block(`:root[data-theme="dark"]`), block(`:root[data-theme="auto"]`); chosen != device {
		t.Errorf("chosen: %s\ndevice: %s", chosen, device)
	}
	for _, role := range []string{roleActual, rolePrevious, roleEdge, roleSurface, roleInk, roleInk2, roleInk3, roleAxis, roleLine} {
		if !strings.Contains(block(":root"), "--"+role[1:]+":") {
			t.Errorf("no colour for the role %s", role)
		}
	}
}
