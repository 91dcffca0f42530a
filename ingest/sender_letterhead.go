package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
)

// doubt is a line that says the sender is another than the organisations
// named. A blank line is a label nobody has filled in.
type doubt struct {
	titleLine
	of []string // whom the line is about if not somebody nobody knows
}

// candidates are the organisations the line may mean. A part of a unit is
// most likely sent in as the unit.
func (d doubt) candidates(names *orgNames) []Candidate {
	of := d.of
	if len(of) == 0 {
		of = names.behind(d.text)
	}
	list := standing(InTitle, of...)
	for _, c := range names.organisationsLike(d.text, nil) {
		if !slices.Contains(of, c.Target) && len(list) < maxCandidates {
			list = append(list, c)
		}
	}
	return list
}

// behind returns the organisation named, in whatever spelling, behind the part
// that a line begins with: "Chi bộ 2 - Đảng bộ Cty CP Hòa Bình".
func (n *orgNames) behind(line string) []string {
	parts := betweenUnits.Split(withoutPeriods(line), -1)
	for _, part := range parts[1:] {
		if v, ok := n.names.Find(part); ok && isPart(plain(parts[0])) {
			return []string{v.Org}
		}
	}
	return nil
}

// partOf returns the line of the first part of an enterprise where no line
// names an organisation: "Chi bộ 1 Công ty TNHH An Phú" names none.
func (n *orgNames) partOf(lines []titleLine) *doubt {
	for _, l := range lines {
		key := plain(withoutPeriods(l.text))
		if own := n.enterprises.pick(key); len(own) == 1 && isPart(speaksOf.ReplaceAllString(n.enterprises.before(key, own...), "")) {
			return &doubt{titleLine: l, of: own}
		}
	}
	return nil
}

// doubts returns what on one unit's form speaks against the organisations its
// title names, nil for nothing.
func (n *orgNames) doubts(lines []titleLine, orgs []string) *doubt {
	if len(orgs) == 0 {
		return n.partOf(lines)
	}
	ofGroup := !slices.ContainsFunc(orgs, n.isEnterprise)
	for _, l := range lines {
		switch {
		case l.labelled && l.blank() && ofGroup:
			return &doubt{titleLine: l, of: orgs}
		case n.stranger(l.text, append(n.in(l.text), orgs...)):
			return &doubt{titleLine: l}
		case n.ofPart(l.text):
			return &doubt{titleLine: l, of: n.lowest(n.in(l.text), nil)}
		}
	}
	if l := n.unknownIn(lines, ofGroup, orgs); l != nil {
		return &doubt{titleLine: *l, of: orgs}
	}
	return n.longerName(lines, orgs)
}

// unknownIn returns the line of a letterhead, above its title, that names
// somebody nobody knows: beside a group of whatever kind, above or below its
// name or on its line; beside an enterprise's, a part.
func (n *orgNames) unknownIn(lines []titleLine, ofGroup bool, orgs []string) *titleLine {
	named := false
	before := ""
	for i, l := range lines {
		key := plain(l.text)
		if !ofGroup && len(n.in(l.text)) == 0 && partInTitle.MatchString(plain(withoutPeriods(l.text))) {
			return &lines[i]
		}
		if beginsTitle(l.text) || isFooter(l.text) {
			return nil
		}
		found := n.in(l.text)
		_, continued := n.names.Find(before + " " + l.text)
		before = l.text
		below := named
		named = named || len(found) > 0
		switch {
		case continued || isRemark(l.text) || n.isOfName(key, orgs):
		case !ofGroup && len(found) == 0 && isPart(key) && !strings.HasPrefix(key, "phòng "),
			ofGroup && below && n.misnamed(l.text, found) && !department.MatchString(key),
			ofGroup && !below && n.namesBeside(l.text, found):
			return &lines[i]
		}
	}
	return nil
}

// betweenNames is what stands between the names in a line.
var betweenNames = regexp.MustCompile(`\s*(?:[()\[\],;/|]|\s[-–—]+\s|[–—])\s*`)

// betweenUnits is what stands between a part and its unit.
var betweenUnits = regexp.MustCompile(betweenNames.String() + `|(?i)\s+(?:(?:trực )?thuộc|của)\s+`)

