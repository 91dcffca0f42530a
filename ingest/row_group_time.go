package ingest

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"giaoban/ingest/catalog"
	"giaoban/ingest/sheet"
)

// A row without figures may say of what time the figures of the rows below it
// are, or that they are planned: "II. KẾ HOẠCH QUÝ II", "B. CÙNG KỲ NĂM TRƯỚC".
// They are read as if its words stood over their columns, until the next row
// that is marked like it or ranks above it.

// rowGroup is such a row, or one that ends the group of one.
type rowGroup struct {
	mark    string     // what rows of its rank are marked by: see rankMark
	text    string     // its name
	number  int        // of one marked by a number
	nested  bool       // the rows below one marked by a number begin at 1 anew
	section string     // what it names besides, which rows below it stand under
	time    *groupTime // of the rows below it, nil for nothing said
	body    *groupBody // whose figures they are, nil for the sender's
}

// groupTime is what a row says of the figures below it.
type groupTime struct {
	said heading
	row  int
	at   place
	left bool // they are not taken, which is said
	tell func()
}

// rowGroups are the groups a row is in, from the outermost.
type rowGroups struct{ list []rowGroup }

// time returns what the groups a row is in say of its figures, nil for nothing.
func (s rowGroups) time() *groupTime {
	if len(s.list) == 0 {
		return nil
	}
	return s.list[len(s.list)-1].time
}

// open begins a group, ends those that it does not stand in, and returns the
// one around it and one just like it that it ended.
func (s *rowGroups) open(g rowGroup) (around, ended *rowGroup) {
	if i := slices.IndexFunc(s.list, func(x rowGroup) bool { return x.isWithin(g.mark) }); i >= 0 {
		if x := s.list[i]; x.mark == g.mark {
			ended = &x
		}
		s.list = s.list[:i]
	}
	if n := len(s.list); n > 0 {
		x := s.list[n-1]
		around, g.time, g.body = &x, x.time, x.body
	}
	s.list = append(s.list, g)
	return around, ended
}

// isWithin reports whether a group ends at the next row that heads others and is
// marked so.
func (g rowGroup) isWithin(mark string) bool {
	return g.mark == mark || mark == upperMark && g.mark == plainMark || mark == "1" && strings.HasPrefix(g.mark, "1.")
}

// pass ends the groups that a row of figures stands behind by its number.
func (s *rowGroups) pass(mark string, number int) {
	if mark == "" || mark == upperMark || mark == plainMark {
		return
	}
	for i := range s.list {
		g := &s.list[i]
		if !g.isWithin(mark) && (mark != "1" || g.mark != "a") {
			continue
		}
		g.nested = g.nested || number == 1
		if !g.nested {
			s.list = s.list[:i]
			return
		}
	}
}

// has reports whether a row stands in a group of a mark.
func (s rowGroups) has(mark string) bool {
	return slices.ContainsFunc(s.list, func(g rowGroup) bool { return g.mark == mark })
}

// Marks of groups without a number: by how their names are written.
const (
	upperMark = "upper"
	plainMark = "plain"
)

// rankMark returns what tells the rank of a row: "I", "A", "1", "1.1", "a", and
// of one without a number how it is written; and its number, 0 for no such one.
// It is empty for a dash and other marks of a part.
func rankMark(n rowName) (mark string, number int) {
	text := strings.Trim(strings.TrimSpace(n.mark), "(). /:-–")
	if text == "" {
		text = strings.Trim(strings.TrimSpace(leadingNumber(n.name)), "(). /:-–")
	}
	rest, child := withoutNumbering(n.name)
	switch {
	case isGroupNumber(text):
		return markingOf(text, text), 0
	case text != "" && strings.Trim(text, "0123456789.") == "":
		number, _ = strconv.Atoi(text)
		return "1" + strings.Repeat(".1", strings.Count(text, ".")), number
	case text != "" && len([]rune(text)) == 1 && unicode.IsLower([]rune(text)[0]):
		return "a", 0
	case text != "" || n.mark != "" || rest == "" || child && leadingNumber(n.name) != "":
		return "", 0
	case rest == strings.ToUpper(rest):
		return upperMark, 0
	}
	return plainMark, 0
}

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

