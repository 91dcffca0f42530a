package markup

import (
	"bytes"
	"cmp"
	"errors"
	"html"
	"io"
	"slices"
	"strings"
)

// errMalformed is the error for a part that is no well-formed XML. The reader
// has refused such a workbook before.
var errMalformed = errors.New("malformed XML")

// tag is one tag of an XML part, by its position, so that the part can be
// changed around it and stay the same byte for byte elsewhere.
type tag struct {
	from, to    int    // of the part's bytes: from '<' to behind '>'
	name        string // without the prefix
	depth       int    // 0 for the root
	open, close bool   // both for <empty/>
}

// scan calls f for every tag in order and stops when f returns false.
// Comments, processing instructions and CDATA are passed over.
func scan(data []byte, f func(tag) bool) error {
	depth := 0
	for pos := 0; ; {
		i := bytes.IndexByte(data[pos:], '<')
		if i < 0 {
			if depth != 0 {
				return errMalformed
			}
			return nil
		}
		from := pos + i
		if skip := passedOver(data[from:]); skip != 0 {
			if skip < 0 {
				return errMalformed
			}
			pos = from + skip
			continue
		}
		to := from + tagLength(data[from:])
		if to == from {
			return errMalformed
		}
		t := tag{from: from, to: to, depth: depth}
		switch {
		case data[from+1] == '/':
			t.close = true
			depth--
			t.depth = depth
		case data[to-2] == '/':
			t.open, t.close = true, true
		default:
			t.open = true
			depth++
		}
		if depth < 0 {
			return errMalformed
		}
		t.name = string(localName(data[from:to]))
		if !f(t) {
			return nil
		}
		pos = to
	}
}

// passedOver returns the length of the comment, instruction or CDATA section
// that data begins with, 0 for a tag, −1 for what does not end or must not be.
func passedOver(data []byte) int {
	for _, kind := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(data, []byte(kind[0])) {
			end := bytes.Index(data[len(kind[0]):], []byte(kind[1]))
			if end < 0 {
				return -1
			}
			return len(kind[0]) + end + len(kind[1])
		}
	}
	if bytes.HasPrefix(data, []byte("<!")) {
		return -1
	}
	return 0
}

// tagLength returns the length of the tag that data begins with, 0 if it does
// not end. A quoted attribute may hold '>'.
func tagLength(data []byte) int {
	var quote byte
	for i := 1; i < len(data); i++ {
		switch c := data[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			if i < 2 {
				return 0
			}
			return i + 1
		}
	}
	return 0
}

// qualifiedName returns the name of a tag with its prefix.
func qualifiedName(raw []byte) []byte {
	raw = bytes.TrimLeft(raw, "</")
	if end := bytes.IndexAny(raw, " \t\r\n/>"); end >= 0 {
		raw = raw[:end]
	}
	return raw
}

func localName(raw []byte) []byte {
	name := qualifiedName(raw)
	return name[bytes.IndexByte(name, ':')+1:]
}

// prefix returns the prefix of a tag's name with its colon, "" for none.
func prefix(raw []byte) string {
	name := qualifiedName(raw)
	return string(name[:bytes.IndexByte(name, ':')+1])
}

// attribute is an attribute's value and where it stands: value is the text
// between the quotes at data[from:to]; the whole attribute with the blank
// before it begins at start and ends at to+1.
type attribute struct {
	value           string
	start, from, to int
}

// attr finds an attribute of a tag by its name without prefix.
func attr(data []byte, t tag, name string) (attribute, bool) {
	pos := t.from + 1 + len(qualifiedName(data[t.from:t.to]))
	for pos < t.to {
		start := pos
		for pos < t.to && strings.IndexByte(" \t\r\n", data[pos]) >= 0 {
			pos++
		}
		equals := bytes.IndexByte(data[pos:t.to], '=')
		if equals < 0 {
			break
		}
		key := strings.TrimSpace(string(data[pos : pos+equals]))
		pos += equals + 1
		for pos < t.to && strings.IndexByte(" \t\r\n", data[pos]) >= 0 {
			pos++
		}
		if pos == t.to {
			break
		}
		end := bytes.IndexByte(data[pos+1:t.to], data[pos])
		if end < 0 {
			break
		}
		a := attribute{start: start, from: pos + 1, to: pos + 1 + end}
		pos = a.to + 1
		if key[strings.IndexByte(key, ':')+1:] == name && !strings.HasPrefix(key, "xmlns") {
			a.value = html.UnescapeString(string(data[a.from:a.to]))
			return a, true
		}
	}
	return attribute{}, false
}

