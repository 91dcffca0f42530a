package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// What stands over a name may make it another's: "Kết nạp" below "Hội doanh
// nghiệp" admits no Party members, and "Đảng viên" below "Kiểm tra" are those
// who were inspected, not all there are. So a name that is short for something
// means that only where nothing over it speaks of something else.

// others begin the headings of the bodies besides the Party's that have members
// and meetings too. "Kinh phí công đoàn" heads nothing.
var others = regexp.MustCompile(`^(?:(?:công tác|tổ chức|phong trào|xây dựng|hoạt động|các|về) )*(?:công đoàn|đoàn viên|đoàn thanh niên|đoàn tn|đtn|chi đoàn|đoàn cơ sở|thanh niên|đoàn thể|nữ công|phụ nữ|cựu chiến binh|ccb|hội (?:viên|doanh nghiệp|doanh nhân|phụ nữ|cựu chiến binh|ccb|nông dân|chữ thập đỏ|khuyến học|người cao tuổi|sinh viên)|hiệp hội|câu lạc bộ|dân quân|tự vệ)(?: |$)`)

// ofOthers reports whether headings or sections are of such a body alone.
func ofOthers(names []string) bool {
	for _, text := range slices.Backward(names) {
		key := plain(text)
		if slices.Contains(strings.Fields(key), "đảng") {
			return false
		}
		if others.MatchString(key) {
			return true
		}
	}
	return false
}

// matters begin headings of matters in which enterprises count much of what they
// report on elsewhere, too: "Nhà ở công nhân – Dự án".
var matters = regexp.MustCompile(`^(?:(?:công tác|tình hình|chương trình|hoạt động|phát triển|xây dựng|đầu tư|về|dự án) )*(?:nhà ở|tiếp công dân|tiếp dân|khiếu nại|đơn thư|hưu trí|cán bộ hưu trí|phòng cháy|pccc|an toàn|atlđ|atvslđ|atvstp|bảo vệ môi trường|môi trường|phòng,? chống dịch|hiến máu)(?: |$)`)

// acts are names of what is done to members and organisations that do not say
// whose they are: companies are founded and dissolved too, and workers come and
// go.
var acts = regexp.MustCompile(`^(?:(?:tổng|số|lượng|cuộc|lượt|người|được|bị|xét|mới) )*(?:thành lập|giải thể|tiếp nhận|chuyển giao|chuyển loại hình|kết nạp|kn|chuyển đi|chuyển đến|chuyển chính thức|từ trần|xóa tên|khai trừ|kiểm tra|giám sát|kt|gs|ktgs|kỷ luật|thi hành kỷ luật|đề nghị kết nạp|xét kết nạp)(?: |$)`)

// partyWords make a name the Party's, or a heading one of its work.
var partyWords = words("đảng", "đv", "đvct", "đvdb", "tccsđ", "tcđ", "đbcs", "cbcs", "cbtt", "kđv", "ptđv", "ubkt")
var partyPhrases = regexp.MustCompile(`(?:^| )(?:chi bộ|cấp ủy|ủy ban kiểm tra|dân vận|tuyên giáo|chính trị|tư tưởng|nghị quyết|chỉ thị|hồ chí minh|quần chúng)(?: |$)`)

func speaksOfParty(key string) bool {
	return partyPhrases.MatchString(key) || slices.ContainsFunc(strings.Fields(key), func(w string) bool { return partyWords[w] })
}

// areaWords are all that headings consist of which only say what area the
// names below them belong to.
var areaWords = words("a", "b", "c", "d", "đ", "i", "ii", "iii", "iv", "v", "vi",
	"và", "về", "của", "các", "trong", "tại", "theo", "một", "những", "cho", "với", "đối", "ở", "đến", "có", "là", "được",
	"số", "tổng", "hợp", "cộng", "chung", "khác", "chủ", "yếu", "cơ", "bản", "chính", "chi", "tiết", "phần", "mục", "nhóm", "biểu", "bảng", "nội", "dung", "thông", "tin",
	"tình", "hình", "kết", "quả", "thực", "hiện", "nay", "công", "tác", "hoạt", "động", "nhiệm", "vụ", "lĩnh", "vực", "mặt", "chỉ", "tiêu", "liệu", "kỳ", "báo", "cáo", "năm", "quý", "tháng",
	"kinh", "tế", "xã", "hội", "sản", "xuất", "doanh", "sxkd", "sxcn", "tài", "văn", "hóa", "trị", "tư", "tưởng", "tổ", "chức", "bộ", "máy", "cơ", "cấu", "quy", "mô", "thành", "biến", "tăng", "giảm", "lượng", "chất", "lực", "đội", "ngũ", "phát", "triển", "sinh",
	"xây", "dựng", "chỉnh", "đốn", "hệ", "thống", "đoàn", "thể", "lao", "nhân", "sự", "nguồn", "việc", "làm", "tiền", "lương", "thu", "nhập", "đời", "sống", "chế", "độ", "chính", "sách", "người", "cán", "lãnh", "đạo", "quản", "lý", "điều", "hành", "vận", "tuyên", "giáo", "an", "sinh", "quốc", "phòng", "ninh",
	"đơn", "vị", "nghiệp", "ty", "trực", "thuộc", "sở", "ủy", "cấp", "trên", "dưới", "toàn", "khối", "cụm", "đầu", "cuối", "qua", "tỉnh", "giao", "dịch", "loại", "sử", "dụng", "bhxh", "bhyt", "bhtn", "bảo", "hiểm", "nội", "nhà", "nước")

