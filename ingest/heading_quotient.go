package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// A heading may divide an outcome by what it is compared with: "TH/KH", "Quý
// I/KH năm", "Lũy kế/cùng kỳ", "Doanh thu/KH". Its figures are neither the one
// nor the other, also without a percent sign. What stands before the stroke says
// which outcome is divided, and nothing of the plan behind it.

// divisor is what an outcome is divided by, behind the stroke. The number of a
// paper, "05/KH-ĐU", is none.
var divisor = regexp.MustCompile(`\s*[/÷\\]\s*((?:(?:th|thực hiện|kết quả|số) )?` +
	`(?:kh|kế hoạch|dự toán|mục tiêu|chỉ tiêu|nq|nghị quyết|cknt|ck|cùng kỳ|năm trước|năm ngoái|kỳ trước|quý trước|tháng trước)` +
	`(?:(?:\d\d)?\d\d)?(?:[^\pL\d-].*|\s*-[^\pL].*)?)$`)

// ofResolutions are divisors that other names may end in: "Học tập chỉ thị/nghị
// quyết".
var ofResolutions = regexp.MustCompile(`^(?:mục tiêu|chỉ tiêu|nq|nghị quyết)(?:[^\pL]|$)`)

// inverted divides what is compared with by the outcome, or names the two; with a
// colon only where nothing else is said.
var inverted = regexp.MustCompile(`^(?:(?:kh|kế hoạch|chỉ tiêu|dự toán|mục tiêu|ck|cùng kỳ|năm trước|kỳ trước)(?:(?:\d\d)?\d\d)?(?: [^/]*)?\s*[/÷\\]\s*(?:th|thực hiện|kết quả|đạt|ước)(?:[^\pL-]|$)|` +
	`(?:kh|kế hoạch|ck|cùng kỳ)\s*:\s*(?:th|thực hiện)$)`)

// outcomeDivided is a quotient whatever its outcome is of: "TH nhiệm vụ/KH".
var outcomeDivided = regexp.MustCompile(`(?:^|[ (])(?:th|thực hiện|kết quả|đạt)(?:\d\d)?(?: [^/]*)?\s*/\s*(?:kh|kế hoạch|ck|cùng kỳ|năm trước|kỳ trước|chỉ tiêu|nq|nghị quyết|dự toán)(?:[^\pL]|$)`)

// yearDivided is one year divided by another: "TH 2024/2023", "Quý I.2024/Quý
// I.2023", "QI/2024/KH2024".
var yearDivided = regexp.MustCompile(`(?:19|20)\d\d\)?\s*[/:]\s*\(?(?:(?:th|thực hiện|ước|kh|kế hoạch|quý|q|tháng|t|năm|\d{1,2}|[ivx]{1,3})[\s./-]*)*(?:19|20)\d\d(?:\D|$)`)

// cutQuotient takes off a level what is divided, and leaves the names in it and
// what it is divided by.
func (h *heading) cutQuotient(level string, cat *catalog.Catalogue) string {
	if !strings.ContainsAny(level, `/÷\:`) { // most do not
		return level
	}
	folded := catalog.Fold(level)
	if _, whole := cat.Match(folded); whole {
		return level
	}
	at := divisor.FindStringSubmatchIndex(folded)
	if at == nil && h.cutColon(folded, cat) {
		return ""
	}
	if at == nil {
		h.unclear = h.unclear || inverted.MatchString(folded)
	} else if over := strings.TrimSpace(folded[:at[0]]); over != "" {
		if rest, ok := h.divide(over, folded[at[2]:at[3]], cat); ok {
			return rest
		}
	}
	if !h.unclear && (outcomeDivided.MatchString(folded) || yearDivided.MatchString(folded)) {
		h.effects |= saysPercent
	}
	return level
}

