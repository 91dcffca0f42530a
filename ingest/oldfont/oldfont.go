// Package oldfont reads Vietnamese text that was typed in the fonts from
// before Unicode.
//
// Those fonts draw Vietnamese letters in the places of Latin-1 characters, so
// a file holds "C«ng ty" where its reader saw "Công ty". Two families were in
// general use and still are in old workbooks: TCVN3 (TCVN 5712:1993, "ABC",
// fonts named .VnTime, .VnArial …) and VNI (VNI-Times …). Only the name of the
// font says so for certain. Where it is missing or out of place, [Weigh] helps:
// few words are possible Vietnamese syllables in more than one reading.
package oldfont

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Encoding is what the characters of a text stand for.
type Encoding uint8

// Encodings. The zero Encoding is that of every current font.
const (
	Unicode Encoding = iota
	TCVN3
	VNI
)

// String returns the encoding's name.
func (e Encoding) String() string { return [...]string{"Unicode", "TCVN3", "VNI"}[e] }

// Font is what matters of a font.
type Font struct {
	Encoding Encoding
	Capitals bool // it shows every letter as a capital
}

// Named tells a font by its name: ".VnTime", ".VnArial NarrowH", "VNI-Times".
func Named(name string) Font {
	lower := strings.ToLower(strings.TrimSpace(name))
	switch {
	case strings.HasPrefix(lower, ".vn"):
		return Font{Encoding: TCVN3, Capitals: strings.HasSuffix(strings.TrimSpace(name), "H")}
	case strings.HasPrefix(lower, "vni-"), strings.HasPrefix(lower, "vni "):
		return Font{Encoding: VNI}
	}
	return Font{}
}

// Decode returns the Unicode text, in NFC, that a reader saw in the font. ok
// is false if the text holds letters that the font's encoding does not have,
// as text typed in Unicode does.
func (f Font) Decode(text string) (decoded string, ok bool) {
	decoded, ok = f.Encoding.decode(text)
	if ok && f.Capitals {
		decoded = strings.ToUpper(decoded)
	}
	return decoded, ok
}

func (e Encoding) decode(text string) (string, bool) {
	switch e {
	case TCVN3:
		return decodeTCVN3(text)
	case VNI:
		return decodeVNI(text)
	}
	return text, true
}

// tcvn3 are the letters of TCVN 5712:1993, each after the Latin-1 character in
// its place. Capitals have places only without a tone mark; "ư" stands in that
// of the soft hyphen.
const tcvn3 = "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ" +
	"×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợïùóúñủòũôụ\u00adưõừøứöử÷ữùựúỳýýûỷüỹþỵ" +
	"¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"

// tcvn3Letters is tcvn3 by Latin-1 character.
var tcvn3Letters = func() (letters [256]rune) {
	pairs := []rune(tcvn3)
	for i := 0; i < len(pairs); i += 2 {
		letters[pairs[i]] = pairs[i+1]
	}
	return letters
}()

func decodeTCVN3(text string) (string, bool) {
	var b strings.Builder
	for _, c := range text {
		switch {
		case c < 0x80:
		case c < 0x100 && tcvn3Letters[c] != 0:
			c = tcvn3Letters[c]
		case unicode.IsLetter(c) || unicode.IsMark(c):
			return "", false
		}
		b.WriteRune(c)
	}
	return b.String(), true
}

// vniLetters are the characters that are letters by themselves in VNI.
var vniLetters = map[rune]rune{
	'í': 'í', 'ì': 'ì', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ', 'ô': 'ơ', 'ö': 'ư', 'ñ': 'đ',
}

// vniMark is a character that follows a vowel in VNI and adds marks to it.
type vniMark struct {
	vowels string // that may carry it
	marks  string // as combining characters
}

const (
	acute, grave, hook, tilde, dot = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
	circumflex, breve              = "\u0302", "\u0306"
)

var vniMarks = map[rune]vniMark{
	'ù': {"aeouyơư", acute}, 'ø': {"aeouyơư", grave}, 'û': {"aeouyơư", hook}, 'õ': {"aeouyơư", tilde}, 'ï': {"aeouyơư", dot},
	'â': {"aeo", circumflex}, 'á': {"aeo", circumflex + acute}, 'à': {"aeo", circumflex + grave},
	'å': {"aeo", circumflex + hook}, 'ã': {"aeo", circumflex + tilde}, 'ä': {"aeo", circumflex + dot},
	'ê': {"a", breve}, 'é': {"a", breve + acute}, 'è': {"a", breve + grave},
	'ú': {"a", breve + hook}, 'ü': {"a", breve + tilde}, 'ë': {"a", breve + dot},
}

func decodeVNI(text string) (string, bool) {
	var b strings.Builder
	var vowel rune // lower case, if the letter before is one without marks
	for _, c := range text {
		if c < 0x80 {
			b.WriteByte(byte(c))
			vowel = vniVowel(c | 0x20)
			continue
		}
		lower := unicode.ToLower(c)
		mark, isMark := vniMarks[lower]
		letter, isLetter := vniLetters[lower]
		switch {
		case isMark && vowel != 0 && strings.ContainsRune(mark.vowels, vowel):
			b.WriteString(mark.marks) // the vowel decides the case
			vowel = 0
		case isLetter:
			vowel = vniVowel(letter)
			if lower != c {
				letter = unicode.ToUpper(letter)
			}
			b.WriteRune(letter)
		case unicode.IsLetter(c) || unicode.IsMark(c):
			return "", false
		default:
			b.WriteRune(c)
			vowel = 0
		}
	}
	return norm.NFC.String(b.String()), true
}

// vniVowel returns a letter if it can carry a mark, else 0.
func vniVowel(lower rune) rune {
	switch lower {
	case 'a', 'e', 'o', 'u', 'y', 'ơ', 'ư':
		return lower
	}
	return 0
}