// opensGroup reports whether a row of a table of indicators that has no figures
// heads others: it has the number of a group, or stands out and says nothing but
// of what time others are, or that they are planned, or ends such a group.
func (r *tableReader) opensGroup(s rowGroups, n rowName, row, next sheet.Row) bool {
	mark, _ := rankMark(n)
	if n.name == "" || n.filled || mark == "" {
		return false
	}
	if mark == "I" || mark == "A" {
		return true
	}
	rest, _ := withoutNumbering(n.name)
	h, _, empty := r.timeOfGroup(n.name)
	if _, known := r.cat.Match(rest); known || n.unit != "" || (!empty || h.isOutcome()) && !s.has(mark) && !r.headsOther(n.name) {
		return false
	}
	after := strings.Trim(cmp.Or(name(next.At(r.columnOf(numberColumn))), itemNumber(name(next.At(r.table.keyCol)))), "(). ")
	switch mark {
	case upperMark, "1":
		return true
	case plainMark:
		return row.At(r.table.keyCol).Bold || after == "1" || r.grid.mergedBelow(r.table.keyCol, row.Number).LastCol > r.table.keyCol
	}
	return after == "1" || after == "-" || strings.HasPrefix(name(next.At(r.table.keyCol)), "-")
}

// opensGroupOfUnits does so in a table of organisations, where a group may have
// the sums of those below it, and begins the group. Groups of organisations that
// say nothing of time stand in those that do, or end them by their number.
func (r *tableReader) opensGroupOfUnits(s *rowGroups, row, next sheet.Row, text, number string) bool {
	n := rowName{name: text, mark: number, row: row.Number, filled: r.isFilled(row)}
	mark, count := rankMark(n)
	rest, _ := withoutNumbering(text)
	if text == "" || mark == "" || isTotal(plain(rest)) || isTotal(plain(text)) {
		return false
	}
	marked := mark == "I" || mark == "A"
	if n.filled && !marked {
		s.pass(mark, count)
		return false
	}
	h, _, empty := r.timeOfGroup(text)
	_, _, known := r.findOrg(text, rest)
	if known || ofOrganisations.MatchString(plain(rest)) || !empty || len(h.names) > 0 || (h.isOutcome() && !isTimed(h)) || !marked && h.isOutcome() && !s.has(mark) {
		if marked && !known {
			s.open(rowGroup{mark: mark})
		}
		return false
	}
	after := strings.Trim(cmp.Or(name(next.At(r.columnOf(numberColumn))), itemNumber(name(next.At(r.table.keyCol)))), "(). ")
	if !marked && mark != upperMark && after != "1" && !row.At(r.table.keyCol).Bold && r.grid.mergedBelow(r.table.keyCol, row.Number).LastCol <= r.table.keyCol {
		return false
	}
	r.openGroup(s, n, r.grid.place(r.table.keyCol, row.Number))
	return true
}

// ofOrganisations begins the names of groups of organisations that have
// something in common: "Đơn vị hoàn thành kế hoạch".
var ofOrganisations = regexp.MustCompile(`^(?:(?:các|những|nhóm|khối) )?(?:đơn vị|doanh nghiệp|dn|công ty|đảng bộ|chi bộ)(?: |$)`)

// isReported reports whether the rows of a group are of what the report reports.
func (t *groupTime) isReported() bool {
	return t == nil || !t.left && !t.said.has(saysPlan|saysSamePeriod|saysYearBefore)
}

// openGroup begins the group that a row heads and settles of what time it is.
// It reports whether the row names nothing besides.
func (r *tableReader) openGroup(s *rowGroups, n rowName, at place) (only bool) {
	mark, number := rankMark(n)
	h, target, empty := r.timeOfGroup(n.name)
	around, ended := s.open(rowGroup{mark: mark, number: number, text: n.name})
	g := &s.list[len(s.list)-1]
	if around != nil {
		g.section = around.section
	}
	after := false
	if ended != nil {
		rest, _ := withoutNumbering(ended.text)
		after = resultsOfGroup.MatchString(plain(rest))
	}
	g.time = r.settleGroup(g.time, h, target, after, at)
	r.settleBody(g, ended, n.name, h, at)
	if ended != nil && ended.time != nil && g.time == nil && (mark == upperMark || mark == plainMark) && !isTimed(h) {
		r.leaveGroup(g, h, ended.time, at)
	}
	return empty && len(h.names) == 0
}