// actWords are those of what the Party does, which heads it as areas do: "Kiểm
// tra, giám sát, kỷ luật" over "Kiểm tra".
var actWords = words("kiểm", "tra", "giám", "sát", "thi", "kỷ", "luật", "đua", "khen", "thưởng", "kết", "nạp", "đề", "nghị", "xét", "chuyển", "xử", "vi", "phạm",
	"xóa", "tên", "khai", "trừ", "từ", "trần", "lập", "giải", "tiếp", "nhận", "giao", "đi")

// isArea reports whether a heading says no more than an area of work: of the
// Party, of the enterprise's business and people, or of all.
func isArea(key string) bool {
	return consistsOf(key, areaWords)
}

// consistsOf reports whether a heading has no words but some, the Party's and
// numbers.
func consistsOf(key string, sets ...wordSet) bool {
	for _, w := range strings.Fields(key) {
		if !partyWords[w] && !isDigits(w) && w != "viên" && !slices.ContainsFunc(sets, func(set wordSet) bool { return set[w] }) {
			return false
		}
	}
	return true
}

// levelName is the name of members, organisations or workers as there are, with
// nothing that says so: "Đảng viên", but not "Tổng số đảng viên". Below what is
// done they are those to whom it is done.
var levelName = regexp.MustCompile(`^(?:số )?(?:lượng )?(?:đảng viên|đv|tổ chức đảng|tổ chức cơ sở đảng|tổ chức|tccsđ|tccs đảng|tcđ|đảng bộ|chi bộ|chi bộ trực thuộc|chi bộ cơ sở|đảng bộ cơ sở|cbtt|cbcs|đbcs|chi đảng bộ|chi đảng bộ cơ sở|đảng bộ chi bộ|` +
	`lao động|lđ|người lao động|nlđ|cnlđ|cbcnv|cbcnvlđ|cnvclđ|cnvc lđ|công nhân|công nhân viên|công nhân lao động|cán bộ|cán bộ quản lý|quản lý|viên chức|nhân viên|cán bộ công nhân viên|quần chúng|tập thể|cá nhân)` +
	`(?: (?:nữ|dự bị|chính thức|dân tộc|dân tộc thiểu số|dtts|tôn giáo|có đạo|trẻ|trực tiếp|gián tiếp|ct|db))?$`)

// isLevelName reports whether a name is one of members, organisations or
// workers as there are, whole or a part.
func isLevelName(key string, ind catalog.Indicator, cat *catalog.Catalogue) bool {
	return ind.Kind == catalog.Stock && ind.Group != catalog.Economy && (levelName.MatchString(key) || isShortPart(key, ind, cat))
}

// ofAnother reports whether something over a name makes it another's than what
// it would mean by itself.
func ofAnother(text string, ind catalog.Indicator, above []string, cat *catalog.Catalogue) bool {
	key := plain(text)
	ours := slices.Contains(strings.Fields(key), "đảng")
	switch {
	case ind.Group == catalog.Party && !ours && ofOthers(above):
		return true // "Công đoàn – Kết nạp"
	case !ours && slices.ContainsFunc(above, func(over string) bool { return matters.MatchString(plain(over)) }):
		return true
	case ind.Group == catalog.Party && acts.MatchString(key) && !speaksOfParty(key):
		return slices.ContainsFunc(above, func(over string) bool { return !headsActs(plain(over), cat) })
	case isLevelName(key, ind, cat):
		return slices.ContainsFunc(above, func(over string) bool { return !headsLevels(plain(over), ind, cat) })
	}
	return false
}

