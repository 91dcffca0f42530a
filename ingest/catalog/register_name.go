package catalog

import (
	"strings"
	"time"
)

// abbreviations are the words office texts shorten in names, written the way
// keys have them. Phrases of up to longestPhrase words are tried first.
var abbreviations = map[string]string{
	"trách nhiệm hữu hạn": "tnhh", "một thành viên": "mtv", "1 thành viên": "mtv", "1tv": "mtv",
	"cty": "công ty", "c ty": "công ty", "ct": "công ty", "ctcp": "công ty cổ phần",
	"tổng cty": "tổng công ty", "tổng ct": "tổng công ty", "tct": "tổng công ty", "tcty": "tổng công ty",
	"cp": "cổ phần", "tmcp": "thương mại cổ phần", "nh": "ngân hàng", "nhtm": "ngân hàng thương mại",
	"nhtmcp": "ngân hàng thương mại cổ phần", "cn": "chi nhánh", "xn": "xí nghiệp", "nm": "nhà máy",
	"dn": "doanh nghiệp", "dntn": "doanh nghiệp tư nhân", "htx": "hợp tác xã",
	"kcn": "khu công nghiệp", "kkt": "khu kinh tế", "cqdn": "cơ quan doanh nghiệp",
	"đt": "đầu tư", "xd": "xây dựng", "tm": "thương mại", "dv": "dịch vụ", "sx": "sản xuất", "xnk": "xuất nhập khẩu",
	"tp": "thành phố", "tx": "thị xã", "vn": "việt nam", "và": "",
}

const longestPhrase = 4

// partyPrefixes stand before an enterprise's name in Party papers.
var partyPrefixes = []string{
	"đảng bộ cơ sở", "chi bộ cơ sở", "đảng bộ bộ phận", "đảng ủy cơ sở", "đảng bộ", "đảng ủy", "chi bộ", "đb", "cb", "đu",
}

// NameKey is the key of an organisation's name: folded, without punctuation,
// abbreviations written out.
func NameKey(name string) string {
	words := strings.Fields(labelKey(name))
	var out []string
	for len(words) > 0 {
		taken, written := 1, words[0]
		for n := min(longestPhrase, len(words)); n > 0; n-- {
			if full, ok := abbreviations[strings.Join(words[:n], " ")]; ok {
				taken, written = n, full
				break
			}
		}
		if written != "" {
			out = append(out, written)
		}
		words = words[taken:]
	}
	return strings.Join(out, " ")
}

// withoutPrefix takes "đảng bộ", "chi bộ" … off a name key.
func withoutPrefix(key string) string {
	for _, prefix := range partyPrefixes {
		if rest, ok := strings.CutPrefix(key, prefix+" "); ok {
			return rest
		}
	}
	return key
}

// Names finds organisations by what people call them on one day.
type Names struct {
	exact map[string]hit // by full key
	loose map[string]hit // by key without Party prefix
}

// hit is the organisation a key stands for, or several, which is none.
type hit struct {
	version   OrgVersion
	ambiguous bool
}

// Names returns the names in use on a day. It is worth keeping when many are
// looked up; for one see [Register.Find].
func (r *Register) Names(day time.Time) *Names {
	n := &Names{exact: map[string]hit{}, loose: map[string]hit{}}
	add := func(m map[string]hit, key string, v OrgVersion) {
		if key == "" {
			return
		}
		old, taken := m[key]
		m[key] = hit{version: v, ambiguous: taken && (old.ambiguous || old.version.Org != v.Org)}
	}
	for _, v := range r.Versions {
		if !v.span().contains(day) {
			continue
		}
		for _, name := range []string{v.Org, v.NameVI, v.NameEN, v.ShortName} {
			key := NameKey(name)
			add(n.exact, key, v)
			add(n.loose, withoutPrefix(key), v)
		}
	}
	return n
}

// Find returns the organisation a text names: by code, by full, English or
// short name, whatever the spelling, with the usual abbreviations ("Cty CP"
// is "Công ty Cổ phần") and with or without "Đảng bộ" or "Chi bộ" in front. A
// text that fits two organisations names neither.
func (n *Names) Find(name string) (OrgVersion, bool) {
	key := NameKey(name)
	found, ok := n.exact[key]
	if !ok {
		found, ok = n.loose[withoutPrefix(key)]
	}
	if !ok || found.ambiguous {
		return OrgVersion{}, false
	}
	return found.version, true
}

// Find looks up one name in use on a day; see [Names.Find].
func (r *Register) Find(name string, day time.Time) (OrgVersion, bool) {
	return r.Names(day).Find(name)
}
