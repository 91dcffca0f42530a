package catalog

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/shopspring/decimal"
)

// Catalogue is one version of the indicators and units. It is made by [New]
// or [Builtin] and not changed afterwards.
type Catalogue struct {
	Indicators []Indicator // in report order
	Units      []Unit

	byCode    map[string]int // indicators by code
	labels    map[string]int // indicators by folded name or synonym
	spelled   map[string]int // the same without abbreviations; see severalIndicators
	units     map[string]int // units by code
	unitTexts map[string]int // units by folded name or synonym
}

// Indicator returns the indicator with the code.
func (c *Catalogue) Indicator(code string) (Indicator, bool) {
	i, ok := c.byCode[code]
	if !ok {
		return Indicator{}, false
	}
	return c.Indicators[i], true
}

// Unit returns the unit of measure with the code.
func (c *Catalogue) Unit(code string) (Unit, bool) {
	i, ok := c.units[code]
	if !ok {
		return Unit{}, false
	}
	return c.Units[i], true
}

// Match returns the indicator a header or row text names: its Vietnamese or
// English name, its code or one of its synonyms, whatever the spelling,
// punctuation and words abbreviated, but the whole text and nothing more.
// Numbering, units in brackets and "Trong đó:" are the caller's to take off
// first.
func (c *Catalogue) Match(text string) (Indicator, bool) {
	key := labelKey(text)
	i, ok := c.labels[key]
	if !ok {
		i, ok = c.spelled[spelledOut(key)]
		ok = ok && i != severalIndicators
	}
	if !ok {
		return Indicator{}, false
	}
	return c.Indicators[i], true
}

// Parts returns the indicators that are a "trong đó" of the given one, in
// catalogue order. Their sum need not be the whole.
func (c *Catalogue) Parts(code string) []Indicator {
	var parts []Indicator
	for _, ind := range c.Indicators {
		if ind.Part == code && code != "" {
			parts = append(parts, ind)
		}
	}
	return parts
}

// PartNamed returns the part of an indicator that a text names below it, which
// need not repeat what it is a part of: "Tỉnh" below "Nộp ngân sách nhà nước"
// is what was paid to the provincial budget.
func (c *Catalogue) PartNamed(whole Indicator, text string) (Indicator, bool) {
	for _, name := range append([]string{whole.NameVI}, whole.Synonyms...) {
		part, ok := c.Match(name + " " + text)
		for total := part; ok && total.Part != ""; total, ok = c.Indicator(total.Part) {
			if total.Part == whole.Code {
				return part, true
			}
		}
	}
	return Indicator{}, false
}

// EntryError is one thing wrong with one entry handed to [New].
type EntryError struct {
	Unit  bool   // the entry is a unit, not an indicator
	Index int    // its position among the units or indicators given
	Code  string // its code, possibly empty or twice there
	Field string // column name: "code", "unit", "synonyms" …
	Rule  Rule
	Value string // what the field holds, or the part of it that is wrong
	Other string // code of the other entry concerned, or ""
}

// Error describes the entry, the field and the rule, for logs.
func (e *EntryError) Error() string {
	what := "indicator"
	if e.Unit {
		what = "unit"
	}
	text := fmt.Sprintf("%s %q (entry %d): %s: %s", what, e.Code, e.Index+1, e.Field, e.Rule)
	if e.Value != "" {
		text += fmt.Sprintf(" %q", e.Value)
	}
	if e.Other != "" {
		text += fmt.Sprintf(" (see %q)", e.Other)
	}
	return text
}

// New returns the catalogue of the indicators and units, or every reason why
// they do not make one, each an [*EntryError]. It keeps the slices.
func New(indicators []Indicator, units []Unit) (*Catalogue, []error) {
	b := &builder{c: &Catalogue{
		Indicators: indicators,
		Units:      units,
		byCode:     make(map[string]int, len(indicators)),
		labels:     make(map[string]int, 8*len(indicators)),
		spelled:    make(map[string]int, 8*len(indicators)),
		units:      make(map[string]int, len(units)),
		unitTexts:  make(map[string]int, 4*len(units)),
	}}
	for i := range units {
		b.unit(i)
	}
	for i := range indicators {
		b.index(i)
	}
	for i := range indicators {
		b.check(i)
	}
	if len(b.errs) > 0 {
		return nil, b.errs
	}
	return b.c, nil
}

