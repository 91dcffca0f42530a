package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// Ranks are written in many ways: "HTXSNV", "HT xuất sắc", "Hoàn thành tốt NV
// (loại B)", "Chưa hoàn thành". Each is one of four, which the catalogue has
// once for organisations of the Party and once for its members.

// rankForms are the ways to write each rank, as plain words, by how the codes
// of its indicators end; the first that fits counts.
var rankForms = []struct {
	code string
	form *regexp.Regexp
}{
	{"failed", regexp.MustCompile(`^(?:(?:không|chưa|k) (?:hoàn thành|ht)(?: ?(?:nhiệm vụ|nv))?|[kc]ht(?: ?nv)?)$`)},
	{"excellent", regexp.MustCompile(`^(?:(?:hoàn thành|ht) (?:xuất sắc|xs)(?: ?(?:nhiệm vụ|nv))?|htxs(?: ?nv)?)$`)},
	{"good", regexp.MustCompile(`^(?:(?:hoàn thành|ht) (?:tốt|t)(?: ?(?:nhiệm vụ|nv))?|htt(?: ?nv)?)$`)},
	{"completed", regexp.MustCompile(`^(?:hoàn thành|ht)(?: ?(?:nhiệm vụ|nv))?$`)},
}

// vagueRank is a rank in words that say as much of plans and of works.
var vagueRank = regexp.MustCompile(`^(?:(?:không|chưa|k) )?(?:hoàn thành|ht)$`)

// Words for those who are ranked: members, or organisations at the grass roots
// and no others. "Chi bộ HTXSNV" may be cells within one of them.
const (
	rankedMembers = `đảng viên|đv`
	rankedBodies  = `tccsđ|tổ chức cơ sở đảng|tổ chức đảng|tổ chức`
	rankWords     = `(?:kết quả |kq )?(?:được )?(?:đánh giá )?(?:và )?(?:xếp|phân) loại(?: chất lượng)?`
	rankClass     = `(?:loại|mức|hạng) (?:[a-d]|[1-4])`
)

var (
	// rankName is a rank with who has it, if the name says so.
	rankName = regexp.MustCompile(`^(?:(?:tổng )?số(?: lượng)? )?(?:` + rankWords + ` )?(?:(` + rankedMembers + `|` + rankedBodies + `) )?` +
		`(?:` + rankWords + ` )?(?:là |mức )?(?:đạt )?(?:` + rankClass + ` )?((?:hoàn thành|(?:không|chưa|k) |[kc]?ht).*?)(?: ` + rankClass + `)?$`)
	// rankedAbove heads ranks and says whose they are.
	rankedAbove = regexp.MustCompile(`^(?:(?:tổng )?số(?: lượng)? )?(?:` + rankWords + ` )?(` + rankedMembers + `|` + rankedBodies + `)(?: (?:được|đã))*(?: ` + rankWords + `)?(?: (?:hằng|hàng|cuối) năm)?$`)
	// ranksAbove heads ranks without saying whose.
	ranksAbove = regexp.MustCompile(`^` + rankWords + `(?: (?:hằng|hàng|cuối) năm)?$`)
)

// rankSaid is what a name says of ranks.
type rankSaid struct {
	rank  string // as the codes of its indicators end
	whose string // rankedMembers or rankedBodies, "" for unsaid
	vague bool   // see [vagueRank]
}

// ranksIn reads a name as a rank. It reports false for any other.
func ranksIn(name string) (rankSaid, bool) {
	key := plain(name)
	if !strings.Contains(key, "ht") && !strings.Contains(key, "hoàn thành") { // most do not
		return rankSaid{}, false
	}
	m := rankName.FindStringSubmatch(key)
	if m == nil {
		return rankSaid{}, false
	}
	for _, f := range rankForms {
		if f.form.MatchString(m[2]) {
			return rankSaid{rank: f.code, whose: whoseRank(m[1]), vague: vagueRank.MatchString(m[2])}, true
		}
	}
	return rankSaid{}, false
}

// whoseRank tells members and organisations apart, by a word for them.
func whoseRank(word string) string {
	switch word {
	case "":
		return ""
	case "đảng viên", "đv":
		return rankedMembers
	}
	return rankedBodies
}

// rankIndicator finds the indicator that a chain of names counts if its last
// one is a rank: the nearest one that says so tells of whom.
func rankIndicator(names []string, cat *catalog.Catalogue) (catalog.Indicator, bool) {
	if len(names) == 0 {
		return catalog.Indicator{}, false
	}
	said, ok := ranksIn(names[len(names)-1])
	if !ok {
		return catalog.Indicator{}, false
	}
	above := names[:len(names)-1]
	if said.vague && !headRanks(above) {
		return catalog.Indicator{}, false
	}
	for said.whose == "" && len(above) > 0 {
		key := plain(above[len(above)-1])
		m := rankedAbove.FindStringSubmatch(key)
		if m == nil && !ranksAbove.MatchString(key) {
			break
		}
		if above = above[:len(above)-1]; m != nil {
			said.whose = whoseRank(m[1])
		}
	}
	switch said.whose {
	case rankedMembers:
		return cat.Indicator("ranked_members_" + said.rank)
	case rankedBodies:
		return cat.Indicator(rankings + said.rank)
	}
	return catalog.Indicator{}, false
}

// headRanks reports whether names head ranks.
func headRanks(names []string) bool {
	if len(names) == 0 {
		return false
	}
	key := plain(names[len(names)-1])
	return ranksAbove.MatchString(key) || strings.Contains(key, "loại") && rankedAbove.MatchString(key)
}

// takeRank takes a level that begins with a rank, and the time it may say
// behind it, as a name: no word of it speaks of how much of a plan was fulfilled.
func (h *heading) takeRank(level string, cat *catalog.Catalogue) bool {
	if key := plain(level); !strings.Contains(key, "ht") && !strings.Contains(key, "hoàn thành") {
		return false
	}
	list := headingWords(level)
	for n := len(list); n > 0; n-- {
		name := strings.Join(list[:n], " ")
		said, ok := ranksIn(name)
		if !ok || said.vague && !headRanks(h.names) {
			continue
		}
		var time heading
		switch more := time.cutWords(strings.Join(list[n:], " "), cat); {
		case time.has(^(ownEffects | saysYearBefore)) || time.unclear || time.spansYears:
			return false
		case more != "": // "HTXSNV tiêu biểu" are some of them
			name = strings.Join(list, " ")
		}
		h.effects |= time.effects
		h.names = append(h.names, name)
		if time.period != "" {
			h.addPeriod(time.period)
		}
		h.bareYear = h.bareYear || time.bareYear
		return true
	}
	return false
}
