package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// A group of rows in a table of indicators may be of another body than the one
// that reports: of a branch or the parent company, of the province, of the
// whole trade. Whose its figures are is asked once, of the group.

// groupBody is the body whose figures stand in a group.
type groupBody struct {
	text string
	at   place
	org  string // "" for nobody's
	tell func() // what is to be said at the first of its figures, nil once it is
}

// leaves reports whether a row's figures are of nobody known, which is said.
func (b *groupBody) leaves() bool {
	if b == nil || b.org != "" {
		return false
	}
	if b.tell != nil {
		b.tell()
		b.tell = nil
	}
	return true
}

// beforeBody are the words of a group's name that may stand before that of a body.
var beforeBody = words("tình", "hình", "kết", "quả", "số", "liệu", "chỉ", "tiêu", "các", "một", "chủ", "yếu", "thực", "hiện", "hoạt", "động", "sản", "xuất", "kinh", "tế", "xã", "hội", "sxkd",
	"và", "của", "tại", "ở", "về", "phần", "riêng", "cho", "trên", "địa", "bàn", "phát", "triển", "doanh", "ktxh")

var (
	// selfCalled is the body that reports, in other words than its name.
	selfCalled = regexp.MustCompile(`^(?:(?:toàn|cả|chung|trong) )?(?:công ty|cty|đơn vị|doanh nghiệp|dn|cơ quan|ngân hàng|đảng bộ|chi bộ)(?: (?:mình|ta|chúng tôi|báo cáo))?$`)
	// ofWhole is the body that a branch is one of.
	ofWhole = regexp.MustCompile(`^(?:toàn|cả) (?:công ty|cty|ngân hàng)$`)
	// bodyPart is a part of it, or a body that it is a part of.
	bodyPart = regexp.MustCompile(`^(?:(?:toàn|cả|chung|khối) )?(chi nhánh|nhà máy|xí nghiệp|phân xưởng|công ty con|công ty mẹ|công ty thành viên|công ty liên kết|công ty liên doanh|đơn vị thành viên|đơn vị trực thuộc|doanh nghiệp thành viên|` +
		`tập đoàn|tổng công ty|tct|tỉnh|huyện|thành phố|thị xã|quận|địa phương|ngành|hợp nhất|hội sở|sở giao dịch|phòng giao dịch|pgd|văn phòng|trung tâm|cửa hàng|bộ phận|khu vực|vùng|miền|khu công nghiệp|kcn|nông trường|lâm trường|mỏ)(?: (.*))?$`)
	// bodyStaff is a part of its staff.
	bodyStaff = regexp.MustCompile(`^khối (?:lao động )?(?:gián tiếp|trực tiếp|văn phòng|sản xuất|kinh doanh|hành chính|phục vụ|quản lý|kỹ thuật|nghiệp vụ|bán hàng|xây lắp|dịch vụ)(?: |$)`)
	// bodyLand is the whole country, or the whole of a bank.
	bodyLand = regexp.MustCompile(`^(?:cả nước|toàn quốc|toàn hệ thống)(?: |$)`)
	// bodyMembers are what a bloc or a cluster consists of.
	bodyMembers = regexp.MustCompile(`^(?:đơn vị|doanh nghiệp) (?:trực thuộc|thành viên)(?: |$)`)
	// bodyAbove is a cluster or a bloc.
	bodyAbove = regexp.MustCompile(`^(?:toàn|cả|chung) (cụm|khối)(?: |$)`)
	// bodyNamed is an enterprise with a name of its own.
	bodyNamed = regexp.MustCompile(`^(?:công ty|cty|tổng công ty|tập đoàn|hợp tác xã|htx|doanh nghiệp tư nhân|dntn) \S`)
	// noBody are words behind which such a name is that of something else:
	// "chỉ tiêu tỉnh giao", "ngành nghề", "xã hội".
	noBody = words("giao", "ủy", "đoàn", "nghề", "hàng", "phẩm", "lượng")
)

