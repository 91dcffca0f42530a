// Package locale holds the words and number formats people read, in
// Vietnamese (the reference and default) and English.
//
// A message is a flat JSON entry, key to text, in a folder with vi.json and
// en.json; each package that talks to people embeds its own folder and hands
// it to [Load]. Arguments stand in braces: "Ô {cell} không phải là số". There
// are no plural forms: English texts are worded to do without.
package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"strings"
)

// Lang is a language of the product.
type Lang string

// Languages.
const (
	VI Lang = "vi"
	EN Lang = "en"
)

// Langs lists the languages, the reference first.
var Langs = []Lang{VI, EN}

// Messages are the texts of one or more packages in both languages.
type Messages struct {
	texts map[Lang]map[string]string
}

// Load reads vi.json and en.json of each folder. It fails on unreadable JSON
// and on a key that two folders define.
func Load(folders ...fs.FS) (*Messages, error) {
	m := &Messages{texts: map[Lang]map[string]string{VI: {}, EN: {}}}
	for _, folder := range folders {
		for _, lang := range Langs {
			b, err := fs.ReadFile(folder, string(lang)+".json")
			if err != nil {
				return nil, fmt.Errorf("messages: %w", err)
			}
			var texts map[string]string
			if err := json.Unmarshal(b, &texts); err != nil {
				return nil, fmt.Errorf("messages: %s.json: %w", lang, err)
			}
			for key := range texts {
				if _, twice := m.texts[lang][key]; twice {
					return nil, fmt.Errorf("messages: %s.json: %q is defined twice", lang, key)
				}
			}
			maps.Copy(m.texts[lang], texts)
		}
	}
	return m, nil
}

// With returns the messages together with others, which come from files that
// are not in the program. It fails on a key that is there already.
func (m *Messages) With(texts map[Lang]map[string]string) (*Messages, error) {
	out := &Messages{texts: map[Lang]map[string]string{}}
	for _, lang := range Langs {
		out.texts[lang] = maps.Clone(m.texts[lang])
		for key, text := range texts[lang] {
			if _, twice := out.texts[lang][key]; twice {
				return nil, fmt.Errorf("messages: %q is defined twice", key)
			}
			out.texts[lang][key] = text
		}
	}
	return out, nil
}

// Text returns the message with its arguments filled in, each written by
// [Format]. An argument that is not given stays in braces, and a missing key
// comes back as "⟦key⟧", which tests and pages treat as a defect.
func (m *Messages) Text(lang Lang, key string, args map[string]any) string {
	text, ok := m.texts[lang][key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	return Fill(lang, text, args)
}

// None is written for an argument there is nothing to say of.
const None = "–"

// optional is a part of a text that speaks of an argument.
var optional = regexp.MustCompile(`\[([^\[\]{}]*\{([a-z_]+)\}[^\[\]{}]*)\]`)

// Fill fills arguments into a text as [Messages.Text] does. A part in square
// brackets that speaks of one argument is left out if that is [None] or, in
// what was kept before the text spoke of it, not given.
func Fill(lang Lang, text string, args map[string]any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	if strings.Contains(text, "[") {
		text = optional.ReplaceAllStringFunc(text, func(part string) string {
			m := optional.FindStringSubmatch(part)
			if v, given := args[m[2]]; !given || Format(lang, v) == None {
				return ""
			}
			return m[1]
		})
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if v, ok := args[name]; ok {
			b.WriteString(Format(lang, v))
		} else {
			b.WriteString("{" + name + "}")
		}
		text = after
	}
}

// Has reports whether the key exists.
func (m *Messages) Has(key string) bool {
	_, ok := m.texts[VI][key]
	return ok
}

// Keys returns a copy of the texts of a language by key, for tests.
func (m *Messages) Keys(lang Lang) map[string]string { return maps.Clone(m.texts[lang]) }
