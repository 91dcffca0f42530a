package sheet

import (
	"encoding/binary"
	"io"
	"math"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Record types of BIFF8 ([MS-XLS] 2.3) that matter to us.
const (
	recFormula     = 0x0006
	recEOF         = 0x000a
	recHeader      = 0x0014
	recFooter      = 0x0015
	recDateMode    = 0x0022
	recFilePass    = 0x002f
	recFont        = 0x0031
	recContinue    = 0x003c
	recObj         = 0x005d
	recColInfo     = 0x007d
	recBoundSheet  = 0x0085
	recMulRK       = 0x00bd
	recMulBlank    = 0x00be
	recRString     = 0x00d6
	recXF          = 0x00e0
	recMergedCells = 0x00e5
	recSST         = 0x00fc
	recLabelSST    = 0x00fd
	recTxO         = 0x01b6
	recBlank       = 0x0201
	recNumber      = 0x0203
	recLabel       = 0x0204
	recBoolErr     = 0x0205
	recString      = 0x0207
	recRow         = 0x0208
	recRK          = 0x027e
	recFormat      = 0x041e
	recBOF         = 0x0809
	recOtherHeads  = 0x089c // HeaderFooter: even and first pages
)

// Those that only the look of a workbook needs.
const (
	recExternSheet = 0x0017
	recName        = 0x0018
	recExternName  = 0x0023
	recNote        = 0x001c
	recDefColWidth = 0x0055
	recPalette     = 0x0092
	recSupBook     = 0x01ae
	recProtect     = 0x0012
	recPassword    = 0x0013
	recMargins     = 0x0026 // and the three after it
	recPane        = 0x0041
	recWSBool      = 0x0081
	recFilter      = 0x009d
	recSetup       = 0x00a1
	recCF          = 0x01b1
	recCF12        = 0x087a
	recHLink       = 0x01b8
	recDV          = 0x01be
	recWindow2     = 0x023e
	recArray       = 0x0221
	recShrFmla     = 0x04bc
)

// recordHeader is the size of a record's type and length.
const recordHeader = 4

// record is one record. What does not fit into its 8 kB goes on in CONTINUE
// records.
type record struct {
	kind uint16
	data []byte
}

// records walks over the records of a stream.
type records struct {
	rest []byte
}

// next returns the next record, io.ErrUnexpectedEOF if the stream ends before it does.
func (r *records) next() (record, error) {
	if len(r.rest) < recordHeader {
		return record{}, io.ErrUnexpectedEOF
	}
	kind, size := binary.LittleEndian.Uint16(r.rest), int(binary.LittleEndian.Uint16(r.rest[2:]))
	if len(r.rest) < recordHeader+size {
		return record{}, io.ErrUnexpectedEOF
	}
	rec := record{kind, r.rest[recordHeader : recordHeader+size]}
	r.rest = r.rest[recordHeader+size:]
	return rec, nil
}

// isNext reports whether the next record is of that kind.
func (r *records) isNext(kind uint16) bool {
	return len(r.rest) >= recordHeader && binary.LittleEndian.Uint16(r.rest) == kind
}

// fields returns the contents of a record that was just read, with those of
// the CONTINUE records after it, which it moves past.
func (r *records) fields(rec record) *fields {
	f := &fields{cur: rec.data}
	for r.isNext(recContinue) {
		next, err := r.next()
		if err != nil {
			break // the walk over the records comes to it again
		}
		f.more = append(f.more, next.data)
	}
	return f
}

// fields takes values off a record one after the other. A value that is not
// there is zero and sets short.
type fields struct {
	cur   []byte
	more  [][]byte
	short bool
}

// bytes returns the next n bytes, which CONTINUE records may split. The
// slice is only valid for reading.
func (f *fields) bytes(n int) []byte {
	if n <= len(f.cur) {
		out := f.cur[:n]
		f.cur = f.cur[n:]
		return out
	}
	if n > f.left() {
		f.short = true
		f.cur, f.more = nil, nil
		return nil
	}
	out := make([]byte, 0, n)
	for len(out) < n {
		if len(f.cur) == 0 {
			f.turn()
		}
		take := min(n-len(out), len(f.cur))
		out = append(out, f.cur[:take]...)
		f.cur = f.cur[take:]
	}
	return out
}

// left is the number of bytes not taken yet.
func (f *fields) left() int {
	n := len(f.cur)
	for _, m := range f.more {
		n += len(m)
	}
	return n
}

// turn goes on to the next CONTINUE record; short is set if there is none.
func (f *fields) turn() {
	if len(f.more) == 0 {
		f.short = true
		return
	}
	f.cur, f.more = f.more[0], f.more[1:]
}

func (f *fields) u8() int {
	if b := f.bytes(1); b != nil {
		return int(b[0])
	}
	return 0
}

func (f *fields) u16() int {
	if b := f.bytes(2); b != nil {
		return int(binary.LittleEndian.Uint16(b))
	}
	return 0
}

func (f *fields) u32() uint32 {
	if b := f.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (f *fields) float() float64 {
	if b := f.bytes(8); b != nil {
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return 0
}

// Bits of a string's option byte.
const (
	optWide     = 1 << 0 // UTF-16 instead of the low bytes only
	optPhonetic = 1 << 2
	optRich     = 1 << 3
)

// shortText reads a string whose length is one byte.
func (f *fields) shortText() string {
	n := f.u8()
	return xlsText(f.chars(n))
}

// text reads a string whose length is two bytes. Formatting runs and phonetic
// readings are not part of the text.
func (f *fields) text() string {
	chars, _ := f.richText()
	return xlsText(chars)
}

// fontChange says which font a text has from a character on.
type fontChange struct{ at, font int }

// richText reads a string whose length is two bytes, and its formatting runs.
func (f *fields) richText() ([]uint16, []fontChange) {
	n := f.u16()
	options := f.u8()
	runs, phonetic := 0, 0
	if options&optRich != 0 {
		runs = f.u16()
	}
	if options&optPhonetic != 0 {
		phonetic = int(f.u32())
	}
	chars := f.charsAs(n, options&optWide != 0)
	var changes []fontChange
	for range runs {
		if f.short {
			break
		}
		changes = append(changes, fontChange{f.u16(), f.u16()})
	}
	f.bytes(phonetic)
	return chars, changes
}

// chars reads an option byte and n characters.
func (f *fields) chars(n int) []uint16 {
	return f.charsAs(n, f.u8()&optWide != 0)
}

// charsAs reads n characters. Where a CONTINUE record splits them, it begins
// with an option byte of its own.
func (f *fields) charsAs(n int, wide bool) []uint16 {
	if n > f.left() {
		f.short = true
		f.cur, f.more = nil, nil
		return nil
	}
	out := make([]uint16, 0, n)
	for len(out) < n && !f.short {
		if len(f.cur) == 0 {
			f.turn()
			wide = f.u8()&optWide != 0
			continue
		}
		if !wide {
			take := min(n-len(out), len(f.cur))
			for _, b := range f.cur[:take] {
				out = append(out, uint16(b))
			}
			f.cur = f.cur[take:]
			continue
		}
		take := min(n-len(out), len(f.cur)/2)
		if take == 0 {
			f.short = true // half a character
		}
		for i := range take {
			out = append(out, binary.LittleEndian.Uint16(f.cur[2*i:]))
		}
		f.cur = f.cur[2*take:]
	}
	return out
}

// xlsText turns stored characters into text: NFC, without control characters
// other than tab and line feed.
func xlsText(chars []uint16) string {
	out := make([]byte, 0, len(chars)+len(chars)/4)
	plain := true
	for i := 0; i < len(chars); i++ {
		c := rune(chars[i])
		if utf16.IsSurrogate(c) {
			if i+1 < len(chars) {
				c = utf16.DecodeRune(c, rune(chars[i+1]))
				i++
			} else {
				c = utf8.RuneError
			}
		}
		if c < 0x20 && c != '\t' && c != '\n' {
			continue
		}
		plain = plain && c < 0x300
		out = utf8.AppendRune(out, c)
	}
	if plain { // no combining marks: composed already
		return string(out)
	}
	return norm.NFC.String(string(out))
}
