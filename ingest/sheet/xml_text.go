package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// textKind is what must be done with bytes to make text of them.
type textKind uint8

const (
	plainText   textKind = iota // nothing
	encodedText                 // references, carriage returns or "]" need a look
	brokenText                  // no XML
)

// byteKind tells the bytes that make a text other than plain.
var byteKind = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c == '&' || c == '\r' || c == ']' || c == '<':
			t[c] = 1
		case c < 0x20 && c != '\t' && c != '\n':
			t[c] = 2
		case c >= utf8.RuneSelf:
			t[c] = 4
		}
	}
	return t
}()

// kindOf looks at every byte once.
func kindOf(b []byte) textKind {
	var all uint8
	for _, c := range b {
		all |= byteKind[c]
	}
	switch {
	case all == 0:
		return plainText
	case all&2 != 0, all&4 != 0 && !validXML(b):
		return brokenText
	case all&1 != 0:
		return encodedText
	}
	return plainText
}

// validXML reports whether bytes above ASCII are UTF-8 and characters.
func validXML(b []byte) bool {
	return utf8.Valid(b) && !bytes.Contains(b, []byte("\uFFFE")) && !bytes.Contains(b, []byte("\uFFFF"))
}

// character moves to a piece of text: up to the next tag, or as much of it
// as is at hand when that is a bufferful.
func (s *scanner) character() error {
	s.token = charData
	mark := "<"
	if s.cdata {
		mark = "]]>"
	}
	var piece []byte
	for from := 0; ; {
		rest := s.in.buf[s.in.pos:]
		if i := bytes.Index(rest[from:], []byte(mark)); i >= 0 {
			piece = rest[:from+i]
			s.in.take(len(piece))
			if s.cdata {
				s.in.take(len(mark))
				return s.section(piece, true)
			}
			return s.piece(piece)
		}
		if len(rest) >= inputBuffer {
			piece = rest[:whole(rest)]
			s.in.take(len(piece))
			break
		}
		from = max(0, len(rest)-len(mark)+1)
		if err := s.in.more(); err != nil {
			if !errors.Is(err, io.EOF) || s.cdata {
				return s.failed(err)
			}
			s.in.take(len(rest))
			return s.piece(rest)
		}
	}
	if s.cdata {
		return s.section(piece, false)
	}
	return s.piece(piece)
}

// maxReference is the longest reference that is kept in one piece.
const maxReference = 64

// whole returns how many of the bytes can be a piece of text, so that no
// character, line end, reference or end of a section is cut in two.
func whole(b []byte) int {
	n := len(b) - len("]]")
	if i := bytes.LastIndexByte(b[n-maxReference:n], '&'); i >= 0 {
		return n - maxReference + i
	}
	for range utf8.UTFMax - 1 {
		if !utf8.RuneStart(b[n]) {
			n--
		}
	}
	if b[n-1] == '\r' && b[n] == '\n' {
		n--
	}
	return n
}

// piece makes data of the bytes of a text.
func (s *scanner) piece(b []byte) error {
	before := s.tail
	s.tail = min(len(b)-len(bytes.TrimRight(b, "]")), 2)
	if before == 2 && bytes.HasPrefix(b, []byte(">")) || before > 0 && bytes.HasPrefix(b, []byte("]>")) {
		return s.problem(Damaged, errStraySection)
	}
	switch kindOf(b) {
	case plainText:
		s.data = b
		return nil
	case brokenText:
		return s.problem(Damaged, errors.New("invalid characters"))
	}
	if bytes.Contains(b, []byte("]]>")) {
		return s.problem(Damaged, errStraySection)
	}
	var err error
	if s.scratch, err = decodeXML(s.scratch[:0], b); err != nil {
		return s.problem(Damaged, err)
	}
	s.data = s.scratch
	return nil
}

// errStraySection is the end of a section that never began.
var errStraySection = errors.New("]]> outside a section")

// section makes data of the bytes of a CDATA section, in which only line ends
// are not what they are.
func (s *scanner) section(b []byte, ends bool) error {
	s.cdata = !ends
	if kindOf(b) == brokenText {
		return s.problem(Damaged, errors.New("invalid characters"))
	}
	s.data = b
	if bytes.IndexByte(b, '\r') >= 0 {
		s.scratch = appendLines(s.scratch[:0], b)
		s.data = s.scratch
	}
	return nil
}

// appendLines adds b with every line end written as a line feed.
func appendLines(dst, b []byte) []byte {
	for i, c := range b {
		switch {
		case c != '\r':
			dst = append(dst, c)
		case i+1 == len(b) || b[i+1] != '\n':
			dst = append(dst, '\n')
		}
	}
	return dst
}

// decodeXML adds b with its references resolved. There are five names;
// others would have to be declared, which no spreadsheet does.
func decodeXML(dst, b []byte) ([]byte, error) {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return appendLines(dst, b), nil
		}
		dst = appendLines(dst, b[:i])
		b = b[i+1:]
		end := bytes.IndexByte(b, ';')
		if end < 0 {
			return dst, errors.New("& without a reference")
		}
		r, err := reference(string(b[:min(end, maxReference)]))
		if err != nil {
			return dst, err
		}
		dst = utf8.AppendRune(dst, r)
		b = b[end+1:]
	}
}

// reference returns the character a reference stands for.
func reference(name string) (rune, error) {
	switch name {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	if len(name) > 1 && name[0] == '#' {
		digits, base := name[1:], 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if r := rune(n); err == nil && n <= utf8.MaxRune && (r >= 0x20 || r == '\t' || r == '\n' || r == '\r') && r != 0xFFFE && r != 0xFFFF {
			return r, nil
		}
	}
	return 0, fmt.Errorf("reference &%s;", clip(name))
}