// namesBeside reports whether a line has a name of its own above or before the
// group's. What follows the group's name is most likely where it is.
func (n *orgNames) namesBeside(line string, found []string) bool {
	for _, part := range betweenNames.Split(withoutPeriods(line), -1) {
		rest, _ := withoutNumbering(part)
		key := plain(rest)
		if inPart := n.in(part); len(inPart) > 0 || len(found) > 0 && n.isOfName(key, found) {
			key = n.contained.before(key, inPart...)
		}
		if key != "" && !beside.MatchString(key) && !department.MatchString(key) && !superiorBody.MatchString(key) && !beginsTitle(rest) && !isRemark(part) {
			return true
		}
	}
	return false
}

// superiorBody is whoever else may stand above a group's name.
var superiorBody = regexp.MustCompile(`^(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|chính phủ|bộ|trung ương|ban (?:bí thư|chấp hành|thường vụ|quản lý các khu)|` +
	`(?:tổng )?liên đoàn|(?:tỉnh|thành|huyện|quận|thị) (?:ủy|đoàn)|đảng (?:ủy|bộ)|thành phố|quận|phường|xã)(?: |$)`)

// isOfName reports whether plain words are some of an organisation's name, as
// those of one written over two lines are.
func (n *orgNames) isOfName(key string, orgs []string) bool {
	return slices.ContainsFunc(orgs, func(org string) bool {
		v, _ := n.today.Org(org)
		return strings.Contains(" "+plain(v.NameVI)+" ", " "+key+" ")
	})
}

// titleBegins and titleHas find the first line of a title: a letterhead ends
// above it.
var (
	titleBegins = regexp.MustCompile(`^(?:báo cáo|biểu|bảng|kết quả|tổng hợp|tình hình|số liệu|thống kê|các chỉ tiêu|một số|những|kế hoạch|thực hiện|nhiệm vụ|công tác|hoạt động|hội nghị|phục vụ|đánh giá|danh sách|phần|về|v v|đề cương|phương hướng|so sánh|tiến độ|xây dựng đảng|đảng viên|lao động|kinh tế|phát triển|chương trình|nghị quyết|phiếu|tờ trình|thông báo|ước|sơ bộ|chính thức|điều chỉnh)(?: |$)`)
	titleHas    = regexp.MustCompile(` (?:báo cáo|kết quả|chỉ tiêu|số liệu|giao ban|sản xuất kinh doanh|thực hiện) `)
)

func beginsTitle(text string) bool {
	key := plain(text)
	return titleBegins.MatchString(key) || titleHas.MatchString(" "+key+" ") || len(catalog.FindPeriods(text)) > 0
}

// remark is a line of a letterhead that names nobody: the form's number, how
// urgent it is, which page or draft.
var remark = regexp.MustCompile(`^(?:mẫu|form|bm|phụ lục|phụ biểu|hỏa tốc|khẩn|thượng khẩn|mật|dự thảo|bản sao|lần|trang|tiếp|số)(?: |\d|$)|^\S*\d\S*$`)

// isRemark reports whether a line of a letterhead cannot be a name: besides
// remarks, what stands in brackets or has a label of its own.
func isRemark(text string) bool {
	return remark.MatchString(plain(text)) || strings.HasPrefix(text, "(") || strings.Contains(text, ":") ||
		!strings.ContainsFunc(text, unicode.IsLetter)
}

// department is who writes in a group's own name, or stands above it.
var department = regexp.MustCompile(`^(?:văn phòng(?: (?:đảng ủy|khối|cụm|tỉnh|huyện|thành|ban)(?: .*)?)?|` +
	`ban (?:tổ chức|tuyên giáo|dân vận|chấp hành|thường vụ|kiểm tra|chỉ đạo|nội chính)(?: .*)?|` +
	`ủy ban kiểm tra(?: .*)?|cơ quan (?:chuyên trách|tham mưu|thường trực)(?: .*)?|(?:cơ quan|thường trực|thường vụ|cụm trưởng|trưởng cụm)|` +
	`tổ (?:giúp việc|thư ký|công tác)(?: .*)?|phòng (?:tổ chức|tổng hợp|hành chính|kế hoạch)(?: .*)?|` +
	`(?:tỉnh|thành|huyện|quận|thị) ủy(?: .*)?)$`)