// enterGroup notes in the outline that rows below one that names nothing stand
// under what the group around it names.
func (r *tableReader) enterGroup(s rowGroups, n rowName, o *outline) {
	section := s.list[len(s.list)-1].section
	r.takeGroupUnit(&heading{}, n, o)
	units := o.units
	*o = outline{section: section, item: section, name: n.name, row: n.row, itemRow: n.row, units: units}
}

// isTimed reports whether a group's name says anything of time or of plans, be
// it of the report's own.
func isTimed(h heading) bool {
	rest, _ := withoutNumbering(h.text)
	return !h.isOutcome() || resultsOfGroup.MatchString(plain(rest))
}

// resultsOfGroup begins the name of a group of what came about.
var resultsOfGroup = regexp.MustCompile(`^(?:tình hình )?(?:kết quả|kq|thực hiện|th|kqth|số liệu)(?: |$)`)

// leaveGroup leaves the rows out that stand below a name like that of a group
// of another time before it, from which no number tells whether they are in that.
func (r *tableReader) leaveGroup(g *rowGroup, h heading, before *groupTime, at place) {
	g.time = &groupTime{said: h, row: at.row, at: at, left: true}
	g.time.tell = func() {
		r.findings.add(Warning, codeGroupAfter, at, Args{"text": h.text, "before": before.said.text, "other": before.at.cell()})
	}
}

// settleGroup decides what a group's figures are by what it says and what the one
// around it does; after tells that one of results stands before it. It returns nil if they are those of the report.
func (r *tableReader) settleGroup(around *groupTime, h heading, target, after bool, at place) *groupTime {
	if around != nil && around.left {
		return around
	}
	t := &groupTime{said: h, row: at.row, at: at}
	args := Args{"text": h.text, "period": r.title.period}
	left := func(c code) *groupTime {
		t.left, t.tell = true, func() { r.findings.add(Warning, c, at, args) }
		return t
	}
	if h.isOutcome() {
		if around != nil && isTimed(h) && around.said.has(saysPlan) {
			return left(codeGroupUnclear)
		}
		return around
	}
	if around != nil {
		whole, ok := around.said.heads(h, r.title)
		if !ok {
			return left(codeGroupUnclear)
		}
		h, t.said = whole, whole
	}
	p, _, _, named := periodOf(h.period, r.title.period.Year())
	own := named && p == r.title.period
	next, planned := r.plannedAhead()
	switch {
	case h.unclear || h.spansYears || h.has(saysPercent|saysCompared):
		return left(codeGroupUnclear)
	case h.has(saysForecast):
		rest, _ := withoutNumbering(h.text)
		if h.period == "" && !aheadOfGroup.MatchString(plain(rest)) { // "Nhiệm vụ trọng tâm"
			return r.askGroup(t, codeGroupPlan, args, MeasurePlan, MeasurePeriodPlan, MeasureActual)
		}
		return left(codeGroupForecast)
	case target && (own || !h.has(saysPlan) && named && p.Contains(r.title.period)):
		if !h.has(saysPlan) && own {
			break // "Chỉ tiêu kinh tế quý I"
		}
		aim := MeasurePlan
		if own {
			aim = MeasurePeriodPlan
		}
		return r.askGroup(t, codeGroupPlan, args, aim, MeasureActual)
	case h.has(saysPlan) && !h.saysWhen():
		switch {
		case planned && after: // "I. Kết quả, II. Kế hoạch", as the title has it
			t.said.period = next.Code()
			return t
		case planned:
			args["next"] = next
			return left(codeGroupNext)
		}
		if g := r.title.period.Grain(); g == catalog.Year || g == catalog.Term {
			return t
		}
		return r.askGroup(t, codeGroupPlan, args, MeasurePlan, MeasurePeriodPlan, MeasureActual)
	}
	if years, ok := r.isYearOfGroup(h); ok {
		return r.askYearOfGroup(t, years, args)
	}
	if p.IsZero() && h.period != "" && !readable(h.period) {
		return left(codeGroupUnclear)
	}
	s, ok := timed(t.said, r.title)
	if !ok && named && p.First().After(r.title.period.Last()) {
		return left(codeGroupLater)
	}
	if !ok {
		return left(codeGroupUnclear)
	}
	if plain, _ := slotOf(heading{}, r.title); s.sameFigure(plain) && s.status == plain.status || t.said.day != (moment{}) && s.period == r.title.period {
		return nil
	}
	return t
}

