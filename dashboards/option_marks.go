package dashboards

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"giaoban/ingest/catalog"
	"giaoban/warehouse"
)

// actualMark is the bar of one period: labelled, with its tooltip; a zero is a
// bar without height that says 0, and one that lacks units says how many it has.
func (w words) actualMark(r warehouse.Row, i catalog.Indicator, places int) mark {
	if alone(r) == nil {
		return mark{Tip: w.tip(r, i)}
	}
	m := mark{
		Value: float(*r.Value), Style: actualStyle(r.Status), Tip: w.tip(r, i), Href: w.sourceHref(r),
		Label: label(w.onChart(*r.Value, places), roleInk, 500, r.Value.Sign() < 0),
	}
	if of := part(r); of != "" {
		m.Label.over(of)
	}
	return m
}

// over puts a label above how many of the units its figure is of.
func (l *markLabel) over(units string) {
	l.Formatter = "{v|" + l.Formatter + "}\n{of|" + units + "}"
	l.Rich = map[string]richStyle{
		"v":  {Color: l.Color, FontSize: l.FontSize, FontWeight: l.FontWeight},
		"of": {Color: "@bad", FontSize: l.FontSize, FontWeight: 500},
	}
}

// partialPoint draws a point of a line that lacks units: a diamond, open where
// it is an estimate.
func (m *mark) partialPoint(s catalog.Status) {
	m.Symbol, m.Size, m.Style = "diamond", 10, &markStyle{Color: "@bad-fill", BorderColor: "@bad-fill", BorderWidth: 2, Opacity: 1}
	if s == catalog.Estimate {
		m.Style.Color = roleSurface
	}
}

// partLabel says how many of the units a figure is of, where some are missing:
// in the colour of what must be looked at.
func partLabel(r warehouse.Row) *markLabel {
	return label(part(r), "@bad", 500, r.Value.Sign() < 0)
}

// part is "95/98" for a figure that lacks units, and "" for a whole one.
func part(r warehouse.Row) string {
	if alone(r) == nil || !lacksUnits(r) {
		return ""
	}
	return ofUnits(r.Coverage)
}

// lacksUnits reports whether a figure is of fewer units than owe it.
func lacksUnits(r warehouse.Row) bool {
	return r.Value != nil && r.Source != warehouse.FromOwn && !r.Coverage.Complete()
}

// ofUnits is "95/98".
func ofUnits(c warehouse.Coverage) string {
	return strconv.Itoa(c.Reported) + "/" + strconv.Itoa(c.Expected)
}

// missingMark stands where the value of a period would; nothing where there is
// one. Of a figure since January it says that it is one.
func (w words) missingMark(r warehouse.Row) mark {
	switch {
	case alone(r) != nil:
		return mark{}
	case r.Value != nil:
		m := w.absentMark(unreported)
		m.Label.Formatter = w.say("page.mark.cumulative")
		return m
	}
	return w.absentMark(absenceOf(r))
}

// absentMark is a tick and the word for a missing figure, a dash for one that
// does not apply, a point for one that is not due.
func (w words) absentMark(a absence) mark {
	switch a {
	case notApplicable:
		return mark{Value: 0, Symbol: "rect", Size: []float64{10, 1.5}, Offset: []float64{0, -8}, Style: &markStyle{Color: roleLine, Opacity: 1}}
	case notDue:
		return mark{Value: 0, Symbol: "circle", Size: 3, Offset: []float64{0, -8}, Style: &markStyle{Color: roleLine, Opacity: 1}}
	}
	return mark{
		Value: 0, Symbol: "rect", Size: []float64{1.5, 12}, Offset: []float64{0, -6}, Style: &markStyle{Color: roleInk2, Opacity: 1},
		Label: label(w.briefly(unreported), roleInk3, 400, false),
	}
}

// wordsAbove is the room above a drawing, in pixels: more than it has where the
// words of missing figures, which stand on zero, would reach over its edge.
func wordsAbove(room int, lowest, highest float64, missing []mark) int {
	const words = 34 // a tick and a line of type above it
	if highest*4 > -lowest || !slices.ContainsFunc(missing, func(m mark) bool { return m.Label != nil }) {
		return room
	}
	return max(room, words)
}