// builder fills a catalogue's indexes and collects what is wrong.
type builder struct {
	c    *Catalogue
	errs []error
}

var snakeCase = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// maxPrecision is the number of decimals the store keeps.
const maxPrecision = 4

func (b *builder) unit(i int) {
	u := b.c.Units[i]
	fail := func(field string, rule Rule, value, other string) {
		b.errs = append(b.errs, &EntryError{Unit: true, Index: i, Code: u.Code, Field: field, Rule: rule, Value: value, Other: other})
	}
	checkCode(b.c.units, u.Code, i, fail)
	for _, required := range []struct{ field, value string }{
		{"name_vi", u.NameVI}, {"name_en", u.NameEN}, {"dimension", u.Dimension},
	} {
		if required.value == "" {
			fail(required.field, RuleMissing, "", "")
		}
	}
	if u.Mul.Sign() <= 0 {
		fail("mul", RuleForm, u.Mul.String(), "")
	}
	if u.Div <= 0 {
		fail("div", RuleForm, fmt.Sprint(u.Div), "")
	}
	for field, text := range namesOf(u.NameVI, u.NameEN, u.Synonyms) {
		if j, taken := claim(b.c.unitTexts, unitKey(text), i); taken {
			fail(field, RuleSharedText, text, b.c.Units[j].Code)
		}
	}
}

func (b *builder) index(i int) {
	ind := b.c.Indicators[i]
	fail := b.failer(i)
	checkCode(b.c.byCode, ind.Code, i, fail)
	if j, taken := claim(b.c.labels, labelKey(ind.Code), i); taken && b.c.Indicators[j].Code != ind.Code {
		fail("code", RuleSharedText, ind.Code, b.c.Indicators[j].Code)
	}
	for field, text := range namesOf(ind.NameVI, ind.NameEN, ind.Synonyms) {
		if j, taken := claim(b.c.labels, labelKey(text), i); taken {
			fail(field, RuleSharedText, text, b.c.Indicators[j].Code)
		}
		b.c.spellOut(text, i)
	}
}

func (b *builder) failer(i int) func(field string, rule Rule, value, other string) {
	return func(field string, rule Rule, value, other string) {
		b.errs = append(b.errs, &EntryError{Index: i, Code: b.c.Indicators[i].Code, Field: field, Rule: rule, Value: value, Other: other})
	}
}

func (b *builder) check(i int) {
	ind := b.c.Indicators[i]
	fail := b.failer(i)
	if ind.NameVI == "" {
		fail("name_vi", RuleMissing, "", "")
	}
	if ind.NameEN == "" {
		fail("name_en", RuleMissing, "", "")
	}
	oneOf(fail, "group", ind.Group, Economy, Labour, Party)
	oneOf(fail, "kind", ind.Kind, Flow, Stock, Average, Ratio)
	oneOf(fail, "sensitivity", ind.Sensitivity, Public, Internal, Restricted)
	if ind.Direction < LessIsBetter || ind.Direction > MoreIsBetter {
		fail("direction", RuleForm, fmt.Sprint(int(ind.Direction)), "")
	}
	if ind.Precision < 0 || ind.Precision > maxPrecision || ind.Integer && ind.Precision != 0 {
		fail("precision", RuleForm, fmt.Sprint(ind.Precision), "")
	}
	unit, ok := b.c.Unit(ind.Unit)
	switch {
	case ind.Unit == "":
		fail("unit", RuleMissing, "", "")
	case !ok:
		fail("unit", RuleUnknown, ind.Unit, "")
	case (unit.Dimension == DimensionRatio) != (ind.Kind == Ratio):
		fail("unit", RuleMismatch, ind.Unit, "")
	}
	b.checkWeight(ind, fail)
	b.checkPart(ind, unit, fail)
	checkBounds(ind, fail)
}

