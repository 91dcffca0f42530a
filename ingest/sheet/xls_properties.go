package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strconv"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// userDefined is the format identifier of the section that holds custom
// properties ([MS-OLEPS] 2.25).
const userDefined = "\x05\xd5\xcd\xd5\x9c\x2e\x1b\x10\x93\x97\x08\x00\x2b\x2c\xf9\xae"

// Types of property values.
const (
	typeInt16  = 2
	typeInt32  = 3
	typeDouble = 5
	typeBool   = 11
	typeString = 30 // in the section's code page
	typeWide   = 31 // UTF-16
)

// Code pages of property strings, besides the 8-bit ones.
const (
	codePageUTF16 = 1200
	codePageViet  = 1258
	codePageUTF8  = 65001
)

// maxProperties bounds the custom properties that are read.
const maxProperties = 4096

var errProperties = errors.New("custom properties are damaged")

// properties reads the custom document properties, if there are any.
func (r *xlsReader) properties() error {
	r.book.Properties = map[string]string{}
	if !r.file.has(summaryStream) {
		return nil
	}
	data, err := r.file.read(summaryStream)
	if err != nil {
		return err
	}
	const header, entry = 28, 20
	f := &fields{cur: data}
	f.bytes(header - 4)
	sections := int(f.u32())
	for i := 0; i < sections && f.left() >= entry; i++ {
		id, offset := string(f.bytes(16)), int(f.u32())
		if id != userDefined {
			continue
		}
		if offset > len(data) {
			return &Problem{Code: Truncated, Part: summaryStream, Err: errProperties}
		}
		p := propertySection{data: data[offset:]}
		if !p.read(r.book.Properties) {
			return &Problem{Code: Damaged, Part: summaryStream, Err: errProperties}
		}
	}
	return nil
}

// propertySection is one section of a property set: a table of identifiers
// and offsets, a dictionary of names, and typed values.
type propertySection struct {
	data     []byte
	codePage int
}

// at returns the section's fields from an offset on.
func (p *propertySection) at(offset uint32) *fields {
	if int64(offset) > int64(len(p.data)) {
		return &fields{}
	}
	return &fields{cur: p.data[offset:]}
}

// read adds the named values to out. It returns false if the section is cut off.
func (p *propertySection) read(out map[string]string) bool {
	const dictionary, codePage = 0, 1 // reserved identifiers
	f := p.at(0)
	f.u32() // size
	n := f.u32()
	if n > maxProperties {
		return false
	}
	offsets := map[uint32]uint32{}
	for range n {
		id := f.u32()
		offsets[id] = f.u32()
	}
	if at, ok := offsets[codePage]; ok {
		v := p.at(at)
		v.u32()
		p.codePage = v.u16()
		f.short = f.short || v.short
	}
	if _, ok := offsets[dictionary]; !ok || f.short {
		return !f.short
	}
	names := p.at(offsets[dictionary])
	count := names.u32()
	if count > maxProperties {
		return false
	}
	for range count {
		id := names.u32()
		name := p.name(names)
		at, ok := offsets[id]
		if !ok {
			continue
		}
		v := p.at(at)
		if value, ok := p.value(v); ok && name != "" {
			out[name] = value
		}
		if v.short {
			return false
		}
	}
	return !names.short
}

// name reads a name of the dictionary. UTF-16 ones are padded to four bytes.
func (p *propertySection) name(f *fields) string {
	n := int(f.u32())
	if p.codePage != codePageUTF16 {
		return p.text(f.bytes(n))
	}
	b := f.bytes(2 * n)
	f.bytes(len(b) % 4)
	return p.text(b)
}

// value reads a typed value. ok is false for types that no property of ours has.
func (p *propertySection) value(f *fields) (text string, ok bool) {
	switch f.u32() {
	case typeString:
		return p.text(f.bytes(int(f.u32()))), true
	case typeWide:
		return wideText(f.bytes(2 * int(f.u32()))), true
	case typeInt16:
		return strconv.Itoa(int(int16(f.u16()))), true
	case typeInt32:
		return strconv.Itoa(int(int32(f.u32()))), true
	case typeBool:
		return strconv.FormatBool(f.u16() != 0), true
	case typeDouble:
		if v := f.float(); !math.IsNaN(v) && !math.IsInf(v, 0) {
			return strconv.FormatFloat(v, 'f', -1, 64), true
		}
	}
	return "", false
}

// text decodes a string of the section's code page, which a zero ends.
func (p *propertySection) text(b []byte) string {
	switch p.codePage {
	case codePageUTF16:
		return wideText(b)
	case codePageUTF8:
	case codePageViet:
		b, _ = charmap.Windows1258.NewDecoder().Bytes(b) // decodes every byte
	default:
		b, _ = charmap.Windows1252.NewDecoder().Bytes(b)
	}
	if end := bytes.IndexByte(b, 0); end >= 0 {
		b = b[:end]
	}
	return norm.NFC.String(string(bytes.ToValidUTF8(b, []byte("\ufffd"))))
}

func wideText(b []byte) string {
	var chars []uint16
	for ; len(b) >= 2; b = b[2:] {
		c := binary.LittleEndian.Uint16(b)
		if c == 0 {
			break
		}
		chars = append(chars, c)
	}
	return norm.NFC.String(string(utf16.Decode(chars)))
}