// value is the value of an attribute, "" without it.
func value(data []byte, t tag, name string) string {
	a, _ := attr(data, t, name)
	return a.value
}

// edit replaces the bytes from..to of a part by text.
type edit struct {
	from, to int
	text     string
}

// apply writes the part with its edits, which must not overlap. Those at one
// place come out in the order given.
func apply(w io.Writer, data []byte, edits []edit) error {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	pos := 0
	for _, e := range edits {
		if e.from < pos || e.to > len(data) {
			return errors.New("edits of a part overlap")
		}
		if _, err := w.Write(data[pos:e.from]); err != nil {
			return err
		}
		if _, err := io.WriteString(w, e.text); err != nil {
			return err
		}
		pos = e.to
	}
	_, err := w.Write(data[pos:])
	return err
}

// applied is apply into memory, for small parts.
func applied(data []byte, edits []edit) ([]byte, error) {
	var b bytes.Buffer
	err := apply(&b, data, edits)
	return b.Bytes(), err
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;")

// unquoteXML returns the text between two tags that holds no tag itself.
func unquoteXML(raw []byte) string { return html.UnescapeString(string(raw)) }

// quoteXML makes a text safe between tags and between quotes.
func quoteXML(s string) string { return xmlEscaper.Replace(s) }

// element is one child of a part's root.
type element struct {
	tag        // its opening tag
	end    int // behind its closing tag
	inside int // where its closing tag begins; for <empty/> as end
	count  int // children
}

// children lists what stands directly below the root, and the root itself.
func children(data []byte) (root tag, list []element, rootEnd int, err error) {
	err = scan(data, func(t tag) bool {
		switch {
		case t.depth == 0 && t.open:
			root = t
			if t.close {
				rootEnd = -1
			}
		case t.depth == 0:
			rootEnd = t.from
		case t.depth == 1 && t.open:
			list = append(list, element{tag: t, end: t.to, inside: t.to})
		case t.depth == 1:
			e := &list[len(list)-1]
			e.end, e.inside = t.to, t.from
		case t.depth == 2 && t.open:
			list[len(list)-1].count++
		}
		return true
	})
	if err == nil && rootEnd <= 0 {
		err = errMalformed
	}
	return root, list, rootEnd, err
}

// within calls f for the children of an element.
func within(data []byte, parent element, f func(element)) error {
	var e element
	return scan(data[parent.from:parent.end], func(t tag) bool {
		t.from, t.to = t.from+parent.from, t.to+parent.from
		switch {
		case t.depth != 1:
		case t.open && t.close:
			f(element{tag: t, end: t.to, inside: t.to})
		case t.open:
			e = element{tag: t}
		default:
			e.end, e.inside = t.to, t.from
			f(e)
		}
		return true
	})
}

// below calls f for every opening tag inside an element, however deep.
func below(data []byte, parent element, f func(tag)) error {
	return scan(data[parent.from:parent.end], func(t tag) bool {
		t.from, t.to = t.from+parent.from, t.to+parent.from
		if t.open && t.depth > 0 {
			f(t)
		}
		return true
	})
}

// find returns the first child of that name.
func find(list []element, name string) (element, bool) {
	i := slices.IndexFunc(list, func(e element) bool { return e.name == name })
	if i < 0 {
		return element{}, false
	}
	return list[i], true
}

// mainNamespace is that of spreadsheet parts (ECMA-376 transitional).
const mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// namespace returns the namespace of the root's own prefix.
func namespace(data []byte, root tag) string {
	key := "xmlns"
	if p := prefix(data[root.from:root.to]); p != "" {
		key += ":" + strings.TrimSuffix(p, ":")
	}
	raw := string(data[root.from:root.to])
	for _, quote := range []string{`"`, `'`} {
		if _, after, ok := strings.Cut(raw, key+"="+quote); ok {
			ns, _, _ := strings.Cut(after, quote)
			return html.UnescapeString(ns)
		}
	}
	return mainNamespace
}

// graft writes an element for insertion into a part: it says its namespace
// itself where the part's own elements have a prefix.
func graft(data []byte, root tag, xml string) string {
	if prefix(data[root.from:root.to]) == "" {
		return xml
	}
	end := strings.IndexAny(xml, " />")
	return xml[:end] + ` xmlns="` + quoteXML(namespace(data, root)) + `"` + xml[end:]
}

// insertInOrder returns where a new child belongs: before the first child
// that the schema puts after it, else at the end of the root.
func insertInOrder(list []element, rootEnd int, after ...string) int {
	for _, e := range list {
		if slices.Contains(after, e.name) {
			return e.from
		}
	}
	return rootEnd
}
