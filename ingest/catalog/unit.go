package catalog

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Unit is a unit of measure. Values are stored in the base unit of their
// dimension (đồng, US dollar, person, piece …) so that every written unit
// converts exactly; Mul/Div tell how many base units one unit is.
//
// A percentage has dimension "ratio" and is 1/100 of its base unit: its facts
// are numerator and denominator, and 100 only appears when it is shown.
type Unit struct {
	Code      string // "billion_vnd"
	NameVI    string // "tỷ đồng", also what the API writes
	NameEN    string // "billion VND"
	ShortVI   string // "tỷ", on axes and beside figures
	ShortEN   string // "bn"
	Dimension string // "vnd", "usd", "vnd_per_person_month", "person", "ratio", …
	Mul       decimal.Decimal
	Div       int64    // 1 but for "per year" (12), "per quarter" (3) and % (100)
	Synonyms  []string // "đ", "tr.đ", "US$" …
}

// Dimensions that rules elsewhere depend on. Others are data.
const (
	DimensionRatio  = "ratio"
	DimensionVND    = "vnd"
	DimensionIncome = "vnd_per_person_month"

	DimensionPerPerson = "vnd_per_person" // of a time that is not said

	DimensionOrganisation = "organisation" // of Party bodies, units, clusters
)

// quotientPlaces bounds the digits kept of a quotient that does not end, as
// when a yearly income is divided by 12: far below a đồng.
const quotientPlaces = 16

// ToBase converts a value in u to base units of its dimension. It is exact
// unless the division by Div does not end; then it is rounded half away from
// zero at the 16th decimal.
func (u Unit) ToBase(value decimal.Decimal) decimal.Decimal {
	return divide(value.Mul(u.Mul), decimal.NewFromInt(u.Div))
}

// FromBase converts a value in base units to u, with the exactness of [Unit.ToBase].
func (u Unit) FromBase(value decimal.Decimal) decimal.Decimal {
	return divide(value.Mul(decimal.NewFromInt(u.Div)), u.Mul)
}

// Convert converts a value between two units of one dimension, with the
// exactness of [Unit.ToBase]. Units of different dimensions are an error.
func Convert(value decimal.Decimal, from, to Unit) (decimal.Decimal, error) {
	if from.Dimension != to.Dimension {
		return decimal.Decimal{}, fmt.Errorf("cannot convert %s to %s: one is %s, the other %s",
			from.NameVI, to.NameVI, from.Dimension, to.Dimension)
	}
	return divide(
		value.Mul(from.Mul).Mul(decimal.NewFromInt(to.Div)),
		to.Mul.Mul(decimal.NewFromInt(from.Div))), nil
}

// divide returns a/b with every digit if the quotient ends within a few more
// digits than a and b have, else rounded at quotientPlaces.
func divide(a, b decimal.Decimal) decimal.Decimal {
	digits := int32(b.NumDigits()) + max(0, -a.Exponent()) + max(0, b.Exponent()) + 4
	if q := a.DivRound(b, digits); q.Mul(b).Equal(a) {
		return q
	}
	return a.DivRound(b, quotientPlaces)
}

// unitLabels lead to a unit, the longer of two that begin alike first.
var unitLabels = []string{"đơn vị tính là", "đơn vị tính", "đơn vị", "đv tính", "đvt", "đ.v.t", "đv", "tính bằng", "tính theo"}

// raisedDigits are signs of notes.
const raisedDigits = "¹²³⁴⁵⁶⁷⁸⁹"

// withoutNote takes the sign of a note off a folded unit: "tỷ đồng (1)",
// "triệu đồng*". A plain digit without brackets is none.
func withoutNote(key string) string {
	if open := strings.LastIndexByte(key, '('); open > 0 && strings.HasSuffix(key, ")") {
		sign := key[open+1 : len(key)-1]
		if strings.Trim(sign, "*"+raisedDigits) == "" || len(sign) == 1 && sign[0] >= '1' && sign[0] <= '9' {
			key = key[:open]
		}
	}
	if bare := strings.TrimRight(key, " *"+raisedDigits); bare != "" {
		return bare
	}
	return key
}

// unitKey is the key of a written unit: folded, without spaces, marks,
// brackets, the label "ĐVT:" and the sign of a note.
func unitKey(text string) string {
	key := withoutNote(Fold(text))
	key = strings.Trim(key, "()[]{}:;,. ")
	for _, label := range unitLabels {
		if rest, ok := strings.CutPrefix(key, label); ok {
			if unit := strings.TrimLeft(rest, " :."); unit != "" && unit != rest {
				key = unit
			}
			break
		}
	}
	key = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .,()[]{}", r) {
			return -1
		}
		return r
	}, key)
	money, per, _ := strings.Cut(key, "/")
	for _, name := range dongNames {
		if scale, ok := strings.CutSuffix(money, name); ok {
			return strings.TrimSuffix(strings.TrimSuffix(scale, "đồng")+"đồng/"+per, "/")
		}
	}
	return key
}

