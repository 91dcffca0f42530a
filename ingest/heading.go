package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// heading is what a heading or a row's name says: effects of the words around
// it, a period, a unit, and what is left, which should name an indicator.
type heading struct {
	text     string   // as written, levels joined by levelMark
	names    []string // what is left of each level, from the top
	effects  effects
	over     effects // of a quotient: what it says of what is divided
	period   string  // the words that name a period, "" for none
	day      moment  // the zero moment for none
	since    int     // the year of "từ đầu năm 2026", 0 for unsaid
	addsUp   bool    // "lũy kế", "từ đầu năm": it says so itself, beside what saysToDate leaves open
	bareYear bool    // "năm", of which the heading does not say more
	unclear  bool    // it may be of two things: "Quý II và 6 tháng", "Thực hiện kế hoạch"

	colon bool // it may be a quotient with a colon: "QI : KH"
	split bool // it is of a plan that may be a part of a year's or all of it: see settlePlanYears

	// spansYears tells that it names several years and not which of them its
	// figures are of: "KH 2021-2025" may be of all of them or of the last.
	spansYears bool

	column bool // it stands over a column, where its last words say what the figures are

	unit      catalog.Unit
	hasUnit   bool
	unitCell  string // where the unit of a row stands
	unitNamed bool   // it stands in the row's name
	changeIn  bool   // the words for a change have that unit themselves: "Chênh lệch (tỷ đồng)"
	months    int64  // of what an average is earned in: 12 of "TNBQ/năm", 0 for unsaid
	oddUnit   string // a bracket that looks like a unit but is none we know
	indicator catalog.Indicator
	known     bool // indicator is set

	// part is the indicator a name would mean if the one beside it, in another
	// row or column, did not name the rest of it: see divided.
	part   catalog.Indicator
	beside string

	// alone is the indicator that the last of the names means where nothing over
	// it speaks of something else: see ofAnother. below is what does, as written.
	alone catalog.Indicator
	below string

	key    string  // of a row's name that the catalogue does not know, or of a measure in a name: what it is remembered by
	mapped Mapping // by which it was understood; the zero mapping for none
}

// levelMark stands between the levels of a heading where it is shown.
const levelMark = " – "

// has reports whether any of the effects is among what the heading says.
func (h heading) has(e effects) bool { return h.effects&e != 0 }

// readHeading understands the levels of a heading, from the top.
func readHeading(levels []string, cat *catalog.Catalogue) heading {
	h := heading{text: strings.Join(levels, levelMark)}
	h.readLevels(levels, cat)
	if h.indicator, h.known = matchNames(h.names, cat); !h.known {
		h.noteOver(levels, cat)
	}
	return h
}

// readLevel takes one level apart: a unit in brackets or behind a comma, words
// with an effect, a period, and the rest.
func (h *heading) readLevel(level string, leaf bool, cat *catalog.Catalogue) {
	if _, ok := cat.Match(level); ok && !leaf {
		h.names = append(h.names, level)
		return
	}
	if level = h.cutDay(level); level == "" {
		return
	}
	level = h.cutQuotient(h.spellAdjusted(withoutParts(withoutReference(level, cat), cat)), cat)
	h.unclear = h.unclear || timeOrColumn.MatchString(catalog.Fold(level))
	above := *h
	h.hasUnit = false
	rest := h.cutRate(h.cutUnit(level, cat), cat)
	own := h.hasUnit
	isPercentage := h.hasUnit && h.unit.Dimension == catalog.DimensionRatio && (!above.hasUnit || above.unit.Dimension != catalog.DimensionRatio)
	if !h.hasUnit {
		h.unit, h.hasUnit = above.unit, above.hasUnit
	}
	if leaf {
		if _, named := matchNames(append(slices.Clone(h.names), rest), cat); !named {
			if u, ok := cat.UnitOf(rest); ok && !peopleNames[plain(rest)] && h.isUnitBelow(u, cat) {
				h.setUnit(u) // "Kiểm tra – Cuộc"
				return
			}
		}
	}
	if _, ok := cat.Match(rest); ok {
		h.names = append(h.names, rest)
		return
	}
	if isPercentage {
		h.effects |= saysPercent // "So với cùng kỳ (%)"
	}
	if h.takeRank(rest, cat) {
		return
	}
	if name := h.cutWords(rest, cat); name != "" {
		h.names = append(h.names, name)
	}
	h.takeAdjusted()
	h.changeIn = h.changeIn || own && h.has(saysGrowth)
}

// statedParts is what a heading may say a ratio is made of: "Học tập NQ (số
// ĐV học/tổng số)", "Số chi bộ học NQ/tổng số chi bộ".
var statedParts = regexp.MustCompile(`(?i)\s*(?:\([^()]*\pL\s*/\s*\pL[^()]*\)|/\s*tổng (?:số )?[^()/]*)$`)