// checkWeight: an average needs a weight that is a stock (workers), because
// the weight of a period is stock × months; nothing else has one.
func (b *builder) checkWeight(ind Indicator, fail func(string, Rule, string, string)) {
	if ind.Kind != Average {
		if ind.Weight != "" {
			fail("weight", RuleUnwanted, ind.Weight, "")
		}
		return
	}
	weight, ok := b.c.Indicator(ind.Weight)
	switch {
	case ind.Weight == "":
		fail("weight", RuleMissing, "", "")
	case !ok:
		fail("weight", RuleUnknown, ind.Weight, "")
	case weight.Kind != Stock:
		fail("weight", RuleMismatch, ind.Weight, weight.Code)
	}
}

// checkPart: a "trong đó" has the kind and dimension of its total, and the
// chain of totals ends.
func (b *builder) checkPart(ind Indicator, unit Unit, fail func(string, Rule, string, string)) {
	if ind.Part == "" {
		return
	}
	whole, ok := b.c.Indicator(ind.Part)
	if !ok {
		fail("part", RuleUnknown, ind.Part, "")
		return
	}
	if wholeUnit, ok := b.c.Unit(whole.Unit); ok && (whole.Kind != ind.Kind || wholeUnit.Dimension != unit.Dimension) {
		fail("part", RuleMismatch, ind.Part, whole.Code)
	}
	for at, steps := whole, 0; at.Part != "" || at.Code == ind.Code; steps++ {
		if at.Code == ind.Code {
			fail("part", RuleCycle, ind.Part, whole.Code)
			return
		}
		if at, ok = b.c.Indicator(at.Part); !ok || steps > len(b.c.Indicators) {
			return // unknown, or a cycle that ind only leads to: reported there
		}
	}
}

func checkBounds(ind Indicator, fail func(string, Rule, string, string)) {
	for _, pair := range []struct {
		field     string
		low, high decimal.NullDecimal
	}{
		{"min", ind.Min, ind.Max},
		{"warn_min", ind.WarnMin, ind.WarnMax},
		{"warn_min", ind.WarnMin, ind.Max},
		{"warn_max", ind.Min, ind.WarnMax},
	} {
		if pair.low.Valid && pair.high.Valid && pair.low.Decimal.GreaterThan(pair.high.Decimal) {
			fail(pair.field, RuleBounds, pair.low.Decimal.String()+" > "+pair.high.Decimal.String(), "")
		}
	}
}

func checkCode(seen map[string]int, code string, i int, fail func(string, Rule, string, string)) {
	if code == "" {
		fail("code", RuleMissing, "", "")
		return
	}
	if !snakeCase.MatchString(code) {
		fail("code", RuleForm, code, "")
	}
	if _, taken := seen[code]; taken {
		fail("code", RuleDuplicate, code, code)
		return
	}
	seen[code] = i
}

func oneOf[T ~string](fail func(string, Rule, string, string), field string, value T, allowed ...T) {
	switch {
	case value == "":
		fail(field, RuleMissing, "", "")
	case !slices.Contains(allowed, value):
		fail(field, RuleUnknown, string(value), "")
	}
}

// namesOf yields every text an entry goes by, with the column it stands in.
func namesOf(nameVI, nameEN string, synonyms []string) func(yield func(field, text string) bool) {
	return func(yield func(field, text string) bool) {
		if !yield("name_vi", nameVI) || !yield("name_en", nameEN) {
			return
		}
		for _, s := range synonyms {
			if !yield("synonyms", s) {
				return
			}
		}
	}
}

// claim records that the text belongs to entry i; taken reports that it
// already belongs to another one, j. Empty texts belong to nobody.
func claim(texts map[string]int, key string, i int) (j int, taken bool) {
	if key == "" {
		return 0, false
	}
	if j, ok := texts[key]; ok {
		return j, j != i
	}
	texts[key] = i
	return i, false
}
