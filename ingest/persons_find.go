package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/ingest/catalog"
)

// Vietnamese names of persons, told from those of enterprises, streets and
// schools that are called after persons.

// personName is what a text says of one person.
type personName struct {
	titled  bool // "đ/c" or "đồng chí" stands before it
	certain bool // the words are a person's name, and nothing before them makes them something else's
	whole   bool // the text says nothing but the name, and what the person is
}

// surnames are family names, the usual ones first. Of the later ones most are
// common words or begin names of places as well.
var surnames = words(
	"nguyễn", "trần", "lê", "phạm", "huỳnh", "vũ", "võ", "đặng", "bùi", "ngô", "trịnh", "trương", "đinh",
	"hoàng", "phan", "đỗ", "hồ", "dương", "lý", "đoàn", "lâm", "mai", "tô", "tạ", "cao", "châu", "chu", "đào", "hà", "kiều", "lương",
	"lưu", "mạc", "nghiêm", "ninh", "phùng", "quách", "thái", "thân", "tôn", "tống", "triệu", "từ", "vương", "đậu", "hứa", "khổng", "la",
	"lại", "lục", "mã", "nông", "phí", "thạch", "tăng", "tiêu", "trang", "ung", "văn", "vi", "hoàn", "cù", "diệp", "giang", "âu", "bạch",
)

// usualSurnames begin no names of places: three words after one are a name.
var usualSurnames = words("nguyễn", "trần", "lê", "phạm", "huỳnh", "vũ", "võ", "đặng", "bùi", "ngô", "trịnh", "trương", "đinh", "hoàng")

// plainSurnames are the usual ones where accents were left out.
var plainSurnames = words("nguyen", "tran", "le", "pham", "huynh", "vu", "vo", "dang", "bui", "ngo", "hoang", "phan", "do", "ho", "duong", "dinh")

// remembered are persons after whom streets, schools and campaigns are called.
var remembered = words("hồ chí minh", "nguyễn ái quốc", "nguyễn tất thành", "trần phú", "lê duẩn", "hà huy tập", "lê hồng phong", "nguyễn văn cừ",
	"nguyễn văn linh", "phạm văn đồng", "võ nguyên giáp", "võ văn kiệt", "võ chí công", "võ thị sáu", "tôn đức thắng", "nguyễn thị minh khai",
	"nguyễn văn trỗi", "nguyễn thị định", "nguyễn lương bằng", "nguyễn hữu thọ", "hoàng văn thụ", "hoàng quốc việt", "ngô gia tự", "lý tự trọng",
	"phan đăng lưu", "nguyễn đức cảnh", "nguyễn bỉnh khiêm", "trần hưng đạo", "lê thánh tông", "lê quý đôn", "lê văn tám", "hoàng hoa thám",
	"nguyễn đình chiểu", "nguyễn công trứ", "bùi thị xuân", "trần quốc toản", "trần quang khải", "trần nhật duật", "đinh tiên hoàng", "lê đại hành",
	"lê thái tổ", "ngô thì nhậm", "trần văn ơn", "nguyễn chí thanh", "trần đại nghĩa", "lê thanh nghị", "phạm ngọc thạch", "trần huy liệu", "lê văn lương")

// titles stand before a comrade's name; addressed before anybody's.
var (
	titles    = regexp.MustCompile(`(?:^|[^\pL\pM])(?:đồng chí|dong chi|đ ?[/.] ?c(?:hí)?\.?|đc\.?)\s*:?\s*$`)
	addressed = regexp.MustCompile(`(?:^|[^\pL\pM])(?:đảng viên|quần chúng|ông|bà|anh|chị|cô)\s*:?\s*$`)
)

// ofNames are words that make what follows the name of something else:
// "Công ty Nguyễn Khuyến", "đường Lê Lợi".
var ofNames = words("công", "ty", "tnhh", "mtv", "cp", "ctcp", "dntn", "doanh", "nghiệp", "tư", "nhân", "trường", "thpt", "thcs", "tiểu", "học", "đường", "phố", "ngõ",
	"phường", "xã", "chi", "bộ", "đảng", "cụm", "chợ", "viện", "htx", "tác", "khách", "sạn", "hàng", "viên", "kcn", "khu", "tp", "thành", "tỉnh", "huyện",
	"quận", "máy", "quỹ", "giải", "thưởng", "xí", "tổ", "đội", "phòng", "ban", "trung", "tâm", "thuốc", "tập", "đoàn", "cảng", "cầu", "hầm", "hồ",
	"thôn", "ấp", "khối", "sở", "ngân", "cơ", "số", "lớp", "danh", "hiệu", "anh", "hùng", "gương", "cty", "cn", "nm", "nhà", "bưu", "điện", "tòa", "tháp", "chủ", "tịch")

// initials are a name that is only hinted at: "đ/c N.V.A".
var initials = regexp.MustCompile(`(?i:đồng chí|đ ?[/.] ?c\.?|đảng viên)\s*:?\s*(?:\p{Lu}\s?\.\s?){1,3}\p{Lu}(?:[^\pL]|$)`)