// withoutParts takes that off the name of a ratio. Of anything else such words
// may be part of the name.
func withoutParts(level string, cat *catalog.Catalogue) string {
	at := statedParts.FindStringIndex(level)
	if at == nil {
		return level
	}
	if ind, ok := cat.Match(level[:at[0]]); ok && ind.Kind == catalog.Ratio {
		return level[:at[0]]
	}
	return level
}

// rate is what the name of an average may say it is earned in: "TNBQ/năm",
// "Thu nhập bình quân người/năm". A month needs no saying.
var rate = regexp.MustCompile(`(?:\s*/?\s*(?:đầu )?người)?\s*(?:/|\s(?:một|1)\s)\s*(năm|quý)$`)

// cutRate takes that off.
func (h *heading) cutRate(level string, cat *catalog.Catalogue) string {
	if !strings.ContainsAny(level, "/1mM") { // most do not
		return level
	}
	folded := catalog.Fold(level)
	at := rate.FindStringSubmatchIndex(folded)
	if at == nil {
		return level
	}
	if ind, ok := cat.Match(folded[:at[0]]); !ok || ind.Kind != catalog.Average {
		return level
	}
	h.months = 3
	if folded[at[2]:at[3]] == "năm" {
		h.months = 12
	}
	return folded[:at[0]]
}

// isUnitBelow reports whether a unit that stands as a heading of its own is
// the unit of what stands above it. "Kỷ luật – Tập thể" counts something else
// than "Kỷ luật", so a word for things counted must be the indicator's own.
func (h *heading) isUnitBelow(u catalog.Unit, cat *catalog.Catalogue) bool {
	if u.Dimension == catalog.DimensionRatio {
		return false
	}
	above, known := matchNames(h.names, cat)
	own, _ := cat.Unit(above.Unit)
	return !isCount(u) || known && (u.Code == above.Unit || u.Code == "person" && own.Dimension == u.Dimension)
}

func (h *heading) setUnit(u catalog.Unit) { h.unit, h.hasUnit = u, true }

// cutUnit takes a unit off: "(tỷ đồng)", "[%]", ", tỷ đồng", "ĐVT: người".
// Brackets that hold something else are taken for words of the heading.
func (h *heading) cutUnit(level string, cat *catalog.Catalogue) string {
	rest := level
	for {
		open := strings.LastIndexAny(rest, "([")
		if open < 0 {
			break
		}
		length := strings.IndexAny(rest[open:], ")]")
		if length < 0 {
			break
		}
		inner := strings.TrimSpace(rest[open+1 : open+length])
		without := strings.TrimSpace(rest[:open] + " " + rest[open+length+1:])
		if u, ok := cat.UnitOf(inner); ok {
			h.setUnit(u)
			return oneLine(without)
		}
		if unit, remark, two := strings.Cut(inner, ","); two { // "(tỷ đồng, giá so sánh 2010)"
			if u, ok := cat.UnitOf(unit); ok {
				h.setUnit(u)
				return oneLine(without + " " + remark)
			}
		}
		if !isMeasureOnly(inner) {
			if looksLikeUnit(inner) {
				h.oddUnit = inner
			}
			return level
		}
		rest = without + " " + inner
		rest = strings.NewReplacer("(", " ", ")", " ").Replace(rest)
	}
	if before, unit, _ := cutUnits(rest); before != "" && unit != "" { // "Doanh thu - ĐVT: tỷ đồng"
		if u, ok := cat.UnitOf(unit); ok {
			h.setUnit(u)
			return before
		}
	}
	for _, mark := range []string{",", ";", ":", " - "} {
		i := strings.LastIndex(rest, mark)
		if i <= 0 {
			continue
		}
		if u, ok := cat.UnitOf(rest[i+len(mark):]); ok {
			if _, whole := cat.Match(rest); !whole {
				h.setUnit(u)
				return oneLine(rest[:i])
			}
		}
	}
	return oneLine(rest)
}

// looksLikeUnit reports whether a text speaks of money, where reading it
// wrong would shift every figure by thousands.
func looksLikeUnit(text string) bool {
	for _, w := range strings.Fields(plain(text)) {
		switch w {
		case "đồng", "đ", "usd", "vnd", "vnđ", "tỷ", "triệu", "tr", "nghìn", "ngàn":
			return true
		}
	}
	return false
}

