// Package likeness tells how much two names are alike, for people to choose
// from: "Doanh thú" is most likely "Doanh thu". It never decides anything.
//
// A name is compared letter by letter and word by word, so that slips of the
// keyboard, words left out and words in another order are all forgiven. A wrong
// or missing accent is a small slip. Numbers are not forgiven anything, nor are
// words that mean the opposite: "Đơn vị 03" is not like "Đơn vị 08", and
// "Lao động nam" is not like "Lao động nữ".
package likeness

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"giaoban/ingest/catalog"
)

// Degrees of likeness, between 0 (nothing in common) and 1 (the same name).
const (
	Very  = 0.90 // a slip or two
	Quite = 0.78 // some words differ
	Some  = 0.62 // worth a look; below it nothing is proposed
)

// maxLetters bounds a name: what is longer is a sentence.
const maxLetters = 160

// Name is a name made ready to be compared with many others.
type Name struct {
	letters []letter
	words   [][]letter
	numbers []string   // sorted
	sides   []side     // of pairs of opposites
	narrow  [][]letter // the narrowing words in it
}

// letter is a letter with its accents and without.
type letter struct{ full, base rune }

// Of makes a name ready to be compared.
func Of(text string) Name {
	var n Name
	for _, word := range strings.Fields(catalog.Words(text, func(r rune) bool { return r == '%' })) {
		if isNumber(word) {
			n.numbers = append(n.numbers, strings.TrimLeft(word, "0"))
		} else if s, ok := sides[word]; ok {
			n.sides = append(n.sides, s)
		}
		letters := lettersOf(word)
		if len(n.letters)+len(letters) >= maxLetters {
			break
		}
		if len(n.letters) > 0 {
			n.letters = append(n.letters, letter{' ', ' '})
		}
		n.letters = append(n.letters, letters...)
		n.words = append(n.words, letters)
		if slices.Contains(narrowing, word) {
			n.narrow = append(n.narrow, letters)
		}
	}
	slices.Sort(n.numbers)
	return n
}

// Score tells how much two names are alike, from 0 to 1. It is the same either
// way round, and 1 only for names that read the same.
func Score(a, b Name) float64 {
	if len(a.letters) == 0 || len(b.letters) == 0 || !slices.Equal(a.numbers, b.numbers) || opposed(a.sides, b.sides) {
		return 0
	}
	score := max(spelled(a.letters, b.letters), worded(a.words, b.words))
	if a.narrowed(b) || b.narrowed(a) {
		score = min(score, Quite-0.01)
	}
	return score
}

// narrowed reports whether a name has a narrowing word that the other has
// nothing like.
func (n Name) narrowed(other Name) bool {
	return slices.ContainsFunc(n.narrow, func(word []letter) bool {
		return !slices.ContainsFunc(other.words, func(w []letter) bool { return spelled(word, w) >= sameWord })
	})
}

// narrowing words make of a name a part of what it says without them, or what
// is still lacking of it: "Lao động nữ", "Nợ thuế", "BHXH phải nộp". With such
// a word on one side only, names are worth a look and no more.
var narrowing = []string{"nữ", "nợ", "phải", "chưa", "không", "trừ", "thiếu"}

// roman are the Roman numbers that are no words or parts of words in names.
var roman = []string{"i", "ii", "iii", "iv", "v", "vii", "viii", "ix", "x", "xi", "xii"}

func isNumber(word string) bool {
	return strings.ContainsFunc(word, unicode.IsDigit) || slices.Contains(roman, word)
}

// side is one of two opposites.
type side struct {
	pair  int
	first bool
}

// sides are words that make two names, otherwise alike, mean opposites.
var sides = sidesOf([][2]string{
	{"nam", "nữ"}, {"tăng", "giảm"}, {"đầu", "cuối"}, {"trước", "sau"}, {"xuất", "nhập"}, {"thu", "chi"}, {"trong", "ngoài"},
	{"tập", "cá"},   // "tập thể", "cá nhân"
	{"kết", "khai"}, // "kết nạp", "khai trừ"
})

func sidesOf(pairs [][2]string) map[string]side {
	m := map[string]side{}
	for i, pair := range pairs {
		m[pair[0]], m[pair[1]] = side{i, true}, side{i, false}
	}
	return m
}

// opposed reports whether one name says one thing and the other only its
// opposite.
func opposed(a, b []side) bool {
	against := func(a, b []side) bool {
		for _, s := range a {
			other := side{s.pair, !s.first}
			if slices.Contains(b, other) && !slices.Contains(b, s) && !slices.Contains(a, other) {
				return true
			}
		}
		return false
	}
	return against(a, b) || against(b, a)
}

func lettersOf(word string) []letter {
	out := make([]letter, 0, utf8.RuneCountInString(word))
	for _, r := range word {
		out = append(out, letter{r, base(r)})
	}
	return out
}

// base returns a letter without its accents.
func base(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	if r == 'đ' {
		return 'd'
	}
	first, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return first
}

// slip is what a wrong accent costs, of a whole letter.
const slip = 0.3

func different(a, b letter) float64 {
	switch {
	case a.full == b.full:
		return 0
	case a.base == b.base:
		return slip
	}
	return 1
}

// spelled compares two texts letter by letter: the least cost of slips that
// make one of the other (a letter changed, left out, put in, or two swapped),
// over the length of the longer.
func spelled(a, b []letter) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	longer := float64(max(len(a), len(b)))
	if float64(min(len(a), len(b)))/longer < Some {
		return 0 // too many letters are missing to be alike
	}
	before, last, row := make([]float64, len(b)+1), make([]float64, len(b)+1), make([]float64, len(b)+1)
	for j := range last {
		last[j] = float64(j)
	}
	for i := 1; i <= len(a); i++ {
		row[0] = float64(i)
		for j := 1; j <= len(b); j++ {
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+different(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1].base == b[j-2].base && a[i-2].base == b[j-1].base && a[i-1].base != a[i-2].base {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return 1 - last[len(b)]/longer
}

// Words count as the same word from sameWord on; of words in another order or
// beside others at most otherOrder is left, so that only what reads the same
// scores 1.
const (
	sameWord   = 0.7
	otherOrder = 0.96
)

// worded compares two names word by word, whatever their order: the letters in
// words that have a like in the other name, over the letters of both.
func worded(a, b [][]letter) float64 {
	type match struct {
		i, j  int
		score float64
	}
	var matches []match
	total := 0
	for i, x := range a {
		total += len(x)
		for j, y := range b {
			if s := spelled(x, y); s >= sameWord {
				matches = append(matches, match{i, j, s})
			}
		}
	}
	for _, y := range b {
		total += len(y)
	}
	slices.SortStableFunc(matches, func(p, q match) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(len(a[q.i])+len(b[q.j]), len(a[p.i])+len(b[p.j])))
	})
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	shared := 0.0
	for _, m := range matches {
		if usedA[m.i] || usedB[m.j] {
			continue
		}
		usedA[m.i], usedB[m.j] = true, true
		shared += m.score * float64(len(a[m.i])+len(b[m.j]))
	}
	return otherOrder * shared / float64(total)
}