// noteOver notes what the last name of a heading would mean if what stands over
// it, written so, did not speak of something else.
func (h *heading) noteOver(written []string, cat *catalog.Catalogue) {
	last := len(h.names) - 1
	if last < 1 {
		return
	}
	ind, ok := cat.Match(h.names[last])
	for at := last - 1; ok && at >= 0; at-- {
		over := h.names[at]
		if !ofAnother(h.names[last], ind, []string{over}, cat) {
			continue
		}
		h.alone, h.below = ind, over
		for _, text := range written { // the names are what is left of these
			if strings.Contains(plain(text), plain(over)) {
				h.below = text
			}
		}
		return
	}
}

// askOver asks what such a name means.
func (r *tableReader) askOver(h heading, severity Severity, shown string, q Question, at place) {
	r.findings.ask(severity, codeNameBelowAnother, at, Args{"name": shown, "over": h.below, "indicator": named(h.alone)}, q, nil)
}

// headsActs reports whether what is done below a heading is done by the Party:
// the heading speaks of it, or of nothing else.
func headsActs(over string, cat *catalog.Catalogue) bool {
	if speaksOfParty(over) {
		return true
	}
	if ind, ok := cat.Match(over); ok {
		return ind.Group == catalog.Party
	}
	return consistsOf(over, areaWords, actWords) && !ofEnterprises.MatchString(over)
}

// ofEnterprises are headings of enterprises or workers, who come and go too.
var ofEnterprises = regexp.MustCompile(`(?:^| )(?:doanh nghiệp|lao động|nhân sự|nhân lực|việc làm|công ty|đầu tư)(?: |$)`)

// headsLevels reports whether levels below a heading are those of the
// organisation: it says nothing that is done, and is none of the other's parts.
func headsLevels(over string, level catalog.Indicator, cat *catalog.Catalogue) bool {
	ind, ok := cat.Match(over)
	switch {
	case level.Group == catalog.Party && ofOthers([]string{over}):
		return false // "Công đoàn – Đảng viên"
	case !ok:
		return isArea(over) || !doings.MatchString(over)
	case isArea(over) && level.Group == catalog.Party:
		return ind.Group == catalog.Party || ind.Kind == catalog.Stock // "Phát triển đảng viên – Đảng viên"
	}
	return ind.Kind == catalog.Stock && (level.Group == catalog.Party || ind.Unit != memberUnit) // "Đảng viên – Người lao động"
}

// doings are words for what is done to people and organisations.
var doings = regexp.MustCompile(`(?:^| )(?:kiểm tra|giám sát|ktgs|khen|biểu dương|tuyên dương|tôn vinh|kỷ luật|xử lý|vi phạm|tố cáo|khiếu nại|kết nạp|đề nghị|chuyển|tiếp nhận|thành lập|giải thể|sáp nhập|sắp xếp|rà soát|sàng lọc|đào tạo|bồi dưỡng|tập huấn|huấn luyện|học tập|học|quán triệt|quy hoạch|luân chuyển|bổ nhiệm|miễn|xóa tên|khai trừ|từ trần|` +
	`đánh giá|xếp loại|phân loại|hỗ trợ|thăm|tặng|trao|ủng hộ|tham gia|tham dự|dự|hiến máu|vay|tuyển|nghỉ|mất việc|thôi việc|tai nạn|đối thoại|tuyên truyền|phổ biến|sinh hoạt|thanh tra)(?: |$)`)

// peopleNames count people as units do, but say which: below "Kết nạp" "Công
// nhân" are some of those admitted.
var peopleNames = words("lao động", "người lao động", "nlđ", "công nhân", "cbcnv")

// peopleParts are names of some of the people in the column or row before, beside
// which "DT" is more likely short for "dân tộc" than for "doanh thu".
var peopleParts = words("nữ", "dự bị", "chính thức", "dân tộc", "dân tộc thiểu số", "dtts", "tôn giáo", "tg", "có đạo", "trẻ")

// mayBePeople reports whether a name beside others is short for some of the
// people these are of.
func mayBePeople(name string, beside []neighbour) bool {
	return plain(name) == "dt" && slices.ContainsFunc(beside, func(other neighbour) bool { return peopleParts[plain(other.name)] })
}