// cutWords takes measure words and a period off both ends of a text until the
// rest names an indicator or nothing more comes off. It returns the rest.
func (h *heading) cutWords(text string, cat *catalog.Catalogue) string {
	list, prices := headingWords(text), []string(nil)
	if h.column {
		list, prices = withoutPrices(list)
	}
	periods, years := 0, map[int]bool{}
	for len(list) > 0 {
		if _, ok := cat.Match(strings.Join(list, " ")); ok {
			break
		}
		var phrase []string
		n, e, isPeriod := leadingPhrase(list)
		if n > 0 {
			phrase, list = list[:n], list[n:]
		} else if n, e, isPeriod = trailingPhrase(list); n > 0 {
			phrase, list = list[len(list)-n:], list[:len(list)-n]
		} else {
			break
		}
		h.effects |= e
		h.bareYear = h.bareYear || e == saysPlan|saysAtFirst && slices.Contains(phrase, "năm") // "KH đầu năm"
		h.addsUp = h.addsUp || e == saysCumulative
		switch {
		case e&(saysOpening|saysYearOpening) != 0:
			h.day = moment{opens: e}
		case isPeriod && phrase[0] == "đến":
			h.day = momentOf(phrase)
			for len(list) > 0 && dayBefore[list[len(list)-1]] { // "Đảng viên có đến 31/12"
				list = list[:len(list)-1]
			}
		case yearEnd[strings.Join(phrase, " ")]:
			h.day = moment{day: 31, month: 12}
		case isPeriod:
			h.addPeriod(periodText(phrase))
			if periods += len(partsOfYears(periodText(phrase))); periods > 1 {
				h.unclear = true
			}
			if p, _, dated, ok := periodOf(periodText(phrase), 0); ok && dated && p.Grain() != catalog.Term {
				years[p.Year()] = true
			}
		case len(phrase) == 1 && phrase[0] == "năm":
			h.bareYear = true
		}
	}
	if len(years) > 0 { // those that a level above names are narrowed
		h.spansYears = len(years) > 1
	}
	return strings.Join(append(list, prices...), " ")
}

// withoutPrices parts the words of a heading from those that name the prices
// its figures are at: "giá so sánh 2010" compares nothing and is of no year.
func withoutPrices(words []string) (rest, prices []string) {
	for i := range words {
		if words[i] != "giá" || i+2 >= len(words) || !priceBases[words[i+1]+" "+words[i+2]] {
			continue
		}
		end := i + 3
		if end+1 < len(words) && words[end] == "năm" && isDigits(words[end+1]) {
			end++
		}
		if end < len(words) && isDigits(words[end]) {
			end++
		}
		return slices.Concat(words[:i], words[end:]), slices.Clone(words[i:end])
	}
	return words, nil
}

var priceBases = map[string]bool{"so sánh": true, "hiện hành": true, "cố định": true, "thực tế": true}

// matchNames finds the indicator that a chain of names means: the whole chain,
// its end if that stands for itself where it stands, or the part that the last
// one names of what stands above it.
func matchNames(names []string, cat *catalog.Catalogue) (catalog.Indicator, bool) {
	for from := range names {
		if isShortOf(names[from], names[:from]) {
			continue
		}
		text := strings.Join(names[from:], " ")
		ind, ok := cat.Match(text)
		if !ok && isDigits(names[len(names)-1]) {
			ind, ok = cat.Match(text + " năm") // "Huy hiệu – 30"
		}
		if ok {
			if standsAlone(text, ind, names[:from], cat) {
				return ind, true
			}
			if done, ok := doneTo(names, cat); ok {
				return done, true
			}
			return ind, false
		}
	}
	if ind, ok := rankIndicator(names, cat); ok {
		return ind, true
	}
	if last := len(names) - 1; last > 0 {
		if whole, ok := matchNames(names[:last], cat); ok {
			return cat.PartNamed(whole, names[last])
		}
	}
	return catalog.Indicator{}, false
}

// borrowed are names that mean an indicator only under a heading with the
// word given: rewarded persons are one thing, disciplined persons another.
var borrowed = map[string]string{"tập thể": "khen", "cá nhân": "khen"}

// standsAlone reports whether a name means the indicator under the names
// above it. Spelt out in full it always does. Otherwise "Lao động – Nữ" must
// not become women Party members: a part counts only under its own total, or
// where no other indicator stands above it.
func standsAlone(text string, ind catalog.Indicator, above []string, cat *catalog.Catalogue) bool {
	key := plain(text)
	if word, ok := borrowed[key]; ok {
		return strings.Contains(plain(strings.Join(above, " ")), word)
	}
	if ofAnother(text, ind, above, cat) {
		return false
	}
	if ind.Part == "" || len(above) == 0 || key == plain(ind.NameVI) {
		return true
	}
	total, known := matchNames(above, cat)
	return !known || total.Code == ind.Part || total.Code == ind.Code || total.Part == ind.Part
}
