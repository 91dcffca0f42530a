package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"giaoban/ingest/catalog"
)

// context are the words before or behind that make something else of them,
// over words joined by blanks, in a text with accents or without.
type context [2]*regexp.Regexp

func newContext(expr string) context {
	return context{regexp.MustCompile(expr), regexp.MustCompile(withoutAccents(expr))}
}

func (c context) in(text string, bare bool) bool { return c.of(bare).MatchString(text) }

// find returns the groups of the first match, nil for none.
func (c context) find(text string, bare bool) []string { return c.of(bare).FindStringSubmatch(text) }

func (c context) of(bare bool) *regexp.Regexp {
	if bare {
		return c[1]
	}
	return c[0]
}

// period stands for the i-th period of a text among its words; day for a day.
const (
	periodWord = "zzp"
	dayWord    = "zzd"
)

// statusScan reads the words of a text from the left.
type statusScan struct {
	words    []string // separators among them
	mentions []catalog.Mention
	bare     bool // the text is written without accents
}

// separators part what a text says; behind the hard ones nothing goes on.
var separator = regexp.MustCompile(`[.,;:()\[\]|]|\s[-–—]\s`)

func newStatusScan(text string) statusScan {
	s := statusScan{mentions: catalog.FindPeriods(text)}
	for i, m := range slices.Backward(s.mentions) {
		word := dayWord
		if m.Date.IsZero() {
			word = periodWord + strconv.Itoa(i)
		}
		text = text[:m.Start] + " " + word + " " + text[m.End:]
	}
	folded := catalog.Fold(text)
	s.bare = withoutAccents(folded) == folded
	s.words = strings.Fields(separator.ReplaceAllString(folded, " $0 "))
	return s
}

// joined returns words with a blank behind each.
func (s statusScan) joined(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.Join(s.words[from:to], " ") + " "
}

func isHard(word string) bool { return len(word) == 1 && strings.Contains(".;()[]|", word) }

// parts reports whether a word begins a clause.
func (s statusScan) parts(word string) bool {
	switch word {
	case "và", "mà", "nhưng", "&", "+", "-", "–", "—", ",", ":":
		return true
	case "va", "ma", "nhung":
		return s.bare
	}
	return isHard(word)
}

// clauseBefore returns where the clause begins in which the i-th word is.
func (s statusScan) clauseBefore(i int) int {
	for i > 0 && !s.parts(s.words[i-1]) {
		i--
	}
	return i
}

// bracket returns which words about the i-th are in brackets with it: all if
// it is in none.
func (s statusScan) bracket(i int) (from, to int) {
	for from = i; from > 0 && s.words[from-1] != "("; from-- {
		if s.words[from-1] == ")" {
			return 0, len(s.words)
		}
	}
	for to = i; to < len(s.words) && s.words[to] != ")"; {
		to++
	}
	if from == 0 {
		to = len(s.words)
	}
	return from, to
}

// clauseBehind returns the words from i to the end of the clause.
func (s statusScan) clauseBehind(i int) string {
	to := i
	for to < len(s.words) && !s.parts(s.words[to]) {
		to++
	}
	return strings.TrimSuffix(s.joined(i, to), " ")
}

// mentionAt returns the period a word stands for.
func (s statusScan) mentionAt(word string) (catalog.Mention, bool) {
	digits, ok := strings.CutPrefix(word, periodWord)
	i, err := strconv.Atoi(digits)
	if !ok || err != nil || i >= len(s.mentions) {
		return catalog.Mention{}, false
	}
	return s.mentions[i], true
}
