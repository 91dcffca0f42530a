package ingest

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"giaoban/ingest/catalog"
)

// orgNames looks organisations up by what people call them on one day. It may
// be used concurrently.
type orgNames struct {
	register    *catalog.Register
	day         time.Time
	today       *catalog.Day
	names       *catalog.Names
	contained   containedNames                   // for names inside a longer line
	enterprises containedNames                   // those without "Đảng bộ" or "Chi bộ"
	inFile      func() containedNames            // for names inside a file's name
	below       func(org string) *catalog.Names  // of an organisation itself and those below it
	ancestors   func(org string) map[string]bool // see above()
}

// minContained is the shortest name looked for inside a line, in letters:
// shorter ones occur in words that mean something else.
const minContained = 4

func newOrgNames(register *catalog.Register, day time.Time) *orgNames {
	n := &orgNames{register: register, day: day, today: register.On(day), names: register.Names(day)}
	n.inFile = sync.OnceValue(n.fileKeys)
	n.below = once(n.namesBelow)
	n.ancestors = once(n.above)
	for _, org := range n.today.Orgs() {
		v, _ := n.today.Org(org)
		for _, name := range []string{v.NameVI, v.ShortName} {
			key := plain(name)
			if utf8.RuneCountInString(key) >= minContained {
				n.contained.add(key, org)
			}
			if own := partyBody.ReplaceAllString(key, ""); own != key && beginsEnterprise(own) {
				n.enterprises.add(own, org)
			}
		}
	}
	return n
}

// partyBody is what a Party organisation is called besides its enterprise.
var partyBody = regexp.MustCompile(`^(?:đảng bộ|đảng ủy|chi bộ)(?: cơ sở| bộ phận)? `)

// beginsEnterprise reports whether a plain name is an enterprise's: those
// stand in titles and file names without "Đảng bộ". "Chi bộ Văn phòng" has
// none, and "văn phòng" may be any office.
func beginsEnterprise(key string) bool {
	return slices.ContainsFunc(enterprise, func(word string) bool { return strings.HasPrefix(key, word+" ") })
}

// once remembers what a function answers for each organisation.
func once[T any](f func(org string) T) func(org string) T {
	var answers sync.Map
	return func(org string) T {
		if answer, ok := answers.Load(org); ok {
			return answer.(T)
		}
		answer, _ := answers.LoadOrStore(org, f(org))
		return answer.(T)
	}
}

