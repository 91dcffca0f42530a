package catalog

import (
	"slices"
	"strings"
)

// Some names of indicators list several things, "Nộp BHXH, BHYT, BHTN", and
// are shortened to the first of them: "Nộp BHXH" is all three, unless the
// others stand beside it.

// PartOfList looks at a text that names the indicator. If it names but some of
// the things that the indicator's name lists, the function reports whether
// another text names others of them: "Nộp BHYT" beside "Nộp BHXH". It is nil if
// the text names all of them, or the name lists none.
func (ind Indicator) PartOfList(text string) (others func(text string) bool) {
	items := ind.listed()
	if len(items) == 0 {
		return nil
	}
	own, _ := itemsIn(items, text)
	if len(own) == 0 || len(own) == len(items) {
		return nil
	}
	return func(text string) bool {
		theirs, rest := itemsIn(items, text)
		if len(theirs) == len(items) || !slices.ContainsFunc(theirs, func(item string) bool { return !slices.Contains(own, item) }) {
			return false
		}
		return slices.ContainsFunc(append([]string{ind.NameVI}, ind.Synonyms...), func(label string) bool {
			named, around := itemsIn(items, label)
			return len(named) > 0 && around == rest
		})
	}
}

// listed returns the things the indicator's name lists, spelled out, nil for
// a name that lists none. Before the first may stand what is said of all:
// "Nộp" belongs to no insurance.
func (ind Indicator) listed() []string {
	if !strings.Contains(ind.NameVI, ",") {
		return nil
	}
	var items []string
	for item := range strings.SplitSeq(ind.NameVI, ",") {
		items = append(items, inFull(labelKey(item)))
	}
	first, length := strings.Fields(items[0]), len(strings.Fields(items[1]))
	items[0] = strings.Join(first[max(0, len(first)-length):], " ")
	return items
}

// itemsIn returns the items that a text names, and what it says besides.
func itemsIn(items []string, text string) (named []string, rest string) {
	rest = " " + inFull(labelKey(text)) + " "
	for _, item := range items {
		if strings.Contains(rest, " "+item+" ") {
			named = append(named, item)
			rest = strings.ReplaceAll(rest, " "+item+" ", " ")
		}
	}
	words := slices.DeleteFunc(strings.Fields(rest), func(w string) bool { return w == "và" })
	return named, strings.Join(words, " ")
}
