package sheet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Byte order marks.
const (
	markUTF8    = "\xef\xbb\xbf"
	markUTF16LE = "\xff\xfe"
	markUTF16BE = "\xfe\xff"
)

// decodeText turns a text file into UTF-8. Texts without a byte order mark
// are UTF-8 when they are valid as such, else of a Windows code page. ok is
// false for what no text holds.
func decodeText(data []byte) (text string, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte(markUTF8)):
		data = data[len(markUTF8):]
		text = strings.ToValidUTF8(string(data), "\ufffd")
	case bytes.HasPrefix(data, []byte(markUTF16LE)):
		text = decodeUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte(markUTF16BE)):
		text = decodeUTF16(data[2:], binary.BigEndian)
	case isUTF16(data, 1):
		text = decodeUTF16(data, binary.LittleEndian)
	case isUTF16(data, 0):
		text = decodeUTF16(data, binary.BigEndian)
	case utf8.Valid(data):
		text = string(data)
	default:
		text = decodeCodePage(data)
	}
	text = strings.TrimRight(text, "\x1a\x00") // how DOS and C end a text
	return text, !strings.ContainsFunc(text, isForeign)
}

// isForeign reports whether a character never stands in a table.
func isForeign(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' && r != '\v' && r != '\f'
}

// isUTF16 reports whether a text without a mark is UTF-16 with zero as the
// high byte, at this offset, of most characters of its beginning.
func isUTF16(data []byte, high int) bool {
	head := data[:min(len(data), sniffLength)&^1]
	zeros, others := 0, 0
	for i, c := range head {
		switch {
		case c != 0:
		case i%2 == high:
			zeros++
		default:
			others++
		}
	}
	return len(head) >= 4 && others == 0 && 4*zeros >= len(head)
}

func decodeUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// decodeCodePage reads 8-bit text as Windows-1258 when its tone marks stand
// where Vietnamese has them, behind vowels, else as Windows-1252. The latter
// is also how the text of the older Vietnamese fonts comes, whose letters are
// those of 1252 by number.
func decodeCodePage(data []byte) string {
	page := charmap.Windows1252
	if isWindows1258(data) {
		page = charmap.Windows1258
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/4)
	for _, c := range data {
		r := page.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Letters of Windows-1258: its five combining tone marks (grave, hook, tilde,
// acute, dot), the vowels they follow, and those only Vietnamese has.
const (
	tones1258  = "\xcc\xd2\xde\xec\xf2"
	vowels1258 = "aeiouyAEIOUY\xc2\xc3\xca\xd4\xd5\xdd\xe2\xe3\xea\xf4\xf5\xfd"
)

func isWindows1258(data []byte) bool {
	toned := 0
	for i, c := range data {
		if strings.IndexByte(tones1258, c) < 0 {
			continue
		}
		if i == 0 || strings.IndexByte(vowels1258, data[i-1]) < 0 {
			return false
		}
		toned++
	}
	return toned > 0
}