// pin is the change above a period: circle for good, diamond for bad, words
// where there is nothing to compare.
func (w words) pin(r warehouse.Row, i catalog.Indicator, last bool) (stem, head mark, pinned bool) {
	c := w.change(r, i)
	pct, text := w.pinHeight(r, i, c)
	if pct == nil {
		if alone(r) == nil {
			return mark{}, mark{}, false
		}
		return mark{}, mark{
			Value: 0, Symbol: "rect", Size: 1, Style: &markStyle{Color: roleNone},
			Label: label(w.say("page.mark.not_comparable"), roleInk3, 400, false),
		}, false
	}
	role, symbol, size := "@ink-3", "circle", 9
	color := "@ink-2"
	switch c.Tone {
	case good:
		role, color = "@good-fill", "@good"
	case bad:
		role, color, symbol, size = "@bad-fill", "@bad", "diamond", 12
	}
	weight := 400
	if last {
		weight = 600
	}
	height := float(*pct)
	return mark{Value: height, Style: &markStyle{Color: role}},
		mark{
			Value: height, Symbol: symbol, Size: size, Style: &markStyle{Color: role, Opacity: 1},
			Label: label(text, color, weight, height < 0),
		}, true
}

// pinHeight is the change that a pin shows, in per cent or, of a ratio, in
// points, with its label; nil when there is none.
func (w words) pinHeight(r warehouse.Row, i catalog.Indicator, c *change) (*decimal.Decimal, string) {
	if c == nil || c.Tone == none || alone(r) == nil {
		return nil, ""
	}
	height := changed(r, i)
	if height == nil {
		return nil, ""
	}
	text := w.signed(*height)
	if i.Kind == catalog.Ratio {
		text = w.points(*height)
	}
	if c.Units > 0 {
		text = w.say("page.mark.like", "change", text, "units", c.Units)
	}
	return height, text
}

// sayOnce keeps of a run of silent periods only the middle one's words: said
// once, they are read once.
func sayOnce(heads []mark, silent func(mark) bool) {
	for from := 0; from < len(heads); from++ {
		to := from
		for to < len(heads) && silent(heads[to]) {
			to++
		}
		for n := from; n < to; n++ {
			if n != (from+to-1)/2 {
				heads[n].Label = nil
			}
		}
		from = max(from, to-1)
	}
}

// wordsAcross is how many short words fit side by side under the lines of a
// chart on a phone.
const wordsAcross = 6

// sayApart keeps the first of the words that are less than so many periods
// apart: they would be printed over each other.
func sayApart(marks []mark, apart int) {
	last := -1
	for n := range marks {
		switch {
		case marks[n].Label == nil:
		case last >= 0 && n-last < apart:
			marks[n].Label = nil
		default:
			last = n
		}
	}
}

// baseMark is the bar of the same period of the year before, behind that of the
// period; it draws nothing where there is none.
func (w words) baseMark(r warehouse.Row, i catalog.Indicator) mark {
	b := base(r)
	if b == nil {
		return mark{}
	}
	return mark{Value: float(*b), Style: previousStyle, Own: w.baseTip(r, i), Href: w.baseHref(r, r.Yoy)}
}

// baseTip is what is said of the base of a comparison when it is walked to.
func (w words) baseTip(r warehouse.Row, i catalog.Indicator) []string {
	d := r.Yoy
	value := w.amount(*d.BaseValue, i, i.Precision)
	if s := w.status(d.BaseStatus); s != "" {
		value += " · " + w.inside(s)
	}
	lines := []string{capital(w.span(d.BasePeriod, r.Basis)), value}
	if r.Source != warehouse.FromOwn && d.BaseCoverage.Expected > 0 {
		lines = append(lines, w.coverage(d.BaseCoverage))
	}
	return lines
}

// tip is what a tap on a period says, line by line.
func (w words) tip(r warehouse.Row, i catalog.Indicator) []string {
	lines := []string{capital(w.span(r.Period, r.Basis))}
	switch {
	case r.Value != nil:
		value := w.amount(*r.Value, i, i.Precision)
		if s := w.status(r.Status); s != "" {
			value += " · " + w.inside(s)
		}
		lines = append(lines, value)
	default:
		lines = append(lines, w.absentOf(r))
	}
	if c := w.change(r, i); c != nil && r.Value != nil {
		lines = append(lines, c.Text)
		if c.Note != "" {
			lines = append(lines, c.Note)
		}
	}
	if r.Source != warehouse.FromOwn && r.Coverage.Expected > 0 {
		lines = append(lines, w.coverage(r.Coverage))
	}
	return lines
}

// tipLetters is how long a line of a tooltip may be, for it to fit a phone.
const tipLetters = 40

// wrapped breaks a text into the lines of a tooltip.
func wrapped(text string) []string {
	var lines []string
	for _, word := range strings.Split(text, " ") {
		if last := len(lines) - 1; last >= 0 && utf8.RuneCountInString(lines[last]+word) < tipLetters {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}
