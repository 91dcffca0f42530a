package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// goesOn reports whether a line holds the name of an enterprise only as part of
// a longer one, nothing else in it being known: "Công ty CP Hòa Bình II", "Tổng
// công ty Hòa Bình" of a "Công ty Cổ phần Hòa Bình". Somebody else is called
// that. A period, a place, whose the enterprise is and what a title says of it
// add nothing to its name, and its legal form may be left out.
func (n *orgNames) goesOn(line string, org string) bool {
	line = labelBehind.ReplaceAllString(withoutPeriods(line), "")
	if _, whole := n.names.Find(line); whole || !n.isEnterprise(org) {
		return false
	}
	words := n.nameWords(line)
	v, _ := n.today.Org(org)
	another := false
	for _, name := range []string{v.NameVI, v.ShortName} {
		proper := properWords(name)
		at, end := indexOfWords(words, proper)
		if at < 0 {
			continue
		}
		if !n.otherForm(words[:at], org) && n.addsNothing(words[end:]) {
			return false
		}
		another = true
	}
	return another
}

// longerName returns the line of a title that names one of the organisations
// sent for only within a longer name, nil if a line names it by its own.
func (n *orgNames) longerName(lines []titleLine, orgs []string) *doubt {
	for _, org := range orgs {
		var longer *doubt
		for _, l := range lines {
			if !slices.Contains(n.in(l.text), org) {
				continue
			}
			if !n.goesOn(l.text, org) {
				longer = nil
				break
			}
			if longer == nil {
				longer = &doubt{titleLine: l, of: []string{org}}
			}
		}
		if longer != nil {
			return longer
		}
	}
	return nil
}

// labelBehind is what has a label of its own behind a name: "Số: 12-BC/ĐU".
var labelBehind = regexp.MustCompile(`[\s\-–]\pL+(?: \pL+)?\s*:.*$`)

// nameParted stands between the words of a line for what parts them.
const nameParted = "|"

// nameWords are the words of a line as names are compared by them, with
// nameParted for what is between names and for the names of groups.
func (n *orgNames) nameWords(line string) []string {
	var words []string
	for part := range strings.SplitSeq(betweenNames.ReplaceAllString(line, "\n"), "\n") {
		words = append(append(words, strings.Fields(catalog.NameKey(part))...), nameParted)
	}
	return words
}

// legalFormWords are the words of a name key that say what an enterprise is in law.
var legalFormWords = regexp.MustCompile(`^(?:tổng công ty|công ty|tập đoàn|cổ phần|tnhh|mtv|(?:hai|2) thành viên|liên doanh|doanh nghiệp tư nhân|hợp tác xã|ngân hàng|thương mại cổ phần|nhà nước)(?: |$)`)

// legalForms parts a name key into its legal form and its proper name.
func legalForms(key string) (forms []string, proper string) {
	for {
		form := legalFormWords.FindString(key)
		if form == "" {
			return forms, key
		}
		forms, key = append(forms, strings.TrimSpace(form)), key[len(form):]
	}
}

// properWords are the words of a name without Party body and legal form.
func properWords(name string) []string {
	_, proper := legalForms(withoutPartyBody(catalog.NameKey(name)))
	return strings.Fields(proper)
}

func withoutPartyBody(key string) string { return partyBody.ReplaceAllString(key, "") }

// indexOfWords returns where the words of a name stand in a line, whatever parts
// them there, -1 if they do not.
func indexOfWords(words, name []string) (from, to int) {
	if len(name) == 0 {
		return -1, -1
	}
	for from = range words {
		i := 0
		for to = from; to < len(words) && i < len(name); to++ {
			switch {
			case words[to] == name[i]:
				i++
			case words[to] != nameParted || i == 0:
				to = len(words)
			}
		}
		if i == len(name) {
			return from, to
		}
	}
	return -1, -1
}

// otherForm reports whether the words before a proper name give the
// organisation a legal form that it has at no time, or begin with a legal form
// and words of another name: "Công ty Cổ phần Thương mại Hòa Bình".
func (n *orgNames) otherForm(before []string, org string) bool {
	before = before[lastIndex(before, nameParted)+1:]
	var said, own []string
	first := 0
	for i := 0; i < len(before); i++ {
		if forms, rest := legalForms(strings.Join(before[i:], " ")); len(forms) > 0 {
			said, own, first = forms, strings.Fields(rest), i
			i = len(before) - len(own) - 1
		}
	}
	if len(own) > 0 {
		return withoutPartyBody(strings.Join(before[:first], " ")+" ") == ""
	}
	if len(said) == 0 {
		return false
	}
	return !slices.ContainsFunc(n.register.Versions, func(v catalog.OrgVersion) bool {
		forms, _ := legalForms(withoutPartyBody(catalog.NameKey(v.NameVI)))
		return v.Org == org && (len(forms) == 0 || !slices.ContainsFunc(said, func(form string) bool { return !slices.Contains(forms, form) }))
	})
}

func lastIndex(words []string, word string) int {
	for i, w := range slices.Backward(words) {
		if w == word {
			return i
		}
	}
	return -1
}

// addsNothing reports whether the words behind a name are none of another one.
func (n *orgNames) addsNothing(after []string) bool {
	if i := slices.Index(after, nameParted); i >= 0 {
		after = after[:i]
	}
	key := strings.Join(after, " ")
	if key == "" || behindName.MatchString(key) || titleBegins.MatchString(key) {
		return true
	}
	return slices.ContainsFunc(n.today.Orgs(), func(org string) bool { // the group or where it is
		v, _ := n.today.Org(org)
		return !n.isEnterprise(org) && (v.Type != catalog.Cluster && strings.HasSuffix(plain(v.NameVI), " "+key) || strings.HasPrefix(key+" ", catalog.NameKey(v.NameVI)+" "))
	})
}

// behindName begins what stands behind a name in its line and is no part of it:
// where and whose it is, how to reach it, what a title says of it.
var behindName = regexp.MustCompile(`^(?:thuộc|trực thuộc|của|tại|ở|tỉnh|thành phố|huyện|thị xã|thị trấn|quận|phường|xã|khu công nghiệp|khu kinh tế|cụm|khối|đảng|chi bộ|đoàn|công đoàn|` +
	`quý|tháng|năm|kỳ|tuần|ngày|giai đoạn|đầu|cuối|từ|đến|tính đến|tính|trong|với|so|cho|gửi|theo|do|lập|có|là|đã|được|lần|sau|trước|hiện|` +
	`mã|điện thoại|địa chỉ|email|fax|mst|đvt|đơn vị|\d{3,}|t\d|q\d)(?: |$)`)