// dongNames are the ways to write the end of "triệu đồng", as keys.
var dongNames = []string{"đồngviệtnam", "đồngvn", "vnđ", "vnd"}

// perWords are the ways to write the later parts of "triệu đồng/người/tháng".
var perWords = map[string]string{
	"ng": "người", "lđ": "người", "laođộng": "người", "nlđ": "người", "ngườilaođộng": "người",
	"cn": "người", "côngnhân": "người", "đầungười": "người", "1người": "người", "person": "người",
	"th": "tháng", "t": "tháng", "1tháng": "tháng", "month": "tháng",
	"q": "quý", "quarter": "quý", "n": "năm", "year": "năm",
}

// UnitOf returns the unit a text stands for: a name, a short form or an
// abbreviation in any spelling, with or without brackets and "ĐVT:" around it
// ("Tr.đ", "(tỉ đồng)", "trđ/ng/th"). Things that are counted may be counted by
// any number: "chục dự án" is the unit counted, as much larger than that of its
// code, where the catalogue has none. It reports false for an unknown text.
func (c *Catalogue) UnitOf(text string) (Unit, bool) {
	key := unitKey(text)
	if i, ok := c.unitTexts[key]; ok {
		return c.Units[i], true
	}
	// A unit per something is read part by part, so that no list has to hold
	// every combination of abbreviations.
	parts := strings.Split(key, "/")
	head, ok := c.unitTexts[parts[0]]
	if len(parts) == 1 || !ok {
		return c.scaled(key)
	}
	parts[0] = unitKey(c.Units[head].NameVI)
	for i, part := range parts[1:] {
		if word, ok := perWords[part]; ok {
			parts[i+1] = word
		}
	}
	if len(parts) == 3 && parts[2] == "người" {
		parts[1], parts[2] = parts[2], parts[1] // "triệu đồng/tháng/người"
	}
	i, ok := c.unitTexts[strings.Join(parts, "/")]
	if !ok {
		return c.scaled(key)
	}
	return c.Units[i], true
}

// scales are the numbers by which things are counted, by the words for them.
var scales = []struct {
	word   string
	factor int64
}{
	{"chục", 10}, {"trăm", 100}, {"nghìn", 1e3}, {"ngàn", 1e3}, {"vạn", 1e4}, {"triệu", 1e6}, {"tỷ", 1e9},
	{"hundred", 100}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9},
}

// minScale is the smallest number in figures that is a scale: "Kết nạp (10 đảng
// viên)" names how many there are.
const minScale = 1000

// cutScale parts the key of a unit into the number by which it counts and what it
// counts; factor is 1 where it names no number.
func cutScale(key string) (factor int64, rest string) {
	for _, s := range scales {
		if rest, ok := strings.CutPrefix(key, s.word); ok {
			return s.factor, rest
		}
	}
	zeros := strings.TrimPrefix(key, "1")
	rest = strings.TrimLeft(zeros, "0")
	if n := len(zeros) - len(rest); len(zeros) < len(key) && n > 0 && n < 10 && rest != "" {
		for factor = 1; n > 0; n-- {
			factor *= 10
		}
		return factor, rest
	}
	return 1, key
}

// scaled returns the unit of things that are counted by a number.
func (c *Catalogue) scaled(key string) (Unit, bool) {
	factor, rest := int64(1), key
	for range 2 { // "trăm nghìn lượt"
		f, next := cutScale(rest)
		if f > 1 && key[0] == '1' && f < minScale {
			return Unit{}, false
		}
		factor, rest = factor*f, next
		i, ok := c.unitTexts[rest]
		if !ok || factor == 1 {
			continue
		}
		u := c.Units[i]
		if !u.Counts() {
			return Unit{}, false
		}
		u.Mul = u.Mul.Mul(decimal.NewFromInt(factor))
		for _, own := range c.Units {
			if own.Dimension == u.Dimension && own.Mul.Equal(u.Mul) && own.Div == u.Div && strings.HasSuffix(own.NameVI, " "+u.NameVI) {
				return own, true // "nghìn lượt"
			}
		}
		u.NameVI, u.NameEN = scaleName(factor, u.NameVI), scaleName(factor, u.NameEN)
		return u, true
	}
	return Unit{}, false
}

// scaleName is the name of a unit that is counted by a number.
func scaleName(factor int64, name string) string { return fmt.Sprint(factor) + " " + name }

// NamesScale reports whether the text of a unit begins with a number by which
// something is counted, whether that is known or not: "trăm hộ".
func NamesScale(text string) bool {
	factor, _ := cutScale(unitKey(text))
	return factor > 1
}

// Counts reports whether a unit counts whole things.
func (u Unit) Counts() bool {
	switch u.Dimension {
	case "person", DimensionOrganisation, "piece":
		return true
	}
	return false
}
