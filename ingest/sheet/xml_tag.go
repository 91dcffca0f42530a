package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// nameByte tells the bytes of names. Spreadsheets name elements and
// attributes in ASCII only.
var nameByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("_-.:", byte(c)) >= 0
	}
	return t
}()

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// errMore says that a tag goes on behind the bytes at hand.
var errMore = errors.New("more input is needed")

// start reads a start tag.
func (s *scanner) start() error {
	if s.depth == 0 && s.root {
		return s.problem(Damaged, errors.New("two root elements"))
	}
	if s.depth == s.lim.depth {
		return s.problem(Unsafe, errors.New("elements nest too deeply"))
	}
	if s.depth == len(s.levels) {
		s.levels = append(s.levels, new(element))
	}
	e := s.levels[s.depth]
	for {
		n, err := s.startTag(s.in.buf[s.in.pos:], e)
		if err == nil {
			s.in.take(n)
			break
		}
		if !errors.Is(err, errMore) {
			return err
		}
		if err := s.in.more(); err != nil {
			return s.failed(err)
		}
	}
	s.root = true
	s.depth++
	s.token, s.elem = startTag, e
	return nil
}

// startTag reads the tag that b begins with into e and returns its length.
func (s *scanner) startTag(b []byte, e *element) (int, error) {
	i := 1
	for i < len(b) && nameByte[b[i]] {
		i++
	}
	if i == len(b) {
		return 0, errMore
	}
	var err error
	if e.qname, err = s.named(b[1:i]); err != nil {
		return 0, err
	}
	e.attrs, e.buf = e.attrs[:0], e.buf[:0]
	for {
		for i < len(b) && isBlank(b[i]) {
			i++
		}
		if i+1 >= len(b) && (i == len(b) || b[i] != '>') {
			return 0, errMore
		}
		switch b[i] {
		case '>':
			s.closes = false
			return i + 1, nil
		case '/':
			if b[i+1] != '>' {
				return 0, s.problem(Damaged, errors.New("/ within a tag"))
			}
			s.closes = true
			return i + 2, nil
		}
		n, err := s.attribute(b[i:], e)
		if err != nil {
			return 0, err
		}
		i += n
	}
}

// maxAttributes bounds the attributes of one element.
const maxAttributes = 256

// attribute adds the attribute that b begins with to e and returns its length.
func (s *scanner) attribute(b []byte, e *element) (int, error) {
	i := 0
	for i < len(b) && nameByte[b[i]] {
		i++
	}
	name := b[:i]
	for i < len(b) && isBlank(b[i]) {
		i++
	}
	if i == len(b) {
		return 0, errMore
	}
	q, err := s.named(name)
	if err != nil {
		return 0, err
	}
	if b[i] != '=' {
		return 0, s.problem(Damaged, fmt.Errorf("attribute %s without a value", clip(q.name)))
	}
	for i++; i < len(b) && isBlank(b[i]); i++ {
	}
	if i == len(b) {
		return 0, errMore
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return 0, s.problem(Damaged, fmt.Errorf("attribute %s is not quoted", clip(q.name)))
	}
	i++
	size := bytes.IndexByte(b[i:], quote)
	if size < 0 {
		return 0, errMore
	}
	if len(e.attrs) == maxAttributes {
		return 0, s.problem(Unsafe, errors.New("too many attributes"))
	}
	raw, from := b[i:i+size], len(e.buf)
	switch kindOf(raw) {
	case plainText:
		e.buf = append(e.buf, raw...)
	case brokenText:
		return 0, s.problem(Damaged, errors.New("invalid characters"))
	default:
		if bytes.IndexByte(raw, '<') >= 0 {
			return 0, s.problem(Damaged, errors.New("< within an attribute"))
		}
		if e.buf, err = decodeXML(e.buf, raw); err != nil {
			return 0, s.problem(Damaged, err)
		}
	}
	e.attrs = append(e.attrs, attribute{q, e.buf[from:len(e.buf):len(e.buf)]})
	return i + size + 1, nil
}

// maxNames bounds the names that are kept for being met again.
const maxNames = 2000

// letters are the names of one letter, which a sheet is full of.
const letters = "abcdefghijklmnopqrstuvwxyz"

// named splits a name at its prefix.
func (s *scanner) named(b []byte) (qname, error) {
	if len(b) == 1 && b[0] >= 'a' && b[0] <= 'z' {
		return qname{name: letters[b[0]-'a' : b[0]-'a'+1]}, nil
	}
	if q, ok := s.names[string(b)]; ok {
		return q, nil
	}
	text := string(b)
	prefix, local, found := strings.Cut(text, ":")
	if !found || prefix == "" || local == "" {
		prefix, local = "", text
	}
	if !isName(text) || strings.Count(text, ":") > 1 {
		return qname{}, s.problem(Damaged, fmt.Errorf("name %q", clip(text)))
	}
	q := qname{prefix: prefix, name: local}
	if len(s.names) < maxNames {
		s.names[text] = q
	}
	return q, nil
}

