package markup

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// contentTypes is the part that tells what each part of an archive is.
type contentTypes struct {
	data     []byte
	defaults map[string]element // by extension
	parts    map[string]element // by folded name
	removed  map[string]bool
	set      []string // folded names with a new type
	types    map[string]string
	added    []string        // entries for extensions
	known    map[string]bool // extensions with a new entry
}

const contentTypesPart = "[Content_Types].xml"

func (a *archive) contentTypes() (*contentTypes, error) {
	t := &contentTypes{defaults: map[string]element{}, parts: map[string]element{}, removed: map[string]bool{}, types: map[string]string{}, known: map[string]bool{}}
	var err error
	if t.data, err = a.read(contentTypesPart); err != nil {
		return nil, err
	}
	_, list, _, err := children(t.data)
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", contentTypesPart, err)
	}
	for _, e := range list {
		if e.name == "Default" {
			t.defaults[strings.ToLower(value(t.data, e.tag, "Extension"))] = e
		} else {
			t.parts[folded(value(t.data, e.tag, "PartName"))] = e
		}
	}
	return t, nil
}

// override gives a part its type.
func (t *contentTypes) override(part, contentType string) {
	if !slices.Contains(t.set, part) {
		t.set = append(t.set, part)
	}
	t.types[part] = contentType
}

// extension gives the parts with an extension their type unless they have one.
func (t *contentTypes) extension(ext, contentType string) {
	if _, ok := t.defaults[ext]; !ok && !t.known[ext] {
		t.known[ext] = true
		t.added = append(t.added, fmt.Sprintf(`<Default Extension="%s" ContentType="%s"/>`, ext, contentType))
	}
}

func (t *contentTypes) remove(part string) { t.removed[folded(part)] = true }

func (t *contentTypes) store(a *archive) error {
	root, list, end, err := children(t.data)
	if err != nil {
		return err
	}
	var edits []edit
	for part := range t.removed {
		if e, ok := t.parts[part]; ok {
			edits = append(edits, edit{from: e.from, to: e.end})
		}
	}
	// Parts of no known kind are binary; what they were the default for is gone.
	if e, ok := t.defaults["bin"]; ok && strings.Contains(strings.ToLower(value(t.data, e.tag, "ContentType")), "vbaproject") {
		c, _ := attr(t.data, e.tag, "ContentType")
		edits = append(edits, edit{c.from, c.to, "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"})
	}
	first := end
	if len(list) > 0 {
		first = list[0].from
	}
	for _, x := range t.added {
		edits = append(edits, edit{first, first, graft(t.data, root, x)})
	}
	for _, part := range t.set {
		if e, ok := t.parts[folded(part)]; ok {
			c, _ := attr(t.data, e.tag, "ContentType")
			if c.value != t.types[part] {
				edits = append(edits, edit{c.from, c.to, t.types[part]})
			}
			continue
		}
		entry := fmt.Sprintf(`<Override PartName="/%s" ContentType="%s"/>`, quoteXML(path.Clean(part)), t.types[part])
		edits = append(edits, edit{end, end, graft(t.data, root, entry)})
	}
	content, err := applied(t.data, edits)
	a.set(contentTypesPart, content)
	return err
}