// plannedAhead returns the later period of which a line above the table says what
// is planned or to be done in it.
func (r *tableReader) plannedAhead() (catalog.Period, bool) {
	for _, line := range r.lines {
		for _, m := range catalog.FindPeriods(line.text) {
			p, ok := m.WithYear(r.title.period.Year())
			if ok && p.First().After(r.title.period.Last()) {
				return p, true
			}
		}
	}
	return catalog.Period{}, false
}

// isYearOfGroup reports whether a group's name says no more of time than a year
// whose same part it may mean: see [tableReader.isYearOfEither].
func (r *tableReader) isYearOfGroup(h heading) (years int, ok bool) {
	reported := r.title.period
	if g := reported.Grain(); g == catalog.Year || g == catalog.Term || h.has(saysPlan|saysSamePeriod|saysEstimate|saysCumulative|beforeEffects) || h.day != (moment{}) || saysWholeYear(h.text) {
		return 0, false
	}
	if h.has(saysYearBefore) && h.period == "" {
		return -1, true
	}
	p, _, _, named := periodOf(h.period, reported.Year())
	return p.Year() - reported.Year(), named && p.Grain() == catalog.Year && p.Year() <= reported.Year()
}

// askYearOfGroup asks of what part of a year the figures of a group are.
func (r *tableReader) askYearOfGroup(t *groupTime, years int, args Args) *groupTime {
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: yearKey(years), Shown: t.said.text,
		Candidates: equally([]string{string(MeasureYearPart), string(MeasureYear)})}
	m, answered := r.confirmed.find(MapMeasure, q.Text)
	whole := m.Target == string(MeasureYear)
	if !answered || whole && years == 0 {
		t.left, t.tell = true, func() { r.findings.ask(Warning, codeGroupYear, t.at, args, q, nil) }
		return t
	}
	r.findings.noteMapping(m, r.vocabulary, t.at)
	if m.Target == Ignore {
		t.left = true
		return t
	}
	p := r.title.period.AddYears(years)
	if whole {
		p, t.said.text = yearOf(p), "cả năm "+t.said.text
	}
	t.said.effects &^= saysYearBefore
	if t.said.period = p.Code(); years == 0 {
		return nil
	}
	return t
}

// askGroup asks what a group's figures are.
func (r *tableReader) askGroup(t *groupTime, c code, args Args, targets ...Measure) *groupTime {
	var list []string
	for _, m := range targets {
		list = append(list, string(m))
	}
	rest, _ := withoutNumbering(t.said.text)
	q := Question{Scope: r.layout(), Kind: MapMeasure, Text: timeless(rest), Shown: t.said.text, Candidates: equally(list)}
	m, answered := r.confirmed.find(MapMeasure, q.Text)
	if !answered {
		t.left, t.tell = true, func() { r.findings.ask(Warning, c, t.at, args, q, nil) }
		return t
	}
	r.findings.noteMapping(m, r.vocabulary, t.at)
	switch m.Target {
	case Ignore:
		t.left = true
		return t
	case string(MeasureActual):
		return nil
	}
	t.said = heading{text: t.said.text, effects: effectOf[Measure(m.Target)]}
	switch Measure(m.Target) {
	case MeasurePlan:
		t.said.period = yearOf(r.title.period).Code()
	case MeasurePeriodPlan:
		t.said.period = r.title.period.Code()
	}
	return t
}