// namedBody returns what the name of a group says of whose figures it holds: that
// they are the sender's, or that they may be those of another, whose code is
// returned where it is known.
func (r *tableReader) namedBody(text string) (org string, other, own bool) {
	rest, _ := withoutNumbering(text)
	list := strings.Fields(timeless(rest))
	key := strings.Join(list, " ")
	for len(list) > 0 && beforeBody[list[0]] && !bodyPart.MatchString(key) && !selfCalled.MatchString(key) {
		list = list[1:]
		key = strings.Join(list, " ")
	}
	if key == "" {
		return "", false, false
	}
	v, _, known := r.findOrg(text, key)
	sender, _ := r.names.today.Org(r.title.org)
	ofBranch := ofWhole.MatchString(key) && strings.Contains(" "+plain(sender.NameVI)+" ", " chi nhánh ")
	own = known && v.Org == r.title.org || selfCalled.MatchString(key) && !ofBranch
	return v.Org, ofBranch || !own && (known || r.isOtherBody(key, text)), own
}

// headsOther reports whether a group's name is that of another body.
func (r *tableReader) headsOther(text string) bool {
	_, other, _ := r.namedBody(text)
	return other
}

// settleBody decides whose figures those of a group are that the row opens, by
// its name and the groups around and before it.
func (r *tableReader) settleBody(g *rowGroup, ended *rowGroup, text string, h heading, at place) {
	org, other, own := r.namedBody(text)
	switch {
	case own:
		g.body = nil
	case other:
		g.body = r.askBody(org, text, at)
	case ended != nil && ended.body != nil && g.body == nil && !isNumberMark(g.mark) && !isTimed(h):
		g.body = &groupBody{tell: func() {
			r.findings.add(Warning, codeGroupAfter, at, Args{"text": text, "before": ended.body.text, "other": ended.body.at.cell()})
		}}
	}
}

// askBody asks whose figures those of a group are.
func (r *tableReader) askBody(org, text string, at place) *groupBody {
	rest, _ := withoutNumbering(text)
	q := Question{Scope: r.layout(), Kind: MapOrganisation, Text: timeless(rest), Shown: text}
	if m, answered := r.confirmed.find(MapOrganisation, q.Text); answered {
		r.findings.noteMapping(m, r.vocabulary, at)
		switch m.Target {
		case r.title.org:
			return nil
		case Ignore:
			return &groupBody{text: text, at: at}
		}
		if !r.names.ancestors(m.Target)[r.title.org] {
			r.findings.add(Warning, codeOrgOutside, at, Args{"name": text, "sender": r.names.called(r.title.org)})
		}
		return &groupBody{text: text, at: at, org: m.Target}
	}
	targets := []string{r.title.org}
	if org != "" {
		targets = append(targets, org)
	}
	q.Candidates = equally(targets)
	return &groupBody{text: text, at: at, tell: func() {
		r.findings.ask(Warning, codeGroupBody, at, Args{"text": text, "sender": r.names.called(r.title.org)}, q, r.names.candidate)
	}}
}

// isOtherBody reports whether the name of a group is that of a part of the body
// that reports, or of a body besides it.
func (r *tableReader) isOtherBody(key, text string) bool {
	sender, _ := r.names.today.Org(r.title.org)
	if m := bodyAbove.FindStringSubmatch(key); m != nil {
		return m[1] == "cụm" && sender.Type != catalog.Cluster || m[1] == "khối" && sender.Type != catalog.Bloc
	}
	switch {
	case bodyMembers.MatchString(key) && (sender.Type == catalog.Cluster || sender.Type == catalog.Bloc || sender.Type == catalog.Territory):
		return false
	case bodyStaff.MatchString(key) || bodyLand.MatchString(key):
		return true
	}
	if m := bodyPart.FindStringSubmatch(key); m != nil {
		first, _, _ := strings.Cut(m[2], " ")
		switch {
		case noBody[first]:
			return false
		case m[2] == "": // "Toàn chi nhánh", of a branch
			return !strings.Contains(" "+plain(sender.NameVI)+" ", " "+m[1]+" ")
		}
		return true
	}
	words := strings.Fields(key)
	return bodyNamed.MatchString(key) && !noBody[words[min(2, len(words)-1)]] && !slices.Contains(r.names.in(text), r.title.org)
}
