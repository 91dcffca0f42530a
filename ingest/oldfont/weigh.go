package oldfont

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Weigh counts the words of two letters or more, read as Unicode, that have
// letters beyond ASCII: those that could be Vietnamese syllables and those that could not. A
// character that is a letter only in TCVN3, like "®", makes no syllable beside
// letters. Abbreviations such as HĐND and trđ count as neither.
func Weigh(text string) (possible, impossible int) {
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return !inWord(c) }) {
		switch {
		case utf8.RuneCountInString(word) < 2, !hasLetter(word), isASCII(word), isAbbreviation(word):
		case IsSyllable(word):
			possible++
		default:
			impossible++
		}
	}
	return possible, impossible
}

// inWord reports whether a character is a letter in Unicode or in TCVN3.
func inWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || c < 0x100 && tcvn3Letters[c] != 0
}

func hasLetter(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// isAbbreviation reports whether a word is of capitals without marks, or of
// consonants, Đ among them: "HĐND", "trđ".
func isAbbreviation(word string) bool {
	capitals, consonants := true, true
	for _, c := range word {
		if c >= 0x80 && c != 'Đ' && c != 'đ' {
			return false
		}
		capitals = capitals && unicode.IsUpper(c)
		consonants = consonants && !strings.ContainsRune("aeiouyAEIOUY", c)
	}
	return capitals || consonants
}

// IsSyllable reports whether a word has the form of a Vietnamese syllable:
// beginning, rhyme and at most one tone, as the spelling rules allow them.
func IsSyllable(word string) bool {
	letters, tone, ok := toneless(word)
	if !ok {
		return false
	}
	for n := min(len(letters), maxOnset); n >= 0; n-- {
		onset := letters[:n]
		if !onsets[onset] {
			continue
		}
		rhyme := letters[n:]
		if stop, known := rhymes[rhyme]; known && agrees(onset, rhyme) && (!stop || tone == acute || tone == dot) {
			return true
		}
	}
	return false
}

// toneless returns a word in lower case without its tone mark. ok is false if
// it has several.
func toneless(word string) (letters, tone string, ok bool) {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(word)) {
		switch mark := string(c); mark {
		case acute, grave, hook, tilde, dot:
			if tone != "" {
				return "", "", false
			}
			tone = mark
		default:
			b.WriteRune(c)
		}
	}
	return norm.NFC.String(b.String()), tone, true
}

// agrees applies the rules by which c, g, ng are written k, gh, ngh before
// front vowels, and only there.
func agrees(onset, rhyme string) bool {
	front := strings.HasPrefix(rhyme, "e") || strings.HasPrefix(rhyme, "ê") ||
		strings.HasPrefix(rhyme, "i") || strings.HasPrefix(rhyme, "y")
	switch onset {
	case "k", "gh", "ngh":
		return front
	case "c", "ng":
		return !front
	case "g":
		return !front || strings.HasPrefix(rhyme, "i")
	}
	return true
}

// maxOnset is the length of the longest beginning.
const maxOnset = 3

var onsets = set(" b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")

// rhymes tells of each rhyme whether it ends in a stop, which only the tones
// sắc and nặng go with.
var rhymes = func() map[string]bool {
	stops := map[string]bool{}
	for rhyme := range set(`
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uơn uy uya uych uyên uyêt uynh uyt uyu uyn
ư ưa ưc ưi ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ynh yt ych`) {
		if rhyme != "" {
			last := rhyme[len(rhyme)-1]
			stops[rhyme] = last == 'c' || last == 'p' || last == 't' || strings.HasSuffix(rhyme, "ch")
		}
	}
	return stops
}()

// set returns the words of a list that blanks separate, an empty one among
// them if the list begins with a blank.
func set(list string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(list) {
		words[w] = true
	}
	if strings.HasPrefix(list, " ") {
		words[""] = true
	}
	return words
}
