package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// Words for a plan stand in headings that speak of something else too:
// "Chỉ tiêu kinh tế" over revenue and profit, "Học tập nghị quyết" over those
// who studied, "Kết quả thực hiện kế hoạch" over what came of it.

// outcomeOfPlan is an outcome that names its plan.
var outcomeOfPlan = regexp.MustCompile(`(?:^| )(?:th|thực hiện|kết quả|kq|đạt|đạt được|tiến độ)(?: (?:các|những|theo|được))? (?:kh|kế hoạch|chỉ tiêu|nghị quyết|nq|dự toán|mục tiêu)(?: |$)`)

// resolvedFor is what a resolution sets for a time, also over the names of what it
// is set for. "Chỉ tiêu năm 2024" over them may be those the year is reported by.
var resolvedFor = regexp.MustCompile(`^(?:chỉ tiêu )?(?:nghị quyết|nq) (?:(?:cả )?năm|quý|tháng|\d)`)

// readLevels reads the levels of a heading, or the words of a row, from the top.
func (h *heading) readLevels(levels []string, cat *catalog.Catalogue) {
	h.column = true
	for i, level := range levels {
		last := i == len(levels)-1
		before, names, over, yearOver := h.effects, len(h.names), h.period, h.bareYear
		h.bareYear = false
		h.readLevel(level, last && i > 0, cat)
		ofYear := h.bareYear && h.period == over && over != ""
		h.bareYear = h.bareYear || yearOver
		gained := h.effects &^ before
		if gained&saysTarget != 0 {
			h.effects &^= saysTarget
			if h.isTarget(names, last, cat) && (last || resolvedFor.MatchString(plain(level)) || saysNoMore(levels[i+1:], cat)) {
				h.effects |= saysPlan
			}
		}
		if ofYear && gained&(saysPlan|saysTarget) != 0 && gained&saysAtFirst == 0 && h.has(saysPlan) && !h.has(saysPercent|saysCompared|saysGrowth) {
			h.period = wholeYearOf(over)
		}
		if gained&(saysPlan|saysTarget) == 0 || h.has(saysPercent|saysCompared|saysGrowth) || !outcomeOfPlan.MatchString(plain(level)) {
			continue
		}
		h.effects &^= saysPlan &^ before
		h.unclear = h.unclear || last // what came of it, or how much of it
	}
}

// wholeYearOf names the year that a period lies in. "KH năm" below "Quý II" is the
// year's plan all the same, "KH năm" over "Quý II" what of it falls to the quarter.
func wholeYearOf(period string) string {
	if p, _, dated, ok := periodOf(period, 0); ok && dated {
		return yearOf(p).Code()
	}
	return "cả năm"
}

// planWithYear is a plan that names a year, and outcomeWithYear what came of one.
var (
	planWithYear    = regexp.MustCompile(`^(?:kh|kế hoạch|chỉ tiêu|dự toán|mục tiêu|nq|nghị quyết)(?: (?:được )?giao)?(?: năm)? (?:19|20)\d\d$`)
	outcomeWithYear = regexp.MustCompile(`^(?:ước )?(?:th|thực hiện|kết quả|đạt)?(?: ?năm)? ?(?:19|20)\d\d$`)
)

// settlePlanYears leaves open of what time a plan is that names a year below a part
// of one: "Quý II – KH năm 2024" is the quarter's beside "TH năm 2024", and else
// may be all of the year's.
func settlePlanYears(heads []columnHeading) {
	leaf := func(x columnHeading) (group, text string) {
		last := len(x.levels) - 1
		return strings.Join(x.levels[:max(last, 0)], "\n"), plain(x.levels[max(last, 0)])
	}
	for i := range heads {
		x := &heads[i]
		if len(x.levels) < 2 || !x.head.has(saysPlan) {
			continue
		}
		group, text := leaf(*x)
		p, _, _, named := periodOf(x.head.period, 0)
		if !named || p.Grain() >= catalog.Year || !planWithYear.MatchString(text) {
			continue
		}
		if !slices.ContainsFunc(heads, func(other columnHeading) bool {
			if len(other.levels) < 2 {
				return false
			}
			same, said := leaf(other)
			return same == group && outcomeWithYear.MatchString(said)
		}) {
			x.head.split = true
		}
	}
}

// isTarget reports whether a level with a word like "chỉ tiêu" is of a target:
// it says nothing else, or names what the target is of.
func (h *heading) isTarget(names int, last bool, cat *catalog.Catalogue) bool {
	if len(h.names) == names {
		return true
	}
	_, known := matchNames(h.names[names:], cat)
	return known && last
}

// saysNoMore reports whether the levels below another only say of what time
// it is.
func saysNoMore(levels []string, cat *catalog.Catalogue) bool {
	for _, level := range levels {
		var below heading
		below.readLevel(level, true, cat)
		if len(below.names) > 0 || below.period == "" && below.effects&ownEffects == 0 && !below.bareYear {
			return false
		}
	}
	return true
}

// oldOrNew is a plan that was replaced, or the one that replaced it: "KH năm
// 2026 (mới)". "KH năm mới" is of a year.
var oldOrNew = regexp.MustCompile(`(?i)((?:^|\s)(?:kh|kế hoạch|dự toán|được giao|giao|(?:19|20)\d\d)[\s(–-]+)(mới|cũ)([\s)]*(?:\(.*)?)$`)

// spellAdjusted writes "mới" and "cũ" of plans as what was adjusted and what was
// before.
func (h *heading) spellAdjusted(level string) string {
	word := map[string]string{"mới": "điều chỉnh", "cũ": "ban đầu"}
	if alone := word[plain(level)]; alone != "" && h.has(saysPlan) {
		return alone
	}
	m := oldOrNew.FindStringSubmatch(level)
	if m == nil || !h.has(saysPlan) && !planWords.MatchString(plain(level)) {
		return level
	}
	return strings.TrimSuffix(level, m[0]) + m[1] + word[strings.ToLower(m[2])] + m[3]
}

// takeAdjusted takes in what a level says of plans that were changed. Of
// anything else the words may mean much: they stay a name.
func (h *heading) takeAdjusted() {
	if h.has(saysAdded) && !h.has(saysPlan|saysTarget) {
		h.names = append(h.names, "bổ sung")
		h.effects &^= saysAdded
	}
	switch {
	case !h.has(saysAdjusted | saysAtFirst):
		return
	case !h.has(saysPlan | saysTarget):
		h.names = append(h.names, "điều chỉnh")
	case h.has(saysAdjusted):
		h.effects |= saysCorrected
	}
	h.effects &^= saysAdjusted | saysAtFirst
}