// heads returns what a group and what stands below it, another group, a row or a
// column, say together. It reports false if they contradict each other.
func (h heading) heads(below heading, title caption) (heading, bool) {
	whole := below
	if h.text != below.text {
		whole.text = h.text + levelMark + below.text
	}
	year := title.period.Year()
	p, _, _, upper := periodOf(h.period, year)
	q, _, dated, lower := periodOf(below.period, year)
	const earlier = saysSamePeriod | saysYearBefore
	switch {
	case h.has(saysPlan) && !below.has(saysPlan) && (below.has(earlier|saysCumulative) || lower && (!upper || p != q) || below.effects&statusEffects != 0),
		h.has(earlier) && (below.has(saysPlan) || lower && dated),
		h.unclear || below.unclear || h.spansYears || below.spansYears:
		return whole, false
	}
	whole.effects |= h.effects
	if below.bareYear && below.has(saysPlan) && !lower {
		if upper && p.Grain() != catalog.Year {
			return whole, !h.has(saysPlan) // "KH năm" among the figures of a quarter is the year's all the same
		}
	}
	if !lower {
		whole.period, whole.bareYear = h.period, h.bareYear || below.bareYear
	} else if upper {
		whole.period = h.period
		whole.addPeriod(below.period)
		both, _, _, _ := periodOf(whole.period, year)
		if both == q && p != q && !p.Last().Equal(q.Last()) && !p.Contains(q) {
			return whole, false
		}
	}
	if below.day == (moment{}) {
		whole.day = h.day
	}
	return whole, true
}

// underGroup returns a column of figures, and what a row says of them, as the
// group that the row stands in makes them out. It reports false if their figures
// are not taken, and says so at the first of them.
func (r *tableReader) underGroup(c column, over *groupTime, said *heading, filled bool) (column, *heading, bool) {
	if over == nil {
		return c, said, true
	}
	if over.left {
		if filled && over.tell != nil {
			over.tell()
			over.tell = nil
		}
		return c, said, false
	}
	whole, ok := over.said, true
	if said != nil {
		whole, ok = whole.heads(*said, r.title)
		ok = ok && (!said.isOutcome() || !over.said.has(saysPlan))
	}
	plainly := c.head.effects&^(statusEffects|ownEffects) == 0 && c.head.period == "" && c.head.day == moment{} && !c.head.bareYear
	at := c
	switch {
	case ok && plainly && c.slot.scenario == Actual && said != nil:
		return c, &whole, true
	case ok && plainly && c.slot.scenario == Actual:
		at, ok = r.narrowed(c, &whole)
	case ok:
		at, ok = r.headedBy(c, whole)
	}
	if !ok && filled {
		r.tellGroupColumn(over, c)
	}
	return at, nil, ok
}

// headedBy returns a column that says itself what its figures are as it reads
// below the words of a group.
func (r *tableReader) headedBy(c column, group heading) (column, bool) {
	whole, ok := group.heads(c.head, r.title)
	if !ok {
		return c, false
	}
	if p, _, _, named := periodOf(group.period, r.title.period.Year()); named && p == r.title.period && !group.has(saysPlan|saysSamePeriod) {
		return c, true // whose status is that of its own column
	}
	s, ok := timed(whole, r.title)
	if !ok {
		return c, false
	}
	if !s.sameFigure(c.slot) {
		c.beside = 0
	}
	c.slot = s
	c.head.period, c.head.bareYear, c.head.effects = whole.period, whole.bareYear, whole.effects
	return c, true
}

// hasGroupsOfTime reports whether rows of the table head the figures of parts of
// the report's time.
func (r *tableReader) hasGroupsOfTime() bool {
	for _, row := range r.dataRows() {
		text := name(row.At(r.table.keyCol))
		if text == "" || r.isFilled(row) {
			continue
		}
		h, _, empty := r.timeOfGroup(text)
		if p, _, _, named := periodOf(h.period, r.title.period.Year()); empty && named && p != r.title.period && r.title.period.Contains(p) {
			return true
		}
	}
	return false
}

// tellGroupColumn says once that a group and a column say different things.
func (r *tableReader) tellGroupColumn(over *groupTime, c column) {
	key := [2]int{over.row, c.col}
	if r.groupsTold[key] {
		return
	}
	if r.groupsTold == nil {
		r.groupsTold = map[[2]int]bool{}
	}
	r.groupsTold[key] = true
	r.findings.add(Warning, codeGroupColumn, over.at, Args{"text": over.said.text, "column": sheet.ColName(c.col), "heading": c.head.text, "period": r.title.period})
}