// forgetPeople makes headings unknown that may be short for some of the people
// in the columns beside them.
func forgetPeople(heads []columnHeading) {
	for i := range heads {
		var beside []neighbour
		for _, at := range []int{i - 1, i + 1} {
			if at < 0 || at >= len(heads) || len(heads[at].head.names) != 1 {
				continue
			}
			rest, _ := withoutNumbering(heads[at].head.names[0])
			beside = append(beside, neighbour{rest, heads[at].head.text})
		}
		if h := &heads[i].head; h.known && h.indicator.Group == catalog.Economy && len(h.names) == 1 && mayBePeople(h.names[0], beside) {
			h.known, h.indicator = false, catalog.Indicator{}
		}
	}
}

// otherBodies begin headings of bodies that are none of a table's organisations:
// what these are part of, or have below them.
var otherBodies = regexp.MustCompile(`^(?:(?:của|các|toàn|trong|số liệu|chỉ tiêu) )*(?:ngành(?: \S+)*|tập đoàn|tổng công ty|tct|công ty mẹ|công ty con|đơn vị thành viên|chi nhánh|nhà máy|xí nghiệp|htx|hợp tác xã|hộ kinh doanh|nhà thầu|khối trực tiếp|khối gián tiếp|doanh nghiệp trong \S+|doanh nghiệp thứ cấp|tỉnh|thành phố|huyện|cả nước|toàn quốc|địa phương)$`)

// forgetElsewhere makes headings unknown that stand below the name of such a
// body: "Tập đoàn – Doanh thu".
func forgetElsewhere(heads []columnHeading) {
	for i := range heads {
		for _, h := range []*heading{&heads[i].head, heads[i].spread} {
			if h == nil || !h.known || len(h.names) < 2 {
				continue
			}
			for _, over := range h.names[:len(h.names)-1] {
				if key := plain(over); otherBodies.MatchString(key) && !strings.HasPrefix(key, "ngành nghề") {
					h.alone, h.below = h.indicator, over
					h.indicator, h.known = catalog.Indicator{}, false
					break
				}
			}
		}
	}
}

// isShortOf reports whether a name below others is short for something else
// than what it means alone: "DT" of people is no revenue, and "/lao động" says
// what is divided by.
func isShortOf(name string, above []string) bool {
	if len(above) == 0 {
		return false
	}
	return strings.HasPrefix(name, "/") || plain(name) == "dt" && slices.ContainsFunc(above, func(over string) bool { return ofPeople.MatchString(plain(over)) })
}

var ofPeople = regexp.MustCompile(`(?:^| )(?:đảng viên|đv|lao động|người|cán bộ|cbcnv|công nhân|quần chúng|kết nạp|huy hiệu|nữ|cấp ủy)(?: |$)`)

// doneTo finds the indicator of what is done to the members or organisations
// that the last name names: "Học tập nghị quyết – Chi bộ" is what
// "Chi bộ học tập nghị quyết" is.
func doneTo(names []string, cat *catalog.Catalogue) (catalog.Indicator, bool) {
	last := len(names) - 1
	if last < 1 || !levelName.MatchString(plain(names[last])) {
		return catalog.Indicator{}, false
	}
	return cat.Match(names[last] + " " + names[last-1])
}

// divideObjects looks for headings of what is done to some of several: see
// [heading.dividedBetween].
func divideObjects(heads []columnHeading, cat *catalog.Catalogue) {
	for i := range heads {
		h := &heads[i].head
		if len(h.names) < 2 {
			continue
		}
		last := len(h.names) - 1
		var beside []neighbour
		for _, over := range heads {
			if other := over.head; len(other.names) == last+1 && slices.Equal(other.names[:last], h.names[:last]) {
				beside = append(beside, neighbour{other.names[last], other.text})
			}
		}
		h.dividedBetween(beside, cat)
	}
}

// dividedBetween takes the indicator off a heading below the name of what is
// done, if others beside it are of what is done to others: "Kiểm tra – Tổ chức
// đảng" are all inspections, beside "Kiểm tra – Đảng viên" only some of them.
// Those to whom it is always done are all: "Kết nạp – Đảng viên".
func (h *heading) dividedBetween(others []neighbour, cat *catalog.Catalogue) {
	last := len(h.names) - 1
	if !h.known || last < 1 || !levelName.MatchString(plain(h.names[last])) {
		return
	}
	done, ok := matchNames(h.names[:last], cat)
	if u, counted := cat.UnitOf(h.names[last]); !ok || done.Code != h.indicator.Code || done.Kind != catalog.Flow || counted && u.Code == done.Unit {
		return
	}
	for _, other := range others {
		if key := plain(other.name); key != plain(h.names[last]) && levelName.MatchString(key) {
			h.part, h.beside = h.indicator, other.shown
			h.indicator, h.known = catalog.Indicator{}, false
			return
		}
	}
}
