// Package localetest checks message folders in tests: that both languages say
// the same things, that the files are tidy, that every message is used and
// every message used exists.
package localetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/locale"
)

// Check reports every defect of a folder with vi.json and en.json: a key
// present in one language only or out of order, an empty text, different
// arguments, unbalanced braces, text that is not composed (NFC).
func Check(t testing.TB, folder fs.FS) {
	t.Helper()
	for _, defect := range defects(folder) {
		t.Error(defect)
	}
}

// Used reports every message of the folder that no source file mentions, and
// every key that source files mention but the folder lacks. A key is a quoted
// text that begins like one of the folder's ("finding.…"). Keys the program
// puts together are listed in computed, whole or by their beginning with a
// star: "finding.*".
func Used(t testing.TB, folder, source fs.FS, computed ...string) {
	t.Helper()
	for _, defect := range strays(folder, source, computed) {
		t.Error(defect)
	}
}

var (
	argument = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)
	quoted   = regexp.MustCompile("[\"'`]([a-z][a-z0-9_-]*(?:\\.[a-z0-9_-]+)+)[\"'`]")
)

func defects(folder fs.FS) []string {
	var out []string
	report := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	texts := map[locale.Lang]map[string]string{}
	for _, lang := range locale.Langs {
		name := string(lang) + ".json"
		b, err := fs.ReadFile(folder, name)
		if err != nil {
			return append(out, err.Error())
		}
		keys, entries, err := entriesOf(b)
		if err != nil {
			return append(out, name+": "+err.Error())
		}
		texts[lang] = entries
		for i := 1; i < len(keys); i++ {
			if keys[i] <= keys[i-1] {
				report("%s: %q must stand before %q, once", name, keys[i], keys[i-1])
			}
		}
		if !norm.NFC.IsNormal(b) {
			report("%s: not composed (NFC)", name)
		}
		for _, key := range keys {
			switch text := entries[key]; {
			case strings.TrimSpace(text) == "":
				report("%s: %q is empty", name, key)
			case strings.ContainsAny(argument.ReplaceAllString(text, ""), "{}"):
				report("%s: %q has a brace that is no argument", name, key)
			}
		}
	}
	for key, text := range sorted(texts[locale.VI]) {
		other, ok := texts[locale.EN][key]
		if !ok {
			report("en.json: %q is missing", key)
		} else if a, b := arguments(text), arguments(other); !slices.Equal(a, b) {
			report("%q takes %q in Vietnamese and %q in English", key, a, b)
		}
	}
	for key := range sorted(texts[locale.EN]) {
		if _, ok := texts[locale.VI][key]; !ok {
			report("vi.json: %q is missing", key)
		}
	}
	return out
}

// entriesOf reads a flat JSON object with its keys in file order.
func entriesOf(b []byte) (keys []string, entries map[string]string, err error) {
	if err := json.Unmarshal(b, &entries); err != nil {
		return nil, nil, err
	}
	tokens := json.NewDecoder(bytes.NewReader(b))
	if _, err := tokens.Token(); err != nil { // {
		return nil, nil, err
	}
	for tokens.More() {
		key, err := tokens.Token()
		if err != nil {
			return nil, nil, err
		}
		if _, err := tokens.Token(); err != nil {
			return nil, nil, err
		}
		keys = append(keys, key.(string))
	}
	return keys, entries, nil
}

func arguments(text string) []string {
	var names []string
	for _, m := range argument.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sourceFiles are the kinds of file in which keys are looked for; a quoted
// text that ends like one of the others is a file name, not a key.
var (
	sourceFiles = []string{".go", ".html", ".tmpl", ".js"}
	fileNames   = append([]string{".json", ".css", ".svg", ".png", ".sql", ".xlsx", ".docx", ".pptx", ".csv", ".duckdb"}, sourceFiles...)
)

func strays(folder, source fs.FS, computed []string) []string {
	messages, err := locale.Load(folder)
	if err != nil {
		return []string{err.Error()}
	}
	mentioned, err := mentions(source)
	if err != nil {
		return []string{err.Error()}
	}
	families := map[string]bool{}
	var out []string
	for key := range sorted(messages.Keys(locale.VI)) {
		family, _, _ := strings.Cut(key, ".")
		families[family] = true
		if _, ok := mentioned[key]; !ok && !matches(key, computed) {
			out = append(out, fmt.Sprintf("%q is used nowhere", key))
		}
	}
	for key, file := range sorted(mentioned) {
		family, _, _ := strings.Cut(key, ".")
		if families[family] && !messages.Has(key) {
			out = append(out, fmt.Sprintf("%s uses %q, which is no message", file, key))
		}
	}
	return out
}

// mentions returns the quoted texts of source files that may be keys, and the
// first file of each.
func mentions(source fs.FS) (map[string]string, error) {
	found := map[string]string{}
	err := fs.WalkDir(source, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") || !slices.Contains(sourceFiles, path.Ext(name)) {
			return err
		}
		b, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		for _, m := range quoted.FindAllSubmatch(b, -1) {
			key := string(m[1])
			if _, seen := found[key]; !seen && !slices.Contains(fileNames, path.Ext(key)) {
				found[key] = name
			}
		}
		return nil
	})
	return found, err
}

func matches(key string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		beginning, star := strings.CutSuffix(p, "*")
		return key == p || star && strings.HasPrefix(key, beginning)
	})
}

// sorted yields a map in the order of its keys.
func sorted(m map[string]string) func(yield func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}