// divide reads an outcome and what it is divided by. It reports false if they are
// no such, but two names of one thing, "Chỉ tiêu/kế hoạch", or parts of a longer
// name. What may be a quotient or a figure is unclear: "Quý I/KH (tỷ đồng)".
func (h *heading) divide(outcome, by string, cat *catalog.Catalogue) (rest string, ok bool) {
	const planned, earlier = saysPlan | saysTarget, saysSamePeriod | saysYearBefore | beforeEffects
	var over, base heading
	over.readLevel(outcome, false, cat)
	base.readLevel(by, false, cat)
	switch _, known := matchNames(append(append([]string{}, h.names...), over.names...), cat); {
	case len(over.names) > 0 && !known,
		over.has(planned) && base.has(planned) && over.period == "",
		over.has(earlier) && base.has(earlier),
		base.has(saysYearBefore) && over.period != "": // "Quý I/năm trước" is of last year's
		return "", false
	case over.has(planned) && base.has(planned), // "KH quý I/KH năm"
		len(over.names) > 0 && ofResolutions.MatchString(by), // "Kết nạp/chỉ tiêu"
		base.hasUnit && base.unit.Dimension != catalog.DimensionRatio:
		h.unclear = true
		return "", false
	}
	h.over |= over.effects
	if h.effects |= over.effects & (saysGrowth | saysCompared); !h.has(saysGrowth) {
		h.effects |= saysPercent
	}
	return strings.Join(append(over.names, by), " "), true
}

// A colon may divide as well, "TH : KH", but mostly it parts a time from what the
// figures are: "Quý I: Kế hoạch" beside "Quý I: Thực hiện".

// behindColon is a plan or an earlier time behind a colon, and outcomeBefore what
// came of a plan before it: no plan is called so.
var (
	behindColon   = regexp.MustCompile(`^([^:]*[^:\s])\s*:\s*((?:kh|kế hoạch|nq|nghị quyết|ck|cknt|cùng kỳ)(?: [^:]*)?)$`)
	outcomeBefore = regexp.MustCompile(`^(?:th|thực hiện|kết quả|đạt)(?: |$)`)
	outcomeBehind = regexp.MustCompile(`:\s*(?:th|thực hiện|kết quả|ước|đạt)(?: |$)`)
)

// cutColon reads a quotient with a colon, and reports whether it is one. Of what
// may be, it keeps that: see settleColons.
func (h *heading) cutColon(level string, cat *catalog.Catalogue) bool {
	m := behindColon.FindStringSubmatch(level)
	if m == nil {
		return false
	}
	var over, base heading
	over.readLevel(m[1], false, cat)
	base.readLevel(m[2], false, cat)
	switch p, _, _, named := periodOf(over.period, 0); {
	case len(over.names) > 0 || len(base.names) > 0 || over.has(saysPlan|saysTarget|saysSamePeriod|saysPercent|saysCompared|saysGrowth):
	case outcomeBefore.MatchString(m[1]) && base.has(saysPlan|saysTarget):
		h.over |= over.effects
		h.effects |= saysPercent | base.effects
		return true
	case over.period == "" && !over.has(saysCumulative), named && p.Grain() == catalog.Year && base.has(saysPlan):
	default:
		h.colon = true
	}
	return false
}

// planBefore is a plan before a colon.
var planBefore = regexp.MustCompile(`^(?:kh|kế hoạch)\s*:`)

// settleColons leaves open what headings with a colon are of that may divide: they
// do not where another one has an outcome behind its colon. "KH : QI" may, where no
// other heading has a colon.
func settleColons(heads []columnHeading) {
	var alone *heading
	colons := 0
	for i := range heads {
		for _, level := range heads[i].levels {
			if strings.Contains(level, ":") {
				colons++
				if planBefore.MatchString(catalog.Fold(level)) && heads[i].head.period != "" {
					alone = &heads[i].head
				}
			}
		}
	}
	if alone != nil && colons == 1 {
		alone.unclear = true
	}
	if slices.ContainsFunc(heads, func(x columnHeading) bool {
		return slices.ContainsFunc(x.levels, func(level string) bool { return outcomeBehind.MatchString(catalog.Fold(level)) })
	}) {
		return
	}
	for i := range heads {
		if h := &heads[i].head; h.colon {
			h.unclear = true
		}
	}
}
