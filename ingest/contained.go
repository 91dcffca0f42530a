package ingest

import (
	"cmp"
	"slices"
	"strings"
)

// containedName is a name as it may stand inside a title: plain words between
// two spaces.
type containedName struct{ key, org string }

// containedNames are names looked for inside longer texts. There are hundreds
// of them and texts are short, so they are found by their last word.
type containedNames struct {
	list   []containedName
	byLast map[string][]int // positions in list
}

// add takes in a name by its plain key.
func (c *containedNames) add(key, org string) {
	if c.byLast == nil {
		c.byLast = map[string][]int{}
	}
	last := key[strings.LastIndexByte(key, ' ')+1:]
	c.byLast[last] = append(c.byLast[last], len(c.list))
	c.list = append(c.list, containedName{" " + key + " ", org})
}

// pick returns the organisations whose names stand in a plain text and in no
// longer name that does.
func (c *containedNames) pick(text string) []string {
	var candidates []int
	for word := range strings.FieldsSeq(text) {
		candidates = append(candidates, c.byLast[word]...)
	}
	slices.Sort(candidates)
	text = " " + text + " "
	var found []containedName
	for _, i := range slices.Compact(candidates) {
		if strings.Contains(text, c.list[i].key) {
			found = append(found, c.list[i])
		}
	}
	slices.SortStableFunc(found, func(a, b containedName) int {
		return cmp.Or(cmp.Compare(len(b.key), len(a.key)), strings.Compare(a.key, b.key))
	})
	var orgs []string
	for i, c := range found {
		again := i > 0 && found[i-1].key == c.key // two organisations of one name
		if again && slices.Contains(orgs, found[i-1].org) || strings.Contains(text, c.key) {
			text = strings.ReplaceAll(text, c.key, " | ")
			orgs = append(orgs, c.org)
		}
	}
	return orgs
}

// before returns what stands in a plain text before the first of the names of
// organisations, "" where none of them stands in it.
func (c *containedNames) before(text string, orgs ...string) string {
	text = " " + text + " "
	first := -1
	for _, name := range c.list {
		if at := strings.Index(text, name.key); slices.Contains(orgs, name.org) && at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return strings.TrimSpace(text[:max(0, first)])
}