// partBegins is the beginning of what a part of a unit is called, or an
// association of its workers, which admits members of its own; ownBody is its
// Party organisation, and notPart what else begins with the same words.
var (
	partBegins = regexp.MustCompile(`^(?:(?:chi ủy|đảng ủy|đảng bộ) )?(?:chi bộ|chi nhánh|công ty con|công ty thành viên|đơn vị (?:thành viên|trực thuộc|phụ thuộc)|phòng|phân xưởng|` +
		`bộ phận|tổ|đội|xí nghiệp|nhà máy|trung tâm|trạm|cửa hàng|văn phòng đại diện|ban quản lý|(?:(?:ban chấp hành|bch|ban thường vụ|btv) )?(?:công đoàn|đoàn thanh niên|đoàn tn|đoàn tncs|đtn|hội (?:cựu chiến binh|ccb|phụ nữ))|ban nữ công)(?: |$)`)
	ownBody = regexp.MustCompile(`^(?:chi ủy |đảng ủy )?(?:chi bộ|đảng bộ|đảng ủy|chi ủy)(?: cơ sở| bộ phận)?$`)
	notPart = regexp.MustCompile(`^(?:tổ chức|đội ngũ|phòng chống|phòng cháy|phòng ngừa|phòng dịch)(?: |$)`)
	// speaksOf is what of a title stands before whom it speaks of.
	speaksOf = regexp.MustCompile(`^(?:.* )?(?:báo cáo|của) `)
	// belongsTo is an enterprise that is said to be another's.
	belongsTo = regexp.MustCompile(`(?:^| )(?:công ty|cty|doanh nghiệp|hợp tác xã) \S.* (?:thuộc|trực thuộc|của)$`)
	// partInTitle is a part whose report a title says it is.
	partInTitle = regexp.MustCompile(`(?:^| )(?:báo cáo|của) (?:chi bộ (?:số )?\d+|(?:đảng bộ|đảng ủy|chi bộ) (?:bộ phận|phân xưởng|xí nghiệp|nhà máy|văn phòng|phòng|tổ|đội))(?: |$)`)
	// partBehind is a part that is named behind the unit.
	partBehind = regexp.MustCompile(`^(?:chi nhánh|phân xưởng|xí nghiệp|nhà máy|phòng giao dịch|pgd|trung tâm|tt|ttvt|trạm|cửa hàng|văn phòng đại diện|chi bộ(?: số)? \d+)(?: |$)`)
	// branchNumber is the second number of "Đơn vị 05-2".
	branchNumber = regexp.MustCompile(`(\d+)\s*[-–./]\s*\d{1,3}(?:\D|$)`)
)

// isPart reports whether plain words are what a part of a unit is called.
func isPart(key string) bool {
	return partBegins.MatchString(key) && !ownBody.MatchString(key) && !notPart.MatchString(key)
}

// ofPart reports whether a line names a unit only to say whose part the one
// meant is: "Chi nhánh Đơn vị 05", "Đơn vị 05-2". A name that is known as a
// whole is never a part's: "Chi bộ Công ty TNHH An Phú".
func (n *orgNames) ofPart(line string) bool {
	orgs := slices.DeleteFunc(n.in(line), func(org string) bool { return !n.isEnterprise(org) })
	if _, whole := n.names.Find(line); whole || len(orgs) == 0 {
		return false
	}
	line = withoutPeriods(line)
	text := " " + plain(line) + " "
	for _, c := range slices.Concat(n.contained.list, n.enterprises.list) {
		if !slices.Contains(orgs, c.org) || !strings.Contains(text, c.key) {
			continue
		}
		before, after, _ := strings.Cut(text, c.key)
		before, after = strings.TrimSpace(before), strings.TrimSpace(after)
		if isPart(before) || isPart(speaksOf.ReplaceAllString(before, "")) || belongsTo.MatchString(before) || partBehind.MatchString(after) {
			return true
		}
		words := strings.Fields(c.key)
		for _, m := range branchNumber.FindAllStringSubmatch(line, -1) {
			if m[1] == words[len(words)-1] {
				return true
			}
		}
	}
	return false
}

// withoutPeriods returns a line without the periods it names.
func withoutPeriods(line string) string {
	for _, m := range slices.Backward(catalog.FindPeriods(line)) {
		line = line[:m.Start] + line[m.End:]
	}
	return line
}
