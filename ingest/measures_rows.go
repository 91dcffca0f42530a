package ingest

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
)

// Not only columns but rows, too, may be of plans: "Doanh thu KH" beside
// "Doanh thu TH", or "KH" alone below an indicator.

// planWords say of a row's name that its figures are planned. "Chỉ tiêu doanh
// thu" may as well mean that revenue is an indicator.
var planWords = regexp.MustCompile(`(?:^| )(?:kh|kế hoạch)(?: |$)`)

// takePlan takes what a row's name says of plans off it and returns that as
// the row's measure, nil where it says nothing else than a name.
func (h *heading) takePlan() *heading {
	const own = saysPlan | statusEffects | ownEffects
	if !h.known || !h.has(saysPlan) || h.has(^own) || h.unclear || h.spansYears || !planWords.MatchString(plain(h.text)) {
		return nil
	}
	said := &heading{text: h.text, key: "kh", effects: h.effects & own, period: h.period, day: h.day, bareYear: h.bareYear}
	h.effects, h.period, h.day, h.bareYear = saysNothing, "", moment{}, false
	return said
}

// timesOfRows are the effects of words that name a time besides the report's.
const timesOfRows = saysSamePeriod | saysYearBefore | saysCumulative | saysToDate | statusEffects | ownEffects

// takeTime takes what a row's name says of another time than the report's off
// it, as [heading.takePlan] does: "Doanh thu cùng kỳ", "Nộp ngân sách quý
// III/2025", "Đảng viên đến 31/12/2025".
func (r *tableReader) takeTime(h *heading) *heading {
	may := timesOfRows
	if h.indicator.Kind == catalog.Stock {
		may |= saysOpening | saysYearOpening // "Đảng viên đầu kỳ"
	}
	if !h.known || h.has(^may) || h.unclear || h.spansYears || h.bareYear && h.period == "" {
		return nil
	}
	if p, _, dated, named := periodOf(h.period, r.title.period.Year()); h.indicator.Kind == catalog.Stock && h.has(saysToDate) && named && dated && p.Grain() == catalog.Year && p != r.title.period {
		h.day, h.period = moment{day: 31, month: 12, year: p.Year()}, "" // "Đảng viên đến cuối năm 2025"
		h.effects &^= saysCumulative | saysToDate
	}
	day, exists := h.day.date(r.title.period)
	last := r.title.period.Last()
	otherDay := h.day != (moment{}) && (!exists || day.Year() != last.Year() || day.Month() != last.Month())
	if !otherDay && !h.has(saysSamePeriod|saysYearBefore) && r.sameTime(*h) {
		return nil
	}
	said := &heading{text: h.text, effects: h.effects, period: h.period, day: h.day, bareYear: h.bareYear}
	h.effects, h.period, h.day, h.bareYear = saysNothing, "", moment{}, false
	return said
}

// partEffects are what the name of a row says of its figures that holds for its
// parts, too: a part of what has added up has added up.
const partEffects = saysCumulative | saysToDate | saysAlone | statusEffects

// saidOfPart returns what is said of the figures of a part's row that says
// nothing of them itself, nil for nothing: below "Đảng viên đầu kỳ" the women
// are those at the beginning. Below rows of measures a part is that of the last
// of them, if it is marked otherwise than they are: "+ Nữ" behind "- Đầu kỳ".
func (o outline) saidOfPart(n rowName, h *heading) *heading {
	if h.effects != saysNothing || h.period != "" || h.day != (moment{}) {
		return nil
	}
	h.effects = o.itemEffects
	rest := catalog.Fold(n.name)
	rest = rest[len(leadingNumber(rest)):]
	if o.aboveSaid != nil && (partWords.MatchString(rest) || markKind(n) != o.aboveMark) {
		return o.aboveSaid
	}
	return o.itemSaid
}

// markKind tells apart how rows are marked: by a number, a letter, or which sign.
func markKind(n rowName) string {
	mark := []rune(strings.Trim(cmp.Or(n.mark, strings.TrimSpace(leadingNumber(n.name))), "( "))
	switch {
	case len(mark) == 0:
		return ""
	case unicode.IsDigit(mark[0]):
		return "1"
	case unicode.IsLetter(mark[0]):
		return "a"
	}
	return string(mark[:1])
}

// setItem makes a row without a name of its own the item whose parts may follow.
func (o *outline) setItem(h heading, n rowName, said *heading) {
	o.name, o.row, o.item, o.itemRow = n.name, n.row, h.text, n.row
	o.itemParent = parent{name: h.text, indicator: h.indicator, known: h.known}
	o.dash, o.dashRow, o.dashParent, o.plus, o.open, o.within = "", 0, parent{}, false, false, false
	o.itemSaid, o.itemEffects = said, saysNothing
}

// whose returns the row that a measure below a filled part belongs to: "KH"
// may be of the part or of its whole, and that is asked.
func (r *tableReader) whose(said *heading, o outline, known map[int]indicatorRow, at place) (x indicatorRow, asked bool) {
	part, isPart := known[o.dashRow]
	whole, isWhole := known[o.itemRow]
	if !isPart || !isWhole {
		return indicatorRow{}, false
	}
	names := []string{part.head.indicator.Code, whole.head.indicator.Code}
	q := Question{Scope: r.layout(), Kind: MapHeading, Text: plain(strings.Join([]string{o.item, o.dash, said.text}, " ")), Shown: said.text, Candidates: equally(names)}
	m, ok := r.confirmed.findOwn(MapHeading, q.Text)
	switch i := slices.Index(names, m.Target); {
	case ok && m.Target == Ignore:
		r.findings.noteMapping(m, r.vocabulary, at)
	case ok && i >= 0:
		r.findings.noteMapping(m, r.vocabulary, at)
		return []indicatorRow{part, whole}[i], false
	default:
		r.findings.ask(Warning, codeMeasureWhose, at, Args{"name": said.text, "part": named(part.head.indicator), "whole": named(whole.head.indicator)}, q, nil)
	}
	return indicatorRow{}, true
}

// named names an indicator in a sentence.
func named(ind catalog.Indicator) wording { return wording{ind.NameVI, ind.NameEN} }
