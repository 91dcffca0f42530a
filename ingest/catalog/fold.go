package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/ingest/memo"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the key under which two Vietnamese texts that a reader takes
// for the same are equal: composed (NFC), lower case, one tone placement
// ("hoà" = "hòa"), i and y alike where both spellings are in use ("tỉ" = "tỷ",
// "quí" = "quý"), Đ in each of its disguises (U+0110, and U+00D0 ETH, which
// old fonts print alike), every space one space, every dash a hyphen, every
// quotation mark straight, invisible characters dropped.
//
// Tones and vowels stay: "thu" and "thứ" are different words. The key is for
// comparing, not for showing. Folding a key again changes nothing.
func Fold(text string) string {
	var short [96]byte
	folded := short[:0]
	for word := range strings.FieldsFuncSeq(composed(text), unicode.IsSpace) {
		before := len(folded)
		if before > 0 {
			folded = append(folded, ' ')
		}
		if folded = appendFolded(folded, word); before > 0 && len(folded) == before+1 {
			folded = folded[:before] // nothing of the word is left
		}
	}
	if string(folded) == text {
		return text
	}
	return string(folded)
}

// composed returns a text in NFC. Only what holds marks, or letters of other
// scripts, can be anything else.
func composed(text string) string {
	for _, r := range text {
		if r >= 0x300 && !additional(r) {
			return norm.NFC.String(text)
		}
	}
	return text
}

// additional reports whether r is of the block Latin Extended Additional, of
// composed letters, in which most of Vietnamese is.
func additional(r rune) bool { return 0x1e00 <= r && r <= 0x1eff }

// foldWord folds a text without spaces.
func foldWord(word string) string { return string(appendFolded(nil, word)) }

// appendFolded appends a word, a text without spaces, folded. Of most words
// that is each letter by itself.
func appendFolded(folded []byte, word string) []byte {
	start := len(folded)
	var last letter
	twice := false
	for _, r := range word {
		l, ok := letterOf(r)
		if !ok || last.first && l.second && hasPlacements(last.folded, l.folded) {
			word = composed(strings.Map(foldRune, word)) // dropping an invisible character may bring a letter and its mark together
			return append(folded[:start], foldSpelling(placeTones(word))...)
		}
		folded = utf8.AppendRune(folded, l.folded)
		twice = twice || l.spelledTwice
		last = l
	}
	if twice {
		return append(folded[:start], foldSpelling(string(folded[start:]))...)
	}
	return folded
}

// letter is what folding needs to know of a character that it keeps.
type letter struct {
	folded        rune
	first, second bool // it may be the first, the second letter of a diphthong that has its tone on either
	spelledTwice  bool // a key of spellings may hold it
}

// letters are those of the languages around, and those of Unicode's block
// Latin Extended Additional, in which most of Vietnamese is.
var latinLetters, additionalLetters = lettersFrom(0, 0x250), lettersFrom(0x1e00, 0x1f00)

func lettersFrom(from, to rune) []letter {
	all := make([]letter, 0, to-from)
	for r := from; r < to; r++ {
		folded := foldRune(r)
		all = append(all, letter{
			folded:       folded,
			first:        strings.ContainsRune(diphthongFirst, folded),
			second:       strings.ContainsRune(diphthongSecond, folded),
			spelledTwice: strings.ContainsRune(spelledTwice, folded),
		})
	}
	return all
}

// letterOf returns what is known of a character, or false of one that is rare,
// a mark or dropped.
func letterOf(r rune) (l letter, ok bool) {
	switch {
	case r < rune(len(latinLetters)):
		l = latinLetters[r]
	case additional(r):
		l = additionalLetters[r-0x1e00]
	default:
		return letter{}, false
	}
	return l, l.folded >= 0
}

const softHyphen = 0xad // the only invisible character before the Arabic ones

// foldRune folds one character; −1 drops it.
func foldRune(r rune) rune {
	switch r {
	case 'Đ', 'Ð', 'ð':
		return 'đ'
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－':
		return '-'
	case '“', '”', '„', '«', '»', '″':
		return '"'
	case '‘', '’', '‚', '′', '`', '´':
		return '\''
	}
	switch {
	case 0x1ea0 <= r && r <= 0x1ef9: // Vietnamese letters in pairs
		return r | 1
	case unicode.IsControl(r), (r == softHyphen || r >= 0x600) && unicode.Is(unicode.Cf, r):
		return -1
	}
	return unicode.ToLower(r)
}

