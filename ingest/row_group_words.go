package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// emptyOfGroup are words of a group's name that say nothing of its figures.
var emptyOfGroup = words("tình", "hình", "một", "số", "các", "những", "chủ", "yếu", "trọng", "tâm", "cơ", "bản", "chính", "công", "tác", "về", "chung", "tổng", "hợp", "phần", "nội", "dung", "việc",
	"sản", "xuất", "kinh", "doanh", "tế", "xã", "hội", "sxkd", "hoạt", "động", "đơn", "vị", "doanh", "nghiệp", "công", "ty", "của", "tại", "trong", "toàn", "giải", "pháp")

var (
	outcomeOfGroup = regexp.MustCompile(`(?:^| )(?:th|thực hiện|kết quả|kq|đạt|tiến độ|hoàn thành)(?: (?:các|những|theo|lãnh đạo|chỉ đạo))*(?: (?:kh|kế hoạch|chỉ tiêu|nghị quyết|nq|dự toán|mục tiêu|nhiệm vụ)(?: |$))`)
	aimOfGroup     = regexp.MustCompile(`^(?:kh|kế hoạch|mục tiêu|chỉ tiêu kế hoạch|chỉ tiêu giao|dự toán|phương hướng|dự kiến|định hướng)(?: |$)`)
	targetOfGroup  = regexp.MustCompile(`(?:^| )(?:chỉ tiêu|nghị quyết|nq)(?: |$)`)
	papers         = regexp.MustCompile(`(?:^| )(?:nghị quyết|nq|chỉ thị|kết luận|quy định|nghị định|quyết định|luật|đề án|chương trình|hướng dẫn|kế hoạch số|phong trào)(?: |$)`)
	aheadOfGroup   = regexp.MustCompile(`^(?:phương hướng|dự kiến|dự báo|định hướng|triển vọng)(?: |$)`)
)

// timeOfGroup reads what the name of a group says of its figures. target tells
// that it names what is aimed at, or only that these are indicators; empty, that
// it says nothing else.
func (r *tableReader) timeOfGroup(text string) (h heading, target, empty bool) {
	rest, _ := withoutNumbering(text)
	key := plain(rest)
	list := strings.Fields(rest)
	for len(list) > 1 && emptyOfGroup[plain(list[0])] && !aimOfGroup.MatchString(plain(strings.Join(list, " "))) && !startsPhrase(list) {
		list = list[1:]
	}
	h = measureOf(strings.Join(list, " "), r.cat)
	h.text = text
	empty = !slices.ContainsFunc(strings.Fields(plain(strings.Join(h.names, " "))), func(w string) bool { return !emptyOfGroup[w] })
	target = targetOfGroup.MatchString(key) && !aimOfGroup.MatchString(key)
	outcome := outcomeOfGroup.MatchString(key) && !aheadOfGroup.MatchString(key)
	if headsMovements(key) || bareMovement.MatchString(key) || len(h.names) > 0 && h.day != (moment{}) {
		return heading{text: text, names: h.names}, false, false // see takeTime
	}
	h.takeMention(text)
	h.unclear = h.unclear || h.period != "" && slices.ContainsFunc(strings.Fields(plain(strings.Join(h.names, " "))), isCounted) // "tháng 1, 2, 3", "quý I, II"
	if outcome {
		h.effects &^= saysPlan | saysTarget | saysForecast | saysPercent | saysCompared
		if p, _, _, named := periodOf(h.period, r.title.period.Year()); named && p != r.title.period && (p.Contains(r.title.period) || p.Grain() == catalog.Term) {
			h.period = "" // that of the plan
		}
		h.spansYears, target = false, false
	}
	if p, _, _, named := periodOf(h.period, r.title.period.Year()); !empty && named && !target && (p.Grain() == catalog.Term || p.Grain() == catalog.Year && papers.MatchString(key)) {
		h.period = "" // "Đại hội đảng bộ nhiệm kỳ 2025-2030"
	}
	if target && h.period == "" && !h.bareYear {
		h.effects &^= saysPlan // "Chỉ tiêu kinh tế"
		target = false
	}
	h.effects &^= saysGrowth
	if !empty {
		h.effects &^= saysPercent | saysCompared
		if !aimOfGroup.MatchString(key) {
			h.effects &^= saysPlan
		}
		if !aheadOfGroup.MatchString(key) && h.period == "" {
			h.effects &^= saysForecast // "Nhiệm vụ chính trị"
		}
	}
	return h, target, empty
}

// isCounted reports whether a word is a number, be it a Roman one.
func isCounted(word string) bool { return isDigits(word) || isQuarter(word) }

// startsPhrase reports whether words begin with a measure's of several words, as
// "số liệu".
func startsPhrase(list []string) bool {
	n, _, _ := leadingPhrase(headingWords(strings.Join(list, " ")))
	return n > 1
}

// takeMention takes in a period that stands between the words of a name.
func (h *heading) takeMention(text string) {
	if h.period != "" || h.day != (moment{}) {
		return
	}
	var named []catalog.Mention
	for _, m := range catalog.FindPeriods(text) {
		if m.Date.IsZero() {
			named = append(named, m)
		}
	}
	for i, m := range named {
		h.unclear = h.unclear || i > 0 && text[m.Start:m.End] != text[named[0].Start:named[0].End]
	}
	if len(named) > 0 {
		h.period = text[named[0].Start:named[0].End]
	}
}

// isTimed reports whether a group's name says anything of time or of plans, be
// it of the report's own.
func isTimed(h heading) bool {
	rest, _ := withoutNumbering(h.text)
	return !h.isOutcome() || resultsOfGroup.MatchString(plain(rest))
}

// resultsOfGroup begins the name of a group of what came about.
var resultsOfGroup = regexp.MustCompile(`^(?:tình hình )?(?:kết quả|kq|thực hiện|th|kqth|số liệu)(?: |$)`)