// isName reports whether a text is a name.
func isName(text string) bool {
	for i := range len(text) {
		if !nameByte[text[i]] {
			return false
		}
	}
	return text != "" && strings.IndexByte("-.0123456789", text[0]) < 0
}

// end reads an end tag.
func (s *scanner) end() error {
	tag, err := s.in.find(">", 2)
	if err != nil {
		return s.failed(err)
	}
	name := tag[2 : len(tag)-1]
	for len(name) > 0 && isBlank(name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	if s.depth == 0 || !s.levels[s.depth-1].is(name) {
		return s.problem(Damaged, fmt.Errorf("unexpected </%s>", clip(string(name))))
	}
	s.in.take(len(tag))
	s.depth--
	s.token = endTag
	return nil
}

// is reports whether the name is written like that.
func (q qname) is(name []byte) bool {
	if q.prefix == "" {
		return string(name) == q.name
	}
	n := len(q.prefix)
	return len(name) == n+1+len(q.name) && string(name[:n]) == q.prefix && name[n] == ':' && string(name[n+1:]) == q.name
}

// instruction passes over a processing instruction. The one at the beginning
// may name no encoding but UTF-8, or UTF-16 where the part began with its mark.
func (s *scanner) instruction() error {
	tag, err := s.in.find("?>", 2)
	if err != nil {
		return s.failed(err)
	}
	text := string(tag[2 : len(tag)-2])
	s.in.take(len(tag))
	end := 0
	for end < len(text) && nameByte[text[end]] {
		end++
	}
	name := text[:end]
	if !isName(name) || end < len(text) && text[end] >= utf8.RuneSelf { // the name goes on, and not in ASCII
		return s.problem(Damaged, fmt.Errorf("instruction %q", clip(name)))
	}
	if name != "xml" {
		return nil
	}
	if v := declared(text, "version"); v != "" && v != "1.0" {
		return s.problem(Damaged, fmt.Errorf("XML version %q", clip(v)))
	}
	wide := s.in.wide && strings.EqualFold(declared(text, "encoding"), "utf-16")
	if v := declared(text, "encoding"); v != "" && !strings.EqualFold(v, "utf-8") && !wide {
		return s.problem(Damaged, fmt.Errorf("encoding %q", clip(v)))
	}
	return nil
}

// declared returns what the XML declaration says of a thing, "" if nothing.
func declared(text, what string) string {
	_, value, _ := strings.Cut(text, what+"=")
	if value == "" || value[0] != '"' && value[0] != '\'' {
		return ""
	}
	if end := strings.IndexByte(value[1:], value[0]); end >= 0 {
		return value[1 : 1+end]
	}
	return ""
}

// declaration reads what begins with <!: a comment or a CDATA section.
// Anything else declares a document type.
func (s *scanner) declaration() (found bool, err error) {
	const section, comment = "<![CDATA[", "<!--"
	head, err := s.in.peek(len(section))
	switch {
	case bytes.HasPrefix(head, []byte(section)):
		s.in.take(len(section))
		if s.depth == 0 {
			return false, s.problem(Damaged, errors.New("text outside the root element"))
		}
		s.cdata = true
		return true, s.character()
	case bytes.HasPrefix(head, []byte(comment)):
		s.in.take(len(comment))
		return false, s.comment()
	case err != nil && !errors.Is(err, io.EOF):
		return false, s.failed(err)
	case len(head) < len(section) && (strings.HasPrefix(section, string(head)) || strings.HasPrefix(comment, string(head))):
		return false, s.failed(io.EOF)
	}
	return false, s.problem(Unsafe, errors.New("document type declaration"))
}

// comment passes over a comment, which may be of any length.
func (s *scanner) comment() error {
	for {
		rest, err := s.in.peek(3)
		if len(rest) < 3 {
			return s.failed(err)
		}
		i := bytes.Index(rest, []byte("--"))
		switch {
		case i < 0:
			s.in.take(len(rest) - 1) // the last may be a dash
		case i+2 == len(rest):
			s.in.take(i)
			if rest, err = s.in.peek(3); len(rest) < 3 {
				return s.failed(err)
			}
		case rest[i+2] != '>':
			return s.problem(Damaged, errors.New("-- within a comment"))
		default:
			s.in.take(i + 3)
			return nil
		}
	}
}