// tones lists the vowels that carry a tone in a diphthong written two ways,
// plain first, then grave, acute, hook, tilde, dot below.
var tones = map[rune][]rune{
	'o': []rune("oòóỏõọ"),
	'u': []rune("uùúủũụ"),
	'a': []rune("aàáảãạ"),
	'e': []rune("eèéẻẽẹ"),
	'y': []rune("yỳýỷỹỵ"),
}

// toneSecond and toneFirst map the two ways to write a diphthong with a tone
// to each other: "òa" to "oà" and back.
var toneSecond, toneFirst = tonePairs()

func tonePairs() (toneSecond, toneFirst map[[2]rune][2]rune) {
	toneSecond, toneFirst = map[[2]rune][2]rune{}, map[[2]rune][2]rune{}
	for _, pair := range [][2]rune{{'o', 'a'}, {'o', 'e'}, {'u', 'y'}} {
		for i := 1; i < len(tones['a']); i++ {
			first := [2]rune{tones[pair[0]][i], pair[1]}
			second := [2]rune{pair[0], tones[pair[1]][i]}
			toneSecond[first], toneFirst[second] = second, first
		}
	}
	return toneSecond, toneFirst
}

// hasPlacements reports whether two letters are a diphthong with a tone that
// people place in two ways.
func hasPlacements(first, second rune) bool {
	pair := [2]rune{first, second}
	_, onFirst := toneSecond[pair]
	_, onSecond := toneFirst[pair]
	return onFirst || onSecond
}

// placeTones puts the tone of oa, oe and uy on the first vowel where both
// placements are in use, at the end of a syllable ("hòa"), and on the second
// where only that is right: before another letter ("hoàn") and after q, whose
// u is part of the consonant ("quý"). A vowel under a second, loose mark is
// left alone: it would join the mark once the tone is gone.
func placeTones(word string) string {
	letters := []rune(word)
	for i := 0; i+1 < len(letters); i++ {
		if i+2 < len(letters) && unicode.IsMark(letters[i+2]) {
			continue
		}
		pairs := toneFirst
		if i > 0 && letters[i-1] == 'q' || i+2 < len(letters) && unicode.IsLetter(letters[i+2]) {
			pairs = toneSecond
		}
		if moved, ok := pairs[[2]rune{letters[i], letters[i+1]}]; ok {
			letters[i], letters[i+1] = moved[0], moved[1]
		}
	}
	return string(letters)
}

// spelledTwice are the letters of which each key of spellings has one.
const spelledTwice = "ỉíìĩ"

// diphthongFirst and diphthongSecond are the letters of the diphthongs that
// carry their tone on either.
const diphthongFirst, diphthongSecond = "ouòóỏõọùúủũụ", "aeyàáảãạèéẻẽẹỳýỷỹỵ"

// spellings are the syllables that people write with i or y at will.
var spellings = map[string]string{
	"tỉ": "tỷ", "quí": "quý", "kì": "kỳ", "kí": "ký", "kỉ": "kỷ", "kĩ": "kỹ", "lí": "lý", "mĩ": "mỹ",
}

// foldSpelling replaces each syllable of the word that has two spellings.
func foldSpelling(word string) string {
	var b strings.Builder
	written := 0 // of word, in b
	start := -1  // of the current run of letters
	flush := func(end int) {
		if start < 0 {
			return
		}
		if other, ok := spellings[word[start:end]]; ok {
			b.WriteString(word[written:start])
			b.WriteString(other)
			written = end
		}
		start = -1
	}
	for i, r := range word {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
	}
	flush(len(word))
	if written == 0 {
		return word
	}
	b.WriteString(word[written:])
	return b.String()
}

// labelKey is the key of a header, row text or name: folded, with punctuation
// read as space, so that "Kiểm tra, giám sát:" equals "kiểm tra - giám sát".
var labelKey = memo.Func(func(text string) string {
	return Words(text, func(r rune) bool { return r == '%' || r == '$' })
})

// Words folds a text and returns its words with one space between them: every
// punctuation mark and symbol but those to keep is a space.
func Words(text string, keep func(rune) bool) string {
	folded := Fold(text)
	var short [96]byte
	words := short[:0]
	apart := false // a space is due before the next letter
	for _, r := range folded {
		if r == ' ' || !plainLetter(r) && !keep(r) && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			apart = len(words) > 0
			continue
		}
		if apart {
			words = append(words, ' ')
			apart = false
		}
		words = utf8.AppendRune(words, r)
	}
	if string(words) == folded {
		return folded
	}
	return string(words)
}

// plainLetter reports whether a folded character is surely a letter or digit.
func plainLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 0xe0 <= r && r <= 0x1bf && r != '÷' || additional(r)
}
