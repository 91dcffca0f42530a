package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// scanner reads one XML part strictly: it must be complete and well formed,
// of bounded depth, and without a document type, which no spreadsheet program
// writes and which could make the part mean something else than it says.
//
// It takes the bytes apart itself, because reading a large sheet is mostly
// this. Only what its users may see is kept, so that a part costs a buffer
// and not its size.
type scanner struct {
	part string
	lim  limits
	in   input

	token  token
	elem   *element // of a startTag
	data   []byte   // of a charData, until the next call of next
	levels []*element
	depth  int  // open elements; levels[:depth] are theirs
	root   bool // a root element was seen
	closes bool // the element just opened closes itself

	names   map[string]qname
	cdata   bool   // within a CDATA section
	tail    int    // ] that ended the last piece of text, two at most
	scratch []byte // of data that is not in the input as it is
}

// token is what the scanner stands at.
type token uint8

const (
	startTag token = iota
	endTag
	charData
)

// element is an open element. It is valid until the element after it on the
// same level is opened.
type element struct {
	qname
	attrs []attribute
	buf   []byte // holds the attributes' values
}

// attribute is one attribute of an element.
type attribute struct {
	qname
	value []byte
}

// qname is a name with the namespace prefix it is written with.
type qname struct{ prefix, name string }

func newScanner(part string, r io.Reader, lim limits) *scanner {
	return &scanner{part: part, lim: lim, in: input{r: r}, names: map[string]qname{}}
}

// next moves to the next start, end or text token and returns io.EOF after
// the end of a complete document. Other errors are [*Problem]s.
func (s *scanner) next() error {
	if s.closes {
		s.closes = false
		s.depth--
		s.token = endTag
		return nil
	}
	for {
		if s.cdata {
			return s.character()
		}
		rest, err := s.in.peek(1)
		if len(rest) == 0 {
			if errors.Is(err, io.EOF) && s.root && s.depth == 0 {
				return io.EOF
			}
			return s.failed(err)
		}
		if rest[0] != '<' {
			if err := s.character(); err != nil {
				return err
			}
			if s.depth > 0 {
				return nil
			}
			if len(bytes.TrimSpace(s.data)) > 0 {
				return s.problem(Damaged, errors.New("text outside the root element"))
			}
			continue
		}
		s.tail = 0
		if found, err := s.markup(); err != nil || found {
			return err
		}
	}
}

// markup reads what begins with <. found is false for comments and
// instructions, which mean nothing here.
func (s *scanner) markup() (found bool, err error) {
	head, err := s.in.peek(2)
	if len(head) < 2 {
		return false, s.failed(err)
	}
	switch head[1] {
	case '/':
		return true, s.end()
	case '?':
		return false, s.instruction()
	case '!':
		return s.declaration()
	}
	return true, s.start()
}

// text returns the text inside the element whose start token is current,
// including that of elements nested in it, and moves past it.
func (s *scanner) text() (string, error) {
	b, err := s.appendText(nil)
	return string(b), err
}

// appendText is [scanner.text] that adds to b.
func (s *scanner) appendText(b []byte) ([]byte, error) {
	for depth := s.depth; s.depth >= depth; {
		if err := s.next(); err != nil {
			return b, s.ended(err)
		}
		if s.token == charData {
			if len(b)+len(s.data) > s.lim.text {
				return b, s.problem(Unsafe, errors.New("text too long"))
			}
			b = append(b, s.data...)
		}
	}
	return b, nil
}

// children calls f at each start element directly inside the current one and
// moves past it; what f leaves unread of a child is skipped.
func (s *scanner) children(f func(*element) error) error {
	depth := s.depth
	for {
		if err := s.next(); err != nil {
			return s.ended(err)
		}
		if s.depth < depth {
			return nil
		}
		if s.token != startTag {
			continue
		}
		if err := f(s.elem); err != nil {
			return err
		}
		if err := s.leave(depth); err != nil {
			return err
		}
	}
}

// skip moves past the element whose start token is current.
func (s *scanner) skip() error { return s.leave(s.depth - 1) }

// leave moves on until no more than so many elements are open.
func (s *scanner) leave(depth int) error {
	for s.depth > depth {
		if err := s.next(); err != nil {
			return s.ended(err)
		}
	}
	return nil
}

// document moves to the root element, checks its name, and reads its children.
func (s *scanner) document(root string, f func(*element) error) error {
	for {
		if err := s.next(); err != nil {
			return s.ended(err)
		}
		if s.token == startTag {
			if s.elem.name != root {
				return s.problem(Damaged, fmt.Errorf("<%s> where <%s> belongs", clip(s.elem.name), root))
			}
			break
		}
	}
	if err := s.children(f); err != nil {
		return err
	}
	// Read on to the end, so that a checksum or trailing garbage is seen.
	if err := s.next(); !errors.Is(err, io.EOF) {
		if err == nil {
			err = s.problem(Damaged, errors.New("content after the root element"))
		}
		return err
	}
	return nil
}

// ended turns an end of input inside an element into a problem.
func (s *scanner) ended(err error) error {
	if errors.Is(err, io.EOF) {
		return s.problem(Truncated, io.ErrUnexpectedEOF)
	}
	return err
}

// failed makes a problem of what kept the input from being read on.
func (s *scanner) failed(err error) error {
	var p *Problem
	switch {
	case errors.As(err, &p):
		return p
	case err == nil, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return s.problem(Truncated, io.ErrUnexpectedEOF)
	case errors.Is(err, errLongToken):
		return s.problem(Unsafe, err)
	}
	return s.problem(Damaged, err)
}

func (s *scanner) problem(code Code, err error) *Problem {
	return &Problem{Code: code, Part: s.part, Err: err}
}

// attr returns an attribute by its local name, "" if absent.
func attr(e *element, local string) string {
	for i := range e.attrs {
		if e.attrs[i].name == local {
			return string(e.attrs[i].value)
		}
	}
	return ""
}

// isTrue reads an xsd:boolean attribute.
func isTrue(value string) bool { return value == "1" || value == "true" }
