package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// scanner reads one XML part strictly: it must be complete and well formed,
// of bounded depth, and without a document type, which no spreadsheet program
// writes and which could make the part mean something else than it says.
type scanner struct {
	part string
	dec  *xml.Decoder
	open []string // local names of the open elements
	lim  limits
	root bool // a root element was seen

	tok xml.Token
}

func newScanner(part string, r io.Reader, lim limits) *scanner {
	return &scanner{part: part, dec: xml.NewDecoder(r), lim: lim}
}

// next moves to the next start, end or text token and returns io.EOF after
// the end of a complete document. Other errors are [*Problem]s.
func (s *scanner) next() error {
	for {
		tok, err := s.dec.RawToken()
		if errors.Is(err, io.EOF) && s.root && len(s.open) == 0 {
			return io.EOF
		}
		if err != nil {
			return s.failed(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if len(s.open) == 0 && s.root {
				return s.problem(Damaged, errors.New("two root elements"))
			}
			if len(s.open) == s.lim.depth {
				return s.problem(Unsafe, errors.New("elements nest too deeply"))
			}
			s.root = true
			s.open = append(s.open, t.Name.Local)
		case xml.EndElement:
			if len(s.open) == 0 || s.open[len(s.open)-1] != t.Name.Local {
				return s.problem(Damaged, fmt.Errorf("unexpected </%s>", t.Name.Local))
			}
			s.open = s.open[:len(s.open)-1]
		case xml.CharData:
			if len(s.open) == 0 {
				if len(bytes.TrimSpace(t)) > 0 && !bytes.Equal(t, []byte("\ufeff")) {
					return s.problem(Damaged, errors.New("text outside the root element"))
				}
				continue
			}
		case xml.Directive:
			return s.problem(Unsafe, errors.New("document type declaration"))
		default:
			continue
		}
		s.tok = tok
		return nil
	}
}

// text returns the text inside the element whose start token is current,
// including that of elements nested in it, and moves past it.
func (s *scanner) text() (string, error) {
	var b strings.Builder
	for depth := len(s.open); len(s.open) >= depth; {
		if err := s.next(); err != nil {
			return "", s.ended(err)
		}
		if t, ok := s.tok.(xml.CharData); ok {
			if b.Len()+len(t) > s.lim.text {
				return "", s.problem(Unsafe, errors.New("text too long"))
			}
			b.Write(t)
		}
	}
	return b.String(), nil
}

// children calls f at each start element directly inside the current one and
// moves past it; what f leaves unread of a child is skipped.
func (s *scanner) children(f func(xml.StartElement) error) error {
	depth := len(s.open)
	for {
		if err := s.next(); err != nil {
			return s.ended(err)
		}
		if len(s.open) < depth {
			return nil
		}
		start, ok := s.tok.(xml.StartElement)
		if !ok {
			continue
		}
		if err := f(start); err != nil {
			return err
		}
		if err := s.leave(depth); err != nil {
			return err
		}
	}
}

// skip moves past the element whose start token is current.
func (s *scanner) skip() error { return s.leave(len(s.open) - 1) }

// leave moves on until no more than so many elements are open.
func (s *scanner) leave(depth int) error {
	for len(s.open) > depth {
		if err := s.next(); err != nil {
			return s.ended(err)
		}
	}
	return nil
}

// document moves to the root element, checks its name, and reads its children.
func (s *scanner) document(root string, f func(xml.StartElement) error) error {
	for {
		if err := s.next(); err != nil {
			return s.ended(err)
		}
		if start, ok := s.tok.(xml.StartElement); ok {
			if start.Name.Local != root {
				return s.problem(Damaged, fmt.Errorf("<%s> where <%s> belongs", start.Name.Local, root))
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

func (s *scanner) failed(err error) error {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	var syntax *xml.SyntaxError
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		return s.problem(Truncated, err)
	}
	return s.problem(Damaged, err)
}

func (s *scanner) problem(code Code, err error) *Problem {
	return &Problem{Code: code, Part: s.part, Err: err}
}

// attr returns an attribute by its local name, "" if absent.
func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// isTrue reads an xsd:boolean attribute.
func isTrue(value string) bool { return value == "1" || value == "true" }