func (n *orgNames) namesBelow(org string) *catalog.Names {
	scope := map[string]bool{org: true}
	for _, d := range n.today.Descendants(org) {
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
// those whose names stand in it and in no longer name. An enterprise may stand
// without its "Đảng bộ" if the line names no other: "Công ty X thuộc Tổng công
// ty Y" is not Y, even if nobody knows X.
func (n *orgNames) in(line string) []string {
	if v, ok := n.names.Find(line); ok {
		return []string{v.Org}
	}
	found := n.contained.pick(plain(line))
	if slices.ContainsFunc(found, n.isEnterprise) {
		return found
	}
	own := n.enterprises.pick(plain(line))
	if all := slices.Concat(found, own); len(own) == 1 && !n.namesEnterprise(n.without(line, all)) {
		return all
	}
	return found
}

// isEnterprise reports whether an organisation is no group of others.
func (n *orgNames) isEnterprise(org string) bool {
	v, ok := n.today.Org(org)
	return ok && v.Type != catalog.Cluster && v.Type != catalog.Bloc && v.Type != catalog.Territory
}

// called returns the names of organisations, for messages.
func (n *orgNames) called(orgs ...string) string {
	list := make([]string, len(orgs))
	for i, org := range orgs {
		list[i] = org
		if v, ok := n.today.Org(org); ok {
			list[i] = v.NameVI
		}
	}
	return strings.Join(list, ", ")
}

// lowest leaves the organisations none of the others stands below: a
// letterhead names the superior body above the sender. Of several left, those
// that stand below most of the others remain: "Đơn vị 1 (Cụm số 7)" is the
// one of cluster 7.
func (n *orgNames) lowest(orgs, beside []string) []string {
	orgs = slices.Compact(slices.Sorted(slices.Values(orgs)))
	named := slices.Concat(orgs, beside)
	above := map[string]bool{}
	depth := map[string]int{} // how many of those named stand above it
	for _, org := range orgs {
		ancestors := n.ancestors(org)
		for _, a := range slices.Compact(slices.Sorted(slices.Values(named))) {
			if ancestors[a] {
				above[a] = true
				depth[org]++
			}
		}
	}
	orgs = slices.DeleteFunc(orgs, func(org string) bool { return above[org] })
	deepest := 0
	for _, org := range orgs {
		deepest = max(deepest, depth[org])
	}
	return slices.DeleteFunc(orgs, func(org string) bool { return depth[org] < deepest })
}

// above returns everything above an organisation, by edges of any kind. A
// cluster, being no Party level, stands below what its members stand below.
func (n *orgNames) above(org string) map[string]bool {
	above := map[string]bool{}
	n.climb(org, above)
	if v, _ := n.today.Org(org); v.Type == catalog.Cluster {
		for _, member := range n.today.Members(org) {
			for _, e := range n.today.Parents(member) {
				if e.Kind == catalog.PartyLine && !above[e.Parent] {
					above[e.Parent] = true
					n.climb(e.Parent, above)
				}
			}
		}
	}
	delete(above, org)
	return above
}

func (n *orgNames) climb(org string, above map[string]bool) {
	for _, e := range n.today.Parents(org) {
		if !above[e.Parent] {
			above[e.Parent] = true
			n.climb(e.Parent, above)
		}
	}
}

// enterprise begins what an organisation that reports is called.
var enterprise = []string{"công ty", "cty", "tổng công ty", "doanh nghiệp tư nhân", "ngân hàng", "nhà máy", "xí nghiệp",
	"hợp tác xã", "tập đoàn", "chi bộ", "đảng bộ", "đơn vị"}

// stranger reports whether a text names an enterprise besides the groups it
// names: "Công ty TNHH Xyz (Cụm số 7)" is not cluster 7, though it names it.
func (n *orgNames) stranger(line string, orgs []string) bool {
	if slices.ContainsFunc(orgs, n.isEnterprise) {
		return false
	}
	if _, whole := n.names.Find(line); whole {
		return false
	}
	return n.namesEnterprise(n.without(line, orgs))
}

// namesEnterprise reports whether plain words name an enterprise.
func (n *orgNames) namesEnterprise(rest string) bool {
	return slices.ContainsFunc(enterprise, func(word string) bool {
		before, after, ok := strings.Cut(rest, " "+word+" ")
		after = strings.TrimSpace(after)
		return ok && after != "" && !strings.HasSuffix(before, " các") && !superior.MatchString(after)
	})
}

// superior is what follows "đảng bộ" or "đơn vị" where no enterprise is meant:
// "Đảng bộ tỉnh", "các đơn vị trực thuộc".
var superior = regexp.MustCompile(`^(?:tỉnh|khối|thành phố|huyện|thị xã|quận|thuộc|trực thuộc|thành viên|trong|báo cáo)(?: |$)`)

// without returns the plain words of a line that name none of the organisations.
func (n *orgNames) without(line string, orgs []string) string {
	rest := " " + plain(line) + " "
	for _, c := range slices.Concat(n.contained.list, n.enterprises.list) {
		if slices.Contains(orgs, c.org) {
			rest = strings.ReplaceAll(rest, c.key, " ")
		}
	}
	return rest
}

// beside are the words that may stand around a group's name where its own
// name is asked for.
var beside = regexp.MustCompile(`^(?:(?:thuộc|trực thuộc|của|đảng ủy|đảng bộ|ban chỉ đạo|khối|tỉnh|thành phố|huyện|thị xã|doanh nghiệp)(?: .*)?)?$`)

// misnamed reports whether a text that should be one organisation's name is
// more than the names of the groups in it: "Vinaxyz (Cụm số 7)".
func (n *orgNames) misnamed(line string, orgs []string) bool {
	if slices.ContainsFunc(orgs, n.isEnterprise) {
		return false
	}
	if _, whole := n.names.Find(line); whole {
		return false
	}
	return !beside.MatchString(strings.TrimSpace(n.without(withoutPeriods(line), orgs)))
}

// sender finds who a title speaks for: a labelled name, else the lowest of
// the organisations its lines name. On one unit's form a line that names
// somebody nobody knows, or a part of a unit, makes the sender doubtful: it is
// not the group around it.
func (n *orgNames) sender(lines []titleLine, unitForm bool) (orgs []string, doubtful *doubt) {
	lines = n.joined(lines)
	var named []string
	for _, l := range lines {
		named = append(named, n.in(l.text)...)
	}
	for _, l := range lines {
		if !l.labelled || l.blank() {
			continue
		}
		found := n.in(l.text)
		switch part := n.ofPart(l.text); {
		case part:
			doubtful = &doubt{titleLine: l, of: n.lowest(found, nil)}
		case n.longerName([]titleLine{l}, n.lowest(found, named)) != nil:
			doubtful = n.longerName([]titleLine{l}, n.lowest(found, named))
		case len(found) > 0 && !n.stranger(l.text, found) && !n.misnamed(l.text, found):
			return n.lowest(found, named), nil
		default:
			doubtful = &doubt{titleLine: l}
			if len(found) == 0 && isPart(plain(l.text)) { // "Đơn vị: Chi bộ 3" below the name of its unit
				doubtful.of = slices.DeleteFunc(n.lowest(named, nil), func(org string) bool { return !n.isEnterprise(org) })
			}
		}
	}
	if doubtful != nil {
		return nil, doubtful
	}
	orgs = n.lowest(named, nil)
	if unitForm {
		if doubtful = n.doubts(lines, orgs); doubtful != nil {
			return nil, doubtful
		}
	}
	return orgs, nil
}

// joined puts the lines together over which the name of a unit is broken, each
// of which names nobody: "CÔNG TY TNHH" above "AN PHÚ".
func (n *orgNames) joined(lines []titleLine) []titleLine {
	const most = 3
	var out []titleLine
	gone := map[int]bool{}
	for i, l := range lines {
		if gone[i] {
			continue
		}
		last, text, over := l.at.row, l.text, []int{}
		for j := i + 1; j < len(lines) && len(over)+1 < most && !l.labelled; j++ {
			next := lines[j]
			if next.at.col != l.at.col {
				continue
			}
			if next.labelled || next.at.row > last+1 || len(n.in(text))+len(n.in(next.text)) > 0 {
				break
			}
			last, text, over = next.at.row, text+" "+next.text, append(over, j)
			if named := n.in(text); len(named) == 1 && n.isEnterprise(named[0]) && strings.TrimSpace(n.without(text, named)) == "" {
				l.text = text
				for _, k := range over {
					gone[k] = true
				}
				break
			}
		}
		out = append(out, l)
	}
	return out
}