// personsIn returns the persons that a text names.
func personsIn(text string) []personName {
	text = cut(text)
	if !mayNamePerson(text) {
		return nil
	}
	var out []personName
	for from := 0; from < len(text); {
		start, end, ok := nameAt(text, from)
		if !ok {
			break
		}
		out = append(out, readPerson(text, start, end))
		from = end
	}
	return out
}

// mayNamePerson reports whether a word of a text is a family name with a word
// behind it. Of nearly every cell it says no, and it costs little.
func mayNamePerson(text string) bool {
	_, _, ok := nameAt(text, 0)
	return ok
}

// nameAt returns the first run of capitalised words from an offset on that
// begins with a family name.
func nameAt(text string, from int) (start, end int, ok bool) {
	inWord := false
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		begins := letter && !inWord
		inWord = letter
		if i < from || !begins || !familyInitials[r] {
			continue
		}
		word := wordFrom(text[i:])
		if !isSurname(word) {
			continue
		}
		if end := nameEnd(text, i, len(word)); end > 0 {
			return i, end, true
		}
	}
	return 0, 0, false
}

// wordFrom returns the letters at the beginning of a text.
func wordFrom(text string) string {
	if i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }); i >= 0 {
		return text[:i]
	}
	return text
}

// familyInitials are the capitals that family names begin with.
var familyInitials = func() map[rune]bool {
	m := map[rune]bool{}
	for _, set := range []wordSet{surnames, plainSurnames} {
		for name := range set {
			r, _ := utf8.DecodeRuneInString(name)
			m[unicode.ToUpper(r)] = true
		}
	}
	return m
}()

func isSurname(word string) bool {
	const longest = 10 // bytes of one
	if len(word) > longest {
		return false
	}
	folded := catalog.Fold(word)
	return surnames[folded] || plainSurnames[folded]
}

// nameEnd returns where a name ends whose family name has so many bytes, 0
// where no name follows it. At most five words are one.
func nameEnd(text string, start, family int) int {
	end := start + family
	for n := 1; n < 5; n++ {
		rest := strings.TrimLeft(text[end:], " \u00a0")
		if len(rest) == len(text)-end { // no blank between
			break
		}
		word := wordFrom(rest)
		first, _ := utf8.DecodeRuneInString(word)
		if word == "" || !unicode.IsUpper(first) {
			break
		}
		end = len(text) - len(rest) + len(word)
	}
	if end == start+family {
		return 0
	}
	return end
}

// readPerson judges the name that stands from start to end.
func readPerson(text string, start, end int) personName {
	name := strings.Fields(catalog.Fold(text[start:end]))
	before := catalog.Fold(text[:start])
	p := personName{titled: titles.MatchString(before)}
	middle := len(name) >= 3 && (name[1] == "văn" || name[1] == "thị")
	switch {
	case len(name) >= 3 && plainSurnames[name[0]] && !surnames[name[0]]:
		middle = name[1] == "van" || name[1] == "thi"
	case len(name) >= 3 && usualSurnames[name[0]]:
		middle = true
	}
	known := remembered[strings.Join(name, " ")]
	p.titled = p.titled && !known
	p.certain = middle && !known && (p.titled || addressed.MatchString(before) || !namesElse(before))
	rest, _ := withoutNumbering(strings.TrimSpace(text[:start]) + " ")
	p.whole = strings.TrimSpace(rest) == "" && roleBehind.MatchString(catalog.Fold(text[end:]))
	return p
}

// roleBehind is what may follow the name in a list of persons: a year, an
// office, a part of the organisation.
var roleBehind = regexp.MustCompile(`^\s*(?:$|[,;:(–-])`)

// namesElse reports whether the words right before a name say what is called so.
func namesElse(before string) bool {
	phrases := strings.FieldsFunc(before, func(r rune) bool { return strings.ContainsRune(",;:()–\n", r) })
	if len(phrases) == 0 || strings.ContainsAny(before[max(0, len(strings.TrimRight(before, " "))-1):], ",;:()\n") {
		return false
	}
	last := lettersOf(phrases[len(phrases)-1])
	const near = 4
	for _, w := range last[max(0, len(last)-near):] {
		if ofNames[w] {
			return true
		}
	}
	return false
}

// discipline are the words for what is done to members who did wrong.
var discipline = regexp.MustCompile(`khiển trách|cảnh cáo|cách chức|khai trừ|k[ỷỉ] luật|(?:xóa|xoá) tên|vi phạm|sai phạm|đình chỉ sinh hoạt|tham ô|nhận hối lộ|đánh bạc`)

// tellsOfDiscipline reports whether a text says of a person what was done to him.
func tellsOfDiscipline(text string, persons []personName) bool {
	if !discipline.MatchString(catalog.Fold(text)) {
		return false
	}
	for _, p := range persons {
		if p.titled || p.certain {
			return true
		}
	}
	return initials.MatchString(text)
}
