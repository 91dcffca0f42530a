package ingest

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"giaoban/ingest/catalog"
)

// orgNames looks organisations up by what people call them on one day.
type orgNames struct {
	register  *catalog.Register
	day       time.Time
	names     *catalog.Names
	contained []containedName // for names inside a longer line
}

// containedName is a name as it may stand inside a title.
type containedName struct{ key, org string }

// minContained is the shortest name looked for inside a line, in letters:
// shorter ones occur in words that mean something else.
const minContained = 4

func newOrgNames(register *catalog.Register, day time.Time) *orgNames {
	n := &orgNames{register: register, day: day, names: register.Names(day)}
	for _, org := range register.Orgs() {
		v, exists := register.At(org, day)
		if !exists {
			continue
		}
		for _, name := range []string{v.NameVI, v.ShortName} {
			if key := plain(name); utf8.RuneCountInString(key) >= minContained {
				n.contained = append(n.contained, containedName{" " + key + " ", org})
			}
		}
	}
	return n
}

// below returns the names of an organisation itself and of those below it.
func (n *orgNames) below(org string) *catalog.Names {
	scope := map[string]bool{org: true}
	for _, d := range n.register.Descendants(org, n.day) {
		scope[d] = true
	}
	part := &catalog.Register{}
	for _, v := range n.register.Versions {
		if scope[v.Org] {
			part.Versions = append(part.Versions, v)
		}
	}
	return part.Names(n.day)
}

// in returns the organisations a line names: the one it names as a whole, or
// those whose names stand in it and in no longer name.
func (n *orgNames) in(line string) []string {
	if v, ok := n.names.Find(line); ok {
		return []string{v.Org}
	}
	rest := " " + plain(line) + " "
	found := slices.DeleteFunc(slices.Clone(n.contained), func(c containedName) bool { return !strings.Contains(rest, c.key) })
	slices.SortStableFunc(found, func(a, b containedName) int { return len(b.key) - len(a.key) })
	var orgs []string
	for _, c := range found {
		if strings.Contains(rest, c.key) {
			rest = strings.ReplaceAll(rest, c.key, " | ")
			orgs = append(orgs, c.org)
		}
	}
	return orgs
}

// lowest leaves the organisations none of the others stands below: a
// letterhead names the superior body above the sender.
func (n *orgNames) lowest(orgs []string) []string {
	orgs = slices.Compact(slices.Sorted(slices.Values(orgs)))
	above := map[string]bool{}
	for _, org := range orgs {
		n.addAncestors(org, above)
	}
	return slices.DeleteFunc(orgs, func(org string) bool { return above[org] })
}

// addAncestors adds everything above an organisation, by edges of any kind.
func (n *orgNames) addAncestors(org string, above map[string]bool) {
	for _, e := range n.register.Parents(org, n.day) {
		if !above[e.Parent] {
			above[e.Parent] = true
			n.addAncestors(e.Parent, above)
		}
	}
}

// sender finds who a title speaks for: a labelled name, else the lowest of
// the organisations its lines name.
func (n *orgNames) sender(lines []titleLine) (orgs []string, unknown *titleLine) {
	for i, l := range lines {
		if !l.labelled {
			continue
		}
		if found := n.in(l.text); len(found) > 0 {
			return n.lowest(found), nil
		}
		unknown = &lines[i]
	}
	if unknown != nil {
		return nil, unknown
	}
	for _, l := range lines {
		orgs = append(orgs, n.in(l.text)...)
	}
	return n.lowest(orgs), nil
}
