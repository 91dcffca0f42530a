package sheet

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Sizes of the scanner's input buffer: as it begins, and the longest token
// that it grows for. Texts of any length pass through in pieces.
const (
	inputBuffer = 32 << 10
	maxToken    = 1 << 20
)

// errLongToken is returned for a tag longer than [maxToken].
var errLongToken = errors.New("a tag is too long")

// input is a reader whose next bytes can be looked at before they are taken.
type input struct {
	r     io.Reader
	buf   []byte // buf[pos:] is read, not yet taken
	pos   int
	err   error // of the last read
	begun bool  // a byte order mark can no longer come
	wide  bool  // it came, and was that of UTF-16
}

// peek returns the bytes at hand, at least n unless the input ends or fails,
// which err then says.
func (in *input) peek(n int) (rest []byte, err error) {
	for len(in.buf)-in.pos < n {
		if err := in.more(); err != nil {
			return in.buf[in.pos:], err
		}
	}
	return in.buf[in.pos:], nil
}

// find returns the bytes at hand up to and with the mark, looked for from an
// offset on.
func (in *input) find(mark string, from int) ([]byte, error) {
	for {
		rest := in.buf[in.pos:]
		if from < len(rest) {
			if i := bytes.Index(rest[from:], []byte(mark)); i >= 0 {
				return rest[:from+i+len(mark)], nil
			}
		}
		if err := in.more(); err != nil {
			return nil, err
		}
	}
}

// inputBuffers are lent: a workbook has a dozen small parts.
var inputBuffers = sync.Pool{New: func() any { return new([inputBuffer]byte) }}

// release gives the buffer back. Nothing may be read afterwards.
func (in *input) release() {
	if cap(in.buf) == inputBuffer {
		inputBuffers.Put((*[inputBuffer]byte)(in.buf[:inputBuffer]))
	}
	in.buf, in.pos, in.err = nil, 0, io.ErrClosedPipe
}

// take moves past n bytes.
func (in *input) take(n int) { in.pos += n }

// more reads on, moving what is at hand to the front of the buffer.
func (in *input) more() error {
	if in.err != nil {
		return in.err
	}
	kept := copy(in.buf, in.buf[in.pos:])
	in.buf, in.pos = in.buf[:kept], 0
	if kept == cap(in.buf) {
		if kept >= maxToken {
			return errLongToken
		}
		if in.buf == nil {
			in.buf = inputBuffers.Get().(*[inputBuffer]byte)[:0]
		} else {
			in.buf = append(make([]byte, 0, 2*kept), in.buf...)
		}
	}
	for range 100 { // a reader may return nothing, but not for ever
		n, err := in.r.Read(in.buf[kept:cap(in.buf)])
		in.buf, in.err = in.buf[:kept+n], err
		if n > 0 {
			if !in.begun {
				in.begun = true
				if err := in.readMark(); err != nil {
					return err
				}
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
	in.err = io.ErrNoProgress
	return in.err
}

// readMark takes a byte order mark at the beginning off. One of UTF-16 has the
// rest read as that; without any it is UTF-8, as an XML part must be.
func (in *input) readMark() error {
	for _, mark := range []string{markUTF8, markUTF16LE, markUTF16BE} {
		for len(in.buf) < len(mark) && in.err == nil && bytes.HasPrefix([]byte(mark), in.buf) {
			n, err := in.r.Read(in.buf[len(in.buf):cap(in.buf)])
			in.buf, in.err = in.buf[:len(in.buf)+n], err
		}
	}
	switch {
	case bytes.HasPrefix(in.buf, []byte(markUTF8)):
		in.pos = len(markUTF8)
	case bytes.HasPrefix(in.buf, []byte(markUTF16LE)), bytes.HasPrefix(in.buf, []byte(markUTF16BE)):
		read := bytes.NewReader(bytes.Clone(in.buf))
		in.r = transform.NewReader(io.MultiReader(read, failing{in.err}, in.r), unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
		in.buf, in.err, in.wide = in.buf[:0], nil, true
		return in.more()
	}
	return nil
}

// failing is a reader of nothing: the end of it, or the error that came
// before.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}
